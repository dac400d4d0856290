"""Faults in what a plan carries out of its template (PM6), in the register of departures, and between plans of one body."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from planmodel.derive.conformity import Demands, Item, conformity, fingerprint
from planmodel.edit import carried_out
from tests.golden import PROVINCES, REGISTRY, TEMPLATE, real
from tests.mutations.faults import Edit, edit, fault
from tests.mutations.real import Item as Entry
from tests.mutations.real import Path_, Real, reals

REGISTER = "deviations.yaml"


def linked(real: Real, key: str) -> Iterator[tuple[Path_, Entry]]:
    """The items of a plan that say what of the template they carry out."""
    if real.id != TEMPLATE:
        yield from ((path, item) for path, item in real.items(key) if item.get("implements"))


def _template() -> Real:
    return next(one for one in reals() if one.id == TEMPLATE)


@cache
def _items(plan: str) -> tuple[Item, ...]:
    return tuple(conformity(Demands(real(TEMPLATE), REGISTRY), real(plan)))


# ----------------------------------------------------------------------------------------------- PM601, PM602: targets


@fault("PM601")
def a_target_put_off_to_a_later_year(real: Real) -> Iterator[Edit]:
    for path, target in linked(real, "targets"):
        if real.tells_all and "at_least" in target["level"] and "2022" in target["level"]["at_least"]:
            later = real.put((*path, "level"), "{at_least: {2024: 50}}")
            yield edit(real, later, at=real.at(*path))


@fault("PM601")
def a_requirement_that_is_gone(real: Real) -> Iterator[Edit]:
    for path, _ in linked(real, "requirements"):
        if real.tells_all:
            yield edit(real, real.drop(path), at=real.at("implements", 0))


@fault("PM601", unseen="of a plan that is known by a news article nothing is missing")
def a_requirement_that_an_article_does_not_mention(real: Real) -> Iterator[Edit]:
    for path, _ in linked(real, "requirements"):
        if not real.tells_all:
            yield edit(real, real.put((*path, "implements"), "[]"), at=real.at("implements", 0))


def _weakened(real: Real, key: str, to: str, dimension: str) -> Iterator[Edit]:
    for path, target in linked(real, "targets"):
        others = [t for _, t in linked(real, "targets") if t["implements"] == target["implements"]]
        if len(others) == 1 and target.get(key) not in (None, to):
            made = edit(real, real.put((*path, key), to), at=real.at(*path))
            yield made._replace(says=(dimension,))


@fault("PM602")
def towns_only(real: Real) -> Iterator[Edit]:
    yield from _weakened(real, "area", "urban", "area")


@fault("PM602")
def about_so_much(real: Real) -> Iterator[Edit]:
    yield from _weakened(real, "commitment", "approximate", "commitment")


@fault("PM602")
def it_is_enough_to_accept(real: Real) -> Iterator[Edit]:
    yield from _weakened(real, "demand", "accept", "demand")


@fault("PM602")
def ten_points_less(real: Real) -> Iterator[Edit]:
    for path, target in linked(real, "targets"):
        for how, levels in target["level"].items():
            if how != "step" and levels.get("2022") == 50:
                place = (*path, "level", how, "2022")
                yield edit(real, real.put(place, "45"), at=real.at(*path), says=("level",))


@fault("PM602", unseen="a higher level is no departure")
def ten_points_more(real: Real) -> Iterator[Edit]:
    for path, target in linked(real, "targets"):
        if target["level"].get("at_least", {}).get("2022") == 50:
            place = (*path, "level", "at_least", "2022")
            yield edit(real, real.put(place, "60"), at=real.at(*path), says=("level",))


@fault("PM611")
def a_link_of_a_target_left_out(real: Real) -> Iterator[Edit]:
    for path, target in linked(real, "targets"):
        same = [
            t
            for _, t in linked(real, "targets")
            if t is not target and set(t["implements"]) & set(target["implements"])
        ]
        if not same:
            yield edit(real, real.drop((*path, "implements")), at=real.at(*path))


# ------------------------------------------------------------------------------------- PM603 to PM605: tasks, leads, options


@fault("PM603")
def a_link_of_a_task_left_out(real: Real) -> Iterator[Edit]:
    every = [
        ref for key in ("tasks", "duties") for _, item in linked(real, key) for ref in item["implements"]
    ]
    for path, task in linked(real, "tasks"):
        if real.tells_all and all(every.count(ref) == 1 for ref in task["implements"]):
            yield edit(real, real.drop((*path, "implements")), at=real.at("implements", 0))


@fault("PM603")
def a_task_that_fell_out(real: Real) -> Iterator[Edit]:
    for path, task in linked(real, "tasks"):
        used = [p for p in real.uses[task["id"]] if "implements" not in p]
        if real.tells_all and len(used) == 1:
            yield edit(real, real.drop(path), at=real.at("implements", 0))


@fault("PM603", unseen="what a news article does not mention is unknown")
def a_task_that_an_article_does_not_mention(real: Real) -> Iterator[Edit]:
    for path, _ in linked(real, "tasks"):
        if not real.tells_all:
            yield edit(real, real.drop((*path, "implements")), at=real.at("implements", 0))


@fault("PM604")
def another_agency_leads_the_plan(real: Real) -> Iterator[Edit]:
    for path, duty in real.items("duties"):
        whole = any(isinstance(c, dict) and c.get("basis") == "whole-plan" for c in duty.get("covers", ()))
        if whole and duty["agencies"] == ["so-tttt"] and real.tells_all:
            for other in ("so-gddt", "so-yte", "so-nv"):
                yield edit(real, real.put((*path, "agencies"), f"[{other}]"))._replace(at=())


@fault("PM605")
def fewer_have_to_be_chosen(real: Real) -> Iterator[Edit]:
    for path, requirement in linked(real, "requirements"):
        if requirement["choose"] == 3:
            for choose in ("2", "1"):
                yield edit(real, real.put((*path, "choose"), choose), at=real.at(*path))


@fault("PM605")
def an_option_left_out(real: Real) -> Iterator[Edit]:
    for path, requirement in linked(real, "requirements"):
        if len(requirement["of"]) > 2 and requirement["choose"] == "all":
            for n in range(len(requirement["of"])):
                if len(requirement["of"]) != 4 or "qr" not in requirement["of"]:
                    yield edit(real, real.drop((*path, "of", n)), at=real.at(*path))


@fault("PM606")
def a_link_that_is_inferred(real: Real) -> Iterator[Edit]:
    for path, link in real.items("implements"):
        if link["basis"] == "cited":
            yield edit(real, real.put((*path, "basis"), "inferred"), at=real.at(*path))


# --------------------------------------------------------------------------------------------- PM607, PM610: the template


@fault("PM607")
def the_template_orders_more_reports(real: Real) -> Iterator[Edit]:
    template = _template()
    end = len(template.text)
    receivers = [p for p, r in real.items("reports") if "ubnd-tinh" in r["to"] and r["from"] == ["so-tttt"]]
    for every in ("[month, quarter, half-year, year]", "[month, quarter, half-year, nine-months, year]"):
        ordered = f'reports:\n  - {{id: tt, at: "p#9.s#1", from: [so-tttt], to: [ubnd-tinh], every: {every}, ad_hoc: true}}\n'
        if receivers and real.tells_all:
            at = tuple((real.name, real.at(*path)) for path in receivers)
            fix = template.replace(end, end, ordered)
            yield Edit(real.name, {template.name: (fix,)}, at, folder=True)


@fault("PM610")
def the_template_carries_out_a_plan(real: Real) -> Iterator[Edit]:
    template = _template()
    end = len(template.text)
    if real.id != TEMPLATE:
        text = f'implements:\n  - {{plan: {real.id}, basis: cited, at: "p#5.s#1"}}\n'
        fix = template.replace(end, end, text)
        yield Edit(real.name, {template.name: (fix,)}, folder=True)


@fault("PM610")
def a_plan_that_carries_out_itself(real: Real) -> Iterator[Edit]:
    for path, _ in real.items("implements"):
        if real.id != TEMPLATE:
            yield edit(real, real.put((*path, "plan"), real.id), at=real.at(*path))


# ------------------------------------------------------------------------------------- PM608, PM609: accepted departures


def _register(item: Item, which: str, until: str) -> str:
    year = f"    year: {item.year}\n" if item.year is not None else ""
    return (
        f"planmodel: 1\ndeviations:\n  - plan: {item.plan}\n    template: {item.template}\n"
        f'    item: {item.kind}/{item.item}\n{year}    fingerprint: "{which}"\n'
        f'    reason: Chưa đủ điều kiện\n    approver: Bộ TT&TT\n    date: "2022-07-01"\n    until: "{until}"\n'
    )


def _departures(real: Real) -> Iterator[Item]:
    if real.id in PROVINCES:
        yield from (i for i in _items(real.id) if i.departs)


@fault("PM608")
def an_acceptance_that_ran_out(real: Real) -> Iterator[Edit]:
    for item in _departures(real):
        text = _register(item, fingerprint(item), "2025-12-31")
        yield Edit(real.name, {}, added={REGISTER: text}, folder=True)


@fault("PM608", unseen="an acceptance holds on its last day")
def an_acceptance_that_holds(real: Real) -> Iterator[Edit]:
    for item in _departures(real):
        text = _register(item, fingerprint(item), "2026-01-15")
        yield Edit(real.name, {}, added={REGISTER: text}, folder=True)


@fault("PM609")
def an_acceptance_of_another_figure(real: Real) -> Iterator[Edit]:
    for item in _items(real.id) if real.id in PROVINCES else ():
        if item.verdict != "added":
            text = _register(item, "0123456789ab", "2030-12-31")
            yield Edit(real.name, {}, added={REGISTER: text}, folder=True)


@fault("PM609")
def a_figure_that_moved_after_it_was_accepted(real: Real) -> Iterator[Edit]:
    for path, target in linked(real, "targets"):
        for item in _departures(real):
            if item.kind == "target" and item.matches == (target["id"],) and item.given is not None:
                how = next(how for how, levels in target["level"].items() if item.given.year in levels)
                place = (*path, "level", how, item.given.year)
                text = _register(item, fingerprint(item), "2030-12-31")
                yield Edit(
                    real.name, {real.name: (real.put(place, "31"),)}, added={REGISTER: text}, folder=True
                )


# -------------------------------------------------------------------------------------------------- PM703: two levels


@fault("PM703")
def another_level_in_a_second_plan_of_the_province(real: Real) -> Iterator[Edit]:
    for path, target in real.items("targets") if real.id in PROVINCES else ():
        for how, levels in target["level"].items():
            for year in levels if how in ("at_least", "more_than") else ():
                fixes = (
                    real.put(("plan",), f"{real.id}-2"),
                    real.put(("document", "number"), "4206/KH-UBND"),
                    real.put((*path, "level", how, year), "33"),
                )
                name = real.name.replace(".yaml", "-2.yaml")
                at = ((real.name, real.at(*path)),)
                yield Edit(real.name, {}, at, added={name: carried_out(real.text, fixes)}, folder=True)
