"""Dates that get in each other's way: an agency with several reports in one week, days off, a first report too soon.

An agency here is a body (``so-yte@hung-yen``), never a type: what two provinces ask of their departments of health in
one week meets nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from planmodel import model as m
from planmodel.derive.classes import members
from planmodel.derive.due import Obligation
from planmodel.derive.share import home

Made = Iterable[tuple[m.Plan, Obligation]]

DAY_OFF = frozenset({"day-off", "day-off-provisional", "shifted"})
"""The notes of a last day on which offices are closed."""

SOON = frozenset({"soon"})
"""The note of a report that falls due shortly after its plan was signed."""

_WEEK = timedelta(days=6)


class Part(NamedTuple):
    """A report that a body makes (``from``) or hands on (``via``); ``through`` is the class by which it does, if any."""

    obligation: Obligation
    role: Literal["from", "via"]
    through: str | None


class Clash(NamedTuple):
    """Several reports of one body in one ISO week, Monday to Sunday.

    One report that falls due for several periods on one day counts once; ``parts`` has it for each.
    """

    body: str
    year: int
    week: int
    first: date
    last: date
    parts: tuple[Part, ...]

    @property
    def reports(self) -> int:
        """How many reports they are."""
        return _count(self.parts)


def clashes(made: Made, registry: m.Registry) -> tuple[Clash, ...]:
    """The weeks in which a body has more than one report to make or to hand on, by week and body.

    What a class of agencies has to report, each of its members has too; a member is listed for it where it has a report
    by its own name in the same week, and otherwise the class is.
    """
    own: dict[tuple[date, str], list[Part]] = {}
    for plan, o in made:
        if o.kind == "report":
            for agency, role in _senders(o):
                own.setdefault((_monday(o.due), body(agency, plan, registry)), []).append(Part(o, role, None))
    both = {key: list(parts) for key, parts in own.items()}
    below: dict[str, tuple[str, ...]] = {}
    for (monday, group), parts in own.items():
        if group not in below:
            below[group] = tuple(member for member, _ in members(group, registry))
        for member in below[group]:
            if (monday, member) in both:
                both[monday, member] += [part._replace(through=group) for part in parts]
    found = (
        Clash(agency, *monday.isocalendar()[:2], monday, _sunday(monday), tuple(listed))
        for (monday, agency), parts in sorted(both.items())
        if _count(listed := _each_once(parts)) > 1
    )
    return tuple(found)


def _senders(o: Obligation) -> Iterator[tuple[str, Literal["from", "via"]]]:
    """Who has to act for a report: its makers, and those through whom it goes, each once."""
    for agency in dict.fromkeys(o.who):
        yield agency, "from"
    for agency in dict.fromkeys(o.via):
        if agency not in o.who:
            yield agency, "via"


def _each_once(parts: list[Part]) -> list[Part]:
    """Every report once, by name rather than through a class, by day."""
    kept: dict[tuple[str, str], Part] = {}
    for part in parts:
        kept.setdefault((part.obligation.plan, part.obligation.key), part)
    return sorted(kept.values(), key=lambda p: (p.obligation.due, p.obligation.plan))


def _count(parts: Iterable[Part]) -> int:
    return len({(part.obligation.plan, part.obligation.item, part.obligation.due) for part in parts})


def body(agency: str, plan: m.Plan, registry: m.Registry) -> str:
    """The body that ``plan`` means by ``agency``: the type with its province, unless it is one of the centre."""
    kind, at, _ = agency.partition("@")
    entry = registry.agencies.get(kind)
    central = entry is not None and entry.level == "central"
    return agency if at or central or not home(plan) else f"{agency}@{home(plan)}"


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _sunday(monday: date) -> date:
    return monday + _WEEK if monday <= date.max - _WEEK else date.max


def marked(made: Iterable[Obligation], codes: frozenset[str]) -> tuple[Obligation, ...]:
    """The obligations about whose day one of these notes is to be made, in their order."""
    return tuple(o for o in made if any(note.code in codes for note in o.notes))
