"""The annex that hands out the tasks, its heading, the evidence behind every name, and the target annex."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel import model as m
from planmodel import schema
from planmodel.clauses import is_clause
from planmodel.derive.classes import indirect
from planmodel.derive.responsibility import assignments, in_order, leads_by_task
from planmodel.views import annex, evidence, raci, targets
from planmodel.views.table import Cell, Table
from tests.command import planmodel
from tests.golden import (
    DAK_NONG,
    HUNG_YEN,
    KHANH_HOA,
    PLANS,
    REGISTRY,
    TEMPLATE,
    THANH_HOA,
    made,
    real,
)
from tests.plan_texts import FULL, MINIMAL, changed, duty, plan, report, target, task
from tests.test_responsibility_laws import Duties, Tasks, build, duties, often, tasks

every_plan = pytest.mark.parametrize("plan_id", PLANS)
NO, TASK, LEAD, WITH, PRODUCT, DUE, REMARKS = range(7)


def drawn(plan_id: str, lang: str = "vi") -> Table:
    return annex.annex(real(plan_id), REGISTRY, lang)


def line(table: Table, at: str) -> tuple[Cell, ...]:
    """The one row whose task or duty stands at this clause."""
    (row,) = [r for r in table.rows if r[TASK].note.split(",")[0] == at]
    return row


def one(**sections: Any) -> tuple[Cell, ...]:
    """The first row of the annex of a small plan."""
    return annex.annex(made(plan(**sections)), REGISTRY).rows[0]


# ------------------------------------------------------------------------------------------------- the form


def test_the_columns_are_those_that_offices_know() -> None:
    assert [c.title for c in drawn(KHANH_HOA).columns] == [
        "STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm/Kết quả", "Thời gian hoàn thành",
        "Ghi chú",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("plan_id", "under"),
    [
        (KHANH_HOA, "(Kèm theo Kế hoạch số 4205/KH-UBND ngày 12 tháng 5 năm 2022 của Ủy ban nhân dân tỉnh Khánh Hòa)"),
        (HUNG_YEN, "(Kèm theo Kế hoạch số 119/KH-UBND ngày 17 tháng 6 năm 2022 của Ủy ban nhân dân tỉnh Hưng Yên)"),
        (DAK_NONG, "(Kèm theo Kế hoạch số 294/KH-UBND ngày 01 tháng 6 năm 2022 của Ủy ban nhân dân tỉnh Đắk Nông)"),
        (THANH_HOA, "(Kèm theo Kế hoạch số [chưa rõ] ngày [chưa rõ] của Ủy ban nhân dân tỉnh Thanh Hóa)"),
        (TEMPLATE, "(Kèm theo Công văn số 781/BTTTT-QLDN ngày 04 tháng 3 năm 2022 của Bộ Thông tin và Truyền thông)"),
    ],
)  # fmt: skip
def test_the_heading_names_the_document_and_what_is_unknown_of_it(plan_id: str, under: str) -> None:
    for table, begins in (
        (drawn(plan_id), "PHÂN CÔNG NHIỆM VỤ "),
        (targets.targets(real(plan_id), REGISTRY), "BIỂU CHỈ TIÊU "),
    ):
        assert (table.label, table.under) == ("PHỤ LỤC", (under,))
        assert table.title.startswith(begins)
        assert table.title == table.title.upper()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2022, 1, 5), "ngày 05 tháng 01 năm 2022"),
        (date(2022, 2, 10), "ngày 10 tháng 02 năm 2022"),
        (date(2022, 3, 9), "ngày 09 tháng 3 năm 2022"),
        (date(2022, 12, 31), "ngày 31 tháng 12 năm 2022"),
    ],
)
def test_zeros_stand_before_days_under_ten_and_the_first_two_months_only(day: date, said: str) -> None:
    assert annex.written_day(day) == said


@pytest.mark.parametrize(
    ("issuer", "province", "said"),
    [
        ("so-yte", "khanh-hoa", "Sở Y tế tỉnh Khánh Hòa"),
        ("ubnd-tinh", "ha-noi", "Ủy ban nhân dân thành phố Hà Nội"),
        ("ubnd-tinh", "ho-chi-minh", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
        ("ubnd-tinh@hung-yen", "khanh-hoa", "Ủy ban nhân dân tỉnh Hưng Yên"),
        ("thu-tuong", "khanh-hoa", "Thủ tướng Chính phủ"),
    ],
)
def test_the_issuer_has_its_whole_name(issuer: str, province: str, said: str) -> None:
    text = changed(changed(MINIMAL, "ubnd-tinh", issuer), "province: khanh-hoa", f"province: {province}")
    assert annex.attached_to(made(text), REGISTRY).endswith(f" của {said})")


@every_plan
def test_lines_are_numbered_through_and_groups_in_roman_numerals(plan_id: str) -> None:
    table = drawn(plan_id)
    numbers = [row[NO].value for row in table.rows]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [row[NO].text for row in table.rows] == [str(n) for n in numbers]
    romans = [g.title.partition(". ")[0] for g in table.groups]
    assert romans == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"][: len(romans)]


def test_groups_are_the_clauses_with_what_they_are_about_then_the_whole_plan_and_own_work() -> None:
    titles = [g.title for g in drawn(DAK_NONG).groups]
    assert titles[0] == "I. Điểm a khoản 1 Mục II (giáo dục)"
    assert titles[4:6] == ["V. Khoản 1 Mục III (giáo dục và y tế)", "VI. Khoản 2 Mục III (giáo dục)"]
    assert titles[8].startswith("IX. Việc của cả kế hoạch")
    assert titles[9].startswith("X. Việc riêng của cơ quan")
    assert [g.title for g in drawn(THANH_HOA).groups][:2] == ["I. Giáo dục", "II. Y tế"]


@every_plan
def test_every_task_and_every_duty_without_a_task_has_one_line(plan_id: str) -> None:
    which = real(plan_id)
    wanted = {t.id for t in which.tasks} | {a.item for a in assignments(which, REGISTRY) if not a.is_task}
    found = Counter(x.item.id for s in annex.sections(which, REGISTRY) for x in s.lines)
    assert found == Counter(wanted)


def test_the_official_wording_stands_where_the_plan_holds_it() -> None:
    official = one(tasks=[task(text="Lắp đặt mã QR tại mọi quầy thu.")], duties=[duty()])
    assert (official[TASK].text, official[TASK].note) == ("Lắp đặt mã QR tại mọi quầy thu.", "II.1")
    brief = one(tasks=[task()], duties=[duty()])
    assert (brief[TASK].text, brief[TASK].note) == ("Lắp đặt mã QR trong trường học", "II.1, tóm tắt")


# --------------------------------------------------------------------------------------------- who leads, does


def test_khanh_hoa_education_leads_its_tasks_and_shares_the_common_ones_with_health() -> None:
    table = drawn(KHANH_HOA)
    for n in range(1, 7):
        lead = line(table, f"III.1.a#{n}")[LEAD]
        assert (lead.text, lead.note, lead.mark) == ("Sở Giáo dục và Đào tạo", "VI.2.a", "")
    for at in ("III.3.a#1", "III.3.a#4", "III.3.d#2"):
        lead = line(table, at)[LEAD]
        assert lead.text == "Sở Giáo dục và Đào tạo (giáo dục); Sở Y tế (y tế)"
        assert lead.note == "Sở GD&ĐT: VI.2.a; Sở Y tế: VI.3.a"
    assert line(table, "III.3.b#1")[LEAD].text == "Sở Giáo dục và Đào tạo"
    assert line(table, "III.3.c#1")[LEAD].text == "Sở Y tế"


def test_khanh_hoa_names_doers_and_co_ordinators_each_with_its_clause() -> None:
    cell = line(drawn(KHANH_HOA), "III.1.a#5")[WITH]
    assert cell.text == (
        "Thực hiện: Trường học, cơ sở giáo dục.\n"
        "Phối hợp: Ủy ban nhân dân các huyện, thị xã, thành phố (địa bàn quản lý); "
        "Các cơ quan, đơn vị, địa phương liên quan"
    )
    assert cell.note == "Trường học: III.1.a#5; UBND huyện: VI.6#1; CQ liên quan: VI.2.a"
    assert line(drawn(KHANH_HOA), "III.3.d#1")[WITH].text.startswith("Sở Công Thương; ")


def test_hung_yen_has_sections_that_nobody_leads_and_a_focal_point_that_leads_none_of_them() -> None:
    table = drawn(HUNG_YEN)
    unled = [r for r in table.rows if r[LEAD].mark == "gap"]
    assert [r[TASK].note.split(",")[0] for r in unled] == [
        "II.3.a#1", "II.3.a#2", "II.3.a#3", "II.3.d#1", "II.3.d#2",
    ]  # fmt: skip
    for row in unled:
        assert row[LEAD].text == "chưa phân công"
        assert row[REMARKS].text.startswith("đầu mối chung: Sở TT&TT, IV.1.f")
    focal = line(table, "IV.1.f")
    assert (focal[LEAD].text, focal[LEAD].note) == ("Sở Thông tin và Truyền thông", "IV.1.f")
    assert "không chủ trì từng nhiệm vụ" in focal[REMARKS].text
    led = [
        r
        for r in table.rows
        if "Sở Thông tin và Truyền thông" in r[LEAD].text and r[TASK].note.startswith("II.")
    ]
    assert led == []


def test_dak_nong_leads_by_repeated_wording_and_has_nobody_in_section_iii() -> None:
    table = drawn(DAK_NONG)
    for row in table.rows:
        at = row[TASK].note
        if at.startswith("II."):
            assert row[LEAD].text.endswith("°")
            assert row[LEAD].mark == "inferred"
        if at.startswith("III."):
            assert (row[LEAD].text, row[LEAD].mark) == ("chưa phân công", "gap")
            assert "đầu mối" not in row[REMARKS].text
    assert line(table, "III.4#1")[WITH].text == "Thực hiện: Sở Thông tin và Truyền thông°"


@pytest.mark.parametrize("plan_id", [THANH_HOA, TEMPLATE])
def test_what_an_article_does_not_say_is_unknown(plan_id: str) -> None:
    table = drawn(plan_id)
    said = {r[LEAD].text for s, g in zip(annex.sections(real(plan_id), REGISTRY), table.groups, strict=True)
            for r in g.rows if s.kind == "task"}  # fmt: skip
    assert said == {"chưa rõ"}
    assert not any(c.mark == "gap" for r in table.rows for c in r)
    assert any("bài báo" in note for note in table.notes)


@every_plan
def test_the_lead_of_a_task_is_whoever_leads_it_and_nobody_else(plan_id: str) -> None:
    which = real(plan_id)
    led = {
        x.item.id: {(n.agency, n.scope) for n in x.led}
        for s in annex.sections(which, REGISTRY)
        for x in s.lines
    }
    for task_, leads in leads_by_task(which, REGISTRY):
        assert led[task_.id] == {(x.agency, x.scope) for x in leads}


def test_two_leads_over_one_scope_are_marked() -> None:
    row = one(tasks=[task()], duties=[duty(), duty(id="d2", at='"III.2"', agencies="[so-yte]")])
    assert (row[LEAD].text, row[LEAD].mark) == ("Sở Giáo dục và Đào tạo; Sở Y tế", "gap")
    assert "hai cơ quan cùng chủ trì một phạm vi" in row[REMARKS].text


def test_who_receives_a_proposal_is_no_lead_and_who_reports_is_no_lead_either() -> None:
    row = line(drawn(KHANH_HOA), "VI.4#1")
    assert row[LEAD].text == "Thực hiện: Sở Tài chính"
    assert row[REMARKS].text == "báo cáo, trình: Cấp có thẩm quyền"
    row = line(drawn(KHANH_HOA), "VI.2.c")
    assert row[REMARKS].text == "báo cáo, trình: Ủy ban nhân dân tỉnh; qua Sở Thông tin và Truyền thông"
    row = line(drawn(KHANH_HOA), "VI.7#1")
    assert row[LEAD].text == "không nêu"


def test_who_directs_leads_and_who_is_directed_carries_it_out() -> None:
    row = line(drawn(KHANH_HOA), "VI.1.b")
    assert row[LEAD].text == "Sở Thông tin và Truyền thông"
    assert row[WITH].text == "Thực hiện: Cơ quan báo chí, truyền thông của tỉnh"


# ------------------------------------------------------------------------------------- by when, what comes out


@pytest.mark.parametrize(
    ("due", "vi", "en"),
    [
        ('{before: "2022-06-15"}', "trước ngày 15/06/2022", "before 2022-06-15"),
        ('{by: "2022-06-15"}', "chậm nhất ngày 15/06/2022", "by 2022-06-15"),
    ],
)
def test_a_day_is_worded_as_the_plan_words_it(due: str, vi: str, en: str) -> None:
    which = made(plan(tasks=[task(due=due, product="Mã QR")], duties=[duty()]))
    for lang, said in (("vi", vi), ("en", en)):
        (row,) = annex.annex(which, REGISTRY, lang).rows
        assert (row[DUE].text, row[DUE].value) == (said, date(2022, 6, 15))
        assert row[PRODUCT].text == "Mã QR"


@every_plan
def test_no_plan_is_given_a_day_that_it_does_not_name(plan_id: str) -> None:
    table = drawn(plan_id)
    assert all(r[DUE].value is None for r in table.rows)
    assert any("không nêu thời hạn riêng" in note for note in table.notes)


def test_the_days_of_reports_stand_with_the_duty_to_report() -> None:
    table = drawn(DAK_NONG)
    reporting = {r[TASK].text: r[DUE].text for r in table.rows if r[TASK].note.startswith("closing#1")}
    assert reporting == {
        "Các sở, ngành liên quan tổ chức thực hiện Kế hoạch": "",
        "Báo cáo kết quả sáu tháng một lần hoặc đột xuất": "6 tháng; trước ngày 15/06; trước ngày 15/12; đột xuất",
        "Tổng hợp kết quả, báo cáo UBND tỉnh": "6 tháng; đột xuất",
    }
    assert line(drawn(KHANH_HOA), "VI.3.c")[DUE].text == "hằng quý; 6 tháng; hằng năm; đột xuất"


def test_targets_and_what_comes_before_stand_in_the_remarks() -> None:
    which = made(
        plan(
            targets=[target()],
            tasks=[task(), task(id="n2", at='"II.2"', after="[n1]", contributes_to="[t1]")],
            duties=[duty()],
        )
    )
    assert annex.annex(which, REGISTRY).rows[1][REMARKS].text == "góp vào chỉ tiêu tại I.1; sau II.1"


# -------------------------------------------------------------------------------------------- laws, bad input


@often
@given(tasks, st.lists(duties, max_size=4))
def test_whoever_has_a_part_stands_in_its_line_once(listed: Tasks, work: Duties) -> None:
    which = build(listed, work)
    parts: dict[str, set[tuple[str, m.Scope | None]]] = {}
    for a in assignments(which, REGISTRY):
        parts.setdefault(a.item, set()).add((a.agency, a.scope))
    for section in annex.sections(which, REGISTRY):
        for x in section.lines:
            every = [*x.led, *x.doing, *x.joining, *x.watching, *x.receiving]
            assert sorted((n.agency, str(n.scope)) for n in every) == sorted(
                (agency, str(scope)) for agency, scope in parts.get(x.item.id, ())
            )
            assert all(is_clause(at) for n in every for at in n.clauses)


@often
@given(tasks, st.lists(duties, max_size=4))
def test_the_reasons_of_a_part_together_give_its_letters(listed: Tasks, work: Duties) -> None:
    which = build(listed, work)
    by_id = {d.id: d for d in which.duties}
    direct = assignments(which, REGISTRY)
    for a in (*direct, *indirect(which, REGISTRY, direct)):
        given_ = [evidence.reason_letters(e, a.agency, by_id.get(e.duty or ""), REGISTRY) for e in a.evidence]
        assert in_order(x for g in given_ for x in g.raci) == a.raci
        assert in_order(x for g in given_ for x in g.rasci) == a.rasci


def test_a_plan_with_nothing_in_it_says_so() -> None:
    table = annex.annex(made(MINIMAL), REGISTRY)
    assert (table.rows, table.notes) == ((), ("Văn bản không nêu nhiệm vụ.",))
    assert evidence.evidence(made(MINIMAL), REGISTRY, "en").notes == (
        "The document gives no agency any work.",
    )


HOSTILE = [
    "=HYPERLINK(1)",
    "x" * 10_000,
    "\u202eđảo ngược",
    "a|b\n\n# c",
    "<script>alert(1)</script>",
    "ﬁß ı İ",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_a_title_or_wording_holds_the_rest_comes_out(words: str) -> None:
    quoted = json.dumps(words)
    first = task(title=quoted, text=quoted) if len(words) < 200 else task(text=quoted)
    text = plan(tasks=[first, task(id="n2", at='"II.2"')], duties=[duty()])
    for format_ in ("terminal", "markdown", "csv", "html", "json"):
        done = planmodel("annex", "-", "--format", format_, stdin=text.encode())
        assert (done.code, done.err) == (0, "")
        assert "(n2)" in done.out
        assert format_ == "json" or "\u202e" not in done.out


# -------------------------------------------------------------------------------------------- as data, evidence


def assert_valid(data: dict[str, Any], name: str) -> None:
    assert json.loads(json.dumps(data)) == data
    assert [(f.path, f.keyword) for f in schema.faults(data, f"output/{name}")] == []


@every_plan
def test_the_data_has_the_shape_of_its_schema_and_the_lines_of_the_table(plan_id: str) -> None:
    for lang in ("vi", "en"):
        data = annex.data(real(plan_id), REGISTRY, lang)
        assert_valid(data, "annex")
        lines = [x for s in data["sections"] for x in s["lines"]]
        assert [x["no"] for x in lines] == [r[NO].value for r in drawn(plan_id).rows]
        for x, row in zip(lines, drawn(plan_id, lang).rows, strict=True):
            assert all(lead["name"] in row[LEAD].text for lead in x["leads"])


def test_data_of_every_kind_of_item_has_the_shape_of_the_schema() -> None:
    data = annex.data(made(FULL), REGISTRY)
    assert_valid(data, "annex")
    (first, *_) = data["sections"][0]["lines"]
    assert first["due"] == {"by": "2025-12-31"}


@every_plan
def test_every_cell_of_the_matrix_leads_to_its_evidence_and_back(plan_id: str) -> None:
    which = real(plan_id)
    table = evidence.evidence(which, REGISTRY)
    anchors = [c.anchor for r in table.rows for c in r if c.anchor]
    assert len(anchors) == len(set(anchors))
    matrix = raci.matrix(which, REGISTRY)
    links = {c.link for r in matrix.rows for c in r if c.link}
    assert links == set(anchors)
    own = {c.anchor for r in matrix.rows for c in r if c.anchor}
    assert {c.link for r in table.rows for c in r if c.link} <= own


@every_plan
def test_every_reason_has_a_row_with_its_clause_verb_and_letters(plan_id: str) -> None:
    which = real(plan_id)
    direct = assignments(which, REGISTRY)
    every = (*direct, *indirect(which, REGISTRY, direct))
    table = evidence.evidence(which, REGISTRY)
    assert len(table.rows) == sum(len(a.evidence) for a in every)
    assert [r[4].text for r in table.rows if not r[4].text] == [
        "" for a in every for e in a.evidence if e.at is None
    ]
    assert all(r[3].text for r in table.rows)


def test_evidence_says_how_a_letter_comes_about() -> None:
    rows = {
        tuple(c.text for c in r[:2]): [c.text for c in r[3:8]]
        for r in evidence.evidence(real(KHANH_HOA), REGISTRY).rows
    }
    assert rows["Sở Công Thương", "III.3.d#1"] == ["C", "VI.5#1", "phối hợp", "viện dẫn khoản", ""]
    assert rows["Trường học, cơ sở giáo dục", "III.1.a#5"][:2] == ["R", "III.1.a#5"]
    guessed = [r for r in evidence.evidence(real(DAK_NONG), REGISTRY).rows if r[1].text == "II.1.a#1"]
    assert ("A/R°", "A inferred") in [(r[3].text, r[3].mark) for r in guessed]
    members = [r for r in evidence.evidence(real(HUNG_YEN), REGISTRY).rows if "indirect" in r[3].mark]
    assert members
    assert all(r[3].text.startswith("(") and r[6].text.startswith("thuộc nhóm: ") for r in members)


def test_the_legend_explains_every_letter_and_every_verb_of_the_registry() -> None:
    table = evidence.legend(REGISTRY)
    letters, signs, verbs = table.groups
    assert [r[0].text for r in letters.rows] == ["A", "R", "S", "C", "I", "A/R"]
    assert [r[0].text for r in signs.rows] == ["R°", "(R)", "–"]
    assert len(verbs.rows) == len(REGISTRY.verbs)
    by_verb = {r[0].text: [c.text for c in r[2:]] for r in verbs.rows}
    assert by_verb["chủ trì"] == ["A/R", "A/R", "", ""]
    assert by_verb["chỉ đạo"] == ["A", "A", "R", ""]
    assert by_verb["tham mưu, đề xuất, trình"] == ["R", "R", "", "A"]


# ---------------------------------------------------------------------------------------------- the target annex


def target_lead(plan_id: str, at: str, sector: str) -> Cell:
    table = targets.targets(real(plan_id), REGISTRY)
    keys = [c.key for c in table.columns]
    group = next(g for g in table.groups if g.title == sector)
    return next(r for r in group.rows if r[keys.index("at")].text == at)[keys.index("lead")]


def test_who_follows_a_target_is_who_leads_the_tasks_that_serve_it() -> None:
    assert target_lead(KHANH_HOA, "I.2#1", "Giáo dục")[:2] == ("Sở Giáo dục và Đào tạo", "VI.2.a")
    assert target_lead(KHANH_HOA, "I.2#1", "Y tế")[:2] == ("Sở Y tế", "VI.3.a")
    guessed = target_lead(DAK_NONG, "I#3#2", "Y tế")
    assert (guessed.text, guessed.note, guessed.mark) == ("Sở Y tế°", "IV.2#1, IV.2#2", "inferred")


def test_a_target_that_no_led_task_serves_has_no_lead() -> None:
    blank = [r for r in targets.targets(real(HUNG_YEN), REGISTRY).rows if not r[-2].text]
    assert [r[1].text for r in blank] == ["Đại học, cao đẳng thu học phí trực tuyến trên Cổng Dịch vụ công"]
    assert {r[-2].text for r in targets.targets(real(THANH_HOA), REGISTRY).rows} == {""}


def test_figures_are_numbers_where_they_are_one_number() -> None:
    levels = ("{more_than: {2022: 28.93}}", "{range: {2022: [1000, 2000]}}", "{at_least: {2022: 31187}}")
    which = made(plan(targets=[target(id=f"t{n}", level=x) for n, x in enumerate(levels)]))
    cells = [r[5] for r in targets.targets(which, REGISTRY).rows]
    assert [c.text for c in cells] == ["> 28,93", "1.000–2.000", "31.187"]
    assert [str(c.value) for c in cells] == ["28.93", "None", "31187"]


def test_sectors_are_numbered_in_the_order_in_which_they_are_read() -> None:
    numbers = [r[0].value for r in targets.targets(real(KHANH_HOA), REGISTRY).rows]
    assert all(isinstance(a, int) and isinstance(b, int) and b == a + 1 for a, b in pairwise(numbers))


# --------------------------------------------------------------------------------------------- the command


@pytest.mark.parametrize("command", ["annex", "targets"])
@pytest.mark.parametrize("format_", ["terminal", "markdown", "csv", "html", "svg", "json"])
def test_the_commands_print_every_format_of_text(command: str, format_: str) -> None:
    done = planmodel(command, KHANH_HOA, "--format", format_)
    assert (done.code, done.err) == (0, "")
    assert "Sở Y tế" in done.out or "so-yte" in done.out or format_ == "svg" or command == "targets"


def test_reports_of_other_clauses_are_not_taken_for_those_of_a_duty() -> None:
    which = made(
        plan(duties=[duty(roles="[report]", covers=None, to="[ubnd-tinh]")], reports=[report(at='"III.2"')])
    )
    (row,) = annex.annex(which, REGISTRY).rows
    assert row[DUE].text == ""
