"""``planmodel targets``: indicator by year."""

from __future__ import annotations

from pathlib import Path

import click

from planmodel.cli._click import Command
from planmodel.cli._shared import document_options, load_plan, open_workspace, print_document
from planmodel.views import export
from planmodel.views import targets as view
from planmodel.views.table import Document

_EXAMPLES = """\b
Ví dụ:
  planmodel targets khanh-hoa-4205-2022
  planmodel targets hung-yen-119-2022 -o chi-tieu.xlsx
  planmodel targets dak-nong-294-2022 -o chi-tieu.docx
"""


@click.command("targets", cls=Command, epilog=_EXAMPLES)
@click.argument("plan")
@document_options
def command(plan: str, format_: str | None, output: str, lang: str, workspace: Path | None) -> None:
    """Biểu chỉ tiêu: mỗi chỉ tiêu một dòng, mỗi năm một cột; dấu * là năm suy ra."""
    where = open_workspace(workspace, (plan,))
    loaded = load_plan(where, plan, lang)
    table = view.targets(loaded, where.registry, lang)
    document = Document(table.title, (table,))
    print_document(
        document,
        lambda: view.data(loaded, export.export(loaded, where.registry, lang)),
        format_,
        output,
        lang,
    )
