"""``planmodel impact``: what stands or falls with one agency?"""

from __future__ import annotations

from pathlib import Path

import click

from planmodel.cli._click import Command
from planmodel.cli._shared import document_options, load_plan, open_workspace, print_document

_EXAMPLES = """\b
Ví dụ:
  planmodel impact khanh-hoa-4205-2022 so-yte
  planmodel impact dak-nong-294-2022 so-tttt --format markdown
  planmodel impact hung-yen-119-2022 so-gddt -o anh-huong.html
"""


@click.command("impact", cls=Command, epilog=_EXAMPLES)
@click.argument("plan")
@click.argument("agency", metavar="CƠ-QUAN")
@document_options
def command(
    plan: str, agency: str, format_: str | None, output: str, lang: str, workspace: Path | None
) -> None:
    """Thiếu một cơ quan thì mất gì: nhiệm vụ không còn chủ trì, chỉ tiêu, báo cáo, việc riêng, việc phải chờ.

    CƠ-QUAN là mã trong sổ cơ quan.
    """
    from planmodel.views import impact as view

    where = open_workspace(workspace, (plan,))
    loaded = load_plan(where, plan, lang)
    document = view.impact(loaded, where.registry, agency, lang)
    print_document(document, lambda: view.data(loaded, where.registry, agency), format_, output, lang)
