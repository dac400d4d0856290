"""One plan in two versions, and what became of it."""

from __future__ import annotations

from typing import NamedTuple

from planmodel import model as m
from planmodel.derive.affected import Effects
from planmodel.derive.changes import Change


class Difference(NamedTuple):
    """One plan in two versions and everything that differs; one of the two is None for a plan that is new or gone."""

    old: m.Plan | None
    new: m.Plan | None
    changes: tuple[Change, ...]
    effects: Effects
    hidden: int = 0
    """Changes that the reader asked not to see."""

    @property
    def plan(self) -> m.Plan:
        """The new version where there is one, else the old one."""
        found = self.new or self.old
        assert found is not None
        return found


def status(d: Difference) -> str:
    """What became of the plan."""
    return "added" if d.old is None else "removed" if d.new is None else "changed" if d.changes else "same"
