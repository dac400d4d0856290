"""The calendar as an agenda: day by day, what has to be done by whom."""

from __future__ import annotations

from datetime import date

from planmodel import model as m
from planmodel.diagnostics import Text
from planmodel.views import words
from planmodel.views.calendar import heading
from planmodel.views.calendar.chosen import Chosen
from planmodel.views.calendar.lines import WEEKDAYS, Writer
from planmodel.views.calendar.months import NAME
from planmodel.views.calendar.since import reckoned
from planmodel.views.table import Cell, Document, Group

_TITLE = Text("Lịch theo ngày", "Agenda:")
_KEYS = ("what", "who", "to", "says", "at", "plan", "notes")
_DAY_OFF = Text("ngày nghỉ", "day off")
_UNDATED = Text("Không nêu ngày trong kế hoạch", "No date in the plan")


def document(chosen: Chosen, registry: m.Registry, lang: str = "vi") -> Document:
    """Every day on which something falls due, proposed days among them and marked; then duties without a day."""
    writer = Writer(chosen, registry, lang)
    days: dict[date, list[tuple[Cell, ...]]] = {}
    for line in writer.lines(chosen.all):
        if line.due is not None:
            days.setdefault(line.due, []).append(writer.row(line, *_KEYS))
    groups = [
        Group(_heading(day, chosen.today, registry).get(lang), tuple(rows)) for day, rows in days.items()
    ]
    if chosen.undated:
        rows = (writer.row(line, *_KEYS) for line in writer.all_undated())
        groups.append(Group(_UNDATED.get(lang), tuple(rows)))
    notes = [
        *heading.period_notes(chosen.only.first, chosen.only.last),
        *heading.notes(chosen, registry),
    ]
    return heading.document(_TITLE, NAME, chosen, registry, lang, writer.columns(*_KEYS), groups, notes)


def _heading(day: date, today: date | None, registry: m.Registry) -> Text:
    """``Thứ Ba, 14/06/2022``, and whether offices are closed on it."""

    def said(lang: str) -> str:
        text = f"{WEEKDAYS[day.weekday()].get(lang)}, {words.day(day, lang)}"
        if not registry.workdays.is_open(day):
            text += f" · {_DAY_OFF.get(lang)}"
        return text if today is None else f"{text} · {reckoned(day, today).get(lang)}"

    return words.in_both(said)
