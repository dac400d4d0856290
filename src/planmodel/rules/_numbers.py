"""Numbers of documents: what ``144/2005/NĐ-CP`` says by itself, and when two citations mean one document.

Nghị định 30/2020/NĐ-CP, Phụ lục I: a number in Arabic figures, then a symbol of the document's kind and its issuer; a
letter's symbol has the issuer and the unit that drafted it, and no kind. The Party writes ``06-NQ/TU``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.diagnostics import Span, Text

KINDS: dict[str, Text] = {
    "KH": Text("kế hoạch (KH)", "a plan (KH)"),
    "QĐ": Text("quyết định (QĐ)", "a decision (QĐ)"),
    "NQ": Text("nghị quyết (NQ)", "a resolution (NQ)"),
    "CV": Text("công văn (CV)", "a letter (CV)"),
    "TTr": Text("tờ trình (TTr)", "a proposal (TTr)"),
    "CT": Text("chỉ thị (CT)", "a directive (CT)"),
    "BC": Text("báo cáo (BC)", "a report (BC)"),
    "TB": Text("thông báo (TB)", "a notice (TB)"),
    "NĐ": Text("nghị định (NĐ)", "a decree (NĐ)"),
    "TT": Text("thông tư (TT)", "a circular (TT)"),
    "Luật": Text("luật", "a law"),
}
"""The kinds of documents that a plan can name, in words."""

_CODES = {
    "KH": "KH",
    "QD": "QĐ",
    "NQ": "NQ",
    "TTR": "TTr",
    "CT": "CT",
    "BC": "BC",
    "TB": "TB",
    "ND": "NĐ",
    "TT": "TT",
}
"""The kind that a symbol begins with, by its letters without marks."""

_BODIES_TOO = {"CT", "TTr", "TT"}
"""Symbols that are also names: Cục Thuế, Thanh tra and Trung tâm write letters under them."""

_PLAIN = str.maketrans("ĐÐ–—‑−", "DD----")  # as people type them
_FIGURES = "0123456789"
_FIRST_YEAR, _LAST_YEAR = 1945, 2099
_RARE = 100
"""From this number on, two years hardly give it out on the same day of the year; 01/NQ-CP is of early January always."""


Numbered = m.Document | m.LegalBasis
"""A document that a plan names with its number: itself, or a legal basis."""


def numbered(plan: m.Plan) -> tuple[Numbered, ...]:
    """The plan's own document, then its legal bases."""
    return (plan.document, *plan.legal_bases)


def place(of: Numbered) -> tuple[Span, Clause | None]:
    """Where a plan names a document; its own number stands at no clause."""
    return (of.number_span, None) if isinstance(of, m.Document) else (of.span, of.at)


@lru_cache(maxsize=1024)
def key(number: str) -> str | None:
    """``number`` in the form in which its writings are equal (``01/NQ-CP``, ``1/NQ-CP``), None without a figure."""
    text = "".join(number.upper().translate(_PLAIN).split())
    start = next((n for n, c in enumerate(text) if c in _FIGURES), len(text))
    found = text[start:].lstrip("0")
    return found if found[:1] in _FIGURES and found else None


@lru_cache(maxsize=1024)
def year(number: str) -> int | None:
    """The year that a number carries: 2005 in ``144/2005/NĐ-CP``."""
    parts = (key(number) or "").split("/")
    if len(parts) < 3 or len(parts[1]) != 4 or parts[1].strip(_FIGURES):
        return None
    found = int(parts[1])
    return found if _FIRST_YEAR <= found <= _LAST_YEAR else None


def symbol(number: str) -> list[str]:
    """The parts of a number's symbol in capitals without marks: QD and TTG of ``1813/QĐ-TTg``."""
    first, *rest = (key(number) or "").replace("-", "/").split("/")
    parts = [first.lstrip(_FIGURES), *rest]
    return [p for p in parts if p.strip(_FIGURES)]


@lru_cache(maxsize=1024)
def other_kind(number: str, kind: str) -> str | None:
    """The kind of document that has such a number, where it is not ``kind``; None where that cannot be told."""
    parts = symbol(number)
    if kind not in KINDS or not parts:
        return None
    own = next((code for code, name in _CODES.items() if name == kind), None)
    if own in parts:
        return None
    named = _CODES.get(parts[0])
    if named is not None:
        return None if kind == "CV" and named in _BODIES_TOO else named
    if own is None or len(parts) < 2 or _looks_like(parts, kind, own):
        return None
    return "CV"


def _looks_like(parts: list[str], kind: str, own: str) -> bool:
    """True for joint documents (``TTLT``, ``KHPH``), and for resolutions of the National Assembly (``QH15``)."""
    assembly = ("QH", "UBTVQH")
    return any(p.startswith(own) or (kind == "NQ" and p.startswith(assembly)) for p in parts)


def marks(number: str, issuer: str, issued: date) -> Iterator[tuple[str | int, ...]]:
    """What a citation has in common with every other of the same document, whatever date it gives.

    Numbers begin anew each year: 01/NQ-CP of 2021 and of 2022 are two documents. One issuer gives out a number once a
    year; and a high number on the same day of another year is the same document with a slip in the year.
    """
    yield (number, issuer, year(number) or issued.year)
    if int(number[: len(number) - len(number.lstrip(_FIGURES))]) >= _RARE:
        yield (number, issuer, issued.month, issued.day)
