"""The rules, one file each (``pm204.py`` holds ``RULE`` PM204); a new file is found by itself."""

from __future__ import annotations

import importlib
import os
from functools import cache

from planmodel.rules._api import Facts, Found, Rule

__all__ = ["Facts", "Found", "Rule", "all_rules"]


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    files = sorted(os.listdir(os.path.dirname(__file__)))
    names = [f.removesuffix(".py") for f in files if f.startswith("pm") and f.endswith(".py")]
    return tuple(importlib.import_module(f"{__name__}.{name}").RULE for name in names)
