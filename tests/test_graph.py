"""Networks: what is drawn of a plan, and what the graph behind it answers. networkx stays behind its one door."""

import ast
import io
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

from benchmarks import generate
from planmodel import model as m
from planmodel.diagnostics import Refusal
from planmodel.graph import Edge, Group, Network, Node, build, to_graphml
from planmodel.source import Source
from planmodel.views.network import VIEWS, network
from planmodel.workspace import Workspace, load_source

ROOT = Path(__file__).parents[1]
WORKSPACE = Workspace.around(ROOT)
HUNG_YEN, KHANH_HOA, DAK_NONG = "hung-yen-119-2022", "khanh-hoa-4205-2022", "dak-nong-294-2022"
MINISTRY, THANH_HOA = "mic-781-2022", "thanh-hoa-2022"
PLANS = (DAK_NONG, HUNG_YEN, KHANH_HOA, MINISTRY, THANH_HOA)


@cache
def drawing(plan: str, view: str, lang: str = "vi") -> Network:
    found = WORKSPACE.plan(plan)
    assert found is not None
    return network(found, WORKSPACE.registry, view, lang)


def compiled(text: str) -> m.Plan:
    plan = load_source(Source("made-up.yaml", text)).plan
    assert plan is not None
    return plan


def waiting(*tasks: str) -> m.Plan:
    """A plan of tasks at II.1.a#1, II.1.a#2, ...: "c: a b" is the task c, which waits for a and b."""
    lines = []
    for number, task in enumerate(tasks, 1):
        name, _, after = task.partition(":")
        at = f"II.{(number - 1) // 4 + 1}.a#{number}"
        lines.append(
            f'  - {{id: {name}, at: "{at}", sector: health, title: Việc {name}, after: [{", ".join(after.split())}]}}'
        )
    return compiled(
        "planmodel: 1\nplan: lam-lan-luot\nkind: plan\n"
        "document: {number: 1/KH-UBND, kind: KH, title: Làm lần lượt, issuer: ubnd-tinh, province: khanh-hoa, "
        'place: Khánh Hòa, issued: "2022-05-12", signer: {name: A, rank: Chủ tịch, capacity: TM.}, '
        "source: {kind: full-text, name: a.txt, sha256: unknown}}\n"
        'period: {from: "2022-01-01", to: "2025-12-31", basis: stated}\ntasks:\n' + "\n".join(lines)
    )


def arrows(*pairs: str) -> Network:
    """A network of one-letter nodes: "ab" is a line from a to b."""
    nodes = [Node(x, x.upper(), "task") for x in sorted({x for pair in pairs for x in pair})]
    return Network("test", "T", "", tuple(nodes), tuple(Edge(p[0], p[1], "", "after") for p in pairs))


def node(which: Network, node_id: str) -> Node:
    return next(n for n in which.nodes if n.id == node_id)


def from_to(which: Network) -> set[tuple[str, str, str]]:
    return {(e.source, e.target, e.label) for e in which.edges}


# ------------------------------------------------------------------------------------------------------ the graph


def test_a_graph_has_the_nodes_groups_and_lines_of_its_network() -> None:
    made = build(
        Network("v", "T", "", (Node("a", "A", "task", "g"),), (Edge("a", "g", "x", "k"),), (Group("g", "G"),))
    )
    assert made.size == (2, 1)
    assert made.components() == (("a", "g"),)


def test_components_are_told_largest_first() -> None:
    assert build(arrows("ab", "bc", "xy")).components() == (("a", "b", "c"), ("x", "y"))


def test_layers_follow_the_lines_and_a_circle_stands_in_one() -> None:
    assert build(arrows("ac", "bc", "cd")).layers() == (("a", "b"), ("c",), ("d",))
    assert build(arrows("ab", "bc", "cb", "cd")).layers() == (("a",), ("b", "c"), ("d",))


def test_circles_are_found_even_of_one() -> None:
    assert build(arrows("ab", "bc", "cb", "dd")).cycles() == (("b", "c"), ("d",))
    assert build(arrows("ab", "bc")).cycles() == ()


def test_downstream_is_all_that_a_line_leads_to() -> None:
    assert build(arrows("ab", "bc", "xc")).downstream("a") == ("b", "c")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("plan", PLANS)
def test_graphml_is_read_back_with_every_node_line_and_letter(plan: str, view: str) -> None:
    drawn = drawing(plan, view)
    text = to_graphml(drawn)
    read = nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)
    assert set(read) == {n.id for n in drawn.nodes} | {g.id for g in drawn.groups}
    assert {(a, b, d["label"]) for a, b, d in read.edges(data=True)} == from_to(drawn)
    assert {i: d["label"] for i, d in read.nodes(data=True)}.items() >= {
        n.id: n.label for n in drawn.nodes
    }.items()
    assert to_graphml(drawn) == text


def test_graphml_leaves_out_what_xml_cannot_hold() -> None:
    text = to_graphml(Network("v", "T", "", (Node("a", 'x\x00\x1b\ud800<&"ộ', "task"),), ()))
    assert nx.parse_graphml(text).nodes["a"]["label"] == 'x<&"ộ'


# ------------------------------------------------------------------------------------------------------- the door


def imported(path: Path) -> Iterable[str]:
    for part in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(part, ast.Import):
            yield from (name.name for name in part.names)
        elif isinstance(part, ast.ImportFrom) and part.module:
            yield part.module


def test_only_graph_imports_networkx() -> None:
    source = ROOT / "src" / "planmodel"
    found = {
        str(path.relative_to(source))
        for path in source.rglob("*.py")
        if any(name.partition(".")[0] == "networkx" for name in imported(path))
    }
    assert found == {"graph.py"}


def test_a_drawing_without_an_order_of_tasks_needs_neither_networkx_nor_graphviz() -> None:
    probe = (
        "import sys; from pathlib import Path; from planmodel.workspace import Workspace; "
        "from planmodel.views.network import VIEWS, network; from planmodel.render import dot, draw; "
        f"w = Workspace.around(Path({str(ROOT)!r})); p = w.plan({HUNG_YEN!r}); "
        "[network(p, w.registry, v) for v in VIEWS]; "
        "print([n for n in ('networkx', 'graphviz', 'xml.etree') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


# ------------------------------------------------------------------------------------------------------- networks


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("plan", PLANS)
def test_every_line_ends_at_something_drawn_and_ids_are_unique(plan: str, view: str, lang: str) -> None:
    drawn = drawing(plan, view, lang)
    ids = [n.id for n in drawn.nodes] + [g.id for g in drawn.groups]
    assert len(ids) == len(set(ids))
    assert {x for e in drawn.edges for x in (e.source, e.target)} <= set(ids)
    assert {n.group for n in drawn.nodes} - {""} == {g.id for g in drawn.groups}
    assert all(e.tooltip for e in drawn.edges)
    assert drawn.nodes


def test_an_unknown_view_is_refused_with_the_list() -> None:
    plan = WORKSPACE.plan(KHANH_HOA)
    assert plan is not None
    with pytest.raises(Refusal, match=r"there is no view 'matrix'; there are: responsibility, reporting"):
        network(plan, WORKSPACE.registry, "matrix")


def unled(plan: str) -> list[str]:
    return [n.id for n in drawing(plan, "responsibility").nodes if n.badge == "Chưa có chủ trì"]


def test_sections_that_nobody_leads_are_marked() -> None:
    assert unled(HUNG_YEN) == ["g-II.3.a", "g-II.3.d"]
    assert unled(KHANH_HOA) == []
    assert unled(DAK_NONG) == ["g-III.1", "g-III.2", "g-III.3", "g-III.4"]
    assert (
        "Đầu mối chung không phải là chủ trì từng nhiệm vụ: Sở TT&TT (IV.1.f)."
        in drawing(HUNG_YEN, "responsibility").notes
    )


def test_khanh_hoa_education_leads_its_sections_and_its_part_of_the_shared_ones() -> None:
    drawn = from_to(drawing(KHANH_HOA, "responsibility"))
    assert {(t, label) for s, t, label in drawn if s == "a-so-gddt"} == {
        ("s-III.1", "A/R"),
        ("g-III.3.b", "A/R"),
        ("g-III.3.a", "A/R · giáo dục"),
        ("g-III.3.d", "A/R · giáo dục"),
        ("o-so-gddt", ""),
    }


def test_letters_over_part_of_a_section_say_over_how_much() -> None:
    assert ("a-truong-hoc", "g-III.1.a", "R (1/6)") in from_to(drawing(KHANH_HOA, "responsibility"))
    assert ("a-truong-hoc", "g-III.1.b", "R (3/4)") in from_to(drawing(KHANH_HOA, "responsibility"))


def test_agencies_with_the_same_part_share_a_box_and_keep_all_their_clauses() -> None:
    drawn = drawing(KHANH_HOA, "responsibility")
    shared = next(n for n in drawn.nodes if "UBND huyện" in n.label)
    assert shared.label == "CQ liên quan, UBND huyện"
    line = next(e for e in drawn.edges if (e.source, e.target) == (shared.id, "s-III.1"))
    assert line.clauses == ("VI.2.a", "VI.6#1")


def test_inferred_letters_have_lines_of_their_own() -> None:
    lines = {
        (e.target, e.label, e.inferred)
        for e in drawing(DAK_NONG, "responsibility").edges
        if e.source == "a-so-gddt"
    }
    assert ("s-II.1", "A/R", True) in lines
    both = {
        (e.label, e.inferred) for e in drawing(DAK_NONG, "responsibility").edges if e.target == "g-II.1.b"
    }
    assert {("R (1/4)", False), ("C (1/4)", True)} <= both


def test_duties_that_cover_no_task_are_one_box_an_agency_or_a_note() -> None:
    drawn = drawing(HUNG_YEN, "responsibility")
    own = node(drawn, "o-so-tttt")
    assert own.label == "6 việc riêng · A/R/C/I"
    assert own.clauses == tuple(f"IV.1.{x}" for x in "abcdef")
    assert any("Công an tỉnh (1), KBNN tỉnh (1)" in note for note in drawn.notes)


def test_duties_of_one_agency_in_a_shared_box_are_not_laid_upon_the_others() -> None:
    own = node(drawing(HUNG_YEN, "responsibility"), "o-dn-trung-gian-thanh-toan")
    assert own.detail == ("DN trung gian TT: IV.13.a, IV.13.b, IV.13.c, … (+2)",)
    shared = node(drawing(KHANH_HOA, "responsibility"), "o-dn-trung-gian-thanh-toan")
    assert shared.detail == ("DN trung gian TT, Ngân hàng: VI.7#1",)
    assert node(drawing(KHANH_HOA, "responsibility"), "o-co-quan-lien-quan").detail == (
        "CQ liên quan: phần kết, đoạn 1",
    )


def test_reports_show_who_through_whom_how_often_and_by_when() -> None:
    khanh_hoa = from_to(drawing(KHANH_HOA, "reporting"))
    assert (
        "a-so-gddt",
        "a-so-tttt",
        "hằng quý, 6 tháng, hằng năm, đột xuất\nkhông nêu ngày\nVI.2.c, VI.3.c",
    ) in khanh_hoa
    assert any(
        s == "a-so-tttt" and t == "a-ubnd-tinh" and x.startswith("chuyển tiếp: Sở GD&ĐT, Sở Y tế")
        for s, t, x in khanh_hoa
    )
    dak_nong = from_to(drawing(DAK_NONG, "reporting"))
    assert any(
        "trước 15/06, 15/12" in x for s, t, x in dak_nong if (s, t) == ("a-so-nganh-lien-quan", "a-so-tttt")
    )
    assert [n.kind for n in drawing(THANH_HOA, "reporting").nodes] == ["empty"]


def test_targets_without_a_task_are_marked() -> None:
    assert [n.id for n in drawing(HUNG_YEN, "targets").nodes if n.kind == "bare"] == ["t-edu-tuition-portal"]
    assert {n.id for n in drawing(THANH_HOA, "targets").nodes if n.kind == "bare"} == {
        "t-edu-transactions",
        "t-health-transactions",
    }


def test_targets_lead_to_sections_and_these_to_who_leads() -> None:
    lines = from_to(drawing(KHANH_HOA, "targets"))
    assert ("t-edu-platform", "g-III.1.a", "5/6") in lines
    assert {(s, t) for s, t, _ in lines if t.startswith("a-")} >= {
        ("g-III.1.a", "a-so-gddt"),
        ("g-III.3.a", "a-so-yte"),
    }
    assert node(drawing(KHANH_HOA, "targets"), "t-edu-platform").detail == (
        "2022: ≥\u00a050% → 2025: ≥\u00a080% · 8 nhiệm vụ đóng góp",
    )


@pytest.mark.parametrize("plan", PLANS)
def test_plans_that_order_no_sequence_say_so(plan: str) -> None:
    assert (
        drawing(plan, "dependencies").nodes[0].label
        == "Văn bản không nêu nhiệm vụ nào phải làm sau nhiệm vụ khác."
    )


def test_tasks_that_wait_are_drawn_and_the_others_counted() -> None:
    drawn = network(waiting("a", "b: a", "c: a b", "d"), WORKSPACE.registry, "dependencies")
    assert {(e.source, e.target) for e in drawn.edges} == {("t-a", "t-b"), ("t-a", "t-c"), ("t-b", "t-c")}
    assert drawn.notes == ("1 nhiệm vụ khác không chờ nhau.",)


def test_tasks_that_wait_in_a_circle_are_marked() -> None:
    drawn = network(waiting("a: c", "b: a", "c: b", "d: c"), WORKSPACE.registry, "dependencies")
    assert {n.id: n.badge for n in drawn.nodes if n.badge} == dict.fromkeys(
        ("t-a", "t-b", "t-c"), "Chờ vòng quanh"
    )
    assert [(e.source, e.target) for e in drawn.edges if e.kind != "circle"] == [("t-c", "t-d")]


def test_a_long_chain_is_drawn_by_sections_and_no_circle_is_made_up() -> None:
    chain = ["t1", *(f"t{n}: t{n - 1}" for n in range(2, 15)), "t15: t14", "t16: t1"]
    drawn = network(waiting(*chain), WORKSPACE.registry, "dependencies")
    assert [n.id for n in drawn.nodes] == ["g-II.1.a", "g-II.2.a", "g-II.3.a", "g-II.4.a"]
    assert ("g-II.1.a", "g-II.2.a", "1") in from_to(drawn)
    assert not any(n.badge for n in drawn.nodes)


def test_legal_bases_stand_by_role_with_number_and_date() -> None:
    drawn = drawing(KHANH_HOA, "legal")
    assert [g.label for g in drawn.groups] == ["Thực hiện", "Theo hướng dẫn", "Theo đề nghị"]
    guided = node(drawn, "b-guided-by-781/BTTTT-QLDN")
    assert guided.label == "781/BTTTT-QLDN · 04/03/2022 · Bộ TT&TT"
    assert guided.detail[-1] == "bản mã hóa: mic-781-2022"
    inferred = [e for e in drawing(DAK_NONG, "legal").edges if e.inferred]
    assert [e.source for e in inferred] == ["t-mic-781-2022"]


@pytest.mark.parametrize("tasks", [30, 118, 200, 300, 1_000])
def test_large_plans_are_folded_to_a_readable_size(tasks: int) -> None:
    plan = compiled(generate.plan(1, 1, tasks))
    for view in VIEWS:
        drawn = network(plan, WORKSPACE.registry, view)
        assert len(drawn.nodes) + len(drawn.groups) <= 60, view
        assert len(drawn.edges) <= 110, view


def test_the_order_of_agencies_in_the_plan_decides_nothing_that_is_hashed() -> None:
    plan = WORKSPACE.plan(HUNG_YEN)
    assert plan is not None
    assert [network(plan, WORKSPACE.registry, v) for v in VIEWS] == [drawing(HUNG_YEN, v) for v in VIEWS]
