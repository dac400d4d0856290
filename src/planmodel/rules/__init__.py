"""The rules, one file each (``pm204.py`` holds ``RULE`` PM204); a new file is found by itself."""

from __future__ import annotations

import importlib
import os
from functools import cache

from planmodel.rules._api import Across, Facts, Found, Rule, Summary, WorkspaceRule

__all__ = ["Across", "Facts", "Found", "Rule", "Summary", "WorkspaceRule", "all_rules", "workspace_rules"]


_ACROSS = ("pm7", "pm608", "pm609", "pm610")
"""How the names of the files begin that hold rules about all plans together."""


def _in_files(across: bool) -> tuple[Rule | WorkspaceRule, ...]:
    """The rules in the files of one kind."""
    files = sorted(os.listdir(os.path.dirname(__file__)))
    names = [f.removesuffix(".py") for f in files if f.startswith("pm") and f.endswith(".py")]
    wanted = [name for name in names if name.startswith(_ACROSS) is across]
    return tuple(importlib.import_module(f"{__name__}.{name}").RULE for name in wanted)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule about one plan, by code."""
    return tuple(rule for rule in _in_files(across=False) if isinstance(rule, Rule))


@cache
def workspace_rules() -> tuple[WorkspaceRule, ...]:
    """Every rule about all plans together, by code."""
    return tuple(rule for rule in _in_files(across=True) if isinstance(rule, WorkspaceRule))
