"""Pictures of plans, and the pages that show them: their boxes lead to the clauses that they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote

from planmodel import model as m
from planmodel import render
from planmodel.clauses import Clause, clause
from planmodel.diagnostics import Text
from planmodel.graph import Network
from planmodel.render.marks import HUES
from planmodel.views import network as networks
from planmodel.views import outline, raci, words

DIAGRAMS = ("responsibility", "reporting", "targets", "legal")
"""The network views that are drawn for every plan; the others only where a plan has something to show in them."""

PAGE = "so-do"
"""The page of a plan's pictures; the page of a section has the section's name after it."""


def _drawn(network: Network, lang: str, fmt: str) -> bytes:
    from planmodel.render import dot, draw

    return draw.draw(dot.to_dot(network, lang), fmt)


class Pictures:
    """All pictures of one plan, each made once."""

    def __init__(self, plan: m.Plan, registry: m.Registry, lang: str) -> None:
        self.plan = plan
        self.registry = registry
        self.lang = lang
        self.network = cache(self._network)
        self.svg = cache(self._svg)
        self.places = cache(self._places)

    def _network(self, view: str, section: str | None = None) -> Network:
        return networks.network(self.plan, self.registry, view, self.lang, section)

    def _svg(self, view: str, section: str | None = None) -> bytes:
        return _drawn(self.network(view, section), self.lang, "svg")

    def drawn(self, view: str, fmt: str, section: str | None = None) -> bytes:
        """One picture, as SVG or in another format."""
        return (
            self.svg(view, section) if fmt == "svg" else _drawn(self.network(view, section), self.lang, fmt)
        )

    @property
    def views(self) -> tuple[str, ...]:
        """The views that the plan is drawn in."""
        return tuple(view for view in networks.VIEWS if view in DIAGRAMS or not _is_empty(self.network(view)))

    @property
    def pages(self) -> dict[str, tuple[networks.Page, tuple[str, ...]]]:
        """The sections that have a page of their own, by their name in files, each with its views."""
        found: dict[str, tuple[networks.Page, tuple[str, ...]]] = {}
        for view in self.views:
            for page in networks.pages(self.plan, self.registry, view, self.lang):
                _, views = found.get(page.file, (page, ()))
                found[page.file] = (page, (*views, view))
        return found

    def _places(self) -> dict[Clause, str]:
        """The anchor of every clause that the table of contents has a row for, in the order of the document."""
        table = outline.outline(self.plan, self.registry, self.lang)
        return {clause(row[0].text): row[0].anchor for row in table.rows if row[0].anchor}

    def place(self, clauses: tuple[str, ...]) -> str | None:
        """The anchor that a box or a line with these clauses leads to: of the first of them, or what is in it."""
        for at in map(clause, clauses[:1]):
            exact = self.places().get(at)
            inside = (anchor for other, anchor in self.places().items() if at.contains(other))
            around = (self.places()[up] for up in _above(at) if up in self.places())
            return exact or next(inside, None) or next(around, None)
        return None


def _is_empty(network: Network) -> bool:
    return all(node.kind == "empty" for node in network.nodes)


def _above(at: Clause) -> Iterator[Clause]:
    up = at.parent
    while up is not None:
        yield up
        up = up.parent


class _Said(NamedTuple):
    """The fixed words of the pages."""

    title: Text = Text("Sơ đồ", "Pictures")
    skip: Text = Text("Tới nội dung", "Skip to content")
    contents: Text = Text("Mục lục", "Contents")
    sections: Text = Text("Từng phần, chi tiết đến từng nhiệm vụ", "Section by section, down to each task")
    words: Text = Text("Hình này nói gì, bằng chữ", "What this picture says, in words")
    whole: Text = Text("Cả kế hoạch", "The whole plan")
    hint: Text = Text(
        "Bấm vào ô hoặc đường nối để tới điều khoản làm căn cứ.",
        "Boxes and lines lead to the clauses that they rest on.",
    )
    matrix: Text = Text("Ma trận trách nhiệm", "Responsibility matrix")


def overview(pictures: Pictures, fmt: str = "html") -> str:  # noqa: ARG001
    """The page of a whole plan: its pictures, and what each clause holds."""
    plan, registry, lang = pictures.plan, pictures.registry, pictures.lang
    matrix = raci.matrix(plan, registry, lang=lang)
    shown = [_shown(pictures, view, None, "") for view in pictures.views]
    shown.insert(1, _matrix(render.render_table(matrix, "svg", lang=lang), _Said().matrix.get(lang)))
    pages = [
        {"href": quote(f"{PAGE}-{file}.html"), "title": page.name}
        for file, (page, _) in pictures.pages.items()
    ]
    return _page(pictures, "", shown, pages, outline.outline(plan, registry, lang))


def of_section(pictures: Pictures, file: str, fmt: str = "html") -> str:  # noqa: ARG001
    """The page of one section."""
    page, views = pictures.pages[file]
    shown = [_shown(pictures, view, page, f"{PAGE}.html") for view in views]
    return _page(pictures, page.name, shown, [], None)


def _page(
    pictures: Pictures, section: str, shown: list[dict[str, Any]], pages: list[dict[str, str]], table: Any
) -> str:
    from markupsafe import Markup

    from planmodel.render import html

    lang = pictures.lang
    said = _Said()
    number = pictures.plan.document.number
    parts = (
        said.title.get(lang),
        section,
        number if number != "unknown" else "",
        words.issuer(pictures.plan, pictures.registry, lang),
    )
    fragment = Markup(html.render_fragment(table, lang, place="dieu-khoan")) if table is not None else ""
    return (
        html.environment()
        .get_template("pictures.html")
        .render(
            lang=lang,
            title=" · ".join(part for part in parts if part),
            said={key: text.get(lang) for key, text in said._asdict().items()},
            shown=shown,
            pages=pages,
            whole=f"{PAGE}.html" if section else "",
            table=fragment,
            hues=HUES,
        )
    )


def _shown(pictures: Pictures, view: str, page: networks.Page | None, base: str) -> dict[str, Any]:
    """One picture as the template prints it; its links lead to the table on the page ``base``."""
    from markupsafe import Markup

    from planmodel.render import dot, linked
    from planmodel.render.html import anchor_id

    section, name = (page.section, f"{view}-{page.file}") if page is not None else (None, view)
    network, svg = pictures.network(view, section), pictures.svg(view, section)
    targets = {}
    for key, clauses in _clickable(network):
        place = pictures.place(clauses)
        if place is not None:
            targets[dot.box_id(network, key)] = f"{base}#{quote(anchor_id(place))}"
    return {
        "id": view,
        "title": networks.TITLES[view][pictures.lang],
        "svg": Markup(linked.linked(svg, targets)),
        "words": linked.described(svg),
        "files": [
            {"href": quote(f"{name}.{fmt}"), "format": fmt.upper()}
            for fmt in (("svg", "png") if page is None else ("svg",))
        ],
    }


def _matrix(svg: str, title: str) -> dict[str, Any]:
    """The matrix as a picture; its own page says the same in words."""
    from markupsafe import Markup

    from planmodel.render import linked

    files = [{"href": f"ma-tran.{fmt}", "format": fmt.upper()} for fmt in ("html", "svg", "png")]
    return {
        "id": "ma-tran",
        "title": title,
        "svg": Markup(linked.linked(svg, {})),
        "words": (),
        "files": files,
    }


def _clickable(network: Network) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The boxes and lines that stand for clauses."""
    for node in network.nodes:
        if node.clauses:
            yield node.id, node.clauses
    for number, edge in enumerate(network.edges, 1):
        if edge.clauses:
            yield f"e{number}", edge.clauses
