"""From a located tree to the model: no judgement here, only types.

Called on a tree that its schema has accepted. Facts about names (does this agency exist?) are the workspace's, facts
about the plan (does a target fall?) are the rules'. What is reported here is what a schema cannot say and what would
be misread otherwise: two comparators, a thousands dot, an id given twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple

from planmodel import diagnostics as dg
from planmodel import model as m
from planmodel.clauses import Clause, clause, is_clause
from planmodel.diagnostics import Diagnostic, Fix, Related, Span, Text, located, say
from planmodel.dues import FIRST_YEAR, LAST_YEAR, Dues
from planmodel.source import Source
from planmodel.workdays import BY_LAW, Workdays
from planmodel.yamltree import Tree

_ref = partial(tuple.__new__, m.Ref)  # a plan has thousands: NamedTuple's own constructor without its wrapper
_COMPARATORS = {"at_least": ">=", "more_than": ">", "at_most": "<=", "range": "range"}
_THOUSANDS = r"[0-9]{1,3}(?:\.[0-9]{3})+"


class _Item:
    """A mapping of the tree, with typed access to its values."""

    __slots__ = ("data", "place", "tree")

    def __init__(self, tree: Tree, data: dict[str, Any], place: Any) -> None:
        self.tree = tree
        self.data = data
        self.place = place

    @property
    def span(self) -> Span:
        """Where it stands."""
        return located(self.place)

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def at(self, key: str) -> Span:
        return self.tree.value_span(self.data, key)

    def place_of(self, key: str) -> Any:
        """Where the value at ``key`` stands, for a record to make its span of."""
        return self.tree.place(self.data, key)

    def text(self, key: str) -> str:
        return str(self.data[key])

    def optional(self, key: str) -> str | None:
        return self.data.get(key)

    def ref(self, key: str) -> m.Ref:
        return m.Ref(self.data[key], self.tree.place(self.data, key))

    def refs(self, key: str) -> tuple[m.Ref, ...]:
        listed = self.data.get(key)
        if not listed:
            return ()
        return tuple(map(_ref, zip(listed, self.tree.places_in(listed), strict=True)))

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(self.data.get(key, ()))

    def clause(self, key: str = "at") -> Clause:
        return clause(self.data[key])

    def maybe_clause(self, key: str = "at") -> Clause | None:
        return clause(self.data[key]) if key in self.data else None

    def day(self, key: str) -> date | None:
        text = self.data[key]
        return None if text == "unknown" else date.fromisoformat(text)

    def number(self, key: str) -> Decimal:
        return _decimal(self.tree, self.data, key)

    def item(self, key: str) -> _Item:
        return _Item(self.tree, self.data[key], self.tree.place(self.data, key))

    def items(self, key: str) -> Iterator[_Item]:
        listed = self.data.get(key, ())
        return map(_Item, repeat(self.tree), listed, self.tree.places_in(listed) if listed else ())


def _decimal(tree: Tree, container: Any, key: Any) -> Decimal:
    """The number at ``key`` (or index) exactly as written, without an exponent."""
    written = tree.written(container, key)
    return Decimal(f"{Decimal(container[key] if written[:2] in ('0x', '0o') else written):f}")


class Compiled(NamedTuple):
    """A plan and what was found while compiling it; ``dated`` is False where some of its dates could not be read."""

    plan: m.Plan
    found: list[Diagnostic]
    dated: bool = True


def compile_plan(tree: Tree, workdays: Workdays = BY_LAW) -> Compiled:
    """The plan in ``tree``, which the schema ``plan`` has accepted; ``workdays`` are those that its dates move by."""
    top = _Item(tree, tree.data, tree.span_at(()))
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
        implements=tuple(
            m.PlanLink(span=i.place, plan=i.ref("plan"), basis=i.text("basis"), at=i.maybe_clause())
            for i in top.items("implements")
        ),
        legal_bases=tuple(_legal_basis(i) for i in top.items("legal_bases")),
        recipients=tuple(
            m.Recipient(
                span=i.place,
                at=i.clause(),
                agency=i.ref("agency"),
                mode=i.text("mode"),
                detail=i.optional("detail"),
            )
            for i in top.items("recipients")
        ),
        participants=tuple(
            m.Participant(
                span=i.place,
                at=i.clause(),
                agencies=i.refs("agencies"),
                people=i.texts("people"),
                note=i.optional("note"),
            )
            for i in top.items("participants")
        ),
        objectives=tuple(_objective(i) for i in top.items("objectives")),
        targets=tuple(_target(i, found) for i in top.items("targets")),
        requirements=tuple(_requirement(i, found) for i in top.items("requirements")),
        tasks=tuple(_task(i, dues) for i in top.items("tasks")),
        duties=tuple(_duty(i) for i in top.items("duties")),
        reports=tuple(_report(i, dues) for i in top.items("reports")),
        funding=tuple(
            m.Funding(
                span=i.place,
                at=i.clause(),
                title=i.text("title"),
                sources=i.texts("sources"),
                agencies=i.refs("agencies"),
            )
            for i in top.items("funding")
        ),
        notes=tuple(
            m.Note(
                span=i.place,
                at=None if i.text("at") == "document" else i.clause(),
                kind=i.text("kind"),
                text=i.text("text"),
            )
            for i in top.items("notes")
        ),
        not_encoded=tuple(
            m.NotEncoded(span=i.place, at=i.clause(), reason=i.text("reason"), note=i.optional("note"))
            for i in top.items("not_encoded")
        ),
    )
    found += duplicate_ids(tree)
    if not found:  # a number that was misread says nothing about its neighbours
        found += _impossible(plan)
    found += dues.doubts
    wrong = [*dues.found, *_timeless(plan)]
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


def _impossible(plan: m.Plan) -> Iterator[Diagnostic]:
    """Pairs of values of which one rules the other out, which a schema cannot see."""
    for target in plan.targets:
        for level in target.levels:
            if level.high is not None and level.high < level.amount:
                yield _reversed(plan, level.span, level.amount, level.high, target.at)
        if target.step is not None and target.step.until < target.step.first:
            yield _reversed(plan, target.step.span, target.step.first, target.step.until, target.at)
    for r in plan.requirements:
        if r.choose is not None and r.choose > len(r.of):
            yield dg.OUT_OF_RANGE.at(
                plan.source,
                r.span,
                say(
                    "requirement {requirement}: {choose} of {options} cannot be chosen; check choose or of",
                    requirement=r.id,
                    choose=r.choose,
                    options=len(r.of),
                ),
                clause=str(r.at) if r.at is not None else None,
            )


def _timeless(plan: m.Plan) -> Iterator[Diagnostic]:
    """A period that ends before it begins, or one of thousands of years: every date of the plan would lie outside of it,
    or come thousands of times.
    """
    period = plan.period
    if period.last < period.first:
        yield _reversed(plan, period.span, period.first, period.last, None)
    elif period.first.year < FIRST_YEAR or period.last.year > LAST_YEAR:
        message = say(
            "'{begin} – {end}': a period lies between {first} and {last}; look at the document again",
            begin=period.first,
            end=period.last,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
        yield dg.OUT_OF_RANGE.at(plan.source, period.span, message)


def _reversed(plan: m.Plan, span: Span, first: object, last: object, at: Clause | None) -> Diagnostic:
    return dg.OUT_OF_RANGE.at(
        plan.source,
        span,
        say(
            "'{first} – {last}': the end comes before the beginning; put them in order",
            first=first,
            last=last,
        ),
        clause=str(at) if at is not None else None,
    )


def _document(i: _Item) -> m.Document:
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


def _period(i: _Item) -> m.Period:
    return m.Period(
        span=i.place,
        first=date.fromisoformat(i.text("from")),
        last=date.fromisoformat(i.text("to")),
        basis=i.text("basis"),
        at=i.maybe_clause(),
    )


def _legal_basis(i: _Item) -> m.LegalBasis:
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


def _objective(i: _Item) -> m.Objective:
    return m.Objective(
        span=i.place,
        id=i.text("id"),
        at=i.clause(),
        kind=i.text("kind"),
        sector=i.text("sector"),
        title=i.text("title"),
        text=i.optional("text"),
    )


def _target(i: _Item, found: list[Diagnostic]) -> m.Target:
    level = i.item("level")
    given = [k for k in _COMPARATORS if k in level]
    if len(given) != 1:
        found.append(_comparators(i, level, given))
    step = _step(level.item("step")) if "step" in level else None
    comparator = given[0] if given else "at_least"
    return m.Target(
        span=i.place,
        id=i.text("id"),
        at=i.clause(),
        title=i.optional("title"),
        indicator=i.ref("indicator"),
        sector=i.text("sector"),
        population=i.ref("population"),
        area_ref=i.ref("area"),
        measure=i.text("measure"),
        demand=i.optional("demand"),
        comparator=_COMPARATORS[comparator],
        levels=_levels(i, level, comparator, step, found),
        step=step,
        unit=i.text("unit"),
        commitment=i.text("commitment"),
        implements=i.refs("implements"),
        note=i.optional("note"),
    )


def _comparators(target: _Item, level: _Item, given: list[str]) -> Diagnostic:
    """The finding for a level without a comparator or with several."""
    if given:
        span = level.tree.key_span(level.data, given[1])
        message = say(
            "target {target}: give one of at_least, more_than, at_most, range only", target=target.text("id")
        )
    else:
        span = level.span
        message = say(
            "target {target}: the level is missing: give at_least, more_than, at_most or range",
            target=target.text("id"),
        )
    return dg.ONE_COMPARATOR.at(target.tree.source.name, span, message, clause=target.text("at"))


def _step(i: _Item) -> m.Step:
    return m.Step(
        span=i.place,
        first=int(i.data["from"]),
        add=i.number("add"),
        until=int(i.data["until"]),
        reach=i.number("reach"),
    )


def _levels(
    target: _Item, level: _Item, comparator: str, step: m.Step | None, found: list[Diagnostic]
) -> tuple[m.Level, ...]:
    stated: dict[str, m.Level] = {}
    values = level.item(comparator) if comparator in level else None
    for year in values.data if values else ():
        assert values is not None
        span = values.at(year)
        if comparator == "range":
            pair = values.data[year]
            low, high = (_decimal(values.tree, pair, n) for n in (0, 1))
            for n in (0, 1):
                _thousands(target, values.tree.value_span(pair, n), found)
            stated[year] = m.Level(year, low, high, False, span)
        else:
            _thousands(target, span, found)
            stated[year] = m.Level(year, values.number(year), None, False, span)
    if step is not None:
        for key in ("add", "reach"):
            _thousands(target, level.item("step").at(key), found)
    for made in _stepped(stated, step) if step else ():
        stated.setdefault(made.year, made)
    return tuple(sorted(stated.values(), key=lambda x: (x.year == m.UNSTATED, x.year)))


def _stepped(stated: dict[str, m.Level], step: m.Step) -> Iterator[m.Level]:
    """The years of a step form: each adds ``step.add`` to the year before; the last is stated, those between derived."""
    before = stated.get(str(step.first - 1))
    amount = before.amount if before is not None else None
    for year in range(step.first, step.until):
        if amount is None:
            break
        amount += step.add
        yield m.Level(str(year), amount, None, True, step.span)
    yield m.Level(str(step.until), step.reach, None, False, step.span)


def _thousands(item: _Item, span: Span, found: list[Diagnostic]) -> None:
    """``31.187`` schools is 31,187 of them; as a share of 100 it may be meant as it stands."""
    written = item.tree.source.slice(span)
    unit = item.text("unit") if "unit" in item else ""
    if unit == "%" or not re.fullmatch(_THOUSANDS, written):
        return
    right = written.replace(".", "")
    found.append(
        dg.THOUSANDS_DOT.at(
            item.tree.source.name,
            span,
            _decimal_or_thousands(item.text("id"), unit, written, right),
            clause=item.data.get("at"),
            fix=Fix(span, right),
        )
    )


def _decimal_or_thousands(item: str, unit: str, written: str, right: str) -> Text:
    """Only targets have a unit; of a requirement it is the number to choose."""
    if unit:
        return say(
            "target {target}: '{written}' reads as {amount} {unit}; if thousands are meant write {right}",
            target=item,
            written=written,
            amount=Decimal(written),
            unit=unit,
            right=right,
        )
    return say(
        "requirement {requirement}: '{written}' reads as {amount}; if thousands are meant write {right}",
        requirement=item,
        written=written,
        amount=Decimal(written),
        right=right,
    )


def _provenance(i: _Item) -> m.Provenance | None:
    if "provenance" not in i:
        return None
    p = i.item("provenance")
    agree = tuple(m.Agreement(plan=a.ref("plan"), at=a.clause()) for a in p.items("agree"))
    return m.Provenance(span=p.place, basis=p.text("basis"), agree=agree)


def _requirement(i: _Item, found: list[Diagnostic]) -> m.Requirement:
    choose = i.data["choose"]
    _thousands(i, i.at("choose"), found)
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


def _task(i: _Item, dues: Dues) -> m.Task:
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


def _duty(i: _Item) -> m.Duty:
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


def _roles(duty: _Item) -> tuple[m.Role, ...]:
    listed = duty.data["roles"]
    return tuple([_role(duty, x, at) for x, at in zip(listed, duty.tree.places_in(listed), strict=True)])


def _role(duty: _Item, entry: Any, place: Any) -> m.Role:
    if isinstance(entry, str):
        return m.Role(m.Ref(entry, place))
    i = _Item(duty.tree, entry, place)
    return m.Role(i.ref("verb"), i.refs("with"), i.refs("directs"), i.refs("to"), i.refs("joint"))


def _cover(duty: _Item, index: int) -> m.Cover:
    listed = duty.data["covers"]
    entry = listed[index]
    span = duty.tree.value_span(listed, index)
    if isinstance(entry, dict):
        return m.Cover(entry["basis"], clause(entry["at"]) if "at" in entry else None, None, None, span)
    first, _, last = entry.partition("..")
    if is_clause(first):
        return m.Cover("cited", clause(first), clause(last) if last else None, None, span)
    return m.Cover("task-id", None, None, m.Ref(entry, span), span)


def _report(i: _Item, dues: Dues) -> m.Report:
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


_ID_SPACES = (
    ("objectives",), ("targets",), ("requirements",), ("tasks", "duties"), ("reports",),
    ("agencies",), ("indicators",), ("populations",), ("options",), ("roles",), ("provinces",),
)  # fmt: skip


def wrong_entries(tree: Tree) -> Iterator[Diagnostic]:
    """What is wrong with a registry file that its schema has accepted."""
    from planmodel import daysoff, orders

    yield from duplicate_ids(tree)
    yield from daysoff.misplaced(tree)
    yield from orders.misplaced(tree)
    if "orders" in tree.data:
        yield from orders.found(tree, tree.data["orders"])
    if "workdays" in tree.data:
        yield from daysoff.found(tree, tree.data["workdays"])


def duplicate_ids(tree: Tree) -> Iterator[Diagnostic]:
    """An id names one item of its kind; tasks and duties share one space, since assignments name either."""
    for kinds in _ID_SPACES:
        ids = [item["id"] for kind in kinds for item in tree.data.get(kind, ())]
        if len(set(ids)) == len(ids):
            continue
        first: dict[str, Span] = {}
        for kind in kinds:
            for item in tree.data.get(kind, ()):
                span = tree.value_span(item, "id")
                if item["id"] not in first:
                    first[item["id"]] = span
                    continue
                before = first[item["id"]]
                yield dg.DUPLICATE_ID.at(
                    tree.source.name,
                    span,
                    say(
                        "id '{id}' is already used on line {line}; choose another",
                        id=item["id"],
                        line=before.line,
                    ),
                    clause=item.get("at"),
                    related=(Related(say("first used here"), tree.source.name, before),),
                )


def compile_registry(tree: Tree) -> dict[str, tuple[Any, ...]]:
    """The entries of a registry file, by kind (``agencies``, ``indicators``, ``populations``, ...).

    The one entry of ``workdays`` are the days that the workspace states, that of ``orders`` the ranks by dimension.
    """
    top = _Item(tree, tree.data, tree.span_at(()))
    made = {kind: tuple(make(i) for i in top.items(kind)) for kind, make in _ENTRIES.items() if kind in top}
    if "workdays" in top:
        from planmodel import daysoff

        made["workdays"] = (daysoff.read(tree.data["workdays"]),)
    if "orders" in top:
        from planmodel import orders

        made["orders"] = (orders.read(tree.data["orders"]),)
    return made


def _name(i: _Item) -> m.Name:
    name = i.data["name"]
    return m.Name(vi=name["vi"], en=name["en"], short=i.data.get("short", name["vi"]))


def _successor(data: dict[str, Any]) -> m.Successor:
    return m.Successor(
        to=data["to"],
        since=date.fromisoformat(data["from"]),
        scope=data.get("scope", data.get("note", "")),
        instrument=data["instrument"],
    )


def _agency(i: _Item) -> m.Agency:
    kind = i.text("kind")
    return m.Agency(
        span=i.place,
        id=i.text("id"),
        name=_name(i),
        level=i.text("level"),
        kind=kind,
        group=bool(i.data.get("group", kind in ("class", "institution-group", "enterprise-group", "people"))),
        parent=i.optional("parent"),
        members=i.refs("members"),
        spellings=i.texts("spellings"),
        successors=tuple(_successor(s) for s in i.data.get("successors", ())),
    )


def _indicator(i: _Item) -> m.Indicator:
    return m.Indicator(
        span=i.place,
        id=i.text("id"),
        name=_name(i),
        sector=i.text("sector"),
        unit=i.text("unit"),
        direction=i.text("direction"),
    )


def _population(i: _Item) -> m.Population:
    return m.Population(
        span=i.place, id=i.text("id"), name=_name(i), sector=i.text("sector"), within=i.refs("within")
    )


def _option(i: _Item) -> m.Option:
    return m.Option(span=i.place, id=i.text("id"), name=_name(i))


def _letters(data: dict[str, Any]) -> m.Letters:
    raci, rasci = (tuple(sorted(data[k], key=m.LETTER_ORDER.index)) for k in ("raci", "rasci"))
    return m.Letters(raci, rasci)


def _verb(i: _Item) -> m.Verb:
    return m.Verb(
        span=i.place,
        id=i.text("id"),
        name=_name(i),
        letters=_letters(i.data),
        directed=_letters(i.data["directed"]) if "directed" in i else None,
        recipient=_letters(i.data["recipient"]) if "recipient" in i else None,
        oversight=bool(i.data.get("oversight", False)),
    )


def _province(i: _Item) -> m.Province:
    return m.Province(
        span=i.place,
        id=i.text("id"),
        name=_name(i),
        iso=i.text("iso"),
        spellings=i.texts("spellings"),
        successor=_successor(i.data["successor"]) if "successor" in i else None,
    )


_ENTRIES: dict[str, Any] = {
    "agencies": _agency,
    "indicators": _indicator,
    "populations": _population,
    "options": _option,
    "roles": _verb,
    "provinces": _province,
}
