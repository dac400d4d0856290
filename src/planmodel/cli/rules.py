"""``planmodel rules``: which rules there are; ``planmodel rules test``: whether rules written by users do what they say."""

from __future__ import annotations

from pathlib import Path

import click

from planmodel.cli._catalogue import Catalogue, catalogue
from planmodel.cli._click import Command, Subcommands
from planmodel.cli._shared import (
    TABLE_FORMATS,
    as_json,
    chosen_format,
    colour_wanted,
    finding_line,
    lang_option,
    on_terminal,
    open_workspace,
    output_option,
    print_table,
    table_options,
    width_wanted,
    workspace_option,
    write,
)
from planmodel.diagnostics import Refusal, say

_PAGES = ("terminal", "markdown", "html", "json")
_EXAMPLES = """\b
Ví dụ:
  planmodel rules
  planmodel rules --family PM2
  planmodel rules -o quy-tac.csv
  planmodel rules --pages -o quy-tac.html    mọi trang trong một tệp
  planmodel rules test 6-ro                  thử các ví dụ của một gói quy tắc
"""
_TEST_EXAMPLES = """\b
Ví dụ:
  planmodel rules test                       mọi quy tắc trong rules/ của không gian làm việc
  planmodel rules test rules/cua-toi.yaml
  planmodel rules test 6-ro

\b
Mã thoát: 0 mọi ví dụ đều đúng, 1 có ví dụ sai, 2 không có tệp quy tắc nào.
"""


@click.group(
    "rules",
    cls=Subcommands,
    invoke_without_command=True,
    epilog=_EXAMPLES,
    options_metavar="[TÙY CHỌN]",
    subcommand_metavar="[test]",
)
@click.option("--family", default=None, metavar="HỌ", help="Chỉ các mã bắt đầu như vậy: PM2, PM5, 6ro.")
@click.option("--pages", is_flag=True, help="Cả trang của từng quy tắc, không chỉ danh sách.")
@table_options
@click.pass_context
def command(
    ctx: click.Context,
    family: str | None,
    pages: bool,
    format_: str | None,
    output: str,
    lang: str,
    workspace: Path | None,
) -> int | None:
    """Mọi quy tắc kiểm tra theo họ: mã, tên, mức, tìm gì; cả quy tắc tự viết và các gói kèm theo."""
    if ctx.invoked_subcommand is not None:
        return None
    from planmodel.catalogue.entries import in_family

    here = catalogue(open_workspace(workspace))
    if family is not None:
        here = here._replace(entries=in_family(here.entries, family))
    if pages:
        _print_pages(here, format_, output, lang)
    else:
        _print_list(here, format_, output, lang)
    for finding in here.found:
        click.echo(finding_line(finding, lang), err=True)
    return int(bool(here.found))


def _print_list(here: Catalogue, format_: str | None, output: str, lang: str) -> None:
    from planmodel.catalogue import listing

    table = listing.table(here.entries, here.states, lang)
    print_table(table, lambda: listing.data(here.entries, here.states, lang), format_, output, lang)


def _print_pages(here: Catalogue, format_: str | None, output: str, lang: str) -> None:
    from planmodel.catalogue import listing
    from planmodel.catalogue.pages import article, handbook
    from planmodel.render import handbook as draw

    name = chosen_format(format_, output, TABLE_FORMATS)
    if name not in _PAGES:
        raise Refusal(
            say("there are no pages as {format}; choose one of: {known}", format=name, known=", ".join(_PAGES))
        )
    match name:
        case "json":
            text = as_json(listing.data(here.entries, here.states, lang, full=True))
        case "markdown":
            text = draw.book_markdown(handbook(here.entries, lang))
        case "html":
            text = draw.book_html(handbook(here.entries, lang), lang)
        case _:
            shown = [article(entry, lang, full=False) for entry in here.entries]
            text = draw.terminal(shown, colour=colour_wanted(output), width=width_wanted(output))
    write(output, text)
