"""The packet as a document: a table for each plan in which something falls to the agency, and the same as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from planmodel import model as m
from planmodel.dates.wording import wording
from planmodel.derive.share import Received, Share, Shares, asked, home
from planmodel.diagnostics import Text, say
from planmodel.views import bodies, words
from planmodel.views.heading import cited
from planmodel.views.packet import lines as of_lines
from planmodel.views.packet.lines import KINDS, Line, lines
from planmodel.views.packet.reports import report_data, report_notes, report_rows
from planmodel.views.table import Cell, Document, Group, Table, columns_of

_LABEL = Text("PHIẾU GIAO VIỆC", "DUTY PACKET")
_SENDS = Text("Báo cáo phải gửi", "Reports to send")
_TAKES = Text("Báo cáo tiếp nhận, tổng hợp, chuyển tiếp", "Reports to receive and hand on")
_RECEIVED = Text("Nhận văn bản", "Receives the document")
_MODES = {
    "act": Text("Nhận Kế hoạch để thực hiện", "Receives the plan to act on it"),
    "report": Text("Nhận Kế hoạch để báo cáo", "Receives the plan for information"),
}
_COLUMNS = (
    ("at", Text("Điều khoản", "Clause"), 12, "left"),
    ("task", Text("Nội dung công việc", "Work"), 40, "left"),
    ("letters", Text("Vai trò", "Role"), 9, "center"),
    ("role", Text("Kế hoạch ghi", "The plan says"), 24, "left"),
    ("scope", Text("Phạm vi", "Scope"), 14, "left"),
    ("with", Text("Cùng với", "Together with"), 26, "left"),
    ("due", Text("Thời hạn", "Due"), 14, "left"),
    ("product", Text("Sản phẩm", "Product"), 16, "left"),
    ("basis", Text("Căn cứ", "Basis"), 14, "left"),
)


class Section(NamedTuple):
    """What falls to the agency in one plan."""

    facts: Shares
    share: Share

    @property
    def plan(self) -> m.Plan:
        """The plan."""
        return self.facts.plan


def packet(agency: str, plans: Iterable[m.Plan], registry: m.Registry, lang: str = "vi") -> Document:
    """The packet of ``agency`` across ``plans``, a table for each; ``so-yte@hung-yen`` asks for one body only.

    Templates are left out. Raises Refusal for an agency or a province that the registries do not know.
    """
    found, without = sections(agency, plans, registry)
    return _document(agency, found, without, registry, lang)


def packets(
    plans: Iterable[m.Plan], registry: m.Registry, lang: str = "vi"
) -> Iterator[tuple[str, Document]]:
    """The packet of every agency that a plan gives work by name: what they share is worked out once for each plan."""
    listed = [Shares(p, registry, every=True) for p in plans if p.kind == "plan"]
    for agency in _busy(listed, registry):
        yield agency, _document(agency, *_split(agency, listed, registry), registry, lang)


def agencies_with_work(plans: Iterable[m.Plan], registry: m.Registry) -> tuple[str, ...]:
    """The agencies to which a plan gives a part or a report by name, as types, in the order of the registry."""
    return _busy([Shares(p, registry) for p in plans if p.kind == "plan"], registry)


def _busy(listed: Iterable[Shares], registry: m.Registry) -> tuple[str, ...]:
    busy = {agency.partition("@")[0] for facts in listed for agency in facts.busy}
    return tuple(kind for kind in registry.agencies if kind in busy)


def sections(
    agency: str, plans: Iterable[m.Plan], registry: m.Registry
) -> tuple[list[Section], list[m.Plan]]:
    """The plans in which something falls to ``agency``, and those that were asked in vain."""
    asked(agency, registry)  # refused before anything is worked out
    return _split(agency, [Shares(p, registry) for p in plans if p.kind == "plan"], registry)


def _split(agency: str, listed: Iterable[Shares], registry: m.Registry) -> tuple[list[Section], list[m.Plan]]:
    body = asked(agency, registry)
    found: list[Section] = []
    without: list[m.Plan] = []
    for facts in listed:
        named = [name for name in facts.bodies(body.kind) if body.here(name, facts.plan)]
        here = [Section(facts, facts.of(name)) for name in named]
        having = [s for s in here if s.share.work or s.share.received]
        found += having
        if not having and body.province in ("", home(facts.plan)):
            without.append(facts.plan)
    return found, without


def _document(
    agency: str, found: list[Section], without: list[m.Plan], registry: m.Registry, lang: str
) -> Document:
    who = words.agency(agency, registry, lang)
    title = {"vi": f"Nhiệm vụ của {who} trong các kế hoạch", "en": f"Duties of {who} in the plans"}[lang]
    plans = list({s.plan.id: s.plan for s in found}.values())
    names = dict(zip((p.id for p in plans), bodies.tabs(plans, registry, lang), strict=True))
    tables = [_table(s, _tab(s, names[s.plan.id], registry, lang), registry, lang) for s in found]
    if not tables:
        tables = [Table(title, columns_of(_COLUMNS, lang), (), (_nothing(who, without, lang),), who)]
    elif without:
        silent = say("No work in: {plans}.", plans=", ".join(bodies.number(p) for p in without)).get(lang)
        tables[-1] = tables[-1]._replace(notes=(*tables[-1].notes, silent))
    if len(tables) == 1:
        alone = tables[0]._replace(label=_LABEL.get(lang))
        return Document(alone.title, (alone,))
    return Document(title, tuple(tables), _LABEL.get(lang))


def _tab(s: Section, name: str, registry: m.Registry, lang: str) -> str:
    """The name of a table: of its plan, and of the body where that is one of another province."""
    if "@" not in s.share.body:
        return name
    return f"{name}, {words.agency(s.share.body, registry, lang, short=True)}"


def _nothing(who: str, without: list[m.Plan], lang: str) -> str:
    if not without:
        return say("No plan here is of that province or names {agency}.", agency=who).get(lang)
    names = ", ".join(bodies.number(p) for p in without)
    return say("{agency} has no work in: {plans}.", agency=who, plans=names).get(lang)


def _table(s: Section, name: str, registry: m.Registry, lang: str) -> Table:
    plan, share = s.plan, s.share
    groups = [
        _counted(KINDS[kind], len(listed), tuple(_row(s, x, registry, lang) for x in listed), lang)
        for kind, listed in lines(plan, share).items()
    ]
    for title, roles in ((_SENDS, ("from",)), (_TAKES, ("to", "via"))):
        sent = [r for r in share.reports if r.role in roles]
        rows = tuple(row for r in sent for row in report_rows(plan, share.body, r, registry, lang))
        groups += [_counted(title, len(sent), rows, lang)] if rows else []
    rows = tuple(_received_row(r, registry, lang) for r in share.received)
    groups += [Group(_RECEIVED.get(lang), rows)] if rows else []
    who = bodies.full_name(share.body, plan, registry, lang)
    number = bodies.number(plan)
    heading = {
        "vi": f"Nhiệm vụ của {who} theo Kế hoạch {number}",
        "en": f"Duties of {who} under plan {number}",
    }
    table = Table(
        heading[lang],
        columns_of(_COLUMNS, lang),
        tuple(groups),
        tuple(note.get(lang) for note in _notes(s, registry)),
        name,
        "",
        (_source(plan, registry, lang),),
    )
    return _without_empty(table, "product")


def _source(plan: m.Plan, registry: m.Registry, lang: str) -> str:
    return {"vi": "(Trích {})", "en": "(Taken from {})"}[lang].format(cited(plan, registry, lang))


def _without_empty(table: Table, key: str) -> Table:
    """``table`` without the column ``key`` where nothing stands in it."""
    at = next(n for n, c in enumerate(table.columns) if c.key == key)
    if any(row[at].text for row in table.rows):
        return table
    return table._replace(
        columns=table.columns[:at] + table.columns[at + 1 :],
        groups=tuple(Group(g.title, tuple(r[:at] + r[at + 1 :] for r in g.rows)) for g in table.groups),
    )


def _counted(title: Text, count: int, rows: tuple[tuple[Cell, ...], ...], lang: str) -> Group:
    return Group(f"{title.get(lang)} ({count})", rows)


def _row(s: Section, line: Line, registry: m.Registry, lang: str) -> tuple[Cell, ...]:
    task = line.task
    due = task.due if task is not None else None
    return (
        Cell(bodies.clause(line.item.at, lang)),
        Cell(line.item.title),
        _letters(line),
        Cell(of_lines.role_words(s.facts, line, registry, lang)),
        Cell(of_lines.scope_words(line, lang)),
        Cell(of_lines.with_words(s.facts, line, registry, lang)),
        Cell(wording(due.when, lang), value=due.last) if due is not None else Cell(""),
        Cell(task.product or "" if task is not None else ""),
        Cell(of_lines.basis(line, lang), _classes(line.through, registry, lang)),
    )


def _letters(line: Line) -> Cell:
    indirect = line.kind == "indirect"
    if not line.raci:
        return Cell("–", "", "indirect" if indirect else "")
    text = "/".join(line.raci) + "°" * line.inferred
    marks = [line.raci[0], *["inferred"] * line.inferred, *["indirect"] * indirect]
    return Cell(f"({text})" if indirect else text, "", " ".join(marks))


def _classes(agencies: Iterable[str], registry: m.Registry, lang: str) -> str:
    return ", ".join(words.agency(a, registry, lang, short=True) for a in agencies)


def _received_row(r: Received, registry: m.Registry, lang: str) -> tuple[Cell, ...]:
    what = _MODES[r.mode].get(lang) if r.mode in _MODES else r.mode
    at = bodies.clause(r.at, lang)
    return (Cell(at), Cell(what), *[Cell("")] * 6, Cell(at, _classes(r.through, registry, lang)))


def _notes(s: Section, registry: m.Registry) -> Iterator[Text]:
    share = s.share
    every = (*share.parts, *share.indirect)
    yield from report_notes(s.plan, share.reports, registry)
    if any(a.inferred for a in every):
        yield say("The mark °: the clause repeats the wording of the task and cites no clause.")
    if share.by_class:
        yield say(
            "In parentheses, or with a class under the clause: the plan names the class, not the agency."
        )
    items = {a.item for a in every}
    tasks = [t for t in s.plan.tasks if t.id in items]
    if tasks and not any(t.due or t.product for t in tasks):
        yield say("The plan states neither a date nor a product for any of these tasks.")
    if share.mentioned:
        clauses = words.in_both(lambda lang: ", ".join(bodies.clause(c, lang) for c in share.mentioned))
        yield say("Named besides, without work of its own there: {clauses}.", clauses=clauses)
    yield from bodies.successions(share.body, s.plan, registry)


def data(agency: str, plans: Iterable[m.Plan], registry: m.Registry, lang: str = "vi") -> dict[str, Any]:
    """The packet as JSON, as ``schema/output/duties.schema.json`` describes."""
    found, without = sections(agency, plans, registry)
    return {
        "agency": agency,
        "name": words.agency(agency, registry, lang),
        "plans": [_section_data(s, registry, lang) for s in found],
        "without_work": [p.id for p in without],
    }


def _section_data(s: Section, registry: m.Registry, lang: str) -> dict[str, Any]:
    share = s.share
    return {
        "plan": s.plan.id,
        "number": s.plan.document.number,
        "province": home(s.plan) or None,
        "body": share.body,
        "parts": [
            part
            for listed in lines(s.plan, share).values()
            for line in listed
            for part in of_lines.line_data(s.facts, line)
        ],
        "reports": [report_data(s.plan, r, registry, lang) for r in share.reports],
        "received": [{"at": str(r.at), "mode": r.mode, "through": list(r.through)} for r in share.received],
        "mentioned": [str(at) for at in share.mentioned],
        "successions": [note.get(lang) for note in bodies.successions(share.body, s.plan, registry)],
    }
