"""The dates that get in each other's way as a table: one group for each crowded week, then days off, then what is too soon."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import model as m
from planmodel.derive.classes import classes_of
from planmodel.derive.collisions import DAY_OFF, SOON, Clash, Part, clashes, marked
from planmodel.derive.due import Obligation
from planmodel.diagnostics import Text, say
from planmodel.views import words
from planmodel.views.calendar import heading
from planmodel.views.calendar.basis import workday_notes
from planmodel.views.calendar.chosen import Chosen
from planmodel.views.calendar.lines import Line, Writer, together
from planmodel.views.table import Cell, Column, Document, Group

_TITLE = Text(
    "Báo cáo dồn một tuần, hạn rơi vào ngày nghỉ, hạn quá sát ngày ký",
    "Crowded weeks, days off, reports too soon after signing",
)
_NAME = Text("Trùng lịch", "Clashes")
_KEYS = ("due", "weekday", "what", "says", "who", "to", "at", "plan")
_WHY = Text("Phần việc, lý do", "Its part, the reason")
_VIA = Text("chuyển tiếp", "hands it on")
_FROM = Text("báo cáo", "reports")


def found(chosen: Chosen, registry: m.Registry) -> tuple[Clash, ...]:
    """The crowded weeks of what was chosen; of the agencies asked for and of their classes, where some were."""
    plans = {plan.id: plan for plan in chosen.plans}
    listed = clashes([(plans[o.plan], o) for o in chosen.all], registry)
    if not chosen.only.bodies:
        return listed
    asked = {
        (kind, b.province) for b in chosen.only.bodies for kind in (b.kind, *classes_of(b.kind, registry))
    }
    return tuple(
        clash
        for clash in listed
        for kind, _, province in (clash.body.partition("@"),)
        if (kind, "") in asked or (kind, province) in asked
    )


def document(chosen: Chosen, registry: m.Registry, lang: str = "vi") -> Document:
    """Weeks with several reports of one body, what falls on days off, first reports shortly after signing."""
    writer = Writer(chosen, registry, lang)
    groups = [_week(clash, writer) for clash in found(chosen, registry)]
    groups += _group(writer, Text("Rơi vào ngày nghỉ", "On days off"), marked(chosen.dated, DAY_OFF), DAY_OFF)
    groups += _group(
        writer, Text("Quá sát ngày ký", "Too soon after signing"), marked(chosen.dated, SOON), SOON
    )
    columns = (*writer.columns(*_KEYS), Column("why", _WHY.get(lang), 34))
    return heading.document(
        _TITLE,
        _NAME,
        chosen,
        registry,
        lang,
        columns,
        groups,
        _notes(chosen, groups, registry),
        annexed=False,
    )


def _week(clash: Clash, writer: Writer) -> Group:
    lang = writer.lang
    name = say(
        "Week {week}/{year} ({first} – {last}): {agency}, reports: {count}",
        week=clash.week,
        year=clash.year,
        first=clash.first,
        last=clash.last,
        agency=words.in_both(lambda lang: words.agency(clash.body, writer.registry, lang)),
        count=clash.reports,
    )
    parts = {id(part.obligation): part for part in clash.parts}
    rows = tuple(
        _row(writer, writer.line(*group), _role(parts[id(group[0])], writer).get(lang))
        for group in together(part.obligation for part in clash.parts)
    )
    return Group(name.get(lang), rows)


def _role(part: Part, writer: Writer) -> Text:
    said = _VIA if part.role == "via" else _FROM
    if part.through is None:
        return said
    over = part.through
    return say(
        "{role}, as a member of {classes}",
        role=said,
        classes=words.in_both(lambda lang: words.agency(over, writer.registry, lang)),
    )


def _group(
    writer: Writer, name: Text, listed: tuple[Obligation, ...], codes: frozenset[str]
) -> Iterator[Group]:
    if listed:
        rows = (_row(writer, writer.line(o), _why(o, codes, writer.lang), "gap") for o in listed)
        yield Group(name.get(writer.lang), tuple(rows))


def _why(o: Obligation, codes: frozenset[str], lang: str) -> str:
    return "; ".join(note.get(lang) for note in o.notes if note.code in codes)


def _row(writer: Writer, line: Line, why: str, mark: str = "") -> tuple[Cell, ...]:
    return (*writer.row(line, *_KEYS), Cell(why, "", mark))


def _notes(chosen: Chosen, groups: list[Group], registry: m.Registry) -> Iterator[Text]:
    yield from heading.period_notes(chosen.only.first, chosen.only.last)
    yield from heading.filter_notes(chosen, registry)
    if not groups:
        yield say("Nothing gets in the way: no crowded week, no day off, no report soon after signing.")
    if without := chosen.undated_reports:
        yield say(
            "Duties to report without a day in their plan are not compared here: {count}.", count=without
        )
    yield from workday_notes(registry, (o.due for o in chosen.all))
