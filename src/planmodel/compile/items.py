"""A mapping of a tree with typed access to its values, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import repeat
from typing import Any

from planmodel import model as m
from planmodel.clauses import Clause, clause
from planmodel.diagnostics import Span, located
from planmodel.yamltree import Tree

_ref = partial(tuple.__new__, m.Ref)  # a plan has thousands: NamedTuple's own constructor without its wrapper


class Item:
    """A mapping of the tree, with typed access to its values."""

    __slots__ = ("data", "place", "tree")

    def __init__(self, tree: Tree, data: dict[str, Any], place: Any) -> None:
        self.tree = tree
        self.data = data
        self.place = place

    @property
    def span(self) -> Span:
        """Where it stands."""
        return located(self.place)

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def at(self, key: str) -> Span:
        return self.tree.value_span(self.data, key)

    def place_of(self, key: str) -> Any:
        """Where the value at ``key`` stands, for a record to make its span of."""
        return self.tree.place(self.data, key)

    def text(self, key: str) -> str:
        return str(self.data[key])

    def optional(self, key: str) -> str | None:
        return self.data.get(key)

    def ref(self, key: str) -> m.Ref:
        return m.Ref(self.data[key], self.tree.place(self.data, key))

    def refs(self, key: str) -> tuple[m.Ref, ...]:
        listed = self.data.get(key)
        if not listed:
            return ()
        return tuple(map(_ref, zip(listed, self.tree.places_in(listed), strict=True)))

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(self.data.get(key, ()))

    def clause(self, key: str = "at") -> Clause:
        return clause(self.data[key])

    def maybe_clause(self, key: str = "at") -> Clause | None:
        return clause(self.data[key]) if key in self.data else None

    def day(self, key: str) -> date | None:
        text = self.data[key]
        return None if text == "unknown" else date.fromisoformat(text)

    def number(self, key: str) -> Decimal:
        return decimal(self.tree, self.data, key)

    def item(self, key: str) -> Item:
        return Item(self.tree, self.data[key], self.tree.place(self.data, key))

    def items(self, key: str) -> Iterator[Item]:
        listed = self.data.get(key, ())
        return map(Item, repeat(self.tree), listed, self.tree.places_in(listed) if listed else ())


def decimal(tree: Tree, container: Any, key: Any) -> Decimal:
    """The number at ``key`` (or index) exactly as written, without an exponent."""
    written = tree.written(container, key)
    return Decimal(f"{Decimal(container[key] if written[:2] in ('0x', '0o') else written):f}")
