"""The calendar as a table by month: what the plans date, what they leave undated, and what could be proposed for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from planmodel import model as m
from planmodel.diagnostics import Text, say
from planmodel.views.calendar import heading
from planmodel.views.calendar.chosen import Chosen
from planmodel.views.calendar.lines import Line, Writer
from planmodel.views.calendar.since import standing
from planmodel.views.table import Document, Group

TITLE = Text("Lịch báo cáo", "Reporting calendar:")
NAME = Text("Lịch báo cáo", "Calendar")
_KEYS = ("due", "weekday", "what", "says", "who", "to", "window", "at", "plan", "rule", "notes")
_UNDATED = Text("Không nêu ngày trong kế hoạch", "No date in the plan")


def document(chosen: Chosen, registry: m.Registry, lang: str = "vi") -> Document:
    """Dates by month, then duties without a date; what is proposed stands last, apart and marked."""
    writer = Writer(chosen, registry, lang)
    lines = (standing(line, chosen.today, lang) for line in writer.lines(chosen.dated))
    groups = [*_months(writer, lines)]
    if chosen.undated:
        rows = (writer.row(line, *_KEYS) for line in writer.all_undated())
        groups.append(Group(_UNDATED.get(lang), tuple(rows)))
    groups += _months(writer, writer.lines(chosen.proposed), proposed=True)
    return heading.document(
        TITLE, NAME, chosen, registry, lang, writer.columns(*_KEYS), groups, _notes(chosen, registry)
    )


def _notes(chosen: Chosen, registry: m.Registry) -> Iterator[Text]:
    yield from heading.period_notes(chosen.only.first, chosen.only.last)
    yield from heading.notes(chosen, registry)


def _months(writer: Writer, lines: Iterable[Line], *, proposed: bool = False) -> Iterator[Group]:
    months: dict[date, list[Line]] = {}
    for line in lines:
        if line.due is not None:
            months.setdefault(line.due.replace(day=1), []).append(line)
    for month, held in months.items():
        said = month_name(month)
        name = say("Proposed, not in the plan: {month}", month=said) if proposed else said
        rows = tuple(writer.row(line, *_KEYS) for line in held)
        yield Group(name.get(writer.lang), rows)


def month_name(month: date) -> Text:
    """``Tháng 6/2022``."""
    return Text(f"Tháng {month.month}/{month.year}", f"{month.year}-{month.month:02}")
