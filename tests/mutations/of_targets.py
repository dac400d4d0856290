"""Faults in targets (PM2): figures, years, units, populations, and targets that stand beside one another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from planmodel.diagnostics import Span
from tests.mutations.faults import Edit, edit, fault
from tests.mutations.real import Changes, Item, Path_, Real

COMPARATORS = ("at_least", "more_than", "at_most")
NARROWER = {
    "truong-hoc": ("co-so-tieu-hoc", "dai-hoc"),
    "benh-vien": ("benh-vien-tuyen-tinh", "co-so-kham-chua-benh"),
    "truong-pho-thong-dai-hoc": ("dai-hoc",),
    "dai-hoc-cao-dang": ("dai-hoc",),
}
WEAKER = {
    "area": {"all": ("urban", "rural")},
    "demand": {"install-and-use": ("use", "accept"), "use": ("accept",)},
    "commitment": {"firm": ("aspirational", "approximate"), "minimum": ("aspirational", "approximate")},
    "measure": {"count-and-value": ("count", "value", "count-or-value"), "count": ("count-or-value",)},
}


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
        yield edit(
            real, real.put((*place, "until"), str(end + 1)), real.put((*place, "reach"), str(reach))
        )


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


# ----------------------------------------------------------------------------- PM207: targets that contradict


@fault("PM207")
def a_ceiling_under_the_floor(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        yield beside(real, f, level=other_level(f, "at_most", str(f.amount - 10)))


@fault("PM207")
def a_range_under_the_floor(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        yield beside(real, f, level=other_level(f, "range", f"[{f.amount - 30}, {f.amount - 5}]"))


@fault("PM207")
def a_ceiling_at_an_open_floor(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        if f.comparator == "more_than":
            yield beside(real, f, level=other_level(f, "at_most", str(f.amount)))


@fault("PM207")
def a_ceiling_under_a_year_of_the_steps(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        if f.steps:
            level = f"{{at_most: {{{f.last}: {f.amount}}}}}"
            yield beside(real, f, level=level)


# ----------------------------------------------------------------------------- PM208: a figure hidden in a task


@fault("PM208")
def a_target_at_the_clause_of_a_task(real: Real) -> Iterator[Edit]:
    if real.tells_all:
        stated = {t["at"] for t in real.data["targets"]}
        clauses = [t["at"] for _, t in real.items("tasks") if "at" in t and t["at"] not in stated]
        for f in dated(real):
            if "." in clauses[0]:
                n = int(f.amount) % len(clauses)
                yield edit(
                    real, real.put((*f.path, "at"), f'"{clauses[n]}"'), at=real.at(*f.path)
                )


@fault("PM208")
def a_percentage_in_a_title(real: Real) -> Iterator[Edit]:
    stated = {t["at"] for t in real.data["targets"]}
    for path, task in real.items("tasks"):
        if "at" in task and task["at"] not in stated:
            for figure in ("đạt 65%", "đạt 28,93%", "đạt 65 phần trăm"):
                title = f'"{task["title"]}, {figure}"'
                yield edit(real, real.put((*path, "title"), title), at=real.at(*path))


@fault("PM208")
def a_percentage_in_the_words_of_a_task(real: Real) -> Iterator[Edit]:
    stated = {t["at"] for t in real.data["targets"]}
    for path, task in real.items("tasks"):
        if "at" in task and task["at"] not in stated and "text" not in task:
            text = "Phấn đấu 65% số cơ sở hoàn thành trong năm"
            yield edit(real, real.add(path, text=text), at=real.at(*path))


# ------------------------------------------------------------------------------- PM209: a later, narrower target


def _narrower(real: Real, key: str) -> Iterator[Edit]:
    if not real.tells_all:
        return
    for f in dated(real):
        for value in WEAKER[key].get(f.target.get(key, ""), ()):
            level = f"{{at_least: {{{f.last + 1}: {f.amount}}}}}"
            yield beside(real, f, level=level, **{key: value})


@fault("PM209")
def a_part_of_the_population_later(real: Real) -> Iterator[Edit]:
    if real.tells_all:
        for f in dated(real):
            for population in NARROWER.get(f.target["population"], ()):
                level = f"{{at_least: {{{f.last + 1}: 100}}}}"
                yield beside(real, f, level=level, population=population)


@fault("PM209")
def towns_only_later(real: Real) -> Iterator[Edit]:
    yield from _narrower(real, "area")


@fault("PM209")
def to_accept_instead_of_to_use_later(real: Real) -> Iterator[Edit]:
    yield from _narrower(real, "demand")


@fault("PM209")
def aspired_to_instead_of_firm_later(real: Real) -> Iterator[Edit]:
    yield from _narrower(real, "commitment")


@fault("PM209")
def one_measure_instead_of_both_later(real: Real) -> Iterator[Edit]:
    yield from _narrower(real, "measure")


@fault("PM209")
def an_earlier_target_made_wider(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        later = [
            g
            for g in dated(real)
            if g.last > f.last
            and (g.target["indicator"], g.target["population"])
            == (f.target["indicator"], f.target["population"])
        ]
        if real.tells_all and later and f.target["area"] == "urban":
            places = [real.at(*f.path), *(real.at(*g.path) for g in later)]
            yield edit(real, real.put((*f.path, "area"), "all"), at=places)


# -------------------------------------------------------------------------- PM210: targets that stop too early


def _stopping(real: Real, f: Figure, edits: Edit) -> Iterator[Edit]:
    """``edits`` where they leave nothing of the figure's indicator and sector in the plan's last year."""
    about = (f.target["indicator"], f.target["sector"])
    end = real.plan.period.last.year
    same = [
        g
        for g in figures(real)
        if g.path != f.path and (g.target["indicator"], g.target["sector"]) == about
    ]
    goes_on = any(g.path != f.path and g.last >= end for g in dated(real))
    if real.tells_all and goes_on and all(g.year != "unstated" and g.last < end for g in same):
        places = [real.at(*f.path), *(real.at(*g.path) for g in same)]
        yield edits._replace(at=tuple((real.name, place) for place in places))


@fault("PM210")
def a_step_form_left_out(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        if f.steps:
            yield from _stopping(real, f, edit(real, real.drop((*f.path, "level", "step"))))


@fault("PM210")
def a_last_year_one_too_early(real: Real) -> Iterator[Edit]:
    end = real.plan.period.last.year
    for f in dated(real):
        if f.steps:
            step = (*f.path, "level", "step")
            reach = f.target["level"]["step"]["reach"] - f.target["level"]["step"]["add"]
            fixes = real.put((*step, "until"), str(end - 1)), real.put((*step, "reach"), str(reach))
            yield from _stopping(real, f, edit(real, *fixes))
        elif f.last == end:
            yield from _stopping(real, f, year_key(real, f, str(end - 1)))


@fault("PM210")
def the_target_of_the_last_year_left_out(real: Real) -> Iterator[Edit]:
    end = real.plan.period.last.year
    for f in dated(real):
        about = (f.target["indicator"], f.target["sector"])
        earlier = [
            g
            for g in dated(real)
            if g.last < end and (g.target["indicator"], g.target["sector"]) == about
        ]
        if f.last == end and earlier:
            yield from _stopping(real, f, edit(real, real.drop(f.path)))


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


# --------------------------------------------------------------- PM215, PM216: one target twice, two figures for one


@fault("PM215")
def a_target_copied(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        yield beside(real, f)


@fault("PM215")
def a_target_copied_with_another_commitment(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        weaker = "firm" if f.target["commitment"] in ("aspirational", "approximate") else "aspirational"
        yield beside(real, f, commitment=weaker)


@fault("PM215")
def a_year_of_a_step_form_copied(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        if f.steps:
            step = f.target["level"]["step"]
            yield beside(real, f, level=f"{{at_least: {{{step['until']}: {step['reach']}}}}}")


@fault("PM215", unseen="two figures without a year may be for different years")
def a_target_without_a_year_copied(real: Real) -> Iterator[Edit]:
    for f in figures(real):
        if f.year == "unstated":
            yield beside(real, f)


@fault("PM216")
def a_second_figure(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        for amount in (f.amount - 10, f.amount - 1, f.amount + 5):
            if amount <= 100:
                yield beside(real, f, level=other_level(f, f.comparator, str(amount)))


@fault("PM216")
def a_lower_figure_that_is_only_aspired_to(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        if f.target["commitment"] in ("firm", "minimum"):
            level = other_level(f, f.comparator, str(f.amount - 10))
            yield beside(real, f, level=level, commitment="aspirational")


@fault("PM216")
def a_figure_once_open_and_once_closed(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        other = "more_than" if f.comparator == "at_least" else "at_least"
        if f.amount < 100:
            yield beside(real, f, level=other_level(f, other, str(f.amount)))


@fault("PM216", unseen="a minimum with a higher level to aspire to is a floor and a goal")
def a_higher_figure_to_aspire_to(real: Real) -> Iterator[Edit]:
    for f in dated(real):
        if f.target["commitment"] in ("firm", "minimum") and f.amount < 100:
            level = other_level(f, f.comparator, str(f.amount + 10))
            yield beside(real, f, level=level, commitment="aspirational")
