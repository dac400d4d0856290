"""A share of a whole cannot be over 100 per cent."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    for target in facts.plan.targets:
        if target.unit != "%":
            continue
        for level in target.levels:
            top = max(level.amount, level.high or level.amount)
            if top > 100:
                yield Found(
                    level.span,
                    Text(
                        f"chỉ tiêu {target.id}, năm {level.year}: {top}% là quá 100%; hãy xem lại số hoặc đơn vị",
                        f"target {target.id}, {level.year}: {top}% is over 100%; check the figure or the unit",
                    ),
                    target.at,
                )


RULE = Rule(
    "PM201",
    "share-over-100",
    Severity.error,
    Text("tỷ lệ quá 100%", "a share over 100%"),
    "số học",
    _run,
)
