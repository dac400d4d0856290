"""What follows from the changes between two versions, as records: whom to tell, what to check again, other cells and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from planmodel.clauses import Clause
    from planmodel.derive.cells import CellChange
    from planmodel.derive.changes import Change
    from planmodel.derive.due import Obligation


class Reason(NamedTuple):
    """Why an agency is to be told: its part in an item is another (``cell``), or an item that is its own changed (``change``)."""

    cell: CellChange | None
    change: Change | None


class Told(NamedTuple):
    """An agency and what it has to know."""

    agency: str
    reasons: tuple[Reason, ...]


class Again(NamedTuple):
    """An item that has to be looked at again, in this plan or another, and the items whose change makes it so.

    ``kind`` is target, task, duty, requirement, or template-item where the demand of a template stands behind.
    """

    kind: str
    plan: str
    item: str
    at: Clause | None
    title: str
    because: tuple[Change, ...]


class Dated(NamedTuple):
    """One obligation that appears, vanishes or moves to another day."""

    kind: str
    old: Obligation | None
    new: Obligation | None


class Effects(NamedTuple):
    """Everything that follows."""

    told: tuple[Told, ...]
    again: tuple[Again, ...]
    cells: tuple[CellChange, ...]
    dates: tuple[Dated, ...]


NOTHING = Effects((), (), (), ())
"""Where nothing changed."""
