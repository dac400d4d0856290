"""Two bodies lead the same task and their scopes meet. Leads split by sector, population or territory are right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from planmodel.derive.responsibility import Assignment, conflicting
from planmodel.diagnostics import Severity, Text
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    for task, leads in facts.leads:
        clash = next((p for p in combinations(leads, 2) if conflicting(*p)), None)
        if clash is not None:
            one, two = clash
            yield Found(
                task.span,
                Text(
                    f"nhiệm vụ {task.id}: {_who(one)} và {_who(two)} cùng chủ trì một phạm vi; hãy ghi rõ ai chịu trách nhiệm cuối cùng",
                    f"task {task.id}: {_who(one)} and {_who(two)} lead the same scope; say who answers for it",
                ),
                task.at,
            )


def _who(a: Assignment) -> str:
    clauses = ", ".join(str(e.at) for e in a.evidence if e.verb in ("lead", "direct"))
    return f"{a.agency} ({clauses})"


RULE = Rule(
    code="PM402",
    name="two-leads",
    severity=Severity.warning,
    title=Text("hai cơ quan cùng chủ trì một phạm vi", "two leads over the same scope"),
    what=Text("", ""),
    why=Text("", ""),
    source=Text("6 rõ: rõ trách nhiệm", ""),
    bad=(),
    good=(),
    run=_run,
)
