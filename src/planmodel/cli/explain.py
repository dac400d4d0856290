"""``planmodel explain``: the page of one rule."""

from __future__ import annotations

from pathlib import Path

import click

from planmodel.cli._catalogue import catalogue
from planmodel.cli._click import Command
from planmodel.cli._shared import (
    as_json,
    chosen_format,
    colour_wanted,
    format_option,
    lang_option,
    open_workspace,
    output_option,
    width_wanted,
    workspace_option,
    write,
)

_FORMATS = ("terminal", "markdown", "json", "html")
_EXAMPLES = """\b
Ví dụ:
  planmodel explain PM204
  planmodel explain target-falls --lang en
  planmodel explain pm014 -o pm014.md
"""


@click.command("explain", cls=Command, epilog=_EXAMPLES)
@click.argument("code", metavar="MÃ")
@format_option(*_FORMATS)
@output_option
@lang_option
@workspace_option
def command(code: str, format_: str | None, output: str, lang: str, workspace: Path | None) -> None:
    """Trang của một quy tắc: tìm gì, vì sao, ví dụ, cách sửa, cách bỏ qua.

    MÃ là mã (PM204) hay tên (target-falls) của quy tắc, kể cả quy tắc tự viết; chữ hoa hay thường đều được.
    """
    from planmodel.catalogue.entries import find
    from planmodel.catalogue.listing import one
    from planmodel.catalogue.pages import article
    from planmodel.render import handbook as draw

    here = catalogue(open_workspace(workspace))
    entry = find(here.entries, code)
    name = chosen_format(format_, output, _FORMATS)
    if name == "json":
        write(output, as_json({"planmodel": 1, **one(entry, here.states[entry.code], lang)}))
        return
    page = article(entry, lang)
    match name:
        case "markdown":
            text = draw.markdown(page)
        case "html":
            text = draw.html([page], lang)
        case _:
            text = draw.terminal([page], colour=colour_wanted(output), width=width_wanted(output))
    write(output, text)
