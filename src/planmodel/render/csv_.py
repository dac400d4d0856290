"""Tables as CSV that Excel opens right: UTF-8 with a byte order mark, CRLF, and no cell that it takes for a formula."""

from __future__ import annotations

import csv
import io

from planmodel.diagnostics import Text
from planmodel.render.measure import clean
from planmodel.views.table import Cell, Table

BOM = "\ufeff"
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_GROUP = Text("Nhóm", "Group")


def render(table: Table, *, colour: bool = False, width: int | None = None, lang: str = "vi") -> str:  # noqa: ARG001
    """The rows of ``table``, the heading of their group in front where it has any; title and notes stay out."""
    grouped = any(group.title for group in table.groups)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    heads = [column.title for column in table.columns]
    writer.writerow(map(_safe, [_GROUP.get(lang), *heads] if grouped else heads))
    for group in table.groups:
        for row in group.rows:
            cells = [_cell(cell) for cell in row]
            writer.writerow(map(_safe, [group.title, *cells] if grouped else cells))
    return BOM + out.getvalue()


def _cell(cell: Cell) -> str:
    note = f"[{cell.note}]" if cell.note else ""
    return f"{cell.text} {note}" if cell.text and note else cell.text + note


def _safe(text: str) -> str:
    """``text`` with an apostrophe in front where Excel would take it for a formula."""
    return f"'{clean(text)}" if text.startswith(_FORMULA) else clean(text)
