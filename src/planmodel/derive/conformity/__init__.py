"""How a plan stands to a template, demand by demand: a verdict that follows from dimensions, and the facts behind it.

A level stated for the demanded year or an earlier one satisfies the year; a level only for a later year leaves the
demanded year without one (``missing``). Where of a plan only a news article is known, what it does not mention is
unknown, not missing. The sentences are ``views.compare.reasons``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planmodel import model as m
from planmodel.derive.conformity.demands import Demands as Demands
from planmodel.derive.conformity.items import DEPARTURES as DEPARTURES
from planmodel.derive.conformity.items import KINDS as KINDS
from planmodel.derive.conformity.items import Item as Item
from planmodel.derive.conformity.items import Wanted as Wanted
from planmodel.derive.conformity.items import fingerprint as fingerprint
from planmodel.derive.conformity.items import nothing as nothing
from planmodel.derive.conformity.judging import Comparison


def compare(
    template: m.Plan, plans: Iterable[m.Plan], registry: m.Registry, between: Iterable[m.Plan] = ()
) -> tuple[Item, ...]:
    """Every item of ``template`` against each plan, then what each plan adds."""
    demands = Demands(template, registry, between)
    return tuple(item for plan in plans for item in conformity(demands, plan))


def conformity(demands: Demands, plan: m.Plan) -> Iterator[Item]:
    """Every item of a template against one plan, then what the plan adds."""
    return Comparison(demands, plan).items()
