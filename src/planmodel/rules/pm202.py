"""A target for a year that the plan is not for."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import model as m
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule

_PERIOD = Text("thời kỳ của kế hoạch", "the plan's period")


def _run(facts: Facts) -> Iterator[Found]:
    period = facts.plan.period
    first, last = period.first.year, period.last.year
    outside = {year for year in facts.years if year != m.UNSTATED and not first <= int(year) <= last}
    for target in facts.plan.targets if outside else ():
        told = None  # the years of a step form stand at one place
        for level in target.levels:
            if level.year not in outside or level.span == told:
                continue
            told = level.span
            yield Found(
                level.span,
                say(
                    "target {target}: {year} lies outside the period {first}–{last}; check the year, or period",
                    target=target.id,
                    year=level.year,
                    first=first,
                    last=last,
                ),
                target.at,
                (facts.here(period.span, _PERIOD),),
            )


RULE = Rule(
    code="PM202",
    name="year-outside-period",
    severity=Severity.warning,
    title=Text("năm ngoài thời kỳ của kế hoạch", "a year outside the plan's period"),
    what=Text(
        "Tìm chỉ tiêu có mức cho một năm trước hoặc sau thời kỳ của kế hoạch (period), kể cả năm suy ra từ dạng bước.",
        "Finds targets with a level for a year before or after the plan's period, the years of a step form included.",
    ),
    why=Text(
        "Kế hoạch chỉ giao việc và kinh phí trong thời kỳ của nó. Chỉ tiêu ngoài thời kỳ không có ai theo dõi, hoặc năm bị gõ nhầm, hoặc thời kỳ ghi thiếu.",
        "A plan gives out work and money for its own period. Nobody follows a target outside it; or the year is a slip, or the period is too short.",
    ),
    source=Text(
        "Nghị định 30/2020/NĐ-CP: trích yếu nêu nội dung, thời kỳ của kế hoạch",
        "Decree 30/2020/ND-CP: the title says what the plan is about and for which years",
    ),
    bad=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50, 2026: 60}}}
#                                                                                    ^^ PM202
""",
    ),
    good=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50, 2025: 60}}}
""",
    ),
    limits=Text(
        "So theo năm, không theo ngày. Số liệu gốc của năm trước thời kỳ nên ghi ở note, không ghi thành mức.",
        "Compares years, not days. A baseline of a year before the period belongs in a note, not among the levels.",
    ),
    run=_run,
)
