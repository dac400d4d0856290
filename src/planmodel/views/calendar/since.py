"""How far a last day is from the day on which somebody looks, and which day lies so far from another."""

from __future__ import annotations

from datetime import date

from planmodel.dates import Within
from planmodel.dates.days import only_fall
from planmodel.diagnostics import Text, say
from planmodel.views.calendar.lines import Line


def standing(line: Line, today: date | None, lang: str) -> Line:
    """``line`` with what is left until its last day, or how long it has passed; as it is where no day was named."""
    if today is None or line.due is None:
        return line
    due = line.cells["due"]
    said = reckoned(line.due, today).get(lang)
    mark = "gap" if line.due < today else due.mark
    return line._replace(cells={**line.cells, "due": due._replace(note=said, mark=mark)})


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
