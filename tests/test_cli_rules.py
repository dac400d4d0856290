"""``planmodel rules`` and ``planmodel explain``: every rule is listed, and every page can be read anywhere."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from planmodel import schema, yamltree
from planmodel.catalogue import rule_infos
from planmodel.catalogue.entries import FAMILIES, entries
from planmodel.catalogue.pages import article, silencing
from planmodel.render.handbook import anchor, html, markdown, points, terminal
from planmodel.source import Source
from planmodel.views.handbook import Article, Code, Section
from tests.command import ROOT, TABLE_FORMATS, VIETNAMESE, Done, on_terminal, planmodel, refused
from tests.plan_texts import MINIMAL, assert_clean, assert_found, changed, plan, pointed, target

ENTRIES = entries()
CODES = [entry.code for entry in ENTRIES]


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of one plan, and the working folder."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "mau.yaml").write_text(MINIMAL, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fine(done: Done) -> Done:
    assert (done.code, done.err) == (0, "")
    return done


def valid(name: str, text: str) -> Any:
    file = ROOT / "schema" / "output" / f"{name}.schema.json"
    data = json.loads(text)
    jsonschema_rs.validator_for(json.loads(file.read_text("utf-8"))).validate(data)
    return data


def listed(*args: str) -> dict[str, Any]:
    data = valid("rules", fine(planmodel("rules", *args, "--format", "json")).out)
    return {rule["code"]: rule for rule in data["rules"]}


# ------------------------------------------------------------------------------------------------------- the list


def test_every_rule_is_listed_with_its_weight() -> None:
    rules = listed()
    assert set(CODES) <= set(rules)
    for entry in ENTRIES:
        rule = rules[entry.code]
        assert (rule["name"], rule["severity"], rule["runs"]) == (entry.name, entry.severity.name, True)
        assert rule["family"] in FAMILIES


@pytest.mark.parametrize("format_", TABLE_FORMATS)
def test_the_list_comes_in_every_format_and_language(format_: str, tmp_path: Path) -> None:
    for lang in ("vi", "en"):
        done = fine(planmodel("rules", "--format", format_, "--lang", lang))
        assert all(code in done.out for code in CODES)
        file = tmp_path / f"x.{TABLE_FORMATS[format_]}"
        fine(planmodel("rules", "-o", file, "--lang", lang))
        assert file.read_bytes() == done.raw


def test_the_list_says_the_same_in_both_languages() -> None:
    vi, en = listed(), listed("--lang", "en")
    assert {c: r | {"title": ""} for c, r in vi.items()} == {c: r | {"title": ""} for c, r in en.items()}
    assert all(vi[c]["title"] != en[c]["title"] for c in CODES)


def test_a_row_of_the_csv_has_the_columns_of_the_table() -> None:
    out = planmodel("rules", "--format", "csv", "--lang", "en").out.removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(out)))
    assert ["PM201", "share-over-100"] in [
        [x for x in row if x.startswith(("PM201", "share"))] for row in rows
    ]


def test_one_family_is_listed_by_the_beginning_of_its_codes() -> None:
    assert set(listed("--family", "PM2")) == {code for code in CODES if code.startswith("PM2")}
    assert set(listed("--family", "pm20")) == {code for code in CODES if code.startswith("PM20")}
    assert "hãy chọn một trong các họ: PM0, PM1" in refused("rules", "--family", "PM000")
    assert "«»" in refused("rules", "--family", "")


def test_settings_show_in_the_list(home: Path) -> None:
    (home / "planmodel.yaml").write_text(
        "planmodel: 1\ncheck:\n  ignore: [PM801]\n  severity: {share-over-100: info}\n", "utf-8"
    )
    rules = listed()
    assert (rules["PM801"]["runs"], rules["PM803"]["runs"], rules["PM001"]["runs"]) == (False, True, True)
    assert (rules["PM201"]["severity"], rules["PM201"]["default_severity"]) == ("info", "error")
    out = planmodel("rules", "--format", "markdown").out
    assert "không chạy" in out
    assert "mặc định lỗi" in out


def test_settings_that_are_wrong_are_told_beside_the_list(home: Path) -> None:
    (home / "planmodel.yaml").write_text("planmodel: 1\ncheck: {ignore: [PM8001]}\n", "utf-8")
    done = planmodel("rules")
    assert done.code == 1
    assert "planmodel.yaml:2:" in done.err
    assert "PM119 unknown-rule" in done.err
    assert "PM801" in done.out


@pytest.mark.parametrize(
    "args", [("rules", "tets"), ("rules", "test", "--frobnicate"), ("rules", "--format", "xlsx")]
)
def test_what_rules_does_not_know_is_refused(args: tuple[str, ...]) -> None:
    said = planmodel(*args)
    assert said.code == 2
    assert said.err.count("\n") == 1
    if args[-1] == "tets":
        assert "có phải test?" in said.err


# ------------------------------------------------------------------------------------------------------- the pages


def test_all_pages_come_as_one_text_in_each_format_that_can_hold_them(tmp_path: Path) -> None:
    for lang in ("vi", "en"):
        text = fine(planmodel("rules", "--pages", "--lang", lang)).out
        assert [code for code in CODES if f"{code} " not in text] == []
        data = valid("rules", fine(planmodel("rules", "--pages", "--format", "json", "--lang", lang)).out)
        assert all(rule["page"]["what"] for rule in data["rules"])
    assert "hãy chọn một trong: terminal, markdown, html, json" in refused(
        "rules", "--pages", "--format", "csv"
    )


class _Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its own signature
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name == "href" and value]


def test_every_link_of_the_index_leads_to_a_page() -> None:
    page = _Links(fine(planmodel("rules", "--pages", "--format", "html")).out)
    assert len(page.ids) == len(set(page.ids))
    assert len(page.links) == len(set(page.links)) >= len(CODES)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    md = fine(planmodel("rules", "--pages", "--format", "markdown")).out
    heads = {anchor(head) for head in re.findall(r"(?m)^## (.*)$", md)}
    links = set(re.findall(r"\]\(#([^)]*)\)", md))
    assert {anchor(f"{entry.code} {entry.name}") for entry in ENTRIES} <= links <= heads


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_everything_in_both_languages(code: str) -> None:
    entry = next(e for e in ENTRIES if e.code == code)
    for lang in ("vi", "en"):
        for text in (terminal([article(entry, lang)]), markdown(article(entry, lang))):
            assert text.startswith((f"{code} {entry.name}", f"# {code} {entry.name}"))
            assert "\x1b" not in text
            assert text.endswith("\n")
            heads = [s.title for s in article(entry, lang).sections]
            assert heads[:2] == (
                ["Tìm gì", "Vì sao quan trọng"] if lang == "vi" else ["What it does", "Why it matters"]
            )
            assert all(any(line.strip("# ") == head for line in text.splitlines()) for head in heads)
    for texts in (*entry.bad, *entry.good):
        for example in texts:
            assert example.rstrip() in markdown(article(entry, "vi"))


@pytest.mark.parametrize(
    "wanted", ["PM204", "pm204", "target-falls", "Target-Falls", "TARGET_FALLS", " pm204 "]
)
def test_a_page_is_found_by_code_or_name_in_any_case(wanted: str) -> None:
    assert fine(planmodel("explain", wanted)).out.startswith("PM204 target-falls · cảnh báo\n")


def test_a_page_reads_as_its_parts_in_order() -> None:
    out = fine(planmodel("explain", "PM201", "--lang", "en")).out
    heads = ["What it does", "Why it matters", "Example", "Use instead", "Known limits", "How to silence"]
    assert [line for line in out.splitlines() if line in heads] == heads
    assert not VIETNAMESE.search(out.partition("Example")[0])
    assert "^^^ PM201" in out


@pytest.mark.parametrize("format_", ["terminal", "markdown", "json", "html"])
def test_a_page_comes_in_every_format(format_: str, tmp_path: Path) -> None:
    out = fine(planmodel("explain", "PM014", "--format", format_)).out
    assert "decimal-comma" in out
    ending = {"terminal": "txt", "markdown": "md"}.get(format_, format_)
    fine(planmodel("explain", "PM014", "-o", tmp_path / f"x.{ending}"))
    assert (tmp_path / f"x.{ending}").read_text("utf-8") == out
    match format_:
        case "json":
            data = valid("explain", out)
            assert (data["code"], data["silenceable"], data["fix"]) == ("PM014", False, "safe")
        case "html":
            assert "<b>#" in out
        case "markdown":
            assert out.startswith("# PM014 decimal-comma\n")


def test_an_unknown_code_is_refused_with_the_nearest_one() -> None:
    assert "không có quy tắc «PM2044»; có phải PM204?" in refused("explain", "PM2044")
    assert "có phải target-falls?" in refused("explain", "target-fals")
    assert "xem: planmodel rules" in refused("explain", "zzzzzzzz")
    assert "planmodel rules --family PM2" in refused("explain", "pm2")
    assert "thiếu MÃ" in refused("explain")


def test_lines_are_wrapped_to_the_width_except_in_examples() -> None:
    out = fine(planmodel("explain", "PM204", "--lang", "vi")).out
    narrow = planmodel("explain", "PM204", env={"COLUMNS": "50"}).out
    assert len(narrow.splitlines()) > len(out.splitlines())
    assert all(len(line) <= 50 for line in narrow.splitlines() if not line.startswith("    "))


def test_colour_is_for_terminals_and_shows_the_carets() -> None:
    shown = on_terminal("explain", "PM201", columns=80)
    caret = next(line for line in shown.splitlines() if "^^^" in line)
    assert re.match(r" {4}\x1b\[1;38;5;\d+m#", caret)
    assert "\x1b" not in on_terminal("explain", "PM201", columns=80, env={"NO_COLOR": "1"})


def test_a_comment_of_carets_is_told_from_other_comments() -> None:
    assert points("#      ^^^ PM201")
    assert points("#^^ PM012")
    assert not points("# một chú thích ^ PM201")
    assert not points("  - {at: I}")


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("câu thường", "câu thường"),
        ("`x*y` rồi *", "`x*y` rồi \\*"),
        ("hỏi `task.due`, `a < b`.", "hỏi `task.due`, `a < b`."),
        ("một dấu ` lẻ", "một dấu \\` lẻ"),
        ("1. không phải danh sách", "1\\. không phải danh sách"),
    ],
)
def test_code_in_a_sentence_stays_as_it_is_and_signs_do_not_become_marks(said: str, written: str) -> None:
    page = Article("X", "x", "x", "lỗi", "error", (Section("Tìm gì", (said,)),))
    assert markdown(page).splitlines()[-1] == written
    assert "<code>a &lt; b</code>" in html([page._replace(sections=(Section("y", ("`a < b`",)),))], "vi")


def test_an_example_with_fences_of_its_own_stays_whole() -> None:
    page = Article("X", "x", "x", "lỗi", "error", (Section("Ví dụ", (Code("a: ```\n"),)),))
    assert markdown(page).splitlines()[-3:] == ["````yaml", "a: ```", "````"]


def test_formats_of_findings_are_told_of_every_rule() -> None:
    infos = rule_infos()
    assert list(infos) == CODES
    for entry in ENTRIES:
        info = infos[entry.code]
        assert (info.code, info.name, info.severity, info.what) == (
            entry.code,
            entry.name,
            entry.severity,
            entry.what,
        )
        assert info.help is not None
        assert info.help.vi.startswith(f"# {entry.code} {entry.name}\n")


# --------------------------------------------------------------------------------------------------- how to silence

OVER = plan(targets=[target(level="{at_least: {2022: 150}}")])


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_a_page_says_of_silencing_works(lang: str) -> None:
    comment, settings = [block.text for block in silencing("PM201", lang) if isinstance(block, Code)]
    assert_found(pointed(OVER, "150", "PM201"))
    assert_clean(changed(OVER, "  - id: t1\n", f"  {comment}  - id: t1\n"))
    tree = yamltree.read(Source("planmodel.yaml", settings))
    assert tree.found == []
    assert schema.validate(tree, "config") == []


def test_what_cannot_be_silenced_says_so() -> None:
    assert "Không bỏ qua được" in planmodel("explain", "PM014").out
    assert "cannot be silenced" in planmodel("explain", "PM901", "--lang", "en").out
    assert "ignore[PM401]" in planmodel("explain", "PM401").out


# --------------------------------------------------------------------------------------------- rules of one's own

OWN = """\
planmodel: 1
rules:
  - id: nhiem-vu-co-han
    title: {vi: nhiệm vụ không có hạn, en: a task without a due date}
    severity: warning
    for: task
    require: task.due != ""
    message: {vi: "Nhiệm vụ {id} chưa nêu hạn", en: "Task {id} names no due date"}
    why: {vi: Không có hạn thì không theo dõi được., en: Without a date nothing can be followed up.}
    bad: ['tasks: [{id: n1, at: "II.1", sector: both, title: Lắp đặt mã QR}]']
    good: ['tasks: [{id: n1, at: "II.1", sector: both, title: Lắp đặt mã QR, due: {by: "2022-12-31"}}]']
"""


@pytest.fixture
def own(home: Path) -> Path:
    """The rule file of a workspace."""
    (home / "rules").mkdir()
    path = home / "rules" / "cua-toi.yaml"
    path.write_text(OWN, "utf-8")
    return path


def test_rules_of_ones_own_and_packs_are_listed_as_such(own: Path) -> None:
    rules = listed()
    assert rules["nhiem-vu-co-han"]["origin"] == {"kind": "workspace", "name": "rules/cua-toi.yaml"}
    assert rules["nhiem-vu-co-han"]["runs"] is True
    assert (rules["6ro-viec"]["origin"], rules["6ro-viec"]["runs"]) == (
        {"kind": "pack", "name": "6-ro"},
        False,
    )
    out = planmodel("rules").out
    assert "Quy tắc của không gian làm việc · rules/cua-toi.yaml" in out
    assert "planmodel check --rules 6-ro" in out
    (own.parent.parent / "planmodel.yaml").write_text("planmodel: 1\npacks: [6-ro]\n", "utf-8")
    assert listed()["6ro-viec"]["runs"] is True
    assert listed()["nhiem-vu-co-han"]["runs"] is True


def test_a_rule_of_ones_own_has_a_page(own: Path) -> None:
    out = fine(planmodel("explain", "NHIEM-VU-CO-HAN", "--lang", "en")).out
    assert out.startswith("nhiem-vu-co-han · warning\nA task without a due date\n")
    assert "ignore[nhiem-vu-co-han]" in out
    assert fine(planmodel("explain", "6ro-viec")).out.startswith("6ro-viec · ")
    assert "packs: [6-ro]" in planmodel("explain", "6ro-viec").out


def test_the_examples_of_ones_own_rules_are_run(own: Path) -> None:
    done = fine(planmodel("rules", "test"))
    assert done.out.splitlines() == [
        "✓ nhiem-vu-co-han: ví dụ sai 1",
        "✓ nhiem-vu-co-han: ví dụ đúng 1",
        "",
        "1 quy tắc, 2 ví dụ: 0 sai",
    ]
    assert fine(planmodel("rules", "test", own)).out == done.out
    assert fine(planmodel("rules", "test", "rules")).out == done.out
    assert "✓ nhiem-vu-co-han: bad example 1" in fine(planmodel("rules", "test", "--lang", "en")).out
    assert "0 sai" in fine(planmodel("rules", "test", "6-ro")).out


def test_an_example_that_shows_nothing_is_told_at_its_place(own: Path) -> None:
    own.write_text(OWN.replace('task.due != ""', 'task.due == ""'), "utf-8")
    done = planmodel("rules", "test")
    assert (done.code, done.err) == (1, "")
    bad, good, _, summary = done.out.splitlines()
    assert bad.startswith("✗ rules/cua-toi.yaml:10:11: nhiem-vu-co-han: ví dụ sai 1: ")
    assert good.startswith("✗ rules/cua-toi.yaml:11:12: nhiem-vu-co-han: ví dụ đúng 1: ")
    assert summary == "1 quy tắc, 2 ví dụ: 2 sai"


def test_a_rule_file_that_is_wrong_is_told_at_its_place(own: Path) -> None:
    own.write_text(OWN.replace("task.due", "task.deu"), "utf-8")
    done = planmodel("rules", "test")
    assert done.code == 1
    assert done.out.startswith("rules/cua-toi.yaml:7:14: lỗi PM022 bad-condition: ")
    assert planmodel("rules").code == 1
    assert "rules/cua-toi.yaml:7:14" in planmodel("rules").err


def test_without_a_rule_file_there_is_nothing_to_test(home: Path) -> None:
    assert "hãy nêu một tệp, hoặc một gói: 6-ro, 781" in refused("rules", "test")
    assert "rules/khong-co.yaml" in refused("rules", "test", "rules/khong-co.yaml")
