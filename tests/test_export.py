"""The compiled plan as JSON is a contract: it has the shape of its schema, and every byte of it is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from planmodel import check, schema, source
from planmodel.clauses import Clause, in_range
from planmodel.schema import Engine
from planmodel.source import Source
from planmodel.views import calendar, compare, gaps, raci, targets
from planmodel.views.calendar.data import data as calendar_data
from planmodel.views.export import export
from tests.golden import (
    DAK_NONG,
    HUNG_YEN,
    KHANH_HOA,
    PLANS,
    PROVINCES,
    REGISTRY,
    TEMPLATE,
    WORKSPACE,
    assert_golden,
    lines,
    made,
    real,
    snapshots,
)
from tests.plan_texts import FULL, MINIMAL, changed, plan, report, target, task

every_plan = pytest.mark.parametrize("plan_id", PLANS)
ENGINES: tuple[Engine, ...] = ("jsonschema-rs", "jsonschema")


def exported(plan_id: str) -> dict[str, Any]:
    return export(real(plan_id), REGISTRY)


def assert_valid(data: dict[str, Any], name: str) -> None:
    """``data`` is plain JSON and has the shape of ``schema/output/<name>``, whoever judges."""
    assert json.loads(json.dumps(data)) == data
    for engine in ENGINES:
        assert [(f.path, f.keyword) for f in schema.faults(data, f"output/{name}", engine)] == []


# --------------------------------------------------------------------------------------------- the contract


@every_plan
def test_export_has_the_shape_of_its_schema(plan_id: str) -> None:
    assert_valid(exported(plan_id), "plan")


@every_plan
def test_matrix_and_targets_have_the_shape_of_their_schemas(plan_id: str) -> None:
    assert_valid(raci.data(real(plan_id), REGISTRY), "raci")
    assert_valid(gaps.data(real(plan_id), REGISTRY), "gaps")
    for other in PLANS:
        assert_valid(raci.changes_data(real(plan_id), real(other), REGISTRY), "raci-changes")
    for part in raci.data(real(plan_id), REGISTRY)["assignments"][::7]:
        assert_valid(raci.why_data(real(plan_id), REGISTRY, part["agency"], part["task"]), "why")
    assert_valid(targets.data(real(plan_id), exported(plan_id)), "targets")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_calendar_and_comparison_have_the_shape_of_their_schemas(lang: str) -> None:
    plans = [real(p) for p in PROVINCES]
    assert_valid(calendar_data(calendar.chosen(plans, REGISTRY), REGISTRY, lang), "calendar")
    assert_valid(
        compare.data(compare.Comparison(real(TEMPLATE), plans, REGISTRY), (*compare.ALL, "pairs"), lang),
        "compare",
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_findings_have_the_shape_of_their_schema(lang: str) -> None:
    twice = plan(targets=[target(), target(population="truong-hok")])
    bad = {"twice.yaml": twice, "short.yaml": "plan: x", "broken.yaml": "a: [", "good.yaml": FULL}
    checked = [check.check_text(Source(name, text), WORKSPACE) for name, text in bad.items()]
    checked += check.check_files([WORKSPACE.path_of(p) for p in PLANS], WORKSPACE)
    assert_valid(check.data(checked, lang), "check")
    assert {d.fix is not None for one in checked for d in one.found} == {True, False}


def test_a_plan_with_every_kind_of_item_is_exported_in_the_shape_of_the_schema() -> None:
    text = changed(FULL, "at_least: {2022: 50}", "at_least: {2022: 28.93, unstated: 31187}")
    data = export(made(text), REGISTRY)
    assert_valid(data, "plan")
    assert data["targets"][0]["values"] == {"2022": 28.93, "unstated": 31187}
    assert data["targets"][1]["values"] == {"2022": [10, 20], "2023": 11.5, "2024": 13, "2025": 14.5}
    assert data["targets"][1]["derived_years"] == ["2023", "2024"]


def test_dates_are_exported_as_the_plan_file_writes_them() -> None:
    once = [
        '{before: "2023-06-15"}',
        '{by: "2025-mid-year", shift: previous}',
        '{in: "2024-Q1"}',
        '{within: "30 days after issued", shift: none}',
    ]
    again = '[{before: "06-15"}, {by: "20", every: quarter, shift: next}, {by: next-05}, {in: Q4}, {by: "2023-01-31"}]'
    tasks = [task(id=f"n{n}", due=due) for n, due in enumerate(once)]
    data = export(made(plan(tasks=tasks, reports=[report(due=again, every="[quarter, year]")])), REGISTRY)
    assert_valid(data, "plan")
    assert [t["due"] for t in data["tasks"]] == [
        {"before": "2023-06-15"},
        {"by": "2025-mid-year", "shift": "previous"},
        {"in": "2024-Q1"},
        {"within": "30 days after issued", "shift": "none"},
    ]
    assert data["reports"][0]["due"] == [
        {"before": "06-15"},
        {"by": "20", "every": "quarter", "shift": "next"},
        {"by": "next-05"},
        {"in": "Q4"},
        {"by": "2023-01-31"},
    ]


LOSSES: dict[str, Callable[[dict[str, Any]], object]] = {
    "evidence is gone": lambda d: d["assignments"][0]["evidence"].clear(),
    "a letter is none": lambda d: d["assignments"][0]["letters"].append("X"),
    "a key is lost": lambda d: d["duties"][0].pop("covers_tasks"),
    "a key is made up": lambda d: d["tasks"][0].update(extra=1),
    "a year is none": lambda d: d["targets"][0]["values"].update({"22": 1}),
    "a clause is none": lambda d: d["notes"][0].update(at="Mục I"),
    "a day is none": lambda d: d["reports"][0]["occurrences"][0].update(due="2022-02-30"),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("loss", LOSSES)
def test_the_schema_of_export_refuses_what_is_wrong(loss: str, engine: Engine) -> None:
    data = exported(DAK_NONG)
    LOSSES[loss](data)
    assert len(schema.faults(data, "output/plan", engine)) == 1


# --------------------------------------------------------------------------------------------- what it says


@every_plan
def test_every_assignment_names_an_item_an_agency_and_clauses_that_the_export_holds(plan_id: str) -> None:
    data = exported(plan_id)
    items = {x["id"]: x for x in (*data["tasks"], *data["duties"])}
    agencies = {a["id"]: a["mentioned_at"] for a in data["agencies"]}
    for a in data["assignments"]:
        assert a["evidence"], a
        for e in a["evidence"]:
            where = items[e["duty"] or a["task"]]
            assert e["at"] == where["at"]
            assert e["at"] is None or e["at"] in agencies[e["through"] or a["agency"]]
            assert (e["via"] == "class") is a["indirect"] is (e["through"] is not None)
            assert e["verb"] in (where.get("roles") or ["implement"]) or e["verb"] == "coordinate"


@every_plan
def test_covers_tasks_are_the_tasks_that_covers_name_narrowed_by_the_scope(plan_id: str) -> None:
    data = exported(plan_id)
    for duty in data["duties"]:
        sector = (duty["scope"] or {}).get("sector")
        narrow = {"education": ("education", "both", "cross"), "health": ("health", "both", "cross")}
        named = [
            t["id"]
            for t in data["tasks"]
            if any(_reaches(c, t) for c in duty["covers"])
            and (sector not in narrow or t["sector"] in narrow[sector])
        ]
        assert (duty["id"], duty["covers_tasks"]) == (duty["id"], named)


def _reaches(cover: dict[str, Any], task: dict[str, Any]) -> bool:
    if cover.get("task"):
        return bool(cover["task"] == task["id"])
    if cover["at"] is None or task["at"] is None:
        return False
    first, _, last = cover["at"].partition("..")
    at = Clause(task["at"])
    return in_range(Clause(first), Clause(last), at) if last else Clause(first).contains(at)


@every_plan
def test_a_duty_that_covers_tasks_is_assigned_there_and_any_other_is_an_item_of_its_own(plan_id: str) -> None:
    data = exported(plan_id)
    behind: dict[str, set[str]] = {}
    for a in data["assignments"]:
        for e in a["evidence"]:
            behind.setdefault(e["duty"], set()).add(a["task"])
    for duty in data["duties"]:
        assert behind[duty["id"]] == set(duty["covers_tasks"] or [duty["id"]])


def test_verbs_of_joint_work_are_listed_and_their_letters_are_not_given() -> None:
    duty = next(d for d in exported(HUNG_YEN)["duties"] if d["at"] == "IV.7#1")
    assert duty["roles"] == ["coordinate", "handle"]
    letters = [a["letters"] for a in exported(HUNG_YEN)["assignments"] if a["task"] == duty["id"]]
    assert letters == [["C"]]


def test_dates_and_numbers_keep_their_form() -> None:
    data = exported(KHANH_HOA)
    assert data["document"]["issued"] == "2022-05-12"
    assert data["targets"][0]["values"] == {"2022": 50, "2023": 60, "2024": 70, "2025": 80}
    assert data["targets"][0]["derived_years"] == ["2023", "2024"]
    assert data["targets"][6]["values"] == {"unstated": 100}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_language_changes_names_and_notes_and_no_fact(lang: str) -> None:
    told = export(real(DAK_NONG), REGISTRY, lang)
    other = exported(DAK_NONG)
    assert (told == other) is (lang == "vi")
    for data in (told, other):
        for agency in data["agencies"]:
            del agency["name"]
        for one in data["reports"]:
            for occurrence in one["occurrences"]:
                del occurrence["notes"]
    assert told == other


# ------------------------------------------------------------------------------------------------ snapshots


@every_plan
def test_export_is_the_snapshot(plan_id: str) -> None:
    text = lines(exported(plan_id))
    assert json.loads(text) == exported(plan_id)
    assert_golden(f"export/{plan_id}.json", text)


def test_there_is_no_snapshot_but_those_of_the_five_plans() -> None:
    assert snapshots("export") == {f"{p}.json" for p in PLANS}


def test_the_same_text_gives_the_same_bytes_in_any_order_of_reading() -> None:
    for plan_id in reversed(PLANS):
        path = WORKSPACE.path_of(plan_id)
        text = source.read(path, "plan.yaml")
        assert isinstance(text, Source)
        assert lines(export(made(text.text), REGISTRY)) == lines(exported(plan_id))


def test_the_least_plan_exports_empty_lists() -> None:
    data = export(made(MINIMAL), REGISTRY)
    assert_valid(data, "plan")
    assert {k for k, v in data.items() if v == []} >= {"targets", "tasks", "duties", "assignments", "notes"}
