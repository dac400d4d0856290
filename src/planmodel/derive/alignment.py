"""Which items of a plan may carry out which items of a template: proposals for an encoder to accept, never a fact.

Targets are held together by what they measure, requirements by what they list, leads by who leads what, tasks by their
wording. A proposal is sure where two items are each other's likest by a clear margin; whatever was proposed for
another item is no rival any more. Nothing that judges a plan reads this module.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from math import log
from typing import Literal, NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive import likeness
from planmodel.derive import relations as rel
from planmodel.derive.matching import Linkable, keys

Sureness = Literal["confident", "unsure", "none"]
Kind = Literal["target", "requirement", "task", "lead"]

SURE = 60.0
"""The least likeness of a proposal that is sure; see the test that measures this on the real plans."""

MARGIN = 12.0
"""How far a sure proposal is above every rival."""

NEAR = 50.0
"""Below this two items are not near: of the template's tasks, any two of one sector may be as like as this."""

_BOTH = frozenset({"both", "cross"})
_READ = 1000
"""How many items are read for one of the other side, the rarest words first: so two long plans take no product."""

_KEPT = 12
"""How many of those are compared letter by letter."""

_ALIKE = 50
"""How many items of one indicator, option or agency are compared with one of the other side."""


class Pair(NamedTuple):
    """An item of a template beside one of a plan: how near they are, of 100, and what they share.

    ``basis`` is indicator, options, lead or wording; ``shared`` are the years, options, agencies or words in common.
    """

    template: Linkable
    item: Linkable
    score: float
    basis: str
    shared: tuple[str, ...]


class Proposal(NamedTuple):
    """What is proposed for one item: the pair, and how sure; ``doubt`` says why it is not.

    ``pair`` is None where nothing is near: then one of ``template`` and ``item`` is None. ``doubt`` is close (``second``
    is about as near), low (too little in common), taken (the other side already has ``second``), or indicator (another
    indicator is named).
    """

    kind: Kind
    template: Linkable | None
    item: Linkable | None
    pair: Pair | None
    sure: Sureness
    doubt: str = ""
    second: Pair | None = None


class PlanLink(NamedTuple):
    """The plan's own link to the template that is missing: cited by ``at`` where a legal basis names its number."""

    basis: str
    at: Clause | None


def plan_link(plan: m.Plan, template: m.Plan) -> PlanLink | None:
    """The link of ``plan`` as a whole that its items' links need; None where it has it."""
    if any(link.plan.id == template.id for link in plan.implements):
        return None
    number = likeness.normal(template.document.number)
    for basis in plan.legal_bases:
        if number and number != "unknown" and likeness.normal(basis.number) == number:
            return PlanLink("cited", basis.at)
    return PlanLink("inferred", None)


def proposals(
    plan: m.Plan, template: m.Plan, registry: m.Registry, cutoff: float = NEAR
) -> tuple[Proposal, ...]:
    """What may link the items of ``plan`` to those of ``template`` that nothing links yet: in the template's order, then the plan's."""
    board = _Board(plan, template, registry)
    sure = board.sure(max(SURE, cutoff))
    found: list[Proposal] = []
    for wanted in board.open_template:
        taken = sure.get(id(wanted))
        if taken is not None:
            found.append(Proposal(kind_of(wanted), wanted, taken.item, taken, "confident"))
        else:
            found.append(board.unsure(wanted, cutoff))
    named = {id(p.item) for p in found}
    rest = (item for item in board.open_plan if id(item) not in named)
    return (*found, *(board.left_over(item, cutoff) for item in rest))


def kind_of(item: Linkable) -> Kind:
    """Which kind of item: a duty is a lead, or a task that stands in the organisation section."""
    if isinstance(item, m.Target):
        return "target"
    if isinstance(item, m.Requirement):
        return "requirement"
    return "task" if isinstance(item, m.Task) else "lead"


class _Board:
    """The items of both sides that no link ties, the pairs among them, and which of those were taken."""

    def __init__(self, plan: m.Plan, template: m.Plan, registry: m.Registry) -> None:
        asked = {key for i in template.linkable for key in keys(i, template)}
        given = {key for i in plan.linkable for key in keys(i, plan)}
        wanted = [i for i in template.linkable if not isinstance(i, m.Duty) or "lead" in i.verbs]
        self.open_template = [i for i in wanted if given.isdisjoint(keys(i, template))]
        self.open_plan = [i for i in plan.linkable if asked.isdisjoint(keys(i, plan))]
        self.linked = {id(i) for i in plan.linkable} - {id(i) for i in self.open_plan}
        self.linked |= {id(i) for i in wanted} - {id(i) for i in self.open_template}
        pairs = sorted(
            _pairs(wanted, plan.linkable, registry),
            key=lambda p: (-p.score, p.template.span.start, p.item.span.start),
        )
        self.of: dict[int, list[Pair]] = {}
        for pair in pairs:
            self.of.setdefault(id(pair.template), []).append(pair)
            self.of.setdefault(id(pair.item), []).append(pair)
        self.taken: dict[int, Pair] = {}

    def sure(self, least: float) -> dict[int, Pair]:
        """The sure pairs by the template's item. Each one found takes two rivals from the rest, so all are gone through again."""
        found: dict[int, Pair] = {}
        changed = True
        while changed:
            changed = False
            for wanted in self.open_template:
                pair = self._clear(wanted, least) if id(wanted) not in found else None
                if pair is not None:
                    found[id(wanted)] = pair
                    self.taken[id(wanted)] = self.taken[id(pair.item)] = pair
                    changed = True
        return found

    def _clear(self, wanted: Linkable, least: float) -> Pair | None:
        """The pair of ``wanted`` that is both sides' best by the margin, among what is still free."""
        best = next(iter(self._free(wanted)), None)
        if best is None or best.score < least or best.basis == "other-indicator":
            return None
        return None if self._rival(best) is not None else best

    def _rival(self, pair: Pair) -> Pair | None:
        """The best other free pair with one of the same items that is not behind by the margin."""
        rivals = []
        for side in (pair.template, pair.item):
            rival = next((p for p in self._free(side) if p is not pair), None)
            if rival is not None and rival.score > pair.score - MARGIN:
                rivals.append(rival)
        return max(rivals, key=lambda p: p.score, default=None)

    def _free(self, item: Linkable) -> Iterator[Pair]:
        """The pairs of ``item`` whose two sides are neither linked nor taken, the nearest first."""
        for pair in self.of.get(id(item), ()):
            if not ({id(pair.template), id(pair.item)} & self.linked or self._has(pair)):
                yield pair

    def _has(self, pair: Pair) -> bool:
        return id(pair.template) in self.taken or id(pair.item) in self.taken

    def unsure(self, wanted: Linkable, cutoff: float) -> Proposal:
        """What may carry out ``wanted``, which has nothing sure: of the free ones the nearest, else one that has its item."""
        kind = kind_of(wanted)
        for pair in self._free(wanted):
            if pair.score < cutoff:
                break
            if pair.basis == "other-indicator":
                return Proposal(kind, wanted, pair.item, pair, "unsure", "indicator")
            return self._open(kind, pair)
        return self._shared(kind, wanted, max(SURE, cutoff)) or Proposal(kind, wanted, None, None, "none")

    def _open(self, kind: Kind, pair: Pair) -> Proposal:
        """A pair of which both sides are free, and that is not sure: of several alike, or too little in common."""
        rival = self._rival(pair)
        return Proposal(kind, pair.template, pair.item, pair, "unsure", "close" if rival else "low", rival)

    def left_over(self, item: Linkable, cutoff: float) -> Proposal:
        """What an item of the plan may carry out that nothing of the template was proposed for."""
        kind = kind_of(item)
        return self._shared(kind, item, max(SURE, cutoff)) or Proposal(kind, None, item, None, "none")

    def _shared(self, kind: Kind, item: Linkable, least: float) -> Proposal | None:
        """The nearest of the other side though it has its item: one for several, or several for one."""
        for pair in self.of.get(id(item), ()):
            if pair.score < least:
                return None
            if _may_share(pair):
                if {id(pair.template), id(pair.item)} & self.linked or self._has(pair):
                    second = self.taken.get(id(pair.template)) or self.taken.get(id(pair.item))
                    return Proposal(kind, pair.template, pair.item, pair, "unsure", "taken", second)
                return self._open(kind, pair)
        return None


def _may_share(pair: Pair) -> bool:
    """True where both are of one kind and, of targets, state the same year: one of another year is another target."""
    if type(pair.template) is not type(pair.item) or pair.basis in ("lead", "other-indicator"):
        return False
    return pair.basis != "indicator" or bool(pair.shared)


def _pairs(wanted: Sequence[Linkable], offered: Sequence[Linkable], registry: m.Registry) -> Iterator[Pair]:
    weigh = _Weights([*wanted, *offered])
    yield from _targets(wanted, offered, weigh, registry)
    yield from _requirements(wanted, offered, weigh)
    yield from _leads(wanted, offered, weigh)
    tasks = [i for i in wanted if isinstance(i, m.Task)]
    work = [i for i in offered if isinstance(i, m.Task) or (isinstance(i, m.Duty) and not i.covers)]
    yield from _by_wording(tasks, work, weigh)


def _targets(
    wanted: Iterable[Linkable], offered: Iterable[Linkable], weigh: _Weights, registry: m.Registry
) -> Iterator[Pair]:
    """Targets of one indicator and sector, nearer by a common year, the population and the wording; then by wording alone."""
    by_indicator: dict[tuple[str, str], list[m.Target]] = {}
    by_sector: dict[str, list[m.Target]] = {}
    for item in offered:
        if isinstance(item, m.Target):
            by_indicator.setdefault((item.indicator.id, item.sector), []).append(item)
            by_sector.setdefault(item.sector, []).append(item)
    for one in wanted:
        if not isinstance(one, m.Target):
            continue
        same = by_indicator.get((one.indicator.id, one.sector), [])[:_ALIKE]
        for other in same:
            years = {x.year for x in one.levels} & {x.year for x in other.levels}
            whom = rel.population(other.population.id, one.population.id, registry)
            score = (
                50
                + (20 if years else 0)
                + (15 if whom == rel.EQUAL else 0 if whom == rel.INCOMPARABLE else 8)
            )
            yield Pair(
                one,
                other,
                round(score + 0.15 * weigh.likeness(one, other), 1),
                "indicator",
                tuple(sorted(years)),
            )
        if not same:
            others = [t for t in by_sector.get(one.sector, ()) if t.unit == one.unit][:_ALIKE]
            yield from (p._replace(basis="other-indicator") for p in _by_wording([one], others, weigh))


def _requirements(wanted: Iterable[Linkable], offered: Iterable[Linkable], weigh: _Weights) -> Iterator[Pair]:
    """Requirements of one sector that list the same, nearer by the share of what they list and by the wording."""
    listing: dict[str, list[m.Requirement]] = {}
    for item in offered:
        if isinstance(item, m.Requirement):
            for ref in item.of:
                listing.setdefault(ref.id, []).append(item)
    for one in wanted:
        if not isinstance(one, m.Requirement):
            continue
        options = tuple(ref.id for ref in one.of)
        near = {id(r): r for o in options for r in listing.get(o, ())[:_ALIKE] if _sectors_fit(one, r)}
        for other in near.values():
            theirs = {ref.id for ref in other.of}
            share = len(theirs & set(options)) / len(theirs | set(options))
            score = round(70 * share + 0.3 * weigh.likeness(one, other), 1)
            yield Pair(one, other, score, "options", tuple(o for o in options if o in theirs))


def _leads(wanted: Iterable[Linkable], offered: Iterable[Linkable], weigh: _Weights) -> Iterator[Pair]:
    """Duties to lead of one agency: the whole plan in both, or work of like wording."""
    leading: dict[str, list[m.Duty]] = {}
    for item in offered:
        if isinstance(item, m.Duty) and "lead" in item.verbs:
            for ref in item.agencies:
                leading.setdefault(ref.id.partition("@")[0], []).append(item)
    for one in wanted:
        if not isinstance(one, m.Duty):
            continue
        agencies = tuple(ref.id.partition("@")[0] for ref in one.agencies)
        near = {id(d): d for a in agencies for d in leading.get(a, ())[:_ALIKE] if _sectors_fit(one, d)}
        for other in near.values():
            theirs = {ref.id.partition("@")[0] for ref in other.agencies}
            score = round(_lead(one, other, weigh.likeness(one, other)), 1)
            yield Pair(one, other, score, "lead", tuple(a for a in agencies if a in theirs))


def _lead(one: m.Duty, other: m.Duty, wording: float) -> float:
    """How near two duties of one agency are: the whole plan is led once, but parts of it many times."""
    if _whole(one) is not _whole(other):
        return 20 + 0.2 * wording
    return 80 + 0.2 * wording if _whole(one) else 25 + 0.75 * wording


def _whole(duty: m.Duty) -> bool:
    return any(c.basis == "whole-plan" for c in duty.covers)


def _by_wording(wanted: Sequence[Linkable], offered: Sequence[Linkable], weigh: _Weights) -> Iterator[Pair]:
    """The pairs that share the most of their rare words; of long plans only the rarest words are looked up."""
    having: dict[str, list[int]] = {}
    for place, item in enumerate(offered):
        for word in weigh.words(item):
            having.setdefault(word, []).append(place)
    wholes = [weigh.whole(item) for item in offered]
    sectors = [_sector(item) for item in offered]
    fitting = {sector: {s for s in {*sectors} if _fit(sector, s)} for sector in {_sector(i) for i in wanted}}
    for one in wanted:
        shared: dict[int, float] = {}
        rest, fit = _READ, fitting[_sector(one)]
        for word in sorted(weigh.words(one), key=lambda w: (len(having.get(w, ())), w)):
            places = having.get(word, [])[:rest]
            rest -= len(places)
            weight = weigh.of[word]
            for place in places:
                shared[place] = shared.get(place, 0.0) + weight
        ranked = [(-weight / wholes[p], p) for p, weight in shared.items() if sectors[p] in fit]
        for _, place in nsmallest(_KEPT, ranked):
            other = offered[place]
            common = likeness.in_common(title(one), title(other))
            yield Pair(one, other, weigh.likeness(one, other), "wording", common)


def _sectors_fit(one: Linkable, other: Linkable) -> bool:
    return _fit(_sector(one), _sector(other))


def _fit(one: str, other: str) -> bool:
    """True where two sectors are the same, or one of them takes in the other, or is not stated."""
    return one == other or not one or not other or one in _BOTH or other in _BOTH


def _sector(item: Linkable) -> str:
    if isinstance(item, m.Duty):
        return (item.scope.sector or "") if item.scope is not None else ""
    return item.sector


class _Weights:
    """What each word tells: a word of most titles tells little."""

    def __init__(self, items: Sequence[Linkable]) -> None:
        self._words = {id(i): likeness.words(title(i)) for i in items}
        having = Counter(w for words in self._words.values() for w in words)
        self.of = {word: log(1 + len(self._words) / many) for word, many in having.items()}
        self._wholes = {key: sum(map(self.of.__getitem__, words)) for key, words in self._words.items()}

    def words(self, item: Linkable) -> tuple[str, ...]:
        return self._words[id(item)]

    def whole(self, item: Linkable) -> float:
        """What all words of an item's title weigh."""
        return self._wholes[id(item)]

    def likeness(self, one: Linkable, other: Linkable) -> float:
        """How near two titles are: half by their letters, half by the share of the words that tell."""
        whole = self.whole(one) + self.whole(other)
        if not whole:
            return 0.0
        theirs = frozenset(self.words(other))
        common = sum(self.of[w] for w in self.words(one) if w in theirs)
        return round((likeness.score(title(one), title(other)) + 200 * common / whole) / 2, 1)


def title(item: Linkable) -> str:
    """What an item is called; a target without a title by the id of its indicator."""
    return item.title or (item.indicator.id if isinstance(item, m.Target) else item.id)
