"""Earlier versions of plans, read from git: ``REV:path``, ``REV:plan-id``, and which plans two revisions have not alike.

A path counts from the top of the repository as for git itself, else from the workspace, else from the working folder;
``./x`` and ``../x`` from the working folder only. Nothing is checked out, and no file is written.

Only the plan's own text is that of the revision. The registries, the working days and the plans that it links to are
those of the workspace today: so an old text and a new one are understood by the same names, and what differs between
them is what somebody wrote. An agency that has left the registry since is reported as unknown.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from planmodel import source
from planmodel.diagnostics import Diagnostic, Refusal, say
from planmodel.messages import joined, same
from planmodel.source import MAX_BYTES, Source, decode
from planmodel.workspace import Workspace, absence, commits, git, id_in, shown
from planmodel.workspace.places import Place, candidates, folder_of, inside, place_of
from planmodel.workspace.references import closest

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_RANGE = re.compile(r"(?P<old>(?:(?!\.\.).)*)(?P<dots>\.\.\.?)(?![/\\.])(?P<new>[^:]*)")
_PLAN_ID = re.compile(r"[a-z0-9-]+")
_YAML = (".yaml", ".yml")


class Asked(NamedTuple):
    """A file as it was: ``HEAD~3:plans/dak-nong/294-kh-ubnd-2022.yaml``."""

    revision: str
    path: str


class Range(NamedTuple):
    """Two revisions; ``new`` is None for the working tree. ``apart``: from where they went apart (``A...B``)."""

    old: str
    new: str | None
    apart: bool = False


class Changed(NamedTuple):
    """A plan that two states have not alike. ``status``: added, removed, changed, renamed (its text may differ too)."""

    status: str
    old: Source | None
    new: Source | None


class _Kept(NamedTuple):
    path: str
    content: str


class _Side(NamedTuple):
    path: str
    text: Source


# ------------------------------------------------------------------------------------------------- what was asked for


def split(arg: str) -> Asked | None:
    """The revision and the path in an argument; None where it is a file, a Windows path, a web address or no such thing.

    The colon is the first one outside braces: ``HEAD@{2022-05-12 08:00}:plans/x.yaml`` has three.
    """
    if ":" not in arg or _DRIVE.match(arg) or "://" in arg or _is_there(arg):
        return None
    deep = 0
    for at, sign in enumerate(arg):
        deep += (sign == "{") - (sign == "}")
        if sign == ":" and deep <= 0:
            return Asked(arg[:at], arg[at + 1 :])
    return None


def split_range(arg: str) -> Range | None:
    """The two ends of ``A..B`` or ``A...B``; None where it is neither (a path such as ``../x.yaml`` is not)."""
    found = _RANGE.fullmatch(arg)
    if found is None or _is_there(arg) or arg == ".." or arg.lower().endswith(_YAML):
        return None
    return Range(found["old"] or "HEAD", found["new"] or "HEAD", found["dots"] == "...")


def _is_there(arg: str) -> bool:
    try:
        return os.path.lexists(arg)
    except (OSError, ValueError):
        return False


# -------------------------------------------------------------------------------------------------------- one file


def read(workspace: Workspace, arg: str) -> Source:
    """The text that ``REV:path`` or ``REV:plan-id`` names. Raises Refusal, with a way out, where there is none."""
    asked = split(arg)
    if asked is None:
        raise Refusal(say("'{name}' names no revision and file; write HEAD~3:plans/x.yaml", name=arg))
    if not asked.revision:
        raise Refusal(
            say("'{name}' names no revision; write one before the colon: HEAD~3:plans/x.yaml", name=arg)
        )
    place = place_of(workspace)
    commit = commits.commit(place.top, asked.revision)
    entry = _entry(place, commit, asked)
    data = git.contents(place.top, [entry.content])[entry.content]
    return _text(f"{asked.revision}:{entry.path}", data)


def _entry(place: Place, commit: str, asked: Asked) -> git.Entry:
    """The file in the tree of ``commit`` that was asked for."""
    paths = candidates(place, asked.path)
    other: git.Entry | None = None
    for path in paths:
        found = git.listing(place.top, commit, path, deep=False) if path else [_whole()]
        if found and found[0].mode.startswith(git.FILE):
            return found[0]
        other = other or (found[0] if found else None)
    if _PLAN_ID.fullmatch(asked.path):
        by_id = _by_id(place, commit)
        if asked.path in by_id:
            return _only(by_id[asked.path], asked)
        if other is None:
            raise _no_such_id(asked, by_id)
    if other is not None:
        raise absence.unlike_a_file(other, asked.revision)
    whole = git.listing(place.top, commit)
    for path in paths:
        near = absence.same_name(path, whole)
        if near is not None and near.mode.startswith(git.FILE):
            return near
    path = next((p for p in paths if os.path.lexists(os.path.join(place.top, p))), paths[0])
    raise absence.absent(place.top, commit, asked.revision, path, _former(place, commit, path))


def _whole() -> git.Entry:
    return git.Entry("040000", "tree", "", 0, "")


def _by_id(place: Place, commit: str) -> dict[str, list[git.Entry]]:
    """Every plan id of the workspace at ``commit``, and the files that claim it."""
    under = posixpath.join(place.home or "", "plans")
    listed = git.listing(place.top, commit, under) or git.listing(place.top, commit, place.home or "")
    files = [e for e in listed if e.mode.startswith(git.FILE) and _is_yaml(e.path) and e.size <= MAX_BYTES]
    data = git.contents(place.top, (e.content for e in files))
    found: dict[str, list[git.Entry]] = {}
    for entry in files:
        plan_id = id_in(data[entry.content] or b"")
        if plan_id is not None:
            found.setdefault(plan_id, []).append(entry)
    return found


def _only(entries: list[git.Entry], asked: Asked) -> git.Entry:
    if len(entries) > 1:
        listed = ", ".join(f"{asked.revision}:{entry.path}" for entry in entries)
        raise Refusal(
            say("'{id}' stands in several files; name one of: {files}", id=asked.path, files=listed)
        )
    return entries[0]


def _no_such_id(asked: Asked, known: Iterable[str]) -> Refusal:
    names = sorted(known)
    close = closest(asked.path, names)
    if close:
        return Refusal(
            say(
                "there is no plan '{id}' at '{revision}'; did you mean {near}?",
                id=asked.path,
                revision=asked.revision,
                near=close,
            )
        )
    listed = ", ".join(names) or "—"
    return Refusal(
        say(
            "there is no plan '{id}' at '{revision}'; choose one of: {ids}",
            id=asked.path,
            revision=asked.revision,
            ids=listed,
        )
    )


def _former(place: Place, commit: str, path: str) -> str | None:
    """Where at ``commit`` the plan stood that is at ``path`` today."""
    text = source.read(Path(place.top, path))
    plan_id = id_in(text.text.encode()) if isinstance(text, Source) else None
    if plan_id is None:
        return None
    entries = _by_id(place, commit).get(plan_id, [])
    return entries[0].path if len(entries) == 1 else None


# ------------------------------------------------------------------------------------------------------- whole folders


def plans_at(workspace: Workspace, revision: str, folder: str | Path | None = None) -> dict[str, Source]:
    """Every plan in a folder (the workspace's plans) as it was: its path from the repository's top, and its text."""
    place = place_of(workspace)
    commit = commits.commit(place.top, revision)
    under = folder_of(workspace, place, folder, [commit], revision)
    files = {
        e.path: e.content
        for e in git.listing(place.top, commit, under)
        if e.mode.startswith(git.FILE) and _is_plan_file(e.path, under)
    }
    data = git.contents(place.top, files.values())
    found = {path: _text(f"{revision}:{path}", data[content]) for path, content in sorted(files.items())}
    return {path: text for path, text in found.items() if _id(text) is not None}


def changed(workspace: Workspace, revisions: str, folder: str | Path | None = None) -> list[Changed]:
    """Which plans in a folder (the workspace's plans) differ: ``A..B``, ``A...B``, or ``A`` and the working tree.

    Of the working tree also those plans that git does not keep yet, unless it is told to ignore them. A plan that left
    one file and came in another is renamed, as git sees it by likeness or by its id; line ends alone are no change.
    Before the first commit, HEAD is the empty state: every plan is added.
    """
    place = place_of(workspace)
    asked = split_range(revisions) or Range(revisions, None)
    old, old_name, new = _ends(place.top, asked)
    states = [old] if new is None else [old, new]
    under = folder_of(workspace, place, folder, states, revisions)
    plans = inside(place.top, str(workspace.plans_folder))
    listed = git.differences(place.top, states, _wider(under, plans))
    pairs = _texts(place.top, _touching(listed, under), old_name, asked.new)
    if new is None:
        fresh = [p for p in git.untracked(place.top, under) if _is_plan_file(p, under)]
        pairs += [(None, _working(place.top, path)) for path in fresh]
    made = (_changed(*pair) for pair in _joined_by_id(pairs))
    return [one for one in made if one is not None]


def _touching(listed: Iterable[git.Difference], under: str) -> list[tuple[_Kept | None, _Kept | None]]:
    """The two files of every difference that has to do with a plan under a folder."""
    return [
        (
            _kept(d.old_mode, d.old_path, d.old_content, under),
            _kept(d.new_mode, d.new_path, d.new_content, under),
        )
        for d in listed
        if d.letter != "U" and (_under(d.old_path, under) or _under(d.new_path, under))
    ]


def _kept(mode: str, path: str, content: str, under: str) -> _Kept | None:
    return _Kept(path, content) if mode.startswith(git.FILE) and _is_plan_file(path, under) else None


def _texts(
    top: str, files: list[tuple[_Kept | None, _Kept | None]], old_name: str, new_name: str | None
) -> list[tuple[_Side | None, _Side | None]]:
    """The texts of pairs of files; without a name for the newer ones these are read from the working tree."""
    wanted = [
        file.content for old, new in files for file in (old, new if new_name else None) if file is not None
    ]
    data = git.contents(top, wanted)

    def side(file: _Kept | None, name: str | None) -> _Side | None:
        if file is None or name is None:
            return file and _working(top, file.path)
        return _Side(file.path, _text(f"{name}:{file.path}", data[file.content]))

    return [(side(old, old_name), side(new, new_name)) for old, new in files]


def _ends(top: str, asked: Range) -> tuple[str, str, str | None]:
    """The older state, what its texts are named after, and the newer state (None: the working tree)."""
    if asked.old == "HEAD" and asked.new is None and commits.unborn(top):
        return git.empty_tree(top), asked.old, None
    if asked.apart and asked.new is not None:
        base = commits.merge_base(top, asked.old, asked.new)
        return base, base[:10], commits.commit(top, asked.new)
    new = commits.commit(top, asked.new) if asked.new is not None else None
    return commits.commit(top, asked.old), asked.old, new


def _joined_by_id(pairs: list[tuple[_Side | None, _Side | None]]) -> list[tuple[_Side | None, _Side | None]]:
    """``pairs`` by path, a plan that is removed in one and added in another put together."""
    lost = {_id(old.text): old for old, new in reversed(pairs) if old is not None and new is None}
    lost.pop(None, None)
    made: list[tuple[_Side | None, _Side | None]] = []
    taken = set()
    for old, new in pairs:
        if old is None and new is not None and (former := lost.pop(_id(new.text), None)) is not None:
            taken.add(former.path)
            old = former
        made.append((old, new))
    kept = [(old, new) for old, new in made if new is not None or (old is not None and old.path not in taken)]
    return sorted(kept, key=lambda pair: (pair[1] or pair[0] or _NOWHERE).path)


_NOWHERE = _Side("", Source("", ""))


def _changed(old: _Side | None, new: _Side | None) -> Changed | None:
    """What became of a plan; None where both texts say the same in the same place, or neither is a plan."""
    if not any(side is not None and _id(side.text) is not None for side in (old, new)):
        return None
    if old is None or new is None:
        return Changed("added" if old is None else "removed", old and old.text, new and new.text)
    if old.path != new.path:
        return Changed("renamed", old.text, new.text)
    if _lines(old.text) == _lines(new.text):
        return None
    return Changed("changed", old.text, new.text)


def _lines(text: Source) -> str:
    return text.text.replace("\r\n", "\n")


# -------------------------------------------------------------------------------------------------------------- texts


def _wider(under: str, plans: str | None) -> str:
    """The folder in which renamed files are looked for: a plan may have come from elsewhere in ``plans``."""
    return plans if plans is not None and _under(under, plans) else under


def _under(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")


def _is_yaml(path: str) -> bool:
    return path.lower().endswith(_YAML)


def _is_plan_file(path: str, under: str) -> bool:
    """True for what the workspace would read as a plan: YAML that is not hidden below the folder named."""
    below = path.removeprefix(f"{under}/") if under else path
    return _is_yaml(path) and not any(part.startswith(".") for part in below.split("/"))


def _working(top: str, path: str) -> _Side:
    full = Path(os.path.normpath(os.path.join(top, path)))
    return _Side(path, _readable(source.read(full, shown(full))))


def _text(name: str, data: bytes | None) -> Source:
    if data is None:
        why = say(
            "the file is larger than {size} MB; it is probably no plan, or split it into several",
            size=MAX_BYTES >> 20,
        )
        raise Refusal(joined(": ", (same(name), why)))
    return _readable(decode(name, data))


def _readable(text: Source | Diagnostic) -> Source:
    """``text``, or the refusal that says why it cannot be read."""
    if isinstance(text, Diagnostic):
        raise Refusal(joined(": ", (same(text.source), text.message)))
    return text


def _id(text: Source) -> str | None:
    return id_in(text.text.encode())
