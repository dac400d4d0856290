"""The recipients end with the archive line."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    recipients = facts.plan.recipients
    if facts.from_article or facts.plan.kind == "template" or not recipients:
        return
    last = recipients[-1]
    if last.mode != "archive" and all(r.mode != "archive" for r in recipients):
        yield Found(
            last.span,
            say(
                "the recipients end without a line 'Lưu: VT'; add it with the mode archive and the agency van-thu"
            ),
            last.at,
        )


RULE = Rule(
    code="PM814",
    name="no-archive-line",
    severity=Severity.info,
    title=Text("Nơi nhận thiếu dòng Lưu", "recipients without the archive line"),
    what=Text(
        "Tìm kế hoạch có Nơi nhận mà không có dòng «Lưu: VT, ...» (mode: archive).",
        "Finds a plan that lists recipients and no line 'Lưu: VT, ...' (mode: archive).",
    ),
    why=Text(
        "Dòng Lưu cho biết bản gốc ở đâu và đơn vị nào soạn thảo. Thiếu dòng này thì hoặc văn bản sai thể thức, hoặc Nơi nhận chưa được mã hóa hết.",
        "The archive line tells where the original is kept and which unit drafted it. Without it the document is not in due form, or its recipients were not encoded to the end.",
    ),
    source=Text(
        "Nghị định 30/2020/NĐ-CP, Phụ lục I: dòng cuối của nơi nhận là chữ «Lưu»",
        "Decree 30/2020/NĐ-CP, annex I: the recipients end with the line 'Lưu'",
    ),
    bad=(
        """\
recipients:
  - {at: "recipients#1", agency: bo-tttt, mode: report}
  - {at: "recipients#2", agency: cac-so-ban-nganh, mode: act}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM814
""",
    ),
    good=(
        """\
recipients:
  - {at: "recipients#1", agency: bo-tttt, mode: report}
  - {at: "recipients#2", agency: cac-so-ban-nganh, mode: act}
  - {at: "recipients#3", agency: van-thu, mode: archive, detail: "VT, KGVX"}
""",
    ),
    limits=Text(
        "Không xét kế hoạch chưa ghi Nơi nhận, văn bản mẫu, và kế hoạch chỉ biết qua bài báo.",
        "Passes over plans that list no recipients, templates, and plans known from a news article only.",
    ),
    run=_run,
)
