"""Tables as elements of a Word document: heads that every page repeats, rows, links between cells, notes below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from xml.etree.ElementTree import Element

from planmodel.diagnostics import Text
from planmodel.render.docx_layout import TEXT_PAD, Layout, Part, is_short, naming_columns
from planmodel.render.marks import is_inferred, style_of
from planmodel.render.wordml import one_line, paragraph, run, shading, twips, val, w
from planmodel.views.table import Cell, Document, Group, Table

LONGEST_TITLE = 200
"""Titles in properties of the file are cut to this many characters."""
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_LOOK = {
    "firstRow": "1",
    "lastRow": "0",
    "firstColumn": "0",
    "lastColumn": "0",
    "noHBand": "1",
    "noVBand": "1",
}
_ALIGNED = ("center", "right")
_GROUND, _TINT = "F2F2F2", 0.72
"""The ground of group rows, and how much white is in the tint of a mark."""

_NOTES = Text("Ghi chú:", "Notes:")
_EVIDENCE = Text(
    "Căn cứ của các ô (trong ngoặc là những dòng mà căn cứ ấy nói đến):",
    "Evidence of the cells (in brackets, the rows that it speaks of):",
)
_EMPTY = Text("(không có dòng nào)", "(nothing to show)")
_PART = Text("Phần {n}/{all}: {first} – {last}", "Part {n} of {all}: {first} – {last}")
_ALT = Text(
    "Bảng {rows} dòng, {columns} cột: {titles}", "Table of {rows} rows and {columns} columns: {titles}"
)


class Links:
    """The places of a document that something leads to, each with the name of its bookmark."""

    def __init__(self, document: Document) -> None:
        cells = [cell for table in document.tables for row in table.rows for cell in row]
        wanted = {cell.link for cell in cells if cell.link}
        found = dict.fromkeys(cell.anchor for cell in cells if cell.anchor in wanted)
        self._names = {anchor: f"cell_{n}" for n, anchor in enumerate(found, 1)}
        self._open = dict(self._names)

    def name_of(self, link: str) -> str | None:
        """The bookmark that ``link`` leads to, if there is one."""
        return self._names.get(link)

    def mark(self, held: Element, anchor: str) -> None:
        """Put the bookmark around what the paragraph ``held`` says, where it is wanted and not yet set."""
        name = self._open.pop(anchor, None)
        if name is not None:
            number = name.rpartition("_")[2]
            held.insert(1, w("bookmarkStart", id=number, name=name))
            held.append(w("bookmarkEnd", id=number))


def drawn(table: Table, layout: Layout, links: Links, lang: str) -> Iterator[Element]:
    """The table, or each of its parts with a line above that says which columns it holds."""
    for n, part in enumerate(layout.parts, 1):
        if len(layout.parts) > 1:
            titles = [one_line(table.columns[c].title) for c in part.columns]
            first, last = titles[naming_columns(table)], titles[-1]
            said = _PART.get(lang).format(n=n, all=len(layout.parts), first=first, last=last)
            yield paragraph(said, "PartTitle", w("pageBreakBefore") if n > 1 else None)
        yield _table(table, layout, part, links, lang)
        if n < len(layout.parts):
            yield paragraph("", "Spacer")


def below(table: Table, layout: Layout, lang: str) -> Iterator[Element]:
    """What stands under a table. It is never nothing: Word wants a paragraph after a table."""
    evidence = tuple(_evidence(table, layout))
    if not table.notes and not evidence:
        yield paragraph("", "Spacer")
    for title, lines in ((_NOTES, table.notes), (_EVIDENCE, evidence)):
        if lines:
            yield paragraph(title.get(lang), "NotesTitle")
            yield from (paragraph(line, "NotesLine") for line in lines)


def _evidence(table: Table, layout: Layout) -> Iterator[str]:
    """The notes of cells that are too narrow for them: a line for each column, rows by what their notes say."""
    names = range(naming_columns(table))
    for n in sorted(layout.upright):
        found: dict[str, dict[str, None]] = {}
        for row in table.rows:
            if row[n].note:
                name = next((row[c].text for c in names if row[c].text), "")
                found.setdefault(row[n].note, {})[name] = None
        if found:
            said = "; ".join(_about(note, [name for name in rows if name]) for note, rows in found.items())
            yield f"{table.columns[n].title}: {said}"


def _about(note: str, rows: Sequence[str]) -> str:
    return note if not rows or list(rows) == [note] else f"{note} ({', '.join(rows)})"


# ------------------------------------------------------------------------------------------------------------ rows


def _table(table: Table, layout: Layout, part: Part, links: Links, lang: str) -> Element:
    made = w("tbl", _properties(table, layout, part, lang))
    made.append(w("tblGrid", *(w("gridCol", w=twips(width)) for width in part.widths)))
    made.append(_head(table, layout, part))
    cells = _Cells(table, layout, links)
    for group in table.groups:
        if group.rows:
            made.extend(_group(group, cells, part))
    if not table.rows:
        made.append(_spanning(_EMPTY.get(lang), f"TableCell{layout.size}", part))
    return made


def _properties(table: Table, layout: Layout, part: Part, lang: str) -> Element:
    line = {"val": "single", "sz": "4", "space": "0", "color": "auto"}
    titles = ", ".join(one_line(table.columns[n].title) for n in part.columns)
    counts = {"rows": len(table.rows), "columns": len(part.columns)}
    told = _ALT.get(lang).format(**counts, titles=titles)
    return w(
        "tblPr",
        val("tblStyle", "PlanTable"),
        _whole_width("tblW", part),
        val("jc", "center"),
        w("tblBorders", *(w(name, **line) for name in _SIDES)),
        w("tblLayout", type="fixed"),
        _margins(layout.pad, "tblCellMar"),
        w("tblLook", val="0620", **_LOOK),
        val("tblCaption", one_line(table.title)[:LONGEST_TITLE]),
        val("tblDescription", told[: 2 * LONGEST_TITLE]),
    )


def _whole_width(name: str, part: Part) -> Element:
    return w(name, w=str(sum(int(twips(width)) for width in part.widths)), type="dxa")


def _width(width: float) -> Element:
    return w("tcW", w=twips(width), type="dxa")


def _margins(pad: float, name: str) -> Element:
    return w(name, w("left", w=twips(pad), type="dxa"), w("right", w=twips(pad), type="dxa"))


def _text_margins(n: int, layout: Layout) -> Element | None:
    return _margins(TEXT_PAD, "tcMar") if layout.upright and n not in layout.upright else None


def _head(table: Table, layout: Layout, part: Part) -> Element:
    """The row of headings, which every page repeats."""
    height = w("trHeight", val=twips(layout.head), hRule="atLeast") if layout.head else None
    row = w("tr", w("trPr", w("cantSplit"), height, w("tblHeader")))
    for n, width in zip(part.columns, part.widths, strict=True):
        upright = n in layout.upright
        turned = val("textDirection", "btLr") if upright else None
        jc = val("jc", "left") if upright else None
        title = paragraph(table.columns[n].title, f"TableHead{layout.size}", jc)
        properties = w("tcPr", _width(width), _text_margins(n, layout), turned, val("vAlign", "center"))
        row.append(w("tc", properties, title))
    return row


def _group(group: Group, cells: _Cells, part: Part) -> Iterator[Element]:
    layout = cells.layout
    if group.title:
        yield _spanning(group.title, f"TableGroup{layout.size}", part, _GROUND)
    for row in group.rows:
        listed = [row[n] for n in part.columns]
        short = is_short(listed, part.widths, layout)
        made = w("tr", w("trPr", w("cantSplit")) if short else None)
        for n, cell, width in zip(part.columns, listed, part.widths, strict=True):
            made.append(cells.drawn(cell, n, width, centred=short))
        yield made


def _spanning(text: str, style: str, part: Part, ground: str = "") -> Element:
    """A row of one cell."""
    properties = w(
        "tcPr",
        _whole_width("tcW", part),
        val("gridSpan", len(part.columns)),
        shading(ground) if ground else None,
    )
    return w("tr", w("trPr", w("cantSplit")), w("tc", properties, paragraph(text, style)))


@cache
def _tint(colour: str) -> str:
    """``#rrggbb`` with so much white that black letters stand out on it, in print too."""
    parts = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return "".join(f"{round(255 * _TINT + part * (1 - _TINT)):02X}" for part in parts)


class _Cells:
    """The cells of a table. A matrix holds the same few over and over: each is made once, and stands in many rows."""

    def __init__(self, table: Table, layout: Layout, links: Links) -> None:
        self.layout = layout
        self._table = table
        self._links = links
        self._made: dict[tuple[Cell, int, bool], Element] = {}

    def drawn(self, cell: Cell, n: int, width: float, *, centred: bool) -> Element:
        """``cell`` of column ``n``; ``centred`` between the cells beside it, where its row is low."""
        key = (cell, n, centred)
        known = self._made.get(key)
        if known is not None:
            return known
        made = w("tc", self._properties(cell, n, width, centred=centred), *self._texts(cell, n))
        if not cell.anchor:
            self._made[key] = made
        return made

    def _properties(self, cell: Cell, n: int, width: float, *, centred: bool) -> Element:
        style = style_of(cell.mark) if cell.mark else None
        return w(
            "tcPr",
            _width(width),
            shading(_tint(style.fill)) if style is not None else None,
            _text_margins(n, self.layout),
            val("vAlign", "center") if centred else None,
        )

    def _texts(self, cell: Cell, n: int) -> Iterator[Element]:
        """The text of a cell and, where the column has room for it, its note on lines of its own."""
        align = self._table.columns[n].align
        size = self.layout.size
        note = cell.note if n not in self.layout.upright else ""
        if cell.text or not note:
            first = paragraph("", f"TableCell{size}", _jc(align))
            if cell.text:
                first.extend(self._said(cell))
            self._links.mark(first, cell.anchor)
            yield first
        if note:
            second = paragraph(note, f"CellNote{size}", _jc(align))
            if not cell.text:
                self._links.mark(second, cell.anchor)
            yield second

    def _said(self, cell: Cell) -> list[Element]:
        """The text of a cell, what is changed in it bold, which leads to another where that one stands in the document."""
        slant = (w("i"), w("iCs")) if is_inferred(cell.mark) else ()
        leads = self._links.name_of(cell.link)
        if leads is None:
            heavy = (w("b"), w("bCs"))
            return [run(text, *(heavy if changed else ()), *slant) for text, changed in cell.pieces]
        said = run(cell.text, val("rStyle", "Hyperlink"), *slant)
        return [w("hyperlink", said, anchor=leads, history="1")]


def _jc(align: str) -> Element | None:
    return val("jc", align) if align in _ALIGNED else None
