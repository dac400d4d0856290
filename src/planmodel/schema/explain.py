"""From a violation to a sentence that a planner understands, at the offending key or value.

The sentences are ours, made from the keyword, the schema's own node (its ``title``, ``enum``, ``x-hint``) and what was
written. Loaded only when something is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from itertools import islice
from typing import Any

from planmodel import diagnostics as dg
from planmodel.clauses import is_clause
from planmodel.diagnostics import Diagnostic, Fix, Span, Text, say
from planmodel.messages import joined, same
from planmodel.schema.engine import Fault, is_date, load
from planmodel.yamltree import MAX_FINDINGS, Tree


def explain(tree: Tree, found: Iterable[Fault]) -> list[Diagnostic]:
    """What is to be said about the violations ``found`` in ``tree``, each slip once, and no more than MAX_FINDINGS."""
    said = list(islice((d for fault in _once(found) for d in _explained(tree, fault)), MAX_FINDINGS + 1))
    if len(said) > MAX_FINDINGS:
        last = said.pop()
        message = say("more than {count} errors; mend those above first", count=MAX_FINDINGS)
        said.append(dg.TOO_MANY.at(last.source, last.span, message))
    return said


def _once(found: Iterable[Fault]) -> Iterable[Fault]:
    """One fault for one slip: a wrong type also breaks the enum beside it, and two schemas may ask for the type."""
    told: dict[tuple[Any, ...], Fault] = {}
    typed: set[tuple[Any, ...]] = set()
    for fault in found:
        key = (fault.path, fault.keyword, fault.names)
        if key not in told or "x-hint" in fault.node:
            told[key] = fault
        if fault.keyword == "type":
            typed.add(fault.path)
    return (f for f in told.values() if f.keyword == "type" or f.path not in typed)


def _explained(tree: Tree, fault: Fault) -> Iterator[Diagnostic]:
    """What is to be said about one violation, after the name of the item that it is in."""
    item = _owner(tree, fault.path)
    for d in _found(tree, fault):
        yield d._replace(message=joined(": ", (item, d.message))) if item is not None else d


def _found(tree: Tree, fault: Fault) -> Iterable[Diagnostic]:
    value = tree.get(fault.path)
    span = tree.span_at(fault.path)
    match fault.keyword:
        case "additionalProperties":
            return (_unknown_key(tree, value, key, fault.node) for key in fault.names)
        case "required":
            return (_missing_key(tree, value, span, key, fault.node) for key in fault.names)
        case "type" | "pattern" if "due" in fault.path and (told := _of_due(tree, fault.path)) is not None:
            return [told]
        case "type":
            return [_wrong_type(tree, fault, value, span)]
        case "enum" | "const":
            return [_not_allowed(tree, fault.node, value, span)]
        case "pattern":
            return [_wrong_form(tree, fault, span)]
        case "format":
            return [_bad_date(tree, value, span)]
        case "uniqueItems":
            message = say("an item is listed twice; drop one")
            return [dg.REPEATED_ITEM.at(tree.source.name, _repeated(tree, value, span), message)]
    return [_out_of_range(tree, fault, value, span)]


def _of_due(tree: Tree, path: tuple[Any, ...]) -> Diagnostic | None:
    from planmodel.schema import due

    return due.explained(tree, path)


_KINDS = {
    "tasks": Text("nhiệm vụ", "task"),
    "targets": Text("chỉ tiêu", "target"),
    "duties": Text("trách nhiệm", "duty"),
    "reports": Text("báo cáo", "report"),
    "requirements": Text("yêu cầu", "requirement"),
    "objectives": Text("mục tiêu", "objective"),
    "agencies": Text("cơ quan", "agency"),
    "legal_bases": Text("căn cứ", "legal basis"),
    "recipients": Text("nơi nhận", "recipient"),
    "participants": Text("đối tượng", "participant"),
    "notes": Text("ghi chú", "note"),
    "not_encoded": Text("đoạn không mã hóa", "clause not encoded"),
    "funding": Text("kinh phí", "funding"),
    "indicators": Text("chỉ số", "indicator"),
    "populations": Text("đối tượng", "population"),
    "options": Text("lựa chọn", "option"),
    "roles": Text("vai trò", "role"),
    "provinces": Text("tỉnh", "province"),
    "orders": Text("thứ tự", "order"),
    "implements": Text("liên kết", "link"),
}


def _owner(tree: Tree, path: tuple[Any, ...]) -> Text | None:
    """Whose fault it is: ``nhiệm vụ edu-stem`` for anything inside that task; None where it is nobody's."""
    if not path or path[0] not in _KINDS:
        return None
    kind = _KINDS[path[0]]
    if len(path) == 1:
        return kind
    item = tree.data[path[0]][path[1]]
    label = (
        next((item[k] for k in ("id", "number", "at", "plan") if isinstance(item.get(k), str)), None)
        if isinstance(item, dict)
        else None
    )
    label = label or f"{path[1] + 1}" if isinstance(path[1], int) else str(path[1])
    return joined(" ", (kind, same(label)))


def _unknown_key(tree: Tree, value: dict[str, Any], key: str, node: dict[str, Any]) -> Diagnostic:
    from difflib import get_close_matches

    name, span = tree.source.name, tree.key_span(value, key)
    if value[key] is None and " " in key:
        cut = say(
            "a comma cuts '{key}' off from the sentence before; inside {{...}} put the whole sentence in quotes",
            key=_short(key),
        )
        return dg.UNKNOWN_KEY.at(name, span, cut)
    known = sorted(node.get("properties", {}))
    close = get_close_matches(key, known, n=1)
    if close:
        guess = say("there is no key '{key}'; did you mean '{near}'?", key=key, near=close[0])
        return dg.UNKNOWN_KEY.at(name, span, guess, fix=Fix(span, close[0]))
    if known:
        message = say("there is no key '{key}'; known keys: {keys}", key=key, keys=", ".join(known))
    elif "unstated" in next(iter(node.get("patternProperties", {"": 0}))):
        message = say("there is no key '{key}'; only a year (2022) or unstated stands here", key=key)
    else:
        message = say("there is no key '{key}'", key=key)
    return dg.UNKNOWN_KEY.at(name, span, message)


def _missing_key(tree: Tree, value: dict[str, Any], span: Span, key: str, node: dict[str, Any]) -> Diagnostic:
    at = tree.key_span(value, next(iter(value))) if value else span
    meaning = _meaning(node.get("properties", {}).get(key, {}))
    name = Text(f"«{key}» ({meaning})" if meaning else f"«{key}»", f"'{key}'")  # schemas speak Vietnamese
    message = say("key {name} is missing; add '{key}: ...'", name=name, key=key)
    return dg.MISSING_KEY.at(tree.source.name, at, message)


def _meaning(node: dict[str, Any]) -> str:
    if "title" in node:
        return str(node["title"])
    ref = node.get("$ref", "")
    if ref.startswith("#/$defs/"):
        return str(load("plan").get("$defs", {}).get(ref.rpartition("/")[2], {}).get("title", ""))
    return ""


_TYPES = {
    "string": Text("chữ", "text"),
    "number": Text("số", "a number"),
    "integer": Text("số nguyên", "a whole number"),
    "object": Text("bảng khóa: giá trị", "a mapping"),
    "array": Text("danh sách", "a list"),
    "boolean": Text("true hoặc false", "true or false"),
    "null": Text("null", "null"),
}
_COMMA = r"[-+]?[0-9]+,[0-9]+"
_DOTS = r"[0-9]{1,3}(?:\.[0-9]{3})+"


def _wrong_type(tree: Tree, fault: Fault, value: Any, span: Span) -> Diagnostic:
    kinds = fault.node["type"] if isinstance(fault.node["type"], list) else [fault.node["type"]]
    written = tree.source.slice(span)
    name = tree.source.name
    if not {"number", "integer"}.isdisjoint(kinds):
        special = _number_habit(name, span, written, value)
        if special is not None:
            return special
    if "enum" in fault.node:
        return _not_allowed(tree, fault.node, value, span)
    if "string" in kinds and isinstance(value, int | float) and _is_text(fault):
        return _needs_quotes(tree, fault, span, written)
    if "x-hint" in fault.node:
        return _wrong_form(tree, fault, span, dg.WRONG_TYPE)
    want = reduce(
        lambda one, other: say("{one} or {other}", one=one, other=other), [_TYPES[k] for k in kinds]
    )
    if written:
        message = say("{wanted} must stand here, not '{written}'", wanted=want, written=_short(written))
    else:
        message = say("{wanted} must stand here, and nothing does", wanted=want)
    return dg.WRONG_TYPE.at(name, span, message)


def _is_text(fault: Fault) -> bool:
    """True for a clause, and for text of any form."""
    return fault.path[-1] == "at" or "covers" in fault.path or "x-hint" not in fault.node


def _number_habit(name: str, span: Span, written: str, value: Any) -> Diagnostic | None:
    """Numbers as Vietnamese offices write them, which YAML reads as something else."""
    bare = written.strip("\"'").strip()
    if isinstance(value, str) and (re.fullmatch(_COMMA, bare) or re.fullmatch(f"{_DOTS},[0-9]+", bare)):
        right = bare.replace(".", "").replace(",", ".")
        message = say("write the decimal '{written}' with a point: {right}", written=bare, right=right)
        return dg.DECIMAL_COMMA.at(name, span, message, fix=Fix(span, right, safe=_surely_decimal(bare)))
    if not isinstance(value, bool) and re.fullmatch(_DOTS, bare):
        right = bare.replace(".", "")
        message = say("'{written}': no thousands mark, write {right}", written=bare, right=right)
        return dg.THOUSANDS_DOT.at(name, span, message, fix=Fix(span, right))
    if isinstance(value, str) and re.fullmatch(r"[0-9]+(?:[.,][0-9]+)? ?%", bare):
        right = bare.rstrip("% ").replace(",", ".")
        message = say("write the number without %: {right} (the unit stands in unit)", right=right)
        return dg.WRONG_TYPE.at(name, span, message, fix=Fix(span, right))
    if isinstance(value, str) and re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", bare):
        message = say("a number stands without quotes: {right}", right=bare)
        return dg.WRONG_TYPE.at(name, span, message, fix=Fix(span, bare, safe=True))
    return None


def _surely_decimal(written: str) -> bool:
    """False for ``31,187``, which may be an Englishman's 31187."""
    whole, _, part = written.lstrip("+-").partition(",")
    return len(part) != 3 or "." in whole or whole == "0" or len(whole) > 3


def _needs_quotes(tree: Tree, fault: Fault, span: Span, written: str) -> Diagnostic:
    right = written
    in_covers = "covers" in fault.path
    if in_covers and isinstance(fault.path[-1], int) and fault.path[-1] > 0:
        before = tree.get(fault.path[:-1])[fault.path[-1] - 1]
        if isinstance(before, str) and is_clause(before):
            right = _next_item(before, written)
    fix = Fix(span, f'"{right}"', safe=right == written)
    if fault.path[-1] == "at" or in_covers:
        message = say(
            "'{written}': write the clause in full and in quotes: \"{right}\"", written=written, right=right
        )
        return dg.BARE_CLAUSE.at(tree.source.name, span, message, fix=fix)
    message = say("'{written}': this is text, put it in quotes: \"{right}\"", written=written, right=right)
    return dg.WRONG_TYPE.at(tree.source.name, span, message, fix=fix)


def _next_item(before: str, number: str) -> str:
    """``[III.1.a, 3]`` means III.3: the number takes the place of the last number of the clause before it."""
    section, *rest = before.partition("#")[0].split(".")
    while rest and not rest[-1].isdigit():
        rest.pop()
    return ".".join([section, *rest[:-1], number])


def _not_allowed(tree: Tree, node: dict[str, Any], value: Any, span: Span) -> Diagnostic:
    from difflib import get_close_matches

    allowed = [str(x) for x in node.get("enum", [node.get("const")])]
    close = get_close_matches(str(value), allowed, n=1, cutoff=0.7)
    listed = ", ".join(allowed)
    written = _short(tree.source.slice(span))
    if close:
        message = say(
            "'{written}' is not allowed; did you mean {near}? use one of: {allowed}",
            written=written,
            near=close[0],
            allowed=listed,
        )
    else:
        message = say("'{written}' is not allowed; use one of: {allowed}", written=written, allowed=listed)
    return dg.NOT_ALLOWED.at(tree.source.name, span, message, fix=Fix(span, close[0]) if close else None)


def _wrong_form(tree: Tree, fault: Fault, span: Span, code: dg.Code = dg.WRONG_FORM) -> Diagnostic:
    written = _short(tree.source.slice(span))
    hint = fault.node.get("x-hint")
    if hint is None:
        message = say("'{written}' has the wrong form", written=written)
    elif written:
        message = say(
            "'{written}' has the wrong form; {hint}", written=written, hint=Text(hint["vi"], hint["en"])
        )
    else:
        message = say("nothing stands here; {hint}", hint=Text(hint["vi"], hint["en"]))
    return code.at(tree.source.name, span, message)


def _bad_date(tree: Tree, value: str, span: Span) -> Diagnostic:
    name, written = tree.source.name, _short(tree.source.slice(span))
    day_first = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", value)
    year_first = re.fullmatch(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})", value)
    parts = (
        (day_first[3], day_first[2], day_first[1])
        if day_first
        else year_first.groups()
        if year_first
        else None
    )
    if parts is None:
        message = say("'{written}' is not a date; write year-month-day, such as 2022-06-17", written=written)
        return dg.BAD_DATE.at(name, span, message)
    right = f"{int(parts[0]):04}-{int(parts[1]):02}-{int(parts[2]):02}"
    if right != value and is_date(right):
        message = say("write the date '{written}' as year-month-day: {right}", written=written, right=right)
        return dg.DATE_ORDER.at(name, span, message, fix=Fix(span, right, safe=True))
    message = say("{written} is not a day of the calendar; look at the document again", written=written)
    return dg.BAD_DATE.at(name, span, message)


_LIMITS: dict[str, Callable[[dict[str, Any]], Text]] = {
    "minimum": lambda at: say("'{written}': the least is {limit}", **at),
    "maximum": lambda at: say("'{written}': the most is {limit}", **at),
    "minLength": lambda at: say("'{written}': it must not be empty", **at),
    "maxLength": lambda at: say("'{written}': at most {limit} characters; shorten it", **at),
    "minItems": lambda at: say("'{written}': at least {limit} entries are needed", **at),
    "maxItems": lambda at: say("'{written}': at most {limit} entries", **at),
    "minProperties": lambda at: say("'{written}': at least {limit} keys are needed", **at),
    "maxProperties": lambda at: say("'{written}': at most {limit} keys", **at),
}


def _out_of_range(tree: Tree, fault: Fault, value: Any, span: Span) -> Diagnostic:
    limit: Any = fault.node.get(fault.keyword)
    if fault.keyword == "maxItems":
        span = tree.value_span(value, limit)
    elif fault.keyword == "maxProperties":
        span = tree.key_span(value, list(value)[limit])
    written = _short(tree.source.slice(span))
    if fault.keyword in _LIMITS:
        message = _LIMITS[fault.keyword]({"written": written, "limit": limit})
    else:
        message = say("'{written}': against the schema ({keyword})", written=written, keyword=fault.keyword)
    return dg.OUT_OF_RANGE.at(tree.source.name, span, message)


def _repeated(tree: Tree, value: list[Any], span: Span) -> Span:
    """The first item that stands twice; all of them where only the schema's engine can tell which."""
    from json import dumps

    seen: set[Any] = set()
    for i, item in enumerate(value):
        same_as = dumps(item, sort_keys=True) if isinstance(item, bool | list | dict) else (item,)
        if same_as in seen:
            return tree.value_span(value, i)
        seen.add(same_as)
    return span


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "..."
