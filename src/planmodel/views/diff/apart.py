"""Where two texts part: the stretches of each that the other has not, word by word; a comma after a word is no part of it."""

from __future__ import annotations

from collections.abc import Sequence

Stretches = tuple[tuple[int, int], ...]
"""From which sign to which, in order."""

MOST = 60
"""Words between what two texts begin and end with alike; of more, all of them are taken as one stretch."""


def apart(one: str, other: str) -> tuple[Stretches, Stretches]:
    """The stretches of ``one`` and of ``other`` that differ; none where they have too little in common to be set side by side."""
    here, there = ([word.rstrip(",;") for word in text.split(" ")] for text in (one, other))
    first = next((n for n, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), None)
    first = min(len(here), len(there)) if first is None else first
    room = min(len(here), len(there)) - first
    last = next((n for n in range(room) if here[-1 - n] != there[-1 - n]), room)
    inside = _common(here[first : len(here) - last], there[first : len(there) - last])
    alike = [*range(first), *(first + a for a, _ in inside), *range(len(here) - last, len(here))]
    beside = [*range(first), *(first + b for _, b in inside), *range(len(there) - last, len(there))]
    if len(alike) * 3 < min(len(here), len(there)):
        return (), ()
    return _stretches(one.split(" "), alike), _stretches(other.split(" "), beside)


def _common(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """The places of a longest row of words that both have."""
    if not 0 < len(one) * len(other) <= MOST * MOST:
        return []
    longest = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for a in range(len(one) - 1, -1, -1):
        here, below = longest[a], longest[a + 1]
        for b in range(len(other) - 1, -1, -1):
            here[b] = below[b + 1] + 1 if one[a] == other[b] else max(below[b], here[b + 1])
    found, a, b = [], 0, 0
    while a < len(one) and b < len(other):
        if one[a] == other[b]:
            found.append((a, b))
            a, b = a + 1, b + 1
        elif longest[a + 1][b] >= longest[a][b + 1]:
            a += 1
        else:
            b += 1
    return found


def _stretches(words: Sequence[str], alike: Sequence[int]) -> Stretches:
    """Where the words that are not ``alike`` stand; neighbours are one stretch."""
    found: list[tuple[int, int]] = []
    known, at, before = set(alike), 0, True
    for n, word in enumerate(words):
        if n not in known:
            found.append((at, at + len(word)) if before else (found.pop()[0], at + len(word)))
        before = n in known
        at += len(word) + 1
    return tuple(found)
