"""What a field is that conditions can name, and the ways to declare one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.diagnostics import Span, Text
from planmodel.rules.user.around import Around

Type = Literal["text", "day", "flag", "number", "texts", "amounts"]
"""``day`` is a text such as 2025-06-15, or "". ``amounts`` are numbers by year."""

Getter = Callable[[Any, Around], Any]
Place = Callable[[Any], Span | None]


class Variable(NamedTuple):
    """A field that conditions can name: ``task.due`` is the field ``due`` of the kind ``task``.

    ``place`` finds where the field stands in the plan file, None where only the item's own place is kept.
    """

    type: Type
    get: Getter
    meaning: Text
    place: Place | None = None
    joined: bool = False


def text(value: str | None) -> str:
    """A text, or "" where it is left out."""
    return value or ""


def at_clause(at: Clause | None) -> str:
    """A clause as the plan writes it, or ""."""
    return str(at) if at is not None else ""


def iso(day: date | None) -> str:
    """A day as 2025-06-15, or ""."""
    return day.isoformat() if day is not None else ""


def ids(refs: Iterable[m.Ref]) -> list[str]:
    """The ids that are named."""
    return [ref.id for ref in refs]


def number(amount: Decimal) -> float:
    """An amount as CEL counts."""
    return float(amount)


def first_of(field: str) -> Place:
    """The place of the first entry of a list (a Ref, or a record with a span)."""

    def place(item: Any) -> Span | None:
        listed = getattr(item, field)
        return listed[0].span if listed else None

    return place


def place_of(field: str) -> Place:
    """The place of a Ref, or of a record with a span, where there is one."""

    def place(item: Any) -> Span | None:
        value = getattr(item, field)
        return value.span if value is not None else None

    return place


def field(type: Type, get: Getter, vi: str, en: str, place: Place | None = None) -> Variable:
    """A field of the exported plan."""
    return Variable(type, get, Text(vi, en), place)


def also(type: Type, get: Getter, vi: str, en: str) -> Variable:
    """A variable that is joined to the item from elsewhere in the plan."""
    return Variable(type, get, Text(vi, en), joined=True)


def each(listed: str, get: Callable[[Any], str], vi: str, en: str) -> Variable:
    """One text for each entry of a list of the plan."""
    return Variable(
        "texts", lambda p, _: [get(x) for x in getattr(p, listed)], Text(vi, en), first_of(listed)
    )


def flat(listed: str, get: Callable[[Any], Iterable[str]], vi: str, en: str) -> Variable:
    """The texts of lists inside the entries of a list of the plan, one after another."""
    return Variable(
        "texts", lambda p, _: [y for x in getattr(p, listed) for y in get(x)], Text(vi, en), first_of(listed)
    )


SECTOR = ("lĩnh vực: education, health, both, cross", "sector: education, health, both or cross")
AT = ("điều khoản, ví dụ III.1.b#2", "the clause, such as III.1.b#2")
IMPLEMENTS = (
    "mục của văn bản cấp trên được triển khai",
    "items of the higher document that it carries out",
)
NOTE = ("ghi chú của người mã hóa", "the encoder's note")
BASIS = ("mẫu: stated (văn bản nêu) hay inferred (suy ra)", "in a template: stated or inferred")
AGREE = ("mẫu: kế hoạch cùng nêu mục này", "in a template: the plans that state it too")
AGREE_AT = ("mẫu: điều khoản của các kế hoạch đó", "in a template: the clauses of those plans")


def provenance() -> dict[str, Variable]:
    """Where a template's item comes from."""
    return {
        "provenance.basis": field(
            "text", lambda x, _: x.provenance.basis if x.provenance else "", *BASIS, place_of("provenance")
        ),
        "provenance.agree.plan": field(
            "texts",
            lambda x, _: [a.plan.id for a in x.provenance.agree] if x.provenance else [],
            *AGREE,
            place_of("provenance"),
        ),
        "provenance.agree.at": field(
            "texts",
            lambda x, _: [str(a.at) for a in x.provenance.agree] if x.provenance else [],
            *AGREE_AT,
            place_of("provenance"),
        ),
    }


def scope() -> dict[str, Variable]:
    """What narrows a duty or an assignment."""
    return {
        "scope.sector": field(
            "text",
            lambda x, _: text(x.scope and x.scope.sector),
            "chỉ trong lĩnh vực này; trống là không giới hạn",
            "narrowed to this sector; empty where it is not",
        ),
        "scope.population": field(
            "text",
            lambda x, _: text(x.scope and x.scope.population),
            "chỉ với đối tượng này",
            "narrowed to this population",
        ),
        "scope.territory": field(
            "text",
            lambda x, _: text(x.scope and x.scope.territory),
            "chỉ trong địa bàn này: province, own-area",
            "narrowed to this territory: province or own-area",
        ),
    }
