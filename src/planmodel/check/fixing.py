"""Carrying out safe fixes: text edits that keep comments and layout, all of a file or none of it.

A file is judged, its safe fixes are put into its text, and the text is judged again until no safe fix is left. It is
written only if the file still holds what was judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from planmodel import edit
from planmodel.check.difference import unified
from planmodel.check.judge import Judge
from planmodel.diagnostics import Diagnostic, Fix, Refusal, say
from planmodel.files import safe_write
from planmodel.source import MAX_BYTES, Source, decode
from planmodel.workspace import shown

ROUNDS = 20
"""Rounds of fixing after which a file is left as it then is; each round mends all that can be mended at once."""

_BOM = b"\xef\xbb\xbf"


class Fixed(NamedTuple):
    """What became of one file: its name, its text before and after, and how many fixes that took."""

    path: Path
    name: str
    digest: bytes
    bom: bool
    before: str
    after: str
    fixes: int

    @property
    def changed(self) -> bool:
        """True where something was mended."""
        return self.before != self.after


def fixed(path: Path, judge: Judge) -> Fixed | None:
    """The file at ``path`` with all safe fixes; None where it cannot be read (``check`` says why)."""
    name = shown(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        return None
    text = decode(name, data)
    if isinstance(text, Diagnostic):
        return None
    before, count = text.text, 0
    now = before
    for _ in range(ROUNDS):
        safe = _safe_fixes(judge, Source(name, now), path)
        if not safe:
            break
        count += len(safe)
        now = edit.carried_out(now, safe)
    return Fixed(path, name, sha256(data).digest(), data.startswith(_BOM), before, now, count)


def _safe_fixes(judge: Judge, text: Source, path: Path) -> list[Fix]:
    checked = next(judge.together([judge.text(text, path)], [path]))
    return edit.apart(d.fix for d in checked.found if d.fix is not None and d.fix.safe)


def save(one: Fixed) -> None:
    """Write the mended text over the file. Raises Refusal where the file changed meanwhile or cannot be written."""
    try:
        unchanged = sha256(one.path.read_bytes()).digest() == one.digest
    except OSError:
        unchanged = False
    if not unchanged:
        raise Refusal(
            say("{file} changed while it was being mended; nothing was written, run it again", file=one.name)
        )
    content = one.after.encode("utf-8")
    safe_write(one.path, _BOM + content if one.bom else content)


def difference(one: Fixed) -> Iterator[str]:
    """What the fixes change, as a unified diff."""
    return unified(one.before, one.after, one.name)
