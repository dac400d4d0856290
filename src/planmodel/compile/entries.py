"""From the located tree of a registry file to its entries: agencies, indicators, verbs and what else plans name."""

from __future__ import annotations

from datetime import date
from typing import Any

from planmodel import model as m
from planmodel.compile.items import Item
from planmodel.yamltree import Tree


def compile_registry(tree: Tree) -> dict[str, tuple[Any, ...]]:
    """The entries of a registry file, by kind (``agencies``, ``indicators``, ``populations``, ...).

    The one entry of ``workdays`` are the days that the workspace states, that of ``orders`` the ranks by dimension.
    """
    top = Item(tree, tree.data, tree.span_at(()))
    made = {kind: tuple(make(i) for i in top.items(kind)) for kind, make in _ENTRIES.items() if kind in top}
    if "workdays" in top:
        from planmodel import daysoff

        made["workdays"] = (daysoff.read(tree.data["workdays"]),)
    if "orders" in top:
        from planmodel import orders

        made["orders"] = (orders.read(tree.data["orders"]),)
    return made


def _name(i: Item) -> m.Name:
    name = i.data["name"]
    return m.Name(vi=name["vi"], en=name["en"], short=i.data.get("short", name["vi"]))


def _successor(data: dict[str, Any]) -> m.Successor:
    return m.Successor(
        to=data["to"],
        since=date.fromisoformat(data["from"]),
        scope=data.get("scope", data.get("note", "")),
        instrument=data["instrument"],
    )


def _agency(i: Item) -> m.Agency:
    kind = i.text("kind")
    return m.Agency(
        span=i.place,
        id=i.text("id"),
        name=_name(i),
        level=i.text("level"),
        kind=kind,
        group=bool(i.data.get("group", kind in ("class", "institution-group", "enterprise-group", "people"))),
        parent=i.optional("parent"),
        members=i.refs("members"),
        spellings=i.texts("spellings"),
        successors=tuple(_successor(s) for s in i.data.get("successors", ())),
    )


def _indicator(i: Item) -> m.Indicator:
    return m.Indicator(
        span=i.place,
        id=i.text("id"),
        name=_name(i),
        sector=i.text("sector"),
        unit=i.text("unit"),
        direction=i.text("direction"),
    )


def _population(i: Item) -> m.Population:
    return m.Population(
        span=i.place, id=i.text("id"), name=_name(i), sector=i.text("sector"), within=i.refs("within")
    )


def _option(i: Item) -> m.Option:
    return m.Option(span=i.place, id=i.text("id"), name=_name(i))


def _letters(data: dict[str, Any]) -> m.Letters:
    raci, rasci = (tuple(sorted(data[k], key=m.LETTER_ORDER.index)) for k in ("raci", "rasci"))
    return m.Letters(raci, rasci)


def _verb(i: Item) -> m.Verb:
    return m.Verb(
        span=i.place,
        id=i.text("id"),
        name=_name(i),
        letters=_letters(i.data),
        directed=_letters(i.data["directed"]) if "directed" in i else None,
        recipient=_letters(i.data["recipient"]) if "recipient" in i else None,
        oversight=bool(i.data.get("oversight", False)),
    )


def _province(i: Item) -> m.Province:
    return m.Province(
        span=i.place,
        id=i.text("id"),
        name=_name(i),
        iso=i.text("iso"),
        spellings=i.texts("spellings"),
        successor=_successor(i.data["successor"]) if "successor" in i else None,
    )


_ENTRIES: dict[str, Any] = {
    "agencies": _agency,
    "indicators": _indicator,
    "populations": _population,
    "options": _option,
    "roles": _verb,
    "provinces": _province,
}
