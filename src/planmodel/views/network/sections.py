"""Tasks gathered by the clause that they stand under, and the boxes of these sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause, clause
from planmodel.dates.wording import wording
from planmodel.graph import Group, Node
from planmodel.views import words
from planmodel.views.network.pages import capital, labelled
from planmodel.views.network.pen import Pen, cited

MAX_SECTIONS = 24
"""More sections than this are drawn one level coarser."""

DEEPEST = 12
"""No clause of a real document has more labels than this."""

_FEW = 4
"""Fewer sections than this say too little about a large plan."""

SECTIONS_COLUMN = 3
"""Where sections stand, from left to right."""

MOST_TOLD = 60
"""How many tasks of a section are named when its box is pointed at."""

_LISTED = 3
"""How many tasks of a section are named in its box; of more than these, two and a count."""


class Section(NamedTuple):
    """The tasks under one labelled clause, or of one sector where the clauses have no labels.

    On the page of a section each task is one. ``last`` is the last of several clauses that stand together.
    """

    id: str
    at: Clause | None
    sector: str
    tasks: tuple[m.Task, ...]
    last: Clause | None = None


def sections(pen: Pen, depth: int = 0) -> tuple[Section, ...]:
    """The tasks that are drawn by the clause that they stand under, in the plan's order.

    A clause deeper than ``depth`` labels (0: as deep as leaves at most MAX_SECTIONS) counts as the one above it; where
    there are too many clauses even so, neighbours stand together. On the page of a section every task stands alone.
    """
    if pen.one_by_one:
        return tuple(Section(f"k-{t.id}", t.at, t.sector, (t,)) for t in pen.tasks)
    if not depth:
        depth = max((len(t.at.labels) for t in pen.tasks if t.at is not None), default=1)
        depth = min(depth, DEEPEST)
        while depth > 1 and len(_gathered(pen.tasks, depth)) > MAX_SECTIONS:
            depth -= 1
    found = [
        Section(f"g-{key}", key if isinstance(key, Clause) else None, _sector(tasks), tuple(tasks))
        for key, tasks in _gathered(pen.tasks, depth).items()
    ]
    return tuple(found) if len(found) <= 2 * MAX_SECTIONS else tuple(_neighbours(found))


def _neighbours(found: list[Section]) -> Iterator[Section]:
    """``found`` as at most MAX_SECTIONS sections."""
    ends = [len(found) * n // MAX_SECTIONS for n in range(MAX_SECTIONS + 1)]
    for a, b in pairwise(ends):
        tasks = tuple(t for s in found[a:b] for t in s.tasks)
        yield found[a]._replace(sector=_sector(tasks), tasks=tasks, last=found[b - 1].at)


def coarser(pen: Pen, listed: Iterable[Section]) -> tuple[Section, ...]:
    """The sections one level up; nothing where these would be too few to tell much, or tasks stand alone."""
    depth = max((len(s.at.labels) for s in listed if s.at is not None), default=1)
    found = sections(pen, min(depth, DEEPEST) - 1) if depth > 1 and not pen.one_by_one else ()
    return found if len(found) >= _FEW else ()


def _gathered(tasks: Iterable[m.Task], depth: int) -> dict[Clause | str, list[m.Task]]:
    found: dict[Clause | str, list[m.Task]] = {}
    for task in tasks:
        found.setdefault(_key(task, depth), []).append(task)
    return found


def _key(task: m.Task, depth: int) -> Clause | str:
    if task.at is None or not labelled(task):
        return task.sector
    return clause(".".join(task.at.labels[:depth]))


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
        parts = [capital(parent.spoken(pen.lang))]
    else:
        parts = [
            pen.bilingual("Nhiệm vụ", "Tasks")
            if at is not None
            else pen.bilingual("Nhiệm vụ theo lĩnh vực", "Tasks by sector")
        ]
    parts += [words.word(_sector(tasks), pen.lang)] if at is not None else []
    parts += [pen.how_many(len(tasks))] if counted else []
    label = " · ".join(parts)
    return Group(group, label, pen.spoken(parent) or label, SECTIONS_COLUMN)


def _box(pen: Pen, section: Section, group: str, mixed: bool) -> Node:
    clauses = tuple(str(t.at) for t in section.tasks if t.at is not None)
    tooltip = "\n".join(f"{t.at or '–'}: {t.title}" for t in section.tasks[:MOST_TOLD])
    if pen.one_by_one:
        return Node(
            section.id,
            task_head(pen, section.tasks[0]),
            "tasks",
            group,
            (section.tasks[0].title,),
            "",
            tooltip,
            clauses,
        )
    parts = [section_name(pen, section)]
    if mixed and section.at is not None:
        parts.append(words.word(section.sector, pen.lang))
    parts.append(pen.how_many(len(section.tasks)))
    return Node(
        section.id, " · ".join(parts), "tasks", group, _named(pen, section.tasks), "", tooltip, clauses
    )


def task_head(pen: Pen, task: m.Task) -> str:
    """The heading of a task's box: its clause, and by when it is due."""
    parts = [cited(pen, [str(task.at)])] if task.at is not None else []
    if task.due is not None:
        parts.append(wording(task.due.when, pen.lang))
    return " · ".join(parts) or task.id


def section_name(pen: Pen, section: Section) -> str:
    """A section under its heading: "Điểm a", or its sector where the clauses have no labels."""
    if pen.one_by_one:
        return task_head(pen, section.tasks[0])
    if section.at is None:
        return capital(words.word(section.sector, pen.lang))
    if section.last is not None:
        return f"{section.at} – {section.last}"
    spoken, parent = section.at.spoken(pen.lang), section.at.parent
    if parent is not None:
        above = parent.spoken(pen.lang)
        spoken = spoken.removesuffix(above).rstrip(", ")
    return capital(spoken)


def full_name(pen: Pen, section: Section) -> str:
    """A section on its own: "Điểm a khoản 1 Mục III", or its sector where the clauses have no labels."""
    if section.at is None or section.last is not None or pen.one_by_one:
        return section_name(pen, section)
    return capital(section.at.spoken(pen.lang))


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
