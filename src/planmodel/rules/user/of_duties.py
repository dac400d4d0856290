"""The fields of duties and reports."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planmodel import model as m
from planmodel.dates import written
from planmodel.dates.days import falls
from planmodel.rules.user.fields import (
    AT,
    IMPLEMENTS,
    NOTE,
    Place,
    Variable,
    also,
    at_clause,
    field,
    first_of,
    ids,
    iso,
    provenance,
    scope,
    text,
)


def _gathered(own: Iterable[m.Ref], nested: Iterable[Iterable[m.Ref]]) -> list[str]:
    return list(dict.fromkeys([*ids(own), *(ref.id for refs in nested for ref in refs)]))


def _role_objects(duty: m.Duty) -> list[str]:
    return [
        ref.id
        for role in duty.roles
        for ref in (role.with_ or (duty.with_ if role.verb.id in ("lead", "coordinate") else ()))
    ]


def _cover(cover: m.Cover) -> str:
    return f"{cover.at}..{cover.last}" if cover.last is not None else at_clause(cover.at)


def _yearly(due: m.Due) -> str:
    """The last allowed day as month-day, of a year that is no leap year where it is a day of every year; else as written."""
    fall = next(falls(due.when, date(2023, 1, 1), date(2023, 12, 31)), None)
    return fall.last.isoformat()[5:] if fall is not None else written(due.when)[1]


_ROLES: Place = lambda d: d.roles[0].verb.span if d.roles else None  # noqa: E731
_COVERS = first_of("covers")

DUTY: dict[str, Variable] = {
    "id": field("text", lambda d, _: d.id, "mã trách nhiệm", "the duty's id"),
    "at": field("text", lambda d, _: at_clause(d.at), *AT),
    "agencies": field(
        "texts", lambda d, _: ids(d.agencies), "cơ quan được giao", "who has the duty", first_of("agencies")
    ),
    "roles": field(
        "texts",
        lambda d, _: list(d.verbs),
        "động từ: lead, coordinate, report, ...",
        "its verbs: lead, coordinate, report, ...",
        _ROLES,
    ),
    "with": field(
        "texts",
        lambda d, _: _gathered(d.with_, (r.with_ for r in d.roles)),
        "phối hợp với ai",
        "together with whom",
        first_of("with_"),
    ),
    "directs": field(
        "texts",
        lambda d, _: _gathered(d.directs, (r.directs for r in d.roles)),
        "chỉ đạo ai",
        "whom it directs",
        first_of("directs"),
    ),
    "to": field(
        "texts",
        lambda d, _: _gathered(d.to, (r.to for r in d.roles)),
        "báo cáo, trình ai",
        "to whom it reports or submits",
        first_of("to"),
    ),
    "via": field("texts", lambda d, _: ids(d.via), "thông qua ai", "through whom", first_of("via")),
    "supports": field(
        "texts", lambda d, _: ids(d.supports), "hỗ trợ ai", "whom it helps", first_of("supports")
    ),
    "covers.at": field(
        "texts",
        lambda d, _: [_cover(c) for c in d.covers],
        "điều khoản bao trùm",
        "clauses that it covers",
        _COVERS,
    ),
    "covers.basis": field(
        "texts",
        lambda d, _: [c.basis for c in d.covers],
        "căn cứ của từng phạm vi: cited, wording, whole-plan, task-id",
        "on what each rests: cited, wording, whole-plan or task-id",
        _COVERS,
    ),
    "covers.task": field(
        "texts",
        lambda d, _: [c.task.id if c.task else "" for c in d.covers],
        "mã nhiệm vụ, nơi phạm vi nêu đích danh",
        "the task's id where a cover names one",
        _COVERS,
    ),
    "covers_tasks": field(
        "texts", lambda d, a: a.covered(d), "mọi nhiệm vụ trong phạm vi", "all the tasks that it reaches"
    ),
    **scope(),
    "unspecific": field(
        "flag",
        lambda d, _: d.unspecific,
        "đúng khi chỉ ghi chung: các nhiệm vụ được giao",
        "true where no content is said",
    ),
    "implements": field("texts", lambda d, _: ids(d.implements), *IMPLEMENTS, first_of("implements")),
    **provenance(),
    "title": field("text", lambda d, _: d.title, "tên trách nhiệm", "its title"),
    "role_details.verb": field(
        "texts",
        lambda d, _: [r.verb.id for r in d.roles],
        "động từ chính của từng vai trò",
        "each role's verb",
        _ROLES,
    ),
    "role_details.with": field(
        "texts", lambda d, _: _role_objects(d), "phối hợp với ai, theo vai trò", "with whom, by role", _ROLES
    ),
    "role_details.directs": field(
        "texts",
        lambda d, _: [x.id for r in d.roles for x in r.directs],
        "chỉ đạo ai, theo vai trò",
        "whom it directs, by role",
        _ROLES,
    ),
    "role_details.to": field(
        "texts",
        lambda d, _: [x.id for r in d.roles for x in r.to],
        "trình ai, theo vai trò",
        "to whom, by role",
        _ROLES,
    ),
    "role_details.joint": field(
        "texts",
        lambda d, _: [x.id for r in d.roles for x in r.joint],
        "việc cùng làm khi phối hợp",
        "what is done together",
        _ROLES,
    ),
    "note": field("text", lambda d, _: text(d.note), *NOTE),
    "agency_kinds": also(
        "texts",
        lambda d, a: a.kinds(ids(d.agencies)),
        "loại của các cơ quan được giao: department, class, ...",
        "the kinds of its agencies: department, class, ...",
    ),
}

_DUE = first_of("due")

REPORT: dict[str, Variable] = {
    "id": field("text", lambda r, _: r.id, "mã báo cáo", "the report's id"),
    "at": field("text", lambda r, _: at_clause(r.at), *AT),
    "from": field("texts", lambda r, _: ids(r.from_), "ai báo cáo", "who reports", first_of("from_")),
    "to": field("texts", lambda r, _: ids(r.to), "báo cáo ai", "to whom", first_of("to")),
    "via": field("texts", lambda r, _: ids(r.via), "thông qua ai", "through whom", first_of("via")),
    "every": field(
        "texts",
        lambda r, _: list(r.every),
        "kỳ: month, quarter, half-year, nine-months, year, once",
        "how often: month, quarter, half-year, nine-months, year, once",
    ),
    "ad_hoc": field(
        "flag", lambda r, _: r.ad_hoc, "đúng khi có báo cáo đột xuất", "true where also when asked"
    ),
    "due": field(
        "texts",
        lambda r, _: [_yearly(d) for d in r.due],
        "các ngày cuối còn đúng hạn trong năm, tháng-ngày: 06-14",
        "the last days of a year that are still in time, month-day: 06-14",
        _DUE,
    ),
    "due_says": field(
        "texts",
        lambda r, _: [" ".join(written(d.when)) for d in r.due],
        "lời văn: before 06-15 (trước ngày) hay by 06-15 (chậm nhất)",
        "as written: before 06-15 or by 06-15",
        _DUE,
    ),
    "about": field("text", lambda r, _: text(r.about), "báo cáo về việc gì", "what about"),
    "occurrences.due": field(
        "texts",
        lambda r, a: [iso(o.due) for o in a.occurrences(r)],
        "mọi ngày phải báo cáo trong thời kỳ",
        "every day on which it falls due in the period",
    ),
    "occurrences.says": field(
        "texts", lambda r, a: [o.says for o in a.occurrences(r)], "lời văn của từng lần", "each as written"
    ),
    "occurrences.every": field(
        "texts",
        lambda r, a: [text(o.every) for o in a.occurrences(r)],
        "kỳ của từng lần",
        "the period of each",
    ),
    "occurrences.window": field(
        "texts",
        lambda r, a: [iso(day) for o in a.occurrences(r) for day in o.window or ()],
        "ngày đầu và ngày chốt số liệu của từng lần",
        "the first and last day of each one's data",
    ),
    "occurrences.notes": field(
        "texts",
        lambda r, a: [n.get("vi") for o in a.occurrences(r) for n in o.notes],
        "điều cần lưu ý của từng lần, tiếng Việt",
        "remarks on them, in Vietnamese",
    ),
    "note": field("text", lambda r, _: text(r.note), *NOTE),
}
