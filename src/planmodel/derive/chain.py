"""The argument behind one cell of the matrix: clause, verb, what the clause reaches, scope, letter.

A chain is made of what the plan says and of nothing else: each step names the clause that it rests on, the verb that
stands there, the citation that leads to the item, and the letters that the registry of verbs gives for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive.classes import indirect
from planmodel.derive.reach import Reach
from planmodel.derive.responsibility import Assignment, assignments, letters_of


class Step(NamedTuple):
    """One reason: the clause and its verb, how it reaches the item (``via``, as in Evidence; ``covers`` are the
    citations that lead there), the class ``through`` which, and the letters of this reason alone.

    ``duty`` is None where the item's own clause names the agency.
    """

    at: Clause | None
    verb: str
    via: str
    duty: m.Duty | None
    covers: tuple[m.Cover, ...]
    through: str | None
    letters: m.Letters


class Chain(NamedTuple):
    """One part of one agency in one item, under one scope, with the steps that lead to it."""

    agency: str
    item: m.Task | m.Duty
    part: Assignment
    steps: tuple[Step, ...]


def chains(plan: m.Plan, registry: m.Registry, agency: str, item: m.Task | m.Duty) -> tuple[Chain, ...]:
    """The parts of ``agency`` in ``item``: what clauses say of it, then what they say of classes that it belongs to."""
    reach = Reach(plan)
    made = [a for a in assignments(plan, registry, reach) if a.item == item.id]
    own = [a for a in made if a.agency == agency]
    own += [a for a in indirect(plan, registry, made, {agency}) if a.agency == agency]
    duties = {d.id: d for d in plan.duties}
    return tuple(Chain(agency, item, a, tuple(_steps(a, duties, registry, reach))) for a in own)


def _steps(a: Assignment, duties: dict[str, m.Duty], registry: m.Registry, reach: Reach) -> Iterator[Step]:
    for e in a.evidence:
        duty = duties.get(e.duty) if e.duty is not None else None
        covers = tuple(_leading(duty, a, reach)) if duty is not None else ()
        yield Step(
            e.at, e.verb, e.via, duty, covers, e.through, letters_of(e, duty, e.through or a.agency, registry)
        )


def _leading(duty: m.Duty, a: Assignment, reach: Reach) -> Iterator[m.Cover]:
    """The citations of ``duty`` that hold the item; all of them where the item is the duty itself."""
    for cover in duty.covers:
        first, end = reach.ranges.of(cover)
        named = cover.task is not None and cover.task.id == a.item
        if not a.is_task or named or a.item in reach.ranges.ids[first:end]:
            yield cover
