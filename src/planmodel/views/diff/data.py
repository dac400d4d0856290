"""The differences as JSON, as ``schema/output/diff.schema.json`` describes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from planmodel import model as m
from planmodel.derive.affected import Again, Dated, Reason
from planmodel.derive.changes import CODES, WEIGHTS, Change, FieldChange, Side
from planmodel.diagnostics import Span
from planmodel.messages import joined
from planmodel.views import words
from planmodel.views.cells import rows_of
from planmodel.views.diff.difference import Difference, status
from planmodel.views.diff.said import title
from planmodel.views.diff.weighing import Weighing

if TYPE_CHECKING:
    from planmodel.derive.due import Obligation


def data(
    differences: Sequence[Difference], registry: m.Registry, weighing: Weighing, lang: str = "vi"
) -> dict[str, Any]:
    """Every difference of every plan; keys and enums are the same in every language."""
    return {"diffs": [_difference(d, registry, weighing, lang) for d in differences]}


def _difference(d: Difference, registry: m.Registry, weighing: Weighing, lang: str) -> dict[str, Any]:
    return {
        "status": status(d),
        "old": _version(d.old),
        "new": _version(d.new),
        "summary": {w: sum(c.weight == w for c in d.changes) for w in WEIGHTS},
        "hidden": d.hidden,
        "changes": [_change(c, registry, weighing, lang) for c in d.changes],
        "tell": [
            {
                "agency": t.agency,
                "name": words.agency(t.agency, registry, lang),
                "reasons": [_reason(r) for r in t.reasons],
            }
            for t in d.effects.told
        ],
        "check_again": [_again(a) for a in d.effects.again],
        "matrix": rows_of(d.effects.cells),
        "calendar": [_dated(x) for x in d.effects.dates],
    }


def _version(plan: m.Plan | None) -> dict[str, Any] | None:
    return (
        {"plan": plan.id, "number": plan.document.number, "source": plan.source} if plan is not None else None
    )


def _change(c: Change, registry: m.Registry, weighing: Weighing, lang: str) -> dict[str, Any]:
    return {
        "kind": c.kind,
        "item_kind": c.item_kind,
        "class": c.weight,
        "severity": weighing.of(c),
        "codes": list(c.codes),
        "title": title(c.item_kind, c.first, registry).get(lang),
        "why": joined("; ", (CODES[code].text for code in c.codes)).get(lang),
        "moved": c.moved,
        "redated": c.redated,
        "reled": c.reled,
        "retitled": c.retitled,
        "old": [_side(s) for s in c.old],
        "new": [_side(s) for s in c.new],
        "fields": [_field(f) for f in c.fields],
    }


def _side(side: Side) -> dict[str, Any]:
    return {"id": side.id, "at": words.at(side.at) or None, "line": side.span.line}


def _field(f: FieldChange) -> dict[str, Any]:
    return {
        "field": f.field,
        "now": f.now or f.field,
        "part": f.part or None,
        "code": f.code,
        "class": f.weight,
        "dimension": f.dimension,
        "relation": f.relation,
        "old": _json(f.old),
        "new": _json(f.new),
        "derived": f.derived,
        "old_line": _line(f.old_span),
        "new_line": _line(f.new_span),
        "old_at": list(f.old_at),
        "new_at": list(f.new_at),
    }


def _line(span: Span | None) -> int | None:
    return span.line if span is not None else None


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_json(x) for x in value]
    return {k: _json(v) for k, v in value.items()} if isinstance(value, dict) else value


def _names(c: Change) -> dict[str, Any]:
    """What names a change within the list of changes."""
    return {"item_kind": c.item_kind, "old": [s.id for s in c.old], "new": [s.id for s in c.new]}


def _reason(r: Reason) -> dict[str, Any]:
    if r.cell is not None:
        return {"kind": "part", "matrix": rows_of([r.cell])[0], "change": None}
    assert r.change is not None
    return {"kind": "item", "matrix": None, "change": _names(r.change)}


def _again(a: Again) -> dict[str, Any]:
    return {
        "kind": a.kind,
        "plan": a.plan,
        "item": a.item,
        "at": words.at(a.at) or None,
        "because": [_names(c) for c in a.because],
    }


def _dated(d: Dated) -> dict[str, Any]:
    one = d.new or d.old
    assert one is not None
    return {
        "kind": d.kind,
        "key": one.key,
        "item_kind": one.kind,
        "item": one.item,
        "at": words.at(one.at) or None,
        "old": _due(d.old),
        "new": _due(d.new),
    }


def _due(o: Obligation | None) -> str | None:
    return o.due.isoformat() if o is not None else None
