"""How a finding about many items lists them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planmodel import model as m
from planmodel.clauses import cover_all
from planmodel.diagnostics import Text
from planmodel.messages import day

ONE_BY_ONE = 5
"""Up to so many items of one kind are found one by one; more are one finding that lists them."""

_MOST = 20


def listed(items: Iterable[object], between: str = ", ") -> str:
    """The first twenty ``items``; an ellipsis stands for the rest."""
    names = [str(item) for item in items]
    return between.join(names[:_MOST] + ["…"] * (len(names) > _MOST))


def listed_days(days: Iterable[date]) -> Text:
    """The first twenty of ``days``, each once and in order."""
    different = sorted(set(days))
    vi, en = (listed(day(one, lang) for one in different) for lang in ("vi", "en"))
    return Text(vi, en)


def clauses_of(every: Iterable[m.Task], some: Iterable[m.Task]) -> str:
    """Where ``some`` of the tasks stand, a section for all of its tasks; ids where no clause is known."""
    chosen = list(some)
    clauses = cover_all([t.at for t in every if t.at is not None], [t.at for t in chosen if t.at is not None])
    return listed([*clauses, *(t.id for t in chosen if t.at is None)])
