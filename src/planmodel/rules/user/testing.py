"""The examples of a rule as its tests: in each bad one it finds something, in each good one nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from planmodel.diagnostics import Span, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._examples import complete
from planmodel.rules.user.asking import Asking
from planmodel.source import Source
from planmodel.workspace import Workspace, load_source

NAME = "example.yaml"


class Failed(NamedTuple):
    """An example that does not show what it should: which one, where it stands in the rule file, and why.

    ``example`` is bad or good, ``number`` counts from 1; ``source`` and ``span`` are None for rules of the program.
    """

    rule: str
    example: str
    number: int
    message: Text
    source: str | None = None
    span: Span | None = None


def run_examples(rule: Rule, workspace: Workspace | None = None) -> list[Failed]:
    """What is wrong with the examples of ``rule``, judged with the registries of ``workspace`` (else those shipped)."""
    there = workspace if workspace is not None else _shipped()
    written = rule.run.written if isinstance(rule.run, Asking) else None
    failed = []
    for which, (example, fragments) in enumerate((("bad", rule.bad), ("good", rule.good))):
        for n, fragment in enumerate(fragments):
            if not isinstance(fragment, str):
                continue  # several files, which only a check of a workspace can judge
            source = written.source if written is not None else None
            span = written.examples[which][n] if written is not None else None
            failed += [
                Failed(rule.code, example, n + 1, message, source, span)
                for message in _wrong(rule, example, fragment, there)
            ]
    return failed


@cache
def _shipped() -> Workspace:
    return Workspace(None)


def _wrong(rule: Rule, example: str, fragment: str, workspace: Workspace) -> Iterator[Text]:
    """What is wrong with one example."""
    text = complete(fragment)
    loaded = load_source(Source(NAME, text), workspace.engine)
    faults = loaded.found or (workspace.resolve(loaded.plan) if loaded.plan is not None else [])
    if faults or loaded.plan is None:
        first = faults[0] if faults else None
        why = first.message if first is not None else say("it is no plan")
        line = first.span.line if first is not None and first.span is not None else 1
        yield say("the example is not a right plan, line {line}: {why}", line=line, why=why)
        return
    found = list(rule.run(Facts(loaded.plan, workspace.registry)))
    broken = [x for x in found if x.instead is not None]
    if broken:
        yield say(
            "the condition cannot be asked, line {line}: {why}",
            line=broken[0].span.line,
            why=broken[0].message,
        )
    elif example == "good":
        for x in found:
            yield say(
                "something is found in a good example, line {line}: {what}", line=x.span.line, what=x.message
            )
    elif not found:
        yield say("nothing is found in a bad example; check the condition, or the example")
    else:
        yield from _carets(rule, text, found)


class _Mark(NamedTuple):
    line: int
    column: int
    width: int


_CARETS = re.compile(r"#[ ^]*\^[ ^]*(?:[A-Za-z0-9-]+[ ^]*)*")
_RUN = re.compile(r"(#?\^+)[ ]*((?:[A-Za-z0-9-]+ *)*)")


def _carets(rule: Rule, text: str, found: Iterable[Found]) -> Iterator[Text]:
    """Where comments of carets show a finding that is not there; only for examples that have such comments."""
    wanted = set(_marks(rule, text))
    if not wanted:
        return
    lines = text.split("\n")
    there = {_mark(x, lines) for x in found}
    for mark in sorted(wanted - there):
        yield say("carets show a finding in line {line}, column {column}, and the rule finds none there", **mark._asdict())  # fmt: skip
    for mark in sorted(there - wanted):
        yield say("the rule finds something in line {line}, column {column}, where no carets are", **mark._asdict())  # fmt: skip


def _marks(rule: Rule, text: str) -> Iterator[_Mark]:
    """The findings that carets show: without a name, or with the name of this rule."""
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not _CARETS.fullmatch(line.rstrip()):
            at = number
            continue
        for run in _RUN.finditer(line):
            names = run[2].split()
            if not names or rule.code in names:
                yield _Mark(at, run.start() + 1, len(run[1]))


def _mark(found: Found, lines: list[str]) -> _Mark:
    span = found.span
    rest = len(lines[span.line - 1]) - span.column + 1
    return _Mark(span.line, span.column, max(1, min(span.end - span.start, rest)))
