"""Two figures for one thing in one year, where one makes the other pointless."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.derive import relations
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._targets import Figure, binding, dated, excludes, subject

_FIRST = Text("nêu lần đầu ở đây", "first stated here")


def _run(facts: Facts) -> Iterator[Found]:
    if not facts.alike:
        return
    stated: dict[object, dict[str, Figure]] = {}
    told: set[tuple[str, str]] = set()
    for figure in dated(facts.alike):
        about = (subject(figure.target), figure.level.year)
        firsts = stated.setdefault(about, {})
        firsts.setdefault(binding(figure.target), figure)
        for first in firsts.values():
            pair = (first.target.id, figure.target.id)
            if pair[0] != pair[1] and pair not in told and _vie(facts, figure, first):
                told.add(pair)
                yield _found(facts, figure, first)
                break


def _vie(facts: Facts, one: Figure, other: Figure) -> bool:
    """True where both can be met but only one can be meant.

    A floor and a ceiling make a range, and a firm figure with a higher aspirational one is a floor and a goal: these
    are two demands, not two figures for one.
    """
    if excludes(one, other):
        return False
    level = relations.level(one.level, one.target.comparator, other.level, other.target.comparator)
    if level == relations.EQUAL:
        return False
    if level == relations.INCOMPARABLE and one.level.high is None and other.level.high is None:
        return False
    binds = relations.relation("commitment", one.target.commitment, other.target.commitment, facts.registry)
    if binds == relations.EQUAL:
        return True
    return binds == level and binds in (relations.STRONGER, relations.WEAKER)


def _found(facts: Facts, figure: Figure, first: Figure) -> Found:
    message = say(
        "target {target} asks for {demand} in {year}, and {other} for {otherwise} of the same; "
        "keep one, or say in what they differ",
        target=figure.target.id,
        demand=figure.words,
        year=figure.level.year,
        other=first.target.id,
        otherwise=first.words,
    )
    return Found(figure.level.span, message, figure.target.at, (facts.here(first.level.span, _FIRST),))


RULE = Rule(
    code="PM216",
    name="two-figures",
    severity=Severity.warning,
    title=Text("hai con số cho một chỉ tiêu", "two figures for one target"),
    what=Text(
        "Tìm hai chỉ tiêu giống nhau ở mọi mặt, cùng năm, mà khác mức, trong đó mức này làm mức kia thành thừa.",
        "Finds two targets that agree in every respect and in year but not in level, where the one makes the other pointless.",
    ),
    why=Text(
        "Nơi thì ghi 50%, nơi thì ghi 60%: cơ quan thực hiện sẽ chọn số thấp, cơ quan kiểm tra chọn số cao. Thường là một chỗ đã sửa mà chỗ kia quên.",
        "One clause says 50%, another 60%: who carries it out will take the lower figure, who inspects the higher. Mostly one place was changed and the other forgotten.",
    ),
    source=Text(
        "thông lệ: mỗi sự thật ghi một lần (docs/encoding.md)", "practice: one fact once (docs/encoding.md)"
    ),
    bad=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
  - {id: t2, at: "I.2", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 60}}}
#                                                                          ^^ PM216
""",
    ),
    good=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: minimum, level: {at_least: {2022: 50}}}
  - {id: t2, at: "I.2", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: aspirational, level: {at_least: {2022: 60}}}
""",
    ),
    limits=Text(
        "Mức tối thiểu kèm mức phấn đấu cao hơn, và mức sàn kèm mức trần, là hai yêu cầu nên không bị nêu. Hai mức không thể cùng đạt là PM207.",
        "A minimum with a higher aspirational level, and a floor with a ceiling, are two demands and are left alone. Two levels that cannot both be met are PM207.",
    ),
    run=_run,
)
