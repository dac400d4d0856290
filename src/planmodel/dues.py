"""When things are due, as a plan file says it: the values of ``due`` for the model, and what is wrong with them.

Called on data that the schema has accepted. What it cannot say is found here: 30 February, two dates in one, a period
for what comes once, a day of each period where no period is named. Nothing is dropped without a finding.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from planmodel import dates
from planmodel import diagnostics as dg
from planmodel import model as m
from planmodel.dates import ENDS, Expression, Point, Within
from planmodel.dates.days import only_fall
from planmodel.diagnostics import Diagnostic, Severity, Text, say
from planmodel.messages import joined, same
from planmodel.workdays import Workdays
from planmodel.yamltree import Tree

_TASK, _REPORT = Text("nhiệm vụ", "task"), Text("báo cáo", "report")
FIRST_YEAR, LAST_YEAR = 2000, 2099
"""The years that plans speak of; the schema has the same for figures."""


class Dues:
    """Reads the due dates of one plan; what ``within`` counts from, and on which days offices are open, is known here."""

    def __init__(self, tree: Tree, issued: date | None, start: date, workdays: Workdays) -> None:
        self._tree = tree
        self._anchors: dict[str, date | None] = {"issued": issued, "period-start": start}
        self._workdays = workdays
        self.found: list[Diagnostic] = []
        self.doubts: list[Diagnostic] = []
        """What can be read, and is hardly meant."""

    def read(self, data: dict[str, Any], item: dict[str, Any]) -> m.Due | None:
        """The due date ``data`` of a task or a report, the ``item``; None, and a finding, where it names none."""
        when = self._expression(data, item)
        if when is None:
            return None
        key = next(key for key in data if key in dates.KEYS)
        if isinstance(when, Point) and when.of_each_period and not _periods(data, item):
            message = say(
                "'{text}' is a day of each period, and no period is named; add every, such as every: quarter",
                text=data[key],
            )
            self._tell(dg.MISSING_KEY, data, key, message, item)
        shift = data.get("shift")
        if shift == "next" and key == "before":
            message = say(
                "'before' leaves its day out, and 'next' moves the last day onto it or past it; write shift: previous, "
                "or by with the day that is still in time",
            )
            self.doubts.append(
                self._told(dg.OUT_OF_RANGE, data, "shift", message, item)._replace(severity=Severity.warning)
            )
        one = only_fall(when, self._anchors, shift, self._workdays)
        return m.Due(
            when=when,
            shift=shift,
            every=self._every(data, item, when),
            day=one.stated if one is not None else None,
            last=one.last if one is not None else None,
            span=self._tree.place(data, key),
        )

    def _expression(self, data: dict[str, Any], item: dict[str, Any]) -> Expression | None:
        """What ``data`` says; None where it says nothing, two things, or what no calendar has."""
        named = [key for key in data if key in dates.KEYS]
        if not named:
            message = say("it is not said when this is due; add before, by, in or within")
            self._tell(dg.MISSING_KEY, data, next(iter(data)), message, item, at_key=True)
            return None
        if len(named) > 1:
            message = say(
                "'{first}' says already when this is due; keep one of '{first}' and '{other}'",
                first=named[0],
                other=named[1],
            )
            self._tell(dg.OUT_OF_RANGE, data, named[1], message, item, at_key=True)
            return None
        key = named[0]
        try:
            when = dates.read(key, data[key])
        except dates.BadDate as error:
            self._tell(dg.BAD_DATE, data, key, error.text, item)
            return None
        if not (isinstance(when, Within) or when.year is None or FIRST_YEAR <= when.year <= LAST_YEAR):
            message = say(
                "the year {year} is not between {first} and {last}; look at the document again",
                year=when.year,
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
            self._tell(dg.OUT_OF_RANGE, data, key, message, item)
            return None
        return when

    def _every(self, data: dict[str, Any], item: dict[str, Any], when: Expression) -> str | None:
        """The period that ``data`` names itself, and a finding where it has no place there."""
        every: str | None = data.get("every")
        if every is None:
            return None
        if not dates.recurs(when):
            message = say(
                "'{every}': what is due comes once, so that it has no period; drop every", every=every
            )
        elif every not in item["every"]:
            message = say(
                "'{every}' is not among the periods of this report (every: {listed}); add it there, or drop it here",
                every=every,
                listed=f"[{', '.join(item['every'])}]",
            )
        else:
            return every
        self._tell(dg.OUT_OF_RANGE, data, "every", message, item)
        return None

    def _tell(
        self, code: dg.Code, data: Any, key: str, message: Text, item: dict[str, Any], *, at_key: bool = False
    ) -> None:
        self.found.append(self._told(code, data, key, message, item, at_key=at_key))

    def _told(
        self, code: dg.Code, data: Any, key: str, message: Text, item: dict[str, Any], *, at_key: bool = False
    ) -> Diagnostic:
        span = self._tree.key_span(data, key) if at_key else self._tree.value_span(data, key)
        owner = joined(" ", (_REPORT if "from" in item else _TASK, same(item["id"])))
        told = joined(": ", (owner, message))
        return code.at(self._tree.source.name, span, told, clause=item.get("at"))


def _periods(data: dict[str, Any], item: dict[str, Any]) -> list[str]:
    """The periods that a day of each period may belong to."""
    named = [data["every"]] if "every" in data else item.get("every", [])
    return [every for every in named if every in ENDS]
