"""What commands share: common options, finding plans, printing a table or JSON to the right place."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

import click

from planmodel import model as m
from planmodel.cli._click import one_line
from planmodel.diagnostics import Diagnostic, Refusal, Severity, say
from planmodel.source import MAX_BYTES, Source, decode
from planmodel.workspace import Loaded, Workspace, load_source

if TYPE_CHECKING:
    from planmodel.render.calendars import Draw
    from planmodel.views.table import Document, Table

F = TypeVar("F", bound=Callable[..., Any])
TABLE_FORMATS = ("terminal", "markdown", "csv", "html", "svg", "json")
DOCUMENT_FORMATS = ("terminal", "markdown", "csv", "html", "svg", "json", "xlsx", "docx", "pdf", "png")
_OTHER_NAMES = {
    "md": "markdown", "txt": "terminal", "text": "terminal", "htm": "html", "xml": "junit", "mmd": "mermaid",
}  # fmt: skip
"""What a format is also called, behind --format and as a file's ending."""

lang_option = click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    default="vi",
    envvar="PLANMODEL_LANG",
    help="Ngôn ngữ (mặc định: vi).",
)
workspace_option = click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    default=None,
    metavar="THƯ-MỤC",
    help="Thư mục chứa plans/ (mặc định: tìm từ thư mục hiện tại trở lên).",
)
output_option = click.option(
    "-o", "--output", default="-", help="Ghi ra tệp; đuôi tệp chọn định dạng; - là màn hình.", metavar="TỆP"
)


class _Format(click.Choice[str]):
    """One of the formats, under any of its names."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return super().convert(_OTHER_NAMES.get(value, value), param, ctx)


def format_option(*formats: str) -> Callable[[F], F]:
    """``--format`` with these choices; left out, the ending of ``-o`` decides, else the first."""
    listed = ", ".join(formats)
    return click.option(
        "--format",
        "format_",
        type=_Format(formats),
        default=None,
        help=f"Định dạng: {listed}.",
        metavar="TÊN",
    )


def table_options(command: F) -> F:
    """The options of every command that prints a table."""
    for option in (workspace_option, lang_option, output_option, format_option(*TABLE_FORMATS)):
        command = option(command)
    return command


def document_options(command: F) -> F:
    """The options of every command that prints tables as a file for an office too."""
    for option in (workspace_option, lang_option, output_option, format_option(*DOCUMENT_FORMATS)):
        command = option(command)
    return command


def open_workspace(folder: Path | None, near: Sequence[str] = ()) -> Workspace:
    """The workspace asked for, or the one around the working folder, or around the first file named."""
    if folder is not None:
        return _workspace_at(folder)
    here = Workspace.around(Path.cwd())
    if here.home is None:
        for name in near:
            path = Path(name)
            if path.exists():
                return Workspace.around(path if path.is_dir() else path.parent)
    return here


def _workspace_at(folder: Path) -> Workspace:
    if not folder.is_dir():
        raise Refusal(say("--workspace: there is no folder '{folder}'; check the path", folder=folder))
    found = Workspace.around(folder)
    if found.home is None:
        raise Refusal(
            say(
                "--workspace: neither '{folder}' nor a folder above it holds plans/; name the one that does",
                folder=folder,
            )
        )
    return found


def need_plans_here(workspace: Workspace) -> None:
    """Raise Refusal where a command is to take the plans from around it and there are none."""
    if workspace.home is None:
        raise Refusal(say("neither this folder nor one above it holds plans/; name a plan, or --workspace"))


def standard_input() -> Source | Diagnostic:
    """The text on standard input, read no further than a file would be."""
    if sys.stdin is None:
        raise Refusal(say("standard input is closed; name a file"))
    return decode("<stdin>", sys.stdin.buffer.read(MAX_BYTES + 1))


def load_plan(workspace: Workspace, name: str, lang: str) -> m.Plan:
    """The plan that ``name`` means. Exits with code 1 and its findings where it cannot be trusted."""
    if name == "-":
        text = standard_input()
        loaded = (
            Loaded(None, [text])
            if isinstance(text, Diagnostic)
            else load_source(text, workspace.engine, workspace.workdays)
        )
    elif (earlier := earlier_version(workspace, name)) is not None:
        loaded = load_source(earlier, workspace.engine, workspace.workdays)
    else:
        loaded = workspace.load(workspace.find(name))
    if loaded.registry is not None:
        raise Refusal(say("'{name}' is a registry, not a plan; name a plan", name=name))
    return _trusted(workspace, loaded, lang)


def earlier_version(workspace: Workspace, name: str) -> Source | None:
    """The earlier version that ``REV:path`` names; None for every other name, an existing file's above all."""
    if ":" not in name:
        return None
    from planmodel.workspace import revisions

    return revisions.read(workspace, name) if revisions.split(name) is not None else None


def load_plans(workspace: Workspace, names: Iterable[str], lang: str) -> list[m.Plan]:
    """The plans that ``names`` mean, each once. Raises Refusal for two texts that say that they are one plan."""
    found: dict[str, m.Plan] = {}
    for name in names:
        plan = load_plan(workspace, name, lang)
        first = found.setdefault(plan.id, plan)
        if first is not plan:
            raise Refusal(
                say(
                    "{file} and {other} have the same id '{id}'; change one of them",
                    file=first.source,
                    other=plan.source,
                    id=plan.id,
                )
            )
    return list(found.values())


def own_plans(workspace: Workspace, lang: str) -> list[m.Plan]:
    """Every plan of the workspace, by id, templates left out. Exits with code 1 where one of them has errors."""
    from planmodel.check import find_files

    need_plans_here(workspace)
    files = find_files([str(workspace.plans_folder)], workspace)
    names = [str(path) for path in files if workspace.load(path).registry is None]
    found = [plan for plan in load_plans(workspace, names, lang) if plan.kind == "plan"]
    if not found:
        raise Refusal(say("'{folder}' holds no plan; put .yaml files there", folder=workspace.plans_folder))
    return sorted(found, key=lambda plan: plan.id)


def _trusted(workspace: Workspace, loaded: Loaded, lang: str) -> m.Plan:
    found = [*workspace.registry_found, *loaded.found]
    if loaded.plan is not None and not found:
        found = workspace.resolve(loaded.plan)
    errors = [d for d in found if d.severity is Severity.error]
    if loaded.plan is None or errors:
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
    return one_line(f"{where}: {d.severity.word(lang)} {d.label}: {d.message.get(lang)}")


def chosen_format(format_: str | None, output: str, formats: Sequence[str]) -> str:
    """The format asked for, else that of the file's ending, else the first. Raises Refusal for an ending unknown here."""
    if format_ is not None:
        return format_
    if output == "-":
        return formats[0]
    ending = Path(output).suffix.lower().removeprefix(".")
    by_ending = _OTHER_NAMES.get(ending, ending)
    if by_ending not in formats:
        raise Refusal(
            say(
                "the format of '{file}' is unknown; add --format, one of: {known}",
                file=output,
                known=", ".join(formats),
            )
        )
    return by_ending


def colour_wanted(output: str) -> bool:
    """Colour only on a terminal, and never against NO_COLOR (no-color.org)."""
    return on_terminal(output) and not os.environ.get("NO_COLOR")


def on_terminal(output: str) -> bool:
    """True where a person reads the output as it comes."""
    return output == "-" and sys.stdout is not None and sys.stdout.isatty()


def width_wanted(output: str) -> int:
    """The terminal's width; 120 columns where there is none."""
    if on_terminal(output):
        return os.get_terminal_size(sys.stdout.fileno()).columns or 120
    asked = os.environ.get("COLUMNS", "")
    return int(asked) if asked.isdecimal() and int(asked) else 120


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


def print_document(
    document: Document,
    data: Callable[[], dict[str, Any]],
    format_: str | None,
    output: str,
    lang: str,
    own: Mapping[str, Draw] = MappingProxyType({}),
) -> None:
    """Print tables that belong together (or their JSON) in the format asked for, to the file asked for.

    ``own`` are the formats that are drawn in a way of their own, not from the tables.
    """
    name = chosen_format(format_, output, DOCUMENT_FORMATS)
    if name == "json":
        write(output, as_json(data()))
        return
    from planmodel import render

    if name in render.FILES and on_terminal(output):
        raise Refusal(say("{format} is no text for the screen; name a file with -o", format=name))
    colour, width = colour_wanted(output), width_wanted(output)
    if name in own:
        write(output, own[name](colour, width))
        return
    write(output, render.render_document(document, name, colour=colour, width=width, lang=lang))


def as_json(data: dict[str, Any]) -> str:
    """The text of ``data``, by the JSON renderer (loaded when used)."""
    from planmodel.render import json_

    return json_.as_json(data)


def write(output: str, data: str | bytes) -> None:
    """To the screen (``-``) or to a file, all or nothing. A name that is no text is written escaped, as JSON does."""
    if isinstance(data, str):
        data = (data if data.endswith("\n") else data + "\n").encode("utf-8", "backslashreplace")
    if output == "-":
        _to_standard_output(data)
        return
    if Path(output).suffix.lower() in (".yaml", ".yml"):
        raise Refusal(
            say(
                "results are not written into '{file}': .yaml files are for plans; choose another name",
                file=output,
            )
        )
    from planmodel.files import safe_write

    safe_write(Path(output), data)


def _to_standard_output(data: bytes) -> None:
    if sys.stdout is None:
        raise Refusal(say("standard output is closed; use -o"))
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        # What could not be written must not be tried again when the program ends.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
        if isinstance(error, BrokenPipeError):
            return  # the reader (`| head`) has seen enough
        if error.errno == errno.ENOSPC:
            raise
        why = error.strerror or str(error)
        raise Refusal(
            say("standard output cannot be written ({why}); write to a file with -o", why=why)
        ) from error
