"""Why a letter stands in a cell, in words."""

from __future__ import annotations

from planmodel import model as m
from planmodel.derive.responsibility import Evidence
from planmodel.views import words

VIA = {
    "named": {"vi": "nêu tên", "en": "named"},
    "cited": {"vi": "viện dẫn khoản", "en": "clause cited"},
    "wording": {"vi": "lặp lại câu chữ", "en": "wording repeated"},
    "task-id": {"vi": "chỉ rõ nhiệm vụ", "en": "task named"},
    "recipient": {"vi": "bên nhận", "en": "recipient"},
    "whole-plan": {"vi": "toàn kế hoạch", "en": "whole plan"},
    "class": {"vi": "thuộc nhóm", "en": "member of a class"},
}


def evidence_words(e: Evidence, lang: str, registry: m.Registry) -> str:
    """One reason in short: ``VI.2.a chủ trì (viện dẫn khoản)``."""
    verb = registry.verbs[e.verb].name.get(lang) if e.verb in registry.verbs else e.verb
    return f"{words.at(e.at)} {verb} ({VIA[e.via][lang]})".strip()
