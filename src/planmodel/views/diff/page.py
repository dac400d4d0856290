"""The differences as tables: what changed, whom to tell, what to check again, the matrix, the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from planmodel import model as m
from planmodel.derive.affected import Dated, Told
from planmodel.derive.cells import CellChange
from planmodel.derive.changes import CODES, WEIGHTS, Change
from planmodel.diagnostics import Text, say
from planmodel.messages import joined
from planmodel.views import words
from planmodel.views.cells import table_of
from planmodel.views.diff.changed import Around, changed
from planmodel.views.diff.difference import Difference, status
from planmodel.views.diff.lines import covered
from planmodel.views.diff.said import title
from planmodel.views.diff.ties import Ties
from planmodel.views.table import Cell, Document, Group, Table, columns_of

if TYPE_CHECKING:
    from planmodel.derive.due import Obligation


def document(
    differences: Sequence[Difference], registry: m.Registry, lang: str = "vi", *, brief: bool = False
) -> Document:
    """Everything that differs, one plan after another; ``brief`` for a narrow screen."""
    alone = len(differences) == 1
    tables = [t for d in differences for t in _tables(d, Around(Ties(d), registry, lang, brief), alone=alone)]
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
        if d.old.kind != d.new.kind:
            template, plan = (d.old, d.new) if d.old.kind == "template" else (d.new, d.old)
            yield say(
                "{template} is a template and {plan} a plan: planmodel compare {template} {plan} tells how the plan carries it out.",
                template=template.id,
                plan=plan.id,
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


def _overview(differences: Sequence[Difference], lang: str) -> Table:
    rows = []
    for d in differences:
        counts = [sum(c.weight == w for c in d.changes) for w in WEIGHTS]
        figures = (Cell(str(n), "", w if n else "", n) for n, w in zip(counts, WEIGHTS, strict=True))
        rows.append((Cell(d.plan.id), Cell(STATUS[status(d)].get(lang)), *figures))
    head = say("The plans that differ").get(lang)
    return Table(head, columns_of(_OVERVIEW, lang), (Group("", tuple(rows)),))


def _tables(d: Difference, around: Around, *, alone: bool) -> Iterator[Table]:
    if d.old is None or d.new is None:
        return
    ties, registry, lang, _ = around
    made = [
        changed(d, d.old, d.new, around),
        _told(d, ties, registry, lang),
        _again(d, d.new, ties, registry, lang),
        _cells(d.effects.cells, registry, lang),
        _dates(d.effects.dates, ties, lang),
    ]
    for n, table in enumerate(made):
        if table.rows or (n == 0 and alone):
            yield table if alone else table._replace(title=f"{d.plan.id} · {table.title}")


# ----------------------------------------------------------------------------------------------------- whom to tell

_TOLD = (
    ("kind", Text("Loại", "Kind"), 10, "left"),
    ("item", Text("Mục", "Item"), 40, "left"),
    ("at", Text("Điều khoản", "Clause"), 16, "left"),
    ("what", Text("Điều gì khác", "What is different"), 40, "left"),
)


def _told(d: Difference, ties: Ties, registry: m.Registry, lang: str) -> Table:
    groups = tuple(
        Group(f"{words.agency(t.agency, registry, lang)} ({len(rows)})", _named(rows, ties.agency(t.agency)))
        for t in d.effects.told
        if (rows := tuple(_told_rows(t, d, ties, registry, lang)))
    )
    name = say("Whom to tell").get(lang)
    return Table(name, columns_of(_TOLD, lang), groups, name=name)


def _named(rows: tuple[tuple[Cell, ...], ...], name: str) -> tuple[tuple[Cell, ...], ...]:
    """``rows`` with a name for others to lead to on the first cell."""
    (first, *others), *rest = rows
    return ((first._replace(anchor=name), *others), *rest)


def _told_rows(
    t: Told, d: Difference, ties: Ties, registry: m.Registry, lang: str
) -> Iterator[tuple[Cell, ...]]:
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
                Cell(name, link=ties.change(change)),
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


def _again(d: Difference, new: m.Plan, ties: Ties, registry: m.Registry, lang: str) -> Table:
    by_plan: dict[str, list[tuple[Cell, ...]]] = {}
    for one in d.effects.again:
        name = one.title or one.item
        row = (
            Cell(words.word(one.kind, lang)),
            Cell(name, anchor=ties.again(one)),
            Cell(words.at(one.at)),
            Cell(_because(one.because, registry, lang), link=ties.change(one.because[0])),
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


def _dates(dates: Sequence[Dated], ties: Ties, lang: str) -> Table:
    rows = tuple(_date_row(d, ties, lang) for d in dates)
    name = say("Changes in the calendar").get(lang)
    return Table(name, columns_of(_DATES, lang), (Group("", rows),) if rows else (), name=name)


def _date_row(d: Dated, ties: Ties, lang: str) -> tuple[Cell, ...]:
    one = d.new or d.old
    assert one is not None
    return (
        Cell(words.word(one.kind, lang)),
        Cell(one.title or one.item, link=ties.of_item(one.kind, one.item)),
        Cell(words.at(one.at)),
        _day(d.old, lang),
        _day(d.new, lang),
        Cell(_HOW[d.kind].get(lang)),
    )


def _day(o: Obligation | None, lang: str) -> Cell:
    return Cell(words.day(o.due, lang), value=o.due) if o is not None else Cell("–")
