"""Tables as a Word document in the layout of Nghị định 30/2020/NĐ-CP: what an office receives, corrects and prints.

Elements are made beside the library, whose table objects take a tenth of a second for a hundred rows; the library
holds the package. Nothing in the file says when, where or by whom it was made: the same tables give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, tostring

from planmodel.render.docx_layout import UPRIGHT, Layout, Sheet, lay_out
from planmodel.render.docx_tables import LONGEST_TITLE, Links, below, drawn
from planmodel.render.wordml import NAMES, one_line, paragraph, twips, val, w
from planmodel.views.table import Document, Table

PARTS = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package.rels.xml",
    "word/_rels/document.xml.rels": "document.rels.xml",
    "word/settings.xml": "settings.xml",
    "word/numbering.xml": "numbering.xml",
    "word/header1.xml": "header.xml",
    "docProps/core.xml": "core.xml",
}
"""The parts that are the same for every text, each with the file that holds it."""
TEMPLATES = Path(__file__).parent / "templates" / "docx"
HEADER = "rId4"
"""The relationship under which the empty document names its header, the page number."""

_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
_SHORT_LINE = 150.0
"""How long the line under a heading is, in points."""
_NOTE_INK = "404040"


def render_document(document: Document, *, lang: str) -> bytes:
    """``document`` as a .docx file."""
    from docx import Document as opened

    layouts = [lay_out(table) for table in document.tables]
    body = w("body", *_sections(list(_blocks(document, layouts, lang))))
    made = opened(io.BytesIO(_package(_text(body), _styles(layouts, lang))))
    titles = [document.title, *(table.title for table in document.tables)]
    made.core_properties.title = next(filter(None, map(one_line, titles)), "")[:LONGEST_TITLE]
    made.core_properties.language = _LANGUAGES[lang]
    held = io.BytesIO()
    made.save(held)
    return _same_bytes(held)


def _text(body: Element) -> bytes:
    root = Element("w:document", NAMES)
    root.append(body)
    return tostring(root, encoding="unicode").encode()


def _package(text: bytes, styles: bytes) -> bytes:
    """A document of these two parts, and of others that are the same for every text."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name, template in PARTS.items():
            file.writestr(name, _template(template))
        file.writestr("word/document.xml", text)
        file.writestr("word/styles.xml", styles)
    return held.getvalue()


@cache
def _template(name: str) -> bytes:
    return (TEMPLATES / name).read_bytes()


def _same_bytes(made: io.BytesIO) -> bytes:
    """The package with neither the day nor the machine on which it was made."""
    held = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            new.writestr(entry, old.read(name))
    return held.getvalue()


# ---------------------------------------------------------------------------------------------------------- styles


def _styles(layouts: Iterable[Layout], lang: str) -> bytes:
    """The styles of every text, those for the letters of its tables, and the language of it all."""
    before, end, after = _template("styles.xml").rpartition(b"</w:styles>")
    before = before.replace(b'<w:lang w:val="vi-VN"', b'<w:lang w:val="%s"' % _LANGUAGES[lang].encode())
    return b"".join([before, *(tostring(style, encoding="utf-8") for style in _sizes(layouts)), end, after])


def _sizes(layouts: Iterable[Layout]) -> Iterator[Element]:
    """Styles for the sizes of letters that the tables have, so that an office changes each in one place."""
    sizes = {layout.size: layout.note_size for layout in layouts}
    for size, note_size in sorted(sizes.items()):
        cell = f"TableCell{size}"
        bold = (w("b"), w("bCs"))
        spacing = w("spacing", before="20", after="20")
        yield _style(cell, f"Ô bảng {size}", "Normal", size, paragraphs=[spacing])
        yield _style(
            f"TableHead{size}", f"Đầu bảng {size}", cell, size, *bold, paragraphs=[val("jc", "center")]
        )
        yield _style(f"TableGroup{size}", f"Dòng nhóm {size}", cell, size, *bold, paragraphs=[w("keepNext")])
        yield _style(f"CellNote{size}", f"Căn cứ trong ô {size}", cell, note_size, val("color", _NOTE_INK))


def _style(
    key: str, name: str, based_on: str, size: int, *letters: Element, paragraphs: Sequence[Element] = ()
) -> Element:
    return w(
        "style",
        val("name", name),
        val("basedOn", based_on),
        w("pPr", *paragraphs),
        w("rPr", *letters, val("sz", 2 * size), val("szCs", 2 * size)),
        type="paragraph",
        customStyle="1",
        styleId=key,
    )


# -------------------------------------------------------------------------------------------------------- sections


class _Block(NamedTuple):
    """Paragraphs and tables that stand on sheets of one kind."""

    sheet: Sheet
    elements: list[Element]


def _blocks(document: Document, layouts: Sequence[Layout], lang: str) -> Iterator[_Block]:
    links = Links(document)
    heading = _heading(document, layouts[0].sheet if layouts else UPRIGHT)
    if not layouts:
        yield _Block(UPRIGHT, [*heading, paragraph("", "Spacer")])
    shared = len(layouts) == 1 and not _has_own_heading(document)
    for n, (table, layout) in enumerate(zip(document.tables, layouts, strict=True)):
        above = heading if n == 0 else []
        if not shared:
            above = [*above, *_table_heading(table, layout.sheet, first=n == 0)]
        yield _Block(layout.sheet, [*above, *drawn(table, layout, links, lang), *below(table, layout, lang)])


def _sections(blocks: Sequence[_Block]) -> Iterator[Element]:
    """All elements in order; a section of its own for each run of sheets of one kind."""
    runs = [
        (sheet, [e for b in run for e in b.elements]) for sheet, run in groupby(blocks, lambda b: b.sheet)
    ]
    for n, (sheet, elements) in enumerate(runs):
        section = _section(sheet, first=n == 0)
        yield from elements
        if n + 1 == len(runs):
            yield section
        else:
            elements[-1][0].append(section)


def _section(sheet: Sheet, *, first: bool) -> Element:
    """The first page of the whole text has no number; the others have it centred at the top."""
    header = w("headerReference", type="default")
    header.set("r:id", HEADER)
    turned = {"orient": "landscape"} if sheet.width > sheet.height else {}
    margins = {side: _millimetres(getattr(sheet, side)) for side in ("top", "right", "bottom", "left")}
    return w(
        "sectPr",
        header,
        val("type", "nextPage"),
        w("pgSz", w=_millimetres(sheet.width), h=_millimetres(sheet.height), **turned),
        w("pgMar", **margins, header=_millimetres(sheet.header), footer=_millimetres(10.0), gutter="0"),
        w("titlePg") if first else None,
    )


def _millimetres(length: float) -> str:
    return twips(length * 72 / 25.4)


# -------------------------------------------------------------------------------------------------------- headings


def _has_own_heading(document: Document) -> bool:
    """True where the document has a title besides those of its tables."""
    if len(document.tables) != 1:
        return bool(document.title or document.label or document.under)
    return document.title not in ("", document.tables[0].title)


def _heading(document: Document, sheet: Sheet) -> list[Element]:
    """The heading of the document, or of its one table, whose title then is that of both."""
    if _has_own_heading(document):
        return _annex_heading(document.label, document.title, document.under, sheet)
    if len(document.tables) != 1:
        return []
    table = document.tables[0]
    return _annex_heading(document.label or table.label, table.title, document.under or table.under, sheet)


def _annex_heading(label: str, title: str, under: Sequence[str], sheet: Sheet) -> list[Element]:
    """The heading of an annex, centred, with a short line under it."""
    lines = [paragraph(label, "AnnexLabel")] if label else []
    lines += [paragraph(title, "Heading1")] if title else []
    lines += [paragraph(line, "AnnexUnder") for line in under]
    if not lines:
        return []
    side = twips((sheet.room - _SHORT_LINE) / 2)
    return [*lines, paragraph("", "ShortLine", w("ind", left=side, right=side))]


def _table_heading(table: Table, sheet: Sheet, *, first: bool) -> list[Element]:
    """The heading of one of several tables; one with a label is an annex of its own and begins a page."""
    if table.label:
        lines = _annex_heading(table.label, table.title, table.under, sheet)
        if not first:
            lines[0][0].insert(1, w("pageBreakBefore"))
        return lines
    lines = [paragraph(table.title, "Heading2")] if table.title else []
    return [*lines, *(paragraph(line, "TableUnder") for line in table.under)]
