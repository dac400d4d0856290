"""Who collects the reports of others is to report on itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planmodel import model as m
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._agencies import entry, named, with_members
from planmodel.rules._api import Facts, Found, Rule

_REPORTING = frozenset({"report", "consolidate"})
"""The verbs of who reports on."""


class _Collected(NamedTuple):
    """Where an agency is first named as a receiver, and all that it receives."""

    ref: m.Ref
    reports: list[m.Report]


def _run(facts: Facts) -> Iterator[Found]:
    if facts.tells_part:
        return
    collected = _collected(facts.plan.reports)
    if not collected:
        return
    made_by = (ref.id for r in facts.plan.reports if r.every or not r.ad_hoc for ref in r.from_)
    left = {agency for agency in collected.keys() - set(made_by) if _passes_on(agency, facts)}
    if not left:
        return
    left -= _asked_to_report(facts)
    for agency, (ref, reports) in collected.items():
        if agency not in left:
            continue
        lost = [r for r in reports if not _arrives_elsewhere(r, agency, facts)]
        if lost:
            message = say(
                "{agency} collects {reports}, but no report and no duty asks it to report on; "
                "ask what becomes of what it collects",
                agency=named([agency], facts.registry),
                reports=_listed(lost),
            )
            yield Found(ref.span, message, lost[0].at)


def _collected(reports: Iterable[m.Report]) -> dict[str, _Collected]:
    """Who receives reports on a period, or is who they go through."""
    found: dict[str, _Collected] = {}
    for report in reports:
        for ref in (*report.via, *report.to) if report.every else ():
            found.setdefault(ref.id, _Collected(ref, [])).reports.append(report)
    return found


def _asked_to_report(facts: Facts) -> set[str]:
    """Who has to report, by a report of a period (or of none that is named) or by a verb of a duty; members of classes too."""
    plan = facts.plan
    named_so = {ref.id for r in plan.reports if r.every or not r.ad_hoc for ref in r.from_}
    for duty in plan.duties:
        if not _REPORTING.isdisjoint([role.verb.id for role in duty.roles]):
            named_so.update(ref.id for ref in duty.agencies)
    return with_members(named_so, facts.registry)


def _passes_on(agency: str, facts: Facts) -> bool:
    """True for bodies below who the plan is for: departments, vertical bodies, and committees below the province."""
    known = entry(agency, facts.registry)
    if known is None or known.level == "central" or agency == facts.plan.document.issuer.id:
        return False
    return known.kind in ("department", "vertical") or (
        known.kind == "committee" and known.level != "province"
    )


def _arrives_elsewhere(report: m.Report, agency: str, facts: Facts) -> bool:
    """True where a report is also sent straight to somebody who need not pass it on: the agency has a copy."""
    if any(ref.id == agency for ref in report.via):
        return False
    return any(ref.id != agency and not _passes_on(ref.id, facts) for ref in report.to)


def _listed(reports: Iterable[m.Report]) -> str:
    return ", ".join(report.id for report in reports)


RULE = Rule(
    code="PM507",
    name="collector-without-report",
    severity=Severity.info,
    title=Text("nơi tổng hợp không phải báo cáo tiếp", "a collector that reports to nobody"),
    what=Text(
        "Tìm cơ quan nhận báo cáo định kỳ của nơi khác, hay là nơi báo cáo phải gửi qua, mà kế hoạch không giao cho cơ "
        "quan ấy báo cáo nào và trách nhiệm tổng hợp, báo cáo nào.",
        "Finds agencies that receive the periodic reports of others, or that these go through, and that the plan asks "
        "for no report of their own, by no report and by no duty to report or consolidate.",
    ),
    why=Text(
        "Báo cáo dừng lại ở một sở thì UBND tỉnh không có số liệu chung, và không ai phải làm báo cáo tổng hợp.",
        "Where reports end at a department, the committee has no common figures, and nobody has to write the report that "
        "sums them up.",
    ),
    source=Text(
        "6 rõ: rõ trách nhiệm, rõ sản phẩm; Nghị định 09/2019/NĐ-CP, điều 8: nơi nhận và quy trình báo cáo",
        "the six clarities: clear answerability, clear product; Decree 09/2019/NĐ-CP, art. 8: receivers and steps",
    ),
    bad=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [so-tttt], every: [half-year], ad_hoc: false,
#                                               ^^^^^^^ PM507
     due: [{by: "06-20"}, {by: "12-19"}]}
duties:
  - {id: d1, at: "III.2", agencies: [so-tttt], roles: [coordinate], with: [so-gddt], title: Phối hợp với Sở GD&ĐT}
period: {from: "2022-01-01", to: "2024-12-31", basis: stated}
""",
    ),
    good=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [so-tttt], every: [half-year], ad_hoc: false,
     due: [{by: "06-20"}, {by: "12-19"}]}
duties:
  - {id: d1, at: "III.2", agencies: [so-tttt], roles: [{verb: consolidate, to: [ubnd-tinh]}], title: Tổng hợp báo cáo}
period: {from: "2022-01-01", to: "2024-12-31", basis: stated}
""",
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [half-year], ad_hoc: false,
     due: [{by: "06-20"}, {by: "12-19"}]}
""",
    ),
    limits=Text(
        "Không xét báo cáo đột xuất, nơi ban hành, UBND tỉnh, ban chỉ đạo, cấp ủy, lãnh đạo và cơ quan trung ương (báo "
        "cáo đến đó là đến nơi), lớp cơ quan, văn bản mẫu và bài báo. Chỉ cần có một báo cáo hay một động từ tổng hợp, "
        "báo cáo là đủ, dù khác kỳ.",
        "Lets ad hoc reports be, and the issuer, the provincial committee, steering boards, the Party, leaders and "
        "central bodies (there a report has arrived), classes, templates and articles. One report or one verb to report "
        "or consolidate is enough, whatever its period.",
    ),
    run=_run,
)
