"""The typesetter: a template of ours and texts in, a PDF or a picture out.

Texts reach the template as inputs, never as markup, so that nothing a plan says is carried out. Fonts are those that
come with the typesetter and one package of ours, never those of the machine: the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from planmodel.diagnostics import Refusal, say

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATES = Path(__file__).parent / "templates"
SERIF, SANS = "Libertinus Serif", "Arimo"
"""Faces with every Vietnamese letter: one cut like Times, one with the widths of Arial, which drawings reckon with."""
ACCESSIBLE: Literal["ua-1"] = "ua-1"
"""The standard of accessible PDF: tags, a language, a title, alternative texts, and a glyph for every letter."""


class Unsettable(Exception):
    """The typesetter refuses its input; the message is its own."""


def as_pdf(template: str, inputs: Mapping[str, str], *, accessible: bool = True) -> bytes:
    """``template`` with ``inputs`` as a tagged PDF, one of PDF/UA-1 where ``accessible``. Raises Unsettable."""
    import typst

    source = (TEMPLATES / template).read_bytes()
    try:
        return typst.compile(
            source,
            format="pdf",
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs=dict(inputs),
            pdf_standards=[ACCESSIBLE] if accessible else [],
        )
    except typst.TypstError as error:
        raise Unsettable(error.message.removeprefix("PDF/UA-1 error: ")) from error


def as_png(template: str, inputs: Mapping[str, str], dots: float) -> bytes:
    """The one page of ``template`` with ``inputs`` as PNG, with ``dots`` per inch. Raises Unsettable."""
    import typst

    source = (TEMPLATES / template).read_bytes()
    try:
        made = typst.compile(
            source,
            format="png",
            ppi=dots,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs=dict(inputs),
        )
    except typst.TypstError as error:
        raise Unsettable(error.message) from error
    return made


def refused(error: Unsettable) -> Refusal:
    """What a user is told where nothing can be set."""
    why = (str(error).splitlines() or [""])[0]
    return Refusal(say("the typesetter refuses the text: {why}; choose html instead", why=why))


@cache
def _fonts() -> Fonts:
    from typst import Fonts

    return Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[_sans()])


def _sans() -> str:
    import fontpkg_arimo

    return str(Path(fontpkg_arimo.ROOT) / "files")
