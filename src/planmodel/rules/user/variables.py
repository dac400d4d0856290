"""The names that conditions may use, each with its type, its meaning and how it is read from the model.

Names and types are those of ``planmodel export`` (``schema/output/plan.schema.json``): a field inside a field has a
dotted name, a field inside a list of entries is a list with one text for each entry. What is unknown or left out is
"" or an empty list, so that no condition has to ask for null. What is not in the export is marked as ``joined``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from planmodel.diagnostics import Text
from planmodel.rules.user.fields import Place, Type, Variable
from planmodel.rules.user.of_agencies import AGENCY, ASSIGNMENT
from planmodel.rules.user.of_duties import DUTY, REPORT
from planmodel.rules.user.of_items import TARGET, TASK
from planmodel.rules.user.of_plan import PLAN

__all__ = ["BY_KIND", "KINDS", "Place", "Type", "Variable", "usable"]

KINDS: dict[str, Text] = {
    "plan": Text("kế hoạch", "plan"),
    "target": Text("chỉ tiêu", "target"),
    "task": Text("nhiệm vụ", "task"),
    "duty": Text("trách nhiệm", "duty"),
    "report": Text("báo cáo", "report"),
    "agency": Text("cơ quan", "agency"),
    "assignment": Text("phân công", "assignment"),
}
"""What a rule can look at one by one."""

BY_KIND: dict[str, dict[str, Variable]] = {
    "plan": PLAN,
    "target": TARGET,
    "task": TASK,
    "duty": DUTY,
    "report": REPORT,
    "agency": AGENCY,
    "assignment": ASSIGNMENT,
}

FEW = frozenset(
    f"{kind}.{field}"
    for kind, fields in {
        "target": ("sector", "area", "measure", "demand", "comparator", "unit", "commitment", "years"),
        "task": ("sector", "lead_kinds", "doer_kinds"),
        "duty": ("roles", "covers.basis", "scope.sector", "scope.territory", "agency_kinds"),
        "report": ("every",),
        "agency": ("kind",),
        "assignment": ("letters", "letters_rasci", "agency_kind", "scope.sector", "scope.territory"),
    }.items()
    for field in fields
)
"""Fields whose values are words from short lists, so that many items have the same."""


@cache
def usable(kind: str) -> Mapping[str, Variable]:
    """Every name that a rule ``for`` this kind may use, with its prefix: ``task.due``, ``plan.id``."""
    own = {f"{kind}.{field}": variable for field, variable in BY_KIND[kind].items()}
    return own | {f"plan.{field}": variable for field, variable in PLAN.items()}
