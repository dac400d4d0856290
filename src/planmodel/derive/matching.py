"""Which items of a plan carry out an item of a template: what the plan says itself, then what measures the same.

A plan's own word (``implements``) counts first. A target that no link reaches is met by the unlinked targets of the same
indicator and sector, whose population is the same or a part; the basis says so. Likeness of wording is never used
here: it is for proposals only (``derive.alignment``).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from planmodel import model as m
from planmodel.derive import relations as rel

Linkable = m.Target | m.Requirement | m.Task | m.Duty
_ALIKE = (rel.EQUAL, rel.STRONGER, rel.WEAKER)
"""How the populations of two targets stand that may be about the same."""

L = TypeVar("L", m.Target, m.Requirement, m.Task, m.Duty)

STATED, INDICATOR = "implements", "indicator"
"""What a match rests on: the plan's own link, or the same indicator and sector."""


class Matched(NamedTuple, Generic[L]):
    """The items of a plan that answer to an item of a template, in the plan's order, and what that rests on."""

    basis: str
    items: tuple[L, ...]


class Matching:
    """The items of one plan by what they carry out."""

    def __init__(self, template: m.Plan, plan: m.Plan, registry: m.Registry) -> None:
        self.template = template
        self.plan = plan
        self.registry = registry

    def targets(self, wanted: m.Target) -> Matched[m.Target]:
        """The targets that answer to ``wanted``."""
        stated = _answering(self._targets, self._asked(wanted))
        if stated:
            return Matched(STATED, stated)
        measured = (
            t
            for t in self._unlinked.get((wanted.indicator.id, wanted.sector), ())
            if rel.population(t.population.id, wanted.population.id, self.registry) in _ALIKE
        )
        found = tuple(measured)
        return Matched(INDICATOR if found else "", found)

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
        if not self._wanted.isdisjoint(keys(item, self.plan)):
            return True
        return isinstance(item, m.Target) and id(item) in self._measured

    def _asked(self, wanted: Linkable) -> frozenset[str]:
        return keys(wanted, self.template)

    @cached_property
    def _wanted(self) -> set[str]:
        return {key for item in self.template.linkable for key in keys(item, self.template)}

    @cached_property
    def _measured(self) -> set[int]:
        """The targets that answer by what they measure."""
        matched = (self.targets(wanted) for wanted in self.template.targets)
        return {id(t) for basis, found in matched if basis == INDICATOR for t in found}

    @cached_property
    def _targets(self) -> dict[str, list[m.Target]]:
        return _by_key(self.plan.targets, self.plan)

    @cached_property
    def _requirements(self) -> dict[str, list[m.Requirement]]:
        return _by_key(self.plan.requirements, self.plan)

    @cached_property
    def _tasks(self) -> dict[str, list[m.Task]]:
        return _by_key(self.plan.tasks, self.plan)

    @cached_property
    def _duties(self) -> dict[str, list[m.Duty]]:
        return _by_key(self.plan.duties, self.plan)

    @cached_property
    def _unlinked(self) -> dict[tuple[str, str], list[m.Target]]:
        """The targets that answer to nothing of the template by their links, by indicator and sector."""
        found: dict[tuple[str, str], list[m.Target]] = {}
        for target in self.plan.targets:
            if self._wanted.isdisjoint(keys(target, self.plan)):
                found.setdefault((target.indicator.id, target.sector), []).append(target)
        return found


def keys(item: Linkable, plan: m.Plan) -> frozenset[str]:
    """What an item answers to: itself, and the items of other plans that it carries out.

    So two plans that carry out one template meet in its items.
    """
    linked = {f"{link.plan.id}/{ref.id}" for link in plan.implements for ref in item.implements}
    return frozenset({f"{plan.id}/{item.id}", *linked})


def _by_key(items: Iterable[L], plan: m.Plan) -> dict[str, list[L]]:
    found: dict[str, list[L]] = {}
    for item in items:
        for key in keys(item, plan):
            found.setdefault(key, []).append(item)
    return found


def _answering(by_key: dict[str, list[L]], asked: frozenset[str]) -> tuple[L, ...]:
    """The items with one of the keys ``asked``, each once, in the plan's order."""
    found = [item for key in asked for item in by_key.get(key, ())]
    if len(found) < 2:
        return tuple(found)
    return tuple(sorted({id(item): item for item in found}.values(), key=lambda item: item.span.start))
