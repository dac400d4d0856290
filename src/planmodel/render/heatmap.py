"""A grid of levels as an SVG picture: the darker a cell, the higher the level that stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from xml.sax.saxutils import escape

from planmodel.render.measure import clean, picture_width, wrap
from planmodel.render.shapes import n
from planmodel.views.compare.charts import Field, Grid

FAMILY = "Noto Sans, Be Vietnam Pro, Segoe UI, Arial, sans-serif"
SIZE, SMALL, LARGE = 12.0, 11.0, 17.0
MARGIN, NAME, CELL, HIGH, LINE, LARGE_LINE, UPRIGHT = 16, 330, 62, 26, 15, 23, 210
"""The room around, the widths of names and cells, the height of a row, and how long an upright head may be."""

_INK, _SOFT = "#1b1f24", "#57606a"
_PALE, _DARK = (238, 245, 251), (8, 64, 122)
_NOTHING = "#ffffff"
_TURNING = Decimal("0.5")
"""From this shade on, white letters are the ones that can be read."""
_plain = partial(picture_width, size=SIZE)
_bold = partial(picture_width, size=SIZE, bold=True)
_small = partial(picture_width, size=SMALL)
_large = partial(picture_width, size=LARGE, bold=True)


def render(made: Grid, *, lang: str = "vi") -> str:
    """``made`` as SVG on a white ground: the same levels give the same bytes."""
    names = [wrap(row, NAME - 12, _plain) for row in made.rows]
    cell = max([CELL, *(int(_plain(f.text)) + 12 for row in made.fields for f in row)])
    flat = all(_bold(word) <= cell - 4 for head in made.columns for word in head.split())
    heads = [wrap(head, cell - 4 if flat else UPRIGHT, _bold) for head in made.columns]
    if not flat:
        cell = max(cell, max(map(len, heads), default=1) * LINE + 8)
    head = (
        max(map(len, heads), default=1) * LINE + 8
        if flat
        else max((int(_bold(x)) for h in heads for x in h), default=0) + 14
    )
    width = max(2 * MARGIN + NAME + cell * len(made.columns), 640)
    title = wrap(made.title, width - 2 * MARGIN, _large)
    top = MARGIN + LARGE_LINE * len(title) + 6 + head
    heights = [max(HIGH, LINE * len(lines) + 8) for lines in names]
    notes = [line for note in made.notes for line in wrap(note, width - 2 * MARGIN, _small)]
    height = top + sum(heights) + 14 + LINE * len(notes) + MARGIN
    drawn = [
        *_open(made, width, height, lang),
        _text(title, MARGIN, MARGIN + LARGE, LARGE_LINE, f' font-size="{LARGE:g}" font-weight="600"'),
        *_heads(heads, top, cell, flat=flat),
        *_rows(made, names, heights, top, cell),
        _text(notes, MARGIN, top + sum(heights) + 14 + SMALL, LINE, f' font-size="{SMALL:g}" fill="{_SOFT}"'),
    ]
    return "\n".join([*drawn, "</svg>", ""])


def _open(made: Grid, width: int, height: int, lang: str) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" lang="{lang}" font-family="{FAMILY}" font-size="{SIZE:g}" fill="{_INK}">'
    )
    yield f"<title>{_said(made.title)}</title>"
    told = "\n".join(field.told for row in made.fields for field in row if field.shade is not None)
    if told:
        yield f"<desc>{_said(told)}</desc>"
    yield f'<rect width="{width}" height="{height}" fill="#ffffff"/>'


def _heads(heads: Sequence[Sequence[str]], top: int, cell: int, *, flat: bool) -> Iterator[str]:
    for k, lines in enumerate(heads):
        middle = MARGIN + NAME + (k + 0.5) * cell
        if flat:
            first = top - 8 - LINE * (len(lines) - 1)
            spans = "".join(
                f'<tspan x="{n(middle)}" y="{n(first + LINE * i)}">{_said(line)}</tspan>'
                for i, line in enumerate(lines)
            )
            yield f'<text text-anchor="middle" font-weight="600">{spans}</text>'
            continue
        for i, line in enumerate(lines):
            x = middle + (i - (len(lines) - 1) / 2) * LINE + SIZE * 0.36
            yield f'<text transform="translate({n(x)} {top - 8}) rotate(-90)" font-weight="600">{_said(line)}</text>'


def _rows(
    made: Grid, names: Sequence[Sequence[str]], heights: Sequence[int], top: int, cell: int
) -> Iterator[str]:
    y = top
    for lines, fields, high in zip(names, made.fields, heights, strict=True):
        first = y + high / 2 - (len(lines) - 1) * LINE / 2 + SIZE * 0.36
        yield _text(lines, MARGIN, first, LINE, "")
        for k, field in enumerate(fields):
            yield _cell(field, MARGIN + NAME + k * cell, y, cell, high)
        y += high


def _cell(field: Field, x: float, y: float, wide: int, high: int) -> str:
    shade = field.shade
    ink = "#ffffff" if shade is not None and shade >= _TURNING else _INK if shade is not None else _SOFT
    return (
        f"<g><title>{_said(field.told)}</title>"
        f'<rect x="{n(x)}" y="{n(y)}" width="{wide}" height="{high}" fill="{_fill(shade)}" stroke="#ffffff" stroke-width="1.5"/>'
        f'<text x="{n(x + wide / 2)}" y="{n(y + high / 2 + SIZE * 0.36)}" text-anchor="middle" fill="{ink}">{_said(field.text)}</text></g>'
    )


def _fill(shade: Decimal | None) -> str:
    """From pale to dark blue; the middle of the scale is left out, on which no letters can be read well."""
    if shade is None:
        return _NOTHING
    part = float(shade)
    part = part * 0.7 if shade < _TURNING else 0.72 + (part - 0.5) * 0.56
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(_PALE, _DARK, strict=True))


def _text(lines: Sequence[str], x: float, y: float, step: int, more: str) -> str:
    spans = "".join(
        f'<tspan x="{n(x)}" y="{n(y + step * k)}">{_said(line)}</tspan>' for k, line in enumerate(lines)
    )
    return f"<text{more}>{spans}</text>"


def _said(text: str) -> str:
    return escape(clean(text))
