"""Which tasks the covers of duties hold: tasks in the document's order, so that a range of clauses is found by bisection."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from decimal import Decimal

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.diagnostics import Refusal, say

ALIKE = {"education": {"education", "both", "cross"}, "health": {"health", "both", "cross"}}
"""Which tasks a duty for one sector takes in, by their sectors."""

MOST_REACHED = 5_000_000
"""How often the duties of one plan may reach a task: 500 duties that cover each of 5,000 tasks reach half as often."""

Stretch = tuple[int, int]
"""From the first place to the one just past the last; equal where there is nothing."""


class Ranges:
    """Tasks that stand at a clause, in the order of their clauses."""

    def __init__(self, tasks: Iterable[m.Task]) -> None:
        placed = sorted((t.at.order, n, t.id) for n, t in enumerate(tasks) if t.at is not None)
        self._orders = [order for order, _, _ in placed]
        self._place = {task: place for place, (_, _, task) in enumerate(placed)}
        self._known: dict[tuple[Clause, Clause | None], Stretch] = {}
        self.numbers = [n for _, n, _ in placed]
        """For each place the number of its task among all that were given."""
        self.ids = [task for _, _, task in placed]

    def of(self, cover: m.Cover) -> Stretch:
        """The places of the tasks that ``cover`` holds; a cover of the whole plan holds no single task."""
        if cover.task is not None:
            place = self._place.get(cover.task.id)
            return (place, place + 1) if place is not None else (0, 0)
        if cover.at is None:
            return 0, 0
        cited = (cover.at, cover.last)
        known = self._known.get(cited)
        if known is None:
            first = bisect_left(self._orders, cover.at.order)
            end = bisect_left(self._orders, (cover.last or cover.at).end, first)
            known = self._known[cited] = (first, end)
        return known

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


class Reach:
    """Which tasks of a plan a duty reaches."""

    def __init__(self, plan: m.Plan) -> None:
        self.ranges = Ranges(plan.tasks)
        self._by_id = {t.id: n for n, t in enumerate(plan.tasks)}
        self._tasks = plan.tasks
        self._counted: set[int] = set()
        self._reached = 0

    def tasks(self, duty: m.Duty) -> tuple[tuple[m.Task, m.Cover], ...]:
        """The tasks that ``duty`` reaches, each with the cover that reaches it first, in the plan's order."""
        tasks = self._tasks
        return tuple([(tasks[n], cover) for n, cover in sorted(self.numbers(duty), key=_number)])

    def reaches(self, duty: m.Duty) -> bool:
        """True where ``duty`` reaches a task."""
        return any(True for _ in self.numbers(duty))

    def numbers(self, duty: m.Duty) -> Iterable[tuple[int, m.Cover]]:
        """The numbers of the tasks that ``duty`` reaches, each with the cover that reaches it first.

        The scope narrows coverage and never creates it: a duty "trong các trường học" over a mixed section reaches
        its education tasks and those of both sectors, not its health tasks.
        """
        reached: dict[int, m.Cover] = {}
        for cover in duty.covers:
            numbers = self._under(cover)
            self._count(cover, len(numbers))
            if reached:
                for number in numbers:
                    reached.setdefault(number, cover)
            else:
                reached = dict.fromkeys(numbers, cover)
        allowed = ALIKE.get(duty.scope.sector or "") if duty.scope is not None else None
        if allowed is None:
            return reached.items()
        tasks = self._tasks
        return [(n, cover) for n, cover in reached.items() if tasks[n].sector in allowed]

    def _count(self, cover: m.Cover, tasks: int) -> None:
        """Raise Refusal where covers over covers would keep the program busy without end."""
        if id(cover) not in self._counted:
            self._counted.add(id(cover))
            self._reached += tasks
        if self._reached > MOST_REACHED:
            message = say(
                "the duties reach tasks more than {count} times in all; split the plan, or cite fewer clauses",
                count=Decimal(MOST_REACHED),
            )
            raise Refusal(message)

    def _under(self, cover: m.Cover) -> list[int]:
        if cover.task is not None:
            number = self._by_id.get(cover.task.id)  # a task may stand at no clause
            return [] if number is None else [number]
        first, end = self.ranges.of(cover)
        return self.ranges.numbers[first:end]


def _number(pair: tuple[int, m.Cover]) -> int:
    return pair[0]
