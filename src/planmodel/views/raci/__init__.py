"""Who does what: the responsibility matrix, the argument behind one cell, and what changed between two matrices."""

from __future__ import annotations

from planmodel.views.raci.argument import data as why_data
from planmodel.views.raci.argument import find_item, why
from planmodel.views.raci.changes import changes, changes_data
from planmodel.views.raci.chosen import Only
from planmodel.views.raci.matrix import BY, LETTERS, cell, data, matrix
from planmodel.views.raci.reasons import VIA, evidence_words

__all__ = [
    "BY",
    "LETTERS",
    "VIA",
    "Only",
    "cell",
    "changes",
    "changes_data",
    "data",
    "evidence_words",
    "find_item",
    "matrix",
    "why",
    "why_data",
]
