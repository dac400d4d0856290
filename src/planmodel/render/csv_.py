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
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(_safe, [_GROUP.get(lang), *heads] if grouped else heads))
    for group in table.groups:
        title = [_safe(group.title)] if grouped else []
        writer.writerows([*title, *[_cell(c) if c[0] or c[1] else "" for c in row]] for row in group.rows)
    return BOM + out.getvalue()


def _line(cells: list[str]) -> str:
    """One row, every text in it harmless."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(map(_safe, cells))
    return out.getvalue()


def _cell(cell: Cell) -> str:
    text, note = cell.text, cell.note
    if not note:
        return _safe(text)
    return _safe(f"{text} [{note}]" if text else f"[{note}]")


def _safe(text: str) -> str:
    """``text`` with an apostrophe in front where Excel would take it for a formula."""
    return f"'{clean(text)}" if text.startswith(_FORMULA) else clean(text)
