"""A periodic report whose plan names no day."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    from planmodel.views import words

    for report in facts.plan.reports:
        if report.due or not report.every:
            continue
        periods = Text(*(", ".join(words.word(e, lang) for e in report.every) for lang in ("vi", "en")))
        yield Found(
            report.span,
            Text(
                f"báo cáo {report.id} ({report.at}): {periods.vi} nhưng không nêu ngày gửi; hãy hỏi nơi nhận hoặc bổ sung due",
                f"report {report.id} ({report.at}): {periods.en}, but no day is named; ask the recipient or add due",
            ),
            report.at,
        )


RULE = Rule(
    code="PM501",
    name="report-without-date",
    severity=Severity.warning,
    title=Text("báo cáo định kỳ không nêu ngày", "a periodic report without a date"),
    what=Text("", ""),
    why=Text("", ""),
    source=Text("6 rõ: rõ thời gian; Nghị định 09/2019/NĐ-CP, điều 8", ""),
    bad=(),
    good=(),
    run=_run,
)
