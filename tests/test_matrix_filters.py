"""What a reader asks of a matrix: only a sector, a section, an agency, a letter, the gaps; totals; indirect parts."""

from __future__ import annotations

import json

import pytest

from planmodel.clauses import clause
from planmodel.derive.responsibility import assignments
from planmodel.views import raci
from planmodel.views.raci import Only
from planmodel.views.table import Table
from tests.command import planmodel
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PLANS, REGISTRY, made, real
from tests.plan_texts import duty, plan, task


def items(plan_id: str, only: Only) -> list[str]:
    return [i["at"] for i in raci.data(real(plan_id), REGISTRY, only)["items"]]


def totals(drawn: Table) -> dict[str, list[int]]:
    group = next(g for g in drawn.groups if g.title == "Totals")
    return {row[1].text: [int(cell.value or 0) for cell in row[2:]] for row in group.rows}  # type: ignore[arg-type]


@pytest.mark.parametrize("plan_id", PLANS)
def test_totals_are_the_number_of_items_by_letter(plan_id: str) -> None:
    drawn = raci.matrix(real(plan_id), REGISTRY, lang="en")
    found = assignments(real(plan_id), REGISTRY)
    told = totals(drawn)
    agencies = [c.key for c in drawn.columns[2:]]
    for letter in "ARCI":
        counts = [
            len({a.item for a in found if a.agency == agency and letter in a.raci}) for agency in agencies
        ]
        assert told.get(f"Items with {letter}", [0] * len(agencies)) == counts
    assert told["All"] == [len({a.item for a in found if a.agency == agency}) for agency in agencies]


def test_a_section_keeps_what_stands_under_it() -> None:
    found = items(KHANH_HOA, Only(sections=(clause("III.1"), clause("III.3.d"))))
    every = items(KHANH_HOA, Only())
    assert found == [at for at in every if at and at.startswith(("III.1.", "III.3.d"))]
    assert found


def test_a_sector_keeps_what_both_sectors_share() -> None:
    tasks = {str(t.at): t.sector for t in real(HUNG_YEN).tasks}
    found = [at for at in items(HUNG_YEN, Only(sector="health")) if at in tasks]
    assert {tasks[at] for at in found} <= {"health", "both", "cross"}
    assert len(found) == sum(sector != "education" for sector in tasks.values())


def test_an_agency_keeps_its_column_and_the_rows_in_which_it_has_a_part() -> None:
    drawn = raci.matrix(real(HUNG_YEN), REGISTRY, only=Only(agencies=("so-yte",)))
    assert [c.key for c in drawn.columns[2:]] == ["so-yte"]
    work = [g for g in drawn.groups if g.title != "Tổng số việc"]
    assert all(row[2].text for g in work for row in g.rows)
    assert any("(" in row[2].text for g in work for row in g.rows)  # as one of the departments


def test_a_letter_keeps_its_cells_alone() -> None:
    data = raci.data(real(KHANH_HOA), REGISTRY, Only(letter="A"))
    assert data["assignments"]
    assert all("A" in a["letters"] or "A" in a["letters_rasci"] for a in data["assignments"])


def test_only_gaps_are_the_tasks_that_nobody_leads_or_does() -> None:
    assert items(DAK_NONG, Only(gaps=True)) == [
        str(t.at) for t in real(DAK_NONG).tasks if str(t.at).startswith("III.")
    ]
    assert items(KHANH_HOA, Only(gaps=True)) == []


def test_members_of_a_class_have_its_letters_in_parentheses_and_fill_no_gap() -> None:
    text = plan(
        tasks=[task(sector="both"), task(id="n2", at='"II.2"', sector="both")],
        duties=[
            duty(agencies="[cac-so-ban-nganh]", roles="[lead]"),
            duty(id="d2", at='"III.2"', agencies="[so-yte]", roles="[implement]", covers='["II.2"]'),
        ],
    )
    which = made(text)
    drawn = raci.matrix(which, REGISTRY, lang="en")
    row = drawn.rows[0]
    cells = {c.key: cell for c, cell in zip(drawn.columns, row, strict=True)}
    assert cells["so-yte"].text == "(A/R)"
    assert cells["so-yte"].mark == "A indirect"
    assert "so-gddt" not in cells  # the plan does not name it
    assert totals(drawn)["Items with A"][[c.key for c in drawn.columns[2:]].index("so-yte")] == 0
    alone = raci.matrix(which, REGISTRY, members=False)
    assert alone.rows[0][[c.key for c in alone.columns].index("so-yte")].text == ""


def test_why_tells_the_class_behind_an_indirect_letter() -> None:
    which = made(plan(tasks=[task()], duties=[duty(agencies="[cac-so-ban-nganh]", roles="[lead]")]))
    (item,) = [t.id for t in which.tasks]
    told = raci.why(which, REGISTRY, "so-yte", item, "en")
    assert told[1] == "Department of Health: (A/R)"
    assert any("is a member of Provincial departments and agencies" in line for line in told)
    (part,) = raci.why_data(which, REGISTRY, "so-yte", item)["parts"]
    assert (part["indirect"], part["steps"][0]["through"]) == (True, "cac-so-ban-nganh")


@pytest.mark.parametrize("plan_id", PLANS)
def test_why_explains_every_cell_of_the_matrix(plan_id: str) -> None:
    which = real(plan_id)
    duties = {d.id for d in which.duties}
    for a in raci.data(which, REGISTRY)["assignments"]:
        parts = raci.why_data(which, REGISTRY, a["agency"], a["task"])["parts"]
        (part,) = [
            p
            for p in parts
            if p["letters"] == a["letters"] and p["scope"] == a["scope"] and p["indirect"] == a["indirect"]
        ]
        assert sorted({x for s in part["steps"] for x in s["letters"]}) == sorted(a["letters"])
        assert {(s["at"], s["verb"], s["via"]) for s in part["steps"]} == {(e["at"], e["verb"], e["via"]) for e in a["evidence"]}  # fmt: skip
        for s in part["steps"]:
            assert s["duty"] is None or s["duty"] in duties
            assert s["covers"] or s["duty"] is None or a["task"] in duties


# ------------------------------------------------------------------------------------------------------ the command


def test_the_command_filters_compares_and_refuses_names_that_do_not_exist() -> None:
    done = planmodel("raci", HUNG_YEN, "--section", "II.2", "--agency", "so-yte", "--format", "json")
    data = json.loads(done.out)
    assert data["agencies"] == ["so-yte"]
    assert all(i["at"].startswith("II.2") for i in data["items"])
    changed = json.loads(planmodel("raci", KHANH_HOA, "--against", HUNG_YEN, "--format", "json").out)
    assert (changed["old"], changed["new"]) == (KHANH_HOA, HUNG_YEN)
    for wrong, reason in ((["--agency", "so-xyz"], "so-xyz"), (["--section", "mục 3"], "điều khoản")):
        refused = planmodel("raci", HUNG_YEN, *wrong)
        assert refused.code == 2
        assert reason in refused.err
    found = json.loads(planmodel("gaps", DAK_NONG, "--format", "json").out)
    assert sum(g["kind"] == "no-lead" for g in found["gaps"]) == 14
    told = json.loads(planmodel("why", KHANH_HOA, "so-gddt", "III.3.b#1", "--format", "json").out)
    assert told["parts"][0]["letters"] == ["A", "R"]
