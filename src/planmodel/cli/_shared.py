"""What commands share: common options, finding plans, printing a table or JSON to the right place."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from planmodel import model as m
from planmodel.diagnostics import Diagnostic, Refusal, Severity
from planmodel.workspace import Workspace

if TYPE_CHECKING:
    from planmodel.views.table import Table

F = TypeVar("F", bound=Callable[..., Any])
TABLE_FORMATS = ("terminal", "markdown", "csv", "html", "svg", "json")
_ENDINGS = {
    ".md": "markdown",
    ".csv": "csv",
    ".html": "html",
    ".svg": "svg",
    ".json": "json",
    ".txt": "terminal",
}

lang_option = click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    default="vi",
    envvar="PLANMODEL_LANG",
    help="Ngôn ngữ (mặc định: vi).",
)
workspace_option = click.option(
    "--workspace",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="THƯ-MỤC",
    help="Thư mục chứa plans/ (mặc định: tìm từ thư mục hiện tại trở lên).",
)
output_option = click.option(
    "-o", "--output", default="-", help="Ghi ra tệp; đuôi tệp chọn định dạng; - là màn hình.", metavar="TỆP"
)


def format_option(*formats: str) -> Callable[[F], F]:
    """``--format`` with these choices; left out, the ending of ``-o`` decides, else the first."""
    listed = ", ".join(formats)
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=None,
        help=f"Định dạng: {listed}.",
        metavar="TÊN",
    )


def table_options(command: F) -> F:
    """The options of every command that prints a table."""
    for option in (workspace_option, lang_option, output_option, format_option(*TABLE_FORMATS)):
        command = option(command)
    return command


def open_workspace(folder: Path | None, near: Sequence[str] = ()) -> Workspace:
    """The workspace asked for, or the one around the working folder, or around the first file named."""
    if folder is not None:
        if not folder.is_dir():
            raise Refusal(f"không có thư mục «{folder}»", f"there is no folder '{folder}'")
        return Workspace.around(folder)
    here = Workspace.around(Path.cwd())
    if here.home is None:
        for name in near:
            path = Path(name)
            if path.exists():
                return Workspace.around(path if path.is_dir() else path.parent)
    return here


def load_plan(workspace: Workspace, name: str, lang: str) -> m.Plan:
    """The plan that ``name`` means. Exits with code 1 and its findings where it cannot be trusted."""
    if name == "-":
        from planmodel.source import decode
        from planmodel.workspace import load_source

        text = decode("<stdin>", sys.stdin.buffer.read())
        if isinstance(text, Diagnostic):
            raise _Unusable([text], lang)
        loaded = load_source(text, workspace.engine)
    else:
        loaded = workspace.load(workspace.find(name))
    found = [*workspace.registry_found, *loaded.found]
    if loaded.plan is not None and not found:
        found = workspace.resolve(loaded.plan)
    errors = [d for d in found if d.severity is Severity.error]
    if loaded.plan is None or errors:
        if not errors and loaded.registry is not None:
            raise Refusal(
                f"«{name}» là sổ danh mục, không phải kế hoạch", f"'{name}' is a registry, not a plan"
            )
        raise _Unusable(errors, lang)
    return loaded.plan


class _Unusable(click.exceptions.Exit):
    """The plan has errors: they are printed, and the exit code is 1."""

    def __init__(self, errors: list[Diagnostic], lang: str) -> None:
        super().__init__(1)
        for d in errors:
            click.echo(finding_line(d, lang), err=True)


def finding_line(d: Diagnostic, lang: str) -> str:
    """A finding in one line: file:line:column: severity code name: message."""
    where = f"{d.source}:{d.span.line}:{d.span.column}" if d.span is not None else d.source
    return f"{where}: {d.severity.word(lang)} {d.code} {d.name}: {d.message.get(lang)}"


def chosen_format(format_: str | None, output: str, formats: Sequence[str]) -> str:
    """The format asked for, else that of the file's ending, else the first. Raises Refusal for an ending unknown here."""
    if format_ is not None:
        return format_
    if output == "-":
        return formats[0]
    ending = Path(output).suffix.lower()
    by_ending = _ENDINGS.get(ending, ending.removeprefix("."))
    if by_ending not in formats:
        listed = ", ".join(formats)
        raise Refusal(
            f"không biết định dạng của «{output}»; hãy thêm --format, một trong: {listed}",
            f"the format of '{output}' is unknown; add --format, one of: {listed}",
        )
    return by_ending


def colour_wanted(output: str) -> bool:
    """Colour only on a terminal, and never against NO_COLOR (no-color.org)."""
    return output == "-" and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def width_wanted(output: str) -> int:
    """The terminal's width; 120 columns where there is none."""
    if output == "-" and sys.stdout.isatty():
        return os.get_terminal_size(sys.stdout.fileno()).columns or 120
    return int(os.environ.get("COLUMNS") or 120)


def print_table(
    table: Table, data: Callable[[], dict[str, Any]], format_: str | None, output: str, lang: str
) -> None:
    """Print ``table`` (or its JSON) in the format asked for, to the file asked for."""
    name = chosen_format(format_, output, TABLE_FORMATS)
    if name == "json":
        write(output, as_json(data()))
        return
    from planmodel import render

    text = render.render_table(
        table, name, colour=colour_wanted(output), width=width_wanted(output), lang=lang
    )
    write(output, text)


def as_json(data: dict[str, Any]) -> str:
    """JSON for people and for diffs: Vietnamese letters as they are, two spaces, a final newline."""
    import json

    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def write(output: str, data: str | bytes) -> None:
    """To the screen (``-``) or to a file, all or nothing."""
    if output == "-":
        raw = data.encode("utf-8") if isinstance(data, str) else data
        sys.stdout.flush()
        sys.stdout.buffer.write(raw if raw.endswith(b"\n") or isinstance(data, bytes) else raw + b"\n")
        sys.stdout.buffer.flush()
        return
    from planmodel import render

    render.safe_write(Path(output), data if isinstance(data, bytes) or data.endswith("\n") else data + "\n")
