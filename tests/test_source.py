"""Bytes become a text with exact places, or one finding that says where and why not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel import source
from planmodel.diagnostics import Diagnostic, Severity, Span
from planmodel.source import MAX_BYTES, Source, decode, read

BOM = b"\xef\xbb\xbf"
line_ends = st.sampled_from(["\n", "\r\n", "\r"])
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)
texts = st.lists(st.tuples(words, line_ends), max_size=8).map(lambda p: "".join(a + b for a, b in p))


def refused(data: bytes) -> Diagnostic:
    got = decode("p.yaml", data)
    assert isinstance(got, Diagnostic)
    assert got.source == "p.yaml"
    assert got.severity is Severity.error
    assert got.message.vi != got.message.en
    return got


def text_of(data: bytes) -> str:
    got = decode("p.yaml", data)
    assert isinstance(got, Source)
    return got.text


def place(found: Diagnostic) -> tuple[str, int, int]:
    assert found.span is not None
    return found.code, found.span.line, found.span.column


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        pytest.param(b"\xff", "PM002", 1, 1, id="first-byte"),
        pytest.param(b"a: 1\nb: \xe9\n", "PM002", 2, 4, id="latin-1"),
        pytest.param("title: Kế hoạch".encode() + b"\x80", "PM002", 1, 16, id="column-counts-characters"),
        pytest.param("a: 1\r\nb: Kế ".encode() + b"\xc3\x28", "PM002", 2, 7, id="after-crlf"),
        pytest.param(b"a: 1\rb: \xc0\xaf", "PM002", 2, 4, id="overlong-after-cr"),
        pytest.param("a: 😀".encode() + b"\xed\xa0\x80", "PM002", 1, 5, id="surrogate-after-emoji"),
        pytest.param("a: ế".encode()[:-1], "PM002", 1, 4, id="cut-short"),
        pytest.param(BOM + b"a: 1\n\xff", "PM002", 2, 1, id="after-a-bom"),
        pytest.param("Phê".encode("windows-1258"), "PM002", 1, 3, id="windows-1258"),
        pytest.param("plan: x\n".encode("utf-16"), "PM002", 1, 1, id="utf-16-little-endian-bom"),
        pytest.param(
            b"\xfe\xff" + "plan: x\n".encode("utf-16-be"), "PM002", 1, 1, id="utf-16-big-endian-bom"
        ),
        pytest.param("plan: x\n".encode("utf-32"), "PM002", 1, 1, id="utf-32"),
        pytest.param("plan: x\n".encode("utf-16-le"), "PM003", 1, 2, id="utf-16-without-bom"),
        pytest.param(b"a: 1\nb: \0\n", "PM003", 2, 4, id="nul"),
        pytest.param(BOM + b"a\0", "PM003", 1, 2, id="nul-after-a-bom"),
        pytest.param(b"PK\x03\x04\x00\x00", "PM003", 1, 5, id="zip-or-docx"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0", "PM002", 1, 1, id="png"),
    ],
)
def test_bytes_that_are_no_utf8_text_are_refused_at_their_place(
    data: bytes, code: str, line: int, column: int
) -> None:
    assert place(refused(data)) == (code, line, column)


def test_the_bad_byte_is_named() -> None:
    found = refused(b"a: 1\nb: \xe9\n")
    assert "0xe9" in found.message.vi
    assert "0xe9" in found.message.en
    assert "TCVN3" in found.message.vi


def test_utf16_is_named_so_that_the_user_knows_what_to_change() -> None:
    found = refused("a: 1".encode("utf-16"))
    assert "UTF-16" in found.message.vi
    assert "UTF-8" in found.message.vi


def test_a_text_as_large_as_the_limit_is_read_and_one_byte_more_is_not() -> None:
    assert len(text_of(b"#" * MAX_BYTES)) == MAX_BYTES
    found = refused(b"#" * (MAX_BYTES + 1))
    assert (found.code, found.span) == ("PM004", None)
    assert "16 MB" in found.message.vi


def test_a_byte_order_mark_is_dropped_and_columns_count_from_the_first_letter() -> None:
    assert text_of(BOM + b"a: 1\n") == "a: 1\n"
    assert text_of(BOM + BOM + b"a") == "\ufeffa"


def test_line_ends_and_composed_letters_are_kept_as_written() -> None:
    for text in ("a: 1\r\nb: 2\r\n", "a: 1\rb", "a: Ho\u0302\u0303 tro\u031b\u0323\n", ""):
        assert text_of(text.encode()) == text


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_one_finding(data: bytes) -> None:
    got = decode("x", data)
    if isinstance(got, Source):
        assert got.text.encode() == data.removeprefix(BOM)
    else:
        assert got.code in {"PM002", "PM003"}
        assert got.span is not None


@given(st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"])), st.text(max_size=9))
def test_a_bad_byte_is_found_where_it_was_put(before: str, after: str) -> None:
    found = refused(before.encode() + b"\xff" + after.encode())
    lines = re.split("\r\n|\n|\r", before)
    assert place(found) == ("PM002", len(lines), len(lines[-1]) + 1)


@given(texts)
def test_every_offset_has_the_line_and_column_that_an_editor_shows(text: str) -> None:
    read_text = Source("x", text)
    line = column = 1
    for offset, character in enumerate(text):
        assert read_text.position(offset) == (line, column)
        ended = character == "\n" or (character == "\r" and text[offset + 1 : offset + 2] != "\n")
        line, column = (line + 1, 1) if ended else (line, column + 1)
    assert read_text.position(len(text)) == (line, column)


@given(texts, st.data())
def test_a_span_cuts_out_what_it_spans(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    read_text = Source("x", text)
    span = read_text.span(start, end)
    assert read_text.slice(span) == text[start:end]
    assert (span.start, span.end) == (start, end)
    assert (span.line, span.column) == read_text.position(start)
    assert (span.end_line, span.end_column) == read_text.position(end)


@pytest.mark.parametrize("character", ["\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_what_only_python_takes_for_a_line_end_ends_no_line(character: str) -> None:
    assert Source("x", f"a{character}b\nc").position(2) == (1, 3)
    assert Source("x", f"a{character}b\nc").position(4) == (2, 1)


def test_a_file_is_read_under_the_name_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.yaml"
    path.write_bytes(BOM + "a: Kế\r\n".encode())
    plain, named = read(path), read(path, "đây.yaml")
    assert isinstance(plain, Source)
    assert isinstance(named, Source)
    assert (plain.name, plain.text) == (str(path), "a: Kế\r\n")
    assert named.name == "đây.yaml"


@pytest.mark.parametrize(
    ("what", "why"), [("missing.yaml", "No such file"), (".", "Is a directory"), ("x" * 300, "too long")]
)
def test_a_file_that_cannot_be_read_is_a_finding_and_no_traceback(
    tmp_path: Path, what: str, why: str
) -> None:
    found = read(tmp_path / what, "p.yaml")
    assert isinstance(found, Diagnostic)
    assert (found.code, found.source, found.span) == ("PM001", "p.yaml", None)
    assert why in found.message.en
    assert "hãy kiểm tra" in found.message.vi


def test_a_file_that_vanishes_while_it_is_read_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(self: Path, mode: str) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", gone)
    found = read(tmp_path / "p.yaml")
    assert isinstance(found, Diagnostic)
    assert found.code == "PM001"


def test_a_huge_file_is_refused_without_being_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 10)
    path = tmp_path / "p.yaml"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    found = read(path)
    assert isinstance(found, Diagnostic)
    assert found.code == "PM004"


def test_a_span_is_comparable_in_the_order_of_the_text() -> None:
    text = Source("x", "ab\ncd\n")
    assert text.span(0, 1) < text.span(1, 2) < text.span(3, 4)
    assert text.span(3, 5) == Span(2, 1, 2, 3, 3, 5)
