"""Findings as workflow commands of GitHub Actions: a line each, which the runner turns into a note beside the code.

The runner takes columns only where a finding begins and ends on one line, and counts the last one as inside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planmodel.diagnostics import Diagnostic, Severity, Span
from planmodel.render.findings import STDIN, RuleInfo, further, slashed
from planmodel.render.measure import clean

_COMMANDS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "notice"}


def render(
    findings: Sequence[Diagnostic],
    files: Sequence[str],  # noqa: ARG001
    rules: Mapping[str, RuleInfo],  # noqa: ARG001
    lang: str,
) -> str:
    """``::error file=…,line=…,endLine=…,col=…,endColumn=…,title=PM204 target-falls::message``, in the order given."""
    return "".join(f"{_command(one, lang)}\n" for one in findings)


def _command(one: Diagnostic, lang: str) -> str:
    facts: dict[str, object] = {}
    if one.source != STDIN:
        facts["file"] = clean(slashed(one.source))
        if one.span is not None:
            facts |= _region(one.span)
    facts["title"] = one.label
    listed = ",".join(f"{key}={_property(str(fact))}" for key, fact in facts.items())
    said = "\n".join([clean(one.message.get(lang)), *further(one, lang)])
    return f"::{_COMMANDS[one.severity]} {listed}::{_data(said)}"


def _region(span: Span) -> dict[str, int]:
    """The lines, and the columns where there is one line; an end before a line's first sign is the end of the line above."""
    if span.line == span.end_line:
        end = max(span.end_column - 1, span.column)
        return {"line": span.line, "endLine": span.line, "col": span.column, "endColumn": end}
    return {"line": span.line, "endLine": span.end_line - (span.end_column == 1)}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
