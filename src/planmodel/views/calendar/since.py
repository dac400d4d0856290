"""How far a last day is from the day on which somebody looks, and which day lies so far from another."""

from __future__ import annotations

from datetime import date

from planmodel.dates import Within
from planmodel.dates.days import only_fall
from planmodel.diagnostics import Text, say
from planmodel.views.calendar.lines import Line


def standing(line: Line, today: date | None, lang: str) -> Line:
    """``line`` with what is left until its last day, or how long it has passed, beside its weekday: the day stays one that
    tables can reckon with. As it is where no day was named."""
    if today is None or line.due is None:
        return line
    due, weekday = line.cells["due"], line.cells["weekday"]
    mark = "gap" if line.due < today else due.mark
    stood = {
        "due": due._replace(mark=mark),
        "weekday": weekday._replace(note=reckoned(line.due, today).get(lang)),
    }
    return line._replace(cells={**line.cells, **stood})


def reckoned(due: date, today: date) -> Text:
    """``còn 5 ngày``, ``hôm nay``, ``đã qua 3 ngày``."""
    days = (due - today).days
    if days == 0:
        return say("today")
    return say("in {days} days", days=days) if days > 0 else say("{days} days ago", days=-days)


def after(day: date, length: Within) -> date:
    """The day that lies ``length`` after ``day``; the last day there is where there is no such day."""
    fall = only_fall(length, {length.after: day}, "none")
    return fall.last if fall is not None else date.max
