"""A network as DOT, written by the ``graphviz`` package, which does the quoting.

Boxes are tables: a group is one table, its heading first and then a row for each of its nodes, so that a line can end
at a row or at the heading. An agency's letters stand in its box, and its lines leave from them. Colours are those of
the tables' renderers (Okabe and Ito's); letters and words say the same, and colours have six digits, since Debian's
dot draws those of three as black.
"""

from __future__ import annotations

from functools import partial
from html import escape
from itertools import pairwise
from typing import Any, NamedTuple

from planmodel.graph import Edge, Group, Key, Network, Node
from planmodel.render.marks import STYLES
from planmodel.render.measure import clean, picture_width, wrap

FONT = "Arial"
INK, _SOFT, _PAPER, _GREY, _DARK, _WARN = "#1a1a1a", "#454b52", "#ffffff", "#62676d", "#3a3f45", "#8f3200"
_MAIN, _SMALL, _TITLE = 11, 10, 16
_PITCH = 2
"""By how much the space that ends a line is larger than its letters: Vietnamese stacks marks above and below them."""

_NARROW, _CARD, _STEP, _BARE, _HALF, _WIDE, _PAGE = 125, 150, 210, 235, 300, 395, 700
"""Room for text in points: own work, an agency, one task, a section's name, a document, a section's tasks, the head."""

_LETTER, _LETTERS, _MOST_LETTERS = 46, "ARSCI", 3
_SECTIONS = ("tasks", "unled")
_SILENT = ("education", "health", "both")
"""Lines whose labels would hide them; what they say stands in the boxes."""


class _Box(NamedTuple):
    """How a kind of box looks."""

    fill: str
    line: str
    dashed: bool = False
    room: int = _WIDE


class _Stroke(NamedTuple):
    """How a kind of line looks."""

    colour: str
    width: float


BOXES = {
    "lead": _Box("#d6e8f5", "#0072b2", room=_CARD),
    "agency": _Box("#f2f2f2", _GREY, room=_CARD),
    "tasks": _Box(_PAPER, _GREY),
    "unled": _Box("#fce4d6", "#bf4f00", dashed=True),
    "own": _Box("#fff8dc", "#9a7400", room=_NARROW),
    "between": _Box("#d6e8f5", "#0072b2", room=_CARD),
    "receiver": _Box("#d5efe6", "#00785a", room=_CARD),
    "target": _Box(_PAPER, _GREY),
    "bare": _Box("#fce4d6", "#bf4f00", dashed=True),
    "task": _Box(_PAPER, _GREY, room=_STEP),
    "elsewhere": _Box("#f2f2f2", _GREY, dashed=True, room=_STEP),
    "circle": _Box("#fce4d6", "#bf4f00", dashed=True, room=_STEP),
    "basis": _Box(_PAPER, _GREY, room=_HALF),
    "plan": _Box("#d6e8f5", "#0072b2", room=_STEP),
    "template": _Box("#fff8dc", "#9a7400", room=_STEP),
    "empty": _Box("#f2f2f2", _GREY),
}
STROKES = {
    **{
        letter: _Stroke(STYLES[letter].fill, width)
        for letter, width in zip("ARSCI", (2.4, 1.7, 1.5, 1.5, 1.2), strict=True)
    },
    "own": _Stroke("#9a7400", 1.0),
    "report": _Stroke("#0072b2", 2.0),
    "undated": _Stroke("#bf4f00", 2.0),
    "ad-hoc": _Stroke("#e69f00", 1.5),
    "lawful": _Stroke("#00785a", 1.8),
    "missed": _Stroke("#bf4f00", 3.0),
    "advise": _Stroke("#7a4fa3", 1.6),
    "gate": _Stroke("#00785a", 2.0),
    "forward": _Stroke("#62676d", 1.2),
    "education": _Stroke("#7a4fa3", 1.4),
    "health": _Stroke("#00785a", 1.4),
    "both": _Stroke("#62676d", 1.4),
    "leads": _Stroke("#0072b2", 2.2),
    "circle": _Stroke("#bf4f00", 2.2),
    "follows": _Stroke("#9a7400", 1.5),
}
_PLAIN_SIGNS = "-_./@"
PLAIN_BOX, PLAIN_STROKE = _Box(_PAPER, _GREY), _Stroke(_GREY, 1.2)


def to_dot(network: Network, lang: str = "vi") -> str:
    """``network`` as DOT: the same network gives the same bytes."""
    from graphviz import Digraph, nohtml

    dot = Digraph(nohtml(_plain(network.title)))
    dot.attr(
        rankdir="LR", fontname=FONT, bgcolor=_PAPER, nodesep="0.14", ranksep="1.3", pad="0.15",
        id=network.view, **{"class": f"lang-{lang}"},
        label=_html(_header(network)), labelloc="t", labeljust="l",
    )  # fmt: skip
    dot.attr("node", shape="plain", fontname=FONT, fontsize=str(_MAIN), fontcolor=INK)
    dot.attr("edge", fontname=FONT, fontsize=str(_SMALL), fontcolor=INK, arrowsize="0.7")
    _boxes(dot, network)
    _columns(dot, network)
    _lines(dot, network)
    return str(dot.source)


# ---------------------------------------------------------------------------------------------------------- boxes


def _boxes(dot: Any, network: Network) -> None:
    letters: dict[str, dict[str, Edge]] = {}
    for edge in _brief(network.edges):
        if edge.kind in _LETTERS:
            letters.setdefault(edge.source, {}).setdefault(_port(edge), edge)
    for node in network.nodes:
        if not node.group:
            table = _card(node, letters.get(node.id, {}), _LETTER + 9 if letters else 0)
            tip = _tip(node.tooltip or node.label)
            dot.node(_name(node.id), _html(table), tooltip=tip, id=box_id(network, node.id))
    for group in network.groups:
        rows = [n for n in network.nodes if n.group == group.id]
        tip = _tip(group.tooltip or group.label)
        dot.node(
            _name(group.id),
            _html(_stack(network, group, rows)),
            tooltip=tip,
            id=box_id(network, group.id),
        )


def _brief(edges: tuple[Edge, ...]) -> list[Edge]:
    """The lines as they are drawn: of an agency with many different counts, "R (9/24)" is only "R (…)"."""
    labels: dict[str, set[str]] = {}
    for edge in edges:
        if edge.kind in _LETTERS:
            labels.setdefault(edge.source, set()).add(edge.label)
    many = {source for source, said in labels.items() if len(said) > _MOST_LETTERS}
    return [e._replace(label=_uncounted(e.label)) if e.source in many else e for e in edges]


def _uncounted(label: str) -> str:
    said, _, scope = label.partition(" · ")
    if "(" in said:
        said = ", ".join(dict.fromkeys(part.partition(" (")[0] for part in said.split(", "))) + " (…)"
    return f"{said} · {scope}" if scope else said


def _card(node: Node, letters: dict[str, Edge], beside: int) -> str:
    """The box of one node: its words, and beside them each of its letters, from which lines leave.

    One that has no letters is wider by ``beside``, so that all agencies are as wide.
    """
    box = BOXES.get(node.kind, PLAIN_BOX)
    rows = max(1, len(letters))
    room = box.room + (beside if box.room == _CARD and not letters else 0)
    width = f' WIDTH="{room}"' if room < _STEP else ""
    first = f'<TD ROWSPAN="{rows}" ALIGN="LEFT" BALIGN="LEFT"{width}>{_words(node, box)}</TD>'
    cells = [_letter(port, edge) for port, edge in letters.items()] or [""]
    made = "".join(f"<TR>{first if not n else ''}{cell}</TR>" for n, cell in enumerate(cells))
    style = "rounded,dashed" if box.dashed else "rounded"
    return (
        f'<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="3" CELLPADDING="3" STYLE="{style}" '
        f'BGCOLOR="{box.fill}" COLOR="{box.line}">{made}</TABLE>'
    )


def _letter(port: str, edge: Edge) -> str:
    style = ' STYLE="dashed"' if edge.inferred else ""
    colour = STROKES[edge.kind].colour
    said = _font(edge.label, _SMALL, bold=True)
    return f'<TD PORT="{port}" BGCOLOR="{_PAPER}" COLOR="{colour}" BORDER="1"{style} WIDTH="{_LETTER}">{said}</TD>'


def _stack(network: Network, group: Group, rows: list[Node]) -> str:
    """The box of a group: its heading, then its nodes."""
    bare = not any(n.detail for n in rows if n.kind in _SECTIONS)
    room = max(_BARE if bare and n.kind in _SECTIONS else BOXES.get(n.kind, PLAIN_BOX).room for n in rows)
    heading = _text(group.label, room, _MAIN, _PAPER, bold=True)
    cells = [
        f'<TR><TD PORT="{_name(group.id)}" BGCOLOR="{_DARK}" ALIGN="LEFT" BALIGN="LEFT" WIDTH="{room + 20}">{heading}</TD></TR>'
    ]
    for node in rows:
        box = BOXES.get(node.kind, PLAIN_BOX)
        style = ' STYLE="dashed"' if box.dashed else ""
        cells.append(
            f'<TR><TD PORT="{_name(node.id)}" ID="{box_id(network, node.id)}" HREF="#" TOOLTIP="{_attribute(node.tooltip)}" '
            f'BGCOLOR="{box.fill}" COLOR="{box.line}"{style} ALIGN="LEFT" BALIGN="LEFT">{_words(node, box._replace(room=room))}</TD></TR>'
        )
    return f'<TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0" CELLPADDING="5" COLOR="{_GREY}">{"".join(cells)}</TABLE>'


def _words(node: Node, box: _Box) -> str:
    parts = [_text(node.label, box.room, _MAIN, bold=True)]
    if node.badge:
        parts.append(_text(node.badge.upper(), box.room, _SMALL, _WARN, bold=True))
    parts += [_text(said, box.room, _SMALL, _SOFT) for said in node.detail]
    return "".join(parts) or " "


def _columns(dot: Any, network: Network) -> None:
    """Boxes of one column above one another, in the order given."""
    columns: dict[int, list[str]] = {}
    places = [(n.id, n.column) for n in network.nodes] + [(g.id, g.column) for g in network.groups]
    for box, place in places:
        if place:
            columns.setdefault(place, []).append(box)
    for _, boxes in sorted(columns.items()):
        with dot.subgraph() as column:
            column.attr(rank="same")
            for above, below in pairwise(boxes):
                column.edge(_name(above), _name(below), style="invis")


# ---------------------------------------------------------------------------------------------------------- lines


def _lines(dot: Any, network: Network) -> None:
    places = {n.id: n.group for n in network.nodes if n.group} | {g.id: g.id for g in network.groups}
    for number, edge in enumerate(_brief(network.edges), 1):
        stroke = STROKES.get(edge.kind, PLAIN_STROKE)
        tip = _tip(edge.tooltip)
        look = {
            "color": stroke.colour, "penwidth": f"{stroke.width:g}", "style": "dashed" if edge.inferred else "solid",
            "tooltip": tip, "edgetooltip": tip, "id": box_id(network, f"e{number}"),
        }  # fmt: skip
        if edge.kind == "own":  # drawn to the left, so that it crosses nothing
            dot.edge(f"{_name(edge.target)}:e", f"{_name(edge.source)}:w", dir="none", **look)
        elif edge.kind in _LETTERS:
            dot.edge(f"{_name(edge.source)}:{_port(edge)}:e", _end(edge.target, places, "w"), **look)
        else:
            label = "" if edge.kind in _SILENT else _said(edge.label)
            dot.edge(
                _end(edge.source, places, "e"),
                _end(edge.target, places, "w"),
                label,
                labeltooltip=tip,
                **look,
            )


def _said(label: str) -> str:
    """A line's words, wrapped, with room below them where they are several lines."""
    lines = wrap(label, _STEP, partial(picture_width, size=_SMALL))
    return _tip("\n".join([*lines, " "] if len(lines) > 1 else lines))


def _end(node: str, places: dict[str, str], side: str) -> str:
    group = places.get(node)
    return f"{_name(node)}:{side}" if group is None else f"{_name(group)}:{_name(node)}:{side}"


def _port(edge: Edge) -> str:
    """The name of the letter's cell: a port, so letters and digits only."""
    return f"p{'i' if edge.inferred else ''}{edge.label.encode().hex()}"


# ----------------------------------------------------------------------------------------------------- head, text


def _header(network: Network) -> str:
    """Title, legend and notes. They stand above: a foot would need a cluster, which undoes the order of columns."""
    parts = [_text(network.title, _PAGE, _TITLE, bold=True), _text(network.subtitle, _PAGE, _MAIN, _SOFT)]
    parts += [_line(keys, _SMALL + 1) for keys in _legend(network.legend)]
    parts += [_text(note, _PAGE, _SMALL, _SOFT) for note in network.notes]
    return "".join(parts)


def _legend(keys: tuple[Key, ...]) -> list[str]:
    """The entries of the legend in as many lines as they need."""
    lines: list[str] = []
    room = 0.0
    for key in keys:
        wide = picture_width(key.text, _SMALL) + 40
        if wide > room:
            lines.append("")
            room = float(_PAGE)
        room -= wide
        sign = _sign(key)
        lines[-1] += f"{sign}{_font('   ' * bool(sign) + key.text + '      ', _SMALL)}"
    return lines


def _sign(key: Key) -> str:
    if key.of == "edge":
        return _font("▬▬", _SMALL, STROKES.get(key.kind, PLAIN_STROKE).colour)
    if key.of == "node":
        return _font("■", _MAIN + 1, BOXES.get(key.kind, PLAIN_BOX).line)
    return _font("– – –", _SMALL, bold=True) if key.of == "inferred" else ""


def _text(said: str, room: float, size: int, colour: str = INK, *, bold: bool = False) -> str:
    if not said.strip():
        return ""
    measure = partial(picture_width, size=size, bold=bold)
    return "".join(
        _line(_font(line, size, colour, bold=bold), size) for line in _fitted(wrap(said, room, measure))
    )


def _fitted(lines: list[str], most: int = 6) -> list[str]:
    """At most so many lines; what is cut off ends in an ellipsis."""
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"]


def _line(said: str, size: int) -> str:
    return f'{said}<FONT POINT-SIZE="{size + _PITCH}"> </FONT><BR ALIGN="LEFT"/>'


def _font(said: str, size: int, colour: str = INK, *, bold: bool = False) -> str:
    text = escape(clean(said), quote=False).replace("\\", "&#92;&#92;")
    return f'<FONT POINT-SIZE="{size}" COLOR="{colour}">{f"<B>{text}</B>" if bold else text}</FONT>'


def _html(markup: str) -> str:
    return f"<{markup}>"


def _plain(said: str) -> str:
    return " ".join(_unescaped(said).split())


def _tip(said: str) -> str:
    """``said`` as DOT's plain text: marked as no HTML, and without what DOT would read as entities and escapes."""
    from graphviz import nohtml

    literal: str = nohtml(_unescaped(said).replace("&", "&amp;"))
    return literal


def _attribute(said: str) -> str:
    """``said`` in an attribute of a cell."""
    return escape(_unescaped(said)).replace("\n", "&#10;")


def _unescaped(said: str) -> str:
    """``said`` with another sign for the backslash: DOT reads escapes more than once in some places."""
    return clean(said).replace("\\", "∖")


def _name(node: str) -> str:
    """A name that means nothing to DOT, to HTML or to the package, which takes what follows a colon for a port."""
    return "".join(c if c.isalnum() or c in _PLAIN_SIGNS else f"_{ord(c):x}" for c in node)


def box_id(network: Network, name: str) -> str:
    """The id of a box (by its id), or of a line (``e`` and its number from 1), in the picture."""
    return f"{network.view}-{_name(name)}"
