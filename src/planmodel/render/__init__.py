"""Renderers: a table in, text out. They are known by name here and loaded when used.

What stands in a table is what a reader sees: nothing is computed or sorted on this floor. The same table gives the
same bytes, whatever the machine, the day or the locale.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from planmodel.diagnostics import Refusal, say
from planmodel.views.table import Table

FORMATS: dict[str, str] = {
    "terminal": "terminal",
    "markdown": "markdown",
    "md": "markdown",
    "csv": "csv_",
    "html": "html",
    "svg": "svg",
}
"""The formats that a table can be drawn in, each with the module that draws it."""


class Renderer(Protocol):
    """What every module named in FORMATS holds under the name ``render``."""

    def __call__(self, table: Table, *, colour: bool, width: int | None, lang: str) -> str:
        """The table as text. Formats that know neither terminal colours nor a width ignore both."""


def render_table(
    table: Table, name: str, *, colour: bool = False, width: int | None = None, lang: str = "vi"
) -> str:
    """``table`` in the format ``name``; ``colour`` and ``width`` (in columns) matter to the terminal only."""
    module = FORMATS.get(name)
    if module is None:
        raise Refusal(
            say(
                "there is no format '{name}' for tables; choose one of: {known}",
                name=name,
                known=", ".join(FORMATS),
            )
        )
    draw = cast(Renderer, import_module(f"planmodel.render.{module}").render)
    return draw(table, colour=colour, width=width, lang=lang)
