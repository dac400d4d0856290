"""Tables and findings for a terminal: plain text in columns that line up, with colours where they are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from planmodel.diagnostics import Diagnostic, Severity, Span, Text
from planmodel.render.findings import further, one_line, place
from planmodel.render.marks import is_inferred, matrix_columns, style_of
from planmodel.render.measure import display_width, longest_line, longest_word, wrap
from planmodel.views.table import Cell, Column, Document, Group, Table

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
    lines = [*_titles(table, width or LINE, colour), "", *body]
    if table.notes:
        lines.append("")
    for note in table.notes:
        lines += _hanging("• ", note, width or LINE)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def render_document(
    document: Document, *, colour: bool = False, width: int | None = None, lang: str = "vi"
) -> str:
    """The tables of ``document`` one after another, under its own title where it has one."""
    tables = [render(table, colour=colour, width=width, lang=lang) for table in document.tables]
    if document.alone:
        return tables[0]
    head = "".join(f"{line.rstrip()}\n" for line in _titles(document, width or LINE, colour))
    return "\n".join([head, *tables])


def _titles(of: Table | Document, width: int, colour: bool) -> Iterator[str]:
    """What stands above a table: its label, its title, the lines under that."""
    for text in (of.label, of.title) if of.label else (of.title,):
        for line in wrap(text, width):
            yield Piece(line, (BOLD,)).drawn(colour)
    for text in of.under:
        for line in wrap(text, width):
            yield Piece(line, (DIM,)).drawn(colour)


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
            if n >= len(block):
                parts.append(" " * room)
                continue
            piece = block[n]
            free = room - display_width(piece.text)
            before = free if column.align == "right" else free // 2 if column.align == "center" else 0
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
    key, rest = one_line(first.text), GAP.join(one_line(cell.text) for cell in others if cell.text)
    if display_width(key) > room:
        key, rest, room = "", " · ".join(filter(None, (key, rest))), -len(GAP)
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
        letters = Piece(one_line(row[n].text) or "–", _codes(row[n].mark))
        agency = f" {one_line(table.columns[n].title)}"
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
    return f"[{one_line(note)}]" if "(" in note else f"({one_line(note)})"


def _labelled(title: str, cell: Cell, width: int, colour: bool) -> Iterator[str]:
    lead = f"{INDENT}{one_line(title)}: "
    text = f"{cell.text} {_aside(cell.note)}" if cell.text and cell.note else cell.text or cell.note
    for n, line in enumerate(wrap(text, max(width - display_width(lead), 20))):
        label = Piece(lead, (DIM,)).drawn(colour) if n == 0 else " " * display_width(lead)
        yield label + Piece(line, _codes(cell.mark)).drawn(colour)


# --------------------------------------------------------------------------------------------------------- findings

_SEVERITY_CODES = {severity: (BOLD, *_codes(severity.name)) for severity in Severity}
_GUTTER = 8


def render_findings(
    findings: Iterable[Diagnostic], lang: str = "vi", colour: bool = False, width: int | None = None
) -> str:
    """Findings in the order given, a line each: ``file:line:column: error PM204 target-falls: message``.

    Where a finding knows its line, the line follows, with carets under what the finding is about and dashes under
    related places on it; then the related places, and how to mend it.
    """
    lines = []
    for one in findings:
        lines.append(_finding(one, lang, colour))
        lines += _excerpt(one, colour, width or LINE)
        lines += [f"  = {line}" for line in further(one, lang)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _finding(one: Diagnostic, lang: str, colour: bool) -> str:
    where = Piece(f"{place(one.source, one.span)}:", (BOLD,)).drawn(colour)
    kind = Piece(one.severity.word(lang), _SEVERITY_CODES[one.severity]).drawn(colour)
    return f"{where} {kind} {one.label}: {one_line(one.message.get(lang))}"


def _excerpt(one: Diagnostic, colour: bool, width: int) -> Iterator[str]:
    """The line that a finding is about, and what is marked on it."""
    line, span = one.line, one.span
    if line is None or span is None:
        return
    start, end = _marked(span, line)
    beside = [_marked(r.span, line) for r in one.related if r.source == one.source and _shares(r.span, span)]
    first, last = _window(line, start, end, max(width - _GUTTER, 24))
    chars = [one_line(char) for char in line[first:last]]
    marks = ""
    for n, char in enumerate(chars, first):
        mark = "^" if start <= n < end else "-" if any(a <= n < b for a, b in beside) else " "
        marks += mark * display_width(char)
    if "^" not in marks:  # nothing that can be seen, or the end of the line
        at = display_width("".join(chars[: start - first]))
        marks = f"{marks[:at]}^{marks[at + 1 :]}"
    lead, tail = "…" * (first > 0), "…" * (last < len(line))
    number, blank = (Piece(f"{text:>5} │ ", (DIM,)).drawn(colour) for text in (span.line, ""))
    yield number + lead + "".join(chars) + tail
    yield blank + " " * len(lead) + "".join(_painted(marks.rstrip(), one.severity, colour))


def _shares(other: Span | None, span: Span) -> bool:
    return other is not None and other.line == span.line


def _marked(span: Span | None, line: str) -> tuple[int, int]:
    """From and to which sign of its first line a span reaches; a span of nothing marks the sign that it stands before."""
    if span is None:
        return 0, 0
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    return start, max(end, start + 1)


def _painted(marks: str, severity: Severity, colour: bool) -> Iterator[str]:
    codes = {"^": _SEVERITY_CODES[severity], "-": (DIM,)}
    for mark, run in groupby(marks):
        yield Piece("".join(run), codes.get(mark, ())).drawn(colour)


def _window(line: str, start: int, end: int, room: int) -> tuple[int, int]:
    """From and to which sign a line is shown: all of it, or as much around what is marked as there is room for."""
    if _fits(line, room) == len(line):
        return 0, len(line)
    room -= 2
    inside = start + _fits(line[start:end], room // 2)
    room -= display_width(line[start:inside])
    after = display_width(line[inside : inside + _fits(line[inside:], room // 2)])
    first = start - _fits(reversed(line[:start]), room - after)
    while first < start and display_width(line[first]) == 0:
        first += 1
    return first, inside + _fits(line[inside:], room - display_width(line[first:start]))


def _fits(chars: Iterable[str], room: int) -> int:
    """How many of ``chars`` have room in ``room`` columns."""
    count = 0
    for char in chars:
        room -= display_width(char)
        if room < 0:
            break
        count += 1
    return count
