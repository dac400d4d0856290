"""What a target is about: what must agree before its figures are compared with those of another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planmodel import model as m

Subject = tuple[str, str, str, str, str, str | None, str]


def subject(target: m.Target) -> Subject:
    """All that must agree before two figures are about the same thing."""
    t = target
    return (t.indicator.id, t.population.id, t.area, t.sector, t.measure, t.demand, t.unit)


def binding(target: m.Target) -> str:
    """The commitment, firm and minimum as one."""
    return "firm" if target.commitment == "minimum" else target.commitment


def by_indicator(targets: Iterable[m.Target]) -> dict[tuple[str, str], list[m.Target]]:
    """The targets by indicator and sector, in the plan's order."""
    groups: dict[tuple[str, str], list[m.Target]] = {}
    for target in targets:
        about = (target.indicator.id, target.sector)
        if about in groups:
            groups[about].append(target)
        else:
            groups[about] = [target]
    return groups


def alike(targets: Iterable[m.Target], groups: Iterable[Sequence[m.Target]]) -> tuple[m.Target, ...]:
    """The targets that another one is about the same as; ``groups`` are all of them by indicator and sector."""
    first: dict[Subject, str] = {}
    shared: set[Subject] = set()
    for group in groups:
        if len(group) == 1:
            continue
        for target in group:
            about = subject(target)
            if first.setdefault(about, target.id) != target.id:
                shared.add(about)
    return tuple([t for t in targets if subject(t) in shared]) if shared else ()
