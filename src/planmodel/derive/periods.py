"""Reporting periods in law: when data close, and between which days a report on them can lawfully be sent.

Nghị định 09/2019/NĐ-CP: data of a period close on the 14th of its last month (điều 12; nine months by custom), at
least one working day lies between the end of the data and the sending date (điều 8 khoản 5 điểm b), and a province
reports to the Government by the 25th of the last month (điều 13).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from planmodel.dates import ENDS, PERIODS, Expression, Point
from planmodel.dates.days import Fall
from planmodel.workdays import BY_LAW, Workdays

CLOSES = ENDS
"""The months on whose 14th the data of a period close (art. 12; nine months by custom)."""

CLOSING_DAY = 14
FINAL_DAY = 25
_DAY = timedelta(days=1)


class Window(NamedTuple):
    """First and last day of the data of one period."""

    first: date
    closes: date


def window(every: str, closes: date) -> Window:
    """The data window of a period that closes on ``closes``: from the 15th so many months before."""
    months = closes.year * 12 + closes.month - 1 - PERIODS[every]
    return Window(date(months // 12, months % 12 + 1, CLOSING_DAY + 1), closes)


def windows(every: str, first: date, last: date) -> Iterator[Window]:
    """The data windows of ``every`` that close from ``first`` to ``last``, in order; each begins where the one before ended.

    Nine months are the exception: one window a year, beside the others.
    """
    for year in range(first.year, last.year + 1):
        for month in CLOSES.get(every, ()):
            closes = date(year, month, CLOSING_DAY)
            if first <= closes <= last and (year, month) > (date.min.year, PERIODS[every]):
                yield window(every, closes)


def earliest(closes: date, workdays: Workdays = BY_LAW) -> date:
    """The first day on which a report on data that close on ``closes`` can be sent (art. 8.5.b)."""
    return workdays.next(closes)


def final(closes: date) -> date:
    """The day by which a province reports to the Government on data that close on ``closes`` (art. 13)."""
    return closes.replace(day=FINAL_DAY)


def working_day_between(closes: date, last: date, workdays: Workdays = BY_LAW) -> bool:
    """True where a working day lies after ``closes`` and not after ``last``."""
    return closes < last and earliest(closes, workdays) <= last


def data_of(periods: tuple[str, ...], when: Expression, fall: Fall) -> tuple[str | None, Window | None]:
    """The period, and its data, that a report is about which falls due as ``fall`` of ``when`` says, before any shift.

    A day of each period belongs to the period that it is a day of, however late it comes.
    """
    if not (isinstance(when, Point) and when.of_each_period):
        return data_window(periods, fall.last)
    year, month = map(int, fall.period.split("-"))
    ending = [every for every in periods if month in CLOSES.get(every, ())]
    every = max(ending, key=PERIODS.__getitem__, default=None)
    if every is None or (year, month) <= (date.min.year, PERIODS[every]):
        return every, None
    return every, window(every, date(year, month, CLOSING_DAY))


@lru_cache(maxsize=4096)
def data_window(periods: tuple[str, ...], last: date) -> tuple[str | None, Window | None]:
    """The period whose data close in the month of ``last``, else nearest to it; of equally near ones the longest."""
    here = last.year * 12 + last.month
    choices = [
        (abs(here - year * 12 - month), -PERIODS[every], every, year, month)
        for every in periods
        if every in CLOSES
        for year in range(max(date.min.year + 1, last.year - 1), last.year + 1)
        for month in CLOSES[every]
    ]
    if not choices:
        return (periods[0] if periods else None), None
    nearest = min(distance for distance, *_ in choices)
    *_, every, closes = min(
        (abs((last - closes).days), longest, every, closes)
        for distance, longest, every, year, month in choices
        if distance == nearest
        for closes in (date(year, month, CLOSING_DAY),)
    )
    return every, window(every, closes)
