"""Many files: the same findings from one process, from all cores and from the cache, whatever state the cache is in."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel.check import Checked, Options, check_files, check_text, many
from planmodel.check.cache import Cache, packed, unpacked
from planmodel.source import Source
from planmodel.workspace import Workspace
from tests.command import CLEAN, copy_plans, planmodel
from tests.plan_texts import FULL, MINIMAL, NAME, SHIPPED, changed, plan, target, task

COUNT = 24
FAULTY = plan(targets=[target(level="{at_least: {2022: 150}}")], tasks=[task()])
OPTIONS = Options(today=date(2026, 11, 22))
TEMPLATE = "plans/templates/mic-781-2022.yaml"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with two dozen plans of all kinds: clean, with findings, unreadable, twice the same id."""
    copy_plans(tmp_path)
    for n in range(COUNT):
        text = (MINIMAL, FULL, FAULTY, "targets: [\n")[n % 4].replace(
            "ke-hoach-mau", f"ke-hoach-{n // 8}-{n % 4}"
        )
        if n % 3 == 0:
            text = text.replace("tasks:\n", "# planmodel: ignore[PM401] chờ phân công\ntasks:\n")
        (tmp_path / "plans" / f"p{n:02}.yaml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files() -> list[Path]:
    return sorted(p for p in Path("plans").rglob("*.yaml"))


def alone(options: Options = OPTIONS) -> list[Checked]:
    return list(check_files(files(), Workspace.around(Path.cwd()), options))


def together(cache: Path | None = None, options: Options = OPTIONS, jobs: int = 2) -> list[Checked]:
    return many.check_many(files(), Workspace.around(Path.cwd()), options, jobs=jobs, cache=cache)


def judged(run: Callable[[], list[Checked]]) -> tuple[list[Checked], int]:
    """What a run (in one process) gives, and how many files it judged itself."""
    with mock.patch.object(many, "_judged", wraps=many._judged) as judge:
        return run(), judge.call_count


def test_all_cores_find_what_one_finds_in_the_same_order(home: Path) -> None:
    one = alone()
    assert any(c.found for c in one)
    assert any(c.silenced for c in one)
    assert together() == one == together(jobs=1)
    assert together(jobs=5) == one


def test_the_command_line_prints_the_same_bytes_with_and_without_workers_and_cache(home: Path) -> None:
    cache = {"XDG_CACHE_HOME": str(home / "cache")}
    first = planmodel("check", "plans", "--format", "json", env=cache)
    assert (home / "cache" / "planmodel" / "judged.sqlite").is_file()
    assert planmodel("check", "plans", "--format", "json", env=cache) == first
    assert planmodel("check", "plans", "--format", "json", "--no-cache", "--jobs", "1") == first
    assert first.code == 1
    assert json.loads(first.out)["summary"]["files"] == len(files())


def test_no_cache_makes_no_cache(home: Path) -> None:
    cache = {"XDG_CACHE_HOME": str(home / "cache")}
    planmodel("check", "plans", "--no-cache", env=cache)
    assert not (home / "cache").exists()


def test_what_has_not_changed_is_not_judged_again(home: Path) -> None:
    cache = home / "c.sqlite"
    first, count = judged(lambda: together(cache, jobs=1))
    assert count == len(files())
    again, count = judged(lambda: together(cache, jobs=1))
    assert again == first == alone()
    assert count == 0
    (home / "plans" / "p00.yaml").write_text(FAULTY, "utf-8")
    after, count = judged(lambda: together(cache, jobs=1))
    assert after == alone()
    assert count == 1


def test_a_changed_template_changes_the_findings_of_plans_that_did_not_change(home: Path) -> None:
    cache = home / "c.sqlite"
    before = together(cache)
    assert not [d for c in before for d in c.found if d.code == "PM116"]
    path = home / TEMPLATE
    text = path.read_text("utf-8")
    item = next(line.split("id: ")[1].split(",")[0] for line in text.partition("\ntasks:")[2].splitlines() if "id: " in line)  # fmt: skip
    path.write_text(text.replace(f"id: {item},", f"id: {item}-moi,").replace(f"id: {item}\n", f"id: {item}-moi\n"), "utf-8")  # fmt: skip
    after, count = judged(lambda: together(cache, jobs=1))
    assert after == alone()
    assert [d for c in after for d in c.found if d.code == "PM116"]
    linked = sum(1 for c in alone() if c.links)
    assert count == linked + 1  # those that carry out the template, and itself


EDITS: dict[str, Callable[[Path], object]] = {
    "a registry": lambda home: (home / "plans/registry/roles.yaml").write_text(
        (home / "plans/registry/roles.yaml").read_text("utf-8") + "# thêm\n", "utf-8"
    ),
    "days off": lambda home: (home / "plans/registry/workdays.yaml").write_text(
        "registry: workdays\nworkdays: {source: Thông báo, days_off: [2027-02-04]}\n", "utf-8"
    ),
    "the settings": lambda home: (home / "planmodel.yaml").write_text(
        "planmodel: 1\ncheck: {ignore: [PM201]}\n", "utf-8"
    ),
}


@pytest.mark.parametrize("what", EDITS)
def test_what_plans_are_judged_by_changes_and_all_are_judged_again(home: Path, what: str) -> None:
    cache = home / "c.sqlite"
    together(cache)
    EDITS[what](home)
    after, count = judged(lambda: together(cache, jobs=1))
    assert count == len(files())  # a new file among them is judged too
    assert after == alone()


def test_options_and_the_day_are_part_of_the_key(home: Path) -> None:
    cache = home / "c.sqlite"
    together(cache)
    for other in (OPTIONS._replace(select=("PM2",)), OPTIONS._replace(today=date(2027, 1, 1))):
        after, count = judged(lambda other=other: together(cache, other, jobs=1))  # type: ignore[misc]
        assert count == len(files())
        assert after == alone(other)


def test_the_program_itself_is_part_of_the_key(home: Path) -> None:
    cache = home / "c.sqlite"
    together(cache)
    with mock.patch.object(many, "_program", return_value=iter([b"another"])):
        _, count = judged(lambda: together(cache, jobs=1))
    assert count == len(files())


def test_two_files_with_one_content_keep_their_names(home: Path) -> None:
    shutil.copy(home / "plans/p02.yaml", home / "plans/q02.yaml")
    cache = home / "c.sqlite"
    together(cache)
    again = together(cache)
    assert again == alone()
    assert {d.source for c in again for d in c.found if c.name == "plans/q02.yaml"} == {"plans/q02.yaml"}


@pytest.mark.parametrize("content", [b"", b"nonsense" * 1000, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_cache_that_is_nonsense_does_no_harm(home: Path, content: bytes) -> None:
    cache = home / "c.sqlite"
    cache.write_bytes(content)
    assert together(cache) == alone()
    assert together(cache) == alone()


HOSTILE = [pickle.dumps(x) for x in (os.system, Path("/"), {"a": 1}, ["Checked"], None, Options())]
HOSTILE += [b"cos\nsystem\n(S'echo ran'\ntR.", b"\x80\x05K\x01.", b"", pickle.dumps(Checked)]


@given(st.binary() | st.sampled_from(HOSTILE))
def test_a_row_that_is_nonsense_is_no_row_and_runs_nothing(row: bytes) -> None:
    with mock.patch("os.system", side_effect=AssertionError("ran")):
        made = unpacked(row)
    assert made is None or isinstance(made, Checked)


def test_rows_that_are_nonsense_are_judged_again(home: Path) -> None:
    cache = home / "c.sqlite"
    together(cache)
    with sqlite3.connect(cache) as base:
        base.execute("UPDATE judged SET row = substr(row, 1, length(row) / 2)")
    base.close()
    after, count = judged(lambda: together(cache, jobs=1))
    assert after == alone()
    assert count == len(files())


def test_a_cache_that_cannot_be_written_or_is_locked_does_no_harm(home: Path) -> None:
    (home / "file").write_text("", "utf-8")
    assert together(home / "file" / "c.sqlite") == alone()
    assert together(Path("/dev/full/c.sqlite")) == alone()
    cache = home / "c.sqlite"
    together(cache)
    lock = sqlite3.connect(cache, isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    with mock.patch.object(sqlite3, "connect", wraps=lambda path, timeout, **k: _connect(path, 0.01, **k)):
        assert together(cache) == alone()
    lock.close()


_connect = sqlite3.connect


def test_a_folder_without_write_permission_does_no_harm(home: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    closed = home / "closed"
    closed.mkdir(mode=0o500)
    assert together(closed / "c.sqlite") == alone()


def test_two_processes_may_use_one_cache_at_once(home: Path) -> None:
    env = CLEAN | {"XDG_CACHE_HOME": str(home / "cache")}
    command = [
        sys.executable,
        "-m",
        "planmodel",
        "check",
        "plans",
        "--format",
        "json",
        "--today",
        "2026-11-22",
    ]
    wanted = planmodel("check", "plans", "--format", "json", "--no-cache", "--today", "2026-11-22").raw
    for _ in range(2):
        running = [subprocess.Popen(command, cwd=home, env=env, stdout=subprocess.PIPE) for _ in range(3)]
        assert [p.communicate(timeout=60)[0] for p in running] == [wanted] * 3


def test_the_cache_keeps_a_bounded_number_of_rows(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    with mock.patch("planmodel.check.cache.KEPT", 100):
        for n in range(30):
            cache = Cache(path)
            cache.put([(bytes([n, k]), b"", b"x") for k in range(10)])
            cache.close()
    cache = Cache(path)
    rows = cache.get([bytes([n, k]) for n in range(30) for k in range(10)])
    assert 0 < len(rows) <= 100
    cache.close()


@pytest.mark.parametrize("text", [MINIMAL, FULL, FAULTY, "targets: [", "a: 1\na: 2\n", changed(MINIMAL, "ubnd-tinh", "ubnd-tin") + "# planmodel: ignore[PM204] vì thế, until 2026-01-01\n"])  # fmt: skip
def test_what_is_kept_comes_back_as_it_was(text: str) -> None:
    checked = check_text(Source(NAME, text), SHIPPED, OPTIONS)
    assert unpacked(packed(checked)) == checked


def test_a_file_that_vanishes_or_changes_meanwhile_is_one_finding(home: Path) -> None:
    paths = [*files(), Path("plans/gone.yaml")]
    found = many.check_many(paths, Workspace.around(home), OPTIONS, jobs=2, cache=home / "c.sqlite")
    assert [d.code for d in found[-1].found] == ["PM001"]


def test_a_worker_tells_of_a_rule_that_crashes_and_nothing_of_it_is_kept(home: Path) -> None:
    cache = home / "c.sqlite"
    broken = next(iter(many.check_many([], Workspace(None), OPTIONS)), None)
    assert broken is None
    plugin = home / "crash.py"
    plugin.write_text(
        """\
from planmodel.diagnostics import Severity, Text
from planmodel.rules import Rule

def _run(facts):
    raise ZeroDivisionError("a fault")
    yield

T = Text("hỏng", "fails")
RULES = [Rule("own-crash", "own-crash", Severity.info, T, T, T, T, (), (), _run)]
""",
        "utf-8",
    )
    options = OPTIONS._replace(plugins=("crash.py",))
    first = together(cache, options)
    assert "PM901" in {d.code for c in first for d in c.found}
    again, count = judged(lambda: together(cache, options, jobs=1))
    assert again == first
    assert count >= len({c.name for c in first if any(d.code == "PM901" for d in c.found)})
    assert planmodel("check", "plans", "--plugin", "crash.py").code == 3
    assert planmodel("check", "plans/p00.yaml", "--plugin", "nothing-installed").code == 2
    assert planmodel("check", "plans/p00.yaml", "--plugin", "missing.py").code == 2


def test_python_files_in_the_working_folder_are_not_picked_up(home: Path) -> None:
    (home / "rules").mkdir()
    (home / "rules" / "own.py").write_text("raise SystemExit('ran')", "utf-8")
    (home / "planmodel.yaml").write_text("planmodel: 1\nplugins: [rules/own.py]\n", "utf-8")
    done = planmodel("check", "plans/p00.yaml")
    assert done.code == 2
    assert "ran" not in done.err
    (home / "planmodel.yaml").unlink()
    assert planmodel("check", "plans/p00.yaml").code in (0, 1)


def test_a_progress_bar_is_for_terminals(home: Path) -> None:
    assert planmodel("check", "plans", "--no-cache").err == ""


def test_workers_end_with_their_run(home: Path) -> None:
    together()
    assert threading.active_count() < 10


def test_memory_of_results_is_small(home: Path) -> None:
    sizes = [len(packed(c)) for c in alone() if not c.found]
    assert sizes
    assert max(sizes) < 4000


def test_two_threads_digest_what_one_does(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.yaml" for n in range(many.THREADED + 1)]
    for n, path in enumerate(paths):
        if n % 7:  # the others are not there
            path.write_text(f"plan: p{n}\n" * n, "utf-8")
    alone = many._digests(paths, 1)
    assert many._digests(paths, 2) == alone
    assert [d is None for d in alone] == [n % 7 == 0 for n in range(len(paths))]
