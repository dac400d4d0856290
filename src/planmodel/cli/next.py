"""``planmodel next``: what falls due soon?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planmodel.cli import _days as days
from planmodel.cli._click import Command
from planmodel.cli._shared import document_options, load_plans, open_workspace, own_plans, print_document
from planmodel.views.calendar import Only, chosen

if TYPE_CHECKING:
    from planmodel.dates import Within

_EXAMPLES = """\b
Ví dụ:
  planmodel next                                  30 ngày tới, mọi kế hoạch
  planmodel next --within 2m --agency so-yte      2 tháng tới của các Sở Y tế
  planmodel next dak-nong-294-2022 --today 01/06/2022
  planmodel next --within 4w -o sap-den-han.xlsx
"""


@click.command("next", cls=Command, epilog=_EXAMPLES)
@click.argument("plans", nargs=-1, metavar="[PLAN]...")
@click.option(
    "--within",
    type=days.Length(),
    default="30d",
    help="Trong bao lâu nữa: 30d (ngày, mặc định), 4w (tuần), 2m (tháng), 1y (năm).",
    metavar="THỜI-HẠN",
)
@click.option("--suggest", is_flag=True, help="Kể cả ngày đề xuất cho báo cáo mà kế hoạch không nêu ngày.")
@days.filters
@document_options
def command(
    plans: tuple[str, ...],
    within: Within,
    suggest: bool,
    agencies: tuple[str, ...],
    kinds: tuple[str, ...],
    today: date | None,
    format_: str | None,
    output: str,
    lang: str,
    workspace: Path | None,
) -> None:
    """Việc sắp đến hạn: còn mấy ngày, mấy ngày làm việc.

    Kể cả hạn đúng hôm nay và hạn đúng ngày cuối. Báo cáo không nêu ngày không nằm trong danh sách; ghi chú cho biết có
    bao nhiêu.
    """
    from planmodel.views.calendar import upcoming
    from planmodel.views.calendar.since import after

    where = open_workspace(workspace, plans)
    only = Only(days.bodies(agencies, where.registry), days.wanted(kinds))
    loaded = load_plans(where, plans, lang) if plans else own_plans(where, lang)
    start = today or days.today_where_the_user_sits()
    made = chosen(loaded, where.registry, only, suggest=suggest, today=start)
    found = upcoming.ahead(made, start, after(start, within))

    def data() -> dict[str, object]:
        from planmodel.views.calendar.data import coming

        return coming(made, found, lang)

    table = upcoming.coming(made, found, where.registry, lang)
    print_document(table, data, format_, output, lang)
