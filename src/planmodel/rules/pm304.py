"""The plan links tasks to targets, and no task to this target."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._listing import ONE_BY_ONE, listed


def _run(facts: Facts) -> Iterator[Found]:
    targets = facts.plan.targets
    served, known = {target for target, _ in facts.linked}, {t.id for t in targets}
    if facts.tells_part or not served or not served < known:  # all are served; or a slip may mean any of them
        return
    work = {item.at for item in facts.plan.work}
    bare = [t for t in targets if t.id not in served and t.at not in work]
    if len(bare) > ONE_BY_ONE:
        yield Found(
            bare[0].span,
            say(
                "no task is linked to {count} of {total} targets: {targets}; "
                "ask for the work that reaches them, or link tasks with contributes_to",
                count=len(bare),
                total=len(targets),
                targets=listed(t.id for t in bare),
            ),
            bare[0].at,
        )
        return
    for target in bare:
        yield Found(
            target.span,
            say(
                "no task is linked to target {target}; "
                "ask for the work that reaches it, or link a task with contributes_to",
                target=target.id,
            ),
            target.at,
        )


RULE = Rule(
    code="PM304",
    name="target-without-task",
    severity=Severity.warning,
    title=Text("chỉ tiêu không có nhiệm vụ", "a target without a task"),
    what=Text(
        "Trong kế hoạch có gắn nhiệm vụ với chỉ tiêu (contributes_to), tìm chỉ tiêu mà không nhiệm vụ nào góp phần "
        "đạt. Trên năm chỉ tiêu như vậy thì gộp thành một phát hiện.",
        "In a plan that links tasks to targets (contributes_to), finds targets that no task works towards. More than "
        "five of them are one finding.",
    ),
    why=Text(
        "Chỉ tiêu không có việc nào phía sau chỉ là mong muốn: không ai được giao làm cho nó đạt, và cuối kỳ không ai "
        "giải trình được.",
        "A target with no work behind it is a wish: nobody was asked to bring it about, and nobody can account for it "
        "at the end.",
    ),
    source=Text(
        "6 rõ: rõ việc; thông lệ lập kế hoạch: mỗi chỉ tiêu có nhiệm vụ thực hiện",
        "the six clarities: clear work; practice: every target has its tasks",
    ),
    bad=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2025: 50}}}
  - {id: t2, at: "I.2", indicator: online-tuition-portal, sector: education, population: dai-hoc-cao-dang, area: all,
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM304
     measure: share, unit: "%", commitment: firm, level: {at_least: {2025: 100}}}
tasks:
  - {id: lap-dat, at: "II.1", sector: education, title: Lắp đặt điểm thanh toán QR, contributes_to: [t1]}
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì các nhiệm vụ Mục II}
""",
    ),
    good=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2025: 50}}}
  - {id: t2, at: "I.2", indicator: online-tuition-portal, sector: education, population: dai-hoc-cao-dang, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2025: 100}}}
tasks:
  - {id: lap-dat, at: "II.1", sector: education, title: Lắp đặt điểm thanh toán QR, contributes_to: [t1]}
  - {id: ket-noi, at: "II.2", sector: education, title: Kết nối trường đại học với Cổng Dịch vụ công, contributes_to: [t2]}
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì các nhiệm vụ Mục II}
""",
    ),
    limits=Text(
        "Không xét văn bản mẫu, kế hoạch chỉ biết qua bài báo, và kế hoạch không dùng contributes_to. Con số nằm ngay "
        "trong điều khoản của một nhiệm vụ hay trách nhiệm thì coi là đã có việc. Việc chỉ được giao ở phần tổ chức "
        "thực hiện, không thành nhiệm vụ, thì quy tắc này không thấy.",
        "Says nothing of templates, of plans known from a news article only, and of plans that never use "
        "contributes_to. A figure in the clause of a task or a duty counts as having work. Work that only the "
        "organisation section assigns, and no task, is not seen.",
    ),
    run=_run,
)
