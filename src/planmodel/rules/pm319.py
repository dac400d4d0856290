"""A duty cites clauses that lie in a range which it cites as well."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planmodel import model as m
from planmodel.derive.reach import Ranges, shown
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    for duty in facts.plan.duties:
        if len(duty.covers) > 1 and _overlap(duty, facts.ranges):
            for inner, outer in sorted(_held(duty, facts.ranges), key=lambda pair: pair[0].span):
                yield Found(
                    inner.span,
                    say(
                        "duty {duty}: the tasks of {inner} are in {outer} already, which the duty covers too; "
                        "drop one of the two",
                        duty=duty.id,
                        inner=shown(inner),
                        outer=shown(outer),
                    ),
                    duty.at,
                    (facts.here(outer.span, say("the wider range")),),
                )


def _overlap(duty: m.Duty, ranges: Ranges) -> bool:
    """True where covers of ``duty`` share tasks, as they seldom do."""
    stretches = sorted([ranges.of(cover) for cover in duty.covers])
    return any(one[1] > other[0] for one, other in pairwise(stretches))


def _held(duty: m.Duty, ranges: Ranges) -> Iterator[tuple[m.Cover, m.Cover]]:
    """Covers whose tasks another cover of ``duty`` holds. What repeated wording reaches is inferred, so it makes no
    citation superfluous.
    """
    placed = [(*ranges.of(c), c.basis == "wording", n, c) for n, c in enumerate(duty.covers)]
    wide: dict[bool, tuple[int, m.Cover]] = {}
    for first, end, worded, _, cover in sorted(placed, key=lambda x: (x[0], -x[1], *x[2:4])):
        if first == end:
            continue
        over = [wide[w] for w in ((False, True) if worded else (False,)) if w in wide and end <= wide[w][0]]
        if over:
            yield cover, over[0][1]
        elif worded not in wide or end > wide[worded][0]:
            wide[worded] = end, cover


RULE = Rule(
    code="PM319",
    name="range-within-range",
    severity=Severity.info,
    title=Text("phạm vi nằm trong phạm vi khác", "a range within a range"),
    what=Text(
        "Tìm điều khoản mà một trách nhiệm viện dẫn, trong khi mọi nhiệm vụ ở đó đã nằm trong một phạm vi khác của "
        "chính trách nhiệm ấy: «Mục II» và «khoản 1 Mục II».",
        "Finds clauses that a duty cites although all tasks there lie in another range of the same duty: 'section "
        "II' and 'item 1 of section II'.",
    ),
    why=Text(
        "Nói hai lần một việc thì một lần là thừa, hoặc là dẫn nhầm: người soạn định dẫn khoản khác và khoản ấy bị bỏ "
        "sót.",
        "Of what is said twice one is superfluous or wrong: another item was meant, and that one has been left out.",
    ),
    source=Text(
        "thông lệ giao nhiệm vụ bằng viện dẫn khoản, điểm", "practice: assignment by citing items and points"
    ),
    bad=(
        """\
tasks:
  - {id: khao-sat, at: "II.1", sector: education, title: Khảo sát hạ tầng thanh toán}
  - {id: lap-dat, at: "II.2", sector: education, title: Lắp đặt điểm thanh toán QR}
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II", "II.1"], title: Chủ trì Mục II}
#                                                                                 ^^^^^^ PM319
""",
    ),
    good=(
        """\
tasks:
  - {id: khao-sat, at: "II.1", sector: education, title: Khảo sát hạ tầng thanh toán}
  - {id: lap-dat, at: "II.2", sector: education, title: Lắp đặt điểm thanh toán QR}
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II.1", "II.2"], title: Chủ trì khoản 1 và 2}
""",
    ),
    limits=Text(
        "So theo nhiệm vụ, không theo chữ: điều khoản không có nhiệm vụ thì không xét.",
        "Compares tasks, not wording: clauses that hold no task are let be.",
    ),
    run=_run,
)
