"""A floor under what should fall, or a ceiling over what should rise."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import model as m
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._targets import Figure, demands_nothing


def _run(facts: Facts) -> Iterator[Found]:
    indicators = facts.registry.indicators
    for target in facts.plan.targets:
        indicator = indicators.get(target.indicator.id)
        if indicator is None or target.comparator not in _wrong(indicator):
            continue
        if not target.levels or demands_nothing(target):
            continue
        figure = Figure(target, target.levels[0])
        said = {"target": target.id, "demand": figure.words, "indicator": indicator.id}
        message = (
            say(
                "target {target} asks for {demand}, but indicator {indicator} should rise; "
                "write at_least, or check the indicator's direction",
                **said,
            )
            if indicator.direction == "up"
            else say(
                "target {target} asks for {demand}, but indicator {indicator} should fall; "
                "write at_most, or check the indicator's direction",
                **said,
            )
        )
        yield Found(figure.level.span, message, target.at)


def _wrong(indicator: m.Indicator) -> tuple[str, ...]:
    return ("<=",) if indicator.direction == "up" else (">=", ">")


RULE = Rule(
    code="PM211",
    name="comparator-against-direction",
    severity=Severity.warning,
    title=Text("“từ”, “không quá” ngược chiều của chỉ số", "a comparator against the indicator's direction"),
    what=Text(
        "Tìm chỉ tiêu “từ ... trở lên” (at_least, more_than) cho chỉ số phải giảm, và “không quá” (at_most) cho chỉ số phải tăng.",
        "Finds targets that say at_least or more_than of an indicator that should go down, and at_most of one that should go up.",
    ),
    why=Text(
        "“Không quá 50% trường học thanh toán không tiền mặt” thì không trường nào làm cũng đạt. Dấu ngược cũng làm sai mọi so sánh với văn bản cấp trên: mạnh thành yếu.",
        "“At most 50% of schools take cashless payment” is met where no school does. A wrong comparator also turns every comparison with the document of the level above round: strong becomes weak.",
    ),
    source=Text(
        "sổ chỉ số: chiều của chỉ số (direction)", "the registry of indicators: the indicator's direction"
    ),
    bad=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_most: {2022: 50}}}
#                                                                         ^^ PM211
""",
    ),
    good=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
""",
    ),
    limits=Text(
        "Mức trần có chủ ý cho một chỉ số phải tăng (không quá 30% bài học trực tuyến) cũng bị nêu; hãy ghi dòng bỏ qua kèm lý do, hoặc lập chỉ số riêng.",
        "A ceiling that is meant, over an indicator that should rise (at most 30% of lessons online), is found too; silence it with a reason, or give it an indicator of its own.",
    ),
    run=_run,
)
