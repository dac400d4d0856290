"""What a comparison draws in a way of its own: pictures of levels, and the page with pictures, filters and clauses."""

from __future__ import annotations

from collections.abc import Sequence

from planmodel.render.calendars import Draw
from planmodel.views.compare import Comparison, clauses, document, side_by_side, written
from planmodel.views.table import Cell, Document, Group, Table

PICTURES = ("chart", "heat")
"""The views that are pictures; as text they are the table of indicators."""
_IMAGES = ("svg", "png", "pdf")


def own(c: Comparison, views: Sequence[str], lang: str = "vi") -> dict[str, Draw]:
    """How these views draw the formats that they do not leave to the tables' renderers."""
    found: dict[str, Draw] = {
        "html": lambda _colour, _width: page(c, views, lang),
        "xlsx": lambda _colour, _width: workbook(c, _tables(views), lang),
    }
    alone = views[0] if len(views) == 1 else ""
    if alone in PICTURES:
        found |= {fmt: _picture(c, alone, fmt, lang) for fmt in _IMAGES}
    elif alone == "indicators":
        found |= {fmt: _picture(c, "chart", fmt, lang) for fmt in ("svg", "png")}
    elif alone == "conformity":
        found["csv"] = lambda _colour, _width: _csv(written(c, lang), lang)
        found |= {fmt: _side_by_side(c, fmt, lang) for fmt in ("svg", "png")}
    return found


def _picture(c: Comparison, view: str, fmt: str, lang: str) -> Draw:
    return lambda _colour, _width: picture(c, view, fmt, lang=lang)


def picture(c: Comparison, view: str, fmt: str = "svg", *, lang: str = "vi") -> str | bytes:
    """The ``chart`` of small panels, or the ``heat`` map, as svg, png or pdf."""
    from planmodel.views.compare import charts

    if view == "chart":
        from planmodel.render import multiples

        svg = multiples.render(charts.multiples(c, lang), lang=lang)
    else:
        from planmodel.render import heatmap

        svg = heatmap.render(charts.grid(c, lang), lang=lang)
    if fmt == "svg":
        return svg
    from planmodel.render.picture import from_svg

    return from_svg(svg, fmt)


def _csv(table: Table, lang: str) -> str:
    from planmodel.render import csv_

    return csv_.render(table, lang=lang)


def _side_by_side(c: Comparison, fmt: str, lang: str) -> Draw:
    def draw(_colour: bool, _width: int | None) -> str | bytes:
        from planmodel import render

        tables = tuple(side_by_side(c, lang))
        title = tables[0].title if len(tables) == 1 else c.title.get(lang)
        return render.render_document(Document(title, tables), fmt, lang=lang)

    return draw


def page(c: Comparison, views: Sequence[str], lang: str = "vi") -> str:
    """The views as one page: pictures above the indicators they show, and the clauses that cells lead to at its end."""
    from planmodel.render import html

    drawn = [view for view in PICTURES if view in views] or list(PICTURES)
    names = _tables(views)
    made = document(c, names, lang)
    pictures: dict[int, list[str]] = {}
    if "indicators" in names:
        first = sum(len(document(c, (name,), lang).tables) for name in names[: names.index("indicators")])
        pictures[first] = [str(picture(c, view, "svg", lang=lang)) for view in drawn]
    tables = made.tables
    if "conformity" in names:
        tables = (*tables, clauses(c, lang))
    return html.render_document(made._replace(tables=tables), lang=lang, pictures=pictures)


def _tables(views: Sequence[str]) -> tuple[str, ...]:
    """The views as tables: what is a picture is the table of indicators."""
    return tuple(dict.fromkeys("indicators" if view in PICTURES else view for view in views))


def workbook(c: Comparison, views: Sequence[str], lang: str = "vi") -> str | bytes:
    """The views as a workbook, a sheet for each table.

    Cells of two lines lead nowhere: LibreOffice runs the lines of a linked cell together.
    """
    from planmodel import render

    made = document(c, views, lang)
    tables = tuple(
        t._replace(
            groups=tuple(Group(g.title, tuple(tuple(map(_plain, r)) for r in g.rows)) for g in t.groups)
        )
        for t in made.tables
    )
    return render.render_document(made._replace(tables=tables), "xlsx", lang=lang)


def _plain(cell: Cell) -> Cell:
    return cell._replace(link="") if cell.note else cell
