"""Likeness of wording: how near two titles are, whatever the case, the tone marks' place, the order and the numbering.

A suggestion, never a fact: nothing that a verdict rests on may come from here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

CUTOFF = 60.0
"""Below this two titles of one field have little more in common than the words that all titles of it have."""

LONGEST = 400
"""Characters of a text that are compared: a title is far shorter, and a pasted page must not cost its square."""

_KEPT = 16384
_TONES = tuple(
    zip(
        ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"),
        ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"),
        strict=True,
    )
)
"""The two places of the tone: on the first vowel, as it was long written, and on the second."""

_LABEL = r"(?:[0-9]+(?:\.[0-9]+)*|[ivx]+(?:\.[0-9a-zđ]+)*|[a-zđ])"
_NUMBERING = re.compile(
    rf"\s*(?:(?:(?:phần|chương|mục|điều|khoản|điểm)\s+)?{_LABEL}[.:)/](?:\s+|$)|[-–—•*+]\s*)+"
)
_WORD = re.compile(r"[^\W_]+(?:[&-][^\W_]+)*")
_SHORT = {
    "attt": "an toàn thông tin", "cđs": "chuyển đổi số", "cntt": "công nghệ thông tin",
    "gdđt": "giáo dục và đào tạo", "gdnn": "giáo dục nghề nghiệp", "hđnd": "hội đồng nhân dân",
    "kbnn": "kho bạc nhà nước", "khcn": "khoa học và công nghệ", "khđt": "kế hoạch và đầu tư",
    "lđtbxh": "lao động thương binh và xã hội", "nhnn": "ngân hàng nhà nước", "nsnn": "ngân sách nhà nước",
    "ptth": "phát thanh truyền hình", "ttđt": "thông tin điện tử", "tttt": "thông tin và truyền thông",
    "ubnd": "uỷ ban nhân dân", "vhttdl": "văn hoá thể thao và du lịch",
}  # fmt: skip
"""What offices write short, without & and hyphen, in the convention that ``normal`` writes."""


class Near(NamedTuple):
    """A text that is like another: its place among those that were looked at, and how like it is, of 100."""

    place: int
    text: str
    score: float


@lru_cache(maxsize=_KEPT)
def normal(text: str) -> str:
    """The words of ``text`` alone: lower case, one convention of tone marks, known abbreviations written out.

    Numbering before it and punctuation are left out. A normal text is its own normal text.
    """
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
    numbering = _NUMBERING.match(text)
    if numbering is not None:
        text = text[numbering.end() :]
    text = one_convention(text)
    return " ".join(word for found in _WORD.findall(text) for word in _written_out(found))


def one_convention(text: str) -> str:
    """A composed lower-case text with every tone on the second vowel: hoà, not hòa."""
    for one, other in _TONES:
        text = text.replace(one, other)
    return text


def _written_out(word: str) -> Sequence[str]:
    whole = word.replace("&", "").replace("-", "")
    if whole in _SHORT:
        return (_SHORT[whole],)
    return [_SHORT.get(part, part) for part in re.split("[&-]", word)]


def words(text: str) -> tuple[str, ...]:
    """The words of ``text`` in its own order, each once."""
    return tuple(dict.fromkeys(normal(text).split()))


def in_common(one: str, other: str) -> tuple[str, ...]:
    """The words that both texts have, in the order of the first; those that follow one another in both stand together."""
    theirs = normal(other).split()
    known, joined = set(theirs), set(pairwise(theirs))
    found: list[str] = []
    before = ""
    for word in normal(one).split():
        if word in known and (before, word) in joined:
            found[-1] += f" {word}"
        elif word in known:
            found.append(word)
        before = word if word in known else ""
    wider = [f" {other} " for other in dict.fromkeys(found)]
    return tuple(f.strip() for f in wider if not any(f in other and f != other for other in wider))


def score(one: str, other: str) -> float:
    """How like two texts are in wording: 100 for the same words in any order, 0 where they share nothing."""
    return _score(normal(one)[:LONGEST], normal(other)[:LONGEST])


def _score(one: str, other: str) -> float:
    if one == other:
        return 100.0
    if not one or not other:
        return 0.0
    from rapidfuzz import fuzz

    return round((fuzz.token_sort_ratio(one, other) + fuzz.token_set_ratio(one, other)) / 2, 1)


def nearest(text: str, candidates: Sequence[str], cutoff: float = CUTOFF, limit: int = 5) -> tuple[Near, ...]:
    """Those of ``candidates`` that are like ``text``, the likest first; of equally like ones the first stands first."""
    sought = normal(text)[:LONGEST]
    found = [Near(i, c, _score(sought, normal(c)[:LONGEST])) for i, c in enumerate(candidates)]
    return tuple(sorted((n for n in found if n.score >= cutoff), key=lambda n: (-n.score, n.place))[:limit])
