"""A template, with what is asked about it for every plan that it is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from planmodel import model as m
from planmodel.derive.conformity.items import Wanted
from planmodel.derive.conformity.reports import days
from planmodel.derive.matching import through
from planmodel.derive.reach import Reach


class Demands:
    """A template, with what is asked about it for every plan that it is compared with.

    ``between`` are the plans by way of which others may carry it out: a province's for those of its districts.
    """

    def __init__(self, template: m.Plan, registry: m.Registry, between: Iterable[m.Plan] = ()) -> None:
        self.template = template
        self.registry = registry
        self.through = through(between)

    @cached_property
    def leading(self) -> list[tuple[m.Duty, tuple[m.Task, ...]]]:
        """The duties that lead, each with the tasks that it reaches; none where it leads the plan as a whole.

        A duty of a template that covers nothing is about the plan as a whole; one of a plan is about work of its own,
        which no other plan has to take over.
        """
        reach = Reach(self.template)
        whole = self.template.kind == "template"
        leading = (d for d in self.template.duties if any(role.verb.id == "lead" for role in d.roles))
        found = ((duty, tuple([task for task, _ in reach.tasks(duty)])) for duty in leading)
        return [
            (duty, tasks)
            for duty, tasks in found
            if tasks or any(c.basis == "whole-plan" for c in duty.covers) or (whole and not duty.covers)
        ]

    def binds(self, demanded: Wanted, plan: m.Plan) -> bool:
        """False for what a plan, taken as the base, has of its own: who does not carry it out cannot have left it out."""
        if self.template.kind == "template" or not self.template.implements:
            return True
        if any(link.plan.id == self.template.id for link in plan.implements):
            return True
        return bool(getattr(demanded, "implements", ())) or isinstance(demanded, m.Report | m.Duty)

    @cached_property
    def days(self) -> dict[str, list[date]]:
        """The last days of each report."""
        return {r.id: days(self.template, r, self.registry) for r in self.template.reports}
