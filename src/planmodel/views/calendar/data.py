"""The calendar, what comes next and what is overdue as JSON: ``schema/output`` describes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from planmodel import model as m
from planmodel.derive.collisions import Clash
from planmodel.derive.due import Obligation
from planmodel.views import words
from planmodel.views.calendar import collisions, hops
from planmodel.views.calendar.chosen import Chosen, Open
from planmodel.views.calendar.upcoming import Ahead


def data(chosen: Chosen, registry: m.Registry, lang: str = "vi") -> dict[str, Any]:
    """The calendar as JSON, as ``schema/output/calendar.schema.json`` describes.

    ``dated`` and ``undated`` are the reports alone; ``obligations`` everything with a date, reports included.
    """
    reports = [o for o in chosen.dated if o.kind == "report"]
    return {
        "dated": [_dated(o, lang) for o in reports],
        "undated": [_undated(x) for x in chosen.undated],
        "obligations": [obligation(o, lang) for o in chosen.dated],
        "proposed": [obligation(o, lang) for o in chosen.proposed],
        "routes": [_route(way, registry, lang) for way in hops.ways(chosen, registry)],
        "clashes": [_clash(clash) for clash in collisions.found(chosen, registry)],
    }


def coming(chosen: Chosen, found: Ahead, lang: str = "vi") -> dict[str, Any]:
    """What falls due soon, as ``schema/output/next.schema.json`` describes."""
    return {
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "due": [{**obligation(o, lang), "days": (o.due - found.first).days} for o in found.due],
        "later": found.later.isoformat() if found.later is not None else None,
        "undated": [_undated(x) for x in chosen.undated],
    }


def overdue(chosen: Chosen, found: tuple[Obligation, ...], today: date, lang: str = "vi") -> dict[str, Any]:
    """What has passed its last day, as ``schema/output/overdue.schema.json`` describes."""
    return {
        "today": today.isoformat(),
        "overdue": [{**obligation(o, lang), "days": (today - o.due).days} for o in found],
        "undated": [_undated(x) for x in chosen.undated],
    }


def obligation(o: Obligation, lang: str) -> dict[str, Any]:
    """One obligation with all that is known of it."""
    return {
        "plan": o.plan,
        "key": o.key,
        "kind": o.kind,
        "item": o.item,
        "at": words.at(o.at) or None,
        "line": o.span.line,
        "title": o.title or None,
        "who": list(o.who),
        "to": list(o.to),
        "via": list(o.via),
        "due": o.due.isoformat(),
        "first": o.first.isoformat() if o.first is not None else None,
        "says": o.says,
        "words": o.words.get(lang),
        "rule": o.rule.get(lang),
        "every": o.every,
        "window": _window(o),
        "notes": [{"code": note.code, "text": note.get(lang)} for note in o.notes],
        "proposed": o.proposed,
    }


def _window(o: Obligation) -> list[str] | None:
    return [o.window.first.isoformat(), o.window.closes.isoformat()] if o.window is not None else None


def _dated(o: Obligation, lang: str) -> dict[str, Any]:
    return {
        "plan": o.plan,
        "report": o.item,
        "at": words.at(o.at),
        "about": o.title or None,
        "from": list(o.who),
        "to": list(o.to),
        "via": list(o.via),
        "due": o.due.isoformat(),
        "says": o.says,
        "every": o.every,
        "window": _window(o),
        "notes": [note.get(lang) for note in o.notes],
    }


def _undated(x: Open) -> dict[str, Any]:
    report = x.duty.report
    return {
        "plan": x.plan.id,
        "report": report.id,
        "at": str(report.at),
        "about": report.about,
        "from": [ref.id for ref in report.from_],
        "to": [ref.id for ref in report.to],
        "via": [ref.id for ref in report.via],
        "every": x.duty.every or None,
    }


def _route(way: hops.Way, registry: m.Registry, lang: str) -> dict[str, Any]:
    route = way.route
    said = hops.missed(route, registry)
    return {
        "plan": way.plan.id,
        "every": route.every,
        "window": [route.window.first.isoformat(), route.window.closes.isoformat()],
        "basis": route.basis,
        "met": route.first_missed is None,
        "missed": said.get(lang) if said is not None else None,
        "hops": [
            {
                "giver": hop.giver,
                "taker": hop.taker,
                "report": hop.report,
                "at": words.at(hop.at) or None,
                "stated": hop.stated.isoformat() if hop.stated is not None else None,
                "earliest": hop.earliest.isoformat(),
                "latest": hop.latest.isoformat(),
                "slack": hop.slack,
                "met": hop.met,
            }
            for hop in route.hops
        ],
    }


def _clash(clash: Clash) -> dict[str, Any]:
    return {
        "agency": clash.body,
        "week": f"{clash.year:04}-W{clash.week:02}",
        "first": clash.first.isoformat(),
        "last": clash.last.isoformat(),
        "reports": [
            {
                "plan": part.obligation.plan,
                "key": part.obligation.key,
                "due": part.obligation.due.isoformat(),
                "role": part.role,
                "through": part.through,
                "proposed": part.obligation.proposed,
            }
            for part in clash.parts
        ],
    }
