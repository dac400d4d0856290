"""Every kind of fault and of harmless edit."""

from __future__ import annotations

from tests.mutations import (
    of_conformity,
    of_dates,
    of_duties,
    of_form,
    of_leads_and_reports,
    of_no_harm,
    of_numbering,
    of_reading,
    of_roles,
    of_several_plans,
    of_shape,
    of_targets,
    of_targets_together,
    of_tasks,
)
from tests.mutations.faults import KINDS, Kind

MODULES = (
    of_reading, of_shape, of_targets, of_targets_together, of_tasks, of_duties, of_leads_and_reports, of_dates, of_roles,
    of_several_plans, of_form, of_numbering, of_conformity, of_no_harm,
)  # fmt: skip
"""Where they are written: a module that is imported registers its kinds."""


def kinds(*, harmless: bool = False, unseen: bool = False) -> list[Kind]:
    """The kinds that must be found; those that are rightly left alone; or those that do no harm. By code and name."""
    assert MODULES
    listed = sorted(KINDS.values(), key=lambda kind: kind.id)
    return [k for k in listed if (not k.code) == harmless and bool(k.unseen) == unseen]
