"""A change carried out: the old content and the changes give the new content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from planmodel.derive.changes.kinds import Change, FieldChange
from planmodel.derive.plain import ALONE, SECTIONS, Plain, content, order


def applied(changes: Iterable[Change], old: Plain) -> Plain:
    """``old`` (the plain form of a plan) after ``changes``."""
    made: Plain = dict(old)
    by_kind: dict[str, list[Change]] = {}
    for change in changes:
        by_kind.setdefault(change.item_kind, []).append(change)
    for kind, listed in by_kind.items():
        section = SECTIONS[kind]
        if kind in ALONE:
            made[section] = _with(old[section], listed[0].fields)
            continue
        made[section] = sorted(_items(old[section], listed), key=order(kind))
    return made


def _items(old: list[Plain], changes: list[Change]) -> list[Plain]:
    kept: defaultdict[str, list[Plain]] = defaultdict(list)
    for item in old:
        kept[content(item)].append(item)
    made = []
    for change in changes:
        taken = [kept[content(side.item)].pop() for side in change.old]
        if change.kind in ("changed", "renamed"):
            made.append(_with(taken[0], change.fields))
        else:
            made += [side.item for side in change.new]
    return [*(item for items in kept.values() for item in items), *made]


def _with(item: Plain, fields: Iterable[FieldChange]) -> Plain:
    """``item`` with its fields set anew; what moved is taken out before anything is put in."""
    made = {key: dict(value) if isinstance(value, dict) else value for key, value in item.items()}
    stored = [f for f in fields if not f.derived]
    for f in stored:
        head, _, key = f.field.partition(".")
        if key:
            made[head].pop(key, None)
    for f in stored:
        _put(made, f.now or f.field, f.new)
    return made


def _put(item: dict[str, Any], path: str, value: Any) -> None:
    head, _, key = path.partition(".")
    if not key:
        item[head] = value
    elif value is not None:
        item[head][key] = value
