"""What is in a plan: one screen of facts, each with its clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planmodel import model as m
from planmodel.clauses import Clause, cover_all
from planmodel.derive.obligations import occurrences
from planmodel.derive.responsibility import focal_points, leads_by_task
from planmodel.views import words
from planmodel.views.table import Cell, Column, Group, Table

_Fact = tuple[str, str, str]


def summary(plan: m.Plan, registry: m.Registry, lang: str = "vi") -> Table:
    """The document, what it contains, who leads, what is reported, and what the encoder doubts."""
    columns = (
        Column("fact", {"vi": "Mục", "en": "Fact"}[lang], 22),
        Column("value", {"vi": "Nội dung", "en": "Value"}[lang], 80),
        Column("at", {"vi": "Điều khoản", "en": "Clause"}[lang], 20),
    )
    parts: tuple[tuple[str, Iterable[_Fact]], ...] = (
        ({"vi": "Văn bản", "en": "Document"}[lang], _document(plan, registry, lang)),
        ({"vi": "Nội dung", "en": "Contents"}[lang], _contents(plan, lang)),
        ({"vi": "Ai chủ trì", "en": "Who leads"}[lang], _leads(plan, registry, lang)),
        ({"vi": "Báo cáo", "en": "Reports"}[lang], _reports(plan, registry, lang)),
        ({"vi": "Chỗ cần hỏi lại", "en": "To be asked"}[lang], _doubts(plan, lang)),
    )
    groups = tuple(
        Group(title, tuple((Cell(a), Cell(b), Cell(c)) for a, b, c in facts)) for title, facts in parts
    )
    return Table(f"{plan.id} · {plan.document.title}", columns, tuple(g for g in groups if g.rows))


def _document(plan: m.Plan, registry: m.Registry, lang: str) -> Iterator[_Fact]:
    d = plan.document
    vi = lang == "vi"
    unknown = words.word("unknown", lang)
    issued = words.day(d.issued, lang) if d.issued is not None else unknown
    number = d.number if d.number != "unknown" else unknown
    yield "Số, ngày" if vi else "Number, date", f"{number}, {issued}", ""
    yield "Cơ quan ban hành" if vi else "Issuer", words.agency(d.issuer.id, registry, lang), ""
    signer = " ".join(
        x for x in (d.signer.capacity, d.signer.rank, d.signer.name) if x not in ("none", "unknown")
    )
    yield "Người ký" if vi else "Signer", signer or unknown, ""
    basis = {"stated": ("văn bản nêu", "stated"), "inferred": ("suy ra", "inferred")}
    span = f"{words.day(plan.period.first, lang)} – {words.day(plan.period.last, lang)}"
    yield (
        "Thời kỳ" if vi else "Period",
        f"{span} ({basis[plan.period.basis][0 if vi else 1]})",
        words.at(plan.period.at),
    )
    for link in plan.implements:
        how = {"cited": ("viện dẫn", "cited"), "inferred": ("suy ra, không viện dẫn", "inferred, not cited")}[
            link.basis
        ]
        yield (
            "Triển khai" if vi else "Carries out",
            f"{link.plan.id} ({how[0 if vi else 1]})",
            words.at(link.at),
        )
    for b in plan.legal_bases:
        day = words.day(b.issued, lang) if b.issued is not None else unknown
        yield (
            "Căn cứ" if vi else "Legal basis",
            f"{b.number} ({day})" + (f": {b.title}" if b.title else ""),
            words.at(b.at),
        )


def _contents(plan: m.Plan, lang: str) -> Iterator[_Fact]:
    vi = lang == "vi"
    counted = (
        ("Mục tiêu" if vi else "Objectives", plan.objectives),
        ("Chỉ tiêu" if vi else "Targets", plan.targets),
        ("Yêu cầu" if vi else "Requirements", plan.requirements),
        ("Nhiệm vụ" if vi else "Tasks", plan.tasks),
        ("Trách nhiệm" if vi else "Duties", plan.duties),
        ("Nơi nhận" if vi else "Recipients", plan.recipients),
    )
    for name, items in counted:
        ats = sorted({i.at for i in items if i.at is not None})
        heads = list(dict.fromkeys(c.labels[0] if c.labels[0] != "p" else "p" for c in ats))
        yield name, str(len(items)), ", ".join(heads)


def _leads(plan: m.Plan, registry: m.Registry, lang: str) -> Iterator[_Fact]:
    every = [t.at for t in plan.tasks if t.at is not None]
    by_agency: dict[str, dict[str, m.Task]] = {}
    without = []
    for task, leads in leads_by_task(plan, registry):
        for a in leads:
            by_agency.setdefault(a.agency, {})[task.id] = task
        if not leads:
            without.append(task)
    for agency, tasks in by_agency.items():
        name = words.agency(agency, registry, lang)
        count = (
            f"{len(tasks)}/{len(plan.tasks)} nhiệm vụ"
            if lang == "vi"
            else f"{len(tasks)} of {len(plan.tasks)} tasks"
        )
        yield name, count, _clauses(every, list(tasks.values()))
    for duty in focal_points(plan):
        yield (
            words.agencies(duty.agencies, registry, lang, short=False),
            {"vi": "đầu mối chung của kế hoạch", "en": "general focal point"}[lang],
            words.at(duty.at),
        )
    if without and plan.kind == "plan":
        unknown = plan.document.source_kind == "news-article"
        name = {
            "vi": "Chưa rõ ai chủ trì" if unknown else "Chưa có chủ trì",
            "en": "Lead unknown" if unknown else "Nobody leads",
        }[lang]
        count = (
            f"{len(without)}/{len(plan.tasks)} nhiệm vụ"
            if lang == "vi"
            else f"{len(without)} of {len(plan.tasks)} tasks"
        )
        yield name, count, _clauses(every, without)


def _clauses(every: list[Clause], tasks: list[m.Task]) -> str:
    return ", ".join(str(c) for c in cover_all(every, [t.at for t in tasks if t.at is not None]))


def _reports(plan: m.Plan, registry: m.Registry, lang: str) -> Iterator[_Fact]:
    for r in plan.reports:
        periods = ", ".join(words.word(e, lang) for e in (*r.every, *(("ad-hoc",) if r.ad_hoc else ())))
        days = ", ".join(words.day(o.due, lang) for o in occurrences(plan, r, registry.workdays))
        through = f" → {words.agencies(r.via, registry, lang)}" if r.via else ""
        route = f"{words.agencies(r.from_, registry, lang)}{through} → {words.agencies(r.to, registry, lang)}"
        yield periods or words.word("", lang), route + (f": {days}" if days else ""), words.at(r.at)


def _doubts(plan: m.Plan, lang: str) -> Iterator[_Fact]:
    for n in plan.notes:
        if n.kind in ("contradiction", "gap"):
            yield words.word(n.kind, lang), n.text, words.at(n.at)
