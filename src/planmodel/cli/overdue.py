"""``planmodel overdue``: what has passed its last day?"""

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
  planmodel overdue                               mọi hạn đã qua, gần nhất trước
  planmodel overdue --within 3m --kind report     báo cáo có hạn trong 3 tháng vừa qua
  planmodel overdue dak-nong-294-2022 --today 2022-12-20
"""


@click.command("overdue", cls=Command, epilog=_EXAMPLES)
@click.argument("plans", nargs=-1, metavar="[PLAN]...")
@click.option(
    "--within",
    type=days.Length(),
    default=None,
    help="Chỉ hạn trong thời gian vừa qua này: 30d (ngày), 4w (tuần), 2m (tháng), 1y (năm).",
    metavar="THỜI-HẠN",
)
@days.filters
@document_options
def command(
    plans: tuple[str, ...],
    within: Within | None,
    agencies: tuple[str, ...],
    kinds: tuple[str, ...],
    today: date | None,
    format_: str | None,
    output: str,
    lang: str,
    workspace: Path | None,
) -> None:
    """Việc đã qua hạn cuối: qua mấy ngày, gần nhất trước.

    Chương trình chỉ biết ngày, không biết báo cáo đã gửi hay chỉ tiêu đã đạt hay chưa.
    """
    from planmodel.views.calendar import upcoming

    where = open_workspace(workspace, plans)
    only = Only(days.bodies(agencies, where.registry), days.wanted(kinds))
    loaded = load_plans(where, plans, lang) if plans else own_plans(where, lang)
    end = today or days.today_where_the_user_sits()
    made = chosen(loaded, where.registry, only, today=end)
    found = upcoming.behind(made, end, within)

    def data() -> dict[str, object]:
        from planmodel.views.calendar.data import overdue

        return overdue(made, found, end, lang)

    table = upcoming.overdue(made, found, end, where.registry, lang)
    print_document(table, data, format_, output, lang)
