"""How one demand stands to another: the orders of the field, their laws, and the verdicts that follow."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations, permutations, product
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planmodel import model as m
from planmodel import orders, resources
from planmodel.check import check_files, find_files
from planmodel.derive import relations as rel
from planmodel.diagnostics import Diagnostic, Span, Text
from planmodel.source import Source
from planmodel.workspace import Workspace, load_source
from tests.golden import PROVINCES, REGISTRY, ROOT, TEMPLATE, real
from tests.plan_texts import MINIMAL, assert_found

often = settings(max_examples=200, deadline=None)
NOWHERE = Span(1, 1, 1, 1, 0, 0)


WORDS = {
    "commitment": ("firm", "minimum", "approximate", "aspirational"),
    "measure": ("count-and-value", "count", "value", "count-or-value", "share"),
    "demand": ("install-and-use", "use", "accept"),
    "area": ("all", "urban", "rural"),
    "role": tuple(REGISTRY.verbs),
    "population": tuple(REGISTRY.populations),
}
every_order = pytest.mark.parametrize("order", WORDS)
AT_LEAST = (rel.EQUAL, rel.STRONGER)


def stands_by(order: str, one: str | None, other: str | None, registry: m.Registry = REGISTRY) -> str:
    if order == "population":
        return rel.population(one or "", other or "", registry)
    return rel.relation(order, one, other, registry)


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
role lead > coordinate
role lead > implement
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
    told = {}
    for line in TOLD.strip().splitlines():
        name, one, sign, other = line.split()
        if name == order:
            told[one, other] = rel.EQUAL if sign == "=" else rel.STRONGER
    found = {(a, b): stands_by(order, a, b) for a, b in product(WORDS[order], repeat=2)}
    wanted = {(a, a): rel.EQUAL for a in WORDS[order]}
    wanted |= told | {(b, a): rel.MIRROR[r] for (a, b), r in told.items()}
    assert found == {pair: wanted.get(pair, rel.INCOMPARABLE) for pair in found}


@every_order
def test_the_order_is_a_partial_order_up_to_equality(order: str) -> None:
    values = WORDS[order]
    at_least = {(a, b) for a, b in product(values, repeat=2) if stands_by(order, a, b) in AT_LEAST}
    assert all((a, a) in at_least for a in values)
    for a, b in at_least:
        assert (b, a) not in at_least or stands_by(order, a, b) == rel.EQUAL
        assert all((a, c) in at_least for x, c in at_least if x == b)


@every_order
def test_every_relation_has_its_mirror(order: str) -> None:
    for a, b in product((*WORDS[order], "unknown", "xyz"), repeat=2):
        assert stands_by(order, a, b) == rel.MIRROR[stands_by(order, b, a)]


def test_what_is_not_known_is_unknown_and_two_values_alike_are_equal() -> None:
    assert stands_by("demand", None, "use") == stands_by("demand", "use", None) == rel.UNKNOWN
    assert stands_by("demand", None, None) == rel.EQUAL
    assert stands_by("area", "unknown", "all") == stands_by("area", "urban", "unknown") == rel.UNKNOWN
    assert stands_by("area", "unknown", "unknown") == rel.UNKNOWN
    assert stands_by("role", "lead", "khong-co") == stands_by("area", "xyz", "all") == rel.UNKNOWN
    assert stands_by("population", "truong-hoc", "khong-co") == rel.UNKNOWN
    assert stands_by("population", "khong-co", "khong-co") == stands_by("area", "xyz", "xyz") == rel.EQUAL
    assert {rel.MIRROR[rel.MIRROR[r]] == r for r in rel.MIRROR} == {True}


def test_every_dimension_of_a_demand_has_a_word() -> None:
    assert len(set(rel.DIMENSIONS)) == len(rel.DIMENSIONS) == 11
    assert {"area", "population", "measure", "demand", "commitment"} <= set(rel.DIMENSIONS)


# --------------------------------------------------------------------------------------- the orders, as data

SCHEMA = json.loads((ROOT / "schema" / "plan.schema.json").read_text("utf-8"))["$defs"]["target"][
    "properties"
]


def of(text: str) -> list[Diagnostic]:
    """What is found in a registry of orders by itself."""
    return load_source(Source("orders.yaml", text)).found


def ranks(*entries: dict[str, Any]) -> dict[str, m.Rank]:
    listed = [{"dimension": "area", "source": {"vi": "x", "en": "x"}, **e} for e in entries]
    return orders.read(listed).get("area", {})


def test_the_words_of_an_order_are_those_of_the_schema() -> None:
    for dimension, known in orders.WORDS.items():
        assert list(known) == SCHEMA[dimension]["enum"]
        assert set(known) == set(REGISTRY.orders[dimension])
    assert {*REGISTRY.orders["area"], "unknown"} == set(SCHEMA["area"]["examples"])
    assert set(REGISTRY.orders["role"]) <= set(REGISTRY.verbs)


def test_what_stands_above_others_says_where_that_comes_from_in_both_languages() -> None:
    source = rel.source("role", "coordinate", "lead", REGISTRY)
    assert source is not None
    assert "144/2005" in source.vi
    assert "144/2005" in source.en
    assert rel.source("role", "coordinate", "implement", REGISTRY) is None
    alike = rel.source("commitment", "minimum", "firm", REGISTRY)
    assert alike == rel.source("commitment", "firm", "minimum", REGISTRY)
    assert alike is not None
    for dimension, listed in REGISTRY.orders.items():
        for one, other in permutations(listed, 2):
            ordered = rel.relation(dimension, one, other, REGISTRY) != rel.INCOMPARABLE
            assert (rel.source(dimension, one, other, REGISTRY) is not None) == ordered


def test_orders_carry_over_from_word_to_word() -> None:
    found = ranks(
        {"above": "town", "below": ["ward"]},
        {"above": "urban", "equal": ["town"]},
        {"above": "all", "below": ["urban", "rural"]},
        {"above": "island"},
    )
    assert found["all"].weaker == {"urban", "town", "ward", "rural"}
    assert found["urban"] == m.Rank(frozenset({"ward"}), frozenset({"town"}), Text("x", "x"))
    assert found["ward"] == m.Rank(frozenset(), frozenset(), None)
    assert found["island"] == m.Rank(frozenset(), frozenset(), Text("x", "x"))


places = st.sampled_from("abcdefg")
entries = st.fixed_dictionaries(
    {"above": places}, optional={"below": st.lists(places, max_size=3), "equal": st.lists(places, max_size=2)}
)


@often
@given(st.lists(entries, max_size=8))
def test_whatever_orders_are_written_they_are_an_order_or_a_finding(listed: list[dict[str, Any]]) -> None:
    found = ranks(*listed)
    registry = m.Registry(**{**REGISTRY.__dict__, "orders": {"area": found}})
    for a, b in product(found, repeat=2):
        assert stands_by("area", a, b, registry) == rel.MIRROR[stands_by("area", b, a, registry)]
    lines = [
        f"  - {{dimension: area, above: {e['above']}, source: {{vi: x, en: x}}"
        + "".join(f", {k}: [{', '.join(dict.fromkeys(e[k]))}]" for k in ("equal", "below") if e.get(k))
        + "}\n"
        for e in listed
    ]
    told = of("registry: orders\norders:" + (" []\n" if not lines else "\n" + "".join(lines)))
    goes_round = any(a in rank.weaker for a, rank in found.items())
    assert [d.code for d in told] == ["PM107"] * goes_round
    if goes_round:
        return
    at_least = {(a, b) for a, b in product(found, repeat=2) if stands_by("area", a, b, registry) in AT_LEAST}
    for a, b in at_least:
        assert (b, a) not in at_least or stands_by("area", a, b, registry) == rel.EQUAL
        assert all((a, c) in at_least for x, c in at_least if x == b)


X = "source: {vi: x, en: x}"
WRONG = """
== circle: a > b > a
  - {dimension: area, above: a, below: [b], X}
  - {dimension: area, above: b, below: [c, a], X}
#                                          ^ PM107
== circle: a > b = a
  - {dimension: area, above: a, equal: [b], below: [b], X}
#                                                   ^ PM107
== circle: firm > approximate > minimum = firm
  - {dimension: commitment, above: firm, equal: [minimum], below: [approximate], X}
  - {dimension: commitment, above: approximate, below: [minimum], X}
#                                                       ^^^^^^^ PM107
== did you mean count?
  - {dimension: measure, above: cout, below: [value], X}
#                               ^^^^ PM104
== use one of: accept, use
  - {dimension: demand, above: use, below: [zzz], X}
#                                           ^^^ PM104
== lower-case letters
  - {dimension: demand, above: use, below: [thấy], X}
#                                           ^^^^ PM105
== what is not known
  - {dimension: area, above: all, below: [unknown], X}
#                                         ^^^^^^^ PM104
== did you mean area?
  - {dimension: aera, above: all, below: [urban], X}
#               ^^^^ PM104
== 'above'
  - {dimension: area, below: [urban], X}
#    ^^^^^^^^^ PM102
== 'source'
  - {dimension: area, above: all, below: [urban]}
#    ^^^^^^^^^ PM102
== at least
  - {dimension: area, above: all, below: [], X}
#                                        ^^ PM107
== twice
  - {dimension: area, above: all, below: [urban, urban], X}
#                                                ^^^^^ PM108
"""
CASES = [case.split("\n", 1) for case in WRONG.split("\n== ")[1:]]


@pytest.mark.parametrize(("said", "entries"), CASES, ids=[said for said, _ in CASES])
def test_what_is_wrong_with_an_order_is_one_finding_at_its_place(said: str, entries: str) -> None:
    text = "registry: orders\norders:\n" + entries.replace("X}", X + "}")
    (one,) = assert_found(text.rstrip("\n") + "\n", check=of)
    assert said in one.message.en
    assert one.message.vi != one.message.en


def test_the_steps_of_a_circle_are_shown() -> None:
    text = f"registry: orders\norders:\n  - {{dimension: area, above: a, below: [b], {X}}}\n"
    (found,) = of(text + f"  - {{dimension: area, above: b, below: [a], {X}}}\n")
    assert [(r.source, r.span and r.span.line, r.message.en) for r in found.related] == [
        ("orders.yaml", 3, "'a' stands above 'b' here")
    ]


def test_a_circle_of_many_steps_is_found_at_once() -> None:
    steps = [(f"a{n}", [f"a{(n + k) % 200}" for k in range(1, 50)]) for n in range(200)]
    lines = [f"  - {{dimension: area, above: {a}, below: [{', '.join(b)}], {X}}}\n" for a, b in steps]
    began = time.process_time()
    assert [d.code for d in of("registry: orders\norders:\n" + "".join(lines))] == ["PM107"]
    assert time.process_time() - began < 5


def test_orders_in_another_registry_are_not_read_in_silence() -> None:
    text = f"registry: roles\nroles: []\norders:\n  - {{dimension: area, above: a, {X}}}\n"
    (found,) = of(text)
    assert (found.code, found.span and found.span.line) == ("PM101", 3)
    assert "registry/orders.yaml" in found.message.en


# ------------------------------------------------------------------------------- the orders of a workspace

TOWNSHIP = f"""registry: orders
orders:
  - {{dimension: area, above: all, below: [urban, rural], {X}}}
  - {{dimension: area, above: urban, below: [township], {X}}}
"""
TARGETS = """targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: township,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans" / "registry").mkdir(parents=True)
    (tmp_path / "plans" / "mau.yaml").write_text(MINIMAL + TARGETS, "utf-8")
    return tmp_path


def checked(home: Path) -> dict[str, list[Diagnostic]]:
    workspace = Workspace.around(home)
    return {c.name: c.found for c in check_files(find_files(["plans"], workspace), workspace)}


def test_an_area_that_no_order_has_is_found_at_its_place_with_the_nearest(home: Path) -> None:
    (found,) = (d for d in checked(home)["plans/mau.yaml"] if d.code == "PM104")
    line = (home / "plans" / "mau.yaml").read_text("utf-8").splitlines()[(found.span or NOWHERE).line - 1]
    assert found.span is not None
    assert line[found.span.column - 1 : found.span.end_column - 1] == "township"
    assert "registry/orders.yaml" in found.message.vi
    path = home / "plans" / "mau.yaml"
    path.write_text(path.read_text("utf-8").replace("township", "urbann"), "utf-8")
    (found,) = (d for d in checked(home)["plans/mau.yaml"] if d.code == "PM104")
    assert found.message.vi == "sổ thứ tự không có địa bàn «urbann»; có phải «urban»?"
    assert found.fix is not None
    assert found.fix.replacement == "urban"
    path.write_text(path.read_text("utf-8").replace("urbann", "unknown"), "utf-8")
    assert [d for d in checked(home)["plans/mau.yaml"] if d.code == "PM104"] == []


def test_a_workspace_orders_areas_of_its_own(home: Path) -> None:
    (home / "plans" / "registry" / "orders.yaml").write_text(TOWNSHIP, "utf-8")
    registry = Workspace.around(home).registry
    assert {d.code for found in checked(home).values() for d in found} & {"PM104", "PM107"} == set()
    assert rel.relation("area", "all", "township", registry) == rel.STRONGER
    assert rel.relation("area", "township", "rural", registry) == rel.INCOMPARABLE
    # What its file leaves out has no order: the shipped one is replaced, as every registry is.
    assert rel.relation("demand", "use", "accept", registry) == rel.UNKNOWN
    assert rel.relation("role", "lead", "coordinate", registry) == rel.UNKNOWN


def test_a_registry_folder_without_orders_has_those_shipped(home: Path) -> None:
    (home / "plans" / "registry" / "roles.yaml").write_bytes((resources.REGISTRY / "roles.yaml").read_bytes())
    workspace = Workspace.around(home)
    assert workspace.registry_files[4] == resources.REGISTRY / "orders.yaml"
    assert workspace.registry.orders == REGISTRY.orders


def test_orders_without_areas_judge_no_area(home: Path) -> None:
    text = f"registry: orders\norders:\n  - {{dimension: demand, above: use, below: [accept], {X}}}\n"
    (home / "plans" / "registry" / "orders.yaml").write_text(text, "utf-8")
    assert [d for d in checked(home)["plans/mau.yaml"] if d.code == "PM104"] == []


def test_orders_that_cannot_be_read_are_one_story(home: Path) -> None:
    (home / "plans" / "registry" / "orders.yaml").write_text("registry: roles\nroles: []\n", "utf-8")
    told = [(d.code, d.source) for d in Workspace.around(home).registry_found]
    assert told == [("PM102", "plans/registry/orders.yaml")]


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
    ("range 10 100", ">= 10", rel.STRONGER),
    ("> 50", "range 50 60", rel.INCOMPARABLE),
    ("<= 0", "<= 0.0", rel.EQUAL),
]
OF_PER_CENT = [
    ("range 90 100", ">= 90", rel.EQUAL),
    ("range 90 100", ">= 80", rel.STRONGER),
    ("range 90 100", "range 80 100", rel.STRONGER),
    ("range 90 99", ">= 90", rel.STRONGER),
    ("<= 100", "<= 120", rel.STRONGER),
    ("> 50", ">= 50", rel.STRONGER),
]
"""What a hundred per cent ends is no upper end; a ceiling of a hundred is one, for what can be more."""


def stands(one: str, other: str, *units: str) -> str:
    (sign, *amounts), (other_sign, *other_amounts) = one.split(), other.split()
    return rel.level(level(*amounts), sign, level(*other_amounts), other_sign, *units)


@pytest.mark.parametrize(("one", "other", "wanted"), LEVELS, ids=[f"{a} | {b}" for a, b, _ in LEVELS])
def test_a_level_that_allows_less_is_the_stronger_one(one: str, other: str, wanted: str) -> None:
    assert stands(one, other) == wanted
    assert stands(other, one) == rel.MIRROR[wanted]


@pytest.mark.parametrize(
    ("one", "other", "wanted"), OF_PER_CENT, ids=[f"{a} | {b}" for a, b, _ in OF_PER_CENT]
)
def test_a_range_up_to_all_of_them_has_no_upper_end(one: str, other: str, wanted: str) -> None:
    assert stands(one, other, "%") == stands(one, other, "%", "%") == wanted
    assert stands(other, one, "%") == rel.MIRROR[wanted]


def test_levels_of_different_units_are_unknown_to_one_another() -> None:
    assert stands(">= 50", ">= 50", "%", "trường") == stands(">= 9", ">= 50", "trường", "%") == rel.UNKNOWN
    assert stands(">= 9", ">= 50", "trường", "trường") == rel.WEAKER


amounts = st.decimals(0, 100, places=1)
bounds = st.tuples(st.sampled_from([">=", ">", "<="]), amounts, st.none())
ranges = st.tuples(amounts, amounts).map(lambda x: ("range", min(x), max(x)))
levels = bounds | ranges
Bounds = tuple[str, Decimal, Decimal | None]


def compared(one: Bounds, other: Bounds, unit: str = "") -> str:
    a, b = (m.Level("2022", x[1], x[2], False, NOWHERE) for x in (one, other))
    return rel.level(a, one[0], b, other[0], unit)


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


near = st.sampled_from([Decimal(x) for x in (0, 50, 90, 100)])
near_levels = st.tuples(st.sampled_from([">=", ">", "<="]), near, st.none()) | st.tuples(near, near).map(
    lambda x: ("range", min(x), max(x))
)


@often
@given(near_levels, near_levels, near_levels, st.sampled_from(["", "%"]))
def test_levels_are_a_partial_order_up_to_equality(
    one: Bounds, two: Bounds, three: Bounds, unit: str
) -> None:
    def found(a: Bounds, b: Bounds) -> str:
        return compared(a, b, unit)

    assert found(one, one) == rel.EQUAL
    assert found(one, two) == rel.MIRROR[found(two, one)]
    if {found(one, two), found(two, three)} <= {rel.EQUAL, rel.STRONGER}:
        straight = rel.EQUAL if found(one, two) == found(two, three) == rel.EQUAL else rel.STRONGER
        assert found(one, three) == straight


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
    ((3, "abcd"), (None, "abcd"), rel.WEAKER),
    ((3, "abcx"), (3, "abcd"), rel.INCOMPARABLE),
    ((2, "abcd"), (1, "abc"), rel.STRONGER),
    ((9, "abc"), (3, "abc"), rel.EQUAL),
]


@pytest.mark.parametrize(("one", "other", "wanted"), CHOICES, ids=[f"{a}-{b}" for a, b, _ in CHOICES])
def test_a_rule_whose_every_choice_meets_the_other_is_the_stronger_one(
    one: tuple[int | None, str], other: tuple[int | None, str], wanted: str
) -> None:
    assert rel.choose(rule(*one), rule(*other)) == wanted
    assert rel.choose(rule(*other), rule(*one)) == rel.MIRROR[wanted]


Rule = tuple[int | None, str]
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


@often
@given(rules, rules, rules)
def test_choices_are_a_partial_order_up_to_equality(one: Rule, two: Rule, three: Rule) -> None:
    a, b, c = rule(*one), rule(*two), rule(*three)
    assert rel.choose(a, a) == rel.EQUAL
    assert rel.choose(a, b) == rel.MIRROR[rel.choose(b, a)]
    if {rel.choose(a, b), rel.choose(b, c)} <= {rel.EQUAL, rel.STRONGER}:
        assert rel.choose(a, c) in AT_LEAST


# ------------------------------------------------------------------------------------ years, days and periods

years = st.sampled_from(["2021", "2022", "2025", "unstated"])
days = st.none() | st.dates(date(2022, 1, 1), date(2022, 1, 5))
periods = st.lists(st.sampled_from(["month", "quarter", "half-year", "year"]), max_size=3)
OF_TIME: dict[str, tuple[st.SearchStrategy[Any], Callable[[Any, Any], str]]] = {
    "year": (years, rel.year),
    "deadline": (days, rel.deadline),
    "frequency": (periods, rel.frequency),
}
TIMES = [
    ("year", "2022", "2025", rel.STRONGER),
    ("year", "unstated", "2025", rel.UNKNOWN),
    ("year", "unstated", "unstated", rel.EQUAL),
    ("deadline", date(2022, 6, 14), date(2022, 6, 15), rel.STRONGER),
    ("deadline", None, date(2022, 6, 15), rel.WEAKER),
    ("deadline", None, None, rel.EQUAL),
    ("frequency", ["quarter", "half-year", "year"], ["half-year", "year"], rel.STRONGER),
    ("frequency", ["month"], ["quarter"], rel.STRONGER),
    ("frequency", ["half-year", "ad-hoc"], ["year", "ad-hoc"], rel.STRONGER),
    ("frequency", ["month"], ["quarter", "year"], rel.INCOMPARABLE),
    ("frequency", ["quarter", "year"], ["quarter"], rel.STRONGER),
    ("frequency", ["nine-months"], ["half-year"], rel.INCOMPARABLE),
    ("frequency", ["ad-hoc"], ["year"], rel.INCOMPARABLE),
    ("frequency", ["year", "quarter"], ["quarter", "year"], rel.EQUAL),
    ("frequency", [], ["year"], rel.WEAKER),
]


@pytest.mark.parametrize(("dimension", "one", "other", "wanted"), TIMES)
def test_what_comes_sooner_or_more_often_is_stronger(
    dimension: str, one: Any, other: Any, wanted: str
) -> None:
    _, relation = OF_TIME[dimension]
    assert relation(one, other) == wanted
    assert relation(other, one) == rel.MIRROR[wanted]


@pytest.mark.parametrize("dimension", OF_TIME)
@often
@given(data=st.data())
def test_times_are_partial_orders_with_a_mirror(dimension: str, data: st.DataObject) -> None:
    values, relation = OF_TIME[dimension]
    one, two, three = data.draw(st.tuples(values, values, values))
    assert relation(one, one) == rel.EQUAL
    assert relation(one, two) == rel.MIRROR[relation(two, one)]
    if {relation(one, two), relation(two, three)} <= {rel.EQUAL, rel.STRONGER}:
        assert relation(one, three) in AT_LEAST


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


# --------------------------------------------------------------------------------- what the provinces wrote

# Of each target that carries out one of letter 781's, what differs from it ("level" for the year 2022).
REAL = """
dak-nong edu-transactions level weaker
hung-yen edu-platform commitment weaker
hung-yen health-platform commitment weaker
hung-yen health-cashless demand weaker
hung-yen health-transactions measure weaker
hung-yen edu-cashless level stronger
hung-yen edu-cashless area weaker
hung-yen edu-cashless demand weaker
hung-yen edu-cashless commitment weaker
hung-yen edu-transactions area weaker
hung-yen edu-transactions measure weaker
hung-yen edu-transactions commitment weaker
khanh-hoa edu-transactions measure weaker
khanh-hoa health-transactions measure weaker
thanh-hoa edu-platform commitment weaker
thanh-hoa health-platform commitment weaker
thanh-hoa edu-cashless level stronger
thanh-hoa edu-cashless demand weaker
thanh-hoa health-cashless level stronger
thanh-hoa health-cashless demand weaker
thanh-hoa edu-transactions level stronger
thanh-hoa edu-transactions measure weaker
thanh-hoa health-transactions level stronger
thanh-hoa health-transactions measure weaker
thanh-hoa health-transactions population weaker
dak-nong edu-payment-methods options stronger
dak-nong health-payment-methods options stronger
"""


def test_what_the_provinces_wrote_stands_to_letter_781_as_was_read_by_hand() -> None:
    template = real(TEMPLATE)
    found = []
    for plan in map(real, PROVINCES):
        name = plan.id.rpartition("-")[0].rstrip("-0123456789")
        for wanted, mine in answering(template.targets, plan.targets):
            level, given = wanted.level("2022"), mine.level("2022")
            if level is not None and given is not None:
                relation = rel.level(given, mine.comparator, level, wanted.comparator, mine.unit, wanted.unit)
                found.append((name, wanted.id, "level", relation))
            for dimension in ("area", "measure", "demand", "commitment"):
                relation = stands_by(dimension, getattr(mine, dimension), getattr(wanted, dimension))
                found.append((name, wanted.id, dimension, relation))
            relation = stands_by("population", mine.population.id, wanted.population.id)
            found.append((name, wanted.id, "population", relation))
        for asked, offered in answering(template.requirements, plan.requirements):
            found.append((name, asked.id, "options", rel.choose(offered, asked)))
    differing = {" ".join(x) for x in found if x[-1] != rel.EQUAL}
    assert differing == set(REAL.strip().splitlines())


L = TypeVar("L", m.Target, m.Requirement)


def answering(wanted: Iterable[L], offered: Iterable[L]) -> Iterator[tuple[L, L]]:
    """Each item of a template with each that says that it carries it out."""
    asked = {item.id: item for item in wanted}
    return ((asked[ref.id], item) for item in offered for ref in item.implements if ref.id in asked)


# ----------------------------------------------------------------------------------------------------- the pages

PAGES = {name: (ROOT / "docs" / name).read_text("utf-8") for name in ("comparison.md", "comparison.vi.md")}


@pytest.mark.parametrize("page", PAGES)
def test_the_page_has_every_dimension_in_order_and_an_example_that_holds(page: str) -> None:
    rows = [line.split("|")[1].strip() for line in PAGES[page].splitlines() if line.startswith("| ")]
    named = [row.rpartition("(")[2].rstrip(")") for row in rows]
    assert [name for name in named if name in rel.DIMENSIONS] == list(rel.DIMENSIONS)
    assert {*rel.VERDICTS} <= {*named}
    example = PAGES[page].partition("```yaml\n")[2].partition("```")[0]
    assert of(example) == []
    (loaded,) = (load_source(Source("orders.yaml", example)).registry or {})["orders"]
    assert loaded["area"]["all"].weaker == {"urban", "rural", "township"}
