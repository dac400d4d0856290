"""Pictures: the SVG says what the network says, letter by letter, and the same bytes come out twice."""

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from planmodel.diagnostics import Refusal
from planmodel.graph import Edge, Group, Key, Network, Node
from planmodel.render import draw as drawer
from planmodel.render.dot import to_dot
from planmodel.render.draw import draw, find
from planmodel.views.network import VIEWS, network
from planmodel.workspace import Workspace
from tests import pdf_facts

ROOT = Path(__file__).parents[1]
WORKSPACE = Workspace.around(ROOT)
HUNG_YEN, KHANH_HOA, DAK_NONG = "hung-yen-119-2022", "khanh-hoa-4205-2022", "dak-nong-294-2022"
PLANS = (DAK_NONG, HUNG_YEN, KHANH_HOA, "mic-781-2022", "thanh-hoa-2022")
SVG = "{http://www.w3.org/2000/svg}"
VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
LETTERS = f"{VOWELS}bcdđghklmnpqrstvx"


class Picture(NamedTuple):
    network: Network
    dot: str
    svg: bytes
    root: ET.Element


@cache
def picture(plan: str, view: str, lang: str = "vi") -> Picture:
    found = WORKSPACE.plan(plan)
    assert found is not None
    drawn = network(found, WORKSPACE.registry, view, lang)
    dot = to_dot(drawn, lang)
    svg = draw(dot)
    return Picture(drawn, dot, svg, ET.fromstring(svg))


def of(*nodes: Node, edges: tuple[Edge, ...] = (), groups: tuple[Group, ...] = ()) -> Network:
    return Network("test", "Hình thử", "", nodes, edges, groups)


def part(root: ET.Element, name: str) -> ET.Element:
    return next(e for e in root.iter(f"{SVG}g") if e.get("id") == name)


def words(element: ET.Element) -> str:
    """All that is written in a part of a picture, in the order of reading."""
    found = (" ".join("".join(t.itertext()).split()) for t in element.iter(f"{SVG}text"))
    return " ".join(found)


def flat(said: str) -> str:
    return "".join(said.split())


# ------------------------------------------------------------------------------------------- what the picture says


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("plan", PLANS)
def test_every_box_row_and_line_is_there_once_with_its_words(plan: str, view: str) -> None:
    drawn, _, _, root = picture(plan, view)
    ids = [e.get("id", "") for e in root.iter(f"{SVG}g")]
    assert len(ids) == len(set(ids))
    for node in drawn.nodes:
        said = flat(words(part(root, f"{view}-{node.id}")))
        assert flat(node.label) in said
        assert flat(node.badge.upper()) in said
        assert all(flat(d) in said for d in node.detail)
    for group in drawn.groups:
        assert flat(group.label) in flat(words(part(root, f"{view}-{group.id}")))
    for number, edge in enumerate(drawn.edges, 1):
        line = part(root, f"{view}-e{number}")
        assert line.get("class") == "edge"
        assert line.find(f"{SVG}path") is not None
        assert line.findtext(f"{SVG}title") == edge.tooltip
    assert sum(1 for i in ids if re.fullmatch(rf"{view}-e\d+", i)) == len(drawn.edges)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("plan", PLANS)
def test_the_picture_is_named_described_and_dressed_for_every_screen(plan: str, view: str) -> None:
    drawn, _, svg, root = picture(plan, view)
    assert root.get("role") == "img"
    assert root.get("lang") == "vi"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == drawn.title
    assert (root[1].text if drawn.edges else "") == "\n".join(e.tooltip for e in in_svg_order(drawn, root))
    assert {t.get("font-family") for t in root.iter(f"{SVG}text")} == {"Noto Sans, Arial, sans-serif"}
    assert b"graphviz" not in svg.lower()
    assert b"<!--" not in svg
    assert b"xlink" not in svg
    said = flat(words(root))
    assert all(
        flat(x) in said for x in (drawn.title, drawn.subtitle, *drawn.notes, *(k.text for k in drawn.legend))
    )


def in_svg_order(drawn: Network, root: ET.Element) -> list[Edge]:
    order = [g.get("id", "").rpartition("-e")[2] for g in root.iter(f"{SVG}g") if g.get("class") == "edge"]
    return [drawn.edges[int(n) - 1] for n in order]


def test_letters_stand_in_the_box_that_their_lines_leave() -> None:
    _, _, _, root = picture(KHANH_HOA, "responsibility")
    assert words(part(root, "responsibility-a-so-gddt")) == "Sở GD&ĐT A/R A/R · giáo dục"
    assert words(part(root, "responsibility-a-truong-hoc")) == "Trường học R (1/6) R (3/4)"


def test_what_nobody_leads_says_so_in_words_and_in_a_dashed_frame() -> None:
    _, _, _, root = picture(HUNG_YEN, "responsibility")
    marked = [
        g.get("id") for g in root.iter(f"{SVG}g") if g.get("class") == "row" and "CHƯA CÓ CHỦ TRÌ" in words(g)
    ]
    assert marked == ["responsibility-g-II.3.a", "responsibility-g-II.3.d"]
    for name in ("II.3.a", "II.3.d"):
        frames = [e.get("stroke-dasharray") for e in part(root, f"responsibility-g-{name}").iter()]
        assert any(frames)


def test_sections_stand_in_the_order_of_the_plan() -> None:
    _, _, _, root = picture(DAK_NONG, "responsibility")
    heights = [
        min(float(t.get("y", "0")) for t in part(root, f"responsibility-s-{s}").iter(f"{SVG}text"))
        for s in ("II.1", "II.2", "III")
    ]
    assert heights == sorted(heights)


def test_inferred_lines_are_dashed_and_stated_ones_are_not() -> None:
    drawn, _, _, root = picture(DAK_NONG, "responsibility")
    for number, edge in enumerate(drawn.edges, 1):
        path = part(root, f"responsibility-e{number}").find(f"{SVG}path")
        assert path is not None
        assert (path.get("stroke-dasharray") is not None) == edge.inferred


def test_many_counts_of_one_agency_are_left_to_the_tooltip() -> None:
    agency, rows = (
        Node("a", "Trường học", "agency"),
        [Node(f"r{n}", f"Điểm {n}", "tasks", "g") for n in range(5)],
    )
    edges = tuple(
        Edge("a", r.id, f"R ({n + 1}/9)", "R", tooltip=f"R ({n + 1}/9)") for n, r in enumerate(rows)
    )
    root = ET.fromstring(draw(to_dot(of(agency, *rows, edges=edges, groups=(Group("g", "Khoản 1"),)))))
    assert words(part(root, "test-a")) == "Trường học R (…)"
    assert part(root, "test-e4").findtext(f"{SVG}title") == "R (4/9)"


# --------------------------------------------------------------------------------------------------------- letters


def test_every_vietnamese_letter_survives_in_boxes_rows_lines_and_tooltips() -> None:
    letters = " ".join(wrap(f"{LETTERS}{LETTERS.upper()}", 12))
    rows = (
        Node("r", letters, "tasks", "g", (letters,), letters, letters),
        Node("n", letters, "basis", "", (letters,), "", letters),
    )
    edges = (Edge("n", "r", letters, "report", tooltip=letters), Edge("n", "r", "A", "A", tooltip=letters))
    drawn = Network(
        "test",
        letters,
        letters,
        rows,
        edges,
        (Group("g", letters, letters),),
        (Key("node", "n", letters),),
        (letters,),
    )
    root = ET.fromstring(draw(to_dot(drawn)))
    for name in ("test-r", "test-n", "test-g"):
        assert flat(letters) in flat(words(part(root, name)))
        assert part(root, name).findtext(f"{SVG}title") == letters
    assert flat(letters) in flat(words(part(root, "test-e1")))
    assert flat(words(root)).count(flat(letters)) >= 9


HOSTILE = (
    '"',
    "\\",
    "\\N \\G",
    "<b>đậm</b>",
    "&amp; & ]]>",
    "a|{b}",
    "<",
    "a:b:c",
    "<script>",
    "“ngoặc”",
    "😀 số",
    "a\\",
)


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_signs_of_dot_and_html_are_only_words(said: str) -> None:
    node = Node(f"n{said}", said, "agency", "", (said,), said, said)
    row = Node("r", said, "tasks", "g", (said,), "", said)
    edges = (
        Edge(node.id, row.id, said, "report", tooltip=said),
        Edge(node.id, row.id, said, "A", tooltip=said),
    )
    drawn = Network("test", said, said, (node, row), edges, (Group("g", said, said),), (), (said,))
    root = ET.fromstring(draw(to_dot(drawn)))
    assert flat(words(root)).count(flat(said)) >= 7
    lines = [g for g in root.iter(f"{SVG}g") if g.get("class") == "edge"]
    told = said.replace("\\", "∖")  # DOT reads escapes in tooltips more than once
    assert [g.findtext(f"{SVG}title") for g in lines] == [told, told]
    assert part(root, "test-r").findtext(f"{SVG}title") == told


def test_control_signs_and_signs_that_turn_text_about_do_not_reach_the_picture() -> None:
    svg = draw(to_dot(of(Node("n", "a\x00\x1b[31m\u202eb", "agency", tooltip="\u202ex"))))
    assert not any(ch in svg.decode() for ch in "\x00\x1b\u202e")


def test_endless_titles_are_cut_with_an_ellipsis() -> None:
    root = ET.fromstring(
        draw(to_dot(of(Node("n", "rất dài " * 1_250, "tasks"), Node("w", "x" * 10_000, "agency"))))
    )
    assert words(part(root, "test-n")).endswith("…")
    assert float(root.get("width", "0pt").removesuffix("pt")) < 900


# -------------------------------------------------------------------------------------------------- colours, bytes


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("plan", PLANS)
def test_colours_have_six_digits(plan: str, view: str) -> None:
    assert not re.search(r'"#[0-9A-Fa-f]{1,5}"', picture(plan, view).dot)


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("plan", PLANS)
def test_words_stand_out_from_their_ground(plan: str, view: str) -> None:
    """WCAG AA asks for 4.5; the signs of the legend are shapes, for which it asks nothing that words do not say."""
    for group in picture(plan, view).root.iter(f"{SVG}g"):
        ground = "#ffffff"
        for element in group:
            fill = element.get("fill", "none")
            if element.tag in (f"{SVG}polygon", f"{SVG}path") and fill != "none":
                ground = fill
            elif (
                element.tag == f"{SVG}text"
                and (element.text or "").strip("▬■ ")
                and group.get("class") != "edge"
            ):
                assert contrast(element.get("fill", "#000000"), ground) >= 4.5, element.text


def test_the_same_plan_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import sys; from pathlib import Path; from planmodel.workspace import Workspace; from planmodel.render.dot import to_dot; "
        "from planmodel.render.draw import draw; from planmodel.views.network import VIEWS, network; "
        f"w = Workspace.around(Path({str(ROOT)!r})); p = w.plan({HUNG_YEN!r}); "
        "[sys.stdout.buffer.write(draw(to_dot(network(p, w.registry, v)))) for v in VIEWS]"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, env=environment)
    assert done.stdout == b"".join(picture(HUNG_YEN, v).svg for v in VIEWS)


def test_english_pictures_are_in_english() -> None:
    _, _, _, root = picture(HUNG_YEN, "responsibility", "en")
    assert root.get("lang") == "en"
    assert words(part(root, "responsibility-g-II.3.d")).startswith(
        "Point d · education and health · 2 tasks NOBODY LEADS"
    )


# --------------------------------------------------------------------------------------------------------- engines


def test_png_shows_the_same_picture_twice_as_large_as_a_screen_does() -> None:
    drawn = picture(KHANH_HOA, "legal")
    made = draw(drawn.dot, "png")
    assert made.startswith(b"\x89PNG")
    assert made == draw(drawn.dot, "png")
    width, height = (int.from_bytes(made[n : n + 4]) for n in (16, 20))
    points = [float(drawn.root.get(side, "").removesuffix("pt")) for side in ("width", "height")]
    assert [width, height] == [pytest.approx(side * 192 / 72, abs=1) for side in points]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("plan", PLANS)
def test_pdf_is_drawn_without_graphviz_and_its_words_are_words(plan: str, view: str) -> None:
    drawn = picture(plan, view)
    made = draw(drawn.dot, "pdf", "graphviz-pure")
    read = pdf_facts.read(made)
    assert len(read.pages) == 1
    said = flat(read.text)
    for text in drawn.root.iter(f"{SVG}text"):
        assert flat("".join(text.itertext())) in said
    assert all(read.fonts.values())
    assert {name.partition("+")[2].partition("-")[0] for name in read.fonts} == {"Arimo"}
    assert made == draw(drawn.dot, "pdf")


def test_a_pdf_tells_those_who_cannot_see_it_what_it_shows() -> None:
    drawn = picture(HUNG_YEN, "reporting")
    read = pdf_facts.read(draw(drawn.dot, "pdf"))
    assert (read.lang, read.title) == ("vi", drawn.network.title)
    assert read.tagged
    assert read.accessible
    assert read.alternatives == ["\n".join([drawn.root[0].text or "", drawn.root[1].text or ""])]
    assert all(edge.tooltip in read.alternatives[0] for edge in drawn.network.edges)


def test_without_an_engine_the_refusal_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr("sysconfig.get_path", lambda name: str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal) as refused:
        draw("digraph {a}")
    message = refused.value.message
    assert (
        message.vi
        == "không có máy vẽ: hãy chạy «pip install graphviz-pure», hoặc cài Graphviz để có lệnh dot"
    )
    assert "pip install graphviz-pure" in message.en
    assert "\n" not in message.vi + message.en
    with pytest.raises(Refusal, match="install Graphviz"):
        draw("digraph {a}", engine="dot")


def test_the_embedded_engine_beside_python_comes_before_any_on_path() -> None:
    assert find().stem == "graphviz-pure"


def test_dot_on_path_is_taken_where_the_embedded_engine_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake = tmp_path / ("dot.bat" if os.name == "nt" else "dot")
    fake.write_text("#!/bin/sh\n")
    fake.chmod(0o755)
    monkeypatch.setattr(drawer, "_beside_python", lambda name: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find() == fake


def test_an_engine_that_fails_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refusal, match="the engine graphviz-pure says: ") as refused:
        draw("digraph { a -> ")
    assert "\n" not in refused.value.message.vi
    monkeypatch.setattr(drawer, "find", lambda engine: Path("/nowhere/graphviz-pure"))
    with pytest.raises(Refusal, match="the engine graphviz-pure failed: ") as refused:
        draw("digraph {a}")
    assert "\n" not in refused.value.message.vi


def test_unknown_formats_and_engines_are_refused() -> None:
    with pytest.raises(Refusal, match="cannot draw 'jpeg'; there are: svg, png, pdf"):
        draw("digraph {a}", "jpeg")
    with pytest.raises(Refusal, match="there is no engine 'neato'"):
        draw("digraph {a}", engine="neato")


@pytest.mark.skipif(
    shutil.which("dot") is None, reason="the second engine, Graphviz's own dot, is not installed"
)
@pytest.mark.parametrize("view", VIEWS)
def test_graphviz_itself_draws_the_same_boxes_lines_and_words(view: str) -> None:
    drawn, dot, _, root = picture(DAK_NONG, view)
    other = ET.fromstring(draw(dot, engine="dot"))
    assert sorted(words(root).split()) == sorted(words(other).split())
    assert {g.get("id") for g in root.iter(f"{SVG}g")} == {g.get("id") for g in other.iter(f"{SVG}g")}
    assert "\n".join(e.tooltip for e in in_svg_order(drawn, other)) == (other[1].text if drawn.edges else "")
