"""The READMEs cannot drift: every command in them is run, every file they point to is there.

A line of a fenced block that begins with ``planmodel`` (``$`` and a path before it are allowed, ``\\`` continues it) is
run in a copy of the plans and must exit with 0, or with the code that its comment names: ``# exit code 1`` or ``# mã
thoát 1``. A block of YAML whose first line names a file (``# rules/own.yaml``) becomes that file before. Of lines that begin with ``make`` the targets must exist. Everything else in the blocks is only shown.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest

from planmodel.cli._app import COMMANDS
from tests.command import ROOT, files_in, shell

READMES = ("README.md", "README.vi.md")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)[^\n`]*\n(.*?)^ {0,3}\1", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\s*(?:\$ )?(?:\S*/)?(planmodel(?: .*)?|make(?: .*)?)$")
_COMMENT = re.compile(r"\s+#\s+(.*)$")
_EXIT = re.compile(r"(?:exit(?: code)?|mã thoát):? (\d)")
_LINK = re.compile(
    r"""\]\(\s*<?([^)\s>]+)[^)]*\)|(?:href|src|srcset)=["']([^"']+)|^\s*\[[^\]]+\]:\s*(\S+)""", re.MULTILINE
)
_CODE_SPAN = re.compile(r"`[^`\n]*`")


class Line(NamedTuple):
    """A command of a README: as it is typed, and the exit code that it should have."""

    typed: str
    code: int


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def commands(text: str) -> list[Line]:
    """The commands in the fenced blocks of ``text``, in order."""
    found = []
    for block in _FENCE.finditer(text):
        for line in re.sub(r"\\\n\s*", "", block[2]).splitlines():
            comment = _COMMENT.search(line)
            typed = _COMMAND.match(line[: comment.start()] if comment else line)
            if typed:
                told = _EXIT.search(comment[1]) if comment else None
                found.append(Line(typed[1].strip(), int(told[1]) if told else 0))
    return found


def steps(text: str) -> list[Line | tuple[str, str]]:
    """What ``text`` tells its reader to do, in order: commands, and files to write (name, content)."""
    done: list[Line | tuple[str, str]] = []
    for block in _FENCE.finditer(text):
        named = re.match(r"# (\S+\.yaml)\n", block[2])
        done += [(named[1], block[2])] if named else commands(block[0])
    return done


def links(text: str) -> list[str]:
    """Files and pictures that ``text`` points to, links to the web and into the page left out."""
    prose = _CODE_SPAN.sub("", _FENCE.sub("", text))
    found = [next(filter(None, match.groups())) for match in _LINK.finditer(prose)]
    return [unquote(link.partition("#")[0]) for link in found if not re.match(r"#|[a-z]+:", link)]


def visible(folder: Path) -> list[str]:
    """What stands in ``folder``; caches of other tests, which begin with a dot, may come and go."""
    return sorted(p.name for p in folder.iterdir() if not p.name.startswith("."))


def test_commands_are_found_as_a_reader_sees_them() -> None:
    text = (
        "```sh\n$ planmodel check plans\n.venv/bin/planmodel raci x  # who, exit code 1\nplanmodel: an error\n"
        "make run   # set up\npip install planmodel\nplanmodel compare a \\\n  b\n```\nplanmodel not here\n"
        "~~~\nplanmodel why p a 'III.3.b#1'  # mã thoát 2\n~~~\n"
    )
    assert commands(text) == [
        Line("planmodel check plans", 0), Line("planmodel raci x", 1), Line("make run", 0), Line("planmodel compare a b", 0),
        Line("planmodel why p a 'III.3.b#1'", 2),
    ]  # fmt: skip
    page = "[a](docs/x.md#top) ![b](d/e%20f.svg 'title') [w](https://x.y) [h](#here) `[c](no.md)`\n<img src=\"g.png\">\n"
    assert links(page) == ["docs/x.md", "d/e f.svg", "g.png"]


def test_both_readmes_carry_the_same_commands_in_the_same_order() -> None:
    first, second = (commands(text_of(name)) for name in READMES)
    assert first
    assert first == second
    assert steps(text_of(READMES[0])) == steps(text_of(READMES[1]))


def put_into_git(home: Path) -> None:
    """The plans in two commits: in the first, one figure of Đắk Nông was higher, and one of the letter lower."""
    plans = (
        ("plans/dak-nong/294-kh-ubnd-2022.yaml", "{2022: 40}", "{2022: 45}"),
        ("plans/templates/mic-781-2022.yaml", "{2022: 50}", "{2022: 40}"),
    )
    now = {name: (home / name).read_text("utf-8") for name, _, _ in plans}
    for name, figure, before in plans:
        assert figure in now[name]
        (home / name).write_text(now[name].replace(figure, before, 1), "utf-8")
    git = ["git", "-c", "user.name=An", "-c", "user.email=an@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "plans"], ["commit", "-qm", "trước"]):
        subprocess.run([*git, *command], cwd=home, check=True)
    for name, text in now.items():
        (home / name).write_text(text, "utf-8")
    subprocess.run([*git, "commit", "-qam", "sau"], cwd=home, check=True)


def test_every_command_of_the_readme_runs(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    put_into_git(tmp_path)
    before = files_in(ROOT / "plans"), visible(ROOT)
    for step in steps(text_of(READMES[0])):
        if not isinstance(step, Line):
            name, content = step
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(content, "utf-8")
        elif step.typed.startswith("planmodel"):
            done = shell(step.typed, tmp_path)
            assert done.code == step.code, f"{step.typed}\n{done.err}"
            told = done.err if re.search("--(write-baseline|fix|diff)|planmodel new", step.typed) else ""
            assert done.err == told, f"{step.typed}\n{done.err}"
            assert not re.search("Traceback|planmodel: ", told)
            assert "\x1b" not in done.out
    assert (files_in(ROOT / "plans"), visible(ROOT)) == before, "the checkout was written to"


@pytest.mark.parametrize("name", READMES)
def test_every_make_target_of_a_readme_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for typed, _ in commands(text_of(name)):
        if typed.startswith("make"):
            named = [word for word in shlex.split(typed)[1:] if "=" not in word and not word.startswith("-")]
            assert set(named) <= targets, typed


@pytest.mark.parametrize("name", READMES)
def test_every_command_of_the_program_is_mentioned(name: str) -> None:
    text = text_of(name)
    missing = [c for c in COMMANDS if not re.search(rf"planmodel {c}\b|`{c}[` ]", text)]
    assert not missing


@pytest.mark.parametrize(
    "name", [*READMES, *sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").glob("*.md"))]
)
def test_every_file_and_picture_that_is_linked_exists(name: str) -> None:
    page = ROOT / name
    missing = [link for link in links(text_of(name)) if not (page.parent / link).exists()]
    assert not missing


def test_the_readmes_lead_to_one_another() -> None:
    for name, other in (READMES, READMES[::-1]):
        assert other in links(text_of(name))


def test_the_first_lines_of_the_ci_and_of_the_readme_agree() -> None:
    """``.ci/run`` calls the test command that the README names."""
    (called,) = (
        x for x in text_of(".ci/run").splitlines() if re.search(r"\bmake\b", x) and not x.startswith("#")
    )
    test = re.search(r"\bmake ([a-z]+)", called)
    assert test is not None
    assert f"make {test[1]}" in [line.typed for line in commands(text_of("README.md"))]
