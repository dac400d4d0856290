"""How a finding about many items lists them."""

from __future__ import annotations

from collections.abc import Iterable

from planmodel import model as m
from planmodel.clauses import cover_all

ONE_BY_ONE = 5
"""Up to so many items of one kind are found one by one; more are one finding that lists them."""

_MOST = 20


def listed(items: Iterable[object], between: str = ", ") -> str:
    """The first twenty ``items``; an ellipsis stands for the rest."""
    names = [str(item) for item in items]
    return between.join(names[:_MOST] + ["…"] * (len(names) > _MOST))


def clauses_of(every: Iterable[m.Task], some: Iterable[m.Task]) -> str:
    """Where ``some`` of the tasks stand, a section for all of its tasks; ids where no clause is known."""
    chosen = list(some)
    clauses = cover_all([t.at for t in every if t.at is not None], [t.at for t in chosen if t.at is not None])
    return listed([*clauses, *(t.id for t in chosen if t.at is None)])
