"""Examples of rules: fragments of a plan, completed to a whole one.

A fragment holds the top-level sections that matter. What a plan must have besides is put after it, so that the lines
of the fragment keep their numbers and the carets in its comments stay true.
"""

from __future__ import annotations

import re

HEAD: dict[str, str] = {
    "planmodel": "planmodel: 1\n",
    "plan": "plan: vi-du\n",
    "kind": "kind: plan\n",
    "document": """\
document:
  number: 1/KH-UBND
  kind: KH
  title: Kế hoạch mẫu
  issuer: ubnd-tinh
  province: khanh-hoa
  place: Khánh Hòa
  issued: "2022-05-12"
  signer: {name: Nguyễn Văn A, rank: Chủ tịch, capacity: TM.}
  source: {kind: full-text, name: ke-hoach-mau.txt, sha256: unknown}
""",
    "period": 'period: {from: "2022-01-01", to: "2025-12-31", basis: stated}\n',
}
_KEY = re.compile(r"^([a-z_]+):", re.MULTILINE)


def complete(fragment: str) -> str:
    """A whole plan that holds ``fragment``; the head's keys that the fragment does not give stand after it."""
    given = set(_KEY.findall(fragment))
    fragment = fragment if fragment.endswith("\n") else f"{fragment}\n"
    return fragment + "".join(text for key, text in HEAD.items() if key not in given)
