"""One table as PNG: its picture, dot by dot, on a white ground, for slides and messages."""

from __future__ import annotations

from planmodel.diagnostics import Refusal, say
from planmodel.render import svg
from planmodel.render.picture import from_svg
from planmodel.views.table import Document


def render_document(document: Document, *, lang: str = "vi") -> bytes:
    """The one table of ``document`` as PNG. Raises Refusal where there are several, or it is too large."""
    if len(document.tables) != 1:
        raise Refusal(
            say(
                "one picture holds one table, and this has {count}; choose html, pdf, docx or xlsx",
                count=len(document.tables),
            )
        )
    table = document.tables[0]
    return from_svg(svg.render(table, lang=lang), "png", document.title or table.title, lang)
