"""What cannot be done is said in one clear line (what, where, how to mend), with the right code and no half files."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from planmodel import check as checking
from tests.command import CLEAN, ROOT, VIETNAMESE, files_in, one_line, planmodel, refused, shell
from tests.golden import TEMPLATE
from tests.plan_texts import MINIMAL, changed, duty, plan, task

FILE = "plans/khanh-hoa/4205-kh-ubnd-2022.yaml"
OTHER = MINIMAL.replace("ke-hoach-mau", "ke-hoach-khac", 1)
ALL_ONE_PLAN = ("show", "targets", "raci", "calendar", "export", "graph")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: a workspace with one small plan."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "mau.yaml").write_text(MINIMAL, "utf-8")
    return tmp_path


def finding(command: str, name: str, code: str) -> str:
    """The finding that ``check`` prints about a file, which is also all that a view says of it (code 1 for both)."""
    checked = planmodel("check", name)
    assert (checked.code, checked.err) == (1, "")
    *lines, empty, _ = checked.out.splitlines()
    assert empty == ""
    (line,) = [x for x in lines if ": lỗi " in x]
    assert f" {code} " in line
    assert VIETNAMESE.search(line)
    if command != "check":
        assert one_line(planmodel(command, name), 1) == line + "\n"
    return line


# ----------------------------------------------------------------------------------------------- what is not there


@pytest.mark.parametrize("command", ["check", *ALL_ONE_PLAN])
def test_a_missing_file_is_refused(home: Path, command: str) -> None:
    assert "«khong-co.yaml»" in refused(command, "khong-co.yaml")
    assert "«plans/khong-co»" in refused(command, "plans/khong-co")
    assert "không có tệp" in refused(command, "x" * 5000)


@pytest.mark.parametrize("command", ["check", *ALL_ONE_PLAN])
def test_an_unknown_id_is_refused_with_the_nearest_or_with_all(home: Path, command: str) -> None:
    assert "có phải ke-hoach-mau?" in refused(command, "ke-hoach-mao")
    assert "ke-hoach-mau, mic-781-2022" in refused(command, "xyz")
    assert "có phải mic-781-2022?" in refused(command, "781")


@pytest.mark.parametrize("command", ["check", *ALL_ONE_PLAN])
def test_an_id_is_not_mistaken_for_a_folder_of_the_same_name(home: Path, command: str) -> None:
    expected = planmodel(command, "ke-hoach-mau")
    assert expected.code == 0
    (home / "ke-hoach-mau").mkdir()  # as build/ and diagrams/ have one for every plan
    assert planmodel(command, "ke-hoach-mau") == expected


def test_a_folder_without_plans_is_refused(home: Path) -> None:
    (home / "trong").mkdir()
    (home / "trong" / "x.txt").touch()
    assert "«trong» không có tệp .yaml nào" in refused("check", "trong")
    (home / "plans" / "mau.yaml").unlink()
    for command in ("check", "calendar", "build"):
        assert "plans» không có tệp .yaml nào" in refused(command)
    (home / "plans" / "registry").mkdir()
    shutil.copy(ROOT / "plans" / "registry" / "roles.yaml", home / "plans" / "registry")
    for command in ("calendar", "build"):
        assert "plans» chưa có kế hoạch nào" in refused(command)


@pytest.mark.parametrize("command", ["check", "calendar", "build"])
def test_without_any_plans_folder_nothing_is_taken_for_granted(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "không có plans/" in refused(command)
    assert not files_in(tmp_path)
    assert "«/»" in refused(command, "--workspace", "/")


@pytest.mark.parametrize("command", ALL_ONE_PLAN)
def test_a_folder_where_one_plan_is_wanted_is_refused(home: Path, command: str) -> None:
    (home / "x.yaml").mkdir()
    said = one_line(planmodel(command, "x.yaml"), 2)
    assert "«x.yaml» là thư mục; lệnh này cần một kế hoạch" in said


@pytest.mark.parametrize("command", ["check", "calendar", "build"])
def test_a_workspace_that_is_none_is_refused(home: Path, command: str) -> None:
    assert "--workspace: không có thư mục «x»" in refused(command, "--workspace", "x")
    assert "--workspace: không có thư mục «plans/mau.yaml»" in refused(
        command, "--workspace", "plans/mau.yaml"
    )


@pytest.mark.parametrize(
    "args", [("check", ""), ("check", "plans", ""), ("build", "-o", ""), ("build", "--diagrams", "")]
)
def test_an_empty_name_is_not_the_working_folder(home: Path, args: tuple[str, ...]) -> None:
    before = files_in(home)
    said = one_line(planmodel(*args), 2)
    assert VIETNAMESE.search(said)
    assert files_in(home) == before


# --------------------------------------------------------------------------------------- what cannot be read or is wrong


def dangling(path: Path) -> None:
    path.symlink_to("nowhere.yaml")


def written(data: bytes | str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(data.encode() if isinstance(data, str) else data)

    return write


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)


BAD_FILES = {
    "dangling-link": (dangling, "PM001", r"x\.yaml: .*không đọc được tệp"),
    "utf-16": (written(MINIMAL.encode("utf-16")), "PM002", r"x\.yaml:1:1: .*UTF-16.*hãy lưu lại theo UTF-8"),
    "windows-1258": (written(b"planmodel: 1\nplan: x\ndocument: {title: K\xea ho\xb9ch}\n"), "PM002", r"x\.yaml:3:20: .*0xea"),
    "binary": (written(bytes(range(256)) * 8), "PM002", r"x\.yaml:1:\d+|x\.yaml:\d+:\d+"),
    "nul": (written("plan: a\0b\n"), "PM003", r"x\.yaml:1:8: .*NUL"),
    "100-mb": (sparse, "PM004", r"x\.yaml: .*lớn hơn 16 MB"),
    "very-deep": (written("[" * 100_000), "PM005", r"x\.yaml:1:65: .*lồng nhau"),
    "not-yaml": (written("plan: [a\n"), "PM006", r"x\.yaml:\d+:\d+: "),
    "tab": (written("document:\n\tkind: KH\n"), "PM007", r"x\.yaml:2:1: "),
    "same-key-twice": (written(OTHER + "kind: plan\n"), "PM008", r"x\.yaml:15:1: "),
    "empty": (written(""), "PM013", r"x\.yaml:1:1: .*tệp rỗng"),
    "schema": (written(changed(OTHER, "kind: plan", "kind: plann")), "PM104", r"x\.yaml:3:7: .*plann"),
    "unknown-key": (written(OTHER + "taks: []\n"), "PM101", r"x\.yaml:15:1: .*taks.*tasks"),
    "dangling-agency": (written(changed(OTHER, "issuer: ubnd-tinh", "issuer: ubnd-tin")), "PM112", r"có phải «ubnd-tinh»\?"),
    "dangling-task": (written(plan(tasks=[task(after="[n9]")], duties=[duty()]).replace("ke-hoach-mau", "k")), "PM111", r"x\.yaml:\d+:\d+: .*n9"),
    "dangling-template": (written(OTHER + "implements:\n  - {plan: mic-782-2022, basis: cited}\n"), "PM115", "có phải «mic-781-2022»"),
}  # fmt: skip


@pytest.mark.parametrize("command", ["check", "raci", "export"])
@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_file_that_is_wrong_is_one_finding_with_its_place(home: Path, kind: str, command: str) -> None:
    make, code, said = BAD_FILES[kind]
    make(home / "x.yaml")
    assert re.search(said, finding(command, "x.yaml", code))


def test_a_registry_is_no_plan_but_can_be_checked(home: Path) -> None:
    roles = ROOT / "plans" / "registry" / "roles.yaml"
    assert planmodel("check", roles).code == 0
    assert "là sổ danh mục, không phải kế hoạch" in refused("raci", roles)
    assert "sổ danh mục" in refused("raci", "-", stdin=roles.read_bytes())


def test_a_file_that_vanishes_while_we_look_is_a_finding(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "find_files", lambda *_: [Path("gone.yaml"), Path("plans/mau.yaml")])
    done = planmodel("check")
    assert (done.code, done.err) == (1, "")
    assert re.match(r"gone\.yaml: lỗi PM001 unreadable-file: .*\n\n2 tệp, 1 kế hoạch: 1 lỗi", done.out)


def test_a_broken_link_among_the_plans_is_told_and_never_passed_over(home: Path) -> None:
    dangling(home / "plans" / "gone.yaml")
    done = planmodel("check")
    assert done.code == 1
    assert done.out.startswith("plans/gone.yaml: lỗi PM001")
    assert "plans/gone.yaml" in one_line(planmodel("calendar"), 1)
    assert "plans/gone.yaml" in refused("build")
    assert not (home / "build").exists()


def test_a_yaml_bomb_is_refused_at_once_in_one_line(home: Path) -> None:
    levels = [f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]" for i in range(1, 30)]
    (home / "x.yaml").write_text("l0: &l0 [x]\n" + "\n".join(levels) + "\n", "utf-8")
    done = planmodel("raci", "x.yaml")
    assert (done.code, done.raw) == (1, b"")
    assert re.fullmatch(r"x\.yaml:1:5: lỗi PM010 [^\n]+\n", done.err)


def test_thousands_of_unknown_names_are_told_without_delay(home: Path) -> None:
    items = (
        f'  - {{id: n{i}, at: "II.{i + 1}", sector: both, title: x, after: [m{i}]}}\n' for i in range(3000)
    )
    (home / "x.yaml").write_text(OTHER + "tasks:\n" + "".join(items), "utf-8")
    done = planmodel("check", "x.yaml", "--format", "json")
    assert done.code == 1
    assert done.out.count('"PM111"') == 3000


def test_endless_input_is_read_no_further_than_a_file() -> None:
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run(
            [sys.executable, "-m", "planmodel", "check", "-"], stdin=endless, env=CLEAN,
            capture_output=True, check=False, timeout=20,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode().startswith("<stdin>: lỗi PM004 too-large")


def test_a_name_that_is_no_text_and_one_with_control_characters_are_shown_escaped(tmp_path: Path) -> None:
    (tmp_path / "a\n\x1b[31m.yaml").write_text("", "utf-8")
    (tmp_path / "k\udce9.yaml").write_text("", "utf-8")
    done = shell(
        "planmodel check . ; planmodel raci $'a\\n\\e[31m.yaml'; planmodel raci $'khong\\nco.yaml'", tmp_path
    )
    assert done.out.splitlines()[:2] == [
        r"a\n\x1b[31m.yaml:1:1: lỗi PM013 empty-file: tệp rỗng; hãy viết kế hoạch vào đây",
        r"k\udce9.yaml:1:1: lỗi PM013 empty-file: tệp rỗng; hãy viết kế hoạch vào đây",
    ]
    assert len(done.err.splitlines()) == 2
    assert r"«khong\nco.yaml»" in done.err


# ------------------------------------------------------------------------------------------------- two with one id


def test_two_plans_with_one_id_are_a_finding_and_the_id_is_refused(home: Path) -> None:
    (home / "plans" / "hai.yaml").write_text(MINIMAL, "utf-8")
    several: tuple[tuple[str, ...], ...] = ((), ("plans",), ("plans/hai.yaml", "plans/mau.yaml"))
    for args in several:
        done = planmodel("check", *args)
        assert (done.code, done.err) == (1, "")
        (line,) = [x for x in done.out.splitlines() if "PM117" in x]
        assert line.startswith("plans/mau.yaml:2:7: ")
        assert "plans/hai.yaml" in line
    for command in ("check", *ALL_ONE_PLAN):
        assert "plans/hai.yaml, plans/mau.yaml" in refused(command, "ke-hoach-mau")
    assert planmodel("raci", "plans/hai.yaml").code == 0
    for args in (("calendar",), ("calendar", "plans/hai.yaml", "plans/mau.yaml"), ("build",),
                 ("compare", TEMPLATE, "plans/hai.yaml", "plans/mau.yaml")):  # fmt: skip
        said = refused(*args)
        assert "plans/hai.yaml" in said
        assert "plans/mau.yaml" in said


# ---------------------------------------------------------------------------------------------- a broken registry


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(written("registry: roles\nroles: [\n"), "PM006", id="broken"),
        pytest.param(written(""), "PM013", id="empty"),
        pytest.param(dangling, "PM001", id="dangling-link"),
        pytest.param(Path.mkdir, "PM001", id="folder"),
        pytest.param(written("registry: provinces\nprovinces: []\n"), "PM102", id="another-registry"),
        pytest.param(written(OTHER), "PM102", id="a-plan"),
    ],
)
def test_a_broken_registry_is_one_finding_of_its_own_and_nothing_is_judged_by_it(
    home: Path, make: Callable[[Path], None], code: str
) -> None:
    (home / "plans" / "mau.yaml").write_text(plan(tasks=[task()], duties=[duty()]), "utf-8")
    assert planmodel("check").out == "1 tệp, 1 kế hoạch: 0 lỗi, 0 cảnh báo, 0 ghi chú\n"
    (home / "plans" / "registry").mkdir()
    make(home / "plans" / "registry" / "roles.yaml")
    several: tuple[tuple[str, ...], ...] = ((), ("plans/mau.yaml",), ("-",))
    for args in several:
        done = planmodel("check", *args, stdin=MINIMAL.encode())
        assert (done.code, done.err) == (1, "")
        lines = [x for x in done.out.splitlines()[:-2] if "PM117" not in x]
        assert len(lines) == 1
        assert re.match(rf"plans/registry/roles\.yaml(:\d+:\d+)?: lỗi {code} ", lines[0])
    assert one_line(planmodel("raci", "ke-hoach-mau"), 1).startswith("plans/registry/roles.yaml")
    assert "plans/registry/roles.yaml" in refused("build")
