"""Everything in a plan that has a date: reports, tasks, target years and the plan's own end, each with its rule.

An obligation is one date that somebody has to keep. Reports come from ``derive.obligations``; a task is due on the day
that its clause names; a figure for a year is due on 31 December of it (Bộ luật Dân sự 2015, điều 146); the plan ends
with its period. What names no day stays without one; ``suggested`` proposes lawful days for reports, marked as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.dates import Stretch, Within
from planmodel.dates.days import only_fall
from planmodel.dates.wording import wording
from planmodel.derive.behind import Behind
from planmodel.derive.obligations import Note, anchors, day_notes, occurrences, undated
from planmodel.derive.periods import Window
from planmodel.diagnostics import Span, Text, say
from planmodel.model import UNSTATED
from planmodel.workdays import Workdays

Kind = Literal["report", "task", "target", "period"]
KINDS: tuple[Kind, ...] = ("report", "task", "target", "period")
"""The kinds of obligations, in the order in which those of one day are listed."""


_DAY = timedelta(days=1)


class Obligation(NamedTuple):
    """One date that somebody has to keep.

    ``key`` names it within its plan for as long as the plan orders it, whatever becomes of its date: kind, item, and the
    period or year. ``item`` is the id of the report, task or target (the plan's own for its period), ``at`` the clause
    that orders it, ``who`` the agencies that have to act, ``to`` and ``via`` those that receive a report. ``due`` is the
    last day in time, ``first`` the first day where the words name a stretch, ``words`` the plan's wording and ``says``
    the same as data; ``rule`` says how the day follows. ``proposed`` marks a day that the plan does not name.
    """

    plan: str
    key: str
    kind: Kind
    item: str
    at: Clause | None
    span: Span
    title: str
    who: tuple[str, ...]
    to: tuple[str, ...]
    via: tuple[str, ...]
    due: date
    first: date | None
    says: str
    words: Text
    rule: Text
    every: str | None
    window: Window | None
    notes: tuple[Note, ...]
    proposed: bool = False

    @property
    def agencies(self) -> tuple[str, ...]:
        """Every agency that the date concerns, who has to act first."""
        return tuple(dict.fromkeys((*self.who, *self.via, *self.to)))


def obligations(plan: m.Plan, registry: m.Registry, *, suggest: bool = False) -> tuple[Obligation, ...]:
    """Every dated obligation of ``plan`` by day, kind and place; with ``suggest`` the proposals for undated reports too."""
    behind = Behind(plan, registry)
    made = [
        *_reports(plan, registry),
        *_tasks(plan, behind, registry.workdays),
        *_targets(plan, behind),
        *_period(plan),
    ]
    if suggest:
        made += suggested(plan, registry)
    return tuple(sorted(made, key=lambda o: (o.due, KINDS.index(o.kind), o.span.start, o.key)))


def _reports(plan: m.Plan, registry: m.Registry) -> Iterator[Obligation]:
    for report in plan.reports:
        met: dict[str, int] = {}
        for o in occurrences(plan, report, registry.workdays):
            period = _period_name(o.every, o.window, o.period)
            met[period] = met.get(period, 0) + 1
            key = f"report/{report.id}/{period}" + (f"/{met[period]}" if met[period] > 1 else "")
            yield _report(
                plan, report, key, o.due, o.every, o.window, o.notes,
                says=o.says, words=_words(o.by, report), rule=_rule(o.by, o.stated, o.due), first=o.first, span=o.by.span,
            )  # fmt: skip


def _report(
    plan: m.Plan,
    report: m.Report,
    key: str,
    due: date,
    every: str | None,
    data: Window | None,
    notes: tuple[Note, ...],
    *,
    says: str,
    words: Text,
    rule: Text,
    first: date | None,
    span: Span,
    proposed: bool = False,
) -> Obligation:
    who, to, via = (tuple([ref.id for ref in refs]) for refs in (report.from_, report.to, report.via))
    return Obligation(
        plan.id, key, "report", report.id, report.at, span, report.about or "", who, to, via, due, first, says, words,
        rule, every, data, notes, proposed,
    )  # fmt: skip


def _period_name(every: str | None, data: Window | None, period: str) -> str:
    """The name of a report's period: its length and the month in which its data close; else that of its date."""
    return f"{every}-{data.closes:%Y-%m}" if data is not None else period or "once"


def _words(due: m.Due, report: m.Report | None = None) -> Text:
    every = report.period_of(due) if report is not None else None
    return Text(wording(due.when, "vi", every), wording(due.when, "en", every))


def _rule(due: m.Due, stated: date, last: date) -> Text:
    """How the last day follows from the words; that it moved off a day off is said beside it."""
    if isinstance(due.when, Within):
        if due.shift not in (None, "next"):
            return say(
                "a period begins on the day after the one it counts from (Civil Code 2015, art. 147): {last}",
                last=stated,
            )
        return say(
            "a period begins on the day after the one it counts from, and one that ends on a day off ends on the next "
            "working day (Civil Code 2015, art. 147, 148.5): {last}",
            last=last,
        )
    if isinstance(due.when, Stretch):
        return say(
            "a stretch of time ends with its last day (Civil Code 2015, art. 148): {last}", last=stated
        )
    if due.before:
        return say("'before' excludes {stated}: the last day is {last}", stated=stated, last=stated - _DAY)
    if due.when.name is not None:
        return say("what the words mean is in the Civil Code 2015, art. 146: {last}", last=stated)
    return say("'by' includes the day: {last}", last=stated)


def _tasks(plan: m.Plan, behind: Behind, workdays: Workdays) -> Iterator[Obligation]:
    known = anchors(plan)
    for task in plan.tasks:
        due = task.due
        if due is None or due.last is None or due.day is None:
            continue
        unmoved = only_fall(due.when, known, "none", workdays)
        assert unmoved is not None  # it has a last day
        first = unmoved.first if isinstance(due.when, Stretch) else None
        # said where that is a day off, or was one and moved
        notes = tuple(day_notes(unmoved.last, due.last, workdays))
        yield Obligation(
            plan.id, f"task/{task.id}", "task", task.id, task.at, due.span, task.title, behind.tasks[task.id], (), (),
            due.last, first, f"{'before' if due.before else 'by'} {due.day.isoformat()}", _words(due),
            _rule(due, due.day, due.last), None, None, notes,
        )  # fmt: skip


def _targets(plan: m.Plan, behind: Behind) -> Iterator[Obligation]:
    for target in plan.targets:
        for level in target.levels:
            if level.year == UNSTATED:
                continue
            due = date(int(level.year), 12, 31)
            yield Obligation(
                plan.id, f"target/{target.id}/{level.year}", "target", target.id, target.at, level.span,
                target.title or "", behind.targets.get(target.id, ()), (), (), due, None, f"in {level.year}",
                Text(f"năm {level.year}", f"in {level.year}"), _YEAR_END, None, None, (),
            )  # fmt: skip


_YEAR_END = Text(
    "chỉ tiêu của một năm phải đạt đến 31/12 (Bộ luật Dân sự 2015, điều 146)",
    "a figure for a year is due by 31 December (Civil Code 2015, art. 146)",
)
_PERIOD_END = Text("thời kỳ kế hoạch kết thúc", "the period of the plan ends")


def _period(plan: m.Plan) -> Iterator[Obligation]:
    period = plan.period
    yield Obligation(
        plan.id, "period/end", "period", plan.id, period.at, period.span, "", (), (), (), period.last, period.first,
        f"by {period.last.isoformat()}", _PERIOD_END, _PERIOD_END, None, None, (),
    )  # fmt: skip


def suggested(plan: m.Plan, registry: m.Registry) -> Iterator[Obligation]:
    """Lawful days for the reports that the plan orders without a day: the latest for each hop of their way."""
    from planmodel.derive.routes import routes

    open_ = {(left.report.id, left.every): left.report for left in undated(plan)}
    latest: dict[tuple[str, str, Window], tuple[date, str]] = {}
    for route in routes(plan, registry) if open_ else ():
        for hop in route.hops:
            report = open_.get((hop.report, route.every))
            if report is not None and hop.met:
                key = (hop.report, route.every, route.window)
                # The day on which the report reaches its receiver, on the way that leaves least room.
                if hop.taker in {ref.id for ref in report.to}:
                    found = (hop.latest, route.basis)
                    latest[key] = min(found, latest.get(key, found))
    for (report_id, every, data), (day, basis) in latest.items():
        report = open_[report_id, every]
        name = f"report/{report.id}/{_period_name(every, data, '')}"
        rule = _proposed(data.closes, basis)
        yield _report(
            plan, report, name, day, every, data, (), says=f"by {day.isoformat()}",
            words=Text("kế hoạch không nêu ngày", "the plan names no day"), rule=rule, first=None, span=report.span,
            proposed=True,
        )  # fmt: skip


def _proposed(closes: date, basis: str) -> Text:
    """How a proposed day follows, from a day that the plan names further on or from the law's."""
    if basis == "stated":
        return say(
            "proposed: data close on {closes} (Decree 09/2019/ND-CP, art. 12), the plan names the day on which the report "
            "goes on, and every hop on the way has a working day of its own (art. 8.5.b)",
            closes=closes,
        )
    return say(
        "proposed: data close on {closes} (Decree 09/2019/ND-CP, art. 12), the province reports by the 25th (art. 13), "
        "and every hop on the way has a working day of its own (art. 8.5.b)",
        closes=closes,
    )
