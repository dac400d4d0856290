"""Print the table of src/planmodel/workdays.py from the `holidays` package.

    .venv/bin/python tools/make_workdays.py

Put what it prints in the place of the table in the module, after a new announcement or to add a year;
tests/test_workdays.py says when the two differ.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date

FIRST, LAST = 2020, 2035


def _rows(days: Iterable[date]) -> dict[int, list[int]]:
    """Year -> its days as month * 100 + day, in order."""
    rows: dict[int, list[int]] = {}
    for day in sorted(days):
        if FIRST <= day.year <= LAST:
            rows.setdefault(day.year, []).append(day.month * 100 + day.day)
    return rows


def _dict(name: str, rows: dict[int, list[int]]) -> str:
    lines = [f"{name}: dict[int, tuple[int, ...]] = {{"]
    for year, days in rows.items():
        listed = ", ".join(str(day) for day in days)
        lines.append(f"    {year}: ({listed}{',' if len(days) == 1 else ''}),")
    return "\n".join([*lines, "}"])


def table() -> str:
    """The Python text of the table."""
    import holidays
    from holidays.version import __version__

    # The year after the last one too: a day of it may be swapped with one of December.
    calendar = holidays.country_holidays("VN", years=range(FIRST, LAST + 2))
    return "\n".join([
        f'VERSION = "{__version__}"',
        _dict("_HOLIDAYS", _rows(calendar)),
        _dict("_WORKING_WEEKENDS", _rows(calendar.weekend_workdays)),
    ])  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
