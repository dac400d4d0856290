"""How plans differ: with their template and with one another, version against version, and beside other programs."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from shutil import which
from typing import NamedTuple

from benchmarks import told, versions
from benchmarks.measure import (
    ALIKE,
    PLANMODEL,
    Corpus,
    Failed,
    Guard,
    Row,
    answer,
    as_time,
    clocks,
    environment,
    in_turn,
    median,
    paired,
    run,
    seconds,
    slope,
)
from benchmarks.seeded import SEEDS

NUMBERS = (8, 16, 32, 63)
"""So many plans are compared with one template."""
USUAL = (118, 32)
SIZES = ((150, 15), (500, 50), (1500, 150), (5000, 500))
"""Tasks and agencies of plans."""
BESIDE = 2
"""Plans of every size that are compared with a template of as many tasks."""
PASS = [sys.executable, "-c", "pass"]
STEADY = Guard(1.15, unit="")
DYFF = 0.022
"""Seconds by the clock that ``dyff between`` is said to take for two plans of 60 KB, where it cannot be had."""


def comparing(corpus: Corpus, quick: bool) -> Iterator[Row]:
    """Plans with their template, and with the median of each column; every plan is looked at once, no pairs are."""
    count = "3" if quick else "9"
    home = corpus.linked(NUMBERS[-1], *USUAL)
    timed = json.loads(answer(versions.command("comparing", count, ",".join(map(str, NUMBERS)), home)))
    some = " ".join(map(str, NUMBERS))
    for name, taken in (("their template", timed[0::2]), ("each column's median", timed[1::2])):
        what = f"{NUMBERS[-1]} plans with {name}"
        beside = f"{NUMBERS[0]} plans, {NUMBERS[-1] / NUMBERS[0]:.1f} times fewer"
        yield paired(what, taken[-1], beside, taken[0], as_time)
        yield _slope(f"plans with {name}", f"{some} plans", NUMBERS, taken)

    homes = [corpus.linked(BESIDE, *size) for size in SIZES]
    timed = json.loads(answer(versions.command("comparing", count, str(BESIDE), *homes)))
    for name, taken in (("its template", timed[0::2]), ("each column's median", timed[1::2])):
        yield _slope(f"a plan with {name}", f"{_sizes()} tasks", [tasks for tasks, _ in SIZES], taken)
    compared = [PLANMODEL, "compare", "made-template", *_plans(home), "--workspace", home, "--format", "json"]
    checked = [PLANMODEL, "check", f"{home}/plans", "--workspace", home, "--no-cache", "--jobs", "1", *ALIKE]
    ours, check = in_turn([compared, checked], 1 if quick else 5)
    what = f"compare, {NUMBERS[-1]} plans, to JSON"
    yield paired(what, seconds(ours), "check of the same", seconds(check), as_time)


def _plans(home: str) -> list[str]:
    return sorted(path.stem for path in Path(home, "plans").glob("plan-*.yaml"))


def changing(corpus: Corpus, quick: bool) -> Iterator[Row]:
    """The changes from one version to the next against reading both, in one process; and what is found of ten."""
    homes = [corpus.workspace(*size) for size in SIZES]
    timed = json.loads(answer(versions.command("changes", "3" if quick else "9", *homes)))
    for (tasks, _), found, read in zip(SIZES, timed[0::2], timed[1::2], strict=True):
        guard = Guard(2) if tasks == SIZES[-1][0] else None
        yield paired(f"changes, two plans of {tasks:,} tasks", found, "reading both", read, as_time, guard)
    yield _slope("changes", f"{_sizes()} tasks", [tasks for tasks, _ in SIZES], timed[0::2])
    pair = Pair(corpus)
    ours, idle = in_turn([[PLANMODEL, "diff", *pair.of("yaml")], PASS], 3 if quick else 15)
    yield paired("diff, two plans of 60 KB", seconds(ours), "python -c pass", seconds(idle), as_time)
    yield from found_of_ten(pair)


def _slope(what: str, over: str, sizes: Sequence[float], timed: Sequence[Sequence[float]]) -> Row:
    steep = slope([(size, median(taken)) for size, taken in zip(sizes, timed, strict=True)])
    return Row(f"{what}, log-log slope", "", over, "", steep, STEADY, "")


def _sizes() -> str:
    return " ".join(f"{tasks:,}" for tasks, _ in SIZES)


class Pair:
    """A plan of about 60 KB and the ten changes in it; both in another shape; each as YAML and as JSON."""

    def __init__(self, corpus: Corpus) -> None:
        self.home = corpus.home / "pair"
        if not self.home.is_dir():
            self.home.mkdir()
            run(versions.command("pair", str(self.home)))

    def of(self, ending: str, old: str = "old", new: str = "new") -> tuple[str, str]:
        """The files of two versions."""
        return str(self.home / f"{old}.{ending}"), str(self.home / f"{new}.{ending}")

    def text(self, name: str) -> str:
        """The text of a version."""
        return (self.home / f"{name}.yaml").read_text("utf-8")


def _ours(*files: str) -> list[str]:
    return [PLANMODEL, "diff", *files, "--format", "json"]


def found_of_ten(pair: Pair) -> Iterator[Row]:
    """All ten, from both sides, also where nothing stands where it stood; nothing where only the shape is another."""
    every = Guard(len(SEEDS), at_least=True, unit=f" of {len(SEEDS)}")
    for shape in ("", "-reshaped"):
        there, back = (
            told.tally(told.of_ours(printed(_ours(*files))), direction)
            for files, direction in (
                (pair.of("yaml", "old", f"new{shape}"), "weakens"),
                (pair.of("yaml", f"new{shape}", "old"), "strengthens"),
            )
        )
        right = min(there.directed, back.directed)
        what = f"planted changes that planmodel diff tells{SHAPED if shape else ''}"
        said = f"{there.named} by id, {there.directed} weaken, {back.directed} strengthen backwards"
        yield Row(what, str(there.told), said, str(len(SEEDS)), right, every, every.unit)
        yield _noise(f"other changes{SHAPED if shape else ''}", there.others + back.others)
    marks = list(told.of_ours(printed(_ours(*pair.of("yaml", "old", "old-reshaped")))))
    yield _noise("changes that planmodel diff tells where only the shape is another", len(marks))


SHAPED = ", tasks reordered, all re-indented"


def _noise(what: str, count: int) -> Row:
    return Row(what, str(count), "", "", count, Guard(0, unit=""), "")


def printed(command: Sequence[str]) -> str:
    """What a command prints, whatever its exit code: those that compare often end with 1 where something differs.

    It goes into a file: a program of Node may stop before a pipe has taken all of it.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        done = subprocess.run(
            command, check=False, stdout=out, stderr=subprocess.PIPE, text=True, env=environment()
        )
        out.seek(0)
        said = out.read()
    if done.returncode not in (0, 1) or (done.returncode and not said):
        raise Failed(f"exit code {done.returncode}: {' '.join(command)}\n{done.stderr[:2000]}")
    return said


class Other(NamedTuple):
    """Another program: how it is called with two files, of which kind they are, and what it marks."""

    name: str
    command: Callable[[str, str], list[str]]
    ending: str
    marks: Callable[[str, str, str], Iterable[told.Mark]]


def others(deep: str, json_diff: str) -> list[Other]:
    """The programs that are here: two that were installed, git, and dyff if it is on the path."""
    found = [
        Other("deepdiff", lambda a, b: [deep, "diff", a, b], "yaml", told.of_deepdiff),
        Other(
            "deepdiff --ignore-order",
            lambda a, b: [deep, "diff", "--ignore-order", a, b],
            "yaml",
            told.of_deepdiff,
        ),
        Other(
            "json-diff",
            lambda a, b: [json_diff, "--raw-json", "--output-keys", "id", a, b],
            "json",
            lambda said, old, _: told.of_json_diff(said, old),
        ),
        Other("git diff --word-diff", git, "yaml", told.of_git),
    ]
    dyff = which("dyff")
    if dyff is None:
        print("dyff is not on the path: no rows against it", file=sys.stderr)
        return found
    between = [dyff, "between", "--omit-header", "--color", "off"]
    return [*found, Other("dyff", lambda a, b: [*between, a, b], "yaml", lambda said, *_: told.of_dyff(said))]


def git(old: str, new: str) -> list[str]:
    return ["git", "diff", "--no-index", "--no-color", "--word-diff", old, new]


def against_others(corpus: Corpus, deep: str, json_diff: str, quick: bool) -> Iterator[Row]:
    """The same pair in other programs, from the shell: their time, and what they tell; none gives a direction."""
    pair = Pair(corpus)
    programs = others(deep, json_diff)
    yield from _speed(pair, programs, quick)
    for program in programs:
        yield from _told_by(program, pair)


def _speed(pair: Pair, programs: Sequence[Other], quick: bool) -> Iterator[Row]:
    """Every command as a person gives it, by the clock, and all of them through a shell that bears their exit codes."""
    commands = [[PLANMODEL, "diff", *pair.of("yaml")], *(p.command(*pair.of(p.ending)) for p in programs)]
    mine, *theirs = in_turn([_any_code(command) for command in commands], 3 if quick else 15)
    ours, what = clocks(mine), "diff, two plans of 60 KB, by the clock"
    for program, runs in zip(programs, theirs, strict=True):
        if program.name.startswith("deepdiff"):
            guard = Guard(4, at_least=True) if program.name == "deepdiff" else None
            yield paired(
                f"{program.name}, the same pair, by the clock", clocks(runs), "diff", ours, as_time, guard
            )
        else:
            guard = Guard(4) if program.name == "dyff" else None
            yield paired(what, ours, program.name, clocks(runs), as_time, guard)
    if all(program.name != "dyff" for program in programs):
        yield paired(what, ours, "dyff as reported, not run here", [DYFF] * len(ours), as_time)


def _any_code(command: Sequence[str]) -> list[str]:
    """The command with exit code 0 where it ends with 1 because something differs."""
    return ["sh", "-c", '"$@" || test $? -eq 1', "sh", *command]


def _told_by(program: Other, pair: Pair) -> Iterator[Row]:
    unit = f" of {len(SEEDS)}"
    for shape in ("", "-reshaped"):
        new = f"new{shape}"
        said = printed(program.command(*pair.of(program.ending, "old", new)))
        found = told.tally(program.marks(said, pair.text("old"), pair.text(new)))
        what = f"planted changes that {program.name} tells{SHAPED if shape else ''}"
        beside = f"{found.named} by id, {found.directed} with a direction, {found.others} others"
        yield Row(what, str(found.told), beside, str(len(SEEDS)), found.told, None, unit)
    said = printed(program.command(*pair.of(program.ending, "old", "old-reshaped")))
    marks = sum(1 for _ in program.marks(said, pair.text("old"), pair.text("old-reshaped")))
    what = f"marks of {program.name} where only the shape is another"
    yield Row(what, str(marks), f"{len(said.splitlines()):,} lines", "", marks, None, "")
