"""What is due when: the occurrences of report duties inside a plan's period, each with its rule and its warnings.

Sources: Nghị định 09/2019/NĐ-CP art. 8.5.b (at least one working day between the end of the data and the sending
date) and art. 12 (data of a period close on the 14th). "Trước ngày D" excludes D; "chậm nhất ngày D" includes it.
Nothing is dated that the plan leaves undated.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from planmodel import model as m
from planmodel import workdays
from planmodel.diagnostics import Text, say

_CLOSES = {
    "month": tuple(range(1, 13)),
    "quarter": (3, 6, 9, 12),
    "half-year": (6, 12),
    "nine-months": (9,),
    "year": (12,),
}
"""The months on whose 14th the data of a period close (art. 12; nine months by custom)."""

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "nine-months": 9, "year": 12}
_CLOSING_DAY = 14
_DAY = timedelta(days=1)
_SOON = 30
"""A first report due within this many days of signing leaves little to report on."""


class Falling(NamedTuple):
    """One day on which a report falls due, without what is to be said about it: see :class:`Occurrence`."""

    due: date
    before: bool
    stated: date
    every: str | None
    window: tuple[date, date] | None

    @property
    def too_early(self) -> bool:
        """True where no working day lies between the end of the data and the last day (art. 8.5.b)."""
        return self.window is not None and not _working_day_between(self.window[1], self.due)


class Occurrence(NamedTuple):
    """One report that falls due. ``due`` is the last lawful day; ``window`` the first and last day of its data.

    ``early`` says that the data cannot be ready by then; it is the first of the ``notes`` where there is such a thing.
    """

    due: date
    before: bool
    stated: date
    every: str | None
    window: tuple[date, date] | None
    early: Text | None
    notes: tuple[Text, ...]

    @property
    def says(self) -> str:
        """The plan's own words as data: ``before 2022-06-15`` or ``by 2022-06-15``."""
        return f"{'before' if self.before else 'by'} {self.stated.isoformat()}"


class Undated(NamedTuple):
    """A report that the plan orders (``every`` period, or ``ad-hoc``) without naming a day."""

    report: m.Report
    every: str


def occurrences(plan: m.Plan, report: m.Report) -> tuple[Occurrence, ...]:
    """The dated occurrences of ``report`` from the plan's signing to the end of its period, in order."""
    return tuple(_noted(plan, report, falling) for falling in falling_due(plan, report))


def falling_due(plan: m.Plan, report: m.Report) -> list[Falling]:
    """The days on which ``report`` falls due, in order: what rules ask, who need no notes."""
    first = max(plan.period.first, plan.document.issued or plan.period.first)
    years = range(
        first.year, plan.period.last.year + 2
    )  # "trước ngày 01/01" is the last day of the year before
    every = report.every
    made = [
        Falling(last, due.before, stated, *_data_window(every, last))
        for year in years
        for due in report.due
        if (stated := _stated(due, year)) is not None
        and first <= (last := stated - _DAY if due.before else stated) <= plan.period.last
    ]
    return sorted(made, key=lambda f: (f.due, not f.before, f.stated))


def undated(plan: m.Plan) -> tuple[Undated, ...]:
    """The report duties for which the plan names no day, ad hoc ones last."""
    listed = [Undated(r, e) for r in plan.reports if not r.due for e in r.every]
    listed += [Undated(r, "") for r in plan.reports if not r.due and not r.every and not r.ad_hoc]
    return (*listed, *(Undated(r, "ad-hoc") for r in plan.reports if r.ad_hoc))


def window(every: str, closes: date) -> tuple[date, date]:
    """The data window of a period that closes on ``closes``: from the 15th so many months before."""
    months = closes.year * 12 + closes.month - 1 - _MONTHS[every]
    return date(months // 12, months % 12 + 1, _CLOSING_DAY + 1), closes


def _stated(due: m.YearlyDue, year: int) -> date | None:
    try:
        return date(year, due.month, due.day)
    except ValueError:  # 29 February of a common year
        return None


def _noted(plan: m.Plan, report: m.Report, falling: Falling) -> Occurrence:
    early = next(cut_off_notes(falling.window, falling.due), None)
    notes = (
        *((early,) if early is not None else ()),
        *_day_notes(falling.due),
        *_signing_notes(plan, falling.due),
        *_one_year_notes(plan, report),
    )
    return Occurrence(*falling, early, notes)


@lru_cache(maxsize=4096)
def _data_window(periods: tuple[str, ...], last: date) -> tuple[str | None, tuple[date, date] | None]:
    """The period whose data close in the month of ``last``, else nearest to it; of equally near ones the longest."""
    here = last.year * 12 + last.month
    choices = [
        (abs(here - year * 12 - month), -_MONTHS[every], every, year, month)
        for every in periods
        if every in _CLOSES
        for year in (last.year - 1, last.year)
        for month in _CLOSES[every]
    ]
    if not choices:
        return (periods[0] if periods else None), None
    nearest = min(distance for distance, *_ in choices)
    *_, every, closes = min(
        (abs((last - closes).days), longest, every, closes)
        for distance, longest, every, year, month in choices
        if distance == nearest
        for closes in (date(year, month, _CLOSING_DAY),)
    )
    return every, window(every, closes)


def cut_off_notes(data: tuple[date, date] | None, last: date) -> Iterator[Text]:
    """What stands against sending a report on ``last`` whose data run over the window ``data`` (art. 8.5.b, art. 12)."""
    if data is None:
        return
    closes = data[1]
    if last < closes:
        yield say(
            "due {last} falls before the data close on {closes} (Decree 09/2019/ND-CP, art. 12)",
            last=last,
            closes=closes,
        )
    elif not _working_day_between(closes, last):
        yield say(
            "data close on {closes} and the last day is {last}: no working day lies between (Decree 09/2019/ND-CP, art. 8.5.b)",
            closes=closes,
            last=last,
        )


@lru_cache(maxsize=4096)
def _working_day_between(closes: date, last: date) -> bool:
    """True where a working day lies after ``closes`` and not after ``last``."""
    day = closes + _DAY
    while day <= last:
        try:
            working = workdays.is_working_day(day)
        except ValueError:  # outside the calendar's years: judged by weekends only
            working = day.weekday() < 5
        if working:
            return True
        day += _DAY
    return False


def _day_notes(last: date) -> Iterator[Text]:
    try:
        working = workdays.is_working_day(last)
        provisional = workdays.is_provisional(last.year)
    except ValueError:
        return
    if working:
        return
    if provisional:
        yield say(
            "the last day {last} is not a working day (provisional calendar); the plan does not say that it moves",
            last=last,
        )
    else:
        yield say("the last day {last} is not a working day; the plan does not say that it moves", last=last)


def _signing_notes(plan: m.Plan, last: date) -> Iterator[Text]:
    issued = plan.document.issued
    if issued is not None and (last - issued).days < _SOON:
        yield say("only {days} days after signing on {issued}", days=(last - issued).days, issued=issued)


def _one_year_notes(plan: m.Plan, report: m.Report) -> Iterator[Text]:
    if plan.period.first.year == plan.period.last.year and report.due and report.every:
        yield say("the date recurs every year, but the plan is for {year} only", year=plan.period.last.year)
