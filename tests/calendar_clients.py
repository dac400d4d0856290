"""Calendar programs that share no code with ours, fed with what we write: ical.js from npm, libical from Debian.

``make test`` installs both where it can; where one is missing, its tests are skipped and say what to install.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from ctypes.util import find_library
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from planmodel.views.feed import Event

ROOT = Path(__file__).parents[1]
PROGRAMS = Path(__file__).parent / "clients"
ICAL_JS = ROOT / ".venv" / "clients" / "node_modules" / "ical.js" / "dist" / "ical.js"
NODE = shutil.which("node")
LIBICAL = find_library("ical")


class Held(NamedTuple):
    """An event as a client holds it. ``alarms`` are an action, a text, and how long before the day it rings."""

    uid: str
    whole_days: bool
    day: date
    end: date | None
    summary: str
    description: str
    categories: tuple[str, ...]
    status: str
    transp: str
    sequence: int
    stamped: datetime
    modified: datetime
    alarms: tuple[tuple[str, str, timedelta], ...]


class Import(NamedTuple):
    """What one import did: how many events the file has, what the store holds after it, and the file written anew."""

    name: str
    about: str | None
    refresh: str
    events: int
    store: dict[str, Held]
    written: bytes
    problems: list[str]


class Client(NamedTuple):
    """A program that imports files one after the other into one store."""

    name: str
    command: list[str]
    held: Callable[[dict[str, Any]], Held]

    def imports(self, *feeds: bytes) -> list[Import]:
        """Import ``feeds`` one after the other into an empty store."""
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder) / f"{n}.ics" for n in range(len(feeds))]
            for file, feed in zip(files, feeds, strict=True):
                file.write_bytes(feed)
            done = subprocess.run(
                [*self.command, *map(str, files)], capture_output=True, check=False, timeout=120
            )
        assert done.returncode == 0, done.stderr.decode()
        return [self._import(made) for made in json.loads(done.stdout)]

    def _import(self, made: dict[str, Any]) -> Import:
        store = {uid: self.held(event) for uid, event in made["store"].items()}
        return Import(
            made["name"], made["about"], made["refresh"], made["events"], store,
            made["written"].encode(), made["problems"],
        )  # fmt: skip


def expected(event: Event) -> Held:
    """What every client must make of an event."""
    return Held(
        event.uid,
        True,
        event.day,
        event.day + timedelta(days=1),
        event.summary,
        event.description,
        event.categories,
        event.status,
        "TRANSPARENT",
        event.stamp.sequence,
        event.stamp.modified,
        event.stamp.modified,
        tuple(("DISPLAY", event.summary, lead) for lead in event.alarms),
    )


def _of_ical_js(event: dict[str, Any]) -> Held:
    end = event["end"]
    return Held(
        event["uid"], event["whole_days"], date.fromisoformat(event["day"]),
        date.fromisoformat(end) if end is not None else None,
        event["summary"] or "", event["description"] or "", tuple(event["categories"]), event["status"], event["transp"],
        event["sequence"], datetime.fromisoformat(event["stamped"]), datetime.fromisoformat(event["modified"]),
        tuple((a["action"], a["says"], timedelta(seconds=-a["seconds"])) for a in event["alarms"]),
    )  # fmt: skip


def _of_libical(event: dict[str, Any]) -> Held:
    def moment(said: str) -> datetime:
        return datetime.strptime(said, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)

    end = event["end"]
    return Held(
        event["uid"], event["whole_days"], date.fromisoformat(event["day"]),
        date.fromisoformat(end) if end is not None else None,
        event["summary"] or "", event["description"] or "", tuple(event["categories"]), event["status"], event["transp"],
        event["sequence"], moment(event["stamped"]), moment(event["modified"]),
        tuple((a["action"], a["says"], _duration(a["trigger"])) for a in event["alarms"]),
    )  # fmt: skip


def _duration(said: str) -> timedelta:
    """``-P6DT16H`` as the time before."""
    assert said.startswith("-P")
    days, _, clock = said[2:].partition("T")
    hours = clock.removesuffix("H")
    if days.endswith("W"):
        return timedelta(weeks=int(days[:-1]))
    return timedelta(days=int(days.removesuffix("D") or 0), hours=int(hours or 0))


CLIENTS = (
    pytest.param(
        Client("ical.js", [NODE or "node", str(PROGRAMS / "icaljs.mjs"), str(ICAL_JS)], _of_ical_js),
        id="ical.js",
        marks=pytest.mark.skipif(
            NODE is None or not ICAL_JS.is_file(),
            reason="needs Node.js 18 or newer with npm, then make test (on Debian and Ubuntu: apt install nodejs npm)",
        ),
    ),
    pytest.param(
        Client("libical", [sys.executable, str(PROGRAMS / "libical.py"), LIBICAL or ""], _of_libical),
        id="libical",
        marks=pytest.mark.skipif(
            LIBICAL is None, reason="needs libical (on Debian and Ubuntu: apt install libical3)"
        ),
    ),
)
every_client = pytest.mark.parametrize("client", CLIENTS)
