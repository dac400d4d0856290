"""One figure, stated twice in full."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._targets import Figure, binding, dated, subject, word

_FIRST = Text("nêu lần đầu ở đây", "first stated here")


def _run(facts: Facts) -> Iterator[Found]:
    if not facts.alike:
        return
    stated: dict[object, Figure] = {}
    told: set[tuple[str, str]] = set()
    for figure in dated(facts.alike):
        target = figure.target
        same = (subject(target), figure.level.year, target.comparator == ">", figure.bounds)
        first = stated.setdefault(same, figure)
        pair = (first.target.id, target.id)
        if pair[0] != pair[1] and pair not in told:
            told.add(pair)
            yield _found(facts, figure, first)


def _found(facts: Facts, figure: Figure, first: Figure) -> Found:
    said = {
        "target": figure.target.id,
        "demand": figure.words,
        "year": figure.level.year,
        "other": first.target.id,
    }
    if binding(figure.target) == binding(first.target):
        message = say(
            "target {target} states {demand} in {year} again, as {other} does; keep one of the two", **said
        )
    else:
        message = say(
            "target {target} states {demand} in {year} again, but as '{commitment}', {other} as '{otherwise}'; "
            "ask which of the two binds",
            **said,
            commitment=word(figure.target.commitment),
            otherwise=word(first.target.commitment),
        )
    return Found(figure.level.span, message, figure.target.at, (facts.here(first.level.span, _FIRST),))


RULE = Rule(
    code="PM215",
    name="target-repeated",
    severity=Severity.info,
    title=Text("chỉ tiêu nêu hai lần", "a target stated twice"),
    what=Text(
        "Tìm hai chỉ tiêu giống nhau ở mọi mặt, cùng năm và cùng mức; nói riêng khi chúng khác cam kết (nêu thẳng và phấn đấu).",
        "Finds two targets that agree in every respect, in year and in level; and says so where they differ in commitment (firm and aspirational).",
    ),
    why=Text(
        "Một sự thật chỉ nên ghi một lần: khi điều chỉnh, người ta sửa một chỗ và quên chỗ kia, và kế hoạch có hai con số. Khác cam kết thì không rõ chỉ tiêu bắt buộc hay chỉ phấn đấu.",
        "One fact belongs in one place: when it is changed, one place is forgotten, and the plan has two figures. Where the commitment differs it is open whether the target binds.",
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
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
#                                                                          ^^ PM215
""",
    ),
    good=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
  - {id: t2, at: "I.2", indicator: cashless-adoption, sector: health, population: benh-vien, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
""",
    ),
    limits=Text(
        "Không xét con số không nêu năm: hai con số ấy có thể là của hai năm khác nhau.",
        "Leaves figures without a year alone: two of them may be for different years.",
    ),
    run=_run,
)
