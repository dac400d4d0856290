"""Working days of Vietnam: a committed table, so that no command has to compute lunar calendars.

The table holds every public holiday (days in lieu and days swapped with a weekend day included) and every
weekend day that is worked for one of them; all other Saturdays and Sundays are free. Labour Code 2019,
art. 112; from 2026 also 24 November. Dates after the last yearly announcement follow from the law alone and
may still move: see :func:`is_provisional`. Written by ``tools/make_workdays.py``; a test compares the table
with the package ``holidays``, which is not needed at run time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

SOURCE = "holidays"
"""The package (country VN) that the table was made from; ``VERSION`` is its version."""

LAST_ANNOUNCED = 2026
"""The last year whose days in lieu and swapped days the Government has announced."""

# Days as month * 100 + day. Made by tools/make_workdays.py; do not edit by hand.
VERSION = "0.109"
_HOLIDAYS: dict[int, tuple[int, ...]] = {
    2020: (101, 123, 124, 125, 126, 127, 128, 129, 402, 430, 501, 902),
    2021: (101, 210, 211, 212, 213, 214, 215, 216, 421, 430, 501, 503, 902, 903),
    2022: (101, 103, 131, 201, 202, 203, 204, 410, 411, 430, 501, 502, 503, 901, 902),
    2023: (101, 102, 120, 121, 122, 123, 124, 125, 126, 429, 430, 501, 502, 503, 901, 902, 904),
    2024: (101, 208, 209, 210, 211, 212, 213, 214, 418, 429, 430, 501, 902, 903),
    2025: (101, 127, 128, 129, 130, 131, 201, 407, 430, 501, 502, 901, 902),
    2026: (101, 216, 217, 218, 219, 220, 426, 427, 430, 501, 831, 901, 902, 1124),
    2027: (101, 204, 205, 206, 207, 208, 209, 210, 416, 430, 501, 503, 902, 903, 1124),
    2028: (101, 103, 124, 125, 126, 127, 128, 129, 404, 430, 501, 502, 901, 902, 904, 1124),
    2029: (101, 212, 213, 214, 215, 216, 423, 430, 501, 902, 903, 904, 1124, 1126),
    2030: (101, 131, 201, 202, 203, 204, 205, 206, 412, 430, 501, 902, 903, 1124, 1125),
    2031: (101, 121, 122, 123, 124, 125, 126, 127, 401, 430, 501, 901, 902, 1124),
    2032: (101, 209, 210, 211, 212, 213, 214, 419, 430, 501, 503, 902, 903, 1124),
    2033: (101, 103, 130, 131, 201, 202, 203, 204, 409, 411, 430, 501, 502, 503, 901, 902, 1124),
    2034: (101, 102, 217, 218, 219, 220, 221, 222, 223, 428, 430, 501, 502, 901, 902, 904, 1124),
    2035: (101, 206, 207, 208, 209, 210, 211, 212, 417, 430, 501, 902, 903, 904, 1124, 1126),
}
_WORKING_WEEKENDS: dict[int, tuple[int, ...]] = {
    2024: (504,),
    2025: (426,),
    2026: (822,),
}
# End of the table.

FIRST_YEAR = min(_HOLIDAYS)
LAST_YEAR = max(_HOLIDAYS)
_DAY = timedelta(days=1)


def is_provisional(year: int) -> bool:
    """True where the days in lieu of ``year`` were not announced yet when the table was made."""
    _check(year)
    return year > LAST_ANNOUNCED


def is_working_day(day: date) -> bool:
    """True where offices are open on ``day``. Raises ValueError outside the table, as every function here."""
    _check(day.year)
    key = day.month * 100 + day.day
    if day.weekday() < 5:
        return key not in _HOLIDAYS[day.year]
    return key in _WORKING_WEEKENDS.get(day.year, ())


def _check(year: int) -> None:
    if year not in _HOLIDAYS:
        raise ValueError(f"no working calendar for {year}: the table holds {FIRST_YEAR} to {LAST_YEAR}")


class Workdays:
    """On which days offices are open: the table, unless a workspace says otherwise for some days.

    Years outside the table are judged by Saturdays and Sundays alone; ``is_sure`` tells what may still move.
    """

    __slots__ = ("_off", "_working", "source")

    def __init__(
        self, off: Iterable[date] = (), working: Iterable[date] = (), source: str | None = None
    ) -> None:
        self._off = frozenset(off)
        self._working = frozenset(working)
        self.source = source
        """What the days of the workspace rest on, None where there are none."""

    def is_open(self, day: date) -> bool:
        """True where offices are open on ``day``."""
        if day in self._off:
            return False
        if day in self._working:
            return True
        return is_working_day(day) if day.year in _HOLIDAYS else day.weekday() < 5

    def is_sure(self, day: date) -> bool:
        """True where the calendar of that day has been announced, or the workspace states it."""
        return day in self._off or day in self._working or FIRST_YEAR <= day.year <= LAST_ANNOUNCED

    def next(self, day: date) -> date:
        """The first working day after ``day``. Raises OverflowError past the last day there is."""
        return self._step(day, _DAY)

    def previous(self, day: date) -> date:
        """The last working day before ``day``. Raises OverflowError before the first day there is."""
        return self._step(day, -_DAY)

    def _step(self, day: date, by: timedelta) -> date:
        day += by
        while not self.is_open(day):
            day += by
        return day

    def count(self, first: date, last: date) -> int:
        """How many working days lie after ``first`` and not after ``last``; negative where ``last`` is before it."""
        if last < first:
            return -self.count(last, first)
        return sum(self.is_open(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


BY_LAW = Workdays()
"""The table alone."""
