"""A picture for a page: boxes and lines as links to the clauses that they rest on, and ids that no other picture has."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote

from planmodel.clauses import clause, shared_parent
from planmodel.graph import Network
from planmodel.render.dot import element_id

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SVG = "http://www.w3.org/2000/svg"
_GROUP, _LINK = f"{{{_SVG}}}g", f"{{{_SVG}}}a"


def linked(
    svg: bytes,
    network: Network,
    known: Collection[str] | None = None,
    href: str = "#clause-{}",
    ids: str = "",
) -> str:
    """``svg``, drawn of ``network``, as it stands inside a page of HTML: without a declaration, and with links.

    Boxes and lines with clauses lead to ``href`` of the clause that holds all of them, or else of the first one that is
    among ``known``, the clauses for which the page has a place (None: any). ``ids`` is put before every id.
    """
    from xml.etree import ElementTree as ET

    root = ET.fromstring(svg)
    targets = {element_id(network, n.id): _target(n.clauses, known) for n in network.nodes}
    targets |= {
        element_id(network, f"e{n}"): _target(e.clauses, known) for n, e in enumerate(network.edges, 1)
    }
    for group in [g for g in root.iter(_GROUP) if targets.get(g.get("id", ""))]:
        _wrap(group, href.format(quote(targets[group.get("id", "")], safe=".")))
    for element in root.iter():
        if ids and element.get("id"):
            element.set("id", ids + element.get("id", ""))
        element.tag = element.tag.removeprefix(f"{{{_SVG}}}")
    if any(targets.values()):  # what stands in an image is hidden from who cannot see it
        root.set("role", "group")
        root.set("aria-label", network.title)
    root.attrib = {"xmlns": _SVG, **root.attrib}
    drawn: str = ET.tostring(root, encoding="unicode")
    return drawn + "\n"


def _target(clauses: Iterable[str], known: Collection[str] | None) -> str:
    """The clause to lead to, or nothing."""
    listed = tuple(clauses)
    parent = shared_parent(clause(c) for c in listed)
    choice = [*([str(parent)] if parent is not None else []), *listed]
    return next((c for c in choice if known is None or c in known), "")


def _wrap(group: Element, href: str) -> None:
    """All that ``group`` shows inside one link; the rows of a box are links of their own."""
    from xml.etree.ElementTree import Element

    link = Element(_LINK, {"href": href})
    kept: list[Element] = []
    for child in list(group):
        group.remove(child)
        own = child.tag == _GROUP or child.tag == f"{{{_SVG}}}title"
        (kept if own else link).append(child)
    group.extend([*[c for c in kept if c.tag != _GROUP], link, *[c for c in kept if c.tag == _GROUP]])
