"""The views of a calendar that are more than a table: years as grids, and the timeline. Each names the formats of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from planmodel import model as m
from planmodel.views.calendar.chosen import Chosen

Draw = Callable[[bool, int | None], str | bytes]
"""What draws one format, given whether colours are wanted and how many columns there are."""


class _Asked(NamedTuple):
    """What is to be drawn, and in which language."""

    chosen: Chosen
    registry: m.Registry
    lang: str


def own(view: str, chosen: Chosen, registry: m.Registry, lang: str = "vi") -> dict[str, Draw]:
    """How ``view`` draws the formats that it does not leave to the tables' renderers."""
    asked = _Asked(chosen, registry, lang)
    if view == "year":
        return {
            "terminal": lambda colour, width: _year_terminal(asked, colour, width),
            "html": lambda _colour, _width: year_page(chosen, registry, lang),
        }
    if view == "timeline":
        return {
            "html": lambda _colour, _width: timeline_page(chosen, registry, lang),
            **{fmt: _picture(asked, fmt) for fmt in ("svg", "pdf", "png")},
        }
    return {}


def _year_terminal(asked: _Asked, colour: bool, width: int | None) -> str:
    from planmodel.render import year
    from planmodel.views.calendar.year import grid

    made = grid(asked.chosen, asked.registry, asked.lang)
    return year.to_terminal(made, colour=colour, width=width, lang=asked.lang)


def year_page(chosen: Chosen, registry: m.Registry, lang: str = "vi") -> str:
    """The years of what was chosen as a page."""
    from planmodel.render import year
    from planmodel.views.calendar.year import grid

    return year.to_html(grid(chosen, registry, lang), lang=lang)


def _picture(asked: _Asked, fmt: str) -> Draw:
    return lambda _colour, _width: timeline(asked.chosen, asked.registry, asked.lang, fmt)


def timeline(chosen: Chosen, registry: m.Registry, lang: str = "vi", fmt: str = "svg") -> str | bytes:
    """The timeline of what was chosen as a picture: svg, pdf or png."""
    from planmodel.render import timeline as drawer
    from planmodel.views.calendar.timeline import timeline as laid

    svg = drawer.render(laid(chosen, registry, lang), lang=lang)
    if fmt == "svg":
        return svg
    from planmodel.render.picture import from_svg

    return from_svg(svg, fmt)


def timeline_page(chosen: Chosen, registry: m.Registry, lang: str = "vi") -> str:
    """The timeline of what was chosen as a page: the picture, and the table that says the same."""
    from markupsafe import Markup

    from planmodel.render import html, linked
    from planmodel.render.marks import HUES
    from planmodel.views.calendar.timeline import document

    table = document(chosen, registry, lang).tables[0]
    svg = str(timeline(chosen, registry, lang))
    return (
        html.environment()
        .get_template("timeline.html")
        .render(
            lang=lang,
            title=linked.titled(svg),
            svg=Markup(linked.linked(svg, {})),
            table=Markup(html.render_fragment(table, lang)),
            skip={"vi": "Tới nội dung", "en": "Skip to content"}[lang],
            hues=HUES,
        )
    )
