"""Rules that users write without code: conditions in CEL over the fields of a compiled plan, in ``rules/*.yaml``.

``docs/own-rules.md`` is their manual; ``schema/rules.schema.json`` their form.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from planmodel.diagnostics import ALL_CODES, Diagnostic
from planmodel.rules._api import Rule
from planmodel.rules.user.reading import File, read, same_ids
from planmodel.rules.user.testing import Failed, run_examples
from planmodel.source import Source

__all__ = ["Failed", "Loaded", "load", "packs", "run_examples"]

PACKS = Path(__file__).resolve().parent.parent / "packs"


class Loaded(NamedTuple):
    """The rules of all files, and what is wrong with the files."""

    rules: tuple[Rule, ...]
    found: list[Diagnostic]


def load(sources: Iterable[Source]) -> Loaded:
    """The rules of ``sources``, ready to run like the program's own. Compiled once for each text and process."""
    from planmodel.rules import all_rules, workspace_rules

    files = [(source.name, _file(source.name, source.text)) for source in sources]
    taken = {c.name for c in ALL_CODES.values()} | {rule.name for rule in all_rules()}
    taken |= {rule.name for rule in workspace_rules()}
    doubled = list(same_ids(files, taken))
    faulty = {(d.source, d.span) for d in doubled}
    rules = [rule for name, file in files for rule, span in file.rules if (name, span) not in faulty]
    return Loaded(tuple(rules), [*(d for _, file in files for d in file.found), *doubled])


@lru_cache(maxsize=64)
def _file(name: str, text: str) -> File:
    return read(Source(name, text))


def packs() -> dict[str, Path]:
    """The rule files that the program ships, by the name under which ``planmodel.yaml`` asks for them."""
    files = sorted(name for name in os.listdir(PACKS) if name.endswith(".yaml"))
    return {name.removesuffix(".yaml"): PACKS / name for name in files}
