"""A calendar that people subscribe to: an event for every date, the same one for as long as the plan orders it.

An event is known by its obligation, never by its day or its wording: what is imported again updates and never doubles.
Nothing here knows a file format: ``render.ics`` writes and reads these records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Literal, NamedTuple

from planmodel import model as m
from planmodel.derive.due import KINDS, Obligation
from planmodel.diagnostics import Text
from planmodel.views import bodies, words
from planmodel.views.calendar.chosen import Chosen, Only
from planmodel.views.calendar.heading import notes
from planmodel.views.calendar.lines import Writer
from planmodel.views.heading import cited

Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]

OURS = "@planmodel"
"""What every UID of ours ends with."""

ALARMS = (timedelta(days=7), timedelta(days=1))
"""How long before its day a report is called to mind where the reader asks for nothing else."""

_LONGEST_UID = 200
_LONGEST_TITLE = 90
"""Of a longer title an event's one line shows so many characters; its description has all of it."""

_FEW = 2
"""A report of more agencies names none of them in its one line."""


class Stamp(NamedTuple):
    """Which version of an event this is: how often its content changed, and when it last did (UTC)."""

    sequence: int
    modified: datetime


class Event(NamedTuple):
    """One day in somebody's calendar. ``alarms`` say how long before the day it is called to mind, longest first."""

    uid: str
    day: date
    summary: str
    description: str
    categories: tuple[str, ...]
    status: Status
    alarms: tuple[timedelta, ...]
    stamp: Stamp

    @property
    def content(self) -> tuple[object, ...]:
        """All that a reader sees of it: two versions of an event with one content are one version."""
        return self[:-1]


class Feed(NamedTuple):
    """Events under a name. ``scope`` says which agencies, kinds and time it is for, nothing where it is for all."""

    name: str
    about: str
    scope: str
    events: tuple[Event, ...]


class Continued(NamedTuple):
    """A feed that goes on from its last version, and what of that version is not carried on."""

    feed: Feed
    cancelled: int
    elsewhere: int
    """Events of plans that were not asked for: left out, not cancelled."""


def feed(
    chosen: Chosen, registry: m.Registry, lang: str = "vi", alarms: tuple[timedelta, ...] | None = None
) -> Feed:
    """An event for each date in ``chosen``. ``alarms`` are for all of them; left out, reports have ``ALARMS``."""
    writer = Writer(chosen, registry, lang)
    plans = {plan.id: _Teller(plan, registry, writer) for plan in chosen.plans}
    events = tuple(plans[o.plan].event(o, alarms) for o in chosen.all)
    about = "\n".join(note.get(lang) for note in notes(chosen, registry))
    return Feed(_name(chosen, registry, lang), about, _scope(chosen.only), events)


def uid(o: Obligation) -> str:
    """The name of an obligation in the whole world: its plan and what it is there. Ids hold no dots, so no two meet."""
    name = f"{o.plan}/{o.key}".replace("/", ".")
    if len(name) > _LONGEST_UID:
        name = f"{name[:_LONGEST_UID]}.{sha256(name.encode()).hexdigest()[:32]}"
    return name + OURS


# ---------------------------------------------------------------------------------------------------- one event

_DUE = {False: Text("Hạn", "Due"), True: Text("Hạn (đề xuất)", "Due (proposed)")}
_LABELS = {
    "what": Text("Nội dung", "What"),
    "due": Text("Hạn cuối", "Last day"),
    "words": Text("Kế hoạch ghi", "The plan says"),
    "rule": Text("Cách tính", "Rule"),
    "who": Text("Ai làm", "Who"),
    "from": Text("Bên báo cáo", "From"),
    "to": Text("Nơi nhận", "To"),
    "via": Text("Đường đi", "Way"),
    "window": Text("Kỳ số liệu", "Data"),
    "at": Text("Điều khoản", "Clause"),
    "plan": Text("Theo", "Under"),
    "note": Text("Lưu ý", "Note"),
}
_PROPOSED = Text(
    "ĐỀ XUẤT: kế hoạch không nêu ngày này; cơ quan chủ trì quyết định.",
    "PROPOSED: the plan does not name this day; it is for the lead agency to decide.",
)
_YEAR = Text("chỉ tiêu năm {}", "target for {}")
_END = Text("kết thúc thời kỳ kế hoạch", "end of the plan's period")
_REPORT = Text("báo cáo {every}", "{every} report")
_OF = Text("{report} của {who}", "{report} of {who}")
_KINDS = {
    "report": Text("báo cáo", "report"),
    "task": Text("nhiệm vụ", "task"),
    "target": Text("chỉ tiêu", "target"),
    "period": Text("thời kỳ kế hoạch", "plan period"),
}


class _Teller:
    """Says the obligations of one plan."""

    def __init__(self, plan: m.Plan, registry: m.Registry, writer: Writer) -> None:
        lang = self._lang = writer.lang
        self._plan = plan
        self._registry = registry
        self._writer = writer
        self._place = words.issuer(plan, registry, lang)
        self._cited = cited(plan, registry, lang)
        self._made = Stamp(0, _midnight(plan.document.issued or plan.period.first))
        items: tuple[m.Task | m.Target, ...] = (*plan.targets, *plan.tasks)
        self._items = {item.id: item for item in items}

    def event(self, o: Obligation, alarms: tuple[timedelta, ...] | None) -> Event:
        """The event of an obligation, as if nothing had gone before it."""
        if alarms is None:
            alarms = ALARMS if o.kind == "report" else ()
        status: Status = "TENTATIVE" if o.proposed else "CONFIRMED"
        description = "\n".join(self._described(o))
        return Event(
            uid(o), o.due, self._summary(o), description, tuple(self._categories(o)), status, alarms, self._made
        )  # fmt: skip

    def _summary(self, o: Obligation) -> str:
        title = _short(self._title(o))
        what = " – ".join(part for part in (self._kind(o), title) if part)
        return f"{_DUE[o.proposed].get(self._lang)}: {what} · {self._place}"

    def _title(self, o: Obligation) -> str:
        item = self._items.get(o.item)
        if o.kind == "period":
            return bodies.number(self._plan)
        if o.kind == "target" and not o.title and isinstance(item, m.Target):
            indicator = self._registry.indicators.get(item.indicator.id)
            return indicator.name.get(self._lang) if indicator is not None else item.id
        return o.title

    def _kind(self, o: Obligation) -> str:
        if o.kind == "target":
            return _YEAR.get(self._lang).format(o.due.year)
        if o.kind == "period":
            return _END.get(self._lang)
        if o.kind == "report":
            return self._report(o)
        return ""

    def _report(self, o: Obligation) -> str:
        """Which report of whom; senders are named where they are few."""
        every = words.word(o.every, self._lang) if o.every else ""
        report = _REPORT.get(self._lang).format(every=every).strip()
        if not 0 < len(o.who) <= _FEW:
            return report
        who = ", ".join(words.agency(a, self._registry, self._lang, short=True) for a in o.who)
        return _OF.get(self._lang).format(report=report, who=who)

    def _categories(self, o: Obligation) -> Iterator[str]:
        yield _KINDS[o.kind].get(self._lang)
        item = self._items.get(o.item) if o.kind in ("task", "target") else None
        if item is not None:
            yield words.word(item.sector, self._lang)
        yield o.plan

    def _described(self, o: Obligation) -> Iterator[str]:
        """Everything that stands behind the day, a line for each."""
        if o.proposed:
            yield _PROPOSED.get(self._lang)
        for key, said in self._lines(o):
            if said:
                yield f"{_LABELS[key].get(self._lang)}: {said}"

    def _lines(self, o: Obligation) -> Iterator[tuple[str, str]]:
        lang = self._lang
        cells = self._writer.line(o).cells
        yield "what", cells["what"].text
        yield "due", words.day(o.due, lang)
        yield "words", o.words.get(lang) if o.kind != "period" else ""
        yield "rule", cells["rule"].text
        yield "from" if o.kind == "report" else "who", self._named(o.who)
        yield "to", self._named(o.to)
        yield "via", self._way(o) if o.via else ""
        yield "window", cells["window"].text
        yield "at", f"{o.at.spoken(lang)} ({o.at})" if o.at is not None else ""
        yield "plan", f"{self._cited}: {self._plan.document.title}"
        yield "note", cells["notes"].text

    def _named(self, agencies: Iterable[str]) -> str:
        return ", ".join(words.agency(a, self._registry, self._lang) for a in agencies)

    def _way(self, o: Obligation) -> str:
        """Through whom a report goes, each with the day by which it has to be there for the next to be in time."""
        stops = [self._named(o.who), *(self._stop(o, a) for a in o.via), self._named(o.to)]
        return " → ".join(stops)

    def _stop(self, o: Obligation, agency: str) -> str:
        name = words.agency(agency, self._registry, self._lang)
        if o.every is None or o.window is None:
            return name
        day = self._writer.latest(self._plan).get((o.item, o.every, o.window.closes, agency))
        if day is None:
            return name
        by = {"vi": "chậm nhất", "en": "by"}[self._lang]
        return f"{name} ({by} {words.day(day, self._lang)})"


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


# ----------------------------------------------------------------------------------------------- what the feed is

_TITLE = Text("Lịch hạn", "Due dates")
_ALL = Text("mọi kế hoạch", "every plan")
_NAMED = 3
"""A feed of more plans does not name them in its title."""


def _name(chosen: Chosen, registry: m.Registry, lang: str) -> str:
    whose = [words.agency("@".join(filter(None, body)), registry, lang) for body in chosen.only.bodies]
    plans = [f"{bodies.number(p)} {words.issuer(p, registry, lang)}" for p in chosen.plans]
    if len(plans) > _NAMED:
        plans = [_ALL.get(lang)]
    return " · ".join((_TITLE.get(lang), *whose, *plans))


def _scope(only: Only) -> str:
    """Whom, what and which time the feed is for, as data: a feed for others does not go on from it."""
    said = [f"agency={body}" for body in sorted("@".join(filter(None, body)) for body in only.bodies)]
    said += [f"kind={kind}" for kind in sorted(only.kinds)] if set(only.kinds) != set(KINDS) else []
    said += [f"from={only.first.isoformat()}"] if only.first is not None else []
    said += [f"to={only.last.isoformat()}"] if only.last is not None else []
    return " ".join(said)


# ------------------------------------------------------------------------------------------------- what goes on

_GONE = Text("Đã bỏ", "Cancelled")


def continued(new: Feed, last: Feed, today: date, plans: Iterable[str] | None, lang: str = "vi") -> Continued:
    """``new`` as the next version of ``last``: what changed is told by its stamp, what has gone is cancelled.

    ``plans`` are the plans that ``new`` is about, None where it is about all there are: events of other plans are left
    out. An event that did not change keeps its stamp, and one that comes back is as good as changed.
    """
    before = {event.uid: event for event in last.events}
    events = [_next(event, before.pop(event.uid, None), today) for event in new.events]
    known = None if plans is None else {f"{plan}." for plan in plans}
    gone = [e for e in before.values() if known is None or _plan_of(e) in known]
    listed = [*events, *(_cancelled(event, today, lang) for event in gone)]
    feed_ = new._replace(events=tuple(sorted(listed, key=lambda e: e.day)))
    return Continued(feed_, sum(e.status != "CANCELLED" for e in gone), len(before) - len(gone))


def _plan_of(event: Event) -> str:
    return f"{event.uid.partition('.')[0]}."


def _next(event: Event, last: Event | None, today: date) -> Event:
    if last is None:
        return event
    return event._replace(stamp=last.stamp if event.content == last.content else _later(last.stamp, today))


def _later(stamp: Stamp, today: date) -> Stamp:
    return Stamp(stamp.sequence + 1, max(stamp.modified, _midnight(today)))


def _cancelled(event: Event, today: date, lang: str) -> Event:
    """An event that no plan orders any longer: it stays, called off and silent, so that subscribers see it go."""
    if event.status == "CANCELLED":
        return event._replace(alarms=())
    summary = f"{_GONE.get(lang)}: {event.summary}"
    return event._replace(summary=summary, status="CANCELLED", alarms=(), stamp=_later(event.stamp, today))
