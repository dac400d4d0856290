"""Two bodies lead the same task and their scopes meet. Leads split by sector, population or territory are right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from planmodel.derive.responsibility import Lead, conflicting
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    if max(map(len, facts.led), default=0) < 2:
        return
    for task, leads in zip(facts.plan.tasks, facts.led, strict=True):
        clash = next((p for p in combinations(leads, 2) if conflicting(*p)), None)
        if clash is not None:
            one, two = clash
            yield Found(
                task.span,
                say(
                    "task {task}: {one} ({clauses_one}) and {two} ({clauses_two}) lead the same scope; say who answers for it",
                    task=task.id,
                    one=one.agency,
                    clauses_one=_clauses(one),
                    two=two.agency,
                    clauses_two=_clauses(two),
                ),
                task.at,
            )


def _clauses(a: Lead) -> str:
    return ", ".join(str(e.at) for e in a.evidence if e.verb in ("lead", "direct"))


RULE = Rule(
    code="PM402",
    name="two-leads",
    severity=Severity.warning,
    title=Text("hai cơ quan cùng chủ trì một phạm vi", "two leads over the same scope"),
    what=Text(
        "Tìm nhiệm vụ có hai cơ quan cùng chủ trì (hay chỉ đạo) mà phạm vi trùng nhau về lĩnh vực, đối tượng và địa bàn.",
        "Finds tasks that two agencies lead (or direct) and whose scopes meet in sector, population and territory.",
    ),
    why=Text(
        "Hai nơi cùng chủ trì thì không nơi nào chịu trách nhiệm cuối cùng. Chia theo lĩnh vực thì được: Sở Giáo dục chủ trì ở trường học, Sở Y tế chủ trì ở bệnh viện.",
        "Where two lead, nobody answers in the end. A split is right: the education department leads in schools, the health department in hospitals.",
    ),
    source=Text("6 rõ: rõ người, rõ trách nhiệm", "the six clarities: clear person, clear accountability"),
    bad=(
        """\
tasks:
  - {id: n1, at: "II.1", sector: both, title: Tuyên truyền thanh toán không tiền mặt}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM402
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II.1"], title: Chủ trì khoản 1 Mục II}
  - {id: d2, at: "III.2", agencies: [so-yte], roles: [lead], covers: ["II.1"], title: Chủ trì khoản 1 Mục II}
""",
    ),
    good=(
        """\
tasks:
  - {id: n1, at: "II.1", sector: both, title: Tuyên truyền thanh toán không tiền mặt}
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II.1"], title: Chủ trì khoản 1 Mục II,
     scope: {sector: education}}
  - {id: d2, at: "III.2", agencies: [so-yte], roles: [lead], covers: ["II.1"], title: Chủ trì khoản 1 Mục II,
     scope: {sector: health}}
""",
    ),
    limits=Text(
        "Nêu hai cơ quan đầu tiên trùng nhau của mỗi nhiệm vụ. Phạm vi chia bằng lời mà không ghi ở scope thì không thấy được.",
        "Names the first two agencies that meet in each task. A split told in words and not encoded as scope cannot be seen.",
    ),
    run=_run,
)
