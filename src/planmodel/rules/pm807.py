"""One document has one date and one issuer, however often it is cited."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import model as m
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules import _numbers as numbers
from planmodel.rules._across import body
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    cited = [numbers.key(basis.number) for basis in facts.plan.legal_bases]
    if len(set(cited)) == len(cited):  # each document is cited once
        return
    same: dict[tuple[object, ...], m.LegalBasis] = {}
    for basis in facts.plan.legal_bases:
        number, issuer = numbers.key(basis.number), body(basis.issuer.id, facts.plan, facts.registry)
        if number is None or issuer is None or basis.issued is None:
            continue
        one = [same.setdefault(x, basis) for x in _marks(basis, number, issuer)]
        other = next((o for o in one if o.issued != basis.issued), None)
        if other is not None:
            message = say(
                "{number} is cited with the date {one} and here with {two}; check which of the two is right",
                number=basis.number,
                one=other.issued,
                two=basis.issued,
            )
            yield _found(facts, basis, other, message)
            continue
        by = same.setdefault((number, basis.issued), basis)
        if body(by.issuer.id, facts.plan, facts.registry) != issuer:
            message = say(
                "{number} is cited as issued by {one} and here by {two}; check which of the two is right",
                number=basis.number,
                one=_name(facts, by),
                two=_name(facts, basis),
            )
            yield _found(facts, basis, by, message)


def _marks(basis: m.LegalBasis, number: str, issuer: str) -> Iterator[tuple[object, ...]]:
    assert basis.issued is not None
    yield from numbers.marks(number, issuer, basis.issued)
    if basis.title is not None:
        yield (number, issuer, basis.title.casefold())


def _found(facts: Facts, basis: m.LegalBasis, first: m.LegalBasis, message: Text) -> Found:
    related = facts.here(first.span, say("first cited here ({at})", at=first.at))
    return Found(basis.span, message, basis.at, (related,))


def _name(facts: Facts, basis: m.LegalBasis) -> Text:
    name = facts.registry.agencies[basis.issuer.id.partition("@")[0]].name
    return Text(name.vi, name.en)


RULE = Rule(
    code="PM807",
    name="cited-two-ways",
    severity=Severity.warning,
    title=Text("một văn bản viện dẫn hai cách", "one document cited in two ways"),
    what=Text(
        "Tìm văn bản được viện dẫn nhiều lần trong cùng kế hoạch với hai ngày khác nhau, hoặc cùng số, cùng ngày mà hai cơ quan ban hành khác nhau.",
        "Finds a document that one plan cites with two dates, or with one number and date and two issuers.",
    ),
    why=Text(
        "Một văn bản chỉ có một ngày và một nơi ban hành. Hai cách ghi thì một cách sai, và người đọc không biết cách nào.",
        "A document has one date and one issuer. Of two ways of citing it one is wrong, and a reader cannot tell which.",
    ),
    source=Text(
        "Nghị định 30/2020/NĐ-CP, Phụ lục I: viện dẫn văn bản",
        "Decree 30/2020/NĐ-CP, annex I: how documents are cited",
    ),
    bad=(
        """\
legal_bases:
  - {number: 749/QĐ-TTg, kind: QĐ, issued: "2020-06-03", issuer: thu-tuong, role: based-on, at: "preamble#1"}
  - {number: 749/QĐ-TTg, kind: QĐ, issued: "2020-06-30", issuer: thu-tuong, role: based-on, at: "IV.10.a"}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM807
""",
    ),
    good=(
        """\
legal_bases:
  - {number: 749/QĐ-TTg, kind: QĐ, issued: "2020-06-03", issuer: thu-tuong, role: based-on, at: "preamble#1"}
  - {number: 749/QĐ-TTg, kind: QĐ, issued: "2020-06-03", issuer: thu-tuong, role: based-on, at: "IV.10.a"}
""",
        """\
legal_bases:
  - {number: 01/NQ-CP, kind: NQ, issued: "2021-01-01", issuer: chinh-phu, role: implements, at: "preamble#1"}
  - {number: 01/NQ-CP, kind: NQ, issued: "2022-01-08", issuer: chinh-phu, role: implements, at: "preamble#2"}
""",
    ),
    limits=Text(
        "Số đánh lại từ đầu mỗi năm, nên hai ngày thuộc hai năm chỉ bị nêu khi chắc là cùng văn bản: số có năm, cùng tiêu đề, hoặc số từ 100 trở lên và cùng ngày tháng. Không xét cơ quan ban hành ghi theo nhóm (UBND các huyện).",
        "Numbers begin anew each year, so that dates of two years are named only where the document is surely the same: the number carries a year, the titles agree, or the number is 100 or more and day and month agree. Issuers that stand for many bodies (district committees) are passed over.",
    ),
    run=_run,
)
