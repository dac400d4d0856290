"""What a planner says about the new plan, read from text: the province, the issuer, the years and the document."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple, TypeVar
from unicodedata import category, normalize

from planmodel import model as m
from planmodel.diagnostics import Refusal, Text, say

UNKNOWN = "unknown"

_Entry = TypeVar("_Entry", m.Province, m.Agency)
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_YEAR = re.compile(r"20[0-9]{2}")
_KIND = re.compile(r"/(KH|QĐ|NQ|CT)-")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BEFORE = ("tinh", "thanhpho", "tp")
_AFTER = ("province", "city")
"""What may stand around a province's name, folded."""

_ISSUERS = frozenset({"committee", "authority", "department", "vertical", "party"})
_INVISIBLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
_NO_CHARACTERS = frozenset("\ufeff\ufffe\uffff")


class Answers(NamedTuple):
    """What is known of the new plan; texts that are not known yet are ``unknown``."""

    plan: str
    province: m.Province
    issuer: m.Agency
    first: int
    last: int
    number: str = UNKNOWN
    issued: date | None = None
    place: str = UNKNOWN
    signer: str = UNKNOWN


def find_province(text: str, registry: m.Registry) -> m.Province:
    """The province that ``text`` means: an id, a name with or without accents, or an ISO 3166-2 code."""
    names = {p.id: (p.id, p.iso, p.name.vi, p.name.en, *p.spellings) for p in registry.provinces.values()}
    bare = _bare(text)
    found = _called(text, registry.provinces, names) or _called(bare, registry.provinces, names)
    if len(found) == 1:
        return found[0]
    close = found or _nearest(bare, registry.provinces, names)
    if close:
        raise Refusal(
            say("--province: no province is '{text}'; did you mean {close}?", text=text, close=_said(close))
        )
    raise Refusal(
        say("--province: no province is '{text}'; see the ids in registry/provinces.yaml", text=text)
    )


def find_issuer(text: str, registry: m.Registry) -> m.Agency:
    """The agency that ``text`` means, by id or name: one of a province that can issue a plan."""
    can = {a.id: a for a in registry.agencies.values() if _can_issue(a)}
    names = {a.id: _names(a) for a in registry.agencies.values()}
    found = _called(text, can, names)
    if len(found) == 1:
        return found[0]
    others = _called(text, registry.agencies, names)
    if others and not found:
        raise Refusal(
            say(
                "--issuer: {agency} issues no plan of a province; give a committee or a department of the province, such as ubnd-tinh",
                agency=_said(others),
            )
        )
    close = found or _nearest(text, can, names)
    if close:
        raise Refusal(
            say("--issuer: no agency is '{text}'; did you mean {close}?", text=text, close=_said(close))
        )
    raise Refusal(say("--issuer: no agency is '{text}'; see the ids in registry/agencies.yaml", text=text))


def _can_issue(agency: m.Agency) -> bool:
    return agency.level in ("province", "district", "commune") and agency.kind in _ISSUERS


def _names(agency: m.Agency) -> tuple[str, ...]:
    return (agency.id, agency.name.vi, agency.name.en, agency.name.short, *agency.spellings)


def folded(name: str) -> str:
    """A name without accents, capitals, spaces and marks: ``Đắk Nông``, ``dak-nong`` and ``DAK NONG`` are one."""
    plain = normalize("NFD", name.casefold().replace("đ", "d").replace("ð", "d"))
    return "".join(c for c in plain if c.isalnum())


def _bare(name: str) -> str:
    """A folded name without the ``tỉnh`` or ``thành phố`` before it (``tỉnh Hà Tĩnh`` is ``hatinh``)."""
    plain = folded(name)
    for title in _BEFORE:
        if plain.startswith(title) and plain != title:
            return plain.removeprefix(title)
    for title in _AFTER:
        plain = plain.removesuffix(title)
    return plain


def _called(
    text: str, entries: Mapping[str, _Entry], names: Mapping[str, Collection[str]]
) -> tuple[_Entry, ...]:
    """The entries that ``text`` names: the one with this id, else all with this name."""
    if text in entries:
        return (entries[text],)
    wanted = folded(text)
    return tuple(e for e in entries.values() if wanted and wanted in map(folded, names[e.id]))


def _nearest(
    text: str, entries: Mapping[str, _Entry], names: Mapping[str, Iterable[str]]
) -> tuple[_Entry, ...]:
    """At most three entries whose names are near ``text``, the nearest first."""
    from difflib import get_close_matches

    by_name = {folded(name): entry for entry in entries.values() for name in names[entry.id]}
    close = get_close_matches(folded(text), by_name, n=6, cutoff=0.55)
    return tuple({by_name[name].id: by_name[name] for name in close}.values())[:3]


def _said(entries: Iterable[m.Province | m.Agency]) -> Text:
    """Entries by name and id."""
    known = list(entries)
    return Text(_listed(known, "vi"), _listed(known, "en"))


def _listed(entries: Iterable[m.Province | m.Agency], lang: str) -> str:
    return ", ".join(f"{e.name.get(lang)} ({e.id})" for e in entries)


def first_year(text: str) -> int:
    """The year in which the period begins."""
    if not _YEAR.fullmatch(text):
        raise Refusal(say("--from: '{text}' is no year from 2000 to 2099; write one such as 2026", text=text))
    return int(text)


def last_year(text: str, first: int) -> int:
    """The year in which the period ends; not before it begins."""
    if not _YEAR.fullmatch(text):
        raise Refusal(say("--to: '{text}' is no year from 2000 to 2099; write one such as 2030", text=text))
    if int(text) < first:
        raise Refusal(
            say("--to: the period cannot end in {last}, before it begins in {first}", last=text, first=first)
        )
    return int(text)


def plan_id(text: str) -> str:
    """The id of the new plan."""
    if not _ID.fullmatch(text):
        raise Refusal(
            say(
                "--id: '{text}' is no id; write lower-case letters without accents, digits and hyphens, such as lam-dong-2026",
                text=text,
            )
        )
    return text


def issue_day(text: str) -> date | None:
    """The day of issue, None where it is not known."""
    if text == UNKNOWN:
        return None
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal(
            say("--issued: '{text}' is no day; write it as year-month-day, such as 2026-01-15", text=text)
        ) from None


def fact(text: str, option: str) -> str:
    """A line of text that goes into the plan exactly as it is (in Unicode's composed form)."""
    if not text.strip():
        raise Refusal(
            say("{option}: the text is empty; leave the option out if it is not known", option=option)
        )
    odd = next((c for c in text if category(c) in _INVISIBLE or c in _NO_CHARACTERS), None)
    if odd is not None:
        raise Refusal(
            say(
                "{option}: there is a character that nobody sees ({code}); write the text in one line without it",
                option=option,
                code=f"U+{ord(odd):04X}",
            )
        )
    return normalize("NFC", text)


def succeeded(province: m.Province, first: int, registry: m.Registry) -> Text | None:
    """A hint where the province is part of another by the time that the plan begins."""
    after = province.successor
    if after is None or after.to == province.id or date(first, 1, 1) < after.since:
        return None
    other = registry.provinces.get(after.to)
    return say(
        "{province} is part of {successor} since {day} ({instrument}); if the plan is the new province's, make it with --province {id}",
        province=_name(province),
        successor=_name(other) if other is not None else after.to,
        day=after.since,
        instrument=after.instrument,
        id=after.to,
    )


def _name(province: m.Province) -> Text:
    return Text(province.name.vi, province.name.en)


def kind_of(number: str) -> str:
    """The kind of document that a number names (``12/QĐ-UBND``); a plan where it names none."""
    named = _KIND.search(number)
    return named[1] if named is not None else "KH"
