"""A large plan in pages: every task on one, each small enough to read, and counts that the assignments bear out."""

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import generate
from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive.responsibility import assignments
from planmodel.diagnostics import Refusal
from planmodel.graph import Network
from planmodel.render.dot import to_dot
from planmodel.render.draw import draw
from planmodel.source import Source
from planmodel.views.network import PAGED, VIEWS, network, pages
from planmodel.views.network.heat import heat, page_matrix
from planmodel.views.network.pages import MOST, parts, tasks_of
from planmodel.workspace import Workspace, load_source
from tests.plan_texts import duty, plan, target, task

WORKSPACE = Workspace.around(Path(__file__).parents[1])
REGISTRY = WORKSPACE.registry
HUNG_YEN, KHANH_HOA, DAK_NONG = "hung-yen-119-2022", "khanh-hoa-4205-2022", "dak-nong-294-2022"
PLANS = (DAK_NONG, HUNG_YEN, KHANH_HOA, "mic-781-2022", "thanh-hoa-2022")


@cache
def real(name: str) -> m.Plan:
    found = WORKSPACE.plan(name)
    assert found is not None
    return found


def compiled(text: str) -> m.Plan:
    made = load_source(Source("made-up.yaml", text)).plan
    assert made is not None
    return made


@cache
def made_up(tasks: int) -> m.Plan:
    return compiled(generate.plan(1, 1, tasks, 40))


def of_section(name: str, section: str, view: str = "responsibility") -> Network:
    return network(real(name), REGISTRY, view, section=section)


# ------------------------------------------------------------------------------------------------------- sections


def test_the_pages_of_the_real_plans() -> None:
    listed = {name: [tuple(p) for p in pages(real(name), REGISTRY, "responsibility")] for name in PLANS}
    assert listed == {
        DAK_NONG: [("Mục II", "II"), ("Mục III", "III")],
        HUNG_YEN: [("Khoản 1 Mục II", "II.1"), ("Khoản 2 Mục II", "II.2"), ("Khoản 3 Mục II", "II.3")],
        KHANH_HOA: [("Khoản 1 Mục III", "III.1"), ("Khoản 2 Mục III", "III.2"), ("Khoản 3 Mục III", "III.3")],
        "mic-781-2022": [("Giáo dục", "education"), ("Y tế", "health"), ("Giáo dục và y tế", "both")],
        "thanh-hoa-2022": [
            ("Giáo dục", "education"), ("Y tế", "health"), ("Giáo dục và y tế", "both"), ("Chung", "cross"),
        ],
    }  # fmt: skip


def clauses(count: int) -> st.SearchStrategy[list[str]]:
    labels = st.tuples(st.sampled_from(["I", "II", "III"]), st.integers(1, 3), st.sampled_from("abc"))
    deep = st.integers(1, 3)
    placed = st.builds(
        lambda at, depth, bullet: ".".join(map(str, at[:depth])) + f"#{bullet}" * (bullet > 0),
        labels, deep, st.integers(0, 40),
    )  # fmt: skip
    return st.lists(st.one_of(placed, st.just("preamble#1"), st.just("p#2.s#1")), min_size=1, max_size=count)


@given(clauses(90))
def test_every_task_stands_on_one_page_that_is_not_too_long(at: list[str]) -> None:
    made = compiled(plan(tasks=[task(id=f"n{n}", at=f'"{c}"') for n, c in enumerate(at)]))
    found = parts(made)
    assert sorted(t.id for p in found for t in p.tasks) == sorted(t.id for t in made.tasks)
    assert all(0 < len(p.tasks) <= MOST for p in found)
    assert len({p.section for p in found}) == len(found)
    for p in found:
        assert tasks_of(made, p.section) == p.tasks


def test_a_clause_of_bullets_alone_is_cut_into_ranges() -> None:
    made = compiled(plan(tasks=[task(id=f"n{n}", at=f'"II.1#{n}"') for n in range(1, 61)]))
    found = [p.section for p in parts(made)]
    assert found == ["II.1#1..II.1#20", "II.1#21..II.1#40", "II.1#41..II.1#60"]
    listed = pages(made, REGISTRY, "responsibility")
    assert listed[0].name == "II.1#1 – II.1#20"
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", p.file) for p in listed)


def test_a_section_is_a_clause_a_range_or_a_sector() -> None:
    def ids(section: str) -> list[str]:
        return [str(t.at) for t in tasks_of(real(KHANH_HOA), section)]

    assert ids("III.3.d") == ["III.3.d#1", "III.3.d#2"]
    assert ids("III.3.c..III.3.d") == [*(f"III.3.c#{n}" for n in range(1, 5)), *ids("III.3.d")]
    assert {t.sector for t in tasks_of(real(KHANH_HOA), "health")} == {"health"}
    for section in ("IX", "", "III.9..III.10", "..", "\u202ex", "x" * 10_000):
        with pytest.raises(
            Refusal, match=r"no task of khanh-hoa-4205-2022 stands in section .*III\.1, III\.2, III\.3"
        ):
            tasks_of(real(KHANH_HOA), section)


def test_views_that_are_one_picture_refuse_a_section() -> None:
    for view in set(VIEWS) - set(PAGED):
        assert pages(real(KHANH_HOA), REGISTRY, view) == ()
        with pytest.raises(Refusal, match=f"the view '{view}' is one picture and has no sections"):
            of_section(KHANH_HOA, "III.1", view)


def test_a_small_plan_has_no_pages() -> None:
    assert pages(compiled(plan(tasks=[task()])), REGISTRY, "responsibility") == ()


# ------------------------------------------------------------------------------------------------- one section


def test_a_section_is_drawn_task_by_task_with_letters() -> None:
    drawn = of_section(KHANH_HOA, "III.3")
    rows = [n for n in drawn.nodes if n.group]
    assert [n.label for n in rows] == [str(t.at) for t in tasks_of(real(KHANH_HOA), "III.3")]
    assert [n.detail for n in rows] == [(t.title,) for t in tasks_of(real(KHANH_HOA), "III.3")]
    assert {(e.target, e.label) for e in drawn.edges if e.source == "a-so-gddt"} == {
        ("s-III.3.a", "A/R · giáo dục"),
        ("s-III.3.b", "A/R"),
        ("s-III.3.d", "A/R · giáo dục"),
    }
    assert drawn.title == "Ai làm gì · Khoản 3 Mục III · 4205/KH-UBND ngày 12/05/2022 · Khánh Hòa"


@pytest.mark.parametrize("name", PLANS)
def test_the_pages_say_every_letter_that_the_assignments_have(name: str) -> None:
    """The lines to a task and to its heading together are the letters of each agency in it."""
    made = real(name)
    for page in pages(made, REGISTRY, "responsibility"):
        drawn = network(made, REGISTRY, "responsibility", section=page.section)
        group = {n.id: n.group for n in drawn.nodes}
        boxes = {n.id: n.tooltip.split("\n") for n in drawn.nodes if n.id.startswith("a-")}
        said = {
            (full, t.id, letter)
            for t in tasks_of(made, page.section)
            for e in drawn.edges
            if e.target in (f"k-{t.id}", group[f"k-{t.id}"])
            for full in boxes[e.source]
            for letter in e.label.partition(" · ")[0].split("/")
        }
        full = {a.id: a.name.vi for a in REGISTRY.agencies.values()}
        ids = {t.id for t in tasks_of(made, page.section)}
        assert said == {
            (full[a.agency], a.item, letter)
            for a in assignments(made, REGISTRY)
            if a.is_task and a.item in ids
            for letter in a.raci
        }


@pytest.mark.parametrize("tasks", [140, 300])
def test_all_pictures_of_a_large_plan_are_small(tasks: int) -> None:
    made = made_up(tasks)
    for view in VIEWS:
        for section in (None, *(p.section for p in pages(made, REGISTRY, view))):
            drawn = network(made, REGISTRY, view, section=section)
            assert len(drawn.nodes) + len(drawn.groups) <= 60, (view, section)
            assert len(drawn.edges) <= 60, (view, section)
            assert drawn.nodes[0].kind != "empty", (view, section)


@pytest.mark.parametrize("view", ["responsibility", "targets"])
def test_the_overview_of_a_large_plan_names_every_section_with_its_size(view: str) -> None:
    rows = [n for n in network(made_up(300), REGISTRY, view).nodes if n.kind in ("tasks", "unled")]
    sizes = [int(found.group(1)) for n in rows if (found := re.search(r"(\d+) nhiệm vụ", n.label))]
    assert len(sizes) == len(rows) > 9
    if view == "responsibility":
        assert sum(sizes) == 300


def test_an_overview_of_who_leads_says_who_else_has_a_part() -> None:
    drawn = network(made_up(300), REGISTRY, "responsibility")
    assert {e.kind for e in drawn.edges} == {"A"}
    assert "Chỉ vẽ đường chủ trì" in drawn.notes[0]
    first = next(n for n in drawn.nodes if n.id == "g-II.1")
    tasks = {t.id for t in tasks_of(made_up(300), "II.1")}
    best: dict[str, str] = {}
    for a in assignments(made_up(300), REGISTRY):
        if a.item in tasks:
            best[a.agency] = min(best.get(a.agency, "I"), a.raci[0], key="ARSCI".index)
    count = list(best.values()).count
    assert first.detail == (f"thực hiện (R): {count('R')} nơi · phối hợp (C): {count('C')} nơi",)


def test_a_plan_of_a_hundred_chapters_is_still_one_picture() -> None:
    made = compiled(plan(tasks=[task(id=f"n{n}", at=f'"{n}"') for n in range(1, 101)]))
    drawn = network(made, REGISTRY, "responsibility")
    assert len(drawn.nodes) <= 60
    assert drawn.nodes[0].label == "1 – 4 · 4 nhiệm vụ"


# --------------------------------------------------------------------------------------------------- the counts


def number(text: str, letter: str, every: int) -> int:
    found = re.search(rf"{letter}(\d*)", text)
    return 0 if found is None else int(found.group(1) or every)


@pytest.mark.parametrize("name", PLANS)
def test_the_overview_of_the_matrix_counts_each_task_once_for_an_agency(name: str) -> None:
    made = real(name)
    table = heat(made, REGISTRY)
    first: dict[tuple[str, str], str] = {}
    for a in assignments(made, REGISTRY):
        if a.is_task and a.raci:
            first[a.agency, a.item] = min(first.get((a.agency, a.item), "I"), a.raci[0], key="ARSCI".index)
    told = {
        (column.key, letter): sum(number(row[n].text, letter, int(row[1].text)) for row in table.rows)
        for n, column in enumerate(table.columns)
        if column.key not in ("section", "tasks", "unled")
        for letter in "ARCI"
    }
    assert told == {
        (agency, letter): sum(1 for (who, _), x in first.items() if (who, x) == (agency, letter))
        for agency in {a for a, _ in first}
        for letter in "ARCI"
    }
    assert sum(int(row[1].text) for row in table.rows) == len(made.tasks)


def test_the_overview_of_the_matrix_says_where_nobody_leads() -> None:
    table = heat(real(HUNG_YEN), REGISTRY)
    n = [c.key for c in table.columns].index("unled")
    assert [row[n].text for row in table.rows] == ["", "", "5"]
    assert "unled" not in [c.key for c in heat(real(KHANH_HOA), REGISTRY).columns]


def test_counts_of_which_some_are_inferred_are_marked() -> None:
    table = heat(real(DAK_NONG), REGISTRY)
    row = dict(zip((c.key for c in table.columns), table.rows[0], strict=True))
    assert (row["so-gddt"].text, row["so-gddt"].mark) == ("A10°", "A inferred")
    assert (row["truong-hoc"].text, row["truong-hoc"].mark) == ("R4", "R")
    assert table.notes[-1].startswith("Dấu ° ")
    assert not any(c.text.endswith("°") for row in heat(real(KHANH_HOA), REGISTRY).rows for c in row)


def test_the_matrix_of_a_section_has_its_tasks_alone() -> None:
    table = page_matrix(real(KHANH_HOA), REGISTRY, "III.1")
    told = {row[0].text for row in table.rows if row[0].text}
    assert told == {str(t.at) for t in tasks_of(real(KHANH_HOA), "III.1")}
    assert all(Clause("III.1").contains(Clause(at)) for at in told)


# ------------------------------------------------------------------------------------------------------- hostile


HOSTILE = ("dài " * 2_500, "x" * 10_000, "\u202eđảo\u202c\x00\x1b[31m", '"\\N <b>&amp;', "a: b # c")


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_any_title_is_drawn_in_every_view_and_on_a_page(said: str) -> None:
    tasks = [task(id="n1", contributes_to="[t1]", after="[n2]"), task(id="n2", at='"II.1#2"', after="[n1]")]
    duties = [duty(), duty(id="d2", at='"III.2"', agencies="[so-yte]", covers='["II.1#2"]')]
    made = titled(compiled(plan(targets=[target()], tasks=tasks, duties=duties)), said)
    for view in VIEWS:
        for section in (None, "II") if view in PAGED else (None,):
            svg = draw(to_dot(network(made, REGISTRY, view, section=section))).decode()
            assert svg.endswith("</svg>\n")
            assert not any(c in svg for c in "\u202e\x00\x1b")
    assert heat(made, REGISTRY).rows


def titled(of: m.Plan, said: str) -> m.Plan:
    """``of`` with ``said`` as the title of all that has one."""
    listed = {
        name: tuple(type(x)(**{**vars(x), "title": said}) for x in getattr(of, name))
        for name in ("tasks", "duties", "targets")
    }
    document = m.Document(**{**vars(of.document), "title": said})
    return m.Plan(**{**vars(of), **listed, "document": document})


def test_a_plan_without_duties_says_that_nobody_leads() -> None:
    made = compiled(plan(tasks=[task()]))
    drawn = network(made, REGISTRY, "responsibility", section="II.1")
    assert [(n.id, n.badge) for n in drawn.nodes] == [("k-n1", "Chưa có chủ trì")]
    assert network(made, REGISTRY, "handover").nodes[0].label == "Văn bản không nêu ai phải chờ ai."
    assert [row[2].text for row in heat(made, REGISTRY).rows] == ["1"]


def test_a_plan_without_tasks_has_an_empty_overview() -> None:
    assert heat(compiled(plan()), REGISTRY).rows == ()
    assert parts(compiled(plan())) == ()
