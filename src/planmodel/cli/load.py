"""``planmodel load``: who carries how much?"""

from __future__ import annotations

from pathlib import Path

import click

from planmodel.cli._click import Command
from planmodel.cli._shared import document_options, load_plans, open_workspace, own_plans, print_document

_EXAMPLES = """\b
Ví dụ:
  planmodel load khanh-hoa-4205-2022                   từng cơ quan, theo chữ cái
  planmodel load                                       mọi kế hoạch, theo loại cơ quan
  planmodel load dak-nong-294-2022 -o khoi-luong.csv
"""


@click.command("load", cls=Command, epilog=_EXAMPLES)
@click.argument("plans", nargs=-1, metavar="[PLAN]...")
@document_options
def command(
    plans: tuple[str, ...], format_: str | None, output: str, lang: str, workspace: Path | None
) -> None:
    """Mỗi cơ quan gánh bao nhiêu việc: chủ trì, thực hiện, phối hợp, theo dõi, báo cáo mỗi năm."""
    from planmodel.views import load as view
    from planmodel.views.table import Document

    where = open_workspace(workspace, plans)
    loaded = load_plans(where, plans, lang) if plans else own_plans(where, lang)
    table = view.load(loaded, where.registry, lang)
    document = Document(table.title, (table,))
    print_document(document, lambda: view.data(loaded, where.registry), format_, output, lang)
