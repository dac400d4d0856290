"""Indicator by province by year: levels with what narrows them, the column's median, and how far each is from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from planmodel import model as m
from planmodel.derive import relations as rel
from planmodel.derive.spread import Column as Levels
from planmodel.derive.spread import Figure, Measured, columns
from planmodel.diagnostics import Text, say
from planmodel.views import bodies, words
from planmodel.views.compare.beside import anchor, numbered, slices
from planmodel.views.compare.comparison import Comparison
from planmodel.views.table import Cell, Column, Group, Table

TITLE = Text("Chỉ tiêu theo tỉnh và năm", "Indicators by province and year")
_YEAR = Text("Năm", "Year")
_DEMANDED = Text("Yêu cầu", "Demanded")
_MEDIAN = Text("Trung vị", "Median")
_STATED = Text("Số tỉnh nêu", "Stated by")
COMMITMENTS = {"aspirational": "~", "approximate": "≈"}
"""The signs of commitments that bind less."""
NARROWER = "*"
_KEY = Text(
    "~ phấn đấu · ≈ khoảng · * địa bàn, đối tượng, cách đo hoặc việc phải làm hẹp hơn yêu cầu (ghi bên dưới) · – không nêu. "
    "Tô màu: kết luận so với yêu cầu.",
    "~ aspirational · ≈ about · * area, population, measure or what is to be done is narrower than demanded (said below) · – not "
    "stated. Coloured: the verdict.",
)
_HOW = Text(
    "Trung vị và khoảng cách tính trên mức rộng nhất của mỗi tỉnh, kể cả mức có dấu *.",
    "Median and distances are of the broadest level of each province, those marked * included.",
)


class Figures:
    """What all plans set, indicator by indicator, as tables and pictures need it."""

    def __init__(self, c: Comparison) -> None:
        self.c = c
        self.plans = c.plans if c.base.kind == "template" else (c.base, *c.plans)

    @cached_property
    def columns(self) -> tuple[Levels, ...]:
        """The levels of all plans; what the base demands comes first."""
        mine = {(t.indicator.id, t.sector, t.unit): n for n, t in enumerate(self.c.base.targets)}
        found = columns(self.plans, self.c.registry)
        return tuple(sorted(found, key=lambda one: mine.get(one.measured, len(mine))))

    @cached_property
    def demanded(self) -> Mapping[tuple[Measured, str], Figure]:
        """What a template demands, by what is measured and year; a plan as base demands nothing of its neighbours."""
        if self.c.base.kind != "template":
            return {}
        made = columns([self.c.base], self.c.registry)
        return {(one.measured, one.year): next(iter(one.figures.values()))[0] for one in made}

    @cached_property
    def _reference(self) -> dict[Measured, m.Target]:
        found: dict[Measured, m.Target] = {}
        for target in self.c.base.targets:
            found.setdefault((target.indicator.id, target.sector, target.unit), target)
        return found

    @cached_property
    def verdicts(self) -> dict[tuple[str, str, str], tuple[str, str]]:
        """The verdict on a level, and the name of the row that tells why: by plan, target and year."""
        return {
            (i.plan, i.offered[0].id, i.given.year): (i.verdict, anchor(i))
            for i in self.c.items
            if i.kind == "target" and i.given is not None and i.given.year == i.year
        }

    def narrower(self, figure: Figure) -> tuple[str, ...]:
        """The dimensions in which a level is narrower than the demand, or where nothing is demanded than all areas."""
        target, reference = figure.target, self._reference.get(_measured(figure.target))
        if reference is None:
            return ("area",) if target.area != "all" else ()
        less = (rel.WEAKER, rel.INCOMPARABLE)
        found = [
            name
            for name in ("area", "measure", "demand")
            if rel.relation(name, getattr(target, name), getattr(reference, name), self.c.registry) in less
        ]
        if rel.population(target.population.id, reference.population.id, self.c.registry) in less:
            found.append("population")
        return tuple(found)

    def text(self, figure: Figure, lang: str) -> str:
        """A level with its signs: ``100% ~*``."""
        target = figure.target
        mark = words.level_mark(figure.level, target.comparator, lang)
        mark += "%" if target.unit == "%" else ""
        signs = COMMITMENTS.get(target.commitment, "") + (NARROWER if self.narrower(figure) else "")
        return f"{mark} {signs}".rstrip()

    def told(self, figure: Figure, lang: str) -> str:
        """What narrows a level, what binds less, and its clause."""
        target = figure.target
        parts = [self._narrowing(name, target, lang) for name in self.narrower(figure)]
        if target.commitment in COMMITMENTS:
            parts.append(words.word(target.commitment, lang))
        return ", ".join([*parts, bodies.clause(target.at, lang)])

    def _narrowing(self, name: str, target: m.Target, lang: str) -> str:
        if name == "population":
            known = self.c.registry.populations.get(target.population.id)
            return known.name.get(lang) if known is not None else target.population.id
        return words.word(getattr(target, name), lang)

    def name(self, measured: Measured, lang: str) -> str:
        """What is measured, in words."""
        known = self.c.registry.indicators.get(measured[0])
        name = known.name.get(lang) if known is not None else measured[0]
        unit = "" if measured[2] == "%" else f" ({measured[2]})"
        return f"{name} – {words.word(measured[1], lang)}{unit}"


def _measured(target: m.Target) -> Measured:
    return target.indicator.id, target.sector, target.unit


def indicators(c: Comparison, lang: str = "vi") -> list[Table]:
    """A row for each indicator and year, a column for each province; the median and how many state a level."""
    made = Figures(c)
    parts = slices(made.plans)
    return [_table(made, part, n, len(parts), lang) for n, part in enumerate(parts, 1)]


def _table(made: Figures, plans: Sequence[m.Plan], number: int, parts: int, lang: str) -> Table:
    demands = bool(made.demanded)
    heads = (
        Column("year", _YEAR.get(lang), 20),
        *((Column("demanded", _DEMANDED.get(lang), 10, "center"),) if demands else ()),
        *(Column(p.id, made.c.name(p).get(lang), 14, "center") for p in plans),
        Column("median", _MEDIAN.get(lang), 8, "right"),
        Column("stated", _STATED.get(lang), 8, "right"),
    )
    groups: dict[Measured, list[tuple[Cell, ...]]] = {}
    for one in made.columns:
        groups.setdefault(one.measured, []).append(_row(made, one, plans, lang, demands=demands))
    title = numbered(TITLE.get(lang), number, parts)
    named = tuple(Group(made.name(measured, lang), tuple(rows)) for measured, rows in groups.items())
    return Table(title, heads, named, (_KEY.get(lang), _HOW.get(lang)), title)


def _row(
    made: Figures, one: Levels, plans: Iterable[m.Plan], lang: str, *, demands: bool
) -> tuple[Cell, ...]:
    middle = one.median
    asked = made.demanded.get((one.measured, one.year))
    return (
        Cell(words.word(one.year, lang)),
        *((_asked(made, asked, lang),) if demands else ()),
        *(_cell(made, one.figures.get(p.id, ()), middle, len(one.figures), lang) for p in plans),
        Cell(_amount(middle, one.measured[2], lang), value=None if one.measured[2] == "%" else middle),
        Cell(f"{len(one.figures)}/{len(made.plans)}"),
    )


def _asked(made: Figures, figure: Figure | None, lang: str) -> Cell:
    return (
        Cell("–") if figure is None else Cell(made.text(figure, lang), bodies.clause(figure.target.at, lang))
    )


def _cell(made: Figures, figures: Sequence[Figure], middle: Decimal, count: int, lang: str) -> Cell:
    if not figures:
        return Cell("–")
    first = figures[0]
    verdict, link = made.verdicts.get((first.plan, first.target.id, first.level.year), ("", ""))
    notes = [made.told(first, lang)]
    away = first.level.amount - middle
    if away and count > 1:
        far = f"{'+' if away > 0 else '−'}{words.number(abs(away), lang)}"
        notes.append(say("{distance} from the median", distance=far).get(lang))
    notes.extend(f"{made.text(other, lang)}: {_more(made, other, lang)}" for other in figures[1:])
    return Cell(made.text(first, lang), " · ".join(notes), verdict, link=link)


def _more(made: Figures, figure: Figure, lang: str) -> str:
    known = made.c.registry.populations.get(figure.target.population.id)
    name = known.name.get(lang) if known is not None else figure.target.population.id
    told = made.told(figure, lang)
    return told if name in told else f"{name}, {told}"


def _amount(value: Decimal, unit: str, lang: str) -> str:
    return words.number(value, lang) + ("%" if unit == "%" else "")


def data(c: Comparison) -> list[dict[str, object]]:
    """The same as JSON: amounts as text, since they are decimal."""
    made = Figures(c)
    return [
        {
            "indicator": one.measured[0],
            "sector": one.measured[1],
            "unit": one.measured[2],
            "year": one.year,
            "demanded": _number(made.demanded.get((one.measured, one.year))),
            "median": _json(one.median),
            "levels": [_level(f, one.median) for found in one.figures.values() for f in found[:1]],
        }
        for one in made.columns
    ]


def _number(figure: Figure | None) -> float | int | None:
    return None if figure is None else _json(figure.level.amount)


def _json(value: Decimal) -> float | int:
    return int(value) if value == value.to_integral_value() else float(value)


def _level(figure: Figure, middle: Decimal) -> dict[str, object]:
    target, level = figure.target, figure.level
    return {
        "plan": figure.plan,
        "target": target.id,
        "at": str(target.at),
        "amount": _json(level.amount),
        "high": None if level.high is None else _json(level.high),
        "comparator": target.comparator,
        "derived": level.derived,
        "population": target.population.id,
        "area": target.area,
        "measure": target.measure,
        "commitment": target.commitment,
        "from_median": _json(level.amount - middle),
    }
