"""The symbol of a document's number says what kind of document it is."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules import _numbers as numbers
from planmodel.rules._api import Facts, Found, Rule

_SYMBOLS_OF_OLD = 1999
"""Before the rules on symbols of 1997 and 1998, decrees were numbered 24/CP and decisions 217-CT."""


def _run(facts: Facts) -> Iterator[Found]:
    for x in numbers.numbered(facts.plan):
        if x.issued is not None and x.issued.year < _SYMBOLS_OF_OLD:
            continue
        named = numbers.other_kind(x.number, x.kind)
        if named is not None:
            span, at = numbers.place(x)
            yield Found(
                span,
                say(
                    "{number} is the number of {named}, but the kind given is {kind}; check which of the two is right",
                    number=x.number,
                    named=numbers.KINDS[named],
                    kind=numbers.KINDS[x.kind],
                ),
                at,
            )


RULE = Rule(
    code="PM804",
    name="number-against-kind",
    severity=Severity.warning,
    title=Text("số, ký hiệu không hợp với loại văn bản", "a number that does not fit the document's kind"),
    what=Text(
        "So ký hiệu trong số văn bản với loại văn bản, của chính kế hoạch và của từng căn cứ: 119/KH-UBND là kế hoạch, 1813/QĐ-TTg là quyết định, 781/BTTTT-QLDN (không có tên loại) là công văn.",
        "Compares the symbol in a document's number with the kind given, for the plan itself and for every legal basis: 119/KH-UBND is a plan, 1813/QĐ-TTg a decision, 781/BTTTT-QLDN (which names no kind) a letter.",
    ),
    why=Text(
        "Người nhận tìm văn bản bằng số và loại. Ghi «Quyết định» cho một công văn làm sai cả hiệu lực: quyết định thì phải theo, công văn là hướng dẫn, đôn đốc.",
        "Readers look a document up by its number and kind. To call a letter a decision misstates its force as well: a decision binds, a letter guides and reminds.",
    ),
    source=Text(
        "Nghị định 30/2020/NĐ-CP, Phụ lục I (số, ký hiệu văn bản) và Phụ lục III (chữ viết tắt tên loại)",
        "Decree 30/2020/NĐ-CP, annex I (number and symbol) and annex III (abbreviations of kinds)",
    ),
    bad=(
        """\
legal_bases:
  - {number: 781/BTTTT-QLDN, kind: QĐ,
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM804
     issued: "2022-03-04", issuer: bo-tttt, role: guided-by, at: "preamble#1"}
""",
        """\
document:
  number: 12/QĐ-UBND
#         ^^^^^^^^^^ PM804
  kind: KH
  title: Chuyển đổi số trong trường học
  issuer: ubnd-tinh
  province: khanh-hoa
  place: Khánh Hòa
  issued: "2022-05-12"
  signer: {name: Nguyễn Văn A, rank: Chủ tịch, capacity: TM.}
  source: {kind: full-text, name: ke-hoach.txt, sha256: unknown}
""",
    ),
    good=(
        """\
legal_bases:
  - {number: 144/2005/NĐ-CP, kind: NĐ, issued: "2005-11-16", issuer: chinh-phu, role: based-on, at: "preamble#1"}
  - {number: 06-NQ/TU, kind: NQ, issued: "2021-06-15", issuer: tinh-uy, role: implements, at: "preamble#2"}
  - {number: 781/BTTTT-QLDN, kind: CV, issued: "2022-03-04", issuer: bo-tttt, role: guided-by, at: "preamble#3"}
""",
    ),
    limits=Text(
        "Không xét số hoặc loại ghi unknown, văn bản trước năm 1999, và ký hiệu không đọc được. Công văn có ký hiệu bắt đầu bằng CT, TTr, TT không bị nêu, vì đó còn là chữ viết tắt của Cục Thuế, Thanh tra, Trung tâm.",
        "Passes over numbers or kinds that are unknown, documents before 1999, and symbols that it cannot read. Letters whose symbol begins with CT, TTr or TT are not named: tax offices, inspectorates and centres use them too.",
    ),
    run=_run,
)
