"""Tables as pictures: a matrix with its letters in colour, or plain columns of text, as one SVG without fonts or scripts.

Widths of text are estimated (nothing here can measure a font), a little generously; lines are wrapped by us. Of the
possible widths of the text columns, that one is taken which leaves the letters largest on one page of A4 landscape;
a table too long for that is made to the page's width and runs on downwards.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple
from xml.sax.saxutils import escape

from planmodel.diagnostics import Text
from planmodel.render.marks import is_chip, is_inferred, matrix_columns, style_of
from planmodel.render.measure import clean, longest_line, longest_word, picture_width, wrap
from planmodel.views.table import Cell, Table

FAMILY = "Noto Sans, Be Vietnam Pro, Segoe UI, Arial, sans-serif"
SIZE, SMALL, LARGE = 12.0, 9.0, 17.0
LINE, SMALL_LINE, LARGE_LINE, TURNED_LINE = 15, 11, 23, 13
PAD, MARGIN, CHIP, BAND = 5, 14, 17, 21
WIDE = 20
"""A column that wants this many characters is text that may be widened."""
LONGEST, NARROWEST, SHORT_HEAD, UPRIGHT = 190, 320, 76, 115
"""The longest word or upright head, the narrowest picture, and how long heads, flat and upright, stay on one line."""
PAGE = (277.0, 190.0)
"""A4 landscape within its margins, in millimetres."""
LEGIBLE = 0.17
"""Millimetres to which a unit of the picture may shrink: letters of 2 mm, about six points."""

_INK, _SOFT, _RULE, _STRIPE, _GROUND = "#1b1f24", "#57606a", "#d0d7de", "#f6f8fa", "#e3eaf1"
_STRETCHES = (1.0, 1.25, 1.6, 2.0, 2.6)
_BOLD = ' font-weight="600"'
_EMPTY = Text("(không có dòng nào)", "(nothing to show)")

_plain = partial(picture_width, size=SIZE)
_bold = partial(picture_width, size=SIZE, bold=True)
_small = partial(picture_width, size=SMALL)
_large = partial(picture_width, size=LARGE, bold=True)


def render(table: Table, *, colour: bool = False, width: int | None = None, lang: str = "vi") -> str:  # noqa: ARG001
    """``table`` as an SVG picture with a white ground, made to be read at A4 landscape."""
    plans = [_plan(table, stretch) for stretch in _STRETCHES]
    plan = _best(plans)
    drawn = [*_open(table, plan, lang), *_head(table, plan), *_body(table, plan, lang), *_legend(plan)]
    return "\n".join([*drawn, "</svg>", ""])


def _best(plans: Sequence[_Plan]) -> _Plan:
    """The plan that is largest on one page; the widest that fits its width where none is legible."""
    scales = [min(PAGE[0] / plan.width, PAGE[1] / plan.height) for plan in plans]
    if max(scales) >= LEGIBLE:
        return plans[scales.index(max(scales))]
    fitting = [plan for plan in plans if PAGE[0] / plan.width >= LEGIBLE * 1.05]
    return fitting[-1] if fitting else plans[0]


# --------------------------------------------------------------------------------------------------------- layout


class _Plan(NamedTuple):
    """What is drawn where: columns from left to right, and the lines and heights of what stands below another."""

    matrix: frozenset[int]
    widths: list[int]
    label: list[str]
    title: list[str]
    under: list[str]
    heads: list[list[str]]
    turned: bool
    head: int
    rows: list[list[int]]
    notes: list[tuple[str, bool]]

    @property
    def lefts(self) -> list[int]:
        """The left edges of the columns, and the right edge of the last."""
        return [MARGIN + sum(self.widths[:n]) for n in range(len(self.widths) + 1)]

    @property
    def top(self) -> int:
        """Where the heads of the columns begin."""
        return MARGIN + LARGE_LINE * len(self.title) + LINE * (len(self.label) + len(self.under)) + PAD

    @property
    def bottom(self) -> int:
        """Where the last row ends."""
        return self.top + self.head + (sum(map(sum, self.rows)) or BAND)

    @property
    def width(self) -> int:
        """The width of the picture."""
        return sum(self.widths) + 2 * MARGIN

    @property
    def height(self) -> int:
        """The height of the picture."""
        return self.bottom + MARGIN + (LINE * len(self.notes) + PAD if self.notes else 0)


def _plan(table: Table, stretch: float) -> _Plan:
    matrix = matrix_columns(table)
    widths = [_column_width(table, n, n in matrix, stretch) for n in range(len(table.columns))]
    widths[-1] += max(0, NARROWEST - sum(widths))
    inner = sum(widths)
    turned = any(_crowded(table.columns[n].title, widths[n]) for n in matrix)
    long = _turned_length(table, matrix, widths) if turned else 0
    rooms = [long if turned and n in matrix else room - 2 * PAD for n, room in enumerate(widths)]
    heads = [wrap(column.title, room, _bold) for column, room in zip(table.columns, rooms, strict=True)]
    flat = max((len(head) for n, head in enumerate(heads) if not (turned and n in matrix)), default=1)
    rows = [
        [BAND] * bool(group.title) + [_row_height(row, widths, matrix) for row in group.rows]
        for group in table.groups
        if group.rows
    ]
    notes = [(line, n == 0) for note in table.notes for n, line in enumerate(wrap(note, inner - 14, _plain))]
    label = wrap(table.label, inner, _bold) if table.label else []
    under = [line for said in table.under for line in wrap(said, inner, _plain)]
    title = wrap(table.title, inner, _large)
    height = max(flat * LINE, long) + 2 * PAD
    return _Plan(matrix, widths, label, title, under, heads, turned, height, rows, notes)


def _column_width(table: Table, n: int, in_matrix: bool, stretch: float) -> int:
    column = table.columns[n]
    cells = [row[n] for row in table.rows]
    if in_matrix:
        return math.ceil(max([34.0, *(_chip_width(cell.text) + 4 for cell in cells if cell.text)]))
    lines = [longest_line(cell.text, _plain) for cell in cells]
    lines += [longest_line(cell.note, _small) for cell in cells if cell.note]
    lines += [_chip_width(cell.text) for cell in cells if is_chip(cell)]
    words = [longest_word(cell.text, _plain) for cell in cells]
    wanted = column.width * _plain("n") * (stretch if column.width >= WIDE else 1.0)
    head = max(longest_word(column.title, _bold), min(_bold(clean(column.title)), SHORT_HEAD))
    least = min(max([head, *words]), LONGEST)
    return math.ceil(max(min(max(lines, default=0.0), wanted), least)) + 2 * PAD + 6


def _crowded(title: str, width: int) -> bool:
    return longest_word(title, _bold) > width - 4 or len(wrap(title, width - 4, _bold)) > 3


def _turned_length(table: Table, matrix: frozenset[int], widths: list[int]) -> int:
    """The height of upright heads: on one line where they are short, else as many as their columns have room for."""
    longest = max(_bold(clean(table.columns[n].title)) for n in matrix)
    for length in range(min(math.ceil(longest) + 2, UPRIGHT), LONGEST, 10):
        if all(
            len(wrap(table.columns[n].title, length, _bold)) * TURNED_LINE + 6 <= widths[n] for n in matrix
        ):
            return length
    return LONGEST


def _row_height(row: Sequence[Cell], widths: list[int], matrix: frozenset[int]) -> int:
    heights = [CHIP + 4]
    for n, cell in enumerate(row):
        if n not in matrix:
            text, note = _cell_lines(cell, widths[n])
            heights.append(len(text) * LINE + len(note) * SMALL_LINE + 2 * PAD - 2)
    return max(heights)


def _cell_lines(cell: Cell, width: int) -> tuple[list[str], list[str]]:
    room = width - 2 * PAD - (6 if style_of(cell.mark) else 0)
    text = wrap(cell.text, room, _plain) if cell.text else []
    return text, wrap(cell.note, room, _small) if cell.note else []


# -------------------------------------------------------------------------------------------------------- drawing


def _text(
    lines: Sequence[str], x: float, y: float, step: float = LINE, *, size: float = SIZE, more: str = ""
) -> str:
    """Lines of text, the first on the base line ``y``."""
    first = escape(lines[0])
    rest = [f'<tspan x="{x:g}" dy="{step:g}">{escape(line)}</tspan>' for line in lines[1:]]
    extra = f' font-size="{size:g}"' if size != SIZE else ""
    return f'<text x="{x:g}" y="{y:g}"{extra}{more}>{first}{"".join(rest)}</text>'


def _box(x: float, y: float, width: float, height: float, fill: str, more: str = "") -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"{more}/>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1) -> str:
    return f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" stroke="{colour}" stroke-width="{width:g}"/>'


def _open(table: Table, plan: _Plan, lang: str) -> Iterator[str]:
    size = f'width="{plan.width}" height="{plan.height}" viewBox="0 0 {plan.width} {plan.height}"'
    font = f'font-family="{FAMILY}" font-size="{SIZE:g}" fill="{_INK}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{lang}" {size} {font}>'
    yield f"<title>{escape(clean(table.title))}</title>"
    yield _box(0, 0, plan.width, plan.height, "#ffffff")
    y = MARGIN + LINE * len(plan.label)
    if plan.label:
        yield _text(plan.label, MARGIN, MARGIN + SIZE, more=_BOLD)
    yield _text(plan.title, MARGIN, y + LARGE, LARGE_LINE, size=LARGE, more=_BOLD)
    if plan.under:
        yield _text(plan.under, MARGIN, y + LARGE_LINE * len(plan.title) + SIZE, more=f' fill="{_SOFT}"')


def _head(table: Table, plan: _Plan) -> Iterator[str]:
    lefts, foot = plan.lefts, plan.top + plan.head
    yield _box(MARGIN, plan.top, lefts[-1] - MARGIN, plan.head, _GROUND)
    for n, lines in enumerate(plan.heads):
        if plan.turned and n in plan.matrix:
            middle = lefts[n] + plan.widths[n] / 2 - (len(lines) - 1) * TURNED_LINE / 2 + SIZE * 0.36
            more = f' transform="translate({middle:g} {foot - PAD - 1:g}) rotate(-90)"{_BOLD}'
            yield _text(lines, 0, 0, TURNED_LINE, more=more)
            continue
        anchor, x = _anchor(table.columns[n].align if n not in plan.matrix else "center", plan, n)
        yield _text(lines, x, foot - PAD - 3 - (len(lines) - 1) * LINE, more=anchor + _BOLD)
    yield _line(MARGIN, foot, lefts[-1], foot, _SOFT, 1.5)


def _anchor(align: str, plan: _Plan, n: int) -> tuple[str, float]:
    """The anchor of a column's text and where it stands."""
    if align == "center":
        return ' text-anchor="middle"', plan.lefts[n] + plan.widths[n] / 2
    if align == "right":
        return ' text-anchor="end"', plan.lefts[n + 1] - PAD - 1
    return "", plan.lefts[n] + PAD


def _body(table: Table, plan: _Plan, lang: str) -> Iterator[str]:
    y, right = plan.top + plan.head, plan.lefts[-1]
    if not plan.rows:
        yield _text([_EMPTY.get(lang)], MARGIN + PAD, y + LINE)
    shown = [group for group in table.groups if group.rows]
    for group, heights in zip(shown, plan.rows, strict=True):
        rest = list(heights)
        if group.title:
            yield from _band(group.title, plan, y, rest[0])
            y += rest.pop(0)
        for n, (row, height) in enumerate(zip(group.rows, rest, strict=True)):
            if n % 2:
                yield _box(MARGIN, y, right - MARGIN, height, _STRIPE)
            yield from _row(table, plan, row, y, height)
            y += height
            yield _line(MARGIN, y, right, y, _RULE, 0.75)
    for n in sorted(plan.matrix):
        yield _line(plan.lefts[n], plan.top, plan.lefts[n], y, _RULE, 0.75)


def _band(title: str, plan: _Plan, y: float, height: float) -> Iterator[str]:
    """The heading of a group, cut off where it is longer than the table is wide."""
    line, *more = wrap(title, sum(plan.widths) - 2 * PAD - 12, _bold)
    yield f"<g><title>{escape(clean(title))}</title>"
    yield _box(MARGIN, y, sum(plan.widths), height, _GROUND)
    yield _text([line + " …" * bool(more)], MARGIN + PAD, y + height - 7, more=_BOLD) + "</g>"


def _row(table: Table, plan: _Plan, row: Sequence[Cell], y: float, height: float) -> Iterator[str]:
    for n, cell in enumerate(row):
        if not (cell.text or cell.note):
            continue
        align = table.columns[n].align
        if n in plan.matrix:
            tip = f"{table.columns[n].title}: {cell.text}" + (f" · {cell.note}" if cell.note else "")
            chip = _chip(cell, plan.lefts[n] + plan.widths[n] / 2, y + height / 2)
            yield f"<g><title>{escape(clean(tip))}</title>{chip}</g>"
        elif is_chip(cell) and not cell.note:
            _, x = _anchor(align, plan, n)
            half = _chip_width(cell.text) / 2
            x += {"center": 0.0, "right": -half}.get(align, half)
            yield _chip(cell, x, y + PAD - 1 + LINE / 2)
        else:
            yield from _words(align, plan, n, cell, y)


def _chip_width(text: str) -> float:
    return max(24.0, math.ceil(_bold(clean(text))) + 10)


def _chip(cell: Cell, x: float, middle: float) -> str:
    """A short marked text on its colour; in a dashed frame of it where it was inferred."""
    style = style_of(cell.mark)
    slant = ' font-style="italic"' if is_inferred(cell.mark) else ""
    words = f' text-anchor="middle"{_BOLD}{slant}'
    text, base = clean(cell.text) or "·", middle + SIZE * 0.36
    if style is None:
        return _text([text], x, base, more=words)
    fill, edge, ink = style.fill, "", style.ink
    if slant:
        fill, edge, ink = "#ffffff", f' stroke="{style.fill}" stroke-width="1.5" stroke-dasharray="4 2"', _INK
    wide = _chip_width(text)
    box = _box(x - wide / 2, middle - CHIP / 2, wide, CHIP, fill, f' rx="5"{edge}')
    return box + _text([text], x, base, more=f'{words} fill="{ink}"')


def _words(align: str, plan: _Plan, n: int, cell: Cell, y: float) -> Iterator[str]:
    """Wrapped text, its evidence small below it, and a bar in the colour of its mark."""
    text, note = _cell_lines(cell, plan.widths[n])
    anchor, x = _anchor(align, plan, n)
    style = style_of(cell.mark)
    slant = ' font-style="italic"' if is_inferred(cell.mark) else ""
    if style is not None:
        x += 6 if align == "left" else 0
        yield _box(plan.lefts[n] + 2, y + 3, 4, len(text) * LINE + len(note) * SMALL_LINE + 2, style.fill)
    if text:
        yield _text(text, x, y + PAD + SIZE - 2, more=anchor + slant)
    if note:
        base = y + PAD + len(text) * LINE + SMALL - 1
        yield _text(note, x, base, SMALL_LINE, size=SMALL, more=f'{anchor} fill="{_SOFT}"')


def _legend(plan: _Plan) -> Iterator[str]:
    for n, (line, begins) in enumerate(plan.notes):
        y = plan.bottom + MARGIN + LINE * n + 6
        if begins:
            yield _text(["•"], MARGIN, y)
        yield _text([line], MARGIN + 12, y)
