"""Medians, distances and who is unlike: laws of the statistics, and the four provinces."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel import model as m
from planmodel.derive.conformity import compare
from planmodel.derive.spread import KINDS, Trait, apart, columns, gap, median, pairs, traits, unusual
from tests.golden import (
    DAK_NONG,
    HUNG_YEN,
    KHANH_HOA,
    PROVINCES,
    REGISTRY,
    TEMPLATE,
    THANH_HOA,
    WORKSPACE,
    made,
    real,
)
from tests.plan_texts import plan, target

amounts = st.decimals(0, 100, places=1)
PLANS = [real(p) for p in PROVINCES]
ITEMS = {p.id: compare(real(TEMPLATE), [p], REGISTRY) for p in PLANS}
TRAITS = traits(PLANS, ITEMS, REGISTRY)


@given(st.lists(amounts, min_size=1))
def test_as_many_values_lie_above_a_median_as_below_it(values: list[Decimal]) -> None:
    middle = median(values)
    assert 2 * sum(v < middle for v in values) <= len(values)
    assert 2 * sum(v > middle for v in values) <= len(values)
    assert median(reversed(values)) == middle


def test_there_is_no_median_of_nothing() -> None:
    with pytest.raises(ValueError, match="no values"):
        median([])


@given(amounts, amounts)
def test_a_gap_is_the_same_from_both_sides_and_never_more_than_one(one: Decimal, other: Decimal) -> None:
    for key in (("x", "both", "%"), ("x", "both", "lượt")):
        assert gap(one, other, key) == gap(other, one, key)
        assert 0 <= gap(one, other, key) <= 1
        assert (gap(one, other, key) == 0) is (one == other)


def test_a_column_has_the_broadest_level_of_each_plan_first() -> None:
    narrow = target(id="t1", area="urban", level="{at_least: {2022: 100}}")
    broad = target(id="t2", level="{at_least: {2022: 50}}", at='"I.2"')
    (column,) = columns([made(plan(targets=[narrow, broad]))], REGISTRY)
    assert [f.target.id for f in column.figures["ke-hoach-mau"]] == ["t2", "t1"]
    assert column.median == 50


def test_columns_go_by_year_and_the_year_not_stated_comes_last() -> None:
    found = [c for c in columns(PLANS, REGISTRY) if c.measured[:2] == ("cashless-adoption", "education")]
    assert [c.year for c in found] == ["2022", "2023", "2024", "2025", "unstated"]
    assert {p: f[0].level.amount for p, f in found[0].figures.items()} == {
        DAK_NONG: 50, HUNG_YEN: 100, KHANH_HOA: 50, THANH_HOA: 100,
    }  # fmt: skip
    assert found[0].median == 75


def test_what_most_have_is_usual_and_a_tie_makes_nobody_unlike() -> None:
    three = Trait("task", ("x",), {"a": "stands", "b": "stands", "c": "moved"})
    assert three.usual == ("stands",)
    assert three.away() == {"a": 0, "b": 0, "c": Decimal(2) / 3}
    tie = Trait("task", ("x",), {"a": "stands", "b": "moved"})
    assert set(tie.away().values()) == {0}


def test_hung_yen_alone_moved_tasks_and_dak_nong_alone_demands_all_methods() -> None:
    found = {one.plan: one for one in unusual(PLANS, TRAITS)}
    assert {p for p, one in found.items() if one.by_kind.get("task")} == {HUNG_YEN}
    assert {p for p, one in found.items() if one.by_kind.get("requirement")} == {DAK_NONG}
    assert [u.trait.key for u in found[DAK_NONG].unlike if u.trait.kind == "requirement"] == [
        ("edu-payment-methods",), ("health-payment-methods",),
    ]  # fmt: skip
    assert max(found.values(), key=lambda one: one.distance).plan == HUNG_YEN
    assert all(0 <= one.distance <= 1 and set(one.by_kind) <= set(KINDS) for one in found.values())


def test_what_an_article_does_not_tell_is_no_difference() -> None:
    kinds = {t.kind for t in TRAITS if THANH_HOA in t.values}
    assert not kinds & {"target", "report"}
    assert all(t.values[THANH_HOA] == "stands" for t in TRAITS if t.kind == "task" and THANH_HOA in t.values)


def test_a_plan_is_as_far_from_another_as_the_other_from_it_and_not_from_itself() -> None:
    found = pairs(PLANS, TRAITS)
    assert len(found) == 6
    for (one, other), distance in found.items():
        assert distance == apart(other, one, TRAITS) > 0
        assert apart(one, one, TRAITS) == 0


def test_the_order_of_plans_changes_no_distance() -> None:
    turned = PLANS[::-1]
    again = unusual(turned, traits(turned, ITEMS, REGISTRY))
    assert {o.plan: o.distance for o in again} == {o.plan: o.distance for o in unusual(PLANS, TRAITS)}


def test_identical_plans_are_nowhere_unlike() -> None:
    one = real(DAK_NONG)
    twins = [one, made_again(one.id, "a"), made_again(one.id, "b")]
    items = {p.id: compare(real(TEMPLATE), [p], REGISTRY) for p in twins}
    assert {o.distance for o in unusual(twins, traits(twins, items, REGISTRY))} == {0}


def made_again(plan_id: str, name: str) -> m.Plan:
    """A real plan under another id."""
    text = WORKSPACE.path_of(plan_id).read_text("utf-8")
    return made(text.replace(f"plan: {plan_id}", f"plan: {name}", 1))
