"""Faults in tasks and their links (PM301 to PM308): order, dates, titles, targets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise

from planmodel.clauses import Clause
from planmodel.diagnostics import Fix
from tests.mutations.faults import Edit, edit, fault
from tests.mutations.real import Item, Path_, Real

DAY = timedelta(days=1)
OTHER = {"education": "health", "health": "education"}


def tasks(real: Real) -> list[tuple[Path_, Item]]:
    """Every task with its path."""
    return list(real.items("tasks"))


def by(day: date) -> str:
    """A due date whose day is included."""
    return f'{{by: "{day}"}}'


def before(day: date) -> str:
    """A due date whose day is left out."""
    return f'{{before: "{day}"}}'


def upwards(at: str) -> list[str]:
    """A clause and those that contain it: as any of them a finding may name it that tells of many."""
    clause: Clause | None = Clause(at)
    listed = []
    while clause is not None:
        listed.append(str(clause))
        clause = clause.parent
    return listed


# ------------------------------------------------------------------------------------------- PM301: the order of work


@fault("PM301")
def a_task_that_waits_for_itself(real: Real) -> Iterator[Edit]:
    for path, task in tasks(real):
        yield edit(real, real.add(path, after=f"[{task['id']}]"))


@fault("PM301")
def two_tasks_that_wait_for_each_other(real: Real) -> Iterator[Edit]:
    for (one, a), (two, b) in pairwise(tasks(real)):
        yield edit(real, real.add(one, after=f"[{b['id']}]"), real.add(two, after=f"[{a['id']}]"))


@fault("PM301")
def a_circle_of_five_tasks(real: Real) -> Iterator[Edit]:
    listed = tasks(real)
    for n in range(0, len(listed) - 4, 3):
        ring = listed[n : n + 5]
        waits = zip(ring, [*ring[1:], ring[0]], strict=True)
        yield edit(real, *(real.add(path, after=f"[{other['id']}]") for (path, _), (_, other) in waits))


# --------------------------------------------------------------------------------------------- PM302: due dates


@fault("PM302")
def a_due_date_after_the_period(real: Real) -> Iterator[Edit]:
    last = real.plan.period.last
    for path, _ in tasks(real):
        for due in (by(last + DAY), before(last + 2 * DAY), by(last.replace(year=2052))):
            yield edit(real, real.add(path, due=due))


@fault("PM302")
def a_due_date_before_the_period(real: Real) -> Iterator[Edit]:
    start = real.plan.period.first
    for path, _ in tasks(real):
        for due in (by(start - DAY), before(start), by(start.replace(year=2012, month=6))):
            yield edit(real, real.add(path, due=due))


@fault("PM302")
def a_due_date_before_the_plan_was_signed(real: Real) -> Iterator[Edit]:
    signed = real.plan.document.issued
    if signed is not None:
        for path, _ in tasks(real):
            for due in (by(signed - DAY), before(signed)):
                yield edit(real, real.add(path, due=due))


# -------------------------------------------------------------------------- PM303, PM304: tasks and their targets


def _unmeasured(real: Real) -> list[Path_]:
    """The tasks that a planner left without a target or a product, outside the clauses that hold a figure."""
    figures = {t["at"] for _, t in real.items("targets")}
    return [
        path
        for path, t in tasks(real)
        if not t.get("contributes_to") and "product" not in t and t.get("at") not in figures
    ]


def _measured(real: Real) -> Iterator[tuple[Path_, Item]]:
    figures = {t["at"] for _, t in real.items("targets")}
    if real.tells_all:
        for path, task in tasks(real):
            if task.get("contributes_to") and "product" not in task and task["at"] not in figures:
                yield path, task


@fault("PM303")
def a_task_whose_targets_are_left_out(real: Real) -> Iterator[Edit]:
    told = [real.at(*path) for path in _unmeasured(real)[:1]]
    for path, task in _measured(real):
        at = [real.at(*path), *told]
        yield edit(real, real.drop((*path, "contributes_to")), at=at, says=upwards(task["at"]))


@fault("PM303")
def a_task_with_an_empty_list_of_targets(real: Real) -> Iterator[Edit]:
    told = [real.at(*path) for path in _unmeasured(real)[:1]]
    for path, task in _measured(real):
        at = [real.at(*path), *told]
        yield edit(real, real.put((*path, "contributes_to"), "[]"), at=at, says=upwards(task["at"]))


@fault("PM303")
def the_one_task_without_a_target_or_a_product(real: Real) -> Iterator[Edit]:
    products = [real.add(path, product="Báo cáo kết quả") for path in _unmeasured(real)]
    for path, _ in _measured(real):
        yield edit(real, *products, real.drop((*path, "contributes_to")), at=real.at(*path))


@fault("PM303")
def a_further_task_without_a_target(real: Real) -> Iterator[Edit]:
    told = [real.at(*path) for path in _unmeasured(real)[:1]]
    for path, task in _measured(real):
        paste = real.pasted(
            path,
            {
                "id": f"{task['id']}-2",
                "title": "Sơ kết, nhân rộng",
                "contributes_to": None,
                "implements": None,
            },
        )
        yield edit(real, paste, at=[paste.span, *told])


def _references(real: Real, target: str) -> list[tuple[Path_, Item, int]]:
    return [
        (path, task, n)
        for path, task in tasks(real)
        for n, name in enumerate(task.get("contributes_to", ()))
        if name == target
    ]


def _with_work_elsewhere(real: Real) -> Iterator[tuple[Path_, Item]]:
    """Targets that tasks name and that stand in no clause of a task or a duty."""
    work = {i.get("at") for kind in ("tasks", "duties") for _, i in real.items(kind)}
    if real.tells_all:
        for path, target in real.items("targets"):
            if target["at"] not in work and _references(real, target["id"]):
                yield path, target


def _unlinked(real: Real, target: str) -> tuple[Fix, ...]:
    return tuple(
        real.drop((*path, "contributes_to"))
        if len(task["contributes_to"]) == 1
        else real.drop((*path, "contributes_to", n))
        for path, task, n in _references(real, target)
    )


@fault("PM304")
def a_target_that_no_task_names_any_more(real: Real) -> Iterator[Edit]:
    for path, target in _with_work_elsewhere(real):
        yield edit(real, *_unlinked(real, target["id"]), at=real.at(*path))


@fault("PM304")
def a_further_target_that_no_task_names(real: Real) -> Iterator[Edit]:
    for path, target in _with_work_elsewhere(real):
        yield edit(real, real.pasted(path, {"id": f"{target['id']}-2", "population": "dai-hoc"}))


@fault("PM304")
def links_to_another_target_of_the_plan(real: Real) -> Iterator[Edit]:
    for path, target in _with_work_elsewhere(real):
        used = _references(real, target["id"])
        others = [
            t["id"]
            for _, t in real.items("targets")
            if not any(t["id"] in task["contributes_to"] for _, task, _ in used)
        ]
        for other in others[:3]:
            fixes = [real.put((*place, "contributes_to", n), other) for place, _, n in used]
            yield edit(real, *fixes, at=real.at(*path))


@fault("PM304")
def one_target_in_every_task(real: Real) -> Iterator[Edit]:
    """More than five targets are left without a task: one finding, at the first of them."""
    for path, target in _with_work_elsewhere(real):
        named = [(place, t) for place, t in tasks(real) if t.get("contributes_to")]
        fixes = [real.put((*place, "contributes_to"), f"[{target['id']}]") for place, _ in named]
        others = [(real.at(*p), t["id"]) for p, t in _with_work_elsewhere(real) if p != path]
        for _, name in others:
            yield edit(real, *fixes, at=[span for span, _ in others], says=[name])


# ------------------------------------------------------------------------ PM305: due before what it waits for


def _two_days(real: Real) -> tuple[date, date]:
    last = real.plan.period.last
    return last - 60 * DAY, last - 30 * DAY


@fault("PM305")
def due_before_the_task_that_it_waits_for(real: Real) -> Iterator[Edit]:
    early, late = _two_days(real)
    for (one, _), (two, b) in pairwise(tasks(real)):
        for soon, then in ((early, late), (late - DAY, late)):
            wait = real.add(one, after=f"[{b['id']}]", due=by(soon))
            yield edit(real, wait, real.add(two, due=by(then)), at=wait.span)


@fault("PM305")
def before_and_by_the_same_day(real: Real) -> Iterator[Edit]:
    _, late = _two_days(real)
    for (one, _), (two, b) in pairwise(tasks(real)):
        wait = real.add(one, after=f"[{b['id']}]", due=before(late))
        yield edit(real, wait, real.add(two, due=by(late)), at=wait.span)


@fault("PM305")
def a_wait_through_a_task_without_a_date(real: Real) -> Iterator[Edit]:
    early, late = _two_days(real)
    for (one, _), (two, b), (three, c) in zip(tasks(real), tasks(real)[1:], tasks(real)[2:], strict=False):
        wait = real.add(one, after=f"[{b['id']}]", due=by(early))
        yield edit(
            real, wait, real.add(two, after=f"[{c['id']}]"), real.add(three, due=by(late)), at=wait.span
        )


@fault("PM305")
def the_latest_of_several_waits(real: Real) -> Iterator[Edit]:
    early, late = _two_days(real)
    for (one, _), (two, b), (three, c) in zip(tasks(real), tasks(real)[1:], tasks(real)[2:], strict=False):
        wait = real.add(one, after=f"[{b['id']}, {c['id']}]", due=by(early))
        yield edit(real, wait, real.add(two, due=by(early)), real.add(three, due=by(late)), at=wait.span)


# --------------------------------------------------------------------------------------- PM306: one title twice


@fault("PM306")
def a_task_copied(real: Real) -> Iterator[Edit]:
    for path, task in tasks(real):
        yield edit(real, real.pasted(path, {"id": f"{task['id']}-2", "implements": None}))


@fault("PM306")
def a_task_copied_in_another_writing(real: Real) -> Iterator[Edit]:
    for path, task in tasks(real):
        title = task["title"]
        variants = [title.upper(), title.replace(" ", "  "), title.replace("óa", "oá").replace("ủy", "uỷ")]
        for written in variants:
            if written != title:
                changes = {"id": f"{task['id']}-2", "implements": None, "title": f'"{written}"'}
                yield edit(real, real.pasted(path, changes))


@fault("PM306")
def a_task_copied_with_the_province_of_its_doers(real: Real) -> Iterator[Edit]:
    province = real.data["document"]["province"]
    for path, task in tasks(real):
        if "by" in task and province:
            own = ", ".join(f"{agency}@{province}" for agency in task["by"])
            yield edit(
                real, real.pasted(path, {"id": f"{task['id']}-2", "by": f"[{own}]", "implements": None})
            )


@fault("PM306")
def the_title_of_another_task(real: Real) -> Iterator[Edit]:
    def alike(task: Item) -> tuple[object, ...]:
        return task["sector"], frozenset(task.get("by", ())), str(task.get("due"))

    for (one, a), (two, b) in combinations(tasks(real), 2):
        if alike(a) == alike(b):
            yield edit(real, real.put((*two, "title"), real.written(*one, "title")), at=real.at(*two))
            yield edit(
                real,
                real.put((*one, "title"), real.written(*two, "title")),
                at=[real.at(*one), real.at(*two)],
            )


# ---------------------------------------------------------------------------- PM308: a target of the other sector


@fault("PM308")
def a_link_to_a_target_of_the_other_sector(real: Real) -> Iterator[Edit]:
    for path, task in tasks(real):
        wrong = [
            t["id"]
            for _, t in real.items("targets")
            if t["sector"] == OTHER.get(task["sector"]) and t["id"] not in task.get("contributes_to", ())
        ]
        for n in range(len(task.get("contributes_to", ()))):
            for name in wrong[:2]:
                yield edit(real, real.put((*path, "contributes_to", n), name))


@fault("PM308")
def a_task_of_the_other_sector(real: Real) -> Iterator[Edit]:
    sectors = {t["id"]: t["sector"] for _, t in real.items("targets")}
    for path, task in tasks(real):
        linked = {sectors[name] for name in task.get("contributes_to", ())}
        if linked == {task["sector"]} and task["sector"] in OTHER:
            yield edit(real, real.put((*path, "sector"), OTHER[task["sector"]]), at=real.at(*path))


@fault("PM308")
def a_target_moved_to_the_other_sector(real: Real) -> Iterator[Edit]:
    served = {
        name for _, task in tasks(real) if task["sector"] in OTHER for name in task.get("contributes_to", ())
    }
    for path, target in real.items("targets"):
        if target["id"] in served:
            yield edit(real, real.put((*path, "sector"), OTHER[target["sector"]]), at=real.at(*path))
