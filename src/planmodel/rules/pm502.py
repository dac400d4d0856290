"""At least one working day must lie between the end of the data and the sending date."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    if not any(report.due for report in facts.plan.reports):
        return
    from planmodel.derive.obligations import occurrences

    for report in facts.plan.reports:
        late = [(o, o.early) for o in occurrences(facts.plan, report) if o.early is not None]
        if not late:
            continue
        first, note = late[0]
        day = (first.stated.month, first.stated.day, first.before)
        due = next(d for d in report.due if (d.month, d.day, d.before) == day)
        days = Text(*(", ".join(o.due.strftime(form) for o, _ in late) for form in ("%d/%m/%Y", "%Y-%m-%d")))
        yield Found(
            due.span,
            Text(
                f"báo cáo {report.id}: {note.vi}; các kỳ: {days.vi}",
                f"report {report.id}: {note.en}; occurrences: {days.en}",
            ),
            report.at,
        )


RULE = Rule(
    code="PM502",
    name="report-before-data",
    severity=Severity.warning,
    title=Text("hạn báo cáo không kịp chốt số liệu", "a report due before its data can be ready"),
    what=Text("", ""),
    why=Text("", ""),
    source=Text("Nghị định 09/2019/NĐ-CP, điều 8 khoản 5 điểm b và điều 12", ""),
    bad=(),
    good=(),
    run=_run,
)
