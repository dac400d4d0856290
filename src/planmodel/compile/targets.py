"""The targets of a plan: comparators, the figures of years, and the years that a yearly step gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from planmodel import diagnostics as dg
from planmodel import model as m
from planmodel.compile.items import Item, decimal
from planmodel.diagnostics import Diagnostic, Fix, Span, Text, say

_COMPARATORS = {"at_least": ">=", "more_than": ">", "at_most": "<=", "range": "range"}
_THOUSANDS = r"[0-9]{1,3}(?:\.[0-9]{3})+"


def target(i: Item, found: list[Diagnostic]) -> m.Target:
    """The target of a plan that ``i`` states; what is wrong with its level goes to ``found``."""
    level = i.item("level")
    given = [k for k in _COMPARATORS if k in level]
    if len(given) != 1:
        found.append(_comparators(i, level, given))
    step = _step(level.item("step")) if "step" in level else None
    comparator = given[0] if given else "at_least"
    return m.Target(
        span=i.place,
        id=i.text("id"),
        at=i.clause(),
        title=i.optional("title"),
        indicator=i.ref("indicator"),
        sector=i.text("sector"),
        population=i.ref("population"),
        area_ref=i.ref("area"),
        measure=i.text("measure"),
        demand=i.optional("demand"),
        comparator=_COMPARATORS[comparator],
        levels=_levels(i, level, comparator, step, found),
        step=step,
        unit=i.text("unit"),
        commitment=i.text("commitment"),
        implements=i.refs("implements"),
        note=i.optional("note"),
    )


def _comparators(target: Item, level: Item, given: list[str]) -> Diagnostic:
    """The finding for a level without a comparator or with several."""
    if given:
        span = level.tree.key_span(level.data, given[1])
        message = say(
            "target {target}: give one of at_least, more_than, at_most, range only", target=target.text("id")
        )
    else:
        span = level.span
        message = say(
            "target {target}: the level is missing: give at_least, more_than, at_most or range",
            target=target.text("id"),
        )
    return dg.ONE_COMPARATOR.at(target.tree.source.name, span, message, clause=target.text("at"))


def _step(i: Item) -> m.Step:
    return m.Step(
        span=i.place,
        first=int(i.data["from"]),
        add=i.number("add"),
        until=int(i.data["until"]),
        reach=i.number("reach"),
    )


def _levels(
    target: Item, level: Item, comparator: str, step: m.Step | None, found: list[Diagnostic]
) -> tuple[m.Level, ...]:
    stated: dict[str, m.Level] = {}
    values = level.item(comparator) if comparator in level else None
    for year in values.data if values else ():
        assert values is not None
        span = values.at(year)
        if comparator == "range":
            pair = values.data[year]
            low, high = (decimal(values.tree, pair, n) for n in (0, 1))
            for n in (0, 1):
                thousands(target, values.tree.value_span(pair, n), found)
            stated[year] = m.Level(year, low, high, False, span)
        else:
            thousands(target, span, found)
            stated[year] = m.Level(year, values.number(year), None, False, span)
    if step is not None:
        for key in ("add", "reach"):
            thousands(target, level.item("step").at(key), found)
    for made in _stepped(stated, step) if step else ():
        stated.setdefault(made.year, made)
    return tuple(sorted(stated.values(), key=lambda x: (x.year == m.UNSTATED, x.year)))


def _stepped(stated: dict[str, m.Level], step: m.Step) -> Iterator[m.Level]:
    """The years of a step form: each adds ``step.add`` to the year before; the last is stated, those between derived."""
    before = stated.get(str(step.first - 1))
    amount = before.amount if before is not None else None
    for year in range(step.first, step.until):
        if amount is None:
            break
        amount += step.add
        yield m.Level(str(year), amount, None, True, step.span)
    yield m.Level(str(step.until), step.reach, None, False, step.span)


def thousands(item: Item, span: Span, found: list[Diagnostic]) -> None:
    """``31.187`` schools is 31,187 of them; as a share of 100 it may be meant as it stands."""
    written = item.tree.source.slice(span)
    unit = item.text("unit") if "unit" in item else ""
    if unit == "%" or not re.fullmatch(_THOUSANDS, written):
        return
    right = written.replace(".", "")
    found.append(
        dg.THOUSANDS_DOT.at(
            item.tree.source.name,
            span,
            _decimal_or_thousands(item.text("id"), unit, written, right),
            clause=item.data.get("at"),
            fix=Fix(span, right),
        )
    )


def _decimal_or_thousands(item: str, unit: str, written: str, right: str) -> Text:
    """Only targets have a unit; of a requirement it is the number to choose."""
    if unit:
        return say(
            "target {target}: '{written}' reads as {amount} {unit}; if thousands are meant write {right}",
            target=item,
            written=written,
            amount=Decimal(written),
            unit=unit,
            right=right,
        )
    return say(
        "requirement {requirement}: '{written}' reads as {amount}; if thousands are meant write {right}",
        requirement=item,
        written=written,
        amount=Decimal(written),
        right=right,
    )
