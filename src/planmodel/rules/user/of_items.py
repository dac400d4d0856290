"""The fields of targets and tasks."""

from __future__ import annotations

from planmodel import model as m
from planmodel.dates import written
from planmodel.rules.user.fields import (
    AT,
    IMPLEMENTS,
    NOTE,
    SECTOR,
    Variable,
    also,
    at_clause,
    field,
    first_of,
    ids,
    iso,
    number,
    place_of,
    provenance,
    text,
)


def _stated(target: m.Target) -> list[m.Level]:
    return [level for level in target.levels if level.year != m.UNSTATED]


_LEVELS = first_of("levels")

TARGET: dict[str, Variable] = {
    "id": field("text", lambda t, _: t.id, "mã chỉ tiêu", "the target's id"),
    "at": field("text", lambda t, _: at_clause(t.at), *AT),
    "title": field("text", lambda t, _: text(t.title), "tên chỉ tiêu", "its title"),
    "indicator": field(
        "text", lambda t, _: t.indicator.id, "chỉ số được đo", "what is measured", place_of("indicator")
    ),
    "sector": field("text", lambda t, _: t.sector, *SECTOR),
    "population": field(
        "text", lambda t, _: t.population.id, "đối tượng được tính", "whom it counts", place_of("population")
    ),
    "area": field(
        "text",
        lambda t, _: t.area,
        "all, urban (đô thị), rural (nông thôn), unknown, hoặc địa bàn trong registry/orders.yaml",
        "all, urban, rural, unknown, or an area of registry/orders.yaml",
    ),
    "measure": field(
        "text",
        lambda t, _: t.measure,
        "share (tỷ lệ), count (số lượng), value (giá trị), count-and-value, count-or-value",
        "share, count, value, count-and-value or count-or-value",
    ),
    "demand": field(
        "text",
        lambda t, _: text(t.demand),
        "accept (chấp nhận), use (sử dụng), install-and-use; hoặc trống",
        "accept, use, install-and-use; or empty",
    ),
    "comparator": field(
        "text", lambda t, _: t.comparator, ">=, >, <= hoặc range (khoảng)", ">=, >, <= or range"
    ),
    "unit": field("text", lambda t, _: t.unit, "đơn vị, ví dụ %", "the unit, such as %"),
    "commitment": field(
        "text",
        lambda t, _: t.commitment,
        "firm (chắc chắn), minimum (tối thiểu), aspirational (phấn đấu), approximate (khoảng)",
        "firm, minimum, aspirational or approximate",
    ),
    "values": field(
        "amounts",
        lambda t, _: {x.year: number(x.amount) for x in t.levels},
        'mức theo năm; khoảng thì lấy đầu dưới. target.values["2025"]; hỏi "2025" in target.values trước',
        'the level by year; of a range the lower end. target.values["2025"]; ask "2025" in target.values first',
        _LEVELS,
    ),
    "derived_years": field(
        "texts",
        lambda t, _: [x.year for x in t.levels if x.derived],
        "năm mà mức được tính ra, không nêu trong văn bản",
        "years whose level is worked out, not stated",
    ),
    "implements": field("texts", lambda t, _: ids(t.implements), *IMPLEMENTS, first_of("implements")),
    "note": field("text", lambda t, _: text(t.note), *NOTE),
    "highest": also(
        "amounts",
        lambda t, _: {x.year: number(x.amount if x.high is None else x.high) for x in t.levels},
        "mức theo năm; khoảng thì lấy đầu trên",
        "the level by year; of a range the upper end",
    ),
    "years": also(
        "texts", lambda t, _: [x.year for x in _stated(t)], "các năm có mức", "the years that have a level"
    ),
    "first": also(
        "number",
        lambda t, _: number(_stated(t)[0].amount) if _stated(t) else 0.0,
        "mức của năm đầu; 0 nếu không nêu năm",
        "the level of the first year; 0 where no year is named",
    ),
    "last": also(
        "number",
        lambda t, _: number(_stated(t)[-1].amount) if _stated(t) else 0.0,
        "mức của năm cuối; 0 nếu không nêu năm",
        "the level of the last year; 0 where no year is named",
    ),
    "tasks": also(
        "texts",
        lambda t, a: a.serving.get(t.id, []),
        "nhiệm vụ góp vào chỉ tiêu này",
        "tasks that contribute to it",
    ),
}

TASK: dict[str, Variable] = {
    "id": field("text", lambda t, _: t.id, "mã nhiệm vụ", "the task's id"),
    "at": field("text", lambda t, _: at_clause(t.at), *AT),
    "sector": field("text", lambda t, _: t.sector, *SECTOR),
    "title": field("text", lambda t, _: t.title, "tên nhiệm vụ", "its title"),
    "by": field(
        "texts",
        lambda t, _: ids(t.by),
        "cơ quan mà chính điều khoản nêu là người làm",
        "who does it, as the clause itself says",
        first_of("by"),
    ),
    "contributes_to": field(
        "texts",
        lambda t, _: ids(t.contributes_to),
        "chỉ tiêu mà nhiệm vụ góp vào",
        "targets that it contributes to",
        first_of("contributes_to"),
    ),
    "after": field(
        "texts", lambda t, _: ids(t.after), "làm sau các nhiệm vụ này", "tasks before it", first_of("after")
    ),
    "due": field(
        "day",
        lambda t, _: iso(t.due.last) if t.due and t.due.last else "",
        "ngày cuối cùng còn đúng hạn; trống nếu không có thời hạn",
        "the last day that is still in time; empty where there is none",
        place_of("due"),
    ),
    "due_says": field(
        "text",
        lambda t, _: " ".join(written(t.due.when)) if t.due else "",
        "lời văn: before 2025-06-15 (trước ngày) hay by 2025-06-15 (chậm nhất)",
        "as written: before 2025-06-15 or by 2025-06-15",
        place_of("due"),
    ),
    "product": field("text", lambda t, _: text(t.product), "sản phẩm, kết quả", "what comes out of it"),
    "implements": field("texts", lambda t, _: ids(t.implements), *IMPLEMENTS, first_of("implements")),
    **provenance(),
    "note": field("text", lambda t, _: text(t.note), *NOTE),
    "leads": also(
        "texts",
        lambda t, a: a.leads[t.id],
        "cơ quan chịu trách nhiệm chính (chữ A)",
        "who answers for it (letter A)",
    ),
    "lead_kinds": also(
        "texts",
        lambda t, a: a.lead_kinds[t.id],
        "loại của các cơ quan đó: department, class, ...",
        "their kinds: department, class, ...",
    ),
    "leads_clash": also(
        "flag",
        lambda t, a: t.id in a.clashing,
        "đúng khi hai cơ quan cùng chủ trì một phạm vi",
        "true where two agencies lead the same scope",
    ),
    "doers": also(
        "texts", lambda t, a: a.doers[t.id], "cơ quan thực hiện (chữ R)", "who carries it out (letter R)"
    ),
    "doer_kinds": also(
        "texts", lambda t, a: a.doer_kinds[t.id], "loại của các cơ quan thực hiện", "their kinds"
    ),
    "agencies": also(
        "texts",
        lambda t, a: list(dict.fromkeys(p.agency for p in a.parts(t.id))),
        "mọi cơ quan có phần việc, kể cả phối hợp",
        "every agency with a part in it, co-ordinating ones too",
    ),
    "roles": also(
        "texts",
        lambda t, a: list(dict.fromkeys(v for p in a.parts(t.id) for v in p.verbs)),
        "động từ vai trò: lead, coordinate, ...",
        "the verbs of their parts: lead, coordinate, ...",
    ),
    "duties": also(
        "texts",
        lambda t, a: list(dict.fromkeys(e.duty for p in a.parts(t.id) for e in p.evidence if e.duty)),
        "trách nhiệm bao trùm nhiệm vụ này",
        "duties that reach it",
    ),
    "before": also(
        "texts", lambda t, a: a.waiting.get(t.id, []), "nhiệm vụ chờ nhiệm vụ này", "tasks that wait for it"
    ),
}
