"""Which tasks the covers of duties hold: tasks in the document's order, so that a range of clauses is found by bisection."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.diagnostics import Refusal, say

ALIKE = {"education": {"education", "both", "cross"}, "health": {"health", "both", "cross"}}
"""Which tasks a duty for one sector takes in, by their sectors."""

MOST_REACHED = 5_000_000
"""How often the duties of one plan may reach a task: 500 duties that cover each of 5,000 tasks reach half as often."""

Stretch = tuple[int, int]
"""From the first place to the one just past the last; equal where there is nothing."""

Way = tuple[m.Cover, list[int]]
"""A cover, and the numbers of the tasks that it reaches."""


class Ranges:
    """Tasks that stand at a clause, in the order of their clauses."""

    def __init__(self, tasks: Iterable[m.Task]) -> None:
        self._tasks = tuple(tasks)
        clauses = [t.at for t in self._tasks]
        orders = {n: at.order for n, at in enumerate(clauses) if at is not None}
        self._known: dict[tuple[Clause, Clause | None], Stretch] = {}
        self.numbers = sorted(orders, key=orders.__getitem__)
        """For each place the number of its task among all that were given."""
        self._orders = [orders[n] for n in self.numbers]

    @cached_property
    def ids(self) -> list[str]:
        """For each place the id of its task."""
        return [self._tasks[n].id for n in self.numbers]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {task: place for place, task in enumerate(self.ids)}

    def of(self, cover: m.Cover) -> Stretch:
        """The places of the tasks that ``cover`` holds; a cover of the whole plan holds no single task."""
        _, at, last, task, _ = cover
        if task is not None:
            place = self._places.get(task.id)
            return (place, place + 1) if place is not None else (0, 0)
        if at is None:
            return 0, 0
        known = self._known.get((at, last))
        if known is None:
            first = bisect_left(self._orders, at.order)
            end = bisect_left(self._orders, (last or at).end, first)
            known = self._known[at, last] = (first, end)
        return known

    def under(self, covers: Sequence[m.Cover]) -> tuple[Stretch, ...]:
        """The places that ``covers`` hold together, as few stretches as there can be: equal for the same tasks."""
        if len(covers) == 1:  # as most duties have
            first, end = stretch = self.of(covers[0])
            return (stretch,) if first < end else ()
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
        self._tasks = plan.tasks
        self._counted: set[int] = set()
        self._reached = 0

    @cached_property
    def _by_id(self) -> dict[str, int]:
        return {t.id: n for n, t in enumerate(self._tasks)}

    def tasks(self, duty: m.Duty) -> tuple[tuple[m.Task, m.Cover], ...]:
        """The tasks that ``duty`` reaches, each with the cover that reaches it first, in the plan's order."""
        tasks = self._tasks
        reached = [(n, cover) for cover, numbers in self.ways(duty) for n in numbers]
        return tuple([(tasks[n], cover) for n, cover in sorted(reached, key=_number)])

    def reaches(self, duty: m.Duty) -> bool:
        """True where ``duty`` reaches a task."""
        return any(numbers for _, numbers in self.ways(duty))

    def numbers(self, duty: m.Duty) -> list[int]:
        """The numbers of the tasks that ``duty`` reaches, each once."""
        ways = self.ways(duty)
        return ways[0][1] if len(ways) == 1 else [n for _, numbers in ways for n in numbers]

    def ways(self, duty: m.Duty) -> list[Way]:
        """The covers of ``duty``, each with the numbers of the tasks that it is the first to reach.

        The scope narrows coverage and never creates it: a duty "trong các trường học" over a mixed section reaches
        its education tasks and those of both sectors, not its health tasks.
        """
        ways: list[Way] = []
        for cover in duty.covers:
            numbers = self._under(cover)
            self._count(cover, len(numbers))
            ways.append((cover, numbers))
        if len(ways) > 1:
            ways = _each_once(ways)
        scope = duty.scope
        allowed = ALIKE.get(scope.sector or "") if scope is not None else None
        if allowed is None:
            return ways
        tasks = self._tasks
        return [(cover, [n for n in numbers if tasks[n].sector in allowed]) for cover, numbers in ways]

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


def _each_once(ways: Iterable[Way]) -> list[Way]:
    """``ways`` with each task only where it is reached first."""
    reached: set[int] = set()
    made: list[Way] = []
    for cover, numbers in ways:
        made.append((cover, [n for n in numbers if n not in reached]))
        reached.update(numbers)
    return made


def _number(pair: tuple[int, m.Cover]) -> int:
    return pair[0]
