"""What the formats of findings share: what is known of a rule, how a place is written, how a finding is mended."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from planmodel.diagnostics import Diagnostic, Severity, Span, Text, say
from planmodel.render.measure import clean

STDIN = "<stdin>"
LONGEST = 80
"""Longest replacement, in characters, that is shown whole."""


class RuleInfo(NamedTuple):
    """What a format says of a rule: ``what`` it finds, ``why`` that matters, and its page in Markdown."""

    code: str
    name: str
    severity: Severity
    title: Text
    what: Text
    why: Text
    help: Text | None = None


def one_line(text: str) -> str:
    """``text`` in one line, without signs that could steer a terminal or spoil XML."""
    return clean(text).replace("\n", " ")


def slashed(name: str) -> str:
    """The name of a text with forward slashes."""
    return name.replace(os.sep, "/") if os.sep != "/" else name


def place(source: str, span: Span | None) -> str:
    """Where something stands: ``plans/x.yaml:5:29``."""
    return one_line(source if span is None else f"{source}:{span.line}:{span.column}")


def further(one: Diagnostic, lang: str) -> Iterator[str]:
    """The lines below a finding: other places that explain it, and the edit that mends it."""
    for related in one.related:
        where = place(related.source, related.span)
        yield one_line(say("see also {place}: {message}", place=where, message=related.message).get(lang))
    if one.fix is not None:
        mend = mending(one).get(lang)
        yield mend if one.fix.span == one.span else f"{place(one.source, one.fix.span)}: {mend}"


def mending(one: Diagnostic) -> Text:
    """What the fix of a finding does, and whether ``check --fix`` does it."""
    if one.fix is None:
        return Text("", "")
    span, replacement, safe = one.fix
    new = _shown(replacement)
    if not replacement:
        return say("leave this out (planmodel check --fix does it)") if safe else say("leave this out")
    if span.start == span.end:
        if safe:
            return say("put in '{new}' (planmodel check --fix does it)", new=new)
        return say("put in '{new}'", new=new)
    if safe:
        return say("change to '{new}' (planmodel check --fix does it)", new=new)
    return say("change to '{new}'", new=new)


def _shown(replacement: str) -> str:
    text = clean(replacement)
    text = (text.rstrip("\n") or text).replace("\n", "⏎")
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
