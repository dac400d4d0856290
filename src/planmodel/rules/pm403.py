"""An agency leads a task by one duty, and by another only co-ordinates the same task under the same scope."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import model as m
from planmodel.derive.kept import of_registry
from planmodel.derive.reach import ALIKE
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._agencies import named
from planmodel.rules._api import Facts, Found, Rule

_Held = dict[tuple[str, m.Scope], list[m.Duty]]
"""The duties of one kind by agency and scope."""


def _run(facts: Facts) -> Iterator[Found]:
    if not _in_both(facts):
        return
    leading: _Held = {}
    sharing: _Held = {}
    for duty in facts.plan.duties:
        kind = _kind(duty, facts.registry) if duty.covers else None
        if kind is not None:
            held = leading if kind == "leads" else sharing
            for agency in duty.agencies:
                held.setdefault((agency.id, _narrowed(duty.scope)), []).append(duty)
    for key, duties in sharing.items():
        if key in leading:
            yield from _found(facts, key[0], leading[key], duties)


def _in_both(facts: Facts) -> bool:
    """True where an agency leads by one duty and co-ordinates by another, whatever the two are about."""
    sharing = {
        agency.id
        for duty, verbs in facts.verbs
        if "coordinate" in verbs and duty.covers
        for agency in duty.agencies
    }
    if not sharing:
        return False
    answering = _answering(facts.registry)
    return any(
        agency.id in sharing
        for duty, verbs in facts.verbs
        if not answering.isdisjoint(verbs)
        for agency in duty.agencies
    )


@of_registry
def _answering(registry: m.Registry) -> frozenset[str]:
    """The verbs that make those answer who bear the duty."""
    return frozenset(verb.id for verb in registry.verbs.values() if "A" in verb.letters.raci)


def _kind(duty: m.Duty, registry: m.Registry) -> str | None:
    """Whether the agencies of ``duty`` lead by it, only co-ordinate, or do something else."""
    verbs = [registry.verbs.get(role.verb.id) for role in duty.roles]
    letters = {letter for verb in verbs if verb is not None for letter in verb.letters.raci}
    if "A" in letters:
        return "leads"
    shares = any(verb is not None and verb.id == "coordinate" for verb in verbs)
    return "shares" if shares and letters <= {"C", "I"} and None not in verbs else None


def _narrowed(scope: m.Scope | None) -> m.Scope:
    """A scope without what narrows nothing: both sectors, the province's own territory."""
    if scope is None:
        return m.Scope(None, None, None)
    sector = scope.sector if scope.sector in ALIKE else None
    return m.Scope(sector, scope.population, None if scope.territory == "province" else scope.territory)


def _found(facts: Facts, agency: str, leading: list[m.Duty], sharing: list[m.Duty]) -> Iterator[Found]:
    led: dict[int, m.Duty] = {}
    for duty in leading:
        for number in facts.reach.numbers(duty):
            led.setdefault(number, duty)
    for duty in sharing:
        both = sorted(number for number in facts.reach.numbers(duty) if number in led)
        if both:
            lead = led[both[0]]
            yield Found(
                duty.span,
                say(
                    "duty {duty}: {agency} only co-ordinates {count} tasks that it leads by {clause}, the first at {task}; "
                    "ask who leads, or give the two duties different scopes",
                    duty=duty.id,
                    agency=named([agency], facts.registry),
                    count=len(both),
                    clause=lead.at,
                    task=facts.plan.tasks[both[0]].at or facts.plan.tasks[both[0]].id,
                ),
                duty.at,
                (facts.here(lead.span, say("the duty that leads")),),
            )


RULE = Rule(
    code="PM403",
    name="lead-also-coordinates",
    severity=Severity.warning,
    title=Text("vừa chủ trì vừa phối hợp một nhiệm vụ", "a lead that also co-ordinates"),
    what=Text(
        "Tìm cơ quan chủ trì (hay chỉ đạo, quyết định) một nhiệm vụ theo một trách nhiệm, mà theo trách nhiệm khác "
        "chỉ phối hợp chính nhiệm vụ đó trong cùng phạm vi.",
        "Finds agencies that lead (or direct, or decide) a task by one duty and by another only co-ordinate the same "
        "task under the same scope.",
    ),
    why=Text(
        "Phối hợp nghĩa là có cơ quan khác chủ trì. Một cơ quan vừa chủ trì vừa phối hợp cùng một việc thì không rõ ai "
        "chịu trách nhiệm: thường là dẫn nhầm khoản, hoặc thiếu cơ quan chủ trì thật sự.",
        "To co-ordinate means that another body leads. Where one agency does both in the same work nobody can tell who "
        "answers: mostly the wrong item is cited, or the true lead is missing.",
    ),
    source=Text(
        "Nghị định 144/2005/NĐ-CP về công tác phối hợp; 6 rõ: rõ trách nhiệm",
        "Decree 144/2005/NĐ-CP on co-ordination; the six clarities: clear accountability",
    ),
    bad=(
        """\
tasks:
  - {id: n1, at: "II.1", sector: education, title: Lắp đặt mã QR trong trường học}
  - {id: n2, at: "II.2", sector: education, title: Tập huấn giáo viên}
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì các nhiệm vụ Mục II}
  - {id: d2, at: "III.2", agencies: [so-gddt], roles: [coordinate], with: [so-yte], covers: ["II.2"],
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM403
     title: Phối hợp tập huấn}
""",
    ),
    good=(
        """\
tasks:
  - {id: n1, at: "II.1", sector: both, title: Tập huấn về thanh toán không tiền mặt}
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II.1"], scope: {sector: education},
     title: Chủ trì tập huấn trong trường học}
  - {id: d2, at: "III.2", agencies: [so-yte], roles: [lead], covers: ["II.1"], scope: {sector: health},
     title: Chủ trì tập huấn trong bệnh viện}
  - {id: d3, at: "III.3", agencies: [so-gddt], roles: [{verb: coordinate, with: [so-yte]}], covers: ["II.1"],
     scope: {sector: health}, title: Phối hợp tập huấn trong bệnh viện}
""",
    ),
    limits=Text(
        "Chỉ xét hai trách nhiệm có phạm vi như nhau; phạm vi hẹp nằm trong phạm vi rộng thì không xét. «Chủ trì, phối "
        "hợp với» trong một trách nhiệm là bình thường. Phần có được với tư cách thành viên của một lớp không tính.",
        "Looks at two duties of equal scope only, not at a narrow scope inside a wide one. To lead and to co-ordinate "
        "in one duty is usual. A part that an agency has as a member of a class does not count.",
    ),
    run=_run,
)
