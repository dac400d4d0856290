"""The first page of a build: it leads to what people look for, by plan and by agency."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from planmodel import model as m
from planmodel.diagnostics import Diagnostic, Severity
from planmodel.publish.products import AGENCIES, Product, Shop
from planmodel.views import words

_ALPHABET = " aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_NAMES = {"html": "Web", "md": "Markdown", "docx": "Word", "xlsx": "Excel", "ics": "iCal"}
"""Formats that people know by the name of a program."""


def index(
    plans: Sequence[m.Plan],
    products: Sequence[Product],
    found: Mapping[str, Sequence[Diagnostic]],
    failed: Collection[str],
    shop: Shop,
) -> str:
    """The page as HTML. ``found`` are the findings of each plan, ``failed`` the files that could not be made."""
    from planmodel.render.html import environment

    entries = [(p.name.rpartition("/")[0], p, _entry(p, failed)) for p in products]
    made = [(folder, product, entry) for folder, product, entry in entries if entry is not None]
    return (
        environment()
        .get_template("index.html")
        .render(
            lang=shop.lang,
            cards=[_card(plan, made, found.get(plan.id, ()), shop) for plan in plans],
            agencies=sorted(
                (e for folder, _, e in made if folder == AGENCIES), key=lambda e: _alphabetical(e["title"])
            ),
            shared=[e for folder, _, e in made if not folder],
            failed=sorted(failed),
        )
    )


def _alphabetical(name: str) -> tuple[tuple[int, ...], str]:
    """What Vietnamese names are sorted by: letters in the order of their alphabet, tones after all of them."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if c not in _TONES)
    letters = unicodedata.normalize("NFC", bare)
    return tuple(_ALPHABET.find(letter) for letter in letters), name


def _entry(product: Product, failed: Collection[str]) -> dict[str, Any] | None:
    """A product as a link to the first of its files, and small links to the others; None where it has no file."""
    made = [(fmt, f"{product.name}.{fmt}") for fmt in product.formats]
    links = [
        {"href": quote(path), "format": _NAMES.get(fmt, fmt.upper())}
        for fmt, path in made
        if path not in failed
    ]
    if not links:
        return None
    return {
        "title": product.title,
        "href": links[0]["href"],
        "first": links[0]["format"],
        "others": links[1:],
    }


def _card(
    plan: m.Plan,
    made: Sequence[tuple[str, Product, dict[str, Any]]],
    found: Sequence[Diagnostic],
    shop: Shop,
) -> dict[str, Any]:
    d, lang = plan.document, shop.lang
    unknown = words.word("unknown", lang)
    own = [(product, entry) for folder, product, entry in made if folder == plan.id]
    return {
        "id": plan.id,
        "issuer": words.issuer(plan, shop.registry, lang),
        "title": d.title,
        "number": d.number if d.number != "unknown" else unknown,
        "issued": words.day(d.issued, lang) if d.issued is not None else unknown,
        "template": plan.kind == "template",
        "main": [entry for product, entry in own if product.rank == "main"],
        "more": [entry for product, entry in own if product.rank == "more"],
        "counts": {s.name: sum(1 for x in found if x.severity is s) for s in Severity},
        "findings": [
            {
                "severity": x.severity.name,
                "code": x.code,
                "clause": x.clause or "",
                "message": x.message.get(lang),
            }
            for x in found
            if x.severity is not Severity.info
        ],
    }
