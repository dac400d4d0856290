"""What a build makes: every product of a plan, of an agency and of all plans together, and in which formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import NamedTuple

from planmodel import check as checking
from planmodel import model as m
from planmodel import render
from planmodel.diagnostics import Text, say
from planmodel.publish import feeds
from planmodel.publish.pictures import FORMATS, PAGE, Pictures, of_section, overview
from planmodel.render import calendars, comparisons
from planmodel.render.json_ import as_json
from planmodel.views import (
    annex,
    calendar,
    checklist,
    compare,
    evidence,
    export,
    gaps,
    load,
    packet,
    raci,
    targets,
    words,
)
from planmodel.views import summary as summaries
from planmodel.views.table import Document, Table
from planmodel.workspace.deviations import Register

Content = Callable[[], str | bytes]
Make = Callable[[str], str | bytes]

OFFICE = ("html", "pdf", "docx", "xlsx")
"""What an office hands on: to look at, to print, to edit, to count with."""

AGENCIES = "co-quan"
"""The folder of the packets, a file for each agency."""


class Artefact(NamedTuple):
    """One file to make: where (relative to the output folder), what it is, and how to make its content."""

    path: str
    title: str
    make: Content


class Product(NamedTuple):
    """One thing that people look for, in the formats in which it is made: ``name`` and the format are its file.

    ``rank`` is main for what most people come for, more for the rest, inner for what another page leads to.
    """

    name: str
    title: str
    formats: tuple[str, ...]
    make: Make
    rank: str = "more"

    @property
    def artefacts(self) -> Iterator[Artefact]:
        """A file for each format."""
        for fmt in self.formats:
            yield Artefact(f"{self.name}.{fmt}", self.title, partial(self.make, fmt))


class Shop(NamedTuple):
    """What products are made of: plans that are carried out, registries, the language, departures that are accepted."""

    plans: tuple[m.Plan, ...]
    registry: m.Registry
    lang: str
    deviations: Register = Register()

    def said(self, vi: str, en: str) -> str:
        """The words of the language."""
        return Text(vi, en).get(self.lang)


def drawn(make: Callable[[], Table | Document], lang: str) -> Make:
    """A table or a document, made once, in whatever format is asked for."""

    @cache
    def document() -> Document:
        made = make()
        return Document(made.title, (made,)) if isinstance(made, Table) else made

    return lambda fmt: render.render_document(document(), fmt, lang=lang)


# ------------------------------------------------------------------------------------------------------- one plan


def of_plan(plan: m.Plan, shop: Shop) -> Iterator[Product]:
    """The products of one plan, those first that most people come for."""
    said = shop.said
    yield _matrix(plan, shop)
    if plan.kind == "plan":
        yield from _handed_on(plan, shop)
    yield _workbook(plan, shop)
    yield from _tables(plan, shop)
    if plan.kind == "plan":
        yield from _along_time((plan,), shop, f"{plan.id}/")
    yield from _pictures(plan, shop)
    yield Product(
        f"{plan.id}/plan",
        said("Dữ liệu", "Data"),
        ("json",),
        lambda _: as_json(export.export(plan, shop.registry, shop.lang)),
    )


def _matrix(plan: m.Plan, shop: Shop) -> Product:
    """The matrix; its page holds the evidence too, to which the letters lead."""
    matrix = cache(lambda: raci.matrix(plan, shop.registry, lang=shop.lang))
    alone = drawn(matrix, shop.lang)

    def both() -> Document:
        return Document(
            _title(plan, shop, "Ai làm gì, theo điều khoản nào", "Who does what, and by which clause"),
            (matrix(), evidence.evidence(plan, shop.registry, shop.lang)),
        )

    page = drawn(both, shop.lang)
    return Product(
        f"{plan.id}/ma-tran",
        shop.said("Ma trận trách nhiệm", "Responsibility matrix"),
        (*OFFICE, "png", "svg", "csv", "md"),
        lambda fmt: page(fmt) if fmt == "html" else alone(fmt),
        rank="main",
    )


def _title(plan: m.Plan, shop: Shop, vi: str, en: str) -> str:
    number = plan.document.number if plan.document.number != "unknown" else ""
    parts = (shop.said(vi, en), number, words.issuer(plan, shop.registry, shop.lang))
    return " · ".join(part for part in parts if part)


def _handed_on(plan: m.Plan, shop: Shop) -> Iterator[Product]:
    made = (
        ("phu-luc", shop.said("Phụ lục phân công nhiệm vụ", "Annex: assignment of tasks"), annex.annex),
        ("6-ro", shop.said("Rà soát 6 rõ", "6 rõ checklist"), checklist.checklist),
    )
    for name, title, view in made:
        table = partial(view, plan, shop.registry, shop.lang)
        yield Product(f"{plan.id}/{name}", title, OFFICE, drawn(table, shop.lang), rank="main")


def _workbook(plan: m.Plan, shop: Shop) -> Product:
    """Every table of the plan in one workbook, a sheet for each."""
    registry, lang = shop.registry, shop.lang

    def book() -> Document:
        own = plan.kind == "plan"
        tables = [raci.matrix(plan, registry, lang=lang), raci.matrix(plan, registry, by="agency", lang=lang)]
        if own:
            tables += [annex.annex(plan, registry, lang), checklist.checklist(plan, registry, lang)]
        tables.append(targets.targets(plan, registry, lang))
        if own:
            tables += [gaps.gaps(plan, registry, lang), load.load([plan], registry, lang)]
        tables += [
            *_calendar([plan], shop).tables,
            evidence.evidence(plan, registry, lang),
            evidence.legend(registry, lang),
        ]
        return Document(plan.document.title, tuple(tables))

    title = shop.said("Sổ số liệu: mọi bảng trong một tệp Excel", "Workbook: every table in one Excel file")
    return Product(f"{plan.id}/so-lieu", title, ("xlsx",), drawn(book, lang), rank="main")


def _tables(plan: m.Plan, shop: Shop) -> Iterator[Product]:
    registry, lang, said = shop.registry, shop.lang, shop.said
    made: tuple[tuple[str, str, Callable[[], Table | Document], tuple[str, ...]], ...] = (
        (
            "co-quan",
            said("Việc của từng cơ quan", "Work by agency"),
            lambda: raci.matrix(plan, registry, by="agency", lang=lang),
            ("html", "csv"),
        ),
        (
            "khoang-trong",
            said("Khoảng trống phân công", "Gaps"),
            lambda: gaps.gaps(plan, registry, lang),
            ("html", "csv"),
        ),
        (
            "chi-tieu",
            said("Biểu chỉ tiêu", "Targets"),
            lambda: targets.targets(plan, registry, lang),
            ("html", "csv"),
        ),
        (
            "lich",
            said("Lịch báo cáo", "Calendar"),
            lambda: _calendar([plan], shop),
            (*OFFICE, "csv"),
        ),
        ("tom-tat", said("Tóm tắt", "Summary"), lambda: summaries.summary(plan, registry, lang), ("html",)),
    )
    for name, title, make, formats in made:
        yield Product(f"{plan.id}/{name}", title, formats, drawn(make, lang))


def _calendar(plans: Sequence[m.Plan], shop: Shop) -> Document:
    """What is due when, by month, as the command shows it."""
    made = calendar.chosen(plans, shop.registry)
    return calendar.VIEWS["months"](made, shop.registry, shop.lang)


def _along_time(plans: Sequence[m.Plan], shop: Shop, folder: str = "") -> Iterator[Product]:
    """What falls due, to hang up and to show: whole years as a page, and the timeline as a picture."""
    registry, lang = shop.registry, shop.lang
    made = cache(lambda: calendar.chosen(plans, registry))
    yield Product(
        f"{folder}lich-nam",
        shop.said("Lịch cả năm", "Year calendar"),
        ("html",),
        lambda _: calendars.year_page(made(), registry, lang),
    )
    yield Product(
        f"{folder}dong-thoi-gian",
        shop.said("Dòng thời gian", "Timeline"),
        FORMATS,
        lambda fmt: calendars.timeline(made(), registry, lang, fmt),
    )
    yield Product(
        f"{folder}lich",
        shop.said("Lịch hạn để nhập vào điện thoại, Outlook", "Due dates for phones and Outlook"),
        (feeds.FORMAT,),
        lambda _: feeds.drawn(plans, registry, lang),
    )


def _pictures(plan: m.Plan, shop: Shop) -> Iterator[Product]:
    """A page of all pictures, one for each section of a large plan, and the pictures as files."""
    pictures = Pictures(plan, shop.registry, shop.lang)
    title = shop.said("Sơ đồ, bấm vào ô để tới điều khoản", "Pictures; boxes lead to their clauses")
    yield Product(f"{plan.id}/{PAGE}", title, ("html",), partial(overview, pictures), "main")
    for view in pictures.views:
        yield Product(f"{plan.id}/{view}", pictures.title(view), FORMATS, partial(pictures.drawn, view))
    for file, (page, views) in pictures.pages.items():
        shown = partial(of_section, pictures, file)
        yield Product(f"{plan.id}/{PAGE}-{file}", page.name, ("html",), shown, "inner")
        for view in views:
            part = partial(pictures.drawn, view, section=page.section)
            yield Product(f"{plan.id}/{view}-{file}", page.name, ("svg",), part, "inner")


# ----------------------------------------------------------------------------------------------------- all plans


def of_agencies(shop: Shop) -> Iterator[Product]:
    """What each agency has to do in all plans, handed to it as one packet."""
    for agency in packet.agencies_with_work(shop.plans, shop.registry):
        name = words.agency(agency, shop.registry, shop.lang)
        dated = feeds.has_dates(agency, shop.plans, shop.registry)
        formats = (*OFFICE, feeds.FORMAT) if dated else OFFICE
        yield Product(f"{AGENCIES}/{agency}", name, formats, _packet(agency, shop), rank="main")


def _packet(agency: str, shop: Shop) -> Make:
    """An agency's packet, and beside it the days that concern it, to subscribe to."""
    plans, registry, lang = shop.plans, shop.registry, shop.lang
    table = drawn(partial(packet.packet, agency, plans, registry, lang), lang)
    return lambda fmt: feeds.drawn(plans, registry, lang, agency) if fmt == feeds.FORMAT else table(fmt)


def of_all(shop: Shop, templates: Sequence[m.Plan], checked: Sequence[checking.Checked]) -> Iterator[Product]:
    """What is made of all plans together."""
    registry, lang, said = shop.registry, shop.lang, shop.said
    yield Product(
        "lich",
        said("Lịch báo cáo của mọi kế hoạch", "Calendar of every plan"),
        (*OFFICE, "csv"),
        drawn(lambda: _calendar(shop.plans, shop), lang),
    )
    yield from _along_time(shop.plans, shop)
    yield Product(
        "khoi-luong",
        said("Khối lượng việc của từng cơ quan", "Load of every agency"),
        ("html", "xlsx", "csv"),
        drawn(lambda: load.load(shop.plans, registry, lang), lang),
    )
    for template in templates:
        linked = [p for p in shop.plans if any(x.plan.id == template.id for x in p.implements)]
        if linked:
            yield from _comparison(template, linked, shop)
    yield Product(
        "check",
        said("Kết quả kiểm tra", "Findings"),
        ("json",),
        lambda _: as_json(checking.data(checked, lang)),
    )


def _comparison(template: m.Plan, linked: list[m.Plan], shop: Shop) -> Iterator[Product]:
    """How all plans stand to a template: a page and a workbook of every view, a text to hand on, and the charts."""
    lang = shop.lang
    made = compare.Comparison(template, linked, shop.registry, register=shop.deviations.of)
    text = drawn(partial(compare.document, made, lang=lang), lang)

    def page(fmt: str) -> str | bytes:
        if fmt == "json":
            return as_json(compare.data(made, lang=lang))
        if fmt == "html":
            return comparisons.page(made, compare.ALL, lang)
        return comparisons.workbook(made, compare.ALL, lang) if fmt == "xlsx" else text(fmt)

    title = say("Against {template}", template=template.id).get(lang)
    yield Product(f"so-sanh-{template.id}", title, (*OFFICE, "md", "json"), page)
    yield Product(
        f"so-sanh-{template.id}-bieu-do",
        shop.said("Biểu đồ chỉ tiêu theo tỉnh và năm", "Charts: indicators by province and year"),
        FORMATS,
        partial(comparisons.picture, made, "chart", lang=lang),
    )
