"""Dates as Vietnamese offices word them, read: what ``dates.wording`` writes, and the other ways that documents have.

    trước ngày 15 tháng 6 hàng năm      before: "06-15"
    chậm nhất 30/6/2025                 by: "2025-06-30"
    quý II năm 2025, đến hết quý II/2025    in: "2025-Q2"
    ngày 20 của tháng cuối quý          by: "20", every: quarter

Words that leave room for a guess are not read: BadDate says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from unicodedata import normalize

from planmodel.dates import Anchor, BadDate, Expression, How, Stretch, Unit, Within, parse, written
from planmodel.dates.wording import MONTH_OF, UNIT
from planmodel.messages import say


class UnknownWords(BadDate):
    """Words that name no date that is known here."""


class Understood(NamedTuple):
    """What words mean, and the period that they name for a day of each period.

    ``says_how`` is False where they do not say whether the day itself is in time: then it is as the caller told.
    """

    expression: Expression
    every: str | None = None
    says_how: bool = True


def from_wording(text: str) -> Expression:
    """The expression that a Vietnamese wording means. Raises BadDate for words that are not known."""
    return understood(text).expression


def understood(text: str, how: How = "by") -> Understood:
    """What a Vietnamese wording means; ``how`` is taken where it does not tell. Raises BadDate for what is not known."""
    said = _plain(text)
    within = re.fullmatch(_WITHIN, said)
    if within is not None:
        return Understood(_read_within(within))
    word = re.match(_HOW, said)
    told: How | None = None if word is None else "before" if "trước" in word[0] else "by"
    rest = said[word.end() :] if word is not None else said
    for pattern, read in _FORMS:
        found = re.fullmatch(pattern, rest)
        if found is not None:
            meant = read(found, told or how)
            if isinstance(meant.expression, Stretch):
                return Understood(_before(meant.expression)) if told == "before" else meant
            return meant._replace(says_how=told is not None)
    raise UnknownWords(
        say("the words '{text}' name no date that is known; write before, by, in or within", text=text)
    )


def _plain(text: str) -> str:
    """``text`` in small composed letters, with one way to write what has several."""
    said = " ".join(normalize("NFC", text).lower().split()).rstrip(".,;")
    for pattern, right in _SAME:
        said = re.sub(pattern, right, said)
    return said


_SAME = (
    (r" ?/ ?", "/"),
    (r"\bquí\b", "quý"),
    (r"\bhàng\b", "hằng"),
    (r"\b(?:mỗi|từng) (năm|tháng)\b", r"hằng \1"),
    (r"\bsáu tháng\b", "6 tháng"),
    (r"\bchín tháng\b", "9 tháng"),
    (r"\bnửa (đầu|cuối)\b", r"6 tháng \1"),
    (r"\b(?:tiếp theo|kế tiếp|liền kề)\b", "sau"),
    (r"\b(đầu|cuối) (?:tiên|cùng)\b", r"\1"),
    (r"\b(tháng (?:đầu|cuối)) (?:của )?(?:mỗi |hằng )?(quý|kỳ|năm)\b", r"\1 \2"),
    (r"\bngày (?:ký )?ban hành\b", "ngày ký"),
    (r"\bngày ký (?:kế hoạch|văn bản)\b", "ngày ký"),
)
"""Ways to write one thing, and the one that the patterns below know."""

_HOW = (
    r"(?:(?:hoàn thành |xong )?(?:(?:chậm nhất|muộn nhất)(?: là)?(?: trước| đến(?: hết)?| vào| trong)?|trước"
    r"|(?:cho )?đến(?: hết)?|không quá|trong|vào|hết)|hoàn thành) "
)
_DAY = r"(?P<day>[0-9]{1,2})"
_MONTH = r"(?P<month>[0-9]{1,2})"
_NAME = r"(?P<name>đầu|giữa|cuối)"
_YEAR = r"(?P<year>[0-9]{4})"
_OF_YEAR = rf"(?:(?:[/-]|,? năm | ){_YEAR}| hằng năm)?"
_OF_WHOLE_YEAR = rf"(?:(?:/| năm | ){_YEAR}| năm| hằng năm| năm hằng năm)?"
_PERIOD_OF = {text.vi.replace("mỗi", "hằng"): period for period, text in MONTH_OF.items()}
_SHORT_OF = {"quý sau": ("quarter", 1), "năm sau": ("year", 1)}
_WITHIN = (
    r"(?:trong |trong vòng |trong thời hạn |chậm nhất |không quá )?(?P<count>[1-9][0-9]{0,3}) "
    r"(?P<unit>ngày làm việc|ngày|tuần|tháng|năm),? (?:kể từ|tính từ|từ|sau) "
    r"(?P<after>ngày ký|ngày bắt đầu thời kỳ)(?: kế hoạch)?"
)
_QUARTERS = {"i": "Q1", "ii": "Q2", "iii": "Q3", "iv": "Q4", "1": "Q1", "2": "Q2", "3": "Q3", "4": "Q4"}
_HALVES = {"đầu": "H1", "cuối": "H2"}
_KINDS = {"đầu": "beginning-of", "giữa": "mid", "cuối": "end-of"}


def _read_within(found: re.Match[str]) -> Expression:
    units: dict[str, Unit] = {text.vi: unit for unit, text in UNIT.items()}
    after: Anchor = "issued" if found["after"] == "ngày ký" else "period-start"
    return parse(*written(Within(int(found["count"]), units[found["unit"]], after)))


def _point(key: How, text: str, found: re.Match[str]) -> Expression:
    year = found.groupdict()["year"]
    return parse(key, f"{year}-{text}" if year else text)


def _read_day(found: re.Match[str], how: How) -> Understood:
    return Understood(_point(how, f"{int(found['month']):02}-{int(found['day']):02}", found))


def _read_in_year(found: re.Match[str], how: How) -> Understood:
    return Understood(_point(how, f"{_KINDS[found['name']]}-year", found))


def _read_in_month(found: re.Match[str], how: How) -> Understood:
    return Understood(_point(how, f"{int(found['month']):02}-{_KINDS[found['name']]}-month", found))


def _read_each(found: re.Match[str], how: How) -> Understood:
    every, later = (_PERIOD_OF | _SHORT_OF)[found["which"]]
    day = f"{_KINDS[found['name']]}-month" if found.groupdict().get("name") else f"{int(found['day']):02}"
    return Understood(parse(how, f"next-{day}" if later else day), every or None)


def _stretch(name: str, found: re.Match[str]) -> Understood:
    return Understood(parse("in", "-".join(filter(None, (found["year"], name)))))


def _before(e: Expression) -> Expression:
    """Before a stretch of time: before its first day."""
    assert isinstance(e, Stretch)
    return parse("before", (f"{e.year:04}-" if e.year is not None else "") + f"{e.first:02}-01")


_Read = Callable[[re.Match[str], How], Understood]
_FORMS: tuple[tuple[str, _Read], ...] = (
    (rf"(?:ngày )?{_DAY}(?:[/.-]| tháng ){_MONTH}(?:(?:[/.-]|,? năm ){_YEAR}| hằng năm)?", _read_day),
    (rf"{_NAME} (?:năm {_YEAR}|năm|hằng năm|năm hằng năm)", _read_in_year),
    (rf"(?:ngày )?{_NAME}(?: của)? tháng {_MONTH}{_OF_YEAR}", _read_in_month),
    (rf"ngày {_DAY}(?: của)? (?P<which>{'|'.join(_PERIOD_OF | _SHORT_OF)})", _read_each),
    (rf"(?:ngày )?{_NAME}(?: của)? (?P<which>{'|'.join(_PERIOD_OF)})", _read_each),
    (
        rf"(?:quý |q)(?P<quarter>i{{1,3}}|iv|[1-4]){_OF_YEAR}",
        lambda f, _: _stretch(_QUARTERS[f["quarter"]], f),
    ),
    (rf"6 tháng (?P<half>đầu|cuối){_OF_WHOLE_YEAR}", lambda f, _: _stretch(_HALVES[f["half"]], f)),
    (rf"9 tháng(?: đầu)?{_OF_WHOLE_YEAR}", lambda f, _: _stretch("9M", f)),
    (rf"tháng {_MONTH}{_OF_YEAR}", lambda f, _: _stretch(f"{int(f['month']):02}", f)),
    (rf"{_YEAR}[/ -]?q(?P<quarter>[1-4])", lambda f, _: _stretch(_QUARTERS[f["quarter"]], f)),
    (rf"{_MONTH}[/-]{_YEAR}", lambda f, _: _stretch(f"{int(f['month']):02}", f)),
    (rf"{_YEAR}[/-]{_MONTH}", lambda f, _: _stretch(f"{int(f['month']):02}", f)),
    (rf"(?:năm )?{_YEAR}", lambda f, _: _stretch("", f)),
)
"""The forms of words, and what each means; the first that fits is taken."""
