"""A plan as a picture: which boxes and lines each view has. Nothing here knows how they are drawn."""

from __future__ import annotations

from planmodel import model as m
from planmodel.diagnostics import Refusal, say
from planmodel.graph import Edge, Group, Key, Network, Node
from planmodel.views.network.dependencies import dependencies, orders
from planmodel.views.network.handover import handover, is_cut
from planmodel.views.network.hops import hops
from planmodel.views.network.legal import legal
from planmodel.views.network.pages import LEAST, MOST, Page, page, parts, tasks_of
from planmodel.views.network.pen import TITLES, Pen
from planmodel.views.network.reporting import reporting
from planmodel.views.network.responsibility import responsibility
from planmodel.views.network.targets import targets

VIEWS: tuple[str, ...] = (
    "responsibility", "reporting", "hops", "targets", "handover", "dependencies", "legal"
)  # fmt: skip
"""The views, in the order in which they are offered."""

PAGED = ("responsibility", "targets", "handover", "dependencies")
"""The views that can be drawn for one section of a plan."""

_MAKERS = {
    "responsibility": responsibility,
    "reporting": reporting,
    "hops": hops,
    "targets": targets,
    "handover": handover,
    "dependencies": dependencies,
    "legal": legal,
}


def network(
    plan: m.Plan, registry: m.Registry, view: str, lang: str = "vi", section: str | None = None
) -> Network:
    """The drawing of ``plan`` in ``view``; of the tasks of ``section`` alone, where one is named, task by task.

    A section is a clause (``III.1``), a range of clauses (``III.1..III.3``) or a sector (``education``). Raises Refusal
    where there is no such view, where the view has no sections, and where no task stands in the section.
    """
    if view not in _MAKERS:
        raise Refusal(say("there is no view '{view}'; there are: {known}", view=view, known=", ".join(VIEWS)))
    if section is None:
        return _MAKERS[view](Pen(plan, registry, lang))
    if view not in PAGED:
        raise Refusal(
            say(
                "the view '{view}' is one picture and has no sections; these have: {known}",
                view=view,
                known=", ".join(PAGED),
            )
        )
    tasks = tasks_of(plan, section)
    return _MAKERS[view](Pen(plan, registry, lang, page(section, lang).name, tasks))


def pages(plan: m.Plan, registry: m.Registry, view: str, lang: str = "vi") -> tuple[Page, ...]:
    """The sections of ``plan`` that are worth a page of their own in ``view``, each as (name, section), in order.

    Together they hold every task that the view is about; there are none where the one picture of the plan tells all.
    """
    if view not in PAGED or len(plan.tasks) < LEAST:
        return ()
    listed = parts(plan)
    if view == "targets":
        listed = tuple(p for p in listed if any(t.contributes_to for t in p.tasks))
    elif view in ("handover", "dependencies"):
        folded = is_cut(plan, registry) if view == "handover" else len(orders(plan.tasks)) > MOST
        placed = {i for pair in orders(plan.tasks) for i in pair}
        listed = tuple(p for p in listed if folded and any(t.id in placed for t in p.tasks))
    return tuple(page(p.section, lang) for p in listed)


__all__ = ["PAGED", "TITLES", "VIEWS", "Edge", "Group", "Key", "Network", "Node", "Page", "network", "pages"]
