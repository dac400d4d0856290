"""``planmodel annex``: the customary annex that hands out the tasks."""

from __future__ import annotations

from pathlib import Path

import click

from planmodel.cli._click import Command
from planmodel.cli._shared import document_options, load_plan, open_workspace, print_document
from planmodel.views import annex as view
from planmodel.views.table import Document

_EXAMPLES = """\b
Ví dụ:
  planmodel annex khanh-hoa-4205-2022
  planmodel annex khanh-hoa-4205-2022 -o phu-luc.docx
  planmodel annex hung-yen-119-2022 -o phu-luc.pdf
  planmodel annex dak-nong-294-2022 -o phu-luc.xlsx
"""


@click.command("annex", cls=Command, epilog=_EXAMPLES)
@click.argument("plan")
@document_options
def command(plan: str, format_: str | None, output: str, lang: str, workspace: Path | None) -> None:
    """Phụ lục phân công nhiệm vụ, theo cột và thể thức mà cơ quan quen dùng.

    Mỗi nhiệm vụ một dòng: cơ quan chủ trì, cơ quan phối hợp, sản phẩm, thời gian, ghi chú; mỗi tên cơ quan kèm điều
    khoản làm căn cứ. Điều văn bản không nêu thì để trống hoặc ghi «chưa phân công»; không suy diễn thêm.
    """
    where = open_workspace(workspace, (plan,))
    loaded = load_plan(where, plan, lang)
    table = view.annex(loaded, where.registry, lang)
    document = Document(table.title, (table,))
    print_document(document, lambda: view.data(loaded, where.registry, lang), format_, output, lang)
