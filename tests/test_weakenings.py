"""Seeded weakenings of real plans: both ``diff`` and ``compare`` find each one, in the right direction and no other.

The same edits read backwards are the strengthenings.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planmodel import model as m
from planmodel.derive import relations as rel
from planmodel.derive.changes import STRENGTHENS, WEAKENS, changes
from planmodel.derive.conformity import Item, compare
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, REGISTRY, TEMPLATE, WORKSPACE, made, real
from tests.plan_texts import changed, plan, target


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


# ---------------------------------------------------------------------------------------- laws, not seeds

WORDS = {
    "area": ("all", "urban", "rural"),
    "measure": ("count-and-value", "count", "value", "count-or-value"),
    "demand": ("install-and-use", "use", "accept"),
    "commitment": ("firm", "aspirational", "approximate"),
    "population": ("truong-hoc", "truong-pho-thong-dai-hoc", "dai-hoc"),
}
LEVELS = ("at_least", "more_than", "at_most")
RANKS = {"conforms": 2, "exceeds": 2, "mixed": 1, "falls-short": 0, "missing": -1}
ONE = st.fixed_dictionaries(
    {**{name: st.sampled_from(listed) for name, listed in WORDS.items()}, "amount": st.integers(1, 99)}
)


def one_target(plan_id: str, of: dict[str, object], comparator: str) -> m.Plan:
    """A plan of one target that answers to that of the other plan."""
    fields = {k: str(v) for k, v in of.items() if k != "amount"}
    text = plan(
        implements=[f"  - {{plan: {'khac' if plan_id == 'mot' else 'mot'}, basis: cited, at: preamble#1}}\n"],
        targets=[target(implements="[t1]", level=f"{{{comparator}: {{2022: {of['amount']}}}}}", **fields)],
    )
    return made(changed(text, "plan: ke-hoach-mau", f"plan: {plan_id}"))


@settings(max_examples=60)
@given(ONE, ONE, st.sampled_from(LEVELS), st.sampled_from(LEVELS))
def test_base_and_plan_swapped_mirror_every_dimension(
    one: dict[str, object], other: dict[str, object], mine: str, theirs: str
) -> None:
    a, b = one_target("mot", one, mine), one_target("khac", other, theirs)
    (there,), (back,) = compare(a, [b], REGISTRY), compare(b, [a], REGISTRY)
    assert {k: v and rel.MIRROR[v] for k, v in there.dimensions.items()} == back.dimensions
    turned = {"exceeds": "falls-short", "falls-short": "exceeds"}
    assert turned.get(there.verdict, there.verdict) == back.verdict


@settings(max_examples=60)
@given(ONE, ONE, st.sampled_from(sorted(WORDS)), st.integers(0, 3), st.booleans())
def test_a_plan_that_asks_for_still_less_is_never_better_off(
    wanted: dict[str, object], offered: dict[str, object], name: str, step: int, lower: bool
) -> None:
    less = dict(offered)
    if lower:
        less["amount"] = max(1, int(str(offered["amount"])) - step - 1)
    else:
        weaker = [
            w
            for w in WORDS[name]
            if (
                rel.population(w, str(offered[name]), REGISTRY)
                if name == "population"
                else rel.relation(name, w, str(offered[name]), REGISTRY)
            )
            == rel.WEAKER
        ]
        less[name] = weaker[step % len(weaker)] if weaker else offered[name]
    template = one_target("mot", wanted, "at_least")
    (before,), (after,) = (
        compare(template, [one_target("khac", of, "at_least")], REGISTRY) for of in (offered, less)
    )
    assert RANKS[after.verdict] <= RANKS[before.verdict]
    order = {rel.WEAKER: 0, rel.INCOMPARABLE: 1, rel.EQUAL: 2, rel.STRONGER: 3}
    for dimension, was in before.dimensions.items():
        now = after.dimensions[dimension]
        if was is not None and now is not None and rel.INCOMPARABLE not in (was, now):
            assert order[now] <= order[was]


@settings(max_examples=40)
@given(st.lists(ONE, min_size=2, max_size=4), ONE, st.randoms())
def test_the_order_of_targets_in_the_file_changes_no_verdict(
    offered: list[dict[str, object]], wanted: dict[str, object], chance: Random
) -> None:
    listed = [
        target(id=f"p{n}", at=f'"I.{n + 1}"', implements="[t1]", level=f"{{at_least: {{2022: {of['amount']}}}}}",
               **{k: str(v) for k, v in of.items() if k != "amount"})
        for n, of in enumerate(offered)
    ]  # fmt: skip
    turned = list(listed)
    chance.shuffle(turned)
    template = one_target("mot", wanted, "at_least")
    link = ["  - {plan: mot, basis: cited, at: preamble#1}\n"]
    (first,), (second,) = (
        [
            i
            for i in compare(template, [made(plan(implements=link, targets=x))], REGISTRY)
            if i.verdict != "added"
        ]
        for x in (listed, turned)
    )
    assert (first.verdict, first.dimensions, first.matches) == (
        second.verdict,
        second.dimensions,
        second.matches,
    )
