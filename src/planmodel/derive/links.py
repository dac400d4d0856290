"""Links put into a plan's own text: ``implements`` of items and of the plan, in the way its entries are written.

What stands between is kept byte for byte. A text in which a link cannot be put without changing more is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from planmodel import edit, yamltree
from planmodel.diagnostics import Fix, Span
from planmodel.source import Source
from planmodel.yamltree import Tree

Links = Mapping[tuple[str, str], Sequence[str]]
"""For an item, by its section and id, the ids of what it carries out."""

_SECTIONS = ("targets", "requirements", "tasks", "duties")
_AFTER = frozenset({"provenance", "note"})
"""Keys of an item before which its links are customarily written."""

_KEY = "implements"
_LINE_END = re.compile(r"\r\n|\n|\r")


def linked(source: Source, items: Links, plan: Mapping[str, str] | None = None) -> str | None:
    """The text with these links in it, and with the link of the whole plan where one is given.

    None where a link cannot be written so that the text then says all it said before, and that.
    """
    tree = yamltree.read(source)
    if tree.found or not isinstance(tree.data, dict):
        return None
    fixes = list(_of_items(tree, items))
    if plan is not None:
        fixes.append(_of_plan(tree, plan))
    if any(fix is None for fix in fixes):
        return None
    after = edit.carried_out(source.text, [fix for fix in fixes if fix is not None])
    read = yamltree.read(Source(source.name, after))
    return after if not read.found and read.data == _meant(tree.data, items, plan) else None


def _of_items(tree: Tree, items: Links) -> Iterator[Fix | None]:
    for section, place, entry in _entries(tree.data):
        new = _new(entry, items.get((section, str(entry.get("id"))), ()))
        if not new:
            continue
        written = [_quoted(name) for name in new]
        if _KEY in entry:
            yield _listed(tree, entry, written)
        else:
            braced = _braced(tree, tree.value_span(tree.data[section], place))
            yield _put(tree, entry, f"{_KEY}: [{', '.join(written)}]", braced=braced)


def _of_plan(tree: Tree, link: Mapping[str, str]) -> Fix | None:
    data = tree.data
    fields = ", ".join(f"{key}: {_quoted(value)}" for key, value in link.items())
    if _KEY in data:
        return _listed(tree, data, [f"{{{fields}}}"])
    if _braced(tree, tree.span_at(())):
        return _put(tree, data, f"{_KEY}: [{{{fields}}}]", braced=True)
    text = tree.source.text
    at, end = _line_after(text, _end(tree, data, "kind"))
    indent = " " * (tree.key_span(data, "kind").column - 1)
    gap = end if _LINE_END.match(text, at) else ""
    lead = end if at and text[at - 1] not in "\r\n" else ""
    return _insert(tree, at, f"{lead}{gap}{indent}{_KEY}:{end}{indent}  - {{{fields}}}{end}")


def _entries(data: dict[str, Any]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    for section in _SECTIONS:
        for place, entry in enumerate(data.get(section) or ()):
            yield section, place, entry


def _new(entry: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """The names that ``entry`` does not link to yet, each once."""
    return [name for name in dict.fromkeys(names) if name not in (entry.get(_KEY) or ())]


def _meant(data: dict[str, Any], items: Links, plan: Mapping[str, str] | None) -> dict[str, Any]:
    """What the text is to say then."""
    said = dict(data)
    for section in _SECTIONS:
        if data.get(section):
            said[section] = [
                _entry_meant(e, items.get((section, str(e.get("id"))), ())) for e in data[section]
            ]
    if plan is not None:
        said[_KEY] = [*(data.get(_KEY) or ()), dict(plan)]
    return said


def _entry_meant(entry: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    new = _new(entry, names)
    return {**entry, _KEY: [*(entry.get(_KEY) or ()), *new]} if new else entry


def _put(tree: Tree, entry: dict[str, Any], written: str, *, braced: bool) -> Fix | None:
    """A key more in a mapping: before its notes, else at its end; on a line of its own where each key has one."""
    text = tree.source.text
    names = list(entry)
    tail = next((i for i in range(len(names), 0, -1) if names[i - 1] not in _AFTER), 0)
    if not tail:
        return None
    end = _end(tree, entry, names[tail - 1])
    own_lines = _own_line(text, tree.key_span(entry, names[tail - 1]).start)
    if braced:
        separator = _broken(text, own_lines) if own_lines is not None else " "
        return _insert(tree, end, f",{separator}{written}")
    at, line_end = _line_after(text, end)
    indent = " " * (tree.key_span(entry, names[0]).column - 1)
    lead = line_end if text[at - 1] not in "\r\n" else ""
    return _insert(tree, at, f"{lead}{indent}{written}{'' if lead else line_end}")


def _listed(tree: Tree, entry: dict[str, Any], written: Sequence[str]) -> Fix | None:
    """Names more in the list that is there: in its brackets, or on lines of their own."""
    text, listed = tree.source.text, entry[_KEY]
    span = tree.value_span(entry, _KEY)
    flow = text[span.start : span.start + 1] == "["
    if flow and not listed:
        return Fix(span, f"[{', '.join(written)}]")
    if not listed:
        return None
    end = _end(tree, listed, len(listed) - 1)
    if flow:
        return _insert(tree, end, "".join(f", {name}" for name in written))
    start = tree.value_span(listed, len(listed) - 1).start
    dash = re.search(r"(?:\A|[\r\n])([ ]*-[ ]+)\Z", text[max(0, start - 200) : start])
    if dash is None:
        return None
    at, line_end = _line_after(text, end)
    lines = line_end.join(f"{dash[1]}{name}" for name in written)
    lead = line_end if text[at - 1] not in "\r\n" else ""
    return _insert(tree, at, f"{lead}{lines}{'' if lead else line_end}")


def _insert(tree: Tree, at: int, written: str) -> Fix:
    return Fix(tree.source.span(at, at), written)


def _end(tree: Tree, container: Any, key: Any) -> int:
    """Where the value at ``key`` ends: its last character, without the comments and blank lines after it."""
    value, span = container[key], tree.value_span(container, key)
    text = tree.source.text
    if isinstance(value, (dict, list)) and text[span.start : span.start + 1] not in ("{", "["):
        return _end(tree, value, list(value)[-1] if isinstance(value, dict) else len(value) - 1)
    end = span.end
    if isinstance(container, dict):
        end = max(end, text.index(":", tree.key_span(container, key).end) + 1)
    return end


def _braced(tree: Tree, span: Span) -> bool:
    """True where what stands there is written in braces."""
    return tree.source.text[span.start : span.start + 1] == "{"


def _own_line(text: str, at: int) -> str | None:
    """The indentation of what stands at ``at``, where nothing stands before it in its line."""
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    before = text[start:at]
    return before if start and not before.strip(" ") else None


def _broken(text: str, indent: str) -> str:
    """A line end as the text has them, and the indentation."""
    found = _LINE_END.search(text)
    return (found[0] if found else "\n") + indent


def _line_after(text: str, at: int) -> tuple[int, str]:
    """Where the line after the one that ends at or after ``at`` begins, and how that line ends."""
    found = _LINE_END.search(text, at)
    if at and text[at - 1] in "\r\n":  # a block of text ends with its line
        before = text[at - 2 : at]
        return at, "\r\n" if before == "\r\n" else text[at - 1]
    if found is None:
        first = _LINE_END.search(text)
        return len(text), first[0] if first else "\n"
    return found.end(), found[0]


def _quoted(name: str) -> str:
    """A value as YAML: in quotes where it would be read as something else."""
    plain = re.fullmatch(r"[a-z][a-z0-9-]*", name) is not None and yamltree.core(name) == name
    return name if plain else '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
