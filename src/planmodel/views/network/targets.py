"""What the targets stand on: objective and target, the tasks that contribute, and who leads these."""

from __future__ import annotations

from planmodel import model as m
from planmodel.derive.responsibility import Assignment, assignments, leads_by_task
from planmodel.graph import Edge, Group, Key, Network, Node
from planmodel.views import words
from planmodel.views.network.common import Pen, Section, cited, section_boxes, sections
from planmodel.views.network.responsibility import unled


def targets(pen: Pen) -> Network:
    """Targets under their objectives on the left, sections with contributing tasks in the middle, leads on the right."""
    if not pen.plan.targets:
        return pen.empty("targets", "Văn bản không nêu chỉ tiêu.", "The document states no targets.")
    made = assignments(pen.plan, pen.registry)
    rows = _rows(pen)
    held = _headings(pen, rows)
    groups, nodes = _target_boxes(pen, held)
    useful = [s for s in sections(pen.plan) if any(t.contributes_to for t in s.tasks)]
    section_groups, boxes = section_boxes(pen, tuple(useful))
    without = {x.task.id for x in leads_by_task(pen.plan, made) if not x.leads}
    by_id = {s.id: s for s in useful}
    nodes += [unled(pen, box._replace(detail=()), by_id[box.id], without) for box in boxes]
    edges = [e for row in rows for s in useful for e in _contributions(pen, row, s)]
    leads, lead_edges = _leads(pen, useful, made)
    return pen.network(
        "targets",
        [*nodes, *leads],
        [*edges, *lead_edges],
        [*groups, *section_groups],
        _legend(pen),
        _notes(pen),
    )


_LOOSE = "o-"
_SIGNS = {">=": "≥\u00a0", ">": ">\u00a0", "<=": "≤\u00a0"}
_Row = tuple[m.Target, ...]
"""Targets of one clause on which the same tasks work: one row of the picture."""


def _rows(pen: Pen) -> list[_Row]:
    same: dict[object, list[m.Target]] = {}
    for target in pen.plan.targets:
        tasks = tuple(t.id for t in pen.plan.tasks if any(r.id == target.id for r in t.contributes_to))
        same.setdefault((str(target.at), tasks) if tasks else target.id, []).append(target)
    return [tuple(held) for held in same.values()]


def _headings(pen: Pen, rows: list[_Row]) -> dict[str, list[_Row]]:
    """Rows by the id of the specific objective whose clause holds them; "" for those that stand in a task."""
    specific = [o for o in pen.plan.objectives if o.kind == "specific"]
    found: dict[str, list[_Row]] = {o.id: [] for o in specific}
    found[""] = []
    for row in rows:
        over = [o for o in specific if o.at.contains(row[0].at)]
        best = max(over, key=lambda o: len(str(o.at)), default=None)
        found[best.id if best is not None else ""].append(row)
    return {objective: held for objective, held in found.items() if held}


def _target_boxes(pen: Pen, headings: dict[str, list[_Row]]) -> tuple[list[Group], list[Node]]:
    titles = {o.id: o for o in pen.plan.objectives}
    groups, nodes = [], []
    for objective, held in headings.items():
        group = f"o-{objective}" if objective else _LOOSE
        found = titles.get(objective)
        if found is not None:
            label, tip = f"{cited(pen, [str(found.at)])} · {found.title}", pen.spoken(found.at)
        else:
            label = tip = pen.say(
                "Con số nêu ngoài mục tiêu cụ thể", "Figures outside the specific objectives"
            )
        groups.append(Group(group, label, tip, 1))
        nodes += [_target(pen, row, group) for row in held]
    return groups, nodes


def _target(pen: Pen, row: _Row, group: str) -> Node:
    first = row[0]
    count = sum(1 for t in pen.plan.tasks if any(r.id == first.id for r in t.contributes_to))
    badge = "" if count else pen.say("Chưa có nhiệm vụ", "No task works on it")
    clauses = tuple(dict.fromkeys(str(t.at) for t in row))
    tooltip = "\n".join(f"{t.at}: {_name(pen, t)}: {_levels(pen, t)}" for t in row)
    if len(row) == 1:
        label, detail = _name(pen, first), [_levels(pen, first)]
    else:
        years = {tuple(x.year for x in t.levels) for t in row}
        common = (
            words.word(first.levels[0].year, pen.lang) if len(years) == 1 and len(first.levels) == 1 else ""
        )
        label = pen.say(f"{at} · {len(row)} con số", f"{at} · {len(row)} figures") + (
            f" · {common}" if common else ""
        )
        detail = [
            f"– {_name(pen, t)}: {_amount(pen, t, t.levels[0]) if common else _levels(pen, t)}" for t in row
        ]
    at = cited(pen, [str(first.at)])
    said = [at] if group == _LOOSE and len(row) == 1 else []
    said += [pen.say(f"{count} nhiệm vụ đóng góp", f"{pen.tasks(count)} contribute")] if count else []
    detail = [*detail[:-1], " · ".join([detail[-1], *said])] if len(row) == 1 else [*detail, *said]
    return Node(
        _row_id(row), label, "target" if count else "bare", group, tuple(detail), badge, tooltip, clauses
    )


def _row_id(row: _Row) -> str:
    return f"t-{row[0].id}"


def _name(pen: Pen, target: m.Target) -> str:
    entry = pen.registry.indicators.get(target.indicator.id)
    named = entry.name.get(pen.lang) if entry is not None else target.indicator.id
    return (
        target.title
        if target.title and pen.lang == "vi"
        else f"{named} · {words.word(target.sector, pen.lang)}"
    )


def _levels(pen: Pen, target: m.Target) -> str:
    """The levels of the years, first and last of many."""
    levels = target.levels if len(target.levels) <= 3 else (target.levels[0], target.levels[-1])
    said = [_level(pen, target, x) for x in levels]
    return (" → " if len(target.levels) > 3 else ", ").join(said)


def _level(pen: Pen, target: m.Target, level: m.Level) -> str:
    return f"{words.word(level.year, pen.lang)}: {_amount(pen, target, level)}"


def _amount(pen: Pen, target: m.Target, level: m.Level) -> str:
    if level.high is not None:
        return words.level(level, target.comparator, target.unit, pen.lang)
    return _SIGNS.get(target.comparator, "") + words.amount(level.amount, target.unit, pen.lang)


def _contributions(pen: Pen, row: _Row, section: Section) -> list[Edge]:
    ids = {t.id for t in row}
    working = [t for t in section.tasks if any(r.id in ids for r in t.contributes_to)]
    if not working:
        return []
    clauses = tuple(str(t.at) for t in working if t.at is not None)
    label = f"{len(working)}/{len(section.tasks)}"
    tooltip = "\n".join([_name(pen, row[0]) + ":", *(f"{t.at or '–'}: {t.title}" for t in working)])
    return [Edge(_row_id(row), section.id, label, _kind(row), False, tooltip, clauses)]


def _kind(row: _Row) -> str:
    sector = row[0].sector
    return sector if sector in ("education", "health") else "both"


def _leads(pen: Pen, useful: list[Section], made: tuple[Assignment, ...]) -> tuple[list[Node], list[Edge]]:
    """Agencies that lead contributing tasks, and a line from each section that they lead."""
    wanted = {t.id for s in useful for t in s.tasks if t.contributes_to}
    places = {t.id: s for s in useful for t in s.tasks}
    led: dict[str, dict[str, list[Assignment]]] = {}
    for a in made:
        if a.is_task and a.leads and a.item in wanted:
            led.setdefault(a.agency, {}).setdefault(places[a.item].id, []).append(a)
    nodes = [
        Node(f"a-{agency}", pen.agency(agency), "lead", "", (), "", pen.full(agency), (), 5) for agency in led
    ]
    edges = [
        _lead_edge(pen, agency, section, held)
        for agency, by_section in led.items()
        for section, held in by_section.items()
    ]
    return nodes, edges


def _lead_edge(pen: Pen, agency: str, section: str, held: list[Assignment]) -> Edge:
    clauses = tuple(dict.fromkeys(str(e.at) for a in held for e in a.evidence))
    inferred = all(a.inferred for a in held)
    said = pen.say("chủ trì", "leads")
    return Edge(
        section,
        f"a-{agency}",
        "",
        "leads",
        inferred,
        f"{pen.agency(agency)}: {said} ({cited(pen, clauses)})",
        clauses,
    )


def _notes(pen: Pen) -> list[str]:
    notes = []
    loose = sum(1 for t in pen.plan.tasks if not t.contributes_to)
    if loose:
        notes.append(pen.say(
            f"{loose}/{len(pen.plan.tasks)} nhiệm vụ không gắn chỉ tiêu nào.",
            f"{loose} of {len(pen.plan.tasks)} tasks contribute to no target.",
        ))  # fmt: skip
    return notes


def _legend(pen: Pen) -> tuple[Key, ...]:
    return (
        Key(
            "edge",
            "education",
            pen.say("Nhiệm vụ đóng góp cho chỉ tiêu giáo dục", "Tasks for an education target"),
        ),
        Key("edge", "health", pen.say("cho chỉ tiêu y tế", "for a health target")),
        Key("edge", "both", pen.say("cho chỉ tiêu chung", "for a shared target")),
        Key("edge", "leads", pen.say("Cơ quan chủ trì", "Lead agency")),
        Key(
            "inferred",
            "",
            pen.say("Nét đứt: suy ra từ câu chữ, không viện dẫn", "Dashed: inferred from wording"),
        ),
        Key("node", "bare", pen.say("Chưa có nhiệm vụ nào gắn với chỉ tiêu", "No task works on the target")),
        Key("node", "unled", pen.say("Chưa có chủ trì", "Nobody leads")),
    )
