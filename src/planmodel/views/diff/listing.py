"""The kinds of changes as a table: code, class, severity, mirror, meaning."""

from __future__ import annotations

from typing import Any

from planmodel.derive.changes import CODES, WEIGHTS
from planmodel.diagnostics import Text, say
from planmodel.views import words
from planmodel.views.diff.weighing import Weighing
from planmodel.views.table import Cell, Group, Table, columns_of

_COLUMNS = (
    ("code", Text("Mã", "Code"), 30, "left"),
    ("meaning", Text("Nghĩa là", "Meaning"), 44, "left"),
    ("severity", Text("Mức", "Severity"), 10, "left"),
    ("mirror", Text("Chiều ngược lại", "From the other side"), 30, "left"),
)


def listing(weighing: Weighing, lang: str = "vi") -> Table:
    """Every kind of change, by class."""
    groups = []
    for weight in WEIGHTS:
        rows = tuple(
            (Cell(c.code), Cell(c.text.get(lang), "", weight), Cell(weighing.of_code(c.code)), Cell(c.mirror))
            for c in CODES.values()
            if c.weight == weight
        )
        groups.append(Group(f"{words.word(weight, lang)} ({weight})", rows))
    return Table(say("Kinds of changes").get(lang), columns_of(_COLUMNS, lang), tuple(groups))


def listing_data(weighing: Weighing, lang: str = "vi") -> dict[str, Any]:
    """The same as JSON."""
    return {
        "codes": [
            {
                "code": c.code,
                "class": c.weight,
                "severity": weighing.of_code(c.code),
                "mirror": c.mirror,
                "meaning": c.text.get(lang),
            }
            for c in CODES.values()
        ]
    }
