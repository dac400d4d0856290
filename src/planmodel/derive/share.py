"""What falls to one body: its parts in a plan, those that it has through classes, its reports, what it receives.

An id names a type of agency; the body is that type in one province, which a plan leaves unsaid where it is its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive.classes import classes_of, indirect, informed, members, through
from planmodel.derive.reach import Reach
from planmodel.derive.responsibility import Assignment, assignments
from planmodel.diagnostics import Refusal, say
from planmodel.workspace import agency_refs


class Body(NamedTuple):
    """An agency that somebody asks about: its type, and its province (none: the body of that type in each)."""

    kind: str
    province: str = ""

    def here(self, agency: str, plan: m.Plan) -> bool:
        """True where ``agency``, as ``plan`` names it, is this body."""
        kind, _, province = agency.partition("@")
        return kind == self.kind and self.province in ("", province or home(plan))

    def local(self, plan: m.Plan) -> str:
        """The id by which ``plan`` itself would name this body."""
        return self.kind if self.province in ("", home(plan)) else f"{self.kind}@{self.province}"


def home(plan: m.Plan) -> str:
    """The province of a plan; nothing where it has none (a ministry's)."""
    return plan.document.province.id if plan.document.province is not None else ""


def local(agency: str, plan: m.Plan) -> str:
    """An id as the plan itself would write it: ``so-yte@hung-yen`` in a plan of Hưng Yên is ``so-yte``."""
    kind, _, province = agency.partition("@")
    return kind if province in ("", home(plan)) else agency


def asked(agency: str, registry: m.Registry) -> Body:
    """The body that ``agency`` (``so-yte``, ``so-yte@hung-yen``) means. Raises Refusal for ids that do not exist."""
    kind, at, province = agency.partition("@")
    if kind not in registry.agencies:
        near = _nearest(kind, registry.agencies)
        if near is not None:
            unknown = say(
                "the agency registry has no id '{name}'; did you mean {near}?", name=kind, near=near
            )
        else:
            unknown = say(
                "the agency registry has no id '{name}'; the ids stand in plans/registry/agencies.yaml",
                name=kind,
            )
        raise Refusal(unknown)
    if at and province not in registry.provinces:
        near = _nearest(province, registry.provinces)
        if near is not None:
            unknown = say(
                "the province registry has no id '{name}'; did you mean '{near}'?", name=province, near=near
            )
        else:
            unknown = say(
                "the province registry has no id '{name}'; the ids stand in plans/registry/provinces.yaml",
                name=province,
            )
        raise Refusal(unknown)
    return Body(kind, province)


def _nearest(name: str, known: Mapping[str, m.Agency] | Mapping[str, m.Province]) -> str | None:
    """The id that was probably meant: of the entry that is called so ("Sở Y tế"), else the one spelt most like it."""
    from planmodel.workspace.references import closest

    wanted = " ".join(name.split()).casefold()
    for id_, entry in known.items():
        called = (entry.name.vi, entry.name.en, entry.name.short, *entry.spellings)
        if wanted in (c.casefold() for c in called if c):
            return id_
    return closest(name, known)


class Sent(NamedTuple):
    """A report that a body sends (``from``), receives (``to``) or hands on (``via``), and the classes it does so through."""

    role: str
    report: m.Report
    through: tuple[str, ...]


class Received(NamedTuple):
    """A line of recipients that means a body: itself, or the classes that it belongs to."""

    at: Clause
    mode: str
    through: tuple[str, ...]


class Share(NamedTuple):
    """All that falls to one body in one plan. ``mentioned`` are the clauses that name it and give it no work."""

    body: str
    parts: tuple[Assignment, ...]
    indirect: tuple[Assignment, ...]
    reports: tuple[Sent, ...]
    received: tuple[Received, ...]
    mentioned: tuple[Clause, ...]

    @property
    def work(self) -> bool:
        """True where the plan gives the body something to do, itself or through a class."""
        return bool(self.parts or self.indirect or self.reports)

    @property
    def by_class(self) -> bool:
        """True where something falls to the body through a class."""
        listed = (*(s.through for s in self.reports), *(r.through for r in self.received))
        return bool(self.indirect) or any(listed)


class Shares:
    """The shares of all bodies in one plan; what they have in common is worked out once.

    ``every`` says that all bodies that the plan names will be asked about, not a few.
    """

    def __init__(self, plan: m.Plan, registry: m.Registry, *, every: bool = False) -> None:
        self.plan = plan
        self.registry = registry
        self.reach = Reach(plan)
        made = assignments(plan, registry, self.reach)
        self.assignments = tuple(
            [a if "@" not in a.agency else a._replace(agency=local(a.agency, plan)) for a in made]
        )
        self._every = every

    @cached_property
    def by_agency(self) -> dict[str, list[Assignment]]:
        """The parts that clauses give, by body."""
        return _grouped(self.assignments)

    @cached_property
    def by_item(self) -> dict[str, list[Assignment]]:
        """The parts that clauses give, by item."""
        found: dict[str, list[Assignment]] = {}
        for a in self.assignments:
            found.setdefault(a.item, []).append(a)
        return found

    @cached_property
    def duties(self) -> dict[str, m.Duty]:
        """The duties of the plan, by id."""
        return {d.id: d for d in self.plan.duties}

    @cached_property
    def _all_indirect(self) -> dict[str, list[Assignment]]:
        return _grouped(self._indirect(self.mentions, self.by_agency))

    def indirect(self, body: str) -> list[Assignment]:
        """The parts that ``body`` has as a member of classes."""
        if self._every and body in self.mentions:
            return self._all_indirect.get(body, [])
        return list(self._indirect({body}, {body, *classes_of(body, self.registry)}))

    def _indirect(self, bodies: Collection[str], own: Collection[str]) -> tuple[Assignment, ...]:
        """The indirect parts of ``bodies``, whose own parts and those of their classes are those of ``own``."""
        busy = [agency for agency in own if agency in self.by_agency]
        if not any(members(agency, self.registry) for agency in busy):
            return ()
        among = set(busy)
        return indirect(self.plan, self.registry, (a for a in self.assignments if a.agency in among), bodies)

    @cached_property
    def mentions(self) -> dict[str, dict[Clause, None]]:
        """The clauses that name each body, the preamble's bases left out."""
        issuing = {id(b.issuer) for b in self.plan.legal_bases} | {id(self.plan.document.issuer)}
        found: dict[str, dict[Clause, None]] = {}
        for ref, at in agency_refs(self.plan):
            if id(ref) not in issuing:
                clauses = found.setdefault(local(ref.id, self.plan), {})
                if at is not None:
                    clauses[at] = None
        return found

    def bodies(self, kind: str) -> list[str]:
        """The bodies of one type that the plan may give work to: its own, and those of other provinces that it names."""
        return sorted({kind, *(name for name in self.mentions if name.startswith(f"{kind}@"))})

    @cached_property
    def busy(self) -> tuple[str, ...]:
        """The bodies to which a clause gives a part or a report by name."""
        reporting = (r.id for x in self.plan.reports for r in (*x.from_, *x.to, *x.via))
        listed = [a.agency for a in self.assignments] + [local(r, self.plan) for r in reporting]
        return tuple(dict.fromkeys(listed))

    def of(self, body: str) -> Share:
        """What falls to ``body`` (an id as the plan would name it)."""
        plan = self.plan
        classes = classes_of(body, self.registry)
        receivers = [(local(i.agency, plan), i) for i in informed(plan)]
        direct = [Received(i.at, i.mode, ()) for who, i in receivers if who == body]
        by_class = [Received(i.at, i.mode, (who,)) for who, i in receivers if who in classes]
        reports = tuple(sent for r in plan.reports for sent in _sent(plan, r, body, classes))
        parts = tuple(self.by_agency.get(body, ()))
        given = {e.at for a in parts for e in a.evidence} | {s.report.at for s in reports if not s.through}
        given |= {r.at for r in direct}
        named = sorted(self.mentions.get(body, ()))
        return Share(
            body,
            parts,
            tuple(self.indirect(body)),
            reports,
            tuple(direct or by_class),
            tuple(at for at in named if at not in given),
        )


def _grouped(made: Iterable[Assignment]) -> dict[str, list[Assignment]]:
    found: dict[str, list[Assignment]] = {}
    for a in made:
        found.setdefault(a.agency, []).append(a)
    return found


def _sent(plan: m.Plan, report: m.Report, body: str, classes: Collection[str]) -> Iterable[Sent]:
    for role, refs in (("from", report.from_), ("to", report.to), ("via", report.via)):
        named = [local(r.id, plan) for r in refs]
        if body in named:
            yield Sent(role, report, ())
        elif over := tuple(name for name in named if name in classes):
            yield Sent(role, report, over)


def classes_through(part: Assignment) -> tuple[str, ...]:
    """The classes through which a body has ``part``; none where a clause gives it by name."""
    return tuple(through(part.agency, (part,)))
