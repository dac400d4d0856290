"""Small charts of one kind side by side as an SVG picture: for each indicator the provinces' levels over the years.

Every province has a shape of its own beside its colour; where there are more than shapes, all are alike and the median
leads the eye. All numbers stand in the picture's text too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple
from xml.sax.saxutils import escape

from planmodel.render.marks import HUES
from planmodel.render.measure import clean, picture_width, wrap
from planmodel.render.shapes import n
from planmodel.views.compare.charts import Dot, Line, Multiples, Panel

FAMILY = "Noto Sans, Be Vietnam Pro, Segoe UI, Arial, sans-serif"
SIZE, SMALL, LARGE = 12.0, 11.0, 17.0
ACROSS, WIDE, HIGH, MARGIN, GAP, AXIS = 3, 360, 150, 16, 22, 34
LINE, LARGE_LINE, HEADROOM = 15, 23, 14
"""How many panels stand side by side, how wide and high each is, and the room around it."""

_INK, _SOFT, _RULE, _BAND = "#1b1f24", "#57606a", "#d0d7de", "#f3f6f9"
_SHAPES = (
    "M{l} {y}A{f} {f} 0 1 0 {r} {y}A{f} {f} 0 1 0 {l} {y}Z",
    "M{nl} {nt}H{nr}V{nb}H{nl}Z",
    "M{x} {t}L{r} {nb}H{l}Z",
    "M{x} {t}L{r} {y}L{x} {b}L{l} {y}Z",
    "M{l} {nt}H{r}L{x} {b}Z",
    "M{l} {nt}L{r} {b}V{nt}L{l} {b}Z",
    "M{nl} {t}H{nr}L{x} {y}L{nr} {b}H{nl}L{x} {y}Z",
    "M{l} {y}L{x} {t}L{r} {y}L{nr} {b}H{nl}Z",
)
"""A circle, a square, a triangle, a diamond, a triangle upside down, a bow tie, an hourglass, a house."""
_FILLS = tuple(hue.fill for hue in HUES)
_COLOURS = (_FILLS[0], _FILLS[5], _FILLS[1], _FILLS[4], _FILLS[2], _FILLS[3], _FILLS[6], _FILLS[8])
_HALO = ' stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
"""What keeps numbers apart from the lines behind them."""
_plain = partial(picture_width, size=SIZE)
_small = partial(picture_width, size=SMALL)
_bold = partial(picture_width, size=SIZE, bold=True)
_large = partial(picture_width, size=LARGE, bold=True)


def render(made: Multiples, *, lang: str = "vi") -> str:
    """``made`` as SVG on a white ground: the same levels give the same bytes."""
    across = max(1, min(ACROSS, len(made.panels)))
    width = 2 * MARGIN + across * WIDE + (across - 1) * GAP
    title = wrap(made.title, width - 2 * MARGIN, _large)
    keys = list(_keys(made, width - 2 * MARGIN))
    top = MARGIN + LARGE_LINE * len(title) + 6
    y = top + 22 * (keys[-1][0] + 1) + 8
    drawn: list[str] = []
    for start in range(0, len(made.panels), across):
        row = made.panels[start : start + across]
        heads = [wrap(panel.title, WIDE - 8, _bold) for panel in row]
        head = max(map(len, heads)) * LINE + 6
        for k, (panel, lines) in enumerate(zip(row, heads, strict=True)):
            drawn += _panel(made, panel, lines, MARGIN + k * (WIDE + GAP), y, head)
        y += head + HEADROOM + HIGH + AXIS + GAP
    height = y - GAP + MARGIN if made.panels else y + MARGIN
    return "\n".join(
        [
            *_open(made, width, height, lang),
            _text(title, MARGIN, MARGIN + LARGE, LARGE_LINE, f' font-size="{LARGE:g}" font-weight="600"'),
            *(_key(made, which, MARGIN + x, top + 22 * line + 14) for line, x, which in keys),
            *drawn,
            "</svg>",
            "",
        ]
    )


def _open(made: Multiples, width: int, height: int, lang: str) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" lang="{lang}" font-family="{FAMILY}" font-size="{SIZE:g}" fill="{_INK}">'
    )
    yield f"<title>{_said(made.title)}</title>"
    told = "\n".join(line for panel in made.panels for line in _told(made, panel))
    if told:
        yield f"<desc>{_said(told)}</desc>"
    yield f'<rect width="{width}" height="{height}" fill="#ffffff"/>'


def _told(made: Multiples, panel: Panel) -> Iterator[str]:
    for line in panel.lines:
        said = "; ".join(f"{panel.years[dot.year]}: {dot.told}" for dot in line.dots)
        yield f"{panel.title}. {made.provinces[line.province]}: {said}"
    for name, listed in ((made.demand, panel.demanded), (made.median, panel.medians)):
        if listed:
            said = "; ".join(f"{panel.years[year]}: {_number(amount)}" for year, amount in listed)
            yield f"{panel.title}. {name}: {said}"


# ----------------------------------------------------------------------------------------------------------- legend


def _distinct(made: Multiples) -> bool:
    """True where every province can have a shape of its own."""
    return len(made.provinces) <= len(_SHAPES)


def _keys(made: Multiples, room: float) -> Iterator[tuple[int, float, int]]:
    """The entries of the legend: on which line, how far to the right, and which; provinces first, then -1 to -3."""
    line, x = 0, 0.0
    provinces = range(len(made.provinces)) if _distinct(made) else ()
    for which in (*provinces, -1, -2, -3):
        wide = _plain(_name(made, which)) + 46
        if x and x + wide > room:
            line, x = line + 1, 0.0
        yield line, x, which
        x += wide


def _name(made: Multiples, which: int) -> str:
    return made.provinces[which] if which >= 0 else {-1: made.demand, -2: made.median, -3: made.weak}[which]


def _key(made: Multiples, which: int, x: float, y: float) -> str:
    label = f'<text x="{n(x + 26)}" y="{n(y)}">{_said(_name(made, which))}</text>'
    if which >= 0:
        return _shape(which, x + 10, y - 4, _COLOURS[which], hollow=False) + label
    if which == -3:
        return _shape(0, x + 10, y - 4, _SOFT, hollow=True) + label
    return _rule(which == -1, x, x + 20, y - 4) + label


# ----------------------------------------------------------------------------------------------------------- panels


def _panel(
    made: Multiples, panel: Panel, title: Sequence[str], x: float, y: float, head: int
) -> Iterator[str]:
    left, right, top = x + 34, x + WIDE, y + head + HEADROOM
    most = _most(panel)
    scale = HIGH / float(most)

    def level(amount: Decimal) -> float:
        return top + HIGH - max(0.0, min(float(amount), float(most))) * scale

    yield f"<g><title>{_said(panel.title)}</title>"
    yield _text(title, x, y + SIZE, LINE, ' font-weight="600"')
    slot = (right - left) / max(1, len(panel.years))
    for k in range(0, len(panel.years), 2):
        yield f'<rect x="{n(left + k * slot)}" y="{n(top)}" width="{n(slot)}" height="{HIGH}" fill="{_BAND}"/>'
    for tick in range(5):
        amount = most * tick / 4
        at = level(amount)
        yield f'<line x1="{n(left)}" y1="{n(at)}" x2="{n(right)}" y2="{n(at)}" stroke="{_RULE}"/>'
        said = _number(amount) + ("%" if panel.unit == "%" else "")
        yield _label(said, left - 5, at + 4, ' text-anchor="end"')
    for k, year in enumerate(panel.years):
        for nth, part in enumerate(wrap(year, slot, _small)[:2]):
            yield _label(part, left + (k + 0.5) * slot, top + HIGH + 16 + 13 * nth, ' text-anchor="middle"')
    for number, amount in panel.medians:
        yield _rule(False, left + number * slot + 4, left + (number + 1) * slot - 4, level(amount))
    for number, amount in panel.demanded:
        yield _rule(True, left + number * slot, left + (number + 1) * slot, level(amount))
    places = _places(panel, left, slot, level)
    for line in panel.lines:
        yield from _line(made, panel, line, places)
    yield "</g>"


class _Place(NamedTuple):
    """Where a level lies, how wide its number may be, and whether that stands above it."""

    x: float
    y: float
    room: float
    above: bool


def _places(
    panel: Panel, left: float, slot: float, level: Callable[[Decimal], float]
) -> dict[tuple[int, int], _Place]:
    """Where the levels lie, by province and year: those of one year beside one another, numbers above and below in turn."""
    found: dict[tuple[int, int], _Place] = {}
    for year in range(len(panel.years)):
        here = [(line.province, dot) for line in panel.lines for dot in line.dots if dot.year == year]
        step = min(26.0, (slot - 12) / max(1, len(here)))
        tight = any(_small(dot.text) > step for _, dot in here)
        for k, (province, dot) in enumerate(here):
            x = left + (year + 0.5) * slot + (k - (len(here) - 1) / 2) * step
            room = slot if len(here) == 1 else step * 2 if tight else step
            found[province, year] = _Place(x, level(dot.amount), room, not (tight and k % 2))
    return found


def _line(made: Multiples, panel: Panel, line: Line, places: dict[tuple[int, int], _Place]) -> Iterator[str]:
    distinct = _distinct(made)
    colour = _COLOURS[line.province] if distinct else "#3b6f9e"
    at = [places[line.province, dot.year] for dot in line.dots if dot.year < panel.stated]
    if len(at) > 1:
        way = "L".join(f"{n(p.x)} {n(p.y)}" for p in at)
        faint = "" if distinct else ' opacity="0.45"'
        yield f'<path d="M{way}" fill="none" stroke="{colour}" stroke-width="1.5"{faint}/>'
    for dot in line.dots:
        x, y, room, above = places[line.province, dot.year]
        which, far = (line.province, 6.0) if distinct else (0, 3.5)
        shape = _shape(which, x, y, colour, hollow=dot.weak, far=far)
        yield f"<g><title>{_said(_tip(made, panel, line, dot))}</title>{shape}"
        if distinct and _small(dot.text) <= room:
            yield _label(
                dot.text, x, y - 9 if above else y + 17, f' text-anchor="middle" fill="{_INK}"{_HALO}'
            )
        yield "</g>"


def _tip(made: Multiples, panel: Panel, line: Line, dot: Dot) -> str:
    return f"{made.provinces[line.province]}, {panel.years[dot.year]}: {dot.told}"


def _most(panel: Panel) -> Decimal:
    """Where the axis ends: 100 for percentages, else a round number above everything."""
    if panel.unit == "%":
        return Decimal(100)
    levels = [dot.amount for line in panel.lines for dot in line.dots] + [a for _, a in panel.demanded]
    top = max([Decimal(4), *levels])
    size = Decimal(10) ** top.adjusted()
    return next(size * k for k in (1, 2, 4, 6, 8, 10) if size * k >= top)


def _shape(which: int, x: float, y: float, colour: str, *, hollow: bool, far: float = 6.0) -> str:
    near = far * 0.8
    at = {
        "x": x, "y": y, "t": y - far, "b": y + far, "l": x - far, "r": x + far, "f": far,
        "nt": y - near, "nb": y + near, "nl": x - near, "nr": x + near,
    }  # fmt: skip
    path = _SHAPES[which].format_map({key: n(value) for key, value in at.items()})
    look = (
        f'fill="#ffffff" stroke="{colour}" stroke-width="2"'
        if hollow
        else f'fill="{colour}" stroke="#ffffff"'
    )
    return f'<path d="{path}" {look}/>'


def _rule(demanded: bool, x1: float, x2: float, y: float) -> str:
    look = (
        f'stroke="{_INK}" stroke-width="1.6" stroke-dasharray="5 3"'
        if demanded
        else 'stroke="#8c959f" stroke-width="4"'
    )
    return f'<line x1="{n(x1)}" y1="{n(y)}" x2="{n(x2)}" y2="{n(y)}" {look}/>'


def _label(said: str, x: float, y: float, more: str = "") -> str:
    fill = "" if "fill=" in more else f' fill="{_SOFT}"'
    return f'<text x="{n(x)}" y="{n(y)}" font-size="{SMALL:g}"{fill}{more}>{_said(said)}</text>'


def _text(lines: Sequence[str], x: float, y: float, step: int, more: str) -> str:
    spans = "".join(
        f'<tspan x="{n(x)}" y="{n(y + step * k)}">{_said(line)}</tspan>' for k, line in enumerate(lines)
    )
    return f"<text{more}>{spans}</text>"


def _number(amount: Decimal) -> str:
    plain = f"{amount.normalize():f}"
    return f"{math.floor(amount):d}" if "." not in plain else plain


def _said(text: str) -> str:
    return escape(clean(text))
