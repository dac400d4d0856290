"""An agency is listed as taking part, and nothing asks anything of it."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._agencies import entry, named, parent, with_members
from planmodel.rules._api import Facts, Found, Rule

_FIELD = {"people", "institution-group"}
"""Whom the plan is for, rather than who carries it out."""


def _run(facts: Facts) -> Iterator[Found]:
    plan, registry = facts.plan, facts.registry
    if facts.tells_part or not plan.participants or not plan.duties:
        return
    busy = facts.asked
    if all(ref.id in busy for p in plan.participants for ref in p.agencies):
        return
    if any(entry(a, registry) is None for a in busy):  # a slip may mean any of them
        return
    reached = with_members(busy, registry) | {over for a in busy if (over := parent(a, registry))}
    told: set[str] = set()
    for participant in plan.participants:
        for ref in participant.agencies:
            agency = ref.id
            if agency in told or not _acts(agency, facts):
                continue
            told.add(agency)
            if (
                reached.isdisjoint(with_members([agency], registry))
                and parent(agency, registry) not in reached
            ):
                yield Found(
                    ref.span,
                    say(
                        "{agency} is listed as taking part, but no duty, task, report or funding names it; "
                        "ask what it is to do, or leave it out",
                        agency=named([agency], registry),
                    ),
                    participant.at,
                )


def _acts(agency: str, facts: Facts) -> bool:
    """True for bodies of which a plan asks something: not schools, patients, or "others concerned"."""
    known = entry(agency, facts.registry)
    if known is None or known.kind in _FIELD or agency == facts.plan.document.issuer.id:
        return False
    return known.kind != "class" or bool(known.members)


RULE = Rule(
    code="PM313",
    name="participant-without-duty",
    severity=Severity.warning,
    title=Text("đối tượng tham gia không được giao việc", "a participant without a duty"),
    what=Text(
        "Tìm cơ quan có tên trong phần phạm vi, đối tượng tham gia mà không trách nhiệm, nhiệm vụ, báo cáo hay nguồn "
        "kinh phí nào nhắc đến. Lớp cơ quan được coi là có việc khi một thành viên có việc, và ngược lại.",
        "Finds agencies named in the scope section that no duty, task, report or funding clause mentions. A class "
        "counts as having work where one of its members has, and a member where its class has.",
    ),
    why=Text(
        "Nêu tên một cơ quan mà không giao việc thì cơ quan ấy không biết mình phải làm gì, và sẽ không làm. Hoặc phần "
        "tổ chức thực hiện bỏ sót, hoặc tên đó không nên có trong danh sách.",
        "An agency that is listed and given nothing does not know what is wanted of it, and will do nothing. Either "
        "the organisation section forgot it, or it should not be in the list.",
    ),
    source=Text("6 rõ: rõ người, rõ việc", "the six clarities: clear people, clear work"),
    bad=(
        """\
participants:
  - {at: "I.1", agencies: [so-gddt, so-ct]}
#                                   ^^^^^ PM313
tasks:
  - {id: lap-dat, at: "II.1", sector: education, title: Lắp đặt điểm thanh toán QR}
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì các nhiệm vụ Mục II}
""",
    ),
    good=(
        """\
participants:
  - {at: "I.1", agencies: [so-gddt, so-ct]}
tasks:
  - {id: lap-dat, at: "II.1", sector: education, title: Lắp đặt điểm thanh toán QR}
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-gddt], roles: [lead], with: [so-ct], covers: ["II"],
     title: Chủ trì các nhiệm vụ Mục II}
""",
    ),
    limits=Text(
        "Trường học, bệnh viện, người dân và «tổ chức khác có liên quan» là phạm vi áp dụng nên không xét; văn bản "
        "mẫu, bài báo và kế hoạch chưa có trách nhiệm nào cũng vậy. Thành viên của một lớp lấy theo members trong sổ "
        "cơ quan. Cơ quan chỉ có trong nơi nhận là việc của PM406.",
        "Schools, hospitals, citizens and 'others concerned' are the field of application and let be; so are "
        "templates, news articles, and plans that assign no duty at all. The members of a class are those of the "
        "agency registry. Who is only a recipient is found by PM406.",
    ),
    run=_run,
)
