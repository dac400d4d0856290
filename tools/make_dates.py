"""Write the table of dates into docs/dates*.md, between its two marks: each form, its wording and the day it means.

python tools/make_dates.py          write the tables again
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from planmodel.dates import parse
from planmodel.dates.days import falls, shift_of, shifted
from planmodel.dates.wording import wording
from planmodel.messages import Text, day

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"vi": ROOT / "docs" / "dates.vi.md", "en": ROOT / "docs" / "dates.md"}
FIRST, LAST = "<!-- dates: begin -->", "<!-- dates: end -->"
YEAR = 2025
"""The year of the table."""
ANCHORS = {"issued": date(2025, 1, 31), "period-start": date(2025, 1, 1)}
"""What the periods of the table count from."""


class Form(NamedTuple):
    """One form: its key and text, the period beside it, and where it is in law."""

    key: str
    text: str
    every: str | None
    law: Text


_BEFORE = Text("ngày nêu ra không còn trong hạn", "the day itself is too late")
_BY = Text("ngày nêu ra còn trong hạn", "the day itself is in time")
_146 = Text("BLDS điều 146", "Civil Code art. 146")
_148 = Text("BLDS điều 148: hết ngày cuối", "Civil Code art. 148: to the end of the last day")
_147 = Text(
    "BLDS điều 147, 148: không tính ngày đầu; ngày nghỉ thì sang ngày làm việc sau",
    "Civil Code art. 147, 148: the first day does not count; a day off moves on",
)
_SHORT = Text(
    "tháng thiếu ngày đó: ngày cuối tháng (BLDS điều 148)",
    "months without it: their last day (Civil Code art. 148)",
)

FORMS = (
    Form("before", "2025-06-15", None, _BEFORE),
    Form("by", "2025-06-15", None, _BY),
    Form("before", "06-15", None, _BEFORE),
    Form("by", "06-15", None, _BY),
    Form("by", "02-29", None, _SHORT),
    Form("by", "2025-beginning-of-year", None, _146),
    Form("by", "2025-mid-year", None, _146),
    Form("by", "2025-end-of-year", None, _146),
    Form("by", "end-of-year", None, _146),
    Form("by", "2025-06-beginning-of-month", None, _146),
    Form("by", "2025-06-mid-month", None, _146),
    Form("by", "2025-06-end-of-month", None, _146),
    Form("before", "06-end-of-month", None, _146),
    Form("by", "20", "month", _BY),
    Form("by", "31", "month", _SHORT),
    Form("before", "25", "quarter", _BEFORE),
    Form("by", "20", "half-year", _BY),
    Form("by", "20", "nine-months", _BY),
    Form("by", "20", "year", _BY),
    Form("by", "next-05", "month", _BY),
    Form("by", "next-05", "quarter", _BY),
    Form("by", "next-10", "half-year", _BY),
    Form("by", "next-10", "nine-months", _BY),
    Form("by", "next-15", "year", _BY),
    Form("by", "mid-month", "month", _146),
    Form("by", "end-of-month", "quarter", _146),
    Form("by", "next-mid-month", "quarter", _146),
    Form("in", "2025", None, _148),
    Form("in", "2025-02", None, _148),
    Form("in", "2025-Q2", None, _148),
    Form("in", "2025-H1", None, _148),
    Form("in", "2025-H2", None, _148),
    Form("in", "2025-9M", None, _148),
    Form("in", "11", None, _148),
    Form("in", "Q4", None, _148),
    Form("in", "H1", None, _148),
    Form("within", "30 days after issued", None, _147),
    Form("within", "10 working-days after issued", None, _147),
    Form("within", "2 weeks after issued", None, _147),
    Form("within", "1 months after issued", None, _147),
    Form("within", "1 years after period-start", None, _147),
)
"""Every form of the language, in the order of the table."""


def last_days(form: Form) -> list[date]:
    """The last days in time of a form that fall in ``YEAR``, and the first of the year after where it moves there."""
    when = parse(form.key, form.text)
    shift = shift_of(when, None)
    found = falls(when, date(YEAR, 1, 1), date(YEAR + 1, 1, 31), every=form.every, anchors=ANCHORS)
    return [shifted(fall.last, shift) for fall in found if fall.period[:4] in ("", str(YEAR))]


def table(lang: str) -> str:
    """The table as Markdown."""
    en = lang == "en"
    head = (
        ("In the file", "In words", f"Last day, {YEAR}", "Why")
        if en
        else ("Viết trong tệp", "Lời văn", f"Ngày cuối, năm {YEAR}", "Căn cứ")
    )
    return "\n".join([_row(head), _row(("---",) * 4), *(_row(_cells(form, lang)) for form in FORMS)])


def _cells(form: Form, lang: str) -> tuple[str, ...]:
    written = f'{form.key}: "{form.text}"' + (f", every: {form.every}" if form.every else "")
    days = [day(one, lang) for one in last_days(form)]
    shown = ", ".join(days if len(days) < 5 else [*days[:2], "…", days[-1]])
    return f"`{written}`", wording(parse(form.key, form.text), lang, form.every), shown, form.law.get(lang)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def page(text: str, lang: str) -> str:
    """``text`` with the table between its marks."""
    before, rest = text.split(FIRST)
    _, after = rest.split(LAST)
    return f"{before}{FIRST}\n\n{table(lang)}\n\n{LAST}{after}"


if __name__ == "__main__":
    for lang, path in PAGES.items():
        path.write_text(page(path.read_text("utf-8"), lang), "utf-8")
