"""Who does what: letters from the verbs of duties, through the clauses that they cover, each with its evidence.

Nghị định 144/2005/NĐ-CP frames co-ordination between a lead agency and co-ordinating agencies; the letters come from
the table ``plans/registry/roles.yaml``, which a workspace may change. Nothing is invented: a task that no duty
reaches has no letters, and a duty that reaches no task is an item of work of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple, TypeVar

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive.kept import of_registry
from planmodel.derive.reach import Reach

P = TypeVar("P")
T = TypeVar("T")

verb_of = attrgetter("verb.id")
"""The verb of a role."""


class Evidence(NamedTuple):
    """Why a letter stands in a cell: the clause, its verb, and how the clause reaches the item.

    ``via`` is named (the clause names the agency for this very item), cited (a range of clauses), wording (the words
    of a heading or task repeated), task-id, recipient (who receives), whole-plan or class (the clause names the class
    ``through``, of which the agency is a member).
    """

    at: Clause | None
    verb: str
    via: str
    duty: str | None
    through: str | None = None


class Assignment(NamedTuple):
    """One agency's part in one item (a task, or a duty that covers no task).

    ``inferred`` where a letter rests on repeated wording alone, ``indirect`` where the clause names a class of which
    the agency is a member: see ``derive.classes``.
    """

    agency: str
    item: str
    is_task: bool
    verbs: tuple[str, ...]
    raci: tuple[str, ...]
    rasci: tuple[str, ...]
    inferred: bool
    scope: m.Scope | None
    evidence: tuple[Evidence, ...]
    indirect: bool = False

    @property
    def leads(self) -> bool:
        """True where the agency answers for the item."""
        return "A" in self.raci


class Part(NamedTuple):
    """One reason for one agency to appear at one item, before reasons are merged."""

    agency: str
    item: str
    is_task: bool
    verbs: tuple[str, ...]
    letters: m.Letters
    scope: m.Scope | None
    evidence: Evidence
    inferred: bool = False


NO_LETTERS = m.Letters((), ())


def assignments(plan: m.Plan, registry: m.Registry, reach: Reach | None = None) -> tuple[Assignment, ...]:
    """Every assignment of ``plan``, ordered by item (tasks, then duties, in the plan's order) and agency id."""
    reach = reach or Reach(plan)
    made: list[Assignment] = []
    implements = _letters(registry, "implement")

    def given(duty: m.Duty, basis: str) -> list[Part]:
        return _duty_parts(registry, duty, "", True, basis)

    shared = _from_duties(plan, reach, None, given, tuple)
    merging = _Merging()
    known: dict[int, list[Assignment]] = {}  # by the parts, which tasks share
    for task, parts in zip(plan.tasks, shared, strict=True):
        if task.by:
            own = [_named(doer.id, task, implements) for doer in task.by]
            here = merging.in_order([*own, *parts])
        elif id(parts) in known:
            here = known[id(parts)]
        else:
            here = known[id(parts)] = merging.in_order(parts)
        made += [of_item(task.id, a) for a in here]
    for duty in plan.duties:
        if not (duty.covers and reach.reaches(duty)):
            whole = any(c.basis == "whole-plan" for c in duty.covers)
            basis = "whole-plan" if whole else "named"
            made += merging.in_order(_duty_parts(registry, duty, duty.id, False, basis))
    return tuple(made)


def of_item(item: str, a: Assignment) -> Assignment:
    """``a`` in another item; a plan has so many that NamedTuple's own constructor is too slow."""
    return tuple.__new__(Assignment, (a[0], item, *a[2:]))


def _named(agency: str, task: m.Task, letters: m.Letters) -> Part:
    """The part of an agency that the clause of a task names as the one who does it."""
    return Part(
        agency, task.id, True, ("implement",), letters, None, Evidence(task.at, "implement", "named", None)
    )


class _Merging:
    """Makes assignments of parts: those of one agency under one scope are one.

    Tasks reached by different duties still share most of what one agency has in them: each such set is merged once.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], tuple[list[Part], Assignment]] = {}

    def in_order(self, parts: Iterable[Part]) -> list[Assignment]:
        """The assignments of one item, by agency and scope."""
        same: dict[tuple[str, m.Scope | None], list[Part]] = {}
        for part in parts:
            same.setdefault((part.agency, part.scope), []).append(part)
        return sorted(map(self._merged, same.values()), key=_agency_and_scope)

    def _merged(self, parts: list[Part]) -> Assignment:
        key = tuple(map(id, parts))
        if key not in self._known:
            self._known[key] = (
                parts,
                _merge(parts),
            )  # the parts are kept, so that no other can have their ids
        return self._known[key][1]


def _agency_and_scope(a: Assignment) -> tuple[str, tuple[str, ...]]:
    return a.agency, tuple(map(str, a.scope)) if a.scope is not None else ()


def _duty_parts(registry: m.Registry, duty: m.Duty, item: str, is_task: bool, via: str) -> list[Part]:
    """What ``duty`` gives in an item."""
    at, scope, inferred = duty.at, duty.scope, via == "wording"
    return [
        Part(agency.id, item, is_task, by, letters, scope, Evidence(at, by[0], how or via, duty.id), inferred)
        for agency, by, letters, how in _given(registry, duty)
    ]


def _given(
    registry: m.Registry, duty: m.Duty, verbs: frozenset[str] | None = None
) -> Iterator[tuple[m.Ref, tuple[str, ...], m.Letters, str | None]]:
    """Whom ``duty`` gives letters through ``verbs`` (None: any), and how where that is not as its cover says."""
    for role in duty.roles:
        if verbs is not None and role.verb.id not in verbs:
            continue
        verb = registry.verbs.get(role.verb.id)
        letters = verb.letters if verb is not None else NO_LETTERS
        by = (role.verb.id, *[j.id for j in role.joint])
        for agency in duty.agencies:
            yield agency, by, letters, None
        if verb is None:
            continue
        if verb.directed is not None:
            for agency in role.directs or duty.directs:
                yield agency, (verb.id,), verb.directed, None
        if verb.recipient is not None:
            for agency in role.to or duty.to:
                yield agency, (verb.id,), verb.recipient, "recipient"
        if verb.id != "coordinate":
            for agency in role.with_:
                yield agency, ("coordinate",), _letters(registry, "coordinate"), None
    if verbs is not None and "coordinate" not in verbs:
        return
    if any(role.verb.id != "coordinate" and not role.with_ for role in duty.roles):
        for agency in duty.with_:
            yield agency, ("coordinate",), _letters(registry, "coordinate"), None


def _letters(registry: m.Registry, verb: str) -> m.Letters:
    found = registry.verbs.get(verb)
    return found.letters if found is not None else NO_LETTERS


def _merge(parts: list[Part]) -> Assignment:
    first = parts[0]
    if len(parts) == 1:
        verbs: tuple[str, ...] = first.verbs
        evidence: tuple[Evidence, ...] = (first.evidence,)
        raci, rasci = first.letters
    else:
        verbs = tuple(dict.fromkeys(v for p in parts for v in p.verbs))
        evidence = tuple(dict.fromkeys(p.evidence for p in parts))
        raci = in_order(letter for p in parts for letter in p.letters.raci)
        rasci = in_order(letter for p in parts for letter in p.letters.rasci)
    sure = {letter for p in parts if not p.inferred for letter in p.letters.raci}
    inferred = all(p.inferred for p in parts) or not sure.issuperset(raci)
    return Assignment(
        first.agency, first.item, first.is_task, verbs, raci, rasci, inferred, first.scope, evidence
    )


def letters_of(e: Evidence, duty: m.Duty | None, agency: str, registry: m.Registry) -> m.Letters:
    """The letters that one reason gives to ``agency``: as who acts, who is directed, or who receives."""
    verb = registry.verbs.get(e.verb)
    if verb is None:
        return NO_LETTERS
    acts = duty is None or any(ref.id == agency for ref in duty.agencies)
    if e.via == "recipient" and verb.recipient is not None:
        return verb.recipient
    if verb.directed is not None and not acts:
        return verb.directed
    return verb.letters


def in_order(letters: Iterable[str]) -> tuple[str, ...]:
    """Letters without repetition, in the order A R S C I."""
    return tuple(sorted(set(letters), key=m.LETTER_ORDER.index))


class Lead(NamedTuple):
    """One agency that answers for a task, within a scope, and why."""

    agency: str
    scope: m.Scope | None
    evidence: tuple[Evidence, ...]


class Leads(NamedTuple):
    """Who answers for one task (nobody, where ``leads`` is empty)."""

    task: m.Task
    leads: tuple[Lead, ...]


def leads_by_task(plan: m.Plan, registry: m.Registry, reach: Reach | None = None) -> tuple[Leads, ...]:
    """For every task of the plan, who answers for it, by duties whose verbs make somebody answer.

    Who receives a proposal decides on the proposal, and does not for that lead the task.
    """
    return tuple(map(Leads, plan.tasks, leads_in_order(plan, registry, reach)))


def leads_in_order(plan: m.Plan, registry: m.Registry, reach: Reach | None = None) -> list[tuple[Lead, ...]]:
    """Who answers for the tasks of the plan, as they stand in it; tasks reached alike share one tuple."""
    verbs = _leading_verbs(registry)

    def led(duty: m.Duty, basis: str) -> list[Lead]:
        return [
            Lead(agency.id, duty.scope, (Evidence(duty.at, by[0], basis, duty.id),))
            for agency, by, letters, how in _given(registry, duty, verbs)
            if how is None and "A" in letters.raci
        ]

    return _from_duties(plan, reach, verbs, led, _merged_leads)


def _merged_leads(leads: list[Lead]) -> tuple[Lead, ...]:
    """The leads of one task: those of one agency under one scope are one."""
    if len(leads) < 2:
        return tuple(leads)
    why: dict[tuple[str, m.Scope | None], list[Evidence]] = {}
    for agency, scope, evidence in leads:
        why.setdefault((agency, scope), []).extend(evidence)
    return tuple([Lead(*one, tuple(dict.fromkeys(evidence))) for one, evidence in why.items()])


def doers_by_task(plan: m.Plan, registry: m.Registry, reach: Reach | None = None) -> dict[str, list[str]]:
    """For every task the agencies that carry it out (letter R), in the order in which the plan names them."""
    verbs = _verbs_giving(registry, "R")

    def doing(duty: m.Duty, _: str) -> list[str]:
        given = _given(registry, duty, verbs)
        return [agency.id for agency, _, letters, _ in given if "R" in letters.raci]

    named = "R" in _letters(registry, "implement").raci
    done = _from_duties(plan, reach, verbs, doing, tuple)
    return {
        task.id: list(dict.fromkeys([*((a.id for a in task.by) if named else ()), *doers]))
        for task, doers in zip(plan.tasks, done, strict=True)
    }


def _from_duties(
    plan: m.Plan,
    reach: Reach | None,
    verbs: frozenset[str] | None,
    given: Callable[[m.Duty, str], list[P]],
    told: Callable[[list[P]], tuple[T, ...]],
) -> list[tuple[T, ...]]:
    """For every task what ``told`` makes of all that is ``given`` by the duties with such verbs (None: any) in it.

    A duty gives the same in all tasks that it reaches by one basis. Many tasks are reached by the same duties in the
    same ways, and share the answer: each is of a kind, which is an earlier kind and what one more duty gives.
    """
    reach = reach or Reach(plan)
    kinds: list[tuple[int, list[P]]] = [(0, [])]
    kind_of = [0] * len(plan.tasks)
    for duty in plan.duties:
        if not duty.covers or (verbs is not None and verbs.isdisjoint(map(verb_of, duty.roles))):
            continue
        known: dict[str, tuple[list[P], dict[int, int]]] = {}
        for cover, numbers in reach.ways(duty):
            if not numbers:
                continue
            if cover.basis not in known:
                known[cover.basis] = given(duty, cover.basis), {}
            new, after = known[cover.basis]
            for number in numbers:
                before = kind_of[number]
                if before not in after:
                    after[before] = len(kinds)
                    kinds.append((before, new))
                kind_of[number] = after[before]
    said = {kind: told(_all_of(kinds, kind)) for kind in dict.fromkeys(kind_of)}
    return [said[kind] for kind in kind_of]


def _all_of(kinds: list[tuple[int, list[P]]], kind: int) -> list[P]:
    """What makes up a kind, the first first."""
    found: list[list[P]] = []
    while kind:
        kind, new = kinds[kind]
        found.append(new)
    return [one for new in reversed(found) for one in new]


@of_registry
def _leading_verbs(registry: m.Registry) -> frozenset[str]:
    return _verbs_giving(registry, "A", to_recipients=False)


def _verbs_giving(registry: m.Registry, letter: str, *, to_recipients: bool = True) -> frozenset[str]:
    """The verbs of duties through which somebody may get ``letter``, those who co-ordinate included."""
    if letter in _letters(registry, "coordinate").raci:
        return frozenset(registry.verbs)
    return frozenset(
        verb.id
        for verb in registry.verbs.values()
        if any(
            letters is not None and letter in letters.raci
            for letters in (verb.letters, verb.directed, verb.recipient if to_recipients else None)
        )
    )


def focal_points(plan: m.Plan) -> tuple[m.Duty, ...]:
    """The duties that lead the plan as a whole ("đầu mối chung")."""
    return tuple(
        d
        for d in plan.duties
        if any(c.basis == "whole-plan" for c in d.covers) and any(r.verb.id == "lead" for r in d.roles)
    )


def conflicting(first: Lead, second: Lead) -> bool:
    """True where two leads of one task meet: scopes that differ by sector, population or territory split it instead."""
    if first.agency == second.agency:
        return False
    one, two = first.scope, second.scope
    if one is None or two is None:
        return True
    for a, b in ((one.sector, two.sector), (one.population, two.population), (one.territory, two.territory)):
        if a is not None and b is not None and a != b and "both" not in (a, b):
            return False
    return True
