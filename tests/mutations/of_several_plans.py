"""Faults that only several files together show: two plans (PM7, PM117), a plan and its template, a table of roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from planmodel.diagnostics import Fix
from planmodel.source import Source
from tests.golden import ROOT, TEMPLATE
from tests.mutations.faults import Edit, Where, edit, fault, harmless
from tests.mutations.of_form import bases, writings
from tests.mutations.real import Item, Path_, Real, reals

DAY = timedelta(days=1)
ROLES = "plans/registry/roles.yaml"


def _citations(number: str, but: Real) -> list[Where]:
    """Where other plans cite a document."""
    return [
        (other.name, other.at(*path))
        for other in reals()
        if other is not but
        for path, basis in bases(other)
        if basis["number"] == number
    ]


def _documents(number: str) -> list[Where]:
    """The document itself, where it is one of the plans."""
    return [
        (other.name, other.at("document", "number"))
        for other in reals()
        if other.data["document"]["number"] == number
    ]


def _cited_elsewhere(real: Real) -> Iterator[tuple[Path_, Item, list[Where]]]:
    """Legal bases of one plan that another one cites too, or is."""
    for path, basis in bases(real):
        others = [*_citations(basis["number"], real), *_documents(basis["number"])]
        if others:
            yield path, basis, others


def _another_date(real: Real, path: Path_, day: date, others: list[Where]) -> Edit:
    """A date in one plan: where only two plans cite a document, either may be the one that is told."""
    made = edit(real, real.put((*path, "issued"), f'"{day}"'))
    return made._replace(at=(*made.at, *others), folder=True)


@fault("PM701")
def another_day_in_one_of_the_plans(real: Real) -> Iterator[Edit]:
    for path, basis, others in _cited_elsewhere(real):
        day = date.fromisoformat(basis["issued"])
        for other in (day + DAY, day.replace(month=day.month % 12 + 1, day=1)):
            if other.year == day.year:
                yield _another_date(real, path, other, others)


@fault("PM701")
def another_year_in_one_of_the_plans(real: Real) -> Iterator[Edit]:
    for path, basis, others in _cited_elsewhere(real):
        day = date.fromisoformat(basis["issued"])
        for year in (day.year - 1, day.year - 10):
            if not basis["number"].startswith("0"):
                yield _another_date(real, path, day.replace(year=year), others)


@fault("PM701", unseen="numbers begin anew each year: 01/NQ-CP of 2021 and of 2022 are two documents")
def a_low_number_with_another_year(real: Real) -> Iterator[Edit]:
    for path, basis, others in _cited_elsewhere(real):
        day = date.fromisoformat(basis["issued"])
        if basis["number"].startswith("0"):
            yield _another_date(real, path, day.replace(year=day.year - 1), others)


@fault("PM701")
def another_day_and_another_writing_of_the_number(real: Real) -> Iterator[Edit]:
    for path, basis, others in _cited_elsewhere(real):
        day = date.fromisoformat(basis["issued"])
        for written in writings(basis["number"]):
            made = _another_date(real, path, day.replace(day=day.day - 1 or 2), others)
            fixes = (*made.edits[real.name], real.put((*path, "number"), f'"{written}"'))
            yield made._replace(edits={real.name: fixes})


@fault("PM701")
def another_day_on_the_document_itself(real: Real) -> Iterator[Edit]:
    document = real.data["document"]
    citations = _citations(document["number"], real)
    if citations:
        day = date.fromisoformat(document["issued"])
        for other in (day + DAY, day.replace(month=2), day.replace(year=day.year + 1)):
            made = edit(real, real.put(("document", "issued"), f'"{other}"'))
            yield made._replace(at=tuple(citations), folder=True)


@harmless
def a_number_in_another_writing(real: Real) -> Iterator[Edit]:
    for path, basis, _ in _cited_elsewhere(real):
        for written in writings(basis["number"]):
            yield edit(real, real.put((*path, "number"), f'"{written}"'))._replace(folder=True)


# ----------------------------------------------------------------------------- PM117, PM702: one plan, two files


def _saved_again(real: Real, plan_id: str, **document: str) -> Edit:
    """The plan saved a second time, under another name and perhaps with another id and number."""
    fixes: tuple[Fix, ...] = (real.put(("plan",), plan_id), *real.changed(("document",), document))
    text = edit_text(real, fixes)
    name = str(Path(real.name).with_name("ban-sao.yaml"))
    return Edit(real.name, {}, ((real.name, real.at("document", "number")),), added={name: text}, folder=True)


def edit_text(real: Real, fixes: tuple[Fix, ...]) -> str:
    """The plan's text with some edits."""
    from planmodel.edit import carried_out

    return carried_out(real.text, fixes)


@fault("PM117")
def a_plan_saved_twice(real: Real) -> Iterator[Edit]:
    yield _saved_again(real, real.id)


@fault("PM117")
def the_id_of_another_plan(real: Real) -> Iterator[Edit]:
    for other in reals():
        if other is not real and TEMPLATE not in (real.id, other.id):
            made = edit(real, real.put(("plan",), other.id))
            yield made._replace(at=(*made.at, (other.name, other.at("plan"))), folder=True)


@fault("PM702")
def a_number_used_for_two_plans(real: Real) -> Iterator[Edit]:
    number = real.data["document"]["number"]
    if number != "unknown":
        yield _saved_again(real, f"{real.id}-2")
        yield _saved_again(real, f"{real.id}-2", number=f'"0{number}"')
        day = real.plan.document.issued
        assert day is not None
        yield _saved_again(real, f"{real.id}-2", issued=f'"{day + DAY}"')


@fault("PM702", unseen="numbers begin anew each year")
def a_number_used_again_next_year(real: Real) -> Iterator[Edit]:
    if real.data["document"]["number"] != "unknown":
        day = real.plan.document.issued
        assert day is not None
        yield _saved_again(real, f"{real.id}-2", issued=f'"{day.replace(year=day.year + 1)}"')


# --------------------------------------------------------------------------------- PM116: the template changed


def _template() -> Real:
    return next(real for real in reals() if real.id == TEMPLATE)


@fault("PM116")
def an_item_of_the_template_renamed(real: Real) -> Iterator[Edit]:
    template = _template()
    for kind in ("targets", "requirements", "tasks", "duties"):
        for _, item in template.items(kind):
            links = [p for p in real.uses.get(item["id"], ()) if "implements" in p]
            uses = template.uses[item["id"]]
            if links and sum(p[-1] == "id" for p in uses) == 1:
                fixes = tuple(template.put(p, f"{item['id']}-moi") for p in uses)
                at = tuple((real.name, real.at(*p)) for p in links)
                yield Edit(real.name, {template.name: fixes}, at, folder=True)


# ----------------------------------------------------------------------------- PM315: a verb without a letter


@cache
def _roles() -> Source:
    return Source(ROLES, (ROOT / ROLES).read_text("utf-8"))


@fault("PM315")
def a_verb_that_lost_its_letters(real: Real) -> Iterator[Edit]:
    table = _roles()
    first: dict[str, Path_] = {}
    for path, value in real.leaves("duties"):
        plain = path[-2] == "roles" and path[-1] != "verb"
        if plain or path[-1] == "verb":
            first.setdefault(str(value), path)
    for verb, path in first.items():
        found = re.search(rf"id: {verb}, .*?\braci: (\[[A-Z, ]+\])", table.text)
        oversight = re.search(rf"id: {verb}, .*oversight", table.text)
        if found is not None and oversight is None:
            fix = Fix(table.span(*found.span(1)), "[]")
            yield Edit(real.name, {ROLES: (fix,)}, ((real.name, real.at(*path)),), folder=True)
