"""A picture inside a page: its boxes and lines lead to what they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SVG = "{http://www.w3.org/2000/svg}"


def linked(svg: str | bytes, targets: Mapping[str, str]) -> str:
    """``svg`` as it stands in a page of HTML, each element whose id is in ``targets`` a link to there.

    A link holds no other: where the parts of a box lead somewhere, the box does not.
    """
    from xml.etree import ElementTree as ET

    root = ET.fromstring(svg)
    _wrap(root, targets)
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
    if any(element.tag == "a" for element in root.iter()):
        root.set("role", "group")  # a picture by its role has no parts
    return ET.tostring(root, encoding="unicode")


def _wrap(element: Element, targets: Mapping[str, str]) -> bool:
    """Make links of what is in ``element``, then of itself where it holds none; True where it is or holds one."""
    from xml.etree.ElementTree import Element

    inside = [_wrap(child, targets) for child in list(element)]
    href = targets.get(element.get("id", ""))
    if any(inside) or href is None:
        return any(inside)
    link = Element("a", {"href": href})
    shown = [child for child in element if child.tag != f"{_SVG}title"]
    for child in shown:
        element.remove(child)
    link.extend(shown)
    element.append(link)
    return True


def described(svg: str | bytes) -> tuple[str, ...]:
    """What a picture says in words, line by line, as its description has it."""
    from xml.etree import ElementTree as ET

    said = ET.fromstring(svg).findtext(f"{_SVG}desc", "")
    return tuple(dict.fromkeys(line.strip() for line in said.splitlines() if line.strip()))


def titled(svg: str | bytes) -> str:
    """What a picture is called."""
    from xml.etree import ElementTree as ET

    return ET.fromstring(svg).findtext(f"{_SVG}title", "").strip()
