"""The group of commands, its help, and what a failed request looks like: one line and an exit code."""

from __future__ import annotations

import errno
import importlib
import os
import sys

import click

from planmodel import __version__
from planmodel.cli._click import Group, one_line

COMMANDS: dict[str, tuple[str, str]] = {
    "new": ("Lập khung kế hoạch từ văn bản mẫu", "a skeleton from a template"),
    "check": ("Kiểm tra kế hoạch: đúng dạng, đúng tên, đúng lẽ", "is it right?"),
    "show": ("Một trang tóm tắt kế hoạch", "what is in it?"),
    "targets": ("Biểu chỉ tiêu theo năm", "indicator by year"),
    "raci": ("Ma trận trách nhiệm: ai làm gì", "who does what?"),
    "gaps": ("Việc chưa ai chủ trì, chưa ai làm, cơ quan không có việc", "what is not assigned?"),
    "why": ("Vì sao một ô của ma trận có chữ cái đó", "the clauses behind one cell"),
    "annex": ("Phụ lục phân công nhiệm vụ", "the customary task annex"),
    "checklist": ("6 rõ của từng nhiệm vụ", "six clarities per task"),
    "duties": ("Phiếu việc của một cơ quan trong mọi kế hoạch", "one agency's packet"),
    "load": ("Cơ quan nào gánh bao nhiêu việc", "who carries how much?"),
    "calendar": ("Lịch báo cáo: việc gì, bao giờ, gửi ai", "what is due when?"),
    "next": ("Việc sắp đến hạn", "what falls due soon?"),
    "overdue": ("Việc đã qua hạn", "what has passed its last day?"),
    "compare": ("So kế hoạch với văn bản mẫu", "how do plans stand to a template?"),
    "align": ("Đề xuất liên kết của kế hoạch với văn bản mẫu", "which links to a template are likely?"),
    "rebase": ("Theo bản mới của văn bản mẫu", "follow a new version of the template"),
    "diff": (
        "Hai bản của kế hoạch khác nhau gì, yếu đi hay mạnh lên",
        "what changed, and does it weaken or strengthen?",
    ),
    "deviations": (
        "Khác biệt so với văn bản mẫu: ai đã chấp thuận, đến khi nào",
        "which departures are accepted?",
    ),
    "graph": ("Vẽ sơ đồ của kế hoạch", "the network as a picture"),
    "impact": ("Việc gì dừng lại khi thiếu một cơ quan", "what stands or falls with one agency"),
    "export": ("Xuất kế hoạch đã biên dịch ra JSON", "the compiled plan as JSON"),
    "build": ("Dựng mọi sản phẩm của mọi kế hoạch", "every artefact of every plan"),
    "rules": ("Danh mục quy tắc kiểm tra; thử quy tắc tự viết", "which rules are there?"),
    "explain": ("Trang giải thích một quy tắc", "what does a rule find, and why?"),
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
        _complain(_stopped(lang))
        code = 130
    except click.ClickException as error:
        from planmodel.cli._usage import wrong_usage

        _complain(wrong_usage(error, COMMANDS).get(lang))
        code = 2
    except SystemExit:
        code = 0  # click's answer to a reader that has left: what it wanted to see it has seen
    except Exception as error:  # noqa: BLE001 - the last door: one line and exit code 3, the traceback on request
        code = _refused_or_crashed(error, lang)
    sys.exit(code if isinstance(code, int) else 0)


def _stopped(lang: str) -> str:
    from planmodel.messages import say

    return say("stopped on request").get(lang)


def _speak_utf8() -> None:
    """Vietnamese comes out whole whatever the locale says, and a name that is no text comes out escaped."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _refused_or_crashed(error: Exception, lang: str) -> int:
    from planmodel.diagnostics import Refusal, say

    if isinstance(error, Refusal):
        _complain(error.message.get(lang))
        return 2
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        _complain(say("the disk is full; make room or write elsewhere").get(lang))
        return 2
    if os.environ.get("PLANMODEL_DEBUG"):
        raise error
    fault = say(
        "a fault of the program ({error}); run it again with PLANMODEL_DEBUG=1 and send what it prints to the makers of planmodel",
        error=f"{type(error).__name__}: {error}",
    )
    _complain(fault.get(lang))
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
