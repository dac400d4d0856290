"""JSON for people and for diffs: Vietnamese letters as they are, two spaces, a final newline."""

from __future__ import annotations

import json
from typing import Any


def as_json(data: dict[str, Any]) -> str:
    """``data`` as text; keys keep the order in which they were made."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
