"""``planmodel check``: is it right?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click

from planmodel import check as checking
from planmodel.cli._click import Command
from planmodel.cli._shared import (
    as_json,
    chosen_format,
    colour_wanted,
    finding_line,
    format_option,
    lang_option,
    need_plans_here,
    on_terminal,
    open_workspace,
    output_option,
    standard_input,
    width_wanted,
    workspace_option,
    write,
)
from planmodel.diagnostics import Diagnostic, Refusal, Severity
from planmodel.schema import Engine
from planmodel.workspace import Workspace

_FORMATS = ("terminal", "json")
_EXAMPLES = """\b
Ví dụ:
  planmodel check plans                  mọi tệp trong thư mục
  planmodel check khanh-hoa-4205-2022    một kế hoạch theo mã
  planmodel check ke-hoach.yaml --format json -o ket-qua.json
  planmodel check - < ke-hoach.yaml      đọc từ đầu vào chuẩn

\b
Mã thoát: 0 không có gì từ mức --fail-on trở lên, 1 có, 2 không thực hiện được, 3 lỗi của chương trình.
"""


@click.command("check", cls=Command, epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, metavar="[PLAN|TỆP|THƯ MỤC]...")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="error",
    help="Mức nhẹ nhất làm lệnh thoát với mã 1: error (mặc định), warning, info.",
    metavar="MỨC",
)
@click.option(
    "--validator",
    type=click.Choice(["jsonschema-rs", "jsonschema"]),
    default=None,
    help="Bộ kiểm lược đồ: jsonschema-rs (nhanh) hoặc jsonschema (tham chiếu).",
    metavar="TÊN",
)
@format_option(*_FORMATS)
@output_option
@lang_option
@workspace_option
def command(
    paths: tuple[str, ...],
    fail_on: str,
    validator: str | None,
    format_: str | None,
    output: str,
    lang: str,
    workspace: Path | None,
) -> int:
    """Kiểm tra kế hoạch và sổ danh mục; mỗi lỗi có dòng, cột và cách sửa."""
    where = open_workspace(workspace, paths)
    where.engine = cast(Engine | None, validator)
    name = chosen_format(format_, output, _FORMATS)
    if paths == ("-",):
        checked = [_standard_input(where), *checking.broken_registries(where)]
    elif "-" in paths:
        raise Refusal(
            "đầu vào chuẩn (-) được kiểm tra riêng một mình", "standard input (-) is checked on its own"
        )
    else:
        if not paths:
            need_plans_here(where)
        files = checking.find_files(paths or (str(where.plans_folder),), where)
        checked = list(_with_progress(files, where))
    if name == "json":
        write(output, as_json(checking.data(checked, lang)))
    else:
        _print(checked, output, lang)
    found = [d for one in checked for d in one.found]
    return checking.exit_code(found, Severity[fail_on])


def _standard_input(where: Workspace) -> checking.Checked:
    text = standard_input()
    if isinstance(text, Diagnostic):
        return checking.Checked("<stdin>", None, None, False, [text])
    return checking.check_text(text, where)


def _with_progress(files: list[Path], where: Workspace) -> list[checking.Checked]:
    """Check ``files``, keeping findings and, of the texts, only those that findings point into."""
    checking_now = checking.check_files(files, where)
    kept = []
    if len(files) > 20 and sys.stderr is not None and sys.stderr.isatty():
        with click.progressbar(
            checking_now, length=len(files), label="Đang kiểm tra", file=sys.stderr
        ) as bar:
            kept = [_slim(one) for one in bar]
    else:
        kept = [_slim(one) for one in checking_now]
    return kept


def _slim(one: checking.Checked) -> checking.Checked:
    return one if one.found else one._replace(source=None)


def _print(checked: list[checking.Checked], output: str, lang: str) -> None:
    found = [d for one in checked for d in one.found]
    count = checking.tally(checked)
    if not found:
        text = _summary(count, lang)
    elif on_terminal(output):
        from planmodel.render.terminal import render_findings

        sources = {one.name: one.source.text for one in checked if one.source is not None}
        shown = render_findings(found, lang, colour_wanted(output), sources, width=width_wanted(output))
        text = f"{shown.rstrip()}\n\n{_summary(count, lang)}"
    else:
        text = "\n".join([*(finding_line(d, lang) for d in found), "", _summary(count, lang)])
    write(output, text)


def _summary(count: checking.Tally, lang: str) -> str:
    if lang == "en":
        return (
            f"{count.files} files, {count.plans} plans: "
            f"{count.errors} errors, {count.warnings} warnings, {count.infos} notes"
        )
    return f"{count.files} tệp, {count.plans} kế hoạch: {count.errors} lỗi, {count.warnings} cảnh báo, {count.infos} ghi chú"
