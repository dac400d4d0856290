"""What `planmodel compare` shows: the conformity page, other views, filters, pictures, JSON and refusals."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pytest

from planmodel import render
from planmodel.derive.conformity import KINDS, fingerprint
from planmodel.render.comparisons import PICTURES, page, picture, workbook
from planmodel.render.measure import display_width
from planmodel.views.compare import ALL, VIEWS, Comparison, Only, clauses, data, document, written
from planmodel.views.compare.beside import MOST, slices
from planmodel.views.compare.charts import grid, multiples
from planmodel.views.compare.signs import MEANT, SIGNS, WORST
from planmodel.views.table import Table
from tests.command import planmodel
from tests.golden import (
    DAK_NONG,
    HUNG_YEN,
    KHANH_HOA,
    PROVINCES,
    REGISTRY,
    TEMPLATE,
    THANH_HOA,
    WORKSPACE,
    made,
    real,
)

every_lang = pytest.mark.parametrize("lang", ["vi", "en"])
FOUR = (HUNG_YEN, KHANH_HOA, DAK_NONG, THANH_HOA)
SHORT = {"vi": ("thiếu", "chuyển chỗ", "đạt"), "en": ("missing", "moved", "conforms")}


def four(**asked: object) -> Comparison:
    return Comparison(real(TEMPLATE), [real(p) for p in FOUR], REGISTRY, only=Only(**asked))  # type: ignore[arg-type]


def texts(table: Table, row: int) -> list[str]:
    return [cell.text for cell in table.rows[row]]


# --------------------------------------------------------------------------------------------------- conformity


@every_lang
def test_the_page_has_a_summary_the_plans_side_by_side_departures_details_additions_and_a_legend(
    lang: str,
) -> None:
    tables = document(four(), lang=lang).tables
    assert [len(t.rows) for t in tables[:3]] == [4, 46, 23]
    assert len(tables) == 6
    assert all(t.title and t.name for t in tables)


def test_each_plan_has_one_line_with_its_document_its_link_and_its_counts() -> None:
    overview = document(four(), lang="en").tables[0]
    by_key = [c.key for c in overview.columns]
    assert by_key == ["plan", "document", "link", "target", "requirement", "task", "lead", "added", "said"]
    dak_nong = texts(overview, 2)
    assert dak_nong[:5] == [
        "Dak Nong",
        "294/KH-UBND",
        "inferred, not cited",
        "5 conforms, 1 falls short",
        "5 conforms, 2 exceeds",
    ]
    assert (
        dak_nong[-1] == "44 of 46 demands are met or exceeded. Departs: target 1 falls short; lead 1 moved."
    )
    assert overview.rows[0][2].note == "preamble, 2"
    assert (
        overview.notes[0] == "Dak Nong, Thanh Hoa: the plan does not cite the template; the link is inferred."
    )


def test_a_cell_says_the_level_and_by_how_much_it_differs() -> None:
    beside = document(four(), lang="en").tables[1]
    rows = {r[0].text: [c.text for c in r[3:]] for r in beside.rows[:6]}
    assert list(rows.values()) == [
        ["50% ▼", "50% ✓", "50% ✓", "50% ▼"],
        ["50% ▼", "50% ✓", "50% ✓", "50% ▼"],
        ["100% ▲50 ▼", "50% ✓", "50% ✓", "100% ▲50 ▼"],
        ["50% ▼", "50% ✓", "50% ✓", "100% ▲50 ▼"],
        ["missing", "50% ▼", "40% ▼10", "> 50% ▲ ▼"],
        ["50% ▼", "50% ▼", "50% ✓", "> 50% ▲ ▼"],
    ]
    assert beside.rows[2][3].note == "area ▼, demand ▼, commitment ▼ · I.2.a#3"
    assert beside.rows[4][3].note == "at least 50%, 2025 · I.2.b#1"


@every_lang
def test_no_cell_speaks_by_its_colour_alone_and_every_one_leads_to_its_details(lang: str) -> None:
    tables = document(four(), lang=lang).tables
    anchors = {c.anchor for t in tables for r in t.rows for c in r if c.anchor}
    for cell in (c for r in tables[1].rows for c in r[3:]):
        assert cell.text
        assert cell.mark in SIGNS
        assert cell.link in anchors


def test_departures_are_what_asks_for_less_with_dimensions_and_both_clauses() -> None:
    departures = document(four(), lang="en").tables[2]
    assert [len(g.rows) for g in departures.groups] == [12, 3, 2, 6]
    marks = {row[0].mark for row in departures.rows}
    assert marks == {"falls-short", "mixed", "missing", "moved"}
    assert all(row[4].text and row[6].text and not row[7].text for row in departures.rows)


def test_a_page_of_many_plans_has_tables_that_can_be_printed() -> None:
    plans = [real(DAK_NONG)] * 63
    parts = slices(plans)
    assert max(map(len, parts)) <= MOST
    assert sum(map(len, parts)) == 63
    assert max(map(len, parts)) - min(map(len, parts)) <= MOST


def test_every_verdict_has_a_sign_a_meaning_and_a_place() -> None:
    assert set(SIGNS) == set(MEANT) == set(WORST)


@every_lang
def test_every_link_to_a_clause_leads_to_a_row_that_says_what_it_holds(lang: str) -> None:
    c = four()
    held = {cell.anchor for row in clauses(c, lang).rows for cell in row if cell.anchor}
    wanted = {
        cell.link
        for t in document(c, lang=lang).tables
        for r in t.rows
        for cell in r
        if cell.link.startswith("clause|")
    }
    assert wanted
    assert wanted <= held


def test_filters_choose_kinds_and_verdicts_and_counts_stay() -> None:
    every = four()
    some = four(kinds=frozenset({"target", "lead"}), verdicts=frozenset({"moved", "missing"}))
    assert {(i.kind, i.verdict) for i in some.shown} == {("target", "missing"), ("lead", "moved")}
    assert document(some).tables[0].rows == document(every).tables[0].rows
    assert len(document(some, lang="en").tables[1].rows) == 2
    assert "target" in document(some, lang="en").tables[0].under[-1]


def test_beside_another_province_the_words_name_it_and_nothing_is_called_a_template() -> None:
    c = Comparison(real(DAK_NONG), [real(KHANH_HOA)], REGISTRY)
    said = [c.why(i).en for i in c.items]
    assert any("Dak Nong" in text for text in said)
    assert not any("template:" in text or "the template" in text for text in said)
    overview = document(c, lang="en").tables[0]
    assert texts(overview, 0)[2] == "both carry out mic-781-2022"
    assert c.title.en == "Plans beside that of Dak Nong (294/KH-UBND)"


# ------------------------------------------------------------------------------------------------- other views


@every_lang
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_a_row_for_everything_and_a_cell_for_every_province(view: str, lang: str) -> None:
    for table in VIEWS[view](four(), lang):
        assert table.rows
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert len({c.key for c in table.columns}) == len(table.columns)


def test_an_indicator_shows_signs_the_median_and_who_states_a_level() -> None:
    (table,) = VIEWS["indicators"](four(), "en")
    group = next(g for g in table.groups if g.title == "Institutions with cashless payment – education")
    first = group.rows[0]
    assert [c.text for c in first] == ["2022", "50%", "100% ~*", "50%", "50%", "100% *", "75%", "4/4"]
    assert first[2].note == "urban, accept, aspirational, I.2.a#3 · +25 from the median"
    assert first[2].mark == "mixed"


def test_tasks_stand_moved_or_are_unknown_and_are_counted() -> None:
    (table,) = VIEWS["tasks"](four(), "en")
    *rows, total = table.rows
    assert len(rows) == 32
    stands = sum(1 for i in four().items if i.plan == THANH_HOA and i.because == "stands")
    assert [c.text for c in total[1:5]] == ["26/32", "32/32", "32/32", f"{stands}/32"]
    assert sum(1 for r in rows for c in r if c.mark == "moved") == 6


def test_nobody_leads_section_three_of_dak_nong() -> None:
    (table,) = VIEWS["leads"](four(), "en")
    nobody = [row[0].text for row in table.rows if row[3].text == "nobody"]
    assert len(nobody) == 14


def test_reports_have_their_words_and_their_first_or_next_day() -> None:
    (table,) = VIEWS["reports"](four(), "en")
    half = next(row for row in table.rows if row[0].text == "half-yearly")
    assert half[3].text.startswith("before 06-15 each year") or "06-15" in half[3].text
    assert "first: 2022-06-14" in half[3].note
    assert [c.text for c in half][4] == "unknown"


# ----------------------------------------------------------------------------------------------- pictures, pages


@every_lang
def test_the_chart_has_a_panel_for_each_indicator_and_tells_every_level(lang: str) -> None:
    c = four()
    shown = multiples(c, lang)
    assert len(shown.panels) == 10
    svg = ET.fromstring(str(picture(c, "chart", lang=lang)))
    titles = [t.text for t in svg.iter("{http://www.w3.org/2000/svg}title")]
    dots = [d.told for p in shown.panels for line in p.lines for d in line.dots]
    assert len(dots) > 30
    assert all(any(told in (t or "") for t in titles) for told in dots)


def test_a_line_never_reaches_a_year_that_is_not_stated() -> None:
    for panel in multiples(four(), "en").panels:
        assert panel.years[panel.stated :] in ((), ("year not stated",))


def test_the_heat_map_turns_where_there_are_many_provinces() -> None:
    text = WORKSPACE.path_of(DAK_NONG).read_text("utf-8")
    many = [made(text.replace(f"plan: {DAK_NONG}", f"plan: p{n}", 1)) for n in range(13)]
    few, lots = grid(four(), "en"), grid(Comparison(real(TEMPLATE), many, REGISTRY), "en")
    assert few.columns == ("Demanded", "Hung Yen", "Khanh Hoa", "Dak Nong", "Thanh Hoa", "Median")
    assert len(lots.rows) == 13 + 2
    assert all(len(row) == len(lots.columns) for row in lots.fields)


@pytest.mark.parametrize("view", PICTURES)
def test_letters_on_a_heat_map_and_in_charts_can_be_read(view: str) -> None:
    svg = str(picture(four(), view))
    assert not re.search(r'font-size="[0-9](?:\.[0-9]+)?"', svg)  # nothing below 10
    for fill, ink in re.findall(
        r'<rect[^>]*fill="(#[0-9a-f]{6})"[^>]*/><text[^>]*fill="(#[0-9a-f]{6})"', svg
    ):
        assert contrast(fill, ink) >= 4.5


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@every_lang
def test_the_page_holds_every_view_both_pictures_filters_and_links_that_lead_somewhere(lang: str) -> None:
    html = page(four(), ALL, lang)
    assert html.count("<svg") == 2
    assert ' data-choose="' in html
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    from urllib.parse import unquote

    assert {unquote(x) for x in re.findall(r'href="#([^"]+)"', html)} <= ids


def test_the_same_plans_give_the_same_bytes() -> None:
    assert page(four(), ALL) == page(four(), ALL)
    assert workbook(four(), ALL) == workbook(four(), ALL)
    assert json.dumps(data(four(), ALL)) == json.dumps(data(four(), ALL))


def test_csv_has_a_row_for_every_item_with_its_fingerprint() -> None:
    c = four()
    table = written(c, "en")
    assert [row[-1].text for row in table.rows] == [fingerprint(i) for i in c.items]
    assert [row[0].text for row in table.rows] == [i.plan for i in c.items]


# ------------------------------------------------------------------------------------------------------ command


def test_other_views_are_in_the_json_only_where_they_are_asked_for() -> None:
    plain = json.loads(planmodel("compare", TEMPLATE, *PROVINCES, "--format", "json").out)
    assert list(plain) == ["items"]
    asked = ("--view", "indicators", "--view", "pairs")
    some = json.loads(planmodel("compare", TEMPLATE, *PROVINCES, *asked, "--format", "json").out)
    assert list(some["views"]) == ["indicators", "pairs"]
    assert some["items"] == plain["items"]


@pytest.mark.parametrize(
    ("fail_on", "codes"),
    [
        ("falls-short", (1, 1, 1, 1)),
        ("missing", (1, 0, 0, 0)),
        ("mixed", (1, 0, 0, 1)),
        ("moved", (1, 1, 1, 0)),
        ("any", (1, 1, 1, 1)),
    ],
)
def test_the_exit_code_follows_the_verdict_asked_for(fail_on: str, codes: tuple[int, ...]) -> None:
    found = tuple(
        planmodel("compare", TEMPLATE, p, "--fail-on", fail_on, "--kind", "lead").code for p in FOUR
    )
    assert found == codes


REFUSED = [
    ((TEMPLATE,), "PLAN..."),
    ((TEMPLATE, TEMPLATE), "is compared with itself"),
    (("khong-co", DAK_NONG), "khong-co"),
    ((TEMPLATE, "khong-co"), "khong-co"),
    ((DAK_NONG, TEMPLATE), "is a template: it comes first"),
    ((TEMPLATE, DAK_NONG, "--view", "all", "--format", "svg"), "one picture holds one table"),
    ((TEMPLATE, DAK_NONG, "--kind", "x"), "--kind"),
]


@pytest.mark.parametrize(("args", "said"), REFUSED, ids=[" ".join(a) for a, _ in REFUSED])
def test_what_cannot_be_compared_is_one_line_and_code_2(args: tuple[str, ...], said: str) -> None:
    done = planmodel("compare", *args, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_a_plan_named_twice_is_compared_once_and_said_so() -> None:
    once, twice = (
        planmodel("compare", TEMPLATE, *names, "--lang", "en") for names in ([DAK_NONG], [DAK_NONG] * 2)
    )
    assert (twice.code, twice.out) == (0, once.out)
    assert "named twice" in twice.err


@every_lang
@pytest.mark.parametrize("width", [80, 120, 160])
@pytest.mark.parametrize("view", VIEWS)
def test_no_line_on_the_terminal_is_wider_than_it(view: str, width: int, lang: str) -> None:
    drawn = render.render_document(document(four(), (view,), lang), "terminal", width=width, lang=lang)
    assert max(map(display_width, str(drawn).splitlines())) <= width


def test_every_kind_can_be_asked_for() -> None:
    for kind in KINDS:
        assert planmodel("compare", TEMPLATE, DAK_NONG, "--kind", kind).code == 0
