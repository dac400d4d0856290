"""The comparison as a table and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planmodel import model as m
from planmodel.derive import relations as rel
from planmodel.diagnostics import say
from planmodel.views import words
from planmodel.views.compare.judge import Item
from planmodel.views.table import Cell, Column, Group, Table


def table(
    template: m.Plan,
    plans: Sequence[m.Plan],
    items: Sequence[Item],
    registry: m.Registry,
    lang: str = "vi",
    *,
    everything: bool = True,
) -> Table:
    """The comparison as a table, one group per plan; the heading counts every item, also where only differences are shown."""
    columns = (
        Column("verdict", {"vi": "Kết luận", "en": "Verdict"}[lang], 14),
        Column("kind", {"vi": "Loại", "en": "Kind"}[lang], 10),
        Column("item", {"vi": "Yêu cầu của mẫu", "en": "Demand of the template"}[lang], 40),
        Column("template_at", {"vi": "Ở mẫu", "en": "In the template"}[lang], 9),
        Column("plan_at", {"vi": "Ở kế hoạch", "en": "In the plan"}[lang], 14),
        Column("why", {"vi": "Vì sao", "en": "Why"}[lang], 60),
    )
    titles = {p.id: _titles(p, registry, lang) for p in (*plans, template)}
    groups = []
    for plan in plans:
        own = [i for i in items if i.plan == plan.id]
        shown = [i for i in own if everything or i.verdict != "conforms"]
        rows = tuple(
            _table_row(i, titles[i.plan if i.verdict == "added" else i.template], lang) for i in shown
        )
        groups.append(Group(f"{plan.id} — {summary(own, lang)}", rows))
    title = say("Against {template} ({number})", template=template.id, number=template.document.number)
    basis = [
        say(
            "{plan}: the plan does not cite the template; the link is inferred by the encoder.", plan=p.id
        ).get(lang)
        for p in plans
        if any(x.basis == "inferred" for x in p.implements)
    ]
    return Table(title.get(lang), columns, tuple(groups), tuple(basis))


def _titles(p: m.Plan, registry: m.Registry, lang: str) -> dict[tuple[str, str], str]:
    """The title of every item of a plan by kind and id: a target and a task may have the same id."""
    kinds: dict[str, Sequence[m.Target | m.Requirement | m.Task | m.Duty]] = {
        "target": p.targets,
        "requirement": p.requirements,
        "task": p.tasks,
        "lead": p.duties,
    }
    named = {(kind, i.id): _title(i, registry, lang) for kind, items in kinds.items() for i in items}
    return named | {("report", r.id): r.about or r.id for r in p.reports}


def _title(item: m.Target | m.Requirement | m.Task | m.Duty, registry: m.Registry, lang: str) -> str:
    if isinstance(item, m.Target):
        if item.title:
            return item.title
        indicator = registry.indicators.get(item.indicator.id)
        name = indicator.name.get(lang) if indicator is not None else item.indicator.id
        return f"{name} – {words.word(item.sector, lang)}"
    return item.title


def _table_row(i: Item, titles: dict[tuple[str, str], str], lang: str) -> tuple[Cell, ...]:
    return (
        Cell(words.word(i.verdict, lang), "", i.verdict),
        Cell(words.word(i.kind, lang)),
        Cell(titles[i.kind, i.item]),
        Cell(words.at(i.template_at)),
        Cell(", ".join(str(c) for c in i.plan_at)),
        Cell(i.why.get(lang)),
    )


def summary(items: Sequence[Item], lang: str) -> str:
    """One line: how many targets stand how, then how many other items."""
    parts = []
    for kinds, label in (
        (("target",), "target"),
        (("requirement",), "requirement"),
        (("task",), "task"),
        (("lead",), "lead"),
    ):
        counts: dict[str, int] = {}
        for i in items:
            if i.kind in kinds:
                counts[i.verdict] = counts.get(i.verdict, 0) + 1
        if counts:
            order = [v for v in rel.VERDICTS if v in counts]
            listed = ", ".join(f"{counts[v]} {words.word(v, lang)}" for v in order)
            parts.append(f"{words.word(label, lang)}: {listed}")
    return " · ".join(parts)


def data(items: Sequence[Item], lang: str = "vi") -> dict[str, Any]:
    """The comparison as JSON, as ``schema/output/compare.schema.json`` describes."""
    return {
        "items": [
            {
                "template": i.template,
                "plan": i.plan,
                "item_kind": i.kind,
                "item": i.item,
                "matches": list(i.matches),
                "verdict": i.verdict,
                "dimensions": dict(i.dimensions),
                "why": i.why.get(lang),
                "template_at": words.at(i.template_at) or None,
                "plan_at": [str(c) for c in i.plan_at],
            }
            for i in items
        ]
    }
