"""``planmodel calendar``: what is due when?"""

from __future__ import annotations

from pathlib import Path

import click

from planmodel.cli._click import Command
from planmodel.cli._shared import load_plans, open_workspace, own_plans, print_table, table_options
from planmodel.views import deadlines as view

_EXAMPLES = """\b
Ví dụ:
  planmodel calendar dak-nong-294-2022
  planmodel calendar                       mọi kế hoạch
  planmodel calendar khanh-hoa-4205-2022 -o lich.csv
"""


@click.command("calendar", cls=Command, epilog=_EXAMPLES)
@click.argument("plans", nargs=-1, metavar="[PLAN]...")
@table_options
def command(
    plans: tuple[str, ...], format_: str | None, output: str, lang: str, workspace: Path | None
) -> None:
    """Lịch báo cáo trong thời kỳ kế hoạch; việc không nêu ngày được liệt kê riêng, không đoán."""
    where = open_workspace(workspace, plans)
    loaded = load_plans(where, plans, lang) if plans else own_plans(where, lang)
    table = view.deadlines(loaded, where.registry, lang)
    print_table(table, lambda: view.data(loaded, lang), format_, output, lang)
