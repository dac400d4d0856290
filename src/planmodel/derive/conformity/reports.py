"""What of two reports is held against one another: their days, how often, through whose hands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planmodel import model as m
from planmodel.derive import relations as rel
from planmodel.derive.obligations import falling_between, falling_due


def days(plan: m.Plan, report: m.Report, registry: m.Registry) -> list[date]:
    """The last days of a report in the time of its plan."""
    return [f.due for f in falling_due(plan, report, registry.workdays)]


def days_in(year: int, report: m.Report, registry: m.Registry) -> list[date]:
    """The last days that a report names in a year, whatever its plan's time."""
    found = falling_between(report, date(year, 1, 1), date(year, 12, 31), {}, registry.workdays)
    return [f.due for f in found]


def latest(given: Sequence[date], asked: Sequence[date]) -> str:
    """How dates stand to those demanded, one by one; fewer dates are weaker, and none is the weakest."""
    if len(given) < len(asked):
        return rel.WEAKER
    pairs = {rel.deadline(one, other) for one, other in zip(given, asked, strict=False)}
    if pairs <= {rel.EQUAL}:
        return rel.EQUAL
    if pairs <= {rel.EQUAL, rel.STRONGER}:
        return rel.STRONGER
    return rel.WEAKER if pairs <= {rel.EQUAL, rel.WEAKER} else rel.INCOMPARABLE


def periods(report: m.Report) -> tuple[str, ...]:
    """How often it is due, ad hoc included."""
    return (*report.every, "ad-hoc") if report.ad_hoc else report.every


def receiving(report: m.Report) -> set[str]:
    """Through whose hands a report goes."""
    return {ref.id for ref in (*report.to, *report.via)}


def meet(some: set[str], others: set[str]) -> bool:
    """True where they have one in common."""
    return not some.isdisjoint(others)
