"""Tables as Markdown that GitHub draws: a section with a table of its own for each group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planmodel.diagnostics import Text
from planmodel.render.marks import is_inferred, matrix_columns
from planmodel.render.measure import clean
from planmodel.views.table import Cell, Column, Document, Table

_RULES = {"left": ":--", "center": ":-:", "right": "--:"}
_EMPTY = Text("(không có dòng nào)", "(nothing to show)")
_SIGNS = re.compile(r"([\\`*_\[\]~|$])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_AT_START = re.compile(r"^(\s*)(?:(\d+)([.)])|([#+\->]))")


def render(table: Table, *, colour: bool = False, width: int | None = None, lang: str = "vi") -> str:  # noqa: ARG001
    """``table`` as a heading, a table (or a section for each group) and a list of notes.

    The columns of a matrix are left out of a section in which nothing stands in them.
    """
    blocks = _head("##", table)
    if not table.rows:
        blocks.append(_EMPTY.get(lang))
    matrix = matrix_columns(table)
    for group in table.groups:
        if group.rows:
            blocks += [f"### {escape_line(group.title)}"] * bool(group.title)
            filled = [
                any(row[n].text or row[n].note for row in group.rows) for n in range(len(table.columns))
            ]
            shown = [n for n in range(len(table.columns)) if n not in matrix or filled[n]]
            blocks.append("\n".join(_rows(table.columns, group.rows, shown)))
    if table.notes:
        blocks.append("\n".join(f"- {escape_line(note)}" for note in table.notes))
    return "\n\n".join(blocks) + "\n"


def render_document(document: Document, *, lang: str = "vi") -> str:
    """``document`` as a heading and a section for each of its tables."""
    tables = [render(table, lang=lang) for table in document.tables]
    if document.alone:
        return tables[0]
    return "\n".join(["\n\n".join([*_head("#", document), ""]), *tables])


def _head(sign: str, of: Table | Document) -> list[str]:
    """The label, the title as a heading, and the lines under it."""
    label = [f"**{escape(of.label)}**"] * bool(of.label)
    title = [f"{sign} {escape_line(of.title)}"] * bool(of.title)
    return [*label, *title, *(f"_{escape(line)}_" for line in of.under if line.strip())]


def _rows(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], shown: Sequence[int]) -> Iterator[str]:
    yield _row(escape(columns[n].title) for n in shown)
    yield _row(_RULES.get(columns[n].align, ":--") for n in shown)
    for row in rows:
        yield _row(_cell(row[n]) for n in shown)


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    text = escape(cell.text)
    if text and is_inferred(cell.mark):
        text = f"<i>{text}</i>"
    note = f"<sub>{escape(cell.note)}</sub>" if cell.note else ""
    return f"{text}<br>{note}" if text and note else text + note


def escape(text: str) -> str:
    """``text`` as it stands, whatever signs it holds."""
    plain = _ENTITY.sub("&amp;", clean(text)).replace("<", "&lt;").replace(">", "&gt;")
    return "<br>".join(_SIGNS.sub(r"\\\1", line.strip()) for line in plain.split("\n"))


def escape_line(text: str) -> str:
    """``text`` at the start of a line, where a number or a dash would begin a list."""
    return _AT_START.sub(_harmless, escape(text), count=1)


def _harmless(found: re.Match[str]) -> str:
    space, number, dot, sign = found.groups()
    return f"{space}{number}\\{dot}" if number else f"{space}\\{sign}"
