"""A calendar client on libical:  python libical.py PATH-OF-libical.so FILE.ics...

Imports each file into one store keyed by UID, a later version over an earlier one (RFC 5546, 2.1.5), and prints as JSON
what the store holds after each import, and each file as libical writes it again. The library is spoken to in C, by its
names of kinds and not their numbers, which differ between its versions.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from ctypes import c_char_p, c_int, c_void_p
from pathlib import Path
from typing import Any

_SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "icalparser_parse_string": (c_void_p, [c_char_p]),
    "icalcomponent_string_to_kind": (c_int, [c_char_p]),
    "icalcomponent_get_first_component": (c_void_p, [c_void_p, c_int]),
    "icalcomponent_get_next_component": (c_void_p, [c_void_p, c_int]),
    "icalcomponent_get_first_property": (c_void_p, [c_void_p, c_int]),
    "icalcomponent_get_next_property": (c_void_p, [c_void_p, c_int]),
    "icalcomponent_count_errors": (c_int, [c_void_p]),
    "icalcomponent_as_ical_string": (c_char_p, [c_void_p]),
    "icalproperty_string_to_kind": (c_int, [c_char_p]),
    "icalproperty_get_value_as_string": (c_char_p, [c_void_p]),
    "icalproperty_get_parameter_as_string": (c_char_p, [c_void_p, c_char_p]),
    "icalproperty_get_property_name": (c_char_p, [c_void_p]),
    "icalproperty_get_value": (c_void_p, [c_void_p]),
    "icalvalue_get_text": (c_char_p, [c_void_p]),
    "icalrestriction_check": (c_int, [c_void_p]),
}


class Library:
    """libical, its functions by name."""

    def __init__(self, path: str) -> None:
        self._loaded = ctypes.CDLL(path)
        for name, (result, arguments) in _SIGNATURES.items():
            function = getattr(self._loaded, name)
            function.restype, function.argtypes = result, arguments

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loaded, name)

    def components(self, inside: int, kind: str) -> Iterator[int]:
        """The components of ``kind`` that stand directly in ``inside``."""
        number = self.icalcomponent_string_to_kind(kind.encode())
        found = self.icalcomponent_get_first_component(inside, number)
        while found:
            yield found
            found = self.icalcomponent_get_next_component(inside, number)

    def properties(self, inside: int, name: str) -> Iterator[int]:
        """The properties called ``name``."""
        number = self.icalproperty_string_to_kind(b"X-ANY" if name.startswith("X-") else name.encode())
        found = self.icalcomponent_get_first_property(inside, number)
        while found:
            if self.icalproperty_get_property_name(found).decode().upper() == name:
                yield found
            found = self.icalcomponent_get_next_property(inside, number)

    def raw(self, inside: int, name: str) -> str | None:
        """The value of a property as it is written."""
        for found in self.properties(inside, name):
            written = self.icalproperty_get_value_as_string(found)
            return None if written is None else str(written.decode())
        return None

    def text(self, inside: int, name: str) -> str | None:
        """The value of a property of text."""
        for found in self.properties(inside, name):
            return str(self.icalvalue_get_text(self.icalproperty_get_value(found)).decode())
        return None

    def texts(self, inside: int, name: str) -> list[str]:
        """The values of all properties of text called ``name``: the library makes one of each value of a list."""
        values = (self.icalproperty_get_value(found) for found in self.properties(inside, name))
        return [self.icalvalue_get_text(value).decode() for value in values]

    def whole_day(self, inside: int, name: str) -> bool:
        """True where a property says a day without a time, or nothing."""
        return all(
            self.icalproperty_get_parameter_as_string(found, b"VALUE") == b"DATE"
            for found in self.properties(inside, name)
        )


def facts(of: Library, event: int) -> dict[str, Any]:
    """What a client keeps of an event."""
    return {
        "uid": of.raw(event, "UID"),
        "whole_days": of.whole_day(event, "DTSTART") and of.whole_day(event, "DTEND"),
        "day": of.raw(event, "DTSTART"),
        "end": of.raw(event, "DTEND"),
        "summary": of.text(event, "SUMMARY"),
        "description": of.text(event, "DESCRIPTION"),
        "categories": of.texts(event, "CATEGORIES"),
        "status": of.raw(event, "STATUS"),
        "transp": of.raw(event, "TRANSP"),
        "sequence": int(of.raw(event, "SEQUENCE") or 0),
        "stamped": of.raw(event, "DTSTAMP"),
        "modified": of.raw(event, "LAST-MODIFIED"),
        "alarms": [
            {
                "action": of.raw(alarm, "ACTION"),
                "says": of.text(alarm, "DESCRIPTION"),
                "trigger": of.raw(alarm, "TRIGGER"),
            }
            for alarm in of.components(event, "VALARM")
        ],
    }


def problems(of: Library, calendar: int) -> list[str]:
    """What the library finds wrong with a calendar, by RFC 5545 and the tables of RFC 5546."""
    found = [f"{of.icalcomponent_count_errors(calendar)} errors"]
    if not of.icalrestriction_check(calendar):
        found.append("RFC 5546")
    found += of.texts(calendar, "X-LIC-ERROR")
    for event in of.components(calendar, "VEVENT"):
        found += of.texts(event, "X-LIC-ERROR")
    return [problem for problem in found if problem != "0 errors"]


def imported(of: Library, text: bytes, store: dict[str, Any]) -> dict[str, Any]:
    """One import into ``store``, and what came of it."""
    calendar = of.icalparser_parse_string(text)
    if not calendar:
        return {"problems": ["not read"]}
    events = [facts(of, event) for event in of.components(calendar, "VEVENT")]
    for event in events:
        held = store.get(event["uid"])
        if held is None or (event["sequence"], event["stamped"]) >= (held["sequence"], held["stamped"]):
            store[event["uid"]] = event
    written = of.icalcomponent_as_ical_string(calendar).decode()
    return {
        "name": of.raw(calendar, "X-WR-CALNAME"),
        "about": of.text(calendar, "DESCRIPTION"),
        "refresh": of.raw(calendar, "REFRESH-INTERVAL"),
        "events": len(events),
        "store": dict(store),
        "problems": problems(of, calendar),
        "written": written,
    }


def main(library: str, *files: str) -> None:
    """Import ``files`` one after the other."""
    of = Library(library)
    store: dict[str, Any] = {}
    json.dump([imported(of, Path(file).read_bytes(), store) for file in files], sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
