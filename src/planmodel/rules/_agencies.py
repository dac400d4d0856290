"""Which agencies a name in a plan takes in: a class its members, a ministry its departments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from planmodel import model as m
from planmodel.derive.kept import of_registry
from planmodel.diagnostics import Text


class Body(NamedTuple):
    """An agency as plans name it: what the registry says of it, what it takes in, what it is a department of."""

    entry: m.Agency | None
    takes_in: frozenset[str]
    """Itself, its members, the members of these, and so on; a circle in the registry ends."""
    parent: str | None


class _Bodies(dict[str, Body]):
    """The agencies of a registry by the names that plans give them, found out when first asked for."""

    def __init__(self, registry: m.Registry) -> None:
        super().__init__()
        self._agencies = registry.agencies

    def __missing__(self, agency: str) -> Body:
        known = self._entry(agency)
        over = _beside(agency, known.parent) if known is not None and known.parent else None
        body = self[agency] = Body(known, frozenset(self._within(agency)), over)
        return body

    def _entry(self, agency: str) -> m.Agency | None:
        return self._agencies.get(agency.partition("@")[0])

    def _within(self, agency: str) -> set[str]:
        found: set[str] = set()
        rest = [agency]
        while rest:
            body = rest.pop()
            if body in found:
                continue
            found.add(body)
            known = self._entry(body)
            if known is not None and known.members:
                rest += [_beside(body, member.id) for member in known.members]
        return found


bodies = of_registry(_Bodies)
"""What a registry says of the agencies that plans name."""


def entry(agency: str, registry: m.Registry) -> m.Agency | None:
    """What the registry says of a body; None where it has no such agency."""
    return bodies(registry)[agency].entry


def with_members(agencies: Iterable[str], registry: m.Registry) -> set[str]:
    """``agencies``, their members, the members of these, and so on."""
    known, found = bodies(registry), set[str]()
    return found.union(*[known[agency].takes_in for agency in agencies])


def parent(agency: str, registry: m.Registry) -> str | None:
    """The body that ``agency`` is a department of, or None."""
    return bodies(registry)[agency].parent


def _beside(agency: str, other: str) -> str:
    """``other`` in the province of ``agency``."""
    _, at, province = agency.partition("@")
    return f"{other}{at}{province}"


def asked(plan: m.Plan) -> set[str]:
    """Every agency that a task, a duty, a report or a funding clause names."""
    refs = [ref for task in plan.tasks for ref in task.by]
    for duty in plan.duties:
        refs += duty.agencies + duty.with_ + duty.directs + duty.to + duty.via + duty.supports
        for role in duty.roles:
            if role.with_ or role.directs or role.to:
                refs += role.with_ + role.directs + role.to
    for report in plan.reports:
        refs += report.from_ + report.to + report.via
    for fund in plan.funding:
        refs += fund.agencies
    return {ref.id for ref in refs}


def is_open(agency: str, registry: m.Registry) -> bool:
    """True for "whoever is concerned": a class of any level whose members nobody lists."""
    known = entry(agency, registry)
    return known is not None and known.kind == "class" and known.level == "any" and not known.members


def named(agencies: Iterable[str], registry: m.Registry) -> Text:
    """The names of ``agencies``."""
    from planmodel.views import words

    listed = list(agencies)
    vi, en = (", ".join(words.agency(a, registry, lang) for a in listed) for lang in ("vi", "en"))
    return Text(vi, en)
