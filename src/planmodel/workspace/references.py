"""Whether the names in a plan exist: agencies, indicators, verbs, its own items, and those of the plans it links to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from planmodel import diagnostics as dg
from planmodel import model as m
from planmodel.clauses import Clause, in_range
from planmodel.diagnostics import Diagnostic, Span, Text, say


class _Kind:
    """A kind of name, and what is said where one does not exist: without a near one, and with it."""

    __slots__ = ("code", "guessed", "unknown")

    def __init__(
        self, code: dg.Code, unknown: Callable[[str], Text], guessed: Callable[[str, str], Text]
    ) -> None:
        self.code = code
        self.unknown = unknown
        self.guessed = guessed


_AGENCY = _Kind(
    dg.UNKNOWN_AGENCY,
    lambda name: say("the agency registry has no id '{name}'", name=name),
    lambda name, near: say(
        "the agency registry has no id '{name}'; did you mean '{near}'?", name=name, near=near
    ),
)
_PROVINCE = _Kind(
    dg.UNKNOWN_PROVINCE,
    lambda name: say("the province registry has no id '{name}'", name=name),
    lambda name, near: say(
        "the province registry has no id '{name}'; did you mean '{near}'?", name=name, near=near
    ),
)
_INDICATOR = _Kind(
    dg.UNKNOWN_INDICATOR,
    lambda name: say("the indicator registry has no id '{name}'", name=name),
    lambda name, near: say(
        "the indicator registry has no id '{name}'; did you mean '{near}'?", name=name, near=near
    ),
)
_POPULATION = _Kind(
    dg.UNKNOWN_INDICATOR,
    lambda name: say("the population registry has no id '{name}'", name=name),
    lambda name, near: say(
        "the population registry has no id '{name}'; did you mean '{near}'?", name=name, near=near
    ),
)
_OPTION = _Kind(
    dg.UNKNOWN_INDICATOR,
    lambda name: say("the option registry has no id '{name}'", name=name),
    lambda name, near: say(
        "the option registry has no id '{name}'; did you mean '{near}'?", name=name, near=near
    ),
)
_VERB = _Kind(
    dg.UNKNOWN_VERB,
    lambda name: say("the role table has no verb '{name}'", name=name),
    lambda name, near: say(
        "the role table has no verb '{name}'; did you mean '{near}'?", name=name, near=near
    ),
)
_AREA = _Kind(
    dg.NOT_ALLOWED,
    lambda name: say(
        "no order of areas has '{name}'; use all, urban, rural or unknown, or add it to registry/orders.yaml",
        name=name,
    ),
    lambda name, near: say("no order of areas has '{name}'; did you mean '{near}'?", name=name, near=near),
)
_TARGET = _Kind(
    dg.UNKNOWN_ITEM,
    lambda name: say("the plan has no target '{name}'", name=name),
    lambda name, near: say("the plan has no target '{name}'; did you mean '{near}'?", name=name, near=near),
)
_TASK = _Kind(
    dg.UNKNOWN_ITEM,
    lambda name: say("the plan has no task '{name}'", name=name),
    lambda name, near: say("the plan has no task '{name}'; did you mean '{near}'?", name=name, near=near),
)
_LINK = _Kind(
    dg.UNKNOWN_PLAN,
    lambda name: say("there is no plan '{name}' to carry out", name=name),
    lambda name, near: say(
        "there is no plan '{name}' to carry out; did you mean '{near}'?", name=name, near=near
    ),
)
_TEMPLATE_ITEM = _Kind(
    dg.UNKNOWN_TEMPLATE_ITEM,
    lambda name: say("the template has no item '{name}'", name=name),
    lambda name, near: say("the template has no item '{name}'; did you mean '{near}'?", name=name, near=near),
)

_SUGGESTIONS = 50
"""How many names of one plan a near one is sought for: seeking takes a pass over all the names there are."""

_LOOKED_AT = 100_000
"""How many names are looked at in all for that; it takes about a second."""

_Use = tuple[_Kind, m.Ref, Clause | None]


def unresolved(
    plan: m.Plan, registry: m.Registry, linked: Mapping[str, m.Plan | None]
) -> Iterator[Diagnostic]:
    """A finding for every name in ``plan`` that does not exist, with the nearest one that does.

    ``linked`` holds every plan id that is known; the plans that this one carries out have their compiled plan there,
    None where they do not compile (then nothing is said about links to their items).
    """
    known: dict[_Kind, Collection[str]] = {
        _AGENCY: registry.agencies,
        _PROVINCE: registry.provinces,
        _INDICATOR: registry.indicators,
        _POPULATION: registry.populations,
        _OPTION: registry.options,
        _VERB: registry.verbs,
        _TARGET: {t.id for t in plan.targets},
        _TASK: {t.id for t in plan.tasks},
        _LINK: linked,
    }
    if "area" in registry.orders:  # else whoever wrote the orders left areas out, or they cannot be read
        known[_AREA] = {*registry.orders["area"], "unknown"}
    templates = [linked.get(link.plan.id) for link in plan.implements]
    if all(t is not None for t in templates):
        known[_TEMPLATE_ITEM] = {i.id for t in templates if t is not None for i in t.linkable}
    found = looked_at = 0
    for kind, ref, at in _uses(plan, known) if not _all_known(plan, known) else ():
        if ref.id not in known.get(kind, (ref.id,)):
            found += 1
            looked_at += len(known[kind])
            seeking = found <= _SUGGESTIONS and looked_at <= _LOOKED_AT
            yield _unknown(plan, kind, ref, known[kind] if seeking else (), at)
    yield from _empty_ranges(plan)


def _all_known(plan: m.Plan, known: Mapping[_Kind, Collection[str]]) -> bool:
    """True where every name exists, as in most plans: a pass over sets of names, where ``_uses`` goes one by one."""
    used: dict[_Kind, set[str]] = {kind: set() for kind in known}
    agencies = {ref.id for ref, _ in agency_refs(plan)}
    if any("@" in name for name in agencies) or plan.document.province is not None:
        places = {name.partition("@")[2] for name in agencies} - {""}
        if plan.document.province is not None:
            places.add(plan.document.province.id)
        used[_PROVINCE] = places
        agencies = {name.partition("@")[0] for name in agencies}
    used[_AGENCY] = agencies
    used[_INDICATOR] = {t.indicator.id for t in plan.targets}
    used[_POPULATION] = {t.population.id for t in plan.targets}
    if _AREA in known:
        used[_AREA] = {t.area_ref.id for t in plan.targets}
    used[_OPTION] = {ref.id for r in plan.requirements for ref in r.of}
    used[_TARGET] = {ref.id for t in plan.tasks if t.contributes_to for ref in t.contributes_to}
    tasks = {ref.id for t in plan.tasks if t.after for ref in t.after}
    verbs: set[str] = set()
    for duty in plan.duties:
        for role in duty.roles:
            verbs.add(role.verb.id)
            if role.joint:
                verbs.update(ref.id for ref in role.joint)
        for cover in duty.covers:
            if cover.task is not None:
                tasks.add(cover.task.id)
        if duty.scope is not None and duty.scope.population is not None:
            used[_POPULATION].add(duty.scope.population)
    used[_TASK], used[_VERB] = tasks, verbs
    used[_LINK] = {link.plan.id for link in plan.implements}
    if _TEMPLATE_ITEM in known:
        used[_TEMPLATE_ITEM] = {ref.id for i in plan.linkable if i.implements for ref in i.implements}
    return all(name in known[kind] for kind, names in used.items() for name in names)


def _uses(plan: m.Plan, known: Mapping[_Kind, Collection[str]]) -> Iterator[_Use]:
    """Every name used in ``plan``, with what kind of name it is and the clause that uses it."""
    for ref, at in agency_refs(plan):
        kind, _, province = ref.id.partition("@")
        if not province:
            yield _AGENCY, ref, at
            continue
        yield _AGENCY, _part(ref, 0, len(kind)), at
        if kind in known[_AGENCY]:
            yield _PROVINCE, _part(ref, len(kind) + 1, len(ref.id)), at
    if plan.document.province is not None:
        yield _PROVINCE, plan.document.province, None
    for target in plan.targets:
        yield _INDICATOR, target.indicator, target.at
        yield _POPULATION, target.population, target.at
        yield _AREA, target.area_ref, target.at
    for requirement in plan.requirements:
        yield from ((_OPTION, option, requirement.at) for option in requirement.of)
    for task in plan.tasks:
        yield from ((_TARGET, ref, task.at) for ref in task.contributes_to)
        yield from ((_TASK, ref, task.at) for ref in task.after)
    for duty in plan.duties:
        yield from _duty_uses(duty)
    yield from ((_LINK, link.plan, link.at) for link in plan.implements)
    for item in plan.linkable:
        yield from ((_TEMPLATE_ITEM, ref, item.at) for ref in item.implements)


def _duty_uses(duty: m.Duty) -> Iterator[_Use]:
    if duty.scope is not None and duty.scope.population is not None:
        yield _POPULATION, m.Ref(duty.scope.population, duty.span), duty.at
    for role in duty.roles:
        yield from ((_VERB, verb, duty.at) for verb in (role.verb, *role.joint))
    yield from ((_TASK, cover.task, duty.at) for cover in duty.covers if cover.task is not None)


def _unknown(plan: m.Plan, kind: _Kind, ref: m.Ref, known: Iterable[str], at: Clause | None) -> Diagnostic:
    close = closest(ref.id, known)
    exact = ref.span.end - ref.span.start <= len(ref.id) + 2  # the span of the name itself, quotes at most
    return kind.code.at(
        plan.source,
        ref.span,
        kind.guessed(ref.id, close) if close else kind.unknown(ref.id),
        clause=str(at) if at is not None else None,
        fix=dg.Fix(ref.span, close) if close and exact else None,
    )


def closest(name: str, known: Iterable[str]) -> str | None:
    """The known name that ``name`` was probably meant to be, or None."""
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), n=1, cutoff=0.55)
    return close[0] if close else None


def _empty_ranges(plan: m.Plan) -> Iterator[Diagnostic]:
    clauses = sorted(t.at for t in plan.tasks if t.at is not None)
    for duty in plan.duties:
        for cover in duty.covers:
            if cover.at is None:
                continue
            first = bisect_left(clauses, cover.at)
            if first < len(clauses) and reaches(cover, clauses[first]):
                continue
            reach = f"{cover.at}..{cover.last}" if cover.last else str(cover.at)
            yield dg.UNKNOWN_ITEM.at(
                plan.source,
                cover.span,
                say(
                    "duty {duty}: the range '{range}' holds no task; check the clause",
                    duty=duty.id,
                    range=reach,
                ),
                clause=str(duty.at),
            )


def _part(ref: m.Ref, start: int, end: int) -> m.Ref:
    """The characters from ``start`` to ``end`` of a name (``so-yte`` of ``so-yte@hung-yen``) with their own place."""
    at = ref.span
    first = (at.end - at.start - len(ref.id)) // 2 + start  # the name may stand in quotes
    last = first + end - start
    span = Span(at.line, at.column + first, at.line, at.column + last, at.start + first, at.start + last)
    return m.Ref(ref.id[start:end], span)


def reaches(cover: m.Cover, at: Clause) -> bool:
    """True where ``cover`` cites the clause ``at`` or one that contains it (whole-plan covers reach no single clause)."""
    if cover.at is None:
        return False
    return in_range(cover.at, cover.last, at) if cover.last is not None else cover.at.contains(at)


def agency_refs(plan: m.Plan) -> Iterator[tuple[m.Ref, Clause | None]]:
    """Every mention of an agency in a plan with its clause, in the order of the file's sections."""
    yield plan.document.issuer, None
    for basis in plan.legal_bases:
        yield basis.issuer, basis.at
    for recipient in plan.recipients:
        yield recipient.agency, recipient.at
    for participant in plan.participants:
        for a in participant.agencies:
            yield a, participant.at
    for task in plan.tasks:
        for a in task.by:
            yield a, task.at
    for duty in plan.duties:
        yield from _of_duty(duty)
    for report in plan.reports:
        for a in (*report.from_, *report.to, *report.via):
            yield a, report.at
    for fund in plan.funding:
        for a in fund.agencies:
            yield a, fund.at


def _of_duty(duty: m.Duty) -> Iterator[tuple[m.Ref, Clause | None]]:
    at = duty.at
    for refs in (duty.agencies, duty.with_, duty.directs, duty.to, duty.via, duty.supports):
        for a in refs:
            yield a, at
    for role in duty.roles:
        if role.with_ or role.directs or role.to:
            for a in (*role.with_, *role.directs, *role.to):
                yield a, at
