"""Gaps in the assignment of work, how leads stand, and what changes between two matrices."""

from __future__ import annotations

from collections import Counter

import pytest

from planmodel.derive.standing import standings
from planmodel.views import bodies, gaps, raci
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PLANS, REGISTRY, TEMPLATE, THANH_HOA, made, real
from tests.plan_texts import duty, plan, task


def kinds(plan_id: str) -> Counter[str]:
    return Counter(gap.kind for gap in gaps.gaps_of(real(plan_id), REGISTRY))


def clauses(plan_id: str, kind: str) -> list[str]:
    return [str(gap.at) for gap in gaps.gaps_of(real(plan_id), REGISTRY) if gap.kind == kind]


def test_what_nobody_leads_in_the_real_plans() -> None:
    assert clauses(HUNG_YEN, "no-lead") == ["II.3.a#1", "II.3.a#2", "II.3.a#3", "II.3.d#1", "II.3.d#2"]
    assert clauses(KHANH_HOA, "no-lead") == []
    dak_nong = clauses(DAK_NONG, "no-lead")
    assert len(dak_nong) == 14
    assert {c.split(".")[0] for c in dak_nong} == {"III"}


def test_only_the_general_focal_point_is_named_where_there_is_one() -> None:
    why = {gap.why.en for gap in gaps.gaps_of(real(HUNG_YEN), REGISTRY) if gap.kind == "no-lead"}
    who = "Department of Information and Communications (IV.1.f)"
    assert why == {f"no duty that leads reaches it; only the general focal point: {who}"}
    assert {gap.why.en for gap in gaps.gaps_of(real(DAK_NONG), REGISTRY) if gap.kind == "no-lead"} == {
        "no duty that leads reaches it"
    }


def test_two_departments_split_the_common_section_of_khanh_hoa() -> None:
    split = [gap for gap in gaps.gaps_of(real(KHANH_HOA), REGISTRY) if gap.kind == "split"]
    assert {gap.agencies for gap in split} == {("so-gddt", "so-yte")}
    assert kinds(KHANH_HOA)["two-leads"] == 0


@pytest.mark.parametrize("plan_id", [TEMPLATE, THANH_HOA])
def test_what_is_not_mentioned_is_unknown_in_a_template_and_in_an_article(plan_id: str) -> None:
    assert not {"no-lead", "no-doer", "idle"} & set(kinds(plan_id))
    assert {s.kind for s in standings(real(plan_id), REGISTRY)} <= {"unknown", "one", "split"}
    (note,) = gaps.gaps(real(plan_id), REGISTRY, "en").notes
    assert "missing" in note


def test_the_state_bank_of_hung_yen_has_a_duty_without_work() -> None:
    (gap,) = [g for g in gaps.gaps_of(real(HUNG_YEN), REGISTRY) if g.kind == "unspecific"]
    assert (str(gap.at), gap.agencies) == ("IV.9.a", ("nhnn-chi-nhanh",))


LEADS = [
    ([duty(agencies="[so-gddt]", roles="[lead]")], "one"),
    ([duty(agencies="[so-gddt]", roles="[lead]"), duty(id="d2", at='"III.2"', agencies="[so-yte]", roles="[lead]")], "conflict"),
    (
        [
            duty(agencies="[so-gddt]", roles="[lead]", scope="{sector: education}"),
            duty(id="d2", at='"III.2"', agencies="[so-yte]", roles="[lead]", scope="{sector: health}"),
        ],
        "split",
    ),
    ([duty(agencies="[so-gddt]", roles="[coordinate]", **{"with": "[so-yte]"})], "none"),
]  # fmt: skip


@pytest.mark.parametrize(("duties", "kind"), LEADS, ids=[kind for _, kind in LEADS])
def test_leads_are_judged_by_their_scopes(duties: list[str], kind: str) -> None:
    which = made(plan(tasks=[task(sector="both")], duties=duties))
    (stands,) = standings(which, REGISTRY)
    assert stands.kind == kind
    assert (stands.meeting is not None) is (kind == "conflict")
    found = {gap.kind for gap in gaps.gaps_of(which, REGISTRY)}
    assert ("two-leads" in found, "split" in found, "no-lead" in found) == (
        kind == "conflict",
        kind == "split",
        kind == "none",
    )


def test_every_gap_is_a_row_with_its_number_and_the_json_says_the_same() -> None:
    for plan_id in PLANS:
        drawn = gaps.gaps(real(plan_id), REGISTRY)
        found = gaps.gaps_of(real(plan_id), REGISTRY)
        assert [row[0].value for row in drawn.rows] == list(range(1, len(found) + 1))
        assert [row[1].text for row in drawn.rows] == [bodies.clause(gap.at, "vi") for gap in found]
        assert [g["kind"] for g in gaps.data(real(plan_id), REGISTRY)["gaps"]] == [g.kind for g in found]


# ------------------------------------------------------------------------------------------------------- changes


def test_a_plan_against_itself_differs_in_nothing() -> None:
    for plan_id in PLANS:
        assert raci.changes_data(real(plan_id), real(plan_id), REGISTRY)["changes"] == []


def test_who_gains_loses_and_changes_a_letter_between_two_versions() -> None:
    old = made(plan(tasks=[task()], duties=[duty(agencies="[so-gddt]", roles="[lead]"), duty(id="d2", at='"III.2"', agencies="[so-yte]", roles="[coordinate]", **{"with": "[so-gddt]"})]))  # fmt: skip
    new = made(plan(tasks=[task()], duties=[duty(agencies="[so-gddt]", roles="[implement]"), duty(id="d2", at='"III.2"', agencies="[so-tttt]", roles="[lead]")]))  # fmt: skip
    told = {(c["kind"], c["agency"], "/".join(c["before"]), "/".join(c["after"])) for c in raci.changes_data(old, new, REGISTRY)["changes"]}  # fmt: skip
    assert ("gained", "so-tttt", "", "A/R") in told
    assert ("lost", "so-yte", "C", "") in told
    assert any(kind == "letters" and agency == "so-gddt" for kind, agency, _, _ in told)
    back = {(c["kind"], c["agency"], "/".join(c["after"]), "/".join(c["before"])) for c in raci.changes_data(new, old, REGISTRY)["changes"]}  # fmt: skip
    swapped = {"gained": "lost", "lost": "gained", "letters": "letters"}
    assert {(swapped[kind], *rest) for kind, *rest in back} == told


def test_two_provinces_are_compared_by_the_template_that_both_carry_out() -> None:
    found = raci.changes_data(real(KHANH_HOA), real(HUNG_YEN), REGISTRY)["changes"]
    paired = [c for c in found if c["old"] and c["new"]]
    assert paired
    links = {
        plan_id: {i.id: {r.id for r in i.implements} for i in real(plan_id).work}
        for plan_id in (KHANH_HOA, HUNG_YEN)
    }
    for c in paired:
        one, other = links[KHANH_HOA][c["old"]["id"]], links[HUNG_YEN][c["new"]["id"]]
        assert one & other or c["old"]["id"] == c["new"]["id"]
    only = {c["kind"] for c in found}
    assert {"only-old", "only-new"} & only
