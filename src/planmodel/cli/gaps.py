"""``planmodel gaps``: what is missing in the assignment of work?"""

from __future__ import annotations

from pathlib import Path

import click

from planmodel.cli._click import Command
from planmodel.cli._shared import document_options, load_plan, open_workspace, print_document
from planmodel.views import gaps as view
from planmodel.views.table import Document

_EXAMPLES = """\b
Ví dụ:
  planmodel gaps dak-nong-294-2022
  planmodel gaps hung-yen-119-2022 -o khoang-trong.docx
"""


@click.command("gaps", cls=Command, epilog=_EXAMPLES)
@click.argument("plan")
@document_options
def command(plan: str, format_: str | None, output: str, lang: str, workspace: Path | None) -> None:
    """Việc chưa ai chủ trì, chưa ai làm, hai nơi cùng chủ trì; cơ quan không có việc."""
    where = open_workspace(workspace, (plan,))
    loaded = load_plan(where, plan, lang)
    table = view.gaps(loaded, where.registry, lang)
    print_document(
        Document(table.title, (table,)),
        lambda: view.data(loaded, where.registry, lang),
        format_,
        output,
        lang,
    )
