"""An issuer gives out a number once a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planmodel.diagnostics import Related, Severity, Text, say
from planmodel.rules._api import Across, Summary, WorkspaceRule


def _run(summaries: Sequence[Summary]) -> Iterator[Across]:
    first: dict[tuple[str, str, int], Summary] = {}
    for one in summaries:
        if one.key is None or one.issuer is None or one.issued is None:
            continue
        other = first.setdefault((one.key, one.issuer, one.issued.year), one)
        if other.plan != one.plan:
            yield Across(
                one.source,
                one.number_span,
                say(
                    "{number} of {year} is already the number of {plan} by the same issuer; "
                    "check the number, or keep one of the two files",
                    number=one.number,
                    year=one.issued.year,
                    plan=other.plan,
                ),
                related=(Related(say("the plan with the same number"), other.source, other.number_span),),
            )


RULE = WorkspaceRule(
    code="PM702",
    name="same-document-number",
    severity=Severity.warning,
    title=Text("hai kế hoạch trùng số", "two plans with one number"),
    what=Text(
        "Tìm hai kế hoạch trong kho có cùng số, cùng cơ quan ban hành, trong cùng một năm.",
        "Finds two plans of a workspace with one number, one issuer and one year.",
    ),
    why=Text(
        "Mỗi cơ quan cấp một số một lần trong năm. Trùng số là một văn bản được mã hóa hai lần, khi đó báo cáo và lịch tính đôi, hoặc số bị quên sửa khi chép từ tệp khác.",
        "An agency gives out a number once a year. Two of them are one document encoded twice, and reports and calendars count it double; or the number was left unchanged when a file was copied.",
    ),
    source=Text(
        "Nghị định 30/2020/NĐ-CP, điều 15: mỗi văn bản một số, đánh số theo năm",
        "Decree 30/2020/NĐ-CP, art. 15: one number for a document, counted by the year",
    ),
    bad=(
        (
            "plan: ke-hoach-mot\n",
            """\
plan: ke-hoach-hai
document:
  number: 01/KH-UBND
#         ^^^^^^^^^^ PM702
  kind: KH
  title: Kế hoạch thứ hai
  issuer: ubnd-tinh
  province: khanh-hoa
  place: Khánh Hòa
  issued: "2022-06-01"
  signer: {name: Nguyễn Văn B, rank: Chủ tịch, capacity: TM.}
  source: {kind: full-text, name: ke-hoach-hai.txt, sha256: unknown}
""",
        ),
    ),
    good=(
        (
            "plan: ke-hoach-mot\n",
            """\
plan: ke-hoach-hai
document:
  number: 1/KH-UBND
  kind: KH
  title: Kế hoạch thứ hai
  issuer: ubnd-tinh
  province: thanh-hoa
  place: Thanh Hóa
  issued: "2022-06-01"
  signer: {name: Nguyễn Văn B, rank: Chủ tịch, capacity: TM.}
  source: {kind: full-text, name: ke-hoach-hai.txt, sha256: unknown}
""",
        ),
    ),
    limits=Text(
        "Không xét kế hoạch chưa rõ số hay ngày, và hai tệp cùng mã (PM117). Cơ quan ban hành ghi theo nhóm (UBND các huyện) được coi là nhiều cơ quan.",
        "Passes over plans of unknown number or date, and two files with one id (PM117). An issuer that stands for many bodies (district committees) counts as many.",
    ),
    run=_run,
)
