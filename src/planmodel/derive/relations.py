"""How one demand stands to another: equal, stronger, weaker, incomparable or unknown, dimension by dimension.

Every function says how ``one`` stands to ``other``; seen from the other side the relation is its mirror. Words stand as
the registry of orders says (``plans/registry/orders.yaml``, docs/comparison.md), populations by what they are a part
of, levels by the values that they allow, choices by what meets them, and dates by which comes first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal

from planmodel import model as m
from planmodel.diagnostics import Text

EQUAL, STRONGER, WEAKER, INCOMPARABLE, UNKNOWN = "equal", "stronger", "weaker", "incomparable", "unknown"
MIRROR = {EQUAL: EQUAL, STRONGER: WEAKER, WEAKER: STRONGER, INCOMPARABLE: INCOMPARABLE, UNKNOWN: UNKNOWN}
"""Every relation seen from the other side."""

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
    "frequency",
)
"""In what demands can differ, in the order in which a reader is told."""

_UNSAID = "unknown"
"""The word of a plan for what its document does not say; it stands to every word as unknown, to itself too."""


def relation(dimension: str, one: str | None, other: str | None, registry: m.Registry) -> str:
    """How word ``one`` stands to ``other`` in ``area``, ``measure``, ``demand``, ``commitment`` or ``role``.

    A word that the orders in force do not have is unknown beside any other. A verb of the table of roles that no order
    names compares with none.
    """
    if _UNSAID in (one, other):
        return UNKNOWN
    if one == other:
        return EQUAL
    if one is None or other is None:
        return UNKNOWN
    ranks = registry.orders.get(dimension, {})
    a, b = ranks.get(one), ranks.get(other)
    if a is None or b is None:
        verbs: Collection[str] = registry.verbs if dimension == "role" and ranks else ()
        known = (a is not None or one in verbs) and (b is not None or other in verbs)
        return INCOMPARABLE if known else UNKNOWN
    if other in a.equal:
        return EQUAL
    return _beside(other in a.weaker, one in b.weaker)


def source(dimension: str, one: str, other: str, registry: m.Registry) -> Text | None:
    """Where the order of the two words comes from (a law, a custom); None where they are not in order."""
    ranks = registry.orders.get(dimension, {})
    for above, below in ((one, other), (other, one)):
        rank = ranks.get(above)
        if rank is not None and (below in rank.weaker or below in rank.equal):
            return rank.source
    return None


def _beside(is_over: bool, is_under: bool) -> str:
    """The relation of what is over or under another; both at once is a circle in the data, which tells nothing."""
    if is_over and is_under:
        return UNKNOWN
    return STRONGER if is_over else WEAKER if is_under else INCOMPARABLE


def population(one: str, other: str, registry: m.Registry) -> str:
    """How population ``one`` stands to ``other``: a part of a population is the weaker demand."""
    if one == other:
        return EQUAL
    if one not in registry.populations or other not in registry.populations:
        return UNKNOWN
    return _beside(one in wider(other, registry), other in wider(one, registry))


def wider(of: str, registry: m.Registry) -> set[str]:
    """Every population that contains ``of``; a cycle in the registry ends."""
    seen: set[str] = set()
    rest = [of]
    while rest:
        entry = registry.populations.get(rest.pop())
        for ref in entry.within if entry is not None else ():
            if ref.id not in seen:
                seen.add(ref.id)
                rest.append(ref.id)
    return seen


def year(one: str, other: str) -> str:
    """How a demand for year ``one`` stands to the same for ``other``: the earlier one is met sooner.

    A figure without a year is unknown beside one that has a year.
    """
    if one == other:
        return EQUAL
    if m.UNSTATED in (one, other):
        return UNKNOWN
    return STRONGER if one < other else WEAKER


def deadline(one: date | None, other: date | None) -> str:
    """How a last day stands to another: the earlier one is stronger, none at all weaker than any."""
    if one == other:
        return EQUAL
    if one is None or other is None:
        return WEAKER if one is None else STRONGER
    return STRONGER if one < other else WEAKER


_AS_OFTEN: dict[str, frozenset[str]] = {
    "month": frozenset({"month", "quarter", "half-year", "nine-months", "year", "once"}),
    "quarter": frozenset({"quarter", "half-year", "nine-months", "year", "once"}),
    "half-year": frozenset({"half-year", "year", "once"}),
    "nine-months": frozenset({"nine-months", "once"}),
    "year": frozenset({"year", "once"}),
}
"""For each period those than which it comes as often or more often, on the days on which they end."""


def frequency(one: Collection[str], other: Collection[str]) -> str:
    """How the periods of a report stand to others: a report for every one of theirs, as often or more often, and more.

    So quarterly is more than half-yearly, and quarterly and yearly more than quarterly; monthly beside "quarterly and
    yearly" does not compare, since one report of the two has nothing to answer it.
    """
    mine, theirs = set(one), set(other)
    return EQUAL if mine == theirs else _beside(_serves(mine, theirs), _serves(theirs, mine))


def _serves(mine: Collection[str], theirs: Collection[str]) -> bool:
    """True where every period of ``theirs`` has one of ``mine`` to itself that comes as often (a matching in a small graph)."""
    taken: dict[str, str] = {}

    def placed(period: str, tried: set[str]) -> bool:
        for own in sorted(mine):
            if own not in tried and period in _AS_OFTEN.get(own, (own,)):
                tried.add(own)
                if own not in taken or placed(taken[own], tried):
                    taken[own] = period
                    return True
        return False

    return all(placed(period, set()) for period in sorted(theirs))


def level(
    one: m.Level,
    one_comparator: str,
    other: m.Level,
    other_comparator: str,
    unit: str = "",
    other_unit: str | None = None,
) -> str:
    """How a level stands to another, both as sets of allowed values: who allows less is stronger.

    So "từ 60 trở lên" is stronger than "từ 50 trở lên", "không quá 5" than "không quá 10", and "trên 50" than "từ 50
    trở lên" by its open end. A range of per cent up to 100 has no upper end ("90 – 100%" is "từ 90% trở lên"). Levels
    of different units are unknown to one another; without ``other_unit`` the units are the same.
    """
    if other_unit is not None and unit != other_unit:
        return UNKNOWN
    a, b = _interval(one, one_comparator, unit), _interval(other, other_comparator, unit)
    if a == b:
        return EQUAL
    low = _sign(a[0], b[0])
    high = _sign(b[1], a[1])
    if low >= 0 and high >= 0:
        return STRONGER
    if low <= 0 and high <= 0:
        return WEAKER
    return INCOMPARABLE


def difference(one: m.Level, one_comparator: str, other: m.Level, other_comparator: str) -> Decimal:
    """By how much a level is over another: of their lower ends, where one has none of their upper ends; else nothing."""
    a, b = _interval(one, one_comparator, ""), _interval(other, other_comparator, "")
    for mine, theirs in zip(a, b, strict=True):
        if mine[0].is_finite() and theirs[0].is_finite():
            return mine[0] - theirs[0]
    return Decimal(0)


_Bound = tuple[Decimal, int]
_INFINITE = Decimal("Infinity")


def _interval(which: m.Level, comparator: str, unit: str) -> tuple[_Bound, _Bound]:
    """The allowed values as (low, high); the second part of a bound orders an open end above a closed one."""
    if comparator == ">=":
        return (which.amount, 0), (_INFINITE, 0)
    if comparator == ">":
        return (which.amount, 1), (_INFINITE, 0)
    if comparator == "<=":
        return (-_INFINITE, 0), (which.amount, 0)
    high = which.high if which.high is not None else which.amount
    return (which.amount, 0), (_INFINITE if unit == "%" and high == 100 else high, 0)


def _sign(one: _Bound, other: _Bound) -> int:
    return (one > other) - (one < other)


def choose(one: m.Requirement, other: m.Requirement) -> str:
    """How an "n of m" rule stands to another: stronger where whoever meets it meets the other, and not the reverse."""
    over, under = _implies(one, other), _implies(other, one)
    return EQUAL if over and under else _beside(over, under)


def _implies(one: m.Requirement, other: m.Requirement) -> bool:
    """True where every way to meet ``one`` meets ``other``: in the worst case the choice avoids their options."""
    mine, theirs = {r.id for r in one.of}, {r.id for r in other.of}
    return _chosen(one, mine) - len(mine - theirs) >= _chosen(other, theirs)


def _chosen(rule: m.Requirement, of: set[str]) -> int:
    """How many of its options a rule asks for: all where it names no number, and never more than there are."""
    return len(of) if rule.choose is None else min(rule.choose, len(of))


def choose_together(many: Collection[m.Requirement], other: m.Requirement) -> str:
    """How several "n of m" rules that all hold stand to another; those that share an option are not counted together."""
    theirs = {r.id for r in other.of}
    lists = [{r.id for r in one.of} for one in many]
    apart = sum(map(len, lists)) == len(set().union(*lists))
    sure = sum(max(0, _chosen(one, mine) - len(mine - theirs)) for one, mine in zip(many, lists, strict=True))
    over = (apart and sure >= _chosen(other, theirs)) or any(_implies(one, other) for one in many)
    under = all(_implies(other, one) for one in many)
    return EQUAL if over and under else _beside(over, under)


PARTS = {("area", "all"): ("urban", "rural"), ("measure", "count-and-value"): ("count", "value")}
"""What several demands make up together, by dimension and word: one for towns and one for the countryside are one for all."""


def of_parts(relations: Iterable[str | None]) -> str:
    """How demands for the parts of a whole stand together to one for the whole, each part standing to it as given."""
    seen = set(relations)
    if UNKNOWN in seen or None in seen:
        return UNKNOWN
    if seen <= {EQUAL}:
        return EQUAL
    if seen <= {EQUAL, STRONGER}:
        return STRONGER
    return WEAKER if seen <= {EQUAL, WEAKER} else INCOMPARABLE


VERDICTS = ("conforms", "exceeds", "falls-short", "mixed", "missing", "moved", "added", "unknown")


def verdict(dimensions: Mapping[str, str | None]) -> str:
    """What follows from the dimensions: all equal conforms; some stronger exceeds; some weaker falls short; both is mixed."""
    seen = {d for d in dimensions.values() if d is not None}
    if INCOMPARABLE in seen or {STRONGER, WEAKER} <= seen:
        return "mixed"
    if UNKNOWN in seen:
        return "unknown"
    if WEAKER in seen:
        return "falls-short"
    return "exceeds" if STRONGER in seen else "conforms"
