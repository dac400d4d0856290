"""``planmodel graph``: a plan as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click

from planmodel import model as m
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

_FORMATS = ("svg", "png", "pdf", "dot", "mermaid", "graphml")
_PICTURES = ("svg", "png", "pdf")
_NETWORKS = ("responsibility", "reporting", "hops", "targets", "handover", "dependencies", "legal")
_TABLES = ("matrix", "load")
_VIEWS = (*_NETWORKS, *_TABLES)
_EXAMPLES = """\b
Ví dụ:
  planmodel graph khanh-hoa-4205-2022 -o trach-nhiem.svg
  planmodel graph khanh-hoa-4205-2022 --section III.1 -o khoan-1.svg
  planmodel graph dak-nong-294-2022 --view reporting -o bao-cao.png
  planmodel graph dak-nong-294-2022 --view hops -o chang-bao-cao.svg
  planmodel graph khanh-hoa-4205-2022 --view load -o khoi-luong.pdf
  planmodel graph hung-yen-119-2022 --view handover -o ai-cho-ai.mmd
"""


class Asked(NamedTuple):
    """Of which plan which picture is wanted, and how."""

    plan: m.Plan
    registry: m.Registry
    view: str
    section: str | None
    format: str
    lang: str


@click.command("graph", cls=Command, epilog=_EXAMPLES)
@click.argument("plan")
@click.option(
    "--view",
    type=click.Choice(_VIEWS),
    default="responsibility",
    help=f"Hình cần vẽ: {', '.join(_VIEWS)} (mặc định: responsibility).",
    metavar="HÌNH",
)
@click.option(
    "--section",
    default=None,
    help="Chỉ vẽ một mục, từng nhiệm vụ: điều khoản (III.1), dải (III.1..III.3) hoặc lĩnh vực (education).",
    metavar="MỤC",
)
@click.option("--engine", default=None, help="Máy vẽ: graphviz-pure (kèm sẵn) hoặc dot.", metavar="TÊN")
@format_option(*_FORMATS)
@output_option
@lang_option
@workspace_option
def command(
    plan: str,
    view: str,
    section: str | None,
    engine: str | None,
    format_: str | None,
    output: str,
    lang: str,
    workspace: Path | None,
) -> None:
    """Vẽ sơ đồ: trách nhiệm, báo cáo, hạn từng chặng, chỉ tiêu, ai chờ ai, thứ tự nhiệm vụ, căn cứ, ma trận, khối lượng."""
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
    asked = Asked(loaded, where.registry, view, section, name, lang)
    write(output, _table(asked) if view in _TABLES else _network(asked, engine))


def _network(asked: Asked, engine: str | None) -> str | bytes:
    from planmodel.views.network import network

    name, lang = asked.format, asked.lang
    drawing = network(asked.plan, asked.registry, asked.view, lang, asked.section)
    if name == "graphml":
        from planmodel.graph import to_graphml

        return to_graphml(drawing)
    if name == "mermaid":
        from planmodel.render.mermaid import to_mermaid

        return to_mermaid(drawing, lang)
    from planmodel.render.dot import to_dot

    dot = to_dot(drawing, lang)
    if name == "dot":
        return dot
    from planmodel.render.draw import draw

    return draw(dot, name, engine)


def _table(asked: Asked) -> str | bytes:
    """A picture of counts: no engine draws it, and there is no graph behind it."""
    if asked.format not in _PICTURES:
        raise Refusal(
            say(
                "the view '{view}' is no graph and is drawn as {known} only",
                view=asked.view,
                known=", ".join(_PICTURES),
            )
        )
    svg = _matrix(asked) if asked.view == "matrix" else _load(asked)
    if asked.format == "svg":
        return svg
    from planmodel.render.picture import from_svg

    return from_svg(svg, asked.format)


def _matrix(asked: Asked) -> str:
    from planmodel.render import svg
    from planmodel.views.network.heat import heat, page_matrix

    plan, registry, section, lang = asked.plan, asked.registry, asked.section, asked.lang
    table = heat(plan, registry, lang) if section is None else page_matrix(plan, registry, section, lang)
    return svg.render(table, lang=lang)


def _load(asked: Asked) -> str:
    from planmodel.render import bars
    from planmodel.views.load import load

    if asked.section is not None:
        raise Refusal(
            say(
                "the view '{view}' is one picture and has no sections; these have: {known}",
                view="load",
                known="responsibility, targets, handover, dependencies, matrix",
            )
        )
    return bars.render(load([asked.plan], asked.registry, asked.lang), lang=asked.lang)
