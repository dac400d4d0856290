"""A duty makes a class or an open group lead: lawful, and nobody in it answers."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import model as m
from planmodel.derive.responsibility import Lead, conflicting
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._agencies import entry, named
from planmodel.rules._api import Facts, Found, Rule

_NOBODY = {"class", "enterprise-group", "people"}
"""Kinds of which nobody in particular answers; schools and districts answer each for their own."""


def _run(facts: Facts) -> Iterator[Found]:
    if facts.tells_part:
        return
    known: dict[tuple[int, m.Scope | None], bool] = {}
    for duty, verbs in facts.verbs:
        if "lead" in verbs and _is_of_nobody(duty, facts.registry) and _is_alone(facts, duty, known):
            yield Found(
                duty.agencies[0].span,
                say(
                    "duty {duty} makes {agencies} lead, and no single body answers for the work; "
                    "ask for one body that leads, with the others co-ordinating",
                    duty=duty.id,
                    agencies=named((a.id for a in duty.agencies), facts.registry),
                ),
                duty.at,
            )


def _is_of_nobody(duty: m.Duty, registry: m.Registry) -> bool:
    """True for a duty of classes and open groups alone."""
    if duty.scope is not None and duty.scope.territory == "own-area":  # each answers for its own
        return False
    return all(_is_nobody(a.id, registry) for a in duty.agencies)


def _is_nobody(agency: str, registry: m.Registry) -> bool:
    known = entry(agency, registry)
    return known is not None and known.kind in _NOBODY


def _is_alone(facts: Facts, duty: m.Duty, known: dict[tuple[int, m.Scope | None], bool]) -> bool:
    """True where no definite body leads the same: two leads that meet are told as such."""
    numbers = facts.reach.numbers(duty)
    if not numbers:
        return not duty.unspecific
    mine = Lead(duty.agencies[0].id, duty.scope, ())
    for number in numbers:
        leads = facts.led[number]
        key = (id(leads), duty.scope)
        if key not in known:
            known[key] = not any(
                conflicting(mine, x) for x in leads if not _is_nobody(x.agency, facts.registry)
            )
        if known[key]:
            return True
    return False


RULE = Rule(
    code="PM404",
    name="class-as-lead",
    severity=Severity.warning,
    title=Text("chủ trì là một nhóm cơ quan", "a class as lead"),
    what=Text(
        "Tìm trách nhiệm giao chủ trì cho một lớp cơ quan hay một nhóm không xác định («các sở, ban, ngành chủ trì», "
        "«các doanh nghiệp chủ trì») mà không có cơ quan cụ thể nào cùng chủ trì việc đó.",
        "Finds duties by which a class or an open group leads ('the departments and agencies lead', 'enterprises "
        "lead') where no definite body leads the same work.",
    ),
    why=Text(
        "Đúng luật nhưng rỗng: giao cho tất cả là không giao cho ai. Không cơ quan nào trong nhóm phải báo cáo, và khi "
        "việc chậm thì không biết đôn đốc ai.",
        "Lawful but empty: what is given to all is given to none. No body in the group must report, and when the work "
        "is late nobody can be chased.",
    ),
    source=Text("6 rõ: rõ người, rõ trách nhiệm", "the six clarities: clear person, clear accountability"),
    bad=(
        """\
tasks:
  - {id: n1, at: "II.1", sector: both, title: Tuyên truyền thanh toán không tiền mặt}
duties:
  - {id: d1, at: "III.1", agencies: [cac-so-ban-nganh], roles: [lead], covers: ["II.1"], title: Chủ trì tuyên truyền}
#                                    ^^^^^^^^^^^^^^^^ PM404
""",
    ),
    good=(
        """\
tasks:
  - {id: n1, at: "II.1", sector: both, title: Tuyên truyền thanh toán không tiền mặt}
duties:
  - {id: d1, at: "III.1", agencies: [so-tttt], roles: [lead], with: [cac-so-ban-nganh], covers: ["II.1"],
     title: Chủ trì tuyên truyền}
  - {id: d2, at: "III.2", agencies: [ubnd-huyen], roles: [lead], scope: {territory: own-area},
     title: Chủ trì tuyên truyền trên địa bàn}
""",
    ),
    limits=Text(
        "Không xét trường học, bệnh viện, UBND các huyện, và nhóm chủ trì trong phạm vi quản lý của mình (territory: "
        "own-area): ở đó mỗi đơn vị tự chịu trách nhiệm. Trách nhiệm không nêu việc gì là của PM311, hai cơ quan cùng "
        "chủ trì là của PM402. Không xét văn bản mẫu và bài báo.",
        "Lets schools, hospitals, districts and groups that lead in their own area (territory: own-area) be: each of "
        "them answers for its own. A duty that names no work is found by PM311, two leads by PM402. Does not judge "
        "templates and news articles.",
    ),
    run=_run,
)
