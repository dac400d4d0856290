"""The compiled plan as JSON data: the contract ``schema/output/plan.schema.json`` that other tools build on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.dates import written
from planmodel.derive import obligations
from planmodel.derive.classes import indirect
from planmodel.derive.reach import Reach
from planmodel.derive.responsibility import Assignment, assignments
from planmodel.workspace import agency_refs

FORMAT = 1
"""The version of the exported shape; fields are added, none is renamed."""


def export(plan: m.Plan, registry: m.Registry, lang: str = "vi") -> dict[str, Any]:
    """``plan`` as JSON types, numbers as numbers (a Decimal keeps its digits up to float's precision)."""
    reach = Reach(plan)
    made = assignments(plan, registry, reach)
    return {
        **_head(plan),
        "agencies": _agencies(plan, registry, lang),
        "objectives": [
            {"id": o.id, "at": _at(o.at), "kind": o.kind, "sector": o.sector, "title": o.title}
            for o in plan.objectives
        ],
        "targets": [_target(t) for t in plan.targets],
        "requirements": [_requirement(r) for r in plan.requirements],
        "tasks": [_task(t) for t in plan.tasks],
        "duties": [_duty(d, reach) for d in plan.duties],
        "assignments": [assignment(a) for a in (*made, *indirect(plan, registry, made))],
        "reports": [_report(plan, r, registry, lang) for r in plan.reports],
        "funding": [
            {"at": _at(f.at), "title": f.title, "sources": list(f.sources), "agencies": _ids(f.agencies)}
            for f in plan.funding
        ],
        "notes": [{"at": _at(n.at) or "document", "kind": n.kind, "text": n.text} for n in plan.notes],
    }


def _head(plan: m.Plan) -> dict[str, Any]:
    """What a plan says of itself: its document, its period, what it rests on and whom it reaches."""
    return {
        "planmodel": FORMAT,
        "plan": plan.id,
        "kind": plan.kind,
        "document": _document(plan.document),
        "period": {
            "from": plan.period.first.isoformat(),
            "to": plan.period.last.isoformat(),
            "basis": plan.period.basis,
            "at": _at(plan.period.at),
        },
        "implements": [{"plan": x.plan.id, "basis": x.basis, "at": _at(x.at)} for x in plan.implements],
        "legal_bases": [
            {
                "number": b.number,
                "kind": b.kind,
                "issued": _day(b.issued),
                "issuer": b.issuer.id,
                "role": b.role,
                "at": _at(b.at),
                "title": b.title,
            }
            for b in plan.legal_bases
        ],
        "recipients": [
            {"at": _at(r.at), "agency": r.agency.id, "mode": r.mode, "detail": r.detail}
            for r in plan.recipients
        ],
        "participants": [
            {"at": _at(p.at), "agencies": _ids(p.agencies), "people": list(p.people), "note": p.note}
            for p in plan.participants
        ],
        "not_encoded": [{"at": _at(n.at), "reason": n.reason, "note": n.note} for n in plan.not_encoded],
    }


def _at(clause: Clause | None) -> str | None:
    return str(clause) if clause is not None else None


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else "unknown"


def _ids(refs: Iterable[m.Ref]) -> list[str]:
    return [r.id for r in refs]


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _document(d: m.Document) -> dict[str, Any]:
    return {
        "number": d.number,
        "kind": d.kind,
        "title": d.title,
        "issuer": d.issuer.id,
        "province": d.province.id if d.province is not None else None,
        "place": d.place,
        "issued": _day(d.issued),
        "signer": {"name": d.signer.name, "rank": d.signer.rank, "capacity": d.signer.capacity},
        "source": {"kind": d.source_kind, "name": d.source_name, "sha256": d.sha256},
    }


def _agencies(plan: m.Plan, registry: m.Registry, lang: str) -> list[dict[str, Any]]:
    mentioned: dict[str, list[Clause]] = {}
    for ref, at in agency_refs(plan):
        listed = mentioned.setdefault(ref.id, [])
        if isinstance(at, Clause) and at not in listed:
            listed.append(at)
    return [_agency(agency_id, sorted(at), registry, lang) for agency_id, at in sorted(mentioned.items())]


def _agency(agency_id: str, at: list[Clause], registry: m.Registry, lang: str) -> dict[str, Any]:
    entry = registry.agencies.get(agency_id.partition("@")[0])
    return {
        "id": agency_id,
        "name": entry.name.get(lang) if entry is not None else agency_id,
        "kind": entry.kind if entry is not None else "unknown",
        "group": entry.group if entry is not None else False,
        "mentioned_at": [str(c) for c in at],
    }


def _target(t: m.Target) -> dict[str, Any]:
    values = {
        x.year: [_number(x.amount), _number(x.high)] if x.high is not None else _number(x.amount)
        for x in t.levels
    }
    return {
        "id": t.id,
        "at": _at(t.at),
        "title": t.title,
        "indicator": t.indicator.id,
        "sector": t.sector,
        "population": t.population.id,
        "area": t.area,
        "measure": t.measure,
        "demand": t.demand,
        "comparator": t.comparator,
        "unit": t.unit,
        "commitment": t.commitment,
        "values": values,
        "derived_years": [x.year for x in t.levels if x.derived],
        "implements": _ids(t.implements),
        "note": t.note,
    }


def _provenance(p: m.Provenance | None) -> dict[str, Any] | None:
    if p is None:
        return None
    return {"basis": p.basis, "agree": [{"plan": a.plan.id, "at": str(a.at)} for a in p.agree]}


def _requirement(r: m.Requirement) -> dict[str, Any]:
    return {
        "id": r.id,
        "at": _at(r.at),
        "sector": r.sector,
        "title": r.title,
        "choose": r.choose if r.choose is not None else "all",
        "of": _ids(r.of),
        "implements": _ids(r.implements),
        "provenance": _provenance(r.provenance),
        "note": r.note,
    }


def _task(t: m.Task) -> dict[str, Any]:
    return {
        "id": t.id,
        "at": _at(t.at),
        "sector": t.sector,
        "title": t.title,
        "by": _ids(t.by),
        "contributes_to": _ids(t.contributes_to),
        "after": _ids(t.after),
        "due": due(t.due) if t.due is not None else None,
        "product": t.product,
        "implements": _ids(t.implements),
        "provenance": _provenance(t.provenance),
        "note": t.note,
    }


def _duty(d: m.Duty, reach: Reach) -> dict[str, Any]:
    def gathered(own: tuple[m.Ref, ...], nested: Iterable[tuple[m.Ref, ...]]) -> list[str]:
        return list(dict.fromkeys([*_ids(own), *(r.id for refs in nested for r in refs)]))

    return {
        "id": d.id,
        "at": _at(d.at),
        "agencies": _ids(d.agencies),
        "roles": list(d.verbs),
        "with": gathered(d.with_, (r.with_ for r in d.roles)),
        "directs": gathered(d.directs, (r.directs for r in d.roles)),
        "to": gathered(d.to, (r.to for r in d.roles)),
        "via": _ids(d.via),
        "supports": _ids(d.supports),
        "covers": [_cover(c) for c in d.covers],
        "covers_tasks": [t.id for t, _ in reach.tasks(d)],
        "scope": scope(d.scope),
        "unspecific": d.unspecific,
        "implements": _ids(d.implements),
        "provenance": _provenance(d.provenance),
        "title": d.title,
        "role_details": [
            {
                "verb": r.verb.id,
                "with": _ids(r.with_ or (d.with_ if r.verb.id in ("lead", "coordinate") else ())),
                "directs": _ids(r.directs),
                "to": _ids(r.to),
                "joint": _ids(r.joint),
            }
            for r in d.roles
        ],
        "note": d.note,
    }


def _cover(c: m.Cover) -> dict[str, Any]:
    if c.task is not None:
        return {"at": None, "basis": c.basis, "task": c.task.id}
    return {"at": f"{c.at}..{c.last}" if c.last is not None else _at(c.at), "basis": c.basis}


def scope(s: m.Scope | None) -> dict[str, str] | None:
    """A scope as JSON: only what narrows."""
    if s is None:
        return None
    given = {"sector": s.sector, "population": s.population, "territory": s.territory}
    return {k: v for k, v in given.items() if v is not None}


def assignment(a: Assignment) -> dict[str, Any]:
    """One assignment as JSON, with the evidence behind its letters."""
    return {
        "agency": a.agency,
        "task": a.item,
        "roles": list(a.verbs),
        "letters": list(a.raci),
        "letters_rasci": list(a.rasci),
        "inferred": a.inferred,
        "indirect": a.indirect,
        "scope": scope(a.scope),
        "evidence": [
            {"at": _at(e.at), "verb": e.verb, "via": e.via, "duty": e.duty, "through": e.through}
            for e in a.evidence
        ],
    }


def _report(plan: m.Plan, r: m.Report, registry: m.Registry, lang: str) -> dict[str, Any]:
    return {
        "id": r.id,
        "at": _at(r.at),
        "from": _ids(r.from_),
        "to": _ids(r.to),
        "via": _ids(r.via),
        "every": list(r.every),
        "ad_hoc": r.ad_hoc,
        "due": [due(d) for d in r.due],
        "about": r.about,
        "occurrences": [occurrence(o, lang) for o in obligations.occurrences(plan, r, registry.workdays)],
        "note": r.note,
    }


def due(which: m.Due) -> dict[str, str]:
    """When something is due, as the plan file writes it."""
    key, text = written(which.when)
    rest = {"every": which.every, "shift": which.shift}
    return {key: text, **{name: said for name, said in rest.items() if said is not None}}


def occurrence(o: obligations.Occurrence, lang: str) -> dict[str, Any]:
    """One occurrence of a report as JSON."""
    return {
        "due": o.due.isoformat(),
        "says": o.says,
        "every": o.every,
        "window": [o.window[0].isoformat(), o.window[1].isoformat()] if o.window is not None else None,
        "notes": [n.get(lang) for n in o.notes],
    }
