"""The catalogue: every sentence of the program is in it, in both languages, and what is said in its places is right."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel import messages
from planmodel.messages import Text, joined, number, same, say
from tools import messages as catalogue

HAVE = catalogue.read(catalogue.PO)
SENTENCE = "the day {day} is {left} days away"


def places(message: str) -> set[str]:
    """The names in braces; doubled braces stand for themselves."""
    return set(re.findall(r"\{(\w+)\}", message.replace("{{", "").replace("}}", "")))


# ------------------------------------------------------------------------------------------------- the catalogue


def test_every_sentence_is_translated_none_is_stale_and_the_compiled_catalogue_is_that_of_the_texts() -> None:
    assert catalogue.problems() == []


@pytest.mark.parametrize("what", ["missing", "stale", "not-compiled"])
def test_a_catalogue_that_lags_behind_is_found(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"a sentence": "một câu"} if what != "stale" else {"a sentence": "một câu", "older": "cũ"}
    po, mo = catalogue.written(said if what != "missing" else {"a sentence": ""})
    (tmp_path / "x.po").write_bytes(po)
    (tmp_path / "x.mo").write_bytes(mo if what != "not-compiled" else b"")
    monkeypatch.setattr(catalogue, "PO", tmp_path / "x.po")
    monkeypatch.setattr(catalogue, "sentences", lambda: {"a sentence": None})
    (problem,) = catalogue.problems()
    assert (
        problem.split(":")[0]
        == {
            "missing": "no Vietnamese for",
            "stale": "nobody says",
            "not-compiled": "the .po or .mo is not as `make messages` writes it",
        }[what]
    )


def test_a_translation_has_the_places_of_its_sentence() -> None:
    assert {m: said for m, said in HAVE.items() if places(said) != places(m)} == {}


def test_a_translation_is_no_copy_and_has_composed_letters() -> None:
    worded = {m: said for m, said in HAVE.items() if re.search("[a-z]", re.sub(r"\{\w+\}", "", m))}
    assert [m for m, said in worded.items() if said == m] == []
    assert [m for m, said in HAVE.items() if not is_normalized("NFC", said)] == []


# ------------------------------------------------------------------------------------------- sentences in the source


class Call(NamedTuple):
    """A call in the source: where, of what, and its arguments."""

    where: str
    name: str
    args: list[ast.expr]
    keywords: list[ast.keyword]


def calls() -> Iterator[Call]:
    for path in sorted(catalogue.SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                yield Call(f"{path.name}:{node.lineno}", name, node.args, node.keywords)


CALLS = list(calls())


def literal(node: ast.expr) -> bool:
    """True for a text written in the place itself, whole or put together."""
    return isinstance(node, ast.JoinedStr | ast.BinOp) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def sentence(call: Call) -> str | None:
    """The sentence that ``say`` is given, None where it is not one literal."""
    first = call.args[0] if len(call.args) == 1 else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def test_what_is_said_is_one_whole_sentence_and_nothing_put_together() -> None:
    said = [c for c in CALLS if c.name == "say"]
    assert [c.where for c in said if sentence(c) is None] == []
    assert {sentence(c) for c in said} == set(catalogue.sentences())


def test_every_place_of_a_sentence_is_given_its_fact_and_braces_are_doubled_only_where_there_are_facts() -> (
    None
):
    for call in CALLS:
        message = sentence(call) if call.name == "say" else None
        if message is None:
            continue
        given_facts = {k.arg for k in call.keywords}
        if not given_facts:
            assert places(message) == set(), call.where
            assert "{{" not in message + HAVE.get(message, ""), call.where
        elif None not in given_facts:  # no facts handed on with **
            assert places(message) == given_facts, call.where
        if given_facts:
            for text in (message, HAVE.get(message, "")):
                assert {p[1] for p in string.Formatter().parse(text)} - {None} == places(text), call.where


def test_findings_and_refusals_say_nothing_that_is_not_in_the_catalogue() -> None:
    findings = [c for c in CALLS if c.name == "at" and len(c.args) > 2]
    refusals = [c for c in CALLS if c.name == "Refusal"]
    assert len(findings) > 30
    assert len(refusals) > 30
    assert [c.where for c in findings if literal(c.args[2]) or len(c.args) > 3] == []
    assert [c.where for c in refusals if len(c.args) != 1 or literal(c.args[0])] == []


# ------------------------------------------------------------------------------------------- what is said, and how


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of one sentence, which lets the tests below say what no user is told."""

    class One:
        def gettext(self, message: str) -> str:
            return {SENTENCE: "còn {left} ngày nữa là {day}", "a day": "một ngày"}.get(message, message)

    monkeypatch.setattr(messages, "_catalogue", One)


@pytest.mark.usefixtures("spoken")
def test_a_sentence_is_said_in_both_languages_with_its_facts_in_the_order_of_each() -> None:
    said = say(SENTENCE, day=date(2022, 6, 4), left=10)
    assert said == Text(
        "còn 10 ngày nữa là 04/06/2022", "the day 2022-06-04 is 10 days away", ("2022-06-04", "10")
    )
    assert (said.get("vi"), said.get("en")) == (said.vi, said.en)
    assert say("a day") == Text("một ngày", "a day", ())


FACTS = [
    pytest.param(Decimal("28.93"), "28,93", "28.93", id="decimal"),
    pytest.param(Decimal(31187), "31.187", "31,187", id="thousands"),
    pytest.param(Decimal("50.0"), "50", "50", id="nought"),
    pytest.param(Decimal("-1234567.50"), "-1.234.567,5", "-1,234,567.5", id="negative"),
    pytest.param(Decimal("-0.5"), "-0,5", "-0.5", id="negative-below-one"),
    pytest.param(date(2022, 6, 14), "14/06/2022", "2022-06-14", id="day"),
    pytest.param(Text("chỉ tiêu", "target"), "chỉ tiêu", "target", id="text"),
    pytest.param("so-yte", "so-yte", "so-yte", id="name"),
    pytest.param(2022, "2022", "2022", id="year"),
    pytest.param(Path("a/b.yaml"), "a/b.yaml", "a/b.yaml", id="path"),
    pytest.param("{0} {x!r} {{", "{0} {x!r} {{", "{0} {x!r} {{", id="braces"),
    pytest.param("50 %s %(x)d", "50 %s %(x)d", "50 %s %(x)d", id="percent"),
]


@pytest.mark.parametrize(("fact", "vi", "en"), FACTS)
def test_a_fact_is_said_as_each_language_says_it(fact: object, vi: str, en: str) -> None:
    assert say("«{x}»", x=fact) == Text(f"«{vi}»", f"«{en}»", (en,))


def test_a_line_is_said_but_does_not_tell_findings_apart() -> None:
    assert say("«{name}» {line}", name="a", line=40).facts == ("a",)


@given(st.decimals(-(10**12), 10**12, places=3))
def test_a_number_of_either_sign_can_be_read_back_in_both_languages(amount: Decimal) -> None:
    vi, en = number(amount, "vi"), number(amount, "en")
    assert Decimal(en.replace(",", "")) == Decimal(vi.replace(".", "").replace(",", ".")) == amount


def test_sentences_in_a_row_keep_their_facts() -> None:
    row = joined("; ", (say("«{x}»", x=Decimal("0.5")), same("III.1"), Text("hết", "end")))
    assert row == Text("«0,5»; III.1; hết", "«0.5»; III.1; end", ("0.5", "III.1"))


# ------------------------------------------------------------------------------------------- a damaged catalogue


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place for a catalogue of the test's own."""
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    messages._catalogue.cache_clear()
    folder = tmp_path / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    yield folder / "planmodel.mo"
    messages._catalogue.cache_clear()


def test_without_a_catalogue_the_program_speaks_english(locale: Path) -> None:
    said = say(SENTENCE, day=date(2022, 6, 4), left=Decimal("1.5"))
    assert said[:2] == ("the day 04/06/2022 is 1,5 days away", "the day 2022-06-04 is 1.5 days away")
    assert not locale.exists()


WHOLE = catalogue.written({SENTENCE: "còn {left} ngày nữa là {day}"})[1]
DAMAGED = [
    pytest.param(b"", id="empty"),
    pytest.param(b"\xde\x12\x04\x95", id="only-a-head"),
    pytest.param(b"planmodel: 1\n" * 20, id="another-file"),
    pytest.param(WHOLE[:40], id="cut-short"),
    pytest.param(WHOLE.replace(b"utf-8", b"utf-9"), id="unknown-encoding"),
    pytest.param(WHOLE.replace("ò".encode(), b"\xff\xff"), id="not-utf-8"),
    pytest.param(WHOLE.replace(b"{left} ng", b"{lefd} ng"), id="unknown-place"),
    pytest.param(WHOLE.replace(b"{left} ng", b"{left  ng"), id="open-brace"),
    pytest.param(WHOLE.replace(b"{left} ng", b"{left.x}n"), id="no-such-part"),
]


@pytest.mark.parametrize("data", DAMAGED)
def test_a_damaged_catalogue_gives_english_and_no_traceback(data: bytes, locale: Path) -> None:
    assert data != WHOLE
    locale.write_bytes(data)
    said = say(SENTENCE, day=date(2022, 6, 4), left=10)
    assert said.en == "the day 2022-06-04 is 10 days away"
    assert said.vi in (said.en, "the day 04/06/2022 is 10 days away")


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_no_damaged_byte_of_a_catalogue_makes_the_program_fail(place: int, byte: int) -> None:
    damaged = WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", lambda *_: BytesIO(damaged))
        messages._catalogue.cache_clear()
        assert say(SENTENCE, day=date(2022, 6, 4), left=10).en == "the day 2022-06-04 is 10 days away"
    messages._catalogue.cache_clear()
