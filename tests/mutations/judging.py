"""Seeding one mutation, checking the text, and saying whether it was found."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import chdir
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from planmodel.check import Judge, Options, check_files
from planmodel.diagnostics import Diagnostic, Fix, Span
from planmodel.edit import carried_out
from planmodel.source import decode
from planmodel.workspace import Workspace, plan_files
from tests.golden import ROOT, WORKSPACE
from tests.mutations.faults import Edit, Kind

OPTIONS = Options(today=date(2026, 1, 15))
Stretch = tuple[int, int]
Said = tuple[str, str | None, tuple[str, ...]]


class Known(NamedTuple):
    """What is found before a mutation: by fingerprint, and by what is said of which clause."""

    fingerprints: frozenset[str]
    said: frozenset[Said]


def said(d: Diagnostic) -> Said:
    """What a finding says, wherever it stands."""
    return d.code, d.clause, d.message.facts


@cache
def _judge() -> Judge:
    return Judge(WORKSPACE, OPTIONS)


def checked(name: str, data: bytes) -> list[Diagnostic]:
    """What is found in one text, judged with the workspace's registries and templates."""
    text = decode(name, data)
    if isinstance(text, Diagnostic):
        return [text]
    judge = _judge()
    return next(judge.together([judge.text(text)], [None])).found


@cache
def _files() -> Mapping[str, str]:
    """Every YAML file of the workspace's plans folder, by name."""
    return {str(p.relative_to(ROOT)): p.read_text("utf-8") for p in plan_files(ROOT / "plans")}


def checked_together(changed: Mapping[str, str]) -> list[Diagnostic]:
    """What is found in the whole workspace, with files ``changed`` or added."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for name, text in {**_files(), **changed}.items():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_text(text, "utf-8")
        with chdir(home):
            workspace = Workspace(home)
            paths = [Path(p.relative_to(home)) for p in plan_files(home / "plans")]
            return [d for one in check_files(paths, workspace, OPTIONS) for d in one.found]


@cache
def before(name: str | None) -> list[Diagnostic]:
    """What is found in a real plan, or (None) in the workspace, as they are."""
    return checked_together({}) if name is None else checked(name, _files()[name].encode())


@cache
def _known(name: str | None) -> Known:
    listed = before(name)
    return Known(frozenset(d.fingerprint for d in listed), frozenset(map(said, listed)))


def mutated(edit: Edit) -> dict[str, str]:
    """The files of ``edit`` as they are after it."""
    return {**{name: carried_out(_files()[name], edits) for name, edits in edit.edits.items()}, **edit.added}


def found(edit: Edit) -> list[Diagnostic]:
    """What is found after ``edit``."""
    texts = mutated(edit)
    if edit.folder:
        return checked_together(texts)
    return checked(edit.plan, texts[edit.plan].encode("utf-8", "surrogateescape"))


def new(edit: Edit, after: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What is found ``after`` the edit and was not before."""
    known = _known(None if edit.folder else edit.plan)
    return [d for d in after if d.fingerprint not in known.fingerprints and said(d) not in known.said]


def is_seen(edit: Edit, code: str, after: Iterable[Diagnostic]) -> bool:
    """True where a new finding ``code`` stands, or points, where it must."""
    lines = _lines(edit)
    for d in new(edit, after):
        places = [(d.source, d.span), *((r.source, r.span) for r in d.related)]
        there = not lines or any(
            span is not None and _within(span, lines.get(name, ())) for name, span in places
        )
        if d.code == code and there and (not edit.says or _words(d).intersection(edit.says)):
            return True
    return False


def _words(d: Diagnostic) -> set[str]:
    return set(re.split(r"[\s,;:()]+", d.message.en))


def _within(span: Span, stretches: Iterable[Stretch]) -> bool:
    return any(start <= span.line <= end for start, end in stretches)


def _lines(edit: Edit) -> dict[str, list[Stretch]]:
    """The lines of each file in which the finding may begin, after the edits."""
    lines: dict[str, list[Stretch]] = {name: [(1, text.count("\n") + 1)] for name, text in edit.added.items()}
    for name, span in edit.at:
        text = _files()[name]
        edits = edit.edits.get(name, ())
        after = carried_out(text, edits)
        start, end = _moved(span, edits, after)
        line = after.count("\n", 0, start) + 1
        lines.setdefault(name, []).append((line, line + after.count("\n", start, end)))
    return lines


def _moved(span: Span, edits: Iterable[Fix], after: str) -> Stretch:
    """Where the stretch ``span`` stands after the edits; of an inserted text, without the blanks around it."""
    start, end = span.start, span.end
    for e in edits:
        grown = len(e.replacement) - (e.span.end - e.span.start)
        if e.span[4:] == span[4:] or (e.span.start < span.end and e.span.end > span.start):
            end += grown
        elif e.span.end <= span.start:
            start, end = start + grown, end + grown
    kept = after[start:end]
    if not kept.strip():
        return start, end
    return start + len(kept) - len(kept.lstrip()), max(start, end - len(kept) + len(kept.rstrip()))


def differences(edit: Edit, after: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """What a harmless edit brought (false alarms), and what it hid."""
    listed, was = list(after), before(None if edit.folder else edit.plan)
    then, now = Counter(_plain(d, {}) for d in was), Counter(_plain(d, edit.renamed) for d in listed)
    brought, hidden = now - then, then - now
    return (
        [d for d in listed if _plain(d, edit.renamed) in brought],
        [d for d in was if _plain(d, {}) in hidden],
    )


def _plain(d: Diagnostic, renamed: Mapping[str, str]) -> Said:
    """What a finding says, under the old ids; what it lists in the order of the file counts as a set."""
    code, clause, facts = said(d)
    for new_id, old in renamed.items():
        facts = tuple(fact.replace(new_id, old) for fact in facts)
    return code, clause, tuple(", ".join(sorted(fact.split(", "))) for fact in facts)


class Outcome(NamedTuple):
    """What became of the seeded mutations of one kind: how many, and those that went otherwise than they must."""

    seeded: int
    wrong: list[str]
    alarms: Counter[str]
    """Of harmless edits: the codes that were found because of them, and (with a minus) those that were hidden."""
    renamed: list[str]
    """Harmless edits after which the findings have other fingerprints."""


def outcome(kind: Kind, *, everywhere: bool = False) -> Outcome:
    """Seed every place of ``kind`` that the seed draws."""
    wrong: list[str] = []
    alarms: Counter[str] = Counter()
    renamed: list[str] = []
    seeded = kind.seeded(everywhere=everywhere)
    for edit in seeded:
        after = found(edit)
        if kind.code:
            if is_seen(edit, kind.code, after) == bool(kind.unseen):
                wrong.append(f"{told(edit)}; new: {_listed(new(edit, after))}")
            continue
        brought, hidden = differences(edit, after)
        alarms.update(d.code for d in brought)
        alarms.update(f"-{d.code}" for d in hidden)
        if {d.fingerprint for d in after} != _known(None if edit.folder else edit.plan).fingerprints:
            renamed.append(told(edit))
        if brought or hidden:
            wrong.append(f"{told(edit)}; found: {_listed(brought)}; hidden: {_listed(hidden)}")
    return Outcome(len(seeded), wrong, alarms, renamed)


def told(edit: Edit) -> str:
    """An edit in a line: where, and what stands there now."""
    places = [
        f"{name}:{fix.span.line} {fix.replacement.strip()[:80]!r}"
        for name, edits in edit.edits.items()
        for fix in edits[:3]
    ]
    return "; ".join([*places, *edit.added])


def _listed(found: Iterable[Diagnostic]) -> str:
    lines = (f"{d.code} at {d.span.line if d.span else '-'} {d.message.en[:120]}" for d in found)
    return " | ".join(lines) or "nothing"
