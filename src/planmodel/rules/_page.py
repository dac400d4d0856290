"""The page of a code that is no rule: what the reader, the schema, the names and the engine find."""

from __future__ import annotations

from typing import NamedTuple

from planmodel.diagnostics import Text
from planmodel.rules._api import Fixing


class Page(NamedTuple):
    """What a person is told about a code.

    ``bad`` and ``good`` are as in a rule (fragments of a plan, see ``rules._examples``), or whole texts of the file that
    ``file`` names. Where no text can show the fault, ``unshown`` says why.
    """

    code: str
    title: Text
    what: Text
    why: Text
    mend: Text
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    fixing: Fixing = "no"
    source: Text | None = None
    limits: Text | None = None
    unshown: Text | None = None
    file: str = ""
