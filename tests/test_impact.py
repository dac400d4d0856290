"""What stands or falls with one agency: told from the plan's own words, and nothing where it has no work."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel import model as m
from planmodel import render, schema
from planmodel.derive.responsibility import leads_by_task
from planmodel.diagnostics import Refusal
from planmodel.views import impact as view
from tests.command import copy_plans, planmodel, refused
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PLANS, PROVINCES, REGISTRY, THANH_HOA, made, real
from tests.plan_texts import duty, plan, report, target, task
from tests.test_responsibility_laws import AGENCIES, build, duties, often, tasks

LISTS = ("led", "done", "targets", "reports", "duties", "waiting", "handovers")


def data(plan_id: str, agency: str) -> dict[str, Any]:
    return view.data(real(plan_id), REGISTRY, agency)


def clauses(found: list[dict[str, Any]]) -> list[str]:
    return [x["at"] for x in found]


# ------------------------------------------------------------------------------------------- the real plans


def test_khanh_hoa_without_its_health_department_keeps_the_education_half_of_what_two_lead() -> None:
    found = data(KHANH_HOA, "so-yte")
    alone = [x for x in found["led"] if not x["kept"]]
    wanted = [f"III.2.{x}#{n}" for x in "ab" for n in range(1, 5)] + [f"III.3.c#{n}" for n in range(1, 5)]
    assert clauses(alone) == wanted
    shared = [x for x in found["led"] if x["kept"]]
    assert clauses(shared) == [f"III.3.a#{n}" for n in range(1, 5)] + ["III.3.d#1", "III.3.d#2"]
    for x in shared:
        assert x["kept"] == [
            {"agency": "so-gddt", "scope": {"sector": "education", "territory": "province"}, "at": ["VI.2.a"]}
        ]
        assert x["lost"][0]["at"] == ["VI.3.a"]
    assert {x["at"]: x["doers"] for x in alone}["III.2.b#3"] == [
        "benh-vien", "dn-trung-gian-thanh-toan", "ngan-hang", "to-chuc-tin-dung",
    ]  # fmt: skip


def test_khanh_hoas_health_targets_stand_on_the_health_department_and_no_education_target_does() -> None:
    told = {
        x["id"]: (x["whole"], len(x["tasks"]), len(x["lost"]), x["shared"])
        for x in data(KHANH_HOA, "so-yte")["targets"]
    }
    assert told == {
        "health-platform": (False, 5, 4, ["comm-incentives"]),
        "health-cashless": (False, 6, 5, ["comm-incentives"]),
        "health-transactions": (True, 1, 1, []),
    }


def test_khanh_hoas_health_report_stops_and_those_of_others_pass_through_the_information_department() -> None:
    assert data(KHANH_HOA, "so-yte")["reports"] == [
        {"report": "rep-so-yte", "at": "VI.3.c", "role": "from", "others": []}
    ]
    told = [(x["report"], x["role"]) for x in data(KHANH_HOA, "so-tttt")["reports"]]
    assert told == [
        ("rep-so-tttt", "from"),
        ("rep-so-tttt-difficulties", "from"),
        ("rep-so-gddt", "via"),
        ("rep-so-yte", "via"),
        ("rep-difficulties", "via"),
    ]
    assert clauses(data(KHANH_HOA, "so-yte")["duties"]) == ["VI.3.b", "VI.3.c"]


def test_dak_nongs_information_department_leads_nothing_and_all_reports_reach_it() -> None:
    found = data(DAK_NONG, "so-tttt")
    assert found["led"] == found["targets"] == found["waiting"] == []
    assert clauses(found["done"]) == ["III.4#1", "III.4#2"]  # carried out by IV.3#2 and IV.3#3, led by nobody
    assert all(x["leads"] == [] for x in found["done"])
    assert [(x["report"], x["role"]) for x in found["reports"]] == [
        ("report-departments", "to"),
        ("report-consolidated", "from"),
        ("report-difficulties", "to"),
        ("report-difficulties-ubnd", "from"),
    ]
    assert clauses(found["duties"]) == ["IV.3#4", "closing#1", "closing#2"]


def test_hung_yens_focal_point_leads_no_task_but_holds_the_whole_plan() -> None:
    found = data(HUNG_YEN, "so-tttt")
    assert found["led"] == []
    assert "lead-plan" in [x["id"] for x in found["duties"]]
    assert [(x["report"], x["role"]) for x in found["reports"]] == [
        ("report-plan", "from"),
        ("report-difficulties", "via"),
    ]


def test_hung_yens_education_department_leaves_five_of_six_tasks_of_a_target_without_a_lead() -> None:
    told = {
        x["id"]: (x["whole"], len(x["tasks"]), len(x["lost"])) for x in data(HUNG_YEN, "so-gddt")["targets"]
    }
    assert told["edu-platform"] == (False, 6, 5)  # II.3.a#3 is led by nobody
    assert told["edu-transactions"] == (True, 1, 1)
    assert told["edu-online-curriculum-university"] == (True, 1, 1)


# ------------------------------------------------------------------------------------------------- the page


def test_the_page_has_a_table_for_each_kind_and_says_which_kinds_there_are_none_of() -> None:
    drawn = view.impact(real(KHANH_HOA), REGISTRY, "so-yte")
    assert drawn.title == "Ảnh hưởng khi thiếu Sở Y tế (Khánh Hòa) · 4205/KH-UBND"
    assert [t.name for t in drawn.tables] == ["Mất chủ trì", "Chỉ tiêu", "Báo cáo", "Việc riêng"]
    assert [g.title for g in drawn.tables[0].groups] == [
        "Không còn ai chủ trì (12)",
        "Còn cơ quan khác chủ trì, trong phạm vi của họ (6)",
    ]
    assert "Không có mục nào về: việc phải chờ, bàn giao." in drawn.tables[-1].notes
    last = drawn.tables[0].rows[-1]
    assert [c.text for c in last][2:] == ["y tế", "chủ trì: Sở GD&ĐT (giáo dục)", "VI.3.a"]
    english = str(render.render_document(view.impact(real(KHANH_HOA), REGISTRY, "so-yte", "en"), "markdown"))
    assert "Nobody leads (12)" in english


@pytest.mark.parametrize(
    ("plan_id", "agency"),
    [(THANH_HOA, "so-yte"), (KHANH_HOA, "cong-an-tinh"), (KHANH_HOA, "so-yte@hung-yen"), (DAK_NONG, "so-tc")],
)
def test_an_agency_without_work_takes_nothing_with_it(plan_id: str, agency: str) -> None:
    found = data(plan_id, agency)
    assert all(found[key] == [] for key in LISTS)
    (table,) = view.impact(real(plan_id), REGISTRY, agency).tables
    assert table.rows == ()
    assert "không có việc nào nêu tên" in table.notes[0]


def test_the_own_body_may_be_named_with_its_province() -> None:
    assert data(KHANH_HOA, "so-yte@khanh-hoa") == data(KHANH_HOA, "so-yte")
    assert view.impact(real(KHANH_HOA), REGISTRY, "so-yte@khanh-hoa") == view.impact(real(KHANH_HOA), REGISTRY, "so-yte")  # fmt: skip


@pytest.mark.parametrize(("agency", "near"), [("so-yt", "so-yte"), ("so-yte@hung-yenn", "hung-yen")])
def test_unknown_agencies_are_refused(agency: str, near: str) -> None:
    with pytest.raises(Refusal) as why:
        view.impact(real(KHANH_HOA), REGISTRY, agency)
    assert near in why.value.message.vi


# ------------------------------------------------------------------------------------------------ small plans


def test_tasks_that_wait_are_told_with_what_they_wait_for_and_circles_end() -> None:
    which = made(
        plan(
            tasks=[
                task(),
                task(id="n2", at='"II.2"', after="[n1]"),
                task(id="n3", at='"II.3"', after="[n2]"),
                task(id="n4", at='"II.4"', after="[n3, n5]"),
                task(id="n5", at='"II.5"', after="[n4]"),
                task(id="n6", at='"II.6"'),
            ],
            duties=[duty(), duty(id="d2", at='"III.2"', agencies="[so-yte]", covers='["II.2..II.6"]')],
        )
    )
    found = view.data(which, REGISTRY, "so-gddt")["waiting"]
    assert [(x["id"], x["waits_for"], x["steps"]) for x in found] == [
        ("n2", "n1", 1), ("n3", "n2", 2), ("n4", "n3", 3), ("n5", "n4", 4),
    ]  # fmt: skip
    assert found[0]["leads"] == [{"agency": "so-yte", "scope": None, "at": ["III.2"]}]
    assert view.data(which, REGISTRY, "so-yte")["waiting"] == []
    table = view.impact(which, REGISTRY, "so-gddt").tables[-1]
    assert table.name == "Việc phải chờ"
    assert [row[3].value for row in table.rows] == [1, 2, 3, 4]


def test_a_report_that_others_send_too_does_not_stop() -> None:
    which = made(plan(reports=[report(from_="[so-gddt, so-yte]", via="[so-tttt]")]))
    assert view.data(which, REGISTRY, "so-gddt")["reports"][0]["others"] == ["so-yte"]
    assert view.data(which, REGISTRY, "so-tttt")["reports"][0] == {
        "report": "b1", "at": "III.1", "role": "via", "others": [],
    }  # fmt: skip
    rows = view.impact(which, REGISTRY, "so-gddt").tables[0].rows
    assert [c.text for c in rows[0]][2:] == ["Sở GD&ĐT, Sở Y tế → Sở TT&TT → UBND tỉnh", "19/12/2022; 19/12/2023; 19/12/2024; 19/12/2025", "Sở Y tế"]  # fmt: skip


def test_hand_overs_by_duty_are_told_on_both_sides() -> None:
    which = made(plan(duties=[duty(covers=None, roles="[advise]", to="[ubnd-tinh]")]))
    given_ = view.data(which, REGISTRY, "so-gddt")["handovers"]
    assert [(h["giver"], h["taker"], h["kind"], h["at"]) for h in given_] == [
        ("so-gddt", "ubnd-tinh", "advise", "III.1")
    ]
    assert view.data(which, REGISTRY, "ubnd-tinh")["handovers"] == given_
    titles = [g.title for g in view.impact(which, REGISTRY, "ubnd-tinh").tables[-1].groups]
    assert titles == ["Bên giao không còn nơi để giao (1)"]


def test_who_gets_a_decision_by_receiving_a_proposal_leads_no_task() -> None:
    which = made(plan(tasks=[task()], duties=[duty(roles="[advise]", to="[ubnd-tinh]")]))
    assert view.data(which, REGISTRY, "ubnd-tinh")["led"] == []


def test_targets_without_tasks_and_tasks_without_targets_are_no_trouble() -> None:
    which = made(plan(targets=[target(), target(id="t2", population="benh-vien", at='"I.2"')], tasks=[task(contributes_to="[t2]")], duties=[duty()]))  # fmt: skip
    (found,) = view.data(which, REGISTRY, "so-gddt")["targets"]
    assert (found["id"], found["whole"], found["title"]) == ("t2", True, None)
    assert "t2" in str(render.render_document(view.impact(which, REGISTRY, "so-gddt"), "markdown"))


# ---------------------------------------------------------------------------------------------------- laws


def agrees(which: m.Plan, agency: str) -> None:
    """What falls with ``agency`` is what ``leads_by_task`` says without it."""
    found = view.data(which, REGISTRY, agency)
    leads = {x.task.id: [lead.agency for lead in x.leads] for x in leads_by_task(which, REGISTRY)}
    assert [x["id"] for x in found["led"]] == [t for t, who in leads.items() if agency in who]
    assert [x["id"] for x in found["led"] if not x["kept"]] == [
        t for t, who in leads.items() if set(who) == {agency}
    ]
    for x in found["led"]:
        assert len(x["lost"]) + len(x["kept"]) == len(leads[x["id"]])
    for x in found["targets"]:
        assert set(x["lost"]) | set(x["shared"]) <= set(x["tasks"])
        assert x["lost"] or x["shared"]
    assert not {x["id"] for x in found["done"]} & {x["id"] for x in found["led"]}
    assert list(schema.faults(found, "output/impact", "jsonschema-rs")) == []


@pytest.mark.parametrize("plan_id", PLANS)
def test_what_falls_is_what_the_leads_say_and_every_clause_exists(plan_id: str) -> None:
    which = real(plan_id)
    known = {str(i.at) for i in (*which.work, *which.reports, *which.targets)}
    for agency in REGISTRY.agencies:
        agrees(which, agency)
        found = view.data(which, REGISTRY, agency)
        told = {x["at"] for key in LISTS for x in found[key]}
        behind = {at for x in found["led"] for lead in (*x["lost"], *x["kept"]) for at in lead["at"]}
        assert (told | behind) - {None} <= known  # tasks of a template may stand at no clause


@often
@given(tasks, st.lists(duties, max_size=4))
def test_what_falls_with_whom_in_any_plan(listed: Any, work: Any) -> None:
    which = build(listed, work)
    for agency in AGENCIES:
        agrees(which, agency)
    assert all(view.data(which, REGISTRY, "kbnn-tinh")[key] == [] for key in LISTS)


def test_the_other_validator_agrees_and_the_bytes_are_the_same() -> None:
    assert list(schema.faults(data(KHANH_HOA, "so-yte"), "output/impact", "jsonschema")) == []
    one, two = (
        render.render_document(view.impact(real(p), REGISTRY, "so-tttt"), "html")
        for p in (DAK_NONG, DAK_NONG)
    )
    assert one == two


# ------------------------------------------------------------------------------------------ the command line


def test_the_command_prints_text_and_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy_plans(tmp_path))
    for format_ in ("terminal", "markdown", "csv", "html"):
        done = planmodel("impact", KHANH_HOA, "so-yte", "--format", format_)
        assert (done.code, done.err) == (0, "")
        assert "III.2.b#3" in done.out
    for plan_id in PROVINCES:
        done = planmodel("impact", plan_id, "so-gddt", "--format", "json")
        assert json.loads(done.out) == view.data(real(plan_id), REGISTRY, "so-gddt")
    assert "có phải so-yte?" in refused("impact", KHANH_HOA, "so-yt")
    assert "thiếu CƠ-QUAN" in refused("impact", KHANH_HOA)
