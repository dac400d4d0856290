"""The changes as lines: what changed, where, before and after, and what that does to the demand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause, cover_all
from planmodel.derive.changes import CODES, WEIGHTS, Change, FieldChange, Side
from planmodel.diagnostics import Span, Text, say
from planmodel.messages import joined, same
from planmodel.views import words
from planmodel.views.diff.said import NOTHING, title, value, whole


class Line(NamedTuple):
    """One thing that changed; ``changes`` are several where the same became of several items."""

    code: str
    kind: str
    title: Text
    old_at: str
    new_at: str
    before: Text
    after: Text
    why: Text
    changes: tuple[Change, ...]
    spans: tuple[Span | None, Span | None]

    @property
    def weight(self) -> str:
        """What the change does to the demand."""
        return CODES[self.code].weight


def lines(found: Sequence[Change], old: m.Plan, new: m.Plan, registry: m.Registry) -> list[Line]:
    """The changes in lines, those of the weightiest word first; the lines of one change stay together."""
    alike: dict[tuple[str, str, str], list[tuple[Change, FieldChange]]] = {}
    made: list[tuple[str, Line]] = []
    for change in found:
        own = list(_of_item(change, registry))
        for field in change.fields:
            if field.field == "lead":
                alike.setdefault((field.code, str(field.old), str(field.new)), []).append((change, field))
        own += [_of_fields(change, fields, registry) for fields in _together(change.fields)]
        own.sort(key=lambda line: WEIGHTS.index(line.weight))
        made += [(change.weight, line) for line in own]
    led = [_led(parts, old, new, registry) for parts in alike.values()]
    made += [(line.weight, line) for line in led]
    return [line for _, line in sorted(made, key=lambda one: WEIGHTS.index(one[0]))]


def _of_item(change: Change, registry: m.Registry) -> Iterator[Line]:
    """The line of an item that is there or is not, or that became several."""
    if not change.code:
        return
    before, after = (
        joined("; ", (whole(change.item_kind, side, registry) for side in sides)) if sides else NOTHING
        for sides in (change.old, change.new)
    )
    if change.kind in ("split", "merged"):
        before, after = (
            joined("; ", (title(change.item_kind, s, registry) for s in x)) for x in (change.old, change.new)
        )
    yield _line(change, change.code, before, after, CODES[change.code].text, (None, None), registry)


def _together(fields: Iterable[FieldChange]) -> Iterator[list[FieldChange]]:
    """Fields that one line tells: the years of a target of which the same is true; the two parts of a choice."""
    levels: dict[tuple[str, str], list[FieldChange]] = {}
    told: set[str] = set()
    for field in fields:
        if field.field == "lead":
            continue
        if field.field.startswith("levels."):
            levels.setdefault((field.code, field.part), []).append(field)
        elif field.field in ("choose", "of"):
            if "options" not in told:
                yield [field]
            told.add("options")
        else:
            yield [field]
    yield from levels.values()


def _of_fields(change: Change, fields: list[FieldChange], registry: m.Registry) -> Line:
    first = fields[0]
    before, after = (
        joined("; ", (value(change, f, registry, new=new) for f in fields)) for new in (False, True)
    )
    why = _why(change, fields)
    if first.part:
        why = joined(": ", (same(first.part), why))
    return _line(change, first.code, before, after, why, (first.old_span, first.new_span), registry)


def _line(
    change: Change,
    code: str,
    before: Text,
    after: Text,
    why: Text,
    spans: tuple[Span | None, Span | None],
    registry: m.Registry,
) -> Line:
    name = title(change.item_kind, change.first, registry)
    whole_spans = tuple(sides[0].span if sides else None for sides in (change.old, change.new))
    return Line(
        code, change.item_kind, name, _clauses(change.old), _clauses(change.new), before, after, why, (change,),
        (spans[0] or whole_spans[0], spans[1] or whole_spans[1]),
    )  # fmt: skip


def _clauses(sides: Iterable[Side]) -> str:
    return ", ".join(dict.fromkeys(words.at(side.at) for side in sides if side.at is not None))


def _why(change: Change, fields: list[FieldChange]) -> Text:
    """What the code says, and by how much."""
    first = fields[0]
    said = CODES[first.code].text
    if first.field.startswith("levels.") and first.code in ("target-level-lowered", "target-level-raised"):
        gaps = {_gap(f) for f in fields}
        gap = gaps.pop() if len(gaps) == 1 else None
        if gap and change.old[0].item["comparator"] == change.new[0].item["comparator"]:
            unit = change.new[0].item["unit"]
            points = Text("điểm phần trăm", "percentage points") if unit == "%" else same(unit)
            return say("{what}: by {gap} {unit}", what=said, gap=gap, unit=points)
    return said


def _gap(field: FieldChange) -> Decimal | None:
    old, new = field.old, field.new
    return abs(new[0] - old[0]) if len(old) == 1 == len(new) else None


def _led(parts: list[tuple[Change, FieldChange]], old: m.Plan, new: m.Plan, registry: m.Registry) -> Line:
    """The tasks that lost, gained or changed the same lead, as one line."""
    change, field = parts[0]
    changes = tuple(c for c, _ in parts)
    seen = [
        tuple(dict.fromkeys(at for _, f in parts for at in getattr(f, name))) for name in ("old_at", "new_at")
    ]
    field = field._replace(old_at=seen[0], new_at=seen[1])
    before, after = (value(change, field, registry, new=new) for new in (False, True))
    why = CODES[field.code].text
    line = _line(change, field.code, before, after, why, (None, None), registry)
    if len(parts) == 1:
        return line
    name = say("{count} tasks", count=len(parts))
    return line._replace(
        title=name, changes=changes, old_at=covered(old, (c.old[0].at for c in changes)),
        new_at=covered(new, (c.new[0].at for c in changes)),
    )  # fmt: skip


def covered(plan: m.Plan | None, wanted: Iterable[Clause | None]) -> str:
    """Clauses in few words: a section stands for all of its tasks."""
    every = [item.at for item in (plan.work if plan is not None else ()) if item.at is not None]
    return ", ".join(map(str, cover_all(every, [at for at in wanted if at is not None])))
