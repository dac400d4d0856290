"""What stands or falls with one agency: leads, targets, reports, duties, and who waits, each with its clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from planmodel import model as m
from planmodel.derive.dependence import Behind, Dependence, Passing
from planmodel.derive.handover import Handover
from planmodel.derive.responsibility import Assignment, Lead, in_order
from planmodel.derive.share import asked
from planmodel.diagnostics import Text, say
from planmodel.views import bodies, export, words
from planmodel.views.packet.reports import report_days
from planmodel.views.table import Cell, Column, Document, Group, Table

_TITLE = Text("Ảnh hưởng khi thiếu", "What depends on")
_PARTS: dict[str, tuple[Text, Text]] = {
    "led": (Text("Mất chủ trì", "Leads lost"), Text("Nhiệm vụ mất cơ quan chủ trì", "Tasks that lose a lead")),
    "behind": (Text("Chỉ tiêu", "Targets"), Text("Chỉ tiêu dựa vào các nhiệm vụ đó", "Targets that rest on these tasks")),
    "reports": (Text("Báo cáo", "Reports"), Text("Báo cáo dừng, nghẽn hoặc mất nơi nhận", "Reports that stop, stick or find nobody")),
    "held": (Text("Việc riêng", "Own duties"), Text("Việc chỉ cơ quan này được giao", "Duties that only this agency holds")),
    "waiting": (Text("Việc phải chờ", "Waiting"), Text("Nhiệm vụ phải chờ việc của cơ quan này", "Tasks that wait for its tasks")),
    "handovers": (Text("Bàn giao", "Hand-overs"), Text("Việc chuyển giao với cơ quan khác", "What passes between it and others")),
}  # fmt: skip
"""Each part: its short name, and its title."""
_HEADS = {
    "at": (Text("Điều khoản", "Clause"), 12),
    "what": (Text("Nội dung", "What"), 40),
    "letters": (Text("Vai trò", "Role"), 9),
    "scope": (Text("Phạm vi mất", "Scope lost"), 16),
    "left": (Text("Còn lại", "Who is left"), 28),
    "basis": (Text("Căn cứ", "Basis"), 14),
    "tasks": (Text("Số nhiệm vụ", "Tasks"), 10),
    "lost": (Text("Mất chủ trì", "Lead lost"), 10),
    "kept": (Text("Còn chủ trì khác", "Another lead left"), 11),
    "clauses": (Text("Nhiệm vụ liên quan", "Tasks concerned"), 24),
    "due": (Text("Thời hạn", "Due"), 20),
    "way": (Text("Đường đi", "Way"), 30),
    "waits": (Text("Chờ nhiệm vụ", "Waits for"), 32),
    "steps": (Text("Số bước", "Steps"), 8),
    "leads": (Text("Chủ trì việc phải chờ", "Who leads it"), 24),
    "kind": (Text("Việc chuyển giao", "What is passed"), 18),
    "other": (Text("Bên kia", "Other side"), 24),
}
_NUMBERS = ("tasks", "lost", "kept", "steps")
_ALL = Text("toàn bộ", "all of it")
_NOBODY = Text("không còn ai", "nobody")

Row = tuple[Cell, ...]


class _View(NamedTuple):
    """What every row is written with."""

    found: Dependence
    registry: m.Registry
    lang: str

    def names(self, agencies: Iterable[str]) -> str:
        return "; ".join(
            words.agency(a, self.registry, self.lang, short=True) for a in dict.fromkeys(agencies)
        )

    def at(self, item: m.Task | m.Duty | m.Report | m.Target) -> Cell:
        return Cell(bodies.clause(item.at, self.lang))

    def leads(self, leads: Iterable[Lead]) -> str:
        told = []
        for lead in leads:
            narrowed = words.scope(lead.scope, self.lang)
            told.append(self.names([lead.agency]) + (f" ({narrowed})" if narrowed else ""))
        return "; ".join(dict.fromkeys(told))

    def basis(self, behind: Iterable[Lead | Assignment]) -> Cell:
        clauses = (bodies.clause(e.at, self.lang) for x in behind for e in x.evidence)
        return Cell(", ".join(dict.fromkeys(clauses)))

    def scopes(self, behind: Iterable[Lead | Assignment]) -> Cell:
        narrowed = [words.scope(x.scope, self.lang) for x in behind]
        return Cell("; ".join(dict.fromkeys(narrowed)) if all(narrowed) else "")

    def letters(self, parts: Iterable[Assignment]) -> Cell:
        raci = in_order(letter for a in parts for letter in a.raci)
        return Cell("/".join(raci) or "–", "", raci[0] if raci else "")

    def pick(self, vi: str, en: str) -> str:
        return Text(vi, en).get(self.lang)


def impact(plan: m.Plan, registry: m.Registry, agency: str, lang: str = "vi") -> Document:
    """What ``plan`` loses without ``agency``, a table for each kind of thing. Raises Refusal for an unknown agency."""
    body = asked(agency, registry).local(plan)
    view = _View(Dependence(plan, registry, body), registry, lang)
    who = bodies.full_name(body, plan, registry, lang)
    title = f"{_TITLE.get(lang)} {who} · {bodies.number(plan)}"
    made = {key: tuple(g for g in groups if g.rows) for key, groups in _groups(view).items()}
    tables = [_table(key, groups, lang) for key, groups in made.items() if groups]
    missing = [key for key, groups in made.items() if not groups]
    if not tables:
        tables = [Table(title, _columns("led", lang), (), (_nothing(who, plan, lang),), who)]
    notes = [note.get(lang) for note in _notes(view, missing if len(missing) < len(made) else [])]
    tables[-1] = tables[-1]._replace(notes=(*tables[-1].notes, *notes))
    return Document(title, tuple(tables))


_KEYS = {
    "led": ("at", "what", "scope", "left", "basis"),
    "behind": ("at", "what", "tasks", "lost", "kept", "clauses"),
    "reports": ("at", "what", "way", "due", "left"),
    "held": ("at", "what", "letters", "scope"),
    "waiting": ("at", "what", "waits", "steps", "leads"),
    "handovers": ("at", "what", "kind", "other"),
}


def _columns(part: str, lang: str) -> tuple[Column, ...]:
    def align(key: str) -> str:
        return "right" if key in _NUMBERS else "center" if key == "letters" else "left"

    return tuple(Column(key, _HEADS[key][0].get(lang), _HEADS[key][1], align(key)) for key in _KEYS[part])


def _table(part: str, groups: tuple[Group, ...], lang: str) -> Table:
    name, title = _PARTS[part]
    return Table(title.get(lang), _columns(part, lang), groups, (), name.get(lang))


def _groups(view: _View) -> dict[str, tuple[Group, ...]]:
    return {
        "led": _led(view),
        "behind": _behind(view),
        "reports": _reports(view),
        "held": (Group("", tuple(_held(view))),),
        "waiting": (Group("", tuple(_waiting(view))),),
        "handovers": _handovers(view),
    }


def _group(title: str, rows: Iterable[Row]) -> Group:
    listed = tuple(rows)
    return Group(f"{title} ({len(listed)})", listed)


def _led(view: _View) -> tuple[Group, ...]:
    found = view.found

    def row(task: m.Task, behind: tuple[Lead | Assignment, ...], left: Cell) -> Row:
        scope = view.scopes(behind).text or _ALL.get(view.lang)
        return view.at(task), Cell(task.title), Cell(scope), left, view.basis(behind)

    def doers(agencies: tuple[str, ...]) -> Cell:
        if not agencies:
            return Cell(_NOBODY.get(view.lang), "", "gap")
        return Cell(view.pick("thực hiện: {}", "carry it out: {}").format(view.names(agencies)))

    def leading(leads: tuple[Lead, ...]) -> Cell:
        if not leads:
            return Cell(_NOBODY.get(view.lang), "", "gap")
        return Cell(view.pick("chủ trì: {}", "leads: {}").format(view.leads(leads)))

    only = (row(x.task, x.lost, doers(x.doers)) for x in found.led if not x.kept)
    kept = (row(x.task, x.lost, leading(x.kept)) for x in found.led if x.kept)
    done = (row(x.task, x.parts, leading(x.leads)) for x in found.done)
    return (
        _group(view.pick("Không còn ai chủ trì", "Nobody leads"), only),
        _group(view.pick("Còn cơ quan khác chủ trì, trong phạm vi của họ", "Others lead, within their scopes"), kept),
        _group(view.pick("Mất cơ quan thực hiện duy nhất", "Nobody else carries it out"), done),
    )  # fmt: skip


def _behind(view: _View) -> tuple[Group, ...]:
    def row(x: Behind) -> Row:
        clauses = ", ".join(bodies.clause(t.at, view.lang) for t in (*x.lost, *x.shared))
        numbers = (len(x.tasks), len(x.lost), len(x.shared))
        return (
            view.at(x.target),
            Cell(x.target.title or x.target.id),
            *(Cell(str(n), value=n) for n in numbers),
            Cell(clauses),
        )

    found = view.found.behind
    return (
        _group(view.pick("Mọi nhiệm vụ đóng góp đều mất chủ trì", "Every contributing task loses its lead"), map(row, (x for x in found if x.whole))),
        _group(view.pick("Một phần nhiệm vụ đóng góp mất chủ trì, hoặc còn chủ trì khác", "Some contributing tasks lose a lead"), map(row, (x for x in found if not x.whole))),
    )  # fmt: skip


_ROLES = {
    "from": Text(
        "Báo cáo không còn ai gửi, hoặc thiếu một bên gửi", "Reports that nobody, or one fewer, sends"
    ),
    "via": Text("Báo cáo đi qua cơ quan này", "Reports that pass through it"),
    "to": Text("Báo cáo gửi đến cơ quan này", "Reports that reach it"),
}


def _reports(view: _View) -> tuple[Group, ...]:
    def row(x: Passing) -> Row:
        report = x.report
        stations = (report.from_, report.via, report.to)
        way = " → ".join(words.agencies(refs, view.registry, view.lang) for refs in stations if refs)
        left = Cell(view.names(x.others)) if x.others else Cell(_NOBODY.get(view.lang), "", "gap")
        due = "; ".join(report_days(view.found.plan, report, view.registry, view.lang))
        return view.at(report), Cell(report.about or report.id), Cell(way), Cell(due), left

    found = view.found.reports
    return tuple(
        _group(title.get(view.lang), [row(x) for x in found if x.role == role])
        for role, title in _ROLES.items()
    )


def _held(view: _View) -> Iterator[Row]:
    for x in view.found.held:
        yield view.at(x.duty), Cell(x.duty.title), view.letters(x.parts), view.scopes(x.parts)


def _waiting(view: _View) -> Iterator[Row]:
    for x in view.found.waiting:
        leads = view.leads(x.leads)
        waits = f"{bodies.clause(x.waits_for.at, view.lang)} {x.waits_for.title}".strip()
        yield view.at(x.task), Cell(x.task.title), Cell(waits), Cell(str(x.steps), value=x.steps), Cell(leads)


def _handovers(view: _View) -> tuple[Group, ...]:
    def row(h: Handover, other: str) -> Row:
        verb = view.registry.verbs.get(h.kind)
        kind = verb.name.get(view.lang) if verb is not None else words.word(h.kind, view.lang)
        at = Cell(bodies.clause(h.at, view.lang))
        return at, Cell(h.what), Cell(kind, "", "inferred" if h.inferred else ""), Cell(view.names([other]))

    body, found = view.found.body, view.found.handovers
    return (
        _group(view.pick("Bên nhận không còn gì để nhận", "Those who receive from it"), (row(h, h.taker) for h in found if h.giver == body)),
        _group(view.pick("Bên giao không còn nơi để giao", "Those who hand over to it"), (row(h, h.giver) for h in found if h.taker == body)),
    )  # fmt: skip


def _nothing(who: str, plan: m.Plan, lang: str) -> str:
    number = bodies.number(plan)
    return say("Nothing in {plan} stands or falls with {agency} by name.", plan=number, agency=who).get(lang)


def _notes(view: _View, missing: list[str]) -> Iterator[Text]:
    if missing:
        named = words.in_both(lambda lang: ", ".join(_PARTS[key][0].get(lang).lower() for key in missing))
        yield say("Nothing found under: {parts}.", parts=named)
    if view.found.facts.of(view.found.body).by_class:
        yield say("Work that it has only as a member of a class is left out: the class has other members.")
    if view.found.plan.document.source_kind == "news-article":
        yield say("Only a news article is known: what it does not mention is unknown, not missing.")


def data(plan: m.Plan, registry: m.Registry, agency: str) -> dict[str, Any]:
    """The same as JSON, as ``schema/output/impact.schema.json`` describes."""
    body = asked(agency, registry).local(plan)
    found = Dependence(plan, registry, body)
    return {
        "plan": plan.id,
        "agency": body,
        "led": [
            {**_item(x.task), "lost": _leads(x.lost), "kept": _leads(x.kept), "doers": list(x.doers)}
            for x in found.led
        ],
        "done": [
            {**_item(x.task), "parts": _assigned(x.parts), "leads": _leads(x.leads)} for x in found.done
        ],
        "targets": [
            {
                **_item(x.target),
                "whole": x.whole,
                "tasks": [t.id for t in x.tasks],
                "lost": [t.id for t in x.lost],
                "shared": [t.id for t in x.shared],
            }
            for x in found.behind
        ],
        "reports": [
            {"report": x.report.id, "at": str(x.report.at), "role": x.role, "others": list(x.others)}
            for x in found.reports
        ],
        "duties": [{**_item(x.duty), "parts": _assigned(x.parts)} for x in found.held],
        "waiting": [
            {**_item(x.task), "waits_for": x.waits_for.id, "steps": x.steps, "leads": _leads(x.leads)}
            for x in found.waiting
        ],
        "handovers": [{**h._asdict(), "at": words.at(h.at) or None} for h in found.handovers],
    }


def _item(item: m.Task | m.Duty | m.Target) -> dict[str, Any]:
    return {"id": item.id, "at": words.at(item.at) or None, "title": item.title}


def _leads(leads: Iterable[Lead]) -> list[dict[str, Any]]:
    return [
        {
            "agency": lead.agency,
            "scope": export.scope(lead.scope),
            "at": _clauses(lead),
        }
        for lead in leads
    ]


def _assigned(parts: Iterable[Assignment]) -> list[dict[str, Any]]:
    return [{"letters": list(a.raci), "scope": export.scope(a.scope), "at": _clauses(a)} for a in parts]


def _clauses(behind: Lead | Assignment) -> list[str]:
    return list(dict.fromkeys(str(e.at) for e in behind.evidence if e.at is not None))
