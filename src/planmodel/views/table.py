"""The one table type that every view returns and every renderer draws, and tables that are handed on together.

Renderers hold no arithmetic and no sorting: what stands in a table is what a reader sees, in that order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from planmodel.diagnostics import Text


class Cell(NamedTuple):
    """What one cell shows.

    ``note`` is its evidence (clauses, verbs), for a second line, a tooltip or a footnote; ``mark`` is a style word
    that renderers may colour by: a RACI letter, a verdict, ``gap``, ``inferred``, ``indirect``. ``value`` is the number
    or the day that the text says, where it says nothing else: spreadsheets hold it. ``anchor`` names the cell (once in
    a document), and ``link`` the cell of the same document that this one leads to; where there is none, it is text.
    ``changed`` are the stretches of the text, from which sign to which, that the cell beside it says otherwise.
    """

    text: str
    note: str = ""
    mark: str = ""
    value: int | Decimal | date | None = None
    anchor: str = ""
    link: str = ""
    changed: tuple[tuple[int, int], ...] = ()

    @property
    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, each with whether it is one of the ``changed`` stretches."""
        at = 0
        for first, end in self.changed:
            if at < first:
                yield self.text[at:first], False
            if max(at, first) < end:
                yield self.text[max(at, first) : end], True
            at = max(at, first, end)
        if at < len(self.text):
            yield self.text[at:], False


class Column(NamedTuple):
    """A column: a stable key for machines, a heading, and how much room its text wants (in characters)."""

    key: str
    title: str
    width: int = 12
    align: str = "left"


def columns_of(heads: Iterable[tuple[str, Text, int, str]], lang: str) -> tuple[Column, ...]:
    """The columns of ``heads``, each with its heading in both languages, in one of them."""
    return tuple(Column(key, title.get(lang), width, align) for key, title, width, align in heads)


class Group(NamedTuple):
    """Rows under one heading (a section of the plan, a month); an empty heading draws none."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


class Table(NamedTuple):
    """A titled table with grouped rows, and notes under it (a legend, what is missing).

    ``name`` is a short name (a sheet's tab). ``label`` stands above the title ("PHỤ LỤC"), the lines ``under`` below
    it ("(Kèm theo Kế hoạch số ...)"): see Nghị định 30/2020/NĐ-CP, Phụ lục I.
    """

    title: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    notes: tuple[str, ...] = ()
    name: str = ""
    label: str = ""
    under: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """All rows, group by group."""
        return tuple(row for group in self.groups for row in group.rows)


class Document(NamedTuple):
    """Tables that are handed on together: one workbook with a sheet for each, one text with a section for each."""

    title: str
    tables: tuple[Table, ...]
    label: str = ""
    under: tuple[str, ...] = ()

    @property
    def alone(self) -> bool:
        """True where this is one table under its own title: it is drawn as that table is."""
        return len(self.tables) == 1 and self.title in ("", self.tables[0].title)
