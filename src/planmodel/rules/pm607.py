"""A report comes less often or later than the template orders."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    if not facts.demands:
        return
    from planmodel.rules import _conformity as c

    for item in c.departures(facts, lambda i: i.kind == "report" and i.verdict != "missing"):
        told = {
            "item": c.answer(item),
            "template": item.template,
            "dimensions": c.unlike(item),
            "reason": c.reason(facts, item),
        }
        if c.is_weaker(item):
            message = say(
                "report {item} is weaker than {template} orders in {dimensions} ({reason}); "
                "report as often and as early, or have the departure accepted",
                **told,
            )
        else:
            message = say(
                "report {item} has another rhythm than {template} orders, in {dimensions} ({reason}); "
                "bring it in line, or have the departure accepted",
                **told,
            )
        yield c.found(facts, item, message)


RULE = Rule(
    code="PM607",
    name="report-rarer-or-later",
    severity=Severity.warning,
    title=Text(
        "báo cáo thưa hơn hoặc muộn hơn văn bản mẫu", "a report less often or later than the template orders"
    ),
    what=Text(
        "So báo cáo gửi cùng nơi nhận với chế độ báo cáo của văn bản mẫu: ít kỳ hơn, hoặc ngày muộn hơn.",
        "Compares reports to the same receiver with those that the template orders: fewer periods, or later days.",
    ),
    why=Text(
        "Cấp trên tổng hợp theo kỳ của mình. Báo cáo đến muộn một kỳ thì số liệu của cả kỳ không có tỉnh đó.",
        "The body above sums up by its own periods. A report that misses one leaves the province out of the figures.",
    ),
    source=Text(
        "văn bản quy định chế độ báo cáo; Nghị định 09/2019/NĐ-CP",
        "the document that orders reports; Decree 09/2019/NĐ-CP",
    ),
    bad=(
        (
            """\
plan: van-ban-mau
kind: template
period: {from: "2022-01-01", to: "2022-12-31", basis: stated}
reports:
  - {id: bao-cao, at: "IV.1", from: [ubnd-tinh], to: [thu-tuong], every: [half-year], ad_hoc: false,
     due: [{by: "2022-06-20"}, {by: "2022-12-20"}]}
""",
            """\
period: {from: "2022-01-01", to: "2022-12-31", basis: stated}
implements:
  - {plan: van-ban-mau, basis: cited, at: "preamble#1"}
reports:
  - {id: bao-cao, at: "IV.1", from: [ubnd-tinh], to: [thu-tuong], every: [half-year], ad_hoc: false,
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM607
     due: [{by: "2022-06-24"}, {by: "2022-12-23"}]}
""",
        ),
    ),
    good=(
        (
            """\
plan: van-ban-mau
kind: template
period: {from: "2022-01-01", to: "2022-12-31", basis: stated}
reports:
  - {id: bao-cao, at: "IV.1", from: [ubnd-tinh], to: [thu-tuong], every: [half-year], ad_hoc: false,
     due: [{by: "2022-06-20"}, {by: "2022-12-20"}]}
""",
            """\
period: {from: "2022-01-01", to: "2022-12-31", basis: stated}
implements:
  - {plan: van-ban-mau, basis: cited, at: "preamble#1"}
reports:
  - {id: bao-cao, at: "IV.1", from: [ubnd-tinh], to: [thu-tuong], every: [half-year], ad_hoc: false,
     due: [{by: "2022-06-17"}, {by: "2022-12-20"}]}
""",
        ),
    ),
    limits=Text(
        "Chỉ xét văn bản mẫu mà kế hoạch nêu ở implements và có trong không gian làm việc. Văn bản mẫu và bài báo không được xét về cái không nêu: không nêu chưa phải là không có. Kế hoạch không nêu ngày nào thì thời hạn là chưa rõ, không bị nêu; hoàn toàn không có báo cáo thì do PM601 nêu.",
        "Looks only at templates that the plan names under implements and that the workspace has. Of templates and news articles nothing is said to be missing: what is not mentioned may well be there. Where the plan names no day at all the deadline is unknown and not told of; no report at all is PM601.",
    ),
    run=_run,
)
