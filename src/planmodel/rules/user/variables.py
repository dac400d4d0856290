"""The names that conditions may use, each with its type, its meaning and how it is read from the model.

Names and types are those of ``planmodel export`` (``schema/output/plan.schema.json``): a field inside a field has a
dotted name, a field inside a list of entries is a list with one text for each entry. What is unknown or left out is
"" or an empty list, so that no condition has to ask for null. What is not in the export is marked as ``joined``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, Literal, NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.diagnostics import Span, Text
from planmodel.rules.user.around import Around, Mention

Type = Literal["text", "day", "flag", "number", "texts", "amounts"]
"""``day`` is a text such as 2025-06-15, or "". ``amounts`` are numbers by year."""

Getter = Callable[[Any, Around], Any]
Place = Callable[[Any], Span | None]

KINDS: dict[str, Text] = {
    "plan": Text("kế hoạch", "plan"),
    "target": Text("chỉ tiêu", "target"),
    "task": Text("nhiệm vụ", "task"),
    "duty": Text("trách nhiệm", "duty"),
    "report": Text("báo cáo", "report"),
    "agency": Text("cơ quan", "agency"),
    "assignment": Text("phân công", "assignment"),
}
"""What a rule can look at one by one."""


class Variable(NamedTuple):
    """A field that conditions can name: ``task.due`` is the field ``due`` of the kind ``task``.

    ``place`` finds where the field stands in the plan file, None where only the item's own place is kept.
    """

    type: Type
    get: Getter
    meaning: Text
    place: Place | None = None
    joined: bool = False


# ------------------------------------------------------------------------------------------- how values are read


def _text(value: str | None) -> str:
    return value or ""


def _at(clause: Clause | None) -> str:
    return str(clause) if clause is not None else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _ids(refs: Iterable[m.Ref]) -> list[str]:
    return [ref.id for ref in refs]


def _last_day(day: date, before: bool) -> date:
    return day - timedelta(days=1) if before else day


def _said(before: bool, day: str) -> str:
    return f"{'before' if before else 'by'} {day}"


def _yearly(due: m.YearlyDue) -> str:
    """The last allowed day of a year that is no leap year, as month-day."""
    return _last_day(date(2023, due.month, due.day), due.before).isoformat()[5:]


def _number(amount: Decimal) -> float:
    return float(amount)


def _stated(target: m.Target) -> list[m.Level]:
    return [level for level in target.levels if level.year != m.UNSTATED]


def _gathered(own: Iterable[m.Ref], nested: Iterable[Iterable[m.Ref]]) -> list[str]:
    return list(dict.fromkeys([*_ids(own), *(ref.id for refs in nested for ref in refs)]))


def _role_objects(duty: m.Duty) -> list[str]:
    return [
        ref.id
        for role in duty.roles
        for ref in (role.with_ or (duty.with_ if role.verb.id in ("lead", "coordinate") else ()))
    ]


def _cover(cover: m.Cover) -> str:
    return f"{cover.at}..{cover.last}" if cover.last is not None else _at(cover.at)


def _first(field: str) -> Place:
    """The place of the first entry of a list (a Ref, or a record with a span)."""

    def place(item: Any) -> Span | None:
        listed = getattr(item, field)
        return listed[0].span if listed else None

    return place


def _own(field: str) -> Place:
    """The place of a Ref, or of a record with a span, where there is one."""

    def place(item: Any) -> Span | None:
        value = getattr(item, field)
        return value.span if value is not None else None

    return place


def _var(
    type: Type, get: Getter, vi: str, en: str, place: Place | None = None, *, joined: bool = False
) -> Variable:
    return Variable(type, get, Text(vi, en), place, joined)


def _also(type: Type, get: Getter, vi: str, en: str) -> Variable:
    """A variable that is joined to the item from elsewhere in the plan."""
    return Variable(type, get, Text(vi, en), joined=True)


def _each(listed: str, get: Callable[[Any], str], vi: str, en: str) -> Variable:
    """One text for each entry of a list of the plan."""
    return Variable("texts", lambda p, _: [get(x) for x in getattr(p, listed)], Text(vi, en), _first(listed))


def _flat(listed: str, get: Callable[[Any], Iterable[str]], vi: str, en: str) -> Variable:
    """The texts of lists inside the entries of a list of the plan, one after another."""
    return Variable(
        "texts", lambda p, _: [y for x in getattr(p, listed) for y in get(x)], Text(vi, en), _first(listed)
    )


_SECTOR = ("lĩnh vực: education, health, both, cross", "sector: education, health, both or cross")
_AT = ("điều khoản, ví dụ III.1.b#2", "the clause, such as III.1.b#2")
_IMPLEMENTS = (
    "mục của văn bản cấp trên được triển khai",
    "items of the higher document that it carries out",
)
_NOTE = ("ghi chú của người mã hóa", "the encoder's note")
_BASIS = ("mẫu: stated (văn bản nêu) hay inferred (suy ra)", "in a template: stated or inferred")
_AGREE = ("mẫu: kế hoạch cùng nêu mục này", "in a template: the plans that state it too")
_AGREE_AT = ("mẫu: điều khoản của các kế hoạch đó", "in a template: the clauses of those plans")


def _provenance() -> dict[str, Variable]:
    return {
        "provenance.basis": _var(
            "text", lambda x, _: x.provenance.basis if x.provenance else "", *_BASIS, _own("provenance")
        ),
        "provenance.agree.plan": _var(
            "texts",
            lambda x, _: [a.plan.id for a in x.provenance.agree] if x.provenance else [],
            *_AGREE,
            _own("provenance"),
        ),
        "provenance.agree.at": _var(
            "texts",
            lambda x, _: [str(a.at) for a in x.provenance.agree] if x.provenance else [],
            *_AGREE_AT,
            _own("provenance"),
        ),
    }


def _scope(place: Place | None = None) -> dict[str, Variable]:
    return {
        "scope.sector": _var(
            "text",
            lambda x, _: _text(x.scope and x.scope.sector),
            "chỉ trong lĩnh vực này; trống là không giới hạn",
            "narrowed to this sector; empty where it is not",
        ),
        "scope.population": _var(
            "text",
            lambda x, _: _text(x.scope and x.scope.population),
            "chỉ với đối tượng này",
            "narrowed to this population",
        ),
        "scope.territory": _var(
            "text",
            lambda x, _: _text(x.scope and x.scope.territory),
            "chỉ trong địa bàn này: province, own-area",
            "narrowed to this territory: province or own-area",
        ),
    }


# ------------------------------------------------------------------------------------------------------ the plan

_DOCUMENT = _own("document")
_PERIOD = _own("period")

PLAN: dict[str, Variable] = {
    "id": _var("text", lambda p, _: p.id, "mã kế hoạch", "the plan's id", lambda p: p.id_span),
    "kind": _var(
        "text", lambda p, _: p.kind, "plan (kế hoạch) hay template (văn bản mẫu)", "plan or template"
    ),
    "document.number": _var(
        "text", lambda p, _: p.document.number, "số, ký hiệu văn bản", "the document's number", _DOCUMENT
    ),
    "document.kind": _var(
        "text", lambda p, _: p.document.kind, "loại văn bản: KH, QĐ, ...", "its kind: KH, QĐ, ...", _DOCUMENT
    ),
    "document.title": _var("text", lambda p, _: p.document.title, "tên văn bản", "its title", _DOCUMENT),
    "document.issuer": _var(
        "text",
        lambda p, _: p.document.issuer.id,
        "cơ quan ban hành",
        "who issued it",
        lambda p: p.document.issuer.span,
    ),
    "document.province": _var(
        "text",
        lambda p, _: p.document.province.id if p.document.province else "",
        "tỉnh; trống nếu là văn bản trung ương",
        "the province; empty for a central document",
        _DOCUMENT,
    ),
    "document.place": _var("text", lambda p, _: p.document.place, "địa danh", "the place named", _DOCUMENT),
    "document.issued": _var(
        "day", lambda p, _: _day(p.document.issued), "ngày ban hành", "the day of issue", _DOCUMENT
    ),
    "document.signer.name": _var(
        "text", lambda p, _: p.document.signer.name, "người ký", "who signed", _DOCUMENT
    ),
    "document.signer.rank": _var(
        "text", lambda p, _: p.document.signer.rank, "chức vụ người ký", "the signer's rank", _DOCUMENT
    ),
    "document.signer.capacity": _var(
        "text",
        lambda p, _: p.document.signer.capacity,
        "thể thức ký: TM., KT., ...",
        "the capacity: TM., KT., ...",
        _DOCUMENT,
    ),
    "document.source.kind": _var(
        "text",
        lambda p, _: p.document.source_kind,
        "full-text (toàn văn) hay news-article (bài báo)",
        "full-text or news-article",
        _DOCUMENT,
    ),
    "document.source.name": _var(
        "text", lambda p, _: p.document.source_name, "tệp nguồn", "the source file", _DOCUMENT
    ),
    "document.source.sha256": _var(
        "text", lambda p, _: p.document.sha256, "mã kiểm tra tệp nguồn", "the source's checksum", _DOCUMENT
    ),
    "period.from": _var(
        "day", lambda p, _: _day(p.period.first), "ngày đầu thời kỳ", "the period's first day", _PERIOD
    ),
    "period.to": _var(
        "day", lambda p, _: _day(p.period.last), "ngày cuối thời kỳ", "the period's last day", _PERIOD
    ),
    "period.basis": _var(
        "text",
        lambda p, _: p.period.basis,
        "stated (văn bản nêu) hay inferred (suy ra)",
        "stated or inferred",
        _PERIOD,
    ),
    "period.at": _var(
        "text", lambda p, _: _at(p.period.at), "điều khoản nêu thời kỳ", "the clause", _PERIOD
    ),
    "implements.plan": _each(
        "implements", lambda x: x.plan.id, "mã văn bản cấp trên", "ids of the higher documents"
    ),
    "implements.basis": _each(
        "implements", lambda x: x.basis, "cited (viện dẫn) hay inferred", "cited or inferred"
    ),
    "implements.at": _each(
        "implements", lambda x: _at(x.at), "điều khoản viện dẫn", "the clauses that cite them"
    ),
    "legal_bases.number": _each(
        "legal_bases", lambda x: x.number, "số, ký hiệu các căn cứ", "numbers of the legal bases"
    ),
    "legal_bases.kind": _each("legal_bases", lambda x: x.kind, "loại của từng căn cứ", "their kinds"),
    "legal_bases.issued": _each(
        "legal_bases", lambda x: _day(x.issued), "ngày của từng căn cứ", "their days of issue"
    ),
    "legal_bases.issuer": _each(
        "legal_bases", lambda x: x.issuer.id, "cơ quan ban hành từng căn cứ", "who issued them"
    ),
    "legal_bases.role": _each(
        "legal_bases",
        lambda x: x.role,
        "based-on, implements, guided-by, proposed-by",
        "based-on, implements, guided-by or proposed-by",
    ),
    "legal_bases.at": _each(
        "legal_bases", lambda x: _at(x.at), "điều khoản nêu căn cứ", "the clauses that cite them"
    ),
    "legal_bases.title": _each(
        "legal_bases", lambda x: _text(x.title), "tên của từng căn cứ", "their titles"
    ),
    "recipients.at": _each("recipients", lambda x: _at(x.at), "dòng của từng nơi nhận", "their lines"),
    "recipients.agency": _each("recipients", lambda x: x.agency.id, "các nơi nhận", "who receives the plan"),
    "recipients.mode": _each(
        "recipients", lambda x: x.mode, "report (b/c), act, archive (lưu)", "report, act or archive"
    ),
    "recipients.detail": _each("recipients", lambda x: _text(x.detail), "chi tiết", "details"),
    "participants.at": _each(
        "participants", lambda x: _at(x.at), "điều khoản về đối tượng tham gia", "the clauses on who takes part"
    ),
    "participants.agencies": _flat(
        "participants", lambda x: _ids(x.agencies), "cơ quan tham gia", "agencies that take part"
    ),
    "participants.people": _flat(
        "participants", lambda x: x.people, "người tham gia", "people who take part"
    ),
    "participants.note": _each("participants", lambda x: _text(x.note), *_NOTE),
    "not_encoded.at": _each(
        "not_encoded", lambda x: _at(x.at), "điều khoản không mã hóa", "clauses not encoded"
    ),
    "not_encoded.reason": _each("not_encoded", lambda x: x.reason, "lý do", "why not"),
    "not_encoded.note": _each("not_encoded", lambda x: _text(x.note), *_NOTE),
    "agencies": _var(
        "texts", lambda _, a: [x.id for x in a.mentions], "cơ quan được nhắc đến", "agencies that are named"
    ),
    "objectives.id": _each("objectives", lambda x: x.id, "mã các mục tiêu", "ids of the objectives"),
    "objectives.at": _each("objectives", lambda x: _at(x.at), "điều khoản của từng mục tiêu", "their clauses"),
    "objectives.kind": _each(
        "objectives", lambda x: x.kind, "general (chung) hay specific (cụ thể)", "general or specific"
    ),
    "objectives.sector": _each("objectives", lambda x: x.sector, *_SECTOR),
    "objectives.title": _each("objectives", lambda x: x.title, "tên từng mục tiêu", "their titles"),
    "targets": _each("targets", lambda x: x.id, "mã các chỉ tiêu", "ids of the targets"),
    "requirements.id": _each("requirements", lambda x: x.id, "mã các yêu cầu", "ids of the requirements"),
    "requirements.at": _each("requirements", lambda x: _at(x.at), "điều khoản của từng yêu cầu", "their clauses"),
    "requirements.sector": _each("requirements", lambda x: x.sector, *_SECTOR),
    "requirements.title": _each("requirements", lambda x: x.title, "tên từng yêu cầu", "their titles"),
    "requirements.choose": _each(
        "requirements",
        lambda x: "all" if x.choose is None else str(x.choose),
        "phải chọn mấy: all hoặc số, viết thành chữ",
        "how many to choose: all or a number, as text",
    ),
    "requirements.of": _flat(
        "requirements", lambda x: _ids(x.of), "mọi lựa chọn của các yêu cầu", "all their options"
    ),
    "requirements.implements": _flat("requirements", lambda x: _ids(x.implements), *_IMPLEMENTS),
    "requirements.provenance.basis": _each(
        "requirements", lambda x: x.provenance.basis if x.provenance else "", *_BASIS
    ),
    "requirements.provenance.agree.plan": _flat(
        "requirements", lambda x: [a.plan.id for a in x.provenance.agree] if x.provenance else [], *_AGREE
    ),
    "requirements.provenance.agree.at": _flat(
        "requirements", lambda x: [str(a.at) for a in x.provenance.agree] if x.provenance else [], *_AGREE_AT
    ),
    "requirements.note": _each("requirements", lambda x: _text(x.note), *_NOTE),
    "tasks": _each("tasks", lambda x: x.id, "mã các nhiệm vụ", "ids of the tasks"),
    "duties": _each("duties", lambda x: x.id, "mã các trách nhiệm", "ids of the duties"),
    "reports": _each("reports", lambda x: x.id, "mã các báo cáo", "ids of the reports"),
    "funding.at": _each("funding", lambda x: _at(x.at), "điều khoản về kinh phí", "the clauses on funding"),
    "funding.title": _each("funding", lambda x: x.title, "tên từng khoản kinh phí", "their titles"),
    "funding.sources": _flat("funding", lambda x: x.sources, "các nguồn kinh phí", "sources of money"),
    "funding.agencies": _flat(
        "funding", lambda x: _ids(x.agencies), "cơ quan lo kinh phí", "agencies that see to it"
    ),
    "notes.at": _each(
        "notes", lambda x: _at(x.at) or "document", "điều khoản của từng ghi chú", "the clauses of the notes"
    ),
    "notes.kind": _each(
        "notes",
        lambda x: x.kind,
        "slip (lỗi viết), ambiguity (mơ hồ), contradiction (mâu thuẫn), gap (thiếu)",
        "slip, ambiguity, contradiction or gap",
    ),
    "notes.text": _each("notes", lambda x: x.text, "nội dung từng ghi chú", "what they say"),
}  # fmt: skip

# ------------------------------------------------------------------------------------------------ targets, tasks

_LEVELS = _first("levels")

TARGET: dict[str, Variable] = {
    "id": _var("text", lambda t, _: t.id, "mã chỉ tiêu", "the target's id"),
    "at": _var("text", lambda t, _: _at(t.at), *_AT),
    "title": _var("text", lambda t, _: _text(t.title), "tên chỉ tiêu", "its title"),
    "indicator": _var(
        "text", lambda t, _: t.indicator.id, "chỉ số được đo", "what is measured", _own("indicator")
    ),
    "sector": _var("text", lambda t, _: t.sector, *_SECTOR),
    "population": _var(
        "text", lambda t, _: t.population.id, "đối tượng được tính", "whom it counts", _own("population")
    ),
    "area": _var(
        "text",
        lambda t, _: t.area,
        "all, urban (đô thị), rural (nông thôn), unknown",
        "all, urban, rural or unknown",
    ),
    "measure": _var(
        "text",
        lambda t, _: t.measure,
        "share (tỷ lệ), count (số lượng), value (giá trị), count-and-value, count-or-value",
        "share, count, value, count-and-value or count-or-value",
    ),
    "demand": _var(
        "text",
        lambda t, _: _text(t.demand),
        "accept (chấp nhận), use (sử dụng), install-and-use; hoặc trống",
        "accept, use, install-and-use; or empty",
    ),
    "comparator": _var(
        "text", lambda t, _: t.comparator, ">=, >, <= hoặc range (khoảng)", ">=, >, <= or range"
    ),
    "unit": _var("text", lambda t, _: t.unit, "đơn vị, ví dụ %", "the unit, such as %"),
    "commitment": _var(
        "text",
        lambda t, _: t.commitment,
        "firm (chắc chắn), minimum (tối thiểu), aspirational (phấn đấu), approximate (khoảng)",
        "firm, minimum, aspirational or approximate",
    ),
    "values": _var(
        "amounts",
        lambda t, _: {x.year: _number(x.amount) for x in t.levels},
        'mức theo năm; khoảng thì lấy đầu dưới. target.values["2025"]; hỏi "2025" in target.values trước',
        'the level by year; of a range the lower end. target.values["2025"]; ask "2025" in target.values first',
        _LEVELS,
    ),
    "derived_years": _var(
        "texts",
        lambda t, _: [x.year for x in t.levels if x.derived],
        "năm mà mức được tính ra, không nêu trong văn bản",
        "years whose level is worked out, not stated",
    ),
    "implements": _var("texts", lambda t, _: _ids(t.implements), *_IMPLEMENTS, _first("implements")),
    "note": _var("text", lambda t, _: _text(t.note), *_NOTE),
    "highest": _also(
        "amounts",
        lambda t, _: {x.year: _number(x.amount if x.high is None else x.high) for x in t.levels},
        "mức theo năm; khoảng thì lấy đầu trên",
        "the level by year; of a range the upper end",
    ),
    "years": _also(
        "texts", lambda t, _: [x.year for x in _stated(t)], "các năm có mức", "the years that have a level"
    ),
    "first": _also(
        "number",
        lambda t, _: _number(_stated(t)[0].amount) if _stated(t) else 0.0,
        "mức của năm đầu; 0 nếu không nêu năm",
        "the level of the first year; 0 where no year is named",
    ),
    "last": _also(
        "number",
        lambda t, _: _number(_stated(t)[-1].amount) if _stated(t) else 0.0,
        "mức của năm cuối; 0 nếu không nêu năm",
        "the level of the last year; 0 where no year is named",
    ),
    "tasks": _also(
        "texts",
        lambda t, a: a.serving.get(t.id, []),
        "nhiệm vụ góp vào chỉ tiêu này",
        "tasks that contribute to it",
    ),
}

TASK: dict[str, Variable] = {
    "id": _var("text", lambda t, _: t.id, "mã nhiệm vụ", "the task's id"),
    "at": _var("text", lambda t, _: _at(t.at), *_AT),
    "sector": _var("text", lambda t, _: t.sector, *_SECTOR),
    "title": _var("text", lambda t, _: t.title, "tên nhiệm vụ", "its title"),
    "by": _var(
        "texts",
        lambda t, _: _ids(t.by),
        "cơ quan mà chính điều khoản nêu là người làm",
        "who does it, as the clause itself says",
        _first("by"),
    ),
    "contributes_to": _var(
        "texts",
        lambda t, _: _ids(t.contributes_to),
        "chỉ tiêu mà nhiệm vụ góp vào",
        "targets that it contributes to",
        _first("contributes_to"),
    ),
    "after": _var("texts", lambda t, _: _ids(t.after), "làm sau các nhiệm vụ này", "tasks before it", _first("after")),
    "due": _var(
        "day",
        lambda t, _: _day(_last_day(t.due.day, t.due.before)) if t.due else "",
        "ngày cuối cùng còn đúng hạn; trống nếu không có thời hạn",
        "the last day that is still in time; empty where there is none",
        _own("due"),
    ),
    "due_says": _var(
        "text",
        lambda t, _: _said(t.due.before, _day(t.due.day)) if t.due else "",
        "lời văn: before 2025-06-15 (trước ngày) hay by 2025-06-15 (chậm nhất)",
        "as written: before 2025-06-15 or by 2025-06-15",
        _own("due"),
    ),
    "product": _var("text", lambda t, _: _text(t.product), "sản phẩm, kết quả", "what comes out of it"),
    "implements": _var("texts", lambda t, _: _ids(t.implements), *_IMPLEMENTS, _first("implements")),
    **_provenance(),
    "note": _var("text", lambda t, _: _text(t.note), *_NOTE),
    "leads": _also(
        "texts", lambda t, a: a.leads[t.id], "cơ quan chịu trách nhiệm chính (chữ A)", "who answers for it (letter A)"
    ),
    "lead_kinds": _also(
        "texts",
        lambda t, a: a.kinds(a.leads[t.id]),
        "loại của các cơ quan đó: department, class, ...",
        "their kinds: department, class, ...",
    ),
    "leads_clash": _also(
        "flag",
        lambda t, a: t.id in a.clashing,
        "đúng khi hai cơ quan cùng chủ trì một phạm vi",
        "true where two agencies lead the same scope",
    ),
    "doers": _also(
        "texts", lambda t, a: a.doers[t.id], "cơ quan thực hiện (chữ R)", "who carries it out (letter R)"
    ),
    "doer_kinds": _also(
        "texts", lambda t, a: a.kinds(a.doers[t.id]), "loại của các cơ quan thực hiện", "their kinds"
    ),
    "agencies": _also(
        "texts",
        lambda t, a: list(dict.fromkeys(p.agency for p in a.parts(t.id))),
        "mọi cơ quan có phần việc, kể cả phối hợp",
        "every agency with a part in it, co-ordinating ones too",
    ),
    "roles": _also(
        "texts",
        lambda t, a: list(dict.fromkeys(v for p in a.parts(t.id) for v in p.verbs)),
        "động từ vai trò: lead, coordinate, ...",
        "the verbs of their parts: lead, coordinate, ...",
    ),
    "duties": _also(
        "texts",
        lambda t, a: list(dict.fromkeys(p.evidence.duty for p in a.parts(t.id) if p.evidence.duty)),
        "trách nhiệm bao trùm nhiệm vụ này",
        "duties that reach it",
    ),
    "before": _also(
        "texts", lambda t, a: a.waiting.get(t.id, []), "nhiệm vụ chờ nhiệm vụ này", "tasks that wait for it"
    ),
}  # fmt: skip

# ----------------------------------------------------------------------------------------------- duties, reports

_ROLES: Place = lambda d: d.roles[0].verb.span if d.roles else None  # noqa: E731
_COVERS = _first("covers")

DUTY: dict[str, Variable] = {
    "id": _var("text", lambda d, _: d.id, "mã trách nhiệm", "the duty's id"),
    "at": _var("text", lambda d, _: _at(d.at), *_AT),
    "agencies": _var("texts", lambda d, _: _ids(d.agencies), "cơ quan được giao", "who has the duty", _first("agencies")),
    "roles": _var(
        "texts",
        lambda d, _: list(d.verbs),
        "động từ: lead, coordinate, report, ...",
        "its verbs: lead, coordinate, report, ...",
        _ROLES,
    ),
    "with": _var(
        "texts",
        lambda d, _: _gathered(d.with_, (r.with_ for r in d.roles)),
        "phối hợp với ai",
        "together with whom",
        _first("with_"),
    ),
    "directs": _var(
        "texts",
        lambda d, _: _gathered(d.directs, (r.directs for r in d.roles)),
        "chỉ đạo ai",
        "whom it directs",
        _first("directs"),
    ),
    "to": _var(
        "texts",
        lambda d, _: _gathered(d.to, (r.to for r in d.roles)),
        "báo cáo, trình ai",
        "to whom it reports or submits",
        _first("to"),
    ),
    "via": _var("texts", lambda d, _: _ids(d.via), "thông qua ai", "through whom", _first("via")),
    "supports": _var("texts", lambda d, _: _ids(d.supports), "hỗ trợ ai", "whom it helps", _first("supports")),
    "covers.at": _var(
        "texts", lambda d, _: [_cover(c) for c in d.covers], "điều khoản bao trùm", "clauses that it covers", _COVERS
    ),
    "covers.basis": _var(
        "texts",
        lambda d, _: [c.basis for c in d.covers],
        "căn cứ của từng phạm vi: cited, wording, whole-plan, task-id",
        "on what each rests: cited, wording, whole-plan or task-id",
        _COVERS,
    ),
    "covers.task": _var(
        "texts",
        lambda d, _: [c.task.id if c.task else "" for c in d.covers],
        "mã nhiệm vụ, nơi phạm vi nêu đích danh",
        "the task's id where a cover names one",
        _COVERS,
    ),
    "covers_tasks": _var(
        "texts", lambda d, a: a.covered(d), "mọi nhiệm vụ trong phạm vi", "all the tasks that it reaches"
    ),
    **_scope(),
    "unspecific": _var(
        "flag",
        lambda d, _: d.unspecific,
        "đúng khi chỉ ghi chung: các nhiệm vụ được giao",
        "true where no content is said",
    ),
    "implements": _var("texts", lambda d, _: _ids(d.implements), *_IMPLEMENTS, _first("implements")),
    **_provenance(),
    "title": _var("text", lambda d, _: d.title, "tên trách nhiệm", "its title"),
    "role_details.verb": _var(
        "texts", lambda d, _: [r.verb.id for r in d.roles], "động từ chính của từng vai trò", "each role's verb", _ROLES
    ),
    "role_details.with": _var(
        "texts", lambda d, _: _role_objects(d), "phối hợp với ai, theo vai trò", "with whom, by role", _ROLES
    ),
    "role_details.directs": _var(
        "texts", lambda d, _: [x.id for r in d.roles for x in r.directs], "chỉ đạo ai, theo vai trò", "whom it directs, by role", _ROLES
    ),
    "role_details.to": _var(
        "texts", lambda d, _: [x.id for r in d.roles for x in r.to], "trình ai, theo vai trò", "to whom, by role", _ROLES
    ),
    "role_details.joint": _var(
        "texts",
        lambda d, _: [x.id for r in d.roles for x in r.joint],
        "việc cùng làm khi phối hợp",
        "what is done together",
        _ROLES,
    ),
    "note": _var("text", lambda d, _: _text(d.note), *_NOTE),
    "agency_kinds": _also(
        "texts",
        lambda d, a: a.kinds(_ids(d.agencies)),
        "loại của các cơ quan được giao: department, class, ...",
        "the kinds of its agencies: department, class, ...",
    ),
}  # fmt: skip

_DUE = _first("due")

REPORT: dict[str, Variable] = {
    "id": _var("text", lambda r, _: r.id, "mã báo cáo", "the report's id"),
    "at": _var("text", lambda r, _: _at(r.at), *_AT),
    "from": _var("texts", lambda r, _: _ids(r.from_), "ai báo cáo", "who reports", _first("from_")),
    "to": _var("texts", lambda r, _: _ids(r.to), "báo cáo ai", "to whom", _first("to")),
    "via": _var("texts", lambda r, _: _ids(r.via), "thông qua ai", "through whom", _first("via")),
    "every": _var(
        "texts",
        lambda r, _: list(r.every),
        "kỳ: month, quarter, half-year, nine-months, year, once",
        "how often: month, quarter, half-year, nine-months, year, once",
    ),
    "ad_hoc": _var("flag", lambda r, _: r.ad_hoc, "đúng khi có báo cáo đột xuất", "true where also when asked"),
    "due": _var(
        "texts",
        lambda r, _: [_yearly(d) for d in r.due],
        "các ngày cuối còn đúng hạn trong năm, tháng-ngày: 06-14",
        "the last days of a year that are still in time, month-day: 06-14",
        _DUE,
    ),
    "due_says": _var(
        "texts",
        lambda r, _: [_said(d.before, f"{d.month:02}-{d.day:02}") for d in r.due],
        "lời văn: before 06-15 (trước ngày) hay by 06-15 (chậm nhất)",
        "as written: before 06-15 or by 06-15",
        _DUE,
    ),
    "about": _var("text", lambda r, _: _text(r.about), "báo cáo về việc gì", "what about"),
    "occurrences.due": _var(
        "texts",
        lambda r, a: [_day(o.due) for o in a.occurrences(r)],
        "mọi ngày phải báo cáo trong thời kỳ",
        "every day on which it falls due in the period",
    ),
    "occurrences.says": _var(
        "texts", lambda r, a: [o.says for o in a.occurrences(r)], "lời văn của từng lần", "each as written"
    ),
    "occurrences.every": _var(
        "texts", lambda r, a: [_text(o.every) for o in a.occurrences(r)], "kỳ của từng lần", "the period of each"
    ),
    "occurrences.window": _var(
        "texts",
        lambda r, a: [_day(day) for o in a.occurrences(r) for day in o.window or ()],
        "ngày đầu và ngày chốt số liệu của từng lần",
        "the first and last day of each one's data",
    ),
    "occurrences.notes": _var(
        "texts",
        lambda r, a: [n.vi for o in a.occurrences(r) for n in o.notes],
        "điều cần lưu ý của từng lần, tiếng Việt",
        "remarks on them, in Vietnamese",
    ),
    "note": _var("text", lambda r, _: _text(r.note), *_NOTE),
}  # fmt: skip

# ----------------------------------------------------------------------------------------- agencies, assignments


def _agency_name(mention: Mention, around: Around) -> str:
    entry = around.agency(mention.id)
    return entry.name.vi if entry is not None else mention.id


def _agency_group(mention: Mention, around: Around) -> bool:
    entry = around.agency(mention.id)
    return entry is not None and entry.group


AGENCY: dict[str, Variable] = {
    "id": _var("text", lambda x, _: x.id, "mã cơ quan", "the agency's id", lambda x: x.span),
    "name": _var("text", _agency_name, "tên tiếng Việt", "its name in Vietnamese"),
    "kind": _var(
        "text",
        lambda x, a: a.kinds([x.id])[0],
        "loại: department (sở), vertical (ngành dọc), committee (UBND), class (các sở, ngành), ...",
        "its kind: department, vertical, committee, class, ...",
    ),
    "group": _var(
        "flag", _agency_group, "đúng khi một mã chỉ nhiều cơ quan", "true where one id stands for many"
    ),
    "mentioned_at": _var(
        "texts", lambda x, _: [str(c) for c in x.clauses], "điều khoản nhắc đến", "clauses that name it"
    ),
    "leads": _also("texts", lambda x, a: a.led_by.get(x.id, []), "nhiệm vụ mà cơ quan chủ trì", "tasks that it leads"),
    "tasks": _also(
        "texts",
        lambda x, a: list(dict.fromkeys(p.item for p in a.parts_of(x.id) if p.is_task)),
        "mọi nhiệm vụ mà cơ quan có phần việc",
        "every task that it has a part in",
    ),
    "roles": _also(
        "texts",
        lambda x, a: list(dict.fromkeys(v for p in a.parts_of(x.id) for v in p.verbs)),
        "động từ vai trò của cơ quan",
        "the verbs of its parts",
    ),
    "duties": _also(
        "texts", lambda x, a: a.duties_of.get(x.id, []), "trách nhiệm được giao", "duties that name it"
    ),
    "sends": _also("texts", lambda x, a: a.sent_by.get(x.id, []), "báo cáo mà cơ quan gửi", "reports that it sends"),
    "receives": _also(
        "texts", lambda x, a: a.sent_to.get(x.id, []), "báo cáo mà cơ quan nhận", "reports that it receives"
    ),
    "participant": _also(
        "flag", lambda x, a: x.id in a.taking_part, "đúng khi thuộc đối tượng tham gia", "true where the scope names it"
    ),
    "recipient": _also(
        "flag", lambda x, a: x.id in a.receiving, "đúng khi có tên ở nơi nhận", "true where it receives the plan"
    ),
}  # fmt: skip

ASSIGNMENT: dict[str, Variable] = {
    "agency": _var("text", lambda x, _: x.agency, "cơ quan", "the agency"),
    "task": _var("text", lambda x, _: x.item, "nhiệm vụ, hoặc trách nhiệm đứng riêng", "the task, or a duty by itself"),
    "roles": _var("texts", lambda x, _: list(x.verbs), "động từ vai trò", "the verbs of the part"),
    "letters": _var("texts", lambda x, _: list(x.raci), "chữ cái RACI", "its RACI letters"),
    "letters_rasci": _var("texts", lambda x, _: list(x.rasci), "chữ cái RASCI", "its RASCI letters"),
    "inferred": _var(
        "flag", lambda x, _: x.inferred, "đúng khi chỉ dựa vào lời lặp lại", "true where it rests on repeated wording"
    ),
    **_scope(),
    "evidence.at": _var("texts", lambda x, _: [_at(e.at) for e in x.evidence], "điều khoản làm căn cứ", "clauses behind it"),
    "evidence.verb": _var("texts", lambda x, _: [e.verb for e in x.evidence], "động từ ở đó", "their verbs"),
    "evidence.via": _var(
        "texts",
        lambda x, _: [e.via for e in x.evidence],
        "cách tới: named, cited, wording, task-id, recipient, whole-plan",
        "how they reach it: named, cited, wording, task-id, recipient, whole-plan",
    ),
    "evidence.duty": _var("texts", lambda x, _: [_text(e.duty) for e in x.evidence], "trách nhiệm ở đó", "their duties"),
    "title": _also("text", lambda x, a: a.title(x.item), "tên của việc được giao", "the title of the work"),
    "agency_kind": _also("text", lambda x, a: a.kinds([x.agency])[0], "loại cơ quan", "the agency's kind"),
    "is_task": _also(
        "flag", lambda x, _: x.is_task, "đúng với nhiệm vụ, sai với trách nhiệm đứng riêng", "false for a duty by itself"
    ),
}  # fmt: skip

BY_KIND: dict[str, dict[str, Variable]] = {
    "plan": PLAN,
    "target": TARGET,
    "task": TASK,
    "duty": DUTY,
    "report": REPORT,
    "agency": AGENCY,
    "assignment": ASSIGNMENT,
}


@cache
def usable(kind: str) -> Mapping[str, Variable]:
    """Every name that a rule ``for`` this kind may use, with its prefix: ``task.due``, ``plan.id``."""
    own = {f"{kind}.{field}": variable for field, variable in BY_KIND[kind].items()}
    return own | {f"plan.{field}": variable for field, variable in PLAN.items()}
