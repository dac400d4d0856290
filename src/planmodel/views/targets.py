"""Indicators by year: the customary target annex, with derived years marked, and who leads what serves each target."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from planmodel import model as m
from planmodel.derive.reach import ALIKE
from planmodel.derive.responsibility import Lead, leads_by_task
from planmodel.diagnostics import Text
from planmodel.views import words
from planmodel.views.heading import LABEL, attached_to, titled
from planmodel.views.table import Cell, Column, Group, Table


def targets(plan: m.Plan, registry: m.Registry, lang: str = "vi") -> Table:
    """One row per target and one column per year that any target states; "*" marks a derived year.

    Who follows a target is who leads the tasks that contribute to it; nobody where there is no such task or lead.
    """
    years = sorted({x.year for t in plan.targets for x in t.levels}, key=lambda y: (y == m.UNSTATED, y))
    columns = (
        Column("no", {"vi": "STT", "en": "No."}[lang], 4, "right"),
        Column("target", {"vi": "Chỉ tiêu", "en": "Target"}[lang], 46),
        Column("scope", {"vi": "Đối tượng, địa bàn", "en": "Population, area"}[lang], 26),
        Column("kind", {"vi": "Cách đo, yêu cầu, cam kết", "en": "Measure, demand, commitment"}[lang], 28),
        Column("unit", {"vi": "ĐVT", "en": "Unit"}[lang], 6, "center"),
        *(Column(y, words.word(y, lang), 8, "right") for y in years),
        Column("lead", {"vi": "Cơ quan chủ trì theo dõi", "en": "Lead agency"}[lang], 24),
        Column("at", {"vi": "Điều khoản", "en": "Clause"}[lang], 12),
    )
    sectors: dict[str, list[m.Target]] = {}
    for target in plan.targets:
        sectors.setdefault(target.sector, []).append(target)
    leads = leads_by_target(plan, registry)
    number = count(1)
    groups = tuple(
        Group(
            words.word(sector, lang).capitalize(),
            tuple(_row(next(number), t, years, leads.get(t.id, ()), registry, lang) for t in listed),
        )
        for sector, listed in sectors.items()
    )
    return Table(
        titled(_TITLE, plan, lang),
        columns,
        groups,
        tuple(_notes(plan, lang)),
        _NAME.get(lang),
        LABEL.get(lang),
        (attached_to(plan, registry, lang),),
    )


_TITLE = Text("Biểu chỉ tiêu", "Targets:")
_NAME = Text("Chỉ tiêu", "Targets")


def leads_by_target(plan: m.Plan, registry: m.Registry) -> dict[str, tuple[Lead, ...]]:
    """For every target that a task contributes to, who leads such tasks, each agency once with all of its evidence."""
    found: dict[str, dict[str, Lead]] = {}
    sectors = {t.id: t.sector for t in plan.targets}
    for task, leads in leads_by_task(plan, registry):
        for ref in task.contributes_to:
            here = found.setdefault(ref.id, {})
            for lead in leads:
                if not _concerns(lead.scope, sectors.get(ref.id, "")):
                    continue
                first = here.get(lead.agency, lead._replace(evidence=(), scope=None))
                evidence = dict.fromkeys((*first.evidence, *lead.evidence))
                here[lead.agency] = first._replace(evidence=tuple(evidence))
    return {target: tuple(leads.values()) for target, leads in found.items()}


def _concerns(scope: m.Scope | None, sector: str) -> bool:
    """False where one leads a shared task for schools only, and the target counts hospitals, or the reverse."""
    taken_in = ALIKE.get(scope.sector or "") if scope is not None else None
    return taken_in is None or sector in taken_in


def _row(
    number: int,
    t: m.Target,
    years: list[str],
    leads: tuple[Lead, ...],
    registry: m.Registry,
    lang: str,
) -> tuple[Cell, ...]:
    indicator = registry.indicators.get(t.indicator.id)
    name = t.title or (indicator.name.get(lang) if indicator is not None else t.indicator.id)
    population = registry.populations.get(t.population.id)
    who = population.name.get(lang) if population is not None else t.population.id
    modality = [words.word(x, lang) for x in (t.measure, t.demand, t.commitment) if x is not None]
    levels = {x.year: x for x in t.levels}
    return (
        Cell(str(number), value=number),
        Cell(name),
        Cell(f"{who}, {words.word(t.area, lang)}"),
        Cell(", ".join(modality)),
        Cell(t.unit),
        *(_level(levels.get(y), t, lang) for y in years),
        _leads(leads, registry, lang),
        Cell(words.at(t.at)),
    )


def _leads(leads: tuple[Lead, ...], registry: m.Registry, lang: str) -> Cell:
    """``Sở Y tế``, with the clauses by which it leads the tasks; all repeated wording alone: inferred."""
    if not leads:
        return Cell("")
    guessed = [all(e.via == "wording" for e in x.evidence) for x in leads]
    names = [words.agency(x.agency, registry, lang) + "°" * g for x, g in zip(leads, guessed, strict=True)]
    clauses = [", ".join(dict.fromkeys(words.at(e.at) for e in x.evidence)) for x in leads]
    if len(leads) == 1:
        note = clauses[0]
    else:
        short = [words.agency(x.agency, registry, lang, short=True) for x in leads]
        note = "; ".join(f"{who}: {at}" for who, at in zip(short, clauses, strict=True))
    return Cell("; ".join(names), note, "inferred" if all(guessed) else "")


def _level(level: m.Level | None, t: m.Target, lang: str) -> Cell:
    """The figure as the plan states it; a range is no single number."""
    if level is None:
        return Cell("")
    text = words.level_mark(level, t.comparator, lang)
    value = level.amount if level.high is None else None
    return Cell(f"{text}*", "", "inferred", value) if level.derived else Cell(text, value=value)


def _notes(plan: m.Plan, lang: str) -> Iterator[str]:
    if any(x.derived for t in plan.targets for x in t.levels):
        yield {"vi": "* Năm suy ra từ dạng “mỗi năm tăng thêm”.", "en": "* Derived from a yearly step."}[lang]
    if not plan.targets:
        yield {"vi": "Kế hoạch không nêu chỉ tiêu.", "en": "The plan states no target."}[lang]
        return
    yield {
        "vi": "Cơ quan chủ trì theo dõi: suy ra từ cơ quan chủ trì các nhiệm vụ góp vào chỉ tiêu (điều khoản ghi kèm); "
        "để trống nơi không suy ra được. Dấu °: chỉ dựa vào câu chữ lặp lại.",
        "en": "Lead agency: derived from who leads the tasks that contribute to the target (clauses given); blank where "
        "nothing can be derived. The mark °: by repeated wording alone.",
    }[lang]


def data(plan: m.Plan, exported: dict[str, Any]) -> dict[str, Any]:
    """The targets as JSON: those of ``export``."""
    return {"plan": plan.id, "targets": exported["targets"]}
