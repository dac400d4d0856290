"""How a table is laid on A4 paper: upright or lengthwise, in which letter size, with which columns on which page.

The layout is that of Nghị định 30/2020/NĐ-CP. Widths of text are estimated, a little generously. A table that is too
wide even in the smallest letters is cut into parts, each with the columns that name the row.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from planmodel.render.marks import matrix_columns
from planmodel.render.measure import clean, longest_line, longest_word, picture_width, wrap
from planmodel.views.table import Table

MM = 72 / 25.4
SIDES = 45 * MM
"""Both side margins of a page together: left 30 and right 15 mm."""
SHORT, LONG = 210 * MM, 297 * MM
UPRIGHT = 100
"""A table whose columns want more characters than this is laid lengthwise."""
SIZES, SMALL_SIZES, PART_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0), (8.5, 8.0), (10.0, 9.5, 9.0)
"""Letter sizes to try from the largest; those for matrices after them; and those of tables that are cut into parts."""
LEAST = 7.0
"""No letter is smaller."""
INSET = 3.0
TURNED = (60.0, 130.0)
"""The shortest and the longest upright heads."""
WIDEST_WORD = 110.0
"""A longer word is broken."""
_SERIF = 0.95
"""How wide the face of documents is, against the estimate for a face without serifs."""
_WIDE = 20
"""A column that wants this many characters holds sentences."""


class Part(NamedTuple):
    """Columns that stand beside one another on a page, and their widths in points."""

    columns: tuple[int, ...]
    widths: tuple[float, ...]


class Layout(NamedTuple):
    """How a table is laid: ``turned`` is the height of upright heads, 0 where heads lie flat."""

    lengthwise: bool
    size: float
    matrix: frozenset[int]
    turned: float
    parts: tuple[Part, ...]


class _Room(NamedTuple):
    """The room for a column: without which it breaks words, that it wants, and that keeps each text on one line."""

    need: float
    want: float
    natural: float
    letters: bool = False


class _Longest(NamedTuple):
    """The longest of what stands in a column, in letters of size 1, and the width that it asks for."""

    letters: bool
    head: float = 0.0
    word: float = 0.0
    line: float = 0.0
    note_word: float = 0.0
    note_line: float = 0.0
    asked: float = 0.0


def small(size: float) -> float:
    """The letter size of evidence beside texts of ``size``."""
    return max(LEAST, round(size * 0.8, 1))


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide ``text`` is in a document, in points."""
    return picture_width(text, size, bold=bold) * _SERIF


def lay_out(table: Table) -> Layout:
    """The layout of ``table`` with the largest letters that leave its words whole."""
    matrix = matrix_columns(table)
    columns = [_longest(table, n, n in matrix) for n in range(len(table.columns))]
    upright = sum(c.width for c in table.columns) <= UPRIGHT
    laid = _whole(columns, SHORT - SIDES, SIZES) if upright else None
    lengthwise = laid is None
    if laid is None:
        laid = _whole(columns, LONG - SIDES, (*SIZES, *(SMALL_SIZES if matrix else ())), last=0.45)
    size, parts = laid or _in_parts(columns, row_head(table), LONG - SIDES)
    return Layout(lengthwise, size, matrix, _turned(table, matrix, parts, size), tuple(parts))


def row_head(table: Table) -> int:
    """The column that names the row: the first of sentences within the first three, else the first."""
    return next((n for n, column in enumerate(table.columns[:3]) if column.width >= _WIDE), 0)


# ------------------------------------------------------------------------------------------------------- columns


def _whole(
    columns: Sequence[_Longest], room: float, sizes: Sequence[float], last: float = 0.75
) -> tuple[float, list[Part]] | None:
    """The largest of ``sizes`` in which the table is not cut, and its columns; ``last`` is how tight the last may be."""
    for size in sizes:
        rooms = [_room(column, size) for column in columns]
        tight = last if size == sizes[-1] else 0.75
        widths = _fit(_alike(rooms), room, tight)
        if widths is None and size < SIZES[-2]:
            widths = _fit(rooms, room, tight)
        if widths is not None:
            return size, [Part(tuple(range(len(widths))), tuple(widths))]
    return None


def _in_parts(columns: Sequence[_Longest], head: int, room: float) -> tuple[float, list[Part]]:
    """The table in as few parts as its words allow, in the largest letters that need no more parts.

    All parts have the columns up to ``head``.
    """
    sizes = PART_SIZES if any(c.letters for c in columns) else PART_SIZES[-1:]
    tried = [(size, _parts(_alike([_room(c, size) for c in columns]), head, room)) for size in sizes]
    fewest = min(len(parts) for _, parts in tried)
    return next((size, parts) for size, parts in tried if len(parts) == fewest)


def _alike(rooms: Sequence[_Room]) -> list[_Room]:
    """``rooms`` with all columns of letters as wide as the widest."""
    same = max((r.need for r in rooms if r.letters), default=0.0)
    return [_Room(same, same, same, True) if r.letters else r for r in rooms]


def _room(longest: _Longest, size: float) -> _Room:
    if longest.letters:
        need = max(longest.word * size, size * 1.2) + INSET + 1
        return _Room(need, need, need, True)
    pad, beside = 2 * INSET + 1, small(size)
    word = max(longest.head * size, longest.word * size, longest.note_word * beside)
    need = min(word, WIDEST_WORD) + pad
    natural = max(need, longest.line * size + pad, longest.note_line * beside + pad)
    return _Room(need, max(need, min(natural, longest.asked * size + pad)), natural)


def _longest(table: Table, n: int, in_matrix: bool) -> _Longest:
    plain, bold = partial(text_width, size=1.0), partial(text_width, size=1.0, bold=True)
    texts = {row[n].text for row in table.rows}
    if in_matrix:
        return _Longest(True, word=max((bold(clean(text)) for text in texts), default=0.0))
    notes = {row[n].note for row in table.rows}
    return _Longest(
        False,
        head=longest_word(table.columns[n].title, bold),
        word=max((longest_word(text, plain) for text in texts), default=0.0),
        line=max((longest_line(text, plain) for text in texts), default=0.0),
        note_word=max((longest_word(note, plain) for note in notes), default=0.0),
        note_line=max((longest_line(note, plain) for note in notes), default=0.0),
        asked=table.columns[n].width * plain("n"),
    )


def _fit(rooms: Sequence[_Room], room: float, tight: float) -> list[float] | None:
    """Widths that fill ``room``; None where a column would get less than ``tight`` of what it wants over its need."""
    need, want = sum(r.need for r in rooms), sum(r.want for r in rooms)
    if need > room:
        return None
    if want > room:
        share = (room - need) / (want - need)
        return None if share < tight else [r.need + (r.want - r.need) * share for r in rooms]
    even = _alike(rooms)
    widths = [r.want for r in rooms]
    for full in ([r.want for r in even], [r.natural for r in even]):
        hunger = sum(full) - sum(widths)
        fed = min(1.0, (room - sum(widths)) / hunger) if hunger > 0 else 0.0
        widths = [w + (f - w) * fed for w, f in zip(widths, full, strict=True)]
    grown = room / sum(widths)
    return [width * grown for width in widths]


def _parts(rooms: Sequence[_Room], head: int, room: float) -> list[Part]:
    keys = list(range(head + 1))
    rest = range(len(keys), len(rooms))
    for count in range(2, len(rest) + 1):
        made = []
        for columns in _cut(rest, [rooms[n].need for n in rest], count):
            numbers = [*keys, *columns]
            widths = _fit([rooms[n] for n in numbers], room, 0.45 if count < len(rest) else 0.0)
            if widths is None:
                break
            made.append(Part(tuple(numbers), tuple(widths)))
        else:
            return made
    numbers = list(range(len(rooms)))
    total = sum(rooms[n].need for n in numbers)
    return [Part(tuple(numbers), tuple(rooms[n].need * room / total for n in numbers))]


def _cut(columns: Sequence[int], needs: Sequence[float], count: int) -> list[list[int]]:
    """``columns`` in ``count`` runs of about the same width; runs that would be empty are left out."""
    runs: list[list[int]] = [[] for _ in range(count)]
    done, total = 0.0, sum(needs)
    for column, need in zip(columns, needs, strict=True):
        runs[min(count - 1, int((done + need / 2) * count / total))].append(column)
        done += need
    return [run for run in runs if run]


# --------------------------------------------------------------------------------------------------------- heads


def _turned(table: Table, matrix: frozenset[int], parts: Sequence[Part], size: float) -> float:
    """The height of upright heads of the matrix, 0 where they have room lying flat."""
    widths = {n: width for part in parts for n, width in zip(part.columns, part.widths, strict=True)}
    bold = partial(text_width, size=size, bold=True)
    titles = [(table.columns[n].title, widths[n] - 2 * INSET) for n in sorted(matrix)]
    if all(longest_word(title, bold) <= room and len(wrap(title, room, bold)) <= 3 for title, room in titles):
        return 0.0
    low, high = TURNED
    height = low
    while height < high and any(
        len(wrap(title, height, bold)) * size * 1.15 > room + INSET for title, room in titles
    ):
        height += 5
    longest = max(min(longest_line(title, bold), height) for title, _ in titles)
    return max(longest, *(min(longest_word(title, bold), high) for title, _ in titles)) + 2
