"""From a text to a tree: plain data for the validator, and the place of every key and value.

Keys are always text (``2022:`` -> ``"2022"``). Plain scalars follow the YAML 1.2 core schema (``no``, ``1:30`` and
``2022-06-30`` are text, ``010`` is ten); quoted ones are text. Values are JSON types only, normalised to NFC;
the text as written is the slice of the source at the value's span. What could corrupt a plan in silence is refused
with its place: duplicate, null, merge and collection keys, anchors, aliases, tags, a second document, too much depth,
invisible characters and a comma inside a number (``{2022: 28,93}``).

libyaml gives the events. A text in which nothing is odd is read in C where that part could be built (``_reader.c``,
three times as fast); ``events`` reads every text, and it alone says what is wrong. Both give the same tree.
"""

from __future__ import annotations

import math
import re
from typing import Any
from unicodedata import combining, is_normalized

from planmodel.diagnostics import BEGINNING, Diagnostic, Place, Span, key_located, located
from planmodel.source import Source

MAX_DEPTH = 64
"""Deepest nesting read; libyaml takes quadratic time in nested flow collections."""

MAX_MARKS = 512
"""Most accents in a row: composing them takes time by the square of their number."""

MAX_FINDINGS = 100
"""Findings about one text after which reading stops."""

_UNSEEN_BY_LIBYAML = "\x85\u2028\u2029\ufeff"
"""libyaml takes the first three for line ends, which YAML 1.2 and editors do not."""

WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_INT = re.compile(r"[-+]?[0-9]{1,300}|0o[0-7]{1,100}|0x[0-9a-fA-F]{1,100}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
NUMERIC_START = frozenset("-+.0123456789")


class Tree:
    """What was read: ``data`` (JSON types, or None where nothing could be built) and the places in it.

    ``places`` maps ``id(container)`` to that container's side table: key or index -> its place.
    """

    __slots__ = ("data", "found", "places", "root", "source")

    def __init__(self, source: Source) -> None:
        self.source = source
        self.data: Any = None
        self.root: Place | None = None
        self.places: dict[int, Any] = {}
        self.found: list[Diagnostic] = []

    def value_span(self, container: Any, key: Any) -> Span:
        """The span of the value at ``key`` (or index) of ``container``."""
        return located(self.places[id(container)][key])

    def key_span(self, container: Any, key: str) -> Span:
        """The span of the key ``key`` of ``container``."""
        return key_located(self.places[id(container)][key])

    def span_at(self, path: tuple[Any, ...]) -> Span:
        """The span of the value at ``path`` from the root."""
        if not path:
            return located(self.root) if self.root is not None else BEGINNING
        container = self.get(path[:-1])
        return self.value_span(container, path[-1])

    def get(self, path: tuple[Any, ...]) -> Any:
        """The value at ``path`` from the root."""
        at = self.data
        for step in path:
            at = at[step]
        return at

    def place(self, container: Any, key: Any) -> Place:
        """Where the value at ``key`` (or index) of ``container`` stands."""
        at: Place = self.places[id(container)][key]
        return at

    def places_in(self, listed: list[Any]) -> list[Place]:
        """Where the items of a list stand."""
        at: list[Place] = self.places[id(listed)]
        return at

    def written(self, container: Any, key: Any) -> str:
        """The value at ``key`` as it is written in the source, quotes included."""
        return self.source.slice(self.value_span(container, key))


class Unplaced(Tree):
    """Data that was read and found right before, whose places nobody asks for: all stand at the text's beginning."""

    __slots__ = ()

    def __init__(self, name: str, data: Any) -> None:
        super().__init__(Source(name, ""))
        self.data = data

    def value_span(self, container: Any, key: Any) -> Span:  # noqa: ARG002
        """The text's beginning."""
        return BEGINNING

    def place(self, container: Any, key: Any) -> Place:  # noqa: ARG002
        """The text's beginning."""
        return BEGINNING

    def places_in(self, listed: list[Any]) -> list[Place]:
        """The text's beginning, for every item."""
        return [BEGINNING] * len(listed)


def core(text: str) -> Any:
    """The value of a plain scalar by the YAML 1.2 core schema; what JSON cannot hold (.nan, 1e999) stays text."""
    if text[:1] in NUMERIC_START:
        if _INT.fullmatch(text):
            return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
        if _FLOAT.fullmatch(text):
            number = float(text)
            return number if math.isfinite(number) else text
        return text
    return WORDS.get(text, text)


def _built() -> Any:
    """The reader in C; None where no compiler or no libyaml was at hand when this was installed."""
    try:
        from planmodel.yamltree import _reader
    except ImportError:
        return None
    return _reader


_reader = _built()


def read(source: Source) -> Tree:
    """Read ``source``. Never raises for bad input: see ``Tree.found``."""
    tree = _read_at_once(source)
    if tree is not None:
        return tree
    from planmodel.yamltree import events  # and PyYAML, which texts that are read at once do not need

    return events.read(source)


def _read_at_once(source: Source) -> Tree | None:
    """The tree of a text in which nothing is odd; None where something is, or where there is no reader in C."""
    text = source.text
    if _reader is None or "\\" in text or unseen(text) or piled(text) or not is_normalized("NFC", text):
        return None
    try:
        done = _reader.read(text.encode(), core, WORDS)
    except UnicodeEncodeError:  # half a character
        return None
    if done is None:
        return None
    tree = Tree(source)
    tree.data, tree.root, tree.places = done
    return tree


def unseen(text: str) -> bool:
    """Whether a text has characters that libyaml takes for line ends, or does not see."""
    return any(c in text for c in _UNSEEN_BY_LIBYAML)


def piled(text: str) -> tuple[int, int] | None:
    """Where more than MAX_MARKS accents stand in a row; None where they do not."""
    for at in range(0, len(text), MAX_MARKS):
        if combining(text[at]):
            start = end = at
            while start > 0 and end - start <= MAX_MARKS and combining(text[start - 1]):
                start -= 1
            while end < len(text) and end - start <= MAX_MARKS and combining(text[end]):
                end += 1
            if end - start > MAX_MARKS:
                return start, end
    return None
