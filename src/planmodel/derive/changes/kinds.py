"""What a change is: two sides, the fields that differ, how the new one stands to the old one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from planmodel.clauses import Clause
from planmodel.derive.changes.codes import CODES, WEIGHTS
from planmodel.derive.plain import Plain
from planmodel.diagnostics import Span

KINDS = ("added", "removed", "changed", "renamed", "split", "merged")


Entry = tuple[Any, Plain]
"""A record and its plain form."""


class Met(NamedTuple):
    """Items of the old version that are items of the new one: one and one, one and several, several and one, or one side only."""

    old: tuple[Entry, ...]
    new: tuple[Entry, ...]


class Side(NamedTuple):
    """One item in one of the two plans: its id (what names it, where it has none), place, title and content."""

    id: str
    at: Clause | None
    span: Span
    title: str
    item: Plain


class FieldChange(NamedTuple):
    """One field that differs.

    ``field`` is its path in the plain form (``levels.2023`` for one year), ``now`` the path where it stands now if that is
    another. ``relation`` is that of the new value to the old one in ``dimension``. ``derived`` marks what follows from
    other items (who leads a task) and stands in no field; ``part`` the part of a split or merged item that it is about.
    ``old_at`` and ``new_at`` are the clauses behind it, where they are others than the item's own.
    """

    field: str
    old: Any
    new: Any
    code: str
    dimension: str | None = None
    relation: str | None = None
    now: str = ""
    derived: bool = False
    part: str = ""
    old_span: Span | None = None
    new_span: Span | None = None
    old_at: tuple[str, ...] = ()
    new_at: tuple[str, ...] = ()

    @property
    def weight(self) -> str:
        """What the change does to the demand."""
        return CODES[self.code].weight


_REDATED = frozenset(
    {
        "deadline-later", "deadline-earlier", "deadline-changed", "deadline-day-dropped", "deadline-day-added",
        "target-year-later", "target-year-earlier", "target-year-changed", "document-redated", "period-shorter",
        "period-longer", "period-changed",
    }
)  # fmt: skip
_RELED = frozenset(
    f"{who}-{how}"
    for who in ("lead", "doer", "duty-agency")
    for how in ("lost", "gained", "added", "changed")
)
_RETITLED = frozenset({"title-changed", "title-rewritten"})


class Change(NamedTuple):
    """One difference between two plans: an item that was added, removed, changed, renamed, split or merged."""

    kind: str
    item_kind: str
    old: tuple[Side, ...]
    new: tuple[Side, ...]
    code: str
    """The kind of change where the whole item is it; nothing where its fields say it."""
    fields: tuple[FieldChange, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Every kind of change in it, each once, the weightiest first."""
        whole = (self.code,) if self.code else ()
        found = dict.fromkeys((*whole, *(f.code for f in self.fields)))
        return tuple(sorted(found, key=lambda code: WEIGHTS.index(CODES[code].weight)))

    @property
    def weight(self) -> str:
        """What the change does to the demand; the worst word where several are true."""
        return worst(CODES[code].weight for code in self.codes)

    @property
    def moved(self) -> bool:
        """True where the item stands at another clause."""
        return any(f.code in ("moved", "renumbered") for f in self.fields)

    @property
    def redated(self) -> bool:
        """True where a day or a year is another."""
        return not _REDATED.isdisjoint(self.codes)

    @property
    def reled(self) -> bool:
        """True where others lead or do it."""
        return not _RELED.isdisjoint(self.codes)

    @property
    def retitled(self) -> bool:
        """True where it is worded otherwise."""
        return not _RETITLED.isdisjoint(self.codes)

    @property
    def first(self) -> Side:
        """The new side where there is one, else the old one."""
        return (self.new or self.old)[0]


def worst(weights: Iterable[str]) -> str:
    """The word that wins among several."""
    return min(weights, key=WEIGHTS.index)
