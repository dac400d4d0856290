"""DOT drawn as a picture by an engine: ``graphviz-pure`` beside the running Python, else ``dot`` on PATH.

Both draw the same layout as SVG; only the embedded one comes with the program. The SVG is tidied so that it says what
it shows, asks for fonts that have every Vietnamese letter, and does not name the engine's version. PNG and PDF are
made from the tidied SVG, so that all three show the same, whichever engine drew it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from planmodel.diagnostics import Refusal, say

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ENGINES = ("graphviz-pure", "dot")
"""The engines, in the order in which they are tried."""

FORMATS = ("svg", "png", "pdf")
"""What is drawn here."""

FAMILY = "Noto Sans, Arial, sans-serif"
_SVG, _TOLD = "http://www.w3.org/2000/svg", "{http://www.w3.org/1999/xlink}title"
_TEXT, _GROUP, _LINK, _TITLE = f"{{{_SVG}}}text", f"{{{_SVG}}}g", f"{{{_SVG}}}a", f"{{{_SVG}}}title"
_PATIENCE = 60
"""Seconds after which an engine is given up."""


def draw(dot: str, fmt: str = "svg", engine: str | None = None) -> bytes:
    """``dot`` as a picture in ``fmt``, by ``engine`` or by the first that is there.

    Raises Refusal where there is no engine, it fails, or the picture is too large for the format.
    """
    if fmt not in FORMATS:
        raise Refusal(say("cannot draw '{format}'; there are: {known}", format=fmt, known=", ".join(FORMATS)))
    svg = tidy(_run(find(engine), dot))
    if fmt == "svg":
        return svg
    from planmodel.render.picture import from_svg

    return from_svg(svg, fmt)


def find(engine: str | None = None) -> Path:
    """The program of ``engine``, or of the first engine that is there. Raises Refusal."""
    if engine is not None and engine not in ENGINES:
        raise Refusal(
            say("there is no engine '{engine}'; there are: {known}", engine=engine, known=", ".join(ENGINES))
        )
    for name in ENGINES if engine is None else (engine,):
        found = _beside_python(name) if name == "graphviz-pure" else None
        program = found or shutil.which(name)
        if program is not None:
            return Path(program)
    if engine == "dot":
        raise _no_dot()
    raise Refusal(
        say(
            "there is no drawing engine: run 'pip install graphviz-pure', or install Graphviz for its dot command"
        )
    )


def _no_dot() -> Refusal:
    return Refusal(say("the dot command is not there: install Graphviz, or use the engine graphviz-pure"))


def _beside_python(name: str) -> str | None:
    """The program ``name`` among the scripts of the running Python."""
    folders = [str(Path(sys.executable).parent), sysconfig.get_path("scripts")]
    return next((found for f in folders if (found := shutil.which(name, path=f)) is not None), None)


def _run(program: Path, dot: str) -> bytes:
    """What ``program`` draws. What it says about letters whose widths it does not know is not passed on."""
    command = [str(program), "-Tsvg"]
    try:
        done = subprocess.run(
            command, input=dot.encode(), capture_output=True, check=False, timeout=_PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        why = str(error).splitlines()[0]
        raise Refusal(say("the engine {engine} failed: {why}", engine=program.name, why=why)) from error
    if done.returncode or not done.stdout:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = next((line for line in said if not line.startswith("Warning")), f"exit {done.returncode}")
        raise Refusal(say("the engine {engine} says: {why}", engine=program.name, why=why))
    return done.stdout


# ------------------------------------------------------------------------------------------------------------ SVG


def tidy(svg: bytes) -> bytes:
    """An engine's SVG as we hand it on: named and described, without version, with fonts that have every letter."""
    from xml.etree import ElementTree as ET

    root = ET.fromstring(svg)
    for element in root.iter():
        _retouch(element)
    _name(root)
    for element in root.iter():  # without prefixes, and without telling the library about ours
        element.tag = element.tag.removeprefix(f"{{{_SVG}}}")
    root.attrib = {"xmlns": _SVG, **root.attrib}
    ET.indent(root, "")
    drawn: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return drawn + b"\n"


def _retouch(element: Element) -> None:
    """Fonts, and tooltips as titles instead of as links to nowhere; lines of text that are only a space go."""
    if element.tag == _TEXT:
        element.set("font-family", FAMILY)
    kind = element.get("class", "")
    if element.tag == _GROUP and kind in ("node", "edge"):
        element.set("data-name", element.findtext(_TITLE, ""))
        own = "" if kind == "edge" else f"a_{element.get('id')}"
        _unlink(element, own)
    for child in list(element):
        if child.tag == _TEXT and not "".join(child.itertext()).strip():
            element.remove(child)


def _unlink(box: Element, own: str) -> None:
    """Turn the tooltips of ``box`` into titles: its own (all, where ``own`` is empty), then those of its rows."""
    for wrapper in box.findall(_GROUP):
        link = wrapper.find(_LINK)
        if link is not None and own in ("", wrapper.get("id")):
            _retitle(box, link.get(_TOLD, ""))
            _replace(box, wrapper, list(link))
    for row in box.findall(_GROUP):
        link = row.find(_LINK)
        if link is not None:
            row.set("class", "row")
            row.set("id", row.get("id", "").removeprefix("a_"))
            _replace(row, link, list(link))
            _retitle(row, link.get(_TOLD, ""))


def _retitle(box: Element, told: str) -> None:
    from xml.etree.ElementTree import Element

    title = box.find(_TITLE)
    if title is None:
        title = Element(_TITLE)
        box.insert(0, title)
    title.text = told or title.text


def _replace(parent: Element, old: Element, new: list[Element]) -> None:
    place = list(parent).index(old)
    parent[place : place + 1] = new


def _name(root: Element) -> None:
    """A role, a language, a title and a description of the picture: what its lines say."""
    from xml.etree.ElementTree import Element

    title, described = Element(_TITLE), Element(f"{{{_SVG}}}desc")
    whole = root.find(_GROUP)
    if whole is not None:
        said = whole.find(_TITLE)
        if said is not None:
            title.text = said.text
            whole.remove(said)
        language = whole.get("class", "").partition("lang-")[2]
        if language:
            root.set("lang", language)
    described.text = "\n".join(g.findtext(_TITLE, "") for g in root.iter(_GROUP) if g.get("class") == "edge")
    root.set("role", "img")
    root[:0] = [title, described] if described.text else [title]
