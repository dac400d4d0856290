"""Pages to be read: what stands on them, in order; renderers draw it for a terminal, for Markdown and for a browser."""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """A text as it stands in a file (or, in ``sh``, as it is typed); comments of carets in it show what is found."""

    text: str
    caption: str = ""
    language: str = "yaml"


Block = str | Code
"""A paragraph (code in it stands between backquotes), or a text as it stands in a file."""


class Section(NamedTuple):
    """A heading and what stands under it."""

    title: str
    blocks: tuple[Block, ...]


class Article(NamedTuple):
    """One page: a code and a name, a title, its weight (a word, and the mark to colour it by), and its sections."""

    code: str
    name: str
    title: str
    weight: str
    mark: str
    sections: tuple[Section, ...]

    @property
    def heading(self) -> str:
        """The first line of the page."""
        return f"{self.code} {self.name}" if self.code != self.name else self.code


class Chapter(NamedTuple):
    """Articles under one heading."""

    title: str
    articles: tuple[Article, ...]


class Handbook(NamedTuple):
    """All articles, with an introduction before them; ``heads`` are the headings of the index's four columns."""

    title: str
    intro: tuple[Block, ...]
    heads: tuple[str, str, str, str]
    chapters: tuple[Chapter, ...]
