"""Why a file is not in a revision: not yet, no longer, under another name, or never."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from unicodedata import normalize

from planmodel.diagnostics import Refusal, say
from planmodel.workspace import git
from planmodel.workspace.references import closest


def same_name(path: str, entries: list[git.Entry]) -> git.Entry | None:
    """The entry whose name has the same letters, however their tone marks are put together (macOS, Windows)."""
    composed = normalize("NFC", path)
    return next((entry for entry in entries if normalize("NFC", entry.path) == composed), None)


def unlike_a_file(entry: git.Entry, revision: str) -> Refusal:
    """The refusal for a name that is there, but is no file."""
    where = f"{revision}:{entry.path}"
    if entry.kind == "tree":
        return Refusal(say("'{folder}' is a folder; name one plan in it", folder=where))
    if entry.kind == "commit":
        return Refusal(
            say("'{name}' is another repository (a submodule); run this inside that folder", name=where)
        )
    return Refusal(say("'{name}' is a link; name the file that it leads to", name=where))


def absent(top: str, commit: str, revision: str, path: str, former: str | None) -> Refusal:
    """The refusal for a path that the tree of ``commit`` does not hold. ``former`` is what the plan was called then."""
    inside = _around(top, commit, path)
    if inside is not None:
        return unlike_a_file(inside, revision)
    former = former or _renamed(top, commit, path)
    if former is not None and git.listing(top, commit, former, deep=False):
        return Refusal(
            say(
                "at '{revision}' there was no '{path}' yet: it was called otherwise; write {revision}:{former}",
                revision=revision,
                path=path,
                former=former,
            )
        )
    return _not_yet_or_no_longer(top, commit, revision, path)


def _not_yet_or_no_longer(top: str, commit: str, revision: str, path: str) -> Refusal:
    removed = _last(top, "D", commit, path)
    if removed is not None:
        return Refusal(
            say(
                "at '{revision}' there was no '{path}' any more, it was removed on {day}; write {before}:{path}",
                revision=revision,
                path=path,
                day=removed[1],
                before=f"{removed[0]}~1",
            )
        )
    added = _last(top, "A", "HEAD", path)
    if added is not None:
        return Refusal(
            say(
                "at '{revision}' there was no '{path}' yet, it was added on {day}; write {first}:{path}",
                revision=revision,
                path=path,
                day=added[1],
                first=added[0],
            )
        )
    if os.path.lexists(os.path.join(top, path)):
        return Refusal(
            say(
                "git does not keep '{path}' yet, so there is no earlier version; add it with: git add {path}",
                path=path,
            )
        )
    return _never(top, commit, revision, path)


def _never(top: str, commit: str, revision: str, path: str) -> Refusal:
    names = [e.path for e in git.listing(top, commit) if e.path.lower().endswith((".yaml", ".yml"))]
    by_end = [name for name in names if Path(name).name == Path(path).name]
    close = by_end[0] if by_end else closest(path, names)
    if close is not None:
        return Refusal(
            say(
                "there is no '{path}' at '{revision}'; did you mean {near}?",
                path=path,
                revision=revision,
                near=close,
            )
        )
    return Refusal(
        say(
            "there is no '{path}' at '{revision}'; see what there is with: git ls-tree -r --name-only {revision}",
            path=path,
            revision=revision,
        )
    )


def _around(top: str, commit: str, path: str) -> git.Entry | None:
    """The other repository, or the link, that ``path`` leads through."""
    parts = path.split("/")
    for many in range(1, len(parts)):
        found = git.listing(top, commit, "/".join(parts[:many]), deep=False)
        if not found:
            return None
        if found[0].kind == "commit" or found[0].mode == git.LINK:
            return found[0]
    return None


def _renamed(top: str, commit: str, path: str) -> str | None:
    """What the file at ``path`` was called at ``commit``, by the commits since."""
    answer = git.ask(
        top,
        "log",
        "--follow",
        "-M",
        "--diff-filter=R",
        "--name-status",
        "-z",
        "--format=",
        f"{commit}..HEAD",
        "--",
        path,
    )
    name, fields = path, iter(answer.fields if answer.code == 0 else ())
    for _ in fields:
        old, new = next(fields, ""), next(fields, "")
        if new == name:
            name = old
    return name if name != path else None


def _last(top: str, letter: str, revision: str, path: str) -> tuple[str, date] | None:
    """The commit, up to ``revision``, that last added (A) or removed (D) a path, and its day."""
    answer = git.ask(
        top, "log", "-1", "--no-renames", f"--diff-filter={letter}", "--format=%h %cs", revision, "--", path
    )
    commit, _, day = answer.line.partition(" ")
    return (commit, date.fromisoformat(day)) if answer.code == 0 and day else None
