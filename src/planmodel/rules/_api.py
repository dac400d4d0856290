"""What a rule is: a pure function from the facts about one plan to what it found there, and the page that explains it.

A rule is one file in this package, found by itself. It yields places and sentences; code, name and severity are
declared once, and the engine (``planmodel.check``) adds them, silences and counts. Its examples are its tests and
stand on its page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive.reach import Ranges, Reach
from planmodel.derive.responsibility import Assignment, Lead, assignments, leads_in_order, verb_of
from planmodel.diagnostics import Code, Fix, Related, Severity, Span, Text
from planmodel.rules._agencies import asked
from planmodel.rules._places import Placed, clauses, counted_on, labelled_places
from planmodel.rules._subjects import alike, by_indicator

if TYPE_CHECKING:
    from planmodel.derive.behind import Behind
    from planmodel.derive.conformity import Demands, Item
    from planmodel.derive.deviations import Standing
    from planmodel.derive.obligations import Falling
    from planmodel.derive.schedules import Judgement
    from planmodel.workspace.deviations import Deviation

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

    ``today`` is the day to judge by, None where the caller has not said which. ``demands`` are those of the documents
    that the plan carries out, as far as they can be read, and ``register`` the departures from them that are accepted.
    """

    def __init__(
        self,
        plan: m.Plan,
        registry: m.Registry,
        today: date | None = None,
        demands: tuple[Demands, ...] = (),
        register: tuple[Deviation, ...] = (),
    ) -> None:
        self.plan = plan
        self.registry = registry
        self.today = today
        self.demands = demands
        self.register = register
        self.borne: set[str] = set()
        """The fingerprints of the accepted departures that a rule would have told of."""
        self._falling: dict[str, list[Falling]] = {}

    def here(self, span: Span | None, message: Text) -> Related:
        """Another place in this plan that explains a finding."""
        return Related(message, self.plan.source, span)

    @cached_property
    def reach(self) -> Reach:
        """Which tasks each duty reaches."""
        return Reach(self.plan)

    @cached_property
    def led(self) -> list[tuple[Lead, ...]]:
        """Who answers for each task, as they stand in the plan; tasks reached alike share one tuple."""
        return leads_in_order(self.plan, self.registry, self.reach)

    @cached_property
    def behind(self) -> Behind:
        """Who leads or does each task, and who does what each target is to be reached by."""
        from planmodel.derive.behind import Behind

        return Behind(self.plan, self.registry, self.reach, self.led)

    @cached_property
    def verbs(self) -> list[tuple[m.Duty, list[str]]]:
        """The duties, each with the verbs of its roles."""
        return [(duty, list(map(verb_of, duty.roles))) for duty in self.plan.duties]

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """Every agency's part in every item of work; it costs as much as many rules together."""
        return assignments(self.plan, self.registry, self.reach)

    @cached_property
    def alike(self) -> tuple[m.Target, ...]:
        """The targets that another one is about the same as; in most plans there are none."""
        return alike(self.plan.targets, self.by_indicator.values())

    @cached_property
    def by_indicator(self) -> dict[tuple[str, str], list[m.Target]]:
        """The targets by indicator and sector, in the plan's order."""
        return by_indicator(self.plan.targets)

    @cached_property
    def years(self) -> set[str]:
        """Every year that a target has a level for; UNSTATED is among them where one names no year."""
        return {level.year for target in self.plan.targets for level in target.levels}

    @cached_property
    def asked(self) -> set[str]:
        """Every agency that a task, a duty, a report or a funding clause names."""
        return asked(self.plan)

    @cached_property
    def dated(self) -> tuple[tuple[m.Report, Judgement], ...]:
        """The reports that name days, each with what these amount to in the years of the plan."""
        reports = [report for report in self.plan.reports if report.due]
        if not reports:
            return ()
        from planmodel.derive.schedules import judged

        return tuple([(report, judged(self.plan, report, self.registry)) for report in reports])

    def falling(self, report: m.Report) -> list[Falling]:
        """The days on which a report falls due, from the plan's signing to the end of its period."""
        if report.id not in self._falling:
            from planmodel.derive.obligations import falling_due

            self._falling[report.id] = falling_due(self.plan, report, self.registry.workdays)
        return self._falling[report.id]

    @cached_property
    def tasks(self) -> dict[str, m.Task]:
        """The tasks by id."""
        return {t.id: t for t in self.plan.tasks}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Where each task stands among those of the plan, by id."""
        return {t.id: n for n, t in enumerate(self.plan.tasks)}

    @cached_property
    def days(self) -> list[date | None]:
        """The last day of each task, as they stand in the plan; None where it names no day."""
        return [due.last if (due := t.due) is not None else None for t in self.plan.tasks]

    @cached_property
    def linked(self) -> set[tuple[str, str]]:
        """The targets that tasks are linked to, each with the sector of such a task."""
        return {(ref.id, t.sector) for t in self.plan.tasks for ref in t.contributes_to}

    @cached_property
    def waits(self) -> list[tuple[int, int]]:
        """Which task waits for which, by their numbers; ``after`` is the same by id, for who looks closely."""
        numbers = self.numbers
        return [
            (n, numbers[r.id])
            for n, task in enumerate(self.plan.tasks)
            for r in task.after
            if r.id in numbers
        ]

    @cached_property
    def after(self) -> dict[str, list[str]]:
        """For each task the tasks that it waits for, by id."""
        tasks = self.tasks
        return {t.id: [r.id for r in t.after if r.id in tasks] for t in self.plan.tasks}

    @cached_property
    def in_order(self) -> bool:
        """True where every task waits only for tasks that stand before it, as in most plans: then nothing is circular.

        Not where two tasks have one id, so that nobody knows which is waited for.
        """
        unique = len(self.numbers) == len(self.plan.tasks)
        return unique and all(other < task for task, other in self.waits)

    @cached_property
    def conformity(self) -> tuple[Item, ...]:
        """What became of every demand of the documents that the plan carries out."""
        if not self.demands:
            return ()
        from planmodel.derive.conformity import conformity

        return tuple(item for demands in self.demands for item in conformity(demands, self.plan))

    @cached_property
    def deviations(self) -> Standing:
        """How the register of accepted departures stands to what departs."""
        from planmodel.derive.deviations import standing

        return standing(self.conformity, self.register, self.today)

    @cached_property
    def ranges(self) -> Ranges:
        """Where the tasks stand, to ask what a cover holds."""
        return self.reach.ranges

    @cached_property
    def clauses(self) -> dict[str, list[Clause]]:
        """The clauses that the facts of each list of the plan stand at."""
        return clauses(self.plan)

    @cached_property
    def places(self) -> list[tuple[Clause, Placed]]:
        """Every clause of the document's sections that a fact stands at, and the fact, in the document's order."""
        return labelled_places(self.plan)

    @cached_property
    def counted_on(self) -> bool:
        """True where no section, item, point or bullet is out of count: see ``rules._places``."""
        return counted_on(self.plan, self.clauses.values())

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
    bad: tuple[str | tuple[str, ...], ...]
    good: tuple[str | tuple[str, ...], ...]
    run: Callable[[Facts], Iterator[Found]]
    limits: Text | None = None
    fixing: Fixing = "no"


Stated = tuple[str, str, str, Span]
"""A level: year, amount, upper end or nothing, place."""
Aim = tuple[tuple[str, ...], str, tuple[Stated, ...], str, str]
"""A target: what it is about (its unit last), comparator, levels, id, clause."""


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
    links: tuple[tuple[str, Span, str], ...] = ()
    """The plans that this one carries out: id, place, clause."""
    aims: bytes = b""
    """The targets of a plan of one body, packed (``rules._across.aims_of``): few plans are ever held against another."""
    figures: bytes = b""
    """For every level of them what it is about and what it is, each as a checksum: whether two plans differ at all."""
    lapsed: tuple[tuple[str, str, Span, Text], ...] = ()
    """Entries about this plan in the register of accepted departures that hold no more: why (``expired``, ``stale``), file, place, sentence."""


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
