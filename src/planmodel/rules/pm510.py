"""A date of a report on which nothing ever falls due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planmodel import model as m
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    yield from _reports(facts)
    if facts.plan.document.issued is None:
        yield from _tasks(facts)


def _reports(facts: Facts) -> Iterator[Found]:
    period, issued = facts.plan.period, facts.plan.document.issued
    first = max(period.first, issued or period.first)
    for report, days in facts.dated:
        if not (days.open or days.single) and days.fall_between(first, period.last):
            continue
        fell = {f.by.span for f in facts.falling(report)}
        never = [due for due in report.due if due.span not in fell]
        for due in never if not fell else filter(_is_single, never):
            where = facts.here(period.span, say("the period of the plan"))
            yield Found(due.span, _message(facts, report, due, first), report.at, (where,))
            if not _is_single(due):
                break


def _is_single(due: m.Due) -> bool:
    """True for a date that is named once; one that recurs is as good as others that do."""
    from planmodel.dates import recurs

    return not recurs(due.when)


def _message(facts: Facts, report: m.Report, due: m.Due, first: date) -> Text:
    period, issued = facts.plan.period, facts.plan.document.issued
    if _is_single(due) and due.last is None:
        return say(
            "report {report}: its date counts from the day of signing, which is unknown, so that nothing falls due; "
            "add issued to the document",
            report=report.id,
        )
    if not _is_single(due):
        return say(
            "report {report}: none of its days lies between {first} and {last}, so that nothing ever falls due; "
            "check the dates or the period",
            report=report.id,
            first=first,
            last=period.last,
        )
    if due.last is not None and due.last > period.last:
        return say(
            "report {report}: the last day is {day}, after the period ends on {last}, so that the calendar leaves it out; "
            "check the date or the period",
            report=report.id,
            day=due.last,
            last=period.last,
        )
    if issued is not None and first == issued:
        return say(
            "report {report}: the last day is {day}, before the plan was signed on {signed}; check the date",
            report=report.id,
            day=due.last,
            signed=issued,
        )
    return say(
        "report {report}: the last day is {day}, before the period begins on {first}; check the date or the period",
        report=report.id,
        day=due.last,
        first=period.first,
    )


def _tasks(facts: Facts) -> Iterator[Found]:
    """Tasks that count from a signing whose day is unknown; other dates of tasks are PM302's."""
    for task in facts.plan.tasks:
        if task.due is not None and task.due.last is None:
            message = say(
                "task {task}: its date counts from the day of signing, which is unknown, so that nothing falls due; "
                "add issued to the document",
                task=task.id,
            )
            yield Found(task.due.span, message, task.at)


RULE = Rule(
    code="PM510",
    name="date-never-due",
    severity=Severity.warning,
    title=Text("hạn không bao giờ đến", "a date that never comes"),
    what=Text(
        "Tìm báo cáo có hạn không rơi vào thời kỳ kế hoạch (từ ngày ký đến hết thời kỳ), và hạn «trong vòng ... kể từ "
        "ngày ký» của báo cáo, nhiệm vụ khi không rõ ngày ký.",
        "Finds reports with a date that does not fall into the plan's period (from its signing to its end), and dates "
        "'within ... of signing' of reports and tasks where the day of signing is unknown.",
    ),
    why=Text(
        "Hạn như vậy không có trong lịch, nên không ai được nhắc. Thường là gõ nhầm năm, hoặc báo cáo tổng kết phải gửi "
        "sau khi kế hoạch đã hết thời kỳ.",
        "Such a date is in no calendar, and nobody is reminded of it. Mostly a year was mistyped, or a last report is "
        "wanted after the plan's period has ended.",
    ),
    source=Text("6 rõ: rõ thời gian", "the six clarities: clear time"),
    bad=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [], ad_hoc: false, about: Báo cáo tổng kết,
     due: [{by: "2052-12-19"}]}
#               ^^^^^^^^^^^^ PM510
""",
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{by: "01-20"}]}
#                                                                                                    ^^^^^^^ PM510
period: {from: "2022-01-01", to: "2022-12-31", basis: stated}
""",
    ),
    good=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [], ad_hoc: false, about: Báo cáo tổng kết,
     due: [{by: "2025-12-19"}]}
""",
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [quarter], ad_hoc: false,
     due: [{by: "03-20"}, {by: "06-20"}, {by: "09-20"}, {by: "12-20"}]}
period: {from: "2022-01-01", to: "2023-12-31", basis: stated}
document:
  number: 1/KH-UBND
  kind: KH
  title: Kế hoạch mẫu
  issuer: ubnd-tinh
  province: khanh-hoa
  place: Khánh Hòa
  issued: "2022-05-12"
  signer: {name: Nguyễn Văn A, rank: Chủ tịch, capacity: TM.}
  source: {kind: full-text, name: ke-hoach-mau.txt, sha256: unknown}
""",
    ),
    limits=Text(
        "Một hạn nhắc lại hằng năm mà lần đầu đã qua trước ngày ký thì không sao, miễn là còn hạn khác. Hạn của nhiệm vụ "
        "ngoài thời kỳ là việc của PM302.",
        "A date of every year whose first time had passed before signing is let be, as long as another day falls due. "
        "Tasks due outside the period are found by PM302.",
    ),
    run=_run,
)
