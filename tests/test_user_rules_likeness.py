"""Conditions that are asked once for items that are alike, and texts in small letters, change no answer."""

from __future__ import annotations

from typing import Any

import pytest

from planmodel.rules import Facts, Found, Rule, user
from planmodel.rules.user import likeness, sheets
from planmodel.rules.user.asking import Asking
from planmodel.rules.user.cel import Condition, compiled
from planmodel.rules.user.likeness import Alike, Row, Told, alike
from planmodel.rules.user.shortcuts import ALL, EMPTY, MEMBERS, SIZE, lowered, seen
from planmodel.rules.user.variables import FEW, usable
from planmodel.rules.user.words import Words
from planmodel.source import Source
from tests.golden import PLANS, REGISTRY, real
from tests.test_user_rules import many

SEEN = [
    ('task.due != ""', EMPTY),
    ("(task.due == '')", EMPTY),
    ('true || task.due == "" ? true : task.due != ""', EMPTY),
    ("[1].exists(a, task.due == '')", EMPTY),
    ('"" == task.due', ALL),
    ('task.due != "2022"', ALL),
    ('task.due == "" in [true]', ALL),
    ("task.due < '' || task.due == ''", ALL),
    ("size(task.due) > 0", EMPTY),
    ("size(task.due) >= 0 && size(task.due) != 0", EMPTY),
    ("size(task.due) > 1", SIZE),
    ("0 < size(task.due)", SIZE),
    ("1 - size(task.due) > 0", SIZE),
    ("size(task.due) > 0 + 1", SIZE),
    ("size(task.due) > 0.0", SIZE),
    ("size(task.due) > 0 && size(task.due) < 5", SIZE),
    ("task.due.size() > 0", ALL),
    ("size(task.due + task.due) > 0", ALL),
    ("task.by.exists(a, a == 'x')", MEMBERS),
    ("(task.by).all(a, a == 'x')", MEMBERS),
    ("(task.by + task.after + task.leads).exists(a, a == 'x')", MEMBERS),
    ("(task.leads + task.by).all(a, a == 'x')", MEMBERS),
    ("(task.leads + ['x'] + task.by).exists(a, a == 'x')", ALL),
    ("size(task.by) > 0 || task.by.exists(a, a == 'x')", MEMBERS),
    ("size(task.by) > 1 || task.by.exists(a, a == 'x')", ALL),
    ("task.by.exists(a, size(task.by) > 3)", ALL),
    ("task.by.exists_one(a, true)", ALL),
    ("size(task.by.filter(a, true)) > 0", ALL),
    ("task.by[0] == ''", ALL),
    ("'x' in task.by", ALL),
    ("task.by == []", ALL),
    ("target.values.x == 0.0", ALL),
    ("size(target.values) == 0", EMPTY),
]
"""Conditions, and how much they see of task.due, task.by or target.values."""


@pytest.mark.parametrize(("condition", "much"), SEEN)
def test_how_much_a_condition_sees(condition: str, much: int) -> None:
    name = next(name for name in ("task.due", "task.by", "target.values") if name in condition)
    assert seen(Words(condition), [name]) == {name: much}


LOWERED = [
    ("lower(task.title) == 'a'", "lower.task.title == 'a'", {"task.title"}),
    ("['a'].exists(x, lower( task.title ).contains(x))", "['a'].exists(x, lower.task.title.contains(x))", {"task.title"}),
    ("lower(task.title) != lower(plan.id) // lower(task.id)", "lower.task.title != lower.plan.id // lower(task.id)", {"task.title", "plan.id"}),
    ("task.by.exists(a, lower(a) == 'x')", None, set()),
    ("lower(task.title + '') == 'x'", None, set()),
    ("lower(task.due) == 'x'", None, set()),
    ("'lower(task.title)' == 'x'", None, set()),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "made", "names"), LOWERED)
def test_texts_in_small_letters_are_named(condition: str, made: str | None, names: set[str]) -> None:
    texts = {name for name, variable in usable("task").items() if variable.type == "text"}
    assert lowered(Words(condition), texts) == (made or condition, frozenset(names))


def test_a_name_of_ours_is_not_known_to_users() -> None:
    assert not isinstance(compiled("task", "lower.task.title == ''"), Condition)


def test_fields_with_few_values_exist() -> None:
    assert all(name in usable(name.partition(".")[0]) for name in FEW)


CONDITIONS = [
    "size(task.doers) > 0",
    "size(task.leads) > 0 && !task.leads_clash",
    'task.due != "" || task.product == ""',
    "size(task.by) >= 1 && size(task.contributes_to) < 3",
    "(task.lead_kinds + task.doer_kinds).exists(kind, kind in ['department', 'vertical'])",
    "task.doer_kinds.all(kind, kind != 'class')",
    "task.doer_kinds.exists(a, task.doer_kinds.exists(b, a != b))",
    "size(task.doer_kinds) == 1 || task.doer_kinds.exists(kind, kind == 'class')",
    "task.sector in ['education', 'both']",
    "['a', 'b'].exists(x, task.product != '' && x == 'a')",
    "10 / size(task.by) > 4",
    "size(plan.tasks) > 30",
    "plan.tasks.exists(a, plan.tasks.exists(b, a == b && task.sector == 'health'))",
    "['tập huấn', 'mã qr', 'phần mềm'].exists(words, lower(task.title).contains(words))",
    "lower(plan.document.title).contains('kế hoạch') && lower(task.title).contains(lower(task.sector))",
]


def found(rules: tuple[Rule, ...], plan_id: str) -> list[tuple[str, Found]]:
    facts = Facts(real(plan_id), REGISTRY)
    return [(rule.code, x._replace(related=())) for rule in rules for x in rule.run(facts)]


def asked_alone(text: str) -> tuple[Rule, ...]:
    rules = user.load([Source("alone.yaml", text)]).rules
    for rule in rules:
        assert isinstance(rule.run, Asking)
        rule.run.sheet = None
    return rules


BOUNDS: dict[str, list[tuple[Any, str, float]]] = {
    "as they are": [],
    "few items at once": [(sheets, "STRETCH", 5)],
    "short lists": [(sheets, "STRETCH", 5), (likeness, "SHORT", 1)],
    "nothing said of several": [(likeness, "MAX_COST", 0)],
    "nothing asked together": [(sheets, "MAX_COST", 0)],
    "no time": [(sheets, "LONGEST", -1)],
}


@pytest.mark.parametrize("bounds", BOUNDS)
@pytest.mark.parametrize("where", ["true", 'task.sector == "education"', 'plan.kind == "plan"', "1 / size(task.by) == 1"])  # fmt: skip
@pytest.mark.parametrize("plan_id", PLANS)
def test_what_is_asked_once_is_what_is_said_of_each(
    plan_id: str, where: str, bounds: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name, value in BOUNDS[bounds]:
        monkeypatch.setattr(module, name, value)
    text = many(*CONDITIONS, where=where)
    together = user.load([Source("together.yaml", text)]).rules
    assert all(isinstance(rule.run, Asking) and rule.run.sheet is not None for rule in together)
    assert found(together, plan_id) == found(asked_alone(text), plan_id)


@pytest.mark.parametrize("plan_id", PLANS)
def test_the_pack_says_what_its_rules_say_alone(plan_id: str) -> None:
    text = user.packs()["6-ro"].read_text("utf-8")
    together = user.load([Source("together.yaml", text)]).rules
    assert found(together, plan_id) == found(asked_alone(text), plan_id)


def test_items_that_are_alike_are_asked_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Row] = []
    ask = Alike._ask

    def counting(self: Alike, *arguments: Any) -> Told:
        asked.append(self.row)
        return ask(self, *arguments)

    monkeypatch.setattr(Alike, "_ask", counting)
    rules = user.load([Source("once.yaml", many(*CONDITIONS[:3]))]).rules
    for plan_id in PLANS:
        asked.clear()
        list(rules[0].run(Facts(real(plan_id), REGISTRY)))
        assert 3 <= len(asked) <= 2 + 4 + 4 < len(real(plan_id).tasks)


def test_what_most_items_differ_in_is_asked_of_each() -> None:
    for condition in (
        "task.title != 'a'",
        "'x' in task.by",
        "task.by.exists(a, a == 'x')",
        "target.first > 1",
    ):
        kind = "target" if "target" in condition else "task"
        made = compiled(kind, condition)
        assert isinstance(made, Condition)
        assert alike(kind, Row(None, made)) is None
