"""Requests that make no sense, and outputs that cannot be written: one line, code 2, and nothing half-written."""

from __future__ import annotations

import fcntl
import re
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from planmodel.cli._app import COMMANDS
from tests.command import CLEAN, ROOT, Done, files_in, one_line, planmodel, process, refused, shell
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, TEMPLATE
from tests.plan_texts import MINIMAL, duty, plan, task

FILE = "plans/khanh-hoa/4205-kh-ubnd-2022.yaml"


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


# ----------------------------------------------------------------------------------------------------------- usage


USAGE = [
    ("raciii", "không có lệnh «raciii»; có phải raci?"),
    ("zzz", f"không có lệnh «zzz»; các lệnh: {', '.join(COMMANDS)}"),
    ("raci", "thiếu PLAN; xem: planmodel raci --help"),
    ("compare", "thiếu MẪU; xem: planmodel compare --help"),
    ("compare mic-781-2022", "thiếu PLAN...; xem: planmodel compare --help"),
    ("why khanh-hoa-4205-2022 so-yte", "thiếu NHIỆM-VỤ; xem: planmodel why --help"),
    ("raci khanh-hoa-4205-2022 x y", "thừa «x y»; xem: planmodel raci --help"),
    ("raci khanh-hoa-4205-2022 --fromat csv", "không có tùy chọn --fromat; có phải --format?; xem: planmodel raci --help"),
    ("--quiet", "không có tùy chọn --quiet; xem: planmodel --help"),
    ("raci khanh-hoa-4205-2022 --format", "tùy chọn --format thiếu giá trị; xem: planmodel --help"),
    ("raci khanh-hoa-4205-2022 -o", "tùy chọn -o thiếu giá trị; xem: planmodel --help"),
    ("compare a b --all=3", "tùy chọn --all không nhận giá trị; xem: planmodel --help"),
    ("raci khanh-hoa-4205-2022 --format xls",
     "giá trị của --format không hợp lệ; chọn một trong: terminal, markdown, csv, html, svg, json, xlsx, docx, pdf, png"),
    ("export khanh-hoa-4205-2022 --format csv", "giá trị của --format không hợp lệ; chọn một trong: json"),
    ("check --format csv", "giá trị của --format không hợp lệ; chọn một trong: terminal, json, sarif, junit, github"),
    ("check --fail-on all", "giá trị của --fail-on không hợp lệ; chọn một trong: error, warning, info"),
    ("check --validator x", "giá trị của --validator không hợp lệ; chọn một trong: jsonschema-rs, jsonschema"),
    ("raci khanh-hoa-4205-2022 --by x", "giá trị của --by không hợp lệ; chọn một trong: task, agency"),
    ("raci khanh-hoa-4205-2022 --lang fr", "giá trị của --lang không hợp lệ; chọn một trong: vi, en"),
    ("graph khanh-hoa-4205-2022 --view x",
     ("giá trị của --view không hợp lệ; chọn một trong: responsibility, reporting, hops, targets, handover, "
      "dependencies, legal, matrix, load")),
    ("check --jobs 0", "giá trị của --jobs không hợp lệ; hãy ghi một số nguyên từ 1 đến 256"),
    ("check --jobs hai", "giá trị của --jobs không hợp lệ; hãy ghi một số nguyên từ 1 đến 256"),
    ("check --today mai", "--today: «mai» không phải là ngày; hãy viết 2026-12-31 hoặc 31/12/2026"),
    ("check --today 31/02/2026", "--today: «31/02/2026» không phải là ngày; hãy viết 2026-12-31 hoặc 31/12/2026"),
    ("check --today 2026-W01-1", "--today: «2026-W01-1» không phải là ngày; hãy viết 2026-12-31 hoặc 31/12/2026"),
    ("check --statistics --format junit",
     "--statistics không có định dạng junit; hãy bỏ --format, hoặc ghi ra tệp: -o so-lieu.csv"),
    ("check plans --write-baseline", "hãy chỉ rõ tệp bằng --baseline TỆP"),
    ("check - --fix", "không sửa được đầu vào chuẩn; hãy nêu tên tệp cho --fix và --diff"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "said"), USAGE, ids=[line for line, _ in USAGE])
def test_a_command_line_that_makes_no_sense_is_refused_with_what_would(line: str, said: str) -> None:
    assert refused(*line.split()) == f"planmodel: {said}\n"


USAGE_IN_ENGLISH = [
    ("raciii", "there is no command 'raciii'; did you mean raci?"),
    ("zzz", f"there is no command 'zzz'; commands: {', '.join(COMMANDS)}"),
    ("raci", "PLAN is missing; see: planmodel raci --help"),
    ("raci khanh-hoa-4205-2022 x y", "'x y' is too much; see: planmodel raci --help"),
    ("raci a --fromat csv", "there is no option --fromat; did you mean --format?; see: planmodel raci --help"),
    ("--quiet", "there is no option --quiet; see: planmodel --help"),
    ("raci khanh-hoa-4205-2022 -o", "option -o lacks its value; see: planmodel --help"),
    ("compare a b --all=3", "option --all takes no value; see: planmodel --help"),
    ("raci a --by x", "the value of --by is not valid; choose one of: task, agency"),
    ("check --jobs 0", "the value of --jobs is not valid; write a whole number from 1 to 256"),
    ("check --today mai", "--today: 'mai' is not a day; write it as 2026-12-31 or 31/12/2026"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "said"), USAGE_IN_ENGLISH, ids=[line for line, _ in USAGE_IN_ENGLISH])
def test_a_command_line_that_makes_no_sense_is_refused_in_english_too(line: str, said: str) -> None:
    done = planmodel(*line.split(), env={"PLANMODEL_LANG": "en"})
    assert one_line(done, 2) == f"planmodel: {said}\n"


def test_an_unknown_engine_is_refused_with_those_there_are() -> None:
    said = one_line(planmodel("graph", KHANH_HOA, "--engine", "nope"), 2)
    assert said == "planmodel: không có máy vẽ «nope»; có: graphviz-pure, dot\n"


def test_a_plan_is_not_compared_with_itself() -> None:
    assert "được so với chính nó" in refused("compare", TEMPLATE, TEMPLATE)
    assert "được so với chính nó" in refused("compare", KHANH_HOA, HUNG_YEN, FILE)


def test_a_comparison_that_rests_on_no_link_says_so_and_still_prints() -> None:
    for lang, said in (("vi", "không có mục nào dẫn tới"), ("en", "no item links to")):
        done = planmodel("compare", TEMPLATE, "-", "--lang", lang, stdin=MINIMAL.encode())
        assert done.code == 0
        assert done.raw
        assert re.fullmatch(rf"planmodel: ke-hoach-mau: {said} {TEMPLATE}; [^\n]*implements\n", done.err)


def test_standard_input_is_checked_alone() -> None:
    for args in (("-", "-"), ("plans", "-")):
        said = one_line(planmodel("check", *args), 2)
        assert said == "planmodel: đầu vào chuẩn (-) được kiểm tra riêng một mình\n"


# ------------------------------------------------------------------------------------------------------------- why


def test_why_refuses_an_agency_or_a_clause_that_does_not_exist() -> None:
    assert "«so-gdt»; có phải so-gddt?" in refused("why", KHANH_HOA, "so-gdt", "III.3.b#1")
    assert "«so-gdt»; có phải so-gddt?" in refused("why", KHANH_HOA, "so-gdt@khanh-hoa", "III.3.b#1")
    assert "xem các mã ở" in refused("why", KHANH_HOA, "xyz", "III.3.b#1")
    assert "III.3.b#1, III.3.b#2" in refused("why", KHANH_HOA, "so-gddt", "III.3.b")
    assert "«III.99»" in one_line(planmodel("why", KHANH_HOA, "so-gddt", "III.99"), 2)


def test_why_knows_a_body_by_its_own_province_too() -> None:
    home, written = (planmodel("why", KHANH_HOA, a, "III.3.b#1") for a in ("so-gddt", "so-gddt@khanh-hoa"))
    assert home.code == 0
    assert written == home


def test_why_asks_for_an_id_where_a_clause_holds_several_items() -> None:
    two = plan(tasks=[task(), task(id="n2")], duties=[duty()]).encode()
    assert "điều khoản II.1 có nhiều mục: n1, n2; hãy ghi mã" in refused(
        "why", "-", "so-gddt", "II.1", stdin=two
    )
    assert planmodel("why", "-", "so-gddt", "n2", stdin=two).code == 0


# ------------------------------------------------------------------------------------------------ unwritable output

WRITERS = [("raci", KHANH_HOA, "--format", "csv"), ("graph", DAK_NONG, "--view", "reporting", "--format", "png"),
           ("export", KHANH_HOA), ("check", "plans", "--format", "json"), ("compare", TEMPLATE, DAK_NONG, "--format", "svg")]  # fmt: skip


@pytest.mark.parametrize("args", WRITERS, ids=[w[0] for w in WRITERS])
def test_a_place_that_cannot_be_written_is_refused_and_nothing_is_left_there(
    args: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "tep").write_text("x", "utf-8")
    before = files_in(tmp_path)
    more = ("--format", "json") if args[0] == "export" else ()
    for place, said in (
        (tmp_path / "khong-co" / "x", "chưa có thư mục"),
        (tmp_path, "đây là một thư mục"),
        (Path("/dev/full"), "đĩa đã đầy"),
        (tmp_path / ("x" * 300), "không ghi được"),
        (tmp_path / "x.yaml", "tệp .yaml là nơi của kế hoạch"),
    ):
        command = (*args, *more, "-o", place)
        assert said in (refused(*command) if args[0] == "raci" else one_line(planmodel(*command), 2))
        assert files_in(tmp_path) == before
    assert one_line(planmodel(*args, *more, "-o", "/proc/x"), 2).startswith(
        "planmodel: không ghi được «/proc/x»"
    )


def test_an_ending_that_names_no_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    for command, name in (
        ("raci", "x.xls"),
        ("raci", "x"),
        ("export", "x.csv"),
        ("check", "x.svg"),
        ("graph", "x.md"),
        ("show", ""),
    ):
        said = refused(command, KHANH_HOA, "-o", tmp_path / name if name else "")
        assert re.search(r"không biết định dạng của «.*»; hãy thêm --format, một trong: ", said)
    assert not files_in(tmp_path)


def test_a_disk_that_fills_up_midway_leaves_what_was_there_and_no_remains(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("before", "utf-8")
    limit = f"ulimit -f 1; PYTHONDONTWRITEBYTECODE=1 planmodel raci {KHANH_HOA} -o {tmp_path}/x.csv"
    assert "đĩa đã đầy hoặc hết hạn mức" in one_line(shell(limit), 2)
    assert files_in(tmp_path) == {"x.csv": b"before"}


def test_a_plan_is_never_overwritten_by_a_result(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_bytes((ROOT / FILE).read_bytes())
    refused("raci", tmp_path / "mine.yaml", "--format", "csv", "-o", tmp_path / "mine.yaml")
    assert (tmp_path / "mine.yaml").read_bytes() == (ROOT / FILE).read_bytes()


# --------------------------------------------------------------------------------------------- standard output and input


@pytest.mark.parametrize(
    "command", [f"raci {KHANH_HOA}", f"export {KHANH_HOA}", "check plans", "--help", "raci --help", ""]
)
def test_a_full_standard_output_is_one_line_and_code_2(command: str) -> None:
    done = shell(f"planmodel {command} > /dev/full")
    assert one_line(done, 2) == "planmodel: đĩa đã đầy; hãy dọn chỗ hoặc ghi ra nơi khác\n"


@pytest.mark.parametrize(
    "command",
    [
        f"raci {KHANH_HOA}",
        f"export {HUNG_YEN}",
        "check plans",
        "--help",
        "raci --help",
        f"graph {KHANH_HOA} --format png",
    ],
)
def test_a_reader_that_leaves_early_is_no_error(command: str) -> None:
    done = shell(f"set -o pipefail; planmodel {command} | head -1 | cat")
    assert (done.code, done.err) == (0, "")
    assert done.raw.count(b"\n") <= 1 or b"PNG" in done.raw
    gone = shell(f"planmodel {command} | true; echo ${{PIPESTATUS[0]}}")
    assert (gone.out, gone.err) == ("0\n", "")


def test_findings_keep_their_exit_code_when_the_reader_leaves() -> None:
    done = shell("planmodel check plans --fail-on info | true; echo ${PIPESTATUS[0]}")
    assert (done.out, done.err) == ("1\n", "")


def test_closed_standard_streams_are_refused_in_one_line() -> None:
    assert "đầu vào chuẩn đã đóng; hãy nêu một tệp" in one_line(shell("planmodel check - <&-"), 2)
    assert "đầu vào chuẩn đã đóng; hãy nêu một tệp" in one_line(shell("planmodel raci - <&-"), 2)
    assert "đầu ra chuẩn đã đóng; hãy ghi ra tệp bằng -o" in one_line(
        shell(f"planmodel raci {KHANH_HOA} >&-"), 2
    )
    assert shell(f"planmodel check {KHANH_HOA} 2>&-").code == 0
    assert shell("planmodel raci khong-co 2>&-") == Done(2, b"", "")
    assert shell("planmodel raci khong-co 2>/dev/full") == Done(2, b"", "")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1258"])
def test_vietnamese_comes_out_whole_whatever_the_locale_says(encoding: str) -> None:
    strange = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    for args in (("--help",), ("raci", "khong-co"), ("show", KHANH_HOA)):
        assert process(*args, env=strange) == planmodel(*args)


def test_the_language_of_a_refusal_is_the_one_asked_for_in_any_way() -> None:
    english = one_line(planmodel("raci", "khong-co", "--lang", "en"), 2)
    assert english.startswith("planmodel: there is no plan 'khong-co'; ids here: ")
    assert planmodel("raci", "khong-co", "--lang=en").err == english
    assert planmodel("raci", "khong-co", env={"PLANMODEL_LANG": "en"}).err == english
    assert process("raci", "khong-co", "--lang", "en").err == english


def test_an_interrupt_ends_with_code_130_and_one_line() -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "planmodel", "check", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=CLEAN,
    )  # fmt: skip
    assert child.stdin is not None
    child.stdin.write(b"planmodel: 1")
    child.stdin.flush()
    waited = time.monotonic() + 20
    while struct.unpack("i", fcntl.ioctl(child.stdin, termios.FIONREAD, bytes(4)))[
        0
    ]:  # until it has begun to read
        assert time.monotonic() < waited
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=20)
    assert (child.returncode, out) == (130, b"")
    assert err.decode().strip() == "planmodel: đã dừng theo yêu cầu"
