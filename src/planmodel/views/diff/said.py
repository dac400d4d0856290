"""What a field said before and says now, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from planmodel import model as m
from planmodel.dates import parse
from planmodel.dates.wording import wording
from planmodel.derive.changes import Change, FieldChange, Side
from planmodel.derive.plain import Plain
from planmodel.diagnostics import BEGINNING, Text, say
from planmodel.messages import joined, same
from planmodel.views import words

NOTHING = same("–")
_LONGEST = 240
"""Characters of a text that a cell shows."""

_AGENCIES = frozenset(
    {"by", "agencies", "from", "to", "via", "with", "directs", "supports", "lead", "issuer", "agency"}
)
_WORDS = frozenset({"area", "measure", "demand", "commitment", "sector", "kind", "mode"})


def value(change: Change, field: FieldChange, registry: m.Registry, *, new: bool) -> Text:
    """The old or the new value of a field."""
    given = field.new if new else field.old
    at = field.new_at if new else field.old_at
    side = (change.new if new else change.old)[0]
    said = of_field(field.field.partition(".")[0], given, side.item, registry)
    if field.field.startswith("levels.") and given is not None:
        year = (field.now if new and field.now else field.field).partition(".")[2]
        said = joined(": ", (words.in_both(lambda lang: words.word(year, lang)), said))
    return joined(" ", (said, same(f"({', '.join(at)})"))) if at else said


class _Said(NamedTuple):
    """The value of a field, the item that it is in, and who knows the names."""

    given: Any
    item: Plain
    registry: m.Registry


def of_field(field: str, given: Any, item: Plain, registry: m.Registry) -> Text:
    """The value of a field (the first step of its path) of ``item``."""
    special = _SPECIAL.get(field)
    if field != "choose" and (given is None or given in ([], "")):  # none chosen: all are demanded
        return NOTHING
    if isinstance(given, date):
        return _plain(given)
    if special is not None:
        return special(_Said(given, item, registry))
    if field in _AGENCIES:
        return agencies(given if isinstance(given, list) else [given], registry)
    if field in _WORDS:
        return words.in_both(lambda lang: words.word(given, lang))
    return _plain(given)


def _plain(given: Any) -> Text:
    if isinstance(given, bool):
        return Text("có", "yes") if given else Text("không", "no")
    if isinstance(given, list):
        return joined(", ", map(_plain, given))
    if isinstance(given, date):
        return words.in_both(lambda lang: words.day(given, lang))
    if isinstance(given, Decimal):
        return words.in_both(lambda lang: words.number(given, lang))
    text = str(given)
    return same(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def agencies(ids: Iterable[str], registry: m.Registry) -> Text:
    """Several agencies by name."""
    return joined(", ", (agency(x, registry) for x in ids))


def agency(name: str, registry: m.Registry) -> Text:
    """An agency's name, in Vietnamese the short one."""
    return words.in_both(lambda lang: words.agency(name, registry, lang, short=True))


def _level(given: Any, item: Plain) -> Text:
    if isinstance(given, dict):
        parts = (
            joined(": ", (words.in_both(lambda lang, y=year: words.word(y, lang)), _level(x, item)))  # type: ignore[misc]
            for year, x in given.items()
        )
        return joined("; ", parts)
    level = m.Level("", given[0], given[1] if len(given) > 1 else None, False, BEGINNING)
    return words.in_both(lambda lang: words.level(level, item["comparator"], item["unit"], lang))


def _population(given: str, registry: m.Registry) -> Text:
    entry = registry.populations.get(given)
    return Text(entry.name.vi, entry.name.en) if entry is not None else same(given)


def _indicator(given: str, registry: m.Registry) -> Text:
    entry = registry.indicators.get(given)
    return Text(entry.name.vi, entry.name.en) if entry is not None else same(given)


def choice(item: Plain, registry: m.Registry) -> Text:
    """What a requirement lets choose."""
    known = registry.options
    options = (Text(known[x].name.vi, known[x].name.en) if x in known else same(x) for x in item["of"])
    names, count = joined(", ", options), len(item["of"])
    if count == 1:
        return names
    if item["choose"] is None:
        return say("all {count} ({names})", count=count, names=names)
    return say("at least {least} of {count} ({names})", least=item["choose"], count=count, names=names)


def _roles(given: list[Plain], registry: m.Registry) -> Text:
    return joined(", ", (_role(x, registry) for x in given))


def _role(role: Plain, registry: m.Registry) -> Text:
    verb = registry.verbs.get(role["verb"])
    name = Text(verb.name.vi, verb.name.en) if verb is not None else same(role["verb"])
    others = [*role["with"], *role["directs"], *role["to"]]
    return (
        joined(" ", (name, joined("", (same("("), agencies(others, registry), same(")")))))
        if others
        else name
    )


def _due(given: Any) -> Text:
    if isinstance(given, list):
        return joined("; ", (_due(x) for x in given))
    key, text = next((k, v) for k, v in given.items() if k not in ("every", "shift"))
    when, every = parse(key, text), given["every"]
    said = words.in_both(lambda lang: wording(when, lang, every))
    if every is None:
        return said
    return joined(": ", (words.in_both(lambda lang: words.word(every, lang)), said))


def _every(given: list[str]) -> Text:
    return joined(", ", (words.in_both(lambda lang, x=x: words.word(x, lang)) for x in given))  # type: ignore[misc]


def _scope(given: Plain) -> Text:
    scope = m.Scope(given["sector"], given["population"], given["territory"])
    said = words.in_both(lambda lang: words.scope(scope, lang))
    return said if said.vi else words.in_both(lambda lang: words.word("province", lang))


_SPECIAL: dict[str, Callable[[_Said], Text]] = {
    "levels": lambda x: _level(x.given, x.item),
    "population": lambda x: _population(x.given, x.registry),
    "indicator": lambda x: _indicator(x.given, x.registry),
    "choose": lambda x: choice(x.item, x.registry),
    "of": lambda x: choice(x.item, x.registry),
    "roles": lambda x: _roles(x.given, x.registry),
    "due": lambda x: _due(x.given),
    "every": lambda x: _every(x.given),
    "scope": lambda x: _scope(x.given),
}


def whole(kind: str, side: Side, registry: m.Registry) -> Text:
    """What an item says, for one that was added or removed."""
    item = side.item
    if kind == "target":
        return _level(item["levels"], item)
    if kind == "requirement":
        return choice(item, registry)
    if kind == "duty":
        return joined(": ", (agencies(item["agencies"], registry), _roles(item["roles"], registry)))
    if kind == "report":
        way = joined(" → ", (agencies(item["from"], registry), agencies(item["to"], registry)))
        every = [*item["every"], *(["ad-hoc"] if item["ad_hoc"] else [])]
        return joined(", ", (way, _every(every))) if every else way
    if kind == "recipient":
        return agency(item["agency"], registry)
    if kind == "participant":
        return joined(", ", (agencies(item["agencies"], registry), *map(same, item["people"])))
    return _plain(title(kind, side, registry).vi or side.id)


def title(kind: str, side: Side, registry: m.Registry) -> Text:
    """What an item is called."""
    if kind == "target" and not side.title:
        name = _indicator(side.item["indicator"], registry)
        return joined(" – ", (name, words.in_both(lambda lang: words.word(side.item["sector"], lang))))
    if kind == "recipient":
        return agency(side.item["agency"], registry)
    text = side.title or side.id
    return same(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
