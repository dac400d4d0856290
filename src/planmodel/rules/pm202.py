"""A target for a year that the plan is not for."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    period = facts.plan.period
    first, last = period.first.year, period.last.year
    for target in facts.plan.targets:
        for level in target.levels:
            if level.year.isdigit() and not first <= int(level.year) <= last:
                yield Found(
                    level.span,
                    Text(
                        f"chỉ tiêu {target.id}: năm {level.year} nằm ngoài thời kỳ {first}–{last}; "
                        "hãy xem lại năm hoặc period",
                        f"target {target.id}: {level.year} lies outside the period {first}–{last}; check the year or period",
                    ),
                    target.at,
                )


RULE = Rule(
    "PM202",
    "year-outside-period",
    Severity.warning,
    Text("năm ngoài thời kỳ của kế hoạch", "a year outside the plan's period"),
    "Nghị định 30/2020/NĐ-CP: trích yếu nêu thời kỳ của kế hoạch",
    _run,
)
