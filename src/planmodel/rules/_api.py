"""What a rule is: a pure function from the facts about one plan to what it found there.

A rule is one file in this package, found by itself. It yields places and sentences; code, name and severity are
declared once, and the engine (``planmodel.check``) adds them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive.responsibility import Leads, leads_by_task
from planmodel.diagnostics import Related, Severity, Span, Text
from planmodel.rules._places import labelled_places


class Found(NamedTuple):
    """One thing that a rule found: its place, its sentence, and other places that explain it."""

    span: Span
    message: Text
    clause: Clause | None = None
    related: tuple[Related, ...] = ()


class Facts:
    """A resolved plan with what rules ask about it, derived once and when first asked for."""

    def __init__(self, plan: m.Plan, registry: m.Registry) -> None:
        self.plan = plan
        self.registry = registry

    @cached_property
    def leads(self) -> tuple[Leads, ...]:
        """Who answers for each task of the plan."""
        return leads_by_task(self.plan, self.registry)

    @cached_property
    def places(self) -> list[tuple[Clause, Span]]:
        """Every clause of the document's sections that a fact stands at, in the document's order."""
        return labelled_places(self.plan)

    @property
    def from_article(self) -> bool:
        """True where only a news article is known: what it does not mention is unknown, not absent."""
        return self.plan.document.source_kind == "news-article"


class Rule(NamedTuple):
    """A rule: ``source`` is the law or practice that it rests on."""

    code: str
    name: str
    severity: Severity
    title: Text
    source: str
    run: Callable[[Facts], Iterator[Found]]
