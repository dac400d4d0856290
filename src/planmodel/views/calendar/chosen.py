"""Which dates a calendar shows: the filters of a reader, and the obligations and undated duties that they leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from planmodel import model as m
from planmodel.derive.classes import classes_of, named_agencies
from planmodel.derive.due import KINDS, Kind, Obligation, obligations
from planmodel.derive.obligations import Undated, undated
from planmodel.derive.share import Body, local


class Only(NamedTuple):
    """What a reader wants to see: everything where nothing is named.

    ``bodies`` keeps what concerns one of these agencies, by name or as a member of a class; ``kinds`` the obligations of
    these kinds (none named: all, in tables the targets of a year as one line); ``first`` and ``last`` those whose last
    day lies between them.
    """

    bodies: tuple[Body, ...] = ()
    kinds: tuple[Kind, ...] = ()
    first: date | None = None
    last: date | None = None

    def kind(self, kind: Kind) -> bool:
        """True where obligations of ``kind`` are wanted."""
        return not self.kinds or kind in self.kinds

    def day(self, day: date) -> bool:
        """True where ``day`` lies in the time asked for."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


EVERYTHING = Only()


class Open(NamedTuple):
    """A report duty that a plan orders without naming a day."""

    plan: m.Plan
    duty: Undated


class Chosen(NamedTuple):
    """What a calendar shows, by day.

    ``dated`` is what the plans date, ``proposed`` lawful days for what they do not (where the reader asked for them),
    ``undated`` the report duties without a day, whatever is proposed for them. ``today`` is None where nobody said
    which day it is: then nothing is past or to come. ``out_of_time`` are the reports, filtered or not, whose days all lie
    outside the time in which their plans are in force.
    """

    plans: tuple[m.Plan, ...]
    only: Only
    dated: tuple[Obligation, ...]
    proposed: tuple[Obligation, ...]
    undated: tuple[Open, ...]
    suggest: bool = False
    today: date | None = None
    out_of_time: tuple[tuple[m.Plan, m.Report], ...] = ()

    @property
    def all(self) -> tuple[Obligation, ...]:
        """What the plans date and what is proposed, by day; of one day, what is proposed last."""
        return tuple(sorted((*self.dated, *self.proposed), key=lambda o: (o.due, o.proposed)))

    @property
    def undated_reports(self) -> int:
        """How many report duties have neither a day nor a proposal for one: a duty for several periods counts once."""
        proposed = {(o.plan, o.item, o.every) for o in self.proposed}
        left = (x for x in self.undated if (x.plan.id, x.duty.report.id, x.duty.every) not in proposed)
        return len({(x.plan.id, x.duty.report.id) for x in left})

    @property
    def counts_targets(self) -> bool:
        """True where tables count the targets of a year on one line: no kind was asked for."""
        return not self.only.kinds


def chosen(
    plans: Iterable[m.Plan],
    registry: m.Registry,
    only: Only = EVERYTHING,
    *,
    suggest: bool = False,
    today: date | None = None,
) -> Chosen:
    """What ``only`` leaves of the obligations of ``plans``."""
    listed = tuple(plans)
    dated: list[Obligation] = []
    proposed: list[Obligation] = []
    open_: list[Open] = []
    lost: list[tuple[m.Plan, m.Report]] = []
    for plan in listed:
        concerned = Concerned(plan, registry, only.bodies)
        reported = set()
        for o in obligations(plan, registry, suggest=suggest):
            if o.kind == "report":
                reported.add(o.item)
            if only.kind(o.kind) and only.day(o.due) and concerned.in_(o):
                (proposed if o.proposed else dated).append(o)
        lost += [(plan, r) for r in plan.reports if r.due and r.id not in reported]
        if only.kind("report"):
            open_ += [Open(plan, u) for u in undated(plan) if concerned.among(_named(u.report))]
    order = {plan.id: n for n, plan in enumerate(sorted(listed, key=lambda p: p.id))}

    def key(o: Obligation) -> tuple[date, int, int]:
        return o.due, KINDS.index(o.kind), order[o.plan]

    dated.sort(key=key)
    proposed.sort(key=key)
    return Chosen(
        listed, only, tuple(dated), tuple(proposed), tuple(open_), suggest, today, tuple(lost)
    )  # fmt: skip


def _named(report: m.Report) -> Iterator[str]:
    return (ref.id for ref in (*report.from_, *report.via, *report.to))


class Concerned:
    """Which obligations of one plan concern the agencies asked for; all of them where none was."""

    def __init__(self, plan: m.Plan, registry: m.Registry, bodies: Iterable[Body]) -> None:
        self._plan = plan
        self._own = {body.local(plan) for body in bodies}
        self._classes = {over for body in self._own for over in classes_of(body, registry)}

    def in_(self, o: Obligation) -> bool:
        """True where an obligation concerns them; the end of a plan's period, all whom the plan names."""
        if not self._own:
            return True
        return self.among(named_agencies(self._plan) if o.kind == "period" else o.agencies)

    def among(self, agencies: Iterable[str]) -> bool:
        """True where one of them is among ``agencies``, or belongs to a class that is."""
        if not self._own:
            return True
        return any(a in self._own or a in self._classes for a in (local(x, self._plan) for x in agencies))

    def through(self, agencies: Iterable[str]) -> tuple[str, ...]:
        """The classes among ``agencies`` through which alone they are concerned; none where one is named itself."""
        named = [local(x, self._plan) for x in agencies]
        if any(a in self._own for a in named):
            return ()
        return tuple(dict.fromkeys(a for a in named if a in self._classes))
