"""Conditions of one kind and file, asked together: most of what an evaluation costs is paid once for several.

A sheet never says anything else than its conditions by themselves: where it fails at an item, or might take long, each
of them is asked alone there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import ceil
from time import thread_time
from typing import Any, NamedTuple

from planmodel.rules.user.around import Around
from planmodel.rules.user.cel import Condition, together
from planmodel.rules.user.likeness import MAX_COST, Row, Stretch, Told, alike, is_own
from planmodel.rules.user.shortcuts import LOWERED
from planmodel.rules.user.variables import usable

WIDEST = 20
"""Conditions in one expression."""

LONGEST = 1.0
"""Seconds of computing for each so many conditions, after which a sheet is given up for a plan."""

STRETCH = 64
"""Items whose fields are held at once."""


class Answers(NamedTuple):
    """What a sheet says of a plan: for each rule the items of which its condition is not known to hold, by number.

    False where it does not hold, None where it must be asked alone. After ``asked`` items nobody asked.
    """

    by_rule: dict[int, list[tuple[int, Told]]]
    asked: int


class _Group(NamedTuple):
    """Conditions of some rules in one expression, with what it names of items and of the plan, and of these in small letters."""

    rules: tuple[int, ...]
    expression: Any
    own: tuple[str, ...]
    of_plan: tuple[str, ...]
    lowered: frozenset[str]
    loops: tuple[Condition, ...]
    lists: tuple[str, ...]

    def told(self, some: Stretch) -> Iterator[list[Told]]:
        """For each rule what its condition says of each item."""
        data = {name: some.plan[name] for name in self.of_plan}
        wary = self._wary(some)
        nobody: list[Told] = [None] * len(self.rules)
        made = []
        own = [(name, some.columns[name]) for name in self.own]
        for n in range(some.many):
            data |= {name: column[n] for name, column in own}
            long = wary and any(c.at_most(data, some.letters) > MAX_COST for c in self.loops)
            made.append((None if long else self._ask(data)) or nobody)
            if thread_time() > some.end:
                break
        return map(list, zip(*made, strict=True))

    def _wary(self, some: Stretch) -> bool:
        """True where a condition might take long at some of the items."""
        lists = chain.from_iterable(some.columns.get(name) or [some.plan[name]] for name in self.lists)
        longest = max(map(len, lists), default=0)
        return any(c.cost.at_most(longest, some.letters) > MAX_COST for c in self.loops)

    def _ask(self, data: dict[str, Any]) -> list[Told] | None:
        try:
            value = self.expression.eval(None, data).plain_value()
        except (RuntimeError, ValueError, TypeError):
            return None
        return value if type(value) is list else None


class Sheet:
    """Conditions of the rules of one file for one kind, by the numbers of the rules."""

    def __init__(self, kind: str, rows: Mapping[int, Row]) -> None:
        likely = {number: alike(kind, row) for number, row in rows.items()}
        self._kind = kind
        self._alike = {number: one for number, one in likely.items() if one is not None}
        self._groups = tuple(_groups(kind, {n: row for n, row in rows.items() if n not in self._alike}))
        self.rules = (*self._alike, *(number for group in self._groups for number in group.rules))
        """The rules that are asked here; others are asked alone."""
        named = [name for number in self.rules for c in rows[number].conditions for name in c.names]
        getters = {name: usable(kind)[name].get for name in named}
        self._own = {name: get for name, get in getters.items() if is_own(kind, name)}
        self._of_plan = {name: get for name, get in getters.items() if not is_own(kind, name)}
        self._lowered = frozenset(name for group in self._groups for name in group.lowered)

    def answers(self, around: Around) -> Answers:
        """What the conditions say of the items of a plan."""
        items = around.items(self._kind)
        by_rule: dict[int, list[tuple[int, Told]]] = {number: [] for number in self.rules}
        known: dict[int, dict[Any, Told]] = {number: {} for number in self._alike}
        end = thread_time() + LONGEST * ceil(len(self.rules) / WIDEST)
        plan = self._plan(around)
        for first in range(0, len(items), STRETCH):
            some = self._stretch(around, items[first : first + STRETCH], plan, end)
            told = {number: one.told(some, known[number]) for number, one in self._alike.items()}
            for group in self._groups:
                told.update(zip(group.rules, group.told(some), strict=True))
            if thread_time() > end:
                return Answers(by_rule, first)
            for number, answers in told.items():
                if not _ALL_WELL.issuperset(answers):
                    by_rule[number] += [pair for pair in enumerate(answers, first) if pair[1] is not True]
        return Answers(by_rule, len(items))

    def _plan(self, around: Around) -> dict[str, Any]:
        """What is named of the plan."""
        made = {name: get(around.plan, around) for name, get in self._of_plan.items()}
        return made | {LOWERED + name: made[name].lower() for name in self._lowered.intersection(made)}

    def _stretch(self, around: Around, items: Sequence[Any], plan: dict[str, Any], end: float) -> Stretch:
        columns = {name: [get(item, around) for item in items] for name, get in self._own.items()}
        for name in self._lowered.intersection(columns):
            columns[LOWERED + name] = list(map(str.lower, columns[name]))
        return Stretch(len(items), columns, plan, around.plan.span.end, end)


_ALL_WELL = frozenset([True])


def _groups(kind: str, rows: Mapping[int, Row]) -> Iterator[_Group]:
    """The rows in as few expressions as may be; one alone only where that spares calls of ``lower``."""
    numbers = list(rows)
    for first in range(0, len(numbers), WIDEST):
        some = tuple(numbers[first : first + WIDEST])
        conditions = [c for number in some for c in rows[number].conditions]
        if len(some) == 1 and not any("lower" in c.words.text for c in conditions):
            continue
        made = together(kind, [rows[number] for number in some])
        if made is None:
            continue
        names = dict.fromkeys(name for c in conditions for name in c.names)
        own = [name for name in names if is_own(kind, name)]
        of_plan = [name for name in names if not is_own(kind, name)]
        loops = tuple([c for c in conditions if c.loops])
        yield _Group(
            rules=some,
            expression=made.expression,
            own=_with_lowered(own, made.lowered),
            of_plan=_with_lowered(of_plan, made.lowered),
            lowered=made.lowered,
            loops=loops,
            lists=tuple(dict.fromkeys(name for c in loops for name in c.lists)),
        )


def _with_lowered(names: Sequence[str], lowered: frozenset[str]) -> tuple[str, ...]:
    return (*names, *(LOWERED + name for name in names if name in lowered))
