"""``planmodel checklist``: the six things that a task must make clear."""

from __future__ import annotations

from pathlib import Path

import click

from planmodel.cli._click import Command
from planmodel.cli._shared import document_options, load_plan, open_workspace, print_document
from planmodel.views import checklist as view
from planmodel.views.table import Document

_EXAMPLES = """\b
Ví dụ:
  planmodel checklist hung-yen-119-2022
  planmodel checklist dak-nong-294-2022 -o 6-ro.xlsx
  planmodel checklist khanh-hoa-4205-2022 -o 6-ro.docx
"""


@click.command("checklist", cls=Command, epilog=_EXAMPLES)
@click.argument("plan")
@document_options
def command(plan: str, format_: str | None, output: str, lang: str, workspace: Path | None) -> None:
    """Bảng kiểm «6 rõ» của từng nhiệm vụ: người, việc, thời gian, trách nhiệm, sản phẩm, thẩm quyền.

    Cùng cách xét với bộ quy tắc 6-ro của lệnh check. Văn bản mẫu và bài báo không được xét: ở đó ghi «?».
    """
    where = open_workspace(workspace, (plan,))
    loaded = load_plan(where, plan, lang)
    table = view.checklist(loaded, where.registry, lang)
    document = Document(table.title, (table,))
    print_document(document, lambda: view.data(loaded, where.registry, lang), format_, output, lang)
