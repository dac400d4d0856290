"""A plan to begin with: the skeleton of a province's plan, made from a template and a few answers.

Pure: a compiled template, :class:`Answers` and the registries in, the text of a plan file out. What the template says is
copied and linked (``implements``); what nobody has said yet is ``unknown`` or a comment; where the years of the template
and of the plan differ, a comment says so.
"""

from __future__ import annotations

from planmodel.skeleton.answers import (
    Answers,
    fact,
    find_issuer,
    find_province,
    first_year,
    issue_day,
    last_year,
    plan_id,
    succeeded,
)
from planmodel.skeleton.page import skeleton

__all__ = [
    "Answers",
    "fact",
    "find_issuer",
    "find_province",
    "first_year",
    "issue_day",
    "last_year",
    "plan_id",
    "skeleton",
    "succeeded",
]
