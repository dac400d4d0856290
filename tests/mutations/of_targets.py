"""Faults in one target (PM201 to PM206, PM211 to PM213): figures, years, units, populations."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from planmodel.diagnostics import Span
from tests.mutations.faults import Edit, edit, fault
from tests.mutations.real import Changes, Item, Path_, Real

COMPARATORS = ("at_least", "more_than", "at_most")


class Figure(NamedTuple):
    """One figure of one target: where the target, its year and its amount stand."""

    path: Path_
    target: Item
    comparator: str
    year: str
    amount: Decimal

    @property
    def place(self) -> Path_:
        """The path of the amount."""
        return (*self.path, "level", self.comparator, self.year)

    @property
    def steps(self) -> bool:
        """True where a step form follows."""
        return "step" in self.target["level"]

    @property
    def last(self) -> int:
        """The last year that the target names."""
        step = self.target["level"].get("step")
        return int(step["until"] if step else self.year)


def figures(real: Real) -> Iterator[Figure]:
    """Every stated figure."""
    for path, target in real.items("targets"):
        for comparator in COMPARATORS:
            for year, amount in target["level"].get(comparator, {}).items():
                yield Figure(path, target, comparator, year, Decimal(str(amount)))


def dated(real: Real) -> Iterator[Figure]:
    """Every stated figure that has a year."""
    return (f for f in figures(real) if f.year != "unstated")


def steps(real: Real) -> Iterator[tuple[Path_, Item, Span]]:
    """Every step form, and where it stands."""
    for path, target in real.items("targets"):
        if "step" in target["level"]:
            place = (*path, "level", "step")
            yield place, target["level"]["step"], real.at(*place)


def other_level(figure: Figure, comparator: str, amounts: str) -> str:
    """A level for the figure's year alone."""
    return f"{{{comparator}: {{{figure.year}: {amounts}}}}}"


def beside(real: Real, figure: Figure, **changes: str | None) -> Edit:
    """A copy of the figure's target with another id, and with ``changes``, after it."""
    made: Changes = {"id": f"{figure.target['id']}-2", "implements": None} | changes
    return edit(real, real.pasted(figure.path, made))


def year_key(real: Real, figure: Figure, year: str) -> Edit:
    """Another year in the place of the figure's."""
    key = real.key(*figure.place)
    return edit(real, real.replace(key.start, key.end, year))


def another_year(real: Real, figure: Figure, year: int, amount: Decimal) -> Edit:
    """A further year beside the figure's."""
    end = real.at(*figure.place).end
    return edit(real, real.replace(end, end, f", {year}: {amount}"))


# ------------------------------------------------------------------------------------------------ PM201: over 100 %


@fault("PM201")
def a_nought_too_many(real: Real) -> Iterator[Edit]:
    for f in figures(real):
        if f.amount >= 20:
            yield edit(real, real.put(f.place, f"{f.amount}0"))


@fault("PM201")
def a_range_that_ends_over_100(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        level = f"{{range: {{{f.year}: [{f.amount}, 105]}}}}"
        if not f.steps:
            yield edit(real, real.put((*f.path, "level"), level))


@fault("PM201")
def more_than_100_percent(real: Real) -> Iterator[Edit]:
    for f in figures(real):
        if f.amount == 100 and f.comparator == "at_least":
            key = real.key(*f.path, "level", f.comparator)
            yield edit(real, real.replace(key.start, key.end, "more_than"))
        elif f.comparator == "more_than":
            yield edit(real, real.put(f.place, "100"))


@fault("PM201")
def a_step_form_that_reaches_over_100(real: Real) -> Iterator[Edit]:
    for place, step, _ in steps(real):
        yield edit(real, real.put((*place, "reach"), f"1{step['reach']}"))


@fault("PM201")
def a_count_called_a_percentage(real: Real) -> Iterator[Edit]:
    for f in figures(real):
        yield edit(real, real.put(f.place, "312.5"))


# ------------------------------------------------------------------------------------- PM202: outside the period


@fault("PM202")
def a_slip_in_the_year(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        for year in (f"20{f.year[3]}{f.year[2]}", f"201{f.year[3]}", f"203{f.year[3]}"):
            if year != f.year and not f.steps:
                yield year_key(real, f, year)


@fault("PM202")
def a_year_after_the_period(real: Real) -> Iterator[Edit]:
    end = real.plan.period.last.year
    for f in dated(real):
        yield another_year(real, f, end + 1, f.amount)


@fault("PM202")
def a_baseline_of_the_year_before(real: Real) -> Iterator[Edit]:
    start = real.plan.period.first.year
    for f in dated(real):
        yield another_year(real, f, start - 1, f.amount)


@fault("PM202")
def a_period_that_ends_too_early(real: Real) -> Iterator[Edit]:
    period = real.plan.period
    for year in range(period.first.year, period.last.year):
        yield edit(real, real.put(("period", "to"), f'"{year}-12-31"'))


@fault("PM202")
def a_period_that_begins_too_late(real: Real) -> Iterator[Edit]:
    period = real.plan.period
    if any(int(f.year) == period.first.year for f in dated(real)):
        for year in range(period.first.year + 1, period.last.year + 1):
            yield edit(real, real.put(("period", "from"), f'"{year}-01-01"'))


@fault("PM202")
def steps_past_the_period(real: Real) -> Iterator[Edit]:
    end = real.plan.period.last.year
    for place, step, _ in steps(real):
        reach = step["reach"] + step["add"]
        yield edit(real, real.put((*place, "until"), str(end + 1)), real.put((*place, "reach"), str(reach)))


# ------------------------------------------------------------------------------------------ PM203: the step form


@fault("PM203")
def another_level_at_the_end(real: Real) -> Iterator[Edit]:
    for place, step, _ in steps(real):
        for reach in (step["reach"] + 10, step["reach"] - 10, step["reach"] + 1):
            yield edit(real, real.put((*place, "reach"), str(reach)))


@fault("PM203")
def the_increase_written_as_the_end(real: Real) -> Iterator[Edit]:
    for place, step, _ in steps(real):
        yield edit(real, real.put((*place, "reach"), str(step["add"])))


@fault("PM203")
def another_increase(real: Real) -> Iterator[Edit]:
    for place, step, _ in steps(real):
        for add in ("1", "5", "12", str(step["add"] * 10)):
            yield edit(real, real.put((*place, "add"), add))


@fault("PM203")
def a_step_that_begins_in_another_year(real: Real) -> Iterator[Edit]:
    for place, step, _ in steps(real):
        for year in (step["from"] - 1, step["from"] + 1):
            yield edit(real, real.put((*place, "from"), str(year)))


@fault("PM203")
def a_step_that_ends_in_another_year(real: Real) -> Iterator[Edit]:
    for place, step, _ in steps(real):
        for year in (step["until"] - 1, step["until"] + 1):
            yield edit(real, real.put((*place, "until"), str(year)))


@fault("PM203")
def another_level_to_start_from(real: Real) -> Iterator[Edit]:
    for f in figures(real):
        if f.steps:
            for amount in (f.amount + 10, f.amount - 5):
                yield edit(real, real.put(f.place, str(amount)), at=real.at(*f.path, "level", "step"))


@fault("PM203")
def no_level_to_start_from(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        if f.steps:
            key = real.key(*f.place)
            fix = real.replace(key.start, key.end, str(int(f.year) - 1))
            yield edit(real, fix, at=real.at(*f.path, "level", "step"))


@fault("PM203")
def a_year_on_the_way_with_another_level(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        if f.steps:
            step = f.target["level"]["step"]
            for year in range(step["from"], step["until"]):
                yield another_year(real, f, year, f.amount + 3)


# ---------------------------------------------------------------------------------------- PM204: a target that falls


@fault("PM204")
def a_later_year_with_less(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        for less in (Decimal(1), Decimal("0.5"), Decimal(15)):
            yield another_year(real, f, f.last + 1, f.amount - less)


@fault("PM204")
def an_earlier_year_with_more(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        end = real.at(*f.place).end
        fix = real.replace(end, end, f", {int(f.year) - 1}: {f.amount + 5}")
        yield edit(real, fix, at=real.at(*f.place))


@fault("PM204")
def two_years_typed_the_wrong_way_round(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        if not f.steps:
            fix = real.put(f.place, f"{f.amount + 20}, {int(f.year) + 1}: {f.amount}")
            yield edit(real, fix)


@fault("PM204")
def a_second_target_with_less_later(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        level = f"{{{f.comparator}: {{{f.last + 1}: {f.amount - 10}}}}}"
        yield beside(real, f, level=level)


@fault("PM204")
def a_range_that_falls(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        if not f.steps:
            year, amount = int(f.year), f.amount
            level = f"{{range: {{{year}: [{amount - 10}, {amount}], {year + 1}: [{amount - 20}, {amount}]}}}}"
            yield edit(real, real.put((*f.path, "level"), level))


@fault("PM204", unseen="a firm level is not compared with an aspirational one")
def less_later_but_only_aspired_to(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        if f.target["commitment"] in ("firm", "minimum") and not f.steps:
            level = f"{{{f.comparator}: {{{f.last + 1}: {f.amount - 10}}}}}"
            yield beside(real, f, level=level, commitment="aspirational")


# -------------------------------------------------------------------------------------------- PM205: no year


@fault("PM205")
def a_year_that_is_not_stated(real: Real) -> Iterator[Edit]:
    if real.tells_all:
        for f in dated(real):
            yield year_key(real, f, "unstated")


@fault("PM205")
def a_further_target_without_a_year(real: Real) -> Iterator[Edit]:
    if real.tells_all:
        for f in figures(real):
            yield beside(real, f, level="{at_least: {unstated: 35}}")


@fault("PM205", unseen="in a template or a news article, no mention of a year is not the absence of one")
def a_year_that_an_article_does_not_mention(real: Real) -> Iterator[Edit]:
    if not real.tells_all:
        for f in dated(real):
            yield year_key(real, f, "unstated")


# ------------------------------------------------------------------------------------------- PM206: another unit


def _unit(real: Real, unit: str) -> Iterator[Edit]:
    for path, _ in real.items("targets"):
        yield edit(real, real.put((*path, "unit"), unit), at=real.at(*path))


@fault("PM206")
def percentage_points_for_percent(real: Real) -> Iterator[Edit]:
    for unit in ('"điểm %"', "điểm phần trăm"):
        yield from _unit(real, unit)


@fault("PM206")
def a_count_for_a_share(real: Real) -> Iterator[Edit]:
    for unit in ("trường", "bệnh viện", "lượt người"):
        yield from _unit(real, unit)


@fault("PM206")
def percent_in_words(real: Real) -> Iterator[Edit]:
    yield from _unit(real, "phần trăm")


# ---------------------------------------------------------- PM211, PM212: against the direction, no demand at all


@fault("PM211")
def at_most_for_at_least(real: Real) -> Iterator[Edit]:
    for f in figures(real):
        if f.amount < 100:
            key = real.key(*f.path, "level", f.comparator)
            yield edit(real, real.replace(key.start, key.end, "at_most"))


@fault("PM212")
def at_least_nothing(real: Real) -> Iterator[Edit]:
    for f in figures(real):
        if not f.steps and f.comparator == "at_least":
            yield edit(real, real.put(f.place, "0"))


@fault("PM212")
def at_most_100_percent(real: Real) -> Iterator[Edit]:
    for f in figures(real):
        if not f.steps:
            yield edit(real, real.put((*f.path, "level"), f"{{at_most: {{{f.year}: 100}}}}"))


@fault("PM212")
def from_0_to_100_percent(real: Real) -> Iterator[Edit]:
    for f in figures(real):
        if not f.steps:
            yield edit(real, real.put((*f.path, "level"), f"{{range: {{{f.year}: [0, 100]}}}}"))


# ------------------------------------------------------------------------------------ PM213: the other sector


_OTHER = {"education": "health", "health": "education"}


@fault("PM213")
def the_other_sector(real: Real) -> Iterator[Edit]:
    for path, target in real.items("targets"):
        yield edit(real, real.put((*path, "sector"), _OTHER[target["sector"]]), at=real.at(*path))


@fault("PM213")
def a_population_of_the_other_sector(real: Real) -> Iterator[Edit]:
    for path, target in real.items("targets"):
        wrong = "benh-vien" if target["sector"] == "education" else "truong-hoc"
        yield edit(real, real.put((*path, "population"), wrong))


@fault("PM213")
def an_indicator_of_the_other_sector(real: Real) -> Iterator[Edit]:
    for path, target in real.items("targets"):
        if target["sector"] == "health":
            yield edit(real, real.put((*path, "indicator"), "online-teaching-coverage"))
