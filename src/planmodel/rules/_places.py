"""Where clauses stand in a plan file, for the rules about the document's form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planmodel import model as m
from planmodel.clauses import LETTERS, Clause, clause

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


def clauses(plan: m.Plan) -> dict[str, list[Clause]]:
    """The clauses that the facts of each list stand at, as they are written down."""
    return {
        name: [at for fact in listed if (at := fact.at) is not None] for name, listed in lists(plan).items()
    }


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


def counted_on(plan: m.Plan, listed: Iterable[Iterable[Clause]]) -> bool:
    """True where what must stand before every clause of the plan is there too: see ``_before``.

    It is so in most plans, and then the rules about gaps and letters have nothing to look for; where it is not, they
    look closely. ``listed`` are the clauses of the plan's lists.
    """
    there = set[Clause | None]().union(*listed, [entry.at for entry in plan.not_encoded])
    if plan.period.at is not None:
        there.add(plan.period.at)
    return there.issuperset(map(_BEFORE.__getitem__, there))


class _Before(dict[Clause | None, Clause | None]):
    """``_before`` of the clauses that were asked for: those of one plan are those of most others."""

    def __missing__(self, at: Clause) -> Clause | None:
        if len(self) >= _KEPT:
            self.clear()
        found = self[at] = _before(at)
        return found


_KEPT = 4096
_BEFORE = _Before()


def _before(at: Clause) -> Clause | None:
    """The one before ``at`` in its count or, where it is the first, what it stands under; None where we cannot tell.

    It is ``at`` itself where nothing need stand before it: at the beginning, and outside the sections.
    """
    if at.labels[0] in _OUTSIDE:
        return at
    if at.bullets:
        head, _, bullet = str(at).rpartition("#")
        return clause(f"{head}#{int(bullet) - 1}" if bullet != "1" else head)
    head, dot, label = str(at).rpartition(".")
    count, number = _counted(label)
    if number > 1:
        return clause(f"{head}{dot}{count[number - 2] if count else number - 1}")
    if number < 1:
        return None
    return clause(head) if head else at


def _counted(label: str) -> tuple[Sequence[str], int]:
    """How sections, items or points are counted (nothing: in figures), and which of them ``label`` is; 0 if none."""
    if label.isdecimal():
        return "", int(label)
    count = _SECTIONS if label.isupper() else LETTERS
    return count, count.index(label) + 1 if label in count else 0


_SECTIONS = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
    *("XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"),
)
