"""The reports of one agency's packet: those that it sends, receives and hands on, with their last days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from planmodel import model as m
from planmodel.dates.wording import wording
from planmodel.derive.obligations import Occurrence, occurrences
from planmodel.derive.share import Sent, local
from planmodel.diagnostics import Text, say
from planmodel.views import bodies, export, words
from planmodel.views.table import Cell

_ROLES = {
    "from": Text("báo cáo", "reports"),
    "to": Text("nơi nhận", "receives"),
    "via": Text("chuyển tiếp", "hands on"),
}
_UNDATED = Text("không nêu ngày", "no date")
_AD_HOC = Text("khi phát sinh", "when needed")

Row = tuple[Cell, ...]


def report_rows(plan: m.Plan, body: str, sent: Sent, registry: m.Registry, lang: str) -> Iterator[Row]:
    """A row for every dated occurrence of a report, and one for what is undated or ad hoc in it."""
    report = sent.report
    for o in occurrences(plan, report, registry.workdays):
        yield _row(
            plan, body, sent, _kind((o.every or "",), lang), _dated(o, report, lang), o.window, registry, lang
        )
    dated = bool(report.due)
    periods = () if dated else report.every
    ad_hoc = ("ad-hoc",) if report.ad_hoc else ()
    if periods or ad_hoc or not dated:
        every = (*periods, *ad_hoc) or ("",)
        due = Cell(_AD_HOC.get(lang)) if every == ("ad-hoc",) else Cell(_UNDATED.get(lang), "", "gap")
        yield _row(plan, body, sent, _kind(every, lang), due, None, registry, lang)


def _kind(every: tuple[str, ...], lang: str) -> str:
    return ", ".join(words.word(x, lang) for x in every)


def _dated(o: Occurrence, report: m.Report, lang: str) -> Cell:
    said = {"vi": "kế hoạch ghi: {}", "en": "the plan says: {}"}[lang]
    how, _ = words.yearly_words(o.by, lang)
    own = f"{how} {words.day(o.stated, lang)}" if how else wording(o.by.when, lang, report.period_of(o.by))
    return Cell(words.day(o.due, lang), said.format(own), "", o.due)


def report_notes(plan: m.Plan, sent: Iterable[Sent], registry: m.Registry) -> Iterator[Text]:
    """What is to be said about the dates of these reports, each date once."""
    told: dict[date, dict[Text, None]] = {}
    for one in sent:
        for o in occurrences(plan, one.report, registry.workdays):
            for note in o.notes:
                told.setdefault(o.due, {})[note.text] = None
    for due, notes in sorted(told.items()):
        yield words.in_both(
            lambda lang, due=due, notes=notes: (  # type: ignore[misc]
                f"{words.day(due, lang)}: {'; '.join(n.get(lang) for n in notes)}."
            )
        )


def _row(
    plan: m.Plan,
    body: str,
    sent: Sent,
    every: str,
    due: Cell,
    window: tuple[date, date] | None,
    registry: m.Registry,
    lang: str,
) -> Row:
    report = sent.report
    what = f"{report.about} ({every})" if report.about else every
    period = ""
    if window is not None:
        data = {"vi": "số liệu {} – {}", "en": "data {} – {}"}[lang]
        period = data.format(words.day(window[0], lang), words.day(window[1], lang))
    classes = ", ".join(words.agency(c, registry, lang, short=True) for c in sent.through)
    itself = sent.role == "from" and {local(r.id, plan) for r in report.to} == {body}
    warning = say("the recipient is the agency itself").get(lang) if itself else ""
    return (
        Cell(bodies.clause(report.at, lang)),
        Cell(what),
        Cell(""),
        Cell(_ROLES[sent.role].get(lang)),
        Cell(period),
        Cell(_way(sent, registry, lang), warning, "gap" if itself else ""),
        due,
        Cell(""),
        Cell(bodies.clause(report.at, lang), classes),
    )


def _way(sent: Sent, registry: m.Registry, lang: str) -> str:
    """From whom, through whom and to whom, as far as it is not the agency itself."""
    heads = {"vi": ("từ", "qua", "gửi"), "en": ("from", "through", "to")}[lang]
    sides = (("from", sent.report.from_), ("via", sent.report.via), ("to", sent.report.to))
    told = [
        f"{head} {words.agencies(refs, registry, lang)}"
        for head, (role, refs) in zip(heads, sides, strict=True)
        if refs and role != sent.role
    ]
    return "; ".join(told)


def report_days(plan: m.Plan, report: m.Report, registry: m.Registry, lang: str) -> list[str]:
    """When a report is due: its last days within the plan's period, then what is undated or ad hoc in it."""
    days = [words.day(o.due, lang) for o in occurrences(plan, report, registry.workdays)]
    periods = () if report.due else report.every
    if periods or not (report.due or report.ad_hoc):
        days.append(f"{_UNDATED.get(lang)} ({_kind(periods or ('',), lang)})")
    return [*days, *([_kind(("ad-hoc",), lang)] if report.ad_hoc else [])]


def report_data(plan: m.Plan, sent: Sent, registry: m.Registry, lang: str) -> dict[str, Any]:
    """One report as JSON."""
    report = sent.report
    return {
        "report": report.id,
        "role": sent.role,
        "through": list(sent.through),
        "at": str(report.at),
        "about": report.about,
        "from": [r.id for r in report.from_],
        "to": [r.id for r in report.to],
        "via": [r.id for r in report.via],
        "every": list(report.every),
        "ad_hoc": report.ad_hoc,
        "occurrences": [export.occurrence(o, lang) for o in occurrences(plan, report, registry.workdays)],
    }
