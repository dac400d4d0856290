"""Write the table of changes into docs/comparison*.md, between its two marks: each code, its class, what it means.

python tools/make_changes.py          write the tables again
"""

from __future__ import annotations

from pathlib import Path

from planmodel.derive.changes import CODES, WEIGHTS
from planmodel.views import words

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"vi": ROOT / "docs" / "comparison.vi.md", "en": ROOT / "docs" / "comparison.md"}
FIRST, LAST = "<!-- changes: begin -->", "<!-- changes: end -->"


def table(lang: str) -> str:
    """The table as Markdown: a change beside what it is from the other side."""
    heads = ("Class", "Code", "Means", "From the other side")
    if lang == "vi":
        heads = ("Loại", "Mã", "Nghĩa là", "Chiều ngược lại")
    rows = [heads, ("---",) * 4]
    for weight in WEIGHTS:
        for code in CODES.values():
            if code.weight == weight:
                mirror = f"`{code.mirror}`" if code.mirror != code.code else "="
                rows.append((words.word(weight, lang), f"`{code.code}`", code.text.get(lang), mirror))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def page(text: str, lang: str) -> str:
    """``text`` with the table between its marks."""
    before, rest = text.split(FIRST)
    _, after = rest.split(LAST)
    return f"{before}{FIRST}\n\n{table(lang)}\n\n{LAST}{after}"


if __name__ == "__main__":
    for lang, path in PAGES.items():
        path.write_text(page(path.read_text("utf-8"), lang), "utf-8")
