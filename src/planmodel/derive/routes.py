"""The ways of reports, hop by hop: by which day each has to hand over so that the last one is in time.

A report goes from who makes it, through whom the plan names, to who receives it; where the receiver reports on for the
same period, the way goes on. The end is the day that the plan states for the last hop, or where it states none and the
report reaches the committee of the province, the day by which a province reports to the Government (Nghị định
09/2019/NĐ-CP, điều 13: the 25th). Every level has a day of its own, a working day before the next (điều 8 khoản 5
điểm b); the first can send on the first working day after the data close (điều 12).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise, zip_longest
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.dates.days import shifted
from planmodel.derive import obligations
from planmodel.derive.periods import Window, earliest, final, windows
from planmodel.diagnostics import Refusal, Span, say
from planmodel.workdays import Workdays

COMMITTEE = frozenset({"ubnd-tinh", "chu-tich-ubnd-tinh"})
"""Who reports to the Government for a province (art. 13)."""


MOST_HOPS = 50_000
"""How many stretches of ways are followed; plans have some dozens."""

LONGEST_WAY = 100
"""Stretches of the longest way."""


class Hop(NamedTuple):
    """One stretch of a report's way.

    ``stated`` is the last day that the plan names for it, if any. ``latest`` is the last day on which it can be handed
    over so that all that follows is in time, never after ``stated``; ``earliest`` the first day on which the data allow
    it. ``slack`` counts the working days after ``earliest`` up to ``latest``: below 0 the hop cannot be met.
    """

    giver: str
    taker: str
    report: str
    at: Clause
    span: Span
    stated: date | None
    earliest: date
    latest: date
    slack: int

    @property
    def met(self) -> bool:
        """True where a lawful day is left for it."""
        return self.slack >= 0


class Route(NamedTuple):
    """The way of one report for one period: its hops in order, and where its last day comes from.

    ``basis`` is ``stated`` (the plan names the day of the last hop) or ``law`` (the 25th, less one working day for the
    committee's own report).
    """

    every: str
    window: Window
    basis: str
    hops: tuple[Hop, ...]

    @property
    def first_missed(self) -> Hop | None:
        """The first hop that cannot be met, None where all can."""
        return next((hop for hop in self.hops if not hop.met), None)


class _Leg(NamedTuple):
    giver: str
    taker: str
    report: m.Report


def routes(
    plan: m.Plan, registry: m.Registry, *, of: Container[str] | None = None, every_sender: bool = True
) -> tuple[Route, ...]:
    """Every way of every periodic report of ``plan`` for every period that closes within it, by period and then as the plan has them.

    A way ends with the last day that the plan or the law tells for it; where neither tells any it is left out: nothing
    can be counted back. With ``of``
    only ways that begin with one of these reports are told. Senders of one report hand over on the same days: without
    ``every_sender`` the first of them stands for all.
    """
    stated, onward = _Stated(plan, registry), _onward(plan)
    found: list[Route] = []
    followed = 0
    for report in plan.reports if of is None else [r for r in plan.reports if r.id in of]:
        for every in dict.fromkeys((*report.every, *(d.every for d in report.due if d.every))):
            closing = list(windows(every, *_span(plan)))
            ended: set[tuple[tuple[str, str, str, date], ...]] = set()
            for legs in _ways(report, onward.get(every, {}), every_sender=every_sender):
                followed += len(legs) * max(1, len(closing))
                if followed > MOST_HOPS:
                    raise _too_many()
                for data in closing:
                    route = _route(registry.workdays, stated, every, data, legs)
                    if route is None:
                        continue
                    if len(route.hops) < len(legs):  # several ways may be one as far as days are told
                        name = tuple((hop.giver, hop.taker, hop.report, data.closes) for hop in route.hops)
                        if name in ended:
                            continue
                        ended.add(name)
                    found.append(route)
    return tuple(sorted(found, key=lambda r: r.window.closes))


def latest(plan: m.Plan, registry: m.Registry) -> dict[tuple[str, str, date, str], date]:
    """By which day a report for a period has to be handed to each who takes it on its way, where a lawful day is left for it.

    The keys are the report, its period, the day on which the data close, and who takes it.
    """
    found: dict[tuple[str, str, date, str], date] = {}
    for route in routes(plan, registry):
        for hop in route.hops:
            if hop.met:
                key = (hop.report, route.every, route.window.closes, hop.taker)
                found[key] = min(hop.latest, found.get(key, hop.latest))
    return found


def _too_many() -> Refusal:
    return Refusal(
        say(
            "the reports are passed on in more ways than can be followed ({most} stretches); "
            "look through from, to and via of the reports",
            most=MOST_HOPS,
        )
    )


def _onward(plan: m.Plan) -> dict[str, dict[str, list[m.Report]]]:
    """For each period the reports on it by who makes them."""
    onward: dict[str, dict[str, list[m.Report]]] = {}
    for report in plan.reports:
        for every in report.every:
            for ref in report.from_:
                onward.setdefault(every, {}).setdefault(ref.id, []).append(report)
    return onward


class _Stated:
    """The last day that the plan names for each report on each period's data."""

    def __init__(self, plan: m.Plan, registry: m.Registry) -> None:
        self._days: dict[tuple[str, Window], date] = {}
        for report in plan.reports:
            for f in obligations.falling_due(plan, report, registry.workdays):
                if f.window is not None:
                    key = (report.id, f.window)
                    self._days[key] = max(f.due, self._days.get(key, f.due))

    def on(self, report: m.Report, data: Window) -> date | None:
        """The day, None where the plan names none."""
        return self._days.get((report.id, data))


def _span(plan: m.Plan) -> tuple[date, date]:
    return max(plan.period.first, plan.document.issued or plan.period.first), plan.period.last


def _ways(
    report: m.Report, onward: Mapping[str, Sequence[m.Report]], *, every_sender: bool
) -> Iterator[tuple[_Leg, ...]]:
    """The ways that a report can take: one for each of its senders and receivers, and on through their reports."""
    for sender in dict.fromkeys(ref.id for ref in report.from_):
        begun = [_legs(report, sender, receiver) for receiver in dict.fromkeys(ref.id for ref in report.to)]
        for legs in filter(None, begun):
            yield from _on(legs, onward)
        if not every_sender and any(begun):
            return


def _legs(report: m.Report, sender: str, receiver: str) -> tuple[_Leg, ...]:
    stops = [sender, *(ref.id for ref in report.via), receiver]
    return tuple(_Leg(a, b, report) for a, b in pairwise(stops) if a != b)


def _on(legs: tuple[_Leg, ...], onward: Mapping[str, Sequence[m.Report]]) -> Iterator[tuple[_Leg, ...]]:
    """``legs`` and what follows: the receiver's own reports for the same period, nobody being passed twice."""
    if len(legs) > LONGEST_WAY:
        raise _too_many()
    passed = {legs[0].giver, *(leg.taker for leg in legs)}
    went_on = False
    for report in onward.get(legs[-1].taker, ()):
        for receiver in dict.fromkeys(ref.id for ref in report.to):
            more = _legs(report, legs[-1].taker, receiver)
            if more and passed.isdisjoint(leg.taker for leg in more):
                went_on = True
                yield from _on((*legs, *more), onward)
    if not went_on:
        yield legs


def _route(
    workdays: Workdays, stated: _Stated, every: str, data: Window, legs: tuple[_Leg, ...]
) -> Route | None:
    legs, ends = _told(stated, data, legs)
    if not legs:
        return None
    if ends[-1] is not None:
        basis, last = "stated", ends[-1]
    else:
        basis, last = "law", workdays.previous(shifted(final(data.closes), "previous", workdays))
    latest = [last]
    for day in reversed(ends[:-1]):
        before = workdays.previous(latest[0])
        latest.insert(0, before if day is None else min(day, before))
    hops, ready = [], earliest(data.closes, workdays)
    for leg, day, until in zip(legs, ends, latest, strict=True):
        slack = workdays.count(ready, until)
        r = leg.report
        hops.append(Hop(leg.giver, leg.taker, r.id, r.at, r.span, day, ready, until, slack))
        ready = workdays.next(ready)
    return Route(every, data, basis, tuple(hops))


def _told(
    stated: _Stated, data: Window, legs: tuple[_Leg, ...]
) -> tuple[tuple[_Leg, ...], list[date | None]]:
    """``legs`` up to the last one whose day the plan or the law tells, with the days that the plan states."""
    ends: list[date | None] = []
    length = 0
    for n, (leg, after) in enumerate(zip_longest(legs, legs[1:]), 1):
        # A report's own day is that on which it reaches its receiver: on the stretches before there is none.
        arrives = after is None or after.report is not leg.report
        ends.append(stated.on(leg.report, data) if arrives else None)
        if arrives and (ends[-1] is not None or leg.taker.partition("@")[0] in COMMITTEE):
            length = n
    return legs[:length], ends[:length]
