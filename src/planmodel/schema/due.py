"""What to write where a date in ``due`` is not written as one: the order of offices, and their words.

by: 15/06/2022             "2022-06-15"
before: trước ngày 15/6    before: "06-15"
by: quý II/2025            in: "2025-Q2"
"""

from __future__ import annotations

import re
from typing import Any

from planmodel import diagnostics as dg
from planmodel.dates import KEYS, BadDate, Expression, Point, Within, parse, recurs, written
from planmodel.dates.understood import Understood, UnknownWords, understood
from planmodel.diagnostics import Diagnostic, Fix, Span, Text, say
from planmodel.schema.engine import is_date
from planmodel.yamltree import Tree

_YEAR_FIRST = r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})"
_DAY_FIRST = r"([0-9]{1,2})([/.-])([0-9]{1,2})(?:[/.-]([0-9]{4}))?"
_LONGEST = 60
"""Of longer words in the place of a date so many letters are shown."""

_AND = r"\s+và\s+|\s*[;,]\s*(?:và\s+)?"


def explained(tree: Tree, path: tuple[Any, ...]) -> Diagnostic | None:
    """What is to be said of the value at ``path``, a ``due`` or in one; None where its form says all."""
    value, here = tree.get(path), _Here(tree, path)
    if isinstance(value, dict) and path[0] == "reports" and path[-1] == "due":
        return here.listed()
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = (value if isinstance(value, str) else tree.source.slice(here.span)).strip()
    try:
        if path[-1] in KEYS:
            return here.value(path[-1], text)
        if path[-1] == "due" or isinstance(path[-1], int):
            return here.entry(text)
    except UnknownWords:
        several = here.several(text) if path[0] == "reports" else None
        return several or (None if path[-1] in KEYS or not text else here.unknown(text))
    except BadDate as error:
        return dg.BAD_DATE.at(tree.source.name, here.span, error.text)
    return None


def _parsed(key: str, text: str) -> Expression | None:
    try:
        return parse(key, text)
    except BadDate:
        return None


class _Here:
    """The place of a wrong date, and what is said of it."""

    def __init__(self, tree: Tree, path: tuple[Any, ...]) -> None:
        self._tree = tree
        self._path = path
        self._once = path[0] == "tasks"
        self.span: Span = tree.span_at(path)

    def _say(self, code: dg.Code, message: Text, fix: Fix | None = None) -> Diagnostic:
        return code.at(self._tree.source.name, self.span, message, fix=fix)

    def listed(self) -> Diagnostic:
        """One date of a report, which has a list of them."""
        text = self._tree.source.slice(self.span)
        fix = Fix(self.span, f"[{text}]", safe=True) if text.startswith("{") else None
        message = say("a report has a list of dates; put this one in square brackets")
        return self._say(dg.WRONG_TYPE, message, fix)

    # ------------------------------------------------------------------------------------------ a value of a key

    def value(self, key: str, text: str) -> Diagnostic | None:
        """A value of before, by, in or within. Raises BadDate for words that name no day."""
        meant = _parsed(key, text)
        if meant is not None:  # right, but for its quotes or its year
            if self._once and recurs(meant):
                return self._without_year(text, meant)
            return self._quotes(text, text, safe=True)
        if key in ("before", "by"):
            return self._ordered(key, text) or self._worded(
                understood(text, "before" if key == "before" else "by"), text
            )
        return self._worded(understood(text), text)

    def _quotes(self, text: str, right: str, *, safe: bool) -> Diagnostic:
        message = say("'{written}': this is text, put it in quotes: \"{right}\"", written=text, right=right)
        return self._say(dg.WRONG_TYPE, message, Fix(self.span, f'"{right}"', safe=safe))

    def _ordered(self, key: str, text: str) -> Diagnostic | None:
        """A day in another order than year-month-day; None where the text is none."""
        year_first, day_first = re.fullmatch(_YEAR_FIRST, text), re.fullmatch(_DAY_FIRST, text)
        if year_first is not None:
            return self._whole(text, *year_first.groups())
        if day_first is None:
            if re.fullmatch("[1-9]", text) and not self._once:
                return self._quotes(text, f"0{text}", safe=False)
            return None
        first, mark, second, year = day_first.groups()
        if year is not None:
            return self._whole(text, year, second, first)
        # Offices write the day first; "6-5" may be month-day without its zeros.
        day, month = (second, first) if int(second) > 12 else (first, second)
        meant = parse(key, f"{int(month):02}-{int(day):02}")
        if self._once:
            return self._without_year(text, meant)
        sure = mark != "-" or int(first) > 12 or int(second) > 12
        right = written(meant)[1]
        message = say(
            "'{written}': write a day of the year as month-day: \"{right}\"", written=text, right=right
        )
        return self._say(dg.DATE_ORDER, message, Fix(self.span, f'"{right}"', safe=sure))

    def _whole(self, text: str, year: str, month: str, day: str) -> Diagnostic:
        right = f"{year}-{int(month):02}-{int(day):02}"
        if not is_date(right):
            message = say("{written} is not a day of the calendar; look at the document again", written=text)
            return self._say(dg.BAD_DATE, message)
        message = say("write the date '{written}' as year-month-day: {right}", written=text, right=right)
        return self._say(dg.DATE_ORDER, message, Fix(self.span, f'"{right}"', safe=True))

    def _without_year(self, text: str, meant: Expression) -> Diagnostic:
        """What is due every year, where a task is due once; the year of the plan is proposed where it is for one."""
        assert not isinstance(meant, Within)
        if isinstance(meant, Point) and meant.of_each_period:
            message = say(
                "'{written}' comes again and again, and a task is due once; write one day", written=text
            )
            return self._say(dg.WRONG_FORM, message)
        years = self._years()
        key, right = written(meant._replace(year=years[-1] if years else 2025))
        message = say(
            "'{written}': a task is due once; write the year too, such as {right}",
            written=text,
            right=f'{key}: "{right}"',
        )
        fix = Fix(self._pair(), self._there([f'{key}: "{right}"'])) if len(set(years)) == 1 else None
        return self._say(dg.WRONG_FORM, message, fix)

    def _years(self) -> list[int]:
        """The first and the last year of the plan's period, as far as they are written."""
        period = self._tree.data.get("period")
        named = [period.get("from"), period.get("to")] if isinstance(period, dict) else []
        return [int(day[:4]) for day in named if isinstance(day, str) and is_date(day)]

    def _worded(self, meant: Understood, text: str) -> Diagnostic:
        """Words in the place of a date: how key and value are to stand there."""
        if self._once and recurs(meant.expression):
            return self._without_year(text, meant.expression)
        parts = self._parts(meant)
        message = say("'{written}': write {right}", written=text, right=", ".join(parts))
        return self._say(dg.WRONG_FORM, message, Fix(self._pair(), self._there(parts)))

    def _parts(self, meant: Understood) -> list[str]:
        """What is to stand there: ``before: "06-15"``, and the period where nothing else names it."""
        key, right = written(meant.expression)
        around = self._tree.get(self._path[:-1])
        told = around.get("every") if isinstance(around, dict) else None
        if (
            meant.every is None
            or told is not None
            or self._tree.get(self._path[:2]).get("every") == [meant.every]
        ):
            return [f'{key}: "{right}"']
        return [f'{key}: "{right}"', f"every: {meant.every}"]

    def _pair(self) -> Span:
        """Where key and value stand."""
        if self._path[-1] not in KEYS:
            return self.span
        key = self._tree.key_span(self._tree.get(self._path[:-1]), self._path[-1])
        return key._replace(end_line=self.span.end_line, end_column=self.span.end_column, end=self.span.end)

    def _there(self, parts: list[str]) -> str:
        """Entries of a mapping as they are to stand in the place of ``_pair``."""
        if self._path[-1] not in KEYS:
            return (
                f"[{{{', '.join(parts)}}}]"
                if self._path[-1] == "due" and not self._once
                else f"{{{', '.join(parts)}}}"
            )
        inline = self._tree.source.slice(self._tree.span_at(self._path[:-1])).startswith("{")
        return (", " if inline else "\n" + " " * (self._pair().column - 1)).join(parts)

    def several(self, text: str) -> Diagnostic | None:
        """Words that name several days of a report: ``trước ngày 15/6 và ngày 15/12``; None where they do not."""
        said, how = [], self._path[-1]
        for part in re.split(_AND, text):
            try:
                meant = understood(part, "before" if how == "before" else "by")
            except BadDate:
                return None
            if meant.says_how:
                how = written(meant.expression)[0]
            said.append(f"{{{', '.join(self._parts(meant))}}}")
        if len(said) < 2 or how not in KEYS:
            return None
        right = f"[{', '.join(said)}]"
        fix = Fix(self.span, right) if self._path[-1] == "due" else None
        return self._say(dg.WRONG_FORM, say("'{written}': write {right}", written=text, right=right), fix)

    def unknown(self, text: str) -> Diagnostic:
        """Words in the place of a whole due date that name no day: ``thường xuyên``, ``đột xuất``."""
        message = say(
            "'{written}' names no day that is known; write {example}, or leave due out where the plan names none",
            written=text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…",
            example='{before: "2025-06-15"}' if self._once else '[{before: "06-15"}]',
        )
        return self._say(dg.WRONG_TYPE, message)

    # ------------------------------------------------------------------------------------------ a text as a date

    def entry(self, text: str) -> Diagnostic | None:
        """A text where ``{before: ...}`` belongs. Raises BadDate for words that name no day."""
        meant = self._said(text)
        if self._once and recurs(meant.expression):
            return self._without_year(text, meant.expression)
        right = self._there(self._parts(meant))
        if meant.says_how:
            message = say("'{written}': write {right}", written=text, right=right)
            return self._say(dg.WRONG_TYPE, message, Fix(self.span, right))
        message = say(
            "'{written}': write {right}, or before in the place of by where that day itself is too late",
            written=text,
            right=right,
        )
        return self._say(dg.WRONG_TYPE, message)

    def _said(self, text: str) -> Understood:
        """What a text means by itself."""
        for key in ("by", "in", "within"):
            meant = _parsed(key, text)
            if meant is not None:
                return Understood(meant, says_how=key != "by")
        parts = re.fullmatch(_YEAR_FIRST, text)
        if parts is not None:
            return Understood(
                parse("by", f"{parts[1]}-{int(parts[2]):02}-{int(parts[3]):02}"), says_how=False
            )
        return understood(text)
