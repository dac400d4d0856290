"""Single values of a plan's own text replaced by others: what stands around them is kept byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from planmodel import edit, yamltree
from planmodel.diagnostics import Fix
from planmodel.source import Source

Path = tuple[str | int, ...]
"""Keys and places from the root of the text to a value."""

_BELOW = re.compile(r":[ \t]*\r?\n[ \t]*\Z")
_ID = re.compile(r"[a-z][a-z0-9-]*")


def rewritten(source: Source, values: Mapping[Path, Any]) -> str | None:
    """The text with these values in it; None where one cannot be put so that the rest says what it said before."""
    tree = yamltree.read(source)
    if tree.found or not isinstance(tree.data, dict):
        return None
    fixes = []
    for path, value in values.items():
        if not _stands(tree.data, path):
            return None
        span = tree.span_at(path)
        old = source.slice(span)
        if "#" in old:  # a comment may stand in it
            return None
        # What runs over lines ends with its last word, not where the next thing begins; what stands below its key moves
        # up behind it, where it may be as far to the left as the key is.
        end = span.start + len(old.rstrip())
        below = _BELOW.search(source.text, max(0, span.start - 200), span.start)
        start, gap = (below.start() + 1, " ") if below is not None else (span.start, "")
        fixes.append(Fix(tree.source.span(start, end), gap + written(value)))
    after = edit.carried_out(source.text, fixes)
    read = yamltree.read(Source(source.name, after))
    if read.found:
        return None
    meant = yamltree.read(source).data
    for path, value in values.items():
        container = meant
        for step in path[:-1]:
            container = container[step]
        container[path[-1]] = yamltree.read(Source(source.name, f"value: {written(value)}\n")).data["value"]
    return after if read.data == meant else None


def written(value: Any) -> str:
    """A value of the plain form as YAML, on one line."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        named = (f"{key}: {written(of)}" for key, of in value.items() if of is not None)
        return f"{{{', '.join(named)}}}"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return f"[{', '.join(map(written, value))}]"
    text = str(value)
    if _ID.fullmatch(text) and yamltree.core(text) == text:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _stands(data: Any, path: Path) -> bool:
    """True where there is a value at ``path``."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True
