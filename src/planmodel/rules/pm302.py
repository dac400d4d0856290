"""A task is due before the plan begins or was signed, or after its period ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from planmodel.diagnostics import Severity, Text
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    plan = facts.plan
    first = max(plan.period.first, plan.document.issued or plan.period.first)
    for task in plan.tasks:
        if task.due is None:
            continue
        day = task.due.day - timedelta(days=1) if task.due.before else task.due.day
        if not first <= day <= plan.period.last:
            yield Found(
                task.due.span,
                Text(
                    f"nhiệm vụ {task.id}: hạn cuối {day} nằm ngoài thời gian từ khi ký hoặc bắt đầu thời kỳ ({first}) "
                    f"đến hết thời kỳ ({plan.period.last}); hãy xem lại ngày hoặc period",
                    f"task {task.id}: the last day {day} lies outside the time from signing or the start of the period "
                    f"({first}) to its end ({plan.period.last}); check the date or period",
                ),
                task.at,
            )


RULE = Rule(
    code="PM302",
    name="due-outside-period",
    severity=Severity.warning,
    title=Text("thời hạn ngoài thời kỳ", "a due date outside the period"),
    what=Text("", ""),
    why=Text("", ""),
    source=Text("6 rõ: rõ thời gian", ""),
    bad=(),
    good=(),
    run=_run,
)
