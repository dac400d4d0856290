"""The calendar as a timeline: a row for each report, task, target and period, its days and stretches along an axis.

``timeline`` is what the picture draws; ``document`` says the same in a table, for all other formats.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from planmodel import model as m
from planmodel.clauses import clause
from planmodel.derive.due import KINDS, Kind, Obligation
from planmodel.derive.obligations import Note
from planmodel.diagnostics import Text, say
from planmodel.views import bodies, words
from planmodel.views.calendar import heading, signs
from planmodel.views.calendar.chosen import Chosen, Open
from planmodel.views.calendar.folding import ALONE, DEPTHS, Held, folded, section
from planmodel.views.calendar.lines import PROPOSED, Writer
from planmodel.views.calendar.titles import named
from planmodel.views.table import Cell, Column, Document, Group, Table

BANDS: dict[Kind, Text] = {
    "report": Text("Báo cáo", "Reports"),
    "task": Text("Nhiệm vụ", "Tasks"),
    "target": Text("Chỉ tiêu", "Targets"),
    "period": Text("Thời kỳ", "Period"),
}
_TITLE = Text("Dòng thời gian", "Timeline")
_WHAT = Text("Báo cáo, việc", "Report, work")
_DAYS = Text("Các ngày", "Days")
_SILENT = Text("kế hoạch không nêu ngày", "the plan names no day")
_LONGEST = 160
"""A title within a longer text has so many letters."""
_OUTSIDE = ("preamble", "closing", "recipients", "p")
_AGENCIES, _YEARS, _WARNED = 3, 6, 5
"""The most agencies in a name, years in a table, kinds of notes below the picture."""


class Point(NamedTuple):
    """A day in a row: what stands beside its mark, and all that is to be said of it."""

    due: date
    proposed: bool
    warned: bool
    label: str
    told: str


class Bar(NamedTuple):
    """A stretch of time in a row: of data, of work, or the period of a plan."""

    first: date
    last: date
    kind: Literal["data", "stretch", "period"]


class Row(NamedTuple):
    """A row: its name, what stands below that, and whose it is where there are several plans.

    ``silent`` says why there is no day in it.
    """

    kind: Kind
    name: str
    under: str
    plan: str
    points: tuple[Point, ...]
    bars: tuple[Bar, ...]
    proposed: bool = False
    silent: str = ""


class Band(NamedTuple):
    """The rows of one kind under its heading."""

    kind: Kind
    title: str
    rows: tuple[Row, ...]


class Timeline(NamedTuple):
    """A timeline to draw: its axis runs from the day ``first`` to ``last``; ``signed`` is when the one plan was."""

    title: str
    under: str
    first: date
    last: date
    bands: tuple[Band, ...]
    today: date | None
    signed: date | None
    warnings: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, band by band."""
        return tuple(row for band in self.bands for row in band.rows)


def timeline(chosen: Chosen, registry: m.Registry, lang: str = "vi") -> Timeline:
    """What was chosen along its time, folded where there is much of it."""
    proposed = {(o.plan, o.item, o.every) for o in chosen.proposed}
    silent = [
        x
        for x in chosen.undated
        if x.duty.every != "ad-hoc" and (x.plan.id, x.duty.report.id, x.duty.every) not in proposed
    ]
    held = folded(chosen.all, silent)
    namer = _Namer(Writer(chosen, registry, lang))
    rows = [namer.row(one) for one in held]
    bands = [
        Band(kind, BANDS[kind].get(lang), listed)
        for kind in KINDS
        if (listed := tuple(row for row in rows if row.kind == kind))
    ]
    first, last = _axis(chosen, rows)
    plans = chosen.plans
    signed = plans[0].document.issued if len(plans) == 1 else None
    title = named(_TITLE.get(lang), chosen, registry, lang)
    under = plans[0].document.title if len(plans) == 1 else ""
    return Timeline(
        title, under, first, last, tuple(bands),
        chosen.today if chosen.today is not None and first <= chosen.today <= last else None,
        signed if signed is not None and first <= signed <= last else None,
        tuple(said.get(lang) for said in _warnings(chosen.all)),
        tuple(said.get(lang) for said in _notes(chosen, held, registry)),
    )  # fmt: skip


# ----------------------------------------------------------------------------------------------------------- rows


class _Namer:
    """Says what stands in a row, in one language."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._lang = writer.lang
        self._registry = writer.registry
        self._plans = {plan.id: plan for plan in writer.chosen.plans}
        plans = writer.chosen.plans
        self._tabs = dict(zip(self._plans, bodies.tabs(plans, self._registry, self._lang), strict=True))
        self._levels = {
            (plan.id, target.id, level.year): words.level_mark(level, target.comparator, writer.lang)
            + ("%" if target.unit == "%" else "")
            for plan in writer.chosen.plans
            for target in plan.targets
            for level in target.levels
        }

    def row(self, held: Held) -> Row:
        """One row."""
        if held.silent:
            return self._silent(held.silent)
        proposed = all(o.proposed for o in held.made)
        name, under = self._alone(held.made) if held.step == ALONE else self._folded(held)
        points = tuple(self._point(o) for o in held.made)
        bars = tuple(dict.fromkeys(bar for o in held.made for bar in _bars(o)))
        plans = [self._plans[plan] for plan in dict.fromkeys(o.plan for o in held.made)]
        return Row(held.kind, name, under, self._where(plans), points, bars, proposed)

    def _alone(self, made: Sequence[Obligation]) -> tuple[str, str]:
        o = made[0]
        at = bodies.clause(o.at, self._lang)
        if o.kind == "report":
            name = f"{self._way(o.who, o.via, o.to)} · {words.word(o.every or '', self._lang)}"
            return name, self._joined(at, o.title)
        if o.kind == "period":
            period = self._plans[o.plan].period
            name = say("Period {first} – {last}", first=period.first, last=period.last).get(self._lang)
            return name, at
        what = self._writer.line(o).cells["what"].text
        if o.kind == "target":
            return what.rpartition(": ")[0] or what, self._joined(at)
        return what, self._joined(at, self._agencies(o.who))

    def _folded(self, held: Held) -> tuple[str, str]:
        first, items = held.made[0], {(o.plan, o.item) for o in held.made}
        if held.kind == "report" and len(items) == 1:
            every = ", ".join(dict.fromkeys(words.word(o.every or "", self._lang) for o in held.made))
            name = f"{self._way(first.who, first.via, first.to)} · {every}"
            return name, self._joined(bodies.clause(first.at, self._lang), first.title)
        counted = _how_many(held.kind, len(items))
        labels = section(first.at, DEPTHS[held.step]) if held.kind == "task" else ()
        if labels and labels[0] not in _OUTSIDE:
            at = words.in_both(clause(".".join(labels)).spoken)
            counted = say(
                "{section}: {tasks}",
                section=words.in_both(lambda lang: _capital(at.get(lang))),
                tasks=counted,
            )
        return counted.get(self._lang), ""

    def _silent(self, opened: Sequence[Open]) -> Row:
        plans = list({x.plan.id: x.plan for x in opened}.values())
        reports = {(x.plan.id, x.duty.report.id): x.duty.report for x in opened}
        if len(reports) > 1:
            name = say("{count} duties to report", count=len(reports)).get(self._lang)
            return Row("report", name, "", self._where(plans), (), (), silent=_SILENT.get(self._lang))
        report = opened[0].duty.report
        who, via, to = (tuple(ref.id for ref in refs) for refs in (report.from_, report.via, report.to))
        every = ", ".join(words.word(x.duty.every, self._lang) for x in opened)
        name = f"{self._way(who, via, to)} · {every}"
        under = self._joined(bodies.clause(report.at, self._lang), report.about or "")
        return Row("report", name, under, self._where(plans), (), (), silent=_SILENT.get(self._lang))

    def _point(self, o: Obligation) -> Point:
        line = self._writer.line(o)
        label = _short(o.due, self._lang)
        if o.kind == "target":
            label = self._levels.get((o.plan, o.item, str(o.due.year)), "")
        day = words.day(o.due, self._lang)
        head = f"{day} ({PROPOSED.get(self._lang)})" if o.proposed else day
        cells = (_cut(line.cells["what"].text), o.words.get(self._lang), bodies.clause(o.at, self._lang))
        told = f"{head}: {self._joined(*cells)}"
        notes = "; ".join(note.get(self._lang) for note in o.notes)
        return Point(o.due, o.proposed, bool(o.notes), label, f"{told} · ! {notes}" if notes else told)

    # --------------------------------------------------------------------------------------------------- words

    def _way(self, who: Sequence[str], via: Sequence[str], to: Sequence[str]) -> str:
        return " → ".join(self._agencies(stop) for stop in (who, via, to) if stop)

    def _agencies(self, ids: Sequence[str]) -> str:
        names = [words.agency(a, self._registry, self._lang, short=True) for a in ids[:_AGENCIES]]
        more = len(ids) - _AGENCIES
        return ", ".join(names) + (f" (+{more})" if more > 0 else "")

    def _where(self, plans: Sequence[m.Plan]) -> str:
        """Whose a row is, where the picture shows several plans."""
        if len(self._plans) < 2:
            return ""
        return (
            self._tabs[plans[0].id]
            if len(plans) == 1
            else say("{count} plans", count=len(plans)).get(self._lang)
        )

    def _joined(self, *parts: str) -> str:
        return " · ".join(part for part in parts if part)


def _how_many(kind: Kind, count: int) -> Text:
    if kind == "report":
        return say("{count} reports", count=count)
    if kind == "task":
        return say("{count} tasks", count=count)
    return say("{count} targets", count=count) if kind == "target" else say("{count} periods", count=count)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _short(day: date, lang: str) -> str:
    return f"{day:%m-%d}" if lang == "en" else f"{day:%d/%m}"


def _bars(o: Obligation) -> Iterator[Bar]:
    if o.window is not None:
        yield Bar(o.window.first, o.window.closes, "data")
    if o.first is not None:
        yield Bar(o.first, o.due, "period" if o.kind == "period" else "stretch")


# ------------------------------------------------------------------------------------------------- axis and notes


def _axis(chosen: Chosen, rows: Iterable[Row]) -> tuple[date, date]:
    """Whole months around everything that is shown; where the reader asked for some time, that."""
    days = [day for row in rows for bar in row.bars for day in (bar.first, bar.last)]
    days += [point.due for row in rows for point in row.points]
    if not days:
        days = [day for plan in chosen.plans for day in (plan.period.first, plan.period.last)]
    first = chosen.only.first or min(days, default=date(2022, 1, 1))
    last = max(chosen.only.last or max(days, default=date(2022, 12, 31)), first)
    return first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])


def _warnings(made: Iterable[Obligation]) -> Iterator[Text]:
    """What is to be said about the days, once for each kind of note."""
    kinds: dict[str, list[Note]] = {}
    for o in made:
        for note in o.notes:
            kinds.setdefault(note.code, []).append(note)
    for held in list(kinds.values())[:_WARNED]:
        if len(held) == 1:
            yield held[0].text
        else:
            yield say("{note} (such days: {count})", note=held[0].text, count=len(held))


def _notes(chosen: Chosen, held: Sequence[Held], registry: m.Registry) -> Iterator[Text]:
    yield from heading.period_notes(chosen.only.first, chosen.only.last)
    if not held:
        yield say("Nothing falls due.")
    kinds = [kind for kind in KINDS if any(one.step != ALONE for one in held if one.kind == kind)]
    if kinds:
        named = words.in_both(lambda lang: ", ".join(BANDS[kind].get(lang).lower() for kind in kinds))
        yield say("Several stand in one row, so that the picture can be read: {kinds}.", kinds=named)
    ad_hoc = sum(x.duty.every == "ad-hoc" for x in chosen.undated)
    if ad_hoc:
        yield say("Reports that are made only when needed are not drawn: {count}.", count=ad_hoc)
    yield from heading.notes(chosen, registry)


# ---------------------------------------------------------------------------------------------------------- table


def document(chosen: Chosen, registry: m.Registry, lang: str = "vi") -> Document:
    """The rows of the timeline with their days: by year where there are few years, else how many and from when to when."""
    made = timeline(chosen, registry, lang)
    years = sorted({point.due.year for row in made.rows for point in row.points}) or [made.first.year]
    by_year = len(years) <= _YEARS
    columns = [Column("row", _WHAT.get(lang), 44)]
    columns += (
        [Column(f"y{year}", str(year), 16) for year in years]
        if by_year
        else [Column("days", _DAYS.get(lang), 36)]
    )
    groups = [
        Group(band.title, tuple(_cells(row, years if by_year else None, lang) for row in band.rows))
        for band in made.bands
    ]
    title = made.title if not made.under else f"{made.title} · {made.under}"
    keys = tuple(f"! {said}" for said in made.warnings)
    table = Table(title, tuple(columns), tuple(groups), (*keys, *made.notes), _TITLE.get(lang))
    return Document(title, (table,))


def _cells(row: Row, years: list[int] | None, lang: str) -> tuple[Cell, ...]:
    name = f"{row.name} ({PROPOSED.get(lang)})" if row.proposed else row.name
    head = Cell(name, " · ".join(part for part in (row.under, row.plan) if part))
    mark = "inferred" if row.proposed else ""
    if years is None:
        return head, _counted(row, mark, lang)
    days = [[p for p in row.points if p.due.year == year] for year in years]
    cells = [Cell(", ".join(dict.fromkeys(map(_said, held))), "", mark) for held in days]
    if row.silent:
        cells[0] = Cell(row.silent, "", "gap")
    return (head, *cells)


def _said(point: Point) -> str:
    return f"{point.label} {signs.WARNED}" if point.warned else point.label


def _counted(row: Row, mark: str, lang: str) -> Cell:
    if row.silent:
        return Cell(row.silent, "", "gap")
    first, last = (words.day(f(p.due for p in row.points), lang) for f in (min, max))
    if first == last:
        return Cell(first, "", mark)
    return Cell(
        say("{count} days, {first} – {last}", count=len(row.points), first=first, last=last).get(lang),
        "",
        mark,
    )
