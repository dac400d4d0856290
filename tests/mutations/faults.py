"""Faults and harmless edits as values, their kinds, and the draw of the places where they are seeded."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from planmodel.diagnostics import Fix, Span
from planmodel.edit import apart
from tests.mutations.real import Real, reals

PLACES = 5
"""How many places of each kind of fault are seeded."""

MORE_PLACES = 10
"""How many places of each kind of harmless edit."""

SEED = 2022

Where = tuple[str, Span]
"""The name of a file, and a stretch of it as it was before the edits."""


class Edit(NamedTuple):
    """One mutation: edits by file, files that are added beside, and what must be found.

    ``at`` are the stretches (before the edits) in which the finding, or a place that it points to, must begin; ``says``
    are words of which its message must hold one, where it tells of several things at once. ``renamed`` are the ids
    that a harmless edit changes, new to old. With ``folder`` the whole workspace is checked, not the one text.
    """

    plan: str
    edits: Mapping[str, tuple[Fix, ...]]
    at: tuple[Where, ...] = ()
    says: tuple[str, ...] = ()
    added: Mapping[str, str] = {}
    renamed: Mapping[str, str] = {}
    folder: bool = False


Finder = Callable[[Real], Iterable[Edit]]


class Kind(NamedTuple):
    """A kind of mutation: the code that must be found (empty for harmless edits) and the places where it makes sense.

    ``unseen`` is the reason why a rule rightly, or by a limit that its page states, does not find it.
    """

    code: str
    name: str
    places: Finder
    unseen: str = ""

    @property
    def id(self) -> str:
        """The name of its test."""
        return f"{self.code or 'harmless'}-{self.name}"

    def seeded(self, *, everywhere: bool = False) -> list[Edit]:
        """Some of the places, drawn by the seed from each plan in turn; or all of them."""
        by_plan = [list(self.places(real)) for real in reals()]
        draw = random.Random(f"{SEED} {self.id}")
        for listed in by_plan:
            draw.shuffle(listed)
        draw.shuffle(by_plan)
        dealt = [
            listed[n]
            for n in range(max(map(len, by_plan), default=0))
            for listed in by_plan
            if n < len(listed)
        ]
        return dealt if everywhere else dealt[: PLACES if self.code else MORE_PLACES]


KINDS: dict[str, Kind] = {}
"""Every kind of fault and of harmless edit, by id."""


def _register(kind: Kind) -> None:
    assert kind.id not in KINDS, kind.id
    KINDS[kind.id] = kind


def fault(code: str, *, unseen: str = "") -> Callable[[Finder], Finder]:
    """The function below is a kind of fault that must be found as ``code`` (or is not, for the reason ``unseen``)."""

    def kind(places: Finder) -> Finder:
        _register(Kind(code, places.__name__.replace("_", "-"), places, unseen))
        return places

    return kind


def harmless(places: Finder) -> Finder:
    """The function below is a kind of edit that must change nothing that is found."""
    _register(Kind("", places.__name__.replace("_", "-"), places))
    return places


def edit(
    real: Real,
    *edits: Fix,
    at: Span | Iterable[Span] = (),
    says: Iterable[str] = (),
    renamed: Mapping[str, str] | None = None,
) -> Edit:
    """``edits`` of one plan; what must be found stands where they were made, unless ``at`` says otherwise."""
    assert len(apart(edits)) == len(edits), "edits that overlap"
    spans = [at] if isinstance(at, Span) else list(at)
    listed = tuple((real.name, span) for span in spans or (e.span for e in edits))
    return Edit(real.name, {real.name: edits}, listed, tuple(says), renamed=renamed or {})
