"""Tables as a workbook for Excel and LibreOffice: one sheet for each, ready to be filtered, printed and sent.

Texts are always texts, whatever sign they begin with; numbers and days are what the table says they are. The same
tables give the same bytes: nothing in the file tells of a day, a machine or a user.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from planmodel.diagnostics import Text
from planmodel.render import sheets as lay
from planmodel.render.marks import Style, is_chip, is_inferred, style_of
from planmodel.views.table import Cell, Document

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FONT, SIZE, NOTE_SIZE = "Times New Roman", 11, 9
_INK, _LINE, _HEAD, _GROUP, _LINK, _SOFT = "#1a1a1a", "#9aa0a6", "#e3e7eb", "#eef1f4", "#0b5394", "#454b52"
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001
_MOST_LINKS = 65_530
_LONGEST_NOTE = 2000
_PAGES = Text("Trang", "Page")
_EMPTY = Text("(không có dòng nào)", "(nothing to show)")
_ABOVE: dict[str, dict[str, Any]] = {
    "label": {"bold": True, "font_size": 13},
    "of": {"font_color": _SOFT},
    "title": {"bold": True, "font_size": 14},
    "under": {"italic": True},
}
"""How the lines above a table look."""
_DAY = re.compile(r"\d\d/\d\d/\d{4}|\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"(\D{0,20}?)[-\u2212]?(\d(?:[\d.,\u00a0\u202f ]*\d)?)(\D{0,20})")


def render_document(document: Document, *, lang: str) -> bytes:
    """``document`` as the bytes of an .xlsx file. Raises Refusal where a table is larger than a sheet can be."""
    from xlsxwriter.workbook import Workbook

    laid = lay.sheets(document)
    out = BytesIO()
    fonts = {"font_name": FONT, "font_size": SIZE}
    book = Workbook(out, {"in_memory": True, "default_format_properties": fonts})
    book.set_properties({"title": lay.fitted(document.title, 250), "created": _CREATED})
    pen = _Pen(book, lay.places(laid))
    for sheet in laid:
        _Drawing(book.add_worksheet(sheet.name), sheet, pen).draw(document, lang)
    book.close()
    return out.getvalue()


class _Pen:
    """The looks of a workbook's cells, each made once, and where the anchors stand."""

    def __init__(self, book: Workbook, places: dict[str, lay.Place]) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._of_cells: dict[tuple[object, ...], Format] = {}
        self.places = places
        self.note = self.look(font_size=NOTE_SIZE, font_color=_SOFT)

    def look(self, **said: Any) -> Format:
        """A look that says so much."""
        key = tuple(said.items())
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._book.add_format({"font_color": _INK, **said})
        return made

    def cell(
        self, cell: Cell, align: tuple[str, str], numbers: str = "", linked: bool = False, pale: bool = False
    ) -> Format:
        """The look of a table's cell; ``align`` says where its text stands, across and upright."""
        key = (cell.mark, align, numbers, linked, pale, bool(cell.mark) and is_chip(cell))
        made = self._of_cells.get(key)
        if made is None:
            said: dict[str, Any] = {"border": 1, "border_color": _LINE, "text_wrap": True}
            said["align"], said["valign"] = align
            if numbers:
                said["num_format"] = numbers
            if linked:
                said |= {"font_color": _LINK, "underline": 1}
            made = self._of_cells[key] = self.look(**(said | _marked(cell, linked, pale)))
        return made


def _marked(cell: Cell, linked: bool, pale: bool) -> dict[str, Any]:
    """What a mark adds: its colour under a short text, a bar of it beside a long one.

    The colour is paler where a letter is indirect, where a note stands below it, and where the cell leads elsewhere: some
    programs draw such texts in a colour of their own, which has to be read too.
    """
    style = style_of(cell.mark)
    said: dict[str, Any] = {"italic": True} if is_inferred(cell.mark) else {}
    if style is None:
        return said
    if not is_chip(cell):
        return said | {"left": 5, "left_color": style.fill}
    if pale:
        return said | {"bg_color": _pale(style, 4), "font_color": _INK, "bold": True, "underline": 0}
    if "indirect" in cell.mark.split():
        return said | {"bg_color": _pale(style, 4), "font_color": _INK}
    if linked:
        return said | {"bg_color": _pale(style, 2), "font_color": _INK, "bold": True, "underline": 0}
    return said | {"bg_color": style.fill, "font_color": style.ink, "bold": True}


def _is_letter(mark: str) -> bool:
    """True for the marks of roles: their colours stay strong, notes stand beside them rather than below."""
    return len(mark.partition(" ")[0].partition("/")[0]) == 1


def _pale(style: Style, share: int) -> str:
    """The fill of ``style`` mixed with white: one part of it in ``share``."""
    parts = (int(style.fill[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{255 - (255 - part) // share:02x}" for part in parts)


class _Drawing:
    """One sheet being drawn."""

    def __init__(self, page: Worksheet, sheet: lay.Sheet, pen: _Pen) -> None:
        self.page, self.sheet, self.pen = page, sheet, pen
        self.links = 0
        upright = "vcenter" if sheet.matrix else "top"
        self.aligns = [
            ("center" if n in sheet.matrix else column.align, upright)
            for n, column in enumerate(sheet.table.columns)
        ]

    def draw(self, document: Document, lang: str) -> None:
        """Everything, from the first line to the page's foot."""
        for n, wide in enumerate(self.sheet.widths):
            self.page.set_column(n, n, wide)
        self._above()
        self._header()
        self._body(lang)
        self._notes()
        self._set_up(document, lang)

    def _above(self) -> None:
        sheet = self.sheet
        align = "center" if sheet.span == len(sheet.widths) and not sheet.matrix else "left"
        for row, line in enumerate(sheet.lines):
            size = _ABOVE[line.kind].get("font_size", SIZE) / SIZE * (1.1 if line.kind == "title" else 1)
            look = self.pen.look(text_wrap=True, valign="vcenter", align=align, **_ABOVE[line.kind])
            self._across(row, line.text, look, lay.line_height(sheet, line.text, size, 4))
        if sheet.lines:
            self.page.set_row(len(sheet.lines), 6)

    def _across(self, row: int, text: str, look: Format, height: float, columns: int = 0) -> None:
        """A text that reaches across the table."""
        columns = columns or self.sheet.span
        self.page.set_row(row, height)
        if columns > 1:
            self.page.merge_range(row, 0, row, columns - 1, "", look)
        self.page.write_string(row, 0, text, look)

    def _header(self) -> None:
        sheet = self.sheet
        base = {"bold": True, "bg_color": _HEAD, "border": 1, "border_color": _LINE, "text_wrap": True}
        flat = self.pen.look(**base, align="center", valign="vcenter")
        upright = self.pen.look(**base, align="center", valign="vcenter", rotation=90)
        self.page.set_row(sheet.header, lay.header_height(sheet))
        for n, column in enumerate(sheet.table.columns):
            look = upright if sheet.turned and n in sheet.matrix else flat
            self.page.write_string(sheet.header, n, lay.fitted(column.title), look)

    def _body(self, lang: str) -> None:
        row = self.sheet.header + 1
        grouped = any(group.title and group.rows for group in self.sheet.table.groups)
        inner = {"level": 1} if grouped else {}
        for group in self.sheet.table.groups:
            if not group.rows:
                continue
            if group.title:
                self._heading(row, lay.fitted(group.title))
                row += 1
            for cells in group.rows:
                self.page.set_row(row, lay.row_height(self.sheet, cells), None, inner)
                for n, cell in enumerate(cells):
                    self._cell(row, n, cell)
                row += 1
        if row == self.sheet.header + 1:
            self._across(row, _EMPTY.get(lang), self.pen.look(italic=True, font_color=_SOFT), lay.LINE + 4)
        if grouped:
            self.page.outline_settings(symbols_below=False)

    def _heading(self, row: int, title: str) -> None:
        """The heading of a group: it runs over the empty cells beside it, so that rows can still be sorted."""
        sheet = self.sheet
        base = {"bold": True, "bg_color": _GROUP, "top": 1, "bottom": 1, "border_color": _LINE}
        if lay.lines_of(title, sum(sheet.widths) or 9.0, 1.1) > 1:
            look = self.pen.look(**base, text_wrap=True, valign="vcenter")
            self._across(row, title, look, lay.line_height(sheet, title, 1.1, 20), len(sheet.widths))
            return
        look = self.pen.look(**base, valign="vcenter")
        self.page.set_row(row, lay.LINE + 5)
        self.page.write_string(row, 0, title, look)
        for n in range(1, len(sheet.widths)):
            self.page.write_blank(row, n, None, look)

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        page, pen, align = self.page, self.pen, self.aligns[column]
        short = len(cell.text) <= self.sheet.widths[column]  # LibreOffice does not wrap what is linked
        linked = bool(cell.link) and short and self._link(row, column, cell)
        value = cell.value
        if value is not None and self._value(row, column, cell, value, linked):
            return
        if not cell.text and not cell.note:
            page.write_blank(row, column, None, pen.cell(cell, align))
            return
        text, note = lay.fitted(cell.text), lay.fitted(cell.note) if cell.note else ""
        pale = bool(note) and column not in self.sheet.matrix and is_chip(cell) and not _is_letter(cell.mark)
        look = pen.cell(cell, align, linked=linked, pale=pale)
        if note and (column in self.sheet.matrix or len(text) + len(note) > lay.LONGEST // 2):
            page.write_string(row, column, text, look)
            self._comment(row, column, note)
        elif note and text:
            page.write_rich_string(row, column, text, pen.note, f"\n{note}", look)
        else:
            page.write_string(row, column, text or note, look)

    def _value(self, row: int, column: int, cell: Cell, value: int | Decimal | date, linked: bool) -> bool:
        """True where the cell's value was written: as a day, or as a number that a spreadsheet holds exactly."""
        if isinstance(value, date):
            if value.year < 1900:
                return False
            look = self.pen.cell(
                cell, self.aligns[column], _literal(_DAY.sub("", cell.text)) + "dd/mm/yyyy", linked
            )
            self.page.write_datetime(row, column, value, look)
        else:
            shown = number_format(cell.text, value)
            if not shown:
                return False
            look = self.pen.cell(cell, self.aligns[column], shown, linked)
            self.page.write_number(row, column, float(value), look)
        if cell.note:
            self._comment(row, column, lay.fitted(cell.note))
        return True

    def _comment(self, row: int, column: int, note: str) -> None:
        note = lay.fitted(note, _LONGEST_NOTE)
        height = min(26 + 16 * lay.lines_of(note, 30), 400)
        size = {"font_name": FONT, "font_size": 10, "width": 230, "height": height}
        self.page.write_comment(row, column, note, size)

    def _link(self, row: int, column: int, cell: Cell) -> bool:
        place = self.pen.places.get(cell.link) if cell.text else None
        if place is None or self.links >= _MOST_LINKS:
            return False
        from xlsxwriter.utility import xl_rowcol_to_cell

        self.links += 1
        sheet = place.sheet.replace("'", "''")
        target = f"internal:'{sheet}'!{xl_rowcol_to_cell(place.row, place.column)}"
        self.page.write_url(row, column, target, None, lay.fitted(cell.text, 255))
        return True

    def _notes(self) -> None:
        look = self.pen.look(text_wrap=True, valign="top", font_size=10, font_color=_SOFT)
        for row, note in enumerate(self.sheet.table.notes, self.sheet.end + 1):
            self._across(row, lay.fitted(note), look, lay.line_height(self.sheet, note, 0.94, 28))

    def _set_up(self, document: Document, lang: str) -> None:
        """What stays in view, what can be filtered, and how it is printed."""
        page, sheet = self.page, self.sheet
        last, columns = sheet.end - 1, max(1, len(sheet.widths))
        notes = len(sheet.table.notes)
        page.freeze_panes(sheet.header + 1, sheet.frozen)
        if sheet.widths:
            page.autofilter(sheet.header, 0, last, len(sheet.widths) - 1)
        page.ignore_errors({"number_stored_as_text": f"A1:XFD{last + notes + 2}"})
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(sheet.pages, 0)
        page.repeat_rows(sheet.header)
        if sheet.pages > 1 and sheet.frozen:
            page.repeat_columns(0, sheet.frozen - 1)
        page.print_area(0, 0, last + notes + bool(notes), columns - 1)
        page.center_horizontally()
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        title = lay.fitted((document.title or sheet.table.title).replace("\n", " "), 90).replace("&", "&&")
        page.set_footer(
            f"&L&9{title if not title[:1].isdigit() else ' ' + title}&R&9{_PAGES.get(lang)} &P/&N"
        )


def number_format(text: str, value: int | Decimal) -> str:
    """The format under which a spreadsheet shows ``value`` as ``text`` does; "" where it cannot hold it exactly."""
    exact = Decimal(value)
    if not exact.is_finite() or len(exact.as_tuple().digits) > 15 or abs(exact.adjusted()) > 15:
        return ""
    exponent = exact.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    said = _NUMBER.fullmatch(text)
    before, figure, after = said.groups() if said is not None else ("", text, "")
    grouped = abs(exact) >= 1000 and str(abs(int(exact))) not in figure
    plain = ("#,##0" if grouped else "0") + ("." + "0" * decimals if decimals else "")
    return _literal(before) + plain + _literal(after)


def _literal(text: str) -> str:
    quoted = text.replace('"', "").replace("\\", "")
    return f'"{quoted}"' if quoted else ""
