"""The timeline: every date stands in the picture, nothing lies on anything else, and what is much is folded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import combinations, pairwise
from typing import NamedTuple, TypeVar
from xml.etree import ElementTree as ET

import pytest

from benchmarks import generate
from planmodel import model as m
from planmodel import render
from planmodel.derive.due import KINDS, Kind
from planmodel.derive.share import Body
from planmodel.render import timeline as drawer
from planmodel.render.axis import Axis
from planmodel.render.calendars import own, timeline_page
from planmodel.render.measure import picture_width
from planmodel.render.picture import LEGIBLE, from_svg
from planmodel.render.shapes import mark
from planmodel.render.timeline_layout import lay_out
from planmodel.views import bodies, words
from planmodel.views.calendar import EVERYTHING, Chosen, Only, chosen
from planmodel.views.calendar.folding import MOST
from planmodel.views.calendar.timeline import Timeline, document, timeline
from tests import pdf_facts
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PROVINCES, REGISTRY, assert_golden, made, real

SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2022, 6, 20)
HOSTILE = {
    "one word": "x" * 10_000,
    "long": "rất dài " * 1_250,
    "control": "\u202eđảo\u202c\x00\x07\x1b[31m",
    "markup": "<b>&amp;\"'</b>",
    "wide": "\U0001f600" * 500,
    "lines": "a\nb\r\nc\td",
    "none": "",
}
ALL = "all"


def report(
    about: str = "Kết quả", every: str = "month", by: str = "25", name: str = "r1"
) -> dict[str, object]:
    return {
        "id": name, "at": "IV.1", "from": ["so-yte"], "to": ["ubnd-tinh"], "every": [every], "ad_hoc": False,
        "due": [{"by": by, "every": every}], "about": about,
    }  # fmt: skip


R = TypeVar("R", bound=m.Record)


def changed(record: R, **fields: object) -> R:
    """``record`` with other values in some fields, whatever the schema would say to them."""
    return type(record)(**{**record.__dict__, **fields})


def lasting(last: str, *reports: dict[str, object]) -> m.Plan:
    """A plan from 2022 to ``last`` with these reports, however long it lasts."""
    plan = made(
        "planmodel: 1\nplan: thu-nghiem\nkind: plan\ndocument:\n  number: 1/KH-UBND\n  kind: KH\n"
        "  title: Chuyển đổi số\n  issuer: ubnd-tinh\n  province: khanh-hoa\n  place: Khánh Hòa\n"
        '  issued: "2022-05-12"\n  signer: {name: A, rank: Chủ tịch, capacity: TM.}\n'
        "  source: {kind: full-text, name: a.txt, sha256: unknown}\n"
        'period: {from: "2022-01-01", to: "2023-12-31", basis: stated}\n'
        f"reports: {json.dumps(reports, ensure_ascii=False)}\n"
    )
    return changed(plan, period=changed(plan.period, last=date.fromisoformat(last)))


def called(name: str) -> m.Plan:
    """A plan and a report of that title."""
    plan = lasting("2023-12-31", report())
    return changed(
        plan,
        document=changed(plan.document, title=name),
        reports=tuple(changed(r, about=name) for r in plan.reports),
    )


@cache
def generated(number: int) -> tuple[m.Plan, ...]:
    return tuple(made(generate.plan(7, i)) for i in range(1, number + 1))


def of(*plans: m.Plan, suggest: bool = True, only: Only = EVERYTHING, today: date | None = TODAY) -> Chosen:
    return chosen(plans, REGISTRY, only, suggest=suggest, today=today)


class Drawn(NamedTuple):
    """What was chosen, as it was laid and as it was drawn."""

    chosen: Chosen
    laid: Timeline
    svg: str
    root: ET.Element


def drawn(which: Chosen, lang: str = "vi") -> Drawn:
    laid = timeline(which, REGISTRY, lang)
    svg = drawer.render(laid, lang=lang)
    return Drawn(which, laid, svg, ET.fromstring(svg))


@cache
def picture(plan: str, suggest: bool, lang: str = "vi") -> Drawn:
    names = PROVINCES if plan == ALL else (plan,)
    return drawn(of(*map(real, names), suggest=suggest), lang)


class Words(NamedTuple):
    """A line of text and the room that it takes."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def lines(root: ET.Element) -> Iterator[Words]:
    for text in root.iter(f"{SVG}text"):
        size, bold = float(text.get("font-size", "12")), text.get("font-weight") == "600"
        for part in text.findall(f"{SVG}tspan") or [text]:
            said = part.text or ""
            wide = picture_width(said, size, bold=bold)
            x = float(part.get("x", "0")) - wide * {"middle": 0.5, "end": 1.0}.get(
                text.get("text-anchor", ""), 0
            )
            y = float(part.get("y", "0"))
            yield Words(said, x, y - size * 0.75, x + wide, y + size * 0.2)


def assert_legible(root: ET.Element) -> None:
    """Every line of text lies in the picture and on no other."""
    wide, high = float(root.get("width", "0")), float(root.get("height", "0"))
    found = list(lines(root))
    for one in found:
        assert one.left >= 0, one
        assert one.right <= wide, one
        assert one.top >= 0, one
        assert one.bottom <= high, one
    for a, b in combinations(found, 2):
        apart = a.right <= b.left or b.right <= a.left or a.bottom <= b.top or b.bottom <= a.top
        assert apart, (a, b)


def titles(root: ET.Element) -> str:
    return "\n".join(t.text or "" for t in root.iter(f"{SVG}title"))


every_picture = pytest.mark.parametrize("suggest", [False, True])
every_plan = pytest.mark.parametrize("plan", [*PROVINCES, ALL])


# --------------------------------------------------------------------------------------------- what stands in it


@every_plan
@every_picture
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_date_stands_in_the_picture_with_its_clause_and_the_plans_words(
    plan: str, suggest: bool, lang: str
) -> None:
    made = picture(plan, suggest, lang)
    told = titles(made.root)
    for o in made.chosen.all:
        line = next(
            x for x in told.splitlines() if x.startswith(words.day(o.due, lang)) and o.words.get(lang) in x
        )
        assert bodies.clause(o.at, lang) in told
        assert line
        for note in o.notes:
            assert f"{note.get(lang)}" in told
    proposed = {o.due for o in made.chosen.proposed}
    for day in proposed:
        mark = {"vi": "đề xuất", "en": "proposed"}[lang]
        assert f"{words.day(day, lang)} ({mark})" in told


@every_plan
@every_picture
def test_no_date_is_lost_between_the_rows(plan: str, suggest: bool) -> None:
    made = picture(plan, suggest)
    points = sorted(p.due for row in made.laid.rows for p in row.points)
    assert points == sorted(o.due for o in made.chosen.all)
    assert len(made.laid.rows) <= MOST


@every_plan
def test_the_description_names_every_row_and_its_days(plan: str) -> None:
    made = picture(plan, True)
    told = made.root.findtext(f"{SVG}desc", "")
    for row in made.laid.rows:
        assert row.name in told
        assert all(words.day(p.due, "vi") in told for p in row.points)
    assert all(note in told for note in (*made.laid.notes, *made.laid.warnings))
    assert made.root.findtext(f"{SVG}title") == made.laid.title
    assert made.root.get("role") == "img"


def test_duties_without_a_day_have_rows_of_their_own_until_days_are_proposed() -> None:
    def silent(suggest: bool) -> list[str]:
        return [row.name for row in picture(KHANH_HOA, suggest).laid.rows if row.silent]

    assert silent(suggest=False) == [
        "Sở TT&TT → UBND tỉnh · hằng quý, 6 tháng, hằng năm",
        "Sở GD&ĐT → Sở TT&TT → UBND tỉnh · hằng quý, 6 tháng, hằng năm",
        "Sở Y tế → Sở TT&TT → UBND tỉnh · hằng quý, 6 tháng, hằng năm",
    ]
    assert silent(suggest=True) == []
    assert "kế hoạch không nêu ngày" in titles_and_words(picture(KHANH_HOA, suggest=False).root)
    assert any(row.silent for row in picture(HUNG_YEN, suggest=True).laid.rows)


def titles_and_words(root: ET.Element) -> str:
    return "\n".join("".join(e.itertext()) for e in root.iter() if e.tag in (f"{SVG}title", f"{SVG}text"))


def test_what_is_proposed_is_hollow_and_says_so() -> None:
    made = picture(KHANH_HOA, suggest=True)
    said = [one.text for one in lines(made.root)]
    rows = [row for row in made.laid.rows if row.proposed]
    assert len(rows) == 9
    assert sum("(đề xuất)" in text for text in said) >= len(rows)
    hollow = [
        e for e in made.root.iter(f"{SVG}path") if e.get("fill") == "#ffffff" and e.get("stroke-width") == "2"
    ]
    assert len(hollow) == sum(len(row.points) for row in rows) + 1  # and one in the legend
    assert not [e for e in picture(KHANH_HOA, suggest=False).root.iter(f"{SVG}path") if e.get("stroke-width") == "2" and e.get("fill") == "#ffffff"]  # fmt: skip


def test_what_has_a_note_wears_a_badge_and_the_notes_stand_below() -> None:
    made = picture(DAK_NONG, suggest=False)
    badges = list(made.root.iter(f"{SVG}circle"))
    assert len(badges) == 2 + 1  # 14/06 and 14/12, and one in the legend
    said = "\n".join(one.text for one in lines(made.root))
    assert "! chốt số liệu 14/06/2022" in said
    assert "! chỉ 13 ngày sau ngày ký 01/06/2022" in said


def test_every_kind_has_a_shape_of_its_own() -> None:
    shapes = {mark(kind, 50, 50, "#000000") for kind in KINDS}
    assert len(shapes) == len(KINDS)
    assert len({mark(kind, 50, 50, "#000000", hollow=True) for kind in KINDS} | shapes) == 2 * len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_legend_explains_what_is_drawn_and_nothing_else(kind: Kind) -> None:
    which = of(real(DAK_NONG), *generated(1), only=Only(kinds=(kind,)), suggest=False, today=None)
    said = {one.text for one in lines(drawn(which).root)}
    explained = {
        "report": "báo cáo: hạn cuối", "task": "nhiệm vụ: hạn cuối", "target": "chỉ tiêu của năm: hạn cuối",
        "period": "hết thời kỳ kế hoạch",
    }  # fmt: skip
    assert said & set(explained.values()) == {explained[kind]}


def test_today_and_the_day_of_signing_are_marked_where_they_lie_on_the_axis() -> None:
    said = titles_and_words(picture(DAK_NONG, suggest=False).root)
    assert "hôm nay 20/06/2022" in said
    assert "ký 01/06/2022" in said
    nobody = titles_and_words(drawn(of(real(DAK_NONG), today=None)).root)
    assert "hôm nay" not in nobody
    late = titles_and_words(drawn(of(real(DAK_NONG), today=date(2030, 1, 1))).root)
    assert "hôm nay" not in late


def test_the_days_of_one_year_have_a_label_and_targets_their_level() -> None:
    said = [one.text for one in lines(picture(DAK_NONG, suggest=False).root)]
    assert {"14/06", "14/12", "31/12", "40%", "50%"} <= set(said)
    assert said.count("50%") == 5


# -------------------------------------------------------------------------------------------------- legible, A4


@every_plan
@every_picture
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_words_lie_on_others(plan: str, suggest: bool, lang: str) -> None:
    assert_legible(picture(plan, suggest, lang).root)


@pytest.mark.parametrize("plans", [1, 2, 5, 12])
def test_large_plans_are_folded_and_stay_legible(plans: int) -> None:
    made = drawn(of(*generated(plans)))
    assert len(made.laid.rows) <= MOST
    assert sum(len(row.points) for row in made.laid.rows) == len(made.chosen.all)
    assert "Gộp nhiều việc vào một dòng" in "\n".join(made.laid.notes)
    assert_legible(made.root)


def test_targets_of_a_plan_that_is_folded_are_counted_by_year() -> None:
    made = drawn(of(*generated(2), suggest=False))
    band = next(band for band in made.laid.bands if band.kind == "target")
    assert [row.name for row in band.rows] == ["12 chỉ tiêu", "12 chỉ tiêu"]
    counted = [one.text for one in lines(made.root) if one.text == "12"]
    assert len(counted) >= 4


@pytest.mark.parametrize("plan", [*PROVINCES, ALL, "generated"])
def test_the_pdf_is_one_page_of_a4_with_letters_that_can_be_read(plan: str) -> None:
    svg = drawn(of(*generated(2))).svg if plan == "generated" else picture(plan, suggest=True).svg
    pdf = pdf_facts.read(from_svg(svg, "pdf"))
    assert [tuple(round(side) for side in size) for size in pdf.sizes] == [(842, 595)]
    assert pdf.lang == "vi"
    assert "Dòng thời gian" in pdf.title
    assert pdf.tagged
    root = ET.fromstring(svg)
    scale = min((842 - 57) / float(root.get("width", "0")), (595 - 57) / float(root.get("height", "0")))
    letters = min(float(e.get("font-size", "12")) for e in root.iter() if e.get("font-size"))
    assert letters * scale >= LEGIBLE


def test_the_picture_is_a_png_too() -> None:
    assert from_svg(picture(DAK_NONG, suggest=False).svg, "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_any_title_stays_in_its_place(name: str) -> None:
    made = drawn(of(called(name)))
    assert_legible(made.root)
    assert len(made.svg) < 400_000
    assert not any(c in made.svg for c in "\u202e\x00\x07\x1b")
    page = timeline_page(made.chosen, REGISTRY)
    assert "<b>" not in page


# ---------------------------------------------------------------------------------------------------------- axis


@pytest.mark.parametrize("last", ["2022-12-31", "2029-12-31", "2121-12-31", "9999-12-31"])
def test_a_period_of_any_length_has_a_legible_axis_and_all_of_its_days(last: str) -> None:
    made = drawn(of(lasting(last, report(every="year", by="12-20"))))
    assert_legible(made.root)
    numbers = sum(int(one.text) for one in lines(made.root) if one.text.isdecimal() and one.top > 150)
    years = int(last[:4]) - 2021
    marks = [row for row in made.laid.rows if row.kind == "report"]
    assert len(marks[0].points) == years
    if years > 40:
        assert numbers + titles(made.root).count("31/12") >= years
    assert len(made.svg) < 600_000


def test_a_hundred_years_of_months_grow_in_proportion() -> None:
    ten = drawn(of(lasting("2031-12-31", report())))
    hundred = drawn(of(lasting("2121-12-31", report())))
    assert sum(len(row.points) for row in hundred.laid.rows) > 9 * sum(
        len(row.points) for row in ten.laid.rows
    )
    assert len(hundred.svg) < 12 * len(ten.svg)
    assert_legible(hundred.root)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2022, 1, 1), date(2022, 1, 31)),
        (date(2021, 12, 1), date(2025, 12, 31)),
        (date(1, 1, 1), date(9999, 12, 31)),
        (date(2022, 1, 1), date(2121, 12, 31)),
    ],
)
def test_the_axis_is_even_and_ends_at_its_edges(first: date, last: date) -> None:
    axis = Axis(first, last, 100, 1100)
    assert axis.x(first) == 100
    assert axis.end(last) == pytest.approx(1100)
    middle = first + (last - first) / 2
    assert axis.x(middle) == pytest.approx(600, abs=1000 / max((last - first).days, 1) + 0.01)
    days = [
        first + timedelta(days=n) for n in range(0, (last - first).days, max((last - first).days // 50, 1))
    ]
    assert all(axis.x(a) < axis.x(b) for a, b in pairwise(days))
    assert all(axis.left <= a <= b <= axis.right for a, b in axis.shaded)
    assert [x for x, _ in axis.rules] == sorted({x for x, _ in axis.rules})
    for line in axis.lines:
        places = [x for x, _ in line.labels]
        assert places == sorted(places)


def test_what_is_asked_for_is_what_the_axis_shows() -> None:
    only = Only(first=date(2023, 1, 1), last=date(2023, 12, 31))
    made = drawn(of(real(KHANH_HOA), only=only))
    assert (made.laid.first, made.laid.last) == (date(2023, 1, 1), date(2023, 12, 31))
    assert_legible(made.root)
    bars = [e for e in made.root.iter(f"{SVG}rect") if e.get("height") == "8"]
    assert all(float(b.get("x", "0")) >= 420 and float(b.get("x", "0")) + float(b.get("width", "0")) <= 1355 for b in bars[1:])  # fmt: skip


def test_where_nothing_falls_due_the_picture_says_so() -> None:
    made = drawn(of(real(DAK_NONG), only=Only(kinds=("task",))))
    assert made.laid.bands == ()
    assert "Không có gì đến hạn." in titles_and_words(made.root)
    assert_legible(made.root)
    nothing = drawn(of())
    assert_legible(nothing.root)


# --------------------------------------------------------------------------------------------- other formats


@every_plan
@every_picture
def test_the_table_says_the_same_as_the_picture(plan: str, suggest: bool) -> None:
    made = picture(plan, suggest)
    table = document(made.chosen, REGISTRY).tables[0]
    assert [group.title for group in table.groups] == [band.title for band in made.laid.bands]
    assert len(table.rows) == len(made.laid.rows)
    for cells, row in zip(table.rows, made.laid.rows, strict=True):
        assert cells[0].text.startswith(row.name)
        assert ("(đề xuất)" in cells[0].text) == row.proposed
        said = " ".join(cell.text for cell in cells[1:])
        assert all(point.label in said for point in row.points)
        assert row.silent in said


@pytest.mark.parametrize("fmt", ["terminal", "markdown", "csv", "xlsx", "docx"])
def test_the_table_can_be_had_in_every_format(fmt: str) -> None:
    made = document(picture(KHANH_HOA, suggest=True).chosen, REGISTRY)
    assert render.render_document(made, fmt, width=100)


def test_a_long_plan_has_one_column_of_days() -> None:
    table = document(of(lasting("2121-12-31", report())), REGISTRY).tables[0]
    assert [column.key for column in table.columns] == ["row", "days"]
    assert table.rows[0][1].text == "1196 ngày, 25/05/2022 – 25/12/2121"


def test_the_page_holds_the_picture_and_the_table() -> None:
    page = timeline_page(of(real(KHANH_HOA)), REGISTRY)
    assert page.count("<svg") == 1
    assert page.count("<table") == 1
    assert 'role="img"' in page
    assert '<html lang="vi">' in page
    assert "<script" not in page


def test_the_command_draws_pictures_of_this_view_by_itself() -> None:
    which = of(real(DAK_NONG))
    assert set(own("timeline", which, REGISTRY)) == {"html", "svg", "pdf", "png"}
    assert set(own("year", which, REGISTRY)) == {"terminal", "html"}
    assert own("months", which, REGISTRY) == {}


@pytest.mark.parametrize(
    ("plan", "suggest", "lang"),
    [(DAK_NONG, False, "vi"), (DAK_NONG, False, "en"), (KHANH_HOA, True, "vi"), (ALL, True, "vi")],
)
def test_the_picture_is_the_one_that_was_looked_at(plan: str, suggest: bool, lang: str) -> None:
    proposed = "-suggest" if suggest else ""
    assert_golden(f"calendar/{plan}{proposed}.timeline.{lang}.svg", picture(plan, suggest, lang).svg)


def test_a_long_name_leaves_room_for_its_clause_where_rows_have_one_line() -> None:
    plan = lay_out(picture(ALL, suggest=False).laid, "vi")
    rows = [row for _, laid in plan.bands for row in laid]
    assert rows
    assert all(len(row.name) == 1 and row.beside for row in rows)


def test_who_was_asked_for_stands_in_the_title_with_the_plans_that_know_them() -> None:
    which = of(*map(real, PROVINCES), only=Only(bodies=(Body("so-yte", "khanh-hoa"),)))
    assert drawn(which).laid.title == "Dòng thời gian · Sở Y tế (Khánh Hòa) · 4205/KH-UBND · Khánh Hòa"
    assert (
        picture(ALL, suggest=False).laid.title == "Dòng thời gian · Đắk Nông, Hưng Yên, Khánh Hòa, Thanh Hóa"
    )
    assert drawn(of(*generated(7))).laid.title == "Dòng thời gian · 7 kế hoạch"
