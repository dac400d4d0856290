"""PDF and PNG of tables: read back cell by cell, on A4, with their faces, tagged, whatever the texts hold."""

import re
import subprocess
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planmodel import render
from planmodel.diagnostics import Refusal
from planmodel.render import picture, typst_
from planmodel.render.measure import clean
from planmodel.render.page import LEAST, lay_out
from planmodel.views import raci
from planmodel.views.table import Cell, Column, Document, Group, Table
from planmodel.views.targets import targets
from planmodel.workspace import Workspace
from tests.pdf_facts import Pdf, read, squeezed

ROOT = Path(__file__).parents[1]
WORKSPACE = Workspace.around(ROOT)
PLANS = ("dak-nong-294-2022", "hung-yen-119-2022", "khanh-hoa-4205-2022", "mic-781-2022", "thanh-hoa-2022")
VIEWS = ("task", "agency", "verbs", "targets")
UPRIGHT, LENGTHWISE = (pytest.approx((595.28, 841.89), abs=0.1), pytest.approx((841.89, 595.28), abs=0.1))
MARGINS = {"left": 30, "right": 15, "ends": 20}
MM = 72 / 25.4
WORDS = "Ủy ban nhân dân tỉnh chủ trì, phối hợp với các sở, ngành triển khai nhiệm vụ; ặ ẫ ế ộ ữ ỹ"


@cache
def table(plan: str, view: str) -> Table:
    found = WORKSPACE.plan(plan)
    assert found is not None
    if view == "targets":
        return targets(found, WORKSPACE.registry)
    if view == "verbs":
        return raci.matrix(found, WORKSPACE.registry, letters="verbs")
    return raci.matrix(found, WORKSPACE.registry, by=view)


def made(*tables: Table, title: str = "", lang: str = "vi", **more: Any) -> bytes:
    document = Document(title or tables[0].title, tables)._replace(**more)
    done = render.render_document(document, "pdf", lang=lang)
    assert isinstance(done, bytes)
    return done


@cache
def real(plan: str, view: str) -> Pdf:
    return read(made(table(plan, view)))


def cells(*texts: str, marks: tuple[str, ...] = ()) -> tuple[Cell, ...]:
    return tuple(Cell(text, "", marks[n] if n < len(marks) else "") for n, text in enumerate(texts))


def small(title: str = "Bảng", *, width: int = 20, **more: Any) -> Table:
    columns = (Column("a", "Nội dung", width), Column("b", "Số", 8, "right"))
    return Table(title, columns, (Group("", (cells("Một", "1"), cells("Hai", "2"))),))._replace(**more)


def one(text: str, **more: Any) -> Table:
    columns = (Column("a", "Nội dung", 40), Column("b", "Số", 8))
    return Table("Bảng", columns, (Group("", (cells(text, "1"),)),))._replace(**more)


def wide(agencies: int, tasks: int) -> Table:
    """A matrix as large as a province's."""
    columns = (
        Column("at", "Điều khoản", 12),
        Column("task", "Nhiệm vụ", 44),
        *(Column(f"a{n}", f"Sở, ban, ngành {n}", 9, "center") for n in range(agencies)),
    )
    rows = tuple(
        (
            *cells(f"II.{n}.a#1", f"{n}. {WORDS}"),
            *(
                Cell("A/R" if m == n % 7 else "C°", f"IV.{m % 9}.a", "A" if m == n % 7 else "C inferred")
                if (n + m) % 3
                else Cell("")
                for m in range(agencies)
            ),
        )
        for n in range(tasks)
    )
    return Table(
        "Ma trận", columns, (Group("Mục II", rows[: tasks // 2]), Group("Mục III", rows[tasks // 2 :]))
    )


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", clean(text)).replace("\u200b", "").split())


def expected(shown: Table, heads: list[str], numbers: dict[str, int]) -> list[list[str]]:
    """The rows that must stand in a table with these heads, as a screen reader finds them, without white space."""
    columns = [[squeezed(plain(c.title)) for c in shown.columns].index(squeezed(head)) for head in heads]
    rows = [heads]
    for group in shown.groups:
        if group.title and group.rows:
            rows.append([plain(group.title)])
        rows += [
            [plain(f"{row[n].text} {numbers.get(row[n].note, row[n].note)}") for n in columns]
            for row in group.rows
        ]
    return in_short(rows)


def in_short(rows: list[list[str]]) -> list[list[str]]:
    """``rows`` without white space: where a line ends is no matter."""
    return [[squeezed(text) for text in row] for row in rows]


def evidence(done: Pdf, shown: Table) -> dict[str, int]:
    """The numbers of evidence below letters, as they are told under the table."""
    told = squeezed(done.outside).partition("Sốnhỏdướichữlàcăncứ–")[2]
    found = {}
    for note in dict.fromkeys(cell.note for row in shown.rows for cell in row if cell.note):
        place = re.search(rf"(?:^|;)(\d+):{re.escape(squeezed(note))}(?=;|\.)", told)
        if place:
            found[note] = int(place[1])
    return found


def assert_sound(done: Pdf, pages: int) -> None:
    """On A4, within its margins, legible, tagged, with the faces in the file."""
    assert 1 <= len(done.pages) <= pages
    assert all(size in (UPRIGHT, LENGTHWISE) for size in done.sizes)
    assert done.fonts
    assert all(done.fonts.values())
    assert {name.partition("+")[2].partition("-")[0] for name in done.fonts} <= {"LibertinusSerif", "Arimo"}
    assert done.tagged
    for run in done.runs:
        assert run.size >= LEAST - 0.01
        width, height = done.sizes[run.page]
        assert MARGINS["left"] * MM - 1 <= run.x <= width - MARGINS["right"] * MM
        assert MARGINS["ends"] * MM - 1 <= run.y <= height - 8 * MM


# --------------------------------------------------------------------------------------------------- real plans


REAL = [(plan, view) for plan in PLANS for view in ("task", "agency", "targets")] + [(PLANS[0], "verbs")]


@pytest.mark.parametrize(("plan", "view"), REAL)
def test_every_cell_of_a_real_plan_is_read_back_from_an_accessible_document_on_a4(
    plan: str, view: str
) -> None:
    shown, done = table(plan, view), real(plan, view)
    numbers = evidence(done, shown)
    assert all(in_short(part) == expected(shown, part[0], numbers) for part in done.tables)
    heads = list(dict.fromkeys(squeezed(head) for part in done.tables for head in part[0]))
    assert heads == [squeezed(plain(column.title)) for column in shown.columns]
    for note in (*shown.under, *shown.notes):
        assert squeezed(note) in squeezed(done.outside)
    assert_sound(done, pages=2 + len(shown.rows) // (2 if view == "verbs" else 6))
    assert done.accessible
    assert (done.lang, done.title) == ("vi", shown.title)
    assert [title.lower() for title in done.bookmarks] == [shown.title.lower()]
    assert {"H1", "Table", "TR", "TH", "TD"} <= set(done.tags)
    assert done.tags.count("Table") == len(done.tables)


def test_letters_of_real_matrices_have_evidence_below_them() -> None:
    shown, done = table("khanh-hoa-4205-2022", "task"), real("khanh-hoa-4205-2022", "task")
    numbers = evidence(done, shown)
    assert set(numbers) >= {cell.note for row in shown.rows for cell in row if cell.note and cell.mark}
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
    row = next(r for r in done.tables[0] if r[0] == "III.1.a#1")
    lead = row[done.tables[0][0].index("Sở GD&ĐT")]
    assert lead == f"A/R {numbers['VI.2.a (giáo dục)']}"


@pytest.mark.parametrize("plan", PLANS)
def test_page_numbers_stand_in_the_middle_of_the_top_from_the_second_page_on(plan: str) -> None:
    done = real(plan, "agency")
    for page, size in enumerate(done.sizes):
        above = [run for run in done.runs if run.page == page and run.y > size[1] - MARGINS["ends"] * MM]
        assert "".join(run.text for run in above) == (str(page + 1) if page else "")
        for run in above:
            middle = (MARGINS["left"] * MM + size[0] - MARGINS["right"] * MM) / 2
            assert run.x == pytest.approx(middle, abs=10)
            assert run.size == 13


def test_heads_are_repeated_on_every_page_and_stand_once_in_the_tags() -> None:
    done = real("khanh-hoa-4205-2022", "agency")
    assert len(done.pages) > 2
    for page in done.pages:
        assert squeezed("Điều khoản Nhiệm vụ Vai trò") in squeezed(page)
    assert sum(row[0] == "Điều khoản" for row in done.tables[0]) == 1


# ---------------------------------------------------------------------------------------------------- documents


def test_an_annex_has_its_label_title_and_lines_and_pages_of_its_own() -> None:
    under = ("(Kèm theo Kế hoạch số 119/KH-UBND ngày 17/06/2022)",)
    first = small("Phân công nhiệm vụ", label="PHỤ LỤC I", under=under)
    long = tuple(cells(f"Việc {n}", str(n)) for n in range(90))
    second = small("Chỉ tiêu", label="PHỤ LỤC II", groups=(Group("", long),))
    done = read(made(first, second, title="Phụ lục"))
    assert done.pages[0].splitlines()[:4] == ["Phụ lục", "PHỤ LỤC I", "PHÂN CÔNG NHIỆM VỤ", under[0]]
    assert done.pages[1].splitlines()[:2] == ["PHỤ LỤC II", "CHỈ TIÊU"]
    assert [page.splitlines()[0] for page in done.pages[2:]] == ["2", "3"][: len(done.pages) - 2]
    assert done.bookmarks == ["Phụ lục", "PHÂN CÔNG NHIỆM VỤ", "CHỈ TIÊU"]
    faces = {run.text: run.size for run in done.runs if run.page == 0}
    assert (faces["PHÂN CÔNG NHIỆM VỤ"], faces[under[0]]) == (14, 13)


def test_the_table_that_stands_alone_has_the_documents_label_and_lines() -> None:
    done = read(made(small("Biểu chỉ tiêu"), label="PHỤ LỤC", under=("(Kèm theo)",)))
    assert done.pages[0].splitlines()[:3] == ["PHỤ LỤC", "BIỂU CHỈ TIÊU", "(Kèm theo)"]
    assert done.tags.count("H1") == 1
    assert done.title == "Biểu chỉ tiêu"


def test_short_tables_follow_one_another_and_lie_as_their_columns_want() -> None:
    tables = (small("Một"), small("Hai"), small("Ba", width=120), small("Bốn", width=120), small("Năm"))
    done = read(made(*tables, title="Năm bảng"))
    assert done.sizes == [UPRIGHT, LENGTHWISE, UPRIGHT]
    assert [re.findall("Một|Hai|Ba|Bốn|Năm", page)[0] for page in done.pages[1:]] == ["Ba", "Năm"]
    assert done.tags.count("H1") == 1
    assert done.tags.count("H2") == len(done.tables) == 5


def test_a_document_without_tables_and_a_table_without_rows_are_said_to_be_so() -> None:
    empty = Table("Trống", (Column("a", "Cột"),), (Group("Nhóm", ()),), ("Lời ghi",))
    done = read(made(empty))
    assert done.tables == [[["Cột"], ["(không có dòng nào)"]]]
    assert "Lời ghi" in done.text
    assert "(nothing to show)" in read(made(empty, lang="en")).text
    assert "Không có gì" in read(render_bytes(Document("Không có gì", ()))).text


def render_bytes(document: Document, name: str = "pdf") -> bytes:
    done = render.render_document(document, name)
    assert isinstance(done, bytes)
    return done


def test_links_lead_to_cells_of_the_same_document_and_only_to_those() -> None:
    def linked(text: str, anchor: str, link: str) -> Table:
        return one("")._replace(groups=(Group("", ((Cell(text, anchor=anchor, link=link), Cell("1")),)),))

    first, second = linked("đi", "a b", "c#1"), linked("đến", "c#1", "a b")
    lost, twice = linked("lạc", "", "không có"), linked("lặp", "c#1", "c#1")
    done = read(made(first, second, lost, twice, title="Bốn bảng"))
    assert done.links == 3
    assert done.accessible
    assert [t[1][0] for t in done.tables] == ["đi", "đến", "lạc", "lặp"]


def test_evidence_outside_a_matrix_stands_small_below_its_text() -> None:
    shown = one("")._replace(groups=(Group("", ((Cell("Chủ trì", "khoản 2 Mục IV"), Cell("1")),)),))
    done = read(made(shown))
    sizes = {run.text: run.size for run in done.runs}
    assert done.tables[0][1] == ["Chủ trì khoản 2 Mục IV", "1"]
    assert LEAST <= sizes["khoản 2 Mục IV"] < sizes["Chủ trì"]


# -------------------------------------------------------------------------------------------------------- widths


@pytest.mark.parametrize(("agencies", "tasks"), [(12, 30), (40, 140), (90, 8)])
def test_a_matrix_of_many_agencies_is_cut_into_parts_that_say_which(agencies: int, tasks: int) -> None:
    shown = wide(agencies, tasks)
    done = read(made(shown))
    assert_sound(done, pages=len(done.tables) * (3 + tasks // 8))
    numbers = evidence(done, shown)
    assert [part[0][:2] for part in done.tables] == [["Điều khoản", "Nhiệm vụ"]] * len(done.tables)
    assert [head for part in done.tables for head in part[0][2:]] == [c.title for c in shown.columns[2:]]
    assert all(in_short(part) == expected(shown, part[0], numbers) for part in done.tables)
    several = len(done.tables)
    assert (several > 1) == (agencies > 30)
    for n, part in enumerate(done.tables, 1):
        said = f"Phần {n}/{several}: các cột {part[0][2]} – {part[0][-1]}"
        assert (squeezed(said) in squeezed(done.text)) == (several > 1)


@pytest.mark.parametrize("count", [1, 25, 80])
def test_a_table_of_many_columns_of_sentences_is_read_back_too(count: int) -> None:
    columns = tuple(Column(f"c{n}", f"Cột {n}", 30) for n in range(count))
    rows = tuple(cells(*(f"{n}.{m} {WORDS}" for n in range(count))) for m in range(3))
    shown = Table("Rộng", columns, (Group("Nhóm", rows),))
    done = read(made(shown))
    assert_sound(done, pages=6 * len(done.tables))
    assert all(in_short(part) == expected(shown, part[0], {}) for part in done.tables)
    assert {head for part in done.tables for head in part[0]} == {c.title for c in columns}


def test_the_largest_letters_that_fit_are_taken() -> None:
    sizes = [lay_out(wide(agencies, 20)).size for agencies in (5, 15, 20, 25)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 11
    assert min(sizes) >= 8
    assert not lay_out(small()).lengthwise
    assert lay_out(small(width=110)).lengthwise


# ------------------------------------------------------------------------------------------------- hostile texts

HOSTILE = {
    "markup": '#panic("x") *a* $x$ _b_ `c` <l> @m // k /* z */ \\ #let x = 1 [y] {z} = w - v + u https://a.b ~ #',
    "signs": "-- --- ... 'q' \"r\" ->  => (c) 1/2 #[a] #sys.inputs",
    "ligatures": "offi fi fl ffl ffi Th The tt ft ct",
    "decomposed": unicodedata.normalize("NFD", WORDS),
    "control": "a\x00b\x1b[31mc\x7fd\x85e\u2028f",
    "surrogate": "\ud800 lẻ",
    "turned": "a\u202eb\u2066c",
    "lines": "dòng một\ndòng hai\r\ndòng ba",
    "word": "x" * 10_000,
    "sentence": "từ ngữ " * 1_500,
    "hyphens": "-" * 500,
    "json": '"}], "head": null, \\u0022 \\',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_stay_what_they_are(name: str) -> None:
    text = HOSTILE[name]
    done = read(made(one(text)))
    assert_sound(done, pages=12)
    assert done.accessible
    assert unicodedata.normalize("NFC", squeezed(done.tables[0][1][0])) == squeezed(plain(text))


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("place", ["title", "label", "under", "column", "group", "note", "evidence"])
def test_hostile_texts_come_through_in_every_place(place: str, name: str) -> None:
    text = HOSTILE[name]
    base = one("Một")
    changed = {
        "title": base._replace(title=text),
        "label": base._replace(label=text),
        "under": base._replace(under=(text,)),
        "column": base._replace(columns=(Column("a", text, 40), Column("b", "Số", 8))),
        "group": base._replace(groups=(Group(text, base.groups[0].rows),)),
        "note": base._replace(notes=(text,)),
        "evidence": base._replace(groups=(Group("", ((Cell("Một", text), Cell("1")),)),)),
    }[place]
    done = read(made(changed))
    said = squeezed(plain(text)).upper()
    told = done.outside + "".join(text for row in done.tables[0] for text in row)
    assert said in unicodedata.normalize("NFC", squeezed(told)).upper()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.text(
            alphabet=st.one_of(
                st.characters(min_codepoint=0x20, max_codepoint=0x7E),
                st.sampled_from("ăâđêôơưạếộữặẫỡỹĐỪ°≥–“”…€\n"),
            ),
            max_size=60,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_any_text_is_read_back(texts: list[str]) -> None:
    shown = one("")._replace(groups=(Group("", tuple(cells(text, "1") for text in texts)),))
    done = read(made(shown))
    assert [squeezed(row[0]) for row in done.tables[0][1:]] == [squeezed(plain(text)) for text in texts]


def test_right_to_left_letters_are_there() -> None:
    done = read(made(one("שלום עולם")))
    assert done.accessible
    assert set("שלום") <= set(done.text)


@pytest.mark.parametrize("text", ["中文字", "😀 vui"])
def test_a_file_with_letters_that_no_face_has_says_that_it_is_not_accessible(text: str) -> None:
    done = read(made(one(f"trước {text} sau", notes=("Lời ghi",))))
    assert_sound(done, pages=1)
    assert not done.accessible
    assert squeezed("chưa đạt chuẩn PDF/UA-1") in squeezed(done.text)
    assert done.tables[0][1][0].startswith("trước")
    assert squeezed("does not meet PDF/UA-1") in squeezed(read(made(one(text), lang="en")).text)


# --------------------------------------------------------------------------------------------------------- bytes


def test_the_same_table_gives_the_same_bytes_in_another_process_and_on_another_day() -> None:
    program = (
        "import sys; sys.path.insert(0, '.'); from tests.test_pdf import *; "
        "sys.stdout.buffer.write(made(table(PLANS[2], 'targets')) + render_bytes(Document('', (small(),)), 'png'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        cwd=ROOT,
        env={
            "PATH": "",
            "PYTHONHASHSEED": "5",
            "SOURCE_DATE_EPOCH": "1",
            "TZ": "Asia/Ho_Chi_Minh",
            "LC_ALL": "C",
        },
    )
    own = made(table(PLANS[2], "targets")) + render_bytes(Document("", (small(),)), "png")
    assert done.stdout == own
    assert b"CreationDate" not in own
    assert b"CreateDate" not in own


def test_the_typesetter_is_loaded_when_it_is_used() -> None:
    program = (
        "import sys; from planmodel.render import pdf, picture, png, draw, page, typst_; "
        "print([m for m in ('typst', 'fontpkg_arimo', 'xml.etree.ElementTree') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"


# ----------------------------------------------------------------------------------------------------------- png


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


@pytest.mark.parametrize("view", VIEWS)
def test_a_table_as_png_is_its_svg_at_two_dots_to_the_pixel(view: str) -> None:
    shown = table("dak-nong-294-2022", view)
    svg = render.render_table(shown, "svg")
    size = re.search(r'width="(\d+)" height="(\d+)"', svg)
    assert size is not None
    drawn = render_bytes(Document(shown.title, (shown,)), "png")
    assert list(size_of(drawn)) == [pytest.approx(2 * int(side), abs=2) for side in size.groups()]


def test_several_tables_are_no_picture() -> None:
    with pytest.raises(Refusal, match="one picture holds one table, and this has 2; choose"):
        render_bytes(Document("Hai", (small(), small())), "png")


def test_a_long_table_has_fewer_dots_and_a_longer_one_is_refused() -> None:
    def rows(count: int) -> Document:
        return Document("", (small(groups=(Group("", tuple(cells("Việc", "1") for _ in range(count))),)),))

    width, height = size_of(render_bytes(rows(700), "png"))
    assert height <= 24_000
    assert width < size_of(render_bytes(rows(10), "png"))[0]
    with pytest.raises(Refusal, match="the picture is too large for PNG; choose svg, pdf or html instead"):
        render_bytes(rows(3_000), "png")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_drawn_as_png(name: str) -> None:
    assert size_of(render_bytes(Document("", (one(HOSTILE[name]),)), "png"))[0] > 300


SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" lang="en">'
    "<title>Square</title><desc>Its sides\nare alike.</desc>"
    '<text x="10" y="40" font-family="Nowhere Sans" font-size="{s}">Ủy ban &lt;tỉnh&gt; font-family="x"</text></svg>'
)


@pytest.mark.parametrize(
    ("w", "h", "s", "page"),
    [
        (400, 300, 12, LENGTHWISE),
        (1200, 700, 12, LENGTHWISE),
        (700, 1300, 12, UPRIGHT),
        (1600, 1500, 12, pytest.approx((1600 * 0.75 + 56.7, 1500 * 0.75 + 56.7), abs=0.1)),
        (40_000, 300, 12, pytest.approx((14_000, 300 * 13_943.3 / 40_000 + 56.7), abs=1)),
    ],
)
def test_a_picture_lies_on_a4_while_its_letters_are_legible(
    w: int, h: int, s: int, page: tuple[float, float]
) -> None:
    done = read(picture.from_svg(SQUARE.format(w=w, h=h, s=s), "pdf"))
    assert done.sizes == [page]
    assert squeezed('Ủy ban <tỉnh> font-family="x"') in squeezed(done.text)
    assert (done.title, done.lang, done.alternatives) == ("Square", "en", ["Square\nIts sides\nare alike."])
    assert done.accessible
    assert all(done.fonts.values())
    assert {name.partition("+")[2] for name in done.fonts} == {"Arimo-Regular"}


def test_a_pictures_title_and_language_may_be_given() -> None:
    done = read(picture.from_svg(SQUARE.format(w=9, h=9, s=9).encode(), "pdf", "Hình vuông", "vi"))
    assert (done.title, done.lang) == ("Hình vuông", "vi")


def test_a_picture_with_letters_that_no_face_has_says_so() -> None:
    done = read(picture.from_svg(SQUARE.format(w=400, h=300, s=12).replace("Ủy", "中"), "pdf"))
    assert not done.accessible
    assert squeezed("does not meet PDF/UA-1") in squeezed(done.text)


def test_what_the_typesetter_refuses_is_one_clear_line() -> None:
    with pytest.raises(Refusal, match=r"the typesetter refuses the text: .*; choose html instead") as refused:
        typst_.as_pdf("document.typ", {"lang": "vi"})
    assert "\n" not in refused.value.message.vi + refused.value.message.en
    with pytest.raises(Refusal, match="the typesetter refuses the text"):
        typst_.as_png("picture.typ", {"lang": "vi"}, "<svg", 96)
