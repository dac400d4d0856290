"""A verb that needs somebody has nobody: to direct whom, to co-ordinate with whom, to report to whom."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._agencies import entry
from planmodel.rules._api import Facts, Found, Rule

_TO_SOMEBODY = {"advise", "report", "consolidate"}
_NEEDS = _TO_SOMEBODY | {"direct", "coordinate"}


def _run(facts: Facts) -> Iterator[Found]:
    if facts.tells_part:
        return
    reported = {r.at for r in facts.plan.reports if r.to or r.via}
    for duty, verbs in facts.verbs:
        if not _NEEDS.isdisjoint(verbs):
            for verb in _with_nobody(facts, duty, verbs, reported):
                if not duty.unspecific:
                    yield _found(facts, duty, verb)


def _with_nobody(facts: Facts, duty: m.Duty, verbs: list[str], reported: set[Clause]) -> list[str]:
    """Those ``verbs`` of ``duty`` that need somebody and have nobody; to receive, the first is as good as all."""
    alone = []
    if "direct" in verbs and not (duty.covers or _given(duty, "directs")):
        alone.append("direct")
    if "coordinate" in verbs and not (duty.covers or _given(duty, "with_") or _among_many(facts, duty)):
        alone.append("coordinate")
    if not _TO_SOMEBODY.isdisjoint(verbs) and not (_given(duty, "to") or duty.via or duty.at in reported):
        alone.append(next(verb for verb in verbs if verb in _TO_SOMEBODY))
    return alone


def _found(facts: Facts, duty: m.Duty, verb: str) -> Found:
    if verb == "direct":
        message = say(
            "duty {duty} directs, but nobody is named; ask whom, and write them in directs", duty=duty.id
        )
    elif verb == "coordinate":
        message = say(
            "duty {duty} co-ordinates, but no partner and no task is named; ask with whom and under whose lead, "
            "and write it in with or covers",
            duty=duty.id,
        )
    else:
        known = facts.registry.verbs.get(verb)
        message = say(
            "duty {duty} ({verb}): who receives it is not named; ask, and write it in to",
            duty=duty.id,
            verb=Text(known.name.vi, known.name.en) if known is not None else verb,
        )
    named_at = next(role.verb.span for role in duty.roles if role.verb.id == verb)
    return Found(named_at, message, duty.at)


def _given(duty: m.Duty, key: str) -> bool:
    """True where the duty or one of its verbs names somebody under ``key``."""
    return bool(getattr(duty, key)) or any(getattr(role, key) for role in duty.roles)


def _among_many(facts: Facts, duty: m.Duty) -> bool:
    """True where those who bear the duty are several, and co-ordinate among themselves."""
    if len(duty.agencies) > 1:
        return True
    known = entry(duty.agencies[0].id, facts.registry)
    return known is None or known.group


RULE = Rule(
    code="PM405",
    name="verb-without-object",
    severity=Severity.info,
    title=Text("động từ thiếu đối tượng", "a verb without an object"),
    what=Text(
        "Tìm trách nhiệm chỉ đạo mà không nêu chỉ đạo ai; phối hợp mà không nêu với ai, trong nhiệm vụ nào; tham mưu, "
        "báo cáo, tổng hợp mà không nêu gửi ai.",
        "Finds duties to direct that name nobody who is directed, to co-ordinate that name neither a partner nor a "
        "task, and to advise, report or consolidate that name no recipient.",
    ),
    why=Text(
        "Đối tượng của động từ là người làm thật, người chủ trì, hay người nhận. Thiếu đối tượng thì bảng phân công có "
        "một chữ đứng một mình: có người chỉ đạo mà không có người làm, có người phối hợp mà không có người chủ trì.",
        "The object of the verb is who does the work, who leads it, or who receives it. Without one the matrix holds "
        "a letter alone: one who directs and nobody who does, one who co-ordinates and nobody who leads.",
    ),
    source=Text(
        "6 rõ: rõ người, rõ trách nhiệm; Nghị định 144/2005/NĐ-CP về công tác phối hợp",
        "the six clarities: clear person, clear accountability; Decree 144/2005/NĐ-CP on co-ordination",
    ),
    bad=(
        """\
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [direct], title: Chỉ đạo thu học phí không tiền mặt}
#                                                      ^^^^^^ PM405
  - {id: d2, at: "III.2", agencies: [so-yte], roles: [coordinate, support], supports: [ngan-hang],
#                                                     ^^^^^^^^^^ PM405
     title: "Phối hợp, tạo điều kiện cho ngân hàng"}
  - {id: d3, at: "III.3", agencies: [so-tttt], roles: [consolidate, report], title: "Tổng hợp, báo cáo kết quả"}
#                                                      ^^^^^^^^^^^ PM405
""",
    ),
    good=(
        """\
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [direct], directs: [truong-hoc],
     title: Chỉ đạo trường học thu học phí không tiền mặt}
  - {id: d2, at: "III.2", agencies: [so-yte], roles: [coordinate, support], with: [nhnn-chi-nhanh],
     supports: [ngan-hang], title: "Phối hợp với Ngân hàng Nhà nước, tạo điều kiện cho ngân hàng"}
  - {id: d3, at: "III.3", agencies: [so-tttt], roles: [consolidate, report], to: [ubnd-tinh],
     title: "Tổng hợp, báo cáo kết quả"}
""",
    ),
    limits=Text(
        "Trách nhiệm dẫn đến nhiệm vụ (covers) đã có đối tượng; nhiều cơ quan cùng phối hợp là phối hợp với nhau; nơi "
        "nhận báo cáo có thể ghi ở reports của cùng điều khoản. Trách nhiệm không nêu việc gì là của PM311. Không xét "
        "văn bản mẫu và bài báo.",
        "A duty that covers tasks has its object; several agencies that co-ordinate do so among themselves; the "
        "recipient of a report may stand in reports at the same clause. A duty that names no work is found by PM311. "
        "Does not judge templates and news articles.",
    ),
    run=_run,
)
