"""A plan between two versions of its template: what is to be done, what was decided before, what the template changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from planmodel import model as m
from planmodel.derive.changes import CODES
from planmodel.derive.rebasing import ADOPT, CONFLICT, STATES, Departure, Rebase, Step
from planmodel.derive.rewriting import Path
from planmodel.diagnostics import Text, say
from planmodel.messages import same
from planmodel.views import words
from planmodel.views.compare.reasons import why
from planmodel.views.diff.lines import lines
from planmodel.views.diff.said import NOTHING, of_field, title, value
from planmodel.views.table import Cell, Document, Group, Table, columns_of

STATE_WORDS: dict[str, Text] = {
    "conflict": Text("Xung đột, cần quyết định", "Conflict, to be decided"),
    "adopt": Text("Lấy theo mẫu mới", "Take over from the new template"),
    "add": Text("Mục mới, kế hoạch chưa có", "New item, not in the plan yet"),
    "missing": Text("Kế hoạch vẫn chưa có mục này", "Still not in the plan"),
    "drop": Text("Mẫu đã bỏ mục này", "Dropped by the template"),
    "relink": Text("Mục đổi mã", "Item with another id"),
    "link": Text("Mẫu đổi mã", "Template with another id"),
    "look": Text("Cần đọc lại", "To be read again"),
    "keeps": Text("Kế hoạch vẫn đáp ứng", "The plan still satisfies it"),
    "done": Text("Đã đúng như mẫu mới", "As in the new template already"),
}
_TO_DO: dict[str, Text] = {
    "conflict": Text(
        "kế hoạch đã đi hướng riêng: giữ lại (ghi lý do) hay sửa theo mẫu mới",
        "the plan went its own way: keep that (and say why) or follow the new template",
    ),
    "adopt": Text("sửa kế hoạch theo mẫu mới", "change the plan as the new template says"),
    "add": Text(
        "bổ sung vào kế hoạch, hoặc ghi lý do không làm; rồi ghi implements",
        "add it to the plan, or say why not; then write implements",
    ),
    "missing": Text(
        "yêu cầu vẫn để trống trong kế hoạch: bổ sung, hoặc ghi lý do", "still open: add it, or say why not"
    ),
    "drop": Text(
        "bỏ liên kết; xem có giữ mục này làm việc riêng của tỉnh không",
        "remove the link; see whether the item stays as the province's own",
    ),
    "relink": Text("đổi mã trong implements", "change the id in implements"),
    "link": Text("đổi mã văn bản mẫu trong implements", "change the template's id in implements"),
    "look": Text(
        "đọc lại cả hai bản của mẫu và mục này", "read both versions of the template and this item again"
    ),
    "keeps": Text("không phải sửa", "nothing to change"),
    "done": Text("không phải sửa", "nothing to change"),
}
_STEP_HEADS: tuple[tuple[str, Text, int, str], ...] = (
    ("item", Text("Mục của mẫu", "Item of the template"), 32, "left"),
    ("template_at", Text("Ở mẫu", "In the template"), 9, "left"),
    ("what", Text("Mẫu đổi gì", "What the template changed"), 22, "left"),
    ("was", Text("Mẫu cũ", "Old template"), 18, "left"),
    ("now", Text("Mẫu mới", "New template"), 18, "left"),
    ("ours", Text("Kế hoạch", "The plan"), 18, "left"),
    ("plan_at", Text("Ở kế hoạch", "In the plan"), 10, "left"),
    ("to_do", Text("Việc cần làm", "What to do"), 30, "left"),
)
_DEPARTURE_HEADS: tuple[tuple[str, Text, int, str], ...] = (
    ("item", Text("Yêu cầu của mẫu", "Demand of the template"), 34, "left"),
    ("plan_at", Text("Ở kế hoạch", "In the plan"), 12, "left"),
    ("before", Text("So với mẫu cũ", "Against the old template"), 14, "left"),
    ("after", Text("So với mẫu mới", "Against the new template"), 14, "left"),
    ("why", Text("Vì sao", "Why"), 60, "left"),
)
_CHANGE_HEADS: tuple[tuple[str, Text, int, str], ...] = (
    ("what", Text("Mẫu đổi gì", "What changed"), 24, "left"),
    ("item", Text("Mục", "Item"), 34, "left"),
    ("at", Text("Điều khoản", "Clause"), 12, "left"),
    ("was", Text("Mẫu cũ", "Old template"), 24, "left"),
    ("now", Text("Mẫu mới", "New template"), 24, "left"),
)


def document(
    plan: m.Plan, old: m.Plan, new: m.Plan, found: Rebase, registry: m.Registry, lang: str = "vi"
) -> Document:
    """What is to be done first, then where the plan had departed before, then what the template changed."""
    return Document(
        say("{plan} and the new version of {template}", plan=_named(plan), template=_named(new)).get(lang),
        (
            _steps(found, registry, lang),
            _departures(found, registry, lang),
            _template(found, old, new, registry, lang),
        ),
        under=(_heading(plan, old, new).get(lang), summary(found).get(lang)),
    )


def _named(plan: m.Plan) -> str:
    """A plan by its number; by its id where that is unknown."""
    number = plan.document.number
    return number if number and number != "unknown" else plan.id


def _heading(plan: m.Plan, old: m.Plan, new: m.Plan) -> Text:
    """Which plan goes from what to what: two versions mostly have one id, so that their files tell them apart."""
    named = [t.source if old.id == new.id else t.id for t in (old, new)]
    return say("{plan}: from {old} to {new}", plan=plan.id, old=named[0], new=named[1])


def summary(found: Rebase) -> Text:
    """One line: how many changes of the template, how many of them want something done, how many conflicts."""
    to_do = sum(s.state not in ("keeps", "done") for s in found.steps)
    return say(
        "The template has {changes} changes; {steps} things to do in the plan, {conflicts} of them conflicts; {kept} "
        "need nothing. The plan had departed from the old template in {departures} places.",
        changes=Decimal(len(found.changes)),
        steps=Decimal(to_do),
        conflicts=Decimal(sum(s.state == CONFLICT for s in found.steps)),
        kept=Decimal(len(found.steps) - to_do),
        departures=Decimal(len(found.departures)),
    )


def nothing_changed(old: m.Plan, new: m.Plan) -> Text:
    """The one line for two versions that say the same."""
    return say("{old} and {new} say the same; nothing to do", old=old.source, new=new.source)


def _steps(found: Rebase, registry: m.Registry, lang: str) -> Table:
    groups = []
    for state in STATES:
        rows = tuple(_step(s, registry, lang) for s in found.steps if s.state == state)
        if rows:
            groups.append(Group(f"{STATE_WORDS[state].get(lang)} ({len(rows)})", rows))
    notes = [
        say(
            "'Take over' with a changed value stands in the patch (--format patch); the rest is for a person."
        )
    ]
    if any(s.state == ADOPT for s in found.steps):
        notes.append(say("A patch changes figures and choices, never titles: read the titles again."))
    return Table(
        Text("Việc cần làm", "What to do").get(lang),
        columns_of(_STEP_HEADS, lang),
        tuple(groups),
        tuple(n.get(lang) for n in notes),
        Text("Việc cần làm", "To do").get(lang),
    )


def _step(s: Step, registry: m.Registry, lang: str) -> tuple[Cell, ...]:
    name = title(s.item_kind, s.change.first, registry) if s.change is not None else same(s.item)
    was, now, ours = _values(s, registry)
    by_hand = s.state == ADOPT and s.path is None
    to_do = say("by hand: {what}", what=_TO_DO[s.state]) if by_hand else _TO_DO[s.state]
    return (
        Cell(name.get(lang), s.item),
        Cell(words.at(s.template_at)),
        Cell(CODES[s.code].text.get(lang), "", s.weight),
        Cell(was.get(lang)),
        Cell(now.get(lang)),
        Cell(ours.get(lang), s.plan_item or "", "" if s.plan_item else "gap"),
        Cell(words.at(s.plan_at)),
        Cell(to_do.get(lang)),
    )


def _values(s: Step, registry: m.Registry) -> tuple[Text, Text, Text]:
    """What the old template, the new one and the plan say."""
    if s.change is None or s.of is None:
        return tuple(NOTHING if v is None else _listed(v) for v in (s.was, s.now, s.ours))  # type: ignore[return-value]
    was, now = (value(s.change, s.of, registry, new=new) for new in (False, True))
    if s.plan_item is None:
        return was, now, NOTHING
    if s.content is None:
        return was, now, same(s.plan_item)
    head, _, year = s.field.partition(".")
    if head == "levels" and s.ours is None:
        return was, now, say("no level for {year}", year=year)
    return was, now, of_field(head, s.ours, s.content, registry)


def _listed(given: Any) -> Text:
    return same(", ".join(map(str, given)) if isinstance(given, list) else str(given))


def _departures(found: Rebase, registry: m.Registry, lang: str) -> Table:
    rows = tuple(_departure(d, registry, lang) for d in found.departures)
    name = Text("Kế hoạch đã khác mẫu cũ", "Where the plan had departed before")
    return Table(
        name.get(lang),
        columns_of(_DEPARTURE_HEADS, lang),
        (Group("", rows),) if rows else (),
        () if rows else (say("The plan conformed to the old template everywhere.").get(lang),),
        Text("Khác mẫu cũ", "Departures").get(lang),
    )


def _departure(d: Departure, registry: m.Registry, lang: str) -> tuple[Cell, ...]:
    demanded = d.before.demanded
    after = d.after
    return (
        Cell(
            getattr(demanded, "title", None) or getattr(demanded, "about", None) or d.before.item,
            d.before.item,
        ),
        Cell(", ".join(str(at) for at in d.before.plan_at)),
        Cell(words.word(d.before.verdict, lang), "", d.before.verdict),
        Cell(words.word(after.verdict, lang), "", after.verdict) if after is not None else Cell("–"),
        Cell(why(after or d.before, registry).get(lang)),
    )


def _template(found: Rebase, old: m.Plan, new: m.Plan, registry: m.Registry, lang: str) -> Table:
    rows = tuple(
        (
            Cell(line.why.get(lang), line.code, line.weight),
            Cell(line.title.get(lang)),
            Cell(line.new_at or line.old_at),
            Cell(line.before.get(lang)),
            Cell(line.after.get(lang)),
        )
        for line in lines(found.changes, old, new, registry)
    )
    name = Text("Mẫu đã đổi những gì", "What the template changed")
    return Table(
        name.get(lang),
        columns_of(_CHANGE_HEADS, lang),
        (Group("", rows),) if rows else (),
        (),
        Text("Mẫu đã đổi", "Template").get(lang),
    )


# ------------------------------------------------------------------------------------------------- patch and data


def edits(found: Rebase) -> dict[Path, Any]:
    """The values that a patch puts into the plan's file."""
    return {s.path: s.value for s in found.steps if s.path is not None}


def preamble(plan: m.Plan, old: m.Plan, new: m.Plan, found: Rebase, lang: str) -> list[str]:
    """What stands above the patch: what it does, and what it leaves."""
    taken = len(edits(found))
    left = sum(s.path is None and s.state not in ("keeps", "done") for s in found.steps)
    said = (
        _heading(plan, old, new),
        say("{count} values are changed; read each before you accept it", count=Decimal(taken)),
        say("{count} things are left for a person: planmodel rebase lists them", count=Decimal(left)),
    )
    return [text.get(lang) for text in said]


def data(
    plan: m.Plan, old: m.Plan, new: m.Plan, found: Rebase, registry: m.Registry, lang: str = "vi"
) -> dict[str, Any]:
    """The same as JSON, as ``schema/output/rebase.schema.json`` describes."""
    return {
        "plan": plan.id,
        "from": {"plan": old.id, "source": old.source},
        "to": {"plan": new.id, "source": new.source},
        "changes": [
            {
                "kind": c.kind,
                "item_kind": c.item_kind,
                "old": [s.id for s in c.old],
                "new": [s.id for s in c.new],
                "codes": list(c.codes),
                "weight": c.weight,
            }
            for c in found.changes
        ],
        "steps": [_step_data(s, lang) for s in found.steps],
        "departures": list(_departures_data(found, registry, lang)),
    }


def _step_data(s: Step, lang: str) -> dict[str, Any]:
    return {
        "state": s.state,
        "item_kind": s.item_kind,
        "item": s.item,
        "code": s.code,
        "weight": s.weight,
        "field": s.field or None,
        "was": _json(s.was),
        "now": _json(s.now),
        "ours": _json(s.ours),
        "template_at": words.at(s.template_at) or None,
        "plan_item": s.plan_item,
        "plan_at": words.at(s.plan_at) or None,
        "in_patch": s.path is not None,
        "to_do": _TO_DO[s.state].get(lang),
    }


def _departures_data(found: Rebase, registry: m.Registry, lang: str) -> Iterator[dict[str, Any]]:
    for d in found.departures:
        yield {
            "item_kind": d.before.kind,
            "item": d.before.item,
            "year": d.before.year,
            "before": d.before.verdict,
            "after": d.after.verdict if d.after is not None else None,
            "why": why(d.after or d.before, registry).get(lang),
            "plan_at": [str(at) for at in d.before.plan_at],
        }


def _json(given: Any) -> Any:
    """A value of the plain form as JSON: numbers as numbers, days as text."""
    if isinstance(given, Decimal):
        return int(given) if given == given.to_integral_value() else float(given)
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, list | tuple):
        return [_json(x) for x in given]
    if isinstance(given, dict):
        return {key: _json(x) for key, x in given.items()}
    return given
