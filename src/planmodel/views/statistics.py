"""How often each kind of finding occurs, and in how many plans: where to begin mending."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from planmodel.diagnostics import Diagnostic, Severity, Text, say
from planmodel.views.table import Cell, Column, Group, Table

_TITLE = Text("Thống kê phát hiện", "Findings by kind")
_HEADS = {
    "severity": Text("Mức", "Severity"),
    "code": Text("Mã", "Code"),
    "name": Text("Tên", "Name"),
    "title": Text("Nội dung", "What it is"),
    "count": Text("Số lần", "Count"),
    "plans": Text("Số kế hoạch", "Plans"),
}
_WIDTHS = {"severity": 9, "code": 6, "name": 22, "title": 44, "count": 8, "plans": 12}
_NUMBERS = ("count", "plans")


class Titled(Protocol):
    """What is known of a kind of finding (a rule, or what formats know of one)."""

    @property
    def title(self) -> Text:
        """What it finds, in a few words."""


def statistics(findings: Iterable[Diagnostic], rules: Mapping[str, Titled], lang: str = "vi") -> Table:
    """One row per kind of finding: the heaviest first, of these the most frequent, then by code.

    ``rules`` give the titles, by code. A kind that weighs differently in different plans has a row for each weight.
    """
    found: dict[tuple[Severity, str, str], list[str]] = {}
    for one in findings:
        found.setdefault((one.severity, one.code, one.name), []).append(one.source)
    ordered = sorted(found.items(), key=lambda item: (-item[0][0], -len(item[1]), item[0][1:]))
    rows = tuple(
        (
            Cell(severity.word(lang), "", severity.name),
            Cell(code),
            Cell(name),
            Cell(rules[code].title.get(lang) if code in rules else ""),
            Cell(str(len(sources))),
            Cell(str(len(set(sources)))),
        )
        for (severity, code, name), sources in ordered
    )
    columns = tuple(
        Column(key, head.get(lang), _WIDTHS[key], "right" if key in _NUMBERS else "left")
        for key, head in _HEADS.items()
    )
    return Table(_TITLE.get(lang), columns, (Group("", rows),) if rows else (), _notes(found, lang))


def _notes(found: Mapping[tuple[Severity, str, str], list[str]], lang: str) -> tuple[str, ...]:
    if not found:
        return ()
    sources = [source for listed in found.values() for source in listed]
    total = say(
        "in all: {count} findings of {kinds} kinds in {plans} plans",
        count=len(sources),
        kinds=len({code for _, code, _ in found}),
        plans=len(set(sources)),
    )
    return (total.get(lang),)
