"""What hangs on one body: tasks that it leads, targets behind them, reports, duties that nobody else holds, who waits.

Only what clauses give by name counts: a class of which the body is a member has other members.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from planmodel import model as m
from planmodel.derive.handover import Handover, handovers
from planmodel.derive.reach import ALIKE
from planmodel.derive.responsibility import Assignment, Lead, leads_by_task
from planmodel.derive.share import Shares, local


class Led(NamedTuple):
    """A task that the body leads: the leads that fall with it, those that stay, and who else carries it out."""

    task: m.Task
    lost: tuple[Lead, ...]
    kept: tuple[Lead, ...]
    doers: tuple[str, ...]


class Done(NamedTuple):
    """A task that the body carries out as the only one, without leading it; ``leads`` are those who do."""

    task: m.Task
    parts: tuple[Assignment, ...]
    leads: tuple[Lead, ...]


class Behind(NamedTuple):
    """A target and the tasks that contribute to it: all of them, those that lose their only lead, those that keep one."""

    target: m.Target
    tasks: tuple[m.Task, ...]
    lost: tuple[m.Task, ...]
    shared: tuple[m.Task, ...]

    @property
    def whole(self) -> bool:
        """True where every contributing task loses its only lead."""
        return len(self.lost) == len(self.tasks)


class Passing(NamedTuple):
    """A report that the body sends (``from``), hands on (``via``) or receives (``to``), and who else does so."""

    role: str
    report: m.Report
    others: tuple[str, ...]


class Held(NamedTuple):
    """A duty that covers no task and that no other agency holds, with the body's parts in it."""

    duty: m.Duty
    parts: tuple[Assignment, ...]


class Waiting(NamedTuple):
    """A task that cannot begin before one of the body's: what it waits for directly, and after how many steps."""

    task: m.Task
    waits_for: m.Task
    steps: int
    leads: tuple[Lead, ...]


class Dependence:
    """What hangs on ``body`` (an id as the plan itself would name it) in one plan."""

    def __init__(self, plan: m.Plan, registry: m.Registry, body: str) -> None:
        self.plan = plan
        self.registry = registry
        self.body = body
        self.facts = Shares(plan, registry)
        self._leads = {
            x.task.id: self._localised(x.leads) for x in leads_by_task(plan, registry, self.facts.reach)
        }

    def _localised(self, leads: Iterable[Lead]) -> tuple[Lead, ...]:
        return tuple(lead._replace(agency=local(lead.agency, self.plan)) for lead in leads)

    def _mine(self, lead: Lead) -> bool:
        return lead.agency == self.body

    def _workers(self, item: str) -> tuple[str, ...]:
        """Who carries an item out or answers for it, the body left out."""
        listed = self.facts.by_item.get(item, ())
        busy = [a.agency for a in listed if a.agency != self.body and ("R" in a.raci or "A" in a.raci)]
        return tuple(dict.fromkeys(busy))

    @cached_property
    def led(self) -> tuple[Led, ...]:
        """The tasks that the body leads, in the plan's order."""
        found = []
        for task in self.plan.tasks:
            leads = self._leads[task.id]
            lost = tuple(lead for lead in leads if self._mine(lead))
            if lost:
                kept = tuple(lead for lead in leads if not self._mine(lead))
                leading = {lead.agency for lead in kept}
                doers = tuple(a for a in self._workers(task.id) if a not in leading)
                found.append(Led(task, lost, kept, doers))
        return tuple(found)

    @cached_property
    def done(self) -> tuple[Done, ...]:
        """The tasks that only the body carries out, led by others or by nobody."""
        found = []
        for task in self.plan.tasks:
            leads = self._leads[task.id]
            parts = tuple(a for a in self.facts.by_item.get(task.id, ()) if a.agency == self.body)
            doing = any("R" in a.raci for a in parts)
            if doing and not any(map(self._mine, leads)) and not self._workers(task.id):
                found.append(Done(task, parts, leads))
        return tuple(found)

    @cached_property
    def behind(self) -> tuple[Behind, ...]:
        """The targets to which a task contributes that the body leads; where others lead it too, within its sector."""
        alone = {x.task.id for x in self.led if not x.kept}
        shared = {x.task.id: x.lost for x in self.led if x.kept}
        by_target: dict[str, list[m.Task]] = {}
        for task in self.plan.tasks:
            for ref in dict.fromkeys(r.id for r in task.contributes_to):
                by_target.setdefault(ref, []).append(task)
        found = []
        for target in self.plan.targets:
            tasks = tuple(by_target.get(target.id, ()))
            lost = tuple(t for t in tasks if t.id in alone)
            kept = tuple(t for t in tasks if any(_meets(x, target) for x in shared.get(t.id, ())))
            if lost or kept:
                found.append(Behind(target, tasks, lost, kept))
        return tuple(found)

    @cached_property
    def reports(self) -> tuple[Passing, ...]:
        """The reports in whose way the body stands by name."""
        found = []
        for report in self.plan.reports:
            for role, refs in (("from", report.from_), ("via", report.via), ("to", report.to)):
                named = tuple(dict.fromkeys(local(r.id, self.plan) for r in refs))
                if self.body in named:
                    found.append(Passing(role, report, tuple(a for a in named if a != self.body)))
        return tuple(found)

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """The duties without tasks that the plan gives to nobody else."""
        found = []
        for duty in self.plan.duties:
            parts = tuple(a for a in self.facts.by_item.get(duty.id, ()) if a.agency == self.body)
            if parts and {local(a.id, self.plan) for a in duty.agencies} == {self.body}:
                found.append(Held(duty, parts))
        return tuple(found)

    @cached_property
    def waiting(self) -> tuple[Waiting, ...]:
        """The tasks of others that wait, at any remove, for what the body leads or carries out; the nearest first."""
        parts = self.facts.by_agency.get(self.body, ())
        own = {a.item for a in parts if a.is_task and ("A" in a.raci or "R" in a.raci)}
        tasks = {t.id: t for t in self.plan.tasks}
        later: dict[str, list[m.Task]] = {}
        for task in self.plan.tasks:
            for ref in task.after:
                later.setdefault(ref.id, []).append(task)
        found: dict[str, Waiting] = {}
        front, steps = [t for t in self.plan.tasks if t.id in own], 0
        while front:
            steps += 1
            reached = []
            for earlier in front:
                for task in later.get(earlier.id, ()):
                    if task.id not in own and task.id not in found:
                        found[task.id] = Waiting(task, tasks[earlier.id], steps, self._leads[task.id])
                        reached.append(task)
            front = reached
        return tuple(found.values())

    @cached_property
    def handovers(self) -> tuple[Handover, ...]:
        """What the body hands over or waits for, reports and the order of tasks left out: they are told for themselves."""
        told = {r.id for r in self.plan.reports}
        listed = (
            h._replace(giver=local(h.giver, self.plan), taker=local(h.taker, self.plan))
            for h in handovers(self.plan, self.registry, self.facts.assignments)
            if h.kind != "after" and not (h.kind in ("report", "forward") and h.item in told)
        )
        return tuple(h for h in listed if self.body in (h.giver, h.taker) and h.giver != h.taker)


def _meets(lead: Lead, target: m.Target) -> bool:
    """True where the sector of a lead, if it has one, is that of the target."""
    sector = lead.scope.sector if lead.scope is not None else None
    return target.sector in ALIKE.get(sector or "", {target.sector})
