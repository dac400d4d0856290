"""The colours of marks, one palette for terminal, page and picture.

The hues are those of Okabe and Ito, which colour-blind readers can tell apart, darkened where white text stands on
them. A colour never speaks alone: the cell's text always says the same.
"""

from __future__ import annotations

from typing import NamedTuple

from planmodel.render.measure import display_width
from planmodel.views.table import Cell, Table

CHIP = 16
"""Longest text, in columns, that is drawn on its colour; longer text stands beside a bar of it."""
BROAD = 13
"""A column that wants so many characters holds words."""


class Style(NamedTuple):
    """How a mark looks: the name of its hue, a terminal colour legible on black and on white, a fill, ink on it."""

    hue: str
    ansi: int
    fill: str
    ink: str


_BLUE = Style("blue", 33, "#0072b2", "#ffffff")
_GREEN = Style("green", 29, "#00785a", "#ffffff")
_ORANGE = Style("orange", 172, "#e69f00", "#1a1a1a")
_GREY = Style("grey", 244, "#62676d", "#ffffff")
_PURPLE = Style("purple", 135, "#7a4fa3", "#ffffff")
_VERMILLION = Style("vermillion", 166, "#bf4f00", "#ffffff")
_PINK = Style("pink", 168, "#cc79a7", "#1a1a1a")
_YELLOW = Style("yellow", 136, "#f0e442", "#1a1a1a")
_SKY = Style("sky", 74, "#56b4e9", "#1a1a1a")

HUES = (_BLUE, _GREEN, _ORANGE, _GREY, _PURPLE, _VERMILLION, _PINK, _YELLOW, _SKY)

STYLES: dict[str, Style] = {
    "A": _BLUE,
    "R": _GREEN,
    "S": _PURPLE,
    "C": _ORANGE,
    "I": _GREY,
    "conforms": _GREEN,
    "exceeds": _BLUE,
    "falls-short": _VERMILLION,
    "mixed": _YELLOW,
    "missing": _PINK,
    "moved": _SKY,
    "added": _SKY,
    "unknown": _GREY,
    "equal": _GREEN,
    "stronger": _BLUE,
    "weaker": _VERMILLION,
    "incomparable": _YELLOW,
    "weakens": _VERMILLION,
    "strengthens": _BLUE,
    "neutral": _GREY,
    "editorial": _GREY,
    "gap": _VERMILLION,
    "error": _VERMILLION,
    "warning": _ORANGE,
    "info": _GREY,
    "report": _BLUE,
    "task": _GREEN,
    "target": _ORANGE,
    "period": _GREY,
    "off": Style("off", 244, "#a8b0b8", "#1a1a1a"),
}


def style_of(mark: str) -> Style | None:
    """The style of a mark: of its first word that has one (``A``, ``A/R``, ``A inferred``, ``falls-short``)."""
    for word in mark.split():
        style = STYLES.get(word) or STYLES.get(word.partition("/")[0])
        if style is not None:
            return style
    return None


def is_inferred(mark: str) -> bool:
    """True where the mark says that the cell was inferred: drawn in italics, with a dashed edge."""
    return "inferred" in mark.split()


def is_chip(cell: Cell) -> bool:
    """True where the cell's text is short enough to stand on the colour of its mark."""
    return bool(cell.text) and style_of(cell.mark) is not None and display_width(cell.text) <= CHIP


def matrix_columns(table: Table) -> frozenset[int]:
    """The columns that make ``table`` a matrix: three or more of short texts, some of them marked.

    Columns that want room for more than letters (BROAD characters) make none: what stands in them is read, not scanned. A narrow column after the first of these belongs to the matrix even where nothing in it is marked.
    """
    columns = [[row[n] for row in table.rows] for n in range(len(table.columns))]
    short = [n for n, cells in enumerate(columns) if all(display_width(c.text) <= CHIP for c in cells)]
    found = [n for n in short if table.columns[n].width < BROAD and any(map(is_chip, columns[n]))]
    if len(found) < 3:
        return frozenset()
    widest = max(table.columns[n].width for n in found)
    return frozenset(n for n in short if n in found or (n > found[0] and table.columns[n].width <= widest))
