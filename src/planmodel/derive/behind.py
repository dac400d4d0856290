"""Who stands behind the work of a plan: who leads or does each task, and who does what each target is reached by."""

from __future__ import annotations

from functools import cached_property

from planmodel import model as m
from planmodel.derive.reach import Reach
from planmodel.derive.responsibility import Lead, doers_by_task, leads_in_order


class Behind:
    """The agencies behind tasks and targets, by id, found out when first asked for.

    ``reach`` and ``led`` (who answers for each task, as they stand in the plan) are taken over where they are known.
    """

    def __init__(
        self,
        plan: m.Plan,
        registry: m.Registry,
        reach: Reach | None = None,
        led: list[tuple[Lead, ...]] | None = None,
    ) -> None:
        self._plan = plan
        self._registry = registry
        self._reach = reach
        self._led = led

    @cached_property
    def tasks(self) -> dict[str, tuple[str, ...]]:
        """Who leads each task and who carries it out, leads first."""
        plan, registry = self._plan, self._registry
        reach = self._reach or Reach(plan)
        led = self._led if self._led is not None else leads_in_order(plan, registry, reach)
        done = doers_by_task(plan, registry, reach)
        return {
            task.id: tuple(dict.fromkeys([*[lead.agency for lead in leads], *done[task.id]]))
            for task, leads in zip(plan.tasks, led, strict=True)
        }

    @cached_property
    def targets(self) -> dict[str, tuple[str, ...]]:
        """Who does the tasks that each target is to be reached by; a target without tasks is not among them."""
        found: dict[str, dict[str, None]] = {}
        for task in self._plan.tasks:
            for ref in task.contributes_to:
                found.setdefault(ref.id, {}).update(dict.fromkeys(self.tasks[task.id]))
        return {target: tuple(agencies) for target, agencies in found.items()}
