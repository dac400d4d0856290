"""What the benchmarks of differences measure with: a template and its plans, ten planted changes, and what programs tell of them."""

import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml

from benchmarks import differences, generate, measure, seeded, told, versions
from planmodel.check import check_text
from planmodel.derive.changes import changes
from planmodel.derive.conformity import compare
from planmodel.source import Source
from planmodel.workspace import Workspace, load_source

LINKED = "176ed51406775de31175c4046cee86e3b77e703e49cf1685363b6a55df52ffa4"
LESS = {less for _, _, less in generate.WEAKER}


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("linked")
    generate.write(home / "plans", 4, tasks=40, linked=True)
    return home


def test_the_template_is_valid_and_without_findings(linked: Path) -> None:
    text = (linked / "plans" / "template.yaml").read_text("utf-8")
    checked = check_text(Source("template.yaml", text), Workspace(linked))
    assert checked.plan_id == generate.TEMPLATE
    assert checked.found == []


def test_plans_that_carry_it_out_are_valid_and_depart_from_it_in_many_ways(linked: Path) -> None:
    workspace = Workspace(linked)
    template = workspace.plan(generate.TEMPLATE)
    plans = [workspace.plan(f"plan-{n:05d}") for n in range(1, 5)]
    assert template is not None
    for n in range(1, 5):
        text = (linked / "plans" / f"plan-{n:05d}.yaml").read_text("utf-8")
        assert not [d for d in check_text(Source("made.yaml", text), workspace).found if d.code < "PM2"]
    items = compare(template, [p for p in plans if p is not None], workspace.registry)
    assert {i.plan for i in items} == {f"plan-{n:05d}" for n in range(1, 5)}
    assert {i.kind for i in items} == {"target", "requirement", "task", "lead", "report"}
    assert {"conforms", "falls-short", "exceeds", "mixed", "missing", "moved", "added"} <= {
        i.verdict for i in items
    }
    by_basis = Counter(i.basis for i in items if i.kind == "target")
    assert by_basis["implements"] > by_basis["indicator"] > 0


def test_but_for_the_links_they_are_the_same_plans() -> None:
    bare, with_links = (yaml.safe_load(generate.plan(1, 2, 40, linked=linked)) for linked in (False, True))
    assert with_links.pop("implements") == [{"plan": generate.TEMPLATE, "basis": "cited", "at": "preamble#2"}]
    assert list(bare) == list(with_links)
    for section, items in bare.items():
        if section not in ("targets", "requirements", "tasks"):
            assert items == with_links[section]
            continue
        for one, other in zip(items, with_links[section], strict=True):
            other.pop("implements", None)
            differing = {
                k: v for k, v in other.items() if one.get(k) != v and k != "level"
            }  # levels are drawn
            assert set(map(str, differing.values())) <= {*LESS, "2"}
            assert one.keys() == other.keys()


def test_template_and_linked_plan_have_the_same_bytes_on_every_python() -> None:
    texts = generate.template(1) + generate.plan(1, 1, linked=True)
    assert hashlib.sha256(texts.encode()).hexdigest() == LINKED


def test_the_script_writes_the_template_too(tmp_path: Path) -> None:
    options = ["--plans", "1", "--tasks", "30", "--template", "--out", str(tmp_path)]
    subprocess.run([sys.executable, "-I", "-S", generate.__file__, *options], check=True, capture_output=True)
    assert (tmp_path / "template.yaml").read_bytes() == generate.template(1, 30).encode()
    assert (tmp_path / "plan-00001.yaml").read_bytes() == generate.plan(1, 1, 30, linked=True).encode()


def test_the_ten_changes_leave_a_valid_plan_and_touch_an_item_each() -> None:
    assert len(seeded.ITEMS) == len(seeded.SEEDS) == 10
    old, new = yaml.safe_load(seeded.original()), yaml.safe_load(seeded.changed())
    differing = set()
    for section in ("targets", "requirements", "tasks", "duties", "reports"):
        before, after = ({item["id"]: item for item in plan[section]} for plan in (old, new))
        differing |= {name for name, item in before.items() if after.get(name) != item}
    assert differing == seeded.ITEMS
    loaded = load_source(Source("new.yaml", seeded.changed()))
    assert loaded.plan is not None
    assert loaded.found == []


@pytest.mark.parametrize("text", [seeded.original(), seeded.changed()], ids=["old", "new"])
def test_the_other_shape_says_the_same(text: str) -> None:
    there, here = yaml.safe_load(seeded.reshaped(text)), yaml.safe_load(text)
    there["tasks"].reverse()
    assert there == here
    lines = text.splitlines()
    moved = sum(a != b for a, b in zip(lines, seeded.reshaped(text).splitlines(), strict=True))
    assert moved > 0.9 * len([line for line in lines if line.startswith(" ")])


def test_all_ten_are_told_in_the_right_direction_and_nothing_else(tmp_path: Path) -> None:
    rows = list(differences.found_of_ten(differences.Pair(measure.Corpus(tmp_path))))
    assert [row.verdict for row in rows] == ["holds"] * 5
    assert [row.ratio for row in rows] == [10, 0, 10, 0, 0]


def test_a_later_version_differs_in_every_way_and_in_proportion() -> None:
    registry = Workspace(None).registry
    found = []
    for tasks in (100, 300):
        texts = generate.plan(1, 1, tasks), seeded.revised(generate.plan(1, 1, tasks))
        old, new = (load_source(Source("made.yaml", text)).plan for text in texts)
        assert old is not None
        assert new is not None
        found.append(Counter(c.kind for c in changes(old, new, registry)))
    assert all({"changed", "renamed", "removed"} <= kinds.keys() for kinds in found)
    assert 2 < found[1].total() / found[0].total() < 4


@pytest.mark.parametrize(
    ("name", "arguments", "series"),
    [
        pytest.param("comparing", ["1", "2,4"], 4, id="comparing"),
        pytest.param("changes", ["1"], 2, id="changes"),
    ],
)
def test_what_is_measured_in_one_process_runs(
    name: str, arguments: list[str], series: int, linked: Path
) -> None:
    timed = json.loads(measure.answer(versions.command(name, *arguments, str(linked))))
    assert len(timed) == series
    assert all(taken >= 0 for times in timed for taken in times)


# ------------------------------------------------------------------------------------------ what programs tell


def test_a_mark_counts_where_the_change_was_made() -> None:
    marks = [
        told.Mark("edu-platform", frozenset({"level"}), True, "weakens"),
        told.Mark("health-platform", frozenset({"title"}), True),
        told.Mark("edu-cashless", frozenset({"commitment"}), False, "strengthens"),
        told.Mark("task-050", frozenset(), True, "weakens"),
        told.Mark("task-012", frozenset(), True, "weakens"),
        told.Mark("task-051", frozenset({"due"}), True),
        told.Mark("", frozenset({"document"}), False),
    ]
    assert told.tally(marks) == told.Tally(told=3, named=2, directed=2, others=2)


def test_numbers_of_lists_are_looked_up() -> None:
    said = {
        "values_changed": {
            "root['targets'][8]['area']": {"new_value": "urban", "old_value": "all"},
            "root['tasks'][11]['due']['before']": {"new_value": "2022-09-20", "old_value": "2022-08-19"},
            "root['document']['place']": {"new_value": "", "old_value": ""},
        },
        "iterable_item_removed": {"root['tasks'][49]": {"id": "task-050"}},
        "dictionary_item_removed": {"root['targets'][4]['level']['at_least'][2022]": 48},
    }
    found = told.tally(told.of_deepdiff(json.dumps(said), seeded.original(), seeded.changed()))
    assert found == told.Tally(told=4, named=1, directed=0, others=1)


def test_operations_of_lists_are_followed() -> None:
    targets = [["~", {"id": "edu-platform", "level": {"at_least": {"2023": {"__old": 52, "__new": 45}}}}]]
    tasks = (
        [[" "]] * 11
        + [["~", {"due__deleted": {}, "by__added": []}]]
        + [[" "]] * 37
        + [["-", {"id": "task-050"}]]
    )
    said = {
        "targets": targets,
        "tasks": [*tasks, ["+", {"id": "task-200"}]],
        "plan": {"__old": "a", "__new": "b"},
    }
    found = told.tally(told.of_json_diff(json.dumps(said), seeded.original()))
    assert found == told.Tally(told=3, named=2, directed=0, others=2)
    assert list(told.of_json_diff("", seeded.original())) == []


def test_marked_lines_are_found_in_their_items(tmp_path: Path) -> None:
    texts = {"old": seeded.original(), "new": seeded.changed()}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    for one, other in (("old", "new"), ("new", "old")):
        command = differences.git(str(tmp_path / one), str(tmp_path / other))
        said = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path).stdout
        found = told.tally(told.of_git(said, texts[one], texts[other]))
        assert (found.told, found.named, found.directed, found.others) == (10, 3, 0, 0)


def test_paths_by_ids_are_read() -> None:
    said = """
targets.edu-platform.level.at_least.2023
  ± value change
    - 52
    + 45

requirements.health-platforms.of
  - one list entry removed:
    - vaccination

tasks
  - one list entry removed:
    - id: task-050
      at: "II.3.a#2"

duties
  ⇆ order changed
"""
    assert told.tally(told.of_dyff(said)) == told.Tally(told=3, named=3, directed=0, others=1)


def test_a_program_that_is_not_here_has_no_rows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = []
    for place in (None, "/opt/dyff"):
        monkeypatch.setattr(differences, "which", lambda _, place=place: place)
        names.append([program.name for program in differences.others("deep", "json-diff")])
    assert names[0] == ["deepdiff", "deepdiff --ignore-order", "json-diff", "git diff --word-diff"]
    assert names[1] == [*names[0], "dyff"]
    assert re.fullmatch(r"dyff is not on the path: .*\n", capsys.readouterr().err)


def test_a_program_that_fails_is_not_counted() -> None:
    with pytest.raises(measure.Failed, match="exit code 3"):
        differences.printed([sys.executable, "-c", "raise SystemExit(3)"])
    assert differences.printed([sys.executable, "-c", "print('x'); raise SystemExit(1)"]) == "x\n"
