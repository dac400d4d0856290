"""Two targets about one thing that no result can meet together."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._targets import Figure, dated, excludes, subject

_FIRST = Text("nêu lần đầu ở đây", "first stated here")


def _run(facts: Facts) -> Iterator[Found]:
    if not facts.alike:
        return
    floors: dict[object, Figure] = {}
    ceilings: dict[object, Figure] = {}
    told: set[tuple[str, str]] = set()
    for figure in dated(facts.alike):
        about = (subject(figure.target), figure.level.year)
        floor, ceiling = floors.setdefault(about, figure), ceilings.setdefault(about, figure)
        for other in (floor, ceiling):
            pair = (other.target.id, figure.target.id)
            if pair[0] != pair[1] and pair not in told and excludes(figure, other):
                told.add(pair)
                yield _found(facts, figure, other)
        if figure.floor > floor.floor:  # what excludes any figure so far excludes one of these two
            floors[about] = figure
        if figure.bounds[1] < ceiling.bounds[1]:
            ceilings[about] = figure


def _found(facts: Facts, figure: Figure, other: Figure) -> Found:
    message = say(
        "target {target} asks for {demand} in {year}, but {other} for {otherwise} of the same: "
        "nothing meets both; keep one, or say in what they differ",
        target=figure.target.id,
        demand=figure.words,
        year=figure.level.year,
        other=other.target.id,
        otherwise=other.words,
    )
    return Found(figure.level.span, message, figure.target.at, (facts.here(other.level.span, _FIRST),))


RULE = Rule(
    code="PM207",
    name="targets-contradict",
    severity=Severity.error,
    title=Text("hai chỉ tiêu loại trừ nhau", "two targets that contradict"),
    what=Text(
        "Tìm hai chỉ tiêu cùng chỉ số, đối tượng, địa bàn, lĩnh vực, cách đo, yêu cầu và năm mà không kết quả nào đạt được cả hai.",
        "Finds two targets of one indicator, population, area, sector, measure, demand and year that no result can meet together.",
    ),
    why=Text(
        "Đạt cái này là trượt cái kia. Cơ quan thực hiện không biết theo số nào, và người kiểm tra luôn tìm được một chỉ tiêu không đạt.",
        "To meet the one is to miss the other. Who carries the plan out cannot know which figure to follow, and whoever inspects it always finds a target that is missed.",
    ),
    source=Text("lô-gic", "logic"),
    bad=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
  - {id: t2, at: "I.2", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {range: {2022: [30, 40]}}}
#                                                                       ^^^^^^^^ PM207
""",
    ),
    good=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
  - {id: t2, at: "I.2", indicator: cashless-adoption, sector: education, population: truong-hoc, area: urban,
     measure: share, unit: "%", commitment: firm, level: {range: {2022: [30, 40]}}}
""",
    ),
    limits=Text(
        "Chỉ so các chỉ tiêu giống nhau ở mọi mặt; không so trường phổ thông với mọi trường học. Hai mức khác nhau mà vẫn cùng đạt được là PM216.",
        "Compares only targets that agree in every respect; not general schools with all schools. Two different levels that can both be met are PM216.",
    ),
    run=_run,
)
