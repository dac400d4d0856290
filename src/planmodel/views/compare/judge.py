"""Item by item: which demand of a template a plan meets, and how, as verdicts that follow from dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive import relations as rel
from planmodel.derive.responsibility import focal_points, leads_by_task
from planmodel.diagnostics import Text, say
from planmodel.views import words
from planmodel.views.compare import reasons

DIMENSIONS = (
    "level",
    "year",
    "area",
    "population",
    "measure",
    "demand",
    "commitment",
    "options",
    "deadline",
    "lead",
)


class Item(NamedTuple):
    """What became of one demand of the template in one plan (or, for ``added``, one item of the plan's own)."""

    template: str
    plan: str
    kind: str
    item: str
    matches: tuple[str, ...]
    verdict: str
    dimensions: dict[str, str | None]
    why: Text
    template_at: Clause | None
    plan_at: tuple[Clause, ...]


def compare(template: m.Plan, plans: Sequence[m.Plan], registry: m.Registry) -> tuple[Item, ...]:
    """Every item of ``template`` against each plan, then what each plan adds."""
    return tuple(item for plan in plans for item in _Comparison(template, plan, registry).items())


def _null() -> dict[str, str | None]:
    return dict.fromkeys(DIMENSIONS)


class _Comparison:
    """One template against one plan."""

    def __init__(self, template: m.Plan, plan: m.Plan, registry: m.Registry) -> None:
        self.template = template
        self.plan = plan
        self.registry = registry
        self.partial = plan.document.source_kind == "news-article"

    def items(self) -> Iterator[Item]:
        for target in self.template.targets:
            for year in target.levels:
                yield self._target(target, year)
        for requirement in self.template.requirements:
            yield self._requirement(requirement)
        for task in self.template.tasks:
            yield self._task(task)
        for duty in self.template.duties:
            if any(r.verb.id == "lead" for r in duty.roles):
                yield self._lead(duty)
        yield from self._added()

    def _item(
        self,
        kind: str,
        item: m.Target | m.Requirement | m.Task | m.Duty,
        matches: Iterable[m.Target | m.Requirement | m.Task | m.Duty],
        verdict: str,
        dimensions: dict[str, str | None],
        why: Text,
    ) -> Item:
        matched = tuple(matches)
        at = tuple(x.at for x in matched if x.at is not None)
        return Item(
            self.template.id,
            self.plan.id,
            kind,
            item.id,
            tuple(x.id for x in matched),
            verdict,
            dimensions,
            why if isinstance(item, m.Target) else reasons.with_inferred(why, item.provenance),
            item.at,
            at,
        )

    def _absent(self, kind: str, item: m.Target | m.Requirement | m.Task | m.Duty) -> Item:
        if self.partial:
            why = say("only a news article is known, which does not mention it")
            return self._item(kind, item, (), "unknown", _null(), why)
        return self._item(kind, item, (), "missing", _null(), say("nothing in the plan carries this out"))

    # Targets -------------------------------------------------------------------------------------------------

    def _target(self, wanted: m.Target, level: m.Level) -> Item:
        keys = _keys(wanted, self.template)
        matches = [t for t in self.plan.targets if keys & _keys(t, self.plan)]
        if not matches:
            return self._absent("target", wanted)
        judged = [j for t in matches if (j := self._judge(wanted, level, t)) is not None]
        if not judged:
            return self._item(
                "target", wanted, matches, "missing", _null(), reasons.other_years(wanted, level, matches)
            )
        best = max(judged, key=lambda j: _RANK[j.verdict])
        return self._item("target", wanted, [best.target], best.verdict, best.dimensions, best.why)

    def _judge(self, wanted: m.Target, level: m.Level, offered: m.Target) -> _Judged | None:
        """How ``offered`` meets ``wanted`` for the demanded year; None where it has a level for later years only."""
        stated = [x for x in offered.levels if x.year != m.UNSTATED and x.year <= level.year]
        given = offered.level(level.year) or (stated[-1] if stated else offered.level(m.UNSTATED))
        if given is None:
            return None
        dimensions = _null()
        dimensions["year"] = (
            rel.EQUAL
            if given.year == level.year
            else rel.UNKNOWN
            if m.UNSTATED in (given.year, level.year)
            else rel.STRONGER
        )
        same_unit = wanted.unit == offered.unit
        dimensions["level"] = (
            rel.level(given, offered.comparator, level, wanted.comparator) if same_unit else rel.UNKNOWN
        )
        dimensions["area"] = rel.area(offered.area, wanted.area)
        dimensions["population"] = rel.population(offered.population.id, wanted.population.id, self.registry)
        dimensions["measure"] = rel.measure(offered.measure, wanted.measure)
        dimensions["demand"] = rel.demand(offered.demand, wanted.demand)
        dimensions["commitment"] = rel.commitment(offered.commitment, wanted.commitment)
        why = reasons.target_reason(wanted, level, offered, given, dimensions, self.registry)
        return _Judged(offered, rel.verdict(dimensions), dimensions, why)

    # Requirements, tasks, leads ------------------------------------------------------------------------------

    def _requirement(self, wanted: m.Requirement) -> Item:
        keys = _keys(wanted, self.template)
        matches = [r for r in self.plan.requirements if keys & _keys(r, self.plan)]
        if not matches:
            return self._absent("requirement", wanted)
        offered = matches[0]
        dimensions = _null()
        dimensions["options"] = rel.choose(offered, wanted)
        mine, theirs = (reasons.choice(r, self.registry) for r in (offered, wanted))
        if mine == theirs:
            why = say("as the template: {choice}", choice=mine)
        else:
            why = say("plan: {mine}; template: {theirs}", mine=mine, theirs=theirs)
        return self._item(
            "requirement",
            wanted,
            matches,
            rel.verdict(dimensions),
            dimensions,
            reasons.with_note(why, offered.note),
        )

    def _task(self, wanted: m.Task) -> Item:
        keys = _keys(wanted, self.template)
        tasks = [t for t in self.plan.tasks if keys & _keys(t, self.plan)]
        duties = [d for d in self.plan.duties if keys & _keys(d, self.plan)]
        if tasks:
            why = say("stands in the plan")
            return self._item(
                "task", wanted, (*tasks, *duties), "conforms", _null(), reasons.with_note(why, tasks[0].note)
            )
        if duties:
            why = say(
                "not among the tasks; given to {agencies} in the organisation section",
                agencies=self._named(duties[0].agencies),
            )
            return self._item(
                "task", wanted, duties, "moved", _null(), reasons.with_note(why, duties[0].note)
            )
        return self._absent("task", wanted)

    def _lead(self, wanted: m.Duty) -> Item:
        """Who leads the plan as a whole: the agency that the template names, or, where that moved, who leads instead."""
        names = {a.id for a in wanted.agencies}
        who = self._named(wanted.agencies)
        dimensions = _null()
        focal = focal_points(self.plan)
        same = [d for d in focal if names & {a.id for a in d.agencies}]
        if same:
            dimensions["lead"] = rel.EQUAL
            why = say("{agencies} is the general focal point ({clause})", agencies=who, clause=same[0].at)
            return self._item("lead", wanted, same, "conforms", dimensions, why)
        lead_duties = self._leading_duties() or focal
        if not lead_duties:
            return self._absent("lead", wanted)
        instead = {a.id: a for d in lead_duties for a in d.agencies}
        dimensions["lead"] = rel.WEAKER
        said = {
            "demanded": who,
            "leading": self._named(tuple(instead.values())),
            "clauses": ", ".join(str(d.at) for d in lead_duties),
        }
        own = self._part_of(names)
        if own is None:
            why = say(
                "the template has {demanded} lead; here {leading} lead the tasks ({clauses}); {demanded} has no part",
                **said,
            )
        else:
            why = say(
                "the template has {demanded} lead; here {leading} lead the tasks ({clauses}); {demanded} has: {part}",
                **said,
                part=own,
            )
        return self._item("lead", wanted, lead_duties, "moved", dimensions, why)

    def _named(self, agencies: tuple[m.Ref, ...]) -> Text:
        return words.in_both(lambda lang: words.agencies(agencies, self.registry, lang))

    def _leading_duties(self) -> list[m.Duty]:
        """The duties that make someone the lead of tasks."""
        ids = {
            e.duty
            for x in leads_by_task(self.plan, self.registry)
            for a in x.leads
            for e in a.evidence
            if e.verb == "lead"
        }
        return [d for d in self.plan.duties if d.id in ids]

    def _part_of(self, names: set[str]) -> Text | None:
        """What the template's lead still does in the plan, by verb and clause; None where that is nothing."""
        parts = [(v, d.at) for d in self.plan.duties if names & {a.id for a in d.agencies} for v in d.verbs]
        if not parts:
            return None
        verbs: dict[str, list[str]] = {}
        for verb, at in parts:
            verbs.setdefault(verb, []).append(str(at))

        def said(lang: str) -> str:
            known = self.registry.verbs
            return "; ".join(
                f"{known[v].name.get(lang) if v in known else v} ({', '.join(at)})" for v, at in verbs.items()
            )

        return words.in_both(said)

    def _added(self) -> Iterator[Item]:
        """What the plan has beyond the template; only where it says what it carries out at all."""
        if not self.plan.implements:
            return
        wanted = {k for i in self.template.linkable for k in _keys(i, self.template)}
        kinds: tuple[tuple[str, tuple[m.Target | m.Requirement | m.Task, ...]], ...] = (
            ("target", self.plan.targets),
            ("requirement", self.plan.requirements),
            ("task", self.plan.tasks),
        )
        if self.template.document.source_kind == "news-article":
            why = say("the news article from which the template is known does not mention it")
        else:
            why = say("the template has no such item")
        for kind, listed in kinds:
            for item in listed:
                if not wanted & _keys(item, self.plan):
                    yield Item(
                        self.template.id,
                        self.plan.id,
                        kind,
                        item.id,
                        (item.id,),
                        "added",
                        _null(),
                        why,
                        None,
                        _one(item.at),
                    )
        if not self.template.reports:
            for report in self.plan.reports:
                yield Item(
                    self.template.id,
                    self.plan.id,
                    "report",
                    report.id,
                    (report.id,),
                    "added",
                    _null(),
                    why,
                    None,
                    (report.at,),
                )


class _Judged(NamedTuple):
    target: m.Target
    verdict: str
    dimensions: dict[str, str | None]
    why: Text


_RANK = {"exceeds": 4, "conforms": 3, "mixed": 2, "falls-short": 1, "unknown": 0}


def _one(at: Clause | None) -> tuple[Clause, ...]:
    return (at,) if at is not None else ()


def _keys(item: m.Target | m.Requirement | m.Task | m.Duty, plan: m.Plan) -> frozenset[str]:
    """What an item answers to: the template items that it carries out, and in a template its own id."""
    own = {f"{plan.id}/{item.id}"} if plan.kind == "template" or not plan.implements else set()
    linked = {f"{link.plan.id}/{ref.id}" for link in plan.implements for ref in item.implements}
    return frozenset(own | linked)
