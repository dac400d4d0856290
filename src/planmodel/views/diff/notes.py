"""Changes as findings, so that what draws findings beside the code (GitHub's annotations) draws them too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planmodel import model as m
from planmodel.derive.changes import CODES
from planmodel.diagnostics import Diagnostic, Severity, Text, say
from planmodel.views import words
from planmodel.views.diff.difference import Difference
from planmodel.views.diff.lines import Line, lines
from planmodel.views.diff.weighing import Weighing


def findings(
    differences: Sequence[Difference], registry: m.Registry, weighing: Weighing
) -> Iterator[Diagnostic]:
    """A finding for every line of changes, at its place in the new text; what is gone stands at no line of it."""
    for d in differences:
        if d.old is None or d.new is None:
            continue
        for line in lines(d.changes, d.old, d.new, registry):
            level = weighing.of_code(line.code)
            gone = not any(change.new for change in line.changes)
            yield Diagnostic(
                line.code, line.code, Severity[level], _sentence(line), d.new.source,
                None if gone else line.spans[1], line.new_at or line.old_at or None,
            )  # fmt: skip


def _sentence(line: Line) -> Text:
    kind = words.in_both(lambda lang: words.word(line.kind, lang))
    what = words.in_both(lambda lang: words.word(CODES[line.code].weight, lang))
    if len(line.changes) > 1:
        return say(
            "{class_}: {count} tasks ({clauses}): {why} ({before} → {after})",
            class_=what,
            count=len(line.changes),
            clauses=line.new_at,
            why=line.why,
            before=line.before,
            after=line.after,
        )
    return say(
        "{class_}: {kind} '{title}': {why} ({before} → {after})",
        class_=what,
        kind=kind,
        title=line.title,
        why=line.why,
        before=line.before,
        after=line.after,
    )
