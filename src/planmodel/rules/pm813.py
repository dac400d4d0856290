"""A plan for one year that was signed in the second half of it leaves little time."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule

_A_YEAR = range(360, 367)
"""Days."""


def _run(facts: Facts) -> Iterator[Found]:
    document, period = facts.plan.document, facts.plan.period
    if document.issued is None or not period.first <= document.issued <= period.last:
        return
    whole, left = ((period.last - day).days + 1 for day in (period.first, document.issued))
    if whole in _A_YEAR and left * 2 < whole:
        yield Found(
            document.issued_span,
            say(
                "the plan was signed on {issued}, {left} days before its period ends on {last}; "
                "check that its targets and reports can still be met",
                issued=document.issued,
                left=left,
                last=period.last,
            ),
            period.at,
            (facts.here(period.span, say("the period of the plan")),),
        )


RULE = Rule(
    code="PM813",
    name="issued-late",
    severity=Severity.info,
    title=Text("kế hoạch một năm ký vào nửa cuối năm", "a one-year plan signed in the second half"),
    what=Text(
        "Tìm kế hoạch cho một năm mà ngày ký đã qua nửa năm đó.",
        "Finds a plan for one year that was signed when more than half of it had passed.",
    ),
    why=Text(
        "Chỉ tiêu cả năm chỉ còn dưới nửa năm để làm, và kỳ báo cáo sáu tháng đầu đã qua. Người lập kế hoạch nên xem lại mức, hoặc nói rõ kết quả trước ngày ký có được tính.",
        "Targets for a year have less than half a year left, and the first half-yearly report has passed. Planners should look at the levels again, or say whether results from before the signing count.",
    ),
    source=Text("thông lệ; 6 rõ: rõ thời gian", "custom; the six clarities: clear time"),
    bad=(
        """\
document:
  number: 294/KH-UBND
  kind: KH
  title: Chuyển đổi số trong trường học năm 2022
  issuer: ubnd-tinh
  province: dak-nong
  place: Đắk Nông
  issued: "2022-09-01"
#         ^^^^^^^^^^^^ PM813
  signer: {name: Nguyễn Văn A, rank: Chủ tịch, capacity: TM.}
  source: {kind: full-text, name: ke-hoach.txt, sha256: unknown}
period: {from: "2022-01-01", to: "2022-12-31", basis: stated}
""",
    ),
    good=(
        """\
document:
  number: 294/KH-UBND
  kind: KH
  title: Chuyển đổi số trong trường học năm 2022
  issuer: ubnd-tinh
  province: dak-nong
  place: Đắk Nông
  issued: "2022-06-01"
  signer: {name: Nguyễn Văn A, rank: Chủ tịch, capacity: TM.}
  source: {kind: full-text, name: ke-hoach.txt, sha256: unknown}
period: {from: "2022-01-01", to: "2022-12-31", basis: stated}
""",
    ),
    limits=Text(
        "Không xét kế hoạch ngắn hoặc dài hơn một năm, và kế hoạch ký trước hay sau thời kỳ (PM809).",
        "Passes over plans for more or less than a year, and plans signed before or after their period (PM809).",
    ),
    run=_run,
)
