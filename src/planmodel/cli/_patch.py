"""Changes of a plan's file as a patch to accept: ``git apply`` and ``patch -p1`` take it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from planmodel.diagnostics import Refusal, say
from planmodel.source import Source, decode
from planmodel.workspace import Workspace, missing_file, shown


def file_of(where: Workspace, plan: str) -> Path:
    """The file that a patch is to change. Raises Refusal where the plan stands in none."""
    if plan == "-":
        raise Refusal(say("a patch changes a file: save the plan as a file and name it instead of -"))
    if ":" in plan and not Path(plan).exists():
        raise Refusal(
            say("'{name}' is an earlier version, which no patch can change; name the file", name=plan)
        )
    return where.find(plan)


def changed_text(path: Path, edit: Callable[[Source], str | None]) -> Iterator[str]:
    """What ``edit`` makes of the file, as a unified diff. Raises Refusal where it cannot make it."""
    from planmodel.check.difference import unified

    name = shown(path)
    try:
        data = path.read_bytes()
    except OSError:
        raise missing_file(name) from None
    text = decode(name, data)
    after = edit(text) if isinstance(text, Source) else None
    if after is None or not isinstance(text, Source):
        raise Refusal(say("{file}: this cannot be put in without changing more; edit it by hand", file=name))
    mark = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
    relative = name.lstrip("/")
    ended = f"{relative}\t" if " " in relative else relative  # as git and diff mark where such a name ends
    return unified(mark + text.text, mark + after, ended)
