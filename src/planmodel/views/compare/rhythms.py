"""Reporting side by side: how often each province reports, by when, to whom, and when the next report is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from planmodel import model as m
from planmodel.dates import PERIODS
from planmodel.dates.wording import wording
from planmodel.derive.obligations import falling_due
from planmodel.derive.spread import periods_of
from planmodel.diagnostics import Text, say
from planmodel.views import bodies, words
from planmodel.views.compare.beside import numbered, slices
from planmodel.views.compare.comparison import Comparison
from planmodel.views.table import Cell, Column, Group, Table

_TITLE = Text("Chế độ báo cáo của từng tỉnh", "Reporting, province by province")
_EVERY = Text("Kỳ báo cáo", "Period")
_NO_DAY = Text("không nêu ngày", "no date")
_NONE = Text("Không kế hoạch nào quy định báo cáo.", "No plan orders reports.")


def _plans(c: Comparison) -> tuple[m.Plan, ...]:
    return c.plans if c.base.kind == "template" and not c.base.reports else (c.base, *c.plans)


def reports(c: Comparison, lang: str = "vi") -> list[Table]:
    """A row for each period of reporting, a column for each province."""
    plans = _plans(c)
    order = [*PERIODS, "once", "ad-hoc", ""]
    seen = {every for p in plans for every in _periods(p)}
    periods = sorted(seen, key=lambda e: (order.index(e) if e in order else len(order), e))
    parts = slices(plans)
    return [_table(c, part, periods, n, len(parts), lang) for n, part in enumerate(parts, 1)]


def _periods(plan: m.Plan) -> list[str]:
    without = any(not r.every and not r.ad_hoc for r in plan.reports)
    return [*periods_of(plan), *([""] if without else [])]


def _table(
    c: Comparison, plans: Sequence[m.Plan], periods: Sequence[str], number: int, parts: int, lang: str
) -> Table:  # fmt: skip
    columns = (
        Column("every", _EVERY.get(lang), 16),
        *(Column(p.id, c.name(p).get(lang), 28) for p in plans),
    )
    rows = tuple(
        (Cell(words.word(every, lang)), *(_cell(c, p, every, lang) for p in plans)) for every in periods
    )
    title = numbered(_TITLE.get(lang), number, parts)
    if c.today is not None:
        when = say("The next day in time is counted from {day}.", day=c.today)
    else:
        when = say("The first day in time within the plan's period is given; --today asks for the next one.")
    notes = (when.get(lang),) if rows else (_NONE.get(lang),)
    return Table(title, columns, (Group("", rows),) if rows else (), notes, title)


def _cell(c: Comparison, plan: m.Plan, every: str, lang: str) -> Cell:
    own = [r for r in plan.reports if _is_for(r, every)]
    if not own:
        if plan.document.source_kind == "news-article":
            return Cell(words.word("unknown", lang), "", "unknown")
        return Cell("–")
    undated = not any(_dues(r, every) for r in own)
    text = "; ".join(dict.fromkeys(_said(r, every, lang) for r in own))
    notes = "; ".join(_note(c, plan, r, every, lang) for r in own)
    return Cell(text, notes, "gap" if undated and every not in ("ad-hoc", "once") else "")


def _is_for(report: m.Report, every: str) -> bool:
    if every == "ad-hoc":
        return report.ad_hoc
    return every in report.every if every else not report.every and not report.ad_hoc


def _dues(report: m.Report, every: str) -> list[m.Due]:
    if every == "ad-hoc":
        return []
    return [d for d in report.due if d.every in (None, every)]


def _said(report: m.Report, every: str, lang: str) -> str:
    dues = [wording(d.when, lang, d.every) for d in _dues(report, every)]
    if dues:
        return ", ".join(dues)
    return words.word("ad-hoc", lang) if every == "ad-hoc" else _NO_DAY.get(lang)


def _note(c: Comparison, plan: m.Plan, report: m.Report, every: str, lang: str) -> str:
    to = words.in_both(lambda lang: words.agencies(report.to, c.registry, lang))
    via = words.in_both(lambda lang: words.agencies(report.via, c.registry, lang))
    at = bodies.clause(report.at, lang)
    day = _day(c, plan, report, every)
    told = say("to {receivers} through {agencies}", receivers=to, agencies=via) if report.via else say("to {receivers}", receivers=to)  # fmt: skip
    parts = [told.get(lang), at]
    if day is not None:
        which = say("next: {day}", day=day) if c.today is not None else say("first: {day}", day=day)
        parts.append(which.get(lang))
    return " · ".join(parts)


def _day(c: Comparison, plan: m.Plan, report: m.Report, every: str) -> date | None:
    """The next day in time from today, or the first in the plan's period."""
    found: Iterable[date] = (
        f.due
        for f in falling_due(plan, report, c.registry.workdays)
        if f.every in (None, every) and (c.today is None or f.due >= c.today)
    )
    return min(found, default=None) if every != "ad-hoc" else None


def data(c: Comparison) -> list[dict[str, Any]]:
    """The same as JSON."""
    return [
        {
            "plan": plan.id,
            "every": every,
            "report": r.id,
            "at": str(r.at),
            "to": [ref.id for ref in r.to],
            "via": [ref.id for ref in r.via],
            "due": [wording(d.when, "en", d.every) for d in _dues(r, every)],
            "day": day.isoformat() if (day := _day(c, plan, r, every)) is not None else None,
        }
        for plan in _plans(c)
        for every in _periods(plan)
        for r in plan.reports
        if _is_for(r, every)
    ]
