"""The signs of verdicts: what a reader without colours sees, and what they mean."""

from __future__ import annotations

from collections.abc import Iterable

from planmodel.derive import relations as rel
from planmodel.derive.conformity import Item
from planmodel.diagnostics import Text

SIGNS = {
    "conforms": "✓",
    "exceeds": "▲",
    "falls-short": "▼",
    "mixed": "▲▼",
    "missing": "✗",
    "moved": "→",
    "added": "+",
    "unknown": "?",
}
RELATIONS = {rel.EQUAL: "=", rel.STRONGER: "▲", rel.WEAKER: "▼", rel.INCOMPARABLE: "≠", rel.UNKNOWN: "?"}

MEANT = {
    "conforms": Text("đúng như được yêu cầu ở mọi mặt", "as demanded in every respect"),
    "exceeds": Text("hơn ở ít nhất một mặt, không kém ở mặt nào", "more in some respect, less in none"),
    "falls-short": Text("kém ở ít nhất một mặt, không hơn ở mặt nào", "less in some respect, more in none"),
    "mixed": Text(
        "mặt hơn, mặt kém, hoặc có mặt không so được (100% nhưng chỉ ở đô thị)",
        "more in one respect and less in another, or not comparable in one (100%, but urban only)",
    ),
    "missing": Text(
        "không mục nào thực hiện, hoặc chỉ có mức cho năm muộn hơn",
        "nothing carries it out, or there is a level for a later year only",
    ),
    "moved": Text(
        "nhiệm vụ nằm ở phần tổ chức thực hiện, hoặc cơ quan khác chủ trì",
        "the task stands in the organisation section, or another agency leads",
    ),
    "added": Text("kế hoạch có thêm, ngoài yêu cầu", "the plan has it beyond what is demanded"),
    "unknown": Text(
        "không đủ căn cứ để kết luận; bài báo không nhắc không có nghĩa là thiếu",
        "not enough is known; what a news article does not mention is not missing",
    ),
}
"""What each verdict means."""

WORST = ("missing", "falls-short", "mixed", "moved", "unknown", "exceeds", "conforms", "added")
"""Verdicts, those first that ask for attention first."""


def worst(verdicts: Iterable[str]) -> str:
    """The verdict that asks for attention first; nothing where there is none."""
    return min(verdicts, key=WORST.index, default="")


def unequal(item: Item) -> list[tuple[str, str]]:
    """The dimensions in which plan and demand differ, with how."""
    return [(name, how) for name, how in item.dimensions.items() if how not in (None, rel.EQUAL)]
