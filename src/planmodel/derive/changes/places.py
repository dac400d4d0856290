"""Where in its text a field of an item stands."""

from __future__ import annotations

from typing import Any

from planmodel import model as m
from planmodel.diagnostics import Span

_NAMED = {"with": "with_", "from": "from_", "due": "due"}


def place(record: Any, field: str) -> Span | None:
    """Where ``field`` of ``record`` stands; None where that is not known more closely than the record itself."""
    if isinstance(record, m.Document) and field in ("number", "issued"):
        return record.number_span if field == "number" else record.issued_span
    value = getattr(record, _NAMED.get(field, field), None)
    first = value[0] if isinstance(value, tuple) and value else value
    if isinstance(first, m.Role):
        return first.verb.span
    if isinstance(first, m.Ref | m.Cover | m.Due | m.Step):
        return first.span
    return None
