"""``planmodel duties``: what falls to one agency, in every plan?"""

from __future__ import annotations

from pathlib import Path

import click

from planmodel.cli._click import Command
from planmodel.cli._shared import document_options, load_plans, open_workspace, own_plans, print_document

_EXAMPLES = """\b
Ví dụ:
  planmodel duties so-yte
  planmodel duties so-yte@hung-yen                     chỉ Sở Y tế tỉnh Hưng Yên
  planmodel duties so-tttt --plan dak-nong-294-2022
  planmodel duties so-gddt -o phieu-so-gddt.html
"""


@click.command("duties", cls=Command, epilog=_EXAMPLES)
@click.argument("agency", metavar="CƠ-QUAN")
@click.option(
    "--plan",
    "plans",
    multiple=True,
    metavar="PLAN",
    help="Chỉ trong kế hoạch này; nêu được nhiều lần (mặc định: mọi kế hoạch).",
)
@document_options
def command(
    agency: str, plans: tuple[str, ...], format_: str | None, output: str, lang: str, workspace: Path | None
) -> None:
    """Phiếu giao việc của một cơ quan: chủ trì, thực hiện, phối hợp, báo cáo trong các kế hoạch, kèm điều khoản.

    CƠ-QUAN là mã trong sổ cơ quan (so-yte), hoặc mã kèm tỉnh (so-yte@hung-yen).
    """
    from planmodel.views import packet as view

    where = open_workspace(workspace, plans)
    loaded = load_plans(where, plans, lang) if plans else own_plans(where, lang)
    document = view.packet(agency, loaded, where.registry, lang)
    print_document(document, lambda: view.data(agency, loaded, where.registry, lang), format_, output, lang)
