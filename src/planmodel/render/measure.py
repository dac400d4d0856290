"""How wide text is, and where it may break: shared by the terminal and the pictures.

Vietnamese comes composed (NFC) or as letters with combining marks (NFD); both count the same. Lines break at spaces
only, and a word that is too long for its line breaks after a sign, or wherever it must.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

Measure = Callable[[str], float]

_UNSAFE = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")
_SIGNS = "/-.,;:&@#)_"
_OTHER = re.compile("[^\x00-\xac\xae-\u02ff\u1e00-\u1eff\u2010-\u2027\u2190-\u21ff\u2500-\u257f]")
"""A sign that may take another room than one column: nearly no text has one."""
_NEW_LINE = re.compile("\r\n|[\n\r\u2028\u2029]")


def clean(text: str) -> str:
    """``text`` without what could steer a terminal or spoil XML: control characters, and signs that turn it about."""
    if text.isprintable():
        return text
    return "".join(map(_harmless, _NEW_LINE.sub("\n", text)))


def _harmless(char: str) -> str:
    if char in "\n\t":
        return "\n" if char == "\n" else " "
    return "\ufffd" if char in _UNSAFE or unicodedata.category(char) in ("Cc", "Cs") else char


def display_width(text: str) -> int:
    """How many columns ``text`` takes on a terminal."""
    if text.isascii() or _OTHER.search(text) is None:
        return len(text)
    return sum(map(_columns, text))


@cache
def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


_ON_TERMINAL: Measure = display_width


def wrap(text: str, room: float, measure: Measure = display_width) -> list[str]:
    """``text`` as lines of at most ``room``; an empty text is one empty line."""
    text = clean(text)
    if measure is _ON_TERMINAL and len(text) <= room and display_width(text) <= room and _is_even(text):
        return [text]
    return [line for paragraph in text.split("\n") for line in _fill(paragraph, room, measure)]


def _is_even(text: str) -> bool:
    """True for words of one line, one space between them."""
    return text.split() == text.split(" ")


def _fill(paragraph: str, room: float, measure: Measure) -> Iterator[str]:
    line, used = "", 0.0
    space = measure(" ")
    for word in _words(paragraph):
        long = measure(word)
        if line and used + space + long <= room:
            line, used = f"{line} {word}", used + space + long
            continue
        if line:
            yield line
        *full, line = _pieces(word, room, measure) if long > room else [word]
        yield from full
        used = measure(line)
    yield line


def _words(text: str) -> list[str]:
    return [word for word in text.split(" ") if word]


def _pieces(word: str, room: float, measure: Measure) -> list[str]:
    """A word that is too long, cut after a sign where one lies in the second half of the line."""
    pieces, piece, used = [], "", 0.0
    for cluster in _clusters(word):
        wide = measure(cluster)
        if piece and used + wide > room:
            cut = max(piece.rfind(sign) for sign in _SIGNS) + 1
            if cut * 2 < len(piece):
                cut = len(piece)
            pieces.append(piece[:cut])
            piece = piece[cut:]
            used = measure(piece)
        piece, used = piece + cluster, used + wide
    return [*pieces, piece]


def _clusters(word: str) -> Iterator[str]:
    """The letters of ``word``, each with the combining marks that stand on it."""
    held = ""
    for char in word:
        if held and _columns(char) > 0:
            yield held
            held = ""
        held += char
    yield held


def longest_word(text: str, measure: Measure = display_width) -> float:
    """The width of the longest word of ``text``."""
    return max((measure(word) for line in clean(text).split("\n") for word in _words(line)), default=0.0)


def longest_line(text: str, measure: Measure = display_width) -> float:
    """The width of ``text`` where nothing is wrapped."""
    text = clean(text)
    return max(map(measure, text.split("\n"))) if "\n" in text else measure(text)


_EM = {
    **dict.fromkeys("ijl.,:;'!|·", 0.28),
    **dict.fromkeys('ftrI()[]/\\-°" ', 0.36),
    **dict.fromkeys("ckszvxyJ?*–", 0.52),
    **dict.fromkeys("wGOQDHNUCR&", 0.74),
    **dict.fromkeys("mMW%@—…", 0.92),
}
"""Widths of letters in parts of the letter height, by class; what is not named here is 0.58, a capital 0.66."""


def picture_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide ``text`` is in a picture, in the unit of ``size``; a little too much rather than too little."""
    return sum(map(_em, text)) * size * (1.08 if bold else 1.0)


@cache
def _em(char: str) -> float:
    columns = _columns(char)
    if columns != 1:
        return columns / 2
    base = unicodedata.normalize("NFD", char)[0].replace("Đ", "D").replace("đ", "d")
    return _EM.get(base, 0.66 if base.isupper() else 0.58)
