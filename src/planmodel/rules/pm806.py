"""A document that is cited for the first time is cited in full: kind, number, date, issuer, subject."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules import _numbers as numbers
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    if facts.from_article or facts.plan.kind == "template":
        return
    cited: set[str] = set()
    for basis in facts.plan.legal_bases:
        key = numbers.key(basis.number)
        if key is None or key in cited:
            continue
        cited.add(key)
        if basis.issued is None and basis.kind != "Luật":
            yield Found(
                basis.span,
                say(
                    "{number} is cited for the first time without its date; look the date up and add it",
                    number=basis.number,
                ),
                basis.at,
            )


RULE = Rule(
    code="PM806",
    name="basis-without-date",
    severity=Severity.info,
    title=Text("căn cứ không có ngày ban hành", "a legal basis without its date"),
    what=Text(
        "Tìm căn cứ có số nhưng không rõ ngày (issued: unknown) ở lần viện dẫn đầu tiên, khi toàn văn kế hoạch đã có.",
        "Finds a legal basis with a number and no date (issued: unknown) where it is cited for the first time and the plan's full text is known.",
    ),
    why=Text(
        "Số văn bản đánh lại từ đầu mỗi năm: 01/NQ-CP có mỗi năm một bản. Thiếu ngày thì người đọc không biết là bản nào.",
        "Numbers begin anew each year: there is a 01/NQ-CP every January. Without the date a reader cannot tell which one is meant.",
    ),
    source=Text(
        "Nghị định 30/2020/NĐ-CP, Phụ lục I: viện dẫn lần đầu phải ghi đầy đủ",
        "Decree 30/2020/NĐ-CP, annex I: the first citation is given in full",
    ),
    bad=(
        """\
legal_bases:
  - {number: 1813/QĐ-TTg, kind: QĐ, issued: unknown, issuer: thu-tuong, role: based-on, at: "preamble#1"}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM806
""",
    ),
    good=(
        """\
legal_bases:
  - {number: 1813/QĐ-TTg, kind: QĐ, issued: "2021-10-28", issuer: thu-tuong, role: based-on, at: "preamble#1"}
  - {number: 1813/QĐ-TTg, kind: QĐ, issued: unknown, issuer: thu-tuong, role: based-on, at: "IV.10.a"}
""",
    ),
    limits=Text(
        "Không xét Luật (chỉ ghi tên), văn bản không rõ số, các lần viện dẫn sau, văn bản mẫu và kế hoạch chỉ biết qua bài báo.",
        "Passes over laws (cited by name), documents of unknown number, later citations, templates, and plans known from a news article only.",
    ),
    run=_run,
)
