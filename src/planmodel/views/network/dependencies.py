"""Which task waits for which: a line from each task to those that come after it, circles marked."""

from __future__ import annotations

from collections.abc import Iterable

from planmodel import model as m
from planmodel.graph import Edge, Key, Network, Node, build
from planmodel.views.network.pen import Pen
from planmodel.views.network.sections import Section, coarser, full_name, sections, task_head

_MANY, _LONG, _TOO_MANY = 40, 9, 60
"""More tasks or longer chains than these are drawn as their sections, coarser ones where these chains are long too;
what cannot be told by sections is not drawn beyond so many."""

_Pairs = list[tuple[str, str]]


def orders(tasks: Iterable[m.Task]) -> _Pairs:
    """The pairs of tasks (by id) of which the second comes after the first."""
    listed = tuple(tasks)
    known = {t.id for t in listed}
    return [(r.id, t.id) for t in listed for r in t.after if r.id in known]


def dependencies(pen: Pen) -> Network:
    """The order of the tasks that have one; the others are counted. On a page: its tasks and what they wait for."""
    pairs = orders(pen.plan.tasks)
    if pen.chosen is not None:
        ids = {t.id for t in pen.chosen}
        pairs = [pair for pair in pairs if not ids.isdisjoint(pair)]
    if not pairs:
        vi = "Văn bản không nêu nhiệm vụ nào phải làm sau nhiệm vụ khác."
        return pen.empty("dependencies", vi, "The document names no task that must come after another.")
    placed = {i for pair in pairs for i in pair}
    rest = sum(1 for t in pen.tasks if t.id not in placed)
    note = pen.bilingual(f"{rest} nhiệm vụ khác không chờ nhau.", f"{rest} other tasks wait for none.")
    notes = [note] if rest else []
    every = _by_task(pen, placed, pairs, notes)
    asked = build(every)
    circular = {node.removeprefix("t-") for cycle in asked.cycles() for node in cycle}
    if pen.chosen is None and (len(every.nodes) > _MANY or len(asked.layers()) > _LONG):
        folded = _by_section(pen, placed, pairs, circular, notes)
        if folded is not None:
            return folded
    if len(every.nodes) > _TOO_MANY:
        vi = f"{len(placed)} nhiệm vụ chờ nhau trong cùng một mục: quá nhiều để vẽ."
        en = f"{len(placed)} tasks of one section wait for one another: too many to draw."
        return pen.empty("dependencies", vi, en)
    return _marked(pen, every, circular)


def _by_task(pen: Pen, placed: set[str], pairs: _Pairs, notes: list[str]) -> Network:
    tasks = {t.id: t for t in pen.plan.tasks if t.id in placed}
    at = {t.id: str(t.at or t.id) for t in tasks.values()}
    edges = [Edge(f"t-{a}", f"t-{b}", "", "after", False, f"{at[a]} → {at[b]}") for a, b in pairs]
    own = {t.id for t in pen.tasks}
    nodes = [_task(pen, t, t.id in own) for t in tasks.values()]
    return pen.network("dependencies", nodes, edges, (), _legend(pen), notes)


def _task(pen: Pen, task: m.Task, own: bool) -> Node:
    clauses = (str(task.at),) if task.at is not None else ()
    label, kind = task_head(pen, task), "task" if own else "elsewhere"
    return Node(f"t-{task.id}", label, kind, "", (task.title,), "", task.title, clauses)


def _marked(pen: Pen, network: Network, circular: set[str]) -> Network:
    """Tasks that wait for one another in a circle, and the lines between them, marked."""
    if not circular:
        return network
    ids = {f"t-{i}" for i in circular}
    badge = _circle(pen)
    nodes = tuple(n._replace(kind="circle", badge=badge) if n.id in ids else n for n in network.nodes)
    edges = tuple(e._replace(kind="circle") if {e.source, e.target} <= ids else e for e in network.edges)
    return network._replace(nodes=nodes, edges=edges, legend=(*network.legend, Key("edge", "circle", badge)))


def _circle(pen: Pen) -> str:
    return pen.bilingual("Chờ vòng quanh", "Waits in a circle")


def _by_section(
    pen: Pen, placed: set[str], pairs: _Pairs, circular: set[str], notes: list[str]
) -> Network | None:
    """The order between sections, each line with how many tasks wait; None where all of it is inside one."""
    found = sections(pen)
    while True:
        edges = _between(found, pairs)
        made = pen.network("dependencies", [], edges, (), _legend(pen), notes)
        fewer = coarser(pen, found)
        if not fewer or len(build(made).layers()) <= _LONG:
            nodes = [
                _section(pen, s, placed, circular) for s in found if any(t.id in placed for t in s.tasks)
            ]
            return made._replace(nodes=tuple(nodes)) if edges else None
        found = fewer


def _between(found: tuple[Section, ...], pairs: _Pairs) -> list[Edge]:
    home = {t.id: s.id for s in found for t in s.tasks}
    counts: dict[tuple[str, str], int] = {}
    for a, b in pairs:
        if home[a] != home[b]:
            counts[home[a], home[b]] = counts.get((home[a], home[b]), 0) + 1
    return [Edge(a, b, str(n), "after", False, str(n)) for (a, b), n in counts.items()]


def _section(pen: Pen, section: Section, placed: set[str], circular: set[str]) -> Node:
    count = sum(1 for t in section.tasks if t.id in placed)
    circle = any(t.id in circular for t in section.tasks)
    name = full_name(pen, section)
    badge = _circle(pen) if circle else ""
    return Node(section.id, name, "circle" if circle else "task", "", (pen.how_many(count),), badge, name)


def _legend(pen: Pen) -> tuple[Key, ...]:
    return (
        Key(
            "edge",
            "after",
            pen.bilingual("Xong việc trước rồi đến việc sau", "First the one, then the other"),
        ),
        Key("node", "elsewhere", pen.bilingual("Nhiệm vụ của mục khác", "A task of another section")),
    )
