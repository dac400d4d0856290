"""A task for one sector is linked to a target of the other."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule

_OTHER = {"education": "health", "health": "education"}


def _run(facts: Facts) -> Iterator[Found]:
    if facts.linked.isdisjoint([(t.id, _OTHER.get(t.sector, "")) for t in facts.plan.targets]):
        return
    targets = {t.id: t for t in facts.plan.targets}
    for task in facts.plan.tasks:
        other = _OTHER.get(task.sector)
        if other is None:
            continue
        for ref in task.contributes_to:
            target = targets.get(ref.id)
            if target is not None and target.sector == other:
                yield Found(
                    ref.span,
                    say(
                        "task {task} is for {sector}, but target {target} is for {other}; check the link or the sector",
                        task=task.id,
                        sector=_named(task.sector),
                        target=target.id,
                        other=_named(other),
                    ),
                    task.at,
                    (facts.here(target.span, say("the target")),),
                )


def _named(sector: str) -> Text:
    from planmodel.views import words

    return words.WORDS[sector]


RULE = Rule(
    code="PM308",
    name="target-of-other-sector",
    severity=Severity.warning,
    title=Text("nhiệm vụ gắn với chỉ tiêu của lĩnh vực khác", "a task linked to the other sector's target"),
    what=Text(
        "Tìm nhiệm vụ của giáo dục góp phần vào chỉ tiêu của y tế, hoặc ngược lại.",
        "Finds tasks for education that contribute to a target for health, or the other way round.",
    ),
    why=Text(
        "Việc làm trong trường học không làm tăng tỷ lệ của bệnh viện. Gắn như vậy thường do chép từ lĩnh vực kia mà "
        "chưa sửa, và làm cho chỉ tiêu trông như đã có việc thực hiện.",
        "Work in schools does not raise the share of hospitals. Such a link mostly comes from copying the other "
        "sector's item, and makes the target look as if work stood behind it.",
    ),
    source=Text(
        "thực tế: đoạn về y tế chép từ đoạn về giáo dục (Đắk Nông 294/KH-UBND, khoản 3 Mục III)",
        "practice: a passage for health copied from the one for education (Đắk Nông 294/KH-UBND, III.3)",
    ),
    bad=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: health, population: benh-vien, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2025: 50}}}
tasks:
  - {id: lap-dat, at: "II.1", sector: education, title: Lắp đặt điểm thanh toán QR, contributes_to: [t1]}
#                                                                                                    ^^ PM308
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì các nhiệm vụ Mục II}
""",
    ),
    good=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: health, population: benh-vien, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2025: 50}}}
tasks:
  - {id: lap-dat, at: "II.1", sector: health, title: Lắp đặt điểm thanh toán QR, contributes_to: [t1]}
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-yte], roles: [lead], covers: ["II"], title: Chủ trì các nhiệm vụ Mục II}
""",
    ),
    limits=Text(
        "Nhiệm vụ hay chỉ tiêu chung cho cả hai lĩnh vực thì không xét.",
        "Tasks and targets for both sectors, or for neither, are let be.",
    ),
    run=_run,
)
