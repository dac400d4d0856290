"""The differences as tables: what changed, whom to tell, what to check again, the matrix, the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planmodel import model as m
from planmodel.derive.cells import CellChange
from planmodel.derive.changes import CODES, WEIGHTS, Change
from planmodel.derive.due import Obligation
from planmodel.derive.effects import Again, Dated, Effects, Told
from planmodel.diagnostics import Text, say
from planmodel.messages import joined
from planmodel.views import words
from planmodel.views.cells import table_of
from planmodel.views.diff.lines import Line, covered, lines
from planmodel.views.diff.said import title
from planmodel.views.table import Cell, Document, Group, Table, columns_of


class Difference(NamedTuple):
    """One plan in two versions and everything that differs; one of the two is None for a plan that is new or gone."""

    old: m.Plan | None
    new: m.Plan | None
    changes: tuple[Change, ...]
    effects: Effects
    hidden: int = 0
    """Changes that the reader asked not to see."""

    @property
    def plan(self) -> m.Plan:
        """The new version where there is one, else the old one."""
        found = self.new or self.old
        assert found is not None
        return found


_CLASSES: dict[str, Text] = {
    "weakens": Text("Yếu đi", "Weakens"),
    "strengthens": Text("Mạnh lên", "Strengthens"),
    "neutral": Text("Trung tính", "Neutral"),
    "editorial": Text("Biên tập", "Editorial"),
}


def document(differences: Sequence[Difference], registry: m.Registry, lang: str = "vi") -> Document:
    """Everything that differs, one plan after another."""
    tables = [t for d in differences for t in _tables(d, registry, lang, alone=len(differences) == 1)]
    if len(differences) == 1 and tables:
        d = differences[0]
        return Document(_title(d, lang), tuple(tables), under=tuple(t.get(lang) for t in heading(d)))
    name = say("What changed in {count} plans", count=len(differences)).get(lang)
    return Document(name, (_overview(differences, lang), *tables))


def _title(d: Difference, lang: str) -> str:
    return say("What changed: {plan}", plan=_name(d.plan)).get(lang)


def _name(plan: m.Plan) -> str:
    number = plan.document.number
    return f"{number} ({plan.id})" if number != "unknown" else plan.id


def heading(d: Difference) -> Iterator[Text]:
    """What stands above the tables: how many changes of which class, and between what."""
    if d.changes or not d.hidden:
        yield summary(d.changes)
    if d.old is not None and d.new is not None:
        yield say("{old} → {new}", old=d.old.source, new=d.new.source)
        if d.old.id != d.new.id:
            yield say(
                "The ids differ: {old} and {new}; items are paired by their own ids.",
                old=d.old.id,
                new=d.new.id,
            )
    if d.hidden:
        yield say("{count} changes are not shown, as asked.", count=d.hidden)


def summary(changes: Iterable[Change]) -> Text:
    """How many changes of which class."""
    counts = dict.fromkeys(WEIGHTS, 0)
    for change in changes:
        counts[change.weight] += 1
    if not any(counts.values()):
        return say("Nothing differs.")
    return say(
        "{weakens} weaken, {strengthens} strengthen, {neutral} neutral, {editorial} editorial",
        **counts,
    )


_OVERVIEW = (
    ("plan", Text("Kế hoạch", "Plan"), 28, "left"),
    ("status", Text("Tình trạng", "Status"), 14, "left"),
    ("weakens", Text("Yếu đi", "Weakens"), 8, "right"),
    ("strengthens", Text("Mạnh lên", "Strengthens"), 8, "right"),
    ("neutral", Text("Trung tính", "Neutral"), 8, "right"),
    ("editorial", Text("Biên tập", "Editorial"), 8, "right"),
)
STATUS: dict[str, Text] = {
    "added": Text("kế hoạch mới", "new plan"),
    "removed": Text("không còn", "gone"),
    "changed": Text("có thay đổi", "changed"),
    "same": Text("như cũ", "as before"),
}


def status(d: Difference) -> str:
    """What became of the plan."""
    return "added" if d.old is None else "removed" if d.new is None else "changed" if d.changes else "same"


def _overview(differences: Sequence[Difference], lang: str) -> Table:
    rows = []
    for d in differences:
        counts = [sum(c.weight == w for c in d.changes) for w in WEIGHTS]
        figures = (Cell(str(n), "", w if n else "", n) for n, w in zip(counts, WEIGHTS, strict=True))
        rows.append((Cell(d.plan.id), Cell(STATUS[status(d)].get(lang)), *figures))
    head = say("The plans that differ").get(lang)
    return Table(head, columns_of(_OVERVIEW, lang), (Group("", tuple(rows)),))


def _tables(d: Difference, registry: m.Registry, lang: str, *, alone: bool) -> Iterator[Table]:
    if d.old is None or d.new is None:
        return
    made = [
        _changes(d, d.old, d.new, registry, lang),
        _told(d, registry, lang),
        _again(d.effects.again, d.new, registry, lang),
        _cells(d.effects.cells, registry, lang),
        _dates(d.effects.dates, lang),
    ]
    for n, table in enumerate(made):
        if table.rows or (n == 0 and alone):
            yield table if alone else table._replace(title=f"{d.plan.id} · {table.title}")


# ---------------------------------------------------------------------------------------------------- what changed

_CHANGES = (
    ("kind", Text("Loại", "Kind"), 10, "left"),
    ("item", Text("Mục", "Item"), 30, "left"),
    ("old_at", Text("Điều khoản trước", "Clause before"), 10, "left"),
    ("new_at", Text("Điều khoản sau", "Clause after"), 10, "left"),
    ("before", Text("Trước", "Before"), 24, "left"),
    ("after", Text("Sau", "After"), 24, "left"),
    ("why", Text("Vì sao", "Why"), 24, "left"),
    ("code", Text("Mã", "Code"), 22, "left"),
)


def _changes(d: Difference, old: m.Plan, new: m.Plan, registry: m.Registry, lang: str) -> Table:
    by_class: dict[str, list[tuple[Cell, ...]]] = {}
    for line, weight in weighed(lines(d.changes, old, new, registry)):
        by_class.setdefault(weight, []).append(_row(line, weight, lang))
    counts = {w: sum(c.weight == w for c in d.changes) for w in WEIGHTS}
    groups = tuple(
        Group(f"{_CLASSES[w].get(lang)} ({counts[w]})", tuple(by_class[w])) for w in WEIGHTS if w in by_class
    )
    notes = () if groups or d.hidden else (say("Nothing differs.").get(lang),)
    return Table(
        say("Changes").get(lang), columns_of(_CHANGES, lang), groups, notes, say("Changes").get(lang)
    )


def weighed(made: Iterable[Line]) -> Iterator[tuple[Line, str]]:
    """Each line with the class under which it is told: that of the whole change, or its own where it tells of several."""
    for line in made:
        yield line, line.changes[0].weight if len(line.changes) == 1 else line.weight


def _row(line: Line, under: str, lang: str) -> tuple[Cell, ...]:
    """A line ``under`` the heading of a class; one of another class says so."""
    why = line.why.get(lang)
    if line.weight != under:
        why = f"{words.word(line.weight, lang)}: {why}"
    return (
        Cell(words.word(line.kind, lang)),
        Cell(line.title.get(lang)),
        Cell(line.old_at),
        Cell(line.new_at),
        Cell(line.before.get(lang)),
        Cell(line.after.get(lang)),
        Cell(why, "", line.weight),
        Cell(line.code),
    )


# ----------------------------------------------------------------------------------------------------- whom to tell

_TOLD = (
    ("kind", Text("Loại", "Kind"), 10, "left"),
    ("item", Text("Mục", "Item"), 40, "left"),
    ("at", Text("Điều khoản", "Clause"), 16, "left"),
    ("what", Text("Điều gì khác", "What is different"), 40, "left"),
)


def _told(d: Difference, registry: m.Registry, lang: str) -> Table:
    groups = tuple(
        Group(f"{words.agency(t.agency, registry, lang)} ({len(rows)})", rows)
        for t in d.effects.told
        if (rows := tuple(_told_rows(t, d, registry, lang)))
    )
    name = say("Whom to tell").get(lang)
    return Table(name, columns_of(_TOLD, lang), groups, name=name)


def _told_rows(t: Told, d: Difference, registry: m.Registry, lang: str) -> Iterator[tuple[Cell, ...]]:
    cells: dict[tuple[str, ...], list[CellChange]] = {}
    for reason in t.reasons:
        if reason.cell is not None:
            cells.setdefault(("/".join(reason.cell.before), "/".join(reason.cell.after)), []).append(
                reason.cell
            )
    for (before, after), listed in cells.items():
        items = [c.new or c.old for c in listed]
        where = covered(
            d.new if any(c.new for c in listed) else d.old, (i.at for i in items if i is not None)
        )
        name = (
            items[0].title
            if len(items) == 1 and items[0] is not None
            else say("{count} items", count=len(items)).get(lang)
        )
        what = say("letters: {before} → {after}", before=before or "–", after=after or "–").get(lang)
        yield Cell(say("part").get(lang)), Cell(name), Cell(where), Cell(what)
    for reason in t.reasons:
        change = reason.change
        if change is not None:
            name = title(change.item_kind, change.first, registry).get(lang)
            what = joined("; ", (CODES[c].text for c in change.codes)).get(lang)
            yield (
                Cell(words.word(change.item_kind, lang)),
                Cell(name),
                Cell(where_of(change)),
                Cell(what, "", change.weight),
            )


def where_of(change: Change) -> str:
    """Where a change stands: the clause, or the old one and the new one."""
    old, new = (
        ", ".join(dict.fromkeys(words.at(s.at) for s in x if s.at is not None))
        for x in (change.old, change.new)
    )
    return f"{old} → {new}" if old and new and old != new else new or old


# ----------------------------------------------------------------------------------------------- what to check again

_AGAIN = (
    ("kind", Text("Loại", "Kind"), 14, "left"),
    ("item", Text("Mục", "Item"), 40, "left"),
    ("at", Text("Điều khoản", "Clause"), 12, "left"),
    ("because", Text("Vì mục này thay đổi", "Because this changed"), 44, "left"),
)


def _again(again: Sequence[Again], new: m.Plan, registry: m.Registry, lang: str) -> Table:
    by_plan: dict[str, list[tuple[Cell, ...]]] = {}
    for one in again:
        name = one.title or one.item
        row = (
            Cell(words.word(one.kind, lang)),
            Cell(name),
            Cell(words.at(one.at)),
            Cell(_because(one.because, registry, lang)),
        )
        by_plan.setdefault(one.plan, []).append(row)
    groups = tuple(
        Group(plan if len(by_plan) > 1 or plan != new.id else "", tuple(rows))
        for plan, rows in by_plan.items()
    )
    name = say("What to check again").get(lang)
    return Table(name, columns_of(_AGAIN, lang), groups, name=name)


_MOST = 6


def _because(changes: Sequence[Change], registry: m.Registry, lang: str) -> str:
    """The changed items in a few words each; of many the first."""
    by_kind: dict[str, dict[str, None]] = {}
    for c in changes:
        where = where_of(c) or title(c.item_kind, c.first, registry).get(lang)
        by_kind.setdefault(words.word(c.item_kind, lang), {})[where] = None
    listed = [f"{kind} {', '.join(_few(list(where)))}" for kind, where in by_kind.items()]
    return "; ".join(listed)


def _few(listed: list[str]) -> list[str]:
    return [*listed[:_MOST], *(["…"] if len(listed) > _MOST else [])]


# ---------------------------------------------------------------------------------------------- matrix and calendar


def _cells(cells: Sequence[CellChange], registry: m.Registry, lang: str) -> Table:
    name = say("Changes in the matrix").get(lang)
    return table_of(cells, registry, lang, name, name)


_DATES = (
    ("kind", Text("Loại", "Kind"), 10, "left"),
    ("item", Text("Việc", "What"), 44, "left"),
    ("at", Text("Điều khoản", "Clause"), 12, "left"),
    ("before", Text("Hạn trước", "Due before"), 12, "left"),
    ("after", Text("Hạn sau", "Due after"), 12, "left"),
    ("how", Text("Thay đổi", "Change"), 14, "left"),
)
_HOW: dict[str, Text] = {
    "appears": Text("thêm hạn", "appears"),
    "vanishes": Text("bỏ hạn", "vanishes"),
    "moves": Text("dời hạn", "moves"),
}


def _dates(dates: Sequence[Dated], lang: str) -> Table:
    rows = tuple(_date_row(d, lang) for d in dates)
    name = say("Changes in the calendar").get(lang)
    return Table(name, columns_of(_DATES, lang), (Group("", rows),) if rows else (), name=name)


def _date_row(d: Dated, lang: str) -> tuple[Cell, ...]:
    one = d.new or d.old
    assert one is not None
    return (
        Cell(words.word(one.kind, lang)),
        Cell(one.title or one.item),
        Cell(words.at(one.at)),
        _day(d.old, lang),
        _day(d.new, lang),
        Cell(_HOW[d.kind].get(lang)),
    )


def _day(o: Obligation | None, lang: str) -> Cell:
    return Cell(words.day(o.due, lang), value=o.due) if o is not None else Cell("–")
