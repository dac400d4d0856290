"""``planmodel raci``: who does what?"""

from __future__ import annotations

from pathlib import Path

import click

from planmodel.cli._click import Command
from planmodel.cli._shared import load_plan, open_workspace, print_table, table_options
from planmodel.views import raci as view

_EXAMPLES = """\b
Ví dụ:
  planmodel raci khanh-hoa-4205-2022
  planmodel raci hung-yen-119-2022 --by agency
  planmodel raci dak-nong-294-2022 -o ma-tran.svg
  planmodel raci khanh-hoa-4205-2022 --letters verbs --format markdown
"""


@click.command("raci", cls=Command, epilog=_EXAMPLES)
@click.argument("plan")
@click.option(
    "--by",
    type=click.Choice(view.BY),
    default="task",
    help="Xếp theo nhiệm vụ (mặc định) hay cơ quan.",
    metavar="task|agency",
)
@click.option(
    "--letters",
    type=click.Choice(view.LETTERS),
    default="raci",
    help="Chữ cái RACI (mặc định), RASCI, hay động từ của văn bản.",
    metavar="raci|rasci|verbs",
)
@table_options
def command(
    plan: str, by: str, letters: str, format_: str | None, output: str, lang: str, workspace: Path | None
) -> None:
    """Ma trận trách nhiệm; mỗi chữ cái kèm điều khoản làm căn cứ."""
    where = open_workspace(workspace, (plan,))
    loaded = load_plan(where, plan, lang)
    table = view.matrix(loaded, where.registry, by=by, letters=letters, lang=lang)
    print_table(table, lambda: view.data(loaded, where.registry), format_, output, lang)
