"""The one door to PyYAML: libyaml's event parser, the events, and the errors.

PyYAML compiles the patterns of its pure Python half when it is imported, a tenth of the time that ``check`` of one
plan takes, and libyaml's parser uses none of them. They are compiled here when first used instead; whoever imported
PyYAML before keeps it as it was.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_compile = re.compile


class _LazyPattern:
    """A pattern that is compiled when one of its methods is first asked for; then it is as fast as any other."""

    def __init__(self, pattern: Any, flags: int = 0) -> None:
        self._given = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        method = getattr(_compile(*self._given), name)
        self.__dict__[name] = method
        return method


@contextmanager
def _patterns_when_used() -> Iterator[None]:
    re.compile = _LazyPattern  # type: ignore[assignment]
    try:
        yield
    finally:
        re.compile = _compile


if "yaml" in sys.modules:
    import yaml
else:
    with _patterns_when_used():
        import yaml

events = yaml.events
ReaderError = yaml.reader.ReaderError
MarkedYAMLError = yaml.MarkedYAMLError
_CParser: Any = getattr(getattr(yaml, "cyaml", None), "CParser", None)


def parser(text: str) -> Any:
    """libyaml's event parser, or PyYAML's own (same events, slower) where its wheel carries no libyaml."""
    return _CParser(text) if _CParser is not None else yaml.SafeLoader(text)
