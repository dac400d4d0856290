"""Write the table of fields that users' rules can ask into docs/own-rules*.md, between its two marks.

python tools/make_fields.py          write the tables again
"""

from __future__ import annotations

from pathlib import Path

from planmodel.rules.user.variables import BY_KIND, KINDS, Type

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"vi": ROOT / "docs" / "own-rules.vi.md", "en": ROOT / "docs" / "own-rules.md"}
FIRST, LAST = "<!-- fields: begin -->", "<!-- fields: end -->"

TYPES: dict[Type, tuple[str, str]] = {
    "text": ("chữ", "text"),
    "day": ("ngày", "day"),
    "flag": ("đúng/sai", "yes/no"),
    "number": ("số", "number"),
    "texts": ("danh sách", "list"),
    "amounts": ("số theo năm", "numbers by year"),
}


def tables(lang: str) -> str:
    """A table of fields for each kind, as Markdown."""
    return "\n".join(_table(kind, lang) for kind in ("plan", *(k for k in BY_KIND if k != "plan")))


def _table(kind: str, lang: str) -> str:
    en = lang == "en"
    head = ("field", "type", "meaning", "at") if en else ("trường", "kiểu", "nghĩa", "at")
    lines = [f"#### `for: {kind}` ({KINDS[kind].get(lang)})", "", _row(head), _row(("---",) * len(head))]
    for name, variable in BY_KIND[kind].items():
        meaning = variable.meaning.get(lang).replace("|", "\\|")
        star = " \\*" if variable.joined else ""
        place = ("yes" if en else "có") if variable.place is not None else ""
        lines.append(_row((f"`{kind}.{name}`{star}", TYPES[variable.type][en], meaning, place)))
    return "\n".join([*lines, ""])


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def page(text: str, lang: str) -> str:
    """``text`` with the tables between its marks."""
    before, rest = text.split(FIRST)
    _, after = rest.split(LAST)
    return f"{before}{FIRST}\n\n{tables(lang)}\n{LAST}{after}"


if __name__ == "__main__":
    for lang, path in PAGES.items():
        path.write_text(page(path.read_text("utf-8"), lang), "utf-8")
