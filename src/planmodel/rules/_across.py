"""What rules across plans read of one plan."""

from __future__ import annotations

from planmodel import model as m
from planmodel.rules._api import Summary


def summary(plan: m.Plan) -> Summary:
    """The summary of ``plan``."""
    bases = tuple((b.number, b.issued, b.span, str(b.at)) for b in plan.legal_bases if b.issued is not None)
    return Summary(source=plan.source, plan=plan.id, kind=plan.kind, id_span=plan.id_span, bases=bases)
