"""The shape of a plan: each slip is one finding at the key or value that is wrong, whichever engine judges."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from planmodel import schema, yamltree
from planmodel.diagnostics import Diagnostic
from planmodel.source import Source
from planmodel.workspace import load_source
from tests.plan_texts import (
    FULL,
    MINIMAL,
    apply,
    assert_clean,
    assert_found,
    duty,
    findings,
    plan,
    report,
    requirement,
    small,
    target,
    task,
    with_slips,
)

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "plans").rglob("*.yaml"))
SCHEMAS = sorted((ROOT / "schema").rglob("*.schema.json"))
INPUT = [p for p in SCHEMAS if p.parent.name == "schema"]


def read(text: str) -> Any:
    tree = yamltree.read(Source("p.yaml", text))
    assert tree.found == []
    return tree


def shape(text: str) -> list[Diagnostic]:
    """What the reader and the schema find; names and rules are not asked."""
    return load_source(Source("p.yaml", text)).found


LEVEL = "{at_least: {2022: %s}}"
HABITS = [
    pytest.param(target(level=LEVEL % "28,93"), "PM014", "28.93", id="decimal-comma-in-braces"),
    pytest.param(target(level="\n      at_least:\n        2022: 28,93"), "PM014", "28.93", id="decimal-comma"),
    pytest.param(target(level=LEVEL % '"28,93"'), "PM014", "28.93", id="decimal-comma-in-quotes"),
    pytest.param(
        target(level="\n      at_least:\n        2022: 1.234,5", unit="tỷ đồng"), "PM014", "1234.5", id="both-marks"
    ),
    pytest.param(target(level=LEVEL % "31.187", unit="trường"), "PM015", "31187", id="thousands-dot"),
    pytest.param(target(level=LEVEL % "1.234.567", unit="trường"), "PM015", "1234567", id="two-thousands-dots"),
    pytest.param(
        target(level="{range: {2022: [1, 2.000]}}", unit="trường"), "PM015", "2000", id="thousands-dot-in-a-range"
    ),
    pytest.param(
        target(level="{at_least: {2022: 5}, step: {from: 2023, add: 1.000, until: 2023, reach: 5}}", unit="trường"),
        "PM015", "1000", id="thousands-dot-in-a-step",
    ),
    pytest.param(requirement(choose="31.187"), "PM015", "31187", id="thousands-dot-for-a-count"),
    pytest.param(requirement(choose="3.000"), "PM015", "3000", id="whole-thousands-for-a-count"),
    pytest.param(requirement(choose="28,93"), "PM014", "28.93", id="decimal-comma-for-a-count"),
    pytest.param(requirement(choose='"1"'), "PM103", "1", id="count-in-quotes"),
    pytest.param(target(level=LEVEL % "50%"), "PM103", "50", id="percent-sign"),
    pytest.param(target(level=LEVEL % '"28,5 %"'), "PM103", "28.5", id="percent-sign-and-comma"),
    pytest.param(target(level=LEVEL % '"50"'), "PM103", "50", id="number-in-quotes"),
    pytest.param(task(due="{by: 17/06/2022}"), "PM016", "2022-06-17", id="day-month-year"),
    pytest.param(task(due='{by: "7.6.2022"}'), "PM016", "2022-06-07", id="day-month-year-with-dots"),
    pytest.param(task(due="{before: 2022/6/17}"), "PM016", "2022-06-17", id="year-month-day-with-slashes"),
    pytest.param(report(due="[{by: 15/06}]"), "PM016", '"06-15"', id="day-and-month"),
    pytest.param(report(due="[{by: 15.12}]"), "PM016", '"12-15"', id="day-and-month-as-a-number"),
    pytest.param(report(due="[{by: 6-15}]"), "PM016", '"06-15"', id="month-without-zero"),
    pytest.param(report(due="[{by: 15/06/2022}]"), "PM016", "2022-06-15", id="day-of-one-year-in-a-report"),
    pytest.param(report(due="[{by: 20}]"), "PM103", '"20"', id="day-of-each-period-as-a-number"),
    pytest.param(task(due="{in: 2022}"), "PM103", '"2022"', id="year-as-a-number"),
    pytest.param(duty(covers="[II.1, 3]"), "PM017", '"II.3"', id="bare-number-after-a-clause"),
    pytest.param(duty(covers='["II.1.a", 2]'), "PM017", '"II.2"', id="bare-number-after-a-point"),
    pytest.param(duty(covers="[II, 2]"), "PM017", '"II.2"', id="bare-number-after-a-section"),
    pytest.param(duty(covers="[1.10]"), "PM017", '"1.10"', id="clause-as-a-decimal"),
    pytest.param(task(at="3"), "PM017", '"3"', id="clause-as-a-number"),
    pytest.param(target(unit="100"), "PM103", '"100"', id="text-of-digits"),
]  # fmt: skip
SECTION = {"t": "targets", "r": "requirements", "n": "tasks", "d": "duties", "b": "reports"}


@pytest.mark.parametrize(("item", "code", "right"), HABITS)
def test_a_vietnamese_habit_is_one_finding_that_shows_and_mends_the_spelling(
    item: str, code: str, right: str
) -> None:
    text = plan(**{SECTION[item[8]]: [item]})
    (found,) = shape(text)
    assert found.code == code
    assert (right in found.message.vi, right in found.message.en) == (True, True)
    mended = apply(text, found.fix)
    assert right in mended
    start = found.fix.span.start if found.fix else -1
    assert (code, start) not in [(d.code, d.span.start) for d in shape(mended) if d.span]


SAFE = [
    ("number-in-quotes", target(level=LEVEL % '"50"'), True),
    ("count-in-quotes", requirement(choose='"1"'), True),
    ("decimal-comma", target(level=LEVEL % '"28,93"'), True),
    ("decimal-comma-after-thousands", target(level=LEVEL % '"1.234,567"', unit="trường"), True),
    ("three-decimals-after-nought", target(level=LEVEL % '"0,125"'), True),
    ("decimals-or-thousands", target(level=LEVEL % '"31,187"', unit="trường"), False),
    ("thousands-dots", target(level=LEVEL % "1.234.567", unit="trường"), False),
    ("thousands-dot-or-decimal", target(level=LEVEL % "31.187", unit="trường"), False),
    ("percent-sign", target(level=LEVEL % "50%", unit="trường"), False),
    ("clause-as-a-decimal", duty(covers="[1.10]"), True),
    ("clause-as-a-number", task(at="3"), True),
    ("text-of-digits", target(unit="100"), True),
    ("number-after-a-clause", duty(covers="[II.1, 3]"), False),
    ("day-month-year", task(due="{by: 17/06/2022}"), True),
    ("day-first-is-the-law", task(due="{by: 5/6/2022}"), True),
    ("year-month-day-with-slashes", task(due="{before: 2022/6/7}"), True),
    ("day-and-month", report(due="[{by: 5/6}]"), True),
    ("day-and-month-as-a-number", report(due="[{by: 1.10}]"), True),
    ("month-and-day-without-noughts", report(due="[{by: 6-5}]"), False),
    ("only-one-can-be-the-month", report(due="[{by: 6-15}]"), True),
    ("the-year-stays", report(due="[{by: 15/06/2022}]"), True),
    ("day-of-each-period", report(due="[{by: 20}]"), True),
    ("five-or-05", report(due="[{by: 5}]"), False),
    ("year-as-a-number", task(due="{in: 2022}"), True),
    ("list-of-one", report(due="{by: 06-15}"), True),
    ("words", task(due="{by: trước ngày 15/6/2022}"), False),
    ("nearest-key", task(tittle="x"), False),
    ("nearest-word", task(sector="educatoin"), False),
]


@pytest.mark.parametrize(("item", "safe"), [pytest.param(*x[1:], id=x[0]) for x in SAFE])
def test_a_fix_is_safe_only_where_it_cannot_change_what_the_plan_says(item: str, safe: bool) -> None:
    (found,) = shape(plan(**{SECTION[item[8]]: [item]}))
    assert found.fix is not None
    assert found.fix.safe is safe


def test_the_date_of_issue_in_the_order_of_the_office_is_mended() -> None:
    text = small('"2022-05-12"', "12/05/2022")
    (found,) = findings(text)
    assert (found.code, found.message.vi.endswith("2022-05-12")) == ("PM016", True)
    assert_clean(apply(text, found.fix))


def test_both_readings_of_a_comma_before_three_digits_are_offered() -> None:
    (found,) = shape(plan(targets=[target(level=LEVEL % "31,187", unit="trường")]))
    assert (found.code, found.fix) == ("PM014", None)
    assert found.message.vi.endswith("31.187 (phần lẻ) hoặc 31187 (hàng nghìn)")


@pytest.mark.parametrize("number", ["28.930", "31.187", "0.500"])
def test_three_decimals_of_a_percentage_are_decimals(number: str) -> None:
    assert_clean(plan(targets=[target(level=LEVEL % number)]))


@pytest.mark.parametrize(
    ("written", "value"),
    [("0x1F", "31"), ("0o17", "15"), ("1e1", "10"), ("5.", "5"), (".50", "0.50"), ("+7", "7")],
)
def test_every_number_of_yaml_becomes_its_exact_decimal(written: str, value: str) -> None:
    loaded = load_source(Source("p.yaml", plan(targets=[target(level=LEVEL % written)])))
    assert loaded.plan is not None
    assert str(loaded.plan.targets[0].levels[0].amount) == value


# ------------------------------------------------------------------------------------------ keywords and places

# TARGET stands for the fields of a target that are not shown.
KEYWORDS = """
== type
document: 5
#         ^ PM103
== type
tasks: {a: 1}
#      ^^^^^^ PM103
== type
tasks:
  - abc
#   ^^^ PM103
== type
targets:
#       ^ PM103
== type
notes: [{at: 3, kind: gap, text: x}]
#            ^ PM017
== enum
tasks: [{id: a, at: I, sector: educatoin, title: x}]
#                              ^^^^^^^^^ PM104
== enum
kind: 5
#     ^ PM104
== enum
planmodel: true
#          ^^^^ PM104
== pattern
plan: Kế-hoạch
#     ^^^^^^^^ PM105
== pattern
tasks: [{id: a, at: Mục 1, sector: both, title: x}]
#                   ^^^^^ PM105
== pattern
reports: [{id: b, at: I, due: [{by: 02-3}], from: [so-yte], to: [so-yte], every: [], ad_hoc: true}]
#                                   ^^^^ PM016
== format
period: {from: 2022-02-30, to: 2025-12-31, basis: stated}
#              ^^^^^^^^^^ PM106
== required
tasks:
  - id: a
#   ^^ PM102
    at: I
    title: x
== required
tasks: [{id: a, title: x, sector: both}]
#        ^^ PM102
== required
duties: [{id: d, at: I, agencies: [so-yte], roles: [{with: [so-yte]}], title: x}]
#                                                    ^^^^ PM102
== additionalProperties
tasks: [{id: a, at: I, sector: both, title: x, tittle: y}]
#                                              ^^^^^^ PM101
== additionalProperties
targets: [{level: {at_least: {22: 1}}, TARGET}]
#                             ^^ PM101
== minLength
funding: [{at: I, title: ""}]
#                        ^^ PM107
== maxLength
funding: [{at: I, title: LONG}]
#                        LINE PM107
== minimum
requirements: [{id: a, sector: both, title: x, choose: 0, at: I, of: [qr]}]
#                                                      ^ PM107
== minimum
targets: [{level: {at_least: {2022: 5, 2023: -5}}, TARGET}]
#                                            ^^ PM107
== maximum
targets: [{level: {step: {from: 2023, add: 1, until: 2100, reach: 5}}, TARGET}]
#                                                    ^^^^ PM107
== minItems
participants: [{at: I, agencies: []}]
#                                ^^ PM107
== maxItems
targets: [{level: {range: {2022: [28,5, 30]}}, TARGET}]
#                                       ^^ PM107
== uniqueItems
requirements: [{id: a, at: I, sector: both, title: x, choose: 1, of: [qr, website, qr]}]
#                                                                                  ^^ PM108
== minProperties
targets: [{level: {}, TARGET}]
#                 ^^ PM107
== maxProperties
tasks: [{id: a, at: I, sector: both, title: x, due: {by: 2022-01-01, shift: next, before: 2022-01-02}}]
#                                                                                 ^^^^^^ PM107
"""
TARGET = (
    "id: t, at: I, indicator: cashless-adoption, sector: both, population: truong-hoc, area: all, "
    'measure: share, unit: "%", commitment: firm'
)
CASES = re.findall(r"== (\w+)\n([^=]+)", KEYWORDS)


def in_plan(case: str) -> str:
    """A case as a whole plan: its first key in the place of MINIMAL's, or after it."""
    case = case.replace("TARGET", TARGET).replace("LONG", "a" * 241).replace("LINE", "^" * 241)
    key = case.partition(":")[0]
    return re.sub(rf"(?m)^{key}:.*\n(?:  .*\n)*", "", MINIMAL) + case


@pytest.mark.parametrize(("keyword", "case"), CASES, ids=[f"{k}-{n}" for n, (k, _) in enumerate(CASES)])
def test_a_fault_is_shown_at_the_offending_key_or_value(keyword: str, case: str) -> None:
    text = in_plan(case)
    assert_found(text, check=shape)
    assert keyword in {f.keyword for f in schema.faults(read(text).data, "plan")}


def test_every_keyword_of_the_plan_schema_has_a_case() -> None:
    structure = {"$schema", "$id", "$defs", "$ref", "title", "description", "properties", "patternProperties", "items",
                 "if", "then", "else", "x-hint", "examples"}  # fmt: skip
    used = {keyword for node in nodes(schema.load("plan")) for keyword in node} - structure
    assert used == {keyword for keyword, _ in CASES} | {"const"}
    assert all(path[-2] == "if" or "if" in path for path in paths_of(schema.load("plan"), "const"))


def test_a_fault_of_a_registry_is_shown_at_its_place() -> None:
    text = 'registry: provinces\nprovinces:\n  - {id: x, iso: VN66, name: {vi: X}}\n'  # fmt: skip
    text += "#                ^^^^ PM105\n#                             ^^ PM102\n"
    assert_found(text, check=shape)


def test_the_sentence_names_the_item_the_key_and_what_may_stand_there() -> None:
    (unknown,) = shape(plan(tasks=[task(tite="x")]))
    assert unknown.message.vi == "nhiệm vụ n1: không có khóa «tite»; có phải «title»?"
    (enum,) = shape(plan(tasks=[task(sector="giáo dục")]))
    assert enum.message.vi.endswith("chỉ dùng: education, health, both, cross")
    (missing,) = shape(small("kind: plan\n", ""))
    assert missing.message.en == "key 'kind' is missing; add 'kind: ...'"
    (comma,) = shape(plan(funding=["  - {at: I, title: Ngân sách, xã hội hóa và nguồn khác}\n"]))
    assert "đặt cả câu trong dấu nháy" in comma.message.vi


def outcome(data: Any, name: str, engine: schema.Engine) -> list[tuple[Any, ...]]:
    return [(f.path, f.keyword, f.names, f.node) for f in schema.faults(data, name, engine)]


def kind_of(data: Any) -> str:
    return "registry" if "registry" in data else "plan"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_both_engines_accept_the_files_that_we_ship(path: Path) -> None:
    data = read(path.read_text("utf-8")).data
    assert outcome(data, kind_of(data), "jsonschema-rs") == []
    assert outcome(data, kind_of(data), "jsonschema") == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_both_engines_find_the_same_in_files_with_slips(path: Path) -> None:
    data = read(path.read_text("utf-8")).data
    for seed in range(12):
        broken = with_slips(data, seed)
        assert outcome(broken, kind_of(data), "jsonschema-rs") == outcome(
            broken, kind_of(data), "jsonschema"
        ), seed


@pytest.mark.parametrize("block", range(16))
def test_both_engines_say_the_same_of_plans_with_slips(block: int) -> None:
    full = read(FULL).data
    found = 0
    for seed in range(block * 20, block * 20 + 20):
        slips = with_slips(full, seed)
        text = yaml.dump(slips, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
        tree = read(text)
        assert outcome(tree.data, "plan", "jsonschema-rs") == outcome(tree.data, "plan", "jsonschema"), seed
        said = shape(text)
        assert all(d.span is not None and d.span.end <= len(text) for d in said)
        assert len({(d.span, d.code, d.message) for d in said}) == len(said)
        found += bool(said)
    assert found >= 10


def test_slips_are_the_same_for_the_same_seed() -> None:
    full = read(FULL).data
    assert [with_slips(full, n) for n in range(50)] == [with_slips(full, n) for n in range(50)]
    assert full == read(FULL).data


def test_without_the_fast_engine_the_reference_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    assert schema.default_engine() == "jsonschema-rs"
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    assert schema.default_engine() == "jsonschema"
    assert_found(in_plan(dict(CASES)["format"]), check=shape)


@given(st.one_of(st.dates().map(str), st.from_regex(r"[0-9+-]{8,11}", fullmatch=True), st.text(max_size=12)))
def test_a_date_is_a_day_of_the_calendar_written_in_ten_characters(text: str) -> None:
    try:
        right = len(text) == 10 and text.isascii() and date.fromisoformat(text).isoformat() == text
    except ValueError:
        right = False
    assert schema.is_date(text) is right


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema within a schema file, itself first."""
    yield node
    for keyword, value in node.items():
        if keyword in {"properties", "patternProperties", "$defs"}:
            for inner in value.values():
                yield from nodes(inner)
        elif keyword in {"items", "if", "then", "else", "additionalProperties"} and isinstance(value, dict):
            yield from nodes(value)
        elif keyword in {"allOf", "anyOf", "oneOf"}:
            for inner in value:
                yield from nodes(inner)


def paths_of(value: Any, keyword: str, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key, inner in value.items() if isinstance(value, dict) else ():
        if key == keyword:
            yield (*path, key)
        yield from paths_of(inner, keyword, (*path, key))


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_schema_is_valid_and_says_the_same_in_every_engine(path: Path) -> None:
    import jsonschema

    root = json.loads(path.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(root)
    defs = set(root.get("$defs", {}))
    refs = {node["$ref"] for node in nodes(root) if "$ref" in node}
    assert {r for r in refs if r.startswith("#")} == {f"#/$defs/{name}" for name in defs}
    for node in nodes(root):
        for pattern in [node.get("pattern", "^(?![\\s\\S])"), *node.get("patternProperties", {})]:
            assert not re.search(r"\\[dwpDWPbB]", pattern), pattern  # ASCII in one engine, Unicode in another
            assert not re.search(r"(?<!\\)\$", pattern), pattern  # also before a last line end
            assert pattern.startswith("^"), pattern
        assert node.get("format", "date") == "date"


@pytest.mark.parametrize("path", INPUT, ids=lambda p: p.stem)
def test_every_part_of_an_input_schema_can_explain_itself(path: Path) -> None:
    root = json.loads(path.read_text("utf-8"))
    asked = [id(inner) for node in nodes(root) if "if" in node for inner in nodes(node["if"])]
    branches = [id(node[b]) for node in nodes(root) for b in ("then", "else") if b in node] + asked
    for node in nodes(root):
        if "pattern" in node or "format" in node:
            assert set(node["x-hint"]) == {"vi", "en"}, node
            assert node["pattern"].endswith("(?![\\s\\S])") if "pattern" in node else True
        if node.get("type") == "array":
            assert "items" in node
        if "properties" in node and id(node) not in branches:
            assert node["additionalProperties"] is False
            assert node["type"] == "object"
            assert set(node.get("required", ())) <= set(node["properties"])
        if id(node) not in branches:
            assert "type" in node or "$ref" in node or node.get("if"), node
            assert len(node.get("enum", ())) == len({str(x) for x in node.get("enum", ())})
    for name, node in root["properties"].items():
        named = node if "title" in node else root["$defs"].get(node.get("$ref", "").rpartition("/")[2], {})
        assert path.stem.startswith("registry") or "title" in named, name
