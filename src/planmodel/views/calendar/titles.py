"""What pictures of a calendar are called: whose dates they show."""

from __future__ import annotations

from planmodel import model as m
from planmodel.diagnostics import say
from planmodel.views import bodies, words
from planmodel.views.calendar.chosen import Chosen

_PLANS, _AGENCIES = 6, 4
"""The most plans and agencies that a title names."""


def named(title: str, chosen: Chosen, registry: m.Registry, lang: str) -> str:
    """``title``, the agencies asked for, and the plans: those with something to show, where agencies were asked for."""
    due = {o.plan for o in chosen.all} | {x.plan.id for x in chosen.undated}
    plans = [plan for plan in chosen.plans if plan.id in due] if chosen.only.bodies else list(chosen.plans)
    parts = [title, asked(chosen, registry, lang)]
    if len(plans) == 1:
        parts.append(bodies.number(plans[0]))
    if len(plans) > _PLANS:
        parts.append(say("{count} plans", count=len(plans)).get(lang))
    else:
        parts.append(", ".join(bodies.tabs(plans, registry, lang)))
    return " · ".join(part for part in parts if part)


def asked(chosen: Chosen, registry: m.Registry, lang: str) -> str:
    """The agencies asked for; nothing where none was."""
    ids = [f"{b.kind}@{b.province}" if b.province else b.kind for b in chosen.only.bodies]
    more = [f"(+{len(ids) - _AGENCIES})"] if len(ids) > _AGENCIES else []
    return ", ".join([*(words.agency(a, registry, lang) for a in ids[:_AGENCIES]), *more])
