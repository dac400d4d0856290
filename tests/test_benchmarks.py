"""The plans to measure with are the same everywhere, valid and clean; a broken guard makes the benchmark fail."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from unicodedata import is_normalized

import pytest

from benchmarks import generate
from benchmarks import run as bench
from planmodel.check import check_text
from planmodel.source import Source
from planmodel.workspace import Workspace, agency_refs, load_source

GENERATOR = Path(generate.__file__)
FIRST = "92a3fe97929b64e3ae7fba897eee92f393be2f061aa4c8692382613d0ad2f944"


def counts(text: str) -> dict[str, int]:
    """How many there are of what a plan consists of."""
    plan = load_source(Source("made.yaml", text)).plan
    assert plan is not None
    return {
        "targets": len(plan.targets),
        "tasks": len(plan.tasks),
        "agencies": len({ref.id for ref, _ in agency_refs(plan)}),
        "ranges": sum(cover.last is not None for duty in plan.duties for cover in duty.covers),
        "reports": len(plan.reports),
        "undated": sum(not report.due for report in plan.reports),
        "waiting": sum(bool(task.after) for task in plan.tasks),
    }


def test_the_first_plan_has_the_same_bytes_on_every_python() -> None:
    assert hashlib.sha256(generate.plan(1, 1).encode()).hexdigest() == FIRST


def test_the_script_needs_the_standard_library_only_and_writes_the_same_plans(tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-S", str(GENERATOR), "--plans", "2", "--out", str(tmp_path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    written = sorted(tmp_path.iterdir())
    assert [p.name for p in written] == ["plan-00001.yaml", "plan-00002.yaml"]
    assert [p.read_bytes() for p in written] == [generate.plan(1, i).encode() for i in (1, 2)]
    assert done.stdout.startswith(f"2 plans, {sum(p.stat().st_size for p in written):,} bytes, ")


def test_a_plan_depends_on_the_seed_and_its_number_not_on_how_many_there_are(tmp_path: Path) -> None:
    generate.write(tmp_path / "few", 2, tasks=30, seed=7)
    generate.write(tmp_path / "more", 3, tasks=30, seed=7)
    for name in ("plan-00001.yaml", "plan-00002.yaml"):
        assert (tmp_path / "few" / name).read_bytes() == (tmp_path / "more" / name).read_bytes()
    assert len({generate.plan(seed, i, 30) for seed in (7, 8) for i in (1, 2)}) == 4


@pytest.mark.parametrize("tasks", [1, 6, 7, 25, 118, 300])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_plan_is_valid_and_without_findings(tasks: int, seed: int) -> None:
    workspace = Workspace(None)
    for index in (1, 2):
        checked = check_text(Source("made.yaml", generate.plan(seed, index, tasks)), workspace)
        assert checked.plan_id == f"plan-{index:05d}"
        assert checked.found == []
    assert workspace.registry_found == []


def test_a_plan_has_the_shape_that_is_promised() -> None:
    text = generate.plan(1, 3)
    assert 55_000 < len(text.encode()) < 70_000
    assert is_normalized("NFC", text)
    assert "\r" not in text
    assert text.endswith("\n")
    parts = counts(text)
    assert (parts["targets"], parts["tasks"], parts["agencies"], parts["undated"]) == (12, 118, 40, 0)
    assert all(parts[name] > 3 for name in ("ranges", "reports", "waiting"))


def test_many_tasks_make_a_longer_plan_in_proportion() -> None:
    sizes = [len(generate.plan(1, 1, tasks)) for tasks in (100, 200, 300, 400)]
    steps = [after - before for before, after in pairwise(sizes)]
    assert max(steps) < 1.2 * min(steps)


@pytest.mark.parametrize("wrong", [["--plans", "0"], ["--plans", "1", "--tasks", "0"]])
def test_nothing_to_write_is_refused(wrong: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stop:
        generate.main([*wrong, "--out", str(tmp_path / "out")])
    assert stop.value.code == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("guard", "kept", "broken", "written"),
    [
        pytest.param(bench.Guard(9), 9.0, 9.01, "<= 9x", id="at-most"),
        pytest.param(bench.Guard(1.8, at_least=True), 1.8, 1.79, ">= 1.8x", id="at-least"),
    ],
)
def test_a_guard_holds_up_to_its_limit(guard: bench.Guard, kept: float, broken: float, written: str) -> None:
    assert guard.holds(kept)
    assert not guard.holds(broken)
    assert str(guard) == written


@pytest.mark.parametrize(
    ("ratio", "guard", "code", "verdict"),
    [
        pytest.param(2.0, bench.Guard(2.5), 0, "holds", id="holds"),
        pytest.param(3.0, bench.Guard(2.5), 1, "BROKEN", id="broken"),
        pytest.param(3.0, None, 0, "information", id="information"),
    ],
)
def test_the_exit_code_says_whether_a_guard_is_broken(
    ratio: float,
    guard: bench.Guard | None,
    code: int,
    verdict: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def part(corpus: bench.Corpus, quick: bool) -> Iterator[bench.Row]:
        yield bench.Row("this", "3 ms", "that", "1 ms", ratio, guard)

    monkeypatch.setattr(bench, "PARTS", {"made": part})
    assert bench.main(["--quick"]) == code
    head, row = capsys.readouterr().out.splitlines()
    assert head.split() == ["what", "took", "against", "took", "ratio", "guard", "verdict"]
    assert row.startswith("this")
    assert row.endswith(verdict)


def test_a_command_that_fails_is_not_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def part(corpus: bench.Corpus, quick: bool) -> Iterator[bench.Row]:
        bench.run([sys.executable, "-c", "print('no such plan'); raise SystemExit(2)"])
        yield bench.Row("this", "", "that", "", 1.0)

    monkeypatch.setattr(bench, "PARTS", {"made": part})
    assert bench.main([]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "no such plan" in said.err


def test_a_run_takes_time_and_memory() -> None:
    taken = bench.run([sys.executable, "-c", "held = b'x' * (200 * 2**20)"])
    assert taken.peak > 200
    assert taken.seconds > 0
    assert taken.clock > 0


def test_the_middle_value() -> None:
    assert bench.median([3.0, 1.0, 2.0]) == 2.0
    assert bench.median([4.0, 1.0, 2.0, 3.0]) == 2.5
