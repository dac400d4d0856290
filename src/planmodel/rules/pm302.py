"""A task is due before the plan begins or was signed, or after its period ends."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    period, signed = facts.plan.period, facts.plan.document.issued
    begins, last = max(period.first, signed or period.first), period.last
    for task, day in zip(facts.plan.tasks, facts.days, strict=True):
        if day is None or begins <= day <= last:
            continue
        if day > last:
            message = say(
                "task {task}: the last day is {day}, after the period ends on {last}; check the date or the period",
                task=task.id,
                day=day,
                last=last,
            )
        elif day < period.first:
            message = say(
                "task {task}: the last day is {day}, before the period begins on {first}; "
                "check the date or the period",
                task=task.id,
                day=day,
                first=period.first,
            )
        else:
            message = say(
                "task {task}: the last day is {day}, before the plan was signed on {signed}; check the date",
                task=task.id,
                day=day,
                signed=begins,
            )
        assert task.due is not None
        yield Found(
            task.due.span, message, task.at, (facts.here(period.span, say("the period of the plan")),)
        )


RULE = Rule(
    code="PM302",
    name="due-outside-period",
    severity=Severity.warning,
    title=Text("thời hạn ngoài thời kỳ", "a due date outside the period"),
    what=Text(
        "Tìm nhiệm vụ có ngày cuối của thời hạn trước khi kế hoạch được ký, trước khi thời kỳ bắt đầu, hoặc sau khi "
        "thời kỳ kết thúc. «Trước ngày» không kể chính ngày đó.",
        "Finds tasks whose last day lies before the plan was signed, before its period begins, or after it ends. "
        "'Before' a day leaves that day out.",
    ),
    why=Text(
        "Thời hạn đã qua khi ký thì không ai giữ được; thời hạn sau thời kỳ thì kế hoạch này không còn để kiểm tra. "
        "Thường là gõ nhầm năm, hoặc chép từ một kế hoạch cũ.",
        "A day that had passed when the plan was signed can be kept by nobody; one after the period falls due when "
        "nobody checks this plan any more. Mostly the year is a slip, or was copied from an older plan.",
    ),
    source=Text("6 rõ: rõ thời gian", "the six clarities: a clear time"),
    bad=(
        """\
tasks:
  - {id: lap-dat, at: "II.1", sector: education, title: Lắp đặt điểm thanh toán QR, due: {by: "2052-12-31"}}
#                                                                                             ^^^^^^^^^^^^ PM302
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì các nhiệm vụ Mục II}
""",
    ),
    good=(
        """\
tasks:
  - {id: lap-dat, at: "II.1", sector: education, title: Lắp đặt điểm thanh toán QR, due: {before: "2026-01-01"}}
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì các nhiệm vụ Mục II}
""",
    ),
    limits=Text(
        "Không biết nhiệm vụ nào cố ý kéo dài quá thời kỳ; khi đó hãy bỏ qua phát hiện này, có nêu lý do.",
        "Cannot know which task is meant to outlast the period; silence the finding there, with the reason.",
    ),
    run=_run,
)
