"""The tree of any text, and all that is wrong with it: one pass over libyaml's events."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain
from typing import Any
from unicodedata import is_normalized, normalize

from planmodel import diagnostics as dg
from planmodel import libyaml
from planmodel.diagnostics import BEGINNING, Diagnostic, Fix, Mark, Related, Span, Text, say, span_of
from planmodel.source import Source
from planmodel.yamltree import (
    MAX_DEPTH,
    MAX_FINDINGS,
    MAX_MARKS,
    NUMERIC_START,
    WORDS,
    Tree,
    core,
    piled,
    unseen,
)

AliasEvent = libyaml.events.AliasEvent
DocumentStartEvent = libyaml.events.DocumentStartEvent
StreamEndEvent = libyaml.events.StreamEndEvent

_INVISIBLE = "[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_BREAKS = "\x0b\x0c\x85\u2028\u2029"  # word processors break lines with them
_IDLE = "[\x01-\x08\x0e-\x1a\x1c\x1d\x1f\x7f\ufeff\ufffe\uffff]"
"""What says nothing wherever it stands; not so breaks, a word processor's hyphen (1E), or halves of letters (80-9F)."""
_NO_KEYS = frozenset({"<<", *(word for word, value in WORDS.items() if value is None)})


Marks = tuple[Mark, ...]
"""Where one entry stands: start and end of its value and, in a mapping, start and end of its key."""


class _Stop(Exception):
    """Reading cannot go on; the reason is already among the findings."""


_BARE = libyaml.BareEvents()


def read(source: Source) -> Tree:
    """Read ``source`` in one pass. Never raises for bad input: see ``Tree.found``."""
    tree = Tree(source)
    if unseen(source.text):
        tree.found.append(_invisible(source))
        return tree
    pile = piled(source.text)
    if pile is not None:
        tree.found.append(_piled_at(source.name, source.span(*pile)))
        return tree
    try:
        parser = libyaml.parser(source.text)
        try:
            with _BARE:
                _build(tree, parser.get_event)
        finally:
            parser.dispose()
    except _Stop:
        tree.data = None
    except (libyaml.ReaderError, UnicodeEncodeError):
        tree.data = None
        tree.found.append(_invisible(source))
    except libyaml.MarkedYAMLError as error:
        tree.data = None
        tree.found.append(_syntax(source, error))
    return tree


def _build(tree: Tree, get_event: Any) -> None:  # noqa: C901 - one loop, one function
    """The loop over events. Kept in one function: it is where all the time goes."""
    found = tree.found
    name = tree.source.name
    nfc = is_normalized("NFC", tree.source.text)
    escapes = "\\" in tree.source.text
    decorated = "&" in tree.source.text or "!" in tree.source.text  # else there are no anchors and no tags
    places_of = tree.places
    stack: list[tuple[Any, ...]] = []  # what the variables below were outside each open container
    container: Any = None
    places: Any = None
    is_map = flow = False
    opened: Any = None
    wants_key = False  # a mapping is open, and what comes next is a key
    key: Any = None
    key_start: Any = None
    key_end: Any = None
    documents = 0
    a_mark, another_mark = libyaml.MARKS
    while True:
        event = get_event()
        kind = type(event)
        if kind is tuple:
            anchor, tag, _, text, start_mark, end_mark, style = event
            if decorated and (anchor is not None or tag is not None):
                _refuse_decoration(tree, anchor, tag, span_of(start_mark, end_mark))
            if escapes and style == '"':  # they can spell what the source does not show
                if not text.isprintable():
                    _refuse_escapes(tree, text, span_of(start_mark, end_mark))
                if len(text) <= MAX_MARKS or piled(text) is None:
                    text = normalize("NFC", text)
                else:
                    _add(tree, _piled_at(name, span_of(start_mark, end_mark)))
            elif not nfc:
                text = normalize("NFC", text)
            if wants_key:
                if text in places:
                    _duplicate(tree, text, span_of(start_mark, end_mark), places[text])
                    text = _unused(text, places)
                elif text in _NO_KEYS and not style:
                    _bad_key(tree, span_of(start_mark, end_mark))
                wants_key = False
                key = text
                key_start = start_mark
                key_end = end_mark
                continue
            if style:
                value = text
            else:
                value = core(text) if text[:1] in NUMERIC_START else WORDS.get(text, text)
        elif kind is list:
            anchor, tag, start_mark, end_mark, flow_style, starts_map = event
            if decorated and (anchor is not None or tag is not None):
                _refuse_decoration(tree, anchor, tag, span_of(start_mark, end_mark))
            if wants_key:
                _bad_key(tree, span_of(start_mark, end_mark))
                raise _Stop
            if len(stack) >= MAX_DEPTH:
                found.append(_too_deep(name, span_of(start_mark, end_mark)))
                raise _Stop
            stack.append((container, places, opened, is_map, flow, key, key_start, key_end))
            opened = start_mark
            is_map = wants_key = starts_map
            if is_map:
                flow = flow_style
                container, places = {}, {}
            else:
                container, places = [], []
            places_of[id(container)] = places
            continue
        elif kind is a_mark or kind is another_mark:
            value, start, end = container, opened, event
            container, places, opened, is_map, flow, key, key_start, key_end = stack.pop()
            wants_key = is_map
            if container is None:
                tree.data, tree.root = value, (start, end)
            elif is_map:
                container[key] = value
                places[key] = (start, end, key_start, key_end)
            else:
                places.append((start, end))
                container.append(value)
            continue
        elif kind is AliasEvent:
            if wants_key:
                _bad_key(tree, _event_span(event))
                raise _Stop
            _refuse_decoration(tree, event.anchor, None, _event_span(event))
            value, start_mark, end_mark = None, event.start_mark, event.end_mark
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                found.append(_second_document(name, event))
                raise _Stop
            continue
        elif kind is StreamEndEvent:
            break
        else:
            if (plain := libyaml.bare(event)) is not event:
                get_event = _bared(plain, get_event)
            continue
        # A scalar value (or a refused alias) in its place.
        if is_map:
            if value is None and flow and key[:1].isdigit() and start_mark.index == key_end.index:
                _comma_number(tree, container, places, key, key_end)
            container[key] = value
            places[key] = (start_mark, end_mark, key_start, key_end)
            wants_key = True
        elif container is not None:
            places.append((start_mark, end_mark))
            container.append(value)
        else:
            tree.data, tree.root = value, (start_mark, end_mark)
    if documents == 0 or tree.data is None:
        if not found:
            found.append(
                dg.EMPTY.at(
                    name,
                    BEGINNING,
                    say("the file is empty; write a plan in it"),
                )
            )
        raise _Stop


def _bared(first: Any, get_event: Callable[[], Any]) -> Callable[[], Any]:
    """What gives ``first`` and then the events of ``get_event``, all in the form of ``BareEvents``."""
    return chain((first,), map(libyaml.bare, iter(get_event, None))).__next__


def _unused(key: str, places: dict[Any, Marks]) -> str:
    """A key under which the second value of a duplicate is kept, so that the first one stays."""
    n = 2
    while f"{key}\0{n}" in places:
        n += 1
    return f"{key}\0{n}"


def _event_span(event: Any) -> Span:
    return span_of(event.start_mark, event.end_mark)


def _add(tree: Tree, finding: Diagnostic) -> None:
    """Note a finding after which reading goes on, unless there are too many already."""
    if len(tree.found) >= MAX_FINDINGS:
        tree.found.append(_too_many(tree.source.name, finding.span))
        raise _Stop
    tree.found.append(finding)


def _duplicate(tree: Tree, key: str, span: Span, first: Marks) -> None:
    before = span_of(first[2], first[3])
    _add(
        tree,
        dg.DUPLICATE_KEY.at(
            tree.source.name,
            span,
            say(
                "key '{key}' already stands on line {line}; merge the two or drop one",
                key=key,
                line=before.line,
            ),
            related=(Related(say("first stated here"), tree.source.name, before),),
        ),
    )


def _bad_key(tree: Tree, span: Span) -> None:
    _add(
        tree,
        dg.BAD_KEY.at(
            tree.source.name,
            span,
            say("a key must be a word, such as title; not empty, a list, a mapping, * or <<"),
        ),
    )


def _refuse_escapes(tree: Tree, value: str, span: Span) -> None:
    """Control characters that stand in double quotes as escapes (``"\\0"``)."""
    odd = re.search(_INVISIBLE, value)
    if odd is not None:
        _add(tree, _invisible_at(tree.source.name, span, odd[0]))


def _refuse_decoration(tree: Tree, anchor: str | None, tag: str | None, span: Span) -> None:
    name = tree.source.name
    if tag is not None:
        tag = tag.replace("tag:yaml.org,2002:", "!!")
        _add(
            tree,
            dg.TAG.at(
                name,
                span,
                say("the tag '{tag}' is not used here; remove it", tag=tag),
            ),
        )
    elif anchor is not None:
        _add(
            tree,
            dg.ALIAS.at(
                name,
                span,
                say(
                    "anchors & and aliases * are not used here (the first: {anchor}); write the content out",
                    anchor=anchor,
                ),
            ),
        )
        raise _Stop  # what follows may be a bomb of them; one line says it all


def _too_deep(name: str, span: Span) -> Diagnostic:
    return dg.TOO_DEEP.at(
        name,
        span,
        say("nested more than {depth} levels deep; a closing ] or }} is probably missing", depth=MAX_DEPTH),
    )


def _too_many(name: str, span: Span | None) -> Diagnostic:
    return dg.TOO_MANY.at(
        name,
        span,
        say(
            "more than {count} reading errors; stopped here, mend those above first",
            count=MAX_FINDINGS,
        ),
    )


def _second_document(name: str, event: Any) -> Diagnostic:
    return dg.SEVERAL_DOCUMENTS.at(
        name,
        _event_span(event),
        say("the file holds more than one YAML document (---); keep each plan in a file of its own"),
    )


def _comma_number(
    tree: Tree, container: dict[str, Any], places: dict[Any, Marks], key: str, end: Mark
) -> None:
    """``{2022: 28,93}`` is read by YAML as 2022: 28 and an empty 93: the comma was meant as a decimal comma."""
    if not container:
        return
    before = next(reversed(container))
    value = container[before]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return
    whole = tree.source.text[places[before][0].index : places[before][1].index]
    span = span_of(places[before][0], end)
    written, point = tree.source.slice(span), f"{whole}.{key}"
    if len(key) == 3:
        fix = None
        message = say(
            "'{written}': inside {{...}} a comma separates entries, it is no decimal comma; write {point} (decimals) or {whole} (thousands)",
            written=written,
            point=point,
            whole=f"{whole}{key}",
        )
    else:
        # With so few digits after it, the comma stands neither before thousands nor before a year without its figure.
        fix = Fix(span, point, safe=re.fullmatch("[-+]?[0-9]{1,3},[0-9]{1,2}", written) is not None)
        message = say(
            "'{written}': inside {{...}} a comma separates entries, it is no decimal comma; write {point}",
            written=written,
            point=point,
        )
    _add(tree, dg.DECIMAL_COMMA.at(tree.source.name, span, message, fix=fix))


_PROBLEMS: tuple[tuple[str, Callable[[], Text]], ...] = (
    (
        "mapping values are not allowed",
        lambda: say("':' is not allowed here; put a value that holds ': ' in quotes"),
    ),
    ("did not find expected ',' or ']'", lambda: say("a comma or the closing ] of the list is missing")),
    ("did not find expected ',' or '}'", lambda: say("a comma or the closing } of the mapping is missing")),
    ("did not find expected key", lambda: say("the indentation does not line up, or a key is missing here")),
    ("could not find expected ':'", lambda: say("':' is missing after the key")),
    ("did not find expected '-' indicator", lambda: say("the indentation of the list does not line up")),
    ("found unexpected end of stream", lambda: say("the quote that opens here is never closed")),
    ("found unexpected document indicator", lambda: say("the quote that opens here is never closed")),
    (
        "found character that cannot start any token",
        lambda: say("this character cannot stand here; put the value in quotes"),
    ),
    (
        "did not find expected alphabetic or numeric character",
        lambda: say("'&' or '*' without a name; put the value in quotes"),
    ),
    ("found unknown escape character", lambda: say("bad \\ escape in double quotes; use single quotes")),
    (
        "found invalid Unicode character escape code",
        lambda: say("bad \\ escape in double quotes; use single quotes"),
    ),
    (
        "did not find expected node content",
        lambda: say("a value is missing here, or a closing mark is left over"),
    ),
    (
        "did not find expected <document start>",
        lambda: say("there is more text after the YAML document has ended"),
    ),
    ("found incompatible YAML document", lambda: say("YAML 1.2 only; remove the %YAML line")),
    (
        "block sequence entries are not allowed",
        lambda: say("a list dash cannot stand here; begin a new line"),
    ),
)


def _syntax(source: Source, error: libyaml.MarkedYAMLError) -> Diagnostic:
    problem = error.problem or "syntax error"
    mark = error.problem_mark or error.context_mark
    if problem.startswith("found unexpected") and error.context_mark is not None:
        mark = error.context_mark  # the quote that was opened, not the far end of the text
    offset = min(mark.index, len(source.text)) if mark is not None else 0
    span = source.span(offset, min(offset + 1, len(source.text)))
    if source.text[offset : offset + 1] == "\t":
        return dg.TAB.at(
            source.name,
            span,
            say("indented with a Tab; YAML takes spaces only, replace each Tab by two spaces"),
        )
    if "tag" in problem or "tag" in (error.context or ""):
        return dg.TAG.at(
            source.name,
            span,
            say("tags (a '!' before a value) are not used here; remove it or put the value in quotes"),
        )
    for phrase, message in _PROBLEMS:
        if phrase in problem:
            return dg.YAML_SYNTAX.at(source.name, span, message())
    return dg.YAML_SYNTAX.at(source.name, span, say("YAML syntax error: {problem}", problem=problem))


def _piled_at(name: str, span: Span) -> Diagnostic:
    message = say("more than {count} accents stand in a row here; delete them", count=MAX_MARKS)
    return dg.YAML_SYNTAX.at(name, span, message)


def _invisible(source: Source) -> Diagnostic:
    """The first character that nobody sees in a text that has one."""
    odd = re.search(_INVISIBLE, source.text)
    if odd is None:
        return _invisible_at(source.name, source.span(0, 1), "\0")
    character = odd[0]
    span = source.span(odd.start(), odd.end())
    fix = Fix(span, " " if character in _BREAKS else "", safe=re.match(_IDLE, character) is not None)
    return _invisible_at(source.name, span, character, fix)


def _invisible_at(name: str, span: Span, character: str, fix: Fix | None = None) -> Diagnostic:
    return dg.YAML_SYNTAX.at(
        name,
        span,
        say(
            "there is an invisible control character {character}; delete it",
            character=f"U+{ord(character):04X}",
        ),
        fix=fix,
    )
