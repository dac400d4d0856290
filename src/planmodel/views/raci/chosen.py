"""What of a matrix is shown: the filters of a reader, and the items, parts and columns that they leave."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive.classes import indirect
from planmodel.derive.reach import ALIKE
from planmodel.derive.responsibility import Assignment, assignments
from planmodel.derive.standing import standings


class Only(NamedTuple):
    """What a reader wants to see of a matrix: everything where nothing is named.

    ``sector`` keeps what concerns it (work for both sectors too), ``sections`` what stands at or under these clauses,
    ``agencies`` their columns and the work in which they have a part, ``letter`` the cells with it, ``gaps`` the tasks
    that nobody leads, that nobody carries out, or over which two agencies meet.
    """

    sector: str | None = None
    sections: tuple[Clause, ...] = ()
    agencies: tuple[str, ...] = ()
    letter: str | None = None
    gaps: bool = False

    def item(self, item: m.Task | m.Duty) -> bool:
        """True where the item is wanted by its sector and its clause."""
        if self.sections and not any(item.at is not None and c.contains(item.at) for c in self.sections):
            return False
        if self.sector is None:
            return True
        if isinstance(item, m.Task):
            return item.sector in ALIKE.get(self.sector, {self.sector})
        own = item.scope.sector if item.scope is not None else None
        return own is None or own in ALIKE.get(self.sector, {self.sector})

    def part(self, a: Assignment) -> bool:
        """True where a part is wanted by its agency and its letters."""
        return (not self.agencies or a.agency in self.agencies) and (
            self.letter is None or self.letter in a.raci or self.letter in a.rasci
        )


class Work(NamedTuple):
    """What is shown: the items in the plan's order, and the parts in them, direct ones first."""

    items: tuple[m.Task | m.Duty, ...]
    parts: tuple[Assignment, ...]
    columns: tuple[str, ...]


def wanted(plan: m.Plan, registry: m.Registry, only: Only, *, members: bool) -> Work:
    """What of the matrix of ``plan`` is shown; ``members``: what agencies have as members of classes too."""
    made = assignments(plan, registry)
    every = (*made, *(indirect(plan, registry, made) if members else ()))
    known = {i.id: i for i in plan.work}
    parts = tuple(a for a in every if only.part(a) and only.item(known[a.item]))
    own_work = {a.item for a in made if not a.is_task}
    narrowed = bool(only.agencies or only.letter)
    held = {a.item for a in parts}
    gaps = {s.task.id for s in standings(plan, registry, made) if s.gap} if only.gaps else None
    items = tuple(
        i
        for i in plan.work
        if only.item(i)
        and (i.id in held or (not narrowed and (isinstance(i, m.Task) or i.id in own_work)))
        and (gaps is None or i.id in gaps)
    )
    shown = {i.id for i in items}
    parts = tuple(a for a in parts if a.item in shown)
    return Work(items, parts, columns(plan, registry, parts))


def columns(plan: m.Plan, registry: m.Registry, made: Iterable[Assignment]) -> tuple[str, ...]:
    """Agencies with a part, single bodies before groups, those that lead first, then in the order of the plan."""
    listed = tuple(made)
    order: dict[str, int] = {}
    leads: set[str] = set()
    for duty in plan.duties:
        for ref in duty.agencies:
            order.setdefault(ref.id, len(order))
    for a in listed:
        order.setdefault(a.agency, len(order))
        if a.leads and not a.indirect:
            leads.add(a.agency)

    def key(agency: str) -> tuple[bool, bool, int]:
        entry = registry.agencies.get(agency.partition("@")[0])
        return (entry is not None and entry.group, agency not in leads, order[agency])

    return tuple(sorted({a.agency for a in listed}, key=key))
