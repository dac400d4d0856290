"""The examples on a rule's page are its tests: exactly the carets of a bad one are found, nothing in a good one."""

from __future__ import annotations

import pytest

from planmodel.rules import Rule, WorkspaceRule, all_rules, workspace_rules
from planmodel.rules._examples import complete
from tests.plan_texts import assert_clean, assert_found, assert_found_together, expected

_ALL: tuple[Rule | WorkspaceRule, ...] = (*all_rules(), *workspace_rules())
RULES = {rule.code: rule for rule in _ALL if not rule.code.startswith("PM7")}
"""All but those whose examples are told apart by their order: see ``test_rules_form``."""
BAD = [pytest.param(code, n, id=f"{code}-{n}") for code, rule in RULES.items() for n in range(len(rule.bad))]
GOOD = [
    pytest.param(code, n, id=f"{code}-{n}") for code, rule in RULES.items() for n in range(len(rule.good))
]


@pytest.mark.parametrize(("code", "n"), BAD)
def test_a_bad_example_shows_exactly_what_is_found_in_it(code: str, n: int) -> None:
    example = RULES[code].bad[n]
    if not isinstance(example, str):
        assert code in {mark.code for text in example for mark in expected(text)}, (
            "no caret for the rule itself"
        )
        assert_found_together(example)
        return
    text = complete(example)
    assert code in {mark.code for mark in expected(text)}, "no caret for the rule itself"
    assert_found(text)


@pytest.mark.parametrize(("code", "n"), GOOD)
def test_nothing_is_found_in_a_good_example(code: str, n: int) -> None:
    example = RULES[code].good[n]
    if isinstance(example, str):
        assert_clean(complete(example))
    else:
        assert_found_together(example)
