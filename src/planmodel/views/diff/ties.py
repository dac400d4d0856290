"""What hangs together in the tables of a difference: a change, whom to tell of it, and what to check again for it."""

from __future__ import annotations

from collections.abc import Iterable

from planmodel.derive.affected import Again
from planmodel.derive.changes import Change
from planmodel.views.diff.difference import Difference
from planmodel.views.diff.lines import Line


class Ties:
    """The names of cells that others lead to, and what each change leads to."""

    def __init__(self, d: Difference) -> None:
        self._plan = d.plan.id
        self._names = {id(change): f"change {self._plan} {n}" for n, change in enumerate(d.changes, 1)}
        self._items = {
            (change.item_kind, side.id): change
            for change in reversed(d.changes)
            for side in (*change.old, *change.new)
        }
        self._told: dict[int, list[str]] = {}
        for told in d.effects.told:
            for reason in told.reasons:
                if reason.change is not None:
                    self._told.setdefault(id(reason.change), []).append(told.agency)
        self._again: dict[int, list[Again]] = {}
        for again in d.effects.again:
            for change in again.because:
                self._again.setdefault(id(change), []).append(again)
        self._known = {told.agency for told in d.effects.told}

    def change(self, change: Change) -> str:
        """What names a change: its first line."""
        return self._names.get(id(change), "")

    def of_item(self, kind: str, item: str) -> str:
        """What names the change of an item; nothing where it did not change."""
        change = self._items.get((kind, item))
        return self.change(change) if change is not None else ""

    def agency(self, agency: str) -> str:
        """What names an agency among those to be told."""
        return f"tell {self._plan} {agency}"

    def again(self, again: Again) -> str:
        """What names an item among those to be checked again."""
        return f"again {self._plan} {again.plan} {again.kind} {again.item}"

    def told_of(self, line: Line) -> list[str]:
        """The agencies to be told of a line; of a lead who it was and who it is."""
        led = [f for c in line.changes for f in c.fields if f.field == "lead" and f.code == line.code]
        found: Iterable[str] = (
            (agency for f in led for agency in (*f.old, *f.new))
            if led
            else (agency for c in line.changes for agency in self._told.get(id(c), ()))
        )
        return [agency for agency in dict.fromkeys(found) if agency in self._known]

    def again_for(self, line: Line) -> list[Again]:
        """What is to be checked again for a line."""
        return list({id(a): a for c in line.changes for a in self._again.get(id(c), ())}.values())
