"""``planmodel build``: every artefact of a workspace."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from planmodel import publish
from planmodel.cli._click import Command
from planmodel.cli._shared import lang_option, need_plans_here, open_workspace, workspace_option, write
from planmodel.diagnostics import Refusal

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
        said = {
            "vi": f"{drawn.files} sơ đồ của {drawn.plans} kế hoạch trong {drawn.folder}",
            "en": f"{drawn.files} diagrams of {drawn.plans} plans in {drawn.folder}",
        }
    else:
        built = publish.build(where, _folder(output), lang, lambda listed: _progress(listed, lang))
        said = {
            "vi": f"{built.files} tệp của {built.plans} kế hoạch trong {built.folder}; mở {built.start} bằng trình duyệt",
            "en": f"{built.files} files of {built.plans} plans in {built.folder}; open {built.start} in a browser",
        }
    write("-", said[lang])


def _folder(name: str) -> Path:
    if name in ("", "-"):
        raise Refusal(
            "build ghi nhiều tệp và cần tên một thư mục",
            "build writes many files and needs the name of a folder",
        )
    return Path(name)


def _progress(listed: Sequence[publish.Artefact], lang: str) -> Iterator[publish.Artefact]:
    """A progress bar on a terminal, nothing elsewhere."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from listed
        return
    label = "Building" if lang == "en" else "Đang dựng"
    with click.progressbar(
        listed, label=label, file=sys.stderr, item_show_func=lambda a: a.path if a is not None else ""
    ) as bar:
        yield from bar
