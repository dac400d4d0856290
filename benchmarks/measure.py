"""Measuring: processes run in turn, their time and memory, and the ratios in a table.

This module, and whatever imports it, stays small and imports nothing that is measured: a child's peak memory counts
from its parent's.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from math import log
from pathlib import Path
from shutil import rmtree
from time import perf_counter
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
PLANMODEL = str(Path(sys.executable).with_name("planmodel"))
ALIKE = ["--ignore", "PM703"]
"""The made plans that carry a template out are few bodies' plans with figures of their own: thousands of contradictions."""


class Guard(NamedTuple):
    """The most, or the least, that a figure may be; most figures are ratios."""

    limit: float
    at_least: bool = False
    unit: str = "x"

    def holds(self, figure: float) -> bool:
        """True where ``figure`` keeps to the limit."""
        return figure >= self.limit if self.at_least else figure <= self.limit

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='} {self.limit:g}{self.unit}"


class Row(NamedTuple):
    """One line of the table. A row without a guard is information. ``ratio`` is one where its ``unit`` says so."""

    what: str
    took: str
    against: str
    floor: str
    ratio: float
    guard: Guard | None = None
    unit: str = "x"

    @property
    def verdict(self) -> str:
        """Whether the guard holds."""
        if self.guard is None:
            return "information"
        return "holds" if self.guard.holds(self.ratio) else "BROKEN"


class Run(NamedTuple):
    """What one process and its children took: seconds of processors and by the clock, and the largest one's peak in MiB."""

    seconds: float
    clock: float
    peak: float


class Failed(Exception):
    """A measured command did not succeed, so its time says nothing."""


@cache
def environment() -> dict[str, str]:
    """This process's environment, with Python as it is out of the box (compiled modules are kept and found again) and
    an empty folder for caches."""
    own = tempfile.mkdtemp(prefix="planmodel-bench-own-")
    atexit.register(rmtree, own, ignore_errors=True)
    kept = {k: v for k, v in os.environ.items() if k == "PYTHONPATH" or not k.startswith("PYTHON")}
    return kept | {"PYTHONPYCACHEPREFIX": f"{own}/bytecode", "XDG_CACHE_HOME": f"{own}/cache"}


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


def answer(command: Sequence[str]) -> str:
    """What ``command`` prints when it succeeds."""
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment())
    return done.stdout


def in_turn(commands: Sequence[Sequence[str]], count: int, *, warm_up: bool = True) -> list[list[Run]]:
    """Run every command ``count`` times, in turn, forwards and backwards, after a warm-up."""
    if warm_up:
        for command in commands:
            run(command)
    taken: list[list[Run]] = [[] for _ in commands]
    for n in range(count):
        turns = list(zip(commands, taken, strict=True))
        for command, runs in turns if n % 2 == 0 else reversed(turns):
            runs.append(run(command))
    return taken


def seconds(runs: Sequence[Run]) -> list[float]:
    """The processor time of each run."""
    return [r.seconds for r in runs]


def clocks(runs: Sequence[Run]) -> list[float]:
    """The time by the clock of each run."""
    return [r.clock for r in runs]


def peaks(runs: Sequence[Run]) -> list[float]:
    """The peak of each run."""
    return [r.peak for r in runs]


def median(values: Sequence[float]) -> float:
    """The middle one of ``values``, or what lies between the two in the middle."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The exponent with which the second numbers grow with the first: 1 is in proportion, 2 is quadratic."""
    logs = [(log(x), log(y)) for x, y in points]
    mean_x, mean_y = (sum(p[axis] for p in logs) / len(logs) for axis in (0, 1))
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def paired(
    what: str,
    values: Sequence[float],
    against: str,
    floors: Sequence[float],
    shown: Callable[[float], str],
    guard: Guard | None = None,
) -> Row:
    """The row of two measurements made in pairs: its ratio is the median of the pairs' ratios."""
    ratio = median([a / b for a, b in zip(values, floors, strict=True)])
    return Row(what, shown(median(values)), against, shown(median(floors)), ratio, guard)


def as_time(taken: float) -> str:
    """Seconds as people read them."""
    if taken < 0.001:
        return f"{taken * 1e6:.0f} µs"
    if taken < 0.1:
        return f"{taken * 1000:.1f} ms"
    return f"{taken * 1000:.0f} ms" if taken < 1 else f"{taken:.2f} s"


def as_memory(mebibytes: float) -> str:
    """Memory as people read it."""
    return f"{mebibytes:.0f} MiB"


class Corpus:
    """The plans to measure with, written when they are first asked for."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def folder(self, plans: int) -> str:
        """A folder with so many plans."""
        folder = self.home / f"plans-{plans}"
        if not folder.is_dir():
            _generate("--plans", str(plans), "--out", str(folder))
        return str(folder)

    def one(self) -> str:
        """A file with one plan."""
        return str(Path(self.folder(1)) / "plan-00001.yaml")

    def workspace(self, tasks: int, agencies: int, duties: int = 0) -> str:
        """A workspace with one plan of so many tasks and agencies, each with so many duties over ranges of tasks."""
        home = self.home / f"workspace-{tasks}-{agencies}-{duties}"
        if not home.is_dir():
            size = ["--tasks", str(tasks), "--agencies", str(agencies), "--duties", str(duties)]
            _generate("--plans", "1", *size, "--out", str(home / "plans"))
        return str(home)

    def linked(self, plans: int, tasks: int, agencies: int) -> str:
        """A workspace with so many plans of so many tasks and agencies, and the template that they carry out."""
        home = self.home / f"linked-{plans}-{tasks}-{agencies}"
        if not home.is_dir():
            size = ["--tasks", str(tasks), "--agencies", str(agencies)]
            _generate("--plans", str(plans), *size, "--template", "--out", str(home / "plans"))
        return str(home)

    def home_of(self, plans: int) -> str:
        """A workspace with so many plans."""
        home = self.home / f"home-{plans}"
        if not home.is_dir():
            home.mkdir()
            (home / "plans").symlink_to(self.folder(plans), target_is_directory=True)
        return str(home)


def _generate(*options: str) -> None:
    run([sys.executable, str(HERE / "generate.py"), *options])


def table(rows: Sequence[Row]) -> str:
    """The rows under their headings, columns lined up."""
    lines = [("what", "took", "against", "took", "ratio", "guard", "verdict")]
    lines += [
        (
            r.what,
            r.took,
            r.against,
            r.floor,
            f"{r.ratio:.2f}{r.unit}",
            str(r.guard or ""),
            r.verdict,
        )
        for r in rows
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
