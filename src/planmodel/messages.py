"""The catalogue of messages: sentences are written in English, and the catalogue of a language says them anew.

``say`` takes a whole sentence with named places and the facts that stand there; nothing is glued together from parts
of sentences. Catalogues are GNU gettext's: ``locale/vi/LC_MESSAGES/planmodel.po`` is what translators edit, and the
``.mo`` beside it is what the program reads (``make messages`` makes one from the other; a test holds them together).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "planmodel"

LONGEST = 2000
"""Characters of the longest name or quotation that a sentence says whole."""


class Text(NamedTuple):
    """One sentence for a person, in both languages of the program.

    ``facts`` are what the sentence says of the case at hand, as text: they tell two findings apart when the wording
    of their sentence changes (see :func:`planmodel.diagnostics.fingerprint`).
    """

    vi: str
    en: str
    facts: tuple[str, ...] = ()

    def get(self, lang: str) -> str:
        """The sentence in ``lang`` (``"vi"`` or ``"en"``)."""
        return self.en if lang == "en" else self.vi


def say(message: str, /, **facts: object) -> Text:
    """``message`` (English, with ``{names}``) in both languages, with ``facts`` in its places.

    A Decimal is an amount (28,93 and 31.187 in Vietnamese), a date a day (14/06/2022), a Text is said in its language;
    everything else, years and counts included, is said as ``str`` gives it. A fact called ``line`` is a place in a
    file: it is said, but does not tell findings apart.
    """
    vi = _catalogue().gettext(message)
    if not facts:
        return Text(vi, message)
    in_english = {name: said(fact, "en") for name, fact in facts.items()}
    en = message.format_map(in_english)
    try:
        vi = vi.format_map({name: said(fact, "vi") for name, fact in facts.items()})
    except (LookupError, ValueError, AttributeError):  # a damaged catalogue
        vi = en
    return Text(vi, en, tuple(text for name, text in in_english.items() if name != "line"))


def joined(mark: str, parts: Iterable[Text]) -> Text:
    """Sentences, or words, in a row with a punctuation mark between them, which no language needs to translate."""
    listed = tuple(parts)
    return Text(
        mark.join(part.vi for part in listed),
        mark.join(part.en for part in listed),
        tuple(fact for part in listed for fact in part.facts),
    )


def same(text: str) -> Text:
    """A name or a quotation, which is the same in every language."""
    return Text(text, text, (text,))


def said(fact: object, lang: str) -> str:
    """One fact as ``say`` puts it into a sentence."""
    if type(fact) is str:
        return fact if len(fact) <= LONGEST else f"{fact[:LONGEST]}…"
    if isinstance(fact, Text):
        return fact.get(lang)
    if isinstance(fact, Decimal):
        return number(fact, lang)
    if isinstance(fact, date):
        return day(fact, lang)
    return str(fact)


def number(amount: Decimal, lang: str) -> str:
    """A number as it is printed: decimal comma and dot for thousands in Vietnamese, the reverse in English."""
    plain = f"{amount.normalize():f}"
    whole, _, part = plain.partition(".")
    grouped = f"{int(whole):,}"
    if whole.startswith("-") and not grouped.startswith("-"):
        grouped = f"-{grouped}"
    if lang == "en":
        return f"{grouped}.{part}" if part else grouped
    return f"{grouped.replace(',', '.')},{part}" if part else grouped.replace(",", ".")


def day(which: date, lang: str) -> str:
    """A day as offices write it: 14/06/2022; year-month-day in English."""
    return which.isoformat() if lang == "en" else f"{which.day:02}/{which.month:02}/{which.year}"


@cache
def _catalogue() -> Any:
    """The Vietnamese catalogue; where it cannot be read, English is better than nothing."""
    from gettext import GNUTranslations, NullTranslations
    from struct import error

    try:
        with (LOCALE / "vi" / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
            return GNUTranslations(file)
    except (OSError, ValueError, LookupError, error):
        return NullTranslations()
