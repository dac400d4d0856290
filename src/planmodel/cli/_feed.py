"""Calendars to subscribe to, as commands write them: lead times, and the version that a feed goes on from."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from planmodel import model as m
from planmodel.cli._click import one_line
from planmodel.cli._shared import (
    DOCUMENT_FORMATS,
    chosen_format,
    format_option,
    lang_option,
    output_option,
    workspace_option,
    write,
)
from planmodel.diagnostics import Refusal, Text, say

if TYPE_CHECKING:
    from planmodel.views.calendar.chosen import Chosen
    from planmodel.views.feed import Feed

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = (*DOCUMENT_FORMATS, "ics")
_MOST_ALARMS = 5
_LONGEST = timedelta(days=366)
_HOURS = {"h": 1, "d": 24, "w": 168}
_LEAD = re.compile(r"(?:[0-9]{1,4}[wdh])+")
_NONE = "none"

_alarm = click.option(
    "--alarm",
    multiple=True,
    metavar="LÚC",
    help=(
        "Cho ics: nhắc trước 0 giờ ngày hạn bao lâu (7d: 7 ngày, 2w: 2 tuần, 16h: 8 giờ sáng hôm trước, none: không nhắc); "
        "dùng được nhiều lần. Mặc định: báo cáo nhắc trước 7d và 1d."
    ),
)
_previous = click.option(
    "--previous",
    type=click.Path(path_type=Path),
    default=None,
    metavar="LỊCH.ics",
    help="Cho ics: bản lần trước; hạn nào đổi thì được cập nhật, hạn nào không còn thì được báo hủy.",
)


def feed_options(command: F) -> F:
    """The options of a command that prints tables and writes feeds."""
    shared = (workspace_option, lang_option, output_option, format_option(*FORMATS))
    for option in (*shared, _previous, _alarm):
        command = option(command)
    return command


def is_feed(
    format_: str | None, output: str, alarm: tuple[str, ...], previous: Path | None, *, table: bool
) -> bool:
    """True where a feed is asked for. Raises Refusal where options of a feed and of a ``table`` are asked for at once."""
    wanted = chosen_format(format_, output, FORMATS) == "ics"
    if wanted and table:
        raise Refusal(say("--view is for tables; leave it out, or choose another format than ics"))
    if not wanted and (alarm or previous is not None):
        raise Refusal(say("--alarm and --previous are for ics; add --format ics, or -o FILE.ics"))
    return wanted


def print_feed(
    chosen: Chosen,
    registry: m.Registry,
    *,
    named: bool,
    alarm: tuple[str, ...],
    previous: Path | None,
    today: date,
    output: str,
    lang: str,
) -> None:
    """Write ``chosen`` as an .ics file. ``named`` is False where it is about every plan that there is.

    Raises Refusal where the version before it cannot be gone on from; what is left out of it is told on standard error.
    """
    from planmodel.render import ics, ics_kept
    from planmodel.views import feed as view

    made = ics.tidied(view.feed(chosen, registry, lang, lead_times(alarm)))
    if previous is not None:
        kept = ics_kept.read_feed(_read(previous, ics_kept.MAX_BYTES), str(previous))
        _same_scope(made, kept.feed, previous)
        plans = tuple(plan.id for plan in chosen.plans) if named else None
        after = view.continued(made, kept.feed, today, plans, lang)
        _tell(previous, kept.foreign, after.elsewhere, lang)
        made = after.feed
    write(output, ics.render_feed(made))


def lead_times(alarm: tuple[str, ...]) -> tuple[timedelta, ...] | None:
    """How long before a day it is called to mind, longest first; None where nobody said. Raises Refusal."""
    if not alarm:
        return None
    if alarm == (_NONE,):
        return ()
    found = sorted({_lead_time(said) for said in alarm}, reverse=True)
    if len(found) > _MOST_ALARMS:
        raise Refusal(say("more than {most} alarms for one day; choose fewer", most=_MOST_ALARMS))
    return tuple(found)


def _lead_time(said: str) -> timedelta:
    hours = 0
    if _LEAD.fullmatch(said):
        hours = sum(int(number) * _HOURS[unit] for number, unit in re.findall(r"([0-9]+)([wdh])", said))
    if not 0 < hours <= _LONGEST // timedelta(hours=1):
        raise Refusal(
            say(
                "--alarm '{said}' is no lead time of up to 366 days; write 7d, 2w, 16h, 1d12h or none",
                said=said,
            )
        )
    return timedelta(hours=hours)


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError:
        raise Refusal(
            say("there is no calendar '{file}' to go on from; leave --previous out the first time", file=path)
        ) from None
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise Refusal(say("the calendar '{file}' cannot be read ({why})", file=path, why=why)) from error


def _same_scope(new: Feed, last: Feed, previous: Path) -> None:
    """Raise Refusal where the two versions are about other agencies, kinds or times: what is outside has not gone."""
    if new.scope != last.scope:
        everything = Text("mọi hạn", "every date")
        raise Refusal(
            say(
                "'{file}' is a calendar of {last}, and this is one of {new}; go on from one of the same agency, kind and time",
                file=previous,
                last=last.scope or everything,
                new=new.scope or everything,
            )
        )


def _tell(previous: Path, foreign: int, elsewhere: int, lang: str) -> None:
    """What of the last version is not carried on, and why."""
    if foreign:
        said = say(
            "{count} entries of '{file}' are not from planmodel; they are left out",
            count=foreign,
            file=previous,
        )
        _note(said, lang)
    if elsewhere:
        said = say(
            "{count} dates of '{file}' belong to plans that are not named here; they are left out, not cancelled",
            count=elsewhere,
            file=previous,
        )
        _note(said, lang)


def _note(said: Text, lang: str) -> None:
    click.echo(one_line(f"planmodel: {said.get(lang)}"), err=True)
