"""The letters of one agency over the tasks of a section, as they stand on a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from planmodel.derive.responsibility import Assignment, in_order
from planmodel.views import words
from planmodel.views.network.pen import Pen
from planmodel.views.network.sections import Section


class Letters(NamedTuple):
    """The letters of one agency over a section's tasks: as a label, its heaviest letter, and the clauses behind it."""

    label: str
    kind: str
    inferred: bool
    clauses: tuple[str, ...]
    whole: bool


def merged(pen: Pen, section: Section, parts: dict[str, list[Assignment]]) -> Iterator[Letters]:
    """The letters of an agency's ``parts`` (by task of ``section``): what is stated, then what is only inferred.

    "A/R (4/6)" says that they hold for four of six tasks. Letters that a task has by both ways count as stated.
    """
    stated: dict[str, list[Assignment]] = {}
    inferred: dict[str, list[Assignment]] = {}
    for held in parts.values():
        sure = in_order(x for a in held if not a.inferred for x in a.raci)
        rest = in_order(x for a in held if a.inferred for x in a.raci if x not in sure)
        if sure:
            stated.setdefault("/".join(sure), []).append(_union([a for a in held if not a.inferred]))
        if rest:
            inferred.setdefault("/".join(rest), []).append(_union([a for a in held if a.inferred]))
    for found, is_inferred in ((stated, False), (inferred, True)):
        if found:
            yield _letters(pen, section, found, is_inferred)


def _union(held: list[Assignment]) -> Assignment:
    """One assignment with the evidence of all; its scope is that of the first where all have the same sector."""
    evidence = tuple(e for a in held for e in a.evidence)
    sectors = {a.scope.sector if a.scope is not None else None for a in held}
    return held[0]._replace(evidence=evidence, scope=held[0].scope if len(sectors) == 1 else None)


def _letters(pen: Pen, section: Section, found: dict[str, list[Assignment]], inferred: bool) -> Letters:
    every = len(section.tasks)
    whole = len(found) == 1 and all(len(x) == every for x in found.values())
    ordered = sorted(found, key=lambda x: ("ARSCI".index(x[0]), x))
    label = ordered[0] if whole else ", ".join(f"{x} ({len(found[x])}/{every})" for x in ordered)
    parts = [a for held in found.values() for a in held]
    sectors = {a.scope.sector if a.scope is not None else None for a in parts}
    sector = sectors.pop() if len(sectors) == 1 else None
    if sector in ("education", "health") and section.sector not in ("education", "health"):
        label += f" · {words.word(sector, pen.lang)}"
    clauses = dict.fromkeys(str(e.at) for a in parts for e in a.evidence if e.at is not None)
    return Letters(label, ordered[0][0], inferred, tuple(clauses), whole)
