"""Who does what: letters come from verbs, through clauses, within scopes; none without a reason."""

from __future__ import annotations

import pytest

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive.responsibility import (
    assignments,
    conflicting,
    focal_points,
    leads_by_task,
)
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PLANS, REGISTRY, TEMPLATE, real


def under(plan: m.Plan, *sections: str) -> set[str]:
    """The clauses of the tasks of ``plan`` under ``sections``."""
    found = {str(t.at) for t in plan.tasks if t.at and any(Clause(s).contains(t.at) for s in sections)}
    assert found
    return found


def cells(which: m.Plan) -> dict[tuple[str, str], str]:
    """Letters by (agency, clause), the parts of one cell one after another."""
    at = {i.id: str(i.at) for i in which.work}
    found: dict[tuple[str, str], str] = {}
    for a in assignments(which, REGISTRY):
        key = (a.agency, at[a.item])
        found[key] = ";".join(filter(None, [found.get(key), "/".join(a.raci)]))
    return found


def led(which: m.Plan, agency: str) -> set[str]:
    """The clauses of the tasks that ``agency`` leads."""
    leads = leads_by_task(which, REGISTRY)
    return {str(x.task.at) for x in leads if agency in {a.agency for a in x.leads}}


def nobody(which: m.Plan) -> set[str]:
    """The clauses of the tasks that nobody leads."""
    return {str(x.task.at) for x in leads_by_task(which, REGISTRY) if not x.leads}


# ------------------------------------------------------------------------------------------- the real plans


def test_khanh_hoas_education_department_leads_section_1_and_the_education_part_of_section_3() -> None:
    kh = real(KHANH_HOA)
    assert led(kh, "so-gddt") == under(kh, "III.1", "III.3.a", "III.3.b", "III.3.d")
    assert led(kh, "so-yte") == under(kh, "III.2", "III.3.a", "III.3.c", "III.3.d")
    assert nobody(kh) == set()
    for a in assignments(kh, REGISTRY):
        if a.is_task and a.leads:
            assert a.scope is not None
            assert (a.agency, a.scope.sector) in {("so-gddt", "education"), ("so-yte", "health")}
            assert {e.via for e in a.evidence} == {"cited"}
            assert not a.inferred


def test_khanh_hoas_two_leads_of_section_3_share_the_tasks_of_both_sectors_and_do_not_clash() -> None:
    both = {t.id for t in real(KHANH_HOA).tasks if t.sector == "both"}
    assert len(both) == 6
    for x in leads_by_task(real(KHANH_HOA), REGISTRY):
        assert (
            {a.agency for a in x.leads} == {"so-gddt", "so-yte"} if x.task.id in both else len(x.leads) == 1
        )
        assert not any(conflicting(a, b) for a in x.leads for b in x.leads)


def test_khanh_hoas_other_bodies_take_part_where_their_clause_sends_them() -> None:
    kh, letters = real(KHANH_HOA), cells(real(KHANH_HOA))
    assert led(kh, "so-tttt") == set()
    assert {at for (who, at), x in letters.items() if who == "so-ct" and x == "C"} == under(kh, "III.3.d")
    assert {at for (who, at), x in letters.items() if who == "ubnd-huyen" and x == "C"} == under(kh, "III")
    assert letters["so-tttt", "VI.1.đ"] == "A/R/C"
    assert letters["nhnn-chi-nhanh", "VI.7#1"] == "C"
    assert letters["truong-hoc", "III.1.b#3"] == letters["ngan-hang", "III.1.b#3"] == "R"


HUNG_YEN_ROWS = {
    ("cong-an-tinh", "IV.7#1"): "C",
    ("kbnn-tinh", "IV.8#1"): "R/C",
    ("so-tc", "IV.4.a"): "R/C",
    ("ubnd-tinh", "IV.4.a"): "A",
    ("so-tc", "IV.4.b"): "C",
    ("so-khdt", "IV.5#1"): "A/R",
    ("co-quan-lien-quan", "IV.5#1"): "C",
    ("so-ldtbxh", "IV.6#1"): "A/C",
    ("co-so-gdnn", "IV.6#1"): "R",
    ("nhnn-chi-nhanh", "IV.9.a"): "A/R",
    ("ngan-hang", "IV.9.c"): "R",
    ("dn-trung-gian-thanh-toan", "IV.13.a"): "C",
    ("dai-hoc-cao-dang", "II.3.b#2"): "R",
}


def test_hung_yens_police_treasury_and_finance_have_rows_of_their_own() -> None:
    letters = cells(real(HUNG_YEN))
    assert {key: letters.get(key) for key in HUNG_YEN_ROWS} == HUNG_YEN_ROWS
    for agency, clauses in {"cong-an-tinh": {"IV.7#1", "IV.9.b"}, "kbnn-tinh": {"IV.8#1"}}.items():
        assert {at for who, at in letters if who == agency} == clauses
    assert (
        "kbnn-tinh",
        "IV.4.b",
    ) not in letters  # whom Finance works with is expected to lead; no clause says so


def test_nobody_leads_hung_yens_two_points_without_a_range_and_the_focal_point_leads_no_task() -> None:
    hy = real(HUNG_YEN)
    assert nobody(hy) == under(hy, "II.3.a", "II.3.d")
    assert led(hy, "so-gddt") == under(hy, "II.1", "II.3.b")
    assert led(hy, "so-yte") == under(hy, "II.2", "II.3.c")
    assert [str(d.at) for d in focal_points(hy)] == ["IV.1.f"]
    assert led(hy, "so-tttt") == set()
    whole = [a for a in assignments(hy, REGISTRY) if a.item == "lead-plan" and a.agency == "so-tttt"]
    assert [(a.is_task, "/".join(a.raci), {e.via for e in a.evidence}) for a in whole] == [
        (False, "A/R/I", {"whole-plan"})
    ]


def test_dak_nongs_letters_from_repeated_wording_are_inferred_and_those_of_named_doers_are_not() -> None:
    dn = real(DAK_NONG)
    assert led(dn, "so-gddt") == under(dn, "II.1")
    assert led(dn, "so-yte") == under(dn, "II.2")
    assert nobody(dn) == under(dn, "III")
    for a in assignments(dn, REGISTRY):
        via = {e.via for e in a.evidence}
        assert a.inferred is (via == {"wording"})
        assert not (a.is_task and a.agency.startswith("so-") and not a.inferred)
        assert a.inferred or a.agency not in {"so-gddt", "so-yte", "so-tttt"} or not a.is_task
    assert cells(dn)["so-tttt", "II.2.b#3"] == "C;C"
    assert cells(dn)["so-tttt", "III.4#2"] == "R"
    assert cells(dn)["truong-hoc", "II.1.b#2"] == "R"
    assert focal_points(dn) == ()


def test_the_template_makes_one_department_the_focal_point_and_gives_its_tasks_no_lead() -> None:
    assert [(d.id, str(d.at)) for d in focal_points(real(TEMPLATE))] == [("lead-plan", "p#8.s#1")]
    assert len(nobody(real(TEMPLATE))) == len({str(t.at) for t in real(TEMPLATE).tasks})


@pytest.mark.parametrize("plan_id", PLANS)
def test_assignments_are_ordered_by_item_then_agency_and_name_a_cell_once_per_scope(plan_id: str) -> None:
    which = real(plan_id)
    listed = assignments(which, REGISTRY)
    place = {i.id: n for n, i in enumerate(which.work)}
    keys = [(place[a.item], a.agency) for a in listed]
    assert keys == sorted(keys)
    assert len({(a.item, a.agency, a.scope) for a in listed}) == len(listed)
