"""The fields of the plan itself, which every rule may ask."""

from __future__ import annotations

from planmodel.rules.user.fields import (
    AGREE,
    AGREE_AT,
    BASIS,
    IMPLEMENTS,
    NOTE,
    SECTOR,
    Variable,
    also,
    at_clause,
    each,
    field,
    flat,
    ids,
    iso,
    place_of,
    text,
)

_DOCUMENT = place_of("document")
_PERIOD = place_of("period")

PLAN: dict[str, Variable] = {
    "id": field("text", lambda p, _: p.id, "mã kế hoạch", "the plan's id", lambda p: p.id_span),
    "kind": field(
        "text", lambda p, _: p.kind, "plan (kế hoạch) hay template (văn bản mẫu)", "plan or template"
    ),
    "document.number": field(
        "text", lambda p, _: p.document.number, "số, ký hiệu văn bản", "the document's number", _DOCUMENT
    ),
    "document.kind": field(
        "text", lambda p, _: p.document.kind, "loại văn bản: KH, QĐ, ...", "its kind: KH, QĐ, ...", _DOCUMENT
    ),
    "document.title": field("text", lambda p, _: p.document.title, "tên văn bản", "its title", _DOCUMENT),
    "document.issuer": field(
        "text",
        lambda p, _: p.document.issuer.id,
        "cơ quan ban hành",
        "who issued it",
        lambda p: p.document.issuer.span,
    ),
    "document.province": field(
        "text",
        lambda p, _: p.document.province.id if p.document.province else "",
        "tỉnh; trống nếu là văn bản trung ương",
        "the province; empty for a central document",
        _DOCUMENT,
    ),
    "document.place": field("text", lambda p, _: p.document.place, "địa danh", "the place named", _DOCUMENT),
    "document.issued": field(
        "day", lambda p, _: iso(p.document.issued), "ngày ban hành", "the day of issue", _DOCUMENT
    ),
    "document.signer.name": field(
        "text", lambda p, _: p.document.signer.name, "người ký", "who signed", _DOCUMENT
    ),
    "document.signer.rank": field(
        "text", lambda p, _: p.document.signer.rank, "chức vụ người ký", "the signer's rank", _DOCUMENT
    ),
    "document.signer.capacity": field(
        "text",
        lambda p, _: p.document.signer.capacity,
        "thể thức ký: TM., KT., ...",
        "the capacity: TM., KT., ...",
        _DOCUMENT,
    ),
    "document.source.kind": field(
        "text",
        lambda p, _: p.document.source_kind,
        "full-text (toàn văn) hay news-article (bài báo)",
        "full-text or news-article",
        _DOCUMENT,
    ),
    "document.source.name": field(
        "text", lambda p, _: p.document.source_name, "tệp nguồn", "the source file", _DOCUMENT
    ),
    "document.source.sha256": field(
        "text", lambda p, _: p.document.sha256, "mã kiểm tra tệp nguồn", "the source's checksum", _DOCUMENT
    ),
    "period.from": field(
        "day", lambda p, _: iso(p.period.first), "ngày đầu thời kỳ", "the period's first day", _PERIOD
    ),
    "period.to": field(
        "day", lambda p, _: iso(p.period.last), "ngày cuối thời kỳ", "the period's last day", _PERIOD
    ),
    "period.basis": field(
        "text",
        lambda p, _: p.period.basis,
        "stated (văn bản nêu) hay inferred (suy ra)",
        "stated or inferred",
        _PERIOD,
    ),
    "period.at": field(
        "text", lambda p, _: at_clause(p.period.at), "điều khoản nêu thời kỳ", "the clause", _PERIOD
    ),
    "implements.plan": each(
        "implements", lambda x: x.plan.id, "mã văn bản cấp trên", "ids of the higher documents"
    ),
    "implements.basis": each(
        "implements", lambda x: x.basis, "cited (viện dẫn) hay inferred", "cited or inferred"
    ),
    "implements.at": each(
        "implements", lambda x: at_clause(x.at), "điều khoản viện dẫn", "the clauses that cite them"
    ),
    "legal_bases.number": each(
        "legal_bases", lambda x: x.number, "số, ký hiệu các căn cứ", "numbers of the legal bases"
    ),
    "legal_bases.kind": each("legal_bases", lambda x: x.kind, "loại của từng căn cứ", "their kinds"),
    "legal_bases.issued": each(
        "legal_bases", lambda x: iso(x.issued), "ngày của từng căn cứ", "their days of issue"
    ),
    "legal_bases.issuer": each(
        "legal_bases", lambda x: x.issuer.id, "cơ quan ban hành từng căn cứ", "who issued them"
    ),
    "legal_bases.role": each(
        "legal_bases",
        lambda x: x.role,
        "based-on, implements, guided-by, proposed-by",
        "based-on, implements, guided-by or proposed-by",
    ),
    "legal_bases.at": each(
        "legal_bases", lambda x: at_clause(x.at), "điều khoản nêu căn cứ", "the clauses that cite them"
    ),
    "legal_bases.title": each("legal_bases", lambda x: text(x.title), "tên của từng căn cứ", "their titles"),
    "recipients.at": each("recipients", lambda x: at_clause(x.at), "dòng của từng nơi nhận", "their lines"),
    "recipients.agency": each("recipients", lambda x: x.agency.id, "các nơi nhận", "who receives the plan"),
    "recipients.mode": each(
        "recipients", lambda x: x.mode, "report (b/c), act, archive (lưu)", "report, act or archive"
    ),
    "recipients.detail": each("recipients", lambda x: text(x.detail), "chi tiết", "details"),
    "participants.at": each(
        "participants",
        lambda x: at_clause(x.at),
        "điều khoản về đối tượng tham gia",
        "the clauses on who takes part",
    ),
    "participants.agencies": flat(
        "participants", lambda x: ids(x.agencies), "cơ quan tham gia", "agencies that take part"
    ),
    "participants.people": flat("participants", lambda x: x.people, "người tham gia", "people who take part"),
    "participants.note": each("participants", lambda x: text(x.note), *NOTE),
    "not_encoded.at": each(
        "not_encoded", lambda x: at_clause(x.at), "điều khoản không mã hóa", "clauses not encoded"
    ),
    "not_encoded.reason": each("not_encoded", lambda x: x.reason, "lý do", "why not"),
    "not_encoded.note": each("not_encoded", lambda x: text(x.note), *NOTE),
    "agencies": field(
        "texts", lambda _, a: [x.id for x in a.mentions], "cơ quan được nhắc đến", "agencies that are named"
    ),
    "objectives.id": each("objectives", lambda x: x.id, "mã các mục tiêu", "ids of the objectives"),
    "objectives.at": each(
        "objectives", lambda x: at_clause(x.at), "điều khoản của từng mục tiêu", "their clauses"
    ),
    "objectives.kind": each(
        "objectives", lambda x: x.kind, "general (chung) hay specific (cụ thể)", "general or specific"
    ),
    "objectives.sector": each("objectives", lambda x: x.sector, *SECTOR),
    "objectives.title": each("objectives", lambda x: x.title, "tên từng mục tiêu", "their titles"),
    "targets": each("targets", lambda x: x.id, "mã các chỉ tiêu", "ids of the targets"),
    "requirements.id": each("requirements", lambda x: x.id, "mã các yêu cầu", "ids of the requirements"),
    "requirements.at": each(
        "requirements", lambda x: at_clause(x.at), "điều khoản của từng yêu cầu", "their clauses"
    ),
    "requirements.sector": each("requirements", lambda x: x.sector, *SECTOR),
    "requirements.title": each("requirements", lambda x: x.title, "tên từng yêu cầu", "their titles"),
    "requirements.choose": each(
        "requirements",
        lambda x: "all" if x.choose is None else str(x.choose),
        "phải chọn mấy: all hoặc số, viết thành chữ",
        "how many to choose: all or a number, as text",
    ),
    "requirements.of": flat(
        "requirements", lambda x: ids(x.of), "mọi lựa chọn của các yêu cầu", "all their options"
    ),
    "requirements.implements": flat("requirements", lambda x: ids(x.implements), *IMPLEMENTS),
    "requirements.provenance.basis": each(
        "requirements", lambda x: x.provenance.basis if x.provenance else "", *BASIS
    ),
    "requirements.provenance.agree.plan": flat(
        "requirements", lambda x: [a.plan.id for a in x.provenance.agree] if x.provenance else [], *AGREE
    ),
    "requirements.provenance.agree.at": flat(
        "requirements", lambda x: [str(a.at) for a in x.provenance.agree] if x.provenance else [], *AGREE_AT
    ),
    "requirements.note": each("requirements", lambda x: text(x.note), *NOTE),
    "tasks": each("tasks", lambda x: x.id, "mã các nhiệm vụ", "ids of the tasks"),
    "duties": each("duties", lambda x: x.id, "mã các trách nhiệm", "ids of the duties"),
    "reports": each("reports", lambda x: x.id, "mã các báo cáo", "ids of the reports"),
    "funding.at": each(
        "funding", lambda x: at_clause(x.at), "điều khoản về kinh phí", "the clauses on funding"
    ),
    "funding.title": each("funding", lambda x: x.title, "tên từng khoản kinh phí", "their titles"),
    "funding.sources": flat("funding", lambda x: x.sources, "các nguồn kinh phí", "sources of money"),
    "funding.agencies": flat(
        "funding", lambda x: ids(x.agencies), "cơ quan lo kinh phí", "agencies that see to it"
    ),
    "notes.at": each(
        "notes",
        lambda x: at_clause(x.at) or "document",
        "điều khoản của từng ghi chú",
        "the clauses of the notes",
    ),
    "notes.kind": each(
        "notes",
        lambda x: x.kind,
        "slip (lỗi viết), ambiguity (mơ hồ), contradiction (mâu thuẫn), gap (thiếu)",
        "slip, ambiguity, contradiction or gap",
    ),
    "notes.text": each("notes", lambda x: x.text, "nội dung từng ghi chú", "what they say"),
    "focal": also(
        "texts",
        lambda _, a: a.focal,
        "đầu mối chung: ai chủ trì cả kế hoạch",
        "who leads the plan as a whole",
    ),
    "leads": also(
        "texts",
        lambda _, a: a.answering,
        "ai chịu trách nhiệm ít nhất một nhiệm vụ",
        "who answers for at least one task",
    ),
    "measured": also(
        "texts",
        lambda _, a: a.measured,
        "chỉ số/lĩnh vực của mọi chỉ tiêu, như cashless-adoption/education",
        "indicator/sector of every target, such as cashless-adoption/education",
    ),
    "carries_out": also(
        "texts",
        lambda _, a: a.carries_out,
        "mọi mục của văn bản cấp trên được triển khai",
        "every item of the higher documents that something here carries out",
    ),
    "reports_regularly_to": also(
        "texts",
        lambda _, a: a.reports_regularly_to,
        "nơi nhận báo cáo có kỳ",
        "who receives reports that come by periods",
    ),
}
