"""Each rule finds exactly what it is for, at its exact place, and nothing in a good plan close by."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from pathlib import Path

import pytest

from planmodel import check, rules, source
from planmodel import diagnostics as dg
from planmodel import model as m
from planmodel.cli import _app
from planmodel.diagnostics import Diagnostic, Severity, Text
from planmodel.rules import Facts, Found, Rule, all_rules
from planmodel.source import Source
from tests.golden import PLANS, REGISTRY, ROOT, WORKSPACE, assert_golden, made
from tests.plan_texts import (
    MINIMAL,
    assert_clean,
    assert_found,
    changed,
    duty,
    findings,
    plan,
    report,
    small,
    target,
    task,
)


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


def leveled(level: str, **changes: str) -> str:
    return plan(targets=[target(level=level, **changes)])


def tasked(*tasks: str, duties: str = duty()) -> str:
    """A plan whose tasks are led by the education department."""
    return plan(tasks=list(tasks), duties=[duties])


def dated(due: str) -> str:
    return tasked(task(due=due))


def reported(due: str | None, every: str = "[half-year]") -> str:
    return plan(reports=[report(due=due, every=every)])


def based(issued: str, begin: str = "", end: str = "") -> str:
    item = f"{{number: 1/QĐ, kind: QĐ, issued: {issued}, issuer: thu-tuong, role: based-on, at: preamble#1}}"
    return plan(legal_bases=[f"  - {begin}{item}{end}\n"])


STEP = "{at_least: {2022: 50}, step: %s}"
BOTH = task(sector="both")
MARKED = here(task())
MARKED_BOTH = here(BOTH)
SECOND = duty(id="d2", at='"III.2"', agencies="[so-yte]")

BAD: dict[str, tuple[str, str]] = {
    "a share of 150 %": ("PM201", leveled("{at_least: {2022: «150»}}")),
    "a range up to 100.5 %": ("PM201", leveled("{range: {2022: «[90, 100.5]»}}")),
    "a year after the period": ("PM202", leveled("{at_least: {2025: 50, 2026: «60»}}")),
    "a year before the period": ("PM202", leveled("{at_least: {2021: «50»}}")),
    "steps that end elsewhere": (
        "PM203",
        leveled(STEP % "«{from: 2023, add: 10, until: 2025, reach: 90}»"),
    ),
    "steps that begin in the air": (
        "PM203",
        leveled(STEP % "«{from: 2024, add: 10, until: 2025, reach: 70}»"),
    ),
    "a target that falls": ("PM204", leveled("{at_least: {2022: 50, 2023: «45», 2024: 50}}")),
    "a target that falls twice": ("PM204", leveled("{at_least: {2022: 50, 2023: «45», 2024: «40»}}")),
    "a figure without a year": ("PM205", leveled("{at_least: {2022: 10, unstated: «50»}}")),
    "two tasks that wait for each other": (
        "PM301",
        tasked(task(after="[«n2»]"), task(id="n2", after="[n1]")),
    ),
    "a task that waits for itself": ("PM301", tasked(task(after="[«n1»]"))),
    "three in a circle behind a good one": (
        "PM301",
        tasked(
            task(after="[n2]"),
            task(id="n2", after="[«n3»]"),
            task(id="n3", after="[n4]"),
            task(id="n4", after="[n2]"),
        ),
    ),
    "due after the period": ("PM302", dated('{by: «"2026-01-01"»}')),
    "due the day after the period": ("PM302", dated('{before: «"2026-01-02"»}')),
    "due before the signing": ("PM302", dated('{by: «"2022-05-11"»}')),
    "due before the day of signing": ("PM302", dated('{before: «"2022-05-12"»}')),
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
    "a quarterly report without a date": (
        "PM501",
        here(reported(None, "[quarter]")),
    ),
    "a report due when its data close": ("PM502", reported('[{before: «"06-15"»}, {by: "12-25"}]')),
    "a second date that is too early": ("PM502", reported('[{by: "06-25"}, {before: «"12-15"»}]')),
    "two dates that are too early": ("PM502", reported('[{before: «"06-15"»}, {before: "12-15"}]')),
    "section III after I": (
        "PM801",
        plan(targets=[target()], duties=[here(duty(covers=None))]),
    ),
    "point f": (
        "PM802",
        tasked(task(at='"II.1.a"'), here(task(id="n2", at='"II.1.f"'))),
    ),
    "point e for đ": (
        "PM802",
        tasked(
            *(task(id=f"n{x}", at=f'"II.1.{x}"') for x in "abcd"),
            here(task(id="ne", at='"II.1.e#1"')),
        ),
    ),
    "a basis of the day after": (
        "PM803",
        based('"2022-05-13"', "«", "»"),
    ),
}

GOOD = {
    "100 %": leveled("{at_least: {2022: 100}}"),
    "the first and the last year": leveled("{at_least: {2022: 50, 2025: 60}}"),
    "steps that arrive": leveled(STEP % "{from: 2023, add: 10, until: 2025, reach: 80}"),
    "steps of a tenth": leveled(
        "{at_least: {2022: 0.1}, step: {from: 2023, add: 0.1, until: 2025, reach: 0.4}}"
    ),
    "a target that stays": leveled("{at_least: {2022: 50, 2023: 50}}"),
    "tasks in a row": tasked(task(), task(id="n2", after="[n1]"), task(id="n3", after="[n1, n2]")),
    "due on the last day": dated('{by: "2025-12-31"}'),
    "due before the day after": dated('{before: "2026-01-01"}'),
    "due on the day of signing": dated('{by: "2022-05-12"}'),
    "led by who directs": tasked(task(), duties=duty(roles="[direct]")),
    "two leads, one for each sector": plan(
        tasks=[BOTH],
        duties=[duty(scope="{sector: education}"), SECOND.rstrip() + "\n    scope: {sector: health}\n"],
    ),
    "a lead that advises the committee": tasked(
        task(), duties=duty(roles="[lead, advise, report]", to="[ubnd-tinh]")
    ),
    "two duties of one lead": plan(
        tasks=[task()],
        duties=[duty(), SECOND.replace("so-yte", "so-gddt").replace("[lead]", "[lead, implement]")],
    ),
    "an ad hoc report": plan(reports=[report(due=None, every="[]", ad_hoc="true")]),
    "ten days after the data close": reported('[{by: "06-25"}, {by: "12-25"}]'),
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


def test_every_rule_has_a_bad_plan_here() -> None:
    assert {code for code, _ in BAD.values()} == {r.code for r in all_rules()}


def test_news_articles_and_templates_are_not_blamed_for_tasks_that_nobody_leads() -> None:
    bad = plan(tasks=[task()])
    assert_clean(changed(bad, "kind: full-text", "kind: news-article"))
    assert_clean(changed(bad, "kind: plan", "kind: template"))


def test_an_indicator_that_should_fall_is_found_where_it_rises() -> None:
    down = {k: m.Indicator(**(i.__dict__ | {"direction": "down"})) for k, i in REGISTRY.indicators.items()}
    registry = m.Registry(**(REGISTRY.__dict__ | {"indicators": down}))
    for level, codes in (("{2022: 50, 2023: 60}", ["PM204"]), ("{2022: 60, 2023: 50}", [])):
        which = made(leveled(f"{{at_most: {level}}}"))
        assert [d.code for d in check.run_rules(which, registry)] == codes


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
    assert_golden("findings.txt", "\n".join(told) + "\n")


# -------------------------------------------------------------------------------------------- the catalogue


def test_every_rule_file_is_found_and_holds_the_rule_of_its_name() -> None:
    files = sorted(p.stem for p in Path(rules.__file__).parent.glob("pm*.py"))
    assert [r.code.lower() for r in all_rules()] == files
    for name in files:
        module = importlib.import_module(f"planmodel.rules.{name}")
        assert (module.__doc__ or "").rstrip().endswith(".")


def test_codes_and_names_are_unique_and_names_are_kebab_case() -> None:
    codes = [(r.code, r.name) for r in all_rules()] + [(c.code, c.name) for c in dg.ALL_CODES.values()]
    for column in zip(*codes, strict=True):
        assert [x for x, n in Counter(column).items() if n > 1] == []
    assert [x for x in codes if not re.fullmatch(r"PM[2-8][0-9]{2}|PM[019][0-9]{2}", x[0])] == []
    assert [x for x in codes if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", x[1])] == []


def test_every_rule_has_a_title_in_both_languages_and_names_what_it_rests_on() -> None:
    for r in all_rules():
        assert r.title.vi != r.title.en
        assert r.title.vi
        assert r.title.en
        assert r.source
        assert r.severity in Severity


def numbers(sentence: str) -> Counter[int]:
    """The numbers of a sentence; "6 tháng" is the name of a period, which English says in words."""
    return Counter(int(n) for n in re.findall("[0-9]+", re.sub("[69] tháng", "", sentence)))


def test_both_languages_name_the_same_numbers() -> None:
    found = [d for code, text in BAD.values() for d in findings(pinned(text, code))]
    found += [d for plan_id in PLANS for d in checked(plan_id)[1]]
    assert len({d.code for d in found}) == len(all_rules())
    for d in found:
        assert numbers(d.message.vi) == numbers(d.message.en), d.message
        assert d.message.vi != d.message.en
        assert "\n" not in d.message.vi + d.message.en
        assert not d.message.en.endswith(".")


def test_a_finding_names_the_clause_at_which_the_document_says_it() -> None:
    for code, text in BAD.values():
        for d in findings(pinned(text, code)):
            assert d.clause is not None
            assert d.clause in text


# ---------------------------------------------------------------------------------------- a rule that fails


def _fails(facts: Facts) -> list[Found]:
    raise ZeroDivisionError("a fault of ours")


CRASHING = Rule("PM299", "fails", Severity.info, *[Text("hỏng", "fails")] * 4, (), (), _fails)  # type: ignore[arg-type]


def test_a_rule_that_fails_is_a_finding_at_the_plans_id_and_the_others_still_run() -> None:
    which = made(leveled("{at_least: {2022: 150}}"))
    found = check.run_rules(which, REGISTRY, [CRASHING, *all_rules()])
    assert [d.code for d in found] == ["PM901", "PM201"]
    assert (found[0].severity, found[0].span) == (Severity.error, which.id_span)
    for text in found[0].message:
        assert "PM299 fails" in text
        assert "ZeroDivisionError: a fault of ours" in text


def test_a_rule_that_fails_half_way_is_a_finding_too() -> None:
    def half(facts: Facts) -> object:
        yield Found(facts.plan.span, Text("một", "one"))
        raise RuntimeError

    rule = CRASHING._replace(run=half)  # type: ignore[arg-type]
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


def test_check_exits_with_3_where_a_rule_fails(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(check, "all_rules", lambda: (CRASHING,))
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit) as left:
        _app.run(["check", PLANS[0], "--lang", "en"])
    assert left.value.code == 3
    out, err = (x.decode() for x in capfdbinary.readouterr())
    assert "error PM901 rule-crashed: rule PM299 fails failed by a fault of the program" in out
    assert "Traceback" not in out + err
