"""Which items of a plan carry out an item of a template: what the plan says itself, then what measures the same.

A plan's own word (``implements``) counts first. A demand that no link reaches is met by the targets of the same
indicator and sector, whose population is the same or a part, unlinked ones first; the basis says so. Likeness of wording is never used
here: it is for proposals only (``derive.alignment``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from planmodel import model as m
from planmodel.derive import relations as rel

Linkable = m.Target | m.Requirement | m.Task | m.Duty
_ALIKE = (rel.EQUAL, rel.STRONGER, rel.WEAKER)
"""How the populations of two targets stand that may be about the same."""

L = TypeVar("L", m.Target, m.Requirement, m.Task, m.Duty)

Through = Mapping[str, frozenset[str]]
"""For items of plans in between, by key, everything that they carry out."""

STATED, INDICATOR = "implements", "indicator"
"""What a match rests on: the plan's own link, or the same indicator and sector."""


class Matched(NamedTuple, Generic[L]):
    """The items of a plan that answer to an item of a template, in the plan's order, and what that rests on."""

    basis: str
    items: tuple[L, ...]


class Matching:
    """The items of one plan by what they carry out."""

    def __init__(
        self, template: m.Plan, plan: m.Plan, registry: m.Registry, through: Through | None = None
    ) -> None:
        self.template = template
        self.plan = plan
        self.registry = registry
        self.through: Through = through or {}

    def targets(self, wanted: m.Target, year: str = "") -> Matched[m.Target]:
        """The targets that answer to ``wanted``: those that say so, and where none of them has a level for ``year``, those
        beside them that measure the same and have one.
        """
        stated = _answering(self._targets, self._asked(wanted))
        if any(t.level(year) is not None for t in stated) or (stated and not year):
            return Matched(STATED, stated)
        measured = [t for t in self._measuring(wanted) if t not in stated]
        if stated:
            exact = tuple(t for t in measured if t.level(year) is not None and not self._is_linked(t))
            return Matched(STATED, (*stated, *exact))
        free = tuple(t for t in measured if not self._is_linked(t)) or tuple(measured)
        return Matched(INDICATOR if free else "", free)

    def beside(self, target: m.Target) -> tuple[m.Target, ...]:
        """The targets of the template that measure what ``target`` of the plan does, whoever answers to them."""
        return tuple(t for t in self._demanded.get(_measure(target), ()) if self._is_alike(target, t))

    def _measuring(self, wanted: m.Target) -> list[m.Target]:
        return [t for t in self._by_measure.get(_measure(wanted), ()) if self._is_alike(t, wanted)]

    def _is_alike(self, one: m.Target, other: m.Target) -> bool:
        return rel.population(one.population.id, other.population.id, self.registry) in _ALIKE

    def _is_linked(self, target: m.Target) -> bool:
        return not self._wanted.isdisjoint(self._keys(target, self.plan))

    def requirements(self, wanted: m.Requirement) -> tuple[m.Requirement, ...]:
        """The requirements that carry ``wanted`` out."""
        return _answering(self._requirements, self._asked(wanted))

    def tasks(self, wanted: m.Task) -> tuple[m.Task, ...]:
        """The tasks that carry ``wanted`` out."""
        return _answering(self._tasks, self._asked(wanted))

    def duties(self, wanted: m.Task | m.Duty) -> tuple[m.Duty, ...]:
        """The duties that carry ``wanted`` out."""
        return _answering(self._duties, self._asked(wanted))

    def is_answering(self, item: Linkable) -> bool:
        """True where ``item`` of the plan carries out something of the template, or measures what it measures."""
        if not self._wanted.isdisjoint(self._keys(item, self.plan)):
            return True
        return isinstance(item, m.Target) and id(item) in self._measured

    def _asked(self, wanted: Linkable) -> frozenset[str]:
        return self._keys(wanted, self.template)

    def _keys(self, item: Linkable, plan: m.Plan) -> frozenset[str]:
        own = keys(item, plan)
        return own.union(*(self.through.get(key, ()) for key in own)) if self.through else own

    def _by_key(self, items: Iterable[L]) -> dict[str, list[L]]:
        found: dict[str, list[L]] = {}
        for item in items:
            for key in self._keys(item, self.plan):
                found.setdefault(key, []).append(item)
        return found

    @cached_property
    def _wanted(self) -> set[str]:
        return {key for item in self.template.linkable for key in self._keys(item, self.template)}

    @cached_property
    def _measured(self) -> set[int]:
        """The targets that answer by what they measure."""
        matched = (
            self.targets(wanted, level.year) for wanted in self.template.targets for level in wanted.levels
        )
        return {id(t) for _, found in matched for t in found if not self._is_linked(t)}

    @cached_property
    def _targets(self) -> dict[str, list[m.Target]]:
        return self._by_key(self.plan.targets)

    @cached_property
    def _requirements(self) -> dict[str, list[m.Requirement]]:
        return self._by_key(self.plan.requirements)

    @cached_property
    def _tasks(self) -> dict[str, list[m.Task]]:
        return self._by_key(self.plan.tasks)

    @cached_property
    def _duties(self) -> dict[str, list[m.Duty]]:
        return self._by_key(self.plan.duties)

    @cached_property
    def _by_measure(self) -> dict[tuple[str, str], list[m.Target]]:
        return _by_measure(self.plan.targets)

    @cached_property
    def _demanded(self) -> dict[tuple[str, str], list[m.Target]]:
        return _by_measure(self.template.targets)


def _measure(target: m.Target) -> tuple[str, str]:
    return target.indicator.id, target.sector


def _by_measure(targets: Iterable[m.Target]) -> dict[tuple[str, str], list[m.Target]]:
    """Targets by indicator and sector."""
    found: dict[tuple[str, str], list[m.Target]] = {}
    for target in targets:
        found.setdefault(_measure(target), []).append(target)
    return found


def keys(item: Linkable, plan: m.Plan) -> frozenset[str]:
    """What an item answers to: itself, and the items of other plans that it carries out.

    So two plans that carry out one template meet in its items.
    """
    linked = {f"{link.plan.id}/{ref.id}" for link in plan.implements for ref in item.implements}
    return frozenset({f"{plan.id}/{item.id}", *linked})


def through(between: Iterable[m.Plan]) -> Through:
    """What the items of plans in between carry out, by key, each by way of the next; a circle of plans ends.

    So a district's plan that carries out its province's meets the template that the province carries out.
    """
    direct = {f"{plan.id}/{item.id}": keys(item, plan) for plan in between for item in plan.linkable}
    found: dict[str, frozenset[str]] = {}
    for key in direct:
        seen, rest = {key}, [key]
        while rest:
            new = direct.get(rest.pop(), frozenset()) - seen
            seen |= new
            rest += new
        found[key] = frozenset(seen)
    return found


def _answering(by_key: dict[str, list[L]], asked: frozenset[str]) -> tuple[L, ...]:
    """The items with one of the keys ``asked``, each once, in the plan's order."""
    found = [item for key in asked for item in by_key.get(key, ())]
    if len(found) < 2:
        return tuple(found)
    return tuple(sorted({id(item): item for item in found}.values(), key=lambda item: item.span.start))
