"""Our SVG as PDF or PNG, set with the faces that its widths were reckoned for; words stay words in the PDF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from planmodel.diagnostics import Refusal, say
from planmodel.render import typst_
from planmodel.render.measure import clean

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

A4 = (841.89, 595.28)
"""A4 lengthwise, in points."""
MARGIN = 28.35
LEGIBLE = 6.0
"""The smallest letters, in points, to which a picture may shrink to lie on A4."""
LONGEST_SIDE = 14000.0
"""Longer pages are not shown by readers of PDF."""
DOTS = (192.0, 96.0)
"""Dots per inch of a PNG: what is wanted, and what it may go down to where the picture is large."""
MOST_DOTS, LONGEST_LINE = 60e6, 24000
"""How many dots a PNG may have in all, and on one side."""
_SVG = "{http://www.w3.org/2000/svg}"
_POINTS = {"": 0.75, "px": 0.75, "pt": 1.0, "in": 72.0, "mm": 72 / 25.4, "cm": 72 / 2.54}
_LENGTH = re.compile(r"\s*([0-9.]+)\s*([a-z]*)\s*")


class _Picture(NamedTuple):
    """An SVG with our faces, its size and its smallest letters in points, and what it says of itself."""

    svg: str
    width: float
    height: float
    letters: float
    title: str
    described: str
    lang: str


def from_svg(svg: str | bytes, fmt: str, title: str = "", lang: str = "") -> bytes:
    """``svg`` as ``fmt`` (pdf or png). Title and language are its own where none are given.

    A PDF has one page: A4 where the letters stay legible on it, else as large as the picture. Raises Refusal where
    the picture is too large for a PNG.
    """
    picture = _read(svg)
    shown: dict[str, Any] = {
        "title": clean(title or picture.title or "–"),
        "lang": lang or picture.lang or "vi",
        "alt": clean("\n".join(filter(None, (picture.title or title or "–", picture.described)))),
    }
    return _as_png(picture, shown) if fmt == "png" else _as_pdf(picture, shown)


def _as_pdf(picture: _Picture, shown: dict[str, Any]) -> bytes:
    page, scale = _page(picture)
    shown |= {
        "page": page,
        "margin": MARGIN,
        "size": (picture.width * scale, picture.height * scale),
    }
    return typst_.as_pdf("picture.typ", shown, picture.svg)


def _as_png(picture: _Picture, shown: dict[str, Any]) -> bytes:
    size = (picture.width, picture.height)
    wanted, least = DOTS
    dots = min(wanted, LONGEST_LINE * 72 / max(size), 72 * (MOST_DOTS / (size[0] * size[1])) ** 0.5)
    if dots < least:
        raise Refusal(say("the picture is too large for PNG; choose svg, pdf or html instead"))
    shown |= {"page": size, "margin": 0, "size": size}
    return typst_.as_png("picture.typ", shown, picture.svg, dots)


def _page(picture: _Picture) -> tuple[tuple[float, float], float]:
    """The page of a PDF, and how much of its own size the picture has on it."""
    lengthwise, upright = A4, (A4[1], A4[0])
    for page in (lengthwise, upright):
        scale = min(1.0, (page[0] - 2 * MARGIN) / picture.width, (page[1] - 2 * MARGIN) / picture.height)
        if scale == 1.0 or picture.letters * scale >= LEGIBLE:
            return page, scale
    scale = min(1.0, (LONGEST_SIDE - 2 * MARGIN) / max(picture.width, picture.height))
    return (picture.width * scale + 2 * MARGIN, picture.height * scale + 2 * MARGIN), scale


# ----------------------------------------------------------------------------------------------------------- svg


def _read(svg: str | bytes) -> _Picture:
    from xml.etree import ElementTree as ET

    root = ET.fromstring(svg)
    scale = _scale(root)
    letters = [size for e in root.iter() if (size := _points(e.get("font-size", ""))) > 0]
    for element in root.iter():
        if element.get("font-family"):
            element.set("font-family", typst_.SANS)
    return _Picture(
        ET.tostring(root, encoding="unicode"),
        _points(root.get("width", "")) or A4[0],
        _points(root.get("height", "")) or A4[1],
        min(letters, default=9.0) * scale,
        (root.findtext(f"{_SVG}title") or "").strip(),
        (root.findtext(f"{_SVG}desc") or "").strip(),
        root.get("lang", ""),
    )


def _scale(root: Element) -> float:
    """How much larger than one CSS pixel the unit of ``root`` is."""
    box = [float(part) for part in root.get("viewBox", "").replace(",", " ").split()]
    width = _points(root.get("width", ""))
    return width / (box[2] * 0.75) if len(box) == 4 and box[2] > 0 and width > 0 else 1.0


def _points(length: str) -> float:
    """A length of SVG in points; 0 where it is none, or a share of something."""
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _POINTS.get(found[2], 0.0) if found else 0.0
