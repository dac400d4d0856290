"""The reader in C: the same data and the same places as the one in Python, and silence where that one has findings."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planmodel import yamltree
from planmodel.source import Source
from planmodel.yamltree import MAX_DEPTH, Tree, events
from tests.plan_texts import FULL

ROOT = Path(__file__).parents[1]
TEXTS = [
    pytest.param(p.read_text("utf-8"), id=p.relative_to(ROOT).as_posix())
    for folder in ("plans", "tests")
    for p in sorted((ROOT / folder).rglob("*.yaml"))
]

pytestmark = pytest.mark.skipif(
    yamltree._reader is None, reason="the reader in C was not built: no compiler or no libyaml here"
)


def at_once(text: str) -> Tree | None:
    return yamltree._read_at_once(Source("p.yaml", text))


def by_events(text: str) -> Tree:
    return events.read(Source("p.yaml", text))


def seen(tree: Tree, at: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every value with its type, its place and its key's."""
    if isinstance(at, dict):
        for key, value in at.items():
            yield (*path, key), tree.value_span(at, key), tree.key_span(at, key)
            yield from seen(tree, value, (*path, key))
    elif isinstance(at, list):
        assert len(tree.places_in(at)) == len(at)
        for n, value in enumerate(at):
            yield (*path, n), tree.value_span(at, n)
            yield from seen(tree, value, (*path, n))
    else:
        yield path, type(at), at


def everything(tree: Tree) -> list[tuple[Any, ...]]:
    return [((), tree.span_at(())), *seen(tree, tree.data)]


def same(text: str) -> bool:
    """True where both read the text alike; False where only the one in Python reads it."""
    slow, fast = by_events(text), at_once(text)
    if fast is None:
        return False
    assert slow.found == []
    assert everything(fast) == everything(slow)
    return True


@pytest.mark.parametrize("text", TEXTS)
def test_both_read_every_file_alike(text: str) -> None:
    assert same(text) == (by_events(text).found == [] and "\\" not in text)


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\na: 2\n",
        "a: &x 1\n",
        "a: *x\n",
        "a: !!str 1\n",
        "a: ! 1\n",
        "~: 1\n",
        "<<: {a: 1}\n",
        "? [a]\n: 1\n",
        "? {a: 1}\n: 1\n",
        "a: 1\n---\nb: 2\n",
        "{2022: 28,93}\n",
        "a: [1\n",
        "a:\n\tb: 1\n",
        "a: 'x\n",
        'a: "\\0"\n',
        "a: \x01\n",
        "a: \x85\n",
        "a: \ud800\n",
        "",
        "# nothing\n",
        "~\n",
        "a: " + "e" + "\u0301" * 600,
        "[" * (MAX_DEPTH + 1),
        "- " * (MAX_DEPTH + 1) + "x\n",
    ],
    ids=ascii,
)
def test_what_has_a_finding_is_left_to_python(text: str) -> None:
    assert at_once(text) is None
    assert by_events(text).found
    assert yamltree.read(Source("p.yaml", text)).found == by_events(text).found


@pytest.mark.parametrize("text", ["x\n", "a: e\u0301\n", 'a: "\\u00e9"\n', "{a}\n"], ids=ascii)
def test_some_that_have_none_are_left_to_python_too(text: str) -> None:
    assert at_once(text) is None
    assert by_events(text).found == []


SCALARS = """
0 1 -1 +1 010 0o17 0x1F 1.5 -.5 1. 1e3 1e999 .nan .inf 1_000 2022-06-30 1:30 015 ٣ --1 + -0 0.0
999999999999999999 1000000000000000000 9223372036854775808 123456789012345678901234567890 00000000000000000000001
null Null NULL ~ true True TRUE false False FALSE no yes on off y n tRue nul
'1' "true" '' "" 'a''b' "Ủy_ban" sở-y-tế Đắk [] {} [~] {"a":1}
"""


@pytest.mark.parametrize("scalar", SCALARS.split(), ids=ascii)
def test_both_make_the_same_of_a_value(scalar: str) -> None:
    assert same(f"a: {scalar}\nb: [{scalar}, {scalar}]\nc:\n  - {scalar}\n  - d: {scalar}\n")
    assert same(f"a: |\n  {scalar}\n  {scalar}\nb: >-\n  {scalar}\n\n  {scalar}\n")


PIECES = [
    "a",
    "b",
    ": ",
    ":",
    "- ",
    "\n",
    "\n  ",
    "\n    ",
    " ",
    "{",
    "}",
    "[",
    "]",
    ",",
    ", ",
    "'",
    '"',
    "|",
    ">-",
    "#",
]
PIECES += [
    "1",
    "28",
    "2022",
    "~",
    "null",
    "<<",
    "&x",
    "*x",
    "!t",
    "---",
    "...",
    "ủ",
    "\u0309",
    "😀",
    "\t",
    "\r\n",
    "?",
    "%",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@example("{2022: 28,\n93}")
@example("{a: , b: }")
@example("? a\n? b\n")
@example("a: b\n...\n---\n")
@example("- - - a\n  - b\n")
def test_both_read_any_text_alike(text: str) -> None:
    if not same(text):
        return
    assert yamltree.read(Source("p.yaml", text)).data == by_events(text).data


@pytest.mark.parametrize("seed", range(20))
def test_both_read_a_damaged_plan_alike(seed: int) -> None:
    at = random.Random(seed)
    for _ in range(10):
        start = at.randrange(len(FULL))
        text = FULL[:start] + at.choice(PIECES) + FULL[start + at.randrange(3) :]
        fast, slow = at_once(text), by_events(text)
        assert (fast is None) or (slow.found == [] and everything(fast) == everything(slow))


def test_without_the_reader_in_c_everything_is_read_in_python(monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(yamltree.read(Source("p.yaml", FULL)))
    monkeypatch.setattr(yamltree, "_reader", None)
    assert at_once(FULL) is None
    assert everything(yamltree.read(Source("p.yaml", FULL))) == before


def test_a_place_cannot_be_made_by_hand() -> None:
    with pytest.raises(TypeError):
        yamltree._reader.Place()


@pytest.mark.parametrize("arguments", [(), ("text", str, {}), (b"a: 1", str, None)], ids=repr)
def test_wrong_arguments_are_refused(arguments: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError):
        yamltree._reader.read(*arguments)


def test_an_exception_on_the_way_comes_out() -> None:
    def fails(text: str) -> Any:
        raise ValueError(text)

    with pytest.raises(ValueError, match="2022-01-01"):
        yamltree._reader.read(b"a: {b: [1, 2022-01-01, 3]}", fails, {})
