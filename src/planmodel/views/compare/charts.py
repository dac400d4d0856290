"""What pictures of levels show: for each indicator its years and the provinces' levels, or every level in one grid."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from planmodel import model as m
from planmodel.derive.spread import Column, Figure
from planmodel.diagnostics import Text
from planmodel.views import words
from planmodel.views.compare.comparison import Comparison
from planmodel.views.compare.figures import COMMITMENTS, TITLE, Figures

MANY = 12
"""More provinces than this lie below one another in the grid, not beside one another."""

_HEAT = Text("Bản đồ nhiệt: mức theo tỉnh", "Heat map: levels by province")
_DEMAND = Text("Yêu cầu", "Demanded")
_MEDIAN = Text("Trung vị", "Median")
_WEAK = Text(
    "Dấu rỗng: phấn đấu, khoảng, hoặc hẹp hơn yêu cầu",
    "Hollow: aspirational, about, or narrower than demanded",
)
_KEYS = Text(
    "~ phấn đấu · ≈ khoảng · * hẹp hơn yêu cầu · – không nêu",
    "~ aspirational · ≈ about · * narrower than demanded · – not stated",
)


class Dot(NamedTuple):
    """One level: in which year, how much, what it says, whether it binds less or reaches less far."""

    year: int
    amount: Decimal
    text: str
    told: str
    weak: bool


class Line(NamedTuple):
    """The levels of one province, by its number among the provinces."""

    province: int
    dots: tuple[Dot, ...]


class Panel(NamedTuple):
    """One indicator: its years, the provinces' lines, what is demanded and the median by the number of the year.

    Only the first ``stated`` of the years are years; lines do not reach the rest.
    """

    title: str
    unit: str
    years: tuple[str, ...]
    stated: int
    lines: tuple[Line, ...]
    demanded: tuple[tuple[int, Decimal], ...]
    medians: tuple[tuple[int, Decimal], ...]


class Multiples(NamedTuple):
    """Small pictures of one kind beside one another, and the words of their legend."""

    title: str
    provinces: tuple[str, ...]
    panels: tuple[Panel, ...]
    demand: str
    median: str
    weak: str


class Field(NamedTuple):
    """A cell of a grid: what it says, how dark it is (0 to 1, None for nothing), and what it tells in full."""

    text: str
    shade: Decimal | None
    told: str


class Grid(NamedTuple):
    """Every level at a glance: the names of rows and columns, and the cells row by row."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    fields: tuple[tuple[Field, ...], ...]
    notes: tuple[str, ...]


def multiples(c: Comparison, lang: str = "vi") -> Multiples:
    """A panel for each indicator."""
    made = Figures(c)
    by_measured: dict[tuple[str, str, str], list[Column]] = {}
    for one in made.columns:
        by_measured.setdefault(one.measured, []).append(one)
    panels = tuple(_panel(made, listed, lang) for listed in by_measured.values())
    names = tuple(c.name(p).get(lang) for p in made.plans)
    return Multiples(TITLE.get(lang), names, panels, _DEMAND.get(lang), _MEDIAN.get(lang), _WEAK.get(lang))


def _panel(made: Figures, listed: Sequence[Column], lang: str) -> Panel:
    first = listed[0]
    lines = []
    for number, plan in enumerate(made.plans):
        dots = tuple(
            _dot(made, n, one.figures[plan.id][0], lang)
            for n, one in enumerate(listed)
            if plan.id in one.figures
        )
        if dots:
            lines.append(Line(number, dots))
    asked = ((n, made.demanded.get((one.measured, one.year))) for n, one in enumerate(listed))
    return Panel(
        made.name(first.measured, lang),
        first.measured[2],
        tuple(words.word(one.year, lang) for one in listed),
        sum(1 for one in listed if one.year != m.UNSTATED),
        tuple(lines),
        tuple((n, f.level.amount) for n, f in asked if f is not None),
        tuple((n, one.median) for n, one in enumerate(listed) if len(one.figures) > 1),
    )


def _dot(made: Figures, year: int, figure: Figure, lang: str) -> Dot:
    weak = figure.target.commitment in COMMITMENTS or bool(made.narrower(figure))
    text = words.level_mark(figure.level, figure.target.comparator, lang)
    return Dot(
        year, figure.level.amount, text, f"{made.text(figure, lang)} ({made.told(figure, lang)})", weak
    )


def grid(c: Comparison, lang: str = "vi") -> Grid:
    """Levels by indicator and province: what is demanded first, the median last."""
    made = Figures(c)
    heads = [f"{made.name(one.measured, lang)}, {words.word(one.year, lang)}" for one in made.columns]
    names = [*([_DEMAND.get(lang)] if made.demanded else []), *(c.name(p).get(lang) for p in made.plans)]
    names.append(_MEDIAN.get(lang))
    rows = [_fields(made, one, head, names, lang) for one, head in zip(made.columns, heads, strict=True)]
    title = _HEAT.get(lang)
    if len(made.plans) <= MANY or not rows:
        return Grid(title, tuple(heads), tuple(names), tuple(rows), (_KEYS.get(lang),))
    turned = tuple(tuple(row[n] for row in rows) for n in range(len(names)))
    return Grid(title, tuple(names), tuple(heads), turned, (_KEYS.get(lang),))


def _fields(made: Figures, one: Column, head: str, names: Sequence[str], lang: str) -> tuple[Field, ...]:
    most = Decimal(100) if one.measured[2] == "%" else _most(one)
    asked = made.demanded.get((one.measured, one.year))
    figures = [
        *([asked] if made.demanded else []),
        *((one.figures.get(p.id) or [None])[0] for p in made.plans),
    ]
    found = [
        Field("–", None, f"{name}, {head}: –")
        if f is None
        else Field(made.text(f, lang), _shade(f.level.amount, most), f"{name}, {head}: {made.told(f, lang)}")
        for name, f in zip(names, figures, strict=False)
    ]
    middle = words.number(one.median, lang) + ("%" if one.measured[2] == "%" else "")
    found.append(Field(middle, _shade(one.median, most), f"{names[-1]}, {head}: {middle}"))
    return tuple(found)


def _most(one: Column) -> Decimal:
    return max(
        (abs(listed[0].level.amount) for listed in one.figures.values()), default=Decimal(1)
    ) or Decimal(1)


def _shade(amount: Decimal, most: Decimal) -> Decimal:
    return min(max(amount / most, Decimal(0)), Decimal(1))
