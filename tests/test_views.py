"""What a reader sees: matrix, targets, calendar, summary and the words of offices, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from planmodel import model as m
from planmodel import render
from planmodel.derive.classes import indirect
from planmodel.derive.responsibility import assignments
from planmodel.diagnostics import Refusal
from planmodel.views import bodies, compare, raci, summary, targets
from planmodel.views.table import Cell, Table
from tests.golden import (
    DAK_NONG,
    HUNG_YEN,
    KHANH_HOA,
    PLANS,
    PROVINCES,
    REGISTRY,
    TEMPLATE,
    THANH_HOA,
    assert_golden,
    made,
    months,
    real,
    snapshots,
)
from tests.plan_texts import MINIMAL, duty, plan, target, task

every_plan = pytest.mark.parametrize("plan_id", PLANS)
every_lang = pytest.mark.parametrize("lang", ["vi", "en"])


def matrix(by: str, letters: str) -> Callable[[m.Plan, str], Table]:
    return lambda which, lang: raci.matrix(which, REGISTRY, by=by, letters=letters, lang=lang)


VIEWS: dict[str, Callable[[m.Plan, str], Table]] = {
    "summary": lambda which, lang: summary.summary(which, REGISTRY, lang),
    "targets": lambda which, lang: targets.targets(which, REGISTRY, lang),
    "calendar": lambda which, lang: months(which, lang=lang),
    "raci": matrix("task", "raci"),
    "rasci": matrix("task", "rasci"),
    "verbs": matrix("task", "verbs"),
    "raci-agency": matrix("agency", "raci"),
    "rasci-agency": matrix("agency", "rasci"),
    "verbs-agency": matrix("agency", "verbs"),
}
KEPT = [
    (view, lang)
    for view in VIEWS
    for lang in ("vi", "en")
    if view not in ("rasci-agency", "verbs-agency") and (view, lang) != ("rasci", "en")
]
"""The snapshots of one plan; those left out hold nothing that another one does not show."""


# ------------------------------------------------------------------------------------------------ snapshots


@every_plan
@pytest.mark.parametrize(("view", "lang"), KEPT)
def test_the_view_is_the_snapshot(plan_id: str, view: str, lang: str) -> None:
    drawn = VIEWS[view](real(plan_id), lang)
    assert_golden(f"views/{plan_id}.{view}.{lang}.md", render.render_table(drawn, "markdown", lang=lang))


@every_lang
def test_the_comparison_of_all_plans_is_the_snapshot(lang: str) -> None:
    plans = [real(p) for p in PROVINCES]
    made = compare.Comparison(real(TEMPLATE), plans, REGISTRY)
    drawn = render.render_document(compare.document(made, lang=lang), "markdown", lang=lang)
    assert_golden(f"views/compare.{lang}.md", str(drawn))
    others = render.render_document(compare.document(made, compare.ALL[1:], lang), "markdown", lang=lang)
    assert_golden(f"views/compare-others.{lang}.md", str(others))


@every_lang
def test_the_calendar_of_all_plans_is_the_snapshot(lang: str) -> None:
    drawn = months(*map(real, PROVINCES), lang=lang)
    assert_golden(f"views/calendar.{lang}.md", render.render_table(drawn, "markdown", lang=lang))


def test_there_is_no_snapshot_but_these() -> None:
    wanted = {f"{p}.{view}.{lang}.md" for p in PLANS for view, lang in KEPT}
    assert snapshots("views") == wanted | {
        f"{v}.{x}.md" for v in ("compare", "compare-others", "calendar") for x in ("vi", "en")
    }


@every_plan
@pytest.mark.parametrize("view", VIEWS)
def test_both_languages_show_the_same_table(plan_id: str, view: str) -> None:
    vi, en = (VIEWS[view](real(plan_id), lang) for lang in ("vi", "en"))
    assert [c.key for c in vi.columns] == [c.key for c in en.columns]
    assert [len(g.rows) for g in vi.groups] == [len(g.rows) for g in en.groups]
    assert [[c.mark for c in row] for row in vi.rows] == [[c.mark for c in row] for row in en.rows]
    assert (vi.title != en.title) is (view != "summary")
    assert len(vi.notes) == len(en.notes)
    for drawn in (vi, en):
        assert all(len(row) == len(drawn.columns) for row in drawn.rows)
        assert len({c.key for c in drawn.columns}) == len(drawn.columns)


# --------------------------------------------------------------------------------------------------- matrix


@every_plan
def test_every_assignment_is_one_part_of_one_cell_with_its_clauses(plan_id: str) -> None:
    which = real(plan_id)
    drawn = raci.matrix(which, REGISTRY)
    made_here = assignments(which, REGISTRY)
    work = [g for g in drawn.groups if g.title not in ("Tổng số việc", "Nơi nhận văn bản")]
    items = {i.id: bodies.clause(i.at, "vi") for i in which.work}
    titles = {i.id: i.title for i in which.work}
    cells = {
        (row[0].text, row[1].text, column.key): cell
        for group in work
        for row in group.rows
        for column, cell in zip(drawn.columns[2:], row[2:], strict=True)
        if cell != Cell("")
    }
    parts: dict[tuple[str, str, str], list[Any]] = {}
    for a in (*made_here, *indirect(which, REGISTRY, made_here)):
        parts.setdefault((items[a.item], titles[a.item], a.agency), []).append(a)
    assert set(cells) == set(parts)
    for key, cell in cells.items():
        shown = {x.removesuffix("°") for x in cell.text.split("; ")}
        assert shown == {f"({'/'.join(a.raci)})" if a.indirect else "/".join(a.raci) for a in parts[key]}
        assert ("indirect" in cell.mark) is all(a.indirect for a in parts[key])
        assert ("°" in cell.text) is any(a.inferred for a in parts[key])
        assert ("inferred" in cell.mark) is all(a.inferred for a in parts[key])
        assert all(str(e.at) in cell.note for a in parts[key] for e in a.evidence if e.at is not None)


def test_a_letter_from_wording_beside_a_stated_one_keeps_its_mark() -> None:
    drawn = raci.matrix(real(DAK_NONG), REGISTRY)
    column = [c.key for c in drawn.columns].index("to-chuc-tin-dung")
    (row,) = [r for r in drawn.rows if r[0].text == "II.1.b#3"]
    assert (row[column].text, row[column].mark) == ("R; C°", "R")


@every_lang
def test_tasks_stand_under_their_section_and_duties_without_tasks_after_them(lang: str) -> None:
    drawn = raci.matrix(real(HUNG_YEN), REGISTRY, lang=lang)
    *tasks, whole, own, received, totals = drawn.groups
    assert received.title == {"vi": "Nơi nhận văn bản", "en": "Recipients of the document"}[lang]
    assert totals.title == {"vi": "Tổng số việc", "en": "Totals"}[lang]
    assert [g.title for g in tasks][:2] == {
        "vi": ["Điểm a khoản 1 Mục II", "Điểm b khoản 1 Mục II"],
        "en": ["Point a, item 1, section II", "Point b, item 1, section II"],
    }[lang]
    assert sum(len(g.rows) for g in tasks) == len(real(HUNG_YEN).tasks)
    assert [r[0].text for r in whole.rows] == ["IV.1.f", "IV.11.a"]
    rows = [r[0].text for r in own.rows]
    assert {"IV.7#1", "IV.8#1", "IV.4.a", "IV.4.b"} <= set(rows)
    assert (
        len(rows) == 35 - 3 - 2
    )  # but the three that cite a range and the two that are about the whole plan


def test_who_leads_comes_first_and_groups_come_last() -> None:
    columns = [c.key for c in raci.matrix(real(HUNG_YEN), REGISTRY).columns[2:]]
    groups = [REGISTRY.agencies[c].group for c in columns]
    assert groups == sorted(groups)
    assert columns[:3] == ["so-tttt", "so-gddt", "so-yte"]


def test_the_notes_say_what_nobody_leads_and_who_the_focal_point_is() -> None:
    who = "Department of Information and Communications (IV.1.f)"
    assert raci.matrix(real(HUNG_YEN), REGISTRY, lang="en", members=False).notes[1:] == (
        "Nobody leads: II.3.a, II.3.d (5 of 27 tasks).",
        f"General focal point of the whole plan, which leads no single task: {who}.",
    )
    vi = raci.matrix(real(DAK_NONG), REGISTRY, members=False).notes
    assert vi[1:] == ("Chưa có cơ quan chủ trì: III (14/32 nhiệm vụ).",)
    assert raci.matrix(real(KHANH_HOA), REGISTRY, members=False).notes[1:] == ()
    assert "các sở, ban, ngành" in raci.matrix(real(HUNG_YEN), REGISTRY).notes[1]


def test_who_leads_is_unknown_where_only_an_article_is_known() -> None:
    note = raci.matrix(real(THANH_HOA), REGISTRY, lang="en").notes[-1]
    assert note == "The news article names no lead of 15 of 15 tasks: unknown, not unassigned."
    assert "32/32 nhiệm vụ: chưa biết" in " ".join(raci.matrix(real(TEMPLATE), REGISTRY).notes)
    facts = {r[0].text: r[1].text for r in summary.summary(real(THANH_HOA), REGISTRY, "en").rows}
    assert facts["Lead unknown"] == "15 of 15 tasks"
    assert "Nobody leads" not in facts


@every_plan
def test_letter_sets_differ_in_the_letter_only(plan_id: str) -> None:
    plain, rasci, verbs = (raci.matrix(real(plan_id), REGISTRY, letters=x) for x in raci.LETTERS)
    shown = [
        [r for g in t.groups if g.title != "Tổng số việc" for r in g.rows] for t in (plain, rasci, verbs)
    ]
    for rows in zip(*shown, strict=True):
        for a, b, c in zip(*rows, strict=True):
            assert a.note == b.note == c.note
            assert set(a.text) <= set("ARCI/;°() ") or a == b == c
            assert bool(c.text) or not a.text


@every_lang
def test_by_agency_every_part_has_its_row_and_its_evidence(lang: str) -> None:
    for plan_id in PLANS:
        drawn = raci.matrix(real(plan_id), REGISTRY, by="agency", lang=lang)
        every = assignments(real(plan_id), REGISTRY)
        assert len(drawn.rows) == len(every) + len(indirect(real(plan_id), REGISTRY, every))
        assert all(row[4].text for row in drawn.rows)
        assert len({g.title for g in drawn.groups}) == len(drawn.groups)


WHY = [
    (HUNG_YEN, "cong-an-tinh", "IV.7#1", "Provincial Police: C", "co-ordinates = C"),
    (HUNG_YEN, "ngan-hang", "IV.9.c", "Banks: R", "directs = R"),
    (HUNG_YEN, "nhnn-chi-nhanh", "IV.9.c", ": A", "directs = A"),
    (HUNG_YEN, "ubnd-tinh", "IV.4.a", ": A", "advises and submits = A"),
    (
        KHANH_HOA,
        "so-gddt",
        "III.3.b#1",
        ": A/R · education",
        "clause cited: item 3, section III",
    ),
    (
        KHANH_HOA,
        "truong-hoc",
        "edu-payment-means",
        ": R",
        "III.1.b#2 (point b, item 1, section III, dash 2): the clause",
    ),
    (DAK_NONG, "so-gddt", "II.1.a#1", ": A/R", "wording repeated: item 1, section II"),
    (HUNG_YEN, "so-tttt", "IV.1.f", ": A/R/I", "whole plan: the whole plan"),
]


@pytest.mark.parametrize(
    ("plan_id", "agency", "item", "letters", "reason"), WHY, ids=[f"{w[1]} {w[2]}" for w in WHY]
)
def test_why_names_clause_verb_reach_and_letter(
    plan_id: str, agency: str, item: str, letters: str, reason: str
) -> None:
    told = "\n".join(raci.why(real(plan_id), REGISTRY, agency, item, "en"))
    assert letters in told
    assert reason in told
    assert all(line == line.rstrip() for line in told.splitlines())
    assert len(raci.why(real(plan_id), REGISTRY, agency, item)) == len(told.splitlines())


def test_why_says_that_no_clause_gives_a_part_and_refuses_names_that_do_not_exist() -> None:
    told = raci.why(real(KHANH_HOA), REGISTRY, "so-gddt", "III.2.a#1", "en")
    assert told[1] == "Department of Education and Training: no part here; no clause gives one."
    for agency, item, reason in (
        ("so-xyz", "III.2.a#1", "the agency registry has no id 'so-xyz'"),
        ("so-gddt", "IX", "has no task or clause 'IX'"),
        ("so-gddt", "III.2.a", "has no task or clause 'III.2.a'; III.2.a: III.2.a#1, III.2.a#2"),
    ):
        with pytest.raises(Refusal) as refused:
            raci.why(real(KHANH_HOA), REGISTRY, agency, item)
        assert reason in refused.value.message.en
    with pytest.raises(Refusal) as refused:
        raci.find_item(real(DAK_NONG), "closing#2")
    assert "agencies-raise-difficulties, tttt-report-difficulties; give an id" in refused.value.message.en


# ---------------------------------------------------------------------------------------- targets, calendar


def test_derived_years_are_marked_and_a_year_that_is_not_stated_comes_last() -> None:
    drawn = targets.targets(real(KHANH_HOA), REGISTRY)
    assert [c.key for c in drawn.columns[5:]] == ["2022", "2023", "2024", "2025", "unstated", "lead", "at"]
    first = drawn.rows[0]
    assert [c.text for c in first[5:10]] == ["50", "60*", "70*", "80", ""]
    assert [c.value for c in first[5:10]] == [50, 60, 70, 80, None]
    assert [c.mark for c in first[5:9]] == ["", "inferred", "inferred", ""]
    assert first[3].text == "tỷ lệ, sử dụng, nêu thẳng"
    assert drawn.notes[0] == "* Năm suy ra từ dạng “mỗi năm tăng thêm”."


@every_plan
def test_every_target_has_its_numbered_row_under_its_sector(plan_id: str) -> None:
    drawn = targets.targets(real(plan_id), REGISTRY)
    numbers = list(range(1, len(real(plan_id).targets) + 1))
    assert [int(r[0].text) for r in drawn.rows] == [r[0].value for r in drawn.rows] == numbers
    assert [g.title for g in drawn.groups] == ["Giáo dục", "Y tế"]


def test_targets_say_more_than_at_most_and_ranges() -> None:
    levels = ("{more_than: {2022: 50}}", "{at_most: {2022: 5.5}}", "{range: {2022: [1000, 2000]}}")
    which = made(plan(targets=[target(id=f"t{n}", level=x) for n, x in enumerate(levels)]))
    assert [r[5].text for r in targets.targets(which, REGISTRY).rows] == ["> 50", "≤ 5,5", "1.000–2.000"]
    assert [r[5].text for r in targets.targets(which, REGISTRY, "en").rows] == [
        "> 50",
        "≤ 5.5",
        "1,000–2,000",
    ]


def test_a_plan_without_targets_and_reports_says_so() -> None:
    least = made(MINIMAL)
    assert targets.targets(least, REGISTRY, "en").notes == ("The plan states no target.",)
    assert months(least, lang="en").notes[0] == "No reporting duty in: 1/KH-UBND."


@every_lang
def test_the_summary_counts_who_leads_how_many_tasks(lang: str) -> None:
    facts = {r[0].text: (r[1].text, r[2].text) for r in summary.summary(real(HUNG_YEN), REGISTRY, lang).rows}
    if lang == "vi":
        assert facts["Sở Giáo dục và Đào tạo"] == ("13/27 nhiệm vụ", "II.1, II.3.b")
        assert facts["Chưa có chủ trì"] == ("5/27 nhiệm vụ", "II.3.a, II.3.d")
        assert facts["Số, ngày"][0] == "119/KH-UBND, 17/06/2022"
        assert facts["Người ký"][0] == "TM. KT. Phó Chủ tịch Nguyễn Duy Hưng"
    else:
        assert facts["Department of Health"] == ("9 of 27 tasks", "II.2, II.3.c")
        assert facts["Department of Information and Communications"] == ("general focal point", "IV.1.f")
        assert facts["Period"] == ("2022-01-01 – 2025-12-31 (stated)", "preamble#4")


def test_the_summary_says_what_is_unknown_and_that_a_link_is_inferred() -> None:
    facts = {r[0].text: r[1].text for r in summary.summary(real(THANH_HOA), REGISTRY, "en").rows}
    assert facts["Number, date"] == "unknown, unknown"
    assert facts["Signer"] == "unknown"
    assert facts["Carries out"] == "mic-781-2022 (inferred, not cited)"


def test_a_scope_is_named_in_the_cell_and_a_cell_without_part_is_empty() -> None:
    which = made(plan(tasks=[task()], duties=[duty(scope="{sector: education}")]))
    drawn = raci.matrix(which, REGISTRY)
    assert drawn.rows[0][2][:3] == ("A/R", "III.1 (giáo dục)", "A")
    assert raci.cell((), "raci", "vi", REGISTRY) == Cell("")
