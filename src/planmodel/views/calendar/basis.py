"""What a calendar rests on: which working days were known, and which of them may still move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from planmodel import model as m
from planmodel.diagnostics import Text, say
from planmodel.workdays import FIRST_YEAR, LAST_ANNOUNCED, LAST_YEAR, SOURCE, VERSION


def workday_notes(registry: m.Registry, days: Iterable[date]) -> Iterator[Text]:
    """Where the working days come from, and for which years of ``days`` they are not certain."""
    yield say(
        "Working days: Labour Code 2019, art. 112, by the table of the package {package} {version}; announced up to {year}.",
        package=SOURCE,
        version=VERSION,
        year=LAST_ANNOUNCED,
    )
    if registry.workdays.source is not None:
        yield say(
            "Further days off and days worked instead: {source}.", source=registry.workdays.source.rstrip(".")
        )
    unsure = {day.year for day in days if not registry.workdays.is_sure(day)}
    provisional = [year for year in unsure if FIRST_YEAR <= year <= LAST_YEAR]
    if provisional:
        yield say(
            "The days off of {years} are provisional: days in lieu and days swapped may still be announced.",
            years=_years(provisional),
        )
    unknown = unsure.difference(provisional)
    if unknown:
        yield say("For {years} only Saturdays and Sundays are known as days off.", years=_years(unknown))


def _years(which: Iterable[int]) -> str:
    first, last = min(which := list(which)), max(which)
    return str(first) if first == last else f"{first}–{last}"
