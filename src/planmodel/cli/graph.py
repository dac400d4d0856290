"""``planmodel graph``: a plan as a picture."""

from __future__ import annotations

from pathlib import Path

import click

from planmodel.cli._click import Command
from planmodel.cli._shared import (
    chosen_format,
    format_option,
    lang_option,
    load_plan,
    on_terminal,
    open_workspace,
    output_option,
    workspace_option,
    write,
)
from planmodel.diagnostics import Refusal, say

_FORMATS = ("svg", "png", "pdf", "dot", "graphml")
_VIEWS = ("responsibility", "reporting", "targets", "dependencies", "legal")
_EXAMPLES = """\b
Ví dụ:
  planmodel graph khanh-hoa-4205-2022 -o trach-nhiem.svg
  planmodel graph dak-nong-294-2022 --view reporting -o bao-cao.png
  planmodel graph hung-yen-119-2022 --view targets --format dot
"""


@click.command("graph", cls=Command, epilog=_EXAMPLES)
@click.argument("plan")
@click.option(
    "--view",
    type=click.Choice(_VIEWS),
    default="responsibility",
    help=f"Hình cần vẽ: {', '.join(_VIEWS)} (mặc định: responsibility).",
    metavar="HÌNH",
)
@click.option("--engine", default=None, help="Máy vẽ: graphviz-pure (kèm sẵn) hoặc dot.", metavar="TÊN")
@format_option(*_FORMATS)
@output_option
@lang_option
@workspace_option
def command(
    plan: str,
    view: str,
    engine: str | None,
    format_: str | None,
    output: str,
    lang: str,
    workspace: Path | None,
) -> None:
    """Vẽ sơ đồ: trách nhiệm, luồng báo cáo, chỉ tiêu, thứ tự nhiệm vụ, căn cứ."""
    name = chosen_format(format_, output, _FORMATS)
    if name in ("png", "pdf") and on_terminal(output):
        raise Refusal(
            say(
                "a terminal cannot show {format}; write to a file, such as -o {file}",
                format=name,
                file=f"{view}.{name}",
            )
        )
    where = open_workspace(workspace, (plan,))
    loaded = load_plan(where, plan, lang)
    from planmodel.views.network import network

    drawing = network(loaded, where.registry, view, lang)
    if name == "graphml":
        from planmodel.graph import to_graphml

        write(output, to_graphml(drawing))
        return
    from planmodel.render.dot import to_dot

    dot = to_dot(drawing, lang)
    if name == "dot":
        write(output, dot)
        return
    from planmodel.render.draw import draw

    write(output, draw(dot, name, engine))
