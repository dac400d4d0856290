"""What a plan leaves out, weakens or moves of its template (PM601 to PM611), and two levels in two plans (PM703)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from planmodel import model as m
from planmodel.check import Judge, Options, check_files
from planmodel.derive.conformity import Demands, conformity
from planmodel.diagnostics import Diagnostic, Severity
from planmodel.rules import Facts, Rule, WorkspaceRule, all_rules, workspace_rules
from planmodel.rules._across import summary
from planmodel.source import Source
from planmodel.workspace import Workspace
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PLANS, REGISTRY, TEMPLATE, THANH_HOA, WORKSPACE, real
from tests.plan_texts import (
    FULL,
    SHIPPED,
    duty,
    findings,
    findings_together,
    plan,
    report,
    requirement,
    target,
    task,
)

_ALL: tuple[Rule | WorkspaceRule, ...] = (*all_rules(), *workspace_rules())
FAMILY = {r.code: r for r in _ALL if r.code.startswith("PM6") or r.code == "PM703"}


def of_family(found: list[Diagnostic]) -> list[Diagnostic]:
    return [d for d in found if d.code in FAMILY]


def of_real(plan_id: str) -> list[Diagnostic]:
    """What the rules find in one of the real plans."""
    path = WORKSPACE.path_of(plan_id)
    return of_family(Judge(WORKSPACE, Options()).file(path).found)


# --------------------------------------------------------------------------------------------------- the real plans

TRUE = {
    DAK_NONG: ["PM602 edu-transactions", "PM604 gddt-lead-tasks", "PM606"],
    HUNG_YEN: [
        "PM601 edu-transactions", "PM602 edu-cashless", "PM602 edu-platform", "PM602 health-cashless", "PM602 health-platform",
        "PM602 health-transactions",
    ],
    KHANH_HOA: ["PM602 edu-transactions", "PM602 health-transactions", "PM604 so-gddt-lead-education"],
    THANH_HOA: [
        "PM602 edu-cashless", "PM602 edu-platform", "PM602 edu-transactions", "PM602 health-cashless", "PM602 health-platform",
        "PM602 health-transactions", "PM606",
    ],
    TEMPLATE: [],
}  # fmt: skip
"""Every finding in the five plans by the item where it stands, each judged against the sources."""


def item_at(plan_id: str, d: Diagnostic) -> str:
    p = real(plan_id)
    every: list[m.Target | m.Requirement | m.Task | m.Duty] = [*p.linkable]
    return next((f" {i.id}" for i in every if i.span == d.span), "")


@pytest.mark.parametrize("plan_id", PLANS)
def test_what_is_found_in_the_real_plans_is_true(plan_id: str) -> None:
    assert sorted(d.code + item_at(plan_id, d) for d in of_real(plan_id)) == TRUE[plan_id]


def test_no_finding_is_an_error_and_those_that_ask_are_notes() -> None:
    assert {code for code, rule in FAMILY.items() if rule.severity is Severity.info} == {"PM606", "PM611"}
    assert {r.severity for r in FAMILY.values()} == {Severity.warning, Severity.info}


@pytest.mark.parametrize(
    ("plan_id", "item", "dimensions"),
    [
        (HUNG_YEN, "edu-cashless", "area, demand, commitment"),
        (HUNG_YEN, "edu-platform", "commitment"),
        (HUNG_YEN, "health-cashless", "demand"),
        (HUNG_YEN, "health-transactions", "measure"),
        (KHANH_HOA, "edu-transactions", "measure"),
        (DAK_NONG, "edu-transactions", "level"),
        (THANH_HOA, "edu-platform", "commitment"),
        (THANH_HOA, "health-cashless", "demand"),
        (THANH_HOA, "health-transactions", "population, measure"),
    ],
)
def test_a_weakened_target_names_every_dimension_that_is_weaker(
    plan_id: str, item: str, dimensions: str
) -> None:
    (found,) = [d for d in of_real(plan_id) if d.code == "PM602" and item_at(plan_id, d) == f" {item}"]
    assert f"weaker than mic-781-2022 in {dimensions} (" in found.message.en
    (beside,) = found.related
    assert beside.source.endswith("mic-781-2022.yaml")


def test_a_departure_is_told_once_for_each_that_stands_there() -> None:
    demands = Demands(real(TEMPLATE), REGISTRY)
    for plan_id in TRUE:
        if plan_id == TEMPLATE:
            continue
        items = [i for i in conformity(demands, real(plan_id)) if i.departs and i.verdict != "moved"]
        told = [d for d in of_real(plan_id) if d.code in ("PM601", "PM602", "PM603", "PM605", "PM607")]
        assert len(told) == len(items)


# ----------------------------------------------------------------------------------------------- what is not mentioned

LINK = "  - {plan: mic-781-2022, basis: cited, at: preamble#1}\n"
ARTICLE = "source: {kind: news-article, name: bai-bao.txt, sha256: unknown}"


def test_a_plan_that_links_to_nothing_is_told_so_once_for_each_kind() -> None:
    found = of_family(findings(plan(implements=[LINK])))
    assert Counter(d.code for d in found) == {"PM601": 2, "PM603": 1, "PM604": 1}
    assert [d.span and d.span.line for d in found] == [16] * 4
    messages = " ".join(d.message.en for d in found)
    assert "any of the 6 demands of mic-781-2022 of this kind: target" in messages
    assert "any of the 7 demands of mic-781-2022 of this kind: requirement" in messages
    assert "none of the 32 tasks of mic-781-2022" in messages


def test_of_an_article_or_a_template_nothing_is_missing() -> None:
    text = plan(implements=[LINK])
    article = text.replace("source: {kind: full-text, name: ke-hoach-mau.txt, sha256: unknown}", ARTICLE)
    assert article != text
    assert of_family(findings(article)) == []
    assert of_family(findings(text.replace("kind: plan\n", "kind: template\n"))) == []


def test_a_plan_without_a_template_pays_nothing_and_is_told_nothing() -> None:
    facts = Facts(real(KHANH_HOA), REGISTRY)
    for rule in all_rules():
        if rule.code.startswith("PM6"):
            assert list(rule.run(facts)) == []
    assert "conformity" not in vars(facts)


def test_a_template_that_cannot_be_read_leaves_the_rules_silent(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "mau.yaml").write_text("plan: van-ban-mau\nkind: [\n", "utf-8")
    path = tmp_path / "plans" / "a.yaml"
    path.write_text(plan(implements=["  - {plan: van-ban-mau, basis: cited, at: I}\n"]), "utf-8")
    (one,) = check_files([path], Workspace(tmp_path))
    assert of_family(one.found) == []


def test_a_plan_that_carries_out_an_unknown_one_is_told_only_that() -> None:
    found = findings(plan(implements=["  - {plan: mic-999-2022, basis: cited, at: I}\n"]))
    assert {d.code for d in found} == {"PM115"}


def test_the_comments_that_silence_hold_for_these_rules_too() -> None:
    text = plan(implements=[LINK])
    quiet = text.replace(LINK, "  # planmodel: ignore[PM601, PM603, PM604] chưa nối\n" + LINK)
    assert findings(quiet) == []


def test_full_holds_every_kind_of_item_and_is_judged() -> None:
    assert {"PM601", "PM603"} <= {d.code for d in findings(FULL)}


# ------------------------------------------------------------------------------------------------ one demand at a time

MAU = "plan: van-ban-mau\nkind: template\n"
OWN = "implements:\n  - {plan: van-ban-mau, basis: cited, at: preamble#1}\n"


def told(template: str, own: str) -> list[str]:
    """The codes found in a plan beside a template of a few items."""
    _, (_, found) = findings_together((MAU + template, OWN + own))
    return [d.code for d in of_family(found)]


def targets(**changes: str | None) -> str:
    return "targets:\n" + target(**changes)


WEAKENED = [
    ({"level": "{at_least: {2022: 49}}"}, "PM602"),
    ({"level": "{at_least: {2023: 90}}"}, "PM601"),
    ({"level": "{at_most: {2022: 50}}"}, "PM602"),
    ({"area": "urban"}, "PM602"),
    ({"area": "rural"}, "PM602"),
    ({"commitment": "aspirational"}, "PM602"),
    ({"commitment": "approximate"}, "PM602"),
    ({"demand": "accept"}, "PM602"),
    ({"demand": "use"}, "PM602"),
    ({"level": "{at_least: {2022: 100}}", "area": "urban"}, "PM602"),
]
AS_GOOD = [
    {"level": "{at_least: {2022: 51}}"},
    {"level": "{at_least: {2021: 50}}"},
    {"level": "{more_than: {2022: 50}}"},
    {"commitment": "minimum"},
    {"title": "Tên khác"},
]
DEMAND = {"id": "x", "demand": "install-and-use"}


@pytest.mark.parametrize(("changes", "code"), WEAKENED)
def test_each_way_to_ask_for_less_is_found(changes: dict[str, str], code: str) -> None:
    own = targets(**{**DEMAND, "implements": "[x]", **changes})
    assert told(targets(**DEMAND), own) == [code]


@pytest.mark.parametrize("changes", AS_GOOD)
def test_what_is_as_good_is_no_departure(changes: dict[str, str]) -> None:
    own = targets(**{**DEMAND, "implements": "[x]", **changes})
    assert told(targets(**DEMAND), own) == []


@pytest.mark.parametrize(
    ("choose", "of", "codes"),
    [
        ("3", "[qr, website, mobile-money, card-pos]", []),
        ("all", "[qr, website, mobile-money, card-pos]", []),
        ("2", "[qr, website, mobile-money, card-pos]", ["PM605"]),
        ("all", "[qr, website, mobile-money]", []),
        ("all", "[qr, website]", ["PM605"]),
        ("3", "[qr, website, mobile-money, card-pos, payment-module]", ["PM605"]),
    ],
)
def test_who_meets_the_plan_s_requirement_meets_the_template_s(
    choose: str, of: str, codes: list[str]
) -> None:
    asked = "requirements:\n" + requirement(id="x", choose="3", of="[qr, website, mobile-money, card-pos]")
    own = "requirements:\n" + requirement(id="y", choose=choose, of=of, implements="[x]")
    assert told(asked, own) == codes


def test_an_option_that_is_dropped_is_named() -> None:
    asked = "requirements:\n" + requirement(id="x", choose="all", of="[qr, website]")
    own = "requirements:\n" + requirement(id="y", choose="all", of="[qr]", implements="[x]")
    _, (_, found) = findings_together((MAU + asked, OWN + own))
    (d,) = of_family(found)
    assert "drops Website of van-ban-mau" in d.message.en


def test_a_task_that_is_due_later_is_weaker_and_an_earlier_one_is_not() -> None:
    asked = "tasks:\n" + task(id="x", by="[truong-hoc]", due='{by: "2023-06-30"}')
    for day, codes in (("2023-07-31", ["PM602"]), ("2023-05-31", []), ("2023-06-30", [])):
        own = "tasks:\n" + task(id="y", by="[truong-hoc]", due=f'{{by: "{day}"}}', implements="[x]")
        assert told(asked, own) == codes


def test_a_task_in_the_organisation_section_is_not_lost() -> None:
    asked = "tasks:\n" + task(id="x", by="[truong-hoc]") + task(id="z", at='"II.2"', by="[truong-hoc]")
    own = "tasks:\n" + task(id="y", by="[truong-hoc]", implements="[x]")
    assert told(asked, own) == ["PM603"]
    moved = (
        own + "duties:\n" + duty(agencies="[truong-hoc]", roles="[implement]", covers=None, implements="[z]")
    )
    assert told(asked, moved) == []


def test_two_years_of_one_target_are_two_departures() -> None:
    asked = targets(**{**DEMAND, "level": "{at_least: {2022: 50, 2023: 60}}"})
    own = targets(**{**DEMAND, "level": "{at_least: {2022: 40, 2023: 50}}", "implements": "[x]"})
    assert told(asked, own) == ["PM602", "PM602"]


def test_a_report_is_as_often_and_no_later() -> None:
    asked = "reports:\n" + report(id="x", to="[thu-tuong]", from_="[ubnd-tinh]", every="[quarter]", due=None)
    for every, codes in (("[quarter]", []), ("[quarter, year]", []), ("[year]", ["PM607"])):
        own = "reports:\n" + report(id="y", to="[thu-tuong]", from_="[ubnd-tinh]", every=every, due=None)
        assert told(asked, own) == codes
    assert told(asked, "") == ["PM601"]


def test_a_link_by_indicator_is_told_once_whatever_the_years() -> None:
    asked = targets(**{**DEMAND, "level": "{at_least: {2022: 50, 2023: 60}}"})
    assert told(asked, targets(**{**DEMAND, "level": "{at_least: {2022: 50, 2023: 60}}"})) == ["PM611"]
    assert (
        told(asked, targets(**{**DEMAND, "level": "{at_least: {2022: 50, 2023: 60}}", "implements": "[x]"}))
        == []
    )


# --------------------------------------------------------------------------------------------------- several plans


def across(code: str, *texts: str) -> list[str]:
    """The plans in which a rule about all plans finds something."""
    rule = next(r for r in workspace_rules() if r.code == code)
    plans = [compiled(n, text) for n, text in enumerate(texts)]
    return [x.source for x in rule.run([summary(p, REGISTRY) for p in plans])]


def compiled(n: int, text: str) -> m.Plan:
    from planmodel.workspace import load_source

    loaded = load_source(
        Source(f"{n}.yaml", text.replace("plan: ke-hoach-mau", f"plan: ke-hoach-{n}", 1)), SHIPPED.engine
    )
    assert loaded.plan is not None
    return loaded.plan


def carrying_out(*ids: str) -> str:
    return plan(implements=[f"  - {{plan: {i}, basis: cited, at: I}}\n" for i in ids])


@pytest.mark.parametrize(
    ("links", "found"),
    [
        (["ke-hoach-1", "ke-hoach-0"], ["1.yaml"]),
        (["ke-hoach-0"], ["0.yaml"]),
        (["ke-hoach-1", "ke-hoach-2", "ke-hoach-0"], ["2.yaml"]),
        (["ke-hoach-1", "ke-hoach-2", "mic-781-2022"], []),
        (["ke-hoach-9", "ke-hoach-0"], []),
        (["ke-hoach-2", "ke-hoach-2", "ke-hoach-1"], ["1.yaml"]),
    ],
)
def test_a_circle_is_told_once(links: list[str], found: list[str]) -> None:
    assert sorted(across("PM610", *map(carrying_out, links))) == found


def test_a_long_chain_and_many_circles_are_walked_once() -> None:
    chain = [carrying_out(f"ke-hoach-{n + 1}") for n in range(300)]
    assert across("PM610", *chain) == []
    assert len(across("PM610", *(carrying_out(f"ke-hoach-{n ^ 1}") for n in range(200)))) == 100


LEVELS = [
    ({"level": "{at_least: {2022: 60}}"}, True),
    ({"level": "{more_than: {2022: 50}}"}, True),
    ({"level": "{range: {2022: [50, 60]}}"}, True),
    ({}, False),
    ({"level": "{at_least: {2023: 60}}"}, False),
    ({"level": "{at_least: {2022: 60}}", "area": "urban"}, False),
    ({"level": "{at_least: {2022: 60}}", "commitment": "aspirational"}, False),
    ({"level": "{at_least: {2022: 50.0}}"}, False),
    ({"commitment": "minimum"}, False),
]


@pytest.mark.parametrize(("changes", "differs"), LEVELS)
def test_two_plans_of_one_body_give_a_year_one_level(changes: dict[str, str], differs: bool) -> None:
    one, other = plan(targets=[target()]), plan(targets=[target(**changes)])
    assert across("PM703", one, other) == (["1.yaml"] if differs else [])


def test_two_provinces_are_two_bodies_and_templates_are_left_alone() -> None:
    one, other = plan(targets=[target()]), plan(targets=[target(level="{at_least: {2022: 60}}")])
    assert across("PM703", one, other.replace("province: khanh-hoa", "province: thanh-hoa")) == []
    assert across("PM703", one, other.replace("kind: plan\n", "kind: template\n")) == []
