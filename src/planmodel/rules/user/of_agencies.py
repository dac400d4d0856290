"""The fields of agencies and of their assignments."""

from __future__ import annotations

from planmodel.rules.user.around import Around, Mention
from planmodel.rules.user.fields import Variable, also, at_clause, field, scope, text


def _agency_name(mention: Mention, around: Around) -> str:
    entry = around.agency(mention.id)
    return entry.name.vi if entry is not None else mention.id


def _agency_group(mention: Mention, around: Around) -> bool:
    entry = around.agency(mention.id)
    return entry is not None and entry.group


AGENCY: dict[str, Variable] = {
    "id": field("text", lambda x, _: x.id, "mã cơ quan", "the agency's id", lambda x: x.span),
    "name": field("text", _agency_name, "tên tiếng Việt", "its name in Vietnamese"),
    "kind": field(
        "text",
        lambda x, a: a.kinds([x.id])[0],
        "loại: department (sở), vertical (ngành dọc), committee (UBND), class (các sở, ngành), ...",
        "its kind: department, vertical, committee, class, ...",
    ),
    "group": field(
        "flag", _agency_group, "đúng khi một mã chỉ nhiều cơ quan", "true where one id stands for many"
    ),
    "mentioned_at": field(
        "texts", lambda x, _: [str(c) for c in x.clauses], "điều khoản nhắc đến", "clauses that name it"
    ),
    "leads": also(
        "texts", lambda x, a: a.led_by.get(x.id, []), "nhiệm vụ mà cơ quan chủ trì", "tasks that it leads"
    ),
    "tasks": also(
        "texts",
        lambda x, a: list(dict.fromkeys(p.item for p in a.parts_of(x.id) if p.is_task)),
        "mọi nhiệm vụ mà cơ quan có phần việc",
        "every task that it has a part in",
    ),
    "roles": also(
        "texts",
        lambda x, a: list(dict.fromkeys(v for p in a.parts_of(x.id) for v in p.verbs)),
        "động từ vai trò của cơ quan",
        "the verbs of its parts",
    ),
    "duties": also(
        "texts", lambda x, a: a.duties_of.get(x.id, []), "trách nhiệm được giao", "duties that name it"
    ),
    "sends": also(
        "texts", lambda x, a: a.sent_by.get(x.id, []), "báo cáo mà cơ quan gửi", "reports that it sends"
    ),
    "receives": also(
        "texts", lambda x, a: a.sent_to.get(x.id, []), "báo cáo mà cơ quan nhận", "reports that it receives"
    ),
    "participant": also(
        "flag",
        lambda x, a: x.id in a.taking_part,
        "đúng khi thuộc đối tượng tham gia",
        "true where the scope names it",
    ),
    "recipient": also(
        "flag",
        lambda x, a: x.id in a.receiving,
        "đúng khi có tên ở nơi nhận",
        "true where it receives the plan",
    ),
}

ASSIGNMENT: dict[str, Variable] = {
    "agency": field("text", lambda x, _: x.agency, "cơ quan", "the agency"),
    "task": field(
        "text", lambda x, _: x.item, "nhiệm vụ, hoặc trách nhiệm đứng riêng", "the task, or a duty by itself"
    ),
    "roles": field("texts", lambda x, _: list(x.verbs), "động từ vai trò", "the verbs of the part"),
    "letters": field("texts", lambda x, _: list(x.raci), "chữ cái RACI", "its RACI letters"),
    "letters_rasci": field("texts", lambda x, _: list(x.rasci), "chữ cái RASCI", "its RASCI letters"),
    "inferred": field(
        "flag",
        lambda x, _: x.inferred,
        "đúng khi chỉ dựa vào lời lặp lại",
        "true where it rests on repeated wording",
    ),
    "indirect": field(
        "flag",
        lambda x, _: x.indirect,
        "đúng khi cơ quan chỉ thuộc nhóm được nêu (các sở, ban, ngành)",
        "true where the agency is a member of a class that is named",
    ),
    **scope(),
    "evidence.at": field(
        "texts",
        lambda x, _: [at_clause(e.at) for e in x.evidence],
        "điều khoản làm căn cứ",
        "clauses behind it",
    ),
    "evidence.verb": field("texts", lambda x, _: [e.verb for e in x.evidence], "động từ ở đó", "their verbs"),
    "evidence.via": field(
        "texts",
        lambda x, _: [e.via for e in x.evidence],
        "cách tới: named, cited, wording, task-id, recipient, whole-plan, class",
        "how they reach it: named, cited, wording, task-id, recipient, whole-plan, class",
    ),
    "evidence.through": field(
        "texts",
        lambda x, _: [text(e.through) for e in x.evidence],
        "nhóm mà qua đó tới; trống khi nêu thẳng",
        "the class through which; empty where the agency itself is named",
    ),
    "evidence.duty": field(
        "texts", lambda x, _: [text(e.duty) for e in x.evidence], "trách nhiệm ở đó", "their duties"
    ),
    "title": also("text", lambda x, a: a.title(x.item), "tên của việc được giao", "the title of the work"),
    "agency_kind": also("text", lambda x, a: a.kinds([x.agency])[0], "loại cơ quan", "the agency's kind"),
    "is_task": also(
        "flag",
        lambda x, _: x.is_task,
        "đúng với nhiệm vụ, sai với trách nhiệm đứng riêng",
        "false for a duty by itself",
    ),
}
