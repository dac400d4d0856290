"""Where a character of a text that YAML read stands in the file: the text may be quoted, folded or a block."""

from __future__ import annotations

from planmodel.diagnostics import Span
from planmodel.source import Source


def part(source: Source, whole: Span, text: str, start: int, end: int) -> Span:
    """The place of ``text[start:end]``, where ``text`` is what YAML made of the scalar at ``whole``.

    The whole scalar where the two cannot be laid beside each other (escapes that name a letter by its number).
    """
    places = _places(source.slice(whole), text)
    if places is None or not start < end <= len(places):
        return whole
    return source.span(whole.start + places[start], whole.start + places[end - 1] + 1)


def _places(written: str, text: str) -> list[int] | None:
    """For every character of ``text`` where it stands in ``written``."""
    style = written[:1] if written[:1] in ("'", '"', "|", ">") else ""
    at = len(style)
    if style in ("|", ">"):
        at = written.find("\n") + 1
    places = []
    for sign in text:
        found = _place(written, at, sign, style)
        if found is None:
            return None
        where, at = found
        places.append(where)
    return places


def _place(written: str, at: int, sign: str, style: str) -> tuple[int, int] | None:
    """Where the next character of the text stands from ``at`` on, and where to go on."""
    if sign not in " \t\n":
        at = _past(written, at, " \t" if style == "|" else " \t\r\n")
    now = written[at : at + 1]
    if style == '"' and now == "\\":
        return (at, at + 2) if written[at + 1 : at + 2] == sign else None
    if style == "'" and now == "'":
        return (at, at + 2) if sign == "'" and written[at + 1 : at + 2] == "'" else None
    if now == sign:
        return at, at + 1
    if sign == "\n" and written[at : at + 2] == "\r\n":
        return at, at + 2
    if sign == " " and now in ("\r", "\n"):  # lines that YAML joins
        return at, _past(written, at, " \t\r\n")
    return None


def _past(written: str, at: int, signs: str) -> int:
    while at < len(written) and written[at] in signs:
        at += 1
    return at
