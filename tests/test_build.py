"""``build``: everything it writes is whole, led to by its first page, and the same again; what fails stops nothing else."""

from __future__ import annotations

import base64
import csv
import fcntl
import hashlib
import io
import json
import os
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import docx
import openpyxl
import pypdf
import pytest

from planmodel.render import draw, html
from planmodel.render.ics_kept import read_feed
from planmodel.views import packet, words
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
from tests.golden import KHANH_HOA, PLANS, PROVINCES, REGISTRY, TEMPLATE, THANH_HOA, real
from tests.plan_texts import MINIMAL, duty, plan, target, task

FILE = "plans/khanh-hoa/4205-kh-ubnd-2022.yaml"
ARTICLE = "plans/thanh-hoa/kh-ubnd-2022.yaml"
VOID = {"br", "col", "hr", "img", "input", "link", "meta"}


class Page(HTMLParser):
    """A page that is read to its end: every element closed where it should be, links and ids collected."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
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
            assert identity not in self.ids, f"{identity} names two things"
            self.ids.add(identity)
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

    def make(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(ROOT)
            done = planmodel("build", "-o", folder)
        count = len(files_in(folder))
        assert (done.code, done.err) == (0, "")
        assert (
            done.out
            == f"{count} tệp của 5 kế hoạch trong {folder}; mở {folder}/index.html bằng trình duyệt\n"
        )

    return once(tmp_path_factory, "ca-nam", make)


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that is made once, however many processes run the tests."""
    base = factory.getbasetemp()
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    home.mkdir(exist_ok=True)
    with (home / "khoa").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "xong").exists():
            make(home / "ra")
            (home / "xong").touch()
    return home / "ra"


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of one news article; the template that it carries out is the one that we ship."""

    def make(home: Path) -> None:
        (home / ARTICLE).parent.mkdir(parents=True)
        shutil.copy(ROOT / ARTICLE, home / ARTICLE)

    return once(tmp_path_factory, "bai-bao", make)


@pytest.fixture(scope="module")
def small(article: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything that ``build`` makes of the article."""

    def make(folder: Path) -> None:
        assert planmodel("build", "--workspace", article, "-o", folder).code == 0

    return once(tmp_path_factory, "nho", make)


def pages(folder: Path) -> dict[str, Page]:
    return {name: Page(raw.decode()) for name, raw in files_in(folder).items() if name.endswith(".html")}


# ------------------------------------------------------------------------------------------------- what is there


BEGINNINGS = {".pdf": b"%PDF-", ".png": b"\x89PNG", ".docx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04"}


def test_every_file_is_whole_and_of_the_kind_that_its_name_says(built: Path) -> None:
    for name, raw in files_in(built).items():
        ending = Path(name).suffix
        if ending in BEGINNINGS:
            assert raw.startswith(BEGINNINGS[ending]), name
            continue
        text = raw.decode("utf-8-sig")
        assert text.strip(), name
        assert text.endswith("\n"), name
        match ending:
            case ".json":
                assert isinstance(json.loads(text), dict), name
            case ".csv":
                rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
                assert len({len(row) for row in rows}) == 1, name
            case ".svg":
                assert ET.fromstring(raw).tag == "{http://www.w3.org/2000/svg}svg", name
            case ".html":
                Page(text)
            case ".ics":
                assert read_feed(raw, name).feed.events, name
            case _:
                assert ending == ".md", name


def test_every_file_can_be_opened_by_the_program_that_it_is_for(built: Path) -> None:
    for name, raw in files_in(built).items():
        match Path(name).suffix:
            case ".xlsx":
                assert openpyxl.load_workbook(io.BytesIO(raw)).worksheets, name
            case ".docx":
                assert docx.Document(io.BytesIO(raw)).tables, name
            case ".pdf":
                assert len(pypdf.PdfReader(io.BytesIO(raw)).pages) > 0, name


def leads_to(name: str, made: dict[str, bytes], read: dict[str, Page]) -> set[str]:
    """The files that the links of a page lead to, each of which is there, as is the place in it."""
    found = set()
    for link in set(read[name].links):
        parts = urlsplit(link)
        assert (parts.scheme, parts.netloc) == ("", ""), f"{name}: {link} leads out of the folder"
        path = (PurePosixPath(name).parent / unquote(parts.path)).as_posix() if parts.path else name
        assert path in made, f"{name}: {link}"
        if parts.fragment:
            assert unquote(parts.fragment) in read[path].ids, f"{name}: {link}"
        found.add(path)
    return found


def test_every_link_leads_to_a_file_and_every_file_is_led_to(built: Path) -> None:
    made, read = files_in(built), pages(built)
    first = leads_to("index.html", made, read)
    seen, new = {"index.html"}, first
    while new:
        seen |= new
        new = {path for name in new & read.keys() for path in leads_to(name, made, read)} - seen
    assert made.keys() - seen == set()
    assert {Path(path).suffix for path in made.keys() - first} <= {".html", ".svg"}


def test_the_first_page_leads_with_what_people_look_for(built: Path) -> None:
    links = [link for link in pages(built)["index.html"].links if not link.startswith("#")]
    for plan_id in PROVINCES:
        own = [link.partition("/")[2] for link in links if link.startswith(f"{plan_id}/")]
        firsts = list(dict.fromkeys(link.partition(".")[0] for link in own))
        assert firsts[:3] == ["ma-tran", "phu-luc", "6-ro"], plan_id
    names = pages(built)["index.html"].words["a"]
    agencies = [
        name for name in names if name in {words.agency(a, REGISTRY, "vi") for a in REGISTRY.agencies}
    ]
    assert agencies[-1].startswith("Ủy ban nhân dân")
    assert agencies.index("Sở Y tế") < agencies.index("Trường học, cơ sở giáo dục")


def test_boxes_of_pictures_lead_to_the_clauses_that_they_stand_for(built: Path) -> None:
    for plan_id in PROVINCES:
        read = Page((built / plan_id / "so-do.html").read_text("utf-8"))
        places = {link for link in read.links if link.startswith("#o-at")}
        assert len(places) >= 4, plan_id
        assert "svg" in {tag for tag, _ in read.attributes}
        pictures = [given for tag, given in read.attributes if tag == "svg"]
        assert all(given.get("role") in ("img", "group") for given in pictures), plan_id


def test_every_page_has_a_language_a_title_captions_and_descriptions(built: Path) -> None:
    for name, page in pages(built).items():
        tags = [tag for tag, _ in page.attributes]
        assert page.attributes[0] == ("html", {"lang": "vi"}), name
        assert page.words["title"], name
        assert tags.count("h1") == 1, name
        assert tags.count("table") == tags.count("caption"), name
        assert ("meta", {"charset": "utf-8"}) in page.attributes, name
        for tag, given in page.attributes:
            assert tag != "img" or given.get("alt"), name
            assert tag != "th" or given.get("scope"), name
        assert_only_our_script(name, page)


def assert_only_our_script(name: str, page: Page) -> None:
    """No script, or the one that we wrote, and the page lets no other run."""
    policies = [given["content"] for tag, given in page.attributes if given.get("http-equiv")]
    scripts = page.words.get("script", [])
    own = (Path(html.TEMPLATES) / "filter.js").read_text("utf-8")
    allowed = [base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()] if scripts else []
    assert [tag for tag, _ in page.attributes].count("script") == len(scripts) <= 1, name
    assert all(script == own.strip() for script in scripts), name
    assert not any(key.startswith("on") for _, given in page.attributes for key in given), name
    if name != "index.html":
        (policy,) = policies
        assert policy is not None
        assert policy.startswith("default-src 'none'"), name
        assert re.findall("sha256-([^']+)'", policy) == allowed, name


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
        assert made_of >= {"plan.json", "lich.html", "chi-tieu.html", "tom-tat.html", "co-quan.html", "so-lieu.xlsx",
                           "so-do.html", "responsibility.svg", "reporting.svg", "targets.svg", "legal.svg"}  # fmt: skip
        assert made_of >= {f"ma-tran.{x}" for x in ("html", "pdf", "docx", "xlsx", "png", "svg", "csv", "md")}
        papers = {f"{name}.{x}" for name in ("phu-luc", "6-ro") for x in ("html", "pdf", "docx", "xlsx")}
        assert papers <= made_of if plan_id in PROVINCES else papers.isdisjoint(made_of)
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
        for ending in ("md", "svg", "csv", "xlsx", "docx", "pdf"):
            assert made[f"{plan_id}/ma-tran.{ending}"] == planmodel("raci", plan_id, "--format", ending).raw
        assert made[f"{plan_id}/legal.svg"] == planmodel("graph", plan_id, "--view", "legal").raw


def test_every_agency_with_work_has_its_packet(built: Path) -> None:
    plans = tuple(real(p) for p in PROVINCES)
    for agency in packet.agencies_with_work(plans, REGISTRY):
        name = words.agency(agency, REGISTRY, "vi")
        for ending in ("html", "pdf", "docx", "xlsx"):
            assert (built / "co-quan" / f"{agency}.{ending}").is_file(), agency
        page = Page((built / "co-quan" / f"{agency}.html").read_text("utf-8"))
        assert name in page.text, agency


def test_one_workbook_holds_every_table_of_a_plan(built: Path) -> None:
    for plan_id in PROVINCES:
        book = openpyxl.load_workbook(built / plan_id / "so-lieu.xlsx")
        assert len(book.worksheets) == 10, plan_id
        assert len(set(book.sheetnames)) == 10


def test_building_again_over_an_older_build_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    before = files_in(built)
    old = tmp_path / "cũ" / "hơn"
    shutil.copytree(built, old)
    (old / "index.html").write_text("cũ", "utf-8")
    shutil.rmtree(old / KHANH_HOA)
    line = f"PYTHONHASHSEED=3 TZ=Asia/Ho_Chi_Minh LC_ALL=C planmodel build -o '{old}'"
    assert shell(line).code == 0
    after = files_in(old)
    assert after.keys() == before.keys()
    assert [name for name, raw in after.items() if raw != before[name]] == []


def test_english_pages_have_the_same_names_and_say_so(article: Path, small: Path, tmp_path: Path) -> None:
    done = planmodel("build", "--lang", "en", "--workspace", article, "-o", tmp_path)
    assert re.fullmatch(r"\d+ files of \d plans in .*; open .*/index\.html in a browser\n", done.out)
    assert files_in(tmp_path).keys() == files_in(small).keys()
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
        assert_only_our_script(name, page)
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


def test_a_file_that_cannot_be_written_leaves_the_others(article: Path, small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ra"
    for name in (f"{THANH_HOA}/ma-tran.docx", f"{THANH_HOA}/plan.json", "co-quan/truong-hoc.pdf"):
        (folder / name).mkdir(parents=True)  # as good as a file that Word holds open
    done = process("build", "--workspace", article, "-o", folder)
    before, after = files_in(small), files_in(folder)
    assert done.code == 2
    assert done.out.startswith(f"{len(before) - 3} tệp của ")
    head, *rest = done.err.splitlines()
    assert head == f"planmodel: không làm được 3 trong {len(before)} tệp; các tệp khác đã có trong {folder}"
    assert [line.partition(":")[0].strip() for line in rest] == [
        f"{THANH_HOA}/ma-tran.docx", f"{THANH_HOA}/plan.json", "co-quan/truong-hoc.pdf"]  # fmt: skip
    assert all("đây là một thư mục" in line for line in rest)
    lost = before.keys() - after.keys()
    assert lost == {f"{THANH_HOA}/ma-tran.docx", f"{THANH_HOA}/plan.json", "co-quan/truong-hoc.pdf"}
    assert [name for name, raw in after.items() if raw != before[name]] == ["index.html"]
    first = Page(after["index.html"].decode())
    assert lost.isdisjoint(first.links)
    assert "Chưa làm được 3 tệp" in first.text
    leads_to("index.html", after, pages(folder))


def test_a_picture_engine_that_is_missing_leaves_all_but_its_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "mau.yaml").write_text(MINIMAL, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(draw, "ENGINES", ())
    done = planmodel("build")
    assert done.code == 2
    assert "graphviz-pure" in done.err
    assert len(done.err.splitlines()) == 2, "one reason, told once"
    made = files_in(tmp_path / "build")
    assert {
        "index.html",
        "ke-hoach-mau/ma-tran.html",
        "ke-hoach-mau/ma-tran.png",
        "ke-hoach-mau/plan.json",
    } <= made.keys()
    assert "ke-hoach-mau/responsibility.svg" not in made
    leads_to("index.html", made, pages(tmp_path / "build"))


def test_a_disk_that_fills_up_leaves_no_half_file(article: Path, small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ra"
    line = f"ulimit -f 20; PYTHONDONTWRITEBYTECODE=1 planmodel build --workspace {article} -o {folder}"
    done = shell(line)
    assert done.code == 2
    assert "đĩa đã đầy hoặc hết hạn mức" in done.err
    assert "Traceback" not in done.err
    before, after = files_in(small), files_in(folder)
    assert 0 < len(after) < len(before)
    assert [name for name, raw in after.items() if raw != before[name] and name != "index.html"] == []
    assert not [name for name in after if ".planmodel" in name]


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
