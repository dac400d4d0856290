"""Expressions as an office words them: ``trước ngày 15/06 hằng năm``, ``trong quý II/2025``.

``dates.understood`` reads the Vietnamese back. Days under 10 and the months 1 and 2 take a zero (Nghị định 30/2020/NĐ-CP).
"""

from __future__ import annotations

from planmodel.dates import Anchor, Expression, How, Point, Stretch, Unit, Within
from planmodel.messages import Text

IN_YEAR = {
    "beginning-of-year": Text("đầu", "the beginning of"),
    "mid-year": Text("giữa", "the middle of"),
    "end-of-year": Text("cuối", "the end of"),
}
OF_MONTH = {
    "beginning-of-month": Text("đầu", "the beginning of"),
    "mid-month": Text("giữa", "the middle of"),
    "end-of-month": Text("cuối", "the end of"),
}
_SPAN = {
    "Q1": Text("quý I", "quarter I"),
    "Q2": Text("quý II", "quarter II"),
    "Q3": Text("quý III", "quarter III"),
    "Q4": Text("quý IV", "quarter IV"),
    "H1": Text("6 tháng đầu", "the first half"),
    "H2": Text("6 tháng cuối", "the second half"),
    "9M": Text("9 tháng đầu", "the first nine months"),
}
UNIT: dict[Unit, Text] = {
    "days": Text("ngày", "days"),
    "working-days": Text("ngày làm việc", "working days"),
    "weeks": Text("tuần", "weeks"),
    "months": Text("tháng", "months"),
    "years": Text("năm", "years"),
}
AFTER: dict[Anchor, Text] = {
    "issued": Text("ngày ký", "the day of signing"),
    "period-start": Text("ngày bắt đầu thời kỳ kế hoạch", "the first day of the period"),
}
HOW: dict[How, Text] = {"before": Text("trước", "before"), "by": Text("chậm nhất", "by")}

MONTH_OF: dict[tuple[str, int], Text] = {
    ("month", 0): Text("mỗi tháng", "every month"),
    ("month", 1): Text("tháng sau", "the month after"),
    ("quarter", 0): Text("tháng cuối quý", "the last month of every quarter"),
    ("quarter", 1): Text("tháng đầu quý sau", "the first month of the next quarter"),
    ("half-year", 0): Text("tháng cuối kỳ 6 tháng", "the last month of every half-year"),
    ("half-year", 1): Text("tháng sau kỳ 6 tháng", "the month after every half-year"),
    ("nine-months", 0): Text("tháng cuối kỳ 9 tháng", "the last month of the first nine of every year"),
    ("nine-months", 1): Text("tháng sau kỳ 9 tháng", "the month after the first nine of every year"),
    ("year", 0): Text("tháng cuối năm", "the last month of every year"),
    ("year", 1): Text("tháng đầu năm sau", "the first month of the next year"),
    ("", 0): Text("tháng cuối kỳ", "the last month of every period"),
    ("", 1): Text("tháng sau kỳ", "the month after every period"),
}
"""The month that a day of each period lies in: the last of the period, or the one after it; ``""`` is any period."""


def wording(expression: Expression, lang: str = "vi", every: str | None = None) -> str:
    """The expression in words; those in Vietnamese are read back by ``dates.understood``.

    ``every`` is the period of a day of each period, where it is known.
    """
    if isinstance(expression, Within):
        return (_within_en if lang == "en" else _within_vi)(expression)
    if isinstance(expression, Stretch):
        return f"in {_stretch_en(expression)}" if lang == "en" else f"trong {_stretch_vi(expression)}"
    point = _point_en if lang == "en" else _point_vi
    return f"{HOW[expression.how].get(lang)} {point(expression, every or '')}"


def _within_vi(e: Within) -> str:
    return f"trong vòng {e.amount} {UNIT[e.unit].vi} kể từ {AFTER[e.after].vi}"


def _within_en(e: Within) -> str:
    unit = UNIT[e.unit].en
    return f"within {e.amount} {unit.removesuffix('s') if e.amount == 1 else unit} after {AFTER[e.after].en}"


def _stretch_vi(e: Stretch) -> str:
    if e.name not in _SPAN:
        return _month_vi(e.first, e.year) if e.name else f"năm {e.year:04}"
    name = _SPAN[e.name].vi
    if e.name[0] == "Q":
        return f"{name}/{e.year:04}" if e.year is not None else f"{name} hằng năm"
    return f"{name} năm {e.year:04}" if e.year is not None else f"{name} mỗi năm"


def _stretch_en(e: Stretch) -> str:
    if e.name not in _SPAN:
        return _month_en(e.first, e.year) if e.name else f"{e.year:04}"
    return f"{_SPAN[e.name].en} of {_year_en(e.year)}"


def _month_vi(month: int, year: int | None) -> str:
    name = f"{month:02}" if month < 3 else str(month)
    return f"tháng {name}/{year:04}" if year is not None else f"tháng {name} hằng năm"


def _month_en(month: int, year: int | None) -> str:
    return f"{year:04}-{month:02}" if year is not None else f"month {month} of every year"


def _year_en(year: int | None) -> str:
    return f"{year:04}" if year is not None else "every year"


def _point_vi(e: Point, every: str) -> str:
    if e.month is None:
        return _each_vi(e, every)
    if e.name in IN_YEAR:
        return f"{IN_YEAR[e.name].vi} {'mỗi năm' if e.year is None else f'năm {e.year:04}'}"
    if e.name is not None:
        return f"{OF_MONTH[e.name].vi} {_month_vi(e.month, e.year)}"
    return f"ngày {e.day:02}/{e.month:02}" + (f"/{e.year:04}" if e.year is not None else " hằng năm")


def _point_en(e: Point, every: str) -> str:
    if e.month is None:
        month = MONTH_OF[every if (every, e.later) in MONTH_OF else "", e.later].en
        return f"{OF_MONTH[e.name].en} {month}" if e.name else f"day {e.day} of {month}"
    if e.name in IN_YEAR:
        return f"{IN_YEAR[e.name].en} {_year_en(e.year)}"
    if e.name is not None:
        return f"{OF_MONTH[e.name].en} {_month_en(e.month, e.year)}"
    return (
        f"{e.year:04}-{e.month:02}-{e.day:02}"
        if e.year is not None
        else f"{e.month:02}-{e.day:02} of every year"
    )


def _each_vi(e: Point, every: str) -> str:
    if e.name is None and (every, e.later) == ("month", 0):
        return f"ngày {e.day:02} hằng tháng"
    month = MONTH_OF[every if (every, e.later) in MONTH_OF else "", e.later].vi
    return f"{OF_MONTH[e.name].vi} {month}" if e.name else f"ngày {e.day:02} của {month}"
