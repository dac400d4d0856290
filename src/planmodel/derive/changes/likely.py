"""Which of the items that no id pairs are one item after all: by likeness of what they say, within one kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from planmodel.clauses import Clause
from planmodel.derive import likeness
from planmodel.derive.changes.kinds import Entry, Met
from planmodel.derive.plain import Plain

MANY = 400
"""So many pairs of items are looked at one by one; of more, only those that share rare words."""
CANDIDATES = 8
RARE = 40
"""A word that more items have says little of which is which."""

ALIKE, ALIKE_HERE = 80.0, 45.0
"""How alike titles must be to name one item; less at one clause."""


class Likely:
    """Items of one kind that ids do not pair, and how like they are."""

    def __init__(self, kind: str, old: Sequence[Entry], new: Sequence[Entry]) -> None:
        self._kind = kind
        self._old, self._new = list(old), list(new)
        self._scores: dict[tuple[int, int], float] = {}
        for a, b in self._candidates():
            points = self._score(self._old[a], self._new[b])
            if points:
                self._scores[a, b] = points
        self._taken: tuple[set[int], set[int]] = (set(), set())

    def left(self) -> tuple[list[Entry], list[Entry]]:
        """What is like nothing on the other side."""
        kept_old = [x for n, x in enumerate(self._old) if n not in self._taken[0]]
        return kept_old, [x for n, x in enumerate(self._new) if n not in self._taken[1]]

    def met(self) -> Iterator[Met]:
        """One that became several, several that became one, then the likest pairs."""
        beside: tuple[defaultdict[int, list[int]], defaultdict[int, list[int]]] = (
            defaultdict(list), defaultdict(list),
        )  # fmt: skip
        for a, b in self._scores:
            beside[0][a].append(b)
            beside[1][b].append(a)
        yield from self._apart(0, beside)
        yield from self._apart(1, beside)
        order = sorted(self._scores, key=self._rank)
        for a, b in order:
            if a not in self._taken[0] and b not in self._taken[1]:
                self._take((a,), (b,))
                yield Met((self._old[a],), (self._new[b],))

    def _rank(self, pair: tuple[int, int]) -> tuple[float, str, str]:
        """The likest first; of equally like ones in an order that is the same from the other side."""
        one, other = self._old[pair[0]][1]["id"], self._new[pair[1]][1]["id"]
        return -self._scores[pair], min(one, other), max(one, other)

    def _take(self, old: tuple[int, ...], new: tuple[int, ...]) -> None:
        self._taken[0].update(old)
        self._taken[1].update(new)

    def _apart(self, side: int, beside: tuple[defaultdict[int, list[int]], ...]) -> Iterator[Met]:
        """The items of one side that are several on the other, whose parts are like nothing else."""
        mine, theirs = (self._old, self._new) if side == 0 else (self._new, self._old)
        for a in sorted(beside[side], key=lambda n: str(mine[n][1]["id"])):
            parts = [b for b in sorted(beside[side][a]) if len(beside[1 - side][b]) == 1]
            if len(parts) < 2 or len(parts) != len(beside[side][a]):
                continue
            if not self._whole(mine[a], [theirs[b] for b in parts], [self._at(side, a, b) for b in parts]):
                continue
            if side == 0:
                self._take((a,), tuple(parts))
                yield Met((mine[a],), tuple(theirs[b] for b in parts))
            else:
                self._take(tuple(parts), (a,))
                yield Met(tuple(theirs[b] for b in parts), (mine[a],))

    def _at(self, side: int, a: int, b: int) -> float:
        return self._scores[(a, b) if side == 0 else (b, a)]

    def _whole(self, one: Entry, parts: list[Entry], scores: list[float]) -> bool:
        """True where the parts stand at its clause, or together are liker to it than the likest of them."""
        if all(_here(one[0].at, part[0].at) for part in parts):
            return True
        title = self._title(one)
        together = " ".join(self._title(part) for part in parts)
        return bool(title) and likeness.score(title, together) > max(scores)

    def _title(self, entry: Entry) -> str:
        return entry[1].get("about" if self._kind == "report" else "title") or ""

    def _score(self, one: Entry, other: Entry) -> float:
        """How like two items are, of 100; nothing where too little."""
        here = _here(one[0].at, other[0].at)
        a, b = one[1], other[1]
        if self._kind == "target":
            same = sum(a[f] == b[f] for f in ("population", "area", "measure", "demand", "levels"))
            return 50.0 + 8 * same + 10 * here if here or same >= 3 else 0.0
        if self._kind == "report":
            same = (a["from"] == b["from"]) + (a["every"] == b["every"]) + (a["to"] == b["to"])
            return 60.0 + 10 * same + 10 * here if same == 3 or (here and same == 2) else 0.0
        points = likeness.score(self._title(one), self._title(other))
        return points + 0.5 * here if points >= (ALIKE_HERE if here else ALIKE) else 0.0

    def _block(self, item: Plain) -> tuple[str, ...]:
        if self._kind == "target":
            return item["indicator"], item["sector"]
        return (str(item.get("sector")),)

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """Pairs that are worth a look: of one block, and where it is large of one clause or with rare words in common."""
        blocks: defaultdict[tuple[str, ...], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side, entries in enumerate((self._old, self._new)):
            for n, (_, item) in enumerate(entries):
                blocks[self._block(item)][side].append(n)
        for old, new in blocks.values():
            if len(old) * len(new) <= MANY:
                yield from ((a, b) for a in old for b in new)
            elif old and new:
                yield from self._few(old, new)

    def _few(self, old: list[int], new: list[int]) -> Iterator[tuple[int, int]]:
        signs: defaultdict[object, list[int]] = defaultdict(list)
        for b in new:
            for sign in self._signs(self._new[b]):
                signs[sign].append(b)
        for a in old:
            shared: defaultdict[int, int] = defaultdict(int)
            for sign in self._signs(self._old[a]):
                if len(there := signs.get(sign, ())) <= RARE:
                    for b in there:
                        shared[b] += 1
            yield from ((a, b) for b in sorted(shared, key=lambda n: (-shared[n], n))[:CANDIDATES])

    def _signs(self, entry: Entry) -> list[object]:
        """What a like item may share: the clause, the whole title, words and pairs of words of it."""
        title = likeness.normal(self._title(entry))
        words = title.split()
        return [entry[0].at, title, *set(words), *set(pairwise(words))]


def _here(one: Clause | None, other: Clause | None) -> bool:
    """True where one clause is, or contains, the other."""
    if one is None or other is None:
        return False
    return one == other or one.contains(other) or other.contains(one)
