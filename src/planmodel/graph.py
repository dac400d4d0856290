"""Networks: who stands to whom, as neutral records, and the questions that networkx answers about them.

The records say what is to be drawn (``views.network`` makes them, ``render.dot`` draws them) and nothing about how.
This module is the only door to networkx, which is slow to load and is imported where a question is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import networkx as nx


class Node(NamedTuple):
    """A box: what it is called, what stands under the name, and the clauses behind it.

    ``kind`` is a style word (agency, agencies, tasks, unled, own, objective, target, bare, plan, basis, ...);
    ``group`` the id of the group that it stands in, or nothing; ``badge`` a warning that must be seen ("chưa có chủ
    trì"); ``tooltip`` what it says when pointed at; ``column`` where it stands from left to right, 0 for anywhere.
    Boxes of one column stand in the order in which they are given.
    """

    id: str
    label: str
    kind: str
    group: str = ""
    detail: tuple[str, ...] = ()
    badge: str = ""
    tooltip: str = ""
    clauses: tuple[str, ...] = ()
    column: int = 0


class Edge(NamedTuple):
    """A line from one node or group to another. ``kind`` is a style word: a RACI letter, report, undated, ..."""

    source: str
    target: str
    label: str
    kind: str
    inferred: bool = False
    tooltip: str = ""
    clauses: tuple[str, ...] = ()


class Group(NamedTuple):
    """Nodes that stand together under one heading; lines may end at the heading and then mean all of them."""

    id: str
    label: str
    tooltip: str = ""
    column: int = 0


class Key(NamedTuple):
    """One entry of the legend. ``of`` is node, edge, inferred (a dashed line) or text; ``kind`` the style explained."""

    of: str
    kind: str
    text: str


class Network(NamedTuple):
    """A drawing before it is drawn: boxes, lines, groups, the legend, and notes on what is not in the picture."""

    view: str
    title: str
    subtitle: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    groups: tuple[Group, ...] = ()
    legend: tuple[Key, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """A network, or any arrows between names, as a graph that can be asked."""

    _graph: nx.MultiDiGraph[str] = field(repr=False)

    @property
    def size(self) -> tuple[int, int]:
        """How many nodes (groups included) and how many edges there are."""
        return self._graph.number_of_nodes(), self._graph.number_of_edges()

    def components(self) -> tuple[tuple[str, ...], ...]:
        """The parts that no line connects, the largest first; names in order."""
        import networkx as nx

        found = [tuple(sorted(part)) for part in nx.weakly_connected_components(self._graph)]
        return tuple(sorted(found, key=lambda part: (-len(part), part)))

    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """The sets of nodes that wait for one another in a circle, in order."""
        import networkx as nx

        return tuple(
            sorted(
                tuple(sorted(part))
                for part in nx.strongly_connected_components(self._graph)
                if len(part) > 1 or any(self._graph.has_edge(node, node) for node in part)
            )
        )

    def layers(self) -> tuple[tuple[str, ...], ...]:
        """The nodes in topological layers: each comes after all that leads to it; a cycle stands in one layer."""
        import networkx as nx

        whole = nx.condensation(nx.DiGraph(self._graph))
        return tuple(
            tuple(sorted(node for part in layer for node in whole.nodes[part]["members"]))
            for layer in nx.topological_generations(whole)
        )

    def downstream(self, node: str) -> tuple[str, ...]:
        """Everything that a line leads to from ``node``, in order."""
        import networkx as nx

        return tuple(sorted(nx.descendants(self._graph, node)))

    def graphml(self) -> str:
        """The graph as GraphML; the same graph gives the same bytes."""
        import networkx as nx

        return "\n".join(nx.generate_graphml(self._graph, named_key_ids=True)) + "\n"


def build(network: Network) -> Graph:
    """The graph of ``network``. Groups are nodes of the kind "group"; a node names its group in an attribute."""
    import networkx as nx

    made: nx.MultiDiGraph[str] = nx.MultiDiGraph(view=_text(network.view), title=_text(network.title))
    for group in network.groups:
        made.add_node(
            _text(group.id), label=_text(group.label), kind="group", group="", detail="", badge="", clauses=""
        )
    for node in network.nodes:
        made.add_node(
            _text(node.id),
            label=_text(node.label),
            kind=node.kind,
            group=_text(node.group),
            detail=_text("\n".join(node.detail)),
            badge=_text(node.badge),
            clauses=" ".join(node.clauses),
        )
    for number, edge in enumerate(network.edges, 1):
        made.add_edge(
            _text(edge.source),
            _text(edge.target),
            key=f"e{number}",
            label=_text(edge.label),
            kind=edge.kind,
            inferred=edge.inferred,
            clauses=" ".join(edge.clauses),
        )
    return Graph(made)


def to_graphml(network: Network) -> str:
    """``network`` as GraphML, for Gephi, yEd and others."""
    return build(network).graphml()


def _text(said: str) -> str:
    """``said`` without the characters that XML cannot hold."""
    return "".join(
        c for c in said if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff" and c < "\ufffe")
    )
