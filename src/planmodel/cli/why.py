"""``planmodel why``: the chain of clauses behind one cell."""

from __future__ import annotations

from pathlib import Path

import click

from planmodel.cli._click import Command
from planmodel.cli._shared import (
    as_json,
    chosen_format,
    format_option,
    lang_option,
    load_plan,
    open_workspace,
    output_option,
    workspace_option,
    write,
)
from planmodel.derive import share
from planmodel.views import raci as view

_FORMATS = ("terminal", "json")
_EXAMPLES = """\b
Ví dụ:
  planmodel why khanh-hoa-4205-2022 so-gddt III.3.b#1
  planmodel why hung-yen-119-2022 cong-an-tinh IV.7#1
  planmodel why hung-yen-119-2022 so-yte II.2.a#1 --format json
"""


@click.command("why", cls=Command, epilog=_EXAMPLES)
@click.argument("plan")
@click.argument("agency", metavar="CƠ-QUAN")
@click.argument("task", metavar="NHIỆM-VỤ")
@format_option(*_FORMATS)
@output_option
@lang_option
@workspace_option
def command(
    plan: str, agency: str, task: str, format_: str | None, output: str, lang: str, workspace: Path | None
) -> None:
    """Vì sao cơ quan có (hoặc không có) vai trò ở một nhiệm vụ: điều khoản, động từ, phạm vi, chữ cái.

    CƠ-QUAN là mã trong sổ cơ quan; NHIỆM-VỤ là mã hoặc điều khoản.
    """
    where = open_workspace(workspace, (plan,))
    loaded = load_plan(where, plan, lang)
    share.asked(agency, where.registry)
    agency = share.local(agency, loaded)
    if chosen_format(format_, output, _FORMATS) == "json":
        write(output, as_json(view.why_data(loaded, where.registry, agency, task, lang)))
    else:
        write(output, "\n".join(view.why(loaded, where.registry, agency, task, lang)))
