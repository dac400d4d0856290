"""How many of how many seeded faults are found, by family of rules, and what harmless edits bring.

python -m tests.mutations                # the places that the test draws
python -m tests.mutations --everywhere   # every place of every kind
python -m tests.mutations --kind PM204   # the kinds whose name begins so
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

from planmodel.diagnostics import ALL_CODES
from planmodel.rules import all_rules, workspace_rules
from tests.mutations.faults import KINDS, Kind
from tests.mutations.judging import Outcome, outcome
from tests.mutations.kinds import kinds
from tests.mutations.of_reading import ELSEWHERE

FAMILIES = {
    "PM0": "reading, comments",
    "PM1": "shape, names",
    "PM2": "targets",
    "PM3": "tasks, duties",
    "PM4": "who leads",
    "PM5": "reports",
    "PM7": "across plans",
    "PM8": "form",
}


class Row(NamedTuple):
    """What the table says of one family."""

    family: str
    codes: str
    kinds: int
    seeded: int
    found: int
    missed: int
    left: int
    harmless: int
    alarms: int


HEAD = ("family", "codes", "kinds", "faults", "found", "missed", "by limits", "harmless", "false alarms")


def _run(task: tuple[str, bool]) -> Outcome:
    name, everywhere = task
    return outcome(KINDS[name], everywhere=everywhere)


def _rows(outcomes: Mapping[str, Outcome]) -> list[Row]:
    known = {*ALL_CODES, *(r.code for r in all_rules()), *(r.code for r in workspace_rules())}
    plain = [outcomes[k.id] for k in kinds(harmless=True) if k.id in outcomes]
    alarms = sum((o.alarms for o in plain), Counter[str]())
    rows = []
    for family, title in FAMILIES.items():
        must = [k for k in kinds() if k.code.startswith(family) and k.id in outcomes]
        left = [k for k in kinds(unseen=True) if k.code.startswith(family) and k.id in outcomes]
        seeded = sum(outcomes[k.id].seeded for k in must)
        missed = sum(len(outcomes[k.id].wrong) for k in must)
        codes = {k.code for k in must}
        all_codes = {c for c in known if c.startswith(family)}
        rows.append(
            Row(
                f"{family} {title}",
                f"{len(codes)} of {len(all_codes)}",
                len(must),
                seeded,
                seeded - missed,
                missed,
                sum(outcomes[k.id].seeded for k in left),
                sum(o.seeded for o in plain),
                sum(count for code, count in alarms.items() if code.lstrip("-").startswith(family)),
            )
        )
    return rows


def _table(rows: list[Row]) -> str:
    total = Row("all", "", *(sum(column) for column in list(zip(*rows, strict=True))[2:]))
    total = total._replace(harmless=rows[0].harmless)
    cells = [HEAD, *(tuple(map(str, row)) for row in (*rows, total))]
    widths = [max(len(row[n]) for row in cells) for n in range(len(HEAD))]
    lines = [
        "  ".join(
            cell.ljust(w) if n < 1 else cell.rjust(w)
            for n, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def main() -> int:
    """Print the table, the faults that are left alone and why, and whatever went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("--everywhere", action="store_true", help="every place of every kind")
    parser.add_argument("--kind", default="", help="only kinds whose name begins so")
    asked = parser.parse_args()
    names = [name for name in KINDS if name.startswith(asked.kind)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        outcomes = dict(zip(names, pool.map(_run, [(n, asked.everywhere) for n in names]), strict=True))
    left = [kind for kind in kinds(unseen=True) if kind.id in outcomes]
    wrong = [f"{name}\n  {line}" for name, o in outcomes.items() for line in o.wrong]
    said = [
        _table(_rows(outcomes)),
        "\nleft alone, by a limit that the rule's page states:",
        *(f"  {k.code} {_words(k)} ({outcomes[k.id].seeded}): {k.unseen}" for k in left),
        "\nnot seeded, since no text of a plan can show it:",
        *(f"  {code} {why}" for code, why in ELSEWHERE.items()),
        *(["\nnot as it must be:"] if wrong else []),
        *wrong,
    ]
    sys.stdout.write("\n".join(said) + "\n")
    return int(bool(wrong))


def _words(kind: Kind) -> str:
    return kind.name.replace("-", " ")


if __name__ == "__main__":
    sys.exit(main())
