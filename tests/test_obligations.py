"""What is due when: strictly as the plan says, inside its period, with the data behind it; never guessed."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planmodel import model as m
from planmodel.derive.due import obligations
from planmodel.derive.obligations import Occurrence, cut_off_notes, falling_due, occurrences, undated
from planmodel.derive.periods import Window, window
from planmodel.derive.routes import routes
from planmodel.source import Source
from planmodel.workdays import Workdays
from planmodel.workspace import load_source
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PLANS, REGISTRY, THANH_HOA, made, real
from tests.plan_texts import assert_found, changed, duty, plan, report, task

often = settings(max_examples=60, deadline=None)
DAY = timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "nine-months": 9, "year": 12}


def with_report(
    due: str | None,
    every: str = "[year]",
    period: tuple[str, str] = ("2022-01-01", "2025-12-31"),
    issued: str = "unknown",
) -> m.Plan:
    """A plan with one report."""
    text = plan(reports=[report(due=due, every=every)])
    text = changed(text, 'from: "2022-01-01", to: "2025-12-31"', f'from: "{period[0]}", to: "{period[1]}"')
    return made(changed(text, 'issued: "2022-05-12"', f"issued: {issued}"))


def dates(which: m.Plan) -> list[str]:
    return [o.due.isoformat() for r in which.reports for o in occurrences(which, r)]


def only(which: m.Plan) -> Occurrence:
    (found,) = [o for r in which.reports for o in occurrences(which, r)]
    return found


# ------------------------------------------------------------------------------------------- the real plans


def test_dak_nongs_two_dates_are_the_days_before_15_june_and_15_december() -> None:
    dn = real(DAK_NONG)
    first, second = [o for r in dn.reports for o in occurrences(dn, r)]
    assert (first.due, first.says, first.every) == (date(2022, 6, 14), "before 2022-06-15", "half-year")
    assert (second.due, second.says, second.every) == (date(2022, 12, 14), "before 2022-12-15", "half-year")
    assert first.window == (date(2021, 12, 15), date(2022, 6, 14))
    assert second.window == (date(2022, 6, 15), date(2022, 12, 14))


def test_dak_nongs_first_date_leaves_no_working_day_and_follows_the_signing_by_two_weeks() -> None:
    dn = real(DAK_NONG)
    first, second = [[n.text.en for n in o.notes] for r in dn.reports for o in occurrences(dn, r)]
    close = "data close on 2022-06-14 and the last day is 2022-06-14: no working day lies between"
    assert first == [
        f"{close} (Decree 09/2019/ND-CP, art. 8.5.b)",
        "only 13 days after signing on 2022-06-01",
        "the date recurs every year, but the plan is for 2022 only",
    ]
    assert second == [first[0].replace("-06-14", "-12-14"), first[2]]
    notes = occurrences(dn, dn.reports[0])[0].notes
    assert notes[1].get("vi") == "chỉ 13 ngày sau ngày ký 01/06/2022"
    assert [n.code for n in notes] == ["no-working-day", "soon", "one-year"]


def test_dak_nongs_other_reports_stay_undated() -> None:
    listed = [(u.report.id, u.every) for u in undated(real(DAK_NONG))]
    assert listed == [
        ("report-consolidated", "half-year"),
        ("report-departments", "ad-hoc"),
        ("report-consolidated", "ad-hoc"),
        ("report-difficulties", "ad-hoc"),
        ("report-difficulties-ubnd", "ad-hoc"),
    ]


def test_khanh_hoas_periodic_reports_have_no_date_and_get_none() -> None:
    kh = real(KHANH_HOA)
    assert dates(kh) == []
    periodic = [(u.report.id, u.every) for u in undated(kh) if u.every != "ad-hoc"]
    assert periodic == [
        (r, every)
        for r in ("rep-so-tttt", "rep-so-gddt", "rep-so-yte")
        for every in ("quarter", "half-year", "year")
    ]
    assert len([u for u in undated(kh) if u.every == "ad-hoc"]) == len(kh.reports) == 5


def test_a_report_without_period_and_date_is_still_listed_and_no_report_gives_no_entry() -> None:
    assert [(u.report.id, u.every) for u in undated(real(HUNG_YEN))] == [
        ("report-plan", ""),
        ("report-difficulties", "ad-hoc"),
    ]
    assert undated(real(THANH_HOA)) == ()


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_report_of_a_real_plan_is_dated_or_listed_as_undated(plan_id: str) -> None:
    which = real(plan_id)
    listed = {u.report.id for u in undated(which)}
    assert {r.id for r in which.reports} == listed | {r.id for r in which.reports if r.due}


# ----------------------------------------------------------------------------------------------------- days


def test_before_a_day_excludes_it_and_by_a_day_includes_it() -> None:
    one_year = ("2022-01-01", "2022-12-31")
    assert dates(with_report('[{before: "06-15"}]', period=one_year)) == ["2022-06-14"]
    assert dates(with_report('[{by: "06-15"}]', period=one_year)) == ["2022-06-15"]
    assert dates(with_report('[{before: "03-01"}]', period=("2023-01-01", "2024-12-31"))) == [
        "2023-02-28",
        "2024-02-29",
    ]


def test_before_new_years_day_is_the_last_day_of_the_year_and_of_the_period() -> None:
    assert dates(with_report('[{before: "01-01"}]', period=("2022-01-01", "2023-12-31"))) == [
        "2022-12-31",
        "2023-12-31",
    ]
    assert only(with_report('[{before: "01-01"}]', period=("2022-01-01", "2022-12-31"))).says == (
        "before 2023-01-01"
    )


def test_30_february_is_no_day_and_29_february_is_the_28th_of_a_common_year() -> None:
    assert_found(plan(reports=[report(due='\n      - by: "02-30"\n#           ^^^^^^^ PM106')]))
    years = ("2023-01-01", "2025-12-31")
    assert dates(with_report('[{by: "02-29"}]', period=years)) == ["2023-02-28", "2024-02-29", "2025-02-28"]
    assert dates(with_report('[{before: "02-29"}]', period=years)) == [
        "2023-02-28",
        "2024-02-28",
        "2025-02-28",
    ]
    which = with_report('[{by: "02-29"}]', period=years)
    told = [[n.code for n in o.notes] for o in occurrences(which, which.reports[0])]
    assert [("short-month" in codes) for codes in told] == [True, False, True]


def test_the_first_and_last_day_of_the_period_and_the_day_of_signing_count() -> None:
    short = ("2022-06-14", "2022-12-14")
    assert dates(with_report('[{before: "06-15"}, {by: "12-14"}]', period=short)) == [
        "2022-06-14",
        "2022-12-14",
    ]
    assert dates(with_report('[{by: "06-13"}, {by: "12-15"}]', period=short)) == []
    assert dates(
        with_report('[{by: "06-14"}]', period=("2022-01-01", "2022-12-31"), issued='"2022-06-14"')
    ) == ["2022-06-14"]


def test_the_last_day_that_is_no_working_day_is_noted_and_not_moved() -> None:
    found = only(with_report('[{before: "06-16"}]', period=("2025-01-01", "2025-12-31")))
    assert found.due == date(2025, 6, 15)
    assert "the last day 2025-06-15 is not a working day; the plan does not say that it moves" in {
        n.text.en for n in found.notes
    }


SHIFTS = [
    ("", "2025-06-15", ["day-off"]),
    (", shift: none", "2025-06-15", ["day-off"]),
    (", shift: next", "2025-06-16", ["shifted"]),
    (", shift: previous", "2025-06-13", ["before-data", "shifted"]),
]


@pytest.mark.parametrize(("shift", "due", "codes"), SHIFTS)
def test_a_day_off_moves_where_the_plan_says_so(shift: str, due: str, codes: list[str]) -> None:
    which = with_report(f'[{{by: "06-15"{shift}}}]', every="[half-year]", period=("2025-01-01", "2025-12-31"))
    found = only(which)
    assert found.due.isoformat() == due
    assert found.stated == date(2025, 6, 15)
    told = [n.code for n in found.notes]
    assert [c for c in told if c not in ("one-year", "no-working-day")] == codes


def test_a_day_off_of_the_workspace_moves_what_is_due_then() -> None:
    which = with_report(
        '[{by: "06-20", shift: next}]', every="[half-year]", period=("2025-01-01", "2025-12-31")
    )
    ours = Workdays([date(2025, 6, 20)], [date(2025, 6, 21)], "Thông báo")
    (found,) = occurrences(which, which.reports[0], ours)
    assert (found.due, [n.code for n in found.notes]) == (date(2025, 6, 21), ["shifted", "one-year"])
    assert only(which).due == date(2025, 6, 20)


def test_a_day_of_each_period_falls_once_in_each_and_is_about_it() -> None:
    which = with_report('[{by: "next-05"}]', every="[quarter, year]", period=("2025-01-01", "2026-01-31"))
    assert [
        (o.due.isoformat(), o.every, str(o.window.closes) if o.window else None)
        for o in occurrences(which, which.reports[0])
    ] == [
        ("2025-01-05", "year", "2024-12-14"),
        ("2025-04-05", "quarter", "2025-03-14"),
        ("2025-07-05", "quarter", "2025-06-14"),
        ("2025-10-05", "quarter", "2025-09-14"),
        ("2026-01-05", "year", "2025-12-14"),
    ]


def test_every_beside_a_day_says_which_period_it_is_for() -> None:
    which = with_report(
        '[{by: "20", every: quarter}, {by: "12-25", every: year}]',
        every="[quarter, year]",
        period=("2025-06-01", "2025-12-31"),
    )
    about = [(o.due.isoformat(), o.every) for o in occurrences(which, which.reports[0])]
    assert about == [
        ("2025-06-20", "quarter"),
        ("2025-09-20", "quarter"),
        ("2025-12-20", "quarter"),
        ("2025-12-25", "year"),
    ]


def test_a_period_after_the_signing_falls_due_once() -> None:
    which = with_report('[{within: "30 days after issued"}]', issued='"2022-05-12"')
    found = only(which)
    assert (found.due, found.stated, found.period) == (date(2022, 6, 13), date(2022, 6, 11), "")
    assert dates(with_report('[{within: "30 days after issued"}]')) == []  # signed nobody knows when


@pytest.mark.parametrize(
    ("due", "early"),
    [
        ('[{by: "06-14"}]', True),
        ('[{by: "06-18"}]', False),
        ('[{before: "15"}]', True),
        ('[{by: "next-05"}]', False),
        ('[{by: "06-14"}, {by: "12-20"}]', True),
    ],
)
def test_whether_a_report_is_too_early_is_told_without_its_notes(due: str, early: bool) -> None:
    which = with_report(due, every="[half-year]")
    found = occurrences(which, which.reports[0])
    assert any(f.too_early for f in falling_due(which, which.reports[0])) is early
    told = any(n.code in ("before-data", "no-working-day") for o in found for n in o.notes)
    assert told is early


def test_a_working_day_after_the_data_close_is_enough() -> None:
    closes = Window(date(2022, 3, 15), date(2022, 6, 14))
    notes = {day: [n.text.en[:9] for n in cut_off_notes(closes, date(2022, 6, day))] for day in range(12, 18)}
    assert notes == {12: ["due 2022-"], 13: ["due 2022-"], 14: ["data clos"], 15: [], 16: [], 17: []}
    assert list(cut_off_notes(None, date(2022, 6, 1))) == []


# -------------------------------------------------------------------------------------------------- windows


def closes(every: str, year: int) -> list[date]:
    """The days on which the data of a period close in ``year`` (art. 12): the 14th of its last month."""
    months = {"nine-months": [9]}.get(every, range(MONTHS[every], 13, MONTHS[every]))
    return [date(year, month, 14) for month in months]


def test_windows_are_those_of_the_decree() -> None:
    assert window("month", date(2022, 3, 14)) == (date(2022, 2, 15), date(2022, 3, 14))
    assert window("quarter", date(2022, 3, 14)) == (date(2021, 12, 15), date(2022, 3, 14))
    assert window("half-year", date(2022, 12, 14)) == (date(2022, 6, 15), date(2022, 12, 14))
    assert window("nine-months", date(2022, 9, 14)) == (date(2021, 12, 15), date(2022, 9, 14))
    assert window("year", date(2022, 12, 14)) == (date(2021, 12, 15), date(2022, 12, 14))


@pytest.mark.parametrize("every", [e for e in MONTHS if e != "nine-months"])
def test_windows_of_one_frequency_neither_overlap_nor_leave_gaps(every: str) -> None:
    made_of = [window(every, day) for year in range(2020, 2030) for day in closes(every, year)]
    assert all(after[0] - before[1] == DAY for before, after in pairwise(made_of))
    assert made_of[0][0] == date(2019, 12, 15)


@pytest.mark.parametrize("last", ["first", "middle", "end"])
def test_reports_of_every_month_cover_every_day_once(last: str) -> None:
    days = {"first": [3] * 12, "middle": [20] * 12, "end": [monthrange(2022, n)[1] for n in range(1, 13)]}[
        last
    ]
    due = "[" + ", ".join(f'{{by: "{n:02}-{d:02}"}}' for n, d in enumerate(days, 1)) + "]"
    which = with_report(due, every="[month]", period=("2022-01-01", "2022-12-31"))
    windows = [o.window for o in occurrences(which, which.reports[0])]
    assert windows == [window("month", date(2022, n, 14)) for n in range(1, 13)]


def test_a_report_at_the_end_of_june_is_about_the_half_year_where_the_plan_orders_quarters_too() -> None:
    which = with_report('[{by: "06-20"}, {by: "03-20"}, {by: "12-20"}]', every="[quarter, half-year, year]")
    about = {(o.due.month, o.every) for o in occurrences(which, which.reports[0])}
    assert about == {(3, "quarter"), (6, "half-year"), (12, "year")}


def test_a_report_that_is_made_once_has_no_window() -> None:
    found = occurrences(*_plan_and_report(with_report('[{by: "06-20"}]', every="[once]")))
    assert {(o.every, o.window) for o in found} == {("once", None)}


def _plan_and_report(which: m.Plan) -> tuple[m.Plan, m.Report]:
    return which, which.reports[0]


# ------------------------------------------------------------------------------------- days off move the day only

MOVED = [  # what is due, for which periods, and what the one that moves is about
    ('[{by: "04-30", shift: next}]', "[quarter]", "2024-05-02", "2024-03-14"),
    ('[{by: "05-31", shift: next}]', "[month]", "2025-06-02", None),
    ('[{by: "08-31", shift: next}]', "[month]", "2024-09-04", "2024-08-14"),
    ('[{by: "06-30", shift: next}]', "[month]", "2024-07-01", "2024-06-14"),
    ('[{by: "06-01", shift: previous}]', "[month]", "2024-05-31", "2024-06-14"),
    ('[{by: "01-31", shift: next}]', "[year]", "2025-02-03", "2024-12-14"),
    ('[{by: "12-31", shift: next}]', "[year]", "2024-01-02", "2023-12-14"),
    ('[{by: "01-01", shift: previous}]', "[year]", "2023-12-29", "2023-12-14"),
]


@pytest.mark.parametrize(("due", "every", "day", "closes"), MOVED)
def test_a_day_off_moves_the_day_and_not_what_the_report_is_about(
    due: str, every: str, day: str, closes: str | None
) -> None:
    which = with_report(due, every=every, period=("2023-01-01", "2025-12-31"))
    found = {o.due.isoformat(): o for o in occurrences(which, which.reports[0])}
    if closes is None:  # 31 May 2025 is a Saturday
        closes = "2025-05-14"
    window_ = found[day].window
    assert window_ is not None
    assert window_.closes.isoformat() == closes
    names = {o.key for o in obligations(which, REGISTRY) if o.kind == "report"}
    none = with_report(
        due.replace("next", "none").replace("previous", "none"), every, ("2023-01-01", "2025-12-31")
    )
    assert names == {o.key for o in obligations(none, REGISTRY) if o.kind == "report"}, (
        "a calendar keeps its events"
    )


def test_a_day_before_the_signing_is_not_soon_after_it() -> None:
    which = with_report(
        '[{by: "06-15", shift: previous}]', "[half-year]", ("2025-01-01", "2025-12-31"), '"2025-06-15"'
    )
    assert (only(which).due, "soon" in [n.code for n in only(which).notes]) == (date(2025, 6, 13), False)


@pytest.mark.parametrize(
    ("due", "days"),
    [
        ('[{by: mid-year}, {by: "06-30"}]', ["2025-06-30"]),
        ('[{by: "06-20"}, {before: "06-21"}]', ["2025-06-20"]),
        ('[{by: "06-21"}, {by: "06-21", shift: previous}]', ["2025-06-20", "2025-06-21"]),  # a Saturday
        ('[{by: "06-20", every: half-year}, {by: "06-20", every: quarter}]', ["2025-06-20", "2025-06-20"]),
    ],
)
def test_a_day_that_two_entries_name_is_due_once_for_each_period(due: str, days: list[str]) -> None:
    which = with_report(due, "[quarter, half-year]", ("2025-01-01", "2025-12-31"))
    assert dates(which) == days
    keys = [o.key for o in obligations(which, REGISTRY)]
    assert len(keys) == len(set(keys)) == len(days) + 1


@pytest.mark.parametrize("shift", ["none", "next", "previous"])
@pytest.mark.parametrize(
    "day", ["2024-02-10", "2024-04-29", "2024-05-04", "2025-01-31", "2025-04-26", "2026-08-31", "2026-11-24"]
)
def test_a_task_and_a_report_on_one_day_move_to_the_same_day(day: str, shift: str) -> None:
    """The compiler dates tasks and the calendar reports, by the same days off."""
    ours = Workdays([date(2025, 2, 3), date(2024, 2, 15)], [date(2025, 2, 1), date(2026, 8, 29)], "Thông báo")
    for days in (Workdays(), ours):
        due = f'{{by: "{day}", shift: {shift}}}'
        text = plan(tasks=[task(due=due)], reports=[report(due=f"[{due}]")], duties=[duty()])
        loaded = load_source(
            Source("plan.yaml", changed(text, '"2025-12-31"', '"2026-12-31"')), workdays=days
        )
        assert loaded.plan is not None
        kinds = {
            o.kind: o for o in obligations(loaded.plan, m.Registry(**{**REGISTRY.__dict__, "workdays": days}))
        }
        assert kinds["task"].due == kinds["report"].due
        assert [n.code for n in kinds["task"].notes] == [
            n.code for n in kinds["report"].notes if n.code in ("shifted", "day-off")
        ]


def test_the_rule_names_the_day_of_the_words_and_the_note_that_it_moved() -> None:
    which = with_report('[{by: "06-15", shift: next}]', "[half-year]", ("2025-01-01", "2025-12-31"))
    (o, _) = obligations(which, REGISTRY)
    assert (o.due, o.rule.en) == (date(2025, 6, 16), "'by' includes the day: 2025-06-15")
    within = with_report(
        '[{within: "30 days after period-start", shift: previous}]', "[]", ("2026-01-02", "2026-12-31")
    )
    (o, _) = obligations(within, REGISTRY)
    assert (o.due, o.rule.en) == (
        date(2026, 1, 30),
        "a period begins on the day after the one it counts from (Civil Code 2015, art. 147): 2026-02-01",
    )


def test_a_stretch_of_time_has_a_first_day_in_reports_as_in_tasks() -> None:
    which = made(
        plan(tasks=[task(due='{in: "2023-Q2"}')], reports=[report(due="[{in: Q2}]")], duties=[duty()])
    )
    assert {(o.kind, o.first) for o in obligations(which, REGISTRY) if o.due == date(2023, 6, 30)} == {
        ("task", date(2023, 4, 1)),
        ("report", date(2023, 4, 1)),
    }


# ------------------------------------------------------------------------------------------ what names no day


def test_a_period_that_no_entry_is_for_stays_without_a_day_and_can_be_proposed() -> None:
    which = with_report('[{by: "20", every: quarter}]', "[quarter, year]", ("2025-01-01", "2025-12-31"))
    assert [(u.report.id, u.every) for u in undated(which)] == [("b1", "year")]
    proposed = [o for o in obligations(which, REGISTRY, suggest=True) if o.proposed]
    assert [(o.due.isoformat(), o.every) for o in proposed] == [("2025-12-24", "year")]
    assert undated(with_report('[{by: "20"}]', "[quarter, year]")) == ()


def test_that_the_committee_reports_on_takes_no_proposal_away() -> None:
    """A province reports to the Government by the 25th, whatever day a ministry wants to have it."""
    on = report(id="b2", at='"III.2"', from_="[ubnd-tinh]", to="[bo-tttt, bo-gddt]", due=None)
    alone, longer = (made(plan(reports=[report(due=None), *more])) for more in ([], [on]))
    days = [
        [(o.item, o.due) for o in obligations(which, REGISTRY, suggest=True) if o.proposed]
        for which in (alone, longer)
    ]
    assert days[0] == days[1] != []
    found = [tuple((hop.giver, hop.taker) for hop in route.hops) for route in routes(longer, REGISTRY)]
    assert set(found) == {(("so-gddt", "ubnd-tinh"),)}
    assert len(found) == len({route.window for route in routes(longer, REGISTRY)}), "each way once"


# ----------------------------------------------------------------------------------------------------- laws

days = st.dates(date(2023, 1, 1), date(2023, 12, 31)).map(lambda d: f"{d.month:02}-{d.day:02}")
dues = st.lists(st.tuples(st.sampled_from(["before", "by"]), days), min_size=1, max_size=4, unique=True)
frequencies = st.lists(st.sampled_from(list(MONTHS)), min_size=1, max_size=3, unique=True)
signings = st.none() | st.dates(date(2021, 1, 1), date(2026, 1, 1))
periods = st.tuples(
    st.dates(date(2021, 6, 1), date(2024, 1, 1)), st.dates(date(2022, 1, 1), date(2026, 6, 1))
).filter(lambda days: days[0] <= days[1])


def expected(due: list[tuple[str, str]], first: date, last: date) -> list[date]:
    """The days of the period on which something falls due, found by asking every day of it."""
    found = []
    for n in range((last - first).days + 1):
        day = first + n * DAY
        for kind, stated in due:
            named = day + DAY if kind == "before" else day
            if f"{named.month:02}-{named.day:02}" == stated:
                found.append(day)
    return found


@often
@given(dues, frequencies, periods, signings)
@example([("before", "01-01")], ["year"], (date(2022, 1, 1), date(2022, 12, 31)), None)
def test_exactly_the_days_of_the_period_from_the_signing_on_fall_due(
    due: list[tuple[str, str]], every: list[str], period: tuple[date, date], signed: date | None
) -> None:
    first, last = period
    written = "[" + ", ".join(f'{{{kind}: "{day}"}}' for kind, day in due) + "]"
    issued = f'"{signed}"' if signed is not None else "unknown"
    which = with_report(written, f"[{', '.join(every)}]", (str(first), str(last)), issued)
    found = occurrences(which, which.reports[0])
    assert [o.due for o in found] == expected(due, max(first, signed or first), last)
    for o in found:
        assert o.due == (o.stated - DAY if o.before else o.stated)
        assert o.says == f"{'before' if o.before else 'by'} {o.stated}"
        assert o.every in every
        assert o.window is not None
        assert o.window == window(o.every, o.window[1])
        assert o.window[1].day == 14
        early = any("art. 12)" in n.text.en for n in o.notes)
        assert early is (o.due < o.window[1])
        assert len({n.text.vi for n in o.notes}) == len({n.text.en for n in o.notes}) == len(o.notes)
        assert len({n.code for n in o.notes}) == len(o.notes)


forms = st.sampled_from([
    'by: "20"', 'before: "31"', "by: next-05", 'before: "01-01"', 'by: "02-29"', 'by: "06-15"', "by: mid-year", "in: Q2", 'in: "02"',
    "by: end-of-month", 'by: "2024-02-29"', 'by: "2023-12-31"', 'in: "2024-9M"', "within: 30 days after issued",
    "within: 3 months after period-start", "within: 20 working-days after issued",
])  # fmt: skip
shifts = st.sampled_from(["none", "next", "previous"])


@often
@given(
    st.lists(st.tuples(forms, shifts), min_size=1, max_size=3, unique_by=lambda f: f[0]),
    frequencies,
    periods,
    signings,
)
def test_every_day_that_the_words_name_lies_inside_the_period(
    named: list[tuple[str, str]], every: list[str], period: tuple[date, date], signed: date | None
) -> None:
    """A day off moves it, over no working day."""
    first, last = period
    due = ", ".join(f"{{{form}, shift: {'none' if 'before' in form else shift}}}" for form, shift in named)
    issued = f'"{signed}"' if signed is not None else "unknown"
    which = with_report(f"[{due}]", f"[{', '.join(every)}]", (str(first), str(last)), issued)
    days = Workdays()
    begins = max(first, signed or first)
    for f in falling_due(which, which.reports[0], days):
        assert begins <= f.unshifted <= last
        if f.due == f.unshifted:
            assert f.by.shift == "none" or days.is_open(f.due)
            continue
        assert days.is_open(f.due)
        assert not days.is_open(f.unshifted)
        assert (f.due > f.unshifted) is (f.by.shift == "next")
        low, high = sorted((f.due, f.unshifted))
        assert not any(days.is_open(low + n * DAY) for n in range(1, (high - low).days))
    found = occurrences(which, which.reports[0], days)
    assert len({(o.due, o.every, o.window) for o in found}) == len(found)
    assert [o.due for o in found] == sorted(o.due for o in found)


@often
@given(frequencies, st.booleans())
def test_nothing_is_dated_that_the_plan_leaves_undated(every: list[str], ad_hoc: bool) -> None:
    which = with_report(None, f"[{', '.join(every)}]")
    assert dates(which) == []
    assert [u.every for u in undated(which)] == every


@given(st.sampled_from(list(MONTHS)), st.integers(2000, 2090), st.integers(0, 11))
def test_a_window_runs_from_a_15th_to_a_14th_over_its_months(every: str, year: int, month: int) -> None:
    end = date(year, month + 1, 14)
    start, closed = window(every, end)
    assert (closed, start.day) == (end, 15)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == MONTHS[every]


# ------------------------------------------------------------------------------------------- tasks, and the words


def test_a_task_tells_where_its_last_day_moved_and_where_it_is_a_day_off() -> None:
    dues = [
        '{by: "2022-06-12", shift: next}',
        '{by: "2022-06-12"}',
        '{by: "2022-06-13"}',
        '{within: "1 months after issued"}',
    ]
    tasks = [task(id=f"n{n}", due=due) for n, due in enumerate(dues)]
    which = made(plan(tasks=tasks, duties=[duty()]))
    told = {
        o.item: (o.due.isoformat(), [n.code for n in o.notes])
        for o in obligations(which, REGISTRY)
        if o.kind == "task"
    }
    assert told == {
        "n0": ("2022-06-13", ["shifted"]),
        "n1": ("2022-06-12", ["day-off"]),
        "n2": ("2022-06-13", []),
        "n3": ("2022-06-13", ["shifted"]),
    }


@pytest.mark.parametrize(
    ("every", "due", "words"),
    [
        ("[quarter]", '[{by: "20"}]', "chậm nhất ngày 20 của tháng cuối quý"),
        ("[quarter, year]", '[{by: "20"}]', "chậm nhất ngày 20 của tháng cuối kỳ"),
        ("[quarter, year]", '[{before: next-05, every: year}]', "trước ngày 05 của tháng đầu năm sau"),
        ("[month]", '[{by: next-05}]', "chậm nhất ngày 05 của tháng sau"),
        ("[year]", '[{in: Q4}]', "trong quý IV hằng năm"),
    ],
)  # fmt: skip
def test_the_words_of_a_report_name_its_period_where_only_one_can_be_meant(
    every: str, due: str, words: str
) -> None:
    which = with_report(due, every=every)
    said = {o.words.vi for o in obligations(which, REGISTRY) if o.kind == "report"}
    assert said == {words}
