"""``planmodel raci``: who does what?"""

from __future__ import annotations

from pathlib import Path

import click

from planmodel import model as m
from planmodel.clauses import Clause, clause, is_clause
from planmodel.cli._click import Command
from planmodel.cli._shared import document_options, load_plan, open_workspace, print_document
from planmodel.derive import share
from planmodel.views import raci as view
from planmodel.views.table import Document

_EXAMPLES = """\b
Ví dụ:
  planmodel raci khanh-hoa-4205-2022
  planmodel raci hung-yen-119-2022 --by agency
  planmodel raci dak-nong-294-2022 -o ma-tran.xlsx
  planmodel raci khanh-hoa-4205-2022 --letters verbs --format markdown
  planmodel raci hung-yen-119-2022 --section II.1 --agency so-yte
  planmodel raci dak-nong-294-2022 --gaps
  planmodel raci khanh-hoa-4205-2022 --against hung-yen-119-2022
"""


def _section(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> tuple[Clause, ...]:
    for text in given:
        if not is_clause(text):
            raise click.BadParameter(f"'{text}' không phải điều khoản; viết như II, II.1 hoặc II.1.b")
    return tuple(map(clause, given))


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
@click.option(
    "--sector",
    type=click.Choice(("education", "health", "both", "cross")),
    default=None,
    help="Chỉ việc của một lĩnh vực (kể cả việc chung).",
    metavar="education|health|both|cross",
)
@click.option(
    "--section",
    "sections",
    multiple=True,
    callback=_section,
    help="Chỉ việc ở điều khoản này; dùng được nhiều lần.",
    metavar="ĐIỀU-KHOẢN",
)
@click.option(
    "--agency",
    "agencies",
    multiple=True,
    help="Chỉ cơ quan này; dùng được nhiều lần.",
    metavar="CƠ-QUAN",
)
@click.option(
    "--letter",
    type=click.Choice(m.LETTER_ORDER),
    default=None,
    help="Chỉ các ô có chữ này.",
    metavar="A|R|S|C|I",
)
@click.option("--gaps", is_flag=True, help="Chỉ nhiệm vụ thiếu chủ trì, thiếu người làm hoặc trùng chủ trì.")
@click.option(
    "--members/--no-members",
    default=True,
    help="Kể cả vai trò gián tiếp của cơ quan thuộc một nhóm được nêu (mặc định: có).",
)
@click.option(
    "--against", default=None, help="So với kế hoạch khác: ai thêm, mất, đổi vai trò.", metavar="KẾ-HOẠCH"
)
@document_options
def command(
    plan: str,
    by: str,
    letters: str,
    sector: str | None,
    sections: tuple[Clause, ...],
    agencies: tuple[str, ...],
    letter: str | None,
    gaps: bool,
    members: bool,
    against: str | None,
    format_: str | None,
    output: str,
    lang: str,
    workspace: Path | None,
) -> None:
    """Ma trận trách nhiệm; mỗi chữ cái kèm điều khoản làm căn cứ."""
    where = open_workspace(workspace, (plan,))
    loaded, registry = load_plan(where, plan, lang), where.registry
    if against is not None:
        other = load_plan(where, against, lang)
        table = view.changes(loaded, other, registry, lang)
        data = lambda: view.changes_data(loaded, other, registry)  # noqa: E731
    else:
        for agency in agencies:
            share.asked(agency, registry)
        named = tuple(share.local(agency, loaded) for agency in agencies)
        only = view.Only(sector, sections, named, letter, gaps)
        table = view.matrix(loaded, registry, by=by, letters=letters, lang=lang, only=only, members=members)
        data = lambda: view.data(loaded, registry, only, members=members)  # noqa: E731
    print_document(Document(table.title, (table,)), data, format_, output, lang)
