"""Whole years as grids: every day once, days off as the working calendar has them, every date marked and listed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from planmodel import model as m
from planmodel import render
from planmodel.derive.due import Kind
from planmodel.derive.share import Body
from planmodel.render import year as drawer
from planmodel.render.measure import display_width
from planmodel.views import bodies, words
from planmodel.views.calendar import EVERYTHING, Chosen, Only, chosen, signs
from planmodel.views.calendar.year import MOST, WEEKDAYS, Grid, document, grid
from planmodel.workdays import Workdays
from tests.command import on_terminal, planmodel
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PROVINCES, REGISTRY, assert_golden, real
from tests.test_timeline import HOSTILE, called, changed, lasting, report

TODAY = date(2022, 6, 20)
ALL = "all"
every_plan = pytest.mark.parametrize("plan", [*PROVINCES, ALL])


def of(*plans: m.Plan, suggest: bool = True, only: Only = EVERYTHING, today: date | None = TODAY) -> Chosen:
    return chosen(plans, REGISTRY, only, suggest=suggest, today=today)


@cache
def whole(plan: str, suggest: bool = True, lang: str = "vi") -> tuple[Chosen, Grid]:
    names = PROVINCES if plan == ALL else (plan,)
    which = of(*map(real, names), suggest=suggest)
    return which, grid(which, REGISTRY, lang)


class Page(HTMLParser):
    """What a reader of the page finds: tables of months, links of marked days, ids, and visible words."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.months: list[str] = []
        self.scopes: Counter[str] = Counter()
        self.links: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.days: list[str] = []
        self.tags: Counter[str] = Counter()
        self._caption = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        self.tags[tag] += 1
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "caption" and "id" not in found and "class" not in found:
            self._caption = True
        if tag == "th":
            self.scopes[found.get("scope", "")] += 1
        if tag == "a" and "title" in found:
            self.links.append((unquote(found["href"]).removeprefix("#"), found["title"]))
        if tag == "time":
            self.days.append(found["datetime"])

    def handle_data(self, data: str) -> None:
        if self._caption:
            self.months.append(data)
            self._caption = False


# ------------------------------------------------------------------------------------------------------ the grid


@every_plan
def test_a_year_holds_each_of_its_days_once_under_its_weekday(plan: str) -> None:
    for year in whole(plan)[1].years:
        days = [day.day for month in year.months for day in month.days]
        first = date(year.year, 1, 1)
        assert days == [first + timedelta(days=n) for n in range((date(year.year, 12, 31) - first).days + 1)]
        for month in year.months:
            for week in month.weeks:
                assert len(week) == 7
                assert all(day is None or day.day.weekday() == n for n, day in enumerate(week))


@pytest.mark.parametrize("year", [2020, 2024, 2022, 9999, 1])
def test_leap_years_and_the_ends_of_time_have_their_days(year: int) -> None:
    only = Only(first=date(year, 1, 1), last=date(year, 12, 31))
    drawn = grid(of(real(DAK_NONG), only=only), REGISTRY)
    assert [len(month.days) for month in drawn.years[0].months][1] == (29 if year in (2020, 2024) else 28)
    assert sum(len(month.days) for month in drawn.years[0].months) == (366 if year in (2020, 2024) else 365)


@every_plan
def test_every_date_is_marked_in_the_grid_and_stands_in_the_list(plan: str) -> None:
    which, drawn = whole(plan)
    marked = {
        day.day: day for year in drawn.years for month in year.months for day in month.days if day.marks
    }
    assert set(marked) == {o.due for o in which.all}
    for day, shown in marked.items():
        due = [o for o in which.all if o.due == day]
        assert sum(mark.number for mark in shown.marks) == len(due)
        assert {mark.kind for mark in shown.marks} == {o.kind for o in due}
        assert any(mark.warned for mark in shown.marks) == any(o.notes for o in due)
    listed = {row[1].value for year in drawn.years for row in year.table.rows}
    assert listed == set(marked)


@every_plan
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_list_names_clause_words_and_who(plan: str, lang: str) -> None:
    which, drawn = whole(plan, True, lang)
    rows = [row for year in drawn.years for row in year.table.rows]
    said = [" ".join(f"{cell.text} {cell.note}" for cell in row) for row in rows]
    for o in which.all:
        if o.kind == "target":
            continue  # counted by plan and year
        day = words.day(o.due, lang)
        line = next(x for x in said if day in x and bodies.clause(o.at, lang) in x and o.words.get(lang) in x)
        assert (
            all(words.agency(a, REGISTRY, lang, short=True) in line or not a for a in o.who)
            or o.kind == "period"
        )
        assert not o.proposed or {"vi": "đề xuất", "en": "proposed"}[lang] in line


def test_days_off_are_those_of_the_working_calendar() -> None:
    drawn = whole(DAK_NONG)[1]
    for month in drawn.years[0].months:
        assert all(day.open == REGISTRY.workdays.is_open(day.day) for day in month.days)
    own = changed(
        REGISTRY, workdays=Workdays(off=[date(2022, 6, 15)], working=[date(2022, 6, 18)], source="thử")
    )
    which = chosen([real(DAK_NONG)], own)
    days = {d.day: d for month in grid(which, own).years[0].months for d in month.days}
    assert not days[date(2022, 6, 15)].open
    assert days[date(2022, 6, 18)].open


def test_only_years_with_something_due_are_drawn_and_the_others_are_named() -> None:
    drawn = whole(HUNG_YEN)[1]
    assert [year.year for year in drawn.years] == [2022, 2025]
    assert any("2023–2024" in note for note in drawn.notes)
    asked = grid(of(real(HUNG_YEN), only=Only(first=date(2023, 1, 1), last=date(2023, 12, 31))), REGISTRY)
    assert [year.year for year in asked.years] == [2023]
    assert any("Không có gì đến hạn trong thời gian này." in note for note in asked.notes)


def test_of_a_hundred_years_the_first_are_drawn_and_all_are_listed() -> None:
    which = of(lasting("2121-12-31", report()))
    drawn = grid(which, REGISTRY)
    assert [bool(year.months) for year in drawn.years] == [True] * MOST + [False] * (100 - MOST)
    assert sum(len(year.table.rows) for year in drawn.years) == len(which.all)
    assert any(f"Chỉ vẽ {MOST} năm đầu" in note for note in drawn.notes)


@pytest.mark.parametrize("kind", ["report", "task"])
def test_the_signs_say_kind_warning_and_proposal(kind: str) -> None:
    first: Kind = "report" if kind == "report" else "task"
    letter = signs.LETTERS[first].get("vi")
    other = signs.Mark("target", 1, proposed=False, warned=False)
    assert signs.sign([signs.Mark(first, 2, proposed=False, warned=False)], "vi") == letter
    assert signs.sign([signs.Mark(first, 2, proposed=False, warned=True)], "vi") == f"{letter}!"
    assert signs.sign([signs.Mark(first, 1, proposed=True, warned=False)], "vi") == letter.lower()
    assert signs.sign([signs.Mark(first, 1, proposed=False, warned=False), other], "vi") == f"{letter}C"
    three = [other._replace(kind=k) for k in ("report", "task", "target")]
    assert signs.sign(three, "vi") == "B+"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_letters_of_a_language_differ_from_one_another(lang: str) -> None:
    letters = [text.get(lang) for text in signs.LETTERS.values()]
    assert len({x.lower() for x in letters}) == len(letters)


# ------------------------------------------------------------------------------------------------------ terminal


@every_plan
@pytest.mark.parametrize("width", [40, 80, 100, 120, 160])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_line_of_the_grid_is_wider_than_the_terminal(plan: str, width: int, lang: str) -> None:
    text = drawer.to_terminal(whole(plan, True, lang)[1], width=width, lang=lang)
    assert max(map(display_width, text.splitlines())) <= width


@pytest.mark.parametrize(("width", "beside"), [(35, 1), (80, 2), (120, 3), (160, 4), (400, 4)])
def test_as_many_months_stand_beside_one_another_as_have_room(width: int, beside: int) -> None:
    text = drawer.to_terminal(whole(DAK_NONG)[1], width=width)
    line = next(line for line in text.splitlines() if line.startswith(" Tháng 1 ") or line == " Tháng 1")
    assert line.split() == [x for n in range(1, beside + 1) for x in ("Tháng", str(n))]


@every_plan
def test_the_terminal_shows_every_day_with_its_sign(plan: str) -> None:
    drawn = whole(plan)[1]
    text = drawer.to_terminal(drawn, width=80)
    for year in drawn.years:
        for month in year.months:
            for day in month.days:
                if day.marks:
                    assert re.search(rf"[ >]{day.day.day:>2}{re.escape(signs.sign(day.marks, 'vi'))}", text)
    assert all(weekday.vi in text for weekday in WEEKDAYS)
    assert text.count(">20") == (
        1 if any(d.today for y in drawn.years for x in y.months for d in x.days) else 0
    )


def test_colours_are_painted_only_where_they_are_wanted_and_change_no_sign() -> None:
    drawn = whole(DAK_NONG)[1]
    plain = drawer.to_terminal(drawn, width=100)
    painted = drawer.to_terminal(drawn, colour=True, width=100)
    assert "\x1b" not in plain
    assert "\x1b[" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain


# ---------------------------------------------------------------------------------------------------------- page


@every_plan
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_has_a_table_for_each_month_with_caption_and_scope(plan: str, lang: str) -> None:
    which, drawn = whole(plan, True, lang)
    page = Page(drawer.to_html(drawn, lang=lang))
    years = [year.year for year in drawn.years]
    names = [f"{month.name}/{year.year}" for year in drawn.years for month in year.months]
    assert page.months == names
    assert page.scopes["col"] >= 7 * 12 * len(years)
    assert page.scopes[""] == 0
    assert len(page.days) == sum(len(month.days) for year in drawn.years for month in year.months)
    assert page.tags["script"] == 0
    assert len(page.ids) == len(set(page.ids))
    assert {target for target, _ in page.links} <= set(page.ids)
    assert len(page.links) == len({o.due for o in which.all})


def test_a_marked_day_tells_what_falls_due_and_a_day_off_that_it_is_one() -> None:
    text = drawer.to_html(whole(DAK_NONG)[1])
    told = dict(Page(text).links)
    assert "trước ngày 15/06 hằng năm" in told["o-ngay-2022-06-14"]
    assert "phần kết, đoạn 1" in told["o-ngay-2022-06-14"]
    assert "14/06/2022: 1 báo cáo" in text
    assert re.search(r'<td class="pm-off"><time datetime="2022-04-30">30</time>.*?ngày nghỉ', text)
    assert re.search(r'<td class="pm-today"><time datetime="2022-06-20">20</time>.*?hôm nay', text)


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_any_title_stays_in_its_place(name: str) -> None:
    drawn = grid(of(called(name)), REGISTRY)
    page = drawer.to_html(drawn)
    assert not any(c in page for c in "\u202e\x00\x07\x1b")
    assert "<b>&amp;" not in page
    assert len(Page(page).months) == 24
    for width in (80, 120):
        text = drawer.to_terminal(drawn, width=width)
        assert max(map(display_width, text.splitlines())) <= width
        assert "\x1b" not in text


# ----------------------------------------------------------------------------------------------- other formats


@every_plan
def test_the_tables_say_the_same_as_the_grid(plan: str) -> None:
    which, drawn = whole(plan)
    tables = document(which, REGISTRY).tables
    planners = [table for table in tables if table.columns[0].key == "month"]
    assert len(planners) == len(drawn.years)
    for table, year in zip(planners, drawn.years, strict=True):
        for row, month in zip(table.rows, year.months, strict=True):
            assert len(row) == 32
            for day in month.days:
                cell = row[day.day.day]
                now = ">" if day.today else ""
                due = now + signs.sign(day.marks, "vi")
                assert cell.text == (due if day.marks or day.open else now or "·")
    assert any(table.columns[0].key == "what" for table in tables) == bool(which.undated)


def test_a_report_for_several_periods_that_falls_due_on_one_day_stands_in_one_line() -> None:
    year = grid(of(real(KHANH_HOA), only=Only(kinds=("report",)), suggest=True), REGISTRY).years[0]
    last = [row for row in year.table.groups[-1].rows if row[1].text == "22/12/2022"]
    assert [row[2].text.rpartition(" (")[2] for row in last] == ["hằng quý, 6 tháng, hằng năm)"] * 3


@pytest.mark.parametrize("fmt", ["markdown", "csv", "xlsx", "docx", "pdf"])
def test_the_years_can_be_had_in_every_format_of_tables(fmt: str) -> None:
    assert render.render_document(document(whole(DAK_NONG)[0], REGISTRY), fmt)


def test_nothing_due_is_said_in_every_format() -> None:
    which = of(real(DAK_NONG), only=Only(kinds=("task",)))
    drawn = grid(which, REGISTRY)
    assert drawn.years == ()
    assert "Không có gì đến hạn." in drawer.to_terminal(drawn, width=80)
    assert "Không có gì đến hạn." in drawer.to_html(drawn)
    assert "Không có gì đến hạn." in str(render.render_document(document(which, REGISTRY), "markdown"))


def test_one_agency_sees_its_own_days() -> None:
    body = Body("so-yte", "khanh-hoa")
    which = of(real(KHANH_HOA), only=Only(bodies=(body,)), suggest=True)
    listed = {
        row[4].text for year in grid(which, REGISTRY).years for row in year.table.rows if row[0].text == "b"
    }
    assert listed == {"Sở Y tế"}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_grid_is_the_one_that_was_looked_at(lang: str) -> None:
    _, drawn = whole(DAK_NONG, True, lang)
    assert_golden(f"calendar/{DAK_NONG}.year-80.{lang}.txt", drawer.to_terminal(drawn, width=80, lang=lang))
    assert_golden(f"calendar/{DAK_NONG}.year-120.{lang}.txt", drawer.to_terminal(drawn, width=120, lang=lang))


def test_the_page_is_the_one_that_was_looked_at() -> None:
    assert_golden(f"calendar/{DAK_NONG}.year.vi.html", drawer.to_html(whole(DAK_NONG)[1]))


# ------------------------------------------------------------------------------------------------- on the command line


@pytest.mark.parametrize("view", ["year", "timeline"])
@pytest.mark.parametrize("ending", ["html", "pdf", "csv", "md", "xlsx", "docx", "json"])
def test_both_views_can_be_written_in_every_format(view: str, ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"lich.{ending}"
    done = planmodel("calendar", DAK_NONG, "--view", view, "--today", "2022-06-20", "-o", file)
    assert (done.code, done.err) == (0, "")
    assert file.stat().st_size > 500


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_the_timeline_is_a_picture_and_years_are_not(ending: str, tmp_path: Path) -> None:
    done = planmodel("calendar", DAK_NONG, "--view", "timeline", "-o", tmp_path / f"a.{ending}")
    assert (done.code, done.err) == (0, "")
    assert planmodel("calendar", DAK_NONG, "--view", "year", "-o", tmp_path / f"b.{ending}").code == 2
    assert not (tmp_path / f"b.{ending}").exists()


def test_a_pipe_has_no_colours_and_a_terminal_has() -> None:
    piped = planmodel("calendar", DAK_NONG, "--view", "year").out
    assert "\x1b" not in piped
    assert "14B!" in piped
    shown = on_terminal("calendar", DAK_NONG, "--view", "year", columns=80)
    assert "\x1b[" in shown
    assert "14B!" in shown
    bare = on_terminal("calendar", DAK_NONG, "--view", "year", columns=80, env={"NO_COLOR": "1"})
    assert "\x1b[" not in bare


def test_the_year_on_the_command_line_is_the_one_of_the_view() -> None:
    done = planmodel(
        "calendar", DAK_NONG, "--view", "year", "--suggest", "--today", "2022-06-20", env={"COLUMNS": "80"}
    )
    assert done.out == drawer.to_terminal(whole(DAK_NONG)[1], width=80)


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    for view, ending in (("timeline", "svg"), ("timeline", "html"), ("year", "html")):
        files = [tmp_path / f"{n}.{ending}" for n in (1, 2)]
        for file in files:
            assert planmodel("calendar", KHANH_HOA, "--suggest", "--view", view, "-o", file).code == 0
        assert files[0].read_bytes() == files[1].read_bytes()
