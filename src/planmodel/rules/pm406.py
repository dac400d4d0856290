"""An agency receives the plan to act on it, and nothing in the plan asks anything of it."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import model as m
from planmodel.derive.kept import of_registry
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._agencies import entry, named, parent, with_members
from planmodel.rules._api import Facts, Found, Rule

_NOT_ASKED = {"authority", "party", "archive", "ministry", "people", "institution-group", "press"}
"""Who is told rather than asked: those above, those whom the plan is for, and the press, which is to make it known."""


def _run(facts: Facts) -> Iterator[Found]:
    plan, registry = facts.plan, facts.registry
    if facts.tells_part or not plan.recipients or not plan.duties:
        return
    busy, able = facts.asked, _able(registry)
    idle = [
        r
        for r in plan.recipients
        if r.agency.id not in busy and r.agency.id.partition("@")[0] in able and r.mode == "act"
    ]
    if not idle or any(entry(a, registry) is None for a in busy):  # a slip may mean any of them
        return
    reached = with_members(busy, registry) | {over for a in busy if (over := parent(a, registry))}
    reached |= with_members((ref.id for p in plan.participants for ref in p.agencies), registry)
    told: set[str] = set()
    for recipient in idle:
        agency = recipient.agency.id
        if agency in told or _in_the_house(agency, facts):
            continue
        told.add(agency)
        if reached.isdisjoint(with_members([agency], registry)) and parent(agency, registry) not in reached:
            yield Found(
                recipient.agency.span,
                say(
                    "{agency} is sent the plan to act on, but no duty, task, report or funding names it; "
                    "ask what it is to do, or send the plan for information (mode: report)",
                    agency=named([agency], registry),
                ),
                recipient.at,
            )


@of_registry
def _able(registry: m.Registry) -> frozenset[str]:
    """Bodies that a plan could give work to, and that do not give it themselves."""
    return frozenset(agency.id for agency in registry.agencies.values() if _acts(agency))


def _acts(agency: m.Agency) -> bool:
    if agency.kind in _NOT_ASKED or agency.level == "central":
        return False
    if agency.kind == "committee" and agency.level == "province":
        return False
    return agency.kind != "class" or bool(agency.members)


def _in_the_house(agency: str, facts: Facts) -> bool:
    """True for who issued the plan, and for its office."""
    issuer = facts.plan.document.issuer.id
    return agency == issuer or parent(agency, facts.registry) == issuer


RULE = Rule(
    code="PM406",
    name="idle-recipient",
    severity=Severity.info,
    title=Text("nơi nhận để thực hiện nhưng không có việc", "a recipient with nothing to do"),
    what=Text(
        "Tìm cơ quan có trong nơi nhận để thực hiện (mode: act) mà không trách nhiệm, nhiệm vụ, báo cáo hay nguồn kinh "
        "phí nào nhắc đến, cả khi tính theo lớp cơ quan và thành viên của lớp.",
        "Finds agencies that the plan is sent to for action (mode: act) and that no duty, task, report or funding "
        "clause mentions, neither by name nor through a class or its members.",
    ),
    why=Text(
        "Cơ quan nhận kế hoạch mà không tìm thấy việc của mình thì hoặc phần tổ chức thực hiện đã bỏ sót (UBND các huyện "
        "thường bị sót), hoặc chỉ cần gửi để biết.",
        "Whoever receives a plan and finds no work in it was either forgotten in the organisation section (districts "
        "often are), or only needs to be informed.",
    ),
    source=Text(
        "6 rõ: rõ người, rõ việc; Nghị định 30/2020/NĐ-CP, Phụ lục I: nơi nhận",
        "the six clarities: clear people, clear work; Decree 30/2020/NĐ-CP, Appendix I: the recipients",
    ),
    bad=(
        """\
recipients:
  - {at: "recipients#1", agency: so-gddt, mode: act}
  - {at: "recipients#2", agency: ubnd-huyen, mode: act}
#                                ^^^^^^^^^^ PM406
  - {at: "recipients#3", agency: van-thu, mode: archive}
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], title: Chủ trì tập huấn giáo viên}
""",
    ),
    good=(
        """\
recipients:
  - {at: "recipients#1", agency: cac-so-ban-nganh, mode: act}
  - {at: "recipients#2", agency: ubnd-huyen, mode: act}
  - {at: "recipients#3", agency: hiep-hoi-dn-tinh, mode: report}
  - {at: "recipients#4", agency: van-thu, mode: archive}
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], with: [ubnd-huyen], title: Chủ trì tập huấn giáo viên}
""",
    ),
    limits=Text(
        "Cơ quan có trong phần phạm vi, đối tượng tham gia là việc của PM313. Không xét cơ quan trung ương, cấp ủy, "
        "lãnh đạo, ủy ban và ban chỉ đạo cấp tỉnh, văn phòng của nơi ban hành, báo, đài, cổng thông tin (nhận để đưa "
        "tin), trường học, bệnh viện, và lớp không ghi thành viên («đoàn thể»). Việc giao cho «các cơ quan liên quan» "
        "không tính là giao cho ai. Không xét văn bản mẫu, bài báo và kế hoạch chưa có trách nhiệm nào.",
        "Who stands in the scope section is found by PM313. Lets central bodies, Party committees, leaders, committees "
        "and steering boards of the province, the issuer's office, the press and portals (they are to make it known), "
        "schools, hospitals and classes without members ('mass organisations') be. Work given to 'agencies concerned' "
        "counts as given to nobody. Does not judge templates, news articles, and plans that assign no duty at all.",
    ),
    run=_run,
)
