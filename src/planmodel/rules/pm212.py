"""A target that is met whatever happens."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._targets import Figure, demands_nothing


def _run(facts: Facts) -> Iterator[Found]:
    for target in facts.plan.targets:
        if demands_nothing(target):
            figure = Figure(target, target.levels[0])
            message = say(
                "target {target} asks for {demand}: it is met whatever happens; "
                "give the level that was decided, or take the target out",
                target=target.id,
                demand=figure.words,
            )
            yield Found(figure.level.span, message, target.at)


RULE = Rule(
    code="PM212",
    name="demands-nothing",
    severity=Severity.warning,
    title=Text("chỉ tiêu không đòi hỏi gì", "a target that demands nothing"),
    what=Text(
        "Tìm chỉ tiêu mà mọi mức đều đạt sẵn: từ 0 trở lên, không quá 100%, trong khoảng 0–100%.",
        "Finds targets that are met at every level: at least 0, at most 100%, a range from 0 to 100%.",
    ),
    why=Text(
        "Con số 0 thường được gõ tạm khi chưa có mức chính thức. Trong báo cáo nó hiện ra là “đạt” từ ngày đầu, và không ai biết là còn thiếu.",
        "A zero is mostly typed for the time being, until the level is decided. In reports it reads as met from the first day, and nobody sees that it is missing.",
    ),
    source=Text("lô-gic; 6 rõ: rõ việc", "logic; the six clarities (6 rõ): clear about the work"),
    bad=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 0}}}
#                                                                          ^ PM212
""",
    ),
    good=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 0, 2025: 50}}}
""",
    ),
    limits=Text(
        "Không xét chỉ tiêu có một năm bằng 0 rồi tăng ở năm sau. Không biết mức hiện nay, nên không thấy chỉ tiêu đã đạt từ trước.",
        "Leaves alone a target that is 0 in one year and rises in a later one. Today's level is not known, so a target that is met already is not seen.",
    ),
    run=_run,
)
