"""What a target is about: what must agree before its figures are compared with those of another."""

from __future__ import annotations

from collections.abc import Iterable

from planmodel import model as m

Subject = tuple[str, str, str, str, str, str | None, str]


def subject(target: m.Target) -> Subject:
    """All that must agree before two figures are about the same thing."""
    t = target
    return (t.indicator.id, t.population.id, t.area, t.sector, t.measure, t.demand, t.unit)


def binding(target: m.Target) -> str:
    """The commitment, firm and minimum as one."""
    return "firm" if target.commitment == "minimum" else target.commitment


def alike(targets: Iterable[m.Target]) -> tuple[m.Target, ...]:
    """The targets that another one is about the same as."""
    listed = [(subject(t), t) for t in targets]
    first: dict[Subject, str] = {}
    shared = {about for about, t in listed if first.setdefault(about, t.id) != t.id}
    return tuple([t for about, t in listed if about in shared]) if shared else ()
