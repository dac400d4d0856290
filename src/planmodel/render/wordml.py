"""WordprocessingML, the language of .docx files, as plain elements: paragraphs, runs, properties, measures.

Names are written with their prefix, as the file has them; whoever holds the root declares what the prefix means.
Text is set, never glued into mark-up.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from planmodel.render.measure import clean

NAMES = {
    "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
"""What the prefixes mean: attributes of the root."""


def w(name: str, /, *children: Element | None, **attributes: str) -> Element:
    """The element ``w:name`` with attributes of the same name space; a child that is None is left out."""
    made = Element(f"w:{name}", {f"w:{key}": value for key, value in attributes.items()})
    for child in children:
        if child is not None:
            made.append(child)
    return made


def val(name: str, value: str | int) -> Element:
    """The property ``name`` with one value."""
    return Element(f"w:{name}", {"w:val": str(value)})


def twips(points: float) -> str:
    """A length in twentieths of a point."""
    return str(round(points * 20))


def run(text: str, *properties: Element) -> Element:
    """A run of ``text``, whose lines end with breaks; what no file may hold is left out."""
    made = w("r", w("rPr", *properties) if properties else None)
    for n, line in enumerate(clean(text).split("\n")):
        if n:
            made.append(w("br"))
        held = Element("w:t", {"xml:space": "preserve"})
        held.text = line
        made.append(held)
    return made


def paragraph(text: str, style: str, *properties: Element | None) -> Element:
    """A paragraph of one run, without one where there is no text. Its first child holds its properties."""
    return w("p", w("pPr", val("pStyle", style), *properties), run(text) if text else None)


def one_line(text: str) -> str:
    """``text`` for an attribute: in one line."""
    return clean(text).replace("\n", " ")


def shading(fill: str) -> Element:
    """The ground of a cell, a colour as six hexadecimal digits."""
    return w("shd", val="clear", color="auto", fill=fill)
