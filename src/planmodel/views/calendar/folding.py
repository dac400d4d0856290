"""How a picture of many dates is folded into few rows: which obligations share one.

Every kind has a ladder of ways to fold, from a row for each item to one row for all; the kind with the most rows goes
one step down it (of several, the one that says least: periods before targets, tasks, reports), again and again, until the rows are few enough. Nothing is left out: a row holds all of its dates.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from planmodel.clauses import Clause
from planmodel.dates import PERIODS
from planmodel.derive.due import KINDS, Kind, Obligation
from planmodel.views.calendar.chosen import Open

MOST = 45
"""A picture has at most so many rows, which is what A4 can hold in legible letters."""

Step = Callable[[Obligation], Hashable]


class Held(NamedTuple):
    """What stands in one row: obligations of one kind, or duties to report without a day; ``step`` is how it is folded."""

    kind: Kind
    step: int
    made: tuple[Obligation, ...] = ()
    silent: tuple[Open, ...] = ()


def _section(depth: int) -> Step:
    return lambda o: (o.plan, section(o.at, depth))


def section(at: Clause | None, depth: int) -> tuple[str, ...]:
    """The labels of a clause down to ``depth``."""
    return at.labels[:depth] if at is not None else ()


DEPTHS = (0, 3, 2, 1, 0, 0)
"""To which depth of clauses tasks stand together on each step, 0 where clauses do not matter."""
_LADDERS: dict[Kind, tuple[Step, ...]] = {
    "report": (
        lambda o: (o.plan, o.item, o.every, o.proposed),
        lambda o: (o.plan, o.item, o.proposed),
        lambda o: (o.plan, o.proposed),
        lambda o: o.proposed,
    ),
    "task": (
        lambda o: (o.plan, o.item),
        *(_section(depth) for depth in DEPTHS[1:4]),
        lambda o: o.plan,
        lambda _: "",
    ),
    "target": (lambda o: (o.plan, o.item), lambda o: o.plan, lambda _: ""),
    "period": (lambda o: o.plan, lambda _: ""),
}
_LENGTHS: dict[str, int] = dict(PERIODS)
ALONE = 0
"""The first step of every ladder: a row for each item."""
_SILENT: tuple[Callable[[Open], Hashable], ...] = (
    lambda x: (x.plan.id, x.duty.report.id),
    lambda x: (x.plan.id, x.duty.report.id),
    lambda x: x.plan.id,
    lambda _: "",
)


def folded(made: Iterable[Obligation], silent: Sequence[Open], most: int = MOST) -> tuple[Held, ...]:
    """``made`` and the duties without a day in at most ``most`` rows, kind by kind, in the order given."""
    kinds: dict[Kind, list[Obligation]] = {kind: [] for kind in KINDS}
    for o in made:
        kinds[o.kind].append(o)
    steps = dict.fromkeys(KINDS, ALONE)
    rows = {kind: _rows(kind, held, silent, ALONE) for kind, held in kinds.items()}
    while sum(map(len, rows.values())) > most:
        foldable = [kind for kind in KINDS if steps[kind] + 1 < len(_LADDERS[kind])]
        if not foldable:
            break
        largest = max(foldable, key=lambda kind: (len(rows[kind]), KINDS.index(kind)))
        steps[largest] += 1
        rows[largest] = _rows(largest, kinds[largest], silent, steps[largest])
    return tuple(row for kind in KINDS for row in rows[kind])


def _rows(kind: Kind, held: list[Obligation], silent: Sequence[Open], step: int) -> list[Held]:
    groups: dict[Hashable, list[Obligation]] = {}
    for o in held:
        groups.setdefault(_LADDERS[kind][step](o), []).append(o)
    rows = [Held(kind, step, tuple(group)) for group in groups.values()]
    if kind == "report":
        quiet: dict[Hashable, list[Open]] = {}
        for x in silent:
            quiet.setdefault(_SILENT[step](x), []).append(x)
        rows += [Held(kind, step, (), tuple(group)) for group in quiet.values()]
    return rows if kind == "task" and step == ALONE else sorted(rows, key=_place)


def _place(held: Held) -> tuple[str, int, int]:
    """By plan and place, the shortest period first; only tasks that have rows of their own stand in the order of their days."""
    if held.silent:
        x = held.silent[0]
        return x.plan.id, x.duty.report.span.start, _LENGTHS.get(x.duty.every, 0)
    o = held.made[0]
    return o.plan, o.span.start, _LENGTHS.get(o.every or "", 0)
