"""Two plans of one body give one indicator two levels for one year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from planmodel import model as m
from planmodel.diagnostics import Related, Severity, Text, say
from planmodel.rules._across import aims_of, differ
from planmodel.rules._api import Across, Aim, Stated, Summary, WorkspaceRule
from planmodel.views import words


def _run(summaries: Sequence[Summary]) -> Iterator[Across]:
    bodies: dict[str, list[Summary]] = {}
    for one in summaries:
        if one.issuer is not None and one.aims:
            bodies.setdefault(one.issuer, []).append(one)
    for plans in bodies.values():
        if len(plans) > 1 and differ(plans):
            yield from _of_one_body(plans)


def _of_one_body(plans: Sequence[Summary]) -> Iterator[Across]:
    """The levels that differ from the first plan's that has the figure."""
    first: dict[tuple[tuple[str, ...], str], tuple[Summary, Aim, Stated]] = {}
    for one in plans:
        for aim in aims_of(one):
            for level in aim[2]:
                other, theirs, stated = first.setdefault((aim[0], level[0]), (one, aim, level))
                if other.plan != one.plan and not _is_same(aim, level, theirs, stated):
                    yield _found((one, aim, level), (other, theirs, stated))


def _is_same(aim: Aim, level: Stated, theirs: Aim, stated: Stated) -> bool:
    """True where both allow the same: 50 and 50.0 are one figure."""
    if (aim[1], *level[:3]) == (theirs[1], *stated[:3]):
        return True
    bounds = [[Decimal(x) if x else None for x in which[1:3]] for which in (level, stated)]
    return aim[1] == theirs[1] and bounds[0] == bounds[1]


def _found(here: tuple[Summary, Aim, Stated], there: tuple[Summary, Aim, Stated]) -> Across:
    one, aim, level = here
    other, theirs, stated = there
    return Across(
        one.source,
        level[3],
        say(
            "target {target}, {year}: {here} here, but {there} in {plan} of the same body; check which of the two holds",
            target=aim[3],
            year=words.WORDS.get(level[0], level[0]),
            here=_words(aim, level),
            there=_words(theirs, stated),
            plan=other.plan,
        ),
        aim[4],
        (Related(say("the other level"), other.source, stated[3]),),
    )


def _words(aim: Aim, level: Stated) -> Text:
    """A level in words; the unit is the last part of what the target is about."""
    low, high = Decimal(level[1]), Decimal(level[2]) if level[2] else None
    made = m.Level(level[0], low, high, False, level[3])
    return words.in_both(lambda lang: words.level(made, aim[1], aim[0][-1], lang))


RULE = WorkspaceRule(
    code="PM703",
    name="levels-differ",
    severity=Severity.warning,
    title=Text("hai kế hoạch của một cơ quan nêu hai mức", "two plans of one body with two levels"),
    what=Text(
        "So các kế hoạch của cùng một cơ quan ban hành: cùng chỉ số, lĩnh vực, đối tượng, địa bàn, cách đo, yêu cầu, cam kết và năm mà mức khác nhau.",
        "Compares the plans of one issuer: indicator, sector, population, area, measure, demand, commitment and year are the same, and the level is not.",
    ),
    why=Text(
        "Đơn vị thực hiện không biết theo mức nào, và cả hai con số đều đã được ký.",
        "Who carries it out does not know which level to follow, and both figures are signed.",
    ),
    source=Text(
        "một cơ quan, một chỉ tiêu, một năm, một con số",
        "one body, one target, one year, one figure",
    ),
    bad=(
        (
            """\
plan: ke-hoach-mot
targets:
  - {id: chap-nhan, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, demand: use, unit: "%", commitment: firm, level: {at_least: {2025: 80}}}
""",
            """\
plan: ke-hoach-hai
document:
  number: 2/KH-UBND
  kind: KH
  title: Kế hoạch thứ hai
  issuer: ubnd-tinh
  province: khanh-hoa
  place: Khánh Hòa
  issued: "2022-06-01"
  signer: {name: Nguyễn Văn B, rank: Chủ tịch, capacity: TM.}
  source: {kind: full-text, name: ke-hoach-hai.txt, sha256: unknown}
targets:
  - {id: chap-nhan, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, demand: use, unit: "%", commitment: firm, level: {at_least: {2025: 70}}}
#                                                                                       ^^ PM703
""",
        ),
    ),
    good=(
        (
            """\
plan: ke-hoach-mot
targets:
  - {id: chap-nhan, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, demand: use, unit: "%", commitment: firm, level: {at_least: {2025: 80}}}
""",
            """\
plan: ke-hoach-hai
document:
  number: 2/KH-UBND
  kind: KH
  title: Kế hoạch thứ hai
  issuer: ubnd-tinh
  province: thanh-hoa
  place: Thanh Hóa
  issued: "2022-06-01"
  signer: {name: Nguyễn Văn B, rank: Chủ tịch, capacity: TM.}
  source: {kind: full-text, name: ke-hoach-hai.txt, sha256: unknown}
targets:
  - {id: chap-nhan, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, demand: use, unit: "%", commitment: firm, level: {at_least: {2025: 70}}}
""",
        ),
    ),
    limits=Text(
        "So cơ quan, không so loại cơ quan: UBND hai tỉnh là hai cơ quan. Kế hoạch sau thay kế hoạch trước cũng bị nêu, vì tệp không nói điều đó. Văn bản mẫu không được xét.",
        "Compares bodies, never kinds of bodies: the committees of two provinces are two. A later plan that replaces an earlier one is told of too, since the files do not say so. Templates are not looked at.",
    ),
    run=_run,
)
