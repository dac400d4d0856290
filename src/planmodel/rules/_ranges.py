"""What the covers of duties hold: tasks in the document's order, so that a range of clauses is found by bisection."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from planmodel import model as m
from planmodel.workspace import reaches

Stretch = tuple[int, int]
"""From the first place to the one just past the last; equal where there is nothing."""


class Ranges:
    """Tasks that stand at a clause, in the order of their clauses."""

    def __init__(self, tasks: Iterable[m.Task]) -> None:
        placed = sorted(
            ((t.at, n, t.id) for n, t in enumerate(tasks) if t.at is not None), key=lambda x: x[0].order
        )
        self._clauses = [at for at, _, _ in placed]
        self._place = {task: place for place, (_, _, task) in enumerate(placed)}
        self.ids = [task for _, _, task in placed]

    def of(self, cover: m.Cover) -> Stretch:
        """The places of the tasks that ``cover`` holds; a cover of the whole plan holds no single task."""
        if cover.task is not None:
            place = self._place.get(cover.task.id)
            return (place, place + 1) if place is not None else (0, 0)
        if cover.at is None:
            return 0, 0
        first = bisect_left(self._clauses, cover.at)
        return first, bisect_left(self._clauses, True, first, key=lambda at: not reaches(cover, at))

    def under(self, covers: Iterable[m.Cover]) -> tuple[Stretch, ...]:
        """The places that ``covers`` hold together, as few stretches as there can be: equal for the same tasks."""
        return tuple(_joined(sorted(s for s in map(self.of, covers) if s[0] < s[1])))


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    now: Stretch | None = None
    for first, end in stretches:
        if now is not None and first <= now[1]:
            now = now[0], max(now[1], end)
            continue
        if now is not None:
            yield now
        now = first, end
    if now is not None:
        yield now


def shown(cover: m.Cover) -> str:
    """A cover as the plan writes it: ``III.1``, ``III.1..III.3``, a task's id."""
    if cover.task is not None:
        return cover.task.id
    return f"{cover.at}..{cover.last}" if cover.last is not None else str(cover.at)
