"""How tables lie on the sheets of a workbook: names, places, widths and heights. Nothing is written here.

Spreadsheet programs fit neither merged rows nor the height of rows whose height is given, so both are computed:
widths in characters as spreadsheets count them (the width of a digit), heights in points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from math import ceil
from typing import NamedTuple

from planmodel.diagnostics import Refusal, say
from planmodel.render.marks import matrix_columns
from planmodel.render.measure import clean, display_width, longest_line, longest_word, wrap
from planmodel.views.table import Cell, Column, Document, Table

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
LONGEST = 32_767
"""What one cell may hold, in units of UTF-16."""
LONGEST_NAME = 31
TURN = 8
"""A matrix with more columns than this has its heads turned upright."""

LINE, SMALL_LINE, MOST_HEIGHT = 14.6, 12.2, 409.0
"""Points of a line of text, of a line of notes; and the highest row that there can be."""
UPRIGHT = 30
"""The longest line of a head that is turned upright, in characters; a longer one has several."""
PAGE, LEAST_SCALE = 152.0, 0.42
"""Characters beside one another on A4 landscape, and how far they may be shrunk to fit one page."""
SPAN = 156.0
"""How far titles and notes reach, in characters: as far as a page is wide."""
_NARROW, _BROAD, _LONG_WORD, _WIDE = 4.6, 9.0, 28, 20
_WIDEST = 1.9
_FILTER = 2.5
"""Room for the button that opens a column's filter."""
_SERIF = {
    **dict.fromkeys(" ,.·", 0.5),
    **dict.fromkeys("ijlt;:/\\'!|", 0.56),
    **dict.fromkeys("frI()[]-", 0.67),
    **dict.fromkeys("aceszJ", 0.88),
    **dict.fromkeys("EFLPSTZ", 1.2),
    **dict.fromkeys("ADGHKNOQUVXYw", 1.45),
    **dict.fromkeys("mMW%&@—…", _WIDEST),
}
"""Widths of letters in Times New Roman by class, in digits; what is not named here is 1, a capital 1.3."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\s]+")


class Line(NamedTuple):
    """One line above a table: ``label``, ``title`` or ``under`` says which."""

    text: str
    kind: str


class Sheet(NamedTuple):
    """Where everything of one table stands; rows and columns count from 0."""

    table: Table
    name: str
    lines: tuple[Line, ...]
    matrix: frozenset[int]
    turned: bool
    widths: tuple[float, ...]

    @property
    def header(self) -> int:
        """The row of the columns' titles."""
        return len(self.lines) + bool(self.lines)

    @property
    def end(self) -> int:
        """The row just past the table's last one."""
        rows = sum(len(g.rows) + bool(g.title) for g in self.table.groups if g.rows)
        return self.header + 1 + max(rows, 1)

    @property
    def span(self) -> int:
        """How many columns titles and notes reach across."""
        width = 0.0
        for n, wide in enumerate(self.widths):
            width += wide
            if width >= SPAN:
                return n + 1
        return max(1, len(self.widths))

    @property
    def frozen(self) -> int:
        """How many columns stay when a matrix is moved aside: those of text, where they leave room for others."""
        first = min(self.matrix, default=0)
        return first if sum(self.widths[:first]) <= PAGE * 0.65 else 0

    @property
    def pages(self) -> int:
        """How many pages the sheet takes side by side: one, as long as that can be read."""
        room = PAGE / LEAST_SCALE
        fixed = sum(self.widths[: self.frozen])
        return max(1, ceil((sum(self.widths) - fixed) / (room - fixed)))


class Place(NamedTuple):
    """A cell of a workbook."""

    sheet: str
    row: int
    column: int


def sheets(document: Document) -> tuple[Sheet, ...]:
    """The sheets of ``document``. Raises Refusal where a table is larger than a sheet can be."""
    names = _names(document)
    laid = tuple(_sheet(document, n, table, names[n]) for n, table in enumerate(document.tables))
    for sheet in laid:
        if sheet.end + len(sheet.table.notes) + 1 > MOST_ROWS or len(sheet.widths) > MOST_COLUMNS:
            raise Refusal(
                say(
                    "table '{title}' has {rows} rows and {columns} columns, and a sheet holds {most} and {widest}; choose csv",
                    title=sheet.table.title[:80],
                    rows=len(sheet.table.rows),
                    columns=len(sheet.table.columns),
                    most=MOST_ROWS,
                    widest=MOST_COLUMNS,
                )
            )
    return laid


def places(laid: Iterable[Sheet]) -> dict[str, Place]:
    """Where the cells stand that have an anchor; the first of those that share one."""
    found: dict[str, Place] = {}
    for sheet in laid:
        row = sheet.header
        for group in sheet.table.groups:
            row += bool(group.title and group.rows)
            for cells in group.rows:
                row += 1
                for n, cell in enumerate(cells):
                    if cell.anchor:
                        found.setdefault(cell.anchor, Place(sheet.name, row, n))
    return found


def fitted(text: str, most: int = LONGEST) -> str:
    """``text`` without what could harm, and no longer than a cell can hold; an ellipsis stands for what is cut."""
    text = clean(text)
    if len(text) * 2 <= most or _units(text) <= most:
        return text
    short = text[: most - 1]
    while _units(short) > most - 1:
        short = short[: min(len(short) - 1, most - 1 - (_units(short) - len(short)) // 2)]
    return short + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


# ---------------------------------------------------------------------------------------------------- names, lines


def _names(document: Document) -> list[str]:
    """For every table a name that a sheet can bear, and that no other sheet bears."""
    taken = {"history"}  # what Excel keeps for itself
    names = []
    for number, table in enumerate(document.tables, 1):
        name = _name(table.name or table.title) or str(number)
        free, more = _cut(name, LONGEST_NAME), 1
        while free.casefold() in taken:
            more += 1
            ending = f" ({more})"
            free = _cut(name, LONGEST_NAME - len(ending)) + ending
        taken.add(free.casefold())
        names.append(free)
    return names


def _name(text: str) -> str:
    return _FORBIDDEN.sub(" ", fitted(text, 400)).strip(" '")


def _cut(name: str, most: int) -> str:
    return fitted(name, most).rstrip(" '")


def _sheet(document: Document, number: int, table: Table, name: str) -> Sheet:
    matrix = matrix_columns(table)
    turned = len(matrix) > TURN
    heads = [clean(column.title) for column in table.columns]
    widths = [
        _cell_width(heads[n], [row[n] for row in table.rows], turned)
        if n in matrix
        else _text_width(column, heads[n], [row[n] for row in table.rows])
        for n, column in enumerate(table.columns)
    ]
    return Sheet(table, name, tuple(_lines(document, number, table)), matrix, turned, _filled(table, widths))


def _lines(document: Document, number: int, table: Table) -> Iterator[Line]:
    """What stands above a table; that of the document stands above its first one, its title above each of several."""
    label = table.label or (document.label if number == 0 else "")
    under = table.under or (document.under if number == 0 else ())
    if label:
        yield Line(fitted(label), "label")
    if len(document.tables) > 1 and document.title and document.title not in table.title:
        yield Line(fitted(document.title), "of")
    if table.title:
        yield Line(fitted(table.title), "title")
    yield from (Line(fitted(said), "under") for said in under)


# -------------------------------------------------------------------------------------------------- widths, heights


def _cell_width(head: str, cells: list[Cell], turned: bool) -> float:
    """The width of a column of letters."""
    longest = max((longest_line(cell.text) for cell in cells if cell.text), default=1)
    least = max(_NARROW, min(longest + 1.4, _BROAD))
    if turned:
        return max(least, len(wrap(head, UPRIGHT)) * 2.2 + 0.6)
    return max(least, min(longest_word(head) + _FILTER, 14), _BROAD)


def _text_width(column: Column, head: str, cells: list[Cell]) -> float:
    """The width of a column of text: as the table wishes, less where nothing needs it, more where a word does."""
    texts = [text for cell in cells for text in _written(cell)]
    words = max(map(longest_word, texts), default=0)
    needed = max(map(longest_line, texts), default=0)
    least = max(5.0, min(max(words + 1.2, longest_word(head) + _FILTER), _LONG_WORD))
    return max(least, min(column.width + 1.5, needed + 1.5))


def _written(cell: Cell) -> Iterator[str]:
    """What is written in a cell of text; the note of a number or a day stands in a comment."""
    if cell.text:
        yield cell.text
    if cell.note and cell.value is None:
        yield cell.note


def _filled(table: Table, widths: list[float]) -> tuple[float, ...]:
    """Widths that fill a page: columns of long texts get what is left of it, as far as they need it."""
    left = PAGE - sum(widths)
    wide = [n for n, column in enumerate(table.columns) if column.width >= _WIDE]
    if left <= 0 or not wide:
        return tuple(widths)
    share = left / sum(widths[n] for n in wide)
    for n in wide:
        needed = max((longest_line(t) for row in table.rows for t in _written(row[n])), default=0) + 1.5
        widths[n] = max(widths[n], min(widths[n] * (1 + share), widths[n] * 1.8, needed))
    return tuple(widths)


def lines_of(text: str, width: float, size: float = 1.0) -> int:
    """About how many lines ``text`` takes in a column of that width; ``size`` is that of its letters, 1 the usual."""
    room = max(1.0, (width - 0.3) / size)
    if "\n" not in text and (len(text) * _WIDEST <= room or serif_width(text) <= room):
        return 1
    return len(wrap(text, room, serif_width))


def serif_width(text: str) -> float:
    """How wide ``text`` is in Times New Roman, its digits being 1; a little too much rather than too little."""
    return sum(map(_serif, text)) * 1.03


@cache
def _serif(char: str) -> float:
    columns = display_width(char)
    if columns != 1:
        return columns * 1.0
    base = unicodedata.normalize("NFD", char)[0].replace("Đ", "D").replace("đ", "d")
    return _SERIF.get(base, 1.3 if base.isupper() else 1.0)


def row_height(sheet: Sheet, cells: tuple[Cell, ...]) -> float:
    """The height of a row of the table."""
    most = 0.0
    for n, cell in enumerate(cells):
        high = lines_of(cell.text, sheet.widths[n]) * LINE if cell.text else 0.0
        if cell.note and n not in sheet.matrix and cell.value is None:
            high += lines_of(cell.note, sheet.widths[n], 0.84) * SMALL_LINE
        most = max(most, high)
    return min(max(most, LINE) + 4.0, MOST_HEIGHT)


def header_height(sheet: Sheet) -> float:
    """The height of the row of titles."""
    high = 2 * LINE
    for n, column in enumerate(sheet.table.columns):
        if sheet.turned and n in sheet.matrix:
            longest = max(map(display_width, wrap(column.title, UPRIGHT)))
            high = max(high, longest * 5.4 + 26)
        else:
            high = max(high, lines_of(column.title, sheet.widths[n] - _FILTER, 1.06) * LINE + 6)
    return min(high, MOST_HEIGHT)


def line_height(sheet: Sheet, text: str, size: float, most: int) -> float:
    """The height of a line that reaches across the table; ``most`` lines, however long it is."""
    width = sum(sheet.widths[: sheet.span]) or 9.0
    return min(min(lines_of(text, width, size), most) * LINE * max(size, 0.9) + 3, MOST_HEIGHT)
