"""Each recipient is listed once."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import model as m
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    recipients = facts.plan.recipients
    if len({r.agency.id for r in recipients}) == len(recipients):
        return
    first: dict[tuple[str, str, str | None], m.Recipient] = {}
    for recipient in recipients:
        about = (recipient.agency.id, recipient.mode, recipient.detail)
        other = first.setdefault(about, recipient)
        if other is not recipient:
            agency = facts.registry.agencies.get(recipient.agency.id.partition("@")[0])
            yield Found(
                recipient.span,
                say(
                    "{agency} stands among the recipients at {one} and again at {two}; drop one, or say in detail which unit is meant",
                    agency=Text(agency.name.vi, agency.name.en)
                    if agency is not None
                    else recipient.agency.id,
                    one=other.at,
                    two=recipient.at,
                ),
                recipient.at,
                (facts.here(other.span, say("first listed here")),),
            )


RULE = Rule(
    code="PM811",
    name="recipient-twice",
    severity=Severity.info,
    title=Text("nơi nhận ghi hai lần", "a recipient listed twice"),
    what=Text(
        "Tìm cơ quan ghi hai lần trong Nơi nhận với cùng hình thức (thực hiện, báo cáo, lưu) và không phân biệt bằng detail.",
        "Finds an agency that stands twice among the recipients in the same mode (act, report, archive), with nothing in detail to tell the two apart.",
    ),
    why=Text(
        "Nơi nhận là danh sách gửi. Ghi hai lần thì gửi hai bản, hoặc một dòng bị mã hóa nhầm cơ quan và cơ quan đúng không nhận được.",
        "The recipients are the mailing list. Listed twice, an agency gets two copies; or one line was encoded as the wrong agency, and the right one gets none.",
    ),
    source=Text(
        "Nghị định 30/2020/NĐ-CP, Phụ lục I: nơi nhận", "Decree 30/2020/NĐ-CP, annex I: the recipients"
    ),
    bad=(
        """\
recipients:
  - {at: "recipients#1", agency: so-gddt, mode: act}
  - {at: "recipients#2", agency: so-gddt, mode: act}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM811
  - {at: "recipients#3", agency: van-thu, mode: archive, detail: VT}
""",
    ),
    good=(
        """\
recipients:
  - {at: "recipients#1", agency: van-phong-ubnd-tinh, mode: act, detail: Lãnh đạo Văn phòng}
  - {at: "recipients#2", agency: van-phong-ubnd-tinh, mode: act, detail: Phòng Tổng hợp}
  - {at: "recipients#3", agency: van-thu, mode: archive, detail: VT}
""",
    ),
    limits=Text(
        "Không biết cơ quan nào đã nằm trong một nhóm (Sở Y tế trong «các sở, ban, ngành»).",
        "Does not look into groups (a department is one of 'all departments').",
    ),
    run=_run,
)
