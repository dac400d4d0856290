"""The five real plans as texts with places, and edits of them by position."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from planmodel import model as m
from planmodel import yamltree
from planmodel.diagnostics import Fix, Span
from planmodel.edit import carried_out
from planmodel.source import Source
from planmodel.workspace import load_source
from tests.golden import PLANS, ROOT, WORKSPACE

Path_ = tuple[str | int, ...]
Edits = tuple[Fix, ...]
Item = dict[str, Any]
Changes = Mapping[str, str | None]
"""Keys of a mapping with the YAML that is to stand there; None takes the key out."""


class Real:
    """One plan file: its text, its data, its model, and where each value stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path.relative_to(ROOT))
        self.text = path.read_text("utf-8")
        self.source = Source(self.name, self.text)
        self._tree = yamltree.read(self.source)
        self.data: Item = self._tree.data

    @property
    def plan(self) -> m.Plan:
        """The compiled plan."""
        return _compiled(self)

    @property
    def id(self) -> str:
        """The plan's id."""
        return str(self.data["plan"])

    @property
    def tells_all(self) -> bool:
        """True for plans whose full text is known: what they do not say is missing."""
        known: bool = self.data["document"]["source"]["kind"] == "full-text"
        return known and self.data["kind"] == "plan"

    # ------------------------------------------------------------------------------------------- what stands where

    def get(self, *path: str | int) -> Any:
        """The value at ``path``, or None."""
        at: Any = self.data
        for step in path:
            if isinstance(at, dict) and step not in at:
                return None
            at = at[step]
        return at

    def items(self, key: str) -> Iterator[tuple[Path_, Item]]:
        """The entries of a list of mappings at the top, each with its path."""
        return (((key, n), item) for n, item in enumerate(self.data.get(key, ())))

    def leaves(self, *path: str | int) -> Iterator[tuple[Path_, Any]]:
        """Every scalar under ``path``, with its path."""
        value = self.get(*path)
        if isinstance(value, dict | list):
            for step in value if isinstance(value, dict) else range(len(value)):
                yield from self.leaves(*path, step)
        elif path[0] in self.data:
            yield path, value

    @cached_property
    def uses(self) -> dict[str, list[Path_]]:
        """Every text in the plan, and where it is a value."""
        found: dict[str, list[Path_]] = {}
        for path, value in self.leaves():
            if isinstance(value, str):
                found.setdefault(value, []).append(path)
        return found

    def mappings(self, *path: str | int) -> Iterator[tuple[Path_, Item]]:
        """Every mapping under ``path``, with its path."""
        value = self.get(*path)
        if isinstance(value, dict):
            yield path, value
        if isinstance(value, dict | list):
            for step in value if isinstance(value, dict) else range(len(value)):
                yield from self.mappings(*path, step)

    def lists(self, *path: str | int) -> Iterator[tuple[Path_, list[Any]]]:
        """Every list under ``path``, with its path."""
        value = self.get(*path)
        if isinstance(value, list):
            yield path, value
        if isinstance(value, dict | list):
            for step in value if isinstance(value, dict) else range(len(value)):
                yield from self.lists(*path, step)

    def at(self, *path: str | int) -> Span:
        """Where the value at ``path`` stands; a block collection ends with its last value, not with what follows it."""
        span = self._tree.span_at(path)
        return self.source.span(span.start, self._end(path))

    def key(self, *path: str | int) -> Span:
        """Where the last key of ``path`` stands."""
        span: Span = self._tree.key_span(self._tree.get(path[:-1]), str(path[-1]))
        return span

    def written(self, *path: str | int) -> str:
        """The value at ``path`` as the file has it."""
        return self.source.slice(self.at(*path))

    def is_flow(self, *path: str | int) -> bool:
        """True for a collection in brackets or braces."""
        return self.text[self._tree.span_at(path).start] in "[{"

    def line_end(self, offset: int) -> int:
        """Where the line of ``offset`` ends, its line end left out."""
        return self.text.index("\n", offset)

    def line_start(self, offset: int) -> int:
        """Where the line of ``offset`` begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def up_to_next(self, start: int, end: int, lines: int = 1) -> Span:
        """From ``start`` to so many lines after ``end`` that hold more than a comment: where a parser gives up."""
        at = self.line_end(end)
        while lines and at + 1 < len(self.text):
            at = self.line_end(at + 1)
            line = self.text[self.line_start(at) : at].strip()
            lines -= bool(line) and not line.startswith("#")
        return self.source.span(start, at if lines == 0 else len(self.text))

    def _end(self, path: Path_) -> int:
        value = self._tree.get(path)
        span: Span = self._tree.span_at(path)
        if not isinstance(value, dict | list) or not value or self.text[span.start] in "[{":
            return span.end
        return self._end((*path, list(value)[-1] if isinstance(value, dict) else len(value) - 1))

    # ----------------------------------------------------------------------------------------------------- edits

    def replace(self, start: int, end: int, text: str) -> Fix:
        """``text`` in the place of what stands between two offsets."""
        return Fix(self.source.span(start, end), text)

    def put(self, path: Path_, text: str) -> Fix:
        """``text`` in the place of the value at ``path``."""
        return Fix(self.at(*path), text)

    def add(self, path: Path_, **entries: str) -> Fix:
        """New entries in the mapping at ``path``, after its first one (``from_`` is ``from``)."""
        first = next(iter(self.get(*path)))
        end = self._end((*path, first))
        listed = [f"{key.rstrip('_')}: {text}" for key, text in entries.items()]
        if self.is_flow(*path):
            return self.replace(end, end, "".join(f", {entry}" for entry in listed))
        margin = " " * (self.key(*path, first).column - 1)
        at = self.line_end(end)
        return self.replace(at, at, "".join(f"\n{margin}{entry}" for entry in listed))

    def drop(self, path: Path_) -> Fix:
        """The entry at ``path`` (a key with its value, or an entry of a list) taken out, with its lines."""
        parent, last = path[:-1], path[-1]
        siblings = list(self.get(*parent)) if isinstance(last, str) else list(range(len(self.get(*parent))))
        place = siblings.index(last)
        start, end = self._head((*parent, last)), self._end(path)
        if len(siblings) == 1:
            return self.put(parent, "[]" if isinstance(last, int) else "{}")
        if place and self.is_flow(*parent):
            return self.replace(self._end((*parent, siblings[place - 1])), end, "")
        if place == 0 and (isinstance(last, str) or self.is_flow(*parent)):
            return self.replace(start, self._head((*parent, siblings[1])), "")
        return self.replace(self.line_start(start), self.line_end(end) + 1, "")

    def _head(self, path: Path_) -> int:
        """Where the entry at ``path`` begins: at its key, or at its dash or first character in a list."""
        if isinstance(path[-1], str):
            return self.key(*path).start
        start = self._tree.span_at(path).start
        return start if self.is_flow(*path[:-1]) else self.text.rindex("-", 0, start)

    def append(self, path: Path_, text: str) -> Fix:
        """``text`` as the last entry of the list at ``path``."""
        if self.is_flow(*path):
            inside = self.at(*path).end - 1
            return self.replace(inside, inside, f", {text}" if self.get(*path) else text)
        return self.insert((*path, len(self.get(*path)) - 1), text)

    def insert(self, path: Path_, text: str) -> Fix:
        """``text`` as the entry after the one at ``path`` of a block list."""
        start = self._tree.span_at(path).start
        before = self.text[self.line_start(start) : start]
        at = self.line_end(self._end(path))
        return self.replace(at, at, f"\n{before}{text}")

    def changed(self, path: Path_, changes: Changes) -> Edits:
        """The keys of the mapping at ``path`` as ``changes`` gives them."""
        given = self.get(*path)
        new = {key: text for key, text in changes.items() if text is not None and key not in given}
        edits = [
            self.drop((*path, key)) if text is None else self.put((*path, key), text)
            for key, text in changes.items()
            if key in given
        ]
        return (*edits, self.add(path, **new)) if new else tuple(edits)

    def copy(self, path: Path_, changes: Changes) -> str:
        """The text of the mapping at ``path`` with ``changes``."""
        edits = self.changed(path, changes)
        span = self.at(*path)
        grown = sum(len(e.replacement) - (e.span.end - e.span.start) for e in edits)
        return carried_out(self.text, edits)[span.start : span.end + grown]

    def pasted(self, path: Path_, changes: Changes) -> Fix:
        """A copy of the entry at ``path``, with ``changes``, after it."""
        return self.insert(path, self.copy(path, changes))

    def swapped(self, one: Path_, other: Path_) -> Edits:
        """Two values that have changed places."""
        return self.put(one, self.written(*other)), self.put(other, self.written(*one))


@cache
def _compiled(real: Real) -> m.Plan:
    plan = load_source(real.source, WORKSPACE.engine).plan
    assert plan is not None
    return plan


@cache
def reals() -> tuple[Real, ...]:
    """The five plans, by id."""
    return tuple(Real(WORKSPACE.path_of(plan_id)) for plan_id in sorted(PLANS))


def quoted(text: str) -> str:
    """``text`` in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
