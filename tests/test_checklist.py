"""The checklist of 6 rõ agrees with the rule pack, task by task, and says why."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel import model as m
from planmodel import schema
from planmodel.rules import user
from planmodel.rules._api import Facts
from planmodel.source import Source
from planmodel.views import checklist
from planmodel.views.table import Cell, Table
from tests.command import planmodel
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PLANS, REGISTRY, TEMPLATE, THANH_HOA, made, real
from tests.plan_texts import MINIMAL, duty, plan, target, task
from tests.test_responsibility_laws import Duties, Tasks, build, duties, often, tasks

every_plan = pytest.mark.parametrize("plan_id", PLANS)
RULES = user.load([Source("6-ro.yaml", user.packs()["6-ro"].read_text("utf-8"))]).rules
BY_CODE = {code: key for key, (code, _) in checklist.ASKED.items()}


def lacking(which: m.Plan) -> set[tuple[str, str]]:
    """(task, key) of everything that the pack finds."""
    spans = {t.span.start: t.id for t in which.tasks}
    return {
        (spans[found.span.start], BY_CODE[rule.code])
        for rule in RULES
        for found in rule.run(Facts(which, REGISTRY))
    }


def marked(which: m.Plan) -> set[tuple[str, str]]:
    """(task, key) of every cell that is marked as missing."""
    rows = [r for g in checklist.checklist(which, REGISTRY).groups[:-1] for r in g.rows]
    ordered = [one.task.id for one in checklist.six(which, REGISTRY)]
    by_place = dict(zip([id_of(r) for r in rows], rows, strict=True))
    assert len(by_place) == len(rows) == len(ordered)
    keys = list(checklist.ASKED)
    return {
        (one.task.id, key)
        for one in checklist.six(which, REGISTRY)
        for key, cell in zip(keys, by_place[str(one.task.at or ""), one.task.title][2:8], strict=True)
        if cell.mark == "gap"
    }


def id_of(row: tuple[Cell, ...]) -> tuple[str, str]:
    return row[0].text, row[1].text


def drawn(plan_id: str) -> Table:
    return checklist.checklist(real(plan_id), REGISTRY)


def test_the_six_are_those_of_the_pack_in_its_order() -> None:
    assert [code for code, _ in checklist.ASKED.values()] == [rule.code for rule in RULES]


@every_plan
def test_what_is_marked_is_what_the_pack_finds(plan_id: str) -> None:
    assert marked(real(plan_id)) == lacking(real(plan_id))


@often
@given(tasks, st.lists(duties, max_size=4))
def test_plans_made_up_at_random_are_judged_as_by_the_pack(listed: Tasks, work: Duties) -> None:
    which = build(listed, work)
    assert marked(which) == lacking(which)


TITLES = [
    "Thực hiện các nhiệm vụ khác được giao",
    "THEO CHỨC NĂNG thực hiện",
    "Tăng cường chuyển đổi số",
    "tăng cường chuyển đổi số",
    "Tăng cường",
    "Đẩy mạnh tuyên truyền",
    "Quan tâm đến trường học",
    "Nội dung khác",
    "Lắp đặt mã QR",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("product", [None, "Mã QR"])
@pytest.mark.parametrize("serves", [None, "[t1]"])
@pytest.mark.parametrize("due", [None, '{by: "2023-06-30"}'])
def test_titles_products_targets_and_days_are_judged_as_by_the_pack(
    title: str, product: str | None, serves: str | None, due: str | None
) -> None:
    which = made(
        plan(targets=[target()], tasks=[task(title=title, product=product, contributes_to=serves, due=due)])
    )
    assert marked(which) == lacking(which)


def test_the_first_row_of_khanh_hoa_says_what_the_plan_names() -> None:
    row = drawn(KHANH_HOA).rows[0]
    assert [c.text for c in row] == [
        "III.1.a#1", "Chọn và khuyến cáo nền tảng số giáo dục Việt Nam xuất sắc", "✓", "✓", "–", "✓", "✓", "✓", "5/6",
    ]  # fmt: skip
    assert [c.note for c in row[2:8]] == [
        "Sở GD&ĐT", "", "không nêu thời hạn riêng", "Sở GD&ĐT, VI.2.a", "chỉ tiêu tại I.2#1", "Sở GD&ĐT",
    ]  # fmt: skip


def test_totals_are_those_that_a_planner_counts() -> None:
    totals = {p: [c.value for c in drawn(p).rows[-1][2:]] for p in (DAK_NONG, HUNG_YEN, KHANH_HOA)}
    assert totals == {
        DAK_NONG: [20, 32, 0, 18, 21, 20, 0],
        HUNG_YEN: [22, 27, 0, 22, 18, 22, 0],
        KHANH_HOA: [32, 32, 0, 32, 21, 32, 0],
    }
    for plan_id in totals:
        table = drawn(plan_id)
        tasks_ = table.rows[:-1]
        for n in range(2, 8):
            assert table.rows[-1][n].value == sum(r[n].text == "✓" for r in tasks_)
        assert all(r[8].text == f"{sum(c.text == '✓' for c in r[2:8])}/6" for r in tasks_)


@pytest.mark.parametrize("plan_id", [TEMPLATE, THANH_HOA])
def test_templates_and_articles_are_not_judged(plan_id: str) -> None:
    table = drawn(plan_id)
    shown = {c.text for r in table.rows[:-1] for c in r[2:8]}
    assert shown <= {"✓", "?"}
    assert all(r[8].text.startswith("≥ ") for r in table.rows[:-1])
    assert "không được xét" in table.notes[0]
    assert checklist.data(real(plan_id), REGISTRY)["judged"] is False


def test_two_leads_over_one_scope_are_not_clear() -> None:
    which = made(plan(tasks=[task()], duties=[duty(), duty(id="d2", at='"III.2"', agencies="[so-yte]")]))
    cell = checklist.checklist(which, REGISTRY).rows[0][5]
    assert (cell.text, cell.note, cell.mark) == ("–", "cùng chủ trì một phạm vi: Sở GD&ĐT, Sở Y tế", "gap")


def test_a_plan_without_tasks_has_no_totals() -> None:
    table = checklist.checklist(made(MINIMAL), REGISTRY, "en")
    assert (table.rows, table.notes[-1]) == ((), "The document states no task.")


@every_plan
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_data_has_the_shape_of_its_schema_and_says_what_the_table_says(plan_id: str, lang: str) -> None:
    data: dict[str, Any] = checklist.data(real(plan_id), REGISTRY, lang)
    assert json.loads(json.dumps(data)) == data
    assert [(f.path, f.keyword) for f in schema.faults(data, "output/checklist")] == []
    assert list(data["clear"].values()) == [c.value for c in drawn(plan_id).rows[-1][2:8]]


@pytest.mark.parametrize("format_", ["terminal", "markdown", "csv", "html", "svg", "json"])
def test_the_command_prints_every_format_of_text(format_: str) -> None:
    done = planmodel("checklist", HUNG_YEN, "--format", format_)
    assert (done.code, done.err) == (0, "")
    assert ("II.3.a#1" in done.out) or format_ == "svg"


@pytest.mark.parametrize(
    "title", ["=HYPERLINK(1)", "Tăng cường " + "x" * 60, "\u202etheo chức năng", "a\n# b"]
)
def test_hostile_titles_are_judged_as_by_the_pack(title: str) -> None:
    which = made(plan(tasks=[task(title=json.dumps(title, ensure_ascii=False))]))
    assert marked(which) == lacking(which)
