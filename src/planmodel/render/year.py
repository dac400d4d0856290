"""Years as grids of weeks, on a terminal and as a page; colours repeat what the signs say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planmodel.diagnostics import Text
from planmodel.render import terminal as plain
from planmodel.render.findings import one_line
from planmodel.render.marks import HUES, is_inferred, style_of
from planmodel.render.measure import clean, display_width, wrap
from planmodel.render.terminal import BOLD, DIM, ITALIC, LINE, Piece
from planmodel.views.calendar import signs
from planmodel.views.calendar.lines import WEEKDAYS as WHOLE_WEEKDAYS
from planmodel.views.calendar.year import OFF, WEEKDAYS, Day, Grid, Month, Year, day_word, spoken

DAY = 5
"""A day has so many columns: the sign of today or a space, two for its number, two for what falls due."""
GAP = 3
MOST_BESIDE = 4
REVERSED = "7"
_WORDS = {
    "skip": Text("Tới nội dung", "Skip to content"),
    "contents": Text("Mục lục", "Contents"),
    "legend": Text("Dấu hiệu", "Signs"),
    "empty": Text("(không có dòng nào)", "(nothing to show)"),
    "list": Text("Xem danh sách", "See the list"),
    "week": Text("Tuần", "Week"),
}

# ------------------------------------------------------------------------------------------------------- terminal


def to_terminal(grid: Grid, *, colour: bool = False, width: int | None = None, lang: str = "vi") -> str:
    """``grid`` in lines of at most ``width`` columns: under each year's months the list of its days."""
    room = width or LINE
    beside = max(1, min(MOST_BESIDE, (room + GAP) // (7 * DAY + GAP)))
    lines = [Piece(line, (BOLD,)).drawn(colour) for line in wrap(_head(grid), room)]
    lines += [Piece(line, (DIM,)).drawn(colour) for text in grid.under for line in wrap(text, room)]
    lines += _legend_lines(grid, room, colour)
    for year in grid.years:
        lines += [
            "",
            Piece(one_line(year.title), (BOLD,)).drawn(colour),
            *_months(year, beside, colour, lang),
        ]
        if year.table.groups:
            table = plain.render(year.table, colour=colour, width=width, lang=lang)
            lines += ["", *table.splitlines()]
    if grid.undated is not None:
        lines += ["", *plain.render(grid.undated, colour=colour, width=width, lang=lang).splitlines()]
    if grid.notes:
        lines.append("")
    lines += [line for note in grid.notes for line in _hanging(note, room)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _head(grid: Grid) -> str:
    return f"{grid.label}\n{grid.title}" if grid.label else grid.title


def _hanging(text: str, room: int) -> Iterator[str]:
    for n, line in enumerate(wrap(text, max(room - 2, 10))):
        yield ("  " if n else "• ") + line


def _legend_lines(grid: Grid, room: int, colour: bool) -> Iterator[str]:
    """The signs and what they mean, as many on a line as have room."""
    line, used = "", 0
    if grid.legend:
        yield ""
    for key in grid.legend:
        wide = display_width(f"{key.sign} {key.text}")
        if line and used + 3 + wide > room:
            yield line
            line, used = "", 0
        if wide > room:
            first, *more = wrap(key.text, room - display_width(key.sign) - 1)
            yield f"{Piece(key.sign, _codes(key.mark)).drawn(colour)} {first}"
            yield from (f"  {part}" for part in more)
            continue
        line += " " * (3 * bool(line)) + f"{Piece(key.sign, _codes(key.mark)).drawn(colour)} {key.text}"
        used += 3 * bool(used) + wide
    if line:
        yield line


def _months(year: Year, beside: int, colour: bool, lang: str) -> Iterator[str]:
    for n in range(0, len(year.months), beside):
        row = year.months[n : n + beside]
        blocks = [list(_month(month, colour, lang)) for month in row]
        yield ""
        for k in range(max(map(len, blocks))):
            parts = [block[k] if k < len(block) else " " * (7 * DAY) for block in blocks]
            yield (" " * GAP).join(parts)


def _month(month: Month, colour: bool, lang: str) -> Iterator[str]:
    """The lines of one month, each as wide as seven days."""
    weekdays = "".join(f" {weekday.get(lang)}".ljust(DAY) for weekday in WEEKDAYS).rstrip()
    for line, code in ((f" {month.name}", BOLD), (weekdays, DIM)):
        yield Piece(line, (code,)).drawn(colour) + " " * (7 * DAY - display_width(line))
    for week in month.weeks:
        yield "".join(" " * DAY if day is None else _day(day, colour, lang) for day in week)


def _day(day: Day, colour: bool, lang: str) -> str:
    said = signs.sign(day.marks, lang) if day.marks else "" if day.open else OFF
    text = f"{day.day.day:>2}{said}"
    codes = _codes(signs.style(day.marks)) if day.marks else () if day.open else (DIM,)
    if day.marks:
        codes = (BOLD, *codes)
    if day.today:
        codes = (*codes, REVERSED)
    return (">" if day.today else " ") + Piece(text, codes).drawn(colour) + " " * (DAY - 1 - len(text))


def _codes(mark: str) -> tuple[str, ...]:
    style = style_of(mark)
    return (*([ITALIC] if is_inferred(mark) else []), *([f"38;5;{style.ansi}"] if style is not None else []))


# ----------------------------------------------------------------------------------------------------------- page


def to_html(grid: Grid, *, lang: str = "vi") -> str:
    """``grid`` as a page: a table for each month, its marked days leading to the list; a year to a sheet of A4."""
    from markupsafe import Markup

    from planmodel.render import html

    years = [_shown_year(year, lang) for year in grid.years]
    lists = [Markup(html.render_fragment(y.table, lang, place=f"ngay-{y.year}")) for y in grid.years]
    undated = html.render_fragment(grid.undated, lang, place="khong-ngay") if grid.undated is not None else ""
    return (
        html.environment()
        .get_template("year.html")
        .render(
            lang=lang,
            title=clean(grid.title),
            label=clean(grid.label),
            under=[clean(line) for line in grid.under],
            years=[{**year, "list": table} for year, table in zip(years, lists, strict=True)],
            undated=Markup(undated),
            legend=[
                {"sign": "" if k.mark == "today" else k.sign, "text": k.text, "classes": _classes(k.mark)}
                for k in grid.legend
            ],
            weekdays=[
                {"short": short.get(lang), "whole": whole.get(lang)}
                for short, whole in zip(WEEKDAYS, WHOLE_WEEKDAYS, strict=True)
            ],
            notes=[clean(note) for note in grid.notes],
            words={key: text.get(lang) for key, text in _WORDS.items()},
            hues=HUES,
        )
    )


def _shown_year(year: Year, lang: str) -> dict[str, Any]:
    return {
        "year": year.year,
        "title": clean(year.title),
        "months": [_shown_month(month, lang) for month in year.months],
    }


def _shown_month(month: Month, lang: str) -> dict[str, Any]:
    weeks = [[None if day is None else _shown_day(day, lang) for day in week] for week in month.weeks]
    return {"name": f"{month.name}/{month.first.year}", "weeks": weeks}


def _shown_day(day: Day, lang: str) -> dict[str, Any]:
    from planmodel.render.html import anchor_id

    return {
        "iso": day.day.isoformat(),
        "number": day.day.day,
        "sign": signs.sign(day.marks, lang),
        "classes": _classes(signs.style(day.marks)),
        "cell": " ".join(name for name, yes in (("pm-off", not day.open), ("pm-today", day.today)) if yes),
        "off": OFF if not day.open and not day.marks else "",
        "href": anchor_id(day.anchor) if day.anchor else "",
        "spoken": spoken(day, lang) if day.marks else day_word(day, lang),
        "told": clean("\n".join(day.told)),
    }


def _classes(mark: str) -> str:
    if mark in ("off", "today"):
        return f"pm-{mark}"
    style = style_of(mark)
    if style is None:
        return ""
    return f"pm-chip pm-{style.hue}" + (" pm-inferred" if is_inferred(mark) else "")
