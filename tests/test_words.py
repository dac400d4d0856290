"""How facts are said: numbers, levels, days and names as Vietnamese offices write them, and in English."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel import model as m
from planmodel import schema
from planmodel.clauses import Clause
from planmodel.diagnostics import Span
from planmodel.views import words
from tests.golden import REGISTRY

NOWHERE = Span(1, 1, 1, 1, 0, 0)

NUMBERS = [
    ("28.93", "28,93", "28.93"),
    ("31187", "31.187", "31,187"),
    ("1234567.50", "1.234.567,5", "1,234,567.5"),
    ("50", "50", "50"),
    ("50.0", "50", "50"),
    ("100", "100", "100"),
    ("0", "0", "0"),
    ("0.05", "0,05", "0.05"),
    ("999.9", "999,9", "999.9"),
]


@pytest.mark.parametrize(("amount", "vi", "en"), NUMBERS, ids=[n[0] for n in NUMBERS])
def test_numbers_have_a_decimal_comma_in_vietnamese_and_a_point_in_english(
    amount: str, vi: str, en: str
) -> None:
    assert words.number(Decimal(amount), "vi") == vi
    assert words.number(Decimal(amount), "en") == en


@given(st.decimals(0, 10**12, places=3))
def test_a_number_can_be_read_back_in_both_languages(amount: Decimal) -> None:
    vi, en = words.number(amount, "vi"), words.number(amount, "en")
    assert Decimal(en.replace(",", "")) == Decimal(vi.replace(".", "").replace(",", ".")) == amount
    assert re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})*(,[0-9]*[1-9])?", vi)


LEVELS = [
    (">=", "50", None, "%", "từ 50% trở lên", "at least 50%"),
    (">", "50", None, "%", "trên 50%", "more than 50%"),
    ("<=", "5.5", None, "%", "không quá 5,5%", "at most 5.5%"),
    ("range", "90", "100", "%", "90–100%", "90–100%"),
    (">=", "31187", None, "lượt", "từ 31.187 lượt trở lên", "at least 31,187 lượt"),
]


@pytest.mark.parametrize(("sign", "low", "high", "unit", "vi", "en"), LEVELS, ids=[x[5] for x in LEVELS])
def test_levels_are_said_as_offices_say_them(
    sign: str, low: str, high: str | None, unit: str, vi: str, en: str
) -> None:
    level = m.Level("2022", Decimal(low), Decimal(high) if high is not None else None, False, NOWHERE)
    assert (words.level(level, sign, unit, "vi"), words.level(level, sign, unit, "en")) == (vi, en)


def test_days_clauses_agencies_and_scopes_in_words() -> None:
    assert (words.day(date(2022, 6, 4), "vi"), words.day(date(2022, 6, 4), "en")) == (
        "04/06/2022",
        "2022-06-04",
    )
    assert (words.at(Clause("II.1.đ#2")), words.at(None)) == ("II.1.đ#2", "")
    assert words.agency("so-yte", REGISTRY, "vi", short=True) == "Sở Y tế"
    assert words.agency("so-gddt@hung-yen", REGISTRY, "vi", short=True) == "Sở GD&ĐT (Hưng Yên)"
    assert words.agency("so-gddt", REGISTRY, "en", short=True) == "Department of Education and Training"
    assert words.agency("xyz", REGISTRY, "vi") == "xyz"
    assert words.scope(m.Scope("education", None, "own-area"), "vi") == "giáo dục, địa bàn quản lý"
    assert words.scope(m.Scope(None, None, "province"), "vi") == words.scope(None, "en") == ""


def enums(node: Any) -> set[str]:
    """Every word that the schema of plans allows where it lists words."""
    if isinstance(node, list):
        return {x for part in node for x in enums(part)}
    if not isinstance(node, dict):
        return set()
    return {x for key, part in node.items() if key != "enum" for x in enums(part)} | set(node.get("enum", ()))


def test_every_word_of_the_schema_that_views_print_has_a_word_in_both_languages() -> None:
    defs = schema.load("plan")["$defs"]
    fields = {
        *enums(defs["sector"]),
        *enums({k: defs["target"]["properties"][k] for k in ("area", "measure", "demand", "commitment")}),
        *enums(defs["report"]["properties"]["every"]),
        *enums(defs["scope"]),
        *enums(defs["note"]["properties"]["kind"]),
    }
    assert len(fields) > 25
    assert fields - set(words.WORDS) == set()
    for word in words.WORDS.values():
        assert word.vi
        assert word.en
        assert word.vi != word.en


def test_names_of_the_registries_differ_between_the_languages_and_short_names_are_short() -> None:
    for kind in ("agencies", "indicators", "populations", "verbs"):
        for entry in getattr(REGISTRY, kind).values():
            assert entry.name.vi != entry.name.en, entry.id
    assert [a.id for a in REGISTRY.agencies.values() if len(a.name.short) > 40] == []
