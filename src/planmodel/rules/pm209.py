"""A later year asks for a narrower thing than an earlier one, and nothing keeps the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planmodel import model as m
from planmodel.derive import relations
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._targets import Figure, dated, in_a_row, silence_is_unknown, word

Extent = tuple[str, str, str, str | None, str]
"""Population, area, measure, demand and commitment: what can be narrower at the same level."""

Asked = dict[str, dict[str, dict[Extent, Figure]]]
"""Of one indicator and sector: what is asked of a population in a year, each extent once."""


def _run(facts: Facts) -> Iterator[Found]:
    if silence_is_unknown(facts):
        return
    groups: dict[tuple[str, str], Asked] = {}
    for figure in dated(facts.plan.targets):
        t = figure.target
        extent = (t.population.id, t.area, t.measure, t.demand, t.commitment)
        years = groups.setdefault((t.indicator.id, t.sector), {}).setdefault(t.population.id, {})
        years.setdefault(figure.level.year, {}).setdefault(extent, figure)
    told: set[str] = set()
    for asked in groups.values():
        if len({extent for years in asked.values() for year in years.values() for extent in year}) == 1:
            continue
        for extent, figure in _later(asked):
            if figure.target.id not in told:
                lost = _narrowed(facts, asked, extent, figure)
                if lost is not None:
                    told.add(figure.target.id)
                    yield _found(facts, figure, lost)


def _later(asked: Asked) -> Iterator[tuple[Extent, Figure]]:
    for years in asked.values():
        for year in sorted(years):
            yield from years[year].items()


def _narrowed(facts: Facts, asked: Asked, extent: Extent, figure: Figure) -> Figure | None:
    """What the year before asked more widely and no target of this year keeps, or None."""
    year = figure.level.year
    around = _around(facts, extent[0], asked)
    before = max((y for p in around for y in asked[p] if y < year), default=None)
    if before is None:
        return None
    for population in around:
        for wider, earlier in asked[population].get(before, {}).items():
            weaker = relations.WEAKER in _relations(facts, extent, wider).values()
            if weaker and not _kept(facts, asked, wider, year):
                return earlier
    return None


def _kept(facts: Facts, asked: Asked, wider: Extent, year: str) -> bool:
    """True where a target of ``year`` asks for as much in every respect, or may (a value is unknown)."""
    short = {relations.WEAKER, relations.INCOMPARABLE}
    return any(
        short.isdisjoint(_relations(facts, extent, wider).values())
        for population in _around(facts, wider[0], asked)
        for extent in asked[population].get(year, {})
    )


def _around(facts: Facts, population: str, asked: Mapping[str, object]) -> list[str]:
    """A population and the wider ones that something is asked of."""
    wider = relations.wider(population, facts.registry)
    return [population, *sorted(wider & asked.keys() - {population})]


def _relations(facts: Facts, one: Extent, other: Extent) -> dict[str, str]:
    return {
        "population": relations.population(one[0], other[0], facts.registry),
        "area": relations.area(one[1], other[1]),
        "measure": relations.measure(one[2], other[2]),
        "demand": relations.demand(one[3], other[3]),
        "commitment": relations.commitment(one[4], other[4]),
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
    extents = [(t.population.id, t.area, t.measure, t.demand, t.commitment) for t in (now, then)]
    for dimension, relation in _relations(facts, *extents).items():
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
        "Chỉ so với năm liền trước có chỉ tiêu, và không xét văn bản mẫu hay kế hoạch chỉ biết qua bài báo. Quan hệ giữa các đối tượng lấy từ sổ (within).",
        "Compares only with the last year before that has a target, and not in templates or plans known from an article only. Which population is a part of which is the registry's word (within).",
    ),
    run=_run,
)
