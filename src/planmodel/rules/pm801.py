"""The sections of the document are not numbered one after another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planmodel.clauses import Clause, roman_value
from planmodel.diagnostics import Severity, Span, Text
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    heads: dict[str, tuple[Clause, Span]] = {}
    for at, span in facts.places:
        label = at.labels[0]
        if all(c in "IVXLC" for c in label):
            heads.setdefault(label, (at, span))
    ordered = sorted(heads, key=roman_value)
    for before, after in pairwise(ordered):
        if roman_value(after) != roman_value(before) + 1:
            at, span = heads[after]
            yield Found(
                span,
                Text(
                    f"văn bản đánh số Mục {before} rồi Mục {after}; giữ nguyên khi viện dẫn, và báo cơ quan ban hành",
                    f"the document numbers section {before} and then {after}; cite it as it stands and tell the issuer",
                ),
                at,
            )


RULE = Rule(
    code="PM801",
    name="section-gap",
    severity=Severity.warning,
    title=Text("số mục nhảy cách", "section numbers that skip"),
    what=Text("", ""),
    why=Text("", ""),
    source=Text("Nghị định 30/2020/NĐ-CP, Phụ lục I", ""),
    bad=(),
    good=(),
    run=_run,
)
