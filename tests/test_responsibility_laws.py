"""Laws of who does what, on small plans made up at random and read from their text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive.classes import indirect
from planmodel.derive.reach import Reach
from planmodel.derive.responsibility import (
    Assignment,
    assignments,
    conflicting,
    focal_points,
    leads_by_task,
)
from tests.golden import PLANS, REGISTRY, made, real
from tests.plan_texts import duty, plan, task

often = settings(max_examples=30, deadline=None)

ORDER = """
II.1 II.1#1 II.1#1#1 II.1#2 II.1.a II.1.a#1 II.1.d II.1.đ II.1.e II.2 II.2.a#10 II.10 II.10.a III.1
"""
CLAUSES = ORDER.split()
"""Clauses in the order of a document."""

AGENCIES = ("so-gddt", "so-yte", "ubnd-huyen")
SECTORS = ("education", "health", "both", "cross")
VERBS = tuple(REGISTRY.verbs)

agencies = st.lists(st.sampled_from(AGENCIES), min_size=1, max_size=2, unique=True)
verbs = st.lists(st.sampled_from(VERBS), min_size=1, max_size=2)
roles = st.fixed_dictionaries(
    {"verb": st.sampled_from(VERBS)},
    optional={"with": agencies, "directs": agencies, "to": agencies, "joint": verbs},
)
tasks = st.lists(
    st.tuples(
        st.sampled_from(CLAUSES), st.sampled_from(SECTORS), st.lists(st.sampled_from(AGENCIES), max_size=1)
    ),
    min_size=1,
    max_size=6,
)


@st.composite
def covers(draw: st.DrawFn) -> str:
    one, two = sorted((draw(st.sampled_from(CLAUSES)), draw(st.sampled_from(CLAUSES))), key=CLAUSES.index)
    last = draw(st.integers(0, 5))
    forms = (
        f'"{one}"',
        f'"{one}..{two}"',
        f'{{at: "{one}", basis: wording}}',
        f"n{last}",
        "{basis: whole-plan}",
    )
    return draw(st.sampled_from(forms))


duties = st.fixed_dictionaries(
    {"agencies": agencies, "roles": st.lists(roles, min_size=1, max_size=3), "with": agencies | st.none()},
    optional={"covers": st.lists(covers(), min_size=1, max_size=2), "sector": st.sampled_from(SECTORS)},
)
Tasks = list[tuple[str, str, list[str]]]
Duties = list[dict[str, Any]]


def flow(value: Any) -> str:
    """Lists and mappings of plain words as YAML writes them in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {flow(v)}" for k, v in value.items()) + "}"
    return "[" + ", ".join(map(flow, value)) + "]" if isinstance(value, list) else str(value)


def build(listed: Tasks, work: Duties) -> m.Plan:
    """The plan with these tasks and duties, read from its text."""
    made_tasks = [
        task(id=f"n{n}", at=f'"{at}"', sector=sector, by=flow(by) if by else None)
        for n, (at, sector, by) in enumerate(listed)
    ]
    made_duties = [
        duty(
            id=f"d{n}",
            at=f'"IV.{n + 1}"',
            agencies=flow(d["agencies"]),
            roles=flow(d["roles"]),
            with_=flow(d["with"]) if d["with"] else None,
            covers=flow(d["covers"]) if "covers" in d else None,
            scope=f"{{sector: {d['sector']}}}" if "sector" in d else None,
        )
        for n, d in enumerate(work)
    ]
    return made(plan(tasks=made_tasks, **({"duties": made_duties} if made_duties else {})))


def letters(which: m.Plan) -> set[tuple[str, str, str]]:
    """Every (agency, item, letter), whatever the scope."""
    return {(a.agency, a.item, x) for a in assignments(which, REGISTRY) for x in a.raci}


def naive(which: m.Plan, d: m.Duty) -> list[str]:
    """What a duty reaches, by asking every task and comparing clauses as text."""

    def hit(cover: m.Cover, t: m.Task) -> bool:
        if cover.task is not None:
            return cover.task.id == t.id
        if cover.at is None:
            return False
        at, first, last = str(t.at), str(cover.at), str(cover.last or cover.at)
        inside = at == last or at.startswith((f"{last}.", f"{last}#"))
        if cover.last is None:
            return inside
        return CLAUSES.index(at) >= CLAUSES.index(first) and (
            inside or CLAUSES.index(at) <= CLAUSES.index(last)
        )

    narrow = d.scope.sector if d.scope is not None and d.scope.sector in ("education", "health") else None
    return [
        t.id
        for t in which.tasks
        if any(hit(c, t) for c in d.covers) and (narrow is None or t.sector in (narrow, "both", "cross"))
    ]


def test_the_clauses_used_here_stand_in_the_order_of_a_document() -> None:
    assert sorted(CLAUSES, key=Clause) == CLAUSES


@often
@given(tasks, st.lists(duties, max_size=3))
def test_what_a_duty_reaches_is_what_asking_every_task_finds(listed: Tasks, work: Duties) -> None:
    which = build(listed, work)
    reach = Reach(which)
    for d in which.duties:
        assert [t.id for t, _ in reach.tasks(d)] == naive(which, d)


@often
@given(tasks, duties, st.sampled_from(SECTORS))
def test_a_scope_narrows_what_a_duty_reaches_and_never_adds_to_it(
    listed: Tasks, work: dict[str, Any], sector: str
) -> None:
    wide = {k: v for k, v in work.items() if k != "sector"}
    before = build(listed, [wide])
    after = build(listed, [wide | {"sector": sector}])
    reached = {t.id for t, _ in Reach(before).tasks(before.duties[0])}
    narrowed = {t.id: t.sector for t, _ in Reach(after).tasks(after.duties[0])}
    assert set(narrowed) <= reached
    assert sector not in ("education", "health") or set(narrowed.values()) <= {sector, "both", "cross"}


@often
@given(tasks, st.lists(duties, max_size=2), duties)
def test_adding_a_duty_never_takes_a_letter_away(listed: Tasks, work: Duties, more: dict[str, Any]) -> None:
    assert letters(build(listed, work)) <= letters(build(listed, [*work, more]))


@often
@given(tasks, st.lists(duties, max_size=2), duties)
def test_adding_a_duty_never_takes_an_assignment_away(
    listed: Tasks, work: Duties, more: dict[str, Any]
) -> None:
    def held(which: m.Plan) -> set[tuple[object, ...]]:
        direct = assignments(which, REGISTRY)
        both = (*direct, *indirect(which, REGISTRY, direct))
        return {(a.agency, a.item, x, None if a.indirect else a.scope) for a in both for x in (*a.raci, "")}

    before, after = held(build(listed, work)), held(build(listed, [*work, more]))
    named_there = {(who, item, x) for who, item, x, _ in after}
    assert {(who, item, x) for who, item, x, _ in before} <= named_there
    assert {cell for cell in before if cell[3] is not None} <= after


RENAMED = {"so-gddt": "so-ct", "so-yte": "kbnn-tinh", "ubnd-huyen": "cong-an-tinh"}


@often
@given(tasks, st.lists(duties, max_size=3))
def test_renaming_agencies_changes_no_letter_and_no_reason(listed: Tasks, work: Duties) -> None:
    def other(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: other(v) for k, v in value.items()}
        return [other(v) for v in value] if isinstance(value, list) else RENAMED.get(value, value)

    def told(which: m.Plan, names: dict[str, str]) -> set[tuple[object, ...]]:
        return {
            (names.get(a.agency, a.agency), a.item, a.raci, a.rasci, a.verbs, a.inferred, a.scope, a.evidence)
            for a in assignments(which, REGISTRY)
        }

    renamed = build([(at, sector, other(by)) for at, sector, by in listed], other(work))
    assert told(build(listed, work), RENAMED) == told(renamed, {})


def test_the_order_of_a_cells_letters_and_rows_follows_the_items_not_the_names() -> None:
    work = {"agencies": ["so-yte", "so-gddt"], "roles": [{"verb": "report"}, {"verb": "lead"}], "with": None}
    which = build([("II.1", "both", [])], [work | {"covers": ["n0"]}])
    assert [(a.agency, a.raci) for a in assignments(which, REGISTRY)] == [
        ("so-gddt", ("A", "R")),
        ("so-yte", ("A", "R")),
    ]


@often
@given(tasks, st.lists(duties, max_size=3), st.sampled_from(AGENCIES))
def test_a_body_written_with_its_own_province_is_the_body(listed: Tasks, work: Duties, agency: str) -> None:
    def written(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: written(v) for k, v in value.items()}
        if isinstance(value, list):
            return [written(v) for v in value]
        return f"{value}@khanh-hoa" if value == agency else value

    home = build(listed, work)
    away = build([(at, sector, written(by)) for at, sector, by in listed], written(work))
    assert assignments(away, REGISTRY) == assignments(home, REGISTRY)
    assert {a.agency for a in assignments(away, REGISTRY)} <= {*AGENCIES}


CLASSED = ("cac-so-ban-nganh", "so-nganh-lien-quan", "nganh-y-te", "so-yte", "so-gddt", "truong-hoc")


@often
@given(
    tasks,
    st.lists(
        duties.flatmap(
            lambda d: st.lists(st.sampled_from(CLASSED), min_size=1, max_size=3, unique=True).map(
                lambda who: d | {"agencies": who}
            )
        ),
        min_size=1,
        max_size=3,
    ),
)
def test_every_assignment_direct_or_by_class_has_evidence_whose_clause_exists(
    listed: Tasks, work: Duties
) -> None:
    which = build(listed, work)
    clauses = {t.id: t.at for t in which.tasks} | {d.id: d.at for d in which.duties}
    direct = assignments(which, REGISTRY)
    for a in (*direct, *indirect(which, REGISTRY, direct, REGISTRY.agencies)):
        assert a.item in clauses
        assert a.evidence
        for e in a.evidence:
            assert e.at is not None
            assert e.at == clauses[e.duty if e.duty is not None else a.item]
            assert (e.through is not None) == a.indirect == (e.via == "class")


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_assignment_of_a_real_plan_rests_on_a_clause_of_it(plan_id: str) -> None:
    which = real(plan_id)
    clauses = {t.id: t.at for t in which.tasks} | {d.id: d.at for d in which.duties}
    direct = assignments(which, REGISTRY)
    found = [e for a in (*direct, *indirect(which, REGISTRY, direct)) for e in a.evidence]
    assert found or not which.duties
    for a in (*direct, *indirect(which, REGISTRY, direct)):
        assert all(e.at == clauses[e.duty if e.duty is not None else a.item] for e in a.evidence)


@often
@given(tasks, st.lists(duties, min_size=1, max_size=2))
def test_verbs_of_joint_work_give_no_letter(listed: Tasks, work: Duties) -> None:
    alone = [d | {"roles": [{k: v for k, v in r.items() if k != "joint"} for r in d["roles"]]} for d in work]
    assert letters(build(listed, work)) == letters(build(listed, alone))


@often
@given(tasks, duties, agencies)
def test_who_works_with_a_lead_is_consulted_and_who_is_worked_with_gets_nothing(
    listed: Tasks, work: dict[str, Any], partners: list[str]
) -> None:
    bare = work | {"with": None}
    lead = build(listed, [bare | {"roles": [{"verb": "lead", "with": partners}]}])
    items = {i for _, i, _ in letters(lead)} - {f"n{n}" for n, (_, _, by) in enumerate(listed) if by}
    assert {(p, i, "C") for p in partners for i in items} <= letters(lead)
    other = build(listed, [bare | {"roles": [{"verb": "coordinate", "with": partners}]}])
    assert letters(other) == letters(build(listed, [bare | {"roles": [{"verb": "coordinate"}]}]))


@often
@given(tasks, st.lists(duties, max_size=3))
def test_every_letter_has_evidence_that_gives_it(listed: Tasks, work: Duties) -> None:
    which = build(listed, work)
    known = {d.id: d for d in which.duties}
    for a in assignments(which, REGISTRY):
        assert a.evidence
        given_letters: set[str] = set()
        for e in a.evidence:
            verb = REGISTRY.verbs[e.verb]
            for table in (verb.letters, verb.directed, verb.recipient):
                given_letters |= set(table.raci if table is not None else ())
            assert (e.at == known[e.duty].at) if e.duty else (e.via == "named")
        assert set(a.raci) <= given_letters
        assert "".join(sorted(a.raci, key=m.LETTER_ORDER.index)) == "".join(a.raci)


WORDED = {
    "agencies": ["so-yte"],
    "roles": [{"verb": "lead"}],
    "with": None,
    "covers": ['{at: "II.1", basis: wording}'],
}


@often
@given(tasks, st.lists(duties, max_size=3))
@example([("II.1", "health", ["so-yte"])], [WORDED])
def test_a_letter_is_marked_inferred_where_only_repeated_wording_gives_it(
    listed: Tasks, work: Duties
) -> None:
    def cited(d: dict[str, Any]) -> dict[str, Any]:
        return d | {
            "covers": [c for c in d.get("covers", ()) if "wording" not in c] or ["{basis: whole-plan}"]
        }

    certain = letters(build(listed, [cited(d) for d in work]))
    for a in assignments(build(listed, work), REGISTRY):
        from_wording = [x for x in a.raci if (a.agency, a.item, x) not in certain]
        assert a.inferred or not from_wording


@often
@given(tasks, st.lists(duties, min_size=2, max_size=3))
def test_the_order_of_duties_does_not_change_who_does_what(listed: Tasks, work: Duties) -> None:
    def told(parts: Iterable[Assignment], back: dict[str, str]) -> set[tuple[object, ...]]:
        return {(a.agency, back.get(a.item, a.item), a.raci, a.rasci, a.scope) for a in parts}

    there = build(listed, work)
    here = build(listed, work[::-1])
    names = {f"d{n}": f"d{len(work) - 1 - n}" for n in range(len(work))}
    assert told(assignments(there, REGISTRY), {}) == told(assignments(here, REGISTRY), names)


@often
@given(tasks, st.lists(duties, max_size=3))
def test_whether_two_leads_clash_does_not_depend_on_who_is_asked_first(listed: Tasks, work: Duties) -> None:
    for x in leads_by_task(build(listed, work), REGISTRY):
        for a in x.leads:
            assert not conflicting(a, a)
            assert all(conflicting(a, b) == conflicting(b, a) for b in x.leads)


@often
@given(tasks, st.lists(duties, max_size=3))
def test_who_answers_for_a_task_leads_it_and_who_only_receives_a_proposal_does_not(
    listed: Tasks, work: Duties
) -> None:
    roles_alone = [[{k: v for k, v in r.items() if k != "to"} for r in d["roles"]] for d in work]
    alone = build(listed, [d | {"roles": r} for d, r in zip(work, roles_alone, strict=True)])
    answers = {(a.item, a.agency) for a in assignments(alone, REGISTRY) if a.is_task and a.leads}
    leads = {(x.task.id, a.agency) for x in leads_by_task(alone, REGISTRY) for a in x.leads}
    assert leads == answers
    with_recipients = leads_by_task(build(listed, work), REGISTRY)
    assert {(x.task.id, a.agency) for x in with_recipients for a in x.leads} == leads


def test_an_unknown_verb_gives_no_letter_and_loses_nobody() -> None:
    which = build(
        [("II.1", "education", [])], [{"agencies": ["so-yte"], "roles": [{"verb": "xyz"}], "with": None}]
    )
    assert [(a.agency, a.item, a.raci, a.verbs) for a in assignments(which, REGISTRY)] == [
        ("so-yte", "d0", (), ("xyz",))
    ]


def test_a_lead_of_the_whole_plan_leads_no_task_of_it() -> None:
    work = {
        "agencies": ["so-tttt"],
        "roles": [{"verb": "lead"}],
        "with": None,
        "covers": ["{basis: whole-plan}"],
    }
    which = build([("II.1", "education", []), ("II.2", "health", [])], [work])
    assert [x.leads for x in leads_by_task(which, REGISTRY)] == [(), ()]
    assert [d.id for d in focal_points(which)] == ["d0"]
