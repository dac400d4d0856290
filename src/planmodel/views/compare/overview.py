"""One line for each plan: what it is, how it is linked to what it is compared with, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planmodel import model as m
from planmodel.derive import relations as rel
from planmodel.derive.conformity import KINDS, Item
from planmodel.diagnostics import Text, say
from planmodel.messages import joined
from planmodel.views import bodies, words
from planmodel.views.compare.comparison import Comparison
from planmodel.views.compare.signs import worst
from planmodel.views.heading import cited, known_number
from planmodel.views.table import Cell, Group, Table, columns_of

_TITLE = Text("Tổng hợp", "Summary")
_COLUMNS = {
    "plan": (Text("Kế hoạch", "Plan"), 14, "left"),
    "document": (Text("Số, ngày", "Number, date"), 15, "left"),
    "link": (Text("Căn cứ gắn kết", "Basis of the link"), 15, "left"),
    "target": (Text("Chỉ tiêu", "Targets"), 16, "left"),
    "requirement": (Text("Yêu cầu", "Requirements"), 15, "left"),
    "task": (Text("Nhiệm vụ", "Tasks"), 15, "left"),
    "lead": (Text("Đầu mối", "Lead"), 14, "left"),
    "report": (Text("Báo cáo", "Reports"), 14, "left"),
    "added": (Text("Thêm", "Added"), 8, "right"),
    "said": (Text("Nhận xét", "In a sentence"), 38, "left"),
}
_CITED = Text("viện dẫn", "cited")
_INFERRED = Text("suy ra, không viện dẫn", "inferred, not cited")
_NO_LINK = Text("không nêu", "none stated")


def overview(c: Comparison, lang: str = "vi") -> Table:
    """A row for each plan; its counts are of every demand, whatever is asked for."""
    keys = [
        k for k in _COLUMNS if k not in KINDS or any(i.kind == k and i.demanded is not None for i in c.items)
    ]
    columns = columns_of(((k, *_COLUMNS[k]) for k in keys), lang)
    rows = []
    for plan in c.plans:
        cells = _row(c, plan, lang)
        rows.append(tuple(cells[k] for k in keys))
    under = [cited(c.base, c.registry, lang)]
    if c.filters is not None:
        under.append(c.filters.get(lang))
    return Table(
        _TITLE.get(lang), columns, (Group("", tuple(rows)),), tuple(n.get(lang) for n in notes(c)), _TITLE.get(lang),
        under=tuple(under),
    )  # fmt: skip


def _row(c: Comparison, plan: m.Plan, lang: str) -> dict[str, Cell]:
    items = c.by_plan[plan.id]
    added = sum(1 for i in items if i.verdict == "added")
    issued = (
        words.day(plan.document.issued, lang)
        if plan.document.issued is not None
        else words.word("unknown", lang)
    )
    cells = {
        "plan": Cell(c.name(plan).get(lang), link=f"plan|{plan.id}"),
        "document": Cell(known_number(plan, lang), issued),
        "link": link(c, plan, lang),
        "added": Cell(str(added), value=added),
        "said": Cell(sentence(items, c).get(lang)),
    }
    for kind in KINDS:
        own = [i for i in items if i.kind == kind and i.demanded is not None]
        cells[kind] = Cell(counted(own, lang), "", worst(i.verdict for i in own))
    return cells


def link(c: Comparison, plan: m.Plan, lang: str) -> Cell:
    """How a plan is linked to what it is compared with: itself, or by the template that both carry out."""
    own = next((x for x in plan.implements if x.plan.id == c.base.id), None)
    if own is not None:
        basis = _CITED if own.basis == "cited" else _INFERRED
        return Cell(basis.get(lang), bodies.clause(own.at, lang), "" if own.basis == "cited" else "inferred")
    both = {x.plan.id for x in c.base.implements} & {x.plan.id for x in plan.implements}
    if both:
        said = say("both carry out {templates}", templates=", ".join(sorted(both)))
        return Cell(said.get(lang))
    if any(x.plan.id == plan.id for x in c.base.implements):
        return Cell(say("{base} carries it out", base=c.base_name).get(lang))
    return Cell(_NO_LINK.get(lang), "", "gap")


def counted(items: Iterable[Item], lang: str) -> str:
    """How many items have which verdict: ``5 đạt, 1 thấp hơn``."""
    counts = _counts(items)
    return ", ".join(f"{n} {words.word(v, lang)}" for v, n in counts.items())


def _counts(items: Iterable[Item]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for i in items:
        counts[i.verdict] = counts.get(i.verdict, 0) + 1
    return {v: counts[v] for v in rel.VERDICTS if v in counts}


def sentence(items: Sequence[Item], c: Comparison) -> Text:
    """How a plan stands, in one sentence."""
    asked = [i for i in items if i.demanded is not None]
    met = sum(1 for i in asked if i.verdict in ("conforms", "exceeds"))
    told = {"met": met, "total": len(asked)}
    departing = [i for i in asked if i.departs]
    unknown = sum(1 for i in asked if i.verdict == "unknown")
    accepted = sum(1 for i in departing if c.acceptance(i) is not None)
    if not asked:
        return say("Nothing is demanded.")
    if not departing and not unknown:
        return say("All {total} demands are met or exceeded.", total=len(asked))
    if not departing:
        return say(
            "{met} of {total} demands are met or exceeded; nothing departs, {unknown} are unknown.",
            **told,
            unknown=unknown,
        )
    parts = [_departures(kind, [i for i in departing if i.kind == kind]) for kind in KINDS]
    listed = joined("; ", (p for p in parts if p is not None))
    said = say(
        "{met} of {total} demands are met or exceeded. Departs: {departures}.", **told, departures=listed
    )
    if unknown:
        said = say("{said} Unknown: {count}.", said=said, count=unknown)
    if accepted:
        said = say("{said} Departures accepted: {count}.", said=said, count=accepted)
    return said


def _departures(kind: str, items: Sequence[Item]) -> Text | None:
    if not items:
        return None
    return words.in_both(lambda lang: f"{words.word(kind, lang)} {counted(items, lang)}")


def summary(items: Sequence[Item], lang: str) -> str:
    """One line: how many of each kind stand how."""
    parts = []
    for kind in KINDS:
        own = [i for i in items if i.kind == kind]
        if own:
            parts.append(f"{words.word(kind, lang)}: {counted(own, lang)}")
    return " · ".join(parts)


def notes(c: Comparison) -> list[Text]:
    """On what links and knowledge all of this rests, once for all plans alike."""
    inferred = [
        p for p in c.plans if any(x.plan.id == c.base.id and x.basis == "inferred" for x in p.implements)
    ]
    articles = [p for p in (c.base, *c.plans) if p.document.source_kind == "news-article"]
    without = [p for p in c.plans if c.by_plan[p.id] and not any(i.basis for i in c.by_plan[p.id])]
    found = []
    if inferred:
        found.append(
            say("{plans}: the plan does not cite {base}; the link is inferred.", plans=_named(c, inferred), base=c.base_name)
        )  # fmt: skip
    if articles:
        found.append(
            say(
                "{plans}: only a news article is known; what it does not mention is unknown, not missing.",
                plans=_named(c, articles),
            )
        )
    if without:
        found.append(say("{plans}: no item links to {base}.", plans=_named(c, without), base=c.base_name))
    provenances = (getattr(i, "provenance", None) for i in (*c.base.requirements, *c.base.tasks))
    if any(p is not None and p.basis == "inferred" for p in provenances):
        found.append(
            say("Demands that the template's document does not state are inferred from plans that agree; they say so.")
        )  # fmt: skip
    return found


def _named(c: Comparison, plans: Sequence[m.Plan]) -> Text:
    def said(plan: m.Plan) -> Text:
        return (
            say("template {number}", number=bodies.number(plan)) if plan.kind == "template" else c.name(plan)
        )

    return joined(", ", map(said, plans))
