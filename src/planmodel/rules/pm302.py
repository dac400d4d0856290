"""A task is due before the plan was signed or after its period ends."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    plan = facts.plan
    for task in plan.tasks:
        if task.due is None:
            continue
        day = task.due.day
        if day > plan.period.last or day < plan.period.first:
            yield Found(
                task.due.span,
                Text(
                    f"nhiệm vụ {task.id}: hạn {day} nằm ngoài thời kỳ {plan.period.first} – {plan.period.last}",
                    f"task {task.id}: due {day}, outside the period {plan.period.first} – {plan.period.last}",
                ),
                task.at,
            )


RULE = Rule(
    "PM302",
    "due-outside-period",
    Severity.warning,
    Text("thời hạn ngoài thời kỳ", "a due date outside the period"),
    "6 rõ: rõ thời gian",
    _run,
)
