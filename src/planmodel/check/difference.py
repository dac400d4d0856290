"""What an edit changes, as a unified diff.

Edits are small and far apart, so the two texts are read side by side and rejoined at the nearest lines that agree.
That takes time in proportion to the text, however often its lines repeat, which the standard library's way does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

CONTEXT = 3
"""Lines shown before and after a change."""

FARTHEST = 3000
"""Lines, of both texts together, within which they are rejoined; beyond, all that follows counts as changed."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Change(NamedTuple):
    """Lines of the old text, from ``start`` to just before ``end``, in whose place lines of the new text stand."""

    start: int
    end: int
    new_start: int
    new_end: int


def unified(before: str, after: str, name: str) -> Iterator[str]:
    """The difference between two texts of one file, line by line; nothing where they are the same."""
    old, new = _LINE.findall(before), _LINE.findall(after)
    listed = list(changes(old, new))
    if listed:
        yield f"--- a/{name}\n"
        yield f"+++ b/{name}\n"
    for hunk in _hunks(listed):
        yield from _shown(hunk, old, new)


def changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Where two lists of lines differ."""
    a = b = 0
    while a < len(old) or b < len(new):
        if a < len(old) and b < len(new) and old[a] == new[b]:
            a, b = a + 1, b + 1
            continue
        end, new_end = _rejoined(old, new, a, b)
        yield Change(a, end, b, new_end)
        a, b = end, new_end


def _rejoined(old: Sequence[str], new: Sequence[str], a: int, b: int) -> tuple[int, int]:
    """The nearest places after ``a`` and ``b`` from which on the lines agree again; the ends where there are none."""
    rest, new_rest = len(old) - a, len(new) - b
    for lost in range(1, min(rest + new_rest, FARTHEST)):
        for here in range(max(0, lost - new_rest + 1), min(lost, rest - 1) + 1):
            if old[a + here] == new[b + lost - here]:
                return a + here, b + lost - here
    return len(old), len(new)


def _hunks(listed: Sequence[Change]) -> Iterator[list[Change]]:
    """Changes that stand so near one another that what is shown around them meets."""
    hunk: list[Change] = []
    for change in listed:
        if hunk and change.start - hunk[-1].end > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _shown(hunk: Sequence[Change], old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    first, last = hunk[0], hunk[-1]
    before = min(CONTEXT, first.start)
    after = min(CONTEXT, len(old) - last.end)
    start, end = first.start - before, last.end + after
    yield f"@@ -{_range(start, end)} +{_range(first.new_start - before, last.new_end + after)} @@\n"
    at = start
    for change in hunk:
        yield from _marked(" ", old[at : change.start])
        yield from _marked("-", old[change.start : change.end])
        yield from _marked("+", new[change.new_start : change.new_end])
        at = change.end
    yield from _marked(" ", old[at:end])


def _range(start: int, end: int) -> str:
    """The first line and how many there are, as diff and patch write and read it."""
    if end - start == 1:
        return f"{start + 1}"
    return f"{start + (end > start)},{end - start}"


def _marked(mark: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n\\ No newline at end of file\n"
