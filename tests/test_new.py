"""``planmodel new``: a skeleton that is a valid plan from the first moment, and says what is still to be filled in."""

from __future__ import annotations

import errno
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel import model as m
from planmodel import skeleton as sk
from planmodel.check import check_text
from planmodel.derive.conformity import compare
from planmodel.diagnostics import Refusal, Severity
from planmodel.source import Source
from planmodel.workspace import Workspace
from tests.command import CLEAN, ROOT, Done, copy_plans, files_in, planmodel, process, refused
from tests.golden import DAK_NONG, HUNG_YEN, REGISTRY, TEMPLATE, WORKSPACE, made, real
from tests.plan_texts import FULL, changed

ASKED = ("--province", "lam-dong", "--issuer", "ubnd-tinh", "--from", "2026", "--to", "2030")
FILE = "plans/lam-dong/lam-dong-2026.yaml"
ISSUERS = [a.id for a in REGISTRY.agencies.values() if a.kind == "committee" and a.level != "central"]


@pytest.fixture(autouse=True)
def _in_a_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test works in a copy of the plans."""
    monkeypatch.chdir(copy_plans(tmp_path))


def answers(
    province: str = "lam-dong", issuer: str = "ubnd-tinh", first: int = 2026, last: int = 2030, **more: Any
) -> sk.Answers:
    given_ = sk.Answers(
        plan=f"{province}-{first}",
        province=REGISTRY.provinces[province],
        issuer=REGISTRY.agencies[issuer],
        first=first,
        last=last,
    )
    return given_._replace(**more)


def text(template: m.Plan | None = None, **given_: Any) -> str:
    """The skeleton from ``template`` (the shipped one by default)."""
    return sk.skeleton(template or real(TEMPLATE), answers(**given_), REGISTRY)


def errors(plan_text: str, workspace: Workspace = WORKSPACE) -> list[str]:
    """What is wrong with a plan by everything that ``check`` looks at; warnings tell what is still to be filled in."""
    found = check_text(Source("new.yaml", plan_text), workspace).found
    return [f"{d.code} {d.message.en}" for d in found if d.severity is Severity.error or d.code == "PM901"]


def verdicts(template: m.Plan, plan: m.Plan) -> set[tuple[str, str]]:
    """What ``compare`` says of each kind of item of the template."""
    return {(i.kind, i.verdict) for i in compare(template, [plan], REGISTRY) if i.verdict != "added"}


def with_hints(plan_text: str) -> str:
    """A skeleton whose commented examples are put into force."""
    return re.sub(r"^( *)# ([a-z_]+:$|- \{|- id: |  [a-z_]+: )", r"\1\2", plan_text, flags=re.MULTILINE)


def new(*args: str) -> Done:
    return planmodel("new", *args)


# --------------------------------------------------------------------------------------------------- a valid plan


@given(
    st.sampled_from(sorted(REGISTRY.provinces)),
    st.sampled_from(ISSUERS),
    st.integers(2000, 2099),
    st.integers(0, 9),
)
def test_any_province_issuer_and_period_gives_a_plan_without_errors(
    province: str, issuer: str, first: int, length: int
) -> None:
    last = min(first + length, 2099)
    written = text(province=province, issuer=issuer, first=first, last=last)
    assert errors(written) == []
    assert errors(with_hints(written)) == []
    plan = made(written)
    assert (plan.period.first, plan.period.last) == (date(first, 1, 1), date(last, 12, 31))
    assert plan.document.issuer.id == issuer
    same_years = first <= 2022 <= last
    expected = {("target", "conforms" if same_years or last < 2022 else "missing")}
    if last < 2022:
        expected = {("target", "exceeds")}  # the template's level, in an earlier year
    assert verdicts(real(TEMPLATE), plan) == expected | {
        ("requirement", "conforms"),
        ("task", "conforms"),
        ("lead", "conforms"),
    }


def test_every_province_gives_a_plan_in_every_decade() -> None:
    for province in REGISTRY.provinces:
        for first, last in ((2016, 2020), (2022, 2022), (2021, 2030), (2026, 2030), (2031, 2035)):
            assert errors(text(province=province, first=first, last=last)) == [], province


def test_the_skeleton_holds_every_item_of_the_template_linked_to_it() -> None:
    template, plan = real(TEMPLATE), made(text())
    for kind in ("targets", "requirements", "tasks"):
        linked = {(i.id, *(r.id for r in i.implements)) for i in getattr(plan, kind)}
        assert linked == {(i.id, i.id) for i in getattr(template, kind)}
    assert {t.id: t.title for t in plan.tasks} == {t.id: t.title for t in template.tasks}
    assert [(link.plan.id, link.basis) for link in plan.implements] == [(TEMPLATE, "cited")]
    (basis,) = plan.legal_bases
    known = template.document
    assert (basis.number, basis.kind, basis.issued, basis.issuer.id, basis.role) == (
        known.number, known.kind, known.issued, known.issuer.id, "guided-by",
    )  # fmt: skip
    assert len(plan.tasks) == 32


def test_what_was_not_said_is_unknown_and_noted() -> None:
    document = made(text()).document
    assert {document.number, document.place, document.signer.name, document.sha256} == {"unknown"}
    assert document.issued is None
    (note,) = made(text()).notes
    assert note.text == "Khung mới lập, chưa có: số, ngày ký, nơi ký, người ký, chức vụ và thể thức ký."
    (note,) = made(text(number="12/KH-UBND", issued=date(2026, 1, 15), signer="A", place="Đà Lạt")).notes
    assert note.text == "Khung mới lập, chưa có: chức vụ và thể thức ký."


def test_the_tasks_are_numbered_sector_by_sector_and_requirements_stand_beside_them() -> None:
    plan = made(text())
    at = {t.id: str(t.at) for t in plan.tasks}
    assert [str(t.at) for t in plan.tasks] == [str(c) for c in sorted(t.at for t in plan.tasks if t.at)]
    assert at["edu-select-platforms"] == "II.1.a"
    assert at["edu-online-teaching"] == "II.1.đ"
    assert at["edu-accept-cashless"] == "II.1.g", "f is no letter of a point"
    assert at["consumer-awareness"] == "II.3.e"
    beside = {str(r.at): [t for t, where in at.items() if where == str(r.at)] for r in plan.requirements}
    assert beside == {
        "II.1.h": ["edu-payment-means"],
        "II.1.i": ["edu-payment-form"],
        "II.2.b": ["health-use-platforms"],
        "II.2.e": ["health-payment-means"],
        "II.2.g": ["health-payment-form"],
    }


def test_duties_of_the_ministry_stay_with_the_ministry() -> None:
    plan = made(text())
    assert [d.id for d in plan.duties] == ["promote-locally", "direct-plan", "lead-plan"]
    assert "không chép: ministry-units, ministry-contact" in text()
    assert not {"vu-qldn", "cuc-thh"} & {a.id for p in plan.participants for a in p.agencies}


def test_putting_the_examples_in_force_leaves_no_task_without_a_lead() -> None:
    plan_text = with_hints(text())
    plan = made(plan_text)
    assert len(plan.duties) == 6
    assert len(plan.recipients) == 3
    assert plan.reports
    assert plan.funding
    codes = {d.code for d in check_text(Source("new.yaml", plan_text), WORKSPACE).found}
    assert not codes & {"PM401", "PM402"}


# ----------------------------------------------------------------------------------------------------------- years


def test_a_level_of_another_year_goes_under_the_first_one_and_the_comment_says_which_it_was() -> None:
    inside, outside = text(first=2022, last=2025), text(first=2026, last=2030)
    assert inside.count("level: {at_least: {2022: 50}}  # theo mẫu; sửa theo tình hình của tỉnh\n") == 6
    assert outside.count("level: {at_least: {2026: 50}}  # mẫu nêu mức này cho năm 2022; sửa mức và năm") == 6


LEVELS = """
      at_least: {2022: 50.50, unstated: 20}
      step: {from: 2023, add: 1.5, until: 2025, reach: 55}"""


@pytest.mark.parametrize(
    ("level", "years", "written", "comment"),
    [
        (LEVELS, (2022, 2025),
         "{at_least: {2022: 50.50, unstated: 20}, step: {from: 2023, add: 1.5, until: 2025, reach: 55}}",
         "theo mẫu; sửa theo tình hình của tỉnh"),
        (LEVELS, (2024, 2030), "{at_least: {2024: 53.50, 2025: 55, unstated: 20}}",
         "theo mẫu; mẫu còn nêu từ 50,5% trở lên năm 2022, từ 52% trở lên năm 2023, ngoài thời kỳ 2024–2030 nên không chép; sửa theo tình hình của tỉnh"),
        (LEVELS, (2026, 2030), "{at_least: {2026: 55, unstated: 20}}",
         "mẫu nêu mức này cho năm 2025, và còn nêu từ 50,5% trở lên năm 2022, từ 52% trở lên năm 2023, từ 53,5% trở lên năm 2024; sửa mức và năm theo tình hình của tỉnh"),
        (LEVELS, (2020, 2021), "{at_least: {2020: 50.50, unstated: 20}}",
         "mẫu nêu mức này cho năm 2022, và còn nêu từ 52% trở lên năm 2023, từ 53,5% trở lên năm 2024, từ 55% trở lên năm 2025; sửa mức và năm theo tình hình của tỉnh"),
        ("{range: {2022: [10, 20]}}", (2026, 2026), "{range: {2026: [10, 20]}}",
         "mẫu nêu mức này cho năm 2022; sửa mức và năm theo tình hình của tỉnh"),
        ("{more_than: {2022: 10, 2030: 20}}", (2026, 2026), "{more_than: {2026: 10}}",
         "mẫu nêu mức này cho năm 2022, và còn nêu trên 20% năm 2030; sửa mức và năm theo tình hình của tỉnh"),
        ("{at_most: {unstated: 10}}", (2026, 2026), "{at_most: {unstated: 10}}", "theo mẫu; sửa theo tình hình của tỉnh"),
    ],
    ids=["inside", "overlap", "after", "before", "range", "around", "unstated"],
)  # fmt: skip
def test_levels_are_kept_inside_the_period_and_named_outside_it(
    level: str, years: tuple[int, int], written: str, comment: str
) -> None:
    template = changed(as_template(FULL), " {at_least: {2022: 50}}", " " + level.lstrip(" "))
    said = text(made(template), first=years[0], last=years[1])
    assert f"    level: {written}  # {comment}\n" in said
    assert made(said).targets[0].implements[0].id == "t1"


def as_template(plan_text: str) -> str:
    """A plan made into a template that carries out none."""
    plain = changed(
        changed(plan_text, "kind: plan\n", "kind: template\n"), "plan: ke-hoach-mau", "plan: mau-moi"
    )
    return re.sub(r"^implements:\n.*\n", "", plain, flags=re.MULTILINE)


def test_a_template_of_every_kind_of_item_gives_a_plan_without_errors() -> None:
    template = Path("plans/templates/mau-moi.yaml")
    template.write_text(as_template(FULL), "utf-8")
    for first, last in (("2022", "2025"), ("2026", "2026"), ("2020", "2021")):
        done = new(
            "mau-moi", "--province", "lam-dong", "--issuer", "ubnd-tinh", "--from", first, "--to", last
        )
        assert (done.code, done.err) == (0, "")
        assert (
            errors(Path(f"plans/lam-dong/lam-dong-{first}.yaml").read_text("utf-8"), Workspace(Path.cwd()))
            == []
        )
    plan = made(text(made(as_template(FULL)), first=2026, last=2026))
    assert plan.tasks[0].due is None
    assert "mẫu nêu hạn 31/12/2025, ngoài thời kỳ nên không chép" in text(made(as_template(FULL)), first=2026)
    assert made(text(made(as_template(FULL)), first=2025)).tasks[0].due is not None
    covers = [c.task.id if c.task else c.basis for c in plan.duties[1].covers]
    assert covers == ["n1", "n2", "whole-plan"], (
        "the clauses of the template are named by the tasks that stand there"
    )


def test_a_template_without_any_item_gives_a_plan_too() -> None:
    bare = as_template(FULL).partition("legal_bases:")[0]
    for plan_text in (text(made(bare)), with_hints(text(made(bare)))):
        plan = made(plan_text)
        assert (plan.targets, plan.tasks, plan.requirements) == ((), (), ())


def test_more_tasks_than_letters_are_counted_by_dashes() -> None:
    tasks = "".join(f'  - {{id: v{n}, at: "II.{n}", sector: cross, title: Việc {n}}}\n' for n in range(1, 31))
    bare = as_template(FULL).partition("legal_bases:")[0] + f"tasks:\n{tasks}"
    assert [str(t.at) for t in made(text(made(bare))).tasks] == [f"II.1#{n}" for n in range(1, 31)]


# ------------------------------------------------------------------------------------------------- words of people


FACTS = st.text(
    st.characters() | st.sampled_from("\"'\\:#\n\t\r\0,[]{}&*!|>%@`- \u0301\u2028\ufeff\u202e😀"), max_size=40
)


@given(FACTS, FACTS, FACTS)
def test_what_is_passed_stands_in_the_plan_as_it_is_or_is_refused(
    number: str, place: str, signer: str
) -> None:
    kept: dict[str, Any] = {}
    for option, passed in (("number", number), ("place", place), ("signer", signer)):
        try:
            kept[option] = sk.fact(passed, f"--{option}")
        except Refusal:
            blank = not passed.strip()
            assert blank or re.search("[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]", passed)
            continue
        assert kept[option] == normalize("NFC", passed)
    written = text(**kept)
    document = made(written).document
    assert {"number": document.number, "place": document.place, "signer": document.signer.name} == {
        "number": "unknown", "place": "unknown", "signer": "unknown", **kept,
    }  # fmt: skip
    assert is_normalized("NFC", written)


@pytest.mark.parametrize(
    "said", ['Nguyễn "A": #1', "O'Neil, {x} [y]", "- *a &b !c", "yes", "null", "0x1F", "Trần 😀👩‍💻", "\\n"]
)
def test_a_name_on_the_command_line_comes_into_the_file_as_it_is(said: str) -> None:
    args = (f"--signer={said}", f"--place={said}", f"--number={said}", "--issued", "2026-01-15")
    assert new(*ASKED, *args).code == 0
    document = made(Path(FILE).read_text("utf-8")).document
    assert [document.signer.name, document.place, document.number] == [said] * 3
    assert document.issued == date(2026, 1, 15)


@pytest.mark.parametrize("said", ["", " ", "a\nb", "a\tb", "a\x1b[31m", "a\u2028b", "\udcff"])
def test_a_text_that_nobody_could_read_is_refused(said: str) -> None:
    for option in ("--signer", "--place", "--number"):
        assert option in refused("new", *ASKED, f"{option}={said}")
    assert files_in(Path("plans")) == files_in(ROOT / "plans")


def test_the_kind_of_document_follows_the_number() -> None:
    assert made(text(number="12/KH-UBND")).document.kind == "KH"
    assert made(text(number="12/QĐ-UBND")).document.kind == "QĐ"
    assert made(text(number="x")).document.kind == "KH"


# ------------------------------------------------------------------------------------------- provinces and issuers


def test_a_province_is_found_by_any_of_its_names() -> None:
    for known in REGISTRY.provinces.values():
        for name in (known.id, known.iso, known.name.vi, known.name.en, *known.spellings):
            for said in (name, name.upper(), name.lower(), normalize("NFD", name), name.replace("-", " ")):
                assert sk.find_province(said, REGISTRY) is known, said
        for said in (f"tỉnh {known.name.vi}", f"Tinh {known.name.en}", f"{known.name.en} Province"):
            assert sk.find_province(said, REGISTRY) is known, said


def test_an_issuer_is_found_by_any_of_its_names() -> None:
    for said in ("ubnd-tinh", "UBND tỉnh", "ủy ban nhân dân tỉnh", "Uy ban nhan dan tinh"):
        assert sk.find_issuer(said, REGISTRY).id == "ubnd-tinh"
    assert sk.find_issuer("Sở Y tế", REGISTRY).id == "so-yte"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--province", "lam-don"), "không có tỉnh «lam-don»; có phải Lâm Đồng (lam-dong)"),
        (("--province", "qqq"), "không có tỉnh «qqq»; xem các mã tỉnh ở registry/provinces.yaml"),
        (("--province", ""), "không có tỉnh «»; xem các mã"),
        (("--issuer", "ubnd-tin"), "không có cơ quan «ubnd-tin»; có phải Ủy ban nhân dân tỉnh (ubnd-tinh)"),
        (("--issuer", "qqqq"), "không có cơ quan «qqqq»; xem các mã cơ quan ở registry/agencies.yaml"),
        (("--issuer", "bo-tttt"), "(bo-tttt) không ban hành kế hoạch của tỉnh; hãy nêu ủy ban hoặc sở"),
        (("--issuer", "nguoi-dan"), "(nguoi-dan) không ban hành kế hoạch"),
        (("--from", "26"), "--from: «26» không phải năm từ 2000 đến 2099"),
        (("--from", "1999"), "--from: «1999» không phải năm"),
        (("--to", "2o30"), "--to: «2o30» không phải năm"),
        (("--to", "2025"), "không thể kết thúc năm 2025, trước khi bắt đầu năm 2026"),
        (("--id", "Lam_Dong"), "--id: «Lam_Dong» không phải mã"),
        (("--issued", "15/01/2026"), "--issued: «15/01/2026» không phải ngày; hãy viết năm-tháng-ngày"),
        (("--issued", "2026-02-30"), "--issued: «2026-02-30» không phải ngày"),
        (("--id", HUNG_YEN), "đã là của plans/hung-yen/119-kh-ubnd-2022.yaml; hãy chọn mã khác bằng --id"),
        (("-o", "ke-hoach.txt"), "«ke-hoach.txt» không có đuôi .yaml, hãy chọn tên khác"),
        (("-o", "khong-co/a.yaml"), "chưa có thư mục «khong-co»"),
        (("-o", "plans"), "«plans» không có đuôi"),
        (("-o", ""), "«» không có đuôi"),
    ],
    ids=lambda x: " ".join(x) if isinstance(x, tuple) else "",
)  # fmt: skip
def test_an_answer_that_makes_no_sense_is_refused_with_one_that_would(
    args: tuple[str, ...], said: str
) -> None:
    assert said in refused("new", *ASKED, *args)
    assert files_in(Path("plans")) == files_in(ROOT / "plans")


def test_what_is_missing_is_named_where_nobody_can_be_asked() -> None:
    said = refused("new", "--issuer", "ubnd-tinh", "--to", "2030")
    assert said.startswith("planmodel: thiếu --province, --from; hãy thêm vào lệnh, ví dụ --province ")


def test_only_a_template_is_a_template() -> None:
    assert (
        f"{DAK_NONG} là kế hoạch, không phải văn bản mẫu; hãy chọn trong các mẫu ở đây: {TEMPLATE}"
        in refused("new", DAK_NONG, *ASKED)
    )
    Path("mau.yaml").write_text(as_template(FULL), "utf-8")
    assert "hãy đặt tệp mẫu vào plans/templates/" in refused("new", "mau.yaml", *ASKED)


def test_a_province_that_has_become_part_of_another_is_allowed_with_a_hint() -> None:
    done = new("--province", "Đắk Nông", *ASKED[2:])
    assert done.code == 0
    assert done.err == (
        "planmodel: từ 01/07/2025 Đắk Nông thuộc Lâm Đồng (Nghị quyết 202/2025/QH15); "
        "nếu là kế hoạch của tỉnh mới, hãy dùng --province lam-dong\n"
    )
    assert "# Lưu ý: từ 01/07/2025 Đắk Nông thuộc Lâm Đồng" in Path(
        "plans/dak-nong/dak-nong-2026.yaml"
    ).read_text("utf-8")
    before = new("--province", "dak-nong", "--issuer", "ubnd-tinh", "--from", "2025", "--to", "2030")
    assert (before.code, before.err) == (0, ""), "the plan begins while the province is there"
    grown = new("--province", "hung-yen", *ASKED[2:])
    assert (grown.code, grown.err) == (0, ""), "a province that others joined goes on"


def test_agencies_that_others_have_succeeded_are_named_and_not_replaced() -> None:
    said = text(first=2026, last=2030)
    assert (
        "#   so-tttt: từ 01/03/2025 là so-khcn (chuyển đổi số, bưu chính, viễn thông); từ 01/03/2025 là so-vhttdl"
        in said
    )
    assert [d.agencies[0].id for d in made(said).duties] == ["ubnd-tinh", "ubnd-tinh", "so-tttt"]
    assert "so-khcn" not in text(first=2022, last=2024)


# ------------------------------------------------------------------------------------------------------- the file


def test_the_file_goes_where_plans_of_the_province_are_and_the_next_step_is_told() -> None:
    done = new(*ASKED)
    assert (done.code, done.err) == (0, "")
    assert FILE in done.out
    assert f"planmodel check {FILE}\n" in done.out
    checked = planmodel("check", FILE)
    assert checked.code == 0
    assert "0 lỗi" in checked.out
    assert planmodel("show", "lam-dong-2026").code == 0
    english = new(*ASKED, "--id", "x", "--lang", "en").out
    assert english.isascii()
    assert "next: " in english


def test_the_same_answers_give_the_same_bytes() -> None:
    printed = new(*ASKED, "-o", "-").raw
    assert files_in(Path("plans")) == files_in(ROOT / "plans"), "printing writes nothing"
    assert new("Mic-781-2022".lower(), *ASKED, "-o", "khac.yaml") == Done(0, b"", "")
    assert new(*ASKED).code == 0
    assert Path(FILE).read_bytes() == printed
    assert Path("khac.yaml").read_bytes() == printed
    assert (
        process("new", *ASKED, "-o", "-", cwd=ROOT, env={"PYTHONHASHSEED": "7"}).raw.partition(b"\n")[2]
        == printed
    )
    assert printed.endswith(b"\n")
    assert not re.search(rb"[ \t]\n|\n\n\n|\r", printed)


def test_editors_are_told_where_the_schema_lies_if_the_workspace_has_it() -> None:
    assert not new(*ASKED, "-o", "-").out.startswith("# yaml-language-server")
    Path("schema").mkdir()
    Path("schema/plan.schema.json").write_text("{}", "utf-8")
    where = "# yaml-language-server: $schema={}schema/plan.schema.json\n"
    assert new(*ASKED, "-o", "-").out.startswith(where.format("../../"))
    assert new(*ASKED, "-o", "gan.yaml").code == 0
    assert Path("gan.yaml").read_text("utf-8").startswith(where.format(""))


def test_a_folder_without_plans_becomes_a_workspace(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path_factory.mktemp("moi")
    monkeypatch.chdir(empty)
    assert new(*ASKED).code == 0
    assert list(files_in(empty)) == [FILE]
    assert planmodel("check", "plans").code == 0
    assert planmodel("compare", TEMPLATE, "lam-dong-2026").code == 0


@pytest.mark.parametrize("output", [(), ("-o", "ke-hoach.yaml")], ids=["default", "named"])
def test_a_file_that_is_there_stays_as_it_is(output: tuple[str, ...]) -> None:
    path = Path(output[1] if output else FILE)
    path.parent.mkdir(exist_ok=True)
    path.write_text("của tôi", "utf-8")
    assert f"{path} đã có và được giữ nguyên; hãy chọn tên khác bằng -o" in refused("new", *ASKED, *output)
    assert path.read_text("utf-8") == "của tôi"
    path.unlink()
    path.symlink_to("khong-co.yaml")
    assert "đã có và được giữ nguyên" in refused("new", *ASKED, *output)
    assert path.is_symlink()
    assert not path.exists()


def test_a_second_plan_of_the_province_and_year_needs_an_id_of_its_own() -> None:
    assert new(*ASKED).code == 0
    assert f"mã «lam-dong-2026» đã là của {FILE}; hãy chọn mã khác bằng --id" in refused("new", *ASKED)
    assert new(*ASKED, "--id", "lam-dong-2026-b").code == 0


def test_a_file_in_the_way_of_the_folder_is_told() -> None:
    Path("plans/lam-dong").write_text("x", "utf-8")
    assert "không tạo được thư mục «" in refused("new", *ASKED)


def test_a_full_disk_leaves_no_file_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    assert "đĩa đã đầy" in refused("new", *ASKED)
    assert files_in(Path("plans")) == files_in(ROOT / "plans")


def test_the_workspaces_own_template_comes_first() -> None:
    own = changed(as_template(FULL), "plan: mau-moi", "plan: z-mau")
    Path("plans/templates/z.yaml").write_text(own, "utf-8")
    Path("plans/templates/mic-781-2022.yaml").unlink()
    assert new(*ASKED, "-o", "-").out.count("  - {plan: z-mau, basis: cited") == 1


# -------------------------------------------------------------------------------------------------- at a terminal


def typed(lines: str, *args: str) -> tuple[int, str]:
    """What a person sees who types ``lines`` to ``planmodel new``."""
    master, slave = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "planmodel", "new", *args], env=CLEAN | {"TERM": "xterm"},
        stdin=slave, stdout=slave, stderr=slave,
    )  # fmt: skip
    os.close(slave)
    os.write(master, lines.encode())
    shown = b"".join(_pieces(master))
    os.close(master)
    return child.wait(timeout=60), shown.decode("utf-8").replace("\r\n", "\n")


def _pieces(master: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # Linux: the other end is closed
            return
        if not piece:
            return
        yield piece


def test_a_person_is_asked_for_what_is_missing_until_the_answer_makes_sense() -> None:
    code, shown = typed("lam don\nLâm Đồng\nUBND tỉnh\n26\n2026\n2030\n")
    assert code == 0, shown
    assert "không có tỉnh «lam don»; có phải Lâm Đồng (lam-dong)" in shown
    assert "«26» không phải năm" in shown
    asked = ["Tỉnh (mã", "Cơ quan ban hành", "Năm đầu", "Năm cuối"]
    assert [shown.count(question) for question in asked] == [2, 1, 2, 1]
    plan = made(Path(FILE).read_text("utf-8"))
    assert (plan.period.first.year, plan.period.last.year) == (2026, 2030)


def test_a_person_is_asked_for_nothing_else_and_may_stop() -> None:
    code, shown = typed("2028\n", *ASKED[:6])
    assert code == 0, shown
    assert "Tỉnh (" not in shown
    code, shown = typed("\x04", *ASKED[2:])
    assert code == 130, shown
    assert "đã dừng theo yêu cầu" in shown
