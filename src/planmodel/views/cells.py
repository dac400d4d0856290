"""Differences between two matrices (``derive.cells``) as a table and as JSON, for ``raci --against`` and for ``diff``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planmodel import model as m
from planmodel.derive.cells import CellChange as Change
from planmodel.diagnostics import Text, say
from planmodel.views import words
from planmodel.views.table import Cell, Column, Group, Table

KINDS: dict[str, Text] = {
    "lost": Text("Mất vai trò", "Lost a part"),
    "gained": Text("Thêm vai trò", "Gained a part"),
    "letters": Text("Đổi chữ cái", "Other letters"),
    "only-old": Text("Chỉ có ở bản trước", "Only in the first"),
    "only-new": Text("Chỉ có ở bản sau", "Only in the second"),
}


def table_of(found: Iterable[Change], registry: m.Registry, lang: str, title: str, name: str) -> Table:
    """Differences in who does what as a table under a title, and a short name, of its own."""
    columns = (
        Column("old_at", {"vi": "Điều khoản trước", "en": "Clause before"}[lang], 12),
        Column("new_at", {"vi": "Điều khoản sau", "en": "Clause after"}[lang], 12),
        Column("task", {"vi": "Nhiệm vụ", "en": "Task"}[lang], 44),
        Column("agency", {"vi": "Cơ quan", "en": "Agency"}[lang], 22),
        Column("before", {"vi": "Trước", "en": "Before"}[lang], 9, "center"),
        Column("after", {"vi": "Sau", "en": "After"}[lang], 9, "center"),
    )
    by_kind: dict[str, list[tuple[Cell, ...]]] = {kind: [] for kind in KINDS}
    for change in found:
        by_kind[change.kind].append(_row(change, registry, lang))
    groups = tuple(
        Group(f"{KINDS[k].get(lang)} ({len(rows)})", tuple(rows)) for k, rows in by_kind.items() if rows
    )
    notes = () if groups else (say("Nothing differs in who does what.").get(lang),)
    return Table(title, columns, groups, notes, name)


def _row(change: Change, registry: m.Registry, lang: str) -> tuple[Cell, ...]:
    item = change.new or change.old
    assert item is not None
    return (
        Cell(words.at(change.old.at) if change.old is not None else ""),
        Cell(words.at(change.new.at) if change.new is not None else ""),
        Cell(item.title),
        Cell(words.agency(change.agency, registry, lang) if change.agency is not None else ""),
        Cell("/".join(change.before), ", ".join(change.at_before), change.before[0] if change.before else ""),
        Cell("/".join(change.after), ", ".join(change.at_after), change.after[0] if change.after else ""),
    )


def rows_of(found: Iterable[Change]) -> list[dict[str, Any]]:
    """Differences in who does what as JSON."""

    def item(which: m.Task | m.Duty | None) -> dict[str, Any] | None:
        return {"id": which.id, "at": words.at(which.at) or None} if which is not None else None

    return [
        {
            "kind": c.kind,
            "old": item(c.old),
            "new": item(c.new),
            "agency": c.agency,
            "before": list(c.before),
            "after": list(c.after),
            "evidence_before": list(c.at_before),
            "evidence_after": list(c.at_after),
        }
        for c in found
    ]
