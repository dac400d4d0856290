"""``planmodel export``: the compiled plan as JSON."""

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
from planmodel.views.export import export

_EXAMPLES = """\b
Ví dụ:
  planmodel export khanh-hoa-4205-2022
  planmodel export mic-781-2022 -o mau.json
"""


@click.command("export", cls=Command, epilog=_EXAMPLES)
@click.argument("plan")
@format_option("json")
@output_option
@lang_option
@workspace_option
def command(plan: str, format_: str | None, output: str, lang: str, workspace: Path | None) -> None:
    """Kế hoạch đã biên dịch: mọi dữ kiện, phân công suy ra và lịch, theo schema/output/plan.schema.json."""
    chosen_format(format_, output, ("json",))
    where = open_workspace(workspace, (plan,))
    loaded = load_plan(where, plan, lang)
    write(output, as_json(export(loaded, where.registry, lang)))
