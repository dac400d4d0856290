"""Tables as PDF, in the layout of Nghị định 30/2020/NĐ-CP: what stands on paper, letter by letter, and tagged for all.

Letters of a matrix stand on a light ground; what was inferred leans. The evidence of a letter is a small number below
it, and is read under the table. Where a text has a letter that no face has, the file says that it is not PDF/UA.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from planmodel.diagnostics import Text
from planmodel.render import typst_
from planmodel.render.marks import is_chip, is_inferred, style_of
from planmodel.render.measure import clean, wrap
from planmodel.render.page import INSET, Layout, Part, lay_out, small, text_width
from planmodel.views.table import Cell, Column, Document, Group, Table

LONGEST_HEAD, LONGEST_BAND, LONGEST_TITLE, TALL = 200, 240, 400, 900
"""Characters: a longer head of a column is cut and told in full under the table, a longer heading of rows is not
repeated, a longer title is cut in the list of bookmarks, and a longer text stands at the top of its cell."""
_TINT, _PALE = 0.82, 0.92
"""How much white is in the ground of a mark, and of one that holds by membership of a class."""
_WORDS = {
    "empty": Text("(không có dòng nào)", "(nothing to show)"),
    "notes": Text("Ghi chú:", "Notes:"),
    "evidence": Text("Số nhỏ dưới chữ là căn cứ", "Small numbers below letters are their evidence"),
    "part": Text("Phần {n}/{count}: các cột {first} – {last}", "Part {n} of {count}: columns {first} – {last}"),
}  # fmt: skip


class _Names(NamedTuple):
    """What stands for what: numbers of evidence, names of anchors, and the anchors that no cell has been given yet."""

    numbers: dict[str, int]
    anchors: dict[str, str]
    unused: dict[str, str]


def render_document(document: Document, *, lang: str = "vi") -> bytes:
    """``document`` as one PDF. Raises Refusal where the typesetter cannot set it."""
    return typst_.as_pdf("document.typ", _document(document, lang))


# ------------------------------------------------------------------------------------------------------ sections


def _document(document: Document, lang: str) -> dict[str, Any]:
    """What the template draws: pages that lie alike in runs, on which the tables follow one another."""
    alone = document.alone
    anchors = _anchors(document)
    unused = dict(anchors)
    runs: list[dict[str, Any]] = []
    for n, table in enumerate(document.tables):
        layout = lay_out(table)
        section = _section(table, layout, _Names(_references(table, layout), anchors, unused), lang)
        section["head"] = _head_alone(document) if alone else _head(table, 2)
        section["own_page"] = bool(table.label)
        section["restarts"] = bool(table.label) and n > 0 and not alone
        if runs and runs[-1]["lengthwise"] == layout.lengthwise:
            runs[-1]["sections"].append(section)
        else:
            restarts = section["restarts"]
            section["restarts"] = False  # the page before says so
            runs.append({"lengthwise": layout.lengthwise, "restarts": restarts, "sections": [section]})
    title = document.title or (document.tables[0].title if document.tables else "")
    return {
        "title": _cut(clean(title), LONGEST_TITLE),
        "lang": lang,
        "words": {key: _WORDS[key].get(lang) for key in ("empty", "notes")},
        "head": None if alone else _head(document, 1),
        "runs": runs or [{"lengthwise": False, "restarts": False, "sections": []}],
    }


def _head(what: Table | Document, level: int) -> dict[str, Any]:
    title = clean(what.title)
    return {
        "label": clean(what.label),
        "title": title.upper() if what.label else title,
        "under": [clean(line) for line in what.under],
        "level": level,
    }


def _head_alone(document: Document) -> dict[str, Any]:
    table = document.tables[0]
    return _head(table._replace(label=document.label or table.label, under=document.under or table.under), 1)


def _anchors(document: Document) -> dict[str, str]:
    """Names for the anchors of cells, in a space of their own."""
    named = dict.fromkeys(c.anchor for t in document.tables for row in t.rows for c in row if c.anchor)
    return {anchor: f"cell-{n}" for n, anchor in enumerate(named, 1)}


def _section(table: Table, layout: Layout, names: _Names, lang: str) -> dict[str, Any]:
    columns, long_heads = _short_heads(table.columns)
    parts = [_part(columns, table.groups, layout, n, names, lang) for n in range(len(layout.parts))]
    evidence = [f"{number}:\u00a0{clean(note)}" for note, number in names.numbers.items()]
    said = [f"{_WORDS['evidence'].get(lang)} – {'; '.join(evidence)}."] if evidence else []
    texts = [len(c.text) + len(c.note) for row in table.rows for c in row]
    return {
        "size": layout.size,
        "small": small(layout.size),
        "notes_size": max(layout.size, 9.0),
        "inset": INSET if not layout.matrix else INSET - 1,
        "turned": layout.turned,
        "tall": max(texts, default=0) > TALL,
        "parts": parts,
        "notes": [clean(note) for note in (*table.notes, *long_heads)] + said,
    }  # fmt: skip


def _short_heads(columns: Sequence[Column]) -> tuple[list[Column], list[str]]:
    """Columns with heads that fit on a page, and in full those that were cut."""
    cut = [c._replace(title=_cut(c.title, LONGEST_HEAD)) for c in columns]
    return cut, [c.title for c in columns if len(c.title) > LONGEST_HEAD]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _references(table: Table, layout: Layout) -> dict[str, int]:
    """The evidence of a matrix's letters, numbered in the order of reading."""
    notes = (row[n].note for row in table.rows for n in sorted(layout.matrix) if row[n].note)
    return {note: number for number, note in enumerate(dict.fromkeys(notes), 1)}


# --------------------------------------------------------------------------------------------------------- parts


def _part(
    columns: Sequence[Column], groups: Sequence[Group], layout: Layout, number: int, names: _Names, lang: str
) -> dict[str, Any]:
    part, count = layout.parts[number], len(layout.parts)
    said = ""
    if count > 1:
        others = [n for n in part.columns if n not in layout.parts[(number + 1) % count].columns]
        first, last = (_cut(clean(columns[n].title), 60) for n in (others[0], others[-1]))
        said = _WORDS["part"].get(lang).format(n=number + 1, count=count, first=first, last=last)
    return {
        "said": said,
        "widths": [round(width, 2) for width in part.widths],
        "aligns": ["center" if n in layout.matrix else columns[n].align for n in part.columns],
        "heads": [
            {
                "text": _breakable(columns[n].title, _room(layout, n, width), layout.size, bold=True),
                "turned": bool(layout.turned) and n in layout.matrix,
            }
            for n, width in zip(part.columns, part.widths, strict=True)
        ],
        "groups": [
            {
                "title": clean(group.title),
                "repeats": len(group.title) <= LONGEST_BAND,
                "rows": [list(_row(row, layout, part, names)) for row in group.rows],
            }
            for group in groups
            if group.rows
        ],
    }


def _room(layout: Layout, n: int, width: float) -> float:
    return layout.turned if layout.turned and n in layout.matrix else width - 2 * INSET


def _row(row: Sequence[Cell], layout: Layout, part: Part, names: _Names) -> Iterator[dict[str, Any]]:
    for n, width in zip(part.columns, part.widths, strict=True):
        cell, in_matrix = row[n], n in layout.matrix
        text, room = clean(cell.text), width - 2 * INSET
        note = str(names.numbers[cell.note]) if in_matrix and cell.note else clean(cell.note)
        chip = is_chip(cell)
        yield {
            "text": text if in_matrix else _breakable(text, room, layout.size),
            "note": note if in_matrix else _breakable(note, room, small(layout.size)),
            "fill": _ground(cell),
            "bold": chip,
            "italic": is_inferred(cell.mark),
            "anchor": names.unused.pop(cell.anchor, ""),
            "link": names.anchors.get(cell.link, "") if text else "",
        }


def _ground(cell: Cell) -> str:
    """The ground of a marked cell: the colour of its mark with much white, so that black letters stand on it."""
    style = style_of(cell.mark)
    if style is None or not cell.text:
        return ""
    white = _PALE if "indirect" in cell.mark.split() else _TINT
    parts = (int(style.fill[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{round(p + (255 - p) * white):02x}" for p in parts)


def _breakable(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """``text`` with places to break in words that are longer than ``room``."""
    measure = partial(text_width, size=size, bold=bold)
    return "\n".join(
        " ".join(
            word if measure(word) <= room else "\u200b".join(wrap(word, room, measure))
            for word in line.split(" ")
        )
        for line in clean(text).split("\n")
    )
