"""Along the way of a report every level needs a working day of its own: the dates must rise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from planmodel import model as m
from planmodel.derive.kept import of_registry
from planmodel.diagnostics import Severity, Span, Text, say
from planmodel.rules._agencies import named
from planmodel.rules._api import Facts, Found, Rule

if TYPE_CHECKING:
    from planmodel.derive.periods import Window
    from planmodel.derive.routes import Hop, Route
    from planmodel.derive.schedules import Judgement

_KEPT = 4096
"""How many pairs of days are kept; a workspace has as many as its reports, passed on, name different days."""


def _run(facts: Facts) -> Iterator[Found]:
    suspects = _suspects(facts) if facts.dated else ()
    if not suspects:
        return
    from planmodel.derive.routes import routes

    stated = _stated(facts)
    told: set[tuple[str, str]] = set()
    for route in routes(facts.plan, facts.registry, of=suspects, every_sender=False):
        if route.basis != "stated":
            continue
        late = list(_late(route))
        for hop, end in late or _missed(route, stated):
            if (hop.report, end.report) not in told:
                told.add((hop.report, end.report))
                yield _found(facts, route, hop, end, stated) if late else _too_soon(facts, route, end, stated)


class _Stated(NamedTuple):
    span: Span
    due: date
    too_early: bool


_Days = dict[tuple[str, "Window"], _Stated]


def _stated(facts: Facts) -> _Days:
    """Where the day of each report for each period stands."""
    return {
        (report.id, f.window): _Stated(f.by.span, f.due, f.too_early)
        for report, _ in facts.dated
        for f in facts.falling(report)
        if f.window is not None
    }


def _late(route: Route) -> Iterator[tuple[Hop, Hop]]:
    """The hops whose stated day is too late for the next one that has a day, each with that one.

    Where that one is too late itself, it may be what comes after it that leaves no room.
    """
    dated = [(hop, hop.stated) for hop in route.hops if hop.stated is not None]
    for (hop, day), (after, until) in pairwise(dated):
        if day > hop.latest and (until <= after.latest or day >= until):
            yield hop, after


def _missed(route: Route, stated: _Days) -> Iterator[tuple[Hop, Hop]]:
    """The first hop that cannot be met, with the one whose day is too soon for it; what PM502 tells is left to it."""
    missed = route.first_missed
    if missed is None:
        return
    days = [stated.get((hop.report, route.window)) for hop in route.hops]
    if not any(day.too_early for day in days if day is not None):
        after = route.hops[route.hops.index(missed) :]
        yield missed, next(hop for hop in after if hop.stated is not None)


def _found(facts: Facts, route: Route, hop: Hop, end: Hop, stated: _Days) -> Found:
    message = say(
        "report {report} may reach {taker} as late as {day}, but report {next} has to be with {last} by {until}: "
        "no working day is left in between; ask for an earlier day for {report}, or a later one for {next}",
        report=hop.report,
        taker=named([hop.taker], facts.registry),
        day=hop.stated,
        next=end.report,
        last=named([end.taker], facts.registry),
        until=end.stated,
    )
    there = facts.here(_span(stated, end, route), say("{report} is due here", report=end.report))
    return Found(_span(stated, hop, route), message, hop.at, (there,))


def _too_soon(facts: Facts, route: Route, end: Hop, stated: _Days) -> Found:
    message = say(
        "report {report} is due on {day}, but data close on {closes}, and every level on its way needs a working day: "
        "it cannot be with {taker} before {earliest}; ask for a later day",
        report=end.report,
        day=end.stated,
        closes=route.window.closes,
        taker=named([end.taker], facts.registry),
        earliest=end.earliest,
    )
    return Found(_span(stated, end, route), message, end.at)


def _span(stated: _Days, hop: Hop, route: Route) -> Span:
    return stated[hop.report, route.window].span


# ------------------------------------------------------------------------- what is soon said of most plans


def _suspects(facts: Facts) -> set[str]:
    """The reports of whose ways it is not plain that all dates rise.

    Plain are those that go straight to somebody who reports on straight and on later days, or to where nobody reports on.
    """
    days = {report.id: judgement for report, judgement in facts.dated}
    onward = _onward(facts.plan.reports)
    found: set[str] = set()
    for report in facts.plan.reports:
        mine = days.get(report.id)
        if report.via and mine is not None:
            found.add(report.id)
            continue
        for other in (other for ref in report.to for other in onward.get(ref.id, ())):
            theirs = days.get(other.id)
            if mine is not None and theirs is not None and not other.via:
                suspect = not _rise(mine, theirs, facts.registry)
            elif set(report.every).isdisjoint(other.every):
                continue
            else:
                suspect = theirs is not None or any(ref.id in onward for ref in other.to)
            if suspect:
                found.add(report.id)
                break
    return found


def _onward(reports: Sequence[m.Report]) -> dict[str, list[m.Report]]:
    """The periodic reports by who makes them."""
    found: dict[str, list[m.Report]] = {}
    for report in reports:
        if report.every:
            for ref in report.from_:
                found.setdefault(ref.id, []).append(report)
    return found


class _Pair(NamedTuple):
    """Two judgements, held so that no other can take their place, and whether their days rise."""

    mine: Judgement
    theirs: Judgement
    rise: bool


@of_registry
def _pairs(registry: m.Registry) -> dict[tuple[int, int], _Pair]:
    return {}


def _rise(mine: Judgement, theirs: Judgement, registry: m.Registry) -> bool:
    """True where each names a day for every period of its own, and a working day lies between where they share one."""
    pairs, key = _pairs(registry), (id(mine), id(theirs))
    if key not in pairs:
        if len(pairs) >= _KEPT:
            pairs.clear()
        previous = registry.workdays.previous
        both = mine.ends.keys() & theirs.ends.keys()
        rise = all(previous(theirs.ends[data]) >= mine.ends[data] for data in both)
        doubtful = mine.open or mine.uneven or theirs.open or theirs.uneven
        pairs[key] = _Pair(mine, theirs, rise and not doubtful)
    return pairs[key].rise


RULE = Rule(
    code="PM506",
    name="hop-without-rise",
    severity=Severity.warning,
    title=Text("hạn trên đường báo cáo không tăng dần", "dates along a report's way that do not rise"),
    what=Text(
        "Tìm báo cáo mà nơi nhận còn phải tổng hợp, báo cáo tiếp, nhưng hạn của chặng trước không sớm hơn hạn của chặng "
        "sau ít nhất một ngày làm việc; và hạn quá sát ngày chốt số liệu so với số chặng phải qua.",
        "Finds reports whose receiver has to report on, where the day of one hop is not at least a working day before "
        "that of the next; and days too near the closing of the data for the hops on the way.",
    ),
    why=Text(
        "Nơi tổng hợp nhận báo cáo đúng hạn mà vẫn gửi tiếp trễ hạn, hoặc phải gửi khi chưa đủ báo cáo. Nghị định 09 đòi "
        "mỗi cấp có thời hạn riêng.",
        "Who collects receives all in time and is still late, or sends on without some of it. Decree 09 gives every level "
        "a day of its own.",
    ),
    source=Text(
        "Nghị định 09/2019/NĐ-CP, điều 8 khoản 5 điểm b và điều 12",
        "Decree 09/2019/NĐ-CP, art. 8.5.b and art. 12",
    ),
    bad=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [so-tttt], every: [year], ad_hoc: false, due: [{by: "2022-12-22"}]}
#                                                                                                  ^^^^^^^^^^^^ PM506
  - {id: b2, at: "III.2", from: [so-tttt], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{by: "2022-12-20"}]}
period: {from: "2022-01-01", to: "2022-12-31", basis: stated}
""",
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], via: [so-tttt], to: [ubnd-tinh], every: [year], ad_hoc: false,
     due: [{by: "2022-12-15"}]}
#               ^^^^^^^^^^^^ PM506
  - {id: b2, at: "III.2", from: [so-tttt], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{by: "2022-12-20"}]}
period: {from: "2022-01-01", to: "2022-12-31", basis: stated}
""",
    ),
    good=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [so-tttt], every: [year], ad_hoc: false, due: [{by: "2022-12-16"}]}
  - {id: b2, at: "III.2", from: [so-tttt], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{by: "2022-12-20"}]}
period: {from: "2022-01-01", to: "2022-12-31", basis: stated}
""",
    ),
    limits=Text(
        "Chỉ so các báo cáo cùng kỳ và cùng số liệu, mà hạn của chặng cuối nêu trong kế hoạch. Hạn trước ngày chốt số "
        "liệu là việc của PM502, báo cáo không nêu ngày là việc của PM501.",
        "Compares reports on the same period's data only, where the plan names the day of the last hop. Days before the "
        "data close are found by PM502, reports without a day by PM501.",
    ),
    run=_run,
)
