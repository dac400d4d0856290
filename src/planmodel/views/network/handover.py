"""Who waits for whom: a line from each agency that hands something over to the one that waits for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planmodel import model as m
from planmodel.derive.handover import Handover, handovers
from planmodel.graph import Edge, Group, Key, Network, Node
from planmodel.views import words
from planmodel.views.network.pen import Pen, cited

MANY, FLOW = 34, 14
"""More lines than these are cut down to the heaviest, and told taker by taker instead of as a flow."""

_TOLD = 30
"""So many hand-overs of one line are told when it is pointed at."""

_STYLES = {
    "after": "follows",
    "report": "report",
    "forward": "forward",
    "appraise": "gate",
    "approve": "gate",
}
"""The style of each kind of hand-over; the verbs of duties share one."""

_DUTY = "advise"


class _Line(NamedTuple):
    """All hand-overs of one style from one agency (or box of agencies) to another."""

    giver: str
    taker: str
    kind: str
    held: tuple[Handover, ...]


def handover(pen: Pen) -> Network:
    """The hand-overs of the plan; on the page of a section those between its tasks."""
    lines = _lines(_drawn(pen))
    if not lines:
        vi, en = "Văn bản không nêu ai phải chờ ai.", "The document does not say who waits for whom."
        if pen.chosen is not None:
            vi, en = (
                "Không nhiệm vụ nào trong mục này chờ nhiệm vụ khác.",
                "No task of this section waits for another.",
            )
        return pen.empty("handover", vi, en)
    kept = sorted(lines, key=lambda x: -len(x.held))[:MANY]
    kept = [x for x in lines if x in kept]
    if len(kept) > FLOW:
        return _by_taker(pen, lines, kept)
    boxes = _alike(kept)
    nodes = [_node(pen, names, kept) for names in dict.fromkeys(boxes.values())]
    edges = [_edge(pen, x) for x in _joined(kept, boxes)]
    return pen.network("handover", nodes, edges, (), _legend(pen), _notes(pen, lines, kept))


def is_cut(plan: m.Plan, registry: m.Registry) -> bool:
    """True where one picture does not hold all lines."""
    return len(_lines(handovers(plan, registry))) > MANY


def _drawn(pen: Pen) -> Iterator[Handover]:
    """What is drawn: all, or on a page what its tasks wait for and what waits for them."""
    if pen.chosen is None:
        yield from handovers(pen.plan, pen.registry)
        return
    ids = {t.id for t in pen.chosen}
    for h in handovers(pen.plan, pen.registry):
        if h.kind == "after" and not ids.isdisjoint((h.item, h.waits_for)):
            yield h


def _lines(drawn: Iterable[Handover]) -> list[_Line]:
    found: dict[tuple[str, str, str], list[Handover]] = {}
    for h in drawn:
        found.setdefault((h.giver, h.taker, _STYLES.get(h.kind, _DUTY)), []).append(h)
    return [_Line(*key, tuple(held)) for key, held in found.items()]


def _alike(lines: list[_Line]) -> dict[str, tuple[str, ...]]:
    """For each agency those that it shares a box with: all hand the same to the same, by the same clauses."""
    same: dict[object, list[str]] = {}
    for agency in dict.fromkeys(a for x in lines for a in (x.giver, x.taker)):
        out = {(x.taker, x.kind, _clauses(x.held)) for x in lines if x.giver == agency}
        into = {(x.giver, x.kind, _clauses(x.held)) for x in lines if x.taker == agency}
        same.setdefault((frozenset(out), frozenset(into)), []).append(agency)
    return {a: tuple(names) for names in same.values() for a in names}


def _clauses(held: Iterable[Handover]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(h.at) for h in held if h.at is not None))


def _by_taker(pen: Pen, lines: list[_Line], kept: list[_Line]) -> Network:
    """Givers on the left; on the right for each taker a box with a row for each giver."""
    held: dict[str, list[_Line]] = {}
    for x in kept:
        held.setdefault(x.taker, []).append(x)
    givers = list(dict.fromkeys(x.giver for mine in held.values() for x in mine))
    nodes = [Node(f"a-{a}", pen.agency(a), "agency", "", (), "", pen.full(a), (), 2) for a in givers]
    groups, edges = [], []
    for taker, mine in held.items():
        what = pen.bilingual(f"{pen.agency(taker)} chờ", f"{pen.agency(taker)} waits for")
        groups.append(Group(f"w-{taker}", what, pen.full(taker), 3))
        for x in mine:
            row, edge = f"w-{taker}-{x.giver}-{x.kind}", _edge(pen, x)
            label, _, clauses = edge.label.partition("\n")
            name = f"{pen.agency(x.giver)} · {label}"
            nodes.append(Node(row, name, "tasks", f"w-{taker}", (clauses,), "", edge.tooltip, edge.clauses))
            edges.append(edge._replace(target=row, label=""))
    return pen.network("handover", nodes, edges, groups, _legend(pen), _notes(pen, lines, kept))


def _joined(kept: list[_Line], boxes: dict[str, tuple[str, ...]]) -> list[_Line]:
    """The lines between boxes."""
    found: dict[tuple[str, str, str], list[Handover]] = {}
    for x in kept:
        found.setdefault((boxes[x.giver][0], boxes[x.taker][0], x.kind), []).extend(x.held)
    return [_Line(*key, tuple(held)) for key, held in found.items()]


def _node(pen: Pen, names: tuple[str, ...], lines: list[_Line]) -> Node:
    gives = any(x.giver == names[0] for x in lines)
    takes = any(x.taker == names[0] for x in lines)
    kind = "between" if gives and takes else "receiver" if takes else "agency"
    tooltip = "\n".join(pen.full(a) for a in names)
    return Node(f"a-{names[0]}", pen.agencies(names, 8), kind, "", (), "", tooltip)


def _edge(pen: Pen, line: _Line) -> Edge:
    clauses = _clauses(line.held)
    label = f"{_said(pen, line)}\n{cited(pen, clauses, 3)}"
    told = [_told(pen, h) for h in line.held[:_TOLD]]
    more = len(line.held) - len(told)
    tooltip = "\n".join(
        [*told, *([pen.bilingual(f"… và {more} việc khác", f"… and {more} more")] if more else [])]
    )
    inferred = all(h.inferred for h in line.held)
    return Edge(f"a-{line.giver}", f"a-{line.taker}", label, line.kind, inferred, tooltip, clauses)


def _said(pen: Pen, line: _Line) -> str:
    """The words of a line: the verbs behind it, or how many tasks are waited for."""
    if line.kind == "follows":
        waits = len({(h.item, h.waits_for) for h in line.held})
        return pen.bilingual(f"{waits} nhiệm vụ chờ", f"{waits} task{'s wait' if waits != 1 else ' waits'}")
    return ", ".join(_verb(pen, kind) for kind in dict.fromkeys(h.kind for h in line.held))


def _verb(pen: Pen, kind: str) -> str:
    if kind == "forward":
        return pen.bilingual("chuyển tiếp", "passes on")
    if kind == "appraise":
        return pen.bilingual("chờ thẩm định", "for appraisal")
    if kind == "approve":
        return pen.bilingual("chờ phê duyệt", "for approval")
    verb = pen.registry.verbs.get(kind)
    return verb.name.get(pen.lang).partition(",")[0] if verb is not None else words.word(kind, pen.lang)


def _told(pen: Pen, h: Handover) -> str:
    what = f"{pen.agency(h.giver)} → {pen.agency(h.taker)}: {h.what}"
    return f"{h.at or '–'}: {what}"


def _notes(pen: Pen, lines: list[_Line], kept: list[_Line]) -> list[str]:
    rest = len(lines) - len(kept)
    if not rest:
        return []
    light = max((len(x.held) for x in lines if x not in kept), default=0)
    return [pen.bilingual(
        f"Vẽ {len(kept)} trong {len(lines)} mối chờ, những mối nhiều việc nhất; mỗi mối không vẽ có không quá {light} việc.",
        f"{len(kept)} of {len(lines)} lines are drawn, the heaviest; each that is not has at most {light} hand-overs.",
    )]  # fmt: skip


def _legend(pen: Pen) -> tuple[Key, ...]:
    return (
        Key("edge", "follows", pen.bilingual("Việc trước phải xong", "The earlier task must be done")),
        Key("edge", "report", pen.bilingual("Báo cáo", "Reports")),
        Key("edge", "forward", pen.bilingual("Chuyển tiếp", "Passes on")),
        Key("edge", _DUTY, pen.bilingual("Tham mưu, trình, tổng hợp", "Advises, submits, consolidates")),
        Key("edge", "gate", pen.bilingual("Chờ thẩm định, phê duyệt", "Awaits appraisal or approval")),
        Key(
            "inferred",
            "",
            pen.bilingual("Nét đứt: suy ra từ câu chữ, không viện dẫn", "Dashed: inferred from wording"),
        ),
        Key("node", "between", pen.bilingual("Vừa giao vừa chờ", "Gives and waits")),
        Key("node", "receiver", pen.bilingual("Nơi chờ", "Waits")),
    )
