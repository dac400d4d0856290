"""The sections of the document are not numbered one after another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planmodel.clauses import Clause, roman_value
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._places import Placed


def _run(facts: Facts) -> Iterator[Found]:
    if facts.counted_on:
        return
    heads: dict[str, tuple[Clause, Placed]] = {}
    for at, fact in facts.places:
        label = at.labels[0]
        if label not in heads and all(c in "IVXLC" for c in label):
            heads[label] = (at, fact)
    ordered = sorted(heads, key=roman_value)
    for before, after in pairwise(ordered):
        if roman_value(after) != roman_value(before) + 1:
            at, fact = heads[after]
            yield Found(
                fact.span,
                say(
                    "the document numbers section {before} and then {after}; cite it as it stands and tell the issuer",
                    before=before,
                    after=after,
                ),
                at,
            )


RULE = Rule(
    code="PM801",
    name="section-gap",
    severity=Severity.warning,
    title=Text("số mục nhảy cách", "section numbers that skip"),
    what=Text(
        "Tìm hai mục La Mã đứng liền nhau mà số không liền nhau, như Mục III rồi Mục VI.",
        "Finds two sections next to each other whose Roman numerals are not, such as III and then VI.",
    ),
    why=Text(
        "Hoặc văn bản đánh số nhầm, khi đó mọi viện dẫn phải giữ số như in để người đọc tìm thấy; hoặc một mục bị bỏ sót khi mã hóa.",
        "Either the document is misnumbered, and whoever cites it has to keep the printed number to be found; or a section was left out when it was encoded.",
    ),
    source=Text(
        "Nghị định 30/2020/NĐ-CP, Phụ lục I: bố cục của văn bản",
        "Decree 30/2020/NĐ-CP, annex I: how a document is laid out",
    ),
    bad=(
        """\
objectives:
  - {id: o1, at: "I", kind: general, sector: both, title: Thanh toán không tiền mặt trong trường học}
funding:
  - {at: "IV", title: Kinh phí thực hiện, sources: [Ngân sách nhà nước]}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM801
not_encoded:
  - {at: "II", reason: heading}
""",
    ),
    good=(
        """\
objectives:
  - {id: o1, at: "I", kind: general, sector: both, title: Thanh toán không tiền mặt trong trường học}
funding:
  - {at: "IV", title: Kinh phí thực hiện, sources: [Ngân sách nhà nước]}
not_encoded:
  - {at: "II", reason: heading}
  - {at: "III", reason: heading}
""",
    ),
    limits=Text(
        "Chỉ xét các mục La Mã ở bậc ngoài cùng; số của khoản và của mục bên trong do PM808 xét. Số bắt đầu từ đâu cũng được.",
        "Looks at the Roman numerals of the outermost sections; PM808 judges items and inner sections. Numbering may begin anywhere.",
    ),
    run=_run,
)
