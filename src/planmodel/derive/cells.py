"""What changed between two matrices: who gained a part in an item, who lost one, whose letters are others.

Two versions of one plan are compared by their items' ids; the plans of two provinces by the items of the template that
both carry out, and by ids where these are the same. Items that only one of the two has are told as such.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from planmodel import model as m
from planmodel.derive.responsibility import Assignment, assignments

Work = m.Task | m.Duty
Pairs = list[tuple[Work, Work]]


class CellChange(NamedTuple):
    """One difference: an agency at an item, its letters before and after; no agency where the item itself is the difference."""

    kind: str
    old: Work | None
    new: Work | None
    agency: str | None
    before: tuple[str, ...]
    after: tuple[str, ...]
    at_before: tuple[str, ...]
    at_after: tuple[str, ...]


Part = tuple[tuple[str, ...], tuple[str, ...]]
_NOTHING: Part = ((), ())


def cell_changes(
    old: m.Plan, new: m.Plan, registry: m.Registry, pairs: Pairs | None = None
) -> tuple[CellChange, ...]:
    """Every difference in who does what, in the order of the old plan's items, then of the new one's.

    ``pairs`` are the items that both have, where they are known already.
    """
    pairs = _pairs(old, new) if pairs is None else pairs
    held_old, held_new = _held(old, registry), _held(new, registry)
    found: list[CellChange] = []
    for one, other in pairs:
        here, there = held_old.get(one.id, ()), held_new.get(other.id, ())
        if _alike(here, there):
            continue
        before, after = _parts(here), _parts(there)
        for agency in sorted(before.keys() | after.keys()):
            was, now = before.get(agency), after.get(agency)
            kind = "gained" if was is None else "lost" if now is None else "letters"
            if was is None or now is None or was[0] != now[0]:
                letters = ((was or _NOTHING)[0], (now or _NOTHING)[0])
                clauses = ((was or _NOTHING)[1], (now or _NOTHING)[1])
                found.append(CellChange(kind, one, other, agency, *letters, *clauses))
    matched_old = {one.id for one, _ in pairs}
    matched_new = {other.id for _, other in pairs}
    found += [
        CellChange("only-old", t, None, None, (), (), (), ()) for t in old.tasks if t.id not in matched_old
    ]
    found += [
        CellChange("only-new", None, t, None, (), (), (), ()) for t in new.tasks if t.id not in matched_new
    ]
    return tuple(found)


def _pairs(old: m.Plan, new: m.Plan) -> Pairs:
    """Items that are the same work: of one id in versions of one plan; else of one template item, else of one id."""
    by_id = {i.id: i for i in new.work}
    if old.id == new.id:
        return [(i, by_id[i.id]) for i in old.work if i.id in by_id]
    by_link: dict[str, Work] = {}
    for item in new.work:
        for ref in item.implements:
            by_link.setdefault(ref.id, item)
    found: Pairs = []
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


def _alike(before: Iterable[Assignment], after: Iterable[Assignment]) -> bool:
    """True where the same agencies have the same letters, one by one: so with nearly every item of two versions."""
    return [(a.agency, a.raci) for a in before] == [(a.agency, a.raci) for a in after]


def _parts(held: Iterable[Assignment]) -> dict[str, Part]:
    """The letters and clauses of each agency at an item, all its scopes together."""
    found: dict[str, list[Assignment]] = {}
    for a in held:
        found.setdefault(a.agency, []).append(a)
    return {
        agency: (
            tuple(x for x in m.LETTER_ORDER if any(x in a.raci for a in parts)),
            tuple(dict.fromkeys(str(e.at) for a in parts for e in a.evidence if e.at is not None)),
        )
        for agency, parts in found.items()
    }
