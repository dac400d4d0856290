"""The rules about a document's form, and those that compare documents: what they find, and what they leave alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel import model as m
from planmodel.check import check_text
from planmodel.diagnostics import Diagnostic
from planmodel.rules import Across, Facts, Found, WorkspaceRule, all_rules, workspace_rules
from planmodel.rules import _numbers as numbers
from planmodel.rules._across import body, summary
from planmodel.rules._examples import complete
from planmodel.source import Source
from planmodel.workspace import load_source
from tests.golden import DAK_NONG, FULL_TEXT, HUNG_YEN, KHANH_HOA, PLANS, REGISTRY, WORKSPACE, made, real
from tests.plan_texts import (
    MINIMAL,
    SHIPPED,
    Mark,
    assert_clean,
    changed,
    duty,
    expected,
    findings,
    plan,
    report,
    small,
    target,
    task,
)


def found(text: str, code: str) -> list[Diagnostic]:
    """What ``code`` finds in ``text``."""
    return [d for d in findings(text) if d.code == code]


def places(text: str, code: str) -> list[str]:
    """The text under each finding of ``code``, its first line only."""
    spans = [d.span for d in found(text, code)]
    return [text[s.start : s.end].splitlines()[0] for s in spans if s is not None]


def basis(number: str = "749/QĐ-TTg", **changes: str) -> str:
    fields = {
        "kind": "QĐ",
        "issued": '"2020-06-03"',
        "issuer": "thu-tuong",
        "role": "based-on",
        "at": '"preamble#1"',
    }
    return (
        f"  - {{number: '{number}', " + ", ".join(f"{k}: {v}" for k, v in (fields | changes).items()) + "}\n"
    )


def based(*bases: str) -> str:
    return plan(legal_bases=bases)


def recipients(*lines: str) -> str:
    return plan(recipients=[f'  - {{at: "recipients#{n}", {line}}}\n' for n, line in enumerate(lines, 1)])


def at(*clauses: str) -> str:
    """A plan that says something at each of ``clauses``."""
    return plan(participants=[f'  - {{at: "{c}", agencies: [so-gddt]}}\n' for c in clauses])


def signed(rank: str, capacity: str, issuer: str = "ubnd-tinh") -> str:
    text = small("rank: Chủ tịch, capacity: TM.", f"rank: {rank}, capacity: {capacity}")
    return changed(text, "issuer: ubnd-tinh", f"issuer: {issuer}")


def issued(day: str, period: str = 'from: "2022-01-01", to: "2025-12-31"') -> str:
    text = small('issued: "2022-05-12"', f"issued: {day}")
    return changed(text, 'from: "2022-01-01", to: "2025-12-31"', period)


# ------------------------------------------------------------------------------------------ numbers by themselves


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("01/NQ-CP", "1/NQ-CP"),
        ("1813/QĐ-TTg", "1813/QÐ-TTG"),
        ("1813/QĐ-TTg", "1813/QD-TTg"),
        ("1813/QĐ-TTg", "Số: 1813 / QĐ – TTg"),
        ("06-NQ/TU", "6-nq/tu"),
    ],
)
def test_writings_of_one_number_are_equal(one: str, other: str) -> None:
    assert numbers.key(one) == numbers.key(other) is not None


@pytest.mark.parametrize(("one", "other"), [("12/KH-UBND", "12/QĐ-UBND"), ("12/KH-UBND", "120/KH-UBND")])
def test_other_numbers_are_not(one: str, other: str) -> None:
    assert numbers.key(one) != numbers.key(other)


@pytest.mark.parametrize("number", ["unknown", "", "không số", "000"])
def test_what_holds_no_number_has_no_key(number: str) -> None:
    assert (numbers.key(number), numbers.year(number), numbers.symbol(number)) == (None, None, [])


@given(st.text(max_size=30))
def test_any_text_can_be_asked_as_a_number(text: str) -> None:
    key = numbers.key(text)
    assert key is None or numbers.key(key) == key
    for kind in (*numbers.KINDS, "unknown"):
        assert numbers.other_kind(text, kind) != kind
    if key is not None:
        assert list(numbers.marks(key, "thu-tuong", date(2022, 1, 8)))


@pytest.mark.parametrize(
    ("number", "year"),
    [
        ("144/2005/NĐ-CP", 2005), ("80/2015/QH13", 2015), ("1813/QĐ-TTg", None), ("06-NQ/TU", None),
        ("12/1024/KH-UBND", None), ("12/20222/NQ-HĐND", None), ("12/22/NQ-HĐND", None), ("12/2022", None),
    ],
)  # fmt: skip
def test_the_year_that_a_number_carries(number: str, year: int | None) -> None:
    assert numbers.year(number) == year


# --------------------------------------------------------------------------------------- PM804: number and kind

FITTING = [
    ("119/KH-UBND", "KH"), ("1813/QĐ-TTg", "QĐ"), ("1813/QD-TTg", "QĐ"), ("144/2005/NĐ-CP", "NĐ"),
    ("999/TTr-STTTT", "TTr"), ("18/CT-TTg", "CT"), ("12/BC-UBND", "BC"), ("155/TB-VPCP", "TB"),
    ("12/2022/TT-BTTTT", "TT"), ("01/2014/TTLT-BNV-BTC", "TT"), ("15/KHPH-STTTT-SYT", "KH"), ("06-NQ/TU", "NQ"),
    ("190/2025/QH15", "NQ"), ("190/2025/QH15", "Luật"), ("67/2006/QH11", "Luật"), ("403/2017/NQLT-UBTVQH14-CP", "NQ"),
    ("781/BTTTT-QLDN", "CV"), ("5678/UBND-KGVX", "CV"), ("1234/CT-TTHT", "CV"), ("56/TTr-NV1", "CV"), ("56/TT-KHTH", "CV"),
    ("1/QĐ", "QĐ"), ("15 TC/QĐ/CĐKT", "QĐ"), ("1141TC/QĐ/CĐKT", "QĐ"), ("749", "QĐ"), ("unknown", "QĐ"),
    ("119/KH-UBND", "unknown"), ("12/CTr-UBND", "unknown"), ("119/UBND", "KH"), ("không số", "CT"),
]  # fmt: skip
OTHER = [
    ("781/BTTTT-QLDN", "QĐ", "CV"), ("119/KH-UBND", "QĐ", "KH"), ("119/QĐ-UBND", "KH", "QĐ"), ("999/TTr-STTTT", "TT", "TTr"),
    ("999/TTr-STTTT", "KH", "TTr"), ("119/KH-UBND", "CV", "KH"), ("571/QĐ-UBND", "CV", "QĐ"), ("144/2005/NĐ-CP", "Luật", "NĐ"),
    ("06-NQ/TU", "CT", "NQ"), ("18/CT-TTg", "QĐ", "CT"), ("190/2025/QH15", "unknown", None),
]  # fmt: skip


@pytest.mark.parametrize(("number", "kind"), FITTING)
def test_a_number_that_fits_its_kind(number: str, kind: str) -> None:
    assert numbers.other_kind(number, kind) is None
    assert found(based(basis(number, kind=kind, issued="unknown")), "PM804") == []


@pytest.mark.parametrize(("number", "kind", "named"), OTHER)
def test_a_number_of_another_kind(number: str, kind: str, named: str | None) -> None:
    assert numbers.other_kind(number, kind) == named


def test_both_kinds_are_said_in_words() -> None:
    (d,) = found(based(basis("781/BTTTT-QLDN", kind="QĐ")), "PM804")
    assert d.message.vi.startswith(
        "781/BTTTT-QLDN là số của công văn (CV), nhưng loại ghi là quyết định (QĐ)"
    )
    assert d.clause == "preamble#1"


def test_the_plans_own_number_is_judged_where_it_stands() -> None:
    assert places(small("number: 1/KH-UBND", "number: 1/QĐ-UBND"), "PM804") == ["1/QĐ-UBND"]


def test_documents_of_before_the_rules_on_symbols_are_left_alone() -> None:
    old = basis("217-CT/HĐBT", kind="QĐ", issued='"1987-11-14"')
    assert found(based(old), "PM804") == []
    assert found(based(old.replace("1987", "2007")), "PM804") != []


# ------------------------------------------------------------------------------------ PM805, PM806: date of a basis


@pytest.mark.parametrize(
    ("number", "issued", "wrong"),
    [
        ("144/2005/NĐ-CP", '"2005-11-16"', False),
        ("144/2005/NĐ-CP", '"2006-11-16"', True),
        ("144/2005/NĐ-CP", "unknown", False),
        ("1813/QĐ-TTg", '"2021-10-28"', False),
    ],
)
def test_a_year_in_a_number_is_the_year_of_the_date(number: str, issued: str, wrong: bool) -> None:
    assert bool(found(based(basis(number, issued=issued)), "PM805")) is wrong


def test_the_plans_own_number_with_a_year_is_judged_too() -> None:
    assert places(small("number: 1/KH-UBND", "number: 1/2021/KH-UBND"), "PM805") == ["1/2021/KH-UBND"]


UNDATED = basis(issued="unknown")


@pytest.mark.parametrize(
    ("bases", "count"),
    [
        ([UNDATED], 1),
        ([basis(), UNDATED], 0),
        ([UNDATED, UNDATED], 1),
        ([UNDATED, basis()], 1),
        ([basis("unknown", issued="unknown")], 0),
        ([basis("67/2006/QH11", kind="Luật", issued="unknown", issuer="chinh-phu")], 0),
        ([UNDATED, basis("750/QĐ-TTg", issued="unknown")], 2),
    ],
)
def test_the_first_citation_has_a_date(bases: list[str], count: int) -> None:
    assert len(found(based(*bases), "PM806")) == count


@pytest.mark.parametrize(
    "unknown", [("kind: full-text", "kind: news-article"), ("kind: plan", "kind: template")]
)
def test_what_an_article_or_a_template_leaves_out_is_unknown(unknown: tuple[str, str]) -> None:
    line = "agency: so-gddt, mode: act"
    for code, text in (("PM806", based(UNDATED)), ("PM814", recipients(line))):
        assert found(text, code)
        assert found(changed(text, *unknown), code) == []


# ------------------------------------------------------------------------------------ PM807: cited in two ways


def pair(one: str, two: str, **fields: str) -> str:
    """Two citations of 1813/QĐ-TTg with two dates."""
    return based(
        basis("1813/QĐ-TTg", issued=f'"{one}"', **fields), basis("1813/QĐ-TTg", issued=f'"{two}"', **fields)
    )


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param(pair("2021-10-28", "2021-10-28"), 0, id="one-date"),
        pytest.param(pair("2021-10-28", "2021-10-29"), 1, id="two-days"),
        pytest.param(pair("2021-10-28", "2020-10-28"), 1, id="the-same-day-of-another-year"),
        pytest.param(pair("2021-10-28", "2020-11-03"), 0, id="two-documents-of-two-years"),
        pytest.param(pair("2021-10-28", "2020-11-03", title="Đề án"), 1, id="two-years-and-one-title"),
        pytest.param(
            based(basis("01/NQ-CP", issued='"2020-01-01"'), basis("01/NQ-CP", issued='"2021-01-01"')), 0,
            id="low-numbers-come-every-january",
        ),
        pytest.param(
            based(basis("01/NQ-CP", issued='"2021-01-01"'), basis("1/NQ-CP", issued='"2021-01-04"')), 1,
            id="two-writings-of-one-number",
        ),
        pytest.param(
            based(basis("12/2020/QĐ-TTg", issued='"2020-03-01"'), basis("12/2020/QĐ-TTg", issued='"2021-04-02"')), 1,
            id="the-number-carries-the-year",
        ),
        pytest.param(pair("2021-10-28", "2021-10-29", issuer="ubnd-huyen"), 0, id="issuers-that-are-many"),
        pytest.param(
            based(basis(), basis(issued='"2020-06-04"', issuer="ubnd-tinh")), 0, id="two-issuers-and-two-dates"
        ),
        pytest.param(based(basis(), basis(issuer="chinh-phu")), 1, id="two-issuers-and-one-date"),
        pytest.param(
            based(basis(issuer="ubnd-tinh"), basis(issuer="ubnd-tinh@khanh-hoa")), 0, id="the-province's-own-body"
        ),
        pytest.param(
            based(basis(issuer="ubnd-tinh"), basis(issuer="ubnd-tinh@hung-yen", issued='"2020-06-04"')), 0,
            id="bodies-of-two-provinces",
        ),
        pytest.param(based(basis(), basis(), basis(issued='"2020-06-30"')), 1, id="the-third-time"),
        pytest.param(based(basis(), UNDATED, basis(issued="unknown")), 0, id="later-without-a-date"),
    ],
)  # fmt: skip
def test_one_document_has_one_date_and_one_issuer(text: str, count: int) -> None:
    assert len(found(text, "PM807")) == count


def test_a_second_date_shows_the_first_citation() -> None:
    text = based(basis(), basis(issued='"2020-06-30"', at='"IV.1"'))
    (d,) = found(text, "PM807")
    (first,) = d.related
    assert (d.clause, first.span is not None and first.span.line) == (
        "IV.1",
        text[: text.index("749/")].count("\n") + 1,
    )
    assert "03/06/2020" in d.message.vi
    assert "2020-06-30" in d.message.en


def test_a_central_body_has_no_province() -> None:
    assert found(based(basis(), basis(issuer="thu-tuong@khanh-hoa")), "PM807") == []


def test_issuers_are_said_by_name() -> None:
    (d,) = found(based(basis(), basis(issuer="chinh-phu")), "PM807")
    assert "Thủ tướng Chính phủ" in d.message.vi
    assert "Prime Minister" in d.message.en


# ---------------------------------------------------------------------------------------- PM801, PM808: gaps


@pytest.mark.parametrize(
    ("clauses", "gaps"),
    [
        (["II.1", "II.2", "II.3"], []),
        (["II.1", "II.3"], ["II.3"]),
        (["II.1", "II.3.a#2"], ["II.3.a#2"]),
        (["II.2", "II.3"], []),
        (["II.1", "II.4", "II.7"], ["II.4"]),
        (["I.1", "I.2", "II.3", "II.4"], []),
        (["I.1", "I.3", "II.1", "II.3"], ["I.3", "II.3"]),
        (["II.1.a", "II.1.b#1", "II.2.a", "II.2.b#3"], []),
        (["II.1.a#1", "II.1.a#2"], []),
        (["II.1.a#1", "II.1.a#3"], ["II.1.a#3"]),
        (["II.1#1#1", "II.1#1#3#1"], ["II.1#1#3#1"]),
        (["II.1#1", "II.1#2#1", "II.1#3"], []),
        (["II.9", "II.10", "II.11"], []),
        (["A.I.1", "A.II.1", "A.III.1"], []),
        (["A.I", "A.III"], ["A.III"]),
        (["1.a", "3.a"], ["3.a"]),
        (["1", "2.a", "3"], []),
        (["II.1.a", "II.1.c"], []),
        (["preamble#1", "preamble#3", "closing#2"], []),
    ],
)
def test_numbers_run_without_gaps_under_one_heading(clauses: list[str], gaps: list[str]) -> None:
    assert [d.clause for d in found(at(*clauses), "PM808")] == gaps


def test_a_gap_is_told_at_the_level_where_it_is() -> None:
    told = [
        found(at(*pair), "PM808")[0].message.en
        for pair in (("II.1.b", "II.3.a#2"), ("II.1#1#1#2", "II.1#1#3#1"))
    ]
    assert told[0].startswith("after II.1 comes II.3;")
    assert told[1].startswith("after II.1#1#1 comes II.1#1#3;")


def test_a_clause_that_only_a_report_or_a_basis_stands_at_is_there() -> None:
    holes = at("II.1", "II.3", "III.1")
    filled = "reports:\n" + report(at='"II.2"')
    assert found(holes, "PM808")
    assert found(holes + filled, "PM808") == []
    assert found(holes + "legal_bases:\n" + basis(at='"II.2"'), "PM808") == []
    assert found(at("I", "III"), "PM801")
    assert found(at("I", "III") + "legal_bases:\n" + basis(at='"II"'), "PM801") == []


def test_a_clause_under_not_encoded_is_there() -> None:
    assert found(at("II.1", "II.3") + 'not_encoded:\n  - {at: "II.2", reason: heading}\n', "PM808") == []


# ------------------------------------------------------------------------------ PM809, PM813: the day of signing

ONE_YEAR = 'from: "2022-01-01", to: "2022-12-31"'


@pytest.mark.parametrize(
    ("day", "period", "codes"),
    [
        ("unknown", ONE_YEAR, []),
        ('"2021-12-15"', ONE_YEAR, []),
        ('"2022-06-30"', ONE_YEAR, []),
        ('"2022-07-02"', ONE_YEAR, []),
        ('"2022-07-03"', ONE_YEAR, ["PM813"]),
        ('"2022-12-31"', ONE_YEAR, ["PM813"]),
        ('"2023-01-01"', ONE_YEAR, ["PM809"]),
        ('"2025-12-31"', 'from: "2022-01-01", to: "2025-12-31"', []),
        ('"2026-01-01"', 'from: "2022-01-01", to: "2025-12-31"', ["PM809"]),
        ('"2022-05-20"', 'from: "2022-04-01", to: "2022-06-30"', []),
        ('"2022-12-20"', 'from: "2022-06-01", to: "2023-05-31"', ["PM813"]),
    ],
)
def test_a_plan_is_signed_in_time(day: str, period: str, codes: list[str]) -> None:
    text = issued(day, period)
    assert [d.code for d in findings(text) if d.code in ("PM809", "PM813")] == codes
    for code in codes:
        assert places(text, code) == [day]


# ----------------------------------------------------------------------------------------- PM810: who signs


@pytest.mark.parametrize(
    ("rank", "capacity", "wrong"),
    [
        ("Chủ tịch", "TM.", False),
        ("Chủ tịch", "none", False),
        ("Chủ tịch", "Q.", False),
        ("Phó Chủ tịch", "TM. KT.", False),
        ("Phó Chủ tịch", "TM.KT.", False),
        ("Phó Chủ tịch", "KT.", False),
        ("PHÓ CHỦ TỊCH", "kt.", False),
        ("Thứ trưởng", "KT.", False),
        ("Đại tá, Phó Giám đốc", "KT.", False),
        ("Chánh Văn phòng", "TL.", False),
        ("Phó Chánh Văn phòng", "TL. KT.", False),
        ("Phó Chánh Văn phòng", "TUQ.", False),
        ("Phó Chủ tịch", "unknown", False),
        ("unknown", "KT.", False),
        ("Phó Bí thư", "T/M", False),
        ("Chủ tịch", "KT.", True),
        ("Chủ tịch", "TM. KT.", True),
        ("Bộ trưởng", "KT.", True),
        ("Phó Chủ tịch", "TM.", True),
        ("Phó Chủ tịch", "none", True),
        ("Phó Chủ tịch", "Q.", True),
    ],
)
def test_a_deputy_signs_for_the_head(rank: str, capacity: str, wrong: bool) -> None:
    assert bool(found(signed(rank, capacity), "PM810")) is wrong


def test_the_party_signs_by_rules_of_its_own() -> None:
    assert found(signed("Phó Bí thư", "TM."), "PM810")
    assert found(signed("Phó Bí thư", "TM.", "tinh-uy"), "PM810") == []


# ------------------------------------------------------------------------------------ PM811, PM814: recipients

ARCHIVE = "agency: van-thu, mode: archive, detail: VT"


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        (["agency: so-gddt, mode: act", "agency: so-yte, mode: act", ARCHIVE], []),
        (["agency: so-gddt, mode: act", "agency: so-gddt, mode: act", ARCHIVE], ["PM811"]),
        (["agency: so-gddt, mode: act", "agency: so-gddt, mode: report", ARCHIVE], []),
        (["agency: so-gddt, mode: act, detail: Phòng A", "agency: so-gddt, mode: act, detail: Phòng B", ARCHIVE], []),
        (["agency: so-gddt, mode: act, detail: Phòng A", "agency: so-gddt, mode: act, detail: Phòng A", ARCHIVE], ["PM811"]),
        (["agency: so-gddt, mode: act", "agency: so-gddt, mode: act", "agency: so-gddt, mode: act", ARCHIVE], ["PM811"] * 2),
        (["agency: so-gddt, mode: act"], ["PM814"]),
        (["agency: so-yte@hung-yen, mode: act", "agency: so-yte@dak-nong, mode: act", ARCHIVE], []),
        (["agency: so-yte, mode: act", "agency: so-yte@khanh-hoa, mode: act", ARCHIVE], ["PM811"]),
        ([], []),
    ],
)  # fmt: skip
def test_recipients_are_listed_once_and_end_with_the_archive(lines: list[str], codes: list[str]) -> None:
    assert [d.code for d in findings(recipients(*lines)) if d.code in ("PM811", "PM814")] == codes


def test_an_agency_that_nobody_knows_does_not_stop_the_rules() -> None:
    text = recipients("agency: so-la, mode: act", "agency: so-la, mode: act", ARCHIVE)
    text += "legal_bases:\n" + basis(issuer="so-la") + basis(issuer="so-la", issued='"2020-06-04"')
    assert {d.code for d in findings(text)} == {"PM112", "PM811"}


# ---------------------------------------------------------------------------------------- PM812: order of lists


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (at("II.1", "II.2", "II.2", "II.10"), []),
        (at("II.2", "II.1"), ["II.1"]),
        (at("II.10", "II.9", "II.8"), ["II.9"]),
        (at("II.1#2", "II.1"), ["II.1"]),
        (plan(tasks=[task(at='"II.2"'), task(id="n2", at='"II.1"')], duties=[duty()]), ["II.1"]),
        (plan(targets=[target(at='"I.2"')], tasks=[task(at='"II.1"')], duties=[duty()]), []),
        (plan(notes=['  - {at: "II.2", kind: gap, text: A}\n', '  - {at: "II.1", kind: gap, text: B}\n']), []),
    ],
)  # fmt: skip
def test_a_list_stands_in_the_documents_order(text: str, told: list[str]) -> None:
    assert [d.clause for d in found(text, "PM812")] == told


# ------------------------------------------------------------------------------ PM4, PM5: messages of old rules


def test_tasks_that_nobody_leads_are_told_by_the_fewest_clauses() -> None:
    tasks = [task(id=f"n{n}", at=f'"{c}"') for n, c in enumerate(("II.1.a", "II.1.b", "II.2", "II.3"))]
    (d,) = found(plan(tasks=tasks, duties=[duty(covers='["II.2"]')]), "PM401")
    assert "3 of 4 tasks: II.1, II.3;" in d.message.en
    assert "3/4 nhiệm vụ: II.1, II.3;" in d.message.vi


def test_a_report_due_before_its_data_close_is_told_apart() -> None:
    before, close = (
        found(plan(reports=[report(every="[half-year]", due=f"[{{by: {day}}}]")]), "PM502")[0]
        for day in ('"06-10"', '"06-14"')
    )
    assert "falls before the data close on 2022-06-14" in before.message.en
    assert "no working day between" in close.message.en


# ------------------------------------------------------------------------------------------ rules across plans

RULES = {rule.code: rule for rule in workspace_rules() if rule.code.startswith("PM7")}


def across(rule: WorkspaceRule, texts: Sequence[str]) -> list[Across]:
    """What ``rule`` finds in ``texts``, which stand in files 0.yaml, 1.yaml, ..."""
    plans = [load_source(Source(f"{n}.yaml", text)).plan for n, text in enumerate(texts)]
    assert all(p is not None for p in plans)
    return list(rule.run([summary(p, REGISTRY) for p in plans if p is not None]))


def second(text: str, **changes: str) -> str:
    """Another plan: its id is ke-hoach-hai, its number 2/KH-UBND."""
    text = changed(
        changed(text, "plan: ke-hoach-mau", "plan: ke-hoach-hai"), "number: 1/KH-UBND", "number: 2/KH-UBND"
    )
    for old, new in changes.items():
        text = changed(text, f"{old}: ", f"{old}: {new} # ")
    return text


EXAMPLES = [
    pytest.param(code, texts, id=f"{code}-{kind}-{n}")
    for code, rule in RULES.items()
    for kind, listed in (("bad", rule.bad), ("good", rule.good))
    for n, texts in enumerate(listed)
]


@pytest.mark.parametrize(("code", "texts"), EXAMPLES)
def test_the_examples_of_a_rule_across_plans_show_what_it_finds(code: str, texts: tuple[str, ...]) -> None:
    whole = [complete(text) for text in texts]
    wanted = [(f"{n}.yaml", mark) for n, text in enumerate(whole) for mark in expected(text)]
    seen = [
        (x.source, Mark(x.span.line, x.span.column, x.span.end - x.span.start, c))
        for c, rule in RULES.items()
        for x in across(rule, whole)
    ]
    assert seen == wanted
    assert bool(wanted) is (texts in RULES[code].bad)
    for text in whole:
        assert check_text(Source("x.yaml", text), SHIPPED).found == []


def dates(*days: str, number: str = "749/QĐ-TTg", issuer: str = "thu-tuong") -> list[Across]:
    """What PM701 finds where a plan after the other cites one document with these dates."""
    texts = [second(based(basis(number, issued=day, issuer=issuer))) for day in days]
    return across(
        RULES["PM701"], [changed(t, "plan: ke-hoach-hai", f"plan: ke-hoach-{n}") for n, t in enumerate(texts)]
    )


@pytest.mark.parametrize(
    ("days", "number", "issuer", "sources"),
    [
        (["2020-06-03", "2020-06-03"], "749/QĐ-TTg", "thu-tuong", []),
        (["2020-06-03", "2020-06-30"], "749/QĐ-TTg", "thu-tuong", ["1.yaml"]),
        (["2020-06-03", "2021-06-03"], "749/QĐ-TTg", "thu-tuong", ["1.yaml"]),
        (["2020-06-03", "2021-06-30"], "749/QĐ-TTg", "thu-tuong", []),
        (["2020-06-30", "2020-06-03", "2020-06-03"], "749/QĐ-TTg", "thu-tuong", ["0.yaml"]),
        (["2020-01-01", "2021-01-01"], "01/NQ-CP", "chinh-phu", []),
        (["2020-01-01", "2020-01-10"], "01/NQ-CP", "chinh-phu", ["1.yaml"]),
        (["2020-06-03", "unknown"], "749/QĐ-TTg", "thu-tuong", []),
        (["2020-06-03", "2020-06-30"], "unknown", "thu-tuong", []),
        (["2020-06-03", "2020-06-30"], "571/QĐ-UBND", "ubnd-tinh", ["1.yaml"]),
        (["2020-06-03", "2020-06-30"], "12/KH-UBND", "ubnd-huyen", []),
    ],
)
def test_plans_agree_on_the_date_of_a_document(
    days: list[str], number: str, issuer: str, sources: list[str]
) -> None:
    assert [x.source for x in dates(*days, number=number, issuer=issuer)] == sources


def test_local_documents_are_compared_inside_their_province_only() -> None:
    one = based(basis("571/QĐ-UBND", issuer="ubnd-tinh"))
    two = second(based(basis("571/QĐ-UBND", issuer="ubnd-tinh", issued='"2020-06-04"')))
    assert across(RULES["PM701"], [one, two])
    assert across(RULES["PM701"], [one, changed(two, "province: khanh-hoa", "province: dak-nong")]) == []


def test_the_documents_own_date_counts_most() -> None:
    cited = basis("1/KH-UBND", issuer="ubnd-tinh", kind="KH", issued='"2022-05-21"')
    texts = [
        second(based(cited)),
        based(),
        changed(second(based(cited)), "plan: ke-hoach-hai", "plan: ke-hoach-ba"),
    ]
    told = across(RULES["PM701"], texts)
    assert [(x.source, x.related[0].source) for x in told] == [("0.yaml", "1.yaml"), ("2.yaml", "1.yaml")]
    assert "the document itself is of 2022-05-12" in told[0].message.en
    assert told[0].clause == "preamble#1"


def test_two_dates_in_one_plan_alone_are_not_a_matter_between_plans() -> None:
    assert across(RULES["PM701"], [based(basis(), basis(issued='"2020-06-04"'))]) == []


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ([], True),
        ([("number: 2/KH-UBND", "number: 01/KH-UBND")], True),
        ([('issued: "2022-05-12"', 'issued: "2022-12-01"')], True),
        ([('issued: "2022-05-12"', 'issued: "2021-05-12"')], False),
        ([('issued: "2022-05-12"', "issued: unknown")], False),
        ([("number: 2/KH-UBND", "number: unknown")], False),
        ([("province: khanh-hoa", "province: dak-nong")], False),
        ([("issuer: ubnd-tinh", "issuer: so-tttt")], False),
        ([("plan: ke-hoach-hai", "plan: ke-hoach-mau")], False),
    ],
)
def test_an_issuer_gives_out_a_number_once_a_year(changes: list[tuple[str, str]], same: bool) -> None:
    text = second(plan())
    for old, new in changes:
        text = changed(text, old, new)
    told = across(RULES["PM702"], [plan(), text.replace("number: 2/KH-UBND", "number: 1/KH-UBND")])
    assert [x.source for x in told] == (["1.yaml"] if same else [])


def test_the_one_body_that_an_agency_is() -> None:
    hung_yen = real(HUNG_YEN)
    for agency, which in (
        ("thu-tuong", "thu-tuong"),
        ("ubnd-tinh", "ubnd-tinh@hung-yen"),
        ("ubnd-tinh@dak-nong", "ubnd-tinh@dak-nong"),
        ("ubnd-huyen", None),
        ("so-la", None),
    ):
        assert body(agency, hung_yen, REGISTRY) == which
    assert body("ubnd-tinh", real("mic-781-2022"), REGISTRY) is None


# --------------------------------------------------------------------------------------------- the real plans

OURS = tuple(f"PM{n}" for n in range(804, 815))


def text_of(plan_id: str) -> str:
    return WORKSPACE.path_of(plan_id).read_text(encoding="utf-8")


def test_the_form_of_the_real_plans_is_right_but_for_what_the_old_rules_say() -> None:
    for plan_id in PLANS:
        assert [d.code for d in findings(text_of(plan_id)) if d.code in OURS] == []
    summaries = [summary(real(plan_id), REGISTRY) for plan_id in PLANS]
    assert [list(rule.run(summaries)) for rule in RULES.values()] == [[]] * len(RULES)


FAULTS = [
    (HUNG_YEN, 'number: "119/KH-UBND"', 'number: "119/QĐ-UBND"', "PM804"),
    (HUNG_YEN, '"06-NQ/TU", kind: NQ', '"06-NQ/TU", kind: CT', "PM804"),
    (KHANH_HOA, "999/TTr-STTTT, kind: TTr", "999/TTr-STTTT, kind: CV", None),
    (KHANH_HOA, "999/TTr-STTTT, kind: TTr", "999/TTr-STTTT, kind: TT", "PM804"),
    (DAK_NONG, "number: 294/KH-UBND", "number: 294/2021/KH-UBND", "PM805"),
    (DAK_NONG, '749/QĐ-TTg, kind: QĐ, issued: "2020-06-03"', "749/QĐ-TTg, kind: QĐ, issued: unknown", "PM806"),
    (HUNG_YEN, '"IV.10.a", number: "1813/QĐ-TTg", kind: QĐ, issued: "2021-10-28"',
     '"IV.10.a", number: "1813/QĐ-TTg", kind: QĐ, issued: "2022-10-28"', "PM807"),
    (HUNG_YEN, '"IV.11.b", number: "1813/QĐ-TTg", kind: QĐ, issued: "2021-10-28", issuer: thu-tuong',
     '"IV.11.b", number: "1813/QĐ-TTg", kind: QĐ, issued: "2021-10-28", issuer: chinh-phu', "PM807"),
    (HUNG_YEN, '  - {at: "IV.9", reason: heading}\n', "", None),
    (KHANH_HOA, '  - {at: "II.4", agencies', '  - {at: "II.6", agencies', "PM808"),
    (DAK_NONG, '    at: "II.1.a#6"', '    at: "II.1.a#7"', "PM808"),
    (DAK_NONG, 'issued: "2022-06-01"', 'issued: "2023-06-01"', "PM809"),
    (HUNG_YEN, "rank: Phó Chủ tịch, capacity: TM. KT.", "rank: Chủ tịch, capacity: TM. KT.", "PM810"),
    (KHANH_HOA, "capacity: KT.", "capacity: TM.", "PM810"),
    (HUNG_YEN, 'detail: P.THNA', "detail: Lãnh đạo Văn phòng", "PM811"),
    (DAK_NONG, '    at: "II.1.a#3"', '    at: "III.1.a#3"', "PM812"),
    (DAK_NONG, 'issued: "2022-06-01"', 'issued: "2022-10-06"', "PM813"),
    (KHANH_HOA, '  - {at: "recipients#11", agency: van-thu, mode: archive, detail: "VT, CNg, NL, HN"}\n', "", "PM814"),
]  # fmt: skip


@pytest.mark.parametrize(("plan_id", "old", "new", "code"), FAULTS)
def test_a_fault_put_into_a_real_plan_is_found(plan_id: str, old: str, new: str, code: str | None) -> None:
    codes = [d.code for d in findings(changed(text_of(plan_id), old, new)) if d.code in OURS]
    assert codes.count(code) == 1 if code is not None else codes == []


@pytest.mark.parametrize("plan_id", FULL_TEXT)
def test_a_wrong_date_in_one_real_plan_is_found_beside_the_others(plan_id: str) -> None:
    plans: list[m.Plan] = [real(p) for p in PLANS if p != plan_id]
    faulty = made(text_of(plan_id).replace("2021-10-28", "2021-10-18"))
    told = list(RULES["PM701"].run([summary(p, REGISTRY) for p in (faulty, *plans)]))
    assert {x.source for x in told} == {"plan.yaml"}
    assert all("1813/QĐ-TTg" in x.message.vi for x in told)


def test_a_good_plan_with_everything_is_clean() -> None:
    assert_clean(
        recipients("agency: bo-tttt, mode: report", ARCHIVE)
        + "legal_bases:\n"
        + basis()
        + basis(issued="unknown", at='"preamble#2"')
    )


# ------------------------------------------------------------------------------------- the quick look at the count


@st.composite
def _clauses(draw: st.DrawFn, *, from_the_first: bool) -> list[str]:
    """The clauses of a document: each count from its first, or with some of it left out or out of order."""

    def some(labels: Sequence[str]) -> list[str]:
        count = draw(st.integers(0, len(labels)))
        if from_the_first or draw(st.integers(0, 3)):
            return list(labels[:count])
        return draw(st.lists(st.sampled_from(labels), unique=True, max_size=4))

    found = []
    for section in some(["I", "II", "III", "IV", "V"]):
        found.append(section)
        for item in some(["1", "2", "3", "4"]):
            found.append(f"{section}.{item}")
            for point in some(["a", "b", "c", "d", "đ", "e", "f"]):
                found.append(f"{section}.{item}.{point}")
                found += [f"{section}.{item}.{point}#{bullet}" for bullet in some(["1", "2", "3"])]
    return found


@given(_clauses(from_the_first=False))
def test_where_the_count_looks_steady_the_rules_about_it_find_nothing(listed: list[str]) -> None:
    steady, found = _looked_at(listed)
    assert not (steady and found)


@given(_clauses(from_the_first=True))
def test_where_all_counts_begin_with_the_first_it_looks_steady_unless_one_of_them_is_faulty(
    listed: list[str],
) -> None:
    steady, found = _looked_at(listed)
    assert steady is (not found)


def _looked_at(listed: list[str]) -> tuple[bool, list[Found]]:
    """Whether the count of these clauses looks steady, and what the rules about it find when they look closely."""
    entries = "".join(f'  - {{at: "{at}", reason: heading}}\n' for at in listed)
    plan_ = made(MINIMAL + (f"not_encoded:\n{entries}" if entries else ""))
    facts = Facts(plan_, REGISTRY)
    steady = facts.counted_on
    facts.__dict__["counted_on"] = False  # look closely all the same
    about_it = [rule for rule in all_rules() if rule.code in ("PM801", "PM802", "PM808")]
    return steady, [x for rule in about_it for x in rule.run(facts)]
