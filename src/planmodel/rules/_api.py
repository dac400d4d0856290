"""What a rule is: a pure function from the facts about one plan to what it found there, and the page that explains it.

A rule is one file in this package, found by itself. It yields places and sentences; code, name and severity are
declared once, and the engine (``planmodel.check``) adds them, silences and counts. Its examples are its tests and
stand on its page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive.responsibility import Assignment, Leads, Reach, assignments, leads_by_task
from planmodel.diagnostics import Fix, Related, Severity, Span, Text
from planmodel.rules._places import labelled_places


class Found(NamedTuple):
    """One thing that a rule found: its place, its sentence, and other places that explain it."""

    span: Span
    message: Text
    clause: Clause | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None


class Facts:
    """A resolved plan with what rules ask about it, derived once and when first asked for.

    ``today`` is the day to judge by, None where the caller has not said which.
    """

    def __init__(self, plan: m.Plan, registry: m.Registry, today: date | None = None) -> None:
        self.plan = plan
        self.registry = registry
        self.today = today

    def here(self, span: Span | None, message: Text) -> Related:
        """Another place in this plan that explains a finding."""
        return Related(message, self.plan.source, span)

    @cached_property
    def reach(self) -> Reach:
        """Which tasks each duty reaches."""
        return Reach(self.plan)

    @cached_property
    def leads(self) -> tuple[Leads, ...]:
        """Who answers for each task of the plan."""
        return leads_by_task(self.plan, self.registry)

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """Every agency's part in every item of work; it costs as much as many rules together."""
        return assignments(self.plan, self.registry)

    @cached_property
    def tasks(self) -> dict[str, m.Task]:
        """The tasks by id."""
        return {t.id: t for t in self.plan.tasks}

    @cached_property
    def places(self) -> list[tuple[Clause, Span]]:
        """Every clause of the document's sections that a fact stands at, in the document's order."""
        return labelled_places(self.plan)

    @property
    def from_article(self) -> bool:
        """True where only a news article is known: what it does not mention is unknown, not absent."""
        return self.plan.document.source_kind == "news-article"


class Rule(NamedTuple):
    """A rule and its page.

    ``what`` says what it finds, ``why`` why that matters to a plan, ``source`` the law or practice that it rests on,
    ``limits`` what it cannot see. ``bad`` and ``good`` are fragments of a plan (see ``rules._examples``): in each bad
    one, comments of carets show exactly what is found; in a good one nothing is.
    """

    code: str
    name: str
    severity: Severity
    title: Text
    what: Text
    why: Text
    source: Text
    bad: tuple[str, ...]
    good: tuple[str, ...]
    run: Callable[[Facts], Iterator[Found]]
    limits: Text | None = None


class Summary(NamedTuple):
    """What rules across plans read of one plan; small, since all plans of a workspace are held at once."""

    source: str
    plan: str
    kind: str
    id_span: Span
    bases: tuple[tuple[str, date, Span, str], ...]
    """Every dated legal basis: number, day, place, clause."""


class Across(NamedTuple):
    """One thing that a rule across plans found: in which text, where, and what."""

    source: str
    span: Span
    message: Text
    clause: str | None = None
    related: tuple[Related, ...] = ()


class WorkspaceRule(NamedTuple):
    """A rule about all plans together; its examples are several plans each."""

    code: str
    name: str
    severity: Severity
    title: Text
    what: Text
    why: Text
    source: Text
    bad: tuple[tuple[str, ...], ...]
    good: tuple[tuple[str, ...], ...]
    run: Callable[[Sequence[Summary]], Iterator[Across]]
    limits: Text | None = None
