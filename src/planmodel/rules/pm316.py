"""Two duties say the same of the same agencies over the same tasks."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from planmodel import model as m
from planmodel.derive.reach import Stretch
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    by_agencies: dict[Hashable, list[m.Duty]] = {}
    for duty in facts.plan.duties:
        if duty.covers:
            agencies = duty.agencies
            asked = agencies[0].id if len(agencies) == 1 else _bodies(agencies)
            by_agencies.setdefault(asked, []).append(duty)
    repeated = [
        pair for duties in by_agencies.values() if len(duties) > 1 for pair in _repeated(facts, duties)
    ]
    for duty, first in sorted(repeated, key=lambda pair: pair[0].span):
        yield Found(
            duty.span,
            say(
                "duty {duty} repeats {first}: the same agencies, verbs and tasks; keep one, or say how they differ",
                duty=duty.id,
                first=first.id,
            ),
            duty.at,
            (facts.here(first.span, say("said first here")),),
        )


def _repeated(facts: Facts, duties: Iterable[m.Duty]) -> Iterator[tuple[m.Duty, m.Duty]]:
    """Each duty that says again what one before it said, and the first that said so."""
    by_tasks: dict[tuple[Stretch, ...], list[m.Duty]] = {}
    for duty in duties:
        by_tasks.setdefault(facts.ranges.under(duty.covers), []).append(duty)
    for tasks, listed in by_tasks.items():
        same: dict[Hashable, m.Duty] = {}
        for duty in listed if tasks and len(listed) > 1 else ():
            first = same.setdefault(_said(duty), duty)
            if first is not duty:
                yield duty, first


def _said(duty: m.Duty) -> Hashable:
    """What a duty says besides the tasks that it is about."""
    roles = frozenset(
        (
            r.verb.id,
            *(_bodies(refs) for refs in (r.with_, r.directs, r.to)),
            frozenset(verb.id for verb in r.joint),
        )
        for r in duty.roles
    )
    fields = (duty.agencies, duty.with_, duty.directs, duty.to, duty.via, duty.supports)
    return roles, tuple(_bodies(refs) for refs in fields), duty.scope


_NOBODY: frozenset[str] = frozenset()


def _bodies(refs: Sequence[m.Ref]) -> frozenset[str]:
    return frozenset([r.id for r in refs]) if refs else _NOBODY


RULE = Rule(
    code="PM316",
    name="duty-repeats-itself",
    severity=Severity.info,
    title=Text("trách nhiệm lặp lại", "a duty said twice"),
    what=Text(
        "Tìm hai trách nhiệm của cùng cơ quan, cùng động từ, cùng bên phối hợp, cùng phạm vi, dẫn đến đúng những nhiệm "
        "vụ như nhau, kể cả khi viết khoảng điều khoản theo cách khác.",
        "Finds two duties of the same agencies with the same verbs, partners and scope that lead to exactly the same "
        "tasks, even where the range of clauses is written in another way.",
    ),
    why=Text(
        "Giao một việc hai lần không làm rõ thêm, mà làm người đọc tìm chỗ khác nhau; sửa một điều rồi quên điều kia "
        "thì kế hoạch tự mâu thuẫn. Thường là dẫn nhầm khoản ở một trong hai.",
        "To assign one thing twice adds nothing and has the reader look for the difference; once one of the two is "
        "changed, the plan contradicts itself. Often one of them cites the wrong item.",
    ),
    source=Text("6 rõ: rõ việc, rõ trách nhiệm", "the six clarities: clear work, clear responsibility"),
    bad=(
        """\
tasks:
  - {id: khao-sat, at: "II.1", sector: education, title: Khảo sát hạ tầng thanh toán}
  - {id: lap-dat, at: "II.2", sector: education, title: Lắp đặt điểm thanh toán QR}
duties:
  - {id: chu-tri, at: "III.1.a", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì các nhiệm vụ Mục II}
  - {id: chu-tri-2, at: "III.1.b", agencies: [so-gddt], roles: [lead], covers: ["II.1..II.2"], title: Chủ trì khoản 1 và 2}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM316
""",
    ),
    good=(
        """\
tasks:
  - {id: khao-sat, at: "II.1", sector: education, title: Khảo sát hạ tầng thanh toán}
  - {id: lap-dat, at: "II.2", sector: education, title: Lắp đặt điểm thanh toán QR}
duties:
  - {id: chu-tri, at: "III.1.a", agencies: [so-gddt], roles: [lead], covers: ["II.1"], title: Chủ trì khoản 1}
  - {id: chu-tri-2, at: "III.1.b", agencies: [so-gddt], roles: [lead], covers: ["II.2"], title: Chủ trì khoản 2}
""",
    ),
    limits=Text(
        "Trách nhiệm không dẫn đến nhiệm vụ nào, hoặc dẫn cả kế hoạch, thì không so.",
        "Duties that lead to no task, or to the whole plan, are not compared.",
    ),
    run=_run,
)
