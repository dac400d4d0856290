"""When a task or a report is due, as a file says it: what it means, and what is said where it is written otherwise."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from planmodel import model as m
from planmodel.dates import read, written
from planmodel.dates.days import only_fall
from planmodel.diagnostics import Diagnostic, Severity
from planmodel.source import Source
from planmodel.workdays import Workdays
from planmodel.workspace import load_source
from tests.plan_texts import MINIMAL, apply, changed, duty, findings, plan, report, small, task


def shape(text: str) -> list[Diagnostic]:
    """What reader, schema and compiler find; rules are not asked."""
    return load_source(Source("plan.yaml", text)).found


def built(text: str, workdays: Workdays | None = None) -> m.Plan:
    source = Source("plan.yaml", text)
    loaded = load_source(source) if workdays is None else load_source(source, workdays=workdays)
    assert loaded.found == [], [d.message.en for d in loaded.found]
    assert loaded.plan is not None
    return loaded.plan


def due_of(due: str, **document: str) -> m.Due:
    """The due date of a task."""
    text = plan(tasks=[task(due=due)])
    for old, new in document.items():
        text = changed(text, f'{old}: "2022-05-12"', f"{old}: {new}")
    (only,) = built(text).tasks
    assert only.due is not None
    return only.due


# ---------------------------------------------------------------------------------------------------- what is right

RIGHT = [
    ('{before: "2023-06-15"}', "2023-06-15", "2023-06-14", True),
    ('{by: "2023-06-15"}', "2023-06-15", "2023-06-15", False),
    ('{by: "2025-end-of-year"}', "2025-12-31", "2025-12-31", False),
    ('{in: "2024-Q1"}', "2024-03-31", "2024-03-31", False),
    ('{in: "2024-02"}', "2024-02-29", "2024-02-29", False),
    ('{within: "30 days after issued"}', "2022-06-11", "2022-06-13", False),  # 11 June 2022 is a Saturday
    ('{within: "30 days after issued", shift: none}', "2022-06-11", "2022-06-11", False),
    ('{within: "30 days after issued", shift: previous}', "2022-06-11", "2022-06-10", False),
    ('{within: "5 working-days after issued"}', "2022-05-19", "2022-05-19", False),
    ('{by: "2022-06-12", shift: next}', "2022-06-12", "2022-06-13", False),
    ('{by: "2022-06-12"}', "2022-06-12", "2022-06-12", False),
]  # fmt: skip


@pytest.mark.parametrize(("due", "day", "last", "before"), RIGHT)
def test_a_task_is_due_on_the_last_day_that_its_words_leave(
    due: str, day: str, last: str, before: bool
) -> None:
    read = due_of(due)
    assert (str(read.day), str(read.last), read.before) == (day, last, before)


def test_a_period_from_a_signing_that_is_unknown_has_words_and_no_day() -> None:
    read = due_of('{within: "30 days after issued"}', issued="unknown")
    assert (written(read.when), read.day, read.last) == (("within", "30 days after issued"), None, None)


def test_days_move_by_the_working_days_of_the_workspace() -> None:
    text = plan(
        tasks=[
            task(due='{by: "2022-06-12", shift: next}'),
            task(id="n2", due='{within: "2 working-days after issued"}'),
        ]
    )
    days = Workdays([date(2022, 6, 13), date(2022, 5, 13)], [date(2022, 5, 14)], "Thông báo")
    assert [str(t.due.last) for t in built(text, days).tasks if t.due] == ["2022-06-14", "2022-05-16"]
    assert [str(t.due.last) for t in built(text).tasks if t.due] == ["2022-06-13", "2022-05-16"]


def test_the_dates_of_a_report_are_read_in_their_order() -> None:
    due = '[{before: "06-15"}, {by: "20", every: quarter}, {in: "Q4", shift: next}, {by: "2023-02-28"}, {by: "next-05", every: year}]'
    (only,) = built(plan(reports=[report(due=due, every="[quarter, year]")])).reports
    assert [(*written(d.when), d.every, d.shift, d.day is not None) for d in only.due] == [
        ("before", "06-15", None, None, False),
        ("by", "20", "quarter", None, False),
        ("in", "Q4", None, "next", False),
        ("by", "2023-02-28", None, None, True),
        ("by", "next-05", "year", None, False),
    ]


# ---------------------------------------------------------------------------------------------------- what is not


class Slip(NamedTuple):
    """A due date written wrong: where it stands, what is found at which text, and what the fix puts in its place."""

    of: str
    due: str
    code: str
    at: str
    says: str
    right: str | None = None


TASK, REPORT = "task", "report"
SLIPS = [
    Slip(TASK, "{by: 15/6/2022}", "PM016", "15/6/2022", "2022-06-15", '{by: "2022-06-15"}'),
    Slip(TASK, '{before: "7.6.2022"}', "PM016", '"7.6.2022"', "2022-06-07", '{before: "2022-06-07"}'),
    Slip(TASK, "{by: 2022-6-5}", "PM016", "2022-6-5", "2022-06-05", '{by: "2022-06-05"}'),
    Slip(TASK, "{by: 30/2/2022}", "PM106", "30/2/2022", "not a day of the calendar"),
    Slip(TASK, "{by: 2025-02-30}", "PM106", "2025-02-30", "no day 30 in month 2 of 2025"),
    Slip(TASK, "{by: 2025-13-01}", "PM106", "2025-13-01", "no month 13"),
    Slip(TASK, "{in: 2025-13}", "PM106", "2025-13", "no month 13"),
    Slip(TASK, "{by: 0000-01-01}", "PM106", "0000-01-01", "no year 0000"),
    Slip(TASK, "{by: 9999-01-01}", "PM107", "9999-01-01", "2000 and 2099"),
    Slip(TASK, "{before: 0001-01-01}", "PM107", "0001-01-01", "2000 and 2099"),
    Slip(TASK, '{in: "1999"}', "PM107", '"1999"', "2000 and 2099"),
    Slip(TASK, "{by: 15/6}", "PM105", "15/6", 'by: "2025-06-15"'),
    Slip(TASK, "{before: 06-05}", "PM105", "06-05", 'before: "2025-06-05"'),
    Slip(TASK, "{by: trước ngày 15/6}", "PM105", "trước ngày 15/6", 'before: "2025-06-15"'),
    Slip(TASK, "{by: cuối năm}", "PM105", "cuối năm", 'by: "2025-end-of-year"'),
    Slip(TASK, "{in: Q2}", "PM105", "Q2", 'in: "2025-Q2"'),
    Slip(TASK, "{before: trước ngày 15/6/2023}", "PM105", "trước ngày 15/6/2023", 'before: "2023-06-15"', '{before: "2023-06-15"}'),
    Slip(TASK, "{before: quý II/2025}", "PM105", "quý II/2025", 'in: "2025-Q2"', '{in: "2025-Q2"}'),
    Slip(TASK, "{by: 6/2025}", "PM105", "6/2025", 'in: "2025-06"', '{in: "2025-06"}'),
    Slip(TASK, "{in: 2025-q2}", "PM105", "2025-q2", 'in: "2025-Q2"', '{in: "2025-Q2"}'),
    Slip(TASK, "{by: 2025}", "PM105", "2025", 'in: "2025"', '{in: "2025"}'),
    Slip(TASK, "{in: 2025}", "PM103", "2025", 'quotes: "2025"', '{in: "2025"}'),
    Slip(TASK, "{by: hết năm 2025, shift: next}", "PM105", "hết năm 2025", 'in: "2025"', '{in: "2025", shift: next}'),
    Slip(TASK, "{within: 30 ngày kể từ ngày ký}", "PM105", "30 ngày kể từ ngày ký", 'within: "30 days after issued"', '{within: "30 days after issued"}'),
    Slip(TASK, "{within: 30 days}", "PM105", "30 days", "30 days after issued"),
    Slip(TASK, "{within: 101 years after issued}", "PM106", "101 years after issued", "longer than a hundred years"),
    Slip(TASK, "{by: ngày 20 hằng tháng}", "PM105", "ngày 20 hằng tháng", "a task is due once; write one day"),
    Slip(TASK, "{by: đột xuất}", "PM105", "đột xuất", "write a date as year-month-day"),
    Slip(TASK, "{by: ~}", "PM103", "~", "write a date as year-month-day"),
    Slip(TASK, "{by: [2022-06-15]}", "PM103", "[2022-06-15]", "write a date as year-month-day"),
    Slip(TASK, "trước ngày 15/6/2023", "PM103", "trước ngày 15/6/2023", '{before: "2023-06-15"}', '{before: "2023-06-15"}'),
    Slip(TASK, "2023-06-15", "PM103", "2023-06-15", "or before in the place of by"),
    Slip(TASK, "2023", "PM103", "2023", '{in: "2023"}', '{in: "2023"}'),
    Slip(TASK, "cuối năm", "PM105", "cuối năm", 'by: "2025-end-of-year"'),
    Slip(TASK, "thường xuyên", "PM103", "thường xuyên", "names no day that is known; write {before: "),
    Slip(TASK, f"năm {'x' * 90}", "PM103", f"năm {'x' * 90}", f"'năm {'x' * 56}…' names no day"),
    Slip(TASK, "31/2/2023", "PM106", "31/2/2023", "no day 31 in month 2 of 2023"),
    Slip(TASK, "[{by: 2022-06-15}]", "PM103", "[{by: 2022-06-15}]", "a mapping must stand here"),
    Slip(TASK, "{by: 2022-01-01, before: 2022-01-02}", "PM107", "before", "keep one of 'by' and 'before'"),
    Slip(TASK, "{in: '2022', within: 5 days after issued}", "PM107", "within", "keep one of 'in' and 'within'"),
    Slip(TASK, "{shift: next}", "PM102", "shift", "add before, by, in or within"),
    Slip(TASK, "{by: 2022-01-01, every: year}", "PM101", "every", "known keys: before, by, in, shift, within"),
    Slip(TASK, "{by: 2022-01-01, shift: forward}", "PM104", "forward", "none, next, previous"),
    Slip(REPORT, "[{by: 15/06}]", "PM016", "15/06", '"06-15"', '[{by: "06-15"}]'),
    Slip(REPORT, "[{by: 15.12}]", "PM016", "15.12", '"12-15"', '[{by: "12-15"}]'),
    Slip(REPORT, "[{by: 6-15}]", "PM016", "6-15", '"06-15"', '[{by: "06-15"}]'),
    Slip(REPORT, "[{by: 30/2}]", "PM106", "30/2", "no day 30 in month 2; its last is 29"),
    Slip(REPORT, "[{by: 15/06/2022}]", "PM016", "15/06/2022", "2022-06-15", '[{by: "2022-06-15"}]'),
    Slip(REPORT, "[{by: 02-30}]", "PM106", "02-30", "no day 30 in month 2; its last is 29"),
    Slip(REPORT, "[{by: 20}]", "PM103", "20", '"20"', '[{by: "20"}]'),
    Slip(REPORT, "[{by: 5}]", "PM103", "5", '"05"', '[{by: "05"}]'),
    Slip(REPORT, '[{by: "45"}]', "PM106", '"45"', "no month has a day 45"),
    Slip(REPORT, "[{by: trước ngày 15/6}]", "PM105", "trước ngày 15/6", 'before: "06-15"', '[{before: "06-15"}]'),
    Slip(REPORT, "[{in: quý II}]", "PM105", "quý II", 'in: "Q2"', '[{in: "Q2"}]'),
    Slip(REPORT, "[{by: ngày 20 của tháng cuối năm}]", "PM105", "ngày 20 của tháng cuối năm", 'by: "20"', '[{by: "20"}]'),
    Slip(REPORT, "\n      - before: ngày 25 của tháng cuối quý\n        shift: previous", "PM105", "ngày 25 của tháng cuối quý",
         'before: "25", every: quarter', '\n      - before: "25"\n        every: quarter\n        shift: previous'),
    Slip(REPORT, "{by: 06-15}", "PM103", "{by: 06-15}", "square brackets", "[{by: 06-15}]"),
    Slip(REPORT, "trước ngày 15/6", "PM103", "trước ngày 15/6", '[{before: "06-15"}]', '[{before: "06-15"}]'),
    Slip(REPORT, "trước ngày 15/6 và 15/12", "PM105", "trước ngày 15/6 và 15/12", '[{before: "06-15"}, {before: "12-15"}]',
         '[{before: "06-15"}, {before: "12-15"}]'),
    Slip(REPORT, "[trước ngày 15/6]", "PM103", "trước ngày 15/6", '{before: "06-15"}', '[{before: "06-15"}]'),
    Slip(REPORT, "đột xuất", "PM103", "đột xuất", "or leave due out where the plan names none"),
    Slip(REPORT, "[hằng quý]", "PM103", "hằng quý", 'names no day that is known; write [{before: "06-15"}]'),
    Slip(REPORT, "[cuối năm]", "PM103", "cuối năm", '{by: "end-of-year"}, or before'),
    Slip(REPORT, "[{before: 15/6 và 15/12}]", "PM105", "15/6 và 15/12", '[{before: "06-15"}, {before: "12-15"}]'),
    Slip(REPORT, '[{by: "2025-06-15", every: year}]', "PM107", "year", "comes once"),
    Slip(REPORT, '[{within: "30 days after issued", every: year}]', "PM107", "year", "comes once"),
    Slip(REPORT, '[{by: "06-15", every: month}]', "PM107", "month", "not among the periods of this report (every: [year])"),
    Slip(REPORT, '[{by: "06-15"}, {by: "06-15"}]', "PM108", '{by: "06-15"}', "twice"),
    Slip(REPORT, "[{every: year}]", "PM102", "every", "add before, by, in or within"),
    Slip(REPORT, '[{by: "06-15", every: weekly}]', "PM104", "weekly", "month, quarter, half-year, nine-months, year"),
]  # fmt: skip


def text_of(slip: Slip, due: str | None = None) -> str:
    every = "[quarter, year]" if "quý" in slip.due else "[year]"
    due = slip.due if due is None else due
    return plan(tasks=[task(due=due)]) if slip.of == TASK else plan(reports=[report(due=due, every=every)])


@pytest.mark.parametrize("slip", SLIPS, ids=lambda s: f"{s.of}-{s.due}")
def test_a_slip_is_one_finding_at_its_place_that_says_what_to_write(slip: Slip) -> None:
    text = text_of(slip)
    (found,) = shape(text)
    assert found.span is not None
    assert (found.code, text[found.span.start : found.span.end].strip()) == (slip.code, slip.at)
    assert slip.says in found.message.en
    assert found.message.en.startswith(f"{slip.of} ")
    assert found.message.vi.startswith({TASK: "nhiệm vụ n1: ", REPORT: "báo cáo b1: "}[slip.of])
    if slip.right is None:
        assert found.fix is None
    else:
        mended = apply(text, found.fix)
        assert mended == text_of(slip, slip.right)
        assert shape(mended) == []


def test_the_year_of_a_plan_for_one_year_is_proposed() -> None:
    text = changed(plan(tasks=[task(due="{before: 15/6}")]), '"2025-12-31"', '"2022-12-31"')
    (found,) = shape(text)
    assert found.fix is not None
    assert not found.fix.safe
    assert 'due: {before: "2022-06-15"}' in apply(text, found.fix)
    assert shape(apply(text, found.fix)) == []


@pytest.mark.parametrize("every", ["[]", "[once]"])
def test_a_day_of_each_period_needs_a_period(every: str) -> None:
    text = plan(reports=[report(due='[{by: "20"}]', every=every)])
    (found,) = shape(text)
    assert (found.code, found.message.en) == (
        "PM102",
        "report b1: '20' is a day of each period, and no period is named; add every, such as every: quarter",
    )


PERIODS = [
    ('"2025-01-01", to: "2022-12-31"', "PM107", "the end comes before the beginning"),
    ('"0001-01-01", to: "9999-12-31"', "PM107", "a period lies between 2000 and 2099"),
    ('"2022-01-01", to: "2100-01-01"', "PM107", "a period lies between 2000 and 2099"),
    ('"1999-12-31", to: "2025-12-31"', "PM107", "a period lies between 2000 and 2099"),
    ('"2022-01-01", to: "12022-12-31"', "PM106", "is not a date"),
    ('"2022-01-01", to: "2025-11-31"', "PM106", "not a day of the calendar"),
    ('"2022-13-01", to: "2025-12-31"', "PM106", "not a day of the calendar"),
]


def test_a_plan_whose_dates_cannot_be_read_is_not_judged_further() -> None:
    text = plan(reports=[report(due='[{by: "02-30"}]')])
    loaded = load_source(Source("plan.yaml", text))
    assert (loaded.plan, [d.code for d in loaded.found]) == (None, ["PM106"])
    assert [d.code for d in findings(text)] == ["PM106"]


@pytest.mark.parametrize(("period", "code", "says"), PERIODS)
def test_a_period_that_cannot_be_is_found(period: str, code: str, says: str) -> None:
    (found,) = shape(small('"2022-01-01", to: "2025-12-31"', period))
    assert (found.code, says in found.message.en) == (code, True)


@pytest.mark.parametrize("text", [
    plan(tasks=[task(due='{before: "2023-06-16", shift: next}')], duties=[duty()]),
    plan(reports=[report(due='[{by: "01-10"}, {before: "06-15", shift: next}]', every="[half-year]")]),
])  # fmt: skip
def test_before_a_day_and_on_to_the_next_one_are_told_and_hold_nothing_up(text: str) -> None:
    loaded = load_source(Source("plan.yaml", text))
    (found,) = loaded.found
    assert loaded.plan is not None
    assert found.span is not None
    assert (found.code, found.severity, text[found.span.start : found.span.end]) == (
        "PM107",
        Severity.warning,
        "next",
    )
    assert "write shift: previous" in found.message.en
    assert load_source(Source("plan.yaml", text.replace("shift: next", "shift: previous"))).found == []


def test_a_period_that_ends_before_it_begins_is_one_finding() -> None:
    """What lies outside such a period says nothing of the plan."""
    text = plan(tasks=[task(due='{by: "2023-06-15"}')], reports=[report()], duties=[duty()])
    reversed_ = changed(text, '"2022-01-01", to: "2025-12-31"', '"2025-12-31", to: "2022-01-01"')
    assert [(d.code, d.span.line) for d in findings(reversed_) if d.span] == [("PM107", 14)]


def test_thousands_of_long_periods_in_working_days_are_counted_once() -> None:
    began = time.perf_counter()
    issued = {"issued": date(2022, 5, 12)}
    days = Workdays()
    falls = [
        only_fall(read("within", f"{n} working-days after issued"), issued, workdays=days)
        for n in range(1, 9999)
    ]
    assert time.perf_counter() - began < 2
    assert falls[9] is not None
    assert falls[9].last == date(2022, 5, 26)
    assert len({fall.last for fall in falls if fall is not None}) == 9998


# ------------------------------------------------------------------------------------------------------ the pages

DOCS = Path(__file__).parents[1] / "docs"


def cells(page: str, heading: str) -> list[list[str]]:
    """The cells of the table under a heading."""
    section = (DOCS / page).read_text("utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [line[1:-1].split("|") for line in section.splitlines() if line.startswith("| ")]
    assert len(rows) > 5
    return rows[2:]


def test_the_page_on_encoding_shows_dates_that_are_right() -> None:
    for _, *both in cells("encoding.md", "When something is due"):
        for_task, for_report = ([f"{{{x}}}" for x in re.findall(r"`\{(.*?)\}`", cell)] for cell in both)
        assert for_task or for_report
        assert [shape(plan(tasks=[task(due=due)])) for due in for_task] == [[]] * len(for_task)
        assert [shape(plan(reports=[report(due=f"[{due}]")])) for due in for_report] == [[]] * len(for_report)


@pytest.mark.parametrize(
    ("page", "heading"),
    [("dates.md", "What is said when a date is wrong"), ("dates.vi.md", "Ghi sai thì được trả lời thế nào")],
)
def test_the_pages_on_dates_show_answers_that_are_given(page: str, heading: str) -> None:
    checked = 0
    for wrong, answer in cells(page, heading):
        written_so = re.findall(r"`(\w+: .*?)`", wrong)
        if not written_so:
            continue
        of_task = "task" in wrong or "nhiệm vụ" in wrong
        every = "[]" if "period" in wrong or "kỳ nào" in wrong else "[year]"
        due = f"{{{written_so[0]}}}"
        text = plan(tasks=[task(due=due)]) if of_task else plan(reports=[report(due=f"[{due}]", every=every)])
        (found,) = shape(text)
        said = found.message.vi if page.endswith(".vi.md") else found.message.en
        assert found.code == answer.strip()[:5]
        assert all(right in said for right in re.findall(r"`(\w+: .*?)`", answer))
        checked += 1
    assert checked == 7


@pytest.mark.parametrize("page", ["dates.md", "dates.vi.md"])
def test_the_blocks_of_the_pages_are_right(page: str) -> None:
    a_plan, days_off = re.findall(r"```yaml\n(.*?)```", (DOCS / page).read_text("utf-8"), re.DOTALL)
    assert shape(MINIMAL + a_plan) == []
    assert load_source(Source("workdays.yaml", days_off)).found == []


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10000) | st.floats(0, 40) | st.text(max_size=12)
    | st.sampled_from(["15/6", "trước ngày 15/6", "20", "next-05", "2025-Q2", "2025-02-30", "30 days after issued", "next", "year"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["before", "by", "in", "within", "every", "shift", "until"]), inner, max_size=4),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(anything, st.booleans())
def test_anything_in_the_place_of_a_date_is_read_or_found_and_never_dropped(
    due: object, of_task: bool
) -> None:
    value = (
        yaml.safe_dump(due, default_flow_style=True, allow_unicode=True, width=10_000)
        .strip()
        .removesuffix("\n...")
    )
    text = plan(tasks=[task(due=value)]) if of_task else plan(reports=[report(due=value)])
    loaded = load_source(Source("plan.yaml", text))
    for d in loaded.found:
        assert d.span is not None
        assert d.span.end <= len(text)
        assert d.message.vi
        if d.fix is not None:
            apply(text, d.fix)
    if not loaded.found:
        assert loaded.plan is not None
        if of_task:
            assert isinstance(due, dict)
            assert loaded.plan.tasks[0].due is not None
        else:
            assert isinstance(due, list)
            assert len(loaded.plan.reports[0].due) == len(due)
