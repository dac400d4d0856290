"""One template against one plan: every demand matched, and judged by its dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive import relations as rel
from planmodel.derive.conformity.dates import deadline, year_relation
from planmodel.derive.conformity.dates import given as given_for
from planmodel.derive.conformity.demands import Demands
from planmodel.derive.conformity.items import RANK, Item, Wanted, nothing
from planmodel.derive.conformity.reports import days, days_in, latest, meet, periods, receiving
from planmodel.derive.matching import INDICATOR, STATED, Linkable, Matching
from planmodel.derive.responsibility import Lead, focal_points, leads_in_order


class _Judged(NamedTuple):
    """A target, or the targets for the parts of a whole, beside a demand; ``given`` is the level of the first."""

    targets: tuple[m.Target, ...]
    verdict: str
    dimensions: dict[str, str | None]
    given: m.Level

    def nearness(self, year: str) -> tuple[bool, int, int, Decimal]:
        """How near it comes to the demand: by the verdict, by fewer weaker dimensions, then by the level."""
        weaker = sum(how == rel.WEAKER for how in self.dimensions.values())
        amount = self.given.amount
        near = -amount if self.targets[0].comparator == "<=" else amount
        return self.given.year == year, RANK[self.verdict], -weaker, near


def _place(target: m.Target) -> tuple[object, ...]:
    """Where a target stands in its document, whatever the order in the file."""
    return (target.at.order,)


def _whole(wanted: m.Target, year: str, judged: Sequence[_Judged]) -> _Judged | None:
    """The answers for the parts of what is demanded (towns, countryside) as one; None where a part has none."""
    for (name, whole), parts in rel.PARTS.items():
        if getattr(wanted, name) != whole:
            continue
        chosen: list[_Judged] = []
        for part in parts:
            found = [j for j in judged if getattr(j.targets[0], name) == part]
            chosen += [max(found, key=lambda j: j.nearness(year))] if found else []
        if len(chosen) < len(parts):
            continue
        chosen.sort(key=lambda j: RANK[j.verdict])  # the weakest first: it is the one that is shown
        dimensions = nothing()
        for each in chosen[0].dimensions:
            if chosen[0].dimensions[each] is not None:
                dimensions[each] = rel.of_parts(j.dimensions[each] for j in chosen)
        dimensions[name] = rel.EQUAL
        targets = tuple(t for j in chosen for t in j.targets)
        return _Judged(targets, rel.verdict(dimensions), dimensions, chosen[0].given)
    return None


def _leads(duty: m.Duty) -> bool:
    return any(role.verb.id == "lead" for role in duty.roles)


class Comparison:
    """One template against one plan."""

    def __init__(self, demands: Demands, plan: m.Plan) -> None:
        self.demands = demands
        self.template = demands.template
        self.plan = plan
        self.registry = demands.registry
        self.from_article = plan.document.source_kind == "news-article"
        self.matching = Matching(self.template, plan, self.registry, demands.through)
        self._answering: set[str] = set()
        """The reports that answer to one of the template."""

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
        if not self.demands.binds(demanded, self.plan):
            return self._unlinked(kind, demanded)
        return self._item(kind, demanded, "missing", "absent")

    def _unlinked(self, kind: str, demanded: Wanted) -> Item:
        return self._item(kind, demanded, "unknown", "unlinked")

    # Targets -------------------------------------------------------------------------------------------------

    def _target(self, wanted: m.Target, level: m.Level) -> Item:
        basis, matches = self.matching.targets(wanted, level.year)
        if not matches:
            return self._absent("target", wanted)._replace(year=level.year, level=level)
        judged = [j for t in matches if (j := self._judge(wanted, level, t)) is not None]
        if not judged:
            found = self._item("target", wanted, "missing", "other-years", matches, basis=basis)
            return found._replace(year=level.year, level=level)
        judged.sort(key=lambda j: (_place(j.targets[0]), j.targets[0].id))
        best = max(judged, key=lambda j: j.nearness(level.year))
        whole = _whole(wanted, level.year, judged)
        if whole is not None and RANK[whole.verdict] >= RANK[best.verdict]:
            best = whole
        linked = self.matching.targets(wanted).items
        if any(t not in linked for t in best.targets):
            basis = INDICATOR
        because = "judged" if len(best.targets) == 1 else "together"
        return self._item(
            "target", wanted, best.verdict, because, best.targets, best.dimensions, basis
        )._replace(year=level.year, level=level, given=best.given)

    def _judge(self, wanted: m.Target, level: m.Level, offered: m.Target) -> _Judged | None:
        """How ``offered`` meets ``wanted`` for the demanded year; None where it has a level for later years only."""
        given = given_for(offered, level.year)
        if given is None:
            return None
        dimensions = nothing()
        dimensions["level"] = rel.level(
            given, offered.comparator, level, wanted.comparator, offered.unit, wanted.unit
        )
        dimensions["year"] = year_relation(given, level, dimensions["level"])
        for name in ("area", "measure", "demand", "commitment"):
            dimensions[name] = rel.relation(
                name, getattr(offered, name), getattr(wanted, name), self.registry
            )
        dimensions["population"] = rel.population(offered.population.id, wanted.population.id, self.registry)
        return _Judged((offered,), rel.verdict(dimensions), dimensions, given)

    # Requirements, tasks, leads, reports ---------------------------------------------------------------------

    def _requirement(self, wanted: m.Requirement) -> Item:
        matches = self.matching.requirements(wanted)
        if not matches:
            return self._absent("requirement", wanted)
        chosen = [(rel.choose(offered, wanted), offered) for offered in matches]
        verdict, relation, best = max(
            ((rel.verdict({"options": relation}), relation, offered) for relation, offered in chosen),
            key=lambda found: RANK[found[0]],
        )
        because = "judged"
        together = rel.choose_together(matches, wanted)
        if len(matches) > 1 and RANK[rel.verdict({"options": together})] > RANK[verdict]:
            relation, because = together, "together"
            verdict = rel.verdict({"options": relation})
        rest = (r for r in matches if r is not best)
        return self._item(
            "requirement", wanted, verdict, because, (best, *rest), nothing() | {"options": relation}
        )

    def _task(self, wanted: m.Task) -> Item:
        tasks, duties = self.matching.tasks(wanted), self.matching.duties(wanted)
        if tasks:
            dimensions = nothing() | {"deadline": deadline(wanted.due, tasks)}
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
        equal = nothing() | {"lead": rel.EQUAL}
        focal = focal_points(self.plan)
        same = [d for d in focal if names & {a.id for a in d.agencies}]
        if same:
            return self._item("lead", wanted, "conforms", "focal", same, equal)
        linked = (d for d in self.matching.duties(wanted) if names & {a.id for a in d.agencies})
        if leading := [d for d in linked if _leads(d)]:
            return self._item("lead", wanted, "conforms", "leads", leading, equal)
        if focal:
            return self._led_by_others(wanted, focal, self.plan.tasks)._replace(because="other-focal")
        without = self._without(names, self.plan.tasks)
        if self.plan.tasks and not without:
            own = [d for d in self._behind(self.plan.tasks) if names & {a.id for a in d.agencies}]
            return self._item("lead", wanted, "conforms", "led", own, equal)
        behind = {d.id for d in self._behind(without)}
        if instead := [d for d in self._leading_duties if d.id in behind]:
            return self._led_by_others(wanted, instead, without)
        if len(without) < len(self.plan.tasks):
            return self._nobody(wanted, names, without)
        return self._absent("lead", wanted)

    def _without(self, names: set[str], tasks: Iterable[m.Task]) -> list[m.Task]:
        """The tasks that none of these agencies answers for."""
        return [t for t in tasks if names.isdisjoint(a.agency for a in self._leads[t.id])]

    def _lead_of(self, wanted: m.Duty, tasks: Sequence[m.Task]) -> Item:
        """Who leads the tasks that a duty of the template has its agencies lead; for those that moved, who has the duty."""
        stand = {t.id: t for task in tasks for t in self.matching.tasks(task)}
        answering = list(stand.values())
        gone = (task for task in tasks if not self.matching.tasks(task))
        moved = list({d.id: d for task in gone for d in self.matching.duties(task)}.values())
        if not answering and not moved:
            bound = any(self.demands.binds(task, self.plan) for task in tasks)
            return (
                self._absent("lead", wanted) if bound or self.from_article else self._unlinked("lead", wanted)
            )
        names = {a.id for a in wanted.agencies}
        without = self._without(names, answering)
        others = [d for d in moved if not (_leads(d) and names & {a.id for a in d.agencies})]
        if not without and not others:
            own = [d for d in (*self._behind(answering), *moved) if names & {a.id for a in d.agencies}]
            own = list({d.id: d for d in own}.values())
            return self._item("lead", wanted, "conforms", "led", own, nothing() | {"lead": rel.EQUAL})
        leading = [d for d in others if _leads(d)]
        instead = list({d.id: d for d in (*self._behind(without), *leading)}.values())
        if instead:
            found = self._led_by_others(wanted, instead, without)
            led, count = found.led
            return found._replace(led=(led + len(leading), count + len(others)))
        if self.from_article:
            return self._item("lead", wanted, "unknown", "unmentioned")
        return self._nobody(wanted, names, (*without, *others))

    def _nobody(self, wanted: m.Duty, names: set[str], without: Iterable[Wanted]) -> Item:
        found = self._item("lead", wanted, "falls-short", "nobody", without, nothing() | {"lead": rel.WEAKER})
        return found._replace(parts=self._parts_of(names))

    def _behind(self, tasks: Iterable[m.Task]) -> list[m.Duty]:
        """The duties that make somebody lead these tasks, in the order of the tasks."""
        shared = {
            id(leads): leads for t in tasks for leads in (self._leads[t.id],)
        }  # tasks reached alike share theirs
        found = dict.fromkeys(e.duty for leads in shared.values() for a in leads for e in a.evidence)
        return [self._duties[d] for d in found if d is not None and d in self._duties]

    @cached_property
    def _duties(self) -> dict[str, m.Duty]:
        return {d.id: d for d in self.plan.duties}

    @cached_property
    def _of_agency(self) -> dict[str, list[m.Duty]]:
        """The duties of each agency."""
        found: dict[str, list[m.Duty]] = {}
        for duty in self.plan.duties:
            for name in {a.id for a in duty.agencies}:
                found.setdefault(name, []).append(duty)
        return found

    @cached_property
    def _ordered(self) -> dict[str, list[Clause]]:
        """The clauses that name each agency as the one who is to do something: tasks, and duties of who directs it."""
        found: dict[str, list[Clause]] = {}
        for task in self.plan.tasks:
            for ref in task.by if task.at is not None else ():
                assert task.at is not None
                found.setdefault(ref.id, []).append(task.at)
        for duty in self.plan.duties:
            for ref in (x for role in duty.roles for x in role.directs):
                found.setdefault(ref.id, []).append(duty.at)
        return found

    def _led_by_others(self, wanted: m.Duty, duties: Sequence[m.Duty], tasks: Sequence[m.Task]) -> Item:
        leaders = tuple(dict.fromkeys(a.id for d in duties for a in d.agencies))
        led = sum(bool(self._leads[t.id]) for t in tasks), len(tasks)
        found = self._item("lead", wanted, "moved", "led-by-others", duties, nothing() | {"lead": rel.WEAKER})
        parts = self._parts_of({a.id for a in wanted.agencies})
        return found._replace(leaders=leaders, led=led, parts=parts)

    def _parts_of(self, names: Iterable[str]) -> tuple[tuple[str, Clause], ...]:
        """What the template's lead still does in the plan, by verb and clause."""
        wanted = set(names)
        duties = {d.id: d for name in sorted(wanted) for d in self._of_agency.get(name, ())}
        in_order = sorted(duties.values(), key=lambda d: d.span.start)
        named = dict.fromkeys(at for name in sorted(wanted) for at in self._ordered.get(name, ()))
        return (*(("implement", at) for at in named), *((v, d.at) for d in in_order for v in d.verbs))

    def _report(self, wanted: m.Report) -> Item:
        """Whether the same report is due as often, and no later: from the same senders, to or through the same receivers."""
        alike = [r for r in self.plan.reports if meet(receiving(r), receiving(wanted))]
        senders = [r for r in alike if meet(self._senders(r), self._senders(wanted))]
        if not senders and self.template.kind == "template":
            senders = alike  # whoever sends it, the receivers that the template names have it
        senders = [r for r in senders if bool(r.every) is bool(wanted.every)] or senders
        if not senders:
            return self._absent("report", wanted)
        judged = [(self._report_dimensions(wanted, (r,)), r) for r in senders]
        dimensions, best = max(judged, key=lambda found: RANK[rel.verdict(found[0])])
        rest = [r for r in senders if r is not best]
        because = "judged"
        alike = [r for r in rest if self._senders(r) == self._senders(best)]
        together = self._report_dimensions(wanted, (best, *alike))
        if RANK[rel.verdict(together)] > RANK[rel.verdict(dimensions)]:
            dimensions, because = together, "together"
            rest = [*alike, *(r for r in rest if r not in alike)]
        answers = (best, *rest)
        self._answering.update(r.id for r in answers)
        return self._item(
            "report", wanted, rel.verdict(dimensions), because, answers, dimensions, basis="alike"
        )

    def _senders(self, report: m.Report) -> set[str]:
        """Who reports: the agencies that are named, and the members of classes among them."""
        named = {ref.id for ref in report.from_}
        known = self.registry.agencies
        members = {x.id for name in named if name in known for x in known[name].members}
        return named | members

    def _report_dimensions(self, wanted: m.Report, offered: Sequence[m.Report]) -> dict[str, str | None]:
        """How reports that are sent together stand to the demanded one."""
        asked, given = self.demands.days[wanted.id], self._days(offered)
        common = {d.year for d in asked} & {d.year for d in given}
        if wanted.due and given and not common:  # plans for other years: what they say of one year
            year = self.template.period.first.year
            asked = days_in(year, wanted, self.registry)
            given = sorted({d for r in offered for d in days_in(year, r, self.registry)})
            common = {year} if asked and given else set()
        dated = any(r.due for r in offered)
        due: str | None = None
        if common:
            due = latest(*([d for d in days if d.year in common] for days in (given, asked)))
        elif wanted.due or dated:
            due = rel.WEAKER if not dated else rel.STRONGER if not wanted.due else rel.UNKNOWN
        return nothing() | {
            "frequency": rel.frequency(periods(offered), periods((wanted,))), "deadline": due,
        }  # fmt: skip

    def _days(self, reports: Iterable[m.Report]) -> list[date]:
        """The last days of these reports, each once."""
        return sorted({day for r in reports for day in days(self.plan, r, self.registry)})

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
        for report in self.plan.reports:
            if report.id not in self._answering:
                yield self._own("report", report)

    def _own(self, kind: str, item: Wanted) -> Item:
        silent = self.template.document.source_kind == "news-article"
        beside = self.matching.beside(item) if isinstance(item, m.Target) else ()
        return Item(
            self.template.id, self.plan.id, kind, item.id, None, "added", nothing(), "own-beside" if beside else "own",
            "", None, (item,), from_article=silent, beside=tuple(dict.fromkeys(t.at for t in beside)),
        )  # fmt: skip
