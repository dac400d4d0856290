"""Conditions of one kind and file, asked together: most of what an evaluation costs is paid once for an item.

A sheet never says anything else than its conditions by themselves: where it fails at an item, or might take long, each
of them is asked alone there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from time import thread_time
from typing import Any, NamedTuple

from planmodel.rules.user.around import Around
from planmodel.rules.user.cel import Condition, together
from planmodel.rules.user.variables import usable

WIDEST = 20
"""Conditions on one sheet."""

MAX_COST = 20_000.0
"""What each condition on a sheet may take at one item, in microseconds by estimate."""

LONGEST = 1.0
"""Seconds of computing after which a sheet is given up for a plan."""


class Row(NamedTuple):
    """What a rule asks: its condition, and the filter where it has one."""

    where: Condition | None
    require: Condition


class Sheet:
    """The conditions of some rules for one kind."""

    def __init__(self, kind: str, rows: Sequence[Row], expression: Any) -> None:
        conditions = [c for row in rows for c in row if c is not None]
        self._kind = kind
        self._expression = expression
        self._names = tuple(dict.fromkeys(name for c in conditions for name in c.names))
        self._loops = tuple(c for c in conditions if c.cost.nested or c.cost.pattern)

    def answers(self, around: Around) -> list[list[bool] | None]:
        """For each item what each condition says; None for an item, and for all after the last, where nobody asked."""
        variables = usable(self._kind)
        letters = around.plan.span.end
        own, data = [], {}
        for name in self._names:
            if self._kind != "plan" and name.startswith("plan."):
                data[name] = variables[name].get(around.plan, around)
            else:
                own.append((name, variables[name].get))
        made: list[list[bool] | None] = []
        end = thread_time() + LONGEST
        for item in around.items(self._kind):
            for name, get in own:
                data[name] = get(item, around)
            made.append(self._ask(data, letters))
            if thread_time() > end:
                break
        return made

    def _ask(self, data: dict[str, Any], letters: int) -> list[bool] | None:
        for condition in self._loops:
            if condition.at_most(data, letters) > MAX_COST:
                return None
        try:
            value = self._expression.eval(data=data).plain_value()
        except (RuntimeError, ValueError, TypeError):
            return None
        return value if type(value) is list else None


def sheets(kind: str, rows: Iterable[tuple[int, Row]]) -> Iterator[tuple[Sheet, tuple[int, ...]]]:
    """The conditions of one kind on sheets, each with the numbers of its rows."""
    listed = list(rows)
    for first in range(0, len(listed), WIDEST):
        some = listed[first : first + WIDEST]
        if len(some) > 1:
            made = [row for _, row in some]
            expression = together(kind, made)
            if expression is not None:
                yield Sheet(kind, made, expression), tuple(number for number, _ in some)
