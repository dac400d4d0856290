"""The rules about tasks and what duties reach, at the edges of each, and linear in the size of a plan."""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from collections.abc import Iterable
from types import FrameType
from typing import Any, NamedTuple

import pytest

from planmodel import model as m
from planmodel.diagnostics import Severity
from planmodel.rules import Facts, Found, Rule, all_rules
from planmodel.rules.pm306 import fold
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PLANS, REGISTRY, THANH_HOA, made, real
from tests.plan_texts import changed, duty, plan, report, target, task

FAMILY = [r for r in all_rules() if r.code.startswith("PM3")]

ARTICLE = ("kind: full-text", "kind: news-article")
TEMPLATE = ("kind: plan", "kind: template")


class Told(NamedTuple):
    """What a rule found: the text at the place, the sentence, and the texts at the related places."""

    place: str
    en: str
    related: list[str]


def rule(code: str) -> Rule:
    found: Rule = importlib.import_module(f"planmodel.rules.{code.lower()}").RULE
    return found


def told(code: str, text: str, registry: m.Registry = REGISTRY) -> list[Told]:
    """What the rule alone finds in ``text``; a place is told by its first line."""

    def at(found: Any) -> str:
        return text[found.span.start : found.span.end].splitlines()[0].strip('"')

    found: Iterable[Found] = rule(code).run(Facts(made(text), registry))
    return [Told(at(f), f.message.en, [at(r) for r in f.related]) for f in found]


def places(code: str, text: str) -> list[str]:
    return [t.place for t in told(code, text)]


def ids(code: str, text: str) -> list[str]:
    """The ids of the items that the rule finds."""
    return [place.removeprefix("id: ") for place in places(code, text)]


def flow(items: str) -> list[str]:
    """Items written one a line as ``{...}``."""
    return [f"  - {line.strip()}\n" for line in items.strip().splitlines()]


# ---------------------------------------------------------------------------------------------- PM301


def waiting(*chain: tuple[str, str]) -> str:
    return plan(tasks=[task(id=who, after=f"[{waits}]") for who, waits in chain])


def test_a_circle_is_told_once_with_every_wait_in_it() -> None:
    text = waiting(("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"))
    (found,) = told("PM301", text)
    assert "a → b → c → a" in found.en
    assert (found.place, found.related) == ("b", ["c", "a"])


def test_two_circles_are_two_findings_and_a_task_that_waits_for_itself_is_told_so() -> None:
    text = waiting(("a", "b"), ("b", "a"), ("c", "c"))
    found = told("PM301", text)
    assert [f.place for f in found] == ["b", "c"]
    assert found[1].en == "task c waits for itself; drop it from its own after"


def test_a_circle_of_thousands_is_found_without_recursion_and_told_in_a_sentence() -> None:
    ring = [(f"n{n}", f"n{(n + 1) % 3000}") for n in range(3000)]
    (found,) = told("PM301", waiting(*ring))
    assert len(found.en) < 300
    assert "…" in found.en
    assert len(found.related) == 10


def test_a_wait_for_a_task_that_does_not_exist_makes_no_circle() -> None:
    assert places("PM301", waiting(("a", "x"), ("b", "a"))) == []


# ---------------------------------------------------------------------------------------------- PM302


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ('{by: "2026-01-01"}', "the last day is 2026-01-01, after the period ends on 2025-12-31"),
        ('{before: "2026-01-02"}', "the last day is 2026-01-01, after"),
        ('{by: "2021-12-31"}', "before the period begins on 2022-01-01"),
        ('{by: "2022-05-11"}', "before the plan was signed on 2022-05-12"),
        ('{before: "2022-05-12"}', "the last day is 2022-05-11, before the plan was signed"),
        ('{before: "2000-01-01"}', "before the period begins"),
    ],
)
def test_a_day_outside_is_told_with_what_it_misses(due: str, words: str) -> None:
    (found,) = told("PM302", plan(tasks=[task(due=due)]))
    assert words in found.en


@pytest.mark.parametrize("due", ['{by: "2022-05-12"}', '{by: "2025-12-31"}', '{before: "2026-01-01"}'])
def test_the_first_and_the_last_day_are_inside(due: str) -> None:
    assert places("PM302", plan(tasks=[task(due=due)])) == []


def test_where_the_day_of_signing_is_unknown_the_period_alone_counts() -> None:
    text = changed(plan(tasks=[task(due='{by: "2022-02-01"}')]), 'issued: "2022-05-12"', "issued: unknown")
    assert places("PM302", text) == []


def test_days_are_said_as_each_language_writes_them() -> None:
    (found,) = rule("PM302").run(Facts(made(plan(tasks=[task(due='{by: "2026-02-03"}')])), REGISTRY))
    assert "03/02/2026" in found.message.vi
    assert "31/12/2025" in found.message.vi


# --------------------------------------------------------------------------------------- PM303, PM304


def linked(*tasks: str, targets: str = '{t1 "I.1"}') -> str:
    listed = [target(id=x.split()[0], at=x.split()[1]) for x in targets.strip("{}").split(", ")]
    return plan(targets=listed, tasks=[task(id="linked", contributes_to="[t1]"), *tasks])


def test_a_plan_that_links_nothing_is_let_be() -> None:
    text = plan(targets=[target()], tasks=[task()])
    assert places("PM303", text) == places("PM304", text) == []


def test_tasks_without_a_target_are_told_one_by_one_up_to_five_and_together_beyond() -> None:
    five = linked(*(task(id=f"n{n}", at=f'"II.2#{n}"') for n in range(1, 6)))
    assert ids("PM303", five) == ["n1", "n2", "n3", "n4", "n5"]
    six = linked(*(task(id=f"n{n}", at=f'"II.2#{n}"') for n in range(1, 7)))
    (found,) = told("PM303", six)
    assert found.place == "id: n1"
    assert "6 of 7 tasks" in found.en
    assert ": II.2;" in found.en


def test_a_product_measures_a_task_and_so_does_a_figure_at_its_clause() -> None:
    product = task(id="n2", at='"II.2"', product="Báo cáo khảo sát")
    figure = task(id="n3", at='"II.3#1"')
    assert places("PM303", linked(product, figure, targets='{t1 "I.1", t2 "II.3#1"}')) == []


def test_targets_without_a_task_are_told_one_by_one_up_to_five_and_together_beyond() -> None:
    some = linked(targets='{t1 "I.1", t2 "I.2", t3 "I.2"}')
    assert ids("PM304", some) == ["t2", "t3"]
    many = linked(targets="{" + ", ".join(f't{n} "I.{n}"' for n in range(1, 8)) + "}")
    (found,) = told("PM304", many)
    assert "6 of 7 targets: t2, t3, t4, t5, t6, t7;" in found.en


def test_a_figure_in_the_clause_of_a_task_or_a_duty_has_its_work_there() -> None:
    text = linked(task(id="n2", at='"II.2"'), targets='{t1 "I.1", t2 "II.2", t3 "III.1"}')
    assert ids("PM304", text) == ["t3"]
    assert ids("PM304", text + "duties:\n" + duty()) == []


def test_a_link_to_a_target_that_does_not_exist_may_mean_any_of_them() -> None:
    text = changed(linked(targets='{t1 "I.1", t2 "I.2"}'), "contributes_to: [t1]", "contributes_to: [t3]")
    assert ids("PM304", text) == []


@pytest.mark.parametrize("code", ["PM303", "PM304", "PM313", "PM314", "PM318"])
@pytest.mark.parametrize("kind", [ARTICLE, TEMPLATE])
def test_what_a_template_or_an_article_does_not_mention_is_not_missing(
    code: str, kind: tuple[str, str]
) -> None:
    text = plan(
        recipients=flow('{at: "recipients#1", agency: so-yte, mode: act}'),
        participants=flow('{at: "I", agencies: [so-ct]}'),
        targets=[target(), target(id="t2")],
        tasks=[task(contributes_to="[t1]"), task(id="n2", sector="both", at='"II.2"')],
        duties=[duty(covers='["II"]', scope="{sector: education}")],
    )
    assert len(places(code, text)) == 1
    assert places(code, changed(text, *kind)) == []


# ---------------------------------------------------------------------------------------------- PM305


def scheduled(**due: str | None) -> str:
    """A plan of tasks that wait each for the one before it, due ("by") on these days."""
    names = list(due)
    return plan(
        tasks=[
            task(id=name, due=f'{{by: "{day}"}}' if day else None, after=f"[{names[n - 1]}]" if n else None)
            for n, (name, day) in enumerate(due.items())
        ]
    )


def test_a_task_due_before_the_one_it_waits_for_is_found_at_its_day() -> None:
    (found,) = told("PM305", scheduled(a="2022-12-31", b="2022-09-30"))
    assert found.place == '{by: "2022-09-30"}' or found.place.startswith("2022-09-30")
    assert "task b must be done by 2022-09-30, but waits for a, which has until 2022-12-31" in found.en


def test_the_same_day_is_let_be_and_before_a_day_is_the_day_before() -> None:
    assert places("PM305", scheduled(a="2022-09-30", b="2022-09-30")) == []
    same = changed(scheduled(a="2022-09-30", b="2022-10-01"), '{by: "2022-10-01"}', '{before: "2022-10-01"}')
    assert places("PM305", same) == []
    less = changed(scheduled(a="2022-09-30", b="2022-10-01"), '{by: "2022-10-01"}', '{before: "2022-09-30"}')
    assert len(places("PM305", less)) == 1


def test_a_task_without_a_day_passes_on_the_day_that_it_waits_for() -> None:
    (found,) = told("PM305", scheduled(a="2022-12-31", b=None, c=None, d="2022-09-30"))
    assert "task d must be done by 2022-09-30, but waits for a" in found.en


def test_only_the_first_of_a_chain_is_blamed() -> None:
    (found,) = told("PM305", scheduled(a="2022-12-31", b="2022-09-30", c="2022-10-31"))
    assert "task b" in found.en


def test_of_several_waits_the_longest_is_told() -> None:
    tasks = [
        task(id="a", due='{by: "2023-01-31"}'),
        task(id="b", due='{by: "2023-06-30"}'),
        task(id="c", due='{by: "2022-12-31"}', after="[a, b]"),
    ]
    (found,) = told("PM305", plan(tasks=tasks))
    assert "waits for b, which has until 2023-06-30" in found.en


def test_circles_and_what_waits_for_them_are_left_to_the_rule_about_circles() -> None:
    tasks = [
        task(id="a", due='{by: "2023-12-31"}', after="[b]"),
        task(id="b", after="[a]"),
        task(id="c", due='{by: "2022-12-31"}', after="[a]"),
    ]
    assert places("PM305", plan(tasks=tasks)) == []


# ---------------------------------------------------------------------------------------------- PM306


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Tập huấn ở Khánh Hòa", "Tập huấn ở Khánh Hoà"),
        ("Chăm sóc sức khỏe số", "chăm sóc  sức KHOẺ số"),
        ("Nâng cấp đường thủy", "Nâng cấp đường thuỷ"),
    ],
)
def test_case_spaces_and_the_place_of_the_tone_make_no_other_title(one: str, two: str) -> None:
    assert fold(one) == fold(two)
    text = plan(tasks=[task(title=one), task(id="n2", title=two), task(id="n3", title=one)])
    found = told("PM306", text)
    assert [(f.place, f.related) for f in found] == [("id: n2", ["id: n1"]), ("id: n3", ["id: n1"])]


def test_a_doer_with_the_plans_own_province_makes_no_other_task() -> None:
    title = "Lắp đặt mã QR"
    tasks = [task(by="[so-gddt]", title=title), task(id="n2", by="[so-gddt@khanh-hoa]", title=title)]
    assert places("PM306", plan(tasks=tasks)) == ["id: n2"]


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Lắp đặt má QR trong trường học"},
        {"title": "Lắp đặt ma QR trong trường học"},
        {"sector": "health"},
        {"by": "[truong-hoc]"},
        {"due": '{by: "2023-12-31"}'},
    ],
)
def test_another_tone_sector_doer_or_day_makes_another_task(other: dict[str, str | None]) -> None:
    same = "Lắp đặt mã QR trong trường học"
    assert places("PM306", plan(tasks=[task(title=same), task(id="n2", title=same)])) == ["id: n2"]
    tasks = [task(title=same), task(**({"id": "n2", "title": same} | other))]
    assert places("PM306", plan(tasks=tasks)) == []


# ---------------------------------------------------------------------------------------------- PM308


def test_a_link_to_the_other_sectors_target_is_found_at_the_link() -> None:
    targets = [target(), target(id="t2", sector="health"), target(id="t3", sector="both")]
    text = plan(targets=targets, tasks=[task(contributes_to="[t1, t2, t3]")])
    (found,) = told("PM308", text)
    assert (found.place, found.related) == ("t2", ["id: t2"])
    assert "is for education, but target t2 is for health" in found.en


@pytest.mark.parametrize("sector", ["both", "cross"])
def test_a_task_for_both_or_neither_may_serve_any_target(sector: str) -> None:
    text = plan(targets=[target(sector="health")], tasks=[task(sector=sector, contributes_to="[t1]")])
    assert places("PM308", text) == []


# ---------------------------------------------------------------------------------------------- PM311


def test_a_duty_that_names_no_work_is_found_unless_it_cites_a_task() -> None:
    empty = duty(unspecific="true", covers=None)
    assert ids("PM311", plan(duties=[empty])) == ["d1"]
    assert ids("PM311", plan(duties=[duty(unspecific="true", covers="[{basis: whole-plan}]")])) == ["d1"]
    assert ids("PM311", plan(tasks=[task()], duties=[duty(unspecific="true")])) == []
    assert ids("PM311", plan(duties=[duty(unspecific="false", covers=None)])) == []


def test_an_agency_of_the_plans_own_province_is_named_without_it() -> None:
    def said(agency: str) -> str:
        (found,) = told("PM311", plan(duties=[duty(unspecific="true", covers=None, agencies=f"[{agency}]")]))
        return found.en

    assert said("so-gddt@khanh-hoa") == said("so-gddt")
    assert "Hung Yen" in said("so-gddt@hung-yen")


def test_an_article_that_names_no_work_may_have_left_it_out() -> None:
    assert ids("PM311", changed(plan(duties=[duty(unspecific="true", covers=None)]), *ARTICLE)) == []


# --------------------------------------------------------------------------------------- PM312, PM319

SCHOOLS = task(id="school", at='"II.1.a#1"')
HOSPITALS = task(id="hospital", at='"II.2.a#1"', sector="health")
MIXED = task(id="mixed", at='"II.3.a#1"', sector="cross")


def covering(covers: str, scope: str | None = None) -> str:
    return plan(tasks=[SCHOOLS, HOSPITALS, MIXED], duties=[duty(covers=covers, scope=scope)])


@pytest.mark.parametrize(
    ("covers", "empty"),
    [
        ('["II.1"]', []),
        ('["II.2"]', ["II.2"]),
        ('["II.1..II.2"]', []),
        ('["II.2..II.2"]', ["II.2..II.2"]),
        ('["II.2..II.3"]', []),
        ('["II.3"]', []),
        ('["II.1", "II.2.a"]', ["II.2.a"]),
        ("[hospital]", ["hospital"]),
        ("[mixed, school]", []),
        ('["II.4"]', []),
        ("[{basis: whole-plan}]", []),
    ],
)
def test_a_range_that_the_scope_empties_is_found_at_the_range(covers: str, empty: list[str]) -> None:
    assert places("PM312", covering(covers, "{sector: education}")) == empty


@pytest.mark.parametrize(
    "scope", [None, "{sector: both}", "{sector: cross}", "{population: benh-vien}", "{territory: province}"]
)
def test_only_one_sector_narrows_a_range(scope: str | None) -> None:
    assert places("PM312", covering('["II.2"]', scope)) == []


def test_the_task_that_the_scope_leaves_out_is_shown() -> None:
    (found,) = told("PM312", covering('["II.2"]', "{sector: education}"))
    assert found.related == ["id: hospital"]


@pytest.mark.parametrize(
    ("covers", "twice"),
    [
        ('["II.1", "II.2"]', []),
        ('["II", "II.1"]', ["II.1"]),
        ('["II.1", "II"]', ["II.1"]),
        ('["II.1", "II.1"]', ["II.1"]),
        ('["II.1..II.2", "II.2..II.3"]', []),
        ('["II.1..II.3", "II.2", "II.3"]', ["II.2", "II.3"]),
        ('["II.1", school]', ["school"]),
        ('["II.1", mixed]', []),
        ('["II.1", "II.1.b"]', []),
        ('["II.1", {basis: whole-plan}]', []),
        ("[school, school]", ["school"]),
        ('[{at: "II", basis: wording}, "II.1"]', []),
        ('["II", {at: "II.1", basis: wording}]', ['{at: "II.1", basis: wording}']),
        ('[{at: "II", basis: wording}, {at: "II.1", basis: wording}]', ['{at: "II.1", basis: wording}']),
        ('["II.2", {at: "II", basis: wording}, {at: "II.1", basis: wording}]',
         ['{at: "II.1", basis: wording}']),
    ],
)  # fmt: skip
def test_what_a_wider_range_of_the_same_duty_holds_is_said_twice(covers: str, twice: list[str]) -> None:
    assert places("PM319", covering(covers)) == twice


def test_two_duties_may_cite_the_same_range() -> None:
    text = plan(tasks=[task()], duties=[duty(), duty(id="d2")])
    assert places("PM319", text) == []


# --------------------------------------------------------------------------------------- PM313, PM314


def listing(*agencies: str, duties: Iterable[str] = (), **sections: Iterable[str]) -> str:
    listed = flow(f'{{at: "I", agencies: [{", ".join(agencies)}]}}')
    return plan(participants=listed, duties=[duty(covers=None), *duties], **sections)


def asks(**changes: str | None) -> str:
    return duty(**({"id": "d2", "at": '"III.2"', "covers": None} | changes))


def test_a_participant_of_whom_nothing_is_asked_is_found_once() -> None:
    assert places("PM313", listing("so-gddt", "so-ct", "so-ct")) == ["so-ct"]


@pytest.mark.parametrize(
    "field", ["with_", "directs", "to", "via", "supports"]
)  # fmt: skip
def test_a_participant_that_any_field_of_a_duty_names_has_its_work(field: str) -> None:
    assert places("PM313", listing("so-ct", duties=[asks(**{field.rstrip("_"): "[so-ct]"})])) == []


def test_a_participant_named_by_a_role_a_task_a_report_or_the_funding_has_its_work() -> None:
    assert places("PM313", listing("so-ct", duties=[asks(roles="[{verb: lead, with: [so-ct]}]")])) == []
    assert places("PM313", listing("so-ct", tasks=[task(by="[so-ct]")])) == []
    assert places("PM313", listing("so-ct", reports=[report(from_="[so-ct]")])) == []
    funding = flow('{at: "II.2", title: Kinh phí, agencies: [so-ct]}')
    assert places("PM313", listing("so-ct", funding=funding)) == []


@pytest.mark.parametrize(
    ("listed", "asked"),
    [
        ("co-quan-bao-chi-tinh", "bao-tinh"),
        ("bao-tinh", "co-quan-bao-chi-tinh"),
        ("so-ct", "cac-so-ban-nganh"),
        ("nganh-ngan-hang", "ngan-hang-thuong-mai"),
        ("doanh-nghiep", "dn-cntt"),
        ("vu-qldn", "bo-tttt"),
        ("bo-tttt", "vu-qldn"),
        ("so-ct@khanh-hoa", "so-ct"),
        ("so-ct", "so-ct@khanh-hoa"),
    ],
)
def test_classes_and_members_ministries_and_departments_stand_for_one_another(
    listed: str, asked: str
) -> None:
    assert places("PM313", listing(listed, duties=[asks(agencies=f"[{asked}]")])) == []


def test_another_provinces_body_is_another_body() -> None:
    assert places("PM313", listing("so-gddt@hung-yen")) == ["so-gddt@hung-yen"]
    assert places("PM313", listing("so-gddt@hung-yen", duties=[asks(agencies="[so-gddt@hung-yen]")])) == []


@pytest.mark.parametrize(
    "agency", ["truong-hoc", "benh-vien", "nguoi-dan", "to-chuc-ca-nhan-lien-quan", "doan-the", "ubnd-tinh"]
)
def test_the_field_of_application_and_others_concerned_are_not_participants_to_be_asked(agency: str) -> None:
    assert places("PM313", listing(agency)) == []


def test_a_plan_that_assigns_nothing_at_all_is_not_blamed_for_each_participant() -> None:
    assert places("PM313", plan(participants=flow('{at: "I", agencies: [so-ct]}'))) == []


def sent(*recipients: str, duties: Iterable[str], listed: str = "") -> str:
    lines = "\n".join(
        f'{{at: "recipients#{n}", agency: {a}, mode: act}}' for n, a in enumerate(recipients, 1)
    )
    participants = flow(f'{{at: "I", agencies: [{listed}]}}') if listed else []
    return plan(recipients=flow(lines) if lines else [], participants=participants, duties=duties)


def holds(agency: str, number: int = 1) -> str:
    return duty(id=f"d{number}", at=f'"III.{number}"', agencies=f"[{agency}]", covers=None)


def test_a_duty_holder_who_is_not_sent_the_plan_is_found_at_its_name() -> None:
    assert places("PM314", sent("so-gddt", duties=[holds("cong-an-tinh")])) == ["cong-an-tinh"]


def test_several_are_one_finding_each_agency_once() -> None:
    duties = [
        holds(a, n) for n, a in enumerate(("so-yte", "bao-tinh", "so-gddt", "bao-tinh", "kbnn-tinh"), 1)
    ]
    (found,) = told("PM314", sent("so-gddt", duties=duties))
    assert (found.place, found.related) == ("so-yte", ["bao-tinh", "kbnn-tinh"])
    assert found.en.startswith("3 agencies have duties")
    assert "Department of Health, Provincial newspaper, Provincial State Treasury;" in found.en


@pytest.mark.parametrize(
    ("recipient", "holder"),
    [
        ("so-yte", "so-yte"),
        ("cac-so-ban-nganh", "so-yte"),
        ("cac-so-ban-nganh", "so-khcn"),
        ("co-quan-bao-chi-tinh", "bao-tinh"),
        ("bo-tttt", "vu-qldn"),
        ("co-quan-lien-quan", "cong-an-tinh"),
        ("so-yte", "ubnd-tinh"),
        ("so-yte", "cac-so-ban-nganh"),
        ("so-yte", "co-quan-lien-quan"),
        ("so-yte", "chu-tich-ubnd-tinh"),
        ("so-yte@khanh-hoa", "so-yte"),
    ],
)
def test_who_is_addressed_by_name_by_class_or_by_office_is_let_be(recipient: str, holder: str) -> None:
    assert places("PM314", sent(recipient, duties=[holds(holder)])) == []


def test_participants_know_of_the_plan() -> None:
    assert places("PM314", sent("so-gddt", duties=[holds("ngan-hang")], listed="ngan-hang")) == []


def test_a_name_that_does_not_exist_may_mean_any_agency() -> None:
    assert places("PM313", listing("so-ct", duties=[asks(agencies="[so-cct]")])) == []
    assert places("PM314", sent("so-ytee", duties=[holds("so-yte")])) == []


def test_a_plan_without_recipients_or_only_with_the_archive_is_let_be() -> None:
    assert places("PM314", sent(duties=[holds("so-yte")])) == []
    text = changed(sent("van-thu", duties=[holds("so-yte")]), "mode: act", "mode: archive")
    assert places("PM314", text) == []


# ---------------------------------------------------------------------------------------------- PM315


def without_letters(verb: str, **changes: object) -> m.Registry:
    changed_verb = m.Verb(**(REGISTRY.verbs[verb].__dict__ | {"letters": m.Letters((), ("S",))} | changes))
    return m.Registry(**(REGISTRY.__dict__ | {"verbs": REGISTRY.verbs | {verb: changed_verb}}))


def test_a_verb_whose_letters_the_table_leaves_out_is_found_at_its_first_use() -> None:
    duties = [duty(covers=None), asks(roles="[report, guide]"), asks(id="d3", roles="[{verb: guide}]")]
    (found,) = told("PM315", plan(duties=duties), without_letters("guide"))
    assert found.place == "guide"
    assert "verb 'guide' has no RACI letter" in found.en
    assert "(duties: 2)" in found.en


def test_verbs_of_oversight_and_joint_work_need_no_letters() -> None:
    text = plan(duties=[duty(roles="[{verb: coordinate, joint: [handle]}, monitor]", covers=None)])
    assert told("PM315", text, without_letters("handle")) == []
    assert told("PM315", text, without_letters("monitor")) == []
    assert len(told("PM315", text, without_letters("monitor", oversight=False))) == 1


def test_every_verb_of_the_shipped_table_has_a_letter() -> None:
    assert [v.id for v in REGISTRY.verbs.values() if not v.letters.raci] == []


# ---------------------------------------------------------------------------------------------- PM316


def repeated(**changes: str | None) -> str:
    second = duty(**({"id": "d2", "at": '"III.2"', "covers": '["II"]'} | changes))
    return plan(tasks=[SCHOOLS, HOSPITALS, MIXED], duties=[duty(covers='["II.1..II.3"]'), second])


def test_the_same_said_in_another_way_is_found_at_the_second() -> None:
    (found,) = told("PM316", repeated())
    assert (found.place, found.related) == ("id: d2", ["id: d1"])
    assert ids("PM316", repeated(covers='["II.3", "II.1", "II.2"]')) == ["d2"]
    assert ids("PM316", repeated(covers='[hospital, mixed, "II.1"]')) == ["d2"]
    assert ids("PM316", repeated(agencies="[so-gddt@khanh-hoa]")) == ["d2"]


@pytest.mark.parametrize(
    "other",
    [
        {"agencies": "[so-yte]"},
        {"agencies": "[so-gddt@hung-yen]"},
        {"agencies": "[so-gddt, so-yte]"},
        {"roles": "[implement]"},
        {"roles": "[lead, implement]"},
        {"roles": "[{verb: lead, with: [so-yte]}]"},
        {"with": "[so-yte]"},
        {"scope": "{sector: education}"},
        {"covers": '["II.1..II.2"]'},
        {"covers": "[{basis: whole-plan}]"},
        {"covers": None},
    ],
)
def test_another_agency_verb_partner_scope_or_range_repeats_nothing(other: dict[str, str | None]) -> None:
    assert ids("PM316", repeated(**other)) == []


def test_duties_over_the_whole_plan_or_over_nothing_are_not_compared() -> None:
    for covers in ("[{basis: whole-plan}]", '["V"]'):
        text = plan(tasks=[SCHOOLS], duties=[duty(covers=covers), duty(id="d2", covers=covers)])
        assert ids("PM316", text) == []


# ---------------------------------------------------------------------------------------------- PM318


def led(*scopes: str | None, tasks: int = 1, sector: str = "both") -> str:
    return plan(
        tasks=[task(id=f"n{n}", at=f'"II.1#{n}"', sector=sector) for n in range(1, tasks + 1)],
        duties=[duty(id=f"d{n}", at=f'"III.{n}"', scope=scope) for n, scope in enumerate(scopes, 1)],
    )


EDUCATION, HEALTH = "{sector: education}", "{sector: health}"


def test_a_task_for_both_sectors_led_for_one_is_found_with_who_leads_it() -> None:
    (found,) = told("PM318", led(HEALTH))
    assert (found.place, found.related) == ("id: n1", ["id: d1"])
    assert "has a lead for health only; ask who leads it for education" in found.en
    (found,) = told("PM318", led(EDUCATION, EDUCATION, tasks=3))
    assert "3 tasks for both sectors have a lead for education only: II;" in found.en


@pytest.mark.parametrize(
    "text",
    [
        led(EDUCATION, HEALTH),
        led(EDUCATION, None),
        led(EDUCATION, "{sector: both}"),
        led("{territory: province}"),
        led(),
        led(EDUCATION, sector="education"),
        led(EDUCATION, sector="cross"),
    ],
)
def test_a_task_led_for_both_for_neither_or_by_nobody_is_let_be(text: str) -> None:
    assert places("PM318", text) == []


# ------------------------------------------------------------------------------------- the real plans


def codes(which: m.Plan) -> list[str]:
    facts = Facts(which, REGISTRY)
    return [r.code for r in FAMILY for _ in r.run(facts)]


def test_what_is_true_of_the_five_plans() -> None:
    assert {plan_id: codes(real(plan_id)) for plan_id in PLANS} == {
        DAK_NONG: ["PM303"],
        HUNG_YEN: ["PM303", "PM304", "PM311", "PM314"],
        KHANH_HOA: ["PM303", "PM311", "PM313"],
        THANH_HOA: [],
        "mic-781-2022": [],
    }


def without(items: tuple[Any, ...], lost: str) -> tuple[Any, ...]:
    kept = tuple(i for i in items if i.id != lost)
    assert len(kept) == len(items) - 1
    return kept


def renamed(item: Any) -> Any:
    return type(item)(**(item.__dict__ | {"id": "another"}))


def test_a_fault_put_into_a_real_plan_is_found() -> None:
    good = real(KHANH_HOA)

    def faulty(**changes: object) -> set[str]:
        return set(Counter(codes(m.Plan(**(good.__dict__ | changes)))) - Counter(codes(good)))

    assert faulty(duties=without(good.duties, "so-yte-lead-health")) == {"PM318"}
    assert faulty(duties=without(good.duties, "so-ct-consumer-protection")) == {"PM313"}
    assert faulty(recipients=()) == set()
    kept = tuple(r for r in good.recipients if r.agency.id != "cac-so-ban-nganh")
    assert faulty(recipients=kept) == {"PM314"}
    payment = tuple(t for t in good.tasks if not t.id.endswith("payment-helpdesk"))
    assert faulty(tasks=payment) == {"PM304"}
    assert faulty(tasks=(*good.tasks, renamed(good.tasks[0]))) == {"PM306"}
    assert faulty(duties=(*good.duties, renamed(good.duties[5]))) == {"PM316"}


# ------------------------------------------------------------------------------------------- linear work


def large(tasks: int, duties: int) -> m.Plan:
    """A plan that gives every rule of the family much to look at: wide ranges, long chains, titles alike."""
    made_tasks = "\n".join(
        f'{{id: n{n}, at: "II.{n // 20 + 1}.a#{n % 20 + 1}", sector: {("education", "health", "both")[n % 3]}, '
        f"title: Tập huấn {('hòa', 'hoà', 'hóa', 'hoá')[n % 4]} số {n % 50}, "
        f'due: {{by: "{2025 - n % 4}-06-30"}}'
        + (f", after: [n{n - 1}, n{n // 2}]" if n > 1 else "")
        + (f", contributes_to: [t{n % 7}]" if n % 2 else "")
        + "}"
        for n in range(tasks)
    )
    kinds = sorted(REGISTRY.agencies)
    made_duties = "\n".join(
        f'{{id: d{n}, at: "III.{n + 1}", agencies: [{kinds[n % len(kinds)]}], title: Trách nhiệm, '
        + (
            f'roles: [lead], covers: ["II.{n % (tasks // 20) + 1}"], scope: {{sector: education}}'
            if n % 2
            else f'roles: [coordinate], covers: ["II", "II.{n % 5 + 1}", n{n}, "II.2..II.9"], scope: {{sector: health}}'
        )
        + "}"
        for n in range(duties)
    )
    participants = "\n".join(f'{{at: "I.{n}", agencies: [{a}]}}' for n, a in enumerate(kinds[::2], 1))
    return made(
        plan(
            recipients=flow('{at: "recipients#1", agency: so-yte, mode: act}'),
            participants=flow(participants),
            targets=[target(id=f"t{n}", at=f'"I.{n + 1}"') for n in range(40)],
            tasks=flow(made_tasks),
            duties=flow(made_duties),
        )
    )


def operations(which: m.Plan) -> int:
    """How many lines the rules of the family run to judge ``which``; each turn of a loop is one at least."""
    count = 0

    def step(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        count += 1
        return step

    facts = Facts(which, REGISTRY)
    before = sys.gettrace()
    sys.settrace(step)
    try:
        for one in FAMILY:
            list(one.run(facts))
    finally:
        sys.settrace(before)
    return count


def test_four_times_the_tasks_and_duties_are_about_four_times_the_work() -> None:
    small, big = large(500, 75), large(2000, 300)
    operations(large(40, 8))  # whatever is loaded or kept for the first time
    assert {"PM303", "PM305", "PM306", "PM312", "PM314", "PM319"} <= set(codes(small))
    assert operations(big) < 6 * operations(small)


def test_every_rule_of_the_family_has_a_page_in_both_languages() -> None:
    for one in FAMILY:
        for text in (one.title, one.what, one.why, one.source, one.limits):
            assert text is not None
            assert text.vi
            assert text.en
            assert text.vi != text.en
        assert one.good
        assert one.bad or one.code == "PM315"  # no plan alone can show a fault of the role table
        assert one.severity in Severity
