"""An agency that is replaced by another before what the plan asks of it is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planmodel import model as m
from planmodel.derive.kept import of_registry
from planmodel.diagnostics import Severity, Text, say
from planmodel.messages import joined, same
from planmodel.rules._agencies import entry, named
from planmodel.rules._api import Facts, Found, Rule


@of_registry
def _ends(registry: m.Registry) -> dict[str, date]:
    """The first day on which each agency that has successors is no more."""
    return {a.id: min(s.since for s in a.successors) for a in registry.agencies.values() if a.successors}


@of_registry
def _first_end(registry: m.Registry) -> date:
    return min(_ends(registry).values(), default=date.max)


def _run(facts: Facts) -> Iterator[Found]:
    last = facts.plan.period.last
    yield from _province(facts)
    if last < _first_end(facts.registry):
        return
    ends = _ends(facts.registry)
    for agency in sorted(facts.asked):
        since = ends.get(agency.partition("@")[0])
        if since is not None and since <= last:
            found = next(_still_due(facts, agency, since), None)
            if found is not None:
                yield found


def _still_due(facts: Facts, agency: str, since: date) -> Iterator[Found]:
    """What is due from an agency, or to it, from the day on which it is no more; reports first."""
    yield from _reports(facts, agency, since)
    yield from _tasks(facts, agency, since)
    yield from _targets(facts, agency, since)


def _reports(facts: Facts, agency: str, since: date) -> Iterator[Found]:
    for report in facts.plan.reports:
        refs = (ref for ref in (*report.from_, *report.via, *report.to) if ref.id == agency)
        ref = next(refs, None)
        if ref is None:
            continue
        if not report.due:
            if _goes_on(facts.plan, report, since):
                message = say(
                    "{agency} no longer exists from {since} on, but report {report} goes on until {last}; "
                    "its successors: {successors}; ask who takes its place",
                    agency=named([agency], facts.registry),
                    since=since,
                    report=report.id,
                    last=facts.plan.period.last,
                    successors=_successors(facts, agency),
                )
                yield Found(ref.span, message, report.at)
            continue
        late = next((f.due for f in facts.falling(report) if f.due >= since), None)
        if late is not None:
            message = say(
                "{agency} no longer exists from {since} on, but report {report} is due on {day}; "
                "its successors: {successors}; ask who takes its place",
                agency=named([agency], facts.registry),
                since=since,
                report=report.id,
                day=late,
                successors=_successors(facts, agency),
            )
            yield Found(ref.span, message, report.at)


def _goes_on(plan: m.Plan, report: m.Report, since: date) -> bool:
    """True where the data of one of the report's periods close in what is then left of the plan's period."""
    from planmodel.derive.periods import windows

    first = max(since, plan.period.first)
    return any(next(windows(every, first, plan.period.last), None) is not None for every in report.every)


def _tasks(facts: Facts, agency: str, since: date) -> Iterator[Found]:
    for task in facts.plan.tasks:
        due = task.due
        if due is None or due.last is None or due.last < since or agency not in facts.behind.tasks[task.id]:
            continue
        message = say(
            "{agency} no longer exists from {since} on, but has until {day} for task {task}; "
            "its successors: {successors}; ask who takes its place",
            agency=named([agency], facts.registry),
            since=since,
            day=due.last,
            task=task.id,
            successors=_successors(facts, agency),
        )
        yield Found(due.span, message, task.at)


def _targets(facts: Facts, agency: str, since: date) -> Iterator[Found]:
    """A figure for a year is due on its last day."""
    for target in facts.plan.targets:
        late = [x for x in target.levels if x.year != m.UNSTATED and int(x.year) >= since.year]
        if late and agency in facts.behind.targets.get(target.id, ()):
            message = say(
                "{agency} no longer exists from {since} on, but does the work for target {target} for {year}; "
                "its successors: {successors}; ask who takes its place",
                agency=named([agency], facts.registry),
                since=since,
                target=target.id,
                year=late[0].year,
                successors=_successors(facts, agency),
            )
            yield Found(late[0].span, message, target.at)


def _successors(facts: Facts, agency: str) -> Text:
    known = entry(agency, facts.registry)
    assert known is not None
    return joined(", ", (_successor(facts, s) for s in known.successors))


def _successor(facts: Facts, successor: m.Successor) -> Text:
    scope = same(successor.scope)
    if successor.to not in facts.registry.agencies:
        return say("no single body ({scope})", scope=scope)
    return say("{agency} ({scope})", agency=named([successor.to], facts.registry), scope=scope)


def _province(facts: Facts) -> Iterator[Found]:
    """A province that goes over into another takes all its agencies along."""
    ref = facts.plan.document.province
    known = facts.registry.provinces.get(ref.id) if ref is not None else None
    successor = known.successor if known is not None else None
    if ref is None or known is None or successor is None:
        return
    other = facts.registry.provinces.get(successor.to)
    if other is not None and other is not known and successor.since <= facts.plan.period.last:
        message = say(
            "{province} is part of {other} from {since} on, but the plan runs until {last}; "
            "ask which of the agencies there take over",
            province=Text(known.name.vi, known.name.en),
            other=Text(other.name.vi, other.name.en),
            since=successor.since,
            last=facts.plan.period.last,
        )
        yield Found(ref.span, message)


RULE = Rule(
    code="PM508",
    name="dissolved-before-due",
    severity=Severity.info,
    title=Text("cơ quan không còn trước khi đến hạn", "an agency dissolved before the due date"),
    what=Text(
        "Tìm cơ quan mà sổ cơ quan ghi là đã có nơi kế nhiệm từ một ngày, trong khi sau ngày đó vẫn còn báo cáo, nhiệm "
        "vụ hay chỉ tiêu năm phải làm; và tỉnh đã nhập vào tỉnh khác trước khi kế hoạch hết thời kỳ. Mỗi cơ quan nêu "
        "một lần.",
        "Finds agencies that by the registry are succeeded by others from some day on, while a report, a task or the "
        "figure of a year is due from them later; and provinces that go over into another before the plan ends. Each "
        "agency is told once.",
    ),
    why=Text(
        "Từ 01/3/2025 và 01/7/2025 nhiều sở, huyện, tỉnh không còn. Nhắc việc gửi đến cơ quan cũ thì không ai nhận; mỗi "
        "phần việc có thể về một nơi khác nhau, nên phải hỏi chứ không thay tên hàng loạt.",
        "On 1 March and 1 July 2025 many departments, districts and provinces ceased to be. Reminders to them reach "
        "nobody, and each part of their work may have gone elsewhere: ask, and do not just replace the name.",
    ),
    source=Text(
        "Nghị định 45/2025/NĐ-CP, Nghị quyết 202/2025/QH15; Nghị quyết 190/2025/QH15: tên cũ được hiểu là cơ quan kế "
        "nhiệm chức năng",
        "Decree 45/2025/NĐ-CP, Resolution 202/2025/QH15; Resolution 190/2025/QH15: an old name means the body that takes "
        "over the function",
    ),
    bad=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-tttt], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{by: "12-19"}]}
#                                ^^^^^^^ PM508
""",
        """\
document:
  number: 1/KH-UBND
  kind: KH
  title: Kế hoạch mẫu
  issuer: ubnd-tinh
  province: dak-nong
#           ^^^^^^^^ PM508
  place: Đắk Nông
  issued: "2022-05-12"
  signer: {name: Nguyễn Văn A, rank: Chủ tịch, capacity: TM.}
  source: {kind: full-text, name: ke-hoach-mau.txt, sha256: unknown}
""",
    ),
    good=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-tttt], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{by: "12-19"}]}
period: {from: "2022-01-01", to: "2024-12-31", basis: stated}
""",
        """\
reports:
  - {id: b1, at: "III.1", from: [so-khcn], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{by: "12-19"}]}
""",
    ),
    limits=Text(
        "Chỉ biết những gì sổ cơ quan ghi (successors). Không xét thành viên của lớp («các sở, ngành»), đơn vị trực "
        "thuộc, trách nhiệm không có ngày, và phối hợp.",
        "Knows what the registry says (successors). Lets the members of classes ('departments concerned'), sub-units, "
        "duties without any date, and co-ordination be.",
    ),
    run=_run,
)
