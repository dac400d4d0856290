"""The order of demands as data: which words ask for more than others, and where that comes from.

registry: orders
orders:
  - dimension: area
    above: all
    below: [urban, rural]
    source: {vi: Đô thị là một phần của tỉnh, en: Urban areas are a part of the province}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planmodel import diagnostics as dg
from planmodel.diagnostics import Diagnostic, Related, Span, Text, say
from planmodel.model import Rank
from planmodel.yamltree import Tree

WORDS = {
    "measure": ("share", "count", "value", "count-and-value", "count-or-value"),
    "demand": ("accept", "use", "install-and-use"),
    "commitment": ("firm", "minimum", "aspirational", "approximate"),
}
"""The words of the dimensions whose words the schema of plans fixes; areas and roles may be the workspace's own."""

UNKNOWN = "unknown"
"""The word for what the document does not say: it has no place in an order."""


def read(data: list[dict[str, Any]]) -> dict[str, dict[str, Rank]]:
    """The rank of every word that the registry ``orders`` names, by dimension: orders carry over from word to word."""
    return {dimension: _ranks(entries) for dimension, entries in _by_dimension(data).items()}


def _by_dimension(data: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    listed: dict[str, list[dict[str, Any]]] = {}
    for entry in data:
        listed.setdefault(entry["dimension"], []).append(entry)
    return listed


def _ranks(entries: list[dict[str, Any]]) -> dict[str, Rank]:
    alike = _alike(entries)
    under = _under(entries, alike)
    sources: dict[str, Text] = {}
    for entry in entries:
        for word in (entry["above"], *entry.get("equal", ())):
            sources.setdefault(word, Text(entry["source"]["vi"], entry["source"]["en"]))
    return {
        word: Rank(under.get(group[0], frozenset()), frozenset(group) - {word}, sources.get(word))
        for word, group in alike.items()
    }


def _alike(entries: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Every word with those that ask for the same, itself among them; they share one list, whose first stands for all."""
    groups: dict[str, list[str]] = {}
    for entry in entries:
        for word in (entry["above"], *entry.get("equal", ()), *entry.get("below", ())):
            groups.setdefault(word, [word])
        for word in entry.get("equal", ()):
            one, other = sorted((groups[entry["above"]], groups[word]), key=len)
            if one is not other:
                other += one
                groups |= dict.fromkeys(one, other)
    return groups


def _under(entries: list[dict[str, Any]], alike: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    """Everything below each group of words that ask for the same, by the group's first word."""
    next_below: dict[str, set[str]] = {}
    for entry in entries:
        below = {alike[word][0] for word in entry.get("below", ())}
        next_below.setdefault(alike[entry["above"]][0], set()).update(below)
    found: dict[str, frozenset[str]] = {}
    for top in next_below:
        seen: set[str] = set()
        rest = [top]
        while rest:
            rest += (new := next_below.get(rest.pop(), set()) - seen)
            seen |= new
        found[top] = frozenset(word for first in seen for word in alike[first])
    return found


# ------------------------------------------------------------------------------------------------ what is wrong


def misplaced(tree: Tree) -> Iterator[Diagnostic]:
    """Orders in the file of another registry: they would hold beside those shipped."""
    if "orders" in tree.data and tree.data["registry"] != "orders":
        message = say("orders are not read here; move them to registry/orders.yaml")
        yield dg.UNKNOWN_KEY.at(tree.source.name, tree.key_span(tree.data, "orders"), message)


def found(tree: Tree, data: list[dict[str, Any]]) -> Iterator[Diagnostic]:
    """What is wrong with the orders: a word that its dimension does not have, an order that comes back to its beginning."""
    for dimension, entries in _by_dimension(data).items():
        strange = [told for entry in entries for told in _strange(tree, dimension, entry)]
        yield from strange or _circle(tree, entries)


def _strange(tree: Tree, dimension: str, entry: dict[str, Any]) -> Iterator[Diagnostic]:
    """The words of an entry that no target can have."""
    known = WORDS.get(dimension)
    for word, span in _places(tree, entry):
        if word == UNKNOWN:
            message = say(
                "'{written}' has no place in an order: it stands for what is not known", written=word
            )
            yield dg.NOT_ALLOWED.at(tree.source.name, span, message)
        elif known is not None and word not in known:
            yield _not_a_word(tree, span, word, known)


def _not_a_word(tree: Tree, span: Span, word: str, known: tuple[str, ...]) -> Diagnostic:
    from difflib import get_close_matches

    allowed = ", ".join(known)
    near = get_close_matches(word, known, n=1, cutoff=0.55)
    if not near:
        message = say("'{written}' is not allowed; use one of: {allowed}", written=word, allowed=allowed)
        return dg.NOT_ALLOWED.at(tree.source.name, span, message)
    message = say(
        "'{written}' is not allowed; did you mean {near}? use one of: {allowed}",
        written=word,
        near=near[0],
        allowed=allowed,
    )
    return dg.NOT_ALLOWED.at(tree.source.name, span, message, fix=dg.Fix(span, near[0]))


def _places(tree: Tree, entry: dict[str, Any]) -> Iterator[tuple[str, Span]]:
    yield entry["above"], tree.value_span(entry, "above")
    for key in ("equal", "below"):
        for n, word in enumerate(entry.get(key, ())):
            yield word, tree.value_span(entry[key], n)


_Step = tuple[str, str, Span]
"""A word, one that an entry puts below it, and where that stands there."""


def _circle(tree: Tree, entries: list[dict[str, Any]]) -> Iterator[Diagnostic]:
    """One finding where an order comes back to its beginning, at the last of its steps in the file."""
    alike = _alike(entries)
    under = _under(entries, alike)
    round_about = {first for first, below in under.items() if first in below}
    steps = [
        (entry["above"], word, tree.value_span(entry["below"], n))
        for entry in entries
        if alike[entry["above"]][0] in round_about
        for n, word in enumerate(entry.get("below", ()))
        if alike[word][0] in round_about and alike[entry["above"]][0] in under[alike[word][0]]
    ]
    if not steps:
        return
    last = max(steps, key=lambda step: step[2].start)
    around = _path(steps, alike, last)
    message = say("the order goes in a circle: {circle}; drop one of its steps", circle=_drawn(around))
    others = tuple(
        Related(
            say("'{above}' stands above '{below}' here", above=above, below=below), tree.source.name, span
        )
        for above, below, span in around
        if span is not last[2]
    )
    yield dg.OUT_OF_RANGE.at(tree.source.name, last[2], message, related=others)


def _path(steps: list[_Step], alike: dict[str, list[str]], last: _Step) -> list[_Step]:
    """The steps of the shortest circle that ``last`` closes; ``last`` comes last."""
    leading: dict[str, list[_Step]] = {}
    for step in steps:
        leading.setdefault(alike[step[0]][0], []).append(step)
    start = alike[last[1]][0]
    came: dict[str, _Step] = {}
    rest = [start]
    for at in rest:
        for step in leading[at]:
            after = alike[step[1]][0]
            if after not in came and after != start:
                came[after] = step
                rest.append(after)
    around = [last]
    while (before := alike[around[-1][0]][0]) != start:
        around.append(came[before])
    return around[::-1]


def _drawn(around: list[_Step]) -> str:
    """``all > urban = town > all``: the circle in the words of its steps."""
    said = around[0][0]
    for (_, below, _), (above, _, _) in zip(around, [*around[1:], around[0]], strict=True):
        said += f" > {below}" if above == below else f" > {below} = {above}"
    return said
