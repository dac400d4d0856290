"""No rule file crashes the program or keeps it busy, whoever wrote it: every one ends in rules, findings, or both."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel import model as m
from planmodel.check import run_rules
from planmodel.rules import user
from planmodel.rules._examples import complete
from planmodel.rules.user.cel import MAX_COST, Condition, compiled
from planmodel.rules.user.variables import KINDS, usable
from planmodel.rules.user.words import FUNCTIONS, LOOPS, MAX_JOINED, MAX_STEPS
from planmodel.source import Source, decode
from planmodel.workspace import load_source
from tests.golden import REGISTRY, ROOT

TASKS = 300
"""Tasks of the plan that hostile rules are let loose on; each waits for all before it, and has a long note."""

LIMIT = 240
"""Seconds for them all on a machine that others use too; each rule takes about one of computing at most."""


def crowded() -> str:
    """A plan with long lists and long texts."""
    names = [f"n{n}" for n in range(TASKS)]
    note = "Kế hoạch này có ghi chú rất dài. " * 600
    tasks = "".join(
        f'  - {{id: {name}, at: "II.{n + 1}", sector: both, title: Nhiệm vụ thứ {n}, after: [{", ".join(names[:n])}]'
        f"{f', note: {note}' if n % 50 == 0 else ''}}}\n"
        for n, name in enumerate(names)
    )
    return complete(f"tasks:\n{tasks}")


def rule_file(*conditions: str) -> str:
    rules = [
        {
            "id": f"r{n}",
            "severity": "info",
            "for": "task",
            "require": condition,
            "message": {"vi": "{id}: {note}, {after}, {plan.tasks}"},
            "bad": ["tasks: []"],
            "good": ["tasks: []"],
        }
        for n, condition in enumerate(conditions)
    ]
    return json.dumps({"planmodel": 1, "rules": rules})


LISTS = "(" + " + ".join(["task.after"] * 9) + ")"
MORE_LISTS = "(" + " + ".join(["task.after"] * 17) + ")"
DIGITS = ", ".join(["1"] * 140)
PATTERN = "(?i)" + "|".join(["[a-z]{9}kế"] * 20)

HOSTILE = {
    "300^2 steps": "task.after.all(a, task.after.all(b, size(a) + size(b) > 0))",
    "300^2 steps, no fault": "task.after.all(a, plan.tasks.exists(b, b == a))",
    "300^2 steps with 300^2 each": "plan.tasks.all(a, plan.tasks.all(b, plan.tasks == plan.tasks))",
    "300^4 steps": "plan.tasks.all(a, plan.tasks.all(b, plan.tasks.all(c, plan.tasks.all(d, a != d))))",
    "a literal squared": f"[{DIGITS}].all(a, [{DIGITS}].all(b, a == b + 1 || true))",
    "texts that grow": "(" + " + ".join(["task.note"] * 16) + ").contains('x')",
    "lists that grow": f"{LISTS}.all(a, {LISTS}.exists(b, a == b))",
    "lists that grow in a loop": f"task.after.all(a, size({MORE_LISTS}) >= 0)",
    "lists of lists": "[[task.after, task.after]].all(a, [[a, a]] == [[a, a]])",
    "a heavy pattern": f"task.note.matches('{PATTERN}')",
    "a heavy pattern in a loop": f"task.after.all(a, task.note.matches('{PATTERN}'))",
    "many heavy patterns": " || ".join(["task.note.matches('(k?){30}x')"] * 26),
    "a pattern that backtracks elsewhere": "task.note.matches('(K+K+)+y') || task.note.matches('(.*)*x')",
    "a pattern too large": r"task.note.matches(r'(\p{L}\p{N}\p{P}){300}')",
    "classes of letters": r"task.note.matches(r'\p{L}+x')",
    "lower in a loop": "task.after.all(a, task.after.exists(b, lower(task.note).contains(b)))",
    "a seek in a loop": "task.after.all(a, task.after.all(b, !task.note.contains('không có gì')))",
    "patterns in a loop": "task.after.all(a, !task.note.matches('(k?){30}x') && !task.note.matches('[^k]{20}x'))",
    "many seeks": " || ".join(["task.note.contains('zzz')"] * 34),
    "parentheses": "(" * 499 + ")" * 499,
    "signs": "!" * 995 + "true",
    "a chain": "true ? " * 60 + "true" + " : true" * 60,
    "large numbers": "9223372036854775807 * 9223372036854775807 * size(task.id) > 0",
    "numbers too large": "99999999999999999999999 > 1",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_every_hostile_rule_is_one_that_the_schema_lets_in(name: str) -> None:
    assert len(HOSTILE[name]) <= 1000


PROBE = """
import json, sys, time
from planmodel.check import run_rules
from planmodel.rules import user
from planmodel.source import Source
from planmodel.workspace import Workspace, load_source
from tests import test_user_rules_hostile as here

plan = load_source(Source("plan.yaml", here.crowded())).plan
known = Workspace(None).registry
for name, condition in here.HOSTILE.items():
    start = time.process_time()
    made = user.load([Source("rules.yaml", here.rule_file(condition))])
    found = run_rules(plan, known, made.rules)
    codes = sorted({d.code for d in (*made.found, *found)})
    print(json.dumps([name, time.process_time() - start, codes]), flush=True)
"""


def test_no_hostile_rule_takes_long() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )
    assert done.returncode == 0, done.stderr
    told = {name: (seconds, codes) for name, seconds, codes in map(json.loads, done.stdout.splitlines())}
    assert set(told) == set(HOSTILE)
    slow = {name: seconds for name, (seconds, _) in told.items() if seconds > 4}
    assert slow == {}
    assert {code for _, codes in told.values() for code in codes} <= {"PM022", "PM023", "r0"}
    for name in ("300^4 steps", "lists of lists", "texts that grow", "a pattern too large", "parentheses"):
        assert told[name][1] == ["PM022"], name
    for name in ("300^2 steps with 300^2 each", "lower in a loop", "patterns in a loop"):
        assert "PM023" in told[name][1], name


def test_a_file_holds_so_many_rules_and_no_more() -> None:
    made = user.load([Source("rules.yaml", rule_file(*["true"] * 201))])
    assert [d.code for d in made.found] == ["PM107"]


# --------------------------------------------------------------------------------------------- whatever is written

WORDS = st.sampled_from(
    [
        *("task.title", "task.by", "plan.tasks", "plan.period.from", "task.leads_clash", "target.values", "task"),
        *(f".{name}(" for name in (*LOOPS, *FUNCTIONS, "map", "has")),
        *("size(", "lower(", "double(", "x, ", "x", "in", "true", "false", "null", "and", "not"),
        *("&&", "||", "==", "!=", "<", ">=", "+", "-", "*", "/", "%", "!", "?", ":", ".", "(", ")", "[", "]", ",", "{", "}"),
        *("'a'", '"ế"', "'''", 'r"\\"', "b'x'", "\\", "'", '"', "`", "1", "2.5", "0x1", "1e9", "1u", "//", "\n", " ", "👍", "é"),
    ]
)  # fmt: skip


def judged(kind: str, text: str) -> None:
    """``text`` is a condition that gives an answer within bounds, or is refused at places inside it."""
    made = compiled(kind, text)
    if not isinstance(made, Condition):
        assert made
        assert all(0 <= p.start <= p.end <= len(text) and p.message.vi and p.message.en for p in made)
        return
    values = {
        "text": "Tập huấn",
        "day": "",
        "flag": True,
        "number": 0.0,
        "texts": ["a", "b"],
        "amounts": {"2025": 1.0},
    }
    answer = made.ask({name: values[usable(kind)[name].type] for name in made.names}, 1000)
    assert type(answer) is bool or answer.vi


@given(st.sampled_from(list(KINDS)), st.lists(WORDS, max_size=25).map(" ".join))
def test_any_row_of_words_is_a_condition_or_is_refused(kind: str, text: str) -> None:
    judged(kind, text)


@given(st.text(max_size=80))
def test_any_text_is_a_condition_or_is_refused(text: str) -> None:
    judged("task", text)


@cache
def plain_plan() -> m.Plan:
    text = complete('tasks:\n  - {id: n1, at: "II.1", sector: both, title: Tập huấn, by: [truong-hoc]}\n')
    plan = load_source(Source("plan.yaml", text)).plan
    assert plan is not None
    return plan


def used(data: bytes) -> None:
    """A rule file of these bytes is read, and what it holds runs, without a crash."""
    text = decode("rules/x.yaml", data)
    if isinstance(text, Source):
        made = user.load([text])
        assert made.rules or made.found
        assert all(d.message.vi and d.message.en for d in made.found)
        assert "PM901" not in {d.code for d in run_rules(plain_plan(), REGISTRY, made.rules)}


@given(st.binary(max_size=200))
def test_any_bytes_are_a_rule_file_or_are_refused(data: bytes) -> None:
    used(data)


PACK = user.packs()["6-ro"].read_bytes()


@given(st.integers(0, len(PACK) - 1), st.integers(0, 40), st.binary(max_size=20))
def test_a_damaged_rule_file_is_read_or_refused(at: int, lost: int, put: bytes) -> None:
    used(PACK[:at] + put + PACK[at + lost :])


SENTENCES = st.lists(
    st.sampled_from(
        ["{", "}", "{{", "}}", "{id}", "{by}", "{plan.id}", "{x}", "{!r}", "{0}", "%s", "a", "\\"]
    )
)


@given(SENTENCES.map("".join))
def test_any_sentence_is_said_or_refused(text: str) -> None:
    data = json.loads(rule_file("false"))
    data["rules"][0]["message"] = {"vi": text or "x"}
    used(json.dumps(data).encode())


# ------------------------------------------------------------------------------------------ the bounds themselves


def test_what_an_evaluation_can_take_is_known_beforehand() -> None:
    once = compiled("task", "task.after.all(a, a != 'x')")
    twice = compiled("task", "task.after.all(a, task.after.all(b, a != b))")
    assert isinstance(once, Condition)
    assert isinstance(twice, Condition)
    assert once.cost.at_most(100, 100) < once.cost.at_most(1000, 100) < MAX_COST
    assert twice.cost.at_most(100, 100) > 50 * once.cost.at_most(100, 100)
    steps = {n: twice.cost.at_most(n, 100) / twice.cost.at_most(1, 100) for n in (100, 1000)}
    assert steps[1000] < 12 * steps[100], "CEL stops after a number of steps"
    refused = once.ask({"task.after": ["x" * 1_000_000] * 100_000}, 10**11)
    assert type(refused) is not bool
    assert "too many steps" in refused.en


def test_cel_stops_by_itself_after_so_many_steps() -> None:
    made = compiled("task", "task.after.all(a, task.after.all(b, true))")
    assert isinstance(made, Condition)
    few, more = ({"task.after": ["a"] * n} for n in (50, int(MAX_STEPS**0.5) + 20))
    assert made.ask(few, 10) is True
    told = made.ask(more, 10)
    assert type(told) is not bool
    assert "too many steps" in told.en


def test_lists_cannot_be_added_without_end() -> None:
    made = compiled("task", "size(" + " + ".join(["task.by"] * (MAX_JOINED + 2)) + ") > 0")
    assert not isinstance(made, Condition)
    assert "additions" in made[0].message.en
