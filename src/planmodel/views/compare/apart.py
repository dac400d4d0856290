"""Which provinces are unlike the others, in what, and why; and, for those who ask, how far each is from each other."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from planmodel import model as m
from planmodel.derive.spread import Apart, Trait, Unlike, Value, pairs, traits, unusual
from planmodel.diagnostics import Text, say
from planmodel.views import words
from planmodel.views.compare import said
from planmodel.views.compare.comparison import Comparison
from planmodel.views.compare.figures import Figures
from planmodel.views.table import Cell, Column, Group, Table, columns_of

MOST = 6
"""So many of the things that make a province unlike are told in the table; JSON has all of them."""

_UNUSUAL = Text("Tỉnh khác các tỉnh còn lại", "Unusual provinces")
_PAIRS = Text("Khoảng cách từng cặp", "Distances of all pairs")
_COLUMNS = {
    "plan": (Text("Tỉnh", "Province"), 20, "left"),
    "distance": (Text("Mức khác", "How unlike"), 8, "right"),
    "compared": (Text("Số mục so", "Compared"), 8, "right"),
    "by_kind": (Text("Theo loại", "By kind"), 20, "left"),
    "why": (Text("Vì sao (nhiều nhất trước)", "Why (most first)"), 70, "left"),
}
_HOW = Text(
    "Mức khác, 0–100%: mỗi mục so với trung vị (mức) hoặc đa số (nhiệm vụ, yêu cầu, đầu mối, báo cáo); mỗi loại cùng trọng số. "
    "Điều chưa rõ không tính.",
    "How unlike, 0–100%: each item against the median (levels) or the majority (tasks, requirements, leads, reports); every kind "
    "weighs the same. What is unknown does not count.",
)
_FEW = Text(
    "Dưới ba tỉnh thì không có đa số: con số chỉ để tham khảo.", "Of fewer than three there is no majority."
)
_KINDS = {
    "level": Text("mức", "levels"),
    "target": Text("có chỉ tiêu", "has targets"),
    "requirement": Text("yêu cầu", "requirements"),
    "task": Text("nhiệm vụ", "tasks"),
    "lead": Text("chủ trì", "leads"),
    "report": Text("báo cáo", "reports"),
}


class Spread:
    """How the plans lie among one another."""

    def __init__(self, c: Comparison) -> None:
        self.c = c
        self.figures = Figures(c)
        self.plans = self.figures.plans

    @cached_property
    def traits(self) -> tuple[Trait, ...]:
        """In what the plans differ."""
        return traits(self.plans, self.c.by_plan, self.c.registry)

    @cached_property
    def unusual(self) -> tuple[Apart, ...]:
        """How far each plan is from what is usual, the farthest first."""
        return unusual(self.plans, self.traits)

    @cached_property
    def _titles(self) -> dict[str, m.Requirement | m.Task]:
        found: dict[str, m.Requirement | m.Task] = {i.id: i for i in self.c.base.requirements}
        return found | {i.id: i for i in self.c.base.tasks}

    def what(self, trait: Trait, lang: str) -> str:
        """What a trait is about."""
        if trait.kind in ("level", "target"):
            name = self.figures.name((trait.key[0], trait.key[1], trait.key[2]), lang)
            return f"{name}, {words.word(trait.key[3], lang)}" if trait.kind == "level" else name
        if trait.kind == "report":
            return words.word(trait.key[0], lang)
        item = self._titles.get(trait.key[0])
        return said.title(item, self.c.registry, lang) if item is not None else trait.key[0]

    def told(self, unlike: Unlike) -> Text:
        """What a plan has, and what is usual."""
        trait = unlike.trait
        own = words.in_both(lambda lang: self._value(trait, unlike.value, lang))
        usual = words.in_both(lambda lang: " / ".join(self._value(trait, v, lang) for v in trait.usual))
        what = words.in_both(lambda lang: f"{_KINDS[trait.kind].get(lang)} «{self.what(trait, lang)}»")
        if trait.kind == "level":
            return say("{what}: {own}, the median is {usual}", what=what, own=own, usual=usual)
        return say("{what}: {own}, most: {usual}", what=what, own=own, usual=usual)

    def _value(self, trait: Trait, value: Value, lang: str) -> str:
        if isinstance(value, Decimal):
            return words.number(value, lang) + ("%" if "%" in trait.key else "")
        if isinstance(value, frozenset):
            return self._several(trait, value, lang)
        return _VALUES[value].get(lang) if value in _VALUES else words.word(value, lang)

    def _several(self, trait: Trait, value: frozenset[str], lang: str) -> str:
        if trait.kind == "lead":
            return words.agency_names(sorted(value), self.c.registry, lang) or _VALUES["nobody"].get(lang)
        count = next((v for v in value if v.isdecimal()), "")
        return {"vi": f"{count} trong {len(value) - 1}", "en": f"{count} of {len(value) - 1}"}[lang]


_VALUES = {
    "yes": Text("có", "yes"),
    "no": Text("không", "no"),
    "stands": Text("có", "stands"),
    "nobody": Text("không ai", "nobody"),
}


def unusual_table(c: Comparison, lang: str = "vi") -> list[Table]:
    """A row for each province, the most unlike first."""
    made = Spread(c)
    by_id = {p.id: p for p in made.plans}
    rows = tuple(_row(made, one, by_id[one.plan], lang) for one in made.unusual)
    columns = columns_of(((k, *head) for k, head in _COLUMNS.items()), lang)
    notes = (_HOW, *((_FEW,) if len(made.plans) < 3 else ()))
    title = _UNUSUAL.get(lang)
    return [Table(title, columns, (Group("", rows),), tuple(n.get(lang) for n in notes), title)]


def _row(made: Spread, one: Apart, plan: m.Plan, lang: str) -> tuple[Cell, ...]:
    why = [made.told(u).get(lang) for u in one.unlike[:MOST]]
    rest = len(one.unlike) - len(why)
    if rest:
        why.append(say("and {count} more", count=rest).get(lang))
    kinds = (f"{_KINDS[k].get(lang)} {percent(d, lang)}" for k, d in one.by_kind.items() if d)
    return (
        Cell(made.c.name(plan).get(lang)),
        Cell(percent(one.distance, lang)),
        Cell(str(one.compared), value=one.compared),
        Cell(", ".join(kinds) or "–"),
        Cell("; ".join(why) or "–"),
    )


def percent(value: Decimal, lang: str) -> str:
    """A distance of 0 to 1 as a percentage with one decimal."""
    return f"{words.number((value * 100).quantize(Decimal('0.1')), lang)}%"


def pairs_table(c: Comparison, lang: str = "vi") -> list[Table]:
    """A row and a column for each province: how far they are apart."""
    made = Spread(c)
    found = pairs(made.plans, made.traits)
    columns = (
        Column("plan", _COLUMNS["plan"][0].get(lang), 20),
        *(Column(p.id, c.name(p).get(lang), 8, "right") for p in made.plans),
    )
    rows = tuple(_pair_row(c, p, made.plans, found, lang) for p in made.plans)
    return [Table(_PAIRS.get(lang), columns, (Group("", rows),), (_HOW.get(lang),), _PAIRS.get(lang))]


def _pair_row(
    c: Comparison, plan: m.Plan, plans: Sequence[m.Plan], found: dict[tuple[str, str], Decimal], lang: str
) -> tuple[Cell, ...]:  # fmt: skip
    def far(other: m.Plan) -> str:
        if other is plan:
            return "–"
        key = (plan.id, other.id) if (plan.id, other.id) in found else (other.id, plan.id)
        return percent(found[key], lang)

    return (Cell(c.name(plan).get(lang)), *(Cell(far(other)) for other in plans))


def unusual_data(c: Comparison, lang: str) -> list[dict[str, Any]]:
    """The same as JSON, with everything that makes a province unlike."""
    made = Spread(c)
    return [
        {
            "plan": one.plan,
            "distance": float(one.distance),
            "compared": one.compared,
            "by_kind": {k: float(d) for k, d in one.by_kind.items()},
            "unlike": [
                {"kind": u.trait.kind, "key": list(u.trait.key), "away": float(u.away.quantize(Decimal("0.0001"))), "why": made.told(u).get(lang)}
                for u in one.unlike
            ],
        }
        for one in made.unusual
    ]  # fmt: skip


def pairs_data(c: Comparison) -> list[dict[str, Any]]:
    """The distances of all pairs as JSON."""
    made = Spread(c)
    found = pairs(made.plans, made.traits)
    return [{"plans": list(pair), "distance": float(d)} for pair, d in found.items()]
