"""``planmodel diff``: two versions from the shell, whom to tell, what to check again, and how it can fail."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from planmodel import model as m
from planmodel.derive.affected import Effects
from planmodel.derive.cells import cell_changes
from planmodel.derive.changes import CODES, WEIGHTS, changes
from planmodel.derive.effects import effects
from planmodel.source import Source
from planmodel.views.diff.apart import apart
from planmodel.views.diff.data import data
from planmodel.views.diff.difference import Difference
from planmodel.views.diff.weighing import Weighing
from planmodel.workspace import load_source
from tests.command import copy_plans, one_line, planmodel, refused
from tests.golden import (
    DAK_NONG,
    HUNG_YEN,
    KHANH_HOA,
    PLANS,
    PROVINCES,
    REGISTRY,
    TEMPLATE,
    assert_golden,
    made,
    real,
)
from tests.plan_texts import changed, duty, plan, report, target, task
from tests.test_export import assert_valid
from tests.versions import text_of
from tools import make_changes

EDITS = (
    ("    area: all\n    measure: share\n    demand: use\n    level:\n      at_least: {2022: 50}\n      step: {from: 2023, add: 10, until: 2025, reach: 80}\n    unit: \"%\"\n    commitment: firm\n    implements: [edu-platform]",
     "    area: urban\n    measure: share\n    demand: use\n    level:\n      at_least: {2022: 55}\n      step: {from: 2023, add: 10, until: 2025, reach: 80}\n    unit: \"%\"\n    commitment: firm\n    implements: [edu-platform]"),
    ("title: Trường học sẵn sàng ít nhất 3 trong 4 phương thức thanh toán, choose: 3", "title: Trường học sẵn sàng ít nhất 2 trong 4 phương thức thanh toán, choose: 2"),
    ("    roles: [lead, implement]\n    with: [co-quan-lien-quan]\n    covers: [\"III.2\"", "    roles: [coordinate]\n    with: [co-quan-lien-quan]\n    covers: [\"III.2\""),
    ("rep-so-gddt, at: \"VI.2.c\", from: [so-gddt], to: [ubnd-tinh], via: [so-tttt], every: [quarter, half-year, year]", "rep-so-gddt, at: \"VI.2.c\", from: [so-gddt], to: [ubnd-tinh], via: [so-tttt], every: [year], due: [{before: \"12-15\"}]"),
    ("Hỗ trợ quảng bá, kết nối nền tảng số giáo dục đến trường học", "Hỗ trợ quảng bá và kết nối nền tảng số giáo dục đến trường học"),
    ("  - id: edu-stem\n    at: \"III.3.b#2\"", "  - id: edu-stem-education\n    at: \"III.3.b#5\""),
    ("  - id: comm-emulation\n    at: \"III.3.a#3\"\n    sector: both\n    title: \"Thi đua, khen thưởng, xếp hạng, đánh giá trường học, bệnh viện\"\n    implements: [comm-emulation]\n", ""),
)  # fmt: skip
"""One realistic edit: some demands weaker, one stronger, a lead gone, words mended, a task renamed and moved, one dropped."""


def edited() -> str:
    """The plan of Khánh Hòa after the edit."""
    text = text_of(KHANH_HOA)
    for old, new in EDITS:
        text = changed(text, old, new)
    return text


def difference(old: m.Plan, new: m.Plan) -> Difference:
    """Everything that differs."""
    found = changes(old, new, REGISTRY)
    return Difference(old, new, found, effects(old, new, REGISTRY, found))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of its own with the edited plan beside it, as the working folder."""
    copy_plans(tmp_path)
    (tmp_path / "moi.yaml").write_text(edited(), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def git(*args: str) -> None:
    """One command of git in the working folder."""
    named = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *named, *args], check=True, capture_output=True)


# ---------------------------------------------------------------------------------------------------------- what is shown


@pytest.mark.parametrize(
    ("format_", "ending"), [("terminal", "txt"), ("markdown", "md"), ("json", "json"), ("github", "github")]
)
def test_one_realistic_edit(here: Path, format_: str, ending: str) -> None:
    for lang in ("vi", "en"):
        done = planmodel("diff", KHANH_HOA, "moi.yaml", "--format", format_, "--lang", lang)
        assert (done.code, done.err) == (0, "")
        assert_golden(f"diff/{lang}.{ending}", done.out)


@pytest.mark.parametrize("ending", ["html", "csv", "xlsx", "docx", "pdf"])
def test_files_for_an_office(here: Path, ending: str) -> None:
    assert planmodel("diff", KHANH_HOA, "moi.yaml", "-o", f"x.{ending}").code == 0
    assert (here / f"x.{ending}").stat().st_size > 1000


@pytest.mark.parametrize("old", PLANS)
@pytest.mark.parametrize("new", PLANS)
def test_json_has_the_shape_of_its_schema(old: str, new: str) -> None:
    for lang in ("vi", "en"):
        assert_valid(data([difference(real(old), real(new))], REGISTRY, Weighing(), lang), "diff")


def test_json_keys_and_enums_do_not_change_with_the_language(here: Path) -> None:
    vi, en = (
        json.loads(planmodel("diff", KHANH_HOA, "moi.yaml", "--format", "json", "--lang", x).out)
        for x in ("vi", "en")
    )
    for one in (vi, en):
        for item in one["diffs"][0]["changes"]:
            del item["why"], item["title"]
        for item in one["diffs"][0]["tell"]:
            del item["name"]
    assert vi == en


def test_codes_are_listed() -> None:
    done = planmodel("diff", "--codes", "--format", "json")
    assert [x["code"] for x in json.loads(done.out)["codes"]] == list(CODES)
    assert_valid(json.loads(done.out), "diff-codes")
    assert "target-level-lowered" in planmodel("diff", "--codes").out


def test_a_plan_beside_itself_is_one_line(here: Path) -> None:
    done = planmodel("diff", KHANH_HOA, KHANH_HOA, "--lang", "en")
    assert (done.code, done.out.count("\n")) == (0, 1)
    assert f"{KHANH_HOA} stands on both sides" in done.out
    (here / "cu.yaml").write_text(edited(), "utf-8")
    done = planmodel("diff", "cu.yaml", "moi.yaml", "--lang", "en")
    assert (done.code, done.out) == (0, "cu.yaml and moi.yaml say the same: nothing differs.\n")


def test_another_id_is_said(here: Path) -> None:
    assert "The ids differ" in planmodel("diff", DAK_NONG, HUNG_YEN, "--lang", "en").out


@pytest.mark.parametrize("args", [(TEMPLATE, KHANH_HOA), (KHANH_HOA, TEMPLATE)])
def test_a_template_beside_a_plan_leads_to_compare(args: tuple[str, str]) -> None:
    done = planmodel("diff", *args, "--lang", "en")
    assert done.code == 0
    assert f"planmodel compare {TEMPLATE} {KHANH_HOA}" in " ".join(done.out.split())


def test_the_official_wording_is_editorial() -> None:
    text = text_of(KHANH_HOA)
    worded = changed(
        text,
        "    title: Chọn và khuyến cáo nền tảng số giáo dục Việt Nam xuất sắc\n",
        "    title: Chọn và khuyến cáo nền tảng số giáo dục Việt Nam xuất sắc\n    text: Lựa chọn, khuyến cáo các nền tảng\n",
    )
    (one,) = changes(made(text), made(worded), REGISTRY)
    assert (one.codes, one.weight) == (("text-changed",), "editorial")
    found = effects(made(text), made(worded), REGISTRY, (one,))
    assert (found.told, found.again, found.cells, found.dates) == ((), (), (), ())


def test_the_parts_of_the_page_lead_to_one_another(here: Path) -> None:
    planmodel("diff", KHANH_HOA, "moi.yaml", "-o", "x.html")
    page = (here / "x.html").read_text("utf-8")
    names, links = re.findall(r' id="([^"]+)"', page), re.findall(r' href="#([^"]+)"', page)
    assert len(names) == len(set(names))
    assert set(links) <= set(names)
    for begin in ("o-change_", "o-tell_", "o-again_"):
        assert any(link.startswith(begin) for link in links)
    assert "<mark>50%</mark>" in page
    assert 'data-choose="several"' in planmodel("diff", TEMPLATE, KHANH_HOA, "--format", "html").out


@pytest.mark.parametrize(
    ("one", "other", "here_", "there"),
    [
        ("ít nhất 3 trong 4", "ít nhất 2 trong 4", ["3"], ["2"]),
        ("Sở GD&ĐT, Sở Y tế", "Sở GD&ĐT", ["Sở Y tế"], []),
        ("a, b, c d", "a, x, c e", ["b,", "d"], ["x,", "e"]),
        ("toàn tỉnh", "đô thị", [], []),
        ("", "a", [], []),
        ("a b", "a b", [], []),
        ("a " * 90 + "z " * 70, "a " * 90 + "y " * 70, ["z " * 69 + "z"], ["y " * 69 + "y"]),
    ],
)
def test_where_two_texts_part(one: str, other: str, here_: list[str], there: list[str]) -> None:
    for side, texts in zip(apart(one, other), ((one, here_), (other, there)), strict=True):
        assert [texts[0][a:b] for a, b in side] == texts[1]


def test_only_one_class(here: Path) -> None:
    out = planmodel("diff", KHANH_HOA, "moi.yaml", "--only", "editorial", "--format", "json").out
    (one,) = json.loads(out)["diffs"]
    assert {c["class"] for c in one["changes"]} == {"editorial"}
    assert one["hidden"] > 0
    assert one["matrix"] == one["calendar"] == one["check_again"] == []


# -------------------------------------------------------------------------------------------- how much it weighs, how it ends


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (["--fail-on", "weakens"], 1),
        (["--fail-on", "any"], 1),
        (["--fail-on", "options-fewer"], 1),
        (["--fail-on", "deadline-later,target-year-later"], 0),
        (["--fail-on", "error"], 0),
        (["--fail-on", "error", "--severity", "lead-lost=error"], 1),
        (["--fail-on", "weakens", "--severity", "weakens=off"], 0),
        (["--fail-on", "weakens", "--only", "editorial"], 1),
        ([], 0),
    ],
)
def test_how_it_ends(here: Path, asked: list[str], code: int) -> None:
    assert planmodel("diff", KHANH_HOA, "moi.yaml", *asked).code == code
    assert planmodel("diff", KHANH_HOA, KHANH_HOA, *asked).code == 0


def test_settings_of_the_workspace(here: Path) -> None:
    (here / "planmodel.yaml").write_text(
        "planmodel: 1\ndiff: {severity: {weakens: error, moved: 'off', options-fewer: info}, fail_on: [error]}\n",
        "utf-8",
    )
    done = planmodel("diff", KHANH_HOA, "moi.yaml", "--format", "json")
    assert done.code == 1
    (one,) = json.loads(done.out)["diffs"]
    told = {code: c["severity"] for c in one["changes"] for code in c["codes"]}
    assert told["lead-lost"] == "error"
    assert "moved" not in told
    assert planmodel("diff", KHANH_HOA, "moi.yaml", "--severity", "weakens=info").code == 0
    (here / "planmodel.yaml").write_text("planmodel: 1\ndiff: {severity: {weaken: error}}\n", "utf-8")
    assert "planmodel.yaml:2" in refused("diff", KHANH_HOA, "moi.yaml")
    assert planmodel("check", "moi.yaml").code in (0, 1)


@pytest.mark.parametrize(
    "args",
    [
        ("diff",),
        ("diff", KHANH_HOA),
        ("diff", "a", "b", "c"),
        ("diff", "-", "-"),
        ("diff", KHANH_HOA, DAK_NONG, "--severity", "weakens=loud"),
        ("diff", KHANH_HOA, DAK_NONG, "--severity", "weaken=error"),
        ("diff", KHANH_HOA, DAK_NONG, "--fail-on", "worse"),
        ("diff", KHANH_HOA, "khong-co"),
        ("diff", "--driver", "a", "b"),
    ],
)
def test_what_cannot_be_done_is_one_line(args: tuple[str, ...]) -> None:
    refused(*args)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (edited().replace("kind: plan", "kind: pan"), "4:7: "),
        ("plan: [\n", "2:1: "),
        ("", "1:1: "),
        ("\0", ""),
    ],
    ids=["word", "syntax", "empty", "binary"],
)
def test_a_broken_version_is_told_with_its_line(here: Path, text: str, where: str) -> None:
    (here / "hong.yaml").write_text(text, "utf-8")
    for args in ((KHANH_HOA, "hong.yaml"), ("hong.yaml", KHANH_HOA), ("hong.yaml", "hong.yaml")):
        done = planmodel("diff", *args)
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
        assert done.err.startswith(f"hong.yaml:{where}")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("nope:{id}", "{id}"), "there is no revision 'nope'"),
        (("nope..HEAD",), "there is no revision 'nope'"),
        (("HEAD~9:{id}", "{id}"), "'HEAD~9' is earlier than the first commit"),
        (("HEAD~9",), "'HEAD~9' is earlier than the first commit"),
        (("HEAD~1:plans/dak-nong/294-kh-ubnd-2022.yaml", "{id}"), "there was no 'plans/dak-nong"),
        (("HEAD~1:dak-nong-294-2022", "{id}"), "there is no plan 'dak-nong-294-2022' at 'HEAD~1'"),
        (("{id}", "HEAD:plans"), "'HEAD:plans' is a folder"),
        (("plans/registry/roles.yaml", "plans/registry/agencies.yaml"), "is a registry, not a plan"),
        (("HEAD:plans/registry/roles.yaml", "{id}"), "is a registry, not a plan"),
        (("-", "-"), "standard input is read once"),
        (("{id}", "plans"), "'plans' is a folder"),
        (("plans", "plans"), "planmodel diff HEAD plans"),
        (("HEAD", "nope"), "there is no plan 'nope'"),
        (("khanh-hoa-4205-202", "{id}"), "did you mean khanh-hoa-4205-2022?"),
        (("{id}", "nope.yaml"), "there is no file 'nope.yaml'"),
    ],
)
def test_what_git_or_the_workspace_has_not(here: Path, args: tuple[str, ...], said: str) -> None:
    git("init", "-q")
    git("add", "plans/khanh-hoa", "plans/templates", "plans/registry")
    git("commit", "-qm", "one")
    git("add", "plans")
    git("commit", "-qm", "two")
    asked = [arg.format(id=KHANH_HOA) for arg in args]
    refused("diff", *asked)
    assert said in one_line(planmodel("diff", *asked, "--lang", "en"), 2)


def test_a_shallow_clone_is_told_how_to_get_the_rest(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git("init", "-q")
    git("add", "plans")
    git("commit", "-qm", "one")
    git("commit", "-qm", "two", "--allow-empty")
    git("clone", "-q", "--depth", "1", here.as_uri(), str(here / "ban-sao"))
    monkeypatch.chdir(here / "ban-sao")
    for args in ((f"HEAD~1:{KHANH_HOA}", KHANH_HOA), ("HEAD~1",), ("HEAD~1..HEAD",)):
        assert "git fetch --unshallow" in refused("diff", *args)


def test_no_git_at_all(here: Path) -> None:
    for args in ((f"HEAD:{KHANH_HOA}", KHANH_HOA), ("HEAD",)):
        assert "git" in refused("diff", *args)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_of_changes_is_up_to_date(lang: str) -> None:
    text = make_changes.PAGES[lang].read_text("utf-8")
    assert make_changes.page(text, lang) == text, "run tools/make_changes.py"


# ------------------------------------------------------------------------------------------------------------------- git


def test_folders_between_revisions(here: Path) -> None:
    git("init", "-q")
    git("add", "plans")
    git("commit", "-qm", "one")
    assert planmodel("diff", "HEAD", "--lang", "en").out == "No plan differs.\n"
    target_ = here / "plans" / "khanh-hoa" / "4205-kh-ubnd-2022.yaml"
    target_.write_text(edited(), "utf-8")
    (here / "plans" / "thanh-hoa" / "kh-ubnd-2022.yaml").unlink()
    (one, two) = json.loads(planmodel("diff", "HEAD", "--format", "json").out)["diffs"]
    assert (one["status"], one["new"]["plan"]) == ("changed", KHANH_HOA)
    assert (two["status"], two["new"]) == ("removed", None)
    assert planmodel("diff", "HEAD", "--fail-on", "weakens").code == 1
    assert "4205/KH-UBND" in planmodel("diff", "HEAD", "plans/khanh-hoa").out
    assert planmodel("diff", "HEAD", "plans/dak-nong", "--lang", "en").out == "No plan differs.\n"
    assert f"({KHANH_HOA})" in planmodel("diff", "HEAD", KHANH_HOA).out
    git("commit", "-qam", "two")
    for args in (
        ("HEAD~1..HEAD",),
        ("HEAD~1..HEAD", "plans"),
        (f"HEAD~1:{target_.relative_to(here)}", KHANH_HOA),
    ):
        assert "lead-lost" in planmodel("diff", *args).out
    target_.write_text("planmodel: 1\nplan: khanh-hoa-4205-2022\nkind: plan\n", "utf-8")
    broken = planmodel("diff", "HEAD", "plans/khanh-hoa")
    assert (broken.code, broken.out) == (1, "")
    assert "4205-kh-ubnd-2022.yaml:" in broken.err
    refused("diff", "khong-co..HEAD")


def test_as_a_driver_of_git(here: Path) -> None:
    old = here / "plans" / "khanh-hoa" / "4205-kh-ubnd-2022.yaml"
    zeros = "0" * 40
    args = ("plans/x.yaml", str(old), "a" * 40, "100644", "moi.yaml", zeros, "100644")
    done = planmodel("diff", "--driver", *args)
    assert (done.code, done.err) == (0, "")
    assert "lead-lost" in done.out
    (here / "moi.yaml").write_text("plan: [\n", "utf-8")
    broken = planmodel("diff", "--driver", *args, "--lang", "en")
    assert broken.code == 0
    assert "cannot be read as a plan" in broken.out
    assert "merge" in planmodel("diff", "--driver", "plans/x.yaml", "--lang", "en").out


# --------------------------------------------------------------------------------------------------------- what follows


def following(old: str, new: str) -> Effects:
    """The effects between two texts."""
    one, other = made(old), made(new)
    return effects(one, other, REGISTRY, changes(one, other, REGISTRY))


def test_whom_to_tell_and_what_to_check_again() -> None:
    parts = {
        "tasks": [task(contributes_to="[t1]"), task(id="n2", at='"II.2"', after="[n1]")],
        "duties": [duty()],
    }
    old = plan(targets=[target()], **parts)
    new = changed(old, "at_least: {2022: 50}", "at_least: {2022: 40}")
    found = following(old, new)
    assert [t.agency for t in found.told] == ["so-gddt"]
    assert [(a.kind, a.item) for a in found.again] == [("task", "n1")]
    moved = following(
        old, changed(old, "contributes_to: [t1]", "contributes_to: [t1]\n    due: {by: 2022-06-30}")
    )
    assert [(a.kind, a.item) for a in moved.again] == [("target", "t1"), ("task", "n2"), ("duty", "d1")]
    assert [(d.kind, d.new.key if d.new else None) for d in moved.dates] == [("appears", "task/n1")]


def test_another_lead_is_told_to_both() -> None:
    old = plan(tasks=[task()], duties=[duty()])
    found = following(old, changed(old, "agencies: [so-gddt]", "agencies: [so-yte]"))
    assert {t.agency for t in found.told} == {"so-gddt", "so-yte"}
    assert {(c.agency, c.kind) for c in found.cells} == {("so-gddt", "lost"), ("so-yte", "gained")}


def test_a_report_on_another_day_moves_in_the_calendar_even_over_the_middle_of_the_year() -> None:
    old = plan(reports=[report(due='[{before: "06-15"}]')])
    found = following(old, changed(old, "06-15", "06-20"))
    assert [d.kind for d in found.dates] == ["moves"] * 4
    assert {t.agency for t in found.told} == {"so-gddt", "ubnd-tinh"}


def test_a_renamed_task_moves_no_date_and_no_letter() -> None:
    old = plan(tasks=[task(due="{by: 2022-06-30}", title="Lắp đặt mã QR")], duties=[duty()])
    found = following(old, changed(old, "id: n1", "id: lap-dat-qr"))
    assert found == Effects((), (), (), ())


def test_a_changed_template_leads_to_the_plans_that_carry_it_out() -> None:
    text = text_of(TEMPLATE)
    at = text.index("id: edu-cashless")
    new = (
        text[:at]
        + changed(text[at : at + 400], "commitment: firm", "commitment: aspirational")
        + text[at + 400 :]
    )
    other = load_source(Source("x.yaml", new)).plan
    assert other is not None
    found = changes(real(TEMPLATE), other, REGISTRY)
    again = effects(real(TEMPLATE), other, REGISTRY, found, [real(p) for p in PROVINCES]).again
    carrying = {
        p for p in PROVINCES if any(r.id == "edu-cashless" for t in real(p).targets for r in t.implements)
    }
    assert carrying
    assert carrying == {a.plan for a in again if a.plan != TEMPLATE and a.kind == "target"}


@pytest.mark.parametrize("old", PLANS)
@pytest.mark.parametrize("new", PLANS)
def test_the_part_that_is_touched_holds_every_change_of_the_matrix(old: str, new: str) -> None:
    one, other = real(old), real(new)
    found = changes(one, other, REGISTRY)
    names = {
        c.old[0].id: c.new[0].id for c in found if c.kind == "renamed" and c.item_kind in ("task", "duty")
    }
    pairs = [
        (item, by_id[names.get(item.id, item.id)])
        for here_, there in ((one.tasks, other.tasks), (one.duties, other.duties))
        for by_id in [{x.id: x for x in there}]
        for item in here_
        if names.get(item.id, item.id) in by_id
    ]  # fmt: skip
    whole = cell_changes(one, other, REGISTRY, pairs)
    assert set(effects(one, other, REGISTRY, found).cells) == set(whole)


def test_weights_are_told_worst_first() -> None:
    assert WEIGHTS == ("weakens", "strengthens", "neutral", "editorial")
