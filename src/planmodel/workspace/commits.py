"""From the name of a revision to its commit, and, where there is none, why not and which is near."""

from __future__ import annotations

import re

from planmodel.diagnostics import Refusal, say
from planmodel.workspace import git

_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_SHORT = re.compile(r"[0-9a-fA-F]{4,64}")
_BACK = re.compile(r"(?:~[0-9]*|\^)+")
_AMBIGUOUS_NAME = re.compile(r"refname '([^']+)' is ambiguous")
_AMBIGUOUS_ID = re.compile(r"short (?:object ID|SHA1) (\w+) is ambiguous")
_ABBREVIATED = 10
_SHOWN = 3


def commit(top: str, revision: str) -> str:
    """The id of the commit that ``revision`` names. Raises Refusal where it names none, or could name several."""
    if not _sayable(revision):
        raise Refusal(
            say(
                "'{revision}' names no revision; write a branch, a tag, a commit, or HEAD~3",
                revision=revision,
            )
        )
    answer = git.ask(top, "rev-parse", "--verify", f"{revision}^{{commit}}")
    if answer.code == 0 and _ID.fullmatch(answer.line) and not _unsure(answer.said):
        return answer.line
    raise _why_not(top, revision, answer.said)


def merge_base(top: str, one: str, other: str) -> str:
    """The commit from which two revisions went apart. Raises Refusal where they have none in common."""
    answer = git.ask(top, "merge-base", commit(top, one), commit(top, other))
    if answer.code == 0 and _ID.fullmatch(answer.line):
        return answer.line
    if shallow(top):
        raise _too_shallow(f"{one}...{other}")
    raise Refusal(
        say("'{one}' and '{other}' have no commit in common; write {one}..{other}", one=one, other=other)
    )


def unborn(top: str) -> bool:
    """True where there is no commit yet that HEAD could be."""
    return git.ask(top, "rev-parse", "--quiet", "--verify", "HEAD").code != 0


def shallow(top: str) -> bool:
    """True for a clone that holds only the latest commits."""
    return git.ask(top, "rev-parse", "--is-shallow-repository").line == "true"


def _sayable(revision: str) -> bool:
    return bool(revision) and revision[0] not in "-^:" and revision.isprintable()


def _unsure(said: str) -> bool:
    """True where git took one of several, or the oldest that it knows for one that is older."""
    return bool(_AMBIGUOUS_NAME.search(said)) or "only goes back to" in said


def _why_not(top: str, revision: str, said: str) -> Refusal:
    if name := _AMBIGUOUS_NAME.search(said):
        return _two_names(top, revision, name[1])
    if short := _AMBIGUOUS_ID.search(said):
        return _two_commits(top, revision, short[1])
    if "only goes back to" in said:
        return Refusal(
            say(
                "'{revision}' is earlier than the record that this clone keeps; name a commit, which git log shows",
                revision=revision,
            )
        )
    refs = _refs(top)
    if not refs and unborn(top):
        return Refusal(
            say("there is no '{revision}': nothing was committed here yet; commit first", revision=revision)
        )
    kind = git.ask(top, "cat-file", "-t", revision).line
    if kind in ("tree", "blob"):
        return Refusal(
            say("'{revision}' is no commit; write a branch, a tag, a commit, or HEAD~3", revision=revision)
        )
    return _nowhere(top, revision, refs)


def _nowhere(top: str, revision: str, refs: list[str]) -> Refusal:
    base = re.split(r"[~^]|@\{", revision, maxsplit=1)[0] or "HEAD"
    known = git.ask(top, "rev-parse", "--quiet", "--verify", f"{base}^{{commit}}").code == 0
    if shallow(top) and (known or _SHORT.fullmatch(base)):
        return _too_shallow(revision)
    if known and _BACK.fullmatch(revision[len(base) :]):
        count = int(git.right(git.ask(top, "rev-list", "--count", "--first-parent", base)).line)
        return Refusal(
            say(
                "'{revision}' is earlier than the first commit; the earliest that you can name is {earliest}",
                revision=revision,
                earliest=f"{base}~{count - 1}" if count > 1 else base,
            )
        )
    near = [] if known else _near(base, refs)
    if near:
        return Refusal(
            say(
                "there is no revision '{revision}'; did you mean {near}?",
                revision=revision,
                near=", ".join(near),
            )
        )
    if shallow(top):
        return _too_shallow(revision)
    return Refusal(
        say(
            "there is no revision '{revision}'; see the branches, tags and commits with: git log --all --oneline",
            revision=revision,
        )
    )


def _too_shallow(revision: str) -> Refusal:
    return Refusal(
        say(
            "this clone holds only the latest commits, and '{revision}' is not among them; run: git fetch --unshallow",
            revision=revision,
        )
    )


def _two_names(top: str, revision: str, name: str) -> Refusal:
    listed = git.ask(
        top,
        "for-each-ref",
        "--format=%(refname)",
        *(f"refs/{kind}/{name}" for kind in ("tags", "heads", "remotes")),
    )
    names = [ref.removeprefix("refs/") for ref in listed.out.decode("utf-8", "replace").split()]
    return Refusal(
        say(
            "'{revision}' can be one of several; write one of: {names}",
            revision=revision,
            names=", ".join(revision.replace(name, full, 1) for full in names) or name,
        )
    )


def _two_commits(top: str, revision: str, short: str) -> Refusal:
    listed = git.ask(top, "rev-parse", f"--disambiguate={short}").out
    kinds = (
        git.ask(top, "cat-file", "--batch-check", given=listed).out.decode("ascii", "replace").splitlines()
    )
    ids = [line.split()[0] for line in kinds if line.split()[1:2] == ["commit"]]
    return Refusal(
        say(
            "'{revision}' can be one of several; write one of: {names}",
            revision=revision,
            names=", ".join(revision.replace(short, full[:_ABBREVIATED], 1) for full in ids[:_SHOWN]),
        )
    )


def _refs(top: str) -> list[str]:
    """The names of branches, tags and what other repositories call theirs."""
    listed = git.ask(top, "for-each-ref", "--format=%(refname)", "refs/heads", "refs/tags", "refs/remotes")
    names = listed.out.decode("utf-8", "replace").splitlines()
    return [name.split("/", 2)[2] for name in names]


def _near(name: str, refs: list[str]) -> list[str]:
    """The refs that ``name`` was probably meant to be, the nearest first."""
    from difflib import get_close_matches

    elsewhere = [ref for ref in refs if ref.endswith(f"/{name}")]
    return elsewhere[:_SHOWN] or get_close_matches(name, list(dict.fromkeys(refs)), n=_SHOWN, cutoff=0.6)
