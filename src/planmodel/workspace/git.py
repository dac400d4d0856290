"""The git program: asked questions about a repository, and never told to change one.

It is run without a shell, in its own English (``LC_ALL=C``), and without what the caller's environment or the
repository's settings would have it do besides: no pager, no questions, no locks, no other program.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from typing import NamedTuple

from planmodel.diagnostics import Refusal, say
from planmodel.source import MAX_BYTES

PATIENCE = 60
"""Seconds after which git is not waited for any longer: a large or remote store, or a disk that hangs."""

FILE = "100"
"""How the mode of a file begins; links, folders and other repositories have other modes."""

LINK = "120000"
"""The mode of a link."""

_SETTINGS = (
    "core.fsmonitor=false",
    "core.warnAmbiguousRefs=true",
    "diff.autoRefreshIndex=false",
    "log.showSignature=false",
)
_LEFT_OUT = {
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS", "GIT_PAGER", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "LANGUAGE",
}  # fmt: skip
"""What a hook or a diff driver inherits from git: the repository is found from the workspace, not from these."""


class Answer(NamedTuple):
    """What git answered: its exit code, what it wrote, and what it said on standard error."""

    code: int
    out: bytes
    said: str

    @property
    def line(self) -> str:
        """The first line that it wrote."""
        return os.fsdecode(self.out.partition(b"\n")[0]).rstrip("\r")

    @property
    def fields(self) -> list[str]:
        """What it wrote with ``-z``: names may hold every sign but NUL."""
        return [os.fsdecode(field) for field in self.out.split(b"\0")[:-1]]


class Entry(NamedTuple):
    """A name in the tree of a commit: mode (100644), kind (blob, tree, commit), content's id, bytes (0 where unknown)."""

    mode: str
    kind: str
    content: str
    size: int
    path: str


class Difference(NamedTuple):
    """A file that two states do not have alike; ``letter`` as git writes it (A, D, M, R, T, U)."""

    letter: str
    old_mode: str
    new_mode: str
    old_content: str
    new_content: str
    old_path: str
    new_path: str


def ask(folder: str, *question: str, given: bytes = b"") -> Answer:
    """Run git in ``folder``. Raises Refusal where there is no git, or it does not end."""
    program = shutil.which("git")
    if program is None:
        raise Refusal(say("earlier versions are read by git, which is not installed here; install git"))
    settings = (word for setting in _SETTINGS for word in ("-c", setting))
    command = [program, "-C", folder, "--no-pager", "--literal-pathspecs", *settings, *question]
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, check=False, env=_environment(), timeout=PATIENCE
        )
    except subprocess.TimeoutExpired as error:
        raise Refusal(
            say(
                "git has not answered for {seconds} seconds; see whether git works here: git status",
                seconds=PATIENCE,
            )
        ) from error
    except (OSError, ValueError) as error:  # a name that the system does not allow, such as one with a NUL
        why = getattr(error, "strerror", None) or str(error)
        raise Refusal(
            say("git cannot be run ({why}); see whether git works here: git status", why=why)
        ) from error
    return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _LEFT_OUT and not name.startswith("GIT_TRACE")
    }
    return kept | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


def top(folder: str) -> str:
    """The uppermost folder of the repository around ``folder``. Raises Refusal where there is none."""
    answer = ask(folder, "rev-parse", "--show-toplevel")
    if answer.code == 0 and answer.line:
        return os.path.realpath(answer.line)
    if "dubious ownership" in answer.said:
        trusted = re.search(r"safe\.directory (\S.*)", answer.said)
        where = trusted[1].strip("'\" ") if trusted else folder
        raise Refusal(
            say(
                "git does not trust '{folder}', which belongs to another user; run: git config --global --add safe.directory {folder}",
                folder=where,
            )
        )
    if "not a git repository" in answer.said or "must be run in a work tree" in answer.said:
        raise Refusal(
            say(
                "'{folder}' is in no git repository, so there are no earlier versions; go to the folder that git keeps, or name it with --workspace",
                folder=folder,
            )
        )
    raise puzzled(answer)


def puzzled(answer: Answer) -> Refusal:
    """The refusal for an answer that nobody foresaw: what git itself said."""
    said = [
        line
        for line in answer.said.splitlines()
        if line.strip() and not line.startswith(("warning:", "hint:"))
    ]
    why = said[-1].removeprefix("fatal: ") if said else f"exit {answer.code}"
    return Refusal(say("git says: {why}; see whether git works here: git status", why=why))


def right(answer: Answer) -> Answer:
    """``answer`` where git could give one. Raises Refusal with what git said where it could not."""
    if answer.code:
        raise puzzled(answer)
    return answer


def listing(folder: str, commit: str, under: str = "", *, deep: bool = True) -> list[Entry]:
    """What the tree of a commit holds under a path, or with ``deep`` off that path alone; paths from the top."""
    options = ["-r"] if deep else []
    answer = right(
        ask(folder, "ls-tree", *options, "-z", "-l", "--full-tree", commit, *(["--", under] if under else []))
    )
    found = []
    for field in answer.fields:
        facts, _, path = field.partition("\t")
        mode, kind, content, size = facts.split()
        found.append(Entry(mode, kind, content, int(size) if size.isdecimal() else 0, path))
    return found


def differences(folder: str, states: Iterable[str], under: str) -> list[Difference]:
    """Which files differ between two commits, or between one and the working tree; renamed ones are recognised."""
    options = (
        "--raw",
        "-z",
        "-M",
        "--no-abbrev",
        "--no-ext-diff",
        "--no-textconv",
        "--no-relative",
        "--no-color",
        "--ignore-submodules",
    )
    fields = iter(right(ask(folder, "diff", *options, *states, "--", *([under] if under else []))).fields)
    found = []
    for facts in fields:
        old_mode, new_mode, old, new, letter = facts.removeprefix(":").split()
        first = next(fields)
        second = next(fields) if letter[0] in "RC" else first
        found.append(Difference(letter[0], old_mode, new_mode, old, new, first, second))
    return found


def untracked(folder: str, under: str) -> list[str]:
    """Files of the working tree that git does not keep yet and was not told to ignore."""
    answer = ask(
        folder,
        "ls-files",
        "-z",
        "--others",
        "--exclude-standard",
        "--full-name",
        "--",
        *([under] if under else []),
    )
    return right(answer).fields


def contents(folder: str, wanted: Iterable[str]) -> dict[str, bytes | None]:
    """The bytes of each content; None for one larger than a plan may be. Raises Refusal for one that is not there."""
    ids = list(dict.fromkeys(wanted))
    small = []
    found: dict[str, bytes | None] = dict.fromkeys(ids)
    for line in (
        right(ask(folder, "cat-file", "--batch-check", given=_lines(ids)))
        .out.decode("ascii", "replace")
        .splitlines()
    ):
        name, _, facts = line.partition(" ")
        size = facts.rpartition(" ")[2]
        if not size.isdecimal():
            raise Refusal(
                say(
                    "this clone lacks a content that it should have ({id}); run: git fetch --refetch", id=name
                )
            )
        if int(size) <= MAX_BYTES:
            small.append(name)
    if not small:
        return found
    data, at = right(ask(folder, "cat-file", "--batch", given=_lines(small))).out, 0
    for _ in small:
        end = data.index(b"\n", at)
        name, _, size = data[at:end].decode("ascii").split()
        found[name] = data[end + 1 : end + 1 + int(size)]
        at = end + 2 + int(size)
    return found


def _lines(ids: Iterable[str]) -> bytes:
    return "".join(f"{name}\n" for name in ids).encode("ascii")


def empty_tree(folder: str) -> str:
    """The id of the tree that holds nothing."""
    return right(ask(folder, "hash-object", "-t", "tree", "--stdin")).line
