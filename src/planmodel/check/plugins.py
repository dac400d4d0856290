"""Rules written in Python by others: only those that somebody asks for by name.

A plugin is an installed package's entry point in the group ``planmodel.rules``, or, on the command line only, a file. It
holds ``RULES``, a sequence of :class:`planmodel.rules.Rule` and :class:`planmodel.rules.WorkspaceRule`. Nothing is ever
picked up from the working folder: a plugin is a program, and runs as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from planmodel import model as m
from planmodel.diagnostics import Refusal, say
from planmodel.rules import Rule, WorkspaceRule

GROUP = "planmodel.rules"


def load(
    configured: Sequence[m.Ref], asked: Sequence[str]
) -> tuple[tuple[Rule, ...], tuple[WorkspaceRule, ...]]:
    """The rules of the plugins that the settings name and of those that the command line names. Raises Refusal."""
    listed: list[Any] = []
    for name in (*(ref.id for ref in configured), *asked):
        listed += _rules(name, name in asked)
    for rule in listed:
        if not isinstance(rule, Rule | WorkspaceRule) or re.match("PM[0-9]", rule.code):
            message = say(
                "plugin rule {rule} is not a planmodel rule, or takes a code that begins with PM; ask its makers",
                rule=repr(getattr(rule, "code", rule)),
            )
            raise Refusal(message)
    rules = tuple(r for r in listed if isinstance(r, Rule))
    return rules, tuple(r for r in listed if isinstance(r, WorkspaceRule))


def _rules(name: str, may_be_file: bool) -> Iterable[Any]:
    try:
        if may_be_file and name.endswith(".py"):
            return tuple(_from_file(Path(name)).RULES)
        return tuple(_entry_point(name).RULES)
    except Refusal:
        raise
    except Exception as error:  # somebody else's program failed: one line says which and how
        why = f"{type(error).__name__}: {error}"
        raise Refusal(say("plugin '{name}' cannot be loaded ({why})", name=name, why=why)) from error


def _from_file(path: Path) -> Any:
    from importlib.util import module_from_spec, spec_from_file_location

    if not path.is_file():
        raise Refusal(say("there is no file '{file}'; check the path", file=path))
    spec = spec_from_file_location(f"planmodel_plugin_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _entry_point(name: str) -> Any:
    from importlib.metadata import entry_points

    found = entry_points(group=GROUP, name=name)
    if not found:
        listed = ", ".join(sorted(entry_points(group=GROUP).names)) or "—"
        message = say("no installed plugin is called '{name}'; installed: {names}", name=name, names=listed)
        raise Refusal(message)
    return next(iter(found)).load()
