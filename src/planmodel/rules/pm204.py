"""A later year asks for less than an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from planmodel import model as m
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._targets import Figure, arrives, binding, dated, subject


def _run(facts: Facts) -> Iterator[Found]:
    if len(facts.years) < 2:
        return
    lines: dict[object, dict[str, Figure]] = {}
    for figure in dated(_in_question(facts)):
        target = figure.target
        if _misses(figure):
            continue
        about = (subject(target), binding(target), target.comparator == "<=")
        lines.setdefault(about, {}).setdefault(figure.level.year, figure)
    for line in lines.values():
        told = None  # the years of a step form stand at one place
        years = sorted(line)
        for before, after in pairwise([line[year] for year in years]):
            if after.level.span != told and _falls(facts, before, after):
                told = after.level.span
                yield _found(facts, before, after)


def _in_question(facts: Facts) -> list[m.Target]:
    """The targets that a level falls in (they stand by year), that another may fall below, and that should fall."""
    targets = facts.plan.targets
    asked = {t.id for t in targets for before, after in pairwise(t.levels) if after.amount < before.amount}
    asked.update([t.id for t in facts.alike])
    down = {key for key, indicator in facts.registry.indicators.items() if indicator.direction == "down"}
    return [t for t in targets if t.id in asked or t.indicator.id in down]


def _misses(figure: Figure) -> bool:
    """True for the end of a step form that its steps do not reach: that is PM203."""
    step, end = figure.target.step, arrives(figure.target)
    if step is None or end is None or figure.level.derived:
        return False
    return figure.level.span == step.span and end != step.reach


def _down(facts: Facts, figure: Figure) -> bool:
    indicator = facts.registry.indicators.get(figure.target.indicator.id)
    return indicator is not None and indicator.direction == "down"


def _falls(facts: Facts, before: Figure, after: Figure) -> bool:
    if _down(facts, after):
        return _highest(after) > _highest(before)
    return after.level.amount < before.level.amount


def _highest(figure: Figure) -> Decimal:
    return figure.level.amount if figure.level.high is None else figure.level.high


def _found(facts: Facts, before: Figure, after: Figure) -> Found:
    down = _down(facts, after)
    said = {
        "target": after.target.id,
        "then": before.level.year,
        "before": before.amount,
        "now": after.level.year,
        "after": after.amount,
        "earlier": before.target.id,
        "indicator": after.target.indicator.id,
    }
    if before.target is not after.target:
        message = (
            say(
                "target {target} rises over {earlier}: {then} is {before}, {now} is {after}; check the figures, "
                "and if intended, set direction: up on indicator {indicator}",
                **said,
            )
            if down
            else say(
                "target {target} falls below {earlier}: {then} is {before}, {now} is {after}; check the figures, "
                "and if intended, set direction: down on indicator {indicator}",
                **said,
            )
        )
    elif down:
        message = say(
            "target {target} rises: {then} is {before}, {now} is {after}; check the figures, "
            "and if intended, set direction: up on indicator {indicator}",
            **said,
        )
    else:
        message = say(
            "target {target} falls: {then} is {before}, {now} is {after}; check the figures, "
            "and if intended, set direction: down on indicator {indicator}",
            **said,
        )
    there = say("{year} is {amount} here", year=before.level.year, amount=before.amount)
    return Found(after.level.span, message, after.target.at, (facts.here(before.level.span, there),))


RULE = Rule(
    code="PM204",
    name="target-falls",
    severity=Severity.warning,
    title=Text("chỉ tiêu lùi", "a target that falls"),
    what=Text(
        "Tìm chỉ tiêu mà mức năm sau thấp hơn năm trước (hoặc cao hơn, với chỉ số phải giảm), trong một chỉ tiêu hay giữa hai chỉ tiêu cùng chỉ số, đối tượng, địa bàn, cách đo, yêu cầu và cam kết.",
        "Finds targets whose level is lower in a later year (or higher, where the indicator should go down), within one target or between two of the same indicator, population, area, measure, demand and commitment.",
    ),
    why=Text(
        "Kế hoạch đặt ra để tiến lên. Mức năm sau thấp hơn thường là gõ nhầm năm hoặc nhầm số; nếu là chủ ý thì chỉ số ấy phải giảm, và sổ chỉ số cần nói như vậy.",
        "A plan is made to move forward. A lower figure for a later year is usually a slip in the year or the figure; if it is meant, the indicator is one that should go down, and the registry has to say so.",
    ),
    source=Text(
        "thông lệ: chỉ tiêu năm sau không thấp hơn năm trước",
        "practice: a later year asks for no less than an earlier one",
    ),
    bad=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50, 2023: 45}}}
#                                                                                    ^^ PM204
""",
    ),
    good=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 45, 2023: 50}}}
""",
    ),
    limits=Text(
        "Với một khoảng, chỉ so đầu dưới (đầu trên, nếu chỉ số phải giảm). Không so mức chắc chắn với mức phấn đấu.",
        "Of a range only the lower end counts (the upper, where the indicator should go down). A firm level is not compared with an aspirational one.",
    ),
    run=_run,
)
