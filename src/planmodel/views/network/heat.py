"""The matrix of a large plan in two steps: sections by agencies with counts, and the full matrix of one section."""

from __future__ import annotations

from planmodel import model as m
from planmodel.derive.responsibility import assignments, in_order, leads_by_task
from planmodel.diagnostics import Text
from planmodel.views import raci
from planmodel.views.network.pages import page, parts, tasks_of
from planmodel.views.network.pen import Pen
from planmodel.views.table import Cell, Column, Group, Table

_TITLE = Text("Ai có phần ở mục nào", "Who has a part in which section")
_SECTION = Text("Mục", "Section")
_COUNT = Text("Số nhiệm vụ", "Tasks")
_UNLED = (Text("Chưa có chủ trì", "Nobody leads"), Text("Chưa rõ chủ trì", "Lead unknown"))
"""What is said of tasks without a lead: by a document, and by an article, which does not tell all."""

_NOTES = (
    Text(
        "Mỗi ô: chữ cái của cơ quan ở mục đó, A/R đếm là A; số là số nhiệm vụ, không ghi số khi là mọi nhiệm vụ của mục.",
        "Each cell: the letters of the agency in the section, A/R counted as A; the number is how many tasks, and none is "
        "given where it is all of the section.",
    ),
    Text(
        "A: chịu trách nhiệm (A/R: chủ trì) · R: thực hiện · C: phối hợp, tham vấn · I: được thông tin, theo dõi.",
        "A: accountable (A/R: leads) · R: responsible · C: consulted, co-ordinates · I: informed, oversees.",
    ),
    Text(
        "Dấu ° : suy ra từ câu chữ lặp lại, không viện dẫn.", "The mark ° : inferred from repeated wording."
    ),
)


def heat(plan: m.Plan, registry: m.Registry, lang: str = "vi") -> Table:
    """Sections of the plan by agencies: how many of its tasks each leads, carries out, co-ordinates, is informed of.

    A task counts once for an agency, under the first of its letters there.
    """
    pen = Pen(plan, registry, lang)
    counts, guessed = _counts(plan, registry)
    agencies = sorted(counts, key=lambda a: _weight(counts[a]))
    loose = {x.task.id for x in leads_by_task(plan, registry) if not x.leads}
    article = plan.document.source_kind == "news-article"
    columns = (
        Column("section", _SECTION.get(lang), 30),
        Column("tasks", _COUNT.get(lang), 10, "right"),
        *([Column("unled", _UNLED[article].get(lang), 6, "center")] if loose else []),
        *(Column(a, pen.agency(a), 6, "center") for a in agencies),
    )
    rows = tuple(
        (
            Cell(page(p.section, lang).name, link=p.section),
            Cell(str(len(p.tasks)), value=len(p.tasks)),
            *([_unled(sum(1 for t in p.tasks if t.id in loose))] if loose else []),
            *(
                _cell(counts[a].get(p.section, {}), len(p.tasks), (p.section, a) not in guessed)
                for a in agencies
            ),
        )
        for p in parts(plan)
    )
    shown = _NOTES if any(c.text.endswith("°") for row in rows for c in row) else _NOTES[:2]
    groups = (Group("", rows),) if rows else ()
    return Table(f"{_TITLE.get(lang)} · {pen.document}", columns, groups, tuple(n.get(lang) for n in shown))


def _counts(
    plan: m.Plan, registry: m.Registry
) -> tuple[dict[str, dict[str, dict[str, int]]], set[tuple[str, str]]]:
    """By agency and section how many tasks each letter comes first in; and where one of these is inferred."""
    counts: dict[str, dict[str, dict[str, int]]] = {}
    guessed: set[tuple[str, str]] = set()
    home = {t.id: p.section for p in parts(plan) for t in p.tasks}
    letters: dict[
        tuple[str, str], dict[str, bool]
    ] = {}  # by item and agency: each letter, and whether it is stated
    for a in assignments(plan, registry):
        if a.is_task:
            held = letters.setdefault((a.item, a.agency), {})
            held.update({letter: held.get(letter, False) or not a.inferred for letter in a.raci})
    for (item, agency), held in letters.items():
        for first in in_order(held)[:1]:
            cell = counts.setdefault(agency, {}).setdefault(home[item], {})
            cell[first] = cell.get(first, 0) + 1
            if not held[first]:
                guessed.add((home[item], agency))
    return counts, guessed


def _weight(held: dict[str, dict[str, int]]) -> tuple[int, ...]:
    """Who leads most first, of these who carries out most, and so on; equal ones as the plan names them."""
    return tuple(-sum(cell.get(letter, 0) for cell in held.values()) for letter in m.LETTER_ORDER)


def _unled(count: int) -> Cell:
    return Cell(str(count), mark="gap", value=count) if count else Cell("", value=0)


def _cell(counted: dict[str, int], every: int, sure: bool) -> Cell:
    if not counted:
        return Cell("")
    ordered = in_order(counted)
    whole = list(counted.values()) == [every]
    said = ordered[0] if whole else " ".join(f"{x}{counted[x]}" for x in ordered)
    note = "" if whole else ", ".join(f"{x} {counted[x]}/{every}" for x in ordered)
    return Cell(said if sure else f"{said}°", note, ordered[0] if sure else f"{ordered[0]} inferred")


def page_matrix(plan: m.Plan, registry: m.Registry, section: str, lang: str = "vi") -> Table:
    """The responsibility matrix of one section alone. Raises Refusal where no task stands in it."""
    tasks = tasks_of(plan, section)
    clauses = tuple(t.at for t in tasks if t.at is not None)
    table = raci.matrix(plan, registry, lang=lang, only=raci.Only(sections=clauses))
    return table._replace(title=f"{table.title} · {page(section, lang).name}")
