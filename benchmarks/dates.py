"""What is due when: a monthly report over a hundred years in a thousand plans, day by day and with its warnings."""

from __future__ import annotations

import json
from collections.abc import Iterator

from benchmarks import work
from benchmarks.measure import HERE, Corpus, Guard, Row, answer, as_time, median, paired, slope

PLANS = (1, 10, 100, 1000)
YEARS = (1, 10, 100)


def rows(corpus: Corpus, quick: bool) -> Iterator[Row]:  # noqa: ARG001 - it needs the real plans only
    """The days one by one against dateutil's rule of recurrence; their growth; what is held; the first of many."""
    plans, years = (",".join(map(str, sizes)) for sizes in (PLANS, YEARS))
    seen = json.loads(answer(work.command("days", str(HERE.parent), "1" if quick else "9", plans, years)))
    what = f"monthly report, {YEARS[-1]} years, {PLANS[-1]:,} plans"
    yield paired(
        f"{what}: its days", seen["days"], "dateutil's rrule", seen["recurrences"], as_time, Guard(1.5)
    )
    yield paired(f"{what}: with data and warnings", seen["with notes"], "its days", seen["days"], as_time)
    for name, sizes in (("plans", PLANS), ("years", YEARS)):
        steep = slope(list(zip(sizes, map(median, seen[f"by {name}"]), strict=True)))
        grown = f"days of a monthly report, {sizes[0]} to {sizes[-1]:,} {name}, log-log slope"
        yield Row(grown, "", "", "", steep, Guard(1.15, unit=""), "")
    most, least = seen["held"]
    yield Row(
        f"{what}: held at a time",
        f"{most:.1f} KiB",
        "1 plan, 1 year",
        f"{least:.1f} KiB",
        most / least,
        Guard(1.2),
    )
    yield paired(
        "its first day in 8,000 years", seen["first"], "12 days", seen["one year"], as_time, Guard(1)
    )
