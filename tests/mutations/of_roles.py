"""Faults in who co-ordinates, directs and receives, and for whom (PM403 to PM408)."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Fix
from tests.golden import REGISTRY
from tests.mutations.faults import Edit, edit, fault, harmless
from tests.mutations.of_duties import (
    ELSEWHERE,
    WORK,
    duties,
    idle,
    leaders,
    members,
    named,
    reached,
    related,
    verbs,
)
from tests.mutations.real import Item, Path_, Real

NEIGHBOURS = ("thanh-hoa", "ha-noi", "hung-yen", "dak-nong")
OUTSIDE = ("class", "enterprise-group", "people")
BOUND = ("department", "committee", "press", "institution-group", "authority")


def _leading(real: Real) -> Iterator[tuple[Path_, Item, list[tuple[Path_, Item]]]]:
    """The duties that lead tasks, and these tasks."""
    for path, duty in duties(real):
        if "lead" in verbs(duty) and reached(real, duty):
            yield path, duty, reached(real, duty)


def _objects(duty: Item, key: str) -> Iterator[Path_]:
    """Where a duty names somebody under ``key``, from the duty on."""
    if duty.get(key):
        yield (key,)
    for n, role in enumerate(duty["roles"]):
        if isinstance(role, dict) and role.get(key):
            yield ("roles", n, key)


# ------------------------------------------------------------------------------------- PM403: lead and partner


@fault("PM403")
def a_lead_that_co_ordinates_the_same_clauses(real: Real) -> Iterator[Edit]:
    for path, duty, _ in _leading(real):
        for roles in ("[coordinate]", "[coordinate, support]", "[{verb: coordinate, joint: [implement]}]"):
            yield edit(real, real.pasted(path, {"id": f"{duty['id']}-2", "roles": roles}))


@fault("PM403")
def a_lead_that_co_ordinates_one_of_its_tasks(real: Real) -> Iterator[Edit]:
    for path, duty, led in _leading(real):
        for _, task in led:
            changes = {"id": f"{duty['id']}-2", "roles": "[coordinate]", "covers": f"[{task['id']}]"}
            yield edit(real, real.pasted(path, changes))


@fault("PM403")
def a_scope_that_is_the_same_in_other_words(real: Real) -> Iterator[Edit]:
    for path, duty, _ in _leading(real):
        scope = duty.get("scope", {})
        if scope.get("territory", "province") == "province":
            sector = scope.get("sector")
            same = "{territory: province}" if sector is None else f"{{sector: {sector}}}"
            changes = {"id": f"{duty['id']}-2", "roles": "[coordinate]", "scope": same}
            yield edit(real, real.pasted(path, changes))


# --------------------------------------------------------------------------------------- PM404: a class leads


@fault("PM404")
def a_class_in_the_place_of_the_lead(real: Real) -> Iterator[Edit]:
    found = leaders(real)
    for path, duty, led in _leading(real) if real.tells_all else ():
        if any(found[task["id"]] == [duty] for _, task in led):
            for group in ("cac-so-ban-nganh", "co-quan-lien-quan", "doanh-nghiep", "nguoi-dan"):
                yield edit(real, real.put((*path, "agencies"), f"[{group}]"))


@fault("PM404")
def work_of_its_own_that_a_class_leads(real: Real) -> Iterator[Edit]:
    for path, duty in duties(real) if real.tells_all else ():
        whole = duty.get("covers") in (None, [{"basis": "whole-plan"}])
        own_area = duty.get("scope", {}).get("territory") == "own-area"
        if whole and "lead" in verbs(duty) and "unspecific" not in duty and not own_area:
            for group in ("so-nganh-lien-quan", "doan-the", "ngan-hang"):
                yield edit(real, real.put((*path, "agencies"), f"[{group}]"))


@fault("PM404", unseen="who leads in its own area answers for that area")
def a_class_that_leads_each_in_its_own_area(real: Real) -> Iterator[Edit]:
    for path, duty, _ in _leading(real):
        scope = "{territory: own-area}"
        changes = {"id": f"{duty['id']}-2", "agencies": "[cac-so-ban-nganh]", "scope": scope}
        yield edit(real, real.pasted(path, changes))


# ------------------------------------------------------------------------------- PM405: a verb without an object


def _without(real: Real, path: Path_, duty: Item, key: str) -> list[Fix]:
    return [real.drop((*path, *place)) for place in _objects(duty, key)]


@fault("PM405")
def nobody_is_directed(real: Real) -> Iterator[Edit]:
    for path, duty in duties(real) if real.tells_all else ():
        if "direct" in verbs(duty) and "covers" not in duty and "unspecific" not in duty:
            yield edit(real, *_without(real, path, duty, "directs"), at=real.at(*path, "roles"))


@fault("PM405")
def nobody_is_co_ordinated_with(real: Real) -> Iterator[Edit]:
    for path, duty in duties(real) if real.tells_all else ():
        single = len(duty["agencies"]) == 1 and not REGISTRY.agencies[duty["agencies"][0]].group
        fixes = _without(real, path, duty, "with")
        if single and fixes and "coordinate" in verbs(duty) and "covers" not in duty:
            yield edit(real, *fixes, at=real.at(*path, "roles"))


@fault("PM405")
def nobody_receives_it(real: Real) -> Iterator[Edit]:
    for path, duty in duties(real) if real.tells_all else ():
        there = [p for p, report in real.items("reports") if report["at"] == duty["at"]]
        sent = {"advise", "report", "consolidate"}.intersection(verbs(duty)) and "unspecific" not in duty
        if sent and len(there) < len(real.data["reports"]) and "to" in duty:
            keys = [real.drop((*path, key)) for key in ("to", "via") if key in duty]
            yield edit(real, *keys, *map(real.drop, there), at=real.at(*path, "roles"))


@fault("PM405")
def a_further_verb_without_its_object(real: Real) -> Iterator[Edit]:
    for path, duty in duties(real) if real.tells_all else ():
        silent = not any([*_objects(duty, key)] for key in ("with", "directs", "to", "via"))
        reported = any(report["at"] == duty["at"] for _, report in real.items("reports"))
        told = "coordinate" in verbs(duty) or "covers" in duty or "unspecific" in duty
        if silent and not reported and not told:
            for verb in ("direct", "advise", "report", "consolidate"):
                if verb not in verbs(duty):
                    yield edit(real, real.append((*path, "roles"), verb))


# ------------------------------------------------------------------------------- PM406: a recipient without work


def _free(real: Real) -> list[str]:
    """Bodies that neither the work nor the scope section names."""
    listed = named(real, "participants", "recipients")
    return [a for a in idle(real) if related(a).isdisjoint(listed)]


@fault("PM406")
def a_recipient_of_whom_nothing_is_asked(real: Real) -> Iterator[Edit]:
    if real.tells_all:
        for path, _ in real.items("recipients"):
            for agency in _free(real):
                line = f'{{at: "recipients#20", agency: {agency}, mode: act}}'
                yield edit(real, real.insert(path, line))


@fault("PM406")
def a_recipient_whose_work_went_to_another(real: Real) -> Iterator[Edit]:
    for path, recipient in real.items("recipients") if real.tells_all else ():
        agency = recipient["agency"]
        uses = [p for key in WORK for p, v in real.leaves(key) if v in related(agency)]
        alone = related(agency).isdisjoint(named(real, "participants"))
        above = REGISTRY.agencies[agency].kind in ("authority", "press")
        if (
            recipient["mode"] == "act"
            and alone
            and not above
            and uses
            and all(real.get(*p) == agency for p in uses)
        ):
            for other in [a for a in ELSEWHERE if a not in related(agency)][:2]:
                yield edit(real, *(real.put(p, other) for p in uses), at=real.at(*path))


# ------------------------------------------------------------------------------- PM407: bodies of another province


def _elsewhere(real: Real, *wanted: str) -> Iterator[tuple[Path_, str]]:
    """Bodies bound to a province under these keys of the work, each with its name in other provinces."""
    own = real.data["document"]["province"]
    for section in ("tasks", "duties", "reports"):
        for path, value in real.leaves(section) if own is not None else ():
            key = path[-2] if isinstance(path[-1], int) else path[-1]
            entry = REGISTRY.agencies.get(value) if isinstance(value, str) else None
            if key in wanted and entry is not None and entry.kind in BOUND and entry.level != "central":
                yield from ((path, f"{value}@{other}") for other in NEIGHBOURS if other != own)


@fault("PM407")
def work_given_to_a_body_of_another_province(real: Real) -> Iterator[Edit]:
    for path, agency in _elsewhere(real, "by", "agencies", "directs", "from"):
        yield edit(real, real.put(path, agency))


@fault("PM407")
def a_body_of_another_province_beside_the_one_at_home(real: Real) -> Iterator[Edit]:
    for path, agency in _elsewhere(real, "by", "agencies", "directs", "from"):
        if isinstance(path[-1], int):
            yield edit(real, real.append(path[:-1], agency))


@fault("PM407", unseen="bodies of other provinces may take part and be told")
def a_partner_or_reader_from_another_province(real: Real) -> Iterator[Edit]:
    for path, agency in _elsewhere(real, "with", "to", "via", "supports"):
        yield edit(real, real.put(path, agency))


# ------------------------------------------------------------------------------- PM408: partners that do not lead


@fault("PM408")
def a_partner_that_leads_nothing_there(real: Real) -> Iterator[Edit]:
    found = leaders(real)
    for path, duty in duties(real) if real.tells_all else ():
        led = any(found[task["id"]] for _, task in reached(real, duty))
        if led and set(verbs(duty)).isdisjoint(("lead", "direct")):
            for place in _objects(duty, "with"):
                for agency in ("so-nv", "so-khdt", "cong-an-tinh"):
                    if agency not in real.get(*path, *place):
                        at = real.at(*path, *place)
                        yield edit(real, real.append((*path, *place), agency), at=at, says=[duty["id"]])


@fault("PM408")
def a_duty_under_the_lead_of_one_that_does_not_lead(real: Real) -> Iterator[Edit]:
    for path, duty, _ in _leading(real) if real.tells_all else ():
        for partner in ("so-tc", "kbnn-tinh"):
            changes = {
                "id": f"{duty['id']}-2",
                "agencies": "[so-vhttdl]",
                "roles": f"[{{verb: coordinate, with: [{partner}]}}]",
                "with": None,
            }
            yield edit(real, real.pasted(path, {k: v for k, v in changes.items() if v or k in duty}))


# --------------------------------------------------------------------------------------- what does no harm


@harmless
def a_body_with_its_own_province(real: Real) -> Iterator[Edit]:
    own = real.data["document"]["province"]
    if own is not None:
        for section in ("recipients", "participants", *WORK):
            for path, value in real.leaves(section):
                if isinstance(value, str) and value in REGISTRY.agencies:
                    yield edit(real, real.put(path, f"{value}@{own}"))


@harmless
def a_member_named_with_its_class(real: Real) -> Iterator[Edit]:
    for path, recipient in real.items("recipients"):
        inside = members(recipient["agency"]) - {recipient["agency"]}
        for agency in sorted(inside & named(real, "duties")):
            if agency not in named(real, "recipients"):
                line = f'{{at: "{recipient["at"]}", agency: {agency}, mode: {recipient["mode"]}}}'
                yield edit(real, real.insert(path, line))
