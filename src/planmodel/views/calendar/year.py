"""The calendar as whole years: every month as a grid of weeks, the days with something due marked, and a list of them.

``grid`` is what the terminal and the page draw; ``document`` says the same in tables, for files.
"""

from __future__ import annotations

from calendar import MONDAY, Calendar
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from planmodel import model as m
from planmodel.derive.due import KINDS, Obligation
from planmodel.diagnostics import Text, say
from planmodel.views import words
from planmodel.views.calendar import heading, signs
from planmodel.views.calendar.chosen import Chosen
from planmodel.views.calendar.lines import Line, Writer
from planmodel.views.calendar.months import month_name
from planmodel.views.calendar.since import standing
from planmodel.views.calendar.titles import asked
from planmodel.views.table import Cell, Column, Document, Group, Table

MOST = 12
"""So many years are drawn as grids; of further ones there are the lists alone."""

WEEKDAYS = (
    Text("T2", "Mo"),
    Text("T3", "Tu"),
    Text("T4", "We"),
    Text("T5", "Th"),
    Text("T6", "Fr"),
    Text("T7", "Sa"),
    Text("CN", "Su"),
)
OFF = "·"
"""The sign of a day off on which nothing falls due."""
TODAY = ">"
"""The sign of today."""

_NAME = Text("Lịch cả năm", "Year calendar")
_MONTH = Text("Tháng", "Month")
_SIGN = Text("Dấu", "Sign")
_UNDATED = Text("Không nêu ngày trong kế hoạch", "No date in the plan")
_DAY_OFF = Text("ngày nghỉ", "day off")
_TODAY = Text("hôm nay", "today")
_KEYS = ("due", "what", "says", "who", "to", "at", "plan", "notes")
_WEEKS = Calendar(MONDAY)
_TOLD, _LONGEST = 8, 200
"""A day tells what falls due on it in so many lines, each with so many letters."""


class Day(NamedTuple):
    """A day in the grid. ``told`` is what falls due on it in words, ``anchor`` names its first line in the list."""

    day: date
    open: bool
    today: bool
    marks: tuple[signs.Mark, ...] = ()
    told: tuple[str, ...] = ()
    anchor: str = ""


class Month(NamedTuple):
    """A month: its weeks from Monday to Sunday, None for days of other months."""

    first: date
    name: str
    weeks: tuple[tuple[Day | None, ...], ...]

    @property
    def days(self) -> tuple[Day, ...]:
        """The days of the month in order."""
        return tuple(day for week in self.weeks for day in week if day is not None)


class Year(NamedTuple):
    """A year: its twelve months, none where it is not drawn, and the list of what falls due in it, by month."""

    year: int
    title: str
    months: tuple[Month, ...]
    table: Table


class Grid(NamedTuple):
    """Years to draw one after the other, with what stands above and below them."""

    title: str
    label: str
    under: tuple[str, ...]
    years: tuple[Year, ...]
    undated: Table | None
    legend: tuple[signs.Key, ...]
    notes: tuple[str, ...]


def grid(chosen: Chosen, registry: m.Registry, lang: str = "vi") -> Grid:
    """The years of what was chosen; where the reader asked for some time, every year of it."""
    writer = Writer(chosen, registry, lang)
    due: dict[date, list[Obligation]] = {}
    for o in chosen.all:
        due.setdefault(o.due, []).append(o)
    numbers = _numbers(chosen, due)
    drawn = frozenset(numbers[:MOST])
    years = tuple(_year(n, n in drawn, due, writer) for n in numbers)
    notes = _notes(chosen, numbers, registry)
    head = heading.document(_NAME, _NAME, chosen, registry, lang, (), (), notes, annexed=False).tables[0]
    undated = _undated(chosen, writer)
    title = " · ".join(part for part in (head.title, asked(chosen, registry, lang)) if part)
    return Grid(title, head.label, head.under, years, undated, _legend(years, lang), head.notes)


def document(chosen: Chosen, registry: m.Registry, lang: str = "vi") -> Document:
    """The same as tables: for each year its months by day, and the list; then the duties without a day."""
    made = grid(chosen, registry, lang)
    legend = "; ".join(f"{key.sign}: {key.text}" for key in made.legend)
    tables = [t for y in made.years for t in (*_planner(y, legend, lang), y.table)]
    if made.undated is not None:
        tables.append(made.undated)
    if not tables:
        tables = [Table(made.title, (Column("due", _MONTH.get(lang)),), (), (), _NAME.get(lang))]
    tables[-1] = tables[-1]._replace(notes=made.notes)
    return Document(made.title, tuple(tables), made.label, made.under)


# ---------------------------------------------------------------------------------------------------------- years


def _numbers(chosen: Chosen, due: Iterable[date]) -> list[int]:
    """The years to show: those with something due, and all that were asked for by name where they are not many."""
    found = {day.year for day in due}
    first, last = chosen.only.first, chosen.only.last
    if first is not None and last is not None and last.year - first.year < MOST:
        found.update(range(first.year, last.year + 1))
    return sorted(found)


def _year(number: int, drawn: bool, due: dict[date, list[Obligation]], writer: Writer) -> Year:
    days = {day: made for day, made in due.items() if day.year == number}
    lines = {day: tuple(_lines(made, writer)) for day, made in days.items()}
    months = tuple(_month(number, n, days, lines, writer) for n in range(1, 13)) if drawn else ()
    title = {"vi": f"Năm {number}", "en": str(number)}[writer.lang]
    return Year(number, title, months, _list(number, lines, writer))


def _month(
    year: int,
    month: int,
    due: dict[date, list[Obligation]],
    lines: dict[date, tuple[tuple[signs.Mark, Line], ...]],
    writer: Writer,
) -> Month:
    def day(number: int) -> Day | None:
        if number == 0:
            return None
        which = date(year, month, number)
        open_ = writer.registry.workdays.is_open(which)
        today = which == writer.chosen.today
        if which not in due:
            return Day(which, open_, today)
        told = tuple(_told(mark, line, writer) for mark, line in lines[which])
        more = (f"… (+{len(told) - _TOLD})",) if len(told) > _TOLD else ()
        return Day(which, open_, today, signs.marks(due[which]), (*told[:_TOLD], *more), _anchor(which))

    weeks = tuple(tuple(map(day, week)) for week in _WEEKS.monthdayscalendar(year, month))
    return Month(date(year, month, 1), _month_word(month, writer.lang), weeks)


def _month_word(month: int, lang: str) -> str:
    return {"vi": f"Tháng {month}", "en": _ENGLISH[month - 1]}[lang]


_ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _anchor(day: date) -> str:
    return f"ngay-{day.isoformat()}"


def _lines(made: Sequence[Obligation], writer: Writer) -> Iterator[tuple[signs.Mark, Line]]:
    """The lines of one day, each under its own sign: what plans date first, targets of a year counted."""
    for proposed in (False, True):
        for kind in KINDS:
            held = [o for o in made if o.kind == kind and o.proposed == proposed]
            for group, line in writer.grouped(held):
                yield signs.marks(group)[0], line


def _told(mark: signs.Mark, line: Line, writer: Writer) -> str:
    """One line in words, short: ``B! Kết quả thực hiện (6 tháng) · trước ngày 15/6 · Sở TT&TT · VI.1.a``."""
    cells = [line.cells[key].text for key in ("what", "says", "who", "at", "plan") if key in line.cells]
    several = len(writer.chosen.plans) != 1
    said = " · ".join(text for text in (cells if several else cells[:-1]) if text)
    said = f"{signs.sign([mark], writer.lang)} {said}"
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


# ----------------------------------------------------------------------------------------------------------- list


def _list(year: int, lines: dict[date, tuple[tuple[signs.Mark, Line], ...]], writer: Writer) -> Table:
    """What falls due in a year, by month; the first line of each day names its anchor."""
    lang, today = writer.lang, writer.chosen.today
    months: dict[date, list[tuple[Cell, ...]]] = {}
    for day, held in lines.items():
        for n, (mark, line) in enumerate(held):
            stood = standing(line, today, lang)
            row = [_sign(mark, lang), *writer.row(stood, *_KEYS)]
            weekday = stood.cells["weekday"]
            note = ", ".join(filter(None, (weekday.text, weekday.note)))
            row[1] = row[1]._replace(note=note, anchor="" if n else _anchor(day))
            months.setdefault(day.replace(day=1), []).append(tuple(row))
    groups = tuple(Group(month_name(month).get(lang), tuple(rows)) for month, rows in months.items())
    name = {"vi": f"Ngày {year}", "en": f"Days {year}"}[lang]
    title = {"vi": f"Các ngày đến hạn năm {year}", "en": f"Days due in {year}"}[lang]
    return Table(title, (_sign_column(lang), *writer.columns(*_KEYS)), groups, (), name)


def _sign_column(lang: str) -> Column:
    return Column("sign", _SIGN.get(lang), 4, "center")


def _sign(mark: signs.Mark, lang: str) -> Cell:
    return Cell(signs.sign([mark], lang), "", signs.style([mark]))


def _undated(chosen: Chosen, writer: Writer) -> Table | None:
    """The duties to report that have no day, None where there are none."""
    if not chosen.undated:
        return None
    keys = [key for key in _KEYS if key not in ("due", "notes")]
    rows = tuple(writer.row(line, *keys) for line in writer.all_undated())
    said = _UNDATED.get(writer.lang)
    return Table(said, writer.columns(*keys), (Group("", rows),), (), said)


def _planner(year: Year, legend: str, lang: str) -> Iterator[Table]:
    """A year with a row for each month and a column for each day, as it is printed and hung up."""
    if not year.months:
        return
    columns = (
        Column("month", _MONTH.get(lang), 10),
        *(Column(f"d{n}", f"{n:02}", 3, "center") for n in range(1, 32)),
    )
    rows = []
    for month in year.months:
        cells = [_planned(day, lang) for day in month.days]
        rows.append((Cell(month.name), *cells, *[Cell("")] * (31 - len(cells))))
    yield Table(year.title, columns, (Group("", tuple(rows)),), (legend,), str(year.year))


def _planned(day: Day, lang: str) -> Cell:
    now = TODAY if day.today else ""
    if day.marks:
        return Cell(now + signs.sign(day.marks, lang), "", signs.style(day.marks))
    return Cell(now) if day.open else Cell(now or OFF, "", "off")


# ---------------------------------------------------------------------------------------------------------- notes


def _legend(years: Iterable[Year], lang: str) -> tuple[signs.Key, ...]:
    days = [day for year in years for month in year.months for day in month.days]
    keys = list(signs.legend((day.marks for day in days if day.marks), lang))
    if any(not day.open for day in days):
        keys.append(signs.Key(OFF, _DAY_OFF.get(lang), "off"))
    if any(day.today for day in days):
        keys.append(signs.Key(TODAY, _TODAY.get(lang), "today"))
    return tuple(keys)


def _notes(chosen: Chosen, years: Sequence[int], registry: m.Registry) -> Iterator[Text]:
    yield from heading.period_notes(chosen.only.first, chosen.only.last)
    if not chosen.all:
        yield say("Nothing falls due in that time.") if years else say("Nothing falls due.")
    elif empty := _between(years):
        yield say("Years in which nothing falls due are left out: {years}.", years=empty)
    if len(years) > MOST:
        yield say(
            "Only the first {count} years are drawn; of the others there are the lists alone. Choose years with --from "
            "and --to.",
            count=MOST,
        )
    yield from heading.notes(chosen, registry)


def _between(years: Sequence[int]) -> str:
    """The years that are missing between the first and the last: ``2023–2024, 2026``."""
    gaps = [(a + 1, b - 1) for a, b in pairwise(years) if b - a > 1]
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in gaps[:_TOLD]]
    return ", ".join(shown) + (", …" if len(gaps) > _TOLD else "")


def day_word(day: Day, lang: str) -> str:
    """What a day is besides its number, for those who do not see the grid: ``ngày nghỉ, hôm nay``."""
    said = [] if day.open else [_DAY_OFF.get(lang)]
    return ", ".join([*said, *([_TODAY.get(lang)] if day.today else [])])


def spoken(day: Day, lang: str) -> str:
    """A marked day in words: ``14/06/2022: 2 báo cáo, 1 chỉ tiêu của năm``."""
    said = ", ".join(
        {"vi": f"{mark.number} {name}", "en": f"{name} × {mark.number}"}[lang]
        for mark in day.marks
        for name in (signs.NAMES[mark.kind].get(lang),)
    )
    more = day_word(day, lang)
    return f"{words.day(day.day, lang)}: {said}" + (f" ({more})" if more else "")
