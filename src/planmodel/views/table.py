"""The one table type that every view returns and every renderer draws.

Renderers hold no arithmetic and no sorting: what stands in a table is what a reader sees, in that order.
"""

from __future__ import annotations

from typing import NamedTuple


class Cell(NamedTuple):
    """What one cell shows.

    ``note`` is its evidence (clauses, verbs), for a second line, a tooltip or a footnote; ``mark`` is a style word
    that renderers may colour by: a RACI letter, a verdict, ``gap``, ``inferred``.
    """

    text: str
    note: str = ""
    mark: str = ""


class Column(NamedTuple):
    """A column: a stable key for machines, a heading, and how much room its text wants (in characters)."""

    key: str
    title: str
    width: int = 12
    align: str = "left"


class Group(NamedTuple):
    """Rows under one heading (a section of the plan, a month); an empty heading draws none."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


class Table(NamedTuple):
    """A titled table with grouped rows, and notes under it (a legend, what is missing)."""

    title: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    notes: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """All rows, group by group."""
        return tuple(row for group in self.groups for row in group.rows)
