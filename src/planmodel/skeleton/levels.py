"""A template's level in the years of another plan: kept as it is, or put under the first year with a word on why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planmodel import model as m
from planmodel.skeleton.scalars import table
from planmodel.views import words

_KEYS = {">=": "at_least", ">": "more_than", "<=": "at_most", "range": "range"}
_OWN = "sửa theo tình hình của tỉnh"


class Written(NamedTuple):
    """A level as YAML, and the comment that says where it comes from."""

    yaml: str
    comment: str


def level(target: m.Target, first: int, last: int) -> Written:
    """The levels of ``target`` for a plan of the years from ``first`` to ``last``.

    Years inside stay. Where the template states other years only, the last of them up to the first year (else the
    earliest) is written under the first year, and the comment names the year that the template states.
    """
    dated = [x for x in target.levels if x.year != m.UNSTATED]
    unstated = [x for x in target.levels if x.year == m.UNSTATED]
    inside = [x for x in dated if first <= int(x.year) <= last]
    outside = [x for x in dated if x not in inside]
    if not outside:
        return Written(_whole(target), f"theo mẫu; {_OWN}")
    if inside:
        others = _said(outside, target)
        return Written(
            _years(target, [*inside, *unstated]),
            f"theo mẫu; mẫu còn nêu {others}, ngoài thời kỳ {first}–{last} nên không chép; {_OWN}",
        )
    chosen = next((x for x in reversed(outside) if int(x.year) < first), outside[0])
    rest = [x for x in outside if x is not chosen]
    also = f", và còn nêu {_said(rest, target)}" if rest else ""
    return Written(
        _years(target, [chosen._replace(year=str(first)), *unstated]),
        f"mẫu nêu mức này cho năm {chosen.year}{also}; sửa mức và năm theo tình hình của tỉnh",
    )


def _whole(target: m.Target) -> str:
    """The level as the template has it, its step form included."""
    step = target.step
    if step is None:
        return _years(target, target.levels)
    stated = [x for x in target.levels if x.span != step.span]
    amounts = (("from", str(step.first)), ("add", f"{step.add:f}"), ("until", str(step.until)))
    form = table((*amounts, ("reach", f"{step.reach:f}")))
    return table(((_KEYS[target.comparator], _values(target, stated)), ("step", form)))


def _years(target: m.Target, levels: Sequence[m.Level]) -> str:
    return table(((_KEYS[target.comparator], _values(target, levels)),))


def _values(target: m.Target, levels: Iterable[m.Level]) -> str:
    return table((x.year, _amount(x, target.comparator)) for x in levels)


def _amount(which: m.Level, comparator: str) -> str:
    if comparator != "range":
        return f"{which.amount:f}"
    return f"[{which.amount:f}, {which.high if which.high is not None else which.amount:f}]"


def _said(levels: Iterable[m.Level], target: m.Target) -> str:
    return ", ".join(f"{words.level(x, target.comparator, target.unit, 'vi')} năm {x.year}" for x in levels)
