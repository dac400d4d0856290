"""The workspace's own days: on which days offices are closed or open, other than the program's table says.

registry: workdays
workdays:
  source: Thông báo số 6150/TB-BLĐTBXH ngày 03/12/2024
  days_off: ["2025-05-02"]
  working: ["2025-04-26"]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from planmodel import diagnostics as dg
from planmodel.diagnostics import Diagnostic, Related, Severity, say
from planmodel.dues import FIRST_YEAR, LAST_YEAR
from planmodel.workdays import BY_LAW, Workdays
from planmodel.yamltree import Tree

LISTS = ("days_off", "working")


def read(data: dict[str, Any]) -> Workdays:
    """The days that the registry ``workdays`` states, which the schema has accepted."""
    off, working = ([date.fromisoformat(day) for day in data.get(name, ())] for name in LISTS)
    return Workdays(off, working, data["source"])


def misplaced(tree: Tree) -> Iterator[Diagnostic]:
    """Days in the file of another registry, or another registry in the file of the days: nobody would read them."""
    is_theirs = tree.data["registry"] == "workdays"
    for key in tree.data:
        if key != "registry" and (key == "workdays") is not is_theirs:
            message = (
                say("'{key}' is not read here; move it to the registry of that name", key=key)
                if is_theirs
                else say("the days are not read here; move them to registry/workdays.yaml")
            )
            yield dg.UNKNOWN_KEY.at(tree.source.name, tree.key_span(tree.data, key), message)


def found(tree: Tree, data: dict[str, Any]) -> Iterator[Diagnostic]:
    """What is wrong with the days of the registry: both off and working, a year far away, days that change nothing."""
    off: dict[str, int] = {day: n for n, day in enumerate(data.get("days_off", ()))}
    for name in LISTS:
        for n, text in enumerate(data.get(name, ())):
            span = tree.value_span(data[name], n)
            if name == "working" and text in off:
                first = tree.value_span(data["days_off"], off[text])
                message = say(
                    "{day} is listed both as a day off and as a working day; drop one", day=_day(text)
                )
                related = (Related(say("listed as a day off here"), tree.source.name, first),)
                yield dg.OUT_OF_RANGE.at(tree.source.name, span, message, related=related)
            elif not FIRST_YEAR <= _day(text).year <= LAST_YEAR:
                message = say(
                    "the year {year} is not between {first} and {last}; look at the document again",
                    year=_day(text).year,
                    first=FIRST_YEAR,
                    last=LAST_YEAR,
                )
                yield dg.OUT_OF_RANGE.at(tree.source.name, span, message)
            elif _idle(_day(text), name):
                message = (
                    say("{day} is a Saturday or Sunday and is off already; drop it", day=_day(text))
                    if name == "days_off"
                    else say("{day} is a working day already; drop it", day=_day(text))
                )
                told = dg.REPEATED_ITEM.at(tree.source.name, span, message)
                yield told._replace(severity=Severity.warning)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _idle(day: date, listed: str) -> bool:
    """True where the day is so anyway. A weekday that the table has as a holiday is not: to list it makes it sure."""
    is_open = BY_LAW.is_open(day)
    if listed == "days_off":
        return day.weekday() >= 5 and not is_open
    return day.weekday() < 5 and is_open
