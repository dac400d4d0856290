"""The plan links tasks to targets, and this task to none."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._listing import ONE_BY_ONE, clauses_of


def _run(facts: Facts) -> Iterator[Found]:
    tasks = facts.plan.tasks
    if facts.tells_part or not facts.linked:
        return
    loose = [t for t in tasks if t.product is None and not t.contributes_to]
    if loose:
        figures = {t.at for t in facts.plan.targets}
        loose = [t for t in loose if t.at not in figures]
    if len(loose) > ONE_BY_ONE:
        yield Found(
            loose[0].span,
            say(
                "{count} of {total} tasks are linked to no target and name no product, so nothing measures what they "
                "bring: {clauses}; link them with contributes_to, or name what each one yields",
                count=len(loose),
                total=len(tasks),
                clauses=clauses_of(tasks, loose),
            ),
            loose[0].at,
        )
        return
    for task in loose:
        yield Found(
            task.span,
            say(
                "task {task} is linked to no target and names no product, so nothing measures what it brings; "
                "link it with contributes_to, or name what it yields",
                task=task.id,
            ),
            task.at,
        )


RULE = Rule(
    code="PM303",
    name="task-without-target",
    severity=Severity.info,
    title=Text("nhiệm vụ không gắn với chỉ tiêu", "a task without a target"),
    what=Text(
        "Trong kế hoạch có gắn nhiệm vụ với chỉ tiêu (contributes_to), tìm nhiệm vụ không gắn với chỉ tiêu nào và "
        "cũng không nêu sản phẩm. Trên năm nhiệm vụ như vậy thì gộp thành một phát hiện.",
        "In a plan that links tasks to targets (contributes_to), finds tasks that are linked to none and name no "
        "product either. More than five of them are one finding.",
    ),
    why=Text(
        "Không có chỉ tiêu, không có sản phẩm thì cuối kỳ không ai nói được nhiệm vụ đã có kết quả hay chưa. Việc "
        "thường xuyên như tuyên truyền, hội nghị có thể như vậy; người lập kế hoạch nên biết là những việc nào.",
        "Without a target or a product nobody can say at the end whether the task has brought anything. Standing "
        "work such as publicity or workshops may be so; a planner should know which tasks these are.",
    ),
    source=Text("6 rõ: rõ việc, rõ sản phẩm", "the six clarities: clear work, a clear product"),
    bad=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2025: 50}}}
tasks:
  - {id: lap-dat, at: "II.1", sector: education, title: Lắp đặt điểm thanh toán QR, contributes_to: [t1]}
  - {id: hoi-nghi, at: "II.2", sector: education, title: Tổ chức hội nghị chuyển đổi số trong trường học}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM303
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì các nhiệm vụ Mục II}
""",
    ),
    good=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2025: 50}}}
tasks:
  - {id: lap-dat, at: "II.1", sector: education, title: Lắp đặt điểm thanh toán QR, contributes_to: [t1]}
  - {id: hoi-nghi, at: "II.2", sector: education, title: Tổ chức hội nghị chuyển đổi số trong trường học,
     product: Biên bản hội nghị}
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì các nhiệm vụ Mục II}
""",
    ),
    limits=Text(
        "Không xét văn bản mẫu, kế hoạch chỉ biết qua bài báo, và kế hoạch không dùng contributes_to. Nhiệm vụ mà "
        "chính điều khoản của nó nêu con số thì coi là có chỉ tiêu.",
        "Says nothing of templates, of plans known from a news article only, and of plans that never use "
        "contributes_to. A task whose own clause holds a figure counts as having a target.",
    ),
    run=_run,
)
