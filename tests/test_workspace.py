"""Where plans and registries are found, and what is said of names that do not exist."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from planmodel import resources
from planmodel.check import check_files, check_text, find_files
from planmodel.diagnostics import Diagnostic, Refusal, Severity
from planmodel.source import Source
from planmodel.workspace import Workspace, load_file, load_source, plan_files, shown
from tests.plan_texts import (
    FULL,
    MINIMAL,
    SHIPPED,
    apply,
    assert_clean,
    assert_found,
    changed,
    duty,
    findings,
    plan,
    pointed,
    report,
    requirement,
    small,
    target,
    task,
)

OTHER = MINIMAL.replace("ke-hoach-mau", "ke-hoach-khac", 1)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: a workspace with one plan in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans" / "khanh-hoa").mkdir(parents=True)
    (tmp_path / "plans" / "khanh-hoa" / "mau.yaml").write_text(MINIMAL, "utf-8")
    return tmp_path


def put(home: Path, name: str, text: str | bytes) -> Path:
    path = home / "plans" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refusal(call: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(Refusal) as caught:
        call()
    vi, en, _ = caught.value.message
    assert "\n" not in vi + en
    assert vi != en
    return vi, en


def names(workspace: Workspace) -> list[str]:
    return list(workspace.paths)


# --------------------------------------------------------------------------------------------- finding the files


def test_the_workspace_is_the_nearest_folder_upwards_that_holds_plans(home: Path) -> None:
    inner = home / "plans" / "khanh-hoa"
    assert Workspace.around(inner).home == home
    assert Workspace.around(inner / "mau.yaml").home == home
    assert Workspace.around(home).plans_folder == home / "plans"
    (inner / "plans").mkdir()
    assert Workspace.around(inner).home == inner


def test_without_a_plans_folder_the_programs_own_files_are_the_workspace(tmp_path: Path) -> None:
    workspace = Workspace.around(tmp_path)
    assert workspace.home is None or workspace.home in tmp_path.parents
    assert Workspace(None).plans_folder == resources.PLANS
    assert "mic-781-2022" in SHIPPED.paths


def test_the_registries_and_templates_that_a_workspace_lacks_are_those_we_ship(home: Path) -> None:
    own = put(home, "registry/roles.yaml", "registry: roles\nroles:\n"
              "  - {id: lead, name: {vi: chủ trì, en: leads}, raci: [R], rasci: [R]}\n")  # fmt: skip
    workspace = Workspace.around(home)
    assert workspace.registry_files[2] == own
    assert workspace.registry_files[0] == resources.REGISTRY / "agencies.yaml"
    assert list(workspace.registry.verbs) == ["lead"]
    assert workspace.registry.verbs["lead"].letters.raci == ("R",)
    assert "so-yte" in workspace.registry.agencies
    assert names(workspace) == ["ke-hoach-mau", "mic-781-2022"]


def test_a_template_of_ones_own_takes_the_place_of_ours(home: Path) -> None:
    mine = put(home, "templates/781.yaml", MINIMAL.replace("ke-hoach-mau", "mic-781-2022", 1))
    assert Workspace.around(home).paths["mic-781-2022"] == (mine,)


def test_plan_files_come_in_a_fixed_order_without_hidden_ones(home: Path) -> None:
    for name in ("b.yml", "a.yaml", ".hidden/c.yaml", ".d.yaml", "e.txt", "z/a.yaml", "folder.yaml/x.txt"):
        put(home, name, OTHER)
    (home / "plans" / "gone.yaml").symlink_to(home / "nowhere.yaml")
    listed = [p.relative_to(home / "plans").as_posix() for p in plan_files(home / "plans")]
    assert listed == ["a.yaml", "b.yml", "khanh-hoa/mau.yaml", "z/a.yaml"]
    assert list(plan_files(home / "nowhere")) == []


@pytest.mark.parametrize(
    ("text", "plan_id"),
    [
        pytest.param("plan: abc-1\n", "abc-1", id="plain"),
        pytest.param('plan: "abc"  # note\n', "abc", id="quoted-with-a-comment"),
        pytest.param("# x\r\nplan: 'abc'\r\n", "abc", id="crlf"),
        pytest.param("\ufeffplan: abc\n", "abc", id="first-line-after-a-bom"),
        pytest.param("# " + "x" * 10_000 + "\nplan: abc\n", "abc", id="after-a-long-comment"),
        pytest.param("# " + "x" * 4080 + "\nplan: abc-defghij\n", "abc-defghij", id="across-the-first-block"),
        pytest.param("plan: abc_def\n", None, id="not-an-id"),
        pytest.param("x:\n  plan: abc\n", None, id="not-at-the-top"),
        pytest.param("registry: roles\n", None, id="registry"),
        pytest.param("", None, id="empty"),
    ],
)
def test_a_plan_is_known_by_the_id_in_its_text(home: Path, text: str, plan_id: str | None) -> None:
    path = put(home, "x.yaml", text)
    ids = {k: v for k, v in Workspace.around(home).paths.items() if path in v}
    assert ids == ({} if plan_id is None else {plan_id: (path,)})


def test_paths_are_shown_from_the_working_folder_where_they_lie_in_it(home: Path) -> None:
    assert shown(home / "plans" / "x.yaml") == str(Path("plans", "x.yaml"))
    assert shown(home.parent) == str(home.parent)


# ------------------------------------------------------------------------------------------------ PLAN arguments


def test_a_plan_is_found_by_its_id_and_by_its_file(home: Path) -> None:
    workspace = Workspace.around(home)
    path = home / "plans" / "khanh-hoa" / "mau.yaml"
    assert workspace.find("ke-hoach-mau") == path
    assert workspace.find("plans/khanh-hoa/mau.yaml").absolute() == path
    found = workspace.plan("ke-hoach-mau")
    assert found is not None
    assert found.source == str(Path("plans", "khanh-hoa", "mau.yaml"))
    assert workspace.plan("ke-hoach-mau") is found


@pytest.mark.parametrize(
    ("arg", "vi", "en"),
    [
        pytest.param("ke-hoach-mao", "có phải ke-hoach-mau?", "did you mean ke-hoach-mau?", id="misspelt-id"),
        pytest.param("xyz", "các mã có ở đây: ke-hoach-mau, mic-781-2022", "ids here: ke-", id="unknown-id"),
        pytest.param(
            "plans/x.yaml", "không có tệp «plans/x.yaml»", "no file 'plans/x.yaml'", id="missing-file"
        ),
        pytest.param("x.yml", "không có tệp", "there is no file 'x.yml'", id="missing-file-here"),
        pytest.param("plans", "«plans» là thư mục", "'plans' is a folder", id="folder"),
        pytest.param("x" * 5000, "không có tệp", "there is no file", id="name-too-long"),
        pytest.param("", "thư mục", "folder", id="empty"),
    ],
)
def test_what_names_no_plan_is_refused_with_a_way_out(home: Path, arg: str, vi: str, en: str) -> None:
    said = refusal(lambda: Workspace.around(home).find(arg))
    assert vi in said[0]
    assert en in said[1]


def test_an_id_that_two_files_claim_is_refused_with_both_names(home: Path) -> None:
    put(home, "hai.yaml", MINIMAL)
    workspace = Workspace.around(home)
    said = refusal(lambda: workspace.find("ke-hoach-mau"))
    assert all("plans/hai.yaml, plans/khanh-hoa/mau.yaml" in sentence for sentence in said)
    assert workspace.find("plans/hai.yaml") == Path("plans/hai.yaml")


def test_the_second_plan_with_an_id_is_told_and_shows_the_first(home: Path) -> None:
    put(home, "hai.yaml", "# x\n" + MINIMAL)
    workspace = Workspace.around(home)
    one, two = check_files(find_files(["plans"], workspace), workspace)
    assert one.found == []
    (found,) = two.found
    assert (found.code, found.severity, two.name) == ("PM117", Severity.error, "plans/khanh-hoa/mau.yaml")
    assert found.span is not None
    assert (found.span.line, found.span.column) == (2, 7)
    assert [(r.source, r.span and r.span.line) for r in found.related] == [("plans/hai.yaml", 3)]


def test_a_folder_without_plans_and_a_missing_file_are_refused(home: Path) -> None:
    workspace = Workspace.around(home)
    (home / "empty").mkdir()
    assert "không có tệp .yaml nào" in refusal(lambda: find_files(["empty"], workspace))[0]
    assert "không có tệp «nowhere/x.yaml»" in refusal(lambda: find_files(["nowhere/x.yaml"], workspace))[0]
    assert "không có kế hoạch «nowhere»" in refusal(lambda: find_files(["nowhere"], workspace))[0]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        pytest.param("x.yaml", b"\xff", "PM002", id="not-utf8"),
        pytest.param("x.yaml", "a: [1\n", "PM006", id="broken-yaml"),
        pytest.param("x.yaml", "plan: x\n", "PM102", id="broken-shape"),
        pytest.param("nowhere.yaml", None, "PM001", id="missing"),
    ],
)
def test_a_file_that_cannot_be_built_has_findings_and_no_plan(
    home: Path, name: str, text: str | bytes | None, code: str
) -> None:
    if text is not None:
        put(home, name, text)
    loaded = load_file(home / "plans" / name)
    assert (loaded.plan, loaded.registry) == (None, None)
    assert {d.code for d in loaded.found} == {code}
    assert Workspace.around(home).plan("x") is None


# ------------------------------------------------------------------------------------------- names in the plan

TO = "  - {id: b, at: I, from: [so-yte], to: [%s], every: [], ad_hoc: true}\n"
DANGLING = [
    (plan(duties=[duty(agencies="[so-ytee]", covers=None)]), "so-ytee", "PM112", "so-yte"),
    (plan(reports=[TO % "ubnd-tynh@khanh-hoa"]), "ubnd-tynh", "PM112", "ubnd-tinh"),
    (plan(reports=[TO % '"ubnd-tinh@khanh-hoaa"']), "khanh-hoaa", "PM118", "khanh-hoa"),
    (small("province: khanh-hoa", "province: hung-yenn"), "hung-yenn", "PM118", "hung-yen"),
    (small("issuer: ubnd-tinh", "issuer: ubnd-tinhh"), "ubnd-tinhh", "PM112", "ubnd-tinh"),
    (plan(targets=[target(indicator="cashless-adopt")]), "cashless-adopt", "PM113", "cashless-adoption"),
    (plan(targets=[target(population="truong-hocc")]), "truong-hocc", "PM113", "truong-hoc"),
    (plan(requirements=[requirement(of="[qr, web-site]")]), "web-site", "PM113", "website"),
    (plan(duties=[duty(covers=None, roles="[leed]")]), "leed", "PM114", "lead"),
    (plan(duties=[duty(covers=None, roles="[{verb: coordinate, with: [so-yte], joint: [handel]}]")]), "handel", "PM114", "handle"),
    (plan(targets=[target(id="share")], tasks=[task(contributes_to="[shares]")], duties=[duty()]), "shares", "PM111",
     "share"),
    (plan(tasks=[task(), task(id="n2", after="[n-1]")], duties=[duty()]), "n-1", "PM111", "n1"),
    (plan(tasks=[task()], duties=[duty(), duty(id="d2", roles="[fund]", covers="[n-1]")]), "n-1", "PM111", "n1"),
    (plan(implements=["  - {plan: mic-781-2023, basis: cited}\n"]), "mic-781-2023", "PM115", "mic-781-2022"),
    (plan(implements=["  - {plan: mic-781-2022, basis: cited}\n"], targets=[target(implements="[edu-platfrom]")]),
     "edu-platfrom", "PM116", "edu-platform"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wrong", "code", "right"), DANGLING, ids=range(len(DANGLING)))
def test_a_name_that_does_not_exist_is_found_at_its_place_with_the_nearest_one(
    text: str, wrong: str, code: str, right: str
) -> None:
    (found,) = assert_found(pointed(text, wrong, code), of_names)
    assert f"có phải «{right}»?" in found.message.vi
    assert f"did you mean '{right}'?" in found.message.en
    assert found.severity is Severity.error
    assert_clean(apply(pointed(text, wrong, code), found.fix), of_names)


def of_names(text: str) -> list[Diagnostic]:
    """What is found in a plan, but for what it does not carry out of its template."""
    return [d for d in findings(text) if not d.code.startswith("PM6")]


def test_a_name_unlike_all_others_gets_no_guess() -> None:
    (found,) = findings(plan(duties=[duty(agencies="[zzzzzz]", covers=None)]))
    assert (found.code, found.fix) == ("PM112", None)
    assert "?" not in found.message.vi


def test_a_range_that_holds_no_task_is_found() -> None:
    text = plan(tasks=[task()], duties=[duty(), duty(id="d2", roles="[fund]", covers='["II.2..II.3"]')])
    (found,) = assert_found(pointed(text, '"II.2..II.3"', "PM111"))
    assert "phạm vi «II.2..II.3» không có nhiệm vụ nào" in found.message.vi
    assert found.clause == "III.1"


def test_a_population_of_a_scope_that_does_not_exist_is_found_at_its_duty() -> None:
    text = plan(duties=[duty(covers=None, scope="{population: truong-hocc}")])
    (found,) = findings(text)
    assert (found.code, found.fix, found.span and found.span.line) == ("PM113", None, 16)
    assert "«truong-hocc»; có phải «truong-hoc»?" in found.message.vi


def test_links_into_a_template_that_is_not_there_are_not_judged_one_by_one() -> None:
    text = plan(
        implements=["  - {plan: mic-781-2023, basis: cited}\n"], targets=[target(implements="[no-such-item]")]
    )
    assert [d.code for d in findings(text)] == ["PM115"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(plan(targets=[target(), target()]), 26, id="targets"),
        pytest.param(plan(reports=[report(), report()]), 23, id="reports"),
        pytest.param(plan(requirements=[requirement(), requirement()]), 22, id="requirements"),
        pytest.param(plan(tasks=[task()], duties=[duty(id="n1")]), 21, id="a-task-and-a-duty"),
    ],
)
def test_an_id_given_twice_is_found_at_the_second(text: str, line: int) -> None:
    (found,) = findings(text)
    assert (found.code, found.span and (found.span.line, found.span.column)) == ("PM110", (line, 9))
    assert [r.span and (r.span.line, r.message.en) for r in found.related] == [(16, "first used here")]
    assert "dòng 16" in found.message.vi


def test_a_plan_with_every_kind_of_item_names_only_what_exists() -> None:
    assert_clean(FULL, of_names)


# --------------------------------------------------------------------------------------------------- registries


def broken(home: Path, text: str | bytes) -> tuple[Workspace, list[Diagnostic]]:
    put(home, "registry/agencies.yaml", text)
    workspace = Workspace.around(home)
    return workspace, workspace.registry_found


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        pytest.param("registry: agencies\nagencies: [\n", "PM006", 3, 1, id="broken-yaml"),
        pytest.param("registry: agencies\nagencies:\n  - {id: a}\n", "PM102", 3, 6, id="broken-shape"),
        pytest.param(b"registry: \xff\n", "PM002", 1, 11, id="not-utf8"),
    ],
)
def test_a_broken_registry_is_one_story_told_at_its_place(
    home: Path, text: str | bytes, code: str, line: int, column: int
) -> None:
    workspace, found = broken(home, text)
    assert workspace.registry.agencies == {}
    assert "lead" in workspace.registry.verbs
    assert {(d.code, d.source) for d in found} == {(code, "plans/registry/agencies.yaml")}
    first = found[0].span
    assert first is not None
    assert (first.line, first.column) == (line, column)
    # The names of a plan are not judged by a registry that could not be read.
    assert check_text(Source("p.yaml", MINIMAL), workspace).found == []
    checked = list(check_files([home / "plans" / "khanh-hoa" / "mau.yaml"], workspace))
    assert [d.code for one in checked for d in one.found] == [d.code for d in found]


def test_an_entry_given_twice_in_a_registry_is_found_at_the_second(home: Path) -> None:
    entry = "  - {id: a, name: {vi: A, en: A}, level: any, kind: class}\n"
    _, found = broken(home, "registry: agencies\nagencies:\n" + entry + entry)
    assert [(d.code, d.span and (d.span.line, d.span.column)) for d in found] == [("PM110", (4, 10))]


def test_the_shipped_registries_name_only_what_they_hold() -> None:
    r = SHIPPED.registry
    assert SHIPPED.registry_found == []
    for agency in r.agencies.values():
        heirs = [s.to for s in agency.successors if s.to != "unknown"]
        linked = [*(m.id for m in agency.members), *heirs, agency.parent or agency.id]
        assert [x for x in linked if x not in r.agencies] == [], agency.id
    for population in r.populations.values():
        assert [x.id for x in population.within if x.id not in r.populations] == [], population.id
    for province in r.provinces.values():
        assert province.successor is None or province.successor.to in r.provinces


@pytest.mark.parametrize("plan_id", sorted(SHIPPED.paths))
def test_every_name_in_the_shipped_plans_exists(plan_id: str) -> None:
    built = SHIPPED.plan(plan_id)
    assert built is not None
    assert SHIPPED.resolve(built) == []


def test_a_workspace_can_judge_by_the_reference_engine(home: Path) -> None:
    put(home, "khanh-hoa/mau.yaml", changed(MINIMAL, "kind: plan\n", "kind: plam\n"))
    path = home / "plans" / "khanh-hoa" / "mau.yaml"
    loaded = [Workspace.around(home, engine).load(path) for engine in ("jsonschema", "jsonschema-rs")]
    assert [[d.code for d in one.found] for one in loaded] == [["PM104"], ["PM104"]]


@pytest.mark.parametrize(
    ("section", "code", "said"),
    [
        (
            (
                'targets:\n  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc,'
                ' area: all, measure: share, level: {range: {2022: [90, 20]}}, unit: "%", commitment: firm}\n'
            ),
            "PM107",
            "«90 – 20»",
        ),
        (
            'requirements:\n  - {id: r1, at: "II.1", sector: both, title: Hình thức, choose: 3, of: [qr, website]}\n',
            "PM107",
            "chọn 3 trong 2",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_one_finding(section: str, code: str, said: str) -> None:
    found = load_source(Source("plan.yaml", MINIMAL + section)).found
    assert [d.code for d in found] == [code]
    assert said in found[0].message.vi


def test_a_period_runs_forward() -> None:
    text = MINIMAL.replace('from: "2022-01-01"', 'from: "2026-01-01"')
    found = load_source(Source("plan.yaml", text)).found
    assert [d.code for d in found] == ["PM107"]
    assert "«01/01/2026 – 31/12/2025»" in found[0].message.vi
    assert "'2026-01-01 – 2025-12-31'" in found[0].message.en


def test_the_copy_of_the_registries_is_what_the_files_say() -> None:
    from tools import make_registries

    assert make_registries.made() == resources.REGISTRIES.read_text("utf-8"), "run make registries"


def test_a_registry_taken_from_the_copy_is_the_one_that_reading_gives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quick = Workspace(None).registry
    monkeypatch.setattr("planmodel.workspace._shipped", dict)
    assert repr(Workspace(None).registry) == repr(quick)


def test_a_registry_that_differs_by_one_byte_is_read(tmp_path: Path) -> None:
    shutil.copytree(resources.REGISTRY, tmp_path / "plans" / "registry")
    path = tmp_path / "plans" / "registry" / "roles.yaml"
    path.write_text(path.read_text("utf-8") + "  - {id: own-verb}\n", "utf-8")
    assert [d.code for d in Workspace(tmp_path).registry_found] != []
