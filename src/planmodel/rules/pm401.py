"""No duty makes anybody answer for these tasks; a focal point of the whole plan leads no single task."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.clauses import cover_all
from planmodel.derive.responsibility import focal_points
from planmodel.diagnostics import Severity, Text
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    if facts.from_article or facts.plan.kind == "template":
        return
    without = [x.task for x in facts.leads if not x.leads]
    if not without:
        return
    every = [t.at for t in facts.plan.tasks if t.at is not None]
    listed = ", ".join(str(c) for c in cover_all(every, [t.at for t in without if t.at is not None]))
    focal = ", ".join(str(d.at) for d in focal_points(facts.plan))
    only_vi = f"; chỉ có đầu mối chung ({focal})" if focal else ""
    only_en = f"; only the general focal point ({focal})" if focal else ""
    count = f"{len(without)}/{len(facts.plan.tasks)}"
    yield Found(
        without[0].span,
        Text(
            f"không cơ quan nào chủ trì {count} nhiệm vụ: {listed}{only_vi}; hãy đề nghị phân công trong phần tổ chức thực hiện",
            f"nobody leads {count} tasks: {listed}{only_en}; ask for an assignment in the organisation section",
        ),
        without[0].at,
    )


RULE = Rule(
    code="PM401",
    name="nobody-leads",
    severity=Severity.warning,
    title=Text("nhiệm vụ không có cơ quan chủ trì", "tasks that nobody leads"),
    what=Text("", ""),
    why=Text("", ""),
    source=Text("6 rõ: rõ người, rõ trách nhiệm; Nghị định 144/2005/NĐ-CP", ""),
    bad=(),
    good=(),
    run=_run,
)
