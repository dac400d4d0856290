"""How one demand stands to another: equal, stronger, weaker, incomparable or unknown, dimension by dimension.

The orders are those of the field (docs/comparison.md): a firm or minimum commitment binds more than an approximate or
aspirational one; count and value more than either alone, either alone more than "count or value"; to install and use
more than to use, to use more than to accept; everywhere more than urban areas only; a population more than a part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from planmodel import model as m

EQUAL, STRONGER, WEAKER, INCOMPARABLE, UNKNOWN = "equal", "stronger", "weaker", "incomparable", "unknown"
MIRROR = {EQUAL: EQUAL, STRONGER: WEAKER, WEAKER: STRONGER, INCOMPARABLE: INCOMPARABLE, UNKNOWN: UNKNOWN}
"""Every relation seen from the other side."""

Below = Mapping[str, frozenset[str]]

_COMMITMENT: Below = {
    "firm": frozenset({"approximate", "aspirational"}),
    "minimum": frozenset({"approximate", "aspirational"}),
    "approximate": frozenset(),
    "aspirational": frozenset(),
}
_MEASURE: Below = {
    "count-and-value": frozenset({"count", "value", "count-or-value"}),
    "count": frozenset({"count-or-value"}),
    "value": frozenset({"count-or-value"}),
    "count-or-value": frozenset(),
    "share": frozenset(),
}
_DEMAND: Below = {
    "install-and-use": frozenset({"use", "accept"}),
    "use": frozenset({"accept"}),
    "accept": frozenset(),
}
_AREA: Below = {"all": frozenset({"urban", "rural"}), "urban": frozenset(), "rural": frozenset()}
_SAME = {"commitment": frozenset({"firm", "minimum"})}


def _by_order(below: Below, one: str | None, other: str | None) -> str:
    if one == other:
        return EQUAL
    if one is None or other is None or one not in below or other not in below:
        return UNKNOWN
    if other in below[one]:
        return STRONGER
    return WEAKER if one in below[other] else INCOMPARABLE


def commitment(one: str, other: str) -> str:
    """How commitment ``one`` stands to ``other``; firm and minimum bind alike."""
    return EQUAL if {one, other} <= _SAME["commitment"] else _by_order(_COMMITMENT, one, other)


def measure(one: str, other: str) -> str:
    """How measure ``one`` stands to ``other``."""
    return _by_order(_MEASURE, one, other)


def demand(one: str | None, other: str | None) -> str:
    """How what is asked of an institution in ``one`` stands to ``other``."""
    return _by_order(_DEMAND, one, other)


def area(one: str, other: str) -> str:
    """How area ``one`` stands to ``other``; an unknown area gives unknown."""
    return _by_order(_AREA, one, other)


def population(one: str, other: str, registry: m.Registry) -> str:
    """How population ``one`` stands to ``other``: a part of a population is the weaker demand."""
    if one == other:
        return EQUAL
    if other in wider(one, registry):
        return WEAKER
    return STRONGER if one in wider(other, registry) else INCOMPARABLE


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


def level(one: m.Level, one_comparator: str, other: m.Level, other_comparator: str) -> str:
    """How a level stands to another of the same unit, both as sets of allowed values: who allows less is stronger.

    So "từ 60 trở lên" is stronger than "từ 50 trở lên", "không quá 5" than "không quá 10", and "trên 50" than "từ 50
    trở lên" by its open end.
    """
    a, b = _interval(one, one_comparator), _interval(other, other_comparator)
    if a == b:
        return EQUAL
    low = _sign(a[0], b[0])
    high = _sign(b[1], a[1])
    if low >= 0 and high >= 0:
        return STRONGER
    if low <= 0 and high <= 0:
        return WEAKER
    return INCOMPARABLE


_Bound = tuple[Decimal, int]
_INFINITE = Decimal("Infinity")


def _interval(which: m.Level, comparator: str) -> tuple[_Bound, _Bound]:
    """The allowed values as (low, high); the second part of a bound orders an open end above a closed one."""
    if comparator == ">=":
        return (which.amount, 0), (_INFINITE, 0)
    if comparator == ">":
        return (which.amount, 1), (_INFINITE, 0)
    if comparator == "<=":
        return (-_INFINITE, 0), (which.amount, 0)
    return (which.amount, 0), (which.high if which.high is not None else which.amount, 0)


def _sign(one: _Bound, other: _Bound) -> int:
    return (one > other) - (one < other)


def choose(one: m.Requirement, other: m.Requirement) -> str:
    """How an "n of m" rule stands to another: more of the same options is stronger, other options incomparable."""
    mine, theirs = {r.id for r in one.of}, {r.id for r in other.of}
    if mine == theirs:
        n, k = one.choose or len(mine), other.choose or len(theirs)
        return EQUAL if n == k else STRONGER if n > k else WEAKER
    if one.choose is None and other.choose is None:
        return STRONGER if mine > theirs else WEAKER if mine < theirs else INCOMPARABLE
    # Any choice allowed by one must satisfy the other, and not the other way round.
    one_implies = _implies(one, other, mine, theirs)
    other_implies = _implies(other, one, theirs, mine)
    if one_implies and other_implies:
        return EQUAL
    return STRONGER if one_implies else WEAKER if other_implies else INCOMPARABLE


def _implies(one: m.Requirement, other: m.Requirement, mine: set[str], theirs: set[str]) -> bool:
    """True where every way to meet ``one`` meets ``other``: in the worst case the choice avoids their options."""
    n = one.choose or len(mine)
    needed = other.choose or len(theirs)
    return max(0, n - len(mine - theirs)) >= needed


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
