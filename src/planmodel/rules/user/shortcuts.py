"""What of a condition need not be asked of CEL item by item. No answer changes by it.

A condition that asks of a field only whether it is empty, or how many entries it has, says the same of all items that
are alike in that. And ``lower(task.title)``, for which CEL calls Python in every round of a loop, is worked out before.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from planmodel.rules.user.words import Word, Words

EMPTY, SIZE, MEMBERS, ALL = range(4)
"""How much of a field a condition sees: whether it is empty, how many entries or letters, which entries, or all of it."""

LOWERED = "lower."
"""What stands before the name of a text that CEL is given in small letters."""

_COMPARED = ("==", "!=", "<", "<=", ">", ">=")
_BEGINS = ("", "(", ",", "&&", "||", "?", ":")
_ENDS = ("", ")", "&&", "||", "?", ":")
_BEYOND = [Word("", "", 0, 0)] * 4
"""What is read before the first word and after the last."""


def _whole(words: Words) -> list[Word]:
    """The words of a condition, with each chain of names as one word of the kind ``chain``."""
    chains = {chain.start: chain for chain in words.chains}
    listed, end = [*_BEYOND], 0
    for word in words.words:
        if word.start in chains:
            name, start, end = chains[word.start]
            listed.append(Word("chain", name, start, end))
        elif word.start >= end:
            listed.append(word)
    return [*listed, *_BEYOND]


def _places(listed: Sequence[Word], names: Container[str]) -> Iterator[int]:
    return (n for n, word in enumerate(listed) if word.kind == "chain" and word.text in names)


def seen(words: Words, names: Iterable[str]) -> dict[str, int]:
    """For each of the fields that a condition names how much it sees of it: EMPTY, SIZE, MEMBERS or ALL."""
    most = dict.fromkeys(names, EMPTY)
    listed = _whole(words)
    texts = [word.text for word in listed]
    for n in _places(listed, most):
        most[texts[n]] = both(most[texts[n]], _seen(texts, n))
    for word in listed:  # an entry of numbers by year, as in target.values.x
        if word.kind == "chain" and word.text not in most:
            most |= {name: ALL for name in most if word.text.startswith(f"{name}.")}
    return most


def both(one: int, other: int) -> int:
    """How much is seen of a field that is looked at twice; who knows the entries does not know how often each stands there."""
    return ALL if {one, other} == {SIZE, MEMBERS} else max(one, other)


def _seen(texts: Sequence[str], n: int) -> int:
    """How much is seen of the field at word ``n``; ``1 + size(x) > 0`` is about more than whether ``x`` is empty."""
    if texts[n + 1] in ("==", "!=") and texts[n + 2] in ('""', "''"):
        return EMPTY if texts[n - 1] in _BEGINS and texts[n + 3] in _ENDS else ALL
    if _is_asked(texts, n, "size"):
        asked = texts[n + 2] in _COMPARED and texts[n + 3] == "0" and texts[n + 4] in _ENDS
        return EMPTY if asked and texts[n - 3] in _BEGINS else SIZE
    return MEMBERS if _is_gone_through(texts, n) else ALL


def _is_asked(texts: Sequence[str], n: int, function: str) -> bool:
    """True for ``function(x)`` with ``x`` at word ``n``."""
    return texts[n - 2] == function and texts[n - 3] != "." and texts[n - 1] == "(" and texts[n + 1] == ")"


def _is_gone_through(texts: Sequence[str], n: int) -> bool:
    """True where exists or all asks the entries of the list at word ``n``, or of lists joined: ``(x + y).exists(``."""
    first = last = n
    while texts[first - 1] == "+":
        first -= 2
    while texts[last + 1] == "+":
        last += 2
    if texts[first - 1] == "(" and texts[last + 1] == ")":
        last += 1
    elif first != last:
        return False
    return texts[last + 1] == "." and texts[last + 2] in ("exists", "all") and texts[last + 3] == "("


def lowered(words: Words, texts: Container[str]) -> tuple[str, frozenset[str]]:
    """A condition with ``lower.task.title`` for ``lower(task.title)``, and of which of the fields ``texts`` it says so."""
    listed = _whole(words)
    said = [word.text for word in listed]
    written, at, names = "", 0, set()
    for n in _places(listed, texts):
        if _is_asked(said, n, "lower"):
            written += words.text[at : listed[n - 2].start] + LOWERED + said[n]
            at = listed[n + 1].end
            names.add(said[n])
    return written + words.text[at:], frozenset(names)
