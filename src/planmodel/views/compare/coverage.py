"""What became of the template's tasks in each province, and who leads them there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive.conformity import Item
from planmodel.derive.responsibility import Leads, leads_by_task
from planmodel.diagnostics import Text, say
from planmodel.views import bodies, words
from planmodel.views.compare import said
from planmodel.views.compare.beside import anchor, heading, numbered, slices
from planmodel.views.compare.comparison import Comparison
from planmodel.views.table import Cell, Column, Group, Table

_TASKS = Text("Nhiệm vụ ở từng tỉnh", "Tasks in each province")
_LEADS = Text("Ai chủ trì, ở đâu", "Who leads what, where")
_TASK = Text("Nhiệm vụ", "Task")
_AT = Text("Điều khoản", "Clause")
_DUE = Text("Thời hạn", "Due")
_STAND = Text("Số tỉnh có", "Have it")
_MOST = Text("Đa số", "Most")
_TOTAL = Text("Số nhiệm vụ có trong phần nhiệm vụ", "Tasks among the tasks")
_STANDS = Text("có", "stands")
_NOBODY = Text("không ai", "nobody")
_WHOLE = Text("Cả kế hoạch (đầu mối chung)", "The whole plan (focal point)")
_NO_TASKS = Text("Văn bản gốc không có nhiệm vụ nào để so.", "There are no tasks to compare.")


def _of_tasks(c: Comparison) -> dict[str, dict[str, Item]]:
    """What became of each task, by task and plan."""
    found: dict[str, dict[str, Item]] = {t.id: {} for t in c.base.tasks}
    for item in c.items:
        if item.kind == "task" and item.demanded is not None:
            found[item.item][item.plan] = item
    return found


def _by_sector(tasks: Iterable[m.Task]) -> dict[str, list[m.Task]]:
    found: dict[str, list[m.Task]] = {}
    for task in tasks:
        found.setdefault(task.sector, []).append(task)
    return found


def tasks(c: Comparison, lang: str = "vi") -> list[Table]:
    """A row for each task, a column for each province: whether it stands there, moved, misses or is unknown."""
    found = _of_tasks(c)
    parts = slices(c.plans)
    return [_tasks(c, found, part, n, len(parts), lang) for n, part in enumerate(parts, 1)]


def _tasks(
    c: Comparison, found: dict[str, dict[str, Item]], plans: Sequence[m.Plan], number: int, parts: int, lang: str
) -> Table:  # fmt: skip
    dated = any(t.due is not None for t in c.base.tasks)
    columns = (
        Column("task", _TASK.get(lang), 44),
        *((Column("due", _DUE.get(lang), 12),) if dated else ()),
        *(Column(p.id, c.name(p).get(lang), 13, "center") for p in plans),
        Column("stand", _STAND.get(lang), 8, "right"),
    )
    groups = [
        Group(
            heading(sector, lang),
            tuple(_task_row(c, t, found[t.id], plans, lang, dated=dated) for t in listed),
        )
        for sector, listed in _by_sector(c.base.tasks).items()
    ]
    if groups:
        groups.append(Group("", (_totals(found, plans, lang, dated=dated),)))
    title = numbered(_TASKS.get(lang), number, parts)
    return Table(title, columns, tuple(groups), () if groups else (_NO_TASKS.get(lang),), title)


def _task_row(
    c: Comparison, task: m.Task, found: dict[str, Item], plans: Sequence[m.Plan], lang: str, *, dated: bool
) -> tuple[Cell, ...]:  # fmt: skip
    stand = sum(1 for item in found.values() if item.because == "stands")
    return (
        Cell(task.title, bodies.clause(task.at, lang)),
        *((Cell(said.demand(task, None, c.registry, lang)),) if dated else ()),
        *(_task_cell(c, found.get(p.id), lang) for p in plans),
        Cell(f"{stand}/{len(c.plans)}"),
    )


def _task_cell(c: Comparison, item: Item | None, lang: str) -> Cell:
    if item is None:
        return Cell("")
    word = (
        _STANDS.get(lang)
        if item.because == "stands" and item.verdict == "conforms"
        else words.word(item.verdict, lang)
    )
    dues = (said.demand(t, None, c.registry, lang) for t in item.offered if isinstance(t, m.Task))
    parts = [said.note(item, c.registry, lang), *dict.fromkeys(d for d in dues if d)]
    return Cell(word, " · ".join(p for p in parts if p), item.verdict, link=anchor(item))


def _totals(
    found: dict[str, dict[str, Item]], plans: Sequence[m.Plan], lang: str, *, dated: bool
) -> tuple[Cell, ...]:  # fmt: skip
    def stands(plan: m.Plan) -> int:
        return sum(
            1 for by_plan in found.values() if plan.id in by_plan and by_plan[plan.id].because == "stands"
        )

    return (
        Cell(_TOTAL.get(lang)),
        *((Cell(""),) if dated else ()),
        *(Cell(f"{stands(p)}/{len(found)}") for p in plans),
        Cell(""),
    )


def tasks_data(c: Comparison) -> list[dict[str, Any]]:
    """The same as JSON."""
    return [
        {
            "task": task,
            "plans": {
                plan: {
                    "stands": "stands" if item.because == "stands" else item.verdict,
                    "at": [str(at) for at in item.plan_at],
                }
                for plan, item in by_plan.items()
            },
        }
        for task, by_plan in _of_tasks(c).items()
    ]


# ------------------------------------------------------------------------------------------------------------ leads


class Leading:
    """Who leads the tasks that answer to the template's, plan by plan."""

    def __init__(self, c: Comparison) -> None:
        self.c = c
        self.tasks = _of_tasks(c)
        self.articles = frozenset(p.id for p in c.plans if p.document.source_kind == "news-article")

    @cached_property
    def _leads(self) -> dict[str, dict[str, Leads]]:
        return {p.id: {x.task.id: x for x in leads_by_task(p, self.c.registry)} for p in self.c.plans}

    def of(self, item: Item) -> dict[str, list[Clause]]:
        """The agencies that lead what answers to a task, each with its clauses; of a moved one those of the duty."""
        found: dict[str, list[Clause]] = {}
        for offered in item.offered:
            if isinstance(offered, m.Task):
                for lead in self._leads[item.plan][offered.id].leads:
                    found.setdefault(_kind(lead.agency), []).extend(
                        e.at for e in lead.evidence if e.at is not None
                    )
        if not found and item.because == "organisation":
            for duty in item.offered:
                if isinstance(duty, m.Duty):
                    for ref in duty.agencies:
                        found.setdefault(_kind(ref.id), []).append(duty.at)
        return found


def _kind(agency: str) -> str:
    return agency.partition("@")[0]


def leads(c: Comparison, lang: str = "vi") -> list[Table]:
    """A row for each task, a column for each province: who leads it there, by which clauses; and who does in most."""
    made = Leading(c)
    parts = slices(c.plans)
    return [_leads_table(made, part, n, len(parts), lang) for n, part in enumerate(parts, 1)]


def _leads_table(made: Leading, plans: Sequence[m.Plan], number: int, parts: int, lang: str) -> Table:
    c = made.c
    columns = (
        Column("task", _TASK.get(lang), 40),
        *(Column(p.id, c.name(p).get(lang), 18) for p in plans),
        Column("most", _MOST.get(lang), 16),
    )
    groups = [
        Group(heading(sector, lang), tuple(_lead_row(made, t, plans, lang) for t in listed))
        for sector, listed in _by_sector(c.base.tasks).items()
    ]
    whole = _whole(c, plans, lang)
    if whole:
        groups.insert(0, Group(_WHOLE.get(lang), whole))
    title = numbered(_LEADS.get(lang), number, parts)
    note = say("A moved task shows whom the organisation section gives it to.").get(lang)
    return Table(title, columns, tuple(groups), (note,) if groups else (_NO_TASKS.get(lang),), title)


def _whole(c: Comparison, plans: Sequence[m.Plan], lang: str) -> tuple[tuple[Cell, ...], ...]:
    """The demanded lead of the plan as a whole, and what became of it."""
    found: dict[str, dict[str, Item]] = {}
    for item in c.items:
        if item.kind == "lead" and item.demanded is not None:
            found.setdefault(item.item, {})[item.plan] = item
    return tuple(
        (
            Cell(said.item_title(one, c.registry, lang), _names(one.demanded, c, lang)),
            *(_whole_cell(c, by_plan.get(p.id), lang) for p in plans),
            Cell(""),
        )
        for by_plan in found.values()
        for one in [next(iter(by_plan.values()))]
    )


def _names(of: object, c: Comparison, lang: str) -> str:
    return words.agencies(of.agencies, c.registry, lang) if isinstance(of, m.Duty) else ""


def _whole_cell(c: Comparison, item: Item | None, lang: str) -> Cell:
    if item is None:
        return Cell("")
    named = item.leaders or tuple(
        dict.fromkeys(a.id for d in item.offered if isinstance(d, m.Duty) for a in d.agencies)
    )
    text = words.agency_names(named, c.registry, lang) if named else words.word(item.verdict, lang)
    parts = (words.word(item.verdict, lang) if named else "", said.clauses(item.plan_at, lang, said.MOST))
    return Cell(text, " · ".join(p for p in parts if p), item.verdict, link=anchor(item))


def _lead_row(made: Leading, task: m.Task, plans: Sequence[m.Plan], lang: str) -> tuple[Cell, ...]:
    items = made.tasks[task.id]
    counts: dict[str, int] = {}
    known = 0
    for item in items.values():
        if item.because == "stands":
            leading = made.of(item)
            known += bool(leading) or item.plan not in made.articles
            for agency in leading:
                counts[agency] = counts.get(agency, 0) + 1
    most = max(counts.values(), default=0)
    usual = [a for a, n in counts.items() if n == most and n * 2 > known]
    named = words.agency_names(usual, made.c.registry, lang)
    return (
        Cell(task.title),
        *(_lead_cell(made, items.get(p.id), usual, lang) for p in plans),
        Cell(f"{named} ({most}/{known})" if usual else "–"),
    )


def _lead_cell(made: Leading, item: Item | None, usual: Sequence[str], lang: str) -> Cell:
    if item is None or item.because in ("absent", "unmentioned", "unlinked"):
        return Cell(
            words.word(item.verdict, lang) if item is not None else "", "", item.verdict if item else ""
        )
    found = made.of(item)
    if not found:
        article = item.plan in made.articles
        return (
            Cell(words.word("unknown", lang), "", "unknown")
            if article
            else Cell(_NOBODY.get(lang), "", "gap")
        )
    at = said.clauses((x for listed in found.values() for x in listed), lang, said.MOST)
    mark = "moved" if item.because == "organisation" else "" if set(usual) <= set(found) else "mixed"
    word = f"{words.word('moved', lang)} · " if item.because == "organisation" else ""
    return Cell(words.agency_names(found, made.c.registry, lang), word + at, mark, link=anchor(item))


def leads_data(c: Comparison) -> list[dict[str, Any]]:
    """The same as JSON."""
    made = Leading(c)
    return [
        {
            "task": task,
            "plans": {
                plan: [
                    {"agency": a, "at": [str(x) for x in dict.fromkeys(at)]}
                    for a, at in made.of(item).items()
                ]
                for plan, item in by_plan.items()
                if item.offered
            },
        }
        for task, by_plan in made.tasks.items()
    ]
