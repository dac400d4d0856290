"""Conditions that see so little of an item that they say the same of many, and are asked once for all that are alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import not_
from time import thread_time
from typing import Any, NamedTuple

from planmodel.rules.user.cel import Condition
from planmodel.rules.user.shortcuts import ALL, EMPTY, MEMBERS, SIZE, both, seen
from planmodel.rules.user.variables import FEW, Type, usable

MAX_COST = 20_000.0
"""What each condition that is asked for several items or with others may take, in microseconds by estimate."""

Told = bool | None
"""What a condition says of an item; None where it must be asked alone."""

See = Callable[[Sequence[Any]], Iterable[Any]]
"""From the values of a field to what is seen of them."""

SHORT = 16
"""Entries of a list that one loop goes through within all bounds where it goes through a single one within MAX_COST."""

_WHOLE: dict[Type, Callable[[Any], Any]] = {"text": str, "day": str, "flag": bool, "texts": tuple}
"""A value as something that can be looked up."""


class Row(NamedTuple):
    """What a rule asks: its condition, and the filter where it has one."""

    where: Condition | None
    require: Condition

    @property
    def conditions(self) -> Iterator[Condition]:
        """The filter and the condition."""
        return (c for c in self if c is not None)


class Stretch(NamedTuple):
    """Some items of a plan: how many, what is named of them by field, and of the plan; no text is longer than ``letters``.

    ``end`` is when to stop asking; what is told then does not count.
    """

    many: int
    columns: Mapping[str, Sequence[Any]]
    plan: Mapping[str, Any]
    letters: int
    end: float


def is_own(kind: str, name: str) -> bool:
    """True for a field of each item, false for one of the plan whose item it is."""
    return kind == "plan" or not name.startswith("plan.")


def own_names(kind: str, condition: Condition) -> tuple[str, ...]:
    """What a condition names of each item."""
    return tuple([name for name in condition.names if is_own(kind, name)])


class Alike(NamedTuple):
    """A row that sees little of its items: the fields that it names of them, and what it sees of each."""

    row: Row
    names: tuple[str, ...]
    sees: tuple[See, ...]

    def told(self, some: Stretch, known: dict[Any, Told]) -> list[Told]:
        """What the row says of each item; ``known`` is what it has said of others."""
        keys = self._keys(some)
        different = set(keys)
        for key in different.difference(known):
            n = keys.index(key)
            known[key] = self._ask({name: some.columns[name][n] for name in self.names}, some)
            if thread_time() > some.end:
                return []
        if all(known[key] is True for key in different):  # as of most plans
            return [True] * some.many
        return [known[key] for key in keys]

    def _keys(self, some: Stretch) -> list[Any]:
        """For each item what tells it apart from others; items that are alike have the same."""
        looks = [see(some.columns[name]) for name, see in zip(self.names, self.sees, strict=True)]
        if len(looks) == 1:
            return list(looks[0])
        return list(zip(*looks, strict=True)) if looks else [()] * some.many

    def _ask(self, own: Mapping[str, Any], some: Stretch) -> Told:
        """What the row says of one item, and so of all that are alike.

        How long it can take depends on texts, too, in which they differ: it is judged by how long they can be.
        """
        data = {**some.plan, **own}
        for condition in self.row.conditions:
            if condition.loops and condition.cost.at_most(condition.longest(data), some.letters) > MAX_COST:
                return None
        where, require = self.row
        said = where.ask(data, some.letters) if where is not None else True
        if said is False:
            return True
        if said is True:
            said = require.ask(data, some.letters)
        return said if type(said) is bool else None


def alike(kind: str, row: Row) -> Alike | None:
    """``row`` with what it sees, where many items are alike in that; None where most will differ."""
    most: dict[str, int] = {}
    for condition in row.conditions:
        for name, much in seen(condition.words, own_names(kind, condition)).items():
            most[name] = both(most.get(name, EMPTY), _with_steps(condition, name, much))
    types = {name: usable(kind)[name].type for name in most}
    if any(much > SIZE and name not in FEW and types[name] != "flag" for name, much in most.items()):
        return None
    return Alike(row, tuple(most), tuple(_see(types[name], much) for name, much in most.items()))


def _with_steps(condition: Condition, name: str, much: int) -> int:
    """What a condition sees of a field, or else how long it goes through it, which its bounds depend on."""
    if not condition.loops or name not in condition.lists:
        return much
    if much == MEMBERS and condition.cost.nested == 1:
        return MEMBERS
    return both(SIZE, much)


def _see(kind: Type, much: int) -> See:
    if much == MEMBERS:
        return _members
    return partial(map, _WHOLE[kind] if much == ALL else (not_, len)[much])


def _members(column: Sequence[list[str]]) -> Iterable[frozenset[str] | tuple[str, ...]]:
    """The entries of lists, each once; of longer ones as they stand, since how many they are may lead to a bound."""
    return map(frozenset if max(map(len, column)) <= SHORT else tuple, column)
