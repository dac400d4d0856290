"""Workbooks, read back by another program: every cell, real numbers and days, links, print set-up, hostile texts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.cell import get_column_letter, range_boundaries

from planmodel import render
from planmodel.diagnostics import Refusal
from planmodel.files import safe_write
from planmodel.render import sheets
from planmodel.render.marks import STYLES, matrix_columns
from planmodel.render.measure import clean
from planmodel.render.xlsx import number_format, render_document
from planmodel.views import raci as views
from planmodel.views import summary, targets
from planmodel.views.table import Cell, Column, Document, Group, Table
from tests.golden import HUNG_YEN, KHANH_HOA, PLANS, REGISTRY, months, real

every_plan = pytest.mark.parametrize("plan_id", PLANS)
LONG = "Nhiệm vụ " * 1200


def matrix(plan_id: str, lang: str = "vi", **options: Any) -> Table:
    return views.matrix(real(plan_id), REGISTRY, lang=lang, **options)


def one(table: Table) -> Document:
    return Document(table.title, (table,))


def table(*rows: tuple[Cell, ...], **more: Any) -> Table:
    columns = tuple(Column(f"c{n}", f"Cột {n}", 20) for n in range(len(rows[0]) if rows else 1))
    return Table("Bảng", columns, (Group("", rows),), **more)


def book(document: Document, lang: str = "vi") -> Any:
    return openpyxl.load_workbook(BytesIO(render_document(document, lang=lang)))


def sheet(made: Table) -> Any:
    return book(one(made)).worksheets[0]


def header_of(page: Any) -> int:
    """The row of titles, which the filter begins with."""
    return int(range_boundaries(page.auto_filter.ref)[1] or 0)


def expected(made: Table) -> Iterator[tuple[Cell, ...] | str]:
    """The rows under the header: a group's heading is a text."""
    for group in made.groups:
        if group.rows and group.title:
            yield group.title
        yield from group.rows


def assert_cell(found: Any, cell: Cell, in_matrix: bool) -> None:
    """``found`` holds what ``cell`` says, and nothing else."""
    if cell.value is not None:
        value = found.value.date() if isinstance(found.value, datetime) else found.value
        assert value == (float(cell.value) if isinstance(cell.value, Decimal) else cell.value)
        assert found.data_type == ("d" if isinstance(cell.value, date) else "n")
        return
    said, note = clean(cell.text), clean(cell.note)
    if in_matrix:
        assert (found.value or "") == said
        assert (found.comment.text if found.comment else "") == note
    else:
        assert (found.value or "") == "\n".join(part for part in (said, note) if part)
    assert found.data_type == ("s" if found.value else "n")


def assert_same(page: Any, made: Table) -> None:
    """Every cell of ``made`` stands on ``page``, in order, and nothing else between the header and the notes."""
    letters = matrix_columns(made)
    header = header_of(page)
    assert [c.value for c in page[header]] == [column.title for column in made.columns]
    row = header
    for row, wanted in enumerate(expected(made), header + 1):
        if isinstance(wanted, str):
            assert [c.value for c in page[row]] == [wanted, *[None] * (len(made.columns) - 1)]
            continue
        for n, cell in enumerate(wanted):
            assert_cell(page.cell(row, n + 1), cell, n in letters)
    under = [c.value for (c,) in page.iter_rows(min_row=row + 1, max_col=1) if c.value]
    assert under == list(made.notes)


# ------------------------------------------------------------------------------------------------- real plans


@every_plan
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_matrix_of_every_plan_is_read_back_cell_by_cell(plan_id: str, lang: str) -> None:
    made = matrix(plan_id, lang)
    assert_same(sheet(made), made)


@every_plan
@pytest.mark.parametrize("view", ["agency", "verbs", "targets", "calendar", "summary"])
def test_every_other_view_is_read_back_too(plan_id: str, view: str) -> None:
    plan = real(plan_id)
    made = {
        "agency": lambda: matrix(plan_id, by="agency"),
        "verbs": lambda: matrix(plan_id, letters="verbs"),
        "targets": lambda: targets.targets(plan, REGISTRY, "vi"),
        "calendar": lambda: months(plan),
        "summary": lambda: summary.summary(plan, REGISTRY, "vi"),
    }[view]()
    if made.rows:
        assert_same(sheet(made), made)


@every_plan
def test_a_matrix_can_be_read_filtered_and_printed(plan_id: str) -> None:
    made = matrix(plan_id)
    page = sheet(made)
    header, last = header_of(page), header_of(page) + len(list(expected(made)))
    letters = matrix_columns(made)
    first = get_column_letter(min(letters) + 1) if letters else "A"
    assert page.freeze_panes == f"{first}{header + 1}"
    assert page.auto_filter.ref == f"A{header}:{get_column_letter(len(made.columns))}{last}"
    assert page.print_title_rows == f"${header}:${header}"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert "&P/&N" in page.oddFooter.right.text
    heads = page[header]
    assert all((heads[n].alignment.textRotation == 90) == (len(letters) > 8) for n in letters)
    assert all(row.height is None or row.height <= 409 for row in page.row_dimensions.values())


def test_rows_of_a_group_fold_under_its_heading() -> None:
    made = matrix(KHANH_HOA)
    page = sheet(made)
    header = header_of(page)
    folded = [page.row_dimensions[header + n].outlineLevel for n, _ in enumerate(expected(made), 1)]
    assert folded == [int(not isinstance(wanted, str)) for wanted in expected(made)]
    assert page.sheet_properties.outlinePr.summaryBelow is False
    assert not [r for r in page.merged_cells.ranges if header < r.min_row <= header + len(folded)]


def test_letters_have_the_colour_of_their_mark() -> None:
    made = matrix(KHANH_HOA)
    page = sheet(made)
    header, seen = header_of(page), set()
    for row, wanted in enumerate(expected(made), header + 1):
        for n, cell in enumerate(wanted if not isinstance(wanted, str) else ()):
            found = page.cell(row, n + 1)
            if cell.mark in STYLES and n in matrix_columns(made):
                seen.add(cell.mark)
                style = STYLES[cell.mark]
                assert found.fill.start_color.rgb == f"FF{style.fill[1:].upper()}"
                assert found.font.color.rgb == f"FF{style.ink[1:].upper()}"
            elif not cell.mark:
                assert found.fill.fill_type is None
    assert {"A", "R", "C"} <= seen


def test_inferred_letters_are_italic_and_indirect_ones_pale() -> None:
    marked = table(
        (Cell("R°", "VI.1", "R inferred"), Cell("(R)", "VI.2", "R indirect"), Cell("R", "VI.3", "R"))
    )
    inferred, indirect, plain = sheet(marked)[header_of(sheet(marked)) + 1]
    assert inferred.font.italic
    assert not plain.font.italic
    fills = [c.fill.start_color.rgb for c in (inferred, indirect, plain)]
    assert fills[0] == fills[2] != fills[1]


def test_the_same_tables_give_the_same_bytes_and_tell_of_no_day_and_no_machine() -> None:
    document = Document("Ma trận", (matrix(KHANH_HOA), matrix(HUNG_YEN)))
    first = render_document(document, lang="vi")
    assert first == render_document(document, lang="vi")
    with ZipFile(BytesIO(first)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
    assert "2000-01-01T00:00:00Z" in core
    assert "<dc:creator></dc:creator>" in core
    made = openpyxl.load_workbook(BytesIO(first)).properties
    assert (made.created, made.title) == (datetime(2000, 1, 1), "Ma trận")  # noqa: DTZ001


# ------------------------------------------------------------------------------------------------- types


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        pytest.param("7", 7, "0", id="number"),
        pytest.param("2025", 2025, "0", id="a-year-is-not-grouped"),
        pytest.param("1.234", 1234, "#,##0", id="grouped-as-in-vietnamese"),
        pytest.param("1,234", 1234, "#,##0", id="grouped-as-in-english"),
        pytest.param("1 234", 1234, "#,##0", id="grouped-by-a-space"),
        pytest.param("31,50", Decimal("31.50"), "0.00", id="decimals"),
        pytest.param("1.234,5", Decimal("1234.5"), "#,##0.0", id="grouped-with-decimals"),
        pytest.param("80%", 80, '0"%"', id="percent-is-not-multiplied"),
        pytest.param("≥ 95 %", 95, '"≥ "0" %"', id="words-around"),
        pytest.param("−5", -5, "0", id="below-nothing"),
        pytest.param("1E+6", Decimal("1E+6"), "#,##0", id="power"),
        pytest.param("", 3, "0", id="without-text"),
    ],
)
def test_numbers_are_numbers_shown_as_the_table_says(text: str, value: int | Decimal, shown: str) -> None:
    page = sheet(table((Cell(text, value=value),)))
    found = page.cell(header_of(page) + 1, 1)
    assert number_format(text, value) == shown == found.number_format
    assert (found.data_type, found.value) == ("n", float(value))


@pytest.mark.parametrize(
    "value",
    [10**16 + 1, Decimal("0.1234567890123456"), Decimal("NaN"), Decimal("Infinity"), Decimal("1E+400")],
)
def test_a_number_that_no_spreadsheet_holds_exactly_stays_text(value: int | Decimal) -> None:
    page = sheet(table((Cell(str(value), value=value),)))
    found = page.cell(header_of(page) + 1, 1)
    assert (found.data_type, found.value) == ("s", str(value))


def test_days_are_days_with_their_note_beside() -> None:
    page = sheet(
        table((Cell("15/06/2023", "VI.2", value=date(2023, 6, 15)), Cell("1802", value=date(1802, 6, 1))))
    )
    day, old = page[header_of(page) + 1]
    assert (day.data_type, day.value, day.number_format) == ("d", datetime(2023, 6, 15), "dd/mm/yyyy")  # noqa: DTZ001
    assert day.comment.text == "VI.2"
    assert (old.data_type, old.value) == ("s", "1802")


FORMULAS = (
    "=1+1",
    "+84 24",
    "-",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "{=1}",
    "http://a.b",
    "mailto:a@b",
    "0123",
    "1e5",
    "TRUE",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_text_is_text_whatever_it_looks_like(text: str) -> None:
    made = Table(
        text,
        (Column("a", text),),
        (Group(text, ((Cell(text),), (Cell(text, text),), (Cell("", text),))),),
        (text,),
        text,
        text,
        (text,),
    )
    page = sheet(made)
    found = [c for row in page.iter_rows() for c in row if c.value is not None]
    assert [c.value for c in found] == [*[text] * 6, f"{text}\n{text}", text, text]
    assert {c.data_type for c in found} == {"s"}
    assert not page._hyperlinks


# ------------------------------------------------------------------------------------------------- names and links


def test_sheets_have_names_that_are_allowed_and_differ() -> None:
    said = [
        "Ma trận",
        "MA TRẬN",
        "",
        "History",
        "'a'",
        "Sở: [1]/2*?\\",
        "Kế hoạch" * 9,
        "KẾ HOẠCH" * 9,
        "a\nb",
    ]
    made = [table((Cell("x"),), name=name)._replace(title="") for name in said]
    names = book(Document("Nhiều", tuple(made))).sheetnames
    assert names[:6] == ["Ma trận", "MA TRẬN (2)", "3", "History (2)", "a", "Sở 1 2"]
    assert len({name.casefold() for name in names}) == len(said)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\\n") for name in names)


def test_links_lead_to_the_cell_that_bears_the_anchor_on_any_sheet() -> None:
    evidence = table(
        (Cell("VI.1"), Cell("a", anchor="e1")),
        (Cell("VI.2"), Cell("b", anchor="e2")),
        (Cell("VI.3"), Cell("c", anchor="e2")),
        name="Căn cứ d'Or",
        label="PHỤ LỤC",
    )
    letters = table(
        (Cell("R", "VI.1", "R", link="e1", anchor="m"), Cell("A", link="e2"), Cell("C", link="nowhere")),
        (Cell("", link="e1"), Cell("7", value=7, link="e2"), Cell("x", "note", link="m")),
        name="Ma trận",
    )
    made = book(Document("Kế hoạch", (letters, evidence)))
    page = made["Ma trận"]
    header = header_of(page)
    found = {c.coordinate: c.hyperlink.location for row in page.iter_rows() for c in row if c.hyperlink}
    below = header_of(made["Căn cứ d'Or"]) + 1
    first, second = (f"'Căn cứ d''Or'!B{below + n}" for n in (0, 1))
    assert found == {
        f"A{header + 1}": first,
        f"B{header + 1}": second,
        f"B{header + 2}": second,
        f"C{header + 2}": f"'Ma trận'!A{header + 1}",
    }
    assert made["Căn cứ d'Or"][second.split("!")[1]].value == "b"
    assert page.cell(header + 2, 2).value == 7
    assert page.cell(header + 2, 3).value == "x\nnote"


def test_what_a_document_says_stands_above_its_first_table_and_its_title_above_each() -> None:
    first, second = table((Cell("1"),)), table((Cell("2"),), label="PHỤ LỤC II", under=("(kèm theo)",))
    made = book(Document("Gói việc", (first, second), label="PHỤ LỤC", under=("ngày 1",)))
    above = [[page.cell(n, 1).value for n in range(1, header_of(page) - 1)] for page in made.worksheets]
    assert above == [
        ["PHỤ LỤC", "Gói việc", "Bảng", "ngày 1"],
        ["PHỤ LỤC II", "Gói việc", "Bảng", "(kèm theo)"],
    ]


# ------------------------------------------------------------------------------------------------- bad input

HOSTILE = {
    "long": LONG,
    "longer-than-a-cell": "chữ " * 20_000,
    "one-long-word": "ư" * 10_000,
    "beyond-the-plane": "😀" * 20_000,
    "control": "a\x00b\x07c\x1bd",
    "lines": "một\r\nhai\n\nba\u2028bốn",
    "right-to-left": "\u202eSở Y tế\u2066 שלום",
    "surrogate": "a\ud800b",
    "not-a-character": "a\ufffeb",
    "markup": "<b>&amp;</b> ]]> _x0007_",
    "codes-of-a-footer": "&P &[Tab] 100%&Z" * 30,
    "spaces": "  đầu và cuối  ",
    "combining": "e\u0302\u0301" * 300,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_made_harmless_everywhere(text: str) -> None:
    cells = (
        Cell(text, text, "R", anchor=text), Cell("R", text, "R", link=text), Cell("R", "", "R"), Cell("A", mark=text)
    )  # fmt: skip
    columns = tuple(Column(str(n), text) for n in range(4))
    made = Table(text, columns, (Group(text, (cells,)),), (text,), text, text, (text, text))
    page = book(Document(text, (made, made), text, (text,))).worksheets[0]
    wanted = sheets.fitted(text)
    assert len(wanted.encode("utf-16-le")) <= 2 * 32_767
    values = [c.value for row in page.iter_rows() for c in row if isinstance(c.value, str)]
    plain = [v for v in values if v == wanted.replace("_x0007_", "_x005F_x0007_") or v == wanted]
    assert len(plain) >= 3 + len(columns)
    if len(text) < 10_000:
        assert wanted == clean(text)
    else:
        assert wanted[:9_000] == clean(text)[:9_000]


def test_a_text_that_is_too_long_ends_in_an_ellipsis() -> None:
    assert sheets.fitted("a" * 32_767) == "a" * 32_767
    assert sheets.fitted("a" * 32_768) == "a" * 32_766 + "…"
    assert sheets.fitted("😀" * 16_384) == "😀" * 16_383 + "…"
    assert sheets.fitted("a😀" * 3, 5) == "a😀a…"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(), st.text(), st.sampled_from(["", "R", "gap", "A inferred"])), max_size=4))
def test_no_text_stops_a_workbook(said: list[tuple[str, str, str]]) -> None:
    made = table(*((Cell(*one),) for one in said))
    page = sheet(made)
    rows = page.iter_rows(min_row=header_of(page) + 1, max_row=header_of(page) + len(said), max_col=1)
    for (text, note, _), (found,) in zip(said, rows, strict=False):
        wanted = "\n".join(part for part in (clean(text), clean(note)) if part)
        assert (found.value or "") == wanted or "_x" in wanted


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(Table("", (), ()), id="nothing"),
        pytest.param(Table("Bảng", (), (Group("x", ((), ())),)), id="no-column"),
        pytest.param(Table("Bảng", (Column("a", "A"),), ()), id="no-row"),
        pytest.param(
            Table("Bảng", (Column("a", "A"), Column("b", "B")), (Group("Trống", ()),)), id="an-empty-group"
        ),
    ],
)
def test_a_table_with_nothing_in_it_is_a_sheet_that_says_so(made: Table) -> None:
    page = sheet(made)
    values = [c.value for row in page.iter_rows() for c in row if c.value]
    assert ("(không có dòng nào)" in values) == (not made.rows)
    assert "Trống" not in values


def test_no_table_at_all_is_still_a_workbook() -> None:
    assert len(book(Document("Trống", ())).worksheets) == 1


def test_a_table_larger_than_a_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = Table("Rộng", tuple(Column(str(n), "") for n in range(16_385)), ())
    with pytest.raises(Refusal, match="16385"):
        render_document(one(wide), lang="en")
    monkeypatch.setattr(sheets, "MOST_ROWS", 10)
    rows = tuple((Cell(str(n)),) for n in range(11))
    with pytest.raises(Refusal):
        render_document(one(table(*rows)), lang="vi")
    assert render_document(one(table(*rows[:5])), lang="vi")


def test_a_matrix_too_wide_for_one_page_takes_several_and_repeats_its_first_columns() -> None:
    heads = (Column("at", "Điều", 12), Column("task", "Nhiệm vụ", 44))
    many = (*heads, *(Column(str(n), f"Cơ quan {n}", 9, "center") for n in range(150)))
    row = (Cell("II.1"), Cell("Xây dựng nền tảng số dùng chung của tỉnh"), *[Cell("R", mark="R")] * 150)
    page = sheet(Table("Rộng", many, (Group("", (row,)),)))
    assert page.page_setup.fitToWidth > 1
    assert page.print_title_cols == "$A:$B"


def test_a_file_that_cannot_be_written_is_one_refusal_and_keeps_what_it_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "ma-tran.xlsx"
    target.write_bytes(b"old")

    def held(source: object, to: object) -> None:
        raise PermissionError(
            13, "The process cannot access the file because it is being used by another process"
        )

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(Refusal, match="close it or write elsewhere"):
        safe_write(target, render_document(one(table((Cell("x"),))), lang="vi"))
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["ma-tran.xlsx"]


def test_the_format_is_known_by_its_name() -> None:
    assert render.render_document(one(table((Cell("x"),))), "xlsx") == render_document(
        one(table((Cell("x"),))), lang="vi"
    )


# ------------------------------------------------------------------------------------------------- heights


@pytest.mark.parametrize(
    "text", ["Sở Thông tin và Truyền thông", "II.1.a#1", "MWMWMWMW", "1234567890", "iiii llll"]
)
def test_a_text_takes_as_many_lines_as_its_column_is_too_narrow_for(text: str) -> None:
    width = sheets.serif_width(text)
    assert sheets.lines_of(text, width + 1) == 1
    assert sheets.lines_of(" ".join([text] * 4), width + 1) == 4
    assert sheets.lines_of(f"{text}\n{text}", width + 1) == 2


def test_rows_grow_with_their_texts_and_stay_below_the_highest_there_is() -> None:
    rows = [(Cell("chữ " * n, "ghi chú " * n),) for n in (1, 20, 80, 5000)]
    page = sheet(table(*rows))
    heights = [page.row_dimensions[header_of(page) + n].height for n in range(1, 5)]
    assert heights == sorted(heights)
    assert heights[0] < heights[1] < heights[2] <= heights[3] == 408.75
