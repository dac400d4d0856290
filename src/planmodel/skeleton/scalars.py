"""YAML as the plans write it: plain words where nothing can be misread, double quotes everywhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

Fields = Iterable[tuple[str, str | None]]
"""Keys with their values as YAML; a key whose value is None is left out."""

_PLAIN = re.compile(r"[^\W\d_](?:[\w./()+–-]| (?=[\w(–-]))*")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""Words that some reader of YAML takes for something else than text."""

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def scalar(text: str) -> str:
    """``text`` as a value, in one line, that reads back as itself wherever it stands."""
    text = normalize("NFC", text)
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """``text`` in double quotes, as clauses and dates are written."""
    return '"' + "".join(_ESCAPES.get(c, c) for c in normalize("NFC", text)) + '"'


def listed(texts: Iterable[str]) -> str | None:
    """A list in one line; None where it is empty."""
    items = ", ".join(scalar(x) for x in texts)
    return f"[{items}]" if items else None


def table(fields: Fields) -> str:
    """A mapping in one line."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in fields if value is not None) + "}"


def entry(fields: Fields) -> list[str]:
    """One item of a list, a key a line."""
    lines = [f"{key}: {value}" for key, value in fields if value is not None]
    return [f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])]


def remark(text: str) -> str:
    """``text`` as it can stand in a comment: in one line."""
    return " ".join(normalize("NFC", text).split())
