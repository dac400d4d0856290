"""The rules about when reports and tasks are due, at the edges of each, and what they find in the real plans."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel import model as m
from planmodel.check.engine import run_rules
from planmodel.dates import PERIODS
from planmodel.derive.obligations import falling_due
from planmodel.derive.periods import windows
from planmodel.derive.routes import routes
from planmodel.derive.schedules import Judgement, judged
from planmodel.diagnostics import Refusal
from planmodel.rules import Facts, all_rules
from planmodel.workdays import Workdays
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PLANS, REGISTRY, made, real
from tests.plan_texts import changed, duty, plan, report, target, task
from tests.test_rules_tasks import ARTICLE, TEMPLATE, places, told

FAMILY = [r for r in all_rules() if r.code.startswith("PM5")]

# ------------------------------------------------------------------------------------------ the real plans

TRUE = {
    DAK_NONG: ["PM501 report-consolidated", "PM502 06-15", "PM504 06-15", "PM505 06-15"],
    KHANH_HOA: ["PM501 rep-so-tttt", "PM501 rep-so-gddt", "PM501 rep-so-yte", "PM508 so-tttt"],
}
"""Đắk Nông: reports "trước ngày 15 tháng 6 và trước 15 tháng 12 hàng năm" (closing#1) in a plan of one year, signed on 1 June.
Khánh Hòa: "hàng quý, 6 tháng, tổng kết năm" without a day (VI.1.a, VI.2.c, VI.3.c) until 2025, through a department that
ended on 1 March 2025. Hưng Yên names neither period nor day; of the others only articles are known."""


@pytest.mark.parametrize("plan_id", PLANS)
def test_what_is_found_in_the_real_plans(plan_id: str) -> None:
    from tests.golden import WORKSPACE

    text = WORKSPACE.path_of(plan_id).read_text("utf-8")
    facts = Facts(real(plan_id), REGISTRY)
    found = []
    for rule in FAMILY:
        for f in rule.run(facts):
            first = text[f.span.start : f.span.end].splitlines()[0]
            name = first.strip('"').removeprefix("{id: ").removeprefix("id: ").split(",")[0]
            found.append(f"{rule.code} {name}")
    assert found == TRUE.get(plan_id, [])


def test_hung_yen_names_no_day_so_that_nothing_is_said_of_its_days() -> None:
    assert Facts(real(HUNG_YEN), REGISTRY).dated == ()


# ------------------------------------------------------------------------------------------ small plans

ISSUED = 'issued: "2022-05-12"'
PERIOD = 'period: {from: "2022-01-01", to: "2025-12-31", basis: stated}'


def reported(due: str | None, every: str = "[half-year]", **changes: str | None) -> str:
    return plan(reports=[report(due=due, every=every, **changes)])


def until(text: str, last: str, first: str = "2022-01-01") -> str:
    """``text`` with another period."""
    return changed(text, PERIOD, f'period: {{from: "{first}", to: "{last}", basis: stated}}')


def signed(text: str, day: str) -> str:
    return changed(text, ISSUED, f"issued: {day}")


# ------------------------------------------------------------------------------------------ PM502


def test_a_day_of_the_month_after_the_period_comes_after_its_data() -> None:
    assert told("PM502", reported("[{by: next-05}]", "[month]")) == []
    assert told("PM502", reported("[{by: next-05}]", "[quarter]")) == []


@pytest.mark.parametrize("every", ["[quarter, year]", "[year, quarter]"])
def test_a_day_of_each_period_is_one_of_the_shortest_in_whatever_order_they_stand(every: str) -> None:
    made_of = made(until(reported('[{by: "20"}]', every), "2022-12-31"))
    assert [f.due.month for f in falling_due(made_of, made_of.reports[0])] == [6, 9, 12]


# ------------------------------------------------------------------------------------------ PM503


@pytest.mark.parametrize(
    ("due", "found"),
    [
        ('[{by: "2022-06-18"}]', "2022-06-18"),  # Saturday
        ('[{by: "2022-06-19"}]', "2022-06-19"),  # Sunday
        ('[{before: "2022-06-20"}]', "2022-06-20"),  # the day before is a Sunday
        ('[{before: "2022-06-18"}]', None),  # a Friday is the last day
        ('[{by: "2022-09-02"}]', "2022-09-02"),  # a holiday on a Friday
        ('[{by: "2022-06-20"}]', None),
        ('[{by: "2022-06-18", shift: next}]', None),
        ('[{by: "2022-06-18", shift: previous}]', None),
        ('[{by: "2022-06-18", shift: none}]', None),
        ("[{by: 2023-end-of-year}]", None),  # a Sunday, and the end of a year
        ('[{by: "2023-12-31"}]', None),
        ('[{before: "2024-01-01"}]', None),
        ('[{by: "2023-12-end-of-month"}]', None),
        ('[{by: "2022-10-mid-month"}]', "2022-10-mid-month"),  # a Saturday
        ("[{by: 2024-mid-year}]", "2024-mid-year"),  # 30 June 2024 is a Sunday
        ("[{in: 2024-Q2}]", None),
        ("[{within: 30 days after issued}]", None),  # 11 June 2022 is a Saturday: the next working day
        ('[{by: "2024-05-04"}]', None),  # a Saturday that was worked
    ],
)  # fmt: skip
def test_a_last_day_off_is_found_where_nothing_says_whether_it_moves(due: str, found: str | None) -> None:
    assert places("PM503", reported(due, "[]")) == ([found] if found else [])


def test_the_days_off_of_one_report_are_one_finding_at_the_first_entry_that_has_one() -> None:
    (found,) = told("PM503", reported('[{by: "06-20"}, {by: "12-20"}]'))
    assert (found.place, "(2025-12-20)" in found.en) == ("12-20", True)
    (found,) = told("PM503", reported('[{by: "06-15"}, {by: "12-15"}]'))
    assert "(2024-06-15, 2024-12-15, 2025-06-15)" in found.en
    (found,) = told("PM503", reported('[{by: "18"}]', "[month]"))
    assert (
        "its last days are days off (the first: 2022-06-18, 2022-09-18, 2022-12-18, 2023-02-18)" in found.en
    )


def test_days_off_of_a_year_without_a_calendar_yet_are_provisional() -> None:
    (found,) = told("PM503", until(reported('[{by: "2027-02-05"}]', "[]"), "2027-12-31"))
    assert "(2027-02-05 (provisional calendar))" in found.en


def test_tasks_are_judged_too_but_not_at_the_end_of_the_plan() -> None:
    def due(text: str) -> str:
        return plan(tasks=[task(due=text)], duties=[duty()])

    assert places("PM503", due('{by: "2022-09-02"}')) == ["2022-09-02"]
    assert places("PM503", due('{before: "2022-09-03"}')) == ["2022-09-03"]
    assert told("PM503", due('{by: "2022-09-02", shift: none}')) == []
    assert told("PM503", due('{in: "2022-07"}')) == []  # ends on a Sunday
    assert places("PM503", due('{by: "2022-07-31"}')) == ["2022-07-31"]
    assert told("PM503", until(due('{by: "2022-07-31"}'), "2022-07-31")) == []


def test_the_days_off_of_a_workspace_count() -> None:
    closed = Workdays(off=[date(2022, 6, 20)], working=[date(2022, 6, 18)], source="UBND tỉnh")
    registry = m.Registry(**{**REGISTRY.__dict__, "workdays": closed})
    assert len(told("PM503", reported('[{by: "2022-06-20"}]', "[]"), registry)) == 1
    assert told("PM503", reported('[{by: "2022-06-18"}]', "[]"), registry) == []


# ------------------------------------------------------------------------------------------ PM504


@pytest.mark.parametrize(
    ("due", "every", "soon"),
    [
        ('[{by: "06-10"}]', "[half-year]", True),  # 29 days after 12 May
        ('[{by: "06-11"}]', "[half-year]", False),  # 30 days
        ('[{before: "06-11"}]', "[half-year]", True),
        ('[{by: "05-12"}]', "[quarter]", True),  # the very day
        ('[{by: "05-11"}]', "[quarter]", False),  # a year later
        ('[{by: "2022-06-02"}]', "[year]", True),
        ('[{by: "2022-06-02"}]', "[]", False),
        ('[{by: "2022-06-02"}]', "[once]", False),
        ('[{by: "20"}]', "[month]", False),
        ("[{within: 10 days after issued}]", "[quarter]", False),
        ('[{by: "20"}, {by: "06-07", every: quarter}]', "[month, quarter]", True),
    ],
)
def test_the_first_report_is_soon_within_thirty_days_of_signing(due: str, every: str, soon: bool) -> None:
    assert len(told("PM504", reported(due, every))) == soon


def test_no_report_is_soon_where_the_day_of_signing_is_unknown_or_before_the_period() -> None:
    text = reported('[{by: "06-10"}]')
    assert told("PM504", signed(text, "unknown")) == []
    assert told("PM504", signed(until(text, "2025-12-31", "2022-07-01"), '"2022-05-12"')) == []
    (found,) = told("PM504", text)
    assert "29 days after signing on 2022-05-12" in found.en
    assert found.related == ["2022-05-12"]


# ------------------------------------------------------------------------------------------ PM505


@pytest.mark.parametrize(
    ("due", "every", "found"),
    [
        ('[{by: "06-20"}, {by: "12-20"}]', "[half-year]", ["06-20"]),
        ('[{by: "2022-06-20"}, {by: "12-20"}]', "[half-year]", ["12-20"]),
        ("[{in: Q2}, {by: end-of-year}]", "[half-year]", ["Q2"]),
        ('[{by: "2022-06-20"}, {by: "2022-12-20"}]', "[half-year]", []),
        ('[{by: "20"}]', "[quarter]", []),
        ("[{by: next-05}]", "[month]", []),
        ('[{by: "12-20"}]', "[]", []),
        ('[{by: "01-20"}]', "[year]", []),  # never falls due: PM510
    ],
)
def test_a_date_of_every_year_is_found_in_a_plan_for_one(due: str, every: str, found: list[str]) -> None:
    text = reported(due, every)
    assert places("PM505", until(text, "2022-12-31")) == found
    assert places("PM505", until(text, "2022-07-31", "2022-03-01")) == (
        found if found[:1] in ([], ["06-20"], ["Q2"]) else []
    )
    assert told("PM505", text) == []
    assert told("PM505", until(text, "2023-01-31")) == []


# ------------------------------------------------------------------------------------------ PM506


def way(first: str | None, second: str | None, **changes: str | None) -> str:
    """A department's yearly report to the one that collects, and its own to the committee."""

    def due(day: str | None) -> str | None:
        return f'[{{by: "{day}"}}]' if day else None

    one = report(**({"to": "[so-tttt]", "every": "[year]", "due": due(first)} | changes))
    two = report(id="b2", at='"III.2"', from_="[so-tttt]", due=due(second))
    return until(plan(reports=[one, two]), "2022-12-31")


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("2022-12-16", "2022-12-20", []),
        ("2022-12-19", "2022-12-20", []),  # Monday and Tuesday
        ("2022-12-20", "2022-12-20", ["2022-12-20"]),
        ("2022-12-21", "2022-12-20", ["2022-12-21"]),
        ("2022-12-16", "2022-12-19", []),  # Friday and Monday
        ("2022-12-17", "2022-12-19", ["2022-12-17"]),  # Saturday: no working day before Monday
        ("12-21", "12-20", ["12-21"]),
        ("2022-12-20", None, []),
        (None, "2022-12-20", []),
        (None, "2022-12-15", ["2022-12-15"]),  # the data close on the 14th, and two levels need a day each
        (None, "2022-12-16", []),
        ("2022-12-15", "2022-12-16", []),
        ("2022-12-14", "2022-12-16", []),  # before the data are ready: PM502
        ("2022-12-14", "2022-12-14", ["2022-12-14"]),
    ],
)
def test_every_level_needs_a_working_day(first: str | None, second: str | None, found: list[str]) -> None:
    text = way(first, second)
    assert places("PM506", text) == found[:1]


def test_a_hop_through_another_needs_a_day_too() -> None:
    through = reported('[{by: "2022-12-15"}]', "[year]", via="[so-tttt]")
    (found,) = told("PM506", through)
    assert "cannot be with Provincial People's Committee before 2022-12-16" in found.en
    assert told("PM506", reported('[{by: "2022-12-16"}]', "[year]", via="[so-tttt]")) == []
    assert told("PM506", reported('[{by: "2022-12-15"}]', "[year]")) == []


def test_a_level_without_a_day_in_between_needs_one_all_the_same() -> None:
    between = report(id="b2", at='"III.2"', from_="[so-tttt]", to="[so-nv]", due=None)

    def three(first: str) -> str:
        one = report(to="[so-tttt]", due=f'[{{by: "{first}"}}]')
        last = report(id="b3", at='"III.3"', from_="[so-nv]", due='[{by: "2022-12-21"}]')
        return until(plan(reports=[one, between, last]), "2022-12-31")

    assert told("PM506", three("2022-12-19")) == []
    (found,) = told("PM506", three("2022-12-20"))
    assert (found.place, found.related) == ("2022-12-20", ["2022-12-21"])


def test_a_way_is_judged_up_to_the_last_day_that_is_told() -> None:
    """That the committee then reports to the ministry, on no day that is known, changes nothing before."""
    on = report(id="b3", at='"III.3"', from_="[ubnd-tinh]", to="[bo-tttt]", due=None)

    def three(first: str | None) -> str:
        due = f'[{{by: "{first}"}}]' if first is not None else None
        one = report(to="[so-tttt]", due=due)
        two = report(id="b2", at='"III.2"', from_="[so-tttt]", due='[{by: "2022-12-20"}]')
        return until(plan(reports=[one, two, on]), "2022-12-31")

    assert places("PM506", three("2022-12-20")) == ["2022-12-20"]
    assert places("PM506", three("2022-12-19")) == []
    assert places("PM506", three(None)) == []


def test_many_years_and_senders_are_one_finding() -> None:
    one = report(from_="[so-gddt, so-yte, so-tc]", to="[so-tttt]", due='[{by: "12-20"}]')
    two = report(id="b2", at='"III.2"', from_="[so-tttt]", due='[{by: "12-20"}]')
    assert places("PM506", plan(reports=[one, two])) == ["12-20"]


def test_reports_on_other_periods_and_circles_are_let_be() -> None:
    assert told("PM506", way("2022-12-21", "2022-12-20", every="[half-year]")) == []
    back = report(id="b2", at='"III.2"', from_="[so-tttt]", to="[so-gddt]", due='[{by: "12-20"}]')
    assert told("PM506", plan(reports=[report(to="[so-tttt]", due='[{by: "12-19"}]'), back])) == []


def tangled(layers: int) -> str:
    """Reports that are passed on in so many ways that no program can follow them all."""
    names = [a for a in REGISTRY.agencies if not a.startswith(("ubnd-tinh", "chu-tich"))]
    pairs = [f"[{names[2 * n]}, {names[2 * n + 1]}]" for n in range(layers + 1)]
    dates = ["12-20", "12-19"]
    return plan(
        reports=[
            report(id=f"b{n}", from_=pairs[n], to=pairs[n + 1], due=f'[{{by: "{dates[n % 2]}"}}]')
            for n in range(layers)
        ]
    )


def test_a_tangle_of_reports_is_given_up_and_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planmodel.derive.routes.MOST_HOPS", 500)
    tangle = made(tangled(14))
    with pytest.raises(Refusal, match="500 stretches"):
        routes(tangle, REGISTRY)
    (found,) = run_rules(tangle, REGISTRY, [r for r in FAMILY if r.code == "PM506"])
    assert found.code == "PM024"


# ------------------------------------------------------------------------------------------ PM507


def collecting(*more: str, duties: tuple[str, ...] = (), **changes: str | None) -> str:
    first = report(**({"to": "[so-tttt]", "every": "[half-year]", "due": None} | changes))
    return plan(reports=[first, *more], duties=list(duties))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, ["so-tttt"]),
        ({"to": "[ubnd-huyen]"}, ["ubnd-huyen"]),
        ({"to": "[nhnn-chi-nhanh]"}, ["nhnn-chi-nhanh"]),
        ({"to": "[so-tttt, so-tc]"}, ["so-tttt", "so-tc"]),
        ({"to": "[ubnd-tinh]", "via": "[so-tttt]"}, ["so-tttt"]),
        ({"to": "[ubnd-tinh]"}, []),
        ({"to": "[chu-tich-ubnd-tinh]"}, []),
        ({"to": "[ban-chi-dao-cds-tinh]"}, []),
        ({"to": "[bo-tttt]"}, []),
        ({"to": "[tinh-uy]"}, []),
        ({"to": "[cac-so-ban-nganh]"}, []),
        ({"to": "[so-tttt, ubnd-tinh]"}, []),  # the committee has it too
        ({"every": "[]"}, []),
        ({"every": "[]", "ad_hoc": "true"}, []),
    ],
)
def test_who_receives_reports_and_reports_to_nobody_is_found(
    changes: dict[str, Any], found: list[str]
) -> None:
    assert places("PM507", collecting(**changes)) == found


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({}, 0),
        ({"every": "[year]"}, 0),
        ({"every": "[]"}, 0),
        ({"every": "[]", "ad_hoc": "true"}, 1),
        ({"from_": "[cac-so-ban-nganh]"}, 0),
        ({"from_": "[so-yte]"}, 1),
    ],
)
def test_a_report_of_its_own_is_enough_unless_it_is_made_only_when_needed(
    changes: dict[str, str], left: int
) -> None:
    own = report(**({"id": "b2", "at": '"III.2"', "from_": "[so-tttt]", "due": None} | changes))
    assert len(told("PM507", collecting(own))) == left


@pytest.mark.parametrize(
    ("roles", "left"),
    [("[consolidate]", 0), ("[report]", 0), ("[lead, {verb: report, to: [ubnd-tinh]}]", 0), ("[monitor]", 1), ("[coordinate]", 1)],
)  # fmt: skip
def test_a_duty_to_report_or_to_consolidate_is_enough(roles: str, left: int) -> None:
    own = duty(id="d2", agencies="[so-tttt]", roles=roles, covers=None)
    assert len(told("PM507", collecting(duties=(own,)))) == left


def test_the_issuer_templates_and_articles_are_let_be() -> None:
    text = collecting()
    assert told("PM507", changed(text, *ARTICLE)) == []
    assert told("PM507", changed(text, *TEMPLATE)) == []
    assert told("PM507", changed(text, "issuer: ubnd-tinh", "issuer: so-tttt")) == []


def test_all_that_it_collects_is_told_once() -> None:
    other = report(id="b2", at='"III.2"', from_="[so-yte]", to="[so-tttt]", due=None)
    (found,) = told("PM507", collecting(other))
    assert "collects b1, b2, but no report" in found.en


# ------------------------------------------------------------------------------------------ PM508


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"from_": "[so-tttt]"}, ["so-tttt"]),
        ({"from_": "[so-tttt@hung-yen]"}, ["so-tttt@hung-yen"]),
        ({"to": "[so-tttt]"}, ["so-tttt"]),
        ({"via": "[so-tttt]"}, ["so-tttt"]),
        ({"from_": "[ubnd-huyen]"}, ["ubnd-huyen"]),
        ({"from_": "[so-tttt, so-khdt]"}, ["so-khdt", "so-tttt"]),
        ({"from_": "[so-tttt]", "due": None}, ["so-tttt"]),
        ({"from_": "[so-tttt]", "due": '[{by: "2025-02-28"}]'}, []),
        ({"from_": "[so-tttt]", "due": '[{by: "2025-03-03"}]'}, ["so-tttt"]),
        ({"from_": "[so-tttt]", "due": None, "every": "[]"}, []),
        ({"from_": "[so-tttt]", "due": None, "every": "[]", "ad_hoc": "true"}, []),
        ({"from_": "[cac-so-ban-nganh]"}, []),
        ({"from_": "[so-khcn]"}, []),
    ],
)
def test_an_agency_that_is_no_more_when_a_report_is_due(changes: dict[str, str], found: list[str]) -> None:
    assert places("PM508", plan(reports=[report(**changes)])) == found


def test_the_period_of_the_plan_bounds_what_is_due() -> None:
    text = plan(reports=[report(from_="[so-tttt]", due=None, every="[quarter]")])
    assert told("PM508", until(text, "2025-02-28")) == []
    assert told("PM508", until(text, "2025-03-13")) == []  # the quarter's data close on the 14th
    assert len(told("PM508", until(text, "2025-03-14"))) == 1


def test_successors_are_told_each_with_its_scope() -> None:
    (found,) = told("PM508", plan(reports=[report(from_="[so-ldtbxh]")]))
    assert "from 2025-03-01 on" in found.en
    assert "Department of Home Affairs (lao động, người có công)" in found.en
    assert "Department of Education and Training (giáo dục nghề nghiệp)" in found.en
    (found,) = told("PM508", plan(reports=[report(from_="[ubnd-huyen]")]))
    assert "no single body (bỏ cấp huyện" in found.en


def test_tasks_and_the_figures_of_a_year_are_due_too_and_each_agency_is_told_once() -> None:
    level = "{at_least: {2022: 50, 2025: 60}}"

    def work(due: str | None = None, **changes: str) -> str:
        tasks = [task(contributes_to="[t1]", due=due)]
        duties = [duty(**({"agencies": "[so-tttt]"} | changes))]
        return plan(targets=[target(level=level)], tasks=tasks, duties=duties)

    (found,) = told("PM508", work())
    assert (found.place, "target t1 for 2025" in found.en) == ("60", True)
    assert places("PM508", work('{by: "2025-06-20"}')) == ["2025-06-20"]
    assert places("PM508", work('{by: "2024-06-20"}')) == ["60"]
    assert told("PM508", work(roles="[coordinate]")) == []
    assert told("PM508", until(work(), "2024-12-31")) == []
    assert len(told("PM508", work(roles="[implement]"))) == 1


def test_a_province_that_goes_over_into_another_is_told_and_one_that_grows_is_not() -> None:
    text = plan(reports=[])
    (found,) = told("PM508", changed(text, "province: khanh-hoa", "province: dak-nong"))
    assert found.place == "dak-nong"
    assert "is part of Lam Dong from 2025-07-01 on" in found.en
    assert told("PM508", changed(text, "province: khanh-hoa", "province: thanh-hoa")) == []
    assert told("PM508", text) == []
    early = until(changed(text, "province: khanh-hoa", "province: dak-nong"), "2025-06-30")
    assert told("PM508", early) == []


# ------------------------------------------------------------------------------------------ PM509


@pytest.mark.parametrize(
    ("due", "every", "found"),
    [
        ('[{by: "06-20"}, {by: "12-19"}]', "[half-year]", None),
        ('[{by: "06-20"}, {by: "06-23"}]', "[half-year]", "06-23"),
        ('[{by: "06-20"}, {by: "12-19"}, {by: "12-22"}]', "[half-year]", "12-22"),
        ('[{by: "06-20"}, {by: "12-19"}]', "[quarter]", "06-20"),  # March and September have none
        ('[{by: "06-20"}, {by: "12-19"}]', "[year]", "12-19"),
        ('[{by: "06-20"}, {by: "12-19"}]', "[half-year, year]", None),  # December's serves both
        ('[{by: "06-20"}, {by: "12-19"}, {by: "01-10"}]', "[half-year, year]", None),
        ('[{by: "06-20"}, {by: "12-19"}, {by: "12-21"}, {by: "12-23"}]', "[half-year, year]", "12-23"),
        ('[{before: "12-20"}, {by: "12-19"}]', "[year]", None),  # the same day in two ways
        ('[{by: "03-20"}, {by: "06-20"}, {by: "09-20"}, {by: "12-20"}]', "[quarter]", None),
        ('[{by: "03-20"}, {by: "06-20"}, {by: "09-20"}]', "[quarter]", "03-20"),
        ('[{by: "20"}]', "[quarter]", None),
        ('[{by: "20"}]', "[year, quarter, half-year]", None),
        ('[{by: "20"}]', "[half-year, nine-months]", None),
        ('[{by: "06-20"}, {by: "12-19"}]', "[half-year, nine-months]", "06-20"),  # nobody names September
        ("[{by: next-05}]", "[month]", None),
        ("[{by: next-05}]", "[quarter]", None),
        ('[{by: "20", every: quarter}]', "[quarter, year]", "20"),
        ('[{by: "20", every: quarter}, {by: "01-10", every: year}]', "[quarter, year]", None),
        ('[{by: "20", every: quarter}, {by: "25", every: quarter}]', "[quarter]", "25"),
        ("[{in: Q2}, {in: Q4}]", "[half-year]", None),
        ('[{by: "12-19"}, {by: "2023-12-22"}]', "[year]", "2023-12-22"),
        ('[{by: "2022-12-19"}]', "[year]", "2022-12-19"),  # and 2023 to 2025?
        ("[{within: 30 days after issued}]", "[quarter]", None),
        ('[{within: 30 days after issued}, {by: "20"}]', "[quarter]", None),
        ('[{by: "2023-06-20"}]', "[once]", None),
        ('[{by: "2023-06-20"}, {before: "2023-06-21"}]', "[once]", None),  # the same day in two ways
        ('[{by: "2023-06-20"}, {in: "2023-12"}]', "[once]", "2023-12"),
        ('[{by: "06-20"}]', "[once]", "06-20"),  # in each of four years
        ('[{by: "06-20"}, {by: "12-19"}]', "[once, year]", None),
        ('[{by: "04-30", shift: next}, {by: "07-31", shift: next}, {by: "10-31", shift: next}, {by: "01-31", shift: next}]',
         "[quarter]", None),  # a day off moves on into the next quarter, not what the report is about
        ('[{by: "01-01", shift: previous}]', "[year]", None),  # and that of the last year lies after the plan
        ('[{by: "06-20"}, {by: "12-19"}]', "[]", None),
    ],
)  # fmt: skip
def test_days_must_fit_the_periods(due: str, every: str, found: str | None) -> None:
    assert places("PM509", reported(due, every)) == ([found] if found else [])


def test_each_way_of_not_fitting_has_its_sentence() -> None:
    (found,) = told("PM509", reported('[{by: "06-20"}, {by: "06-23"}]'))
    assert "2 days are named for the data that close on 2022-06-14: 2022-06-20, 2022-06-23" in found.en
    assert found.related == ["06-20"]
    (found,) = told("PM509", reported('[{by: "03-21"}, {by: "12-19"}]', "[year]"))
    assert "2 days are named in 2023, but 1 is all that its periods need: 2023-03-21, 2023-12-19" in found.en
    (found,) = told("PM509", reported('[{by: "06-20"}, {by: "12-19"}]', "[quarter]"))
    assert "quarterly, but no day is named for the data that close on 2022-09-14" in found.en
    (found,) = told("PM509", reported('[{by: "06-20"}]', "[once]"))
    assert (
        "is to be made once, but 4 days are named for it: 2022-06-20, 2023-06-20, 2024-06-20, 2025"
        in found.en
    )
    assert found.related == []


def test_long_lists_of_days_break_off() -> None:
    (found,) = told("PM502", until(reported('[{by: "12-10"}]', "[year]"), "2060-12-31"))
    assert found.en.endswith("2040-12-10, 2041-12-10, …")


def test_a_day_off_that_two_entries_name_is_told_once() -> None:
    (found,) = told(
        "PM503", until(reported('[{by: mid-year}, {by: "06-30"}]', "[half-year]"), "2024-12-31", "2024-01-01")
    )
    assert "the last day is a day off (2024-06-30), and" in found.en


def test_what_has_passed_at_signing_or_comes_after_the_end_is_not_missed() -> None:
    four = '[{by: "03-20"}, {by: "06-20"}, {by: "09-20"}, {by: "12-20"}]'
    assert told("PM509", until(reported(four, "[quarter]"), "2022-12-15")) == []
    assert told("PM509", signed(reported(four, "[quarter]"), '"2022-06-16"')) == []
    assert told("PM509", until(reported("[{by: next-05}]", "[quarter]"), "2022-12-31")) == []


every_period = st.sampled_from([*PERIODS])


@given(every_period, st.integers(16, 28), st.integers(0, 3), st.booleans())
def test_a_day_of_each_period_always_fits(every: str, day: int, years: int, later: bool) -> None:
    due = f'[{{by: "{"next-" if later else ""}{day}"}}]'
    text = until(reported(due, f"[{every}]"), f"{2022 + years}-12-31")
    assert told("PM509", text) == []
    falling = falling_due(made(text), made(text).reports[0])
    data = {f.window for f in falling}
    assert data <= {*windows(every, date(2021, 1, 1), date(2025, 12, 31))}
    assert len(data) == len(falling)


# ------------------------------------------------------------------------------------------ PM510


@pytest.mark.parametrize(
    ("due", "last", "found"),
    [
        ('[{by: "2052-12-19"}]', "2025-12-31", ["2052-12-19"]),
        ('[{by: "2026-01-15"}]', "2025-12-31", ["2026-01-15"]),
        ('[{before: "2026-01-01"}]', "2025-12-31", []),
        ('[{by: "2022-05-11"}]', "2025-12-31", ["2022-05-11"]),
        ('[{by: "2022-05-12"}]', "2025-12-31", []),
        ('[{by: "2021-12-19"}, {by: "12-19"}]', "2025-12-31", ["2021-12-19"]),
        ('[{by: "01-20"}]', "2022-12-31", ["01-20"]),
        ('[{by: "01-20"}, {by: "02-20"}]', "2022-12-31", ["01-20"]),
        ('[{by: "01-20"}, {by: "07-20"}]', "2022-12-31", []),
        ('[{by: "01-20"}]', "2023-12-31", []),
        ('[{by: "20"}]', "2022-06-15", ["20"]),
        ("[{within: 10 days after issued}]", "2025-12-31", []),
        ("[{within: 9 months after issued}]", "2022-12-31", ["9 months after issued"]),
        ("[{within: 30 days after period-start}]", "2025-12-31", ["30 days after period-start"]),
        ("[{in: 2021-Q4}]", "2025-12-31", ["2021-Q4"]),
    ],
)
def test_a_date_that_never_comes_is_found(due: str, last: str, found: list[str]) -> None:
    assert places("PM510", until(reported(due, "[half-year]"), last)) == found


def test_the_sentence_says_on_which_side_the_day_lies() -> None:
    (found,) = told("PM510", reported('[{by: "2026-01-15"}]'))
    assert "2026-01-15, after the period ends on 2025-12-31" in found.en
    (found,) = told("PM510", reported('[{by: "2022-03-15"}]'))
    assert "before the plan was signed on 2022-05-12" in found.en
    (found,) = told("PM510", signed(reported('[{by: "2021-03-15"}]'), "unknown"))
    assert "before the period begins on 2022-01-01" in found.en
    (found,) = told("PM510", until(reported('[{by: "01-20"}]'), "2022-12-31"))
    assert "between 2022-05-12 and 2022-12-31" in found.en


def test_what_counts_from_an_unknown_signing_is_found_in_reports_and_tasks() -> None:
    within = "{within: 30 days after issued}"
    text = plan(reports=[report(due=f"[{within}]")], tasks=[task(due=within)], duties=[duty()])
    assert told("PM510", text) == []
    assert len(told("PM510", signed(text, "unknown"))) == 2
    assert len(told("PM510", changed(signed(text, "unknown"), *ARTICLE))) == 2
    start = plan(tasks=[task(due="{within: 30 days after period-start}")], duties=[duty()])
    assert told("PM510", signed(start, "unknown")) == []


# ------------------------------------------------------------------------------------------ all of them


def test_a_plan_without_dates_is_left_at_once() -> None:
    facts = Facts(made(plan(targets=[target()])), REGISTRY)
    assert [f for rule in FAMILY for f in rule.run(facts)] == []
    assert "led" not in facts.__dict__
    assert "reach" not in facts.__dict__


def test_reports_that_name_the_same_days_are_judged_once() -> None:
    both = made(plan(reports=[report(), report(id="b2", at='"III.2"', from_="[so-yte]")]))
    one, two = (judged(both, r, REGISTRY) for r in both.reports)
    assert one is two
    other = made(until(plan(reports=[report()]), "2024-12-31"))
    assert judged(other, other.reports[0], REGISTRY) is not one


def test_many_reports_take_time_in_proportion() -> None:
    def seconds(n: int) -> float:
        reports = [
            report(id=f"b{i}", at=f'"III.{i + 1}"', to="[so-nv]", every="[month]", due='[{by: "20"}]')
            for i in range(n)
        ]
        reports.append(
            report(id="c", at='"III"', from_="[so-nv]", every="[month]", due='[{by: "25", shift: next}]')
        )
        big = made(plan(reports=reports))
        begun = time.perf_counter()
        for rule in FAMILY:
            list(rule.run(Facts(big, REGISTRY)))
        return time.perf_counter() - begun

    seconds(10)
    assert seconds(80) < 6 * max(seconds(40), 0.01)


def test_eighty_years_of_monthly_reports_are_judged_in_good_time() -> None:
    text = until(reported('[{by: "20"}]', "[month]"), "2099-12-31")
    begun = time.perf_counter()
    facts = Facts(made(text), REGISTRY)
    assert {rule.code for rule in FAMILY for _ in rule.run(facts)} == {"PM502", "PM503"}
    assert time.perf_counter() - begun < 5


# ------------------------------------------------------------------- the quick look hides nothing

days = st.builds("{:02}-{:02}".format, st.integers(1, 12), st.integers(10, 28))
expressions = st.one_of(
    st.builds('{{by: "{}"}}'.format, days),
    st.builds('{{before: "{}"}}'.format, days),
    st.builds('{{by: "{}-{}", shift: previous}}'.format, st.integers(2021, 2024), days),
    st.builds("{{by: next-{:02}}}".format, st.integers(1, 20)),
    st.builds('{{by: "{}"}}'.format, st.integers(10, 28)),
    st.just("{within: 20 days after issued}"),
    st.just("{in: Q4}"),
)
schedules = st.lists(expressions, max_size=3, unique=True).map(lambda listed: f"[{', '.join(listed)}]")
periods = st.lists(every_period, min_size=1, max_size=2, unique=True).map(
    lambda listed: f"[{', '.join(listed)}]"
)
WAYS = (("[so-gddt]", "[so-nv]", None), ("[so-nv]", "[so-tc]", None), ("[so-tc]", "[ubnd-tinh]", "[so-yte]"))


def passed_on(listed: Sequence[tuple[str, str]]) -> list[str]:
    """Reports, each received by who makes the next."""
    return [
        report(id=f"b{n}", from_=way[0], to=way[1], via=way[2], every=every, due=due)
        for n, ((due, every), way) in enumerate(zip(listed, WAYS, strict=False))
    ]


@given(st.lists(st.tuples(schedules, periods), min_size=1, max_size=3), st.sampled_from(["2022", "2023"]))
def test_what_is_left_aside_at_a_quick_look_would_not_be_found_by_a_close_one(
    listed: list[tuple[str, str]], last: str
) -> None:
    text = until(plan(reports=passed_on(listed)), f"{last}-12-31")

    class Closer(Facts):
        """Judges nothing beforehand: every report is looked at closely."""

        @cached_property
        def dated(self) -> tuple[tuple[m.Report, Judgement], ...]:
            doubt = Judgement((), (date(2022, 5, 12),), {}, True, True, True, True, True)
            return tuple((r, doubt) for r in self.plan.reports if r.due)

    quick, close = Facts(made(text), REGISTRY), Closer(made(text), REGISTRY)
    for rule in FAMILY:
        if rule.code != "PM509":  # judged by whole years too: see there
            assert list(rule.run(quick)) == list(rule.run(close)), rule.code


@given(st.lists(st.tuples(schedules, periods), min_size=1, max_size=3))
def test_ways_of_one_report_are_those_of_all_that_begin_with_it(listed: list[tuple[str, str]]) -> None:
    which = made(plan(reports=passed_on(listed)))
    every_way = routes(which, REGISTRY)
    assert routes(which, REGISTRY, of={"b0"}) == tuple(r for r in every_way if r.hops[0].report == "b0")
    assert routes(which, REGISTRY, every_sender=False) == every_way
