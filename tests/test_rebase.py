"""A plan between two versions of its template: what can be taken over, what collides, and a patch that git takes."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel import model as m
from planmodel.derive.rebasing import Rebase, Step, rebase
from planmodel.derive.rewriting import rewritten, written
from planmodel.source import Source
from planmodel.views import rebase as view
from tests.command import planmodel, process
from tests.golden import (
    DAK_NONG,
    FULL_TEXT,
    HUNG_YEN,
    KHANH_HOA,
    REGISTRY,
    ROOT,
    TEMPLATE,
    WORKSPACE,
    made,
    real,
)
from tests.plan_texts import changed, duty, plan, report, requirement, target, task

TEMPLATE_TEXT = WORKSPACE.path_of(TEMPLATE).read_text("utf-8")


def newer(*edits: tuple[str, str]) -> m.Plan:
    """The template with these edits, each made once after what the one before it made."""
    return made(newer_text(*edits))


def newer_text(*edits: tuple[str, str]) -> str:
    text = TEMPLATE_TEXT
    for old, new in edits:
        text = changed(text, old, new)
    return text


def of_item(item: str, old: str, new: str) -> tuple[str, str]:
    """An edit of one item of the template."""
    start = TEMPLATE_TEXT.index(f"  - id: {item}\n")
    end = TEMPLATE_TEXT.find("\n  - id: ", start + 1)
    own = TEMPLATE_TEXT[start : end if end > 0 else None]
    assert old in own
    return own, own.replace(old, new, 1)


def found(plan_id: str, *edits: tuple[str, str]) -> Rebase:
    return rebase(real(plan_id), real(TEMPLATE), newer(*edits), REGISTRY)


def told(result: Rebase) -> list[tuple[str, str, str, str | None]]:
    return [(s.state, s.item, s.code, s.plan_item) for s in result.steps]


HIGHER = of_item("edu-transactions", "{2022: 50}", "{2022: 60}")
LOWER = of_item("edu-transactions", "{2022: 50}", "{2022: 40}")


def test_two_versions_that_say_the_same_ask_for_nothing() -> None:
    result = rebase(real(DAK_NONG), real(TEMPLATE), made(TEMPLATE_TEXT.replace(": [", ":   [")), REGISTRY)
    assert (result.changes, result.steps) == ((), ())
    assert {d.before.verdict for d in result.departures} == {"falls-short", "exceeds", "moved"}
    assert all(d.after is not None and d.after.verdict == d.before.verdict for d in result.departures)


def test_a_figure_that_the_plan_took_over_can_be_taken_over_again_and_one_of_its_own_is_a_conflict() -> None:
    both = (of_item("edu-platform", "{2022: 50}", "{2022: 60}"), HIGHER)
    assert told(found(DAK_NONG, *both)) == [
        ("conflict", "edu-transactions", "target-level-raised", "edu-transactions"),
        ("adopt", "edu-platform", "target-level-raised", "edu-platform"),
    ]
    assert told(found(HUNG_YEN, *both)) == [
        ("conflict", "edu-transactions", "target-level-raised", "edu-transactions"),  # no level for 2022
        ("adopt", "edu-platform", "target-level-raised", "edu-platform"),
    ]


def test_what_the_template_comes_down_to_is_done_where_the_plan_said_it_before() -> None:
    assert told(found(DAK_NONG, LOWER)) == [
        ("done", "edu-transactions", "target-level-lowered", "edu-transactions")
    ]
    (departure,) = [d for d in found(DAK_NONG, LOWER).departures if d.before.item == "edu-transactions"]
    assert departure.after is not None
    assert (departure.before.verdict, departure.after.verdict) == ("falls-short", "conforms")


def test_a_plan_that_asks_for_more_than_both_versions_keeps_its_own() -> None:
    edit = of_item("edu-cashless", "{2022: 50}", "{2022: 70}")
    (step,) = found(HUNG_YEN, edit).steps  # 100 % there
    assert (step.state, step.ours, step.path) == ("keeps", [100], None)


CHOICES = [
    ("choose: 3", "choose: all", DAK_NONG, "done", None),
    ("choose: 3", "choose: all", KHANH_HOA, "adopt", "all"),
    ("choose: 3", "choose: 2", KHANH_HOA, "adopt", 2),
    ("choose: 3", "choose: 2", DAK_NONG, "keeps", None),
]


@pytest.mark.parametrize(("old", "new", "plan_id", "state", "value"), CHOICES)
def test_another_choice_is_taken_over_or_kept(
    old: str, new: str, plan_id: str, state: str, value: object
) -> None:
    (step,) = found(plan_id, of_item("edu-payment-methods", old, new)).steps
    assert (step.state, step.value) == (state, value)


FIELDS = [
    ("measure: count-and-value", "measure: count-or-value", KHANH_HOA, "done"),
    ("measure: count-and-value", "measure: count", KHANH_HOA, "conflict"),
    ("measure: count-and-value", "measure: count", DAK_NONG, "adopt"),
    ("commitment: firm", "commitment: aspirational", DAK_NONG, "keeps"),  # "minimum" binds as "firm" does
    ("commitment: firm", "commitment: aspirational", HUNG_YEN, "done"),
    ("area: all", "area: urban", DAK_NONG, "adopt"),
]


@pytest.mark.parametrize(("old", "new", "plan_id", "state"), FIELDS)
def test_every_dimension_goes_three_ways(old: str, new: str, plan_id: str, state: str) -> None:
    (step,) = found(plan_id, of_item("edu-transactions", old, new)).steps
    assert step.state == state
    assert (step.path is not None) is (state == "adopt")


def test_a_new_item_is_to_be_added_and_a_dropped_one_loses_its_link() -> None:
    item = of_item("edu-transactions", "id: edu-transactions", "id: x")[0]
    fresh = (
        item.replace("id: edu-transactions", "id: edu-portal")
        .replace("indicator: cashless-transaction-share", "indicator: online-tuition-portal")
        .replace(
            "title: Số lượng và giá trị giao dịch không dùng tiền mặt trong trường học",
            "title: Cổng thu học phí",
        )
    )
    (added,) = found(KHANH_HOA, (item, f"{item}\n{fresh}")).steps
    assert (added.state, added.item, added.plan_item, added.path) == ("add", "edu-portal", None, None)
    (dropped,) = found(KHANH_HOA, (f"{item}\n", "")).steps
    assert (dropped.state, dropped.plan_item, dropped.value) == ("drop", "edu-transactions", [])


def test_an_item_with_another_id_is_linked_anew_wherever_it_stands() -> None:
    edit = ("id: comm-emulation", "id: emulation-and-awards")
    for plan_id, section in ((DAK_NONG, "tasks"), (HUNG_YEN, "duties")):
        (step,) = found(plan_id, edit).steps
        assert (step.state, step.value) == ("relink", ["emulation-and-awards"])
        assert step.path is not None
        assert (step.path[0], step.path[2]) == (section, "implements")


def test_a_template_with_another_id_is_linked_anew() -> None:
    result = found(HUNG_YEN, (f"plan: {TEMPLATE}", "plan: mic-781-2023"))
    (step,) = [s for s in result.steps if s.state == "link"]
    assert (step.path, step.value) == (("implements", 0, "plan"), "mic-781-2023")


def test_what_the_plan_never_carried_out_is_missing_still() -> None:
    step = next(
        s for s in found("thanh-hoa-2022", of_item("edu-payment-methods", "choose: 3", "choose: all")).steps
    )
    assert (step.state, step.plan_item) == ("missing", None)


def test_every_change_of_the_template_is_told_for_every_item_that_carries_it_out() -> None:
    edits = (HIGHER, of_item("health-payment-methods", "choose: 3", "choose: 2"))
    for plan_id in FULL_TEXT:
        result = found(plan_id, *edits)
        assert {s.item for s in result.steps} == {"edu-transactions", "health-payment-methods"}
        assert {c.first.id for c in result.changes} == {"edu-transactions", "health-payment-methods"}


# ------------------------------------------------------------------------------------------------------- the patch

PATCHED = (
    of_item("edu-platform", "{2022: 50}", "{2022: 65}"),
    of_item("health-payment-methods", "choose: 3", "choose: all"),
    of_item("health-transactions", "measure: count-and-value", "measure: count"),
    ("id: comm-emulation", "id: emulation-and-awards"),
)


@pytest.mark.parametrize("plan_id", FULL_TEXT)
def test_git_takes_the_patch_and_the_plan_then_has_nothing_to_take_over(plan_id: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    template = tmp_path / "plans/templates/mic-781-2022.yaml"
    template.write_text(newer_text(*PATCHED), "utf-8")
    path = WORKSPACE.path_of(plan_id).relative_to(ROOT)
    # the old links are unknown in the new template until the patch is in
    before = WORKSPACE.path_of(plan_id).read_text("utf-8")
    result = found(plan_id, *PATCHED)
    text = rewritten(Source(str(path), before), view.edits(result))
    assert text is not None
    (tmp_path / path).write_text(text, "utf-8")
    again = rebase(made(text), real(TEMPLATE), newer(*PATCHED), REGISTRY)
    by_hand = {s.plan_item for s in result.steps if s.path is None}
    assert {s.state for s in again.steps if s.plan_item not in by_hand} == {"done"}
    assert not any(s.path for s in again.steps)
    said = process("check", tmp_path / path, "--no-cache", cwd=tmp_path)
    assert said.code == 0, said.out


def test_the_command_writes_a_patch_that_git_applies(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    (tmp_path / "new.yaml").write_text(newer_text(*PATCHED[:2]), "utf-8")
    ran = process(
        "rebase", HUNG_YEN, "--from", TEMPLATE, "--to", "new.yaml", "-o", "mau-moi.patch", cwd=tmp_path
    )
    assert ran.code == 0, ran.err
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply", "mau-moi.patch"], cwd=tmp_path, check=True, capture_output=True)
    text = (tmp_path / "plans/hung-yen/119-kh-ubnd-2022.yaml").read_text("utf-8")
    assert text == WORKSPACE.path_of(HUNG_YEN).read_text("utf-8").replace(
        "level: {at_least: {2022: 50}}", "level: {at_least: {2022: 65}}", 1
    ).replace(*of_line(text, "health-payment-methods"))


def of_line(text: str, item: str) -> tuple[str, str]:
    """The line of an item with three options, and with all of them."""
    line = next(x for x in text.splitlines() if f"id: {item}," in x)
    return line.replace("choose: all", "choose: 3"), line


@given(st.lists(st.integers(1, 99), min_size=1, max_size=3), st.sampled_from(FULL_TEXT))
def test_a_patch_changes_nothing_but_the_values_that_it_names(figures: list[int], plan_id: str) -> None:
    text = WORKSPACE.path_of(plan_id).read_text("utf-8")
    plan = real(plan_id)
    values: dict[tuple[str | int, ...], object] = {}
    for place, (one, figure) in enumerate(zip(plan.targets, figures, strict=False)):
        level = one.levels[0]
        if one.comparator == ">=" and level.high is None and not level.derived:
            values["targets", place, "level", "at_least", level.year] = figure
    after = rewritten(Source("plan.yaml", text), values)
    assert after is not None
    plan_after = made(after)
    for place, one in enumerate(plan_after.targets):
        wanted = values.get(("targets", place, "level", "at_least", one.levels[0].year))
        assert one.levels[0].amount == (plan.targets[place].levels[0].amount if wanted is None else wanted)
    assert len(after.splitlines()) == len(text.splitlines())


BAD_EDITS: list[tuple[tuple[str | int, ...], object]] = [
    (("targets", 99, "area"), "urban"),
    (("targets", 0, "nothing"), 1),
    (("tasks",), "x"),  # runs over lines: comments may stand there
]


@pytest.mark.parametrize(("path", "value"), BAD_EDITS)
def test_what_cannot_be_put_in_leaves_the_text_alone(path: tuple[str | int, ...], value: object) -> None:
    text = WORKSPACE.path_of(DAK_NONG).read_text("utf-8")
    assert rewritten(Source("plan.yaml", text), {path: value}) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("so-yte", "so-yte"),
        ("2022", '"2022"'),
        ("06-15", '"06-15"'),
        (["a", "b"], "[a, b]"),
        ({"before": "06-15", "every": None}, '{before: "06-15"}'),
        (True, "true"),
    ],
)
def test_values_are_written_as_yaml(value: object, text: str) -> None:
    assert written(value) == text


# ---------------------------------------------------------------------------------------------------- the command


def test_the_tables_lead_with_conflicts_and_the_json_says_what_is_in_the_patch(tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text(newer_text(HIGHER, PATCHED[0]), "utf-8")
    new = str(tmp_path / "new.yaml")
    text = planmodel("rebase", DAK_NONG, "--from", TEMPLATE, "--to", new)
    assert text.code == 0
    assert (
        text.out.index("Xung đột")
        < text.out.index("Lấy theo mẫu mới")
        < text.out.rindex("Kế hoạch đã khác mẫu cũ")
    )
    said = json.loads(planmodel("rebase", DAK_NONG, "--from", TEMPLATE, "--to", new, "--format", "json").out)
    assert [(s["state"], s["in_patch"], s["was"], s["now"], s["ours"]) for s in said["steps"]] == [
        ("conflict", False, [50], [60], [40]),
        ("adopt", True, [50], [65], [50]),
    ]
    for fail_on, code in (("conflict", 1), ("any", 1)):
        assert (
            planmodel("rebase", DAK_NONG, "--from", TEMPLATE, "--to", new, "--fail-on", fail_on).code == code
        )


REFUSED = [
    ((DAK_NONG, "--from", TEMPLATE, "--to", "nothing-here"), "nothing-here"),
    ((DAK_NONG, "--from", HUNG_YEN, "--to", TEMPLATE), "does not carry out"),
    ((TEMPLATE, "--from", TEMPLATE, "--to", TEMPLATE), "cannot follow itself"),
    ((DAK_NONG, "--to", TEMPLATE), "is missing"),
]


@pytest.mark.parametrize(("arguments", "told"), REFUSED)
def test_what_cannot_be_carried_out_is_told_in_one_line(arguments: tuple[str, ...], told: str) -> None:
    ran = planmodel("rebase", *arguments, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert len(ran.err.splitlines()) == 1


def test_the_same_version_twice_is_one_line() -> None:
    ran = planmodel("rebase", DAK_NONG, "--from", TEMPLATE, "--to", TEMPLATE, "--lang", "en")
    assert (ran.code, len(ran.out.splitlines())) == (0, 1)
    assert "say the same" in ran.out


def test_steps_are_frozen_records_with_their_clauses() -> None:
    for step in found(KHANH_HOA, *PATCHED).steps:
        assert isinstance(step, Step)
        assert step.plan_item is None or step.plan_at is not None


# ---------------------------------------------------------------------------- reports, other ids, lists in blocks


def two_versions(old: dict[str, list[str]], new: dict[str, list[str]]) -> tuple[m.Plan, m.Plan]:
    """An old and a new version of a template, the new one under another id."""

    def version(sections: dict[str, list[str]], plan_id: str) -> m.Plan:
        text = changed(plan(**sections), "plan: ke-hoach-mau", f"plan: {plan_id}")
        return made(changed(text, "kind: plan", "kind: template"))

    return version(old, "mau"), version(new, "mau-moi")


def states(found: Rebase) -> list[tuple[str, str, str]]:
    return [(s.state, s.item_kind, s.field) for s in found.steps if s.state != "link"]


FOLLOWS = ["  - {plan: mau, basis: cited, at: preamble#1}\n"]


@pytest.mark.parametrize(
    ("ours", "state"),
    [("06-20", "adopt"), ("06-10", "done"), ("06-05", "keeps"), ("06-30", "conflict"), (None, "missing")],
)
def test_an_earlier_day_of_a_report_is_told_by_what_the_plan_says(ours: str | None, state: str) -> None:
    def reports(day: str) -> dict[str, list[str]]:
        return {"reports": [report(due=f'[{{by: "{day}"}}]')]}

    old, new = two_versions(reports("06-20"), reports("06-10"))
    own = made(
        plan(implements=FOLLOWS, **(reports(ours) if ours else {"tasks": [task()], "duties": [duty()]}))
    )
    assert states(rebase(own, old, new, REGISTRY)) == [(state, "report", "due")]


def test_a_new_report_is_to_be_added_and_one_that_answers_already_is_done() -> None:
    old, new = two_versions({"targets": [target()]}, {"targets": [target()], "reports": [report()]})
    without, having = (
        made(plan(implements=FOLLOWS, targets=[target(implements="[t1]")], reports=x))
        for x in ([], [report()])
    )
    assert states(rebase(without, old, new, REGISTRY)) == [("add", "report", "")]
    assert states(rebase(having, old, new, REGISTRY)) == [("done", "report", "")]


def test_all_of_four_satisfies_four_of_four_though_the_new_version_has_another_id() -> None:
    of = "[qr, website, mobile-money, card-pos]"
    old, new = two_versions(
        {"requirements": [requirement(choose="3", of=of)]}, {"requirements": [requirement(choose="4", of=of)]}
    )
    own = made(plan(implements=FOLLOWS, requirements=[requirement(choose="all", of=of, implements="[r1]")]))
    found = rebase(own, old, new, REGISTRY)
    assert states(found) == [("keeps", "requirement", "choose")]
    assert [(d.before.verdict, d.after and d.after.verdict) for d in found.departures] == [
        ("exceeds", "conforms")
    ]


BLOCKS = "a:\n- id: x\n  implements:\n  - n5\n  b: 1\n- id: y\n  due:\n    by: '2023-01-01'\n  c: 3\n"


def test_a_value_in_lines_of_its_own_is_replaced_and_the_rest_stays() -> None:
    source = Source("x.yaml", BLOCKS)
    assert rewritten(source, {("a", 0, "implements"): ["n6"]}) == BLOCKS.replace("\n  - n5", " [n6]")
    assert rewritten(source, {("a", 1, "due"): {"by": "2024-01-01"}}) == BLOCKS.replace(
        "\n    by: '2023-01-01'", ' {by: "2024-01-01"}'
    )
    noted = BLOCKS.replace("- n5", "- n5  # theo công văn")
    assert rewritten(Source("x.yaml", noted), {("a", 0, "implements"): ["n6"]}) is None
