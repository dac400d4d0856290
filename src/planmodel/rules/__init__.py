"""The rules, one file each (``pm204.py`` holds ``RULE`` PM204); a new file is found by itself."""

from __future__ import annotations

import importlib
import os
from functools import cache

from planmodel.rules._api import Across, Facts, Found, Rule, Summary, WorkspaceRule

__all__ = ["Across", "Facts", "Found", "Rule", "Summary", "WorkspaceRule", "all_rules", "workspace_rules"]


@cache
def _modules() -> tuple[Rule | WorkspaceRule, ...]:
    files = sorted(os.listdir(os.path.dirname(__file__)))
    names = [f.removesuffix(".py") for f in files if f.startswith("pm") and f.endswith(".py")]
    return tuple(importlib.import_module(f"{__name__}.{name}").RULE for name in names)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule about one plan, by code."""
    return tuple(rule for rule in _modules() if isinstance(rule, Rule))


@cache
def workspace_rules() -> tuple[WorkspaceRule, ...]:
    """Every rule about all plans together, by code."""
    return tuple(rule for rule in _modules() if isinstance(rule, WorkspaceRule))
