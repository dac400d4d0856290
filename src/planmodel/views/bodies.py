"""Names of bodies and of plans as an office writes them, and who took over from a body since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive.share import home
from planmodel.diagnostics import Text, say
from planmodel.views import words


def full_name(agency: str, plan: m.Plan, registry: m.Registry, lang: str) -> str:
    """A body's name with its province: ``Sở Y tế (Hưng Yên)``; a body of the centre has none."""
    kind, at, _ = agency.partition("@")
    entry = registry.agencies.get(kind)
    central = entry is not None and entry.level == "central"
    where = "" if at or central or not home(plan) else f"@{home(plan)}"
    return words.agency(f"{agency}{where}", registry, lang)


def clause(at: Clause | None, lang: str) -> str:
    """A clause as a short reference; what stands outside the sections is said in words (``phần kết, đoạn 1``)."""
    if at is None or at.labels[0] not in ("preamble", "closing", "recipients", "p"):
        return words.at(at)
    return at.spoken(lang)


def number(plan: m.Plan) -> str:
    """What a plan is called by: its number, its id where the number is unknown."""
    return plan.document.number if plan.document.number != "unknown" else plan.id


def tabs(plans: Sequence[m.Plan], registry: m.Registry, lang: str) -> list[str]:
    """A short name for each plan: the province, and the plan's number where a province has several."""
    where = [words.issuer(p, registry, lang) for p in plans]
    return [w if where.count(w) == 1 else f"{w} {number(p)}" for w, p in zip(where, plans, strict=True)]


def successions(agency: str, plan: m.Plan, registry: m.Registry) -> Iterator[Text]:
    """What the registry knows of who took over from a body and from its province; the plan's own words stay."""
    kind, _, elsewhere = agency.partition("@")
    entry = registry.agencies.get(kind)
    for s in entry.successors if entry is not None else ():
        told = {"since": s.since, "scope": s.scope, "instrument": _instrument(s)}
        if s.to in registry.agencies:
            to = words.in_both(lambda lang, to=s.to: words.agency(to, registry, lang))  # type: ignore[misc]
            yield say(
                "Since {since} its functions ({scope}) are those of {to} ({instrument}).", to=to, **told
            )
        else:
            yield say("Since {since}: {scope} ({instrument}).", **told)
    where = registry.provinces.get(elsewhere or home(plan))
    central = entry is not None and entry.level == "central"
    if where is not None and where.successor is not None and not central:
        moved = where.successor
        yield say(
            "{province} since {since}: {scope} ({instrument}).",
            province=words.in_both(where.name.get),
            since=moved.since,
            scope=moved.scope,
            instrument=_instrument(moved),
        )


def _instrument(s: m.Successor) -> Text:
    if s.instrument == "unknown":
        return Text("chưa rõ văn bản", "instrument unknown")
    return Text(s.instrument, s.instrument)
