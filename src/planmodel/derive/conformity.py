"""How a plan stands to a template, demand by demand: a verdict that follows from dimensions, and the facts behind it.

A level stated for the demanded year or an earlier one satisfies the year; a level only for a later year leaves the
demanded year without one (``missing``). Where of a plan only a news article is known, what it does not mention is
unknown, not missing. The sentences are ``views.compare.reasons``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive import relations as rel
from planmodel.derive.matching import STATED, Linkable, Matching
from planmodel.derive.obligations import falling_due
from planmodel.derive.reach import Reach
from planmodel.derive.responsibility import Lead, focal_points, leads_in_order

Wanted = m.Target | m.Requirement | m.Task | m.Duty | m.Report
"""What a template can demand, and what a plan can answer with."""

KINDS = ("target", "requirement", "task", "lead", "report")
"""The kinds of demands, in the order in which they are listed."""

DEPARTURES = ("falls-short", "mixed", "missing", "moved")
"""The verdicts by which a plan departs from its template to its disadvantage, or may do so."""


class Item(NamedTuple):
    """What became of one demand of the template in one plan (or, for ``added``, one item of the plan's own).

    ``because`` says in a word what the verdict rests on:

    - ``judged``: by ``dimensions``; for a target ``level`` is demanded and ``given`` offered;
    - ``absent``, ``unmentioned``: nothing answers, in a full text or in a news article;
    - ``other-years``: the targets in ``offered`` name later years only;
    - ``stands``: a task is among those in ``offered``; ``organisation``: it stands there among the duties;
    - ``focal``: the demanded lead is the focal point; ``led``: it leads every task in question; ``led-by-others``: the
      duties in ``offered`` make others lead (``leaders``), and the demanded one has ``parts``; ``nobody``: no one leads;
    - ``own``: the plan has it beyond the template.

    ``basis`` is what the match rests on: ``implements``, ``indicator``, ``alike`` (reports), or empty.
    """

    template: str
    plan: str
    kind: str
    item: str
    year: str | None
    verdict: str
    dimensions: dict[str, str | None]
    because: str
    basis: str = ""
    demanded: Wanted | None = None
    offered: tuple[Wanted, ...] = ()
    level: m.Level | None = None
    given: m.Level | None = None
    leaders: tuple[str, ...] = ()
    parts: tuple[tuple[str, Clause], ...] = ()
    from_article: bool = False

    @property
    def matches(self) -> tuple[str, ...]:
        """The ids of the plan's items that answer."""
        return tuple(o.id for o in self.offered)

    @property
    def template_at(self) -> Clause | None:
        """The clause of the template."""
        return self.demanded.at if self.demanded is not None else None

    @property
    def plan_at(self) -> tuple[Clause, ...]:
        """The clauses of the plan."""
        return tuple(o.at for o in self.offered if o.at is not None)

    @property
    def departs(self) -> bool:
        """True where the plan asks for less than the template, or for something else."""
        return self.verdict in DEPARTURES


def fingerprint(item: Item) -> str:
    """Twelve hexadecimal digits that stay the same as long as demand, answer and verdict do.

    Titles, notes and places in the file do not count: what has been looked at and accepted stays accepted when a text is
    polished, and is open again when a figure moves.
    """
    told = (
        item.template, item.plan, item.kind, item.item, item.year, item.verdict,
        sorted((k, v) for k, v in item.dimensions.items() if v is not None),
        _substance(item.demanded), [_substance(o) for o in item.offered], item.leaders,
    )  # fmt: skip
    return sha256(repr(told).encode()).hexdigest()[:12]


def _substance(of: Wanted | None) -> tuple[object, ...]:
    """What a demand or an answer asks, without its wording and place."""
    if of is None:
        return ()
    if isinstance(of, m.Target):
        levels = [(x.year, str(x.amount), None if x.high is None else str(x.high)) for x in of.levels]
        return (
            of.id, of.indicator.id, of.sector, of.population.id, of.area, of.measure, of.demand, of.comparator,
            sorted(levels), of.unit, of.commitment,
        )  # fmt: skip
    if isinstance(of, m.Requirement):
        return (of.id, of.choose, sorted(r.id for r in of.of))
    if isinstance(of, m.Task):
        return (of.id, of.due.when if of.due is not None else None)
    if isinstance(of, m.Duty):
        return (of.id, sorted(a.id for a in of.agencies), sorted(of.verbs))
    dues = sorted((repr(d.when), d.every or "") for d in of.due)
    return (of.id, sorted(r.id for r in of.to), sorted(r.id for r in of.from_), sorted(of.every), dues)


def compare(template: m.Plan, plans: Iterable[m.Plan], registry: m.Registry) -> tuple[Item, ...]:
    """Every item of ``template`` against each plan, then what each plan adds."""
    demands = Demands(template, registry)
    return tuple(item for plan in plans for item in conformity(demands, plan))


def conformity(demands: Demands, plan: m.Plan) -> Iterator[Item]:
    """Every item of a template against one plan, then what the plan adds."""
    return _Comparison(demands, plan).items()


class Demands:
    """A template, with what is asked about it for every plan that it is compared with."""

    def __init__(self, template: m.Plan, registry: m.Registry) -> None:
        self.template = template
        self.registry = registry

    @cached_property
    def leading(self) -> list[tuple[m.Duty, frozenset[str]]]:
        """The duties that lead, each with the tasks that it reaches; none where it leads the plan as a whole."""
        reach = Reach(self.template)
        return [
            (duty, frozenset(task.id for task, _ in reach.tasks(duty)))
            for duty in self.template.duties
            if any(role.verb.id == "lead" for role in duty.roles)
        ]

    @cached_property
    def days(self) -> dict[str, list[date]]:
        """The last days of each report."""
        return {r.id: _days(self.template, r, self.registry) for r in self.template.reports}


def _days(plan: m.Plan, report: m.Report, registry: m.Registry) -> list[date]:
    return [f.due for f in falling_due(plan, report, registry.workdays)]


def nothing() -> dict[str, str | None]:
    """Dimensions of which nothing can be said."""
    return dict.fromkeys(rel.DIMENSIONS)


class _Comparison:
    """One template against one plan."""

    def __init__(self, demands: Demands, plan: m.Plan) -> None:
        self.demands = demands
        self.template = demands.template
        self.plan = plan
        self.registry = demands.registry
        self.from_article = plan.document.source_kind == "news-article"
        self.matching = Matching(self.template, plan, self.registry)

    def items(self) -> Iterator[Item]:
        """Targets by year, requirements, tasks, leads and reports of the template; then what is the plan's own."""
        for target in self.template.targets:
            for level in target.levels:
                yield self._target(target, level)
        for requirement in self.template.requirements:
            yield self._requirement(requirement)
        for task in self.template.tasks:
            yield self._task(task)
        for duty, tasks in self.demands.leading:
            yield self._lead_of(duty, tasks) if tasks else self._lead(duty)
        for report in self.template.reports:
            yield self._report(report)
        yield from self._added()

    def _item(
        self,
        kind: str,
        demanded: Wanted,
        verdict: str,
        because: str,
        offered: Iterable[Wanted] = (),
        dimensions: dict[str, str | None] | None = None,
        basis: str = STATED,
    ) -> Item:
        answers = tuple(offered)
        return Item(
            self.template.id, self.plan.id, kind, demanded.id, None, verdict,
            nothing() if dimensions is None else dimensions, because, basis if answers else "", demanded, answers,
        )  # fmt: skip

    def _absent(self, kind: str, demanded: Wanted) -> Item:
        if self.from_article:
            return self._item(kind, demanded, "unknown", "unmentioned")
        return self._item(kind, demanded, "missing", "absent")

    # Targets -------------------------------------------------------------------------------------------------

    def _target(self, wanted: m.Target, level: m.Level) -> Item:
        basis, matches = self.matching.targets(wanted)
        if not matches:
            return self._absent("target", wanted)._replace(year=level.year, level=level)
        judged = [j for t in matches if (j := self._judge(wanted, level, t)) is not None]
        if not judged:
            found = self._item("target", wanted, "missing", "other-years", matches, basis=basis)
            return found._replace(year=level.year, level=level)
        best = max(judged, key=lambda j: _RANK[j.verdict])
        return self._item(
            "target", wanted, best.verdict, "judged", [best.target], best.dimensions, basis
        )._replace(year=level.year, level=level, given=best.given)

    def _judge(self, wanted: m.Target, level: m.Level, offered: m.Target) -> _Judged | None:
        """How ``offered`` meets ``wanted`` for the demanded year; None where it has a level for later years only."""
        given = _given(offered, level.year)
        if given is None:
            return None
        dimensions = nothing()
        dimensions["year"] = (
            rel.EQUAL
            if given.year == level.year
            else rel.UNKNOWN
            if m.UNSTATED in (given.year, level.year)
            else rel.STRONGER
        )
        dimensions["level"] = rel.level(
            given, offered.comparator, level, wanted.comparator, offered.unit, wanted.unit
        )
        for name in ("area", "measure", "demand", "commitment"):
            dimensions[name] = rel.relation(
                name, getattr(offered, name), getattr(wanted, name), self.registry
            )
        dimensions["population"] = rel.population(offered.population.id, wanted.population.id, self.registry)
        return _Judged(offered, rel.verdict(dimensions), dimensions, given)

    # Requirements, tasks, leads, reports ---------------------------------------------------------------------

    def _requirement(self, wanted: m.Requirement) -> Item:
        matches = self.matching.requirements(wanted)
        if not matches:
            return self._absent("requirement", wanted)
        chosen = [(rel.choose(offered, wanted), offered) for offered in matches]
        verdict, relation, best = max(
            ((rel.verdict({"options": relation}), relation, offered) for relation, offered in chosen),
            key=lambda found: _RANK[found[0]],
        )
        rest = (r for r in matches if r is not best)
        return self._item(
            "requirement", wanted, verdict, "judged", (best, *rest), nothing() | {"options": relation}
        )

    def _task(self, wanted: m.Task) -> Item:
        tasks, duties = self.matching.tasks(wanted), self.matching.duties(wanted)
        if tasks:
            dimensions = nothing() | {"deadline": _deadline(wanted.due, tasks)}
            return self._item(
                "task", wanted, rel.verdict(dimensions), "stands", (*tasks, *duties), dimensions
            )
        if duties:
            return self._item("task", wanted, "moved", "organisation", duties)
        return self._absent("task", wanted)

    @cached_property
    def _leads(self) -> dict[str, tuple[Lead, ...]]:
        """Who answers for each task of the plan."""
        led = leads_in_order(self.plan, self.registry)
        return {task.id: leads for task, leads in zip(self.plan.tasks, led, strict=True)}

    @cached_property
    def _leading_duties(self) -> list[m.Duty]:
        """The duties that make someone the lead of tasks."""
        ids = {
            e.duty for leads in self._leads.values() for a in leads for e in a.evidence if e.verb == "lead"
        }
        return [d for d in self.plan.duties if d.id in ids]

    def _lead(self, wanted: m.Duty) -> Item:
        """Who leads the plan as a whole: the agency that the template names, or, where that moved, who leads instead."""
        names = {a.id for a in wanted.agencies}
        focal = focal_points(self.plan)
        same = [d for d in focal if names & {a.id for a in d.agencies}]
        if same:
            return self._item("lead", wanted, "conforms", "focal", same, nothing() | {"lead": rel.EQUAL})
        instead = self._leading_duties or focal
        return self._led_by_others(wanted, instead) if instead else self._absent("lead", wanted)

    def _lead_of(self, wanted: m.Duty, tasks: frozenset[str]) -> Item:
        """Who leads the tasks that a duty of the template has its agencies lead."""
        asked = (t for t in self.template.tasks if t.id in tasks)
        answering = [t for task in asked for t in self.matching.tasks(task)]
        if not answering:
            return self._absent("lead", wanted)
        names = {a.id for a in wanted.agencies}
        leads = [self._leads[t.id] for t in answering]
        by_id = {d.id: d for d in self.plan.duties}
        duties = list(
            dict.fromkeys(e.duty for led in leads for a in led for e in a.evidence if e.duty in by_id)
        )
        behind = [by_id[d] for d in duties]
        if all(names & {a.agency for a in led} for led in leads):
            own = [d for d in behind if names & {a.id for a in d.agencies}]
            return self._item("lead", wanted, "conforms", "led", own, nothing() | {"lead": rel.EQUAL})
        if behind:
            return self._led_by_others(wanted, behind)
        found = self._item(
            "lead", wanted, "falls-short", "nobody", answering, nothing() | {"lead": rel.WEAKER}
        )
        return found._replace(parts=self._parts_of(names))

    def _led_by_others(self, wanted: m.Duty, duties: Sequence[m.Duty]) -> Item:
        leaders = tuple(dict.fromkeys(a.id for d in duties for a in d.agencies))
        found = self._item("lead", wanted, "moved", "led-by-others", duties, nothing() | {"lead": rel.WEAKER})
        return found._replace(leaders=leaders, parts=self._parts_of({a.id for a in wanted.agencies}))

    def _parts_of(self, names: set[str]) -> tuple[tuple[str, Clause], ...]:
        """What the template's lead still does in the plan, by verb and clause."""
        return tuple(
            [(v, d.at) for d in self.plan.duties if names & {a.id for a in d.agencies} for v in d.verbs]
        )

    def _report(self, wanted: m.Report) -> Item:
        """Whether somebody reports to the same receivers as often, and no later."""
        alike = [r for r in self.plan.reports if _meet(r.to, wanted.to)]
        if not alike:
            return self._absent("report", wanted)
        senders = [r for r in alike if _meet(r.from_, wanted.from_)] or alike
        senders = [r for r in senders if bool(r.every) is bool(wanted.every)] or senders
        judged = [(self._report_dimensions(wanted, r), r) for r in senders]
        dimensions, best = max(judged, key=lambda found: _RANK[rel.verdict(found[0])])
        rest = (r for r in senders if r is not best)
        return self._item(
            "report", wanted, rel.verdict(dimensions), "judged", (best, *rest), dimensions, basis="alike"
        )

    def _report_dimensions(self, wanted: m.Report, offered: m.Report) -> dict[str, str | None]:
        asked, given = self.demands.days[wanted.id], _days(self.plan, offered, self.registry)
        common = {d.year for d in asked} & {d.year for d in given}
        latest = [[d for d in days if d.year in common] for days in (given, asked)]
        deadline = None
        if asked:
            deadline = _latest(*latest) if common or not given else rel.UNKNOWN
        return nothing() | {
            "frequency": rel.frequency(_periods(offered), _periods(wanted)),
            "deadline": deadline,
        }

    # What the plan has of its own ----------------------------------------------------------------------------

    def _added(self) -> Iterator[Item]:
        """What the plan has beyond the template; only where it says what it carries out at all."""
        if not self.plan.implements:
            return
        kinds: tuple[tuple[str, tuple[Linkable, ...]], ...] = (
            ("target", self.plan.targets),
            ("requirement", self.plan.requirements),
            ("task", self.plan.tasks),
        )
        for kind, listed in kinds:
            for item in listed:
                if not self.matching.is_answering(item):
                    yield self._own(kind, item)
        receivers = {ref.id for report in self.template.reports for ref in report.to}
        for report in self.plan.reports:
            if receivers.isdisjoint(ref.id for ref in report.to):
                yield self._own("report", report)

    def _own(self, kind: str, item: Wanted) -> Item:
        silent = self.template.document.source_kind == "news-article"
        return Item(
            self.template.id, self.plan.id, kind, item.id, None, "added", nothing(), "own", "", None, (item,),
            from_article=silent,
        )  # fmt: skip


class _Judged(NamedTuple):
    target: m.Target
    verdict: str
    dimensions: dict[str, str | None]
    given: m.Level


_RANK = {"exceeds": 4, "conforms": 3, "mixed": 2, "falls-short": 1, "unknown": 0}


def _given(offered: m.Target, year: str) -> m.Level | None:
    """The level that ``offered`` names for ``year``, else the last one before it, else one without a year."""
    exact = offered.level(year)
    if exact is not None:
        return exact
    stated = [x for x in offered.levels if m.UNSTATED not in (x.year, year) and x.year <= year]
    return max(stated, key=lambda x: x.year) if stated else offered.level(m.UNSTATED)


def _deadline(wanted: m.Due | None, tasks: Sequence[m.Task]) -> str | None:
    """How the days of ``tasks`` stand to the demanded one: the last of them counts, since all of them are the work."""
    if wanted is None:
        return None
    named = [t.due for t in tasks]
    if all(due is not None and due.when == wanted.when for due in named):
        return rel.EQUAL
    if any(due is None for due in named):
        return rel.WEAKER  # the plan leaves open what the template dates
    lasts = [due.last for due in named if due is not None]
    known = [last for last in lasts if last is not None]
    if wanted.last is None or len(known) < len(lasts):
        return rel.UNKNOWN
    return rel.deadline(max(known), wanted.last)


def _latest(given: Sequence[date], asked: Sequence[date]) -> str:
    """How dates stand to those demanded, one by one; fewer dates are weaker, and none is the weakest."""
    if len(given) < len(asked):
        return rel.WEAKER
    pairs = {rel.deadline(one, other) for one, other in zip(given, asked, strict=False)}
    if pairs <= {rel.EQUAL}:
        return rel.EQUAL
    if pairs <= {rel.EQUAL, rel.STRONGER}:
        return rel.STRONGER
    return rel.WEAKER if pairs <= {rel.EQUAL, rel.WEAKER} else rel.INCOMPARABLE


def _periods(report: m.Report) -> tuple[str, ...]:
    return (*report.every, "ad-hoc") if report.ad_hoc else report.every


def _meet(some: Iterable[m.Ref], others: Iterable[m.Ref]) -> bool:
    return not {ref.id for ref in some}.isdisjoint(ref.id for ref in others)
