"""What a plan says, without where it says so: nested dicts, lists, texts, numbers and days.

Two texts of one content have one plain form: the order in which the file lists items, names in a list of names or
verbs of a duty says nothing, and neither do indentation, comments and quotes. Items with an id are in the order of
their ids, all others in that of what they say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.dates import written

Plain = dict[str, Any]
"""One item, or a whole plan."""

SECTIONS: dict[str, str] = {
    "document": "document",
    "period": "period",
    "implements": "implements",
    "legal_basis": "legal_bases",
    "recipient": "recipients",
    "participant": "participants",
    "objective": "objectives",
    "target": "targets",
    "requirement": "requirements",
    "task": "tasks",
    "duty": "duties",
    "report": "reports",
    "funding": "funding",
    "note": "notes",
    "not_encoded": "not_encoded",
}
"""The kinds of items, in the order of the plan file, and the section that each stands in."""

ALONE = ("document", "period")
"""Kinds of which every plan has one."""

WITH_ID = ("objective", "target", "requirement", "task", "duty", "report")
"""Kinds whose items have an id."""


def plain(plan: m.Plan) -> Plain:
    """The content of ``plan``."""
    made: Plain = {}
    for kind, section in SECTIONS.items():
        items = [item for _, item in items_of(plan, kind)]
        made[section] = items[0] if kind in ALONE else sorted(items, key=order(kind))
    return made


def items_of(plan: m.Plan, kind: str) -> list[tuple[Any, Plain]]:
    """The records of one kind with their plain forms, as they stand in the plan."""
    make = _MAKE[kind]
    if kind == "document":
        return [(plan.document, _document(plan))]
    records: Iterable[Any] = (plan.period,) if kind == "period" else getattr(plan, SECTIONS[kind])
    return [(record, make(record)) for record in records]


_id = itemgetter("id")


def order(kind: str) -> Callable[[Plain], str]:
    """By what items of a kind are put in order: the id, or all that they say."""
    return _id if kind in WITH_ID else content


def content(item: Plain) -> str:
    """All that an item says, as one text: equal for equal items of a kind."""
    return "\0".join(map(str, item.values()))


def _at(clause: Clause | None) -> str | None:
    return str(clause) if clause is not None else None


def _ids(refs: tuple[m.Ref, ...]) -> list[str]:
    if len(refs) < 2:
        return [refs[0].id] if refs else []
    return sorted([ref.id for ref in refs])


def _document(plan: m.Plan) -> Plain:
    d = plan.document
    return {
        "plan": plan.id,
        "plan_kind": plan.kind,
        "number": d.number,
        "kind": d.kind,
        "title": d.title,
        "issuer": d.issuer.id,
        "province": d.province.id if d.province is not None else None,
        "place": d.place,
        "issued": d.issued,
        "signer": [d.signer.name, d.signer.rank, d.signer.capacity],
        "source": [d.source_kind, d.source_name, d.sha256],
    }


def _period(p: m.Period) -> Plain:
    return {"from": p.first, "to": p.last, "basis": p.basis, "at": _at(p.at)}


def _link(x: m.PlanLink) -> Plain:
    return {"plan": x.plan.id, "basis": x.basis, "at": _at(x.at)}


def _legal_basis(b: m.LegalBasis) -> Plain:
    return {
        "at": str(b.at),
        "number": b.number,
        "kind": b.kind,
        "issued": b.issued,
        "issuer": b.issuer.id,
        "role": b.role,
        "title": b.title,
    }


def _recipient(r: m.Recipient) -> Plain:
    return {"at": str(r.at), "agency": r.agency.id, "mode": r.mode, "detail": r.detail}


def _participant(p: m.Participant) -> Plain:
    return {"at": str(p.at), "agencies": _ids(p.agencies), "people": sorted(p.people), "note": p.note}


def _objective(o: m.Objective) -> Plain:
    return {"id": o.id, "at": str(o.at), "kind": o.kind, "sector": o.sector, "title": o.title, "text": o.text}


def _target(t: m.Target) -> Plain:
    step = t.step
    return {
        "id": t.id,
        "at": str(t.at),
        "title": t.title,
        "indicator": t.indicator.id,
        "sector": t.sector,
        "population": t.population.id,
        "area": t.area,
        "measure": t.measure,
        "demand": t.demand,
        "comparator": t.comparator,
        "levels": {x.year: [x.amount] if x.high is None else [x.amount, x.high] for x in t.levels},
        "derived": [x.year for x in t.levels if x.derived],
        "step": [step.first, step.add, step.until, step.reach] if step is not None else None,
        "unit": t.unit,
        "commitment": t.commitment,
        "implements": _ids(t.implements),
        "note": t.note,
    }


def _provenance(p: m.Provenance | None) -> list[str] | None:
    if p is None:
        return None
    return [p.basis, *sorted([f"{a.plan.id} {a.at}" for a in p.agree])]


def _requirement(r: m.Requirement) -> Plain:
    return {
        "id": r.id,
        "at": _at(r.at),
        "sector": r.sector,
        "title": r.title,
        "choose": r.choose,
        "of": _ids(r.of),
        "implements": _ids(r.implements),
        "provenance": _provenance(r.provenance),
        "note": r.note,
    }


def _due(d: m.Due) -> Plain:
    key, text = written(d.when)
    return {key: text, "every": d.every, "shift": d.shift}


def _task(t: m.Task) -> Plain:
    at = t.at
    return {
        "id": t.id,
        "at": str(at) if at is not None else None,
        "sector": t.sector,
        "title": t.title,
        "text": t.text,
        "by": _ids(t.by),
        "contributes_to": _ids(t.contributes_to),
        "after": _ids(t.after),
        "due": _due(t.due) if t.due is not None else None,
        "product": t.product,
        "implements": _ids(t.implements),
        "provenance": _provenance(t.provenance) if t.provenance is not None else None,
        "note": t.note,
    }


def _role(r: m.Role) -> Plain:
    verb, with_, directs, to, joint = r
    return {
        "verb": verb.id,
        "with": _ids(with_),
        "directs": _ids(directs),
        "to": _ids(to),
        "joint": _ids(joint),
    }


def _cover(c: m.Cover) -> str:
    """A cover as the plan writes it, and its basis where that is not plain from it."""
    basis, at, last, task, _ = c
    if task is not None:
        return task.id
    if at is None:
        return basis
    shown = f"{at}..{last}" if last is not None else str(at)
    return shown if basis == "cited" else f"{shown} {basis}"


def _duty(d: m.Duty) -> Plain:
    scope = d.scope
    return {
        "id": d.id,
        "at": str(d.at),
        "agencies": _ids(d.agencies),
        "roles": sorted(map(_role, d.roles), key=content),
        "with": _ids(d.with_),
        "directs": _ids(d.directs),
        "to": _ids(d.to),
        "via": _ids(d.via),
        "supports": _ids(d.supports),
        "covers": sorted(map(_cover, d.covers)),
        "scope": {"sector": scope[0], "population": scope[1], "territory": scope[2]} if scope else None,
        "unspecific": d.unspecific,
        "title": d.title,
        "text": d.text,
        "implements": _ids(d.implements),
        "provenance": _provenance(d.provenance) if d.provenance is not None else None,
        "note": d.note,
    }


def _report(r: m.Report) -> Plain:
    return {
        "id": r.id,
        "at": str(r.at),
        "from": _ids(r.from_),
        "to": _ids(r.to),
        "via": _ids(r.via),
        "every": sorted(r.every),
        "ad_hoc": r.ad_hoc,
        "due": sorted(map(_due, r.due), key=str),
        "about": r.about,
        "note": r.note,
    }


def _funding(f: m.Funding) -> Plain:
    return {
        "at": str(f.at),
        "title": f.title,
        "sources": sorted(f.sources),
        "agencies": _ids(f.agencies),
    }


def _note(n: m.Note) -> Plain:
    return {"at": _at(n.at), "kind": n.kind, "text": n.text}


def _not_encoded(n: m.NotEncoded) -> Plain:
    return {"at": str(n.at), "reason": n.reason, "note": n.note}


_MAKE: dict[str, Callable[[Any], Plain]] = {
    "document": _document,
    "period": _period,
    "implements": _link,
    "legal_basis": _legal_basis,
    "recipient": _recipient,
    "participant": _participant,
    "objective": _objective,
    "target": _target,
    "requirement": _requirement,
    "task": _task,
    "duty": _duty,
    "report": _report,
    "funding": _funding,
    "note": _note,
    "not_encoded": _not_encoded,
}
