"""What became of the figures of a target: year by year lower or higher, dropped, added, or moved to another year."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import model as m
from planmodel.derive import relations as rel
from planmodel.derive.changes.codes import STEMS
from planmodel.derive.changes.kinds import FieldChange


def levels(old: m.Target, new: m.Target) -> Iterator[FieldChange]:
    """The differences in the levels of a target; where the same figure stands at another year, it moved there."""
    before, after = ({x.year: x for x in t.levels} for t in (old, new))
    for was, now in _moved(before, after):
        del before[was.year], after[now.year]
        relation = rel.year(now.year, was.year)
        yield FieldChange(
            f"levels.{was.year}", figures(was), figures(now), STEMS["target-year"].by(relation), "year", relation,
            f"levels.{now.year}", old_span=was.span, new_span=now.span,
        )  # fmt: skip
    for year in sorted(before.keys() | after.keys()):
        one, other = before.get(year), after.get(year)
        if one is None or other is None:
            relation, stem = (rel.WEAKER if other is None else rel.STRONGER), "target-figure"
        elif figures(one) == figures(other):
            continue
        else:
            relation, stem = (
                rel.level(other, new.comparator, one, old.comparator, new.unit, old.unit),
                "target-level",
            )
            if old.unit != new.unit:
                stem = "target-unit-changed"
        yield FieldChange(
            f"levels.{year}",
            figures(one) if one is not None else None,
            figures(other) if other is not None else None,
            STEMS[stem].by(relation),
            "level",
            relation,
            old_span=one.span if one is not None else None,
            new_span=other.span if other is not None else None,
        )


def figures(level: m.Level) -> list[object]:
    """A level as the plain form has it."""
    return [level.amount] if level.high is None else [level.amount, level.high]


def _moved(before: dict[str, m.Level], after: dict[str, m.Level]) -> list[tuple[m.Level, m.Level]]:
    """Figures that stand at other years: all of them, one by one, or each that vanished here and appeared there."""
    if before.keys() != after.keys() and list(map(figures, before.values())) == list(
        map(figures, after.values())
    ):
        pairs = list(zip(before.values(), after.values(), strict=True))
        return [(one, other) for one, other in pairs if one.year != other.year]
    gone = [x for year, x in before.items() if year not in after]
    come = [x for year, x in after.items() if year not in before]
    found = []
    for was in gone:
        now = next((x for x in come if figures(x) == figures(was)), None)
        if now is not None:
            come.remove(now)
            found.append((was, now))
    return found
