"""Version against version: what changed is found, in the right direction, and nothing else is."""

from __future__ import annotations

import copy
import random
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planmodel import model as m
from planmodel.derive import relations as rel
from planmodel.derive.changes import (
    CODES,
    EDITORIAL,
    NEUTRAL,
    STRENGTHENS,
    WEAKENS,
    Change,
    applied,
    changes,
    mirror_of,
)
from planmodel.derive.effects import effects
from planmodel.derive.plain import SECTIONS, plain
from planmodel.source import Source
from planmodel.workspace import load_source
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PLANS, REGISTRY, TEMPLATE, made, real
from tests.plan_texts import FULL, changed, duty, plan, report, requirement, target, task
from tests.versions import Data, Seeded, data_of, seeded, text_of, version

every_plan = pytest.mark.parametrize("plan_id", PLANS)


def found(old: m.Plan, new: m.Plan) -> tuple[Change, ...]:
    """The changes; the laws that hold for every two plans are asked on the way."""
    listed = changes(old, new, REGISTRY)
    assert applied(listed, plain(old)) == plain(new)
    assert codes(changes(new, old, REGISTRY)) == Counter(map(mirror_of, codes(listed).elements()))
    return listed


def codes(listed: Iterable[Change]) -> Counter[str]:
    """Every kind of change, as often as it is told."""
    told = [(*((c.code,) if c.code else ()), *(f.code for f in c.fields)) for c in listed]
    return Counter(code for one in told for code in one)


def between(old: str, new: str) -> tuple[Change, ...]:
    """The changes between two texts."""
    return found(made(old), made(new))


# ---------------------------------------------------------------------------------------------------- what is no change


@every_plan
def test_a_plan_does_not_differ_from_itself(plan_id: str) -> None:
    assert changes(real(plan_id), real(plan_id), REGISTRY) == ()


@every_plan
def test_form_is_no_change(plan_id: str) -> None:
    """Quotes, comments, indentation, the order of keys, of items and of names: none of it says anything."""
    data = data_of(plan_id)
    rng = random.Random(plan_id)
    assert found(real(plan_id), version(data)) == ()
    shuffled = version(_shuffled(data, rng))
    assert found(real(plan_id), shuffled) == ()
    text = re.sub(r"^( *)#.*\n", "", text_of(plan_id), flags=re.MULTILINE)
    assert found(real(plan_id), made(text)) == ()


def _shuffled(value: Any, rng: random.Random, key: str = "") -> Any:
    if isinstance(value, dict):
        items = list(value.items())
        rng.shuffle(items)
        return {k: _shuffled(v, rng, k) for k, v in items}
    if isinstance(value, list):
        made_ = [_shuffled(v, rng) for v in value]
        if not (len(made_) == 2 and all(isinstance(v, int) for v in made_)):  # a range has an order
            rng.shuffle(made_)
        return made_
    return value


# ------------------------------------------------------------------------------------------------------ seeded edits


@every_plan
def test_every_seeded_weakening_is_found_with_its_direction(plan_id: str) -> None:
    listed = list(seeded(plan_id))
    wrong = [one.what for one in listed if not _is_found(one)]
    assert len(listed) > 35
    assert wrong == []


def _is_found(one: Seeded) -> bool:
    """True where it is told as weaker, and from the other side as stronger, and nothing is told the other way."""
    old, new = version(one.before), version(one.after)
    here = found(old, new)
    weights = {CODES[code].weight for code in codes(here)}
    back = {CODES[code].weight for code in codes(changes(new, old, REGISTRY))}
    return (
        one.code in codes(here)
        and weights <= {WEAKENS, NEUTRAL, EDITORIAL}
        and back <= {STRENGTHENS, NEUTRAL, EDITORIAL}
        and all(f.relation in (rel.WEAKER, None) for c in here for f in c.fields if f.weight == WEAKENS)
    )


def test_every_kind_of_weakening_is_seeded_in_a_real_plan() -> None:
    kinds = {one.code for plan_id in PLANS for one in seeded(plan_id)}
    dimensions = {"level-lowered", "year-later", "area-narrower", "population-narrower", "measure-weaker", "demand-weaker",
                  "commitment-weaker"}  # fmt: skip
    assert {f"target-{d}" for d in dimensions} <= kinds
    assert {"options-fewer", "lead-lost", "role-weaker", "deadline-later", "report-periods-fewer"} <= kinds


# --------------------------------------------------------------------------------------------------------- small cases

T = target()
SMALL = [
    ("a bound below, lower", [target(level="{at_least: {2022: 50}}")], [target(level="{at_least: {2022: 45}}")], {"target-level-lowered"}),
    ("a bound above, higher", [target(level="{at_most: {2022: 5}}")], [target(level="{at_most: {2022: 9}}")], {"target-level-lowered"}),
    ("an open end closed", [target(level="{more_than: {2022: 50}}")], [target(level="{at_least: {2022: 50}}")], {"target-bound-looser"}),
    ("a range widened", [target(level="{range: {2022: [40, 50]}}")], [target(level="{range: {2022: [30, 50]}}")], {"target-level-lowered"}),
    ("a step that ends earlier", [target(level="{at_least: {2022: 50}, step: {from: 2023, add: 10, until: 2025, reach: 80}}")],
     [target(level="{at_least: {2022: 50}, step: {from: 2023, add: 10, until: 2024, reach: 60}}")], {"target-level-lowered", "target-figure-dropped", "written-otherwise"}),
    ("a step written out", [target(level="{at_least: {2022: 50}, step: {from: 2023, add: 10, until: 2024, reach: 70}}")],
     [target(level="{at_least: {2022: 50, 2023: 60, 2024: 70}}")], {"written-otherwise"}),
    ("all years a year later", [target(level="{at_least: {2022: 50, 2023: 60}}")], [target(level="{at_least: {2023: 50, 2024: 60}}")], {"target-year-later"}),
    ("a year named", [target(level="{at_least: {unstated: 50}}")], [target(level="{at_least: {2022: 50}}")], {"target-year-changed"}),
    ("another unit", [target(unit='"%"')], [target(unit="trường")], {"target-unit-changed"}),
    ("firm and minimum bind alike", [target(commitment="firm")], [target(commitment="minimum")], {"target-commitment-changed"}),
    ("neither commitment is more", [target(commitment="approximate")], [target(commitment="aspirational")], {"target-commitment-changed"}),
    ("another target of that indicator", [target(id="t1")], [target(id="t9")], {"renamed"}),
    ("half the sectors", [target(sector="both")], [target(sector="education")], {"sector-narrower"}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "old", "new", "wanted"), SMALL, ids=[s[0] for s in SMALL])
def test_targets(what: str, old: list[str], new: list[str], wanted: set[str]) -> None:
    assert set(codes(between(plan(targets=old), plan(targets=new)))) == wanted


TASKS = [task(), task(id="n2", at='"II.2"')]
WORK = [
    ("a task moved", {"tasks": [task()]}, {"tasks": [task(at='"II.9"')]}, {"moved"}),
    ("a title reworded", {"tasks": [task()]}, {"tasks": [task(title="Lắp đặt mã QR tại trường học")]}, {"title-changed"}),
    ("other work under the id", {"tasks": [task()]}, {"tasks": [task(title="Tổ chức hội nghị sơ kết")]}, {"title-rewritten"}),
    ("another id", {"tasks": [task()]}, {"tasks": [task(id="n7", title="Lắp đặt mã QR trong trường học")]}, {"renamed"}),
    ("other work at the clause", {"tasks": [task()]}, {"tasks": [task(id="n7", title="Tổ chức hội nghị sơ kết")]}, {"task-removed", "task-added"}),
    ("another doer", {"tasks": [task(by="[truong-hoc]")]}, {"tasks": [task(by="[benh-vien]")]}, {"doer-changed"}),
    ("before excludes the day", {"tasks": [task(due="{by: 2022-06-14}")]}, {"tasks": [task(due="{before: 2022-06-15}")]}, {"deadline-changed"}),
    ("a lead gone with its duty", {"tasks": TASKS, "duties": [duty()]}, {"tasks": TASKS}, {"duty-removed", "lead-lost"}),
    ("another lead", {"tasks": TASKS, "duties": [duty()]}, {"tasks": TASKS, "duties": [duty(agencies="[so-yte]")]}, {"duty-agency-changed", "lead-changed"}),
    ("lead to co-ordinate", {"tasks": TASKS, "duties": [duty()]}, {"tasks": TASKS, "duties": [duty(roles="[coordinate]")]}, {"role-weaker", "lead-lost"}),
    ("fewer clauses", {"tasks": TASKS, "duties": [duty(covers='["II.1", "II.2"]')]}, {"tasks": TASKS, "duties": [duty()]}, {"coverage-smaller", "lead-lost"}),
    ("clauses cited otherwise", {"tasks": TASKS, "duties": [duty(covers='["II.1", "II.2"]')]}, {"tasks": TASKS, "duties": [duty(covers='["II"]')]}, {"coverage-changed"}),
    ("a narrower scope", {"duties": [duty()]}, {"duties": [duty(scope="{sector: education}")]}, {"scope-narrower"}),
    ("narrower here, wider there", {"duties": [duty(scope="{sector: education}")]}, {"duties": [duty(scope="{territory: own-area}")]}, {"scope-changed"}),
    ("partners", {"duties": [duty()]}, {"duties": [duty(with_="[so-yte]")]}, {"partners-changed"}),
    ("no work named", {"duties": [duty()]}, {"duties": [duty(unspecific="true")]}, {"named-work-dropped"}),
    ("a renamed task in after", {"tasks": [task(), task(id="n2", at='"II.2"', after="[n1]")]},
     {"tasks": [task(id="n5", title="Lắp đặt mã QR trong trường học"), task(id="n2", at='"II.2"', after="[n5]")]}, {"renamed", "reference-renamed"}),
    ("quarter to year", {"reports": [report(every="[quarter]", due=None)]}, {"reports": [report(every="[year]", due=None)]}, {"report-periods-fewer"}),
    ("a later day", {"reports": [report()]}, {"reports": [report(due='[{before: "12-25"}]')]}, {"deadline-later"}),
    ("an option more", {"requirements": [requirement(choose="1")]}, {"requirements": [requirement(choose="2")]}, {"options-more"}),
    ("other options", {"requirements": [requirement(choose="all")]}, {"requirements": [requirement(choose="all", of="[qr, card-pos]")]}, {"options-changed"}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "old", "new", "wanted"), WORK, ids=[s[0] for s in WORK])
def test_work(what: str, old: dict[str, list[str]], new: dict[str, list[str]], wanted: set[str]) -> None:
    assert set(codes(between(plan(**old), plan(**new)))) == wanted


def test_a_period_counted_from_the_day_of_signing_moves_with_it() -> None:
    old = plan(tasks=[task(due='{within: "30 days after issued"}')])
    new = changed(old, '"2022-05-12"', '"2022-06-12"')
    assert set(codes(between(old, new))) == {"document-redated", "deadline-later"}


def test_around_the_demands() -> None:
    for old, new, code in (
        ("2025-12-31\", basis", "2024-12-31\", basis", "period-shorter"),
        ("number: 1/KH-UBND", "number: 2/KH-UBND", "document-changed"),
        ("title: Kế hoạch mẫu", "title: Kế hoạch mẫu mực", "title-changed"),
        ("agency: van-thu", "agency: so-yte", "recipient-removed"),
        ("reason: heading}\n  - {at: III", "reason: lead-in}\n  - {at: III", "not-encoded-changed"),
        ("text: Không nêu mức", "text: Không nêu mức nào", "note-changed"),
        ("[Ngân sách nhà nước]", "[Xã hội hóa]", "funding-changed"),
        ("role: based-on", "role: implements", "legal-basis-changed"),
    ):  # fmt: skip
        assert code in codes(between(FULL, changed(FULL, old, new))), code


def test_one_task_becomes_two_and_two_become_one() -> None:
    whole = plan(tasks=[task(id="a", title="Lắp đặt mã QR và tập huấn giáo viên")])
    parts = plan(tasks=[
        task(id="b", at='"II.1#1"', title="Lắp đặt mã QR"), task(id="c", at='"II.1#2"', title="Tập huấn giáo viên")
    ])  # fmt: skip
    (split,) = between(whole, parts)
    assert (split.kind, [s.id for s in split.old], [s.id for s in split.new]) == ("split", ["a"], ["b", "c"])
    assert split.weight == NEUTRAL
    (merged,) = between(parts, whole)
    assert (merged.kind, [s.id for s in merged.old]) == ("merged", ["b", "c"])


def test_a_part_that_asks_for_less_than_the_whole_did() -> None:
    whole = plan(tasks=[task(id="a", title="Lắp đặt mã QR và tập huấn giáo viên", due="{by: 2022-06-30}")])
    parts = plan(tasks=[
        task(id="b", at='"II.1#1"', title="Lắp đặt mã QR", due="{by: 2022-06-30}"),
        task(id="c", at='"II.1#2"', title="Tập huấn giáo viên"),
    ])  # fmt: skip
    (split,) = between(whole, parts)
    assert split.weight == WEAKENS
    assert [(f.part, f.code) for f in split.fields] == [("c", "deadline-day-dropped")]


def test_a_renamed_item_keeps_its_name_among_thousands() -> None:
    many = [
        task(id=f"n{n}", at=f'"II.{n}"', title=f"Việc {n} về {n * 7919 % 1009} trường") for n in range(1, 301)
    ]
    other = [text.replace("id: n", "id: viec-") for text in many]
    listed = between(plan(tasks=many), plan(tasks=other))
    assert Counter(c.kind for c in listed) == {"renamed": 300}
    assert all(c.old[0].id.removeprefix("n") == c.new[0].id.removeprefix("viec-") for c in listed)


def test_flags() -> None:
    old = plan(tasks=[task(due="{by: 2022-06-30}")], duties=[duty()])
    new = plan(
        tasks=[task(at='"II.1#1"', title="Lắp mã QR trong trường học", due="{by: 2022-07-30}")],
        duties=[duty(agencies="[so-yte]")],
    )
    work = next(c for c in between(old, new) if c.item_kind == "task")
    assert (work.moved, work.redated, work.reled, work.retitled) == (True, True, True, True)


def test_mixed_changes_take_the_worst_word_and_keep_every_dimension() -> None:
    (one,) = between(
        plan(targets=[target(area="urban")]), plan(targets=[target(level="{at_least: {2022: 40}}")])
    )
    assert one.weight == WEAKENS
    assert {f.dimension: f.relation for f in one.fields} == {"area": rel.STRONGER, "level": rel.WEAKER}


def test_every_code_has_a_mirror_of_the_mirrored_weight() -> None:
    other = {WEAKENS: STRENGTHENS, STRENGTHENS: WEAKENS, NEUTRAL: NEUTRAL, EDITORIAL: EDITORIAL}
    for code in CODES.values():
        mirror = CODES[code.mirror]
        assert mirror.mirror == code.code
        assert mirror.weight == other[code.weight]
        assert code.text.vi
        assert code.text.en


# ---------------------------------------------------------------------------------------------------------------- laws


@pytest.mark.parametrize("old", PLANS)
@pytest.mark.parametrize("new", PLANS)
def test_the_laws_hold_between_any_two_plans(old: str, new: str) -> None:
    listed = found(real(old), real(new))
    assert (listed == ()) == (old == new)
    effects(real(old), real(new), REGISTRY, listed)


@st.composite
def edited(draw: st.DrawFn) -> tuple[Data, Data]:
    """Two versions of a real plan, each with a few random edits."""
    plan_id = draw(st.sampled_from((DAK_NONG, HUNG_YEN, KHANH_HOA, TEMPLATE)))
    rng = random.Random(draw(st.integers(0, 10**6)))
    versions = [data_of(plan_id), data_of(plan_id)]
    for data in versions:
        for _ in range(draw(st.integers(0, 5))):
            _random_edit(data, rng)
    return versions[0], versions[1]


def _random_edit(data: Data, rng: random.Random) -> None:
    section = rng.choice([s for s in SECTIONS.values() if isinstance(data.get(s), list) and data[s]])
    items: list[Data] = data[section]
    item = rng.choice(items)
    match rng.randrange(6):
        case 0:
            items.remove(item)
        case 1 if "id" in item:
            item["id"] = f"{item['id']}-{rng.randrange(100)}"
        case 2 if "id" in item:
            items.append(copy.deepcopy(item) | {"id": f"x-{rng.randrange(10**6)}"})
        case 3:
            rng.shuffle(items)
        case _:
            other = rng.choice(items)
            for key in rng.sample(sorted(set(item) & set(other) - {"id"}), 1):
                item[key] = copy.deepcopy(other[key])


@settings(max_examples=60, deadline=None)
@given(edited())
def test_the_laws_hold_between_random_edits(pair: tuple[Data, Data]) -> None:
    loaded = [_loaded(data) for data in pair]
    assume(all(p is not None for p in loaded))
    old, new = loaded
    assert old is not None
    assert new is not None
    listed = found(old, new)
    assert (listed == ()) == (plain(old) == plain(new) and _led(old) == _led(new))
    following = effects(old, new, REGISTRY, listed)
    assert {d.kind for d in following.dates} <= {"appears", "vanishes", "moves"}


def _loaded(data: Data) -> m.Plan | None:
    import json

    loaded = load_source(Source("plan.yaml", json.dumps(data)))
    return loaded.plan if not loaded.found else None


def _led(plan_: m.Plan) -> object:
    from planmodel.derive.responsibility import leads_by_task

    return {x.task.id: {(a.agency, a.scope) for a in x.leads} for x in leads_by_task(plan_, REGISTRY)}
