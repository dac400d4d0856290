"""What rules across plans read of one plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from struct import iter_unpack, pack
from typing import TYPE_CHECKING
from zlib import compress, crc32, decompress

from planmodel import model as m
from planmodel.diagnostics import Span, Text, say
from planmodel.rules import _numbers as numbers
from planmodel.rules._api import Aim, Facts, Summary
from planmodel.rules._subjects import binding, subject

if TYPE_CHECKING:
    from planmodel.derive.conformity import Item
    from planmodel.workspace.deviations import Deviation


def summary(plan: m.Plan, registry: m.Registry, facts: Facts | None = None) -> Summary:
    """The summary of ``plan``; ``facts`` are asked how the register of accepted departures stands to it."""
    document = plan.document
    whose = body(document.issuer.id, plan, registry)
    aims = list(map(_aim, plan.targets)) if whose is not None and plan.kind == "plan" else []
    cited: dict[tuple[str, str, date], tuple[str, str, str, date, Span, str]] = {}
    for b in plan.legal_bases:
        key, issuer = numbers.key(b.number), body(b.issuer.id, plan, registry)
        if key is not None and issuer is not None and b.issued is not None:
            cited.setdefault((key, issuer, b.issued), (key, issuer, b.number, b.issued, b.span, str(b.at)))
    return Summary(
        source=plan.source,
        plan=plan.id,
        kind=plan.kind,
        id_span=plan.id_span,
        number=document.number,
        number_span=document.number_span,
        key=numbers.key(document.number),
        issuer=whose,
        issued=document.issued,
        bases=tuple(cited.values()),
        links=tuple((x.plan.id, x.plan.span, "" if x.at is None else str(x.at)) for x in plan.implements),
        aims=_packed(aims),
        figures=_figures(aims),
        lapsed=tuple(_lapsed(facts)) if facts is not None and facts.register else (),
    )


def _packed(aims: list[Aim]) -> bytes:
    if not aims:
        return b""
    import json

    return compress(json.dumps(aims, ensure_ascii=False).encode(), 1)


def _figures(aims: Iterable[Aim]) -> bytes:
    found: list[int] = []
    for about, comparator, levels, _, _ in aims:
        subject = crc32(repr(about).encode())
        for year, low, high, _ in levels:
            said = f"{comparator} {Decimal(low).normalize()} {Decimal(high).normalize() if high else ''}"
            found += (crc32(year.encode(), subject), crc32(said.encode()))
    return pack(f"<{len(found)}I", *found)


def differ(summaries: Iterable[Summary]) -> bool:
    """True where two of these plans may say two things of one target and year: few ever do, and only these are unpacked."""
    said = set(chain.from_iterable(iter_unpack("<II", one.figures) for one in summaries))
    return len(said) != len({about for about, _ in said})


def aims_of(summary: Summary) -> Iterator[Aim]:
    """The targets of a plan as its summary holds them."""
    if not summary.aims:
        return
    import json

    for about, comparator, levels, target, at in json.loads(decompress(summary.aims)):
        stated = tuple([(year, low, high, Span(*place)) for year, low, high, place in levels])
        yield tuple(about), comparator, stated, target, at


def _aim(target: m.Target) -> Aim:
    about = (*(part or "" for part in subject(target)[:-1]), binding(target), target.unit)
    levels = tuple(
        (x.year, str(x.amount), "" if x.high is None else str(x.high), x.span) for x in target.levels
    )
    return about, target.comparator, levels, target.id, str(target.at)


def _lapsed(facts: Facts) -> Iterator[tuple[str, str, Span, Text]]:
    """The entries of the register about this plan that hold no more."""
    standing = facts.deviations
    for entry in standing.expired.values():
        yield (
            "expired",
            entry.source,
            entry.span,
            say(
                "the acceptance of {item} of {template} for {plan} by {approver} ended on {until}; "
                "renew it with a new day and reason, or mend the plan",
                item=entry.item,
                template=entry.template.id,
                plan=entry.plan.id,
                approver=entry.approver,
                until=entry.until,
            ),
        )
    for entry, now in standing.stale:
        yield "stale", entry.source, entry.span, _stale(facts, entry, now)


def _stale(facts: Facts, entry: Deviation, now: Item | None) -> Text:
    """Why an entry does not hold any more: what it was about is gone, or is another thing now."""
    from planmodel.rules import _conformity as c
    from planmodel.views.words import WORDS

    told = {
        "item": entry.item,
        "template": entry.template.id,
        "plan": entry.plan.id,
        "was": entry.difference or entry.reason,
    }
    if now is None:
        return say(
            "{plan} no longer answers for {item} of {template}, accepted for: {was}; take the entry out",
            **told,
        )
    if now.departs:
        return say(
            "{item} of {template} was accepted for {plan} for: {was}; what stands there now is another departure: "
            "{reason}; have that accepted, or mend the plan",
            **told,
            reason=c.reason(facts, now),
        )
    return say(
        "{item} of {template} was accepted for {plan} for: {was}; what stands there now is no departure "
        "({verdict}: {reason}); take the entry out",
        **told,
        verdict=WORDS[now.verdict],
        reason=c.reason(facts, now),
    )


def body(agency: str, plan: m.Plan, registry: m.Registry) -> str | None:
    """The one body that ``agency`` is in ``plan`` (``ubnd-tinh@hung-yen``, ``thu-tuong``), None where it is many."""
    kind, _, province = agency.partition("@")
    known = registry.agencies.get(kind)
    if known is None or known.group:
        return None
    if known.level == "central":
        return kind
    if province:
        return agency
    home = plan.document.province
    return f"{agency}@{home.id}" if home is not None else None
