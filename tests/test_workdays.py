"""The committed working calendar says what the `holidays` package says, and its functions keep their laws."""

from __future__ import annotations

import marshal
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel import workdays
from planmodel.workdays import (
    BY_LAW,
    FIRST_YEAR,
    LAST_YEAR,
    Workdays,
    is_provisional,
    is_working_day,
)
from tools import make_workdays

if TYPE_CHECKING:
    from holidays import HolidayBase


ROOT = Path(__file__).parents[1]
FIRST, LAST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
FIRST_WORKING, LAST_WORKING = date(2020, 1, 2), date(2035, 12, 31)
DAY = timedelta(days=1)

days = st.dates(FIRST, LAST)


@pytest.fixture(scope="module")
def oracle() -> HolidayBase:
    import holidays

    return holidays.country_holidays("VN", years=range(FIRST_YEAR, LAST_YEAR + 2))


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", range(FIRST_YEAR, LAST_YEAR + 1))
def test_every_day_of_the_year_is_as_the_holidays_package_says(year: int, oracle: HolidayBase) -> None:
    differ = [day for day in days_of(year) if is_working_day(day) != oracle.is_working_day(day)]
    assert differ == [], "run tools/make_workdays.py"


@pytest.mark.parametrize("year", range(FIRST_YEAR, LAST_YEAR + 1))
def test_the_table_lists_exactly_the_holidays_of_the_year(year: int, oracle: HolidayBase) -> None:
    listed = [date(year, key // 100, key % 100) for key in workdays._HOLIDAYS[year]]
    assert listed == sorted(day for day in oracle if day.year == year)


def test_the_module_holds_what_its_generator_prints() -> None:
    assert make_workdays.table() in Path(workdays.__file__).read_text("utf-8"), "run tools/make_workdays.py"


def test_the_generator_prints_the_table_when_run_as_a_script() -> None:
    script = ROOT / "tools" / "make_workdays.py"
    command = [sys.executable, "-X", "utf8", str(script)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    assert done.stdout == make_workdays.table() + "\n"
    assert f'VERSION = "{workdays.VERSION}"' in done.stdout


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param("2022-01-31", False, id="tet"),
        pytest.param("2022-02-07", True, id="first-monday-after-tet"),
        pytest.param("2022-04-11", False, id="in-lieu-of-gio-to-on-a-sunday"),
        pytest.param("2022-06-15", True, id="reporting-day"),
        pytest.param("2024-06-15", False, id="reporting-day-on-a-saturday"),
        pytest.param("2025-06-15", False, id="reporting-day-on-a-sunday"),
        pytest.param("2024-04-29", False, id="monday-swapped-with-may-4"),
        pytest.param("2024-05-04", True, id="saturday-worked-for-april-29"),
        pytest.param("2025-05-02", False, id="friday-swapped-with-april-26"),
        pytest.param("2025-04-26", True, id="saturday-worked-for-may-2"),
        pytest.param("2026-08-22", True, id="saturday-worked-for-august-31"),
        pytest.param("2026-08-31", False, id="monday-swapped-with-august-22"),
        pytest.param("2025-11-24", True, id="24-november-before-the-law-of-2026"),
        pytest.param("2026-11-24", False, id="24-november-from-2026"),
    ],
)
def test_days_that_planners_ask_about(day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is works


def test_the_days_from_a_cut_off_to_a_report_are_counted_without_the_first() -> None:
    assert BY_LAW.count(date(2022, 6, 14), date(2022, 6, 15)) == 1  # "trước ngày 15 tháng 6"
    assert BY_LAW.count(date(2022, 6, 14), date(2022, 6, 24)) == 8  # Wed 15 to Fri 24, one weekend
    assert BY_LAW.count(date(2022, 1, 28), date(2022, 2, 7)) == 1  # all of Tết, then Mon 7 February
    assert BY_LAW.count(date(2022, 6, 15), date(2022, 6, 15)) == 0
    assert BY_LAW.count(date(2022, 6, 24), date(2022, 6, 14)) == -8


def test_the_neighbouring_working_days_jump_over_tet() -> None:
    assert BY_LAW.next(date(2022, 1, 28)) == date(2022, 2, 7)
    assert BY_LAW.previous(date(2022, 2, 7)) == date(2022, 1, 28)


@pytest.mark.parametrize("year", range(FIRST_YEAR, LAST_YEAR + 1))
def test_years_after_the_last_announcement_are_provisional(year: int) -> None:
    assert is_provisional(year) is (year > 2026)


def test_the_table_reaches_from_2020_to_2035() -> None:
    assert (FIRST_YEAR, LAST_YEAR) == (2020, 2035)
    assert sorted(workdays._HOLIDAYS) == list(range(2020, 2036))
    assert set(workdays._WORKING_WEEKENDS) <= set(workdays._HOLIDAYS)


@pytest.mark.parametrize("outside", [FIRST - DAY, LAST + DAY], ids=["before", "after"])
def test_a_day_outside_the_table_is_refused_by_every_function(outside: date) -> None:
    refused = f"no working calendar for {outside.year}"
    with pytest.raises(ValueError, match=refused):
        is_working_day(outside)
    with pytest.raises(ValueError, match=refused):
        is_provisional(outside.year)


def test_a_search_that_leaves_the_table_goes_on_by_weekends() -> None:
    assert BY_LAW.next(LAST) == date(2036, 1, 1)  # a Tuesday
    assert BY_LAW.previous(FIRST) == date(2019, 12, 31)  # a Tuesday
    assert BY_LAW.count(date(2035, 12, 28), date(2036, 1, 7)) == 6  # Mon 31 to Fri 4, Mon 7


@given(days)
def test_a_weekend_day_that_is_worked_repays_a_weekday_off(day: date) -> None:
    if is_working_day(day) and day.weekday() >= 5:
        near = (day + timedelta(days=n) for n in range(-14, 15))
        assert any(d.weekday() < 5 and not is_working_day(d) for d in near)


@given(st.dates(FIRST_WORKING, LAST_WORKING - DAY))
def test_the_next_working_day_is_the_nearest_one_after(day: date) -> None:
    after = BY_LAW.next(day)
    assert after > day
    assert is_working_day(after)
    assert BY_LAW.count(day, after) == 1
    assert (BY_LAW.previous(after) == day) is is_working_day(day)


@given(st.dates(FIRST_WORKING + DAY, LAST_WORKING - DAY))
def test_the_previous_working_day_is_the_nearest_one_before(day: date) -> None:
    before = BY_LAW.previous(day)
    assert before < day
    assert is_working_day(before)
    assert BY_LAW.count(before, day) == is_working_day(day)
    assert (BY_LAW.next(before) == day) is is_working_day(day)


@given(days, days, days)
def test_counts_of_adjoining_stretches_add_up(a: date, b: date, c: date) -> None:
    assert BY_LAW.count(a, c) == BY_LAW.count(a, b) + BY_LAW.count(b, c)


SURE = [
    ("2019-12-31", True, False),  # a Tuesday before the table begins
    ("2019-12-29", False, False),
    ("2020-01-01", False, True),
    ("2025-04-26", True, True),  # a Saturday that is worked
    ("2026-12-31", True, True),
    ("2027-02-06", False, False),  # not announced when the table was made
    ("2036-01-01", True, False),  # a Tuesday after the table ends: only weekends are known
    ("9999-12-31", True, False),
    ("0001-01-01", True, False),
]


@pytest.mark.parametrize(("day", "is_open", "sure"), SURE)
def test_every_day_there_is_is_open_or_closed_and_known_or_not(day: str, is_open: bool, sure: bool) -> None:
    which = date.fromisoformat(day)
    assert (BY_LAW.is_open(which), BY_LAW.is_sure(which)) == (is_open, sure)
    assert BY_LAW.source is None


@given(days)
def test_the_table_and_its_calendar_agree(day: date) -> None:
    assert BY_LAW.is_open(day) is is_working_day(day)
    assert BY_LAW.is_sure(day) is not is_provisional(day.year)


@given(st.lists(days, max_size=5), st.lists(days, max_size=5), days)
def test_what_the_workspace_states_comes_before_the_table_and_is_sure(
    off: list[date], working: list[date], day: date
) -> None:
    ours = Workdays(off, working, "Thông báo")
    assert all(not ours.is_open(d) and ours.is_sure(d) for d in off)
    assert all(ours.is_open(d) and ours.is_sure(d) for d in working if d not in off)
    if day not in (*off, *working):
        assert ours.is_open(day) is BY_LAW.is_open(day)
        assert ours.is_sure(day) is BY_LAW.is_sure(day)


def test_there_is_no_working_day_after_the_last_day_there_is() -> None:
    with pytest.raises(OverflowError):
        BY_LAW.next(date.max)
    with pytest.raises(OverflowError):
        BY_LAW.previous(date.min)


def test_importing_the_compiled_module_takes_less_than_a_millisecond() -> None:
    path = Path(workdays.__file__)
    compiled = marshal.dumps(compile(path.read_text("utf-8"), str(path), "exec"))
    best = 1.0
    for _ in range(20):
        start = time.perf_counter()
        exec(marshal.loads(compiled), {"__name__": "planmodel.workdays_again"})
        best = min(best, time.perf_counter() - start)
    assert best < 0.001


def test_the_calendar_package_is_not_imported_at_run_time() -> None:
    probe = "import sys, planmodel.workdays; print('holidays' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
