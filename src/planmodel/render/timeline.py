"""A timeline as an SVG picture that lies legibly on a sheet of A4 and on a slide.

Every kind has a shape of its own, what is proposed is hollow, what has a note wears an exclamation mark: nobody needs
colours to read it. Days that would lie on one another become one mark with their number. All dates stand in the
picture's text: as titles of the marks, and row by row in its description.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from planmodel.render import timeline_layout as lay
from planmodel.render.axis import Axis, Line
from planmodel.render.marks import STYLES
from planmodel.render.measure import clean
from planmodel.render.shapes import badge, mark, n, pill
from planmodel.render.timeline_layout import (
    BAND,
    LARGE,
    LARGE_LINE,
    LINE,
    MARGIN,
    PROPOSED,
    SIZE,
    WIDE,
    WORDS,
    short,
)
from planmodel.views import words
from planmodel.views.calendar.timeline import Band, Bar, Point, Row, Timeline

FAMILY = "Noto Sans, Be Vietnam Pro, Segoe UI, Arial, sans-serif"
LABELLED = 34
"""A row so high has room for days above their marks."""
_MOST = 24
"""So many days are told one by one for a mark, or for a row."""

_INK, _SOFT, _RULE, _PALE, _GROUND = "#1b1f24", "#57606a", "#d0d7de", "#f3f6f9", "#e8eef4"
_WARN, _TODAY = "#bf4f00", "#8f0052"
_DATA, _DATA_EDGE, _STRETCH, _PERIOD = "#cfe3f2", "#7fb2d6", "#8cc9b8", "#c9ced4"
_HALO = ' stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
"""What keeps words apart from the lines behind them."""


def render(made: Timeline, *, lang: str = "vi") -> str:
    """``made`` as SVG on a white ground: the same timeline gives the same bytes."""
    plan = lay.lay_out(made, lang)
    drawn = [
        *_open(made, plan, lang),
        *_head(plan),
        *_ground(plan),
        *_upright(plan),
        *(line for y, band, rows in lay.placed(plan) for line in _band(y, band, rows, plan, lang)),
        *_foot(plan),
    ]
    return "\n".join([*(x for x in drawn if x), "</svg>", ""])


# --------------------------------------------------------------------------------------------------- head and foot


def _open(made: Timeline, plan: lay.Plan, lang: str) -> Iterator[str]:
    high = plan.height
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{high}" viewBox="0 0 {WIDE} {high}" '
        f'role="img" lang="{lang}" font-family="{FAMILY}" font-size="{SIZE:g}" fill="{_INK}">'
    )
    yield f"<title>{_said(short(made.title))}</title>"
    yield f"<desc>{_said(_described(made, lang))}</desc>"
    yield f'<rect width="{WIDE}" height="{high}" fill="#ffffff"/>'


def _described(made: Timeline, lang: str) -> str:
    """The picture in words: a line for each row, with its days."""
    lines = [made.under] if made.under else []
    for band in made.bands:
        for row in band.rows:
            days = row.silent or _days(row.points, lang)
            proposed = f" ({PROPOSED.get(lang)})" if row.proposed else ""
            said = " · ".join(part for part in (row.name, row.under, row.plan) if part)
            lines.append(f"{band.title}: {short(said)}{proposed}: {days}")
    return "\n".join([*lines, *made.warnings, *made.notes])


def _days(points: Sequence[Point], lang: str) -> str:
    days = list(dict.fromkeys(f"{words.day(p.due, lang)}{' !' if p.warned else ''}" for p in points))
    if len(days) <= _MOST:
        return ", ".join(days)
    rest = WORDS["more"].get(lang).format(len(days) - _MOST, days[-1])
    return ", ".join([*days[:_MOST], rest])


def _head(plan: lay.Plan) -> Iterator[str]:
    yield _text(plan.title, MARGIN, MARGIN + LARGE, LARGE_LINE, size=LARGE, more=' font-weight="600"')
    y = MARGIN + LARGE_LINE * len(plan.title)
    if plan.under:
        yield _text(plan.under, MARGIN, y + SIZE, more=f' fill="{_SOFT}"')
    y += LINE * len(plan.under)
    for entries in plan.legend:
        x = float(MARGIN)
        for entry in entries:
            yield from _sign(entry, x + 14, y + 13)
            yield _text([entry.text], x + 32, y + 17)
            x += lay.wide(entry)
        y += 22


def _sign(entry: lay.Entry, x: float, y: float) -> Iterator[str]:
    if entry.sign in ("mark", "hollow"):
        yield mark(entry.kind, x, y, _colour(entry.kind), hollow=entry.sign == "hollow")
    elif entry.sign == "pill":
        yield pill("3", x, y, 24, _colour(entry.kind), hollow=False)
    elif entry.sign == "warned":
        yield badge(x, y, _WARN)
    elif entry.sign == "silent":
        yield _dotted(x - 13, x + 13, y)
    else:
        yield from _bar(entry.kind, x - 13, x + 13, y)


def _foot(plan: lay.Plan) -> Iterator[str]:
    if plan.foot:
        yield _text(plan.foot, MARGIN, plan.bottom + 12 + SIZE, more=f' fill="{_SOFT}"')


# ----------------------------------------------------------------------------------------------------------- axis


def _ground(plan: lay.Plan) -> Iterator[str]:
    """Years and quarters above, and the lines that they stand on."""
    axis, top, bottom = plan.axis, plan.top, plan.bottom
    for a, b in axis.shaded:
        yield f'<rect x="{n(a)}" y="{top}" width="{n(b - a)}" height="{bottom - top}" fill="{_PALE}"/>'
    y = top - axis.height - LINE * len(plan.flags) - 4
    for line in axis.lines:
        yield from _scale(line, y)
        y += line.height
    for x, strong in axis.rules:
        colour, wide = (_SOFT, 1.0) if strong else (_RULE, 0.75)
        yield f'<path d="M{n(x)} {top}V{bottom}" stroke="{colour}" stroke-width="{wide:g}"/>'


def _scale(line: Line, y: float) -> Iterator[str]:
    weight = ' font-weight="600"' if line.strong else f' fill="{_SOFT}"'
    for x, said in line.labels:
        yield _text([said], x, y + SIZE, more=f' text-anchor="middle"{weight}')


def _upright(plan: lay.Plan) -> Iterator[str]:
    """The lines of today and of the day of signing, their words between them and the axis."""
    first = plan.top - LINE * len(plan.flags)
    for k, flags in enumerate(plan.flags):
        for flag in flags:
            base = first + LINE * k + SIZE - 1
            dashes, colour = ("5 3", _TODAY) if flag.today else ("2 3", _SOFT)
            yield (
                f'<path d="M{n(flag.x)} {base + 3:g}V{plan.bottom}" stroke="{colour}" stroke-width="1.5" '
                f'stroke-dasharray="{dashes}"/>'
            )
            more = f' text-anchor="{flag.anchor}" font-weight="600" fill="{colour}"'
            yield _text([flag.said], flag.at, base, more=more)


# ----------------------------------------------------------------------------------------------------------- rows


def _band(y: float, band: Band, rows: Sequence[lay.Laid], plan: lay.Plan, lang: str) -> Iterator[str]:
    yield f'<rect x="{MARGIN}" y="{n(y)}" width="{WIDE - 2 * MARGIN}" height="{BAND}" fill="{_GROUND}"/>'
    yield mark(band.kind, MARGIN + 13, y + BAND / 2, _colour(band.kind))
    yield _text([band.title], MARGIN + 27, y + BAND / 2 + SIZE * 0.36, more=' font-weight="600"')
    y += BAND
    for laid in rows:
        yield from _row(y, laid, plan.axis, lang)
        y += laid.height
        yield f'<path d="M{MARGIN} {n(y)}H{WIDE - MARGIN}" stroke="{_RULE}" stroke-width="0.75"/>'


def _row(y: float, laid: lay.Laid, axis: Axis, lang: str) -> Iterator[str]:
    row, high = laid.row, laid.height
    proposed = f" ({PROPOSED.get(lang)})" if row.proposed else ""
    full = " · ".join(part for part in (row.name, row.under, row.plan) if part)
    yield f"<g><title>{_said(short(full) + proposed)}</title>"
    lines = len(laid.name) + len(laid.under)
    base = y + (high - LINE * lines) / 2 + SIZE
    yield _text(laid.name, MARGIN + 4, base, more=' font-weight="600"')
    if laid.plan:
        more = f' text-anchor="end" fill="{_SOFT}"'
        yield _text([laid.plan], axis.left - 10, base, more=more)
    if laid.beside:
        yield _text([laid.beside], MARGIN + 10 + lay.bold(laid.name[0]), base, more=f' fill="{_SOFT}"')
    if laid.under:
        yield _text(laid.under, MARGIN + 4, base + LINE * len(laid.name), more=f' fill="{_SOFT}"')
    labelled = high >= LABELLED
    middle = y + high - 12 if labelled else y + high / 2
    for k, (a, b, kind) in enumerate(_merged(row.bars, axis)):
        yield from _bar(kind, a, b, middle, odd=bool(k % 2))
    if row.silent:
        yield _dotted(axis.left, axis.right, middle)
        yield from _backed(row.silent, axis.left + 10, middle)
    yield from _marks(row, middle, middle - 12 if labelled else None, axis, lang)
    yield "</g>"


def _merged(bars: Iterable[Bar], axis: Axis) -> Iterator[tuple[float, float, str]]:
    """From where to where bars run; those too short to be told apart run into one another."""
    last: tuple[float, float, str] | None = None
    for bar in sorted(bars, key=lambda bar: (bar.kind, bar.first, bar.last)):
        a, b = axis.x(bar.first), axis.end(bar.last)
        if last is not None and last[2] == bar.kind and a <= last[1] + 2 and (b - a < 6 or a < last[1]):
            last = (last[0], max(b, last[1]), bar.kind)
            continue
        if last is not None:
            yield last
        last = (a, b, bar.kind)
    if last is not None:
        yield last


def _bar(kind: str, a: float, b: float, middle: float, *, odd: bool = False) -> Iterator[str]:
    """A stretch of time; windows of data that follow one another are filled and empty in turn."""
    if kind == "data":
        fill = "#ffffff" if odd else _DATA
        more = f'height="8" rx="2" fill="{fill}" stroke="{_DATA_EDGE}" stroke-width="1"'
        yield f'<rect x="{n(a + 0.5)}" y="{n(middle - 4)}" width="{n(max(b - a - 1, 1))}" {more}/>'
    else:
        fill = _STRETCH if kind == "stretch" else _PERIOD
        yield f'<rect x="{n(a)}" y="{n(middle - 4)}" width="{n(max(b - a, 1))}" height="8" fill="{fill}"/>'


def _dotted(a: float, b: float, middle: float) -> str:
    return (
        f'<path d="M{n(a)} {n(middle)}H{n(b)}" stroke="{_SOFT}" stroke-width="2" stroke-dasharray="1 6" '
        'stroke-linecap="round"/>'
    )


def _backed(said: str, x: float, middle: float) -> Iterator[str]:
    """Words on a white ground."""
    yield f'<rect x="{n(x - 4)}" y="{n(middle - 8)}" width="{n(lay.plain(said) + 8)}" height="16" fill="#ffffff"/>'
    yield _text([said], x, middle + SIZE * 0.36, more=f' font-style="italic" fill="{_SOFT}"')


def _marks(row: Row, middle: float, above: float | None, axis: Axis, lang: str) -> Iterator[str]:
    """The days of a row: each mark with all that is to be said of it, and its day above it where that has room."""
    colour, free = _colour(row.kind), float(axis.left)
    for group in lay.groups(row.points, axis):
        x = lay.middle(group, axis)
        yield f"<g><title>{_said(_told(group, lang))}</title>"
        if len(group) == 1:
            yield mark(row.kind, x, middle, colour, hollow=row.proposed)
        else:
            yield pill(str(len(group)), x, middle, 2 * lay.half(group) - 2, colour, hollow=row.proposed)
        if any(p.warned for p in group):
            yield badge(x + lay.half(group) + 1, middle - 4, _WARN)
        label = group[0].label if len({(p.due, p.label) for p in group}) == 1 else ""
        half = lay.plain(label) / 2
        if above is not None and label and x - half >= free and x + half <= WIDE - 4:
            yield _text([label], x, above, more=f' text-anchor="middle"{_HALO}')
            free = x + half + 5
        yield "</g>"


def _told(group: Sequence[Point], lang: str) -> str:
    lines = [p.told for p in group[:_MOST]]
    if len(group) > _MOST:
        last = words.day(group[-1].due, lang)
        lines.append(WORDS["more"].get(lang).format(len(group) - _MOST, last))
    return "\n".join(lines)


def _colour(kind: str) -> str:
    return STYLES[kind].fill


def _said(text: str) -> str:
    return escape(clean(text))


def _text(
    lines: Sequence[str], x: float, y: float, step: int = LINE, *, size: float = SIZE, more: str = ""
) -> str:
    grown = f' font-size="{size:g}"' if size != SIZE else ""
    if len(lines) == 1:
        return f'<text x="{n(x)}" y="{n(y)}"{grown}{more}>{_said(lines[0])}</text>'
    spans = "".join(
        f'<tspan x="{n(x)}" y="{n(y + step * k)}">{_said(line)}</tspan>' for k, line in enumerate(lines)
    )
    return f"<text{grown}{more}>{spans}</text>"
