"""Pictures of plans, and the pages that show them: their boxes lead to the clauses that they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any, NamedTuple
from urllib.parse import quote

from planmodel import model as m
from planmodel import render
from planmodel.clauses import Clause, clause
from planmodel.diagnostics import Text
from planmodel.graph import Network
from planmodel.render.marks import HUES
from planmodel.views import load, outline, raci, words
from planmodel.views import network as networks
from planmodel.views.network import heat
from planmodel.views.table import Table

DIAGRAMS = ("responsibility", "reporting", "targets", "legal")
"""The network views that are drawn for every plan; the others only where a plan has something to show in them."""

PAGE = "so-do"
"""The page of a plan's pictures; the page of a section has the section's name after it."""

FORMATS = ("svg", "pdf", "png")
"""What pictures of a whole plan are made as; those of its sections are SVG."""

MOST_ROWS = 80
"""A matrix with more rows than this is not shown among the pictures; it has its own page, and one for each section."""

_TABLES = {
    "matrix": Text("Ai có phần ở mục nào", "Who has a part in which section"),
    "load": Text("Khối lượng việc của từng cơ quan", "Load of every agency"),
}
"""The pictures of counts, which no engine draws."""


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
        from planmodel.render import bars, dot, draw, svg

        if view == "load":
            return bars.render(load.load([self.plan], self.registry, self.lang), lang=self.lang).encode()
        if view == "matrix":
            return svg.render(self._matrix(section), lang=self.lang).encode()
        return draw.draw(dot.to_dot(self.network(view, section), self.lang), "svg")

    def _matrix(self, section: str | None) -> Table:
        if section is None:
            return heat.heat(self.plan, self.registry, self.lang)
        return heat.page_matrix(self.plan, self.registry, section, self.lang)

    def drawn(self, view: str, fmt: str, section: str | None = None) -> bytes:
        """One picture, as SVG or in another format."""
        made = self.svg(view, section)
        if fmt == "svg":
            return made
        from planmodel.render.picture import from_svg

        return from_svg(made, fmt)

    def title(self, view: str) -> str:
        """What a picture is called."""
        return _TABLES[view].get(self.lang) if view in _TABLES else networks.TITLES[view][self.lang]

    @cached_property
    def graphs(self) -> tuple[str, ...]:
        """The views of boxes and lines that the plan is drawn in."""
        return tuple(view for view in networks.VIEWS if view in DIAGRAMS or not _is_empty(self.network(view)))

    @cached_property
    def views(self) -> tuple[str, ...]:
        """All pictures of the whole plan; counts by section only where it has several."""
        first, *others = self.graphs
        counted = ("matrix",) if self.pages else ()
        return (first, *counted, *others, *(("load",) if self.plan.kind == "plan" else ()))

    @cached_property
    def pages(self) -> dict[str, tuple[networks.Page, tuple[str, ...]]]:
        """The sections that have a page of their own, by their name in files, each with its views."""
        found: dict[str, tuple[networks.Page, tuple[str, ...]]] = {}
        for view in self.graphs:
            for page in networks.pages(self.plan, self.registry, view, self.lang):
                _, views = found.get(page.file, (page, ("matrix",)))
                found[page.file] = (page, (*views, view))
        return found

    def _places(self) -> dict[Clause, str]:
        """The anchor of every clause that the table of contents has a row for, in the order of the document."""
        return outline.places(outline.outline(self.plan, self.registry, self.lang))

    def place(self, clauses: tuple[str, ...]) -> str | None:
        """The anchor that a box or a line with these clauses leads to: of the first of them, of what is in it or around it."""
        places = self.places()
        for at in map(clause, clauses[:1]):
            inside = (anchor for other, anchor in places.items() if at.contains(other))
            around = (places[up] for up in _above(at) if up in places)
            return places.get(at) or next(inside, None) or next(around, None)
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
    shown = [_shown(pictures, view, None, "") for view in pictures.views]
    matrix = raci.matrix(plan, registry, lang=lang)
    if len(matrix.rows) <= MOST_ROWS:
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

    from planmodel.render import linked

    section, name = (page.section, f"{view}-{page.file}") if page is not None else (None, view)
    svg = pictures.svg(view, section)
    targets = {} if view in _TABLES else _targets(pictures, pictures.network(view, section), base)
    return {
        "id": view,
        "title": pictures.title(view),
        "svg": Markup(linked.linked(svg, targets)),
        "words": linked.described(svg),
        "files": [
            {"href": quote(f"{name}.{fmt}"), "format": fmt.upper()}
            for fmt in (FORMATS if page is None else FORMATS[:1])
        ],
    }


def _targets(pictures: Pictures, network: Network, base: str) -> dict[str, str]:
    """Where each box and line leads, by its id in the picture."""
    from planmodel.render import dot
    from planmodel.render.html import anchor_id

    named = [(node.id, node.clauses) for node in network.nodes]
    named += [(f"e{number}", edge.clauses) for number, edge in enumerate(network.edges, 1)]
    places = [(dot.box_id(network, name), pictures.place(clauses)) for name, clauses in named]
    return {box: f"{base}#{quote(anchor_id(place))}" for box, place in places if place is not None}


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
