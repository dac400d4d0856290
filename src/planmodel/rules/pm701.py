"""Two plans of one workspace cite one document with two dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from planmodel.diagnostics import Related, Severity, Span, Text, say
from planmodel.rules import _numbers as numbers
from planmodel.rules._api import Across, Summary, WorkspaceRule

_Mark = tuple[str | int, ...]


class _Said(NamedTuple):
    """A date that a text gives a document; ``own`` where the text is that document."""

    text: Summary
    span: Span
    clause: str | None
    key: str
    issuer: str
    number: str
    issued: date
    own: bool

    @property
    def marks(self) -> Iterator[_Mark]:
        return numbers.marks(self.key, self.issuer, self.issued)


def _run(summaries: Sequence[Summary]) -> Iterator[Across]:
    everything = list(_said(summaries, _disputed(summaries)))
    by_mark: dict[_Mark, dict[date, list[_Said]]] = {}
    for one in everything:
        for mark in one.marks:
            by_mark.setdefault(mark, {}).setdefault(one.issued, []).append(one)
    usual = {mark: _usual(days) for mark, days in by_mark.items() if len(days) > 1}
    for one in everything:
        if one.own:
            continue
        others = (usual[mark] for mark in one.marks if mark in usual)
        against = (x for given in others if given[0].issued != one.issued for x in given)
        other = next((x for x in against if x.text.source != one.text.source), None)
        if other is not None:
            yield _found(one, other)


def _disputed(summaries: Sequence[Summary]) -> set[tuple[str | None, str | None]]:
    """The numbers of issuers to which more than one date is given: few, so that the rest is done for these alone."""
    first: dict[tuple[str | None, str | None], date] = {}
    more = set()
    for s in summaries:
        if s.issued is not None and first.setdefault((s.key, s.issuer), s.issued) != s.issued:
            more.add((s.key, s.issuer))
        for key, issuer, _, issued, _, _ in s.bases:
            if first.setdefault((key, issuer), issued) != issued:
                more.add((key, issuer))
    return more


def _said(summaries: Sequence[Summary], disputed: set[tuple[str | None, str | None]]) -> Iterator[_Said]:
    if not disputed:
        return
    for s in summaries:
        own = (s.key, s.issuer) in disputed
        if own and s.key is not None and s.issuer is not None and s.issued is not None:
            yield _Said(s, s.number_span, None, s.key, s.issuer, s.number, s.issued, own=True)
        for key, issuer, number, issued, span, clause in s.bases:
            if (key, issuer) in disputed:
                yield _Said(s, span, clause, key, issuer, number, issued, own=False)


def _usual(days: dict[date, list[_Said]]) -> list[_Said]:
    """Who gives the date to go by: the document's own, else the most frequent one, else the first."""
    return next((x for x in days.values() if any(one.own for one in x)), max(days.values(), key=len))


def _found(one: _Said, other: _Said) -> Across:
    if other.own:
        message = say(
            "{number} is cited with the date {here}, but the document itself is of {there}; check the citation",
            number=one.number,
            here=one.issued,
            there=other.issued,
        )
        related = Related(say("the document itself"), other.text.source, other.span)
    else:
        message = say(
            "{number} is cited with the date {here}, but in {plan} with {there}; check which of the two is right",
            number=one.number,
            here=one.issued,
            plan=other.text.plan,
            there=other.issued,
        )
        related = Related(say("cited here with the other date"), other.text.source, other.span)
    return Across(one.text.source, one.span, message, one.clause, (related,))


RULE = WorkspaceRule(
    code="PM701",
    name="basis-dates-differ",
    severity=Severity.warning,
    title=Text("hai kế hoạch ghi hai ngày cho một căn cứ", "two plans give one legal basis two dates"),
    what=Text(
        "So ngày của cùng một văn bản giữa các kế hoạch trong kho. Nếu chính văn bản đó có trong kho thì lấy ngày của nó, nếu không thì lấy ngày mà nhiều kế hoạch ghi nhất.",
        "Compares the date of one document across the plans of a workspace. Where the document itself is among them, its own date counts; otherwise the date that most plans give.",
    ),
    why=Text(
        "Một văn bản chỉ có một ngày. Khi hai tỉnh ghi hai ngày, một tỉnh nhầm, và bên soạn sau thường chép lại cái nhầm.",
        "A document has one date. Where two provinces give two, one is wrong, and whoever drafts next often copies the slip.",
    ),
    source=Text(
        "Nghị định 30/2020/NĐ-CP, Phụ lục I: viện dẫn văn bản",
        "Decree 30/2020/NĐ-CP, annex I: how documents are cited",
    ),
    bad=(
        (
            """\
plan: ke-hoach-mot
legal_bases:
  - {number: 749/QĐ-TTg, kind: QĐ, issued: "2020-06-03", issuer: thu-tuong, role: based-on, at: "preamble#1"}
""",
            """\
plan: ke-hoach-hai
document:
  number: 2/KH-UBND
  kind: KH
  title: Kế hoạch thứ hai
  issuer: ubnd-tinh
  province: thanh-hoa
  place: Thanh Hóa
  issued: "2022-06-01"
  signer: {name: Nguyễn Văn B, rank: Chủ tịch, capacity: TM.}
  source: {kind: full-text, name: ke-hoach-hai.txt, sha256: unknown}
legal_bases:
  - {number: 749/QĐ-TTg, kind: QĐ, issued: "2020-06-30", issuer: thu-tuong, role: based-on, at: "preamble#1"}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM701
""",
        ),
    ),
    good=(
        (
            """\
plan: ke-hoach-mot
legal_bases:
  - {number: 749/QĐ-TTg, kind: QĐ, issued: "2020-06-03", issuer: thu-tuong, role: based-on, at: "preamble#1"}
""",
            """\
plan: ke-hoach-hai
document:
  number: 2/KH-UBND
  kind: KH
  title: Kế hoạch thứ hai
  issuer: ubnd-tinh
  province: thanh-hoa
  place: Thanh Hóa
  issued: "2022-06-01"
  signer: {name: Nguyễn Văn B, rank: Chủ tịch, capacity: TM.}
  source: {kind: full-text, name: ke-hoach-hai.txt, sha256: unknown}
legal_bases:
  - {number: 749/QĐ-TTg, kind: QĐ, issued: "2020-06-03", issuer: thu-tuong, role: based-on, at: "preamble#1"}
""",
        ),
    ),
    limits=Text(
        "Số đánh lại từ đầu mỗi năm, nên hai ngày thuộc hai năm chỉ bị nêu khi số có năm, hoặc số từ 100 trở lên và cùng ngày tháng. Văn bản địa phương chỉ so trong cùng tỉnh: 571/QĐ-UBND của hai tỉnh là hai văn bản. Hai ngày trong cùng một kế hoạch do PM807 xét.",
        "Numbers begin anew each year, so that dates of two years are named only where the number carries a year, or is 100 or more with day and month the same. Local documents are compared inside their province: 571/QĐ-UBND of two provinces is two documents. PM807 judges two dates in one plan.",
    ),
    run=_run,
)
