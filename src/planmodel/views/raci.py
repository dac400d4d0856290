"""Who does what: the responsibility matrix by task or by agency, and the argument behind one cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from planmodel import model as m
from planmodel.clauses import Clause, cover_all
from planmodel.derive.responsibility import (
    Assignment,
    Evidence,
    assignments,
    focal_points,
    leads_by_task,
)
from planmodel.diagnostics import Refusal, Text, say
from planmodel.views import export, words
from planmodel.views.table import Cell, Column, Group, Table

LETTERS = ("raci", "rasci", "verbs")
BY = ("task", "agency")

_LEGEND = {
    "raci": {
        "vi": "A: chịu trách nhiệm cuối cùng · R: thực hiện · C: phối hợp, tham vấn · I: được thông tin, theo dõi. "
        "A/R: chủ trì. Dấu ° : suy ra từ câu chữ lặp lại, không có viện dẫn khoản.",
        "en": "A: accountable · R: responsible · C: consulted, co-ordinates · I: informed, oversees. A/R: leads. "
        "The mark ° : inferred from repeated wording, no clause is cited.",
    },
    "rasci": {
        "vi": "A: chịu trách nhiệm cuối cùng · R: thực hiện · S: hỗ trợ, phối hợp · C: tham vấn · I: được thông tin, theo dõi. "
        "Dấu ° : suy ra từ câu chữ lặp lại.",
        "en": "A: accountable · R: responsible · S: supports · C: consulted · I: informed, oversees. "
        "The mark ° : inferred from repeated wording.",
    },
    "verbs": {
        "vi": "Mỗi ô ghi động từ của chính văn bản. Dấu ° : suy ra từ câu chữ lặp lại.",
        "en": "Each cell holds the document's own verbs. The mark ° : inferred from repeated wording.",
    },
}


def matrix(
    plan: m.Plan, registry: m.Registry, *, by: str = "task", letters: str = "raci", lang: str = "vi"
) -> Table:
    """The responsibility matrix of ``plan``.

    ``by="task"`` has one row per task, then one per duty that covers no task, and one column per agency that has a
    part; ``by="agency"`` lists each agency's parts. ``letters`` is raci, rasci or verbs.
    """
    made = assignments(plan, registry)
    title = {"vi": "Ma trận trách nhiệm", "en": "Responsibility matrix"}[lang]
    table = _by_task if by == "task" else _by_agency
    drawn = table(plan, registry, made, letters, lang)
    notes = (_LEGEND[letters][lang], *(note.get(lang) for note in _gap_notes(plan, registry)))
    return drawn._replace(
        title=f"{title} · {plan.document.number} · {_where(plan, registry, lang)}", notes=notes
    )


def _where(plan: m.Plan, registry: m.Registry, lang: str) -> str:
    province = plan.document.province
    if province is None:
        return words.agency(plan.document.issuer.id, registry, lang)
    entry = registry.provinces.get(province.id)
    return entry.name.get(lang) if entry is not None else province.id


_WHOLE = {
    "vi": "Cả kế hoạch (đầu mối chung, theo dõi; không phải chủ trì từng nhiệm vụ)",
    "en": "The whole plan (focal point, oversight; nobody's lead of a single task)",
}
_OWN = {
    "vi": "Việc riêng của cơ quan (trách nhiệm không viện dẫn nhiệm vụ nào)",
    "en": "Own work (duties that cite no task)",
}


def _heading(section: Clause | None, lang: str) -> str:
    if section is None:
        return {"vi": "Nhiệm vụ", "en": "Tasks"}[lang]
    spoken = section.spoken(lang)
    return spoken[:1].upper() + spoken[1:]


def _by_task(
    plan: m.Plan, registry: m.Registry, made: tuple[Assignment, ...], letters: str, lang: str
) -> Table:
    cells: dict[tuple[str, str], list[Assignment]] = {}
    for a in made:
        cells.setdefault((a.item, a.agency), []).append(a)
    agencies = _columns(plan, registry, made)
    columns = (
        Column("at", {"vi": "Điều khoản", "en": "Clause"}[lang], 12),
        Column("task", {"vi": "Nhiệm vụ", "en": "Task"}[lang], 44),
        *(Column(a, words.agency(a, registry, lang, short=True), 9, "center") for a in agencies),
    )
    own_work = {a.item for a in made if not a.is_task}

    def group(title: str, listed: Iterable[m.Task | m.Duty]) -> Group:
        return Group(title, tuple(_row(i, agencies, cells, letters, lang, registry) for i in listed))

    groups = [group(_heading(section, lang), listed) for section, listed in _sections(plan.tasks)]
    duties = [d for d in plan.duties if d.id in own_work]
    whole = [d for d in duties if any(c.basis == "whole-plan" for c in d.covers)]
    for title, part in ((_WHOLE[lang], whole), (_OWN[lang], [d for d in duties if d not in whole])):
        if part:
            groups.append(group(title, part))
    return Table("", columns, tuple(groups))


def _columns(plan: m.Plan, registry: m.Registry, made: Iterable[Assignment]) -> tuple[str, ...]:
    """Agencies with a part, single bodies before groups, those that lead first, then in the order of the plan."""
    order: dict[str, int] = {}
    leads: set[str] = set()
    for duty in plan.duties:
        for ref in duty.agencies:
            order.setdefault(ref.id, len(order))
    for a in made:
        order.setdefault(a.agency, len(order))
        if a.leads:
            leads.add(a.agency)

    def key(agency: str) -> tuple[bool, bool, int]:
        entry = registry.agencies.get(agency)
        return (entry is not None and entry.group, agency not in leads, order[agency])

    return tuple(sorted(order.keys() & {a.agency for a in made}, key=key))


def _sections(tasks: tuple[m.Task, ...]) -> list[tuple[Clause | None, list[m.Task]]]:
    """Tasks by the labelled clause that they stand under, in the order of the plan."""
    found: dict[Clause | None, list[m.Task]] = {}
    for task in tasks:
        found.setdefault(task.at.section if task.at is not None else None, []).append(task)
    return list(found.items())


def _row(
    item: m.Task | m.Duty,
    agencies: tuple[str, ...],
    cells: dict[tuple[str, str], list[Assignment]],
    letters: str,
    lang: str,
    registry: m.Registry,
) -> tuple[Cell, ...]:
    own = tuple(cell(cells.get((item.id, a), ()), letters, lang, registry) for a in agencies)
    return (Cell(words.at(item.at)), Cell(item.title), *own)


def cell(parts: Iterable[Assignment], letters: str, lang: str, registry: m.Registry) -> Cell:
    """One cell: the letters of one agency at one item, the clauses behind them, and whether they are inferred."""
    parts = tuple(parts)
    if not parts:
        return Cell("")
    shown: dict[str, bool] = {}
    for p in parts:
        said = _letters(p, letters, lang, registry)
        shown[said] = p.inferred and shown.get(said, True)
    text = "; ".join(said + "°" * only for said, only in shown.items() if said)
    clauses = dict.fromkeys(words.at(e.at) for p in parts for e in p.evidence)
    scopes = dict.fromkeys(words.scope(p.scope, lang) for p in parts if p.scope is not None)
    note = ", ".join(c for c in clauses if c)
    if any(scopes):
        note += f" ({'; '.join(s for s in scopes if s)})"
    inferred = all(p.inferred for p in parts)
    marks = [parts[0].raci[0]] if parts[0].raci and letters != "verbs" else []
    return Cell(text, note, " ".join(marks + ["inferred"] * inferred))


def _letters(a: Assignment, letters: str, lang: str, registry: m.Registry) -> str:
    if letters == "verbs":
        return ", ".join(registry.verbs[v].name.get(lang) if v in registry.verbs else v for v in a.verbs)
    return "/".join(a.rasci if letters == "rasci" else a.raci)


def _by_agency(
    plan: m.Plan, registry: m.Registry, made: tuple[Assignment, ...], letters: str, lang: str
) -> Table:
    columns = (
        Column("at", {"vi": "Điều khoản", "en": "Clause"}[lang], 12),
        Column("task", {"vi": "Nhiệm vụ", "en": "Task"}[lang], 50),
        Column("letters", {"vi": "Vai trò", "en": "Role"}[lang], 10, "center"),
        Column("scope", {"vi": "Phạm vi", "en": "Scope"}[lang], 16),
        Column("evidence", {"vi": "Căn cứ", "en": "Evidence"}[lang], 30),
    )
    items = {i.id: i for i in plan.work}
    groups = []
    for agency in _columns(plan, registry, made):
        rows = []
        for a in made:
            if a.agency != agency:
                continue
            one = cell((a,), letters, lang, registry)
            item = items[a.item]
            evidence = "; ".join(evidence_words(e, lang, registry) for e in a.evidence)
            rows.append(
                (
                    Cell(words.at(item.at)),
                    Cell(item.title),
                    one._replace(note=""),
                    Cell(words.scope(a.scope, lang)),
                    Cell(evidence),
                )
            )
        groups.append(Group(words.agency(agency, registry, lang), tuple(rows)))
    return Table("", columns, tuple(groups))


_VIA = {
    "named": {"vi": "nêu tên", "en": "named"},
    "cited": {"vi": "viện dẫn khoản", "en": "clause cited"},
    "wording": {"vi": "lặp lại câu chữ", "en": "wording repeated"},
    "task-id": {"vi": "chỉ rõ nhiệm vụ", "en": "task named"},
    "recipient": {"vi": "bên nhận", "en": "recipient"},
    "whole-plan": {"vi": "toàn kế hoạch", "en": "whole plan"},
    "class": {"vi": "thuộc nhóm", "en": "member of a class"},
}


def evidence_words(e: Evidence, lang: str, registry: m.Registry) -> str:
    """One reason in short: ``VI.2.a chủ trì (viện dẫn khoản)``."""
    verb = registry.verbs[e.verb].name.get(lang) if e.verb in registry.verbs else e.verb
    return f"{words.at(e.at)} {verb} ({_VIA[e.via][lang]})".strip()


def _gap_notes(plan: m.Plan, registry: m.Registry) -> Iterator[Text]:
    """What the matrix cannot show: sections that nobody leads, and the general focal point."""
    without = [x.task for x in leads_by_task(plan, registry) if not x.leads]
    if without and plan.document.source_kind == "news-article":
        yield say(
            "The news article names no lead of {count} of {tasks} tasks: unknown, not unassigned.",
            count=len(without),
            tasks=len(plan.tasks),
        )
    elif without:
        yield say(
            "Nobody leads: {clauses} ({count} of {tasks} tasks).",
            clauses=", ".join(str(c) for c in cover_all(_clauses(plan.tasks), _clauses(without))),
            count=len(without),
            tasks=len(plan.tasks),
        )
    focal = focal_points(plan)
    if not focal:
        return
    named = words.in_both(
        lambda lang: "; ".join(f"{words.agencies(d.agencies, registry, lang)} ({d.at})" for d in focal)
    )
    if without:
        yield say("General focal point of the whole plan, which leads no single task: {named}.", named=named)
    else:
        yield say("General focal point of the whole plan: {named}.", named=named)


def _clauses(tasks: Iterable[m.Task]) -> list[Clause]:
    return [t.at for t in tasks if t.at is not None]


def data(plan: m.Plan, registry: m.Registry) -> dict[str, Any]:
    """The matrix as JSON: items, agencies and assignments, as ``schema/output/raci.schema.json`` describes."""
    made = assignments(plan, registry)
    own_work = {a.item for a in made if not a.is_task}

    def kind(item: m.Task | m.Duty) -> str:
        return "task" if isinstance(item, m.Task) else "duty"

    return {
        "plan": plan.id,
        "items": [
            {"id": i.id, "kind": kind(i), "at": words.at(i.at) or None, "title": i.title}
            for i in plan.work
            if isinstance(i, m.Task) or i.id in own_work
        ],
        "agencies": list(_columns(plan, registry, made)),
        "assignments": [export.assignment(a) for a in made],
        "without_lead": [x.task.id for x in leads_by_task(plan, registry) if not x.leads],
        "focal_points": [
            {"agencies": [a.id for a in d.agencies], "at": str(d.at)} for d in focal_points(plan)
        ],
    }


def find_item(plan: m.Plan, name: str) -> m.Task | m.Duty:
    """The task or duty that ``name`` (an id or a locator) means. Raises Refusal where none or several do."""
    items = plan.work
    by_id = [i for i in items if i.id == name]
    here = by_id or [i for i in items if i.at is not None and str(i.at) == name]
    if len(here) == 1:
        return here[0]
    if here:
        raise Refusal(
            say(
                "clause {clause} holds several items: {items}; give an id",
                clause=name,
                items=", ".join(i.id for i in here),
            )
        )
    below = [i for i in items if i.at is not None and str(i.at).startswith((f"{name}#", f"{name}."))]
    if below:
        raise Refusal(
            say(
                "plan {plan} has no task or clause '{name}'; {name}: {items}",
                plan=plan.id,
                name=name,
                items=", ".join(str(i.at) for i in below[:6]),
            )
        )
    raise Refusal(say("plan {plan} has no task or clause '{name}'", plan=plan.id, name=name))


def why(plan: m.Plan, registry: m.Registry, agency: str, name: str, lang: str = "vi") -> list[str]:
    """The argument behind one cell, a line each: the item, then clause, verb, reach, scope and letter."""
    item = find_item(plan, name)
    parts = [a for a in assignments(plan, registry) if a.agency == agency and a.item == item.id]
    who = words.agency(agency, registry, lang)
    lines = [f"{words.at(item.at)} · {item.title}"]
    if not parts:
        known = {a.agency for a in assignments(plan, registry)}
        if agency not in known and agency not in registry.agencies:
            raise Refusal(say("the agency registry has no id '{name}'", name=agency))
        return [*lines, say("{agency}: no part here; no clause gives one.", agency=who).get(lang)]
    duties = {d.id: d for d in plan.duties}
    for a in parts:
        narrowed = words.scope(a.scope, lang)
        lines.append(f"{who}: {'/'.join(a.raci) or '–'}" + (f" · {narrowed}" if narrowed else ""))
        for e in a.evidence:
            lines += _argument(e, agency, duties.get(e.duty or ""), registry, lang)
    return lines


def _argument(e: Evidence, agency: str, duty: m.Duty | None, registry: m.Registry, lang: str) -> list[str]:
    verb = registry.verbs.get(e.verb)
    name = verb.name.get(lang) if verb is not None else e.verb
    spoken = e.at.spoken(lang) if e.at is not None else ""
    if duty is None:
        named = say("the clause itself names the doer").get(lang)
        return [f"  {words.at(e.at)} ({spoken}): {named}"]
    others = not any(a.id == agency for a in duty.agencies)
    whose = f" ({words.agencies(duty.agencies, registry, lang)})" if others else ""
    lines = [f"  {words.at(e.at)} ({spoken}): «{name}» – {duty.title}{whose}"]
    reach = ", ".join(_reach(c, lang) for c in duty.covers)
    if reach:
        lines.append(f"    → {_VIA[e.via][lang]}: {reach}")
    if verb is not None:
        lines.append(f"    → {name} = {'/'.join(_role_letters(verb, e, agency, duty))}")
    if duty.note:
        lines.append(f"    ({duty.note})")
    return lines


def _reach(c: m.Cover, lang: str) -> str:
    if c.task is not None:
        return c.task.id
    if c.at is None:
        return {"vi": "cả kế hoạch", "en": "the whole plan"}[lang]
    return f"{c.at}–{c.last}" if c.last is not None else c.at.spoken(lang)


def _role_letters(verb: m.Verb, e: Evidence, agency: str, duty: m.Duty) -> tuple[str, ...]:
    if e.via == "recipient" and verb.recipient is not None:
        return verb.recipient.raci
    if verb.directed is not None and agency not in {a.id for a in duty.agencies}:
        return verb.directed.raci
    return verb.letters.raci or ("–",)
