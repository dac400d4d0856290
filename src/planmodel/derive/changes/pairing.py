"""Which item of one version is which of the other: by id, by what names it, and what is left by likeness.

Likeness is looked for within one kind and sector only, and among many within few candidates, so that the cost stays
linear; it never overrules an id. Every step is the same from the other side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from planmodel.derive.changes.kinds import Entry, Met
from planmodel.derive.plain import ALONE, WITH_ID, Plain, content

Key = Callable[[Plain], object]


def _by(*fields: str) -> Key:
    return lambda item: tuple(str(item[f]) for f in fields)


_KEYS: dict[str, tuple[Key, ...]] = {
    "implements": (_by("plan"),),
    "legal_basis": (_by("number", "at"), _by("number"), _by("at", "kind", "issuer")),
    "recipient": (_by("at", "agency"), _by("agency", "mode"), _by("agency")),
    "participant": (_by("at", "agencies"), _by("agencies", "people"), _by("at")),
    "funding": (_by("at", "title"), _by("title"), _by("at")),
    "note": (_by("kind", "text"), _by("text"), _by("at", "kind")),
    "not_encoded": (_by("at"),),
}
"""What names an item that has no id, from the strictest to the loosest."""


def paired(kind: str, old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[Met]:
    """Every item of both versions once."""
    if kind in ALONE:
        yield Met(tuple(old), tuple(new))
        return
    keys = (lambda item: item["id"],) if kind in WITH_ID else (content, *_KEYS[kind])
    for key in keys:
        met, old, new = _met(old, new, key)
        yield from met
    if kind in WITH_ID and old and new:
        from planmodel.derive.changes.likely import Likely

        likely = Likely(kind, old, new)
        yield from likely.met()
        old, new = likely.left()
    yield from (Met((one,), ()) for one in old)
    yield from (Met((), (one,)) for one in new)


def _met(
    old: Sequence[Entry], new: Sequence[Entry], key: Key
) -> tuple[list[Met], Sequence[Entry], Sequence[Entry]]:
    """The items that ``key`` names alike, one by one, and what is left of both."""
    if not old or not new:
        return [], old, new
    named: defaultdict[object, list[Entry]] = defaultdict(list)
    for entry in _steady(new, key):
        named[key(entry[1])].append(entry)
    met, left = [], []
    for entry in _steady(old, key):
        there = named.get(key(entry[1]))
        if there:
            met.append(Met((entry,), (there.pop(0),)))
        else:
            left.append(entry)
    return met, left, [entry for entries in named.values() for entry in entries]


def _steady(entries: Sequence[Entry], key: Key) -> Sequence[Entry]:
    """In an order that does not hang on the file's, where several may be named alike."""
    if len({key(item) for _, item in entries}) == len(entries):
        return entries
    return sorted(entries, key=lambda entry: content(entry[1]))
