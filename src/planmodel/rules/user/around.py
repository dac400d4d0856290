"""What the conditions of users ask about an item beyond its own fields: who leads it, what reaches it, what it serves.

Each index is built once for a plan, and only when a condition asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import combinations
from typing import Any, NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive import obligations
from planmodel.derive.classes import indirect
from planmodel.derive.responsibility import Assignment, conflicting, doers_by_task, focal_points
from planmodel.diagnostics import Span, Text
from planmodel.rules._api import Facts
from planmodel.workspace import agency_refs


class Mention(NamedTuple):
    """An agency that the plan names: where first, and at which clauses."""

    id: str
    span: Span
    clauses: tuple[Clause, ...]


class Around:
    """A plan's items by kind, and the indexes over them."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.plan = facts.plan
        self.registry = facts.registry
        self.answers: dict[Any, Any] = {}
        """What sheets of conditions said of this plan."""
        self.filters: dict[str, bool | Text] = {}
        """What filters that look at the plan alone said of it."""
        self._kinds = _Kinds(self)

    def items(self, kind: str) -> Sequence[Any]:
        """What a rule ``for`` this kind looks at, one by one, in the plan's order."""
        match kind:
            case "plan":
                return (self.plan,)
            case "target":
                return self.plan.targets
            case "task":
                return self.plan.tasks
            case "duty":
                return self.plan.duties
            case "report":
                return self.plan.reports
            case "agency":
                return self.mentions
        return self._assigned

    @cached_property
    def focal(self) -> list[str]:
        """Who leads the plan as a whole."""
        return list(dict.fromkeys(a.id for duty in focal_points(self.plan) for a in duty.agencies))

    @cached_property
    def answering(self) -> list[str]:
        """Who answers for at least one task."""
        return list(dict.fromkeys(one.agency for led in self.facts.led for one in led))

    @cached_property
    def measured(self) -> list[str]:
        """Indicator and sector of every target; a target for both sectors counts for each."""
        parts = {"both": ("education", "health")}
        named = (
            f"{t.indicator.id}/{sector}"
            for t in self.plan.targets
            for sector in parts.get(t.sector, (t.sector,))
        )
        return list(dict.fromkeys(named))

    @cached_property
    def carries_out(self) -> list[str]:
        """Every item of the higher documents that something in the plan carries out."""
        return list(dict.fromkeys(ref.id for item in self.plan.linkable for ref in item.implements))

    @cached_property
    def reports_regularly_to(self) -> list[str]:
        """Who receives reports that come by periods."""
        return list(dict.fromkeys(ref.id for r in self.plan.reports if r.every for ref in r.to))

    def span(self, kind: str, item: Any) -> Span:
        """Where an item stands, as a whole."""
        if kind == "plan":
            return self.plan.id_span
        if kind == "assignment":
            duty = next((e.duty for e in item.evidence if e.duty is not None), None)
            return self._work[duty if duty is not None else item.item].span
        span: Span = item.span
        return span

    def clause(self, kind: str, item: Any) -> Clause | None:
        """The clause that an item stands at."""
        if kind == "plan":
            return None
        if kind == "agency":
            return next(iter(item.clauses), None)
        if kind == "assignment":
            return next((e.at for e in item.evidence if e.at is not None), None)
        at: Clause | None = item.at
        return at

    @cached_property
    def _assigned(self) -> tuple[Assignment, ...]:
        """Every part, those that agencies have as members of classes last, as ``export`` lists them."""
        made = self.facts.assignments
        return (*made, *indirect(self.plan, self.registry, made))

    @cached_property
    def _work(self) -> dict[str, m.Task | m.Duty]:
        return {item.id: item for item in self.plan.work}

    def title(self, item: str) -> str:
        """The title of a task or duty."""
        return self._work[item].title

    # ------------------------------------------------------------------------------------------------ agencies

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every agency that the plan names, by id."""
        spans: dict[str, Span] = {}
        clauses: dict[str, dict[Clause, None]] = {}
        for ref, at in agency_refs(self.plan):
            spans.setdefault(ref.id, ref.span)
            listed = clauses.setdefault(ref.id, {})
            if at is not None:
                listed[at] = None
        return tuple(Mention(name, spans[name], tuple(sorted(clauses[name]))) for name in sorted(spans))

    def agency(self, name: str) -> m.Agency | None:
        """What the registry knows about an agency (``so-yte@hung-yen`` is of the type ``so-yte``)."""
        return self.registry.agencies.get(name.partition("@")[0])

    def kinds(self, agencies: Iterable[str]) -> list[str]:
        """The kinds of these agencies by the registry, in their order."""
        return list(map(self._kinds.__getitem__, agencies))

    @cached_property
    def duties_of(self) -> dict[str, list[str]]:
        """For each agency the duties that name it as the one who acts."""
        return _by((ref.id, duty.id) for duty in self.plan.duties for ref in duty.agencies)

    @cached_property
    def sent_by(self) -> dict[str, list[str]]:
        """For each agency the reports that it sends."""
        return _by((ref.id, report.id) for report in self.plan.reports for ref in report.from_)

    @cached_property
    def sent_to(self) -> dict[str, list[str]]:
        """For each agency the reports that it receives."""
        return _by((ref.id, report.id) for report in self.plan.reports for ref in report.to)

    @cached_property
    def taking_part(self) -> frozenset[str]:
        """The agencies that the plan's scope names as participants."""
        return frozenset(ref.id for p in self.plan.participants for ref in p.agencies)

    @cached_property
    def receiving(self) -> frozenset[str]:
        """The agencies that receive the document."""
        return frozenset(r.agency.id for r in self.plan.recipients)

    # -------------------------------------------------------------------------------------------- who does what

    @cached_property
    def _parts(self) -> tuple[dict[str, list[Assignment]], dict[str, list[Assignment]]]:
        by_item: dict[str, list[Assignment]] = {}
        by_agency: dict[str, list[Assignment]] = {}
        for part in self.facts.assignments:
            by_item.setdefault(part.item, []).append(part)
            by_agency.setdefault(part.agency, []).append(part)
        return by_item, by_agency

    def parts(self, item: str) -> list[Assignment]:
        """Every part that an agency has in a task or duty, by agency."""
        return self._parts[0].get(item, [])

    def parts_of(self, agency: str) -> list[Assignment]:
        """Every part that one agency has in the plan, in the plan's order."""
        return self._parts[1].get(agency, [])

    @cached_property
    def doers(self) -> dict[str, list[str]]:
        """For each task the agencies that carry it out (letter R)."""
        return doers_by_task(self.plan, self.registry, self.facts.reach)

    @cached_property
    def leads(self) -> dict[str, list[str]]:
        """For each task the agencies that answer for it (letter A)."""
        known: dict[int, list[str]] = {}  # by the leads, which tasks share
        for leads in self.facts.led:
            if id(leads) not in known:
                known[id(leads)] = _once([lead.agency for lead in leads])
        return {
            task.id: known[id(leads)] for task, leads in zip(self.plan.tasks, self.facts.led, strict=True)
        }

    @cached_property
    def lead_kinds(self) -> dict[str, list[str]]:
        """For each task the kinds of the agencies that answer for it."""
        return self._kinds_by_task(self.leads)

    @cached_property
    def doer_kinds(self) -> dict[str, list[str]]:
        """For each task the kinds of the agencies that carry it out."""
        return self._kinds_by_task(self.doers)

    def _kinds_by_task(self, agencies: dict[str, list[str]]) -> dict[str, list[str]]:
        known: dict[tuple[str, ...], list[str]] = {}  # many tasks have the same
        for listed in map(tuple, agencies.values()):
            if listed not in known:
                known[listed] = self.kinds(listed)
        return {task: known[tuple(listed)] for task, listed in agencies.items()}

    @cached_property
    def led_by(self) -> dict[str, list[str]]:
        """For each agency the tasks that it answers for."""
        return _by((agency, task) for task, leads in self.leads.items() for agency in leads)

    @cached_property
    def clashing(self) -> frozenset[str]:
        """The tasks that two agencies lead and that nothing splits between them."""
        return frozenset(
            task.id
            for task, leads in zip(self.plan.tasks, self.facts.led, strict=True)
            if len(leads) > 1 and any(conflicting(*pair) for pair in combinations(leads, 2))
        )

    def covered(self, duty: m.Duty) -> list[str]:
        """The tasks that a duty reaches."""
        return [task.id for task, _ in self.facts.reach.tasks(duty)]

    # ------------------------------------------------------------------------------------------ targets, reports

    @cached_property
    def serving(self) -> dict[str, list[str]]:
        """For each target the tasks that contribute to it."""
        return _by((ref.id, task.id) for task in self.plan.tasks for ref in task.contributes_to)

    @cached_property
    def waiting(self) -> dict[str, list[str]]:
        """For each task those that come after it."""
        return _by((ref.id, task.id) for task in self.plan.tasks for ref in task.after)

    @cached_property
    def _occurrences(self) -> dict[str, tuple[obligations.Occurrence, ...]]:
        return {
            r.id: obligations.occurrences(self.plan, r, self.registry.workdays) for r in self.plan.reports
        }

    def occurrences(self, report: m.Report) -> tuple[obligations.Occurrence, ...]:
        """The days on which a report falls due."""
        return self._occurrences[report.id]


class _Kinds(dict[str, str]):
    """The kinds of agencies by their names, each looked up once."""

    def __init__(self, around: Around) -> None:
        self._around = around

    def __missing__(self, name: str) -> str:
        entry = self._around.agency(name)
        kind = self[name] = entry.kind if entry is not None else "unknown"
        return kind


def _by(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    made: dict[str, dict[str, None]] = {}
    for key, value in pairs:
        made.setdefault(key, {})[value] = None
    return {key: list(values) for key, values in made.items()}


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
