"""The reader: YAML 1.2 values with text keys, the place of everything, and a finding for all that could mislead."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from planmodel import libyaml, yamltree
from planmodel.diagnostics import Diagnostic, Severity, Span
from planmodel.source import Source, decode
from planmodel.yamltree import MAX_DEPTH, MAX_FINDINGS, Tree, core
from tests.plan_texts import FULL, apply

PLANS = sorted((Path(__file__).parents[1] / "plans").rglob("*.yaml"))
TEXTS = [pytest.param(p.read_text("utf-8"), id=p.stem) for p in PLANS]


def read(text: str) -> Tree:
    return yamltree.read(Source("p.yaml", text))


def data(text: str) -> Any:
    tree = read(text)
    assert tree.found == []
    return tree.data


def only(text: str) -> Diagnostic:
    (found,) = read(text).found
    return found


def places(found: list[Diagnostic]) -> list[tuple[str, int, int]]:
    return [(d.code, d.span.line, d.span.column) for d in found if d.span is not None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("Off", "Off"), ("y", "y"), ("010", 10), ("0o10", 8), ("0x1F", 31),
        ("0b1", "0b1"), ("1_000", "1_000"), ("1:30", "1:30"), ("1:30:00", "1:30:00"), ("2022-06-30", "2022-06-30"),
        ("06-15", "06-15"), ("2022", 2022), ("-5", -5), ("+5", 5), ("-0", 0), ("1e3", 1000.0), ("1E-2", 0.01),
        (".5", 0.5), ("-.5", -0.5), ("5.", 5.0), ("28.93", 28.93), ("31.187", 31.187), ("28,93", "28,93"),
        (".nan", ".nan"), (".inf", ".inf"), ("-.INF", "-.INF"), ("1e999", "1e999"), ("-1e999", "-1e999"),
        (".", "."), ("-x", "-x"), ("+", "+"), ("e3", "e3"), ("1e", "1e"), ("1.2.3", "1.2.3"), ("0x", "0x"),
        ("0o8", "0o8"), ("-0x1", "-0x1"), ("~", None), ("null", None), ("Null", None), ("NULL", None), ("nULL", "nULL"),
        ("true", True), ("True", True), ("TRUE", True), ("tRUE", "tRUE"), ("false", False), ("False", False),
        ("FALSE", False), ('""', ""), ("''", ""), ('"5"', "5"), ("'true'", "true"), ('"~"', "~"), ("50%", "50%"),
        ("17/06/2022", "17/06/2022"), ("III.1", "III.1"), ("١", "١"), ("５", "５"), ("=", "="),
    ],
)  # fmt: skip
def test_plain_scalars_follow_the_core_schema_of_yaml_1_2(text: str, value: object) -> None:
    assert repr(data(f"a: {text}\n")["a"]) == repr(value)
    assert repr(data(f"- {text}\n")[0]) == repr(value)


def test_a_missing_value_is_null_and_its_place_is_empty() -> None:
    tree = read("a:\nb: 1\n")
    assert tree.data == {"a": None, "b": 1}
    span = tree.value_span(tree.data, "a")
    assert (span.line, span.column, span.start) == (1, 3, span.end)


@pytest.mark.parametrize("digits", ["9" * 300, "-" + "9" * 300, "0x" + "f" * 100, "0o" + "7" * 100])
def test_large_whole_numbers_keep_their_value(digits: str) -> None:
    assert data(f"a: {digits}\n") == {"a": int(digits, 0)}


def test_a_number_of_a_million_digits_is_text_and_costs_nothing() -> None:
    assert data(f"a: {'9' * 1_000_000}\n") == {"a": "9" * 1_000_000}


def test_keys_are_always_text() -> None:
    assert data("2022: 1\ntrue: 2\n06-30: 3\n") == {"2022": 1, "true": 2, "06-30": 3}
    assert data('{"~": 1, "null": 2, "": 3, "<<": 4}\n') == {"~": 1, "null": 2, "": 3, "<<": 4}


def test_the_source_text_of_a_number_is_kept() -> None:
    tree = read('{2022: 028.930, 2023: "5"}\n')
    assert tree.data == {"2022": 28.93, "2023": "5"}
    assert (tree.written(tree.data, "2022"), tree.written(tree.data, "2023")) == ("028.930", '"5"')


def as_core(value: Any) -> Any:
    """Oracle data as the reader gives it: keys are text, texts are in NFC."""
    if isinstance(value, dict):
        return {normalize("NFC", str(k)): as_core(v) for k, v in value.items()}
    if isinstance(value, list):
        return [as_core(v) for v in value]
    return normalize("NFC", value) if isinstance(value, str) else value


class Core(yaml.CSafeLoader):
    """PyYAML's loader with the implicit types of the YAML 1.2.2 core schema (chapter 10.3.2) only."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own


class Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML's own signature
        return True


for _tag, _form in {
    "null": "null|Null|NULL|~|",
    "bool": "true|True|TRUE|false|False|FALSE",
    "int": "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
}.items():
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_form})\\Z"), None)
_base = {"0x": 16, "0o": 8}
Core.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value, _base.get(node.value[:2], 10)))
Core.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(node.value))


@pytest.mark.parametrize("text", TEXTS)
def test_the_plans_have_the_values_that_the_oracle_reads(text: str) -> None:
    assert repr(data(text)) == repr(as_core(yaml.load(text, Core)))


@given(st.text(st.sampled_from("0123456789-+.eExXoOabf_:~nulTRUE"), min_size=1, max_size=8))
def test_any_plain_scalar_is_what_the_core_schema_says(text: str) -> None:
    document = f"- {text}\n"
    try:
        wanted = yaml.load(document, Core)
    except yaml.YAMLError:
        assert read(document).found
        return
    if isinstance(wanted, list) and not isinstance(wanted[0], dict | list):
        assert repr(data(document)) == repr([text] if wanted[0] in (math.inf, -math.inf) else wanted)


letters = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff")
words = st.text(st.one_of(letters, st.sampled_from(" \n:#,-'\"đ\u0302")), max_size=8).filter(
    lambda s: isinstance(core(s), str) and isinstance(core(normalize("NFC", s)), str)
)
keys = words.map(lambda s: normalize("NFC", s))
numbers = st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False))
values = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, words),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=12,
)
flows = st.sampled_from([True, False, None])


@given(st.dictionaries(keys, values, min_size=1, max_size=4), flows, st.booleans(), st.booleans())
def test_where_yaml_1_1_and_1_2_agree_the_values_are_those_of_pyyaml(
    made: dict[str, Any], flow: bool | None, unicode: bool, crlf: bool
) -> None:
    text: str = yaml.dump(made, Dumper=Plain, default_flow_style=flow, allow_unicode=unicode, sort_keys=False)
    text = text.replace("\n", "\r\n") if crlf else text
    assert repr(data(text)) == repr(as_core(yaml.load(text, yaml.CSafeLoader)))


# ------------------------------------------------------------------------------------------------------ places

Place = tuple[int, int, int]


def at(mark: Any) -> Place:
    return mark.index, mark.line + 1, mark.column + 1


def composed(node: yaml.Node | None, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """(path, what, start, end) of every value and key, by PyYAML's composer."""
    assert node is not None
    yield path, "value", at(node.start_mark), at(node.end_mark)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, normalize("NFC", key.value))
            yield inner, "key", at(key.start_mark), at(key.end_mark)
            yield from composed(value, inner)
    elif isinstance(node, yaml.SequenceNode):
        for i, value in enumerate(node.value):
            yield from composed(value, (*path, i))


def ends(span: Span) -> tuple[Place, Place]:
    return (span.start, span.line, span.column), (span.end, span.end_line, span.end_column)


def located(tree: Tree, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The same, by the reader."""
    yield path, "value", *ends(tree.span_at(path))
    value = tree.get(path)
    if isinstance(value, dict):
        for key in value:
            yield (*path, key), "key", *ends(tree.key_span(value, key))
            yield from located(tree, (*path, key))
    elif isinstance(value, list):
        for i in range(len(value)):
            yield from located(tree, (*path, i))


@pytest.mark.parametrize("text", TEXTS)
def test_every_key_and_value_of_the_plans_stands_where_the_composer_marks_it(text: str) -> None:
    assert list(located(read(text))) == list(composed(yaml.compose(text, yaml.CSafeLoader)))


@pytest.mark.parametrize("form", ["NFD", "crlf", "bom"])
def test_places_are_those_of_the_text_as_it_is_written(form: str) -> None:
    text = FULL.replace("\n", "\r\n") if form == "crlf" else normalize("NFD", FULL) if form == "NFD" else FULL
    source = decode("p.yaml", ("\ufeff" + text if form == "bom" else text).encode())
    assert isinstance(source, Source)
    tree = yamltree.read(source)
    assert list(located(tree)) == list(composed(yaml.compose(text, yaml.CSafeLoader)))
    assert tree.data == data(FULL)
    for path, what, (start, line, column), (end, _, _) in located(tree):
        assert source.position(start) == (line, column)
        if what == "key":
            assert normalize("NFC", text[start:end]) == path[-1]


def test_composed_and_decomposed_letters_compare_equal_and_are_kept_as_written() -> None:
    composed_text, decomposed = "Hỗ trợ đô thị", normalize("NFD", "Hỗ trợ đô thị")
    tree = read(f"a: {composed_text}\nb: {decomposed}\nc: x\n")
    assert tree.data["a"] == tree.data["b"] == composed_text
    assert tree.written(tree.data, "b") == decomposed
    assert tree.value_span(tree.data, "b").end_column == 4 + len(decomposed)
    assert tree.source.text.endswith(f"{decomposed}\nc: x\n")


@pytest.mark.parametrize("again", ["ti\u0309nh", '"tỉnh"', '"ti\\u0309nh"'], ids=["NFD", "quoted", "escaped"])
def test_keys_that_differ_only_in_composition_are_one_key(again: str) -> None:
    assert places(read(f"tỉnh: 1\n{again}: 2\n").found) == [("PM008", 2, 1)]


def test_the_parser_without_libyaml_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (PLANS[0].parent.parent / "registry" / "roles.yaml").read_text("utf-8")
    before = [(read(t).data, list(located(read(t)))) for t in (FULL, text)]
    monkeypatch.setattr(libyaml, "_CParser", None)
    assert [(read(t).data, list(located(read(t)))) for t in (FULL, text)] == before


# ---------------------------------------------------------------------------------------------------- hostility

DEEP = "[" * (MAX_DEPTH + 1)
HOSTILE = [
    pytest.param("a: 1\nb: 2\na: 3\n", ["PM008 3:1"], id="duplicate-key"),
    pytest.param("x: {a: 1, a: 2}\n", ["PM008 1:11"], id="duplicate-in-flow"),
    pytest.param("a: 1\na: 2\na: 3\n", ["PM008 2:1", "PM008 3:1"], id="key-given-three-times"),
    pytest.param("2022: 1\n'2022': 2\n", ["PM008 2:1"], id="duplicate-number-and-text"),
    pytest.param("a: &x 1\nb: *x\n", ["PM010 1:4"], id="anchor-and-alias"),
    pytest.param("&a [*a]\n", ["PM010 1:1"], id="cyclic-alias"),
    pytest.param("a: *nowhere\n", ["PM010 1:4"], id="undefined-alias"),
    pytest.param("&k a: 1\n", ["PM010 1:1"], id="anchored-key"),
    pytest.param("a: 1\n*a : 1\n", ["PM009 2:1"], id="alias-as-key"),
    pytest.param("~: 1\n", ["PM009 1:1"], id="null-key"),
    pytest.param("a: {null: 1}\n", ["PM009 1:5"], id="null-word-key"),
    pytest.param("?\n: 1\n", ["PM009 1:2"], id="empty-key"),
    pytest.param("? [a]\n: 1\n", ["PM009 1:3"], id="list-key"),
    pytest.param("{{a: 1}: 2}\n", ["PM009 1:2"], id="mapping-key"),
    pytest.param("a: 1\n<<: {b: 2}\n", ["PM009 2:1"], id="merge-key"),
    pytest.param("a: !!str 5\n", ["PM011 1:4"], id="tag"),
    pytest.param("a: !!python/object/apply:os.system [ls]\n", ["PM011 1:4"], id="python-tag"),
    pytest.param("a: ! 5\n", ["PM011 1:4"], id="non-specific-tag"),
    pytest.param("!!map {a: 1}\n", ["PM011 1:1"], id="tagged-mapping"),
    pytest.param("a: !x!y 5\n", ["PM011 1:4"], id="unknown-tag-handle"),
    pytest.param(DEEP, [f"PM005 1:{MAX_DEPTH + 1}"], id="too-deep"),
    pytest.param("- " * 70 + "x\n", [f"PM005 1:{2 * MAX_DEPTH + 1}"], id="too-deep-in-blocks"),
    pytest.param("[" * 100_000, [f"PM005 1:{MAX_DEPTH + 1}"], id="a-hundred-thousand-brackets"),
    pytest.param("a:\n\tb: 1\n", ["PM007 2:1"], id="tab-indent"),
    pytest.param("a:\n  b: 1\n  \tc: 2\n", ["PM007 3:3"], id="tab-after-spaces"),
    pytest.param("a:\n-\tb: 1\n", ["PM007 2:2"], id="tab-after-dash"),
    pytest.param("a: 1\r\nb: 2\r\nb: 3\r\n", ["PM008 3:1"], id="crlf"),
    pytest.param("a: 1\rb: 2\rb: 3\r", ["PM008 3:1"], id="cr"),
    pytest.param("a: 1\n---\nb: 2\n", ["PM012 2:1"], id="two-documents"),
    pytest.param("---\na: 1\n---\n", ["PM012 3:1"], id="empty-second-document"),
    pytest.param("a: 1\n...\nb: 2\n", ["PM006 3:1"], id="text-after-the-end"),
    pytest.param("", ["PM013 1:1"], id="empty"),
    pytest.param(" \n# x\n\n", ["PM013 1:1"], id="only-comments"),
    pytest.param("---\n", ["PM013 1:1"], id="empty-document"),
    pytest.param("null\n", ["PM013 1:1"], id="null-document"),
    pytest.param("a: 1\nb: x\x07y\n", ["PM006 2:5"], id="bell"),
    pytest.param("a: \x7f\n", ["PM006 1:4"], id="delete"),
    pytest.param("a: 1\nb: \0\n", ["PM006 2:4"], id="nul"),
    pytest.param("a: x\x85b: 2\n", ["PM006 1:5"], id="next-line"),
    pytest.param("a: 1\nb: x\u2028c: 2\n", ["PM006 2:5"], id="line-separator"),
    pytest.param("a: 1\nb: \ufeffx\n", ["PM006 2:4"], id="byte-order-mark-inside"),
    pytest.param("a: \ud800\n", ["PM006 1:4"], id="lone-surrogate"),
    pytest.param('a: "x\\0y"\n', ["PM006 1:4"], id="escaped-nul"),
    pytest.param('a: "x\\ey"\nb: "\\b"\n', ["PM006 1:4", "PM006 2:4"], id="escaped-controls"),
    pytest.param('a: 1\nb: "x\nc: 2\n', ["PM006 2:4"], id="unclosed-quote"),
    pytest.param("a: 'x\nb: 2\n", ["PM006 1:4"], id="unclosed-single-quote"),
    pytest.param('a: "x\n---\nb: "y"\n', ["PM006 1:4"], id="quote-open-at-document-end"),
    pytest.param("a: [1, 2\nb: 3\n", ["PM006 2:2"], id="unclosed-list"),
    pytest.param("a: {x: 1\nb: 3\n", ["PM006 2:2"], id="unclosed-mapping"),
    pytest.param("a: ]\n", ["PM006 1:4"], id="stray-bracket"),
    pytest.param("a: b: c\n", ["PM006 1:5"], id="colon-in-plain-text"),
    pytest.param('a: "\\d"\n', ["PM006 1:5"], id="bad-escape"),
    pytest.param("a: **x**\n", ["PM006 1:5"], id="markdown-bold"),
    pytest.param("a: @x\n", ["PM006 1:4"], id="reserved-indicator"),
    pytest.param("a:\n    b: 1\n  c: 2\n", ["PM006 3:3"], id="crooked-indent"),
    pytest.param("a: - b\n", ["PM006 1:4"], id="dash-in-line"),
    pytest.param("a: 1\nb\nc: 2\n", ["PM006 3:1"], id="missing-colon"),
    pytest.param("{a: 1} x\n", ["PM006 1:8"], id="text-after-flow"),
    pytest.param("%YAML 3.0\n---\na: 1\n", ["PM006 1:1"], id="future-yaml"),
    pytest.param("{2022: 28,93}\n", ["PM014 1:8"], id="decimal-comma"),
    pytest.param("{2022: 28,93, 2023: 30,5}\n", ["PM014 1:8", "PM014 1:21"], id="two-decimal-commas"),
    pytest.param("{2022: 28, 93}\n", ["PM014 1:8"], id="decimal-comma-and-space"),
    pytest.param("{2022: 31,187}\n", ["PM014 1:8"], id="thousands-comma"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), HOSTILE)
def test_what_could_mislead_is_found_at_its_place(text: str, found: list[str]) -> None:
    tree = read(text)
    assert [f"{code} {line}:{column}" for code, line, column in places(tree.found)] == found
    for d in tree.found:
        assert (d.severity, d.source) == (Severity.error, "p.yaml")
        assert d.message.vi != d.message.en
        assert not re.search(r"[à-ỹ]", d.message.en)


@pytest.mark.parametrize(("text", "found"), HOSTILE)
def test_the_parser_without_libyaml_refuses_the_same(
    text: str, found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libyaml, "_CParser", None)
    assert [d.code for d in read(text).found] == [f.split()[0] for f in found]


HARMLESS = ["---\na: 1\n", "a: 1\n...\n", "a:\t1\t\n", "%YAML 1.2\n---\na: 1\n", "{a: 1,}\n", "'a' : 1 # é"]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_harmless_is_read(text: str) -> None:
    assert data(text) == {"a": 1}


@pytest.mark.parametrize("empty", ["null", "~", " "])
def test_a_year_without_a_figure_is_no_decimal_comma(empty: str) -> None:
    assert data(f"{{2022: 28, 2023: {empty}}}\n") == {"2022": 28, "2023": None}


def test_a_duplicate_key_keeps_the_first_value_and_names_its_line() -> None:
    tree = read("a: 1\nb:\n  - {a: 1}\na: 2\n")
    assert tree.data["a"] == 1
    assert "dòng 1" in tree.found[0].message.vi
    assert [r.span for r in tree.found[0].related] == [tree.key_span(tree.data, "a")]


def test_nesting_as_deep_as_the_limit_is_read() -> None:
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH).found == []


ENDLESS = ["- !t x", "- {~: []}", '- "\\0"', "- {2: 1,5}", "~: 1"]


@pytest.mark.parametrize("line", ENDLESS)
def test_reading_stops_after_a_hundred_findings(line: str) -> None:
    found = read(f"{line}\n" * 1000).found
    assert [len(found), found[-1].code] == [MAX_FINDINGS + 1, "PM018"]


def test_a_hundred_findings_are_all_told() -> None:
    assert [d.code for d in read("- !!str 1\n" * MAX_FINDINGS).found] == ["PM011"] * MAX_FINDINGS


@pytest.mark.parametrize("text", ["a: x\x85y\n", "a: \u2028x\n", "a: \ufeffx\n", "a: \u2029\n", "a: \x00\n"])
def test_deleting_an_invisible_character_mends_the_text(text: str) -> None:
    assert read(apply(text, only(text).fix)).found == []


@pytest.mark.parametrize(
    ("character", "replacement", "safe"),
    [
        ("\ufeff", "", True), ("\x07", "", True), ("\x7f", "", True), ("\x1f", "", True),
        ("\x1e", "", False),  # a word processor's hyphen
        ("\x90", "", False),  # half of a letter that was read in the wrong encoding
        ("\x0b", " ", False), ("\x85", " ", False), ("\u2028", " ", False),
    ],
)  # fmt: skip
def test_deleting_what_says_nothing_is_safe(character: str, replacement: str, safe: bool) -> None:
    fix = only(f"a: x{character}y\n").fix
    assert fix is not None
    assert (fix.replacement, fix.safe) == (replacement, safe)


@pytest.mark.parametrize(
    ("pair", "safe"),
    [("28,93", True), ("-0,5", True), ("28, 93", False), ("28,2023", False), ("2022,5", False)],
)
def test_a_comma_in_braces_is_mended_safely_where_it_can_only_be_a_decimal_comma(
    pair: str, safe: bool
) -> None:
    fix = only(f"a: {{2022: {pair}}}\n").fix
    assert fix is not None
    assert fix.safe is safe


def test_a_decimal_comma_in_braces_is_mended_by_a_point() -> None:
    found = only("a: {2022: 28,93}\n")
    assert (found.message.vi[-5:], found.message.en[-5:]) == ("28.93", "28.93")
    assert data(apply("a: {2022: 28,93}\n", found.fix)) == {"a": {"2022": 28.93}}
    both = only("a: {2022: 31,187}\n")
    assert both.fix is None
    assert "31.187 (phần lẻ) hoặc 31187 (hàng nghìn)" in both.message.vi


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    tree = read(text)
    assert tree.found or tree.data is not None
    assert all(d.span is not None for d in tree.found)


@given(st.data())
def test_no_broken_plan_makes_the_reader_raise(drawn: st.DataObject) -> None:
    start = drawn.draw(st.integers(0, len(FULL)))
    end = drawn.draw(st.integers(start, min(len(FULL), start + 8)))
    middle = drawn.draw(st.text(st.sampled_from("\t\n:-[]{}&*!|>'\"%@` ,#?a1\0\u2028"), max_size=4))
    tree = read(FULL[:start] + middle + FULL[end:])
    assert tree.found or tree.data is not None
