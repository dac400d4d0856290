"""How one demand stands to another: the orders of the field, their laws, and the verdicts that follow."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planmodel import model as m
from planmodel.derive import relations as rel
from planmodel.diagnostics import Span
from tests.golden import REGISTRY

often = settings(max_examples=200, deadline=None)
NOWHERE = Span(1, 1, 1, 1, 0, 0)


def population(one: str, other: str) -> str:
    return rel.population(one, other, REGISTRY)


Relation = Callable[[str, str], str]
ORDERS: dict[str, tuple[Relation, tuple[str, ...]]] = {
    "commitment": (rel.commitment, ("firm", "minimum", "approximate", "aspirational")),
    "measure": (rel.measure, ("count-and-value", "count", "value", "count-or-value", "share")),
    "demand": (rel.demand, ("install-and-use", "use", "accept")),
    "area": (rel.area, ("all", "urban", "rural")),
    "population": (population, tuple(REGISTRY.populations)),
}
every_order = pytest.mark.parametrize("order", ORDERS)

# "one > other" and "one = other" (docs/comparison.md); every pair that is not told here is incomparable.
TOLD = """
commitment firm = minimum
commitment firm > approximate
commitment firm > aspirational
commitment minimum > approximate
commitment minimum > aspirational
measure count-and-value > count
measure count-and-value > value
measure count-and-value > count-or-value
measure count > count-or-value
measure value > count-or-value
demand install-and-use > use
demand install-and-use > accept
demand use > accept
area all > urban
area all > rural
population truong-hoc > truong-pho-thong-dai-hoc
population truong-hoc > co-so-tieu-hoc
population truong-hoc > co-so-trung-hoc-gdtx
population truong-hoc > dai-hoc
population truong-hoc > dai-hoc-cao-dang
population truong-pho-thong-dai-hoc > co-so-tieu-hoc
population truong-pho-thong-dai-hoc > dai-hoc
population dai-hoc-cao-dang > dai-hoc
population benh-vien > benh-vien-tuyen-tinh
population benh-vien > co-so-kham-chua-benh
"""


@every_order
def test_every_pair_of_values_stands_as_the_field_orders_it(order: str) -> None:
    relation, values = ORDERS[order]
    told = {}
    for line in TOLD.strip().splitlines():
        name, one, sign, other = line.split()
        if name == order:
            told[one, other] = rel.EQUAL if sign == "=" else rel.STRONGER
    found = {(a, b): relation(a, b) for a, b in product(values, values)}
    wanted = (
        {(a, a): rel.EQUAL for a in values} | told | {(b, a): rel.MIRROR[r] for (a, b), r in told.items()}
    )
    assert found == {pair: wanted.get(pair, rel.INCOMPARABLE) for pair in found}


@every_order
def test_the_order_is_a_partial_order_up_to_equality(order: str) -> None:
    relation, values = ORDERS[order]
    at_least = {(a, b) for a, b in product(values, values) if relation(a, b) in (rel.EQUAL, rel.STRONGER)}
    assert all((a, a) in at_least for a in values)
    for a, b in at_least:
        assert (b, a) not in at_least or relation(a, b) == rel.EQUAL
        assert all((a, c) in at_least for x, c in at_least if x == b)


@every_order
def test_every_relation_has_its_mirror(order: str) -> None:
    relation, values = ORDERS[order]
    for a, b in product((*values, "unknown", "xyz"), repeat=2):
        assert relation(a, b) == rel.MIRROR[relation(b, a)]


def test_what_is_not_known_is_unknown_and_two_values_alike_are_equal() -> None:
    assert rel.demand(None, "use") == rel.demand("use", None) == rel.UNKNOWN
    assert rel.demand(None, None) == rel.EQUAL
    assert rel.area("unknown", "all") == rel.area("urban", "unknown") == rel.UNKNOWN
    assert {rel.MIRROR[rel.MIRROR[r]] == r for r in rel.MIRROR} == {True}


# --------------------------------------------------------------------------------------------------- levels


def level(amount: str, high: str | None = None) -> m.Level:
    return m.Level("2022", Decimal(amount), Decimal(high) if high is not None else None, False, NOWHERE)


LEVELS = [
    (">= 50", ">= 50", rel.EQUAL),
    (">= 50", ">= 50.0", rel.EQUAL),
    (">= 40", ">= 50", rel.WEAKER),
    (">= 60", ">= 50", rel.STRONGER),
    ("> 50", ">= 50", rel.STRONGER),
    ("> 50", ">= 51", rel.WEAKER),
    ("> 50", "> 49.9", rel.STRONGER),
    ("<= 5", "<= 10", rel.STRONGER),
    ("<= 10", "<= 5", rel.WEAKER),
    ("<= 10", ">= 5", rel.INCOMPARABLE),
    ("range 90 100", ">= 90", rel.STRONGER),
    ("range 90 100", ">= 80", rel.STRONGER),
    ("range 40 60", ">= 50", rel.INCOMPARABLE),
    ("range 10 20", "<= 20", rel.STRONGER),
    ("range 10 20", "range 5 25", rel.STRONGER),
    ("range 10 20", "range 15 25", rel.INCOMPARABLE),
    ("range 10 20", "range 10 20", rel.EQUAL),
]


def stands(one: str, other: str) -> str:
    (sign, *amounts), (other_sign, *other_amounts) = one.split(), other.split()
    return rel.level(level(*amounts), sign, level(*other_amounts), other_sign)


@pytest.mark.parametrize(("one", "other", "wanted"), LEVELS, ids=[f"{a} | {b}" for a, b, _ in LEVELS])
def test_a_level_that_allows_less_is_the_stronger_one(one: str, other: str, wanted: str) -> None:
    assert stands(one, other) == wanted
    assert stands(other, one) == rel.MIRROR[wanted]


amounts = st.decimals(0, 100, places=1)
bounds = st.tuples(st.sampled_from([">=", ">", "<="]), amounts, st.none())
ranges = st.tuples(amounts, amounts).map(lambda x: ("range", min(x), max(x)))
levels = bounds | ranges
Bounds = tuple[str, Decimal, Decimal | None]


def compared(one: Bounds, other: Bounds) -> str:
    a, b = (m.Level("2022", x[1], x[2], False, NOWHERE) for x in (one, other))
    return rel.level(a, one[0], b, other[0])


def allows(which: Bounds, amount: Decimal) -> bool:
    sign, low, high = which
    if sign == "range":
        assert high is not None
        return low <= amount <= high
    return {">=": amount >= low, ">": amount > low, "<=": amount <= low}[sign]


@often
@given(levels, levels)
def test_levels_have_a_mirror_and_follow_from_the_values_that_they_allow(one: Bounds, other: Bounds) -> None:
    found = compared(one, other)
    assert found == rel.MIRROR[compared(other, one)]
    edges = {Decimal(-1), Decimal(1000)}
    for _, low, high in (one, other):
        for edge in (low, high if high is not None else low):
            edges |= {edge, edge - Decimal("0.01"), edge + Decimal("0.01")}
    mine, theirs = ({e for e in edges if allows(x, e)} for x in (one, other))
    wanted = {(True, True): rel.EQUAL, (True, False): rel.STRONGER, (False, True): rel.WEAKER}
    assert found == wanted.get((mine <= theirs, mine >= theirs), rel.INCOMPARABLE)


@often
@given(levels, levels, levels)
def test_levels_are_transitive(one: Bounds, two: Bounds, three: Bounds) -> None:
    if {compared(one, two), compared(two, three)} <= {rel.EQUAL, rel.STRONGER}:
        assert compared(one, three) in (rel.EQUAL, rel.STRONGER)


# -------------------------------------------------------------------------------------------- choose n of m


def rule(choose: int | None, of: str) -> m.Requirement:
    refs = tuple(m.Ref(x, NOWHERE) for x in of)
    return m.Requirement(
        span=NOWHERE,
        id="r",
        at=None,
        sector="both",
        title="",
        choose=choose,
        of=refs,
        implements=(),
        provenance=None,
        note=None,
    )


CHOICES = [
    ((3, "abcd"), (3, "abcd"), rel.EQUAL),
    ((3, "abcd"), (3, "dcba"), rel.EQUAL),
    ((None, "abcd"), (3, "abcd"), rel.STRONGER),
    ((None, "abcd"), (4, "abcd"), rel.EQUAL),
    ((2, "abcd"), (3, "abcd"), rel.WEAKER),
    ((None, "abc"), (None, "ab"), rel.STRONGER),
    ((None, "ab"), (None, "bc"), rel.INCOMPARABLE),
    ((None, "abc"), (3, "abcd"), rel.STRONGER),
    ((3, "abc"), (3, "abcd"), rel.STRONGER),
    ((3, "abcde"), (3, "abcd"), rel.WEAKER),
    ((4, "abcde"), (3, "abcd"), rel.STRONGER),
    ((1, "a"), (1, "b"), rel.INCOMPARABLE),
]


@pytest.mark.parametrize(("one", "other", "wanted"), CHOICES, ids=[f"{a}-{b}" for a, b, _ in CHOICES])
def test_a_rule_whose_every_choice_meets_the_other_is_the_stronger_one(
    one: tuple[int | None, str], other: tuple[int | None, str], wanted: str
) -> None:
    assert rel.choose(rule(*one), rule(*other)) == wanted
    assert rel.choose(rule(*other), rule(*one)) == rel.MIRROR[wanted]


options = st.sets(st.sampled_from("abcd"), min_size=1).map(lambda x: "".join(sorted(x)))
rules = options.flatmap(lambda of: st.tuples(st.none() | st.integers(1, len(of)), st.just(of)))


def meets(choose: int | None, of: str, chosen: frozenset[str]) -> bool:
    return len(chosen & set(of)) >= (choose or len(of))


@often
@given(rules, rules)
def test_choices_compare_as_asking_every_way_to_choose_does(
    one: tuple[int | None, str], other: tuple[int | None, str]
) -> None:
    ways = [frozenset(x) for n in range(5) for x in combinations("abcd", n)]
    implies = all(meets(*other, w) for w in ways if meets(*one, w))
    implied = all(meets(*one, w) for w in ways if meets(*other, w))
    wanted = {(True, True): rel.EQUAL, (True, False): rel.STRONGER, (False, True): rel.WEAKER}
    assert rel.choose(rule(*one), rule(*other)) == wanted.get((implies, implied), rel.INCOMPARABLE)


# ------------------------------------------------------------------------------------------------- verdicts

VERDICTS = [
    ("", "conforms"),
    ("equal", "conforms"),
    ("equal stronger", "exceeds"),
    ("equal weaker", "falls-short"),
    ("stronger weaker", "mixed"),
    ("equal incomparable", "mixed"),
    ("weaker incomparable", "mixed"),
    ("equal unknown", "unknown"),
    ("weaker unknown", "unknown"),
    ("stronger unknown", "unknown"),
    ("stronger weaker unknown", "mixed"),
    ("incomparable unknown", "mixed"),
]


@pytest.mark.parametrize(("seen", "wanted"), VERDICTS, ids=[v[0] or "none" for v in VERDICTS])
def test_the_verdict_follows_from_the_dimensions(seen: str, wanted: str) -> None:
    dimensions: dict[str, str | None] = dict.fromkeys(("level", "year", "area", "demand"))
    dimensions |= dict(zip(dimensions, seen.split(), strict=False))
    assert rel.verdict(dimensions) == wanted
    assert wanted in rel.VERDICTS


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from([*rel.MIRROR, None])))
def test_seen_from_the_other_side_more_is_less_and_everything_else_is_the_same(
    dimensions: dict[str, str | None],
) -> None:
    other = {"exceeds": "falls-short", "falls-short": "exceeds"}
    mirrored = {k: rel.MIRROR[v] if v is not None else None for k, v in dimensions.items()}
    found = rel.verdict(dimensions)
    assert rel.verdict(mirrored) == other.get(found, found)
