"""Ten changes planted in a plan; the same plan in another shape; a later version of a plan of any size."""

from __future__ import annotations

import re
from typing import NamedTuple

from benchmarks import generate
from benchmarks.measure import Failed


class Seed(NamedTuple):
    """A change to plant: what ``old`` becomes in a field of an item; without a field the item is removed. All ask for less."""

    kind: str
    item: str
    field: str
    old: str
    new: str


SEEDS = (
    Seed("level lowered", "edu-platform", "level", "2023: 56", "2023: 45"),
    Seed("a year later", "edu-online-teaching", "level", "2022: 39, 2023: 48", "2023: 39, 2024: 48"),
    Seed("area narrowed", "health-platform", "area", "area: all", "area: urban"),
    Seed("measure weakened", "edu-transactions", "measure", "count-and-value", "count-or-value"),
    Seed("commitment weakened", "edu-cashless", "commitment", "firm", "aspirational"),
    Seed("option dropped", "health-platforms", "of", ", vaccination]", "]"),
    Seed("lead to co-ordinate", "so-tttt-2", "roles", "roles: [lead,", "roles: [coordinate,"),
    Seed("deadline later", "task-012", "due", '"2022-08-19"', '"2022-09-20"'),
    Seed("task removed", "task-050", "", "", ""),
    Seed(
        "report less often", "so-gddt-3-quarter", "every",
        'every: [quarter]\n    ad_hoc: false\n    due: [{by: "03-16"}, {by: "06-16"}, {by: "09-19"}, {by: "12-19"}]',
        'every: [half-year]\n    ad_hoc: false\n    due: [{by: "06-16"}, {by: "12-19"}]',
    ),
)  # fmt: skip
"""Ten changes to the first plan; none touches what another does."""
ITEMS = frozenset(seed.item for seed in SEEDS)


def original() -> str:
    """The plan before the changes."""
    return generate.plan(1, 1)


def changed() -> str:
    """The plan with all SEEDS in it."""
    text = original()
    for seed in SEEDS:
        begin, end = _block(text, seed.item)
        item = text[begin:end]
        if seed.old not in item:
            raise Failed(f"the plan has no place for the change: {seed.kind}")
        text = text[:begin] + (item.replace(seed.old, seed.new, 1) if seed.field else "") + text[end:]
    return text


def _block(text: str, item: str) -> tuple[int, int]:
    """Where the lines of an item begin and end."""
    found = re.search(rf"^  - \{{?id: {item}\b(?!-).*\n(?:    .*\n)*", text, re.MULTILINE)
    if found is None:
        raise Failed(f"the plan has no item {item}")
    return found.span()


def reshaped(text: str) -> str:
    """The same plan with its tasks in the opposite order and every line indented otherwise."""
    head, _, rest = text.partition("\ntasks:\n")
    listed, gap, tail = rest.partition("\n\n")
    tasks = re.split(r"(?m)^(?=  - )", f"{listed}\n")[1:]
    turned = f"{head}\ntasks:\n{''.join(reversed(tasks)).rstrip()}{gap}{tail}"
    return "".join(map(_indented, turned.splitlines(keepends=True)))


def _indented(line: str) -> str:
    """Lists at their key's own column, mappings by four."""
    if line.startswith(("  - ", "    ")):
        return line[2:]
    return f"  {line}" if line.startswith("  ") else line


def revised(text: str) -> str:
    """A later version of a plan of any size: of every fifty tasks some fifteen changed, renamed or removed."""
    waited = set(re.findall(r"task-\d+", " ".join(re.findall(r"^    after: (.*)$", text, re.MULTILINE))))
    text = re.sub(r"\btask-(\d+)\b", lambda m: f"{m[0]}-moi" if int(m[1]) % 25 == 7 else m[0], text)
    return re.sub(
        r"^  - id: (task-(\d+))\S*\n(?:    .*\n)*", lambda m: _revised(m, waited), text, flags=re.MULTILINE
    )


def _revised(found: re.Match[str], waited: set[str]) -> str:
    number, task = int(found[2]), found[0]
    if number % 50 == 9 and found[1] not in waited:
        return ""
    if number % 10 == 0:
        return re.sub(r"product: .*", "product: Văn bản hướng dẫn", task)
    if number % 10 == 3:
        return task.replace("    due: {by:", "    due: {before:").replace("Triển khai", "Tiếp tục triển khai")
    return task.replace("    due: {before:", "    due: {by:") if number % 10 == 6 else task
