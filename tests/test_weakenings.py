"""Seeded weakenings of real plans: both ``diff`` and ``compare`` find each one, in the right direction and no other.

The same edits read backwards are the strengthenings.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from planmodel import model as m
from planmodel.derive import relations as rel
from planmodel.derive.changes import STRENGTHENS, WEAKENS, changes
from planmodel.derive.conformity import Item, compare
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, REGISTRY, TEMPLATE, WORKSPACE, made, real
from tests.plan_texts import changed


class Seed(NamedTuple):
    """An edit of one item of a plan that asks for less: in which dimension, and what ``diff`` calls it."""

    plan: str
    item: str
    old: str
    new: str
    kind: str
    dimension: str
    code: str
    against_template: bool = True


SEEDS = [
    Seed(KHANH_HOA, "edu-cashless", "{2022: 50}\n      step: {from: 2023, add: 10, until: 2025, reach: 80}", "{2022: 45, 2025: 80}", "target", "level", "target-level-lowered"),
    Seed(DAK_NONG, "edu-platform", "{2022: 50}", "{2022: 49.5}", "target", "level", "target-level-lowered"),
    Seed(DAK_NONG, "health-platform", "at_least: {2022: 50}", "range: {2022: [40, 100]}", "target", "level", "target-level-lowered"),
    Seed(DAK_NONG, "health-cashless", "{2022: 50}", "{2023: 50}", "target", "year", "target-year-later"),
    Seed(HUNG_YEN, "edu-platform", "area: all", "area: urban", "target", "area", "target-area-narrower"),
    Seed(DAK_NONG, "health-platform", "population: benh-vien", "population: benh-vien-tuyen-tinh", "target", "population", "target-population-narrower"),
    Seed(DAK_NONG, "edu-transactions", "measure: count-and-value", "measure: value", "target", "measure", "target-measure-weaker"),
    Seed(DAK_NONG, "health-transactions", "measure: count-and-value", "measure: count-or-value", "target", "measure", "target-measure-weaker"),
    Seed(KHANH_HOA, "edu-cashless", "demand: install-and-use", "demand: accept", "target", "demand", "target-demand-weaker"),
    Seed(KHANH_HOA, "health-platform", "commitment: firm", "commitment: aspirational", "target", "commitment", "target-commitment-weaker"),
    Seed(DAK_NONG, "health-platform", "commitment: minimum", "commitment: approximate", "target", "commitment", "target-commitment-weaker"),
    Seed(KHANH_HOA, "edu-payment-methods", "choose: 3", "choose: 2", "requirement", "options", "options-fewer"),
    Seed(HUNG_YEN, "health-payment-fields", "[payer-name, payee-name-if-any, payment-reason, invoice-code]", "[payer-name, payment-reason, invoice-code]", "requirement", "options", "options-fewer"),
    Seed(DAK_NONG, "gddt-lead-tasks", "roles: [lead, implement]", "roles: [coordinate, implement]", "lead", "lead", "lead-lost", against_template=False),
    Seed(KHANH_HOA, "so-yte-lead-health", "roles: [lead, implement]", "roles: [coordinate]", "lead", "lead", "lead-lost", against_template=False),
    Seed(DAK_NONG, "report-departments", '{before: "12-15"}', '{before: "12-25"}', "report", "deadline", "deadline-later", against_template=False),
    Seed(DAK_NONG, "report-departments", "half-year", "year", "report", "frequency", "report-periods-fewer", against_template=False),
]  # fmt: skip
named = pytest.mark.parametrize("seed", SEEDS, ids=lambda s: f"{s.plan[:6]}-{s.item}-{s.dimension}")


def text_of(plan_id: str) -> str:
    return WORKSPACE.path_of(plan_id).read_text("utf-8")


def weakened_text(seed: Seed) -> str:
    """The plan with its one edit: in the entry of the item, wherever it stands."""
    text = text_of(seed.plan)
    starts = [
        n for n in (text.find(f"  - id: {seed.item}\n"), text.find(f"  - {{id: {seed.item},")) if n >= 0
    ]
    start = next(n for n in starts if seed.old in text[n : text.find("\n  - ", n + 1)])
    end = text.find("\n  - ", start + 1)
    return text[:start] + changed(text[start:end], seed.old, seed.new) + text[end:]


def weakened(seed: Seed) -> m.Plan:
    return made(weakened_text(seed))


def copy(plan: m.Plan, plan_id: str = "ban-sao") -> m.Plan:
    """The same plan under another id."""
    return m.Plan(**{**vars(plan), "id": plan_id})


def departures(items: tuple[Item, ...]) -> dict[tuple[str, str, str | None], Item]:
    return {(i.kind, i.item, i.year): i for i in items if i.verdict not in ("conforms", "added", "unknown")}


@named
def test_diff_finds_the_weakening_by_its_code_and_nothing_stronger(seed: Seed) -> None:
    found = changes(real(seed.plan), weakened(seed), REGISTRY)
    assert {c.weight for c in found} == {WEAKENS}
    assert seed.code in {code for c in found for code in c.codes}
    assert not any(f.weight == STRENGTHENS for c in found for f in c.fields)


@named
def test_diff_finds_the_same_edit_backwards_as_a_strengthening(seed: Seed) -> None:
    found = changes(weakened(seed), real(seed.plan), REGISTRY)
    assert {c.weight for c in found} == {STRENGTHENS}
    assert not any(f.weight == WEAKENS for c in found for f in c.fields)


@named
def test_compare_finds_it_beside_the_plan_as_it_was(seed: Seed) -> None:
    before, after = real(seed.plan), copy(weakened(seed))
    assert departures(compare(before, [copy(before)], REGISTRY)) == {}
    found = departures(compare(before, [after], REGISTRY))
    assert found, "nothing departs"
    for (kind, _, _), item in found.items():
        assert kind == seed.kind
        assert item.verdict in ("falls-short", "missing", "moved")
        assert rel.STRONGER not in item.dimensions.values()
    if seed.dimension == "year":  # a level for a later year only leaves the demanded year without one
        assert {i.verdict for i in found.values()} == {"missing"}
    else:
        assert any(i.dimensions[seed.dimension] == rel.WEAKER for i in found.values())


@named
def test_compare_finds_it_backwards_as_more_than_asked_for(seed: Seed) -> None:
    found = departures(compare(weakened(seed), [copy(real(seed.plan))], REGISTRY))
    assert rel.WEAKER not in {r for i in found.values() for r in i.dimensions.values()}
    if seed.kind in ("target", "requirement", "report"):
        assert {i.verdict for i in found.values()} == {"exceeds"}


@named
def test_compare_finds_it_against_the_letter(seed: Seed) -> None:
    if not seed.against_template:
        pytest.skip("the letter as it is known asks for nothing of the kind")
    template = real(TEMPLATE)
    was = {(i.kind, i.item): i for i in compare(template, [real(seed.plan)], REGISTRY)}
    now = {(i.kind, i.item): i for i in compare(template, [weakened(seed)], REGISTRY)}
    (key,) = [k for k in was if was[k].dimensions != now[k].dimensions or was[k].verdict != now[k].verdict]
    assert key == (seed.kind, seed.item)
    if seed.dimension == "year":
        assert now[key].verdict == "missing"
    else:
        assert (was[key].dimensions[seed.dimension], now[key].dimensions[seed.dimension]) == (
            rel.EQUAL,
            rel.WEAKER,
        )


def test_every_dimension_of_the_order_is_seeded() -> None:
    assert {s.dimension for s in SEEDS} == set(rel.DIMENSIONS)


@pytest.mark.parametrize("plan_id", [DAK_NONG, HUNG_YEN, KHANH_HOA])
def test_a_plan_beside_itself_departs_nowhere(plan_id: str) -> None:
    assert departures(compare(real(plan_id), [copy(real(plan_id))], REGISTRY)) == {}
    assert changes(real(plan_id), real(plan_id), REGISTRY) == ()
