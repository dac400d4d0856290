"""Locators: what is one, how they are ordered, what contains what, and how an office says them."""

from __future__ import annotations

import json
import random
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel.clauses import (
    LETTERS,
    Clause,
    clause,
    cover_all,
    in_range,
    is_clause,
    roman_value,
    shared_parent,
)

ROOT = Path(__file__).parents[1]
OUTLINES = sorted((ROOT / "tests" / "data" / "outlines").glob("*.tsv"))
SCHEMA = json.loads((ROOT / "schema" / "plan.schema.json").read_text("utf-8"))

number = st.integers(1, 30).map(str)
ROMAN = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XIX",
    "XX",
]
roman = st.sampled_from(ROMAN)
letter = st.sampled_from(LETTERS)
head = st.one_of(roman, number, st.sampled_from(["A", "B", "C", "D", "Đ", "PL", "PL1", "PL2", "PL10"]))
bullets = st.lists(number, max_size=3).map(lambda n: "".join(f"#{x}" for x in n))
sections = st.builds(
    lambda first, rest, tail: ".".join([first, *rest]) + tail,
    head, st.lists(st.one_of(number, letter, roman), max_size=3), bullets,
)  # fmt: skip
outside = st.builds(
    lambda name, first, tail: f"{name}#{first}{tail}",
    st.sampled_from(["preamble", "closing", "recipients"]), number, bullets,
)  # fmt: skip
news = st.builds(lambda p, s: f"p#{p}.s#{s}" if s else f"p#{p}", number, st.none() | number)
texts = st.one_of(sections, outside, news)
clauses = texts.map(Clause)
# A small alphabet, so that parents, children and neighbours meet.
close = st.one_of(
    st.builds(
        lambda labels, tail: ".".join(labels) + tail,
        st.lists(st.sampled_from(["I", "II", "1", "2"]), min_size=1, max_size=3),
        st.sampled_from(["", "#1", "#2", "#1#1"]),
    ),
    st.sampled_from(["p#1", "p#1.s#1", "p#1.s#2", "p#2", "p#2.s#1", "closing#1", "preamble#1"]),
).map(Clause)


def outline(path: Path) -> list[str]:
    return [line.split("\t")[0] for line in path.read_text("utf-8").splitlines()[1:]]


def in_order(texts: list[str]) -> list[str]:
    """The locators in the order of clauses, whatever order they came in."""
    mixed = [Clause(t) for t in texts]
    random.Random(7).shuffle(mixed)
    return [str(c) for c in sorted(mixed)]


@given(texts)
def test_a_clause_prints_as_it_was_written(text: str) -> None:
    assert str(Clause(text)) == text
    assert is_clause(text)
    assert Clause(text) == clause(text)
    assert hash(Clause(text)) == hash(clause(text))
    assert repr(Clause(text)) == f"Clause({text!r})"


@pytest.mark.parametrize(
    "text",
    ["", "I.", ".1", "i", "a", "b.1", "II.1.B", "II..1", "II.0", "II.01", "0", "II.1.ab", "II.1#", "II.1#0",
     "#1", "II#a", "p", "p#0", "p#1#2", "p#1.s#0", "p#1.s#1#1", "s#1", "preamble", "preamble.1", "closing#0",
     "recipients#", "III.1 ", " III.1", "III.1\n", "III.1..III.3", "Mục III", "III.1.â", "\u2162.1", "III.\uff11",
     "\u0110.1.d\u0301", "II.1.F", "so-yte", "PLA"],
)  # fmt: skip
def test_what_is_no_locator_is_refused(text: str) -> None:
    assert not is_clause(text)
    with pytest.raises(ValueError, match="not a clause"):
        Clause(text)


@given(st.one_of(texts, st.text(st.sampled_from("IVXab1.#0đĐpPLs"), max_size=8)))
def test_the_schema_accepts_exactly_the_locators(text: str) -> None:
    assert bool(re.search(SCHEMA["$defs"]["clause"]["pattern"], text)) is is_clause(text)


@pytest.mark.parametrize("path", OUTLINES, ids=lambda p: p.stem)
def test_the_order_of_clauses_is_the_order_of_the_document(path: Path) -> None:
    locators = outline(path)
    assert len(locators) > 30
    assert in_order(locators) == locators


@pytest.mark.parametrize("path", OUTLINES, ids=lambda p: p.stem)
def test_the_parent_of_each_clause_stands_in_the_outline_before_it(path: Path) -> None:
    seen: set[str] = set()
    for text in outline(path):
        parent = Clause(text).parent
        assert parent is None or str(parent) in seen
        seen.add(text)


@pytest.mark.parametrize(
    "ordered",
    [
        pytest.param([f"VI.1.{x}" for x in "abcdđeghiklmnopqrstuvxy"], id="letters"),
        pytest.param(["IV.2.d", "IV.2.đ", "IV.2.e"], id="d-before-đ-before-e"),
        pytest.param(["II.1.o", "II.1.p", "II.1.q"], id="point-p-is-no-news-paragraph"),
        pytest.param(ROMAN, id="roman"),
        pytest.param(["III.2", "III.9", "III.10", "III.11"], id="numbers-are-numbers"),
        pytest.param(["A", "B", "C", "D", "Đ", "E"], id="parts"),
        pytest.param(["A", "A.I", "A.II.1", "A.V", "B.I"], id="sections-in-parts"),
        pytest.param(["II.1", "II.1#1", "II.1#1#1", "II.1#2", "II.1#10", "II.1.a", "II.2"], id="dashes"),
        pytest.param(["preamble#2", "I", "closing#1", "recipients#2", "recipients#10"], id="around-the-body"),
        pytest.param(["I", "closing#1", "recipients#1", "PL", "PL1", "PL2.I", "PL10"], id="appendices-come-last"),
        pytest.param(["p#1", "p#1.s#1", "p#1.s#2", "p#2", "p#10", "p#10.s#1"], id="news"),
    ],
)  # fmt: skip
def test_clauses_stand_in_the_order_of_the_page(ordered: list[str]) -> None:
    assert in_order(ordered) == ordered


@given(clauses, clauses)
def test_any_two_clauses_are_equal_or_ordered_one_way(a: Clause, b: Clause) -> None:
    assert [a < b, a == b, a > b].count(True) == 1
    assert (a == b) is (str(a) == str(b))
    assert (a <= b) is not (b < a)


@pytest.mark.parametrize(("a", "b"), [("IX", "VIIII"), ("II.IV", "II.IIII"), ("PL1", "PL01"), ("PL", "PL0")])
def test_two_spellings_of_one_number_are_two_clauses_in_a_fixed_order(a: str, b: str) -> None:
    assert Clause(a) != Clause(b)
    assert (Clause(a) < Clause(b)) is not (Clause(b) < Clause(a))


@given(close, close, close)
def test_the_order_is_transitive(a: Clause, b: Clause, c: Clause) -> None:
    first, second, third = sorted((a, b, c))
    assert first <= second <= third
    assert first <= third


def test_a_clause_equals_nothing_but_a_clause() -> None:
    text: object = "I"
    assert Clause("I") != text


@given(clauses)
def test_a_clause_contains_itself_and_its_parent_contains_it(c: Clause) -> None:
    assert c.contains(c)
    above = c.parent
    if above is not None:
        assert above.contains(c)
        assert not c.contains(above)
        assert above < c
        assert shared_parent([c, above]) == above


@given(clauses)
def test_going_up_ends_at_a_clause_without_parent(c: Clause) -> None:
    steps = 0
    while (above := c.parent) is not None:
        c, steps = above, steps + 1
        assert steps < 20
    assert str(c).count("#") + str(c).count(".") <= 1


@given(clauses)
def test_the_section_is_the_clause_without_its_bullets(c: Clause) -> None:
    assert c.section.contains(c)
    assert c.section.section == c.section
    if c.labels[0] not in {"p", "preamble", "closing", "recipients"}:
        assert not c.section.bullets
        assert c.section.labels == c.labels


@given(close, close)
def test_containing_is_a_partial_order(a: Clause, b: Clause) -> None:
    if a.contains(b):
        assert a <= b
        assert a == b or not b.contains(a)
        chain = [b]
        while (above := chain[-1].parent) is not None:
            chain.append(above)
        assert a in chain


@given(close, close, close)
def test_what_a_clause_contains_stands_together(a: Clause, b: Clause, c: Clause) -> None:
    first, middle, last = sorted((a, b, c))
    if first.contains(last):
        assert first.contains(middle)


@given(close, close, close)
def test_a_range_holds_its_ends_all_between_them_and_what_its_last_clause_contains(
    a: Clause, b: Clause, which: Clause
) -> None:
    first, last = sorted((a, b))
    assert in_range(first, last, first)
    assert in_range(first, last, last)
    assert in_range(first, last, which) is (first <= which <= last or last.contains(which))
    if first.contains(which):
        assert in_range(first, last, which) or which > last


@given(close, close)
def test_a_range_of_one_clause_is_what_it_contains(c: Clause, which: Clause) -> None:
    assert in_range(c, c, which) is c.contains(which)


def test_a_range_that_runs_backwards_holds_nothing_between_its_ends() -> None:
    assert not in_range(Clause("III.3"), Clause("III.1"), Clause("III.2"))


def test_a_range_of_sections_reaches_their_dashes() -> None:
    first, last = Clause("III.1"), Clause("III.3")
    held = [c for c in ("II.4", "III", "III.1", "III.1.a#2", "III.2", "III.3.b#4", "III.4") if
            in_range(first, last, Clause(c))]  # fmt: skip
    assert held == ["III.1", "III.1.a#2", "III.2", "III.3.b#4"]


@given(st.lists(close, min_size=1, max_size=4))
def test_the_shared_parent_is_the_narrowest_that_contains_all(listed: list[Clause]) -> None:
    shared = shared_parent(listed)
    above = [c for c in _line(listed[0]) if all(c.contains(x) for x in listed)]
    assert shared == (above[0] if above else None)


@given(st.data())
def test_a_short_list_of_clauses_covers_what_was_wanted_and_no_more(data: st.DataObject) -> None:
    every = [Clause(t) for t in outline(OUTLINES[0]) if t[0] in "IV"]
    leaves = [c for c in every if not any(c != d and c.contains(d) for d in every)]
    wanted = data.draw(st.lists(st.sampled_from(leaves), max_size=12))
    found = cover_all(leaves, wanted)
    assert [c for c in leaves if any(f.contains(c) for f in found)] == [c for c in leaves if c in wanted]
    assert found == sorted(found)
    assert not any(a != b and a.contains(b) for a in found for b in found)


def test_a_whole_section_is_listed_as_one_clause() -> None:
    tasks = [Clause(t) for t in ("III.1.a#1", "III.1.a#2", "III.1.b#1", "III.2#1", "III.2#2")]
    assert [str(c) for c in cover_all(tasks, tasks[:3])] == ["III.1"]
    assert [str(c) for c in cover_all(tasks, tasks[:2])] == ["III.1.a"]
    assert [str(c) for c in cover_all(tasks, [tasks[0], tasks[3]])] == ["III.1.a#1", "III.2#1"]


def _line(c: Clause) -> list[Clause]:
    line = [c]
    while (above := line[-1].parent) is not None:
        line.append(above)
    return line


def test_nothing_has_no_shared_parent() -> None:
    assert shared_parent([]) is None
    assert shared_parent([Clause("I.1"), Clause("II.1")]) is None


@pytest.mark.parametrize(
    ("label", "value"),
    [("I", 1), ("II", 2), ("IV", 4), ("VI", 6), ("IX", 9), ("XIV", 14), ("XIX", 19), ("XL", 40), ("XC", 90),
     ("CD", 400), ("MCMXCIX", 1999)],
)  # fmt: skip
def test_roman_numerals_have_their_values(label: str, value: int) -> None:
    assert roman_value(label) == value


def test_the_roman_numerals_of_sections_rise() -> None:
    assert [roman_value(n) for n in ROMAN] == [*range(1, 16), 19, 20]
    assert all(Clause(a) < Clause(b) for a, b in pairwise(ROMAN))


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("II", "Mục II", "section II"),
        ("II.1", "khoản 1 Mục II", "item 1, section II"),
        ("II.1.b", "điểm b khoản 1 Mục II", "point b, item 1, section II"),
        ("VI.1.đ", "điểm đ khoản 1 Mục VI", "point đ, item 1, section VI"),
        ("II.1.b#1", "điểm b khoản 1 Mục II, gạch 1", "point b, item 1, section II, dash 1"),
        ("II.1.b#1#2", "điểm b khoản 1 Mục II, gạch 1, dấu cộng 2",
         "point b, item 1, section II, dash 1, plus 2"),
        ("I#3#1#2", "Mục I, gạch 3, dấu cộng 1, ý 2", "section I, dash 3, plus 1, mark 2"),
        ("A.I.2", "khoản 2 Mục I Phần A", "item 2, section I, part A"),
        ("C.1", "khoản 1 Phần C", "item 1, part C"),
        ("PL2.II.3", "khoản 3 Mục II Phụ lục 2", "item 3, section II, appendix 2"),
        ("PL", "Phụ lục", "appendix"),
        ("preamble#2", "phần mở đầu, đoạn 2", "preamble, 2"),
        ("closing#1", "phần kết, đoạn 1", "closing, 1"),
        ("recipients#4", "nơi nhận, dòng 4", "recipients, 4"),
        ("p#8", "đoạn 8", "paragraph 8"),
        ("p#8.s#2", "đoạn 8, câu 2", "paragraph 8, sentence 2"),
    ],
)  # fmt: skip
def test_a_clause_is_said_as_an_office_cites_it(text: str, vi: str, en: str) -> None:
    assert clause(text).spoken() == vi
    assert clause(text).spoken("vi") == vi
    assert clause(text).spoken("en") == en


@given(texts, texts)
def test_different_clauses_are_said_differently(a: str, b: str) -> None:
    if a != b:
        assert clause(a).spoken("vi") != clause(b).spoken("vi")
        assert clause(a).spoken("en") != clause(b).spoken("en")
