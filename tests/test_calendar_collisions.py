"""Dates that get in each other's way: crowded weeks by body and never by type, days off, what falls soon after signing."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel import model as m
from planmodel.derive.classes import members
from planmodel.derive.collisions import Clash, body, clashes
from planmodel.derive.due import Obligation, obligations
from planmodel.derive.share import Body
from planmodel.views import calendar
from planmodel.views.calendar import Only, chosen, collisions
from planmodel.views.calendar.data import data
from planmodel.views.table import Table
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PROVINCES, REGISTRY, made, real
from tests.plan_texts import changed, plan, report, task

ALL = tuple(map(real, PROVINCES))


def found(*plans: m.Plan, suggest: bool = False) -> tuple[Clash, ...]:
    return clashes([(p, o) for p in plans for o in obligations(p, REGISTRY, suggest=suggest)], REGISTRY)


def seen(listed: tuple[Clash, ...]) -> list[tuple[str, str, int]]:
    return [(c.body, f"{c.year}-W{c.week:02}", c.reports) for c in listed]


def drawn(*plans: m.Plan, suggest: bool = False, only: Only = calendar.EVERYTHING, lang: str = "vi") -> Table:
    which = chosen(plans, REGISTRY, only, suggest=suggest)
    (table,) = calendar.VIEWS["clashes"](which, REGISTRY, lang).tables
    return table


def elsewhere(text: str, name: str = "ke-hoach-khac", province: str = "hung-yen") -> m.Plan:
    return made(changed(changed(text, "plan: ke-hoach-mau", f"plan: {name}"), "khanh-hoa", province))


TWO = plan(
    reports=[
        report(id="b1", due='[{by: "2022-12-19"}]', every="[year]"),
        report(id="b2", due='[{by: "2022-12-25"}]', every="[year]", from_="[so-gddt, so-yte]"),
    ]
)
"""Monday and Sunday of one week: so-gddt sends both reports, so-yte one."""


# --------------------------------------------------------------------------------------------------- crowded weeks


def test_two_reports_of_one_body_from_monday_to_sunday_are_a_crowded_week() -> None:
    (clash,) = found(made(TWO))
    assert (clash.body, clash.year, clash.week) == ("so-gddt@khanh-hoa", 2022, 51)
    assert (clash.first, clash.last) == (date(2022, 12, 19), date(2022, 12, 25))
    assert [(p.obligation.item, p.role, p.through) for p in clash.parts] == [
        ("b1", "from", None),
        ("b2", "from", None),
    ]


def test_sunday_and_the_monday_after_it_are_two_weeks() -> None:
    assert found(made(changed(TWO, "2022-12-19", "2022-12-26"))) == ()


def test_a_week_across_new_year_is_one_week_of_the_year_that_it_mostly_lies_in() -> None:
    over = changed(changed(TWO, "2022-12-19", "2023-01-01"), "2022-12-25", "2022-12-30")
    assert seen(found(made(over))) == [("so-gddt@khanh-hoa", "2022-W52", 2)]
    assert seen(
        found(made(changed(changed(TWO, "2022-12-19", "2025-01-01"), "2022-12-25", "2024-12-30")))
    ) == [("so-gddt@khanh-hoa", "2025-W01", 2)]


def test_departments_of_two_provinces_never_meet() -> None:
    one = plan(reports=[report(due='[{by: "2022-12-20"}]')])
    assert found(made(one), elsewhere(one)) == ()


def test_one_body_meets_itself_across_plans_however_it_is_called() -> None:
    one = plan(reports=[report(due='[{by: "2022-12-20"}]')])
    again = changed(one, "plan: ke-hoach-mau", "plan: ke-hoach-khac")
    assert seen(found(made(one), made(again))) == [("so-gddt@khanh-hoa", "2022-W51", 2)]
    abroad = elsewhere(one, "ke-hoach-hung-yen")
    named = changed(one, "from: [so-gddt]", "from: [so-gddt@hung-yen]")
    assert seen(found(made(named), abroad)) == [("so-gddt@hung-yen", "2022-W51", 2)]


def test_a_body_of_the_centre_is_one_body_in_all_plans() -> None:
    one = plan(reports=[report(due='[{by: "2022-12-20"}]', from_="[bo-tttt]")])
    assert seen(found(made(one), elsewhere(one))) == [("bo-tttt", "2022-W51", 2)]


def test_who_hands_reports_on_is_crowded_too_and_who_receives_them_is_not() -> None:
    handed = plan(
        reports=[
            report(id="b1", due='[{by: "2022-12-19"}]', via="[so-tttt]"),
            report(id="b2", due='[{by: "2022-12-20"}]', from_="[so-tttt]"),
        ]
    )
    (clash,) = found(made(handed))
    assert clash.body == "so-tttt@khanh-hoa"
    assert [p.role for p in clash.parts] == ["via", "from"]


def test_a_member_has_what_its_class_sends_where_it_sends_something_itself() -> None:
    of_class = plan(
        reports=[
            report(id="b1", due='[{by: "2022-12-19"}]', from_="[so-nganh-lien-quan]"),
            report(id="b2", due='[{by: "2022-12-20"}]', from_="[so-yte]"),
        ]
    )
    (clash,) = found(made(of_class))
    assert clash.body == "so-yte@khanh-hoa"
    assert [(p.obligation.item, p.through) for p in clash.parts] == [("b1", "so-nganh-lien-quan@khanh-hoa"), ("b2", None)]  # fmt: skip
    twice = changed(of_class, "from: [so-yte]", "from: [so-nganh-lien-quan]")
    assert seen(found(made(twice))) == [("so-nganh-lien-quan@khanh-hoa", "2022-W51", 2)]


def test_one_report_for_several_periods_on_one_day_is_one_report() -> None:
    listed = found(real(KHANH_HOA), suggest=True)
    assert {c.body for c in listed} == {"so-tttt@khanh-hoa"}
    assert {c.reports for c in listed} == {3}
    assert max(len(c.parts) for c in listed) == 9


def test_the_real_plans_as_they_stand_crowd_no_week() -> None:
    assert found(*ALL) == ()


def test_tasks_and_targets_crowd_nothing() -> None:
    busy = made(plan(tasks=[task(due='{by: "2022-12-19"}', by="[so-gddt]", id="n1"), task(due='{by: "2022-12-20"}', by="[so-gddt]", id="n2")]))  # fmt: skip
    assert found(busy) == ()


AGENCIES = ("so-yte", "so-gddt", "so-tttt", "so-nganh-lien-quan", "cac-so-ban-nganh")
DAYS = [date(2022, 12, 12) + timedelta(days=n) for n in range(14)]
BASE = next(o for o in obligations(real(DAK_NONG), REGISTRY) if o.kind == "report")


def test_the_last_days_of_the_calendar_have_a_week_too() -> None:
    ends = [BASE._replace(item=f"i{n}", key=f"k{n}", due=date(9999, 12, n)) for n in (30, 31)]
    (clash,) = clashes([(real(DAK_NONG), o) for o in ends], REGISTRY)
    assert (clash.first, clash.last) == (date(9999, 12, 27), date.max)


some = st.lists(
    st.tuples(
        st.sampled_from((DAK_NONG, KHANH_HOA)),
        st.sampled_from(DAYS),
        st.lists(st.sampled_from(AGENCIES), min_size=1, max_size=2, unique=True),
        st.lists(st.sampled_from(AGENCIES), max_size=1),
    ),
    max_size=7,
)


def below(group: str) -> set[str]:
    return {member for member, _ in members(group, REGISTRY)}


@given(some)
def test_the_crowded_weeks_are_those_that_counting_by_hand_gives(listed: list[tuple[str, date, list[str], list[str]]]) -> None:  # fmt: skip
    made_: list[tuple[m.Plan, Obligation]] = [
        (real(p), BASE._replace(plan=p, key=f"k{n}", item=f"i{n}", due=day, who=tuple(who), via=tuple(via)))
        for n, (p, day, who, via) in enumerate(listed)
    ]
    own: dict[tuple[date, str], set[str]] = defaultdict(set)
    for which, o in made_:
        monday = o.due - timedelta(days=o.due.weekday())
        for agency in (*o.who, *o.via):
            own[monday, body(agency, which, REGISTRY)].add(o.key)

    def all_of(monday: date, who: str) -> set[str]:
        over = (keys for (week, group), keys in own.items() if week == monday and who in below(group))
        return own[monday, who].union(*over)

    wanted = {(monday, who) for monday, who in list(own) if len(all_of(monday, who)) > 1}
    assert {(c.first, c.body) for c in clashes(made_, REGISTRY)} == wanted


# ------------------------------------------------------------------------------------------------------- as a table


def test_the_table_has_a_group_for_each_week_then_days_off_then_what_is_too_soon() -> None:
    soon = changed(TWO, "2022-12-19", "2022-05-30")
    table = drawn(
        made(changed(soon, "  - id: b2", report(id="b3", due='[{by: "2022-12-23"}]') + "  - id: b2"))
    )
    assert [(g.title, len(g.rows)) for g in table.groups] == [
        ("Tuần 51/2022 (19/12/2022 – 25/12/2022): Sở Giáo dục và Đào tạo (Khánh Hòa), số báo cáo: 2", 2),
        ("Rơi vào ngày nghỉ", 1),
        ("Quá sát ngày ký", 1),
    ]
    assert [row[-1].text for row in table.groups[0].rows] == ["báo cáo", "báo cáo"]
    assert "25/12/2022 không phải ngày làm việc" in table.groups[1].rows[0][-1].text
    assert "18 ngày sau ngày ký 12/05/2022" in table.groups[2].rows[0][-1].text


def test_dak_nongs_first_report_is_too_soon() -> None:
    table = drawn(real(DAK_NONG))
    assert [(g.title, len(g.rows)) for g in table.groups] == [("Quá sát ngày ký", 1)]
    assert table.rows[0][0].value == date(2022, 6, 14)


def test_where_nothing_gets_in_the_way_the_table_says_so_and_what_it_could_not_compare() -> None:
    table = drawn(real(HUNG_YEN), lang="en")
    assert table.rows == ()
    assert table.notes[:2] == (
        "Nothing gets in the way: no crowded week, no day off, no report soon after signing.",
        "Duties to report without a day in their plan are not compared here: 2.",
    )


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (Body("so-tttt"), 15),
        (Body("so-tttt", "khanh-hoa"), 15),
        (Body("so-tttt", "dak-nong"), 0),
        (Body("ubnd-tinh"), 0),
    ],
)
def test_of_an_agency_its_own_weeks_are_shown(asked: Body, count: int) -> None:
    which = chosen(ALL, REGISTRY, Only((asked,)), suggest=True)
    assert len(collisions.found(which, REGISTRY)) == count
    assert len(data(which, REGISTRY)["clashes"]) == count


def test_json_names_the_body_the_week_and_every_report() -> None:
    which = chosen([made(TWO)], REGISTRY)
    (clash,) = data(which, REGISTRY)["clashes"]
    assert clash == {
        "agency": "so-gddt@khanh-hoa",
        "week": "2022-W51",
        "first": "2022-12-19",
        "last": "2022-12-25",
        "reports": [
            {
                "plan": "ke-hoach-mau",
                "key": key,
                "due": due,
                "role": "from",
                "through": None,
                "proposed": False,
            }
            for key, due in (
                ("report/b1/year-2022-12", "2022-12-19"),
                ("report/b2/year-2022-12", "2022-12-25"),
            )
        ],
    }
