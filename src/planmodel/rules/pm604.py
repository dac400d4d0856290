"""Another agency leads than the template says, or none does."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    if not facts.demands:
        return
    from planmodel.rules import _conformity as c

    for item in c.departures(facts, lambda i: i.kind == "lead"):
        if item.because == "absent":
            message = say(
                "nobody here leads what {template} has led by {agencies}; name the lead",
                template=item.template,
                agencies=c.asked(facts, item),
            )
        else:
            message = say(
                "the lead is another than in {template}: {reason}; check the assignment, or have the departure accepted",
                template=item.template,
                reason=c.reason(facts, item),
            )
        yield c.found(facts, item, message)


RULE = Rule(
    code="PM604",
    name="lead-moved",
    severity=Severity.warning,
    title=Text("cơ quan chủ trì khác văn bản mẫu", "another lead than the template's"),
    what=Text(
        "Tìm chỗ văn bản mẫu giao một cơ quan chủ trì (cả kế hoạch, hoặc một số nhiệm vụ) mà trong kế hoạch cơ quan khác chủ trì, hoặc không ai chủ trì.",
        "Finds where the template has an agency lead (the whole plan, or some tasks) and in the plan another one leads, or nobody.",
    ),
    why=Text(
        "Bộ làm việc với cơ quan mà văn bản mẫu nêu. Nếu tỉnh giao nơi khác thì văn bản đôn đốc gửi nhầm chỗ.",
        "The ministry turns to the agency that its letter names. Where the province has another one lead, reminders go astray.",
    ),
    source=Text(
        "công văn hoặc quyết định giao cơ quan chủ trì; Nghị định 144/2005/NĐ-CP",
        "the letter or decision that names the lead; Decree 144/2005/NĐ-CP",
    ),
    bad=(
        (
            """\
plan: van-ban-mau
kind: template
tasks:
  - {id: ma-qr, at: "II.1", sector: education, title: Lắp đặt mã QR trong trường học, by: [truong-hoc]}
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-tttt], roles: [lead], covers: ["II.1"], title: Chủ trì lắp đặt}
""",
            """\
implements:
  - {plan: van-ban-mau, basis: cited, at: "preamble#1"}
tasks:
  - {id: ma-qr, at: "II.1", sector: education, title: Lắp đặt mã QR, by: [truong-hoc], implements: [ma-qr]}
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II.1"], title: Chủ trì lắp đặt}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM604
""",
        ),
    ),
    good=(
        (
            """\
plan: van-ban-mau
kind: template
tasks:
  - {id: ma-qr, at: "II.1", sector: education, title: Lắp đặt mã QR trong trường học, by: [truong-hoc]}
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-tttt], roles: [lead], covers: ["II.1"], title: Chủ trì lắp đặt}
""",
            """\
implements:
  - {plan: van-ban-mau, basis: cited, at: "preamble#1"}
tasks:
  - {id: ma-qr, at: "II.1", sector: education, title: Lắp đặt mã QR, by: [truong-hoc], implements: [ma-qr]}
duties:
  - {id: d1, at: "III.1", agencies: [so-tttt], roles: [lead], covers: ["II.1"], title: Chủ trì lắp đặt}
""",
        ),
    ),
    limits=Text(
        "Chỉ xét văn bản mẫu mà kế hoạch nêu ở implements và có trong không gian làm việc. Văn bản mẫu và bài báo không được xét về cái không nêu: không nêu chưa phải là không có.",
        "Looks only at templates that the plan names under implements and that the workspace has. Of templates and news articles nothing is said to be missing: what is not mentioned may well be there.",
    ),
    run=_run,
)
