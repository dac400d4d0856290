"""Sentences that users write, with ``{due}`` where a field of the item stands and ``{plan.id}`` where one of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from planmodel.diagnostics import Text, say
from planmodel.messages import said
from planmodel.rules.user.around import Around
from planmodel.rules.user.variables import BY_KIND, Type, Variable, usable
from planmodel.rules.user.words import Problem

MAX_LETTERS = 200
"""How much of one field a sentence shows."""

_FIELD = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


class Part(NamedTuple):
    """A stretch of a sentence: words as they stand, or the name of a field."""

    words: str
    field: str | None = None


class Sentence(NamedTuple):
    """One sentence in both languages, in parts."""

    vi: tuple[Part, ...]
    en: tuple[Part, ...]

    def about(self, kind: str, item: Any, around: Around) -> Text:
        """The sentence about one item."""
        names = {part.field for part in (*self.vi, *self.en) if part.field is not None}
        variables = usable(kind)
        values = {name: _value(name, variables[name], item, around) for name in sorted(names)}
        vi, en = (
            _filled(parts, variables, values, lang) for parts, lang in ((self.vi, "vi"), (self.en, "en"))
        )
        return Text(
            vi, en, tuple(_shown(variables[name].type, value, "en") for name, value in values.items())
        )


def parsed(text: str, kind: str) -> tuple[Part, ...]:
    """``text`` in parts; fields that do not exist stand in it as they are (see ``problems``)."""
    known = usable(kind)
    parts, at = [], 0
    for found in _FIELD.finditer(text):
        parts.append(Part(text[at : found.start()]))
        name = _full(found[1], kind) if found[1] is not None else ""
        parts.append(
            Part("", name) if name in known else Part(found[0][:1] if found[1] is None else found[0])
        )
        at = found.end()
    return tuple(part for part in (*parts, Part(text[at:])) if part.words or part.field)


def problems(text: str, kind: str) -> Iterator[Problem]:
    """Fields that a sentence names and that do not exist."""
    known = usable(kind)
    for found in _FIELD.finditer(text):
        if found[1] is None or _full(found[1], kind) in known:
            continue
        near = _near(found[1], kind)
        if near is not None:
            message = say("there is no field '{name}'; did you mean '{near}'?", name=found[1], near=near)
        else:
            names = ", ".join(BY_KIND[kind])
            message = say("there is no field '{name}'; there are: {names}", name=found[1], names=names)
        yield Problem(found.start(), found.end(), message)


def _full(name: str, kind: str) -> str:
    return f"{kind}.{name}" if name in BY_KIND[kind] else name


def _near(name: str, kind: str) -> str | None:
    from difflib import get_close_matches

    close = get_close_matches(name[:80], [*BY_KIND[kind], *usable(kind)], n=1, cutoff=0.7)
    return close[0] if close else None


def _value(name: str, variable: Variable, item: Any, around: Around) -> Any:
    return variable.get(around.plan if name.startswith("plan.") else item, around)


def _filled(
    parts: tuple[Part, ...], variables: Mapping[str, Variable], values: Mapping[str, Any], lang: str
) -> str:
    return "".join(
        part.words if part.field is None else _shown(variables[part.field].type, values[part.field], lang)
        for part in parts
    )


def _shown(kind: Type, value: Any, lang: str) -> str:
    """A field's value as a sentence says it."""
    text = _words(kind, value, lang)
    return text if len(text) <= MAX_LETTERS else f"{text[: MAX_LETTERS - 3]}..."


def _words(kind: Type, value: Any, lang: str) -> str:
    match kind:
        case "flag":
            return ("yes" if value else "no") if lang == "en" else ("có" if value else "không")
        case "number":
            return said(Decimal(str(value)), lang)
        case "texts":
            return ", ".join(value) or "—"
        case "amounts":
            return "; ".join(f"{year}: {said(Decimal(str(n)), lang)}" for year, n in value.items()) or "—"
        case "day":
            return said(date.fromisoformat(value), lang) if value else "—"
    return value or "—"
