"""A first report that falls due soon after the plan was signed."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    issued = facts.plan.document.issued
    if issued is None or not facts.dated:
        return
    from planmodel.dates import PERIODS, Within
    from planmodel.derive.obligations import is_soon

    for report, days in facts.dated:
        soonest = days.first_from(issued)
        if soonest is None or not is_soon(issued, soonest):
            continue
        periodic = (
            f
            for f in facts.falling(report)
            if PERIODS.get(f.every or "", 0) > 1 and f.due >= issued and not isinstance(f.by.when, Within)
        )
        first = next(periodic, None)
        if first is not None and is_soon(issued, first.due):
            message = say(
                "report {report}: the first one is due on {due}, {days} days after signing on {issued}; "
                "ask whether it is wanted, or from which period on to report",
                report=report.id,
                due=first.due,
                days=(first.due - issued).days,
                issued=issued,
            )
            yield Found(
                first.by.span,
                message,
                report.at,
                (facts.here(facts.plan.document.issued_span, say("the day of signing")),),
            )


RULE = Rule(
    code="PM504",
    name="report-soon-after-signing",
    severity=Severity.warning,
    title=Text("báo cáo đầu tiên quá gần ngày ký", "a first report soon after signing"),
    what=Text(
        "Tìm báo cáo định kỳ (từ hằng quý trở lên) có hạn đầu tiên trong vòng 30 ngày kể từ ngày ký kế hoạch.",
        "Finds periodic reports (quarterly or longer) whose first day falls within 30 days of the signing of the plan.",
    ),
    why=Text(
        "Kế hoạch còn phải gửi đến nơi và giao việc xuống dưới; báo cáo sau mười mấy ngày thì hầu như chưa có gì để báo "
        "cáo, mà nơi nào không gửi thì bị tính là chậm.",
        "The plan has yet to arrive and to be passed down; some days later there is hardly anything to report on, and "
        "whoever sends nothing is counted as late.",
    ),
    source=Text(
        "6 rõ: rõ thời gian; Nghị định 09/2019/NĐ-CP, điều 12: kỳ số liệu bắt đầu trước khi kế hoạch có hiệu lực",
        "the six clarities: clear time; Decree 09/2019/NĐ-CP, art. 12: the data's period began before the plan did",
    ),
    bad=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [half-year], ad_hoc: false,
     due: [{by: "06-20"}, {by: "12-19"}]}
#               ^^^^^^^ PM504
document:
  number: 1/KH-UBND
  kind: KH
  title: Kế hoạch mẫu
  issuer: ubnd-tinh
  province: khanh-hoa
  place: Khánh Hòa
  issued: "2022-06-03"
  signer: {name: Nguyễn Văn A, rank: Chủ tịch, capacity: TM.}
  source: {kind: full-text, name: ke-hoach-mau.txt, sha256: unknown}
""",
    ),
    good=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [half-year], ad_hoc: false,
     due: [{by: "06-20"}, {by: "12-19"}]}
""",
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [], ad_hoc: false, about: Danh sách đầu mối,
     due: [{within: 10 days after issued}]}
""",
    ),
    limits=Text(
        "Không xét báo cáo hằng tháng (kỳ nào cũng gần), báo cáo một lần, «trong vòng ... kể từ ngày ký», và kế hoạch "
        "không rõ ngày ký. Ngày đầu tiên là ngày cuối của thời hạn, tính từ ngày ký.",
        "Lets monthly reports (always near), single reports and 'within ... of signing' be, and plans whose day of "
        "signing is unknown. What is compared is the last day in time.",
    ),
    run=_run,
)
