"""The ways of reports as a table: every hop with its days, and the first that cannot be met in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planmodel import model as m
from planmodel.derive.routes import routes
from planmodel.derive.share import Body
from planmodel.views import calendar
from planmodel.views.calendar import Only, chosen, hops
from planmodel.views.calendar.data import data
from planmodel.views.table import Table
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PROVINCES, REGISTRY, made, real
from tests.plan_texts import plan, report

ALL = tuple(map(real, PROVINCES))


def drawn(*plans: m.Plan, only: Only = calendar.EVERYTHING, lang: str = "vi") -> Table:
    (table,) = calendar.VIEWS["hops"](chosen(plans, REGISTRY, only), REGISTRY, lang).tables
    return table


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_dak_nongs_first_hop_cannot_be_met_and_is_named() -> None:
    table = drawn(real(DAK_NONG))
    law = "hạn cuối theo Nghị định 09/2019/NĐ-CP, điều 13"
    assert [g.title for g in table.groups] == [
        f"Kết quả thực hiện Kế hoạch (6 tháng), số liệu 15/12/2021 – 14/06/2022; {law}",
        f"Kết quả thực hiện Kế hoạch (6 tháng), số liệu 15/06/2022 – 14/12/2022; {law}",
    ]
    assert texts(table)[:2] == [
        ["1", "Sở, ngành liên quan", "Sở TT&TT", "15/06/2022", "14/06/2022", "14/06/2022", "-1", "phần kết, đoạn 1",
         "chặng đầu tiên không kịp: Sở, ngành liên quan gửi Sở TT&TT sớm nhất 15/06/2022, mà phải xong chậm nhất 14/06/2022"],
        ["2", "Sở TT&TT", "UBND tỉnh", "16/06/2022", "23/06/2022", "–", "5", "phần kết, đoạn 1", ""],
    ]  # fmt: skip
    assert [cell.mark for cell in table.rows[0]][4:] == ["gap", "", "gap", "", "gap"]
    assert table.notes[0] == "Đường đi không kịp nếu giữ nguyên các ngày: 2/2."


def test_khanh_hoas_ways_can_be_met_and_go_through_the_information_department() -> None:
    table = drawn(real(KHANH_HOA), only=Only(first=date(2022, 1, 1), last=date(2022, 6, 30)))
    told = "(hằng quý, 6 tháng), số liệu 15/03/2022 – 14/06/2022, 15/12/2021 – 14/06/2022; hạn cuối"
    assert [told in g.title for g in table.groups] == [True] * 3, "ways by the same days are told once"
    assert {tuple(row[1:3]) for row in texts(table)} == {
        ("Sở TT&TT", "UBND tỉnh"), ("Sở GD&ĐT", "Sở TT&TT"), ("Sở Y tế", "Sở TT&TT"),
    }  # fmt: skip
    assert "Mọi chặng của mọi đường đi đều kịp." in table.notes


def test_a_way_that_is_part_of_a_longer_one_is_drawn_once_and_kept_in_json() -> None:
    found = hops.ways(chosen([real(DAK_NONG)], REGISTRY), REGISTRY)
    assert (len(found), len(hops.whole(found))) == (4, 2)
    assert len(data(chosen([real(DAK_NONG)], REGISTRY), REGISTRY)["routes"]) == 4


def test_what_has_no_way_to_reckon_says_so() -> None:
    table = drawn(real(HUNG_YEN), lang="en")
    assert table.rows == ()
    assert table.notes[0].startswith("No way of a report can be reckoned")
    nowhere = made(plan(reports=[report(due=None, to="[so-tttt]", every="[quarter]")]))
    notes = drawn(nowhere, lang="en").notes
    assert "Not reckoned, as nothing tells by when the last receiver needs it: III.1 (1/KH-UBND)." in notes


def test_only_ways_of_the_agency_and_the_time_asked_for_are_shown() -> None:
    health = chosen(ALL, REGISTRY, Only((Body("so-yte"),), (), date(2022, 1, 1), date(2022, 12, 31)))
    assert {way.plan.id for way in hops.ways(health, REGISTRY)} == {DAK_NONG, KHANH_HOA}
    for way in hops.ways(health, REGISTRY):
        named = {x for hop in way.route.hops for x in (hop.giver, hop.taker)}
        assert named & {"so-yte", "so-nganh-lien-quan"}
        assert way.route.hops[-1].latest.year == 2022
    assert hops.ways(chosen(ALL, REGISTRY, Only(kinds=("task",))), REGISTRY) == ()


def test_of_several_plans_each_way_names_its_plan() -> None:
    assert all(g.title.startswith(("294/KH-UBND · ", "4205/KH-UBND · ")) for g in drawn(*ALL).groups)


@pytest.mark.parametrize("plan_id", PROVINCES)
def test_every_hop_of_every_way_is_in_json(plan_id: str) -> None:
    found: list[dict[str, Any]] = data(chosen([real(plan_id)], REGISTRY), REGISTRY, "en")["routes"]
    assert [[(h["giver"], h["taker"], h["latest"], h["slack"]) for h in r["hops"]] for r in found] == [
        [(h.giver, h.taker, h.latest.isoformat(), h.slack) for h in r.hops]
        for r in routes(real(plan_id), REGISTRY)
    ]
    assert all(r["met"] is (r["missed"] is None) is all(h["met"] for h in r["hops"]) for r in found)


def test_a_second_missed_hop_is_marked_without_being_called_the_first() -> None:
    text = plan(
        reports=[
            report(id="b1", at='"III.1"', due='[{by: "2022-06-14"}]', to="[so-tttt]", every="[half-year]"),
            report(id="b2", at='"III.2"', due='[{by: "2022-06-13"}]', from_="[so-tttt]", every="[half-year]"),
        ]
    )
    table = drawn(made(text), lang="en")
    group = next(g for g in table.groups if len(g.rows) == 2)
    assert group.title.endswith("last day stated by the plan")
    first, second = (row[-1].text for row in group.rows)
    assert first.startswith("the first hop that cannot be met")
    assert second == "cannot be met"
