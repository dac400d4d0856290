"""The language of dates: when something is due, as a plan's clause says it.

An expression is a key and a text, and nothing else (``docs/dates.md`` has the table)::

    before: "2022-06-15"     trước ngày 15/6/2022: the day is excluded
    by: "06-15"              chậm nhất ngày 15/6 hằng năm: the day is included, every year
    by: "20"                 chậm nhất ngày 20 hằng tháng (of the last month of each period, beside ``every``)
    by: "next-05"            chậm nhất ngày 05 của tháng sau: of the month after the period, beside ``every``
    by: "2025-mid-year"      chậm nhất giữa năm 2025; also end-of-year, "06-mid-month" and "06-end-of-month"
    in: "2025-Q2"            trong quý II/2025: its last day; also "2025", "2025-06", "2025-H1", "2025-9M", "Q2", "06"
    within: "30 days after issued"    trong vòng 30 ngày kể từ ngày ký

Every expression prints back as it was read (``written``) and as Vietnamese wording that reads back (``wording``).
What words mean: Bộ luật Dân sự 2015, điều 146 (giữa năm, cuối tháng, ...), điều 147 (the first day does not count) and
điều 148 (months without such a day end on their last; a period that ends on a day off ends on the next working day).
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from planmodel.messages import Text, say

How = Literal["before", "by"]
Unit = Literal["days", "working-days", "weeks", "months", "years"]
Anchor = Literal["issued", "period-start"]

PERIODS: dict[str, int] = {"month": 1, "quarter": 3, "half-year": 6, "nine-months": 9, "year": 12}
"""The periods of ``every``, in months."""

ENDS: dict[str, tuple[int, ...]] = {
    "month": tuple(range(1, 13)), "quarter": (3, 6, 9, 12), "half-year": (6, 12), "nine-months": (9,), "year": (12,)
}  # fmt: skip
"""The last months of the periods of ``every``."""

NAMED = {"beginning-of-year": (1, 1), "mid-year": (6, 30), "end-of-year": (12, 31)}
"""Month and day of what has a name in a year (art. 146)."""

IN_MONTH = {"beginning-of-month": 1, "mid-month": 15, "end-of-month": 31}
"""The day of what has a name in a month (art. 146); 31 stands for the last."""

SPANS = {
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12), "9M": (1, 9)
}  # fmt: skip
"""First and last month of the stretches of a year that have a name."""


class BadDate(ValueError):
    """A text that is no expression; ``text`` says why and how to mend it."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


class Point(NamedTuple):
    """A day: of one year, of every year (``year`` is None), or of every period (``month`` is None too).

    ``name`` is the word for it where it has one (mid-year, end-of-month); ``later`` is 1 for the month after a period.
    """

    how: How
    year: int | None
    month: int | None
    day: int
    name: str | None = None
    later: int = 0

    @property
    def of_each_period(self) -> bool:
        """True for a day of a month that only ``every`` tells."""
        return self.month is None


class Stretch(NamedTuple):
    """A stretch of one year, or of every year: a year, a quarter, a half, nine months, a month."""

    year: int | None
    first: int
    last: int
    name: str
    """As written: ``Q2``, ``06``, or nothing for a whole year."""


class Within(NamedTuple):
    """So many units after a day; that day itself does not count."""

    amount: int
    unit: Unit
    after: Anchor


Expression = Point | Stretch | Within


def recurs(expression: Expression) -> bool:
    """True where the words name a day of every year, or of every period."""
    return not isinstance(expression, Within) and expression.year is None


_IN_MONTH = f"(?:(?P<day>[0-9]{{2}})|(?P<inmonth>{'|'.join(IN_MONTH)}))"
_POINT = rf"(?:(?P<year>[0-9]{{4}})-)?(?:(?P<month>[0-9]{{2}})-{_IN_MONTH}|(?P<named>{'|'.join(NAMED)}))"
_EACH = rf"(?P<later>next-)?{_IN_MONTH}"
_STRETCH = rf"(?:(?P<year>[0-9]{{4}})-)?(?P<name>{'|'.join(SPANS)}|[0-9]{{2}})|(?P<whole>[0-9]{{4}})"
_WITHIN = r"(?P<count>[1-9][0-9]{0,3}) (?P<unit>days|working-days|weeks|months|years) after (?P<after>issued|period-start)"
_LONGEST_MONTH = {4: 30, 6: 30, 9: 30, 11: 30, 2: 29}
_CENTURY: dict[Unit, int] = {"weeks": 5200, "months": 1200, "years": 100}
"""What no ``within`` counts beyond; days cannot be written so many."""

KEYS = ("before", "by", "in", "within")
"""The keys of expressions, in the order in which they are explained."""


def parse(key: str, text: str) -> Expression:
    """The expression ``{key: text}``. Raises BadDate, which says how to write it."""
    if key in ("before", "by"):
        return _point(key, text)
    if key == "in":
        return _stretch(text)
    if key == "within":
        return _within(text)
    raise BadDate(say("'{key}' is no word for a date; write before, by, in or within", key=key))


@lru_cache(maxsize=4096)
def read(key: str, text: str) -> Expression:
    """``parse``, kept for the next time."""
    return parse(key, text)


def _point(key: str, text: str) -> Point:
    how: How = "before" if key == "before" else "by"
    each = re.fullmatch(_EACH, text)
    if each is not None:
        return Point(how, None, None, *_day(each, None, None), 1 if each["later"] else 0)
    found = re.fullmatch(_POINT, text)
    if found is None:
        raise BadDate(
            say(
                '\'{text}\' is no day; write "2025-06-15", "06-15" for every year, "20" for every period, '
                '"next-05" for the month after it, or mid-year, end-of-year, "06-mid-month", "06-end-of-month"',
                text=text,
            )
        )
    year = _year(found["year"])
    if found["named"]:
        return Point(how, year, *NAMED[found["named"]], found["named"])
    month = _month(found["month"])
    return Point(how, year, month, *_day(found, year, month))


def _day(found: re.Match[str], year: int | None, month: int | None) -> tuple[int, str | None]:
    """The day, and the word for it where it has one. Raises BadDate where the month has no such day."""
    if found["inmonth"]:
        return IN_MONTH[found["inmonth"]], found["inmonth"]
    day = int(found["day"])
    if month is None:
        if not 1 <= day <= 31:
            raise BadDate(say("no month has a day {day}; days are 01 to 31", day=day))
        return day, None
    last = days_of_month(year, month)
    if 1 <= day <= last:
        return day, None
    if year is None:
        message = say(
            "there is no day {day} in month {month}; its last is {last}", day=day, month=month, last=last
        )
    else:
        message = say(
            "there is no day {day} in month {month} of {year}; its last is {last}",
            day=day,
            month=month,
            year=year,
            last=last,
        )
    raise BadDate(message)


def _year(text: str | None) -> int | None:
    if text == "0000":
        raise BadDate(say("there is no year 0000; write the year with four digits"))
    return int(text) if text else None


def _month(text: str) -> int:
    month = int(text)
    if not 1 <= month <= 12:
        raise BadDate(say("there is no month {month}; months are 01 to 12", month=text))
    return month


def _stretch(text: str) -> Stretch:
    found = re.fullmatch(_STRETCH, text)
    if found is None:
        raise BadDate(
            say(
                '\'{text}\' is no stretch of time; write "2025", "2025-06", "2025-Q2", "2025-H1" or "2025-9M", '
                'or "06", "Q2", "H1" and "9M" for every year',
                text=text,
            )
        )
    year = _year(found["whole"] or found["year"])
    if found["whole"]:
        return Stretch(year, 1, 12, "")
    name = found["name"]
    return Stretch(year, *(SPANS.get(name) or (_month(name), _month(name))), name)


def _within(text: str) -> Within:
    found = re.fullmatch(_WITHIN, text)
    if found is None:
        raise BadDate(
            say(
                "'{text}' is no period; write \"30 days after issued\": a number, days, working-days, weeks, months or years, "
                "and after issued or after period-start",
                text=text,
            )
        )
    amount = int(found["count"])
    unit: Unit = found["unit"]  # type: ignore[assignment]
    after: Anchor = found["after"]  # type: ignore[assignment]
    if amount > _CENTURY.get(unit, amount):
        raise BadDate(say("'{text}' is longer than a hundred years; look at the number again", text=text))
    return Within(amount, unit, after)


def written(expression: Expression) -> tuple[str, str]:
    """Key and text of an expression, as ``parse`` reads them."""
    if isinstance(expression, Within):
        return "within", f"{expression.amount} {expression.unit} after {expression.after}"
    year = f"{expression.year:04}" if expression.year is not None else ""
    if isinstance(expression, Stretch):
        return "in", "-".join(filter(None, (year, expression.name)))
    e = expression
    if e.month is None:
        return e.how, ("next-" if e.later else "") + (e.name or f"{e.day:02}")
    rest = e.name if e.name in NAMED else f"{e.month:02}-{e.name or f'{e.day:02}'}"
    return e.how, f"{year}-{rest}" if year else rest


def days_of_month(year: int | None, month: int) -> int:
    """How many days a month has; 29 for February where the year is open."""
    if month == 2 and year is not None:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return _LONGEST_MONTH.get(month, 31)


def on(year: int, month: int, day: int) -> tuple[date, bool]:
    """The day, or the last of its month where the month is too short (art. 148.3); True where it is so."""
    last = days_of_month(year, month)
    return date(year, month, min(day, last)), day > last
