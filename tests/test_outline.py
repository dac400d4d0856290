"""What each clause holds: every item of a plan in the order of the document, and a place for every clause."""

from __future__ import annotations

import pytest

from planmodel.publish.pictures import Pictures
from planmodel.views import network as networks
from planmodel.views.outline import outline, places
from tests.golden import FULL_TEXT, KHANH_HOA, PLANS, REGISTRY, THANH_HOA, made, real
from tests.plan_texts import FULL, MINIMAL


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_item_has_its_row_and_rows_stand_in_the_order_of_the_document(plan_id: str) -> None:
    plan, table = real(plan_id), outline(real(plan_id), REGISTRY)
    assert list(places(table)) == sorted(places(table))
    listed = (plan.legal_bases, plan.participants, plan.objectives, plan.targets, plan.requirements, plan.tasks,
              plan.duties, plan.reports, plan.funding, plan.recipients)  # fmt: skip
    found = [item.at for items in listed for item in items if item.at is not None]
    assert len(table.rows) == len(found)
    assert places(table).keys() == set(found)
    said = {row[1].text for row in table.rows}
    assert {task.text or task.title for task in plan.tasks if task.at is not None} <= said


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_clause_has_one_place(plan_id: str) -> None:
    rows = outline(real(plan_id), REGISTRY).rows
    anchors = [row[0].anchor for row in rows if row[0].anchor]
    assert len(anchors) == len(set(anchors)) == len({row[0].text for row in rows})


def test_groups_are_named_as_an_office_names_them() -> None:
    titles = [group.title for group in outline(real(KHANH_HOA), REGISTRY).groups]
    assert titles[0] == "Phần mở đầu"
    assert "Mục III" in titles
    assert titles[-1] == "Nơi nhận"
    assert outline(real(THANH_HOA), REGISTRY).groups[0].title == "Bài báo, theo đoạn"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_plans_of_all_kinds_of_items_and_of_none(lang: str) -> None:
    kinds = {row[2].text for row in outline(made(FULL), REGISTRY, lang).rows}
    assert len(kinds) == 10
    assert outline(made(MINIMAL), REGISTRY, lang).rows == ()


def test_every_clause_of_a_picture_leads_to_a_row() -> None:
    for plan_id in FULL_TEXT:
        pictures = Pictures(real(plan_id), REGISTRY, "vi")
        rows = set(places(outline(real(plan_id), REGISTRY)).values())
        for view in networks.VIEWS:
            drawn = pictures.network(view)
            behind = [node.clauses for node in drawn.nodes] + [edge.clauses for edge in drawn.edges]
            for clauses in filter(None, behind):
                assert pictures.place(clauses) in rows, (view, clauses)
        assert pictures.place(()) is None
