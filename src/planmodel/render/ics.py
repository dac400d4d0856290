"""Feeds as iCalendar (RFC 5545, RFC 7986): whole days, CRLF, lines of at most 75 octets, the same bytes every time.

``ics_kept`` reads back what is written here.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from planmodel.diagnostics import Refusal, say
from planmodel.render.measure import clean
from planmodel.views.feed import Event, Feed

if TYPE_CHECKING:
    import icalendar

PRODUCT = "-//planmodel//planmodel//VI"
"""Who wrote it (PRODID)."""

SCOPE = "X-PLANMODEL-SCOPE"
REFRESH = timedelta(days=1)
"""How often those who subscribe are told to look again."""


def tidied(feed: Feed) -> Feed:
    """``feed`` with its texts as they are written and read back: without what could steer a program."""
    return Feed(_neat(feed.name), _neat(feed.about), feed.scope, tuple(map(tidied_event, feed.events)))


def tidied_event(event: Event) -> Event:
    """The same for one event; its title is one line."""
    return event._replace(
        summary=" ".join(_neat(event.summary).split()),
        description=_neat(event.description),
        categories=tuple(_neat(c) for c in event.categories),
    )


def _neat(text: str) -> str:
    return clean(text).replace("\ufeff", "").strip()


def render_feed(feed: Feed) -> bytes:
    """``feed`` as an .ics file. Raises Refusal where it has no event: a calendar must hold one (RFC 5545, 3.6)."""
    if not feed.events:
        raise Refusal(
            say("there is no date for this calendar, and an .ics file cannot be empty; choose other plans")
        )
    from icalendar import Calendar

    made, neat = Calendar(), tidied(feed)
    made.add("version", "2.0")
    made.add("prodid", PRODUCT)
    made.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):
        made.add(name, _text(neat.name))
    if neat.about:
        for name in ("description", "x-wr-caldesc"):
            made.add(name, _text(neat.about))
    made.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
    made.add("x-published-ttl", _text("P1D"))
    if neat.scope:
        made.add(SCOPE, _text(neat.scope))
    for event in neat.events:
        made.add_component(_event(event))
    return bytes(made.to_ical(sorted=False))


def _event(event: Event) -> icalendar.Event:
    from icalendar import Event as Component

    made = Component()
    made.add("uid", _text(event.uid))
    made.add("dtstamp", event.stamp.modified)
    made.add("last-modified", event.stamp.modified)
    made.add("sequence", event.stamp.sequence)
    made.add("dtstart", event.day)
    if event.day < date.max:
        made.add("dtend", event.day + timedelta(days=1))
    for name, text in (("summary", event.summary), ("description", event.description)):
        if text:
            made.add(name, _text(text))
    if event.categories:
        made.add("categories", list(event.categories))
    made.add("status", event.status)
    made.add("transp", "TRANSPARENT")
    for lead in event.alarms:
        made.add_component(_alarm(event, lead))
    return made


def _alarm(event: Event, lead: timedelta) -> icalendar.Alarm:
    from icalendar import Alarm

    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", _text(event.summary))
    made.add("trigger", -lead)
    return made


def _text(text: str) -> Any:
    return _strict_text()(text)


@cache
def _strict_text() -> type[Any]:
    """The library's text, but for a backslash and an N of the text itself, which it takes for a line break."""
    from icalendar import vText

    class StrictText(vText):
        """TEXT by RFC 5545, 3.3.11."""

        def to_ical(self) -> bytes:
            return str(self).translate(_ESCAPED).encode()

    return StrictText


_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
