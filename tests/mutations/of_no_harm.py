"""Edits that change how a plan is typed and not what it says: nothing may be found because of them, and nothing hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from unicodedata import normalize

from planmodel.clauses import Clause
from planmodel.diagnostics import Fix
from tests.golden import REGISTRY
from tests.mutations.faults import Edit, edit, harmless
from tests.mutations.of_duties import duties, holds, reached
from tests.mutations.of_numbering import LISTS
from tests.mutations.of_reading import strings
from tests.mutations.of_shape import AGENCIES, in_list
from tests.mutations.of_tasks import tasks
from tests.mutations.real import Path_, Real, quoted

DAY = timedelta(days=1)
_PLAIN = re.compile(r"[\w#.][^\[\]{},\"'\\]*")
_NO_TEXT = re.compile(
    r"[-+.0-9][0-9_]*\.?[0-9]*(?:[eE][-+]?[0-9]+)?|~|null|true|false|Null|True|False|0[xo].*|"
)


def whole(real: Real, text: str) -> Edit:
    """Another text in the place of the whole file."""
    return edit(real, real.replace(0, len(real.text), text))


def line_starts(real: Real) -> list[int]:
    """Where each line begins."""
    return [0, *(m.end() for m in re.finditer("\n", real.text))][:-1]


# ------------------------------------------------------------------------------------- comments, lines, characters


@harmless
def a_comment_on_a_line_of_its_own(real: Real) -> Iterator[Edit]:
    for start in line_starts(real):
        for comment in ("# đã đối chiếu với bản in\n", "      # xem lại: mục này\n"):
            yield edit(real, real.replace(start, start, comment))


@harmless
def a_comment_after_a_line(real: Real) -> Iterator[Edit]:
    for start in line_starts(real):
        end = real.line_end(start)
        if real.text[start:end].strip():
            yield edit(real, real.replace(end, end, "  # PM204? đã hỏi"))


@harmless
def a_comment_after_every_line(real: Real) -> Iterator[Edit]:
    yield whole(real, re.sub(r"(?m)(?<=\S)$", "  # đã đối chiếu", real.text))


@harmless
def a_blank_line(real: Real) -> Iterator[Edit]:
    for start in line_starts(real):
        yield edit(real, real.replace(start, start, "\n"))


@harmless
def blank_lines_everywhere(real: Real) -> Iterator[Edit]:
    yield whole(real, real.text.replace("\n", "\n\n"))
    yield whole(real, real.text.replace("\n", "\n   \n"))


@harmless
def spaces_at_the_ends_of_lines(real: Real) -> Iterator[Edit]:
    yield whole(real, real.text.replace("\n", "   \n"))


@harmless
def line_ends_of_other_systems(real: Real) -> Iterator[Edit]:
    yield whole(real, real.text.replace("\n", "\r\n"))
    yield whole(real, real.text.replace("\n", "\r"))


@harmless
def a_byte_order_mark(real: Real) -> Iterator[Edit]:
    yield edit(real, real.replace(0, 0, "\ufeff"))


@harmless
def no_line_end_at_the_end(real: Real) -> Iterator[Edit]:
    yield edit(real, real.replace(len(real.text) - 1, len(real.text), ""))


@harmless
def letters_and_marks_apart(real: Real) -> Iterator[Edit]:
    yield whole(real, normalize("NFD", real.text))


@harmless
def a_line_that_opens_the_document(real: Real) -> Iterator[Edit]:
    yield edit(real, real.replace(0, 0, "---\n"))
    yield edit(real, real.replace(len(real.text), len(real.text), "...\n"))


# ------------------------------------------------------------------------------------------- how YAML is written


@harmless
def other_quotes(real: Real) -> Iterator[Edit]:
    for path, value, written in strings(real):
        if written[0] != '"':
            yield edit(real, real.put(path, quoted(value)))
        if "'" not in value and written[0] != "'":
            yield edit(real, real.put(path, f"'{value}'"))


@harmless
def no_quotes(real: Real) -> Iterator[Edit]:
    for path, value, written in strings(real):
        free = (
            _PLAIN.fullmatch(value) and not re.search(r": |:$| #| $", value) and not _NO_TEXT.fullmatch(value)
        )
        if written[0] in "\"'" and free:
            yield edit(real, real.put(path, value))


@harmless
def quoted_keys(real: Real) -> Iterator[Edit]:
    for path, item in real.mappings():
        for key in item:
            span = real.key(*path, key)
            yield edit(real, real.replace(span.start, span.end, f'"{key}"'))


@harmless
def a_list_with_one_entry_a_line(real: Real) -> Iterator[Edit]:
    for path, value in real.lists():
        if isinstance(path[-1], str) and value and real.is_flow(*path) and not real.is_flow(*path[:-1]):
            margin = " " * (real.key(*path).column + 1)
            listed = [f"\n{margin}- {real.written(*path, n)}" for n in range(len(value))]
            yield edit(real, real.put(path, "".join(listed)))


@harmless
def an_entry_with_one_key_a_line(real: Real) -> Iterator[Edit]:
    for path, item in real.mappings():
        if path and isinstance(path[-1], int) and real.is_flow(*path) and not real.is_flow(*path[:-1]):
            margin = " " * (real.at(*path).column - 1)
            listed = [f"{key}: {real.written(*path, key)}" for key in item]
            yield edit(real, real.put(path, f"\n{margin}".join(listed)))


@harmless
def an_entry_in_braces(real: Real) -> Iterator[Edit]:
    for path, item in real.mappings():
        if path and not real.is_flow(*path):
            written = {key: real.written(*path, key) for key in item}
            if all(text[0] in '"[{' or not set(text) & set(",[]{}\n") for text in written.values()):
                yield edit(
                    real, real.put(path, "{" + ", ".join(f"{k}: {t}" for k, t in written.items()) + "}")
                )


@harmless
def more_spaces(real: Real) -> Iterator[Edit]:
    for path, item in real.mappings():
        for key in item:
            end = real.key(*path, key).end + 1
            if real.text[end] == " ":
                yield edit(real, real.replace(end, end, "    "))


@harmless
def figures_with_a_nought_after_the_point(real: Real) -> Iterator[Edit]:
    for path, value in real.leaves("targets"):
        if isinstance(value, int) and path[-1] not in ("from", "until"):
            for written in (f"{value}.0", f"{value}.00", f"+{value}", f"{value}e0"):
                yield edit(real, real.put(path, written))


# --------------------------------------------------------------------------------------------------------- order


def _entry(real: Real, path: Path_) -> tuple[int, int]:
    return real.key(*path).start, real.at(*path).end


@harmless
def two_keys_in_another_order(real: Real) -> Iterator[Edit]:
    for path, item in real.mappings():
        for one, two in pairwise(item):
            (a, b), (c, d) = _entry(real, (*path, one)), _entry(real, (*path, two))
            yield edit(real, real.replace(a, b, real.text[c:d]), real.replace(c, d, real.text[a:b]))


@harmless
def all_keys_turned_round(real: Real) -> Iterator[Edit]:
    for path, item in real.mappings():
        if len(item) > 1:
            places = [_entry(real, (*path, key)) for key in item]
            turned = [real.text[a:b] for a, b in reversed(places)]
            fixes = [real.replace(a, b, text) for (a, b), text in zip(places, turned, strict=True)]
            yield edit(real, *(fix for fix in fixes if fix.replacement != real.source.slice(fix.span)))


@harmless
def entries_at_one_clause_in_another_order(real: Real) -> Iterator[Edit]:
    for key in LISTS:
        for (one, a), (two, b) in pairwise(real.items(key)):
            if "at" in a and a["at"] == b.get("at"):
                yield edit(real, *real.swapped(one, two))


@harmless
def notes_in_another_order(real: Real) -> Iterator[Edit]:
    for key in ("notes", "not_encoded"):
        for (one, _), (two, _) in pairwise(real.items(key)):
            yield edit(real, *real.swapped(one, two))


@harmless
def names_in_another_order(real: Real) -> Iterator[Edit]:
    for path, value in real.lists():
        if len(path) > 1:
            for n in range(len(value) - 1):
                if path[-1] != "range":
                    yield edit(real, *real.swapped((*path, n), (*path, n + 1)))


# ------------------------------------------------------------------------------------- the same in other words


def _uses(real: Real, kind: str, name: str) -> list[Path_]:
    """Where a target or a task is named by its id."""
    keys = {"targets": ("contributes_to",), "tasks": ("after", "covers")}.get(kind, ())
    return [path for path in real.uses[name] if keys and in_list(path, *keys)]


@harmless
def an_id_changed_with_all_its_uses(real: Real) -> Iterator[Edit]:
    for kind in ("objectives", "targets", "requirements", "tasks", "duties", "reports"):
        for path, item in real.items(kind):
            name, old = f"{item['id']}-moi", item["id"]
            fixes = [real.put((*path, "id"), name), *(real.put(p, name) for p in _uses(real, kind, old))]
            yield edit(real, *fixes, renamed={name: old})


def _local(real: Real) -> Iterator[tuple[Path_, str]]:
    """The bodies that a plan names, those of the centre left out."""
    for path, value, _ in strings(real) if real.data["document"]["province"] else ():
        named = in_list(path, *AGENCIES) and path[0] != "period" and "level" not in path
        if named and REGISTRY.agencies[value].level != "central":
            yield path, value


@harmless
def an_agency_with_its_province(real: Real) -> Iterator[Edit]:
    province = real.data["document"]["province"]
    for path, value in _local(real):
        yield edit(real, real.put(path, f"{value}@{province}"))


@harmless
def every_agency_with_its_province(real: Real) -> Iterator[Edit]:
    province = real.data["document"]["province"]
    if province:
        yield edit(real, *(real.put(path, f"{value}@{province}") for path, value in _local(real)))


@harmless
def clauses_cited_one_by_one(real: Real) -> Iterator[Edit]:
    for path, duty in duties(real):
        for n, cover in enumerate(duty.get("covers", ())):
            inside = [
                t["at"] for _, t in reached(real, duty) if isinstance(cover, str) and holds(cover, t["at"])
            ]
            direct = [at for at in inside if sum(Clause(x).contains(Clause(at)) for x in inside) == 1]
            if direct:
                yield edit(real, real.put((*path, "covers", n), ", ".join(f'"{at}"' for at in direct)))


@harmless
def clauses_cited_as_a_range(real: Real) -> Iterator[Edit]:
    for path, duty in duties(real):
        covers = duty.get("covers", ())
        numbered = [c for c in covers if isinstance(c, str) and re.fullmatch(r"[IVX]+\.[0-9]", c)]
        for n, cover in enumerate(covers):
            if cover in numbered:
                yield edit(real, real.put((*path, "covers", n), f'"{cover}..{cover}"'))
                yield edit(real, real.put((*path, "covers", n), f'{{at: "{cover}", basis: cited}}'))
        run = [int(c[-1]) for c in numbered]
        if len(numbered) == len(covers) > 1 and run == list(range(run[0], run[0] + len(run))):
            yield edit(real, real.put((*path, "covers"), f'["{covers[0]}..{covers[-1]}"]'))


@harmless
def by_the_day_before(real: Real) -> Iterator[Edit]:
    for path, report in real.items("reports"):
        for n, due in enumerate(report.get("due", ())):
            if "before" in due:
                day = date.fromisoformat(f"2022-{due['before']}") - timedelta(days=1)
                yield edit(real, real.put((*path, "due", n), f'{{by: "{day:%m-%d}"}}'))


@harmless
def a_note_added(real: Real) -> Iterator[Edit]:
    for kind in ("participants", "targets", "requirements", "tasks", "duties", "reports", "not_encoded"):
        for path, item in real.items(kind):
            if "note" not in item:
                yield edit(real, real.add(path, note="Đã đối chiếu 100% với bản in"))


@harmless
def what_says_nothing_added(real: Real) -> Iterator[Edit]:
    for path, duty in duties(real):
        if "unspecific" not in duty:
            yield edit(real, real.add(path, unspecific="false"))
    for path, task in tasks(real):
        for key in ("after", "contributes_to", "implements"):
            if key not in task:
                yield edit(real, real.add(path, **{key: "[]"}))


@harmless
def a_title_in_other_words(real: Real) -> Iterator[Edit]:
    for kind in ("objectives", "targets", "requirements", "tasks", "duties"):
        for path, item in real.items(kind):
            if "title" in item and "\\" not in item["title"]:
                title = quoted(f"{item['title']} (theo đúng tiến độ)")
                yield edit(real, real.put((*path, "title"), title))


@harmless
def a_product_or_a_date_added(real: Real) -> Iterator[Edit]:
    last = real.plan.period.last
    measured = {t["at"] for _, t in real.items("targets")}
    for path, task in tasks(real):
        if task.get("contributes_to") or task.get("at") in measured:
            yield edit(real, real.add(path, product="Báo cáo kết quả"))
        yield edit(real, real.add(path, due=f'{{by: "{last}"}}'))


@harmless
def a_task_after_the_one_before_it(real: Real) -> Iterator[Edit]:
    listed = tasks(real)
    for (_, a), (two, _) in pairwise(listed):
        yield edit(real, real.add(two, after=f"[{a['id']}]"))
    fixes: list[Fix] = [real.add(two, after=f"[{a['id']}]") for (_, a), (two, _) in pairwise(listed)]
    if fixes:
        yield edit(real, *fixes)


@harmless
def a_date_on_the_first_or_the_last_day(real: Real) -> Iterator[Edit]:
    period, signed = real.plan.period, real.plan.document.issued
    days = [f'{{by: "{period.last}"}}', f'{{before: "{period.last + DAY}"}}']
    days.append(f'{{by: "{signed or period.first}", shift: none}}')  # a first day may be New Year's Day
    for path, _ in tasks(real):
        for due in days:
            yield edit(real, real.add(path, due=due))


@harmless
def two_tasks_due_on_one_day(real: Real) -> Iterator[Edit]:
    last = real.plan.period.last
    for (one, a), (two, _) in pairwise(tasks(real)):
        yield edit(
            real,
            real.add(one, due=f'{{by: "{last}"}}'),
            real.add(two, after=f"[{a['id']}]", due=f'{{by: "{last}"}}'),
        )


@harmless
def the_figure_of_its_target_in_a_title(real: Real) -> Iterator[Edit]:
    levels = {t["id"]: t["level"] for _, t in real.items("targets")}
    for path, task in tasks(real):
        amounts = [
            amount
            for name in task.get("contributes_to", ())
            for key, years in levels[name].items()
            if key != "step"
            for amount in years.values()
        ]
        for amount in amounts[:2]:
            for written in (f"{amount}%", f"{amount},0 %", f"{amount} phần trăm"):
                yield edit(real, real.put((*path, "title"), quoted(f"{task['title']}, đạt {written}")))


@harmless
def a_signature_in_other_words(real: Real) -> Iterator[Edit]:
    signer = real.data["document"]["signer"]
    path = ("document", "signer")
    if "KT." in signer["capacity"]:
        for capacity in ("KT.", "KT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH", "TM.UBND KT.CHỦ TỊCH"):
            yield edit(real, real.put((*path, "capacity"), quoted(capacity)))
        for rank in ("PHÓ CHỦ TỊCH", "Phó chủ tịch UBND tỉnh", "Phó Chủ tịch Thường trực"):
            yield edit(real, real.put((*path, "rank"), rank))


MOVING = (
    "a-comment-on-a-line-of-its-own", "a-blank-line", "blank-lines-everywhere", "line-ends-of-other-systems",
    "a-byte-order-mark", "no-line-end-at-the-end", "a-line-that-opens-the-document", "notes-in-another-order",
)  # fmt: skip
"""Kinds that move lines and change none that something is found in: fingerprints must stay."""
