"""Faults that keep a file from being read (PM0): bytes, YAML, and how numbers, dates and clauses are typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tests.mutations.faults import Edit, edit, fault
from tests.mutations.real import Path_, Real

ELSEWHERE = {
    "PM001": "the file itself cannot be opened",
    "PM022": "stands in a rule file",
    "PM023": "a rule file's condition that fails",
    "PM024": "takes a minute",
    "PM119": "stands in planmodel.yaml",
    "PM120": "stands in a file beside the plans",
    "PM901": "a fault of the program",
}
"""Codes that no text of a plan can bring about."""

Changing = Callable[[str], str | None]


def strings(real: Real, *keys: str) -> Iterator[tuple[Path_, str, str]]:
    """The texts in a plan under ``keys`` (all without any): their paths, what they say, and how they are written."""
    for path, value in real.leaves():
        if isinstance(value, str) and (not keys or path[-1] in keys):
            yield path, value, real.written(*path)


def retyped(real: Real, change: Changing, *keys: str) -> Iterator[Edit]:
    """Texts that are typed otherwise, on their line."""
    for path, _, written in strings(real, *keys):
        text = change(written)
        if text is not None and text != written:
            yield edit(real, real.put(path, text))


# ---------------------------------------------------------------------------- PM002 to PM005, PM012, PM013: the file


@fault("PM002")
def a_letter_of_an_old_code_page(real: Real) -> Iterator[Edit]:
    for path, value, written in strings(real, "title", "text", "note"):
        if "đ" in value:
            yield edit(real, real.put(path, written.replace("đ", "\udcf0", 1)))


@fault("PM003")
def a_nul_character(real: Real) -> Iterator[Edit]:
    yield from retyped(real, lambda text: text.replace(" ", "\0", 1), "title", "text")


@fault("PM004")
def a_file_that_was_filled_up(real: Real) -> Iterator[Edit]:
    end = len(real.text)
    made = edit(real, real.replace(end, end, "# \n" * 6_000_000))
    yield made._replace(at=())


@fault("PM005")
def brackets_that_are_never_closed(real: Real) -> Iterator[Edit]:
    for path, value in real.lists():
        if real.is_flow(*path) and value:
            start = real.at(*path).start
            yield edit(real, real.replace(start, start, "[" * 70))


@fault("PM012")
def a_line_of_dashes(real: Real) -> Iterator[Edit]:
    for key in list(real.data)[1:]:
        start = real.key(key).start
        yield edit(real, real.replace(start, start, "---\n"))


@fault("PM013")
def everything_made_a_comment(real: Real) -> Iterator[Edit]:
    text = "".join(f"# {line}" for line in real.text.splitlines(keepends=True))
    yield edit(real, real.replace(0, len(real.text), text))


@fault("PM013")
def a_file_that_was_not_saved(real: Real) -> Iterator[Edit]:
    yield edit(real, real.replace(0, len(real.text), "\n"))


# ------------------------------------------------------------------------------------------------- PM006, PM007


@fault("PM006")
def a_quote_that_is_not_closed(real: Real) -> Iterator[Edit]:
    for path, _, written in strings(real):
        if written.startswith('"') and not real.is_flow(*path[:-1]):
            fix = real.put(path, written[:-1])
            yield edit(real, fix, at=real.source.span(fix.span.start, len(real.text)))


@fault("PM006")
def a_quote_inside_a_quoted_text(real: Real) -> Iterator[Edit]:
    for path, _, written in strings(real, "title", "text"):
        if (
            written.startswith('"')
            and " " in written
            and "\\" not in written
            and not real.is_flow(*path[:-1])
        ):
            fix = real.put(path, written.replace(" ", ' "', 1))
            yield edit(real, fix, at=real.up_to_next(fix.span.start, fix.span.end))


@fault("PM006")
def a_bracket_that_is_not_closed(real: Real) -> Iterator[Edit]:
    for path, _ in (*real.lists(), *real.mappings()):
        if (
            path
            and real.is_flow(*path)
            and not real.is_flow(*path[:-1])
            and real.text[real.at(*path).end :].strip()
        ):
            start, end = real.at(*path)[4:]
            yield edit(real, real.replace(end - 1, end, ""), at=real.up_to_next(start, end, 2))


@fault("PM006")
def a_bracket_too_many(real: Real) -> Iterator[Edit]:
    for path, _ in (*real.lists(), *real.mappings()):
        if path and real.is_flow(*path):
            start, end = real.at(*path)[4:]
            yield edit(real, real.replace(end, end, real.text[end - 1]), at=real.up_to_next(start, end))


@fault("PM006")
def a_colon_in_a_sentence(real: Real) -> Iterator[Edit]:
    for path, _, written in strings(real, "title", "text", "note", "about"):
        if written[0] not in "\"'" and " " in written:
            yield edit(real, real.put(path, written.replace(" ", ": ", 1)))


@fault("PM006")
def a_key_without_its_colon(real: Real) -> Iterator[Edit]:
    for path, _ in real.leaves():
        end = real.key(*path).end if isinstance(path[-1], str) else 0
        if end and not real.is_flow(*path[:-1]) and ":" not in real.text[end + 1 : real.line_end(end)]:
            yield edit(real, real.replace(end, end + 1, ""), at=real.up_to_next(end, end))


@fault("PM006")
def a_key_one_space_too_far(real: Real) -> Iterator[Edit]:
    for path, item in real.mappings():
        if not real.is_flow(*path):
            for key in list(item)[1:]:
                start = real.key(*path, key).start
                yield edit(
                    real, real.replace(start, start, " "), at=real.up_to_next(real.line_start(start), start)
                )


@fault("PM006")
def a_character_that_nobody_sees(real: Real) -> Iterator[Edit]:
    for path, _, written in strings(real, "title", "text"):
        for character in ("\ufeff", "\u2028", "\x0b", "\x1e"):
            if " " in written:
                yield edit(real, real.put(path, written.replace(" ", f"{character} ", 1)))


@fault("PM007")
def a_tab_for_spaces(real: Real) -> Iterator[Edit]:
    for path, item in real.mappings():
        if path and not real.is_flow(*path):
            for key in list(item)[1:]:
                start = real.key(*path, key).start
                yield edit(real, real.replace(real.line_start(start), start, "\t\t"))


# ------------------------------------------------------------------------------------- PM008 to PM011: keys and signs


@fault("PM008")
def a_key_given_twice(real: Real) -> Iterator[Edit]:
    for path, item in real.mappings():
        for key in item if path else ():
            if isinstance(item[key], str | int):
                yield edit(real, real.add(path, **{key: real.written(*path, key)}), at=real.at(*path))


@fault("PM008")
def a_year_given_twice(real: Real) -> Iterator[Edit]:
    for path, item in real.mappings("targets"):
        for year in item:
            if year.isdigit():
                end = real.at(*path, year).end
                yield edit(real, real.replace(end, end, f", {year}: 90"))


@fault("PM009")
def a_key_that_is_no_word(real: Real) -> Iterator[Edit]:
    for path, item in real.mappings():
        if path and len(item) > 1:
            for key in ("~", "null", "<<"):
                yield edit(real, real.add(path, **{key: "xem lại"}), at=real.at(*path))


@fault("PM010")
def a_text_that_begins_with_a_star(real: Real) -> Iterator[Edit]:
    yield from retyped(
        real, lambda text: f"*{text}" if re.match(r"[A-Za-z]+ ", text) else None, "title", "text"
    )


@fault("PM006")
def a_vietnamese_word_that_begins_with_a_star(real: Real) -> Iterator[Edit]:
    yield from retyped(
        real, lambda text: f"*{text}" if re.match(r"[A-Za-z]*[^\W\d_a-zA-Z]", text) else None, "title", "text"
    )


@fault("PM010")
def an_anchor(real: Real) -> Iterator[Edit]:
    for path, value in real.lists():
        if value:
            start = real.at(*path).start
            if real.is_flow(*path):
                yield edit(real, real.replace(start, start, "&a "))


@fault("PM011")
def a_text_that_begins_with_an_exclamation_mark(real: Real) -> Iterator[Edit]:
    for path, _, written in strings(real, "title", "text", "note", "detail", "about"):
        yield edit(real, real.put(path, f"!quan-trong {written}"))


# --------------------------------------------------------------------------- PM014 to PM018: as offices write them


@fault("PM014")
def a_decimal_comma(real: Real) -> Iterator[Edit]:
    for path, value in real.leaves("targets"):
        if isinstance(value, int | float) and "range" not in path and path[-1] not in ("from", "until"):
            yield edit(real, real.put(path, f"{value},5"))


@fault("PM014")
def a_decimal_comma_in_quotes(real: Real) -> Iterator[Edit]:
    for path, value in real.leaves("targets"):
        if isinstance(value, int | float) and path[-1] not in ("from", "until"):
            yield edit(real, real.put(path, f'"{value},25"'))


@fault("PM015")
def a_point_for_thousands(real: Real) -> Iterator[Edit]:
    for path, target in real.items("targets"):
        for comparator in ("at_least", "more_than"):
            for year in target["level"].get(comparator, ()):
                fixes = (
                    real.put((*path, "unit"), "lượt"),
                    real.put((*path, "level", comparator, year), "31.187"),
                )
                yield edit(real, *fixes)


@fault("PM015")
def points_for_millions(real: Real) -> Iterator[Edit]:
    for path, target in real.items("targets"):
        for comparator in ("at_least", "more_than"):
            for year in target["level"].get(comparator, ()):
                yield edit(real, real.put((*path, "level", comparator, year), "1.250.000"))


@fault("PM016")
def a_date_with_its_day_first(real: Real) -> Iterator[Edit]:
    for path, value, _ in strings(real, "issued", "from", "to"):
        if value != "unknown":
            year, month, day = value.split("-")
            for written in (
                f"{day}/{month}/{year}",
                f'"{int(day)}/{int(month)}/{year}"',
                f"{year}/{month}/{day}",
            ):
                yield edit(real, real.put(path, written))


@fault("PM016")
def a_day_of_the_year_with_its_day_first(real: Real) -> Iterator[Edit]:
    for path, value in real.leaves("reports"):
        if "due" in path:
            month, day = str(value).split("-")
            for written in (f"{day}/{int(month)}", f'"{day}/{month}"', f'"{day}-{month}"'):
                yield edit(real, real.put(path, written))


@fault("PM017")
def a_clause_that_is_read_as_a_number(real: Real) -> Iterator[Edit]:
    for path, value, _ in strings(real, "at"):
        if value != "document":
            for written in ("2.1", "3"):
                yield edit(real, real.put(path, written))


@fault("PM017")
def the_number_of_an_item_in_a_list_of_clauses(real: Real) -> Iterator[Edit]:
    for path, value, _ in strings(real):
        if path[-2:-1] == ("covers",) and value[0].isupper():
            yield edit(real, real.put(path, f"{real.written(*path)}, 3"))


@fault("PM018")
def a_replacement_made_everywhere(real: Real) -> Iterator[Edit]:
    both = [path for path, item in real.mappings() if "at" in item and "title" in item]
    if len(both) > 100:
        fixes = [real.replace(*real.key(*path, "at")[4:], "title") for path in both]
        yield edit(real, *fixes, at=real.source.span(0, len(real.text)))


@fault("PM018")
def every_key_in_capitals(real: Real) -> Iterator[Edit]:
    fixes = [real.replace(m.start(), m.end(), "Title:") for m in re.finditer(r"\btitle:", real.text)]
    if len(fixes) > 51:  # each is an unknown key and a missing one
        yield edit(real, *fixes, at=real.source.span(0, len(real.text)))


# ------------------------------------------------------------------------------ PM019 to PM021: comments that silence


def _commented(real: Real, comment: str) -> Iterator[Edit]:
    for kind in ("targets", "tasks", "duties", "reports"):
        for path, _ in real.items(kind):
            start = real.line_start(real.at(*path).start)
            yield edit(real, real.replace(start, start, f"  # planmodel: {comment}\n"))


@fault("PM019")
def an_ignore_comment_without_a_reason(real: Real) -> Iterator[Edit]:
    yield from _commented(real, "ignore[PM303]")


@fault("PM019")
def an_ignore_comment_for_a_rule_that_is_not_there(real: Real) -> Iterator[Edit]:
    for name in ("PM399", "target-fals", "PM2041"):
        yield from _commented(real, f"ignore[{name}] đã hỏi cơ quan ban hành")


@fault("PM019")
def an_ignore_comment_with_a_wrong_day(real: Real) -> Iterator[Edit]:
    yield from _commented(real, "ignore[PM303] đã hỏi cơ quan ban hành, until 2026-02-30")


@fault("PM020")
def an_ignore_comment_past_its_day(real: Real) -> Iterator[Edit]:
    yield from _commented(real, "ignore[PM303] đã hỏi cơ quan ban hành, until 2025-12-31")


@fault("PM021")
def an_ignore_comment_for_what_is_not_there(real: Real) -> Iterator[Edit]:
    for name in ("PM301", "share-over-100"):
        yield from _commented(real, f"ignore[{name}] đã hỏi cơ quan ban hành")
