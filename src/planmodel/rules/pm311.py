"""A duty names no work: "the tasks assigned", "according to functions and duties"."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._agencies import named
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    if facts.from_article:
        return
    for duty in facts.plan.duties:
        if duty.unspecific and not facts.ranges.under(duty.covers):
            yield Found(
                duty.span,
                say(
                    "duty {duty} names no work for {agencies}; ask which tasks are meant, and cite them in covers",
                    duty=duty.id,
                    agencies=named((a.id for a in duty.agencies), facts.registry),
                ),
                duty.at,
            )


RULE = Rule(
    code="PM311",
    name="duty-without-content",
    severity=Severity.warning,
    title=Text("trách nhiệm không có nội dung", "a duty without content"),
    what=Text(
        "Tìm trách nhiệm ghi unspecific (chỉ nói «các nhiệm vụ được giao», «theo chức năng, nhiệm vụ») mà không dẫn "
        "đến nhiệm vụ nào.",
        "Finds duties marked unspecific ('the tasks assigned', 'according to functions') that lead to no task.",
    ),
    why=Text(
        "Đúng luật nhưng rỗng: cơ quan được giao không biết phải làm gì, cơ quan theo dõi không có gì để đôn đốc, và "
        "bảng phân công chỉ có một dòng trống.",
        "Lawful but empty: whoever bears it does not know what to do, whoever monitors has nothing to ask for, and "
        "the matrix holds a row that says nothing.",
    ),
    source=Text("6 rõ: rõ việc, rõ sản phẩm", "the six clarities: clear work, a clear product"),
    bad=(
        """\
duties:
  - {id: ngan-hang, at: "III.1", agencies: [nhnn-chi-nhanh], roles: [coordinate], unspecific: true,
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM311
     title: Phối hợp thực hiện các nhiệm vụ được giao}
""",
    ),
    good=(
        """\
tasks:
  - {id: lap-dat, at: "II.1", sector: education, title: Lắp đặt điểm thanh toán QR}
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì các nhiệm vụ Mục II}
  - {id: ngan-hang, at: "III.2", agencies: [nhnn-chi-nhanh], roles: [coordinate], covers: ["II.1"],
     title: Phối hợp lắp đặt điểm thanh toán}
""",
    ),
    limits=Text(
        "Dựa vào unspecific do người mã hóa ghi, không đọc câu chữ.",
        "Rests on the mark unspecific that the encoder sets; it reads no wording.",
    ),
    run=_run,
)
