"""What every network view needs: names and words in one language, titles, and tasks gathered by section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause, clause
from planmodel.derive.responsibility import Assignment, in_order
from planmodel.graph import Edge, Group, Key, Network, Node
from planmodel.views import words

MAX_SECTIONS = 24
"""More sections than this are drawn one level coarser."""

_FEW = 4
"""Fewer sections than this say too little about a large plan."""

SECTIONS_COLUMN = 3
"""Where sections stand, from left to right."""

_LISTED = 3
"""How many tasks of a section are named in its box; of more than these, two and a count."""


class Pen(NamedTuple):
    """The plan that is drawn, the registries, and the language of the picture."""

    plan: m.Plan
    registry: m.Registry
    lang: str

    def bilingual(self, vi: str, en: str) -> str:
        """The words of the picture's language."""
        return en if self.lang == "en" else vi

    def agency(self, agency_id: str) -> str:
        """An agency's short name."""
        return words.agency(agency_id, self.registry, self.lang, short=True)

    def full(self, agency_id: str) -> str:
        """An agency's full name."""
        return words.agency(agency_id, self.registry, self.lang)

    def agencies(self, ids: Iterable[str], most: int = 0) -> str:
        """Short names in the order given; beyond ``most`` only their number."""
        names = [self.agency(i) for i in ids]
        if not most or len(names) <= most:
            return ", ".join(names)
        more = len(names) - most
        return ", ".join(names[:most]) + self.bilingual(f" và {more} nơi khác", f" and {more} more")

    def tasks(self, count: int) -> str:
        """So many tasks."""
        return self.bilingual(f"{count} nhiệm vụ", f"{count} task{'s' if count != 1 else ''}")

    def spoken(self, at: Clause | None) -> str:
        """A clause as an office cites it, with its locator; nothing where there is none."""
        return f"{at.spoken(self.lang)} ({at})" if at is not None else ""

    @property
    def number(self) -> str:
        """The number of the document."""
        known = self.plan.document.number
        return known if known != "unknown" else self.bilingual("Chưa rõ số văn bản", "Number unknown")

    @property
    def document(self) -> str:
        """The document in short: number, date, province or issuer."""
        d = self.plan.document
        parts = [self.number]
        if d.issued is not None:
            parts.append(self.bilingual(f"ngày {words.day(d.issued, 'vi')}", f"of {d.issued}"))
        province = self.registry.provinces.get(d.province.id) if d.province is not None else None
        where = province.name.get(self.lang) if province is not None else self.agency(d.issuer.id)
        return f"{' '.join(parts)} · {where}"

    def network(
        self,
        view: str,
        nodes: Iterable[Node],
        edges: Iterable[Edge],
        groups: Iterable[Group] = (),
        legend: Iterable[Key] = (),
        notes: Iterable[str] = (),
    ) -> Network:
        """A drawing of this plan. Entries of the legend that explain nothing in it are left out."""
        nodes, edges = tuple(nodes), tuple(edges)
        shown = {("node", n.kind) for n in nodes} | {("edge", e.kind) for e in edges}
        shown |= {("inferred", "") for e in edges if e.inferred}
        shown |= {("text", "part") for e in edges if "/" in e.label and "(" in e.label}
        kept = tuple(k for k in legend if (k.of, k.kind) in shown)
        title = f"{TITLES[view][self.lang]} · {self.document}"
        return Network(view, title, self.plan.document.title, nodes, edges, tuple(groups), kept, tuple(notes))

    def empty(self, view: str, vi: str, en: str) -> Network:
        """A picture that says why there is nothing to draw."""
        return self.network(view, (Node("empty", self.bilingual(vi, en), "empty"),), ())


TITLES = {
    "responsibility": {"vi": "Ai làm gì", "en": "Who does what"},
    "reporting": {"vi": "Ai báo cáo ai", "en": "Who reports to whom"},
    "targets": {"vi": "Từ chỉ tiêu đến cơ quan chủ trì", "en": "From targets to lead agencies"},
    "dependencies": {"vi": "Nhiệm vụ nào chờ nhiệm vụ nào", "en": "Which task waits for which"},
    "legal": {"vi": "Căn cứ của văn bản", "en": "What the document rests on"},
}
"""Every view and its title, in the order in which they are offered."""


class Section(NamedTuple):
    """The tasks under one labelled clause, or of one sector where the clauses have no labels."""

    id: str
    at: Clause | None
    sector: str
    tasks: tuple[m.Task, ...]


def sections(plan: m.Plan, depth: int = 0) -> tuple[Section, ...]:
    """The tasks of ``plan`` by the clause that they stand under, in the plan's order.

    A clause deeper than ``depth`` labels (0: as deep as leaves at most MAX_SECTIONS) counts as the one above it.
    """
    if not depth:
        depth = max((len(t.at.labels) for t in plan.tasks if t.at is not None), default=1)
        while depth > 1 and len(_gathered(plan, depth)) > MAX_SECTIONS:
            depth -= 1
    return tuple(
        Section(f"g-{key}", key if isinstance(key, Clause) else None, _sector(tasks), tuple(tasks))
        for key, tasks in _gathered(plan, depth).items()
    )


def coarser(pen: Pen, listed: Iterable[Section]) -> tuple[Section, ...]:
    """The sections one level up; nothing where these would be too few to tell much."""
    depth = max((len(s.at.labels) for s in listed if s.at is not None), default=1)
    found = sections(pen.plan, depth - 1) if depth > 1 else ()
    return found if len(found) >= _FEW else ()


def _gathered(plan: m.Plan, depth: int) -> dict[Clause | str, list[m.Task]]:
    found: dict[Clause | str, list[m.Task]] = {}
    for task in plan.tasks:
        found.setdefault(_key(task, depth), []).append(task)
    return found


def _key(task: m.Task, depth: int) -> Clause | str:
    if task.at is None or (task.at.bullets and task.at.section == task.at):  # no labels: preamble#1, p#3.s#1
        return task.sector
    return Clause(".".join(task.at.labels[:depth]))


def _sector(tasks: Iterable[m.Task]) -> str:
    """The sector that all ``tasks`` share, else both."""
    found = {t.sector for t in tasks}
    return found.pop() if len(found) == 1 else "both"


def section_boxes(
    pen: Pen, listed: tuple[Section, ...], *, counted: bool = True
) -> tuple[tuple[Group, ...], tuple[Node, ...]]:
    """Sections as boxes under the headings of the clauses that hold them; ``counted``: all of these are listed."""
    under: dict[str, list[Section]] = {}
    for section in listed:
        under.setdefault(heading_of(section), []).append(section)
    groups = tuple(_heading(pen, group, held, counted) for group, held in under.items())
    mixed = {group: len({s.sector for s in held}) > 1 for group, held in under.items()}
    nodes = tuple(_box(pen, s, group, mixed[group]) for group, held in under.items() for s in held)
    return groups, nodes


def heading_of(section: Section) -> str:
    """The id of the group that ``section`` stands in."""
    return f"s-{section.at.parent}" if section.at is not None and section.at.parent is not None else "s-tasks"


def _heading(pen: Pen, group: str, held: list[Section], counted: bool) -> Group:
    tasks = [t for s in held for t in s.tasks]
    at = held[0].at
    parent = at.parent if at is not None else None
    if parent is not None:
        parts = [_capital(parent.spoken(pen.lang))]
    else:
        parts = [
            pen.bilingual("Nhiệm vụ", "Tasks")
            if at is not None
            else pen.bilingual("Nhiệm vụ theo lĩnh vực", "Tasks by sector")
        ]
    parts += [words.word(_sector(tasks), pen.lang)] if at is not None else []
    parts += [pen.tasks(len(tasks))] if counted else []
    label = " · ".join(parts)
    return Group(group, label, pen.spoken(parent) or label, SECTIONS_COLUMN)


def _box(pen: Pen, section: Section, group: str, mixed: bool) -> Node:
    parts = [section_name(pen, section)]
    if mixed and section.at is not None:
        parts.append(words.word(section.sector, pen.lang))
    parts.append(pen.tasks(len(section.tasks)))
    clauses = tuple(str(t.at) for t in section.tasks if t.at is not None)
    tooltip = "\n".join(f"{t.at or '–'}: {t.title}" for t in section.tasks)
    return Node(
        section.id, " · ".join(parts), "tasks", group, _named(pen, section.tasks), "", tooltip, clauses
    )


def section_name(pen: Pen, section: Section) -> str:
    """A section under its heading: "Điểm a", or its sector where the clauses have no labels."""
    if section.at is None:
        return _capital(words.word(section.sector, pen.lang))
    spoken, parent = section.at.spoken(pen.lang), section.at.parent
    if parent is not None:
        above = parent.spoken(pen.lang)
        spoken = spoken.removesuffix(above).rstrip(", ")
    return _capital(spoken)


def full_name(pen: Pen, section: Section) -> str:
    """A section on its own: "Điểm a khoản 1 Mục III", or its sector where the clauses have no labels."""
    return _capital(section.at.spoken(pen.lang)) if section.at is not None else section_name(pen, section)


def _named(pen: Pen, tasks: tuple[m.Task, ...]) -> tuple[str, ...]:
    """The titles of a section's tasks: all of a few, else two and how many more there are."""
    if len(tasks) <= _LISTED:
        return tuple(f"– {t.title}" for t in tasks)
    more = len(tasks) - _LISTED + 1
    tail = pen.bilingual(f"… và {more} nhiệm vụ khác", f"… and {more} more tasks")
    return (*(f"– {t.title}" for t in tasks[: _LISTED - 1]), tail)


def no_lead(pen: Pen) -> str:
    """What is said of work without a lead; what an article does not tell is unknown, not missing."""
    if pen.plan.document.source_kind == "news-article":
        return pen.bilingual("Chưa rõ chủ trì", "Lead unknown")
    return pen.bilingual("Chưa có chủ trì", "Nobody leads")


def unled(pen: Pen, box: Node, section: Section, without: set[str]) -> Node:
    """``box`` with a warning where tasks of its section have no lead."""
    count = sum(1 for t in section.tasks if t.id in without)
    if not count:
        return box
    badge = no_lead(pen)
    if count < len(section.tasks):
        part = f"{count}/{len(section.tasks)}"
        badge = pen.bilingual(
            f"{part} nhiệm vụ {badge[:1].lower()}{badge[1:]}", f"{part} tasks: {badge.lower()}"
        )
    return box._replace(kind="unled", badge=badge)


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


class Letters(NamedTuple):
    """The letters of one agency over a section's tasks: as a label, its heaviest letter, and the clauses behind it."""

    label: str
    kind: str
    inferred: bool
    clauses: tuple[str, ...]
    whole: bool


def merged(pen: Pen, section: Section, parts: dict[str, list[Assignment]]) -> Iterator[Letters]:
    """The letters of an agency's ``parts`` (by task of ``section``): what is stated, then what is only inferred.

    "A/R (4/6)" says that they hold for four of six tasks. Letters that a task has by both ways count as stated.
    """
    stated: dict[str, list[Assignment]] = {}
    inferred: dict[str, list[Assignment]] = {}
    for held in parts.values():
        sure = in_order(x for a in held if not a.inferred for x in a.raci)
        rest = in_order(x for a in held if a.inferred for x in a.raci if x not in sure)
        if sure:
            stated.setdefault("/".join(sure), []).append(_union([a for a in held if not a.inferred]))
        if rest:
            inferred.setdefault("/".join(rest), []).append(_union([a for a in held if a.inferred]))
    for found, is_inferred in ((stated, False), (inferred, True)):
        if found:
            yield _letters(pen, section, found, is_inferred)


def _union(held: list[Assignment]) -> Assignment:
    """One assignment with the evidence of all; its scope is that of the first where all have the same sector."""
    evidence = tuple(e for a in held for e in a.evidence)
    sectors = {a.scope.sector if a.scope is not None else None for a in held}
    return held[0]._replace(evidence=evidence, scope=held[0].scope if len(sectors) == 1 else None)


def _letters(pen: Pen, section: Section, found: dict[str, list[Assignment]], inferred: bool) -> Letters:
    every = len(section.tasks)
    whole = len(found) == 1 and all(len(x) == every for x in found.values())
    ordered = sorted(found, key=lambda x: ("ARSCI".index(x[0]), x))
    label = ordered[0] if whole else ", ".join(f"{x} ({len(found[x])}/{every})" for x in ordered)
    parts = [a for held in found.values() for a in held]
    sectors = {a.scope.sector if a.scope is not None else None for a in parts}
    sector = sectors.pop() if len(sectors) == 1 else None
    if sector in ("education", "health") and section.sector not in ("education", "health"):
        label += f" · {words.word(sector, pen.lang)}"
    clauses = dict.fromkeys(str(e.at) for a in parts for e in a.evidence if e.at is not None)
    return Letters(label, ordered[0][0], inferred, tuple(clauses), whole)


def cited(pen: Pen, clauses: Iterable[str], most: int = 6) -> str:
    """Clauses in short, those without labels as an office says them; beyond ``most`` only their number."""
    every = tuple(clauses)
    listed = [_short(pen, c) for c in every[:most]]
    between = "; " if any("," in c for c in listed) else ", "
    more = [f"… (+{len(every) - most})"] if len(every) > most else []
    return between.join([*listed, *more])


def _short(pen: Pen, text: str) -> str:
    at = clause(text)
    return text if at.section != at or not at.bullets else at.spoken(pen.lang)
