"""Where things are in a repository: a path as the user writes it, and as git does from the uppermost folder."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path
from typing import NamedTuple

from planmodel.diagnostics import Refusal, say
from planmodel.workspace import Workspace, git


class Place(NamedTuple):
    """The repository's uppermost folder, and where in it the workspace and the working folder are."""

    top: str
    home: str | None
    here: str | None


def place_of(workspace: Workspace) -> Place:
    """The repository around the workspace, else around the working folder. Raises Refusal where there is none."""
    here = os.getcwd()
    top = git.top(str(workspace.home) if workspace.home is not None else here)
    home = inside(top, str(workspace.home)) if workspace.home is not None else None
    return Place(top, home, inside(top, here))


def inside(top: str, path: str) -> str | None:
    """``path`` as git writes it from the top of the repository; None where it is outside."""
    folder, name = os.path.split(os.path.abspath(path))
    try:
        found = os.path.relpath(os.path.join(os.path.realpath(folder), name), top)
    except ValueError:  # another drive
        return None
    found = found.replace(os.sep, "/")
    if _leaves(found):
        return None
    return "" if found == "." else found


def _leaves(path: str) -> bool:
    return path == ".." or path.startswith("../")


def folder_of(
    workspace: Workspace, place: Place, folder: str | Path | None, states: list[str], revisions: str
) -> str:
    """The folder, or file, meant: from the working folder, or, where it is gone, from the top of the repository."""
    asked = (
        str(folder) if folder is not None else str(workspace.plans_folder if workspace.home else Path.cwd())
    )
    found = inside(place.top, os.path.realpath(asked) if os.path.isdir(asked) else asked)
    if found is None:
        raise _outside(asked, place.top)
    if not found or os.path.lexists(asked):
        return found
    from_top = posixpath.normpath(asked.replace(os.sep, "/"))
    for path in dict.fromkeys((found, from_top)):
        if not _leaves(path) and any(git.listing(place.top, state, path, deep=False) for state in states):
            return path
    raise Refusal(
        say(
            "there is no '{folder}', neither here nor at '{revision}'; check the path",
            folder=asked,
            revision=revisions,
        )
    )


def _outside(path: str, top: str) -> Refusal:
    return Refusal(
        say(
            "'{path}' is outside the repository '{top}'; name a file inside it, or its --workspace",
            path=path,
            top=top,
        )
    )


def candidates(place: Place, asked: str) -> list[str]:
    """The paths from the top that the path asked for can mean, git's own reading first."""
    path = asked.replace("\\", "/") if os.sep == "\\" else asked
    if os.path.isabs(path):
        below = inside(place.top, path)
        found = [] if below is None else [below]
    elif path.split("/")[0] in (".", ".."):
        found = [] if place.here is None else [posixpath.normpath(posixpath.join(place.here, path))]
    else:
        bases = ["", *(base for base in (place.home, place.here) if base)]
        found = [posixpath.normpath(posixpath.join(base, path)) for base in dict.fromkeys(bases)]
    found = ["" if p == "." else p for p in found if not _leaves(p)]
    if not found:
        raise _outside(asked, place.top)
    return found
