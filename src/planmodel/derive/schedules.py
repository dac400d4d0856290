"""What the days that a report names amount to, worked out once for all reports that name the same ones.

Rules ask about every report of every plan, most of which name the same few days and nothing is wrong with them. So it is
whole years that are judged: what is found may lie before a plan was signed or after it ends, and who finds something
looks at the days themselves (``obligations.falling_due``); where nothing is found, there is nothing to look for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Literal, NamedTuple

from planmodel import model as m
from planmodel.dates import PERIODS, Expression, Point, Within, recurs
from planmodel.dates.days import Shift
from planmodel.derive.kept import of_registry
from planmodel.derive.obligations import Falling, falling_between
from planmodel.derive.periods import CLOSES, Window, windows

KEPT = 4096
"""How many judgements are kept; a workspace needs as many as its reports name different days."""

Key = tuple[tuple[tuple[Expression, Shift | None, str | None], ...], tuple[str, ...], int, int]


class Judgement(NamedTuple):
    """What some days amount to in the years of a plan.

    ``stated`` are all of them in order, ``lasts`` the same after any shift, and ``ends`` the last one for each period's data. ``early``:
    on one of them the data cannot be ready. ``off``: on one of them offices are closed, and nothing says whether it
    moves. ``uneven``: they do not fit the periods, or need not. ``open``: they count from a day that not every plan knows.
    ``single``: one of them is named for one year only.
    """

    stated: tuple[date, ...]
    lasts: tuple[date, ...]
    ends: dict[Window, date]
    early: bool
    off: bool
    uneven: bool
    open: bool
    single: bool

    def fall_between(self, first: date, last: date) -> bool:
        """True where one of the days lies from ``first`` to ``last``."""
        at = bisect_left(self.stated, first)
        return at < len(self.stated) and self.stated[at] <= last

    def first_from(self, day: date) -> date | None:
        """The first last day from ``day`` on."""
        at = bisect_left(self.lasts, day)
        return self.lasts[at] if at < len(self.lasts) else None


def judged(plan: m.Plan, report: m.Report, registry: m.Registry) -> Judgement:
    """What the days that ``report`` names amount to."""
    kept = _judgements(registry)
    first, last = plan.period.first.year, plan.period.last.year
    key = (tuple([(due.when, due.shift, due.every) for due in report.due]), report.every, first, last)
    judgement = kept.get(key)
    if judgement is None:
        if len(kept) >= KEPT:
            kept.clear()
        judgement = kept[key] = _judge(report, first, last, registry)
    return judgement


@of_registry
def _judgements(registry: m.Registry) -> dict[Key, Judgement]:  # noqa: ARG001 - what is kept is kept beside it
    return {}


def _judge(report: m.Report, first: int, last: int, registry: m.Registry) -> Judgement:
    years = date(first, 1, 1), date(last, 12, 31)
    found = falling_between(report, *years, {}, registry.workdays)
    named = [due.when for due in report.due]
    return Judgement(
        stated=tuple(sorted({f.unshifted for f in found})),
        lasts=tuple(sorted({f.due for f in found})),
        ends={f.window: f.due for f in found if f.window is not None},  # they are in order
        early=any(f.too_early for f in found),
        off=any(is_left_open(f.by, f.due) and not registry.workdays.is_open(f.due) for f in found),
        uneven="once" in report.every or any(_unevenness(report, found, *years, whole=True)),
        open=any(isinstance(when, Within) for when in named),
        single=not all(map(recurs, named)),
    )


def is_left_open(due: m.Due, last: date) -> bool:
    """True where a last day off raises the question whether it moves: a day is named, and no shift stated.

    The end of a year, of a quarter or of a month bounds a stretch of time, whichever day it is.
    """
    when = due.when
    if due.shift is not None or not isinstance(when, Point) or (when.name or "").startswith("end-"):
        return False
    return (last.month, last.day) != (12, 31)


# ---------------------------------------------------------------------------- as many days as periods


class Uneven(NamedTuple):
    """How days do not fit the periods of a report.

    ``many``: there are more ``days`` in a year than its ``periods`` need, or several for what is made once. ``twice``: several for one period, whose data
    close on ``closes``. ``none``: for such a period there is none.
    """

    kind: Literal["many", "twice", "none"]
    periods: tuple[str, ...]
    days: tuple[Falling, ...]
    needed: int
    closes: date | None


def unevenness(report: m.Report, falling: Sequence[Falling], first: date, last: date) -> Uneven | None:
    """The first way in which the days ``falling`` from ``first`` to ``last`` do not fit the periods of ``report``.

    Entries that name a period themselves are for that one; the others share the periods of the report: one day serves
    every period that closes then.
    """
    return next(_unevenness(report, falling, first, last, whole=False), None)


def _unevenness(
    report: m.Report, falling: Sequence[Falling], first: date, last: date, *, whole: bool
) -> Iterator[Uneven]:
    if report.every == ("once",):
        yield from _more_than_once(falling)
    known = [f for f in falling if f.window is not None and not isinstance(f.by.when, Within)]
    if not known or "once" in report.every:
        return
    for periods, days in _shared(report, known):
        twice = list(_for_one_period(periods, days))
        yield from (found for found in twice if len({f.due.year for f in found.days}) == 1)
        yield from _too_many(periods, days)
        yield from twice
    yield from _for_none(report, known, first, last, whole=whole)


def _shared(report: m.Report, known: Iterable[Falling]) -> Iterator[tuple[tuple[str, ...], list[Falling]]]:
    """The days by the periods that they are for."""
    groups: dict[str | None, list[Falling]] = {}
    for f in known:
        groups.setdefault(f.by.every, []).append(f)
    return (((every,) if every is not None else report.every, days) for every, days in groups.items())


def _too_many(periods: tuple[str, ...], days: Iterable[Falling]) -> Iterator[Uneven]:
    needed = sum(12 // PERIODS[every] for every in periods)
    for _, listed in groupby(sorted(days, key=lambda f: f.unshifted), lambda f: f.unshifted.year):
        different = {f.unshifted: f for f in listed}
        if len(different) > needed:
            yield Uneven("many", periods, tuple(different.values()), needed, None)


def _more_than_once(falling: Iterable[Falling]) -> Iterator[Uneven]:
    different = {f.unshifted: f for f in falling}
    if len(different) > 1:
        yield Uneven("many", ("once",), tuple(different.values()), 1, None)


def _for_one_period(periods: tuple[str, ...], days: Iterable[Falling]) -> Iterator[Uneven]:
    by_end: dict[date, dict[date, Falling]] = {}
    for f in days:
        assert f.window is not None
        by_end.setdefault(f.window.closes, {}).setdefault(f.due, f)
    for closes, different in sorted(by_end.items()):
        closing = tuple(every for every in periods if closes.month in CLOSES[every])
        if len(different) > max(1, len(closing)):
            yield Uneven("twice", closing or periods, tuple(different.values()), len(closing), closes)


def _for_none(
    report: m.Report, known: Sequence[Falling], first: date, last: date, *, whole: bool
) -> Iterator[Uneven]:
    """The periods that no day is named for; in whole years (``whole``) those too whose day would lie outside of them."""
    shared = {f.window.closes for f in known if f.by.every is None and f.window is not None}
    after = [f.unshifted - f.window.closes for f in known if f.window is not None]
    for every in report.every:
        own = {f.window.closes for f in known if f.by.every == every and f.window is not None}
        missing = [
            data.closes
            for data in windows(every, first, last)
            if data.closes not in own
            and data.closes not in shared
            and (whole or first <= data.closes + min(after) <= data.closes + max(after) <= last)
        ]
        if missing:
            yield Uneven("none", (every,), (), 1, missing[0])
