"""``planmodel build``: every artefact of a workspace."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from planmodel import publish
from planmodel.cli._click import Command, one_line
from planmodel.cli._shared import lang_option, need_plans_here, open_workspace, workspace_option, write
from planmodel.diagnostics import Refusal, say

_NAMED, _REASONS = 3, 10
"""Of what could not be made, so many files are named for a reason, and so many reasons told."""

_EXAMPLES = """\b
Ví dụ:
  planmodel build                        mọi sản phẩm vào build/, mở build/index.html
  planmodel build -o /tmp/san-pham
  planmodel build --diagrams diagrams    chỉ vẽ sơ đồ
"""


@click.command("build", cls=Command, epilog=_EXAMPLES)
@click.option(
    "-o",
    "--output",
    default="build",
    help="Thư mục ghi sản phẩm (mặc định: build).",
    metavar="THƯ-MỤC",
)
@click.option(
    "--diagrams",
    default=None,
    help="Chỉ vẽ sơ đồ của mọi kế hoạch vào thư mục này.",
    metavar="THƯ-MỤC",
)
@lang_option
@workspace_option
def command(output: str, diagrams: str | None, lang: str, workspace: Path | None) -> None:
    """Dựng ma trận, phụ lục, việc của từng cơ quan, sơ đồ, lịch, so sánh của mọi kế hoạch (Word, Excel, PDF, web).

    Mở index.html trong thư mục đó: trang này dẫn tới mọi tệp. Tệp nào không ghi được thì các tệp khác vẫn có đủ,
    tệp hỏng được kể ra, mã thoát là 2.
    """
    where = open_workspace(workspace)
    need_plans_here(where)
    if diagrams is not None:
        _diagrams(publish.diagrams(where, _folder(diagrams), lang), lang)
        return
    built = publish.build(where, _folder(output), lang, lambda listed: _progress(listed, lang))
    said = say(
        "{files} files of {plans} plans in {folder}; open {start} in a browser",
        files=built.files,
        plans=built.plans,
        folder=built.folder,
        start=built.start,
    )
    write("-", said.get(lang))
    if built.failed:
        _complain(built, lang)
        raise click.exceptions.Exit(2)


def _diagrams(drawn: publish.Built, lang: str) -> None:
    said = say(
        "{files} diagrams of {plans} plans in {folder}",
        files=drawn.files,
        plans=drawn.plans,
        folder=drawn.folder,
    )
    write("-", said.get(lang))


def _complain(built: publish.Built, lang: str) -> None:
    """Say what could not be made, a line for each reason."""
    said = say(
        "{count} of {files} files could not be made; the others stand in {folder}",
        count=len(built.failed),
        files=len(built.failed) + built.files,
        folder=built.folder,
    )
    click.echo(one_line(f"planmodel: {said.get(lang)}"), err=True)
    reasons: dict[str, list[str]] = {}
    for failure in built.failed:
        reasons.setdefault(failure.why.get(lang), []).append(failure.path)
    for why, paths in list(reasons.items())[:_REASONS]:
        more = f" … (+{len(paths) - _NAMED})" if len(paths) > _NAMED else ""
        click.echo(one_line(f"  {', '.join(paths[:_NAMED])}{more}: {why}"), err=True)
    if len(reasons) > _REASONS:
        click.echo(f"  … (+{len(reasons) - _REASONS})", err=True)


def _folder(name: str) -> Path:
    if name in ("", "-"):
        raise Refusal(say("build writes many files and needs the name of a folder"))
    return Path(name)


def _progress(listed: Sequence[publish.Artefact], lang: str) -> Iterator[publish.Artefact]:
    """A progress bar on a terminal, nothing elsewhere."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from listed
        return
    label = say("Building").get(lang)
    with click.progressbar(
        listed, label=label, file=sys.stderr, item_show_func=lambda a: a.path if a is not None else ""
    ) as bar:
        yield from bar
