"""Tables as HTML: a page that stands alone and needs no network, or a fragment for a page of somebody else.

A page is whole without its script, which only adds a field that hides rows; no other script runs in it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from planmodel.diagnostics import Text
from planmodel.render.marks import HUES, is_chip, is_inferred, matrix_columns, style_of
from planmodel.render.measure import clean, longest_line
from planmodel.views.table import Cell, Column, Document, Table

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
TURN = 8
"""A matrix with more columns than this has its heads turned upright."""
LONG, WIDE, MIDDLE, SHORT = 40, 20, 14, 18
"""A column that wants WIDE characters is text that wraps, one that wants LONG is sentences and needs room; one with no
text longer than SHORT does not wrap."""
MANY = 15
"""A table with more rows than this has a field that hides rows."""
CHOICES = {"verdict": "one", "kind": "one", "tell": "several"}
"""The columns of few words by which the rows of such a table can be chosen, and by their group; of some a cell has several."""
_WORDS = {
    "empty": Text("(không có dòng nào)", "(nothing to show)"),
    "skip": Text("Tới nội dung", "Skip to content"),
    "contents": Text("Mục lục", "Contents"),
    "filter": Text("Lọc dòng có chữ:", "Show rows with:"),
    "shown": Text("còn # trong # dòng", "# of # rows"),
    "all": Text("tất cả", "all"),
    "part": Text("Phần", "Part"),
}


class _Place(NamedTuple):
    """Where a table stands on its page: its id, the id of what names it, and the anchors that links may lead to."""

    id: str
    named_by: str
    anchors: frozenset[str]


def render(table: Table, *, colour: bool = False, width: int | None = None, lang: str = "vi") -> str:  # noqa: ARG001
    """``table`` as a whole page: light and dark, for the screen and for A4 landscape."""
    return render_document(Document(table.title, (table,)), lang=lang)


def render_document(
    document: Document, *, lang: str = "vi", pictures: Mapping[int, Sequence[str]] = MappingProxyType({})
) -> str:
    """``document`` as one page: its tables one after another, with a list of them in front where there are several.

    Cells that name an anchor of another cell lead to it. The title of a table that stands alone is that of the page.
    ``pictures`` are SVG to stand above tables, by the table's number.
    """
    tables = document.tables
    alone = document.alone
    head: Table | Document = tables[0] if alone else document
    anchors = frozenset(c.anchor for t in tables for row in t.rows for c in row if c.anchor)
    places = [
        _Place(f"bang-{n}", "ten" if alone else f"ten-bang-{n}", anchors) for n in range(1, len(tables) + 1)
    ]
    shown = [_shown(t, place, quiet=True) for t, place in zip(tables, places, strict=True)]
    for number, drawn in pictures.items():
        shown[number]["pictures"] = _drawings(drawn)
    script = _script() if any(table["filter"] for table in shown) else ""
    return environment().get_template("page.html").render(
        lang=lang,
        title=clean(head.title),
        label=clean(document.label or (head.label if alone else "")),
        under=[clean(line) for line in (document.under or (head.under if alone else ()))],
        tables=_once_each(shown),
        several=not alone,
        words=_said(lang),
        script=script,
        allowed=f"'sha256-{_digest(script)}'" if script else "'none'",
        hues=HUES,
    )  # fmt: skip


def _drawings(drawn: Sequence[str]) -> list[dict[str, str]]:
    """Pictures as they stand in a page, and what each is called."""
    from markupsafe import Markup

    from planmodel.render import linked

    return [{"title": linked.titled(svg), "svg": Markup(linked.linked(svg, {}))} for svg in drawn]


def render_fragment(table: Table, lang: str = "vi", *, place: str = "bang-1") -> str:
    """``table`` as a piece of HTML, for a page that holds ``stylesheet()`` too; ``place`` is its own on that page."""
    anchors = frozenset(c.anchor for row in table.rows for c in row if c.anchor)
    shown = _shown(table, _Place(place, f"ten-{place}", anchors), quiet=False)
    page = environment().get_template("table.html")
    return page.render(shown=_once_each([shown])[0] | {"filter": False}, words=_said(lang)) + "\n"


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


@cache
def _script() -> str:
    """Our script, which holds nothing that a plan says."""
    from markupsafe import Markup

    return Markup((TEMPLATES / "filter.js").read_text("utf-8"))


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _said(lang: str) -> dict[str, str]:
    return {key: text.get(lang) for key, text in _WORDS.items()}


def _shown(table: Table, place: _Place, *, quiet: bool) -> dict[str, Any]:
    """What the templates print: texts, and the classes that say how."""
    matrix = matrix_columns(table)
    head = _row_head(table)
    classes = [
        "pm-cell" if n in matrix else _classes(column, [row[n] for row in table.rows], n == head)
        for n, column in enumerate(table.columns)
    ]
    turned = " pm-turn" if len(matrix) > TURN else ""
    return {
        "place": place.id,
        "named_by": place.named_by,
        "quiet": quiet,
        "title": clean(table.title),
        "label": clean(table.label),
        "under": [clean(line) for line in table.under],
        "matrix": bool(matrix),
        "filter": len(table.rows) > MANY,
        "pictures": [],
        "notes": [clean(note) for note in table.notes],
        "columns": [
            {
                "title": clean(column.title),
                "classes": classes[n] + (turned if n in matrix else ""),
                "choose": CHOICES.get(column.key, "") if len(table.rows) > MANY else "",
            }
            for n, column in enumerate(table.columns)
        ],
        "groups": [
            {
                "title": clean(group.title),
                "rows": [
                    [_cell(cell, classes[n], n == head, place.anchors) for n, cell in enumerate(row)]
                    for row in group.rows
                ],
            }
            for group in table.groups
            if group.rows
        ],
    }


def _once_each(shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """``shown`` with every id once: of cells that name the same anchor, links lead to the first."""
    seen: set[str] = set()
    for cell in (c for one in shown for group in one["groups"] for row in group["rows"] for c in row):
        if cell["id"] in seen:
            cell["id"] = ""
        seen.add(cell["id"])
    return shown


def anchor_id(anchor: str) -> str:
    """The id of the cell that names ``anchor``: in a space of its own, without the white space that ids cannot hold."""
    return "o-" + re.sub(r"\s", "_", clean(anchor))


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


def _cell(cell: Cell, classes: str, heads: bool, anchors: frozenset[str]) -> dict[str, str]:
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
        "id": anchor_id(cell.anchor) if cell.anchor else "",
        "href": quote(anchor_id(cell.link)) if cell.link in anchors and cell.text else "",
        "chip": chip,
        "text": _text(cell),
        "note": clean(cell.note),
    }


def _text(cell: Cell) -> str:
    """The text of a cell, what is changed in it marked."""
    if not cell.changed:
        return clean(cell.text)
    from markupsafe import Markup

    return Markup("").join(
        Markup("<mark>{}</mark>").format(clean(text)) if changed else clean(text)
        for text, changed in cell.pieces
    )
