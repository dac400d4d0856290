"""No duty makes anybody answer for these tasks; a focal point of the whole plan leads no single task."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planmodel import model as m
from planmodel.clauses import cover_all
from planmodel.derive.responsibility import focal_points
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    if facts.tells_part or all(facts.led):
        return
    without = [task for task, leads in zip(facts.plan.tasks, facts.led, strict=True) if not leads]
    if without:
        yield Found(without[0].span, _message(facts.plan, without), without[0].at)


def _message(plan: m.Plan, without: Sequence[m.Task]) -> Text:
    every, unled = ([t.at for t in tasks if t.at is not None] for tasks in (plan.tasks, without))
    listed = ", ".join(str(c) for c in cover_all(every, unled))
    focal = ", ".join(str(d.at) for d in focal_points(plan))
    if focal:
        return say(
            "nobody leads {count} of {all} tasks: {tasks}; only the general focal point ({focal}) is named; "
            "ask for an assignment in the organisation section",
            count=len(without),
            all=len(plan.tasks),
            tasks=listed,
            focal=focal,
        )
    return say(
        "nobody leads {count} of {all} tasks: {tasks}; ask for an assignment in the organisation section",
        count=len(without),
        all=len(plan.tasks),
        tasks=listed,
    )


RULE = Rule(
    code="PM401",
    name="nobody-leads",
    severity=Severity.warning,
    title=Text("nhiệm vụ không có cơ quan chủ trì", "tasks that nobody leads"),
    what=Text(
        "Tìm nhiệm vụ mà không trách nhiệm nào (duties) giao cho cơ quan nào chủ trì hay chỉ đạo. Mọi nhiệm vụ như vậy gộp trong một phát hiện, ghi theo điều khoản.",
        "Finds tasks for which no duty makes an agency lead or direct. All of them are one finding, told by clause.",
    ),
    why=Text(
        "Nhiệm vụ không có người chủ trì thì không ai phải báo cáo, không ai bị đôn đốc. Đầu mối chung của cả kế hoạch theo dõi mọi việc nhưng không chịu trách nhiệm về từng việc.",
        "A task without a lead is reported by nobody and chased with nobody. The general focal point of a plan watches over everything and answers for no single task.",
    ),
    source=Text(
        "6 rõ: rõ người, rõ trách nhiệm; Nghị định 144/2005/NĐ-CP về công tác phối hợp",
        "the six clarities: clear person, clear accountability; Decree 144/2005/NĐ-CP on co-ordination",
    ),
    bad=(
        """\
tasks:
  - {id: n1, at: "II.1", sector: education, title: Lắp đặt mã QR trong trường học}
  - {id: n2, at: "II.2", sector: health, title: Lắp đặt mã QR trong bệnh viện}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM401
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II.1"], title: Chủ trì khoản 1 Mục II}
""",
    ),
    good=(
        """\
tasks:
  - {id: n1, at: "II.1", sector: education, title: Lắp đặt mã QR trong trường học}
  - {id: n2, at: "II.2", sector: health, title: Lắp đặt mã QR trong bệnh viện}
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II.1"], title: Chủ trì khoản 1 Mục II}
  - {id: d2, at: "III.2", agencies: [so-yte], roles: [lead], covers: ["II.2"], title: Chủ trì khoản 2 Mục II}
""",
    ),
    limits=Text(
        "Không xét văn bản mẫu, và kế hoạch chỉ biết qua bài báo: điều bài báo không nhắc là chưa rõ, không phải là thiếu. Không đọc lời văn, chỉ đọc động từ và phạm vi (covers) đã mã hóa.",
        "Does not judge templates, nor plans known from a news article only: what an article does not mention is unknown, not missing. Reads the encoded verbs and covers, not the wording.",
    ),
    run=_run,
)
