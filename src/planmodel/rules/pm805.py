"""Where a number carries a year, the document is of that year."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules import _numbers as numbers
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    for x in numbers.numbered(facts.plan):
        year = numbers.year(x.number)
        if year is not None and x.issued is not None and x.issued.year != year:
            span, at = numbers.place(x)
            yield Found(
                span,
                say(
                    "{number} carries the year {year}, but its date is {issued}; check which of the two is right",
                    number=x.number,
                    year=year,
                    issued=x.issued,
                ),
                at,
            )


RULE = Rule(
    code="PM805",
    name="number-against-date",
    severity=Severity.warning,
    title=Text("năm trong số văn bản khác năm ban hành", "the year in a number is not that of the date"),
    what=Text(
        "Tìm văn bản có năm trong số (144/2005/NĐ-CP, 19/2022/NQ-HĐND) mà ngày ban hành thuộc năm khác.",
        "Finds documents whose number carries a year (144/2005/NĐ-CP, 19/2022/NQ-HĐND) and whose date is of another year.",
    ),
    why=Text(
        "Năm trong số là năm ban hành, nên một trong hai chắc chắn sai. Sai số thì viện dẫn sang văn bản khác; sai ngày thì không tra được.",
        "The year in a number is the year of issue, so that one of the two is certainly wrong. A wrong number cites another document, a wrong date cannot be looked up.",
    ),
    source=Text(
        "Luật Ban hành văn bản quy phạm pháp luật 2015: số thứ tự, năm ban hành, ký hiệu",
        "Law on the promulgation of legal documents 2015: running number, year of issue, symbol",
    ),
    bad=(
        """\
legal_bases:
  - {number: 144/2005/NĐ-CP, kind: NĐ, issued: "2006-11-16", issuer: chinh-phu, role: based-on, at: "preamble#1"}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM805
""",
    ),
    good=(
        """\
legal_bases:
  - {number: 144/2005/NĐ-CP, kind: NĐ, issued: "2005-11-16", issuer: chinh-phu, role: based-on, at: "preamble#1"}
  - {number: 1813/QĐ-TTg, kind: QĐ, issued: "2021-10-28", issuer: thu-tuong, role: based-on, at: "preamble#1"}
""",
    ),
    limits=Text(
        "Chỉ văn bản quy phạm pháp luật mang năm trong số; số không có năm thì không có gì để so.",
        "Only legal normative documents carry a year in their number; with no year there is nothing to compare.",
    ),
    run=_run,
)
