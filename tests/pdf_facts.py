"""What a PDF file says of itself, read by a library that had no part in making it."""

import io
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pypdf import PdfReader


class Run(NamedTuple):
    """Letters that are drawn at once: on which page, where (from the lower left), how large, and under which tag."""

    page: int
    x: float
    y: float
    size: float
    tag: int
    text: str


class Pdf(NamedTuple):
    """A file's pages as text, what it says of itself, and what stands in its tree of tags.

    ``fonts`` tells of every face whether it is in the file; ``tables`` are rows of cells, as a screen reader finds them, and
    ``outside`` is what it reads outside of them (page numbers it skips).
    """

    pages: list[str]
    sizes: list[tuple[float, float]]
    title: str
    lang: str
    tagged: bool
    accessible: bool
    fonts: dict[str, bool]
    alternatives: list[str]
    tags: list[str]
    links: int
    bookmarks: list[str]
    tables: list[list[list[str]]]
    outside: str
    runs: list["Run"]

    @property
    def text(self) -> str:
        """All words, in the order of the file."""
        return "\n".join(self.pages)


def read(made: bytes) -> Pdf:
    """The facts of a file."""
    reader = PdfReader(io.BytesIO(made))
    root: Any = reader.root_object
    assert reader.metadata is not None
    tree = list(_tree(root["/StructTreeRoot"])) if "/StructTreeRoot" in root else []
    annotations = (a.get_object() for page in reader.pages for a in page.get("/Annots", ()))
    drawn = [_drawn(n, page) for n, page in enumerate(reader.pages)]
    runs = [run for _, found in drawn for run in found]
    tables, within = _tables(reader, tree, runs)
    return Pdf(
        [text for text, _ in drawn],
        [(float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages],
        reader.metadata.title or "",
        str(root.get("/Lang", "")),
        bool(root.get("/MarkInfo", {}).get("/Marked", False)),
        b"pdfuaid:part" in root["/Metadata"].get_object().get_data(),
        dict(font for page in reader.pages for font in _fonts(page)),
        [str(e["/Alt"]) for e in tree if "/Alt" in e],
        [str(e["/S"]).removeprefix("/") for e in tree if "/S" in e],
        sum(1 for a in annotations if a.get("/Subtype") == "/Link"),
        [str(b.title) for b in _flat(reader.outline)],
        tables,
        " ".join(r.text for r in runs if r.tag >= 0 and (r.page, r.tag) not in within),
        runs,
    )


def squeezed(text: str) -> str:
    """``text`` without white space and signs of no width: where a line ends is no matter of what is said."""
    return re.sub(r"[\s\u200b\u00a0]+", "", text)


def _drawn(number: int, page: Any) -> tuple[str, list[Run]]:
    found: list[Run] = []
    marks: list[int] = []

    def before(operator: bytes, operands: Any, cm: Any, tm: Any) -> None:
        if operator in (b"BDC", b"BMC"):
            told = operands[1] if len(operands) > 1 else {}
            marks.append(int(told.get("/MCID", -1)) if isinstance(told, dict) else -1)
        elif operator == b"EMC":
            marks.pop()

    def each(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if text.strip():
            tag = next((m for m in reversed(marks) if m >= 0), -1)
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            scale = (cm[0] ** 2 + cm[1] ** 2) ** 0.5 * (tm[0] ** 2 + tm[1] ** 2) ** 0.5
            found.append(Run(number, x, y, size * scale, tag, text.strip("\n")))

    return page.extract_text(visitor_text=each, visitor_operand_before=before), found


def _tables(
    reader: PdfReader, tree: list[Any], runs: list[Run]
) -> tuple[list[list[list[str]]], set[tuple[int, int]]]:
    within: set[tuple[int, int]] = set()
    said: dict[tuple[int, int], str] = {}
    for run in runs:
        if run.tag >= 0:
            said[run.page, run.tag] = said.get((run.page, run.tag), "") + run.text
    pages = {
        page.indirect_reference.idnum: n for n, page in enumerate(reader.pages) if page.indirect_reference
    }

    def text(element: Any, page: int) -> str:
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, int):
            within.add((page, element))
            return said.get((page, element), "") + " "
        if isinstance(element, list):
            return "".join(text(e, page) for e in element)
        if "/Pg" in element:
            page = pages[element.raw_get("/Pg").idnum]
        if "/MCID" in element:
            return text(int(element["/MCID"]), page)
        return text(element["/K"], page) if "/K" in element and "/Obj" not in element else ""

    rows_of = [[e for e in _tree(t) if e.get("/S") == "/TR"] for t in tree if t.get("/S") == "/Table"]
    tables = [[[" ".join(text(c, -1).split()) for c in row["/K"]] for row in rows] for rows in rows_of]
    return tables, within


def _tree(element: Any) -> Iterator[Any]:
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        for child in element:
            yield from _tree(child)
    elif isinstance(element, dict):
        yield element
        if "/K" in element and element.get("/Type") != "/OBJR":
            yield from _tree(element["/K"])


def _fonts(page: Any) -> Iterator[tuple[str, bool]]:
    resources = page["/Resources"]
    for font in resources.get("/Font", {}).values():
        yield from _font(font.get_object())
    for inner in resources.get("/XObject", {}).values():
        drawn = inner.get_object()
        if drawn.get("/Subtype") == "/Form" and "/Resources" in drawn:
            yield from _fonts(drawn)


def _font(font: Any) -> Iterator[tuple[str, bool]]:
    for below in font.get("/DescendantFonts", [font]):
        described = below.get_object().get("/FontDescriptor", {})
        held = any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        yield str(font["/BaseFont"]).removeprefix("/"), held


def _flat(outline: Any) -> Iterator[Any]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry
