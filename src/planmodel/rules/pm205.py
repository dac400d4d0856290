"""A figure whose clause names no year: nobody can say when it must be met."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text
from planmodel.model import UNSTATED
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    for target in facts.plan.targets:
        level = target.level(UNSTATED)
        if level is not None:
            yield Found(
                level.span,
                Text(
                    f"chỉ tiêu {target.id} ({target.at}) không nêu năm phải đạt; hãy hỏi lại cơ quan ban hành",
                    f"target {target.id} ({target.at}) names no year; ask the issuing body",
                ),
                target.at,
            )


RULE = Rule(
    "PM205",
    "year-unstated",
    Severity.info,
    Text("chỉ tiêu không nêu năm", "a figure without a year"),
    "6 rõ: rõ thời gian",
    _run,
)
