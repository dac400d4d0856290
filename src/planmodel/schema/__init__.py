"""JSON Schema 2020-12, the contract that editors use too: findings with the place of the offending key or value."""

from __future__ import annotations

from planmodel.diagnostics import Diagnostic
from planmodel.schema.engine import Engine, Fault, default_engine, faults, is_date, load
from planmodel.yamltree import Tree

__all__ = ["Engine", "Fault", "default_engine", "faults", "is_date", "load", "validate"]


def validate(tree: Tree, name: str, engine: Engine | None = None) -> list[Diagnostic]:
    """Check what was read against schema ``name``: findings with the place of the offending key or value."""
    found = faults(tree.data, name, engine)
    if not found:
        return []
    from planmodel.schema.explain import explain

    return explain(tree, found)
