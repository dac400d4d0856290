"""What git hands to a diff driver: ``git config diff.planmodel.command "planmodel diff --driver"``.

git runs the command once for each file, with seven arguments: the path, then file, content and mode of the old side and
of the new one. ``/dev/null`` stands for a side that is not there; after a rename two more follow, the new path and how
much is alike; a file in the middle of a merge comes with its path alone. git stops where a driver ends with another
code than 0, so faults of a plan are for the output, not for the exit code.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from planmodel import source
from planmodel.diagnostics import Diagnostic, Refusal, say
from planmodel.messages import joined, same
from planmodel.source import Source

_NOTHING = ("/dev/null", "nul", ".")
"""How git writes a side that is not there: the file's name, and its content and mode."""
_SHOWN = 8


class Driven(NamedTuple):
    """The two sides of one file; both None for a file in the middle of a merge. ``name`` is what to call it."""

    old: Source | None
    new: Source | None
    name: str


def driver_arguments(args: Sequence[str]) -> Driven:
    """Both sides of the file that git asks about. Raises Refusal for arguments that are not git's."""
    if len(args) == 1:
        return Driven(None, None, args[0])
    if len(args) not in (7, 9):
        raise Refusal(
            say(
                "--driver is for git, which gives 7 arguments, not {count}; write: planmodel diff OLD NEW",
                count=len(args),
            )
        )
    path, old_file, old_content, _, new_file, new_content, _ = args[:7]
    new_path = args[7] if len(args) == 9 else path
    name = path if new_path == path else f"{path} → {new_path}"
    return Driven(_side(path, old_file, old_content), _side(new_path, new_file, new_content), name)


def _side(path: str, file: str, content: str) -> Source | None:
    """The text of one side, named after its path; after the content too where that is not the working tree's."""
    if file.lower() in _NOTHING:
        return None
    kept = content.strip("0.")
    text = source.read(Path(file), f"{content[:_SHOWN]}:{path}" if kept else path)
    if isinstance(text, Diagnostic):
        raise Refusal(joined(": ", (same(text.source), text.message)))
    return text
