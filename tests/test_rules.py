"""What holds for every rule, the rules about roles and reports, and what all of them find in the real plans.

Examples of single rules stand on their pages (tests/test_rule_pages.py); families have tests of their own.
"""

from __future__ import annotations

import importlib
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from planmodel import check, rules, source
from planmodel import diagnostics as dg
from planmodel.diagnostics import Diagnostic, Severity, Text
from planmodel.rules import Facts, Found, Rule, all_rules, workspace_rules
from planmodel.rules._examples import complete
from planmodel.source import Source
from tests.golden import PLANS, REGISTRY, ROOT, WORKSPACE, assert_golden, made
from tests.plan_texts import (
    MINIMAL,
    assert_clean,
    assert_found,
    changed,
    duty,
    findings,
    findings_together,
    plan,
    report,
    small,
    target,
    task,
)

CODES = [*(r.code for r in all_rules()), *(r.code for r in workspace_rules())]


def pinned(text: str, code: str) -> str:
    """``text`` with carets under every «place», which must be found."""
    lines = []
    for line in text.splitlines():
        plain = line.replace("«", "").replace("»", "")
        lines.append(plain)
        for n, piece in enumerate(re.finditer("«(.*?)»", line)):
            start = piece.start() - 2 * n
            lines.append("#" + " " * (start - 1) + "^" * len(piece[1]) + f" {code}")
    return "\n".join(lines) + "\n"


def here(item: str) -> str:
    """An item whose first line must be found."""
    return re.sub("- (id: .*)", r"- «\1»", item, count=1)


def leveled(level: str) -> str:
    return plan(targets=[target(level=level)])


def tasked(*tasks: str, duties: str = duty()) -> str:
    """A plan whose tasks are led by the education department."""
    return plan(tasks=list(tasks), duties=[duties])


def reported(due: str | None, every: str = "[half-year]") -> str:
    text = plan(reports=[report(due=due, every=every)])
    return changed(text, 'to: "2025-12-31"', 'to: "2023-12-31"')  # the days below are working days until then


def based(issued: str) -> str:
    item = f"{{number: 1/QĐ, kind: QĐ, issued: {issued}, issuer: thu-tuong, role: based-on, at: preamble#1}}"
    return plan(legal_bases=[f"  - {item}\n"])


BOTH = task(sector="both")
MARKED = here(task())
MARKED_BOTH = here(BOTH)
SECOND = duty(id="d2", at='"III.2"', agencies="[so-yte]")

BAD: dict[str, tuple[str, str]] = {
    "a task that nobody leads": ("PM401", plan(tasks=[MARKED])),
    "a task that is only co-ordinated": ("PM401", tasked(MARKED, duties=duty(roles="[coordinate]"))),
    "a task led by the focal point only": (
        "PM401",
        tasked(MARKED, duties=duty(covers="[{basis: whole-plan}]")),
    ),
    "two leads": ("PM402", plan(tasks=[MARKED], duties=[duty(), SECOND])),
    "two leads, one for schools": (
        "PM402",
        plan(tasks=[MARKED_BOTH], duties=[duty(scope="{sector: education}"), SECOND]),
    ),
    "a lead and one who directs": (
        "PM402",
        plan(tasks=[MARKED], duties=[duty(), SECOND.replace("[lead]", "[direct]")]),
    ),
    "a quarterly report without a date": ("PM501", here(reported(None, "[quarter]"))),
    "a report due when its data close": ("PM502", reported('[{before: «"06-15"»}, {by: "12-20"}]')),
    "a second date that is too early": ("PM502", reported('[{by: "06-20"}, {before: «"12-15"»}]')),
    "two dates that are too early": ("PM502", reported('[{before: «"06-15"»}, {before: "12-15"}]')),
    "section III after I": ("PM801", plan(targets=[target()], duties=[here(duty(covers=None))])),
    "point f": ("PM802", tasked(task(at='"II.1.a"'), here(task(id="n2", at='"II.1.f"')))),
    "point e for đ": (
        "PM802",
        tasked(
            *(task(id=f"n{x}", at=f'"II.1.{x}"') for x in "abcd"),
            here(task(id="ne", at='"II.1.e#1"')),
        ),
    ),
}

GOOD = {
    "100 %": leveled("{at_least: {2022: 100}}"),
    "the first and the last year": leveled("{at_least: {2022: 50, 2025: 60}}"),
    "steps of a tenth": leveled(
        "{at_least: {2022: 0.1}, step: {from: 2023, add: 0.1, until: 2025, reach: 0.4}}"
    ),
    "a target that stays": leveled("{at_least: {2022: 50, 2023: 50}}"),
    "tasks in a row": tasked(task(), task(id="n2", after="[n1]"), task(id="n3", after="[n1, n2]")),
    "led by who directs": tasked(task(), duties=duty(roles="[direct]")),
    "two leads, one for each sector": plan(
        tasks=[BOTH],
        duties=[duty(scope="{sector: education}"), SECOND.rstrip() + "\n    scope: {sector: health}\n"],
    ),
    "a lead that advises the committee": tasked(
        task(), duties=duty(roles="[lead, advise, report]", to="[ubnd-tinh]")
    ),
    "one lead, once with its province": plan(
        tasks=[task()],
        duties=[duty(), SECOND.replace("so-yte", "so-gddt@khanh-hoa").replace("[lead]", "[lead, implement]")],
    ),
    "two duties of one lead": plan(
        tasks=[task()],
        duties=[duty(), SECOND.replace("so-yte", "so-gddt").replace("[lead]", "[lead, implement]")],
    ),
    "an ad hoc report": plan(reports=[report(due=None, every="[]", ad_hoc="true")]),
    "six days after the data close": reported('[{by: "06-20"}, {by: "12-20"}]'),
    "section II is a heading": plan(
        targets=[target()], duties=[duty(covers=None)], not_encoded=["  - {at: II, reason: heading}\n"]
    ),
    "points a to e": tasked(*(task(id=f"n{n}", at=f'"II.1.{x}"') for n, x in enumerate("abcdđe"))),
    "a basis of the same day": based('"2022-05-12"'),
    "the least plan": MINIMAL,
}


@pytest.mark.parametrize("case", BAD)
def test_a_rule_finds_what_is_bad_at_its_exact_place(case: str) -> None:
    code, text = BAD[case]
    found = assert_found(pinned(text, code))
    assert {d.code for d in found} == {code}


@pytest.mark.parametrize("case", GOOD)
def test_no_rule_finds_anything_in_a_good_plan_close_by(case: str) -> None:
    assert_clean(GOOD[case])


def test_news_articles_and_templates_are_not_blamed_for_tasks_that_nobody_leads() -> None:
    bad = plan(tasks=[task()])
    assert_clean(changed(bad, "kind: full-text", "kind: news-article"))
    assert_clean(changed(bad, "kind: plan", "kind: template"))


# ------------------------------------------------------------------------------------------- the real plans


def checked(plan_id: str) -> tuple[Source, list[Diagnostic]]:
    path = WORKSPACE.path_of(plan_id)
    text = source.read(path, str(path.relative_to(ROOT)))
    assert isinstance(text, Source)
    return text, check.check_text(text, WORKSPACE).found


@pytest.mark.parametrize("plan_id", PLANS)
def test_nothing_that_is_found_in_a_real_plan_is_an_error(plan_id: str) -> None:
    assert [d.code for d in checked(plan_id)[1] if d.severity is Severity.error] == []


def test_what_is_found_in_the_real_plans_is_the_snapshot() -> None:
    told = []
    for plan_id in PLANS:
        text, found = checked(plan_id)
        told.append(f"{plan_id}: {len(found)}")
        for d in found:
            assert d.span is not None
            place = text.slice(d.span).splitlines()[0]
            told.append(f"  {d.severity.name} {d.code} {d.name} at {d.clause}: {place}")
            told += [f"    {d.message.vi}", f"    {d.message.en}"]
            told += [f"      {related_line(r)}" for r in d.related]
    assert_golden("findings.txt", "\n".join(told) + "\n")


def related_line(related: dg.Related) -> str:
    where = f"line {related.span.line}" if related.span is not None else related.source
    return f"{where}: {related.message.vi} | {related.message.en}"


# ------------------------------------------------------------------------------------- every rule, every finding


def test_every_rule_file_is_found_and_holds_the_rule_of_its_name() -> None:
    files = sorted(p.stem for p in Path(rules.__file__).parent.glob("pm*.py"))
    assert sorted(code.lower() for code in CODES) == files
    for name in files:
        module = importlib.import_module(f"planmodel.rules.{name}")
        assert (module.__doc__ or "").rstrip().endswith(".")


def test_a_code_of_a_rule_says_its_family_and_is_no_code_of_the_reader() -> None:
    assert [c for c in CODES if not re.fullmatch("PM[2-8][0-9]{2}", c)] == []
    assert [c for c in dg.ALL_CODES if not re.fullmatch("PM[019][0-9]{2}", c)] == []


@cache
def every_kind_of_finding() -> tuple[tuple[str, Diagnostic], ...]:
    """What is found in the bad examples of all rules and in the real plans, each with the text it is about."""
    examples = [example for rule in all_rules() for example in rule.bad]
    texts = [complete(example) for example in examples if isinstance(example, str)]
    found = [(text, d) for text in texts for d in findings(text)]
    several = [example for example in examples if not isinstance(example, str)]
    found += [(text, d) for each in several for text, listed in findings_together(each) for d in listed]
    for plan_id in PLANS:
        text, of_plan = checked(plan_id)
        found += [(text.text, d) for d in of_plan]
    return tuple(found)


def test_every_rule_shows_what_it_finds() -> None:
    shown = {r.code for r in all_rules() if r.bad}
    assert shown <= {d.code for _, d in every_kind_of_finding()}
    assert len(shown) >= 45


def in_vietnamese(fact: str) -> str:
    """A fact of the English sentence as the Vietnamese one writes it: 14/06/2022, 28,93, 31.187."""
    day = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", fact)
    if day is not None:
        return f"{day[3]}/{day[2]}/{day[1]}"
    if re.fullmatch(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", fact):
        return fact.translate(str.maketrans(",.", ".,"))
    return fact


def numbers(sentence: str, thousands: str) -> Counter[int]:
    """The numbers of a sentence, with the figures of days one by one; ``thousands`` parts groups of three digits.

    "6 tháng" is the name of a period, which English says in words.
    """
    joined = re.sub(
        rf"(?<=\d){re.escape(thousands)}(?=\d{{3}}(?!\d))", "", re.sub("[69] tháng", "", sentence)
    )
    return Counter(int(n) for n in re.findall("[0-9]+", joined))


def test_both_languages_name_the_same_numbers() -> None:
    for _, d in every_kind_of_finding():
        for message in (d.message, *(r.message for r in d.related)):
            assert numbers(message.vi, ".") == numbers(message.en, ","), message


def test_figures_and_days_are_written_as_each_language_writes_them() -> None:
    written = 0
    for _, d in every_kind_of_finding():
        for fact in d.message.facts:
            if (vi := in_vietnamese(fact)) != fact:
                written += 1
                assert vi in d.message.vi, d.message
    assert written > 5


def test_a_sentence_is_one_line_without_a_full_stop_in_each_language() -> None:
    for _, d in every_kind_of_finding():
        assert d.message.vi != d.message.en
        for sentence in d.message[:2]:
            assert "\n" not in sentence
            assert not sentence.endswith("."), sentence
            assert not re.search(r"[{}]\w|  ", sentence), sentence


def test_a_finding_names_the_clause_at_which_the_document_says_it() -> None:
    for text, d in every_kind_of_finding():
        assert d.clause is None or d.clause in text, d
        assert d.clause is not None or d.code in WITHOUT_A_CLAUSE, d


WITHOUT_A_CLAUSE = {"PM508", "PM606", "PM804", "PM809", "PM810", "PM813"}
"""Codes of findings about the document's head: its province, number, day and signer, and what it does not cite."""


# ---------------------------------------------------------------------------------------- a rule that fails


def _fails(facts: Facts) -> Iterator[Found]:
    raise ZeroDivisionError("a fault of ours")


WORDS = Text("hỏng", "fails")
CRASHING = Rule("PM299", "fails", Severity.info, WORDS, WORDS, WORDS, WORDS, (), (), _fails)


def test_a_rule_that_fails_is_a_finding_at_the_plans_id_and_the_others_still_run() -> None:
    which = made(leveled("{at_least: {2022: 150}}"))
    found = check.run_rules(which, REGISTRY, [CRASHING, *all_rules()])
    assert [d.code for d in found] == ["PM901", "PM201"]
    assert (found[0].severity, found[0].span) == (Severity.error, which.id_span)
    for sentence in found[0].message[:2]:
        assert "PM299 fails" in sentence
        assert "ZeroDivisionError: a fault of ours" in sentence


def test_a_rule_that_fails_half_way_is_a_finding_too() -> None:
    def half(facts: Facts) -> Iterator[Found]:
        yield Found(facts.plan.span, Text("một", "one"))
        raise RuntimeError

    rule = CRASHING._replace(run=half)
    assert [d.code for d in check.run_rules(made(MINIMAL), REGISTRY, [rule])] == ["PM901"]


@pytest.mark.parametrize("fail_on", list(Severity))
def test_the_exit_code_is_3_for_our_own_fault_whatever_else_is_found(fail_on: Severity) -> None:
    crashed = check.run_rules(made(MINIMAL), REGISTRY, [CRASHING])
    worse = findings(small("kind: plan", "kind: plann"))
    assert check.exit_code(crashed, fail_on) == check.exit_code([*worse, *crashed], fail_on) == 3


def test_the_exit_code_is_1_at_or_above_the_severity_asked_for() -> None:
    for severity, text in (
        (Severity.info, leveled("{at_least: {unstated: 5}}")),
        (Severity.warning, leveled("{at_least: {2022: 5, 2023: 4}}")),
        (Severity.error, leveled("{at_least: {2022: 150}}")),
    ):
        found = findings(text)
        assert {on: check.exit_code(found, on) for on in Severity} == {
            on: int(severity >= on) for on in Severity
        }
    assert check.exit_code([], Severity.info) == 0
