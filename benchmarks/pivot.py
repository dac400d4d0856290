"""The matrix of every plan of a folder as CSV, as most people would make it: ``python benchmarks/pivot.py FOLDER OUT``.

Letters by a table of verbs, ranges by the order in which the plan writes its tasks, and a pivot by pandas, which only
``run.py --peers`` installs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

LETTERS = {"lead": "A", "implement": "R", "coordinate": "C", "direct": "A", "consolidate": "R", "report": "R"}


def parts(plan: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Clause, task, agency and letter of every part that the plan gives."""
    tasks = plan["tasks"]
    clauses = [task["at"] for task in tasks]
    for task in tasks:
        for agency in task.get("by", ()):
            yield task["at"], task["title"], agency, "R"
    for duty in plan["duties"]:
        verbs = [role if isinstance(role, str) else role["verb"] for role in duty["roles"]]
        given = [(agency, LETTERS[verb]) for agency in duty["agencies"] for verb in verbs if verb in LETTERS]
        given += [(agency, "C") for agency in duty.get("with", ())]
        for cover in duty.get("covers", ()):
            first, _, last = cover.partition("..")
            inside = [n for n, at in enumerate(clauses) if _under(at, first) or _under(at, last or first)]
            for task in tasks[inside[0] : inside[-1] + 1] if inside else ():
                for agency, letter in given:
                    yield task["at"], task["title"], agency, letter


def _under(at: str, clause: str) -> bool:
    return at == clause or at.startswith((f"{clause}#", f"{clause}."))


def main(folder: str, out: str) -> None:
    """Write one CSV file for each plan."""
    yaml, pandas = import_module("yaml"), import_module("pandas")
    for path in sorted(Path(folder).glob("*.yaml")):
        with path.open("rb") as file:
            plan = yaml.load(file, yaml.CSafeLoader)
        frame = pandas.DataFrame(parts(plan), columns=["at", "task", "agency", "letter"]).drop_duplicates()
        matrix = frame.pivot_table(
            index=["at", "task"],
            columns="agency",
            values="letter",
            aggfunc="/".join,
            fill_value="",
            sort=False,
        )
        matrix.to_csv(Path(out) / f"{path.stem}-pivot.csv", encoding="utf-8-sig")


if __name__ == "__main__":
    main(*sys.argv[1:])
