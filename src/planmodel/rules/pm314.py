"""Agencies have duties, and the plan is not sent to them."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import model as m
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._agencies import entry, is_open, named, parent, with_members
from planmodel.rules._api import Facts, Found, Rule

_NOT_ADDRESSED = {"class", "people", "authority", "party", "archive"}
"""Who is not written to as one body, or commands rather than obeys the plan."""


def _run(facts: Facts) -> Iterator[Found]:
    plan, registry = facts.plan, facts.registry
    receiving = {r.agency.id for r in plan.recipients if r.mode != "archive"}
    taking_part = {ref.id for p in plan.participants for ref in p.agencies}
    named_there = receiving | taking_part | {plan.document.issuer.id}
    if facts.tells_part or not receiving or facts.asked <= named_there:
        return
    if any(is_open(a, registry) for a in receiving):
        return
    if any(entry(a, registry) is None for a in named_there):  # a slip may mean any of them
        return
    addressed = with_members(named_there, registry)
    missed: dict[str, tuple[m.Ref, m.Duty]] = {}
    for duty in plan.duties:
        for ref in duty.agencies:
            agency = ref.id
            known = entry(agency, registry)
            if agency in addressed or known is None or known.kind in _NOT_ADDRESSED:
                continue
            if parent(agency, registry) not in addressed:
                missed.setdefault(agency, (ref, duty))
    if missed:
        yield _found(facts, missed)


def _found(facts: Facts, missed: dict[str, tuple[m.Ref, m.Duty]]) -> Found:
    (first, duty), *others = missed.values()
    agencies = named(missed, facts.registry)
    message = (
        say(
            "{count} agencies have duties, but are neither recipients of the plan nor listed as taking part: "
            "{agencies}; add them to the recipients",
            count=len(missed),
            agencies=agencies,
        )
        if others
        else say(
            "{agency} has a duty, but is neither a recipient of the plan nor listed as taking part; "
            "add it to the recipients",
            agency=agencies,
        )
    )
    related = tuple(
        facts.here(
            ref.span, say("{agency}, first at {clause}", agency=named([ref.id], facts.registry), clause=d.at)
        )
        for ref, d in others
    )
    return Found(first.span, message, duty.at, related)


RULE = Rule(
    code="PM314",
    name="duty-holder-not-addressed",
    severity=Severity.warning,
    title=Text(
        "cơ quan có trách nhiệm nhưng không có trong nơi nhận", "a duty holder who is not a recipient"
    ),
    what=Text(
        "Tìm cơ quan được giao trách nhiệm mà không có trong nơi nhận, cũng không có trong đối tượng tham gia. «Các "
        "sở, ban, ngành» bao gồm các thành viên ghi trong sổ cơ quan.",
        "Finds agencies that bear a duty and stand neither among the recipients nor among the participants. A class "
        "such as 'provincial departments' takes in the members that the agency registry lists.",
    ),
    why=Text(
        "Cơ quan không nhận được văn bản thì có thể không biết mình được giao việc. Cơ quan ngành dọc, báo, đài và "
        "doanh nghiệp thường bị sót, vì không thuộc «các sở, ban, ngành».",
        "Whoever is not sent the plan may never learn of the duty. Vertical bodies, the press and enterprises are "
        "those that are missed, since they are no departments of the committee.",
    ),
    source=Text(
        "Nghị định 30/2020/NĐ-CP, Phụ lục I: nơi nhận", "Decree 30/2020/ND-CP, Appendix I: the recipients"
    ),
    bad=(
        """\
recipients:
  - {at: "recipients#1", agency: cac-so-ban-nganh, mode: act}
  - {at: "recipients#2", agency: van-thu, mode: archive}
duties:
  - {id: phan-anh, at: "III.1", agencies: [cong-an-tinh], roles: [handle], with: [cac-so-ban-nganh], title: Xử lý phản ánh}
#                                          ^^^^^^^^^^^^ PM314
""",
    ),
    good=(
        """\
recipients:
  - {at: "recipients#1", agency: cac-so-ban-nganh, mode: act}
  - {at: "recipients#2", agency: cong-an-tinh, mode: act}
  - {at: "recipients#3", agency: van-thu, mode: archive}
duties:
  - {id: phan-anh, at: "III.1", agencies: [cong-an-tinh], roles: [handle], with: [cac-so-ban-nganh], title: Xử lý phản ánh}
""",
    ),
    limits=Text(
        "Không xét kế hoạch chưa ghi nơi nhận hoặc gửi «các cơ quan liên quan», văn bản mẫu và bài báo; không xét "
        "trách nhiệm giao cho một lớp cơ quan. Một lớp gồm những ai là theo members trong sổ cơ quan.",
        "Says nothing of plans without recipients or sent to 'agencies concerned', of templates and of news "
        "articles, nor of duties given to a class. Who belongs to a class is what the agency registry says.",
    ),
    run=_run,
)
