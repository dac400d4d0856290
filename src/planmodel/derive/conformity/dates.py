"""The years of targets and the days of tasks."""

from __future__ import annotations

from collections.abc import Sequence

from planmodel import model as m
from planmodel.derive import relations as rel


def given(offered: m.Target, year: str) -> m.Level | None:
    """The level that ``offered`` names for ``year``, else the last one before it, else one without a year."""
    exact = offered.level(year)
    if exact is not None:
        return exact
    stated = [x for x in offered.levels if x.year != m.UNSTATED and (year == m.UNSTATED or x.year <= year)]
    return max(stated, key=lambda x: x.year) if stated else offered.level(m.UNSTATED)


def year_relation(offered: m.Level, level: m.Level, relation: str | None) -> str:
    """How the year of what is offered stands: an earlier one counts as more only where the level is reached by then."""
    if offered.year == level.year:
        return rel.EQUAL
    if m.UNSTATED in (offered.year, level.year):
        return rel.UNKNOWN
    return rel.STRONGER if relation in (rel.EQUAL, rel.STRONGER) else rel.EQUAL


def deadline(wanted: m.Due | None, tasks: Sequence[m.Task]) -> str | None:
    """How the days of ``tasks`` stand to the demanded one: the last of them counts, since all of them are the work."""
    named = [t.due for t in tasks]
    if wanted is None:
        return rel.STRONGER if None not in named else None
    if all(due is not None and due.when == wanted.when for due in named):
        return rel.EQUAL
    if any(due is None for due in named):
        return rel.WEAKER  # the plan leaves open what the template dates
    lasts = [due.last for due in named if due is not None]
    known = [last for last in lasts if last is not None]
    if wanted.last is None or len(known) < len(lasts):
        return rel.UNKNOWN
    return rel.deadline(max(known), wanted.last)
