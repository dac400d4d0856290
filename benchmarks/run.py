"""Speed and memory as ratios to floors, all measured in this one run; exit code 1 where a guard is broken.

    python benchmarks/run.py            the table (some minutes)
    python benchmarks/run.py --quick    the same with few repetitions
    python benchmarks/run.py --only start reader

A floor is what the job costs at least, or what one would use instead. Both sides of a ratio run in turn, in pairs, on
the same plans (benchmarks/generate.py), and the ratio printed is the median of the pairs' ratios. Time is processor
time of the whole process, its workers included, where the table does not say that it is by the clock. So neither the
machine nor what else it does matters much. Needs a POSIX system (``os.wait4``) and planmodel installed beside the
Python that runs this.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from shutil import rmtree
from time import perf_counter, process_time
from typing import NamedTuple

# This process stays small and imports nothing that it measures: a child's peak memory counts from its parent's.
HERE = Path(__file__).resolve().parent
SCHEMA = HERE.parent / "schema" / "plan.schema.json"
PLANMODEL = str(Path(sys.executable).with_name("planmodel"))
PASS = [sys.executable, "-c", "pass"]
FEW, MANY = 63, 1000


class Guard(NamedTuple):
    """The most, or the least, that a ratio may be."""

    limit: float
    at_least: bool = False

    def holds(self, ratio: float) -> bool:
        """True where ``ratio`` keeps to the limit."""
        return ratio >= self.limit if self.at_least else ratio <= self.limit

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='} {self.limit:g}x"


class Row(NamedTuple):
    """One line of the table. A row without a guard is information."""

    what: str
    took: str
    against: str
    floor: str
    ratio: float
    guard: Guard | None = None

    @property
    def verdict(self) -> str:
        """Whether the guard holds."""
        if self.guard is None:
            return "information"
        return "holds" if self.guard.holds(self.ratio) else "BROKEN"


class Run(NamedTuple):
    """What one process and its children took: seconds of processors, seconds by the clock, and the peak in MiB."""

    seconds: float
    clock: float
    peak: float


class Failed(Exception):
    """A measured command did not succeed, so its time says nothing."""


@cache
def environment() -> dict[str, str]:
    """This process's environment, with Python as it is out of the box: compiled modules are kept and found again."""
    bytecode = tempfile.mkdtemp(prefix="planmodel-bytecode-")
    atexit.register(rmtree, bytecode, ignore_errors=True)
    kept = {k: v for k, v in os.environ.items() if k == "PYTHONPATH" or not k.startswith("PYTHON")}
    return kept | {"PYTHONPYCACHEPREFIX": bytecode}


def run(command: Sequence[str]) -> Run:
    """Run ``command`` to its end. Raises Failed for any exit code but 0."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        start = perf_counter()
        child = subprocess.Popen(command, stdout=said, stderr=said, env=environment())
        _, status, usage = os.wait4(child.pid, 0)
        clock = perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            said.seek(0)
            raise Failed(f"exit code {child.returncode}: {' '.join(command)}\n{said.read(2000)}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(usage.ru_utime + usage.ru_stime, clock, usage.ru_maxrss * unit / 2**20)


def paired(first: Sequence[str], second: Sequence[str], count: int) -> tuple[list[float], list[float]]:
    """The processor time of two commands run ``count`` times each, in turn, after a warm-up."""
    run(first)
    run(second)
    taken: tuple[list[float], list[float]] = ([], [])
    for n in range(count):
        turns = [(first, taken[0]), (second, taken[1])]
        for command, seconds in turns if n % 2 == 0 else reversed(turns):
            seconds.append(run(command).seconds)
    return taken


def median(values: Sequence[float]) -> float:
    """The middle one of ``values``, or what lies between the two in the middle."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _row(
    what: str,
    values: Sequence[float],
    against: str,
    floors: Sequence[float],
    shown: Callable[[float], str],
    guard: Guard | None = None,
) -> Row:
    ratio = median([a / b for a, b in zip(values, floors, strict=True)])
    return Row(what, shown(median(values)), against, shown(median(floors)), ratio, guard)


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def _memory(mebibytes: float) -> str:
    return f"{mebibytes:.0f} MiB"


class Corpus:
    """The plans to measure with, written when they are first asked for."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def folder(self, plans: int) -> str:
        """A folder with so many plans."""
        folder = self.home / f"plans-{plans}"
        if not folder.is_dir():
            generator = [sys.executable, str(HERE / "generate.py")]
            run([*generator, "--plans", str(plans), "--out", str(folder)])
        return str(folder)

    def one(self) -> str:
        """A file with one plan."""
        return str(Path(self.folder(1)) / "plan-00001.yaml")


def start(corpus: Corpus, quick: bool) -> Iterator[Row]:
    """What a person waits for: the help, and one plan, against a Python that does nothing."""
    count = 7 if quick else 25
    size = f"{Path(corpus.one()).stat().st_size / 1000:.0f} KB"
    check, idle = paired([PLANMODEL, "check", corpus.one()], PASS, count)
    yield _row(f"check, 1 plan of {size}", check, "python -c pass", idle, _time, Guard(9))
    help_, idle = paired([PLANMODEL, "--help"], PASS, count)
    yield _row("--help", help_, "python -c pass", idle, _time, Guard(5))


def reader(corpus: Corpus, quick: bool) -> Iterator[Row]:
    """PyYAML's fast loader, which forgets where things stand, against our reader, which keeps every place."""
    done = _worker("reader", corpus.one(), "15" if quick else "60")
    timed = subprocess.run(done, check=True, stdout=subprocess.PIPE, text=True, env=environment()).stdout
    ours, theirs = json.loads(timed)
    guard = Guard(1.8, at_least=True)
    yield _row("CSafeLoader, 1 plan", theirs, "our reader, with positions", ours, _time, guard)


def growth(corpus: Corpus, quick: bool) -> Iterator[Row]:
    """Many plans against few: time in proportion, memory the same. And against libyaml's events alone."""
    few, many = [PLANMODEL, "check", corpus.folder(FEW)], [PLANMODEL, "check", corpus.folder(MANY)]
    passing = _worker("events", corpus.folder(MANY))
    times, beside = (1, 2) if quick else (3, 4)
    run(few)
    small: list[list[Run]] = [[run(few) for _ in range(beside)]]
    large: list[Run] = []
    events: list[Run] = []
    for _ in range(times):
        large.append(run(many))
        small.append([run(few) for _ in range(beside)])
        events.append(run(passing))
    # One long run meets the machine's good and bad moments alike; so do the short ones before and after it, together.
    around = [before + after for before, after in pairwise(small)]
    seconds = [sum(r.seconds for r in runs) / len(runs) for runs in around]
    yield _row(
        f"check, {MANY:,} plans",
        [r.seconds for r in large],
        f"check, {FEW} plans",
        seconds,
        _time,
        Guard(16.5),
    )
    peaks = [max(r.peak for r in runs) for runs in around]
    yield _row(
        f"peak, {MANY:,} plans", [r.peak for r in large], f"peak, {FEW} plans", peaks, _memory, Guard(1.2)
    )
    by_clock = [r.clock for r in large]
    floor = [r.clock for r in events]
    yield _row(f"check, {MANY:,} plans, by the clock", by_clock, "libyaml's events in PyYAML", floor, _time)


def usual(corpus: Corpus, quick: bool) -> Iterator[Row]:
    """A folder of plans, against the script that most people would write: no names, no rules, no places."""
    few = corpus.folder(FEW)
    check, script = paired([PLANMODEL, "check", few], _worker("usual", few), 1 if quick else 5)
    yield _row(f"check, {FEW} plans", check, "CSafeLoader and jsonschema", script, _time)


PARTS: dict[str, Callable[[Corpus, bool], Iterator[Row]]] = {
    "start": start,
    "reader": reader,
    "growth": growth,
    "usual": usual,
}


def _worker(name: str, *arguments: str) -> list[str]:
    return [sys.executable, str(Path(__file__).resolve()), "--worker", name, *arguments]


def _time_readers(path: str, count: str) -> None:
    """Print the seconds of processor time of both readers, run in turn on one text."""
    import yaml

    from planmodel import yamltree
    from planmodel.source import Source

    text = Path(path).read_text("utf-8")

    def ours() -> object:
        return yamltree.read(Source(path, text)).data

    def theirs() -> object:
        return yaml.load(text, yaml.CSafeLoader)

    if json.loads(json.dumps(theirs())) != ours():
        sys.exit("the two readers do not agree, so their times say nothing")
    timed: tuple[list[float], list[float]] = ([], [])
    for n in range(int(count)):
        turns = [(ours, timed[0]), (theirs, timed[1])]
        for read, seconds in turns if n % 2 == 0 else reversed(turns):
            gc.collect()  # neither pays for what the other left behind
            begin = process_time()
            read()
            seconds.append(process_time() - begin)
    print(json.dumps(timed))


def _pass_over_events(folder: str) -> None:
    """Make every event of every plan, and nothing of them."""
    import yaml
    from yaml.events import StreamEndEvent

    for path in sorted(Path(folder).glob("*.yaml")):
        parser = yaml.CLoader(
            path.read_text("utf-8")
        )  # libyaml's parser, with constructors that are not called
        while type(parser.get_event()) is not StreamEndEvent:
            pass
        parser.dispose()


def _check_as_usual(folder: str) -> None:
    """Load and validate every plan as most scripts do."""
    import jsonschema
    import yaml

    schema = json.loads(SCHEMA.read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for path in sorted(Path(folder).glob("*.yaml")):
        with path.open("rb") as file:
            loaded = yaml.load(file, yaml.CSafeLoader)
        plan = json.loads(json.dumps(loaded))  # its patternProperties stumble over keys that are numbers
        if not validator.is_valid(plan):
            sys.exit(f"{path} is not valid")


WORKERS: dict[str, Callable[..., None]] = {
    "reader": _time_readers,
    "events": _pass_over_events,
    "usual": _check_as_usual,
}


def table(rows: Sequence[Row]) -> str:
    """The rows under their headings, columns lined up."""
    lines = [("what", "took", "against", "took", "ratio", "guard", "verdict")]
    lines += [
        (r.what, r.took, r.against, r.floor, f"{r.ratio:.2f}x", str(r.guard or ""), r.verdict) for r in rows
    ]
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    right = (1, 3, 4)
    return "\n".join(
        "  ".join(
            cell.rjust(w) if i in right else cell.ljust(w)
            for i, (cell, w) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table, and say whether every guard holds."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] == ["--worker"]:
        WORKERS[arguments[1]](*arguments[2:])
        return 0
    parser = argparse.ArgumentParser(description="Speed and memory of planmodel as ratios to floors.")
    parser.add_argument("--quick", action="store_true", help="few repetitions: faster, less sure")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="these parts only")
    given = parser.parse_args(arguments)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="planmodel-bench-") as home:
        corpus = Corpus(Path(home))
        for part in given.only:
            print(f"measuring: {part} ...", file=sys.stderr)
            try:
                rows += PARTS[part](corpus, given.quick)
            except (Failed, OSError, subprocess.SubprocessError) as error:
                print(f"cannot measure {part}: {error}", file=sys.stderr)
                return 2
    print(table(rows))
    broken = [row for row in rows if row.verdict == "BROKEN"]
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
