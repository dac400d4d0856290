"""One line of a calendar: what falls due, said in words, and the columns of which every table takes what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from planmodel import model as m
from planmodel.dates import PERIODS
from planmodel.derive.due import Obligation
from planmodel.derive.routes import latest
from planmodel.diagnostics import Text, say
from planmodel.views import bodies, words
from planmodel.views.calendar.chosen import Chosen, Concerned, Open
from planmodel.views.table import Cell, Column, columns_of

WEEKDAYS = (
    Text("Thứ Hai", "Monday"),
    Text("Thứ Ba", "Tuesday"),
    Text("Thứ Tư", "Wednesday"),
    Text("Thứ Năm", "Thursday"),
    Text("Thứ Sáu", "Friday"),
    Text("Thứ Bảy", "Saturday"),
    Text("Chủ nhật", "Sunday"),
)

PROPOSED = Text("đề xuất", "proposed")
_UNDATED = Text("không nêu ngày", "no date")
_AD_HOC = Text("khi phát sinh", "when needed")
_TASK = Text("nhiệm vụ", "task")
_TARGET = Text("chỉ tiêu", "target")
_STEP = Text("năm suy ra từ mức tăng mỗi năm", "a year derived from a yearly step")
_INFERRED = Text(
    "thời kỳ được suy ra, văn bản không nêu", "the period is inferred, the document does not state it"
)

_COLUMNS: dict[str, tuple[Text, int, str]] = {
    "due": (Text("Hạn cuối", "Last day"), 11, "left"),
    "weekday": (Text("Thứ", "Weekday"), 11, "left"),
    "says": (Text("Kế hoạch ghi", "The plan says"), 16, "left"),
    "what": (Text("Báo cáo, việc", "Report, work"), 32, "left"),
    "who": (Text("Ai thực hiện", "Who"), 18, "left"),
    "to": (Text("Nơi nhận", "To"), 19, "left"),
    "window": (Text("Kỳ số liệu", "Data of"), 13, "left"),
    "at": (Text("Điều khoản", "Clause"), 12, "left"),
    "plan": (Text("Kế hoạch", "Plan"), 13, "left"),
    "rule": (Text("Cách tính ngày", "How the day follows"), 26, "left"),
    "notes": (Text("Lưu ý", "Notes"), 36, "left"),
}
_MOST = 6
"""The most clauses that a line of counted targets names."""


class Line(NamedTuple):
    """One date in words, by the keys of its cells; ``due`` is None for what has no date."""

    due: date | None
    plan: str
    proposed: bool
    cells: dict[str, Cell]


class Writer:
    """Says what was chosen, in one language."""

    def __init__(self, chosen: Chosen, registry: m.Registry, lang: str) -> None:
        self.chosen = chosen
        self.registry = registry
        self.lang = lang
        self._plans = {plan.id: plan for plan in chosen.plans}
        self._levels = {
            (plan.id, target.id, level.year): (target, level)
            for plan in chosen.plans
            for target in plan.targets
            for level in target.levels
        }
        self._concerned: dict[str, Concerned] = {}
        self._latest: dict[str, dict[tuple[str, str, date, str], date]] = {}

    # ------------------------------------------------------------------------------------------------- columns

    def columns(self, *keys: str) -> tuple[Column, ...]:
        """The columns of these keys; that of the plan only where there are several plans."""
        return columns_of(((key, *_COLUMNS[key]) for key in self._kept(keys)), self.lang)

    def row(self, line: Line, *keys: str) -> tuple[Cell, ...]:
        """The cells of ``line`` for the columns of these keys."""
        return tuple(line.cells.get(key, Cell("")) for key in self._kept(keys))

    def _kept(self, keys: Iterable[str]) -> Iterator[str]:
        return (key for key in keys if key != "plan" or len(self.chosen.plans) != 1)

    # --------------------------------------------------------------------------------------------------- lines

    def lines(self, made: Sequence[Obligation]) -> Iterator[Line]:
        """A line for what belongs together, by day: see :func:`together`; targets of one year too where they are counted."""
        return (line for _, line in self.grouped(made))

    def grouped(self, made: Sequence[Obligation]) -> Iterator[tuple[list[Obligation], Line]]:
        """The same lines, each with what it tells of."""
        for group in together(made, targets=self.chosen.counts_targets):
            yield group, self._counted(group) if self._is_counted(group) else self.line(*group)

    def _is_counted(self, group: Sequence[Obligation]) -> bool:
        return group[0].kind == "target" and self.chosen.counts_targets

    def line(self, o: Obligation, *others: Obligation) -> Line:
        """One obligation in words, or one report for several periods that falls due on one day."""
        lang, plan, all_ = self.lang, self._plans[o.plan], (o, *others)
        what, note = self._what(all_, plan)
        notes = dict.fromkeys(
            said for x in all_ for said in (*(n.get(lang) for n in x.notes), *self._remarks(x, plan))
        )
        rules = dict.fromkeys(x.rule.get(lang) for x in all_ if x.rule != x.words)
        says = Cell(o.words.get(lang))
        if o.proposed:
            says = Cell(PROPOSED.get(lang), says.text, "inferred")
        return self._line(
            o.due,
            o.plan,
            o.proposed,
            says=says,
            what=Cell(what, note),
            who=self._who(o.who, plan),
            to=self._to(o.to, o.via, self._stops(all_, plan)),
            window=Cell("; ".join(self._window(x) for x in all_ if x.window is not None)),
            at=Cell(bodies.clause(o.at, lang)),
            rule=Cell("; ".join(rules)),
            notes=Cell("; ".join(notes), "", "gap" if any(x.notes for x in all_) else ""),
        )

    def all_undated(self) -> Iterator[Line]:
        """The report duties without a day, one line for all periods of a report; what is ad hoc has its own."""
        groups: dict[tuple[str, str, bool], list[Open]] = {}
        for x in self.chosen.undated:
            groups.setdefault((x.plan.id, x.duty.report.id, x.duty.every == "ad-hoc"), []).append(x)
        for listed in groups.values():
            yield self._undated(listed[0].plan, listed[0].duty.report, [x.duty.every for x in listed])

    def _undated(self, plan: m.Plan, report: m.Report, periods: Sequence[str]) -> Line:
        ad_hoc = periods[0] == "ad-hoc"
        says = Cell(_AD_HOC.get(self.lang)) if ad_hoc else Cell(_UNDATED.get(self.lang), "", "gap")
        who, to, via = (tuple(ref.id for ref in refs) for refs in (report.from_, report.to, report.via))
        return self._line(
            None,
            plan.id,
            False,
            says=says,
            what=Cell(_about(report.about or "", periods, self.lang)),
            who=self._who(who, plan),
            to=self._to(to, via),
            at=Cell(bodies.clause(report.at, self.lang)),
        )

    def _counted(self, targets: Sequence[Obligation]) -> Line:
        first = targets[0]
        clauses = list(dict.fromkeys(bodies.clause(o.at, self.lang) for o in targets))
        between = "; " if any("," in clause for clause in clauses) else ", "
        at = between.join(clauses[:_MOST]) + ("…" if len(clauses) > _MOST else "")
        what = say("Targets for {year}: {count}", count=len(targets), year=first.due.year)
        return self._line(
            first.due,
            first.plan,
            False,
            says=Cell(first.words.get(self.lang)),
            what=Cell(what.get(self.lang)),
            at=Cell(at),
            rule=Cell(first.rule.get(self.lang)),
        )

    def _line(self, due: date | None, plan: str, proposed: bool, **cells: Cell) -> Line:
        mark = "inferred" if proposed else ""
        if due is None:
            cells["due"] = Cell("–")
        else:
            cells["due"] = Cell(words.day(due, self.lang), "", mark, due)
            cells["weekday"] = Cell(WEEKDAYS[due.weekday()].get(self.lang))
        cells["plan"] = self._plan(plan)
        return Line(due, plan, proposed, cells)

    def latest(self, plan: m.Plan) -> dict[tuple[str, str, date, str], date]:
        """By which day each report of a plan has to reach those through whom it goes: see ``derive.routes.latest``."""
        if plan.id not in self._latest:
            self._latest[plan.id] = latest(plan, self.registry)
        return self._latest[plan.id]

    # --------------------------------------------------------------------------------------------------- words

    def _what(self, all_: Sequence[Obligation], plan: m.Plan) -> tuple[str, str]:
        """What has to be done by then, and what kind of obligation it is where it is no report."""
        o = all_[0]
        if o.kind == "report":
            return _about(o.title, [x.every or "" for x in all_], self.lang), ""
        if o.kind == "task":
            return o.title, _TASK.get(self.lang)
        if o.kind == "target":
            return self._target(*self._level(o)), _TARGET.get(self.lang)
        ends = say(
            "End of the plan's period ({first} – {last})", first=plan.period.first, last=plan.period.last
        )
        return ends.get(self.lang), ""

    def _level(self, o: Obligation) -> tuple[m.Target, m.Level]:
        return self._levels[o.plan, o.item, o.says.removeprefix("in ")]

    def _target(self, target: m.Target, level: m.Level) -> str:
        indicator = self.registry.indicators.get(target.indicator.id)
        name = target.title or (
            indicator.name.get(self.lang) if indicator is not None else target.indicator.id
        )
        return f"{name}: {words.level(level, target.comparator, target.unit, self.lang)}"

    def _remarks(self, o: Obligation, plan: m.Plan) -> Iterator[str]:
        if o.kind == "period" and plan.period.basis != "stated":
            yield _INFERRED.get(self.lang)
        if o.kind == "target" and self._level(o)[1].derived:
            yield _STEP.get(self.lang)

    def _plan(self, plan: str) -> Cell:
        """What a plan is called, and whose it is: numbers of one year meet from province to province."""
        which = self._plans[plan]
        return Cell(bodies.number(which), words.issuer(which, self.registry, self.lang))

    def _who(self, agencies: Sequence[str], plan: m.Plan) -> Cell:
        if plan.id not in self._concerned:
            self._concerned[plan.id] = Concerned(plan, self.registry, self.chosen.only.bodies)
        over = self._concerned[plan.id].through(agencies)
        note = ""
        if over:
            classes = words.in_both(lambda lang: ", ".join(self._name(a, lang) for a in over))
            note = say("as a member of: {classes}", classes=classes).get(self.lang)
        return Cell(", ".join(self._name(a, self.lang) for a in agencies), note)

    def _to(self, to: Sequence[str], via: Sequence[str], stops: str = "") -> Cell:
        said = ", ".join(self._name(a, self.lang) for a in to)
        if not via:
            return Cell(said)
        between = ", ".join(self._name(a, self.lang) for a in via)
        return Cell({"vi": f"{said} (qua {between})", "en": f"{said} (through {between})"}[self.lang], stops)

    def _stops(self, all_: Sequence[Obligation], plan: m.Plan) -> str:
        """By which day a report has to reach those through whom it goes, so that it reaches its receiver in time."""
        if not all_[0].via:
            return ""
        known = self.latest(plan)
        stops = (
            self._stop(a, day, alone=len(o.via) == 1)
            for o in all_
            if o.every is not None and o.window is not None
            for a in o.via
            if (day := known.get((o.item, o.every, o.window.closes, a))) is not None
        )
        return "; ".join(dict.fromkeys(stops))

    def _stop(self, agency: str, day: date, *, alone: bool) -> str:
        if alone:
            return say("there by {day}", day=day).get(self.lang)
        named = words.in_both(lambda lang: self._name(agency, lang))
        return say("{agency} receives it by {day}", agency=named, day=day).get(self.lang)

    def _name(self, agency: str, lang: str) -> str:
        return words.agency(agency, self.registry, lang, short=True)

    def _window(self, o: Obligation) -> str:
        if o.window is None:
            return ""
        return f"{words.day(o.window.first, self.lang)} – {words.day(o.window.closes, self.lang)}"


def _about(title: str, periods: Sequence[str], lang: str) -> str:
    kinds = ", ".join(words.word(every, lang) for every in periods)
    return f"{title} ({kinds})" if title else kinds


def together(made: Iterable[Obligation], *, targets: bool = False) -> list[list[Obligation]]:
    """What is told in one line: one report that falls due for several periods on one day by the same words, short ones first.

    With ``targets``, those of one plan and year too. Every line stands where its first obligation does.
    """
    groups: dict[tuple[object, ...], list[Obligation]] = {}
    for o in made:
        key: tuple[object, ...] = (o.plan, o.key, o.proposed)
        if o.kind == "report":
            key = (o.plan, o.item, o.due, o.says, o.words, o.proposed)
        elif o.kind == "target" and targets:
            key = (o.plan, o.due)
        groups.setdefault(key, []).append(o)
    order = list(PERIODS)
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=lambda o: order.index(o.every) if o.every in order else len(order))
    return list(groups.values())
