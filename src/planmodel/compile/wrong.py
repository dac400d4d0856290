"""What is wrong with a text that its schema has accepted: values of which one rules the other out, an id given twice."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import diagnostics as dg
from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.diagnostics import Diagnostic, Related, Span, say
from planmodel.dues import FIRST_YEAR, LAST_YEAR
from planmodel.yamltree import Tree


def impossible(plan: m.Plan) -> Iterator[Diagnostic]:
    """Pairs of values of which one rules the other out, which a schema cannot see."""
    for target in plan.targets:
        for level in target.levels:
            if level.high is not None and level.high < level.amount:
                yield _reversed(plan, level.span, level.amount, level.high, target.at)
        if target.step is not None and target.step.until < target.step.first:
            yield _reversed(plan, target.step.span, target.step.first, target.step.until, target.at)
    for r in plan.requirements:
        if r.choose is not None and r.choose > len(r.of):
            yield dg.OUT_OF_RANGE.at(
                plan.source,
                r.span,
                say(
                    "requirement {requirement}: {choose} of {options} cannot be chosen; check choose or of",
                    requirement=r.id,
                    choose=r.choose,
                    options=len(r.of),
                ),
                clause=str(r.at) if r.at is not None else None,
            )


def timeless(plan: m.Plan) -> Iterator[Diagnostic]:
    """A period that ends before it begins, or one of thousands of years: every date of the plan would lie outside of it,
    or come thousands of times.
    """
    period = plan.period
    if period.last < period.first:
        yield _reversed(plan, period.span, period.first, period.last, None)
    elif period.first.year < FIRST_YEAR or period.last.year > LAST_YEAR:
        message = say(
            "'{begin} – {end}': a period lies between {first} and {last}; look at the document again",
            begin=period.first,
            end=period.last,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
        yield dg.OUT_OF_RANGE.at(plan.source, period.span, message)


def _reversed(plan: m.Plan, span: Span, first: object, last: object, at: Clause | None) -> Diagnostic:
    return dg.OUT_OF_RANGE.at(
        plan.source,
        span,
        say(
            "'{first} – {last}': the end comes before the beginning; put them in order",
            first=first,
            last=last,
        ),
        clause=str(at) if at is not None else None,
    )


_ID_SPACES = (
    ("objectives",), ("targets",), ("requirements",), ("tasks", "duties"), ("reports",),
    ("agencies",), ("indicators",), ("populations",), ("options",), ("roles",), ("provinces",),
)  # fmt: skip


def wrong_entries(tree: Tree) -> Iterator[Diagnostic]:
    """What is wrong with a registry file that its schema has accepted."""
    from planmodel import daysoff, orders

    yield from duplicate_ids(tree)
    yield from daysoff.misplaced(tree)
    yield from orders.misplaced(tree)
    if "orders" in tree.data:
        yield from orders.found(tree, tree.data["orders"])
    if "workdays" in tree.data:
        yield from daysoff.found(tree, tree.data["workdays"])


def duplicate_ids(tree: Tree) -> Iterator[Diagnostic]:
    """An id names one item of its kind; tasks and duties share one space, since assignments name either."""
    for kinds in _ID_SPACES:
        ids = [item["id"] for kind in kinds for item in tree.data.get(kind, ())]
        if len(set(ids)) == len(ids):
            continue
        first: dict[str, Span] = {}
        for kind in kinds:
            for item in tree.data.get(kind, ()):
                span = tree.value_span(item, "id")
                if item["id"] not in first:
                    first[item["id"]] = span
                    continue
                before = first[item["id"]]
                yield dg.DUPLICATE_ID.at(
                    tree.source.name,
                    span,
                    say(
                        "id '{id}' is already used on line {line}; choose another",
                        id=item["id"],
                        line=before.line,
                    ),
                    clause=item.get("at"),
                    related=(Related(say("first used here"), tree.source.name, before),),
                )
