"""Every difference between two plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from planmodel import model as m
from planmodel.derive import relations as rel
from planmodel.derive.changes.codes import STEMS
from planmodel.derive.changes.judging import Between, Pair, beside, fields
from planmodel.derive.changes.kinds import Change, Entry, FieldChange, Met, Side
from planmodel.derive.changes.pairing import paired
from planmodel.derive.plain import SECTIONS, WITH_ID, items_of
from planmodel.derive.responsibility import Lead, leads_in_order

_IN_PARTS = frozenset(
    {"levels", "area", "measure", "demand", "commitment", "comparator", "population", "unit", "due"}
)
"""What each part of a split item must keep; the rest is shared out among the parts."""


def changes(old: m.Plan, new: m.Plan, registry: m.Registry) -> tuple[Change, ...]:
    """What differs from ``old`` to ``new``, by kind of item and then by clause; nothing where they say the same."""
    met = {kind: list(paired(kind, items_of(old, kind), items_of(new, kind))) for kind in SECTIONS}
    names = {kind: _names(met[kind]) for kind in WITH_ID}
    between = Between(old, new, registry, names)
    following = _following(between)
    found: list[Change] = []
    for kind in SECTIONS:
        made = (_change(kind, one, between, following if kind == "task" else {}) for one in met[kind])
        found += sorted((c for c in made if c is not None), key=_place)
    return tuple(found)


def _names(met: Iterable[Met]) -> dict[str, str]:
    """The ids of items that both have: the old one with the new one."""
    return {one.old[0][1]["id"]: one.new[0][1]["id"] for one in met if len(one.old) == 1 == len(one.new)}


def _place(change: Change) -> tuple[str, str]:
    side = change.first
    return side.at.order if side.at is not None else "", side.id


Following = dict[str, list[FieldChange]]
"""By the new ids of tasks: what changes in them though their own entries do not say so."""


def _change(kind: str, met: Met, between: Between, following: Following) -> Change | None:
    old, new = met
    stem = kind.replace("_", "-")
    if not new or not old:
        word = "removed" if not new else "added"
        return Change(word, kind, _sides(kind, old), _sides(kind, new), f"{stem}-{word}")
    if len(old) > 1 or len(new) > 1:
        word = "split" if len(new) > 1 else "merged"
        return Change(
            word, kind, _sides(kind, old), _sides(kind, new), word, tuple(_of_parts(kind, met, between))
        )
    (one, before), (other, after) = old[0], new[0]
    more = following.get(after["id"], ()) if following else ()
    if before == after and not more:
        return None
    made = list(fields(Pair(kind, one, other, before, after, between))) if before != after else []
    if any(f.field == "due" for f in made):
        more = [f for f in more if f.field != "due"]
    if not made and not more:
        return None
    word = "renamed" if before.get("id") != after.get("id") else "changed"
    return Change(word, kind, _sides(kind, old), _sides(kind, new), "", (*made, *more))


def _of_parts(kind: str, met: Met, between: Between) -> Iterator[FieldChange]:
    """Where a part asks for less or more than the whole did."""
    for one, before in met.old:
        for other, after in met.new:
            part = (after if len(met.new) > 1 else before)["id"]
            for f in fields(Pair(kind, one, other, before, after, between)):
                if f.field.partition(".")[0] in _IN_PARTS:
                    yield f._replace(part=part, derived=True)


def _sides(kind: str, entries: Iterable[Entry]) -> tuple[Side, ...]:
    return tuple(
        Side(
            _named(kind, record, item),
            getattr(record, "at", None),
            record.span,
            _title(item),
            item,
        )
        for record, item in entries
    )


def _named(kind: str, record: Any, item: dict[str, Any]) -> str:
    """The id, or what names an item that has none."""
    if kind in WITH_ID:
        return str(item["id"])
    if kind in ("document", "period"):
        return kind
    key = {"implements": "plan", "legal_basis": "number", "recipient": "agency"}.get(kind)
    at = "document" if record.at is None else str(record.at)
    return f"{at} {item[key]}" if key is not None else at


def _title(item: dict[str, Any]) -> str:
    """A title where the item has one."""
    for field in ("title", "about", "text", "number", "reason"):
        if isinstance(item.get(field), str):
            return str(item[field])
    return ""


# ------------------------------------------------------------------------------------- what follows from other items


def _following(between: Between) -> Following:
    """The tasks whose lead, or whose last day, is another."""
    old, new = between.old, between.new
    names = between.names["task"]
    led_old, led_new = (
        leads_in_order(plan, between.registry, reach)
        for plan, reach in zip((old, new), between.reached, strict=True)
    )
    numbers = {task.id: n for n, task in enumerate(new.tasks)}
    known: dict[tuple[int, int], FieldChange | None] = {}
    found: Following = {}
    for n, task in enumerate(old.tasks):
        number = numbers.get(names.get(task.id, ""))
        if number is None:
            continue
        other = new.tasks[number]
        before, after = led_old[n], led_new[number]
        key = id(before), id(after)
        if key not in known:
            known[key] = _lead(before, after)
        for change in (known[key], _day(task, other)):
            if change is not None:
                found.setdefault(other.id, []).append(change)
    return found


def _lead(before: tuple[Lead, ...], after: tuple[Lead, ...]) -> FieldChange | None:
    """Who leads a task; one of several who leads no more is a lead lost."""
    old, new = ({(x.agency, x.scope) for x in leads} for leads in (before, after))
    if old == new:
        return None
    relation = beside(new, old)
    if relation == rel.INCOMPARABLE:
        whole = beside({a for a, _ in new}, {a for a, _ in old})
        relation = whole if whole != rel.EQUAL else relation
    return FieldChange(
        "lead", _agencies(before), _agencies(after), STEMS["lead"].by(relation), "lead", relation,
        derived=True, old_at=_clauses(before), new_at=_clauses(after),
    )  # fmt: skip


def _agencies(leads: tuple[Lead, ...]) -> list[str]:
    return list(dict.fromkeys(x.agency for x in leads))


def _clauses(leads: tuple[Lead, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(e.at) for x in leads for e in x.evidence if e.at is not None))


def _day(old: m.Task, new: m.Task) -> FieldChange | None:
    """The last day of a task, where the day that it counts from is another."""
    if old.due is None or new.due is None or old.due.last == new.due.last:
        return None
    if old.due.last is None or new.due.last is None:
        return None
    relation = rel.deadline(new.due.last, old.due.last)
    return FieldChange(
        "due", old.due.last, new.due.last, STEMS["deadline"].by(relation), "deadline", relation,
        derived=True, old_span=old.due.span, new_span=new.due.span,
    )  # fmt: skip
