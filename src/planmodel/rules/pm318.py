"""A task is for both sectors, and only one of them has a lead."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import model as m
from planmodel.derive.responsibility import Lead
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._listing import clauses_of

_OTHER = {"education": "health", "health": "education"}


def _run(facts: Facts) -> Iterator[Found]:
    if facts.tells_part:
        return
    if not any(duty.scope is not None and duty.scope.sector in _OTHER for duty in facts.plan.duties):
        return
    by_sector: dict[str, list[tuple[m.Task, tuple[Lead, ...]]]] = {}
    for task, leads in zip(facts.plan.tasks, facts.led, strict=True):
        if task.sector == "both" and leads:
            sectors = {a.scope.sector if a.scope is not None else None for a in leads}
            if len(sectors) == 1 and (led := sectors.pop()) in _OTHER:
                by_sector.setdefault(led, []).append((task, leads))
    for led, found in by_sector.items():
        yield _found(facts, led, found)


def _found(facts: Facts, led: str, found: list[tuple[m.Task, tuple[Lead, ...]]]) -> Found:
    from planmodel.views import words

    task, leads = found[0]
    sectors = {"led": words.WORDS[led], "other": words.WORDS[_OTHER[led]]}
    message = (
        say(
            "task {task} is for both sectors, but has a lead for {led} only; ask who leads it for {other}",
            task=task.id,
            **sectors,
        )
        if len(found) == 1
        else say(
            "{count} tasks for both sectors have a lead for {led} only: {clauses}; ask who leads them for {other}",
            count=len(found),
            clauses=clauses_of(facts.plan.tasks, (t for t, _ in found)),
            **sectors,
        )
    )
    duties = {d.id: d for d in facts.plan.duties}
    leading = [duties[e.duty] for a in leads for e in a.evidence if e.duty is not None]
    return Found(
        task.span,
        message,
        task.at,
        tuple(facts.here(d.span, say("leads for {led}", led=sectors["led"])) for d in leading),
    )


RULE = Rule(
    code="PM318",
    name="half-led-task",
    severity=Severity.warning,
    title=Text("nhiệm vụ chung chỉ có nửa đầu mối", "a task led for one sector only"),
    what=Text(
        "Tìm nhiệm vụ của cả giáo dục và y tế mà mọi cơ quan chủ trì đều chỉ chủ trì cho một lĩnh vực (scope).",
        "Finds tasks for both education and health whose every lead is a lead for one sector only (scope).",
    ),
    why=Text(
        "Chia chủ trì theo lĩnh vực là đúng khi đủ cả hai. Thiếu một thì bảng phân công vẫn có chữ A, nhưng không ai "
        "chịu trách nhiệm cho nửa còn lại.",
        "Leads split by sector are right where both are there. With one missing the matrix still shows an A, and "
        "nobody answers for the other half.",
    ),
    source=Text(
        "6 rõ: rõ người, rõ trách nhiệm; Nghị định 144/2005/NĐ-CP",
        "the six clarities: clear people, clear responsibility; Decree 144/2005/ND-CP",
    ),
    bad=(
        """\
tasks:
  - {id: tuyen-truyen, at: "II.1", sector: both, title: Tuyên truyền trong trường học và bệnh viện}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM318
duties:
  - {id: giao-duc, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], scope: {sector: education},
     title: Chủ trì ở trường học}
""",
    ),
    good=(
        """\
tasks:
  - {id: tuyen-truyen, at: "II.1", sector: both, title: Tuyên truyền trong trường học và bệnh viện}
duties:
  - {id: giao-duc, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], scope: {sector: education},
     title: Chủ trì ở trường học}
  - {id: y-te, at: "III.2", agencies: [so-yte], roles: [lead], covers: ["II"], scope: {sector: health},
     title: Chủ trì ở bệnh viện}
""",
    ),
    limits=Text(
        "Nhiệm vụ chung (cross) không chia theo lĩnh vực nên không xét. Nhiệm vụ không có ai chủ trì là việc của PM401.",
        "Cross-sector tasks are not split by sector and are let be. Tasks without any lead are found by PM401.",
    ),
    run=_run,
)
