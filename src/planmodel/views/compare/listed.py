"""Lists, plan by plan: where a plan departs, every demand in full, what a plan adds; and what the words mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive import relations as rel
from planmodel.derive.conformity import Item, fingerprint
from planmodel.diagnostics import Text, say
from planmodel.messages import joined
from planmodel.views import bodies, words
from planmodel.views.compare import said
from planmodel.views.compare.beside import anchor, place, template_at
from planmodel.views.compare.comparison import Comparison
from planmodel.views.compare.overview import counted, summary
from planmodel.views.compare.signs import MEANT, RELATIONS, SIGNS
from planmodel.views.table import Cell, Group, Table, columns_of
from planmodel.workspace.deviations import Deviation

_COLUMNS = {
    "verdict": (Text("Kết luận", "Verdict"), 14, "left"),
    "kind": (Text("Loại", "Kind"), 10, "left"),
    "item": (Text("Yêu cầu", "Demand"), 36, "left"),
    "template_at": (Text("Ở mẫu", "In the template"), 11, "left"),
    "plan_at": (Text("Ở kế hoạch", "In the plan"), 13, "left"),
    "dimensions": (Text("Mặt khác nhau", "What differs"), 15, "left"),
    "why": (Text("Vì sao", "Why"), 56, "left"),
    "accepted": (Text("Đã chấp nhận", "Accepted"), 15, "left"),
}
_TITLES = {
    "departures": Text(
        "Chỗ lệch: yêu cầu thấp hơn, thiếu hoặc chuyển chỗ", "Departures: less, missing or moved"
    ),
    "detail": Text("Chi tiết", "Details"),
    "added": Text("Kế hoạch có thêm", "What plans add"),
    "legend": Text("Kết luận được suy ra thế nào", "How verdicts follow"),
}
_NAMES = {
    "departures": Text("Chỗ lệch", "Departures"),
    "detail": Text("Chi tiết", "Details"),
    "added": Text("Thêm", "Added"),
    "legend": Text("Chú giải", "Legend"),
}
_WRITTEN = {
    "plan": (Text("Kế hoạch", "Plan"), 20, "left"),
    "fingerprint": (Text("Dấu vân", "Fingerprint"), 14, "left"),
}

Rows = Iterator[tuple[Cell, ...]]


def departures(c: Comparison, lang: str = "vi") -> Table:
    """Where plans ask for less than is demanded, or for something else."""
    keys = ("verdict", "kind", "item", "template_at", "plan_at", "dimensions", "why", "accepted")

    def rows(items: list[Item]) -> Rows:
        return (_row(c, i, keys, lang) for i in items if i.departs)

    table = _by_plan(
        c, "departures", keys, rows, lambda items: counted((i for i in items if i.departs), lang), lang
    )
    none = [c.name(p) for p in c.plans if not any(i.departs for i in c.by_plan[p.id])]
    if not none:
        return table
    note = say("No departure was found in: {plans}.", plans=joined(", ", none)).get(lang)
    return table._replace(notes=(note,))


def detail(c: Comparison, lang: str = "vi") -> Table:
    """Every demand with its verdict, both clauses, what differs and why."""
    keys = ("verdict", "kind", "item", "template_at", "plan_at", "dimensions", "why")

    def rows(items: list[Item]) -> Rows:
        return (_row(c, i, keys, lang, anchored=True) for i in items if i.verdict != "added")

    return _by_plan(
        c,
        "detail",
        keys,
        rows,
        lambda items: summary([i for i in items if i.demanded is not None], lang),
        lang,
    )


def added(c: Comparison, lang: str = "vi") -> Table:
    """What plans have beyond what is demanded."""
    keys = ("verdict", "kind", "item", "plan_at", "asked", "why")

    def rows(items: list[Item]) -> Rows:
        return (_row(c, i, keys, lang, anchored=True) for i in items if i.verdict == "added")

    heads = {**_COLUMNS, "asked": (Text("Kế hoạch đặt ra", "What it asks"), 26, "left")}
    return _by_plan(c, "added", keys, rows, lambda _: "", lang, heads)


def written(c: Comparison, lang: str = "vi") -> Table:
    """Everything asked for in one table without groups, for programs that read CSV: dimensions and fingerprint too."""
    keys = ("verdict", "kind", "item", "template_at", "plan_at", "dimensions", "why", "accepted")
    heads = {
        "plan": _WRITTEN["plan"],
        **{k: _COLUMNS[k] for k in keys},
        "fingerprint": _WRITTEN["fingerprint"],
    }
    rows = tuple(
        (Cell(i.plan), *_row(c, i, keys, lang), Cell(fingerprint(i))) for i in c.shown
    )  # fmt: skip
    columns = columns_of(((k, *head) for k, head in heads.items()), lang)
    return Table(c.title.get(lang), columns, (Group("", rows),) if rows else ())


def _by_plan(
    c: Comparison,
    name: str,
    keys: tuple[str, ...],
    rows: Callable[[list[Item]], Rows],
    counts: Callable[[list[Item]], str],
    lang: str,
    heads: dict[str, tuple[Text, int, str]] = _COLUMNS,
) -> Table:
    groups = []
    for plan in c.plans:
        listed = tuple(rows(c.shown_of(plan)))
        if listed:
            told = counts(c.by_plan[plan.id])
            groups.append(Group(c.heading(plan, lang) + (f" — {told}" if told else ""), listed))
    if c.base.kind != "template":
        heads = {**heads, "template_at": (say("In {base}", base=c.base_name), 11, "left")}
    columns = columns_of(((k, *heads[k]) for k in keys), lang)
    return Table(_TITLES[name].get(lang), columns, tuple(groups), name=_NAMES[name].get(lang))


def _row(
    c: Comparison, item: Item, keys: tuple[str, ...], lang: str, *, anchored: bool = False
) -> tuple[Cell, ...]:
    return tuple(_cell(c, item, key, lang, anchored=anchored) for key in keys)


def _cell(c: Comparison, i: Item, key: str, lang: str, *, anchored: bool) -> Cell:
    match key:
        case "verdict":
            word = words.word(i.verdict, lang)
            return Cell(
                word, "", i.verdict, anchor=anchor(i) if anchored else "", link="" if anchored else anchor(i)
            )
        case "kind":
            return Cell(words.word(i.kind, lang))
        case "item":
            return Cell(said.item_title(i, c.registry, lang), _year(i, lang))
        case "template_at":
            return template_at(c, i, lang)
        case "plan_at":
            at = i.plan_at
            return Cell(said.clauses(at, lang), link=place(i.plan, at[0]) if at else "")
        case "dimensions":
            return Cell(said.dimensions(i, lang))
        case "asked":
            return Cell(said.demand(i.offered[0], None, c.registry, lang))
        case "accepted":
            return _accepted(c.acceptance(i), lang)
    return Cell(c.reason(i).get(lang))


def _year(item: Item, lang: str) -> str:
    return words.word(item.year, lang) if item.year is not None else ""


def _accepted(found: Deviation | None, lang: str) -> Cell:
    if found is None:
        return Cell("")
    by = say("{approver}, {day}, until {until}", approver=found.approver, day=found.on, until=found.until)
    return Cell(found.reason, by.get(lang))


# ----------------------------------------------------------------------------------------------------------- legend

_LEGEND = {
    "verdict": (Text("Kết luận", "Verdict"), 16, "left"),
    "sign": (Text("Dấu", "Sign"), 6, "center"),
    "meaning": (Text("Khi nào", "When"), 70, "left"),
}
_HOW = (
    Text(
        "Kết luận được suy ra từng mặt một: mức, năm, địa bàn, đối tượng, cách đo, yêu cầu, cam kết, lựa chọn, thời hạn, đầu mối, "
        "số lần báo cáo. Không có gì được đoán: mỗi kết luận kèm điều khoản của cả hai bên.",
        "Verdicts follow from dimensions: level, year, area, population, measure, demand, commitment, options, deadline, lead, how "
        "often reports are due. Nothing is guessed: every verdict shows the clauses of both sides.",
    ),
    Text(
        "Mục được nối trước hết theo khai báo của kế hoạch (implements), sau đó mới theo cùng chỉ số và lĩnh vực; không bao giờ theo "
        "câu chữ giống nhau.",
        "Items are matched by what the plan declares (implements), then by indicator and sector; never by likeness of wording.",
    ),
    Text(
        "Mức nêu cho năm được yêu cầu hoặc sớm hơn thì đáp ứng năm đó; chỉ có mức cho năm muộn hơn là «thiếu».",
        "A level for the demanded year or an earlier one satisfies the year; a level only for a later year is 'missing'.",
    ),
)  # fmt: skip


def legend(c: Comparison, lang: str = "vi") -> Table:
    """What each verdict that occurs means, and how verdicts follow."""
    seen = {i.verdict for i in c.items}
    rows = tuple(
        (Cell(words.word(v, lang), "", v), Cell(SIGNS[v]), Cell(MEANT[v].get(lang)))
        for v in rel.VERDICTS
        if v in seen
    )
    signs = " · ".join(f"{sign} {_RELATION[how].get(lang)}" for how, sign in RELATIONS.items())
    columns = columns_of(((k, *head) for k, head in _LEGEND.items()), lang)
    notes = (*(note.get(lang) for note in _HOW), signs)
    return Table(
        _TITLES["legend"].get(lang),
        columns,
        (Group("", rows),) if rows else (),
        notes,
        _NAMES["legend"].get(lang),
    )


_RELATION = {
    rel.EQUAL: Text("bằng", "equal"),
    rel.STRONGER: Text("hơn", "stronger"),
    rel.WEAKER: Text("kém", "weaker"),
    rel.INCOMPARABLE: Text("khác, không so được", "different, not comparable"),
    rel.UNKNOWN: Text("chưa rõ", "unknown"),
}


# ---------------------------------------------------------------------------------------------------------- clauses

_CLAUSES = {
    "at": (Text("Điều khoản", "Clause"), 14, "left"),
    "kind": (Text("Loại", "Kind"), 12, "left"),
    "title": (Text("Nội dung", "What it holds"), 70, "left"),
}
_CITED = Text("Các điều khoản được dẫn", "The clauses cited")
_DUTY = Text("trách nhiệm", "duty")


def clauses(c: Comparison, lang: str = "vi") -> Table:
    """What the clauses hold that the lists name, document by document: links lead here."""
    found: dict[str, dict[tuple[Clause, str, str], None]] = {p.id: {} for p in (c.base, *c.plans)}
    for item in c.shown:
        sides = [(item.template, item.demanded), *((item.plan, o) for o in item.offered)]
        for plan, of in sides:
            if of is not None and of.at is not None:
                kind = _DUTY.get(lang) if isinstance(of, m.Duty) else words.word(_kind(of), lang)
                found[plan].setdefault((of.at, kind, said.title(of, c.registry, lang)))
    groups = tuple(
        Group(c.heading(plan, lang), tuple(_clause_rows(plan.id, found[plan.id], lang)))
        for plan in (c.base, *c.plans)
        if found[plan.id]
    )
    columns = columns_of(((k, *head) for k, head in _CLAUSES.items()), lang)
    return Table(_CITED.get(lang), columns, groups, name=_CITED.get(lang))


def _kind(of: object) -> str:
    return type(of).__name__.lower()


def _clause_rows(plan: str, found: dict[tuple[Clause, str, str], None], lang: str) -> Rows:
    for at, kind, title in sorted(found, key=lambda one: one[0]):
        yield Cell(bodies.clause(at, lang), anchor=place(plan, at)), Cell(kind), Cell(title)
