"""Which agencies a name in a plan takes in: a class its members, a ministry its departments."""

from __future__ import annotations

from collections.abc import Iterable

from planmodel import model as m
from planmodel.diagnostics import Text


def entry(agency: str, registry: m.Registry) -> m.Agency | None:
    """What the registry says of a body; None where it has no such agency."""
    return registry.agencies.get(agency.partition("@")[0])


def with_members(agencies: Iterable[str], registry: m.Registry) -> set[str]:
    """``agencies``, their members, the members of these, and so on; a circle in the registry ends."""
    found: set[str] = set()
    rest = list(agencies)
    while rest:
        agency = rest.pop()
        if agency in found:
            continue
        found.add(agency)
        known = entry(agency, registry)
        if known is not None and known.members:
            rest += [_beside(agency, member.id) for member in known.members]
    return found


def parent(agency: str, registry: m.Registry) -> str | None:
    """The body that ``agency`` is a department of, or None."""
    known = entry(agency, registry)
    return _beside(agency, known.parent) if known is not None and known.parent else None


def _beside(agency: str, other: str) -> str:
    """``other`` in the province of ``agency``."""
    _, at, province = agency.partition("@")
    return f"{other}{at}{province}"


def asked(plan: m.Plan) -> set[str]:
    """Every agency that a task, a duty, a report or a funding clause names."""
    refs: list[m.Ref] = []
    for task in plan.tasks:
        if task.by:
            refs += task.by
    for duty in plan.duties:
        refs += duty.agencies + duty.with_ + duty.directs + duty.to + duty.via + duty.supports
        for role in duty.roles:
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
