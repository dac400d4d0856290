"""A later year asks for a narrower thing than an earlier one, and nothing keeps the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from planmodel import model as m
from planmodel.derive import relations
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._targets import Figure, dated, in_a_row, is_dated, silence_is_unknown, word

Extent = tuple[str, str, str, str | None, str]
"""Population, area, measure, demand and commitment: what can be narrower at the same level."""

Asked = dict[str, dict[str, dict[Extent, Figure]]]
"""Of one indicator and sector: what is asked of a population in a year, each extent once."""


def _run(facts: Facts) -> Iterator[Found]:
    if len(facts.years) < 2 or silence_is_unknown(facts):
        return
    told: set[str] = set()
    for targets in facts.by_indicator.values():
        if len(targets) == 1 or not _stops(targets):
            continue
        asked = _asked(targets)
        for figure in _by_year(asked):
            lost = _lost(facts, asked, figure) if figure.target.id not in told else None
            if lost is not None:
                told.add(figure.target.id)
                yield _found(facts, figure, lost)


def _stops(targets: Iterable[m.Target]) -> bool:
    """True where an extent that is asked in one year is not asked in the next that has figures; else nothing is lost."""
    years: dict[str, set[Extent]] = {}
    for target in targets:
        extent = _extent(target)
        for level in target.levels:
            if is_dated(level):
                years.setdefault(level.year, set()).add(extent)
    return not all(years[before] <= years[after] for before, after in pairwise(sorted(years)))


def _asked(targets: Iterable[m.Target]) -> Asked:
    asked: Asked = {}
    for figure in dated(targets):
        years = asked.setdefault(figure.target.population.id, {})
        years.setdefault(figure.level.year, {}).setdefault(_extent(figure.target), figure)
    return asked


def _extent(t: m.Target) -> Extent:
    return (t.population.id, t.area, t.measure, t.demand, t.commitment)


def _by_year(asked: Asked) -> Iterator[Figure]:
    for years in asked.values():
        for year in sorted(years):
            yield from years[year].values()


def _lost(facts: Facts, asked: Asked, figure: Figure) -> Figure | None:
    """What the year before asked more widely and no target of this year keeps, or None."""
    year = figure.level.year
    around = _around(facts, figure, asked)
    before = max((y for p in around for y in asked[p] if y < year), default=None)
    if before is None:
        return None
    for population in around:
        for earlier in asked[population].get(before, {}).values():
            if relations.WEAKER in _judged(facts, figure, earlier) and not _kept(facts, asked, earlier, year):
                return earlier
    return None


def _kept(facts: Facts, asked: Asked, earlier: Figure, year: str) -> bool:
    """True where a target of ``year`` asks for as much in every respect, or may (a value is unknown)."""
    short = {relations.WEAKER, relations.INCOMPARABLE}
    return any(
        short.isdisjoint(_judged(facts, figure, earlier))
        for population in _around(facts, earlier, asked)
        for figure in asked[population].get(year, {}).values()
    )


def _around(facts: Facts, figure: Figure, asked: Mapping[str, object]) -> list[str]:
    """A figure's population and the wider ones that something is asked of."""
    own = figure.target.population.id
    return [own, *sorted((relations.wider(own, facts.registry) & asked.keys()) - {own})]


def _judged(facts: Facts, now: Figure, then: Figure) -> set[str]:
    """How every dimension stands to what it was; to aspire to more than what bound before is no step back."""
    found = _relations(facts, now.target, then.target)
    level = relations.level(now.level, now.target.comparator, then.level, then.target.comparator)
    if level == relations.STRONGER:
        del found["commitment"]
    return set(found.values())


def _relations(facts: Facts, one: m.Target, other: m.Target) -> dict[str, str]:
    return {
        "population": relations.population(one.population.id, other.population.id, facts.registry),
        "area": relations.relation("area", one.area, other.area, facts.registry),
        "measure": relations.relation("measure", one.measure, other.measure, facts.registry),
        "demand": relations.relation("demand", one.demand, other.demand, facts.registry),
        "commitment": relations.relation("commitment", one.commitment, other.commitment, facts.registry),
    }


def _found(facts: Facts, figure: Figure, earlier: Figure) -> Found:
    message = say(
        "target {target} for {year} is narrower than {earlier} for {before} ({differences}), "
        "and no target for {year} keeps the rest; say what becomes of it",
        target=figure.target.id,
        year=figure.level.year,
        earlier=earlier.target.id,
        before=earlier.level.year,
        differences=in_a_row(_differences(facts, figure.target, earlier.target)),
    )
    there = say("{year} is {amount} here", year=earlier.level.year, amount=earlier.amount)
    return Found(figure.level.span, message, figure.target.at, (facts.here(earlier.level.span, there),))


def _differences(facts: Facts, now: m.Target, then: m.Target) -> Iterable[Text]:
    sides: dict[str, tuple[Text, Text]] = {
        "population": (_population(facts, now), _population(facts, then)),
        "area": (word(now.area), word(then.area)),
        "measure": (word(now.measure), word(then.measure)),
        "demand": (word(now.demand or ""), word(then.demand or "")),
        "commitment": (word(now.commitment), word(then.commitment)),
    }
    for dimension, relation in _relations(facts, now, then).items():
        if relation == relations.WEAKER:
            mine, theirs = sides[dimension]
            yield say(
                "{dimension}: {now} instead of {then}", dimension=word(dimension), now=mine, then=theirs
            )


def _population(facts: Facts, target: m.Target) -> Text:
    entry = facts.registry.populations.get(target.population.id)
    return Text(entry.name.vi, entry.name.en) if entry is not None else word(target.population.id)


RULE = Rule(
    code="PM209",
    name="later-year-narrower",
    severity=Severity.warning,
    title=Text("chỉ tiêu năm sau hẹp hơn năm trước", "a later year that asks for a narrower thing"),
    what=Text(
        "Tìm chỉ tiêu năm sau hẹp hơn chỉ tiêu năm trước của cùng chỉ số và lĩnh vực: chỉ một phần đối tượng, chỉ đô thị, chỉ giá trị, “chấp nhận” thay cho “sử dụng”, “phấn đấu” thay cho “tối thiểu”, mà không chỉ tiêu nào của năm sau giữ phần rộng hơn.",
        "Finds targets of a later year that are narrower than one of an earlier year for the same indicator and sector: only a part of the population, urban areas only, the value only, to accept where it was to use, aspirational where it was firm; while no other target of that year keeps the wider demand.",
    ),
    why=Text(
        "100% ở đô thị trông cao hơn 50% toàn tỉnh, nhưng nông thôn không còn chỉ tiêu nào. So riêng hai con số thì không thấy phần đã rơi mất.",
        "100% of urban areas looks like more than 50% of the province, but the countryside is left without a target. The figures alone do not show what was lost.",
    ),
    source=Text(
        "thông lệ: yêu cầu năm sau không hẹp hơn năm trước; thứ bậc của các mặt ở docs/comparison.md",
        "practice: a later year asks for no less; how the dimensions are ordered is in docs/comparison.md",
    ),
    bad=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: health, population: benh-vien, area: all,
     measure: share, demand: use, unit: "%", commitment: minimum, level: {at_least: {2022: 50}}}
  - {id: t2, at: "I.2", indicator: cashless-adoption, sector: health, population: benh-vien, area: urban,
     measure: share, demand: use, unit: "%", commitment: minimum, level: {at_least: {2025: 100}}}
#                                                                                          ^^^ PM209
""",
    ),
    good=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: health, population: benh-vien, area: all,
     measure: share, demand: use, unit: "%", commitment: minimum, level: {at_least: {2022: 50, 2025: 80}}}
  - {id: t2, at: "I.2", indicator: cashless-adoption, sector: health, population: benh-vien, area: urban,
     measure: share, demand: use, unit: "%", commitment: minimum, level: {at_least: {2025: 100}}}
""",
    ),
    limits=Text(
        "Chỉ so với năm liền trước có chỉ tiêu; “phấn đấu” một mức cao hơn mức “tối thiểu” trước đó không bị coi là hẹp hơn. Không xét văn bản mẫu hay kế hoạch chỉ biết qua bài báo. Quan hệ giữa các đối tượng lấy từ sổ (within).",
        "Compares only with the last year before that has a target; aspiring to more than the minimum of before is not found. Templates and plans known from an article only are left alone. Which population is a part of which is the registry's word (within).",
    ),
    run=_run,
)
