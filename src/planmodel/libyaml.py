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
_module: Any = getattr(yaml, "_yaml", None)
_CParser: Any = getattr(getattr(yaml, "cyaml", None), "CParser", None)


def parser(text: str) -> Any:
    """libyaml's event parser, or PyYAML's own (same events, slower) where its wheel carries no libyaml."""
    return _CParser(text) if _CParser is not None else yaml.SafeLoader(text)


class BareScalars:
    """While it is entered, libyaml's parser gives a scalar as the plain tuple of what its event would hold.

    That is ``(anchor, tag, implicit, value, start_mark, end_mark, style)``. Two events of three are scalars, and
    PyYAML fills an object of its own for each: without it a plan is read a tenth faster. Who reads must also take the
    event itself: from PyYAML's own parser, and where another thread has just left.
    """

    def __enter__(self) -> None:
        if _CParser is not None:
            _module.ScalarEvent = _as_tuple

    def __exit__(self, *_: object) -> None:
        if _CParser is not None:
            _module.ScalarEvent = events.ScalarEvent


def _as_tuple(*fields: Any) -> tuple[Any, ...]:
    return fields


def fields_of(scalar: Any) -> tuple[Any, ...]:
    """What a scalar's event holds, in the order of :class:`BareScalars`."""
    e = scalar
    return e.anchor, e.tag, e.implicit, e.value, e.start_mark, e.end_mark, e.style


def event_of(fields: tuple[Any, ...]) -> Any:
    """The event of a scalar's fields."""
    return events.ScalarEvent(*fields)
