"""Days and lengths of time on the command line, and the filters that every command about dates shares."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from planmodel.diagnostics import Refusal, say

if TYPE_CHECKING:
    from planmodel import model as m
    from planmodel.dates import Unit, Within
    from planmodel.derive.due import Kind
    from planmodel.derive.share import Body

F = TypeVar("F", bound=Callable[..., Any])
KINDS = ("all", "report", "task", "target", "period")
_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}
_LENGTH = re.compile(r"([1-9][0-9]{0,3})\s*([dwmy]?)", re.ASCII)


class Day(click.ParamType[date]):
    """A day, year-month-day or day/month/year."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from planmodel.schema import is_date

        if isinstance(value, date):
            return value
        written = str(value)
        if written.count("/") == 2:
            written = "-".join(part.zfill(2) for part in reversed(written.split("/")))
        if not is_date(written):
            raise Refusal(
                say(
                    "{option}: '{day}' is not a day; write it as 2026-12-31 or 31/12/2026",
                    option=_name(param),
                    day=value,
                )
            )
        return date.fromisoformat(written)


class Length(click.ParamType["Within"]):
    """A length of time: ``30d``, ``4w``, ``2m``, ``1y``; days where no unit is named."""

    name = "length"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Within:
        from planmodel.dates import Within

        if isinstance(value, Within):
            return value
        found = _LENGTH.fullmatch(str(value).strip().lower())
        if found is None:
            raise Refusal(
                say(
                    "{option}: '{text}' is no length of time; write 30d (days), 4w (weeks), 2m (months) or 1y (a year)",
                    option=_name(param),
                    text=value,
                )
            )
        return Within(int(found[1]), cast("Unit", _UNITS[found[2] or "d"]), "issued")


def _name(param: click.Parameter | None) -> str:
    return param.opts[0] if param is not None else ""


def filters(command: F) -> F:
    """The options that choose dates by agency and kind, and the day on which somebody looks."""
    for option in (
        click.option(
            "--today", type=Day(), default=None, metavar="NGÀY", help="Ngày lấy làm mốc (mặc định: hôm nay)."
        ),
        click.option(
            "--kind",
            "kinds",
            type=click.Choice(KINDS),
            multiple=True,
            help="Chỉ loại này; dùng được nhiều lần. Mặc định: mọi loại, chỉ tiêu của một năm gộp thành một dòng.",
            metavar="all|report|task|target|period",
        ),
        click.option(
            "--agency",
            "agencies",
            multiple=True,
            help="Chỉ cơ quan này (so-yte, so-yte@hung-yen), kể cả việc của nhóm mà nó thuộc về; dùng được nhiều lần.",
            metavar="CƠ-QUAN",
        ),
    ):
        command = option(command)
    return command


def bodies(agencies: tuple[str, ...], registry: m.Registry) -> tuple[Body, ...]:
    """The bodies that ``--agency`` names, each once. Raises Refusal for ids that do not exist."""
    from planmodel.derive.share import asked

    return tuple(dict.fromkeys(asked(agency, registry) for agency in agencies))


def wanted(kinds: tuple[str, ...]) -> tuple[Kind, ...]:
    """The kinds that ``--kind`` names; none where it was left out."""
    named = KINDS[1:] if "all" in kinds else dict.fromkeys(kinds)
    return cast("tuple[Kind, ...]", tuple(named))


def today_where_the_user_sits() -> date:
    """The day on this machine's clock."""
    return date.today()  # noqa: DTZ011 - where the user sits
