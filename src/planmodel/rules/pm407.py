"""A plan of one province gives work to a body of another."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._agencies import entry, named
from planmodel.rules._api import Facts, Found, Rule

_FREE = {"vertical", "enterprise-group"}
"""Kinds that are no part of a province's administration."""


def _run(facts: Facts) -> Iterator[Found]:
    bound = {a for a in facts.asked if "@" in a and _is_bound(a, facts.registry)}
    own = facts.plan.document.province
    home = facts.registry.provinces.get(own.id) if own is not None else None
    if not bound or home is None:
        return
    elsewhere: dict[str, list[tuple[m.Ref, Clause | None]]] = {}
    for refs, at in _given_work(facts.plan):
        for ref in refs:
            if ref.id in bound:
                elsewhere.setdefault(ref.id, []).append((ref, at))
    for agency, ((ref, at), *others) in elsewhere.items():
        yield Found(
            ref.span,
            say(
                "{agency} is a body of another province, and a plan of {province} can give it no work; "
                "name the province's own body, or write it in with where it only takes part",
                agency=named([agency], facts.registry),
                province=Text(home.name.vi, home.name.en),
            ),
            at,
            tuple(facts.here(other.span, say("here too")) for other, _ in others),
        )


def _given_work(plan: m.Plan) -> Iterator[tuple[tuple[m.Ref, ...], Clause | None]]:
    for task in plan.tasks:
        if task.by:
            yield task.by, task.at
    for duty in plan.duties:
        yield duty.agencies, duty.at
        yield duty.directs, duty.at
        for role in duty.roles:
            if role.directs:
                yield role.directs, duty.at
    for report in plan.reports:
        yield report.from_, report.at


def _is_bound(agency: str, registry: m.Registry) -> bool:
    """True for bodies under a province's committee: a plan of another province does not reach them."""
    known = entry(agency, registry)
    if known is None or agency.partition("@")[2] not in registry.provinces:  # told elsewhere
        return False
    return known.kind not in _FREE and known.level not in ("central", "region")


RULE = Rule(
    code="PM407",
    name="body-of-another-province",
    severity=Severity.warning,
    title=Text("giao việc cho cơ quan của tỉnh khác", "a body of another province"),
    what=Text(
        "Tìm cơ quan của tỉnh khác (so-yte@hung-yen trong kế hoạch của Khánh Hòa) được giao nhiệm vụ, trách nhiệm, báo "
        "cáo, hoặc bị chỉ đạo.",
        "Finds bodies of another province (so-yte@hung-yen in a plan of Khánh Hòa) that are given a task, a duty or a "
        "report, or are directed.",
    ),
    why=Text(
        "Ủy ban nhân dân một tỉnh không giao việc được cho cơ quan của tỉnh khác. Thường là chép từ kế hoạch tỉnh bạn, "
        "và cơ quan trong tỉnh bị bỏ sót.",
        "The committee of one province cannot give orders to a body of another. Mostly it was copied from that "
        "province's plan, and the body at home is missing.",
    ),
    source=Text(
        "Luật Tổ chức chính quyền địa phương: thẩm quyền theo địa giới hành chính",
        "Law on the Organisation of Local Government: powers end at the boundary",
    ),
    bad=(
        """\
tasks:
  - {id: n1, at: "II.1", sector: health, title: Lắp đặt mã QR trong bệnh viện}
duties:
  - {id: d1, at: "III.1", agencies: [so-yte@hung-yen], roles: [lead], covers: ["II.1"], title: Chủ trì khoản 1 Mục II}
#                                    ^^^^^^^^^^^^^^^ PM407
""",
    ),
    good=(
        """\
tasks:
  - {id: n1, at: "II.1", sector: health, title: Lắp đặt mã QR trong bệnh viện}
duties:
  - {id: d1, at: "III.1", agencies: [so-yte@khanh-hoa], roles: [lead], with: [so-yte@hung-yen], covers: ["II.1"],
     title: Chủ trì khoản 1 Mục II}
""",
    ),
    limits=Text(
        "Được phối hợp (with), được hỗ trợ, nhận báo cáo hay có trong nơi nhận thì không sao. Không xét cơ quan trung "
        "ương, cơ quan ngành dọc và doanh nghiệp; văn bản không thuộc tỉnh nào thì không xét.",
        "To take part (with), to be supported, to receive a report or the plan is fine. Lets central and vertical "
        "bodies and enterprises be, and says nothing of documents of no province.",
    ),
    run=_run,
)
