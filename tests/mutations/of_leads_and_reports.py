"""Faults in who leads a task (PM4) and in when reports are due (PM5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from planmodel.diagnostics import Fix, Span
from tests.mutations.faults import Edit, edit, fault
from tests.mutations.of_duties import LEADING, duties, leaders, led_by_halves, reached, verbs
from tests.mutations.of_tasks import OTHER, tasks, upwards
from tests.mutations.real import Item, Path_, Real

# ------------------------------------------------------------------------------- PM401, PM402: who leads


def _without_lead(real: Real) -> list[Path_]:
    found = leaders(real)
    return [path for path, task in tasks(real) if not found[task["id"]]]


def _unled(real: Real, undo: Callable[[Path_, Item], Iterable[Fix]]) -> Iterator[Edit]:
    """A duty undone that alone led some tasks."""
    found = leaders(real)
    for path, duty in duties(real) if real.tells_all else ():
        lost = [(p, t) for p, t in tasks(real) if found[t["id"]] == [duty]]
        if lost:
            at = [real.at(*p) for p in (*_without_lead(real)[:1], lost[0][0])]
            yield edit(real, *undo(path, duty), at=at, says=upwards(lost[0][1]["at"]))


@fault("PM401")
def a_leading_duty_left_out(real: Real) -> Iterator[Edit]:
    yield from _unled(real, lambda path, _: [real.drop(path)])


@fault("PM401")
def a_leading_duty_without_its_clauses(real: Real) -> Iterator[Edit]:
    yield from _unled(real, lambda path, _: [real.drop((*path, "covers"))])


@fault("PM401")
def a_lead_of_the_whole_plan_and_of_no_clause(real: Real) -> Iterator[Edit]:
    yield from _unled(real, lambda path, _: [real.put((*path, "covers"), "[{basis: whole-plan}]")])


@fault("PM401")
def to_implement_instead_of_to_lead(real: Real) -> Iterator[Edit]:
    for one in _unled(real, lambda path, _: [real.put((*path, "roles"), "[implement]")]):
        for verb in ("implement", "coordinate", "support", "monitor"):
            fixes = [fix._replace(replacement=f"[{verb}]") for fix in one.edits[real.name]]
            yield one._replace(edits={real.name: tuple(fixes)})


@fault("PM401")
def a_clause_cited_too_narrowly(real: Real) -> Iterator[Edit]:
    def undo(path: Path_, duty: Item) -> Iterator[Fix]:
        last = reached(real, duty)[-1][1]["at"]
        if isinstance(duty["covers"][0], str):
            yield real.put((*path, "covers"), f'["{last}"]')
        else:
            yield real.put((*path, "covers"), f'[{{at: "{last}", basis: wording}}]')

    for one in _unled(real, undo):
        if any("covers" in f.replacement or '"' in f.replacement for f in one.edits[real.name]):
            yield one


@fault("PM401")
def a_further_task_that_nobody_leads(real: Real) -> Iterator[Edit]:
    if real.tells_all:
        path, _ = tasks(real)[-1]
        told = [real.at(*p) for p in _without_lead(real)[:1]]
        for at in ("V.1", "V.2", "PL1.1"):
            paste = real.pasted(
                path, {"id": "nhiem-vu-moi", "title": "Việc mới", "at": f'"{at}"', "implements": None}
            )
            yield edit(real, paste, at=[paste.span, *told], says=upwards(at))


def _led(real: Real) -> Iterator[tuple[Path_, Item, list[tuple[Path_, Item]]]]:
    """The duties that lead tasks."""
    for path, duty in duties(real):
        if set(verbs(duty)).intersection(LEADING) and reached(real, duty):
            yield path, duty, reached(real, duty)


def _spans(real: Real, listed: Iterable[tuple[Path_, Item]]) -> list[Span]:
    return [real.at(*path) for path, _ in listed]


@fault("PM402")
def a_second_lead_for_the_same_clauses(real: Real) -> Iterator[Edit]:
    for path, duty, led in _led(real):
        other = next(a for a in ("so-tttt", "so-gddt") if a not in duty["agencies"])
        paste = real.pasted(path, {"id": f"{duty['id']}-2", "agencies": f"[{other}]"})
        yield edit(real, paste, at=_spans(real, led))


@fault("PM402")
def two_agencies_in_one_lead(real: Real) -> Iterator[Edit]:
    for path, duty, led in _led(real):
        for other in ("so-tttt", "ubnd-huyen"):
            if other not in duty["agencies"]:
                yield edit(real, real.append((*path, "agencies"), other), at=_spans(real, led))


@fault("PM402")
def to_lead_instead_of_to_take_part(real: Real) -> Iterator[Edit]:
    for path, duty in duties(real):
        shared = [(p, t) for p, t, _ in _shared(real, duty)]
        if not set(verbs(duty)).intersection(LEADING) and shared:
            yield edit(real, real.put((*path, "roles"), "[lead]"), at=_spans(real, shared))


def _shared(real: Real, duty: Item, *, territory: bool = False) -> Iterator[tuple[Path_, Item, Item]]:
    """Tasks of a duty that another agency leads in a scope that meets its own; or is split from it by territory."""
    found = leaders(real)
    for path, task in reached(real, duty):
        for lead in found[task["id"]]:
            mine, theirs = duty.get("scope", {}), lead.get("scope", {})
            pair = {mine.get("sector"), theirs.get("sector")}
            areas = {mine.get("territory"), theirs.get("territory")} - {None}
            apart = mine and theirs and (pair == set(OTHER))
            if lead["agencies"] != duty["agencies"] and not apart and (len(areas) == 2) == territory:
                yield path, task, lead


@fault("PM402", unseen="leads of the province and of each district are taken as a split by territory")
def districts_that_lead_too(real: Real) -> Iterator[Edit]:
    for path, duty in duties(real):
        shared = [(p, t) for p, t, _ in _shared(real, duty, territory=True)]
        if not set(verbs(duty)).intersection(LEADING) and shared:
            yield edit(real, real.put((*path, "roles"), "[lead]"), at=_spans(real, shared))


@fault("PM402")
def a_scope_left_out(real: Real) -> Iterator[Edit]:
    for path, duty in duties(real):
        if "sector" in duty.get("scope", {}):
            shared = [p for p, _, leads in led_by_halves(real) if duty in leads]
            if shared:
                yield edit(real, real.drop((*path, "scope")), at=[real.at(*p) for p in shared])


# --------------------------------------------------------------------------------------- PM501, PM502: reports


@fault("PM501")
def a_report_whose_days_were_left_out(real: Real) -> Iterator[Edit]:
    for path, report in real.items("reports"):
        if report.get("due") and report["every"]:
            yield edit(real, real.drop((*path, "due")), at=real.at(*path))
            yield edit(real, real.put((*path, "due"), "[]"), at=real.at(*path))


@fault("PM501")
def a_period_without_a_day(real: Real) -> Iterator[Edit]:
    for path, report in real.items("reports"):
        if not report["every"] and not report.get("due"):
            for every in ("month", "quarter", "half-year", "nine-months", "year", "once"):
                yield edit(real, real.put((*path, "every"), f"[{every}]"), at=real.at(*path))


@fault("PM501")
def a_further_report_without_a_day(real: Real) -> Iterator[Edit]:
    for path, report in real.items("reports"):
        changes = {"id": f"{report['id']}-2", "every": "[quarter]", "due": None}
        yield edit(real, real.pasted(path, changes))


CLOSING = {"month": "07", "quarter": "09", "half-year": "12", "year": "12", "nine-months": "09"}


@fault("PM502")
def a_day_before_the_data_close(real: Real) -> Iterator[Edit]:
    for path, report in real.items("reports"):
        for every in report["every"]:
            for day in (f'{{by: "{CLOSING[every]}-10"}}', f'{{by: "{CLOSING[every]}-14"}}'):
                fixes = real.changed(path, {"due": f"[{day}]"})
                yield edit(real, *fixes, at=real.at(*path))


@fault("PM502")
def before_the_day_after_the_data_close(real: Real) -> Iterator[Edit]:
    for path, report in real.items("reports"):
        for every in report["every"]:
            fixes = real.changed(path, {"due": f'[{{before: "{CLOSING[every]}-15"}}]'})
            yield edit(real, *fixes, at=real.at(*path))


@fault("PM502")
def a_period_for_a_report_with_a_day(real: Real) -> Iterator[Edit]:
    for path, report in real.items("reports"):
        if not report["every"]:
            for every, month in CLOSING.items():
                fixes = real.changed(path, {"every": f"[{every}]", "due": f'[{{by: "{month}-12"}}]'})
                yield edit(real, *fixes, at=real.at(*path))


@fault("PM502")
def a_slip_in_one_of_two_days(real: Real) -> Iterator[Edit]:
    for path, report in real.items("reports"):
        for n, due in enumerate(report.get("due", ())):
            for key, day in due.items():
                slip = f'"{day[:3]}0{day[4]}"'
                yield edit(real, real.put((*path, "due", n, key), slip))
