"""The explanation of departures ("Bảng giải trình"): what the template demands, what the plan says, why, who agreed.

One table for each plan, under the heading of an annex (Nghị định 30/2020/NĐ-CP, Phụ lục I). A departure that nobody
has accepted yet stands there with an empty reason: nothing is filled in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from planmodel import model as m
from planmodel.derive.conformity import Item, fingerprint
from planmodel.derive.deviations import Stale, Standing
from planmodel.diagnostics import Text, say
from planmodel.views import words
from planmodel.views.compare import said
from planmodel.views.compare.reasons import why
from planmodel.views.heading import LABEL, attached_to, cited, titled
from planmodel.views.table import Cell, Document, Group, Table, columns_of
from planmodel.workspace.deviations import Deviation


class Explained(NamedTuple):
    """A plan, the documents that it carries out, where it departs from them, and how the register stands to that.

    ``in_part`` where only departures of some states are asked for.
    """

    plan: m.Plan
    templates: tuple[m.Plan, ...]
    departures: tuple[Item, ...]
    standing: Standing
    in_part: bool = False


LONGEST = 2000
"""Characters of the longest difference that a register may hold."""

STATES = ("accepted", "expired", "open")
"""What a departure can be, in the order in which they are listed."""

_TITLE = Text(
    "Bảng giải trình khác biệt so với văn bản mẫu của", "Explanation of departures from the template:"
)
_ALL = Text("Bảng giải trình khác biệt so với văn bản mẫu", "Explanation of departures from templates")
_NAME = Text("Giải trình", "Departures")
_COLUMNS = (
    ("no", Text("STT", "No."), 5, "center"),
    ("demanded", Text("Yêu cầu của văn bản mẫu (điều khoản)", "The template demands (clause)"), 30, "left"),
    ("stated", Text("Kế hoạch quy định (điều khoản)", "The plan says (clause)"), 30, "left"),
    ("difference", Text("Khác biệt", "Departure"), 34, "left"),
    ("reason", Text("Lý do", "Reason"), 28, "left"),
    ("approver", Text("Người chấp thuận, ngày", "Accepted by, on"), 18, "left"),
    ("until", Text("Thời hạn", "Until"), 13, "left"),
)
_HEADINGS = {
    "accepted": Text("Đã được chấp thuận", "Accepted"),
    "expired": Text("Chấp thuận đã hết hạn", "Acceptance run out"),
    "open": Text("Chưa giải trình", "Not explained yet"),
    "stale": Text("Chấp thuận không còn khớp", "Acceptance that fits nothing any more"),
}
_OPEN = Text("chưa có", "none yet")
_EXPIRED = Text("đã hết hạn", "run out")
_NONE = Text("không nêu", "not stated")


def document(explained: Sequence[Explained], registry: m.Registry, lang: str = "vi") -> Document:
    """The tables of all plans."""
    tables = tuple(table(one, registry, lang) for one in explained)
    if len(tables) == 1:
        return Document(tables[0].title, tables)
    return Document(_ALL.get(lang), tables)


def table(one: Explained, registry: m.Registry, lang: str = "vi") -> Table:
    """The table of one plan, numbered through, by what has become of each departure."""
    by_state: dict[str, list[Item]] = {state: [] for state in STATES}
    for item in one.departures:
        by_state[one.standing.state(fingerprint(item))].append(item)
    groups, number = [], 0
    for state in STATES:
        rows = []
        for item in by_state[state]:
            number += 1
            rows.append(_row(number, item, _entry(one.standing, item), state, registry, lang))
        if rows:
            groups.append(Group(f"{_HEADINGS[state].get(lang)} ({len(rows)})", tuple(rows)))
    if one.standing.stale:
        stale = tuple(_stale_row(number + n, s, registry, lang) for n, s in enumerate(one.standing.stale, 1))
        groups.append(Group(f"{_HEADINGS['stale'].get(lang)} ({len(stale)})", stale))
    return Table(
        titled(_TITLE, one.plan, lang),
        columns_of(_COLUMNS, lang),
        tuple(groups),
        tuple(note.get(lang) for note in _notes(one, registry)),
        _NAME.get(lang),
        LABEL.get(lang),
        (attached_to(one.plan, registry, lang),),
    )


def _entry(standing: Standing, item: Item) -> Deviation | None:
    which = fingerprint(item)
    return standing.accepted.get(which) or standing.expired.get(which)


def _row(
    number: int, item: Item, entry: Deviation | None, state: str, registry: m.Registry, lang: str
) -> tuple[Cell, ...]:
    return (
        Cell(str(number), value=number),
        _demanded(item, registry, lang),
        _stated(item, registry, lang),
        Cell(_capital(why(item, registry).get(lang)), "", item.verdict),
        *_accepted(entry, state, lang),
    )


def _demanded(item: Item, registry: m.Registry, lang: str) -> Cell:
    assert item.demanded is not None
    asked = said.demand(item.demanded, item.level, registry, lang)
    return Cell(_both(said.title(item.demanded, registry, lang), asked), words.at(item.template_at))


def _stated(item: Item, registry: m.Registry, lang: str) -> Cell:
    """What the plan says in its place; where it answers with several items, each once."""
    if not item.offered:
        return Cell(_NONE.get(lang), mark="gap")
    told = (
        _both(said.title(o, registry, lang), said.demand(o, item.given if n == 0 else None, registry, lang))
        for n, o in enumerate(item.offered)
    )
    return Cell("; ".join(dict.fromkeys(told)), said.clauses(item.plan_at, lang))


def _both(title: str, asked: str) -> str:
    return f"{title}: {asked}" if asked and asked != title else title


def _accepted(entry: Deviation | None, state: str, lang: str) -> tuple[Cell, Cell, Cell]:
    if entry is None:
        return Cell(_OPEN.get(lang), mark="gap"), Cell(""), Cell("")
    run_out = _EXPIRED.get(lang) if state == "expired" else ""
    return (
        Cell(entry.reason),
        Cell(f"{entry.approver}, {words.day(entry.on, lang)}"),
        Cell(words.day(entry.until, lang), run_out, "gap" if run_out else "", entry.until),
    )


def _stale_row(number: int, stale: Stale, registry: m.Registry, lang: str) -> tuple[Cell, ...]:
    entry, now = stale
    about = "/".join(x for x in (entry.kind, entry.item, entry.year) if x)
    return (
        Cell(str(number), value=number),
        _demanded(now, registry, lang) if now is not None else Cell(about),
        _stated(now, registry, lang) if now is not None else Cell(_NONE.get(lang)),
        Cell(_changed(stale, registry).get(lang), "", "gap"),
        *_accepted(entry, "accepted", lang),
    )


def _changed(stale: Stale, registry: m.Registry) -> Text:
    """What was accepted, and what stands there now."""
    was = stale.deviation.difference
    now = say("no longer demanded of this plan") if stale.now is None else why(stale.now, registry)
    if not was:
        return say("Now: {now}", now=now)
    return say("Accepted: {was}. Now: {now}", was=was, now=now)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _notes(one: Explained, registry: m.Registry) -> Iterator[Text]:
    for template in one.templates:
        document = words.in_both(lambda lang, t=template: cited(t, registry, lang))  # type: ignore[misc]
        yield say("Template: {document}.", document=document)
    if any(link.basis == "inferred" for link in one.plan.implements):
        yield say("The plan does not cite the template; the link is inferred by the encoder.")
    if not one.templates:
        yield say("The plan names no template that it carries out.")
    elif not (one.departures or one.in_part):
        yield say("No departure from the template was found.")
    if one.plan.document.source_kind == "news-article":
        yield say("Only a news article about the plan is known: what it does not mention is no departure.")


def data(explained: Iterable[Explained], registry: m.Registry, lang: str = "vi") -> dict[str, Any]:
    """The departures as JSON, as ``schema/output/deviations.schema.json`` describes."""
    return {
        "plans": [
            {
                "plan": one.plan.id,
                "templates": [t.id for t in one.templates],
                "attached_to": attached_to(one.plan, registry, lang),
                "departures": [_item_data(i, one.standing, registry, lang) for i in one.departures],
                "stale": [_stale_data(s, registry, lang) for s in one.standing.stale],
            }
            for one in explained
        ]
    }


def _item_data(item: Item, standing: Standing, registry: m.Registry, lang: str) -> dict[str, Any]:
    which = fingerprint(item)
    entry = _entry(standing, item)
    return {
        "state": standing.state(which),
        "fingerprint": which,
        "template": item.template,
        "item_kind": item.kind,
        "item": item.item,
        "year": item.year,
        "verdict": item.verdict,
        "dimensions": dict(item.dimensions),
        "matches": list(item.matches),
        "template_at": words.at(item.template_at) or None,
        "plan_at": [str(at) for at in item.plan_at],
        "difference": why(item, registry).get(lang),
        **_entry_data(entry),
    }


def _entry_data(entry: Deviation | None) -> dict[str, Any]:
    if entry is None:
        return dict.fromkeys(("reason", "approver", "date", "until"))
    return {
        "reason": entry.reason,
        "approver": entry.approver,
        "date": entry.on.isoformat(),
        "until": entry.until.isoformat(),
    }


def _stale_data(stale: Stale, registry: m.Registry, lang: str) -> dict[str, Any]:
    entry, now = stale
    return {
        "fingerprint": entry.fingerprint,
        "template": entry.template.id,
        "item_kind": entry.kind,
        "item": entry.item,
        "year": entry.year,
        "was": entry.difference or None,
        "now": {
            "fingerprint": fingerprint(now),
            "verdict": now.verdict,
            "difference": why(now, registry).get(lang),
        }
        if now is not None
        else None,
        **_entry_data(entry),
    }


# -------------------------------------------------------------------------------------------------------------- draft

_HEAD = Text(
    "# Mẫu cho deviations.yaml: giữ những mục được chấp thuận, điền lý do, người chấp thuận và hai ngày.",
    "# A draft for deviations.yaml: keep what is accepted, fill in the reason, who accepted it and both days.",
)


def draft(explained: Iterable[Explained], registry: m.Registry, lang: str = "vi") -> str:
    """Entries of the register for every departure that nobody has accepted, as YAML to fill in."""
    lines = [_HEAD.get(lang), "planmodel: 1", "deviations:"]
    for one in explained:
        for item in one.departures:
            if one.standing.state(fingerprint(item)) != "accepted":
                lines += _drafted(item, registry, lang)
    if len(lines) == 3:
        lines[-1] = "deviations: []"
    return "\n".join(lines) + "\n"


def _drafted(item: Item, registry: m.Registry, lang: str) -> Iterator[str]:
    year = f"\n    year: {item.year}" if item.year is not None else ""
    yield f"  - plan: {item.plan}"
    yield f"    template: {item.template}"
    yield f"    item: {item.kind}/{item.item}{year}"
    yield f'    fingerprint: "{fingerprint(item)}"'
    yield f"    difference: {json.dumps(why(item, registry).get(lang)[:LONGEST], ensure_ascii=False)}"
    for key in ("reason", "approver", "date", "until"):
        yield f'    {key}: ""'
