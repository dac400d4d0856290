"""What each clause of a plan holds, in the order of the document: where a picture's boxes lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause, clause
from planmodel.diagnostics import Text
from planmodel.views import bodies, words
from planmodel.views.table import Cell, Column, Group, Table


class _Held(NamedTuple):
    """Something that a clause holds: what kind of thing, what it says, and the agencies that it names."""

    at: Clause
    kind: Text
    said: str
    agencies: tuple[m.Ref, ...] = ()


_KINDS = {
    "basis": Text("căn cứ", "legal basis"),
    "part": Text("phạm vi tham gia", "who takes part"),
    "objective": Text("mục tiêu", "objective"),
    "target": Text("chỉ tiêu", "target"),
    "requirement": Text("yêu cầu", "requirement"),
    "task": Text("nhiệm vụ", "task"),
    "duty": Text("trách nhiệm", "duty"),
    "report": Text("báo cáo", "report"),
    "funding": Text("kinh phí", "funding"),
    "recipient": Text("nơi nhận", "recipient"),
}


_ANCHOR = "at|"


def anchor_of(at: Clause) -> str:
    """The anchor of the first row of a clause."""
    return f"{_ANCHOR}{at}"


def places(table: Table) -> dict[Clause, str]:
    """The anchors of an outline by clause, in the order of the document."""
    anchors = (row[0].anchor for row in table.rows if row[0].anchor)
    return {clause(anchor.removeprefix(_ANCHOR)): anchor for anchor in anchors}


def outline(plan: m.Plan, registry: m.Registry, lang: str = "vi") -> Table:
    """One row for everything that a clause of ``plan`` holds; the first of each clause has its anchor."""
    columns = (
        Column("at", {"vi": "Điều khoản", "en": "Clause"}[lang], 12),
        Column("said", {"vi": "Nội dung", "en": "What it says"}[lang], 60),
        Column("kind", {"vi": "Loại", "en": "Kind"}[lang], 14),
        Column("agencies", {"vi": "Cơ quan", "en": "Agencies"}[lang], 30),
    )
    held = sorted(_held(plan, registry, lang), key=lambda one: one.at.order)
    seen: set[Clause] = set()
    groups = [
        Group(_heading(top, lang), tuple(_rows(listed, seen, registry, lang)))
        for top, listed in groupby(held, key=lambda one: one.at.labels[0])
    ]
    title = {"vi": "Nội dung theo điều khoản", "en": "Contents by clause"}[lang]
    return Table(title, columns, tuple(groups), name=title)


def _heading(label: str, lang: str) -> str:
    if label == "p":
        return {"vi": "Bài báo, theo đoạn", "en": "News article, by paragraph"}[lang]
    spoken = clause(label).spoken(lang) if label not in _OUTSIDE else _OUTSIDE[label].get(lang)
    return spoken[:1].upper() + spoken[1:]


_OUTSIDE = {
    "preamble": Text("phần mở đầu", "preamble"),
    "closing": Text("phần kết", "closing"),
    "recipients": Text("nơi nhận", "recipients"),
}


def _rows(
    listed: Iterable[_Held], seen: set[Clause], registry: m.Registry, lang: str
) -> Iterator[tuple[Cell, ...]]:
    for one in listed:
        anchor = anchor_of(one.at) if one.at not in seen else ""
        seen.add(one.at)
        agencies = words.agencies(one.agencies, registry, lang)
        yield (
            Cell(bodies.clause(one.at, lang), anchor=anchor),
            Cell(one.said),
            Cell(one.kind.get(lang)),
            Cell(agencies),
        )


def _held(plan: m.Plan, registry: m.Registry, lang: str) -> Iterator[_Held]:
    kinds = _KINDS
    for b in plan.legal_bases:
        yield _Held(b.at, kinds["basis"], f"{b.number}: {b.title}" if b.title else b.number)
    for p in plan.participants:
        yield _Held(p.at, kinds["part"], "; ".join(p.people), p.agencies)
    for o in plan.objectives:
        yield _Held(o.at, kinds["objective"], o.text or o.title)
    for t in plan.targets:
        yield _Held(t.at, kinds["target"], t.title or _measured(t, registry, lang))
    yield from (_Held(r.at, kinds["requirement"], r.title) for r in plan.requirements if r.at is not None)
    yield from (_Held(t.at, kinds["task"], t.text or t.title, t.by) for t in plan.tasks if t.at is not None)
    for d in plan.duties:
        yield _Held(d.at, kinds["duty"], d.text or d.title, d.agencies)
    for report in plan.reports:
        periods = [words.word(e, lang) for e in (*report.every, *(("ad-hoc",) if report.ad_hoc else ()))]
        said = ": ".join(x for x in (", ".join(periods), report.about or "") if x)
        yield _Held(report.at, kinds["report"], said or words.word("", lang), report.from_)
    for f in plan.funding:
        yield _Held(f.at, kinds["funding"], "; ".join((f.title, *f.sources)), f.agencies)
    for recipient in plan.recipients:
        yield _Held(recipient.at, kinds["recipient"], recipient.detail or "", (recipient.agency,))


def _measured(target: m.Target, registry: m.Registry, lang: str) -> str:
    names = (registry.indicators.get(target.indicator.id), registry.populations.get(target.population.id))
    return ": ".join(entry.name.get(lang) for entry in names if entry is not None)
