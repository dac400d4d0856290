"""From a violation to a sentence that a planner understands, at the offending key or value.

The sentences are ours, made from the keyword, the schema's own node (its ``title``, ``enum``, ``x-hint``) and what was
written. Loaded only when something is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any, NamedTuple

from planmodel import diagnostics as dg
from planmodel.clauses import is_clause
from planmodel.diagnostics import Diagnostic, Fix, Span
from planmodel.schema.engine import Fault, is_date, load
from planmodel.yamltree import MAX_FINDINGS, Tree


def explain(tree: Tree, found: Iterable[Fault]) -> list[Diagnostic]:
    """What is to be said about the violations ``found`` in ``tree``, each slip once, and no more than MAX_FINDINGS."""
    said = list(islice((d for fault in _once(found) for d in _explained(tree, fault)), MAX_FINDINGS + 1))
    if len(said) > MAX_FINDINGS:
        last = said.pop()
        said.append(
            dg.TOO_MANY.at(
                last.source,
                last.span,
                f"đã có hơn {MAX_FINDINGS} lỗi; hãy sửa các lỗi trên trước",
                f"more than {MAX_FINDINGS} errors; mend those above first",
            )
        )
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


def _explained(tree: Tree, fault: Fault) -> Iterable[Diagnostic]:
    value = tree.get(fault.path)
    span = tree.span_at(fault.path)
    where = _owner(tree, fault.path)
    match fault.keyword:
        case "additionalProperties":
            return [_unknown_key(tree, value, key, fault.node, where) for key in fault.names]
        case "required":
            return [_missing_key(tree, value, span, key, fault.node, where) for key in fault.names]
        case "type":
            return [_wrong_type(tree, fault, value, span, where)]
        case "enum" | "const":
            return [_not_allowed(tree, fault.node, value, span, where)]
        case "pattern":
            return [_wrong_form(tree, fault, value, span, where)]
        case "format":
            return [_bad_date(tree, value, span, where)]
        case "uniqueItems":
            return [
                dg.REPEATED_ITEM.at(
                    tree.source.name,
                    _repeated(tree, value, span),
                    f"{where.vi}một mục bị ghi hai lần; hãy bỏ một",
                    f"{where.en}an item is listed twice; drop one",
                )
            ]
    return [_out_of_range(tree, fault, value, span, where)]


class _Where(NamedTuple):
    vi: str
    en: str


_KINDS = {
    "tasks": ("nhiệm vụ", "task"),
    "targets": ("chỉ tiêu", "target"),
    "duties": ("trách nhiệm", "duty"),
    "reports": ("báo cáo", "report"),
    "requirements": ("yêu cầu", "requirement"),
    "objectives": ("mục tiêu", "objective"),
    "agencies": ("cơ quan", "agency"),
    "legal_bases": ("căn cứ", "legal basis"),
    "recipients": ("nơi nhận", "recipient"),
    "participants": ("đối tượng", "participant"),
    "notes": ("ghi chú", "note"),
    "not_encoded": ("đoạn không mã hóa", "clause not encoded"),
    "funding": ("kinh phí", "funding"),
    "indicators": ("chỉ số", "indicator"),
    "populations": ("đối tượng", "population"),
    "options": ("lựa chọn", "option"),
    "roles": ("vai trò", "role"),
    "provinces": ("tỉnh", "province"),
    "implements": ("liên kết", "link"),
}


def _owner(tree: Tree, path: tuple[Any, ...]) -> _Where:
    """Whose fault it is: ``nhiệm vụ edu-stem: `` for anything inside that task."""
    if not path or path[0] not in _KINDS:
        return _Where("", "")
    vi, en = _KINDS[path[0]]
    if len(path) == 1:
        return _Where(f"{vi}: ", f"{en}: ")
    item = tree.data[path[0]][path[1]]
    label = (
        next((item[k] for k in ("id", "number", "at", "plan") if isinstance(item.get(k), str)), None)
        if isinstance(item, dict)
        else None
    )
    label = label or f"{path[1] + 1}" if isinstance(path[1], int) else str(path[1])
    return _Where(f"{vi} {label}: ", f"{en} {label}: ")


def _unknown_key(
    tree: Tree, value: dict[str, Any], key: str, node: dict[str, Any], where: _Where
) -> Diagnostic:
    from difflib import get_close_matches

    span = tree.key_span(value, key)
    if value[key] is None and " " in key:
        return dg.UNKNOWN_KEY.at(
            tree.source.name,
            span,
            f"{where.vi}«{_short(key)}» bị dấu phẩy tách khỏi câu trước; trong {{...}} hãy đặt cả câu trong dấu nháy",
            f"{where.en}a comma cuts '{_short(key)}' off from the sentence before; inside {{...}} put the whole sentence in quotes",
        )
    known = sorted(node.get("properties", {}))
    close = get_close_matches(key, known, n=1)
    if close:
        vi, en = f"; có phải «{close[0]}»?", f"; did you mean '{close[0]}'?"
    elif known:
        vi, en = f"; các khóa dùng được: {', '.join(known)}", f"; known keys: {', '.join(known)}"
    else:
        patterns = next(iter(node.get("patternProperties", {"": 0})))
        year = "unstated" in patterns
        vi, en = (
            ("; ở đây chỉ ghi năm (2022) hoặc unstated", "; only a year (2022) or unstated stands here")
            if year
            else ("", "")
        )
    return dg.UNKNOWN_KEY.at(
        tree.source.name,
        span,
        f"{where.vi}không có khóa «{key}»{vi}",
        f"{where.en}there is no key '{key}'{en}",
        fix=Fix(span, close[0]) if close else None,
    )


def _missing_key(
    tree: Tree, value: dict[str, Any], span: Span, key: str, node: dict[str, Any], where: _Where
) -> Diagnostic:
    at = tree.key_span(value, next(iter(value))) if value else span
    known = node.get("properties", {}).get(key, {})
    meaning = _meaning(known)
    about = f" ({meaning})" if meaning else ""
    return dg.MISSING_KEY.at(
        tree.source.name,
        at,
        f"{where.vi}thiếu khóa «{key}»{about}; hãy thêm «{key}: ...»",
        f"{where.en}key '{key}' is missing; add '{key}: ...'",
    )


def _meaning(node: dict[str, Any]) -> str:
    if "title" in node:
        return str(node["title"])
    ref = node.get("$ref", "")
    if ref.startswith("#/$defs/"):
        return str(load("plan").get("$defs", {}).get(ref.rpartition("/")[2], {}).get("title", ""))
    return ""


_TYPES = {
    "string": ("chữ", "text"),
    "number": ("số", "a number"),
    "integer": ("số nguyên", "a whole number"),
    "object": ("bảng khóa: giá trị", "a mapping"),
    "array": ("danh sách", "a list"),
    "boolean": ("true hoặc false", "true or false"),
    "null": ("null", "null"),
}
_COMMA = r"[-+]?[0-9]+,[0-9]+"
_DOTS = r"[0-9]{1,3}(?:\.[0-9]{3})+"


def _wrong_type(tree: Tree, fault: Fault, value: Any, span: Span, where: _Where) -> Diagnostic:
    kinds = fault.node["type"] if isinstance(fault.node["type"], list) else [fault.node["type"]]
    written = tree.source.slice(span)
    name = tree.source.name
    if not {"number", "integer"}.isdisjoint(kinds):
        special = _number_habit(name, span, written, value, where)
        if special is not None:
            return special
    if "enum" in fault.node:
        return _not_allowed(tree, fault.node, value, span, where)
    if "string" in kinds and isinstance(value, int | float):
        if "due" in fault.path and (right := _month_day(written)):
            return _day_order(name, span, written, right, where)
        if fault.path[-1] == "at" or "covers" in fault.path or "x-hint" not in fault.node:
            return _needs_quotes(tree, fault, span, written, where)
    if "x-hint" in fault.node:
        return _wrong_form(tree, fault, value, span, where, dg.WRONG_TYPE)
    want_vi = " hoặc ".join(_TYPES[k][0] for k in kinds)
    want_en = " or ".join(_TYPES[k][1] for k in kinds)
    got = _short(written) if written else "trống"
    return dg.WRONG_TYPE.at(
        name,
        span,
        f"{where.vi}ở đây phải là {want_vi}, nhưng đang là «{got}»",
        f"{where.en}{want_en} must stand here, not '{_short(written) or 'nothing'}'",
    )


def _number_habit(name: str, span: Span, written: str, value: Any, where: _Where) -> Diagnostic | None:
    """Numbers as Vietnamese offices write them, which YAML reads as something else."""
    bare = written.strip("\"'").strip()
    if isinstance(value, str) and (re.fullmatch(_COMMA, bare) or re.fullmatch(f"{_DOTS},[0-9]+", bare)):
        right = bare.replace(".", "").replace(",", ".")
        return dg.DECIMAL_COMMA.at(
            name,
            span,
            f"{where.vi}số thập phân «{bare}» phải viết bằng dấu chấm: {right}",
            f"{where.en}write the decimal '{bare}' with a point: {right}",
            fix=Fix(span, right),
        )
    if not isinstance(value, bool) and re.fullmatch(_DOTS, bare):
        right = bare.replace(".", "")
        return dg.THOUSANDS_DOT.at(
            name,
            span,
            f"{where.vi}«{bare}»: không dùng dấu chấm ngăn hàng nghìn, hãy viết {right}",
            f"{where.en}'{bare}': no thousands mark, write {right}",
            fix=Fix(span, right),
        )
    if isinstance(value, str) and re.fullmatch(r"[0-9]+(?:[.,][0-9]+)? ?%", bare):
        right = bare.rstrip("% ").replace(",", ".")
        return dg.WRONG_TYPE.at(
            name,
            span,
            f"{where.vi}ghi số không kèm dấu %: {right} (đơn vị để ở unit)",
            f"{where.en}write the number without %: {right} (the unit stands in unit)",
            fix=Fix(span, right),
        )
    if isinstance(value, str) and re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", bare):
        return dg.WRONG_TYPE.at(
            name,
            span,
            f"{where.vi}số không đặt trong dấu nháy: {bare}",
            f"{where.en}a number stands without quotes: {bare}",
            fix=Fix(span, bare),
        )
    return None


def _needs_quotes(tree: Tree, fault: Fault, span: Span, written: str, where: _Where) -> Diagnostic:
    right = written
    in_covers = "covers" in fault.path
    at_clause = fault.path[-1] == "at" or in_covers
    if in_covers and isinstance(fault.path[-1], int) and fault.path[-1] > 0:
        before = tree.get(fault.path[:-1])[fault.path[-1] - 1]
        if isinstance(before, str) and is_clause(before):
            right = _next_item(before, written)
    code = dg.BARE_CLAUSE if at_clause else dg.WRONG_TYPE
    vi = (
        "điều khoản phải viết đủ và đặt trong dấu nháy"
        if at_clause
        else "giá trị ở đây là chữ, phải đặt trong dấu nháy"
    )
    en = "write the clause in full and in quotes" if at_clause else "this is text, put it in quotes"
    return code.at(
        tree.source.name,
        span,
        f'{where.vi}«{written}»: {vi}: "{right}"',
        f"{where.en}'{written}': {en}: \"{right}\"",
        fix=Fix(span, f'"{right}"'),
    )


def _next_item(before: str, number: str) -> str:
    """``[III.1.a, 3]`` means III.3: the number takes the place of the last number of the clause before it."""
    section, *rest = before.partition("#")[0].split(".")
    while rest and not rest[-1].isdigit():
        rest.pop()
    return ".".join([section, *rest[:-1], number])


def _not_allowed(tree: Tree, node: dict[str, Any], value: Any, span: Span, where: _Where) -> Diagnostic:
    from difflib import get_close_matches

    allowed = [str(x) for x in node.get("enum", [node.get("const")])]
    close = get_close_matches(str(value), allowed, n=1, cutoff=0.7)
    listed = ", ".join(allowed)
    written = _short(tree.source.slice(span))
    guess_vi, guess_en = (f"có phải {close[0]}? ", f"did you mean {close[0]}? ") if close else ("", "")
    return dg.NOT_ALLOWED.at(
        tree.source.name,
        span,
        f"{where.vi}không nhận giá trị «{written}»; {guess_vi}chỉ dùng: {listed}",
        f"{where.en}'{written}' is not allowed; {guess_en}use one of: {listed}",
        fix=Fix(span, close[0]) if close else None,
    )


def _wrong_form(
    tree: Tree, fault: Fault, value: Any, span: Span, where: _Where, code: dg.Code = dg.WRONG_FORM
) -> Diagnostic:
    written = _short(tree.source.slice(span))
    if "due" in fault.path and isinstance(value, str) and (right := _month_day(value)):
        return _day_order(tree.source.name, span, written, right, where)
    hint = fault.node.get("x-hint", {})
    return code.at(
        tree.source.name,
        span,
        f"{where.vi}«{written or 'trống'}» không đúng dạng; {hint.get('vi', '')}".rstrip("; "),
        f"{where.en}'{written or 'nothing'}' has the wrong form; {hint.get('en', '')}".rstrip("; "),
    )


def _month_day(text: str) -> str | None:
    """A day of the year as it is to stand here: ``15/6`` and ``6-15`` are ``06-15``; None where it is no such day."""
    parts = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})(?:[/.-][0-9]{4})?", text)
    if parts is None:
        return None
    day, month = int(parts[1]), int(parts[2])
    if month > 12:
        day, month = month, day
    right = f"{month:02}-{day:02}"
    return right if is_date(f"2001-{right}") else None


def _day_order(name: str, span: Span, written: str, right: str, where: _Where) -> Diagnostic:
    return dg.DATE_ORDER.at(
        name,
        span,
        f'{where.vi}«{written}»: ngày trong năm viết tháng-ngày: "{right}"',
        f"{where.en}'{written}': write a day of the year as month-day: \"{right}\"",
        fix=Fix(span, f'"{right}"'),
    )


def _bad_date(tree: Tree, value: str, span: Span, where: _Where) -> Diagnostic:
    written = _short(tree.source.slice(span))
    day_first = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", value)
    year_first = re.fullmatch(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})", value)
    parts = (
        (day_first[3], day_first[2], day_first[1])
        if day_first
        else year_first.groups()
        if year_first
        else None
    )
    if parts is not None:
        right = f"{int(parts[0]):04}-{int(parts[1]):02}-{int(parts[2]):02}"
        if right != value and is_date(right):
            return dg.DATE_ORDER.at(
                tree.source.name,
                span,
                f"{where.vi}ngày «{written}» phải viết năm-tháng-ngày: {right}",
                f"{where.en}write the date '{written}' as year-month-day: {right}",
                fix=Fix(span, right),
            )
        return dg.BAD_DATE.at(
            tree.source.name,
            span,
            f"{where.vi}không có ngày {written} trong lịch; hãy xem lại văn bản",
            f"{where.en}{written} is not a day of the calendar; look at the document again",
        )
    return dg.BAD_DATE.at(
        tree.source.name,
        span,
        f"{where.vi}«{written}» không phải ngày; viết năm-tháng-ngày, ví dụ 2022-06-17",
        f"{where.en}'{written}' is not a date; write year-month-day, such as 2022-06-17",
    )


_LIMITS = {
    "minimum": ("nhỏ nhất là {}", "the least is {}"),
    "maximum": ("lớn nhất là {}", "the most is {}"),
    "minLength": ("không được để trống", "it must not be empty"),
    "maxLength": ("dài nhất {} ký tự; hãy viết gọn lại", "at most {} characters; shorten it"),
    "minItems": ("cần ít nhất {} mục", "at least {} entries are needed"),
    "maxItems": ("nhiều nhất {} mục", "at most {} entries"),
    "minProperties": ("cần ít nhất {} khóa", "at least {} keys are needed"),
    "maxProperties": ("chỉ được {} khóa", "at most {} keys"),
}


def _out_of_range(tree: Tree, fault: Fault, value: Any, span: Span, where: _Where) -> Diagnostic:
    limit: Any = fault.node.get(fault.keyword)
    if fault.keyword == "maxItems":
        span = tree.value_span(value, limit)
    elif fault.keyword == "maxProperties":
        span = tree.key_span(value, list(value)[limit])
    vi, en = _LIMITS.get(fault.keyword, ("không đúng lược đồ ({})", "against the schema ({})"))
    if fault.keyword not in _LIMITS:
        limit = fault.keyword
    written = _short(tree.source.slice(span))
    return dg.OUT_OF_RANGE.at(
        tree.source.name,
        span,
        f"{where.vi}«{written}»: {vi.format(limit)}",
        f"{where.en}'{written}': {en.format(limit)}",
    )


def _repeated(tree: Tree, value: list[Any], span: Span) -> Span:
    for i, item in enumerate(value):
        if item in value[:i]:
            return tree.value_span(value, i)
    return span


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "..."
