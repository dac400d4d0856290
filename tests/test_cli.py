"""Every command does what its help says: on every real plan, in every format, to the screen and to a file."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest

from planmodel.cli._app import COMMANDS
from tests.command import ROOT, TABLE_COMMANDS, TABLE_FORMATS, Done, copy_plans, files_in, planmodel
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PLANS, PROVINCES, TEMPLATE
from tests.plan_texts import FULL, MINIMAL, changed

KHANH_HOA_FILE = "plans/khanh-hoa/4205-kh-ubnd-2022.yaml"
GRAPH_FORMATS = {
    "svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF", "dot": b"digraph", "mermaid": b"flowchart LR", "graphml": b"<graphml",
}  # fmt: skip
GRAPH_VIEWS = (
    "responsibility",
    "reporting",
    "targets",
    "handover",
    "dependencies",
    "legal",
    "matrix",
    "load",
)
EVERY_KIND = changed(FULL, ", step: {from: 2023, add: 1.5, until: 2025, reach: 14.5}", "")
SENTENCES = {"message", "name", "title", "why"}
"""Keys whose values are words for people."""
SCHEMAS = {"show": "plan", "export": "plan"}


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def fine(done: Done) -> Done:
    """A run that did what was asked and had nothing to complain about."""
    assert (done.code, done.err) == (0, "")
    assert done.raw
    return done


def well_formed(format_: str, raw: bytes) -> None:
    """``raw`` is a complete text of its kind."""
    text = raw.decode("utf-8-sig")
    assert text.endswith("\n")
    assert "\x1b" not in text, "escape codes are for terminals"
    match format_:
        case "json":
            assert isinstance(json.loads(text), dict)
        case "csv":
            widths = {len(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)}
            assert len(widths) == 1, widths
        case "svg":
            assert ET.fromstring(raw).tag == "{http://www.w3.org/2000/svg}svg"
        case "html":
            page = HTMLParser()
            page.feed(text)
            page.close()
            assert "<title>" in text
        case "markdown":
            assert text.startswith(("# ", "## ", "**PHỤ LỤC**", "**ANNEX**"))


def valid(command: str, text: str) -> Any:
    """The JSON in ``text``, which is as the command's output schema says."""
    schema = ROOT / "schema" / "output" / f"{SCHEMAS.get(command, command)}.schema.json"
    data = json.loads(text)
    jsonschema_rs.validator_for(json.loads(schema.read_text("utf-8"))).validate(data)
    return data


# ------------------------------------------------------------------------------------------------------------ help


@pytest.mark.parametrize("lang", [(), ("--lang", "en"), ("--lang=vi",)], ids=["default", "en", "vi"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_page_has_examples_of_its_command(command: str, lang: tuple[str, ...]) -> None:
    text = fine(planmodel(command, *lang, "--help")).out
    assert re.search(rf"^    planmodel {command}( |$)", text.partition("Ví dụ:")[2], re.MULTILINE)
    assert "Show this message" not in text, "the help speaks Vietnamese throughout"
    assert fine(planmodel(command, "-h")).out == fine(planmodel(command, "--help")).out


def test_the_first_help_page_names_every_command_and_is_what_no_arguments_show() -> None:
    text = fine(planmodel("--help")).out
    for name, (what, _) in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(what)}", text, re.MULTILINE)
    assert fine(planmodel()).out == text
    assert re.fullmatch(r"planmodel \d+\.\d+\.\d+\n", fine(planmodel("--version")).out)


@pytest.mark.parametrize("command", [c for c in COMMANDS if c != "build"])  # build: tests/test_build.py
def test_every_example_in_the_help_runs(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copy_plans(tmp_path))
    text = (tmp_path / KHANH_HOA_FILE).read_bytes()
    (tmp_path / "ke-hoach.yaml").write_bytes(text)
    letter = (tmp_path / "plans/templates/mic-781-2022.yaml").read_text("utf-8")
    (tmp_path / "mau-moi.yaml").write_text(letter.replace("{2022: 50}", "{2022: 60}", 1), "utf-8")
    kept = files_in(ROOT / "plans")
    lines = planmodel(command, "--help").out.partition("Ví dụ:")[2].splitlines()
    examples = [line.strip() for line in lines if line.strip().startswith("planmodel ")]
    assert examples
    for example in examples:
        words = re.split(r" {3,}| < ", example)[0].split()[1:]
        done = planmodel(*words, stdin=text)
        assert done.code == 0, example
        assert re.fullmatch(r"[^\n:]*\d+ [^\n:]+\n" if TOLD & set(words) else "", done.err), example
        if "-o" in words:
            assert (tmp_path / words[words.index("-o") + 1]).stat().st_size > 100, example
        assert bool(done.raw) != ("-o" in words), example
    assert files_in(ROOT / "plans") == kept
    if command == "check":
        assert files_in(tmp_path / "plans") == kept, "there is nothing to mend in the real plans"


TOLD = {"--diff", "--fix", "--write-baseline"}
"""Options of which a line on standard error tells how much was done."""


# ------------------------------------------------------------------------------------ every plan, every format


@pytest.mark.parametrize("plan_id", PLANS)
@pytest.mark.parametrize("command", TABLE_COMMANDS)
def test_every_table_of_every_plan_comes_in_every_format(command: str, plan_id: str) -> None:
    for format_ in TABLE_FORMATS:
        done = fine(planmodel(command, plan_id, "--format", format_))
        well_formed(format_, done.raw)
        if format_ == "json":
            valid(command, done.out)


@pytest.mark.parametrize("plan_id", PROVINCES)
def test_the_comparison_of_every_plan_comes_in_every_format(plan_id: str) -> None:
    for format_ in TABLE_FORMATS:
        done = fine(planmodel("compare", TEMPLATE, plan_id, "--format", format_))
        well_formed(format_, done.raw)
        if format_ == "json":
            valid("compare", done.out)


@pytest.mark.parametrize("plan_id", PLANS)
def test_the_export_of_every_plan_validates(plan_id: str) -> None:
    done = fine(planmodel("export", plan_id))
    assert valid("export", done.out)["plan"] == plan_id
    assert fine(planmodel("export", plan_id, "--format", "json")).raw == done.raw


@pytest.mark.parametrize("view", GRAPH_VIEWS)
@pytest.mark.parametrize("plan_id", PLANS)
def test_every_view_of_every_plan_is_drawn(plan_id: str, view: str) -> None:
    well_formed("svg", fine(planmodel("graph", plan_id, "--view", view)).raw)


@pytest.mark.parametrize("format_", GRAPH_FORMATS)
def test_a_graph_comes_in_every_format_and_the_ending_chooses_it(format_: str, tmp_path: Path) -> None:
    done = fine(planmodel("graph", DAK_NONG, "--view", "reporting", "--format", format_))
    assert GRAPH_FORMATS[format_] in done.raw[:1500]
    to = tmp_path / f"x.{format_}"
    quiet = planmodel("graph", DAK_NONG, "--view", "reporting", "-o", to)
    assert (quiet.code, quiet.raw, quiet.err) == (0, b"", "")
    assert to.read_bytes() == done.raw


def test_pictures_are_drawn_where_graphviz_is_not_installed(tmp_path: Path) -> None:
    for ending, begins in (("pdf", b"%PDF"), ("png", b"\x89PNG")):
        to = tmp_path / f"x.{ending}"
        done = planmodel("graph", DAK_NONG, "-o", to, env={"PATH": str(tmp_path)})
        assert (done.code, done.err) == (0, "")
        assert to.read_bytes().startswith(begins)


@pytest.mark.parametrize("format_", TABLE_FORMATS)
@pytest.mark.parametrize("command", [*TABLE_COMMANDS, "compare"])
def test_the_ending_of_the_output_file_chooses_the_format(command: str, format_: str, tmp_path: Path) -> None:
    args = (command, TEMPLATE, KHANH_HOA) if command == "compare" else (command, KHANH_HOA)
    shown = fine(planmodel(*args, "--format", format_, "-o", "-")).raw
    names = [f"x.{TABLE_FORMATS[format_]}"]
    if command == "targets":
        names += [f"x.{format_}", f"X.{TABLE_FORMATS[format_].upper()}"]
        assert planmodel(*args, "-o", tmp_path / "any.name", "--format", format_).code == 0
        assert planmodel(*args, *(("--format", format_) if format_ != "terminal" else ())).raw == shown
    for name in names:
        quiet = planmodel(*args, "-o", tmp_path / name)
        assert (quiet.code, quiet.raw, quiet.err) == (0, b"", "")
    assert set(files_in(tmp_path).values()) == {shown}


def test_short_names_of_formats_are_understood() -> None:
    for short, name in (("md", "markdown"), ("text", "terminal"), ("txt", "terminal"), ("htm", "html")):
        assert (
            planmodel("show", KHANH_HOA, "--format", short).raw
            == planmodel("show", KHANH_HOA, "--format", name).raw
        )


@pytest.mark.parametrize("text", [MINIMAL, EVERY_KIND], ids=["least", "every-kind"])
def test_every_command_takes_the_least_plan_and_one_with_every_kind_of_item(text: str) -> None:
    for command in TABLE_COMMANDS:
        for format_ in TABLE_FORMATS:
            well_formed(format_, fine(planmodel(command, "-", "--format", format_, stdin=text.encode())).raw)
    for view in GRAPH_VIEWS:
        well_formed("svg", fine(planmodel("graph", "-", "--view", view, stdin=text.encode())).raw)
    valid("export", fine(planmodel("export", "-", stdin=text.encode())).out)
    assert planmodel("compare", TEMPLATE, "-", stdin=text.encode()).code == 0
    assert planmodel("compare", "-", KHANH_HOA, stdin=text.encode()).code == 0


@pytest.mark.parametrize("by", ["task", "agency"])
@pytest.mark.parametrize("letters", ["raci", "rasci", "verbs"])
def test_the_matrix_is_arranged_and_lettered_as_asked(by: str, letters: str) -> None:
    said = {"raci": "tham vấn", "rasci": "hỗ trợ", "verbs": "động từ"}[letters]
    assert said in fine(planmodel("raci", HUNG_YEN, "--by", by, "--letters", letters)).out


def test_why_gives_the_chain_of_clauses_of_a_task_and_of_a_duty() -> None:
    by_clause = fine(planmodel("why", KHANH_HOA, "so-gddt", "III.3.b#1")).out
    assert "VI.2.a" in by_clause
    assert "A/R" in by_clause
    items = json.loads(planmodel("raci", KHANH_HOA, "--format", "json").out)["items"]
    (task_id,) = [i["id"] for i in items if i["at"] == "III.3.b#1"]
    assert fine(planmodel("why", KHANH_HOA, "so-gddt", task_id)).out == by_clause
    assert "IV.7#1" in fine(planmodel("why", HUNG_YEN, "cong-an-tinh", "IV.7#1")).out
    assert "không có vai trò" in fine(planmodel("why", KHANH_HOA, "cong-an-tinh", "III.3.b#1")).out


def test_the_calendar_without_a_plan_is_that_of_every_plan_but_not_of_templates() -> None:
    listed = json.loads(planmodel("calendar", *PROVINCES, "--format", "json").out)
    assert json.loads(fine(planmodel("calendar", "--format", "json")).out) == listed


def test_differences_leave_out_what_conforms() -> None:
    everything = json.loads(planmodel("compare", TEMPLATE, DAK_NONG, "--format", "json").out)["items"]
    differing = json.loads(planmodel("compare", TEMPLATE, DAK_NONG, "--differences", "--format", "json").out)[
        "items"
    ]
    assert differing == [i for i in everything if i["verdict"] != "conforms"]
    assert 0 < len(differing) < len(everything)


def test_a_plan_named_twice_is_shown_once() -> None:
    once = planmodel("compare", TEMPLATE, KHANH_HOA).raw
    assert planmodel("compare", TEMPLATE, KHANH_HOA, KHANH_HOA_FILE, KHANH_HOA).raw == once
    assert planmodel("calendar", DAK_NONG, DAK_NONG).raw == planmodel("calendar", DAK_NONG).raw


@pytest.mark.parametrize("command", [*TABLE_COMMANDS, "compare", "export", "check", "why"])
def test_english_changes_sentences_but_no_key_and_no_code(command: str) -> None:
    args = {
        "compare": ("compare", TEMPLATE, KHANH_HOA),
        "why": ("why", KHANH_HOA, "so-gddt", "III.3.b#1"),
    }.get(command, (command, KHANH_HOA))
    vi, en = fine(planmodel(*args)), fine(planmodel(*args, "--lang", "en"))
    assert fine(planmodel(*args, env={"PLANMODEL_LANG": "en"})).raw == en.raw
    if command == "why":
        assert vi.raw != en.raw
        return
    as_vi, as_en = (json.loads(planmodel(*args, "--format", "json", "--lang", x).out) for x in ("vi", "en"))
    assert _shape(as_vi) == _shape(as_en)


def _shape(value: Any) -> Any:
    """Keys, list lengths, numbers and words without spaces (ids, codes, enums) of a JSON value."""
    if isinstance(value, dict):
        return {k: "…" if k in SENTENCES else _shape(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_shape(v) for v in value]
    return value if not isinstance(value, str) or (value.isascii() and " " not in value) else "…"
