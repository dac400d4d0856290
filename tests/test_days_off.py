"""The workspace's own days: who reads them, what they change, and what is said where they cannot be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planmodel import schema
from planmodel.check import check_files, find_files
from planmodel.diagnostics import Diagnostic, Severity
from planmodel.schema import Engine
from planmodel.source import Source
from planmodel.workdays import BY_LAW
from planmodel.workspace import Workspace, load_source
from planmodel.yamltree import read
from tests.command import planmodel
from tests.plan_texts import changed, duty, mark, plan, task

HEAD = "registry: workdays\nworkdays:\n  source: Thông báo 12/TB\n"
DUE = plan(tasks=[task(due='{by: "2025-12-31", shift: next}')], duties=[duty()])
"""The last day is a Wednesday; the day after it is New Year's Day, outside the period of the plan."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: a workspace with one plan in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans" / "registry").mkdir(parents=True)
    (tmp_path / "plans" / "mau.yaml").write_text(DUE, "utf-8")
    return tmp_path


def put(home: Path, text: str, name: str = "workdays") -> Path:
    path = home / "plans" / "registry" / f"{name}.yaml"
    path.write_text(text, "utf-8")
    return path


def of(text: str) -> list[Diagnostic]:
    """What is found in a registry by itself."""
    return load_source(Source("workdays.yaml", text)).found


def test_without_a_file_the_table_holds(home: Path) -> None:
    workspace = Workspace.around(home)
    assert workspace.workdays is BY_LAW
    assert workspace.registry.workdays is BY_LAW
    assert len(workspace.registry_files) == 5
    assert [c.found for c in check_files(find_files(["plans"], workspace), workspace)] == [[]]


def test_days_of_the_workspace_hold_for_its_registry_its_plans_and_its_findings(home: Path) -> None:
    path = put(home, HEAD + '  days_off: ["2025-12-31"]\n  working: [2025-12-27]\n')
    workspace = Workspace.around(home)
    days = workspace.registry.workdays
    assert workspace.registry_files[5] == path
    assert (days.source, days.is_open(date(2025, 12, 31)), days.is_open(date(2025, 12, 27))) == (
        "Thông báo 12/TB",
        False,
        True,
    )
    made = workspace.plan("ke-hoach-mau")
    assert made is not None
    assert made.tasks[0].due is not None
    assert made.tasks[0].due.last == date(2026, 1, 2)
    listed = list(check_files(find_files(["plans"], workspace), workspace))
    assert [(c.name, c.is_registry, [d.code for d in c.found]) for c in listed] == [
        ("plans/mau.yaml", False, ["PM302"]),
        ("plans/registry/workdays.yaml", True, []),
    ]


def test_a_plan_from_standard_input_moves_by_the_days_of_the_workspace(home: Path) -> None:
    assert planmodel("check", "-", stdin=DUE.encode()).code == 0
    put(home, HEAD + '  days_off: ["2025-12-31"]\n')
    said = planmodel("check", "-", stdin=DUE.encode())
    assert "PM302" in said.out


def test_a_changed_file_of_days_changes_what_is_found_though_a_cache_is_kept(home: Path) -> None:
    cache = {"XDG_CACHE_HOME": str(home / "cache")}

    def codes() -> list[bool]:
        said = planmodel("check", "plans/mau.yaml", env=cache)
        return ["PM302" in said.out, said.code == 0]

    assert codes() == [False, True]
    path = put(home, HEAD + '  days_off: ["2025-12-31"]\n')
    assert codes()[0]
    put(home, HEAD + '  days_off: ["2025-12-30"]\n')
    assert codes() == [False, True]
    put(home, HEAD + "  days_off: [31/12/2025]\n")
    assert codes() == [False, False]
    path.unlink()
    assert codes() == [False, True]


FAULTS = [
    ('  days_off: ["2027-02-04"]\n  working: ["2027-02-04"]\n#           ^^^^^^^^^^^^ PM107\n', "both as a day off and as a working day"),
    ('  days_off: ["2027-02-04", "2207-02-05"]\n#                          ^^^^^^^^^^^^ PM107\n', "the year 2207 is not between 2000 and 2099"),
    ("  working: [1027-02-06]\n#           ^^^^^^^^^^ PM107\n", "the year 1027 is not between 2000 and 2099"),
    ("  days_off: [2027-02-20]\n#            ^^^^^^^^^^ PM108\n", "2027-02-20 is a Saturday or Sunday and is off already"),
    ("  working: [2027-02-22]\n#           ^^^^^^^^^^ PM108\n", "2027-02-22 is a working day already"),
    ("  days_off: [2027-02-04, 2027-02-04]\n#                        ^^^^^^^^^^ PM108\n", "twice"),
    ("  days_off: [4/2/2027]\n#            ^^^^^^^^ PM016\n", "2027-02-04"),
    ("  days_off: [2027-02-30]\n#            ^^^^^^^^^^ PM106\n", "not a day of the calendar"),
    ("  days_off: 2027-02-04\n#           ^^^^^^^^^^ PM103\n", "a list must stand here"),
    ("  holidays: []\n# ^^^^^^^^ PM101\n", "known keys: days_off, source, working"),
]  # fmt: skip


@pytest.mark.parametrize(("days", "says"), FAULTS)
def test_a_fault_is_shown_at_its_place(days: str, says: str) -> None:
    text = HEAD + days
    wanted = days.splitlines()[-1]
    (found,) = of(text)
    assert found.code == wanted.split()[-1]
    assert says in found.message.en
    place = mark(found, text)
    assert text.splitlines()[place.line] == wanted
    assert (place.column, place.width) == (wanted.index("^") + 1, wanted.count("^"))


def test_the_day_off_is_shown_beside_the_working_day_that_it_contradicts() -> None:
    (found,) = of(HEAD + '  days_off: ["2027-02-04"]\n  working: ["2027-02-04"]\n')
    assert [(r.source, r.span and r.span.line) for r in found.related] == [("workdays.yaml", 4)]


@pytest.mark.parametrize(
    ("day", "listed"),
    [("2027-02-08", "days_off"), ("2026-08-22", "days_off"), ("2027-02-08", "working"), ("2040-04-30", "days_off")],
)  # fmt: skip
def test_a_day_that_says_something_is_not_idle(day: str, listed: str) -> None:
    assert of(f"{HEAD}  {listed}: [{day}]\n") == []


def test_idle_days_are_told_and_hold_nothing_up(home: Path) -> None:
    put(home, HEAD + "  days_off: [2025-12-31, 2027-02-20]\n")
    workspace = Workspace.around(home)
    assert workspace.registry_found == []
    assert not workspace.workdays.is_open(date(2025, 12, 31))
    told = {
        c.name: [(d.code, d.severity) for d in c.found]
        for c in check_files(find_files(["plans"], workspace), workspace)
    }
    assert told["plans/registry/workdays.yaml"] == [("PM108", Severity.warning)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEAD + "  days_off: [x]\n", "PM106"),
        (HEAD + '  days_off: ["2027-02-04"]\n  working: ["2027-02-04"]\n', "PM107"),
        ("registry: workdays\n", "PM102"),
        ("registry: workdays\nworkdays: {days_off: []}\n", "PM102"),
        ("registry: roles\nroles: []\n", "PM102"),
        ("", "PM013"),
        ("days_off: []\n", "PM101"),
    ],
)
def test_a_file_that_cannot_be_read_keeps_plans_from_being_judged(home: Path, text: str, code: str) -> None:
    put(home, text)
    workspace = Workspace.around(home)
    assert workspace.workdays is BY_LAW
    assert code in {d.code for d in workspace.registry_found}
    said = planmodel("check", "plans/mau.yaml")
    assert (said.code, code in said.out) == (1, True)


def test_days_among_the_agencies_and_agencies_among_the_days_are_told() -> None:
    (days,) = of("registry: agencies\nagencies: []\nworkdays: {source: x}\n")
    assert (days.code, days.span and days.span.line) == ("PM101", 3)
    assert "registry/workdays.yaml" in days.message.en
    (agencies,) = of("registry: workdays\nworkdays: {source: x}\nagencies: []\n")
    assert (agencies.code, agencies.span and agencies.span.line) == ("PM101", 3)


@pytest.mark.parametrize("engine", ["jsonschema-rs", "jsonschema"])
def test_both_engines_say_the_same_of_it(engine: Engine) -> None:
    right = read(Source("x", HEAD + '  days_off: ["2027-02-04"]\n  working: [2027-02-20]\n')).data
    assert schema.faults(right, "registry", engine) == []
    wrong = read(Source("x", changed(HEAD, "source", "sources") + "  days_off: [2027-02-30]\n")).data
    assert [(f.path, f.keyword) for f in schema.faults(wrong, "registry", engine)] == [
        (("workdays",), "additionalProperties"),
        (("workdays",), "required"),
        (("workdays", "days_off", 0), "format"),
    ]
