"""The catalogue as it stands in one workspace: the program's rules, the packs it ships, the workspace's own, plugins."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from planmodel.catalogue.entries import Entry, Origin, entries
from planmodel.catalogue.listing import State
from planmodel.check import Judge
from planmodel.diagnostics import Diagnostic
from planmodel.rules import Rule, WorkspaceRule, all_rules, workspace_rules
from planmodel.source import Source, read
from planmodel.workspace import Workspace, shown


class Catalogue(NamedTuple):
    """Every entry, how each stands in the workspace, and what is wrong with its settings and rule files."""

    entries: tuple[Entry, ...]
    states: dict[str, State]
    found: list[Diagnostic]


def catalogue(where: Workspace) -> Catalogue:
    """The catalogue of the workspace ``where``."""
    judge = Judge(where)
    built_in = {*(rule.code for rule in all_rules()), *(rule.code for rule in workspace_rules())}
    origins = dict(_origins(judge))
    in_force = [rule for rule in judge.rules if rule.code not in built_in]
    added = {rule.code: (rule, origins.get(rule.code, Origin("plugin"))) for rule in in_force}
    for rule, origin in _shipped():
        added.setdefault(rule.code, (rule, origin))
    listed = entries(added.values())
    runs = judge.rule_set(None)
    states = {e.code: State(True, e.severity) for e in listed if not e.silenceable}
    for entry in listed:
        if entry.silenceable:
            severity = runs.severity.get(entry.code, entry.severity)
            states[entry.code] = State(entry.code in runs.codes, severity)
    return Catalogue(listed, states, judge.found)


def _origins(judge: Judge) -> Iterator[tuple[str, Origin]]:
    """Where each rule that a user wrote comes from, by code."""
    if not judge.rule_files:
        return
    from planmodel.rules import user

    packs = {os.path.abspath(path): name for name, path in user.packs().items()}
    for path in judge.rule_files:
        name = packs.get(os.path.abspath(path))
        origin = Origin("pack", name) if name is not None else Origin("workspace", shown(path))
        yield from ((rule.code, origin) for rule in _loaded(path))


def _shipped() -> Iterator[tuple[Rule | WorkspaceRule, Origin]]:
    """The rules of every pack that the program ships, in force or not."""
    from planmodel.rules import user

    for name, path in sorted(user.packs().items()):
        yield from ((rule, Origin("pack", name)) for rule in _loaded(path))


def _loaded(path: Path) -> tuple[Rule, ...]:
    from planmodel.rules import user

    text = read(path, shown(path))
    return user.load([text]).rules if isinstance(text, Source) else ()
