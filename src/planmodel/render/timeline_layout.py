"""How a timeline is laid on its sheet: how many lines its rows have, its legend, and which days share a mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from planmodel.diagnostics import Text
from planmodel.render.axis import Axis
from planmodel.render.measure import Measure, picture_width, wrap
from planmodel.views import words
from planmodel.views.calendar import signs
from planmodel.views.calendar.timeline import Band, Point, Row, Timeline

SIZE, LARGE = 12.0, 18.0
WIDE, MARGIN, RIGHT = 1400, 20, 46
"""The picture's width, its edges, and what is left free to the right of the axis."""
LINE, LARGE_LINE, BAND = 15, 24, 21
TAG = 0.38
"""How much of a row's name the name of its plan may take, and how much its clause."""
FOOT = 8
"""So many lines of notes stand below."""
TALLEST = 1070
"""A picture of this height lies on A4 lengthwise with legible letters; rows have fewer lines where that is needed."""
APART = 16.0
"""Days whose marks would lie nearer than this become one mark."""
_SOME = 80.0
"""Less room than this shows nothing of a text."""
_LONGEST = 2000

WORDS = {
    "due": Text("hạn cuối", "last day"),
    "proposed": Text("đề xuất, kế hoạch không nêu ngày", "proposed, not in the plan"),
    "several": Text("số ngày đến hạn sát nhau", "so many due days close together"),
    "warned": Text("có điều cần lưu ý", "see the notes"),
    "data": Text("kỳ số liệu", "data of"),
    "stretch": Text("thời gian thực hiện", "time of the work"),
    "silent": Text("không nêu ngày", "no day named"),
    "today": Text("hôm nay {}", "today {}"),
    "notes": Text("… các ghi chú khác ở lịch dạng bảng", "… further notes are in the calendar's tables"),
    "signed": Text("ký {}", "signed {}"),
    "more": Text("… và {} ngày nữa, đến {}", "… and {} days more, up to {}"),
}
PROPOSED = Text("đề xuất", "proposed")
plain = partial(picture_width, size=SIZE)
bold = partial(picture_width, size=SIZE, bold=True)
_large = partial(picture_width, size=LARGE, bold=True)


class Style(NamedTuple):
    """How many lines a row's name and what stands below it may have, how wide names may be, what is free in a row."""

    name: int
    under: int
    wide: int
    free: int


_STYLES = (
    Style(2, 2, 440, 7),
    Style(2, 1, 440, 7),
    Style(1, 1, 460, 7),
    Style(1, 0, 580, 5),
    Style(1, 0, 580, 1),
)
"""The styles to try, the most generous first."""


class Laid(NamedTuple):
    """A row with its lines of text and its height."""

    row: Row
    name: list[str]
    under: list[str]
    plan: str
    beside: str
    height: int


class Entry(NamedTuple):
    """An entry of the legend: what is drawn, and what it means."""

    sign: str
    kind: str
    text: str


class Flag(NamedTuple):
    """A day that is marked over all rows (today, or that of signing): where, its words and how they stand to it."""

    x: float
    said: str
    at: float
    anchor: str
    today: bool


class Plan(NamedTuple):
    """Where everything stands."""

    style: Style
    axis: Axis
    title: list[str]
    under: list[str]
    legend: list[list[Entry]]
    bands: list[tuple[Band, list[Laid]]]
    foot: list[str]
    flags: list[list[Flag]]
    top: int
    bottom: int
    height: int


def lay_out(made: Timeline, lang: str) -> Plan:
    """The layout with as many lines of text in its rows as the sheet has room for."""
    for style in _STYLES[:-1]:
        plan = _styled(made, style, lang)
        if plan.height <= TALLEST:
            return plan
    return _styled(made, _STYLES[-1], lang)


def _styled(made: Timeline, style: Style, lang: str) -> Plan:
    room = WIDE - 2 * MARGIN
    axis = Axis(made.first, made.last, MARGIN + style.wide, WIDE - RIGHT, lang)
    title = _fitted(wrap(short(made.title), room, _large), 2, room, _large)
    under = _fitted(wrap(short(made.under), room, plain), 2, room, plain) if made.under else []
    legend = _legend(made, axis, room, lang)
    notes = [*(f"! {said}" for said in made.warnings), *made.notes]
    foot = _shortened([line for note in notes for line in wrap(short(note), room, plain)], lang)
    flags = _flags(made, axis, lang)
    head = MARGIN + LARGE_LINE * len(title) + LINE * len(under) + 22 * len(legend) + 8
    top = head + axis.height + LINE * len(flags) + 4
    bands = [(band, [_laid(row, style, lang) for row in band.rows]) for band in made.bands]
    bottom = top + sum(BAND + sum(r.height for r in rows) for _, rows in bands) + (0 if bands else 2 * LINE)
    height = bottom + 12 + LINE * len(foot) + MARGIN
    return Plan(style, axis, title, under, legend, bands, foot, flags, top, bottom, height)


def placed(plan: Plan) -> Iterator[tuple[float, Band, list[Laid]]]:
    """Every band with its upper edge."""
    y = float(plan.top)
    for band, rows in plan.bands:
        yield y, band, rows
        y += BAND + sum(r.height for r in rows)


# ----------------------------------------------------------------------------------------------------------- rows


def _laid(row: Row, style: Style, lang: str) -> Laid:
    plan = _cut(row.plan, style.wide * TAG, plain) if row.plan else ""
    room = style.wide - 14.0
    first = room - (plain(plan) + 10 if plan else 0)
    text = f"{row.name} ({PROPOSED.get(lang)})" if row.proposed else row.name
    name = _fitted(wrap(short(text), first, bold), style.name, first, bold)
    under: list[str] = []
    beside = ""
    if style.under and row.under:
        under = _fitted(wrap(short(row.under), room, plain), style.under, room, plain)
    elif row.under and len(name) == 1:
        clause = plain(row.under.partition(" · ")[0]) + 8
        if clause < first * TAG:
            name = [_cut(text, first - clause, bold)]
        beside = _beside(row.under, first - bold(name[0]) - 8)
    lines = len(name) + len(under)
    return Laid(row, name, under, plan, beside, LINE * lines + style.free)


def _beside(text: str, room: float) -> str:
    """What stands below the name, as far as it has room beside it: a clause is shown whole or not at all."""
    first, dot, rest = text.partition(" · ")
    if plain(first) > room:
        return ""
    left = room - plain(f"{first} · ")
    return f"{first} · {_cut(rest, left, plain)}" if dot and left > _SOME else first


def _cut(text: str, room: float, measure: Measure) -> str:
    """``text`` in one line."""
    return _fitted(wrap(short(text), room, measure), 1, room, measure)[0]


def _fitted(lines: list[str], most: int, room: float, measure: Measure) -> list[str]:
    """At most so many lines; what is cut off ends in an ellipsis that has room, after a whole word where one lies near."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and measure(f"{last} …") > room:
        word = last.rfind(" ")
        last = last[:word] if word > len(last) * 2 // 3 else last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()} …"]


def _shortened(lines: list[str], lang: str) -> list[str]:
    """The notes, as many lines as there is room for; the description of the picture has them all."""
    if len(lines) <= FOOT:
        return lines
    return [*lines[: FOOT - 1], WORDS["notes"].get(lang)]


def short(text: str) -> str:
    """``text``, or the beginning of one that no picture could show."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


# --------------------------------------------------------------------------------------------------------- legend


def _legend(made: Timeline, axis: Axis, room: float, lang: str) -> list[list[Entry]]:
    """The entries that explain what is drawn, in as many lines as they need."""
    lines: list[list[Entry]] = []
    left = 0.0
    for entry in _entries(made, axis, lang):
        if wide(entry) > left:
            lines.append([])
            left = room
        left -= wide(entry)
        lines[-1].append(entry)
    return lines


def wide(entry: Entry) -> float:
    """From the beginning of an entry to that of the next."""
    return plain(entry.text) + 58


def _entries(made: Timeline, axis: Axis, lang: str) -> Iterator[Entry]:
    rows = made.rows
    for band in made.bands:
        if any(row.points for row in band.rows):
            name = signs.NAMES[band.kind].get(lang)
            said = name if band.kind == "period" else f"{name}: {WORDS['due'].get(lang)}"
            yield Entry("mark", band.kind, said)
    proposed = next((row.kind for row in rows if row.proposed), None)
    if proposed is not None:
        yield Entry("hollow", proposed, WORDS["proposed"].get(lang))
    if any(len(group) > 1 for row in rows for group in groups(row.points, axis)):
        yield Entry("pill", "report", WORDS["several"].get(lang))
    if any(p.warned for row in rows for p in row.points):
        yield Entry("warned", "", WORDS["warned"].get(lang))
    kinds = {bar.kind for row in rows for bar in row.bars}
    for kind in ("data", "stretch"):
        if kind in kinds:
            yield Entry("bar", kind, WORDS[kind].get(lang))
    if any(row.silent for row in rows):
        yield Entry("silent", "", WORDS["silent"].get(lang))


# ----------------------------------------------------------------------------------------------------------- days


def _flags(made: Timeline, axis: Axis, lang: str) -> list[list[Flag]]:
    """Today and the day of signing, in as many lines of words as keep them apart."""
    found = sorted(
        (axis.x(day), WORDS[key].get(lang).format(words.day(day, lang)), key == "today")
        for key, day in (("signed", made.signed), ("today", made.today))
        if day is not None
    )
    flags = [Flag(x, said, _clamped(x, said), "middle", today) for x, said, today in found]
    if len(flags) < 2 or flags[1].at - flags[0].at >= (bold(flags[0].said) + bold(flags[1].said)) / 2 + 12:
        return [flags] if flags else []
    one, other = flags
    if other.x + 3 + bold(other.said) > WIDE - MARGIN:
        return [[one._replace(at=one.x - 3, anchor="end")], [other._replace(at=other.x - 3, anchor="end")]]
    return [[one._replace(at=one.x - 3, anchor="end"), other._replace(at=other.x + 3, anchor="start")]]


def _clamped(x: float, said: str) -> float:
    reach = bold(said) / 2
    return min(max(x, MARGIN + reach), WIDE - MARGIN - reach)


def groups(points: Sequence[Point], axis: Axis) -> list[list[Point]]:
    """The days in groups whose marks do not lie on one another."""
    found: list[list[Point]] = []
    for point in sorted(points, key=lambda p: p.due):
        found.append([point])
        while len(found) > 1 and _span(found[-1], axis)[0] < _span(found[-2], axis)[1]:
            last = found.pop()
            found[-1] += last
    return found


def _span(group: Sequence[Point], axis: Axis) -> tuple[float, float]:
    """From where to where the mark of a group reaches."""
    at, reach = middle(group, axis), half(group)
    return at - reach, at + reach


def middle(group: Sequence[Point], axis: Axis) -> float:
    """Where the mark of a group stands."""
    return (axis.end(group[0].due) + axis.end(group[-1].due)) / 2


def half(group: Sequence[Point]) -> float:
    """Half the room of a group's mark."""
    return APART / 2 if len(group) == 1 else (bold(str(len(group))) + 12) / 2
