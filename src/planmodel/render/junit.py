"""Findings as JUnit XML, which every CI server shows: a suite for each text, a case for each finding.

A text without findings is one case that passes. Findings at or above ``fail_on`` fail, lighter ones are skipped cases
with their message, and a fault of the program is an error: a server shows red exactly where the exit code is not 0.
Cases are named by code, name and clause, so that a server knows a finding again after its line has moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from planmodel.diagnostics import RULE_CRASHED, Diagnostic, Severity, Text
from planmodel.render.findings import RuleInfo, one_line, slashed
from planmodel.render.terminal import render_findings

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CLEAN = Text("không có phát hiện", "no findings")
_WIDTH = 120


def render(
    findings: Sequence[Diagnostic],
    files: Sequence[str],
    rules: Mapping[str, RuleInfo],  # noqa: ARG001
    lang: str,
    fail_on: Severity = Severity.error,
) -> str:
    """The suites in the order of ``files``, their cases in the order of ``findings``."""
    from xml.etree import ElementTree as ET

    by_file: dict[str, list[Diagnostic]] = {name: [] for name in files}
    for one in findings:
        by_file.setdefault(one.source, []).append(one)
    root = ET.Element("testsuites", name="planmodel")
    for name, found in by_file.items():
        suite = ET.SubElement(root, "testsuite", name=one_line(slashed(name)))
        _cases(suite, name, found, lang, fail_on)
    for element in (*root, root):
        _count(element)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _cases(suite: Element, name: str, found: list[Diagnostic], lang: str, fail_on: Severity) -> None:
    from xml.etree import ElementTree as ET

    file = one_line(slashed(name))
    shared = {"classname": file.removesuffix(PurePath(file).suffix), "file": file, "time": "0"}
    if not found:
        ET.SubElement(suite, "testcase", {"name": _CLEAN.get(lang), **shared})
    seen: dict[str, int] = {}
    for one in found:
        title = one_line(" ".join(filter(None, (one.code, one.name, one.clause))))
        seen[title] = seen.get(title, 0) + 1
        unique = f"{title} ({seen[title]})" if seen[title] > 1 else title
        line = {"line": str(one.span.line)} if one.span is not None else {}
        case = ET.SubElement(suite, "testcase", {"name": unique, **shared, **line})
        verdict = ET.SubElement(case, _verdict(one, fail_on), message=one_line(one.message.get(lang)))
        verdict.set("type", one.severity.name)
        verdict.text = render_findings([one], lang, width=_WIDTH)


def _verdict(one: Diagnostic, fail_on: Severity) -> str:
    if one.code == RULE_CRASHED.code:
        return "error"
    return "failure" if one.severity >= fail_on else "skipped"


def _count(element: Element) -> None:
    """Write down how many cases there are below ``element``, and how they went."""
    for key, tag in (
        ("tests", "testcase"),
        ("failures", "failure"),
        ("errors", "error"),
        ("skipped", "skipped"),
    ):
        element.set(key, str(sum(1 for _ in element.iter(tag))))
    element.set("time", "0")
