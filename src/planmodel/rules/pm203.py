"""From year F add N points a year, and in year U reach R: the last step must arrive at R."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    for target in facts.plan.targets:
        step = target.step
        if step is None:
            continue
        start = target.level(str(step.first - 1))
        if start is None:
            yield Found(
                step.span,
                Text(
                    f"chỉ tiêu {target.id}: bước bắt đầu năm {step.first} nhưng không có mức năm {step.first - 1}; "
                    f"hãy ghi mức năm {step.first - 1}",
                    f"target {target.id}: the step begins in {step.first} but there is no level for {step.first - 1}; give the level for {step.first - 1}",
                ),
                target.at,
            )
            continue
        arrives = start.amount + step.add * (step.until - step.first + 1)
        if arrives != step.reach:
            yield Found(
                step.span,
                Text(
                    f"chỉ tiêu {target.id}: từ {start.amount} mỗi năm thêm {step.add} thì năm {step.until} là {arrives}, "
                    f"không phải {step.reach}; hãy xem lại văn bản",
                    f"target {target.id}: from {start.amount}, adding {step.add} a year gives {arrives} in {step.until}, "
                    f"not {step.reach}; check the document",
                ),
                target.at,
            )


RULE = Rule(
    "PM203",
    "step-misses-end",
    Severity.error,
    Text("dạng bước không đến mức cuối", "a step form that misses its end"),
    "số học",
    _run,
)
