"""Side by side: each demand, and in a column for each plan what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planmodel import model as m
from planmodel.derive.conformity import KINDS, Item
from planmodel.diagnostics import Text, say
from planmodel.views import bodies, words
from planmodel.views.compare import said
from planmodel.views.compare.comparison import Comparison
from planmodel.views.table import Cell, Column, Group, Table

MOST = 7
"""So many plans stand in one table; more are split over several, so that each can be printed."""

_TITLE = Text("Đặt cạnh nhau", "Side by side")
_DEMAND = Text("Yêu cầu", "Demand")
_ASKED = Text("Mức yêu cầu", "What is asked")
_AT = Text("Điều khoản", "Clause")
_INFERRED = Text("suy ra", "inferred")
_READ = Text(
    "Mỗi ô: mức và dấu, hoặc kết luận; dưới đó là mặt khác nhau và điều khoản của kế hoạch. Lý do đầy đủ ở bảng chi tiết.",
    "Each cell: the level and a sign, or the verdict; below it what differs, and the plan's clauses. The details give the reason in full.",
)
_SIGNS = Text(
    "✓ đạt · ▲ hơn · ▼ kém (số kèm theo: hơn, kém bao nhiêu) · ≠ không so được · ? chưa rõ.",
    "✓ as demanded · ▲ more · ▼ less (a number says by how much) · ≠ not comparable · ? unknown.",
)

Demanded = tuple[str, str, str | None]
"""A demand: its kind, its id, and for a target the year."""


def demanded(item: Item) -> Demanded:
    """Which demand an item is about."""
    return item.kind, item.item, item.year


def anchor(item: Item) -> str:
    """The name of the row of details that tells of ``item``."""
    return f"detail|{item.plan}|{item.kind}|{item.item}|{item.year or ''}"


def slices(plans: Sequence[m.Plan]) -> list[tuple[m.Plan, ...]]:
    """The plans in as few parts of equal length as hold at most MOST each."""
    parts = max(1, -(-len(plans) // MOST))
    size = max(1, -(-len(plans) // parts))
    return [tuple(plans[n : n + size]) for n in range(0, len(plans), size)]


def numbered(title: str, number: int, parts: int) -> str:
    """A title with which part it is of, where there are several."""
    return f"{title} ({number}/{parts})" if parts > 1 else title


def side_by_side(c: Comparison, lang: str = "vi") -> list[Table]:
    """One row for each demand, grouped by kind, and a column for each plan; demands that are not asked for stay out."""
    rows: dict[Demanded, dict[str, Item]] = {}
    for item in c.items:
        if item.demanded is not None:
            rows.setdefault(demanded(item), {})[item.plan] = item
    asked = {key: found for key, found in rows.items() if any(map(c.only.keeps, found.values()))}
    parts = slices(c.plans)
    return [_table(c, asked, part, number, len(parts), lang) for number, part in enumerate(parts, 1)]


def _table(
    c: Comparison, rows: dict[Demanded, dict[str, Item]], plans: Sequence[m.Plan], number: int, parts: int, lang: str
) -> Table:  # fmt: skip
    columns = (
        Column("item", _DEMAND.get(lang), 34),
        Column("template_at", _AT.get(lang), 16),
        Column("asked", _ASKED.get(lang), 20),
        *(Column(p.id, c.name(p).get(lang), 15, "center") for p in plans),
    )
    groups = tuple(
        Group(
            heading(kind, lang),
            tuple(_row(c, found, plans, lang) for key, found in rows.items() if key[0] == kind),
        )
        for kind in KINDS
    )
    title = numbered(_TITLE.get(lang), number, parts)
    kept = tuple(g for g in groups if g.rows)
    return Table(title, columns, kept, (_READ.get(lang), _SIGNS.get(lang)), title)


def heading(kind: str, lang: str) -> str:
    """A kind of demand as a heading."""
    name = words.word(kind, lang)
    return name[:1].upper() + name[1:]


def _row(c: Comparison, found: dict[str, Item], plans: Iterable[m.Plan], lang: str) -> tuple[Cell, ...]:
    one = next(iter(found.values()))
    assert one.demanded is not None
    return (
        Cell(said.item_title(one, c.registry, lang)),
        template_at(c, one, lang, agreeing=True),
        Cell(said.brief(one.demanded, one.level, c.registry, lang)),
        *(_cell(c, found.get(p.id), lang) for p in plans),
    )


def template_at(c: Comparison, item: Item, lang: str, *, agreeing: bool = False) -> Cell:
    """Where a demand stands; that it is inferred where the template's document does not state it, and from which plans."""
    provenance = getattr(item.demanded, "provenance", None)
    if item.template_at is None and isinstance(provenance, m.Provenance) and provenance.basis == "inferred":
        known = {p.id: c.name(p).get(lang) for p in c.plans}
        agree = (f"{known.get(a.plan.id, a.plan.id)} {bodies.clause(a.at, lang)}" for a in provenance.agree)
        return Cell(_INFERRED.get(lang), "; ".join(agree) if agreeing else "", "inferred")
    return Cell(bodies.clause(item.template_at, lang), link=place(item.template, item.template_at))


def place(plan: str, at: object) -> str:
    """The name of the row that tells what a clause holds."""
    return f"clause|{plan}|{at}" if at is not None else ""


def _cell(c: Comparison, item: Item | None, lang: str) -> Cell:
    if item is None:
        return Cell("")
    note = said.note(item, c.registry, lang)
    if c.acceptance(item) is not None:
        note = say("{note} (accepted)", note=note).get(lang) if note else say("accepted").get(lang)
    return Cell(said.short(item, lang), note, item.verdict, link=anchor(item))
