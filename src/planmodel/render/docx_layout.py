"""How a table lies on A4 paper: upright or across, in which size of letters, how wide its columns are, in how many parts.

Margins and sizes of letters are those of Nghị định 30/2020/NĐ-CP. Widths of text are estimated, a little generously,
so that no word breaks in its column; where not even the smallest letters fit, the columns are shared out over parts,
each of which repeats the columns that say what a row is about.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from planmodel.render.marks import matrix_columns
from planmodel.render.measure import clean, longest_word, picture_width, wrap
from planmodel.views.table import Cell, Column, Table

SMALLEST = 8
"""No letter of a table is smaller, in points."""
WIDE = 20
"""A column that wants this many characters is text, which may be narrowed to half of that."""
TEXT_PAD = 3.0
"""What text keeps free at its sides where the letters of a matrix keep hardly anything, in points."""
_POINTS = 72 / 25.4
_LETTER, _LINE = 0.45, 1.15
"""The mean width of a letter of Times New Roman and the height of a line, in parts of the size."""
_CROWDED = 1.12
"""Flat columns may want this much more than the page is wide before smaller letters are tried."""
_WIDEST_LEAST = 0.25
"""The part of the page that a column of text is never narrowed below, however much it wants."""
_LONGEST_WORD, _LONGEST_HEAD = 13.0, 14.0
"""The longest word that a column is made wide for, and the longest upright head, in parts of the size."""
_SERIF = 0.86
"""How wide lines are against the estimate."""
_LONG = 200
"""A line of so many letters wants all that its column asks for."""
_SHORT = 14
"""A row of at most so many lines stays on one page."""

_em = partial(picture_width, size=1.0)
_bold_em = partial(picture_width, size=1.0, bold=True)


class Sheet(NamedTuple):
    """A4 one way round, its margins and the distance of the page number from the edge, in millimetres."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float

    @property
    def room(self) -> float:
        """The width between the margins, in points."""
        return (self.width - self.left - self.right) * _POINTS


UPRIGHT = Sheet(210.0, 297.0, top=20.0, right=15.0, bottom=20.0, left=30.0, header=10.0)
ACROSS = Sheet(297.0, 210.0, top=30.0, right=20.0, bottom=15.0, left=20.0, header=17.0)
"""The upright sheet turned: the wide margin, where sheets are bound, is the upper one."""


class Part(NamedTuple):
    """Columns that stand beside another on one page, with their widths in points."""

    columns: tuple[int, ...]
    widths: tuple[float, ...]


class Layout(NamedTuple):
    """How a table is printed: the sheet, the size of letters, what stands upright in the heads, and its parts.

    ``pad`` is what a cell keeps free at either side, ``head`` the height that upright heads need, in points.
    """

    sheet: Sheet
    size: int
    upright: frozenset[int]
    head: float
    pad: float
    parts: tuple[Part, ...]

    @property
    def note_size(self) -> int:
        """The size of the second line of a cell."""
        return max(SMALLEST, self.size - 2)


class _Try(NamedTuple):
    """A way to print a table that is tried in its turn; ``crowded``: text columns may be narrowed to the half."""

    sheet: Sheet
    size: int
    turned: bool = False
    crowded: bool = False


_FLAT = (_Try(UPRIGHT, 12), _Try(UPRIGHT, 11), _Try(ACROSS, 12), _Try(ACROSS, 11), _Try(ACROSS, 10))
_TURNED = (_Try(ACROSS, 11, turned=True), _Try(ACROSS, 10, turned=True), _Try(ACROSS, 9, turned=True))
_CRAMPED = (
    _Try(ACROSS, 9, turned=True, crowded=True),
    _Try(ACROSS, 10, crowded=True),
    _Try(ACROSS, 9, crowded=True),
    _Try(ACROSS, SMALLEST, turned=True, crowded=True),
    _Try(ACROSS, SMALLEST, crowded=True),
)


def lay_out(table: Table) -> Layout:
    """The first way to print ``table`` in which every column has the room that it needs."""
    columns = [_measured(table, n) for n in range(len(table.columns))]
    matrix = matrix_columns(table)
    for one in (*_FLAT, *_TURNED, *_CRAMPED):
        if not one.turned or matrix:
            upright = matrix if one.turned else frozenset[int]()
            widths = _widths(columns, one, upright)
            if widths is not None:
                part = Part(tuple(range(len(columns))), tuple(widths))
                return _layout(table, one, upright, (part,))
    one = _Try(ACROSS, 9, turned=bool(matrix), crowded=True)
    return _layout(table, one, matrix, tuple(_parts(table, columns, one, matrix)))


def naming_columns(table: Table) -> int:
    """How many columns at the left say what a row is about: up to the first of text, if it is one of the first three."""
    return next((n + 1 for n, column in enumerate(table.columns[:3]) if column.width >= WIDE), 1)


def is_short(cells: Sequence[Cell], widths: Sequence[float], layout: Layout) -> bool:
    """True where a row of ``cells`` is low enough to be kept on one page."""
    return all(
        _lines(cell.text, width - 2 * layout.pad, layout.size)
        + (_lines(cell.note, width - 2 * layout.pad, layout.note_size) if cell.note else 0)
        <= _SHORT
        for cell, width in zip(cells, widths, strict=True)
    )


def _lines(text: str, room: float, size: int) -> int:
    return math.ceil(len(text) * _LETTER * size / max(room, 1.0)) + text.count("\n")


# ---------------------------------------------------------------------------------------------------------- widths


class _Measured(NamedTuple):
    """A column: its longest line, its longest word in the cells, in their notes, in its head, in parts of the size."""

    column: Column
    line: float
    word: float
    note: float
    head: float


def _measured(table: Table, n: int) -> _Measured:
    column = table.columns[n]
    cells = [row[n] for row in table.rows]
    texts, notes = ({cell.text for cell in cells}, {cell.note for cell in cells})
    lines = {line for text in texts | notes for line in clean(text).split("\n")}
    longest = _em(max(lines, key=lambda line: (len(line), line), default="")[:_LONG])
    head = longest_word(column.title, _bold_em)
    return _Measured(column, longest, _longest(texts), _longest(notes), head)


def _longest(texts: set[str]) -> float:
    words = {word for text in texts for word in clean(text).split()}
    return max(map(_em, words), default=0.0)


def _widths(
    columns: Sequence[_Measured], one: _Try, upright: frozenset[int], chosen: Sequence[int] | None = None
) -> list[float] | None:
    """The widths of the columns in points, or None where this way has no room for them."""
    listed = range(len(columns)) if chosen is None else chosen
    least = [_least(columns[n], one, n in upright) for n in listed]
    texts = [
        low if n in upright else _wanted(columns[n], one, low) for n, low in zip(listed, least, strict=True)
    ]
    even = max((low for n, low in zip(listed, least, strict=True) if n in upright), default=0.0)
    alike = [even if n in upright else text for n, text in zip(listed, texts, strict=True)]
    room = one.sheet.room
    if sum(least) > room:
        return None
    for wanted in (alike, texts):
        if sum(wanted) <= room * (1.0 if one.turned else _CROWDED):
            return _squeezed(least, wanted, room)
    return _squeezed(least, texts, room) if one.crowded else None


def _wanted(one: _Measured, how: _Try, least: float) -> float:
    """What a flat column would have: what it asks for, or less where its longest line is short, for it may be filled."""
    asked = one.column.width * _LETTER * how.size
    line = one.line * how.size * _SERIF + 2 * _pad(how)
    return max(least, min(asked, max(line, asked / 2)))


def _least(one: _Measured, how: _Try, upright: bool) -> float:
    """The narrowest that a column may be: its longest word on one line, and half of what text wants."""
    note = 0.0 if upright else one.note * max(SMALLEST, how.size - 2)
    head = _LINE if upright else min(one.head, _LONGEST_WORD)
    words = max(min(one.word, _LONGEST_WORD) * how.size, min(note, _LONGEST_WORD * how.size), head * how.size)
    half = one.column.width * _LETTER * how.size / 2 if one.column.width >= WIDE and not upright else 0.0
    pad = _pad(how) if upright or not how.turned else TEXT_PAD
    return max(words + 2 * pad, min(half, how.sheet.room * _WIDEST_LEAST))


def _pad(how: _Try) -> float:
    if how.turned:
        return 1.5
    return 4.0 if how.size >= 10 else 2.5


def _squeezed(least: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """Widths that fill ``room``: as wanted, more of it, or less of what is above the least."""
    spare = sum(wanted) - sum(least)
    if sum(wanted) > room and spare > 0:
        share = (room - sum(least)) / spare
        return [low + (high - low) * share for low, high in zip(least, wanted, strict=True)]
    return [high * room / sum(wanted) for high in wanted]


def _parts(table: Table, columns: Sequence[_Measured], one: _Try, upright: frozenset[int]) -> Iterator[Part]:
    """The columns shared out evenly over as few parts as have room for them: one beside the named ones always has."""
    named = list(range(naming_columns(table)))
    others = list(range(len(named), len(columns)))
    for count in range(1, len(others) + 1):
        shares = [[*named, *share] for share in _shared_out(others, count)]
        widths = [_widths(columns, one, upright, share) for share in shares]
        fitting = [width for width in widths if width is not None]
        if len(fitting) == len(shares):
            yield from (Part(tuple(s), tuple(w)) for s, w in zip(shares, fitting, strict=True))
            return


def _shared_out(items: list[int], count: int) -> Iterator[list[int]]:
    size, more = divmod(len(items), count)
    start = 0
    for n in range(count):
        end = start + size + (n < more)
        yield items[start:end]
        start = end


def _layout(table: Table, one: _Try, upright: frozenset[int], parts: tuple[Part, ...]) -> Layout:
    upright = upright if one.turned else frozenset()
    head = _head_height(table, one, upright, parts) if upright else 0.0
    return Layout(one.sheet, one.size, upright, head, _pad(one), parts)


def _head_height(table: Table, one: _Try, upright: frozenset[int], parts: tuple[Part, ...]) -> float:
    """The least height in which every upright head has as many lines as its column is wide."""
    high = 0.0
    for part in parts:
        for n, width in zip(part.columns, part.widths, strict=True):
            if n in upright:
                lines = max(1, int((width - 2 * _pad(one)) / (one.size * _LINE)))
                high = max(high, _upright_length(table.columns[n].title, lines))
    return min(high, _LONGEST_HEAD) * one.size + 8.0


def _upright_length(title: str, lines: int) -> float:
    """How long upright lines must be for ``title`` to take at most ``lines`` of them, in parts of the size."""
    length = longest_word(title, _bold_em)
    while length < _LONGEST_HEAD and len(wrap(title, length, _bold_em)) > lines:
        length += 0.5
    return length
