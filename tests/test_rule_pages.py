"""The examples on a rule's page are its tests: exactly the carets of a bad one are found, nothing in a good one."""

from __future__ import annotations

import pytest

from planmodel.rules import all_rules
from planmodel.rules._examples import complete
from tests.plan_texts import assert_clean, assert_found, expected

RULES = {rule.code: rule for rule in all_rules()}
BAD = [pytest.param(code, n, id=f"{code}-{n}") for code, rule in RULES.items() for n in range(len(rule.bad))]
GOOD = [
    pytest.param(code, n, id=f"{code}-{n}") for code, rule in RULES.items() for n in range(len(rule.good))
]


@pytest.mark.parametrize(("code", "n"), BAD)
def test_a_bad_example_shows_exactly_what_is_found_in_it(code: str, n: int) -> None:
    text = complete(RULES[code].bad[n])
    assert code in {mark.code for mark in expected(text)}, "no caret for the rule itself"
    assert_found(text)


@pytest.mark.parametrize(("code", "n"), GOOD)
def test_nothing_is_found_in_a_good_example(code: str, n: int) -> None:
    assert_clean(complete(RULES[code].good[n]))
