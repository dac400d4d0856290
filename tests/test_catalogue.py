"""The catalogue says of every code what it finds, why, and how to mend it; its examples are true, its pages current."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from planmodel import rules
from planmodel.catalogue import entries as ce
from planmodel.catalogue.entries import Entry
from planmodel.check import Judge, Options, check_text
from planmodel.diagnostics import ALL_CODES, Diagnostic
from planmodel.rules._examples import complete
from planmodel.source import Source
from planmodel.workspace import Workspace
from tests.command import planmodel
from tests.plan_texts import NAME, SHIPPED, assert_clean, assert_found, expected

ROOT = Path(__file__).parents[1]
ENTRIES = ce.entries()
PAGES = {page.code: page for page in ce.pages().values()}
BAD = [
    pytest.param(page.code, n, id=f"{page.code}-{n}") for page in PAGES.values() for n in range(len(page.bad))
]
GOOD = [
    pytest.param(page.code, n, id=f"{page.code}-{n}")
    for page in PAGES.values()
    for n in range(len(page.good))
]
ANY = pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.code)
A_DAY = date(2025, 6, 30)
"""The day by which examples are judged."""


def judged(text: str) -> list[Diagnostic]:
    """What is found in a plan."""
    return check_text(Source(NAME, text), SHIPPED, Options(today=A_DAY)).found


def in_its_file(file: str) -> Callable[[str], list[Diagnostic]]:
    """What is found in a text that stands in ``file`` of a workspace; a plan where that is empty."""

    def found(text: str) -> list[Diagnostic]:
        with TemporaryDirectory() as folder:
            home = Path(folder)
            (home / file).parent.mkdir(exist_ok=True)
            (home / file).write_text(text, "utf-8")
            (home / "plans").mkdir()
            return Judge(Workspace(home)).found

    return found if file else judged


def as_checked(code: str, text: str) -> str:
    """An example as it is checked: a fragment of a plan completed, any other file as it stands."""
    return text if PAGES[code].file else complete(text)


# ------------------------------------------------------------------------------------------- every code has a page


def test_every_code_of_the_reader_the_schema_and_the_engine_has_a_page_and_no_other() -> None:
    assert set(PAGES) == set(ALL_CODES)


def test_codes_and_names_are_unique() -> None:
    assert len({e.code for e in ENTRIES}) == len(ENTRIES)
    assert len({e.name for e in ENTRIES}) == len(ENTRIES)
    assert [e.code for e in ENTRIES] == sorted(e.code for e in ENTRIES)


def test_a_rule_stands_in_the_file_of_its_code() -> None:
    folder = Path(rules.__file__).parent
    for path in folder.glob("pm*.py"):
        assert re.search(rf'\bcode="{path.stem.upper()}"', path.read_text("utf-8")), path.name


@ANY
def test_a_page_is_complete_in_both_languages(entry: Entry) -> None:
    assert re.fullmatch(r"PM[0-9]{3}", entry.code)
    assert entry.family in ce.FAMILIES
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", entry.name)
    for text in (entry.title, entry.what, entry.why):
        assert text.vi.strip(), text
        assert text.en.strip(), text
    for text in (entry.source, entry.mend, entry.limits, entry.unshown):
        assert bool(text.vi) == bool(text.en), text
    for lang in ("vi", "en"):
        title = entry.title.get(lang)
        assert not title.endswith("."), title
        for text in (entry.what, entry.why, entry.mend, entry.limits):
            assert not text.get(lang) or text.get(lang).endswith((".", "…", "?")), text.get(lang)


@ANY
def test_the_english_of_a_page_is_english(entry: Entry) -> None:
    for text in (entry.title, entry.what, entry.why, entry.mend, entry.limits, entry.unshown):
        if text.en:
            assert text.en != text.vi


@ANY
def test_the_weight_of_a_rule_is_not_in_its_code(entry: Entry) -> None:
    assert not re.search("error|warning|info", entry.name)


@ANY
def test_a_page_has_examples_or_says_why_not(entry: Entry) -> None:
    if entry.unshown.en:
        assert not entry.bad
        return
    assert entry.bad or entry.limits.en, "no example of the fault, and no word why"
    assert entry.good or entry.mend.en, "no word of how it should be"
    for texts in entry.bad:
        assert entry.code in {mark.code for text in texts for mark in expected(text)}, "no caret for the rule"
    for texts in entry.good:
        assert not any(expected(text) for text in texts)


# ---------------------------------------------------------------------------------------------- examples are tests


@pytest.mark.parametrize(("code", "n"), BAD)
def test_a_bad_example_shows_exactly_what_is_found_in_it(code: str, n: int) -> None:
    page = PAGES[code]
    found = assert_found(as_checked(code, page.bad[n]), in_its_file(page.file))
    assert [d.name for d in found if d.code == code] == [ALL_CODES[code].name]


@pytest.mark.parametrize(("code", "n"), GOOD)
def test_nothing_is_found_in_a_good_example(code: str, n: int) -> None:
    page = PAGES[code]
    assert_clean(as_checked(code, page.good[n]), in_its_file(page.file))


INVISIBLE = "notes:\n  - {at: I, kind: gap, text: a\ufeffb}\n#                               ^ PM006\n"
"""The one fault of PM006 that brings an edit cannot be seen on a page."""


@ANY
def test_the_page_says_truly_whether_findings_bring_an_edit(entry: Entry) -> None:
    if any(len(texts) > 1 for texts in entry.bad) or not entry.bad or entry.file:
        return
    texts = [texts[0] for texts in entry.bad] + ([INVISIBLE] if entry.code == "PM006" else [])
    fixes = [d.fix for text in texts for d in judged(complete(text)) if d.code == entry.code and d.fix]
    assert entry.fixing == ("no" if not fixes else "safe" if any(f.safe for f in fixes) else "shown")


# ------------------------------------------------------------------------------------------------ the written pages


@pytest.mark.parametrize(("name", "lang"), [("rules.md", "en"), ("rules.vi.md", "vi")])
def test_the_catalogue_in_docs_is_what_the_program_writes(
    name: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    written = planmodel("rules", "--pages", "--format", "markdown", "--lang", lang).out
    assert (ROOT / "docs" / name).read_text("utf-8") == written, "run: make docs"
