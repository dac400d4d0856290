"""What programs tell of the changes planted in a plan, counted alike for all of them.

A program *tells* a change if what it prints marks the field that was changed, or the item that was removed, at its own
place: by the item's id, by its number in the list, or by its line. It *names* the item if it prints its id there, and its
*direction* is right if it says that less is asked for (from the other side: more). Whatever it marks in other items is
one change more, and none was made there. Where a program prints numbers and lines, they are looked up for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from benchmarks.seeded import ITEMS, SEEDS, Seed

OURS = {"level": "levels"}
"""Our names of fields that the file calls otherwise."""


class Mark(NamedTuple):
    """One thing that a program marks as changed: in which item, in which fields (none: the whole item), and whether it names
    the item. ``direction`` is what it says of the demand."""

    item: str
    fields: frozenset[str]
    named: bool
    direction: str = ""


class Tally(NamedTuple):
    """How many of the SEEDS a program tells, names, and gives the right direction; and how many other things it marks."""

    told: int
    named: int
    directed: int
    others: int


def tally(marks: Iterable[Mark], direction: str = "weakens") -> Tally:
    """What the marks of a program come to."""
    listed = list(marks)
    found = [_meeting(seed, listed) for seed in SEEDS]
    return Tally(
        sum(bool(of) for of in found),
        sum(any(mark.named for mark in of) for of in found),
        sum(bool(of) and all(mark.direction == direction for mark in of) for of in found),
        sum(mark.item not in ITEMS for mark in listed),
    )


def _meeting(seed: Seed, marks: Sequence[Mark]) -> list[Mark]:
    of_item = (mark for mark in marks if mark.item == seed.item)
    return [mark for mark in of_item if (seed.field in mark.fields if seed.field else not mark.fields)]


def of_ours(said: str) -> Iterator[Mark]:
    """``planmodel diff --format json``: each change as a whole, and each of its fields; both must have the direction.

    What only follows from other items (who leads a task) is no change of its own.
    """
    names = {ours: theirs for theirs, ours in OURS.items()}
    for change in (c for diff in json.loads(said)["diffs"] for c in diff["changes"]):
        item = (change["old"] or change["new"])[0]["id"]
        own = [(f["field"].partition(".")[0], f["class"]) for f in change["fields"] if not f["derived"]]
        fields = [(names.get(field, field), direction) for field, direction in own]
        if change["kind"] in ("added", "removed") or fields:
            yield Mark(item, frozenset(field for field, _ in fields), True, change["class"])
        yield from (Mark(item, frozenset({field}), True, direction) for field, direction in fields)


def ids(text: str) -> dict[str, list[str]]:
    """The ids of the items of each section, as they stand in the file."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in text.splitlines():
        if head := re.match(r"(\w+):", line):
            section = head[1]
        elif item := re.match(r" *- (?:\{?id: ([\w-]+))?", line):
            found.setdefault(section, []).append(item[1] or "")
    return found


def of_deepdiff(said: str, old: str, new: str) -> Iterator[Mark]:
    """``deep diff``: paths by numbers in lists; an item that appears or vanishes is printed whole."""
    before, after = ids(old), ids(new)
    for kind, found in json.loads(said).items():
        for path in found:
            keys = [a or b for a, b in re.findall(r"\['([^']*)'\]|\[(\w+)\]", path)]
            listed = (after if kind.endswith("_added") else before).get(keys[0], [])
            if len(keys) < 2 or not keys[1].isdigit():
                yield Mark("", frozenset(keys), False)
            else:
                whole = len(keys) == 2
                yield Mark(listed[int(keys[1])], frozenset(keys[2:3]), whole)


def of_json_diff(said: str, old: str) -> Iterator[Mark]:
    """``json-diff --raw-json --output-keys id``: lists with an operation for each item."""
    before = ids(old)
    for section, found in json.loads(said or "{}").items():
        if not isinstance(found, list):
            yield Mark("", frozenset({section}), False)
            continue
        place = 0
        for operation, *content in found:
            item: Any = content[0] if content else None
            if operation == "~":
                fields = frozenset(re.sub(r"__(added|deleted)$", "", k) for k, v in item.items() if k != "id")
                yield Mark(before[section][place], fields, "id" in item)
            elif operation in "+-":
                yield Mark(item.get("id", "") if isinstance(item, dict) else "", frozenset(), True)
            place += operation != "+"


_OLD, _NEW = re.compile(r"\[-.*?-\]"), re.compile(r"\{\+.*?\+\}")
_MARKED = re.compile(rf"{_OLD.pattern}|{_NEW.pattern}")


def of_git(said: str, old: str, new: str) -> Iterator[Mark]:
    """``git diff --word-diff``: each marked line; it names an item whose id stands in the same hunk."""
    before, after = _owners(old), _owners(new)
    for hunk in re.split(r"(?m)^(?=@@ )", said)[1:]:
        head, *lines = hunk.splitlines()
        numbers = re.match(r"@@ -(\d+)\S* \+(\d+)", head)
        assert numbers is not None
        one, other = int(numbers[1]) - 1, int(numbers[2]) - 1
        for line in lines:
            mark = _MARKED.search(line)
            only_old, only_new = (mark is not None and not of.sub("", line).strip() for of in (_OLD, _NEW))
            if mark is not None:
                item = after[other] if only_new else before[one]
                whole = (only_old or only_new) and re.search(r"- \{?id: ", line) is not None
                fields = frozenset(re.findall(r"(\w+): ", line[: mark.start()])) or _keys(line)
                named = bool(item) and re.search(rf"\bid: {item}(?!-?\w)", hunk) is not None
                yield Mark(item, frozenset() if whole else fields, named)
            one, other = one + (not only_new), other + (not only_old)


def _keys(line: str) -> frozenset[str]:
    return frozenset(re.findall(r"(\w+): ", line)) or frozenset({"?"})


def _owners(text: str) -> list[str]:
    """To which item each line belongs."""
    owners, item = [], ""
    for line in text.splitlines():
        if re.match(r"\S", line) and not line.startswith("- "):
            item = ""
        elif found := re.match(r" *- (?:\{?id: ([\w-]+))?", line):
            item = found[1] or ""
        owners.append(item)
    return owners


def of_dyff(said: str) -> Iterator[Mark]:
    """``dyff between --omit-header``: paths by ids, each on a line of its own; whole items under their section."""
    section, entries = "", False
    for line in said.splitlines():
        if path := re.match(r"([\w-]+)(?:\.([\w-]+))?(?:\.([\w-]+))?", line):
            section, entries = line, False
            if path[2]:
                yield Mark(path[2], frozenset({path[3]} if path[3] else ()), True)
        elif re.search(r"list entr(y|ies) (removed|added)", line):
            entries = "." not in section
        elif entries and (item := re.match(r" *- id: ([\w-]+)", line)):
            yield Mark(item[1], frozenset(), True)
        elif "order changed" in line:
            yield Mark("", frozenset({section}), False)
