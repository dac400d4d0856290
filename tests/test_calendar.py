"""The calendar of plans by month and by day: the real plans, what is chosen of them, and what the tables say of it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel import model as m
from planmodel.derive import obligations as of_reports
from planmodel.derive.due import KINDS, Kind, Obligation, obligations
from planmodel.derive.share import Body
from planmodel.views import calendar, export
from planmodel.views.calendar import EVERYTHING, Chosen, Only, chosen
from planmodel.views.calendar.data import data
from planmodel.views.calendar.lines import Writer, together
from planmodel.views.table import Table
from planmodel.workdays import VERSION, Workdays
from tests.golden import (
    DAK_NONG,
    HUNG_YEN,
    KHANH_HOA,
    PLANS,
    PROVINCES,
    REGISTRY,
    THANH_HOA,
    made,
    months,
    real,
)
from tests.plan_texts import changed, duty, plan, report, small, task

ALL = tuple(map(real, PROVINCES))
every_plan = pytest.mark.parametrize("plan_id", PLANS)
every_lang = pytest.mark.parametrize("lang", ["vi", "en"])


def drawn(which: Chosen, view: str = "months", lang: str = "vi") -> Table:
    (table,) = calendar.VIEWS[view](which, REGISTRY, lang).tables
    return table


def of(*plans: m.Plan, only: Only = EVERYTHING, suggest: bool = False, today: date | None = None) -> Chosen:
    return chosen(plans, REGISTRY, only, suggest=suggest, today=today)


def texts(table: Table, *keys: str) -> list[tuple[str, ...]]:
    """The columns ``keys`` of every row."""
    where = [[c.key for c in table.columns].index(key) for key in keys]
    return [tuple(row[n].text for n in where) for row in table.rows]


def groups(table: Table) -> list[tuple[str, int]]:
    return [(group.title, len(group.rows)) for group in table.groups]


# --------------------------------------------------------------------------------------------------- the real plans


def test_dak_nongs_last_days_are_14_june_and_14_december_2022() -> None:
    table = months(real(DAK_NONG))
    assert groups(table) == [("Tháng 6/2022", 1), ("Tháng 12/2022", 3), ("Không nêu ngày trong kế hoạch", 5)]
    assert texts(table, "due", "weekday", "says", "what")[:2] == [
        ("14/06/2022", "Thứ Ba", "trước ngày 15/06 hằng năm", "Kết quả thực hiện Kế hoạch (6 tháng)"),
        ("14/12/2022", "Thứ Tư", "trước ngày 15/12 hằng năm", "Kết quả thực hiện Kế hoạch (6 tháng)"),
    ]
    assert texts(table, "who", "to", "window", "at")[0] == (
        "Sở, ngành liên quan", "Sở TT&TT", "15/12/2021 – 14/06/2022", "phần kết, đoạn 1",
    )  # fmt: skip
    assert table.rows[0][0].value == date(2022, 6, 14)


def test_dak_nongs_dates_come_with_their_warnings() -> None:
    june, december = (row[-1] for row in months(real(DAK_NONG)).rows[:2])
    assert june.mark == december.mark == "gap"
    for said in ("điều 8 khoản 5 điểm b", "chỉ 13 ngày sau ngày ký 01/06/2022", "lặp hằng năm"):
        assert said in june.text
    assert "điều 8 khoản 5 điểm b" in december.text
    assert "hằng năm, nhưng kế hoạch chỉ cho năm 2022" in december.text
    assert "ngày ký" not in december.text


def test_hung_yen_has_no_reporting_date_at_all_and_says_so() -> None:
    table = months(real(HUNG_YEN))
    assert table.notes[0] == "119/KH-UBND không nêu ngày báo cáo nào; số chế độ báo cáo không có ngày: 2."
    assert {row[0] for row in texts(table, "says")} >= {"không nêu ngày", "khi phát sinh"}
    suggested = drawn(of(real(HUNG_YEN), suggest=True), lang="en")
    assert "No day can be proposed where the plan states no period: IV.1.f (119/KH-UBND)." in suggested.notes
    assert not any("Proposed" in group.title for group in suggested.groups)


def test_khanh_hoa_shows_undated_duties_and_lawful_days_apart_when_asked() -> None:
    bare = of(real(KHANH_HOA))
    assert [o.kind for o in bare.dated if o.kind == "report"] == []
    assert bare.proposed == ()
    assert "Báo cáo định kỳ không nêu ngày: 3; thêm --suggest" in " ".join(drawn(bare).notes)

    table = drawn(of(real(KHANH_HOA), suggest=True))
    assert [g.title for g in table.groups if "2022" in g.title] == [
        "Tháng 12/2022",
        "Đề xuất, kế hoạch không nêu · Tháng 6/2022",
        "Đề xuất, kế hoạch không nêu · Tháng 9/2022",
        "Đề xuất, kế hoạch không nêu · Tháng 12/2022",
    ]
    undated, proposed = ([g for g in table.groups if word in g.title] for word in ("Không nêu", "Đề xuất"))
    assert [len(g.rows) for g in undated] == [8]
    keys = [c.key for c in table.columns]
    for row in (row for g in proposed for row in g.rows):
        says = row[keys.index("says")]
        assert (says.text, says.note, says.mark) == ("đề xuất", "kế hoạch không nêu ngày", "inferred")
        assert row[0].mark == "inferred"
        assert row[keys.index("rule")].text
    assert any("«Đề xuất»: không phải ngày của kế hoạch" in note for note in table.notes)
    assert not any("đề xuất" in c.text for g in table.groups if g not in proposed for r in g.rows for c in r)


def test_one_report_for_several_periods_on_one_day_is_one_line_with_all_its_windows() -> None:
    table = drawn(
        of(real(KHANH_HOA), only=Only(first=date(2022, 12, 1), last=date(2022, 12, 31)), suggest=True)
    )
    rows = [r for r in texts(table, "due", "what", "window") if r[0] == "22/12/2022"]
    assert len(rows) == 3
    assert rows[0][1].endswith("(hằng quý, 6 tháng, hằng năm)")
    assert rows[0][2] == "15/09/2022 – 14/12/2022; 15/06/2022 – 14/12/2022; 15/12/2021 – 14/12/2022"


def test_thanh_hoa_is_known_by_an_article_and_nothing_is_said_to_be_missing() -> None:
    assert months(real(THANH_HOA)).notes[0] == "Chỉ biết qua bài báo, chưa rõ chế độ báo cáo: thanh-hoa-2022."
    period = texts(months(real(THANH_HOA)), "what", "notes")[-1]
    assert period == (
        "Hết thời kỳ của kế hoạch (01/01/2022 – 31/12/2022)",
        "thời kỳ được suy ra, văn bản không nêu",
    )


def test_of_one_plan_the_table_is_laid_out_as_its_annex_of_several_it_names_them() -> None:
    one = months(real(DAK_NONG))
    assert (one.label, one.name) == ("PHỤ LỤC", "Lịch báo cáo")
    assert one.title.startswith("LỊCH BÁO CÁO CHUYỂN ĐỔI SỐ")
    assert one.under == (
        "(Kèm theo Kế hoạch số 294/KH-UBND ngày 01 tháng 6 năm 2022 của Ủy ban nhân dân tỉnh Đắk Nông)",
    )
    several = months(*ALL)
    assert (several.label, several.under) == ("", ())
    assert several.title == "Lịch báo cáo · 294/KH-UBND, 119/KH-UBND, 4205/KH-UBND, thanh-hoa-2022"
    assert "plan" not in [c.key for c in one.columns]
    assert [c.key for c in several.columns if c.key not in {x.key for x in one.columns}] == ["plan"]
    many = [made(small("plan: ke-hoach-mau", f"plan: mau-{n}")) for n in range(8)]
    assert months(*many).title == "Lịch báo cáo · 8 kế hoạch"


@every_lang
def test_the_calendar_of_several_plans_is_sorted_by_day(lang: str) -> None:
    early = made(plan(reports=[report(due='[{by: "03-31"}]', every="[quarter]", via="[so-tttt]")]))
    table = drawn(of(real(DAK_NONG), early), lang=lang)
    days = [row[0].value for g in table.groups for row in g.rows if row[0].value is not None]
    assert days == sorted(days)
    via = {"vi": "UBND tỉnh (qua Sở TT&TT)", "en": "(through Department of Information and Communications)"}
    assert any(row[0].endswith(via[lang]) for row in texts(table, "to"))


# ------------------------------------------------------------------------------------------------- what is chosen


@every_plan
@pytest.mark.parametrize("suggest", [False, True])
def test_all_that_is_chosen_is_what_the_plan_has(plan_id: str, suggest: bool) -> None:
    which = of(real(plan_id), suggest=suggest)
    made_ = obligations(real(plan_id), REGISTRY, suggest=suggest)
    assert sorted(which.all) == sorted(made_)
    assert [o.proposed for o in which.dated] == [False] * len(which.dated)
    assert [o.due for o in which.all] == sorted(o.due for o in made_)


days = st.dates(date(2021, 12, 1), date(2026, 1, 31))


@given(first=days, last=days, kinds=st.lists(st.sampled_from(KINDS), unique=True))
def test_what_is_chosen_is_the_whole_filtered(first: date, last: date, kinds: list[Kind]) -> None:
    whole = of(*ALL, suggest=True)
    part = of(*ALL, only=Only((), tuple(kinds), first, last), suggest=True)

    def kept(listed: tuple[Obligation, ...]) -> list[Obligation]:
        return [o for o in listed if first <= o.due <= last and (not kinds or o.kind in kinds)]

    assert list(part.dated) == kept(whole.dated)
    assert list(part.proposed) == kept(whole.proposed)
    assert part.undated == (whole.undated if not kinds or "report" in kinds else ())


def test_an_agency_sees_what_falls_to_it_by_name_and_through_its_classes() -> None:
    health = of(real(DAK_NONG), only=Only((Body("so-yte"),), ("report",)))
    assert [(o.item, o.due) for o in health.dated] == [
        ("report-departments", date(2022, 6, 14)),
        ("report-departments", date(2022, 12, 14)),
    ]
    table = drawn(health)
    who = [row for row in table.rows[0] if row.text == "Sở, ngành liên quan"]
    assert [c.note for c in who] == ["vì thuộc nhóm: Sở, ngành liên quan"]
    assert "Chỉ gồm việc liên quan đến: Sở Y tế (được nêu tên hoặc thuộc nhóm được nêu)." in table.notes
    assert of(real(DAK_NONG), only=Only((Body("bao-tinh"),), ("report",))).dated == ()


def test_an_agency_that_is_named_itself_is_not_said_to_be_there_by_a_class() -> None:
    both = made(plan(reports=[report(from_="[so-yte, so-nganh-lien-quan]")]))
    table = drawn(of(both, only=Only((Body("so-yte"),), ("report",))))
    assert not any("nhóm:" in c.note for c in table.rows[0])


def test_a_body_of_one_province_is_not_that_of_another() -> None:
    only = Only((Body("so-yte", "dak-nong"),))
    assert {o.plan for o in of(*ALL, only=only).dated} == {DAK_NONG}
    assert {x.plan.id for x in of(*ALL, only=only).undated} <= {DAK_NONG}
    anywhere = of(*ALL, only=Only((Body("so-yte"),)))
    assert {o.plan for o in anywhere.dated} >= {DAK_NONG, KHANH_HOA, HUNG_YEN}


def test_the_end_of_a_plan_concerns_all_whom_it_names() -> None:
    named = of(real(HUNG_YEN), only=Only((Body("so-yte"),), ("period",)))
    assert [o.kind for o in named.dated] == ["period"]
    assert of(real(HUNG_YEN), only=Only((Body("so-yte", "dak-nong"),), ("period",))).dated == ()


def test_targets_are_counted_on_one_line_a_year_until_they_are_asked_for() -> None:
    counted = [r for r in texts(months(real(KHANH_HOA)), "due", "what", "at") if "chỉ tiêu của năm" in r[1]]
    assert [r[:2] for r in counted] == [
        (f"31/12/{year}", f"6 chỉ tiêu của năm {year}") for year in (2022, 2023, 2024, 2025)
    ]
    assert counted[0][2] == "I.2#1, I.2#2, I.2#3"
    for kinds in (("target",), KINDS):
        table = drawn(of(real(KHANH_HOA), only=Only(kinds=kinds)))
        listed = [r for r in table.rows if r[2].note == "chỉ tiêu"]
        assert len(listed) == 24
        assert any("từ 60% trở lên" in r[2].text and "suy ra từ mức tăng" in r[-1].text for r in listed)


def test_tasks_show_who_leads_and_does_them() -> None:
    dated = made(
        plan(
            tasks=[task(due='{in: "2025-Q2"}', by="[truong-hoc]")],
            duties=[duty()],
        )
    )
    (row,) = texts(drawn(of(dated, only=Only(kinds=("task",)))), "due", "says", "what", "who", "rule")
    assert row[:4] == (
        "30/06/2025", "trong quý II/2025", "Lắp đặt mã QR trong trường học", "Sở GD&ĐT, Trường học",
    )  # fmt: skip
    assert "30/06/2025" in row[4]


# ---------------------------------------------------------------------------------------------- what tables say of it


@every_plan
@every_lang
@pytest.mark.parametrize("view", ["months", "agenda", "hops", "clashes"])
def test_every_table_tells_what_its_working_days_rest_on(plan_id: str, lang: str, view: str) -> None:
    table = drawn(of(real(plan_id), suggest=True), view, lang)
    assert any(f"holidays {VERSION}" in note for note in table.notes)
    assert all(len(row) == len(table.columns) for row in table.rows)


@every_plan
@pytest.mark.parametrize("view", ["months", "agenda", "hops", "clashes"])
def test_both_languages_say_the_same(plan_id: str, view: str) -> None:
    which = of(real(plan_id), suggest=True, today=date(2022, 6, 14))
    vi, en = (drawn(which, view, lang) for lang in ("vi", "en"))
    assert [c.key for c in vi.columns] == [c.key for c in en.columns]
    assert [len(g.rows) for g in vi.groups] == [len(g.rows) for g in en.groups]
    assert [[(c.mark, c.value) for c in row] for row in vi.rows] == [
        [(c.mark, c.value) for c in row] for row in en.rows
    ]
    assert len(vi.notes) == len(en.notes)


def test_years_that_are_not_announced_are_provisional_and_those_outside_the_table_nearly_unknown() -> None:
    text = plan(reports=[report(due='[{by: "12-20"}]')])
    which = made(changed(text, 'to: "2025-12-31"', 'to: "2040-12-31"'))
    notes = drawn(of(which), lang="en").notes
    assert (
        "The days off of 2027–2035 are provisional: days in lieu and days swapped may still be announced."
        in notes
    )
    assert "For 2036–2040 only Saturdays and Sundays are known as days off." in notes
    early = drawn(of(which, only=Only(last=date(2026, 12, 31))), lang="en").notes
    assert not any("provisional" in note or "only Saturdays" in note for note in early)


def test_days_of_the_workspace_are_named_with_their_source() -> None:
    own = m.Registry(
        **{**REGISTRY.__dict__, "workdays": Workdays([date(2022, 6, 14)], source="Thông báo 5/TB.")}
    )
    which = chosen([real(DAK_NONG)], own)
    (table,) = calendar.VIEWS["months"](which, own, "en").tables
    assert "Further days off and days worked instead: Thông báo 5/TB." in table.notes
    assert "2022-06-14 is not a working day" in table.rows[0][-1].text


def test_reports_whose_days_all_lie_outside_the_plan_are_not_dropped_in_silence() -> None:
    late = made(plan(reports=[report(due='[{before: "2022-01-05"}]')]))
    assert any(
        note.startswith("A day is named, but none that lies between") and "III.1 (1/KH-UBND)" in note
        for note in drawn(of(late), lang="en").notes
    )


def test_filters_are_told_below_the_table() -> None:
    only = Only((), ("report", "task"), date(2022, 6, 1), date(2022, 6, 30))
    notes = drawn(of(real(DAK_NONG), only=only)).notes
    assert notes[:2] == ("Chỉ gồm hạn từ 01/06/2022 đến 30/06/2022.", "Chỉ gồm: báo cáo, nhiệm vụ.")
    assert (
        drawn(of(real(DAK_NONG), only=Only(first=date(2022, 6, 1)))).notes[0] == "Chỉ gồm hạn từ 01/06/2022."
    )
    assert (
        drawn(of(real(DAK_NONG), only=Only(last=date(2022, 6, 1)))).notes[0] == "Chỉ gồm hạn đến 01/06/2022."
    )


def test_with_a_day_to_look_from_dates_say_how_far_they_are() -> None:
    table = drawn(of(real(DAK_NONG), today=date(2022, 6, 14)))
    assert [(row[1].note, row[0].mark) for row in table.rows[:2]] == [("hôm nay", ""), ("còn 183 ngày", "")]
    assert not any(row[0].note for row in table.rows), "a day stays one that tables can reckon with"
    later = drawn(of(real(DAK_NONG), today=date(2022, 6, 17)))
    assert (later.rows[0][1].note, later.rows[0][0].mark) == ("đã qua 3 ngày", "gap")
    assert not any(row[1].note for row in months(real(DAK_NONG)).rows)


def test_who_hands_a_report_on_is_told_by_when_it_has_to_be_there() -> None:
    table = drawn(of(real(KHANH_HOA), only=Only(last=date(2022, 6, 30)), suggest=True))
    rows = [row for group in table.groups[1:] for row in group.rows]
    n = next(n for n, column in enumerate(table.columns) if column.key == "to")
    assert {(row[0].text, row[n].text, row[n].note) for row in rows} == {
        ("23/06/2022", "UBND tỉnh", ""),
        ("23/06/2022", "UBND tỉnh (qua Sở TT&TT)", "đến đó chậm nhất 22/06/2022"),
    }


def test_of_several_plans_every_line_names_number_and_province() -> None:
    table = drawn(of(*ALL))
    n = next(n for n, column in enumerate(table.columns) if column.key == "plan")
    named = {(row[n].text, row[n].note) for row in table.rows}
    assert named >= {("294/KH-UBND", "Đắk Nông"), ("thanh-hoa-2022", "Thanh Hóa")}


def test_clauses_that_hold_commas_are_kept_apart() -> None:
    clauses = {row[0] for row in texts(drawn(of(*ALL)), "at")}
    assert clauses >= {"đoạn 3, câu 1; đoạn 3, câu 2", "I#3#1, I#3#2, I#3#3"}


def test_an_agenda_has_a_heading_for_every_day_and_says_which_are_off() -> None:
    table = drawn(of(real(DAK_NONG), today=date(2022, 6, 10)), "agenda")
    assert [g.title for g in table.groups] == [
        "Thứ Ba, 14/06/2022 · còn 4 ngày",
        "Thứ Tư, 14/12/2022 · còn 187 ngày",
        "Thứ Bảy, 31/12/2022 · ngày nghỉ · còn 204 ngày",
        "Không nêu ngày trong kế hoạch",
    ]
    proposed = drawn(of(real(KHANH_HOA), suggest=True), "agenda", "en")
    assert proposed.groups[0].title == "Thursday, 2022-06-23"
    assert {row[0] for row in texts(proposed, "says")} >= {"proposed", "no date", "when needed"}


def test_nothing_is_told_twice_and_nothing_is_lost_when_lines_are_joined() -> None:
    which = of(*ALL, suggest=True)
    for targets in (False, True):
        joined = together(which.all, targets=targets)
        assert sorted(o for group in joined for o in group) == sorted(which.all)
    lines = list(Writer(which, REGISTRY, "vi").lines(which.all))
    assert len(lines) == len(together(which.all, targets=True))


# ------------------------------------------------------------------------------------------------------------- json


def _old(plans: tuple[m.Plan, ...], lang: str) -> dict[str, Any]:
    """Dated and undated reports by ``derive.obligations`` alone."""

    def who(r: m.Report) -> dict[str, Any]:
        sides = {"from": r.from_, "to": r.to, "via": r.via}
        return {"report": r.id, "at": str(r.at), "about": r.about} | {
            k: [x.id for x in v] for k, v in sides.items()
        }

    dated = [
        (o.due, p.id, r.id, {"plan": p.id, **who(r), **export.occurrence(o, lang)})
        for p in plans
        for r in p.reports
        for o in of_reports.occurrences(p, r, REGISTRY.workdays)
    ]
    return {
        "dated": [made_ for *_, made_ in sorted(dated, key=lambda x: x[:3])],
        "undated": [
            {"plan": p.id, **who(u.report), "every": u.every or None}
            for p in plans
            for u in of_reports.undated(p)
        ],
    }


@every_lang
def test_dated_and_undated_are_the_reports_alone_as_ever(lang: str) -> None:
    made_ = data(of(*ALL, suggest=True), REGISTRY, lang)
    assert list(made_) == ["dated", "undated", "obligations", "proposed", "routes", "clashes"]
    assert {key: made_[key] for key in ("dated", "undated")} == _old(ALL, lang)
    assert len(made_["dated"]) == 2


def test_obligations_hold_every_field_with_iso_dates() -> None:
    first = data(of(real(DAK_NONG)), REGISTRY, "en")["obligations"][0]
    assert json.loads(json.dumps(first)) == {
        "plan": DAK_NONG,
        "key": "report/report-departments/half-year-2022-06",
        "kind": "report",
        "item": "report-departments",
        "at": "closing#1",
        "line": first["line"],
        "title": "Kết quả thực hiện Kế hoạch",
        "who": ["so-nganh-lien-quan"],
        "to": ["so-tttt"],
        "via": [],
        "due": "2022-06-14",
        "first": None,
        "says": "before 2022-06-15",
        "words": "before 06-15 of every year",
        "rule": first["rule"],
        "every": "half-year",
        "window": ["2021-12-15", "2022-06-14"],
        "notes": first["notes"],
        "proposed": False,
    }
    assert [n["code"] for n in first["notes"]] == ["no-working-day", "soon", "one-year"]
    assert set(first) == {*Obligation._fields, "line"} - {"span"}


def test_targets_are_never_counted_in_json() -> None:
    kinds = [o["kind"] for o in data(of(real(DAK_NONG)), REGISTRY)["obligations"]]
    assert kinds == ["report", "report", *["target"] * 6, "period"]
