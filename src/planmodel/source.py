"""Source texts: bytes in, a named text with offset <-> line:column out.

A byte order mark is dropped (positions count from the first visible character), line ends are kept as written,
UTF-8 is the only encoding (YAML 1.2 allows others; plans in git do not).
"""

from __future__ import annotations

import errno
from bisect import bisect_right
from pathlib import Path

from planmodel import diagnostics as dg
from planmodel.diagnostics import Diagnostic, Span, Text, say

MAX_BYTES = 16 * 1024 * 1024
"""Largest file that is read, in bytes; a plan of 150 tasks has about 100,000."""


class Source:
    """A text and the name to show for it (a path as the user gave it, or ``<stdin>``)."""

    __slots__ = ("_starts", "name", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self._starts: list[int] | None = None

    def position(self, offset: int) -> tuple[int, int]:
        """1-based line and column of a 0-based character offset."""
        if self._starts is None:
            self._starts = _line_starts(self.text)
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The span from offset ``start`` to just before ``end``."""
        line, column = self.position(start)
        end_line, end_column = self.position(end)
        return Span(line, column, end_line, end_column, start, end)

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return self.position(len(self.text))[0]

    def line(self, number: int) -> tuple[int, int]:
        """Where line ``number`` (from 1) begins and ends, its line end left out."""
        self.position(0)
        starts = self._starts or [0]
        end = starts[number] if number < len(starts) else len(self.text)
        start = starts[number - 1]
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return start, end

    def slice(self, span: Span) -> str:
        """The text of ``span`` as it stands in the source."""
        return self.text[span.start : span.end]


def _line_starts(text: str) -> list[int]:
    starts = [0]
    at = 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        if line.endswith(("\n", "\r")):
            starts.append(at)
    return starts


def decode(name: str, data: bytes) -> Source | Diagnostic:
    """The text in ``data``, or the one reason why it cannot be read."""
    if len(data) > MAX_BYTES:
        return dg.TOO_LARGE.at(
            name,
            None,
            say(
                "the file is larger than {size} MB; it is probably no plan, or split it into several",
                size=MAX_BYTES >> 20,
            ),
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return dg.NOT_UTF8.at(
            name,
            Span(1, 1, 1, 1, 0, 0),
            say("the file is saved as UTF-16; save it as UTF-8"),
        )
    if data[:3] == b"\xef\xbb\xbf":
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        at = Source(name, before + " ").span(len(before), len(before) + 1)
        return dg.NOT_UTF8.at(
            name,
            at,
            say(
                "byte 0x{byte} is not UTF-8; save the file as UTF-8 (not TCVN3, VNI or Windows-1258)",
                byte=f"{data[error.start]:02x}",
            ),
        )
    nul = text.find("\0")
    if nul >= 0:
        return dg.NUL_BYTE.at(
            name,
            Source(name, text).span(nul, nul + 1),
            say("there is a NUL character; this is probably not a YAML text"),
        )
    return Source(name, text)


def read(path: Path, name: str | None = None) -> Source | Diagnostic:
    """Read and decode the file at ``path``; an I/O error becomes a diagnostic."""
    shown = name if name is not None else str(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return unreadable(shown, error)
    return decode(shown, data)


def unreadable(name: str, error: OSError) -> Diagnostic:
    """The diagnostic for a file that the system does not let us read."""
    return dg.UNREADABLE.at(name, None, _why_not(error))


def _why_not(error: OSError) -> Text:
    match error.errno:
        case errno.ENOENT:
            return say("the file cannot be read (No such file or directory); check its name and permissions")
        case errno.EACCES:
            return say("the file cannot be read (Permission denied); check its name and permissions")
        case errno.EISDIR:
            return say("the file cannot be read (Is a directory); check its name and permissions")
        case errno.ELOOP:
            return say(
                "the file cannot be read (Too many levels of symbolic links); check its name and permissions"
            )
    return say(
        "the file cannot be read ({why}); check its name and permissions", why=error.strerror or str(error)
    )
