"""Seeded faults in the five real plans are found, each where it stands; edits that do no harm change nothing."""

from __future__ import annotations

import pytest

from planmodel.diagnostics import ALL_CODES
from planmodel.rules import all_rules, workspace_rules
from tests.mutations.faults import PLACES, Kind, edit
from tests.mutations.judging import found, is_seen, new, outcome
from tests.mutations.kinds import kinds
from tests.mutations.of_no_harm import MOVING
from tests.mutations.of_reading import ELSEWHERE
from tests.mutations.real import reals


def named(kind: Kind) -> str:
    return kind.id


@pytest.mark.parametrize("kind", kinds(), ids=named)
def test_a_seeded_fault_is_found(kind: Kind) -> None:
    seen = outcome(kind)
    assert seen.seeded
    assert seen.wrong == []


@pytest.mark.parametrize("kind", kinds(unseen=True), ids=named)
def test_what_a_page_names_as_a_limit_is_one(kind: Kind) -> None:
    """Whoever makes a rule see further takes the reason away."""
    seen = outcome(kind)
    assert seen.seeded
    assert seen.wrong == []


@pytest.mark.parametrize("kind", kinds(harmless=True), ids=named)
def test_an_edit_that_does_no_harm_changes_nothing_that_is_found(kind: Kind) -> None:
    seen = outcome(kind)
    assert seen.seeded
    assert seen.wrong == []
    assert not seen.renamed or kind.name not in MOVING, "lines only move: fingerprints must stay"


def test_every_rule_and_every_code_that_a_text_can_show_has_faults() -> None:
    known = {*ALL_CODES, *(rule.code for rule in all_rules()), *(rule.code for rule in workspace_rules())}
    assert {kind.code for kind in kinds()} | set(ELSEWHERE) == known
    assert {k.name for k in kinds(harmless=True)} >= set(MOVING)


def test_the_seed_draws_the_same_places_in_every_run_and_from_several_plans() -> None:
    for kind in kinds()[::40]:
        assert kind.seeded() == kind.seeded()
        assert len(kind.seeded()) <= PLACES
    plans = {one.plan for kind in kinds() if kind.code == "PM301" for one in kind.seeded()}
    assert len(plans) == len(reals())


def test_a_fault_counts_as_found_at_its_place_and_under_its_code_only() -> None:
    real = next(r for r in reals() if "step" in str(r.data["targets"]))
    place = ("targets", 0, "level", "step", "reach")
    wrong = edit(real, real.put(place, "90"))
    after = found(wrong)
    assert is_seen(wrong, "PM203", after)
    assert not is_seen(wrong, "PM204", after)
    elsewhere = edit(real, real.put(place, "90"), at=real.at("targets", 1))
    assert not is_seen(elsewhere, "PM203", after)
    unchanged = edit(real, real.put(place, real.written(*place)))
    assert new(unchanged, found(unchanged)) == []
