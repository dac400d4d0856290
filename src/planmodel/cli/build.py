"""``planmodel build``: every artefact of a workspace."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from planmodel import publish
from planmodel.cli._click import Command
from planmodel.cli._shared import lang_option, need_plans_here, open_workspace, workspace_option, write
from planmodel.diagnostics import Refusal, say

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
    """Dựng bảng, sơ đồ, lịch, so sánh, dữ liệu của mọi kế hoạch, và trang index.html dẫn tới chúng."""
    where = open_workspace(workspace)
    need_plans_here(where)
    if diagrams is not None:
        drawn = publish.diagrams(where, _folder(diagrams), lang)
        said = say(
            "{files} diagrams of {plans} plans in {folder}",
            files=drawn.files,
            plans=drawn.plans,
            folder=drawn.folder,
        )
    else:
        built = publish.build(where, _folder(output), lang, lambda listed: _progress(listed, lang))
        said = say(
            "{files} files of {plans} plans in {folder}; open {start} in a browser",
            files=built.files,
            plans=built.plans,
            folder=built.folder,
            start=built.start,
        )
    write("-", said.get(lang))


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
