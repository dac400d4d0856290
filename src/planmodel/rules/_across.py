"""What rules across plans read of one plan."""

from __future__ import annotations

from datetime import date

from planmodel import model as m
from planmodel.diagnostics import Span
from planmodel.rules import _numbers as numbers
from planmodel.rules._api import Summary


def summary(plan: m.Plan, registry: m.Registry) -> Summary:
    """The summary of ``plan``."""
    document = plan.document
    cited: dict[tuple[str, str, date], tuple[str, str, str, date, Span, str]] = {}
    for b in plan.legal_bases:
        key, issuer = numbers.key(b.number), body(b.issuer.id, plan, registry)
        if key is not None and issuer is not None and b.issued is not None:
            cited.setdefault((key, issuer, b.issued), (key, issuer, b.number, b.issued, b.span, str(b.at)))
    return Summary(
        source=plan.source,
        plan=plan.id,
        kind=plan.kind,
        id_span=plan.id_span,
        number=document.number,
        number_span=document.number_span,
        key=numbers.key(document.number),
        issuer=body(document.issuer.id, plan, registry),
        issued=document.issued,
        bases=tuple(cited.values()),
    )


def body(agency: str, plan: m.Plan, registry: m.Registry) -> str | None:
    """The one body that ``agency`` is in ``plan`` (``ubnd-tinh@hung-yen``, ``thu-tuong``), None where it is many."""
    kind, _, province = agency.partition("@")
    known = registry.agencies.get(kind)
    if known is None or known.group:
        return None
    if known.level == "central":
        return kind
    if province:
        return agency
    home = plan.document.province
    return f"{agency}@{home.id}" if home is not None else None
