"""Why a verdict is what it is: a sentence with both levels and every dimension that is not equal."""

from __future__ import annotations

from collections.abc import Sequence

from planmodel import model as m
from planmodel.derive import relations as rel
from planmodel.diagnostics import Text, say
from planmodel.messages import joined, same
from planmodel.views import words


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


def other_years(wanted: m.Target, level: m.Level, matches: Sequence[m.Target]) -> Text:
    """Why a demand is missing whose plan has levels for later years only."""
    stated = (
        say("{level} for {year} ({clause})", level=_level(t, x), year=x.year, clause=t.at)
        for t in matches
        for x in t.levels
    )
    return say(
        "no level for {year} (template: {demand}); only {stated}",
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
) -> Text:
    """A sentence that names the level and every dimension that is not equal."""
    if dims["level"] == rel.EQUAL:
        compared = say("as demanded ({clause})", clause=wanted.at)
    else:
        compared = _level_gap(level, given, wanted, offered)
    unequal = (
        _dimension(name, relation, wanted, offered, level, registry)
        for name in ("year", "area", "population", "measure", "demand", "commitment")
        if (relation := dims[name]) not in (None, rel.EQUAL)
    )
    return joined("; ", (_stated(offered, given), compared, *unequal))


def _stated(offered: m.Target, given: m.Level) -> Text:
    said = {"level": _level(offered, given), "clause": offered.at}
    if given.year == m.UNSTATED:
        return say("{level}, year not stated ({clause})", **said)
    return say("{level}, {year} ({clause})", **said, year=given.year)


def _level_gap(level: m.Level, given: m.Level, wanted: m.Target, offered: m.Target) -> Text:
    demand = _demand(wanted, level)
    gap = given.amount - level.amount
    if wanted.unit != offered.unit:
        return say("template: {demand} (other unit)", demand=demand)
    if gap == 0:
        return say("template: {demand}", demand=demand)
    points = Text("điểm phần trăm", "percentage points") if wanted.unit == "%" else same(wanted.unit)
    if gap > 0:
        return say("{gap} {unit} above the template ({demand})", gap=gap, unit=points, demand=demand)
    return say("{gap} {unit} below the template ({demand})", gap=-gap, unit=points, demand=demand)


def _dimension(
    name: str,
    relation: str | None,
    wanted: m.Target,
    offered: m.Target,
    level: m.Level,
    registry: m.Registry,
) -> Text:
    if name == "year":
        return _year(relation, level)
    if name == "population":
        mine, theirs = (_population(t, registry) for t in (offered, wanted))
    else:
        mine, theirs = (_word(getattr(t, name)) for t in (offered, wanted))
    said = {"dimension": words.WORDS[name], "mine": mine, "theirs": theirs}
    if relation == rel.STRONGER:
        return say("{dimension} stronger: {mine} against {theirs}", **said)
    if relation == rel.WEAKER:
        return say("{dimension} weaker: {mine} against {theirs}", **said)
    if relation == rel.INCOMPARABLE:
        return say("{dimension} different, not comparable: {mine} against {theirs}", **said)
    return say("{dimension} unknown: {mine} against {theirs}", **said)


def _year(relation: str | None, level: m.Level) -> Text:
    year = _word(level.year)
    if relation == rel.STRONGER:
        return say("year stronger ({year})", year=year)
    return say("year unknown ({year})", year=year)


def _population(target: m.Target, registry: m.Registry) -> Text:
    known = registry.populations.get(target.population.id)
    return Text(known.name.vi, known.name.en) if known is not None else same(target.population.id)


def _word(value: str | None) -> Text:
    return same("–") if value is None else words.WORDS.get(value, same(value))
