"""How plans stand to a template, item by item: a verdict with its dimensions, both clauses and the reason.

A level stated for the demanded year or an earlier one satisfies the year; a level only for a later year leaves the
demanded year without one (``missing``), and the reason names it. Items are matched by ``implements`` only: by what a
plan says that it carries out, never by likeness.
"""

from __future__ import annotations

from planmodel.views.compare.judge import DIMENSIONS, Item, compare
from planmodel.views.compare.page import data, summary, table

__all__ = ["DIMENSIONS", "Item", "compare", "data", "summary", "table"]
