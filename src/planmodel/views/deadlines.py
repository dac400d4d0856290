"""What is due when: report dates within the plan's period, and the report duties that the plan leaves undated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planmodel import model as m
from planmodel.derive.obligations import Occurrence, Undated, occurrences, undated
from planmodel.views import export, words
from planmodel.views.table import Cell, Column, Group, Table


def _dated(plans: Sequence[m.Plan]) -> list[tuple[m.Plan, m.Report, Occurrence]]:
    """Every dated occurrence of every plan, by date."""
    made = [(p, r, o) for p in plans for r in p.reports for o in occurrences(p, r)]
    return sorted(made, key=lambda x: (x[2].due, x[0].id, x[1].id))


def deadlines(plans: Sequence[m.Plan], registry: m.Registry, lang: str = "vi") -> Table:
    """Report dates by month, then undated duties, then what the plan's tasks and period fix."""
    columns = (
        Column("due", {"vi": "Hạn cuối", "en": "Last day"}[lang], 11),
        Column("says", {"vi": "Kế hoạch ghi", "en": "The plan says"}[lang], 18),
        Column("report", {"vi": "Báo cáo", "en": "Report"}[lang], 34),
        Column("from", {"vi": "Bên báo cáo", "en": "From"}[lang], 16),
        Column("to", {"vi": "Nơi nhận", "en": "To"}[lang], 18),
        Column("window", {"vi": "Kỳ số liệu", "en": "Data window"}[lang], 14),
        Column("at", {"vi": "Điều khoản", "en": "Clause"}[lang], 11),
        Column("plan", {"vi": "Kế hoạch", "en": "Plan"}[lang], 16),
        Column("notes", {"vi": "Lưu ý", "en": "Notes"}[lang], 40),
    )
    months: dict[str, list[tuple[Cell, ...]]] = {}
    for plan, report, o in _dated(plans):
        month = f"Tháng {o.due.month}/{o.due.year}" if lang == "vi" else f"{o.due.year}-{o.due.month:02}"
        months.setdefault(month, []).append(_row(plan, report, o, registry, lang))
    groups = [Group(month, tuple(rows)) for month, rows in months.items()]
    open_rows = tuple(_undated_row(p, u, registry, lang) for p in plans for u in undated(p))
    if open_rows:
        heading = {"vi": "Không nêu ngày trong kế hoạch", "en": "No date in the plan"}[lang]
        groups.append(Group(heading, open_rows))
    title = {"vi": "Lịch báo cáo", "en": "Reporting calendar"}[lang]
    names = ", ".join(p.document.number if p.document.number != "unknown" else p.id for p in plans)
    return Table(f"{title} · {names}", columns, tuple(groups), _notes(plans, lang))


def _row(plan: m.Plan, report: m.Report, o: Occurrence, registry: m.Registry, lang: str) -> tuple[Cell, ...]:
    data = f"{words.day(o.window[0], lang)} – {words.day(o.window[1], lang)}" if o.window is not None else ""
    prefix = {"vi": ("trước", "chậm nhất"), "en": ("before", "by")}[lang][0 if o.before else 1]
    notes = "; ".join(n.get(lang) for n in o.notes)
    return (
        Cell(words.day(o.due, lang)),
        Cell(f"{prefix} {words.day(o.stated, lang)}"),
        Cell(_about(report, o.every or "", lang)),
        Cell(words.agencies(report.from_, registry, lang)),
        Cell(_to(report, registry, lang)),
        Cell(data),
        Cell(words.at(report.at)),
        Cell(plan.id),
        Cell(notes, "", "gap" if notes else ""),
    )


def _undated_row(plan: m.Plan, u: Undated, registry: m.Registry, lang: str) -> tuple[Cell, ...]:
    none = {"vi": "không nêu ngày", "en": "no date"}[lang]
    ad_hoc = {"vi": "khi phát sinh", "en": "when needed"}[lang]
    return (
        Cell("–"),
        Cell(ad_hoc if u.every == "ad-hoc" else none, "", "" if u.every == "ad-hoc" else "gap"),
        Cell(_about(u.report, u.every, lang)),
        Cell(words.agencies(u.report.from_, registry, lang)),
        Cell(_to(u.report, registry, lang)),
        Cell(""),
        Cell(words.at(u.report.at)),
        Cell(plan.id),
        Cell(""),
    )


def _about(report: m.Report, every: str, lang: str) -> str:
    kind = words.word(every, lang)
    return f"{report.about} ({kind})" if report.about else kind


def _to(report: m.Report, registry: m.Registry, lang: str) -> str:
    to = words.agencies(report.to, registry, lang)
    if not report.via:
        return to
    through = {"vi": "qua", "en": "through"}[lang]
    return f"{to} ({through} {words.agencies(report.via, registry, lang)})"


def _notes(plans: Sequence[m.Plan], lang: str) -> tuple[str, ...]:
    silent = [p for p in plans if not p.reports]
    notes = []
    if silent:
        listed = ", ".join(p.id for p in silent)
        notes.append(
            {"vi": f"Không có chế độ báo cáo trong: {listed}.", "en": f"No reporting duty in: {listed}."}[
                lang
            ]
        )
    if any(o.before for p in plans for r in p.reports for o in occurrences(p, r)):
        notes.append(
            {
                "vi": "“Trước ngày D” không kể ngày D: hạn cuối là ngày liền trước. Kỳ số liệu theo Nghị định 09/2019/NĐ-CP, điều 12.",
                "en": "“Before day D” excludes D: the last day is the day before. Data windows follow Decree 09/2019/ND-CP, art. 12.",
            }[lang]
        )
    return tuple(notes)


def data(plans: Sequence[m.Plan], lang: str = "vi") -> dict[str, Any]:
    """The calendar as JSON, as ``schema/output/calendar.schema.json`` describes."""
    return {
        "dated": [{"plan": p.id, **_who(r), **export.occurrence(o, lang)} for p, r, o in _dated(plans)],
        "undated": [
            {"plan": p.id, **_who(u.report), "every": u.every or None} for p in plans for u in undated(p)
        ],
    }


def _who(r: m.Report) -> dict[str, Any]:
    return {
        "report": r.id,
        "at": str(r.at),
        "about": r.about,
        "from": [x.id for x in r.from_],
        "to": [x.id for x in r.to],
        "via": [x.id for x in r.via],
    }
