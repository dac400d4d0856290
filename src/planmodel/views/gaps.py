"""What is missing in the assignment of work: nobody leads, nobody does it, two leads meet, and the like.

Every line rests on the plan's own clauses. What a template or a news article does not mention is unknown, not missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive.classes import indirect, members, named_agencies
from planmodel.derive.responsibility import Assignment, Lead, assignments, focal_points
from planmodel.derive.standing import Standing, standings
from planmodel.diagnostics import Text, say
from planmodel.views import words
from planmodel.views.bodies import clause as clause_words
from planmodel.views.heading import attached_to, known_number
from planmodel.views.table import Cell, Column, Group, Table

KINDS: dict[str, Text] = {
    "no-lead": Text("Chưa có cơ quan chủ trì (không có chữ A)", "Nobody leads (no A)"),
    "no-doer": Text("Chưa có cơ quan thực hiện (không có chữ R)", "Nobody carries it out (no R)"),
    "two-leads": Text("Hai cơ quan cùng chủ trì một phạm vi", "Two leads over the same scope"),
    "lead-and-co-ordinates": Text(
        "Cơ quan vừa chủ trì vừa phối hợp cùng một việc", "Agencies that lead and co-ordinate the same work"
    ),
    "split": Text(
        "Nhiều cơ quan chủ trì, chia theo phạm vi (không phải mâu thuẫn)",
        "Leads split by scope (no conflict)",
    ),
    "idle": Text("Cơ quan được nêu tên nhưng không có việc", "Agencies that are named but have no work"),
    "unspecific": Text("Trách nhiệm không nêu việc cụ thể", "Duties that name no work"),
}
"""The kinds of gaps, in the order in which they are told."""


_ABOVE = frozenset({"ministry", "party", "authority", "people", "archive", "institution-group"})
"""Kinds of bodies that a province's plan gives no work to by name, though it is sent to them."""


class Gap(NamedTuple):
    """One gap: its kind, where, the item (none for an agency), the agencies concerned, and why in words."""

    kind: str
    at: Clause | None
    item: str | None
    title: str
    agencies: tuple[str, ...]
    why: Text


def gaps_of(plan: m.Plan, registry: m.Registry) -> tuple[Gap, ...]:
    """The gaps of ``plan``, by kind and in the plan's order."""
    made = assignments(plan, registry)
    stands = standings(plan, registry, made)
    found = [
        *_without_lead(plan, registry, stands),
        *_without_doer(stands),
        *_several(registry, stands),
        *_both(plan, registry, made),
        *_idle(plan, registry, made),
        *_unspecific(plan, registry),
    ]
    order = list(KINDS)
    return tuple(sorted(found, key=lambda gap: order.index(gap.kind)))


def _without_lead(plan: m.Plan, registry: m.Registry, stands: tuple[Standing, ...]) -> Iterator[Gap]:
    focal = focal_points(plan)
    if focal:
        named = words.in_both(
            lambda lang: "; ".join(f"{words.agencies(d.agencies, registry, lang)} ({d.at})" for d in focal)
        )
        why = say("no duty that leads reaches it; only the general focal point: {named}", named=named)
    else:
        why = say("no duty that leads reaches it")
    for s in stands:
        if s.kind == "none":
            yield Gap("no-lead", s.task.at, s.task.id, s.task.title, (), why)


def _without_doer(stands: tuple[Standing, ...]) -> Iterator[Gap]:
    why = say("neither its clause nor a duty that reaches it names who carries it out")
    for s in stands:
        if not s.done and s.kind != "unknown":
            yield Gap("no-doer", s.task.at, s.task.id, s.task.title, (), why)


def _several(registry: m.Registry, stands: tuple[Standing, ...]) -> Iterator[Gap]:
    for s in stands:
        if s.kind not in ("split", "conflict"):
            continue
        leads = s.meeting if s.meeting is not None else s.leads
        named = words.in_both(lambda lang, leads=leads: "; ".join(_lead(x, registry, lang) for x in leads))  # type: ignore[misc]
        why = (
            say("their scopes meet: {leads}", leads=named)
            if s.kind == "conflict"
            else say("their scopes differ: {leads}", leads=named)
        )
        agencies = tuple(dict.fromkeys(x.agency for x in leads))
        kind = "two-leads" if s.kind == "conflict" else "split"
        yield Gap(kind, s.task.at, s.task.id, s.task.title, agencies, why)


def _lead(lead: Lead, registry: m.Registry, lang: str) -> str:
    clauses = ", ".join(dict.fromkeys(words.at(e.at) for e in lead.evidence))
    narrowed = words.scope(lead.scope, lang)
    return f"{words.agency(lead.agency, registry, lang)} ({', '.join(x for x in (narrowed, clauses) if x)})"


def _both(plan: m.Plan, registry: m.Registry, made: tuple[Assignment, ...]) -> Iterator[Gap]:
    """Work that an agency leads by one clause and only co-ordinates by another, under scopes that are the same."""
    work = {i.id: i for i in plan.work}
    for a in made:
        if not (a.leads and "C" in a.raci):
            continue
        item = work[a.item]
        clauses = tuple(dict.fromkeys(words.at(e.at) for e in a.evidence if e.verb == "coordinate"))
        leads = tuple(dict.fromkeys(words.at(e.at) for e in a.evidence if e.verb != "coordinate"))
        if clauses and leads and set(clauses) != set(leads):
            why = say(
                "{agency} leads by {leads} and co-ordinates by {others}",
                agency=words.in_both(lambda lang, a=a: words.agency(a.agency, registry, lang)),  # type: ignore[misc]
                leads=", ".join(leads),
                others=", ".join(clauses),
            )
            yield Gap("lead-and-co-ordinates", item.at, item.id, item.title, (a.agency,), why)


def _idle(plan: m.Plan, registry: m.Registry, made: tuple[Assignment, ...]) -> Iterator[Gap]:
    """Who takes part by the scope section, or receives the document to act on it, and is given nothing."""
    if plan.document.source_kind == "news-article" or plan.kind == "template":
        return
    busy = {a.agency for a in (*made, *indirect(plan, registry, made, named_agencies(plan)))}
    for refs in _named_elsewhere(plan):
        busy |= {ref.id for ref in refs}
    told: set[str] = set()
    named = [(ref, p.at) for p in plan.participants for ref in p.agencies]
    named += [(r.agency, r.at) for r in plan.recipients if r.mode == "act"]
    for ref, at in named:
        entry = registry.agencies.get(ref.id.partition("@")[0])
        if entry is None or ref.id in told or not _could_act(entry, plan):
            continue
        inside = {member for member, _ in members(ref.id, registry)}
        if not busy.isdisjoint({ref.id, *inside}) or entry.parent in busy:
            continue
        told.add(ref.id)
        title = words.in_both(lambda lang, ref=ref: words.agency(ref.id, registry, lang))  # type: ignore[misc]
        why = say("named here, but no task, duty or report gives it a part")
        yield Gap("idle", at, None, title.vi, (ref.id,), why)


def _could_act(entry: m.Agency, plan: m.Plan) -> bool:
    """True for bodies that the plan could give work to, and that do not give it themselves: see rules PM313 and PM406."""
    issuer = plan.document.issuer.id
    if entry.kind in _ABOVE or entry.level == "central" or issuer in (entry.id, entry.parent):
        return False
    if entry.kind == "committee" and entry.level == "province":
        return False
    return entry.kind != "class" or bool(entry.members)


def _named_elsewhere(plan: m.Plan) -> Iterator[tuple[m.Ref, ...]]:
    for duty in plan.duties:
        yield from (duty.with_, duty.via, duty.supports)
    for report in plan.reports:
        yield from (report.from_, report.to, report.via)
    for fund in plan.funding:
        yield fund.agencies


def _unspecific(plan: m.Plan, registry: m.Registry) -> Iterator[Gap]:
    for duty in plan.duties:
        if duty.unspecific:
            who = words.in_both(lambda lang, duty=duty: words.agencies(duty.agencies, registry, lang))  # type: ignore[misc]
            why = say("{agencies}: by function, no work is named", agencies=who)
            yield Gap("unspecific", duty.at, duty.id, duty.title, tuple(a.id for a in duty.agencies), why)


def gaps(plan: m.Plan, registry: m.Registry, lang: str = "vi") -> Table:
    """The gaps of ``plan`` as a table, one group for each kind."""
    columns = (
        Column("no", {"vi": "STT", "en": "No."}[lang], 5, "right"),
        Column("at", {"vi": "Điều khoản", "en": "Clause"}[lang], 12),
        Column("what", {"vi": "Nhiệm vụ, cơ quan", "en": "Task, agency"}[lang], 44),
        Column("agencies", {"vi": "Cơ quan liên quan", "en": "Agencies"}[lang], 22),
        Column("why", {"vi": "Vì sao", "en": "Why"}[lang], 44),
    )
    by_kind: dict[str, list[tuple[Cell, ...]]] = {}
    for number, gap in enumerate(gaps_of(plan, registry), 1):
        by_kind.setdefault(gap.kind, []).append(_row(number, gap, registry, lang))
    groups = tuple(Group(f"{KINDS[k].get(lang)} ({len(rows)})", tuple(rows)) for k, rows in by_kind.items())
    title = {"vi": "Khoảng trống phân công", "en": "Gaps in the assignment of work"}[lang]
    where = words.issuer(plan, registry, lang)
    return Table(
        f"{title} · {known_number(plan, lang)} · {where}",
        columns,
        groups,
        tuple(_notes(plan, groups, lang)),
        {"vi": "Khoảng trống", "en": "Gaps"}[lang],
        under=(attached_to(plan, registry, lang),),
    )


def _row(number: int, gap: Gap, registry: m.Registry, lang: str) -> tuple[Cell, ...]:
    what = gap.title if gap.item is not None else words.agency(gap.agencies[0], registry, lang)
    named = ", ".join(words.agency(a, registry, lang, short=True) for a in gap.agencies)
    link = f"item|{gap.item}" if gap.item is not None else ""
    mark = "" if gap.kind == "split" else "gap"
    return (
        Cell(str(number), value=number),
        Cell(clause_words(gap.at, lang), link=link),
        Cell(what, "", mark),
        Cell(named),
        Cell(gap.why.get(lang)),
    )


def _notes(plan: m.Plan, groups: tuple[Group, ...], lang: str) -> Iterator[str]:
    if plan.document.source_kind == "news-article":
        yield say("Only a news article is known: what it does not mention is unknown, not missing.").get(lang)
    elif plan.kind == "template":
        yield say("A template assigns no work to agencies of a province: nothing is missing here.").get(lang)
    elif not groups:
        yield say("No gap was found: every task has a lead and somebody who carries it out.").get(lang)


def data(plan: m.Plan, registry: m.Registry, lang: str = "vi") -> dict[str, Any]:
    """The gaps as JSON, as ``schema/output/gaps.schema.json`` describes."""
    return {
        "plan": plan.id,
        "gaps": [
            {
                "kind": gap.kind,
                "at": words.at(gap.at) or None,
                "item": gap.item,
                "title": gap.title,
                "agencies": list(gap.agencies),
                "why": gap.why.get(lang),
            }
            for gap in gaps_of(plan, registry)
        ],
    }
