"""Who waits for whom: each place where one agency hands something to another, with the clause that says so.

Four sources, and nothing besides: the order of tasks (``after``), the ways of reports, duties whose verb has a
recipient (to advise, to report, to consolidate for), and gates (who appraises or approves the work of others).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive.reach import Reach
from planmodel.derive.responsibility import Assignment, Lead, assignments, conflicting, leads_by_task

GATES = ("appraise", "approve")
"""The verbs of those whom the work of others must pass."""

KINDS = ("after", "report", "forward", "advise", "consolidate", *GATES)
"""The kinds of hand-over that the registry's own verbs give; a verb of a workspace with a recipient is a kind too."""


class Handover(NamedTuple):
    """Something that ``taker`` waits for and ``giver`` hands over.

    ``kind`` is ``after`` (the earlier of two tasks must be done), ``report`` (the first stretch of a report's way),
    ``forward`` (each further one), ``appraise`` or ``approve`` (work that must pass the taker), or else the verb of the
    duty. ``at`` is the clause that orders it: for ``after`` that of the later task. ``what`` is a title: of the earlier
    task, of the report's matter, of the duty. ``item`` is the id of the later task, the report or the duty, and
    ``waits_for`` the id of the earlier task. ``inferred`` where giver or taker have their part by repeated wording alone.
    """

    giver: str
    taker: str
    kind: str
    at: Clause | None
    what: str
    item: str = ""
    waits_for: str = ""
    inferred: bool = False


def handovers(
    plan: m.Plan, registry: m.Registry, made: Iterable[Assignment] | None = None
) -> tuple[Handover, ...]:
    """Every hand-over of ``plan``, each once: by order of tasks, reports, duties with recipients, gates.

    ``made`` are the plan's assignments where they are known. Nobody hands anything to itself, and what the plan states
    both as a report and as a duty to report at one clause is one hand-over. Where agencies lead one task for different
    sectors, populations or territories, each waits for the one of its own.
    """
    listed = assignments(plan, registry) if made is None else made
    workers = _workers(plan, registry, listed)
    reports = [h for report in plan.reports for h in _reported(report)]
    known = {h[:4] for h in reports}  # giver, taker, kind, clause
    duties = [h for duty in plan.duties for h in _received(duty, registry) if h[:4] not in known]
    found = (*_in_order(plan, workers), *reports, *duties, *_gates(plan, workers))
    return tuple(dict.fromkeys(h for h in found if h.giver != h.taker))


def _workers(plan: m.Plan, registry: m.Registry, made: Iterable[Assignment]) -> dict[str, tuple[Lead, ...]]:
    """For every task who leads it; where nobody does, who carries it out."""
    led = {x.task.id: x.leads for x in leads_by_task(plan, registry) if x.leads}
    doing: dict[str, list[Lead]] = {}
    for a in made:
        if a.is_task and a.item not in led and "R" in a.raci:
            doing.setdefault(a.item, []).append(Lead(a.agency, a.scope, a.evidence))
    return {**led, **{task: tuple(doers) for task, doers in doing.items()}}


def _in_order(plan: m.Plan, workers: dict[str, tuple[Lead, ...]]) -> Iterator[Handover]:
    titles = {t.id: t.title for t in plan.tasks}
    for task in plan.tasks:
        for earlier in task.after:
            if earlier.id in titles:
                for giver in workers.get(earlier.id, ()):
                    for taker in workers.get(task.id, ()):
                        if conflicting(giver, taker):  # their scopes meet
                            yield Handover(
                                giver.agency, taker.agency, "after", task.at, titles[earlier.id],
                                task.id, earlier.id, _by_wording(giver) or _by_wording(taker),
                            )  # fmt: skip


def _by_wording(worker: Lead) -> bool:
    return all(e.via == "wording" for e in worker.evidence)


def _reported(report: m.Report) -> Iterator[Handover]:
    via = [r.id for r in report.via]
    for sender in report.from_:
        for receiver in [r.id for r in report.to] or via[-1:]:
            yield from _way([sender.id, *via, receiver], "report", report.at, report.about or "", report.id)


def _way(stations: list[str], kind: str, at: Clause, what: str, item: str) -> Iterator[Handover]:
    """What is handed on from station to station; a station that stands twice in a row is one."""
    way = [here for n, here in enumerate(stations) if not n or here != stations[n - 1]]
    for n, (giver, taker) in enumerate(pairwise(way)):
        yield Handover(giver, taker, "forward" if n else kind, at, what, item)


def _received(duty: m.Duty, registry: m.Registry) -> Iterator[Handover]:
    via = [r.id for r in duty.via]
    for role in duty.roles:
        verb = registry.verbs.get(role.verb.id)
        if verb is None or verb.recipient is None:
            continue
        for agency in duty.agencies:
            for receiver in [r.id for r in role.to or duty.to]:
                yield from _way([agency.id, *via, receiver], verb.id, duty.at, duty.title, duty.id)


def _gates(plan: m.Plan, workers: dict[str, tuple[Lead, ...]]) -> Iterator[Handover]:
    """Whose work each gate lets pass: of the tasks that the duty covers. Work that nobody is named for gives nothing."""
    reach = Reach(plan)
    for duty in plan.duties:
        verbs = [role.verb.id for role in duty.roles if role.verb.id in GATES]
        if not verbs or not duty.covers:
            continue
        givers: dict[str, bool] = {}
        for task, cover in reach.tasks(duty):
            for worker in workers.get(task.id, ()):
                if not all(e.verb in GATES for e in worker.evidence):
                    sure = cover.basis != "wording" and not _by_wording(worker)
                    givers[worker.agency] = givers.get(worker.agency, False) or sure
        for giver, sure in givers.items():
            for agency in duty.agencies:
                for verb in dict.fromkeys(verbs):
                    yield Handover(giver, agency.id, verb, duty.at, duty.title, duty.id, "", not sure)
