"""The days that an expression names, one after the other and no further than asked: nothing is held for later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from planmodel.dates import ENDS, Expression, Point, Stretch, Within, on
from planmodel.workdays import BY_LAW, Workdays

Shift = Literal["none", "next", "previous"]
"""What becomes of a last day on which offices are closed."""

_DAY = timedelta(days=1)


class Fall(NamedTuple):
    """One time that an expression names a day.

    ``first`` is the first day that counts where the words name a stretch, else None. ``stated`` is the day in the
    words, ``last`` the last day in time before any shift. ``period`` names the year, month or period it belongs to
    (``2025``, ``2025-06``: the month in which the period ends); ``moved`` is True where the month has no such day: then
    its last day is the last in time, whether the words include the day or not.
    """

    last: date
    stated: date
    first: date | None
    period: str
    moved: bool


def falls(
    expression: Expression,
    first: date,
    last: date,
    *,
    every: str | Iterable[str] | None = None,
    anchors: Mapping[str, date] | None = None,
    workdays: Workdays = BY_LAW,
) -> Iterator[Fall]:
    """Every fall of ``expression`` whose last day lies from ``first`` to ``last``, in order.

    ``every`` names the period, or the periods, of a day of each period, ``anchors`` the days that a ``within`` counts
    from; without them there is no fall. A sub-range gives exactly those falls of the whole that lie in it.
    """
    if isinstance(expression, Within):
        start = (anchors or {}).get(expression.after)
        made = _within(expression, start, workdays) if start is not None else None
        if made is not None and first <= made.last <= last:
            yield made
        return
    found = (
        _stretches(expression, first, last)
        if isinstance(expression, Stretch)
        else _points(expression, first, last, every)
    )
    for made in found:
        if made.last > last:
            return
        if made.last >= first:
            yield made


def only_fall(
    expression: Expression,
    anchors: Mapping[str, date | None],
    shift: Shift | None = None,
    workdays: Workdays = BY_LAW,
) -> Fall | None:
    """The one fall of an expression, shifted; None where it has several, or counts from a day that is unknown."""
    if isinstance(expression, Within):
        start = anchors.get(expression.after)
        made = _within(expression, start, workdays) if start is not None else None
    elif expression.year is None:
        return None
    else:
        made = next(falls(expression, date.min, date.max), None)
    return (
        made._replace(last=shifted(made.last, shift_of(expression, shift), workdays))
        if made is not None
        else None
    )


def shift_of(expression: Expression, stated: Shift | None) -> Shift:
    """What becomes of a last day off: what the plan states; else a period ends on the next working day (art. 148.5),
    and nothing is known to move a day that is named.
    """
    if stated is not None:
        return stated
    return "next" if isinstance(expression, Within) else "none"


def _points(e: Point, first: date, last: date, every: str | Iterable[str] | None) -> Iterator[Fall]:
    if e.month is None:
        periods = (every,) if isinstance(every, str) else every or ()
        for year, month in _ends(periods, first, last):
            at = year * 12 + month - 1 + e.later
            made = _point(e, at // 12, at % 12 + 1, f"{year:04}-{month:02}")
            if made is not None:
                yield made
        return
    for year in (e.year,) if e.year is not None else _years(first, last):
        made = _point(e, year, e.month, f"{year:04}")
        if made is not None:
            yield made


def _point(e: Point, year: int, month: int, period: str) -> Fall | None:
    """The fall of ``e`` in a month; None before the first day there is, and after the last."""
    if year > date.max.year:
        return None
    day, short = on(year, month, e.day)
    if e.how == "by":
        return Fall(day, day, None, period, short and e.name is None)
    if short and e.name is None:  # every day of the month is before it
        return Fall(day, day + _DAY, None, period, moved=True)
    return Fall(day - _DAY, day, None, period, moved=False) if day > date.min else None


def _ends(periods: Iterable[str], first: date, last: date) -> Iterator[tuple[int, int]]:
    """Year and month in which each of ``periods`` ends, once each, from the year before ``first`` to that after ``last``."""
    months = sorted({month for every in periods for month in ENDS.get(every, ())})
    for year in range(max(date.min.year, first.year - 1), min(date.max.year, last.year + 1) + 1):
        for month in months:
            yield year, month


def _years(first: date, last: date) -> range:
    # "trước ngày 01/01" is the last day of the year before
    return range(first.year, min(date.max.year, last.year + 1) + 1)


def _stretches(e: Stretch, first: date, last: date) -> Iterator[Fall]:
    for year in (e.year,) if e.year is not None else _years(first, last):
        end, _ = on(year, e.last, 31)
        yield Fall(end, end, date(year, e.first, 1), f"{year:04}", moved=False)


def _within(e: Within, start: date, workdays: Workdays) -> Fall | None:
    try:
        end = _after(e, start, workdays)
    except (OverflowError, ValueError):  # past the year 9999
        return None
    return Fall(end, end, start + _DAY, "", moved=False)


def _after(e: Within, start: date, workdays: Workdays) -> date:
    if e.unit == "working-days":
        days = _working_days_after(start, workdays)
        while len(days) < e.amount:
            days.append(workdays.next(days[-1] if days else start))
        return days[e.amount - 1]
    if e.unit in ("days", "weeks"):
        return start + timedelta(days=e.amount * (7 if e.unit == "weeks" else 1))
    months = start.year * 12 + start.month - 1 + e.amount * (12 if e.unit == "years" else 1)
    return on(months // 12, months % 12 + 1, start.day)[0]


@lru_cache(maxsize=16)
def _working_days_after(start: date, workdays: Workdays) -> list[date]:  # noqa: ARG001 - kept beside them
    """The working days after ``start``, as many of them as were asked for so far."""
    return []


def shifted(day: date, shift: Shift, workdays: Workdays = BY_LAW) -> date:
    """``day``, or the working day next to it where offices are closed and ``shift`` says so."""
    if shift == "none" or workdays.is_open(day):
        return day
    return workdays.next(day) if shift == "next" else workdays.previous(day)
