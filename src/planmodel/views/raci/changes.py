"""What changed between two matrices, as a table and as JSON: see ``derive.cells``."""

from __future__ import annotations

from typing import Any

from planmodel import model as m
from planmodel.derive.cells import cell_changes
from planmodel.diagnostics import say
from planmodel.views.cells import rows_of, table_of
from planmodel.views.table import Table


def changes(old: m.Plan, new: m.Plan, registry: m.Registry, lang: str = "vi") -> Table:
    """The differences as a table, one group for each kind."""
    title = say("Who does what: {old} and {new}", old=_name(old), new=_name(new)).get(lang)
    return table_of(
        cell_changes(old, new, registry), registry, lang, title, {"vi": "Thay đổi", "en": "Changes"}[lang]
    )


def _name(plan: m.Plan) -> str:
    return plan.document.number if plan.document.number != "unknown" else plan.id


def changes_data(old: m.Plan, new: m.Plan, registry: m.Registry) -> dict[str, Any]:
    """The differences as JSON, as ``schema/output/raci-changes.schema.json`` describes."""

    return {"old": old.id, "new": new.id, "changes": rows_of(cell_changes(old, new, registry))}
