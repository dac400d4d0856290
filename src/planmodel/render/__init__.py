"""Renderers: tables in, text or a file's bytes out. They are known by name here and loaded when used.

What stands in a table is what a reader sees: nothing is computed or sorted on this floor. The same table gives the
same bytes, whatever the machine, the day or the locale.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from planmodel.diagnostics import Refusal, say
from planmodel.views.table import Document, Table

FORMATS: dict[str, str] = {
    "terminal": "terminal",
    "markdown": "markdown",
    "md": "markdown",
    "csv": "csv_",
    "html": "html",
    "svg": "svg",
}
"""The formats of text that a table can be drawn in, each with the module that draws it."""

FILES: dict[str, str] = {
    "xlsx": "xlsx",
    "docx": "docx_",
    "pdf": "pdf",
    "png": "png",
}
"""The formats of files that tables can be drawn in, each with the module that draws them."""


class Renderer(Protocol):
    """What every module named in FORMATS holds under the name ``render``."""

    def __call__(self, table: Table, *, colour: bool, width: int | None, lang: str) -> str:
        """The table as text. Formats that know neither terminal colours nor a width ignore both."""


class DocumentRenderer(Protocol):
    """What every module named in FILES holds under the name ``render_document``, and those of text but svg."""

    def __call__(self, document: Document, *, lang: str) -> str | bytes:
        """The tables as one file."""


def render_table(
    table: Table, name: str, *, colour: bool = False, width: int | None = None, lang: str = "vi"
) -> str:
    """``table`` in the format of text ``name``; ``colour`` and ``width`` (in columns) matter to the terminal only."""
    module = FORMATS.get(name)
    if module is None:
        raise _unknown(name, FORMATS)
    draw = cast(Renderer, import_module(f"planmodel.render.{module}").render)
    return draw(table, colour=colour, width=width, lang=lang)


def render_document(
    document: Document, name: str, *, colour: bool = False, width: int | None = None, lang: str = "vi"
) -> str | bytes:
    """Tables that are handed on together, in the format ``name``: bytes where it is one of FILES.

    Raises Refusal where the format is unknown, or holds one table only and there are several.
    """
    if name in FILES:
        return _own(FILES[name], document, lang)
    module = FORMATS.get(name)
    if module is None:
        raise _unknown(name, {**FORMATS, **FILES})
    if module == "svg" and len(document.tables) != 1:
        raise Refusal(
            say(
                "one picture holds one table, and this has {count}; choose html, pdf, docx or xlsx",
                count=len(document.tables),
            )
        )
    if module == "svg":
        return render_table(document.tables[0], name, lang=lang)
    if module == "terminal":
        from planmodel.render import terminal

        return terminal.render_document(document, colour=colour, width=width, lang=lang)
    return _own(module, document, lang)


def _own(module: str, document: Document, lang: str) -> str | bytes:
    draw = cast(DocumentRenderer, import_module(f"planmodel.render.{module}").render_document)
    return draw(document, lang=lang)


def _unknown(name: str, known: dict[str, str]) -> Refusal:
    return Refusal(
        say(
            "there is no format '{name}' for tables; choose one of: {known}",
            name=name,
            known=", ".join(known),
        )
    )
