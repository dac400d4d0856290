"""A plan as a picture: which boxes and lines each view has. Nothing here knows how they are drawn."""

from __future__ import annotations

from planmodel import model as m
from planmodel.diagnostics import Refusal, say
from planmodel.graph import Edge, Group, Key, Network, Node
from planmodel.views.network.common import TITLES, Pen
from planmodel.views.network.dependencies import dependencies
from planmodel.views.network.legal import legal
from planmodel.views.network.reporting import reporting
from planmodel.views.network.responsibility import responsibility
from planmodel.views.network.targets import targets

VIEWS: tuple[str, ...] = ("responsibility", "reporting", "targets", "dependencies", "legal")
"""The views, in the order in which they are offered."""

_MAKERS = {
    "responsibility": responsibility,
    "reporting": reporting,
    "targets": targets,
    "dependencies": dependencies,
    "legal": legal,
}


def network(plan: m.Plan, registry: m.Registry, view: str, lang: str = "vi") -> Network:
    """The drawing of ``plan`` in ``view``. Raises Refusal where there is no such view."""
    if view not in _MAKERS:
        raise Refusal(say("there is no view '{view}'; there are: {known}", view=view, known=", ".join(VIEWS)))
    return _MAKERS[view](Pen(plan, registry, lang))


__all__ = ["TITLES", "VIEWS", "Edge", "Group", "Key", "Network", "Node", "network"]
