"""Who reports to whom through whom, how often and by when; what the plan leaves undated says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from planmodel import model as m
from planmodel.derive.obligations import occurrences
from planmodel.graph import Edge, Key, Network, Node
from planmodel.views import words
from planmodel.views.network.pen import Pen, cited


class _Hop(NamedTuple):
    """One stretch of a report's way."""

    source: str
    target: str
    label: str
    kind: str
    report: m.Report
    sender: str


def reporting(pen: Pen) -> Network:
    """The flow of reports: a line for each, or for several that run alike."""
    hops = [h for r in pen.plan.reports for h in _hops(pen, r)]
    if not hops:
        return pen.empty("reporting", "Văn bản không nêu chế độ báo cáo.", "The document orders no reports.")
    alike = _alike(hops)
    box = {a: names for names in alike for a in names}
    nodes = [_node(pen, names, hops) for names in alike]
    edges = list(_edges(pen, hops, box))
    return pen.network("reporting", nodes, edges, (), _legend(pen), _notes(pen))


def _hops(pen: Pen, report: m.Report) -> Iterator[_Hop]:
    """The stretches of a report's way: from each sender through the bodies between to each receiver."""
    label, kind = _label(pen, report)
    forward = pen.bilingual("chuyển tiếp", "passes on")
    between = [r.id for r in report.via]
    for sender in report.from_:
        for receiver in report.to or report.via[-1:]:
            way = [sender.id, *between, receiver.id]
            for n, (here, there) in enumerate(pairwise(way)):
                if here != there:
                    yield _Hop(
                        here, there, forward if n else label, "forward" if n else kind, report, sender.id
                    )


def _label(pen: Pen, report: m.Report) -> tuple[str, str]:
    """What stands on a report's line: how often, by when; and whether a day is named."""
    often = [words.word(e, pen.lang) for e in report.every]
    if report.ad_hoc:
        often.append(words.word("ad-hoc", pen.lang))
    first = ", ".join(often) or words.word("", pen.lang)
    if report.due:
        days = ", ".join(_days(pen, report))
        return f"{first}\n{days}", "report"
    if report.ad_hoc and not report.every:
        return f"{first}\n{pen.bilingual('khi phát sinh', 'when needed')}", "ad-hoc"
    return f"{first}\n{pen.bilingual('không nêu ngày', 'no date stated')}", "undated"


def _days(pen: Pen, report: m.Report) -> Iterator[str]:
    """The days in words; "before" or "by" is said once for days that share it."""
    last: str | None = None
    for due in report.due:
        how, day = words.yearly_words(due, pen.lang, report.period_of(due))
        yield day if how and how == last else " ".join(filter(None, (how, day)))
        last = how


def _alike(hops: list[_Hop]) -> list[tuple[str, ...]]:
    """Agencies that only send, and send the same to the same, stand in one box."""
    receivers = {h.target for h in hops}
    same: dict[object, list[str]] = {}
    for agency in dict.fromkeys(a for h in hops for a in (h.source, h.target)):
        sent = frozenset((h.target, h.label) for h in hops if h.source == agency)
        same.setdefault(agency if agency in receivers else sent, []).append(agency)
    return [tuple(names) for names in same.values()]


def _node(pen: Pen, names: tuple[str, ...], hops: list[_Hop]) -> Node:
    receives = any(h.target in names for h in hops)
    sends = any(h.source in names for h in hops)
    kind = "agency" if not receives else "between" if sends else "receiver"
    tooltip = "\n".join(pen.full(a) for a in names)
    return Node(_node_id(names), pen.agencies(names, 8), kind, "", (), "", tooltip)


def _node_id(names: tuple[str, ...]) -> str:
    return f"a-{names[0]}"


def _edges(pen: Pen, hops: list[_Hop], box: dict[str, tuple[str, ...]]) -> Iterator[Edge]:
    runs: dict[tuple[str, str, str, str], list[_Hop]] = {}
    for h in hops:
        runs.setdefault((_node_id(box[h.source]), _node_id(box[h.target]), h.label, h.kind), []).append(h)
    for (source, target, label, kind), held in runs.items():
        reports = tuple({h.report.id: h.report for h in held}.values())
        clauses = tuple(dict.fromkeys(str(r.at) for r in reports))
        shown = label
        if kind == "forward":
            senders = pen.agencies(dict.fromkeys(h.sender for h in held), 3)
            shown = f"{label}: {senders}"
        yield Edge(
            source,
            target,
            f"{shown}\n{cited(pen, clauses, 4)}",
            kind,
            False,
            _tooltip(pen, reports),
            clauses,
        )


def _tooltip(pen: Pen, reports: Iterable[m.Report]) -> str:
    lines = []
    for r in reports:
        route = f"{pen.agencies((x.id for x in r.from_), 3)} → {pen.agencies(x.id for x in (*r.via, *r.to))}"
        dates = ", ".join(words.day(o.due, pen.lang) for o in occurrences(pen.plan, r, pen.registry.workdays))
        last = pen.bilingual("ngày cuối", "last days")
        lines.append(f"{r.at}: {route} · {r.about or ''}" + (f" · {last}: {dates}" if dates else ""))
    return "\n".join(lines)


def _notes(pen: Pen) -> list[str]:
    without = [str(r.at) for r in pen.plan.reports if r.every and not r.due]
    if not without:
        return []
    listed = cited(pen, without)
    return [pen.bilingual(
        f"Có kỳ báo cáo nhưng không nêu ngày gửi: {listed}.", f"Reports with a period but no date: {listed}."
    )]  # fmt: skip


def _legend(pen: Pen) -> tuple[Key, ...]:
    return (
        Key("edge", "report", pen.bilingual("Có ngày", "Dated")),
        Key("edge", "undated", pen.bilingual("Không nêu ngày", "No date stated")),
        Key("edge", "ad-hoc", pen.bilingual("Chỉ khi phát sinh", "Only when needed")),
        Key(
            "edge",
            "forward",
            pen.bilingual("Chuyển tiếp báo cáo của nơi khác", "Passes on the reports of others"),
        ),
        Key("node", "between", pen.bilingual("Nơi tổng hợp, chuyển tiếp", "Gathers and passes on")),
        Key("node", "receiver", pen.bilingual("Nơi nhận", "Receives")),
    )
