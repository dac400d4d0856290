"""The group of commands, its help, and what a failed request looks like: one line and an exit code."""

from __future__ import annotations

import errno
import importlib
import os
import re
import sys
from typing import Any

import click

from planmodel import __version__
from planmodel.cli._click import Group, one_line

COMMANDS: dict[str, tuple[str, str]] = {
    "new": ("Lập khung kế hoạch từ văn bản mẫu", "a skeleton from a template"),
    "check": ("Kiểm tra kế hoạch: đúng dạng, đúng tên, đúng lẽ", "is it right?"),
    "show": ("Một trang tóm tắt kế hoạch", "what is in it?"),
    "targets": ("Biểu chỉ tiêu theo năm", "indicator by year"),
    "raci": ("Ma trận trách nhiệm: ai làm gì", "who does what?"),
    "why": ("Vì sao một ô của ma trận có chữ cái đó", "the clauses behind one cell"),
    "calendar": ("Lịch báo cáo: việc gì, bao giờ, gửi ai", "what is due when?"),
    "compare": ("So kế hoạch với văn bản mẫu", "how do plans stand to a template?"),
    "graph": ("Vẽ sơ đồ của kế hoạch", "the network as a picture"),
    "export": ("Xuất kế hoạch đã biên dịch ra JSON", "the compiled plan as JSON"),
    "build": ("Dựng mọi sản phẩm của mọi kế hoạch", "every artefact of every plan"),
}
"""Every command: what it answers, in Vietnamese and in English. ``--help`` shows these without importing them."""

_EPILOG = """\b
Ví dụ:
  planmodel check plans
  planmodel raci khanh-hoa-4205-2022
  planmodel calendar dak-nong-294-2022
  planmodel compare mic-781-2022 dak-nong-294-2022
  planmodel build
"""


class _Lazy(Group):
    """A group that imports a command's module only when that command runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"planmodel.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Lệnh"):
            formatter.write_dl([(name, vi) for name, (vi, _) in COMMANDS.items()])


@click.group(
    cls=_Lazy,
    options_metavar="[TÙY CHỌN]",
    subcommand_metavar="LỆNH [THAM SỐ]...",
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(
    __version__, prog_name="planmodel", message="%(prog)s %(version)s", help="Hiện phiên bản."
)
def cli() -> None:
    """Kế hoạch hành động dưới dạng tệp YAML: kiểm tra, phân công, lịch, so sánh.

    PLAN là mã kế hoạch (khanh-hoa-4205-2022) hoặc một tệp .yaml. Thêm --help sau mỗi lệnh để xem ví dụ.
    """


def run(args: list[str] | None = None) -> None:
    """Run one command line and exit with its code."""
    _speak_utf8()
    given = sys.argv[1:] if args is None else args
    lang = _language(given)
    try:
        code = cli.main(args=given or ["--help"], prog_name="planmodel", standalone_mode=False)
    except click.exceptions.Abort:
        _complain("stopped on request" if lang == "en" else "đã dừng theo yêu cầu")
        code = 130
    except click.ClickException as error:
        _complain(_usage(error, lang))
        code = 2
    except SystemExit:
        code = 0  # click's answer to a reader that has left: what it wanted to see it has seen
    except Exception as error:  # noqa: BLE001 - the last door: one line and exit code 3, the traceback on request
        code = _refused_or_crashed(error, lang)
    sys.exit(code if isinstance(code, int) else 0)


def _speak_utf8() -> None:
    """Vietnamese comes out whole whatever the locale says, and a name that is no text comes out escaped."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _refused_or_crashed(error: Exception, lang: str) -> int:
    from planmodel.diagnostics import Refusal

    if isinstance(error, Refusal):
        _complain(error.message.get(lang))
        return 2
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        _complain(
            "the disk is full; make room or write elsewhere"
            if lang == "en"
            else "đĩa đã đầy; hãy dọn chỗ hoặc ghi ra nơi khác"
        )
        return 2
    if os.environ.get("PLANMODEL_DEBUG"):
        raise error
    _complain(
        f"a fault of the program ({type(error).__name__}: {error}); "
        "run it again with PLANMODEL_DEBUG=1 and send what it prints to the makers of planmodel"
        if lang == "en"
        else f"lỗi của chương trình ({type(error).__name__}: {error}); "
        "chạy lại với PLANMODEL_DEBUG=1 rồi gửi phần in ra cho người làm planmodel"
    )
    return 3


def _language(args: list[str]) -> str:
    """The language asked for, before any command has parsed its options."""
    for here, after in zip(args, [*args[1:], ""], strict=False):
        if here == "--lang":
            return after
        if here.startswith("--lang="):
            return here.partition("=")[2]
    return os.environ.get("PLANMODEL_LANG", "vi")


def _complain(line: str) -> None:
    try:
        click.echo(f"planmodel: {one_line(line)}", err=True)
    except OSError:
        pass  # nobody hears us: the exit code says it


def _usage(error: click.ClickException, lang: str) -> str:
    """A usage error in one line of Vietnamese (click's own sentence where there is none)."""
    ctx: Any = getattr(error, "ctx", None)
    help_hint = f"; xem: {ctx.command_path} --help" if ctx is not None else "; xem: planmodel --help"
    if lang == "en":
        return error.format_message() + help_hint.replace("xem", "see")
    match error:
        case click.NoSuchOption():
            close = f"; có phải {error.possibilities[0]}?" if error.possibilities else ""
            return f"không có tùy chọn {error.option_name}{close}{help_hint}"
        case click.BadOptionUsage():
            wrong = "không nhận giá trị" if "not take" in error.message else "thiếu giá trị"
            return f"tùy chọn {error.option_name} {wrong}{help_hint}"
        case click.MissingParameter():
            what = error.param.make_metavar(ctx) if error.param is not None and ctx is not None else ""
            return f"thiếu {what}{help_hint}"
        case click.BadParameter():
            name = error.param.opts[0] if error.param is not None and error.param.opts else ""
            choices = getattr(getattr(error.param, "type", None), "choices", None)
            allowed = f"; chọn một trong: {', '.join(map(str, choices))}" if choices else f": {error.message}"
            return f"giá trị của {name} không hợp lệ{allowed}"
        case click.UsageError() if "No such command" in error.format_message():
            return _no_command(error)
        case click.UsageError() if extra := re.search(
            r"extra arguments? \((.*)\)", error.format_message(), re.DOTALL
        ):
            return f"thừa «{extra[1]}»{help_hint}"
    return error.format_message() + help_hint


def _no_command(error: click.ClickException) -> str:
    from difflib import get_close_matches

    name = error.format_message().partition("'")[2].partition("'")[0]
    close = get_close_matches(name, list(COMMANDS), n=1)
    hint = f"; có phải {close[0]}?" if close else f"; các lệnh: {', '.join(COMMANDS)}"
    return f"không có lệnh «{name}»{hint}"
