"""Speed and memory as ratios to floors, all measured in this one run; exit code 1 where a guard is broken.

    python benchmarks/run.py            the table (some minutes)
    python benchmarks/run.py --quick    the same with few repetitions
    python benchmarks/run.py --only start reader
    python benchmarks/run.py --peers    other programs for the same job too (installed from the network)

A floor is what the job costs at least, or what one would use instead. Both sides of a ratio run in turn, in pairs, on
the same plans (benchmarks/generate.py), and the ratio printed is the median of the pairs' ratios. Time is processor
time of the whole process, its workers included, where the table does not say that it is by the clock. So neither the
machine nor what else it does matters much. Needs a POSIX system (``os.wait4``) and planmodel installed beside the
Python that runs this.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks import dates, differences, matrices, work
from benchmarks.measure import (
    PLANMODEL,
    Corpus,
    Failed,
    Guard,
    Row,
    Run,
    answer,
    as_memory,
    as_time,
    clocks,
    in_turn,
    median,
    paired,
    peaks,
    run,
    seconds,
    slope,
    table,
)

PASS = [sys.executable, "-c", "pass"]
FEW, MANY = 63, 1000
SIZES = ((150, 15), (500, 50), (1500, 150), (5000, 500))
"""Tasks and agencies of the plans whose cost is to grow in proportion."""


def check(where: str, *options: str) -> list[str]:
    """The command that checks ``where`` without what an earlier run found."""
    return [PLANMODEL, "check", where, "--no-cache", *options]


def start(corpus: Corpus, quick: bool) -> Iterator[Row]:
    """What a person waits for: one plan, and the help, against a Python that does nothing."""
    one = corpus.one()
    size = f"check, 1 plan of {Path(one).stat().st_size / 1000:.0f} KB"
    dates = [PLANMODEL, "calendar", "--workspace", str(Path(__file__).parents[1])]
    commands = [check(one, "--ignore", "PM"), check(one), dates, [PLANMODEL, "--help"], PASS]
    bare, ruled, calendar, help_, idle = map(seconds, in_turn(commands, 7 if quick else 25))
    yield paired(f"{size}, no rules", bare, "python -c pass", idle, as_time, Guard(9))
    yield paired(f"{size}, built-in rules", ruled, "python -c pass", idle, as_time, Guard(10))
    yield paired("--help", help_, "python -c pass", idle, as_time, Guard(5))
    yield paired("calendar, all real plans", calendar, "--help", help_, as_time, Guard(4))


def reader(corpus: Corpus, quick: bool) -> Iterator[Row]:
    """PyYAML's fast loader, which forgets where things stand, against our reader, which keeps every place."""
    ours, theirs = json.loads(answer(work.command("readers", corpus.one(), "15" if quick else "60")))
    guard = Guard(1.8, at_least=True)
    yield paired("CSafeLoader, 1 plan", theirs, "our reader, with positions", ours, as_time, guard)


def rules(corpus: Corpus, quick: bool) -> Iterator[Row]:
    """What the rules cost beside reading (text, tree, schema, model, names), in one process."""
    plans, count = ("3", "5") if quick else ("9", "25")
    read, built_in, pack, events = json.loads(answer(work.command("rules", corpus.folder(FEW), plans, count)))
    yield paired("built-in rules, 1 plan", built_in, "reading it", read, as_time, Guard(0.3))
    yield paired("rules of the 6-ro pack, 1 plan", pack, "reading it", read, as_time, Guard(0.7))
    yield paired("reading 1 plan", read, "libyaml's events in PyYAML", events, as_time)


def many(corpus: Corpus, quick: bool) -> Iterator[Row]:
    """1,000 plans on two cores, against libyaml's events alone on one."""
    folder = corpus.folder(MANY)
    run(check(corpus.folder(FEW), "--jobs", "2"))
    two, one, floors = [], [], [run(work.command("events", folder))]
    for _ in range(3 if quick else 7):
        two.append(run(check(folder, "--jobs", "2")))
        floors.append(run(work.command("events", folder)))
        one.append(run(check(folder, "--jobs", "1")))
        floors.append(run(work.command("events", folder)))
    # Runs of ten seconds meet other moments of the machine: each stands beside the pass before it and the one after.
    events = [(a + b) / 2 for a, b in pairwise(clocks(floors))]
    what, floor = f"check, {MANY:,} plans", "libyaml's events in PyYAML"
    yield paired(f"{what}, 2 jobs, by the clock", clocks(two), floor, events[::2], as_time, Guard(1.1))
    halves = [s / 2 for s in seconds(two)]
    yield paired(f"{what}, 2 jobs, half its processor time", halves, floor, events[::2], as_time)
    yield paired(f"{what}, 1 job, by the clock", clocks(one), floor, events[1::2], as_time)


def warm(corpus: Corpus, quick: bool) -> Iterator[Row]:
    """A second run over files that have not changed, against one pass that reads and digests them."""
    folder = corpus.folder(MANY)
    again, digests = in_turn(
        [[PLANMODEL, "check", folder], work.command("digests", folder)], 3 if quick else 15
    )
    what, floor = f"check, {MANY:,} plans again", "sha256 of the files"
    yield paired(f"{what}, by the clock", clocks(again), floor, clocks(digests), as_time, Guard(2))
    yield paired(what, seconds(again), floor, seconds(digests), as_time)


def memory(corpus: Corpus, quick: bool) -> Iterator[Row]:
    """The peak of the largest process of a run: the one that was started or one of its workers."""
    few, large = corpus.folder(FEW), corpus.folder(MANY)
    limit = Guard(64, unit=" MiB")
    for jobs in ("1", "2"):
        small, big = in_turn(
            [check(few, "--jobs", jobs), check(large, "--jobs", jobs)], 1, warm_up=jobs == "1" and not quick
        )
        what = f"largest process, {MANY:,} plans, {jobs} job{'s' * (jobs != '1')}"
        peak = median(peaks(big))
        yield Row(what, as_memory(peak), "", "", peak, limit, limit.unit)
        yield paired(what, peaks(big), f"with {FEW} plans", peaks(small), as_memory, Guard(1.2))


def growth(corpus: Corpus, quick: bool) -> Iterator[Row]:
    """Time in proportion: to the number of plans, and to the size of one."""
    few, large = (check(corpus.folder(n), "--jobs", "1") for n in (FEW, MANY))
    times, beside = (1, 2) if quick else (3, 4)
    run(few)
    small: list[list[Run]] = [[run(few) for _ in range(beside)]]
    long: list[Run] = []
    for _ in range(times):
        long.append(run(large))
        small.append([run(few) for _ in range(beside)])
    # One long run meets the machine's good and bad moments alike; so do the short ones before and after it, together.
    around = [sum(seconds(a + b)) / len(a + b) for a, b in pairwise(small)]
    what, floor = f"check, {MANY:,} plans", f"check, {FEW} plans"
    yield paired(what, seconds(long), floor, around, as_time, Guard(16.5))
    yield from _sizes(corpus, quick)


def _sizes(corpus: Corpus, quick: bool) -> Iterator[Row]:
    homes = [corpus.workspace(*size) for size in SIZES]
    timed = json.loads(answer(work.command("sizes", "3" if quick else "9", *homes)))
    sizes = " ".join(f"{tasks:,}" for tasks, _ in SIZES)
    for n, what in enumerate(("reading", "built-in rules")):
        taken = [median(times) / tasks for (tasks, _), times in zip(SIZES, timed[n::2], strict=True)]
        for (tasks, agencies), each in list(zip(SIZES, taken, strict=True))[1:]:
            name = f"{what}, a task of {tasks:,} ({agencies} agencies)"
            yield paired(name, [each], f"a task of {SIZES[0][0]}", taken[:1], as_time)
        steep = slope([(tasks, each * tasks) for (tasks, _), each in zip(SIZES, taken, strict=True)])
        yield Row(f"{what}, log-log slope", "", f"{sizes} tasks", "", steep, Guard(1.15, unit=""), "")


def usual(corpus: Corpus, quick: bool) -> Iterator[Row]:
    """A folder of plans, against the script that most people would write: no names, no rules, no places."""
    few = corpus.folder(FEW)
    ours, script = in_turn([check(few), work.command("usual", few)], 1 if quick else 5)
    yield paired(f"check, {FEW} plans", seconds(ours), "CSafeLoader and jsonschema", seconds(script), as_time)


def peers(corpus: Corpus, quick: bool) -> Iterator[Row]:
    """Other programs; see ``benchmarks/peers.py``."""
    from benchmarks.peers import rows

    yield from rows(corpus, quick, FEW, MANY)


PARTS: dict[str, Callable[[Corpus, bool], Iterator[Row]]] = {
    "start": start,
    "reader": reader,
    "rules": rules,
    "many": many,
    "warm": warm,
    "memory": memory,
    "growth": growth,
    "usual": usual,
    "matrices": matrices.rows,
    "dates": dates.rows,
    "compare": differences.comparing,
    "diff": differences.changing,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table, and say whether every guard holds."""
    parser = argparse.ArgumentParser(description="Speed and memory of planmodel as ratios to floors.")
    parser.add_argument("--quick", action="store_true", help="few repetitions: faster, less sure")
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS), help="these parts only")
    parser.add_argument(
        "--peers", action="store_true", help="also other programs, installed from the network for this run"
    )
    given = parser.parse_args(argv)
    parts = {name: PARTS[name] for name in given.only} | ({"peers": peers} if given.peers else {})
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="planmodel-bench-") as home:
        corpus = Corpus(Path(home))
        for name, part in parts.items():
            print(f"measuring: {name} ...", file=sys.stderr)
            try:
                rows += part(corpus, given.quick)
            except (Failed, OSError, subprocess.SubprocessError) as error:
                print(f"cannot measure {name}: {error}", file=sys.stderr)
                return 2
    print(table(rows))
    broken = [row for row in rows if row.verdict == "BROKEN"]
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
