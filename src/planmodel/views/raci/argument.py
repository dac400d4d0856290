"""The argument behind one cell of the matrix, as a short text and as data."""

from __future__ import annotations

from typing import Any

from planmodel import model as m
from planmodel.derive.chain import Chain, Step, chains
from planmodel.derive.classes import named_agencies
from planmodel.diagnostics import Refusal, say
from planmodel.views import export, words
from planmodel.views.raci.reasons import VIA


def find_item(plan: m.Plan, name: str) -> m.Task | m.Duty:
    """The task or duty that ``name`` (an id or a locator) means. Raises Refusal where none or several do."""
    items = plan.work
    by_id = [i for i in items if i.id == name]
    here = by_id or [i for i in items if i.at is not None and str(i.at) == name]
    if len(here) == 1:
        return here[0]
    if here:
        raise Refusal(
            say(
                "clause {clause} holds several items: {items}; give an id",
                clause=name,
                items=", ".join(i.id for i in here),
            )
        )
    below = [i for i in items if i.at is not None and str(i.at).startswith((f"{name}#", f"{name}."))]
    if below:
        raise Refusal(
            say(
                "plan {plan} has no task or clause '{name}'; {name}: {items}",
                plan=plan.id,
                name=name,
                items=", ".join(str(i.at) for i in below[:6]),
            )
        )
    raise Refusal(say("plan {plan} has no task or clause '{name}'", plan=plan.id, name=name))


def why(plan: m.Plan, registry: m.Registry, agency: str, name: str, lang: str = "vi") -> list[str]:
    """The argument behind one cell, a line each: the item, then clause, verb, reach, scope and letter.

    Raises Refusal where nobody knows the agency, or no item has the name.
    """
    item = find_item(plan, name)
    found = _chains(plan, registry, agency, item)
    who = words.agency(agency, registry, lang)
    lines = [f"{words.at(item.at)} · {item.title}"]
    if not found:
        return [*lines, say("{agency}: no part here; no clause gives one.", agency=who).get(lang)]
    for one in found:
        narrowed = words.scope(one.part.scope, lang)
        letters = "/".join(one.part.raci) or "–"
        shown = f"({letters})" if one.part.indirect else letters
        lines.append(f"{who}: {shown}" + (f" · {narrowed}" if narrowed else ""))
        for step in one.steps:
            lines += _argument(step, agency, registry, lang)
    return lines


def data(plan: m.Plan, registry: m.Registry, agency: str, name: str, lang: str = "vi") -> dict[str, Any]:
    """The same as JSON, as ``schema/output/why.schema.json`` describes. Raises Refusal as ``why`` does."""
    item = find_item(plan, name)
    return {
        "plan": plan.id,
        "agency": agency,
        "item": item.id,
        "at": words.at(item.at) or None,
        "title": item.title,
        "parts": [
            {
                "letters": list(one.part.raci),
                "letters_rasci": list(one.part.rasci),
                "inferred": one.part.inferred,
                "indirect": one.part.indirect,
                "scope": export.scope(one.part.scope),
                "steps": [_step(step, lang) for step in one.steps],
            }
            for one in _chains(plan, registry, agency, item)
        ],
    }


def _step(step: Step, lang: str) -> dict[str, Any]:
    duty = step.duty
    return {
        "at": words.at(step.at) or None,
        "verb": step.verb,
        "via": step.via,
        "through": step.through,
        "duty": duty.id if duty is not None else None,
        "duty_agencies": [a.id for a in duty.agencies] if duty is not None else [],
        "covers": [_reach(c, lang) for c in step.covers],
        "letters": list(step.letters.raci),
    }


def _chains(plan: m.Plan, registry: m.Registry, agency: str, item: m.Task | m.Duty) -> tuple[Chain, ...]:
    if agency.partition("@")[0] not in registry.agencies and agency not in named_agencies(plan):
        raise Refusal(say("the agency registry has no id '{name}'", name=agency))
    return chains(plan, registry, agency, item)


def _argument(step: Step, agency: str, registry: m.Registry, lang: str) -> list[str]:
    verb = registry.verbs.get(step.verb)
    name = verb.name.get(lang) if verb is not None else step.verb
    spoken = step.at.spoken(lang) if step.at is not None else ""
    duty = step.duty
    if duty is None:
        named = say("the clause itself names the doer").get(lang)
        lines = [f"  {words.at(step.at)} ({spoken}): {named}"]
    else:
        others = not any(a.id == agency for a in duty.agencies)
        whose = f" ({words.agencies(duty.agencies, registry, lang)})" if others else ""
        lines = [f"  {words.at(step.at)} ({spoken}): «{name}» – {duty.title}{whose}"]
    if step.through is not None:
        member = say(
            "{agency} is a member of {group} (registry of agencies)",
            agency=words.agency(agency, registry, lang),
            group=words.agency(step.through, registry, lang),
        )
        lines.append(f"    → {member.get(lang)}")
    reach = ", ".join(_reach(c, lang) for c in step.covers)
    if reach:
        bases = dict.fromkeys(c.basis for c in step.covers)
        how = ", ".join(VIA[basis][lang] for basis in bases)
        lines.append(f"    → {how}: {reach}")
    if verb is not None:
        lines.append(f"    → {name} = {'/'.join(step.letters.raci) or '–'}")
    if duty is not None and duty.note:
        lines.append(f"    ({duty.note})")
    return lines


def _reach(c: m.Cover, lang: str) -> str:
    if c.task is not None:
        return c.task.id
    if c.at is None:
        return {"vi": "cả kế hoạch", "en": "the whole plan"}[lang]
    return f"{c.at}–{c.last}" if c.last is not None else c.at.spoken(lang)
