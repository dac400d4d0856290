"""Which plans ``diff`` is to set beside which: two that are named, or all that two states of a git folder have not alike."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from planmodel import model as m
from planmodel.cli._shared import finding_line, load_plan
from planmodel.diagnostics import Diagnostic, Refusal, Severity, say
from planmodel.source import Source
from planmodel.workspace import Workspace, load_source
from planmodel.workspace.references import closest


class Versions(NamedTuple):
    """One plan before and after; None where it was or is not there. ``found`` are faults that keep it from being read."""

    old: m.Plan | None
    new: m.Plan | None
    found: tuple[Diagnostic, ...] = ()


def versions(workspace: Workspace, args: Sequence[str], lang: str) -> Iterator[Versions]:
    """The pairs that the arguments mean: OLD NEW, or REV [FOLDER], or A..B [FOLDER]."""
    if not 1 <= len(args) <= 2:
        raise Refusal(
            say("name two versions, or a revision of git: planmodel diff OLD NEW, planmodel diff HEAD~3")
        )
    ranged = _is_range(args[0])
    if (
        len(args) == 2
        and not ranged
        and (_names_a_plan(workspace, args[0]) or not _is_beside(workspace, args[1]))
    ):
        if args[0] == args[1] == "-":
            raise Refusal(say("only one of the two can be '-': standard input is read once"))
        for name in args:
            if os.path.isdir(name):
                raise _folder(name)
        if not _names_a_plan(workspace, args[0]):
            workspace.find(args[1])  # a revision may stand before it: what is wrong is told of the second
        yield Versions(load_plan(workspace, args[0], lang), load_plan(workspace, args[1], lang))
        return
    if len(args) == 1 and not ranged and (os.path.lexists(args[0]) or _names_a_plan(workspace, args[0])):
        raise Refusal(
            say("'{name}' is one version; name the other one too: planmodel diff OLD NEW", name=args[0])
        )
    if not ranged and os.path.isdir(args[0]):
        raise _folder(args[0])
    from planmodel.workspace import revisions

    under: str | Path | None = args[1] if len(args) == 2 else None
    if under is not None and under in workspace.paths and not os.path.lexists(under):
        under = workspace.path_of(str(under))
    try:
        listed = revisions.changed(workspace, args[0], under)
    except Refusal:
        near = closest(args[0], list(workspace.paths))
        if near is None:
            raise
        raise Refusal(
            say("there is no plan and no revision '{name}'; did you mean {near}?", name=args[0], near=near)
        ) from None
    for changed in listed:
        yield _read(workspace, changed.old, changed.new)


def _folder(name: str) -> Refusal:
    return Refusal(
        say(
            "'{name}' is a folder; name two versions of one plan, or a revision before the folder: planmodel diff HEAD {name}",
            name=name,
        )
    )


def _is_range(name: str) -> bool:
    """True for ``A..B``; what reads git is loaded only where it may be one."""
    if ".." not in name:
        return False
    from planmodel.workspace import revisions

    return revisions.split_range(name) is not None


def _names_a_plan(workspace: Workspace, name: str) -> bool:
    """True for what is one version of a plan: a file, ``-``, ``REV:path`` or an id."""
    return (
        name == "-"
        or ":" in name
        or os.path.isfile(name)
        or name.endswith((".yaml", ".yml"))
        or name in workspace.paths
    )


def _is_beside(workspace: Workspace, name: str) -> bool:
    """True for what can stand after a revision: a folder, a file or an id."""
    return os.path.lexists(name) or name in workspace.paths


def driven(workspace: Workspace, args: Sequence[str]) -> tuple[str, Versions | None]:
    """What git asks about, and the two sides of it; None for a file in the middle of a merge."""
    from planmodel.cli._driver import driver_arguments

    asked = driver_arguments(args)
    if asked.old is None and asked.new is None:
        return asked.name, None
    return asked.name, _read(workspace, asked.old, asked.new)


def _read(workspace: Workspace, old: Source | None, new: Source | None) -> Versions:
    """Both texts as plans, with the faults of those that cannot be trusted."""
    plans: list[m.Plan | None] = []
    found: list[Diagnostic] = []
    for text in (old, new):
        loaded = load_source(text, workspace.engine, workspace.workdays) if text is not None else None
        plan = loaded.plan if loaded is not None else None
        errors = [d for d in loaded.found if d.severity is Severity.error] if loaded is not None else []
        if plan is not None and not errors:
            errors = [d for d in workspace.resolve(plan) if d.severity is Severity.error]
        plans.append(None if errors else plan)
        found += errors
    return Versions(plans[0], plans[1], tuple(found))


def complain(found: Sequence[Diagnostic], lang: str) -> None:
    """Faults of a version, a line each, on standard error."""
    for d in found:
        click.echo(finding_line(d, lang), err=True)
