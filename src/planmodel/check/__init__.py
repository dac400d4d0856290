"""Checking: the one door through which the command line, the page and the tests judge a text."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from planmodel import diagnostics as dg
from planmodel.check.engine import finished, run_rules
from planmodel.check.judge import Checked, Judge, Options
from planmodel.check.settings import CONFIG
from planmodel.diagnostics import Diagnostic, Refusal, Severity, Span, say
from planmodel.source import Source
from planmodel.workspace import Workspace, missing_file, plan_files
from planmodel.workspace.deviations import FILE as DEVIATIONS

FEW = 10
"""Files below which one process does it all, without the cache: starting others would take longer."""

__all__ = [
    "FEW",
    "Checked",
    "Judge",
    "Options",
    "Tally",
    "broken_registries",
    "check_files",
    "check_text",
    "data",
    "exit_code",
    "find_files",
    "finding",
    "run_rules",
    "tally",
]


def check_text(text: Source, workspace: Workspace, options: Options = Options()) -> Checked:  # noqa: B008 - frozen
    """Everything that is to be said about one text, in order of place."""
    judge = Judge(workspace, options)
    return next(judge.together([judge.text(text)], [None]))


def find_files(args: Iterable[str], workspace: Workspace) -> list[Path]:
    """The files that CHECK arguments name, each once: files, folders (every YAML file in them) or plan ids.

    Raises Refusal for a missing file, an unknown id, or a folder without YAML files.
    """
    found: dict[str, Path] = {}
    for arg in args:
        for path in _named(arg, workspace):
            found.setdefault(os.path.abspath(path), path)
    return list(found.values())


def _named(arg: str, workspace: Workspace) -> list[Path]:
    if not arg:
        raise Refusal(say("the name is empty; name a file, a folder or a plan id"))
    path = Path(arg)
    try:
        if path.is_dir():
            inside = [p for p in plan_files(path, broken=True) if not _is_ours(p, workspace)]
            if not inside and arg in workspace.paths:  # build/ has a folder of this name for every plan
                return [workspace.path_of(arg)]
            if not inside:
                raise Refusal(
                    say("folder '{folder}' holds no .yaml file; name the folder with the plans", folder=arg)
                )
            return inside
        if os.path.lexists(path):
            return [path]
    except (OSError, ValueError):  # a name that the system does not allow
        raise missing_file(arg) from None
    if path.suffix in (".yaml", ".yml") or "/" in arg:
        raise missing_file(arg)
    return [workspace.path_of(arg)]


def _is_ours(path: Path, workspace: Workspace) -> bool:
    """True for settings, accepted departures and rule files: they are no plans, and are judged whenever plans are."""
    if workspace.home is None or (path.name not in (CONFIG, DEVIATIONS) and path.parent.name != "rules"):
        return False
    place = path.absolute()
    return place.parent == workspace.home / "rules" or place in (
        workspace.home / CONFIG,
        workspace.home / DEVIATIONS,
    )


def check_files(
    paths: Iterable[Path],
    workspace: Workspace,
    options: Options = Options(),  # noqa: B008 - frozen
) -> Iterator[Checked]:
    """What was found in each file, by one process and without a cache; see ``planmodel.check.many`` for both."""
    judge = Judge(workspace, options)
    listed = list(paths)
    yield from completed(judge, [judge.file(path) for path in listed], listed)


def completed(
    judge: Judge, checked: Sequence[Checked], paths: Sequence[Path], *, registries_read: bool = False
) -> Iterator[Checked]:
    """What each file's own judgement leaves: settings, rules about all plans together, registries that cannot be read.

    With ``registries_read`` it is known that they can be.
    """
    yield from judge.of_itself()
    yield from judge.together(checked, paths)
    if registries_read:
        return
    registries = {os.path.abspath(p) for p in judge.workspace.registry_files}
    told = [
        d
        for one, path in zip(checked, paths, strict=True)
        if one.found and os.path.abspath(path) in registries
        for d in one.found
    ]
    yield from broken_registries(judge.workspace, told)


def broken_registries(workspace: Workspace, told: Iterable[Diagnostic] = ()) -> Iterator[Checked]:
    """The registries in force that cannot be read, less what was ``told``: plans are not judged until they can."""
    known = {d[:7] for d in told}
    by_name: dict[str, list[Diagnostic]] = {}
    for d in workspace.registry_found:
        if d[:7] not in known:
            by_name.setdefault(d.source, []).append(d)
    for name, listed in by_name.items():
        yield Checked(name, None, True, finished(listed, None, None))


class Tally(NamedTuple):
    """How much was checked and found."""

    files: int
    plans: int
    errors: int
    warnings: int
    infos: int
    silenced: int = 0
    known: int = 0
    accepted: int = 0


def tally(checked: Iterable[Checked]) -> Tally:
    """Count files, plans and findings by severity."""
    files = plans = silenced = known = accepted = 0
    by = dict.fromkeys(Severity, 0)
    for one in checked:
        files += 1
        plans += one.plan_id is not None
        silenced += one.silenced
        known += one.known
        accepted += one.accepted
        for d in one.found:
            by[d.severity] += 1
    return Tally(
        files, plans, by[Severity.error], by[Severity.warning], by[Severity.info], silenced, known, accepted
    )


def exit_code(found: Iterable[Diagnostic], fail_on: Severity) -> int:
    """0 nothing at or above ``fail_on``, 1 findings at or above it, 3 a fault of the program."""
    codes = [(d.code, d.severity) for d in found]
    if any(code == dg.RULE_CRASHED.code for code, _ in codes):
        return 3
    return int(any(severity >= fail_on for _, severity in codes))


def data(checked: Iterable[Checked], lang: str) -> dict[str, Any]:
    """Findings as JSON, as ``schema/output/check.schema.json`` describes."""
    listed = list(checked)
    count = tally(listed)
    return {
        "planmodel": 1,
        "findings": [finding(d, lang) for one in listed for d in one.found],
        "summary": count._asdict(),
    }


def finding(d: Diagnostic, lang: str) -> dict[str, Any]:
    """One finding as JSON."""
    return {
        "code": d.code,
        "name": d.name,
        "severity": d.severity.name,
        "message": d.message.get(lang),
        "file": d.source,
        **_place(d.span),
        "clause": d.clause,
        "related": [{"message": r.message.get(lang), "file": r.source, **_place(r.span)} for r in d.related],
        "fix": {**_place(d.fix.span), "replacement": d.fix.replacement, "safe": d.fix.safe}
        if d.fix is not None
        else None,
        "fingerprint": d.fingerprint,
    }


def _place(span: Span | None) -> dict[str, int | None]:
    if span is None:
        return dict.fromkeys(("line", "column", "end_line", "end_column"))
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
