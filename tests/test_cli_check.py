"""``check`` from the command line, exit codes, and what holds for every command wherever and whenever it runs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planmodel.check import judge
from planmodel.diagnostics import Severity, Text
from planmodel.rules import Facts, Rule, all_rules
from planmodel.source import Source
from planmodel.views import raci
from planmodel.yamltree import read
from tests.command import (
    CLEAN,
    ROOT,
    TABLE_COMMANDS,
    Done,
    copy_plans,
    on_terminal,
    planmodel,
    process,
    shell,
)
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PLANS, TEMPLATE
from tests.plan_texts import FULL, MINIMAL, NAME, changed, with_slips

FILE = "plans/khanh-hoa/4205-kh-ubnd-2022.yaml"
MISSPELT = changed(MINIMAL, "issuer: ubnd-tinh", "issuer: ubnd-tinhh")


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def found(done: Done) -> list[dict[str, Any]]:
    """The findings that ``check --format json`` printed."""
    assert done.err == ""
    listed: list[dict[str, Any]] = json.loads(done.out)["findings"]
    return listed


def without_file(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [f | {"file": "", "related": [r | {"file": ""} for r in f["related"]]} for f in findings]


# ----------------------------------------------------------------------------------------------- what is checked


def test_a_plan_is_checked_alike_as_a_file_a_folder_an_id_and_on_standard_input() -> None:
    text = (ROOT / FILE).read_bytes()
    by_file = planmodel("check", FILE, "--format", "json")
    assert by_file.code == 0
    assert found(by_file)
    assert planmodel("check", "plans/khanh-hoa", "--format", "json") == by_file
    assert planmodel("check", KHANH_HOA, "--format", "json") == by_file
    assert planmodel("check", str(ROOT / FILE), "--format", "json") == by_file
    by_input = planmodel("check", "-", "--format", "json", stdin=text)
    assert {f["file"] for f in found(by_input)} == {"<stdin>"}
    assert without_file(found(by_input)) == without_file(found(by_file))


def test_without_arguments_the_plans_around_the_working_folder_are_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    everything = planmodel("check", "plans", "--format", "json")
    assert planmodel("check", "--format", "json") == everything
    data = json.loads(everything.out)
    assert data["summary"]["plans"] == len(PLANS)
    assert data["summary"]["files"] == len(list((ROOT / "plans").rglob("*.yaml")))
    assert data["summary"]["errors"] == 0
    monkeypatch.chdir(ROOT / "plans" / "khanh-hoa")
    assert without_file(found(planmodel("check", "--format", "json"))) == without_file(found(everything))


def test_a_file_named_several_times_is_checked_once() -> None:
    once = planmodel("check", FILE)
    assert once.code == 0
    assert planmodel("check", FILE, f"./{FILE}", ROOT / FILE, f"plans/../{FILE}", KHANH_HOA) == once


def test_every_finding_is_one_line_with_its_place_and_a_summary_ends_the_list() -> None:
    done = planmodel("check", "plans")
    *lines, empty, summary = done.out.splitlines()
    assert empty == ""
    assert re.fullmatch(r"\d+ tệp, 5 kế hoạch: 0 lỗi, \d+ cảnh báo, \d+ ghi chú", summary)
    listed = found(planmodel("check", "plans", "--format", "json"))
    words = {"error": "lỗi", "warning": "cảnh báo", "info": "ghi chú"}
    assert lines == [
        f"{f['file']}:{f['line']}:{f['column']}: {words[f['severity']]} {f['code']} {f['name']}: {f['message']}"
        for f in listed
    ]


# ---------------------------------------------------------------------------------------------------- exit codes


@pytest.mark.parametrize(
    ("args", "fail_on", "code"),
    [
        ((TEMPLATE,), "info", 0),
        ((KHANH_HOA,), "error", 0),
        ((KHANH_HOA,), "warning", 1),
        ((KHANH_HOA,), "info", 1),
        (("plans/thanh-hoa",), "warning", 0),
        (("plans/thanh-hoa",), "info", 0),
    ],
)  # fmt: skip
def test_check_fails_from_the_level_asked_for(args: tuple[str, ...], fail_on: str, code: int) -> None:
    done = planmodel("check", *args, "--fail-on", fail_on)
    assert (done.code, done.err) == (code, "")
    assert done.raw
    if fail_on == "error":
        assert planmodel("check", *args) == done


def test_check_fails_for_an_error_and_writes_its_report_all_the_same(tmp_path: Path) -> None:
    done = planmodel("check", "-", "--format", "json", stdin=MISSPELT.encode())
    assert done.code == 1
    assert [f["code"] for f in found(done)] == ["PM112"]
    to = tmp_path / "x.json"
    assert planmodel("check", "-", "-o", to, stdin=MISSPELT.encode()) == Done(1, b"", "")
    assert to.read_bytes() == done.raw


@pytest.mark.parametrize("command", [*TABLE_COMMANDS, "export", "graph", "why"])
def test_a_plan_with_warnings_is_shown_with_code_0_and_one_with_errors_is_not(command: str) -> None:
    more = {"graph": ("--format", "dot"), "why": ("so-gddt", "III.3.b#1")}.get(command, ())
    assert planmodel("check", KHANH_HOA, "--fail-on", "warning").code == 1
    assert planmodel(command, KHANH_HOA, *more).code == 0
    refused = planmodel(command, "-", *more, stdin=MISSPELT.encode())
    assert (refused.code, refused.raw) == (1, b"")
    assert re.fullmatch(r"<stdin>:\d+:\d+: lỗi PM112 unknown-agency: .*có phải «ubnd-tinh»\?\n", refused.err)


@pytest.mark.parametrize(
    ("plan_id", "fail_on", "code"),
    [(DAK_NONG, None, 0), (DAK_NONG, "falls-short", 1), (DAK_NONG, "missing", 0), (DAK_NONG, "any", 1), (HUNG_YEN, "missing", 1)],
)  # fmt: skip
def test_compare_fails_only_on_the_verdict_asked_for(plan_id: str, fail_on: str | None, code: int) -> None:
    more = () if fail_on is None else ("--fail-on", fail_on)
    done = planmodel("compare", TEMPLATE, plan_id, *more)
    assert (done.code, done.err) == (code, "")
    assert done.raw == planmodel("compare", TEMPLATE, plan_id).raw


def test_a_rule_that_crashes_is_a_finding_beside_the_others_and_code_3(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def crash(facts: Facts) -> Iterator[Any]:
        raise ZeroDivisionError("planted")

    words = Text("a", "b")
    planted = Rule("PM299", "planted", Severity.info, words, words, words, words, (), (), crash)
    before = found(planmodel("check", KHANH_HOA, "--format", "json"))
    monkeypatch.setattr(judge, "all_rules", lambda: (planted, *all_rules()))
    done = planmodel("check", KHANH_HOA, "--format", "json")
    assert done.code == 3
    after = found(done)
    assert [f for f in after if f["code"] != "PM901"] == before
    (crashed,) = [f for f in after if f["code"] == "PM901"]
    assert "PM299" in crashed["message"]
    assert "ZeroDivisionError: planted" in crashed["message"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_fault_of_the_program_is_one_line_and_code_3(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise ZeroDivisionError("planted\nhere")

    monkeypatch.setattr(raci, "matrix", crash)
    done = planmodel("raci", KHANH_HOA, "--lang", lang)
    assert (done.code, done.raw) == (3, b"")
    assert re.fullmatch(
        r"planmodel: [^\n]*ZeroDivisionError: planted\\nhere[^\n]*PLANMODEL_DEBUG=1[^\n]*\n", done.err
    )
    with pytest.raises(ZeroDivisionError):
        planmodel("raci", KHANH_HOA, env={"PLANMODEL_DEBUG": "1"})


# ------------------------------------------------------------------------------------------------ two validators


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_both_validators_find_the_same_in_the_real_plans(lang: str) -> None:
    fast = planmodel("check", "plans", "--format", "json", "--lang", lang)
    assert (
        planmodel("check", "plans", "--format", "json", "--lang", lang, "--validator", "jsonschema") == fast
    )
    assert (
        planmodel("check", "plans", "--format", "json", "--lang", lang, "--validator", "jsonschema-rs")
        == fast
    )


@pytest.mark.parametrize("group", range(4))
def test_both_validators_find_the_same_in_broken_plans(group: int) -> None:
    data = read(Source(NAME, FULL)).data
    broken = 0
    for seed in range(group * 10, group * 10 + 10):
        text = json.dumps(with_slips(data, seed), ensure_ascii=False).encode()
        fast = planmodel("check", "-", "--format", "json", stdin=text)
        assert planmodel("check", "-", "--format", "json", "--validator", "jsonschema", stdin=text) == fast, (
            seed
        )
        broken += fast.code
    assert broken > 5


# -------------------------------------------------------------------------------------- the same, always and anywhere

COMMANDS = [
    *(
        (command, HUNG_YEN, "--format", f)
        for command, f in zip(TABLE_COMMANDS, ("json", "terminal", "svg", "markdown"), strict=True)
    ),
    *(("graph", HUNG_YEN, "--format", f) for f in ("png", "dot", "graphml")),
    ("compare", TEMPLATE, HUNG_YEN, DAK_NONG, "--format", "html"),
    ("check", "plans", "--format", "json"),
    ("export", HUNG_YEN),
    ("why", KHANH_HOA, "so-gddt", "III.3.b#1"),
    ("calendar",),
]
EVERY_OUTPUT = """
from hashlib import sha256
from tests.command import planmodel
from tests.test_cli_check import COMMANDS
for line in COMMANDS:
    done = planmodel(*line)
    print(*line, done.code, sha256(done.raw).hexdigest())
"""


def test_outputs_do_not_depend_on_the_run_the_hash_seed_the_locale_or_the_time_zone() -> None:
    def run(**env: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", EVERY_OUTPUT], cwd=ROOT, env=CLEAN | {"PYTHONPATH": str(ROOT)} | env,
            capture_output=True, check=True, encoding="utf-8",
        )  # fmt: skip
        return done.stdout

    first = run(PYTHONHASHSEED="0", TZ="UTC")
    assert len(first.splitlines()) == len(COMMANDS)
    assert run(PYTHONHASHSEED="1", TZ="Asia/Ho_Chi_Minh", LC_ALL="C", PYTHONUTF8="0") == first


def test_another_working_folder_with_workspace_gives_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = [
        ("raci", KHANH_HOA), ("calendar",), ("compare", TEMPLATE, KHANH_HOA), ("export", DAK_NONG),
        ("why", KHANH_HOA, "so-gddt", "III.3.b#1"), ("graph", DAK_NONG, "--format", "dot"),
    ]  # fmt: skip
    inside = [planmodel(*c) for c in commands]
    checked = without_file(found(planmodel("check", "--format", "json")))
    monkeypatch.chdir(tmp_path)
    for where in (ROOT, ROOT / "plans", ROOT / "plans" / "khanh-hoa"):
        assert [planmodel(*c, "--workspace", where) for c in commands] == inside
    outside = found(planmodel("check", "--workspace", ROOT, "--format", "json"))
    assert without_file(outside) == checked
    assert all((tmp_path / f["file"]).is_file() for f in outside), "a file is named so that it can be opened"


def test_a_plan_file_outside_any_workspace_is_read_with_the_registries_we_ship(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = [planmodel("raci", KHANH_HOA), planmodel("compare", TEMPLATE, KHANH_HOA)]
    checked = without_file(found(planmodel("check", FILE, "--format", "json")))
    shutil.copy(ROOT / FILE, tmp_path / "mine.yaml")
    monkeypatch.chdir(tmp_path)
    assert [planmodel("raci", "mine.yaml"), planmodel("compare", TEMPLATE, "mine.yaml")] == inside
    assert without_file(found(planmodel("check", "mine.yaml", "--format", "json"))) == checked
    assert planmodel("raci", "-", stdin=(tmp_path / "mine.yaml").read_bytes()) == inside[0]


def test_a_file_in_a_workspace_is_read_with_that_workspaces_registries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = copy_plans(tmp_path / "home")
    registry = home / "plans" / "registry" / "agencies.yaml"
    registry.write_text(registry.read_text("utf-8").replace("so-gddt", "so-hoc"), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert planmodel("raci", home / FILE).code == 1
    assert planmodel("raci", ROOT / FILE).code == 0


def test_a_plan_can_come_through_a_pipe_and_leave_through_one() -> None:
    expected = planmodel("raci", KHANH_HOA, "--format", "csv").raw
    assert shell(f"planmodel raci <(cat {FILE}) --format csv").raw == expected
    assert shell(f"cat {FILE} | planmodel raci - --format csv | cat").raw == expected
    assert shell(f"planmodel raci {KHANH_HOA} -o /dev/stdout --format csv | cat").raw == expected


# ------------------------------------------------------------------------------------------------ on a terminal


@pytest.mark.parametrize(
    "args", [("raci", HUNG_YEN), ("check", "plans/hung-yen"), ("compare", TEMPLATE, DAK_NONG)]
)
def test_colour_is_for_terminals_and_no_color_turns_it_off(args: tuple[str, ...]) -> None:
    assert "\x1b[" in on_terminal(*args)
    assert "\x1b" not in on_terminal(*args, env={"NO_COLOR": "1"})
    assert "\x1b" not in process(*args).out


def test_a_table_on_a_terminal_is_as_wide_as_the_terminal_and_in_a_pipe_as_columns_says() -> None:
    narrow, unknown = (
        on_terminal("targets", HUNG_YEN, columns=columns, env={"NO_COLOR": "1"}) for columns in (80, 0)
    )
    assert max(map(len, narrow.splitlines())) <= 80
    assert 80 < max(map(len, unknown.splitlines())) <= 120
    assert planmodel("targets", HUNG_YEN, env={"COLUMNS": "80"}).out == narrow
    for odd in ("", "0", "-5", "abc", "²"):
        assert planmodel("targets", HUNG_YEN, env={"COLUMNS": odd}).out == unknown


def test_a_terminal_gets_no_binary_picture() -> None:
    with pytest.raises(AssertionError):  # exit code 2
        on_terminal("graph", KHANH_HOA, "--format", "png")
    assert process("graph", KHANH_HOA, "--view", "reporting", "--format", "png").raw.startswith(b"\x89PNG")
