"""How plans stand to a template, to another plan, and among one another: verdicts with both clauses and the reason.

Items are matched by what a plan says that it carries out, then by what they measure, never by likeness.
"""

from __future__ import annotations

from planmodel.views.compare.beside import side_by_side
from planmodel.views.compare.comparison import Comparison, Only
from planmodel.views.compare.documents import ALL, VIEWS, data, document, without_links
from planmodel.views.compare.listed import clauses, written
from planmodel.views.compare.overview import summary
from planmodel.views.compare.reasons import why

__all__ = [
    "ALL", "VIEWS", "Comparison", "Only", "clauses", "data", "document", "side_by_side", "summary", "why", "without_links", "written",
]  # fmt: skip
