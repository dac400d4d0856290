"""Silencing a finding where it stands: ``# planmodel: ignore[PM401] reason, until 2026-12-31``.

A comment after something covers its line; a comment on a line of its own covers the entry that begins on the next line
with something in it. The reason is required, the date is not (``đến 31/12/2026`` is read too). What cannot be read as a
plan, and the program's own faults, cannot be silenced.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from planmodel import diagnostics as dg
from planmodel.diagnostics import Diagnostic, Fix, Span, say
from planmodel.source import Source

# Patterns are compiled when a comment is met; most plans have none.
_COMMENT = r"(?m)(?:^|(?<=[ \t]))#[ \t]*planmodel:[ \t]*([^\r\n]*)"
_FORM = r"ignore[ \t]*\[([^\]]*)\][ \t:]*(.*)"
_UNTIL = r"[,;]?[ \t]*\b(?:until|đến hết|đến)[ \t]+(\S+?)[ \t.]*$"
_DAY_FIRST = r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})"
_LETTER = r"[^\W\d_]"


MOST = 1000
"""Comments that may silence something in one file."""

MOST_WRONG = 100
"""Comments that are not understood, after which no further one is read."""

LONGEST = 500
"""Characters of the longest comment read."""


class Ignore(NamedTuple):
    """One comment: the codes that it silences from line ``first`` to line ``last``, and those that it did silence.

    ``whole`` is what goes where the comment goes.
    """

    codes: tuple[str, ...]
    first: int
    last: int
    until: date | None
    span: Span
    whole: Span
    line: str
    used: frozenset[str] = frozenset()


def some(text: Source) -> bool:
    """False where there can be no such comment; the format's own key ``planmodel:`` stands in every plan."""
    return text.text.count("planmodel:") > 1


def read(text: Source, codes: Mapping[str, str]) -> tuple[list[Ignore], list[Diagnostic]]:
    """The comments in ``text`` and what is wrong with them; ``codes`` leads from every rule's code and name to its code."""
    candidates = list(re.finditer(_COMMENT, text.text))
    if not candidates:
        return [], []
    starts, ends = _scalars(text.text)
    entries = Entries(text, candidates[0].start())
    ignores: list[Ignore] = []
    found: list[Diagnostic] = []
    for match in candidates:
        before = bisect_right(starts, match.start()) - 1
        if before >= 0 and match.start() < ends[before]:
            continue
        if len(ignores) == MOST or len(found) == MOST_WRONG:
            found.append(_too_many(text, match, silencing=len(ignores) == MOST))
            break
        made = _ignore(text, match, codes, entries)
        if isinstance(made, Ignore):
            ignores.append(made)
        else:
            found.append(made)
    return ignores, found


def _scalars(text: str) -> tuple[list[int], list[int]]:
    """Where the scalars of ``text`` begin and end; a ``#`` inside one is no comment."""
    from planmodel import libyaml

    parser = libyaml.parser(text)
    starts: list[int] = []
    ends: list[int] = []
    try:
        event: Any = None
        while type(event) is not libyaml.events.StreamEndEvent:
            event = parser.get_event()
            if type(event) is libyaml.events.ScalarEvent:
                scalar: Any = event
                starts.append(scalar.start_mark.index)
                ends.append(_end(text, event))
    finally:
        parser.dispose()
    return starts, ends


def _end(text: str, event: Any) -> int:
    """Where a scalar ends. A block scalar's mark stands after the comments that follow it; its last line is its own."""
    style, end, start = event.style, event.end_mark.index, event.start_mark.index
    if style not in ("|", ">"):
        return int(end)
    head_end = text.find("\n", start)
    lines = text[head_end + 1 : end].splitlines(keepends=True)
    filled = [line for line in lines if line.strip()]
    indent = len(filled[0]) - len(filled[0].lstrip(" ")) if filled else 0
    at = head_end + 1
    for line in lines:
        if line.strip() and len(line) - len(line.lstrip(" ")) < indent:
            break
        at += len(line)
    return at


def _ignore(
    text: Source, match: re.Match[str], codes: Mapping[str, str], entries: Entries
) -> Ignore | Diagnostic:
    span = text.span(match.start(), match.start() + len(match[0].rstrip()))
    form = re.fullmatch(_FORM, match[1].rstrip()) if len(match[0]) <= LONGEST else None
    if form is None:
        message = say(
            "this comment is not understood; write: # planmodel: ignore[PM401] reason, until 2026-12-31"
        )
        return dg.IGNORE_MALFORMED.at(text.name, span, message)
    named = [name.strip() for name in form[1].split(",") if name.strip()]
    unknown = [name for name in named if _code(name, codes) is None]
    if not named:
        message = say("the comment names no rule; write its code in the brackets, such as ignore[PM401]")
        return dg.IGNORE_MALFORMED.at(text.name, span, message)
    if unknown:
        return dg.IGNORE_MALFORMED.at(text.name, span, _unknown(unknown[0], codes))
    fixed = [name for name in named if not silenceable(str(_code(name, codes)))]
    if fixed:
        message = say(
            "{code} cannot be silenced: what it finds keeps the plan from being read; mend it", code=fixed[0]
        )
        return dg.IGNORE_MALFORMED.at(text.name, span, message)
    ending = re.search(_UNTIL, form[2])
    until = _day(ending[1]) if ending is not None else None
    if ending is not None and until is None:
        message = say("'{day}' is not a day; write it as 2026-12-31 or 31/12/2026", day=ending[1])
        return dg.IGNORE_MALFORMED.at(text.name, span, message)
    reason = form[2][: ending.start()] if ending is not None else form[2]
    if not re.search(_LETTER, reason):
        message = say("the reason is missing; write after the brackets why the finding does not count here")
        return dg.IGNORE_MALFORMED.at(text.name, span, message)
    first, last = _covered(text, match, entries)
    chosen = tuple(dict.fromkeys(str(_code(name, codes)) for name in named))
    return Ignore(chosen, first, last, until, span, _whole(text, span), _line(text, span.line))


def _too_many(text: Source, match: re.Match[str], *, silencing: bool) -> Diagnostic:
    span = text.span(match.start(), match.end())
    if silencing:
        message = say(
            "more than {count} comments silence findings here; leave the rule out in planmodel.yaml",
            count=MOST,
        )
    else:
        message = say(
            "more than {count} comments here are not understood; mend those above first", count=MOST_WRONG
        )
    return dg.IGNORE_MALFORMED.at(text.name, span, message)


def _code(name: str, codes: Mapping[str, str]) -> str | None:
    return codes.get(name) or codes.get(name.upper()) or codes.get(name.lower())


def _unknown(name: str, codes: Mapping[str, str]) -> dg.Text:
    from planmodel.workspace.references import closest

    near = closest(name.upper() if name.lower().startswith("pm") else name, codes)
    if near is None:
        return say("no rule is called '{name}'; planmodel rules lists them", name=name)
    return say("no rule is called '{name}'; did you mean {near}?", name=name, near=near)


def _day(written: str) -> date | None:
    day_first = re.fullmatch(_DAY_FIRST, written)
    try:
        if day_first is not None:
            return date(int(day_first[3]), int(day_first[2]), int(day_first[1]))
        return date.fromisoformat(written) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written) else None
    except ValueError:
        return None


def _line(text: Source, number: int) -> str:
    start, end = text.line(number)
    return text.text[start:end]


def _covered(text: Source, match: re.Match[str], entries: Entries) -> tuple[int, int]:
    """The lines that a comment covers."""
    own, column = text.position(match.start())
    if _line(text, own)[: column - 1].strip():
        return own, own
    return entries.after(own) or (own, own)


class Entries:
    """The entries of a text from an offset on: on which line each begins, and on which it ends."""

    def __init__(self, text: Source, offset: int) -> None:
        self._text = text
        self._offset = offset

    def after(self, line: int) -> tuple[int, int] | None:
        """The first and the last line of the entry that begins on the next line with something in it."""
        firsts, lasts = self._lines
        at = bisect_right(firsts, line)
        return (firsts[at], lasts[at]) if at < len(firsts) else None

    @cached_property
    def _lines(self) -> tuple[list[int], list[int]]:
        """The lines with something in them, and the last line of the entry that begins on each.

        An entry lasts until a line that stands no further in; a dash stands further in than a key above it.
        """
        firsts: list[int] = []
        lasts: list[int] = []
        depths: list[int] = []
        still_open: list[int] = []
        for match in re.finditer(r"[^\r\n]+", self._text.text[self._offset :]):
            inner = match[0].lstrip(" ")
            if inner.startswith("#") or not inner.strip():
                continue
            depth = 2 * (len(match[0]) - len(inner)) + inner.startswith("-")
            while still_open and depths[still_open[-1]] >= depth:
                lasts[still_open.pop()] = firsts[-1]
            still_open.append(len(firsts))
            firsts.append(self._text.position(self._offset + match.start())[0])
            depths.append(depth)
            lasts.append(0)
        for n in still_open:
            lasts[n] = firsts[-1]
        return firsts, lasts


def silenceable(code: str) -> bool:
    """False for what keeps a plan from being read, and for the program's own faults."""
    return not code.startswith(("PM0", "PM1", "PM9"))


def applied(
    found: Iterable[Diagnostic], ignores: Sequence[Ignore], today: date | None
) -> tuple[list[Diagnostic], list[Ignore]]:
    """What remains of ``found``, and the comments with what each has silenced."""
    if not ignores:
        return list(found), []
    kept: list[Diagnostic] = []
    used: list[set[str]] = [set(i.used) for i in ignores]
    by_code: dict[str, list[int]] = {}
    for n, ignore in enumerate(ignores):
        for code in ignore.codes:
            by_code.setdefault(code, []).append(n)
    for d in found:
        which = [n for n in by_code.get(d.code, ()) if _silences(ignores[n], d, today)]
        for n in which:
            used[n].add(d.code)
        if not which:
            kept.append(d)
    return kept, [i._replace(used=frozenset(u)) for i, u in zip(ignores, used, strict=True)]


def _silences(ignore: Ignore, d: Diagnostic, today: date | None) -> bool:
    return (
        d.span is not None
        and ignore.first <= d.span.line <= ignore.last
        and silenceable(d.code)
        and not _expired(ignore, today)
    )


def _expired(ignore: Ignore, today: date | None) -> bool:
    return ignore.until is not None and today is not None and today > ignore.until


def left_over(
    name: str, ignores: Iterable[Ignore], ran: Iterable[str], today: date | None
) -> Iterator[Diagnostic]:
    """Comments that are out of date, and codes in them that silence nothing although their rule ran."""
    judged = frozenset(ran)
    for ignore in ignores:
        if _expired(ignore, today):
            message = say(
                "this comment held until {day}; mend the finding, or give a new day and reason",
                day=ignore.until,
            )
            yield dg.IGNORE_EXPIRED.at(name, ignore.span, message)._replace(line=ignore.line)
            continue
        idle = [code for code in ignore.codes if code in judged and code not in ignore.used]
        if idle:
            fix = Fix(ignore.whole, "", safe=True) if len(idle) == len(ignore.codes) else None
            message = say("{codes} is not found here; take the comment out", codes=", ".join(idle))
            yield dg.IGNORE_UNUSED.at(name, ignore.span, message, fix=fix)._replace(line=ignore.line)


def _whole(text: Source, span: Span) -> Span:
    """The comment with the spaces before it, or its whole line where it stands alone."""
    start, end = text.line(span.line)
    before = text.text[start : span.start]
    if before.strip():
        return text.span(start + len(before.rstrip()), span.end)
    following = text.line(span.line + 1)[0] if span.line < text.lines else end
    return text.span(start, following)
