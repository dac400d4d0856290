"""What was found in texts that have not changed: a SQLite file in the user's cache folder.

A row's key is the digest of everything that a judgement depends on but the text itself (the context: version, the
program's files, schemas, registries, rule files, settings, options, day), of the text and of its name. The plans that
a plan carries out are read for its judgement too: their digest stands in the row and must still be right.

The cache only ever saves time. Where it cannot be read or written, is locked by another process or holds nonsense, the
program goes on without it.
"""

from __future__ import annotations

import io
import os
import pickle
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from planmodel.check.ignores import Ignore
from planmodel.check.judge import Checked
from planmodel.diagnostics import Diagnostic, Fix, Related, Severity, Span, Text
from planmodel.rules import Summary

FORMAT = 4
"""Raised whenever the rows change their form."""

KEPT = 50_000
"""Rows kept; where there are more, half of these are left, whichever they are: the others are found again."""

_TABLE = "CREATE TABLE IF NOT EXISTS judged (key BLOB PRIMARY KEY, links BLOB NOT NULL, row BLOB NOT NULL) WITHOUT ROWID"
_AT_ONCE = 500


def folder() -> Path:
    """The user's folder for caches of this program, by the customs of the system."""
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/AppData/Local")
        return Path(base) / "planmodel" / "Cache"
    if sys.platform == "darwin":
        return Path(os.path.expanduser("~/Library/Caches/planmodel"))
    return Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")) / "planmodel"


class Cache:
    """The rows of one file. Every failure closes it; from then on it knows nothing and keeps nothing."""

    def __init__(self, path: Path) -> None:
        self._base: sqlite3.Connection | None = None
        for again in (False, True):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._base = sqlite3.connect(path, timeout=2, isolation_level=None)
                self._base.execute("PRAGMA synchronous = OFF")  # what is lost is found again
                self._base.execute(_TABLE)
                return
            except sqlite3.DatabaseError as error:
                self.close()
                if again or isinstance(error, sqlite3.OperationalError):
                    return
                _forget(path)  # no database: written anew
            except OSError:
                self.close()
                return

    def close(self) -> None:
        """Let go of the file."""
        base, self._base = self._base, None
        try:
            if base is not None:
                base.close()
        except sqlite3.Error:
            pass

    def get(self, keys: Sequence[bytes]) -> dict[bytes, tuple[bytes, bytes]]:
        """The rows of those ``keys`` that there are: the digest of the linked plans, and the row's text."""
        rows: dict[bytes, tuple[bytes, bytes]] = {}
        try:
            for at in range(0, len(keys) if self._base is not None else 0, _AT_ONCE):
                some = keys[at : at + _AT_ONCE]
                marks = ",".join("?" * len(some))
                assert self._base is not None
                for key, links, row in self._base.execute(
                    f"SELECT key, links, row FROM judged WHERE key IN ({marks})", some
                ):
                    rows[key] = (links, row)
        except (sqlite3.Error, UnicodeError):
            self.close()
            return {}
        return rows

    def put(self, rows: Iterable[tuple[bytes, bytes, bytes]]) -> None:
        """Keep rows (key, digest of the linked plans, text), all or none of them."""
        if self._base is None:
            return
        try:
            self._base.execute("BEGIN IMMEDIATE")
            self._base.executemany("INSERT OR REPLACE INTO judged VALUES (?, ?, ?)", rows)
            (count,) = self._base.execute("SELECT count(*) FROM judged").fetchone()
            if count > KEPT:
                self._base.execute(
                    "DELETE FROM judged WHERE key IN (SELECT key FROM judged LIMIT ?)", (count - KEPT // 2,)
                )
            self._base.execute("COMMIT")
        except (sqlite3.Error, UnicodeError):
            self.close()


def _forget(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        pass


# ------------------------------------------------------------------------------------------------- what is kept


def packed(one: Checked) -> bytes:
    """What was found in a text, as bytes."""
    return pickle.dumps(one, protocol=5)


def unpacked(row: bytes) -> Checked | None:
    """What ``packed`` made; None where the row is nonsense."""
    try:
        made = _Reader(io.BytesIO(row)).load()
    except Exception:  # noqa: BLE001 - a row may be damaged in any way; the text is judged anew
        return None
    return made if isinstance(made, Checked) else None


class _Reader(pickle.Unpickler):
    """Reads values of the kinds that ``packed`` writes, and makes nothing else, whatever the bytes ask for."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of a value. Raises UnpicklingError for any that findings are not made of."""
        kind = _KINDS.get(name)
        if kind is None or kind.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return kind


_KINDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (Checked, Diagnostic, Fix, Ignore, Related, Severity, Span, Summary, Text, date)
}
