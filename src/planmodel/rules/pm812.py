"""The items of a list stand in the order of their clauses."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._places import lists


def _run(facts: Facts) -> Iterator[Found]:
    for name, clauses in facts.clauses.items():
        orders = [at.order for at in clauses]
        if orders == sorted(orders):
            continue
        placed = [(x.at, x) for x in lists(facts.plan)[name] if x.at is not None]
        stray = next(((a, b) for a, b in pairwise(placed) if b[0] < a[0]), None)
        if stray is not None:
            (before, fact_before), (at, fact) = stray
            yield Found(
                fact.span,
                say(
                    "under {list}, {at} stands after {before}; put it in the order of the document, or check the clause",
                    list=name,
                    at=at,
                    before=before,
                ),
                at,
                (facts.here(fact_before.span, say("the entry before it")),),
            )


RULE = Rule(
    code="PM812",
    name="out-of-order",
    severity=Severity.info,
    title=Text("mục không theo thứ tự của văn bản", "entries out of the document's order"),
    what=Text(
        "Tìm mục đứng sau một mục có điều khoản lớn hơn trong cùng danh sách (chỉ tiêu, nhiệm vụ, trách nhiệm, báo cáo, căn cứ, nơi nhận, ...).",
        "Finds an entry that stands after one of a later clause in the same list (targets, tasks, duties, reports, legal bases, recipients, ...).",
    ),
    why=Text(
        "Danh sách theo thứ tự văn bản thì dễ đối chiếu với bản in. Mục lạc chỗ thường là gõ nhầm điều khoản: III.1 thay vì II.1, và nhiệm vụ khi đó về tay cơ quan khác.",
        "A list in the order of the document is easy to check against the print. A stray entry is usually a slip in the clause, III.1 for II.1, and the task then goes to another agency.",
    ),
    source=Text(
        "quy ước mã hóa: theo từng điều khoản, theo thứ tự văn bản",
        "the rule of encoding: clause by clause, in the order of the text",
    ),
    bad=(
        """\
participants:
  - {at: "II.2", agencies: [so-yte]}
  - {at: "II.1", agencies: [so-gddt]}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM812
""",
    ),
    good=(
        """\
participants:
  - {at: "II.1", agencies: [so-gddt]}
  - {at: "II.2", agencies: [so-yte]}
""",
    ),
    limits=Text(
        "Nêu mục đầu tiên lạc chỗ trong mỗi danh sách. Ghi chú (notes) và not_encoded xếp thế nào cũng được; danh sách cố ý xếp theo cơ quan thì bỏ qua quy tắc này.",
        "Names the first stray entry of each list. Notes and not_encoded may stand in any order; where a list is sorted otherwise on purpose, silence the rule.",
    ),
    run=_run,
)
