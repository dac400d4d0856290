"""The annex in which offices hand out work, its lines as values, and the heading that annexes share."""

from __future__ import annotations

from planmodel.views.annex.lines import Line, Named, Section, sections
from planmodel.views.annex.page import annex, data, due_words
from planmodel.views.heading import LABEL, attached_to, known_number, titled, written_day

__all__ = [
    "LABEL",
    "Line",
    "Named",
    "Section",
    "annex",
    "attached_to",
    "data",
    "due_words",
    "known_number",
    "sections",
    "titled",
    "written_day",
]
