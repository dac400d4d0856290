"""Where plans stand among one another: the level that each sets, the median of each column, and who is unlike the rest.

Every plan is set beside its column's median or majority, never beside every other plan: the work grows with the plans'
size together. Distances between all pairs (:func:`apart`) are for those who ask for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from planmodel import model as m
from planmodel.derive import relations as rel
from planmodel.derive.conformity import Item
from planmodel.derive.responsibility import leads_in_order

Measured = tuple[str, str, str]
"""What is measured: indicator, sector, unit."""

KINDS = ("level", "target", "requirement", "task", "lead", "report")
"""In what plans are compared with one another; each of these weighs the same."""

_HUNDRED, _ONE, _ZERO = Decimal(100), Decimal(1), Decimal(0)
_FINE = Decimal("0.0001")


# ---------------------------------------------------------------------------------------------------------- levels


class Figure(NamedTuple):
    """The level that one target of a plan sets for one year."""

    plan: str
    target: m.Target
    level: m.Level


class Column(NamedTuple):
    """What plans set for one indicator, sector and year: for each plan its figures, the broadest first."""

    measured: Measured
    year: str
    figures: Mapping[str, tuple[Figure, ...]]

    @property
    def median(self) -> Decimal:
        """The median of the broadest figure of each plan."""
        return median(found[0].level.amount for found in self.figures.values())


def columns(plans: Iterable[m.Plan], registry: m.Registry) -> tuple[Column, ...]:
    """The columns of all plans: by what is measured in the order of the plans, then by year, the one not stated last."""
    found: dict[Measured, dict[str, dict[str, list[Figure]]]] = {}
    for plan in plans:
        for target in plan.targets:
            years = found.setdefault((target.indicator.id, target.sector, target.unit), {})
            for level in target.levels:
                figure = Figure(plan.id, target, level)
                years.setdefault(level.year, {}).setdefault(plan.id, []).append(figure)
    breadth = _Breadth(registry)
    return tuple(
        Column(measured, year, {plan: breadth.sorted(listed) for plan, listed in years[year].items()})
        for measured, years in found.items()
        for year in sorted(years, key=lambda y: (y == m.UNSTATED, y))
    )


class _Breadth:
    """Sorts figures of one plan by how much they reach: population, then area, then the plan's own order."""

    def __init__(self, registry: m.Registry) -> None:
        self.registry = registry
        self._wider: dict[str, int] = {}

    def sorted(self, figures: list[Figure]) -> tuple[Figure, ...]:
        return tuple(sorted(figures, key=self._narrowness)) if len(figures) > 1 else tuple(figures)

    def _narrowness(self, figure: Figure) -> tuple[int, bool]:
        population = figure.target.population.id
        if population not in self._wider:
            self._wider[population] = len(rel.wider(population, self.registry))
        return self._wider[population], figure.target.area != "all"


def median(values: Iterable[Decimal]) -> Decimal:
    """The middle value; of an even number the mean of the two in the middle. Raises ValueError for no values."""
    ordered = sorted(values)
    if not ordered:
        raise ValueError("no values")
    half, odd = divmod(len(ordered), 2)
    return ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2


# ---------------------------------------------------------------------------------------------------------- traits

Value = Decimal | str | frozenset[str]


class Trait(NamedTuple):
    """One thing in which plans can differ, and what each of them has; a plan of which it is not known is left out."""

    kind: str
    key: tuple[str, ...]
    values: Mapping[str, Value]

    @property
    def usual(self) -> tuple[Value, ...]:
        """The median of levels; else what most plans have, several where these are as many."""
        first = next(iter(self.values.values()))
        if isinstance(first, Decimal):
            return (median(v for v in self.values.values() if isinstance(v, Decimal)),)
        counts = self._counts()
        most = max(counts.values())
        return tuple(v for v, n in counts.items() if n == most)

    def away(self) -> dict[str, Decimal]:
        """How far each plan is from what is usual, from 0 to 1: by how much, or by how many plans have the usual."""
        usual = self.usual
        middle = usual[0]
        if isinstance(middle, Decimal):
            return {plan: gap(v, middle, self.key) for plan, v in self.values.items()}
        share = Decimal(self._counts()[middle]) / len(self.values)
        return {plan: _ZERO if v in usual else share for plan, v in self.values.items()}

    def _counts(self) -> dict[Value, int]:
        counts: dict[Value, int] = {}
        for value in self.values.values():
            counts[value] = counts.get(value, 0) + 1
        return counts


def gap(one: Value, other: Value, key: Sequence[str]) -> Decimal:
    """How far two values are apart, from 0 to 1: points of 100 for percentages, else in parts of the larger."""
    if not (isinstance(one, Decimal) and isinstance(other, Decimal)):
        return _ZERO if one == other else _ONE
    scale = _HUNDRED if "%" in key else max(abs(one), abs(other))
    return min(_ONE, abs(one - other) / scale) if scale else _ZERO


def traits(
    plans: Sequence[m.Plan], items: Mapping[str, Sequence[Item]], registry: m.Registry
) -> tuple[Trait, ...]:
    """In what the plans can differ; ``items`` are what became of a template's demands in each plan, where there is one."""
    found: dict[tuple[str, tuple[str, ...]], dict[str, Value]] = {}
    full = [p for p in plans if p.document.source_kind != "news-article"]

    def put(kind: str, key: tuple[str, ...], plan: str, value: Value) -> None:
        found.setdefault((kind, key), {})[plan] = value

    made = columns(plans, registry)
    for column in made:
        if len(column.figures) > 1:
            for plan, figures in column.figures.items():
                put("level", (*column.measured, column.year), plan, figures[0].level.amount)
    _having(full, made, put)
    for one in plans:
        for kind, key, value in _of_items(one, items.get(one.id, ()), registry):
            put(kind, key, one.id, value)
    order = {kind: n for n, kind in enumerate(KINDS)}
    listed = sorted(found.items(), key=lambda one: order[one[0][0]])
    return tuple(Trait(kind, key, values) for (kind, key), values in listed if len(values) > 1)


def _having(full: Sequence[m.Plan], made: Iterable[Column], put: object) -> None:
    """What plans of which the whole text is known measure at all, and for which periods they have reports."""
    assert callable(put)
    having: dict[Measured, set[str]] = {}
    for column in made:
        having.setdefault(column.measured, set()).update(column.figures)
    for measured, who in having.items():
        for plan in full:
            put("target", measured, plan.id, "yes" if plan.id in who else "no")
    periods = dict.fromkeys(every for plan in full for every in periods_of(plan))
    for every in periods:
        for plan in full:
            put("report", (every,), plan.id, "yes" if every in periods_of(plan) else "no")


def periods_of(plan: m.Plan) -> dict[str, None]:
    """The periods for which a plan orders reports, ``ad-hoc`` included."""
    return dict.fromkeys(
        every for r in plan.reports for every in (*r.every, *(("ad-hoc",) if r.ad_hoc else ()))
    )


def _of_items(
    plan: m.Plan, items: Sequence[Item], registry: m.Registry
) -> Iterator[tuple[str, tuple[str, ...], Value]]:
    """What became of requirements and tasks, and who leads each task."""
    leads = leaders(plan, registry)
    for item in items:
        if item.verdict in ("added", "unknown") and not item.offered:
            continue
        if item.demanded is None:
            continue
        if item.kind == "requirement":
            yield "requirement", (item.item,), _rule(item)
        elif item.kind == "task":
            stands = "stands" if item.because == "stands" else item.verdict
            yield "task", (item.item,), stands
            who = frozenset(a for t in item.offered for a in leads.get(t.id, ()) if isinstance(t, m.Task))
            if who or plan.document.source_kind != "news-article":
                yield "lead", (item.item,), who


def _rule(item: Item) -> Value:
    offered = item.offered[0] if item.offered else None
    if not isinstance(offered, m.Requirement):
        return item.verdict
    options = [ref.id for ref in offered.of]
    return frozenset([str(offered.choose or len(options)), *options])


def leaders(plan: m.Plan, registry: m.Registry) -> dict[str, tuple[str, ...]]:
    """Who answers for each task of a plan: kinds of agencies, so that provinces can be compared."""
    led = leads_in_order(plan, registry)
    return {
        task.id: tuple(dict.fromkeys(lead.agency.partition("@")[0] for lead in leads))
        for task, leads in zip(plan.tasks, led, strict=True)
    }


# ------------------------------------------------------------------------------------------------- who is unlike


class Unlike(NamedTuple):
    """One thing in which a plan is unlike the others, and by how much (0 to 1)."""

    trait: Trait
    value: Value
    away: Decimal


class Apart(NamedTuple):
    """How far a plan is from what is usual, from 0 to 1: the mean of its kinds, and what adds most, first."""

    plan: str
    distance: Decimal
    by_kind: Mapping[str, Decimal]
    unlike: tuple[Unlike, ...]
    compared: int


def unusual(plans: Sequence[m.Plan], found: Sequence[Trait]) -> tuple[Apart, ...]:
    """How far every plan is from the median or the majority, the farthest first; linear in all that is compared."""
    away: dict[str, dict[str, list[Decimal]]] = {p.id: {} for p in plans}
    unlike: dict[str, list[Unlike]] = {p.id: [] for p in plans}
    for trait in found:
        for plan, far in trait.away().items():
            away[plan].setdefault(trait.kind, []).append(far)
            if far:
                unlike[plan].append(Unlike(trait, trait.values[plan], far))
    made = [_apart(plan.id, away[plan.id], unlike[plan.id]) for plan in plans]
    return tuple(sorted(made, key=lambda one: -one.distance))


def _apart(plan: str, away: Mapping[str, Sequence[Decimal]], unlike: Sequence[Unlike]) -> Apart:
    by_kind = {kind: _mean(away[kind]) for kind in KINDS if kind in away}
    sizes = {kind: len(listed) for kind, listed in away.items()}
    # What adds most comes first: each kind weighs the same, so one of few counts more than one of many.
    ordered = sorted(unlike, key=lambda u: -(u.away / sizes[u.trait.kind]))
    return Apart(plan, _mean(by_kind.values()), by_kind, tuple(ordered), sum(sizes.values()))


def _mean(values: Iterable[Decimal]) -> Decimal:
    listed = list(values)
    return (sum(listed, _ZERO) / len(listed)).quantize(_FINE) if listed else _ZERO


def pairs(plans: Sequence[m.Plan], found: Sequence[Trait]) -> dict[tuple[str, str], Decimal]:
    """How far each plan is from each other one, by both ids in the order of ``plans``: quadratic, for those who ask."""
    ids = [p.id for p in plans]
    made: dict[tuple[str, str], Decimal] = {}
    for n, one in enumerate(ids):
        for other in ids[n + 1 :]:
            made[one, other] = apart(one, other, found)
    return made


def apart(one: str, other: str, found: Iterable[Trait]) -> Decimal:
    """How far two plans are apart in what is known of both, from 0 to 1; each kind weighs the same."""
    away: dict[str, list[Decimal]] = {}
    for trait in found:
        if one in trait.values and other in trait.values:
            far = gap(trait.values[one], trait.values[other], trait.key)
            away.setdefault(trait.kind, []).append(far)
    return _mean([_mean(listed) for listed in away.values()])
