"""Who carries how much: the parts of each agency in one plan, or of each type of agency in several provinces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from unicodedata import normalize

from planmodel import model as m
from planmodel.derive.responsibility import in_order
from planmodel.derive.share import Shares, local
from planmodel.diagnostics import Text, say
from planmodel.views import bodies, words
from planmodel.views.table import Cell, Column, Group, Table

LETTERS = ("A", "R", "C", "I")
_FIRST = {"A": "A", "R": "R", "S": "C", "C": "C", "I": "I"}
"""The column of a letter."""
_A_YEAR = {"month": 12, "quarter": 4, "half-year": 2, "nine-months": 1, "year": 1, "once": 0}
_HEADS = {
    "agency": Text("Cơ quan", "Agency"),
    "A": Text("Chủ trì (A)", "Leads (A)"),
    "R": Text("Thực hiện (R)", "Carries out (R)"),
    "C": Text("Phối hợp (C)", "Co-ordinates (C)"),
    "I": Text("Theo dõi (I)", "Is informed (I)"),
    "other": Text("Vai trò khác", "Other roles"),
    "total": Text("Cộng số việc", "Work in all"),
    "parts": Text("Số phần giao", "Parts"),
    "own": Text("Việc riêng", "Own duties"),
    "indirect": Text("Gián tiếp", "Indirect"),
    "reports": Text("Báo cáo mỗi năm", "Reports a year"),
}
_NAMED = 6
"""The most plans that a title names."""
_TITLE = Text("Khối lượng phân công", "Load of work")


class Load(NamedTuple):
    """What one body carries in one plan.

    Every piece of work (a task, or a duty that covers none) counts once, under the first of the body's letters there:
    as the matrix shows it. ``other`` is work whose verb has no letter; ``parts`` are the assignments, of which one piece
    of work may have several, by scope. ``own`` are the duties that cover no task, ``indirect`` is work that the body
    has besides as a member of classes, ``reports`` what it sends by name in a year, ad hoc ones left out.
    """

    agency: str
    A: int
    R: int
    C: int
    I: int  # noqa: E741 - the letter
    other: int
    parts: int
    own: int
    indirect: int
    reports: int

    @property
    def total(self) -> int:
        """How many pieces of work it has a part in."""
        return self.A + self.R + self.C + self.I + self.other


def loads(plan: m.Plan, registry: m.Registry) -> tuple[Load, ...]:
    """What each body carries in ``plan``: who leads most first, of these who carries out most, then by name.

    Agencies that only report are listed too.
    """
    facts = Shares(plan, registry, every=True)
    reports = _reports(plan)
    listed = [_load(facts, agency, reports.get(agency, 0)) for agency in facts.busy]
    return tuple(sorted(listed, key=lambda x: (-x.A, -x.R, _name(x.agency, registry))))


def _name(agency: str, registry: m.Registry) -> tuple[str, str]:
    """What an agency is sorted by: its name, letters in the Vietnamese order (đ after d, ủ after u)."""
    name = words.agency(agency, registry, "vi").casefold().replace("đ", "dz")
    return normalize("NFD", name), agency


def _load(facts: Shares, agency: str, reports: int) -> Load:
    parts = facts.by_agency.get(agency, [])
    letters: dict[str, list[str]] = {}
    for a in parts:
        letters.setdefault(a.item, []).extend(a.raci)
    counted = dict.fromkeys((*LETTERS, "other"), 0)
    for told in letters.values():
        counted[_FIRST[in_order(told)[0]] if told else "other"] += 1
    return Load(
        agency=agency,
        **counted,
        parts=len(parts),
        own=len({a.item for a in parts if not a.is_task}),
        indirect=len({a.item for a in facts.indirect(agency)} - letters.keys()),
        reports=reports,
    )


def _reports(plan: m.Plan) -> dict[str, int]:
    """How many reports each body sends by name in a year: the days that the plan names, else the periods."""
    found: dict[str, int] = {}
    for report in plan.reports:
        yearly = len(report.due) if report.due else sum(_A_YEAR[every] for every in report.every)
        for agency in {local(r.id, plan) for r in report.from_}:
            found[agency] = found.get(agency, 0) + yearly
    return found


def load(plans: Iterable[m.Plan], registry: m.Registry, lang: str = "vi") -> Table:
    """The load of one plan by letter; of several plans by plan, a row for each type of agency. Templates are left out."""
    among = [p for p in plans if p.kind == "plan"]
    return _one(among[0], registry, lang) if len(among) == 1 else _several(among, registry, lang)


def _column(key: str, lang: str) -> Column:
    if key == "agency":
        return Column(key, _HEADS[key].get(lang), 34)
    return Column(key, _HEADS[key].get(lang), 11, "right")


def _number(count: int, note: str = "", mark: str = "") -> Cell:
    """A number; nothing is drawn for nought, so that a table of many noughts can be read."""
    return Cell(str(count) if count else "–", note, mark if count else "", count)


def _one(plan: m.Plan, registry: m.Registry, lang: str) -> Table:
    listed = loads(plan, registry)
    letters = (*LETTERS, *(("other",) if any(x.other for x in listed) else ()))
    keys = ("agency", *letters, "total", "parts", "own", "indirect", "reports")
    rows = tuple(
        (Cell(words.agency(x.agency, registry, lang)), *(_number(getattr(x, key)) for key in keys[1:]))
        for x in listed
    )
    where = words.issuer(plan, registry, lang)
    return Table(
        f"{_TITLE.get(lang)} · {bodies.number(plan)} · {where}",
        tuple(_column(key, lang) for key in keys),
        (Group("", rows),) if rows else (),
        tuple(note.get(lang) for note in _notes(listed, plan)),
        _TITLE.get(lang),
    )


def _notes(listed: Sequence[Load], plan: m.Plan) -> Iterator[Text]:
    yield say("Each piece of work counts once for an agency, under its first letter there (A/R under A).")
    if any(x.parts > x.total for x in listed):
        yield say("Parts: one piece of work may be given to an agency twice, in different scopes.")
    if any(x.indirect for x in listed):
        yield say("Indirect: further work in which the plan names only a class; it is not in the total.")
    if any(r.ad_hoc for r in plan.reports):
        yield say(
            "Reports a year: by the days or periods that the plan states; ad hoc reports are not counted."
        )


class Row(NamedTuple):
    """One type of agency across plans: what its body carries in each (None: the plan names it nowhere)."""

    agency: str
    loads: tuple[Load | None, ...]

    def sum(self, key: str) -> int:
        """One count over all plans: of the type, not of any body."""
        return sum(getattr(x, key) for x in self.loads if x is not None)


def across(plans: Sequence[m.Plan], registry: m.Registry) -> tuple[Row, ...]:
    """The loads of several plans by type of agency, in the order of ``loads``.

    A body of a province that a plan of another province names has a row of its own.
    """
    by_plan = [{x.agency: x for x in loads(p, registry)} for p in plans]
    kinds = dict.fromkeys(agency for listed in by_plan for agency in listed)
    rows = [Row(kind, tuple(listed.get(kind) for listed in by_plan)) for kind in kinds]
    return tuple(sorted(rows, key=lambda r: (-r.sum("A"), -r.sum("R"), _name(r.agency, registry))))


def _several(plans: Sequence[m.Plan], registry: m.Registry, lang: str) -> Table:
    listed = across(plans, registry)
    names = bodies.tabs(plans, registry, lang)
    columns = (
        Column("agency", {"vi": "Loại cơ quan", "en": "Type of agency"}[lang], 34),
        *(Column(p.id, name, 14, "right") for p, name in zip(plans, names, strict=True)),
        Column("total", {"vi": "Số việc ở các tỉnh", "en": "Work in all provinces"}[lang], 14, "right"),
    )
    rows = tuple(
        (
            Cell(words.agency(r.agency, registry, lang)),
            *(_plan_cell(x) for x in r.loads),
            _number(r.sum("total")),
        )
        for r in listed
    )
    which = ", ".join(bodies.number(p) for p in plans)
    if len(plans) > _NAMED:
        which = {"vi": f"{len(plans)} kế hoạch", "en": f"{len(plans)} plans"}[lang]
    return Table(
        f"{_TITLE.get(lang)} · {which}",
        columns,
        (Group("", rows),) if rows else (),
        tuple(note.get(lang) for note in _notes_across(listed, plans)),
        _TITLE.get(lang),
    )


def _plan_cell(x: Load | None) -> Cell:
    """The work in one plan, and how it falls to letters."""
    if x is None:
        return Cell("")
    letters = " · ".join(f"{letter} {getattr(x, letter)}" for letter in LETTERS if getattr(x, letter))
    return _number(x.total, letters)


def _notes_across(listed: Sequence[Row], plans: Sequence[m.Plan]) -> Iterator[Text]:
    yield say(
        "A row is a type of agency: each province has a body of its own, and the total is no body's load but that of the type."
    )
    yield say("An empty cell: the plan gives such an agency no work by name.")
    yield say("Each piece of work counts once for an agency, under its first letter there (A/R under A).")
    silent = [p for n, p in enumerate(plans) if not any(r.loads[n] for r in listed)]
    if silent:
        yield say("No work in: {plans}.", plans=", ".join(bodies.number(p) for p in silent))


def data(plans: Iterable[m.Plan], registry: m.Registry) -> dict[str, Any]:
    """The load as JSON, as ``schema/output/load.schema.json`` describes."""
    among = [p for p in plans if p.kind == "plan"]
    return {
        "plans": [
            {
                "plan": p.id,
                "agencies": [{**x._asdict(), "total": x.total} for x in loads(p, registry)],
            }
            for p in among
        ]
    }
