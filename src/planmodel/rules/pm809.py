"""A plan is signed before the time that it plans has passed."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    document, period = facts.plan.document, facts.plan.period
    if document.issued is not None and document.issued > period.last:
        yield Found(
            document.issued_span,
            say(
                "the plan was signed on {issued}, after its period ended on {last}; check the date and the period",
                issued=document.issued,
                last=period.last,
            ),
            period.at,
            (facts.here(period.span, say("the period of the plan")),),
        )


RULE = Rule(
    code="PM809",
    name="issued-after-period",
    severity=Severity.warning,
    title=Text("kế hoạch ký sau khi hết thời kỳ", "a plan signed after its period"),
    what=Text(
        "Tìm kế hoạch có ngày ban hành sau ngày cuối của thời kỳ kế hoạch.",
        "Finds a plan whose date of issue is later than the last day of its period.",
    ),
    why=Text(
        "Kế hoạch cho thời gian đã qua thì không còn gì để làm: hạn báo cáo và nhiệm vụ đều đã trôi qua. Thường là nhầm năm ở ngày ký hoặc ở thời kỳ.",
        "A plan for time that has passed leaves nothing to do: its reports and tasks were all due. Usually the year is wrong, in the date or in the period.",
    ),
    source=Text("lô-gic; 6 rõ: rõ thời gian", "logic; the six clarities: clear time"),
    bad=(
        """\
document:
  number: 119/KH-UBND
  kind: KH
  title: Chuyển đổi số trong trường học
  issuer: ubnd-tinh
  province: hung-yen
  place: Hưng Yên
  issued: "2023-01-17"
#         ^^^^^^^^^^^^ PM809
  signer: {name: Nguyễn Văn A, rank: Chủ tịch, capacity: TM.}
  source: {kind: full-text, name: ke-hoach.txt, sha256: unknown}
period: {from: "2022-01-01", to: "2022-12-31", basis: stated}
""",
    ),
    good=(
        """\
document:
  number: 119/KH-UBND
  kind: KH
  title: Chuyển đổi số trong trường học
  issuer: ubnd-tinh
  province: hung-yen
  place: Hưng Yên
  issued: "2022-01-17"
  signer: {name: Nguyễn Văn A, rank: Chủ tịch, capacity: TM.}
  source: {kind: full-text, name: ke-hoach.txt, sha256: unknown}
period: {from: "2022-01-01", to: "2022-12-31", basis: stated}
""",
    ),
    limits=Text(
        "Ngày ký không rõ thì không xét. Ký muộn nhưng còn trong thời kỳ do PM813 xét.",
        "A plan of unknown date is passed over. PM813 judges plans signed late but inside their period.",
    ),
    run=_run,
)
