"""``build``: everything it writes is whole, led to by its first page, and the same again; or nothing is written."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest

from planmodel.views import words
from tests.command import (
    ROOT,
    copy_plans,
    files_in,
    on_terminal,
    one_line,
    planmodel,
    process,
    refused,
    shell,
)
from tests.golden import KHANH_HOA, PLANS, REGISTRY, TEMPLATE, real
from tests.plan_texts import MINIMAL, duty, plan, target, task

FILE = "plans/khanh-hoa/4205-kh-ubnd-2022.yaml"
VOID = {"br", "col", "hr", "img", "input", "link", "meta"}


class Page(HTMLParser):
    """A page that is read to its end: every element closed where it should be, links and ids collected."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, list[str]] = {}
        self.feed(text)
        self.close()
        assert self.open == [], f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs), f"an attribute twice in <{tag}>"
        self.attributes.append((tag, given))
        self.links += [value for key in ("href", "src") if (value := given.get(key))]
        if identity := given.get("id"):
            self.ids.append(identity)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and data.strip():
            self.words.setdefault(self.open[-1], []).append(data.strip())

    @property
    def text(self) -> str:
        """Every word on the page."""
        return " ".join(word for listed in self.words.values() for word in listed)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything that ``build`` makes of the real plans."""
    folder = tmp_path_factory.mktemp("built") / "ra"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        done = planmodel("build", "-o", folder)
    count = len(files_in(folder))
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{count} tệp của 5 kế hoạch trong {folder}; mở {folder}/index.html bằng trình duyệt\n"
    return folder


def pages(folder: Path) -> dict[str, Page]:
    return {name: Page(raw.decode()) for name, raw in files_in(folder).items() if name.endswith(".html")}


# ------------------------------------------------------------------------------------------------- what is there


def test_every_file_is_whole_and_of_the_kind_that_its_name_says(built: Path) -> None:
    for name, raw in files_in(built).items():
        text = raw.decode("utf-8-sig")
        assert text.strip(), name
        assert text.endswith("\n"), name
        match Path(name).suffix:
            case ".json":
                assert isinstance(json.loads(text), dict), name
            case ".csv":
                rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
                assert len({len(row) for row in rows}) == 1, name
            case ".svg":
                assert ET.fromstring(raw).tag == "{http://www.w3.org/2000/svg}svg", name
            case ".html":
                Page(text)
            case ending:
                assert ending == ".md", name


def test_every_link_of_the_first_page_leads_to_a_file_and_every_file_is_led_to(built: Path) -> None:
    made = files_in(built)
    linked = set()
    page = Page(made["index.html"].decode())
    for link in page.links:
        parts = urlsplit(link)
        assert (parts.scheme, parts.netloc) == ("", ""), f"{link} leads out of the folder"
        if parts.path:
            linked.add(unquote(parts.path))
        else:
            assert parts.fragment in page.ids, link
    assert linked <= made.keys()
    assert made.keys() - linked == {"index.html"}


def test_every_page_has_a_language_a_title_captions_and_descriptions(built: Path) -> None:
    for name, page in pages(built).items():
        tags = [tag for tag, _ in page.attributes]
        assert page.attributes[0] == ("html", {"lang": "vi"}), name
        assert page.words["title"], name
        assert tags.count("h1") == 1, name
        assert tags.count("table") == tags.count("caption"), name
        assert len(page.ids) == len(set(page.ids)), name
        assert ("meta", {"charset": "utf-8"}) in page.attributes, name
        for tag, given in page.attributes:
            assert tag != "img" or given.get("alt"), name
            assert tag != "th" or given.get("scope"), name
            assert tag != "script", name


def test_nothing_is_fetched_from_elsewhere(built: Path) -> None:
    outside = re.compile(rb"""(?:src|href|url)\s*[=(]\s*["']?(?:[a-z]+:)?//|@import""")
    for name, raw in files_in(built).items():
        if name.endswith((".html", ".svg")):
            assert not outside.search(raw), name


def test_every_plan_has_its_files_and_its_names_stand_on_the_first_page(built: Path) -> None:
    first = pages(built)["index.html"].text
    made = files_in(built)
    for plan_id in PLANS:
        made_of = {name.partition("/")[2] for name in made if name.startswith(f"{plan_id}/")}
        assert made_of >= {"plan.json", "ma-tran.html", "ma-tran.csv", "lich.html", "chi-tieu.html", "tom-tat.html",
                           "co-quan.html", "responsibility.svg", "reporting.svg", "targets.svg", "legal.svg"}  # fmt: skip
        document = real(plan_id).document
        assert document.title in first
        assert plan_id in first
        if document.number != "unknown":
            assert document.number in first
        if document.province is not None:
            assert REGISTRY.provinces[document.province.id].name.vi in first
    for agency in {a.id for plan_id in PLANS for d in real(plan_id).duties for a in d.agencies}:
        name = words.agency(agency, REGISTRY, "vi")
        assert any(name.encode() in made[f"{p}/co-quan.html"] for p in PLANS), name


def test_the_data_are_those_that_the_commands_print(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    made = files_in(built)
    assert made["check.json"] == planmodel("check", "--format", "json").raw
    assert made["lich.csv"] == planmodel("calendar", "--format", "csv").raw
    for plan_id in PLANS:
        assert made[f"{plan_id}/plan.json"] == planmodel("export", plan_id).raw
        for ending in ("md", "svg", "html", "csv"):
            assert made[f"{plan_id}/ma-tran.{ending}"] == planmodel("raci", plan_id, "--format", ending).raw
        assert made[f"{plan_id}/legal.svg"] == planmodel("graph", plan_id, "--view", "legal").raw


def test_building_again_over_an_older_build_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    before = files_in(built)
    old = tmp_path / "cũ" / "hơn"
    shutil.copytree(built, old)
    (old / "index.html").write_text("cũ", "utf-8")
    shutil.rmtree(old / KHANH_HOA)
    env = {"PYTHONHASHSEED": "3", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C"}
    assert process("build", "-o", old, env=env).code == 0
    assert files_in(old) == before


def test_english_pages_have_the_same_names_and_say_so(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    done = planmodel("build", "--lang", "en", "-o", tmp_path)
    assert re.fullmatch(r"\d+ files of 5 plans in .*; open .*/index\.html in a browser\n", done.out)
    assert files_in(tmp_path).keys() == files_in(built).keys()
    for name, page in pages(tmp_path).items():
        assert page.attributes[0] == ("html", {"lang": "en"}), name
    assert "Responsibility matrix" in pages(tmp_path)["index.html"].text


def test_a_workspace_of_one_plan_is_compared_with_the_template_we_ship(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plans").mkdir()
    shutil.copy(ROOT / FILE, tmp_path / "plans")
    monkeypatch.chdir(tmp_path)
    done = planmodel("build")
    assert (done.code, done.err) == (0, "")
    made = files_in(tmp_path / "build")
    assert {
        f"so-sanh-{TEMPLATE}.html",
        f"{KHANH_HOA}/plan.json",
        f"{TEMPLATE}/plan.json",
        "index.html",
    } <= made.keys()


def test_hostile_words_stay_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evil = '"<script>alert(1)</script> & =1+1 ]]> -- \\" | ` *x*"'
    (tmp_path / "plans").mkdir()
    text = plan(
        targets=[target()], tasks=[task(title=evil)], duties=[duty(title='"=HYPERLINK(1)"', covers=None)]
    )
    (tmp_path / "plans" / "x.yaml").write_text(text.replace("title: Kế hoạch mẫu", f"title: {evil}"), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert planmodel("build").code == 0
    for name, page in pages(tmp_path / "build").items():
        assert not any(tag == "script" for tag, _ in page.attributes), name
    for name, raw in files_in(tmp_path / "build").items():
        if name.endswith(".svg"):
            ET.fromstring(raw)
        if name.endswith(".csv"):
            cells = [c for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")) for c in row]
            assert not any(re.match(r"[=+@\-]", c) and len(c) > 1 for c in cells), name
    assert "<script>alert(1)</script>" in pages(tmp_path / "build")["ke-hoach-mau/ma-tran.html"].text


# ----------------------------------------------------------------------------------------------------- refused whole


@pytest.mark.parametrize("option", ["-o", "--diagrams"])
def test_a_plan_with_errors_stops_the_build_before_anything_is_written(
    option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copy_plans(tmp_path))
    path = tmp_path / FILE
    text = path.read_text("utf-8")
    for broken, said in (
        (text.replace("so-gddt", "so-gdddt", 1), rf"{FILE}:\d+:\d+: .*so-gdddt.*có phải «so-gddt»"),
        (text + "x: [\n", rf"{FILE}:\d+:\d+: "),
        (re.sub(r"(?m)^plan: .*", "plan: KHANH HOA", text), rf"{FILE}:\d+:\d+: "),
        ("", rf"{FILE}:1:1: tệp rỗng"),
    ):
        path.write_text(broken, "utf-8")
        assert re.search(said, refused("build", option, "ra"))
        assert not (tmp_path / "ra").exists()


@pytest.mark.parametrize("option", ["-o", "--diagrams"])
def test_a_folder_that_cannot_be_made_or_written_is_refused(
    option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    (tmp_path / "tep").write_text("x", "utf-8")
    (tmp_path / "lien-ket").symlink_to("khong-co")
    assert "chỗ đó đã có một tệp; hãy chọn thư mục khác" in refused("build", option, tmp_path / "tep")
    for name in ("tep/duoi", "lien-ket"):
        assert "chỗ đó đã có một tệp" in one_line(planmodel("build", option, tmp_path / name), 2)
    assert "không tạo được thư mục «/proc/x»" in one_line(planmodel("build", option, "/proc/x"), 2)
    for name in ("", "-"):
        assert "cần tên một thư mục" in one_line(planmodel("build", option, name), 2)
    assert files_in(tmp_path) == {"tep": b"x"}


def test_a_build_that_stops_midway_leaves_no_half_file(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ra"
    shutil.copytree(built, folder)
    (folder / "index.html").write_text("cũ", "utf-8")
    in_the_way = folder / KHANH_HOA / "plan.json"
    in_the_way.unlink()
    in_the_way.mkdir()
    assert "plan.json»: đây là một thư mục" in one_line(process("build", "-o", folder), 2)
    before = files_in(built)
    after = files_in(folder)
    assert after.pop("index.html") == "cũ".encode()
    assert all(before[name] == raw for name, raw in after.items())


def test_a_disk_that_fills_up_leaves_no_half_file(tmp_path: Path) -> None:
    line = f"ulimit -f 20; PYTHONDONTWRITEBYTECODE=1 planmodel build -o {tmp_path}"
    assert "đĩa đã đầy hoặc hết hạn mức" in one_line(shell(line), 2)
    assert all(raw.endswith(b"\n") for raw in files_in(tmp_path).values())
    assert not [name for name in files_in(tmp_path) if ".planmodel" in name]
    assert not (tmp_path / "index.html").exists()


def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "mau.yaml").write_text(MINIMAL, "utf-8")
    args = ("build", "--workspace", str(tmp_path), "-o", str(tmp_path / "ra"))
    shown = on_terminal(*args)
    assert "Đang dựng" in shown
    assert "100%" in shown
    assert process(*args).err == ""


# ------------------------------------------------------------------------------------------------- committed pictures


def test_the_committed_pictures_are_those_that_are_drawn_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    done = planmodel("build", "--diagrams", tmp_path)
    assert (done.code, done.err) == (0, "")
    drawn, kept = files_in(tmp_path), files_in(ROOT / "diagrams")
    assert done.out == f"{len(drawn)} sơ đồ của 5 kế hoạch trong {tmp_path}\n"
    assert {name.partition("/")[0] for name in drawn} == set(PLANS)
    kept = {name: raw for name, raw in kept.items() if name.endswith(".svg")}
    drifted = sorted(name for name in drawn.keys() | kept.keys() if drawn.get(name) != kept.get(name))
    assert not drifted, f"diagrams/ has drifted, run: make diagrams ({', '.join(drifted)})"
