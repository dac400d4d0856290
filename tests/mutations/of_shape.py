"""Faults in the shape of a plan and in names that must exist (PM1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from planmodel.schema.engine import load
from tests.golden import REGISTRY
from tests.mutations.faults import Edit, edit, fault
from tests.mutations.of_duties import holds
from tests.mutations.of_reading import strings
from tests.mutations.of_tasks import tasks
from tests.mutations.real import Path_, Real

ENUMS = (
    "area", "basis", "capacity", "commitment", "demand", "kind", "measure", "mode", "reason", "role", "sector",
    "territory",
)  # fmt: skip
AGENCIES = ("agencies", "agency", "by", "directs", "from", "issuer", "supports", "to", "via", "with")


def typos(word: str) -> list[str]:
    """A word with a letter lost, doubled, or changed with its neighbour."""
    at = max(1, len(word) // 2)
    lost, doubled = word[:at] + word[at + 1 :], word[:at] + word[at - 1] + word[at:]
    turned = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    made = dict.fromkeys((lost, doubled, turned))
    return [w for w in made if w != word and "--" not in w and not w.endswith("-")]


def section(path: Path_) -> str:
    """The list or mapping at the top that a path leads into."""
    return str(path[0])


def named(real: Real, wanted: Callable[[Path_], bool]) -> Iterator[tuple[Path_, str, str]]:
    """The names in a plan that ``wanted`` chooses by their paths."""
    return ((path, value, written) for path, value, written in strings(real) if wanted(path))


def mistyped(real: Real, wanted: Callable[[Path_], bool], known: object = ()) -> Iterator[Edit]:
    """Names with a slip, where no other name is written so."""
    names = set(known) if isinstance(known, dict | set | list | tuple) else set()
    for path, value, written in named(real, wanted):
        for slip in typos(value):
            if slip not in names:
                yield edit(real, real.put(path, written.replace(value, slip)))


def in_list(path: Path_, *keys: str) -> bool:
    """True for an entry of one of the lists ``keys``, and for a value of such a key."""
    return path[-1] in keys or (isinstance(path[-1], int) and path[-2] in keys)


# ------------------------------------------------------------------------------------------ PM101, PM102: the keys


@fault("PM101")
def a_slip_in_a_key(real: Real) -> Iterator[Edit]:
    for path, item in real.mappings():
        for key in item:
            for slip in typos(key)[:2] if not key.isdigit() and len(key) > 2 else ():
                span = real.key(*path, key)
                yield edit(real, real.replace(span.start, span.end, slip))


@fault("PM101")
def a_vietnamese_key(real: Real) -> Iterator[Edit]:
    words = {"title": "tiêu đề", "sector": "lĩnh vực", "agencies": "cơ quan", "note": "ghi chú", "at": "tại"}
    for path, item in real.mappings():
        for key in set(item).intersection(words):
            span = real.key(*path, key)
            yield edit(real, real.replace(span.start, span.end, words[key]))


@fault("PM101")
def a_year_outside_the_century(real: Real) -> Iterator[Edit]:
    for path, item in real.mappings("targets"):
        for key in item:
            if key.isdigit():
                span = real.key(*path, key)
                yield edit(real, real.replace(span.start, span.end, "20222"))


@fault("PM101")
def a_comma_in_a_sentence_inside_braces(real: Real) -> Iterator[Edit]:
    for path, value, written in strings(real, "title", "text"):
        if real.is_flow(*path[:-1]) and written[0] != '"' and value.count(" ") > 3:
            yield edit(real, real.put(path, written.replace(" ", ", ", 1)))


def _required(real: Real) -> Iterator[tuple[Path_, str]]:
    """Every key that must be there, and is."""
    entries = {key: ref["items"]["$ref"] for key, ref in load("plan")["properties"].items() if "items" in ref}
    for key, ref in entries.items():
        wanted = load("plan")["$defs"][ref.rpartition("/")[2]].get("required", [])
        for path, item in real.items(key):
            yield from (((*path, name), name) for name in wanted if name in item and len(item) > 1)
    for top in ("document", "period"):
        yield from (((top, name), name) for name in load("plan")["$defs"][top]["required"])


@fault("PM102")
def a_key_left_out(real: Real) -> Iterator[Edit]:
    for path, _ in _required(real):
        yield edit(real, real.drop(path), at=real.at(*path[:-1]))


@fault("PM102")
def a_whole_part_left_out(real: Real) -> Iterator[Edit]:
    for key in ("kind", "document", "period"):
        start = real.key(key).start
        fix = real.replace(start, real.line_end(real.at(key).end) + 1, "")
        yield edit(real, fix, at=real.source.span(0, len(real.text)), says=[f"'{key}'"])


# --------------------------------------------------------------------- PM103 to PM109: kinds, values, forms, ranges


@fault("PM103")
def one_thing_where_a_list_belongs(real: Real) -> Iterator[Edit]:
    for path, value in real.lists():
        if len(path) > 1 and value and real.is_flow(*path) and isinstance(value[0], str):
            yield edit(real, real.put(path, value[0]))


@fault("PM103")
def a_number_in_quotes(real: Real) -> Iterator[Edit]:
    for path, value in real.leaves():
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield edit(real, real.put(path, f'"{value}"'))


@fault("PM103")
def a_percent_sign_at_the_number(real: Real) -> Iterator[Edit]:
    for path, value in real.leaves("targets"):
        if isinstance(value, int | float) and path[-1] not in ("from", "until"):
            yield edit(real, real.put(path, f"{value}%"))


@fault("PM103")
def nothing_after_the_colon(real: Real) -> Iterator[Edit]:
    for path, _, _ in strings(real, "title", "unit", "indicator", "population"):
        yield edit(real, real.put(path, ""))


@fault("PM103")
def yes_for_true(real: Real) -> Iterator[Edit]:
    for path, value in real.leaves():
        if isinstance(value, bool):
            yield edit(real, real.put(path, "yes"))


@fault("PM104")
def a_slip_in_a_word_of_a_list(real: Real) -> Iterator[Edit]:
    def wanted(path: Path_) -> bool:
        in_document = path[0] == "document" and path[-1] != "kind"
        return in_list(path, *ENUMS, "every") and not in_document and path[-1] != "capacity"

    yield from mistyped(real, wanted)


@fault("PM104")
def a_vietnamese_word_for_one_of_a_list(real: Real) -> Iterator[Edit]:
    words = {
        "education": "giáo dục",
        "health": "y tế",
        "both": "cả hai",
        "firm": "nêu thẳng",
        "act": "thực hiện",
    }
    for path, value, _ in strings(real, *ENUMS):
        if value in words:
            yield edit(real, real.put(path, words[value]))


@fault("PM105")
def an_id_with_accents_or_capitals(real: Real) -> Iterator[Edit]:
    for path, value, _ in strings(real, "id", "agency", "issuer", "indicator", "population"):
        for slip in (
            value.upper(),
            value.replace("-", " "),
            value.replace("d", "đ"),
            value.replace("-", "_"),
        ):
            if slip != value:
                yield edit(real, real.put(path, slip))


@fault("PM105")
def a_clause_in_another_form(real: Real) -> Iterator[Edit]:
    for path, value, _ in strings(real, "at"):
        if value != "document":
            for slip in (
                value.lower() if value[0].isupper() else f"{value}.",
                f"Mục {value}",
                value.replace("#", " #"),
            ):
                if slip != value:
                    yield edit(real, real.put(path, f'"{slip}"'))


@fault("PM106")
def a_day_that_does_not_exist(real: Real) -> Iterator[Edit]:
    for path, value, _ in strings(real, "issued", "from", "to"):
        if value != "unknown":
            for slip in (
                f"{value[:5]}02-30",
                f"{value[:8]}32",
                f"{value[:5]}13-01",
                f"{value[:5]}06-31",
                "2022-02-29",
            ):
                yield edit(real, real.put(path, f'"{slip}"'))


@fault("PM106")
def a_date_in_words(real: Real) -> Iterator[Edit]:
    for path, value, _ in strings(real, "issued", "from", "to"):
        if value != "unknown":
            for slip in ("năm 2022", "tháng 6/2022", "2022"):
                yield edit(real, real.put(path, f'"{slip}"'))


@fault("PM107")
def a_negative_level(real: Real) -> Iterator[Edit]:
    for path, value in real.leaves("targets"):
        if isinstance(value, int | float) and path[-1] not in ("from", "until"):
            yield edit(real, real.put(path, f"-{value}"))


@fault("PM107")
def more_to_choose_than_there_are(real: Real) -> Iterator[Edit]:
    for path, item in real.items("requirements"):
        for count in (len(item["of"]) + 1, len(item["of"]) * 10, 0):
            yield edit(real, real.put((*path, "choose"), str(count)), at=real.at(*path))


@fault("PM107")
def a_period_that_ends_before_it_begins(real: Real) -> Iterator[Edit]:
    for slip in ("2012-12-31", "2021-12-31", "2002-12-31"):
        yield edit(real, real.put(("period", "to"), f'"{slip}"'), at=real.at("period"))


@fault("PM107")
def steps_that_end_before_they_begin(real: Real) -> Iterator[Edit]:
    for path, target in real.items("targets"):
        if "step" in target["level"]:
            for year in ("2015", "2022"):
                yield edit(real, real.put((*path, "level", "step", "until"), year))


@fault("PM107")
def a_range_typed_the_wrong_way_round(real: Real) -> Iterator[Edit]:
    for path, target in real.items("targets"):
        if "step" not in target["level"]:
            yield edit(real, real.put((*path, "level"), "{range: {2022: [60, 40]}}"))


@fault("PM107")
def an_empty_text_or_list(real: Real) -> Iterator[Edit]:
    for path, _, _ in strings(real, "title", "text", "unit"):
        yield edit(real, real.put(path, '""'))
    for path, value in real.lists():
        if path[-1] in ("agencies", "roles", "covers", "of") and value:
            yield edit(real, real.put(path, "[]"))


@fault("PM107")
def a_title_that_holds_a_paragraph(real: Real) -> Iterator[Edit]:
    for path, value, _ in strings(real, "title"):
        yield edit(real, real.put(path, f'"{(value + " ") * 20}"'))


@fault("PM108")
def an_option_listed_twice(real: Real) -> Iterator[Edit]:
    for path, item in real.items("requirements"):
        for name in item["of"]:
            yield edit(real, real.append((*path, "of"), name))


@fault("PM108")
def a_period_listed_twice(real: Real) -> Iterator[Edit]:
    for path, item in real.items("reports"):
        for name in item["every"]:
            yield edit(real, real.append((*path, "every"), name))


@fault("PM109")
def two_comparators(real: Real) -> Iterator[Edit]:
    for path, target in real.items("targets"):
        given = next(iter(target["level"]))
        other = "at_most" if given != "at_most" else "at_least"
        fix = real.add((*path, "level"), **{other: "{2022: 90}"})
        yield edit(real, fix, at=[real.at(*path, "level"), fix.span])


@fault("PM109")
def no_comparator(real: Real) -> Iterator[Edit]:
    for path, target in real.items("targets"):
        if "step" in target["level"]:
            yield edit(real, real.drop((*path, "level", "at_least")), at=real.at(*path, "level"))


# --------------------------------------------------------------------- PM110 to PM118: names that must exist


SPACES = (("objectives",), ("targets",), ("requirements",), ("tasks", "duties"), ("reports",))


def _ids(real: Real, kinds: tuple[str, ...]) -> list[tuple[Path_, str]]:
    return [((*path, "id"), item["id"]) for kind in kinds for path, item in real.items(kind)]


@fault("PM110")
def an_id_copied(real: Real) -> Iterator[Edit]:
    for kinds in SPACES:
        for (one, a), (two, _) in pairwise(_ids(real, kinds)):
            yield edit(real, real.put(two, a), at=[real.at(*one), real.at(*two)])


@fault("PM110")
def a_task_with_the_id_of_a_duty(real: Real) -> Iterator[Edit]:
    for task, _ in _ids(real, ("tasks",)):
        for duty, name in _ids(real, ("duties",))[:2]:
            yield edit(real, real.put(task, name), at=[real.at(*task), real.at(*duty)])


@fault("PM111")
def a_slip_in_the_name_of_a_target(real: Real) -> Iterator[Edit]:
    known = [name for _, name in _ids(real, ("targets",))]
    yield from mistyped(real, lambda path: in_list(path, "contributes_to"), known)


@fault("PM111")
def a_task_to_wait_for_that_is_not_there(real: Real) -> Iterator[Edit]:
    for path, task in tasks(real):
        yield edit(real, real.add(path, after=f"[{typos(task['id'])[0]}]"))


@fault("PM111")
def a_range_without_tasks(real: Real) -> Iterator[Edit]:
    for path, value, _ in strings(real):
        covers = "covers" in path and value[0].isupper()
        for wrong in ("IX.1", f"{value}.9", f"{value}#40") if covers and "#" not in value else ():
            if not any(holds(wrong, t["at"]) for _, t in tasks(real) if "at" in t):
                yield edit(real, real.put(path, f'"{wrong}"'))


@fault("PM111")
def a_task_that_was_renamed(real: Real) -> Iterator[Edit]:
    for path, target in real.items("targets"):
        uses = [p for p, v in real.leaves("tasks") if in_list(p, "contributes_to") and v == target["id"]]
        if uses:
            yield edit(real, real.put((*path, "id"), f"{target['id']}-moi"), at=[real.at(*p) for p in uses])


@fault("PM112")
def a_slip_in_the_name_of_an_agency(real: Real) -> Iterator[Edit]:
    def wanted(path: Path_) -> bool:
        return section(path) != "period" and in_list(path, *AGENCIES) and path[-2] not in ("step", "level")

    yield from mistyped(real, wanted, REGISTRY.agencies)


@fault("PM112")
def the_short_name_of_an_agency(real: Real) -> Iterator[Edit]:
    short = {
        "so-gddt": "gddt",
        "so-yte": "yte",
        "so-tttt": "tttt",
        "ubnd-tinh": "ubnd",
        "bo-tttt": "bo-thong-tin",
    }
    for path, value, _ in strings(real):
        if value in short and in_list(path, *AGENCIES):
            yield edit(real, real.put(path, short[value]))


@fault("PM113")
def a_slip_in_an_indicator_or_a_population(real: Real) -> Iterator[Edit]:
    known = {**REGISTRY.indicators, **REGISTRY.populations}
    yield from mistyped(real, lambda path: path[-1] in ("indicator", "population"), known)


@fault("PM113")
def a_slip_in_an_option(real: Real) -> Iterator[Edit]:
    yield from mistyped(real, lambda path: in_list(path, "of"), REGISTRY.options)


@fault("PM113")
def a_population_of_a_scope_that_is_not_there(real: Real) -> Iterator[Edit]:
    for path, duty in real.items("duties"):
        if "scope" in duty:
            fix = real.add((*path, "scope"), population="truong-hocc")
            yield edit(real, fix, at=real.at(*path))


@fault("PM114")
def a_slip_in_a_verb(real: Real) -> Iterator[Edit]:
    def wanted(path: Path_) -> bool:
        return section(path) == "duties" and in_list(path, "roles", "verb", "joint")

    yield from mistyped(real, wanted, REGISTRY.verbs)


@fault("PM115")
def a_slip_in_the_plan_that_is_carried_out(real: Real) -> Iterator[Edit]:
    yield from mistyped(real, lambda path: section(path) == "implements" and path[-1] == "plan")


@fault("PM116")
def a_slip_in_an_item_of_the_template(real: Real) -> Iterator[Edit]:
    yield from mistyped(real, lambda path: section(path) != "implements" and in_list(path, "implements"))


@fault("PM118")
def a_slip_in_the_province(real: Real) -> Iterator[Edit]:
    yield from mistyped(real, lambda path: path[-1] == "province", REGISTRY.provinces)


@fault("PM118")
def an_agency_of_a_province_that_is_not_there(real: Real) -> Iterator[Edit]:
    for path, report in real.items("reports"):
        for key in ("from", "to"):
            for n, name in enumerate(report[key]):
                for province in ("khanh-hoaa", "hungyen", "tp-hcmm"):
                    yield edit(real, real.put((*path, key, n), f"{name}@{province}"))
