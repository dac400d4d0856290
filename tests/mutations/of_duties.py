"""Faults in duties, in who takes part (PM311 to PM319)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from planmodel.clauses import Clause, clause, in_range
from planmodel.diagnostics import Fix
from tests.golden import REGISTRY
from tests.mutations.faults import Edit, edit, fault
from tests.mutations.of_tasks import OTHER, tasks, upwards
from tests.mutations.real import Item, Path_, Real

ELSEWHERE = ("so-nv", "so-khcn", "so-vhttdl", "so-khdt", "so-ldtbxh", "cong-an-tinh", "kbnn-tinh", "dn-cntt")
"""Bodies that a plan about schools and hospitals may or may not name."""

LEADING = ("lead", "direct")


def duties(real: Real) -> list[tuple[Path_, Item]]:
    """Every duty with its path."""
    return list(real.items("duties"))


def verbs(duty: Item) -> list[str]:
    """The verbs of the agency's own work."""
    return [r if isinstance(r, str) else r["verb"] for r in duty["roles"]]


def holds(cover: str | Item, at: str) -> bool:
    """True where the cover cites ``at`` or what contains it."""
    text = cover if isinstance(cover, str) else cover.get("at", "")
    start, _, end = text.partition("..")
    if not start or not (start[0].isupper()):
        return False
    if end:
        return in_range(clause(start), clause(end), clause(at))
    return clause(start).contains(clause(at))


def reached(real: Real, duty: Item) -> list[tuple[Path_, Item]]:
    """The tasks in the clauses that a duty covers, less those that its scope leaves out."""
    sector = duty.get("scope", {}).get("sector")
    return [
        (path, task)
        for path, task in tasks(real)
        if "at" in task
        and any(holds(cover, task["at"]) for cover in duty.get("covers", ()))
        and OTHER.get(sector or "") != task["sector"]
    ]


def leaders(real: Real) -> dict[str, list[Item]]:
    """For each task the duties that lead it."""
    found: dict[str, list[Item]] = {task["id"]: [] for _, task in tasks(real)}
    for _, duty in duties(real):
        if set(verbs(duty)).intersection(LEADING):
            for _, task in reached(real, duty):
                found[task["id"]].append(duty)
    return found


def written_list(names: Iterable[str]) -> str:
    """A list in brackets."""
    return f"[{', '.join(names)}]"


# ------------------------------------------------------------------------------------ PM311: a duty without content


@fault("PM311")
def a_duty_that_names_no_work(real: Real) -> Iterator[Edit]:
    if real.data["document"]["source"]["kind"] == "full-text":
        for path, duty in duties(real):
            if "unspecific" not in duty and "covers" not in duty:
                yield edit(real, real.add(path, unspecific="true"), at=real.at(*path))


@fault("PM311")
def a_duty_whose_clauses_were_left_out(real: Real) -> Iterator[Edit]:
    if real.data["document"]["source"]["kind"] == "full-text":
        for path, duty in duties(real):
            if "covers" in duty:
                fixes = real.changed(path, {"unspecific": "true", "covers": None})
                yield edit(real, *fixes, at=real.at(*path))


@fault("PM311")
def the_assigned_tasks_of_the_whole_plan(real: Real) -> Iterator[Edit]:
    if real.data["document"]["source"]["kind"] == "full-text":
        for path, duty in duties(real):
            if "covers" not in duty and "unspecific" not in duty:
                fix = real.add(path, unspecific="true", covers="[{basis: whole-plan}]")
                yield edit(real, fix, at=real.at(*path))


# -------------------------------------------------------------------------------- PM312: a range outside the scope


def _places_of_covers(real: Real, path: Path_, duty: Item) -> Iterator[tuple[Path_, list[str]]]:
    """Each cover that cites clauses, and the sectors of the tasks there."""
    for n, cover in enumerate(duty.get("covers", ())):
        yield (
            (*path, "covers", n),
            [t["sector"] for _, t in tasks(real) if "at" in t and holds(cover, t["at"])],
        )


@fault("PM312")
def a_scope_of_the_other_sector(real: Real) -> Iterator[Edit]:
    for path, duty in duties(real):
        for place, sectors in _places_of_covers(real, path, duty):
            for sector, other in OTHER.items():
                if sectors and set(sectors) == {sector}:
                    scope = duty.get("scope", {})
                    fix = (
                        real.put((*path, "scope", "sector"), other)
                        if "sector" in scope
                        else real.add((*path, "scope"), sector=other)
                        if scope
                        else real.add(path, scope=f"{{sector: {other}}}")
                    )
                    yield edit(real, fix, at=real.at(*place))


@fault("PM312")
def a_range_of_the_other_sector(real: Real) -> Iterator[Edit]:
    by_clause: dict[str, set[str]] = {}
    for _, task in tasks(real):
        for at in upwards(task.get("at", "p#1"))[1:]:
            by_clause.setdefault(at, set()).add(task["sector"])
    for path, duty in duties(real):
        sector = duty.get("scope", {}).get("sector")
        for n, cover in enumerate(duty.get("covers", ())):
            for at, sectors in by_clause.items():
                if sectors == {OTHER.get(sector)} and isinstance(cover, str):
                    yield edit(real, real.put((*path, "covers", n), f'"{at}"'))


@fault("PM312")
def a_task_of_the_other_sector_cited_by_its_id(real: Real) -> Iterator[Edit]:
    for path, duty in duties(real):
        other = OTHER.get(duty.get("scope", {}).get("sector", ""))
        for _, task in tasks(real) if duty.get("covers") else ():
            if task["sector"] == other and "at" in task:
                yield edit(real, real.append((*path, "covers"), task["id"]))


# --------------------------------------------------------------------- PM313, PM314: participants and recipients


def members(name: str) -> set[str]:
    entry = REGISTRY.agencies[name]
    found = {name}
    for ref in entry.members:
        found |= members(ref.id)
    return found


def related(name: str) -> set[str]:
    """A body, its members, the classes that it is in, and what it is a department of or has as departments."""
    found = members(name)
    for other, entry in REGISTRY.agencies.items():
        if name in members(other) or entry.parent == name or REGISTRY.agencies[name].parent == other:
            found.add(other)
    return found


def named(real: Real, *sections: str) -> set[str]:
    """Every word that stands as a value in some sections."""
    return {
        str(value).partition("@")[0] for key in sections if key in real.data for _, value in real.leaves(key)
    }


WORK = ("duties", "tasks", "reports", "funding")


def idle(real: Real) -> list[str]:
    """Bodies of which the plan asks nothing."""
    return [a for a in ELSEWHERE if related(a).isdisjoint(named(real, *WORK))]


@fault("PM313")
def a_participant_that_nothing_is_asked_of(real: Real) -> Iterator[Edit]:
    for path, participant in real.items("participants"):
        if real.tells_all and "agencies" in participant:
            for agency in idle(real):
                yield edit(real, real.append((*path, "agencies"), agency))


@fault("PM313")
def a_section_of_participants_with_an_idle_one(real: Real) -> Iterator[Edit]:
    if real.tells_all and "participants" not in real.data:
        start = real.key("objectives").start
        for agency in idle(real):
            text = f'participants:\n  - {{at: "I", agencies: [{agency}]}}\n\n'
            yield edit(real, real.replace(start, start, text))


def _listed(real: Real) -> Iterator[tuple[Path_, str]]:
    """The bodies among the participants that something is asked of."""
    for path, participant in real.items("participants"):
        for n, agency in enumerate(participant.get("agencies", ())):
            field = REGISTRY.agencies[agency].kind in ("people", "institution-group", "class")
            if not field and not related(agency).isdisjoint(named(real, *WORK)):
                yield (*path, "agencies", n), agency


@fault("PM313")
def a_participant_whose_duties_were_left_out(real: Real) -> Iterator[Edit]:
    for place, agency in _listed(real) if real.tells_all else ():
        about = related(agency)
        rest = [path for path, duty in duties(real) if about.isdisjoint(_all_in(real, path))]
        gone = [path for path, _ in duties(real) if path not in rest]
        others = named(real, "tasks", "reports", "funding")
        if about.isdisjoint(others) and all(real.get(*p, "agencies") == [agency] for p in gone):
            yield edit(real, *(real.drop(p) for p in gone), at=real.at(*place))


def _all_in(real: Real, path: Path_) -> set[str]:
    return {str(value) for _, value in real.leaves(*path)}


@fault("PM313")
def a_duty_given_to_another_agency(real: Real) -> Iterator[Edit]:
    for place, agency in _listed(real) if real.tells_all else ():
        uses = [p for key in WORK for p, v in real.leaves(key) if v in related(agency)]
        if uses and all(real.get(*p) == agency for p in uses):
            for other in idle(real)[:2]:
                yield edit(real, *(real.put(p, other) for p in uses), at=real.at(*place))


def _addressed(real: Real, but: Iterable[Path_] = ()) -> set[str]:
    """Every body that a plan is sent to or that takes part in it, members of classes included."""
    listed = [((*p, "agency"), r["agency"]) for p, r in real.items("recipients") if r["mode"] != "archive"]
    for path, participant in real.items("participants"):
        listed += [((*path, "agencies", n), a) for n, a in enumerate(participant.get("agencies", ()))]
    left_out = set(but)
    return {m for place, a in listed if place not in left_out for m in members(a)}


def _single(agency: str) -> bool:
    return REGISTRY.agencies[agency].kind not in ("class", "people", "authority", "party", "archive")


def _bearers(real: Real, heard: set[str]) -> list[tuple[Path_, str]]:
    """Single bodies with a duty that the plan does not reach, each where it is first named."""
    first: dict[str, Path_] = {}
    for path, duty in duties(real):
        for n, agency in enumerate(duty["agencies"]):
            over = REGISTRY.agencies[agency].parent
            if _single(agency) and agency not in heard and agency != "ubnd-tinh" and over not in heard:
                first.setdefault(agency, (*path, "agencies", n))
    return [(place, agency) for agency, place in first.items()]


@fault("PM314")
def a_recipient_left_out(real: Real) -> Iterator[Edit]:
    if not real.tells_all:
        return
    missed = {agency for _, agency in _bearers(real, _addressed(real))}
    for path, recipient in real.items("recipients"):
        taking_part = [
            (*p, "agencies", n)
            for p, item in real.items("participants")
            for n, a in enumerate(item.get("agencies", ()))
            if a in members(recipient["agency"])
        ]
        gone = [(*path, "agency"), *taking_part]
        bearers = [b for b in _bearers(real, _addressed(real, gone)) if b[1] not in missed]
        if (
            bearers
            and recipient["mode"] != "archive"
            and len({p[:2] for p in taking_part}) == len(taking_part)
        ):
            at = [real.at(*place) for place, _ in bearers]
            yield edit(real, real.drop(path), *(real.drop(p) for p in taking_part), at=at)


@fault("PM314")
def a_duty_of_an_agency_that_is_not_addressed(real: Real) -> Iterator[Edit]:
    heard = _addressed(real)
    missed = {agency for _, agency in _bearers(real, heard)}
    for path, _ in duties(real) if real.tells_all else ():
        for agency in ELSEWHERE:
            if related(agency).isdisjoint(heard | missed):
                yield edit(real, real.put((*path, "agencies"), f"[{agency}]"))


# -------------------------------------------------------------------- PM316, PM319: the same said twice


def _covering(real: Real) -> list[tuple[Path_, Item]]:
    return [(path, duty) for path, duty in duties(real) if reached(real, duty)]


@fault("PM316")
def a_duty_copied(real: Real) -> Iterator[Edit]:
    for path, duty in _covering(real):
        yield edit(real, real.pasted(path, {"id": f"{duty['id']}-2", "implements": None}))


@fault("PM316")
def a_duty_copied_with_its_lists_turned_round(real: Real) -> Iterator[Edit]:
    for path, duty in _covering(real):
        turned = {
            key: "[" + ", ".join(real.written(*path, key, n) for n in reversed(range(len(duty[key])))) + "]"
            for key in ("covers", "roles", "agencies")
            if len(duty[key]) > 1
        }
        if turned:
            yield edit(real, real.pasted(path, {"id": f"{duty['id']}-2", **turned}))


@fault("PM316")
def a_duty_copied_with_the_province_of_its_agencies(real: Real) -> Iterator[Edit]:
    province = real.data["document"]["province"]
    for path, duty in _covering(real):
        own = written_list(f"{agency}@{province}" for agency in duty["agencies"])
        yield edit(real, real.pasted(path, {"id": f"{duty['id']}-2", "agencies": own}))


@fault("PM316")
def a_duty_copied_clause_by_clause(real: Real) -> Iterator[Edit]:
    for path, duty in _covering(real):
        inside = [
            task["at"]
            for _, task in tasks(real)
            if "at" in task and any(holds(cover, task["at"]) for cover in duty["covers"])
        ]
        covers = written_list(f'"{at}"' for at in inside)
        yield edit(real, real.pasted(path, {"id": f"{duty['id']}-2", "covers": covers}))


def _tasks_in(real: Real, at: str) -> bool:
    return any("at" in t and Clause(at).contains(Clause(t["at"])) for _, t in tasks(real))


@fault("PM319")
def a_clause_inside_a_clause_cited_too(real: Real) -> Iterator[Edit]:
    for path, duty in duties(real):
        for cover in duty.get("covers", ()):
            inner = [
                t["at"]
                for _, t in tasks(real)
                if "at" in t and isinstance(cover, str) and holds(cover, t["at"])
            ]
            for at in inner[:4]:
                yield edit(real, real.append((*path, "covers"), f'"{at}"'))


@fault("PM319")
def a_clause_cited_twice(real: Real) -> Iterator[Edit]:
    for path, duty in duties(real):
        for cover in duty.get("covers", ()):
            if isinstance(cover, str) and cover[0].isupper():
                yield edit(real, real.append((*path, "covers"), f'"{cover}"'))


@fault("PM319")
def the_whole_section_cited_too(real: Real) -> Iterator[Edit]:
    for path, duty in duties(real):
        for n, cover in enumerate(duty.get("covers", ())):
            text = cover if isinstance(cover, str) else cover.get("at", "")
            for over in upwards(text)[1:] if text[:1].isupper() and ".." not in text else ():
                at = real.at(*path, "covers", n)
                yield edit(real, real.append((*path, "covers"), f'"{over}"'), at=at)


@fault("PM319")
def a_range_over_what_is_cited_too(real: Real) -> Iterator[Edit]:
    for path, duty in duties(real):
        for n, cover in enumerate(duty.get("covers", ())):
            if isinstance(cover, str) and ".." not in cover and cover[-1] in "12":
                wide = f'"{cover[:-1]}1..{cover[:-1]}3"'
                yield edit(real, real.append((*path, "covers"), wide), at=real.at(*path, "covers", n))


@fault("PM319")
def a_task_cited_by_its_id_too(real: Real) -> Iterator[Edit]:
    for path, duty in duties(real):
        cited = [c for c in duty.get("covers", ()) if isinstance(c, str)]
        for _, task in tasks(real):
            if "at" in task and any(holds(c, task["at"]) for c in cited):
                yield edit(real, real.append((*path, "covers"), task["id"]))


# ------------------------------------------------------------------------------------- PM318: half a lead


def led_by_halves(real: Real) -> Iterator[tuple[Path_, Item, list[Item]]]:
    """Tasks for both sectors whose leads are split by sector."""
    found = leaders(real)
    for path, task in tasks(real):
        leads = found[task["id"]]
        if task["sector"] == "both" and {d.get("scope", {}).get("sector") for d in leads} == set(OTHER):
            yield path, task, leads


def _halves(real: Real, undo: Callable[[Path_, Item, Item], Iterable[Fix]]) -> Iterator[Edit]:
    """One of the two leads undone: the first task that it led with another, or the other lead, is where it shows."""
    for path, duty in duties(real):
        split = [(p, t) for p, t, leads in led_by_halves(real) if duty in leads]
        if split:
            fixes = list(undo(path, duty, split[0][1]))
            if fixes:
                yield edit(real, *fixes, at=real.at(*split[0][0]))


@fault("PM318")
def a_half_of_the_leads_left_out(real: Real) -> Iterator[Edit]:
    yield from _halves(real, lambda path, _duty, _task: [real.drop(path)])


@fault("PM318")
def a_range_missing_from_one_of_two_leads(real: Real) -> Iterator[Edit]:
    def undo(path: Path_, duty: Item, task: Item) -> Iterator[Fix]:
        for n, cover in enumerate(duty["covers"]):
            if holds(cover, task["at"]):
                yield real.drop((*path, "covers", n))

    yield from _halves(real, undo)


@fault("PM318")
def two_leads_for_one_sector(real: Real) -> Iterator[Edit]:
    yield from _halves(
        real, lambda path, duty, _: [real.put((*path, "scope", "sector"), OTHER[duty["scope"]["sector"]])]
    )


@fault("PM318")
def one_of_two_leads_only_implements(real: Real) -> Iterator[Edit]:
    yield from _halves(real, lambda path, _duty, _task: [real.put((*path, "roles"), "[implement]")])


@fault("PM318")
def a_task_made_one_for_both_sectors(real: Real) -> Iterator[Edit]:
    for path, task in tasks(real) if real.tells_all else ():
        leads = [
            duty
            for _, duty in duties(real)
            if set(verbs(duty)).intersection(LEADING)
            and any(holds(cover, task["at"]) for cover in duty.get("covers", ()))
        ]
        scopes = {d.get("scope", {}).get("sector") for d in leads}
        if task["sector"] in OTHER and scopes == {task["sector"]}:
            yield edit(real, real.put((*path, "sector"), "both"), at=real.at(*path))
