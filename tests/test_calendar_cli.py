"""``calendar``, ``next`` and ``overdue`` as a user runs them: every format, every filter, and what cannot be done."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document as opened

from planmodel import schema
from planmodel.derive.due import obligations
from planmodel.views.calendar import VIEWS
from tests import pdf_facts
from tests.command import Done, copy_plans, on_terminal, planmodel, refused
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PROVINCES, REGISTRY, real
from tests.test_layers import HEAVY, among, imported_by

COMMANDS: dict[str, tuple[str, ...]] = {
    **{
        f"calendar {view}": ("calendar", "--view", view, "--suggest")
        for view in ("months", "agenda", "hops", "clashes")
    },
    "next": ("next", "--today", "2022-06-01", "--within", "1y", "--suggest"),
    "overdue": ("overdue", "--today", "2026-01-01"),
}
every_command = pytest.mark.parametrize("name", COMMANDS)


def fine(done: Done) -> Done:
    assert (done.code, done.err) == (0, ""), done.err
    return done


def run(*args: str) -> str:
    return fine(planmodel(*args)).out


def as_json(*args: str) -> Any:
    return json.loads(run(*args, "--format", "json"))


# ----------------------------------------------------------------------------------------------------- the answers


def test_dak_nongs_calendar_answers_what_it_was_asked() -> None:
    shown = " ".join(run("calendar", DAK_NONG).split())
    for said in (
        "14/06/2022", "trước ngày 15/06 hằng năm", "14/12/2022", "trước ngày 15/12 hằng năm",
        "Nghị định 09/2019/NĐ-CP, điều 8 khoản 5 điểm b", "chỉ 13 ngày sau ngày ký 01/06/2022",
        "ngày báo cáo lặp hằng năm, nhưng kế hoạch chỉ cho năm 2022",
    ):  # fmt: skip
        assert said in shown, said


def test_hung_yens_and_khanh_hoas_answer_too() -> None:
    assert "119/KH-UBND không nêu ngày báo cáo nào" in " ".join(run("calendar", HUNG_YEN).split())
    assert "đề xuất" not in run("calendar", KHANH_HOA).replace("ngày đề xuất theo quy định", "")
    assert "23/06/2022" in run("calendar", KHANH_HOA, "--suggest")


@every_command
def test_json_has_the_shape_of_its_schema(name: str) -> None:
    made = as_json(*COMMANDS[name])
    for engine in ("jsonschema-rs", "jsonschema"):
        assert schema.faults(made, f"output/{COMMANDS[name][0]}", engine) == []


def test_every_view_has_the_same_json() -> None:
    made = [run("calendar", "--view", view, "--format", "json") for view in VIEWS]
    assert len(set(made)) == 1


@every_command
def test_every_format_holds_the_same_rows(name: str, tmp_path: Path) -> None:
    args = (*COMMANDS[name], DAK_NONG)
    lines = csv.reader(io.StringIO(fine(planmodel(*args, "--format", "csv")).raw.decode("utf-8-sig")))
    dates = re.findall(r"[0-9]{2}/[0-9]{2}/[0-9]{4}", "\n".join(cell for line in lines for cell in line))
    assert len(set(dates)) >= 2
    for ending in ("md", "html", "txt", "svg", "xlsx", "docx", "pdf"):
        file = tmp_path / f"lich.{ending}"
        assert fine(planmodel(*args, "-o", file)).raw == b""
        shown = _text(file)
        assert [day for day in dates if day not in shown] == [], ending


def _text(file: Path) -> str:
    if file.suffix == ".xlsx":
        cells = [c.value for sheet in openpyxl.load_workbook(file) for row in sheet.iter_rows() for c in row]
        return "\n".join(c.strftime("%d/%m/%Y") if isinstance(c, date) else str(c) for c in cells)
    if file.suffix == ".docx":
        return "\n".join(c.text for t in opened(str(file)).tables for row in t.rows for c in row.cells)
    if file.suffix == ".pdf":
        return pdf_facts.squeezed(pdf_facts.read(file.read_bytes()).text)
    return file.read_text("utf-8-sig")


def test_the_word_file_is_an_annex() -> None:
    raw = fine(planmodel("calendar", DAK_NONG, "--format", "docx")).raw
    first = [p.text for p in opened(io.BytesIO(raw)).paragraphs if p.text][:3]
    assert first[0] == "PHỤ LỤC"
    assert first[1].startswith("LỊCH BÁO CÁO")
    assert first[2].startswith("(Kèm theo Kế hoạch số 294/KH-UBND ngày 01 tháng 6 năm 2022")


@every_command
def test_the_same_input_twice_gives_the_same_bytes(name: str) -> None:
    for fmt in ("terminal", "json", "xlsx"):
        assert (
            planmodel(*COMMANDS[name], "--format", fmt).raw == planmodel(*COMMANDS[name], "--format", fmt).raw
        )


@every_command
def test_help_has_examples_that_run(name: str) -> None:
    command = COMMANDS[name][0]
    shown = run(command, "--help")
    examples = [line.strip() for line in shown.partition("Ví dụ:")[2].splitlines() if line.strip()]
    assert len(examples) >= 3
    assert all(line.startswith(f"planmodel {command}") for line in examples)
    assert "--agency" in shown


def test_a_terminal_shows_both_commands_in_colour() -> None:
    for name in ("next", "overdue"):
        assert "\x1b[" in on_terminal(*COMMANDS[name], DAK_NONG)


# ----------------------------------------------------------------------------------------------------------- filters


def test_the_calendar_of_no_plan_is_that_of_all_without_templates() -> None:
    assert as_json("calendar") == as_json("calendar", *PROVINCES)
    assert as_json("next", "--today", "2022-06-01") == as_json("next", *PROVINCES, "--today", "2022-06-01")


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (("--kind", "report"), {"report"}),
        (("--kind", "report", "--kind", "period"), {"report", "period"}),
        (("--kind", "all"), {"report", "target", "period"}),
        (("--kind", "task"), set()),
        ((), {"report", "target", "period"}),
    ],
)
def test_kinds(options: tuple[str, ...], wanted: set[str]) -> None:
    assert {o["kind"] for o in as_json("calendar", DAK_NONG, *options)["obligations"]} == wanted


def test_targets_are_one_line_a_year_by_default_and_listed_with_every_kind() -> None:
    count = {option: run("calendar", DAK_NONG, *option, "--format", "csv").count("31/12/2022") for option in
             ((), ("--kind", "all"), ("--kind", "target"))}  # fmt: skip
    assert count == {(): 3, ("--kind", "all"): 8, ("--kind", "target"): 6}


@pytest.mark.parametrize("options", [("--year", "2022"), ("--from", "01/01/2022", "--to", "31/12/2022"),
                                     ("--from", "2022-01-01", "--to", "2022-12-31")])  # fmt: skip
def test_a_year_is_from_its_first_to_its_last_day(options: tuple[str, ...]) -> None:
    found = as_json("calendar", *options, "--suggest")
    days = [o["due"] for o in (*found["obligations"], *found["proposed"])]
    assert {day[:4] for day in days} == {"2022"}
    whole = [o for p in PROVINCES for o in obligations(real(p), REGISTRY, suggest=True) if o.due.year == 2022]
    assert len(days) == len(whole)


def test_of_an_agency_everything_concerns_it() -> None:
    found = as_json("calendar", "--agency", "so-yte@dak-nong")
    assert {o["plan"] for o in found["obligations"]} == {DAK_NONG}
    assert [o["report"] for o in found["dated"]] == ["report-departments", "report-departments"]
    both = as_json("calendar", "--agency", "so-yte@dak-nong", "--agency", "so-tttt@dak-nong")
    assert len(both["undated"]) > len(found["undated"])


def test_today_is_what_is_given_and_else_nobody_asks_the_clock_in_a_calendar() -> None:
    assert "hôm nay" in run("calendar", DAK_NONG, "--today", "14/06/2022")
    assert "hôm nay" not in run("calendar", DAK_NONG)
    assert as_json("overdue", "--today", "2022-06-15", DAK_NONG)["today"] == "2022-06-15"
    assert as_json("next", DAK_NONG)["first"] == date.today().isoformat()  # noqa: DTZ011 - where the user sits


@pytest.mark.parametrize(
    ("within", "last"),
    [
        ((), "2022-07-01"), (("--within", "30d"), "2022-07-01"), (("--within", "4w"), "2022-06-29"),
        (("--within", "2m"), "2022-08-01"), (("--within", "1y"), "2023-06-01"), (("--within", "10"), "2022-06-11"),
        (("--within", " 2M "), "2022-08-01"), (("--within", "9999y"), "9999-12-31"),
    ],
)  # fmt: skip
def test_within_is_thirty_days_or_what_is_said(within: tuple[str, ...], last: str) -> None:
    assert as_json("next", DAK_NONG, "--today", "2022-06-01", *within)["last"] == last


def test_overdue_within_leaves_what_is_longer_ago() -> None:
    found = as_json("overdue", "--today", "2022-12-20", "--within", "2w")["overdue"]
    assert [o["due"] for o in found] == ["2022-12-14"]


def test_a_plan_of_ones_own_is_seen_without_a_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = copy_plans(tmp_path) / "plans" / "dak-nong" / "294-kh-ubnd-2022.yaml"
    monkeypatch.chdir(tmp_path)
    assert "14/06/2022" in run("calendar", str(file))


# ----------------------------------------------------------------------------------------------------------- refused


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("calendar", "khong-co"), "khong-co"),
        (("next", "khong-co"), "khong-co"),
        (("overdue", "khong-co"), "khong-co"),
        (("calendar", "--agency", "so-yt"), "so-yte"),
        (("next", "--agency", "so-yte@hung-yn"), "hung-yen"),
        (("overdue", "--agency", ""), "agencies.yaml"),
        (("calendar", "--from", "2022-12-31", "--to", "2022-01-01"), "--from 31/12/2022 sau --to 01/01/2022"),
        (("calendar", "--year", "2022", "--from", "2022-01-01"), "--year"),
        (("calendar", "--year", "0"), "từ 1 đến 9999"),
        (("calendar", "--year", "10000"), "từ 1 đến 9999"),
        (("calendar", "--from", "30/02/2022"), "--from: «30/02/2022»"),
        (("calendar", "--to", "2022-13-01"), "--to: «2022-13-01»"),
        (("next", "--today", "mai"), "--today: «mai»"),
        (("calendar", "--view", "tuan"), "--view"),
        (("calendar", "--kind", "việc"), "--kind"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(args: tuple[str, ...], said: str) -> None:
    assert said in refused(*args)


@pytest.mark.parametrize("command", ["next", "overdue"])
@pytest.mark.parametrize("text", ["abc", "", "0d", "-3d", "30", "3x", "99999d", "1.5m", "３0d", "d"])
def test_a_length_of_time_is_a_number_and_a_unit(command: str, text: str) -> None:
    if text == "30":  # days
        assert planmodel(command, "--within", text).code == 0
        return
    assert "30d (ngày), 4w (tuần), 2m (tháng) hoặc 1y (năm)" in refused(command, "--within", text)


def test_without_a_workspace_there_are_no_plans_to_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("calendar", "next", "overdue"):
        assert "plans/" in refused(command)


@every_command
def test_a_calendar_imports_nothing_heavy(name: str, tmp_path: Path) -> None:
    home = copy_plans(tmp_path)
    modules = imported_by([*COMMANDS[name], "--workspace", str(home)], tmp_path)
    assert among(modules, HEAVY) == []
