"""The plans to measure with are the same everywhere, valid and clean; a broken guard makes the benchmark fail."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from unicodedata import is_normalized

import openpyxl
import pytest
import yaml

from benchmarks import generate, measure, peers, pivot, work
from benchmarks import run as bench
from planmodel.check import check_text
from planmodel.derive.reach import Reach
from planmodel.derive.responsibility import assignments
from planmodel.source import Source
from planmodel.views.raci import matrix
from planmodel.workspace import Workspace, agency_refs, load_source

GENERATOR = Path(generate.__file__)
FIRST = "fd46e35d3845191c77205b338b3e086338dc975e094688bbda9bced16faa3749"


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


@pytest.mark.parametrize(("tasks", "agencies"), [(20, 12), (30, 15), (60, 36), (60, 37), (90, 60)])
def test_a_plan_may_have_fewer_or_more_agencies(tasks: int, agencies: int, tmp_path: Path) -> None:
    generate.write(tmp_path / "plans", 1, tasks, agencies=agencies)
    made = tmp_path / "plans" / "plan-00001.yaml"
    checked = check_text(Source("made.yaml", made.read_text("utf-8")), Workspace(tmp_path))
    assert checked.plan_id == "plan-00001"
    assert checked.found == []
    assert (tmp_path / "plans" / "registry").exists() == (agencies > 36)
    plan = load_source(Source("made.yaml", made.read_text("utf-8"))).plan
    assert plan is not None
    assert len({agency.id for duty in plan.duties for agency in duty.agencies}) == agencies


@pytest.mark.parametrize(
    "wrong", [["--plans", "0"], ["--plans", "1", "--tasks", "0"], ["--plans", "1", "--agencies", "11"]]
)
def test_nothing_to_write_is_refused(wrong: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stop:
        generate.main([*wrong, "--out", str(tmp_path / "out")])
    assert stop.value.code == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("guard", "kept", "broken", "written"),
    [
        pytest.param(measure.Guard(9), 9.0, 9.01, "<= 9x", id="at-most"),
        pytest.param(measure.Guard(1.8, at_least=True), 1.8, 1.79, ">= 1.8x", id="at-least"),
        pytest.param(measure.Guard(64, unit=" MiB"), 64.0, 64.1, "<= 64 MiB", id="of-another-unit"),
    ],
)
def test_a_guard_holds_up_to_its_limit(
    guard: measure.Guard, kept: float, broken: float, written: str
) -> None:
    assert guard.holds(kept)
    assert not guard.holds(broken)
    assert str(guard) == written


@pytest.mark.parametrize(
    ("ratio", "guard", "code", "verdict"),
    [
        pytest.param(2.0, measure.Guard(2.5), 0, "holds", id="holds"),
        pytest.param(3.0, measure.Guard(2.5), 1, "BROKEN", id="broken"),
        pytest.param(3.0, None, 0, "information", id="information"),
    ],
)
def test_the_exit_code_says_whether_a_guard_is_broken(
    ratio: float,
    guard: measure.Guard | None,
    code: int,
    verdict: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def part(corpus: measure.Corpus, quick: bool) -> Iterator[measure.Row]:
        yield measure.Row("this", "3 ms", "that", "1 ms", ratio, guard)

    monkeypatch.setattr(bench, "PARTS", {"made": part})
    assert bench.main(["--quick"]) == code
    head, row = capsys.readouterr().out.splitlines()
    assert head.split() == ["what", "took", "against", "took", "ratio", "guard", "verdict"]
    assert row.startswith("this")
    assert row.endswith(verdict)


def test_a_command_that_fails_is_not_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def part(corpus: measure.Corpus, quick: bool) -> Iterator[measure.Row]:
        measure.run([sys.executable, "-c", "print('no such plan'); raise SystemExit(2)"])
        yield measure.Row("this", "", "that", "", 1.0)

    monkeypatch.setattr(bench, "PARTS", {"made": part})
    assert bench.main([]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "no such plan" in said.err


def test_a_run_takes_time_and_memory() -> None:
    taken = measure.run([sys.executable, "-c", "held = b'x' * (200 * 2**20)"])
    assert taken.peak > 200
    assert taken.seconds > 0
    assert taken.clock > 0


def test_the_middle_value() -> None:
    assert measure.median([3.0, 1.0, 2.0]) == 2.0
    assert measure.median([4.0, 1.0, 2.0, 3.0]) == 2.5


def test_the_peak_is_that_of_the_largest_process_workers_included() -> None:
    child = "held = b'x' * (200 * 2**20)"
    taken = measure.run(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"]
    )
    assert taken.peak > 200


@pytest.mark.parametrize("power", [0, 1, 2])
def test_the_slope_is_the_power_of_growth(power: int) -> None:
    assert measure.slope([(x, 3 * x**power) for x in (150, 500, 1500)]) == pytest.approx(power)


def test_commands_take_turns() -> None:
    first, second = measure.in_turn([bench.PASS, bench.PASS], 2, warm_up=False)
    assert len(first) == len(second) == 2
    assert measure.clocks(first) == [r.clock for r in first]


def test_figures_line_up_with_their_units() -> None:
    rows = [
        measure.Row("peak", "35 MiB", "", "", 35.2, measure.Guard(64, unit=" MiB"), " MiB"),
        measure.Row("check", "1.20 s", "that", "12 ms", 100.0),
    ]
    assert measure.table(rows).splitlines() == [
        "what     took  against   took      ratio  guard      verdict",
        "peak   35 MiB                  35.20 MiB  <= 64 MiB  holds",
        "check  1.20 s  that     12 ms    100.00x             information",
    ]


@pytest.mark.parametrize(
    ("taken", "shown"), [(0.00042, "420 µs"), (0.0131, "13.1 ms"), (0.42, "420 ms"), (4.2, "4.20 s")]
)
def test_times_are_shown_as_people_read_them(taken: float, shown: str) -> None:
    assert measure.as_time(taken) == shown


def test_every_part_is_explained() -> None:
    page = (GENERATOR.parent / "README.md").read_text("utf-8")
    assert all(f"| {name} |" in page for name in (*bench.PARTS, "peers"))


@pytest.fixture(scope="module")
def two_plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "plans"
    generate.write(folder, 2, tasks=24)
    return folder


@pytest.mark.parametrize(
    ("name", "more", "series"),
    [
        pytest.param("readers", ("1",), 2, id="readers"),
        pytest.param("rules", ("2", "1"), 4, id="rules"),
        pytest.param("sizes", (), 4, id="sizes"),
        pytest.param("events", (), None, id="events"),
        pytest.param("digests", (), None, id="digests"),
        pytest.param("usual", (), None, id="usual"),
        pytest.param("assignments", ("1",), 2, id="assignments"),
        pytest.param("workbook", ("khanh-hoa-4205-2022", "1"), 3, id="workbook"),
        pytest.param("pictures", ("1",), 2, id="pictures"),
    ],
)
def test_what_is_measured_in_one_process_runs(
    name: str, more: tuple[str, ...], series: int | None, two_plans: Path
) -> None:
    given = {
        "readers": [str(two_plans / "plan-00001.yaml")],
        "sizes": ["1", str(two_plans.parent), str(two_plans.parent)],
        "assignments": [str(two_plans.parent)],
        "workbook": [str(GENERATOR.parents[1])],
        "pictures": [str(two_plans.parent)],
    }.get(name, [str(two_plans)])
    said = measure.answer(work.command(name, *given, *more))
    if series is None:
        assert said == ""
    else:
        timed = json.loads(said)
        assert len(timed) == series
        assert all(taken >= 0 for times in timed for taken in times)


def test_every_agency_may_have_duties_over_ranges_that_share_no_task() -> None:
    made = load_source(Source("made.yaml", generate.plan(1, 1, tasks=300, agencies=20, duties_of=4))).plan
    assert made is not None
    registry = Workspace(None).registry
    by_duty = {d.id: {t.id for t, _ in Reach(made).tasks(d)} for d in made.duties}
    assert len(by_duty) == 20 * 4
    assert {len(tasks) for tasks in by_duty.values()} == {50}
    assert len({min(tasks) for tasks in by_duty.values()}) > 40
    own = {(t.id, doer.id) for t in made.tasks for doer in t.by}
    pairs = {(t, d.agencies[0].id) for d in made.duties for t in by_duty[d.id]}
    assert len(pairs) == 20 * 4 * 50
    assert {(a.item, a.agency) for a in assignments(made, registry)} == pairs | own
    checked = check_text(
        Source("made.yaml", generate.plan(1, 1, tasks=300, agencies=20, duties_of=4)), Workspace(None)
    )
    assert not [d for d in checked.found if d.code < "PM2"]


def test_the_matrices_of_a_workspace_are_written_in_one_process(two_plans: Path, tmp_path: Path) -> None:
    measure.answer(work.command("matrices", str(two_plans.parent), str(tmp_path)))
    written = {p.name: p.read_text("utf-8-sig") for p in tmp_path.iterdir()}
    assert set(written) == {"plan-00001.csv", "plan-00002.csv"}
    assert all("A/R" in text and "Nhiệm vụ" in text for text in written.values())


def test_the_bare_workbook_holds_the_same_cells() -> None:
    workspace = Workspace(GENERATOR.parents[1])
    plan = workspace.plan("khanh-hoa-4205-2022")
    assert plan is not None
    table = matrix(plan, workspace.registry)
    page = openpyxl.load_workbook(BytesIO(work.bare_workbook(table, comments=True))).worksheets[0]
    for found, row in zip(page.iter_rows(min_row=2), table.rows, strict=True):
        assert [c.value for c in found] == [c.text or None if c.value is None else c.value for c in row]
        assert [c.comment.text if c.comment else "" for c in found] == [c.note for c in row]


def test_the_script_for_pandas_finds_the_parts_that_we_find() -> None:
    text = generate.plan(1, 1)
    made = load_source(Source("made.yaml", text)).plan
    assert made is not None
    data = yaml.safe_load(text)
    names = {t.title: t.id for t in made.tasks}
    theirs = {(names[title], agency) for _, title, agency, _ in pivot.parts(data)}
    ours = {(a.item, a.agency) for a in assignments(made, Workspace(None).registry) if a.is_task}
    assert theirs == ours


def test_all_planted_faults_are_told_at_their_lines() -> None:
    text = peers.planted()
    lines = peers.lines(text)
    checked = check_text(Source("planted.yaml", text), Workspace(None))
    assert [(d.code, d.span and d.span.line) for d in checked.found] == [
        (f.code, line) for f, line in zip(peers.FAULTS, lines, strict=True)
    ]
    assert len(set(lines)) == len(peers.FAULTS) == 9
    said = "\n".join(f"{d.source}:{d.span.line}:{d.span.column}: error" for d in checked.found if d.span)
    assert peers.told(said, lines) == 9
    assert peers.has_positions(said)


@pytest.mark.parametrize(
    ("said", "told", "placed"),
    [
        pytest.param("bad.yaml::$.recipients[1]: 'agency' is required\n$.tasks[0].product: 12", 2, False, id="paths"),
        pytest.param("instancePath: '/document',", 1, False, id="pointers"),
        pytest.param("instancePath: '/document/place'", 0, False, id="another-place"),
        pytest.param('at instance location "/period/to" (line 6, column 1)', 1, True, id="pointers-and-lines"),
        pytest.param("ok", 0, False, id="nothing"),
    ],
)  # fmt: skip
def test_faults_told_are_counted_by_their_place(said: str, told: int, placed: bool) -> None:
    assert peers.told(said, [10_000 + n for n in range(9)]) == told
    assert peers.has_positions(said) == placed


def test_peers_get_a_schema_that_they_can_read() -> None:
    given = {"pattern": r"^a(?![\s\S])", "x-hint": {"vi": "a"}, "items": [{"minimum": 1, "x-hint": {}}]}
    assert peers.plain(given) == {"pattern": "^a$", "items": [{"minimum": 1}]}
