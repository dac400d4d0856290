"""One agency's packet across plans: every line with its clause, nothing added, nothing left out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel import model as m
from planmodel import render, schema
from planmodel.derive.responsibility import assignments
from planmodel.derive.share import Shares, asked, local
from planmodel.diagnostics import Refusal
from planmodel.views import packet as view
from planmodel.views.table import Document, Table
from tests.command import TABLE_FORMATS, copy_plans, planmodel, refused
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PROVINCES, REGISTRY, TEMPLATE, THANH_HOA, made, real
from tests.plan_texts import duty, plan, report, task
from tests.test_responsibility_laws import AGENCIES, build, duties, often, tasks

REAL = [real(p) for p in PROVINCES]
every_lang = pytest.mark.parametrize("lang", ["vi", "en"])


def packet(agency: str, *plans: m.Plan, lang: str = "vi") -> Document:
    return view.packet(agency, plans or REAL, REGISTRY, lang)


def facts(agency: str, plan_id: str) -> dict[str, Any]:
    """What falls to ``agency`` in one real plan, as JSON."""
    (found,) = view.data(agency, [real(plan_id)], REGISTRY)["plans"]
    assert isinstance(found, dict)
    return found


def at(found: dict[str, Any], group: str) -> list[str]:
    """The clauses of the parts in ``group``, each once."""
    return list(dict.fromkeys(p["at"] for p in found["parts"] if p["group"] == group))


def column(table: Table, key: str) -> int:
    return [c.key for c in table.columns].index(key)


def group(table: Table, begins: str) -> list[dict[str, str]]:
    """The rows under the heading that begins so, by column."""
    (found,) = [g for g in table.groups if g.title.startswith(begins)]
    return [
        {
            c.key: cell.text + (f" [{cell.note}]" if cell.note else "")
            for c, cell in zip(table.columns, row, strict=True)
        }
        for row in found.rows
    ]


# ------------------------------------------------------------------------------------------- the real plans


def test_the_health_department_leads_what_its_clause_cites_in_each_province() -> None:
    kh = facts("so-yte", KHANH_HOA)
    wanted = [f"III.2.a#{n}" for n in range(1, 5)] + [f"III.2.b#{n}" for n in range(1, 5)]
    wanted += [f"III.3.a#{n}" for n in range(1, 5)] + [f"III.3.c#{n}" for n in range(1, 5)]
    assert at(kh, "lead") == [*wanted, "III.3.d#1", "III.3.d#2"]
    assert {e["at"] for p in kh["parts"] if p["group"] == "lead" for e in p["evidence"]} == {"VI.3.a"}
    assert (at(kh, "do"), at(kh, "coordinate"), at(kh, "indirect")) == (["VI.3.c"], ["VI.3.b"], [])
    hy = facts("so-yte", HUNG_YEN)
    assert at(hy, "lead") == [
        "II.2.a#1", "II.2.a#2", "II.2.b#1", "II.2.b#1#1", "II.2.b#1#2", "II.2.b#1#3",
        "II.3.c#1", "II.3.c#2", "II.3.c#3", "IV.3.b",
    ]  # fmt: skip
    dn = facts("so-yte", DAK_NONG)
    assert at(dn, "lead") == [f"II.2.{x}#{n}" for x in "ab" for n in range(1, 5)] + ["IV.2#3"]
    assert at(dn, "do") == ["IV.2#4"]
    assert all(p["inferred"] for p in dn["parts"] if p["kind"] == "task")


def test_what_a_class_is_given_its_member_has_indirectly_with_the_class_named() -> None:
    hy = facts("so-yte", HUNG_YEN)
    by_class = {p["at"]: (p["letters"], p["through"]) for p in hy["parts"] if p["indirect"]}
    assert by_class == {
        "IV.1.f": (["C"], ["cac-so-ban-nganh"]),
        "IV.9.a": (["C"], ["cac-so-ban-nganh"]),
        "IV.11.a": (["C"], ["cac-so-ban-nganh"]),
        "IV.11.b": (["R"], ["cac-so-ban-nganh"]),
    }
    rows = group(packet("so-yte@hung-yen").tables[0], "Gián tiếp")
    assert [r["letters"] for r in rows] == ["(C)", "(C)", "(C)", "(R)"]
    assert {r["basis"].partition(" ")[2] for r in rows} == {"[Sở, ban, ngành]"}


def test_the_health_department_of_dak_nong_reports_as_one_of_the_departments_concerned() -> None:
    dn = real(DAK_NONG)
    table = packet("so-yte", dn).tables[0]
    rows = group(table, "Báo cáo phải gửi")
    assert [(r["due"], r["with"], r["basis"]) for r in rows] == [
        ("14/06/2022 [kế hoạch ghi: trước 15/06/2022]", "gửi Sở TT&TT", "phần kết, đoạn 1 [Sở, ngành liên quan]"),
        ("14/12/2022 [kế hoạch ghi: trước 15/12/2022]", "gửi Sở TT&TT", "phần kết, đoạn 1 [Sở, ngành liên quan]"),
        ("khi phát sinh", "gửi Sở TT&TT", "phần kết, đoạn 1 [Sở, ngành liên quan]"),
    ]  # fmt: skip
    values = [row[column(table, "due")].value for row in table.rows]
    assert [v for v in values if v is not None] == [date(2022, 6, 14), date(2022, 12, 14)]
    assert any("chỉ 13 ngày sau ngày ký" in note for note in table.notes)


def test_reports_without_a_day_say_so_and_go_through_whom_the_clause_names() -> None:
    (row,) = group(packet("so-yte", real(KHANH_HOA)).tables[0], "Báo cáo phải gửi")
    assert row["task"].endswith("(hằng quý, 6 tháng, hằng năm, đột xuất)")
    assert (row["due"], row["with"], row["at"]) == ("không nêu ngày", "qua Sở TT&TT; gửi UBND tỉnh", "VI.3.c")


def test_dak_nongs_information_department_leads_no_task_and_collects_the_reports() -> None:
    dn = facts("so-tttt", DAK_NONG)
    assert [p["at"] for p in dn["parts"] if "A" in p["letters"]] == ["IV.3#4"]  # directs the press: no task
    wanted = {str(t.at) for t in real(DAK_NONG).tasks if str(t.at).startswith(("II.1", "II.2"))}
    assert set(at(dn, "coordinate")) == wanted
    assert len(wanted) == 18
    assert [(r["report"], r["role"]) for r in dn["reports"] if not r["through"]] == [
        ("report-departments", "to"),
        ("report-consolidated", "from"),
        ("report-difficulties", "to"),
        ("report-difficulties-ubnd", "from"),
    ]
    sends = group(packet("so-tttt", real(DAK_NONG)).tables[0], "Báo cáo phải gửi")
    itself = [r["with"] for r in sends if "Sở TT&TT" in r["with"]]
    assert itself == ["gửi Sở TT&TT [nơi nhận là chính cơ quan này]"] * 3
    assert [r["due"] for r in sends if "UBND tỉnh" in r["with"]] == ["không nêu ngày", "khi phát sinh"]


def test_partners_are_those_with_a_part_and_those_whom_the_clause_names() -> None:
    kh = packet("so-yte", real(KHANH_HOA)).tables[0]
    rows = {r["at"]: r["with"] for r in group(kh, "Chủ trì")}
    assert rows["III.3.d#1"] == (
        "Sở GD&ĐT (A/R, giáo dục); CQ liên quan (C, giáo dục, y tế); Sở Công Thương (C); UBND huyện (C, địa bàn quản lý)"
    )
    assert group(kh, "Thực hiện")[0]["with"] == "UBND tỉnh (I); qua Sở TT&TT"
    (trade,) = view.data("so-ct", [real(KHANH_HOA)], REGISTRY)["plans"]
    assert {p["at"]: p["named_with"] for p in trade["parts"]}["III.3.d#2"] == [
        {"agency": "so-tttt", "how": "with"}
    ]


def test_a_scope_is_said_once_and_the_widest_stands_for_those_inside_it() -> None:
    rows = {r["at"]: r for r in group(packet("so-yte", real(DAK_NONG)).tables[0], "Chủ trì")}
    assert (
        rows["II.2.b#3"]["basis"] == "IV.2#1, IV.2#2"
    )  # both for health; the second says: in the whole province
    assert rows["II.2.b#3"]["scope"] == "y tế"
    assert rows["II.2.a#1"]["with"] == "Sở TT&TT (C, giáo dục và y tế)"
    which = made(
        plan(tasks=[task()], duties=[duty(scope="{sector: education}"), duty(id="d2", at='"III.2"')])
    )
    (row,) = group(packet("so-gddt", which).tables[0], "Chủ trì")
    assert (row["scope"], row["basis"]) == ("", "III.1, III.2")
    own = made(plan(tasks=[task()], duties=[duty(scope="{territory: own-area}"), duty(id="d2", at='"III.2"', scope="{sector: education}")]))  # fmt: skip
    (row,) = group(packet("so-gddt", own).tables[0], "Chủ trì")
    assert row["scope"] == "địa bàn quản lý; giáo dục"


def test_who_is_directed_or_receives_is_not_said_to_act() -> None:
    (row,) = [
        r for r in group(packet("benh-vien", real(HUNG_YEN)).tables[0], "Thực hiện") if r["at"] == "IV.3.b"
    ]
    assert row["role"] == "được chỉ đạo"
    (row,) = [
        r for r in group(packet("ubnd-tinh", real(HUNG_YEN)).tables[0], "Chủ trì") if r["at"] == "IV.4.a"
    ]
    assert row["role"] == "bên nhận (tham mưu, đề xuất, trình)"


def test_a_packet_has_a_table_for_each_plan_with_work_and_names_the_others() -> None:
    drawn = packet("so-yte")
    assert [t.name for t in drawn.tables] == ["Đắk Nông", "Hưng Yên", "Khánh Hòa"]
    assert drawn.label == "PHIẾU GIAO VIỆC"
    assert drawn.tables[1].under == (
        "(Trích Kế hoạch số 119/KH-UBND ngày 17 tháng 6 năm 2022 của Ủy ban nhân dân tỉnh Hưng Yên)",
    )
    assert drawn.tables[-1].notes[-1] == f"Không có việc trong: {THANH_HOA}."
    assert view.data("so-yte", REAL, REGISTRY)["without_work"] == [THANH_HOA]


def test_one_body_has_the_plan_of_its_province_only() -> None:
    drawn = packet("so-yte@hung-yen")
    (table,) = drawn.tables
    assert (drawn.alone, table.label) == (True, "PHIẾU GIAO VIỆC")
    assert table.title == "Nhiệm vụ của Sở Y tế (Hưng Yên) theo Kế hoạch 119/KH-UBND"
    assert table.rows == packet("so-yte", real(HUNG_YEN)).tables[0].rows


@pytest.mark.parametrize(
    ("agency", "said"),
    [
        ("so-nv@thanh-hoa", f"Sở Nội vụ (Thanh Hóa) không được giao việc nào trong: {THANH_HOA}."),
        ("so-yte@ca-mau", "Không có kế hoạch nào của tỉnh này, hoặc nêu tên Sở Y tế (Cà Mau)."),
        (
            "bo-khcn",
            "không được giao việc nào trong: 294/KH-UBND, 119/KH-UBND, 4205/KH-UBND, thanh-hoa-2022.",
        ),
    ],
)
def test_an_agency_without_work_is_told_so(agency: str, said: str) -> None:
    (table,) = packet(agency).tables
    assert table.rows == ()
    assert said in table.notes[0]
    assert agency.partition("@")[0] not in view.agencies_with_work(REAL, REGISTRY) or "@" in agency


def test_successors_are_told_and_replace_nothing() -> None:
    table = packet("so-tttt@hung-yen").tables[0]
    told = [note for note in table.notes if "01/03/2025" in note]
    assert len(told) == 2
    assert "chuyển đổi số, bưu chính, viễn thông" in told[0]
    assert "Sở Khoa học và Công nghệ" in told[0]
    assert "Nghị định 45/2025/NĐ-CP" in told[0]
    assert "Sở Thông tin và Truyền thông" in table.title
    assert any("Thái Bình" in note and "01/07/2025" in note for note in table.notes)
    district = packet("ubnd-huyen@hung-yen").tables[0]
    assert any("không có một cơ quan kế nhiệm duy nhất" in note for note in district.notes)
    assert not any("unknown" in note for table in packet("nhnn-chi-nhanh").tables for note in table.notes)


@every_lang
def test_templates_are_left_out(lang: str) -> None:
    assert view.packet("bo-tttt", [real(TEMPLATE)], REGISTRY, lang).tables[0].rows == ()
    with_template = view.packet("so-yte", [*REAL, real(TEMPLATE)], REGISTRY, lang)
    assert with_template == packet("so-yte", lang=lang)


def test_agencies_with_work_stand_in_the_order_of_the_registry_and_their_packets_are_the_same() -> None:
    names = view.agencies_with_work(REAL, REGISTRY)
    assert list(names) == [a for a in REGISTRY.agencies if a in names]
    assert {"so-yte", "so-tttt", "cac-so-ban-nganh", "kbnn-tinh", "benh-vien"} <= set(names)
    assert not {"so-nv", "van-thu", "thu-tuong", "van-phong-ubnd-tinh"} & set(names)
    assert view.agencies_with_work([real(THANH_HOA)], REGISTRY) == (
        "co-quan-lien-quan",
        "truong-hoc",
        "benh-vien",
    )
    made_at_once = dict(view.packets(REAL, REGISTRY))
    assert tuple(made_at_once) == names
    for name in ("so-yte", "ubnd-huyen", "dai-pttth", "co-quan-lien-quan"):
        assert made_at_once[name] == packet(name)


# ---------------------------------------------------------------------------------------------------- laws


def parts_of(agency: str, which: m.Plan) -> list[dict[str, Any]]:
    found = view.data(agency, [which], REGISTRY)["plans"]
    return [p for s in found for p in s["parts"]]


@pytest.mark.parametrize("which", REAL, ids=PROVINCES)
def test_every_assignment_of_a_plan_is_in_one_packet_once_and_every_clause_exists(which: m.Plan) -> None:
    known = {
        str(i.at)
        for i in (*which.work, *which.reports, *which.recipients, *which.participants, *which.funding)
    }
    listed = []
    for agency in view.agencies_with_work([which], REGISTRY):
        (section,) = view.data(agency, [which], REGISTRY)["plans"]
        for p in section["parts"]:
            assert p["evidence"]
            assert {p["at"], *(e["at"] for e in p["evidence"])} <= known
            if not p["indirect"]:
                listed.append((agency, p["item"], tuple(p["letters"]), str(p["scope"])))
        assert {r["at"] for r in (*section["reports"], *section["received"])} | set(
            section["mentioned"]
        ) <= known
    given_ = assignments(which, REGISTRY)
    assert len(listed) == len(given_)
    assert {x[:3] for x in listed} == {(a.agency, a.item, a.raci) for a in given_}


@pytest.mark.parametrize("which", REAL, ids=PROVINCES)
def test_every_row_of_a_table_names_its_clause_and_its_basis(which: m.Plan) -> None:
    for agency in view.agencies_with_work([which], REGISTRY):
        for table in packet(agency, which).tables:
            for row in table.rows:
                assert row[0].text
                assert row[column(table, "basis")].text
                assert row[column(table, "task")].text
            for g in table.groups:
                counted = len({(r[0].text, r[1].text) for r in g.rows})
                if "(" in g.title and not g.title.startswith("Báo cáo"):
                    assert g.title.endswith(f"({len(g.rows)})")
                    assert counted == len(g.rows), g.title


@often
@given(tasks, st.lists(duties, max_size=4))
def test_packets_of_random_plans_hold_every_assignment(listed: Any, work: Any) -> None:
    which = build(listed, work)
    told = [
        (agency, p["item"], tuple(p["letters"]))
        for agency in AGENCIES
        for p in parts_of(agency, which)
        if not p["indirect"]
    ]
    assert sorted(told) == sorted((a.agency, a.item, a.raci) for a in assignments(which, REGISTRY))


@every_lang
def test_packets_have_the_shape_of_their_schema(lang: str) -> None:
    for agency in REGISTRY.agencies:
        data = view.data(agency, REAL, REGISTRY, lang)
        assert json.loads(json.dumps(data)) == data
        assert list(schema.faults(data, "output/duties", "jsonschema-rs")) == []
    assert (
        list(schema.faults(view.data("so-tttt@dak-nong", REAL, REGISTRY), "output/duties", "jsonschema"))
        == []
    )


def test_the_same_plans_give_the_same_bytes_and_no_english_in_vietnamese() -> None:
    one, two = (render.render_document(packet("so-tttt"), "markdown") for _ in range(2))
    assert one == two
    for word in ("closing#", "recipients#", "unknown", " the ", "Taken from"):
        assert word not in str(one), word


# ------------------------------------------------------------------------------------- bodies and bad input


def test_a_body_of_another_province_is_not_mixed_with_the_own_one() -> None:
    text = plan(
        tasks=[task(by="[so-yte@khanh-hoa]"), task(id="n2", at='"II.2"', by="[so-yte@hung-yen]")],
        duties=[duty(agencies="[so-yte]"), duty(id="d2", at='"III.2"', agencies="[so-yte@hung-yen]", covers='["II.2"]')],
        reports=[report(from_="[so-yte@khanh-hoa]")],
    )  # fmt: skip
    which = made(text)
    assert local("so-yte@khanh-hoa", which) == "so-yte"
    assert [t.title for t in packet("so-yte", which).tables] == [
        "Nhiệm vụ của Sở Y tế (Khánh Hòa) theo Kế hoạch 1/KH-UBND",
        "Nhiệm vụ của Sở Y tế (Hưng Yên) theo Kế hoạch 1/KH-UBND",
    ]
    (own,) = view.data("so-yte@khanh-hoa", [which], REGISTRY)["plans"]
    assert {p["item"] for p in own["parts"]} == {"n1"}
    assert [r["report"] for r in own["reports"]] == ["b1"]
    (other,) = view.data("so-yte@hung-yen", [which], REGISTRY)["plans"]
    assert {p["item"] for p in other["parts"]} == {"n2"}
    assert other["reports"] == []
    names = [t.name for t in packet("so-yte", which).tables]
    assert len(set(names)) == 2


@pytest.mark.parametrize(
    ("agency", "said"),
    [
        ("so-yt", "có phải so-yte?"),
        ("Sở Y tế", "có phải so-yte?"),
        ("sở gd&đt", "có phải so-gddt?"),
        ("qqqqqqq", "plans/registry/agencies.yaml"),
        ("", "plans/registry/agencies.yaml"),
        ("so-yte@hungyen", "có phải «hung-yen»?"),
        ("so-yte@Hưng Yên", "có phải «hung-yen»?"),
        ("so-yte@", "plans/registry/provinces.yaml"),
        ("so-yte@qqqqqqq", "plans/registry/provinces.yaml"),
        ("so-yte@hung-yen@x", "có phải «hung-yen»?"),
    ],
)
def test_unknown_ids_are_refused_with_the_nearest(agency: str, said: str) -> None:
    with pytest.raises(Refusal) as why:
        asked(agency, REGISTRY)
    assert said in why.value.message.vi


def with_members(**members: list[str]) -> m.Registry:
    """The registry with these members of classes."""
    changed = {
        id_: m.Agency(
            **{
                **REGISTRY.agencies[id_].__dict__,
                "members": tuple(m.Ref(x, REGISTRY.agencies[id_].span) for x in listed),
            }
        )
        for id_, listed in ((k.replace("_", "-"), v) for k, v in members.items())
    }
    return m.Registry(**{**REGISTRY.__dict__, "agencies": {**REGISTRY.agencies, **changed}})


def test_classes_that_hold_one_another_end_and_hold_everybody_in_them() -> None:
    registry = with_members(
        cac_so_ban_nganh=["so-nganh-lien-quan", "so-yte"], so_nganh_lien_quan=["cac-so-ban-nganh", "so-gddt"]
    )
    which = made(plan(duties=[duty(agencies="[so-nganh-lien-quan]", covers=None)]))
    (found,) = view.data("so-yte", [which], registry)["plans"]
    assert [(p["item"], p["through"]) for p in found["parts"]] == [("d1", ["so-nganh-lien-quan"])]
    (found,) = view.data("cac-so-ban-nganh", [which], registry)["plans"]
    assert [p["indirect"] for p in found["parts"]] == [True]
    (found,) = view.data("so-nganh-lien-quan", [which], registry)["plans"]
    assert [p["indirect"] for p in found["parts"]] == [False]


def test_verbs_without_letters_are_listed_and_not_lost() -> None:
    silent = m.Verb(**{**REGISTRY.verbs["handle"].__dict__, "letters": m.Letters((), ())})
    registry = m.Registry(**{**REGISTRY.__dict__, "verbs": {**REGISTRY.verbs, "handle": silent}})
    which = made(plan(tasks=[task()], duties=[duty(roles="[handle]")]))
    (table,) = view.packet("so-gddt", [which], registry).tables
    (row,) = group(table, "Vai trò khác")
    assert (row["letters"], row["role"]) == ("–", "tiếp nhận, xử lý")


def test_dates_and_products_stand_where_the_plan_states_them() -> None:
    which = made(plan(tasks=[task(due='{before: "2022-12-20"}', product="Báo cáo tổng kết"), task(id="n2", at='"II.1#2"')], duties=[duty()]))  # fmt: skip
    (table,) = packet("so-gddt", which).tables
    rows = group(table, "Chủ trì")
    assert [(r["due"], r["product"]) for r in rows] == [
        ("trước ngày 20/12/2022", "Báo cáo tổng kết"),
        ("", ""),
    ]
    assert table.rows[0][column(table, "due")].value == date(2022, 12, 19)
    assert not any("không nêu thời hạn" in note for note in table.notes)
    assert "product" not in [c.key for c in packet("so-yte", real(KHANH_HOA)).tables[0].columns]


def test_long_and_strange_titles_come_out_in_every_text_format() -> None:
    strange = "=HYPERLINK(1) \u202eabc " + "x" * 150
    which = made(plan(tasks=[task(title=json.dumps(strange))], duties=[duty()]))
    drawn = packet("so-gddt", which)
    for name in ("terminal", "markdown", "csv", "html"):
        text = str(render.render_document(drawn, name, width=100))
        assert "HYPERLINK" in text
        assert "\u202e" not in text


# ------------------------------------------------------------------------------------------ the command line


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(copy_plans(tmp_path))
    return tmp_path


@pytest.mark.parametrize("format_", [f for f in TABLE_FORMATS if f != "svg"])
def test_the_command_prints_every_text_format(home: Path, format_: str) -> None:
    done = planmodel("duties", "so-yte", "--format", format_)
    assert (done.code, done.err) == (0, "")
    assert "II.2.b#1#2" in done.out
    if format_ == "json":
        assert list(schema.faults(json.loads(done.out), "output/duties", "jsonschema-rs")) == []


def test_the_command_takes_plans_and_refuses_what_it_does_not_know(home: Path) -> None:
    done = planmodel("duties", "so-tttt", "--plan", DAK_NONG, "--plan", KHANH_HOA, "--format", "json")
    assert [p["plan"] for p in json.loads(done.out)["plans"]] == [DAK_NONG, KHANH_HOA]
    assert "có phải so-yte?" in refused("duties", "so-yt")
    assert "có phải «hung-yen»?" in refused("duties", "so-yte@hung-yenn")
    assert "có phải" in refused("duties", "so-yte", "--plan", "hung-yen-119")


def test_a_workspace_with_a_circle_of_classes_is_answered(home: Path) -> None:
    registry = home / "plans" / "registry" / "agencies.yaml"
    text = registry.read_text("utf-8")
    old = "members: [so-tttt, so-gddt, so-yte]"
    assert text.count(old) == 1
    registry.write_text(text.replace(old, "members: [so-tttt, so-gddt, so-yte, cac-so-ban-nganh]"), "utf-8")
    text = registry.read_text("utf-8")
    registry.write_text(text.replace("members: [so-tttt, so-gddt, so-yte, so-tc", "members: [so-nganh-lien-quan, so-tttt, so-gddt, so-yte, so-tc"), "utf-8")  # fmt: skip
    done = planmodel("duties", "so-yte@dak-nong", "--format", "json")
    assert done.code == 0, done.err
    (found,) = json.loads(done.out)["plans"]
    assert {p["at"] for p in found["parts"] if p["indirect"]} == {"closing#1"}


def test_shares_of_bodies_that_a_plan_does_not_name_are_empty() -> None:
    share = Shares(real(KHANH_HOA), REGISTRY).of("so-yte@hung-yen")
    assert not share.work
    assert (share.parts, share.indirect, share.reports, share.received, share.mentioned) == (
        (),
        (),
        (),
        (),
        (),
    )
