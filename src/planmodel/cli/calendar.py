"""``planmodel calendar``: what is due when?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from planmodel import model as m
from planmodel.cli import _days as days
from planmodel.cli._click import Command
from planmodel.cli._feed import feed_options, is_feed, print_feed
from planmodel.cli._shared import load_plans, open_workspace, own_plans, print_document
from planmodel.diagnostics import Refusal, say
from planmodel.views.calendar import VIEWS, Chosen, Only, chosen

_EXAMPLES = """\b
Ví dụ:
  planmodel calendar dak-nong-294-2022
  planmodel calendar                                   mọi kế hoạch
  planmodel calendar khanh-hoa-4205-2022 --suggest     đề xuất ngày đúng luật cho báo cáo không nêu ngày
  planmodel calendar --agency so-yte --year 2022       việc của các Sở Y tế trong năm 2022
  planmodel calendar --from 01/06/2022 --to 31/12/2022 --kind report
  planmodel calendar dak-nong-294-2022 --view hops     từng chặng báo cáo: sớm nhất, muộn nhất
  planmodel calendar khanh-hoa-4205-2022 --view year -o lich-nam.html          cả năm, mỗi năm một trang A4
  planmodel calendar khanh-hoa-4205-2022 --view timeline -o dong-thoi-gian.svg     cũng .png, .pdf, .html
  planmodel calendar --view clashes                    trùng tuần, rơi vào ngày nghỉ, quá sát ngày ký
  planmodel calendar dak-nong-294-2022 -o lich-bao-cao.docx
  planmodel calendar dak-nong-294-2022 -o lich.ics                             nhập vào lịch điện thoại, Outlook
  planmodel calendar dak-nong-294-2022 -o lich.ics --previous lich.ics         cập nhật: không trùng, không sót
"""


@click.command("calendar", cls=Command, epilog=_EXAMPLES)
@click.argument("plans", nargs=-1, metavar="[PLAN]...")
@click.option(
    "--view",
    type=click.Choice(tuple(VIEWS)),
    default=next(iter(VIEWS)),
    help="Cách xem: theo tháng (mặc định), từng ngày, cả năm, dòng thời gian, từng chặng, chỗ trùng.",
    metavar="|".join(VIEWS),
)
@click.option(
    "--suggest", is_flag=True, help="Đề xuất ngày đúng luật cho báo cáo mà kế hoạch không nêu ngày."
)
@click.option("--from", "first", type=days.Day(), default=None, metavar="NGÀY", help="Hạn từ ngày này.")
@click.option("--to", "last", type=days.Day(), default=None, metavar="NGÀY", help="Hạn đến hết ngày này.")
@click.option("--year", type=click.IntRange(1, 9999), default=None, metavar="NĂM", help="Hạn trong năm này.")
@days.filters
@feed_options
def command(
    plans: tuple[str, ...],
    view: str,
    suggest: bool,
    first: date | None,
    last: date | None,
    year: int | None,
    agencies: tuple[str, ...],
    kinds: tuple[str, ...],
    today: date | None,
    alarm: tuple[str, ...],
    previous: Path | None,
    format_: str | None,
    output: str,
    lang: str,
    workspace: Path | None,
) -> None:
    """Việc gì, bao giờ, gửi ai: báo cáo, nhiệm vụ, chỉ tiêu từng năm, hết thời kỳ.

    Mỗi ngày kèm điều khoản, lời của kế hoạch và cách tính. Báo cáo không nêu ngày được liệt kê riêng, không đoán; ngày
    đề xuất (--suggest) đứng riêng và luôn ghi «đề xuất». Có --today thì mỗi hạn ghi thêm còn hay đã qua bao nhiêu ngày.
    """
    first, last = _time(first, last, year)
    feed = is_feed(format_, output, alarm, previous, table=view != next(iter(VIEWS)))
    where = open_workspace(workspace, plans)
    only = Only(days.bodies(agencies, where.registry), days.wanted(kinds), first, last)
    loaded = load_plans(where, plans, lang) if plans else own_plans(where, lang)
    registry = where.registry
    made = chosen(loaded, registry, only, suggest=suggest, today=today)
    if feed:
        day = today or days.today_where_the_user_sits()
        print_feed(made, registry, named=bool(plans), alarm=alarm, previous=previous, today=day, output=output, lang=lang)  # fmt: skip
    else:
        _print(view, made, registry, format_, output, lang)


def _print(
    view: str, made: Chosen, registry: m.Registry, format_: str | None, output: str, lang: str
) -> None:
    """Print what was chosen as one of the views, or as JSON."""
    from planmodel.render.calendars import own

    def data() -> dict[str, object]:
        from planmodel.views.calendar.data import data as as_data

        return as_data(made, registry, lang)

    drawn = own(view, made, registry, lang)
    print_document(VIEWS[view](made, registry, lang), data, format_, output, lang, drawn)


def _time(first: date | None, last: date | None, year: int | None) -> tuple[date | None, date | None]:
    """From when to when dates are wanted. Raises Refusal where the options contradict one another."""
    if year is not None:
        if first is not None or last is not None:
            raise Refusal(
                say("--year already says from when to when; leave out either it or --from and --to")
            )
        return date(year, 1, 1), date(year, 12, 31)
    if first is not None and last is not None and last < first:
        raise Refusal(say("--from {first} lies after --to {last}; exchange them", first=first, last=last))
    return first, last
