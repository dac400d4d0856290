"""The time axis of a picture: where a day lies, and which years, quarters and months are named above it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from planmodel.diagnostics import Text
from planmodel.render.measure import picture_width

SIZE = 12.0
YEAR, PART = 18, 16
"""The heights of the line of years and of those below it."""
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_QUARTERS = (Text("I", "Q1"), Text("II", "Q2"), Text("III", "Q3"), Text("IV", "Q4"))
_QUARTER = Text("Quý {}", "{}")
_NARROW, _WIDE = 16.0, 52.0
"""A quarter so wide has its number above it, or its whole name."""
_MONTH = 24.0
_FINE = 7.0
"""A quarter so wide has a line."""


class Line(NamedTuple):
    """One line of the axis: words and where their middles lie."""

    labels: tuple[tuple[float, str], ...]
    height: int
    strong: bool


class Axis:
    """The days from the first of a month to the last of another, between two places of a picture."""

    def __init__(self, first: date, last: date, left: float, right: float, lang: str = "vi") -> None:
        self.left, self.right = left, right
        self._first, self._last = first, last
        self._start = first.toordinal()
        self._scale = (right - left) / (last.toordinal() + 1 - self._start)
        self._whole = _QUARTER.get(lang)
        self._quarters = [q.get(lang) for q in _QUARTERS]
        self.step = next((s for s in STEPS if self._scale * 365.2 * s >= 44), STEPS[-1])
        self.lines = tuple(self._lines())
        self.height = sum(line.height for line in self.lines)

    def x(self, day: date) -> float:
        """Where ``day`` begins; days outside lie on the edge."""
        return self._at(day.toordinal())

    def end(self, day: date) -> float:
        """Where ``day`` ends."""
        return self._at(day.toordinal() + 1)

    def _at(self, ordinal: int) -> float:
        return min(max(self.left + (ordinal - self._start) * self._scale, self.left), self.right)

    # ---------------------------------------------------------------------------------------------------- rules

    @property
    def rules(self) -> tuple[tuple[float, bool], ...]:
        """Where lines stand, and whether they begin a year (or what stands for one); the edges among them."""
        quarters = self._scale * 91.3 >= _FINE
        found = {self.left: True, self.right: True}
        for year in self._years():
            for month in (1, 4, 7, 10) if quarters and self.step == 1 else (1,):
                at = self._month(year, month)
                if at is not None and (month > 1 or year % self.step == 0):
                    found.setdefault(at, month == 1)
        return tuple(sorted(found.items()))

    @property
    def shaded(self) -> tuple[tuple[float, float], ...]:
        """Every other year (or what stands for one), from where to where."""
        return tuple(
            (self._at(date(max(year, 1), 1, 1).toordinal()), self._at(self._after(year)))
            for year in range(self._first.year - self._first.year % self.step, self._last.year + 1, self.step)
            if year // self.step % 2
        )

    def _after(self, year: int) -> int:
        """The day on which the next step of years begins."""
        last = min(year + self.step - 1, date.max.year)
        return date(last, 12, 31).toordinal() + 1

    def _month(self, year: int, month: int) -> float | None:
        """Where a month begins, None where it lies outside."""
        ordinal = date(year, month, 1).toordinal()
        inside = self._start < ordinal <= self._last.toordinal()
        return self._at(ordinal) if inside else None

    # --------------------------------------------------------------------------------------------------- labels

    def _years(self) -> range:
        return range(self._first.year, self._last.year + 1)

    def _lines(self) -> Iterator[Line]:
        yield Line(tuple(self._year_labels()), YEAR, strong=True)
        if self.step == 1 and self._scale * 90 >= _NARROW:
            yield Line(tuple(self._quarter_labels()), PART, strong=False)
        if self._scale * 28 >= _MONTH:
            yield Line(tuple(self._month_labels()), PART, strong=False)

    def _year_labels(self) -> Iterator[tuple[float, str]]:
        """Years over their middle; where only some are named, over their beginning."""
        for year in self._years():
            begins = date(year, 1, 1)
            if self.step == 1:
                yield from _fitting(str(year), self.x(begins), self._at(self._after(year)), bold=True)
            elif year % self.step == 0 and begins >= self._first:
                yield self.x(begins), str(year)

    def _quarter_labels(self) -> Iterator[tuple[float, str]]:
        for year in self._years():
            for k, name in enumerate(self._quarters):
                a = self.x(date(year, 3 * k + 1, 1))
                b = self.right if year == date.max.year and k == 3 else self.x(_next(year, 3 * k + 3))
                whole = self._scale * 90 >= _WIDE and b - a >= _WIDE
                yield from _fitting(self._whole.format(name) if whole else name, a, b)

    def _month_labels(self) -> Iterator[tuple[float, str]]:
        for year in self._years():
            for month in range(1, 13):
                end = self.right if (year, month) == (date.max.year, 12) else self.x(_next(year, month))
                yield from _fitting(str(month), self.x(date(year, month, 1)), end)


def _next(year: int, month: int) -> date:
    """The first day after a month."""
    return date(year + month // 12, month % 12 + 1, 1)


def _fitting(said: str, a: float, b: float, *, bold: bool = False) -> Iterator[tuple[float, str]]:
    """The words and their middle where they have room."""
    if picture_width(said, SIZE, bold=bold) + 2 <= b - a:
        yield (a + b) / 2, said
