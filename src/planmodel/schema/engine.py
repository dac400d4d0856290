"""The two engines that decide whether data fit a schema, and what a violation is.

``jsonschema_rs`` decides; ``jsonschema`` is the reference, chosen by name, and the fallback where the fast engine is
not installed. Both are asked for (path, keyword) only; a test holds that they agree.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from types import ModuleType
from typing import Any, Literal, NamedTuple

from planmodel import resources

Engine = Literal["jsonschema-rs", "jsonschema"]
_VERY_END = r"(?![\\s\\S])"
"""The end of every pattern in a schema, as JSON spells it."""


class Fault(NamedTuple):
    """One violation: where in the data, which keyword, and the schema node that holds the keyword.

    ``names`` are the property names that the keyword is about (missing or unexpected ones).
    """

    path: tuple[Any, ...]
    keyword: str
    node: dict[str, Any]
    names: tuple[str, ...] = ()


def _text(name: str) -> str:
    return (resources.SCHEMAS / f"{name}.schema.json").read_text("utf-8")


@cache
def load(name: str) -> dict[str, Any]:
    """The schema file ``schema/<name>.schema.json``."""
    import json

    loaded: dict[str, Any] = json.loads(_text(name))
    return loaded


def default_engine() -> Engine:
    """The fast engine where it is installed, else the reference."""
    try:
        _engine()
    except ImportError:
        return "jsonschema"
    return "jsonschema-rs"


def faults(data: Any, name: str, engine: Engine | None = None) -> list[Fault]:
    """Every violation of schema ``name`` in ``data`` (JSON types), in the order of the data's paths."""
    engine = engine or default_engine()
    found = _faults_reference(data, name) if engine == "jsonschema" else _faults_fast(data, name)
    return sorted(found, key=lambda f: ([str(p) for p in f.path], f.keyword, f.names))


def _engine() -> Any:
    """The module ``jsonschema_rs``.

    To tell its own build date it imports ``email.utils``, and with that sockets, selectors and the rest of ``email``: a
    twentieth of the time that ``check`` of one plan takes. For the moment of its import a stand-in lends it the one
    function it asks for; where that will not do, it gets the real module.
    """
    if "jsonschema_rs" not in sys.modules and "email.utils" not in sys.modules:
        stand_in = ModuleType("email.utils")
        stand_in.parsedate_to_datetime = str  # type: ignore[attr-defined]
        sys.modules["email.utils"] = stand_in
        try:
            return importlib.import_module("jsonschema_rs")
        except ModuleNotFoundError:
            raise
        except Exception:  # noqa: BLE001 - whatever it wanted of the module, it gets it below
            sys.modules.pop("jsonschema_rs", None)
        finally:
            del sys.modules["email.utils"]
    return importlib.import_module("jsonschema_rs")


@cache
def _fast(name: str) -> Any:
    """The fast engine's validator.

    Its ``$`` is the very end of a text, as the look-ahead is for all engines, and patterns without look-aheads run in
    time linear in the text. Keys (``patternProperties``) stay as they are: a fault's path names them.
    """
    text = _text(name)
    for after in ",}\n":
        text = text.replace(f'{_VERY_END}"{after}', f'$"{after}')
    return _engine().validator_for(text, validate_formats=True, formats={"date": is_date})


def _faults_fast(data: Any, name: str) -> Iterator[Fault]:
    for error in _fast(name).iter_errors(data):
        root = load(name)
        *steps, keyword = error.schema_path
        node: Any = root
        for step in steps:
            node = node[int(step)] if isinstance(node, list) else node[step]
        detail = error.kind.as_dict()
        names = tuple(detail["unexpected"]) if "unexpected" in detail else ()
        if "property" in detail:
            names = (detail["property"],)
        yield Fault(tuple(_keys_as_text(data, error.instance_path)), str(keyword), node, names)


def _keys_as_text(data: Any, path: Iterable[Any]) -> Iterator[Any]:
    """The steps of a path in ``data``; the fast engine gives keys of digits (years) as numbers."""
    for step in path:
        step = str(step) if isinstance(data, dict) else step
        data = data[step]
        yield step


@cache
def _reference(name: str) -> Any:
    import jsonschema

    checker = jsonschema.FormatChecker(formats=())
    checker.checks("date")(lambda value: not isinstance(value, str) or is_date(value))
    return jsonschema.Draft202012Validator(load(name), format_checker=checker)


def _faults_reference(data: Any, name: str) -> Iterator[Fault]:
    for error in _reference(name).iter_errors(data):
        names: tuple[str, ...] = ()
        keyword = str(error.validator)
        if keyword == "required":
            names = tuple(n for n in error.validator_value if error.message.startswith(f"{n!r} "))
        elif keyword == "additionalProperties":
            names = tuple(_unexpected(error.instance, error.schema))
        yield Fault(tuple(error.absolute_path), keyword, error.schema, names)


def _unexpected(instance: dict[str, Any], node: dict[str, Any]) -> Iterator[str]:
    known = node.get("properties", {})
    patterns = node.get("patternProperties", {})
    return (k for k in instance if k not in known and not any(re.search(p, k) for p in patterns))


def is_date(text: str) -> bool:
    """True for an existing day written as year-month-day (RFC 3339 full-date)."""
    if len(text) != 10 or not text.isascii() or text[4] != "-" or text[7] != "-":
        return False
    try:
        date.fromisoformat(text)  # which also takes 2022-W01-1, that has no dash there
    except ValueError:
        return False
    return True
