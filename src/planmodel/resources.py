"""Where the program's own files are: schemas, and the registries and templates that it ships.

In an installed wheel they lie in ``planmodel/data``; in a checkout they are the folders at its top.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "data"
ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent.parent
"""The folder that holds ``schema/`` and ``plans/``."""

SCHEMAS = ROOT / "schema"
PLANS = ROOT / "plans"
REGISTRY = PLANS / "registry"
TEMPLATES = PLANS / "templates"
REGISTRIES = _PACKAGE / "registries.json"
"""The registries once more, read beforehand (``tools/make_registries.py``)."""
