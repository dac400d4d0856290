"""Findings as SARIF 2.1.0, the format of code scanning: plain dicts, as the standard describes them.

Columns count characters (``unicodeCodePoints``), as everywhere in planmodel: on a line with an emoji they are not
those of UTF-16. Names of files are relative to ``%SRCROOT%``, the folder that the program was started in, and
percent-encoded; the message of a finding is in one language, named in ``language``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any, NamedTuple
from urllib.parse import quote

from planmodel import __version__
from planmodel.diagnostics import ALL_CODES, RULE_CRASHED, Diagnostic, Fix, Related, Severity, Span, Text
from planmodel.render.findings import STDIN, RuleInfo, mending, slashed
from planmodel.render.json_ import as_json
from planmodel.render.measure import clean

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "note"}
_ROOT = "%SRCROOT%"

Json = dict[str, Any]


class _Run(NamedTuple):
    """What results refer to: texts by their address, rules by their number, and the language to speak."""

    texts: dict[str, Json]
    rules: dict[str, int]
    lang: str


def render(
    findings: Sequence[Diagnostic], files: Sequence[str], rules: Mapping[str, RuleInfo], lang: str
) -> str:
    """The log: one run, its results in the order of ``findings``, the rules that they name by code."""
    described = _described(findings, rules)
    named = dict.fromkeys([*files, *_sources(findings)])
    run = _Run(
        {name: {**_address(name), "index": n} for n, name in enumerate(named)},
        {code: n for n, code in enumerate(described)},
        lang,
    )
    checked = {*files, *(one.source for one in findings)}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(described, lang)},
                "invocations": [
                    {"executionSuccessful": all(one.code != RULE_CRASHED.code for one in findings)}
                ],
                "automationDetails": {"id": "planmodel/check/"},
                "language": lang,
                "columnKind": "unicodeCodePoints",
                "newlineSequences": ["\r\n", "\n", "\r"],
                "defaultEncoding": "utf-8",
                "defaultSourceLanguage": "yaml",
                "originalUriBaseIds": {_ROOT: {"description": {"text": _ROOT_IS.get(lang)}}},
                "artifacts": [_artifact(name, name in checked, lang) for name in named],
                "results": [_result(one, run) for one in findings],
            }
        ],
    }
    return as_json(log)


_ROOT_IS = Text("thư mục nơi chạy planmodel", "the folder that planmodel was started in")
_STDIN_IS = Text("đầu vào chuẩn", "standard input")


def _sources(findings: Iterable[Diagnostic]) -> Iterable[str]:
    for one in findings:
        yield one.source
        yield from (related.source for related in one.related)


# ------------------------------------------------------------------------------------------------------------- rules


def _driver(described: Mapping[str, RuleInfo], lang: str) -> Json:
    return {
        "name": "planmodel",
        "version": __version__,
        "semanticVersion": __version__,
        "language": lang,
        "rules": [_rule(info, lang) for info in described.values()],
    }


def _described(findings: Iterable[Diagnostic], rules: Mapping[str, RuleInfo]) -> dict[str, RuleInfo]:
    """The rules that findings name, by code; what has no page is described by its name alone."""
    first: dict[str, Diagnostic] = {}
    for one in findings:
        first.setdefault(one.code, one)
    return {code: rules[code] if code in rules else _bare(first[code]) for code in sorted(first)}


def _bare(one: Diagnostic) -> RuleInfo:
    nothing = Text("", "")
    words = one.name.replace("-", " ")
    severity = ALL_CODES[one.code].severity if one.code in ALL_CODES else one.severity
    return RuleInfo(one.code, one.name, severity, Text(words, words), nothing, nothing)


def _rule(info: RuleInfo, lang: str) -> Json:
    title, what, why = (_capital(text.get(lang)) for text in (info.title, info.what, info.why))
    made: Json = {
        "id": info.code,
        "name": "".join(map(_capital, info.name.split("-"))),
        "shortDescription": {"text": title},
        "fullDescription": {"text": what or title},
        "defaultConfiguration": {"level": _LEVELS[info.severity]},
    }
    if what or why:
        made["help"] = {"text": "\n\n".join(filter(None, (what, why)))}
        if info.help is not None:
            made["help"]["markdown"] = info.help.get(lang)
    return made


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# ------------------------------------------------------------------------------------------------------------ places


def _artifact(name: str, checked: bool, lang: str) -> Json:
    location = _address(name)
    if name == STDIN:
        location["description"] = {"text": _STDIN_IS.get(lang)}
    made: Json = {"location": location, "sourceLanguage": "yaml"}
    if checked:
        made["roles"] = ["analysisTarget"]
    return made


def _address(name: str) -> Json:
    """The name of a text as a URI; a relative one with the name of the folder that it is relative to."""
    path = PurePath(name)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    uri = quote(slashed(name).encode("utf-8", "surrogateescape"), safe="/")
    return {"uri": uri} if name == STDIN else {"uri": uri, "uriBaseId": _ROOT}


def _physical(name: str, span: Span | None, run: _Run, line: str | None = None) -> Json:
    made: Json = {"artifactLocation": run.texts[name]}
    if span is None:
        return made
    made["region"] = _region(span)
    if line is None or span.line != span.end_line:
        return made
    inside = line[span.column - 1 : span.end_column - 1]
    made["region"]["snippet"] = {"text": inside}
    if inside != line:
        made["contextRegion"] = {"startLine": span.line, "snippet": {"text": line}}
    return made


def _region(span: Span) -> Json:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


# ----------------------------------------------------------------------------------------------------------- results


_START = Span(1, 1, 1, 1, 0, 0)
"""Where a finding about a whole text stands: code scanning asks for a line and a column."""


def _result(one: Diagnostic, run: _Run) -> Json:
    made: Json = {
        "ruleId": one.code,
        "ruleIndex": run.rules[one.code],
        "level": _LEVELS[one.severity],
        "message": {"text": _message(one.message, run.lang)},
        "locations": [{"physicalLocation": _physical(one.source, one.span or _START, run, one.line)}],
    }
    if one.related:
        made["relatedLocations"] = [_related(n, related, run) for n, related in enumerate(one.related)]
    if one.fingerprint:
        made["partialFingerprints"] = {"planmodel/v1": one.fingerprint}
    if one.fix is not None:
        made["fixes"] = [_fix(one, one.fix, run)]
    facts = {
        "clause": one.clause,
        "safeFix": one.fix.safe if one.fix is not None else None,
    }
    if bag := {key: fact for key, fact in facts.items() if fact is not None}:
        made["properties"] = bag
    return made


def _message(message: Text, lang: str) -> str:
    """A sentence in which no reader finds a link: ``[text](place)`` would be one."""
    return clean(message.get(lang)).replace("](", "] (")


def _related(number: int, related: Related, run: _Run) -> Json:
    return {
        "id": number,
        "message": {"text": _message(related.message, run.lang)},
        "physicalLocation": _physical(related.source, related.span, run),
    }


def _fix(one: Diagnostic, fix: Fix, run: _Run) -> Json:
    replacement: Json = {"deletedRegion": _region(fix.span)}
    if fix.replacement:
        replacement["insertedContent"] = {"text": fix.replacement}
    return {
        "description": {"text": _message(mending(one), run.lang)},
        "artifactChanges": [{"artifactLocation": run.texts[one.source], "replacements": [replacement]}],
    }
