"""Write plans to measure with: made up, in the shape of real ones, valid and without findings.

    python benchmarks/generate.py --plans 63 --out DIR      DIR/plan-00001.yaml ... DIR/plan-00063.yaml

The same options give the same bytes on every Python >= 3.11: all choices come from SHAKE-256, none from ``random``.
Plan i depends on the seed, on i and on the numbers of tasks and agencies only: the first 63 of 1,000 plans are the 63.

The shape of a plan, about 60 KB with the default of 118 tasks:

- 12 targets (those that a task reaches), rising from year to year over a period of two or three years; 5 requirements,
  6 objectives
- tasks in khoản of 24 (II.1, II.2, ...), each with four điểm of six bullets; the khoản take turns by sector. A task
  has a due date and a product and, where they apply, doers, targets, its wording, and earlier tasks it waits for
- 40 agencies of the registry. Every điểm has one lead. A lead's duties name its điểm, alone and as ranges, and so do
  the duties of those who carry out and those who co-ordinate; leads also direct others, and report
- quarterly, half-yearly and yearly reports in two hops, by dates that are working days in every year of the period

Where more agencies have duties than the registry has kinds for, the others are made up: a quarter of them lead, a quarter
carry out, the rest co-ordinate. ``registry/agencies.yaml`` beside the plans then holds them and all others, so that the
folder is the ``plans`` of a workspace.

With ``--duties`` every agency has so many duties instead, each over a range of 50 tasks, and the ranges begin nearly
everywhere: 500 agencies with 4 duties each have 100,000 assignments in 5,000 tasks.

With ``--template`` a template of as many tasks is written beside the plans, and most of their items say which of its
items they carry out; here and there one asks for less, or says nothing. Otherwise these plans are the same ones.

The text is put together from stock phrases. No plan is a real document; every figure and name in it is invented.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from hashlib import sha256, shake_256
from itertools import count, cycle
from pathlib import Path
from struct import iter_unpack
from typing import NamedTuple, TypeAlias, TypeVar

TASKS = 118
"""Tasks of a plan of about 60 KB."""

Value: TypeAlias = "str | int | bool | Sequence[Value] | dict[str, Value] | None"
Item: TypeAlias = dict[str, Value]
T = TypeVar("T")

LETTERS = "abcd"
BULLETS = 6
"""The điểm of a khoản, and the bullets of each."""


def _listed(text: str) -> tuple[str, ...]:
    return tuple(x.strip() for x in text.split(";"))


PROVINCES = (
    ("hung-yen", "Hưng Yên"),
    ("khanh-hoa", "Khánh Hòa"),
    ("dak-nong", "Đắk Nông"),
    ("lam-dong", "Lâm Đồng"),
    ("thanh-hoa", "Thanh Hóa"),
)
PERIODS = ((2022, 2023), (2022, 2024), (2023, 2024))
SECTORS = ("education", "health", "both", "cross")
SECTOR_NAMES = {
    "education": "các trường học",
    "health": "các bệnh viện",
    "both": "trường học và bệnh viện",
    "cross": "các cơ quan, đơn vị",
}
CONSOLIDATES = "so-tttt"
LEADS = {
    "education": ("so-gddt", "so-tttt", "so-ldtbxh"),
    "health": ("so-yte", "so-tc", "so-tttt"),
    "both": ("so-tttt", "so-khdt", "so-yte"),
    "cross": ("so-tttt", "cong-an-tinh", "nhnn-chi-nhanh"),
}
LEADING = tuple(dict.fromkeys(a for names in LEADS.values() for a in names))
TOLD = ("thuong-truc-tinh-uy", "thuong-truc-hdnd-tinh", "bo-tttt")
ACTING = ("ubnd-tinh", "chu-tich-ubnd-tinh")
DOERS = {
    "education": ("truong-hoc", "dai-hoc-cao-dang", "dn-nen-tang-giao-duc", "co-so-gdnn"),
    "health": ("benh-vien", "dn-nen-tang-y-te"),
    "both": ("truong-hoc", "benh-vien", "ngan-hang", "dn-trung-gian-thanh-toan"),
    "cross": ("dn-vien-thong", "dn-cntt", "bao-tinh", "dai-pttth"),
}
ALWAYS = ("truong-hoc", "benh-vien")
MORE = _listed("""
    so-ct; so-nv; so-khcn; so-vhttdl; kbnn-tinh; van-phong-ubnd-tinh; ubnd-huyen; ban-chi-dao-cds-tinh;
    bao-tinh; dai-pttth; cong-ttdt-tinh; dai-hoc-cao-dang; co-so-gdnn; ngan-hang; ngan-hang-thuong-mai;
    to-chuc-tin-dung; dn-nen-tang-giao-duc; dn-nen-tang-y-te; dn-trung-gian-thanh-toan; dn-dich-vu-thanh-toan;
    dn-vien-thong; dn-cntt; hiep-hoi-dn-tinh; doanh-nghiep; trang-cong-ttdt-don-vi; he-thong-thong-tin-co-so
""")
ARCHIVE = "van-thu"
AGENCIES = 32
"""Agencies with duties in a plan of 40: LEADING, ALWAYS, and of MORE as many as then are wanting."""
RANGE, RANGING = 50, ("implement", "lead", "implement", "coordinate")
"""How many tasks a duty covers where every agency is given so many duties, and the verbs that take turns."""
FEWEST = 12
"""Below it nobody would be left to co-ordinate."""
REGISTRY = Path(__file__).resolve().parent.parent / "plans" / "registry" / "agencies.yaml"

LEGAL_BASES = tuple(_listed(line) for line in """
    749/QĐ-TTg; QĐ; 2020-06-03; thu-tuong; Chương trình Chuyển đổi số quốc gia
    50/NQ-CP; NQ; 2020-04-17; chinh-phu; Chương trình hành động về cách mạng công nghiệp lần thứ tư
    942/QĐ-TTg; QĐ; 2021-06-15; thu-tuong; Chiến lược phát triển Chính phủ điện tử hướng tới Chính phủ số
    1813/QĐ-TTg; QĐ; 2021-10-28; thu-tuong; Đề án phát triển thanh toán không dùng tiền mặt
""".strip().splitlines())  # fmt: skip
VERBS = _listed("""
    Xây dựng; Triển khai; Rà soát, hoàn thiện; Nâng cấp, vận hành; Thí điểm, nhân rộng; Chuẩn hóa, kết nối;
    Đánh giá, lựa chọn; Hướng dẫn sử dụng; Bảo đảm an toàn cho; Mở rộng; Đẩy mạnh khai thác; Ban hành quy trình cho
""")
OBJECTS = {
    "education": _listed("""
        nền tảng số quản lý trường học; kho học liệu số dùng chung; hệ thống thu học phí không tiền mặt;
        hồ sơ, học bạ điện tử; nền tảng dạy và học trực tuyến; ngân hàng câu hỏi và đề thi số;
        module thanh toán trong phần mềm nhà trường
    """),
    "health": _listed("""
        bệnh án điện tử; nền tảng tư vấn khám, chữa bệnh từ xa; hệ thống thu viện phí không tiền mặt;
        đơn thuốc điện tử; hồ sơ sức khỏe cá nhân; nền tảng quản lý tiêm chủng; phần mềm quản lý bệnh viện
    """),
    "both": _listed("""
        mẫu thông tin thanh toán thống nhất; điểm chấp nhận thẻ và mã QR; đối soát, hóa đơn điện tử;
        kết nối với Cổng Dịch vụ công quốc gia; đầu mối hỗ trợ người trả tiền; dịch vụ Mobile Money;
        tài khoản thanh toán điện tử
    """),
    "cross": _listed("""
        hạ tầng mạng băng rộng; trung tâm giám sát an toàn thông tin; tổ công nghệ số cộng đồng;
        chương trình truyền thông về chuyển đổi số; cơ sở dữ liệu dùng chung; bồi dưỡng kỹ năng số cho cán bộ;
        tiếp nhận phản ánh gian lận, lừa đảo
    """),
}
PLACES = _listed("""
    tại đô thị và nông thôn; ở vùng sâu, vùng xa; trên toàn địa bàn; tại các huyện, thị xã, thành phố;
    theo hướng dẫn của Trung ương; đồng bộ và tránh lãng phí; phục vụ người dân, doanh nghiệp;
    gắn với cải cách hành chính
""")
WORDING = _listed("""
    ưu tiên sử dụng nền tảng, hạ tầng sẵn có của tỉnh, bảo đảm kết nối, chia sẻ dữ liệu;
    định kỳ đánh giá mức độ hài lòng của người sử dụng, kịp thời khắc phục hạn chế;
    lồng ghép với các chương trình, đề án đang thực hiện để tiết kiệm nguồn lực;
    công khai biểu phí, quy trình và đầu mối hỗ trợ trên trang thông tin điện tử
""")
PRODUCTS = _listed("""
    Quyết định ban hành; Báo cáo kết quả; Hệ thống được nghiệm thu; Tài liệu hướng dẫn; Biên bản bàn giao;
    Danh mục được công bố; Quy chế phối hợp; Số liệu trên trang theo dõi
""")
TARGETS = tuple(_listed(line) for line in """
    edu-platform; digital-platform-adoption; truong-hoc; share; use; Trường học sử dụng nền tảng số
    edu-cashless; cashless-adoption; truong-hoc; share; install-and-use; Trường học thanh toán không tiền mặt
    edu-cashless-primary; cashless-adoption; co-so-tieu-hoc; share; accept; Trường tiểu học nhận trả không tiền mặt
    edu-transactions; cashless-transaction-share; truong-hoc; count-and-value; ; Giao dịch không tiền mặt ở trường
    edu-online-teaching; online-teaching-coverage; truong-hoc; share; ; Trường học dạy và học trực tuyến
    edu-curriculum; online-curriculum-adoption; truong-hoc; share; ; Trường đạt mức chương trình trực tuyến
    edu-curriculum-share; online-curriculum-share; hoc-sinh-sinh-vien; share; ; Nội dung học trực tuyến
    edu-tuition-portal; online-tuition-portal; truong-hoc; share; use; Thu học phí trên Cổng Dịch vụ công
    health-platform; digital-platform-adoption; benh-vien; share; use; Bệnh viện sử dụng nền tảng số
    health-cashless; cashless-adoption; benh-vien; share; install-and-use; Bệnh viện thanh toán không tiền mặt
    health-cashless-clinics; cashless-adoption; co-so-kham-chua-benh; share; accept; Cơ sở nhận trả không tiền mặt
    health-transactions; cashless-transaction-share; benh-vien; count-and-value; ; Giao dịch không tiền mặt ở bệnh viện
""".strip().splitlines())  # fmt: skip
"""Id (with its sector), indicator, population, measure, demand and title."""

REPORT_MONTHS = (("quarter", (3, 6, 9, 12)), ("half-year", (6, 12)), ("year", (12,)))
NOT_REAL = "# Made by benchmarks/generate.py: not a real plan."
TEMPLATE = "made-template"
"""The id of the template."""
FUNDING: Item = {
    "at": "IV#1",
    "title": "Kinh phí thực hiện Kế hoạch",
    "sources": ["Ngân sách nhà nước trong dự toán hằng năm", "Nguồn kinh phí hợp pháp khác"],
    "agencies": ["so-tc"],
}
WEAKER = (
    ("area", "all", "urban"),
    ("measure", "count-and-value", "count-or-value"),
    ("commitment", "firm", "aspirational"),
    ("demand", "install-and-use", "accept"),
)
"""Fields of a target, what they may say, and what asks for less."""
METHODS = ("qr", "website", "mobile-money", "card-pos")
FIELDS = ("payer-name", "payee-name", "payment-reason", "invoice-code")
PLATFORMS = ("hospital-management", "telehealth", "e-prescription", "personal-health-record", "vaccination")
REQUIREMENTS: tuple[tuple[str, str, int | str, tuple[str, ...], str], ...] = (
    ("edu-payment-methods", "education", 3, METHODS, "Phương thức thanh toán tại trường học"),
    ("edu-payment-fields", "education", "all", FIELDS, "Thông tin tối thiểu khi thu học phí"),
    ("health-payment-methods", "health", 3, METHODS, "Phương thức thanh toán tại bệnh viện"),
    ("health-payment-fields", "health", "all", FIELDS, "Thông tin tối thiểu khi thu viện phí"),
    ("health-platforms", "health", "all", PLATFORMS, "Nền tảng số y tế phải có"),
)


class Draw:
    """Choices that follow from the seed and the number of the plan, or a name, alone."""

    def __init__(self, seed: int, index: int | str) -> None:
        self._numbers = _numbers(f"{seed}/{index}")

    def below(self, n: int) -> int:
        """A number from 0 to ``n`` - 1."""
        return next(self._numbers) % n

    def one(self, items: Sequence[T]) -> T:
        """One of ``items``."""
        return items[self.below(len(items))]

    def some(self, items: Iterable[T], n: int) -> list[T]:
        """``n`` different ones of ``items``, or as many as there are."""
        rest = list(items)
        return [rest.pop(self.below(len(rest))) for _ in range(min(n, len(rest)))]


def _numbers(key: str) -> Iterator[int]:
    """Numbers of 32 bits without end."""
    for block in count():
        for (number,) in iter_unpack(">I", shake_256(f"{key}/{block}".encode()).digest(4096)):
            yield number


class Point(NamedTuple):
    """A điểm of section II: its place, its sector, who leads it, and the ids of its tasks."""

    khoan: int
    letter: str
    sector: str
    lead: str
    tasks: tuple[str, ...]

    @property
    def clause(self) -> str:
        """Its clause: II.1.a."""
        return f"II.{self.khoan}.{self.letter}"


class Frame(NamedTuple):
    """What the sections of one plan share."""

    draw: Draw
    years: range
    issued: date
    points: tuple[Point, ...]
    leading: tuple[str, ...]
    carry_out: tuple[str, ...]
    co_ordinate: tuple[str, ...]


def _frame(seed: int, index: int, tasks: int, agencies: int) -> Frame:
    draw = Draw(seed, index)
    first, last = draw.one(PERIODS)
    issued = _working_day(date(first, 1, 4 + draw.below(10)))
    made = invented(agencies)
    more = [*draw.some(MORE, agencies - len({*ALWAYS, *LEADING}) - len(made)), *made]
    doers = {a for names in DOERS.values() for a in names}.union(made[1::4])
    leading = made[0::4]
    return Frame(
        draw=draw,
        years=range(first, last + 1),
        issued=issued,
        points=tuple(_points(draw, tasks, leading)),
        leading=(*LEADING, *leading),
        carry_out=(*ALWAYS, *(a for a in more if a in doers and a not in ALWAYS)),
        co_ordinate=tuple(a for a in more if a not in doers and a not in leading),
    )


def invented(agencies: int) -> tuple[str, ...]:
    """The ids of the agencies that are made up where so many have duties."""
    shipped = len({*LEADING, *ALWAYS, *MORE})
    return tuple(f"don-vi-{n:03d}" for n in range(1, agencies - shipped + 1))


def registry(agencies: int) -> str:
    """The text of the registry with those that are made up."""
    lines = (
        f"  - {{id: {name}, name: {{vi: Đơn vị {n}, en: Unit {n}}}, short: Đơn vị {n}, level: province, kind: department}}"
        for n, name in enumerate(invented(agencies), 1)
    )
    return REGISTRY.read_text("utf-8").rstrip("\n") + "\n" + "\n".join(lines) + "\n"


def _points(draw: Draw, tasks: int, leading: Sequence[str]) -> Iterator[Point]:
    for n, first in enumerate(range(0, tasks, BULLETS)):
        khoan, letter = divmod(n, len(LETTERS))
        sector = SECTORS[khoan % len(SECTORS)]
        ids = tuple(f"task-{t + 1:03d}" for t in range(first, min(first + BULLETS, tasks)))
        yield Point(khoan + 1, LETTERS[letter], sector, draw.one((*LEADS[sector], *leading)), ids)


def plan(
    seed: int,
    index: int,
    tasks: int = TASKS,
    agencies: int = AGENCIES,
    duties_of: int = 0,
    *,
    linked: bool = False,
) -> str:
    """The text of plan ``index``; where ``duties_of`` is given, every agency has so many duties over RANGE tasks each.

    Where it is ``linked``, it carries out the template.
    """
    f = _frame(seed, index, tasks, agencies)
    duties = list(_ranging(f, duties_of) if duties_of else _duties(f))
    links = _Links(Draw(seed, f"{index}/links")) if linked else None
    targets, requirements, listed = _targets(f, linked=linked), _requirements(f), _tasks(f)
    lines = [NOT_REAL, *_head(f, index, links)]
    if links is not None:
        targets, requirements, listed = (
            links.targets(targets),
            links.requirements(requirements),
            links.tasks(listed),
        )
    lines += _section("legal_bases", _legal_bases(), one_line=True)
    lines += _section("recipients", _recipients(f), one_line=True)
    lines += _section("objectives", _objectives(), one_line=True)
    lines += _section("targets", targets)
    lines += _section("requirements", requirements, one_line=True)
    lines += _section("tasks", listed)
    lines += _section("duties", duties)
    lines += _section("reports", (report for duty in duties for report in _reports(f, duty)))
    lines += _section("funding", [FUNDING])
    lines += _section("not_encoded", _not_encoded(f, duties), one_line=True)
    return "\n".join(lines) + "\n"


def _head(f: Frame, index: int, links: _Links | None) -> Iterator[str]:
    name = f"plan-{index:05d}"
    first, last = f.years[0], f.years[-1]
    province, place = f.draw.one(PROVINCES)
    document: Item = {
        "number": f"{100 + index}/KH-UBND",
        "kind": "KH",
        "title": f"Chuyển đổi số, thanh toán không tiền mặt ở trường học, bệnh viện giai đoạn {first}-{last}",
        "issuer": "ubnd-tinh",
        "province": province,
        "place": place,
        "issued": f.issued.isoformat(),
        "signer": {"name": "Nguyễn Văn An", "rank": "Chủ tịch", "capacity": "TM."},
        "source": {"kind": "full-text", "name": f"{name}.txt", "sha256": sha256(name.encode()).hexdigest()},
    }
    period: Item = {"from": f"{first}-01-01", "to": f"{last}-12-31", "basis": "stated", "at": "preamble#1"}
    yield from ("planmodel: 1", f"plan: {name}", "kind: plan")
    if links is not None:
        yield from _section(
            "implements", [{"plan": TEMPLATE, "basis": "cited", "at": "preamble#2"}], one_line=True
        )
    yield from ("", "document:")
    yield from _block(document, "  ")
    yield from ("", "period:")
    yield from _block(period, "  ")


def _legal_bases() -> Iterator[Item]:
    for n, (number, kind, issued, issuer, title) in enumerate(LEGAL_BASES, 2):
        item: Item = {"at": f"preamble#{n}", "number": number, "kind": kind, "issued": issued}
        yield item | {"issuer": issuer, "role": "based-on", "title": title}


def _recipients(f: Frame) -> Iterator[Item]:
    lines = [(agency, "report") for agency in TOLD]
    lines += [(agency, "act") for agency in (*ACTING, *f.leading, *f.carry_out, *f.co_ordinate)]
    for n, (agency, mode) in enumerate([*lines, (ARCHIVE, "archive")], 1):
        yield {"at": f"recipients#{n}", "agency": agency, "mode": mode}


def _objectives() -> Iterator[Item]:
    aims = (
        ("general", "Thúc đẩy chuyển đổi số trong"),
        ("specific", "Hình thành thói quen thanh toán điện tử ở"),
    )
    pairs = [(kind, aim, sector) for kind, aim in aims for sector in SECTORS[:3]]
    for n, (kind, aim, sector) in enumerate(pairs, 1):
        title = f"{aim} {SECTOR_NAMES[sector]}"
        yield {"id": f"{kind}-{sector}", "at": f"I.1#{n}", "kind": kind, "sector": sector, "title": title}


def _targets(f: Frame, *, linked: bool = False) -> Iterator[Item]:
    reached = set(_turns(f.points).values())
    listed = [target for target in TARGETS if target[0] in reached]
    for n, (name, indicator, population, measure, demand, title) in enumerate(listed, 1):
        amount = 30 + f.draw.below(25)
        levels: Item = {}
        for year in f.years:
            levels[str(year)] = amount
            amount += 5 + f.draw.below(10)
        if not linked:
            levels = _agreed(name, f.years)
        item: Item = {"id": name, "at": f"I.2#{n}", "title": title, "indicator": indicator}
        item |= {"sector": _target_sector(name), "population": population, "area": "all", "measure": measure}
        if demand:
            item["demand"] = demand
        commitment = f.draw.one(("firm", "minimum"))
        yield item | {"level": {"at_least": levels}, "unit": "%", "commitment": commitment}


def _agreed(name: str, years: range) -> Item:
    """The levels of a target, the same in every plan: those of one body must not contradict one another."""
    draw, amount = Draw(0, name), 30
    levels: Item = {}
    for year in range(min(first for first, _ in PERIODS), years[-1] + 1):
        amount += 5 + draw.below(15)
        if year in years:
            levels[str(year)] = amount
    return levels


def _turns(points: Iterable[Point]) -> dict[str, str]:
    """The target of each task: those of its sector take turns, and no task of all sectors has one."""
    turns = {s: cycle([t[0] for t in TARGETS if s in (_target_sector(t[0]), "both")]) for s in SECTORS}
    listed = [(name, next(turns[point.sector], None)) for point in points for name in point.tasks]
    return {name: target for name, target in listed if target is not None}


def _target_sector(name: str) -> str:
    return "education" if name.startswith("edu-") else "health"


def _requirements(f: Frame) -> Iterator[Item]:
    for name, sector, choose, of, title in REQUIREMENTS:
        point = next((p for p in f.points if p.sector == sector), f.points[0])
        item: Item = {"id": name, "at": f"{point.clause}#1", "sector": sector, "title": title}
        yield item | {"choose": choose, "of": of}


def _tasks(f: Frame) -> Iterator[Item]:
    draw = f.draw
    days: dict[str, date] = {}
    used: dict[str, int] = {}
    turns = _turns(f.points)
    for point in f.points:
        doers = [a for a in DOERS[point.sector] if a in f.carry_out]
        for n, name in enumerate(point.tasks, 1):
            title = f"{draw.one(VERBS)} {draw.one(OBJECTS[point.sector])} {draw.one(PLACES)}"
            used[title] = used.get(title, 0) + 1
            if used[title] > 1:
                title += f" (đợt {used[title]})"
            item: Item = {"id": name, "at": f"{point.clause}#{n}", "sector": point.sector, "title": title}
            if not draw.below(20):
                item["text"] = f"{title}; {draw.one(WORDING)}."
            if doers and draw.below(2):
                item["by"] = draw.some(doers, 1 + draw.below(2))
            if name in turns:
                item["contributes_to"] = [turns[name]]
            day = _task_day(f)
            if waits := sorted(e for e in draw.some(list(days)[-20:], draw.below(4)) if days[e] < day):
                item["after"] = waits
            days[name] = day
            after = (day + timedelta(days=1)).isoformat()
            item["due"] = {"by": day.isoformat()} if draw.below(2) else {"before": after}
            yield item | {"product": draw.one(PRODUCTS)}


def _duties(f: Frame) -> Iterator[Item]:
    """The duties of section III, one khoản for every agency."""
    leading = set(f.leading)
    for khoan, agency in enumerate((*f.leading, *f.carry_out, *f.co_ordinate), 1):
        if agency in leading:
            own = [*_leads(f, agency), _directs(f), _sums_up() if agency == CONSOLIDATES else _answers()]
        else:
            own = [_carries_out(f) if agency in f.carry_out else _co_ordinates(f)]
            if not f.draw.below(4):
                own.append(_communicates(f))
        for n, duty in enumerate(own, 1):
            yield {"id": f"{agency}-{n}", "at": f"III.{khoan}#{n}", "agencies": [agency]} | duty


def _ranging(f: Frame, each: int) -> Iterator[Item]:
    """Duties over ranges of RANGE tasks that begin nearly everywhere; those of one agency share no task."""
    bullets = [f"{p.clause}#{n}" for p in f.points for n in range(1, len(p.tasks) + 1)]
    starts = max(1, len(bullets) - RANGE + 1)
    step = max(1, starts // each)
    for khoan, agency in enumerate((*f.leading, *f.carry_out, *f.co_ordinate), 1):
        for n in range(1, each + 1):
            first = ((khoan * each + n) * step) % starts
            last = min(first + RANGE, len(bullets)) - 1
            yield {
                "id": f"{agency}-{n}",
                "at": f"III.{khoan}#{n}",
                "agencies": [agency],
                "roles": [RANGING[n % len(RANGING)]],
                "covers": [f"{bullets[first]}..{bullets[last]}"],
                "title": "Triển khai các nhiệm vụ được phân công tại Mục II",
            }


def _leads(f: Frame, agency: str) -> Iterator[Item]:
    led = [p for p in f.points if p.lead == agency]
    for khoan in dict.fromkeys(p.khoan for p in led):
        yield {
            "roles": ["lead", "implement"],
            "with": f.draw.some(f.co_ordinate, 1 + f.draw.below(3)),
            "covers": _covers([p for p in led if p.khoan == khoan]),
            "title": f"Chủ trì triển khai các nhiệm vụ được phân công tại khoản {khoan} Mục II",
        }


def _covers(points: Sequence[Point]) -> list[str]:
    """Neighbouring điểm of one khoản as ranges, others one by one."""
    runs: list[list[Point]] = []
    for p in points:
        if runs and LETTERS.index(p.letter) == LETTERS.index(runs[-1][-1].letter) + 1:
            runs[-1].append(p)
        else:
            runs.append([p])
    return [f"{run[0].clause}..{run[-1].clause}" if len(run) > 1 else run[0].clause for run in runs]


def _directs(f: Frame) -> Item:
    what = f.draw.one(OBJECTS[f.draw.one(SECTORS)])
    directed = f.draw.some(f.carry_out, 1 + f.draw.below(3))
    return {"roles": ["direct"], "directs": directed, "title": f"Chỉ đạo các đơn vị triển khai {what}"}


def _sums_up() -> Item:
    return {
        "roles": ["consolidate"],
        "to": ["ubnd-tinh"],
        "title": "Tổng hợp, báo cáo kết quả thực hiện Kế hoạch",
    }


def _answers() -> Item:
    return {
        "roles": ["report"],
        "to": [CONSOLIDATES],
        "title": "Báo cáo kết quả thực hiện nhiệm vụ được giao",
    }


def _carries_out(f: Frame) -> Item:
    first = f.draw.below(len(f.points))
    points = [p for p in f.points[first : first + 2] if p.khoan == f.points[first].khoan]
    title = f"Tổ chức thực hiện nhiệm vụ trong {SECTOR_NAMES[points[0].sector]}"
    return {"roles": ["implement"], "covers": _covers(points), "title": title}


def _co_ordinates(f: Frame) -> Item:
    point = f.draw.one(f.points)
    role: Item = {"verb": "coordinate", "with": [point.lead], "joint": [f.draw.one(("implement", "handle"))]}
    title = f"Phối hợp triển khai nhiệm vụ trong {SECTOR_NAMES[point.sector]}"
    return {"roles": [role], "covers": [point.clause], "title": title}


def _communicates(f: Frame) -> Item:
    title = f"Tuyên truyền, phổ biến về {f.draw.one(OBJECTS[f.draw.one(SECTORS)])}"
    return {"roles": ["communicate"], "to": f.draw.some(f.carry_out, 2), "title": title}


def _reports(f: Frame, duty: Item) -> Iterator[Item]:
    """The reports that a duty orders: departments to the one that consolidates, and this one some days later."""
    last = duty["roles"] == ["consolidate"]
    if not last and duty["roles"] != ["report"]:
        return
    for every, months in REPORT_MONTHS[: 3 if last else 1]:
        due: list[Value] = [
            {"by": f"{m:02d}-{_report_day(f.years, m, 23 if last else 16):02d}"} for m in months
        ]
        yield {
            "id": f"{duty['id']}-{every}",
            "at": duty["at"],
            "from": duty["agencies"],
            "to": duty["to"],
            "every": [every],
            "ad_hoc": False,
            "due": due,
            "about": "Kết quả thực hiện Kế hoạch",
        }


def _report_day(years: range, month: int, first: int) -> int:
    """The first day from ``first`` on that is no weekend in any year (within a week there always is one)."""
    return next(d for d in range(first, first + 7) if all(date(y, month, d).weekday() < 5 for y in years))


def _not_encoded(f: Frame, duties: Sequence[Item]) -> Iterator[Item]:
    tasks = (clause for p in f.points for clause in (f"II.{p.khoan}", p.clause))
    agencies = (str(duty["at"]).partition("#")[0] for duty in duties)
    for at in dict.fromkeys(("I", "I.1", "I.2", "II", *tasks, "III", *agencies, "IV")):
        yield {"at": at, "reason": "heading"}
    yield {"at": "closing#1", "reason": "closing-formula"}


class _Links:
    """What the items of a plan say they carry out, and where they ask for less."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw

    def targets(self, items: Iterable[Item]) -> Iterator[Item]:
        """Each carries out the template's target of its id; here and there one asks for less."""
        for item in items:
            field, value, less = self._draw.one(WEAKER)
            if item.get(field) == value and not self._draw.below(3):
                item[field] = less
            yield self._linked(item, str(item["id"]))

    def requirements(self, items: Iterable[Item]) -> Iterator[Item]:
        """Each carries out the template's requirement of its id; some ask for fewer options."""
        for item in items:
            if item["choose"] == 3 and not self._draw.below(6):
                item["choose"] = 2
            yield self._linked(item, str(item["id"]))

    def tasks(self, items: Iterable[Item]) -> Iterator[Item]:
        """Each carries out the template's task of its number; some the one before it, too."""
        for item in items:
            number = int(str(item["id"]).removeprefix("task-"))
            also = number > 1 and not self._draw.below(16)
            yield self._linked(item, *(_demand(n) for n in range(number - also, number + 1)))

    def _linked(self, item: Item, *demands: str) -> Item:
        """One item in eight does not say what it carries out."""
        return item | {"implements": demands} if self._draw.below(8) else item


def _demand(number: int) -> str:
    return f"demand-{number:03d}"


def template(seed: int, tasks: int = TASKS) -> str:
    """The text of the template that linked plans of so many tasks carry out."""
    draw = Draw(seed, "template")
    issued = date(2022, 1, 4)
    f = Frame(draw, range(2022, 2025), issued, tuple(_points(draw, tasks, ())), LEADING, ALWAYS, ())
    duties = list(_template_duties(f))
    lines = [NOT_REAL, *_template_head(f)]
    lines += _section(
        "recipients", [{"at": "recipients#1", "agency": "ubnd-tinh", "mode": "act"}], one_line=True
    )
    lines += _section("objectives", _objectives(), one_line=True)
    lines += _section("targets", _targets(f, linked=True))
    lines += _section("requirements", _requirements(f), one_line=True)
    lines += _section("tasks", _template_tasks(f))
    lines += _section("duties", duties)
    lines += _section("reports", [_template_report(f)])
    lines += _section("not_encoded", _not_encoded(f, duties), one_line=True)
    return "\n".join(lines) + "\n"


def _template_head(f: Frame) -> Iterator[str]:
    document: Item = {
        "number": "1/BTTTT-QLDN",
        "kind": "CV",
        "title": "Thúc đẩy chuyển đổi số, thanh toán không tiền mặt ở trường học, bệnh viện",
        "issuer": "bo-tttt",
        "province": None,
        "place": "Hà Nội",
        "issued": f.issued.isoformat(),
        "signer": {"name": "Nguyễn Văn An", "rank": "Bộ trưởng", "capacity": "unknown"},
        "source": {
            "kind": "full-text",
            "name": f"{TEMPLATE}.txt",
            "sha256": sha256(TEMPLATE.encode()).hexdigest(),
        },
    }
    period: Item = {
        "from": f"{f.years[0]}-01-01", "to": f"{f.years[-1]}-12-31", "basis": "stated", "at": "preamble#1",
    }  # fmt: skip
    yield from ("planmodel: 1", f"plan: {TEMPLATE}", "kind: template", "", "document:")
    yield from _block(document, "  ")
    yield from ("", "period:")
    yield from _block(period, "  ")


def _template_tasks(f: Frame) -> Iterator[Item]:
    """The tasks that plans carry out under their numbers; every fourth has a day."""
    turns = _turns(f.points)
    numbers = count(1)
    for point in f.points:
        for n, name in enumerate(point.tasks, 1):
            number = next(numbers)
            title = f"{f.draw.one(VERBS)} {f.draw.one(OBJECTS[point.sector])} (nhiệm vụ {number})"
            item: Item = {
                "id": _demand(number),
                "at": f"{point.clause}#{n}",
                "sector": point.sector,
                "title": title,
            }
            if name in turns:
                item["contributes_to"] = [turns[name]]
            if number % 4 == 0:
                item["due"] = {"by": _task_day(f).isoformat()}
            yield item


def _template_duties(f: Frame) -> Iterator[Item]:
    """Who is to lead each khoản."""
    for khoan, sector in {p.khoan: p.sector for p in f.points}.items():
        yield {
            "id": f"lead-{khoan}",
            "at": f"III.{khoan}#1",
            "agencies": [LEADS[sector][0]],
            "roles": ["lead"],
            "covers": [f"II.{khoan}"],
            "title": f"Chủ trì các nhiệm vụ tại khoản {khoan} Mục II",
        }


def _template_report(f: Frame) -> Item:
    due: list[Value] = [{"by": f"{m:02d}-{_report_day(f.years, m, 16):02d}"} for m in (3, 6, 9, 12)]
    return {
        "id": "report-quarter", "at": "IV#1", "from": [CONSOLIDATES], "to": ["ubnd-tinh"], "every": ["quarter"],
        "ad_hoc": False, "due": due, "about": "Kết quả thực hiện Kế hoạch",
    }  # fmt: skip


def _task_day(f: Frame) -> date:
    """A day well inside the period, neither a weekend nor near a holiday."""
    month = f.draw.one((3, 5, 6, 7, 8, 9, 10, 11))
    return _working_day(date(f.draw.one(f.years), month, 10 + f.draw.below(14)))


def _working_day(day: date) -> date:
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


_PLAIN = re.compile(r"[a-z][a-z0-9-]*|[^\W\d_]+(?:[ -][^\W\d_]+)*")


def _section(name: str, items: Iterable[Item], *, one_line: bool = False) -> Iterator[str]:
    """A list of mappings under ``name``: each on one line, or with a key a line; nothing where there is none."""
    for n, item in enumerate(items):
        if n == 0:
            yield ""
            yield f"{name}:"
        if one_line:
            yield f"  - {_flow(item)}"
        else:
            first, *rest = _block(item, "    ")
            yield f"  - {first.lstrip()}"
            yield from rest


def _block(item: Item, indent: str) -> Iterator[str]:
    return (f"{indent}{key}: {_flow(value)}" for key, value in item.items())


def _flow(value: Value) -> str:
    """Words and ids as they are, and all else in quotes: clauses, dates, and what YAML could take for its own."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, int):
        return json.dumps(value)
    return "[" + ", ".join(_flow(v) for v in value) + "]"


@cache
def _text(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def write(
    folder: Path,
    plans: int,
    tasks: int = TASKS,
    seed: int = 1,
    agencies: int = AGENCIES,
    duties_of: int = 0,
    *,
    linked: bool = False,
) -> int:
    """Write ``plans`` plans into ``folder``, with a registry where they need one, and give the number of bytes.

    ``linked`` ones get their template beside them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if invented(agencies):
        (folder / REGISTRY.parent.name).mkdir(exist_ok=True)
        (folder / REGISTRY.parent.name / REGISTRY.name).write_text(registry(agencies), "utf-8")
    if linked:
        (folder / "template.yaml").write_bytes(template(seed, tasks).encode())
    total = 0
    for index in range(1, plans + 1):
        data = plan(seed, index, tasks, agencies, duties_of, linked=linked).encode()
        (folder / f"plan-{index:05d}.yaml").write_bytes(data)
        total += len(data)
    return total


def main(argv: Sequence[str] | None = None) -> int:
    """Write the plans that the command line asks for."""
    parser = argparse.ArgumentParser(description="Write made-up plans to measure with.")
    parser.add_argument("--plans", type=int, required=True, metavar="N", help="how many")
    parser.add_argument(
        "--tasks", type=int, default=TASKS, metavar="N", help=f"tasks of each (default {TASKS})"
    )
    parser.add_argument(
        "--agencies",
        type=int,
        default=AGENCIES,
        metavar="N",
        help=f"agencies with duties in each, {FEWEST} or more (default {AGENCIES})",
    )
    parser.add_argument(
        "--duties",
        type=int,
        default=0,
        metavar="N",
        help=f"duties of every agency, each over {RANGE} tasks (default: as in real plans)",
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help="another seed, other plans (default 1)"
    )
    parser.add_argument(
        "--template", action="store_true", help="a template too, and plans that say what of it they carry out"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write into")
    given = parser.parse_args(argv)
    if given.plans < 1 or given.tasks < 1:
        parser.error("--plans and --tasks start at 1")
    if given.agencies < FEWEST:
        parser.error(f"--agencies starts at {FEWEST}")
    if given.duties < 0:
        parser.error("--duties starts at 0")
    total = write(
        given.out, given.plans, given.tasks, given.seed, given.agencies, given.duties, linked=given.template
    )
    print(f"{given.plans} plans, {total:,} bytes, {total // given.plans:,} a plan")
    return 0


if __name__ == "__main__":
    sys.exit(main())
