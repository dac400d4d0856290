"""Days that do not fit the periods of a report: two for one period, or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from planmodel import model as m
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._listing import listed_days

if TYPE_CHECKING:
    from planmodel.derive.obligations import Falling
    from planmodel.derive.schedules import Uneven


def _run(facts: Facts) -> Iterator[Found]:
    for report, days in facts.dated:
        if not days.uneven:
            continue
        from planmodel.derive.schedules import unevenness

        period, issued = facts.plan.period, facts.plan.document.issued
        first = max(period.first, issued or period.first)
        uneven = unevenness(report, facts.falling(report), first, period.last)
        if uneven is not None:
            yield _found(facts, report, uneven)


def _found(facts: Facts, report: m.Report, uneven: Uneven) -> Found:
    if not uneven.days:
        return Found(report.due[0].span, _message(report, uneven), report.at)
    one, other = uneven.days[0].by, uneven.days[-1].by
    beside = (facts.here(one.span, say("the other day")),) if one is not other else ()
    return Found(other.span, _message(report, uneven), report.at, beside)


def _message(report: m.Report, uneven: Uneven) -> Text:
    from planmodel.views import words

    vi, en = (", ".join(words.word(every, lang) for every in uneven.periods) for lang in ("vi", "en"))
    periods = Text(vi, en)
    if uneven.kind == "none":
        return say(
            "report {report} is to be made {periods}, but no day is named for the data that close on {closes}; "
            "add it to due, or correct every",
            report=report.id,
            periods=periods,
            closes=uneven.closes,
        )
    return _counted(report, uneven, periods)


def _counted(report: m.Report, uneven: Uneven, periods: Text) -> Text:
    """What is said of more days than a period, or all periods of a year, need."""
    if uneven.periods == ("once",):
        return say(
            "report {report} is to be made once, but {count} days are named for it: {days}; keep one, or correct every",
            report=report.id,
            count=len(uneven.days),
            days=_listed(uneven.days),
        )
    if uneven.kind == "twice" and len(report.every) == 1:
        return say(
            "report {report} ({periods}): {count} days are named for the data that close on {closes}: {days}; keep one",
            report=report.id,
            periods=periods,
            count=len(uneven.days),
            closes=uneven.closes,
            days=_listed(uneven.days),
        )
    if uneven.kind == "twice":
        return say(
            "report {report} ({periods}): {count} days are named for the data that close on {closes}: {days}; "
            "keep one, or write beside each which period it is for (every)",
            report=report.id,
            periods=periods,
            count=len(uneven.days),
            closes=uneven.closes,
            days=_listed(uneven.days),
        )
    return say(
        "report {report} ({periods}): {count} days are named in {year}, but {needed} is all that its periods need: {days}; "
        "correct due or every",
        report=report.id,
        periods=periods,
        count=len(uneven.days),
        year=uneven.days[0].unshifted.year,
        needed=uneven.needed,
        days=_listed(uneven.days),
    )


def _listed(days: Iterable[Falling]) -> Text:
    return listed_days(f.due for f in days)


RULE = Rule(
    code="PM509",
    name="conflicting-dates",
    severity=Severity.warning,
    title=Text("hạn báo cáo không khớp với kỳ", "dates that do not fit the periods"),
    what=Text(
        "Tìm báo cáo định kỳ có hai hạn khác nhau cho cùng một kỳ, có nhiều hạn trong năm hơn số kỳ, hoặc có kỳ không "
        "có hạn (báo cáo hằng quý mà chỉ nêu hai ngày trong năm); và báo cáo một lần mà có nhiều hạn.",
        "Finds periodic reports with two different days for one period, with more days in a year than periods, or with "
        "periods that no day is named for (a quarterly report with two days a year); and single reports with several days.",
    ),
    why=Text(
        "Hai hạn cho một kỳ thì mỗi nơi giữ một hạn; kỳ không có hạn thì không ai nhắc. Thường là ghi nhầm kỳ, hoặc gõ "
        "nhầm tháng.",
        "With two days for one period everybody keeps another one, and nobody is reminded of a period without a day. "
        "Mostly the period or a month was mistyped.",
    ),
    source=Text(
        "Nghị định 09/2019/NĐ-CP, điều 8: chế độ báo cáo nêu tần suất và thời hạn gửi; điều 12: các kỳ số liệu",
        "Decree 09/2019/NĐ-CP, art. 8: a reporting regime names frequency and sending date; art. 12: the periods",
    ),
    bad=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [quarter], ad_hoc: false,
     due: [{by: "06-20"}, {by: "12-19"}]}
#               ^^^^^^^ PM509
""",
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [half-year], ad_hoc: false,
     due: [{by: "06-20"}, {by: "2022-06-23"}, {by: "12-19"}]}
#                              ^^^^^^^^^^^^ PM509
""",
    ),
    good=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [quarter], ad_hoc: false, due: [{by: "next-05"}]}
period: {from: "2022-01-01", to: "2022-12-31", basis: stated}
""",
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [half-year, year], ad_hoc: false,
     due: [{by: "06-20"}, {by: "12-19"}, {by: "2023-01-10"}]}
period: {from: "2022-01-01", to: "2023-12-31", basis: stated}
""",
    ),
    limits=Text(
        "Hạn không ghi kỳ của mình (every) thì tính cho kỳ chốt số liệu gần nhất; một hạn dùng chung được cho mọi kỳ chốt "
        "cùng lúc. Không xét «trong vòng» và hai cách ghi cùng một ngày.",
        "A day that does not name its own period (every) counts for the nearest closing of data, and serves every period "
        "that closes then. Lets 'within' and two ways of writing the same day be.",
    ),
    run=_run,
)
