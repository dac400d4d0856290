"""Tables as CSV that Excel opens right: UTF-8 with a byte order mark, CRLF, and no cell that it takes for a formula."""

from __future__ import annotations

import csv
import io

from planmodel.diagnostics import Text
from planmodel.render.measure import clean
from planmodel.views.table import Cell, Document, Table

BOM = "\ufeff"
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_GROUP = Text("Nhóm", "Group")


def render_document(document: Document, *, lang: str = "vi") -> str:
    """The tables of ``document`` one after another, each under a row that holds its title, with an empty row between."""
    drawn = [render(table, lang=lang) for table in document.tables]
    if document.alone:
        return drawn[0]
    titled = [
        _line([table.title]) + text.removeprefix(BOM)
        for table, text in zip(document.tables, drawn, strict=True)
    ]
    return BOM + "\r\n".join([_line([document.title]), *titled])


def render(table: Table, *, colour: bool = False, width: int | None = None, lang: str = "vi") -> str:  # noqa: ARG001
    """The rows of ``table``, the heading of their group in front where it has any; title and notes stay out."""
    grouped = any(group.title for group in table.groups)
    heads = [column.title for column in table.columns]
    lines = [_line([_GROUP.get(lang), *heads] if grouped else heads)]
    for group in table.groups:
        for row in group.rows:
            cells = [_cell(cell) for cell in row]
            lines.append(_line([group.title, *cells] if grouped else cells))
    return BOM + "".join(lines)


def _line(cells: list[str]) -> str:
    """One row, every text in it harmless."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(map(_safe, cells))
    return out.getvalue()


def _cell(cell: Cell) -> str:
    note = f"[{cell.note}]" if cell.note else ""
    return f"{cell.text} {note}" if cell.text and note else cell.text + note


def _safe(text: str) -> str:
    """``text`` with an apostrophe in front where Excel would take it for a formula."""
    return f"'{clean(text)}" if text.startswith(_FORMULA) else clean(text)
