"""What stands above and below a calendar's tables: titles, what the plans leave open, what the days rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.diagnostics import Text, say
from planmodel.views import bodies, words
from planmodel.views.calendar.basis import workday_notes
from planmodel.views.calendar.chosen import Chosen, Open
from planmodel.views.heading import LABEL, attached_to, known_number, titled
from planmodel.views.table import Column, Document, Group, Table

_NAMED = 6
"""The most plans that a title names."""


def document(
    what: Text,
    name: Text,
    chosen: Chosen,
    registry: m.Registry,
    lang: str,
    columns: Sequence[Column],
    groups: Sequence[Group],
    notes: Iterable[Text],
    *,
    annexed: bool = True,
) -> Document:
    """One table under a title that names its plans; that of one plan is laid out as an annex of it where ``annexed``."""
    listed = tuple(note.get(lang) for note in notes)
    table = Table("", tuple(columns), tuple(groups), listed, name.get(lang))
    said = what.get(lang).rstrip(":")
    if len(chosen.plans) != 1:
        table = table._replace(title=f"{said} · {_which(chosen.plans, lang)}")
    else:
        plan = chosen.plans[0]
        table = table._replace(under=(attached_to(plan, registry, lang),))
        if annexed:
            table = table._replace(title=titled(what, plan, lang), label=LABEL.get(lang))
        else:
            where = words.issuer(plan, registry, lang)
            table = table._replace(title=f"{said} · {known_number(plan, lang)} · {where}")
    return Document(table.title, (table,))


def _which(plans: Sequence[m.Plan], lang: str) -> str:
    if len(plans) > _NAMED:
        return say("{count} plans", count=len(plans)).get(lang)
    return ", ".join(bodies.number(plan) for plan in plans)


def notes(chosen: Chosen, registry: m.Registry) -> Iterator[Text]:
    """What is to be said below a table of dates: what plans leave open, how days are read, what they rest on."""
    yield from filter_notes(chosen, registry)
    if chosen.only.kind("report"):
        yield from _silences(chosen.plans)
        yield from _out_of_time(chosen)
        yield from _proposals(chosen)
        yield from _reading(chosen)
    yield from workday_notes(registry, (o.due for o in chosen.all))


def _silences(plans: Sequence[m.Plan]) -> Iterator[Text]:
    """The plans that order no report, and those that order some and name no day."""
    seen = [plan for plan in plans if plan.document.source_kind != "news-article"]
    silent = [plan for plan in seen if not plan.reports]
    if silent:
        yield say("No reporting duty in: {plans}.", plans=_listed(silent))
    hidden = [plan for plan in plans if plan not in seen and not plan.reports]
    if hidden:
        yield say(
            "Only a news article is known, which does not say how it is reported: {plans}.",
            plans=_listed(hidden),
        )
    for plan in plans:
        if plan.reports and not any(report.due for report in plan.reports):
            yield say(
                "{plan} has no reporting date at all; its duties to report without a day: {count}.",
                plan=bodies.number(plan),
                count=len(plan.reports),
            )


def _out_of_time(chosen: Chosen) -> Iterator[Text]:
    if chosen.out_of_time:
        yield say(
            "A day is named, but none that lies between the plan's signing and the end of its period: {reports}.",
            reports=_places((plan, report.at) for plan, report in chosen.out_of_time),
        )


def _listed(plans: Iterable[m.Plan]) -> str:
    return ", ".join(bodies.number(plan) for plan in plans)


def _proposals(chosen: Chosen) -> Iterator[Text]:
    """What «đề xuất» means, or that days can be proposed; and for which reports none can."""
    periodic = [open_ for open_ in chosen.undated if open_.duty.every not in ("", "ad-hoc")]
    if not chosen.suggest:
        if periodic:
            yield say(
                "Periodic reports without a day in the plan: {count}; --suggest proposes lawful days.",
                count=len({(x.plan.id, x.duty.report.id) for x in periodic}),
            )
        return
    if chosen.proposed:
        yield say(
            "'Proposed': no day of the plan but the last that Decree 09/2019/ND-CP allows (art. 8.5.b, 12, 13); decide and "
            "write it into the plan."
        )
    none = [open_ for open_ in chosen.undated if open_.duty.every == ""]
    if none:
        yield say("No day can be proposed where the plan states no period: {reports}.", reports=_at(none))
    proposed = {(o.plan, o.item, o.every) for o in chosen.proposed}
    if chosen.only.first is None and chosen.only.last is None:
        left = [x for x in periodic if (x.plan.id, x.duty.report.id, x.duty.every) not in proposed]
        if left:
            yield say(
                "No day can be proposed, as nothing tells by when the last receiver needs it, no period closes within the plan, "
                "or no lawful day is left: {reports}.",
                reports=_at(left),
            )


def _places(which: Iterable[tuple[m.Plan, Clause]]) -> Text:
    listed = list(which)

    def said(lang: str) -> str:
        at = (f"{bodies.clause(clause, lang)} ({bodies.number(plan)})" for plan, clause in listed)
        return "; ".join(dict.fromkeys(at))

    return words.in_both(said)


def _at(open_: Iterable[Open]) -> Text:
    return _places((x.plan, x.duty.report.at) for x in open_)


def _reading(chosen: Chosen) -> Iterator[Text]:
    if any(o.says.startswith("before ") for o in chosen.dated):
        yield say("'Before day D' leaves D out: the last day is the day before.")
    if any(o.window is not None for o in chosen.all):
        yield say("'Data of': by Decree 09/2019/ND-CP, art. 12, data close on the 14th.")


_KINDS = {
    "report": Text("báo cáo", "reports"),
    "task": Text("nhiệm vụ", "tasks"),
    "target": Text("chỉ tiêu", "targets"),
    "period": Text("hết thời kỳ", "ends of periods"),
}


def filter_notes(chosen: Chosen, registry: m.Registry) -> Iterator[Text]:
    """That a table holds what concerns some agencies only, or obligations of some kinds."""
    only = chosen.only
    if only.bodies:
        asked = [f"{b.kind}@{b.province}" if b.province else b.kind for b in only.bodies]
        named = words.in_both(lambda lang: ", ".join(words.agency(a, registry, lang) for a in asked))
        yield say("Shown: what concerns {agencies}, by name or as a member of a class.", agencies=named)
    if only.kinds and len(only.kinds) < len(_KINDS):
        kinds = words.in_both(lambda lang: ", ".join(_KINDS[kind].get(lang) for kind in only.kinds))
        yield say("Shown: only {kinds}.", kinds=kinds)


def period_notes(first: date | None, last: date | None) -> Iterator[Text]:
    """That a table holds some time only."""
    if first is not None and last is not None:
        yield say("Shown: last days from {first} to {last}.", first=first, last=last)
    elif first is not None:
        yield say("Shown: last days from {first} on.", first=first)
    elif last is not None:
        yield say("Shown: last days up to {last}.", last=last)
