"""A document cannot rest on one that was issued after it."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    issued = facts.plan.document.issued
    if issued is None:
        return
    for basis in facts.plan.legal_bases:
        if basis.issued is not None and basis.issued > issued:
            yield Found(
                basis.span,
                say(
                    "basis {number} of {basis} is later than the plan ({plan}); check the dates",
                    number=basis.number,
                    basis=basis.issued,
                    plan=issued,
                ),
                basis.at,
                (
                    facts.here(
                        facts.plan.document.issued_span, say("the plan was signed on {plan}", plan=issued)
                    ),
                ),
            )


RULE = Rule(
    code="PM803",
    name="basis-after-plan",
    severity=Severity.warning,
    title=Text("căn cứ ban hành sau kế hoạch", "a legal basis later than the plan"),
    what=Text(
        "Tìm văn bản được viện dẫn có ngày ban hành sau ngày ký kế hoạch.",
        "Finds cited documents whose date is later than the day on which the plan was signed.",
    ),
    why=Text(
        "Văn bản chưa có thì không thể làm căn cứ. Một trong hai ngày bị nhầm, thường là nhầm năm, và ai tìm văn bản theo ngày đó sẽ không thấy.",
        "What did not exist yet cannot be a basis. One of the two dates is wrong, often by a year, and nobody will find the document by it.",
    ),
    source=Text(
        "Nghị định 30/2020/NĐ-CP, Phụ lục I: căn cứ ban hành văn bản",
        "Decree 30/2020/NĐ-CP, annex I: the legal bases of a document",
    ),
    bad=(
        """\
legal_bases:
  - {number: 1813/QĐ-TTg, kind: QĐ, issued: "2022-10-28", issuer: thu-tuong, role: based-on, at: "preamble#1"}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM803
""",
    ),
    good=(
        """\
legal_bases:
  - {number: 1813/QĐ-TTg, kind: QĐ, issued: "2021-10-28", issuer: thu-tuong, role: based-on, at: "preamble#1"}
""",
    ),
    limits=Text(
        "Căn cứ ban hành cùng ngày với kế hoạch không bị nêu. Căn cứ đã hết hiệu lực thì không thấy được.",
        "A basis of the same day as the plan is not named. Whether a basis was still in force cannot be seen.",
    ),
    run=_run,
)
