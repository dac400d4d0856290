"""The role table gives a verb no RACI letter, so the duties with it show nothing in the matrix."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import model as m
from planmodel.derive.kept import of_registry
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


@of_registry
def _bare(registry: m.Registry) -> set[str]:
    """The verbs without a RACI letter; those of oversight need none."""
    return {v.id for v in registry.verbs.values() if not v.letters.raci and not v.oversight}


def _run(facts: Facts) -> Iterator[Found]:
    bare = _bare(facts.registry)
    if not bare:
        return
    uses: dict[str, list[tuple[m.Ref, m.Duty]]] = {}
    for duty in facts.plan.duties:
        for role in duty.roles:
            if role.verb.id in bare:
                uses.setdefault(role.verb.id, []).append((role.verb, duty))
    for verb, used in uses.items():
        ref, duty = used[0]
        yield Found(
            ref.span,
            say(
                "verb '{verb}' has no RACI letter in the role table, so the matrix does not show who does it "
                "(duties: {count}); give it letters in registry/roles.yaml, or use another verb",
                verb=verb,
                count=len(used),
            ),
            duty.at,
        )


RULE = Rule(
    code="PM315",
    name="verb-without-letters",
    severity=Severity.info,
    title=Text("động từ không có chữ cái RACI", "a verb without RACI letters"),
    what=Text(
        "Tìm động từ vai trò mà bảng registry/roles.yaml đang dùng để trống raci, tại chỗ kế hoạch dùng lần đầu.",
        "Finds role verbs whose raci is empty in the registry/roles.yaml in force, where the plan first uses them.",
    ),
    why=Text(
        "Bảng chữ cái sửa được. Động từ bị để trống thì cơ quan làm việc ấy không hiện trong bảng phân công: người đọc "
        "tưởng là không ai được giao.",
        "The table of letters may be changed. With a verb left empty, whoever does that work is not in the matrix, "
        "and a reader takes it that nobody was asked.",
    ),
    source=Text(
        "bảng quy đổi động từ sang RACI của từng đơn vị (không có quy định chính thức)",
        "the office's own table from verbs to RACI (no regulation sets one)",
    ),
    bad=(),
    good=(
        """\
duties:
  - {id: tuyen-truyen, at: "III.1", agencies: [bao-tinh], roles: [communicate], title: Tuyên truyền về Kế hoạch}
""",
    ),
    limits=Text(
        "Trong bảng đi kèm chương trình động từ nào cũng có chữ cái, nên chỉ gặp khi dùng bảng riêng. Động từ theo dõi "
        "(oversight) và việc cùng làm (joint) thì được phép không có.",
        "Every verb of the table that comes with the program has letters, so only a table of one's own can bring "
        "this about. Verbs of oversight and joint work may have none.",
    ),
    run=_run,
)
