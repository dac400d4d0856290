"""Where clauses stand in a plan file, for the rules about the document's form."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import model as m
from planmodel.clauses import Clause

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
