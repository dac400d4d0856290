"""What of two reports is held against one another: their days, how often, through whose hands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date

from planmodel import model as m
from planmodel.derive import relations as rel
from planmodel.derive.obligations import anchors, falling_between


def days(plan: m.Plan, report: m.Report, registry: m.Registry) -> list[date]:
    """The last days of a report in the years of its plan, those before the signing too: what was late to be signed is no less."""
    first, last = date(plan.period.first.year, 1, 1), date(plan.period.last.year, 12, 31)
    found = falling_between(report, first, last, anchors(plan), registry.workdays)
    return list(dict.fromkeys(f.due for f in found))


def days_in(year: int, report: m.Report, registry: m.Registry) -> list[date]:
    """The last days that a report names in a year, whatever its plan's time."""
    found = falling_between(report, date(year, 1, 1), date(year, 12, 31), {}, registry.workdays)
    return [f.due for f in found]


def latest(given: Sequence[date], asked: Sequence[date]) -> str:
    """How dates stand to those demanded, one by one; fewer dates are weaker, and none is the weakest.

    Where there are more, each that is demanded has the nearest of them beside it: of four quarters' days the second and
    the fourth answer to those of two half-years.
    """
    if len(given) < len(asked):
        return rel.WEAKER
    if len(given) > len(asked):
        given = [_nearest(day, given) for day in asked]
    return rel.of_parts(rel.deadline(one, other) for one, other in zip(given, asked, strict=True))


def _nearest(day: date, among: Sequence[date]) -> date:
    after = bisect_left(among, day)
    return min(among[max(0, after - 1) : after + 1], key=lambda other: abs(other - day))


def periods(reports: Iterable[m.Report]) -> tuple[str, ...]:
    """How often they are due, ad hoc included."""
    return tuple(
        dict.fromkeys(every for r in reports for every in (*r.every, *(("ad-hoc",) if r.ad_hoc else ())))
    )


def receiving(report: m.Report) -> set[str]:
    """Through whose hands a report goes."""
    return {ref.id for ref in (*report.to, *report.via)}


def meet(some: set[str], others: set[str]) -> bool:
    """True where they have one in common."""
    return not some.isdisjoint(others)
