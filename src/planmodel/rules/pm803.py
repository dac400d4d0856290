"""A document cannot rest on one that was issued after it."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    issued = facts.plan.document.issued
    if issued is None:
        return
    for basis in facts.plan.legal_bases:
        if basis.issued is not None and basis.issued > issued:
            yield Found(
                basis.span,
                Text(
                    f"căn cứ {basis.number} ngày {basis.issued} có sau kế hoạch ({issued}); hãy xem lại ngày",
                    f"basis {basis.number} of {basis.issued} is later than the plan ({issued}); check the dates",
                ),
                basis.at,
            )


RULE = Rule(
    code="PM803",
    name="basis-after-plan",
    severity=Severity.warning,
    title=Text("căn cứ ban hành sau kế hoạch", "a legal basis later than the plan"),
    what=Text("", ""),
    why=Text("", ""),
    source=Text("Nghị định 30/2020/NĐ-CP: căn cứ phải có trước văn bản", ""),
    bad=(),
    good=(),
    run=_run,
)
