"""Who does what: deriving it, its workbook, its pictures, and the matrix as CSV against a pandas pivot."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks import work
from benchmarks.measure import (
    HERE,
    PLANMODEL,
    Corpus,
    Guard,
    Row,
    answer,
    as_time,
    in_turn,
    median,
    paired,
    peaks,
    seconds,
)

HOME = str(HERE.parent)
REAL = "khanh-hoa-4205-2022"
"""The real plan whose matrix is written."""
TASKS, AGENCIES, DUTIES = 5000, 500, 4
"""A plan with 100,000 assignments: 500 agencies with 4 duties each, and each duty over 50 tasks."""
PICTURED = (300, 40)
"""Tasks and agencies of the plan whose pictures are drawn."""
PIVOT = str(HERE / "pivot.py")


def rows(corpus: Corpus, quick: bool) -> Iterator[Row]:
    """What stands on planmodel alone, and on the library that writes workbooks."""
    wide = corpus.workspace(TASKS, AGENCIES, DUTIES)
    made, read = json.loads(answer(work.command("assignments", wide, "5" if quick else "15")))
    yield paired("100,000 assignments derived", made, "reading their plan", read, as_time, Guard(3))

    timed = json.loads(answer(work.command("workbook", HOME, REAL, "9" if quick else "31")))
    ours, bare, texts = timed
    what, floor = "matrix of a real plan as XLSX", "xlsxwriter alone, the same cells"
    yield paired(what, ours, floor, bare, as_time, Guard(2))
    yield paired(what, ours, "xlsxwriter alone, no comments", texts, as_time)

    home = corpus.workspace(*PICTURED)
    taken, (count,) = json.loads(answer(work.command("pictures", home, "1" if quick else "5")))
    drawn = f"{count} pictures of {PICTURED[0]} tasks, Graphviz"
    limit = Guard(3, unit=" s")
    yield Row(drawn, as_time(median(taken)), "", "", median(taken), limit, limit.unit)


def against_pandas(corpus: Corpus, python: Path, quick: bool, few: int) -> Iterator[Row]:
    """The matrix as CSV, of one plan and of ``few``, whole processes: a script with pandas does the same by a pivot.

    The script knows of letters and ranges of clauses only; reasons, classes and totals are ours alone. The command takes
    one plan, so that for several ours is a script as well.
    """
    guard, most = Guard(0.35), Guard(0.5)
    out = corpus.home / "csv"
    out.mkdir(exist_ok=True)
    one = str(Path(corpus.folder(1)) / "plan-00001.yaml")
    single = [PLANMODEL, "raci", one, "-o", str(out / "one.csv")]
    several = work.command("matrices", corpus.home_of(few), str(out))
    for plans, ours in ((1, single), (few, several)):
        theirs = [str(python), PIVOT, corpus.folder(plans), str(out)]
        mine, pivot = in_turn([ours, theirs], 3 if quick else 11)
        what, floor = f"raci to CSV, {plans} plan{'s' * (plans > 1)}", "CSafeLoader and a pandas pivot"
        yield paired(what, seconds(mine), floor, seconds(pivot), as_time, guard)
        yield paired(f"{what}, peak", peaks(mine), floor, peaks(pivot), lambda m: f"{m:.0f} MiB", most)
