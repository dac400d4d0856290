"""That the plan carries out the template is inferred, and nowhere cited."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    for link in facts.plan.implements:
        if link.basis == "inferred":
            yield Found(
                link.plan.span,
                say(
                    "that this carries out {template} is inferred, not cited; confirm it with the issuer, "
                    "and write basis: cited once a clause says so",
                    template=link.plan.id,
                ),
                link.at,
            )


RULE = Rule(
    code="PM606",
    name="link-inferred",
    severity=Severity.info,
    title=Text("liên kết với văn bản mẫu chỉ là suy ra", "the link to the template is inferred only"),
    what=Text(
        "Nêu liên kết implements có basis: inferred: kế hoạch không viện dẫn văn bản đó, người mã hóa suy ra từ nội dung giống nhau.",
        "Tells of links under implements with basis: inferred: the plan does not cite the document, the encoder infers it from what they share.",
    ),
    why=Text(
        "Kết luận đạt hay không đạt chỉ có nghĩa khi kế hoạch đúng là để thực hiện văn bản đó. Trước khi yêu cầu giải trình cần hỏi lại cơ quan ban hành.",
        "Whether a plan conforms means something only where it is meant to carry that document out. Before anybody is asked to explain, the issuer should be.",
    ),
    source=Text(
        "Nghị định 30/2020/NĐ-CP: căn cứ ban hành văn bản",
        "Decree 30/2020/NĐ-CP: legal bases of a document",
    ),
    bad=(
        (
            """\
plan: van-ban-mau
kind: template
""",
            """\
implements:
  - {plan: van-ban-mau, basis: inferred}
#          ^^^^^^^^^^^ PM606
""",
        ),
    ),
    good=(
        (
            """\
plan: van-ban-mau
kind: template
""",
            """\
implements:
  - {plan: van-ban-mau, basis: cited, at: "preamble#1"}
""",
        ),
    ),
    limits=Text(
        "Chỉ đọc basis do người mã hóa ghi.",
        "Reads only the basis that the encoder wrote.",
    ),
    run=_run,
)
