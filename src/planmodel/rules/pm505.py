"""A date of every year in a plan for one year."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._listing import listed_days


def _run(facts: Facts) -> Iterator[Found]:
    period = facts.plan.period
    if period.first.year != period.last.year or not facts.dated:
        return
    from planmodel.derive.obligations import is_yearly

    for report, _ in facts.dated:
        yearly = [due for due in report.due if is_yearly(due)]
        if not yearly or not report.every:
            continue
        falling = [f.due for f in facts.falling(report) if is_yearly(f.by)]
        if falling:
            message = say(
                "report {report} falls due on {days} and in every year after, but the plan is for {year} only; "
                "ask whether to report on when it has ended",
                report=report.id,
                days=listed_days(falling),
                year=period.last.year,
            )
            where = facts.here(period.span, say("the period of the plan"))
            yield Found(yearly[0].span, message, report.at, (where,))


RULE = Rule(
    code="PM505",
    name="yearly-in-one-year-plan",
    severity=Severity.info,
    title=Text("báo cáo «hằng năm» trong kế hoạch một năm", "yearly dates in a plan for one year"),
    what=Text(
        "Tìm báo cáo có hạn nhắc lại hằng năm («trước ngày 15 tháng 6 hằng năm») trong kế hoạch chỉ cho một năm.",
        "Finds reports whose date recurs every year ('before 15 June of every year') in a plan for a single year.",
    ),
    why=Text(
        "Hoặc «hằng năm» là chép từ kế hoạch nhiều năm, hoặc còn phải báo cáo sau khi kế hoạch đã hết. Lịch chỉ lấy các "
        "ngày trong năm kế hoạch, nên phải hỏi để khỏi sót.",
        "Either 'every year' was copied from a longer plan, or reports are wanted after this one has ended. The calendar "
        "takes the days of the plan's year only; ask, lest one be missed.",
    ),
    source=Text("6 rõ: rõ thời gian", "the six clarities: clear time"),
    bad=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [half-year], ad_hoc: false,
     due: [{by: "06-20"}, {by: "12-19"}]}
#               ^^^^^^^ PM505
period: {from: "2022-01-01", to: "2022-12-31", basis: stated}
""",
    ),
    good=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [half-year], ad_hoc: false,
     due: [{by: "2022-06-20"}, {by: "2022-12-20"}]}
period: {from: "2022-01-01", to: "2022-12-31", basis: stated}
""",
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [quarter], ad_hoc: false, due: [{by: "20"}]}
period: {from: "2022-01-01", to: "2022-12-31", basis: stated}
""",
    ),
    limits=Text(
        "Ngày của mỗi kỳ («ngày 20 tháng cuối quý») không nói gì về năm nên không bị nêu. Nơi văn bản viết đủ ngày, "
        "tháng, năm thì ghi cả năm vào due.",
        "A day of each period ('the 20th of the quarter's last month') says nothing of years and is let be. Where the "
        "document gives day, month and year, write the year into due.",
    ),
    run=_run,
)
