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


class BareEvents:
    """While it is entered, libyaml's parser gives most events as plain values of what they would hold.

    A scalar is the tuple ``(anchor, tag, implicit, value, start_mark, end_mark, style)``, the start of a collection the
    list ``[anchor, tag, start_mark, end_mark, flow_style, is_mapping]``, its end the mark behind it. PyYAML fills an object of its
    own for each: without that a plan is read a seventh faster. Who reads must also take the events themselves: from
    PyYAML's own parser, and where another thread has just left. See ``bare``.
    """

    def __enter__(self) -> None:
        if _CParser is not None:
            for name, make in _BARE.items():
                setattr(_module, name, make)

    def __exit__(self, *_: object) -> None:
        if _CParser is not None:
            for name in _BARE:
                setattr(_module, name, getattr(events, name))


def _scalar(*fields: Any) -> tuple[Any, ...]:
    return fields


def _mapping(anchor: Any, tag: Any, implicit: Any, start: Any, end: Any, flow: Any = None) -> list[Any]:  # noqa: ARG001
    return [anchor, tag, start, end, flow, True]


def _sequence(anchor: Any, tag: Any, implicit: Any, start: Any, end: Any, flow: Any = None) -> list[Any]:  # noqa: ARG001
    return [anchor, tag, start, end, flow, False]


def _end(start: Any, end: Any) -> Any:  # noqa: ARG001
    return end


_BARE: dict[str, Any] = {
    "ScalarEvent": _scalar,
    "MappingStartEvent": _mapping,
    "SequenceStartEvent": _sequence,
    "MappingEndEvent": _end,
    "SequenceEndEvent": _end,
}
MARKS: tuple[Any, ...] = (getattr(_module, "Mark", None), yaml.Mark)
"""The classes of marks: libyaml's and PyYAML's own."""


def bare(event: Any) -> Any:
    """An event in the form of :class:`BareEvents`; others as they are."""
    e, kind = event, type(event)
    if kind is events.ScalarEvent:
        return e.anchor, e.tag, e.implicit, e.value, e.start_mark, e.end_mark, e.style
    if kind is events.MappingStartEvent or kind is events.SequenceStartEvent:
        is_mapping = kind is events.MappingStartEvent
        return [e.anchor, e.tag, e.start_mark, e.end_mark, e.flow_style, is_mapping]
    if kind is events.MappingEndEvent or kind is events.SequenceEndEvent:
        return e.end_mark
    return event
