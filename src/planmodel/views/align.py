"""Proposed links between a plan and a template: what an encoder may accept, how near, how sure, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from planmodel import model as m
from planmodel.derive.alignment import Pair, PlanLink, Proposal, title
from planmodel.derive.matching import Linkable
from planmodel.diagnostics import Text, say
from planmodel.views import words
from planmodel.views.bodies import clause as clause_words
from planmodel.views.table import Cell, Column, Group, Table, columns_of

_HEADS: tuple[tuple[str, Text, int, str], ...] = (
    ("kind", Text("Loại", "Kind"), 10, "left"),
    ("template", Text("Mục của mẫu", "Item of the template"), 34, "left"),
    ("template_at", Text("Ở mẫu", "In the template"), 10, "left"),
    ("item", Text("Mục của kế hoạch", "Item of the plan"), 34, "left"),
    ("at", Text("Ở kế hoạch", "In the plan"), 12, "left"),
    ("score", Text("Độ giống", "Likeness"), 8, "right"),
    ("why", Text("Vì sao", "Why"), 34, "left"),
    ("doubt", Text("Chưa chắc vì", "Not sure because"), 34, "left"),
)
_SURE: dict[str, Text] = {
    "confident": Text("Chắc", "Sure"),
    "unsure": Text("Chưa chắc, cần người đọc lại", "Not sure, to be read by somebody"),
    "none": Text("Mục của mẫu không có mục nào gần giống", "Items of the template that nothing is near to"),
}
_SECTION = {m.Target: "targets", m.Requirement: "requirements", m.Task: "tasks", m.Duty: "duties"}


def chosen(found: Sequence[Proposal], *, unsure: bool) -> tuple[Proposal, ...]:
    """The proposals that a patch takes up: the sure ones, the unsure ones too where they are asked for."""
    return tuple(p for p in found if p.sure == "confident" or (unsure and p.sure == "unsure"))


def nothing_left(found: Sequence[Proposal]) -> bool:
    """True where every item of the template is linked and nothing is proposed."""
    return all(p.template is None for p in found)


def all_linked(plan: m.Plan, template: m.Plan) -> Text:
    """The one line for a plan with nothing left to propose."""
    return say(
        "{plan}: every item of {template} is linked; nothing to propose", plan=plan.id, template=template.id
    )


def links(found: Sequence[Proposal]) -> dict[tuple[str, str], list[str]]:
    """For each item of the plan, by its section and id, what it is to link to."""
    listed: dict[tuple[str, str], list[str]] = {}
    for p in found:
        if p.item is not None and p.template is not None:
            listed.setdefault((_SECTION[type(p.item)], p.item.id), []).append(p.template.id)
    return listed


def plan_link(template: m.Plan, link: PlanLink) -> dict[str, str]:
    """The link of the whole plan, as a plan file holds it."""
    at = {"at": str(link.at)} if link.at is not None else {}
    return {"plan": template.id, "basis": link.basis, **at}


def table(
    plan: m.Plan,
    template: m.Plan,
    found: Sequence[Proposal],
    link: PlanLink | None,
    registry: m.Registry,
    lang: str = "vi",
) -> Table:
    """The proposals as a table: the sure ones, those to be read, and what of the template nothing is near to."""
    groups = []
    for sure, heading in _SURE.items():
        rows = tuple(_row(p, registry, lang) for p in found if p.sure == sure and p.template is not None)
        if rows:
            groups.append(Group(f"{heading.get(lang)} ({len(rows)})", rows))
    heading = say("Proposed links from {plan} to {template}", plan=plan.id, template=template.id)
    heads, filled = _filled(columns_of(_HEADS, lang), groups)
    name = Text("Đề xuất liên kết", "Proposed links").get(lang)
    notes = tuple(note.get(lang) for note in _notes(template, found, link))
    return Table(heading.get(lang), heads, filled, notes, name)


def _filled(
    heads: tuple[Column, ...], groups: Sequence[Group]
) -> tuple[tuple[Column, ...], tuple[Group, ...]]:
    """The columns in which something stands: of a plan that nothing is near to, those of the template."""
    rows = [row for group in groups for row in group.rows]
    kept = [i for i in range(len(heads)) if any(row[i].text for row in rows)]
    shown = (Group(g.title, tuple(tuple(row[i] for i in kept) for row in g.rows)) for g in groups)
    return tuple(heads[i] for i in kept), tuple(shown)


def _row(p: Proposal, registry: m.Registry, lang: str) -> tuple[Cell, ...]:
    score = _decimal(p.pair) if p.pair is not None else None
    return (
        Cell(words.word(p.kind, lang)),
        *_item(p.template, lang),
        *_item(p.item, lang),
        Cell(words.number(score, lang) if score is not None else "", value=score),
        Cell(why(p.pair, registry).get(lang) if p.pair is not None else ""),
        Cell(_said(doubt(p, registry), lang), mark="gap" if p.doubt else ""),
    )


def _item(item: Linkable | None, lang: str) -> tuple[Cell, Cell]:
    if item is None:
        return Cell("", mark="gap"), Cell("")
    return Cell(title(item), item.id), Cell(clause_words(item.at, lang))


def _said(text: Text | None, lang: str) -> str:
    return text.get(lang) if text is not None else ""


def _decimal(pair: Pair) -> Decimal:
    return Decimal(str(pair.score))


def _notes(template: m.Plan, found: Sequence[Proposal], link: PlanLink | None) -> Iterator[Text]:
    if nothing_left(found):
        yield say("Every item of {template} is linked; nothing to propose.", template=template.id)
        return
    yield say("Proposals only: nothing counts as linked before implements says so in the plan's file.")
    if link is not None:
        yield say(
            "The plan itself does not link to {template} yet; the patch adds that too.", template=template.id
        )
    own = sum(p.template is None for p in found)
    if own:
        yield say("Items of the plan that nothing of the template is near to: {count}.", count=own)


def why(pair: Pair, registry: m.Registry) -> Text:
    """What the two items share."""
    if pair.basis == "indicator" and isinstance(pair.template, m.Target):
        name = _indicator(pair.template.indicator.id, registry)
        if pair.shared:
            years = words.in_both(lambda lang: ", ".join(words.word(y, lang) for y in pair.shared))
            return say("same indicator ({indicator}), sector and year ({years})", indicator=name, years=years)
        return say("same indicator ({indicator}) and sector, no year in common", indicator=name)
    if pair.basis == "options":
        named = words.in_both(lambda lang: ", ".join(_option(o, registry, lang) for o in pair.shared))
        return say("both list: {options}", options=named)
    if pair.basis == "lead":
        named = words.in_both(lambda lang: ", ".join(words.agency(a, registry, lang) for a in pair.shared))
        return say("led by the same agency: {agencies}", agencies=named)
    return say("words in common: {words}", words=", ".join(pair.shared))


def _indicator(indicator: str, registry: m.Registry) -> Text:
    entry = registry.indicators.get(indicator)
    return words.in_both(lambda lang: entry.name.get(lang) if entry is not None else indicator)


def _option(option: str, registry: m.Registry, lang: str) -> str:
    entry = registry.options.get(option)
    return entry.name.get(lang) if entry is not None else option


def doubt(p: Proposal, registry: m.Registry) -> Text | None:
    """Why a proposal is not sure; None for those that are."""
    if p.pair is None or not p.doubt:
        return None
    if p.doubt == "indicator" and isinstance(p.pair.item, m.Target):
        name = _indicator(p.pair.item.indicator.id, registry)
        return say("the plan measures another indicator: {indicator}", indicator=name)
    if p.second is None:
        if p.doubt == "taken":
            return say("one of the two is linked to another item already")
        return say("little in common; read both clauses")
    facts = {"score": _decimal(p.second), "at": _place(p.second.item)}
    if p.doubt == "taken":
        if p.second.item is p.pair.item:
            return say(
                "this item is proposed for '{title}' already ({score})",
                title=title(p.second.template),
                score=facts["score"],
            )
        return say(
            "'{title}' ({at}) is proposed for it already ({score})", title=title(p.second.item), **facts
        )
    if p.second.item is p.pair.item:
        return say(
            "'{title}' of the template is about as near ({score})",
            title=title(p.second.template),
            score=facts["score"],
        )
    return say("'{title}' ({at}) is about as near ({score})", title=title(p.second.item), **facts)


def _place(item: Linkable) -> str:
    return words.at(item.at) or item.id


def preamble(
    plan: m.Plan, template: m.Plan, taken: Sequence[Proposal], left: int, lang: str
) -> tuple[str, ...]:
    """The lines before a patch: what it is, how it is applied, and each link that it adds."""
    lines = [
        say("Proposed links from {plan} to {template}", plan=plan.id, template=template.id),
        say(
            "Apply with git apply FILE (or patch -p1 < FILE), take out of the plan what is wrong, then run planmodel check."
        ),
    ]
    if left:
        lines.append(say("Not sure and left out: {count}. --unsure adds them.", count=left))
    return (*(line.get(lang) for line in lines), *(_line(p, lang) for p in taken))


def none_sure(plan: m.Plan, template: m.Plan, left: int) -> Text:
    """What is said where a patch has nothing to add."""
    if left:
        return say(
            "{plan}: no link to {template} is sure, so the patch is empty; --unsure adds the {count} others",
            plan=plan.id,
            template=template.id,
            count=left,
        )
    return say(
        "{plan}: nothing is near enough to {template}, so the patch is empty; try a lower --cutoff",
        plan=plan.id,
        template=template.id,
    )


def _line(p: Proposal, lang: str) -> str:
    score = words.number(_decimal(p.pair), lang) if p.pair is not None else ""
    asked = "?" if p.sure == "unsure" else " "
    sides = (f"{i.id} ({i.at})" if i.at is not None else i.id for i in (p.item, p.template) if i is not None)
    return f"{asked} {score:>5}  {' -> '.join(sides)}"


def data(
    plan: m.Plan,
    template: m.Plan,
    found: Sequence[Proposal],
    link: PlanLink | None,
    registry: m.Registry,
    lang: str = "vi",
) -> dict[str, Any]:
    """The proposals as JSON, as ``schema/output/align.schema.json`` describes."""
    return {
        "plan": plan.id,
        "template": template.id,
        "link": {"basis": link.basis, "at": words.at(link.at) or None} if link is not None else None,
        "proposals": [_data(p, registry, lang) for p in found],
    }


def _data(p: Proposal, registry: m.Registry, lang: str) -> dict[str, Any]:
    pair = p.pair
    return {
        "item_kind": p.kind,
        "template_item": _item_data(p.template),
        "plan_item": _item_data(p.item),
        "score": pair.score if pair is not None else None,
        "sure": p.sure,
        "basis": pair.basis if pair is not None else None,
        "shared": list(pair.shared) if pair is not None else [],
        "why": why(pair, registry).get(lang) if pair is not None else None,
        "doubt": p.doubt or None,
        "doubt_why": _said(doubt(p, registry), lang) or None,
        "second": None
        if p.second is None
        else {"template_item": p.second.template.id, "plan_item": p.second.item.id, "score": p.second.score},
    }


def _item_data(item: Linkable | None) -> dict[str, Any] | None:
    if item is None:
        return None
    section = _SECTION[type(item)]
    return {"section": section, "id": item.id, "at": words.at(item.at) or None, "title": title(item)}
