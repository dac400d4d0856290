"""Where the template's items stand in the new plan: section, item, point.

I Mục tiêu (1 mục tiêu chung, 2 chỉ tiêu, 3 đối tượng) · II Nhiệm vụ (an item a sector, a point a task) · III Tổ chức
thực hiện (an item a duty).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import LETTERS, clause

SECTORS = ("education", "health", "both", "cross")


class Placed(NamedTuple):
    """The tasks and requirements of one sector with the clauses where they stand; ``at`` is the sector's own."""

    sector: str
    at: str
    tasks: tuple[tuple[str, m.Task], ...]
    requirements: tuple[tuple[str, m.Requirement], ...]


def placed(template: m.Plan) -> tuple[Placed, ...]:
    """Sector by sector, in the template's order. A requirement stands where the task does that says the same clause."""
    found: list[Placed] = []
    for sector in SECTORS:
        tasks = [t for t in template.tasks if t.sector == sector]
        rules = [r for r in template.requirements if r.sector == sector]
        if not tasks and not rules:
            continue
        head = f"II.{len(found) + 1}"
        beside = _tasks_beside(rules, tasks)
        alone = [r.id for r in rules if beside[r.id] is None]
        points = _points(head, len(tasks) + len(alone))
        of_task = dict(zip((t.id for t in tasks), points, strict=False))
        of_rule = dict(zip(alone, points[len(tasks) :], strict=True))
        of_rule |= {rule: of_task[task] for rule, task in beside.items() if task is not None}
        found.append(
            Placed(
                sector,
                head,
                tuple((of_task[t.id], t) for t in tasks),
                tuple(sorted(((of_rule[r.id], r) for r in rules), key=lambda placed: clause(placed[0]))),
            )
        )
    return tuple(found)


def _points(head: str, count: int) -> list[str]:
    """``count`` points under ``head``, lettered; dashes where the letters do not suffice."""
    if count <= len(LETTERS):
        return [f"{head}.{letter}" for letter in LETTERS[:count]]
    return [f"{head}#{n}" for n in range(1, count + 1)]


def _tasks_beside(rules: Iterable[m.Requirement], tasks: Sequence[m.Task]) -> dict[str, str | None]:
    """For each requirement the first task that shares most source clauses with it; None where none shares any."""
    tellers: dict[tuple[str, str], list[str]] = {}
    for task in tasks:
        for source in _sources(task):
            tellers.setdefault(source, []).append(task.id)
    order = {task.id: n for n, task in enumerate(tasks)}
    found: dict[str, str | None] = {}
    for rule in rules:
        shared: dict[str, int] = {}
        for source in _sources(rule):
            for task_id in tellers.get(source, ()):
                shared[task_id] = shared.get(task_id, 0) + 1
        found[rule.id] = min(shared, key=lambda task: (-shared[task], order[task]), default=None)
    return found


def _sources(item: m.Task | m.Requirement) -> frozenset[tuple[str, str]]:
    """The clauses that state an item: the template's own, and those of the plans that agree."""
    own = {("", str(item.at))} if item.at is not None else set()
    agree = item.provenance.agree if item.provenance is not None else ()
    return frozenset(own | {(a.plan.id, str(a.at)) for a in agree})
