"""What falls due soon and what has: by the day that is given, and never by the clock."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel.dates import Unit, Within
from planmodel.views.calendar import EVERYTHING, Chosen, Only, chosen, upcoming
from planmodel.views.calendar.data import coming, overdue
from planmodel.views.calendar.since import after, reckoned
from planmodel.views.table import Table
from tests.golden import DAK_NONG, HUNG_YEN, PROVINCES, REGISTRY, real

ALL = tuple(map(real, PROVINCES))
WHOLE = chosen(ALL, REGISTRY, suggest=True)


def of(*plan_ids: str, only: Only = EVERYTHING, suggest: bool = False) -> Chosen:
    return chosen(map(real, plan_ids), REGISTRY, only, suggest=suggest)


def soon(which: Chosen, today: date, last: date, lang: str = "vi") -> Table:
    (table,) = upcoming.coming(which, upcoming.ahead(which, today, last), REGISTRY, lang).tables
    return table


def past(which: Chosen, today: date, within: Within | None = None, lang: str = "vi") -> Table:
    (table,) = upcoming.overdue(which, upcoming.behind(which, today, within), today, REGISTRY, lang).tables
    return table


def texts(table: Table, *keys: str) -> list[tuple[str, ...]]:
    where = [[c.key for c in table.columns].index(key) for key in keys]
    return [tuple(row[n].text for n in where) for row in table.rows]


def test_from_the_first_of_june_dak_nongs_report_is_due_in_thirteen_days() -> None:
    table = soon(of(DAK_NONG), date(2022, 6, 1), date(2022, 7, 1))
    assert table.title == "Việc đến hạn từ 01/06/2022 đến 01/07/2022 · 294/KH-UBND"
    assert texts(table, "due", "weekday", "left") == [("14/06/2022", "Thứ Ba", "13")]
    left = table.rows[0][[c.key for c in table.columns].index("left")]
    assert (left.value, left.note) == (13, "ngày làm việc: 9")


def test_both_ends_of_the_time_count() -> None:
    which = of(DAK_NONG)
    assert len(upcoming.ahead(which, date(2022, 6, 14), date(2022, 6, 14)).due) == 1
    assert upcoming.ahead(which, date(2022, 6, 15), date(2022, 12, 13)).due == ()
    assert upcoming.behind(which, date(2022, 6, 14)) == ()
    assert len(upcoming.behind(which, date(2022, 6, 15))) == 1


def test_where_nothing_falls_due_the_next_day_is_named() -> None:
    assert soon(of(DAK_NONG), date(2022, 6, 15), date(2022, 7, 15)).notes[0] == (
        "Không có hạn nào trong thời gian đó; hạn kế tiếp là ngày 14/12/2022."
    )
    assert soon(of(DAK_NONG), date(2023, 1, 1), date(2023, 2, 1), "en").notes[0] == (
        "Nothing falls due in that time, nor later."
    )


def test_duties_without_a_day_are_not_forgotten() -> None:
    for table in (
        soon(of(HUNG_YEN), date(2022, 6, 1), date(2022, 7, 1)),
        past(of(HUNG_YEN), date(2022, 6, 1)),
    ):
        assert (
            "Chế độ báo cáo không nêu ngày, không có trong danh sách theo ngày: 2 (119/KH-UBND)."
            in table.notes
        )


def test_proposals_come_when_asked_for_are_marked_and_never_overdue() -> None:
    bare = soon(chosen(ALL, REGISTRY), date(2022, 6, 20), date(2022, 6, 30))
    assert bare.rows == ()
    table = soon(WHOLE, date(2022, 6, 20), date(2022, 6, 30))
    assert {row[0] for row in texts(table, "says")} == {"đề xuất"}
    assert any("«Đề xuất»" in note for note in table.notes)
    assert not any(o.proposed for o in upcoming.behind(WHOLE, date(2030, 1, 1)))


def test_what_is_overdue_comes_latest_first_and_nobody_is_accused() -> None:
    table = past(of(DAK_NONG), date(2023, 1, 2))
    assert texts(table, "due", "past") == [
        ("31/12/2022", "2"), ("31/12/2022", "2"), ("14/12/2022", "19"), ("14/06/2022", "202"),
    ]  # fmt: skip
    assert table.notes[0].startswith("Ở đây chỉ biết ngày, không biết báo cáo đã gửi")
    assert past(of(DAK_NONG), date(2022, 6, 14), lang="en").notes[0] == "No day has passed."


def test_how_long_ago_can_be_bounded() -> None:
    which = of(DAK_NONG, only=Only(kinds=("report",)))
    month = Within(1, "months", "issued")
    assert [o.due for o in upcoming.behind(which, date(2023, 1, 14), month)] == [date(2022, 12, 14)]
    assert upcoming.behind(which, date(2023, 1, 15), month) == ()


def test_json_counts_days_and_keeps_every_obligation() -> None:
    which = of(DAK_NONG)
    found = upcoming.ahead(which, date(2022, 12, 1), date(2022, 12, 31))
    made = coming(which, found)
    assert (made["first"], made["last"], made["later"]) == ("2022-12-01", "2022-12-31", None)
    assert [(o["kind"], o["days"]) for o in made["due"]] == [
        ("report", 13), *[("target", 30)] * 6, ("period", 30),
    ]  # fmt: skip
    gone = overdue(which, upcoming.behind(which, date(2022, 12, 20)), date(2022, 12, 20))
    assert [(o["due"], o["days"]) for o in gone["overdue"]] == [("2022-12-14", 6), ("2022-06-14", 189)]
    assert gone["today"] == "2022-12-20"


days = st.dates(date(2022, 1, 1), date(2026, 6, 30))


@given(today=days, length=st.integers(0, 800))
def test_everything_is_past_or_ahead_or_later_and_nothing_is_two_of_them(today: date, length: int) -> None:
    last = today + timedelta(days=length)
    gone = upcoming.behind(WHOLE, today)
    near = upcoming.ahead(WHOLE, today, last)
    later = [o for o in WHOLE.all if o.due > last]
    proposed = [o for o in WHOLE.proposed if o.due < today]
    assert len(gone) + len(near.due) + len(later) + len(proposed) == len(WHOLE.all)
    assert near.later == min((o.due for o in later), default=None)
    assert [o.due for o in gone] == sorted((o.due for o in gone), reverse=True)


@given(
    day=st.dates(), amount=st.integers(1, 9999), unit=st.sampled_from(("days", "weeks", "months", "years"))
)
def test_a_length_leads_to_a_later_day_or_to_the_last_there_is(day: date, amount: int, unit: Unit) -> None:
    found = after(day, Within(amount, unit, "issued"))
    assert found > day or found == date.max
    if unit == "days" and found != date.max:
        assert (found - day).days == amount


@pytest.mark.parametrize(
    ("day", "length", "wanted"),
    [
        (date(2022, 1, 31), (1, "months"), date(2022, 2, 28)),
        (date(2024, 2, 29), (1, "years"), date(2025, 2, 28)),
        (date(2022, 6, 1), (30, "days"), date(2022, 7, 1)),
        (date(2022, 6, 1), (4, "weeks"), date(2022, 6, 29)),
        (date(9999, 12, 1), (2, "months"), date.max),
        (date(2022, 6, 17), (1, "days"), date(2022, 6, 18)),  # a Saturday stays one
    ],
)
def test_months_end_where_they_end_and_no_day_moves_off_a_weekend(
    day: date, length: tuple[int, Unit], wanted: date
) -> None:
    assert after(day, Within(*length, "issued")) == wanted


@given(day=days, other=days)
def test_how_far_a_day_is_is_said_in_days(day: date, other: date) -> None:
    said = reckoned(day, other)
    number = abs((day - other).days)
    assert said.en == (
        "today" if not number else f"in {number} days" if day > other else f"{number} days ago"
    )
