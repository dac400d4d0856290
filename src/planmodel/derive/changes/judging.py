"""What differs between two versions of one item, field by field, and how the new value stands to the old one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from planmodel import model as m
from planmodel.derive import relations as rel
from planmodel.derive.changes.codes import STEMS
from planmodel.derive.changes.kinds import FieldChange
from planmodel.derive.changes.levels import levels
from planmodel.derive.changes.places import place
from planmodel.derive.plain import WITH_ID, Plain
from planmodel.derive.reach import Reach

SAME_WORK = 50.0
"""Two titles less alike than this may name other work: a person has to read both."""

WHOLE_PLAN = "whole-plan"


class Between:
    """Two plans, and which items of one are items of the other (``names``: by kind, the old ids with the new ones)."""

    def __init__(
        self, old: m.Plan, new: m.Plan, registry: m.Registry, names: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.old = old
        self.new = new
        self.registry = registry
        self.names = names

    @cached_property
    def reached(self) -> tuple[Reach, Reach]:
        """Which tasks the duties of each plan reach."""
        return Reach(self.old), Reach(self.new)

    @cached_property
    def kept(self) -> frozenset[str]:
        """The ids in the new plan of the tasks that both have."""
        return frozenset(self.names.get("task", {}).values())


class Pair(NamedTuple):
    """One item in two versions: its records and what they say."""

    kind: str
    old: Any
    new: Any
    before: Plain
    after: Plain
    between: Between
    field: str = ""

    @property
    def values(self) -> tuple[Any, Any]:
        """What the field said and says."""
        return self.before[self.field], self.after[self.field]


Verdict = tuple[str, str | None, str | None]
"""The stem of the code (or a code that is its own mirror), the dimension, the relation of the new value to the old one."""
_Judge = Callable[[Pair], Verdict]


def fields(pair: Pair) -> Iterator[FieldChange]:
    """Every field in which the two versions differ."""
    before, after = pair.before, pair.after
    for field, value in before.items():
        if value == after[field]:
            continue
        if field == "levels":
            yield from levels(pair.old, pair.new)
            continue
        stem, dimension, relation = _judge(pair._replace(field=field))
        yield FieldChange(
            field, value, after[field], STEMS[stem].by(relation), dimension, relation,
            old_span=place(pair.old, field), new_span=place(pair.new, field),
        )  # fmt: skip


def _judge(pair: Pair) -> Verdict:
    judge = _JUDGES.get(f"{pair.kind}.{pair.field}") or _JUDGES.get(pair.field)
    if judge is not None:
        return judge(pair)
    return f"{pair.kind.replace('_', '-')}-changed", None, None


def _said(code: str) -> _Judge:
    """A field that neither weakens nor strengthens, whatever it says."""
    return lambda _: (code, None, None)


def _ordered(dimension: str) -> _Judge:
    def judge(pair: Pair) -> Verdict:
        found = rel.relation(
            dimension, pair.after[pair.field], pair.before[pair.field], pair.between.registry
        )
        return f"target-{dimension}", dimension, found

    return judge


def _as_sets(stem: str, dimension: str | None = None) -> _Judge:
    """Names of whom: fewer of the same are weaker, more are stronger, others incomparable."""

    def judge(pair: Pair) -> Verdict:
        return stem, dimension, beside(pair.after[pair.field], pair.before[pair.field])

    return judge


def beside(one: Iterable[Any], other: Iterable[Any]) -> str:
    """How a set of names stands to another: all of them and more is stronger."""
    mine, theirs = set(one), set(other)
    if mine == theirs:
        return rel.EQUAL
    return rel.STRONGER if mine > theirs else rel.WEAKER if mine < theirs else rel.INCOMPARABLE


def _present(stem: str, otherwise: str | None = None) -> _Judge:
    """What is there or is not; ``otherwise`` is said where both have it, and it differs."""

    def judge(pair: Pair) -> Verdict:
        before, after = pair.before[pair.field], pair.after[pair.field]
        if before and after:
            return otherwise or stem, None, rel.INCOMPARABLE
        return stem, None, rel.STRONGER if after else rel.WEAKER

    return judge


# ---------------------------------------------------------------------------------------------------- common fields


def _title(pair: Pair) -> Verdict:
    before, after = pair.before[pair.field], pair.after[pair.field]
    if pair.kind in WITH_ID and before and after:
        from planmodel.derive import likeness

        if likeness.score(before, after) < SAME_WORK:
            return "title-rewritten", None, None
    return "title-changed", None, None


def _at(pair: Pair) -> Verdict:
    return ("moved" if pair.kind in WITH_ID else "renumbered"), None, None


_WIDE = ("both", "cross")


def _sector(pair: Pair) -> Verdict:
    return "sector", "sector", sector(pair.after[pair.field], pair.before[pair.field])


def sector(one: str | None, other: str | None) -> str:
    """How a sector stands to another: each is a part of both, and of what is not narrowed (None)."""
    if one == other:
        return rel.EQUAL
    if other is None or (other in _WIDE and one not in (None, *_WIDE)):
        return rel.WEAKER
    if one is None or (one in _WIDE and other not in _WIDE):
        return rel.STRONGER
    return rel.INCOMPARABLE


def _references(kind: str, code: str) -> _Judge:
    """Names of other items; one that was only renamed is the same."""

    def judge(pair: Pair) -> Verdict:
        names = pair.between.names.get(kind, {})
        same = {names.get(x, x) for x in pair.before[pair.field]} == set(pair.after[pair.field])
        return ("reference-renamed" if same else code), None, None

    return judge


# ---------------------------------------------------------------------------------------------------------- targets


def _comparator(pair: Pair) -> Verdict:
    """The bound with its figures, year by year; where they have no year in common, at the same amount."""
    old, new = pair.old, pair.new
    if not old.levels or old.unit != new.unit:
        return "target-bound", "level", rel.UNKNOWN
    both = [(now, was) for was in old.levels if (now := new.level(was.year)) is not None]
    at = both or [(old.levels[0], old.levels[0])]
    found = (rel.level(now, new.comparator, was, old.comparator, new.unit, old.unit) for now, was in at)
    return "target-bound", "level", together(found)


def _population(pair: Pair) -> Verdict:
    found = rel.population(pair.after[pair.field], pair.before[pair.field], pair.between.registry)
    return "target-population", "population", found


def _choice(pair: Pair) -> Verdict:
    return "options", "options", rel.choose(pair.new, pair.old)


# ------------------------------------------------------------------------------------------------------------ tasks


def _deadline(pair: Pair) -> Verdict:
    old, new = pair.old.due, pair.new.due
    if old is None or new is None:
        return "deadline-day", "deadline", rel.WEAKER if new is None else rel.STRONGER
    if old.last is None or new.last is None:
        return "deadline", "deadline", rel.UNKNOWN
    return "deadline", "deadline", rel.deadline(new.last, old.last)


# ----------------------------------------------------------------------------------------------------------- duties


def _roles(pair: Pair) -> Verdict:
    """The verbs of a duty; who leads no more has the weaker part, whatever else was added."""
    old, new = ({r.verb.id for r in d.roles} for d in (pair.old, pair.new))
    if old == new:
        return "partners-changed", None, None
    found = beside(new, old)
    if found == rel.INCOMPARABLE:
        found = _best(new - old, old - new, pair.between.registry)
    return "role", "lead", found


def _best(gained: set[str], lost: set[str], registry: m.Registry) -> str:
    """How the verbs that came stand to those that went: by the strongest of each."""
    found = {
        rel.relation("role", a, b, registry) for a in _top(gained, registry) for b in _top(lost, registry)
    }
    return found.pop() if len(found) == 1 else rel.INCOMPARABLE


def _top(verbs: set[str], registry: m.Registry) -> set[str]:
    """Those of ``verbs`` over which none of the others stands."""
    return {
        v for v in verbs if not any(rel.relation("role", o, v, registry) == rel.STRONGER for o in verbs - {v})
    }


def _coverage(pair: Pair) -> Verdict:
    """What a duty reaches of the tasks that both plans have; a cover of the whole plan is one more."""
    between = pair.between
    names = between.names.get("task", {})
    if {names.get(x, x) for x in pair.before[pair.field]} == set(pair.after[pair.field]):
        return "reference-renamed", None, None
    (before, after) = between.reached
    old: set[str] = {names[t.id] for t, _ in before.tasks(pair.old) if t.id in names}
    new: set[str] = {t.id for t, _ in after.tasks(pair.new) if t.id in between.kept}
    old |= {WHOLE_PLAN} & set(pair.before[pair.field])
    new |= {WHOLE_PLAN} & set(pair.after[pair.field])
    return "coverage", "coverage", beside(new, old)


_NO_SCOPE: dict[str, None] = dict.fromkeys(("sector", "population", "territory"))


def _scope(pair: Pair) -> Verdict:
    old, new = (side[pair.field] or _NO_SCOPE for side in (pair.before, pair.after))
    registry = pair.between.registry
    found = {
        sector(new["sector"], old["sector"]),
        _narrowed(new["population"], old["population"], lambda a, b: rel.population(a, b, registry)),
        _narrowed(_area(new), _area(old), lambda *_: rel.INCOMPARABLE),
    }
    return "scope", "scope", together(found)


def _area(scope: Mapping[str, str | None]) -> str | None:
    """The territory, where it narrows."""
    return scope["territory"] if scope["territory"] != "province" else None


def _narrowed(one: str | None, other: str | None, beside: Callable[[str, str], str]) -> str:
    if one == other:
        return rel.EQUAL
    if one is None or other is None:
        return rel.STRONGER if one is None else rel.WEAKER
    return beside(one, other)


def together(found: Iterable[str]) -> str:
    """Several relations of one field as one: both stronger and weaker is neither."""
    seen = set(found) - {rel.EQUAL}
    return rel.EQUAL if not seen else seen.pop() if len(seen) == 1 else rel.INCOMPARABLE


# ---------------------------------------------------------------------------------------------------------- reports


def _every(pair: Pair) -> Verdict:
    """The periods of a report."""
    return "report-periods", "frequency", rel.frequency(pair.after[pair.field], pair.before[pair.field])


def _report_days(pair: Pair) -> Verdict:
    """The days of a report, one by one in each period; of other numbers of days, more are the stronger where none is later."""
    before, after = pair.values
    if not before or not after:
        return "deadline-day", "deadline", rel.STRONGER if after else rel.WEAKER
    between = pair.between
    old, new = _days(between.old, pair.old, between.registry), _days(between.new, pair.new, between.registry)
    found: set[str] = set()
    for every in old.keys() & new.keys():
        mine, theirs = new[every], old[every]
        if len(mine) == len(theirs):
            found.update(map(rel.deadline, mine, theirs))
        else:
            found.add(rel.STRONGER if len(mine) > len(theirs) else rel.WEAKER)
    if pair.before["every"] == pair.after["every"]:
        found.add(beside(new, old))
    return "deadline", "deadline", together(found)


def _days(plan: m.Plan, report: m.Report, registry: m.Registry) -> dict[str | None, list[date]]:
    """The last days of a report, in order, by the period that they belong to."""
    from planmodel.derive.obligations import falling_due

    found: dict[str | None, list[date]] = {}
    for f in falling_due(plan, report, registry.workdays):
        found.setdefault(f.every, []).append(f.due)
    return found


# ----------------------------------------------------------------------------------------------------- the document


def _period(pair: Pair) -> Verdict:
    old, new = pair.old, pair.new
    inside = old.first <= new.first and new.last <= old.last
    around = new.first <= old.first and old.last <= new.last
    return "period", None, rel.WEAKER if inside else rel.STRONGER if around else rel.INCOMPARABLE


_TARGET_WORDS = ("area", "measure", "demand", "commitment")
_JUDGES: dict[str, _Judge] = {
    "id": _said("renamed"),
    "title": _title,
    "about": _title,
    "text": _said("text-changed"),
    "note": _said("note-changed"),
    "at": _at,
    "sector": _sector,
    "provenance": _said("note-changed"),
    "document.title": _said("title-changed"),
    "document.issued": _said("document-redated"),
    "document.source": _said("source-changed"),
    "period.from": _period,
    "period.to": _period,
    "period.basis": _said("written-otherwise"),
    "period.at": _said("renumbered"),
    "legal_basis.title": _said("title-changed"),
    "funding.title": _said("title-changed"),
    "note.text": _said("note-changed"),
    **{f"target.{word}": _ordered(word) for word in _TARGET_WORDS},
    "target.comparator": _comparator,
    "target.population": _population,
    "target.indicator": _said("target-indicator-changed"),
    "target.unit": _said("target-unit-changed"),
    "target.derived": _said("written-otherwise"),
    "target.step": _said("written-otherwise"),
    "requirement.choose": _choice,
    "requirement.of": _choice,
    "task.by": _as_sets("doer"),
    "task.contributes_to": _references("target", "contribution-changed"),
    "task.after": _references("task", "order-changed"),
    "task.due": _deadline,
    "task.product": _present("product"),
    "duty.agencies": _as_sets("duty-agency"),
    "duty.roles": _roles,
    "duty.covers": _coverage,
    "duty.scope": _scope,
    "duty.unspecific": lambda pair: (
        "named-work", None, rel.WEAKER if pair.after[pair.field] else rel.STRONGER
    ),
    **{f"duty.{name}": _said("partners-changed") for name in ("with", "directs", "to", "via", "supports")},
    "report.from": _as_sets("sender"),
    "report.to": _said("route-changed"),
    "report.via": _said("route-changed"),
    "report.every": _every,
    "report.ad_hoc": _present("ad-hoc"),
    "report.due": _report_days,
    **{f"{kind}.implements": _said("template-items-changed") for kind in ("target", "requirement", "task", "duty")},
}  # fmt: skip
