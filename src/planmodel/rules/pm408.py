"""A duty co-ordinates with a body that leads none of the tasks there, while another does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planmodel import model as m
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._agencies import entry, named, with_members
from planmodel.rules._api import Facts, Found, Rule

_MOST_NAMED = 4
"""How many leads a message names."""


def _run(facts: Facts) -> Iterator[Found]:
    if facts.tells_part:
        return
    for duty, verbs in facts.verbs:
        if "coordinate" in verbs and "lead" not in verbs and "direct" not in verbs and duty.covers:
            partners = [
                ref for role in duty.roles if role.verb.id == "coordinate" for ref in role.with_ or duty.with_
            ]
            if partners:
                numbers = facts.reach.numbers(duty)
                leads = _leads(facts, numbers)
                if not all(ref.id in leads for ref in partners):
                    yield from _idle(facts, duty, partners, leads, len(numbers))


def _idle(
    facts: Facts, duty: m.Duty, partners: list[m.Ref], leads: dict[str, None], count: int
) -> Iterator[Found]:
    """What is found where single ``partners`` lead no task of ``duty``, neither themselves nor as members of a lead."""
    own = {a.id for a in duty.agencies}
    others = [agency for agency in leads if agency not in own]
    known = own | with_members(others, facts.registry)
    idle = [ref for ref in partners if ref.id not in known and _is_single(ref.id, facts.registry)]
    if others and idle:
        yield _found(facts, duty, idle, others, count)


def _is_single(agency: str, registry: m.Registry) -> bool:
    known = entry(agency, registry)
    return known is not None and not known.group


def _leads(facts: Facts, numbers: Iterable[int]) -> dict[str, None]:
    """Who leads the tasks with these numbers, each once."""
    distinct = {id(leads): leads for leads in map(facts.led.__getitem__, numbers)}
    return dict.fromkeys([lead.agency for leads in distinct.values() for lead in leads])


def _found(facts: Facts, duty: m.Duty, idle: list[m.Ref], leads: list[str], count: int) -> Found:
    named_ = named(dict.fromkeys(ref.id for ref in idle), facts.registry)
    if len(leads) > _MOST_NAMED:
        message = say(
            "duty {duty} co-ordinates with {partners} in {count} tasks, but {leads} other bodies lead them; "
            "ask under whose lead the work is done",
            duty=duty.id,
            partners=named_,
            count=count,
            leads=len(leads),
        )
    else:
        message = say(
            "duty {duty} co-ordinates with {partners} in {count} tasks, but their lead is {leads}; "
            "ask under whose lead the work is done",
            duty=duty.id,
            partners=named_,
            count=count,
            leads=named(leads, facts.registry),
        )
    return Found(idle[0].span, message, duty.at)


RULE = Rule(
    code="PM408",
    name="partner-does-not-lead",
    severity=Severity.info,
    title=Text("phối hợp với cơ quan không chủ trì", "co-ordination with a body that does not lead"),
    what=Text(
        "Tìm trách nhiệm «phối hợp với X» thực hiện các nhiệm vụ được viện dẫn, mà X không chủ trì nhiệm vụ nào trong đó; "
        "cơ quan chủ trì là cơ quan khác.",
        "Finds duties to carry out cited tasks 'in co-ordination with X' where X leads none of these tasks and another "
        "body does.",
    ),
    why=Text(
        "«Phối hợp với X» nghĩa là X chủ trì. Khi các điều khoản khác giao cho cơ quan khác chủ trì thì cơ quan phối hợp "
        "không biết theo ai, và X có thể không biết mình được chờ đợi.",
        "'In co-ordination with X' means that X leads. Where other clauses make another body lead, whoever "
        "co-ordinates does not know whom to follow, and X may not know that it is waited for.",
    ),
    source=Text(
        "Nghị định 144/2005/NĐ-CP về công tác phối hợp: cơ quan chủ trì và cơ quan phối hợp",
        "Decree 144/2005/NĐ-CP on co-ordination: the agency that leads and those that co-ordinate",
    ),
    bad=(
        """\
tasks:
  - {id: n1, at: "II.1", sector: both, title: Bảo vệ người tiêu dùng}
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II.1"], title: Chủ trì khoản 1 Mục II}
  - {id: d2, at: "III.2", agencies: [so-ct], roles: [{verb: coordinate, with: [so-tttt]}], covers: ["II.1"],
#                                                                              ^^^^^^^ PM408
     title: Phối hợp bảo vệ người tiêu dùng}
""",
    ),
    good=(
        """\
tasks:
  - {id: n1, at: "II.1", sector: both, title: Bảo vệ người tiêu dùng}
duties:
  - {id: d1, at: "III.1", agencies: [so-tttt], roles: [lead], covers: ["II.1"], title: Chủ trì khoản 1 Mục II}
  - {id: d2, at: "III.2", agencies: [so-ct], roles: [{verb: coordinate, with: [so-tttt, co-quan-lien-quan]}],
     covers: ["II.1"], title: Phối hợp bảo vệ người tiêu dùng}
""",
    ),
    limits=Text(
        "Chỉ xét trách nhiệm có viện dẫn nhiệm vụ, và cơ quan cụ thể (không xét «các cơ quan liên quan», UBND các huyện). "
        "Nhiệm vụ không ai chủ trì là việc của PM401, cơ quan vừa chủ trì vừa phối hợp là việc của PM403. Khi phối hợp riêng một việc (cân đối kinh phí với Sở Tài chính) thì "
        "phát hiện này chỉ để biết.",
        "Looks only at duties that cite tasks, and at single bodies (not at 'agencies concerned' or the districts). "
        "Tasks that nobody leads are found by PM401, a lead that co-ordinates too by PM403. Where the co-ordination is about one thing of its own (funds with "
        "the finance department), the finding is only to be noted.",
    ),
    run=_run,
)
