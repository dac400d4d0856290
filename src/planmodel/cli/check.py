"""``planmodel check``: is it right?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

import click

from planmodel import check as checking
from planmodel.check.judge import weight
from planmodel.cli._click import Command
from planmodel.cli._days import Day
from planmodel.cli._shared import (
    as_json,
    chosen_format,
    colour_wanted,
    earlier_version,
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
from planmodel.diagnostics import Diagnostic, Refusal, say
from planmodel.schema import Engine
from planmodel.source import Source
from planmodel.workspace import Workspace

if TYPE_CHECKING:
    from planmodel.render.findings import RuleInfo

_FORMATS = ("terminal", "json", "sarif", "junit", "github")
_EXAMPLES = """\b
Ví dụ:
  planmodel check plans                  mọi tệp trong thư mục
  planmodel check khanh-hoa-4205-2022    một kế hoạch theo mã
  planmodel check - < ke-hoach.yaml      đọc từ đầu vào chuẩn
  planmodel check plans --diff           xem trước những chỗ sửa được ngay
  planmodel check plans --fix            sửa những chỗ đó, giữ nguyên chú thích
  planmodel check plans --select PM2,nobody-leads
  planmodel check plans --rules 6-ro     thêm gói quy tắc 6 rõ
  planmodel check plans --baseline da-biet.json --write-baseline
  planmodel check plans --format sarif -o ket-qua.sarif

\b
Bỏ qua một phát hiện ngay tại chỗ (bắt buộc ghi lý do):
  # planmodel: ignore[PM401] chờ phân công bổ sung, until 2026-12-31

\b
Mã thoát: 0 không có gì từ mức --fail-on trở lên, 1 có, 2 không thực hiện được, 3 lỗi của chương trình.
"""


class Asked(NamedTuple):
    """What the command line asks of the run and of its findings."""

    options: checking.Options
    jobs: int | None
    cache: bool
    baseline: Path | None
    write_baseline: bool
    prune_baseline: bool
    fail_on: str | None
    statistics: bool
    output: str
    format: str
    lang: str


@click.command("check", cls=Command, epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, metavar="[PLAN|TỆP|THƯ MỤC]...")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default=None,
    help="Mức nhẹ nhất làm lệnh thoát với mã 1: error (mặc định), warning, info.",
    metavar="MỨC",
)
@click.option(
    "--select", multiple=True, metavar="MÃ", help="Chỉ chạy các quy tắc này: PM204, PM2, target-falls."
)
@click.option("--ignore", multiple=True, metavar="MÃ", help="Bỏ các quy tắc này.")
@click.option(
    "--rules", multiple=True, metavar="GÓI|TỆP", help="Thêm quy tắc tự viết: gói 6-ro, hoặc một tệp .yaml."
)
@click.option(
    "--plugin",
    multiple=True,
    metavar="TÊN|TỆP.py",
    help="Thêm quy tắc viết bằng Python (chạy như một chương trình).",
)
@click.option("--fix", is_flag=True, help="Sửa ngay những chỗ sửa được an toàn.")
@click.option("--diff", is_flag=True, help="Chỉ cho xem --fix sẽ sửa gì.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    default=None,
    metavar="TỆP",
    help="Không báo lại những gì tệp này đã ghi nhận.",
)
@click.option("--write-baseline", is_flag=True, help="Ghi nhận mọi phát hiện hiện có vào --baseline.")
@click.option("--prune-baseline", is_flag=True, help="Bỏ khỏi --baseline những gì không còn.")
@click.option("--statistics", is_flag=True, help="Đếm theo quy tắc thay vì kể từng phát hiện.")
@click.option(
    "--today", type=Day(), default=None, metavar="NGÀY", help="Ngày lấy làm mốc (mặc định: hôm nay)."
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=None,
    metavar="SỐ",
    help="Số tiến trình (mặc định: số nhân của máy).",
)
@click.option("--no-cache", is_flag=True, help="Kiểm lại tất cả, không dùng kết quả lần trước.")
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
    fail_on: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    rules: tuple[str, ...],
    plugin: tuple[str, ...],
    fix: bool,
    diff: bool,
    baseline: Path | None,
    write_baseline: bool,
    prune_baseline: bool,
    statistics: bool,
    today: date | None,
    jobs: int | None,
    no_cache: bool,
    validator: str | None,
    format_: str | None,
    output: str,
    lang: str,
    workspace: Path | None,
) -> int:
    """Kiểm tra kế hoạch và sổ danh mục; mỗi phát hiện có dòng, cột và cách sửa."""
    where = open_workspace(workspace, paths)
    where.engine = cast(Engine | None, validator)
    options = checking.Options(select, ignore, rules, plugin, today or date.today())  # noqa: DTZ011 - where the user sits
    name = _statistics_format(format_) if statistics else chosen_format(format_, output, _FORMATS)
    asked = Asked(options, jobs, not no_cache, baseline, write_baseline, prune_baseline, fail_on, statistics, output, name, lang)  # fmt: skip
    if (write_baseline or prune_baseline) and baseline is None:
        raise Refusal(say("say which file with --baseline FILE"))
    judge = checking.Judge(where, options)
    if paths == ("-",):
        return _tell(_standard_input(judge, mended=fix or diff), judge, asked)
    if earlier := [text for path in paths if (text := earlier_version(where, path)) is not None]:
        alone = len(earlier) == len(paths) and not (fix or diff)
        return _tell(_earlier(judge, earlier, alone=alone), judge, asked)
    files = _files(paths, where)
    if fix or diff:
        _mend(files, judge, asked, write_files=not diff)
        if diff:
            return 0
    return _tell(_check(files, where, asked), judge, asked)


def _statistics_format(format_: str | None) -> str:
    """The format of the counts; empty where the ending of the file decides."""
    if format_ not in (None, "terminal", "json"):
        raise Refusal(
            say(
                "--statistics has no format {format}; leave --format out, or write it to a file: -o so-lieu.csv",
                format=format_,
            )
        )
    return format_ or ""


def _standard_input(judge: checking.Judge, *, mended: bool) -> list[checking.Checked]:
    """What is wrong with the text on standard input. Raises Refusal where it is to be ``mended``."""
    if mended:
        raise Refusal(say("--fix and --diff need a file: standard input cannot be mended"))
    text = standard_input()
    if isinstance(text, Diagnostic):
        return [checking.Checked("<stdin>", None, False, [text])]
    return [
        *judge.of_itself(),
        *judge.together([judge.text(text)], [None]),
        *checking.broken_registries(judge.workspace),
    ]


def _earlier(judge: checking.Judge, texts: Sequence[Source], *, alone: bool) -> list[checking.Checked]:
    """What is wrong with earlier versions. Raises Refusal where they are named together with files, or to be mended."""
    if not alone:
        raise Refusal(
            say(
                "earlier versions (HEAD~3:plans/x.yaml) are checked by themselves, and cannot be mended; name them alone, without --fix and --diff"
            )
        )
    return [
        *judge.of_itself(),
        *judge.together([judge.text(text) for text in texts], [None] * len(texts)),
        *checking.broken_registries(judge.workspace),
    ]


def _files(paths: tuple[str, ...], where: Workspace) -> list[Path]:
    """The files to check: those that ``paths`` name, or all of the workspace."""
    if "-" in paths:
        raise Refusal(say("standard input (-) is checked on its own"))
    if not paths:
        need_plans_here(where)
    return checking.find_files(paths or (str(where.plans_folder),), where)


# ------------------------------------------------------------------------------------------------------- checking


def _check(files: list[Path], where: Workspace, asked: Asked) -> list[checking.Checked]:
    """Check ``files``: a handful here and now, many with the cache and on all cores."""
    if len(files) < checking.FEW:
        return list(checking.check_files(files, where, asked.options))
    from planmodel.check import many
    from planmodel.check.cache import folder

    cache = folder() / "judged.sqlite" if asked.cache else None

    def check(told: Callable[[int], object]) -> list[checking.Checked]:
        return many.check_many(files, where, asked.options, jobs=asked.jobs, cache=cache, told=told)

    if sys.stderr is None or not sys.stderr.isatty():
        return check(int)
    with click.progressbar(length=len(files), label="Đang kiểm tra", file=sys.stderr) as bar:
        return check(bar.update)


def _mend(files: Iterable[Path], judge: checking.Judge, asked: Asked, *, write_files: bool) -> None:
    """Carry out the safe fixes of every file, or show what they would change."""
    from planmodel.check import fixing

    done = [one for path in files if (one := fixing.fixed(path, judge)) is not None and one.changed]
    if write_files:
        for one in done:
            fixing.save(one)
    else:
        write(asked.output, "".join(line for one in done for line in fixing.difference(one)) or "\n")
    count = sum(one.fixes for one in done)
    message = (
        say("{count} places mended in {files} files", count=count, files=len(done))
        if write_files
        else say("{count} places in {files} files can be mended with --fix", count=count, files=len(done))
    )
    click.echo(message.get(asked.lang), err=True)


# ------------------------------------------------------------------------------------------------------- telling


def _tell(checked: list[checking.Checked], judge: checking.Judge, asked: Asked) -> int:
    """Print what was found in the way asked for, and the exit code that follows."""
    if asked.baseline is not None:
        checked = _against_baseline(checked, asked.baseline, asked)
    found = [d for one in checked for d in one.found]
    if asked.statistics:
        _print_statistics(checked, found, judge, asked)
    elif asked.format == "json":
        write(asked.output, as_json(checking.data(checked, asked.lang)))
    elif asked.format == "terminal":
        _print(checked, found, asked)
    else:
        write(asked.output, _for_machines(checked, found, judge, asked))
    return checking.exit_code(found, weight(judge.settings.fail_on, asked.fail_on))


def _against_baseline(
    checked: Sequence[checking.Checked], path: Path, asked: Asked
) -> list[checking.Checked]:
    from planmodel.check import baseline
    from planmodel.files import safe_write

    found = [d for one in checked for d in one.found]
    if asked.write_baseline:
        known = baseline.entries(found)
        safe_write(path, as_json(baseline.written(known)) + "\n")
        click.echo(
            say("{count} findings written to {file}", count=len(known), file=path).get(asked.lang), err=True
        )
        return list(baseline.without(checked, known))
    known = baseline.read(path)
    still = baseline.still_found(known, found)
    gone = len(known) - len(still)
    if asked.prune_baseline:
        safe_write(path, as_json(baseline.written(still)) + "\n")
        click.echo(
            say("{count} entries taken out of {file}", count=gone, file=path).get(asked.lang), err=True
        )
    elif gone:
        message = say(
            "{count} entries of {file} are found no more; take them out with --prune-baseline",
            count=gone,
            file=path,
        )
        click.echo(message.get(asked.lang), err=True)
    return list(baseline.without(checked, known))


def _print(checked: list[checking.Checked], found: list[Diagnostic], asked: Asked) -> None:
    summary = _summary(checking.tally(checked), asked.lang)
    if not found:
        text = summary
    elif on_terminal(asked.output):
        from planmodel.render.terminal import render_findings

        colour, width = colour_wanted(asked.output), width_wanted(asked.output)
        shown = render_findings(found, asked.lang, colour, width=width)
        text = f"{shown.rstrip()}\n\n{summary}"
    else:
        text = "\n".join([*(finding_line(d, asked.lang) for d in found), "", summary])
    write(asked.output, text)


def _summary(count: checking.Tally, lang: str) -> str:
    said = say(
        "{files} files, {plans} plans: {errors} errors, {warnings} warnings, {infos} notes",
        files=count.files,
        plans=count.plans,
        errors=count.errors,
        warnings=count.warnings,
        infos=count.infos,
    )
    lines = [said.get(lang)]
    if count.silenced:
        lines.append(say("silenced by comments in the files: {count}", count=count.silenced).get(lang))
    if count.known:
        lines.append(say("known from the baseline: {count}", count=count.known).get(lang))
    if count.accepted:
        lines.append(say("departures accepted in deviations.yaml: {count}", count=count.accepted).get(lang))
    return "\n".join(lines)


def _print_statistics(
    checked: list[checking.Checked], found: list[Diagnostic], judge: checking.Judge, asked: Asked
) -> None:
    from planmodel.cli._shared import print_table
    from planmodel.views.statistics import statistics

    table = statistics(found, _infos(judge), asked.lang)
    print_table(
        table, lambda: checking.data(checked, asked.lang), asked.format or None, asked.output, asked.lang
    )


def _for_machines(
    checked: Sequence[checking.Checked], found: list[Diagnostic], judge: checking.Judge, asked: Asked
) -> str:
    from planmodel.render import github, junit, sarif

    files, infos = [one.name for one in checked], _infos(judge)
    if asked.format == "junit":
        fail_on = weight(judge.settings.fail_on, asked.fail_on)
        return junit.render(found, files, infos, asked.lang, fail_on=fail_on)
    render = sarif.render if asked.format == "sarif" else github.render
    return render(found, files, infos, asked.lang)


def _infos(judge: checking.Judge) -> dict[str, RuleInfo]:
    from planmodel.catalogue import rule_infos

    return rule_infos(judge.rules)
