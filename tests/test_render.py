"""Renderers: what stands in a table is what a reader sees, in every format, whatever the texts hold."""

import csv
import errno
import io
import os
import re
import subprocess
import sys
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planmodel import render
from planmodel.diagnostics import Code, Diagnostic, Fix, Refusal, Related, Severity, Span, Text
from planmodel.files import safe_write
from planmodel.render import html, linked, marks, measure, terminal
from planmodel.source import Source
from planmodel.views.table import Cell, Column, Document, Group, Table

GOLDEN = Path(__file__).parent / "data" / "golden" / "render"
ESCAPE = "\x1b"
drawn_often = settings(max_examples=40, deadline=None)
SVG = "{http://www.w3.org/2000/svg}"


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


AGENCIES = ("Sở TT&TT", "Sở GD&ĐT", "Sở Y tế", "UBND huyện", "Công an tỉnh")
MATRIX = Table(
    "Ma trận trách nhiệm · 01/KH-UBND · Thử nghiệm",
    (
        Column("at", "Điều khoản", 12),
        Column("task", "Nhiệm vụ", 44),
        *(Column(name, name, 9, "center") for name in AGENCIES),
    ),
    (
        Group(
            "điểm a khoản 1 Mục II",
            (
                (
                    Cell("II.1.a#1"),
                    Cell("Chọn nền tảng số giáo dục Việt Nam xuất sắc, phổ biến đến trường học"),
                    Cell("C", "V.1", "C"),
                    Cell("A/R", "IV.2.a", "A"),
                    Cell(""),
                    Cell("R", "IV.6 (địa bàn quản lý)", "R"),
                    Cell(""),
                ),
                (
                    Cell("II.1.a#2"),
                    Cell(nfd("Tập huấn kỹ năng số, hướng dẫn người dân")),
                    Cell("I", "recipients#10", "I"),
                    Cell("A/R°", "IV.2#1", "A inferred"),
                    Cell("S", "V.2", "S"),
                    Cell(""),
                    Cell(""),
                ),
            ),
        ),
        Group(
            "Việc riêng của cơ quan",
            (
                (
                    Cell("V.3"),
                    Cell("Thẩm định <dự toán> | trình & công bố"),
                    Cell(""),
                    Cell(""),
                    Cell("A", "V.3", "A"),
                    Cell("", "V.3#1"),
                    Cell(""),
                ),
            ),
        ),
    ),
    ("A: chịu trách nhiệm cuối cùng · R: thực hiện · C: phối hợp.", "1. Chưa có cơ quan chủ trì: II.3."),
)
PLAIN = Table(
    "So với mic-781-2022",
    (
        Column("verdict", "Kết luận", 14),
        Column("item", "Yêu cầu của mẫu", 40),
        Column("2022", "2022", 8, "right"),
        Column("why", "Vì sao", 60),
    ),
    (
        Group(
            "",
            (
                (
                    Cell("đạt", "", "conforms"),
                    Cell("Trường học sử dụng nền tảng số"),
                    Cell("50"),
                    Cell("đúng mức"),
                ),
                (
                    Cell("vừa hơn vừa kém", "I.2.a#3", "mixed"),
                    Cell("Bệnh viện thu viện phí không dùng tiền mặt"),
                    Cell("> 50*", "", "inferred"),
                    Cell("cao hơn 10 điểm phần trăm; địa bàn yếu hơn: đô thị so với toàn tỉnh", "", "gap"),
                ),
            ),
        ),
    ),
)
EMPTY = Table("Không có gì", (Column("a", "Cột"), Column("b", "Cột khác")), (), ("Ghi chú",))
TABLES = {"matrix": MATRIX, "plain": PLAIN, "empty": EMPTY}


def one_cell(text: str, note: str = "", mark: str = "", title: str = "Cột") -> Table:
    return Table("Bảng", (Column("a", title, 20),), (Group("", ((Cell(text, note, mark),),)),))


def assert_golden(name: str, made: str) -> None:
    """The output is that of the committed file; UPDATE_GOLDEN=1 writes the file anew."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.encode())
    assert made.encode() == path.read_bytes()


# ------------------------------------------------------------------------------------------------------- all formats


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("name", ["terminal", "md", "csv", "html", "svg"])
def test_every_format_draws_what_is_committed(name: str, table: str) -> None:
    ending = {"terminal": "txt"}.get(name, name)
    made = render.render_table(TABLES[table], name, width=100 if name == "terminal" else None)
    assert_golden(f"{table}.{ending}", made)
    assert made == render.render_table(TABLES[table], name, width=100 if name == "terminal" else None)


def test_a_narrow_terminal_gets_a_list() -> None:
    assert_golden("matrix-list.txt", render.render_table(MATRIX, "terminal", width=60))
    assert_golden("plain-list.txt", render.render_table(PLAIN, "terminal", width=44))


def test_colours_are_painted_only_where_they_are_wanted() -> None:
    assert_golden("matrix.ans", render.render_table(MATRIX, "terminal", width=100, colour=True))
    assert_golden("matrix-list.ans", render.render_table(MATRIX, "terminal", width=60, colour=True))
    for width in (60, 100, None):
        plain = render.render_table(MATRIX, "terminal", width=width)
        painted = render.render_table(MATRIX, "terminal", width=width, colour=True)
        assert ESCAPE not in plain
        assert re.sub(r" +$", "", re.sub(r"\x1b\[[0-9;]*m", "", painted), flags=re.MULTILINE) == plain


def test_markdown_has_a_short_name() -> None:
    assert render.render_table(MATRIX, "md") == render.render_table(MATRIX, "markdown")


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refusal, match=r"'docx'.*terminal, markdown, md, csv, html, svg") as refused:
        render.render_table(MATRIX, "docx")
    assert "«docx»" in refused.value.message.vi


def test_the_registry_loads_no_renderer_and_no_template_engine() -> None:
    probe = "import sys, planmodel.render; print(*(n for n in sys.modules if n.startswith(('planmodel.render.', 'jinja2'))))"
    done = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("name", sorted(render.FORMATS))
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_table_without_rows_says_so(name: str, lang: str) -> None:
    made = render.render_table(EMPTY, name, lang=lang)
    assert ({"vi": "không có dòng nào", "en": "nothing to show"}[lang] in made) == (name != "csv")


# --------------------------------------------------------------------------------------------------------- measuring

WORDS = ["Điều khoản", "Sở Giáo dục và Đào tạo", "nền tảng số", "日本語", "é", "II.1.b#1#2", "a" * 30, ""]


def test_composed_and_decomposed_vietnamese_are_equally_wide() -> None:
    text = "Chuyển đổi số ở trường học, bệnh viện; ữ ặ ỗ"
    assert measure.display_width(nfd(text)) == measure.display_width(text) == len(text)
    assert measure.picture_width(nfd(text), 12) == pytest.approx(measure.picture_width(text, 12))
    assert [unicodedata.normalize("NFC", x) for x in measure.wrap(nfd(text), 9)] == measure.wrap(text, 9)


def test_wide_letters_count_twice_and_signs_without_width_not_at_all() -> None:
    assert measure.display_width("日本") == 4
    assert measure.display_width("a\u200bb\u00ad") == 2


@given(st.lists(st.sampled_from(WORDS)).map(" ".join), st.integers(2, 40))
def test_wrapped_lines_fit_and_lose_nothing(text: str, room: int) -> None:
    lines = measure.wrap(text, room)
    assert all(measure.display_width(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert lines == measure.wrap(text, room)


def test_a_long_word_breaks_after_a_sign() -> None:
    assert measure.wrap("khanh-hoa-4205-2022", 12) == ["khanh-hoa-", "4205-2022"]
    assert measure.wrap("a\nb", 10) == ["a", "b"]


@drawn_often
@given(st.text(st.characters(), max_size=40))
def test_cleaned_text_can_steer_no_terminal_and_spoil_no_xml(text: str) -> None:
    safe = measure.clean(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c != "\n" for c in safe)
    assert measure.clean(safe) == safe
    ET.fromstring(render.render_table(one_cell(text, text, "A", text), "svg"))


# ---------------------------------------------------------------------------------------------------------- terminal


@drawn_often
@given(st.integers(50, 220))
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for table in (MATRIX, PLAIN):
        lines = render.render_table(table, "terminal", width=width).splitlines()
        assert max(map(measure.display_width, lines)) <= width


@drawn_often
@given(st.integers(50, 220))
def test_nothing_is_lost_at_any_width(width: int) -> None:
    made = "".join(render.render_table(MATRIX, "terminal", width=width).split())
    for row in MATRIX.rows:
        for cell in row[2:]:
            assert "".join(cell.text.split()) in made
    assert made.count("recipients#10") == 1


def test_columns_stand_under_their_heads_with_decomposed_text_too() -> None:
    lines = render.render_table(MATRIX, "terminal", width=120).splitlines()
    at = {line.split()[0]: line for line in lines if line.startswith("II.1")}
    one, two = (unicodedata.normalize("NFC", at[key]) for key in ("II.1.a#1", "II.1.a#2"))
    middle = one.index(" C ") + 1
    assert two[middle] == "I"


def test_a_matrix_whose_evidence_would_make_tall_rows_is_a_list() -> None:
    note = "IV.2.a (giáo dục, trường học, toàn tỉnh, đô thị, nông thôn)"
    cells = (Cell("A/R", note, "A"),) * 3
    table = Table(
        "Bảng",
        (Column("at", "Mục"), *(Column(str(n), f"Cơ quan {n}", 9) for n in range(3))),
        (Group("", ((Cell("II.1"), *cells),)),),
    )
    made = [render.render_table(table, "terminal", width=width) for width in (60, 140)]
    assert ["A/R Cơ quan 0\n" in text for text in made] == [True, False]


# ------------------------------------------------------------------------------------------------------------- marks


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("hue", marks.HUES, ids=lambda hue: hue.hue)
def test_text_on_a_chip_can_be_read(hue: marks.Style) -> None:
    dark, light = sorted((luminance(hue.fill), luminance(hue.ink)))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("mark", "hue"),
    [
        ("A", "blue"),
        ("A/R", "blue"),
        ("R/C", "green"),
        ("C inferred", "orange"),
        ("falls-short", "vermillion"),
    ],
)
def test_a_mark_has_its_colour(mark: str, hue: str) -> None:
    style = marks.style_of(mark)
    assert style is not None
    assert style.hue == hue


def test_other_marks_have_none() -> None:
    assert marks.style_of("") is None
    assert marks.style_of("inferred") is None
    assert marks.is_inferred("A inferred")


def test_an_agency_without_letters_is_still_a_column_of_the_matrix() -> None:
    assert not any(row[6].text for row in MATRIX.rows)
    assert marks.matrix_columns(MATRIX) == {2, 3, 4, 5, 6}
    assert marks.matrix_columns(PLAIN) == frozenset()


# ---------------------------------------------------------------------------------------------------------- markdown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", r"a\|b"),
        ("a\nb", "a<br>b"),
        ("<script>", "&lt;script&gt;"),
        ("TT&TT &lt;", "TT&TT &amp;lt;"),
        ("*_`[x]`_*", r"\*\_\`\[x\]\`\_\*"),
        ("a\\|b", r"a\\\|b"),
    ],
)
def test_signs_of_markdown_stand_as_they_are(text: str, shown: str) -> None:
    assert f"| {shown} |\n" in render.render_table(one_cell(text), "md")


def test_a_note_that_begins_like_a_list_is_none() -> None:
    made = render.render_table(PLAIN._replace(notes=("1. một", "- hai", "# ba")), "md")
    assert made.endswith("- 1\\. một\n- \\- hai\n- \\# ba\n")


def test_every_markdown_row_has_as_many_cells_as_its_head() -> None:
    for block in render.render_table(MATRIX, "md").split("\n\n"):
        counts = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines() if line.startswith("|")}
        assert len(counts) <= 1


# --------------------------------------------------------------------------------------------------------------- csv


def test_csv_is_what_excel_opens_right() -> None:
    made = render.render_table(MATRIX, "csv")
    assert made.startswith("\ufeffNhóm,Điều khoản,")
    assert made.count("\r\n") == made.count("\n") == 4
    rows = list(csv.reader(io.StringIO(made.removeprefix("\ufeff"), newline="")))
    assert {len(row) for row in rows} == {1 + len(MATRIX.columns)}
    assert rows[1][0] == "điểm a khoản 1 Mục II"
    assert rows[1][4] == "A/R [IV.2.a]"
    assert rows[3][6] == "[V.3#1]"


def test_a_table_without_headings_has_no_group_column() -> None:
    assert render.render_table(PLAIN, "csv").startswith("\ufeffKết luận,")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_cell_is_a_formula(sign: str) -> None:
    made = render.render_table(one_cell(f"{sign}HYPERLINK(1)", title=f"{sign}x"), "csv").removeprefix(
        "\ufeff"
    )
    assert all(row[0].startswith("'") for row in csv.reader(io.StringIO(made, newline="")))


# -------------------------------------------------------------------------------------------------------------- html

VOID = {"meta", "br"}


class Tags(HTMLParser):
    """Collects tags and text, and fails where a tag is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_is_accessible_and_stands_alone() -> None:
    page = render.render_table(MATRIX, "html")
    tags = Tags(page).tags
    names = [name for name, _ in tags]
    assert ("html", {"lang": "vi"}) in tags
    assert names.count("caption") == names.count("h1") == names.count("title") == 1
    heads = [attributes["scope"] for name, attributes in tags if name == "th"]
    assert [heads.count(x) for x in ("col", "row", "rowgroup")] == [len(MATRIX.columns), 3, 2]
    for wanted in ("prefers-color-scheme: dark", "@page { size: A4 landscape", "position: sticky"):
        assert wanted in page
    assert not re.search(r"https?:|<script|<link|<img", page)


def test_a_page_can_be_used_with_keys_alone() -> None:
    tags = Tags(render.render_table(MATRIX, "html")).tags
    ids = {given["id"] for _, given in tags if "id" in given}
    skip = next(given for tag, given in tags if tag == "a")
    assert (skip["class"], skip["href"]) == ("pm-skip", "#noi-dung")
    assert "noi-dung" in ids
    region = next(given for _, given in tags if given.get("role") == "region")
    assert region["tabindex"] == "0"
    assert region["aria-labelledby"] in ids
    assert not any("title" in given for _, given in tags), "what a tooltip says, a keyboard cannot reach"


def test_only_long_tables_have_a_field_that_hides_rows() -> None:
    rows = tuple((Cell(str(n)),) for n in range(html.MANY + 1))
    for some, wanted in ((rows, 1), (rows[:-1], 0)):
        page = render.render_table(Table("Bảng", (Column("a", "A"),), (Group("", some),)), "html")
        assert page.count("<script>") == page.count("sha256-") == wanted
        assert page.count("data-filter=") == wanted
        assert page.count("default-src 'none'") == 1


def test_cells_lead_to_cells_of_the_same_document_only() -> None:
    def table(*cells: Cell) -> Table:
        return Table("Bảng", (Column("a", "A"),), (Group("", tuple((c,) for c in cells)),))

    odd = 'x|"y" #%&/ậ'
    document = Document(
        "Hai bảng",
        (
            table(Cell("đi", link=odd), Cell("không đi", link="nơi khác"), Cell("", link=odd)),
            table(Cell("đây", anchor=odd), Cell("trùng", anchor=odd)),
        ),
    )
    tags = Tags(str(render.render_document(document, "html"))).tags
    links = [unquote(given["href"] or "") for tag, given in tags if tag == "a" and "href" in given]
    ids = [given["id"] for tag, given in tags if tag in ("td", "th") and "id" in given]
    assert [link.removeprefix("#") for link in links if link.startswith("#o-")] == ids
    assert len(ids) == 1


def test_what_stands_above_a_table_stands_there_in_every_format() -> None:
    table = PLAIN._replace(label="PHỤ LỤC", under=("(Kèm theo Kế hoạch số 1)", "của Ủy ban"))
    for name in ("terminal", "md", "html", "svg"):
        text = render.render_table(table, name, width=100)
        body = text[text.index("<main") - 600 :] if name == "html" else text
        places = [body.index(part) for part in ("PHỤ LỤC", "Kèm theo Kế hoạch số 1", "của Ủy ban")]
        title = body.rindex(table.title.split()[-1], 0, places[1])
        assert places[0] < title < places[1] < places[2], name
        assert "PHỤ LỤC" not in render.render_table(PLAIN, name)
    assert render.render_table(table, "csv") == render.render_table(PLAIN, "csv")


def test_a_document_of_one_table_under_its_own_title_is_that_table() -> None:
    for name in ("terminal", "md", "html", "svg", "csv"):
        for title in ("", PLAIN.title):
            assert render.render_document(Document(title, (PLAIN,)), name) == render.render_table(PLAIN, name)


@pytest.mark.parametrize("name", ["terminal", "md", "html", "csv"])
def test_a_document_has_its_title_and_those_of_its_tables_in_order(name: str) -> None:
    document = Document("Cả bộ", (MATRIX, PLAIN, EMPTY), label="BỘ HỒ SƠ", under=("(thử)",))
    text = str(render.render_document(document, name))
    wanted = ("Cả bộ", *(t.title.partition(" · ")[0].replace("-", "") for t in document.tables))
    places = [text.replace("-", "").index(title) for title in wanted]
    assert places == sorted(places)
    assert ("BỘ HỒ SƠ" in text) == ("(thử)" in text) == (name != "csv")


def test_one_picture_holds_one_table() -> None:
    with pytest.raises(Refusal, match="one picture holds one table, and this has 2"):
        render.render_document(Document("Hai", (MATRIX, PLAIN)), "svg")


def test_boxes_of_a_picture_are_links_and_never_one_inside_another() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img"><desc>một\nhai\nmột</desc>'
        '<g id="a"><title>A</title><text>a</text></g><g id="b"><g id="c"><text>c</text></g><text>b</text></g></svg>'
    )
    made = linked.linked(svg, {"a": "#1", "b": "#2", "c": "x.html#3"})
    links = [given["href"] for tag, given in Tags(made).tags if tag == "a"]
    assert links == ["#1", "x.html#3"]
    assert "<title>A</title><a" in made
    assert 'role="group"' in made
    assert 'role="img"' in linked.linked(svg, {})
    assert linked.described(svg) == ("một", "hai")


def test_html_escapes_what_a_plan_says() -> None:
    nasty = "<script>alert('x')</script> & \"q\""
    table = Table(nasty, (Column("a", nasty),), (Group(nasty, ((Cell(nasty, nasty, nasty),),)),), (nasty,))
    for made in (render.render_table(table, "html"), html.render_fragment(table)):
        assert "<script" not in made
        assert Tags(made).text.count(nasty) >= 5


def test_a_fragment_has_its_caption_and_no_page_around_it() -> None:
    made = html.render_fragment(MATRIX, place="x")
    assert "<html" not in made
    assert f'<caption id="ten-x">{MATRIX.title}</caption>' in made
    assert ("div", "ten-x") in [(tag, given.get("aria-labelledby")) for tag, given in Tags(made).tags]
    assert ".pm-chip" in html.stylesheet()
    used = {c for _, a in Tags(made).tags for c in (a.get("class") or "").split()}
    assert {c for c in used if f".{c}" not in html.stylesheet()} <= {"pm-left"}


# --------------------------------------------------------------------------------------------------------------- svg


def test_the_picture_says_what_the_table_says() -> None:
    drawn = ET.fromstring(render.render_table(MATRIX, "svg"))
    assert drawn.get("role") == "img"
    assert drawn.findtext(f"{SVG}title") == MATRIX.title
    text = " ".join("".join(x.itertext()) for x in drawn.iter(f"{SVG}text"))
    for cell in (cell for row in MATRIX.rows for cell in row if cell.text):
        assert all(word in text for word in cell.text.split())
    tips = [x.findtext(f"{SVG}title") for x in drawn.iter(f"{SVG}g")]
    assert len(tips) >= 2


def test_nothing_is_drawn_outside_the_picture() -> None:
    for table in TABLES.values():
        drawn = ET.fromstring(render.render_table(table, "svg"))
        _, _, width, height = (float(x) for x in (drawn.get("viewBox") or "").split())
        for box in drawn.iter(f"{SVG}rect"):
            x, y, wide, high = (float(box.get(key) or 0) for key in ("x", "y", "width", "height"))
            assert x >= 0
            assert x + wide <= width
            assert y >= 0
            assert y + high <= height
        assert all(float(x.get("y") or 0) < height for x in drawn.iter(f"{SVG}text"))


def test_a_matrix_of_a_province_is_legible_on_one_page() -> None:
    row = (Cell("II.1.a#1"), Cell("Trường học cùng tổ chức tín dụng nhận thanh toán không tiền mặt"))
    letters = tuple(Cell("A/R" if n % 3 else "", "IV.2.a", "A") for n in range(18))
    columns = tuple(Column(str(n), "Sở Thông tin và Truyền thông", 9, "center") for n in range(18))
    groups = tuple(Group(f"khoản {n} Mục II", ((*row, *letters),) * 8) for n in range(4))
    drawn = ET.fromstring(
        render.render_table(Table("Ma trận", (*MATRIX.columns[:2], *columns), groups), "svg")
    )
    _, _, width, height = (float(x) for x in (drawn.get("viewBox") or "").split())
    assert min(277 / width, 190 / height) * 12 >= 1.9, "letters of 12 units are at least 1.9 mm high"


# ---------------------------------------------------------------------------------------------------------- findings

TEXT = """# Biểu chỉ tiêu
targets:
  - id: edu
    title: Trường học, cơ sở giáo dục sử dụng nền tảng số; tỷ lệ giáo viên tập huấn kỹ năng, mức 28,93 của cả tỉnh trong năm
    level: {2022: 50, 2023: 45}
    name: @ở
"""
SOURCE = Source("plans/x.yaml", TEXT.replace("@ở", nfd("ở đây") + " sai"))


def span(text: str) -> Span:
    start = SOURCE.text.index(text)
    return SOURCE.span(start, start + len(text))


FALLS = Code("PM204", "target-falls", Severity.error)
COMMA = Code("PM014", "decimal-comma", Severity.warning)
GAP = Code("PM302", "nobody-leads", Severity.info)
FOUND: list[Diagnostic] = [
    FALLS.at(
        SOURCE.name,
        span("45"),
        Text("chỉ tiêu giảm: năm 2022 là 50 %, năm 2023 là 45 %", "target falls: 2022 is 50 %, 2023 is 45 %"),
        related=(Related(Text("năm 2022 là 50 %", "2022 is 50 %"), SOURCE.name, span("50")),),
    ),
    COMMA.at(
        SOURCE.name, span("28,93"), Text("dùng dấu chấm", "use a point"), fix=Fix(span("28,93"), "28.93")
    ),
    GAP.at(
        SOURCE.name,
        SOURCE.span(SOURCE.text.index("targets"), len(SOURCE.text)),
        Text("nhiều dòng", "several lines"),
    ),
    COMMA.at(
        SOURCE.name, span("sai"), Text("sau chữ tổ hợp", "after combining letters"), fix=Fix(span("sai"), "")
    ),
    FALLS.at("plans/không có.yaml", None, Text("không đọc được\ntệp \x1b[31m", "cannot read")),
    COMMA.at(
        SOURCE.name,
        span("28,93"),
        Text("thêm ở chỗ khác", "put in elsewhere"),
        fix=Fix(SOURCE.span(0, 0), "a: 1\nb: 2\n"),
    ),
]


def with_line(one: Diagnostic) -> Diagnostic:
    """The finding as ``check`` hands it over: with the line that it begins on."""
    if one.span is None or one.source != SOURCE.name:
        return one
    start, end = SOURCE.line(one.span.line)
    return one._replace(line=SOURCE.text[start:end])


KNOWN = [with_line(one) for one in FOUND]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_findings_show_place_line_and_caret(lang: str) -> None:
    made = terminal.render_findings(KNOWN, lang, width=80)
    assert_golden(f"findings.{lang}.txt", made)
    assert ESCAPE not in made
    lines = made.splitlines()
    for code, marked in (("PM204", "45"), ("PM014", "28,93")):
        at = next(n for n, line in enumerate(lines) if f" {code} " in line)
        start = lines[at + 2].index("^")
        assert lines[at + 1][start : start + len(marked)] == marked
        assert lines[at + 2].count("^") == len(marked)


def test_dashes_stand_under_a_related_place_of_the_same_line() -> None:
    _, line, marks, *_ = terminal.render_findings(KNOWN[:1], "en").splitlines()
    start = marks.index("-")
    assert line[start : start + 2] == "50"
    assert marks.count("-") == 2
    assert line[marks.index("^") :].startswith("45")


def test_a_caret_stands_under_its_column_after_combining_marks() -> None:
    lines = terminal.render_findings(KNOWN[3:4]).splitlines()
    shown = unicodedata.normalize("NFC", lines[1])
    assert shown.index("sai") == lines[2].index("^")


def test_findings_in_colour_and_without_their_lines() -> None:
    painted = terminal.render_findings(KNOWN, "vi", colour=True)
    assert_golden("findings.ans", painted)
    assert "\x1b[31m" not in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == terminal.render_findings(KNOWN, "vi")
    bare = terminal.render_findings(FOUND, "vi").splitlines()
    assert bare[0] == (
        f"{SOURCE.name}:5:29: lỗi PM204 target-falls: chỉ tiêu giảm: năm 2022 là 50 %, năm 2023 là 45 %"
    )
    assert "│" not in "".join(bare)


@pytest.mark.parametrize(
    ("safe", "vi", "en"),
    [
        (True, "(planmodel check --fix tự sửa được)", "(planmodel check --fix does it)"),
        (False, "", ""),
    ],
)
def test_a_finding_says_whether_fix_mends_it(safe: bool, vi: str, en: str) -> None:
    here, before = span("28,93"), SOURCE.span(0, 0)
    for at, new, said_vi, said_en in (
        (here, "28.93", "sửa thành «28.93»", "change to '28.93'"),
        (here, "", "bỏ đoạn này", "leave this out"),
        (before, "a:\nb\n", f"{SOURCE.name}:1:1: thêm «a:⏎b»", f"{SOURCE.name}:1:1: put in 'a:⏎b'"),
    ):
        one = COMMA.at(SOURCE.name, here, Text("x", "x"), fix=Fix(at, new, safe))
        last = [terminal.render_findings([one], lang).splitlines()[-1] for lang in ("vi", "en")]
        assert last == [f"  = {said_vi} {vi}".rstrip(), f"  = {said_en} {en}".rstrip()]


def test_a_place_at_the_end_of_a_line_or_beyond_it_is_marked_after_it() -> None:
    for column in (9, 12):
        one = FALLS.at("x", Span(9, column, 9, column, 0, 0), Text("a", "a"))._replace(line="một dòng")
        assert terminal.render_findings([one]).splitlines()[1:] == ["    9 │ một dòng", "      │         ^"]


@drawn_often
@given(st.text(st.characters(exclude_characters="\r\n"), max_size=120), st.data())
def test_an_excerpt_fits_the_terminal_and_shows_the_place(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    width = data.draw(st.integers(40, 90))
    one = FALLS.at("x", Span(1, start + 1, 1, end + 1, 0, 0), Text("a", "a"))._replace(line=line)
    _, shown, marks = terminal.render_findings([one], width=width).splitlines()
    assert measure.display_width(shown) <= width
    assert measure.display_width(marks) <= width + 1
    assert "^" in marks


def test_a_line_of_a_megabyte_is_cut_around_the_place_at_once() -> None:
    line = "x" * 500_000 + "sai" + "y" * 500_000
    one = FALLS.at("x", Span(1, 500_001, 1, 500_004, 0, 0), Text("a", "a"))._replace(line=line)
    made = terminal.render_findings([one] * 50, width=80).splitlines()
    assert made[1].startswith("    1 │ …x")
    assert made[1].endswith("y…")
    start = made[2].index("^")
    assert made[1][start : start + 3] == "sai"
    assert measure.display_width(made[1]) == 80


# ----------------------------------------------------------------------------------------------------------- writing


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_text_and_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    safe_write(tmp_path / "a.csv", "\ufeffĐiều\r\n")
    safe_write(tmp_path / "b.bin", b"\x00\r\n")
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbf" + "Điều\r\n".encode()
    assert (tmp_path / "b.bin").read_bytes() == b"\x00\r\n"
    assert left_in(tmp_path) == ["a.csv", "b.bin"]


def test_an_existing_file_is_replaced_and_keeps_its_permissions_and_links(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("cũ", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    safe_write(link, "mới")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "mới"
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("place", "vi", "en"),
    [
        ("missing/a.txt", "chưa có thư mục", "there is no folder"),
        ("folder", "đây là một thư mục", "it is a folder"),
        ("file/a.txt", "không phải thư mục", "is not a folder"),
    ],
)
def test_a_wrong_place_is_refused_in_one_line(place: str, vi: str, en: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        safe_write(tmp_path / place, "x")
    message = refused.value.message
    assert vi in message.vi
    assert en in message.en
    assert "\n" not in message.vi + message.en
    assert left_in(tmp_path) == ["file", "folder"]


@pytest.mark.parametrize(
    ("number", "vi"),
    [
        (errno.ENOSPC, "đĩa đã đầy"),
        (errno.EACCES, "không có quyền ghi"),
        (errno.EROFS, "không có quyền ghi"),
        (errno.EIO, "hãy chọn nơi khác"),
    ],
)
def test_a_failure_leaves_the_old_file_and_no_other(
    number: int, vi: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    (tmp_path / "a.txt").write_text("cũ", encoding="utf-8")
    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(Refusal) as refused:
        safe_write(tmp_path / "a.txt", "mới")
    assert vi in refused.value.message.vi
    assert left_in(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "cũ"


def test_an_interrupted_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", stops)
    with pytest.raises(KeyboardInterrupt):
        safe_write(tmp_path / "a.txt", "mới")
    assert left_in(tmp_path) == []


def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("cũ", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(Refusal, match="no permission"):
        safe_write(tmp_path / "a.txt", "mới")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "cũ"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_device_is_written_straight_and_a_full_one_is_refused() -> None:
    safe_write(Path(os.devnull), "x")
    with pytest.raises(Refusal, match="the disk is full"):
        safe_write(Path("/dev/full"), "x")
    assert Path("/dev/full").is_char_device()
