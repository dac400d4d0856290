"""Tables and findings for a terminal: plain text in columns that line up, with colours where they are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from planmodel.diagnostics import Diagnostic, Severity, Span, Text
from planmodel.render.marks import is_inferred, matrix_columns, style_of
from planmodel.render.measure import clean, display_width, longest_line, longest_word, wrap
from planmodel.views.table import Cell, Column, Group, Table

GAP = "  "
SHORT_WORD, SHORT_TEXT = 20, 12
"""A column is never narrower than its longest word or whole text of at most this many columns; longer ones break."""
TALL = 4
"""Where a quarter of a matrix's rows hold cells of more lines than this, evidence included, it reads better as a list."""
INDENT = "    "
LINE = 100
"""How long lines of text are where no width is given."""

BOLD, DIM, ITALIC = "1", "2", "3"
_EMPTY = Text("(không có dòng nào)", "(nothing to show)")


class Piece(NamedTuple):
    """A stretch of one line and the terminal codes to paint it with."""

    text: str
    codes: tuple[str, ...] = ()

    def drawn(self, colour: bool) -> str:
        """The text, between its codes where ``colour`` is wanted."""
        if not (colour and self.codes and self.text):
            return self.text
        return f"\x1b[{';'.join(self.codes)}m{self.text}\x1b[0m"


def render(table: Table, *, colour: bool = False, width: int | None = None, lang: str = "vi") -> str:
    """``table`` in lines of at most ``width`` columns; as a list of entries where the columns do not fit."""
    widths = _fit(table, width)
    if not table.rows:
        body = [_EMPTY.get(lang)]
    elif widths is not None:
        body = list(_grid(table, widths, colour))
    else:
        body = list(_listing(table, width or LINE, colour))
    lines = [Piece(line, (BOLD,)).drawn(colour) for line in wrap(table.title, width or LINE)]
    lines += ["", *body]
    if table.notes:
        lines.append("")
    for note in table.notes:
        lines += _hanging("• ", note, width or LINE)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _hanging(lead: str, text: str, width: int) -> list[str]:
    """``text`` after ``lead``, further lines under its first letter."""
    indent = display_width(lead)
    lines = wrap(text, max(width - indent, 10))
    return [(lead if n == 0 else " " * indent) + line for n, line in enumerate(lines)]


def _codes(mark: str) -> tuple[str, ...]:
    style = style_of(mark)
    return (*([ITALIC] if is_inferred(mark) else []), *([f"38;5;{style.ansi}"] if style is not None else []))


# ------------------------------------------------------------------------------------------- how wide columns are


class _Room(NamedTuple):
    """What a column needs: at least ``least``, well with ``base``, no more than ``full``."""

    least: int
    base: int
    full: int


def _fit(table: Table, limit: int | None) -> list[int] | None:
    """The width of each column within ``limit``; None where even the narrowest columns do not fit or read badly."""
    rooms = [_room(column, [row[n] for row in table.rows]) for n, column in enumerate(table.columns)]
    weights = [max(column.width, 1) for column in table.columns]
    widths = [room.base for room in rooms]
    if limit is None:
        return widths
    spare = limit - len(GAP) * (len(rooms) - 1) - sum(widths)
    if sum(room.base - room.least for room in rooms) < -spare:
        return None
    more = _share(spare, [room.full - room.base for room in rooms], weights)
    less = _share(-spare, [room.base - room.least for room in rooms], weights)
    widths = [base + add - take for base, add, take in zip(widths, more, less, strict=True)]
    matrix = matrix_columns(table)
    tall = sum(any(len(_cell(row[n], widths[n])) > TALL for n in matrix) for row in table.rows)
    return None if tall * 4 > len(table.rows) else widths


def _room(column: Column, cells: Sequence[Cell]) -> _Room:
    texts = [text for cell in cells for text in (cell.text, cell.note) if text]
    words = [min(int(longest_word(text)), SHORT_WORD) for text in (column.title, *texts)]
    full = max((int(longest_line(text)) for text in texts), default=0)
    whole = max((int(longest_line(cell.text)) for cell in cells), default=0)
    base = max(min(full, column.width), *words)
    least = max(*words, (base + 1) // 2, min(whole, base, SHORT_TEXT))
    return _Room(least, base, max(full, base))


def _share(amount: int, caps: list[int], weights: list[int]) -> list[int]:
    """``amount`` dealt out by weight, to nobody more than their cap; the same every time."""
    given = [0] * len(caps)
    while amount > 0 and (hungry := [n for n, cap in enumerate(caps) if given[n] < cap]):
        total, start = sum(weights[n] for n in hungry), amount
        for n in hungry:
            part = min(max(start * weights[n] // total, 1), caps[n] - given[n], amount)
            given[n] += part
            amount -= part
    return given


# ----------------------------------------------------------------------------------------------- drawn as columns


def _grid(table: Table, widths: list[int], colour: bool) -> Iterator[str]:
    across = sum(widths) + len(GAP) * (len(widths) - 1)
    heads = [wrap(column.title, room) for column, room in zip(table.columns, widths, strict=True)]
    height = max(map(len, heads))
    blocks = [[Piece(line, (BOLD,)) for line in [""] * (height - len(head)) + head] for head in heads]
    yield from _lines(blocks, table.columns, widths, colour)
    yield "─" * across
    for n, group in enumerate(table.groups):
        yield from _heading(group, across, n > 0, colour)
        for row in group.rows:
            blocks = [_cell(cell, room) for cell, room in zip(row, widths, strict=True)]
            yield from _lines(blocks, table.columns, widths, colour)


def _heading(group: Group, width: int, apart: bool, colour: bool) -> Iterator[str]:
    if apart:
        yield ""
    if group.title:
        for line in _hanging("▌ ", group.title, width):
            yield Piece(line, (BOLD,)).drawn(colour)


def _cell(cell: Cell, room: int) -> list[Piece]:
    """A cell's text, and its evidence below it."""
    lines = [Piece(line, _codes(cell.mark)) for line in wrap(cell.text, room)] if cell.text else []
    if cell.note:
        lines += [Piece(line, (DIM,)) for line in wrap(cell.note, room)]
    return lines


def _lines(
    blocks: list[list[Piece]], columns: Sequence[Column], widths: list[int], colour: bool
) -> Iterator[str]:
    """Blocks of text side by side, each in its column."""
    for n in range(max(1, *map(len, blocks))):
        parts = []
        for block, column, room in zip(blocks, columns, widths, strict=True):
            piece = block[n] if n < len(block) else Piece("")
            free = room - display_width(piece.text)
            before = {"right": free, "center": free // 2}.get(column.align, 0)
            parts.append(" " * before + piece.drawn(colour) + " " * (free - before))
        yield GAP.join(parts)


# -------------------------------------------------------------------------------------------------- drawn as a list


def _listing(table: Table, width: int, colour: bool) -> Iterator[str]:
    """Each row as its first columns, then what its other columns hold: for tables that are too wide."""
    matrix = matrix_columns(table)
    lead = max(min(matrix, default=2), 1)
    room = min(max(display_width(row[0].text) for row in table.rows), SHORT_WORD)
    for n, group in enumerate(table.groups):
        yield from _heading(group, width, n > 0, colour)
        for row in group.rows:
            yield from _lead(row[:lead], room, width, colour)
            filled = [n for n in range(lead, len(row)) if row[n].text or row[n].note]
            yield from _entries(table, row, [n for n in filled if n in matrix], width, colour)
            for n in filled:
                if n not in matrix:
                    yield from _labelled(table.columns[n].title, row[n], width, colour)


def _lead(cells: Sequence[Cell], room: int, width: int, colour: bool) -> Iterator[str]:
    """The first cells of a row: the first of them hangs out, where it is short; evidence stands below."""
    first, *others = cells
    key, rest = _one_line(first.text), GAP.join(_one_line(cell.text) for cell in others if cell.text)
    if display_width(key) > room:
        key, rest, room = "", f"{key}{GAP}{rest}", -len(GAP)
    head = Piece(key, (BOLD, *_codes(first.mark))).drawn(colour)
    start = head + " " * (room - display_width(key) + len(GAP))
    for n, line in enumerate(wrap(rest, max(width - room - len(GAP), 20))):
        yield (" " * (room + len(GAP)) if n else start) + Piece(line, (BOLD,)).drawn(colour)
    for cell in cells:
        for line in wrap(cell.note, width - len(INDENT)) if cell.note else []:
            yield INDENT + Piece(line, (DIM,)).drawn(colour)


def _entries(table: Table, row: Sequence[Cell], which: list[int], width: int, colour: bool) -> Iterator[str]:
    """Cells of a matrix's row: ``A/R Sở Y tế (VI.2.a) · C Sở Tài chính (V.1)``, broken between cells."""
    line, used, room = "", 0, max(width - len(INDENT), 20)
    for n in which:
        letters = Piece(_one_line(row[n].text) or "–", _codes(row[n].mark))
        agency = f" {_one_line(table.columns[n].title)}"
        note = f" {_aside(row[n].note)}" if row[n].note else ""
        wide = display_width(letters.text + agency + note)
        if line and used + wide > room:
            yield INDENT + line
            line, used = "", 0
        if wide > room:
            yield INDENT + letters.drawn(colour) + agency
            for part in wrap(note, room - len(INDENT)):
                yield INDENT * 2 + Piece(part, (DIM,)).drawn(colour)
            continue
        line += " · " * bool(line) + letters.drawn(colour) + agency + Piece(note, (DIM,)).drawn(colour)
        used += wide + 3
    if line:
        yield INDENT + line


def _aside(note: str) -> str:
    return f"[{_one_line(note)}]" if "(" in note else f"({_one_line(note)})"


def _labelled(title: str, cell: Cell, width: int, colour: bool) -> Iterator[str]:
    lead = f"{INDENT}{_one_line(title)}: "
    text = f"{cell.text} {_aside(cell.note)}" if cell.text and cell.note else cell.text or cell.note
    for n, line in enumerate(wrap(text, max(width - display_width(lead), 20))):
        label = Piece(lead, (DIM,)).drawn(colour) if n == 0 else " " * display_width(lead)
        yield label + Piece(line, _codes(cell.mark)).drawn(colour)


# --------------------------------------------------------------------------------------------------------- findings

_SEVERITY_CODES = {severity: (BOLD, *_codes(severity.name)) for severity in Severity}
_NEW_LINE = re.compile("\r\n|[\n\r]")
_ALSO, _MEND = Text("xem thêm", "see also"), Text("sửa thành", "change to")
_DROP = Text("bỏ đoạn được chỉ ra", "leave out what is marked")


def render_findings(
    findings: Iterable[Diagnostic],
    lang: str = "vi",
    colour: bool = False,
    sources: Mapping[str, str] | None = None,
    width: int | None = None,
) -> str:
    """Findings in the order given, a line each: ``file:line:column: error PM204 target-falls: message``.

    Where ``sources`` holds the text that a finding is about (by the name that the finding gives it), the line and a
    caret follow. The last line counts.
    """
    found = list(findings)
    split: dict[str, list[str]] = {}
    lines = []
    for one in found:
        lines.append(_finding(one, lang, colour))
        text = (sources or {}).get(one.source)
        if text is not None and one.span is not None:
            if one.source not in split:
                split[one.source] = _NEW_LINE.split(text)
            lines += _excerpt(split[one.source], one.span, one.severity, colour, width or LINE)
        lines += _further(one, lang, colour)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _place(source: str, span: Span | None) -> str:
    return source if span is None else f"{source}:{span.line}:{span.column}"


def _finding(one: Diagnostic, lang: str, colour: bool) -> str:
    where = Piece(clean(f"{_place(one.source, one.span)}:"), (BOLD,)).drawn(colour)
    kind = Piece(one.severity.word(lang), _SEVERITY_CODES[one.severity]).drawn(colour)
    return f"{where} {kind} {one.code} {one.name}: {_one_line(one.message.get(lang))}"


def _one_line(text: str) -> str:
    return clean(text).replace("\n", " ")


def _excerpt(lines: list[str], span: Span, severity: Severity, colour: bool, width: int) -> Iterator[str]:
    """The line that a finding is about, and a caret under each of its columns."""
    if span.line > len(lines):
        return
    line = lines[span.line - 1]
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    rule = [Piece(f"{number:>5} │ ", (DIM,)).drawn(colour) for number in (span.line, "")]
    parts = (clean(line[:start]), clean(line[start:end]).rstrip(), clean(line[end:]))
    before, inside, after = _window(*parts, room=max(width - 8, 24))
    carets = Piece("^" * max(1, display_width(inside)), _SEVERITY_CODES[severity]).drawn(colour)
    yield rule[0] + before + inside + after
    yield rule[1] + " " * display_width(before) + carets


def _window(before: str, inside: str, after: str, *, room: int) -> tuple[str, str, str]:
    """The parts of a line, cut down around ``inside`` where the line is too long."""
    if display_width(before + inside + after) <= room:
        return before, inside, after
    inside = _head(inside, room // 2)
    room -= display_width(inside)
    before = _head(before[::-1], max(room - display_width(after), room // 2))[::-1]
    return before, inside, _head(after, room - display_width(before))


def _head(text: str, room: int) -> str:
    """The beginning of ``text``, with an ellipsis where something is left out."""
    if display_width(text) <= room:
        return text
    while text and display_width(text) > room - 1:
        text = text[:-1]
    return f"{text}…"


def _further(one: Diagnostic, lang: str, colour: bool) -> Iterator[str]:
    """Other places that explain a finding, and the edit that mends it."""
    for related in one.related:
        where = clean(_place(related.source, related.span))
        yield f"  = {_ALSO.get(lang)}: {where} {_one_line(related.message.get(lang))}"
    if one.fix is not None and "\n" not in one.fix.replacement:
        mended = Piece(clean(one.fix.replacement), (BOLD,)).drawn(colour)
        yield f"  = {_MEND.get(lang)}: {mended}" if mended else f"  = {_DROP.get(lang)}"
