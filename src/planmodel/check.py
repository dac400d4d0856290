"""Checking: the one door through which the command line, the page and the tests judge a text.

Stages run only on what the one before accepted: text -> tree -> schema -> model -> names -> rules. A rule that fails
is a finding of its own (PM901), and the program's exit code says that the fault is ours.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from planmodel import diagnostics as dg
from planmodel import model as m
from planmodel import source as src
from planmodel.diagnostics import Diagnostic, Refusal, Related, Severity, Span, Text
from planmodel.rules import Facts, Rule, all_rules
from planmodel.source import Source
from planmodel.workspace import Loaded, Workspace, load_source, missing_file, plan_files, shown


class Checked(NamedTuple):
    """What was found in one text; ``plan_id`` is None for registries and for what could not be built."""

    name: str
    source: Source | None
    plan_id: str | None
    is_registry: bool
    found: list[Diagnostic]


def check_text(text: Source, workspace: Workspace) -> Checked:
    """Everything that is to be said about one text, in order of place."""
    loaded = load_source(text, workspace.engine)
    return Checked(text.name, text, _plan_id(loaded), loaded.registry is not None, _judge(loaded, workspace))


def _plan_id(loaded: Loaded) -> str | None:
    return loaded.plan.id if loaded.plan is not None else None


def _judge(loaded: Loaded, workspace: Workspace) -> list[Diagnostic]:
    found = list(loaded.found)
    if loaded.plan is not None and not workspace.registry_found:
        found += workspace.resolve(loaded.plan)
        found += run_rules(loaded.plan, workspace.registry)
    return dg.in_order(found)


def run_rules(plan: m.Plan, registry: m.Registry, rules: Iterable[Rule] | None = None) -> list[Diagnostic]:
    """The findings of every rule (all rules by default) about one plan."""
    facts = Facts(plan, registry)
    return [d for rule in (all_rules() if rules is None else rules) for d in _run(rule, facts)]


def _run(rule: Rule, facts: Facts) -> list[Diagnostic]:
    try:
        return [
            Diagnostic(
                rule.code,
                rule.name,
                rule.severity,
                x.message,
                facts.plan.source,
                x.span,
                str(x.clause) if x.clause is not None else None,
                x.related,
            )
            for x in rule.run(facts)
        ]
    except Exception as error:  # noqa: BLE001 - a rule must not take the others down; this becomes exit code 3
        why = f"{type(error).__name__}: {error}"
        return [
            dg.RULE_CRASHED.at(
                facts.plan.source,
                facts.plan.id_span,
                f"quy tắc {rule.code} {rule.name} gặp lỗi của chương trình ({why}); xin báo cho người làm planmodel",
                f"rule {rule.code} {rule.name} failed by a fault of the program ({why}); please report it",
            )
        ]


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
        raise Refusal(
            "tên tệp để trống; hãy ghi tên một tệp, thư mục hay mã kế hoạch",
            "the name is empty; name a file, a folder or a plan id",
        )
    path = Path(arg)
    try:
        if path.is_dir():
            inside = sorted([*plan_files(path), *_broken_links(path)])
            if not inside and arg in workspace.paths:  # build/ has a folder of this name for every plan
                return [workspace.path_of(arg)]
            if not inside:
                raise Refusal(
                    f"thư mục «{arg}» không có tệp .yaml nào; hãy chỉ thư mục chứa kế hoạch",
                    f"folder '{arg}' holds no .yaml file; name the folder with the plans",
                )
            return inside
        if os.path.lexists(path):
            return [path]
    except (OSError, ValueError):  # a name that the system does not allow
        raise missing_file(arg) from None
    if path.suffix in (".yaml", ".yml") or "/" in arg:
        raise missing_file(arg)
    return [workspace.path_of(arg)]


def _broken_links(folder: Path) -> Iterator[Path]:
    """Links that lead nowhere and should lead to YAML: what cannot be checked is told, never passed over."""
    for ending in ("*.yaml", "*.yml"):
        for path in folder.rglob(ending):
            hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
            if path.is_symlink() and not path.exists() and not hidden:
                yield path


def check_files(paths: Iterable[Path], workspace: Workspace) -> Iterator[Checked]:
    """Check files one after another, each let go before the next; two plans with one id are told apart by the second."""
    first: dict[str, tuple[str, Span]] = {}
    registries = {os.path.abspath(p) for p in workspace.registry_files}
    told: list[Diagnostic] = []
    for path in paths:
        name = shown(path)
        text = src.read(path, name)
        if isinstance(text, Diagnostic):
            told.append(text)
            yield Checked(name, None, None, False, [text])
            continue
        loaded = load_source(text, workspace.engine)
        found = _judge(loaded, workspace)
        if loaded.plan is not None:
            found += _same_id(loaded.plan, first)
        if os.path.abspath(path) in registries:
            told += found
        yield Checked(name, text, _plan_id(loaded), loaded.registry is not None, found)
    yield from broken_registries(workspace, told)


def broken_registries(workspace: Workspace, told: Sequence[Diagnostic] = ()) -> Iterator[Checked]:
    """The registries in force that cannot be read, less what was ``told``: plans are not judged until they can."""
    by_name: dict[str, list[Diagnostic]] = {}
    for d in workspace.registry_found:
        if d not in told:
            by_name.setdefault(d.source, []).append(d)
    for name, listed in by_name.items():
        yield Checked(name, None, None, True, listed)


def _same_id(plan: m.Plan, first: dict[str, tuple[str, Span]]) -> list[Diagnostic]:
    name, span = first.setdefault(plan.id, (plan.source, plan.id_span))
    if name == plan.source:
        return []
    return [
        dg.SAME_PLAN_ID.at(
            plan.source,
            plan.id_span,
            f"mã «{plan.id}» đã là của {name}; hãy đổi mã ở một trong hai tệp",
            f"id '{plan.id}' already belongs to {name}; change it in one of the two files",
            related=(Related(Text("kế hoạch cùng mã", "the plan with the same id"), name, span),),
        )
    ]


class Tally(NamedTuple):
    """How much was checked and found."""

    files: int
    plans: int
    errors: int
    warnings: int
    infos: int


def tally(checked: Iterable[Checked]) -> Tally:
    """Count files, plans and findings by severity."""
    files = plans = 0
    by = dict.fromkeys(Severity, 0)
    for one in checked:
        files += 1
        plans += one.plan_id is not None
        for d in one.found:
            by[d.severity] += 1
    return Tally(files, plans, by[Severity.error], by[Severity.warning], by[Severity.info])


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
        "fix": {**_place(d.fix.span), "replacement": d.fix.replacement} if d.fix is not None else None,
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
