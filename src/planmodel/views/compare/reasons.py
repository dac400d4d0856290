"""Why a verdict is what it is: a sentence with both levels and every dimension that is not equal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.dates.wording import wording
from planmodel.derive import relations as rel
from planmodel.derive.conformity import Item
from planmodel.derive.conformity.dates import given as given_for
from planmodel.derive.matching import INDICATOR
from planmodel.diagnostics import Text, say
from planmodel.messages import joined, same
from planmodel.views import words

TEMPLATE = Text("mẫu", "the template")


def why(item: Item, registry: m.Registry, base: Text = TEMPLATE, *, provenance: bool = True) -> Text:
    """The reason of a verdict in a sentence, with the clauses of both sides; ``base`` is what plans are set beside.

    ``provenance=False`` leaves out from which plans a demand is inferred, where that is told elsewhere.
    """
    said = _said(item, registry, base)
    demanded = item.demanded
    if demanded is None:
        return said
    noted = item.offered and item.because in ("judged", "together", "stands", "organisation")
    said = with_note(said, getattr(item.offered[0], "note", None) if noted else None)
    if isinstance(demanded, m.Target):
        return _with_basis(said, item)
    return with_inferred(said, getattr(demanded, "provenance", None)) if provenance else said


def _said(item: Item, registry: m.Registry, base: Text) -> Text:
    demanded = item.demanded
    if item.because == "unmentioned":
        return say("only a news article is known, which does not mention it")
    if item.because == "absent":
        return say("nothing in the plan carries this out")
    if item.because == "unlinked":
        return say("{base} has this of its own: no common template tells what answers to it here", base=base)
    if item.because == "own-beside":
        return say(
            "{base} measures the same at {clauses}, which another target here answers to; this one is the plan's own",
            base=base,
            clauses=_clauses(item.beside),
        )
    if item.because == "own":
        if item.from_article:
            return say("the news article from which {base} is known does not mention it", base=base)
        return say("{base} has no such item", base=base)
    if isinstance(demanded, m.Target):
        return _of_target(demanded, item, registry, base)
    if isinstance(demanded, m.Requirement):
        return _of_requirement(demanded, item, registry, base)
    if isinstance(demanded, m.Task):
        return _of_task(demanded, item, registry, base)
    if isinstance(demanded, m.Duty):
        return _of_lead(demanded, item, registry, base)
    assert isinstance(demanded, m.Report)
    return _of_report(demanded, item, registry, base)


def _with_basis(said: Text, item: Item) -> Text:
    if item.basis == INDICATOR:
        return say("{reason} (matched by indicator and sector; the plan declares no link)", reason=said)
    return said


def _of_target(wanted: m.Target, item: Item, registry: m.Registry, base: Text) -> Text:
    assert item.level is not None
    offered = [o for o in item.offered if isinstance(o, m.Target)]
    if item.given is None:
        return other_years(wanted, item.level, offered, base)
    if item.because == "together":
        return _of_parts(wanted, item.level, offered, item.dimensions, base)
    return target_reason(wanted, item.level, offered[0], item.given, item.dimensions, registry, base)


def _of_parts(
    wanted: m.Target,
    level: m.Level,
    offered: Sequence[m.Target],
    dims: dict[str, str | None],
    base: Text,
) -> Text:
    """A sentence about targets that make up what is demanded: each with its part, then what they come to."""
    parts = joined("; ", (_part(wanted, t, given) for t in offered if (given := given_for(t, level.year))))
    demand = _demand(wanted, level)
    unequal = [(name, how) for name, how in dims.items() if how is not None and how != rel.EQUAL]
    if not unequal:
        return say("{parts}; together as demanded ({demand})", parts=parts, demand=demand)
    return say(
        "{parts}; together beside {base} ({demand}): {result}",
        parts=parts,
        base=base,
        demand=demand,
        result=joined("; ", (_come_to(name, how) for name, how in unequal)),
    )


def _part(wanted: m.Target, offered: m.Target, given: m.Level) -> Text:
    which = next(
        (
            _word(getattr(offered, name))
            for (name, whole), words_ in rel.PARTS.items()
            if getattr(wanted, name) == whole and getattr(offered, name) in words_
        ),
        same("–"),
    )
    return say("{part}: {stated}", part=which, stated=_stated(offered, given))


def _come_to(name: str, how: str) -> Text:
    dimension = words.dimension(name)
    if how == rel.STRONGER:
        return say("{dimension} stronger", dimension=dimension)
    if how == rel.WEAKER:
        return say("{dimension} weaker", dimension=dimension)
    if how == rel.UNKNOWN:
        return say("{dimension} unknown", dimension=dimension)
    return say("{dimension} stronger in one part, weaker in another", dimension=dimension)


def _of_requirement(wanted: m.Requirement, item: Item, registry: m.Registry, base: Text) -> Text:
    offered = item.offered[0]
    assert isinstance(offered, m.Requirement)
    mine, theirs = (choice(r, registry) for r in (offered, wanted))
    if item.because == "together":
        every = (choice(o, registry) for o in item.offered if isinstance(o, m.Requirement))
        mine = joined(" + ", every)
    if mine == theirs:
        return say("as {base}: {choice}", base=base, choice=mine)
    return say("plan: {mine}; {base}: {theirs}", mine=mine, base=base, theirs=theirs)


def _of_task(wanted: m.Task, item: Item, registry: m.Registry, base: Text) -> Text:
    if item.because == "organisation":
        duty = item.offered[0]
        assert isinstance(duty, m.Duty)
        return say(
            "not among the tasks; given to {agencies} in the organisation section",
            agencies=_named([a.id for a in duty.agencies], registry),
        )
    deadline = item.dimensions["deadline"]
    if deadline in (None, rel.EQUAL):
        return say("stands in the plan")
    if wanted.due is None:
        dated = joined("; ", (_due(o.due) for o in item.offered if isinstance(o, m.Task)))
        return say("stands in the plan, with a date: {mine}; {base} names none", mine=dated, base=base)
    theirs = _due(wanted.due)
    dues = [o.due for o in item.offered if isinstance(o, m.Task)]
    if any(due is None for due in dues):
        return say("stands in the plan without a date; {base}: {theirs}", base=base, theirs=theirs)
    mine = joined("; ", map(_due, dues))
    if deadline == rel.STRONGER:
        return say(
            "stands in the plan, earlier: {mine}; {base}: {theirs}", mine=mine, base=base, theirs=theirs
        )
    if deadline == rel.WEAKER:
        return say("stands in the plan, later: {mine}; {base}: {theirs}", mine=mine, base=base, theirs=theirs)
    return say(
        "stands in the plan; its date {mine} cannot be compared with that of {base}, {theirs}",
        mine=mine,
        base=base,
        theirs=theirs,
    )


def _due(due: m.Due | None) -> Text:
    return same("–") if due is None else words.in_both(lambda lang: wording(due.when, lang, due.every))


def _of_lead(wanted: m.Duty, item: Item, registry: m.Registry, base: Text) -> Text:
    who = _named([a.id for a in wanted.agencies], registry)
    at = _clauses(item.plan_at)
    if item.because == "focal":
        return say("{agencies} is the general focal point ({clause})", agencies=who, clause=item.plan_at[0])
    if item.because == "led":
        return say("{agencies} leads these tasks here too ({clauses})", agencies=who, clauses=at)
    if item.because == "leads":
        return say("{agencies} leads here too ({clauses})", agencies=who, clauses=at)
    part = _parts(item.parts, registry) or say("no part")
    said = {"base": base, "demanded": who, "demanded_at": _at(wanted.at), "clauses": at, "part": part}
    if item.because == "nobody":
        return say(
            "{base} has {demanded} lead{demanded_at}; here no one leads these tasks ({clauses}); {demanded} has: {part}",
            **said,
        )
    leading = _named(item.leaders, registry)
    if item.because == "other-focal":
        return say(
            "{base} has {demanded} lead{demanded_at}; here the general focal point is {leading} ({clauses}); "
            "{demanded} has: {part}",
            **said,
            leading=leading,
        )
    if not any(r.verb.id == "lead" for d in item.offered if isinstance(d, m.Duty) for r in d.roles):
        return say(
            "{base} has {demanded} lead{demanded_at}; here no one is told to lead, {leading} answers for the tasks "
            "({clauses}); {demanded} has: {part}",
            **said,
            leading=leading,
        )
    led, tasks = item.led
    if led in (0, tasks):
        return say(
            "{base} has {demanded} lead{demanded_at}; here {leading} lead the tasks ({clauses}); {demanded} has: {part}",
            **said,
            leading=leading,
        )
    return say(
        "{base} has {demanded} lead{demanded_at}; here {leading} lead {led} of {tasks} tasks ({clauses}), the others have "
        "no lead; {demanded} has: {part}",
        **said,
        leading=leading,
        led=led,
        tasks=tasks,
    )


def _at(clause: Clause | None) -> str:
    """A clause behind what it says; nothing where there is none."""
    return f" ({clause})" if clause is not None else ""


def _of_report(wanted: m.Report, item: Item, registry: m.Registry, base: Text) -> Text:
    offered = [o for o in item.offered if isinstance(o, m.Report)]
    shown = offered if item.because == "together" else offered[:1]
    told = {
        "base": base,
        "receivers": _named(dict.fromkeys(ref.id for o in shown for ref in o.to), registry),
        "mine": joined("; ", map(_rhythm, shown)),
        "clause": _clauses(dict.fromkeys(o.at for o in shown)),
        "theirs": _rhythm(wanted),
        "demanded": wanted.at,
    }
    senders, asked = ([ref.id for ref in of.from_] for of in (shown[0], wanted))
    if set(senders) != set(asked):
        return say(
            "{senders} to {receivers}: {mine} ({clause}); {base} has {asked} report: {theirs} ({demanded})",
            **told,
            senders=_named(senders, registry),
            asked=_named(asked, registry),
        )
    return say("to {receivers}: {mine} ({clause}); {base}: {theirs} ({demanded})", **told)


def _rhythm(report: m.Report) -> Text:
    """How often, and by when."""
    periods = (*report.every, "ad-hoc") if report.ad_hoc else report.every
    listed = [words.WORDS[every] for every in periods or ("",)]
    return joined(", ", (*listed, *map(_due, report.due)))


def _named(agencies: Iterable[str], registry: m.Registry) -> Text:
    listed = tuple(agencies)
    return words.in_both(lambda lang: words.agency_names(listed, registry, lang))


def _clauses(clauses: Iterable[Clause]) -> str:
    return ", ".join(map(str, clauses))


def _parts(parts: Iterable[tuple[str, Clause]], registry: m.Registry) -> Text | None:
    """Verbs, each with its clauses; None where there are none."""
    verbs: dict[str, list[str]] = {}
    for verb, at in parts:
        verbs.setdefault(verb, []).append(str(at))
    if not verbs:
        return None

    def said(lang: str) -> str:
        known = registry.verbs
        return "; ".join(
            f"{known[v].name.get(lang) if v in known else v} ({', '.join(at)})" for v, at in verbs.items()
        )

    return words.in_both(said)


def choice(r: m.Requirement, registry: m.Registry) -> Text:
    """What a requirement lets choose."""
    names = joined(", ", (_option(o.id, registry) for o in r.of))
    if len(r.of) == 1:
        return names
    if r.choose is None:
        return say("all {count} ({names})", count=len(r.of), names=names)
    return say("at least {least} of {count} ({names})", least=r.choose, count=len(r.of), names=names)


def _option(option: str, registry: m.Registry) -> Text:
    known = registry.options.get(option)
    return Text(known.name.vi, known.name.en) if known is not None else same(option)


def with_inferred(why: Text, p: m.Provenance | None) -> Text:
    """``why``, and from which plans a template's own item is inferred where the document does not state it."""
    if p is None or p.basis != "inferred":
        return why
    return say(
        "{reason} (template inferred from {plans})",
        reason=why,
        plans=", ".join(f"{a.plan.id} {a.at}" for a in p.agree),
    )


def with_note(why: Text, note: str | None) -> Text:
    """``why``, and the encoder's note on the plan's own item."""
    return joined(". ", (why, same(note))) if note else why


def other_years(wanted: m.Target, level: m.Level, matches: Sequence[m.Target], base: Text) -> Text:
    """Why a demand is missing whose plan has levels for later years only."""
    stated = (
        say("{level} for {year} ({clause})", level=_level(t, x), year=x.year, clause=t.at)
        for t in matches
        for x in t.levels
    )
    if level.year == m.UNSTATED:
        return say(
            "no level without a year ({base}: {demand}); only {stated}",
            base=base,
            demand=_demand(wanted, level),
            stated=joined("; ", stated),
        )
    return say(
        "no level for {year} ({base}: {demand}); only {stated}",
        base=base,
        year=level.year,
        demand=_demand(wanted, level),
        stated=joined("; ", stated),
    )


def _level(target: m.Target, level: m.Level) -> Text:
    return words.in_both(lambda lang: words.level(level, target.comparator, target.unit, lang))


def _demand(wanted: m.Target, level: m.Level) -> Text:
    """The template's level and where it stands."""
    return joined(", ", (_level(wanted, level), same(str(wanted.at))))


def target_reason(
    wanted: m.Target,
    level: m.Level,
    offered: m.Target,
    given: m.Level,
    dims: dict[str, str | None],
    registry: m.Registry,
    base: Text,
) -> Text:
    """A sentence that names the level and every dimension that is not equal."""
    if dims["level"] == rel.EQUAL:
        compared = say("as demanded ({clause})", clause=wanted.at)
    else:
        compared = _level_gap(level, given, wanted, offered, dims["level"], base)
    unequal = (
        _dimension(name, relation, wanted, offered, (given, level), registry)
        for name in ("year", "area", "population", "measure", "demand", "commitment")
        if (relation := dims[name]) not in (None, rel.EQUAL)
    )
    return joined("; ", (_stated(offered, given), compared, *unequal))


def _stated(offered: m.Target, given: m.Level) -> Text:
    said = {"level": _level(offered, given), "clause": offered.at}
    if given.year == m.UNSTATED:
        return say("{level}, year not stated ({clause})", **said)
    return say("{level}, {year} ({clause})", **said, year=given.year)


def _level_gap(
    level: m.Level, given: m.Level, wanted: m.Target, offered: m.Target, relation: str | None, base: Text
) -> Text:
    demand = _demand(wanted, level)
    if level.year not in (given.year, m.UNSTATED):
        demand = joined(", ", (demand, say("for {year}", year=level.year)))
    gap = rel.difference(given, offered.comparator, level, wanted.comparator)
    if wanted.unit != offered.unit:
        return say("{base}: {demand} (other unit)", base=base, demand=demand)
    if gap == 0:
        if relation == rel.STRONGER:
            return say("stricter than {base} ({demand})", base=base, demand=demand)
        if relation == rel.WEAKER:
            return say("less strict than {base} ({demand})", base=base, demand=demand)
        return say("{base}: {demand}", base=base, demand=demand)
    points = Text("điểm phần trăm", "percentage points") if wanted.unit == "%" else same(wanted.unit)
    if gap > 0:
        return say("{gap} {unit} above {base} ({demand})", gap=gap, unit=points, base=base, demand=demand)
    return say("{gap} {unit} below {base} ({demand})", gap=-gap, unit=points, base=base, demand=demand)


def _dimension(
    name: str,
    relation: str | None,
    wanted: m.Target,
    offered: m.Target,
    levels: tuple[m.Level, m.Level],
    registry: m.Registry,
) -> Text:
    if name == "year":
        mine, theirs = (_word(x.year) for x in levels)
    elif name == "population":
        mine, theirs = (_population(t, registry) for t in (offered, wanted))
    else:
        mine, theirs = (_word(getattr(t, name)) for t in (offered, wanted))
    said = {"dimension": words.dimension(name), "mine": mine, "theirs": theirs}
    if relation == rel.STRONGER:
        return say("{dimension} stronger: {mine} against {theirs}", **said)
    if relation == rel.WEAKER:
        return say("{dimension} weaker: {mine} against {theirs}", **said)
    if relation == rel.INCOMPARABLE:
        return say("{dimension} different, not comparable: {mine} against {theirs}", **said)
    return say("{dimension} unknown: {mine} against {theirs}", **said)


def _population(target: m.Target, registry: m.Registry) -> Text:
    known = registry.populations.get(target.population.id)
    return Text(known.name.vi, known.name.en) if known is not None else same(target.population.id)


def _word(value: str | None) -> Text:
    return same("–") if value is None else words.WORDS.get(value, same(value))
