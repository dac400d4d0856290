"""The ways of reports as a table: hop by hop, from when to when each can hand over, and the first that cannot be met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planmodel import model as m
from planmodel.derive.routes import Hop, Route, routes
from planmodel.diagnostics import Text, say
from planmodel.views import bodies, words
from planmodel.views.calendar import heading
from planmodel.views.calendar.basis import workday_notes
from planmodel.views.calendar.chosen import Chosen, Concerned
from planmodel.views.table import Cell, Document, Group, columns_of

_TITLE = Text("Đường đi của báo cáo, hạn từng chặng", "The ways of reports, hop by hop")
_NAME = Text("Chặng báo cáo", "Hops")
_COLUMNS = (
    ("no", Text("Chặng", "Hop"), 6, "right"),
    ("from", Text("Bên giao", "Hands over"), 22, "left"),
    ("to", Text("Bên nhận", "Receives"), 22, "left"),
    ("earliest", Text("Sớm nhất", "Earliest"), 11, "left"),
    ("latest", Text("Muộn nhất", "Latest"), 11, "left"),
    ("stated", Text("Hạn trong kế hoạch", "Day in the plan"), 12, "left"),
    ("slack", Text("Dư (ngày làm việc)", "Slack (working days)"), 9, "right"),
    ("at", Text("Điều khoản", "Clause"), 11, "left"),
    ("notes", Text("Lưu ý", "Notes"), 40, "left"),
)
_BASES = {
    "stated": Text("hạn cuối do kế hoạch nêu", "last day stated by the plan"),
    "law": Text(
        "hạn cuối theo Nghị định 09/2019/NĐ-CP, điều 13", "last day by Decree 09/2019/ND-CP, art. 13"
    ),
}


class Way(NamedTuple):
    """A route of one plan."""

    plan: m.Plan
    route: Route


def ways(chosen: Chosen, registry: m.Registry) -> tuple[Way, ...]:
    """The routes of what was chosen, by the day on which their data close; those that end within the time asked for."""
    if not chosen.only.kind("report"):
        return ()
    found: list[Way] = []
    for plan in chosen.plans:
        concerned = Concerned(plan, registry, chosen.only.bodies)
        found += [
            Way(plan, route)
            for route in routes(plan, registry)
            if chosen.only.day(route.hops[-1].latest) and concerned.among(_stations(route))
        ]
    return tuple(sorted(found, key=lambda way: way.route.window.closes))


def _stations(route: Route) -> Iterator[str]:
    yield route.hops[0].giver
    yield from (hop.taker for hop in route.hops)


def whole(found: Iterable[Way]) -> tuple[Way, ...]:
    """The ways that are no part of a longer one for the same period."""
    listed = tuple(found)
    tails = {
        (way.plan.id, way.route.every, way.route.window, _names(way.route.hops[n:]))
        for way in listed
        for n in range(1, len(way.route.hops))
    }
    return tuple(
        way
        for way in listed
        if (way.plan.id, way.route.every, way.route.window, _names(way.route.hops)) not in tails
    )


def _names(hops: tuple[Hop, ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple((hop.giver, hop.taker, hop.report) for hop in hops)


def missed(route: Route, registry: m.Registry) -> Text | None:
    """The first hop that cannot be met in words, None where all can."""
    hop = route.first_missed
    if hop is None:
        return None
    giver, taker = (_name(a, registry) for a in (hop.giver, hop.taker))
    return say(
        "the first hop that cannot be met: {giver} to {taker} can hand over from {earliest} on, and would have to by {latest}",
        giver=giver,
        taker=taker,
        earliest=hop.earliest,
        latest=hop.latest,
    )


def _name(agency: str, registry: m.Registry) -> Text:
    return words.in_both(lambda lang: words.agency(agency, registry, lang, short=True))


def document(chosen: Chosen, registry: m.Registry, lang: str = "vi") -> Document:
    """One group for each way of a report for one period: its hops in order."""
    found = whole(ways(chosen, registry))
    groups = [_group(ways, chosen, registry, lang) for ways in _together(found)]
    return heading.document(
        _TITLE,
        _NAME,
        chosen,
        registry,
        lang,
        columns_of(_COLUMNS, lang),
        groups,
        _notes(chosen, found, registry),
        annexed=False,
    )


def _together(found: Iterable[Way]) -> Iterator[list[Way]]:
    """The ways of one report for several periods that close on one day and go on by the same days: told once."""
    groups: dict[object, list[Way]] = {}
    for way in found:
        route = way.route
        groups.setdefault((way.plan.id, route.basis, route.window.closes, route.hops), []).append(way)
    yield from groups.values()


def _group(ways: list[Way], chosen: Chosen, registry: m.Registry, lang: str) -> Group:
    plan, route = ways[0]
    reports = {r.id: r for r in plan.reports}
    about = reports[route.hops[0].report].about
    name = say(
        "{report} ({every}), data of {windows}; {basis}",
        report=about or words.word("report", lang),
        every=words.in_both(lambda lang: ", ".join(words.word(way.route.every, lang) for way in ways)),
        windows=words.in_both(lambda lang: ", ".join(_window(way.route, lang) for way in ways)),
        basis=_BASES[route.basis],
    ).get(lang)
    if len(chosen.plans) != 1:
        name = f"{bodies.number(plan)} · {name}"
    said = missed(route, registry)
    rows = tuple(
        _row(n, hop, said if hop is route.first_missed else None, registry, lang)
        for n, hop in enumerate(route.hops, 1)
    )
    return Group(name, rows)


def _window(route: Route, lang: str) -> str:
    return f"{words.day(route.window.first, lang)} – {words.day(route.window.closes, lang)}"


def _row(number: int, hop: Hop, said: Text | None, registry: m.Registry, lang: str) -> tuple[Cell, ...]:
    mark = "" if hop.met else "gap"
    if said is None and not hop.met:
        said = say("cannot be met")
    stated = Cell("–") if hop.stated is None else Cell(words.day(hop.stated, lang), "", "", hop.stated)
    return (
        Cell(str(number), value=number),
        Cell(_name(hop.giver, registry).get(lang)),
        Cell(_name(hop.taker, registry).get(lang)),
        Cell(words.day(hop.earliest, lang), "", "", hop.earliest),
        Cell(words.day(hop.latest, lang), "", mark, hop.latest),
        stated,
        Cell(str(hop.slack), "", mark, hop.slack),
        Cell(bodies.clause(hop.at, lang)),
        Cell(said.get(lang) if said is not None else "", "", mark),
    )


def _notes(chosen: Chosen, found: tuple[Way, ...], registry: m.Registry) -> Iterator[Text]:
    yield from heading.period_notes(chosen.only.first, chosen.only.last)
    yield from heading.filter_notes(chosen, registry)
    late = sum(way.route.first_missed is not None for way in found)
    if late:
        yield say("Ways that cannot be met as they stand: {count} of {all}.", count=late, all=len(found))
    elif found:
        yield say("Every hop of every way can be met.")
    if not found:
        yield say(
            "No way of a report can be reckoned: no periodic report ends on a day that the plan or the law tells."
        )
    else:
        yield say(
            "Earliest: a working day after the data close, and for each further hop one more; latest: counted back from the "
            "last day, a working day for each hop; slack: the working days between, below 0 where there is none "
            "(Decree 09/2019/ND-CP, art. 8.5.b, 12, 13)."
        )
    left = _left_out(chosen, found)
    if left:
        yield say(
            "Not reckoned, as nothing tells by when the last receiver needs it: {reports}.", reports=left
        )
    yield from workday_notes(registry, (hop.latest for way in found for hop in way.route.hops))


def _left_out(chosen: Chosen, found: tuple[Way, ...]) -> str:
    """The periodic reports of which no way could be reckoned."""
    only = chosen.only
    if only.bodies or only.first is not None or only.last is not None:
        return ""
    reckoned = {(way.plan.id, hop.report) for way in found for hop in way.route.hops}
    return "; ".join(
        f"{words.at(report.at)} ({bodies.number(plan)})"
        for plan in chosen.plans
        for report in plan.reports
        if (report.every or any(due.every for due in report.due)) and (plan.id, report.id) not in reckoned
    )
