"""How facts are said: the words of offices for enums, amounts, dates and clauses, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.dates import Point
from planmodel.dates.wording import wording
from planmodel.diagnostics import Text
from planmodel.messages import day as day
from planmodel.messages import number as number

WORDS: dict[str, Text] = {
    # sectors
    "education": Text("giáo dục", "education"),
    "health": Text("y tế", "health"),
    "both": Text("giáo dục và y tế", "education and health"),
    "cross": Text("chung", "cross-sector"),
    # areas
    "all": Text("toàn tỉnh", "all areas"),
    "urban": Text("đô thị", "urban"),
    "rural": Text("nông thôn", "rural"),
    "unknown": Text("chưa rõ", "unknown"),
    # measures
    "share": Text("tỷ lệ", "share"),
    "count": Text("số lượng", "count"),
    "value": Text("giá trị", "value"),
    "count-and-value": Text("số lượng và giá trị", "count and value"),
    "count-or-value": Text("số lượng hoặc giá trị", "count or value"),
    # demand
    "accept": Text("chấp nhận", "accept"),
    "use": Text("sử dụng", "use"),
    "install-and-use": Text("lắp đặt, sử dụng", "install and use"),
    # commitment
    "firm": Text("nêu thẳng", "firm"),
    "minimum": Text("tối thiểu", "minimum"),
    "aspirational": Text("phấn đấu", "aspirational"),
    "approximate": Text("khoảng", "approximate"),
    # report periods
    "month": Text("hằng tháng", "monthly"),
    "quarter": Text("hằng quý", "quarterly"),
    "half-year": Text("6 tháng", "half-yearly"),
    "nine-months": Text("9 tháng", "nine months"),
    "year": Text("hằng năm", "yearly"),
    "once": Text("một lần", "once"),
    "ad-hoc": Text("đột xuất", "ad hoc"),
    "": Text("không nêu kỳ", "no period stated"),
    # verdicts
    "conforms": Text("đạt", "conforms"),
    "exceeds": Text("cao hơn", "exceeds"),
    "falls-short": Text("thấp hơn", "falls short"),
    "mixed": Text("vừa hơn vừa kém", "mixed"),
    "missing": Text("thiếu", "missing"),
    "moved": Text("chuyển chỗ", "moved"),
    "added": Text("thêm", "added"),
    # what a change does to a demand
    "weakens": Text("yếu đi", "weakens"),
    "strengthens": Text("mạnh lên", "strengthens"),
    "neutral": Text("trung tính", "neutral"),
    "editorial": Text("biên tập", "editorial"),
    # item kinds
    "target": Text("chỉ tiêu", "target"),
    "task": Text("nhiệm vụ", "task"),
    "requirement": Text("yêu cầu", "requirement"),
    "lead": Text("đầu mối", "lead"),
    "report": Text("báo cáo", "report"),
    "document": Text("văn bản", "document"),
    "implements": Text("liên kết mẫu", "template link"),
    "legal_basis": Text("căn cứ", "legal basis"),
    "recipient": Text("nơi nhận", "recipient"),
    "participant": Text("thành phần", "participant"),
    "objective": Text("mục tiêu", "objective"),
    "duty": Text("phân công", "duty"),
    "funding": Text("kinh phí", "funding"),
    "note": Text("ghi chú", "note"),
    "not_encoded": Text("không mã hóa", "not encoded"),
    "period": Text("thời kỳ", "period"),
    "template-item": Text("mục của mẫu", "template item"),
    # dimensions
    "level": Text("mức", "level"),
    "area": Text("địa bàn", "area"),
    "population": Text("đối tượng", "population"),
    "measure": Text("cách đo", "measure"),
    "demand": Text("yêu cầu", "demand"),
    "commitment": Text("cam kết", "commitment"),
    "options": Text("lựa chọn", "options"),
    "deadline": Text("thời hạn", "deadline"),
    "frequency": Text("số lần báo cáo", "frequency"),
    # notes
    "slip": Text("lỗi chữ", "slip"),
    "ambiguity": Text("mơ hồ", "ambiguity"),
    "contradiction": Text("mâu thuẫn", "contradiction"),
    "gap": Text("thiếu", "gap"),
    # territory
    "province": Text("toàn tỉnh", "province"),
    "own-area": Text("địa bàn quản lý", "own area"),
    m.UNSTATED: Text("không nêu năm", "year not stated"),
}


def in_both(said: Callable[[str], str]) -> Text:
    """What ``said`` gives for each language."""
    return Text(said("vi"), said("en"))


_YEAR = Text("năm", "year")


def dimension(name: str) -> Text:
    """What a dimension of demands is called; the word ``year`` alone is the period of a report."""
    return _YEAR if name == "year" else WORDS[name]


def word(key: str, lang: str) -> str:
    """The word for an enum value; the value itself where there is none."""
    found = WORDS.get(key)
    return found.get(lang) if found is not None else key


def amount(value: Decimal, unit: str, lang: str) -> str:
    """A number with its unit: ``50%``, ``31.187 lượt``."""
    shown = number(value, lang)
    return f"{shown}%" if unit == "%" else f"{shown} {unit}"


_COMPARATORS = {
    ">=": Text("từ {} trở lên", "at least {}"),
    ">": Text("trên {}", "more than {}"),
    "<=": Text("không quá {}", "at most {}"),
}


def level(which: m.Level, comparator: str, unit: str, lang: str) -> str:
    """A level in words: ``từ 50% trở lên``, ``90-100%``."""
    if which.high is not None:
        return f"{number(which.amount, lang)}–{amount(which.high, unit, lang)}"
    said = _COMPARATORS.get(comparator, _COMPARATORS[">="])
    return said.get(lang).format(amount(which.amount, unit, lang))


def level_mark(which: m.Level, comparator: str, lang: str) -> str:
    """A level for a table of figures: ``50``, ``> 50``, ``≤ 5``, ``90–100``."""
    if which.high is not None:
        return f"{number(which.amount, lang)}–{number(which.high, lang)}"
    sign = {">": "> ", "<=": "≤ "}.get(comparator, "")  # a step beside a range states single levels
    return sign + number(which.amount, lang)


def at(clause: Clause | None) -> str:
    """A clause as a short reference; nothing where there is none."""
    return str(clause) if clause is not None else ""


def agency(agency_id: str, registry: m.Registry, lang: str, *, short: bool = False) -> str:
    """An agency's name; its id where the registry does not know it."""
    kind, _, province = agency_id.partition("@")
    entry = registry.agencies.get(kind)
    if entry is None:
        return agency_id
    name = entry.name.short if short and lang == "vi" else entry.name.get(lang)
    where = registry.provinces.get(province)
    return f"{name} ({where.name.get(lang)})" if where is not None else name


def agencies(refs: tuple[m.Ref, ...], registry: m.Registry, lang: str, *, short: bool = True) -> str:
    """Several agencies, in the order given."""
    return agency_names((r.id for r in refs), registry, lang, short=short)


def agency_names(ids: Iterable[str], registry: m.Registry, lang: str, *, short: bool = True) -> str:
    """The names of several agencies, in the order given."""
    return ", ".join(agency(i, registry, lang, short=short) for i in ids)


def issuer(plan: m.Plan, registry: m.Registry, lang: str) -> str:
    """Whose plan it is: the province's name, else that of the body that issued it."""
    province = plan.document.province
    if province is None:
        return agency(plan.document.issuer.id, registry, lang)
    entry = registry.provinces.get(province.id)
    return entry.name.get(lang) if entry is not None else province.id


def scope(which: m.Scope | None, lang: str) -> str:
    """What narrows a duty, in words; nothing where nothing does (the whole province does not)."""
    if which is None:
        return ""
    territory = which.territory if which.territory != "province" else None
    parts = [word(x, lang) for x in (which.sector, which.population, territory) if x is not None]
    return ", ".join(parts)


def yearly_words(due: m.Due, lang: str, every: str | None = None) -> tuple[str, str]:
    """How a report's day is bound and the day itself, short: ``trước`` and ``15/06``; other words stand whole."""
    when = due.when
    if isinstance(when, Point) and when.year is None and when.month is not None and when.name is None:
        how = {"vi": ("chậm nhất", "trước"), "en": ("by", "before")}[lang][due.before]
        return how, f"{when.day:02}/{when.month:02}" if lang == "vi" else f"{when.month:02}-{when.day:02}"
    return "", wording(when, lang, every)
