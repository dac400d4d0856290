"""How it stands with the lead of each task: nobody, one, several that split it, or several that meet.

A lead that is a class ("các sở, ban, ngành"), or the general focal point of the whole plan, is told apart; nothing is
made up for a task without a lead.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from planmodel import model as m
from planmodel.derive.responsibility import Assignment, Lead, assignments, conflicting, leads_by_task


class Standing(NamedTuple):
    """One task: who leads it, and ``kind``: none, unknown (only a news article is known), one, split or conflict.

    ``meeting`` are two leads whose scopes meet, where there are such; ``done`` says whether anybody carries it out.
    """

    task: m.Task
    leads: tuple[Lead, ...]
    kind: str
    meeting: tuple[Lead, Lead] | None
    done: bool

    @property
    def gap(self) -> bool:
        """True where somebody has to decide: nobody leads, nobody carries it out, or two leads meet."""
        return self.kind in ("none", "conflict") or (not self.done and self.kind != "unknown")


def standings(
    plan: m.Plan, registry: m.Registry, made: Iterable[Assignment] | None = None
) -> tuple[Standing, ...]:
    """How it stands with every task of ``plan``, in its order. ``made`` are its assignments, where they are known."""
    listed = assignments(plan, registry) if made is None else made
    done = {a.item for a in listed if a.is_task and "R" in a.raci and not a.indirect}
    silent = "unknown" if plan.document.source_kind == "news-article" or plan.kind == "template" else "none"
    found = []
    for task, leads in leads_by_task(plan, registry):
        meeting = next((pair for pair in combinations(leads, 2) if conflicting(*pair)), None)
        several = len({a.agency for a in leads}) > 1
        kind = silent if not leads else "conflict" if meeting else "split" if several else "one"
        found.append(Standing(task, leads, kind, meeting, task.id in done))
    return tuple(found)
