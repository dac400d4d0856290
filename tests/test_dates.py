"""The language of dates: each form, its words and its days; and the laws that hold for every expression."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from planmodel.dates import (
    ENDS,
    IN_MONTH,
    NAMED,
    PERIODS,
    SPANS,
    BadDate,
    Expression,
    How,
    Point,
    Stretch,
    Within,
    days_of_month,
    parse,
    read,
    recurs,
    written,
)
from planmodel.dates.days import Fall, falls, only_fall, shift_of, shifted
from planmodel.dates.understood import from_wording, understood
from planmodel.dates.wording import wording
from planmodel.derive import periods
from planmodel.derive.periods import Window, data_of, data_window, earliest, final, window, windows
from planmodel.workdays import BY_LAW, Workdays
from tools import make_dates
from tools.make_dates import FORMS, Form

DAY = timedelta(days=1)
ANCHORS = make_dates.ANCHORS
often = settings(max_examples=300, deadline=None)


def days_between(first: date, last: date) -> Iterator[date]:
    return (first + n * DAY for n in range((last - first).days + 1))


def lasts(
    key: str, text: str, first: str, last: str, every: str | tuple[str, ...] | None = None
) -> list[str]:
    """The last days in time of an expression, as text."""
    found = falls(
        parse(key, text), date.fromisoformat(first), date.fromisoformat(last), every=every, anchors=ANCHORS
    )
    return [fall.last.isoformat() for fall in found]


# --------------------------------------------------------------------------------------------------- the table

WORDS = [
    ("before", "2025-06-15", None, "trước ngày 15/06/2025"),
    ("by", "2025-02-05", None, "chậm nhất ngày 05/02/2025"),
    ("before", "06-15", None, "trước ngày 15/06 hằng năm"),
    ("by", "2025-mid-year", None, "chậm nhất giữa năm 2025"),
    ("by", "end-of-year", None, "chậm nhất cuối mỗi năm"),
    ("by", "2025-02-end-of-month", None, "chậm nhất cuối tháng 02/2025"),
    ("before", "06-mid-month", None, "trước giữa tháng 6 hằng năm"),
    ("by", "20", None, "chậm nhất ngày 20 của tháng cuối kỳ"),
    ("by", "next-05", None, "chậm nhất ngày 05 của tháng sau kỳ"),
    ("by", "20", "month", "chậm nhất ngày 20 hằng tháng"),
    ("by", "next-05", "month", "chậm nhất ngày 05 của tháng sau"),
    ("before", "25", "quarter", "trước ngày 25 của tháng cuối quý"),
    ("by", "next-05", "quarter", "chậm nhất ngày 05 của tháng đầu quý sau"),
    ("by", "20", "half-year", "chậm nhất ngày 20 của tháng cuối kỳ 6 tháng"),
    ("by", "next-20", "half-year", "chậm nhất ngày 20 của tháng sau kỳ 6 tháng"),
    ("by", "20", "nine-months", "chậm nhất ngày 20 của tháng cuối kỳ 9 tháng"),
    ("by", "20", "year", "chậm nhất ngày 20 của tháng cuối năm"),
    ("by", "next-15", "year", "chậm nhất ngày 15 của tháng đầu năm sau"),
    ("by", "end-of-month", "month", "chậm nhất cuối mỗi tháng"),
    ("by", "end-of-month", "quarter", "chậm nhất cuối tháng cuối quý"),
    ("by", "next-mid-month", "quarter", "chậm nhất giữa tháng đầu quý sau"),
    ("in", "2025", None, "trong năm 2025"),
    ("in", "2025-Q2", None, "trong quý II/2025"),
    ("in", "Q4", None, "trong quý IV hằng năm"),
    ("in", "2025-01", None, "trong tháng 01/2025"),
    ("in", "2025-11", None, "trong tháng 11/2025"),
    ("in", "06", None, "trong tháng 6 hằng năm"),
    ("in", "2025-H1", None, "trong 6 tháng đầu năm 2025"),
    ("in", "H2", None, "trong 6 tháng cuối mỗi năm"),
    ("in", "2025-9M", None, "trong 9 tháng đầu năm 2025"),
    ("within", "30 days after issued", None, "trong vòng 30 ngày kể từ ngày ký"),
    ("within", "10 working-days after issued", None, "trong vòng 10 ngày làm việc kể từ ngày ký"),
    ("within", "6 months after period-start", None, "trong vòng 6 tháng kể từ ngày bắt đầu thời kỳ kế hoạch"),
]


@pytest.mark.parametrize(("key", "text", "every", "words"), WORDS)
def test_an_expression_is_worded_as_an_office_writes_it(
    key: str, text: str, every: str | None, words: str
) -> None:
    expression = parse(key, text)
    assert wording(expression, "vi", every) == words
    assert from_wording(words) == expression


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f"{f.key}-{f.text}-{f.every}")
def test_each_form_of_the_table_reads_back_and_names_days(form: Form) -> None:
    expression = parse(form.key, form.text)
    assert written(expression) == (form.key, form.text)
    assert understood(wording(expression, "vi", form.every))[:2] == (expression, form.every)
    assert make_dates.last_days(form) != []
    assert make_dates.last_days(form) == sorted(make_dates.last_days(form))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_pages_hold_the_table(lang: str) -> None:
    text = make_dates.PAGES[lang].read_text("utf-8")
    assert make_dates.page(text, lang) == text, "run tools/make_dates.py"


OTHER_WORDS = {
    "trước ngày 15 tháng 6 hàng năm": ("before", "06-15"),
    "Trước ngày 15/6": ("before", "06-15"),
    "trước 15/6/2022": ("before", "2022-06-15"),
    "chậm nhất là ngày 30 tháng 6 năm 2025.": ("by", "2025-06-30"),
    "muộn nhất vào ngày 5-2-2025": ("by", "2025-02-05"),
    "chậm nhất trước ngày 05.02.2025": ("before", "2025-02-05"),
    "không quá ngày 31/12/2025": ("by", "2025-12-31"),
    "đến hết ngày 31/12/2025": ("by", "2025-12-31"),
    "trong ngày 01 tháng 01, năm 2025": ("by", "2025-01-01"),
    "hoàn thành trước ngày 30/6/2025": ("before", "2025-06-30"),
    "hoàn thành trong quý II năm 2025": ("in", "2025-Q2"),
    "Quý 2/2025": ("in", "2025-Q2"),
    "quí iv hàng năm": ("in", "Q4"),
    "đến hết quý II/2025": ("in", "2025-Q2"),
    "trước quý II/2025": ("before", "2025-04-01"),
    "trước năm 2026": ("before", "2026-01-01"),
    "trước tháng 6": ("before", "06-01"),
    "sáu tháng đầu năm 2025": ("in", "2025-H1"),
    "6 tháng cuối năm": ("in", "H2"),
    "nửa đầu năm 2025": ("in", "2025-H1"),
    "9 tháng năm 2025": ("in", "2025-9M"),
    "tháng 6 năm 2025": ("in", "2025-06"),
    "6/2025": ("in", "2025-06"),
    "đến năm 2025": ("in", "2025"),
    "2025": ("in", "2025"),
    "2025-q3": ("in", "2025-Q3"),
    "hết năm 2025": ("in", "2025"),
    "cuối năm": ("by", "end-of-year"),
    "giữa năm 2024": ("by", "2024-mid-year"),
    "trước đầu tháng 3/2024": ("before", "2024-03-beginning-of-month"),
    "ngày cuối cùng của tháng 2/2024": ("by", "2024-02-end-of-month"),
    "30 ngày kể từ ngày ban hành": ("within", "30 days after issued"),
    "chậm nhất 15 ngày làm việc, kể từ ngày ký ban hành": ("within", "15 working-days after issued"),
    "trong thời hạn 2 tháng tính từ ngày ký Kế hoạch": ("within", "2 months after issued"),
}
OF_PERIODS = {
    "ngày 20 hàng tháng": ("by", "20", "month"),
    "trước ngày 25 mỗi tháng": ("before", "25", "month"),
    "ngày 5 tháng sau": ("by", "next-05", "month"),
    "ngày 05 của tháng tiếp theo": ("by", "next-05", "month"),
    "trước ngày 15 tháng cuối của quý": ("before", "15", "quarter"),
    "trước ngày 15 tháng cuối mỗi quý": ("before", "15", "quarter"),
    "ngày 05 của quý sau": ("by", "next-05", "quarter"),
    "ngày 10 tháng đầu tiên của quý kế tiếp": ("by", "next-10", "quarter"),
    "ngày 15 năm sau": ("by", "next-15", "year"),
    "cuối mỗi tháng": ("by", "end-of-month", "month"),
    "ngày cuối cùng của tháng cuối quý": ("by", "end-of-month", "quarter"),
    "ngày 20 của tháng cuối kỳ": ("by", "20", None),
}


@pytest.mark.parametrize(("words", "means"), OTHER_WORDS.items(), ids=OTHER_WORDS)
def test_other_words_of_documents_are_understood(words: str, means: tuple[str, str]) -> None:
    assert written(from_wording(words)) == means


@pytest.mark.parametrize(("words", "means"), OF_PERIODS.items(), ids=OF_PERIODS)
def test_words_for_a_day_of_each_period_name_the_period(
    words: str, means: tuple[str, str, str | None]
) -> None:
    meant = understood(words)
    assert (*written(meant.expression), meant.every) == means


@pytest.mark.parametrize(
    "words",
    ["", " ", "đột xuất", "hằng năm", "hàng quý", "sớm", "trước", "trước ngày", "trước ngày 15", "cuối quý II", "quý V/2025",
     "quý 5", "từ 01/6 đến 15/6", "trong vòng 0 ngày kể từ ngày ký", "30 ngày", "ngày 20 hằng quý", "năm", "tháng", "Q2-",
     "15/6/22", "trước ngày 15/6 và 15/12", "cuối quý sau", "ngày ký", "khoảng tháng 6/2025", "\n", "2025-06-15T00:00"],
)  # fmt: skip
def test_words_that_leave_room_for_a_guess_are_not_understood(words: str) -> None:
    with pytest.raises(BadDate) as error:
        from_wording(words)
    assert f"'{words}'" in error.value.text.en
    assert error.value.text.vi.startswith("không rõ «")


def test_words_that_do_not_say_whether_the_day_is_in_time_take_it_from_the_caller() -> None:
    assert understood("15/6", "before") == (Point("before", None, 6, 15), None, False)
    assert understood("15/6", "by") == (Point("by", None, 6, 15), None, False)
    assert understood("trước 15/6", "by").says_how


# ------------------------------------------------------------------------------------------------- what is none

WRONG = [
    ("before", "2025-02-29", "there is no day 29 in month 2 of 2025; its last is 28"),
    ("before", "2100-02-29", "there is no day 29 in month 2 of 2100; its last is 28"),
    ("by", "02-30", "there is no day 30 in month 2; its last is 29"),
    ("by", "2025-04-31", "there is no day 31 in month 4 of 2025; its last is 30"),
    ("by", "2025-06-00", "there is no day 0 in month 6 of 2025; its last is 30"),
    ("by", "2025-13-01", "there is no month 13; months are 01 to 12"),
    ("by", "00-15", "there is no month 00; months are 01 to 12"),
    ("by", "13-end-of-month", "there is no month 13; months are 01 to 12"),
    ("by", "0000-06-15", "there is no year 0000; write the year with four digits"),
    ("by", "32", "no month has a day 32; days are 01 to 31"),
    ("by", "next-00", "no month has a day 0; days are 01 to 31"),
    ("in", "2025-13", "there is no month 13; months are 01 to 12"),
    ("in", "00", "there is no month 00; months are 01 to 12"),
    ("in", "0000", "there is no year 0000; write the year with four digits"),
    ("within", "101 years after issued", "'101 years after issued' is longer than a hundred years; look at the number again"),
    ("within", "1201 months after issued", "'1201 months after issued' is longer than a hundred years; look at the number again"),
    ("until", "2025-06-15", "'until' is no word for a date; write before, by, in or within"),
]  # fmt: skip
NO_FORM = [
    ("by", text)
    for text in (
        "", "2025", "2025-06", "15/6/2025", "2025-6-15", "06-15-2025", "12025-06-15", "06-15 ", "06-15\n", " 06-15", "mid",
        "next-06-15", "2025-next-05", "2025-20-mid-year", "next-mid-year", "5", "٢٠", "２０", "2025–06–15", "end-of-quarter",
    )
] + [
    ("in", text) for text in ("", "Q5", "Q0", "H3", "6M", "2025Q2", "2025-06-15", "5", "12025", "q2", "2025-", "-Q2")
] + [
    ("within", text)
    for text in ("", "30 days", "0 days after issued", "-1 days after issued", "30 day after issued", "10000 days after issued",
                 "30 days before issued", "30 days after period-end", "3.5 days after issued", "30  days after issued")
]  # fmt: skip


@pytest.mark.parametrize(("key", "text", "said"), WRONG)
def test_what_no_calendar_has_is_said_exactly(key: str, text: str, said: str) -> None:
    with pytest.raises(BadDate) as error:
        parse(key, text)
    assert error.value.text.en == said
    assert error.value.text.vi != said


@pytest.mark.parametrize(("key", "text"), NO_FORM)
def test_what_has_no_form_is_answered_with_the_forms(key: str, text: str) -> None:
    with pytest.raises(BadDate) as error:
        parse(key, text)
    assert error.value.text.en.startswith(f"'{text}' is no ")
    assert "write " in error.value.text.en


@given(st.sampled_from(["before", "by", "in", "within", "at"]), st.text(max_size=30))
def test_any_text_is_an_expression_or_a_bad_date(key: str, text: str) -> None:
    try:
        assert written(parse(key, text)) == (key, text)
    except BadDate:
        pass
    try:
        from_wording(text)
    except BadDate:
        pass


@given(st.lists(st.sampled_from(
    ["trước", "chậm nhất", "ngày", "tháng", "năm", "quý", "hằng", "của", "cuối", "đầu", "sau", "trong", "vòng", "kỳ",
     "15", "6", "2025", "II", "15/6", "6/2025", "kể từ", "ngày ký", "-", "/", "31/2", "99", "0"]), max_size=9))  # fmt: skip
def test_any_row_of_known_words_is_understood_or_a_bad_date(words: list[str]) -> None:
    try:
        meant = understood(" ".join(words))
    except BadDate:
        return
    assert parse(*written(meant.expression)) == meant.expression


def test_what_was_read_is_kept() -> None:
    assert read("by", "2025-06-15") is read("by", "2025-06-15")


# -------------------------------------------------------------------------------------------------------- laws

years = st.none() | st.integers(1, 9999)
hows: st.SearchStrategy[How] = st.sampled_from(["before", "by"])
months = st.integers(1, 12)
named_in_month = st.sampled_from(list(IN_MONTH))
every_period = st.sampled_from(list(PERIODS))


@st.composite
def points(draw: st.DrawFn) -> Point:
    how, year, month = draw(hows), draw(years), draw(months)
    kind = draw(st.sampled_from(["day", "in-month", "in-year", "each-day", "each-name"]))
    if kind == "in-year":
        name = draw(st.sampled_from(list(NAMED)))
        return Point(how, year, *NAMED[name], name)
    if kind == "in-month":
        name = draw(named_in_month)
        return Point(how, year, month, IN_MONTH[name], name)
    if kind == "day":
        return Point(how, year, month, draw(st.integers(1, days_of_month(year, month))))
    later = draw(st.integers(0, 1))
    if kind == "each-day":
        return Point(how, None, None, draw(st.integers(1, 31)), None, later)
    name = draw(named_in_month)
    return Point(how, None, None, IN_MONTH[name], name, later)


@st.composite
def stretches(draw: st.DrawFn) -> Stretch:
    year = draw(years)
    if year is not None and draw(st.booleans()):
        return Stretch(year, 1, 12, "")
    if draw(st.booleans()):
        month = draw(months)
        return Stretch(year, month, month, f"{month:02}")
    name = draw(st.sampled_from(list(SPANS)))
    return Stretch(year, *SPANS[name], name)


withins = st.builds(
    Within,
    st.integers(1, 100),
    st.sampled_from(["days", "working-days", "weeks", "months", "years"]),
    st.sampled_from(["issued", "period-start"]),
)
expressions: st.SearchStrategy[Expression] = st.one_of(points(), stretches(), withins)


@often
@given(expressions)
def test_every_expression_is_written_and_read_back(e: Expression) -> None:
    assert parse(*written(e)) == e
    assert recurs(e) is (not isinstance(e, Within) and e.year is None)


@often
@given(expressions, st.none() | every_period)
def test_every_wording_is_read_back(e: Expression, every: str | None) -> None:
    words = wording(e, "vi", every)
    assert from_wording(words) == e
    assert from_wording(words.upper()) == e
    if isinstance(e, Point) and e.of_each_period:
        assert understood(words) == (e, every, True)
    else:
        assert wording(e, "vi", every) == wording(e, "vi")


def all_of(year: int | None) -> Iterator[Expression]:
    """Every expression of one year, or of every year."""
    for how in ("before", "by"):
        for month in range(1, 13):
            for day in range(1, days_of_month(year, month) + 1):
                yield parse(how, written(Point("by", year, month, day))[1])
            for name, day in IN_MONTH.items():
                yield parse(how, written(Point("by", year, month, day, name))[1])
        for name in NAMED:
            yield parse(how, f"{year:04}-{name}" if year is not None else name)
        for day in range(1, 32) if year is None else ():
            yield parse(how, f"{day:02}")
            yield parse(how, f"next-{day:02}")
    for name in (*SPANS, *(f"{n:02}" for n in range(1, 13))):
        yield parse("in", f"{year:04}-{name}" if year is not None else name)
    if year is not None:
        yield parse("in", f"{year:04}")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_two_expressions_have_the_same_words(lang: str) -> None:
    every = [*all_of(None), *all_of(2024), *all_of(2025)]
    assert len({wording(e, lang) for e in every}) == len(set(every)) == len(every)


ranges = st.tuples(st.dates(date(1995, 1, 1), date(2060, 1, 1)), st.integers(0, 3000)).map(
    lambda r: (r[0], r[0] + r[1] * DAY)
)


def found(e: Expression, first: date, last: date, every: str | None) -> list[Fall]:
    return list(falls(e, first, last, every=every, anchors=ANCHORS))


@often
@given(expressions, ranges, every_period)
def test_falls_lie_inside_the_range_in_order_each_once(
    e: Expression, span: tuple[date, date], every: str
) -> None:
    days = [fall.last for fall in found(e, *span, every)]
    assert all(span[0] <= day <= span[1] for day in days)
    assert all(a < b for a, b in pairwise(days))


@often
@given(expressions, ranges, every_period, st.data())
def test_expanding_a_part_of_a_range_is_filtering_the_whole(
    e: Expression, span: tuple[date, date], every: str, data: st.DataObject
) -> None:
    first = data.draw(st.dates(*span))
    last = data.draw(st.dates(first, span[1]))
    whole = found(e, *span, every)
    assert found(e, first, last, every) == [fall for fall in whole if first <= fall.last <= last]


@often
@given(points(), ranges, every_period)
@example(Point("before", None, 2, 29), (date(2022, 1, 1), date(2025, 1, 1)), "year")
@example(Point("before", None, None, 31), (date(2022, 1, 1), date(2023, 1, 1)), "month")
def test_before_a_day_never_yields_it_and_by_a_day_yields_it(
    e: Point, span: tuple[date, date], every: str
) -> None:
    for fall in found(e, *span, every):
        if e.how == "before":
            assert fall.last == fall.stated - DAY
            assert e.name is not None or (fall.last.month, fall.last.day) != (
                e.month or fall.last.month,
                e.day,
            )
        else:
            assert fall.last == fall.stated
            assert fall.moved or e.name == "end-of-month" or fall.last.day == e.day


def by_asking_every_day(e: Point, first: date, last: date, every: str) -> list[date]:
    """The days of the range on which ``by`` falls due, found by asking each of them."""

    def is_the_day(day: date) -> bool:
        if day.day != min(e.day, days_of_month(day.year, day.month)):
            return False
        if e.month is None:
            months_ = {(month + e.later - 1) % 12 + 1 for month in ENDS[every]}
            return day.month in months_
        return day.month == e.month and e.year in (None, day.year)

    return [day for day in days_between(first, last) if is_the_day(day)]


@often
@given(points(), ranges, every_period)
def test_exactly_the_days_fall_due_that_have_the_day(e: Point, span: tuple[date, date], every: str) -> None:
    by = e._replace(how="by")
    assert [fall.last for fall in found(by, *span, every)] == by_asking_every_day(by, *span, every)
    before = [fall.last for fall in found(e._replace(how="before"), *span, every)]
    shorter = {fall.last for fall in found(by, *span, every) if fall.moved}
    day_after = [d.last for d in found(by, span[0], span[1] + DAY, every)]
    assert before == [
        day
        for day in days_between(*span)
        if day in shorter
        or (day + DAY in day_after and day + DAY not in shorter and not _moved(by, day + DAY, every))
    ]


def _moved(e: Point, day: date, every: str) -> bool:
    return any(fall.moved for fall in found(e, day, day, every))


@often
@given(stretches(), ranges)
def test_a_stretch_falls_due_on_its_last_day(e: Stretch, span: tuple[date, date]) -> None:
    for fall in found(e, *span, "month"):
        assert fall.first is not None
        assert (fall.first.day, fall.first.month, fall.last.month) == (1, e.first, e.last)
        assert (fall.last + DAY).day == 1
        assert (fall.last.year, e.year) in ((fall.last.year, None), (e.year, e.year))


def test_periods_are_asked_for_together_or_one_by_one() -> None:
    both = lasts("by", "20", "2025-01-01", "2025-12-31", ("half-year", "nine-months", "year", "once"))
    assert both == ["2025-06-20", "2025-09-20", "2025-12-20"]
    for none in (None, "once", (), ("once",)):
        assert lasts("by", "20", "2025-01-01", "2025-12-31", none) == []


# ------------------------------------------------------------------------------------ leap years, ends, no haste

DAYS = [
    ("before", "03-01", "2023-01-01", "2024-12-31", None, ["2023-02-28", "2024-02-29"]),
    ("by", "02-29", "2023-01-01", "2025-12-31", None, ["2023-02-28", "2024-02-29", "2025-02-28"]),
    ("before", "02-29", "2023-01-01", "2025-12-31", None, ["2023-02-28", "2024-02-28", "2025-02-28"]),
    ("by", "02-end-of-month", "2100-01-01", "2100-12-31", None, ["2100-02-28"]),
    ("by", "02-end-of-month", "2000-01-01", "2000-12-31", None, ["2000-02-29"]),
    ("before", "01-01", "2022-01-01", "2023-12-31", None, ["2022-12-31", "2023-12-31"]),
    ("before", "2023-01-01", "2022-12-31", "2022-12-31", None, ["2022-12-31"]),
    ("before", "2023-01-01", "2023-01-01", "2023-12-31", None, []),
    ("by", "31", "2025-01-15", "2025-06-30", "month",
     ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31", "2025-06-30"]),
    ("before", "31", "2025-03-01", "2025-04-30", "month", ["2025-03-30", "2025-04-30"]),
    ("before", "01", "2025-01-01", "2025-03-31", "month", ["2025-01-31", "2025-02-28", "2025-03-31"]),
    ("before", "next-01", "2025-01-01", "2025-02-28", "month", ["2025-01-31", "2025-02-28"]),
    ("by", "next-05", "2025-01-01", "2025-12-31", "quarter", ["2025-01-05", "2025-04-05", "2025-07-05", "2025-10-05"]),
    ("by", "next-31", "2025-01-01", "2026-12-31", "nine-months", ["2025-10-31", "2026-10-31"]),
    ("by", "end-of-month", "2024-01-01", "2024-03-01", "month", ["2024-01-31", "2024-02-29"]),
    ("in", "02", "2023-01-01", "2024-12-31", None, ["2023-02-28", "2024-02-29"]),
    ("in", "2024-Q4", "2024-12-31", "2024-12-31", None, ["2024-12-31"]),
    ("in", "9999", "9999-01-01", "9999-12-31", None, ["9999-12-31"]),
    ("within", "1 months after issued", "2025-01-01", "2025-12-31", None, ["2025-02-28"]),
    ("within", "30 days after issued", "2025-01-01", "2025-12-31", None, ["2025-03-02"]),
    ("within", "1 working-days after issued", "2025-01-01", "2025-12-31", None, ["2025-02-03"]),
    ("within", "100 years after period-start", "2025-01-01", "9999-12-31", None, ["2125-01-01"]),
]  # fmt: skip


@pytest.mark.parametrize(("key", "text", "first", "last", "every", "days"), DAYS)
def test_leap_years_ends_of_years_and_short_months(
    key: str, text: str, first: str, last: str, every: str | None, days: list[str]
) -> None:
    assert lasts(key, text, first, last, every) == days


def test_a_month_without_such_a_day_is_told() -> None:
    april = next(falls(parse("by", "31"), date(2025, 4, 1), date(2025, 4, 30), every="month"))
    assert april == Fall(date(2025, 4, 30), date(2025, 4, 30), None, "2025-04", moved=True)
    named = next(falls(parse("by", "04-end-of-month"), date(2025, 4, 1), date(2025, 4, 30)))
    assert not named.moved


def test_there_is_no_day_before_the_first_and_none_after_the_last() -> None:
    assert lasts("before", "0001-01-01", "0001-01-01", "9999-12-31") == []
    assert lasts("before", "01-01", "9998-06-01", "9999-12-31") == ["9998-12-31"]
    assert lasts("by", "next-05", "9999-11-01", "9999-12-31", "month") == ["9999-11-05", "9999-12-05"]
    assert lasts("by", "20", "0001-01-01", "0001-02-28", "month") == ["0001-01-20", "0001-02-20"]
    late = {"issued": date(9999, 6, 1), "period-start": date(9999, 6, 1)}
    for text in (
        "1 years after issued",
        "8 months after issued",
        "99 weeks after issued",
        "999 working-days after issued",
    ):
        assert list(falls(parse("within", text), date.min, date.max, anchors=late)) == []


def test_a_hundred_years_of_months_are_expanded_one_by_one() -> None:
    e = parse("by", "31")
    century = list(falls(e, date(2000, 1, 1), date(2099, 12, 31), every="month"))
    assert len(century) == 1200
    assert [f.period for f in century[:2]] == ["2000-01", "2000-02"]
    began = time.perf_counter()
    endless = falls(e, date(2000, 1, 1), date.max, every="month")
    assert [f.last for f in islice(endless, 3)] == [date(2000, 1, 31), date(2000, 2, 29), date(2000, 3, 31)]
    assert time.perf_counter() - began < 0.1, "the rest was not asked for"
    assert sum(1 for _ in falls(e, date(2000, 1, 1), date.max, every="month")) == 8000 * 12


def test_a_year_is_reached_without_going_through_those_before_it() -> None:
    began = time.perf_counter()
    for _ in range(100):
        assert len(lasts("by", "20", "9990-01-01", "9990-12-31", "month")) == 12
    assert time.perf_counter() - began < 1


# -------------------------------------------------------------------------------------------------- only one day


@often
@given(expressions)
def test_one_fall_is_that_of_an_expression_for_one_time(e: Expression) -> None:
    one = only_fall(e, ANCHORS, "none")
    if recurs(e):
        assert one is None
        return
    whole = found(e, date.min, date.max, "month")
    assert one == (whole[0] if whole else None)
    assert len(whole) <= 1


def test_a_period_counts_from_a_day_that_is_known_and_not_that_day_itself() -> None:
    e = parse("within", "30 days after issued")
    assert only_fall(e, {"issued": None}) is None
    assert only_fall(e, {}) is None
    fall = only_fall(e, {"issued": date(2025, 3, 1)}, "none")
    assert fall == Fall(date(2025, 3, 31), date(2025, 3, 31), date(2025, 3, 2), "", moved=False)


def test_a_period_that_ends_on_a_day_off_moves_on_and_a_named_day_does_not() -> None:
    period, named = parse("within", "1 months after issued"), parse("by", "2025-06-15")
    assert (shift_of(period, None), shift_of(period, "none"), shift_of(named, None)) == (
        "next",
        "none",
        "none",
    )
    issued = {"issued": date(2025, 5, 15)}  # 15 June 2025 is a Sunday
    assert [f.last.day for f in [only_fall(period, issued), only_fall(period, issued, "previous")] if f] == [
        16,
        13,
    ]
    assert [f.last.day for f in [only_fall(named, {}), only_fall(named, {}, "next")] if f] == [15, 16]


@often
@given(st.dates(date(2019, 1, 1), date(2037, 1, 1)), st.integers(1, 60))
def test_working_days_are_counted_as_they_come(start: date, amount: int) -> None:
    fall = only_fall(Within(amount, "working-days", "issued"), {"issued": start})
    assert fall is not None
    assert BY_LAW.is_open(fall.last)
    assert BY_LAW.count(start, fall.last) == amount


# --------------------------------------------------------------------------------------------------- days off

some_days = st.lists(st.dates(date(2024, 1, 1), date(2026, 12, 31)), max_size=12)
calendars = st.builds(Workdays, some_days, some_days, st.just("Thông báo"))


@often
@given(calendars, st.dates(date(2024, 1, 1), date(2026, 12, 31)))
def test_shifting_never_crosses_a_later_or_an_earlier_working_day(calendar: Workdays, day: date) -> None:
    assert shifted(day, "none", calendar) == day
    on, back = shifted(day, "next", calendar), shifted(day, "previous", calendar)
    assert (on == day) is (back == day) is calendar.is_open(day)
    if on != day:
        assert calendar.is_open(on)
        assert calendar.is_open(back)
        assert back < day < on
        between = [d for d in days_between(back, on) if calendar.is_open(d)]
        assert between == [back, on]


@given(calendars, st.dates(date(2024, 1, 1), date(2025, 1, 1)), st.integers(-400, 700))
def test_working_days_between_two_days_are_those_after_the_first(
    calendar: Workdays, first: date, n: int
) -> None:
    last = first + n * DAY
    assert calendar.count(first, last) == -calendar.count(last, first)
    if n >= 0:
        assert calendar.count(first, last) == sum(map(calendar.is_open, days_between(first + DAY, last)))


TET = {  # the first day of the year by the moon; the working days around its days off
    "2021-02-12": ("2021-02-09", "2021-02-17"),
    "2022-02-01": ("2022-01-28", "2022-02-07"),
    "2023-01-22": ("2023-01-19", "2023-01-27"),
    "2024-02-10": ("2024-02-07", "2024-02-15"),
    "2025-01-29": ("2025-01-24", "2025-02-03"),
    "2026-02-17": ("2026-02-13", "2026-02-23"),
}


@pytest.mark.parametrize(("tet", "around"), TET.items())
def test_what_is_due_at_tet_moves_over_all_its_days_off(tet: str, around: tuple[str, str]) -> None:
    day = date.fromisoformat(tet)
    moved = [shifted(day, shift).isoformat() for shift in ("previous", "next")]
    assert tuple(moved) == around


def test_a_monthly_report_moves_at_tet_in_each_year_as_the_moon_does() -> None:
    found_ = falls(parse("by", "31"), date(2022, 1, 1), date(2026, 12, 31), every="month")
    moved = [(f.last, shifted(f.last, "next")) for f in found_ if f.last.month == 1]
    assert [(a.isoformat(), b.isoformat()) for a, b in moved] == [
        ("2022-01-31", "2022-02-07"),
        ("2023-01-31", "2023-01-31"),
        ("2024-01-31", "2024-01-31"),
        ("2025-01-31", "2025-02-03"),
        ("2026-01-31", "2026-02-02"),
    ]


def test_the_turn_of_the_year_is_crossed_both_ways() -> None:
    assert shifted(date(2023, 1, 1), "previous") == date(2022, 12, 30)
    assert shifted(date(2022, 12, 31), "next") == date(2023, 1, 3)  # 2 January in lieu of the Sunday


# ----------------------------------------------------------------------------------------------------- windows


@pytest.mark.parametrize("every", PERIODS)
def test_windows_of_one_frequency_neither_overlap_nor_leave_gaps(every: str) -> None:
    made = list(windows(every, date(2019, 1, 1), date(2035, 12, 31)))
    assert len(made) == 17 * len(ENDS[every])
    for before, after in pairwise(made):
        gap = (after.first - before.closes).days
        assert gap == 1 if every != "nine-months" else gap > 1
    assert all((w.first.day, w.closes.day) == (15, 14) for w in made)


@pytest.mark.parametrize("every", [e for e in PERIODS if e != "nine-months"])
def test_every_day_belongs_to_exactly_one_window(every: str) -> None:
    covered = [day for w in windows(every, date(2023, 1, 1), date(2026, 12, 31)) for day in days_between(*w)]
    assert len(covered) == len(set(covered))
    assert set(days_between(date(2023, 1, 1), date(2025, 12, 31))) <= set(covered)


@often
@given(
    every_period,
    st.dates(date(1, 1, 1), date(3, 12, 31)) | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 1500),
)
def test_windows_of_a_part_are_those_of_the_whole_that_close_in_it(
    every: str, first: date, days: int
) -> None:
    last = first + days * DAY
    whole = windows(every, date.min, date(2040, 1, 1))
    assert list(windows(every, first, last)) == [w for w in whole if first <= w.closes <= last]


def test_windows_are_made_one_by_one_and_an_unknown_period_has_none() -> None:
    assert len(list(islice(windows("month", date(2025, 1, 1), date.max), 5))) == 5
    assert list(windows("once", date(2025, 1, 1), date(2026, 1, 1))) == []
    assert list(windows("month", date(2026, 1, 1), date(2025, 1, 1))) == []


@often
@given(every_period, st.integers(2019, 2036))
def test_there_is_a_day_to_send_between_the_end_of_the_data_and_the_last_day(every: str, year: int) -> None:
    for w in windows(every, date(year, 1, 1), date(year, 12, 31)):
        first, last = earliest(w.closes), final(w.closes)
        assert w.closes < first
        assert (last.year, last.month, last.day) == (w.closes.year, w.closes.month, 25)
        for day in days_between(w.closes, last):
            assert periods.working_day_between(w.closes, day) is any(
                BY_LAW.is_open(d) for d in days_between(w.closes + DAY, day)
            )
        assert not periods.working_day_between(w.closes, w.closes - DAY)


@often
@given(
    st.lists(every_period, min_size=1, max_size=4, unique=True), st.dates(date(1, 1, 1), date(9999, 12, 31))
)
def test_a_day_has_the_window_that_closes_nearest(named: list[str], day: date) -> None:
    every, data = data_window(tuple(named), day)
    assert every in named
    if data is None:
        assert day.year == 1
        return
    assert data == window(every, data.closes)
    here = day.year * 12 + day.month
    apart = abs(here - data.closes.year * 12 - data.closes.month)
    assume(2 < day.year < 9999)
    for other in named:
        for w in windows(other, date(day.year - 1, 1, 1), date(day.year, 12, 31)):
            assert apart <= abs(here - w.closes.year * 12 - w.closes.month)


@often
@given(st.integers(1, 31), st.integers(0, 1), every_period, st.integers(3, 9998))
def test_a_day_of_each_period_is_about_its_own_period(day: int, later: int, every: str, year: int) -> None:
    e = Point("by", None, None, day, None, later)
    for fall in falls(e, date(year, 1, 1), date(year + 1, 1, 31), every=every):
        named, data = data_of((every,), e, fall)
        assert (named, data is not None) == (every, True)
        assert data is not None
        assert fall.period == f"{data.closes.year:04}-{data.closes.month:02}"
        ahead = (fall.last.year - data.closes.year) * 12 + fall.last.month - data.closes.month
        assert ahead == later


def test_of_several_periods_that_end_together_a_report_is_about_the_longest() -> None:
    e, named = parse("by", "next-05"), ("quarter", "half-year", "year")
    about = {
        fall.last.isoformat(): data_of(named, e, fall)
        for fall in falls(e, date(2025, 4, 1), date(2026, 3, 31), every=named)
    }
    assert about == {
        "2025-04-05": ("quarter", Window(date(2024, 12, 15), date(2025, 3, 14))),
        "2025-07-05": ("half-year", Window(date(2024, 12, 15), date(2025, 6, 14))),
        "2025-10-05": ("quarter", Window(date(2025, 6, 15), date(2025, 9, 14))),
        "2026-01-05": ("year", Window(date(2024, 12, 15), date(2025, 12, 14))),
    }
