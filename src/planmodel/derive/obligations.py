"""The occurrences of report duties inside a plan's period, each with its rule and its warnings.

Sources: Nghị định 09/2019/NĐ-CP (see ``derive.periods``); "trước ngày D" excludes D, "chậm nhất ngày D" includes it.
Nothing is dated that the plan leaves undated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from planmodel import model as m
from planmodel.dates import Point, Stretch, recurs
from planmodel.dates.days import falls, shift_of, shifted
from planmodel.derive.periods import Window, data_of, working_day_between
from planmodel.diagnostics import Text, say
from planmodel.workdays import BY_LAW, Workdays

SOON = 30
"""A first report due within this many days of signing leaves little to report on."""


class Note(NamedTuple):
    """What is to be said about a date: a word for programs and a sentence for people."""

    code: str
    text: Text

    def get(self, lang: str) -> str:
        """The sentence."""
        return self.text.get(lang)


class Falling(NamedTuple):
    """One day on which a report falls due, without what is to be said about it: see :class:`Occurrence`.

    ``due`` is the last day in time, ``unshifted`` what it was before it moved off a day off, ``stated`` the day in the
    words, ``period`` the name of the period that it belongs to (see ``dates.days.Fall``), ``first`` the first day that
    counts where the words name a stretch of time.
    """

    due: date
    before: bool
    stated: date
    every: str | None
    window: Window | None
    by: m.Due
    period: str
    unshifted: date
    moved: bool
    too_early: bool
    first: date | None


class Occurrence(NamedTuple):
    """One report that falls due. ``due`` is the last lawful day; ``window`` the first and last day of its data.

    ``by`` is the entry of the plan that says so; ``notes`` are in the order in which they weigh.
    """

    due: date
    before: bool
    stated: date
    every: str | None
    window: Window | None
    by: m.Due
    period: str
    notes: tuple[Note, ...]
    first: date | None

    @property
    def says(self) -> str:
        """The plan's own words as data: ``before 2022-06-15`` or ``by 2022-06-15``."""
        return f"{'before' if self.before else 'by'} {self.stated.isoformat()}"


class Undated(NamedTuple):
    """A report that the plan orders (``every`` period, or ``ad-hoc``) without naming a day."""

    report: m.Report
    every: str


def occurrences(plan: m.Plan, report: m.Report, workdays: Workdays = BY_LAW) -> tuple[Occurrence, ...]:
    """The dated occurrences of ``report`` from the plan's signing to the end of its period, in order.

    A day that two entries name for the same period is one of them: the report is due on it once.
    """
    once: dict[tuple[date, str | None, Window | None], Falling] = {}
    for f in falling_due(plan, report, workdays):
        once.setdefault((f.due, f.every, f.window), f)
    return tuple(_noted(plan, report, f, workdays) for f in once.values())


def falling_due(plan: m.Plan, report: m.Report, workdays: Workdays = BY_LAW) -> list[Falling]:
    """The days on which ``report`` falls due, in order: what rules ask, who need no notes."""
    first = max(plan.period.first, plan.document.issued or plan.period.first)
    return falling_between(report, first, plan.period.last, anchors(plan), workdays)


def falling_between(
    report: m.Report, first: date, last: date, counted_from: Mapping[str, date], workdays: Workdays
) -> list[Falling]:
    """The days on which ``report`` falls due from ``first`` to ``last``, whatever its plan's period."""
    made = [f for due in report.due for f in _falling(report, due, first, last, counted_from, workdays)]
    return sorted(made, key=lambda f: (f.due, not f.before, f.stated))


def _is_early(data: Window | None, last: date, workdays: Workdays) -> bool:
    """True where no working day lies between the end of the data and the last day (art. 8.5.b)."""
    return data is not None and not working_day_between(data.closes, last, workdays)


def _falling(
    report: m.Report,
    due: m.Due,
    first: date,
    last: date,
    counted_from: Mapping[str, date],
    workdays: Workdays,
) -> Iterator[Falling]:
    periods = (due.every,) if due.every is not None else report.every
    found = falls(due.when, first, last, every=periods, anchors=counted_from, workdays=workdays)
    shift = shift_of(due.when, due.shift)
    for fall in found:
        day = shifted(fall.last, shift, workdays)
        every, data = data_of(periods, due.when, fall)  # a day off moves the day, not what it is about
        yield Falling(
            day, due.before, fall.stated, every, data, due, fall.period, fall.last, fall.moved,
            _is_early(data, day, workdays), fall.first if isinstance(due.when, Stretch) else None,
        )  # fmt: skip


def anchors(plan: m.Plan) -> dict[str, date]:
    """The days that "within ... after ..." counts from, as far as they are known."""
    signed = {"issued": plan.document.issued} if plan.document.issued is not None else {}
    return {"period-start": plan.period.first, **signed}


def undated(plan: m.Plan) -> tuple[Undated, ...]:
    """The report duties for which the plan names no day, ad hoc ones last."""
    listed = [Undated(r, e) for r in plan.reports for e in _without_day(r)]
    listed += [Undated(r, "") for r in plan.reports if not r.due and not r.every and not r.ad_hoc]
    return (*listed, *(Undated(r, "ad-hoc") for r in plan.reports if r.ad_hoc))


def _without_day(report: m.Report) -> Iterator[str]:
    """The periods that no entry of ``report`` is for; one that names no period is for all of them."""
    named = {due.every for due in report.due}
    return (every for every in report.every if None not in named and every not in named)


def _noted(plan: m.Plan, report: m.Report, f: Falling, workdays: Workdays) -> Occurrence:
    notes = (
        *cut_off_notes(f.window, f.due, workdays),
        *day_notes(f.unshifted, f.due, workdays),
        *_moved_notes(f),
        *_signing_notes(plan, f.due),
        *_one_year_notes(plan, report, f),
    )
    return Occurrence(f.due, f.before, f.stated, f.every, f.window, f.by, f.period, notes, f.first)


def cut_off_notes(data: Window | None, last: date, workdays: Workdays = BY_LAW) -> Iterator[Note]:
    """What stands against sending a report on ``last`` whose data run over the window ``data`` (art. 8.5.b, art. 12)."""
    if data is None:
        return
    closes = data.closes
    if last < closes:
        text = say(
            "due {last} falls before the data close on {closes} (Decree 09/2019/ND-CP, art. 12)",
            last=last,
            closes=closes,
        )
        yield Note("before-data", text)
    elif not working_day_between(closes, last, workdays):
        text = say(
            "data close on {closes} and the last day is {last}: no working day lies between (Decree 09/2019/ND-CP, art. 8.5.b)",
            closes=closes,
            last=last,
        )
        yield Note("no-working-day", text)


def day_notes(last: date, shifted_to: date, workdays: Workdays = BY_LAW) -> Iterator[Note]:
    """What is to be said where offices are closed on the last day: that it moved, or that nobody says so."""
    if workdays.is_open(last):
        return
    if shifted_to != last:
        yield Note(
            "shifted", say("{last} is not a working day; the last day is {due}", last=last, due=shifted_to)
        )
    elif workdays.is_sure(last):
        yield Note(
            "day-off",
            say("the last day {last} is not a working day; the plan does not say that it moves", last=last),
        )
    else:
        text = say(
            "the last day {last} is not a working day (provisional calendar); the plan does not say that it moves",
            last=last,
        )
        yield Note("day-off-provisional", text)


def _moved_notes(f: Falling) -> Iterator[Note]:
    if f.moved:
        yield Note(
            "short-month", say("that month has no such day; its last day {last} is taken", last=f.unshifted)
        )


def is_soon(issued: date, last: date) -> bool:
    """True where little lies between signing and a last day."""
    return 0 <= (last - issued).days < SOON


def _signing_notes(plan: m.Plan, last: date) -> Iterator[Note]:
    issued = plan.document.issued
    if issued is not None and is_soon(issued, last):
        text = say("only {days} days after signing on {issued}", days=(last - issued).days, issued=issued)
        yield Note("soon", text)


def is_yearly(due: m.Due) -> bool:
    """True where the words name a day of every year; a day of each period need not."""
    return recurs(due.when) and not (isinstance(due.when, Point) and due.when.of_each_period)


def _one_year_notes(plan: m.Plan, report: m.Report, f: Falling) -> Iterator[Note]:
    if is_yearly(f.by) and plan.period.first.year == plan.period.last.year and report.every:
        text = say("the date recurs every year, but the plan is for {year} only", year=plan.period.last.year)
        yield Note("one-year", text)
