"""How much each kind of change weighs for this reader: error, warning, info, or off, by code or by class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from planmodel.derive.changes import CODES, EDITORIAL, NEUTRAL, STRENGTHENS, WEAKENS, WEIGHTS, Change
from planmodel.diagnostics import Refusal, say
from planmodel.workspace.references import closest

LEVELS = ("error", "warning", "info", "off")
DEFAULTS = {WEAKENS: "warning", STRENGTHENS: "info", NEUTRAL: "info", EDITORIAL: "info"}


class Weighing(NamedTuple):
    """What was said of classes and codes; what was said last counts, and a code counts before its class."""

    said: tuple[Mapping[str, str], ...] = ()

    def of_code(self, code: str) -> str:
        """How much a kind of change weighs."""
        weight = CODES[code].weight
        for place in reversed(self.said):
            if code in place:
                return place[code]
            if weight in place:
                return place[weight]
        return DEFAULTS[weight]

    def of(self, change: Change) -> str:
        """How much a change weighs: as the heaviest of what is in it."""
        return min((self.of_code(code) for code in change.codes), key=LEVELS.index)

    def kept(self, changes: Iterable[Change], only: Sequence[str] = ()) -> tuple[Change, ...]:
        """The changes that are to be shown; what is off is taken out of those in which there is more."""
        found = []
        for change in changes:
            if (only and change.weight not in only) or self.of(change) == "off":
                continue
            if any(self.of_code(f.code) == "off" for f in change.fields):
                change = change._replace(
                    fields=tuple(f for f in change.fields if self.of_code(f.code) != "off")
                )
            if change.codes:
                found.append(change)
        return tuple(found)

    def fails(self, changes: Iterable[Change], on: Sequence[str]) -> bool:
        """True where one of ``changes`` is, has, or weighs what ``on`` names."""
        wanted = set(on)
        return any(
            "any" in wanted
            or not wanted.isdisjoint({*change.codes, *(CODES[code].weight for code in change.codes)})
            or ("warning" in wanted and self.of(change) in ("error", "warning"))
            or ("error" in wanted and self.of(change) == "error")
            for change in changes
            if self.of(change) != "off"
        )


def known(name: str, *further: str) -> str:
    """``name``, where it is a class or a code of changes. Raises Refusal with the nearest that is."""
    names = (*WEIGHTS, *CODES, *further)
    if name in names:
        return name
    near = closest(name, list(names))
    if near is None:
        raise Refusal(
            say("no kind of change is called '{name}'; planmodel diff --codes lists them", name=name)
        )
    raise Refusal(say("no kind of change is called '{name}'; did you mean {near}?", name=name, near=near))


def given(texts: Iterable[str]) -> dict[str, str]:
    """What a command line says: ``weakens=error``, ``moved=off``. Raises Refusal for what is not written so."""
    found = {}
    for text in texts:
        name, _, level = text.partition("=")
        if level not in LEVELS:
            raise Refusal(
                say("'{text}' is not CLASS=LEVEL; write weakens=error, or a code, with one of: {levels}",
                    text=text, levels=", ".join(LEVELS))
            )  # fmt: skip
        found[known(name.strip())] = level
    return found
