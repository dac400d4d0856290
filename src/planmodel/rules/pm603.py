"""A task of the template stands nowhere in the plan."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    if not facts.demands:
        return
    from planmodel.rules import _conformity as c

    for item, many in c.lost(facts, ("task",)):
        if many > 1:
            message = say(
                "none of the {count} tasks of {template} is carried out here; "
                "link those that are with implements (planmodel align proposes links)",
                count=many,
                template=item.template,
            )
        else:
            message = say(
                "task {item} of {template} is lost ({demand}); add it, or link what carries it out with implements",
                item=item.item,
                template=item.template,
                demand=c.asked(facts, item),
            )
        yield c.found(facts, item, message)


RULE = Rule(
    code="PM603",
    name="task-lost",
    severity=Severity.warning,
    title=Text("nhiệm vụ của văn bản mẫu bị mất", "a task of the template is lost"),
    what=Text(
        "Tìm nhiệm vụ của văn bản mẫu mà không nhiệm vụ hay trách nhiệm nào của kế hoạch thực hiện. Nhiệm vụ chuyển sang phần tổ chức thực hiện thì không mất.",
        "Finds tasks of the template that no task and no duty of the plan carries out. A task that moved to the organisation section is not lost.",
    ),
    why=Text(
        "Nhiệm vụ rơi mất khi soạn lại thì không có ai chủ trì, không có hạn, không có trong báo cáo.",
        "A task that fell out when the text was drafted anew has no lead, no day, and no place in any report.",
    ),
    source=Text(
        "thứ tự của các yêu cầu, docs/comparison.md; văn bản mà kế hoạch thực hiện",
        "the order of demands, docs/comparison.md; the document that the plan carries out",
    ),
    bad=(
        (
            """\
plan: van-ban-mau
kind: template
tasks:
  - {id: tap-huan, at: "II.1", sector: education, title: Tập huấn kỹ năng số cho giáo viên, by: [truong-hoc]}
  - {id: ma-qr, at: "II.2", sector: education, title: Lắp đặt mã QR trong trường học, by: [truong-hoc]}
""",
            """\
implements:
  - {plan: van-ban-mau, basis: cited, at: "preamble#1"}
#          ^^^^^^^^^^^ PM603
tasks:
  - {id: tap-huan, at: "II.1", sector: education, title: Tập huấn kỹ năng số, by: [truong-hoc], implements: [tap-huan]}
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II.1"], title: Chủ trì tập huấn}
""",
        ),
    ),
    good=(
        (
            """\
plan: van-ban-mau
kind: template
tasks:
  - {id: tap-huan, at: "II.1", sector: education, title: Tập huấn kỹ năng số cho giáo viên, by: [truong-hoc]}
  - {id: ma-qr, at: "II.2", sector: education, title: Lắp đặt mã QR trong trường học, by: [truong-hoc]}
""",
            """\
implements:
  - {plan: van-ban-mau, basis: cited, at: "preamble#1"}
tasks:
  - {id: tap-huan, at: "II.1", sector: education, title: Tập huấn kỹ năng số, by: [truong-hoc], implements: [tap-huan]}
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II.1"], title: Chủ trì tập huấn}
  - {id: d2, at: "III.2", agencies: [truong-hoc], roles: [implement], title: Lắp đặt mã QR, implements: [ma-qr]}
""",
        ),
    ),
    limits=Text(
        "Chỉ xét văn bản mẫu mà kế hoạch nêu ở implements và có trong không gian làm việc. Văn bản mẫu và bài báo không được xét về cái không nêu: không nêu chưa phải là không có. Nếu không nhiệm vụ nào được nối với văn bản mẫu thì chỉ báo một lần.",
        "Looks only at templates that the plan names under implements and that the workspace has. Of templates and news articles nothing is said to be missing: what is not mentioned may well be there. Where no task is linked to the template this is said once.",
    ),
    run=_run,
)
