"""``planmodel show``: what is in it? One screen."""

from __future__ import annotations

from pathlib import Path

import click

from planmodel.cli._click import Command
from planmodel.cli._shared import load_plan, open_workspace, print_table, table_options
from planmodel.views import export
from planmodel.views import summary as view

_EXAMPLES = """\b
Ví dụ:
  planmodel show khanh-hoa-4205-2022
"""


@click.command("show", cls=Command, epilog=_EXAMPLES)
@click.argument("plan")
@table_options
def command(plan: str, format_: str | None, output: str, lang: str, workspace: Path | None) -> None:
    """Một trang: văn bản, thời kỳ, căn cứ, số mục mỗi loại, ai chủ trì, báo cáo, chỗ cần hỏi lại."""
    where = open_workspace(workspace, (plan,))
    loaded = load_plan(where, plan, lang)
    table = view.summary(loaded, where.registry, lang)
    print_table(table, lambda: export.export(loaded, where.registry, lang), format_, output, lang)
