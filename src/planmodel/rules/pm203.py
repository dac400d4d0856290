"""From year F add N points a year, and in year U reach R: the steps must arrive at R."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planmodel import model as m
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._targets import amount, arrives

_STEP = Text("dạng bước", "the step form")


def _run(facts: Facts) -> Iterator[Found]:
    for target in facts.plan.targets:
        step = target.step
        if step is None or step.until < step.first:  # PM107
            continue
        start, end = target.level(str(step.first - 1)), arrives(target)
        if start is None or end is None:
            said = say(
                "target {target}: the step begins in {first} but there is no level for {before}; "
                "give the level for {before}",
                target=target.id,
                first=step.first,
                before=step.first - 1,
            )
            yield Found(step.span, said, target.at)
        elif end != step.reach:
            yield Found(step.span, _misses(target, step, start.amount, end), target.at)
        else:
            yield from _beside(facts, target, step, start.amount)


def _beside(facts: Facts, target: m.Target, step: m.Step, start: Decimal) -> Iterator[Found]:
    """Years on the way that are stated besides, with another figure."""
    for level in target.levels:
        if level.span == step.span or level.year == m.UNSTATED:
            continue
        year = int(level.year)
        on_the_way = start + step.add * (year - step.first + 1)
        if step.first <= year <= step.until and level.amount != on_the_way:
            said = say(
                "target {target}: {year} is {stated}, but the steps give {stepped}; keep one of the two",
                target=target.id,
                year=year,
                stated=amount(level.amount, target.unit),
                stepped=amount(on_the_way, target.unit),
            )
            yield Found(level.span, said, target.at, (facts.here(step.span, _STEP),))


def _misses(target: m.Target, step: m.Step, start: Decimal, end: Decimal) -> Text:
    if step.reach == step.add:
        return say(
            "target {target}: reach is {reach}, the same as add; reach is the level of {until} "
            "(from {start}, adding {add} a year gives {arrives}), not what is added",
            target=target.id,
            reach=amount(step.reach, target.unit),
            until=step.until,
            start=amount(start, target.unit),
            add=step.add,
            arrives=amount(end, target.unit),
        )
    return say(
        "target {target}: from {start}, adding {add} a year gives {arrives} in {until}, not {reach}; "
        "check the document",
        target=target.id,
        start=amount(start, target.unit),
        add=step.add,
        arrives=amount(end, target.unit),
        until=step.until,
        reach=amount(step.reach, target.unit),
    )


RULE = Rule(
    code="PM203",
    name="step-misses-end",
    severity=Severity.error,
    title=Text("dạng bước không đến mức cuối", "a step form that misses its end"),
    what=Text(
        "Tìm dạng bước (step) cộng không ra mức cuối: thiếu mức năm trước bước đầu, số bước nhân mức tăng không đến reach, reach ghi nhầm thành mức tăng, hoặc một năm nằm giữa được ghi riêng với số khác.",
        "Finds step forms whose sum is wrong: the level before the first step is missing, the steps do not arrive at reach, reach repeats the yearly increase, or a year on the way is stated besides with another figure.",
    ),
    why=Text(
        "“Từ năm 2023 tăng thêm 10%/năm và đạt 80% vào năm 2025” chỉ đúng khi năm 2022 là 50%. Nếu không khớp, các năm 2023, 2024 có hai cách tính, và hai cơ quan sẽ theo hai con số.",
        "“From 2023 add 10 points a year and reach 80% in 2025” is right only where 2022 is 50%. Where the sum is wrong, 2023 and 2024 can be worked out in two ways, and two agencies will follow two figures.",
    ),
    source=Text("số học", "arithmetic"),
    bad=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm,
     level: {at_least: {2022: 50}, step: {from: 2023, add: 10, until: 2025, reach: 90}}}
#                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM203
""",
    ),
    good=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm,
     level: {at_least: {2022: 50}, step: {from: 2023, add: 10, until: 2025, reach: 80}}}
""",
    ),
    limits=Text(
        "Hiểu mức tăng là cộng điểm, không phải nhân tỷ lệ: “tăng 10%/năm” theo lối tăng trưởng phải ghi mức của từng năm.",
        "Reads an increase as points added, not as a rate of growth: growth of 10% a year needs a level for every year.",
    ),
    run=_run,
)
