"""A duty cites a range in which its own scope leaves no task."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import model as m
from planmodel.derive.reach import ALIKE, Ranges, shown
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    inside: dict[str, Ranges] = {}
    for duty in facts.plan.duties:
        if duty.scope is None or duty.scope.sector not in ALIKE:
            continue
        sector = duty.scope.sector
        for cover in duty.covers:
            first, end = facts.ranges.of(cover)
            if first == end:  # the names that do not exist are told elsewhere
                continue
            if sector not in inside:
                inside[sector] = Ranges(t for t in facts.plan.tasks if t.sector in ALIKE[sector])
            held = inside[sector].of(cover)
            if held[0] == held[1]:
                yield _found(facts, duty, cover, facts.tasks[facts.ranges.ids[first]])


def _found(facts: Facts, duty: m.Duty, cover: m.Cover, there: m.Task) -> Found:
    from planmodel.views import words

    assert duty.scope is not None
    return Found(
        cover.span,
        say(
            "duty {duty}: {range} holds no task for {sector}, and the scope narrows the duty to that; "
            "check the range or the scope",
            duty=duty.id,
            range=shown(cover),
            sector=words.WORDS[str(duty.scope.sector)],
        ),
        duty.at,
        (facts.here(there.span, say("a task in the range, for {sector}", sector=words.WORDS[there.sector])),),
    )


RULE = Rule(
    code="PM312",
    name="range-outside-scope",
    severity=Severity.warning,
    title=Text("phạm vi viện dẫn nằm ngoài scope", "a cited range outside the scope"),
    what=Text(
        "Tìm trách nhiệm dẫn một khoảng điều khoản có nhiệm vụ, nhưng scope của chính nó (lĩnh vực) loại hết các "
        "nhiệm vụ ấy: chủ trì «trong bệnh viện» các nhiệm vụ của khoản về trường học.",
        "Finds duties that cite a range that holds tasks, where their own scope (the sector) leaves none of them: to "
        "lead 'in hospitals' the tasks of the item about schools.",
    ),
    why=Text(
        "Scope chỉ thu hẹp, không thêm nhiệm vụ. Viện dẫn như vậy giao việc cho không ai: thường là dẫn nhầm khoản, "
        "hoặc ghi nhầm lĩnh vực, và nhiệm vụ thật sự thì không có người chủ trì.",
        "A scope narrows and never adds. Such a citation assigns nothing: mostly the wrong item is cited or the wrong "
        "sector written, and the tasks that were meant have no lead.",
    ),
    source=Text(
        "6 rõ: rõ người, rõ việc; thông lệ giao nhiệm vụ bằng viện dẫn khoản, điểm",
        "the six clarities: clear people, clear work; practice: assignment by citing items and points",
    ),
    bad=(
        """\
tasks:
  - {id: truong, at: "II.1#1", sector: education, title: Lắp đặt điểm thanh toán ở trường học}
  - {id: vien, at: "II.2#1", sector: health, title: Lắp đặt điểm thanh toán ở bệnh viện}
duties:
  - {id: giao-duc, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II.1"], title: Chủ trì ở trường học}
  - {id: y-te, at: "III.2", agencies: [so-yte], roles: [lead], covers: ["II.1", "II.2"], scope: {sector: health},
#                                                                       ^^^^^^ PM312
     title: Chủ trì ở bệnh viện}
""",
    ),
    good=(
        """\
tasks:
  - {id: truong, at: "II.1#1", sector: education, title: Lắp đặt điểm thanh toán ở trường học}
  - {id: vien, at: "II.2#1", sector: health, title: Lắp đặt điểm thanh toán ở bệnh viện}
duties:
  - {id: giao-duc, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], scope: {sector: education},
     title: Chủ trì ở trường học}
  - {id: y-te, at: "III.2", agencies: [so-yte], roles: [lead], covers: ["II"], scope: {sector: health},
     title: Chủ trì ở bệnh viện}
""",
    ),
    limits=Text(
        "Chỉ lĩnh vực của scope loại được nhiệm vụ; đối tượng và địa bàn thì nhiệm vụ không ghi nên không xét. Khoảng "
        "không có nhiệm vụ nào là việc của PM111.",
        "Only the scope's sector can leave tasks out; tasks name no population or territory. A range that holds no "
        "task at all is found by PM111.",
    ),
    run=_run,
)
