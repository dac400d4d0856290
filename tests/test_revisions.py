"""Plans out of git, and the page on git, in real repositories: what is read, what has changed, and one clear line where it cannot be.

git is needed to develop this project; without it these tests fail with the program's own line, "install git".
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from yaml import safe_load

from planmodel.cli._driver import driver_arguments
from planmodel.diagnostics import Refusal
from planmodel.source import MAX_BYTES, Source
from planmodel.workspace import Workspace, git, revisions
from tests.command import ROOT, planmodel, refused
from tests.plan_texts import MINIMAL

A = "plans/dak-nong/a.yaml"
VIETNAMESE = "plans/Đắk Nông/kế hoạch số 1.yaml"
DECOMPOSED = "plans/đắk-nông.yaml"  # as macOS writes names


def text(plan_id: str = "ke-hoach-a", title: str = "Chuyển đổi số") -> str:
    """A whole plan of its own."""
    lines = MINIMAL.replace("ke-hoach-mau", plan_id)
    return f"{lines}# {title}\n" + "".join(f"# dòng {n}\n" for n in range(30))


class Repo:
    """A git repository in a folder, without the settings of whoever runs the tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.day = 0

    def git(self, *args: str, given: bytes | None = None) -> str:
        settings = (
            "user.name=Người soạn",
            "user.email=a@example.vn",
            "commit.gpgsign=false",
            "protocol.file.allow=always",
        )
        command = ["git", "-C", str(self.folder), *(w for s in settings for w in ("-c", s)), *args]
        when = f"2022-05-{self.day + 1:02}T08:00:00+07:00"
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
        env = os.environ | alone | {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        done = subprocess.run(command, check=True, capture_output=True, env=env, input=given)
        return done.stdout.decode().strip()

    def write(self, files: dict[str, str | bytes]) -> None:
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def commit(self, files: dict[str, str | bytes] | None = None) -> str:
        self.write(files or {})
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", f"ngày {self.day}")
        self.day += 1
        return self.git("rev-parse", "HEAD")

    @property
    def workspace(self) -> Workspace:
        return Workspace.around(self.folder)

    def read(self, arg: str) -> str:
        return revisions.read(self.workspace, arg).text

    def changed(self, asked: str, folder: str | None = None) -> list[tuple[str, str | None, str | None]]:
        found = revisions.changed(self.workspace, asked, folder)
        return [(status, old.name if old else None, new.name if new else None) for status, old, new in found]


@pytest.fixture(scope="module")
def three_versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one plan in three versions."""
    made = Repo(tmp_path_factory.mktemp("git") / "kho")
    made.git("init", "-q", "-b", "main")
    for title in ("một", "hai", "ba"):
        made.commit({A: text(title=title)})
    return made.folder


@pytest.fixture
def repo(three_versions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """The repository with one plan in three versions, for one test."""
    shutil.copytree(three_versions, tmp_path / "kho")
    monkeypatch.chdir(tmp_path / "kho")
    made = Repo(tmp_path / "kho")
    made.day = 3
    return made


@pytest.fixture(scope="module")
def strange(three_versions: Path, tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """The same with files that are no plans: a link, another repository, bytes, too much, and one not added yet."""
    made = Repo(shutil.copytree(three_versions, tmp_path_factory.mktemp("git") / "la"))
    (made.folder / "plans" / "link.yaml").symlink_to("dak-nong/a.yaml")
    large = b"#" * (MAX_BYTES + 1)
    made.write({"plans/nhi-phan.yaml": b"a\0b", "plans/latin.yaml": b"# x\xff\n", "plans/lon.yaml": large})
    made.git("add", "-A")
    made.git("update-index", "--add", "--cacheinfo", f"160000,{made.git('rev-parse', 'HEAD')},sub")
    made.git("commit", "-q", "-m", "lạ")
    made.write({"plans/chua.yaml": text("ke-hoach-chua")})
    return made


def why(arg: str, repo: Repo) -> str:
    """Why ``REV:path`` cannot be read."""
    with pytest.raises(Refusal) as caught:
        revisions.read(repo.workspace, arg)
    return caught.value.message.en


def why_not(asked: str, repo: Repo, folder: str | None = None) -> str:
    """Why a range cannot be compared."""
    with pytest.raises(Refusal) as caught:
        revisions.changed(repo.workspace, asked, folder)
    return caught.value.message.en


# --------------------------------------------------------------------------------------------------- what is asked for


@pytest.mark.parametrize(
    ("arg", "expected"),
    [
        ("HEAD~3:plans/x.yaml", ("HEAD~3", "plans/x.yaml")),
        ("v1:a-b", ("v1", "a-b")),
        ("HEAD@{2022-05-12 08:00:00}:x.yaml", ("HEAD@{2022-05-12 08:00:00}", "x.yaml")),
        ("HEAD^{/sửa: năm}:x", ("HEAD^{/sửa: năm}", "x")),
        ("HEAD:a:b.yaml", ("HEAD", "a:b.yaml")),
        (":x", ("", "x")),
        ("C:\\plans\\x.yaml", None),
        ("c:/plans/x.yaml", None),
        ("https://example.vn/x.yaml", None),
        ("plans/x.yaml", None),
        ("HEAD@{8:00", None),
    ],
)
def test_an_argument_is_split_at_the_colon_that_git_means(arg: str, expected: tuple[str, str] | None) -> None:
    assert revisions.split(arg) == expected


@pytest.mark.parametrize(
    ("arg", "expected"),
    [
        ("A..B", ("A", "B", False)),
        ("origin/main...HEAD", ("origin/main", "HEAD", True)),
        ("A..", ("A", "HEAD", False)),
        ("..B", ("HEAD", "B", False)),
        ("v1.0..v1.1", ("v1.0", "v1.1", False)),
        ("HEAD", None),
        ("..", None),
        ("../x", None),
        ("../x.yaml", None),
        ("a/../b", None),
        ("x..y.yaml", None),
    ],
)
def test_a_range_is_told_from_a_path(arg: str, expected: tuple[str, str, bool] | None) -> None:
    assert revisions.split_range(arg) == expected


def test_a_file_with_a_colon_in_its_name_wins(repo: Repo) -> None:
    repo.write({"HEAD:plans/x.yaml": text(), "main:a.yaml": text("ke-hoach-b")})
    assert revisions.split("HEAD:plans/x.yaml") is None
    done = planmodel("export", "main:a.yaml")
    assert (done.code, '"plan": "ke-hoach-b"' in done.out) == (0, True)


# ----------------------------------------------------------------------------------------------------------- reading


def test_a_version_is_read_by_path_and_by_id_and_named_as_asked(repo: Repo) -> None:
    for arg in (f"HEAD~2:{A}", "HEAD~2:ke-hoach-a", f"HEAD~2:./{A}", f"HEAD~2:{repo.folder / A}"):
        found = revisions.read(repo.workspace, arg)
        assert found.name == f"HEAD~2:{A}"
        assert found.text == text(title="một")
    assert repo.read(f"main@{{0}}:{A}") == text(title="ba")


def test_nothing_in_the_working_tree_or_the_index_is_touched(repo: Repo) -> None:
    repo.write({A: text(title="đang sửa")})
    index = (repo.folder / ".git" / "index").read_bytes()
    os.utime(repo.folder / A, (1, 1))
    assert repo.read(f"HEAD:{A}") == text(title="ba")
    assert repo.changed("HEAD") == [("changed", f"HEAD:{A}", A)]
    assert (repo.folder / A).read_text("utf-8") == text(title="đang sửa")
    assert (repo.folder / ".git" / "index").read_bytes() == index
    assert repo.git("status", "--porcelain") == f"M {A}"


def test_every_view_takes_an_earlier_version_and_findings_point_at_it(repo: Repo) -> None:
    now, then = planmodel("export", "ke-hoach-a"), planmodel("export", "HEAD~2:ke-hoach-a")
    assert (now.code, then.code) == (0, 0)
    assert now.out == then.out
    repo.commit({A: text().replace("planmodel: 1\n", "planmodel: 1\nnonsense: 1\n")})
    done = planmodel("show", f"main:{A}", "--lang", "en")
    assert done.code == 1
    assert done.err.startswith(f"main:{A}:2:1: error PM101")
    checked = planmodel("check", f"main:{A}", f"main~1:{A}")
    assert checked.code == 1
    assert f"main:{A}:2:1:" in checked.out
    assert "kiểm tra riêng" in refused("check", f"main:{A}", "plans")
    assert "kiểm tra riêng" in refused("check", f"main:{A}", "--fix")


def test_paths_count_from_the_top_the_workspace_and_with_a_dot_from_here(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit({f"tinh/{A}": text("ke-hoach-tinh")})
    inner = Workspace.around(repo.folder / "tinh")
    assert inner.home == repo.folder / "tinh"
    assert revisions.read(inner, f"HEAD:tinh/{A}").text == text("ke-hoach-tinh")
    assert revisions.read(inner, "HEAD:ke-hoach-tinh").name == f"HEAD:tinh/{A}"
    monkeypatch.chdir(repo.folder / "tinh" / "plans")
    assert revisions.read(inner, "HEAD:./dak-nong/a.yaml").name == f"HEAD:tinh/{A}"
    assert revisions.read(inner, "HEAD:dak-nong/a.yaml").name == f"HEAD:tinh/{A}"
    assert revisions.read(inner, f"HEAD:../../{A}").name == f"HEAD:{A}"
    assert "is outside the repository" in why("HEAD:../../../x.yaml", repo)


def test_vietnamese_names_are_read_however_they_are_composed(repo: Repo) -> None:
    repo.git("config", "core.quotepath", "true")
    repo.commit({VIETNAMESE: text("ke-hoach-b"), DECOMPOSED: text("ke-hoach-c")})
    assert repo.read(f"HEAD:{VIETNAMESE}") == text("ke-hoach-b")
    assert revisions.read(repo.workspace, "HEAD:plans/đắk-nông.yaml").name == f"HEAD:{DECOMPOSED}"
    assert repo.read("HEAD:ke-hoach-c") == text("ke-hoach-c")
    assert {new for _, _, new in repo.changed("HEAD~1..")} == {f"HEAD:{VIETNAMESE}", f"HEAD:{DECOMPOSED}"}


def test_names_with_signs_that_mean_something_to_git_or_a_shell_are_only_names(repo: Repo) -> None:
    names = [
        "plans/*.yaml",
        "plans/$(touch x) ;'\".yaml",
        "plans/a\nb.yaml",
        "plans/:(top)x.yaml",
        "plans/--help.yaml",
    ]
    repo.commit({name: text(f"ke-hoach-{n}") for n, name in enumerate(names)})
    for n, name in enumerate(names):
        assert repo.read(f"HEAD:{name}") == text(f"ke-hoach-{n}")
    assert not (repo.folder / "x").exists()
    assert len(repo.changed("HEAD~1..HEAD")) == len(names)
    assert repo.changed("HEAD~1..HEAD", "plans/*.yaml") == [("added", None, "HEAD:plans/*.yaml")]


def test_line_ends_and_a_byte_order_mark_are_read_as_from_a_file(repo: Repo) -> None:
    repo.git("config", "core.autocrlf", "false")
    crlf = text().replace("\n", "\r\n")
    repo.commit({A: b"\xef\xbb\xbf" + crlf.encode()})
    assert repo.read(f"HEAD:{A}") == crlf
    assert planmodel("show", f"HEAD:{A}").code == 0


def test_line_ends_alone_are_no_change(repo: Repo) -> None:
    repo.write({A: text(title="ba").replace("\n", "\r\n")})
    assert repo.changed("HEAD") == []
    repo.write({A: text(title="bốn").replace("\n", "\r\n")})
    assert repo.changed("HEAD") == [("changed", f"HEAD:{A}", A)]


def test_a_hooks_environment_does_not_lead_elsewhere(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repo(tmp_path / "khac")
    other.git("init", "-q")
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    monkeypatch.setenv("GIT_TRACE", "1")
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    assert revisions.read(repo.workspace, f"HEAD:{A}").text == text(title="ba")
    found = revisions.changed(repo.workspace, "HEAD~1..HEAD")
    assert [one.status for one in found] == ["changed"]


def test_a_repository_of_its_own_settings_and_a_linked_working_tree_are_read(
    repo: Repo, tmp_path: Path
) -> None:
    for setting in (
        "diff.relative=true",
        "diff.noprefix=true",
        "color.ui=always",
        "log.showSignature=true",
        "diff.renames=false",
    ):
        repo.git("config", *setting.split("="))
    repo.git("mv", A, "plans/b.yaml")
    repo.commit()
    assert repo.changed("HEAD~1..HEAD") == [("renamed", f"HEAD~1:{A}", "HEAD:plans/b.yaml")]
    repo.git("worktree", "add", "-q", str(tmp_path / "cay"), "HEAD~1")
    linked = Workspace.around(tmp_path / "cay")
    assert revisions.read(linked, "HEAD:ke-hoach-a").name == f"HEAD:{A}"


# ------------------------------------------------------------------------------------------------- whole folders


def test_a_whole_folder_is_read_as_it_was(repo: Repo) -> None:
    repo.commit(
        {
            "plans/b.yml": text("ke-hoach-b"),
            "plans/.hidden.yaml": text("x"),
            "plans/registry/agencies.yaml": "registry: agencies\n",
        }
    )
    (repo.folder / "plans" / "link.yaml").symlink_to("b.yml")
    repo.commit()
    repo.git("rm", "-q", "-r", "plans/b.yml", "plans/link.yaml")
    found = revisions.plans_at(repo.workspace, "HEAD")
    assert list(found) == ["plans/b.yml", A]
    assert found[A].name == f"HEAD:{A}"
    assert list(revisions.plans_at(repo.workspace, "HEAD~2")) == [A]
    assert list(revisions.plans_at(repo.workspace, "HEAD", "plans/dak-nong")) == [A]


def test_added_removed_changed_and_renamed_plans_are_told(repo: Repo) -> None:
    repo.commit({f"plans/{n}.yaml": text(f"ke-hoach-{n}") for n in ("cu", "doi", "ten")})
    repo.git("tag", "v1")
    repo.git("rm", "-q", "plans/cu.yaml")
    repo.git("mv", "plans/ten.yaml", "plans/mới tên.yaml")
    repo.commit(
        {
            "plans/doi.yaml": text("ke-hoach-doi", "đổi"),
            "plans/them.yaml": text("ke-hoach-them") + "# thêm\n" * 200,
            "README": "x",
        }
    )
    expected = [
        ("removed", "v1:plans/cu.yaml", None),
        ("changed", "v1:plans/doi.yaml", "HEAD:plans/doi.yaml"),
        ("renamed", "v1:plans/ten.yaml", "HEAD:plans/mới tên.yaml"),
        ("added", None, "HEAD:plans/them.yaml"),
    ]
    assert repo.changed("v1..HEAD") == repo.changed("v1..") == expected
    assert [one[:2] for one in repo.changed("v1")] == [one[:2] for one in expected]
    assert repo.changed("v1..v1") == repo.changed("HEAD") == []
    mirrored = {"removed": "added", "added": "removed"}
    back = {(mirrored.get(s, s), new, old) for s, old, new in repo.changed("HEAD..v1")}
    assert back == set(expected)


def test_plans_that_git_does_not_keep_yet_count_and_a_moved_one_is_known_by_its_id(repo: Repo) -> None:
    (repo.folder / A).rename(repo.folder / "plans" / "đã chuyển.yaml")
    repo.write(
        {
            "plans/đã chuyển.yaml": MINIMAL.replace("ke-hoach-mau", "ke-hoach-a"),
            "plans/bo-qua.yaml": text("x"),
            ".gitignore": "bo-qua.yaml\n",
        }
    )
    assert repo.changed("HEAD") == [("renamed", f"HEAD:{A}", "plans/đã chuyển.yaml")]
    repo.write({"plans/moi.yaml": text("moi"), "plans/ghi-chu.yaml": "a: 1\n"})
    assert ("added", None, "plans/moi.yaml") in repo.changed("HEAD")
    assert len(repo.changed("HEAD")) == 2


def test_one_file_is_compared_with_what_it_was_called_before(repo: Repo) -> None:
    repo.git("mv", A, "plans/b.yaml")
    repo.commit()
    assert repo.changed("HEAD~1..HEAD", "plans/b.yaml") == [("renamed", f"HEAD~1:{A}", "HEAD:plans/b.yaml")]
    assert repo.changed("HEAD~1..HEAD", A) == [("renamed", f"HEAD~1:{A}", None)] or repo.changed(
        "HEAD~1..HEAD", A
    )
    assert repo.changed("HEAD~2..HEAD~1", "plans/dak-nong") == [("changed", f"HEAD~2:{A}", f"HEAD~1:{A}")]
    assert "neither here nor at" in why_not("HEAD~1..HEAD", repo, "plans/nope")
    assert "is outside the repository" in why_not("HEAD", repo, "/")


def test_three_dots_count_from_where_two_branches_went_apart(repo: Repo) -> None:
    repo.git("checkout", "-q", "-b", "soan", "HEAD~1")
    repo.commit({A: text(title="nhánh")})
    base = repo.git("rev-parse", "HEAD~1")
    ((_, old, new),) = revisions.changed(repo.workspace, "main...soan")
    assert (old, new) != (None, None)
    assert repo.changed("main...soan") == [("changed", f"{base[:10]}:{A}", f"soan:{A}")]
    assert old is not None
    assert old.text == text(title="hai")
    repo.git("checkout", "-q", "--orphan", "rieng")
    repo.commit({A: text(title="riêng")})
    assert "have no commit in common" in why_not("main...rieng", repo)


def test_before_the_first_commit_every_plan_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = Repo(tmp_path)
    fresh.git("init", "-q")
    fresh.write({A: text(), "plans/b.yaml": text("b")})
    fresh.git("add", A)
    monkeypatch.chdir(tmp_path)
    assert fresh.changed("HEAD") == [("added", None, "plans/b.yaml"), ("added", None, A)]
    assert "nothing was committed here yet" in why(f"HEAD:{A}", fresh)
    assert "nothing was committed here yet" in why_not("HEAD~1", fresh)


def test_in_the_middle_of_a_merge_the_file_with_both_sides_is_the_new_one(repo: Repo) -> None:
    repo.git("checkout", "-q", "-b", "soan", "HEAD~1")
    repo.commit({A: text(title="nhánh")})
    with pytest.raises(subprocess.CalledProcessError):
        repo.git("merge", "main")
    assert repo.changed("HEAD") == [("changed", f"HEAD:{A}", A)]


# ------------------------------------------------------------------------------------------------------------ refusals


REVISIONS = [
    ("nope", "there is no revision 'nope'; see the branches"),
    ("mian", "there is no revision 'mian'; did you mean main?"),
    ("mian~1", "there is no revision 'mian~1'; did you mean main?"),
    ("HEAD~3", "'HEAD~3' is earlier than the first commit; the earliest that you can name is HEAD~2"),
    ("HEAD^^^^", "the earliest that you can name is HEAD~2"),
    ("HEAD@{99}", "there is no revision 'HEAD@{99}'"),
    ("HEAD@{30 years ago}", "is earlier than the record"),
    ("HEAD^2", "is earlier than the first commit"),
    ("deadbeef", "there is no revision 'deadbeef'"),
    ("--output=x", "names no revision"),
    ("^HEAD", "names no revision"),
    ("HE\0AD", "names no revision"),
    ("", "names no revision"),
    ("HEAD\n", "names no revision"),
    ("HEAD^{tree}", "'HEAD^{tree}' is no commit"),
    ("$(touch x)", "there is no revision '$(touch x)'"),
    ("chung", "'chung' can be one of several; write one of: heads/chung, tags/chung"),
    ("HEAD HEAD", "there is no revision 'HEAD HEAD'"),
    ("🙂", "there is no revision '🙂'"),
]


@pytest.mark.parametrize(("revision", "said"), REVISIONS, ids=[ascii(r) for r, _ in REVISIONS])
def test_a_revision_that_is_none_is_refused_with_what_is_near(revision: str, said: str, repo: Repo) -> None:
    repo.git("branch", "chung", "HEAD~1")
    repo.git("tag", "chung")
    if revision != "HEAD^2":
        assert said in why(f"{revision}:{A}", repo)
    if revision:
        assert said in why_not(revision, repo) or revision == "HEAD^2"
    assert not (repo.folder / "x").exists()


def test_a_branch_that_only_another_repository_has_is_named(repo: Repo, tmp_path: Path) -> None:
    repo.git("branch", "soan-thao")
    repo.git("clone", "-q", f"file://{repo.folder}", str(tmp_path / "ban-sao"))
    assert why(f"soan-thao:{A}", Repo(tmp_path / "ban-sao")).endswith("did you mean origin/soan-thao?")


def test_a_short_id_of_several_commits_is_refused_with_longer_ones(repo: Repo) -> None:
    who = "Người soạn <a@example.vn> 1652317200 +0700"
    many = "".join(f"commit refs/heads/nhieu\ncommitter {who}\ndata 4\n{n:04}\n" for n in range(800))
    repo.git("fast-import", "--quiet", given=many.encode())
    ids = sorted(repo.git("rev-list", "nhieu").split())
    one, other = next(pair for pair in pairwise(ids) if pair[0][:4] == pair[1][:4])
    said = why(f"{one[:4]}:{A}", repo)
    assert said.startswith(f"'{one[:4]}' can be one of several; write one of: ")
    assert one[:10] in said
    assert other[:10] in said


FILES = [
    ("plans", "'HEAD:plans' is a folder"),
    ("", "'HEAD:' is a folder"),
    (".", "'HEAD:' is a folder"),
    ("plans/dak-nong/b.yaml", "did you mean plans/dak-nong/a.yaml?"),
    ("dak/a.yaml", "did you mean plans/dak-nong/a.yaml?"),
    ("zzz.txt", "git ls-tree -r --name-only HEAD"),
    (f"{A}/b", "there is no 'plans/dak-nong/a.yaml/b' at 'HEAD'"),
    ("../../x.yaml", "is outside the repository"),
    ("/etc/passwd", "is outside the repository"),
    ("ke-hoach-b", "there is no plan 'ke-hoach-b' at 'HEAD'; did you mean ke-hoach-a?"),
    ("zzz", "there is no plan 'zzz' at 'HEAD'; choose one of: ke-hoach-a"),
    ("plans/link.yaml", "'HEAD:plans/link.yaml' is a link"),
    ("sub", "is another repository (a submodule)"),
    ("sub/x.yaml", "is another repository (a submodule)"),
    ("plans/nhi-phan.yaml", "HEAD:plans/nhi-phan.yaml: there is a NUL character"),
    ("plans/latin.yaml", "HEAD:plans/latin.yaml: byte 0xff is not UTF-8"),
    ("plans/lon.yaml", "HEAD:plans/lon.yaml: the file is larger than 16 MB"),
    ("plans/chua.yaml", "git does not keep 'plans/chua.yaml' yet"),
    ("plans/a\0b.yaml", "git cannot be run (embedded null byte)"),
]


@pytest.mark.parametrize(("path", "said"), FILES, ids=[ascii(p) for p, _ in FILES])
def test_a_path_that_is_no_plan_then_is_refused_with_what_would_be(
    path: str, said: str, strange: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(strange.folder)
    assert said in why(f"HEAD:{path}", strange)


def test_a_plan_that_cannot_be_read_is_refused_among_many_too(
    strange: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(strange.folder)
    assert "HEAD:plans/latin.yaml: byte 0xff is not UTF-8" in why_not("HEAD~1..HEAD", strange)
    assert (
        revisions.read(strange.workspace, "HEAD:ke-hoach-a").name == f"HEAD:{A}"
    )  # those beside it do not matter


def test_an_id_in_two_files_is_refused_with_both(repo: Repo) -> None:
    repo.commit({"plans/b.yaml": text()})
    said = why("HEAD:ke-hoach-a", repo)
    assert said == f"'ke-hoach-a' stands in several files; name one of: HEAD:plans/b.yaml, HEAD:{A}"


def test_a_file_that_came_later_went_earlier_or_was_called_otherwise_is_told_so(repo: Repo) -> None:
    repo.git("mv", A, "plans/b.yaml")
    repo.commit({"plans/moi.yaml": text("moi") + "# dài\n" * 300})
    repo.git("mv", "plans/b.yaml", "plans/c.yaml")
    repo.git("rm", "-q", "plans/moi.yaml")
    repo.commit()
    last = repo.git("rev-parse", "--short", "HEAD")
    first = repo.git("rev-parse", "--short", "HEAD~1")
    assert why("HEAD~3:plans/c.yaml", repo).endswith(f"it was called otherwise; write HEAD~3:{A}")
    assert why("HEAD~1:plans/c.yaml", repo).endswith("write HEAD~1:plans/b.yaml")
    (repo.folder / "plans/c.yaml").unlink()  # its id is not at hand: the commits know
    assert why("HEAD~3:plans/c.yaml", repo).endswith(f"write HEAD~3:{A}")
    assert f"yet, it was added on 2022-05-04; write {first}:plans/moi.yaml" in why(
        "HEAD~2:plans/moi.yaml", repo
    )
    gone = why("HEAD:plans/moi.yaml", repo)
    assert f"any more, it was removed on 2022-05-05; write {last}~1:plans/moi.yaml" in gone
    assert repo.read(gone.rpartition("write ")[2]) == text("moi") + "# dài\n" * 300


def test_a_shallow_clone_says_how_to_get_the_rest(repo: Repo, tmp_path: Path) -> None:
    old = repo.git("rev-parse", "HEAD~2")
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.folder}", str(tmp_path / "nong"))
    clone = Repo(tmp_path / "nong")
    for revision in ("HEAD~1", "HEAD~2", old, old[:8], "main~1"):
        said = why(f"{revision}:{A}", clone)
        assert said.endswith(f"'{revision}' is not among them; run: git fetch --unshallow")
        assert why_not(f"{revision}..HEAD", clone) == said
    assert clone.read("HEAD:ke-hoach-a") == text(title="ba")
    clone.git("fetch", "-q", "--unshallow")
    assert clone.read(f"{old}:{A}") == text(title="một")


def test_without_git_or_a_repository_one_line_says_so(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = tmp_path / "khong-git"
    (bare / "plans").mkdir(parents=True)
    monkeypatch.chdir(bare)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert "is in no git repository" in why("HEAD:x.yaml", Repo(bare))
    assert "is in no git repository" in why_not("HEAD", Repo(bare))
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert why(f"HEAD:{A}", repo).endswith("install git")


DUBIOUS = r"""
echo "fatal: detected dubious ownership in repository at '/k'" >&2
echo "    git config --global --add safe.directory /k" >&2
exit 128
"""


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo fatal: nonsense >&2; exit 128", "git says: nonsense"),
        ("exit 3", "git says: exit 3"),
        ("sleep 5", "git has not answered"),
        (DUBIOUS, "run: git config --global --add safe.directory /k"),
    ],
    ids=["says", "code", "hangs", "owner"],
)
def test_a_git_that_fails_is_quoted(
    script: str, said: str, repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(git, "PATIENCE", 0.5)
    assert said in why(f"HEAD:{A}", repo)


@pytest.mark.parametrize(
    "arg",
    [
        "nope:x",
        "mian:x",
        "HEAD~9:x",
        f"HEAD:{A}x",
        "HEAD:plans",
        "HEAD:zzz",
        ":x",
        "HEAD:/etc/x",
        "HEAD^{tree}:x",
    ],
)
def test_the_command_refuses_in_one_line_in_both_languages(arg: str, repo: Repo) -> None:
    refused("show", arg)


# ------------------------------------------------------------------------------------------------ what git hands over


@pytest.fixture
def sides(tmp_path: Path) -> tuple[str, str]:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text("plan: a\n")
    new.write_text("plan: b\n")
    return str(old), str(new)


def test_a_drivers_arguments_are_both_sides_of_a_file(sides: tuple[str, str]) -> None:
    old, new = sides
    one, zero = "1" * 40, "0" * 40
    both = driver_arguments([A, old, one, "100644", new, zero, "100644"])
    assert both.old is not None
    assert both.new is not None
    assert (both.old.name, both.new.name, both.name) == (f"11111111:{A}", A, A)
    assert (both.old.text, both.new.text) == ("plan: a\n", "plan: b\n")
    added = driver_arguments([A, "/dev/null", ".", ".", new, one, "100644"])
    assert (added.old, isinstance(added.new, Source)) == (None, True)
    removed = driver_arguments([A, old, one, "100644", "/dev/null", ".", "."])
    assert (isinstance(removed.old, Source), removed.new) == (True, None)
    moved = driver_arguments([A, old, one, "100644", new, one, "100644", "b.yaml", "similarity index 90%\n"])
    assert moved.name == f"{A} → b.yaml"
    assert moved.new is not None
    assert moved.new.name == "11111111:b.yaml"
    assert driver_arguments([A]) == (None, None, A)
    for wrong in ([], [A, old], [A] * 8):
        with pytest.raises(Refusal, match="7 arguments"):
            driver_arguments(wrong)
    with pytest.raises(Refusal, match="cannot be read"):
        driver_arguments([A, "/no/such", one, "100644", new, one, "100644"])


def test_git_hands_over_what_the_driver_expects(repo: Repo, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    program = tmp_path / "driver"
    program.write_text(
        f'#!/bin/sh\nfor a in "$@"; do printf "%s\\0" "$a"; done >>"{seen}"; printf "\\1" >>"{seen}"\n'
    )
    program.chmod(0o755)
    repo.write({".gitattributes": "plans/**/*.yaml diff=planmodel\n"})
    repo.git("config", "diff.planmodel.command", str(program))
    repo.commit({VIETNAMESE: text("ke-hoach-b")})
    repo.git("rm", "-q", A)
    repo.git("diff", "HEAD~1", "HEAD", "--", "plans")
    repo.git("mv", VIETNAMESE, "plans/x.yaml")
    repo.git("diff", "-M", "HEAD", "--", "plans/Đắk Nông", "plans/x.yaml")
    calls = [line.split("\0")[:-1] for line in seen.read_text("utf-8").split("\1")[:-1]]
    assert [(len(call), call[0]) for call in calls] == [(7, VIETNAMESE), (9, VIETNAMESE)]
    assert calls[0][1] == "/dev/null"
    assert calls[1][7] == "plans/x.yaml"


# ------------------------------------------------------------------------------------------------------ the page on git


PAGES = ("docs/git.md", "docs/git.vi.md")
HOOKS = ROOT / ".pre-commit-hooks.yaml"


def blocks(name: str) -> list[str]:
    """What is to be typed or copied from a page, without remarks."""
    page = (ROOT / name).read_text("utf-8")
    return [
        re.sub(r" +# .*", "", b) for b in re.findall(r"^```[a-z]*\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    ]


def test_both_pages_on_git_give_the_same_to_copy() -> None:
    first, second = (blocks(name) for name in PAGES)
    assert len(first) > 6
    assert first == second


def test_the_pages_driver_hunk_names_and_line_ends_work(repo: Repo) -> None:
    attributes, command, hunks = blocks(PAGES[0])[2:5]
    repo.commit(
        {
            ".gitattributes": attributes,
            A: text() + "tasks:\n" + "".join(f"  - {{id: n{n}, at: x}}\n" for n in range(99)),
        }
    )
    asked = shlex.split(command)
    assert asked[:4] == ["git", "config", "--global", "diff.planmodel.command"]
    assert asked[4] == "planmodel diff --driver"
    repo.git("config", *shlex.split(hunks)[3:])
    path = repo.folder / A
    path.write_text(path.read_text("utf-8").replace("n50, at: x", "n50, at: y"), "utf-8")
    assert "@@   - {id: n49" in repo.git("diff", "-U0")


def test_the_hooks_run_what_the_page_says_on_files_of_plans() -> None:
    hooks = safe_load(HOOKS.read_text("utf-8"))
    script = blocks(PAGES[0])[7]
    assert {hook["id"] for hook in hooks} == set(re.findall("id: (.*)", blocks(PAGES[0])[6]))
    for hook in hooks:
        assert hook["language"] == "python"
        assert hook["pass_filenames"] is False
        assert hook["entry"] in script
        files = re.compile(hook["files"])
        assert all(files.search(name) for name in (A, VIETNAMESE, "tinh/plans/x.yml"))
        assert not any(files.search(name) for name in ("README.md", "plans/x.txt", "my-plans/x.yaml"))
