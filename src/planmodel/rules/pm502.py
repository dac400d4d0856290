"""At least one working day must lie between the end of the data and the sending date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planmodel import model as m
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._listing import listed_days

if TYPE_CHECKING:
    from planmodel.derive.obligations import Falling


def _run(facts: Facts) -> Iterator[Found]:
    for report, days in facts.dated:
        late = [f for f in facts.falling(report) if f.too_early] if days.early or days.open else []
        if late:
            yield Found(late[0].by.span, _message(report, late), report.at)


def _message(report: m.Report, late: Sequence[Falling]) -> Text:
    first = late[0]
    assert first.window is not None
    closes = first.window[1]
    days = listed_days(f.due for f in late)
    if first.due < closes:
        return say(
            "report {report}: the last day {due} falls before the data close on {closes} "
            "(Decree 09/2019/NĐ-CP, art. 12); ask for a later day; occurrences: {days}",
            report=report.id,
            due=first.due,
            closes=closes,
            days=days,
        )
    return say(
        "report {report}: data close on {closes} and the last day is {due}, with no working day between "
        "(Decree 09/2019/NĐ-CP, art. 8.5.b); ask for a later day; occurrences: {days}",
        report=report.id,
        closes=closes,
        due=first.due,
        days=days,
    )


RULE = Rule(
    code="PM502",
    name="report-before-data",
    severity=Severity.warning,
    title=Text("hạn báo cáo không kịp chốt số liệu", "a report due before its data can be ready"),
    what=Text(
        "Tìm báo cáo định kỳ có hạn gửi trước ngày chốt số liệu (ngày 14), hoặc không cách ngày chốt ít nhất một ngày làm việc.",
        "Finds periodic reports due before their data close (on the 14th), or less than one working day after that.",
    ),
    why=Text(
        "Hạn như vậy không ai giữ đúng luật được: hoặc báo cáo trễ, hoặc số liệu phải chốt non. «Trước ngày 15/6» không kể ngày 15, nên hạn cuối là 14/6, đúng ngày chốt.",
        "Nobody can meet such a date lawfully: either the report is late or its data are cut short. 'Before 15 June' excludes the 15th, so that the last day is the 14th, when the data close.",
    ),
    source=Text(
        "Nghị định 09/2019/NĐ-CP, điều 8 khoản 5 điểm b và điều 12",
        "Decree 09/2019/NĐ-CP, art. 8.5.b and art. 12",
    ),
    bad=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [half-year], ad_hoc: false,
     due: [{before: "06-15"}, {before: "12-15"}]}
#                   ^^^^^^^ PM502
period: {from: "2022-01-01", to: "2023-12-31", basis: stated}
""",
    ),
    good=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [half-year], ad_hoc: false,
     due: [{by: "06-20"}, {by: "12-19"}]}
""",
    ),
    limits=Text(
        "Chỉ xét các kỳ nằm trong thời kỳ của kế hoạch, sau ngày ký. Kỳ chốt số liệu riêng do văn bản khác quy định thì không thấy được. Ngày nghỉ của năm chưa công bố là tạm tính.",
        "Looks at the occurrences inside the plan's period and after its signing. A cut-off that another document sets cannot be seen. Holidays of years not yet announced are provisional.",
    ),
    run=_run,
)
