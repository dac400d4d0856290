"""Edits of a text: what is between them stays as it is, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable

from planmodel.diagnostics import Fix


def apart(fixes: Iterable[Fix]) -> list[Fix]:
    """``fixes`` in the order of their places; of two that overlap, the one that begins first (the longer one of two)."""
    kept: list[Fix] = []
    for fix in sorted(fixes, key=lambda f: (f.span.start, -f.span.end, f.replacement)):
        if kept and (fix.span.start < kept[-1].span.end or fix.span[4:] == kept[-1].span[4:]):
            continue
        kept.append(fix)
    return kept


def carried_out(text: str, fixes: Iterable[Fix]) -> str:
    """``text`` with ``fixes`` in it, those left out that overlap an earlier one."""
    pieces, at = [], 0
    for fix in apart(fixes):
        pieces += [text[at : fix.span.start], fix.replacement]
        at = fix.span.end
    return "".join([*pieces, text[at:]])
