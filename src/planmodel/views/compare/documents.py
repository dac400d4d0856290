"""The views of a comparison by name, and the document that holds those that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from planmodel.derive.conformity import Item, fingerprint
from planmodel.views import words
from planmodel.views.compare import apart, coverage, figures, listed, rhythms
from planmodel.views.compare.beside import side_by_side
from planmodel.views.compare.comparison import Comparison
from planmodel.views.compare.overview import overview
from planmodel.views.table import Document, Table

Make = Callable[[Comparison, str], list[Table]]


def conformity(c: Comparison, lang: str) -> list[Table]:
    """How plans stand to what they are compared with: a page to be handed on as it is."""
    tables = [overview(c, lang), *side_by_side(c, lang), listed.departures(c, lang), listed.detail(c, lang)]
    own = listed.added(c, lang)
    return [*tables, *([own] if own.rows else []), listed.legend(c, lang)]


VIEWS: dict[str, Make] = {
    "conformity": conformity,
    "indicators": figures.indicators,
    "tasks": coverage.tasks,
    "leads": coverage.leads,
    "reports": rhythms.reports,
    "unusual": apart.unusual_table,
    "pairs": apart.pairs_table,
}
"""The views that are tables, the usual one first."""

ALL = tuple(name for name in VIEWS if name != "pairs")
"""What ``all`` stands for: distances of all pairs are for those who ask for them."""


def document(c: Comparison, views: Sequence[str] = ("conformity",), lang: str = "vi") -> Document:
    """The tables of these views as one document."""
    tables = tuple(table for view in views for table in VIEWS[view](c, lang))
    return Document(c.title.get(lang), tables)


def item_data(c: Comparison, i: Item, lang: str) -> dict[str, Any]:
    """One item as JSON."""
    accepted = c.acceptance(i)
    return {
        "template": i.template,
        "plan": i.plan,
        "item_kind": i.kind,
        "item": i.item,
        "year": i.year,
        "matches": list(i.matches),
        "basis": i.basis or None,
        "verdict": i.verdict,
        "dimensions": dict(i.dimensions),
        "why": c.why(i).get(lang),
        "template_at": words.at(i.template_at) or None,
        "plan_at": [str(at) for at in i.plan_at],
        "fingerprint": fingerprint(i),
        "accepted": None
        if accepted is None
        else {
            "reason": accepted.reason,
            "approver": accepted.approver,
            "on": accepted.on.isoformat(),
            "until": accepted.until.isoformat(),
        },
    }


def data(c: Comparison, views: Sequence[str] = ("conformity",), lang: str = "vi") -> dict[str, Any]:
    """The comparison as JSON, as ``schema/output/compare.schema.json`` describes; other views only where asked for."""
    found: dict[str, Any] = {"items": [item_data(c, i, lang) for i in c.shown]}
    others: dict[str, Callable[[], Any]] = {
        "indicators": lambda: figures.data(c),
        "tasks": lambda: coverage.tasks_data(c),
        "leads": lambda: coverage.leads_data(c),
        "reports": lambda: rhythms.data(c),
        "unusual": lambda: apart.unusual_data(c, lang),
        "pairs": lambda: apart.pairs_data(c),
    }
    asked = {view: others[view]() for view in views if view in others}
    return {**found, **({"views": asked} if asked else {})}


def without_links(c: Comparison) -> bool:
    """True where no item of any plan answers to anything that is demanded."""
    return not any(i.matches and i.verdict != "added" for i in c.items)
