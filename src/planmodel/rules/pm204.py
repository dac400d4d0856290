"""A later year asks for less than an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planmodel.diagnostics import Severity, Text
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    for target in facts.plan.targets:
        indicator = facts.registry.indicators.get(target.indicator.id)
        down = indicator is not None and indicator.direction == "down"
        years = [x for x in target.levels if x.year.isdigit()]
        for before, after in pairwise(years):
            falls = after.amount > before.amount if down else after.amount < before.amount
            if falls:
                unit = "%" if target.unit == "%" else f" {target.unit}"
                yield Found(
                    after.span,
                    Text(
                        f"chỉ tiêu {target.id} lùi: năm {before.year} là {before.amount}{unit} (dòng {before.span.line}), "
                        f"năm {after.year} là {after.amount}{unit}; nếu đúng ý, đặt direction của chỉ số "
                        f"{target.indicator.id} là {'up' if down else 'down'}",
                        f"target {target.id} falls back: {before.year} is {before.amount}{unit} (line {before.span.line}), "
                        f"{after.year} is {after.amount}{unit}; if intended, set the direction of indicator "
                        f"{target.indicator.id} to {'up' if down else 'down'}",
                    ),
                    target.at,
                )


RULE = Rule(
    "PM204",
    "target-falls",
    Severity.warning,
    Text("chỉ tiêu giảm dần", "a target that falls"),
    "thông lệ: chỉ tiêu năm sau không thấp hơn năm trước",
    _run,
)
