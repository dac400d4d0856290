"""What a rule is: a pure function from the facts about one plan to what it found there, and the page that explains it.

A rule is one file in this package, found by itself. It yields places and sentences; code, name and severity are
declared once, and the engine (``planmodel.check``) adds them, silences and counts. Its examples are its tests and
stand on its page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive.reach import Ranges, Reach
from planmodel.derive.responsibility import Assignment, Leads, assignments, leads_by_task
from planmodel.diagnostics import Code, Fix, Related, Severity, Span, Text
from planmodel.rules._agencies import asked
from planmodel.rules._places import Placed, counted_on, labelled_places
from planmodel.rules._subjects import alike

Fixing = Literal["no", "shown", "safe"]
"""Whether findings bring an edit that mends them: none, one to look at, one that ``check --fix`` carries out."""


class Found(NamedTuple):
    """One thing that a rule found: its place, its sentence, and other places that explain it.

    ``instead`` is the kind of finding where it is not the rule's own: that its condition cannot be worked out here.
    """

    span: Span
    message: Text
    clause: Clause | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    instead: Code | None = None


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
        return leads_by_task(self.plan, self.registry, self.reach)

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """Every agency's part in every item of work; it costs as much as many rules together."""
        return assignments(self.plan, self.registry, self.reach)

    @cached_property
    def alike(self) -> tuple[m.Target, ...]:
        """The targets that another one is about the same as; in most plans there are none."""
        return alike(self.plan.targets)

    @cached_property
    def asked(self) -> set[str]:
        """Every agency that a task, a duty, a report or a funding clause names."""
        return asked(self.plan)

    @cached_property
    def tasks(self) -> dict[str, m.Task]:
        """The tasks by id."""
        return {t.id: t for t in self.plan.tasks}

    @cached_property
    def after(self) -> dict[str, list[str]]:
        """For each task the tasks that it waits for, by id."""
        tasks = self.tasks
        return {t.id: [r.id for r in t.after if r.id in tasks] for t in self.plan.tasks}

    @cached_property
    def in_order(self) -> bool:
        """True where every task waits only for tasks that stand before it, as in most plans: then nothing is circular."""
        before: set[str] = set()
        for task, waits in self.after.items():
            if waits and not before.issuperset(waits):
                return False
            before.add(task)
        return True

    @cached_property
    def ranges(self) -> Ranges:
        """Where the tasks stand, to ask what a cover holds."""
        return self.reach.ranges

    @cached_property
    def places(self) -> list[tuple[Clause, Placed]]:
        """Every clause of the document's sections that a fact stands at, and the fact, in the document's order."""
        return labelled_places(self.plan)

    @cached_property
    def counted_on(self) -> bool:
        """True where no section, item, point or bullet is out of count: see ``rules._places``."""
        return counted_on(self.places)

    @property
    def from_article(self) -> bool:
        """True where only a news article is known: what it does not mention is unknown, not absent."""
        return self.plan.document.source_kind == "news-article"

    @property
    def tells_part(self) -> bool:
        """True for news articles and for templates: what they do not mention is not missing."""
        return self.from_article or self.plan.kind == "template"


class Rule(NamedTuple):
    """A rule and its page.

    ``what`` says what it finds, ``why`` why that matters to a plan, ``source`` the law or practice that it rests on,
    ``limits`` what it cannot see, ``fixing`` whether its findings bring an edit that mends them. ``bad`` and ``good``
    are fragments of a plan (see ``rules._examples``): in each bad one, comments of carets show exactly what is found;
    in a good one nothing is.
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
    fixing: Fixing = "no"


class Summary(NamedTuple):
    """What rules across plans read of one plan; small, since all plans of a workspace are held at once."""

    source: str
    plan: str
    kind: str
    id_span: Span
    number: str
    number_span: Span
    key: str | None
    """The number in a form in which its writings are equal (``rules._numbers.key``), None where it is unknown."""
    issuer: str | None
    """The one body that issued the document (``ubnd-tinh@hung-yen``), None where the agency stands for many."""
    issued: date | None
    bases: tuple[tuple[str, str, str, date, Span, str], ...]
    """Every dated legal basis of one body, each once: key and issuer as above, number as written, day, place, clause."""


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
    fixing: Fixing = "no"
