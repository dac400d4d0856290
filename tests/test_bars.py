"""The chart of loads: bars as long as their numbers, which stand in words too; and pictures as parts of a page."""

from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from planmodel import model as m
from planmodel.render import bars
from planmodel.render.dot import box_id, to_dot
from planmodel.render.draw import draw
from planmodel.render.linked import linked
from planmodel.render.marks import STYLES
from planmodel.views.load import load
from planmodel.views.network import VIEWS, network
from planmodel.views.table import Cell, Column, Group, Table
from planmodel.workspace import Workspace

WORKSPACE = Workspace.around(Path(__file__).parents[1])
PROVINCES = ("dak-nong-294-2022", "hung-yen-119-2022", "khanh-hoa-4205-2022", "thanh-hoa-2022")
SVG = "{http://www.w3.org/2000/svg}"
LETTER = {style.fill: letter for letter, style in STYLES.items() if letter in "ARSCI"}


@cache
def real(name: str) -> m.Plan:
    found = WORKSPACE.plan(name)
    assert found is not None
    return found


def chart(*rows: tuple[str, int, int, int]) -> Table:
    columns = (Column("agency", "Cơ quan"), *(Column(x, f"Chữ {x}") for x in "ARC"), Column("more", "Khác"))
    cells = tuple((Cell(r[0]), *(Cell(str(n), value=n) for n in r[1:]), Cell("9", value=9)) for r in rows)
    return Table("Khối lượng", columns, (Group("", cells),), ("Khác: không vẽ.", "Một ghi chú."))


def count(cell: Cell) -> int:
    assert isinstance(cell.value, int)
    return cell.value


def words(element: ET.Element) -> list[str]:
    return ["".join(t.itertext()) for t in element.iter(f"{SVG}text")]


def drawn_bars(root: ET.Element) -> list[tuple[str, dict[str, float], list[str]]]:
    """Each bar: its title, the length of each part by letter, and what it says."""
    return [
        (
            g.findtext(f"{SVG}title", ""),
            {LETTER[r.get("fill", "")]: float(r.get("width", "0")) for r in g.iter(f"{SVG}rect")},
            words(g),
        )
        for g in root.iter(f"{SVG}g")
    ]


@pytest.mark.parametrize("plan", PROVINCES)
def test_bars_are_as_long_as_the_numbers_of_the_table(plan: str) -> None:
    table = load([real(plan)], WORKSPACE.registry)
    root = ET.fromstring(bars.render(table))
    keys = [c.key for c in table.columns]
    found = drawn_bars(root)
    assert len(found) == len(table.rows)
    most = max(sum(count(row[keys.index(x)]) for x in "ARCI") for row in table.rows)
    for row, (title, parts, said) in zip(table.rows, found, strict=True):
        counts = {x: count(row[keys.index(x)]) for x in "ARCI"}
        assert parts == pytest.approx({x: n * bars.LENGTH / most for x, n in counts.items() if n}, abs=0.02)
        assert title.startswith(row[0].text)
        assert all(
            any(f"{x} {n}" in text for text in said) for x, n in counts.items() if n and len(parts) > 1
        )
    assert root.findtext(f"{SVG}title") == table.title
    assert root.get("role") == "img"


def test_what_has_no_room_in_its_bar_stands_beside_it() -> None:
    root = ET.fromstring(bars.render(chart(("Sở A", 200, 1, 0), ("Sở B", 0, 0, 3))))
    (_, _, first), (_, _, second) = drawn_bars(root)
    assert first == ["Sở A", "A 200", "201 (R 1)"]
    assert second == ["Sở B", "3"]


def test_the_legend_explains_the_letters_that_are_drawn_and_notes_speak_of_nothing_else() -> None:
    said = words(ET.fromstring(bars.render(chart(("Sở A", 2, 1, 0)))))
    assert "Chữ A" in said
    assert "Chữ C" not in said
    assert said[-1] == "Một ghi chú."


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_table_without_rows_says_so(lang: str) -> None:
    said = words(ET.fromstring(bars.render(chart(), lang=lang)))
    assert bars._EMPTY.get(lang) in said


@pytest.mark.parametrize("name", ["x" * 10_000, "rất dài " * 1_250, "\u202eđảo\x00", "<b>&amp;"])
def test_any_name_stays_beside_its_bar(name: str) -> None:
    svg = bars.render(chart((name, 1, 2, 3)))
    root = ET.fromstring(svg)
    assert float(root.get("height", "0")) < 300
    assert not any(c in svg for c in "\u202e\x00")


# --------------------------------------------------------------------------------------------- links in a page


@pytest.mark.parametrize("view", VIEWS)
def test_every_box_and_line_with_a_clause_can_be_a_link(view: str) -> None:
    drawn = network(real("khanh-hoa-4205-2022"), WORKSPACE.registry, view)
    plain = draw(to_dot(drawn))
    wanted = {box_id(drawn, n.id): f"#{n.clauses[0]}" for n in drawn.nodes if n.clauses}
    wanted |= {box_id(drawn, f"e{n}"): f"#{e.clauses[0]}" for n, e in enumerate(drawn.edges, 1) if e.clauses}
    root = ET.fromstring(linked(plain, wanted))
    assert sorted(a.get("href", "") for a in root.iter("a")) == sorted(wanted.values())
    assert ["".join(t.itertext()) for t in root.iter("text")] == words(ET.fromstring(plain))
