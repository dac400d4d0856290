"""Who does what, asked of bad input: a finding or one clear line for each, never a stack; the rest still comes out."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import Done, copy_plans, files_in, one_line, planmodel
from tests.golden import ROOT
from tests.plan_texts import changed, duty, plan, task

PLAN = "ke-hoach-mau"
WHY = ("why", PLAN, "so-gddt", "II.1")
VIEWS: tuple[tuple[str, ...], ...] = (
    ("raci", PLAN),
    ("raci", PLAN, "--by", "agency", "--format", "html"),
    ("raci", PLAN, "--format", "json"),
    WHY,
    (*WHY, "--format", "json"),
    ("graph", PLAN),
    ("graph", PLAN, "--view", "reporting"),
    ("export", PLAN),
)
TURNED = "\u202eđảo chiều\u202c"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts the one plan into a workspace that is the working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()

    def write(text: str) -> Path:
        (tmp_path / "plans" / "mau.yaml").write_text(text, "utf-8")
        return tmp_path

    return write


def told(code: str) -> str:
    """The line of the one finding ``code`` of ``check``."""
    done = planmodel("check", "plans")
    assert done.err == ""
    (line,) = [x for x in done.out.splitlines() if f" {code} " in x]
    assert not CONTROL.search(line)
    return line


def says_why(done: Done, line: str) -> None:
    """A view of a plan that is not right says the finding that ``check`` says, and nothing else."""
    assert (done.code, done.raw) == (1, b"")
    assert line in done.err.splitlines()
    assert "Traceback" not in done.err


def comes_out(done: Done) -> str:
    assert (done.code, done.err) == (0, ""), done.err
    assert done.raw
    return done.out


# ------------------------------------------------------------------------------------ what is said of the plan

WRONG: dict[str, tuple[str, str, str]] = {
    "a range that holds nothing": (
        plan(tasks=[task()], duties=[duty(covers='["II.9..II.10"]')]),
        "PM111",
        "phạm vi «II.9..II.10» không có nhiệm vụ nào",
    ),
    "a range that runs backwards": (
        plan(tasks=[task(), task(id="n2", at='"II.2"')], duties=[duty(covers='["II.2..II.1"]')]),
        "PM111",
        "phạm vi «II.2..II.1» không có nhiệm vụ nào",
    ),
    "a task that is not there": (
        plan(tasks=[task()], duties=[duty(), duty(id="d2", roles="[fund]", covers="[xyz]")]),
        "PM111",
        "không có nhiệm vụ «xyz»",
    ),
    "a verb that the table does not have": (
        plan(tasks=[task()], duties=[duty(roles="[lead, xyz]")]),
        "PM114",
        "không có động từ «xyz»",
    ),
    "an unknown verb of joint work": (
        plan(tasks=[task()], duties=[duty(roles="[lead, {verb: coordinate, joint: [xyz]}]")]),
        "PM114",
        "không có động từ «xyz»",
    ),
    "an agency that is not there": (
        plan(tasks=[task()], duties=[duty(agencies="[zzz]")]),
        "PM112",
        "không có mã «zzz»",
    ),
    "a province that is not there": (
        plan(tasks=[task()], duties=[duty(), duty(id="d2", roles="[fund]", agencies="[so-yte@zzz]")]),
        "PM118",
        "«zzz»",
    ),
    "a title of 10,000 characters": (
        plan(tasks=[task(title="Lắp đặt " * 1250)], duties=[duty()]),
        "PM107",
        "dài nhất 240 ký tự",
    ),
    "a control character in a title": (
        plan(tasks=[task(title='"Lắp đặt\\u0007 mã QR"')], duties=[duty()]),
        "PM006",
        "ký tự điều khiển U+0007",
    ),
    "a command to the terminal in a title": (
        plan(tasks=[task()], duties=[duty(title='"Chủ trì\\e[2J"')]),
        "PM006",
        "ký tự điều khiển U+001B",
    ),
    "a NUL in a title": (plan(tasks=[task(title="Lắp\0đặt")], duties=[duty()]), "PM003", "NUL"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_one_finding_that_every_command_repeats(
    name: str, put: Callable[[str], Path]
) -> None:
    text, code, words = WRONG[name]
    home = put(text)
    line = told(code)
    assert words in line, line
    assert len(line) < 400
    for args in VIEWS:
        says_why(planmodel(*args), line)
    said = one_line(planmodel("build", "-o", home / "ra"), 2)
    assert words in said
    assert "planmodel check" in said
    assert not (home / "ra").exists()


def test_one_bad_plan_does_not_hide_what_is_found_in_the_others(put: Callable[[str], Path]) -> None:
    home = put(WRONG["a range that holds nothing"][0])
    other = plan(tasks=[task()], duties=[duty(roles="[coordinate]")])
    (home / "plans" / "khac.yaml").write_text(changed(other, f"plan: {PLAN}", "plan: ke-hoach-khac"), "utf-8")
    assert "plans/mau.yaml" in told("PM111")
    assert any(
        "plans/khac.yaml" in x and " PM401 " in x for x in planmodel("check", "plans").out.splitlines()
    )
    comes_out(planmodel("raci", "ke-hoach-khac"))


def test_an_agency_of_another_province_is_a_finding_and_keeps_its_own_row(put: Callable[[str], Path]) -> None:
    put(plan(tasks=[task()], duties=[duty(agencies="[so-gddt@khanh-hoa, so-yte@hung-yen]")]))
    assert "Sở Y tế (Hưng Yên) là cơ quan của tỉnh khác" in told("PM407")
    table = comes_out(planmodel("raci", PLAN, "--format", "csv"))
    assert "Hưng Yên" in table
    assert "Khánh Hòa)" not in table
    for args in VIEWS:
        comes_out(planmodel(*args))
    assert '"so-yte@hung-yen"' in comes_out(planmodel("export", PLAN))
    assert "so-gddt@" not in comes_out(planmodel("export", PLAN))
    comes_out(planmodel("why", PLAN, "so-yte@hung-yen", "II.1"))


# ------------------------------------------------------------------------------------ odd titles that are allowed

ODD = {
    "right-to-left": TURNED,
    "right-to-left, escaped": '"\\u202eđảo\\u2066 chiều"',
    "another direction": "مهمة نقدية بلا نقود",
    "no width": '"Lắp\\u200b \\u200eđặt"',
    "marks upon marks": "ế" + "\u0301" * 200,
    "markup": "'<script>alert(1)</script> | <b> & \"'",
    "one word of 240 letters": "x" * 240,
    "a formula": "'=HYPERLINK(\"http://x\")'",
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_titles_come_out_and_turn_nothing_around(name: str, put: Callable[[str], Path]) -> None:
    put(plan(tasks=[task(title=ODD[name])], duties=[duty(title=ODD[name])]))
    checked = planmodel("check", "plans")
    assert (checked.code, checked.err) == (0, "")
    for args in VIEWS:
        shown = comes_out(planmodel(*args))
        assert "<script>" not in shown or args[0] in ("export", "why", "raci")
        assert not CONTROL.search(shown)
        if args[0] == "graph" or "html" in args:
            assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown)
            assert "<script>alert" not in shown


# ------------------------------------------------------------------------------------ classes in a circle

CIRCLES = {
    "each the member of the other": {"nganh-giao-duc": "nganh-y-te", "nganh-y-te": "nganh-giao-duc"},
    "of itself": {"nganh-giao-duc": "nganh-giao-duc", "nganh-y-te": "nganh-giao-duc"},
    "of all three": {
        "cac-so-ban-nganh": "nganh-giao-duc", "nganh-giao-duc": "nganh-y-te", "nganh-y-te": "cac-so-ban-nganh",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", CIRCLES)
def test_classes_in_a_circle_end(name: str, put: Callable[[str], Path]) -> None:
    home = put(
        plan(
            recipients=["  - {at: recipients#1, agency: cac-so-ban-nganh, mode: act}\n"],
            participants=["  - {at: I, agencies: [nganh-y-te]}\n"],
            tasks=[task(sector="both")],
            duties=[
                duty(agencies="[nganh-giao-duc]"),
                duty(id="d2", at='"III.2"', agencies="[nganh-y-te]", roles="[coordinate]"),
                duty(
                    id="d3",
                    at='"III.3"',
                    agencies="[so-gddt]",
                    roles="[report]",
                    to="[ubnd-tinh]",
                    covers=None,
                ),
            ],
        )
    )
    text = (ROOT / "plans" / "registry" / "agencies.yaml").read_text("utf-8")
    for over, member in CIRCLES[name].items():
        text, count = re.subn(rf"(id: {over},.*members: \[)", rf"\g<1>{member}, ", text)
        assert count == 1
    (home / "plans" / "registry").mkdir()
    (home / "plans" / "registry" / "agencies.yaml").write_text(text, "utf-8")
    start = time.monotonic()
    checked = planmodel("check", "plans")
    assert (checked.code, checked.err) == (0, "")
    assert " PM404 " in checked.out
    for args in VIEWS:
        comes_out(planmodel(*args))
    assert time.monotonic() - start < 30


# ------------------------------------------------------------------------------------ places that cannot be written

TARGETS = (
    *(
        ("raci", PLAN, f"a{end}")
        for end in (".xlsx", ".docx", ".pdf", ".html", ".csv", ".md", ".json", ".svg")
    ),
    ("graph", PLAN, "a.svg"),
    ("graph", PLAN, "a.dot"),
    ("export", PLAN, "a.json"),
    (*WHY, "a.json"),
)
GOOD = plan(tasks=[task()], duties=[duty()])


@pytest.mark.parametrize("args", TARGETS, ids=" ".join)
def test_a_target_that_another_program_holds_is_one_line_and_stays_as_it_was(
    args: tuple[str, ...], put: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    home = put(GOOD)
    *command, target = args
    Path(target).write_bytes(b"as it was")
    monkeypatch.setattr(os, "replace", held)
    said = one_line(planmodel(*command, "-o", target), 2)
    assert f"«{target}»" in said
    assert "đang mở trong chương trình khác" in said
    assert set(files_in(home)) == {target, "plans/mau.yaml"}
    assert Path(target).read_bytes() == b"as it was"


@pytest.mark.parametrize("args", TARGETS, ids=" ".join)
def test_a_folder_that_is_a_file_and_a_file_that_is_a_folder_are_one_line(
    args: tuple[str, ...], put: Callable[[str], Path]
) -> None:
    home = put(GOOD)
    *command, target = args
    (home / "tep").write_bytes(b"as it was")
    (home / f"thu-muc{Path(target).suffix}").mkdir()
    assert "«tep» không phải thư mục" in one_line(planmodel(*command, "-o", f"tep/{target}"), 2)
    assert "đây là một thư mục" in one_line(planmodel(*command, "-o", f"thu-muc{Path(target).suffix}"), 2)
    assert "chưa có thư mục" in one_line(planmodel(*command, "-o", f"khong/co/{target}"), 2)
    assert (home / "tep").read_bytes() == b"as it was"
    assert set(files_in(home)) == {"tep", "plans/mau.yaml"}


@pytest.mark.parametrize("option", ["-o", "--diagrams"])
def test_a_folder_to_build_into_that_is_a_file_is_one_line(option: str, put: Callable[[str], Path]) -> None:
    home = put(GOOD)
    (home / "tep").write_bytes(b"as it was")
    for folder in ("tep", "tep/trong", "plans/mau.yaml"):
        assert folder.partition("/")[0] in one_line(planmodel("build", option, folder), 2)
    assert files_in(home) == {"tep": b"as it was", "plans/mau.yaml": GOOD.encode()}


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every Excel file is held open by another program."""
    real, tried = os.replace, list[str]()

    def held(source: str | Path, target: str | Path) -> None:
        if str(target).endswith(".xlsx"):
            tried.append(str(target))
            raise PermissionError(13, "Permission denied")
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    return tried


def test_a_locked_file_of_a_build_is_told_and_the_others_come_out(
    put: Callable[[str], Path], locked: list[str]
) -> None:
    home = put(GOOD)
    done = planmodel("build", "-o", home / "ra")
    assert done.code == 2
    assert "Traceback" not in done.err
    assert locked
    assert ".xlsx" in done.err
    assert "đang mở trong chương trình khác" in done.err
    made = files_in(home / "ra")
    assert "index.html" in made
    assert any(name.endswith(".docx") for name in made)
    assert not any(name.endswith((".xlsx", ".tmp")) for name in made)


def test_the_real_plans_with_every_kind_of_bad_neighbour_still_come_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = copy_plans(tmp_path)
    monkeypatch.chdir(home)
    for n, (text, _, _) in enumerate(WRONG.values()):
        (home / "plans" / f"sai-{n}.yaml").write_text(text.replace(PLAN, f"sai-{n}", 1), "utf-8")
    table = comes_out(planmodel("raci", "khanh-hoa-4205-2022", "--format", "csv"))
    monkeypatch.chdir(ROOT)
    assert comes_out(planmodel("raci", "khanh-hoa-4205-2022", "--format", "csv")) == table
