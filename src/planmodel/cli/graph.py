"""``planmodel graph``: a plan as a picture."""

from __future__ import annotations

from pathlib import Path

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
    drawn = _table if view in _TABLES else _network
    write(output, drawn(loaded, where.registry, view, section, name, engine, lang))


def _network(
    plan: m.Plan,
    registry: m.Registry,
    view: str,
    section: str | None,
    name: str,
    engine: str | None,
    lang: str,
) -> str | bytes:
    from planmodel.views.network import network

    drawing = network(plan, registry, view, lang, section)
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


def _table(
    plan: m.Plan,
    registry: m.Registry,
    view: str,
    section: str | None,
    name: str,
    engine: str | None,
    lang: str,
) -> str | bytes:
    """A picture of counts: no engine draws it, and there is no graph behind it."""
    if name not in _PICTURES:
        raise Refusal(
            say(
                "the view '{view}' is no graph and is drawn as {known} only",
                view=view,
                known=", ".join(_PICTURES),
            )
        )
    svg = _matrix(plan, registry, section, lang) if view == "matrix" else _load(plan, registry, section, lang)
    if name == "svg":
        return svg
    from planmodel.render.picture import from_svg

    return from_svg(svg, name)


def _matrix(plan: m.Plan, registry: m.Registry, section: str | None, lang: str) -> str:
    from planmodel.render import svg
    from planmodel.views.network.heat import heat, page_matrix

    table = heat(plan, registry, lang) if section is None else page_matrix(plan, registry, section, lang)
    return svg.render(table, lang=lang)


def _load(plan: m.Plan, registry: m.Registry, section: str | None, lang: str) -> str:
    from planmodel.render import bars
    from planmodel.views.load import load

    if section is not None:
        raise Refusal(
            say(
                "the view '{view}' is one picture and has no sections; these have: {known}",
                view="load",
                known="responsibility, targets, handover, dependencies, matrix",
            )
        )
    return bars.render(load([plan], registry, lang), lang=lang)
