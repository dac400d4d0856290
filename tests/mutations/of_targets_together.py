"""Faults of targets beside one another, and of what they leave out (PM207 to PM210, PM215, PM216)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.mutations.faults import Edit, edit, fault
from tests.mutations.of_targets import Figure, beside, dated, figures, other_level, year_key
from tests.mutations.real import Real

NARROWER = {
    "truong-hoc": ("co-so-tieu-hoc", "dai-hoc"),
    "benh-vien": ("benh-vien-tuyen-tinh", "co-so-kham-chua-benh"),
    "truong-pho-thong-dai-hoc": ("dai-hoc",),
    "dai-hoc-cao-dang": ("dai-hoc",),
}
WEAKER: dict[str, dict[str, tuple[str, ...]]] = {
    "area": {"all": ("urban", "rural")},
    "demand": {"install-and-use": ("use", "accept"), "use": ("accept",)},
    "commitment": {"firm": ("aspirational", "approximate"), "minimum": ("aspirational", "approximate")},
    "measure": {"count-and-value": ("count", "value", "count-or-value"), "count": ("count-or-value",)},
}

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
                yield edit(real, real.put((*f.path, "at"), f'"{clauses[n]}"'), at=real.at(*f.path))


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
        g for g in figures(real) if g.path != f.path and (g.target["indicator"], g.target["sector"]) == about
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
            g for g in dated(real) if g.last < end and (g.target["indicator"], g.target["sector"]) == about
        ]
        if f.last == end and earlier:
            yield from _stopping(real, f, edit(real, real.drop(f.path)))


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
