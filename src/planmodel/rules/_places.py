"""Where labelled clauses stand in a plan file, for the rules about the document's form."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.diagnostics import Span


def labelled_places(plan: m.Plan) -> list[tuple[Clause, Span]]:
    """Every clause of the document's sections that a fact stands at, in the document's order."""
    outside = {"preamble", "p", "closing", "recipients"}
    places = {at: span for at, span in _places(plan) if at.labels[0] not in outside}
    return sorted(places.items(), key=lambda x: x[0])


def _places(plan: m.Plan) -> Iterator[tuple[Clause, Span]]:
    parts: tuple[
        tuple[m.Objective | m.Target | m.Requirement | m.Task | m.Duty | m.Participant | m.Funding, ...], ...
    ] = (
        plan.objectives,
        plan.targets,
        plan.requirements,
        plan.tasks,
        plan.duties,
        plan.participants,
        plan.funding,
    )
    for part in parts:
        for item in part:
            if item.at is not None:
                yield item.at, item.span
    for entry in plan.not_encoded:
        yield entry.at, entry.span
