"""Tables as HTML: a page that stands alone and needs no network, or a fragment for a page of somebody else."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planmodel.diagnostics import Text
from planmodel.render.marks import HUES, is_chip, is_inferred, matrix_columns, style_of
from planmodel.render.measure import clean, longest_line
from planmodel.views.table import Cell, Column, Table

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
TURN = 8
"""A matrix with more columns than this has its heads turned upright."""
LONG, WIDE, MIDDLE, SHORT = 40, 20, 14, 18
"""A column that wants WIDE characters is text that wraps, one that wants LONG is sentences and needs room; one with no
text longer than SHORT does not wrap."""
_EMPTY = Text("(không có dòng nào)", "(nothing to show)")


def render(table: Table, *, colour: bool = False, width: int | None = None, lang: str = "vi") -> str:  # noqa: ARG001
    """``table`` as a whole page: light and dark, for the screen and for A4 landscape."""
    return environment().get_template("page.html").render(**_shown(table, lang), quiet=True, hues=HUES)


def render_fragment(table: Table, lang: str = "vi") -> str:
    """``table`` as a piece of HTML, for a page that holds ``stylesheet()`` too."""
    return environment().get_template("table.html").render(**_shown(table, lang), quiet=False) + "\n"


def stylesheet() -> str:
    """The rules that fragments need; every selector begins with ``.pm-``."""
    return environment().get_template("style.css").render(hues=HUES)


@cache
def environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=False,
    )


def _shown(table: Table, lang: str) -> dict[str, Any]:
    """What the templates print: texts, and the classes that say how."""
    matrix = matrix_columns(table)
    head = _row_head(table)
    classes = [
        "pm-cell" if n in matrix else _classes(column, [row[n] for row in table.rows], n == head)
        for n, column in enumerate(table.columns)
    ]
    turned = " pm-turn" if len(matrix) > TURN else ""
    return {
        "lang": lang,
        "title": clean(table.title),
        "empty": _EMPTY.get(lang),
        "matrix": bool(matrix),
        "notes": [clean(note) for note in table.notes],
        "columns": [
            {"title": clean(column.title), "classes": classes[n] + (turned if n in matrix else "")}
            for n, column in enumerate(table.columns)
        ],
        "groups": [
            {
                "title": clean(group.title),
                "rows": [
                    [_cell(cell, classes[n], n == head) for n, cell in enumerate(row)] for row in group.rows
                ],
            }
            for group in table.groups
            if group.rows
        ],
    }


def _row_head(table: Table) -> int:
    """The column that names the row: the first of text, within the first three."""
    return next((n for n, column in enumerate(table.columns[:3]) if column.width >= WIDE), 0)


def _classes(column: Column, cells: list[Cell], heads: bool) -> str:
    names = [f"pm-{column.align}"]
    if heads:
        names.append("pm-row")
    elif all(longest_line(cell.text) <= SHORT for cell in cells):
        names.append("pm-key")
    elif column.width >= LONG:
        names.append("pm-long")
    elif column.width >= WIDE:
        names.append("pm-wide")
    elif column.width >= MIDDLE:
        names.append("pm-middle")
    return " ".join(names)


def _cell(cell: Cell, classes: str, heads: bool) -> dict[str, str]:
    style = style_of(cell.mark)
    chip = ""
    if style is not None and cell.text:
        chip = f"{'pm-chip' if is_chip(cell) else 'pm-bar'} pm-{style.hue}"
    elif is_inferred(cell.mark):
        chip = "pm-plain"
    if chip and is_inferred(cell.mark):
        chip += " pm-inferred"
    return {
        "tag": "th" if heads else "td",
        "classes": classes,
        "chip": chip,
        "text": clean(cell.text),
        "note": clean(cell.note),
    }
