"""A feed of ours read back, so that the next version goes on from it.

Only what we write is read, by RFC 5545 itself: what another program put into the file is not carried on, and the
largest file that is taken costs a second or two, whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, cast

from planmodel.diagnostics import Refusal, Text, say
from planmodel.render.ics import PRODUCT, SCOPE, tidied_event
from planmodel.views.feed import OURS, Event, Feed, Stamp, Status

MAX_BYTES = 16 * 1024 * 1024
"""Largest feed that is read back: about ten thousand events."""

_MARK = b"\xef\xbb\xbf"
_LAST_SEQUENCE = 2**31 - 2
_STATUSES = frozenset({"CONFIRMED", "TENTATIVE", "CANCELLED"})
_DEEPEST = 8
_SHOWN = 60

_FOLD = re.compile("\r?\n[ \t]")
_END_OF_LINE = re.compile("\r?\n")
_LINE = re.compile(r'([A-Za-z0-9-]+)(?:;(?:[^":]|"[^"]*")*+)?:(.*)', re.DOTALL)
_ESCAPE = re.compile(r"\\([\\;,nN])")
_LISTED = re.compile(r"(?:\\.|[^\\,])+", re.DOTALL)
_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MOMENT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})Z")
_BEFORE = re.compile(
    r"-P(?:([0-9]{1,4})W|(?:([0-9]{1,4})D)?(?:T(?:([0-9]{1,4})H)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})S)?)?)"
)


class Kept(NamedTuple):
    """A feed read back, and how many entries in it are not ours."""

    feed: Feed
    foreign: int


class _Damaged(Exception):
    """Something in the file is not as we write it."""

    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(why.en)


class _Component:
    """What stands between BEGIN and END: values as they are written, by the name of their property."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.values: dict[str, list[str]] = {}
        self.inner: list[_Component] = []

    def raw(self, name: str) -> str | None:
        """The one value of a property, None where it has none."""
        found = self.values.get(name, [])
        if len(found) > 1:
            raise _Damaged(say("an entry has {name} more than once", name=name))
        return found[0] if found else None

    def text(self, name: str) -> str:
        """The text of a property, nothing where it has none."""
        return _plain(self.raw(name) or "")


def read_feed(data: bytes, name: str) -> Kept:
    """The feed that ``data`` holds. Raises Refusal, naming the file ``name``, where it is damaged, huge or not ours."""
    if len(data) > MAX_BYTES:
        raise Refusal(
            say(
                "'{file}' is larger than {size} MB; it is no calendar that planmodel wrote, name that one",
                file=name,
                size=MAX_BYTES >> 20,
            )
        )
    if data.removeprefix(_MARK)[:15].upper() != b"BEGIN:VCALENDAR":
        raise Refusal(
            say("'{file}' is no calendar (.ics); name the one that planmodel wrote last", file=name)
        )
    try:
        text = _FOLD.sub("", data.removeprefix(_MARK).decode())
        if PRODUCT in text or OURS in text:
            return _kept(_calendar(text))
    except UnicodeDecodeError:
        raise _refused(name, say("it is not UTF-8")) from None
    except _Damaged as damage:
        raise _refused(name, damage.why) from None
    raise Refusal(
        say("'{file}' was not written by planmodel; name the calendar that planmodel wrote last", file=name)
    )


def _refused(name: str, why: Text) -> Refusal:
    return Refusal(
        say(
            "'{file}' is damaged ({why}); take an undamaged copy, or leave --previous out", file=name, why=why
        )
    )


def _calendar(text: str) -> _Component:
    """The one calendar in an unfolded text."""
    found: list[_Component] = []
    open_: list[_Component] = []
    for line in _END_OF_LINE.split(text):
        if not line:
            continue
        parts = _LINE.fullmatch(line)
        if parts is None:
            raise _Damaged(say("'{start}' begins no line of a calendar", start=line[:_SHOWN]))
        name, value = parts[1].upper(), parts[2]
        if name == "BEGIN" and len(open_) < _DEEPEST:
            component = _Component(value.upper())
            (open_[-1].inner if open_ else found).append(component)
            open_.append(component)
        elif name == "END" and open_ and open_[-1].name == value.upper():
            open_.pop()
        elif name in ("BEGIN", "END") or not open_:
            raise _Damaged(say("'{start}' is out of place", start=line[:_SHOWN]))
        else:
            open_[-1].values.setdefault(name, []).append(value)
    if open_:
        raise _Damaged(say("it breaks off before its end"))
    if len(found) != 1:
        raise _Damaged(say("it holds {count} calendars, not one", count=len(found)))
    return found[0]


def _kept(calendar: _Component) -> Kept:
    events: dict[str, Event] = {}
    foreign = 0
    for component in calendar.inner:
        if component.name == "VTIMEZONE":
            continue
        uid = component.text("UID")
        if component.name != "VEVENT" or not uid.endswith(OURS):
            foreign += 1
        elif uid in events:
            raise _Damaged(say("event '{uid}' is there twice", uid=uid))
        else:
            events[uid] = tidied_event(_event(component, uid))
    name, about, scope = (calendar.text(each) for each in ("NAME", "DESCRIPTION", SCOPE))
    return Kept(Feed(name, about, scope, tuple(events.values())), foreign)


def _event(component: _Component, uid: str) -> Event:
    day = _day(component.raw("DTSTART") or "")
    stamped = _moment(component.raw("DTSTAMP") or "")
    modified = _moment(component.raw("LAST-MODIFIED") or "")
    if day is None:
        raise _Damaged(say("event '{uid}' has no day of its own", uid=uid))
    if stamped is None:
        raise _Damaged(say("event '{uid}' does not say when it was written", uid=uid))
    sequence = component.raw("SEQUENCE") or "0"
    if not (
        sequence.isascii() and sequence.isdecimal() and len(sequence) < 11 and int(sequence) <= _LAST_SEQUENCE
    ):
        raise _Damaged(say("event '{uid}' has no usable number of its version", uid=uid))
    status = (component.raw("STATUS") or "CONFIRMED").upper()
    if status not in _STATUSES:
        raise _Damaged(say("event '{uid}' has an unknown status", uid=uid))
    categories = tuple(c for listed in component.values.get("CATEGORIES", ()) for c in _list(listed))
    alarms = tuple(_lead(a.raw("TRIGGER") or "") for a in component.inner if a.name == "VALARM")
    summary, description = component.text("SUMMARY"), component.text("DESCRIPTION")
    return Event(
        uid, day, summary, description, categories, cast(Status, status), alarms,
        Stamp(int(sequence), modified or stamped),
    )  # fmt: skip


def _plain(value: str) -> str:
    """A text without its escapes (RFC 5545, 3.3.11)."""
    return (
        _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value) if "\\" in value else value
    )


def _list(value: str) -> Iterator[str]:
    return (_plain(found[0]) for found in _LISTED.finditer(value))


def _day(value: str) -> date | None:
    found = _DAY.fullmatch(value)
    try:
        return date(*map(int, found.groups())) if found is not None else None
    except ValueError:
        return None


def _moment(value: str) -> datetime | None:
    found = _MOMENT.fullmatch(value)
    if found is None:
        return None
    year, month, day, hour, minute, second = map(int, found.groups())
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def _lead(value: str) -> timedelta:
    """How long before its day an alarm rings; one that rings otherwise has no lead time of ours."""
    found = _BEFORE.fullmatch(value)
    if found is None:
        return timedelta.max
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
