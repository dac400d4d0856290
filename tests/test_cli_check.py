"""``check`` from the command line, exit codes, and what holds for every command wherever and whenever it runs."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from junitparser import JUnitXml

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
from tests.plan_texts import FULL, MINIMAL, NAME, changed, duty, plan, report, target, task, with_slips
from tests.test_findings_formats import as_the_runner_reads, sarif_run

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
        (("plans/thanh-hoa",), "error", 0),
        (("plans/thanh-hoa",), "warning", 1),
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


# ------------------------------------------------------------------------------------------- formats for machines


def prints(findings: list[dict[str, Any]]) -> list[str]:
    return [f["fingerprint"] for f in findings]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_sarif_holds_to_the_standard_and_says_what_json_says(lang: str) -> None:
    done = planmodel("check", "plans", "--format", "sarif", "--lang", lang)
    listed = found(planmodel("check", "plans", "--format", "json", "--lang", lang))
    assert (done.code, done.err) == (0, "")
    run = sarif_run(done.out)
    results = run["results"]
    assert [r["ruleId"] for r in results] == [f["code"] for f in listed]
    assert [r["message"]["text"] for r in results] == [f["message"] for f in listed]
    assert [r["partialFingerprints"]["planmodel/v1"] for r in results] == prints(listed)
    assert [r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in results] == [
        f["line"] for f in listed
    ]
    names = [a["location"]["uri"] for a in run["artifacts"] if "roles" in a]
    assert names == sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "plans").rglob("*.yaml"))
    assert {r["id"] for r in run["tool"]["driver"]["rules"]} == {f["code"] for f in listed}
    assert all(r["help"]["markdown"] for r in run["tool"]["driver"]["rules"])


def test_sarif_of_what_cannot_be_read_is_sarif_too(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xff")
    (tmp_path / "b.yaml").write_text(MISSPELT, "utf-8")
    done = planmodel("check", tmp_path, "--format", "sarif")
    assert (done.code, done.err) == (1, "")
    assert [r["ruleId"] for r in sarif_run(done.out)["results"]] == ["PM002", "PM112"]
    assert sarif_run(planmodel("check", "-", "--format", "sarif").out)["results"][0]["ruleId"] == "PM013"


def test_rules_of_ones_own_have_their_page_in_sarif() -> None:
    done = planmodel("check", KHANH_HOA, "--rules", "6-ro", "--select", "6ro-*", "--format", "sarif")
    assert done.code == 0
    rules = sarif_run(done.out)["tool"]["driver"]["rules"]
    assert rules
    assert all(r["id"].startswith("6ro-") and r["help"]["text"] for r in rules)


@pytest.mark.parametrize("fail_on", [s.name for s in Severity])
def test_junit_is_red_exactly_where_the_exit_code_is_1(fail_on: str) -> None:
    done = planmodel("check", "plans", "--format", "junit", "--fail-on", fail_on)
    read = JUnitXml.fromstring(done.raw)
    listed = found(planmodel("check", "plans", "--format", "json"))
    assert done.err == ""
    assert bool(read.failures) == bool(done.code)
    assert read.failures == sum(Severity[f["severity"]] >= Severity[fail_on] for f in listed)
    by_file = {suite.name: [case.name.split()[0] for case in suite if case.result] for suite in read}
    assert by_file == {
        p.relative_to(ROOT).as_posix(): [f["code"] for f in listed if f["file"] == p.relative_to(ROOT).as_posix()]
        for p in sorted((ROOT / "plans").rglob("*.yaml"))
    }  # fmt: skip


def test_annotations_for_github_are_a_line_for_each_finding() -> None:
    done = planmodel("check", "plans", "--format", "github", "--lang", "en")
    listed = found(planmodel("check", "plans", "--format", "json", "--lang", "en"))
    assert (done.code, done.err) == (0, "")
    read = [as_the_runner_reads(line) for line in done.out.splitlines()]
    words = {"error": "error", "warning": "warning", "info": "notice"}
    assert [(c, p["file"], p["line"], p["title"]) for c, p, _ in read] == [
        (words[f["severity"]], f["file"], str(f["line"]), f"{f['code']} {f['name']}") for f in listed
    ]
    for f, (_, _, message) in zip(listed, read, strict=True):
        assert message.startswith(f["message"])


def test_statistics_count_what_is_found(tmp_path: Path) -> None:
    listed = Counter(f["code"] for f in found(planmodel("check", "plans", "--format", "json")))
    table = tmp_path / "x.csv"
    assert planmodel("check", "plans", "--statistics", "-o", table) == Done(0, b"", "")
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"), newline="")))
    assert {row["Mã"]: int(row["Số lần"]) for row in rows} == listed
    shown = planmodel("check", "plans", "--statistics", "--lang", "en").out
    assert f"in all: {listed.total()} findings of {len(listed)} kinds in " in shown
    assert all(re.search(rf"^(error|warning|info) +{code} ", shown, re.MULTILINE) for code in listed)
    as_json = planmodel("check", "plans", "--statistics", "--format", "json")
    assert as_json == planmodel("check", "plans", "--format", "json")
    assert planmodel("check", "plans", "--statistics", "--fail-on", "info").code == 1


@pytest.mark.parametrize(
    ("ending", "format_"),
    [("sarif", "sarif"), ("SARIF", "sarif"), ("xml", "junit"), ("junit", "junit"), ("json", "json"), ("txt", "terminal")],
)  # fmt: skip
def test_the_ending_of_the_file_chooses_the_format(ending: str, format_: str, tmp_path: Path) -> None:
    to = tmp_path / f"x.{ending}"
    assert planmodel("check", "plans", "-o", to) == Done(0, b"", "")
    assert to.read_bytes() == planmodel("check", "plans", "--format", format_).raw


def test_xml_is_another_name_of_junit() -> None:
    assert planmodel("check", FILE, "--format", "xml") == planmodel("check", FILE, "--format", "junit")


# --------------------------------------------------------------------------------------------- the day, the cores

EXPIRING = changed(
    MINIMAL, "kind: plan\n", "kind: plan # planmodel: ignore[PM204] đã hỏi, until 2026-06-30\n"
)


@pytest.mark.parametrize(
    ("day", "code"),
    [("2026-06-30", "PM021"), ("30/06/2026", "PM021"), ("30/6/2026", "PM021"), ("2026-07-01", "PM020"), ("1/7/2026", "PM020")],
)  # fmt: skip
def test_the_day_to_judge_by_is_given_in_either_form(day: str, code: str) -> None:
    done = planmodel("check", "-", "--today", day, "--format", "json", stdin=EXPIRING.encode())
    assert [f["code"] for f in found(done)] == [code]


def test_any_number_of_processes_finds_the_same(tmp_path: Path) -> None:
    home = copy_plans(tmp_path)
    for n in range(12):
        (home / "plans" / f"mau-{n}.yaml").write_text(
            MISSPELT.replace("ke-hoach-mau", f"ke-hoach-mau-{n}"), "utf-8"
        )
    alone = planmodel("check", home, "--jobs", "1", "--no-cache", "--format", "json")
    assert (alone.code, len(found(alone)) > 12) == (1, True)
    assert planmodel("check", home, "--jobs", "2", "--no-cache", "--format", "json") == alone
    assert planmodel("check", home, "--jobs", "256", "--format", "json") == alone
    assert planmodel("check", home, "--format", "json") == alone


# -------------------------------------------------------------------------------------------------------- mending

SLIPS = (
    "\ufeff# một kế hoạch có nhiều lỗi gõ\n"
    + changed(
        plan(
            targets=[
                target(level="{at_least: {2022: 28,93, 2025: 50}}"),
                target(id="t2", at="I.2", population="benh-vien", sector="health", level='{at_least: {2022: "40"}}'),
            ],
            tasks=[task(due="{by: 17/06/2022}  # planmodel: ignore[PM302] nhầm")],
            duties=[duty()],
            reports=[report(due="[{before: 20/12}]")],
        ),
        'issued: "2022-05-12"',
        "issued: 12/05/2022 # ngày ký",
    )
)  # fmt: skip


@pytest.fixture
def slips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with several slips, in the working folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "slips.yaml"
    path.write_text(SLIPS, "utf-8")
    return path


def test_the_difference_is_shown_with_code_0_and_nothing_is_written(slips: Path) -> None:
    done = planmodel("check", "slips.yaml", "--diff", "--lang", "en")
    assert done.code == 0
    assert re.fullmatch(r"\d+ places in 1 files can be mended with --fix\n", done.err)
    assert done.out.startswith("--- a/slips.yaml\n+++ b/slips.yaml\n@@ ")
    removed = [line[1:] for line in done.out.splitlines()[2:] if line.startswith("-")]
    assert any("28,93" in line for line in removed)
    assert any("12/05/2022 # ngày ký" in line for line in removed)
    assert slips.read_text("utf-8") == SLIPS
    assert planmodel("check", "slips.yaml", "--fix", "--diff", "--lang", "en") == done
    assert slips.read_text("utf-8") == SLIPS
    clean = slips.with_name("clean.yaml")
    clean.write_text(MINIMAL, "utf-8")
    nothing = planmodel("check", "clean.yaml", "--diff", "--lang", "en")
    assert (nothing.code, nothing.out.strip()) == (0, "")


def test_what_is_mended_needs_no_mending_and_the_difference_says_how(slips: Path) -> None:
    before = planmodel("check", "slips.yaml", "--format", "json")
    assert before.code == 1
    shown = planmodel("check", "slips.yaml", "--diff").out
    done = planmodel("check", "slips.yaml", "--fix", "--format", "json")
    assert (done.code, done.err) == (0, "đã sửa 6 chỗ trong 1 tệp\n")
    assert [f for f in json.loads(done.out)["findings"] if f["fix"] and f["fix"]["safe"]] == []
    again = planmodel("check", "slips.yaml", "--format", "json")
    assert (again.code, again.out) == (0, done.out)
    after = slips.read_text("utf-8")
    assert "{2022: 28.93, 2025: 50}" in after
    assert "# ngày ký" in after
    assert "ignore[PM302]" not in after
    added = [line[1:] for line in shown.splitlines()[2:] if line.startswith("+")]
    assert [line for line in after[1:].splitlines() if line not in SLIPS[1:].splitlines()] == added
    once = slips.read_bytes()
    assert planmodel("check", "slips.yaml", "--fix", "--format", "json").out == done.out
    assert slips.read_bytes() == once


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


SHOWN = changed(
    plan(targets=[target(level="{at_least: {2022: 50, 2023: 45}}")]),
    "kind: plan\n",
    "kind: plan  # planmodel: ignore[PM401] nhầm\n",
)


def plain(shown: str) -> list[str]:
    return re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()


def test_a_terminal_shows_the_line_carets_related_places_and_how_to_mend(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(SHOWN, "utf-8")
    shown = on_terminal("check", str(path), columns=110)
    idle, falls = (line for line in plain(shown) if line.startswith(str(path)))
    assert " cảnh báo PM021 ignore-unused: " in idle
    assert " cảnh báo PM204 target-falls: " in falls
    lines = plain(shown)
    assert lines[1] == "    3 │ kind: plan  # planmodel: ignore[PM401] nhầm"
    assert lines[2] == "      │             " + "^" * len("# planmodel: ignore[PM401] nhầm")
    assert re.fullmatch(r"  = .*:3:11: bỏ đoạn này \(planmodel check --fix tự sửa được\)", lines[3])
    excerpt = lines[lines.index(falls) + 1]
    assert excerpt.endswith("level: {at_least: {2022: 50, 2023: 45}}")
    carets = lines[lines.index(falls) + 2]
    assert carets.index("^^") == excerpt.index("45")
    assert carets.index("--") == excerpt.index("50")
    assert lines[lines.index(falls) + 3].startswith(f"  = xem thêm {path}:")
    assert lines[-1] == "1 tệp, 1 kế hoạch: 0 lỗi, 2 cảnh báo, 0 ghi chú"
    painted = re.findall(r"\x1b\[([0-9;]+)m(\^+)\x1b\[0m", shown)
    assert [len(marks) for _, marks in painted] == [31, 2]
    assert {codes for codes, _ in painted} == set(re.findall(r"\x1b\[([0-9;]+)mcảnh báo", shown))


def test_a_terminal_speaks_english_where_asked(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(SHOWN, "utf-8")
    lines = plain(on_terminal("check", str(path), "--lang", "en", columns=110))
    assert " warning PM021 ignore-unused: " in lines[0]
    assert lines[3].endswith("leave this out (planmodel check --fix does it)")
    assert lines[-1] == "1 files, 1 plans: 0 errors, 2 warnings, 0 notes"
    said = [line for line in lines if "│" not in line]
    assert not re.search(
        "[\u0102\u0103\u0110\u0111\u01a0-\u01b0\u1ea0-\u1ef9]", " ".join(said).replace(str(path), "")
    )


def test_a_narrow_terminal_shows_as_much_of_a_long_line_as_there_is_room_for(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    long = "level: {at_least: {2022: 50, 2023: 45}} # " + "dài " * 100
    path.write_text(changed(SHOWN, "level: {at_least: {2022: 50, 2023: 45}}", long), "utf-8")
    for line in plain(on_terminal("check", str(path), columns=60)):
        if "│" in line:
            assert len(line) <= 60
