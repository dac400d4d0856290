"""The same table, the same texts in every format: each file is read back and compared with the table, cell by cell
where the format has cells, and text by text where it is paper."""

from __future__ import annotations

import csv
import html as entities
import io
import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote

import openpyxl
import pytest
from docx import Document as opened
from docx.oxml.ns import qn
from openpyxl.worksheet.worksheet import Worksheet

from planmodel import render
from planmodel.render.measure import clean
from planmodel.views import (
    annex,
    checklist,
    evidence,
    gaps,
    load,
    outline,
    packet,
    raci,
    summary,
    targets,
)
from planmodel.views.table import Cell, Column, Document, Group, Table
from tests import pdf_facts
from tests.golden import KHANH_HOA, PLANS, PROVINCES, REGISTRY, months, real

VIEWS: dict[str, Callable[[str], Table]] = {
    "matrix": lambda p: raci.matrix(real(p), REGISTRY),
    "by agency": lambda p: raci.matrix(real(p), REGISTRY, by="agency"),
    "annex": lambda p: annex.annex(real(p), REGISTRY, "vi"),
    "6 rõ": lambda p: checklist.checklist(real(p), REGISTRY, "vi"),
    "targets": lambda p: targets.targets(real(p), REGISTRY, "vi"),
    "gaps": lambda p: gaps.gaps(real(p), REGISTRY, "vi"),
    "load": lambda p: load.load([real(p)], REGISTRY, "vi"),
    "calendar": lambda p: months(real(p)),
    "evidence": lambda p: evidence.evidence(real(p), REGISTRY, "vi"),
    "legend": lambda _: evidence.legend(REGISTRY, "vi"),
    "summary": lambda p: summary.summary(real(p), REGISTRY, "vi"),
    "outline": lambda p: outline.outline(real(p), REGISTRY, "vi"),
}
HANDED_ON = ("matrix", "annex", "6 rõ", "targets")
ODD = 'a | b\n<i>"x"</i> & \\*y*\t=1+1'
HOSTILE = Table(
    ODD,
    (Column("a", f"=cmd|{ODD}", 12), Column("b", "B", 40), Column("c", "C", 5, "right")),
    (
        Group(
            ODD, ((Cell(ODD, ODD, "A"), Cell("-1", "@x"), Cell("")), (Cell(""), Cell("", "n"), Cell("+2")))
        ),
        Group("", ((Cell("'a"), Cell("  b "), Cell("\u202ec\x07")),)),
    ),
    (ODD, "1. một"),
    label=ODD,
    under=(ODD, "hai"),
)

every_view = pytest.mark.parametrize("view", VIEWS)
every_plan = pytest.mark.parametrize("plan_id", PLANS)


@cache
def made(view: str, plan_id: str) -> Table:
    return VIEWS[view](plan_id)


@cache
def packets() -> tuple[Document, ...]:
    plans = tuple(real(p) for p in PROVINCES)
    return tuple(packet.packet(a, plans, REGISTRY, "vi") for a in packet.agencies_with_work(plans, REGISTRY))


@cache
def workbook() -> Document:
    """Tables of one plan that are handed on together."""
    return Document("Sổ số liệu", tuple(made(view, KHANH_HOA) for view in VIEWS), under=("(thử)",))


def plain(text: str) -> str:
    """``text`` as a browser or a sheet shows it: harmless, white space at the ends and in a row left out."""
    return " ".join(clean(text).split())


# -------------------------------------------------------------------------------------------------------------- html


class Read(HTMLParser):
    """The tables of a page: captions, heads, the heading and the cells (text, note) of each row, notes, ids, links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: list[tuple[str, list[str], list[tuple[str, list[tuple[str, str]]]]]] = []
        self.notes: list[list[str]] = []
        self.above: list[tuple[str, str]] = []
        self.cells: dict[str, str] = {}
        self.links: list[tuple[str, str]] = []
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self._heading = ""
        self._text = self._note = ""
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            return
        self._open.append((tag, dict(attrs)))
        match tag:
            case "table":
                self.tables.append(("", [], []))
                self.notes.append([])
            case "tbody":
                self._heading = ""
            case "tr":
                if self.tables and self._inside("tbody"):
                    self.tables[-1][2].append((self._heading, []))
        if tag in ("td", "th", "caption", "li", "h1", "h2", "p"):
            self._text = self._note = ""

    def handle_data(self, data: str) -> None:
        if self._inside("small"):
            self._note += data
        else:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        opened_tag, given = self._open.pop()
        assert opened_tag == tag
        kind, text = given.get("class") or "", plain(self._text)
        match tag:
            case "caption":
                self.tables[-1] = (text, *self.tables[-1][1:])
            case "th" if given["scope"] == "col":
                self.tables[-1][1].append(text)
            case "th" if given["scope"] == "rowgroup":
                self._heading = text
                self.tables[-1][2].pop()
            case "td" | "th":
                self.tables[-1][2][-1][1].append((text, plain(self._note)))
                if identity := given.get("id"):
                    self.cells[identity] = text
            case "li" if self._inside("ul"):
                self.notes[-1].append(text)
            case "h1" | "h2" | "p":
                self.above.append((kind or tag, text))
            case "a" if self._inside("table"):
                self.links.append((given["href"] or "", text))

    def _inside(self, tag: str) -> bool:
        return any(tag == other for other, _ in self._open)


def assert_same_as_page(table: Table, read: Read, n: int = 0) -> None:
    caption, heads, rows = read.tables[n]
    assert caption == plain(table.title)
    assert heads == [plain(c.title) for c in table.columns]
    if table.rows:
        assert rows == [
            (plain(group.title), [(plain(c.text), plain(c.note)) for c in row])
            for group in table.groups
            for row in group.rows
        ]
    assert read.notes[n] == [plain(note) for note in table.notes]


@every_view
@every_plan
def test_a_page_holds_the_table_cell_by_cell(view: str, plan_id: str) -> None:
    table = made(view, plan_id)
    read = Read(render.render_table(table, "html"))
    assert_same_as_page(table, read)
    above = [("pm-label", plain(table.label))] if table.label else []
    above += [("h1", plain(table.title)), *(("pm-under", plain(line)) for line in table.under)]
    assert read.above == above


def test_a_page_of_hostile_texts_holds_them_as_they_are() -> None:
    page = render.render_table(HOSTILE, "html")
    assert_same_as_page(HOSTILE, Read(page))
    assert "<i>" not in page


def test_a_page_of_several_tables_holds_all_of_them_and_its_links_lead_to_cells() -> None:
    for document in (workbook(), *packets()):
        read = Read(str(render.render_document(document, "html")))
        assert len(read.tables) == len(document.tables)
        for n, table in enumerate(document.tables):
            assert_same_as_page(table, read, n)
        if not document.alone:
            titles = [text for kind, text in read.above if kind in ("h1", "h2")]
            assert titles == [plain(document.title), *(plain(t.title) for t in document.tables)]
        anchors = {c.anchor for t in document.tables for row in t.rows for c in row if c.anchor}
        wanted = [c for t in document.tables for row in t.rows for c in row if c.text and c.link in anchors]
        assert [text for _, text in read.links] == [plain(c.text) for c in wanted]
        assert {unquote(href.removeprefix("#")) for href, _ in read.links} <= read.cells.keys()


def test_every_letter_of_the_matrix_leads_to_its_evidence() -> None:
    for plan_id in PLANS:
        matrix, reasons = made("matrix", plan_id), made("evidence", plan_id)
        read = Read(str(render.render_document(Document("x", (matrix, reasons)), "html")))
        letters = [c for row in matrix.rows for c in row if c.link]
        assert len(letters) > 3
        agencies = {unquote(href.removeprefix("#")) for href, _ in read.links}
        assert len([1 for href, _ in read.links if href]) >= len(letters)
        assert agencies <= read.cells.keys()


# --------------------------------------------------------------------------------------------------- csv, markdown


def expected_lines(table: Table) -> list[list[str]]:
    def text(cell: Cell) -> str:
        said, note = clean(cell.text), f"[{clean(cell.note)}]" if cell.note else ""
        return f"{said} {note}" if said and note else said + note

    grouped = any(group.title for group in table.groups)
    lines = [["Nhóm"] * grouped + [clean(c.title) for c in table.columns]]
    for group in table.groups:
        lines += [[clean(group.title)] * grouped + [text(c) for c in row] for row in group.rows]
    return lines


def read_lines(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    assert "\ufeff" not in text[1:]
    return list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))


def unguarded(line: list[str]) -> list[str]:
    """A line without the apostrophes that keep its texts from being formulas."""
    return [cell[1:] if re.match(r"'[=+\-@\t\r\n＝＋－＠]", cell) else cell for cell in line]


@every_view
@every_plan
def test_csv_holds_the_table_cell_by_cell(view: str, plan_id: str) -> None:
    table = made(view, plan_id)
    text = render.render_table(table, "csv")
    assert text.count("\n") == text.count("\r\n") + sum(
        clean(x).count("\n") for row in table.rows for c in row for x in (c.text, c.note)
    )
    assert [unguarded(line) for line in read_lines(text)] == expected_lines(table)


def test_csv_of_hostile_texts_holds_no_formula() -> None:
    lines = read_lines(render.render_table(HOSTILE, "csv"))
    assert not any(re.match(r"[=+\-@]", cell) for line in lines for cell in line)
    assert [unguarded(line) for line in lines] == expected_lines(HOSTILE)


def test_csv_of_several_tables_tells_them_apart_by_their_titles() -> None:
    lines = read_lines(str(render.render_document(workbook(), "csv")))
    wanted = [[workbook().title]]
    for table in workbook().tables:
        wanted += [[], [table.title], *expected_lines(table)]
    assert [unguarded(line) for line in lines] == wanted


def markdown_rows(text: str) -> list[list[str]]:
    """The cells of every row of a Markdown text, heads and rules left out, as they are shown."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    heads = {n - 1 for n, line in enumerate(lines) if re.fullmatch(r"(?:\| :?-+:? )+\|", line)}
    kept = [line for n, line in enumerate(lines) if n not in heads and n - 1 not in heads]
    return [[shown(cell) for cell in re.split(r"(?<!\\)(?:\\\\)*\|", line)[1:-1]] for line in kept]


def shown(cell: str) -> str:
    bare = re.sub(r"</?(?:i|sub)>", "", cell.strip()).replace("<br>", " ")
    return plain(entities.unescape(re.sub(r"\\([\\`*_\[\]~|$#+\->.)])", r"\1", bare)))


@every_view
@every_plan
def test_markdown_holds_every_row(view: str, plan_id: str) -> None:
    table = made(view, plan_id)
    rows = markdown_rows(render.render_table(table, "md"))
    assert len(rows) == len(table.rows)
    for row, cells in zip(table.rows, rows, strict=True):
        said = [plain(f"{c.text} {c.note}") for c in row]
        assert [x for x in cells if x] == [x for x in said if x]


def test_markdown_of_several_tables_has_a_heading_for_each() -> None:
    text = str(render.render_document(workbook(), "md"))
    heads = [shown(line[3:]) for line in text.splitlines() if line.startswith("## ")]
    assert heads == [plain(t.title) for t in workbook().tables]
    assert text.startswith(f"# {workbook().title}\n\n_(thử)_\n\n")


# ------------------------------------------------------------------------------------------------ workbook and paper


def squeezed(texts: list[str]) -> set[str]:
    return {pdf_facts.squeezed(clean(text)) for text in texts} - {""}


def said_by(table: Table) -> set[str]:
    """Everything that stands in a table, without white space."""
    cells = [c for row in table.rows for c in row]
    groups = [g.title for g in table.groups if g.rows]
    return squeezed([*(c.text for c in cells), *(c.note for c in cells), *groups, *table.notes, *table.under])


def in_sheet(sheet: Worksheet) -> set[str]:
    cells = [cell for row in sheet.iter_rows() for cell in row]
    comments = [cell.comment.text for cell in cells if cell.comment is not None]
    return squeezed([str(cell.value) for cell in cells if cell.value is not None] + comments)


def in_word(raw: bytes) -> set[str]:
    """The paragraphs and the cells of a Word document, without white space."""
    body = opened(io.BytesIO(raw)).element.body
    holders = [*body.iter(qn("w:tc")), *body.iter(qn("w:p"))]
    return squeezed(["".join(t.text or "" for t in holder.iter(qn("w:t"))) for holder in holders])


def on_paper(raw: bytes) -> set[str]:
    """The words of a PDF in the order of the file, and the cells of its tables, which may go on on the next page."""
    read = pdf_facts.read(raw)
    cells = [cell for table in read.tables for row in table for cell in row]
    return squeezed([read.text, *cells])


def in_workbook(raw: bytes) -> set[str]:
    return set().union(*map(in_sheet, openpyxl.load_workbook(io.BytesIO(raw)).worksheets))


READERS = {"xlsx": in_workbook, "docx": in_word, "pdf": on_paper}


def missing(document: Document, fmt: str) -> set[str]:
    """What stands in the tables and not in the file; numbers and days stand in sheets as what they are."""
    raw = render.render_document(document, fmt)
    assert isinstance(raw, bytes)
    found = "\n".join(READERS[fmt](raw))
    cells = [c for table in document.tables for row in table.rows for c in row]
    values = squeezed([c.text for c in cells if c.value is not None]) if fmt == "xlsx" else set()
    wanted = set().union(*map(said_by, document.tables)) - values
    return {text for text in wanted if text not in found}


@every_view
@every_plan
@pytest.mark.parametrize("fmt", ["xlsx", "docx"])
def test_an_office_file_holds_every_text(view: str, plan_id: str, fmt: str) -> None:
    table = made(view, plan_id)
    assert missing(Document(table.title, (table,)), fmt) == set()


@pytest.mark.parametrize("view", HANDED_ON)
@pytest.mark.parametrize("plan_id", PROVINCES)
def test_paper_holds_every_text(view: str, plan_id: str) -> None:
    table = made(view, plan_id)
    assert missing(Document(table.title, (table,)), "pdf") == set()


@pytest.mark.parametrize("fmt", READERS)
def test_packets_hold_every_text_in_every_format_that_is_handed_on(fmt: str) -> None:
    assert len(packets()) > 5
    for document in sorted(packets(), key=lambda d: len(str(d)))[-3:]:
        assert missing(document, fmt) == set()


def test_the_comparison_would_see_a_text_that_is_lost() -> None:
    table = made("annex", KHANH_HOA)
    other = table._replace(notes=(*table.notes, "một câu không có ở đâu"))
    for fmt, read in READERS.items():
        raw = render.render_document(Document(table.title, (table,)), fmt)
        assert isinstance(raw, bytes)
        found = "\n".join(read(raw))
        assert {t for t in said_by(other) if t not in found} == {"mộtcâukhôngcóởđâu"}, fmt
