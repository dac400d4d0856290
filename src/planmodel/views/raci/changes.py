"""What changed between two matrices: who gained a part, who lost one, whose letters are others.

Two versions of one plan are compared by their items' ids; the plans of two provinces by the items of the template that
both carry out, and by ids where these are the same. Items that only one of the two has are told as such.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from planmodel import model as m
from planmodel.derive.responsibility import Assignment, assignments
from planmodel.diagnostics import Text, say
from planmodel.views import words
from planmodel.views.table import Cell, Column, Group, Table

KINDS: dict[str, Text] = {
    "lost": Text("Mất vai trò", "Lost a part"),
    "gained": Text("Thêm vai trò", "Gained a part"),
    "letters": Text("Đổi chữ cái", "Other letters"),
    "only-old": Text("Chỉ có ở bản trước", "Only in the first"),
    "only-new": Text("Chỉ có ở bản sau", "Only in the second"),
}


class Change(NamedTuple):
    """One difference: an agency at an item, its letters before and after; no agency where the item itself is the difference."""

    kind: str
    old: m.Task | m.Duty | None
    new: m.Task | m.Duty | None
    agency: str | None
    before: tuple[str, ...]
    after: tuple[str, ...]
    at_before: tuple[str, ...]
    at_after: tuple[str, ...]


def changes_of(old: m.Plan, new: m.Plan, registry: m.Registry) -> tuple[Change, ...]:
    """Every difference in who does what, in the order of the old plan's items, then of the new one's."""
    pairs = _pairs(old, new)
    held_old, held_new = _held(old, registry), _held(new, registry)
    found: list[Change] = []
    for one, other in pairs:
        before, after = _at(one, held_old), _at(other, held_new)
        for agency in sorted(before.keys() | after.keys()):
            was, now = before.get(agency), after.get(agency)
            kind = "gained" if was is None else "lost" if now is None else "letters"
            if was is None or now is None or was[0] != now[0]:
                letters = ((was or _NOTHING)[0], (now or _NOTHING)[0])
                clauses = ((was or _NOTHING)[1], (now or _NOTHING)[1])
                found.append(Change(kind, one, other, agency, *letters, *clauses))
    matched_old = {one.id for one, _ in pairs}
    matched_new = {other.id for _, other in pairs}
    found += [Change("only-old", t, None, None, (), (), (), ()) for t in old.tasks if t.id not in matched_old]
    found += [Change("only-new", None, t, None, (), (), (), ()) for t in new.tasks if t.id not in matched_new]
    return tuple(found)


Part = tuple[tuple[str, ...], tuple[str, ...]]
_NOTHING: Part = ((), ())


def _pairs(old: m.Plan, new: m.Plan) -> list[tuple[m.Task | m.Duty, m.Task | m.Duty]]:
    """Items that are the same work: of one id in versions of one plan; else of one template item, else of one id."""
    by_id = {i.id: i for i in new.work}
    if old.id == new.id:
        return [(i, by_id[i.id]) for i in old.work if i.id in by_id]
    by_link: dict[str, m.Task | m.Duty] = {}
    for item in new.work:
        for ref in item.implements:
            by_link.setdefault(ref.id, item)
    found: list[tuple[m.Task | m.Duty, m.Task | m.Duty]] = []
    taken: set[str] = set()
    for item in old.work:
        links = [by_link[ref.id] for ref in item.implements if ref.id in by_link]
        if not item.implements and item.id in by_id and isinstance(item, m.Task):
            links = [by_id[item.id]]
        other = next((x for x in links if x.id not in taken), None)
        if other is not None:
            taken.add(other.id)
            found.append((item, other))
    return found


def _held(plan: m.Plan, registry: m.Registry) -> dict[str, list[Assignment]]:
    made: dict[str, list[Assignment]] = {}
    for a in assignments(plan, registry):
        made.setdefault(a.item, []).append(a)
    return made


def _at(item: m.Task | m.Duty, held: dict[str, list[Assignment]]) -> dict[str, Part]:
    """The letters and clauses of each agency at an item, all its scopes together."""
    found: dict[str, list[Assignment]] = {}
    for a in held.get(item.id, ()):
        found.setdefault(a.agency, []).append(a)
    return {
        agency: (
            tuple(x for x in m.LETTER_ORDER if any(x in a.raci for a in parts)),
            tuple(dict.fromkeys(words.at(e.at) for a in parts for e in a.evidence if e.at is not None)),
        )
        for agency, parts in found.items()
    }


def changes(old: m.Plan, new: m.Plan, registry: m.Registry, lang: str = "vi") -> Table:
    """The differences as a table, one group for each kind."""
    columns = (
        Column("old_at", {"vi": "Điều khoản trước", "en": "Clause before"}[lang], 12),
        Column("new_at", {"vi": "Điều khoản sau", "en": "Clause after"}[lang], 12),
        Column("task", {"vi": "Nhiệm vụ", "en": "Task"}[lang], 44),
        Column("agency", {"vi": "Cơ quan", "en": "Agency"}[lang], 22),
        Column("before", {"vi": "Trước", "en": "Before"}[lang], 9, "center"),
        Column("after", {"vi": "Sau", "en": "After"}[lang], 9, "center"),
    )
    by_kind: dict[str, list[tuple[Cell, ...]]] = {kind: [] for kind in KINDS}
    for change in changes_of(old, new, registry):
        by_kind[change.kind].append(_row(change, registry, lang))
    groups = tuple(
        Group(f"{KINDS[k].get(lang)} ({len(rows)})", tuple(rows)) for k, rows in by_kind.items() if rows
    )
    title = say("Who does what: {old} and {new}", old=_name(old), new=_name(new)).get(lang)
    notes = () if groups else (say("Nothing differs in who does what.").get(lang),)
    return Table(title, columns, groups, notes, {"vi": "Thay đổi", "en": "Changes"}[lang])


def _name(plan: m.Plan) -> str:
    return plan.document.number if plan.document.number != "unknown" else plan.id


def _row(change: Change, registry: m.Registry, lang: str) -> tuple[Cell, ...]:
    item = change.new or change.old
    assert item is not None
    return (
        Cell(words.at(change.old.at) if change.old is not None else ""),
        Cell(words.at(change.new.at) if change.new is not None else ""),
        Cell(item.title),
        Cell(words.agency(change.agency, registry, lang) if change.agency is not None else ""),
        Cell("/".join(change.before), ", ".join(change.at_before), change.before[0] if change.before else ""),
        Cell("/".join(change.after), ", ".join(change.at_after), change.after[0] if change.after else ""),
    )


def changes_data(old: m.Plan, new: m.Plan, registry: m.Registry) -> dict[str, Any]:
    """The differences as JSON, as ``schema/output/raci-changes.schema.json`` describes."""

    def item(which: m.Task | m.Duty | None) -> dict[str, Any] | None:
        return {"id": which.id, "at": words.at(which.at) or None} if which is not None else None

    return {
        "old": old.id,
        "new": new.id,
        "changes": [
            {
                "kind": c.kind,
                "old": item(c.old),
                "new": item(c.new),
                "agency": c.agency,
                "before": list(c.before),
                "after": list(c.after),
                "evidence_before": list(c.at_before),
                "evidence_after": list(c.at_after),
            }
            for c in changes_of(old, new, registry)
        ],
    }
