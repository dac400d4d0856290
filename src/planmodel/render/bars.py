"""A table of counts by letter as a picture: for each row a bar of parts, each with its letter and number.

The bars are those of the columns named after letters (A, R, S, C, I) and of ``other``; their lengths are the cells'
values. Nobody needs colours to read them: every part says its letter and number, beside the bar where it is too short.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple
from xml.sax.saxutils import escape

from planmodel.diagnostics import Text
from planmodel.render.marks import STYLES, Style
from planmodel.render.measure import clean, picture_width, wrap
from planmodel.views.table import Cell, Table

KEYS = ("A", "R", "S", "C", "I", "other")
"""The columns that are drawn as parts of a bar, in this order."""

FAMILY = "Noto Sans, Be Vietnam Pro, Segoe UI, Arial, sans-serif"
SIZE, SMALL, LARGE = 12.0, 11.0, 17.0
NAME, LENGTH, MARGIN, BAR, GAP, LINE, LARGE_LINE = 240, 560, 16, 22, 8, 15, 23
LONGEST_NAME = 3
"""A name has so many lines; what is left over ends in an ellipsis."""

_INK, _SOFT, _RULE = "#1b1f24", "#57606a", "#d0d7de"
_OTHER = Style("white", 250, "#ffffff", "#1a1a1a")
_EMPTY = Text("Không có cơ quan nào.", "There is no agency.")
_bold = partial(picture_width, size=SIZE, bold=True)
_plain = partial(picture_width, size=SIZE)
_large = partial(picture_width, size=LARGE, bold=True)


class _Bar(NamedTuple):
    """One bar: whose it is, its parts by column, and what stands behind it."""

    name: list[str]
    parts: list[tuple[int, int]]
    total: int
    told: str

    @property
    def height(self) -> int:
        """From the top of this bar to the top of the next."""
        return max(BAR, LINE * len(self.name)) + GAP


def render(table: Table, *, colour: bool = False, width: int | None = None, lang: str = "vi") -> str:  # noqa: ARG001
    """``table`` as an SVG picture with a white ground: one bar for each row that counts anything or nothing."""
    columns = [n for key in KEYS for n, c in enumerate(table.columns) if c.key == key]
    bars = [_bar(table, row, columns) for row in table.rows]
    wide = MARGIN * 2 + NAME + LENGTH + 90
    scale = LENGTH / max([1, *(b.total for b in bars)])
    title = wrap(table.title, wide - 2 * MARGIN, _large)
    used = [n for n in columns if any(count for b in bars for part, count in b.parts if part == n)]
    keys = _keys(table, used, wide - 2 * MARGIN)
    top = MARGIN + LARGE_LINE * len(title) + 22 * len(keys) + 14
    bottom = top + (sum(b.height for b in bars) or LINE * 2)
    notes = [line for note in _notes(table, columns) for line in wrap(note, wide - 2 * MARGIN, _plain)]
    height = bottom + LINE * len(notes) + MARGIN + 6
    drawn = [
        *_open(table, bars, wide, height, lang),
        _text(title, MARGIN, MARGIN + LARGE, LARGE_LINE, size=LARGE, more=' font-weight="600"'),
        *_legend(table, keys, MARGIN + LARGE_LINE * len(title)),
        *_bars(table, bars, top, scale),
        *([] if bars else [_text([_EMPTY.get(lang)], MARGIN, top + LINE)]),
        _text(notes, MARGIN, bottom + LINE + 4, size=SMALL, more=f' fill="{_SOFT}"') if notes else "",
    ]
    return "\n".join([*(x for x in drawn if x), "</svg>", ""])


def _bar(table: Table, row: Sequence[Cell], columns: Sequence[int]) -> _Bar:
    lines = wrap(row[0].text, NAME - 12, _plain)
    name = (
        lines if len(lines) <= LONGEST_NAME else [*lines[: LONGEST_NAME - 1], f"{lines[LONGEST_NAME - 1]} …"]
    )
    parts = [(n, _count(row[n])) for n in columns]
    told = " · ".join(f"{table.columns[n].title}: {count}" for n, count in parts if count)
    return _Bar(
        name, [p for p in parts if p[1]], sum(count for _, count in parts), f"{row[0].text}: {told or 0}"
    )


def _notes(table: Table, columns: Sequence[int]) -> list[str]:
    """The notes of the table, but those on columns that are not drawn."""
    hidden = tuple(f"{c.title}:" for n, c in enumerate(table.columns) if n and n not in columns)
    return [note for note in table.notes if not note.startswith(hidden)]


def _count(cell: Cell) -> int:
    value = cell.value
    return max(0, int(value)) if value is not None and not hasattr(value, "year") else 0


def _style(key: str) -> Style:
    return STYLES.get(key, _OTHER)


def _keys(table: Table, used: Sequence[int], room: float) -> list[list[int]]:
    """The entries of the legend in as many lines as they need."""
    lines: list[list[int]] = []
    left = 0.0
    for n in used:
        wide = _plain(table.columns[n].title) + 60
        if wide > left or not lines:
            lines.append([])
            left = room
        left -= wide
        lines[-1].append(n)
    return lines


def _open(table: Table, bars: Sequence[_Bar], wide: int, height: int, lang: str) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{height}" viewBox="0 0 {wide} {height}" '
        f'role="img" lang="{lang}" font-family="{FAMILY}" font-size="{SIZE:g}" fill="{_INK}">'
    )
    yield f"<title>{_said(table.title)}</title>"
    told = "\n".join(b.told for b in bars)
    if told:
        yield f"<desc>{_said(told)}</desc>"
    yield f'<rect width="{wide}" height="{height}" fill="#ffffff"/>'


def _legend(table: Table, keys: Sequence[Sequence[int]], top: int) -> Iterator[str]:
    for line, listed in enumerate(keys):
        x, y = float(MARGIN), top + 22 * line + 18
        for n in listed:
            key = table.columns[n].key
            yield from _chip(_letter(key), key, x, y - 12, 24, 16)
            yield _text([table.columns[n].title], x + 30, y)
            x += _plain(table.columns[n].title) + 60


def _bars(table: Table, bars: Sequence[_Bar], top: int, scale: float) -> Iterator[str]:
    y, left = top, MARGIN + NAME
    for bar in bars:
        middle = y + (bar.height - GAP) / 2
        first = middle - (len(bar.name) - 1) * LINE / 2 + SIZE * 0.36
        yield f"<g><title>{_said(bar.told)}</title>"
        yield _text(bar.name, MARGIN, first)
        x, beside = float(left), []
        for n, count in bar.parts:
            long = count * scale
            key = table.columns[n].key
            label = f"{_letter(key)} {count}"
            fits = _bold(label) + 4 <= long
            yield from _chip(label if fits else "", key, x, middle - BAR / 2, long, BAR)
            beside += [] if fits or len(bar.parts) == 1 else [label]
            x += long
        total = f"{bar.total} ({', '.join(beside)})" if beside else str(bar.total)
        yield _text([total], x + 7, middle + SIZE * 0.36, more=' font-weight="600"') + "</g>"
        y += bar.height
    if bars:
        yield f'<line x1="{left}" y1="{top - 4}" x2="{left}" y2="{y - GAP + 4}" stroke="{_RULE}"/>'


def _letter(key: str) -> str:
    return key if len(key) == 1 else "–"


def _chip(said: str, key: str, x: float, y: float, long: float, high: float) -> Iterator[str]:
    """A part of a bar: on its colour, parted from its neighbour by a white edge, with what it says where it has room."""
    style = _style(key)
    edge = _SOFT if style is _OTHER else "#ffffff"
    yield f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(long)}" height="{_n(high)}" fill="{style.fill}" stroke="{edge}"/>'
    if said:
        more = f' text-anchor="middle" font-weight="600" fill="{style.ink}"'
        yield _text([said], x + long / 2, y + high / 2 + SIZE * 0.36, more=more)


def _n(value: float) -> str:
    return f"{math.floor(value * 100 + 0.5) / 100:g}"


def _said(text: str) -> str:
    return escape(clean(text))


def _text(
    lines: Sequence[str], x: float, y: float, step: int = LINE, *, size: float = SIZE, more: str = ""
) -> str:
    grown = f' font-size="{size:g}"' if size != SIZE else ""
    if len(lines) == 1:
        return f'<text x="{_n(x)}" y="{_n(y)}"{grown}{more}>{_said(lines[0])}</text>'
    spans = "".join(
        f'<tspan x="{_n(x)}" y="{_n(y + step * n)}">{_said(line)}</tspan>' for n, line in enumerate(lines)
    )
    return f"<text{grown}{more}>{spans}</text>"
