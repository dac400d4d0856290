"""The lines of the annex as values: for each task and each duty that covers none, who has which part in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import count
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive.responsibility import Assignment, Evidence, assignments
from planmodel.derive.standing import Standing, standings
from planmodel.views import words
from planmodel.views.evidence import mention_order, reason_letters


class Named(NamedTuple):
    """One agency in one line, within a scope; the clauses behind it, and whether they only repeat its wording."""

    agency: str
    scope: m.Scope | None
    clauses: tuple[str, ...]
    inferred: bool


class Line(NamedTuple):
    """One task, or one duty that covers no task: who answers for it, does it, takes part, oversees it, receives it."""

    number: int
    item: m.Task | m.Duty
    kind: str
    led: tuple[Named, ...]
    doing: tuple[Named, ...]
    joining: tuple[Named, ...]
    watching: tuple[Named, ...]
    receiving: tuple[Named, ...]
    standing: Standing | None = None


class Section(NamedTuple):
    """Lines under one heading: a clause, or what their work is about where a text without clauses holds them.

    ``kind`` is task, whole-plan or own.
    """

    kind: str
    at: Clause | None
    sectors: tuple[str, ...]
    lines: tuple[Line, ...]


def sections(plan: m.Plan, registry: m.Registry) -> tuple[Section, ...]:
    """The lines of the annex: tasks by the clause they stand under, what concerns the whole plan, own work."""
    made = assignments(plan, registry)
    parts: dict[str, list[Assignment]] = {}
    for a in made:
        parts.setdefault(a.item, []).append(a)
    standing = {s.task.id: s for s in standings(plan, registry, made)}
    sorting = _Sorting(plan, registry)
    number = count(1)
    return tuple(
        Section(
            kind,
            at,
            tuple(dict.fromkeys(i.sector for i in items if isinstance(i, m.Task))),
            tuple(
                _line(next(number), i, kind, parts.get(i.id, ()), standing.get(i.id), sorting) for i in items
            ),
        )
        for kind, at, items in _placed(plan, {a.item for a in made if not a.is_task})
    )


def _placed(
    plan: m.Plan, own_work: Collection[str]
) -> Iterator[tuple[str, Clause | None, list[m.Task | m.Duty]]]:
    """What stands under each heading; what has no labelled clause (an article's sentence) goes by its sector."""
    tasks: dict[Clause | str, list[m.Task | m.Duty]] = {}
    for task in plan.tasks:
        labelled = task.at is not None and task.at.labels[0] != "p"
        tasks.setdefault(task.at.section if labelled and task.at is not None else task.sector, []).append(
            task
        )
    for over, items in tasks.items():
        yield "task", over if isinstance(over, Clause) else None, items
    own: dict[str, list[m.Task | m.Duty]] = {"whole-plan": [], "own": []}
    for duty in plan.duties:
        if duty.id in own_work:
            whole = any(c.basis == "whole-plan" for c in duty.covers)
            own["whole-plan" if whole else "own"].append(duty)
    for kind, items in own.items():
        if items:
            yield kind, None, items


class _Sorting:
    """Who has which part in a line, in the order in which offices list bodies: as the plan names them, classes last."""

    def __init__(self, plan: m.Plan, registry: m.Registry) -> None:
        self.registry = registry
        self._duties = {d.id: d for d in plan.duties}
        self._order = mention_order(plan)

    def letters(self, agency: str, evidence: Iterable[Evidence]) -> set[str]:
        """The letters that these reasons give."""
        return {
            letter
            for e in evidence
            for letter in reason_letters(e, agency, self._duties.get(e.duty or ""), self.registry).raci
        }

    def listed(self, found: Iterable[Named]) -> tuple[Named, ...]:
        """``found`` in their order."""
        return tuple(sorted(found, key=lambda x: (self._is_class(x.agency), self._order.get(x.agency, 0))))

    def _is_class(self, agency: str) -> bool:
        entry = self.registry.agencies.get(agency.partition("@")[0])
        return entry is not None and entry.kind == "class"


def _line(
    number: int,
    item: m.Task | m.Duty,
    kind: str,
    parts: Iterable[Assignment],
    standing: Standing | None,
    sorting: _Sorting,
) -> Line:
    """One line. Who receives a proposal decides on it, and does not for that answer for the work itself."""
    leads = standing.leads if standing is not None else ()
    led = {(x.agency, x.scope): _named(x.agency, x.scope, x.evidence) for x in leads}
    rest: dict[str, list[Named]] = {"R": [], "C": [], "I": [], "": []}
    for a in parts:
        if (a.agency, a.scope) in led:
            continue
        acting = tuple(e for e in a.evidence if e.via != "recipient")
        letters = sorting.letters(a.agency, acting)
        named = _named(a.agency, a.scope, acting or a.evidence)
        if "A" in letters and standing is None:
            led[a.agency, a.scope] = named
        elif not acting:
            rest[""].append(named)
        else:
            rest["R" if letters & {"A", "R"} else "C" if letters & {"C", "S"} else "I"].append(named)
    return Line(
        number,
        item,
        kind,
        led=sorting.listed(led.values()),
        doing=sorting.listed(rest["R"]),
        joining=sorting.listed(rest["C"]),
        watching=sorting.listed(rest["I"]),
        receiving=sorting.listed(rest[""]),
        standing=standing,
    )


def _named(agency: str, scope: m.Scope | None, evidence: Iterable[Evidence]) -> Named:
    listed = tuple(evidence)
    clauses = tuple(dict.fromkeys(words.at(e.at) for e in listed if e.at is not None))
    return Named(agency, scope, clauses, all(e.via == "wording" for e in listed))
