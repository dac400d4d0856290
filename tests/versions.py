"""Versions of the real plans: edits of their data, written out as a text of another form and read again."""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from planmodel import model as m
from planmodel import yamltree
from planmodel.source import Source
from planmodel.workspace import load_source
from tests.golden import WORKSPACE

Data = dict[str, Any]

MOST = 3
"""So many places of each kind are seeded in one plan."""


@cache
def _text(plan_id: str) -> str:
    return WORKSPACE.path_of(plan_id).read_text("utf-8")


def text_of(plan_id: str) -> str:
    """The file of a real plan."""
    return _text(plan_id)


def data_of(plan_id: str) -> Data:
    """The data of a real plan, to be changed at will."""
    return copy.deepcopy(_data(plan_id))


@cache
def _data(plan_id: str) -> Data:
    found: Data = yamltree.read(Source(plan_id, text_of(plan_id))).data
    return found


def version(data: Data, name: str = "new.yaml") -> m.Plan:
    """The plan that the data make: every quote, comment and indentation of the file is gone."""
    loaded = load_source(Source(name, json.dumps(data, ensure_ascii=False)), WORKSPACE.engine)
    assert loaded.plan is not None, [d.message.en for d in loaded.found]
    return loaded.plan


class Seeded(NamedTuple):
    """A weakening: the plan before and after it, and the code that must be found."""

    what: str
    before: Data
    after: Data
    code: str


Edit = Callable[[Data], None]


def seeded(plan_id: str) -> Iterator[Seeded]:
    """Every weakening of every kind at the first places of a real plan where it makes sense."""
    data = data_of(plan_id)
    often: Counter[str] = Counter()
    for kind in (_targets, _requirements, _tasks, _duties, _reports):
        for one in kind(plan_id, data):
            often[one.code] += 1
            if often[one.code] <= MOST:
                yield one


def _made(name: str, data: Data, code: str, edit: Edit, base: Edit | None = None) -> Seeded:
    before = copy.deepcopy(data)
    if base is not None:
        base(before)
    after = copy.deepcopy(before)
    edit(after)
    return Seeded(f"{name} {code}", before, after, code)


def _set(section: str, n: int, key: str, value: Any) -> Edit:
    def edit(data: Data) -> None:
        data[section][n][key] = value

    return edit


def _without(section: str, n: int, key: str | None = None) -> Edit:
    def edit(data: Data) -> None:
        if key is None:
            del data[section][n]
        else:
            del data[section][n][key]

    return edit


_WEAKER = {
    "area": {"all": "urban"},
    "measure": {"count-and-value": "count", "count": "count-or-value", "value": "count-or-value"},
    "demand": {"install-and-use": "use", "use": "accept"},
    "commitment": {"firm": "aspirational", "minimum": "approximate"},
    "population": {"truong-hoc": "truong-pho-thong-dai-hoc", "benh-vien": "benh-vien-tuyen-tinh"},
}
_SUFFIX = {"area": "narrower", "population": "narrower"}


def _targets(name: str, data: Data) -> Iterator[Seeded]:
    for n, target in enumerate(data["targets"]):
        where = f"{name} {target['id']}"
        for field, weaker in _WEAKER.items():
            if target.get(field) in weaker:
                code = f"target-{field}-{_SUFFIX.get(field, 'weaker')}"
                yield _made(where, data, code, _set("targets", n, field, weaker[target[field]]))
        level = target["level"]
        comparator = next(key for key in level if key != "step")
        figures = level[comparator]
        for year, amount in figures.items():
            lower = [amount[0] - 1, amount[1]] if comparator == "range" else amount - 1
            yield _made(
                where,
                data,
                "target-level-lowered",
                _set("targets", n, "level", _with(level, comparator, year, lower)),
            )
        if "step" not in level and m.UNSTATED not in figures:
            later = {str(int(year) + 1): amount for year, amount in figures.items()}
            yield _made(where, data, "target-year-later", _set("targets", n, "level", {comparator: later}))
            if len(figures) > 1:
                rest = dict(list(figures.items())[1:])
                yield _made(
                    where, data, "target-figure-dropped", _set("targets", n, "level", {comparator: rest})
                )
        yield _made(where, data, "target-removed", _without("targets", n))


def _with(level: Data, comparator: str, year: str, amount: Any) -> Data:
    return level | {comparator: level[comparator] | {year: amount}}


def _requirements(name: str, data: Data) -> Iterator[Seeded]:
    for n, rule in enumerate(data.get("requirements", ())):
        where = f"{name} {rule['id']}"
        if rule["choose"] != "all" and rule["choose"] > 1:
            yield _made(where, data, "options-fewer", _set("requirements", n, "choose", rule["choose"] - 1))
        elif len(rule["of"]) > 1:
            yield _made(where, data, "options-fewer", _set("requirements", n, "of", rule["of"][1:]))
            yield _made(where, data, "options-fewer", _set("requirements", n, "choose", 1))
        yield _made(where, data, "requirement-removed", _without("requirements", n))


def _tasks(name: str, data: Data) -> Iterator[Seeded]:
    for n, task in enumerate(data["tasks"]):
        where = f"{name} {task['id']}"
        if n % 5:
            continue
        base = _set("tasks", n, "due", {"by": "2022-06-30"})
        yield _made(where, data, "deadline-later", _set("tasks", n, "due", {"by": "2022-12-31"}), base)
        yield _made(where, data, "deadline-later", _set("tasks", n, "due", {"in": "2022-Q3"}), base)
        yield _made(where, data, "deadline-day-dropped", _without("tasks", n, "due"), base)
        named = _set("tasks", n, "product", "Báo cáo")
        yield _made(where, data, "product-dropped", _without("tasks", n, "product"), named)
        both = _set("tasks", n, "by", ["truong-hoc", "benh-vien"])
        yield _made(where, data, "doer-lost", _set("tasks", n, "by", ["truong-hoc"]), both)
        yield _made(where, data, "task-removed", _without("tasks", n))


def _duties(name: str, data: Data) -> Iterator[Seeded]:
    for n, duty in enumerate(data.get("duties", ())):
        where = f"{name} {duty['id']}"
        if duty["roles"][0] == "lead":
            yield _made(
                where, data, "role-weaker", _set("duties", n, "roles", ["coordinate", *duty["roles"][1:]])
            )
            if duty.get("covers") and "basis" not in duty["covers"][0]:
                yield _made(where, data, "lead-lost", _set("duties", n, "roles", ["coordinate"]))
        if len(duty["agencies"]) > 1:
            yield _made(where, data, "duty-agency-lost", _set("duties", n, "agencies", duty["agencies"][1:]))
        if len(duty.get("covers", ())) > 1:
            yield _made(where, data, "coverage-smaller", _set("duties", n, "covers", duty["covers"][1:]))
        if "scope" not in duty:
            narrow = {"territory": "own-area"}
            yield _made(where, data, "scope-narrower", _set("duties", n, "scope", narrow))
        yield _made(where, data, "duty-removed", _without("duties", n))


def _reports(name: str, data: Data) -> Iterator[Seeded]:
    for n, report in enumerate(data.get("reports", ())):
        where = f"{name} {report['id']}"
        if len(report["every"]) > 1:
            yield _made(
                where, data, "report-periods-fewer", _set("reports", n, "every", ["year"]), _without_due(n)
            )
        if report["ad_hoc"]:
            yield _made(where, data, "ad-hoc-dropped", _set("reports", n, "ad_hoc", False))
        yearly = _yearly(n, "06-15")
        yield _made(where, data, "deadline-later", _yearly(n, "06-20"), yearly)
        yield _made(where, data, "deadline-day-dropped", _without("reports", n, "due"), yearly)
        yield _made(where, data, "report-removed", _without("reports", n))


def _without_due(n: int) -> Edit:
    def edit(data: Data) -> None:
        data["reports"][n].pop("due", None)

    return edit


def _yearly(n: int, day: str) -> Edit:
    def edit(data: Data) -> None:
        data["reports"][n] |= {"every": ["year"], "due": [{"before": day}]}

    return edit
