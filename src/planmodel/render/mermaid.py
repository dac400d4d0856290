"""A network as a Mermaid flowchart: what wikis and repositories draw from text.

Boxes are numbered (``n1``), so that no name of a plan can be a word of the language; labels stand in quotes, and what
would end them or begin a comment, a directive, a tag or an entity is written as one of Mermaid's own entities.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from planmodel.graph import Key, Network, Node
from planmodel.render.dot import BOXES, INK, PLAIN_BOX, PLAIN_STROKE, STROKES
from planmodel.render.measure import clean

LONGEST, LINES, TOLD = 120, 4, 600
"""A line of a label is cut after so many letters, a box shows so many lines besides its heading, and the description has
so many letters."""

_SIGNS = str.maketrans({c: f"#{ord(c)};" for c in '"#<>&`\\%|*_{}'})
_LIST = re.compile(r"^([0-9]+)\. ")
"""What Mermaid would take for the beginning of a list, which a label cannot hold."""


def to_mermaid(network: Network, lang: str = "vi") -> str:
    """``network`` as the text of a flowchart: the same network gives the same text."""
    names = {group.id: f"g{n}" for n, group in enumerate(network.groups, 1)}
    names |= {node.id: f"n{n}" for n, node in enumerate(network.nodes, 1)}
    lines = [
        *_front(network),
        "flowchart LR",
        f"  accTitle: {_plain(network.title)}",
        f"  accDescr: {_plain(_description(network, lang), TOLD)}",
        *_boxes(network, names),
        *_lines(network, names),
        *_legend(network, lang),
        *_classes(network, names),
    ]
    return "\n".join(lines) + "\n"


def _front(network: Network) -> Iterator[str]:
    title = json.dumps(_plain(network.title), ensure_ascii=False)
    yield from ("---", f"title: {title}", "---")


def _description(network: Network, lang: str) -> str:
    """What somebody who does not see the picture is told: the matter, the size, the notes."""
    boxes, lines = len(network.nodes), len(network.edges)
    size = f"{boxes} boxes, {lines} lines" if lang == "en" else f"{boxes} ô, {lines} đường nối"
    return ". ".join([network.subtitle, size, *(note.rstrip(".") for note in network.notes)])


def _boxes(network: Network, names: dict[str, str]) -> Iterator[str]:
    for group in network.groups:
        yield f'  subgraph {names[group.id]}["{_label([group.label])}"]'
        yield from (f"    {_box(n, names)}" for n in network.nodes if n.group == group.id)
        yield "  end"
    yield from (f"  {_box(n, names)}" for n in network.nodes if not n.group)


def _box(node: Node, names: dict[str, str]) -> str:
    badge = [node.badge.upper()] if node.badge else []
    return f'{names[node.id]}["{_label([node.label, *badge, *node.detail[:LINES]])}"]'


def _lines(network: Network, names: dict[str, str]) -> Iterator[str]:
    for edge in network.edges:
        arrow = "---" if edge.kind == "own" else "-.->" if edge.inferred else "-->"
        label = f'|"{_label([edge.label])}"|' if edge.label else ""
        yield f"  {names[edge.source]} {arrow}{label} {names[edge.target]}"


def _legend(network: Network, lang: str) -> Iterator[str]:
    if network.legend:
        yield f'  subgraph legend["{"Legend" if lang == "en" else "Chú giải"}"]'
        yield from (f'    k{n}["{_label([key.text])}"]' for n, key in enumerate(network.legend, 1))
        yield "  end"


def _classes(network: Network, names: dict[str, str]) -> Iterator[str]:
    """The colours: of boxes by class, of lines by number. Words say the same: no colour speaks alone."""
    classes: dict[str, list[str]] = {}
    for node in network.nodes:
        classes.setdefault(_class("box", node.kind), []).append(names[node.id])
    for n, key in enumerate(network.legend, 1):
        if key.of in ("edge", "node"):
            classes.setdefault(_class("line" if key.of == "edge" else "box", key.kind), []).append(f"k{n}")
    styles = {_class("box", x.kind): _box_style(x.kind) for x in network.nodes}
    styles |= {
        _class("line" if k.of == "edge" else "box", k.kind): _key_style(k)
        for k in network.legend
        if k.of in ("edge", "node")
    }
    for name, members in classes.items():
        yield f"  classDef {name} {styles[name]}"
        yield f"  class {','.join(members)} {name}"
    by_kind: dict[str, list[str]] = {}
    for number, edge in enumerate(network.edges):
        by_kind.setdefault(edge.kind, []).append(str(number))
    for kind, numbers in by_kind.items():
        stroke = STROKES.get(kind, PLAIN_STROKE)
        yield f"  linkStyle {','.join(numbers)} stroke:{stroke.colour},stroke-width:{stroke.width:g}px"


def _class(of: str, kind: str) -> str:
    """The name of a class: letters, digits and underscores only."""
    return f"{of}_" + "".join(c if c.isascii() and c.isalnum() else "_" for c in kind)


def _box_style(kind: str) -> str:
    box = BOXES.get(kind, PLAIN_BOX)
    dashed = ",stroke-dasharray:4 2" if box.dashed else ""
    return f"fill:{box.fill},stroke:{box.line},color:{INK}{dashed}"


def _key_style(key: Key) -> str:
    if key.of == "node":
        return _box_style(key.kind)
    stroke = STROKES.get(key.kind, PLAIN_STROKE)
    return f"fill:#ffffff,stroke:{stroke.colour},color:{INK},stroke-width:{stroke.width + 1:g}px"


def _label(said: Iterable[str]) -> str:
    lines = [_cut(line) for part in said for line in clean(part).split("\n") if line.strip()]
    return "<br>".join(_LIST.sub(r"\1#46; ", line.translate(_SIGNS)) for line in lines) or " "


def _cut(line: str, most: int = LONGEST) -> str:
    return line if len(line) <= most else f"{line[: most - 2].rstrip()} …"


def _plain(said: str, most: int = LONGEST) -> str:
    """``said`` in one line, without what Mermaid reads as a sign of its own outside quotes."""
    kept = "".join(" " if c in '#;%{}<>\\`"' else c for c in clean(said))
    return _cut(" ".join(kept.split()), most)
