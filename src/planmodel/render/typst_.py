"""The typesetter: a template of ours and texts in, a PDF or a picture out.

Texts reach the template as inputs, never as markup, so that nothing a plan says is carried out. Fonts are those that
come with the typesetter and one package of ours, never those of the machine: the same input gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from planmodel.diagnostics import Refusal, Text, say

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATES = Path(__file__).parent / "templates"
SERIF, SANS = "Libertinus Serif", "Arimo"
"""Faces with every Vietnamese letter: one cut like Times, one with the widths of Arial, which drawings reckon with."""
ACCESSIBLE: Literal["ua-1"] = "ua-1"
"""The standard of accessible PDF: tags, a language, a title, alternative texts, and a glyph for every letter."""
UNMET = Text(
    "Tệp này có gắn thẻ cho trình đọc màn hình nhưng chưa đạt chuẩn PDF/UA-1: có chữ mà phông chữ kèm theo không có.",
    "This file is tagged for screen readers but does not meet PDF/UA-1: the fonts in it lack some letter of the text.",
)
"""What a file says that does not meet the standard. Our templates meet the rest of it; letters are the plan's."""


def as_pdf(template: str, data: Mapping[str, Any], svg: str = "") -> bytes:
    """``template`` with ``data`` (and a picture) as PDF/UA-1; where a letter has no glyph, tagged only, and saying so.

    Raises Refusal where it cannot be set at all.
    """
    import typst

    try:
        return _set("pdf", template, {**data, "unmet": ""}, svg, pdf_standards=[ACCESSIBLE])
    except typst.TypstError:
        unmet = UNMET.get(data["lang"])
    try:
        return _set("pdf", template, {**data, "unmet": unmet}, svg)
    except typst.TypstError as error:
        raise _refused(error.message) from error


def as_png(template: str, data: Mapping[str, Any], svg: str, dots: float) -> bytes:
    """The one page of ``template`` as PNG with ``dots`` per inch. Raises Refusal where it cannot be set."""
    import typst

    try:
        return _set("png", template, {**data, "unmet": ""}, svg, ppi=dots)
    except typst.TypstError as error:
        raise _refused(error.message) from error


def _set(
    fmt: Literal["pdf", "png"], template: str, data: Mapping[str, Any], svg: str, **options: Any
) -> bytes:
    import typst

    faces = {"serif": SERIF, "sans": SANS}
    made: bytes = typst.compile(
        (TEMPLATES / template).read_bytes(),
        format=fmt,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps({**data, **faces}, ensure_ascii=False), "svg": svg},
        **options,
    )
    return made


def _refused(message: str) -> Refusal:
    why = (message.splitlines() or [""])[0]
    return Refusal(say("the typesetter refuses the text: {why}; choose html instead", why=why))


@cache
def _fonts() -> Fonts:
    import fontpkg_arimo
    from typst import Fonts

    folder = str(Path(fontpkg_arimo.ROOT) / "files")
    return Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])
