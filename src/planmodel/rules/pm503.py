"""A last day on which offices are closed, where nothing says whether it moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from planmodel import model as m
from planmodel.derive.kept import of_registry
from planmodel.diagnostics import Severity, Text, say
from planmodel.messages import day, joined
from planmodel.rules._api import Facts, Found, Rule

_SHOWN = 4
"""How many days a sentence lists."""


def _run(facts: Facts) -> Iterator[Found]:
    for report, days in facts.dated:
        if not days.off:
            continue
        from planmodel.derive.schedules import is_left_open

        is_open = facts.registry.workdays.is_open
        closed = [f for f in facts.falling(report) if is_left_open(f.by, f.due) and not is_open(f.due)]
        if closed:
            different = list(dict.fromkeys(f.due for f in closed))
            yield Found(closed[0].by.span, _of_report(facts, report.id, different), report.at)
    yield from _tasks(facts)


def _of_report(facts: Facts, report: str, closed: Sequence[date]) -> Text:
    days = joined(", ", (_said(facts, last) for last in closed[:_SHOWN]))
    if len(closed) > _SHOWN:
        return say(
            "report {report}: {count} of its last days are days off (the first: {days}), and nothing says whether they "
            "move; ask, and add shift: next, previous or none",
            report=report,
            count=len(closed),
            days=days,
        )
    return say(
        "report {report}: the last day is a day off ({days}), and nothing says whether it moves; "
        "ask, and add shift: next, previous or none",
        report=report,
        days=days,
    )


def _tasks(facts: Facts) -> Iterator[Found]:
    named = {task.due.last for task in facts.plan.tasks if task.due is not None}
    open_days, is_open = _open_days(facts.registry), facts.registry.workdays.is_open
    unknown = named - open_days
    closed = {last for last in unknown if last is not None and not is_open(last)}
    open_days |= unknown - closed
    closed.discard(facts.plan.period.last)
    if not closed:
        return
    from planmodel.derive.schedules import is_left_open

    for task in facts.plan.tasks:
        last = task.due.last if task.due is not None else None
        if task.due is None or last is None or last not in closed or not is_left_open(task.due, last):
            continue
        message = say(
            "task {task}: the last day is a day off ({day}), and nothing says whether it moves; "
            "ask, and add shift: next, previous or none",
            task=task.id,
            day=_said(facts, last),
        )
        yield Found(task.due.span, message, task.at)


@of_registry
def _open_days(registry: m.Registry) -> set[date | None]:
    """The working days among those that tasks were due on so far: most plans name the same few."""
    return {None}


def _said(facts: Facts, last: date) -> Text:
    if facts.registry.workdays.is_sure(last):
        return Text(day(last, "vi"), day(last, "en"))
    return say("{day} (provisional calendar)", day=last)


RULE = Rule(
    code="PM503",
    name="due-on-day-off",
    severity=Severity.info,
    title=Text("hạn rơi vào ngày nghỉ", "due on a day off"),
    what=Text(
        "Tìm báo cáo và nhiệm vụ có ngày cuối của thời hạn rơi vào thứ bảy, chủ nhật hay ngày lễ, mà không nói hạn có "
        "dời hay không (shift). Năm chưa công bố lịch nghỉ thì ghi là tạm tính.",
        "Finds reports and tasks whose last day is a Saturday, a Sunday or a public holiday, where nothing says whether "
        "it moves (shift). Years whose holidays are not announced yet are marked as provisional.",
    ),
    why=Text(
        "Không văn bản nào dời một ngày cụ thể trong kế hoạch hành chính sang ngày làm việc khác (điều 148 Bộ luật Dân "
        "sự chỉ nói về thời hạn), nên mỗi nơi hiểu một cách: nộp thứ sáu trước, hay thứ hai sau.",
        "Nothing moves a named day of an administrative plan to a working day (art. 148 of the Civil Code is about "
        "periods only), so that some send on the Friday before and others on the Monday after.",
    ),
    source=Text(
        "Bộ luật Lao động 2019, điều 112; Bộ luật Dân sự 2015, điều 148 khoản 5",
        "Labour Code 2019, art. 112; Civil Code 2015, art. 148.5",
    ),
    bad=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [half-year], ad_hoc: false,
     due: [{by: "06-18"}, {by: "12-19"}]}
#               ^^^^^^^ PM503
""",
        """\
tasks:
  - {id: lap-dat, at: "II.1", sector: education, title: Lắp đặt điểm thanh toán QR, due: {by: "2022-09-02"}}
#                                                                                             ^^^^^^^^^^^^ PM503
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II.1"], title: Chủ trì lắp đặt}
""",
    ),
    good=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [half-year], ad_hoc: false,
     due: [{by: "06-18", shift: next}, {by: "12-19"}]}
""",
        """\
tasks:
  - {id: lap-dat, at: "II.1", sector: education, title: Lắp đặt điểm thanh toán QR, due: {in: "2022-12"}}
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II.1"], title: Chủ trì lắp đặt}
""",
    ),
    limits=Text(
        "Không xét 31/12, cuối năm, cuối tháng, «trong quý», «trong tháng», «trong vòng» (đã rõ), và nhiệm vụ đến hết thời kỳ "
        "kế hoạch. Ngày nghỉ riêng của địa phương ghi vào sổ ngày nghỉ của thư mục kế hoạch.",
        "Lets 31 December, the end of a year or a month, 'in the quarter', 'in the month' and 'within' be (they are clear), and tasks "
        "due on the last day of the plan's period. A locality's own days off go into the workspace's list of them.",
    ),
    run=_run,
)
