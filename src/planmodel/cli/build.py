"""``planmodel build``: every artefact of a workspace."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from planmodel import publish
from planmodel.cli._click import Command
from planmodel.cli._shared import lang_option, open_workspace, workspace_option

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
    type=click.Path(path_type=Path),
    default=Path("build"),
    help="Thư mục ghi sản phẩm (mặc định: build).",
    metavar="THƯ-MỤC",
)
@click.option(
    "--diagrams",
    type=click.Path(path_type=Path),
    default=None,
    help="Chỉ vẽ sơ đồ của mọi kế hoạch vào thư mục này.",
    metavar="THƯ-MỤC",
)
@lang_option
@workspace_option
def command(output: Path, diagrams: Path | None, lang: str, workspace: Path | None) -> None:
    """Dựng bảng, sơ đồ, lịch, so sánh, dữ liệu của mọi kế hoạch, và trang index.html dẫn tới chúng."""
    where = open_workspace(workspace)
    if diagrams is not None:
        drawn = publish.diagrams(where, diagrams, lang)
        click.echo(f"{drawn.files} sơ đồ của {drawn.plans} kế hoạch trong {drawn.folder}")
        return
    built = publish.build(where, output, lang, _progress)
    click.echo(
        f"{built.files} tệp của {built.plans} kế hoạch trong {built.folder}; mở {built.start} bằng trình duyệt"
    )


def _progress(listed: Sequence[publish.Artefact]) -> Iterator[publish.Artefact]:
    """A progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield from listed
        return
    with click.progressbar(
        listed, label="Đang dựng", file=sys.stderr, item_show_func=lambda a: a.path if a is not None else ""
    ) as bar:
        yield from bar
