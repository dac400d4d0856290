"""Who waits for whom: every hand-over has its clause, and none is invented."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import generate
from planmodel import model as m
from planmodel.derive.handover import Handover, handovers
from planmodel.source import Source
from planmodel.workspace import Workspace, load_source
from tests.plan_texts import duty, plan, report, task

WORKSPACE = Workspace.around(Path(__file__).parents[1])
PLANS = ("dak-nong-294-2022", "hung-yen-119-2022", "khanh-hoa-4205-2022", "mic-781-2022", "thanh-hoa-2022")


@cache
def real(name: str) -> m.Plan:
    found = WORKSPACE.plan(name)
    assert found is not None
    return found


def compiled(text: str) -> m.Plan:
    made = load_source(Source("made-up.yaml", text)).plan
    assert made is not None
    return made


def ways(of: m.Plan) -> set[tuple[str, str, str, str]]:
    return {(h.giver, h.taker, h.kind, str(h.at)) for h in handovers(of, WORKSPACE.registry)}


def test_khanh_hoa_reports_go_through_communications_to_the_committee() -> None:
    assert ways(real("khanh-hoa-4205-2022")) == {
        ("so-tttt", "ubnd-tinh", "report", "VI.1.a"),
        ("so-tttt", "ubnd-tinh", "report", "VI.1.d"),
        ("so-gddt", "so-tttt", "report", "VI.2.c"),
        ("so-tttt", "ubnd-tinh", "forward", "VI.2.c"),
        ("so-yte", "so-tttt", "report", "VI.3.c"),
        ("so-tttt", "ubnd-tinh", "forward", "VI.3.c"),
        ("co-quan-lien-quan", "so-tttt", "report", "closing#1"),
        ("so-tttt", "ubnd-tinh", "forward", "closing#1"),
        ("so-tttt", "ubnd-tinh", "consolidate", "VI.1.a"),
        ("so-tttt", "ubnd-tinh", "advise", "VI.1.d"),
        ("so-tc", "cap-co-tham-quyen", "consolidate", "VI.4#1"),
        ("so-tc", "cap-co-tham-quyen", "advise", "VI.4#1"),
    }


@pytest.mark.parametrize("name", PLANS)
def test_every_hand_over_of_a_real_plan_has_a_clause_and_two_sides(name: str) -> None:
    found = handovers(real(name), WORKSPACE.registry)
    clauses = {str(x.at) for x in (*real(name).tasks, *real(name).duties, *real(name).reports)}
    assert len(found) == len(set(found))
    for h in found:
        assert h.giver != h.taker
        assert str(h.at) in clauses
        assert h.item


ONE, TWO = task(id="n1"), task(id="n2", at='"II.2"', after="[n1]")
FIRST = duty(id="d1", agencies="[so-gddt]", covers='["II.1"]')
SECOND = duty(id="d2", at='"III.2"', agencies="[so-yte]", covers='["II.2"]')


def test_who_leads_the_later_task_waits_for_who_leads_the_earlier() -> None:
    made = compiled(plan(tasks=[ONE, TWO], duties=[FIRST, SECOND]))
    assert handovers(made, WORKSPACE.registry) == (
        Handover("so-gddt", "so-yte", "after", made.tasks[1].at, made.tasks[0].title, "n2", "n1"),
    )


def test_where_nobody_leads_who_carries_out_is_waited_for() -> None:
    made = compiled(
        plan(tasks=[ONE, TWO], duties=[duty(id="d1", agencies="[truong-hoc]", roles="[implement]"), SECOND])
    )
    assert ways(made) == {("truong-hoc", "so-yte", "after", "II.2")}


def test_tasks_without_anybody_and_tasks_of_one_agency_give_nothing() -> None:
    assert ways(compiled(plan(tasks=[ONE, TWO], duties=[FIRST]))) == set()
    assert ways(compiled(plan(tasks=[ONE, TWO], duties=[duty(covers='["II.1", "II.2"]')]))) == set()


def test_scopes_that_do_not_meet_wait_only_for_their_own() -> None:
    both = [task(id="n1", sector="both"), task(id="n2", at='"II.2"', sector="both", after="[n1]")]
    duties = [
        duty(id="d1", covers='["II.1", "II.2"]', scope="{sector: education}"),
        duty(id="d2", at='"III.2"', agencies="[so-yte]", covers='["II.2"]', scope="{sector: health}"),
        duty(id="d3", at='"III.3"', agencies="[cong-an-tinh]", covers='["II.1"]', scope="{sector: health}"),
    ]
    assert ways(compiled(plan(tasks=both, duties=duties))) == {("cong-an-tinh", "so-yte", "after", "II.2")}


def test_a_circle_of_tasks_ends() -> None:
    made = compiled(plan(tasks=[task(id="n1", after="[n2]"), TWO], duties=[FIRST, SECOND]))
    assert ways(made) == {("so-gddt", "so-yte", "after", "II.2"), ("so-yte", "so-gddt", "after", "II.1")}


def test_a_report_and_the_duty_to_report_at_its_clause_are_one() -> None:
    made = compiled(
        plan(
            duties=[duty(covers=None, roles="[report]", to="[ubnd-tinh]", via="[so-tttt]")],
            reports=[report(via="[so-tttt]")],
        )
    )
    assert ways(made) == {
        ("so-gddt", "so-tttt", "report", "III.1"),
        ("so-tttt", "ubnd-tinh", "forward", "III.1"),
    }


@pytest.mark.parametrize("verb", ["appraise", "approve"])
def test_work_that_must_pass_a_gate_goes_from_its_lead_to_the_gate(verb: str) -> None:
    gate = duty(id="d3", at='"III.3"', agencies="[so-tc]", roles=f"[{verb}]", covers='["II.1"]')
    made = compiled(plan(tasks=[ONE], duties=[FIRST, gate]))
    assert ways(made) == {("so-gddt", "so-tc", verb, "III.3")}
    assert ways(compiled(plan(tasks=[ONE], duties=[gate]))) == set()


def test_verbs_without_a_recipient_hand_nothing_over() -> None:
    assert ways(compiled(plan(duties=[duty(covers=None, roles="[guide]", to="[truong-hoc]")]))) == set()


@given(st.integers(1, 30), st.integers(6, 60))
def test_the_order_of_duties_and_reports_does_not_matter(number: int, tasks: int) -> None:
    made = compiled(generate.plan(1, number, tasks))
    turned = m.Plan(**{**vars(made), "duties": made.duties[::-1], "reports": made.reports[::-1]})
    assert ways(turned) == ways(made)
