"""Classes and their members: who belongs to whom, what members have indirectly, and who is informed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planmodel import model as m
from planmodel.derive.classes import classes_of, indirect, informed, members, named_agencies, through
from planmodel.derive.responsibility import Assignment, assignments, leads_by_task
from planmodel.diagnostics import Span
from tests.golden import DAK_NONG, FULL_TEXT, HUNG_YEN, KHANH_HOA, PLANS, REGISTRY, TEMPLATE, made, real
from tests.plan_texts import duty, plan, task

NOWHERE = Span(1, 1, 1, 1, 0, 0)


def registry(**classes: str) -> m.Registry:
    """The shipped registry with classes of one's own: ``a="b c"`` has the members b and c."""
    agency = REGISTRY.agencies["doan-the"]

    def entry(name: str, listed: str) -> m.Agency:
        refs = tuple(m.Ref(x, NOWHERE) for x in listed.split())
        return m.Agency(
            **(agency.__dict__ | {"id": name, "members": refs, "kind": "class" if refs else "department"})
        )

    made_ = {name.replace("_", "-"): listed for name, listed in classes.items()}
    leaves = {x: "" for listed in made_.values() for x in listed.split() if x not in made_}
    entries = {name: entry(name, listed) for name, listed in (leaves | made_).items()}
    return m.Registry(**(REGISTRY.__dict__ | {"agencies": REGISTRY.agencies | entries}))


# ------------------------------------------------------------------------------------------ members


def test_members_of_members_are_members_each_with_the_class_that_lists_it() -> None:
    found = dict(members("nganh-giao-duc", REGISTRY))
    assert found == {
        "so-gddt": "nganh-giao-duc",
        "truong-hoc": "nganh-giao-duc",
        "co-so-gdnn": "truong-hoc",
        "dai-hoc-cao-dang": "truong-hoc",
    }
    assert members("so-gddt", REGISTRY) == ()
    assert members("khong-co", REGISTRY) == ()


def test_a_class_of_another_province_has_that_provinces_members() -> None:
    assert members("co-quan-bao-chi-tinh@hung-yen", REGISTRY) == (
        ("bao-tinh@hung-yen", "co-quan-bao-chi-tinh@hung-yen"),
        ("dai-pttth@hung-yen", "co-quan-bao-chi-tinh@hung-yen"),
    )
    assert "co-quan-bao-chi-tinh@hung-yen" in classes_of("bao-tinh@hung-yen", REGISTRY)


@pytest.mark.parametrize(
    ("circle", "inside"),
    [
        ({"a": "a"}, set()),
        ({"a": "b", "b": "a"}, {"b"}),
        ({"a": "b", "b": "c d", "c": "a b"}, {"b", "c", "d"}),
        ({"a": "a b b", "b": "b"}, {"b"}),
    ],
)
def test_a_circle_of_classes_ends_and_nothing_is_its_own_member(
    circle: dict[str, str], inside: set[str]
) -> None:
    found = members("a", registry(**circle))
    assert {name for name, _ in found} == inside
    assert len(found) == len(inside)


names = st.sampled_from("abcdefg")


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(names, st.lists(names, max_size=4).map(" ".join), min_size=1))
def test_whatever_the_registry_says_members_and_classes_agree(listed: dict[str, str]) -> None:
    known = registry(**listed)
    for name in "abcdefg":
        inside = {x for x, _ in members(name, known)}
        assert name not in inside
        assert all(name in classes_of(x, known) for x in inside)
        assert all(name in {x for x, _ in members(over, known)} for over in classes_of(name, known))


def test_the_classes_of_a_department_are_those_that_list_it() -> None:
    assert set(classes_of("so-yte", REGISTRY)) == {"cac-so-ban-nganh", "so-nganh-lien-quan", "nganh-y-te"}
    assert classes_of("kbnn-tinh", REGISTRY) == ()


# ------------------------------------------------------------------------------------------ indirect parts


def cells(parts: tuple[Assignment, ...]) -> dict[tuple[str, str], str]:
    return {(a.agency, a.item): "/".join(a.raci) for a in parts}


def together(**changes: str | None) -> str:
    """The departments co-ordinate what the education department leads; health is named as a recipient."""
    other = {"id": "d2", "at": '"III.2"', "agencies": "[cac-so-ban-nganh]", "roles": "[coordinate]"}
    return plan(
        recipients=["  - {at: recipients#1, agency: so-yte, mode: act}\n"],
        tasks=[task()],
        duties=[duty(), duty(**(other | changes))],
    )


def test_members_that_the_plan_names_have_the_classs_part_indirectly() -> None:
    (lead, *rest) = indirect(made(together()), REGISTRY)
    assert (lead.agency, rest[0].agency) == ("so-gddt", "so-yte")
    for part in (lead, *rest):
        assert part.indirect
        assert part.raci == ("C",)
        (evidence,) = part.evidence
        assert (evidence.via, evidence.through, str(evidence.at), evidence.duty) == (
            "class", "cac-so-ban-nganh", "III.2", "d2",
        )  # fmt: skip
        assert list(through(part.agency, (part,))) == ["cac-so-ban-nganh"]


def test_letters_that_a_body_has_by_its_own_clause_are_not_said_again() -> None:
    text = together(roles="[implement]")
    assert cells(indirect(made(text), REGISTRY)) == {("so-yte", "n1"): "R"}  # the lead does the work anyway


def test_members_that_are_not_asked_about_get_nothing_unless_asked_for() -> None:
    which = made(together())
    assert {a.agency for a in indirect(which, REGISTRY)} == {"so-gddt", "so-yte"}
    assert {a.agency for a in indirect(which, REGISTRY, among=["so-tc", "truong-hoc"])} == {"so-tc"}
    assert indirect(which, REGISTRY, among=()) == ()


def test_a_part_through_two_classes_is_one_part_with_both_reasons() -> None:
    text = together(agencies="[cac-so-ban-nganh, so-nganh-lien-quan]")
    (part,) = [a for a in indirect(made(text), REGISTRY) if a.agency == "so-yte"]
    assert [e.through for e in part.evidence] == ["cac-so-ban-nganh", "so-nganh-lien-quan"]
    assert list(through("so-yte", [part])) == ["cac-so-ban-nganh", "so-nganh-lien-quan"]
    assert list(through("so-tc", [part])) == []


def test_a_class_that_leads_makes_no_member_the_lead_of_a_task() -> None:
    which = made(together(roles="[lead]", covers='["II.1"]'))
    assert {a.agency for x in leads_by_task(which, REGISTRY) for a in x.leads} == {
        "so-gddt",
        "cac-so-ban-nganh",
    }


def test_classes_in_a_circle_pass_their_parts_on_once() -> None:
    known = registry(vong_a="vong-b so-yte", vong_b="vong-a so-gddt")
    text = together(agencies="[vong-a]")
    found = indirect(made(text), known, among=["so-yte", "so-gddt", "vong-b", "vong-a"])
    assert sorted(a.agency for a in found) == ["so-gddt", "so-yte", "vong-b"]


@pytest.mark.parametrize("plan_id", PLANS)
def test_in_the_real_plans_indirect_parts_rest_on_direct_ones_of_a_class(plan_id: str) -> None:
    which = real(plan_id)
    direct = assignments(which, REGISTRY)
    own = {(a.agency, a.item): set(a.raci) for a in direct}
    found = indirect(which, REGISTRY)
    assert indirect(which, REGISTRY, direct) == found
    keys = [(a.agency, a.item, a.scope) for a in found]
    assert len(keys) == len(set(keys))
    for a in found:
        assert a.agency in named_agencies(which)
        assert not set(a.raci) <= own.get((a.agency, a.item), set())
        for e in a.evidence:
            assert e.through is not None
            assert a.agency in {x for x, _ in members(e.through, REGISTRY)}
            assert set(a.raci) >= own[e.through, a.item] or len(a.evidence) > 1


def test_hung_yens_departments_take_part_in_the_whole_plan_through_their_class() -> None:
    found = [a for a in indirect(real(HUNG_YEN), REGISTRY) if a.agency == "so-yte"]
    clauses = {str(e.at) for a in found for e in a.evidence}
    assert {"IV.11.a", "IV.11.b"} <= clauses
    assert {e.through for a in found for e in a.evidence} <= {"cac-so-ban-nganh", "nganh-y-te"}


def test_dak_nongs_press_is_directed_through_its_class() -> None:
    found = {a.agency: a for a in indirect(real(DAK_NONG), REGISTRY) if a.item == "tttt-direct-press"}
    assert {who: "/".join(a.raci) for who, a in found.items()} == {"bao-tinh": "R", "dai-pttth": "R"}
    assert all(str(e.at) == "IV.3#4" for a in found.values() for e in a.evidence)


# ------------------------------------------------------------------------------------------ named, informed


def test_the_issuers_are_not_agencies_that_take_part() -> None:
    for plan_id in FULL_TEXT:
        assert "thu-tuong" not in named_agencies(real(plan_id))
    assert named_agencies(made(plan())) == frozenset()
    assert "ubnd-tinh" in named_agencies(real(HUNG_YEN))  # it receives reports there
    assert {"so-tttt", "vu-qldn"} <= named_agencies(real(TEMPLATE))


def test_the_recipients_are_informed_in_their_order_and_the_archive_is_no_body() -> None:
    found = informed(real(KHANH_HOA))
    assert [i.agency for i in found[:3]] == ["bo-tttt", "bo-gddt", "bo-yte"]
    assert {i.mode for i in found} == {"report", "act"}
    assert "van-thu" not in {i.agency for i in found}
    assert len(found) == len(real(KHANH_HOA).recipients) - 1
    assert informed(made(plan())) == ()
