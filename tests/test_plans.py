"""The five encodings say what the documents say: every clause is accounted for, key facts are theirs.

What they say stands in ``tests/plan_facts.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.dates import Point
from tests.golden import (
    DAK_NONG,
    FULL_TEXT,
    HUNG_YEN,
    KHANH_HOA,
    PLANS,
    PROVINCES,
    REGISTRY,
    ROOT,
    TEMPLATE,
    THANH_HOA,
    WORKSPACE,
    real,
    rows,
)
from tests.plan_facts import DOCUMENTS, DUTIES, LEGAL_BASES, NOTED, RECIPIENTS, REPORTS, TARGETS

every_plan = pytest.mark.parametrize("plan_id", PLANS)
every_province = pytest.mark.parametrize("plan_id", PROVINCES)


def outline(plan_id: str) -> list[str]:
    """Every locator of the document that ``plan_id`` encodes."""
    listed = (ROOT / "tests" / "data" / "outlines" / f"{plan_id}.tsv").read_text("utf-8").splitlines()
    assert listed[0] == "locator\tkind"
    return [line.partition("\t")[0] for line in listed[1:]]


def facts(plan: m.Plan) -> Iterator[tuple[str, Clause | None]]:
    """The clause of every fact of ``plan``, notes and ``not_encoded`` left out."""
    yield "period", plan.period.at
    yield from (("implements", x.at) for x in plan.implements)
    for kind in ("legal_bases", "recipients", "participants", "objectives", "reports", "funding"):
        yield from ((kind, x.at) for x in getattr(plan, kind))
    yield from ((type(x).__name__, x.at) for x in plan.linkable)


# ------------------------------------------------------------------------ nothing left out, nothing made up


@every_plan
def test_every_clause_of_the_document_is_a_fact_or_stands_in_not_encoded(plan_id: str) -> None:
    plan = real(plan_id)
    accounted = {str(at) for _, at in facts(plan)} | {str(n.at) for n in plan.not_encoded}
    assert [at for at in outline(plan_id) if at not in accounted] == []


@every_plan
def test_no_fact_and_no_note_stands_at_a_clause_that_the_document_does_not_have(plan_id: str) -> None:
    plan = real(plan_id)
    known = {None, *map(Clause, outline(plan_id))}
    listed = [*facts(plan), *(("note", n.at) for n in plan.notes), *(("-", n.at) for n in plan.not_encoded)]
    assert [(kind, str(at)) for kind, at in listed if at not in known] == []


@every_plan
def test_what_is_not_encoded_carries_no_fact(plan_id: str) -> None:
    plan = real(plan_id)
    encoded = {at for _, at in facts(plan)}
    assert [str(n.at) for n in plan.not_encoded if n.at in encoded] == []


@every_plan
def test_names_exist_and_the_plan_is_the_one_file_of_its_id(plan_id: str) -> None:
    assert WORKSPACE.resolve(real(plan_id)) == []
    assert len(WORKSPACE.paths[plan_id]) == 1
    assert set(WORKSPACE.paths) == set(PLANS)


@every_plan
def test_ids_are_short_kebab_case_and_unique(plan_id: str) -> None:
    plan = real(plan_id)
    spaces = (plan.objectives, plan.targets, plan.requirements, plan.work, plan.reports)
    for ids in ([x.id for x in space] for space in spaces):
        assert len(ids) == len(set(ids))
        assert [i for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i) or len(i) > 40] == []


@every_plan
def test_titles_are_short_and_official_wording_is_left_out(plan_id: str) -> None:
    plan = real(plan_id)
    titles = [plan.document.title, *(x.title for x in plan.linkable), *(o.title for o in plan.objectives)]
    titles += [*(b.title for b in plan.legal_bases), *(f.title for f in plan.funding)]
    assert [t for t in titles if t and (len(t.split()) > 17 or len(t) > 90)] == []
    assert [x.id for x in (*plan.objectives, *plan.work) if x.text is not None] == []


# ------------------------------------------------------------------------------------ links to the template


@every_province
def test_every_implements_names_an_item_of_the_template(plan_id: str) -> None:
    plan, template = real(plan_id), real(TEMPLATE)
    assert [x.plan.id for x in plan.implements] == [TEMPLATE]
    targets, tasks = {t.id for t in template.targets}, {t.id for t in template.tasks}
    lists = {r.id for r in template.requirements}
    assert {r.id for t in plan.targets for r in t.implements} <= targets
    assert {r.id for x in plan.requirements for r in x.implements} <= lists
    assert {r.id for t in plan.tasks for r in t.implements} <= tasks
    assert {r.id for d in plan.duties for r in d.implements} <= tasks | {d.id for d in template.duties}


def test_every_agreement_of_the_template_is_an_item_at_that_clause_which_implements_it() -> None:
    template = real(TEMPLATE)
    agreed = [(r.id, r.provenance) for r in template.requirements] + [
        (t.id, t.provenance) for t in template.tasks
    ]
    named = [(item, a.plan.id, a.at) for item, p in agreed for a in (p.agree if p is not None else ())]
    linked = {(r.id, p, x.at) for p in FULL_TEXT for x in real(p).linkable for r in x.implements}
    assert len(named) == 32 * 3 + 5 * 3 + 2 * 2
    assert [x for x in named if x not in linked] == []


@pytest.mark.parametrize("plan_id", FULL_TEXT)
def test_every_task_that_a_full_text_implements_is_an_agreement_of_the_template(plan_id: str) -> None:
    agreed = {
        (task.id, a.plan.id, a.at)
        for task in real(TEMPLATE).tasks
        for a in (task.provenance.agree if task.provenance is not None else ())
    }
    tasks = {t.id for t in real(TEMPLATE).tasks}
    linked = {(r.id, plan_id, x.at) for x in real(plan_id).work for r in x.implements if r.id in tasks}
    assert {x for x in agreed if x[1] == plan_id} == linked


def test_a_template_task_is_stated_by_the_article_or_inferred_from_all_three_full_texts() -> None:
    stated = {t.id: str(t.at) for t in real(TEMPLATE).tasks if t.at is not None}
    assert stated == {"consumer-security": "p#12.s#1", "consumer-awareness": "p#13.s#1"}
    for task in real(TEMPLATE).tasks:
        assert task.provenance is not None
        assert task.provenance.basis == ("stated" if task.id in stated else "inferred")
        assert tuple(sorted(a.plan.id for a in task.provenance.agree)) == FULL_TEXT


# -------------------------------------------------------------------------------------------- the documents


@pytest.mark.parametrize("row", rows(DOCUMENTS), ids=lambda row: row[0])
def test_number_date_place_signer_and_period_are_those_of_the_document(row: list[str]) -> None:
    plan = real(row[0])
    d, p = plan.document, plan.period
    issued = d.issued.isoformat() if d.issued is not None else "unknown"
    assert (p.first.month, p.first.day, p.last.month, p.last.day) == (1, 1, 12, 31)
    period = f"{p.first.year}..{p.last.year} {p.basis} {p.at}"
    signer = (d.signer.name, d.signer.rank, d.signer.capacity)
    assert [plan.id, d.number, d.kind, issued, d.place, *signer, period] == row


@every_plan
def test_legal_bases_are_those_of_the_document_in_its_order(plan_id: str) -> None:
    assert [
        [plan_id, str(b.at), b.number, b.kind, str(b.issued), b.issuer.id, b.role]
        for b in real(plan_id).legal_bases
    ] == [row for row in rows(LEGAL_BASES) if row[0] == plan_id]


def test_only_khanh_hoa_and_hung_yen_cite_the_ministrys_letter() -> None:
    basis = {p: [(x.basis, str(x.at)) for x in real(p).implements] for p in PROVINCES}
    assert basis == {
        KHANH_HOA: [("cited", "preamble#1")],
        HUNG_YEN: [("cited", "preamble#2")],
        DAK_NONG: [("inferred", "None")],
        THANH_HOA: [("inferred", "None")],
    }
    cites = {p for p in PROVINCES if any(b.number == "781/BTTTT-QLDN" for b in real(p).legal_bases)}
    assert cites == {KHANH_HOA, HUNG_YEN}


@pytest.mark.parametrize("row", rows(RECIPIENTS), ids=lambda row: f"{row[0]}-{row[1]}")
def test_recipients_are_those_of_noi_nhan_and_the_archive_is_no_agency_with_duties(row: list[str]) -> None:
    plan_id, mode, agencies = row
    listed = real(plan_id).recipients
    assert [r.agency.id for r in listed if r.mode == mode] == agencies.split()
    assert [r.agency.id for r in listed if r.mode == "archive"] == ["van-thu"]


# -------------------------------------------------------------------------------------------------- targets


@every_plan
def test_every_target_is_that_of_the_document(plan_id: str) -> None:
    told = []
    for t in real(plan_id).targets:
        levels = " ".join(f"{x.year}:{x.amount}{'*' if x.derived else ''}" for x in t.levels)
        kind = [t.area, t.measure, t.demand or "-", t.commitment, f"{t.comparator} {levels}"]
        told.append([plan_id, t.id, str(t.at), t.indicator.id, t.population.id, *kind])
        assert (t.unit, t.sector) == ("%", "education" if t.id.startswith("edu-") else "health")
        assert REGISTRY.populations[t.population.id].sector == t.sector
    assert told == [row for row in rows(TARGETS) if row[0] == plan_id]


def test_a_target_implements_the_demand_of_the_same_name_and_figures_beyond_them_implement_none() -> None:
    asked = {t.id for t in real(TEMPLATE).targets}
    for plan_id in PROVINCES:
        for t in real(plan_id).targets:
            assert [r.id for r in t.implements] == ([t.id] if t.id in asked else [])


# ---------------------------------------------------------------------------------- who, what, when to whom


ENTERPRISES = "dn-nen-tang-giao-duc dn-nen-tang-y-te dn-trung-gian-thanh-toan"


@every_plan
def test_every_duty_has_the_agencies_and_all_the_verbs_of_its_clause(plan_id: str) -> None:
    told = [
        [plan_id, str(d.at), " ".join(a.id for a in d.agencies), " ".join(d.verbs)]
        for d in real(plan_id).duties
    ]
    assert told == [row for row in rows(DUTIES.replace(" DN ", f" {ENTERPRISES} ")) if row[0] == plan_id]


COUNTS = [
    (HUNG_YEN, "IV", 34, {"IV.2.a": "II.1 II.3.b", "IV.3.a": "II.2 II.3.c", "IV.12.a": "II.1 II.3.b"}),
    (
        KHANH_HOA,
        "VI",
        16,
        {
            "VI.2.a": "III.1 III.3",
            "VI.3.a": "III.2 III.3",
            "VI.5#1": "III.3.d",
            "VI.6#1": "III.1 III.2 III.3",
        },
    ),
    (DAK_NONG, "IV", 13, {}),
]


@pytest.mark.parametrize(("plan_id", "section", "count", "cited"), COUNTS, ids=[c[0] for c in COUNTS])
def test_the_organisation_section_has_so_many_duties_and_so_few_cite_a_range(
    plan_id: str, section: str, count: int, cited: dict[str, str]
) -> None:
    duties = [d for d in real(plan_id).duties if Clause(section).contains(d.at)]
    assert len(duties) == len({d.at for d in duties}) == count
    ranges = {str(d.at): " ".join(str(c.at) for c in d.covers if c.basis == "cited") for d in duties}
    assert {at: covers for at, covers in ranges.items() if covers} == cited


def test_dak_nong_covers_tasks_by_repeated_wording_only() -> None:
    reach = {
        str(d.at): [str(c.at) for c in d.covers if c.basis == "wording"]
        for d in real(DAK_NONG).duties
        if d.covers
    }
    assert {at: covers for at, covers in reach.items() if covers} == {
        "IV.1#1": ["II.1"],
        "IV.1#2": ["II.1.b#3"],
        "IV.2#1": ["II.2"],
        "IV.2#2": ["II.2.b#3"],
        "IV.3#1": ["II.1", "II.2"],
        "IV.3#2": ["III.4#1"],
        "IV.3#3": ["III.4#2"],
    }
    assert {c.basis for d in real(DAK_NONG).duties for c in d.covers} == {"wording", "whole-plan"}


TASKS = {
    KHANH_HOA: "III.1.a 6 III.1.b 4 III.2.a 4 III.2.b 4 III.3.a 4 III.3.b 4 III.3.c 4 III.3.d 2",
    HUNG_YEN: "II.1.a 6 II.1.b 4 II.2.a 2 II.2.b 4 II.3.a 3 II.3.b 3 II.3.c 3 II.3.d 2",
    DAK_NONG: "II.1.a 6 II.1.b 4 II.2.a 4 II.2.b 4 III.1 4 III.2 4 III.3 4 III.4 2",
}


@pytest.mark.parametrize("plan_id", FULL_TEXT)
def test_every_bullet_of_the_task_sections_is_one_task(plan_id: str) -> None:
    bullets = [at for at in map(Clause, outline(plan_id)) if at.bullets]
    tasks = [t.at for t in real(plan_id).tasks if t.at is not None]
    sections = TASKS[plan_id].split()
    for section, count in zip(map(Clause, sections[::2]), map(int, sections[1::2]), strict=True):
        under = [b for b in bullets if section.contains(b)]
        assert [t for t in tasks if section.contains(t)] == under
        assert len(under) == count
    assert len(tasks) == sum(map(int, sections[1::2]))


METHODS = "qr website mobile-money card-pos"
PLATFORMS = (
    "hospital-management telehealth e-prescription personal-health-record vaccination "
    "online-health-advice clinical-tools"
)


def test_khanh_hoa_and_hung_yen_ask_for_three_of_four_payment_methods_and_dak_nong_lists_the_four() -> None:
    chosen = {KHANH_HOA: 3, HUNG_YEN: 3, DAK_NONG: None}
    for plan_id, choose in chosen.items():
        rules = {r.id: r for r in real(plan_id).requirements}
        for rule in (rules["edu-payment-methods"], rules["health-payment-methods"]):
            assert (rule.choose, " ".join(o.id for o in rule.of)) == (choose, METHODS)
        assert [o.id for o in rules["health-platform-list"].of] == PLATFORMS.split()
        assert [o.id for o in rules["edu-payment-fields"].of][1] == "payee-name"
        assert [o.id for o in rules["health-payment-fields"].of][1] == "payee-name-if-any"


@every_plan
def test_reports_go_the_way_and_at_the_times_that_the_document_states(plan_id: str) -> None:
    def ids(refs: tuple[m.Ref, ...]) -> str:
        return " ".join(r.id for r in refs)

    told = [
        [
            *(plan_id, str(r.at), ids(r.from_), ids(r.via), ids(r.to)),
            " ".join([*r.every, *(["ad-hoc"] if r.ad_hoc else [])]),
            " ".join(f"{d.when.how} {d.when.month}-{d.when.day}" for d in r.due if isinstance(d.when, Point)),
        ]
        for r in real(plan_id).reports
    ]
    assert told == [row for row in rows(REPORTS) if row[0] == plan_id]


@pytest.mark.parametrize("row", rows(NOTED), ids=lambda row: row[0])
def test_slips_gaps_and_doubtful_readings_are_noted_at_their_clause(row: list[str]) -> None:
    noted = {f"{n.kind} {n.at}" for n in real(row[0]).notes}
    assert [wanted for wanted in row[1:] if wanted not in noted] == []


def test_what_the_articles_do_not_tell_is_unknown_and_not_filled_in() -> None:
    plan = real(THANH_HOA)
    assert (plan.legal_bases, plan.recipients, plan.participants) == ((), (), ())
    assert (plan.duties, plan.reports, plan.funding) == ((), (), ())
    assert (real(TEMPLATE).reports, real(TEMPLATE).funding) == ((), ())
    assert {p for p in PLANS if real(p).document.source_kind == "news-article"} == {THANH_HOA, TEMPLATE}
    assert real(DAK_NONG).document.issued == date(2022, 6, 1)
