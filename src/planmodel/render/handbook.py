"""Articles and handbooks for a terminal, as Markdown, and as a page that stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planmodel.render.markdown import escape, escape_line
from planmodel.render.marks import HUES, style_of
from planmodel.render.measure import clean, wrap
from planmodel.render.terminal import BOLD, DIM, INDENT, LINE, Piece
from planmodel.views.handbook import Article, Block, Code, Handbook, Section

_CARETS = re.compile(r"#[ ^]*\^[ ^]*[A-Z0-9]")
_CODE = re.compile(r"`([^`\n]+)`")
_NO_ANCHOR = re.compile(r"[^\w\- ]")


def points(line: str) -> bool:
    """True for a comment of carets, which shows what is found in the line above it."""
    return _CARETS.match(line) is not None


# ------------------------------------------------------------------------------------------------------- terminal


def terminal(articles: Sequence[Article], *, colour: bool = False, width: int | None = None) -> str:
    """``articles`` one after another in lines of at most ``width`` columns; only examples keep their own lines."""
    lines: list[str] = []
    for n, article in enumerate(articles):
        if n:
            lines += ["", "─" * (width or LINE), ""]
        lines += _article(article, width or LINE, colour)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _article(article: Article, width: int, colour: bool) -> Iterator[str]:
    style = style_of(article.mark)
    codes = (BOLD, f"38;5;{style.ansi}") if style is not None else (BOLD,)
    weight = Piece(article.weight, codes).drawn(colour)
    yield f"{Piece(clean(article.heading), (BOLD,)).drawn(colour)} · {weight}"
    yield from wrap(article.title, width)
    for section in article.sections:
        yield ""
        yield Piece(clean(section.title), (BOLD,)).drawn(colour)
        for n, block in enumerate(section.blocks):
            if n and isinstance(block, Code) and isinstance(section.blocks[n - 1], Code):
                yield ""
            yield from _block(block, width, colour, codes)


def _block(block: Block, width: int, colour: bool, codes: tuple[str, ...]) -> Iterator[str]:
    if isinstance(block, Code):
        for line in wrap(block.caption, max(width - 2, 20)) if block.caption else ():
            yield f"  {Piece(line, (DIM,)).drawn(colour)}"
        for line in block.text.splitlines():
            yield INDENT + Piece(clean(line), codes if points(line) else ()).drawn(colour)
        return
    for line in wrap(block, max(width - 2, 20)):
        yield f"  {line}"


# ------------------------------------------------------------------------------------------------------- markdown


def markdown(article: Article, level: int = 1) -> str:
    """One article as Markdown, its heading of the given level."""
    return "\n\n".join(_pieces(article, level)) + "\n"


def _pieces(article: Article, level: int) -> Iterator[str]:
    yield f"{'#' * level} {escape(article.heading)}"
    yield f"**{escape(article.title)}** ({escape(article.weight)})"
    for section in article.sections:
        yield f"{'#' * (level + 1)} {escape(section.title)}"
        yield from _blocks(section.blocks)


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Code):
            if block.caption:
                yield f"{escape_line(block.caption)}:"
            yield f"{_fence(block.text)}{block.language}\n{block.text.rstrip()}\n{_fence(block.text)}"
        else:
            yield "".join(_prose(block))


def _prose(text: str) -> Iterator[str]:
    """A paragraph with its code as code; a lone backquote is a sign like any other."""
    for n, piece in enumerate(_CODE.split(text)):
        if n % 2:
            yield f"`{clean(piece)}`"
            continue
        bare = piece.strip(" ")
        before, after = piece.partition(bare)[::2] if bare else (piece, "")
        yield before + (escape if n else escape_line)(bare) + after


def _fence(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    return "`" * max(3, longest + 1)


def book_markdown(book: Handbook) -> str:
    """A whole handbook as Markdown: introduction, an index with a table for each chapter, then every article."""
    pieces = [f"# {escape(book.title)}", *_blocks(book.intro)]
    for chapter in book.chapters:
        pieces.append(f"## {escape(chapter.title)}")
        pieces.append("\n".join(_index(book.heads, chapter.articles)))
    for chapter in book.chapters:
        for article in chapter.articles:
            pieces += ["---", *_pieces(article, 2)]
    return "\n\n".join(pieces) + "\n"


def _index(heads: Sequence[str], articles: Sequence[Article]) -> Iterator[str]:
    yield f"| {' | '.join(map(escape, heads))} |"
    yield "| :-- | :-- | :-- | :-- |"
    for a in articles:
        code = f"[{escape(a.code)}](#{anchor(a.heading)})"
        yield f"| {code} | {escape(a.name)} | {escape(a.weight)} | {escape(a.title)} |"


def anchor(heading: str) -> str:
    """The name by which a link reaches a heading, as pages of Markdown make it."""
    return _NO_ANCHOR.sub("", heading.lower()).replace(" ", "-")


# ----------------------------------------------------------------------------------------------------------- html


def html(articles: Sequence[Article], lang: str, title: str | None = None) -> str:
    """``articles`` as a page that stands alone."""
    shown = title if title is not None else articles[0].heading
    chapters = [("", list(articles))]
    return _page(shown, (), (), chapters, lang)


def book_html(book: Handbook, lang: str) -> str:
    """A whole handbook as a page that stands alone."""
    return _page(
        book.title, book.intro, book.heads, [(c.title, list(c.articles)) for c in book.chapters], lang
    )


def _page(
    title: str,
    intro: Sequence[Block],
    heads: Sequence[str],
    chapters: Sequence[tuple[str, Sequence[Article]]],
    lang: str,
) -> str:
    from planmodel.render.html import environment

    return (
        environment()
        .get_template("handbook.html")
        .render(
            lang=lang,
            title=clean(title),
            intro=[_shown(block) for block in intro],
            heads=heads,
            chapters=[
                {"title": clean(name), "articles": [_drawn(a) for a in articles]}
                for name, articles in chapters
            ],
            hues=HUES,
        )
    )


def _drawn(article: Article) -> dict[str, object]:
    style = style_of(article.mark)
    return {
        "id": anchor(article.heading),
        "code": clean(article.code),
        "name": clean(article.name),
        "heading": clean(article.heading),
        "title": clean(article.title),
        "weight": clean(article.weight),
        "hue": style.hue if style is not None else "grey",
        "sections": [_section(section) for section in article.sections],
    }


def _section(section: Section) -> dict[str, object]:
    return {"title": clean(section.title), "blocks": [_shown(block) for block in section.blocks]}


def _shown(block: Block) -> dict[str, object]:
    if isinstance(block, Code):
        lines = [{"text": clean(line), "points": points(line)} for line in block.text.splitlines()]
        return {"lines": lines, "caption": clean(block.caption)}
    pieces = _CODE.split(clean(block))
    return {"lines": [], "pieces": [{"text": text, "code": n % 2 == 1} for n, text in enumerate(pieces)]}
