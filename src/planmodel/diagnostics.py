"""Diagnostics: what is wrong, where, and how to mend it, in Vietnamese and in English.

A diagnostic is a value. Nothing here prints and nothing raises for bad user data; the floors above collect
diagnostics in a report and the command line turns the report into text, JSON and an exit code.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Any, NamedTuple

from planmodel.messages import Text as Text
from planmodel.messages import say as say


class Refusal(Exception):
    """The request cannot be carried out (unknown id, missing file, unwritable output): exit code 2."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.en)


class Span(NamedTuple):
    """A stretch of one source text: 1-based line and column (in characters), and 0-based offsets.

    ``end_column`` and ``end`` point just past the last character.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int


BEGINNING = Span(1, 1, 1, 1, 0, 0)
"""The beginning of a text."""

Mark = Any
"""A mark of the parser: libyaml's own class or PyYAML's, with index, line and column."""

Place = Any
"""Where something stands, from which its span is made when somebody asks: a plan has thousands of places.

A span; or the marks at the start and end of the value and of its key; or a place of the reader in C."""


def span_of(start: Mark, end: Mark) -> Span:
    """The span between two marks of the parser."""
    return _span((start.line + 1, start.column + 1, end.line + 1, end.column + 1, start.index, end.index))


def located(place: Place) -> Span:
    """The span of a place."""
    kind = type(place)
    if kind is Span:
        return place  # type: ignore[no-any-return]
    return span_of(place[0], place[1]) if kind is tuple else _span(place.value)


def key_located(place: Place) -> Span:
    """The span of the key of the entry at a place in a mapping."""
    return span_of(place[2], place[3]) if type(place) is tuple else _span(place.key)


def _span(numbers: tuple[int, ...]) -> Span:
    """NamedTuple's own constructor without its wrapper."""
    return tuple.__new__(Span, numbers)


class Severity(IntEnum):
    """How much a finding weighs; a larger number weighs more."""

    info = 1
    warning = 2
    error = 3

    def word(self, lang: str) -> str:
        """The word that a finding's line carries."""
        return self.name if lang == "en" else ("ghi chú", "cảnh báo", "lỗi")[self - 1]


class Related(NamedTuple):
    """Another place that explains a diagnostic, such as where a name was first used."""

    message: Text
    source: str
    span: Span | None


class Fix(NamedTuple):
    """A text edit that mends the finding: put ``replacement`` in the place of ``span``.

    ``safe`` where the edit cannot change what the plan says: ``check --fix`` carries out no others.
    """

    span: Span
    replacement: str
    safe: bool = False


class Diagnostic(NamedTuple):
    """One finding. ``source`` is the name of the text it is about (a path, or ``<stdin>``).

    ``line`` is the text of the span's first line, and ``fingerprint`` names the finding wherever its line moves to;
    both are added by ``planmodel.check``.
    """

    code: str
    name: str
    severity: Severity
    message: Text
    source: str
    span: Span | None = None
    clause: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    line: str | None = None
    fingerprint: str = ""

    @property
    def label(self) -> str:
        """Code and name, once where they are one: ``PM204 target-falls``, ``6ro-nguoi``."""
        return self.code if self.code == self.name else f"{self.code} {self.name}"


class Code(NamedTuple):
    """A kind of finding: its code (``PM008``), its kebab-case name and its default severity."""

    code: str
    name: str
    severity: Severity

    def at(
        self,
        source: str,
        span: Span | None,
        message: Text,
        *,
        clause: str | None = None,
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
    ) -> Diagnostic:
        """A diagnostic of this kind at a place."""
        return Diagnostic(self.code, self.name, self.severity, message, source, span, clause, related, fix)


ALL_CODES: dict[str, Code] = {}


def _code(code: str, name: str, severity: Severity = Severity.error) -> Code:
    made = Code(code, name, severity)
    ALL_CODES[code] = made
    return made


# PM0xx: reading the text.
UNREADABLE = _code("PM001", "unreadable-file")
NOT_UTF8 = _code("PM002", "not-utf8")
NUL_BYTE = _code("PM003", "nul-byte")
TOO_LARGE = _code("PM004", "too-large")
TOO_DEEP = _code("PM005", "too-deep")
YAML_SYNTAX = _code("PM006", "yaml-syntax")
TAB = _code("PM007", "tab-indent")
DUPLICATE_KEY = _code("PM008", "duplicate-key")
BAD_KEY = _code("PM009", "bad-key")
ALIAS = _code("PM010", "anchor-or-alias")
TAG = _code("PM011", "tag")
SEVERAL_DOCUMENTS = _code("PM012", "several-documents")
EMPTY = _code("PM013", "empty-file")
DECIMAL_COMMA = _code("PM014", "decimal-comma")
THOUSANDS_DOT = _code("PM015", "thousands-dot")
DATE_ORDER = _code("PM016", "date-order")
BARE_CLAUSE = _code("PM017", "clause-without-quotes")
TOO_MANY = _code("PM018", "too-many-findings")
IGNORE_MALFORMED = _code("PM019", "ignore-malformed", Severity.warning)
IGNORE_EXPIRED = _code("PM020", "ignore-expired", Severity.warning)
IGNORE_UNUSED = _code("PM021", "ignore-unused", Severity.warning)
BAD_CONDITION = _code("PM022", "bad-condition")
CONDITION_FAILED = _code("PM023", "condition-failed")
TOOK_TOO_LONG = _code("PM024", "took-too-long")
# PM1xx: the shape of a plan, and names that must exist.
UNKNOWN_KEY = _code("PM101", "unknown-key")
MISSING_KEY = _code("PM102", "missing-key")
WRONG_TYPE = _code("PM103", "wrong-type")
NOT_ALLOWED = _code("PM104", "value-not-allowed")
WRONG_FORM = _code("PM105", "wrong-form")
BAD_DATE = _code("PM106", "bad-date")
OUT_OF_RANGE = _code("PM107", "out-of-range")
REPEATED_ITEM = _code("PM108", "repeated-item")
ONE_COMPARATOR = _code("PM109", "one-comparator")
DUPLICATE_ID = _code("PM110", "duplicate-id")
UNKNOWN_ITEM = _code("PM111", "unknown-item")
UNKNOWN_AGENCY = _code("PM112", "unknown-agency")
UNKNOWN_INDICATOR = _code("PM113", "unknown-indicator")
UNKNOWN_VERB = _code("PM114", "unknown-verb")
UNKNOWN_PLAN = _code("PM115", "unknown-plan")
UNKNOWN_TEMPLATE_ITEM = _code("PM116", "unknown-template-item")
SAME_PLAN_ID = _code("PM117", "same-plan-id")
UNKNOWN_PROVINCE = _code("PM118", "unknown-province")
UNKNOWN_RULE = _code("PM119", "unknown-rule")
DEVIATIONS_ELSEWHERE = _code("PM120", "deviations-elsewhere", Severity.warning)
# PM9xx: our own faults.
RULE_CRASHED = _code("PM901", "rule-crashed")


def in_order(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings in a total order: by source, place, code, message and what explains them."""
    return sorted(found, key=_place)


def _place(d: Diagnostic) -> tuple[object, ...]:
    related = [(r.source, r.span or _NOWHERE, r.message) for r in d.related] if d.related else []
    return d.source, d.span or _NOWHERE, d.code, d.message, related


_NOWHERE = Span(0, 0, 0, 0, 0, 0)
