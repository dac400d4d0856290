"""What a clause gives to a class of agencies, its members have indirectly; and who receives the document.

"Các sở, ban, ngành phối hợp" means Sở Y tế too, though no clause names it there. Such parts are kept apart from what a
clause says of an agency itself: they fill no gap, make nobody the lead of a task, and conflict with nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive.responsibility import Assignment, Evidence, assignments, in_order, letters_of, of_item
from planmodel.workspace import agency_refs


class Informed(NamedTuple):
    """A body that receives the document: to be informed ("(b/c)", mode report) or to act on it (mode act)."""

    agency: str
    at: Clause
    mode: str


def informed(plan: m.Plan) -> tuple[Informed, ...]:
    """Who receives the document, in its order; the archive is no body."""
    return tuple(Informed(r.agency.id, r.at, r.mode) for r in plan.recipients if r.mode != "archive")


def named_agencies(plan: m.Plan) -> frozenset[str]:
    """Every agency that the plan names as taking part: not those that issued it or its bases."""
    issuing = {id(b.issuer) for b in plan.legal_bases} | {id(plan.document.issuer)}
    return frozenset(ref.id for ref, _ in agency_refs(plan) if id(ref) not in issuing)


def members(agency: str, registry: m.Registry) -> tuple[tuple[str, str], ...]:
    """The members of a class, theirs included, each with the class that lists it; a circle in the registry ends."""
    kind, at, province = agency.partition("@")
    found: dict[str, str] = {}
    rest = [kind]
    while rest:
        over = rest.pop(0)
        entry = registry.agencies.get(over)
        for ref in entry.members if entry is not None else ():
            if ref.id != kind and ref.id not in found:
                found[ref.id] = over
                rest.append(ref.id)
    return tuple((f"{member}{at}{province}", f"{over}{at}{province}") for member, over in found.items())


def classes_of(agency: str, registry: m.Registry) -> tuple[str, ...]:
    """The classes that have ``agency`` as a member, directly or through another class."""
    _, at, province = agency.partition("@")
    return tuple(
        f"{entry.id}{at}{province}"
        for entry in registry.agencies.values()
        if entry.members
        and any(member == agency for member, _ in members(f"{entry.id}{at}{province}", registry))
    )


def indirect(
    plan: m.Plan,
    registry: m.Registry,
    made: Iterable[Assignment] | None = None,
    among: Collection[str] | None = None,
) -> tuple[Assignment, ...]:
    """What agencies have as members of classes, in the order of ``made`` (by default all assignments of the plan).

    ``among`` are the agencies asked about, by default those that the plan names. Letters that the agency has there by a
    clause of its own are not repeated; and who acts by a duty is not its own partner, though the duty names a class.
    """
    listed = assignments(plan, registry) if made is None else tuple(made)
    asked = named_agencies(plan) if among is None else among
    direct: dict[tuple[str, str], set[str]] = {}
    for a in listed:
        direct.setdefault((a.item, a.agency), set()).update(a.raci)
    duties = {d.id: d for d in plan.duties}
    acting = {d.id: {ref.id for ref in d.agencies} for d in plan.duties}
    below = {agency: _asked_members(agency, registry, asked) for agency in {a.agency for a in listed}}
    found: dict[tuple[str, str, m.Scope | None], list[Assignment]] = {}
    once: dict[tuple[int, str], Assignment | None] = {}  # by reasons and member: many items share the reasons
    for a in listed:
        for member in below[a.agency]:
            reasons = (id(a.evidence), member)
            if reasons not in once:
                kept = tuple(e for e in a.evidence if member not in acting.get(e.duty or "", ()))
                once[reasons] = _through(a, member, kept, duties, registry) if kept else None
            part = once[reasons]
            if part is not None and not direct.get((a.item, member), _NONE).issuperset(part.raci):
                found.setdefault((a.item, member, a.scope), []).append(of_item(a.item, part))
    return tuple(_joined(parts) for parts in found.values())


_NONE: frozenset[str] = frozenset()


def _through(
    a: Assignment,
    member: str,
    kept: tuple[Evidence, ...],
    duties: dict[str, m.Duty],
    registry: m.Registry,
) -> Assignment:
    """What ``member`` has as one of the class ``a.agency``, by these of its reasons."""
    part = a if kept == a.evidence else _by(a, kept, duties, registry)
    evidence = tuple(e._replace(via="class", through=a.agency) for e in kept)
    return part._replace(agency=member, evidence=evidence, indirect=True)


def _by(
    a: Assignment, kept: tuple[Evidence, ...], duties: dict[str, m.Duty], registry: m.Registry
) -> Assignment:
    """A part with the letters and verbs of some of its reasons alone."""
    letters = [letters_of(e, duties.get(e.duty or ""), a.agency, registry) for e in kept]
    return a._replace(
        verbs=tuple(dict.fromkeys(e.verb for e in kept)),
        raci=in_order(x for one in letters for x in one.raci),
        rasci=in_order(x for one in letters for x in one.rasci),
        evidence=kept,
    )


def _asked_members(agency: str, registry: m.Registry, asked: Collection[str]) -> list[str]:
    return [member for member, _ in members(agency, registry) if member in asked]


def _joined(parts: list[Assignment]) -> Assignment:
    """What one agency has in one item through several classes."""
    first = parts[0]
    if len(parts) == 1:
        return first
    return first._replace(
        verbs=tuple(dict.fromkeys(v for p in parts for v in p.verbs)),
        raci=in_order(x for p in parts for x in p.raci),
        rasci=in_order(x for p in parts for x in p.rasci),
        inferred=all(p.inferred for p in parts),
        evidence=tuple(dict.fromkeys(e for p in parts for e in p.evidence)),
    )


def through(agency: str, parts: Iterable[Assignment]) -> Iterator[str]:
    """The classes through which ``agency`` has these parts, each once."""
    yield from dict.fromkeys(
        e.through for p in parts for e in p.evidence if e.through is not None and p.agency == agency
    )
