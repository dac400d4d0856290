"""The picture of the ways of reports: every hop with its days, and the hop that cannot be met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from benchmarks import generate
from planmodel import model as m
from planmodel.derive.routes import Hop, Route, routes
from planmodel.graph import Network
from planmodel.render.dot import to_dot
from planmodel.render.draw import draw
from planmodel.render.mermaid import to_mermaid
from planmodel.views import words
from planmodel.views.calendar.hops import Way, whole
from planmodel.views.network import network
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PROVINCES, REGISTRY, assert_golden, made, real
from tests.test_timeline import HOSTILE, called, lasting, report


@cache
def drawn(plan: str, lang: str = "vi") -> Network:
    return network(real(plan), REGISTRY, "hops", lang)


@cache
def generated() -> m.Plan:
    return made(generate.plan(7, 1))


def ways(plan: m.Plan) -> list[Route]:
    return [way.route for way in whole(Way(plan, route) for route in routes(plan, REGISTRY))]


def hops_of(plan: m.Plan) -> Iterator[Hop]:
    return (hop for route in ways(plan) for hop in route.hops)


def lines(net: Network) -> list[tuple[str, str, list[str], str]]:
    """Every hop drawn: the names of both boxes, the lines of its label, its style word."""
    name = {node.id: node.label for node in net.nodes}
    return [
        (name[e.source], name[e.target], e.label.split("\n"), e.kind)
        for e in net.edges
        if e.kind != "forward"
    ]


def test_the_hop_that_cannot_be_met_is_marked_and_both_periods_stand_on_it() -> None:
    first, second = lines(drawn(DAK_NONG))
    assert first == (
        "Sở, ngành liên quan",
        "Sở TT&TT",
        [
            "báo cáo · KHÔNG KỊP",
            "sớm nhất 15/06, kế hoạch nêu 14/06",
            "sớm nhất 15/12, kế hoạch nêu 14/12",
            "thiếu 1 ngày làm việc",
            "phần kết, đoạn 1",
        ],
        "missed",
    )
    assert second == (
        "Sở TT&TT",
        "UBND tỉnh",
        ["báo cáo", "từ 16/06 đến 23/06", "từ 16/12 đến 22/12", "dư 4–5 ngày làm việc", "phần kết, đoạn 1"],
        "lawful",
    )


def test_periods_that_look_alike_are_drawn_once() -> None:
    net = drawn(KHANH_HOA)
    start = next(node for node in net.nodes if node.label == "Chốt số liệu")
    assert start.detail == ("15 lần, từ 14/06/2022 đến 14/12/2025", "hằng quý, 6 tháng, hằng năm")
    assert sorted(node.label for node in net.nodes) == sorted(
        ["Chốt số liệu", "Sở GD&ĐT, Sở Y tế", "Sở TT&TT", "UBND tỉnh"]
    )
    own, given, handed_on = sorted(lines(net), key=lambda line: line[2][0] == "chuyển tiếp")
    assert {own[2][-1], given[2][-1], handed_on[2][-1]} == {"VI.1.a", "VI.2.c, VI.3.c"}
    assert handed_on[2][0] == "chuyển tiếp"
    assert "thiếu" not in " ".join(word for line in lines(net) for word in line[2])


@pytest.mark.parametrize("plan", [DAK_NONG, KHANH_HOA])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_hop_of_every_period_is_told_with_its_days(plan: str, lang: str) -> None:
    told = "\n".join(edge.tooltip for edge in drawn(plan, lang).edges)
    for hop in hops_of(real(plan)):
        said = [words.day(day, lang) for day in (hop.earliest, hop.latest)]
        line = next(x for x in told.splitlines() if all(day in x for day in said) and str(hop.at) in x)
        assert hop.stated is None or words.day(hop.stated, lang) in line
        assert ("không kịp" in line or "cannot be met" in line) == (not hop.met)


@pytest.mark.parametrize("plan", [DAK_NONG, KHANH_HOA, "generated"])
def test_what_is_drawn_as_missed_is_what_cannot_be_met(plan: str) -> None:
    which = generated() if plan == "generated" else real(plan)
    net = network(which, REGISTRY, "hops")
    missed = {str(hop.at) for hop in hops_of(which) if not hop.met}
    assert {clause for e in net.edges if e.kind == "missed" for clause in e.clauses} == missed
    named = [e for e in net.edges if "KHÔNG KỊP" in e.label]
    assert bool(named) == bool(missed)
    assert all(e.inferred == (e.kind == "lawful") for e in net.edges)


def test_slack_on_a_line_is_that_of_its_tightest_and_widest_period() -> None:
    slack = [hop.slack for hop in hops_of(real(KHANH_HOA)) if hop.giver in ("so-gddt", "so-yte")]
    line = next(x for x in lines(drawn(KHANH_HOA)) if x[0] == "Sở GD&ĐT, Sở Y tế")
    assert line[2][2] == f"dư {min(slack)}–{max(slack)} ngày làm việc"


def test_periods_of_which_only_some_can_be_met_stand_apart() -> None:
    """Before 15 June is too early only where no working day lies between: here every second half-year is stated late."""
    due = [
        {"by": "2022-06-14"}, {"by": "2022-12-20"}, {"by": "2023-06-14"}, {"by": "2023-12-20"}
    ]  # fmt: skip
    plan = lasting("2023-12-31", report(every="half-year") | {"due": due})
    net = network(plan, REGISTRY, "hops")
    starts = [node.detail[0] for node in net.nodes if node.label == "Chốt số liệu"]
    assert starts == ["14/06/2022, 14/06/2023", "14/12/2022, 14/12/2023"]
    assert sorted(e.kind for e in net.edges if e.kind != "forward") == ["missed", "report"]
    assert len({node.id for node in net.nodes}) == len(net.nodes)


def test_a_century_of_months_is_one_way_with_a_short_description() -> None:
    net = network(lasting("2121-12-31", report()), REGISTRY, "hops")
    assert len(net.nodes) <= 3 * 8
    assert all(len(e.tooltip) < 20_000 for e in net.edges)
    assert any("… (+" in e.tooltip for e in net.edges)


@pytest.mark.parametrize("plan", [p for p in PROVINCES if p not in (DAK_NONG, KHANH_HOA)])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_where_no_way_can_be_reckoned_the_picture_says_why(plan: str, lang: str) -> None:
    net = drawn(plan, lang)
    assert [node.kind for node in net.nodes] == ["empty"]
    assert net.edges == ()
    assert {"vi": "Không tính được", "en": "No way can be reckoned"}[lang] in net.nodes[0].label


def test_reports_that_lead_nowhere_known_are_named_below() -> None:
    lost = report(name="r2") | {"to": ["so-tttt"], "at": "IV.2"}
    del lost["due"]
    net = network(lasting("2022-12-31", report(), lost), REGISTRY, "hops")
    assert any("Chưa tính được" in note and "IV.2" in note for note in net.notes)


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_any_title_is_drawn(name: str) -> None:
    net = network(called(name), REGISTRY, "hops")
    svg = draw(to_dot(net)).decode()
    assert "KHÔNG" in svg or "báo cáo" in svg
    assert not any(c in svg for c in "\u202e\x00\x07\x1b")


def test_the_days_are_those_of_the_derived_ways() -> None:
    """One place holds the arithmetic: what is drawn changes with the working days of the registry."""
    plan = real(DAK_NONG)
    ready = {hop.earliest for hop in hops_of(plan)}
    assert date(2022, 6, 15) in ready
    assert "sớm nhất 15/06" in "\n".join(edge.label for edge in drawn(DAK_NONG).edges)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_legend_explains_what_is_drawn(lang: str) -> None:
    for plan in (DAK_NONG, KHANH_HOA):
        net = drawn(plan, lang)
        assert {k.kind for k in net.legend if k.of == "edge"} == {e.kind for e in net.edges} - {"forward"}


@pytest.mark.parametrize("plan", [DAK_NONG, KHANH_HOA, HUNG_YEN])
def test_the_picture_is_the_one_that_was_looked_at(plan: str) -> None:
    assert_golden(f"calendar/{plan}.hops.vi.mmd", to_mermaid(drawn(plan), "vi"))
