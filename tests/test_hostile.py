"""Whatever stands in a plan, a rule file, the settings or a baseline ends in findings or in one clear line, and soon.

Texts come at random, from real files that are cut, doubled, bent and spliced, and from real data whose values are
exchanged for others of their kind, so that they get past the schema and the rules meet them. A case that takes longer
than LIMIT seconds fails with the stack at which it stood. PLANMODEL_HOSTILE=20 tries twenty times as many.
"""

from __future__ import annotations

import contextlib
import copy
import difflib
import faulthandler
import json
import os
import random
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from planmodel import schema, source, yamltree
from planmodel.catalogue.entries import entries
from planmodel.check import Judge, Options, check_text, difference, fixing, ignores
from planmodel.check.settings import under
from planmodel.compile import compile_plan
from planmodel.diagnostics import Diagnostic, Fix, Span, in_order
from planmodel.rules import user
from planmodel.source import Source, decode
from tests.command import Done, copy_plans, planmodel, process
from tests.golden import PLANS, ROOT, WORKSPACE
from tests.plan_texts import (
    FULL,
    MINIMAL,
    NAME,
    SHIPPED,
    apply,
    changed,
    duty,
    plan,
    report,
    target,
    task,
    with_slips,
)

LIMIT = 20
"""Seconds that one case may take."""

TIMES = int(os.environ.get("PLANMODEL_HOSTILE", "1"))
DAY = date(2025, 6, 30)
CODES = {entry.code: entry.name for entry in entries()}


class TookTooLong(BaseException):
    """No ``except Exception`` stops it."""


@contextlib.contextmanager
def bounded(seconds: int = LIMIT) -> Iterator[None]:
    """A watch over the body: it is stopped after ``seconds``; should it not listen, the process ends with its stack."""

    def stop(*_: object) -> NoReturn:
        raise TookTooLong(f"more than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    faulthandler.dump_traceback_later(3 * seconds, exit=True, file=sys.__stderr__ or 2)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def many(examples: int) -> Callable[..., Any]:
    return settings(max_examples=examples * TIMES, derandomize=TIMES == 1)


# ------------------------------------------------------------------------------------------------------ what is given

CONFIG = """\
planmodel: 1
check:
  select: [PM2, PM3, nobody-leads, 6ro-*]
  ignore: [PM801]
  severity: {PM205: warning, target-falls: info}
  fail_on: warning
  paths:
    - {path: "plans/*/294-*.yaml", ignore: [PM5], severity: {PM4: error}}
packs: [6-ro]
"""
RULES = """\
planmodel: 1
rules:
  - id: nhiem-vu-co-han
    title: {vi: nhiệm vụ không có hạn, en: a task without a due date}
    severity: warning
    for: task
    where: task.sector in ["education", "both"] && size(task.by) >= 0
    require: task.due != "" && plan.tasks.exists(t, t == task.id) && !task.title.matches("^x{3,}$")
    at: due
    message: {vi: "Nhiệm vụ {id} chưa nêu hạn", en: "Task {id} names no due date"}
    why: {vi: Không có hạn thì không theo dõi được., en: Without a date nothing can be followed up.}
    bad: ['tasks: [{id: n1, at: "II.1", sector: both, title: Lắp đặt mã QR}]']
    good: ['tasks: [{id: n1, at: "II.1", sector: both, title: Lắp đặt, due: {by: "2022-12-31"}}]']
"""
SILENCED = changed(
    FULL, "  - id: t1\n", "  # planmodel: ignore[PM204, PM205] đã hỏi Sở Y tế, until 2026-12-31\n  - id: t1\n"
)
PACK = user.packs()["6-ro"].read_text("utf-8")


def text_of(plan_id: str) -> str:
    return WORKSPACE.path_of(plan_id).read_text("utf-8")


@cache
def baseline() -> str:
    """The baseline of the five plans."""
    with contextlib.chdir(ROOT):
        found = json.loads(planmodel("check", "plans", "--format", "json").out)["findings"]
    kept = ("fingerprint", "code", "file", "clause", "message")
    return json.dumps({"planmodel": 1, "findings": [{key: f[key] for key in kept} for f in found]}, indent=1)


REGISTRIES = {
    name: (ROOT / "plans" / "registry" / f"{name}.yaml").read_text("utf-8")
    for name in ("agencies", "indicators", "roles", "provinces", "orders")
}
SMALL = [MINIMAL, FULL, SILENCED, CONFIG, RULES]
REAL = [*map(text_of, PLANS), *REGISTRIES.values(), PACK]
BOMB = "a: &a [x, x]\n" + "".join(
    f"b{n}: &b{n} [{', '.join([f'*b{n - 1}' if n else '*a'] * 9)}]\n" for n in range(9)
)

BYTES = [
    b"\xff",
    b"\xfe\xff",
    b"\xed\xa0\x80",
    b"\xed\xb0\x80\xed\xa0\x80",
    b"\xc3",
    b"\xf4\x90\x80\x80",
    b"\0",
]
"""What is no UTF-8: halves of letters and of pairs, and what no text holds."""
SIGNS = [
    *("\t", "\r", "\n", "\r\n", "\x1b[31m", "\x07", "\x0b", "\x85", "\u2028", "\ufeff", "\ufffe", "\U0010ffff"),
    *("'", '"', ": ", "- ", "? ", "#", " #", "&a ", "*a", "!!python/object:os.system ", "!x ", "|", ">-\n", "%YAML 1.1\n"),
    *("---\n", "...\n", "[", "]", "{", "}", ",", "<<: ", "\\", "[" * 70, "{a: " * 70, "- " * 70, BOMB),
    *("# planmodel: ignore[PM204] vì thế\n", " # planmodel: ignore[PM801] x, until 9999-12-31\n", "# planmodel: ignore["),
]  # fmt: skip
"""What has a meaning in YAML, or no place in it."""
VALUES = [
    *("\u200b", "\u200f", "\u202ea\u202c", "e\u0302\u0301", "\u0301" * 40, "ế" * 30, "👩\u200d👩\u200d👧", "ﬁ", "İ", "ß", "١٢", "²", "\xa0"),
    *("9" * 400, "1e999", "-1e-999", "1e300", "0", "-1", ".inf", ".nan", "0x" + "f" * 120, "0o7", "28.93", "31.187", "1_000", "100.1"),
    *("17/06/2022", '"2022-06-17"', "2022-02-30", '"9999-12-31"', '"0001-01-01"', "06-31", "2021", "2026", "9999", "unstated"),
    *('"II.1.a#1"', "III.1..II.1", "PL1.2", "closing#1", "p#1.s#2", "so-gddt@khanh-hoa", "@", "so-gddt@", "so-yte", "lead", "coordinate"),
    *("~", "null", "true", "''", "[]", "{}", "x" * 5000, "'40'", '"\\u0301"', '"\\u0000"', '"\\x"', "unknown", "all", "urban", "half-year"),
    *("{id}", "{", "}}", "%s", "&&", "(" * 300, "size(", "PM204", "PM2", "6ro-*", "*", "**/*", "error", "info", "task", "duty"),
]  # fmt: skip
"""What may stand where a value stands."""


class Sample(bytes):
    """Bytes that a failing test shows in part only; the seed that hypothesis prints brings all of them back."""

    def __repr__(self) -> str:
        return super().__repr__() if len(self) <= 3000 else f"<{len(self)} bytes: {bytes(self[:2000])!r}…>"


def chance(draw: st.DrawFn) -> random.Random:
    """One draw for a whole row of choices: small enough to be remembered, wide enough for large files."""
    return random.Random(draw(st.integers(0, 2**32)))


def spoilt(data: bytes, rng: random.Random) -> bytes:
    """``data`` with one to four accidents, most of them such that it can still be read."""
    for _ in range(rng.choice([1, 1, 2, 4])):
        accident = rng.choice([_word, _word, _word, _lines, _lines, _cut, _put])
        data = accident(data, rng)
    return data


def _word(data: bytes, rng: random.Random) -> bytes:
    """A word, number or name is another one."""
    words = list(re.finditer(rb"[^\s:,\[\]{}\"#]+", data))
    if not words:
        return data
    word = rng.choice(words)
    other = rng.choice(words)[0] if rng.random() < 0.5 else rng.choice(VALUES).encode()
    return data[: word.start()] + other + data[word.end() :]


def _lines(data: bytes, rng: random.Random) -> bytes:
    """Lines are lost, doubled, moved, further in, or end in another way."""
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    match rng.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines[at:at] = lines[at : at + rng.choice([1, 3, 20])]
        case 2:
            lines.insert(rng.randrange(len(lines)), lines.pop(at))
        case 3:
            lines[at] = b" " * rng.randrange(9) + lines[at].strip()
        case 4:
            lines[at] += b" # " + rng.choice(VALUES).encode()
        case _:
            return rng.choice([b"\r\n", b"\r", b"\n\n", b" \n"]).join(lines)
    return b"\n".join(lines)


def _cut(data: bytes, rng: random.Random) -> bytes:
    """A stretch is lost or said again, or one bit is the other."""
    at = rng.randrange(len(data) + 1)
    end = min(len(data), at + rng.choice([1, 2, 8, 60, 400]))
    match rng.randrange(3):
        case 0 if at < len(data):
            return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]
        case 1:
            return data[:end] + data[at:end] * rng.randint(1, 3) + data[end:]
    return data[:at] + data[end:]


def _put(data: bytes, rng: random.Random) -> bytes:
    """Something stands where nothing of the kind should."""
    at = rng.randrange(len(data) + 1)
    match rng.randrange(10):
        case 0:
            more = rng.choice(BYTES)
        case 1:
            other = rng.choice(SMALL).encode()
            begin = rng.randrange(len(other))
            more = other[begin : begin + 300]
        case 2 | 3 | 4:
            more = rng.choice(VALUES).encode()
        case _:
            more = rng.choice(SIGNS).encode()
    return data[:at] + more + data[at:]


def broken(*texts: str) -> st.SearchStrategy[bytes]:
    """Bytes at random, texts at random, and ``texts`` after accidents."""

    @st.composite
    def made(draw: st.DrawFn) -> Sample:
        rng = chance(draw)
        return Sample(spoilt(rng.choice(texts).encode(), rng))

    at_random = st.binary(max_size=300) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))
    return st.one_of(at_random, made(), made(), made(), made())


# ------------------------------------------------------------------------------------------------- data, exchanged

EXTREMES: dict[type, list[Any]] = {
    str: ["", "x", "unknown", "II", "I.1.a#1", "PL1.2", "closing#1", "p#1.s#2", "0001-01-01", "9999-12-31", "2022-01-01",
          "k" * 200, "Kế hoạch 50% năm 2022", "so-gddt", "ubnd-tinh@hung-yen", "all", "%"],
    int: [0, 1, -1, 100, 101, 10**6, 10**250, 2022, 9999],
    float: [0.1, -0.5, 1e-300, 1e300, 28.93, 99.999999999999999],
    bool: [True, False],
}  # fmt: skip


YEARS = ["0000", "1999", "2021", "2023", "2025", "2026", "9999", "unstated"]


@cache
def loaded(text: str) -> Any:
    tree = yamltree.read(Source(NAME, text))
    assert tree.found == []
    return tree.data


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys: Iterable[Any] = value if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


@cache
def pool() -> dict[Any, list[Any]]:
    """For each key every value that it has in one of the plans."""
    values: dict[Any, list[Any]] = {}
    for text in (FULL, *map(text_of, PLANS)):
        for container, key in _places(loaded(text)):
            if isinstance(key, str):
                values.setdefault(key, []).append(container[key])
    return values


def exchanged(data: Any, rng: random.Random) -> Any:
    """``data`` with some values exchanged for others that stand under the same key, or are of the same type."""
    data = copy.deepcopy(data)
    wild = rng.random() < 0.3
    for _ in range(rng.choice([1, 2, 4, 16])):
        places = list(_places(data))
        if not places:
            break
        container, key = rng.choice(places)
        value = container[key]
        match rng.randrange(12 if wild else 8):
            case 0 if isinstance(container, list):
                container.insert(rng.randrange(len(container) + 1), _renamed(container[key], rng))
            case 1 if isinstance(container, list):
                container.pop(key)
            case 2 if isinstance(container, list):
                rng.shuffle(container)
            case 3 if isinstance(container, dict) and len(key) == 4 and key.isdigit():
                container[rng.choice(YEARS)] = container.pop(key)
            case 8 if isinstance(value, dict):
                more = rng.choice(
                    [v for listed in pool().values() for v in listed[:1] if isinstance(v, dict)]
                )
                value.update(copy.deepcopy(more))
            case 9 if type(value) in EXTREMES:
                container[key] = rng.choice(EXTREMES[type(value)])
            case 10:
                container.pop(key)
            case _:
                same = pool().get(key, [value]) if isinstance(key, str) else container
                container[key] = copy.deepcopy(rng.choice(same))
    return data


def _renamed(item: Any, rng: random.Random) -> Any:
    """A copy of an item, mostly with an id of its own."""
    item = copy.deepcopy(item)
    if isinstance(item, dict) and "id" in item and rng.random() < 0.8:
        item["id"] = f"{item['id']}-{rng.randrange(1000)}"
    return item


def dumped(data: Any, rng: random.Random) -> str:
    """``data`` as YAML, in blocks, in flow or as JSON."""
    match rng.randrange(4):
        case 0:
            return json.dumps(data, ensure_ascii=rng.random() < 0.2)
        case 1:
            return json.dumps(data, ensure_ascii=False, indent=1)
        case style:
            return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=rng.choice([20, 80, 10**6]), default_flow_style=[None, False][style - 2]))  # fmt: skip


@st.composite
def believable(draw: st.DrawFn, small: bool = False) -> Sample:
    """A plan whose shape is mostly right and whose facts are not."""
    rng = chance(draw)
    text = rng.choice([MINIMAL, FULL, SILENCED] if small or rng.random() < 0.8 else REAL[: len(PLANS)])
    data = exchanged(loaded(text), rng)
    if rng.random() < 0.2:
        data = with_slips(data, rng.randrange(10**6))
    return Sample(dumped(data, rng).encode())


# ---------------------------------------------------------------------------------------------------- what must hold


def assert_in(text: Source, span: Span) -> None:
    """A span lies in the text, and its lines and columns are those of its offsets."""
    assert 0 <= span.start <= span.end <= len(text.text), span
    assert text.position(span.start) == (span.line, span.column), span
    assert text.position(span.end) == (span.end_line, span.end_column), span


def assert_sound(found: list[Diagnostic], text: Source | None) -> None:
    """Findings of kinds that the catalogue knows, at places in the text, each told apart, in one order."""
    for d in found:
        assert CODES[d.code] == d.name
        assert d.code not in ("PM901", "PM024"), d.message.en
        assert re.fullmatch("[0-9a-f]{32}", d.fingerprint)
        assert d.message.vi
        assert d.message.en
        assert len(d.message.vi) < 20_000
        if text is None:
            continue
        if d.span is not None:
            assert_in(text, d.span)
            start, end = text.line(d.span.line)
            assert d.line in (text.text[start:end], None)
        if d.fix is not None:
            assert_in(text, d.fix.span)
        for related in d.related:
            assert related.message.vi
            if related.span is not None and related.source == text.name:
                assert_in(text, related.span)
    assert len({d.fingerprint for d in found}) == len(found)
    assert in_order(found) == found
    assert in_order(reversed(found)) == found


def judged(data: bytes) -> list[Diagnostic]:
    """What is found in a plan of these bytes, which must be sound and be found again."""
    with bounded():
        text = decode(NAME, data)
        if isinstance(text, Diagnostic):
            assert CODES[text.code] == text.name
            return [text]
        found = check_text(text, SHIPPED, Options(today=DAY)).found
        assert_sound(found, text)
        assert check_text(Source(NAME, text.text), SHIPPED, Options(today=DAY)).found == found
    return found


@many(120)
@given(broken(*SMALL))
def test_any_bytes_are_a_plan_or_are_told_why_not(data: bytes) -> None:
    judged(data)


@many(30)
@given(broken(*REAL))
def test_a_damaged_real_file_is_told_what_is_wrong(data: bytes) -> None:
    judged(data)


@many(150)
@given(believable())
def test_a_plan_with_any_facts_is_judged(data: bytes) -> None:
    judged(data)


def test_facts_exchanged_meet_most_rules() -> None:
    met: Counter[str] = Counter()
    rng = random.Random(1)
    for n in range(200):
        text = text_of(PLANS[n % len(PLANS)]) if n % 8 == 0 else FULL
        found = check_text(Source(NAME, json.dumps(exchanged(loaded(text), rng))), SHIPPED).found
        met.update({d.code for d in found if d.code[2] in "2345678"})
    assert len(met) >= 25, sorted(met)


# ------------------------------------------------------------------------------------------------ the command line


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the five plans."""
    return copy_plans(tmp_path_factory.mktemp("hostile"))


def told(home: Path, path: str, data: bytes, *args: str) -> Done:
    """What ``planmodel ARGS`` says in a workspace where ``path`` holds ``data``: findings, or one line."""
    place = home / path
    before = place.read_bytes() if place.exists() else None
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(data)
    try:
        with bounded(), contextlib.chdir(home):
            done = planmodel(*args)
    finally:
        place.write_bytes(before) if before is not None else place.unlink()
    assert "Traceback" not in done.err
    if done.code == 2:
        assert re.fullmatch(r"planmodel: [^\n]+\n", done.err), done.err
        assert done.raw == b""
    else:
        assert done.code in (0, 1), done
    return done


FORMS = st.sampled_from(
    [(f, lang) for f in ("terminal", "json", "sarif", "junit", "github") for lang in ("vi", "en")]
)


@many(60)
@given(broken(*SMALL) | believable(small=True), FORMS)
def test_any_file_among_the_plans_is_told_of_in_every_format(
    home: Path, data: bytes, form: tuple[str, str]
) -> None:
    done = told(home, "plans/x.yaml", data, "check", "plans/x.yaml", "--format", form[0], "--lang", form[1])
    assert done.code in (0, 1)
    assert done.err == ""
    assert "\x1b" not in done.out or form[0] == "sarif"
    if form[0] in ("json", "sarif"):
        json.loads(done.out)


NAMES = st.lists(
    st.sampled_from(["PM2", "PM", "pm204", "PM204", "target-falls", "TARGET-*", "*", "6ro-*", "PM999", "PM0", "PM901", "x"]),
    max_size=3,
)  # fmt: skip
LEVELS = st.dictionaries(
    st.sampled_from(["PM2", "PM205", "nobody-leads", "*", "", "PM0", "x y", "6ro-viec"]),
    st.sampled_from(["error", "warning", "info"]),
    max_size=3,
)
CHOICE: dict[str, st.SearchStrategy[Any]] = {"select": NAMES, "ignore": NAMES, "severity": LEVELS}
PATHS = st.sampled_from(
    ["plans", "plans/", "*.yaml", "**a**a**b", "[", "[!", "[]", "/", "..", "plans/*/4*", "x\ny", "ế", "//"]
)
SETTINGS_AT_RANDOM = st.fixed_dictionaries(
    {"planmodel": st.just(1)},
    optional={
        "check": st.fixed_dictionaries(
            {},
            optional=CHOICE
            | {
                "fail_on": st.sampled_from(["error", "warning", "info"]),
                "paths": st.lists(st.fixed_dictionaries({"path": PATHS}, optional=CHOICE), max_size=3),
            },
        ),
        "packs": st.lists(st.sampled_from(["6-ro", "x"]), max_size=3),
    },
)


@many(60)
@given(broken(CONFIG) | SETTINGS_AT_RANDOM.map(lambda made: json.dumps(made, ensure_ascii=False).encode()))
def test_any_settings_are_kept_to_or_told_what_is_wrong(home: Path, data: bytes) -> None:
    told(home, "planmodel.yaml", data, "check", "khanh-hoa-4205-2022")


@many(60)
@given(broken(RULES, RULES, PACK))
def test_any_rule_file_is_asked_or_told_what_is_wrong(home: Path, data: bytes) -> None:
    for args in (("check", "thanh-hoa-2022"), ("rules", "test")):
        told(home, "rules/x.yaml", data, *args)


@many(40)
@given(broken(*REGISTRIES.values()), st.sampled_from(sorted(REGISTRIES)))
def test_any_registry_is_used_or_told_what_is_wrong(home: Path, data: bytes, name: str) -> None:
    told(home, f"plans/registry/{name}.yaml", data, "check", "thanh-hoa-2022")


@many(40)
@given(broken(baseline()), st.sampled_from([(), ("--prune-baseline",), ("--write-baseline",)]))
def test_any_baseline_is_compared_with_or_refused(home: Path, data: bytes, more: tuple[str, ...]) -> None:
    done = told(home, "b.json", data, "check", "thanh-hoa-2022", "--baseline", "b.json", *more)
    assert "--write-baseline" not in more or done.code == 0


@many(100)
@given(st.text(st.sampled_from("*?[]!-ab/."), max_size=40), st.text(st.sampled_from("ab/."), max_size=60))
def test_any_pattern_for_paths_fits_or_does_not(pattern: str, path: str) -> None:
    with bounded(2):
        assert under(pattern, path) in (True, False)


# ------------------------------------------------------------------------------------------------------------- fixes


def stage(text: Source) -> tuple[int, int]:
    """How far reading gets (text, shape, facts, all), and how much is found where it stops."""
    tree = yamltree.read(text)
    if tree.found:
        return 0, len(tree.found)
    found = schema.validate(tree, "plan")
    if found:
        return 1, len(found)
    found = compile_plan(tree)[1]
    return (2, len(found)) if found else (3, 0)


def mended_by_hand(text: str) -> str:
    """``text`` with its safe fixes, the last one first so that no place moves, until there are none."""
    for _ in range(fixing.ROUNDS):
        found = check_text(Source(NAME, text), SHIPPED, Options(today=DAY)).found
        fixes: list[Fix] = sorted(
            {d.fix for d in found if d.fix is not None and d.fix.safe},
            key=lambda f: (f.span.start, -f.span.end, f.replacement),
        )
        if not fixes:
            break
        kept = fixes[:1]
        for fix in fixes[1:]:
            if fix.span.start >= kept[-1].span.end and fix.span != kept[-1].span:
                kept.append(fix)
        for fix in reversed(kept):
            text = apply(text, fix)
    return text


SLIPPED = plan(
    targets=[
        target(level="{at_least: {2022: 28,93, 2025: 50}}"),
        target(
            id="t2", at='"I.2"', population="benh-vien", sector="health", level='{at_least: {2022: "40"}}'
        ),
    ],
    tasks=[task(due="{by: 17/06/2022}  # planmodel: ignore[PM302] nhầm")],
    duties=[duty(at="III.1\x07")],
    reports=[report(due="[{before: 20/12}]")],
)


@st.composite
def slipping(draw: st.DrawFn) -> bytes:
    """A plan with slips that ``--fix`` mends, after accidents."""
    rng = chance(draw)
    data = draw(believable(small=True)) if rng.random() < 0.3 else SLIPPED.encode()
    if rng.random() < 0.5:
        data = spoilt(data, rng)
    for _ in range(rng.randrange(4)):
        slip = rng.choice(
            [
                b"# planmodel: ignore[PM204] x\n",
                b" # planmodel: ignore[PM801] x",
                b"\x07",
                b"\xef\xbb\xbf",
                b"28,93",
                b"17/06/2022",
            ]
        )
        at = rng.randrange(len(data) + 1)
        data = bytes(data[:at] + slip + data[at:])
    return Sample(rng.choice([b"", b"", b"\xef\xbb\xbf"]) + data)


@many(60)
@given(slipping())
def test_mending_any_file_makes_nothing_worse_and_ends(home: Path, data: bytes) -> None:
    path = home / "mend.yaml"
    path.write_bytes(data)
    with bounded(), contextlib.chdir(home):
        one = fixing.fixed(path, Judge(SHIPPED, Options(today=DAY)))
        text = decode(NAME, data)
        if one is None:
            assert isinstance(text, Diagnostic)
            return
        assert isinstance(text, Source)
        assert one.after == mended_by_hand(text.text)
        fixing.save(one)
        bom = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        assert path.read_bytes() == bom + one.after.encode()
        again = fixing.fixed(path, Judge(SHIPPED, Options(today=DAY)))
    assert again is not None
    assert not again.changed
    (before, faults), (after, left) = stage(text), stage(Source(NAME, one.after))
    assert after >= before
    assert after != before or before == 0 or left <= faults
    judged(one.after.encode())


LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "\n", "a"]), max_size=30).map("".join)


def patched(before: str, shown: str) -> str:
    """``before`` after the unified diff ``shown``."""
    old = before.splitlines(keepends=True)
    made: list[str] = []
    at = 0
    for line in shown.replace("\n\\ No newline at end of file\n", "").splitlines(keepends=True)[2:]:
        head = re.fullmatch(r"@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@\n", line)
        if head is not None:
            start = int(head[1]) - (head[2] != "0")
            made += old[at:start]
            at = start
        elif line[0] == "+":
            made.append(line[1:])
        else:
            assert old[at].rstrip("\n") == line[1:].rstrip("\n")
            made += [old[at]] if line[0] == " " else []
            at += 1
    return "".join(made + old[at:])


@many(150)
@given(LINES, LINES)
def test_a_difference_can_be_carried_out(before: str, after: str) -> None:
    shown = "".join(difference.unified(before, after, "x"))
    if before.endswith("a") or after.endswith("a"):
        return  # what the last line lacks is told, not carried out here
    assert patched(before, shown) == after
    assert bool(shown) == (before != after)


def test_a_difference_reads_as_it_does_everywhere() -> None:
    before = "".join(f"line {n}\n" for n in range(60))
    after = (
        before.replace("line 7\n", "LINE 7\n")
        .replace("line 12\n", "")
        .replace("line 40\n", "line 40\nmore\n")
    )
    after = after.removesuffix("\n")
    theirs = difflib.unified_diff(before.splitlines(True), after.splitlines(True), "a/x", "b/x")
    ours = "".join(difference.unified(before, after, "x"))
    assert ours == "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in theirs
    )


# ----------------------------------------------------------------------------------------- comments, and their reach


@many(100)
@given(
    st.lists(
        st.sampled_from(["- a", "  - b", "    c: 1", "  d:", "e:", "", "  ", "# x", "      # y", "   f"]),
        max_size=14,
    )
)
def test_an_entry_lasts_until_a_line_that_stands_no_further_in(lines: list[str]) -> None:
    text = Source(NAME, "\n".join(lines))
    held = ignores.Entries(text, 0)
    for number in range(len(lines) + 2):
        filled = [n for n in range(number + 1, len(lines) + 1) if re.match(" *[^ #]", lines[n - 1])]
        if not filled:
            assert held.after(number) is None
            continue
        head = lines[filled[0] - 1]
        indent, dash = _indent(head), head.lstrip().startswith("-")
        last = filled[0]
        for n in filled[1:]:
            line = lines[n - 1]
            if _indent(line) < indent or (
                _indent(line) == indent and (dash or not line.lstrip().startswith("-"))
            ):
                break
            last = n
        assert held.after(number) == (filled[0], last)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


# ------------------------------------------------------------------------------------------------------ large and bad


def tasks_of(count: int, **changes: str) -> list[str]:
    return [
        task(
            id=f"n{n}", at=f'"II.{n + 1}"', **{k: v.format(next=(n + 1) % count) for k, v in changes.items()}
        )
        for n in range(count)
    ]


def commented(count: int, comment: str) -> str:
    return MINIMAL + f"{comment}\n" * count


LARGE: dict[str, tuple[Callable[[], str], dict[str, int]]] = {
    "16 MB of comments": (lambda: MINIMAL + "# một chú thích dài\n" * 600_000, {}),
    "16 MB in one value": (lambda: MINIMAL.replace("Kế hoạch mẫu", "K" * 15_000_000), {"PM107": 1}),
    "16 MB of nothing": (lambda: MINIMAL + "\n" * 15_000_000, {}),
    "2 MB of tasks": (lambda: plan(tasks=tasks_of(12_000, note="ghi chú " * 8)), {"PM401": 1}),
    "100,000 comments": (lambda: commented(100_000, "# planmodel: ignore[PM204] vì thế"), {"PM019": 1, "PM021": ignores.MOST}),
    "100,000 unknown rules": (lambda: commented(100_000, "# planmodel: ignore[PM2041] vì thế"), {"PM019": ignores.MOST_WRONG + 1}),
    "100,000 bad comments": (lambda: commented(100_000, "# planmodel: x"), {"PM019": ignores.MOST_WRONG + 1}),
    "comments before everything": (lambda: commented(1000, "# planmodel: ignore[PM401] vì thế") + "tasks:\n" + "".join(tasks_of(5000)), {}),
    "a comment of 1 MB": (lambda: MINIMAL + "# planmodel: ignore[PM204] " + "a" * 1_000_000, {"PM019": 1}),
    "hashes": (lambda: MINIMAL + "# planmodel: " * 80_000 + "\n", {"PM019": 1}),
    "a line of 1 MB": (lambda: f"{MINIMAL}tasks: [{', '.join(f'{{id: n{n}, at: II.{n + 1}, sector: both, title: x{n}}}' for n in range(16_000))}]\n", {"PM401": 1}),
    "20,000 faults in one line": (lambda: f"{MINIMAL}participants:\n  - {{at: I, agencies: [{', '.join(f'a{n}' for n in range(20_000))}]}}\n", {"PM112": 20_000}),
    "50,000 equal keys": (lambda: MINIMAL + "x: 1\n" * 50_000, {"PM008": 100, "PM018": 1}),
    "50,000 unknown keys": (lambda: MINIMAL + "".join(f"x{n}: 1\n" for n in range(50_000)), {"PM101": 100, "PM018": 1}),
    "50,000 options, one twice": (lambda: f"{MINIMAL}requirements:\n  - {{id: r, sector: both, title: x, choose: 1, of: [{', '.join(f'a{n}' for n in range(50_000))}, a49999]}}\n", {"PM108": 1}),
    "5,000 targets that fall": (lambda: plan(targets=[target(id=f"t{n}", at=f'"I.{n + 1}"', level="{at_least: {2022: 50, 2023: 45}}") for n in range(5000)]), {"PM204": 1, "PM215": 4999}),
    "5,000 tasks in a circle": (lambda: plan(tasks=tasks_of(5000, after="[n{next}]"), duties=[duty(covers="[II]")]), {"PM301": 1}),
    "5,000 unknown tasks": (lambda: plan(tasks=tasks_of(5000, after="[m{next}]"), duties=[duty(covers="[II]")]), {"PM111": 5000}),
    "5,000 tasks of one id": (lambda: plan(tasks=[task(id="n1")] * 5000, duties=[duty()]), {"PM110": 4999, "PM306": 4999}),
    "1,000 duties over 1,000 tasks": (lambda: plan(tasks=tasks_of(1000), duties=[duty(id=f"d{n}", covers="[II]") for n in range(1000)]), {"PM316": 999}),
    "8,000 covers over 8,000 tasks": (lambda: plan(tasks=tasks_of(8000), duties=[duty(covers=f"[{', '.join(f'II.1..II.{n + 1}' for n in range(8000))}]")]), {"PM024": 1, "PM319": 7999}),
    "accents without end": (lambda: MINIMAL.replace("Kế hoạch mẫu", "a" + "\u0301\u0323" * 200_000), {"PM006": 1}),
    "accents without end, in escapes": (lambda: MINIMAL.replace("Kế hoạch mẫu", '"a' + "\\u0301\\u0323" * 200_000 + '"'), {"PM006": 1}),
    "letters in two signs": (lambda: MINIMAL + "# " + "e\u0302\u0301" * 500_000, {}),
    "brackets": (lambda: "[" * 100_000, {"PM005": 1}),
    "questions": (lambda: "? " * 100_000, {"PM009": 1}),
    "dashes": (lambda: "- " * 100_000, {"PM005": 1}),
    "a stair": (lambda: "\n".join(" " * n + "a:" for n in range(3000)), {"PM005": 1}),
    "a quote": (lambda: MINIMAL + "x: '" + "a\n" * 200_000, {"PM006": 1}),
    "a bomb": (lambda: BOMB, {"PM010": 1}),
    "numbers with commas": (lambda: MINIMAL + "x: {" + "1: 2,3," * 100_000 + "}\n", {"PM008": 66, "PM014": 34, "PM018": 1}),
    "a number of 200,000 digits": (lambda: MINIMAL.replace("1/KH-UBND", "1" * 200_000 + "/KH-UBND"), {}),
    "a name of 1 MB": (lambda: MINIMAL.replace("issuer: ubnd-tinh", "issuer: " + "u" * 1_000_000), {"PM112": 1}),
}  # fmt: skip


def test_a_case_that_hangs_is_stopped() -> None:
    with pytest.raises(TookTooLong), bounded(1):
        time.sleep(LIMIT)


def test_what_repeats_itself_is_mended_and_shown_soon(home: Path) -> None:
    entries = "".join(f'  - {{at: "I.{n % 150 + 1}", agencies: [so-gddt]}}\n' for n in range(30_000))
    text = f"{MINIMAL}participants:\n{entries}notes: [] # planmodel: ignore[PM204] nhầm\n"
    done = told(home, "x.yaml", text.encode(), "check", "x.yaml", "--diff")
    assert [line for line in done.out.splitlines() if line[:2] in ("+n", "-n")] == [
        "-notes: [] # planmodel: ignore[PM204] nhầm", "+notes: []"
    ]  # fmt: skip


@pytest.mark.parametrize("name", LARGE)
def test_what_is_large_and_bad_is_told_soon(name: str) -> None:
    make, wanted = LARGE[name]
    data = make().encode()
    assert len(data) <= source.MAX_BYTES
    with bounded():
        text = decode(NAME, data)
        assert isinstance(text, Source)
        found = check_text(text, SHIPPED, Options(today=DAY)).found
    assert Counter(d.code for d in found) == wanted
    assert max((len(d.message.vi) for d in found), default=0) < 10_000


UNKNOWN = ", ".join(f"x{n}" for n in range(500))
SETTINGS = {
    "too many rules": f"check: {{ignore: [{UNKNOWN}, y]}}",
    "many unknown rules": f"check: {{ignore: [{UNKNOWN}], select: [{UNKNOWN}]}}",
    "too many paths": "check: {paths: [" + "{path: a}, " * 501 + "]}",
    "many paths": "check: {paths: ["
    + "".join(f"{{path: '*{n}*', ignore: [PM2]}}, " for n in range(499))
    + "]}",
    "a pattern": f"check: {{paths: [{{path: '{'**a' * 79}b'}}]}}",
    "brackets in a pattern": f"check: {{paths: [{{path: '{'[a-' * 70}'}}]}}",
    "too many packs": "packs: [" + "6-ro, " * 101 + "]",
    "unknown plugins": "plugins: [../../x, os]",
}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_that_are_large_and_bad_are_told_soon(home: Path, name: str) -> None:
    done = told(home, "planmodel.yaml", f"planmodel: 1\n{SETTINGS[name]}\n".encode(), "check")
    assert done.code == (
        2 if name == "unknown plugins" else 1 if "unknown" in name or "too many" in name else 0
    )
    assert done.out.count("PM119") <= 100


CONDITIONS = {
    "nested loops": "plan.tasks.all(a, plan.tasks.all(b, plan.tasks.all(c, plan.tasks.all(d, a != d))))",
    "a text doubled": " + ".join(["task.title"] * 60) + " == ''",
    "a long pattern": f"task.title.matches('{'(a+)+' * 60}b')",
    "a pattern that is none": "task.title.matches('[')",
    "parentheses": "(" * 450 + "true" + ")" * 450,
    "a huge number": "9" * 900 + " > 0",
    "a division by nothing": "1 / size(task.by) > 0",
    "an entry that is not there": "task.by[99] == ''",
    "odd signs": "task.title == '\\u202e👩'",
}


def test_hostile_conditions_end_in_findings(home: Path) -> None:
    item = yaml.safe_load(RULES)["rules"][0]
    item = {key: value for key, value in item.items() if key not in ("where", "at")}
    rules = [{**item, "id": f"r{n}", "require": text} for n, text in enumerate(CONDITIONS.values())]
    place = home / "hostile-rules.yaml"
    place.write_text(json.dumps({"planmodel": 1, "rules": rules}, ensure_ascii=False), "utf-8")
    with bounded(3 * LIMIT):
        done = process("check", "khanh-hoa-4205-2022", "--rules", place, "--format", "json", cwd=home)
    assert (done.code, done.err) == (1, "")
    codes = Counter(f["code"] for f in json.loads(done.out)["findings"])
    assert codes["PM022"] + codes["PM023"] >= 6
    assert codes["PM901"] == codes["PM024"] == 0
