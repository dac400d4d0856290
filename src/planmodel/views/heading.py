"""The heading of an annex by Nghị định 30/2020/NĐ-CP, Phụ lục I: label, title, and the document it is attached to."""

from __future__ import annotations

from datetime import date

from planmodel import model as m
from planmodel.diagnostics import Text
from planmodel.views import words

LABEL = Text("PHỤ LỤC", "ANNEX")
_KINDS = {
    "KH": Text("Kế hoạch", "Plan"),
    "QĐ": Text("Quyết định", "Decision"),
    "NQ": Text("Nghị quyết", "Resolution"),
    "CV": Text("Công văn", "Letter"),
    "TTr": Text("Tờ trình", "Proposal"),
    "CT": Text("Chỉ thị", "Directive"),
    "BC": Text("Báo cáo", "Report"),
    "TB": Text("Thông báo", "Notice"),
    "NĐ": Text("Nghị định", "Decree"),
    "TT": Text("Thông tư", "Circular"),
    "Luật": Text("Luật", "Law"),
}
_CITIES = frozenset({"ha-noi", "hai-phong", "da-nang", "can-tho", "ho-chi-minh", "hue"})


def attached_to(plan: m.Plan, registry: m.Registry, lang: str = "vi") -> str:
    """The line under an annex's title: ``(Kèm theo Kế hoạch số ... ngày ... của ...)``; what is unknown is said so."""
    return {"vi": "(Kèm theo {})", "en": "(Attached to {})"}[lang].format(cited(plan, registry, lang))


def cited(plan: m.Plan, registry: m.Registry, lang: str = "vi") -> str:
    """A plan as documents cite it: ``Kế hoạch số ... ngày ... của ...``; what is unknown is said so."""
    d = plan.document
    unknown = f"[{words.word('unknown', lang)}]"
    kind = _KINDS[d.kind].get(lang) if d.kind in _KINDS else d.kind
    number = d.number if d.number != "unknown" else unknown
    issued = written_day(d.issued, lang) if d.issued is not None else unknown
    issuer = _issuer(d, registry, lang)
    if lang == "en":
        return f"{kind} No. {number}, dated {issued}, of the {issuer}"
    day = issued if d.issued is not None else f"ngày {unknown}"
    return f"{kind} số {number} {day} của {issuer}"


def written_day(day: date, lang: str = "vi") -> str:
    """A day as documents are dated: ``ngày 05 tháng 01 năm 2022``, zeros before days under 10 and months 1 and 2 only."""
    if lang == "en":
        return words.day(day, lang)
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def _issuer(d: m.Document, registry: m.Registry, lang: str) -> str:
    """The issuing body by its whole name: ``Ủy ban nhân dân tỉnh Khánh Hòa``."""
    kind, _, own = d.issuer.id.partition("@")
    entry = registry.agencies.get(kind)
    name = words.agency(kind, registry, lang)
    where = own or (d.province.id if d.province is not None else "")
    province = registry.provinces.get(where)
    if province is None or entry is None or entry.level not in ("province", "district", "commune"):
        return name
    place = province.name.get(lang)
    if lang == "en":
        return f"{name} of {place}"
    level = "thành phố" if where in _CITIES else "tỉnh"
    body = name.removesuffix(" tỉnh")
    return f"{body} {place}" if place.lower().startswith(level) else f"{body} {level} {place}"


def titled(what: Text, plan: m.Plan, lang: str) -> str:
    """An annex's title in capitals: what it holds, then what the plan is about."""
    return f"{what.get(lang)} {plan.document.title}".upper()


def known_number(plan: m.Plan, lang: str) -> str:
    """The document's number, or that it is unknown."""
    number = plan.document.number
    return number if number != "unknown" else words.word("unknown", lang)
