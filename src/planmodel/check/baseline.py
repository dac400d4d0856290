"""Baselines: the findings that are known and borne with, by their fingerprints, so that only new ones are told.

A baseline is a JSON file in the repository (``schema/output/baseline.schema.json``). It names findings, it never
judges: a finding that changes in what it says of the plan has another fingerprint and is told again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from planmodel.check.judge import Checked
from planmodel.diagnostics import Diagnostic, Refusal, say

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest baseline that is read: some 200,000 findings."""


class Entry(NamedTuple):
    """One known finding; all but the fingerprint is for the people who read the file."""

    fingerprint: str
    code: str
    file: str
    clause: str | None
    message: str


def read(path: Path) -> list[Entry]:
    """The entries of a baseline. Raises Refusal for a file that is missing or is none."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        message = say("there is no baseline '{file}'; make one with --write-baseline", file=path)
        raise Refusal(message) from None
    except OSError as error:
        why = error.strerror or str(error)
        raise Refusal(say("the baseline '{file}' cannot be read ({why})", file=path, why=why)) from error
    if len(content) > LARGEST:
        raise Refusal(say("the baseline '{file}' is too large to be one", file=path))
    try:
        return [_entry(item) for item in _listed(json.loads(content.decode("utf-8-sig")))]
    except json.JSONDecodeError as error:
        message = say(
            "{file}:{line}:{column}: this is not JSON; write the baseline again with --write-baseline",
            file=path,
            line=error.lineno,
            column=error.colno,
        )
        raise Refusal(message) from error
    except (ValueError, RecursionError) as error:  # not UTF-8, or not the shape
        message = say(
            "{file} is not a baseline of planmodel; write it again with --write-baseline", file=path
        )
        raise Refusal(message) from error


def _listed(data: Any) -> list[Any]:
    if not isinstance(data, dict) or data.get("planmodel") != 1 or not isinstance(data.get("findings"), list):
        raise ValueError("shape")
    listed: list[Any] = data["findings"]
    return listed


def _entry(item: Any) -> Entry:
    if not isinstance(item, dict):
        raise ValueError("shape")
    texts = [item.get(key) for key in ("fingerprint", "code", "file", "message")]
    clause = item.get("clause")
    if not all(isinstance(t, str) for t in texts) or not (clause is None or isinstance(clause, str)):
        raise ValueError("shape")
    return Entry(str(texts[0]), str(texts[1]), str(texts[2]), clause, str(texts[3]))


def entries(found: Iterable[Diagnostic]) -> list[Entry]:
    """The entries that make ``found`` known, in the order of file, code and fingerprint."""
    made = (Entry(d.fingerprint, d.code, d.source.replace("\\", "/"), d.clause, d.message.vi) for d in found)
    return sorted(made, key=lambda e: (e.file, e.code, e.fingerprint))


def written(known: Iterable[Entry]) -> dict[str, Any]:
    """The baseline as JSON."""
    return {"planmodel": 1, "findings": [entry._asdict() for entry in known]}


def without(checked: Iterable[Checked], known: Sequence[Entry]) -> Iterator[Checked]:
    """``checked`` less what is known."""
    prints = {entry.fingerprint for entry in known}
    for one in checked:
        new = [d for d in one.found if d.fingerprint not in prints]
        yield one._replace(found=new, known=one.known + len(one.found) - len(new))


def still_found(known: Sequence[Entry], found: Iterable[Diagnostic]) -> list[Entry]:
    """The entries of ``known`` that are still found."""
    prints = {d.fingerprint for d in found}
    return [entry for entry in known if entry.fingerprint in prints]
