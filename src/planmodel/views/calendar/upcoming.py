"""What falls due soon, and what has: by the last day alone, since nothing here knows what has been handed in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from planmodel import model as m
from planmodel.dates import Within
from planmodel.derive.due import Obligation
from planmodel.diagnostics import Text, say
from planmodel.views import bodies
from planmodel.views.calendar.basis import workday_notes
from planmodel.views.calendar.chosen import Chosen
from planmodel.views.calendar.heading import filter_notes
from planmodel.views.calendar.lines import Line, Writer
from planmodel.views.calendar.months import month_name
from planmodel.views.calendar.since import after
from planmodel.views.table import Cell, Column, Document, Group, Table

_DAY = ("due", "weekday", "what")
_KEYS = ("says", "who", "to", "at", "plan", "notes")
_LEFT = Text("Còn (ngày)", "Days left")
_PAST = Text("Đã qua (ngày)", "Days past")
_NEXT = Text("Sắp đến hạn", "Due next")
_OVERDUE = Text("Đã qua hạn", "Past their day")


class Ahead(NamedTuple):
    """What falls due from ``first`` to ``last``; where nothing does, ``later`` is the first day after that has something."""

    first: date
    last: date
    due: tuple[Obligation, ...]
    later: date | None


def ahead(chosen: Chosen, today: date, last: date) -> Ahead:
    """What of ``chosen`` falls due from ``today`` to ``last``, both days included."""
    due = tuple(o for o in chosen.all if today <= o.due <= last)
    return Ahead(today, last, due, next((o.due for o in chosen.all if o.due > last), None))


def behind(chosen: Chosen, today: date, within: Within | None = None) -> tuple[Obligation, ...]:
    """What fell due before ``today`` and no longer ago than ``within``, the latest first. What is proposed is never overdue."""
    past = [o for o in chosen.dated if o.due < today and (within is None or today <= after(o.due, within))]
    return tuple(sorted(past, key=lambda o: o.due, reverse=True))


def coming(chosen: Chosen, found: Ahead, registry: m.Registry, lang: str = "vi") -> Document:
    """What falls due soon as a table, by month, with the days left and how many of them are worked."""
    writer = Writer(chosen, registry, lang)
    rows: dict[date, list[tuple[Cell, ...]]] = {}
    for line in writer.lines(found.due):
        if line.due is not None:
            left = (line.due - found.first).days
            open_ = registry.workdays.count(found.first, line.due)
            note = say("working days: {count}", count=open_).get(lang)
            rows.setdefault(line.due.replace(day=1), []).append(
                _row(writer, line, Cell(str(left), note, "", left))
            )
    title = say("Due from {first} to {last}", first=found.first, last=found.last)
    columns = _columns(writer, "left", _LEFT)
    return _document(title, _NEXT, chosen, columns, rows, _coming_notes(chosen, found, registry), lang)


def _columns(writer: Writer, key: str, title: Text) -> tuple[Column, ...]:
    days = Column(key, title.get(writer.lang), 9, "right")
    return (*writer.columns(*_DAY), days, *writer.columns(*_KEYS))


def _row(writer: Writer, line: Line, days: Cell) -> tuple[Cell, ...]:
    return (*writer.row(line, *_DAY), days, *writer.row(line, *_KEYS))


def _coming_notes(chosen: Chosen, found: Ahead, registry: m.Registry) -> Iterator[Text]:
    yield from filter_notes(chosen, registry)
    if not found.due:
        if found.later is not None:
            yield say(
                "Nothing falls due in that time; the next day with something is {later}.", later=found.later
            )
        else:
            yield say("Nothing falls due in that time, nor later.")
    yield from _undated_note(chosen)
    if any(o.proposed for o in found.due):
        yield say("'Proposed': no day of the plan but the last that Decree 09/2019/ND-CP allows.")
    yield from workday_notes(registry, (o.due for o in found.due))


def _undated_note(chosen: Chosen) -> Iterator[Text]:
    if without := chosen.undated_reports:
        plans = ", ".join(dict.fromkeys(bodies.number(x.plan) for x in chosen.undated))
        yield say(
            "Duties to report without a day in their plan stand in no list of days: {count} ({plans}).",
            count=without,
            plans=plans,
        )


def overdue(
    chosen: Chosen, found: tuple[Obligation, ...], today: date, registry: m.Registry, lang: str = "vi"
) -> Document:
    """What has passed its last day as a table, the latest first, by month."""
    writer = Writer(chosen, registry, lang)
    rows: dict[date, list[tuple[Cell, ...]]] = {}
    for line in writer.lines(found):
        if line.due is not None:
            past = (today - line.due).days
            rows.setdefault(line.due.replace(day=1), []).append(
                _row(writer, line, Cell(str(past), "", "", past))
            )
    title = say("Past their last day on {today}", today=today)
    columns = _columns(writer, "past", _PAST)
    return _document(title, _OVERDUE, chosen, columns, rows, _overdue_notes(chosen, found, registry), lang)


def _overdue_notes(chosen: Chosen, found: tuple[Obligation, ...], registry: m.Registry) -> Iterator[Text]:
    yield from filter_notes(chosen, registry)
    if not found:
        yield say("No day has passed.")
    else:
        yield say(
            "Only the days are known here, not what has been handed in or reached: check before you remind."
        )
    yield from _undated_note(chosen)
    yield from workday_notes(registry, (o.due for o in found))


def _document(
    title: Text,
    name: Text,
    chosen: Chosen,
    columns: tuple[Column, ...],
    rows: dict[date, list[tuple[Cell, ...]]],
    notes: Iterator[Text],
    lang: str,
) -> Document:
    plans = chosen.plans
    which = f" · {bodies.number(plans[0])}" if len(plans) == 1 else ""
    groups = tuple(Group(month_name(month).get(lang), tuple(held)) for month, held in rows.items())
    listed = tuple(note.get(lang) for note in notes)
    table = Table(f"{title.get(lang)}{which}", columns, groups, listed, name.get(lang))
    return Document(table.title, (table,))
