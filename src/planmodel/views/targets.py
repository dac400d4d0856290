"""Indicators by year: the customary target annex, with derived years marked."""

from __future__ import annotations

from typing import Any

from planmodel import model as m
from planmodel.views import words
from planmodel.views.table import Cell, Column, Group, Table


def targets(plan: m.Plan, registry: m.Registry, lang: str = "vi") -> Table:
    """One row per target and one column per year that any target states; "*" marks a derived year."""
    years = sorted({x.year for t in plan.targets for x in t.levels}, key=lambda y: (y == m.UNSTATED, y))
    columns = (
        Column("no", {"vi": "STT", "en": "No."}[lang], 4, "right"),
        Column("target", {"vi": "Chỉ tiêu", "en": "Target"}[lang], 46),
        Column("scope", {"vi": "Đối tượng, địa bàn", "en": "Population, area"}[lang], 26),
        Column("kind", {"vi": "Cách đo, yêu cầu, cam kết", "en": "Measure, demand, commitment"}[lang], 28),
        Column("unit", {"vi": "ĐVT", "en": "Unit"}[lang], 6, "center"),
        *(Column(y, words.word(y, lang), 8, "right") for y in years),
        Column("at", {"vi": "Điều khoản", "en": "Clause"}[lang], 12),
    )
    sectors: dict[str, list[tuple[Cell, ...]]] = {}
    for number, target in enumerate(plan.targets, 1):
        sectors.setdefault(target.sector, []).append(_row(number, target, years, registry, lang))
    groups = tuple(Group(words.word(s, lang).capitalize(), tuple(rows)) for s, rows in sectors.items())
    title = {"vi": "Biểu chỉ tiêu", "en": "Targets"}[lang]
    return Table(f"{title} · {plan.document.number} · {plan.id}", columns, groups, _notes(plan, lang))


def _row(number: int, t: m.Target, years: list[str], registry: m.Registry, lang: str) -> tuple[Cell, ...]:
    indicator = registry.indicators.get(t.indicator.id)
    name = t.title or (indicator.name.get(lang) if indicator is not None else t.indicator.id)
    population = registry.populations.get(t.population.id)
    who = population.name.get(lang) if population is not None else t.population.id
    modality = [words.word(x, lang) for x in (t.measure, t.demand, t.commitment) if x is not None]
    levels = {x.year: x for x in t.levels}
    return (
        Cell(str(number)),
        Cell(name),
        Cell(f"{who}, {words.word(t.area, lang)}"),
        Cell(", ".join(modality)),
        Cell(t.unit),
        *(_level(levels.get(y), t, lang) for y in years),
        Cell(words.at(t.at)),
    )


def _level(level: m.Level | None, t: m.Target, lang: str) -> Cell:
    if level is None:
        return Cell("")
    text = words.level_mark(level, t.comparator, lang)
    return Cell(f"{text}*", "", "inferred") if level.derived else Cell(text)


def _notes(plan: m.Plan, lang: str) -> tuple[str, ...]:
    notes = []
    if any(x.derived for t in plan.targets for x in t.levels):
        notes.append(
            {"vi": "* Năm suy ra từ dạng “mỗi năm tăng thêm”.", "en": "* Derived from a yearly step."}[lang]
        )
    if not plan.targets:
        notes.append({"vi": "Kế hoạch không nêu chỉ tiêu.", "en": "The plan states no target."}[lang])
    return tuple(notes)


def data(plan: m.Plan, exported: dict[str, Any]) -> dict[str, Any]:
    """The targets as JSON: those of ``export``."""
    return {"plan": plan.id, "targets": exported["targets"]}
