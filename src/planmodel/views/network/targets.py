"""What the targets stand on: objective and target, the tasks that contribute, and who leads these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planmodel import model as m
from planmodel.derive.responsibility import Assignment, assignments, leads_by_task
from planmodel.graph import Edge, Group, Key, Network, Node
from planmodel.views import words
from planmodel.views.network.pen import Pen, cited
from planmodel.views.network.sections import Section, coarser, no_lead, section_boxes, sections, unled

_MANY_ROWS, _MANY_EDGES, _MANY_LEADS = 30, 60, 14
_LOOSE = "o-"
_SIGNS = {">=": "≥\u00a0", ">": ">\u00a0", "<=": "≤\u00a0"}
_BOTH = "both"


class _Row(NamedTuple):
    """Targets of one clause on which the same tasks work (or, in a large plan, of one objective)."""

    targets: tuple[m.Target, ...]
    tasks: tuple[m.Task, ...]

    @property
    def id(self) -> str:
        return f"t-{self.targets[0].id}"

    @property
    def kind(self) -> str:
        """The sector of all its targets: the style of its lines."""
        found = {t.sector for t in self.targets}
        sector = found.pop() if len(found) == 1 else _BOTH
        return sector if sector in ("education", "health") else _BOTH


def targets(pen: Pen) -> Network:
    """Targets under their objectives on the left, sections with contributing tasks in the middle, leads on the right."""
    if not any(t.contributes_to for t in pen.tasks) and pen.chosen is not None:
        vi = "Không nhiệm vụ nào trong mục này gắn với chỉ tiêu."
        return pen.empty("targets", vi, "No task of this section contributes to a target.")
    if not pen.plan.targets:
        return pen.empty("targets", "Văn bản không nêu chỉ tiêu.", "The document states no targets.")
    made = assignments(pen.plan, pen.registry)
    rows = _rows(pen)
    headings = _headings(pen, rows, folded=len(rows) > _MANY_ROWS)
    useful, edges = _contributions(pen, [row for held in headings.values() for row in held])
    if len(edges) > _MANY_EDGES:
        headings = _headings(pen, rows, folded=True)
        useful, edges = _contributions(pen, [row for held in headings.values() for row in held])
    groups, nodes = _target_boxes(pen, headings)
    section_groups, boxes = section_boxes(pen, useful, counted=False)
    without = {x.task.id for x in leads_by_task(pen.plan, pen.registry) if not x.leads}
    by_id = {s.id: s for s in useful}
    nodes += [
        unled(pen, box if pen.one_by_one else box._replace(detail=()), by_id[box.id], without)
        for box in boxes
    ]
    leads, lead_edges = _leads(pen, useful, made)
    nodes, edges, groups = [*nodes, *leads], [*edges, *lead_edges], [*groups, *section_groups]
    return pen.network("targets", nodes, edges, groups, _legend(pen), _notes(pen))


def _rows(pen: Pen) -> list[_Row]:
    working: dict[str, list[m.Task]] = {}
    for task in pen.tasks:
        for ref in task.contributes_to:
            working.setdefault(ref.id, []).append(task)
    same: dict[object, list[m.Target]] = {}
    for target in pen.plan.targets:
        tasks = tuple(t.id for t in working.get(target.id, ()))
        same.setdefault((target.at, tasks) if tasks else target.id, []).append(target)
    rows = [_Row(tuple(held), tuple(working.get(held[0].id, ()))) for held in same.values()]
    return rows if pen.chosen is None else [row for row in rows if row.tasks]


def _headings(pen: Pen, rows: list[_Row], *, folded: bool) -> dict[str, list[_Row]]:
    """Rows by the id of the specific objective whose clause holds them; "" for those outside; ``folded`` by sector."""
    specific = [o for o in pen.plan.objectives if o.kind == "specific"]
    found: dict[str, list[_Row]] = {o.id: [] for o in specific}
    found[""] = []
    for row in rows:
        over = [o for o in specific if o.at.contains(row.targets[0].at)]
        best = max(over, key=lambda o: len(str(o.at)), default=None)
        found[best.id if best is not None else ""].append(row)
    return {o: list(_by_sector(held)) if folded else held for o, held in found.items() if held}


def _by_sector(rows: list[_Row]) -> Iterator[_Row]:
    """The rows of one objective as one for each sector."""
    sectors: dict[str, list[_Row]] = {}
    for row in rows:
        sectors.setdefault(row.kind, []).append(row)
    for held in sectors.values():
        tasks = {t.id: t for row in held for t in row.tasks}
        yield _Row(tuple(t for row in held for t in row.targets), tuple(tasks.values()))


def _target_boxes(pen: Pen, headings: dict[str, list[_Row]]) -> tuple[list[Group], list[Node]]:
    titles = {o.id: o for o in pen.plan.objectives}
    groups, nodes = [], []
    for objective, held in headings.items():
        group = f"o-{objective}" if objective else _LOOSE
        found = titles.get(objective)
        if found is not None:
            label, tip = f"{cited(pen, [str(found.at)])} · {found.title}", pen.spoken(found.at)
        else:
            label = pen.bilingual(
                "Con số nêu ngoài mục tiêu cụ thể", "Figures outside the specific objectives"
            )
            tip = label
        groups.append(Group(group, label, tip, 1))
        nodes += [_target(pen, row, group) for row in held]
    return groups, nodes


def _target(pen: Pen, row: _Row, group: str) -> Node:
    """The box of one target, or of the several that stand together."""
    first, count = row.targets[0], len(row.tasks)
    clauses = tuple(dict.fromkeys(str(t.at) for t in row.targets))
    working = (
        [
            pen.bilingual(
                f"{count} nhiệm vụ đóng góp", f"{pen.how_many(count)} contribute{'s' if count == 1 else ''}"
            )
        ]
        if count
        else []
    )
    if len(row.targets) == 1:
        label = _name(pen, first)
        at = [cited(pen, clauses)] if group == _LOOSE else []
        detail = [" · ".join([_levels(pen, first), *at, *working])]
    else:
        label, detail = _several(pen, row)
        detail += working
    badge = "" if count else pen.bilingual("Chưa có nhiệm vụ", "No task works on it")
    tooltip = "\n".join(f"{t.at}: {_name(pen, t)}: {_levels(pen, t)}" for t in row.targets)
    return Node(row.id, label, "target" if count else "bare", group, tuple(detail), badge, tooltip, clauses)


def _several(pen: Pen, row: _Row) -> tuple[str, list[str]]:
    """The heading and the lines of targets that stand together; a year that all share stands in the heading."""
    found = row.targets
    years = {tuple(x.year for x in t.levels) for t in found}
    shared = (
        words.word(found[0].levels[0].year, pen.lang) if len(years) == 1 and len(found[0].levels) == 1 else ""
    )
    clauses = tuple(dict.fromkeys(str(t.at) for t in found))
    parts = [
        cited(pen, clauses, 3),
        pen.bilingual(f"{len(found)} con số", f"{len(found)} figures"),
        *([shared] if shared else []),
    ]
    shown = found[:6]
    lines = [
        f"– {_name(pen, t)}: {_amount(pen, t, t.levels[0]) if shared else _levels(pen, t)}" for t in shown
    ]
    more = len(found) - len(shown)
    return " · ".join(parts), [
        *lines,
        *([pen.bilingual(f"… và {more} con số khác", f"… and {more} more")] if more else []),
    ]


def _name(pen: Pen, target: m.Target) -> str:
    if target.title and pen.lang == "vi":
        return target.title
    entry = pen.registry.indicators.get(target.indicator.id)
    named = entry.name.get(pen.lang) if entry is not None else target.indicator.id
    return f"{named} · {words.word(target.sector, pen.lang)}"


def _levels(pen: Pen, target: m.Target) -> str:
    """The levels of the years, first and last of many."""
    levels = target.levels if len(target.levels) <= 3 else (target.levels[0], target.levels[-1])
    said = [f"{words.word(x.year, pen.lang)}: {_amount(pen, target, x)}" for x in levels]
    return (" → " if len(target.levels) > 3 else ", ").join(said)


def _amount(pen: Pen, target: m.Target, level: m.Level) -> str:
    if level.high is not None:
        return words.level(level, target.comparator, target.unit, pen.lang)
    return _SIGNS.get(target.comparator, "") + words.amount(level.amount, target.unit, pen.lang)


def _contributions(pen: Pen, rows: list[_Row]) -> tuple[tuple[Section, ...], list[Edge]]:
    """The sections with contributing tasks, coarser until the lines are few, and a line from each row to each."""
    found = sections(pen)
    while True:
        edges = [e for row in rows for e in _to_sections(pen, row, found)]
        fewer = coarser(pen, found)
        if not fewer or len(edges) <= _MANY_EDGES:
            used = {e.target for e in edges}
            return tuple(s for s in found if s.id in used), edges
        found = fewer


def _to_sections(pen: Pen, row: _Row, found: tuple[Section, ...]) -> Iterator[Edge]:
    working = {t.id for t in row.tasks}
    for section in found:
        tasks = [t for t in section.tasks if t.id in working]
        if tasks:
            clauses = tuple(str(t.at) for t in tasks if t.at is not None)
            lines = [f"{_name(pen, row.targets[0])}:", *(f"{t.at or '–'}: {t.title}" for t in tasks)]
            label = f"{len(tasks)}/{len(section.tasks)}"
            yield Edge(row.id, section.id, label, row.kind, False, "\n".join(lines), clauses)


def _leads(pen: Pen, used: Iterable[Section], made: tuple[Assignment, ...]) -> tuple[list[Node], list[Edge]]:
    """Agencies that lead contributing tasks, and a line from each section that they lead; in one box where alike."""
    places = {t.id: s.id for s in used for t in s.tasks if t.contributes_to}
    led: dict[str, dict[str, list[Assignment]]] = {}
    for a in made:
        if a.is_task and a.leads and a.item in places:
            led.setdefault(a.agency, {}).setdefault(places[a.item], []).append(a)
    alike: dict[object, list[str]] = {}
    for agency, held in led.items():
        alike.setdefault(tuple((s, all(a.inferred for a in x)) for s, x in held.items()), []).append(agency)
    boxes = sorted(alike.values(), key=lambda names: -len(led[names[0]]))
    if len(boxes) > _MANY_LEADS:
        boxes = [*boxes[: _MANY_LEADS - 1], [a for names in boxes[_MANY_LEADS - 1 :] for a in names]]
    nodes = [Node(_lead_id(b), pen.agencies(b, 6), "lead", "", (), "", _full(pen, b), (), 5) for b in boxes]
    return nodes, [e for b in boxes for e in _lead_edges(pen, b, led)]


def _lead_id(names: list[str]) -> str:
    return f"a-{names[0]}"


def _full(pen: Pen, names: list[str]) -> str:
    return "\n".join(pen.full(a) for a in names)


def _lead_edges(pen: Pen, names: list[str], led: dict[str, dict[str, list[Assignment]]]) -> Iterator[Edge]:
    by_section: dict[str, list[Assignment]] = {}
    for agency in names:
        for section, held in led[agency].items():
            by_section.setdefault(section, []).extend(held)
    for section, held in by_section.items():
        clauses = tuple(dict.fromkeys(str(e.at) for a in held for e in a.evidence if e.at is not None))
        said = f"{pen.agencies(names, 3)}: {pen.bilingual('chủ trì', 'leads')} ({cited(pen, clauses)})"
        inferred = all(a.inferred for a in held)
        yield Edge(section, _lead_id(names), "", "leads", inferred, said, clauses)


def _notes(pen: Pen) -> list[str]:
    if pen.chosen is not None:
        vi = "Chỉ đếm nhiệm vụ của mục này."
        return [pen.bilingual(vi, "Only the tasks of this section are counted."), *_loose(pen)]
    return _loose(pen)


def _loose(pen: Pen) -> list[str]:
    every = len(pen.tasks)
    loose = sum(1 for t in pen.tasks if not t.contributes_to)
    vi = f"{loose}/{every} nhiệm vụ không gắn chỉ tiêu nào."
    return [pen.bilingual(vi, f"{loose} of {every} tasks contribute to no target.")] if loose else []


def _legend(pen: Pen) -> tuple[Key, ...]:
    education = pen.bilingual("Nhiệm vụ đóng góp cho chỉ tiêu giáo dục", "Tasks for an education target")
    dashed = pen.bilingual("Nét đứt: suy ra từ câu chữ, không viện dẫn", "Dashed: inferred from wording")
    return (
        Key("edge", "education", education),
        Key("edge", "health", pen.bilingual("cho chỉ tiêu y tế", "for a health target")),
        Key("edge", _BOTH, pen.bilingual("cho chỉ tiêu chung", "for a shared target")),
        Key("edge", "leads", pen.bilingual("Cơ quan chủ trì", "Lead agency")),
        Key("inferred", "", dashed),
        Key(
            "node",
            "bare",
            pen.bilingual("Chưa có nhiệm vụ nào gắn với chỉ tiêu", "No task works on the target"),
        ),
        Key("node", "unled", no_lead(pen)),
    )
