"""Settings, comments that silence, baselines and fixes: who decides what ``check`` tells, and what it may change."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel.check import Options, check_text, ignores
from planmodel.check.settings import fits, under
from planmodel.rules import all_rules
from planmodel.source import Source
from planmodel.workspace import Workspace
from tests.command import Done, copy_plans, planmodel, process
from tests.plan_texts import MINIMAL, NAME, SHIPPED, changed, duty, plan, target, task

FALLS = plan(targets=[target(level="{at_least: {2022: 50, 2023: 45}}")])
NOBODY = plan(tasks=[task()])
KH = "plans/khanh-hoa/4205-kh-ubnd-2022.yaml"


def codes(text: str, **options: Any) -> list[str]:
    return [d.code for d in check_text(Source(NAME, text), SHIPPED, Options(**options)).found]


def listed(done: Done) -> list[tuple[str, int, str]]:
    return [(f["code"], f["line"], f["severity"]) for f in json.loads(done.out)["findings"]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with the five plans, and the working folder in it."""
    copy_plans(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*args: str) -> Done:
    return planmodel("check", *args, "--format", "json")


# -------------------------------------------------------------------------------------------- the command line


def test_select_and_ignore_take_codes_families_and_names_in_any_case() -> None:
    assert codes(FALLS) == ["PM204"]
    for name in ("PM204", "pm204", "PM2", "PM", "target-falls", "Target-Falls", "target-*"):
        assert codes(FALLS, select=(name,)) == ["PM204"], name
        assert codes(FALLS, ignore=(name,)) == [], name
    assert codes(FALLS, select=("PM3,PM4",)) == []
    assert codes(FALLS, select=("PM2",), ignore=("PM204",)) == []
    assert codes(NOBODY, select=("PM3, nobody-leads",)) == ["PM401"]


@pytest.mark.parametrize(
    ("name", "near"), [("PM2044", "PM204"), ("target-fall", "target-falls"), ("xyzzy", "")]
)
def test_a_rule_that_does_not_exist_is_refused_with_the_nearest_one(home: Path, name: str, near: str) -> None:
    for option in ("--select", "--ignore"):
        done = planmodel("check", KH, option, name)
        assert (done.code, done.raw) == (2, b"")
        assert name in done.err
        assert near in done.err


def test_reading_cannot_be_left_out(home: Path) -> None:
    assert planmodel("check", KH, "--ignore", "PM101").code == 2
    assert codes(changed(MINIMAL, "kind: plan", "kind: plann"), select=("PM2",)) == ["PM104"]


def test_every_built_in_rule_fits_its_code_family_and_name_and_no_other_code() -> None:
    for rule in all_rules():
        assert fits(rule.code, rule)
        assert fits(rule.code[:3], rule)
        assert fits(rule.name, rule)
        assert [r.code for r in all_rules() if fits(rule.code, r)] == [rule.code]


# ------------------------------------------------------------------------------------------------ planmodel.yaml


def test_settings_select_ignore_and_weigh(home: Path) -> None:
    before = listed(check("plans"))
    assert {"PM205", "PM401", "PM501"} <= {code for code, _, _ in before}
    (home / "planmodel.yaml").write_text(
        """\
planmodel: 1
check:
  ignore: [PM205]
  severity: {nobody-leads: error, PM5: info}
""",
        "utf-8",
    )
    after = check("plans")
    weights = {"PM401": "error"}
    assert listed(after) == [
        (code, line, weights.get(code, "info" if code.startswith("PM5") else severity))
        for code, line, severity in before
        if code != "PM205"
    ]
    assert after.code == 1
    assert check("plans", "--fail-on", "warning", "--ignore", "PM401,PM8,PM2,PM3,PM6").code == 0
    assert {c for c, _, _ in listed(check("plans", "--select", "PM2"))} <= {c for c, _, _ in before if c[:3] == "PM2"} - {"PM205"}  # fmt: skip


def test_settings_for_some_paths_hold_there_only(home: Path) -> None:
    (home / "planmodel.yaml").write_text(
        """\
planmodel: 1
check:
  select: [PM401, PM501]
  paths:
    - {path: plans/khanh-hoa, select: [PM801]}
    - {path: "plans/*/294-*.yaml", ignore: [PM5]}
""",
        "utf-8",
    )
    by_file: dict[str, set[str]] = {}
    for f in json.loads(check("plans").out)["findings"]:
        by_file.setdefault(f["file"].split("/")[1], set()).add(f["code"])
    assert by_file == {"khanh-hoa": {"PM801"}, "dak-nong": {"PM401"}, "hung-yen": {"PM401"}}


@pytest.mark.parametrize(
    ("pattern", "path", "fitting"),
    [
        ("plans/a", "plans/a/b.yaml", True), ("plans/a/", "plans/a/b/c.yaml", True), ("plans/a", "plans/ab.yaml", False),
        ("*.yaml", "plans/x.yaml", True), ("plans/*/b.yaml", "plans/a/b.yaml", True), ("plans/?.yaml", "plans/ab.yaml", False),
        ("plans/**", "plans/a/b.yaml", True), ("x", "plans/x", False), ("[", "[", True),
    ],
)  # fmt: skip
def test_a_pattern_fits_files_and_the_folders_that_hold_them(pattern: str, path: str, fitting: bool) -> None:
    assert under(pattern, path) is fitting


def test_fail_on_stands_in_the_settings_and_the_command_line_overrules_it(home: Path) -> None:
    assert check("plans").code == 0
    (home / "planmodel.yaml").write_text("planmodel: 1\ncheck: {fail_on: warning}\n", "utf-8")
    assert check("plans").code == 1
    assert check("plans", "--fail-on", "error").code == 0


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("planmodel: 1\nchek: {}\n", "PM101", 2, 1),
        ("planmodel: 1\ncheck: {ignore: PM205}\n", "PM103", 2, 17),
        ("planmodel: 1\ncheck:\n  severity: {PM205: warn}\n", "PM104", 3, 21),
        ("planmodel: 1\ncheck:\n  ignore: [PM888]\n", "PM119", 3, 12),
        ("planmodel: 1\ncheck:\n  severity: {target-fals: info}\n", "PM119", 3, 14),
        ("planmodel: 1\ncheck:\n  ignore: [PM101]\n", "PM119", 3, 12),
        ("planmodel: 1\ncheck: [\n", "PM006", 3, 1),
        ("check: {}\n", "PM102", 1, 1),
    ],
)
def test_what_is_wrong_with_the_settings_is_found_at_its_place(
    home: Path, text: str, code: str, line: int, column: int
) -> None:
    (home / "planmodel.yaml").write_text(text, "utf-8")
    done = check("plans")
    assert done.code == 1
    wrong = [f for f in json.loads(done.out)["findings"] if f["file"] == "planmodel.yaml"]
    assert [(f["code"], f["line"], f["column"]) for f in wrong] == [(code, line, column)]


# ---------------------------------------------------------------------------------------------------- comments

HERE = "    level: {at_least: {2022: 50, 2023: 45}}"


def commented(comment: str) -> str:
    return changed(FALLS, HERE, f"{HERE}  {comment}")


def above(comment: str, text: str = NOBODY, item: str = "  - id: n1") -> str:
    return changed(text, item, f"  {comment}\n{item}")


@pytest.mark.parametrize(
    "comment",
    [
        "# planmodel: ignore[PM204] số liệu gốc giảm thật",
        "# planmodel: ignore[target-falls] đã hỏi Sở Y tế",
        "#planmodel:ignore[PM204]: đã hỏi",
        "# planmodel: ignore[PM202, PM204] đã hỏi, until 2026-12-31",
        "# planmodel: ignore[PM204] đã hỏi, đến 31/12/2026",
        "# planmodel: ignore[PM204] đã hỏi; đến hết 2026-12-31.",
    ],
)
def test_a_comment_with_a_reason_silences_its_line(comment: str) -> None:
    from datetime import date

    checked = check_text(Source(NAME, commented(comment)), SHIPPED, Options(today=date(2026, 11, 22)))
    idle = ["PM021"] if "PM202" in comment else []
    assert [d.code for d in checked.found] == idle
    assert checked.silenced == 1


def test_a_comment_on_its_own_line_silences_the_entry_that_follows() -> None:
    comment = "# planmodel: ignore[PM401] chờ phân công"
    assert codes(above(comment)) == []
    assert codes(above(f"{comment}\n\n  # một chú thích khác")) == []
    nested = changed(FALLS, "  - id: t1", "  # planmodel: ignore[PM204] đã hỏi\n  - id: t1")
    assert codes(nested) == []
    second = plan(targets=[target(), target(id="t2", at='"I.2"', population="benh-vien", sector="health", level="{at_least: {2022: 50, 2023: 45}}")])  # fmt: skip
    over_first = changed(second, "  - id: t1", "  # planmodel: ignore[PM204] đã hỏi\n  - id: t1")
    assert codes(over_first) == ["PM021", "PM204"]
    over_all = changed(second, "targets:\n", "# planmodel: ignore[PM204] đã hỏi\ntargets:\n")
    assert codes(over_all) == []


@pytest.mark.parametrize(
    "comment",
    [
        "# planmodel: ignore[PM204]",
        "# planmodel: ignore[PM204] , until 2026-12-31",
        "# planmodel: ignore[PM204] 123",
        "# planmodel: ignore[] đã hỏi",
        "# planmodel: ignore đã hỏi",
        "# planmodel: bỏ qua",
        "# planmodel: ignore[PM999] đã hỏi",
        "# planmodel: ignore[PM101] đã hỏi",
        "# planmodel: ignore[PM204] đã hỏi, until 2026-02-30",
        "# planmodel: ignore[PM204] đã hỏi, until 30/02/2026",
        "# planmodel: ignore[PM204] đã hỏi, until mai",
    ],
)
def test_a_comment_that_cannot_be_read_silences_nothing_and_is_found(comment: str) -> None:
    text = commented(comment)
    found = check_text(Source(NAME, text), SHIPPED).found
    assert [d.code for d in found] == ["PM204", "PM019"]
    assert found[1].span is not None
    assert text[found[1].span.start : found[1].span.end] == comment


def test_a_comment_whose_day_has_passed_is_found_and_silences_nothing() -> None:
    from datetime import date

    text = commented("# planmodel: ignore[PM204] đã hỏi, until 2026-06-30")
    assert codes(text, today=date(2026, 6, 30)) == []
    assert codes(text, today=date(2026, 7, 1)) == ["PM204", "PM020"]


def test_a_comment_that_silences_nothing_is_found_but_not_when_its_rule_did_not_run() -> None:
    text = changed(MINIMAL, "kind: plan\n", "kind: plan # planmodel: ignore[PM204] nhầm\n")
    assert codes(text) == ["PM021"]
    assert codes(text, ignore=("PM2",)) == []
    assert codes(text, select=("PM4",)) == []


def test_a_hash_inside_a_value_is_no_comment() -> None:
    for value in (
        '"Kế hoạch # planmodel: ignore[PM999]"',
        "'Kế hoạch # planmodel: ignore'",
        "|-\n    Kế hoạch\n    # planmodel: ignore\n",
    ):
        assert codes(changed(MINIMAL, "title: Kế hoạch mẫu", f"title: {value}")) == [], value
    after = changed(MINIMAL, "title: Kế hoạch mẫu", "title: |-\n    Kế hoạch\n  # planmodel: ignore")
    assert codes(after) == ["PM019"]


def test_what_cannot_be_read_is_not_silenced() -> None:
    text = changed(MINIMAL, "issuer: ubnd-tinh", "issuer: ubnd-tinhh # planmodel: ignore[PM112] biết rồi")
    assert "PM112" in codes(text)


@given(st.text(max_size=60), st.text(max_size=30))
def test_no_comment_makes_check_fail(head: str, tail: str) -> None:
    text = MINIMAL + f"# planmodel: ignore[{head}] {tail}\n"
    for d in check_text(Source(NAME, text), SHIPPED).found:
        assert d.code in {"PM019", "PM021"} or d.code.startswith("PM0")


@given(st.lists(st.sampled_from(["  - a: 1", "    b: 2", "# x", "", "c: 3", "  # y", "- d"]), max_size=12))
def test_a_comment_covers_lines_after_it_and_no_line_of_the_next_entry(lines: list[str]) -> None:
    text = Source(NAME, "\n".join(["# planmodel: ignore[PM204] vì thế", *lines]))
    match = re.search("#", text.text)
    assert match is not None
    first, last = ignores._covered(text, match, ignores.Entries(text, 0))
    assert 1 <= first <= last <= text.lines
    inside = [
        line for line in lines[first - 1 : last - 1] if line.strip() and not line.strip().startswith("#")
    ]
    if inside and first > 1:
        indent = len(lines[first - 2]) - len(lines[first - 2].lstrip())
        assert all(len(x) - len(x.lstrip()) >= indent for x in inside)


# --------------------------------------------------------------------------------------------------- baselines


def test_a_baseline_hides_what_is_known_and_tells_what_is_new(home: Path) -> None:
    before = json.loads(check("plans").out)["summary"]
    written = planmodel("check", "plans", "--baseline", "known.json", "--write-baseline")
    assert written.code == 0
    after = json.loads(check("plans", "--baseline", "known.json", "--fail-on", "info").out)
    assert after["findings"] == []
    assert after["summary"]["known"] == before["errors"] + before["warnings"] + before["infos"]
    path = home / KH
    path.write_text("# một dòng mới ở đầu tệp\n\n" + path.read_text("utf-8"), "utf-8")  # lines move
    assert listed(check("plans", "--baseline", "known.json")) == []
    text = path.read_text("utf-8")
    path.write_text(text.replace("targets:\n", "targets:\n" + target(id="moi", level="{at_least: {2022: 150}}"), 1), "utf-8")  # fmt: skip
    told = [code for code, _, _ in listed(check("plans", "--baseline", "known.json"))]
    assert told == ["PM304", "PM201"]  # a target that is over 100 %, and new: no task is linked to it


def test_a_baseline_tells_when_a_known_finding_says_something_else(home: Path) -> None:
    path = home / "p.yaml"
    path.write_text(FALLS, "utf-8")
    assert planmodel("check", "p.yaml", "--baseline", "b.json", "--write-baseline").code == 0
    assert check("p.yaml", "--baseline", "b.json").code == 0
    path.write_text(FALLS.replace("2023: 45", "2023: 30"), "utf-8")
    assert [code for code, _, _ in listed(check("p.yaml", "--baseline", "b.json"))] == ["PM204"]


def test_pruning_takes_out_what_is_mended_and_nothing_else(home: Path) -> None:
    planmodel("check", "plans", "--baseline", "known.json", "--write-baseline")
    known = json.loads((home / "known.json").read_text("utf-8"))["findings"]
    done = planmodel("check", "plans", "--baseline", "known.json", "--ignore", "PM801")
    assert "1" in done.err
    assert "--prune-baseline" in done.err
    planmodel("check", "plans", "--baseline", "known.json", "--ignore", "PM801", "--prune-baseline")
    left = json.loads((home / "known.json").read_text("utf-8"))["findings"]
    assert left == [entry for entry in known if entry["code"] != "PM801"]


def test_writing_a_baseline_twice_gives_the_same_bytes(home: Path) -> None:
    planmodel("check", "plans", "--baseline", "known.json", "--write-baseline")
    first = (home / "known.json").read_bytes()
    planmodel("check", "plans", "--baseline", "known.json", "--write-baseline")
    assert (home / "known.json").read_bytes() == first


@given(st.binary(max_size=200) | st.sampled_from([b"{}", b"[]", b'{"planmodel": 1}', b'{"planmodel": 1, "findings": [1]}', b"[" * 5000, b"\xff\xfe", b""]))  # fmt: skip
def test_whatever_stands_in_a_baseline_ends_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("b") / "b.json"
    path.write_bytes(content)
    done = planmodel("check", "khanh-hoa-4205-2022", "--baseline", path)
    if done.code == 2:
        assert done.err.count("\n") == 1
        assert done.raw == b""
    else:
        assert json.loads(content)["planmodel"] == 1
    assert path.read_bytes() == content


def test_a_baseline_that_is_missing_and_options_without_one_are_refused(home: Path) -> None:
    assert "--write-baseline" in planmodel("check", "plans", "--baseline", "no.json").err
    for option in ("--write-baseline", "--prune-baseline"):
        done = planmodel("check", "plans", option)
        assert (done.code, "--baseline" in done.err) == (2, True)


# -------------------------------------------------------------------------------------------------------- fixes

SLIPS = changed(MINIMAL, 'issued: "2022-05-12"', "issued: 12/05/2022  # ngày ký").replace("\n", "\r\n")
MENDED = SLIPS.replace("12/05/2022", '"2022-05-12"')


def test_fix_changes_the_slip_and_not_one_byte_besides(home: Path) -> None:
    path = home / "slips.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SLIPS.encode())
    shown = planmodel("check", "slips.yaml", "--diff")
    assert "+  issued: " in shown.out
    assert path.read_bytes() == b"\xef\xbb\xbf" + SLIPS.encode()
    assert planmodel("check", "slips.yaml", "--fix").code == 0
    after = path.read_bytes().decode("utf-8-sig")
    assert after.replace('"', "") == MENDED.replace('"', "")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    once = path.read_bytes()
    planmodel("check", "slips.yaml", "--fix")
    assert path.read_bytes() == once


def test_fix_takes_out_comments_that_silence_nothing(home: Path) -> None:
    path = home / "idle.yaml"
    idle = "# planmodel: ignore[PM204] nhầm"
    path.write_text(f"{idle}\n" + changed(MINIMAL, "kind: plan\n", f"kind: plan   {idle}\n"), "utf-8")
    assert planmodel("check", "idle.yaml", "--fix").code == 0
    assert path.read_text("utf-8") == MINIMAL


def test_a_guess_is_shown_but_not_carried_out(home: Path) -> None:
    path = home / "guess.yaml"
    text = changed(MINIMAL, "issuer: ubnd-tinh", "issuer: ubnd-tin")
    path.write_text(text, "utf-8")
    done = check("guess.yaml")
    (found,) = json.loads(done.out)["findings"]
    assert found["fix"]["safe"] is False
    assert planmodel("check", "guess.yaml", "--fix").code == 1
    assert path.read_text("utf-8") == text


def test_a_file_that_changes_while_it_is_mended_is_left_alone(home: Path) -> None:
    from planmodel.check import Judge, fixing
    from planmodel.diagnostics import Refusal

    path = home / "slips.yaml"
    path.write_bytes(SLIPS.encode())
    one = fixing.fixed(path, Judge(Workspace(None)))
    assert one is not None
    assert one.changed
    path.write_text(MINIMAL, "utf-8")
    with pytest.raises(Refusal):
        fixing.save(one)
    assert path.read_text("utf-8") == MINIMAL
    assert not list(home.glob(".planmodel-*"))


def test_standard_input_cannot_be_mended() -> None:
    assert planmodel("check", "-", "--fix", stdin=MINIMAL.encode()).code == 2


# -------------------------------------------------------------------------------------------------- fingerprints


def test_fingerprints_are_unique_stable_and_do_not_depend_on_lines(home: Path) -> None:
    twice = plan(targets=[target(level="{at_least: {2022: 150}}"), target(id="t2", at='"I.2"', level="{at_least: {2022: 150}}")], tasks=[task()], duties=[duty()])  # fmt: skip
    found = check_text(Source(NAME, twice), SHIPPED).found
    prints = [d.fingerprint for d in found]
    assert len(set(prints)) == len(prints) >= 2
    moved = check_text(Source("other.yaml", "# đầu\n\n" + twice), SHIPPED).found
    assert [d.fingerprint for d in moved] == prints
    both = check_text(Source(NAME, twice), SHIPPED).found
    assert both == found


def test_a_comment_behind_an_entry_and_another_form_of_its_letters_change_no_fingerprint(home: Path) -> None:
    def prints(text: str) -> list[str]:
        return [d.fingerprint for d in check_text(Source(NAME, text), SHIPPED).found]

    known = plan(tasks=[task(title="Lắp đặt mã QR")], duties=[])
    assert prints(known)
    noted = "\n".join(f"{line}  # đã xem" if "Lắp đặt" in line else line for line in known.split("\n"))
    assert noted != known
    assert prints(noted) == prints(known)
    assert prints(unicodedata.normalize("NFD", known)) == prints(known)


# -------------------------------------------------------------------------------------------------- a time bound


def test_a_plan_that_takes_too_long_is_left_and_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planmodel.check.engine.LONGEST", -1.0)
    assert "PM024" in codes(FALLS)
    monkeypatch.setattr("planmodel.check.engine.LONGEST", 60.0)
    assert codes(FALLS) == ["PM204"]


def test_a_pack_whose_name_is_a_number_needs_no_quotes(tmp_path: Path) -> None:
    home = copy_plans(tmp_path)
    for written in ("781", '"781"'):
        (home / "planmodel.yaml").write_text(f"planmodel: 1\npacks: [{written}]\n", "utf-8")
        ran = process("check", "plans", "--no-cache", cwd=home)
        assert ran.code == 0
        assert "781-nam-2022" in ran.out
