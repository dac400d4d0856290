"""Which task waits for which: a line from each task to those that come after it, circles marked."""

from __future__ import annotations

from planmodel import model as m
from planmodel.graph import Edge, Key, Network, Node, build
from planmodel.views import words
from planmodel.views.network.common import Pen, full_name, sections

_MANY = 48
"""More tasks than this with a place in the order are drawn as their sections."""


def dependencies(pen: Pen) -> Network:
    """The order of the tasks that have one; the others are counted."""
    known = {t.id for t in pen.plan.tasks}
    pairs = [(r.id, t.id) for t in pen.plan.tasks for r in t.after if r.id in known]
    if not pairs:
        return pen.empty(
            "dependencies",
            "Văn bản không nêu nhiệm vụ nào phải làm sau nhiệm vụ khác.",
            "The document names no task that must come after another.",
        )
    placed = {i for pair in pairs for i in pair}
    tasks = [t for t in pen.plan.tasks if t.id in placed]
    nodes = [_task(pen, t) for t in tasks]
    edges = [Edge(f"t-{a}", f"t-{b}", "", "after", False, f"{a} → {b}") for a, b in pairs]
    if len(nodes) > _MANY:
        nodes, edges = _by_section(pen, placed, pairs)
    rest = len(pen.plan.tasks) - len(tasks)
    note = pen.say(f"{rest} nhiệm vụ khác không chờ nhau.", f"{rest} other tasks wait for none.")
    return _marked(pen.network("dependencies", nodes, edges, (), _legend(pen), [note] if rest else []), pen)


def _task(pen: Pen, task: m.Task) -> Node:
    at = (str(task.at),) if task.at is not None else ()
    due: tuple[str, ...] = ()
    if task.due is not None:
        word = pen.say("trước", "before") if task.due.before else pen.say("chậm nhất", "by")
        due = (f"{word} {words.day(task.due.day, pen.lang)}",)
    return Node(
        f"t-{task.id}", " · ".join([*at, *due]) or task.id, "task", "", (task.title,), "", task.title, at
    )


def _by_section(pen: Pen, placed: set[str], pairs: list[tuple[str, str]]) -> tuple[list[Node], list[Edge]]:
    """The order between sections, each line with how many tasks wait."""
    found = sections(pen.plan)
    home = {t.id: s.id for s in found for t in s.tasks}
    nodes = []
    for s in found:
        count = sum(1 for t in s.tasks if t.id in placed)
        if count:
            name = full_name(pen, s)
            nodes.append(Node(s.id, name, "task", "", (pen.tasks(count),), "", name))
    counts: dict[tuple[str, str], int] = {}
    for a, b in pairs:
        if home[a] != home[b]:
            counts[home[a], home[b]] = counts.get((home[a], home[b]), 0) + 1
    return nodes, [Edge(a, b, str(n), "after", False, f"{n}") for (a, b), n in counts.items()]


def _marked(network: Network, pen: Pen) -> Network:
    """Tasks that wait for one another in a circle, and the lines between them, marked."""
    cycles = build(network).cycles()
    if not cycles:
        return network
    part = {node: n for n, cycle in enumerate(cycles) for node in cycle}
    badge = pen.say("Chờ vòng quanh", "Waits in a circle")
    nodes = tuple(n._replace(kind="circle", badge=badge) if n.id in part else n for n in network.nodes)
    edges = tuple(
        e._replace(kind="circle") if part.get(e.source, -1) == part.get(e.target, -2) else e
        for e in network.edges
    )
    legend = (*network.legend, Key("edge", "circle", badge))
    return network._replace(nodes=nodes, edges=edges, legend=legend)


def _legend(pen: Pen) -> tuple[Key, ...]:
    return (
        Key("edge", "after", pen.say("Xong việc trước rồi đến việc sau", "First the one, then the other")),
    )
