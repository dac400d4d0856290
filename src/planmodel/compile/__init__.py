"""From a located tree to the model: no judgement here, only types.

Called on a tree that its schema has accepted. Facts about names (does this agency exist?) are the workspace's, facts
about the plan (does a target fall?) are the rules'. What is reported here is what a schema cannot say and what would
be misread otherwise: two comparators, a thousands dot, an id given twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from planmodel import model as m
from planmodel.clauses import clause, is_clause
from planmodel.compile.items import Item
from planmodel.compile.targets import target, thousands
from planmodel.compile.wrong import duplicate_ids, impossible, timeless
from planmodel.diagnostics import Diagnostic
from planmodel.dues import Dues
from planmodel.source import Source
from planmodel.workdays import BY_LAW, Workdays
from planmodel.yamltree import Tree


class Compiled(NamedTuple):
    """A plan and what was found while compiling it; ``dated`` is False where some of its dates could not be read."""

    plan: m.Plan
    found: list[Diagnostic]
    dated: bool = True


def compile_plan(tree: Tree, workdays: Workdays = BY_LAW) -> Compiled:
    """The plan in ``tree``, which the schema ``plan`` has accepted; ``workdays`` are those that its dates move by."""
    top = Item(tree, tree.data, tree.span_at(()))
    found: list[Diagnostic] = []
    document, period = _document(top.item("document")), _period(top.item("period"))
    dues = Dues(tree, document.issued, period.first, workdays)
    plan = m.Plan(
        span=top.place,
        id=top.text("plan"),
        id_span=top.at("plan"),
        kind=top.text("kind"),
        source=tree.source.name,
        document=document,
        period=period,
        implements=tuple(_plan_link(i) for i in top.items("implements")),
        legal_bases=tuple(_legal_basis(i) for i in top.items("legal_bases")),
        recipients=tuple(_recipient(i) for i in top.items("recipients")),
        participants=tuple(_participant(i) for i in top.items("participants")),
        objectives=tuple(_objective(i) for i in top.items("objectives")),
        targets=tuple(target(i, found) for i in top.items("targets")),
        requirements=tuple(_requirement(i, found) for i in top.items("requirements")),
        tasks=tuple(_task(i, dues) for i in top.items("tasks")),
        duties=tuple(_duty(i) for i in top.items("duties")),
        reports=tuple(_report(i, dues) for i in top.items("reports")),
        funding=tuple(_funding(i) for i in top.items("funding")),
        notes=tuple(_note(i) for i in top.items("notes")),
        not_encoded=tuple(_not_encoded(i) for i in top.items("not_encoded")),
    )
    found += duplicate_ids(tree)
    if not found:  # a number that was misread says nothing about its neighbours
        found += impossible(plan)
    found += dues.doubts
    wrong = [*dues.found, *timeless(plan)]
    return Compiled(_at_home(plan, tree.source), [*found, *wrong], not wrong)


_NAMING_AGENCIES = {
    "legal_bases": ("issuer",),
    "recipients": ("agency",),
    "participants": ("agencies",),
    "tasks": ("by",),
    "duties": ("agencies", "with_", "directs", "to", "via", "supports"),
    "reports": ("from_", "to", "via"),
    "funding": ("agencies",),
}
"""The fields of a plan's items that name agencies; the roles of duties do so too."""


def _at_home(plan: m.Plan, text: Source) -> m.Plan:
    """``plan`` with its own province's bodies under their plain names: ``so-yte@dak-nong`` is ``so-yte`` in Đắk Nông."""
    own = f"@{plan.document.province.id}" if plan.document.province is not None else ""
    if not own or own not in text.text:
        return plan

    def plain(ref: m.Ref) -> m.Ref:
        return _without(ref, own, text) if ref.id.endswith(own) else ref

    def role(r: m.Role) -> m.Role:
        with_, directs, to = (tuple(map(plain, refs)) for refs in (r.with_, r.directs, r.to))
        return r._replace(with_=with_, directs=directs, to=to)

    def changed(record: Any, names: Iterable[str]) -> Any:
        fields = dict(record.__dict__)
        for name in names:
            value = fields[name]
            fields[name] = plain(value) if isinstance(value, m.Ref) else tuple(map(plain, value))
        if isinstance(record, m.Duty):
            fields["roles"] = tuple(map(role, record.roles))
        return type(record)(**fields)

    fields = dict(plan.__dict__)
    for kind, names in _NAMING_AGENCIES.items():
        fields[kind] = tuple([changed(record, names) for record in fields[kind]])
    fields["document"] = changed(plan.document, ("issuer",))
    return m.Plan(**fields)


def _without(ref: m.Ref, province: str, text: Source) -> m.Ref:
    """A name without the province at its end, placed where the name alone stands."""
    at, kind = ref.span, ref.id.removesuffix(province)
    first = text.slice(at).find(ref.id)
    if first < 0 or at.line != at.end_line:
        return m.Ref(kind, at)
    return m.Ref(kind, text.span(at.start + first, at.start + first + len(kind)))


def _document(i: Item) -> m.Document:
    signer, source = i.item("signer"), i.item("source")
    return m.Document(
        span=i.place,
        number=i.text("number"),
        number_span=i.at("number"),
        kind=i.text("kind"),
        title=i.text("title"),
        issuer=i.ref("issuer"),
        province=i.ref("province") if i.data["province"] is not None else None,
        place=i.text("place"),
        issued=i.day("issued"),
        issued_span=i.at("issued"),
        signer=m.Signer(
            span=signer.place,
            name=signer.text("name"),
            rank=signer.text("rank"),
            capacity=signer.text("capacity"),
        ),
        source_kind=source.text("kind"),
        source_name=source.text("name"),
        sha256=source.text("sha256"),
    )


def _period(i: Item) -> m.Period:
    return m.Period(
        span=i.place,
        first=date.fromisoformat(i.text("from")),
        last=date.fromisoformat(i.text("to")),
        basis=i.text("basis"),
        at=i.maybe_clause(),
    )


def _plan_link(i: Item) -> m.PlanLink:
    return m.PlanLink(span=i.place, plan=i.ref("plan"), basis=i.text("basis"), at=i.maybe_clause())


def _legal_basis(i: Item) -> m.LegalBasis:
    return m.LegalBasis(
        span=i.place,
        at=i.clause(),
        number=i.text("number"),
        kind=i.text("kind"),
        issued=i.day("issued"),
        issuer=i.ref("issuer"),
        role=i.text("role"),
        title=i.optional("title"),
    )


def _recipient(i: Item) -> m.Recipient:
    return m.Recipient(
        span=i.place,
        at=i.clause(),
        agency=i.ref("agency"),
        mode=i.text("mode"),
        detail=i.optional("detail"),
    )


def _participant(i: Item) -> m.Participant:
    return m.Participant(
        span=i.place,
        at=i.clause(),
        agencies=i.refs("agencies"),
        people=i.texts("people"),
        note=i.optional("note"),
    )


def _objective(i: Item) -> m.Objective:
    return m.Objective(
        span=i.place,
        id=i.text("id"),
        at=i.clause(),
        kind=i.text("kind"),
        sector=i.text("sector"),
        title=i.text("title"),
        text=i.optional("text"),
    )


def _provenance(i: Item) -> m.Provenance | None:
    if "provenance" not in i:
        return None
    p = i.item("provenance")
    agree = tuple(m.Agreement(plan=a.ref("plan"), at=a.clause()) for a in p.items("agree"))
    return m.Provenance(span=p.place, basis=p.text("basis"), agree=agree)


def _requirement(i: Item, found: list[Diagnostic]) -> m.Requirement:
    choose = i.data["choose"]
    thousands(i, i.at("choose"), found)
    return m.Requirement(
        span=i.place,
        id=i.text("id"),
        at=i.maybe_clause(),
        sector=i.text("sector"),
        title=i.text("title"),
        choose=None if choose == "all" else int(choose),
        of=i.refs("of"),
        implements=i.refs("implements"),
        provenance=_provenance(i),
        note=i.optional("note"),
    )


# Tasks and duties are most of a plan: they take their values from the mapping itself, and ask for names only where a
# list of them is given.


def _task(i: Item, dues: Dues) -> m.Task:
    data, refs = i.data, i.refs
    get = data.get
    return m.Task(
        span=i.place,
        id=data["id"],
        at=clause(data["at"]) if "at" in data else None,
        sector=data["sector"],
        title=data["title"],
        text=get("text"),
        by=refs("by") if "by" in data else (),
        contributes_to=refs("contributes_to") if "contributes_to" in data else (),
        after=refs("after") if "after" in data else (),
        due=dues.read(data["due"], data) if "due" in data else None,
        product=get("product"),
        implements=refs("implements") if "implements" in data else (),
        provenance=_provenance(i) if "provenance" in data else None,
        note=get("note"),
    )


def _duty(i: Item) -> m.Duty:
    data, refs = i.data, i.refs
    get = data.get
    return m.Duty(
        span=i.place,
        id=data["id"],
        at=clause(data["at"]),
        agencies=refs("agencies"),
        roles=_roles(i),
        with_=refs("with") if "with" in data else (),
        directs=refs("directs") if "directs" in data else (),
        to=refs("to") if "to" in data else (),
        via=refs("via") if "via" in data else (),
        supports=refs("supports") if "supports" in data else (),
        covers=tuple([_cover(i, n) for n in range(len(data["covers"]))]) if "covers" in data else (),
        scope=_scope(data["scope"]) if "scope" in data else None,
        unspecific=bool(get("unspecific", False)),
        title=data["title"],
        text=get("text"),
        implements=refs("implements") if "implements" in data else (),
        provenance=_provenance(i) if "provenance" in data else None,
        note=get("note"),
    )


def _scope(data: dict[str, str]) -> m.Scope:
    return m.Scope(data.get("sector"), data.get("population"), data.get("territory"))


def _roles(duty: Item) -> tuple[m.Role, ...]:
    listed = duty.data["roles"]
    return tuple([_role(duty, x, at) for x, at in zip(listed, duty.tree.places_in(listed), strict=True)])


def _role(duty: Item, entry: Any, place: Any) -> m.Role:
    if isinstance(entry, str):
        return m.Role(m.Ref(entry, place))
    i = Item(duty.tree, entry, place)
    return m.Role(i.ref("verb"), i.refs("with"), i.refs("directs"), i.refs("to"), i.refs("joint"))


def _cover(duty: Item, index: int) -> m.Cover:
    listed = duty.data["covers"]
    entry = listed[index]
    span = duty.tree.value_span(listed, index)
    if isinstance(entry, dict):
        return m.Cover(entry["basis"], clause(entry["at"]) if "at" in entry else None, None, None, span)
    first, _, last = entry.partition("..")
    if is_clause(first):
        return m.Cover("cited", clause(first), clause(last) if last else None, None, span)
    return m.Cover("task-id", None, None, m.Ref(entry, span), span)


def _report(i: Item, dues: Dues) -> m.Report:
    return m.Report(
        span=i.place,
        id=i.text("id"),
        at=i.clause(),
        from_=i.refs("from"),
        to=i.refs("to"),
        via=i.refs("via"),
        every=i.texts("every"),
        ad_hoc=bool(i.data["ad_hoc"]),
        due=tuple([d for due in i.data.get("due", ()) if (d := dues.read(due, i.data)) is not None]),
        about=i.optional("about"),
        note=i.optional("note"),
    )


def _funding(i: Item) -> m.Funding:
    return m.Funding(
        span=i.place,
        at=i.clause(),
        title=i.text("title"),
        sources=i.texts("sources"),
        agencies=i.refs("agencies"),
    )


def _note(i: Item) -> m.Note:
    return m.Note(
        span=i.place,
        at=None if i.text("at") == "document" else i.clause(),
        kind=i.text("kind"),
        text=i.text("text"),
    )


def _not_encoded(i: Item) -> m.NotEncoded:
    return m.NotEncoded(span=i.place, at=i.clause(), reason=i.text("reason"), note=i.optional("note"))
