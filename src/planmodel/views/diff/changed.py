"""The changes as a table: before and after side by side, what that does to the demand, whom to tell, what to check again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planmodel import model as m
from planmodel.derive.changes import WEIGHTS
from planmodel.diagnostics import Text, say
from planmodel.views import words
from planmodel.views.diff.apart import apart
from planmodel.views.diff.difference import Difference
from planmodel.views.diff.lines import Line, lines
from planmodel.views.diff.ties import Ties
from planmodel.views.table import Cell, Group, Table, columns_of

CLASSES: dict[str, Text] = {
    "weakens": Text("Yếu đi", "Weakens"),
    "strengthens": Text("Mạnh lên", "Strengthens"),
    "neutral": Text("Trung tính", "Neutral"),
    "editorial": Text("Biên tập", "Editorial"),
}
_COLUMNS = (
    ("kind", Text("Loại", "Kind"), 10, "left"),
    ("item", Text("Mục", "Item"), 28, "left"),
    ("before", Text("Trước", "Before"), 26, "left"),
    ("after", Text("Sau", "After"), 26, "left"),
    ("why", Text("Vì sao", "Why"), 22, "left"),
    ("tell", Text("Báo cho", "Tell"), 16, "left"),
    ("again", Text("Xem lại", "Check again"), 8, "right"),
    ("code", Text("Mã", "Code"), 22, "left"),
)


_TIED = frozenset({"tell", "again"})


class Around(NamedTuple):
    """What the table is written with: the names that tie tables together, the registry and the language.

    ``brief`` leaves out what other tables say too, for a narrow screen.
    """

    ties: Ties
    registry: m.Registry
    lang: str
    brief: bool = False


def changed(d: Difference, old: m.Plan, new: m.Plan, around: Around) -> Table:
    """Every line of changes, those of the weightiest class first."""
    lang, ties = around.lang, around.ties
    by_class: dict[str, list[tuple[Cell, ...]]] = {}
    named: set[str] = set()
    for line, weight in weighed(lines(d.changes, old, new, around.registry)):
        by_class.setdefault(weight, []).append(_row(line, weight, _name(line, ties, named), around))
    counts = {w: sum(c.weight == w for c in d.changes) for w in WEIGHTS}
    groups = tuple(
        Group(f"{CLASSES[w].get(lang)} ({counts[w]})", tuple(by_class[w])) for w in WEIGHTS if w in by_class
    )
    notes = () if groups or d.hidden else (say("Nothing differs.").get(lang),)
    name = say("Changes").get(lang)
    heads = [head for head in _COLUMNS if not (around.brief and head[0] in _TIED)]
    return Table(name, columns_of(heads, lang), groups, notes, name)


def weighed(made: Iterable[Line]) -> Iterator[tuple[Line, str]]:
    """Each line with the class under which it is told: that of the whole change, or its own where it tells of several."""
    for line in made:
        yield line, line.changes[0].weight if len(line.changes) == 1 else line.weight


def _name(line: Line, ties: Ties, named: set[str]) -> str:
    """What names the line: its change, where this is the first line of it."""
    name = next((n for c in line.changes if (n := ties.change(c)) not in named), "")
    named.update(ties.change(c) for c in line.changes)
    return name


def _row(line: Line, under: str, name: str, around: Around) -> tuple[Cell, ...]:
    """A line ``under`` the heading of a class; one of another class says so."""
    lang = around.lang
    why, before, after = (text.get(lang) for text in (line.why, line.before, line.after))
    if line.weight != under:
        why = f"{words.word(line.weight, lang)}: {why}"
    here, there = ((), ()) if around.brief else apart(before, after)
    return (
        Cell(words.word(line.kind, lang)),
        Cell(line.title.get(lang), anchor=name),
        Cell(before, line.old_at if line.old_at != before else "", changed=here),
        Cell(after, line.new_at if line.new_at != after else "", changed=there),
        Cell(why, "", line.weight),
        *(() if around.brief else _tied(line, around)),
        Cell(line.code),
    )


def _tied(line: Line, around: Around) -> tuple[Cell, Cell]:
    """Whom to tell of a line, and how much to check again for it."""
    ties, lang = around.ties, around.lang
    told, again = ties.told_of(line), ties.again_for(line)
    names = "; ".join(words.agency(agency, around.registry, lang, short=True) for agency in told)
    return (
        Cell(names, link=ties.agency(told[0]) if told else ""),
        Cell(str(len(again)), value=len(again), link=ties.again(again[0])) if again else Cell(""),
    )
