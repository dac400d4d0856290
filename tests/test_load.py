"""Who carries how much: every figure is a count of assignments, and bodies of provinces are not added up as one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel import model as m
from planmodel import schema
from planmodel.derive.responsibility import assignments, in_order
from planmodel.derive.share import local
from planmodel.views import load as view
from planmodel.views import raci
from tests.command import copy_plans, planmodel, refused
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PROVINCES, REGISTRY, TEMPLATE, THANH_HOA, made, real
from tests.plan_texts import duty, plan, report, task
from tests.test_responsibility_laws import build, duties, often, tasks

REAL = [real(p) for p in PROVINCES]


def of(which: m.Plan, agency: str) -> dict[str, int]:
    """The counts of one agency that are not nought."""
    (found,) = [x for x in view.loads(which, REGISTRY) if x.agency == agency]
    told = {**found._asdict(), "total": found.total}
    del told["agency"]
    return {key: count for key, count in told.items() if count}


# ------------------------------------------------------------------------------------------- the real plans


def test_the_health_department_of_khanh_hoa_leads_eighteen_tasks_and_reports_seven_times_a_year() -> None:
    # III.2 (8) and III.3.a, c, d (10) by VI.3.a; VI.3.b and VI.3.c are its own; quarter, half-year and year: 4 + 2 + 1
    assert of(real(KHANH_HOA), "so-yte") == {
        "A": 18, "R": 1, "C": 1, "parts": 20, "own": 2, "reports": 7, "total": 20,
    }  # fmt: skip


def test_dak_nongs_information_department_co_ordinates_eighteen_tasks_by_two_clauses_each() -> None:
    # IV.3#1 and IV.1#1 or IV.2#1 name it for the same 18 tasks; A: directs the press; I: receives two kinds of reports
    assert of(real(DAK_NONG), "so-tttt") == {
        "A": 1, "R": 4, "C": 18, "I": 2, "parts": 43, "own": 5, "indirect": 1, "reports": 2, "total": 25,
    }  # fmt: skip
    assert of(real(DAK_NONG), "so-nganh-lien-quan") == {
        "R": 2,
        "parts": 2,
        "own": 2,
        "reports": 2,
        "total": 2,
    }


def test_hung_yens_bodies_carry_their_own_duties() -> None:
    hy = real(HUNG_YEN)
    assert of(hy, "kbnn-tinh") == {"R": 1, "parts": 1, "own": 1, "total": 1}
    assert of(hy, "nhnn-chi-nhanh") == {"A": 3, "parts": 3, "own": 3, "total": 3}
    assert of(hy, "cong-an-tinh") == {"C": 2, "parts": 2, "own": 2, "total": 2}


def test_one_plan_is_drawn_by_letter_the_heaviest_first() -> None:
    table = view.load([real(KHANH_HOA)], REGISTRY)
    keys = [c.key for c in table.columns]
    assert keys == ["agency", "A", "R", "C", "I", "total", "parts", "own", "indirect", "reports"]
    rows = [dict(zip(keys, row, strict=True)) for row in table.rows]
    assert [r["agency"].text for r in rows][:3] == [
        "Sở Giáo dục và Đào tạo", "Sở Y tế", "Sở Thông tin và Truyền thông",
    ]  # fmt: skip
    order = [(-r["A"].value, -r["R"].value) for r in rows]  # type: ignore[operator]
    assert order == sorted(order)
    alike = [r["agency"].text for r in rows if (r["A"].value, r["R"].value) == (0, 1)]
    assert [name[:4] for name in alike] == ["Báo ", "Các ", "Cổng", "Cơ q", "Doan", "Doan", "Đài ", "Sở T"]
    for row in table.rows:
        assert all(
            cell.value is not None and cell.text == (str(cell.value) if cell.value else "–")
            for cell in row[1:]
        )
    assert len(table.rows) == len(view.loads(real(KHANH_HOA), REGISTRY))


def test_several_plans_are_drawn_by_type_of_agency_with_a_column_for_each() -> None:
    table = view.load(REAL, REGISTRY)
    assert [c.key for c in table.columns] == ["agency", *PROVINCES, "total"]
    assert [c.title for c in table.columns][1:] == ["Đắk Nông", "Hưng Yên", "Khánh Hòa", "Thanh Hóa", "Số việc ở các tỉnh"]  # fmt: skip
    (health,) = [r for r in table.rows if r[0].text == "Sở Y tế"]
    assert [c.text for c in health] == ["Sở Y tế", "10", "11", "20", "", "41"]
    assert [c.value for c in health[1:]] == [10, 11, 20, None, 41]
    assert health[3].note == "A 18 · R 1 · C 1"
    assert any("mỗi tỉnh có một cơ quan riêng" in note for note in table.notes)


def test_plans_without_work_by_name_are_named() -> None:
    silent = made(plan(tasks=[task()]))
    table = view.load([silent, real(THANH_HOA)], REGISTRY)
    assert table.notes[-1] == "Không có việc trong: 1/KH-UBND."
    assert view.load([silent], REGISTRY).rows == ()
    assert view.load([], REGISTRY).rows == ()
    assert view.load([real(TEMPLATE)], REGISTRY).rows == ()
    assert view.load([real(TEMPLATE), real(DAK_NONG)], REGISTRY) == view.load([real(DAK_NONG)], REGISTRY)


# ---------------------------------------------------------------------------------------------------- laws


def agrees(which: m.Plan) -> None:
    """The loads of ``which`` are the counts of its assignments, as anybody would count them."""
    given_ = [a._replace(agency=local(a.agency, which)) for a in assignments(which, REGISTRY)]
    listed = view.loads(which, REGISTRY)
    assert sum(x.parts for x in listed) == len(given_)
    assert sum(x.total for x in listed) == len({(a.agency, a.item) for a in given_})
    for x in listed:
        mine = [a for a in given_ if a.agency == x.agency]
        firsts: dict[str, tuple[str, ...]] = {}
        for a in mine:
            firsts[a.item] = in_order([*firsts.get(a.item, ()), *a.raci])
        assert sum(1 for told in firsts.values() if told[:1] == ("A",)) == x.A
        assert sum(1 for told in firsts.values() if told == ("I",)) == x.I
        assert x.other == sum(1 for told in firsts.values() if not told)
        assert x.own == len({a.item for a in mine if not a.is_task})
    assert {x.agency for x in listed} >= {a.agency for a in given_}


@pytest.mark.parametrize("which", REAL, ids=PROVINCES)
def test_loads_are_the_assignments_of_a_real_plan_counted(which: m.Plan) -> None:
    agrees(which)
    matrix = {
        (a["agency"], a["task"]) for a in raci.data(which, REGISTRY)["assignments"] if not a["indirect"]
    }
    assert sum(x.total for x in view.loads(which, REGISTRY)) == len(matrix)


@often
@given(tasks, st.lists(duties, max_size=4))
def test_loads_are_the_assignments_of_any_plan_counted(listed: Any, work: Any) -> None:
    agrees(build(listed, work))


def test_totals_across_plans_are_the_sums_of_their_columns() -> None:
    table = view.load(REAL, REGISTRY)
    for row in table.rows:
        values = [cell.value for cell in row[1:] if isinstance(cell.value, int)]
        assert sum(values[:-1]) == values[-1]
    for n, which in enumerate(REAL, 1):
        column = sum(row[n].value or 0 for row in table.rows)  # type: ignore[misc]
        assert column == sum(x.total for x in view.loads(which, REGISTRY))


def test_a_body_of_another_province_has_a_row_of_its_own() -> None:
    foreign = made(plan(tasks=[task(by="[so-yte@hung-yen]")], duties=[duty(agencies="[so-yte@khanh-hoa, so-yte]", roles="[implement]")]))  # fmt: skip
    assert {x.agency: x.total for x in view.loads(foreign, REGISTRY)} == {"so-yte": 1, "so-yte@hung-yen": 1}
    table = view.load([foreign, real(HUNG_YEN)], REGISTRY)
    told = {row[0].text: [c.text for c in row[1:]] for row in table.rows}
    assert told["Sở Y tế"] == ["1", "11", "12"]
    assert told["Sở Y tế (Hưng Yên)"] == ["1", "", "1"]


def test_reports_are_counted_by_their_days_else_by_their_periods() -> None:
    def reports(**changes: str | None) -> int:
        which = made(plan(reports=[report(**changes)]))
        return next(x.reports for x in view.loads(which, REGISTRY) if x.agency == "so-gddt")

    assert reports() == 1
    assert reports(due='[{before: "06-15"}, {by: "12-15"}]', every="[half-year]") == 2
    assert reports(due=None, every="[month, quarter, half-year, nine-months, year]") == 12 + 4 + 2 + 1 + 1
    assert reports(due=None, every="[once]") == 0
    assert reports(due=None, every="[]", ad_hoc="true") == 0


def test_letters_that_a_workspace_takes_from_a_verb_are_counted_apart() -> None:
    silent = m.Verb(**{**REGISTRY.verbs["handle"].__dict__, "letters": m.Letters((), ())})
    registry = m.Registry(**{**REGISTRY.__dict__, "verbs": {**REGISTRY.verbs, "handle": silent}})
    which = made(plan(tasks=[task()], duties=[duty(roles="[handle]")]))
    table = view.load([which], registry)
    keys = [c.key for c in table.columns]
    assert "other" in keys
    (row,) = table.rows
    assert (row[keys.index("other")].value, row[keys.index("total")].value) == (1, 1)


# ------------------------------------------------------------------------------------------ the command line


def test_the_command_prints_tables_and_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy_plans(tmp_path))
    for format_ in ("terminal", "markdown", "csv", "html", "svg"):
        done = planmodel("load", KHANH_HOA, "--format", format_)
        assert (done.code, done.err) == (0, "")
        assert "Sở Y tế" in done.out
    everything = planmodel("load", "--format", "json")
    data = json.loads(everything.out)
    assert [p["plan"] for p in data["plans"]] == list(PROVINCES)
    assert list(schema.faults(data, "output/load", "jsonschema-rs")) == []
    assert list(schema.faults(data, "output/load", "jsonschema")) == []
    assert planmodel("load", *PROVINCES, "--format", "json").out == everything.out
    assert "Load of work" in planmodel("load", HUNG_YEN, "--lang", "en").out
    assert "có phải" in refused("load", "hung-yen-119")
