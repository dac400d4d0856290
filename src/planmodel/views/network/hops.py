"""The ways of reports with the days of every hop: from when and by when each can hand over, and the hop that cannot.

Periods whose ways look alike are drawn once: a hop of few periods names its days, one of many how long after the data
close they lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from planmodel import model as m
from planmodel.derive.periods import Window
from planmodel.derive.routes import Hop, Route, routes
from planmodel.graph import Edge, Key, Network, Node
from planmodel.views import words
from planmodel.views.calendar.hops import Way, whole
from planmodel.views.network.pen import Pen, cited

_NAMED = 3
"""So many periods are named one by one; of more, how many there are and how the days lie to the close of their data."""
_MOST = 8
"""So many groups of periods are drawn."""

_TOLD = 60
"""So many days are told of one line."""

_Name = tuple[str, str, str]


class _Period(NamedTuple):
    """One period and the ways of its reports."""

    every: str
    window: Window
    routes: tuple[Route, ...]


class _Alike(NamedTuple):
    """Periods whose ways look alike."""

    id: str
    periods: tuple[_Period, ...]


class _Stretch(NamedTuple):
    """One hop in all periods that look alike: of several ways that share it, the one that leaves least room."""

    giver: str
    taker: str
    report: str
    hops: tuple[Hop, ...]
    closes: tuple[date, ...]
    forwards: bool
    """True where the giver hands on what somebody else has made."""
    first_missed: bool
    stated: bool
    """True where the plan names the last day of the whole way."""


def hops(pen: Pen) -> Network:
    """The ways of the plan's periodic reports, with the days of their hops."""
    found = whole(Way(pen.plan, route) for route in routes(pen.plan, pen.registry))
    if not found:
        return pen.empty(
            "hops",
            "Không tính được hạn từng chặng: kế hoạch không nêu kỳ báo cáo, hoặc không biết nơi nhận cuối cần khi nào.",
            "No way can be reckoned: the plan states no period, or nothing tells by when the last receiver needs it.",
        )
    groups = list(_alike(way.route for way in found))
    nodes: list[Node] = []
    edges: list[Edge] = []
    for group in groups[:_MOST]:
        stretches = _stretches(group)
        boxes = _boxes(pen, stretches)
        nodes += [_start(pen, group), *_nodes(pen, group, stretches, boxes)]
        edges += [*_starts(pen, group, boxes), *_edges(pen, group, stretches, boxes)]
    return pen.network("hops", nodes, edges, (), _legend(pen), _notes(pen, groups, found))


# -------------------------------------------------------------------------------------------------- what is alike


def _alike(found: Iterable[Route]) -> Iterator[_Alike]:
    periods: dict[tuple[str, Window], list[Route]] = {}
    for route in found:
        periods.setdefault((route.every, route.window), []).append(route)
    shapes: dict[object, list[_Period]] = {}
    for (every, window), held in periods.items():
        shape = frozenset(map(_shape, held))
        shapes.setdefault(shape, []).append(_Period(every, window, tuple(held)))
    for number, alike in enumerate(shapes.values(), 1):
        yield _Alike(f"g{number}", tuple(alike))


def _shape(route: Route) -> object:
    """What must be the same for two ways to look alike: who hands what to whom, what is stated, what cannot be met."""
    return route.basis, tuple((*_name(hop), hop.met, hop.stated is not None) for hop in route.hops)


def _name(hop: Hop) -> _Name:
    return hop.giver, hop.taker, hop.report


def _stretches(group: _Alike) -> list[_Stretch]:
    """The hops of a group, each once, in the order of the ways."""
    places: dict[_Name, tuple[bool, bool]] = {}
    missed: set[_Name] = set()
    tightest: dict[_Name, dict[tuple[str, Window], Hop]] = {}
    for period in group.periods:
        key = (period.every, period.window)
        for route in period.routes:
            first = route.first_missed
            for hop in route.hops:
                name = _name(hop)
                forwards = hop.report == route.hops[0].report and hop is not route.hops[0]
                places.setdefault(name, (forwards, route.basis == "stated"))
                held = tightest.setdefault(name, {})
                if key not in held or hop.slack < held[key].slack:
                    held[key] = hop
                if hop is first:
                    missed.add(name)
    return [
        _Stretch(
            *name,
            tuple(held.values()),
            tuple(window.closes for _, window in held),
            forwards,
            name in missed,
            stated,
        )
        for name, held in tightest.items()
        for forwards, stated in (places[name],)
    ]


# ---------------------------------------------------------------------------------------------------------- boxes


def _boxes(pen: Pen, stretches: list[_Stretch]) -> dict[str, tuple[str, ...]]:
    """Agencies that only give, and give alike to the same, stand in one box."""
    takers = {s.taker for s in stretches}
    same: dict[object, list[str]] = {}
    for agency in dict.fromkeys(a for s in stretches for a in (s.giver, s.taker)):
        given = frozenset((s.taker, _label(pen, s)) for s in stretches if s.giver == agency)
        same.setdefault(agency if agency in takers else given, []).append(agency)
    return {agency: tuple(names) for names in same.values() for agency in names}


def _id(group: _Alike, names: tuple[str, ...]) -> str:
    return f"{group.id}-{names[0]}"


def _start(pen: Pen, group: _Alike) -> Node:
    """The box at which the ways of a group begin: the close of the data."""
    closes = sorted({period.window.closes for period in group.periods})
    every = ", ".join(dict.fromkeys(words.word(period.every, pen.lang) for period in group.periods))
    if len(closes) <= _NAMED:
        days = ", ".join(words.day(day, pen.lang) for day in closes)
    else:
        first, last = (words.day(day, pen.lang) for day in (closes[0], closes[-1]))
        days = pen.bilingual(
            f"{len(closes)} lần, từ {first} đến {last}", f"{len(closes)} times, {first} to {last}"
        )
    label = pen.bilingual("Chốt số liệu", "Data close")
    return Node(f"{group.id}-start", label, "basis", "", (days, every), "", f"{label}: {days} ({every})")


def _nodes(
    pen: Pen, group: _Alike, stretches: list[_Stretch], boxes: dict[str, tuple[str, ...]]
) -> Iterator[Node]:
    givers, takers = {s.giver for s in stretches}, {s.taker for s in stretches}
    for names in dict.fromkeys(boxes.values()):
        kind = "agency" if takers.isdisjoint(names) else "receiver" if givers.isdisjoint(names) else "between"
        detail = (_ends(pen, stretches, names),) if kind == "receiver" else ()
        tooltip = "\n".join(pen.full(a) for a in names)
        yield Node(_id(group, names), pen.agencies(names, 8), kind, "", detail, "", tooltip)


def _ends(pen: Pen, stretches: list[_Stretch], names: tuple[str, ...]) -> str:
    """Where the last day of the ways that end here comes from."""
    if any(s.stated for s in stretches if s.taker in names):
        return pen.bilingual("Hạn cuối do kế hoạch nêu", "The plan states the last day")
    return pen.bilingual(
        "Tỉnh báo cáo Chính phủ chậm nhất ngày 25 (Nghị định 09/2019/NĐ-CP, điều 13)",
        "The province reports by the 25th (Decree 09/2019/ND-CP, art. 13)",
    )


# ---------------------------------------------------------------------------------------------------------- lines


def _starts(pen: Pen, group: _Alike, boxes: dict[str, tuple[str, ...]]) -> Iterator[Edge]:
    """From the close of the data to everybody with whom a way begins."""
    began: dict[tuple[str, ...], dict[str, None]] = {}
    for hop in (route.hops[0] for period in group.periods for route in period.routes):
        began.setdefault(boxes[hop.giver], {})[str(hop.at)] = None
    data = pen.bilingual("Chốt số liệu", "Data close")
    for names, clauses in began.items():
        told = f"{cited(pen, clauses)}: {data} → {pen.agencies(names)}"
        yield Edge(f"{group.id}-start", _id(group, names), "", "forward", False, told, tuple(clauses))


def _edges(
    pen: Pen, group: _Alike, stretches: list[_Stretch], boxes: dict[str, tuple[str, ...]]
) -> Iterator[Edge]:
    runs: dict[tuple[str, str, str, str], list[_Stretch]] = {}
    for s in stretches:
        key = (_id(group, boxes[s.giver]), _id(group, boxes[s.taker]), _label(pen, s), _kind(s))
        runs.setdefault(key, []).append(s)
    for (source, target, label, kind), held in runs.items():
        clauses = tuple(dict.fromkeys(str(s.hops[0].at) for s in held))
        told = "\n".join(_shortened(line for s in held for line in _told(pen, s)))
        yield Edge(
            source, target, f"{label}\n{cited(pen, clauses, 4)}", kind, kind == "lawful", told, clauses
        )


def _shortened(lines: Iterable[str]) -> list[str]:
    listed = list(lines)
    return listed if len(listed) <= _TOLD else [*listed[:_TOLD], f"… (+{len(listed) - _TOLD})"]


def _kind(s: _Stretch) -> str:
    if any(not hop.met for hop in s.hops):
        return "missed"
    return "report" if any(hop.stated is not None for hop in s.hops) else "lawful"


def _label(pen: Pen, s: _Stretch) -> str:
    """What stands on a hop: whether it hands on, from when and by when, and the days that are left."""
    head = pen.bilingual("chuyển tiếp", "hands it on") if s.forwards else pen.bilingual("báo cáo", "reports")
    if s.first_missed:
        head += pen.bilingual(" · KHÔNG KỊP", " · CANNOT BE MET")
    elif any(not hop.met for hop in s.hops):
        head += pen.bilingual(" · không kịp", " · cannot be met")
    days = [_one(pen, hop) for hop in s.hops] if len(s.hops) <= _NAMED else [_ranges(pen, s)]
    slack = [hop.slack for hop in s.hops]
    return "\n".join([head, *dict.fromkeys(days), _slack(pen, min(slack), max(slack))])


def _one(pen: Pen, hop: Hop) -> str:
    """The days of one period."""
    first, last = (_short(day, pen.lang) for day in (hop.earliest, hop.latest))
    if hop.stated is None:
        if hop.met:
            return pen.bilingual(f"từ {first} đến {last}", f"{first} to {last}")
        return pen.bilingual(f"sớm nhất {first}, hạn {last}", f"earliest {first}, due {last}")
    stated = _short(hop.stated, pen.lang)
    if hop.stated == hop.latest:
        return pen.bilingual(f"sớm nhất {first}, kế hoạch nêu {stated}", f"earliest {first}, stated {stated}")
    return pen.bilingual(
        f"sớm nhất {first}, kế hoạch nêu {stated}, phải xong {last}",
        f"earliest {first}, stated {stated}, needed by {last}",
    )


def _ranges(pen: Pen, s: _Stretch) -> str:
    """The days of many periods, as days after the close of their data."""
    early = _range((hop.earliest - day).days for hop, day in zip(s.hops, s.closes, strict=True))
    late = _range((hop.latest - day).days for hop, day in zip(s.hops, s.closes, strict=True))
    said = pen.bilingual(f"{early} đến {late} ngày sau khi chốt", f"{early} to {late} days after the close")
    if all(hop.stated is None for hop in s.hops):
        return said
    return said + pen.bilingual(" (ngày cuối kế hoạch nêu)", " (last day as stated)")


def _slack(pen: Pen, least: int, most: int) -> str:
    if most < 0:
        short = _range([-most, -least])
        return pen.bilingual(f"thiếu {short} ngày làm việc", f"{short} working days short")
    said = _range([least, most])
    return pen.bilingual(f"dư {said} ngày làm việc", f"slack: {said} working days")


def _range(numbers: Iterable[int]) -> str:
    listed = list(numbers)
    least, most = min(listed), max(listed)
    return str(least) if least == most else f"{least}–{most}"


def _short(day: date, lang: str) -> str:
    return f"{day:%m-%d}" if lang == "en" else f"{day:%d/%m}"


def _told(pen: Pen, s: _Stretch) -> Iterator[str]:
    """A hop in words: each of its periods."""
    way = f"{s.hops[0].at}: {pen.agency(s.giver)} → {pen.agency(s.taker)}"
    for hop, closes in zip(s.hops, s.closes, strict=True):
        first, last, close = (words.day(day, pen.lang) for day in (hop.earliest, hop.latest, closes))
        text = pen.bilingual(
            f"{way}: chốt {close}, từ {first} đến {last}", f"{way}: data close {close}, {first} to {last}"
        )
        if hop.stated is not None:
            stated = words.day(hop.stated, pen.lang)
            text += pen.bilingual(f", kế hoạch nêu {stated}", f", the plan states {stated}")
        if not hop.met:
            text += pen.bilingual(", không kịp", ", cannot be met")
        yield f"{text} · {_slack(pen, hop.slack, hop.slack)}"


# ---------------------------------------------------------------------------------------------------------- notes


def _notes(pen: Pen, groups: list[_Alike], found: tuple[Way, ...]) -> Iterator[str]:
    yield pen.bilingual(
        "Mỗi chặng cần một ngày làm việc riêng, ngày đầu sau khi chốt số liệu (Nghị định 09/2019/NĐ-CP, điều 8 khoản 5 điểm b, "
        "điều 12, điều 13).",
        "Every hop takes a working day of its own, the first after the data close (Decree 09/2019/ND-CP, art. 8.5.b, 12, 13).",
    )
    if len(groups) > _MOST:
        yield pen.bilingual(
            f"Vẽ {_MOST} trong {len(groups)} nhóm kỳ; mọi kỳ có ở lịch từng chặng.",
            f"{_MOST} of {len(groups)} groups of periods are drawn; the calendar's table of hops has all.",
        )
    reckoned = {hop.report for way in found for hop in way.route.hops}
    left = [str(r.at) for r in pen.plan.reports if _periodic(r) and r.id not in reckoned]
    if left:
        listed = cited(pen, left)
        yield pen.bilingual(
            f"Chưa tính được, vì không biết nơi nhận cuối cần khi nào: {listed}.",
            f"Not reckoned, as nothing tells by when the last receiver needs it: {listed}.",
        )


def _periodic(report: m.Report) -> bool:
    return bool(report.every) or any(due.every for due in report.due)


def _legend(pen: Pen) -> tuple[Key, ...]:
    return (
        Key(
            "edge",
            "report",
            pen.bilingual("Ngày cuối do kế hoạch nêu, kịp", "Stated by the plan, can be met"),
        ),
        Key("edge", "lawful", pen.bilingual("Tính theo quy định, kịp", "Counted by the law, can be met")),
        Key(
            "edge",
            "missed",
            pen.bilingual("Không kịp: hạn đến trước ngày sớm nhất", "Cannot be met: due too early"),
        ),
        Key(
            "inferred", "", pen.bilingual("Nét đứt: kế hoạch không nêu ngày", "Dashed: the plan names no day")
        ),
        Key("node", "between", pen.bilingual("Nhận rồi báo cáo tiếp", "Receives and reports on")),
        Key("node", "receiver", pen.bilingual("Nơi nhận cuối", "Receives last")),
    )
