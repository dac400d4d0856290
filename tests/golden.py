"""The five real plans, and snapshots of what is made of them; UPDATE_GOLDEN=1 writes the snapshots anew."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from planmodel import model as m
from planmodel.source import Source
from planmodel.views import calendar
from planmodel.views.table import Table
from planmodel.workspace import Workspace, load_source

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "data" / "golden"
WORKSPACE = Workspace(ROOT)
REGISTRY = WORKSPACE.registry

KHANH_HOA = "khanh-hoa-4205-2022"
HUNG_YEN = "hung-yen-119-2022"
DAK_NONG = "dak-nong-294-2022"
THANH_HOA = "thanh-hoa-2022"
TEMPLATE = "mic-781-2022"
FULL_TEXT = (DAK_NONG, HUNG_YEN, KHANH_HOA)
PROVINCES = (*FULL_TEXT, THANH_HOA)
PLANS = (*PROVINCES, TEMPLATE)


def real(plan_id: str) -> m.Plan:
    """One of the five plans; it is read once, and read-only as every plan is."""
    loaded = WORKSPACE.load(WORKSPACE.path_of(plan_id))
    assert loaded.found == [], [d.message.en for d in loaded.found]
    assert loaded.plan is not None
    return loaded.plan


def made(text: str) -> m.Plan:
    """The plan that ``text`` holds; reader, schema and compiler must find nothing in it."""
    loaded = load_source(Source("plan.yaml", text))
    assert loaded.found == [], [d.message.en for d in loaded.found]
    assert loaded.plan is not None
    return loaded.plan


def months(*plans: m.Plan, lang: str = "vi") -> Table:
    """The calendar of ``plans`` by month, as ``planmodel calendar`` shows it."""
    (table,) = calendar.VIEWS["months"](calendar.chosen(plans, REGISTRY), REGISTRY, lang).tables
    return table


def assert_golden(name: str, text: str) -> None:
    """``text`` is byte for byte the snapshot ``name``."""
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    assert path.is_file(), f"no snapshot {path.relative_to(ROOT)}: UPDATE_GOLDEN=1 writes it"
    kept = path.read_bytes().decode()
    assert text == kept, f"{path.relative_to(ROOT)} differs: see why, then UPDATE_GOLDEN=1 writes it anew"


def snapshots(folder: str) -> set[str]:
    """The names of the snapshots in ``folder``."""
    return {p.name for p in (FOLDER / folder).iterdir()}


def lines(data: dict[str, Any]) -> str:
    """JSON with one line for every entry of a list, so that a diff shows the item that changed."""
    return "{\n" + ",\n".join(_section(key, value) for key, value in data.items()) + "\n}\n"


def _section(key: str, value: Any) -> str:
    if isinstance(value, list) and value:
        entries = ",\n".join(f"  {_compact(entry)}" for entry in value)
        return f" {_compact(key)}: [\n{entries}\n ]"
    return f" {_compact(key)}: {_compact(value)}"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def rows(table: str) -> list[list[str]]:
    """The rows of a table written as text: the last line without a bar (a plan's id), then the cells."""
    found, heading = [], ""
    for line in table.strip().splitlines():
        if "|" in line:
            found.append([heading, *(cell.strip() for cell in line.split("|"))])
        else:
            heading = line.strip()
    return found
