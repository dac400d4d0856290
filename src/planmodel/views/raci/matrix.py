"""Who does what: the responsibility matrix by task or by agency, with its gaps and totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from planmodel import model as m
from planmodel.clauses import Clause, cover_all
from planmodel.derive.classes import Informed, informed
from planmodel.derive.responsibility import (
    Assignment,
    focal_points,
    leads_by_task,
)
from planmodel.diagnostics import Text, say
from planmodel.views import export, words
from planmodel.views.bodies import clause as clause_words
from planmodel.views.heading import attached_to, known_number
from planmodel.views.raci.chosen import Only, Work, wanted
from planmodel.views.raci.reasons import evidence_words
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
_INDIRECT = Text(
    "Trong ngoặc, như (C): không được nêu tên, mà thuộc nhóm được nêu (các sở, ban, ngành…); không tính vào tổng.",
    "In parentheses, as (C): not named, but a member of a class that is; totals leave it out.",
)
_TITLE = Text("Ma trận trách nhiệm", "Responsibility matrix")
_CLAUSE = Text("Điều khoản", "Clause")
_TASK = Text("Nhiệm vụ", "Task")
_WHOLE = Text(
    "Cả kế hoạch (đầu mối chung, theo dõi; không phải chủ trì từng nhiệm vụ)",
    "The whole plan (focal point, oversight; nobody's lead of a single task)",
)
_OWN = Text(
    "Việc riêng của cơ quan (trách nhiệm không viện dẫn nhiệm vụ nào)", "Own work (duties that cite no task)"
)
_RECEIVING = Text("Nơi nhận văn bản", "Recipients of the document")
_TOTALS = Text("Tổng số việc", "Totals")
_EMPTY = Cell("")


def matrix(
    plan: m.Plan,
    registry: m.Registry,
    *,
    by: str = "task",
    letters: str = "raci",
    lang: str = "vi",
    only: Only = Only(),  # noqa: B008 - a frozen value
    members: bool = True,
) -> Table:
    """The responsibility matrix of ``plan``.

    ``by="task"`` has one row per task, then one per duty that covers no task, who receives the document, and totals;
    one column per agency that has a part. ``by="agency"`` lists each agency's parts. ``letters`` is raci, rasci or
    verbs; ``members=False`` leaves out what agencies have as members of classes.
    """
    work = wanted(plan, registry, only, members=members)
    groups, columns = (_by_task if by == "task" else _by_agency)(registry, work, letters, lang)
    if by == "task" and only == Only():
        groups += _receiving(plan, registry, work.columns, lang)
    if by == "task" and letters != "verbs" and groups:
        groups.append(_totals(work, letters, lang))
    some = any(a.indirect for a in work.parts)
    notes = (
        _LEGEND[letters][lang],
        *((_INDIRECT.get(lang),) if some else ()),
        *(note.get(lang) for note in _gap_notes(plan, registry)),
    )
    where = words.issuer(plan, registry, lang)
    title = f"{_TITLE.get(lang)} · {known_number(plan, lang)} · {where}"
    name = {"vi": ("Ma trận", "Theo cơ quan"), "en": ("Matrix", "By agency")}[lang][by != "task"]
    under = (attached_to(plan, registry, lang),)
    return Table(title, columns, tuple(groups), notes, name, under=under)


def _heading(section: Clause | None, lang: str) -> str:
    if section is None:
        return {"vi": "Nhiệm vụ", "en": "Tasks"}[lang]
    spoken = section.spoken(lang)
    return spoken[:1].upper() + spoken[1:]


def _by_task(
    registry: m.Registry, work: Work, letters: str, lang: str
) -> tuple[list[Group], tuple[Column, ...]]:
    places = {agency: n for n, agency in enumerate(work.columns)}
    held: dict[str, dict[int, list[Assignment]]] = {}
    for a in work.parts:
        held.setdefault(a.item, {}).setdefault(places[a.agency], []).append(a)
    columns = (
        Column("at", _CLAUSE.get(lang), 12),
        Column("task", _TASK.get(lang), 44),
        *(Column(a, words.agency(a, registry, lang, short=True), 9, "center") for a in work.columns),
    )

    drawn = _Cells(letters, lang, registry)

    def group(title: str, listed: Iterable[m.Task | m.Duty]) -> Group:
        return Group(title, tuple([_row(i, held.get(i.id, {}), len(places), drawn) for i in listed]))

    tasks = tuple(i for i in work.items if isinstance(i, m.Task))
    groups = [group(_heading(section, lang), listed) for section, listed in _sections(tasks)]
    duties = [i for i in work.items if isinstance(i, m.Duty)]
    whole = [d for d in duties if any(c.basis == "whole-plan" for c in d.covers)]
    for title, part in ((_WHOLE, whole), (_OWN, [d for d in duties if d not in whole])):
        if part:
            groups.append(group(title.get(lang), part))
    return groups, columns


def _sections(tasks: tuple[m.Task, ...]) -> list[tuple[Clause | None, list[m.Task]]]:
    """Tasks by the labelled clause that they stand under, in the order of the plan."""
    found: dict[Clause | None, list[m.Task]] = {}
    for task in tasks:
        found.setdefault(task.at.section if task.at is not None else None, []).append(task)
    return list(found.items())


def _row(
    item: m.Task | m.Duty, held: dict[int, list[Assignment]], width: int, drawn: _Cells
) -> tuple[Cell, ...]:
    """The row of ``item``, of whose ``width`` agencies those at the places of ``held`` have a part in it."""
    own = [_EMPTY] * width
    for place, parts in held.items():
        own[place] = drawn.of(parts)
    return (Cell(clause_words(item.at, drawn.lang), anchor=f"item|{item.id}"), Cell(item.title), *own)


class _Cells:
    """Cells of one matrix: what they show is worked out once for all items that have the same reasons."""

    def __init__(self, letters: str, lang: str, registry: m.Registry) -> None:
        self.lang = lang
        self._how = (letters, lang, registry)
        self._known: dict[tuple[int, ...], Cell] = {}

    def of(self, parts: list[Assignment]) -> Cell:
        """The cell of these parts of one agency in one item."""
        first = parts[0]
        reasons = (id(first.evidence),) if len(parts) == 1 else tuple([id(p.evidence) for p in parts])
        known = self._known.get(reasons)
        if known is None:
            known = self._known[reasons] = cell(parts, *self._how)
        text, note, mark, *_ = known
        return Cell(text, note, mark, link=f"{first.item}|{first.agency}")


def cell(parts: Iterable[Assignment], letters: str, lang: str, registry: m.Registry) -> Cell:
    """One cell: the letters of one agency at one item, the clauses behind them, and whether they are inferred.

    It leads to the evidence for it (``views.evidence``).
    """
    listed = tuple(parts)
    if not listed:
        return _EMPTY
    if len(listed) == 1:
        return _single(listed[0], letters, lang, registry)
    shown: dict[str, bool] = {}
    for p in listed:
        said = _letters(p, letters, lang, registry)
        said = f"({said})" if p.indirect and said else said
        shown[said] = p.inferred and shown.get(said, True)
    text = "; ".join(said + "°" * only for said, only in shown.items() if said)
    clauses = dict.fromkeys(words.at(e.at) for p in listed for e in p.evidence)
    scopes = dict.fromkeys(words.scope(p.scope, lang) for p in listed if p.scope is not None)
    note = ", ".join(c for c in clauses if c)
    if any(scopes):
        note += f" ({'; '.join(s for s in scopes if s)})"
    marks = [listed[0].raci[0]] if listed[0].raci and letters != "verbs" else []
    marks += ["inferred"] * all(p.inferred for p in listed) + ["indirect"] * all(p.indirect for p in listed)
    return Cell(text, note, " ".join(marks), link=f"{listed[0].item}|{listed[0].agency}")


def _single(p: Assignment, letters: str, lang: str, registry: m.Registry) -> Cell:
    """The cell of one part, as most are."""
    text, mark = _letters(p, letters, lang, registry), ""
    if p.raci and letters != "verbs":
        mark = p.raci[0]
    if p.indirect:
        text, mark = f"({text})" if text else "", f"{mark} indirect".strip()
    if p.inferred:
        text = f"{text}°" if text else ""
        mark = f"{mark} inferred".strip() if not p.indirect else mark.replace("indirect", "inferred indirect")
    if len(p.evidence) == 1:
        note = words.at(p.evidence[0].at)
    else:
        note = ", ".join(dict.fromkeys([str(e.at) for e in p.evidence if e.at is not None]))
    narrowed = words.scope(p.scope, lang) if p.scope is not None else ""
    return Cell(text, f"{note} ({narrowed})" if narrowed else note, mark, link=f"{p.item}|{p.agency}")


def _letters(a: Assignment, letters: str, lang: str, registry: m.Registry) -> str:
    if letters == "verbs":
        return ", ".join(registry.verbs[v].name.get(lang) if v in registry.verbs else v for v in a.verbs)
    return "/".join(a.rasci if letters == "rasci" else a.raci)


def _receiving(plan: m.Plan, registry: m.Registry, columns: tuple[str, ...], lang: str) -> list[Group]:
    """Who receives the document: letters for those who are only informed, and the names of those without a column."""
    received = informed(plan)
    if not received:
        return []
    by_mode: dict[str, list[Informed]] = {"report": [], "act": []}
    for one in received:
        by_mode[one.mode].append(one)
    titles = {
        "report": Text("Nhận để báo cáo, để biết", "Receive it for information"),
        "act": Text("Nhận để thực hiện", "Receive it to act on"),
    }
    rows = []
    for mode, listed in by_mode.items():
        if not listed:
            continue
        others = [x.agency for x in listed if x.agency not in columns]
        note = ", ".join(words.agency(a, registry, lang, short=True) for a in dict.fromkeys(others))
        clauses = {x.agency: str(x.at) for x in listed}
        sign, mark = ("I", "I") if mode == "report" else ("•", "")
        own = (Cell(sign, clauses[a], mark) if a in clauses else Cell("") for a in columns)
        rows.append((Cell(""), Cell(titles[mode].get(lang), note), *own))
    return [Group(_RECEIVING.get(lang), tuple(rows))]


def _totals(work: Work, letters: str, lang: str) -> Group:
    """How many items each agency has by letter, and in all; only what clauses say of the agency itself."""
    held: dict[str, dict[str, set[str]]] = {}
    for a in work.parts:
        if not a.indirect:
            for letter in (*(a.rasci if letters == "rasci" else a.raci), ""):
                held.setdefault(letter, {}).setdefault(a.agency, set()).add(a.item)

    def row(letter: str, title: str) -> tuple[Cell, ...]:
        counts = [len(held.get(letter, {}).get(agency, ())) for agency in work.columns]
        return (Cell(""), Cell(title), *(Cell(str(n), value=n) if n else Cell("") for n in counts))

    told = {"vi": "Số việc có chữ {}", "en": "Items with {}"}[lang]
    rows = [row(letter, told.format(letter)) for letter in m.LETTER_ORDER if letter in held]
    return Group(_TOTALS.get(lang), (*rows, row("", {"vi": "Tất cả", "en": "All"}[lang])))


def _by_agency(
    registry: m.Registry, work: Work, letters: str, lang: str
) -> tuple[list[Group], tuple[Column, ...]]:
    columns = (
        Column("at", _CLAUSE.get(lang), 12),
        Column("task", _TASK.get(lang), 50),
        Column("letters", {"vi": "Vai trò", "en": "Role"}[lang], 10, "center"),
        Column("scope", {"vi": "Phạm vi", "en": "Scope"}[lang], 16),
        Column("evidence", {"vi": "Căn cứ", "en": "Evidence"}[lang], 30),
    )
    items = {i.id: i for i in work.items}
    place = {i.id: n for n, i in enumerate(work.items)}
    by_agency: dict[str, list[Assignment]] = {}
    for a in work.parts:
        by_agency.setdefault(a.agency, []).append(a)
    groups = []
    for agency in work.columns:
        listed = sorted(by_agency[agency], key=lambda a: (a.indirect, place[a.item]))
        rows = tuple(_part(a, items[a.item], letters, registry, lang) for a in listed)
        groups.append(Group(f"{words.agency(agency, registry, lang)}{_counted(listed, letters)}", rows))
    return groups, columns


def _part(
    a: Assignment, item: m.Task | m.Duty, letters: str, registry: m.Registry, lang: str
) -> tuple[Cell, ...]:
    one = cell((a,), letters, lang, registry)
    evidence = "; ".join(evidence_words(e, lang, registry) for e in a.evidence)
    return (
        Cell(clause_words(item.at, lang)),
        Cell(item.title),
        one._replace(note=""),
        Cell(words.scope(a.scope, lang)),
        Cell(evidence),
    )


def _counted(parts: Iterable[Assignment], letters: str) -> str:
    """`` · A 3 · R 12``: how many items by letter; nothing for verbs."""
    if letters == "verbs":
        return ""
    held: dict[str, set[str]] = {}
    for a in parts:
        if not a.indirect:
            for letter in a.rasci if letters == "rasci" else a.raci:
                held.setdefault(letter, set()).add(a.item)
    return "".join(f" · {letter} {len(held[letter])}" for letter in m.LETTER_ORDER if letter in held)


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


def data(
    plan: m.Plan,
    registry: m.Registry,
    only: Only = Only(),  # noqa: B008 - a frozen value
    *,
    members: bool = True,
) -> dict[str, Any]:
    """The matrix as JSON: items, agencies and assignments, as ``schema/output/raci.schema.json`` describes."""
    work = wanted(plan, registry, only, members=members)
    shown = {i.id for i in work.items}

    def kind(item: m.Task | m.Duty) -> str:
        return "task" if isinstance(item, m.Task) else "duty"

    return {
        "plan": plan.id,
        "items": [
            {"id": i.id, "kind": kind(i), "at": words.at(i.at) or None, "title": i.title} for i in work.items
        ],
        "agencies": list(work.columns),
        "assignments": [export.assignment(a) for a in work.parts],
        "without_lead": [
            x.task.id for x in leads_by_task(plan, registry) if not x.leads and x.task.id in shown
        ],
        "focal_points": [
            {"agencies": [a.id for a in d.agencies], "at": str(d.at)} for d in focal_points(plan)
        ],
        "informed": [{"agency": x.agency, "at": str(x.at), "mode": x.mode} for x in informed(plan)],
    }
