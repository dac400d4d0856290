"""Departures from a template that are accepted: which of them hold, which have run out, which no longer fit.

An entry of the register names a departure by its fingerprint. Where a figure, a clause's demand or the verdict moves,
the fingerprint is another one: what was accepted is no longer what stands there, and is open again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from planmodel.derive.conformity import Item, fingerprint
from planmodel.workspace.deviations import Deviation


class Stale(NamedTuple):
    """An entry that fits nothing any more; ``now`` is what stands there, None where neither plan nor template has it."""

    deviation: Deviation
    now: Item | None


class Standing(NamedTuple):
    """How the register stands to what departs: by fingerprint what is accepted and what has run out, then what is stale."""

    accepted: Mapping[str, Deviation]
    expired: Mapping[str, Deviation]
    stale: tuple[Stale, ...]

    def state(self, which: str) -> str:
        """``accepted``, ``expired`` or ``open``."""
        return "accepted" if which in self.accepted else "expired" if which in self.expired else "open"


NOTHING = Standing({}, {}, ())
"""Where there is no register."""


def is_expired(entry: Deviation, today: date | None) -> bool:
    """True from the day after the last one on; never where nobody says which day it is."""
    return today is not None and today > entry.until


def standing(items: Iterable[Item], register: Iterable[Deviation], today: date | None) -> Standing:
    """How the entries of ``register`` about one plan stand to ``items``, what became of its templates' demands."""
    entries = tuple(register)
    if not entries:
        return NOTHING
    about = {(e.template.id, e.kind, e.item) for e in entries}
    found = [i for i in items if (i.template, i.kind, i.item) in about and i.demanded is not None]
    departing = {fingerprint(i) for i in found if i.departs}
    now = {(i.template, i.kind, i.item, i.year): i for i in found}
    fitting = [e for e in entries if e.fingerprint in departing]
    return Standing(
        accepted={e.fingerprint: e for e in fitting if not is_expired(e, today)},
        expired={e.fingerprint: e for e in fitting if is_expired(e, today)},
        stale=tuple(
            Stale(e, now.get((e.template.id, e.kind, e.item, e.year)))
            for e in entries
            if e.fingerprint not in departing
        ),
    )


def accepted(
    items: Iterable[Item], register: Iterable[Deviation], today: date | None
) -> dict[str, Deviation]:
    """The departures among ``items`` that are accepted on the day ``today``, by fingerprint."""
    return dict(standing(items, register, today).accepted)
