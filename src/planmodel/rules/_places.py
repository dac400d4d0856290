"""Where clauses stand in a plan file, for the rules about the document's form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from planmodel import model as m
from planmodel.clauses import LETTERS, Clause, roman_value

_OUTSIDE = {"preamble", "p", "closing", "recipients"}

_Fact = (
    m.LegalBasis
    | m.Recipient
    | m.Report
    | m.Objective
    | m.Target
    | m.Requirement
    | m.Task
    | m.Duty
    | m.Participant
    | m.Funding
)


def lists(plan: m.Plan) -> dict[str, tuple[_Fact, ...]]:
    """The facts of the document, list by list; where two stand at one clause, the later shows its place."""
    return {
        "legal_bases": plan.legal_bases,
        "recipients": plan.recipients,
        "reports": plan.reports,
        "objectives": plan.objectives,
        "targets": plan.targets,
        "requirements": plan.requirements,
        "tasks": plan.tasks,
        "duties": plan.duties,
        "participants": plan.participants,
        "funding": plan.funding,
    }


Placed = _Fact | m.Period | m.NotEncoded
"""What stands at a clause."""


def labelled_places(plan: m.Plan) -> list[tuple[Clause, Placed]]:
    """Every clause of the document's sections that a fact stands at, and the fact, in the document's order."""
    places = {at: fact for at, fact in _places(plan) if at.labels[0] not in _OUTSIDE}
    return sorted(places.items(), key=lambda x: x[0].order)


def _places(plan: m.Plan) -> Iterator[tuple[Clause, Placed]]:
    if plan.period.at is not None:
        yield plan.period.at, plan.period
    for listed in lists(plan).values():
        for fact in listed:
            if fact.at is not None:
                yield fact.at, fact
    for entry in plan.not_encoded:
        yield entry.at, entry


def counted_on(places: Sequence[tuple[Clause, Placed]]) -> bool:
    """True where every clause is the next after the one before it, at the first level in which the two differ.

    Clauses stand in the document's order, so their neighbours tell: sections, items and bullets go up by one, points
    begin with a and take the next letter. It is so in most plans, and then the rules about gaps and letters have
    nothing to look for; where it is not, they look closely.
    """
    listed = [at for at, _ in places]
    return not listed or (_follows(None, listed[0]) and all(map(_follows, listed, listed[1:])))


@lru_cache(maxsize=4096)  # the clauses of one plan are those of most others
def _follows(before: Clause | None, after: Clause) -> bool:
    labels = before.labels if before is not None else ()
    if before is None or after.labels != labels:
        return _labels_follow(labels, after.labels)
    return not before.bullets or _bullets_follow(before.bullets, after.bullets)


def _labels_follow(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    if len(before) == len(after) and before[:-1] == after[:-1]:  # most are neighbours
        return _next(before[-1], after[-1])
    depth = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        depth += 1
    if depth < len(before) and depth < len(after):
        if not _next(before[depth], after[depth]):
            return False
        depth += 1
    # Below the level in which they differ a new count begins, which must begin with a where it goes by letters.
    return all(label == "a" or not _is_letter(label) for label in after[max(depth, 1) :])


@lru_cache(maxsize=4096)
def _next(one: str, other: str) -> bool:
    if one.isdecimal() and other.isdecimal():
        return int(other) == int(one) + 1
    if _is_letter(one) and _is_letter(other):
        return LETTERS.find(other) == LETTERS.find(one) + 1 > 0
    if one.isupper() and other.isupper() and set(one + other) <= _ROMAN:
        return roman_value(other) == roman_value(one) + 1
    return False


def _bullets_follow(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    for one, other in zip(before, after, strict=False):
        if one != other:
            return other == one + 1
    return True


def _is_letter(label: str) -> bool:
    return len(label) == 1 and label.islower()


_ROMAN = frozenset("IVXLCDM")
