"""A share of a whole cannot be over 100 per cent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._targets import in_year

_WHOLE = Decimal(100)


def _run(facts: Facts) -> Iterator[Found]:
    for target in facts.plan.targets:
        if target.unit != "%":
            continue
        for level in target.levels:
            if level.amount < _WHOLE and (level.high is None or level.high < _WHOLE):
                continue
            top = max(level.amount, level.high or level.amount)
            if top == _WHOLE and target.comparator == ">":
                yield Found(
                    level.span,
                    say(
                        "target {target}, {year}: more than 100% cannot be reached; write at_least: 100",
                        target=target.id,
                        year=in_year(level),
                    ),
                    target.at,
                )
            if top > _WHOLE:
                yield Found(
                    level.span,
                    say(
                        "target {target}, {year}: {amount}% is over 100%; check the figure or the unit",
                        target=target.id,
                        year=in_year(level),
                        amount=top,
                    ),
                    target.at,
                )


RULE = Rule(
    code="PM201",
    name="share-over-100",
    severity=Severity.error,
    title=Text("tỷ lệ quá 100%", "a share over 100%"),
    what=Text(
        "Tìm chỉ tiêu tính bằng % có mức lớn hơn 100, kể cả đầu trên của một khoảng, hoặc đòi trên 100%.",
        "Finds targets in % whose level is more than 100, the upper end of a range included, or that ask for more than 100%.",
    ),
    why=Text(
        "Không ai đạt được quá 100% của một tổng thể. Con số như vậy thường là lỗi gõ, hoặc đơn vị bị ghi nhầm: số lượt, số trường chứ không phải tỷ lệ.",
        "Nobody can reach more than 100% of a whole. Such a figure is usually a slip of the pen, or its unit is wrong: a count, not a share.",
    ),
    source=Text("số học", "arithmetic"),
    bad=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 150}}}
#                                                                          ^^^ PM201
""",
    ),
    good=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 100}}}
""",
    ),
    limits=Text(
        "Chỉ xét đơn vị %; tăng trưởng trên 100% so với năm trước phải ghi bằng đơn vị khác.",
        "Looks at the unit % only; growth of more than 100% over a year before needs a unit of its own.",
    ),
    run=_run,
)
