"""How the four plans stand to letter 781: every verdict of every target, what moved, what misses and why."""

from __future__ import annotations

from functools import cache

import pytest

from planmodel import model as m
from planmodel.derive import relations as rel
from planmodel.derive.conformity import Item, compare
from planmodel.derive.relations import DIMENSIONS
from planmodel.views.compare import Comparison, data, document, summary, why
from planmodel.views.compare.said import dimensions as in_short
from tests.golden import (
    DAK_NONG,
    FULL_TEXT,
    HUNG_YEN,
    KHANH_HOA,
    PROVINCES,
    REGISTRY,
    TEMPLATE,
    THANH_HOA,
    made,
    real,
    rows,
)
from tests.plan_texts import FULL, changed, duty, plan, report, requirement, target, task

every_province = pytest.mark.parametrize("plan_id", PROVINCES)


@cache
def against_template(plan_id: str) -> tuple[Item, ...]:
    return compare(real(TEMPLATE), [real(plan_id)], REGISTRY)


def of_kind(plan_id: str, kind: str) -> dict[str, Item]:
    """What became of the template's items of one kind; ``added`` ones are left out."""
    return {i.item: i for i in against_template(plan_id) if i.kind == kind and i.verdict != "added"}


# -------------------------------------------------------------------------------------------------- targets

TARGETS = """
dak-nong-294-2022
  edu-platform        | conforms    |
  health-platform     | conforms    |
  edu-cashless        | conforms    |
  health-cashless     | conforms    |
  edu-transactions    | falls-short | level weaker
  health-transactions | conforms    |
khanh-hoa-4205-2022
  edu-platform        | conforms    |
  health-platform     | conforms    |
  edu-cashless        | conforms    |
  health-cashless     | conforms    |
  edu-transactions    | falls-short | measure weaker
  health-transactions | falls-short | measure weaker
hung-yen-119-2022
  edu-platform        | falls-short | commitment weaker
  health-platform     | falls-short | commitment weaker
  edu-cashless        | mixed       | level stronger area weaker demand weaker commitment weaker
  health-cashless     | falls-short | demand weaker
  edu-transactions    | missing     |
  health-transactions | falls-short | measure weaker
thanh-hoa-2022
  edu-platform        | falls-short | commitment weaker
  health-platform     | falls-short | commitment weaker
  edu-cashless        | mixed       | level stronger demand weaker
  health-cashless     | mixed       | level stronger demand weaker
  edu-transactions    | mixed       | level stronger measure weaker
  health-transactions | mixed       | level stronger population weaker measure weaker
"""


@every_province
def test_every_target_of_the_template_has_its_verdict_in_every_plan(plan_id: str) -> None:
    found = [
        [
            *(plan_id, i.item, i.verdict),
            " ".join(f"{k} {v}" for k, v in i.dimensions.items() if v not in (None, "equal")),
        ]
        for i in of_kind(plan_id, "target").values()
    ]
    assert found == [row for row in rows(TARGETS) if row[0] == plan_id]


def test_dak_nongs_schools_fall_short_by_10_points_and_the_other_five_targets_conform() -> None:
    verdicts = [i.verdict for i in of_kind(DAK_NONG, "target").values()]
    assert sorted(verdicts) == ["conforms"] * 5 + ["falls-short"]
    short = of_kind(DAK_NONG, "target")["edu-transactions"]
    assert why(short, REGISTRY).en == (
        "at least 40%, 2022 (I#3#3); 10 percentage points below the template (at least 50%, p#9.s#2)"
    )
    assert why(short, REGISTRY).vi == (
        "từ 40% trở lên, năm 2022 (I#3#3); thấp hơn mẫu (từ 50% trở lên, p#9.s#2) 10 điểm phần trăm"
    )


def test_a_level_for_a_later_year_only_is_missing_and_the_reason_names_it() -> None:
    missing = of_kind(HUNG_YEN, "target")["edu-transactions"]
    assert (missing.verdict, missing.matches, set(missing.dimensions.values())) == (
        "missing",
        ("edu-transactions",),
        {None},
    )
    assert why(missing, REGISTRY).en == (
        "no level for 2022 (the template: at least 50%, p#9.s#2); only at least 50% for 2025 (I.2.b#1)"
    )
    assert "chỉ có từ 50% trở lên cho năm 2025 (I.2.b#1)" in why(missing, REGISTRY).vi


@every_province
def test_every_reason_names_the_levels_and_the_clauses_of_both_sides(plan_id: str) -> None:
    for i in of_kind(plan_id, "target").values():
        wanted = next(t for t in real(TEMPLATE).targets if t.id == i.item)
        given = [t for t in real(plan_id).targets if t.id in i.matches]
        assert given
        for said in (why(i, REGISTRY).vi, why(i, REGISTRY).en):
            assert str(wanted.at) in said
            assert all(str(t.at) in said for t in given)
            assert all(f"{x.amount}%" in said for t in given for x in t.levels[:1])
            assert "50%" in said or i.dimensions["level"] == "equal"
        for name, value in i.dimensions.items():
            assert (f"{name} {value}" in why(i, REGISTRY).en) is (
                value not in (None, "equal") and name != "level"
            )
        assert i.template_at == wanted.at
        assert i.plan_at == tuple(t.at for t in given)


# ---------------------------------------------------------------------------- tasks, requirements, the lead


def test_hung_yens_six_tasks_moved_into_the_organisation_section() -> None:
    moved = {i.item: i for i in of_kind(HUNG_YEN, "task").values() if i.verdict != "conforms"}
    assert {k: (i.verdict, [str(c) for c in i.plan_at]) for k, i in moved.items()} == {
        "edu-infrastructure": ("moved", ["IV.13.a"]),
        "health-use-platforms": ("moved", ["IV.13.b"]),
        "health-infrastructure": ("moved", ["IV.13.c"]),
        "edu-promote-platforms": ("moved", ["IV.13.d"]),
        "health-promote-platforms": ("moved", ["IV.13.e"]),
        "comm-emulation": ("moved", ["IV.11.c"]),
    }
    assert "given to District People's Committees" in why(moved["comm-emulation"], REGISTRY).en


@pytest.mark.parametrize("plan_id", [KHANH_HOA, DAK_NONG])
def test_khanh_hoa_and_dak_nong_keep_all_32_tasks(plan_id: str) -> None:
    assert [i.verdict for i in of_kind(plan_id, "task").values()] == ["conforms"] * 32


def test_an_inferred_item_of_the_template_says_from_which_plans_and_a_stated_one_does_not() -> None:
    for i in against_template(HUNG_YEN):
        item = next(
            (x for x in real(TEMPLATE).linkable if x.id == i.item and not isinstance(x, m.Target)), None
        )
        if i.kind in ("task", "requirement") and i.verdict != "added":
            assert item is not None
            assert item.provenance is not None
            assert ("template inferred from " in why(i, REGISTRY).en) is (item.provenance.basis == "inferred")
            assert all(f"{a.plan.id} {a.at}" in why(i, REGISTRY).vi for a in item.provenance.agree) or item.at


def test_three_of_four_payment_methods_conform_and_all_four_exceed() -> None:
    for plan_id, verdict, options in (
        (KHANH_HOA, "conforms", rel.EQUAL),
        (HUNG_YEN, "conforms", rel.EQUAL),
        (DAK_NONG, "exceeds", rel.STRONGER),
    ):
        rules = of_kind(plan_id, "requirement")
        for item in ("edu-payment-methods", "health-payment-methods"):
            assert (rules[item].verdict, rules[item].dimensions["options"]) == (verdict, options)
        assert {i.verdict for k, i in rules.items() if "methods" not in k} == {"conforms"}
    assert "plan: all 4 (QR code, Website, Mobile Money, Card (POS)); the template: at least 3 of 4" in (
        why(of_kind(DAK_NONG, "requirement")["edu-payment-methods"], REGISTRY).en
    )


def test_the_lead_moved_in_dak_nong_and_khanh_hoa_and_stayed_in_hung_yen() -> None:
    leads = {p: of_kind(p, "lead")["lead-plan"] for p in PROVINCES}
    assert {p: (i.verdict, i.dimensions["lead"], [str(c) for c in i.plan_at]) for p, i in leads.items()} == {
        DAK_NONG: ("moved", "weaker", ["IV.1#1", "IV.1#2", "IV.2#1", "IV.2#2"]),
        KHANH_HOA: ("moved", "weaker", ["VI.2.a", "VI.3.a"]),
        HUNG_YEN: ("conforms", "equal", ["IV.1.f"]),
        THANH_HOA: ("unknown", None, []),
    }
    said = why(leads[DAK_NONG], REGISTRY)
    assert (
        "mẫu giao Sở TT&TT chủ trì (p#8.s#1); kế hoạch giao Sở GD&ĐT, Sở Y tế chủ trì 18/32 nhiệm vụ"
        in said.vi
    )
    assert "Department of Information and Communications has: co-ordinates (IV.3#1)" in said.en


def test_what_thanh_hoas_article_does_not_mention_is_unknown_and_never_missing() -> None:
    assert {i.verdict for i in against_template(THANH_HOA)} == {
        *("falls-short", "mixed", "conforms", "unknown", "added")
    }
    unknown = [i for i in against_template(THANH_HOA) if i.verdict == "unknown"]
    assert len(unknown) == 6 + 17 + 1
    assert {i.matches for i in unknown} == {()}
    assert all(why(i, REGISTRY).en.startswith("only a news article is known") for i in unknown)
    assert of_kind(THANH_HOA, "requirement")["health-platform-list"].verdict == "conforms"


ADDED = """
dak-nong-294-2022 | target edu-online-teaching | target edu-online-curriculum
khanh-hoa-4205-2022 | target edu-online-teaching | target edu-online-curriculum
hung-yen-119-2022 | target edu-cashless-2025 | target edu-tuition-portal | target health-cashless-2025 \
 | target edu-online-teaching | target edu-online-adoption-primary | target edu-online-curriculum-primary \
 | target edu-online-adoption-secondary | target edu-online-curriculum-secondary \
 | target edu-online-curriculum-university | requirement edu-resource-list | task edu-learning-resources
thanh-hoa-2022 | target edu-cashless-accept | target health-cashless-accept
"""


@every_province
def test_what_a_plan_has_beyond_the_template_is_added(plan_id: str) -> None:
    added = [i for i in against_template(plan_id) if i.verdict == "added"]
    listed = [f"{i.kind} {i.item}" for i in added if i.kind != "report"]
    assert [["", plan_id, *listed]] == [row for row in rows(ADDED) if row[1] == plan_id]
    assert [i.item for i in added if i.kind == "report"] == [r.id for r in real(plan_id).reports]
    for i in (
        added
    ):  # what measures the same as a demand that another target answers to is not said to be unmentioned
        measured = i.item in (
            "edu-cashless-2025",
            "health-cashless-2025",
            "edu-cashless-accept",
            "health-cashless-accept",
        )
        assert why(i, REGISTRY).en == (
            "the template measures the same at p#9.s#1, which another target here answers to; this one is the plan's own"
            if measured
            else "the news article from which the template is known does not mention it"
        )
    assert all(i.template_at is None and len(i.plan_at) == 1 for i in added)


# ---------------------------------------------------------------------------------------------- small plans

LINKED = ["  - {plan: mau, basis: cited}\n"]
OF_ALL_KINDS = {
    "targets": [
        target(implements="[t1]", level="{at_least: {2022: 50, 2025: 80}}"),
        target(id="t2", implements="[t2]", level="{range: {unstated: [10, 20]}}", demand="use", at='"I.2"'),
    ],
    "requirements": [requirement(implements="[r1]")],
    "tasks": [task(implements="[n1]"), task(id="n2", at='"II.2"', implements="[n2]")],
    "duties": [duty(covers="[{basis: whole-plan}]", implements="[d1]")],
}


def copy_of_template() -> tuple[m.Plan, m.Plan]:
    """A template, and a plan with the same words."""
    text = plan(**OF_ALL_KINDS)
    template = changed(changed(text, "plan: ke-hoach-mau", "plan: mau"), "kind: plan", "kind: template")
    return made(template), made(plan(implements=LINKED, **OF_ALL_KINDS))


def test_a_plan_with_the_words_of_its_template_conforms_in_everything() -> None:
    template, same = copy_of_template()
    items = compare(template, [same], REGISTRY)
    assert [(i.kind, i.item, i.verdict) for i in items if i.verdict != "conforms"] == []
    assert {v for i in items for v in i.dimensions.values()} == {None, "equal"}
    assert [i.kind for i in items] == ["target"] * 3 + ["requirement"] + ["task"] * 2 + ["lead"]
    assert why(items[2], REGISTRY).en == "10–20%, year not stated (I.2); as demanded (I.2)"


def test_a_plan_without_links_is_judged_by_what_it_measures_and_says_so() -> None:
    template, _ = copy_of_template()
    unlinked = made(
        changed(FULL, "implements:\n  - {plan: mic-781-2022, basis: cited, at: preamble#1}\n", "")
    )
    items = [i for i in compare(template, [unlinked], REGISTRY) if i.kind != "lead"]
    assert [i.kind for i in items] == ["target"] * 3 + ["requirement"] + ["task"] * 2
    measured = [i for i in items if i.matches]
    assert measured
    assert {(i.kind, i.basis) for i in measured} == {("target", "indicator")}
    assert all(
        why(i, REGISTRY).en.endswith("(matched by indicator and sector; the plan declares no link)")
        for i in measured
    )
    assert {(i.verdict, why(i, REGISTRY).en) for i in items if not i.matches} == {
        ("missing", "nothing in the plan carries this out")
    }


def judged(wanted: str, given: str) -> Item:
    """The verdict on the one target of a plan against that of a template."""
    text = changed(plan(targets=[wanted]), "plan: ke-hoach-mau", "plan: mau")
    template = made(changed(text, "kind: plan", "kind: template"))
    (item,) = compare(template, [made(plan(implements=LINKED, targets=[given]))], REGISTRY)
    return item


YEARS = [
    ("2022: 50", "2022: 50", "conforms", "equal"),
    ("2022: 50", "2021: 50", "exceeds", "stronger"),
    ("2022: 50", "2021: 40", "falls-short", "equal"),
    ("2022: 50", "2021: 40, 2022: 50", "conforms", "equal"),
    ("2022: 50", "2022: 50, 2023: 10", "conforms", "equal"),
    ("2022: 50", "2023: 50", "missing", None),
    ("2022: 50", "unstated: 50", "unknown", "unknown"),
    ("unstated: 50", "2022: 50", "unknown", "unknown"),
    ("unstated: 50", "2022: 40, unstated: 50", "conforms", "equal"),
]


@pytest.mark.parametrize(
    ("wanted", "given", "verdict", "year"), YEARS, ids=[f"{a}-{b}" for a, b, *_ in YEARS]
)
def test_a_level_for_the_demanded_year_or_an_earlier_one_satisfies_the_year(
    wanted: str, given: str, verdict: str, year: str | None
) -> None:
    item = judged(
        target(level=f"{{at_least: {{{wanted}}}}}"),
        target(implements="[t1]", level=f"{{at_least: {{{given}}}}}"),
    )
    assert (item.verdict, item.dimensions["year"]) == (verdict, year)


def test_an_other_unit_is_unknown_and_said() -> None:
    item = judged(target(), target(implements="[t1]", unit="trường"))
    assert (item.verdict, item.dimensions["level"]) == ("unknown", "unknown")
    assert (
        why(item, REGISTRY).en
        == "at least 50 trường, 2022 (I.1); the template: at least 50%, I.1 (other unit)"
    )


def test_of_several_matches_the_best_one_counts() -> None:
    template, _ = copy_of_template()
    weak = target(id="t8", implements="[t1]", level="{at_least: {2022: 40}}")
    strong = target(id="t9", implements="[t1]", level="{at_least: {2022: 60}}")
    items = compare(template, [made(plan(implements=LINKED, targets=[weak, strong]))], REGISTRY)
    assert (items[0].matches, items[0].verdict) == (("t9",), "exceeds")
    assert why(items[0], REGISTRY).en.startswith(
        "at least 60%, 2022 (I.1); 10 percentage points above the template"
    )


# ------------------------------------------------------------------------------------------- table and JSON


@every_province
def test_an_item_has_every_dimension_and_a_verdict_that_follows_from_them(plan_id: str) -> None:
    for i in against_template(plan_id):
        assert tuple(i.dimensions) == DIMENSIONS
        seen = {v for v in i.dimensions.values() if v is not None}
        if seen and i.verdict != "moved":
            assert rel.verdict(i.dimensions) == i.verdict
        assert seen or i.verdict in ("conforms", "missing", "moved", "added", "unknown")
        assert why(i, REGISTRY).vi != why(i, REGISTRY).en


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_details_show_every_item_with_its_own_title_plan_by_plan(lang: str) -> None:
    plans = [real(p) for p in PROVINCES]
    made = Comparison(real(TEMPLATE), plans, REGISTRY)
    overview, _, departures, detail, own, _ = document(made, lang=lang).tables
    asked = [i for i in made.items if i.verdict != "added"]
    assert [len(g.rows) for g in detail.groups] == [sum(1 for i in asked if i.plan == p) for p in PROVINCES]
    assert [row[6].text for row in detail.rows] == [made.reason(i).get(lang) for i in asked]
    titles = {(p.id, x.id, type(x)): x.title for p in (*plans, real(TEMPLATE)) for x in p.linkable}
    kinds = {"target": m.Target, "requirement": m.Requirement, "task": m.Task, "lead": m.Duty}
    for row, i in zip(detail.rows, asked, strict=True):
        assert row[2].text == titles[i.template, i.item, kinds[i.kind]]
        assert row[0].mark == i.verdict
    assert len(own.rows) == len(made.items) - len(asked)
    assert len(departures.rows) == sum(1 for i in made.items if i.departs)
    assert len(overview.rows) == len(plans)


def test_the_summary_counts_verdicts_by_kind() -> None:
    assert summary(against_template(DAK_NONG), "en") == (
        "target: 5 conforms, 1 falls short, 2 added · requirement: 5 conforms, 2 exceeds · "
        "task: 32 conforms · lead: 1 moved · report: 4 added"
    )
    assert summary(against_template(DAK_NONG), "vi").startswith("chỉ tiêu: 5 đạt, 1 thấp hơn, 2 thêm")


def test_several_plans_give_what_each_gives_alone_in_the_order_asked_for() -> None:
    together = compare(real(TEMPLATE), [real(p) for p in FULL_TEXT], REGISTRY)
    assert together == tuple(i for p in FULL_TEXT for i in against_template(p))
    made = Comparison(real(TEMPLATE), [real(p) for p in FULL_TEXT], REGISTRY)
    assert [i["plan"] for i in data(made)["items"]] == [i.plan for i in together]


# ------------------------------------------------------------------------------------- what a plan quietly asks less

LESS = [
    ("level", {"level": "{at_least: {2022: 50}}"}, {"level": "{at_least: {2022: 40}}"}),
    ("area", {"area": "all"}, {"area": "urban"}),
    ("measure", {"measure": "count-and-value"}, {"measure": "count-or-value"}),
    ("demand", {"demand": "install-and-use"}, {"demand": "accept"}),
    ("commitment", {"commitment": "firm"}, {"commitment": "aspirational"}),
]


@pytest.mark.parametrize(("dimension", "more", "less"), LESS, ids=[d for d, *_ in LESS])
def test_what_is_asked_less_falls_short_in_its_dimension_and_mirrored_exceeds(
    dimension: str, more: dict[str, str], less: dict[str, str]
) -> None:
    short, over = (
        judged(target(**wanted), target(implements="[t1]", **given))
        for wanted, given in ((more, less), (less, more))
    )
    assert (short.verdict, short.dimensions[dimension]) == ("falls-short", "weaker")
    assert (over.verdict, over.dimensions[dimension]) == ("exceeds", "stronger")
    others = {k: v for k, v in short.dimensions.items() if k != dimension and v is not None}
    assert set(others.values()) <= {"equal"}


# ------------------------------------------------------------------------- several answers, moved leads, own demands


def against(template: dict[str, list[str]], **sections: list[str]) -> tuple[Item, ...]:
    """What became of the demands of a template with these sections in a plan with those."""
    text = changed(
        changed(plan(**template), "plan: ke-hoach-mau", "plan: mau"), "kind: plan", "kind: template"
    )
    return compare(made(text), [made(plan(implements=LINKED, **sections))], REGISTRY)


def split(**parts: str) -> list[str]:
    """Targets for parts of t1, each with its level."""
    return [
        target(
            id=f"p{n}",
            at=f'"I.{n + 1}"',
            implements="[t1]",
            area=area,
            level=f"{{at_least: {{2022: {level}}}}}",
        )
        for n, (area, level) in enumerate(parts.items())
    ]


TOGETHER = [
    ({"urban": "50", "rural": "50"}, "conforms", "equal", "equal"),
    ({"urban": "60", "rural": "50"}, "exceeds", "stronger", "equal"),
    ({"urban": "50", "rural": "40"}, "falls-short", "weaker", "equal"),
    ({"urban": "60", "rural": "40"}, "mixed", "incomparable", "equal"),
    ({"urban": "60"}, "mixed", "stronger", "weaker"),
]


@pytest.mark.parametrize(("parts", "verdict", "level", "area"), TOGETHER)
def test_one_target_for_towns_and_one_for_the_countryside_are_one_for_all(
    parts: dict[str, str], verdict: str, level: str, area: str
) -> None:
    for listed in (split(**parts), split(**parts)[::-1]):
        (item,) = against({"targets": [target()]}, targets=listed)
        assert (item.verdict, item.dimensions["level"], item.dimensions["area"]) == (verdict, level, area)
        assert len(item.matches) == len(parts)


def test_targets_taken_together_are_said_part_by_part_with_their_clauses() -> None:
    (item,) = against({"targets": [target()]}, targets=split(urban="60", rural="40"))
    assert why(item, REGISTRY).en == (
        "rural: at least 40%, 2022 (I.2); urban: at least 60%, 2022 (I.1); "
        "together beside the template (at least 50%, I.1): level stronger in one part, weaker in another"
    )
    assert why(item, REGISTRY).vi == (
        "nông thôn: từ 40% trở lên, năm 2022 (I.2); đô thị: từ 60% trở lên, năm 2022 (I.1); "
        "gộp lại so với mẫu (từ 50% trở lên, I.1): mức mạnh hơn ở phần này, yếu hơn ở phần kia"
    )


def test_a_count_and_a_value_make_count_and_value() -> None:
    wanted = target(measure="count-and-value")
    given = [target(id=f"p{n}", implements="[t1]", measure=x) for n, x in enumerate(("count", "value"))]
    (item,) = against({"targets": [wanted]}, targets=given)
    assert (item.verdict, item.because) == ("conforms", "together")


def test_of_two_answers_that_fall_short_the_nearer_one_is_shown_whichever_stands_first() -> None:
    given = [
        target(id=f"p{n}", implements="[t1]", level=f"{{at_least: {{2022: {level}}}}}")
        for n, level in enumerate((40, 45))
    ]
    for listed in (given, given[::-1]):
        (item,) = against({"targets": [target()]}, targets=listed)
        assert item.matches == ("p1",)


def test_lists_of_two_requirements_count_together() -> None:
    wanted = requirement(choose="all", of="[qr, website, card-pos]")
    given = [
        requirement(id="r1", implements="[r1]", choose="all", of="[qr, website]"),
        requirement(id="r2", implements="[r1]", choose="all", of="[card-pos]"),
    ]
    (item,) = against({"requirements": [wanted]}, requirements=given)
    assert item.verdict == "conforms"
    assert against({"requirements": [wanted]}, requirements=given[:1])[0].verdict == "falls-short"


def test_the_distance_of_levels_is_that_of_like_ends() -> None:
    wanted = target(level="{at_most: {2022: 10}}")
    (item,) = against(
        {"targets": [wanted]}, targets=[target(implements="[t1]", level="{range: {2022: [2, 10]}}")]
    )
    assert item.verdict == "exceeds"
    assert why(item, REGISTRY).en == "2–10%, 2022 (I.1); stricter than the template (at most 10%, I.1)"


def test_a_year_is_said_on_both_sides_and_named_as_a_year() -> None:
    (item,) = against(
        {"targets": [target()]}, targets=[target(implements="[t1]", level="{at_least: {2021: 50}}")]
    )
    assert why(item, REGISTRY).vi.endswith("năm mạnh hơn: 2021 so với 2022")
    assert in_short(item, "vi") == "năm ▲"


LEAD = {"tasks": [task(), task(id="n2", at='"II.2"')], "duties": [duty(covers='["II.1", "II.2"]')]}
TASKS = [task(implements="[n1]"), task(id="n2", at='"II.2"', implements="[n2]")]


def lead_of(**sections: list[str]) -> Item:
    (item,) = (i for i in against(LEAD, **sections) if i.kind == "lead")
    return item


def test_the_lead_of_tasks_that_moved_to_duties_is_who_has_the_duty() -> None:
    def moved(**changes: str) -> Item:
        return lead_of(duties=[duty(covers=None, implements="[n1, n2]", **changes)])

    assert moved().verdict == "conforms"
    assert moved(agencies="[so-yte]").verdict == "moved"
    only_does = moved(roles="[implement]")
    assert (only_does.verdict, only_does.because) == ("falls-short", "nobody")


def test_who_is_named_in_a_task_or_directed_in_a_duty_has_a_part() -> None:
    named = lead_of(tasks=[task(implements="[n1]", by="[so-gddt]"), TASKS[1]])
    assert [(verb, str(at)) for verb, at in named.parts] == [("implement", "II.1")]
    directed = lead_of(
        tasks=TASKS,
        duties=[
            duty(
                agencies="[ubnd-tinh]",
                roles="[{verb: direct, directs: [so-gddt]}]",
                covers='["II.1", "II.2"]',
            )
        ],
    )
    assert directed.verdict == "moved"
    assert "no one is told to lead" in why(directed, REGISTRY).en
    assert [verb for verb, _ in directed.parts] == ["implement"]


WHOLE = {"tasks": [], "duties": [duty(covers="[{basis: whole-plan}]")]}


def whole(*duties: str) -> Item:
    (item,) = (
        i
        for i in against(WHOLE, tasks=[task(), task(id="n2", at='"II.2"')], duties=list(duties))
        if i.kind == "lead"
    )
    return item


def test_who_leads_every_task_leads_the_plan_and_is_never_called_another() -> None:
    assert whole(duty(covers='["II.1", "II.2"]')).verdict == "conforms"
    assert (some := whole(duty())).verdict == "falls-short"
    assert (some.because, some.matches) == ("nobody", ("n2",))


def test_another_focal_point_is_named_before_those_who_lead_tasks() -> None:
    item = whole(
        duty(id="d2", at='"III.2"', agencies="[so-tttt]", covers="[{basis: whole-plan}]"),
        duty(id="d3", at='"III.3"', agencies="[so-yte]"),
    )
    assert (item.verdict, item.leaders, item.because) == ("moved", ("so-tttt",), "other-focal")


def of_report(wanted: str, *given: str) -> list[Item]:
    return [i for i in against({"reports": [wanted]}, reports=list(given)) if i.kind == "report"]


HALF = report(every="[half-year, year]", due='[{by: "06-20"}, {by: "12-20"}]')


def test_one_report_split_in_two_is_the_same_report() -> None:
    (item,) = of_report(
        HALF,
        report(every="[half-year]", due='[{by: "06-20"}, {by: "12-20"}]'),
        report(id="b2", every="[year]", due='[{by: "12-20"}]'),
    )
    assert (item.verdict, item.matches) == ("conforms", ("b1", "b2"))


def test_more_reports_are_not_earlier_where_the_demanded_days_are_passed() -> None:
    days = ", ".join(f'{{by: "{month}-25"}}' for month in ("03", "06", "09", "12"))
    (item,) = of_report(HALF, report(every="[quarter, year]", due=f"[{days}]"))
    assert (item.dimensions["frequency"], item.dimensions["deadline"]) == ("stronger", "weaker")


def test_a_plan_that_is_signed_late_reports_no_less_often() -> None:
    text = changed(plan(implements=LINKED, reports=[HALF]), "2022-05-12", "2022-11-12")
    template = made(
        changed(
            changed(plan(reports=[HALF]), "plan: ke-hoach-mau", "plan: mau"), "kind: plan", "kind: template"
        )
    )
    (item,) = compare(template, [made(text)], REGISTRY)
    assert item.verdict == "conforms"


def test_a_report_is_either_an_answer_or_the_plans_own_and_another_sender_is_named() -> None:
    via = of_report(report(), report(to="[tinh-uy]", via="[ubnd-tinh]"))
    assert [i.verdict for i in via] == ["conforms"]
    also = of_report(report(), report(), report(id="b2", from_="[so-yte]"))
    assert [(i.verdict, i.matches) for i in also] == [("conforms", ("b1",)), ("added", ("b2",))]
    (other,) = of_report(report(), report(from_="[so-yte]"))
    assert why(other, REGISTRY).en.startswith("Department of Health to ")


def test_who_carries_out_a_plan_is_held_to_all_of_it_and_a_neighbour_is_not() -> None:
    own = plan(
        implements=["  - {plan: mic-781-2022, basis: cited, at: preamble#1}\n"],
        tasks=[task()],
        duties=[duty()],
    )
    base = made(changed(own, "plan: ke-hoach-mau", "plan: tinh"))
    below, beside = (
        made(plan(implements=[f"  - {{plan: {of}, basis: cited, at: preamble#1}}\n"]))
        for of in ("tinh", "mic-781-2022")
    )
    assert [i.verdict for i in compare(base, [below], REGISTRY)] == ["missing", "missing"]
    assert [(i.verdict, i.because) for i in compare(base, [beside], REGISTRY)] == [
        ("unknown", "unlinked")
    ] * 2


def test_a_districts_plan_meets_the_template_by_way_of_its_provinces() -> None:
    def renamed(of: str, plan_id: str, item: str, links: str) -> m.Plan:
        linked = [f"  - {{plan: {of}, basis: cited, at: preamble#1}}\n"]
        return made(
            changed(
                plan(implements=linked, tasks=[task(id=item, implements=links)], duties=[duty()]),
                "plan: ke-hoach-mau",
                f"plan: {plan_id}",
            )
        )

    template = made(
        changed(
            changed(plan(tasks=[task()]), "plan: ke-hoach-mau", "plan: mau"), "kind: plan", "kind: template"
        )
    )
    province, district = renamed("mau", "tinh", "n5", "[n1]"), renamed("tinh", "huyen", "n7", "[n5]")
    (far, *_) = compare(template, [district], REGISTRY)
    (near,) = compare(template, [district], REGISTRY, between=[province])
    assert (far.verdict, near.verdict, near.matches) == ("missing", "conforms", ("n7",))
    circle = renamed("huyen", "tinh", "n5", "[n7]")
    assert compare(template, [district], REGISTRY, between=[circle, district])[0].verdict == "missing"
