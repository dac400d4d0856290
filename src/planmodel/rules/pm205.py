"""A figure whose clause names no year: nobody can say when it must be met."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.model import UNSTATED
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._targets import Figure, silence_is_unknown


def _run(facts: Facts) -> Iterator[Found]:
    if UNSTATED not in facts.years or silence_is_unknown(facts):
        return
    for target in facts.plan.targets:
        level = target.level(UNSTATED)
        if level is None:
            continue
        yield Found(
            level.span,
            say(
                "target {target} ({clause}) asks for {amount} but names no year; ask the issuing body by when",
                target=target.id,
                clause=target.at,
                amount=Figure(target, level).amount,
            ),
            target.at,
        )


RULE = Rule(
    code="PM205",
    name="year-unstated",
    severity=Severity.info,
    title=Text("chỉ tiêu không nêu năm", "a figure without a year"),
    what=Text(
        "Tìm chỉ tiêu mà điều khoản không nêu năm phải đạt (năm ghi là unstated).",
        "Finds targets whose clause does not say by which year they are to be met (the year is written unstated).",
    ),
    why=Text(
        "Không có năm thì không ai biết khi nào phải báo cáo đã đạt, và không so được với văn bản cấp trên. Con số như vậy thường nằm trong một nhiệm vụ, nơi người soạn quên mốc thời gian.",
        "Without a year nobody knows when to report that it is met, and it cannot be compared with the document of the level above. Such figures mostly stand inside a task, where the drafter forgot the date.",
    ),
    source=Text("6 rõ: rõ thời gian", "the six clarities (6 rõ): clear about time"),
    bad=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {unstated: 50}}}
#                                                                              ^^ PM205
""",
    ),
    good=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2025: 50}}}
""",
    ),
    limits=Text(
        "Không xét văn bản mẫu và kế hoạch chỉ biết qua bài báo: ở đó không nhắc tới năm chưa có nghĩa là không có năm.",
        "Does not look at templates, nor at plans that are known from a news article only: there, no mention of a year does not mean that there is none.",
    ),
    run=_run,
)
