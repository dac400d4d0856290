"""Clauses: the locators of Vietnamese administrative documents, as values.

``II.1.b#1#2`` is điểm b, khoản 1, Mục II, the first dash under it and the second plus under that. Labels keep
the form in which the document wrote them (Nghị định 30/2020/NĐ-CP, Phụ lục I: mục in Roman numerals, khoản in
Arabic numerals, điểm in letters of the Vietnamese order); bullets have no citable number in law and are counted.
``preamble#n``, ``closing#n``, ``recipients#n`` and, in news articles, ``p#n.s#m`` name what stands outside sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import takewhile
from weakref import WeakValueDictionary

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The letters of điểm in their order; f, j, w and z are not used."""

_ORDER = "abcdđefghijklmnopqrstuvwxyz"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_OUTSIDE = {"preamble": 0, "p": 1, "closing": 3, "recipients": 4}  # in the body: 2; appendices: 5
_CLAUSE = re.compile(
    r"(?:(?:preamble|closing|recipients)(?:#[1-9][0-9]*)+|p#[1-9][0-9]*(?:\.s#[1-9][0-9]*)?"
    r"|(?:PL[0-9]*|[IVXLCDM]+|[A-ZĐ]|[1-9][0-9]*)(?:\.(?:[1-9][0-9]*|[a-zđ]|[IVXLCDM]+))*(?:#[1-9][0-9]*)*)"
)
Order = str
"""What clauses are ordered by: zone, labels, bullets, as a text, which compares several times as fast as they do.

A number in it is preceded by how many digits it has, and a bullet by a lesser character than a label, for what stands
under bullets comes before what stands under labels.
"""

_BULLET, _LABEL, _LAST = "\1", "\2", "\U0010ffff"

_NAMES_VI = {"preamble": "phần mở đầu", "closing": "phần kết", "recipients": "nơi nhận"}
_NAMES_EN = {"preamble": "preamble", "closing": "closing", "recipients": "recipients"}


def roman_value(label: str) -> int:
    """The number that a Roman numeral stands for (``"VI"`` -> 6)."""
    total = 0
    for here, after in zip(label, [*label[1:], ""], strict=True):
        value = _ROMAN[here]
        total += -value if after and _ROMAN[after] > value else value
    return total


class Clause:
    """A locator: ``labels`` joined by dots, then ``bullets`` counted from 1.

    Clauses are ordered as they stand in a document; a clause comes before what it contains. There is one object for
    each locator, so that two are equal where they are the same.
    """

    __slots__ = ("__weakref__", "_text", "bullets", "labels", "order")

    _text: str
    labels: tuple[str, ...]
    bullets: tuple[int, ...]
    order: Order
    """What clauses are ordered by; a sort by it does not ask the clauses themselves."""

    def __new__(cls, text: str) -> Clause:
        """The clause that ``text`` names. Raises ValueError for anything that is not a locator."""
        known = _ALL.get(text)
        return known if known is not None else _ALL.setdefault(text, cls._parsed(text))

    @classmethod
    def _parsed(cls, text: str) -> Clause:
        self = super().__new__(cls)
        if not _CLAUSE.fullmatch(text):
            raise ValueError(f"not a clause: {text!r}")
        if text.startswith("p#"):
            paragraph, _, sentence = text[2:].partition(".s#")
            self.labels = ("p",)
            self.bullets = (int(paragraph), int(sentence)) if sentence else (int(paragraph),)
        else:
            head, *bullets = text.split("#")
            self.labels = tuple(head.split("."))
            self.bullets = tuple(int(b) for b in bullets)
        first, *rest = self.labels
        zone = 5 if first.startswith("PL") else _OUTSIDE.get(first, 2)
        labels = (_first_key(first), *map(_label_key, rest))
        self.order = "".join([str(zone), *labels, *map(_bullet_key, self.bullets)])
        self._text = text
        return self

    def __reduce__(self) -> tuple[type[Clause], tuple[str]]:
        return Clause, (self._text,)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"Clause({str(self)!r})"

    def __lt__(self, other: Clause) -> bool:
        return self.order < other.order

    def __le__(self, other: Clause) -> bool:
        return self.order <= other.order

    def __gt__(self, other: Clause) -> bool:
        return self.order > other.order

    def __ge__(self, other: Clause) -> bool:
        return self.order >= other.order

    def contains(self, other: Clause) -> bool:
        """True where ``other`` is this clause or stands under it."""
        if self.bullets:
            depth = len(self.bullets)
            return self.labels == other.labels and self.bullets == other.bullets[:depth]
        return self.labels == other.labels[: len(self.labels)]

    @property
    def end(self) -> Order:
        """What comes after the order of all that this clause contains, and before that of all that follows it."""
        return self.order + (_BULLET if self.bullets else _LABEL) + _LAST

    @property
    def parent(self) -> Clause | None:
        """The clause that this one stands directly under, or None at the top."""
        text = str(self)
        if self.labels == ("p",):
            return clause(f"p#{self.bullets[0]}") if len(self.bullets) > 1 else None
        if self.bullets:
            head = text.rpartition("#")[0]
            return None if head in _OUTSIDE else clause(head)
        return clause(text.rpartition(".")[0]) if len(self.labels) > 1 else None

    @property
    def section(self) -> Clause:
        """The labelled clause without its bullets (``III.1.a#2`` -> ``III.1.a``)."""
        return clause(".".join(self.labels)) if self.bullets and self.labels[0] not in _OUTSIDE else self

    def spoken(self, lang: str = "vi") -> str:
        """The clause as an office cites it: ``điểm b khoản 1 Mục II, gạch 1``."""
        return _spoken_en(self) if lang == "en" else _spoken_vi(self)


_ALL: WeakValueDictionary[str, Clause] = WeakValueDictionary()


@lru_cache(maxsize=4096)
def clause(text: str) -> Clause:
    """``Clause(text)``, kept for the next time. Raises ValueError as the class does."""
    return Clause(text)


def is_clause(text: str) -> bool:
    """True where ``text`` is a locator."""
    return bool(_CLAUSE.fullmatch(text))


def in_range(first: Clause, last: Clause, which: Clause) -> bool:
    """True where ``which`` lies in the range of clauses from ``first`` to ``last``, what they contain included."""
    return first <= which and (which <= last or last.contains(which))


def shared_parent(clauses: Iterable[Clause]) -> Clause | None:
    """The narrowest clause that contains all of ``clauses``, or None."""
    rest = list(clauses)
    at: Clause | None = rest[0] if rest else None
    while at is not None and not all(at.contains(c) for c in rest):
        at = at.parent
    return at


def cover_all(every: Iterable[Clause], wanted: Iterable[Clause]) -> list[Clause]:
    """``wanted`` as few clauses: a section stands for all of its clauses in ``every`` where all of them are wanted."""
    listed, chosen = list(every), set(wanted)
    parents: dict[Clause, Clause | None] = {}
    mixed = {over for at in listed if at not in chosen for over in _outwards(at, parents)}
    found: dict[Clause, None] = {}
    for at in listed:
        line = list(_outwards(at, parents))
        if at in chosen and not any(over in found for over in line):
            found[[at, *takewhile(lambda over: over not in mixed, line[1:])][-1]] = None
    return list(found)


def _outwards(at: Clause, parents: dict[Clause, Clause | None]) -> Iterator[Clause]:
    """``at``, what it stands under, and so on; ``parents`` keeps what was asked before."""
    over: Clause | None = at
    while over is not None:
        yield over
        if over not in parents:
            parents[over] = over.parent
        over = parents[over]


@lru_cache(maxsize=256)
def _first_key(label: str) -> str:
    """The place of a clause's first label. A section is called A, B, C, D; nobody counts sections to C = 100."""
    if label in _OUTSIDE:
        return _key(0, 0, label)
    if label.startswith("PL"):
        return _key(0, int(label[2:] or 0), label)
    if _is_letter(label):
        return _key(3, _ORDER.index(label.lower()))
    return _label_key(label)


@lru_cache(maxsize=256)
def _label_key(label: str) -> str:
    if label.isdigit():
        return _key(1, int(label))
    if len(label) == 1 and label in _ORDER:
        return _key(2, _ORDER.index(label))
    return _key(0, roman_value(label), label)


def _bullet_key(bullet: int) -> str:
    return _BULLET + _number(bullet)


def _key(kind: int, number: int, label: str = "") -> str:
    return f"{_LABEL}{kind}{_number(number)}{label}"


def _number(number: int) -> str:
    digits = str(number)
    return chr(len(digits)) + digits


def _is_letter(label: str) -> bool:
    """True for a first label that is a letter (``A``), not a Roman numeral (``I``, ``V``, ``X``)."""
    return len(label) == 1 and not label.isdigit() and label not in "IVX"


def _spoken_vi(c: Clause) -> str:
    first = c.labels[0]
    if first == "p":
        parts = [f"đoạn {c.bullets[0]}", *(f"câu {b}" for b in c.bullets[1:])]
        return ", ".join(parts)
    if first in _NAMES_VI:
        unit = "dòng" if first == "recipients" else "đoạn"
        return f"{_NAMES_VI[first]}, {unit} {'.'.join(map(str, c.bullets))}"
    names = [_level_vi(label, depth) for depth, label in enumerate(c.labels)]
    marks = ["gạch", "dấu cộng", "ý"]
    tail = "".join(f", {marks[min(i, 2)]} {b}" for i, b in enumerate(c.bullets))
    return " ".join(reversed(names)) + tail


def _level_vi(label: str, depth: int) -> str:
    if depth == 0:
        if label.startswith("PL"):
            return f"Phụ lục {label[2:]}".rstrip()
        return f"Phần {label}" if _is_letter(label) else f"Mục {label}"
    if label.isdigit():
        return f"khoản {label}"
    return f"Mục {label}" if label.isupper() else f"điểm {label}"


def _spoken_en(c: Clause) -> str:
    first = c.labels[0]
    if first == "p":
        return ", ".join([f"paragraph {c.bullets[0]}", *(f"sentence {b}" for b in c.bullets[1:])])
    if first in _NAMES_EN:
        return f"{_NAMES_EN[first]}, {'.'.join(map(str, c.bullets))}"
    if first.startswith("PL"):
        names = [f"appendix {first[2:]}".rstrip()]
    else:
        names = [f"part {first}" if _is_letter(first) else f"section {first}"]
    for label in c.labels[1:]:
        names.append(
            f"item {label}"
            if label.isdigit()
            else f"section {label}"
            if label.isupper()
            else f"point {label}"
        )
    marks = ["dash", "plus", "mark"]
    tail = "".join(f", {marks[min(i, 2)]} {b}" for i, b in enumerate(c.bullets))
    return ", ".join(reversed(names)) + tail
