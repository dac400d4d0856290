"""The part of two plans in which the effects of their changes can be: of 5,000 tasks an edit touches a few.

All duties stay, so that every task of the part has the same letters as in the whole plan. A duty may seem to reach no
task there, and only the whole plan tells whether it does.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive.changes import Change
from planmodel.derive.reach import Reach


class Part(NamedTuple):
    """What is touched of each plan, and what each plan's duties reach in the whole of it."""

    old: m.Plan
    new: m.Plan
    reach: tuple[Reach, Reach]


def touched(old: m.Plan, new: m.Plan, changes: Sequence[Change], renamed: Mapping[str, str]) -> Part:
    """The tasks that changed, serve a target that did, stand where a requirement did, or are reached by a duty that did.

    Of targets and reports those that changed. ``renamed`` are the new ids of tasks by their old ones.
    """
    reach = Reach(old), Reach(new)
    before = _tasks(old, reach[0], changes, [c.old for c in changes])
    after = _tasks(new, reach[1], changes, [c.new for c in changes])
    back = {now: was for was, now in renamed.items()}
    before, after = before | {back.get(t, t) for t in after}, after | {renamed.get(t, t) for t in before}
    return Part(_part(old, before, changes), _part(new, after, changes), reach)


def _tasks(
    plan: m.Plan, reach: Reach, changes: Iterable[Change], sides: Iterable[tuple[Any, ...]]
) -> set[str]:
    found: set[str] = set()
    targets: set[str] = set()
    clauses: set[Clause | None] = set()
    duties: set[str] = set()
    kept: dict[str, set[str]] = {"task": found, "target": targets, "duty": duties}
    for change, here in zip(changes, sides, strict=True):
        if change.item_kind in kept:
            kept[change.item_kind].update(side.id for side in here)
        elif change.item_kind == "requirement":
            clauses.update(side.at for side in here)
    if targets or clauses:
        for task in plan.tasks:
            if task.at in clauses or not targets.isdisjoint([ref.id for ref in task.contributes_to]):
                found.add(task.id)
    for duty in plan.duties if duties else ():
        if duty.id in duties:
            found.update(plan.tasks[n].id for n in reach.numbers(duty))
    return found


def _part(plan: m.Plan, tasks: set[str], changes: Iterable[Change]) -> m.Plan:
    changed: dict[str, set[str]] = {"target": set(), "report": set()}
    for change in changes:
        if change.item_kind in changed:
            changed[change.item_kind].update(side.id for side in (*change.old, *change.new))
    kept = {
        "targets": tuple([t for t in plan.targets if t.id in changed["target"]]),
        "reports": tuple([r for r in plan.reports if r.id in changed["report"]]),
    }
    return m.Plan(**(with_tasks(plan, tasks).__dict__ | kept))


def with_tasks(plan: m.Plan, tasks: Container[str]) -> m.Plan:
    """``plan`` without its other tasks."""
    return m.Plan(**(plan.__dict__ | {"tasks": tuple([t for t in plan.tasks if t.id in tasks])}))
