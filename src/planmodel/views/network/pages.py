"""The pages of a large plan: which tasks stand together on a page of their own, and what the page is called.

A page is a clause (``III.1``), or where a clause holds too many tasks and no clauses, a range of them
(``II.1#1..II.1#24``); tasks that stand at no labelled clause have a page for each sector (``education``).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from planmodel import model as m
from planmodel.clauses import Clause, clause, in_range, is_clause
from planmodel.diagnostics import Refusal, say
from planmodel.views import words

T = TypeVar("T")
_Placed = tuple[Clause, m.Task]

MOST = 24
"""A page has no more tasks than this."""

LEAST = 12
"""A plan with fewer tasks than this has no pages: one picture tells them all."""

_TOLD = 12
"""So many pages are told to who asks for one that is not there."""


class Page(NamedTuple):
    """A page: what it is called, and the section to ask for."""

    name: str
    section: str

    @property
    def file(self) -> str:
        """The section as part of a file's name."""
        return self.section.replace("#", "-").replace("..", "_")


class Part(NamedTuple):
    """The tasks of one section."""

    section: str
    tasks: tuple[m.Task, ...]


def page(section: str, lang: str) -> Page:
    """The page of ``section`` under its name: "Khoản 1 Mục III"."""
    first, dots, last = section.partition("..")
    if dots:
        return Page(f"{first} – {last}", section)
    if is_clause(section):
        return Page(capital(clause(section).spoken(lang)), section)
    sector, dash, number = section.partition("-")
    return Page(capital(words.word(sector, lang)) + f" ({number})" * bool(dash), section)


def capital(said: str) -> str:
    """``said`` with a capital in front."""
    return said[:1].upper() + said[1:]


def labelled(task: m.Task) -> bool:
    """True where ``task`` stands under a labelled clause, not at ``preamble#1`` or ``p#3.s#1``."""
    return task.at is not None and not (task.at.bullets and task.at.section == task.at)


def parts(plan: m.Plan) -> tuple[Part, ...]:
    """All tasks of ``plan`` in sections of at most MOST, as high in the document's order of clauses as that allows."""
    found: dict[str, tuple[m.Task, ...]] = {}
    for section, tasks in (*_by_clause(plan), *_by_sector(plan)):
        name, n = section, 2
        while name in found:
            name, n = f"{section}-{n}", n + 1
        found[name] = tuple(tasks)
    return tuple(Part(section, tasks) for section, tasks in found.items())


def _by_clause(plan: m.Plan) -> Iterator[tuple[str, list[m.Task]]]:
    placed = [(t.at, t) for t in plan.tasks if t.at is not None and labelled(t)]
    rest = [(1, sorted(placed, key=lambda pair: pair[0].order))]
    while rest:
        depth, held = rest.pop()
        groups: dict[tuple[str, ...], list[_Placed]] = {}
        for pair in held:
            groups.setdefault(pair[0].labels[:depth], []).append(pair)
        if len(groups) > 1:
            rest += [(depth, group) for group in reversed(groups.values())]
            continue
        for labels in groups:
            whole = len(labels) == depth
            if whole and len(held) <= MOST:
                yield ".".join(labels), [t for _, t in held]
            elif whole and any(len(at.labels) > depth for at, _ in held):
                rest.append((depth + 1, held))
            else:
                yield from _ranges(held)


def _ranges(held: list[_Placed]) -> Iterator[tuple[str, list[m.Task]]]:
    for some in _chunks(held):
        yield f"{some[0][0]}..{some[-1][0]}", [t for _, t in some]


def _by_sector(plan: m.Plan) -> Iterator[tuple[str, list[m.Task]]]:
    sectors: dict[str, list[m.Task]] = {}
    for task in plan.tasks:
        if not labelled(task):
            sectors.setdefault(task.sector, []).append(task)
    for sector, held in sectors.items():
        chunks = _chunks(held)
        for number, some in enumerate(chunks, 1):
            yield (f"{sector}-{number}" if len(chunks) > 1 else sector), some


def _chunks(held: list[T]) -> list[list[T]]:
    """``held`` in as few pieces as MOST allows, about equally long."""
    count = -(-len(held) // MOST)
    ends = [len(held) * n // count for n in range(count + 1)]
    return [held[a:b] for a, b in itertools.pairwise(ends)]


def tasks_of(plan: m.Plan, section: str) -> tuple[m.Task, ...]:
    """The tasks of ``section``: a page's, or those of any clause, range of clauses or sector. Raises Refusal for none."""
    made = parts(plan)
    exact = next((p.tasks for p in made if p.section == section), None)
    found = exact if exact is not None else tuple(_within(plan.tasks, section))
    if not found:
        known = [p.section for p in made[:_TOLD]] + ["…"] * (len(made) > _TOLD)
        raise Refusal(
            say(
                "no task of {plan} stands in section '{section}'; there are: {known}",
                plan=plan.id,
                section=section,
                known=", ".join(known),
            )
        )
    return found


def _within(tasks: Iterable[m.Task], section: str) -> Iterator[m.Task]:
    first, dots, last = section.partition("..")
    if dots and is_clause(first) and is_clause(last):
        low, high = clause(first), clause(last)
        yield from (t for t in tasks if t.at is not None and in_range(low, high, t.at))
    elif is_clause(section):
        over = clause(section)
        yield from (t for t in tasks if t.at is not None and over.contains(t.at))
    else:
        yield from (t for t in tasks if t.sector == section)
