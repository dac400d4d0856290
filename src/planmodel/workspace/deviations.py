"""The register of accepted departures: ``deviations.yaml`` at the workspace's root, beside ``planmodel.yaml``.

An entry says of which demand of which template a plan may depart, why, who accepted it, when, and until when. It names
the departure by its fingerprint (``derive.conformity.fingerprint``), so that it holds as long as demand and answer
stay what they were. A file that is not of this form accepts nothing; an entry with a fault accepts nothing either.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from planmodel import diagnostics as dg
from planmodel import model as m
from planmodel import source
from planmodel.diagnostics import Diagnostic, Fix, Related, Span, Text, say
from planmodel.workspace.references import closest

if TYPE_CHECKING:
    from planmodel.workspace import Workspace
    from planmodel.yamltree import Tree

FILE = "deviations.yaml"

_LETTER = r"[^\W\d_]"


class Deviation(NamedTuple):
    """One accepted departure; ``source`` and ``span`` are where it stands. ``year`` is None but for targets.

    ``difference`` is what the departure was when it was accepted, in words for whoever reads it later.
    """

    plan: m.Ref
    template: m.Ref
    kind: str
    item: str
    year: str | None
    fingerprint: str
    reason: str
    approver: str
    on: date
    until: date
    difference: str
    source: str
    span: Span


class Register(NamedTuple):
    """The entries in force by plan, in the file's order, and what is wrong with the file."""

    name: str = FILE
    by_plan: Mapping[str, tuple[Deviation, ...]] = MappingProxyType({})
    found: tuple[Diagnostic, ...] = ()

    def of(self, plan: str) -> tuple[Deviation, ...]:
        """The entries about one plan."""
        return self.by_plan.get(plan, ())


def path_of(home: Path | None) -> Path | None:
    """Where the register of the workspace at ``home`` stands; None where there is none."""
    path = home / FILE if home is not None else None
    return path if path is not None and os.path.lexists(path) else None


def read(workspace: Workspace) -> Register:
    """The workspace's register; an empty one where it has none."""
    path = path_of(workspace.home)
    if path is None:
        return Register()
    from planmodel import yamltree
    from planmodel.workspace import shown

    text = source.read(path, shown(path))
    if isinstance(text, Diagnostic):
        return Register(text.source, {}, (text,))
    tree = yamltree.read(text)
    if tree.found:
        return Register(text.name, {}, tuple(dg.in_order(tree.found)))
    entries, found = compiled(tree)
    named = [(e, list(_unknown(e, workspace))) for e in entries]
    by_plan: dict[str, list[Deviation]] = {}
    for entry, wrong in named:
        found += wrong
        if not wrong:
            by_plan.setdefault(entry.plan.id, []).append(entry)
    return Register(
        text.name, {plan: tuple(listed) for plan, listed in by_plan.items()}, tuple(dg.in_order(found))
    )


def compiled(tree: Tree) -> tuple[list[Deviation], list[Diagnostic]]:
    """The entries of a register that are without a fault, and every fault."""
    from planmodel import schema

    found = schema.validate(tree, "deviations")
    if found:
        return [], found
    entries: list[Deviation] = []
    first: dict[str, Deviation] = {}
    listed = tree.data["deviations"]
    for n, data in enumerate(listed):
        wrong = list(_faults(tree, data))
        entry = _entry(tree, data, tree.value_span(listed, n)) if not wrong else None
        if entry is not None:
            other = first.setdefault(entry.fingerprint, entry)
            if other is not entry:
                wrong.append(_twice(tree, data, other))
            else:
                entries.append(entry)
        found += wrong
    return entries, found


def _entry(tree: Tree, data: dict[str, Any], span: Span) -> Deviation:
    kind, _, item = data["item"].partition("/")
    plan, template = (m.Ref(data[key], tree.place(data, key)) for key in ("plan", "template"))
    return Deviation(
        plan, template, kind, item, str(data["year"]) if "year" in data else None, data["fingerprint"],
        data["reason"].strip(), data["approver"].strip(), date.fromisoformat(data["date"]),
        date.fromisoformat(data["until"]), data.get("difference", "").strip(), tree.source.name, span,
    )  # fmt: skip


def _faults(tree: Tree, data: dict[str, Any]) -> Iterator[Diagnostic]:
    """What the schema cannot say of an entry."""
    name = tree.source.name
    if not re.search(_LETTER, data["reason"]):
        message = say("the reason is missing; write in words why the plan may depart from the template here")
        yield dg.WRONG_FORM.at(name, tree.value_span(data, "reason"), message)
    if not re.search(_LETTER, data["approver"]):
        message = say("it is not said who accepted this; name the person or the agency")
        yield dg.WRONG_FORM.at(name, tree.value_span(data, "approver"), message)
    if data["until"] < data["date"]:
        message = say(
            "the acceptance ends on {until}, before it is given on {date}; check both days",
            until=date.fromisoformat(data["until"]),
            date=date.fromisoformat(data["date"]),
        )
        yield dg.OUT_OF_RANGE.at(name, tree.value_span(data, "until"), message)
    is_target = data["item"].startswith("target/")
    if is_target and "year" not in data:
        message = say("a target is accepted for one year; add year, as planmodel deviations prints it")
        yield dg.MISSING_KEY.at(name, tree.value_span(data, "item"), message)
    if not is_target and "year" in data:
        message = say("only targets have a year; take it out here")
        yield dg.UNKNOWN_KEY.at(name, tree.key_span(data, "year"), message)


def _twice(tree: Tree, data: dict[str, Any], other: Deviation) -> Diagnostic:
    related = Related(say("accepted here already"), other.source, other.span)
    message = say("departure {fingerprint} is accepted twice; keep one entry", fingerprint=other.fingerprint)
    return dg.REPEATED_ITEM.at(
        tree.source.name, tree.value_span(data, "fingerprint"), message, related=(related,)
    )


def _unknown(entry: Deviation, workspace: Workspace) -> Iterator[Diagnostic]:
    """The plans that an entry names and that are not in the workspace."""
    for ref in (entry.plan, entry.template):
        if ref.id in workspace.paths:
            continue
        near = closest(ref.id, workspace.paths)
        yield dg.UNKNOWN_PLAN.at(
            entry.source, ref.span, _no_plan(ref.id, near), fix=Fix(ref.span, near) if near else None
        )


def _no_plan(name: str, near: str | None) -> Text:
    if near is None:
        return say("there is no plan '{id}' here; take the entry out, or check the id", id=name)
    return say("there is no plan '{id}'; did you mean {near}?", id=name, near=near)


def elsewhere(name: str) -> Diagnostic:
    """The finding about a register that is not where it is read."""
    message = say(
        "departures are accepted in {file} beside planmodel.yaml only; move these entries there", file=FILE
    )
    return dg.DEVIATIONS_ELSEWHERE.at(name, dg.BEGINNING, message)
