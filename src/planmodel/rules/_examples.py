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
TEMPLATE_DOCUMENT = """\
document:
  number: 1/QĐ-BTTTT
  kind: QĐ
  title: Văn bản mẫu
  issuer: bo-tttt
  province: null
  place: Hà Nội
  issued: "2022-03-04"
  signer: {name: Nguyễn Văn B, rank: Bộ trưởng, capacity: unknown}
  source: {kind: full-text, name: van-ban-mau.txt, sha256: unknown}
"""
"""The document of a template, so that it and the plan that carries it out are two."""
_KEY = re.compile(r"^([a-z_]+):", re.MULTILINE)


def complete(fragment: str) -> str:
    """A whole plan that holds ``fragment``; the head's keys that the fragment does not give stand after it.

    A register of accepted departures is whole as it stands.
    """
    given = set(_KEY.findall(fragment))
    if "deviations" in given:
        return fragment
    fragment = fragment if fragment.endswith("\n") else f"{fragment}\n"
    head = HEAD | {"document": TEMPLATE_DOCUMENT} if "\nkind: template\n" in f"\n{fragment}" else HEAD
    return fragment + "".join(text for key, text in head.items() if key not in given)
