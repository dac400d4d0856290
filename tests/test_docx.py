"""Word files: read back cell by cell, in the layout of Nghị định 30/2020/NĐ-CP, whatever the texts hold."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planmodel import render
from planmodel.render.docx_layout import ACROSS, SMALLEST, UPRIGHT, lay_out, naming_columns
from planmodel.render.measure import clean
from planmodel.views import raci
from planmodel.views.table import Cell, Column, Document, Group, Table
from planmodel.views.targets import targets
from tests.golden import HUNG_YEN, KHANH_HOA, PLANS, REGISTRY, ROOT, THANH_HOA, real

MILLIMETRE = 36000
VIEWS = ("matrix", "verbs", "by agency", "targets")

every_plan = pytest.mark.parametrize("plan_id", PLANS)
every_view = pytest.mark.parametrize("view", VIEWS)


@cache
def view_of(plan_id: str, view: str) -> Table:
    plan = real(plan_id)
    if view == "targets":
        return targets(plan, REGISTRY)
    if view == "by agency":
        return raci.matrix(plan, REGISTRY, by="agency")
    return raci.matrix(plan, REGISTRY, letters="verbs" if view == "verbs" else "raci")


def file_of(document: Document, lang: str = "vi") -> bytes:
    made = render.render_document(document, "docx", lang=lang)
    assert isinstance(made, bytes)
    return made


def opened(*tables: Table, title: str = "", lang: str = "vi", **more: Any) -> Any:
    return docx.Document(io.BytesIO(file_of(Document(title, tables)._replace(**more), lang)))


@cache
def made_of(plan_id: str, view: str) -> Any:
    return opened(view_of(plan_id, view))


def table(*rows: tuple[Cell, ...], widths: tuple[int, ...] = (5, 40), **more: Any) -> Table:
    columns = tuple(Column(f"c{n}", f"Cột {n}", width) for n, width in enumerate(widths))
    return Table("Bảng", columns, (Group("", rows),))._replace(**more)


def paragraphs(made: Any, style: str) -> list[str]:
    return [p.text for p in made.paragraphs if p.style.style_id == style]


def styles_of(made: Any) -> list[str]:
    return [p.style.style_id for p in made.paragraphs]


# ---------------------------------------------------------------------------------------------------- reading back


def texts(cell: Any) -> str:
    """The paragraphs of a cell, line by line, links included."""
    return "\n".join(p.text for p in cell.paragraphs)


def grids(made: Any) -> Iterator[list[list[str]]]:
    for one in made.tables:
        yield [[texts(cell) for cell in row.cells] for row in one.rows]


def expected(one: Table) -> Iterator[list[list[str]]]:
    """What each part of ``one`` holds: heads, then groups over all columns, and rows."""
    laid = lay_out(one)
    for part in laid.parts:
        grid = [[clean(one.columns[n].title) for n in part.columns]]
        for group in one.groups:
            if group.title and group.rows:
                grid.append([clean(group.title)] * len(part.columns))
            grid += [[shown(row[n], n not in laid.upright) for n in part.columns] for row in group.rows]
        yield grid


def shown(cell: Cell, noted: bool) -> str:
    return "\n".join(clean(x) for x in (cell.text, cell.note if noted else "") if x)


@every_plan
@every_view
def test_every_cell_of_every_real_table_is_read_back(plan_id: str, view: str) -> None:
    one = view_of(plan_id, view)
    assert list(grids(made_of(plan_id, view))) == list(expected(one))
    laid = lay_out(one)
    assert {n for part in laid.parts for n in part.columns} == set(range(len(one.columns)))
    assert paragraphs(made_of(plan_id, view), "NotesLine")[: len(one.notes)] == list(one.notes)


@pytest.mark.parametrize("plan_id", [KHANH_HOA, HUNG_YEN])
def test_notes_that_a_matrix_has_no_room_for_stand_below_it(plan_id: str) -> None:
    one = view_of(plan_id, "matrix")
    laid = lay_out(one)
    assert laid.upright
    below = paragraphs(made_of(plan_id, "matrix"), "NotesLine")[len(one.notes) :]
    for n in laid.upright:
        notes = {row[n].note for row in one.rows if row[n].note}
        said = [line for line in below if line.startswith(f"{one.columns[n].title}: ")]
        assert len(said) == (1 if notes else 0)
        assert all(note in said[0] for note in notes)


def test_the_evidence_of_a_cell_names_its_row() -> None:
    head = (Column("at", "Khoản", 12), Column("task", "Việc", 44))
    agencies = tuple(Column(f"a{n}", f"Sở LĐ-TB&XH số {n}", 9, "center") for n in range(20))
    rows = tuple(
        (Cell(at), Cell("Việc"), *(Cell("A", note, "A") for _ in agencies))
        for at, note in (("II.1", "III.1"), ("II.2", "III.1"), ("III.2", "III.2"))
    )
    below = paragraphs(opened(Table("", (*head, *agencies), (Group("", rows),))), "NotesLine")
    assert below[0] == "Sở LĐ-TB&XH số 0: III.1 (II.1, II.2); III.2"


def test_one_text_of_several_tables_holds_them_all() -> None:
    tables = tuple(view_of(KHANH_HOA, view) for view in VIEWS)
    made = opened(*tables, title="Hồ sơ", under=("(Kèm theo)",))
    assert list(grids(made)) == [grid for one in tables for grid in expected(one)]
    assert paragraphs(made, "Heading1") == ["Hồ sơ", *(one.title for one in tables if one.label)]
    assert paragraphs(made, "Heading2") == [one.title for one in tables if not one.label]


# ---------------------------------------------------------------------------------------------------------- layout


@every_plan
@every_view
def test_margins_and_sheets_are_those_of_the_decree(plan_id: str, view: str) -> None:
    for section in made_of(plan_id, view).sections:
        sides = {s: getattr(section, f"{s}_margin") / MILLIMETRE for s in ("top", "bottom", "left", "right")}
        across = section.orientation == WD_ORIENT.LANDSCAPE
        size = (section.page_width, section.page_height)
        assert size == pytest.approx((Mm(297), Mm(210)) if across else (Mm(210), Mm(297)), abs=700)
        binding, far = ("top", "bottom") if across else ("left", "right")
        ends = {"left", "right"} if across else {"top", "bottom"}
        assert 30 <= round(sides[binding]) <= 35
        assert 15 <= round(sides[far]) <= 20
        assert all(20 <= round(sides[end]) <= 25 for end in ends)


@every_plan
@every_view
def test_tables_fill_the_page_and_no_more(plan_id: str, view: str) -> None:
    made = made_of(plan_id, view)
    section = made.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for one in made.tables:
        for row in one.rows:
            assert sum(cell.width for cell in row._tr.tc_lst) == pytest.approx(room, abs=Pt(3))


def test_a_table_with_room_stands_upright_and_a_wide_one_lies_across() -> None:
    assert lay_out(view_of(THANH_HOA, "matrix")).sheet == UPRIGHT
    assert lay_out(view_of(KHANH_HOA, "matrix")).sheet == ACROSS


def test_sections_change_where_the_sheet_is_turned_and_nowhere_else() -> None:
    small, wide = view_of(THANH_HOA, "matrix"), view_of(KHANH_HOA, "targets")
    made = opened(small, small, wide, wide, small, title="Hồ sơ")
    assert [s.orientation for s in made.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]


def test_pages_are_numbered_at_the_top_from_the_second_on_through_all_sections() -> None:
    made = opened(view_of(THANH_HOA, "matrix"), view_of(KHANH_HOA, "matrix"), title="Hồ sơ")
    first, *others = made.sections
    assert first.different_first_page_header_footer
    assert not any(p.text for p in first.first_page_header.paragraphs)
    assert others
    assert not any(section.different_first_page_header_footer for section in others)
    for section in made.sections:
        (line,) = section.header.paragraphs
        assert [x.text.strip() for x in line._p.iter(qn("w:instrText"))] == ["PAGE"]
        assert line.style.paragraph_format.alignment == 1
        assert section._sectPr.find(qn("w:pgNumType")) is None
        assert section.header_distance < section.top_margin


@every_plan
@every_view
def test_every_page_repeats_the_heads_and_low_rows_stay_whole(plan_id: str, view: str) -> None:
    for one in made_of(plan_id, view).tables:
        heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in one.rows]
        assert heads == [True] + [False] * (len(one.rows) - 1)
        assert one.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def test_a_row_that_is_higher_than_a_page_may_break() -> None:
    made = opened(table((Cell("1"), Cell("chữ " * 4000)), (Cell("2"), Cell("ngắn"))))
    whole = [row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in made.tables[0].rows]
    assert whole == [True, False, True]


@every_plan
@every_view
def test_letters_are_times_new_roman_and_large_enough(plan_id: str, view: str) -> None:
    made = made_of(plan_id, view)
    fonts = made.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    assert set(fonts.attrib.values()) == {"Times New Roman"}
    assert len(list(made.styles.element.iter(qn("w:rFonts")))) == 1
    assert not list(made.element.body.iter(qn("w:rFonts")))
    by_id = {s.style_id: s for s in made.styles}
    used = {x.get(qn("w:val")) for one in made.tables for x in one._tbl.iter(qn("w:pStyle"))}
    sizes = {by_id[key].font.size.pt for key in used}
    assert min(sizes) >= SMALLEST
    assert max(sizes) <= 12
    assert {s.font.size.pt for s in made.styles if s.style_id in ("NotesLine", "TableUnder")} <= {12, 13}


def test_the_heads_of_many_agencies_stand_upright() -> None:
    made = made_of(HUNG_YEN, "matrix")
    laid = lay_out(view_of(HUNG_YEN, "matrix"))
    turned = [
        cell._tc.find(f"{qn('w:tcPr')}/{qn('w:textDirection')}") for cell in made.tables[0].rows[0].cells
    ]
    assert {n for n, found in enumerate(turned) if found is not None} == laid.upright
    assert {found.get(qn("w:val")) for found in turned if found is not None} == {"btLr"}
    assert made.tables[0].rows[0].height.pt == pytest.approx(laid.head, abs=0.1)


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr tabs spacing ind jc outlineLvl sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps color sz szCs lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan shd tcMar textDirection vAlign",
    "sectPr": "headerReference type pgSz pgMar titlePg",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
}
"""Properties in the order of ISO/IEC 29500, in which Word demands them."""


def test_properties_stand_in_the_order_that_word_demands() -> None:
    linked = table((Cell("1", "n", "A inferred", anchor="x", link="x"), Cell("2")), notes=("một",))
    wide, small = view_of(HUNG_YEN, "matrix"), view_of(THANH_HOA, "matrix")
    made = opened(linked, wide, small, ANNEX, title="Hồ sơ", label="PHỤ LỤC")
    met = set()
    for root in (made.element, made.styles.element):
        for name, order in ORDER.items():
            known = order.split()
            for element in root.iter(qn(f"w:{name}")):
                found = [known.index(child.tag.partition("}")[2]) for child in element]
                assert found == sorted(set(found)), (name, [child.tag for child in element])
                met.add(name)
    assert met == set(ORDER)


# -------------------------------------------------------------------------------------------------------- headings

ANNEX = table(
    (Cell("1"), Cell("Việc")),
    title="Phân công nhiệm vụ",
    label="PHỤ LỤC",
    under=("(Kèm theo Kế hoạch số 4205/KH-UBND)",),
    notes=("một", "hai"),
)


def test_the_heading_of_an_annex_is_that_of_the_decree() -> None:
    made = opened(ANNEX)
    assert styles_of(made) == [
        "AnnexLabel", "Heading1", "AnnexUnder", "ShortLine", "NotesTitle", "NotesLine", "NotesLine",
    ]  # fmt: skip
    assert [p.text for p in made.paragraphs][:3] == ["PHỤ LỤC", "Phân công nhiệm vụ", *ANNEX.under]
    by_id = {s.style_id: s for s in made.styles}
    for key in ("AnnexLabel", "Heading1", "AnnexUnder"):
        assert by_id[key].paragraph_format.alignment == 1
        assert by_id[key].paragraph_format.keep_with_next
    assert by_id["AnnexLabel"].font.bold
    assert by_id["Heading1"].font.bold
    assert by_id["Heading1"].font.all_caps
    assert by_id["AnnexUnder"].font.italic


@pytest.mark.parametrize("title", ["", ANNEX.title])
def test_a_text_of_one_table_has_one_heading(title: str) -> None:
    assert styles_of(opened(ANNEX, title=title)).count("Heading1") == 1


def test_each_annex_of_several_begins_a_page() -> None:
    made = opened(ANNEX, ANNEX, title="Hồ sơ")
    breaks = [
        p.paragraph_format.page_break_before for p in made.paragraphs if p.style.style_id == "AnnexLabel"
    ]
    assert breaks == [None, True]


@pytest.mark.parametrize(("lang", "said"), [("vi", "(không có dòng nào)"), ("en", "(nothing to show)")])
def test_a_table_without_rows_says_so(lang: str, said: str) -> None:
    made = opened(table(), lang=lang)
    assert list(grids(made)) == [[["Cột 0", "Cột 1"], [said, said]]]


def test_a_text_of_no_tables_is_one_page() -> None:
    assert [p.text for p in opened(title="Hồ sơ").paragraphs] == ["Hồ sơ", "", ""]


@pytest.mark.parametrize(("lang", "tag"), [("vi", "vi-VN"), ("en", "en-GB")])
def test_the_language_of_the_text_is_set(lang: str, tag: str) -> None:
    made = opened(ANNEX, lang=lang)
    (language,) = made.styles.element.iter(qn("w:lang"))
    assert language.get(qn("w:val")) == tag
    assert made.core_properties.language == tag


def test_a_table_has_a_title_and_a_description_for_who_cannot_see_it() -> None:
    properties = opened(ANNEX).tables[0]._tbl.tblPr
    assert properties.find(qn("w:tblCaption")).get(qn("w:val")) == "Phân công nhiệm vụ"
    assert properties.find(qn("w:tblDescription")).get(qn("w:val")) == "Bảng 1 dòng, 2 cột: Cột 0, Cột 1"


# ----------------------------------------------------------------------------------------------------------- cells


def test_marks_shade_and_never_speak_alone() -> None:
    cells = (Cell("A", "", "A"), Cell("R°", "", "R inferred"), Cell("", "", "gap"), Cell("không"))
    made = opened(table(cells, widths=(9, 9, 9, 9)))
    row = made.tables[0].rows[1]
    shades = [c._tc.find(f"{qn('w:tcPr')}/{qn('w:shd')}") for c in row.cells]
    assert [s is not None for s in shades] == [True, True, True, False]
    fills = [s.get(qn("w:fill")) for s in shades if s is not None]
    assert len(set(fills)) == 3
    assert all(min(bytes.fromhex(fill)) > 0xA0 for fill in fills)
    slants = [any(r.font.italic for p in c.paragraphs for r in p.runs) for c in row.cells]
    assert slants == [False, True, False, False]


def test_notes_are_smaller_and_greyer_than_the_text_above() -> None:
    cell = opened(table((Cell("1"), Cell("Sở Y tế", "III.3.b")))).tables[0].rows[1].cells[1]
    text, note = (p.style.font for p in cell.paragraphs)
    assert note.size < text.size
    assert str(note.color.rgb) == "404040"


def test_a_cell_leads_to_another_where_that_one_stands_in_the_text() -> None:
    first = table((Cell("1", link="chỗ"), Cell("không có", link="đâu")))
    second = table(
        (Cell("2", anchor="chỗ"), Cell("3", anchor="không ai hỏi")), (Cell("4", anchor="chỗ"), Cell(""))
    )
    body = opened(first, second).element.body
    (link,) = body.iter(qn("w:hyperlink"))
    (start,) = body.iter(qn("w:bookmarkStart"))
    (end,) = body.iter(qn("w:bookmarkEnd"))
    assert link.get(qn("w:anchor")) == start.get(qn("w:name"))
    assert start.get(qn("w:id")) == end.get(qn("w:id"))
    assert "".join(t.text for t in link.iter(qn("w:t"))) == "1"
    assert "".join(t.text for t in start.getparent().iter(qn("w:t"))) == "2"


def test_a_wide_matrix_is_shared_out_over_parts_that_all_name_their_rows() -> None:
    agencies = tuple(Column(f"a{n}", f"Sở, ban, ngành số {n}", 9, "center") for n in range(60))
    columns = (Column("at", "Khoản", 12), Column("task", "Việc", 44), *agencies)
    rows = tuple(
        (Cell(f"II.{r}"), Cell("Việc"), *(Cell("A/R°", "", "A") for _ in range(60))) for r in range(3)
    )
    one = Table("Lớn", columns, (Group("Mục II", rows),))
    made = opened(one)
    assert list(grids(made)) == list(expected(one))
    assert len(made.tables) == len(lay_out(one).parts) > 1
    assert all(row[0].startswith("II.") for grid in grids(made) for row in grid[2:])
    assert all(len(part.columns) <= 63 for part in lay_out(one).parts)
    assert paragraphs(made, "PartTitle")[0].startswith("Phần 1/")


# -------------------------------------------------------------------------------------------- hostile, same bytes

STRANGE = [
    "\x00\x07\x1b[31m",
    "\ud800",
    "\ufffe\uffff",
    "a\u202eb\u200fc",
    "<w:t>&amp;]]></w:t>",
    "dài" * 10_000,
    "một từ " * 5_000,
    "a\nb\r\nc\u2028d\te",
    "  hai  ",
    "e\u0323\u0302" * 300,
]


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_any_text_anywhere_is_printed(text: str) -> None:
    rows = ((Cell(text, text, "A inferred", anchor=text, link=text), Cell(text)),)
    one = Table(
        text,
        (Column("a", text, 9), Column("b", text, 40)),
        (Group(text, rows),),
        (text,),
        text,
        text,
        (text,),
    )
    for document in (Document(text, (one,)), Document("x", (one, one), text, (text,))):
        made = docx.Document(io.BytesIO(file_of(document)))
        assert list(grids(made)) == [grid for t in document.tables for grid in expected(t)]
        assert clean(text) in [p.text for p in made.paragraphs]


words = st.text(st.characters(), max_size=30) | st.sampled_from(STRANGE[:5]) | st.just("")
cells = st.builds(
    Cell, words, words, st.sampled_from(["", "A", "R inferred", "gap", "lạ"]), st.just(Decimal(1))
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    widths = draw(st.lists(st.integers(0, 10_000) | st.integers(3, 60), min_size=1, max_size=70))
    columns = tuple(
        Column(str(n), draw(words), width, draw(st.sampled_from(["left", "center", "right", "lạ"])))
        for n, width in enumerate(widths)
    )
    row = (
        st.tuples(*[cells] * len(widths))
        if len(widths) < 8
        else st.just((Cell("A/R", "II", "A"),) * len(widths))
    )
    groups = draw(st.lists(st.builds(Group, words, st.lists(row, max_size=3).map(tuple)), max_size=2))
    return Table(draw(words), columns, tuple(groups), tuple(draw(st.lists(words, max_size=2))))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(tables(), max_size=2), words)
def test_any_tables_are_read_back(listed: list[Table], title: str) -> None:
    made = docx.Document(io.BytesIO(file_of(Document(title, tuple(listed)))))
    for one in listed:
        laid = lay_out(one)
        assert {n for part in laid.parts for n in part.columns} == set(range(len(one.columns)))
        assert laid.size >= SMALLEST
        for part in laid.parts:
            assert len(part.columns) <= 63
            assert min(part.widths) > 0
            assert sum(part.widths) <= laid.sheet.room + 0.1
            assert part.columns[: naming_columns(one)] == tuple(range(naming_columns(one)))
    filled = [one for one in listed if one.rows]
    empty = sum(len(lay_out(one).parts) for one in listed if not one.rows)
    found = [grid for grid in grids(made) if not any("(không có dòng nào)" in row for row in grid)]
    assert found == [grid for one in filled for grid in expected(one)]
    assert len(made.tables) == len(found) + empty


def test_the_same_tables_give_the_same_bytes_and_no_trace_of_the_machine() -> None:
    document = Document("Hồ sơ", (view_of(KHANH_HOA, "matrix"), view_of(KHANH_HOA, "targets")))
    first = file_of(document)
    assert first == file_of(document)
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in file.infolist()} == {0}
        assert file.namelist()[0] == "[Content_Types].xml"
        core = file.read("docProps/core.xml").decode()
    assert "Hồ sơ" in core
    assert not any(word in core for word in ("created", "modified", "creator", "lastModifiedBy", "python"))


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import sys\n"
        "from tests.test_docx import *\n"
        f"sys.stdout.buffer.write(file_of(Document('', (view_of({HUNG_YEN!r}, 'matrix'),))))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout == file_of(Document("", (view_of(HUNG_YEN, "matrix"),)))
