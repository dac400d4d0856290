"""Faults in the numbering of a document, and in the order of its lists (PM801, PM802, PM808, PM812)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planmodel.clauses import LETTERS, Clause, roman_value
from tests.mutations.faults import Edit, edit, fault
from tests.mutations.real import Path_, Real

LISTS = (
    "legal_bases", "recipients", "participants", "objectives", "targets", "requirements", "tasks", "duties", "reports",
    "funding",
)  # fmt: skip
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
OUTSIDE = ("preamble", "p", "closing", "recipients")


def placed(real: Real) -> Iterator[tuple[Path_, Clause]]:
    """Everything that stands at a clause, notes left out: the path of the clause, and the clause."""
    for key in (*LISTS, "not_encoded"):
        for path, item in real.items(key):
            if "at" in item:
                yield (*path, "at"), Clause(item["at"])
    if "at" in real.data["period"]:
        yield ("period", "at"), Clause(real.data["period"]["at"])


def in_sections(real: Real) -> list[tuple[Path_, Clause]]:
    """What stands in the numbered sections."""
    return [(path, at) for path, at in placed(real) if at.labels[0] not in OUTSIDE]


def relabelled(at: Clause, depth: int, label: str) -> str:
    """``at`` with another label at one depth, in quotes."""
    labels = [*at.labels[:depth], label, *at.labels[depth + 1 :]]
    return '"' + "#".join([".".join(labels), *map(str, at.bullets)]) + '"'


# ------------------------------------------------------------------------ PM801, PM802, PM808: the numbering


def _sections(real: Real) -> list[str]:
    return sorted({at.labels[0] for _, at in in_sections(real)}, key=roman_value)


@fault("PM801")
def a_slip_in_the_section_of_one_clause(real: Real) -> Iterator[Edit]:
    used = _sections(real)
    if used:
        for path, at in in_sections(real):
            last = roman_value(used[-1])
            for label in ROMAN[last + 1 : last + 3]:
                yield edit(real, real.put(path, relabelled(at, 0, label)), at=real.at(*path[:-1]))


@fault("PM801")
def the_last_section_numbered_too_high(real: Real) -> Iterator[Edit]:
    for section in _sections(real)[-1:]:
        moved = [(path, at) for path, at in in_sections(real) if at.labels[0] == section]
        for label in ROMAN[roman_value(section) : roman_value(section) + 4]:
            yield edit(real, *(real.put(path, relabelled(at, 0, label)) for path, at in moved))


@fault("PM801")
def a_section_left_out(real: Real) -> Iterator[Edit]:
    for before, section, after in zip(
        _sections(real), _sections(real)[1:], _sections(real)[2:], strict=False
    ):
        gone = {path[:2] for path, at in in_sections(real) if at.labels[0] == section and len(path) > 2}
        left = [path for path, at in in_sections(real) if at.labels[0] == after]
        lists: dict[str | int, int] = {}
        for key, _ in gone:
            lists[key] = lists.get(key, 0) + 1
        if before and all(count < len(real.data[str(key)]) for key, count in lists.items()):
            yield edit(real, *(real.drop(path) for path in sorted(gone)), at=[real.at(*p[:-1]) for p in left])
        else:
            drops = [
                real.drop(path) for path in sorted(gone) if lists[path[0]] < len(real.data[str(path[0])])
            ]
            empty = [real.put((key,), "[]") for key, n in lists.items() if n == len(real.data[str(key)])]
            yield edit(real, *drops, *empty, at=[real.at(*p[:-1]) for p in left])


def _points(real: Real) -> dict[tuple[str, ...], dict[str, list[tuple[Path_, Clause]]]]:
    """Under each clause its points by letter, and what stands in them."""
    found: dict[tuple[str, ...], dict[str, list[tuple[Path_, Clause]]]] = {}
    for path, at in sorted(in_sections(real), key=lambda x: x[1]):
        for depth, label in enumerate(at.labels):
            if depth and len(label) == 1 and label.islower():
                found.setdefault(at.labels[:depth], {}).setdefault(label, []).append((path, at))
    return found


def _in_order(points: dict[str, list[tuple[Path_, Clause]]]) -> bool:
    return list(points) == list(LETTERS[: len(points)])


def _point_as(real: Real, stood: list[tuple[Path_, Clause]], depth: int, letter: str) -> Edit:
    fixes = [real.put(path, relabelled(at, depth, letter)) for path, at in stood]
    return edit(real, *fixes, at=[real.at(*path[:-1]) for path, _ in stood])


@fault("PM802")
def a_letter_that_is_not_used(real: Real) -> Iterator[Edit]:
    for over, points in _points(real).items():
        if _in_order(points):
            for letter in "fjwz":
                for stood in points.values():
                    yield _point_as(real, stood, len(over), letter)
                    yield _point_as(real, stood[-1:], len(over), letter)


@fault("PM802")
def the_last_point_one_letter_further(real: Real) -> Iterator[Edit]:
    for over, points in _points(real).items():
        if _in_order(points):
            letter = LETTERS[len(points)]
            yield _point_as(real, points[list(points)[-1]], len(over), letter)


@fault("PM802")
def the_fifth_letter_left_out(real: Real) -> Iterator[Edit]:
    for over, points in _points(real).items():
        if _in_order(points) and "đ" in points:
            stood = [x for letter in points for x in points[letter] if LETTERS.index(letter) >= 4]
            fixes = [
                real.put(path, relabelled(at, len(over), LETTERS[LETTERS.index(at.labels[len(over)]) + 1]))
                for path, at in stood
            ]
            yield edit(real, *fixes, at=[real.at(*path[:-1]) for path, _ in stood])


@fault("PM802", unseen="two facts may stand at one point, so d typed for đ merges two points into one")
def the_fourth_letter_typed_for_the_fifth(real: Real) -> Iterator[Edit]:
    for over, points in _points(real).items():
        if _in_order(points) and "đ" in points:
            yield _point_as(real, points["đ"], len(over), "d")


def _siblings(
    real: Real,
) -> dict[tuple[tuple[str, ...], tuple[int, ...]], dict[int, list[tuple[Path_, Clause]]]]:
    """Under each clause the bullets by number."""
    found: dict[tuple[tuple[str, ...], tuple[int, ...]], dict[int, list[tuple[Path_, Clause]]]] = {}
    for path, at in in_sections(real):
        for depth, bullet in enumerate(at.bullets):
            found.setdefault((at.labels, at.bullets[:depth]), {}).setdefault(bullet, []).append((path, at))
    return found


@fault("PM808")
def a_bullet_left_out(real: Real) -> Iterator[Edit]:
    for bullets in _siblings(real).values():
        for number in sorted(bullets)[1:-1]:
            stood = {path[:2] for path, _ in bullets[number]}
            after = [real.at(*path[:-1]) for path, _ in bullets[number + 1]]
            adjacent = any((p[0], int(p[1]) + 1) in stood for p in stood)
            if not adjacent:
                yield edit(real, *(real.drop(path) for path in sorted(stood)), at=after)


def _too_high(real: Real, *, alone: bool) -> Iterator[Edit]:
    """The last bullet under a clause, or the only one, with a number that skips one."""
    for (labels, above), bullets in _siblings(real).items():
        last = max(bullets)
        for path, at in bullets[last]:
            if len(at.bullets) == len(above) + 1 and (sum(map(len, bullets.values())) == 1) == alone:
                head = "#".join([".".join(labels), *map(str, above)])
                yield edit(real, real.put(path, f'"{head}#{last + 2}"'), at=real.at(*path[:-1]))


@fault("PM808")
def a_bullet_counted_too_high(real: Real) -> Iterator[Edit]:
    yield from _too_high(real, alone=False)


@fault("PM808", unseen="a first number that was left out cannot be seen: numbering may begin anywhere")
def an_only_bullet_counted_too_high(real: Real) -> Iterator[Edit]:
    yield from _too_high(real, alone=True)


@fault("PM808")
def an_item_counted_too_high(real: Real) -> Iterator[Edit]:
    numbers: dict[tuple[str, ...], set[int]] = {}
    for _, at in in_sections(real):
        for depth, label in enumerate(at.labels):
            if label.isdecimal():
                numbers.setdefault(at.labels[:depth], set()).add(int(label))
    for path, at in in_sections(real):
        for depth, label in enumerate(at.labels):
            if label.isdecimal():
                gap = (*at.labels[:depth], str(int(label) + 1))  # what follows, where the slip leaves a gap
                after = [real.at(*p[:-1]) for p, c in in_sections(real) if c.labels[: depth + 1] == gap]
                for more in (2, 10):
                    slip = str(max(numbers[at.labels[:depth]]) + more)
                    fix = real.put(path, relabelled(at, depth, slip))
                    yield edit(real, fix, at=[real.at(*path[:-1]), *after])


# ------------------------------------------------------------------------------------- PM812: the order of lists


@fault("PM812")
def two_entries_in_the_wrong_order(real: Real) -> Iterator[Edit]:
    for key in LISTS:
        for (one, a), (two, b) in pairwise(real.items(key)):
            if "at" in a and "at" in b and a["at"] != b["at"]:
                yield edit(real, *real.swapped(one, two))


@fault("PM812")
def an_entry_moved_to_the_end(real: Real) -> Iterator[Edit]:
    for key in LISTS:
        listed = list(real.items(key))
        for path, item in listed[:-1]:
            last = listed[-1][1]
            if "at" in item and "at" in last and item["at"] != last["at"]:
                paste = real.insert(listed[-1][0], real.copy(path, {}))
                yield edit(real, real.drop(path), paste, at=[paste.span])


@fault("PM812")
def a_slip_that_puts_a_clause_out_of_order(real: Real) -> Iterator[Edit]:
    for key in LISTS:
        listed = [(p, i) for p, i in real.items(key) if "at" in i]
        for (_, a), (two, _) in pairwise(listed):
            earlier = [i["at"] for _, i in listed if Clause(i["at"]) < Clause(a["at"])]
            if earlier:
                yield edit(real, real.put((*two, "at"), f'"{earlier[0]}"'), at=real.at(*two))
